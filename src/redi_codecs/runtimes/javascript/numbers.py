"""What numbers a value can be: JavaScript counts in doubles, so that integers beyond 2^53 need more than ``+``."""

from __future__ import annotations

import functools
import math
import operator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, Literal

from redi_codecs.layout.expr import (
    Arith,
    Cond,
    Const,
    Expr,
    Extreme,
    Known,
    Peek,
    Pick,
    Ref,
    Slice,
)
from redi_codecs.layout.transform import Affine, Curve, Dotted, Test, table
from redi_codecs.layout.wire import Real, Whole
from redi_codecs.plan.bits import limits
from redi_codecs.plan.plan import Derive, Load, Part, Plan, Take, every

__all__ = ["EXACT", "Numbers", "Range", "exact"]

#: Integers up to here are what they are in a double.
EXACT: Final = 2**53
Type = Literal["int", "float", "bool", "text"]


@dataclass(frozen=True, slots=True)
class Range:
    """The type of a value, and between which numbers it lies."""

    type: Type
    low: float = -math.inf
    high: float = math.inf

    def __or__(self, other: Range) -> Range:
        kind = self.type if self.type == other.type else "float" if "float" in (self.type, other.type) else "int"
        return Range(kind, min(self.low, other.low), max(self.high, other.high))

    @property
    def exact(self) -> bool:
        """Whether a double holds each of its numbers as it is (or as near as Python's float does)."""
        return self.type != "int" or (self.low >= -EXACT and self.high <= EXACT)


_TEXT: Final = Range("text")
_BOOL: Final = Range("bool", 0, 1)
_KNOWN: Final = {
    "f_port": Range("int", 0, 255),
    "length": Range("int", 0, 1 << 16),
    "remaining": Range("int", -(1 << 16), 1 << 16),
    "index": Range("int", 0, 1 << 16),
    "occurrence": Range("int", 0, 1 << 16),
    "received_at": Range("float"),
    "measured_at": Range("float"),
}


def exact(part: Part, transform: Affine) -> bool:
    """Whether a part's numbers stay exact until they are divided."""
    return all(abs(raw) <= EXACT and abs(raw * transform.mul + transform.add) <= EXACT for raw in limits(part))


def of_part(part: Part, real: bool = False) -> Range:
    """What a part's bits can mean."""
    match part.transform:
        case Affine(_, _, den) as transform if part.spans:
            low, high = sorted((raw * transform.mul + transform.add) / den for raw in limits(part))
            if real:
                return Range("float")
            whole = den == 1 and part.cast != "float" and (part.slot is None or part.slot.type != "float")
            if whole:
                low, high = sorted(raw * transform.mul + transform.add for raw in limits(part))
            return Range("int" if whole else "float", low, high)
        case Test():
            return _BOOL
        case Curve() as curve if curve.bits <= 16:
            return _of_curve(curve)
        case Dotted():
            return _TEXT
        case transform if "text" in transform.gives:
            return _TEXT
        case _:
            return Range("float" if "float" in part.transform.gives else "int")


@lru_cache(256)
def _of_curve(curve: Curve) -> Range:
    values = [value for value in table(curve) if value is not None]
    whole = all(isinstance(value, int) for value in values)
    return Range("int" if whole else "float", min(values, default=0), max(values, default=0))


class Numbers:
    """What is known of the values of a plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._busy: set[str] = set()
        self._known: dict[str, Range] = {}

    @cached_property
    def _sources(self) -> dict[str, list[tuple[Part, Expr | None, bool]]]:
        found: dict[str, list[tuple[Part, Expr | None, bool]]] = {}

        def note(part: Part, expr: Expr | None, real: bool) -> None:
            if part.variable is not None:
                found.setdefault(part.variable, []).append((part, expr, real))

        for op in every(self._plan.ops):
            match op:
                case Load(wire, members):
                    for part in members:
                        note(part, None, isinstance(wire, Real))
                case Take():
                    note(op.part, None, False)
                case Derive(expr, part):
                    note(part, expr, False)
        return found

    @cached_property
    def reals(self) -> set[str | None]:
        """The variables that are read as IEEE 754."""
        return {name for name, sources in self._sources.items() if any(real for _, _, real in sources)}

    def variable(self, name: str) -> Range:
        """What a variable can be, when it is not missing."""
        if name in self._known:
            return self._known[name]
        if name in self._busy:
            return Range("float")
        self._busy.add(name)
        try:
            ranges = [
                of_part(part, real) if expr is None else self._derived(part, expr)
                for part, expr, real in self._sources.get(name, ())
            ]
        finally:
            self._busy.discard(name)
        found = functools.reduce(operator.or_, ranges) if ranges else Range("float")
        if not self._busy:  # else it may have been met on the way to itself
            self._known[name] = found
        return found

    def _derived(self, part: Part, expr: Expr) -> Range:
        found = self.of(expr)
        floats = part.slot is not None and part.slot.type == "float"
        return Range("float", found.low, found.high) if floats else found

    def of(self, expr: Expr) -> Range:
        """What an expression can be."""
        match expr:
            case Cond():
                return _BOOL
            case Const(bool()):
                return _BOOL
            case Const(int() as value):
                return Range("int", value, value)
            case Const(str()):
                return _TEXT
            case Ref(name):
                return self.variable(name)
            case Known(name):
                return _KNOWN[name]
            case Peek(_, source) if isinstance(source.wire, Whole):
                bits, sign = source.wire.bits, source.wire.signed
                return of_part(Part("", ((0, bits),), sign, source.transform))
            case Peek():
                return _TEXT
            case Slice(_, low, high):
                return Range("int", 0, (1 << high - low + 1) - 1)
            case Pick(_, yes, no):
                return self.of(yes) | self.of(no)
            case Extreme(_, values):
                return functools.reduce(operator.or_, map(self.of, values))
            case Arith(op, left, right):
                return _arith(op, self.of(left), self.of(right))
            case _:
                return Range("float")


def _arith(op: str, left: Range, right: Range) -> Range:
    kind: Type = "float" if "float" in (left.type, right.type) or op == "/" else "int"
    ends = (left.low, left.high), (right.low, right.high)
    if any(math.isinf(end) for pair in ends for end in pair):
        return Range(kind)
    match op:
        case "+":
            return Range(kind, left.low + right.low, left.high + right.high)
        case "-":
            return Range(kind, left.low - right.high, left.high - right.low)
        case "*":
            products = [one * other for one in ends[0] for other in ends[1]]
            return Range(kind, min(products), max(products))
        case "//" | "/":
            most = max(abs(left.low), abs(left.high))
            return Range(kind, -most, most) if kind == "int" or right.low >= 1 else Range(kind)
        case _:
            most = max(abs(right.low), abs(right.high))
            return Range(kind, 0 if right.low >= 0 else -most, most)
