"""Groups of rows: how they are told apart, what they have in common, and the rows of children that they add."""

from __future__ import annotations

import random
from itertools import permutations
from typing import Any, Literal

import pytest

import redi_codecs
from declared import DECLARED, in_part
from layouts import made
from native.held import NOON, good, held, in_core, in_python, inputs_of, same, shaped, spoilt
from redi_codecs import Codec, Device
from redi_codecs.kinds import battery, humidity, motion, temperature, time
from redi_codecs.layout import (
    V,
    attribute,
    choice,
    history,
    i8,
    let,
    occurrence,
    peek,
    reserved,
    switch,
    tags,
    text,
    u8,
    u16,
    u16le,
    u24,
    u24le,
    u32,
    u32le,
)
from redi_codecs.runtimes.core import native

#: Two blocks and some rows.
ROWS = 2600


@pytest.mark.parametrize("odd", [0, 0.02, 0.3])
@pytest.mark.parametrize("device", in_part(DECLARED, 6))
def test_children_stand_in_the_order_of_their_payloads(device: Device, odd: float) -> None:
    """Groups are decoded one after the other, the rows that they add are not: with few and many odd rows between."""
    codec = redi_codecs.codec(device)
    if len(codec.schema.tables) == 1:
        pytest.skip("adds no rows to other tables: records, channels, channels of records")
    if native.machine(codec.plan) is None:
        pytest.skip("has no program")
    chance = random.Random(f"{device.id} {odd}")
    known = list(good(codec.device))
    others = spoilt(known, chance, 200)
    uplinks = [chance.choice(others if chance.random() < odd else known[:6]) for _ in range(ROWS)]
    same(codec, inputs_of(codec, uplinks, NOON), uplinks)


def test_histories_have_shapes() -> None:
    codec = redi_codecs.codec("milesight-iot/am102")
    record = "20CE9E74466310015D"
    known = [(bytes.fromhex("01755C" + record * count), 85) for count in range(6)]
    chance = random.Random(1)
    uplinks = [chance.choice(known) for _ in range(ROWS)]
    assert shaped(codec, uplinks) == 1
    found = same(codec, inputs_of(codec, uplinks), uplinks)
    assert len(found["row of history"]) == sum(len(payload) // 9 for payload, _ in uplinks)


@pytest.mark.parametrize("count", [1, 5, 63, 64, 65])
def test_more_children_than_have_place_at_a_time(count: int) -> None:
    body = history(time(u32), temperature(u8), humidity(u8))
    codec = Codec(made(body, port=None))
    chance = random.Random(count)
    known = [
        (b"".join(bytes([0x65, 0, turn, row, 20, 50 + row]) for turn in range(count))[:255], 1) for row in range(3)
    ]
    uplinks = [chance.choice(known) for _ in range(ROWS)]
    same(codec, inputs_of(codec, uplinks), uplinks)


def test_groups_that_no_eight_bytes_tell_apart() -> None:
    """Shapes of one length that differ at their begin, at their end, or at both."""
    codec = Codec(
        made(
            tags(u8, {1: temperature(u8), 2: humidity(u8), 3: battery(u8), 4: motion(u8 > 0), 5: attribute(pad=u16)}),
            port=None,
        )
    )
    middle = bytes([5, 0, 0] * 5)
    known = [
        (bytes([a, 20, b, 30]) + middle + bytes([c, 1, d, 1]), 1)
        for a, b in permutations((1, 2))
        for c, d in permutations((3, 4))
    ]
    chance = random.Random(3)
    uplinks = [chance.choice(known) for _ in range(ROWS)]
    assert shaped(codec, uplinks) == 1
    same(codec, inputs_of(codec, uplinks), uplinks)


def test_a_number_that_must_not_be_there_makes_no_shapes_of_its_own() -> None:
    """An empty reading is all zero; what is not has one shape for each message, whatever its first bytes are."""
    codec = redi_codecs.codec("dragino/lht65")
    chance = random.Random(4)
    uplinks = [
        (
            bytes(
                [
                    0x0B + 0x40 * chance.randrange(4),
                    0xB0,
                    0x07,
                    chance.randrange(256),
                    0x02,
                    0x3A,
                    0x01,
                    0x08,
                    0x8E,
                    0,
                    0,
                ]
            ),
            2,
        )
        for _ in range(ROWS)
    ]
    assert shaped(codec, uplinks) == 1
    empty = [(bytes(11), 2) if chance.random() < 0.1 else one for one in uplinks]
    found = same(codec, inputs_of(codec, empty), empty)
    assert len(set(found["messages"])) == 2


@pytest.mark.parametrize("device", ["milesight-iot/em300-th", "elsys/ers", "dragino/lht65", "netvox/r711"])
def test_cells_without_a_value_hold_nothing_of_others(device: str) -> None:
    """Memory is not zeroed before it is written to; what is not written to is zero all the same."""
    codec = redi_codecs.codec(device)
    chance = random.Random(device)
    uplinks = spoilt(good(codec.device), chance, ROWS)
    del uplinks[100:1500:3]
    for _ in range(3):  # the second and third time in memory that was used before
        columns = native.decode_columns(native.machine(codec.plan), inputs_of(codec, uplinks), threads=1)
        for data in columns.tables[0].columns:
            if data.values is None or data.spec.type not in ("float", "int"):
                continue
            cells, valid = memoryview(data.values).cast("B").cast("q"), bytes(data.validity)
            without = [row for row in range(columns.rows) if not valid[row >> 3] >> (row & 7) & 1]
            assert without
            assert not any(cells[row] for row in without), data.spec.name


@pytest.mark.parametrize("threads", [2, 3])
def test_threads_that_share_columns(threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native, "_LEAST", 1024)
    codec = redi_codecs.codec("milesight-iot/am102")
    known = [
        (bytes.fromhex(text), 85) for text in ("01755C0367340104686520CE9E74466310015D", "03673401", "0175", "046865")
    ]
    chance = random.Random(threads)
    uplinks = [chance.choice(known if row > 3000 else known[1:2]) for row in range(9000)]
    inputs = inputs_of(codec, uplinks)
    held(in_python(codec, inputs), in_core(codec, inputs, threads=threads), uplinks)


def test_a_column_that_only_some_parts_write_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of a batch are joined: what the first has, the second has not, and the other way round."""
    monkeypatch.setattr(native, "_LEAST", 1024)
    kinds = {1: temperature(i8), 2: humidity(u8, invalid=0xFF), 3: motion(u8 == 1), 4: attribute(label=text(1))}
    turn = (let(which=u8), switch(V.which, kinds, otherwise=reserved(1)))
    of_records = Codec(made(history(time(u8), *turn), port=None))
    of_channels = Codec(made(tags(u8, {kind: _with_channel(kind) for kind in kinds}), port=None))
    chance = random.Random(19)
    for codec, head in ((of_records, 1), (of_channels, 0)):
        uplinks = []
        for row in range(5000):
            kind = (1, 2, 3, 4, 0)[row * 5 // 5000] if chance.random() < 0.999 else chance.randint(1, 4)
            one = bytes([kind or 1, chance.choice((0, 1, 0x41, 0xFF))])
            uplinks.append(((chance.randbytes(head) + one) * chance.randint(1, 3), 1))
        inputs = inputs_of(codec, uplinks)
        expected = in_python(codec, inputs)
        for threads in (2, 3, 5):
            held(expected, in_core(codec, inputs, threads=threads), uplinks)


def _with_channel(kind: int) -> Any:
    kinds = {
        1: temperature(i8, channel=occurrence),
        2: humidity(u8, channel=occurrence, invalid=0xFF),
        3: motion(u8 == 1, channel=occurrence),
        4: attribute(label=text(1), channel=occurrence),
    }
    return kinds[kind]


def test_a_row_unlike_all_others_of_its_block() -> None:
    """What all shapes have in common is read for a whole block, where no row of it is without a shape."""
    body = switch(
        u8, {1: (temperature(i8), humidity(u8)), 2: (temperature(i8), battery(u8)), 3: motion(u8 == 1), 4: ()}
    )
    codec = Codec(made(body, port=None))
    chance = random.Random(23)
    for odd in ((3, 1), (4,)):
        uplinks = [
            (bytes([chance.randint(1, 2), chance.randrange(256), chance.randrange(100)]), 1) for _ in range(5000)
        ]
        for row in (1500, 3333):
            uplinks[row] = bytes(odd), 1
        same(codec, inputs_of(codec, uplinks), uplinks)


def test_states_that_are_not_there_are_numbered_zero() -> None:
    body = switch(u8, {1: attribute(state=choice(u8, {1: "on", 2: "off"})), 2: humidity(u8)})
    codec = Codec(made(body, port=None))
    uplinks = [(bytes([1 + (row % 3 == 0), row % 5]), 1) for row in range(1500)]
    columns = native.decode_columns(native.machine(codec.plan), inputs_of(codec, uplinks), threads=1)
    (state,) = (one for one in columns.tables[0].columns if one.labels)
    cells, valid = memoryview(state.values).cast("B").cast("i"), bytes(state.validity)
    without = [row for row in range(columns.rows) if not valid[row >> 3] >> (row & 7) & 1]
    assert len(without) == 500
    assert not any(cells[row] for row in without)


@pytest.mark.parametrize("port", [None, 1])
@pytest.mark.parametrize("special", [0, 7, 255])
def test_one_number_of_many_makes_two_shapes(special: int, port: int | None) -> None:
    """A switch with one case: all that is not its number has one shape, whatever the number's size."""
    bodies = (
        switch(u8, {special: humidity(u8)}, otherwise=(temperature(i8), battery(u8))),
        switch(peek(0, u16), {257 * special: humidity(u8)}, otherwise=(reserved(2), temperature(i8))),
        switch(peek(0, u32), {0x01010101 * special: humidity(u8)}, otherwise=(reserved(4), temperature(i8))),
    )
    chance = random.Random(special)
    for body, size in zip(bodies, (3, 3, 5), strict=True):
        codec = Codec(made(body, port=None))
        firsts = [one for one in range(256) if one != special]
        uplinks = [(bytes([chance.choice(firsts)]) + chance.randbytes(size - 1), 1) for _ in range(ROWS)]
        assert shaped(codec, uplinks, port) == 1, body
        uplinks[5::50] = [(bytes([special] * size), 1)] * len(uplinks[5::50])
        same(codec, inputs_of(codec, uplinks), uplinks)


@pytest.mark.parametrize("order", ["big", "little"])
@pytest.mark.parametrize("size", [2, 3, 4])
def test_a_number_is_told_by_its_bytes_in_their_order(size: int, order: Literal["big", "little"]) -> None:
    """The same bytes the other way round are another number, which has the other shape."""
    wire = {"big": (u16, u24, u32), "little": (u16le, u24le, u32le)}[order][size - 2]
    said = bytes((1, 2, 3, 4))[:size]
    other = (reserved(size - 1), temperature(i8), battery(u8))
    body = switch(peek(0, wire), {int.from_bytes(said, order): (reserved(size), humidity(u8))}, otherwise=other)
    codec = Codec(made(body, port=None))
    chance = random.Random(size)
    firsts = [said, said[::-1], said[:-1] + b"\x09", b"\x09" + said[1:]]
    uplinks = [(chance.choice(firsts) + chance.randbytes(1), 1) for _ in range(ROWS)]
    assert shaped(codec, uplinks) > 0.6
    same(codec, inputs_of(codec, uplinks), uplinks)


def test_shapes_of_one_port_are_told_by_their_length() -> None:
    codec = Codec(made(tags(u8, {1: temperature(i8), 2: (humidity(u8), battery(u8))}), port=None))
    known = [b"\1\5", b"\2\5\6", b"\1\5\2\5\6", b"\2\5\6\2\5\6\1\5"]
    chance = random.Random(29)
    uplinks = [(chance.choice(known), 1) for _ in range(ROWS)]
    for port in (None, 1, 0):
        assert shaped(codec, uplinks, port) == 1
    same(codec, inputs_of(codec, uplinks), uplinks)
