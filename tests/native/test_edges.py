"""Where something in the core ends: what is nearly the same, at each of its limits, one less and one more."""

from __future__ import annotations

import ctypes
import mmap
import random
from array import array
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Literal

import pytest

from layouts import made
from native.held import NOON, Cells, Uplink, bare, held, in_core, inputs_of, same, shaped
from native.test_layouts import IN_PYTHON, LAYOUTS
from redi_codecs import Codec
from redi_codecs.batch.gather import gather
from redi_codecs.batch.inputs import Inputs
from redi_codecs.batch.memory import Chunk, address
from redi_codecs.kinds import battery, event_time, humidity, temperature, time
from redi_codecs.layout import (
    Body,
    V,
    attribute,
    bits,
    choice,
    concat,
    derived,
    expect,
    hexadecimal,
    history,
    i8,
    i16,
    index,
    let,
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
    word,
)
from redi_codecs.layout.wire import Source
from redi_codecs.runtimes.core import native

#: Enough rows for a sample to be taken.
ROWS = 450


def column(payloads: Sequence[bytes]) -> Inputs:
    """Payloads side by side, as Arrow has them: only these are read without a look at each."""
    data, offsets = b"".join(payloads), array("q", accumulate(map(len, payloads), initial=0))
    place, index = address(data), offsets.buffer_info()[0]
    return Inputs(
        len(payloads), [Chunk(len(payloads), "offsets64", place, index, 0, 0, 0, (), (data, offsets))], 1, None
    )


def agreed(codec: Codec, uplinks: Sequence[Uplink]) -> Cells:
    """What both engines say of payloads on port 1, each by itself or side by side."""
    found = same(codec, inputs_of(codec, uplinks), uplinks)
    held(found, in_core(codec, column([payload for payload, _ in uplinks])), uplinks)
    return found


def by_chance(kinds: Sequence[int], size: int, seed: object) -> list[Uplink]:
    """Payloads whose first byte is one of these numbers, all others anything."""
    chance = random.Random(str(seed))
    return [(bytes([chance.choice(kinds)]) + chance.randbytes(size - 1), 1) for _ in range(ROWS)]


def high(first: int) -> Body:
    """The bits from one on as a number, the others of no meaning."""
    below = [reserved(bits(0, first - 1))] if first else []
    above = [reserved(bits(first + 6, 7))] if first < 2 else []
    return word(u8, *below, attribute(n=bits(first, first + 5)), *above)


NEARLY: dict[str, tuple[Body, Body]] = {
    "order": (attribute(n=u16), attribute(n=u16le)),
    "order of three bytes": (attribute(n=u24), attribute(n=u24le)),
    "order of four bytes": (attribute(n=u32), attribute(n=u32le)),
    "size": (attribute(n=u16), (attribute(n=u8), reserved(1))),
    "place": ((attribute(n=u8), reserved(1)), (reserved(1), attribute(n=u8))),
    "sign": (temperature(i8), temperature(u8)),
    "scale": (temperature(i16), temperature(i16 / 10)),
    "sentinel": (temperature(i8), temperature(i8, invalid=5)),
    "bits further up": (high(0), high(1)),
    "bits further down": (high(1), high(2)),
    "fewer bits": (high(2), attribute(n=u8)),
    "parts in another order": (
        word(u8, attribute(n=concat(bits(0, 3), bits(4, 7)))),
        word(u8, attribute(n=concat(bits(4, 7), bits(0, 3)))),
    ),
    "parts elsewhere": (
        word(u16, attribute(n=concat(bits(0, 3), bits(4, 7))), reserved(bits(8, 15))),
        word(u16, attribute(n=concat(bits(0, 3), bits(8, 11))), reserved(bits(4, 7)), reserved(bits(12, 15))),
    ),
    "parts, and a whole": (word(u8, attribute(n=concat(bits(0, 3), bits(4, 7)))), attribute(n=u8)),
    "read, and computed": (attribute(n=u8), (let(a=u8), attribute(n=derived(V.a * 3)))),
}


@pytest.mark.parametrize("name", NEARLY)
def test_what_shapes_have_nearly_in_common(name: str) -> None:
    """A column that every shape reads at one place in one way is read for all rows at once; else it is not."""
    one, other = NEARLY[name]
    for first, second in ((one, other), (other, one)):
        codec = Codec(made(switch(u8, {1: first, 2: second, 3: (first, humidity(u8))}), port=None))
        uplinks = by_chance((1, 1, 2, 3), 7, name)
        agreed(codec, uplinks)
        alike = Codec(made(switch(u8, {1: (first, humidity(u8)), 2: (first, battery(u8))}), port=None))
        uplinks = by_chance((1, 2), 7, name)
        agreed(alike, uplinks)


@pytest.mark.parametrize("most", [253, 254, 255, 256, 257, 258])
def test_lengths_at_the_longest_that_has_a_shape(most: int) -> None:
    """What is longer than that stands beside it, told by nothing but its length."""
    codec = Codec(made(let(size=u8), attribute(tail=hexadecimal(100)), humidity(u8), attribute(end=hexadecimal())))
    chance = random.Random(most)
    sizes = [size for size in (252, 253, 254, 255, 256, 257, 258, 259, 300, 511, 512) if size != most]
    for others in (sizes, sizes[-1:], [most + 1], [most - 1]):
        uplinks = [
            (bytes([7]) + chance.randbytes(chance.choice(others) - 1 if chance.random() < 0.2 else most - 1), 1)
            for _ in range(ROWS)
        ]
        agreed(codec, uplinks)
        longest = max(len(payload) for payload, _ in uplinks)
        assert (shaped(codec, uplinks, 1) == 1) == (longest <= 255)
    short = Codec(made(attribute(a=u8, tail=hexadecimal()), port=None))
    agreed(short, [(b"\7" * (1 if row % 3 else most + row % 5), 1) for row in range(ROWS)])


def alike(codec: Codec, payloads: Sequence[bytes]) -> float:
    """The share of rows that have a shape, where these come in turns; and both engines say the same."""
    uplinks = [(payloads[row % len(payloads)], 1) for row in range(250)]
    agreed(codec, uplinks)
    return shaped(codec, uplinks)


@pytest.mark.parametrize("count", [191, 192, 193])
def test_values_that_a_shape_holds(count: int) -> None:
    codec = Codec(made(attribute(**{f"n{number}": u8 for number in range(count)}), port=None))
    assert alike(codec, [bytes(range(count))]) == (count <= 192)


@pytest.mark.parametrize("size", [7, 8, 9, 31, 32, 33, 247, 248, 249, 254, 255])
def test_constants_from_end_to_end(size: int) -> None:
    """Every byte decides: they are compared in words, the last of which overlaps the one before."""
    codec = Codec(made(*(expect(u8, number % 7) for number in range(size)), port=None))
    right = bytes(number % 7 for number in range(size))
    assert alike(codec, [right]) == 1
    wrong = [right[:at] + bytes([right[at] ^ 1 << at % 8]) + right[at + 1 :] for at in range(size)]
    uplinks = [(one, 1) for other in wrong for one in (right, other)] + [(right, 1)] * 300
    found = agreed(codec, uplinks)
    assert sum(map(bool, found["errors"])) == size


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6])
def test_numbers_that_must_not_be_there(count: int) -> None:
    """So many of them in one shape, each of which is at its place now and then."""
    body = [switch(u8, {9: attribute(**{f"a{at}": u8})}, otherwise=attribute(**{f"b{at}": u8})) for at in range(count)]
    codec = Codec(made(*body, port=None))
    chance = random.Random(count)
    plain = [bytes(chance.choice((1, 2, 8, 10, 255)) for _ in range(2 * count)) for _ in range(40)]
    if count <= 4:
        assert alike(codec, plain) == 1
    odd = [one[:at] + b"\x09" + one[at + 1 :] for at in range(0, 2 * count, 2) for one in plain[:3]]
    uplinks = [(chance.choice(odd if chance.random() < 0.1 else plain), 1) for _ in range(ROWS)]
    agreed(codec, uplinks)


@pytest.mark.parametrize("wire", [u8, u16, u16le, u32, u32le], ids=str)
@pytest.mark.parametrize("many", [False, True])
def test_bits_that_decide_beside_others(wire: Source, many: bool) -> None:
    """What is around them may be anything, whether they are one number, not that number, or in a range of numbers."""
    size = wire.wire.bits
    chance = random.Random(size)
    for low, high in ((0, 3), (2, 5), (size - 4, size - 1), (0, 0), (size - 1, size - 1)):
        before = [attribute(before=bits(0, low - 1))] if low else []
        after = [attribute(after=bits(high + 1, size - 1))] if high < size - 1 else []
        cases = {number: humidity(u8) for number in range(1, min(4, 2 << high - low) if many else 2)}
        deciding = switch(V.a, cases, otherwise=(temperature(i8), attribute(more=u8)))
        codec = Codec(made(word(wire, *before, let(a=bits(low, high)), *after), deciding, port=None))
        uplinks = []
        for _ in range(ROWS):
            number = chance.randrange(1 << high - low + 1) << low | chance.getrandbits(size) & ~(
                (2 << high) - (1 << low)
            )
            order: Literal["big", "little"] = "little" if str(wire).endswith("le") else "big"
            uplinks.append((number.to_bytes(size // 8, order) + chance.randbytes(2), 1))
        agreed(codec, uplinks)


@pytest.mark.parametrize("count", [0, 1, 2, 7, 8, 9, 63, 64, 65])
def test_rows_of_children_that_a_payload_adds(count: int) -> None:
    codec = Codec(made(let(first=u8), attribute(kind=u8), history(temperature(i8)), port=None))
    chance = random.Random(count)
    assert alike(codec, [chance.randbytes(2 + count) for _ in range(9)]) == (count <= 64)


@pytest.mark.parametrize("count", [6, 7, 8, 9])
def test_tables_that_a_shape_writes_to(count: int) -> None:
    """One for each value with channels, and that of the payloads."""
    fields = [attribute(**{f"n{number}": u8}, channel=V.which) for number in range(count)]
    codec = Codec(made(let(which=u8), *fields, port=None))
    chance = random.Random(count)
    payloads = [bytes([which, *chance.randbytes(count)]) for which in range(2) for _ in range(9)]
    assert alike(codec, payloads) == (count <= 7)
    in_records = Codec(made(history(let(which=u8), *fields), port=None))
    alike(in_records, [b"".join(payloads[:times]) for times in (1, 2, 3)])


@pytest.mark.parametrize("rows", [199, 200, 201, 383])
@pytest.mark.parametrize("count", [1, 2, 47, 48, 49, 96])
def test_shapes_that_are_learned(count: int, rows: int) -> None:
    """The first 48, if a hundredth of the rows have them; what has none of them goes through the machine."""
    cases = {number: (temperature(i8), *[reserved(1)] * (number % 3)) for number in range(count)}
    codec = Codec(made(switch(u8, cases), port=None))
    payloads = [bytes([number, 20 + number, *[0] * (number % 3)]) for number in range(count)]
    uplinks = [(payloads[row // 2 % count], 1) for row in range(rows)]
    agreed(codec, uplinks)
    times = [uplinks.count((payload, 1)) for payload in payloads[:48]]
    known = sum(one for one in times if 100 * one >= rows)
    assert shaped(codec, uplinks) == (known / rows if 4 * known >= rows else 0)


@pytest.mark.parametrize("often", [49, 50, 51])
def test_shapes_that_do_not_pay(often: int) -> None:
    """Where fewer than one row in four has a shape, there is none."""
    codec = Codec(made(switch(u8, dict.fromkeys(range(256), temperature(i8))), port=None))
    uplinks = [(bytes([row, 20]), 1) for row in range(200)]
    uplinks[: 3 * often : 3] = [(bytes([250, 20]), 1)] * often
    agreed(codec, uplinks)
    assert shaped(codec, uplinks) == (often / 200 if often >= 50 else 0)


@pytest.mark.parametrize(("others", "again"), [(22, 0), (23, 0), (24, 0), (25, 0), (24, 2), (24, 3), (24, 4)])
def test_rows_of_which_hardly_any_comes_again(others: int, again: int) -> None:
    """Of 24 of them, three have to be like one before; then nothing is learned of all that follows."""
    codec = Codec(made(switch(u8, dict.fromkeys(range(256), temperature(i8))), port=None))
    firsts = [*range(others), *[0] * again] if again else [*range(others)]
    uplinks = [(bytes([first, 20]), 1) for first in [*firsts, *[250] * (200 - len(firsts))]]
    agreed(codec, uplinks)
    alone = 200 - len(firsts) + (again + 1) * (again > 0)
    assert shaped(codec, uplinks) == (alone / 200 if others < 24 or again >= 3 else 0)


@pytest.mark.parametrize("rows", [0, 1, 2, 63, 64, 65, 191, 192, 193, 383, 384, 385, 1023, 1024, 1025])
def test_rows_from_which_on_there_are_shapes(rows: int) -> None:
    """Of fewer than a sample takes there are none; a value that few rows have is at its place all the same."""
    body = (attribute(a=u8, state=choice(u8, {1: "on", 2: "off"})), temperature(i8, invalid=7), attribute(t=text(2)))
    codec = Codec(made(switch(u8, {0: body, 1: humidity(u8)}), port=None))
    every = [(bytes([0, row % 256, row % 4, row % 9]) + b"ab", 1) for row in range(rows)]
    mixed = [one if row % 3 else (bytes([1, row % 100]), 1) for row, one in enumerate(every)]
    for uplinks in (every, mixed):
        same(codec, inputs_of(codec, uplinks, NOON), uplinks)
        agreed(codec, uplinks)
        if rows:
            assert shaped(codec, uplinks) == (rows >= 192)


@pytest.mark.parametrize("each", [7, 8, 9, 16])
def test_rows_of_children_of_whole_blocks(each: int) -> None:
    """As many at a time as there is place for, which ends within a block from eight a row on."""
    codec = Codec(made(let(a=u8), attribute(b=u8), history(temperature(i8), humidity(u8)), port=None))
    chance = random.Random(each)
    known = [(chance.randbytes(2 + 2 * each), 1) for _ in range(7)]
    for rows in (1024, 1030):
        uplinks = [known[row % 7] for row in range(rows)]
        agreed(codec, uplinks)


@pytest.mark.parametrize("rows", [1, 127, 128, 129, 170, 171, 255, 256, 257, 258])
def test_texts_as_there_is_room_for(rows: int) -> None:
    """Of a kind that grows as it is written out: hex digits, and letters beyond ASCII."""
    for source in (hexadecimal(8), text(8), text(16)):
        codec = Codec(made(attribute(t=source), port=None))
        size = source.wire.size
        uplinks = [(bytes([0xE4]) * (size - 1) + bytes([row % 200 + 33]), 1) for row in range(rows)]
        agreed(codec, uplinks)


@pytest.mark.parametrize("size", [1, 2047, 2048, 2049, 3071, 3072, 3073, 6200])
def test_a_text_longer_than_the_room_for_all(size: int) -> None:
    codec = Codec(made(attribute(t=hexadecimal()), port=None))
    uplinks = [(bytes([size % 256]) * size, 1), (b"", 1), (b"\1", 1), (bytes([7]) * size, 1)]
    agreed(codec, uplinks)


@pytest.mark.parametrize("count", [255, 256, 257, 300])
def test_values_of_one_payload(count: int) -> None:
    """Of more than there is place for, Python makes what is to be made."""
    codec = Codec(made(repeat(attribute(n=u8, channel=index)), port=None))
    single = native.single(codec.plan, codec.generated, codec.decode)
    payload = bytes(number % 251 for number in range(count))
    assert bare(single(payload, 1)) == bare(codec.generated(payload, 1, None))
    assert bare(single(payload[:9], 1)) == bare(codec.generated(payload[:9], 1, None))


class Fenced:
    """Payloads in memory that ends where they do, and begins there: what is read beside them ends the process."""

    def __init__(self, payloads: Sequence[bytes], *, at_end: bool) -> None:
        data, page = b"".join(payloads), mmap.PAGESIZE
        room = -(-len(data) // page) * page
        self.memory = mmap.mmap(-1, room + 2 * page)
        start = page + (room - len(data) if at_end else 0)
        self.memory[start : start + len(data)] = data
        first = ctypes.addressof(ctypes.c_char.from_buffer(self.memory))
        for fence in (first, first + page + room):
            assert ctypes.CDLL(None).mprotect(ctypes.c_void_p(fence), page, 0) == 0
        self.offsets = array("q", accumulate(map(len, payloads), initial=0))
        index = self.offsets.buffer_info()[0]
        chunk = Chunk(len(payloads), "offsets64", first + start, index, 0, 0, 0, (), self)
        self.inputs = Inputs(chunk.rows, [chunk], 1, None)


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mprotect"), reason="memory is fenced in as Unix does")
@pytest.mark.parametrize("name", [name for name in LAYOUTS if name not in IN_PYTHON])
def test_nothing_beside_the_payloads_is_read(name: str) -> None:
    """Each of a layout's payloads as the very first and the very last, among many like it."""
    body, texts, ports = LAYOUTS[name]
    codec = Codec(made(body, port=None))
    known = [payload for payload in map(bytes.fromhex, texts) if payload] if 1 in ports else []
    for one in known[:6]:
        for few in ([one], [one[:-1]], [*known[:5], one]):
            payloads = [few[row % len(few)] for row in range(200)]
            payloads[0] = payloads[-1] = few[-1]
            expected = in_core(codec, gather(payloads, 1, None))
            for at_end in (False, True):
                for shapes in (False, True):
                    assert in_core(codec, Fenced(payloads, at_end=at_end).inputs, shapes=shapes) == expected


def test_cells_without_a_value_where_pieces_end_within_a_block() -> None:
    """They are zeroed when the block is whole, and not before: memory of a column is not zeroed as it is made."""
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    codec = Codec(made(switch(u8, {1: temperature(i8), 2: humidity(u8), 3: attribute(n=u16)}), port=None))
    chance = random.Random(31)
    column = pa.array([bytes([chance.randint(1, 3), 9, 9]) for _ in range(1500)], pa.large_binary())
    for cuts in ([0, 100, 333, 1500], [0, 10, 1024, 1500], [0, 1023, 1025, 1500], [0, 1499, 1500]):
        chunks = [column.slice(start, stop - start) for start, stop in pairwise(cuts)]
        columns = native.decode_columns(
            native.machine(codec.plan), gather(pa.chunked_array(chunks), 1, None), threads=1
        )
        for data in columns.tables[0].columns:
            numbers, valid = memoryview(data.values).cast("B").cast("q"), bytes(data.validity)
            without = [row for row in range(1500) if not valid[row >> 3] >> (row & 7) & 1]
            assert len(without) > 900
            assert not any(numbers[row] for row in without), (data.spec.name, cuts)


@pytest.mark.parametrize("rows", [1, 7, 8, 9, 63, 64, 65, 1023, 1024, 1025])
def test_memory_is_as_long_as_there_are_rows(rows: int) -> None:
    """Of every type, in the payloads' own table and in those of records and of channels: nothing stands behind it."""
    every = (
        temperature(i8, invalid=7),
        attribute(n=u8, yes=u8 > 3, state=choice(u8, {1: "on", 2: "off"}), label=text(2), at=event_time(u8)),
    )
    turn = (let(which=u8), temperature(i8, channel=V.which, invalid=7), attribute(yes=u8 > 3, channel=V.which))
    codec = Codec(made(every, history(time(u8), *every, count=1), history(time(u8), *turn, name="turns"), port=None))
    one = bytes([7, 1, 4, 2, 65, 66, 9])
    uplinks = [(one[row % 2 :][:1] + one[1:] + b"\5" + one + b"\6\1\7\4", 1) for row in range(rows)]
    columns = native.decode_columns(native.machine(codec.plan), inputs_of(codec, uplinks, NOON), threads=1)
    assert len(columns.tables) == 5
    for table in columns.tables:
        assert table.rows == rows
        each = [(table.time, 8 * rows), (table.time_validity, (rows + 7) // 8)]
        each += [(table.row, 8 * rows), (table.record, 8 * rows), (table.channel, 4 * rows)]
        for data in table.columns:
            size = {"bool": (rows + 7) // 8, "enum": 4 * rows}.get(data.spec.type, 8 * rows)
            if data.offsets is not None:
                size = memoryview(data.offsets).cast("B").cast("q")[rows]
                each.append((data.offsets, 8 * (rows + 1)))
            each += [(data.values, size), (data.validity, (rows + 7) // 8), (data.status, rows)]
        for memory, size in each:
            assert memory is None or (memory.nbytes, len(bytes(memory))) == (size, size), table.spec.name


class Buffer(ctypes.Structure):
    """`Py_buffer`, as C sees what an object lends."""

    _fields_ = (
        ("buf", ctypes.c_void_p),
        ("obj", ctypes.py_object),
        ("len", ctypes.c_ssize_t),
        ("itemsize", ctypes.c_ssize_t),
        ("readonly", ctypes.c_int),
        ("ndim", ctypes.c_int),
        ("format", ctypes.c_char_p),
        ("shape", ctypes.POINTER(ctypes.c_ssize_t)),
        ("strides", ctypes.POINTER(ctypes.c_ssize_t)),
        ("suboffsets", ctypes.POINTER(ctypes.c_ssize_t)),
        ("internal", ctypes.c_void_p),
    )


@pytest.mark.parametrize("asked", [0, 0x4, 0x8, 0x8 | 0x4, 0x18, 0x18 | 0x4, 0x1, 0x1 | 0x4])
def test_memory_lends_what_is_asked_for(asked: int) -> None:
    """Its shape, its strides, its format, and nothing of them unasked: strides come with the shape."""
    memory = native.filled(5, "q", 8)
    view = Buffer()
    lend = ctypes.pythonapi.PyObject_GetBuffer
    assert lend(ctypes.py_object(memory), ctypes.byref(view), ctypes.c_int(asked)) == 0
    try:
        assert (view.buf, view.len, view.itemsize, view.readonly, view.ndim) == (memory.address, 40, 8, 0, 1)
        assert view.format == (b"q" if asked & 0x4 else None)
        assert (view.shape[0] if view.shape else None) == (5 if asked & 0x8 else None)
        assert (view.strides[0] if view.strides else None) == (8 if asked & 0x18 == 0x18 else None)
        assert not view.suboffsets
        assert not view.internal
    finally:
        ctypes.pythonapi.PyBuffer_Release(ctypes.byref(view))
