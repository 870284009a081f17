"""Generated JavaScript, variables that live for a few statements: those that never live at once share a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from redi_codecs.runtimes.javascript.statements import Statement
from redi_codecs.runtimes.javascript.text import numbered

__all__ = ["assigned_where_used", "lend", "sets_first"]

_NAME = r"(?<![\w.\"]){}\b"


def lend(body: Sequence[Statement], names: Iterable[str], stem: str, taken: set[str]) -> dict[str, str]:
    """Give variables the names stem, stem2… instead of their own, in the body; what each is called then.

    Each lives from the first statement of the innermost body that has all that is said of it to the last one there.

    >>> from redi_codecs.runtimes.javascript.statements import parsed
    >>> body = parsed(["a = u8();", "switch (a) {", "case 1:", "b = u8();", "go(b);", "}", "c = u8();", "go(c);"])
    >>> lend(body, ["a", "b", "c"], "tag", set())
    {'a': 'tag', 'c': 'tag', 'b': 'tag2'}
    """
    lent: dict[str, str] = {}
    _lend(body, frozenset(names), stem, taken, frozenset(), lent)
    if lent:
        pattern = re.compile(_NAME.format(f"(?:{'|'.join(map(re.escape, lent))})"))
        _rename(body, pattern, lent)
    return lent


def _lend(
    body: Sequence[Statement],
    names: frozenset[str],
    stem: str,
    taken: set[str],
    busy: frozenset[str],
    lent: dict[str, str],
) -> None:
    inside = [{name for name in names if re.search(_NAME.format(name), one.text)} for one in body]
    here: dict[str, tuple[int, int]] = {}
    for name in sorted(names, key=lambda one: (len(one), one)):
        found = [at for at, some in enumerate(inside) if name in some]
        if len(found) > 1 or (found and _in_head(body[found[0]], name)):
            here[name] = found[0], found[-1]
    held: list[tuple[int, int, str]] = []
    for name, (first, last) in sorted(here.items(), key=lambda one: one[1]):
        used = busy | taken | {other for start, stop, other in held if start <= last and first <= stop}
        lent[name] = next(each for each in numbered(stem) if each not in used)
        held.append((first, last, lent[name]))
    for at, one in enumerate(body):
        now = busy | {name for start, stop, name in held if start <= at <= stop}
        for _, inner in one.arms:
            if inner:
                _lend(inner, (names - here.keys()) & inside[at], stem, taken, now, lent)


def sets_first(body: Sequence[Statement], name: str) -> bool:
    """Whether all that is said of a variable stands in one body, where it is assigned first."""
    found = [one for one in body if re.search(_NAME.format(name), one.text)]
    if len(found) == 1 and not found[0].line and not _in_head(found[0], name):
        return any(sets_first(inner, name) for _, inner in found[0].arms)
    return bool(found) and found[0].line and found[0].head.startswith(f"{name} = ")


def _in_head(one: Statement, name: str) -> bool:
    """Whether a statement says something of a variable by itself, or in several of its bodies."""
    arms = [head for head, _ in one.arms if re.search(_NAME.format(name), head)]
    bodies = [inner for _, inner in one.arms if any(re.search(_NAME.format(name), each.text) for each in inner)]
    return bool(arms) or len(bodies) > 1


def _rename(body: Sequence[Statement], pattern: re.Pattern[str], lent: dict[str, str]) -> None:
    for one in body:
        one.arms = [(pattern.sub(lambda found: lent[found[0]], head), inner) for head, inner in one.arms]
        one.__dict__.pop("text", None)
        for _, inner in one.arms:
            _rename(inner, pattern, lent)


def assigned_where_used(body: list[Statement]) -> None:
    """What a ``switch`` looks at is assigned in its head, where that happens just before it."""
    for at in range(len(body) - 1, -1, -1):
        one = body[at]
        for _, inner in one.arms:
            assigned_where_used(inner)
        found = re.fullmatch(r"(\w+) = (.*);", one.head) if one.line else None
        if found and at + 1 < len(body) and body[at + 1].head == f"switch ({found[1]}) {{":
            body[at + 1].arms[0] = f"switch ({found[1]} = {found[2]}) {{", body[at + 1].arms[0][1]
            del body[at]
