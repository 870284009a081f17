"""What raw bits mean: each transform knows both directions, and its own Python source.

A transform is the one place where a meaning is defined: the generated decoder takes :meth:`Transform.python`, the
encoder :meth:`Transform.encode`, the construct reference :meth:`Transform.decode`; the tests hold the three against
each other.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Literal

from redi_codecs.layout.expr import COMPARISONS, Arith, Expr

Value = float | int | bool | str | bytes | None
ValueType = Literal["float", "int", "bool", "enum", "text", "bytes", "time"]
Bind = Callable[[object], str]


class Transform:
    """Raw bits ↔ value. ``partial`` says that some raw values read as None."""

    gives: ClassVar[tuple[ValueType, ...]] = ()
    partial: ClassVar[bool] = False
    __slots__ = ()

    def decode(self, raw: Any) -> Value:
        raise NotImplementedError

    def encode(self, value: Any) -> Any:
        """The raw integer (or bytes) of ``value``; ValueError says in a clause why there is none."""
        raise NotImplementedError

    def python(self, raw: str, bind: Bind) -> str:
        """An expression for the value of the raw integer in the variable ``raw``."""
        raise NotImplementedError

    def scaled(self, mul: int, add: int, den: int) -> Transform | None:
        return None

    def show(self, wire: str) -> str:
        return wire


def _number(value: object) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction):
        raise ValueError(f"a number is needed, not {value!r}")
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"a finite number is needed, not {value!r}")
    return Fraction(value)


def _nearest(value: Fraction) -> int:
    return math.floor(value + Fraction(1, 2))


@dataclass(frozen=True, slots=True)
class Affine(Transform):
    """``(raw * mul + add) / den``, exact, with one rounding at the end."""

    mul: int = 1
    add: int = 0
    den: int = 1
    gives: ClassVar[tuple[ValueType, ...]] = ("float", "int", "bool", "time")

    @property
    def plain(self) -> bool:
        return (self.mul, self.add, self.den) == (1, 0, 1)

    def decode(self, raw: Any) -> Value:
        scaled: float = raw * self.mul + self.add
        return scaled if self.den == 1 else scaled / self.den

    def exact(self, value: object) -> Fraction:
        """The raw number of ``value`` before rounding."""
        return (_number(value) * self.den - self.add) / self.mul

    def encode(self, value: Any) -> int:
        return _nearest(self.exact(value))

    def python(self, raw: str, bind: Bind) -> str:
        scaled = raw if self.mul == 1 else f"{raw} * {self.mul}"
        if self.add:
            scaled = f"{scaled} {'+' if self.add > 0 else '-'} {abs(self.add)}"
        if self.den == 1:
            return scaled
        return f"{scaled if scaled == raw else f'({scaled})'} / {self.den}"

    def scaled(self, mul: int, add: int, den: int) -> Affine:
        if den < 0:
            mul, add, den = -mul, -add, -den
        # ((raw*m + a)/d * mul + add) / den
        over = self.den * den
        times, plus = self.mul * mul, self.add * mul + add * self.den
        common = math.gcd(times, plus, over)
        return Affine(times // common, plus // common, over // common)

    def show(self, wire: str) -> str:
        if self.plain:
            return wire
        over, add = Fraction(1, self.den), Fraction(self.add, self.mul)
        shown = f"-{wire}" if self.mul == -1 else wire if self.mul == 1 else f"{wire} * {self.mul}"
        if add and self.mul == 1:
            shown = f"({wire} {'+' if add > 0 else '-'} {abs(add)})"
            return shown[1:-1] if self.den == 1 else f"{shown} / {self.den}"
        shown = shown if over == 1 else f"{shown} / {self.den}"
        rest = Fraction(self.add, self.den)
        return f"{shown} {'+' if rest > 0 else '-'} {abs(rest)}" if rest else shown


@dataclass(frozen=True, slots=True)
class Test(Transform):
    """True where the raw integer compares so."""

    op: str
    with_: int
    gives: ClassVar[tuple[ValueType, ...]] = ("bool",)

    def decode(self, raw: Any) -> bool:
        return COMPARISONS[self.op](raw, self.with_)

    def encode(self, value: Any) -> int:
        return self.near(value)[0]

    def near(self, value: Any) -> list[int]:
        """Numbers for which the test comes out so, those first that types without sign hold."""
        if not isinstance(value, bool) and value not in (0, 1):
            raise ValueError(f"True or False is needed, not {value!r}")
        some = sorted((self.with_, 0, 1, self.with_ - 1, self.with_ + 1), key=lambda raw: raw < 0)
        return [raw for raw in some if self.decode(raw) == bool(value)]

    def python(self, raw: str, bind: Bind) -> str:
        return f"{raw} {self.op} {self.with_}"

    def show(self, wire: str) -> str:
        return f"{wire} {self.op} {self.with_}"


@dataclass(frozen=True, slots=True)
class Choice(Transform):
    """A named state."""

    labels: tuple[tuple[int, str], ...]
    gives: ClassVar[tuple[ValueType, ...]] = ("enum", "text")

    def decode(self, raw: Any) -> str:
        return dict(self.labels).get(raw) or f"unknown_{raw}"

    def encode(self, value: Any) -> int:
        for raw, label in self.labels:
            if label == value:
                return raw
        if isinstance(value, str) and value.startswith("unknown_") and value[8:].isdecimal():
            return int(value[8:])
        raise ValueError(f"{value!r} is none of {', '.join(label for _, label in self.labels)}")

    def python(self, raw: str, bind: Bind) -> str:
        return f"({bind(dict(self.labels))}.get({raw}) or f'unknown_{{{raw}}}')"

    def show(self, wire: str) -> str:
        return f"choice({wire}, …)"


class _Table(dict[int, float | int | None]):
    """The values of a curve, each computed when it is first met."""

    def __init__(self, curve: Curve) -> None:
        super().__init__()
        self._curve = curve

    def __missing__(self, raw: int) -> float | int | None:
        value = self[raw] = self._curve.decode(raw)
        return value


_MOST = Fraction(10) ** 300
_inverses: dict[int, tuple[Curve, list[tuple[float, int]]]] = {}


@dataclass(frozen=True, slots=True, eq=False)
class Curve(Transform):
    """Any exact function of raw bits, then scaled like :class:`Affine`: up to 16 bits a table, its inverse a search."""

    function: Callable[[int], Fraction | int | None]
    bits: int
    name: str
    mul: int = 1
    add: int = 0
    den: int = 1
    inverse: Callable[[Fraction], int] | None = None
    #: Of a float of bits of its own: exponent, mantissa, whether it has a sign, and a hidden bit.
    form: tuple[int, int, bool, bool] | None = None
    #: The raw numbers that mean something, where they are told one by one.
    known: tuple[int, ...] = ()
    #: Those of the least and the greatest number, where they are known without a look at all of them.
    extremes: tuple[int, ...] = ()
    #: The file that has the function in JavaScript.
    twin: Path | None = None
    gives: ClassVar[tuple[ValueType, ...]] = ("float", "int")
    partial: ClassVar[bool] = True

    @property
    def fractions(self) -> bool:
        """Whether some of its values are no whole numbers; of a large table not all are looked at."""
        some = range(0, 1 << self.bits, max(1, (1 << self.bits) // 257))
        return any(value is not None and value.denominator != 1 for value in map(self._exact, some))

    def _exact(self, raw: int) -> Fraction | None:
        value = self.function(raw)
        return None if value is None else (Fraction(value) * self.mul + self.add) / self.den

    def decode(self, raw: Any) -> float | int | None:
        value = self.function(raw)
        if value is None:
            return None
        # Without the arithmetic of fractions, which would reduce each step: a table has 65,536 of these.
        top, bottom = value.numerator * self.mul + self.add * value.denominator, value.denominator * self.den
        return top / bottom if top % bottom else top // bottom

    def encode(self, value: Any) -> int:
        wanted = _number(value)
        if self.inverse is not None:
            return self.inverse((wanted * self.den - self.add) / self.mul)
        if id(self) not in _inverses:
            # By doubles, which come in the order of the exact values: 65,536 fractions would take a second each time.
            pairs = ((float(number), raw) for raw, number in enumerate(table(self)) if number is not None)
            _inverses[id(self)] = self, sorted(pairs)
        known = _inverses[id(self)][1]
        at = bisect.bisect_left(known, (float(max(-_MOST, min(_MOST, wanted))), -1))
        if at == len(known) or (at == 0 and wanted < known[0][0]):
            edge = known[min(at, len(known) - 1)][0]
            if abs(wanted - Fraction(edge)) > abs(edge) / (1 << 12):
                raise ValueError(f"{value} is outside {known[0][0]:g} … {known[-1][0]:g}")
            at = bisect.bisect_left(known, (edge, -1))
        elif at and wanted - Fraction(known[at - 1][0]) < Fraction(known[at][0]) - wanted:
            at = bisect.bisect_left(known, (known[at - 1][0], -1))
        return known[at][1]

    def python(self, raw: str, bind: Bind) -> str:
        return f"{bind(_Table(self))}[{raw}]" if self.bits <= 16 else f"{bind(self.decode)}({raw})"

    def scaled(self, mul: int, add: int, den: int) -> Curve:
        outer = Affine(self.mul, self.add, self.den).scaled(mul, add, den)
        return replace(self, mul=outer.mul, add=outer.add, den=outer.den)

    def show(self, wire: str) -> str:
        return Affine(self.mul, self.add, self.den).show(f"{self.name}({wire})")


def table(curve: Curve) -> tuple[float | int | None, ...]:
    """What each raw number of a curve of at most 16 bits means; what is made of a device asks for it several times."""
    return _table(curve.function, curve.bits, curve.mul, curve.add, curve.den)


@lru_cache(4)
def _table(
    function: Callable[[int], Fraction | int | None], bits: int, mul: int, add: int, den: int
) -> tuple[float | int | None, ...]:
    return tuple(map(Curve(function, bits, "", mul, add, den).decode, range(1 << bits)))


@dataclass(frozen=True, slots=True)
class Dotted(Transform):
    """Numbers with dots between them; ``widths`` in bits, the first one highest."""

    widths: tuple[int, ...]
    gives: ClassVar[tuple[ValueType, ...]] = ("text",)

    def decode(self, raw: Any) -> str:
        parts = []
        for width in reversed(self.widths):
            parts.append(str(raw & (1 << width) - 1))
            raw >>= width
        return ".".join(reversed(parts))

    def encode(self, value: Any) -> int:
        parts = str(value).split(".")
        if len(parts) != len(self.widths) or not all(part.isdecimal() for part in parts):
            raise ValueError(f"{value!r} is not {len(self.widths)} numbers with dots between them")
        raw = 0
        for part, width in zip(map(int, parts), self.widths, strict=True):
            if part >> width:
                raise ValueError(f"{part} in {value!r} does not fit {width} bits")
            raw = raw << width | part
        return raw

    def python(self, raw: str, bind: Bind) -> str:
        shift, parts = sum(self.widths), []
        for width in self.widths:
            shift -= width
            parts.append(f"{{{raw} >> {shift} & {(1 << width) - 1}}}")
        return f"f'{'.'.join(parts)}'"

    def show(self, wire: str) -> str:
        return f"version({wire})"


def _signed(raw: int, bits: int, signed: bool) -> int:
    return raw - (1 << bits) if signed and raw >> bits - 1 else raw


@dataclass(frozen=True, slots=True)
class Mixed(Transform):
    """An integer part and hundredths, each with its own width and sign."""

    shape: tuple[tuple[int, bool], ...]
    integer_first: bool
    gives: ClassVar[tuple[ValueType, ...]] = ("float",)

    def decode(self, raw: Any) -> float:
        (_, _), (width, _) = self.shape
        numbers = (raw >> width, raw & (1 << width) - 1)
        high, low = (_signed(number, *shape) for number, shape in zip(numbers, self.shape, strict=True))
        return (high * 100 + low if self.integer_first else low * 100 + high) / 100

    def encode(self, value: Any) -> int:
        cents = _nearest(_number(value) * 100)
        integer = int(math.copysign(abs(cents) // 100, cents))
        parts = (integer, cents - integer * 100)
        raw = 0
        for part, (width, signed) in zip(parts if self.integer_first else reversed(parts), self.shape, strict=True):
            low, high = (-(1 << width - 1), (1 << width - 1) - 1) if signed else (0, (1 << width) - 1)
            if not low <= part <= high:
                raise ValueError(f"{value} does not fit: {part} is outside {low} … {high}")
            raw = raw << width | part & (1 << width) - 1
        return raw

    def python(self, raw: str, bind: Bind) -> str:
        return f"{bind(self.decode)}({raw})"

    def show(self, wire: str) -> str:
        return f"hundredths({wire})"


_GPS_EPOCH = 315_964_800
LEAPS = (  # GPS seconds at which UTC fell behind by one more second (IERS Bulletin C)
    46_828_800, 78_364_801, 109_900_802, 173_059_203, 252_028_804, 315_187_205, 346_723_206, 393_984_007, 425_520_008,
    457_056_009, 504_489_610, 551_750_411, 599_184_012, 820_108_813, 914_803_214, 1_025_136_015, 1_119_744_016,
    1_167_264_017,
)  # fmt: skip
#: The same as seconds of GPS without those that had been put in before: what UTC says then.
_FELL = tuple(at - number for number, at in enumerate(LEAPS, 1))


@dataclass(frozen=True, slots=True)
class GpsTime(Transform):
    """GPS seconds ↔ seconds since 1970 in UTC, by the table of leap seconds."""

    gives: ClassVar[tuple[ValueType, ...]] = ("time", "int")

    def decode(self, raw: Any) -> int:
        return int(raw) + _GPS_EPOCH - bisect.bisect_right(LEAPS, raw)

    def encode(self, value: Any) -> int:
        seconds = _nearest(_number(value)) - _GPS_EPOCH
        return seconds + bisect.bisect_left(_FELL, seconds)

    def python(self, raw: str, bind: Bind) -> str:
        return f"{bind(self.decode)}({raw})"

    def show(self, wire: str) -> str:
        return f"gps_time({wire})"


@dataclass(frozen=True, slots=True)
class Verbatim(Transform):
    """Bytes as text, hex digits or bytes."""

    form: Literal["text", "hex", "bytes"]
    gives: ClassVar[tuple[ValueType, ...]] = ("text", "bytes")

    def decode(self, raw: Any) -> str | bytes:
        match self.form:
            case "text":
                return str(raw, "latin-1").rstrip("\0")
            case "hex":
                return bytes(raw).hex()
            case _:
                return bytes(raw)

    def encode(self, value: Any) -> bytes:
        if self.form == "bytes" and isinstance(value, bytes | bytearray):
            return bytes(value)
        if not isinstance(value, str):
            raise ValueError(f"{self.form} is needed, not {value!r}")
        try:
            return value.encode("latin-1") if self.form == "text" else bytes.fromhex(value)
        except ValueError:
            raise ValueError(f"{value!r} is not {'Latin-1 text' if self.form == 'text' else 'hex digits'}") from None

    def python(self, raw: str, bind: Bind) -> str:
        return {
            "text": f"str({raw}, 'latin-1').rstrip('\\0')",
            "hex": f"{raw}.hex()",
            "bytes": raw,
        }[self.form]


@dataclass(frozen=True, slots=True)
class Derived(Transform):
    """Not on the wire: an expression over other values."""

    expr: Expr
    gives: ClassVar[tuple[ValueType, ...]] = ("float", "int", "bool", "time")

    @property
    def fractions(self) -> bool:
        """Whether it ends in a quotient, which may be no whole number."""
        return isinstance(self.expr, Arith) and self.expr.op == "/"

    def show(self, wire: str) -> str:
        return f"derived({self.expr})"
