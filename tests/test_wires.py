"""What bits mean, there and back: each wire type and each word over it, at the ends of what it holds."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest

from redi_codecs import layout
from redi_codecs.errors import DeclarationError
from redi_codecs.layout import (
    SINCE_2000,
    SINCE_2013,
    SINCE_2015,
    Crc,
    V,
    bcd,
    bit,
    bits,
    choice,
    concat,
    curve,
    derived,
    f32,
    f64,
    f64le,
    gps_time,
    hex_digits,
    hexadecimal,
    hundredths,
    i8,
    i16,
    in_units,
    lookup,
    minifloat,
    mixed,
    raw,
    sign_magnitude,
    text,
    u8,
    u16,
    u16le,
    u24,
    u32,
    u64,
    version,
)
from redi_codecs.layout.nodes import CRC8, CRC16_CCITT, CRC16_KERMIT, CRC16_MODBUS
from redi_codecs.layout.transform import LEAPS, Curve
from redi_codecs.layout.transform import Test as Comparison
from redi_codecs.layout.wire import Real, Source, fits, limits

WHOLE = [
    f"{sign}{size}{tail}" for sign in "ui" for size in range(8, 65, 8) for tail in ("", "le") if size > 8 or not tail
]


def refused(make: Callable[[], object]) -> str:
    with pytest.raises(DeclarationError) as caught:
        make()
    return caught.value.problem


@pytest.mark.parametrize("name", [*WHOLE, "u32ws", "i32ws", "f32", "f64", "f32le", "f64le"])
def test_a_wire_type_is_what_its_name_says(name: str) -> None:
    source: Source = getattr(layout, name)
    assert repr(source) == name
    assert source.wire.size == int("".join(one for one in name if one.isdecimal())) // 8  # type: ignore[union-attr]


def test_the_ends_of_what_a_type_holds() -> None:
    for source, low, high in ((u8, 0, 255), (i8, -128, 127), (i16, -32768, 32767), (bits(2, 4), 0, 7), (bit(3), 0, 1)):
        assert limits(source.wire) == (low, high)  # type: ignore[arg-type]
        found = [fits(one, source.wire) for one in (low - 1, low, high, high + 1)]  # type: ignore[arg-type]
        assert found == [False, True, True, False]


def test_floating_point_numbers_are_known_by_their_bits() -> None:
    assert (Real(32).raw(1.5), Real(64).raw(1.5)) == (0x3FC00000, 0x3FF8000000000000)
    assert (Real(32).value(0x3FC00000), Real(64).value(0x3FF8000000000000)) == (1.5, 1.5)


def test_days_from_which_devices_count() -> None:
    for seconds, year in ((SINCE_2000, 2000), (SINCE_2013, 2013), (SINCE_2015, 2015)):
        assert datetime.fromtimestamp(seconds, UTC) == datetime(year, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("source", "shown", "values"),
    [
        (u8, "u8", {7: 7}),
        (u8 + 5, "u8 + 5", {7: 12}),
        (5 + u8, "u8 + 5", {7: 12}),
        (u8 - 5, "u8 - 5", {7: 2}),
        (5 - u8, "-u8 + 5", {7: -2}),
        (-u8, "-u8", {7: -7}),
        (3 * u8, "u8 * 3", {7: 21}),
        (u8 * 3 + 1, "u8 * 3 + 1", {7: 22}),
        (u8 * 3 - 1, "u8 * 3 - 1", {7: 20}),
        ((u8 + 1) * 2, "u8 * 2 + 2", {7: 16}),
        (u8 / 10, "u8 / 10", {7: 0.7}),
        (u8 / -10, "-u8 / 10", {7: -0.7}),
        ((u8 + 5) / 10, "(u8 + 5) / 10", {7: 1.2}),
        ((u8 - 5) / 10, "(u8 - 5) / 10", {7: 0.2}),
        (u8 * 3 / 10 - 40, "u8 * 3 / 10 - 40", {7: -37.9}),
        ((u8 * 2 + 1) / 4, "u8 * 2 / 4 + 1/4", {7: 3.75}),
        (u8 * 2 / 4, "u8 / 2", {7: 3.5}),
        ((u8 / 4) * 4, "u8", {7: 7}),
        ((u8 / 2 + 1) / 3 - 1, "(u8 - 4) / 6", {7: 0.5}),
        (lookup(u8, {1: 10}) / 4, "lookup(u8) / 4", {1: 2.5, 2: None}),
        (bcd(u8) + 2000, "bcd(u8) + 2000", {0x24: 2024, 0x2A: None}),
        (sign_magnitude(u8), "sign_magnitude(u8)", {0x7F: 127, 0x80: 0, 0x81: -1, 0xFF: -127}),
        (version(u8, u8), "version(u16)", {0x0103: "1.3", 0xFF00: "255.0"}),
        (hundredths(integer=i8, fraction=u8), "hundredths(u16)", {0x0119: 1.25, 0xFF00: -1.0}),
        (hundredths(fraction=u8, integer=i8), "hundredths(u16)", {0x1901: 1.25, 0x00FF: -1.0}),
        (gps_time(u32), "gps_time(u32)", {0: 315_964_800}),
        (choice(u8, {0: "off"}), "choice(u8, …)", {0: "off", 9: "unknown_9"}),
        (u8 > 3, "u8 > 3", {3: False, 4: True}),
        (u8 >= 3, "u8 >= 3", {2: False, 3: True}),
        (u8 < 3, "u8 < 3", {2: True, 3: False}),
        (u8 <= 3, "u8 <= 3", {3: True, 4: False}),
        (text(2), "text(2)", {b"a\0": "a", b"\xe4b": "äb"}),
        (hexadecimal(), "hex()", {b"\x01\xab": "01ab"}),
        (raw(V.n), "bytes(n)", {b"\x01": b"\x01"}),
        (bit(3), "bit(3)", {1: 1}),
        (concat(bit(9), bits(2, 4)), "concat(bit(9), bits(2, 4))", {15: 15}),
        (derived(V.a * 2), "derived(a * 2)", {}),
        (in_units(u16, 1, 60), "in_units(u16)", {5: 5, 0x8005: 300, 0xFFFF: 0x7FFF * 60}),
        (in_units(bits(0, 2), 1, 2, 3, 4), "in_units(bits(0, 2))", {1: 1, 3: 2, 5: 3, 7: 4}),
        (mixed(u8, fraction=6, per=50), "mixed(u8)", {0x40: 1, 0xC1: 3.02}),
        (mixed(u8, fraction=4, per=10, signed=True), "mixed(u8)", {0x15: 1.5, 0x95: -1.5, 0x72: 7.2}),
        (curve(u8, lambda raw: raw * raw), "<lambda>(u8)", {3: 9}),
    ],
)  # fmt: skip
def test_a_source_is_shown_as_it_is_written_and_read_so(source: Source, shown: str, values: dict[Any, Any]) -> None:
    assert repr(source) == shown
    for number, value in values.items():
        found = source.transform.decode(number)
        assert (found, type(found)) == (value, type(value)) or (found == value and isinstance(value, int))


@pytest.mark.parametrize(
    "source",
    [
        *(u8 / 10, (u8 - 5) * 3, 5 - u8, bcd(u8), sign_magnitude(u8), in_units(u8, 1, 60), gps_time(u8)),
        *(mixed(u8, fraction=4, per=10, signed=True), version(bits(0, 3), bits(4, 7)), choice(u8, {1: "a"})),
        minifloat(u8, exponent=3, mantissa=5),
        minifloat(u8, exponent=3, mantissa=4, signed=True),
        minifloat(u8, exponent=3, mantissa=5, hidden=True),
        minifloat(u8, exponent=3, mantissa=4, signed=True, hidden=True),
    ],
)
def test_every_number_of_a_byte_comes_back_as_one_that_means_the_same(source: Source) -> None:
    for number in range(256):
        value = source.transform.decode(number)
        if value is not None:
            assert source.transform.decode(source.transform.encode(value)) == value


@pytest.mark.parametrize(
    ("source", "value", "number"),
    [
        (u8 / 10, 0.74, 7),
        (u8 / 10, 0.75, 8),
        (u8 / 10, -0.75, -7),
        (lookup(u8, {1: 10, 2: 25}), 17, 1),
        (lookup(u8, {1: 10, 2: 25}), 17.5, 2),
        (lookup(u8, {1: 10, 2: 25}), 25.005, 2),
        (lookup(u8, {1: 10, 2: 25}), 9.998, 1),
        (lookup(u8, {5: 10, 1: 10, 3: 20, 4: 20}), 10, 1),
        (lookup(u8, {5: 10, 1: 10, 3: 20, 4: 20}), 12, 1),
        (lookup(u8, {5: 10, 1: 10, 3: 20, 4: 20}), 20.001, 3),
        (lookup(u8, {5: 10, 1: 10, 3: 20, 4: 20}) / 2 + 1, 11, 3),
        (u8 > 3, True, 4),
        (u8 > 3, False, 3),
        (u8 < 3, True, 0),
        (u8 < 3, False, 3),
        (u8 != 0, True, 1),
        (u8 == 5, True, 5),
        (u8 == 5, False, 0),
        (u8 == 5, 1, 5),
        (u8 == 5, 0, 0),
        (lookup(u8, {1: 4096}), 4097, 1),
        ((minifloat(u16, exponent=4, mantissa=12) * 4 + 1) / 2, 1.5, 0xF800),
        (i8 < 0, True, -1),
        (choice(u8, {1: "a"}), "a", 1),
        (choice(u8, {1: "a"}), "unknown_7", 7),
        (version(u8, u8), "1.255", 0x01FF),
        (hundredths(integer=i8, fraction=i8), -1.25, 0xFFE7),
        (hundredths(integer=i8, fraction=i8), 127.99, 0x7F63),
        (hundredths(fraction=u8, integer=u8), 1.26, 0x1A01),
        (hex_digits(u32), 300, int.from_bytes(b"012C", "big")),
        (hex_digits(u32), 299.5, int.from_bytes(b"012C", "big")),
        (hex_digits(u32), 0xFFFF, int.from_bytes(b"FFFF", "big")),
        (hex_digits(u32), 0, int.from_bytes(b"0000", "big")),
        (text(3), "ä", b"\xe4"),
        (hexadecimal(2), "01AB", b"\x01\xab"),
        (raw(2), b"\x01", b"\x01"),
        (raw(2), "01ab", b"\x01\xab"),
        (minifloat(u16, exponent=4, mantissa=12), 0.5, 0xF800),
        (minifloat(u16, exponent=4, mantissa=11, signed=True), -0.25, 0xF400),
    ],
)
def test_a_value_is_written_as_the_nearest_number(source: Source, value: Any, number: Any) -> None:
    assert source.transform.encode(value) == number


@pytest.mark.parametrize(
    ("source", "value", "problem"),
    [
        (u8, True, "a number is needed, not True"),
        (u8, "1", "a number is needed, not '1'"),
        (u8, math.inf, "a finite number is needed, not inf"),
        (u8 > 3, 2, "True or False is needed, not 2"),
        (lookup(u8, {1: 10, 2: 25}), 25.01, "25.01 is outside 10 … 25"),
        (lookup(u8, {1: 10, 2: 25}), 9.99, "9.99 is outside 10 … 25"),
        (lookup(u8, {1: 10, 2: 25}), Fraction(10) ** 400, "is outside 10 … 25"),
        (lookup(u8, {1: 10, 2: 25}), -(Fraction(10) ** 400), "is outside 10 … 25"),
        (lookup(u8, {1: 4096}), 4098, "4098 is outside 4096 … 4096"),
        (choice(u8, {1: "a", 2: "b"}), "c", "'c' is none of a, b"),
        (choice(u8, {1: "a", 2: "b"}), "unknown_x", "is none of a, b"),
        (version(u8, u8), "1.256", "256 in '1.256' does not fit 8 bits"),
        (version(u8, u8), "1.2.3", "'1.2.3' is not 2 numbers with dots between them"),
        (version(u8, u8), "1.b", "'1.b' is not 2 numbers"),
        (hundredths(integer=i8, fraction=i8), 128, "128 does not fit: 128 is outside -128 … 127"),
        (hundredths(integer=u8, fraction=u8), 256, "256 is outside 0 … 255"),
        (hundredths(integer=u8, fraction=u8), -1, "-1 is outside 0 … 255"),
        (hex_digits(u32), 0x10000, "65536 does not go into 4 hexadecimal digits"),
        (hex_digits(u32), -1, "-1 does not go into 4 hexadecimal digits"),
        (minifloat(u16, exponent=4, mantissa=12), -0.5, "the number has no sign"),
        (minifloat(u16, exponent=4, mantissa=12), 1, "holds less than 1 before it is scaled, not 1"),
        (minifloat(u16, exponent=4, mantissa=12, hidden=True), -0.5, "the number has no sign"),
        (text(3), "€", "'€' is not Latin-1 text"),
        (text(3), 5, "text is needed, not 5"),
        (hexadecimal(2), "0x", "'0x' is not hex digits"),
        (hexadecimal(2), b"ab", "hex is needed, not b'ab'"),
        (raw(2), 5, "bytes is needed, not 5"),
    ],
)
def test_what_has_no_number_says_why(source: Source, value: Any, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        source.transform.encode(value)


def test_hexadecimal_digits_are_read_in_both_cases() -> None:
    source = hex_digits(u32)
    found = [
        source.transform.decode(int.from_bytes(one, "big")) for one in (b"012c", b"FFFF", b"00g0", b" 123", b"0000")
    ]
    assert found == [300, 65535, None, None, 0]
    assert isinstance(source.transform, Curve)
    assert [source.transform.decode(one) for one in source.transform.extremes] == [0, 65535]


def test_leap_seconds_are_those_of_bulletin_c() -> None:
    july, january = (1981, 1982, 1983, 1985, 1992, 1993, 1994, 1997, 2012, 2015), (1988, 1990, 1991, 1996, 1999, 2006)
    days = sorted([*((year, 7) for year in july), *((year, 1) for year in (*january, 2009, 2017))])
    epoch = datetime(1980, 1, 6, tzinfo=UTC).timestamp()
    assert list(LEAPS) == [
        datetime(year, month, 1, tzinfo=UTC).timestamp() - epoch + count for count, (year, month) in enumerate(days)
    ]


def test_a_leap_second_is_counted_once() -> None:
    transform = gps_time(u32).transform
    for leap in LEAPS:
        before, after = (transform.decode(leap + by) for by in (-2, 1))
        assert isinstance(before, int)
        assert after == before + 2
        assert transform.decode(leap) == before + 1
        for number in (leap - 2, leap + 1, leap + 100):
            assert transform.encode(transform.decode(number)) == number


def test_numbers_that_pass_a_test_or_do_not() -> None:
    assert Comparison("<", 0).near(True) == [-1]
    assert Comparison("<", 5).near(True) == [0, 1, 4]
    assert Comparison("<", 5).near(False) == [5, 6]
    assert Comparison(">", -1).near(False) == [-1, -2]


def test_some_curves_have_fractions() -> None:
    def fractions(source: Source) -> bool:
        assert isinstance(source.transform, Curve)
        return source.transform.fractions

    assert not fractions(lookup(u8, {1: 10, 255: 20}))
    assert fractions(lookup(u8, {255: Fraction(1, 2)}))
    assert fractions(lookup(u8, {1: 10, 255: 25}) / 2)
    assert not fractions(lookup(u8, {1: 10, 255: 20}) / 2)
    assert fractions(lookup(u8, {0: Fraction(1, 2)}))
    assert fractions((lookup(u8, {1: 1}) + 1) / 4)
    assert not fractions((lookup(u8, {1: 3}) + 1) / 4)
    assert not fractions(curve(u8, lambda raw: raw if raw < 256 else Fraction(1, 2)))
    assert fractions(curve(u16, lambda raw: Fraction(raw, 2)))
    assert derived(V.a / 2).transform.fractions  # type: ignore[attr-defined]
    assert not derived(V.a * 2).transform.fractions  # type: ignore[attr-defined]


def test_a_small_float_is_a_mantissa_and_a_power() -> None:
    decode = minifloat(u16, exponent=4, mantissa=11, signed=True).transform.decode
    assert [decode(raw) for raw in (0, 0x7C00, 0xFC00, 0x7400, 0x0001)] == [0, 0.5, -0.5, 0.25, 2.0**-26]
    decode = minifloat(u8, exponent=3, mantissa=5, hidden=True).transform.decode
    assert [decode(raw) for raw in (0x60, 0x70, 0x01, 0xE0, 0xDF)] == [1, 1.5, 2.0**-7, None, 15.75]


#: The checks of "123456789" that catalogues of them give.
CHECKS = [
    (CRC16_KERMIT, 0x2189),
    (CRC16_CCITT, 0x29B1),
    (CRC16_MODBUS, 0x4B37),
    (CRC8, 0xF4),
    (Crc("XMODEM", 16, 0x1021), 0x31C3),
    (Crc("GENIBUS", 16, 0x1021, initial=0xFFFF, final=0xFFFF), 0xD64E),
    (Crc("X-25", 16, 0x1021, initial=0xFFFF, reflected=True, final=0xFFFF), 0x906E),
    (Crc("GSM", 16, 0x1021, final=0xFFFF), 0xCE3C),
    (Crc("RIELLO", 16, 0x1021, initial=0xB2AA, reflected=True), 0x63D0),
    (Crc("ARC", 16, 0x8005, reflected=True), 0xBB3D),
    (Crc("MAXIM", 8, 0x31, reflected=True), 0xA1),
    (Crc("OPENPGP", 24, 0x864CFB, initial=0xB704CE), 0x21CF02),
    (Crc("CRC-32", 32, 0x04C11DB7, initial=0xFFFFFFFF, reflected=True, final=0xFFFFFFFF), 0xCBF43926),
    (Crc("BZIP2", 32, 0x04C11DB7, initial=0xFFFFFFFF, final=0xFFFFFFFF), 0xFC891918),
    (Crc("ECMA-182", 64, 0x42F0E1EBA9EA3693), 0x6C40DF5F0B497347),
    # Nearly XMODEM, in other bits, of another polynomial or start: of no catalogue, but divided bit by bit.
    (Crc("XMODEM in 24", 24, 0x1021), 0x7FC1FB),
    (Crc("XMODEM in 32", 32, 0x1021, reflected=True), 0xA9000E50),
    (Crc("XMODEM in 15", 15, 0x1021), 0x13E7),
    (Crc("XMODEM in 17", 17, 0x1021), 0x1B3E3),
    (Crc("XMODEM from 1 on", 16, 0x1021, initial=1), 0x7610),
    (Crc("XMODEM less one", 16, 0x1020), 0x47E0),
    (Crc("XMODEM and one", 16, 0x1022), 0xF8FA),
]  # fmt: skip


@pytest.mark.parametrize(("crc", "check"), CHECKS)
def test_a_check_is_what_catalogues_say(crc: Crc, check: int) -> None:
    assert crc.of(b"123456789") == check
    part = replace(crc, skips=2, keeps=5)
    assert part.of(b"..123456789") == check & 0x1F
    assert (crc.sent, part.sent) == (crc.bits, 5)


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: u8 * 0, "cannot be multiplied by 0"),
        (lambda: u8 / 0, "cannot be divided by 0"),
        (lambda: u8 * 1e14, "write 100000000000000"),
        (lambda: u8 * 1e15, "write a quotient of integers"),
        (lambda: u8 * -1e15, "write a quotient of integers"),
        (lambda: u8 * 0.5, "write a quotient of integers"),
        (lambda: u8 * True, "can only be scaled by an integer, not by True"),
        (lambda: u8 * 2**64, "64 bits are the most"),
        (lambda: text(2) * 2, "has no number that could be scaled"),
        (lambda: u64 > 2**64, "64 bits are the most"),
        (lambda: u8 / 2 > 3, "only a raw integer can be tested"),
        (lambda: i8 == 128, "i8 reads -128 … 127"),
        (lambda: i8 != -129, "is decided before anything is read"),
        (lambda: bits(5, 3), "the first number is the lower one"),
        (lambda: bit(64), "0 … 63, and 64 is none"),
        (concat, "concat joins bits of a word: concat"),
        (lambda: concat(u8), "concat joins bits of a word, and u8 is none"),
        (lambda: concat(bits(0, 3, signed=True)), "the sign belongs to what is joined"),
        (lambda: text(0), "1 … 255, and 0 is none"),
        (lambda: text(256), "1 … 255, and 256 is none"),
        (lambda: raw(u8), "a length read from the payload needs a name"),
        (lambda: choice(u8, {0: ""}), "a state needs a name"),
        (lambda: choice(u8, {True: "a"}), "True cannot be in the table of choice"),
        (lambda: choice(u8 / 2, {0: "a"}), "u8 / 2 is not a raw integer"),
        (lambda: choice(text(1), {0: "a"}), "is not a raw integer"),
        (lambda: lookup(u8, {1: True}), "lookup gives numbers, and 1 has True"),
        (lambda: lookup(u8, {1: 0.5}), "0.5 is Fraction"),
        (lambda: lookup(u24, {1: 2}), "lookup: a table of more than 16 bits is too large"),
        (lambda: bcd(u24), "bcd: a table of more than 16 bits is too large"),
        (lambda: bcd(i8), "bcd reads the raw bits: take the unsigned type"),
        (lambda: hex_digits(bits(0, 11)), "hex_digits are whole bytes"),
        (lambda: in_units(u8, 1, 2, 3), "3 units are not told by the highest bits of u8"),
        (lambda: in_units(u8, 1), "1 units are not told"),
        (lambda: in_units(bits(0, 1), 1, 2, 3, 4), "4 units are not told by the highest bits"),
        (lambda: in_units(u8, 1, 0), "not 0"),
        (lambda: in_units(u8, 1, True), "not True"),
        (lambda: in_units(u8, 1, 0.5), "not 0.5"),
        (lambda: mixed(u8, fraction=8, per=10), "fraction is a whole number, 1 … 7, and 8 is none"),
        (lambda: mixed(u8, fraction=7, per=10, signed=True), "fraction is a whole number, 1 … 6, and 7 is none"),
        (lambda: mixed(u8, fraction=0, per=10), "and 0 is none"),
        (lambda: mixed(u8, fraction=2, per=1), "per is a whole number, 2 … 65536, and 1 is none"),
        (lambda: mixed(u8, fraction=2, per=65537), "and 65537 is none"),
        (lambda: minifloat(u16, exponent=4, mantissa=11), "minifloat: 4 + 11 bits do not fill u16"),
        (lambda: minifloat(u16, exponent=4, mantissa=12, signed=True), "4 + 12 bits and a sign do not fill u16"),
        (lambda: minifloat(u16, exponent=0, mantissa=12), "exponent is a whole number, 1 … 16, and 0 is none"),
        (lambda: minifloat(u24, exponent=17, mantissa=7), "1 … 16, and 17 is none"),
        (lambda: minifloat(u64, exponent=1, mantissa=64), "mantissa is a whole number, 1 … 63, and 64 is none"),
        (lambda: minifloat(u8, exponent=8, mantissa=0), "1 … 63, and 0 is none"),
        (lambda: curve(u8, 5), "curve takes a function of the raw number, not 5"),  # type: ignore[arg-type]
        (lambda: curve(u24, float), "float: a table of more than 16 bits is too large"),
        (version, "version takes wire types"),
        (lambda: version(i8, u8), "the numbers of a version have no sign"),
        (lambda: version(bits(0, 3), u8), "join bits with bits"),
        (lambda: version(u8, u16le), "join bits with bits, or bytes and big-endian integers with each other"),
        (lambda: version(f32), "f32 is not a raw integer"),
        (lambda: hundredths(integer=u8), "takes these two"),
        (lambda: hundredths(integer=u8, fraction=u8, other=u8), "takes these two"),
        (lambda: gps_time(f64), "f64 is not a raw integer"),
        (lambda: gps_time(f64le), "f64le is not a raw integer"),
        (lambda: Crc("a", 7, 1), "a: bits is a whole number, 8 … 64, and 7 is none"),
        (lambda: Crc("a", 65, 1), "8 … 64, and 65 is none"),
        (lambda: Crc("a", 8, 256), "a: polynomial is a whole number, 0 … 255, and 256 is none"),
        (lambda: Crc("a", 8, 1, initial=256), "a: initial is"),
        (lambda: Crc("a", 8, 1, final=-1), "a: final is"),
    ],
)  # fmt: skip
def test_what_means_nothing_is_refused(make: Callable[[], object], problem: str) -> None:
    assert problem in refused(make)


def test_the_largest_that_there_are_are_taken() -> None:
    made = [
        *(u64 > 2**64 - 1, u8 * (2**64 - 1), bit(63), text(255), text(1), curve(u16, int), bcd(u16)),
        *(mixed(u8, fraction=7, per=65536), mixed(u8, fraction=1, per=2), in_units(bits(0, 2), 1, 2, 3, 4)),
        *(minifloat(u64, exponent=1, mantissa=63), minifloat(u24, exponent=16, mantissa=8)),
        *(minifloat(u8, exponent=7, mantissa=1), version(bits(0, 3), bits(4, 5)), version(u8, u16)),
        *(i8 == -128, i8 != 127, choice(u8, {255: "a"})),
    ]
    assert all(map(repr, made))
