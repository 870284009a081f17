"""Corners of the core that no device has turned yet: each held against Python."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Literal

import pytest

from layouts import made
from native.held import Uplink, in_core, inputs_of, same
from redi_codecs import Codec
from redi_codecs.batch.gather import gather
from redi_codecs.kinds import energy, event_time, firmware_version, humidity, motion, temperature, time
from redi_codecs.layout import (
    Body,
    Crc,
    V,
    attribute,
    bit,
    bits,
    calendar,
    checksum,
    choice,
    concat,
    derived,
    expect,
    hexadecimal,
    history,
    hundredths,
    i8,
    i24,
    length,
    let,
    optional,
    pick,
    raw,
    remaining,
    repeat,
    reserved,
    switch,
    text,
    u8,
    u16,
    u16le,
    u24,
    u24le,
    u32,
    u32le,
    u64,
    version,
    word,
)
from redi_codecs.runtimes.core.lower import NotLowered, lower
from redi_codecs.runtimes.core.program import Alu, Op
from redi_codecs.runtimes.core.verify import InvalidProgram, verify

#: Enough rows for a sample to be taken, and for a block that does not end where blocks do.
ROWS = 2500


def test_the_other_choice_is_a_register_that_exists() -> None:
    codec = Codec(made(let(a=u8), temperature(derived(pick(V.a == 1, V.a * 2, V.a + 3)))))
    program = lower(codec.plan)
    at = next(at for at, one in enumerate(program.code) if one.op == Op.ALU and one.x == Alu.SELECT)

    def choosing(register: int) -> None:
        code = list(program.code)
        code[at] = replace(code[at], off=register)
        verify(replace(program, code=code))

    for register in (0, program.registers - 1):
        choosing(register)
    for register in (-1, program.registers):
        with pytest.raises(InvalidProgram, match=rf"^instruction {at} \(ALU\): register {register} of"):
            choosing(register)
    same(codec, inputs_of(codec, [(bytes([value]), 1) for value in range(256)]))


@pytest.mark.parametrize(
    ("uplink", "held"),
    [
        (attribute(big=u32 * 2**25), True),
        ((let(big=u32 * 2**25), optional(V.big > 2**40, humidity(u8))), True),
        (attribute(big=u32 * 2**25 / 3), False),
        (energy(u32 * 2**25), False),
        (time(u32 * 2**25), False),
    ],
    ids=["whole", "hidden", "with a fraction", "a quantity", "a time"],
)
def test_what_whole_numbers_hold_and_doubles_do_not(uplink: Body, held: bool) -> None:
    """Up to 2**57: exact as an integer, and beyond what a double tells apart."""
    codec = Codec(made(uplink))
    if not held:
        with pytest.raises(NotLowered, match="has numbers that no double holds"):
            lower(codec.plan)
        return
    payloads = [bytes.fromhex(text) for text in ("0000000140", "ffffffff40", "0000800140", "00000001")]
    same(codec, inputs_of(codec, [(payload, 1) for payload in payloads] * 40))


def test_one_of_several_numbers_or_states() -> None:
    codec = Codec(
        made(
            attribute(mode=u8, state=choice(u8, {4: "off", 9: "on", 2: "late"})),
            optional(V.mode.is_in(1, 3), humidity(u8)),
            optional(V.state.is_in("on", "late"), temperature(i8)),
        )
    )
    every = [bytes([mode, state, 50, 20]) for mode in range(6) for state in range(12)]
    same(codec, inputs_of(codec, [(payload, 1) for payload in every] * 5))


CHECKS = [
    Crc("8", 8, 0x07, 0x55),
    Crc("8, mirrored", 8, 0x31, reflected=True),
    Crc("16", 16, 0x8005, 0xFFFF, final=0x1234),
    Crc("24", 24, 0x864CFB, 0xB704CE),
    Crc("24, mirrored", 24, 0x00065B, 0x555555, reflected=True),
    Crc("32", 32, 0x04C11DB7, 0xFFFFFFFF, final=0xFFFFFFFF),
    Crc("32, mirrored", 32, 0x04C11DB7, 0xFFFFFFFF, reflected=True, final=0xFFFFFFFF),
]


@pytest.mark.parametrize("order", ["big", "little"])
@pytest.mark.parametrize("crc", CHECKS, ids=lambda crc: crc.name)
def test_checks_of_every_width(crc: Crc, order: Literal["big", "little"]) -> None:
    """In blocks, where four bytes of four payloads are taken at a time, and one by one."""
    sources = {8: (u8, u8), 16: (u16, u16le), 24: (u24, u24le), 32: (u32, u32le)}
    source = sources[crc.bits][order == "little"]
    codec = Codec(made(checksum(crc, source, temperature(i8), attribute(tail=hexadecimal(9)))))
    chance = random.Random(crc.name)
    uplinks: list[Uplink] = []
    for _ in range(ROWS):
        body = chance.randbytes(10)
        check = crc.of(body) ^ (1 << chance.randrange(crc.bits) if chance.random() < 0.05 else 0)
        uplinks.append((body + check.to_bytes(crc.bits // 8, order), 1))
    found = same(codec, inputs_of(codec, uplinks), uplinks)
    assert 0 < sum(map(bool, found["errors"])) < ROWS // 5


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("low", [0, 1, 8, 31, 32])
def test_values_of_32_bits_in_a_word(low: int, signed: bool) -> None:
    """As wide as half a register: shifts by 32, which machines take for shifts by none."""
    rest = [reserved(bits(low + 32, 63))] if low < 32 else []
    before = [reserved(bits(0, low - 1))] if low else []
    codec = Codec(made(word(u64, *before, attribute(value=bits(low, low + 31, signed=signed)), *rest)))
    chance = random.Random(low)
    edges = [bytes(8), b"\xff" * 8, b"\x80" + bytes(7), b"\x7f" + b"\xff" * 7]
    same(codec, inputs_of(codec, [(payload, 1) for payload in edges + [chance.randbytes(8) for _ in range(ROWS)]]))


@pytest.mark.parametrize("first", [1, 8, 16, 24, 31])
@pytest.mark.parametrize("signed", [False, True])
def test_values_of_32_bits_that_are_put_together(first: int, signed: bool) -> None:
    value = concat(bits(0, first - 1), bits(first, 31), signed=signed)
    codec = Codec(made(word(u32, attribute(value=value)), humidity(u8)))
    chance = random.Random(first)
    same(codec, inputs_of(codec, [(chance.randbytes(5), 1) for _ in range(ROWS)]))


@pytest.mark.parametrize("signs", [(u8, u8), (u8, i8), (i8, u8), (i8, i8)])
@pytest.mark.parametrize("fraction_first", [False, True])
def test_hundredths_with_every_sign(signs: tuple, fraction_first: bool) -> None:
    fraction, integer = signs
    parts = {"fraction": fraction, "integer": integer} if fraction_first else {"integer": integer, "fraction": fraction}
    codec = Codec(made(attribute(value=hundredths(**parts))))
    every = [(bytes([high, low]), 1) for high in range(0, 256, 5) for low in range(256)]
    same(codec, inputs_of(codec, every), every)


def test_tests_of_bits_and_of_bytes_in_a_block() -> None:
    """True and false, in a column of them, from every comparison, with what cannot be believed beside it."""
    codec = Codec(
        made(
            motion(u8 == 3),
            attribute(more=u8 > 3, less=u8 < 250, other=u8 != 0, wide=u32 == 0xFFFFFFFF),
            word(u8, attribute(low=bit(0), high=bits(4, 7) == 15), reserved(bits(1, 3))),
        )
    )
    chance = random.Random(3)
    values = (0, 3, 4, 249, 250, 255)
    uplinks = [(bytes(chance.choice(values) for _ in range(9)), 1) for _ in range(ROWS)]
    same(codec, inputs_of(codec, uplinks), uplinks)


def test_children_of_records_are_put_in_order() -> None:
    """Column by column, each of which adds to the records from the first on: rows of channels change their places."""
    turn = (
        let(which=u8),
        motion(u8 == 1, channel=V.which, valid=V.which != 3),
        attribute(state=choice(u8, {1: "on", 2: "off"}), channel=V.which),
        temperature(i8, channel=V.which, invalid=0x7F),
        attribute(name=raw(2), channel=V.which),
    )
    codec = Codec(
        made(
            let(count=u8),
            history(*turn, count=V.count, columns=True),
            history(*turn, count=V.count, columns=True),
            history(*turn, count=V.count, columns=True),
        )
    )
    chance = random.Random(5)
    uplinks: list[Uplink] = []
    for _ in range(300):
        count = chance.randint(0, 4)
        body = b"".join(
            bytes([chance.randrange(5), chance.randrange(2), chance.randrange(4), chance.choice((5, 0x7F, 0xFF))])
            + chance.randbytes(2)
            for _ in range(3 * count)
        )
        uplinks.append((bytes([count]) + body, 1))
    same(codec, inputs_of(codec, uplinks), uplinks)


def test_channels_that_share_a_place_in_a_table() -> None:
    """So many of a payload that some are looked for where another one stands: each has its row, and one."""
    every = repeat(let(which=u8), temperature(i8, channel=V.which), count=V.count)
    again = repeat(let(which=u8), humidity(u8, channel=V.which), count=V.count)
    codec = Codec(made(let(count=u8), every, again))
    chance = random.Random(11)
    uplinks: list[Uplink] = []
    for row in range(300):
        which = chance.sample(range(256), 100 if row % 3 == 0 else chance.randint(1, 60))
        turns = [bytes([one, chance.randrange(100)]) for which in (which, reversed(which)) for one in which]
        uplinks.append((bytes([len(turns) // 2]) + b"".join(turns), 1))
    same(codec, inputs_of(codec, uplinks), uplinks)


@pytest.mark.parametrize("rows", [1023, 1024, 1025, 2047, 2048, 2049, 5000])
def test_nothing_but_broken_payloads(rows: int) -> None:
    codec = Codec(made(expect(u8, 1), temperature(u16 / 10)))
    uplinks = [(bytes([1, row & 255]), 1) if row % 3 else (bytes([2, 0, 0]), 1) for row in range(rows)]
    found = same(codec, inputs_of(codec, uplinks), uplinks)
    assert all(found["errors"])


def test_payloads_of_many_lengths_side_by_side() -> None:
    """Also such as are too short to be told apart, and too long to have a place of their own."""
    codec = Codec(
        made(
            switch(
                u8,
                {1: temperature(i8), 2: humidity(u8), 3: (temperature(i8), humidity(u8)), 4: ()},
                otherwise=reserved(1),
            ),
            optional(length > 255, motion(u8)),
            attribute(tail=hexadecimal()),
        )
    )
    chance = random.Random(7)
    sizes = (1, 2, 3, 4, 5, 8, 254, 255, 256, 257, 258, 300)
    tail = chance.randbytes(300)
    for size in (*sizes, None):
        lengths = sizes if size is None else (size, 255, 256)
        uplinks = [(bytes([chance.randint(1, 5)]) + tail[: chance.choice(lengths) - 1], 1) for _ in range(ROWS)]
        found = same(codec, inputs_of(codec, uplinks), uplinks)
        if size is None or size > 250:  # side by side in one column
            payloads = pytest.importorskip("pyarrow").array([payload for payload, _ in uplinks])
            assert in_core(codec, gather(payloads, 1, None)) == found


def test_rows_that_are_put_back_stand_in_their_order() -> None:
    """Some have another length, some another constant than the sample: all of them are faults, told in their order."""
    codec = Codec(made(expect(u8, 1), temperature(i8), attribute(tail=hexadecimal(6))))
    chance = random.Random(9)
    kinds = [(1, 8)] * 12 + [(2, 8), (1, 3), (2, 4)]
    uplinks = [(bytes([first]) + chance.randbytes(size - 1), 1) for first, size in chance.choices(kinds, k=ROWS)]
    found = same(codec, inputs_of(codec, uplinks), uplinks)
    assert any(found["errors"])
    assert in_core(codec, inputs_of(codec, uplinks), threads=2) == found


def test_the_last_record_becomes_what_is_now_whatever_it_says() -> None:
    """Values of every type are moved from a record to the payload, and so is why one is missing."""
    record = (
        time(u8),
        temperature(i8, invalid={0x7F: "fault", 0x7E: "overflow"}),
        motion(u8 == 1),
        attribute(count=u8, state=choice(u8, {1: "on", 2: "off"}), label=text(2), serial=raw(2)),
        event_time(u16, invalid=0),
        firmware_version(version(u8, u8), valid=remaining > 1),
        reserved(1),
    )
    codec = Codec(made(history(*record, newest="last")))
    chance = random.Random(13)
    uplinks: list[Uplink] = []
    for _ in range(ROWS):
        turns = [
            bytes([chance.randrange(256), chance.choice((5, 0x7E, 0x7F, 0xFF)), chance.randrange(3)])
            + bytes([chance.randrange(256), chance.randrange(4)])
            + chance.choice((b"ab", b"a\0", b"\0\0"))
            + chance.randbytes(2)
            + chance.choice((b"\0\0", b"\0\1", b"\xff\xff"))
            + chance.randbytes(3)
            for _ in range(chance.randrange(4))
        ]
        uplinks.append((b"".join(turns), 1))
    same(codec, inputs_of(codec, uplinks), uplinks)


@pytest.mark.parametrize("widths", [(1, 3, 4), (4, 4), (2, 14), (1, 1, 1, 1, 1, 3)], ids=str)
def test_numbers_with_dots_of_every_width(widths: tuple[int, ...]) -> None:
    total = sum(widths)
    parts, top = [], total
    for width in widths:
        parts.append(bits(top - width, top - 1))
        top -= width
    source = u8 if total == 8 else u16
    codec = Codec(made(word(source, firmware_version(version(*parts)))))
    every = range(1 << total) if total == 8 else range(0, 1 << total, 97)
    uplinks = [(number.to_bytes(total // 8), 1) for number in every]
    same(codec, inputs_of(codec, uplinks), uplinks)


@pytest.mark.parametrize("rows", [1, 63, 64, 65, 192, 193, 512, 513, 1025])
def test_times_of_children_at_the_edges_of_words(rows: int) -> None:
    """A bit for each row of a table, in words of 64: channels have the time of their row or record."""
    codec = Codec(made(time(u8), repeat(let(which=u8), temperature(i8, channel=V.which)), port=None))
    uplinks = [(bytes([row % 200, 1, row % 100]), 1) for row in range(rows)]
    same(codec, inputs_of(codec, uplinks), uplinks)
    of_records = Codec(made(history(time(u8), let(which=u8), temperature(i8, channel=V.which)), port=None))
    payload = b"".join(bytes([row % 200, 1, row % 100]) for row in range(rows))
    same(of_records, inputs_of(of_records, [(payload, 1)]))


def test_times_that_are_counted_in_parts_of_a_second() -> None:
    codec = Codec(made(time(u32 / 2), event_time(u32 / 4), attribute(later=event_time(u16 / 2))))
    chance = random.Random(17)
    edges = [bytes(10), b"\xff" * 10, (b"\0\0\0\1" * 3)[:10]]
    uplinks = [(payload, 1) for payload in edges + [chance.randbytes(10) for _ in range(ROWS)]]
    same(codec, inputs_of(codec, uplinks), uplinks)


def test_zones_as_far_ahead_as_there_are_none() -> None:
    """Less than a day either way; what is further is no date, and what leaves the calendar neither."""
    codec = Codec(made(time(calendar(year=u16, month=u8, day=u8, offset=i24)), temperature(i8)))
    offsets = (0, 1, -1, 3600, 86_398, 86_399, 86_400, 86_401)
    uplinks = [
        (b"".join((year.to_bytes(2), bytes((month, day)), (sign * offset).to_bytes(3, signed=True), b"\x15")), 1)
        for year, month, day in ((2024, 2, 29), (2023, 2, 29), (1, 1, 1), (9999, 12, 31), (1900, 2, 29), (2000, 2, 29))
        for sign in (1, -1)
        for offset in offsets
    ]
    same(codec, inputs_of(codec, uplinks * 8))
