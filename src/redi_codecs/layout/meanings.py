"""What bits mean: the words that make named states, tables and other spellings of a number out of raw integers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from redi_codecs.layout import given
from redi_codecs.layout.expr import Applied, Expr, as_expr
from redi_codecs.layout.given import shown
from redi_codecs.layout.transform import Affine, Choice, Curve, Derived, Dotted, GpsTime, Mixed
from redi_codecs.layout.where import here, refuse
from redi_codecs.layout.wire import Bits, Nowhere, Source, Whole, fits, spread, wired


def choice(source: Source, labels: Mapping[int, str]) -> Source:
    """One of several named states. A number without a name is given as ``unknown_<number>``."""
    _numbers(labels, source, "choice", '{0: "off", 1: "on"}')
    for label in labels.values():
        if not given.text(label, "the name of a state"):
            refuse("a state needs a name, not an empty text")
    if len(set(labels.values())) != len(labels):
        refuse("two numbers of a choice have the same name, so that it could not be encoded")
    return replace(source, transform=Choice(tuple(labels.items())))


def _numbers(table: Mapping[int, object], source: Source, word: str, example: str) -> None:
    """The table of a word, by raw numbers that its wire type reads."""
    wire = _integer(source)
    for number in given.mapping(table, f"the table of {word}(…)", example):
        if isinstance(number, bool) or not isinstance(number, int) or not fits(number, wire):
            refuse(f"{shown(number)} cannot be in the table of {word}(…): {spread(wire)}")


def lookup(source: Source, values: Mapping[int, int | Fraction]) -> Source:
    """A number by a table of the manual; a raw value that is not in it reads as no value, status ``unknown``."""
    _numbers(values, source, "lookup", "{0: 10, 1: 20}")
    for key, value in values.items():
        if isinstance(value, bool) or not isinstance(value, int | Fraction):
            hint = "named states are a choice(…), 0.5 is Fraction(1, 2)"
            refuse(f"lookup gives numbers, and {key} has {shown(value)}; {hint}")
    table = {key: Fraction(value) for key, value in values.items()}
    return _curve(source, table.get, "lookup", known=tuple(sorted(table)))


def bcd(source: Source) -> Source:
    """Binary-coded decimal: each nibble a digit."""

    def digits(number: int) -> int | None:
        shown = f"{number:x}"
        return int(shown) if shown.isdecimal() else None

    return _curve(source, digits, "bcd")


def hex_digits(source: Source) -> Source:
    """A number spelled in hexadecimal digits of ASCII, a byte each: ``"012C"`` is 300. Capitals are written."""
    size = _integer(source).bits // 8

    def value(number: int) -> Fraction | None:
        shown = number.to_bytes(size, "big")
        return Fraction(int(shown, 16)) if all(one in b"0123456789ABCDEFabcdef" for one in shown) else None

    def inverse(amount: Fraction) -> int:
        whole = math.floor(amount + Fraction(1, 2))
        if not 0 <= whole < 1 << 4 * size:
            raise ValueError(f"{float(amount):.10g} does not go into {size} hexadecimal digits")
        return int.from_bytes(f"{whole:0{size}X}".encode(), "big")

    if size * 8 != _integer(source).bits:
        refuse(f"hex_digits are whole bytes, and {source} is none")
    extremes = tuple(int.from_bytes(digit * size, "big") for digit in (b"0", b"F"))
    return _curve(source, value, "hex_digits", inverse, extremes=extremes)


def sign_magnitude(source: Source) -> Source:
    """The highest bit is the sign, the others are the amount."""
    top = 1 << (_integer(source).bits - 1)
    return _curve(source, lambda number: number if number < top else top - number, "sign_magnitude")


def in_units(source: Source, *units: int | Fraction) -> Source:
    """A count in one of several units (2, 4, 8 of them), of which the highest bits say the number: ``(u16, 1, 60)``."""
    bits = _integer(source).bits
    for unit in units:
        if isinstance(unit, bool) or not isinstance(unit, int | Fraction) or unit <= 0:
            refuse(f"in_units: a unit is a number of what is counted, 60 or Fraction(1, 10), not {shown(unit)}")
    choosing = len(units).bit_length() - 1
    if not 0 < choosing < bits or len(units) != 1 << choosing:
        refuse(f"in_units: {len(units)} units are not told by the highest bits of {source}: 2, 4, 8 of them are")
    left = bits - choosing
    return _curve(source, lambda raw: (raw & (1 << left) - 1) * units[raw >> left], "in_units")


def mixed(source: Source, *, fraction: int, per: int, signed: bool = False) -> Source:
    """A whole number in the upper bits; the ``fraction`` lowest bits count ``per``-ths; the highest may be the sign."""
    bits = _integer(source).bits - bool(signed)
    given.whole(fraction, "fraction", 1, bits - 1)
    given.whole(per, "per", 2, 1 << 16)

    def value(raw: int) -> Fraction:
        whole, parts = raw >> fraction & (1 << bits - fraction) - 1, raw & (1 << fraction) - 1
        amount = whole * per + parts
        return Fraction(-amount if signed and raw >> bits else amount, per)

    return _curve(source, value, "mixed")


def minifloat(source: Source, *, exponent: int, mantissa: int, signed: bool = False, hidden: bool = False) -> Source:
    """A small float without hidden bit: ``mantissa / 2**bits * 2**(exponent - highest exponent)``, so in (-1, 1).

    With ``hidden`` as in IEEE 754: a hidden bit, the exponent in the middle for 1, the highest for no number.
    """
    wire = _integer(source)
    given.whole(exponent, "exponent", 1, 16)
    given.whole(mantissa, "mantissa", 1, 63)
    if wire.bits != exponent + mantissa + signed:
        refuse(f"minifloat: {exponent} + {mantissa} bits{' and a sign' if signed else ''} do not fill {source}")
    bias = (1 << exponent) - 1
    if hidden:
        return _curve(source, *_ieee(exponent, mantissa, signed), (exponent, mantissa, signed, True))

    def value(number: int) -> Fraction:
        power = number >> mantissa & bias
        amount = number & (1 << mantissa) - 1
        return Fraction(-amount if signed and number >> wire.bits - 1 else amount, 1 << mantissa + bias - power)

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

    return _curve(source, value, "minifloat", inverse, (exponent, mantissa, signed, False))


def _ieee(
    exponent: int, mantissa: int, signed: bool
) -> tuple[Callable[[int], Fraction | None], str, Callable[[Fraction], int]]:
    """A floating-point number as IEEE 754 has them: what it means, its name, its way back."""
    top, least = (1 << exponent) - 1, 2 - (1 << exponent - 1) - mantissa

    def value(number: int) -> Fraction | None:
        power, digits = number >> mantissa & top, number & (1 << mantissa) - 1
        if power == top:
            return None
        digits |= 1 << mantissa if power else 0
        shift = max(power, 1) - 1 + least
        amount = -digits if signed and number >> exponent + mantissa else digits
        return Fraction(amount << max(shift, 0), 1 << max(-shift, 0))

    def inverse(amount: Fraction) -> int:
        negative, amount = amount < 0, abs(amount)
        if negative and not signed:
            raise ValueError("the number has no sign")
        for power in range(1, top):
            digits = round(amount / Fraction(2) ** (power - 1 + least))
            if digits >> mantissa + 1 == 0:
                sign = int(negative) << exponent + mantissa
                return sign | (power << mantissa if digits >> mantissa else 0) | digits & (1 << mantissa) - 1
        raise ValueError(f"{float(amount):g} is too large")

    return value, "minifloat", inverse


def curve(source: Source, function: Callable[[Any], Any], *, javascript: str | None = None) -> Source:
    """Any other function of at most 16 bits, given exactly; it becomes a table. Or of what is derived, of any size.

    ``javascript`` is the name of a file beside the declaration, whose function ``value(number)`` gives the same to the
    last bit, null for None, in ECMAScript 5.1: a table that is no few lines has no other JavaScript.
    """
    if not callable(function):
        refuse(f"curve takes a function of the raw number, not {shown(function)}")
    twin = given.twin(javascript, "curve", here())
    if isinstance(source, Source) and isinstance(source.transform, Derived):
        return replace(source, transform=Derived(Applied(function, source.transform.expr, twin)))
    made = _curve(source, function, getattr(function, "__name__", "curve"), twin=twin)
    for raw in (0, 1, (1 << _integer(source).bits) - 1):
        with suppress(ArithmeticError, ValueError):
            if isinstance(value := function(raw), float):
                refuse(
                    f"curve: of {raw} the function makes {value}, a float, which is not exact: Fraction(1, 10) for 0.1"
                )
    return made


def _curve(
    source: Source,
    function: Callable[[int], Fraction | int | None],
    name: str,
    inverse: Callable[[Fraction], int] | None = None,
    form: tuple[int, int, bool, bool] | None = None,
    *,
    known: tuple[int, ...] = (),
    extremes: tuple[int, ...] = (),
    twin: Path | None = None,
) -> Source:
    wire = _integer(source)
    if wire.bits > 16 and inverse is None:
        refuse(f"{name}: a table of more than 16 bits is too large")
    if wire.signed:
        refuse(f"{name} reads the raw bits: take the unsigned type")
    made = Curve(function, wire.bits, name, inverse=inverse, form=form, known=known, extremes=extremes, twin=twin)
    return replace(source, transform=made)


def _integer(source: Source) -> Whole | Bits:
    if (
        not isinstance(wired(source, "this word").wire, Whole | Bits)
        or not isinstance(source.transform, Affine)
        or not source.transform.plain
    ):
        refuse(f"{source} is not a raw integer")
    return source.wire  # type: ignore[return-value]


def _joined(parts: tuple[Source, ...]) -> tuple[Whole | Bits, tuple[tuple[int, bool], ...]]:
    """Neighbouring integers as one wire, and the width and sign of each, the first one highest."""
    wires = [_integer(part) for part in parts]
    shape = tuple((wire.bits, wire.signed) for wire in wires)
    if all(isinstance(wire, Bits) for wire in wires):
        return Bits(tuple(span for wire in wires if isinstance(wire, Bits) for span in wire.ranges)), shape
    if any(isinstance(wire, Bits) or wire.order != "big" for wire in wires):
        refuse("join bits with bits, or bytes and big-endian integers with each other")
    return Whole(sum(wire.bits for wire in wires)), shape


def version(*parts: Source) -> Source:
    """Numbers with dots between them: ``version(u8, u8)`` reads 0x0103 as ``"1.3"``."""
    if not parts:
        refuse("version takes wire types: version(u8, u8)")
    wire, shape = _joined(parts)
    if any(signed for _, signed in shape):
        refuse("the numbers of a version have no sign: version(u8, u8)")
    return Source(wire, Dotted(tuple(width for width, _ in shape)))


def hundredths(**parts: Source) -> Source:
    """An integer part and a count of hundredths in neighbouring integers, named in the order of the wire.

    >>> from redi_codecs.layout import i8
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
    if not isinstance(expr, Expr | int):
        refuse(
            f"derived({shown(expr)}): a value that was read before is V.name, such as derived(V.voltage * V.current)"
        )
    return Source(Nowhere(), Derived(as_expr(expr)))
