"""What a program holds and what it refuses, at the ends of both; and what stands in where there is no core."""

from __future__ import annotations

from array import array
from typing import Any

import pytest

from layouts import made
from native.held import inputs_of, same
from redi_codecs import Codec
from redi_codecs.kinds import co2, humidity, temperature, time
from redi_codecs.layout import (
    V,
    attribute,
    bits,
    calendar,
    choice,
    derived,
    history,
    i8,
    let,
    lookup,
    optional,
    peek,
    record,
    reserved,
    text,
    u8,
    u16,
    u32,
    word,
)
from redi_codecs.layout.calendar import Calendar
from redi_codecs.runtimes.core import native
from redi_codecs.runtimes.core.dates import packed, sound
from redi_codecs.runtimes.core.lower import NotLowered, lower


def test_text_that_is_read_ahead_is_a_number_of_seven_bytes_at_most() -> None:
    codec = Codec(made(attribute(name=text(7)), optional(peek(0, text(7)).is_in("ABCDEFG", "AB"), humidity(u8))))
    payloads = [one + bytes([50]) for one in (b"ABCDEFG", b"ABCDEFH", b"AB\0\0\0\0\0", b"\xffBCDEFG", b"BCDEFGA")]
    same(codec, inputs_of(codec, [(payload, 1) for payload in payloads]))
    longer = Codec(made(attribute(name=text(8)), optional(peek(0, text(8)) == "ABCDEFGH", humidity(u8))))
    with pytest.raises(NotLowered, match="'ABCDEFGH' is no text of 8 bytes"):
        lower(longer.plan)
    never = Codec(made(attribute(name=text(2)), optional(peek(0, text(2)) == "ABC", humidity(u8))))
    with pytest.raises(NotLowered, match="'ABC' is no text of 2 bytes"):
        lower(never.plan)


FAR = 1 << 30


@pytest.mark.parametrize(
    ("parts", "held"),
    [
        ({"year": u8 + FAR}, True),
        ({"year": u8 + (FAR + 1)}, False),
        ({"year": u8 - FAR}, True),
        ({"year": u8 - (FAR + 1)}, False),
        ({"year": u8 * FAR}, True),
        ({"year": u8 * (FAR + 1)}, False),
        ({"year": u8 * -FAR}, True),
        ({"year": u8, "offset": FAR}, True),
        ({"year": u8, "offset": FAR + 1}, False),
        ({"year": u8, "offset": -FAR}, True),
        ({"year": u8, "offset": -FAR - 1}, False),
    ],
)
def test_a_date_of_numbers_that_are_too_large_is_no_program(parts: dict[str, Any], held: bool) -> None:
    transform = calendar(**parts).transform
    assert isinstance(transform, Calendar)
    numbers = packed(transform, lambda curve, bits: 0)
    assert (numbers is not None) is held
    assert numbers is None or sound(numbers, 0)


def test_a_date_stands_in_the_pool_part_by_part() -> None:
    transform = calendar(year=u16, month=lookup(u8, {1: 12}), day=i8 * 2 + 3, offset=60).transform
    assert isinstance(transform, Calendar)
    numbers = packed(transform, lambda curve, bits: 5)
    century, year, month, day = [0, 0, 0, 1, 0, -1, 0], [0, 1, 0, 1, 0, -1, 0, 16, 16], [1, 1, 0, 1, 0, 5, 256, 8, 8], [
        *(1, 1, 1, 2, 3, -1, 0, 0, 8)
    ]  # fmt: skip
    clock = [0, 0, 0, 1, 0, -1, 0] * 3
    assert numbers == [*century, *year, *month, *day, *clock, 60, 0, 0, 1, 0, -1, 0]
    assert sound(numbers, 261)
    assert not sound(numbers, 260)


def test_few_states_are_a_table() -> None:
    codec = Codec(made(attribute(state=choice(u8, {0: "off", 1: "on", 100: "late"}))))
    assert len(lower(codec.plan).ints) == 256
    same(codec, inputs_of(codec, [(bytes([number]), 1) for number in range(256)]))


def test_states_of_numbers_with_a_sign_are_not_mistaken_for_each_other() -> None:
    codec = Codec(made(attribute(state=choice(i8, {0: "off", -1: "on"}))))
    with pytest.raises(NotLowered, match="state has named states of numbers with a sign"):
        lower(codec.plan)
    batch = codec.decode_batch([b"\x00", b"\xff", b"\xfe", b"\x80", b"\x02"], 1)
    assert batch["state"].to_pylist() == ["off", "on", "unknown_-2", "unknown_-128", "unknown_2"]


def test_states_of_nine_bits_take_no_table_of_all() -> None:
    """Three states of a word of bits: as many numbers as they need, not one for each of 512."""
    codec = Codec(made(word(u16, attribute(state=choice(bits(0, 8), {0: "off", 511: "on"})), reserved(bits(9, 15)))))
    assert len(lower(codec.plan).ints) == 4
    same(codec, inputs_of(codec, [(number.to_bytes(2, "big"), 1) for number in range(0, 1024, 3)] + [(b"\x01\xff", 1)]))


def test_what_stands_in_for_the_core_finds_everything_odd() -> None:
    counts = array("i", [3, 4])
    nothing = native._Nothing()

    class Counts:
        def __setitem__(self, place: slice, value: int) -> None:
            counts[place] = array("i", [value] * len(counts))

    nothing.add("devices", "payloads", Counts())
    assert max(counts) < 0
    assert nothing.finish() == (None, None, None, None)


def test_a_derived_time_is_a_variable_too() -> None:
    codec = Codec(
        made(
            let(seconds=u32),
            time(derived(V.seconds + 1)),
            optional(V.time > 5, temperature(i8)),
        )
    )
    payloads = [bytes.fromhex(text) for text in ("00000004 15", "00000005 15", "00000005")]
    same(codec, inputs_of(codec, [(payload, 1) for payload in payloads]))


def test_of_two_kinds_of_records_only_what_both_have_becomes_current() -> None:
    history_, other = history(temperature(i8), humidity(u8), count=2, newest="last"), record(time(u32), co2(u16))
    codec = Codec(made(history_, other))
    same(codec, inputs_of(codec, [(bytes.fromhex("15401641000000070100"), 1)]))
    batch = codec.decode_batch([bytes.fromhex("15401641000000070100")], 1)
    assert (batch["temperature"][0], batch["humidity"][0]) == (22, 65)
