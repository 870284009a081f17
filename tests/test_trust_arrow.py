"""Arrow columns whose offsets, views or indices point where nothing is: refused before anything is read there."""

from __future__ import annotations

import struct
from typing import Any

import pytest

import redi_codecs

pyarrow = pytest.importorskip("pyarrow")
THERMOMETER = redi_codecs.codec("milesight-iot/em300-th")
LONG = b"\x03\x67\x34\x01" * 8


def offsets(kind: Any, code: str, *ends: int) -> Any:
    buffers = [None, pyarrow.py_buffer(struct.pack(f"<{len(ends)}{code}", *ends)), pyarrow.py_buffer(LONG)]
    return pyarrow.Array.from_buffers(kind, len(ends) - 1, buffers)


def view(size: int, buffer: int, start: int) -> Any:
    views = pyarrow.py_buffer(struct.pack("<i4sii", size, LONG[:4], buffer, start))
    return pyarrow.Array.from_buffers(pyarrow.binary_view(), 1, [None, views, pyarrow.py_buffer(LONG)])


def indices(*places: int) -> Any:
    return pyarrow.DictionaryArray.from_arrays(
        pyarrow.array(places, pyarrow.int8()), pyarrow.array([b"\x03\x67\x34\x01"]), safe=False
    )


BROKEN: dict[str, Any] = {
    "an offset that goes back": offsets(pyarrow.binary(), "i", 0, 8, 4),
    "a long one that goes back": offsets(pyarrow.large_binary(), "q", 0, 8, -(1 << 40), 8),
    "one below 0": offsets(pyarrow.binary(), "i", 0, -4, 4),
    "a text that goes back": offsets(pyarrow.string(), "i", 0, 8, 4),
    "a view that is too long": view(1 << 30, 0, 0),
    "a view of no bytes at all": view(-5, 0, 0),
    "a view into no buffer": view(16, 7, 0),
    "a view beyond the end": view(16, 0, 20),
    "a view before the start": view(16, 0, -20),
    "an index below 0": indices(-1),
    "an index beyond the end": indices(0, 1),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_points_out_of_its_memory(name: str) -> None:
    with pytest.raises(redi_codecs.TableError, match=r"the Arrow column is broken: the (offsets|view|index) of row"):
        THERMOMETER.decode_batch(BROKEN[name], 85)
    table = pyarrow.table({"data": BROKEN[name]})
    with pytest.raises(redi_codecs.TableError, match="the Arrow column is broken"):
        redi_codecs.decode_table(table, device="milesight-iot/em300-th", payload="data")


def test_what_is_sound() -> None:
    for column in (offsets(pyarrow.binary(), "i", 0, 4, 4, 8), view(32, 0, 0), view(16, 0, 16), indices(0, 0)):
        assert THERMOMETER.decode_batch(column, 85)["temperature"][0] == 30.8
