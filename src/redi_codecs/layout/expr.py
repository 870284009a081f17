"""Expressions over what a payload has already said: conditions, counts, derived values.

``V.name`` is a value declared earlier (by :func:`~redi_codecs.layout.let`, ``attribute`` or a kind), under its name.
Arithmetic is exact on integers, comparisons give conditions, ``&``, ``|`` and ``~`` combine them:

>>> from redi_codecs.layout import V
>>> str((V.samples + 1) * V.channels)
'(samples + 1) * channels'
>>> str(V.mask.bit(3) & (V.mode != 2))
'mask bit 3 and mode != 2'

``and``, ``or`` and ``not`` cannot be given a meaning in Python, so they are refused instead of being wrong in silence.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from redi_codecs.layout import given
from redi_codecs.layout.given import not_computed, shown
from redi_codecs.layout.where import refuse

if TYPE_CHECKING:
    from redi_codecs.layout.wire import Source

Scalar = int | str | bool

#: What each comparison means; in this order they are numbered in programs.
COMPARISONS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
#: What each operator between two numbers means.
OPERATORS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    **COMPARISONS,
}


class Expr:
    """A value known while a payload is read."""

    __slots__ = ()

    def __add__(self, other: Expr | int) -> Expr:
        return Arith("+", self, as_number(other))

    def __radd__(self, other: int) -> Expr:
        return Arith("+", as_number(other), self)

    def __sub__(self, other: Expr | int) -> Expr:
        return Arith("-", self, as_number(other))

    def __rsub__(self, other: int) -> Expr:
        return Arith("-", as_number(other), self)

    def __mul__(self, other: Expr | int) -> Expr:
        return Arith("*", self, as_number(other))

    def __rmul__(self, other: int) -> Expr:
        return Arith("*", as_number(other), self)

    def __truediv__(self, other: Expr | int) -> Expr:
        return Arith("/", self, as_number(other))

    def __rtruediv__(self, other: int) -> Expr:
        return Arith("/", as_number(other), self)

    def __rfloordiv__(self, other: int) -> Expr:
        return Arith("//", as_number(other), self)

    def __floordiv__(self, other: Expr | int) -> Expr:
        return Arith("//", self, as_number(other))

    def __mod__(self, other: Expr | int) -> Expr:
        return Arith("%", self, as_number(other))

    def __rmod__(self, other: int) -> Expr:
        return Arith("%", as_number(other), self)

    def __eq__(self, other: object) -> Cond:  # type: ignore[override]
        return Compare("==", self, as_expr(other))

    def __ne__(self, other: object) -> Cond:  # type: ignore[override]
        return Compare("!=", self, as_expr(other))

    def __lt__(self, other: Expr | int) -> Cond:
        return Compare("<", self, as_number(other))

    def __le__(self, other: Expr | int) -> Cond:
        return Compare("<=", self, as_number(other))

    def __gt__(self, other: Expr | int) -> Cond:
        return Compare(">", self, as_number(other))

    def __ge__(self, other: Expr | int) -> Cond:
        return Compare(">=", self, as_number(other))

    __hash__ = object.__hash__

    def __and__(self, other: Any) -> Cond:
        not_computed(self, "&", other, "take bits of a number with .bit(n) or .bits(low, high); & joins conditions")

    def __or__(self, other: Any) -> Cond:
        not_computed(self, "|", other, "| joins conditions")

    def __rand__(self, other: Any) -> Cond:
        not_computed(other, "&", self, "& joins conditions, in parentheses: (V.a == 1) & (V.b > 2)")

    def __ror__(self, other: Any) -> Cond:
        not_computed(other, "|", self, "| joins conditions, in parentheses: (V.a == 1) | (V.b > 2)")

    def __lshift__(self, other: object) -> NoReturn:
        not_computed(self, "<<", other, "write * and a power of two")

    def __rshift__(self, other: object) -> NoReturn:
        not_computed(self, ">>", other, "the upper bits of a number are .bits(4, 7)")

    def __pow__(self, other: object) -> NoReturn:
        not_computed(self, "**", other, "powers are not computed: a table is a curve(…) or a lookup(…)")

    def __neg__(self) -> NoReturn:
        refuse(f"-{self}: write 0 - {self}")

    def __invert__(self) -> Cond:
        refuse(f"~{self}: ~ is not of a condition, ~(V.mode == 1)")

    def __iter__(self) -> NoReturn:
        refuse(f"{self} is one value, only known once a payload is read: repeat(…, count={self}) goes through a part")

    def bit(self, number: int) -> Cond:
        """True where this bit (0 = least significant) is set."""
        return BitSet(self, given.whole(number, "the number of a bit", 0, 63))

    def bits(self, low: int, high: int) -> Expr:
        """The number in the bits ``low`` to ``high``, both included."""
        return Slice(self, given.whole(low, "the lower bit", 0, 63), given.whole(high, "the higher bit", low, 63))

    def is_in(self, *values: Scalar) -> Cond:
        """True where the value is one of these."""
        for value in values:
            if not isinstance(value, int | str):
                refuse(f"is_in takes numbers and texts, not {shown(value)}: is_in(1, 2)")
        return OneOf(self, values)

    def __bool__(self) -> NoReturn:
        refuse(
            f"'{self}' is only known once a payload is read: combine conditions with &, | and ~, not with and, or, not"
        )


class Cond(Expr):
    """A value that is true or false."""

    __slots__ = ()

    def __and__(self, other: Cond) -> Cond:
        return And(self, condition(other, f"{self} &"))

    def __or__(self, other: Cond) -> Cond:
        return Or(self, condition(other, f"{self} |"))

    def __invert__(self) -> Cond:
        return Not(self)


def as_expr(value: object) -> Expr:
    """An expression for ``value``; floats are refused, for they are not what a manual says."""
    if isinstance(value, Expr):
        return value
    if isinstance(value, float):
        refuse(f"a float ({value}) is not exact: write a quotient of integers, x * 15 / 100 for x * 0.15")
    if isinstance(value, int) and value.bit_length() > 64:
        refuse(f"{shown(value)} cannot stand in an expression: 64 bits are the most")
    if isinstance(value, int | str):
        return Const(value)
    hint = ": read it before, let(n=…), then V.n" if hasattr(value, "wire") else ""
    refuse(f"{shown(value)} cannot stand in an expression{hint}")


def as_number(value: object) -> Expr:
    """An expression to compute with."""
    if isinstance(value, str):
        hint = f": V.{value} is the value of this name" if value.isidentifier() else ""
        refuse(f"{value!r} is a text, and nothing can be computed with it{hint}")
    return as_expr(value)


def condition(value: Any, what: str) -> Cond:
    """A condition."""
    if isinstance(value, Cond):
        return value
    hint = f": write {value} == 1" if isinstance(value, Expr) else ""
    refuse(f"{what} needs a condition, such as V.mask.bit(3) or remaining > 0, not {shown(value)}{hint}")


def _wrap(expr: Expr) -> str:
    return f"({expr})" if isinstance(expr, Arith | Or | And | Compare) else str(expr)


@dataclass(frozen=True, slots=True, eq=False)
class Const(Expr):
    """A value that stands in the declaration."""

    value: Scalar

    def __str__(self) -> str:
        return repr(self.value)


@dataclass(frozen=True, slots=True, eq=False)
class Ref(Expr):
    """A value declared earlier, by its name."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, eq=False)
class Known(Expr):
    """What is known without reading: ``f_port``, ``length``, ``remaining``, ``index``, ``received_at`` and the like."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, eq=False)
class Peek(Expr):
    """A value read in advance at a fixed byte, owned by the field that stands there."""

    offset: int
    source: Source

    @property
    def size(self) -> int:
        """How many bytes it is, as many in every payload."""
        found = getattr(self.source.wire, "size", None)
        if not isinstance(found, int):
            raise TypeError(f"{self.source!r} has no fixed size, so that it cannot be peeked")
        return found

    @property
    def reach(self) -> int:
        """How long a payload has to be for it."""
        return self.offset + self.size if self.offset >= 0 else -self.offset

    def __str__(self) -> str:
        return f"the {self.source} at byte {self.offset}"


@dataclass(frozen=True, slots=True, eq=False)
class Arith(Expr):
    """Two numbers added, subtracted, multiplied or divided."""

    op: str
    left: Expr
    right: Expr

    def __str__(self) -> str:
        loose = self.op in "+-"
        left = (
            str(self.left)
            if loose or not isinstance(self.left, Arith) or self.left.op not in "+-"
            else _wrap(self.left)
        )
        return f"{left} {self.op} {_wrap(self.right)}"


@dataclass(frozen=True, slots=True, eq=False)
class Extreme(Expr):
    """The least or the greatest of several values."""

    op: str
    values: tuple[Expr, ...]

    def __str__(self) -> str:
        which = "least" if self.op == "min" else "greatest"
        return f"the {which} of {' and '.join(map(str, self.values))}"


@dataclass(frozen=True, slots=True, eq=False)
class Slice(Expr):
    """The number in some bits of another, ``low`` and ``high`` included."""

    value: Expr
    low: int
    high: int

    def __str__(self) -> str:
        return f"{_wrap(self.value)} bits {self.low}…{self.high}"


@dataclass(frozen=True, slots=True, eq=False)
class Pick(Expr):
    """One of two values, by a condition."""

    cond: Cond
    yes: Expr
    no: Expr

    def __str__(self) -> str:
        return f"({self.yes} if {self.cond} else {self.no})"


@dataclass(frozen=True, slots=True, eq=False)
class Applied(Expr):
    """A function of a number, which nothing looks into."""

    function: Callable[[Any], Any]
    value: Expr
    #: The file that has the function in JavaScript.
    twin: Path | None = None

    def of(self, number: Any) -> Any:
        """What the function makes of a number; None where it has nothing for it."""
        try:
            return self.function(number)
        except (TypeError, ValueError, ArithmeticError):
            return None

    def __str__(self) -> str:
        return f"{getattr(self.function, '__name__', 'curve')}({self.value})"


@dataclass(frozen=True, slots=True, eq=False)
class BitSet(Cond):
    """Whether a bit of a number is set; bit 0 is the least significant one."""

    value: Expr
    number: int

    def __str__(self) -> str:
        return f"{_wrap(self.value)} bit {self.number}"


@dataclass(frozen=True, slots=True, eq=False)
class Compare(Cond):
    """How two values compare."""

    op: str
    left: Expr
    right: Expr

    def __str__(self) -> str:
        return f"{self.left} {self.op} {self.right}"


@dataclass(frozen=True, slots=True, eq=False)
class OneOf(Cond):
    """Whether a value is one of those listed."""

    value: Expr
    values: tuple[Scalar, ...]

    def __str__(self) -> str:
        return f"{self.value} in {', '.join(map(repr, self.values))}"


@dataclass(frozen=True, slots=True, eq=False)
class And(Cond):
    """Both conditions hold."""

    left: Cond
    right: Cond

    def __str__(self) -> str:
        return " and ".join(_wrap(part) if isinstance(part, Or) else str(part) for part in (self.left, self.right))


@dataclass(frozen=True, slots=True, eq=False)
class Or(Cond):
    """One of two conditions holds, or both do."""

    left: Cond
    right: Cond

    def __str__(self) -> str:
        return f"{self.left} or {self.right}"


@dataclass(frozen=True, slots=True, eq=False)
class Not(Cond):
    """The condition does not hold."""

    cond: Cond

    def __str__(self) -> str:
        return f"not {_wrap(self.cond)}"


def depends_on(expr: Expr, known: str) -> bool:
    """Whether an expression depends on something known without reading, such as ``occurrence``."""
    return (isinstance(expr, Known) and expr.name == known) or any(depends_on(child, known) for child in children(expr))


def tolerant(expr: Expr) -> bool:
    """Whether a condition is false by itself where its value is missing: nothing equals a constant."""
    return (
        isinstance(expr, Compare) and expr.op == "==" and isinstance(expr.left, Ref) and isinstance(expr.right, Const)
    ) or (isinstance(expr, OneOf) and isinstance(expr.value, Ref))


def children(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly inside this one."""
    match expr:
        case Arith(_, left, right) | Compare(_, left, right) | And(left, right) | Or(left, right):
            return (left, right)
        case Extreme(_, values):
            return values
        case Slice(value) | BitSet(value) | OneOf(value) | Applied(_, value):
            return (value,)
        case Not(cond):
            return (cond,)
        case Pick(cond, yes, no):
            return (cond, yes, no)
        case _:
            return ()
