"""Generated JavaScript, put together: what stands several times becomes a function, what is short a line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

__all__ = ["Statement", "parsed", "shared", "written"]

#: A line has at most so many characters, if what stands in it can be parted.
_WIDTH = 112
#: What a function that is called has to save, in characters.
_WORTH = 60
#: What it costs by itself, and each call of it.
_FUNCTION, _CALL = 45, 30
#: Runs of more statements are shared in parts.
_LONGEST = 60


@dataclass(eq=False)
class Statement:
    """A line, or what stands in braces: heads, each with a body."""

    arms: list[tuple[str, list[Statement]]]

    @property
    def head(self) -> str:
        return self.arms[0][0]

    @property
    def line(self) -> bool:
        """Whether it is a line by itself."""
        return not self.head.endswith("{")

    @property
    def label(self) -> bool:
        """Whether it is the beginning of a case."""
        return self.line and self.head.endswith(":")

    @cached_property
    def text(self) -> str:
        """What tells whether two do the same."""
        return "\n".join(part for head, body in self.arms for part in (head, *(one.text for one in body), "}"))

    @cached_property
    def leaves(self) -> frozenset[str]:
        """The ways in which it leaves what stands around it."""
        if self.line:
            return frozenset(re.findall(r"\b(break|continue);", self.head)) | ({"label"} if self.label else frozenset())
        found = frozenset(way for _, body in self.arms for one in body for way in one.leaves)
        if self.head.startswith(("for", "while")):
            return frozenset()
        return found - {"break", "label"} if self.head.startswith("switch") else found


def parsed(lines: Sequence[str]) -> list[Statement]:
    """Statements of lines, whose braces stand at their ends and beginnings.

    >>> (one,) = parsed(["if (a) {", "b();", "} else {", "c();", "}"])
    >>> [head for head, _ in one.arms]
    ['if (a) {', 'else {']
    """
    stack: list[list[Statement]] = [[]]
    for text in map(str.strip, lines):
        if text.startswith("}"):
            stack.pop()
            if text == "}":
                continue
            arm: tuple[str, list[Statement]] = (text[2:], [])
            stack[-1][-1].arms.append(arm)
        else:
            arm = (text, [])
            stack[-1].append(Statement([arm]))
        if text.endswith("{"):
            stack.append(arm[1])
    return stack[0]


def written(body: Sequence[Statement], depth: int) -> Iterator[str]:
    """The lines of statements."""
    before = "  " * depth
    at = 0
    while at < len(body):
        one = body[at]
        if one.label:
            at = yield from _case(body, at, depth)
            continue
        at += 1
        if one.line:
            yield before + one.head
            continue
        short = [_short(arm, depth) for arm in one.arms]
        if not one.head.startswith("switch") and None not in short:
            yield from (text for text in short if text is not None)
            continue
        opened = before
        for head, inner in one.arms:
            yield opened + head
            yield from written(inner, depth + 1)
            opened = before + "} "
        yield before + "}"


def _short(arm: tuple[str, list[Statement]], depth: int) -> str | None:
    """A head and its only line in one, where that is clear and fits."""
    head, inner = arm
    if len(inner) != 1 or not inner[0].line or inner[0].head.startswith("if "):
        return None
    text = f"{'  ' * depth}{head[:-1]}{inner[0].head}"
    return text if len(text) <= _WIDTH else None


def _case(body: Sequence[Statement], at: int, depth: int) -> Generator[str, None, int]:
    """A case with all its labels, in a line if it fits; where the next one begins."""
    first = at
    while at < len(body) and body[at].label:
        at += 1
    labels = [one.head for one in body[first:at]]
    inside = at
    while at < len(body) and not body[at].label:
        at += 1
    inner = body[inside:at]
    before = "  " * depth
    line = before + " ".join([*labels, *(one.head for one in inner)])
    simple = len(inner) <= 2 and all(one.line and not one.head.startswith("if ") for one in inner)
    if simple and len(line) <= _WIDTH:
        yield line
        return at
    text = before + " ".join(labels)
    if len(text) <= _WIDTH:
        yield text
    else:
        yield from (before + label for label in labels)
    yield from written(inner, depth + 1)
    return at


def shared(body: list[Statement], taken: set[str]) -> list[tuple[str, list[Statement]]]:
    """Functions for what stands in a body several times, which calls them then; the body is changed."""
    found: list[tuple[str, list[Statement]]] = []
    while (run := _best([body, *(inner for _, inner in found)])) is not None:
        places, length = run
        where, start = places[0]
        inner = where[start : start + length]
        name = _name(inner, taken)
        for place, begin in sorted(places, key=lambda one: -one[1]):
            place[begin : begin + length] = [Statement([(f"{name}();", [])])]
        found.append((name, inner))
    return found


Place = tuple[list[Statement], int]


def _bodies(body: list[Statement]) -> Iterator[list[Statement]]:
    yield body
    for one in body:
        for _, inner in one.arms:
            yield from _bodies(inner)


def _best(roots: Sequence[list[Statement]]) -> tuple[list[Place], int] | None:
    """The run of statements that saves most as a function, with the places where it stands."""
    numbers: dict[str, int] = {}
    rows: list[tuple[list[Statement], list[int]]] = []
    for root in roots:
        for body in _bodies(root):
            row = [-1 if one.leaves else numbers.setdefault(one.text, len(numbers)) for one in body]
            rows.append((body, row))
    sizes = {number: len(text) + 6 * (1 + text.count("\n") // 2) for text, number in numbers.items()}
    at: dict[tuple[int, ...], list[tuple[int, int]]] = defaultdict(list)
    for number, (_, row) in enumerate(rows):
        for start, one in enumerate(row):
            if one >= 0:
                at[one,].append((number, start))
    best: tuple[int, list[tuple[int, int]], int] | None = None
    for length in range(1, _LONGEST + 1):
        longer: dict[tuple[int, ...], list[tuple[int, int]]] = defaultdict(list)
        for key, places in at.items():
            apart = _apart(places, length)
            if len(apart) < 2:
                continue
            size = sum(sizes[one] for one in key)
            saved = (len(apart) - 1) * size - _FUNCTION - _CALL * len(apart)
            if saved > _WORTH and (best is None or saved > best[0]):
                best = saved, apart, length
            for number, start in places:
                row = rows[number][1]
                if start + length < len(row) and row[start + length] >= 0:
                    longer[*key, row[start + length]].append((number, start))
        at = longer
    if best is None:
        return None
    return [(rows[number][0], start) for number, start in best[1]], best[2]


def _apart(places: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Those that do not overlap."""
    found: list[tuple[int, int]] = []
    for number, start in places:
        if not found or found[-1][0] != number or found[-1][1] + length <= start:
            found.append((number, start))
    return found


def _name(body: Sequence[Statement], taken: set[str]) -> str:
    """A name for a function: of the first field that it reads."""
    text = "\n".join(one.text for one in body)
    field = re.search(r'\.(\w+) = |(?:data|values\d*), "(\w+)"|\("(\w+)"\)|, "(\w+)"\)', text)
    stem = "read_" + next((one for one in (field.groups() if field else ()) if one), "part")
    name = next(one for one in (stem, *(f"{stem}_{number}" for number in range(2, 9999))) if one not in taken)
    taken.add(name)
    return name
