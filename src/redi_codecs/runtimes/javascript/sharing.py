"""Generated JavaScript, what stands several times: it becomes a function, with arguments for what differs.

A run of statements stands several times if all of it is the same but for texts, numbers, names of values and the
functions that read a number: its holes. Of texts that differ only in how they begin (``relay_change``, ``relay_gap``;
``iaq_change``, ``iaq_gap``), the beginning is one argument.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from redi_codecs.runtimes.javascript.statements import Statement
from redi_codecs.runtimes.javascript.text import numbered

__all__ = ["shared"]

#: What a function that is called has to save, in characters; one with arguments costs time, too.
_WORTH, _WORTH_ARGUMENTS = 60, 120
#: What it costs by itself, and each call of it.
_FUNCTION, _CALL = 35, 25
#: Runs of more statements are shared in parts.
_LONGEST = 60
#: A function has at most so many arguments.
_MOST = 4
#: What may differ between two places: a text, the name of a value, the function for a number, a number; keys may not.
_HOLE = re.compile(
    r'"(?:[^"\\]|\\.)*":|\b\w+:|"(?P<text>(?:[^"\\]|\\.)*)"|\bdata\.(?P<name>\w+)'
    r"|\b(?P<read>[ui]\d+(?:le|ws)?)(?=\()|(?<![\w.])(?P<number>\d[\w.]*)"
)
#: What only the function has whose parameter it is.
_PARAMETER = re.compile(r"(?<![\w.])(?:name|read|number)\d*\b")

Place = tuple[list[Statement], int]
#: The kind of a hole, and what is in it.
Hole = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Run:
    """What stands at several places: what is written in each of its holes, and the arguments at each place."""

    places: list[Place]
    length: int
    fillings: list[str]
    parameters: list[str]
    arguments: list[list[str]]


def shared(body: list[Statement], taken: set[str]) -> list[tuple[str, list[Statement]]]:
    """Functions for what stands in a body several times, which calls them then; the body is changed."""
    found: list[tuple[str, list[Statement]]] = []
    for differing in (True, False):
        while (run := _best([body, *(inner for _, inner in found)], taken, differing=differing)) is not None:
            where, start = run.places[0]
            inner = list(_filled(where[start : start + run.length], iter(run.fillings)))
            name = _name(inner, taken)
            calls = sorted(zip(run.places, run.arguments, strict=True), key=lambda one: -one[0][1])
            for (place, begin), given in calls:
                place[begin : begin + run.length] = [Statement([(f"{name}({', '.join(given)});", [])])]
            found.append((f"{name}({', '.join(run.parameters)})", inner))
            for some in (each for _, root in [("", body), *found] for each in _bodies(root)):
                for one in some:
                    one.forget()
    return found


@lru_cache(4096)
def _holes(text: str) -> tuple[str, list[Hole]]:
    """A statement with a mark in place of each hole, and what is in the holes; labels have none.

    >>> _holes('put("motion", u8("motion") / 2);')[0]
    'put(<TEXT>, <READ>(<TEXT>) / <NUMBER>);'
    """
    holes: list[Hole] = []

    def mark(found: re.Match[str]) -> str:
        if (kind := found.lastgroup) is None:
            return found[0]
        holes.append((kind, found[kind]))
        return f"<{kind.upper()}>"

    return "\n".join(line if line.endswith(":") else _HOLE.sub(mark, line) for line in text.split("\n")), holes


def _filled(body: Sequence[Statement], fillings: Iterator[str]) -> Iterator[Statement]:
    """Statements with these in their holes."""

    def fill(found: re.Match[str]) -> str:
        return found[0] if found.lastgroup is None else next(fillings)

    for one in body:
        arms = []
        for head, inner in one.arms:
            filled = head if head.endswith(":") else _HOLE.sub(fill, head)
            arms.append((filled, list(_filled(inner, fillings))))
        yield Statement(arms)


def _bodies(body: list[Statement]) -> Iterator[list[Statement]]:
    yield body
    for one in body:
        for _, inner in one.arms:
            yield from _bodies(inner)


def _best(roots: Sequence[list[Statement]], taken: set[str], *, differing: bool) -> _Run | None:
    """The run of statements that saves most as a function, with the places where it stands."""
    numbers: dict[str, int] = {}
    texts: list[tuple[int, list[Hole]]] = []
    known: dict[str, int] = {}
    rows: list[tuple[list[Statement], list[int], list[int]]] = []
    for body in (body for root in roots for body in _bodies(root)):
        row, details = [], []
        for one in body:
            if one.text not in known:
                known[one.text] = len(texts)
                texts.append((len(one.text) + 3 * (1 + one.text.count("\n") // 2), _holes(one.text)[1]))
            pattern = _holes(one.text)[0]
            fixed = bool(one.leaves or _PARAMETER.search(pattern))
            row.append(-1 if fixed else numbers.setdefault(pattern if differing else one.text, len(numbers)))
            details.append(known[one.text])
        rows.append((body, row, details))
    at: dict[tuple[int, ...], list[tuple[int, int]]] = defaultdict(list)
    for number, (_, row, _) in enumerate(rows):
        for start, kind in enumerate(row):
            if kind >= 0:
                at[kind,].append((number, start))
    least, best = _WORTH_ARGUMENTS if differing else _WORTH, None
    for length in range(1, _LONGEST + 1):
        longer: dict[tuple[int, ...], list[tuple[int, int]]] = defaultdict(list)
        for key, places in at.items():
            apart = _apart(places, length)
            if len(apart) < 2:
                continue
            given = [[texts[one] for one in rows[number][2][start : start + length]] for number, start in apart]
            sizes = [sum(size for size, _ in one) for one in given]
            saved = sum(sizes) - sizes[0] - _FUNCTION - _CALL * len(apart)
            if saved > least:
                holes = [[hole for _, some in one for hole in some] for one in given]
                put = _arguments(holes, taken)
                if put is not None:
                    saved += sum(len(text) for _, text in holes[0]) - sum(map(len, put[0]))
                    saved -= sum(len(one) + 2 for some in put[2] for one in some)
                    if saved > least:
                        least = saved
                        best = _Run([(rows[number][0], start) for number, start in apart], length, *put)
            for number, start in places:
                row = rows[number][1]
                if start + length < len(row) and row[start + length] >= 0:
                    longer[*key, row[start + length]].append((number, start))
        at = longer
    return best


def _arguments(places: Sequence[list[Hole]], taken: set[str]) -> tuple[list[str], list[str], list[list[str]]] | None:
    """What is written in each hole of a function, its parameters, and its arguments at each place; None if too many.

    >>> _arguments([[("name", "a"), ("text", "a_low")], [("name", "b"), ("text", "b_low")]], set())
    (['data[name]', 'name + "_low"'], ['name'], [['"a"'], ['"b"']])
    """
    columns = [(kinds[0][0], tuple(text for _, text in kinds)) for kinds in zip(*places, strict=True)]
    begun = Counter(_begun(texts) for _, texts in set(columns))
    parameters: dict[tuple[str, tuple[str, ...]], str] = {}
    fillings = []
    for kind, texts in columns:
        (text, *_) = texts
        if len(set(texts)) == 1:
            fillings.append({"text": f'"{text}"', "name": f"data.{text}"}.get(kind, text))
            continue
        name = kind in ("text", "name")
        begin = _begun(texts) if name else texts
        given = begin if name and begun[begin] > 1 else texts
        key = ("name" if name else kind, given)
        stem = key[0]
        if key not in parameters:
            if len(parameters) == _MOST:
                return None
            used = {*taken, *parameters.values()}
            parameters[key] = next(each for each in numbered(stem) if each not in used)
        end = text.removeprefix(given[0])
        filled = parameters[key] + (f' + "{end}"' if end else "")
        fillings.append(f"data[{filled}]" if kind == "name" else filled)
    arguments = [
        [f'"{texts[at]}"' if kind == "name" else texts[at] for kind, texts in parameters] for at in range(len(places))
    ]
    return fillings, list(parameters.values()), arguments


def _begun(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Texts without their last words that are the same in all of them.

    >>> _begun(("relay_change", "case_open_change"))
    ('relay', 'case_open')
    """
    ends = (texts[0][found.start() :] for found in re.finditer(r"_(?=[A-Za-z])", texts[0]))
    end = next((end for end in ends if all(text.endswith(end) for text in texts)), "")
    return tuple(text.removesuffix(end) for text in texts)


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
    name = next(one for one in numbered(stem, "_") if one not in taken)
    taken.add(name)
    return name
