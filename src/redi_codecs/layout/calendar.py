"""Dates as devices send them: year, month, day and time of day in numbers of their own, which are one time.

The numbers are neighbours on the wire (bits of a word, or bytes) and so one integer, of which :class:`Calendar` knows
the parts. What is no date (month 0, 30 February, second 60) is no value.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import ClassVar, Final

from redi_codecs import instants
from redi_codecs.layout.given import shown
from redi_codecs.layout.transform import Affine, Bind, Curve, Transform, ValueType
from redi_codecs.layout.where import refuse
from redi_codecs.layout.wire import Bits, Source, Whole

__all__ = ["PARTS", "Calendar", "Figure", "calendar"]

#: The numbers of a date, and what each one is where nothing is said of it.
PARTS: Final = {"century": 0, "year": 0, "month": 1, "day": 1, "hour": 0, "minute": 0, "second": 0, "offset": 0}
#: Those of which none can be said without those before it.
_RANKED: Final = ("year", "month", "day", "hour", "minute", "second")
_DAY: Final = 86_400
_EPOCH: Final = date(1970, 1, 1).toordinal()
_FIRST: Final = (date.min.toordinal() - _EPOCH) * _DAY
_LAST: Final = (date.max.toordinal() - _EPOCH + 1) * _DAY - 1
#: What is drawn for a part, so that dates are possible ones.
_DRAWN: Final = {"century": (19, 20), "year": (2000, 2060), "month": (1, 12), "day": (1, 28), "hour": (0, 23),
                 "minute": (0, 59), "second": (0, 59), "offset": (0, 0)}  # fmt: skip

#: The greatest number of what may be said for all dates; the least is in :data:`PARTS`.
_MOST: Final = {"month": 12, "day": 31, "hour": 23, "minute": 59, "second": 59}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a date: its bits in the whole integer as (shift, width), most significant first."""

    part: str
    spans: tuple[tuple[int, int], ...]
    signed: bool
    transform: Affine | Curve

    @property
    def bits(self) -> int:
        return sum(width for _, width in self.spans)

    def read(self, whole: int) -> int | None:
        raw = 0
        for shift, width in self.spans:
            raw = raw << width | whole >> shift & (1 << width) - 1
        if self.signed and raw >> self.bits - 1:
            raw -= 1 << self.bits
        value = self.transform.decode(raw)
        return int(value) if isinstance(value, int | float) and value == int(value) else None

    def place(self, raw: int) -> int:
        """A raw number at its bits of the whole integer."""
        whole, below = 0, self.bits
        for shift, width in self.spans:
            below -= width
            whole |= (raw >> below & (1 << width) - 1) << shift
        return whole

    def write(self, number: int) -> int:
        """The whole integer in which only this number is set."""
        whole = self.nearest(number)
        if whole is None or self.read(whole) != number:
            raise ValueError(f"the {self.part} cannot be {number}")
        return whole

    def nearest(self, number: int) -> int | None:
        """The same for what comes near it, if anything does."""
        low = -(1 << self.bits - 1) if self.signed else 0
        try:
            return self.place(min(max(self.transform.encode(number), low), low + (1 << self.bits) - 1))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Calendar(Transform):
    """The numbers of a date and seconds since 1970; ``fixed`` has all :data:`PARTS`, for those without a figure."""

    figures: tuple[Figure, ...]
    fixed: tuple[int, ...]
    gives: ClassVar[tuple[ValueType, ...]] = ("time",)
    partial: ClassVar[bool] = True

    def decode(self, raw: int) -> int | None:
        found = dict(zip(PARTS, self.fixed, strict=True))
        for figure in self.figures:
            number = figure.read(raw)
            if number is None:
                return None
            found[figure.part] = number
        hour, minute, second, offset = (found[part] for part in ("hour", "minute", "second", "offset"))
        if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60 and -_DAY < offset < _DAY):
            return None
        try:
            day = date(100 * found["century"] + found["year"], found["month"], found["day"])
        except (ValueError, OverflowError):
            return None
        seconds = (day.toordinal() - _EPOCH) * _DAY + 3600 * hour + 60 * minute + second - offset
        return seconds if _FIRST <= seconds <= _LAST else None

    def encode(self, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
            raise ValueError(f"a date of whole seconds is needed, not {value!r}")
        said = dict(zip(PARTS, self.fixed, strict=True))
        known = {figure.part: figure for figure in self.figures}
        if "offset" in known:  # the time does not say which it was: none, or what is nearest to it
            figure = known["offset"]
            said["offset"] = figure.read(figure.nearest(0) or 0) or 0
        try:
            at = instants.EPOCH + timedelta(seconds=int(value) + said["offset"])
        except OverflowError:
            raise ValueError(f"{value} is beyond the calendar") from None
        century = at.year // 100 if "century" in known else said["century"]
        numbers = {part: getattr(at, part) for part in _RANKED}
        numbers |= {"century": century, "year": at.year - 100 * century, "offset": said["offset"]}
        for part, number in said.items():
            if part not in known and number != numbers[part]:
                raise ValueError(f"{at:%Y-%m-%d %H:%M:%S} has the {part} {numbers[part]}, of which nothing is sent")
        whole = 0
        for figure in self.figures:
            whole |= figure.write(numbers[figure.part])
        return whole

    def python(self, raw: str, bind: Bind) -> str:
        return f"{bind(self.decode)}({raw})"

    def show(self, wire: str) -> str:
        return f"calendar({wire})"

    def drawn(self, integer: Callable[[int, int], int]) -> int:
        """A possible date, of numbers that ``integer`` chooses."""
        whole, centuries = 0, any(figure.part == "century" for figure in self.figures) or self.fixed[0] != 0
        for figure in self.figures:
            low, high = (0, 99) if figure.part == "year" and centuries else _DRAWN[figure.part]
            near = figure.nearest(integer(low, high))
            whole |= figure.place(integer(0, (1 << figure.bits) - 1)) if near is None else near
        return whole


def calendar(**parts: Source | int) -> Source:
    """A date in neighbouring integers, named in the order of the wire: ``year`` to ``second``, as far as there are any.

    ``century`` counts hundreds of years where they stand apart, ``offset`` is in seconds east of UTC (none: UTC).

    >>> from redi_codecs.layout import bcd, u8
    >>> date = calendar(day=bcd(u8), month=bcd(u8), year=bcd(u8) + 2000)
    >>> date.transform.decode(0x290224)
    1709164800
    >>> date.transform.decode(0x300224)
    """
    for part in parts:
        if part not in PARTS:
            refuse(f"calendar has no {part}; it has {', '.join(PARTS)}")
    for before, part in pairwise(_RANKED):
        if part in parts and before not in parts:
            refuse(f"calendar: {part} without {before} is no date")
    if not isinstance(parts.get("year"), Source):
        refuse("calendar: a date without a year is no time; keep its numbers as attributes")
    sources = {part: _checked(part, one) for part, one in parts.items() if not isinstance(one, int)}
    wires = [one.wire for one in sources.values() if isinstance(one.wire, Whole | Bits)]
    wire, below = _joined(wires), sum(one.bits for one in wires)
    if below > 64:
        refuse(f"calendar: {below} bits are more than 64")
    figures = []
    for (part, source), one in zip(sources.items(), wires, strict=True):
        assert isinstance(source.transform, Affine | Curve)
        below -= one.bits
        if isinstance(one, Whole) and one.order == "little":
            spans = tuple((below + 8 * byte, 8) for byte in range(one.size))
        else:
            spans = ((below, one.bits),)
        figures.append(Figure(part, spans, one.signed, source.transform))
    given = {part: one for part, one in parts.items() if isinstance(one, int)}
    for part, number in given.items():
        if part in _MOST and not PARTS[part] <= number <= _MOST[part]:
            refuse(f"calendar: {part} is {PARTS[part]} … {_MOST[part]}, not {shown(number)}")
    return Source(wire, Calendar(tuple(figures), tuple((PARTS | given).values())))


def _checked(part: str, source: Source) -> Source:
    """A whole number of a date."""
    if not isinstance(source, Source) or not isinstance(source.wire, Whole | Bits):
        refuse(f"calendar: {part} takes an integer or bits, not {shown(source)}")
    if isinstance(source.wire, Whole) and source.wire.order == "words":
        refuse(f"calendar: {part} takes a big- or little-endian integer, not {source!r}")
    if not (isinstance(source.transform, Affine) and source.transform.den == 1) and not (
        isinstance(source.transform, Curve) and source.wire.bits <= 16
    ):
        refuse(f"calendar: {part} is a whole number, and {source!r} gives something else")
    if source.wire.bits > 32:
        refuse(f"calendar: {part} has more than 32 bits")
    return source


def _joined(wires: list[Whole | Bits]) -> Whole | Bits:
    """Neighbouring integers as one."""
    if all(isinstance(one, Bits) for one in wires):
        return Bits(tuple(span for one in wires if isinstance(one, Bits) for span in one.ranges))
    if any(isinstance(one, Bits) for one in wires):
        refuse("calendar: join bits with bits, or whole bytes with each other")
    return Whole(sum(one.bits for one in wires))
