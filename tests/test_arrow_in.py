"""Columns of other libraries are read where they lie, and what was lent is given back once."""

from __future__ import annotations

import ctypes
import gc
from typing import Any

import pytest

from redi_codecs import RediCodecsError
from redi_codecs.batch import arrow_in
from redi_codecs.batch.memory import Chunk
from redi_codecs.batch.series import chunk_of, values

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")

PAYLOADS = [b"\x01\x75\x5c", None, b"", b"\xff" * 20, b"\x00", None, b"a longer one than fits into a view", b"z"]


def chunks(source: Any) -> list[Chunk]:
    type_, arrays = arrow_in.read(source)
    return [chunk_of(type_, array) for array in arrays]


def read(source: Any) -> list[bytes | None]:
    return [value for chunk in chunks(source) for value in chunk.values()]


@pytest.mark.parametrize("kind", ["binary", "large_binary", "binary_view"])
@pytest.mark.parametrize("start", range(len(PAYLOADS)))
def test_binary_columns_sliced_anywhere(kind: str, start: int) -> None:
    column = pa.array(PAYLOADS * 3, getattr(pa, kind)())
    for size in (0, 1, 5, 9, 16):
        assert read(column.slice(start, size)) == (PAYLOADS * 3)[start : start + size]
    assert read(pa.chunked_array([column.slice(start), column, column.slice(0, 3)])) == (
        (PAYLOADS * 3)[start:] + PAYLOADS * 3 + PAYLOADS[:3]
    )


def test_a_sliced_table_gives_the_rows_that_it_shows() -> None:
    table = pa.table({"port": list(range(24)), "data": PAYLOADS * 3})
    for start in (0, 3, 9):
        batch = table.slice(start, 10).to_batches()[0]
        found = arrow_in.columns(*arrow_in.read(pa.StructArray.from_arrays(batch.columns, batch.column_names).slice(2)))
        type_, (array,) = found["data"]
        assert chunk_of(type_, array).values() == (PAYLOADS * 3)[start + 2 : start + 10]


def test_nothing_is_copied() -> None:
    column = pa.array([b"abc", b"defg"])
    (chunk,) = chunks(column)
    _, offsets, data = column.buffers()
    assert (chunk.data, chunk.index) == (data.address, offsets.address)
    (part,) = chunks(column.slice(1))
    assert (part.data, part.index) == (data.address, offsets.address + 4)


def test_parts_of_chunks() -> None:
    for kind in (pa.binary(), pa.large_binary(), pa.binary_view()):
        (chunk,) = chunks(pa.array(PAYLOADS, kind))
        for start in range(len(PAYLOADS)):
            assert chunk.part(start, len(PAYLOADS) - start).values() == PAYLOADS[start:]


def test_memory_outlives_its_producer() -> None:
    (chunk,) = chunks(pa.array(PAYLOADS * 1000))
    gc.collect()
    junk = [bytes(30) for _ in range(1000)]
    assert chunk.values() == PAYLOADS * 1000
    del junk


def test_a_thousand_rounds_leave_nothing_behind() -> None:
    column = pa.array([bytes(1000)] * 100)
    chunked = pa.chunked_array([column, column])
    before = pa.total_allocated_bytes()
    for _ in range(1000):
        assert len(read(column)) + len(read(chunked)) == 300
        made = pa.array([bytes(100)])
        chunks(made)
    del made
    gc.collect()
    assert pa.total_allocated_bytes() <= before + 10_000


class Lender:
    """A producer that counts how often it gets its structures back."""

    def __init__(self, payloads: list[bytes]) -> None:
        self.released: list[str] = []
        ends = [0]
        for payload in payloads:
            ends.append(ends[-1] + len(payload))
        self.data = ctypes.create_string_buffer(b"".join(payloads))
        self.offsets = (ctypes.c_int32 * len(ends))(*ends)
        self.buffers = (ctypes.c_void_p * 3)(None, ctypes.addressof(self.offsets), ctypes.addressof(self.data))
        self.schema, self.array = arrow_in._Schema(), arrow_in._Array()
        self.schema.format, self.schema.name = b"z", b""
        self.schema.release = type(self.schema.release)(self._release("schema"))
        self.array.length, self.array.n_buffers = len(payloads), 3
        self.array.buffers = self.buffers
        self.array.release = type(self.array.release)(self._release("array"))

    def _release(self, what: str) -> Any:
        def release(struct: Any) -> None:
            self.released.append(what)
            ctypes.memset(ctypes.addressof(struct.contents) + type(struct.contents).release.offset, 0, 8)

        return release

    def __arrow_c_array__(self, requested_schema: object) -> tuple[object, object]:  # not optional, as in old libraries
        new = ctypes.pythonapi.PyCapsule_New
        new.restype, new.argtypes = ctypes.py_object, (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
        self.names = b"arrow_schema", b"arrow_array"  # a capsule keeps no copy
        return (
            new(ctypes.addressof(self.schema), self.names[0], None),
            new(ctypes.addressof(self.array), self.names[1], None),
        )


def test_what_was_lent_is_given_back_once() -> None:
    lender = Lender([b"ab", b"", b"cde"])
    (chunk,) = chunks(lender)
    assert lender.released == ["schema"]
    part = chunk.part(2, 1)
    del chunk
    gc.collect()
    assert part.values() == [b"cde"]
    assert lender.released == ["schema"]
    del part
    gc.collect()
    assert lender.released == ["schema", "array"]
    with pytest.raises(RediCodecsError, match="used up"):
        chunks(lender)
    assert lender.released == ["schema", "array"]


def test_a_stream_that_breaks_off() -> None:
    def batches() -> Any:
        yield pa.record_batch({"a": [b"x"]})
        raise OSError("the disk is gone")

    reader = pa.RecordBatchReader.from_batches(pa.schema([("a", pa.binary())]), batches())
    with pytest.raises(RediCodecsError, match="the disk is gone"):
        arrow_in.read(reader)


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (pa.array(["a", None, "b"]).dictionary_encode(), ["a", None, "b"]),
        (pa.array([1, None, 3], pa.uint16()), [1, None, 3]),
        (pa.array(["x", None], pa.string_view()), ["x", None]),
        (pa.nulls(2), [None, None]),
    ],
)
def test_plain_values(column: Any, expected: list[Any]) -> None:
    assert values(column) == expected
    assert values(column.slice(1)) == expected[1:]


def test_types_have_names() -> None:
    for column, words in (
        (pa.array([[1]]), "list"),
        (pa.array([1.5]), "float64"),
        (pa.array(["a"]).dictionary_encode(), "dictionary of utf8"),
        (pa.array([0], pa.timestamp("ms", "UTC")), "timestamp (UTC)"),
    ):
        assert arrow_in.read(column)[0].words == words
