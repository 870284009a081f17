"""Wire types and their arithmetic: how many bits a value takes, and what they mean.

A :class:`Source` is a wire (where the bits are) and a transform (what they mean). Arithmetic on it is exact and can be
undone; it is written as the manual writes it, and only integers may take part:

>>> (u16 - 400) / 10
(u16 - 400) / 10
>>> ((u16 - 400) / 10).transform.decode(613)
21.3
>>> u16 / 10.0
Traceback (most recent call last):
    ...
redi_codecs.errors.DeclarationError: ...: a float (10.0) is not exact: write a quotient of integers, ...
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

from redi_codecs.layout.expr import Expr, as_expr
from redi_codecs.layout.transform import (
    Affine,
    Choice,
    Curve,
    Derived,
    Dotted,
    GpsTime,
    Mixed,
    Test,
    Transform,
    Verbatim,
)
from redi_codecs.layout.where import Where, here, refuse

Order = Literal["big", "little", "words"]


@dataclass(frozen=True, slots=True)
class Whole:
    """An integer of whole bytes at the cursor; order ``words`` is big-endian 16-bit words, lowest word first."""

    bits: int
    signed: bool = False
    order: Order = "big"

    @property
    def size(self) -> int:
        return self.bits // 8

    def __str__(self) -> str:
        tail = {"big": "", "little": "le", "words": "ws"}[self.order] if self.bits > 8 else ""
        return f"{'i' if self.signed else 'u'}{self.bits}{tail}"


@dataclass(frozen=True, slots=True)
class Real:
    """An IEEE 754 number of 32 or 64 bits at the cursor."""

    bits: int
    order: Order = "big"

    @property
    def size(self) -> int:
        return self.bits // 8

    def __str__(self) -> str:
        return f"f{self.bits}{'le' if self.order == 'little' else ''}"


@dataclass(frozen=True, slots=True)
class Bits:
    """Bits of the enclosing word: ranges (low, high), the most significant range first."""

    ranges: tuple[tuple[int, int], ...]
    signed: bool = False

    @property
    def bits(self) -> int:
        return sum(high - low + 1 for low, high in self.ranges)

    def __str__(self) -> str:
        parts = [f"bit({low})" if low == high else f"bits({low}, {high})" for low, high in self.ranges]
        return parts[0] if len(parts) == 1 else f"concat({', '.join(parts)})"


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes at the cursor: ``size`` of them, or all up to the end where it is None."""

    form: Literal["text", "hex", "bytes"]
    size: int | Expr | None

    def __str__(self) -> str:
        return f"{self.form}({'' if self.size is None else self.size})"


@dataclass(frozen=True, slots=True)
class Nowhere:
    """No bytes at all: the value is derived from others."""

    def __str__(self) -> str:
        return "derived"


Wire = Whole | Real | Bits | Blob | Nowhere


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Source:
    """Where a value's bits are, and what they mean."""

    wire: Wire
    transform: Transform = field(default_factory=Affine)
    where: Where = field(default_factory=here)

    def __repr__(self) -> str:
        return self.transform.show(str(self.wire))

    def _affine(self, operand: object, mul: int = 1, add: int = 0, den: int = 1) -> Source:
        if isinstance(operand, float):
            refuse(f"a float ({operand}) is not exact: write a quotient of integers, / 10 for * 0.1")
        if isinstance(operand, bool) or not isinstance(operand, int):
            refuse(f"a wire value can only be scaled by an integer, not by {operand!r}")
        scaled = self.transform.scaled(mul, add, den)
        if scaled is None:
            refuse(f"{self!r} has no number that could be scaled")
        return replace(self, transform=scaled)

    def __add__(self, other: int) -> Source:
        return self._affine(other, add=other)

    __radd__ = __add__

    def __sub__(self, other: int) -> Source:
        return self._affine(other, add=-other)

    def __rsub__(self, other: int) -> Source:
        return self._affine(other, mul=-1, add=other)

    def __neg__(self) -> Source:
        return self._affine(0, mul=-1)

    def __mul__(self, other: int) -> Source:
        return self._affine(other, mul=other)

    __rmul__ = __mul__

    def __truediv__(self, other: int) -> Source:
        if other == 0:
            refuse("a wire value cannot be divided by 0")
        return self._affine(other, den=other)

    def _test(self, op: str, other: object) -> Source:
        if not isinstance(other, int) or not isinstance(self.transform, Affine) or not self.transform.plain:
            refuse("only a raw integer can be tested, against an integer: motion(u8 == 1)")
        return replace(self, transform=Test(op, other))

    def __eq__(self, other: object) -> Source:  # type: ignore[override]
        return self._test("==", other)

    def __ne__(self, other: object) -> Source:  # type: ignore[override]
        return self._test("!=", other)

    def __lt__(self, other: int) -> Source:
        return self._test("<", other)

    def __le__(self, other: int) -> Source:
        return self._test("<=", other)

    def __gt__(self, other: int) -> Source:
        return self._test(">", other)

    def __ge__(self, other: int) -> Source:
        return self._test(">=", other)

    __hash__ = object.__hash__


def _whole(bits: int, signed: bool = False, order: Order = "big") -> Source:
    return Source(Whole(bits, signed, order))


u8, i8 = _whole(8), _whole(8, True)
u16, u24, u32, u40, u48, u56, u64 = (_whole(bits) for bits in range(16, 65, 8))
i16, i24, i32, i40, i48, i56, i64 = (_whole(bits, True) for bits in range(16, 65, 8))
u16le, u24le, u32le, u40le, u48le, u56le, u64le = (_whole(bits, order="little") for bits in range(16, 65, 8))
i16le, i24le, i32le, i40le, i48le, i56le, i64le = (_whole(bits, True, "little") for bits in range(16, 65, 8))
#: 32 bits as two big-endian words, the low word first.
u32ws, i32ws = _whole(32, order="words"), _whole(32, True, "words")
f32, f64, f32le, f64le = Source(Real(32)), Source(Real(64)), Source(Real(32, "little")), Source(Real(64, "little"))


def bits(low: int, high: int, *, signed: bool = False) -> Source:
    """The bits ``low`` to ``high`` of the enclosing word, both included, numbered as the word numbers them."""
    if not 0 <= low <= high:
        refuse(f"bits({low}, {high}): the first number is the lower one, and both are counted from 0")
    return Source(Bits(((low, high),), signed))


def bit(number: int) -> Source:
    """One bit of the enclosing word."""
    return bits(number, number)


def concat(*parts: Source, signed: bool = False) -> Source:
    """Scattered bits of the enclosing word as one number, the most significant part first."""
    ranges: tuple[tuple[int, int], ...] = ()
    for part in parts:
        if not isinstance(part.wire, Bits):
            refuse(f"concat joins bits of a word, and {part} is none")
        ranges += part.wire.ranges
    return Source(Bits(ranges, signed))


def _blob(form: Literal["text", "hex", "bytes"], size: int | Expr | None) -> Blob:
    if size is not None and (isinstance(size, bool) or not isinstance(size, int | Expr)):
        refuse("a length read from the payload needs a name: let(n=u8), then V.n; or sized(u8, …) around the field")
    return Blob(form, size)


def text(size: int | Expr | None = None) -> Source:
    """Latin-1 text of ``size`` bytes (all that is left where it is None); NULs at its end are padding."""
    return Source(_blob("text", size), Verbatim("text"))


def hexadecimal(size: int | Expr | None = None) -> Source:
    """Bytes shown as lowercase hex digits: identifiers."""
    return Source(_blob("hex", size), Verbatim("hex"))


def raw(size: int | Expr | None = None) -> Source:
    """Bytes as they are."""
    return Source(_blob("bytes", size), Verbatim("bytes"))


def choice(source: Source, labels: Mapping[int, str]) -> Source:
    """One of several named states. A number without a name is given as ``unknown_<number>``."""
    if len(set(labels.values())) != len(labels):
        refuse("two numbers of a choice have the same name, so that it could not be encoded")
    return replace(source, transform=Choice(tuple(labels.items())))


def lookup(source: Source, values: Mapping[int, int | Fraction]) -> Source:
    """A number by a table of the manual; a raw value that is not in it reads as no value, status ``unknown``."""
    for key, value in values.items():
        if isinstance(value, bool) or not isinstance(value, int | Fraction):
            hint = "named states are a choice(…), 0.5 is Fraction(1, 2)"
            refuse(f"lookup gives numbers, and {key} has {value!r}; {hint}")
    table = {key: Fraction(value) for key, value in values.items()}
    return _curve(source, table.get, "lookup")


def bcd(source: Source) -> Source:
    """Binary-coded decimal: each nibble a digit."""

    def digits(number: int) -> Fraction | None:
        shown = f"{number:x}"
        return Fraction(int(shown)) if shown.isdecimal() else None

    return _curve(source, digits, "bcd")


def sign_magnitude(source: Source) -> Source:
    """The highest bit is the sign, the others are the amount."""
    top = 1 << (_integer(source).bits - 1)
    return _curve(source, lambda number: Fraction(number if number < top else top - number), "sign_magnitude")


def minifloat(source: Source, *, exponent: int, mantissa: int, signed: bool = False) -> Source:
    """A small float without hidden bit: ``mantissa / 2**bits * 2**(exponent - highest exponent)``, so in (-1, 1)."""
    wire = _integer(source)
    if wire.bits != exponent + mantissa + signed:
        refuse(f"minifloat: {exponent} + {mantissa} bits{' and a sign' if signed else ''} do not fill {source}")
    bias = (1 << exponent) - 1

    def value(number: int) -> Fraction:
        power = number >> mantissa & bias
        amount = Fraction(number & (1 << mantissa) - 1, 1 << mantissa + bias - power)
        return -amount if signed and number >> wire.bits - 1 else amount

    def inverse(amount: Fraction) -> int:
        """The most precise spelling: the lowest power at which the mantissa still fits."""
        negative, amount = amount < 0, abs(amount)
        if negative and not signed:
            raise ValueError("the number has no sign")
        for power in range(bias + 1):
            digits = round(amount * (1 << mantissa + bias - power))
            if digits >> mantissa == 0:
                return int(negative) << wire.bits - 1 | power << mantissa | digits
        raise ValueError(f"the number holds less than 1 before it is scaled, not {float(amount):g}")

    return _curve(source, value, "minifloat", inverse)


def curve(source: Source, function: Callable[[int], Fraction | int | None]) -> Source:
    """Any other function of at most 16 bits, given exactly; it becomes a table."""
    return _curve(source, function, getattr(function, "__name__", "curve"))


def _curve(
    source: Source,
    function: Callable[[int], Fraction | int | None],
    name: str,
    inverse: Callable[[Fraction], int] | None = None,
) -> Source:
    wire = _integer(source)
    if wire.bits > 16 and inverse is None:
        refuse(f"{name}: a table of more than 16 bits is too large")
    if wire.signed:
        refuse(f"{name} reads the raw bits: take the unsigned type")
    return replace(source, transform=Curve(function, wire.bits, name, inverse=inverse))


def _integer(source: Source) -> Whole | Bits:
    if (
        not isinstance(source.wire, Whole | Bits)
        or not isinstance(source.transform, Affine)
        or not source.transform.plain
    ):
        refuse(f"{source} is not a raw integer")
    return source.wire


def _joined(parts: tuple[Source, ...]) -> tuple[Whole | Bits, tuple[tuple[int, bool], ...]]:
    """Neighbouring integers as one wire, and the width and sign of each, the first one highest."""
    wires = [_integer(part) for part in parts]
    shape = tuple((wire.bits, wire.signed) for wire in wires)
    if all(isinstance(wire, Bits) for wire in wires):
        return Bits(tuple(span for wire in wires if isinstance(wire, Bits) for span in wire.ranges)), shape
    if any(isinstance(wire, Bits) or (wire.bits > 8 and wire.order != "big") for wire in wires):
        refuse("join bits with bits, or bytes and big-endian integers with each other")
    return Whole(sum(wire.bits for wire in wires)), shape


def version(*parts: Source) -> Source:
    """Numbers with dots between them: ``version(u8, u8)`` reads 0x0103 as ``"1.3"``."""
    wire, shape = _joined(parts)
    return Source(wire, Dotted(tuple(width for width, _ in shape)))


def hundredths(**parts: Source) -> Source:
    """An integer part and a count of hundredths in neighbouring integers, named in the order of the wire.

    >>> hundredths(fraction=i8, integer=i8).transform.decode(0x2D19)
    25.45
    """
    if set(parts) != {"integer", "fraction"}:
        refuse("hundredths(fraction=…, integer=…) takes these two, in the order of the wire")
    wire, shape = _joined(tuple(parts.values()))
    return Source(wire, Mixed(shape, integer_first=next(iter(parts)) == "integer"))


def gps_time(source: Source) -> Source:
    """Seconds since 1980-01-06 without leap seconds (GPS time), as seconds since 1970 (UTC)."""
    _integer(source)
    return replace(source, transform=GpsTime())


def derived(expr: Expr) -> Source:
    """No bytes of its own: computed from values declared earlier, which encoding works out where it is one number."""
    return Source(Nowhere(), Derived(as_expr(expr)))


#: Add one of these where a device counts its seconds from another day than 1970-01-01.
SINCE_2000 = 946_684_800
SINCE_2013 = 1_356_998_400
SINCE_2015 = 1_420_070_400
