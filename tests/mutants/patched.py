"""Mistakes made in functions that are there already, so that nothing has to be imported again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import CodeType, FunctionType

from mutants.source import Mutant, Source, objects


class Functions:
    """The functions of some modules, by their code."""

    def __init__(self, known: Sequence[Source]) -> None:
        names = {one.name for one in known}
        self.of: dict[CodeType, list[FunctionType]] = {}
        for one in objects():
            if isinstance(one, FunctionType) and one.__module__ in names:
                self.of.setdefault(one.__code__, []).append(one)

    def patch(self, module: Source, mutant: Mutant) -> bool:
        """Make a mistake; False where it is in what is run on import, or in nothing that is there yet."""
        old = compile(module.bytes, module.path, "exec", dont_inherit=True)
        new = compile(mutant.text(module.bytes), module.path, "exec", dont_inherit=True)
        changed = []
        for before, after, inside in _pairs(old, new, self.of):
            if not inside and _own(before) != _own(after):
                return False
            if before != after and before in self.of:
                changed.append((before, after))
        try:
            for before, after in changed:
                for function in self.of[before]:
                    function.__code__ = after
        except ValueError:  # a closure that needs a name less
            return False
        return bool(changed)


def _pairs(
    old: CodeType, new: CodeType, live: dict[CodeType, list[FunctionType]], inside: bool = False
) -> Iterator[tuple[CodeType, CodeType, bool]]:
    """Each piece of code before and after, and whether it is part of a function that is there."""
    inside = inside or old in live
    yield old, new, inside
    parts = [[one for one in code.co_consts if isinstance(one, CodeType)] for code in (old, new)]
    for before, after in zip(*parts, strict=False):  # one less, where one is not returned any more
        yield from _pairs(before, after, live, inside)


def _own(code: CodeType) -> CodeType:
    """Without the functions in it, and without where in the text they end."""
    consts = tuple(one for one in code.co_consts if not isinstance(one, CodeType))
    return code.replace(co_consts=consts, co_linetable=b"")
