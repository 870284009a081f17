"""Wire types and their arithmetic: how many bits a value takes, and what they mean.

A :class:`Source` is a wire (where the bits are) and a transform (what they mean). Arithmetic on it is exact and can be
undone; it is written as the manual writes it, and only integers may take part:

>>> (u16 - 400) / 10
(u16 - 400) / 10
>>> ((u16 - 400) / 10).transform.decode(613)
21.3
>>> u16 * 0.1
Traceback (most recent call last):
    ...
redi_codecs.errors.DeclarationError: ...: a float (0.1) is not exact: write a quotient of integers, ...
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NoReturn

from redi_codecs.layout import given
from redi_codecs.layout.expr import Expr
from redi_codecs.layout.given import not_computed, shown
from redi_codecs.layout.transform import Affine, Test, Transform, Verbatim
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

    def raw(self, value: float) -> int:
        """The bits of a number, as sentinels are written.

        >>> hex(Real(32).raw(-9999.900390625))
        '0xc61c3f9a'
        """
        return int.from_bytes(struct.pack(">f" if self.bits == 32 else ">d", value), "big")

    def value(self, raw: int) -> float:
        """The number that has these bits."""
        number: float = struct.unpack(">f" if self.bits == 32 else ">d", raw.to_bytes(self.size, "big"))[0]
        return number

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

    def _affine(self, mul: int = 1, add: int = 0, den: int = 1) -> Source:
        scaled = self.transform.scaled(mul, add, den)
        if scaled is None:
            refuse(f"{self!r} has no number that could be scaled")
        return replace(self, transform=scaled)

    def __add__(self, other: int) -> Source:
        return self._affine(add=_operand(other))

    __radd__ = __add__

    def __sub__(self, other: int) -> Source:
        return self._affine(add=-_operand(other))

    def __rsub__(self, other: int) -> Source:
        return self._affine(mul=-1, add=_operand(other))

    def __neg__(self) -> Source:
        return self._affine(mul=-1)

    def __mul__(self, other: int) -> Source:
        if _operand(other) == 0:
            refuse("a wire value cannot be multiplied by 0: nothing would be left of it; reserved(…) ignores it")
        return self._affine(mul=other)

    __rmul__ = __mul__

    def __truediv__(self, other: int) -> Source:
        if _operand(other) == 0:
            refuse("a wire value cannot be divided by 0")
        return self._affine(den=other)

    def _refused(self, sign: str, mend: str, other: object, swapped: bool = False) -> NoReturn:
        left, right = (other, self) if swapped else (self, other)
        not_computed(left, sign, right, mend)

    def __rtruediv__(self, other: object) -> NoReturn:
        self._refused("/", "a quotient of the raw number is a curve(…), or a derived(…) over V", other, swapped=True)

    def __floordiv__(self, other: object) -> NoReturn:
        self._refused("//", "write / for a scale, and bits(…) inside a word(…) for some of the bits", other)

    def __mod__(self, other: object) -> NoReturn:
        self._refused("%", "the lower bits are bits(…) inside a word(…)", other)

    def __pow__(self, other: object) -> NoReturn:
        self._refused("**", "a scale is * or / by an integer, anything else a curve(…)", other)

    def __and__(self, other: object) -> NoReturn:
        self._refused("&", "some of the bits are bits(0, 3) inside a word(…); & joins conditions over V", other)

    def __or__(self, other: object) -> NoReturn:
        self._refused("|", "bits are joined by concat(…) inside a word(…), bytes by a wider type such as u16", other)

    def __xor__(self, other: object) -> NoReturn:
        self._refused("^", "bits are not changed here; a table of the raw number is a curve(…)", other)

    def __lshift__(self, other: object) -> NoReturn:
        self._refused(
            "<<", "write * and a power of two, or a wider type such as u16 for bytes that belong together", other
        )

    def __rshift__(self, other: object) -> NoReturn:
        self._refused(">>", "the upper bits are bits(4, 7) inside a word(…)", other)

    def __matmul__(self, other: object) -> NoReturn:
        self._refused("@", "a scale is * or / by an integer", other)

    def __invert__(self) -> NoReturn:
        refuse(f"~{self!r}: bits are not changed here; not 0 is == 0, a table of the raw number is a curve(…)")

    def __bool__(self) -> NoReturn:
        refuse(f"{self!r} is only known once a payload is read: let(n={self!r}), then optional(V.n == 1, …)")

    def __iter__(self) -> NoReturn:
        refuse(f"{self!r} is one number: bits of it are bit(0), bits(1, 7) inside a word({self!r}, …)")

    def __getitem__(self, key: object) -> NoReturn:
        refuse(f"{self!r}[{shown(key)}]: bits of a number are bit(0), bits(1, 7) inside a word(…)")

    def _test(self, op: str, other: object) -> Source:
        if not isinstance(other, int) or not isinstance(self.transform, Affine) or not self.transform.plain:
            refuse("only a raw integer can be tested, against an integer: motion(u8 == 1)")
        if other.bit_length() > 64:
            refuse(f"{self!r} {op} {shown(other)}: 64 bits are the most")
        if isinstance(self.wire, Whole | Bits) and op in ("==", "!=") and not fits(other, self.wire):
            refuse(f"{self!r} {op} {shown(other)} is decided before anything is read: {spread(self.wire)}")
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


def _operand(value: object) -> int:
    """What a wire value is scaled by or shifted by."""
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15
        mend = f"write {value:.0f}" if whole else "write a quotient of integers, / 10 for * 0.1"
        refuse(f"a float ({value}) is not exact: {mend}")
    if isinstance(value, bool) or not isinstance(value, int):
        refuse(f"a wire value can only be scaled by an integer, not by {shown(value)}")
    if value.bit_length() > 64:
        refuse(f"a wire value cannot be scaled by {shown(value)}: 64 bits are the most")
    return value


def limits(wire: Whole | Bits) -> tuple[int, int]:
    """The lowest and the highest number that a wire type reads."""
    return (-(1 << wire.bits - 1), (1 << wire.bits - 1) - 1) if wire.signed else (0, (1 << wire.bits) - 1)


def fits(number: int, wire: Whole | Bits) -> bool:
    """Whether a wire type can read this number."""
    low, high = limits(wire)
    return low <= number <= high


def spread(wire: Whole | Bits) -> str:
    """What a wire type reads, in words."""
    low, high = limits(wire)
    return f"{wire} reads {low} … {high}"


def wired(value: Any, what: str) -> Source:
    """A wire type."""
    if isinstance(value, Source):
        return value
    hint = ""
    if isinstance(value, int) and not isinstance(value, bool):
        hint = ": u8 and the like read a number from the payload"
    elif callable(value):
        hint = f": write {shown(value)}(…)"
    refuse(f"{what} needs a wire type such as u8 or i16 / 10, not {shown(value)}{hint}")


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
    for number in (low, high):
        given.whole(number, "the number of a bit", 0, 63)
    if low > high:
        refuse(f"bits({low}, {high}): the first number is the lower one, and both are counted from 0")
    return Source(Bits(((low, high),), signed))


def bit(number: int) -> Source:
    """One bit of the enclosing word."""
    return bits(number, number)


def concat(*parts: Source, signed: bool = False) -> Source:
    """Scattered bits of the enclosing word as one number, the most significant part first."""
    ranges: tuple[tuple[int, int], ...] = ()
    for part in parts:
        if not isinstance(wired(part, "concat").wire, Bits):
            refuse(f"concat joins bits of a word, and {part} is none")
        if part.wire.signed:  # type: ignore[union-attr]
            refuse("the sign belongs to what is joined: concat(…, signed=True)")
        ranges += part.wire.ranges  # type: ignore[union-attr]
    if not parts:
        refuse("concat joins bits of a word: concat(bits(8, 11), bits(16, 23))")
    return Source(Bits(ranges, signed))


def _blob(form: Literal["text", "hex", "bytes"], size: int | Expr | None) -> Blob:
    if isinstance(size, Source):
        refuse("a length read from the payload needs a name: let(n=u8), then V.n; or sized(u8, …) around the field")
    if size is not None and not isinstance(size, Expr):
        given.whole(size, "the number of bytes", 1, given.LONGEST)
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


#: Add one of these where a device counts its seconds from another day than 1970-01-01.
SINCE_2000 = 946_684_800
SINCE_2013 = 1_356_998_400
SINCE_2015 = 1_420_070_400
