"""An explained payload as a map of its bits: a row a byte, a box a field, and beside it what the field says.

A box that goes on in the next byte is open towards it, so that a field of twelve bits is seen as one thing.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

from redi_codecs.explaining.explanation import BitSpan, Explanation, Span, said
from redi_codecs.layout.wire import Order

__all__ = ["diagram", "drawn"]

_HEAD: Final = ("byte", "hex", " 7 6 5 4 3 2 1 0 ", "bits", "field", "raw", "meaning")
#: Corners and crossings by what meets there: up, down, left, right.
_JOINTS: Final = dict(
    zip(
        ((up, down, left, right) for up in (0, 1) for down in (0, 1) for left in (0, 1) for right in (0, 1)),
        " ───│┌┐┬│└┘┴│├┤┼",
        strict=True,
    )
)
#: Fields take these in turn, so that neighbours differ; red is for what is wrong.
_PALETTE: Final = ("32", "36", "35", "33", "34")
_STYLES: Final = {"structure": "2", "derived": "3", "rest": "31"}
#: The same for a page: ink on paper of its own, so that a dark page does not matter.
_PAPER: Final = {
    "32": "#cdeedd", "36": "#c9e6f0", "35": "#ead9f5", "33": "#f9e6b8", "34": "#d5defa", "2": "#ececec", "3": "#e4ecfa",
    "31": "#fad4d4", "1;31": "#fad4d4",
}  # fmt: skip
_WALL, _RAW, _TITLE, _HEADING, _BROKEN, _WARNING = "2", "2", "1", "4", "1;31", "33"
#: Of a run of bytes longer than this only the ends are drawn.
_LONGEST, _FIRST, _LAST = 12, 4, 2

Segment = tuple[str, str]


class _Note(NamedTuple):
    """What stands beside the box."""

    style: str
    bits: str = ""
    label: str = ""
    raw: str = ""
    meaning: str = ""


@dataclass(slots=True)
class _Row:
    """A byte: for each of its bits, the most significant first, the field that it belongs to and its digit."""

    place: str
    digits: str
    owners: list[int]
    bits: list[str]
    notes: list[_Note] = field(default_factory=list)


def diagram(explanation: Explanation, *, color: bool = False, sensitive: bool = False) -> str:
    """The map of an explained payload, with or without ANSI colours.

    >>> from redi_codecs import explain
    >>> print(diagram(explain("browan/tbms100", "010B3A", 102)))
    browan/tbms100, fPort 102, 3 bytes
    byte  hex   7 6 5 4 3 2 1 0   bits  field              raw   meaning
               ┌─────────────┬─┐
       0  01   │0 0 0 0 0 0 0│1│  1–7   reserved           0x00  ignored
               │             │ │  0     motion             1     yes
               ├───────┬─────┴─┤
       1  0b   │0 0 0 0│1 0 1 1│  4–7   reserved           0x0   ignored
               │       │       │  0–3   battery_voltage    11    3.6 V
               ├─┬─────┴───────┤
       2  3a   │0│0 1 1 1 0 1 0│  7     reserved           0x0   ignored
               │ │             │  0–6   temperature        58    26 °C
               ├─┴─────────────┤
       3  ··   │? ? ? ? ? ? ? ?│  ✗     time_since_motion        2 bytes needed, none left
               └───────────────┘
    ✗ byte 3: time_since_motion: 2 bytes needed, none left
    """
    return _Drawing(explanation, sensitive).text(color)


def drawn(explanation: Explanation, *, sensitive: bool = False) -> str:
    """The map as a table for a page or a notebook: a row a byte, a cell a bit.

    >>> from redi_codecs import explain
    >>> drawn(explain("browan/tbms100", "01", 102)).count("<tr")
    4
    """
    return _Drawing(explanation, sensitive).html()


class _Drawing:
    """Collects the rows of one payload."""

    def __init__(self, explanation: Explanation, sensitive: bool) -> None:
        self.explanation = explanation
        self.sensitive = sensitive
        self.rows: list[_Row] = []
        #: What has no bytes and comes before the first one.
        self.before: list[_Note] = []
        self.styles: list[str] = []
        self._values = 0
        for span in explanation.spans:
            if span.start == span.end:
                (self.rows[-1].notes if self.rows else self.before).append(self._derived(span))
            elif span.bits:
                self._word(span)
            else:
                self._whole(span)
        self._broken()

    def _owner(self, kind: str) -> int:
        """A field of its own, with a colour of its own."""
        style = _STYLES.get(kind)
        if style is None:
            style = _PALETTE[self._values % len(_PALETTE)]
            self._values += 1
        self.styles.append(style)
        return len(self.styles) - 1

    def _byte(self, at: int, hidden: bool) -> _Row:
        byte = self.explanation.payload[at]
        return _Row(str(at), "··" if hidden else f"{byte:02x}", [-1] * 8, list("·" * 8 if hidden else f"{byte:08b}"))

    def _whole(self, span: Span) -> None:
        hidden = span.sensitive and not self.sensitive
        owner = self._owner(span.kind)
        rows = [self._byte(at, hidden) for at in range(span.start, span.end)]
        for row in rows:
            row.owners = [owner] * 8
        rows[0].notes.append(_Note(self.styles[owner], "", _label(span), *said(span, self.sensitive)))
        if len(rows) > _LONGEST:
            rows[_FIRST:-_LAST] = [_Row("⋮", "⋮", [owner] * 8, list("   ⋮    "))]
        self.rows += rows

    def _word(self, span: Span) -> None:
        hidden = span.sensitive and not self.sensitive
        rows = [self._byte(at, hidden) for at in range(span.start, span.end)]
        if span.shares:
            rows.insert(0, self.rows.pop())
        places = _places(len(rows), span.order)
        for bit in sorted(span.bits, key=lambda bit: -bit.high):
            owner = self._owner(bit.kind)
            held: dict[int, set[int]] = {}
            for number in range(bit.low, bit.high + 1):
                at, column = places[number]
                held.setdefault(at, set()).add(column)
                rows[at].owners[column] = owner
            first = min(held)
            for at, columns in sorted(held.items()):
                if at == first:
                    rows[at].notes.append(self._bits(span, bit, self.styles[owner]))
                elif not columns & held.get(at - 1, set()):
                    rows[at].notes.append(_Note(self.styles[owner], "", _label(span, bit), "", "continued"))
        for row in rows:
            following = self._owner("structure")  # what its bits are that follow, unless the payload breaks before it
            row.owners = [following if owner < 0 else owner for owner in row.owners]
        self.rows += rows

    def _bits(self, span: Span, bit: BitSpan, style: str) -> _Note:
        numbers = f"{bit.low}" if bit.low == bit.high else f"{bit.low}–{bit.high}"
        return _Note(style, numbers, _label(span, bit), *said(bit, self.sensitive))

    def _derived(self, span: Span) -> _Note:
        return _Note(_STYLES["derived"], "=", _label(span), *said(span, self.sensitive))

    def _broken(self) -> None:
        """A cross at the byte where the payload breaks, or at the one that is missing."""
        fault = self.explanation.fault
        if fault is None or fault.offset is None:
            return
        note = _Note(_BROKEN, "✗", fault.field or "", "", fault.text)
        row = next((row for row in self.rows if row.place == str(fault.offset)), None)
        if row is None:
            row = _Row(str(fault.offset), "··", [self._owner("rest")] * 8, ["?"] * 8)
            self.rows.append(row)
        if row is not None:
            row.notes.append(note)

    # ---- text

    def text(self, color: bool) -> str:
        title, remarks = self.explanation.title, self.explanation.remarks()
        lines: list[list[Segment]] = [[(_TITLE, title)], *self._lines()]
        lines += [[(_BROKEN if kind == "broken" else _WARNING, text)] for kind, text in remarks]
        return "\n".join(_painted(line, color) for line in lines)

    # ---- a page

    def html(self) -> str:
        head = "".join(f"<th>{html.escape(name.strip())}</th>" for name in ("byte", "hex"))
        head += "".join(f'<th style="text-align:center">{bit}</th>' for bit in range(7, -1, -1))
        head += "".join(f'<th style="text-align:left">{html.escape(name)}</th>' for name in _HEAD[3:])
        rows = [self._page_row(None, note) for note in self.before]
        for row in self.rows:
            for at, note in enumerate(row.notes or [_Note("")]):
                rows.append(self._page_row(row if at == 0 else None, note))
        colors = {"broken": "#b00020", "warning": "#8a6d00"}
        remarks = "".join(
            f'<div style="color:{colors[style]}">{html.escape(line)}</div>'
            for style, line in self.explanation.remarks()
        )
        title = html.escape(self.explanation.title)
        style = "border-collapse:collapse;font-family:monospace"
        return f'<table style="{style}"><caption>{title}</caption><tr>{head}</tr>{"".join(rows)}</table>{remarks}'

    def _page_row(self, row: _Row | None, note: _Note) -> str:
        """A byte with the first thing that it says, or a further thing of the byte before."""
        cells = ""
        if row is not None:
            walls, lines = _walls(row.owners), len(row.notes) or 1
            bits = [(row.place, "", False), (row.digits, "", False)]
            bits += [
                (bit, self.styles[owner], bool(walls[at]))
                for at, (bit, owner) in enumerate(zip(row.bits, row.owners, strict=True))
            ]
            for text, style, wall in bits:
                look = f"background:{_PAPER[style]};color:#111;text-align:center;" if style else "text-align:right;"
                look += "border-left:2px solid #555;" if wall else ""
                cells += f'<td rowspan="{lines}" style="{look}padding:1px 5px">{html.escape(text.strip())}</td>'
        elif not self.rows or note in self.before:
            cells = '<td colspan="10"></td>'
        look = "text-align:left;white-space:pre;padding:1px 8px"
        paper = _PAPER.get(note.style)
        named = f"background:{paper};color:#111;" if paper and note.label else ""
        texts = ((note.bits, ""), (note.label, named), (note.raw, ""), (note.meaning, ""))
        return (
            f"<tr>{cells}"
            + "".join(f'<td style="{ink}{look}">{html.escape(text)}</td>' for text, ink in texts)
            + "</tr>"
        )

    def _lines(self) -> Iterator[list[Segment]]:
        if not self.rows and not self.before:
            return
        notes = [*self.before, *(note for row in self.rows for note in row.notes)]
        widths = [max(len(name), *(len(note[at]) for note in notes)) for at, name in enumerate(_HEAD[3:], 1)]
        yield [(_HEADING, "  ".join([*_HEAD[:3], *map(str.ljust, _HEAD[3:], widths)]))]
        for note in self.before:
            yield [("", " " * 30), *_beside(note, widths)]
        above: Sequence[int] | None = None
        for row in self.rows:
            yield from self._rule(above, row.owners)
            yield from self._row(row, widths)
            above = row.owners
        if self.rows:
            yield from self._rule(above, None)

    def _rule(self, above: Sequence[int] | None, below: Sequence[int] | None) -> Iterator[list[Segment]]:
        """The line between two bytes; there is none where a field simply goes on."""
        up, down = _walls(above), _walls(below)
        edges = [int(above is None or below is None or above[at] != below[at]) for at in range(8)]
        if any(edges) or up != down:
            drawn, text = [0, *edges, 0], ""
            for at in range(9):
                joint = _JOINTS[up[at], down[at], drawn[at], drawn[at + 1]]
                text += joint + ("─" if drawn[at + 1] else " ") * (at < 8)
            yield [("", " " * 11), (_WALL, text)]

    def _row(self, row: _Row, widths: list[int]) -> Iterator[list[Segment]]:
        walls = _walls(row.owners)
        for at, note in enumerate(row.notes or [_Note("")]):
            segments: list[Segment] = [("", f"{row.place if at == 0 else '':>4}  {row.digits if at == 0 else '':<3}  ")]
            for column in range(8):
                segments.append((_WALL, "│" if walls[column] else " "))
                segments.append((self.styles[row.owners[column]], row.bits[column] if at == 0 else " "))
            yield [*segments, (_WALL, "│"), ("", "  "), *_beside(note, widths)]


def _label(span: Span, bit: BitSpan | None = None) -> str:
    label = bit.label if bit else span.label
    return f"{span.record} · {label}" if span.record else label


def _places(size: int, order: Order) -> list[tuple[int, int]]:
    """For each bit of a word, 0 being the least significant, its byte and its column in it."""
    bytes_ = list(range(size))  # from the least significant one
    if order == "big":
        bytes_.reverse()
    elif order == "words":
        bytes_ = [at ^ 1 for at in bytes_]
    return [(bytes_[number // 8], 7 - number % 8) for number in range(8 * size)]


def _walls(owners: Sequence[int] | None) -> list[int]:
    """Between which bits of a byte there is a wall, those at both sides included."""
    if owners is None:
        return [0] * 9
    return [1, *(int(one != other) for one, other in pairwise(owners)), 1]


def _beside(note: _Note, widths: Sequence[int]) -> Iterator[Segment]:
    cells = [f"{cell:<{width}}  " for cell, width in zip(note[1:], widths, strict=True)]
    plain = note.style in _STYLES.values()
    yield note.style, cells[0] + cells[1]
    yield note.style if plain else _RAW, cells[2]
    yield note.style, cells[3]


def _painted(line: Sequence[Segment], color: bool) -> str:
    """The segments as text without blanks at the end, neighbours of one style together."""
    runs: list[Segment] = []
    for style, text in line:
        if runs and (style == runs[-1][0] or not text.strip()):
            runs[-1] = runs[-1][0], runs[-1][1] + text
        else:
            runs.append((style, text))
    while runs and not runs[-1][1].strip():
        runs.pop()
    if runs:
        runs[-1] = runs[-1][0], runs[-1][1].rstrip()
    return "".join(f"\x1b[{style}m{text}\x1b[0m" if color and style else text for style, text in runs)
