"""Blocks of payloads of one shape are read column by column, and say what each payload says by itself."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest

import redi_codecs
from layouts import made
from native.held import NOON, Uplink, good, held, in_core, in_python, inputs_of, same, spoilt
from redi_codecs import Codec
from redi_codecs.batch.gather import gather
from redi_codecs.kinds import battery, humidity, motion, temperature, time
from redi_codecs.layout import (
    CRC16_CCITT,
    V,
    attribute,
    bits,
    checksum,
    choice,
    expect,
    f32,
    hexadecimal,
    i16,
    length,
    let,
    lookup,
    optional,
    reserved,
    switch,
    tags,
    text,
    u8,
    u16,
    u32,
    word,
)

#: Enough rows for a sample to be taken, and for three blocks that do not end where blocks do.
ROWS = 2500
MIXED = ["milesight-iot/em300-th", "elsys/ers", "dragino/lht65", "browan/tbms100", "netvox/r711", "adeunis/comfort"]


def shapes_of(codec: Codec, count: int) -> list[Uplink]:
    """So many payloads whose shapes differ: in length, port or in what decides."""
    chance = random.Random(count)
    found: dict[tuple[int, int, bytes], Uplink] = {}
    known = good(codec.device)
    while len(found) < count:
        payload, port = spoilt(known, chance, 1)[0]
        found.setdefault((len(payload), port, payload[:2]), (payload, port))
    return list(found.values())


@pytest.mark.parametrize("order", ["sorted", "in turns", "by chance", "one of each, then one"])
@pytest.mark.parametrize("count", [1, 2, 3, 24, 25, 64])
@pytest.mark.parametrize("device", [*MIXED[:2], *(pytest.param(one, marks=pytest.mark.thorough) for one in MIXED[2:])])
def test_mixtures_of_shapes(device: str, count: int, order: str) -> None:
    codec = redi_codecs.codec(device)
    shapes = shapes_of(codec, count)
    chance = random.Random(order)
    match order:
        case "sorted":
            uplinks = [shapes[row * count // ROWS] for row in range(ROWS)]
        case "in turns":
            uplinks = [shapes[row % count] for row in range(ROWS)]
        case "by chance":
            uplinks = [chance.choice(shapes) for _ in range(ROWS)]
        case _:
            uplinks = [*shapes, *[shapes[0]] * ROWS][:ROWS]
    inputs = inputs_of(codec, uplinks)
    held(in_python(codec, inputs), in_core(codec, inputs), uplinks)


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, *range(252, 260), 300])
def test_payloads_of_every_length(size: int) -> None:
    """Guards are compared in words of 8, 4, 2 and 1 bytes, and a shape has at most 255 bytes."""
    tail = attribute(tail=hexadecimal())
    body = switch(u8, {0: tail, 1: (temperature(u8), tail), 2: optional(length > 4, humidity(u8), tail)}, otherwise=())
    codec = Codec(made(body, port=None))
    chance = random.Random(size)
    known = [(bytes([kind, *chance.randbytes(size)])[:size], 1) for kind in (0, 1, 2, 3)]
    uplinks = [chance.choice(known) for _ in range(600)]
    inputs = inputs_of(codec, uplinks)
    found = same(codec, inputs, uplinks)
    assert (0 in found["errors"]) == (size > 0)


def test_every_bit_of_a_guard_decides() -> None:
    """A block of one shape, and in it rows that differ from it in a single bit."""
    codec = redi_codecs.codec("milesight-iot/em300-th")
    payload = bytes.fromhex("01755C03673401046865")
    uplinks = [(payload, 85)] * ROWS
    for bit in range(8 * len(payload)):
        changed = bytearray(payload)
        changed[bit >> 3] ^= 1 << (bit & 7)
        uplinks[bit * 31 + 7] = (bytes(changed), 85)
    uplinks[3], uplinks[4] = (payload, 84), (payload[:-1], 85)
    found = same(codec, inputs_of(codec, uplinks), uplinks)
    assert 0 < sum(map(bool, found["errors"])) < 100


@pytest.mark.parametrize("device", MIXED)
def test_rows_unlike_the_sample(device: str) -> None:
    """The sample sees every row of one payload; the rows between are others."""
    codec = redi_codecs.codec(device)
    chance = random.Random(device)
    step = ROWS // 192
    known = good(codec.device)
    others = spoilt(known, chance, 300)
    uplinks = [known[0] if row % step == 0 else chance.choice(others) for row in range(ROWS)]
    same(codec, inputs_of(codec, uplinks, NOON), uplinks)


def one_shape(*values: Any) -> Codec:
    """A format without a decision, so that every payload has the same shape."""
    return Codec(made(*values, port=None))


def every_byte_of(codec: Codec, payload: bytes, at: int, size: int) -> list[Uplink]:
    """Payloads that differ in some bytes, which go through all that is special."""
    limit = 1 << 8 * size
    special = {0, 1, limit - 1, limit - 2, limit >> 1, (limit >> 1) - 1, (limit >> 1) + 1}
    chance = random.Random(size)
    numbers = [*special, *(chance.randrange(limit) for _ in range(600 - len(special)))]
    chance.shuffle(numbers)
    return [(payload[:at] + number.to_bytes(size) + payload[at + size :], 1) for number in numbers]


@pytest.mark.parametrize(
    ("values", "payload", "at", "size"),
    [
        (
            (temperature(i16 / 10, invalid={0x7FFF: "fault", range(-400, -300): "not_connected"}), battery(u8)),
            "000064",
            0,
            2,
        ),
        ((humidity(u8 / 2, invalid=0xFF), battery(u8)), "0064", 0, 1),
        ((humidity(100 - u8, invalid=3), battery(u8)), "0064", 0, 1),
        ((temperature(f32), battery(u8)), "0000000064", 0, 4),
        ((temperature(lookup(u8, {1: 10, 2: 25, 9: 900}), invalid=7), battery(u8)), "0064", 0, 1),
        ((attribute(mode=choice(u8, {0: "off", 1: "on", 77: "odd"})), battery(u8)), "0064", 0, 1),
        ((attribute(mode=choice(u16, {0: "off", 1: "on", 300: "odd", 0xFFFF: "no"})), battery(u8)), "000064", 0, 2),
        ((motion(u8 > 3), battery(u8)), "0064", 0, 1),
        (
            (word(u16, temperature(bits(3, 12, signed=True) / 10), motion(bits(0, 2) != 5), reserved(bits(13, 15))),),
            "0000",
            0,
            2,
        ),
        ((time(u32, invalid=0), temperature(i16)), "000000000100", 0, 4),
        ((time(u32 * 3), temperature(i16)), "000000000100", 0, 4),
        ((attribute(name=text(3), serial=hexadecimal(2)), battery(u8)), "414243abcd64", 1, 2),
    ],
    ids=[
        "affine",
        "half",
        "falling",
        "real",
        "table",
        "named",
        "searched",
        "test",
        "bits",
        "time",
        "late time",
        "text",
    ],
)
@pytest.mark.parametrize("received", [None, NOON, "a row"], ids=["never", "noon", "a row each"])
def test_sentinels_and_implausible_values_inside_a_shape(
    values: tuple[Any, ...], payload: str, at: int, size: int, received: Any
) -> None:
    codec = one_shape(*values)
    uplinks = every_byte_of(codec, bytes.fromhex(payload), at, size)
    times = received
    if received == "a row":
        times = [None if row % 3 else datetime(2026, 1, 1, 0, row % 60, tzinfo=UTC) for row in range(len(uplinks))]
    same(codec, inputs_of(codec, uplinks, times), uplinks)


def test_a_value_that_decides_only_sometimes() -> None:
    """What is a sentinel here and a number there must not be taken for the same shape where it decides."""
    codec = one_shape(let(n=u8), optional(V.n > 200, temperature(u8)), switch(V.n, {5: humidity(u8)}, otherwise=()))
    uplinks = [(bytes([n % 256, 20, 30]), 1) for n in range(0, 9000, 7)]
    same(codec, inputs_of(codec, uplinks), uplinks)


def test_constants_that_are_wrong_in_single_rows() -> None:
    codec = one_shape(expect(u8, 0xA5), temperature(u8), word(u8, expect(bits(0, 3), 1), reserved(bits(4, 7))))
    uplinks = [
        (bytes([0xA5 if n % 50 else n % 256, n % 256, 1 | n % 16 << 4 if n % 71 else n % 256]), 1) for n in range(ROWS)
    ]
    found = same(codec, inputs_of(codec, uplinks), uplinks)
    assert 0 < sum(map(bool, found["errors"])) < ROWS / 4


@pytest.mark.parametrize("before", [0, 1, 2, 3, 6, 8])
def test_a_constant_behind_what_may_be_anything(before: int) -> None:
    """Short payloads are told apart in words of one, two and four bytes: at their end, and not before."""
    codec = one_shape(
        *([temperature(u8), attribute(more=hexadecimal(max(before, 2) - 1))][: min(before, 2)]), expect(u8, 5)
    )
    chance = random.Random(before)
    uplinks = [(bytes([5] * before + [5 if n % 40 else chance.choice((1, 4, 13))]), 1) for n in range(ROWS)]
    found = same(codec, inputs_of(codec, uplinks), uplinks)
    assert sum(map(bool, found["errors"])) == len(range(0, ROWS, 40))


def test_checksums_in_a_block() -> None:
    codec = one_shape(checksum(CRC16_CCITT, u16, tags(u8, {1: temperature(u8), 2: humidity(u8)})))
    bodies = [bytes([1, n % 256, 2, n // 7 % 256]) if n % 5 else bytes([2, n % 100]) for n in range(ROWS)]
    uplinks = []
    for row, body in enumerate(bodies):
        crc = CRC16_CCITT.of(body) ^ (1 << row % 16 if row % 23 == 0 else 0)
        uplinks.append((body + crc.to_bytes(2), 1))
    found = same(codec, inputs_of(codec, uplinks), uplinks)
    assert sum(map(bool, found["errors"])) == len(range(0, ROWS, 23))


@pytest.mark.parametrize("start", [1, 7, 8, 9, 63, 511, 1000, 1023, 1025])
def test_pieces_that_begin_inside_a_block(start: int) -> None:
    """Chunks of Arrow begin anywhere: bits of validity are then written in the middle of a byte."""
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    codec = redi_codecs.codec("browan/tbms100")
    chance = random.Random(start)
    known = spoilt(good(codec.device), chance, 40)
    payloads = [None if chance.random() < 0.02 else chance.choice(known)[0] for _ in range(3000)]
    column = pa.array(payloads, pa.large_binary())
    cuts = [0, start, start + 1, start + 300, 2 * start + 301, 3000]
    chunks = [column.slice(a, b - a) for a, b in pairwise(cuts)]
    inputs = gather(pa.chunked_array(chunks), 102, NOON)
    assert [len(chunk) for chunk in chunks] == [one.rows for one in inputs.payloads]
    found = same(codec, inputs)
    assert found == in_python(codec, gather(payloads, 102, NOON))


def test_segments_that_follow_each_other() -> None:
    """Shapes are learned anew for every 65,536 rows, also of a list, with ports and times a row."""
    codec = redi_codecs.codec("milesight-iot/em300-th")
    chance = random.Random(5)
    known = [*spoilt(good(codec.device), chance, 20), (b"", 85)]
    uplinks = [chance.choice(known[:9] if row < 65_536 else known) for row in range(65_536 + 1500)]
    times = [NOON.replace(microsecond=row) for row in range(len(uplinks))]
    inputs = inputs_of(codec, uplinks, times)
    held(in_python(codec, inputs), in_core(codec, inputs), uplinks)
