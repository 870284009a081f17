"""Lowering, what bits mean: columns, transforms and tables of values."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

from redi_codecs.layout.calendar import Calendar
from redi_codecs.layout.expr import COMPARISONS
from redi_codecs.layout.nodes import Crc
from redi_codecs.layout.transform import (
    LEAPS,
    Affine,
    Choice,
    Curve,
    Dotted,
    GpsTime,
    Mixed,
    Test,
    Transform,
    Verbatim,
    table,
)
from redi_codecs.layout.wire import Real, Whole
from redi_codecs.plan.plan import Part, Plan
from redi_codecs.runtimes.core.code import CodeBuilder, NotLowered
from redi_codecs.runtimes.core.dates import packed
from redi_codecs.runtimes.core.program import NONE, TEXT_FORMS, TIME, Kind, Xform

__all__ = ["ANY_REAL", "EXACT", "LONGEST", "SAFE", "PartLowerer", "Range"]

_TESTS = tuple(COMPARISONS)
EXACT = 1 << 53  # beyond it a double does not hold every integer
SAFE = 1 << 61  # beyond it arithmetic could leave 64 bits
LONGEST = 1 << 31  # no payload is longer


@dataclass(frozen=True, slots=True)
class Range:
    """What a number can be: an interval, and whether it may have a fraction."""

    low: float
    high: float
    real: bool = False

    @property
    def reach(self) -> float:
        return max(abs(self.low), abs(self.high))

    def join(self, other: Range) -> Range:
        return Range(min(self.low, other.low), max(self.high, other.high), self.real or other.real)


ANY_REAL = Range(-math.inf, math.inf, real=True)


class PartLowerer(CodeBuilder):
    """Adds what the parts of words become; :mod:`redi_codecs.runtimes.core.alu` adds expressions."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.record: int | None = None
        self.time = TIME
        self._xforms: dict[tuple[Xform, float, float], int] = {}
        self._tables: dict[tuple[float, ...], int] = {}

    def label_number(self, label: str) -> int:
        labels = self.program.labels
        if label not in labels:
            labels.append(label)
        return labels.index(label)

    def crc(self, crc: Crc) -> int:
        if crc.bits > 32:
            raise NotLowered(f"{crc.name} has {crc.bits} bits")
        if crc.skips or crc.keeps:
            raise NotLowered(f"{crc.name} is of a part of the bytes, or a part of a check")
        initial = int(f"{crc.initial:0{crc.bits}b}"[::-1], 2) if crc.reflected else crc.initial
        return self.pool([crc.bits, initial, int(crc.reflected), crc.final, *crc.table()])

    def merges(self, table: int) -> int:
        """Which columns of a record become current ones."""
        found = self.program.schema
        record = found.records.index(table)
        if any(one.parent == table for one in found.tables):
            raise NotLowered("records with open channels become current")
        pairs = []
        for (group, slot), (_, at) in found.places.items():
            if group == record and (None, slot) in found.places:  # what only other records of its kind have never is
                main, place = found.places[None, slot]
                pairs += [self.program.first[table] + at, self.program.first[main] + place]
        return self.pool([len(pairs) // 2, *pairs])

    def matters(self, part: Part) -> bool:
        named = part.variable is not None and (part.variable in self.used or part.variable.startswith("mask_"))
        return part.slot is not None or part.constant is not None or named

    def target(self, part: Part) -> int:
        if part.is_time:
            return self.time
        if part.variable is None or not (part.variable in self.used or part.variable.startswith("mask_")):
            return NONE
        return self.variable(part.variable)

    def column(self, part: Part) -> int:
        if part.slot is None or part.is_time:
            return NONE
        table, at = self.program.schema.places[self.record, part.slot.index]
        return self.program.first[table] + at

    def text_form(self, part: Part) -> int:
        assert isinstance(part.transform, Verbatim)
        return TEXT_FORMS.index(part.transform.form)

    def plain_xform(self, part: Part) -> int:
        return self.keep(Xform(Kind.INT, bits=part.bits))

    def xform(self, part: Part, wire: Whole | Real, column: int) -> int:
        """The transform of a part; columns share it if what is plausible in them is the same."""
        nulls = NONE
        if part.slot is not None and part.sentinels:
            flat: list[int] = []
            for sentinel, status in part.sentinels:
                low, high = (sentinel.start, sentinel.stop - 1) if isinstance(sentinel, range) else (sentinel,) * 2
                flat += [low, high, self.program.schema.statuses.index(status)]
            nulls = self.pool([len(flat) // 3, *flat])
        made = self.transform(part.transform, part.bits, part.signed, isinstance(wire, Real), part)
        made = replace(made, nulls=nulls, bits=part.bits)
        if column < 0:
            return self.keep(made)
        return self.keep(made, self.program.slots[column].low, self.program.slots[column].high)

    def keep(self, xform: Xform, low: float = -math.inf, high: float = math.inf) -> int:
        if (xform, low, high) not in self._xforms:
            self._xforms[xform, low, high] = len(self._xforms)
            self.program.xforms.append(xform)
        return self._xforms[xform, low, high]

    def transform(self, transform: Transform, bits: int, signed: bool, real: bool, part: Part) -> Xform:
        match transform:
            case Affine() if bits > 63 and not signed and not real and part.slot is not None:
                if transform.plain and part.slot.type == "float" and part.variable not in self.used:
                    return Xform(Kind.INT, size=2)
                if not transform.plain or part.slot.type != "int" or part.variable in self.used:
                    raise NotLowered(f"{part.label} has 64 bits without sign")
                return Xform(Kind.INT, size=1)  # what int64 does not hold is no value
            case Affine(mul, add, den):
                if real:
                    return Xform(Kind.REAL, mul, add, den)
                reach = (1 << bits) * abs(mul) + abs(add)
                floats = den != 1 or (part.slot is not None and part.slot.type in ("float", "time"))
                if not transform.plain and (reach > (EXACT if floats else SAFE) or den > EXACT):
                    raise NotLowered(f"{part.label} has numbers that no double holds")
                return Xform(Kind.INT if den == 1 else Kind.DIV, mul, add, den)
            case Test() if real:
                raise NotLowered(f"{part.label} tests a floating-point number")
            case Test(op, with_):
                return Xform(Kind.TEST, _TESTS.index(op), with_)
            case Curve(form=tuple() as form) if bits > 16 and _exact(transform, part):
                exponent, mantissa, sign, hidden = form
                size = mantissa | exponent << 8 | sign << 16 | hidden << 17
                return Xform(Kind.SMALL, transform.mul, 0, transform.den, size=size)
            case Curve():
                if bits > 16:
                    raise NotLowered(f"{part.label} is a curve of {bits} bits")
                at = self._table(transform, bits)
                return Xform(Kind.TABLE, table=at, size=1 << bits)
            case Choice(labels):
                if bits > 31:
                    raise NotLowered(f"{part.label} has {bits} bits of named states")
                if signed:  # a state without name is a number below 0 in the machine
                    raise NotLowered(f"{part.label} has named states of numbers with a sign")
                known = {raw: self.label_number(label) for raw, label in labels}
                if bits <= 8:
                    at = self.pool([known.get(raw, -1 - raw) for raw in range(1 << bits)])
                    return Xform(Kind.CHOICE, table=at, size=1 << bits)
                order = sorted(known)
                at = self.pool([*order, *(known[raw] for raw in order)])
                return Xform(Kind.CHOICE_SEARCH, table=at, size=len(order))
            case Mixed(((high, high_signed), (low, low_signed)), integer_first):
                return Xform(Kind.MIXED, low, high_signed | low_signed << 1 | integer_first << 2, high)
            case Dotted(widths):
                if part.variable in self.used:
                    raise NotLowered(f"{part.label} is text that decides something")
                if widths not in self.program.dotted:
                    self.program.dotted.append(widths)
                return Xform(Kind.DOTTED, table=len(TEXT_FORMS) + self.program.dotted.index(widths))
            case GpsTime():
                at = self.pool(list(LEAPS))
                return Xform(Kind.GPS, table=at, size=len(LEAPS))
            case Calendar():
                numbers = packed(transform, self._table)
                if numbers is None or (bits > 63 and part.sentinels):
                    raise NotLowered(f"{part.label} is a date of numbers that are too large")
                return Xform(Kind.CALENDAR, table=self.pool(numbers), size=len(numbers))
            case _:
                raise NotLowered(f"{part.label}: {transform!r} has no numbers")

    def _table(self, curve: Curve, bits: int) -> int:
        values = _curve_table(curve, bits)
        at = self._tables.get(values)
        if at is None:
            at = self._tables[values] = len(self.program.floats)
            self.program.floats.extend(values)
        return at

    def range_of(self, part: Part) -> Range:
        """What a part's value can be."""
        low = -(1 << part.bits - 1) if part.signed and part.bits else 0
        high = low + (1 << part.bits) - 1
        match part.transform:
            case Affine(mul, add, den) if part.spans:
                ends = sorted((low * mul + add, high * mul + add))  # of what may have a fraction nobody asks them
                return Range(ends[0], ends[1], real=den != 1 or part.cast == "float")
            case Test() | Choice():
                return Range(-LONGEST, LONGEST)
            case Curve() | Mixed() | GpsTime() | Calendar():
                return Range(-1e15, 1e15, real=isinstance(part.transform, Curve | Mixed))
            case _:
                return ANY_REAL


def _exact(curve: Curve, part: Part) -> bool:
    """Whether a small float is a double, and rounded once at most when it is scaled."""
    assert curve.form is not None
    exponent, mantissa, _, _ = curve.form
    fits = exponent <= 10 and mantissa + 1 + abs(curve.mul).bit_length() <= 53 and curve.add == 0 and curve.den <= EXACT
    return fits and part.slot is not None and part.slot.type == "float"


@lru_cache(maxsize=16)
def _curve_table(curve: Curve, bits: int) -> tuple[float, ...]:
    """What every raw number means, NaN where it means nothing."""
    values = table(curve) if bits == curve.bits else map(curve.decode, range(1 << bits))
    return tuple(math.nan if value is None else float(value) for value in values)
