"""Generated JavaScript, finding the case: a ``switch`` where keys are numbers or texts, else tests in their order."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from redi_codecs.layout.nodes import AnyChannel
from redi_codecs.plan.plan import Case, Op
from redi_codecs.runtimes.javascript.expressions import case_test
from redi_codecs.runtimes.javascript.loads import LoadEmitter
from redi_codecs.runtimes.javascript.text import literal

Ops = tuple[Op, ...]
#: From so many cases on there is a ``switch``.
_SEVERAL = 3


class CaseEmitter(LoadEmitter):
    """Writes the search for a case; what is done in it comes as functions."""

    #: Whether what is switched on may be unknown.
    unset = False

    def cases(
        self, cases: Sequence[Case], values: list[str], run: Callable[[Ops], None], otherwise: Callable[[], None]
    ) -> None:
        """Find the case: exact keys first, then the others in their order, wildcards last."""
        wild = [case for case in cases if any(isinstance(match, AnyChannel) for part in case.key for match in part)]
        plain = [case for case in cases if case not in wild]
        exact = [case for case in plain if all(isinstance(match, int | str) for part in case.key for match in part)]
        rest = [case for case in plain if case not in exact] + wild
        if len(exact) < _SEVERAL:
            self.chain([*exact, *rest], values, run, otherwise)
        elif len(values) == 1:
            self.switch([(list(case.key[0]), case.body) for case in exact], values[0], run, rest, values, otherwise)
        else:
            self.nested(exact, values, run, rest, otherwise)

    def nested(
        self,
        exact: Sequence[Case],
        values: list[str],
        run: Callable[[Ops], None],
        rest: list[Case],
        otherwise: Callable[[], None],
    ) -> None:
        """Keys of several bytes as one number each; of other numbers, the keys are texts."""
        keys = [list(itertools.product(*case.key)) for case in exact]
        if all(isinstance(one, int) and 0 <= one <= 0xFF for key in keys for found in key for one in found):
            numbers = [[int.from_bytes(bytes(found), "big") for found in key] for key in keys]  # type: ignore[arg-type]
            value, digits = values[0], 2 * len(values)
            for further in values[1:]:
                value = f"{value} * 256 + {further}" if value.isidentifier() else f"({value}) * 256 + {further}"
            bodies = [(list(found), case.body) for found, case in zip(numbers, exact, strict=True)]
            self.switch(bodies, value, run, rest, values, otherwise, digits)
            return
        value = ' + "/" + '.join(values)
        texts: list[tuple[Sequence[object], Ops]] = [
            (["/".join(map(str, found)) for found in key], case.body) for key, case in zip(keys, exact, strict=True)
        ]
        self.switch(texts, value, run, rest, values, otherwise)

    def switch(
        self,
        cases: Sequence[tuple[Sequence[object], Ops]],
        value: str,
        run: Callable[[Ops], None],
        rest: list[Case],
        values: list[str],
        otherwise: Callable[[], None],
        digits: int = 2,
    ) -> None:
        same: dict[int, list[object]] = {}
        bodies = {id(body): body for _, body in cases}
        digits = 0 if value == "port" else digits
        for keys, body in cases:
            same.setdefault(id(body), []).extend(keys)
        with self.script.block(f"switch ({value})"):
            for number, keys in same.items():
                for key in keys[:-1]:
                    self.put(f"case {_shown(key, digits)}:")
                self.put(f"case {_shown(keys[-1], digits)}:")
                with self.script.apart():
                    run(bodies[number])
                self.put("break;")
            self.put("default:")
            self.chain(rest, values, run, otherwise)

    def chain(
        self, cases: Sequence[Case], values: list[str], run: Callable[[Ops], None], otherwise: Callable[[], None]
    ) -> None:
        """Tests one after the other."""
        word = "if"
        for case in cases:
            tests = [case_test(value, *part, unset=self.unset) for value, part in zip(values, case.key, strict=True)]
            test = " && ".join(each for each in tests if each)
            if not test and word == "if":
                run(case.body)
                return
            with self.script.block(f"{word} ({test})" if test else "else"):
                run(case.body)
            if not test:
                return
            word = "else if"
        if not cases:
            otherwise()
            return
        with self.script.block("else"):
            otherwise()


def _shown(key: object, digits: int) -> str:
    return f"0x{key:0{digits}x}" if digits and isinstance(key, int) and key >= 0 else literal(key)
