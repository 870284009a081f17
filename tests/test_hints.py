"""The usual slip behind a value that is not the vector's is tried out and named."""

from __future__ import annotations

import pytest

import redi_codecs
from redi_codecs.checking.hints import hint
from redi_codecs.kinds import battery, co2, humidity, temperature
from redi_codecs.layout import (
    Body,
    V,
    bits,
    device,
    f32,
    f32le,
    f64,
    i16,
    i16le,
    let,
    lookup,
    reserved,
    sign_magnitude,
    u8,
    u16,
    u16le,
    u32ws,
    word,
)  # fmt: skip


def hinted(body: Body, payload: str, name: str, wanted: object) -> str:
    one = device("acme/one", name="One", source="manual", f_port=1, uplink=body)
    return hint(redi_codecs.explain(one, payload, 1), name, wanted)


@pytest.mark.parametrize(
    ("body", "payload", "name", "wanted", "words"),
    [
        (temperature(i16 / 10), "D700", "temperature", 21.5, "; little-endian gives 21.5: i16le / 10"),
        (temperature(i16le / 10), "00D7", "temperature", 21.5, "; big-endian gives 21.5: i16 / 10"),
        (temperature(u16 / 10), "FFCE", "temperature", -5, "; signed gives -5: i16 / 10"),
        (co2(i16), "FFCE", "co2", 65486, "; unsigned gives 65486: u16"),
        (temperature(u16 / 10), "CEFF", "temperature", -5, "; little-endian and signed gives -5: i16le / 10"),
        (temperature(i16), "00D7", "temperature", 21.5, "; divided by 10 more gives 21.5: i16 / 10"),
        (humidity(u8 / 2), "5B", "humidity", 91, "; 2 times as much gives 91: u8"),
        (co2(u16 / 100), "0190", "co2", 400, "; 100 times as much gives 400: u16"),
        ((humidity(u8), reserved(1)), "012C", "humidity", 44, "; the same type one byte later gives 44"),
        ((reserved(1), humidity(u8)), "2C01", "humidity", 44, "; the same type one byte earlier gives 44"),
        (word(u16, battery(bits(0, 7)), reserved(bits(8, 15))), "6000", "battery", 96, "; little-endian gives 96"),
        (word(u8, temperature(bits(0, 3)), reserved(bits(4, 7))), "0F", "temperature", -1, "; signed gives -1"),
        (
            temperature(sign_magnitude(u16) / 10), "D700", "temperature", 21.5,
            "; little-endian gives 21.5: sign_magnitude(u16le) / 10",
        ),
        (temperature(u32ws / 10), "00D70000", "temperature", 2.15, "; divided by 10 more gives 2.15: u32ws / 100"),
        (temperature(u32ws / 10), "000000D7", "temperature", 21.5, "; big-endian gives 21.5: u32 / 10"),
        (temperature(f32), "0000AC41", "temperature", 21.5, "; little-endian gives 21.5: f32le"),
        (temperature(f32le / 10), "0000AC41", "temperature", 21.5, "; 10 times as much gives 21.5: f32le"),
        (temperature(f64), "0000000000803540", "temperature", 21.5, "; little-endian gives 21.5: f64le"),
        ((battery(f32), reserved(1)), "0041AC0000", "battery", 21.5, "; the same type one byte later gives 21.5"),
        (temperature(f32), "FFFFFFFF", "temperature", 21.5, ""),
        (temperature(i16 / 10, channel=1), "D700", "temperature_1", 21.5, "; little-endian gives 21.5: i16le / 10"),
        (
            (let(which=u8), temperature(i16 / 10, channel=V.which)), "01D700", "temperature_1", 21.5,
            "; little-endian gives 21.5: i16le / 10",
        ),
        (temperature(i16 / 10), "00D7", "temperature", 12.3, ""),
        (temperature(i16 / 10), "00D7", "temperature", None, ""),
        (temperature(i16 / 10), "00D7", "temperature", "21.5", ""),
        (temperature(i16 / 10), "00D7", "temperature", True, ""),
        (temperature(i16 / 10), "00D7", "humidity", 21.5, ""),
        (battery(lookup(u8, {2: 100, 3: 30})), "02", "battery", 30, ""),
    ],
)  # fmt: skip
def test_the_slip_is_named(body: Body, payload: str, name: str, wanted: object, words: str) -> None:
    assert hinted(body, payload, name, wanted) == words


def test_what_it_says_to_write_is_right() -> None:
    """The type that is named decodes to the wanted value."""
    for written, payload, wanted in ((i16le / 10, "D700", 21.5), (u16le, "9001", 400)):
        kind = temperature if wanted == 21.5 else co2
        one = device("acme/one", name="One", source="manual", f_port=1, uplink=kind(written))
        assert redi_codecs.decode(one, payload, 1)[kind.quantity.key].value == wanted
