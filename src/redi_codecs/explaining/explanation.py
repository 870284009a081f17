"""An explained payload: its bytes in order, each with its meaning, and two ways to draw them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from redi_codecs.layout.wire import Order
from redi_codecs.readings import HIDDEN, Warned
from redi_codecs.safe_text import safe_line

if TYPE_CHECKING:
    from redi_codecs.plan.plan import Load

__all__ = ["CHECKSUM", "NOT_UNDERSTOOD", "BitSpan", "Broken", "Explanation", "Span", "said"]

NOT_UNDERSTOOD: Final = "not understood"
CHECKSUM: Final = "checksum"

#: ``value``: a reading, an attribute, the time, or what a sensitive one is computed from; ``structure``: what steers
#: the layout or means nothing; ``derived``: a value without bytes of its own; ``rest``: bytes that were not understood.
Kind = Literal["value", "structure", "derived", "rest"]


@dataclass(frozen=True, slots=True)
class BitSpan:
    """The bits ``high`` to ``low`` of a word, both included, 0 being the least significant one."""

    high: int
    low: int
    label: str
    raw: str
    meaning: str
    kind: Kind = "value"
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """The bytes ``start`` to ``end`` (not included) and what they say; a derived value has no bytes.

    ``record`` names the record of a history that the bytes belong to, such as ``history 2``; ``order`` is the byte
    order of a word, by which its bits are found in its bytes, ``load`` how they were read. Where a word begins inside
    a byte, that one is with the word before it, and ``shares`` is true.
    """

    start: int
    end: int
    label: str
    raw: str
    meaning: str
    bits: tuple[BitSpan, ...] = ()
    record: str = ""
    kind: Kind = "value"
    sensitive: bool = False
    order: Order = "big"
    shares: bool = False
    load: Load | None = field(default=None, compare=False, repr=False)


def said(one: Span | BitSpan, sensitive: bool) -> tuple[str, str]:
    """The raw number and the meaning, hidden where they are sensitive and nobody asked for that.

    What the structure means stays, and what the matter is with bytes that were not understood: neither quotes a value.
    """
    if sensitive or not one.sensitive:
        return safe_line(one.raw), safe_line(one.meaning)
    return "", HIDDEN if one.kind in ("value", "derived") else safe_line(one.meaning)


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a payload breaks, and why; ``error`` is the name of the exception that decoding raises."""

    text: str
    field: str | None
    offset: int | None
    error: str

    def __str__(self) -> str:
        place = "" if self.offset is None else f"byte {self.offset}: "
        return f"{place}{f'{self.field}: ' if self.field else ''}{self.text}"


class _Row(NamedTuple):
    kind: str
    place: str
    digits: str
    label: str
    raw: str
    meaning: str


_HEAD: Final = ("bytes", "hex", "field", "raw", "meaning")
_BYTES_A_LINE: Final = 8
_ANSI: Final = {
    "head": "4",
    "value": "1",
    "structure": "2",
    "derived": "3",
    "rest": "31",
    "broken": "1;31",
    "warning": "33",
}


@dataclass(frozen=True, slots=True, repr=False)
class Explanation:
    """A payload, byte by byte.

    Every byte is in exactly one of ``spans``, in order. ``fault`` tells where a broken payload breaks. ``str()``
    draws it for a terminal; sensitive values are hidden there unless :meth:`text` is asked for them.

    >>> from redi_codecs import explain
    >>> print(explain("milesight-iot/em300-th", "01755C0367", 85))
    milesight-iot/em300-th, fPort 85, 5 bytes
    bytes  hex   field    raw     meaning
    0…1    0175  tag      0x0175
    2      5c    battery  92      92 %
    3…4    0367  tag      0x0367
    ✗ byte 5: temperature: 2 bytes needed, none left
    """

    device: str
    f_port: int
    payload: bytes
    message: str | None
    spans: tuple[Span, ...]
    fault: Broken | None
    warnings: tuple[Warned, ...]

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        fault = f", breaks at {self.fault}" if self.fault else ""
        count = len(self.spans)
        return f"<Explanation {self.title}: {count} span{'' if count == 1 else 's'}{fault}>"

    def text(self, *, color: bool = False, sensitive: bool = False) -> str:
        """The drawing for a terminal.

        ``color`` adds ANSI codes; ``sensitive`` shows also what identifies or locates somebody.
        """
        table = [(row.kind, row[1:]) for row in self._rows(sensitive)]
        if table:
            table.insert(0, ("head", _HEAD))
        widths = [max(map(len, column)) for column in zip(*(cells for _, cells in table), strict=True)]
        lines = [(style, "  ".join(map(str.ljust, cells, widths)).rstrip()) for style, cells in table]
        lines += self.remarks()
        drawn = [f"\x1b[{_ANSI[style]}m{line}\x1b[0m" if color else line for style, line in lines]
        return "\n".join([self.title, *drawn])

    def _repr_html_(self) -> str:
        from redi_codecs.explaining.diagram import drawn

        return drawn(self)

    @property
    def title(self) -> str:
        """Device, port, message and size in one line."""
        count = len(self.payload)
        message = f", {self.message}" if self.message else ""
        return f"{self.device}, fPort {self.f_port}{message}, {count} byte{'' if count == 1 else 's'}"

    def remarks(self) -> Iterator[tuple[str, str]]:
        """The warnings that no span tells, and the fault: ``warning`` or ``broken``, and the text."""
        told = {span.meaning for span in self.spans if span.kind == "rest"}
        for one in self.warnings:
            if one.text not in told:
                yield "warning", safe_line(f"! {one.code}, byte {one.offset}: {one.text}")
        if self.fault is not None:
            yield "broken", safe_line(f"✗ {self.fault}")

    def _rows(self, sensitive: bool) -> Iterator[_Row]:
        for span in self.spans:
            data, hidden = self.payload[span.start : span.end], span.sensitive and not sensitive
            shown = "··" * len(data) if hidden else data.hex()
            width = 2 * _BYTES_A_LINE
            chunks = [shown[at : at + width] for at in range(0, len(shown), width)] or [""]
            last = span.end - 1
            place = "" if not data else str(last) if span.start == last else f"{span.start}…{last}"
            label = f"{span.record} · {span.label}" if span.record else span.label
            yield _Row(span.kind, place, chunks[0], label, *said(span, sensitive))
            for chunk in chunks[1:]:
                yield _Row(span.kind, "", chunk, "", "", "")
            for bit in span.bits:
                at = f"bit {bit.low}" if bit.low == bit.high else f"bit {bit.low}–{bit.high}"
                yield _Row(bit.kind, f"  {at}", "", bit.label, *said(bit, sensitive))
