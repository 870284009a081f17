"""Columns for any library that reads Arrow: their memory as it is, in the structures of the C data interface.

A producer must give consumers C functions that release what they were lent. Those are in the compiled core, or, where
that is absent, in pyarrow, which takes the same memory without a copy; functions made with ctypes would not do: Python
loses an exception under way, and then crashes, if a consumer lets go of an array during it.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate
from struct import pack
from typing import TYPE_CHECKING, Any

from redi_codecs.batch.column import Column
from redi_codecs.errors import RediCodecsError

try:
    from redi_codecs.batch import _arrow  # type: ignore[attr-defined,unused-ignore]
except ImportError:  # built without it
    _arrow = None  # type: ignore[assignment,unused-ignore]

if TYPE_CHECKING:
    import pyarrow

__all__ = ["column_capsules", "record_batch", "stream_capsule", "table_capsules"]


def _metadata(column: Column) -> dict[str, str]:
    """What is known of a field beyond its name and type."""
    field = column.field
    if field is None:
        return {}
    known = {
        "quantity": field.quantity,
        "unit": field.unit,
        "place": field.place,
        "channel": None if field.channel is None else str(field.channel),
        "statistic": field.statistic,
    }
    return {name: value for name, value in known.items() if value}


class _Zeros:
    """One run of zeros for all columns that nothing was written to, made when one needs it."""

    def __init__(self) -> None:
        self.memory = b""

    def __call__(self, size: int) -> bytes:
        if len(self.memory) < size:
            self.memory = bytes(size)
        return self.memory


def _buffers(column: Column, zeros: _Zeros) -> list[Any]:
    """Validity bits, offsets where there are any, values."""
    if column.values is None:
        shared = zeros(8 * (column.rows + 1))
        return [shared, shared, shared] if column.type in ("text", "bytes") else [shared, shared]
    if column.type in ("text", "bytes"):
        return [column.validity, column.offsets, column.values]
    return [column.validity, column.values]


_FORMATS = {
    "float": b"g", "int": b"l", "bool": b"b", "text": b"U", "bytes": b"Z", "time": b"tsu:UTC", "int32": b"i",
    "uint32": b"I", "uint8": b"C", "b": b"c", "B": b"C", "h": b"s", "i": b"i",
}  # fmt: skip

Node = tuple[bytes, bytes, bytes | None, int, int, Sequence[Any], Sequence[Any], Any]


def _packed(metadata: Mapping[str, str]) -> bytes | None:
    """Metadata as the C data interface has it: numbers and lengths in the machine's own order."""
    if not metadata:
        return None
    found = [pack("=i", len(metadata))]
    for pair in metadata.items():
        for text in map(str.encode, pair):
            found += [pack("=i", len(text)), text]
    return b"".join(found)


def _node(column: Column, zeros: _Zeros) -> Node:
    """A column as the compiled core takes it: format, name, metadata, rows, nulls, buffers, children, dictionary."""
    labels = None
    if column.type == "enum":
        texts = [label.encode() for label in column.labels or ("",)]
        ends = array("q", accumulate(map(len, texts), initial=0))
        labels = b"U", b"", None, len(texts), 0, (None, ends, b"".join(texts)), (), None
    format = _FORMATS[column.code if column.type == "enum" else column.type]
    name, about = column.name.encode(), _packed(_metadata(column))
    return format, name, about, column.rows, column.null_count(), _buffers(column, zeros), (), labels


def _table(columns: Sequence[Column], about: Mapping[str, str], rows: int) -> Node:
    zeros = _Zeros()
    return b"+s", b"", _packed(about), rows, 0, (None,), [_node(column, zeros) for column in columns], None


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError:
        raise RediCodecsError("Arrow output needs the compiled core or pyarrow: pip install pyarrow") from None
    return pyarrow


def _types() -> dict[str, Any]:
    pa = _pyarrow()
    return {
        "float": pa.float64(), "int": pa.int64(), "bool": pa.bool_(), "text": pa.large_utf8(),
        "bytes": pa.large_binary(), "time": pa.timestamp("us", "UTC"), "int32": pa.int32(), "uint32": pa.uint32(),
        "uint8": pa.uint8(), "b": pa.int8(), "B": pa.uint8(), "h": pa.int16(), "i": pa.int32(),
    }  # fmt: skip


def _array(column: Column, types: Mapping[str, Any], zeros: _Zeros) -> Any:
    pa = _pyarrow()
    buffers = [None if one is None else pa.py_buffer(one) for one in _buffers(column, zeros)]
    type = types[column.code if column.type == "enum" else column.type]
    if not column.rows:
        buffers = [None, *buffers[1:]]
    found = pa.Array.from_buffers(type, column.rows, buffers, null_count=column.null_count())
    if column.type == "enum":
        return pa.DictionaryArray.from_arrays(found, pa.array(column.labels or ("",), pa.utf8()), safe=False)
    return found


def record_batch(columns: Sequence[Column], about: Mapping[str, str]) -> pyarrow.RecordBatch:
    """A record batch of pyarrow's over the same memory; ``about`` is its metadata."""
    pa = _pyarrow()
    types, zeros = _types(), _Zeros()
    arrays = [_array(column, types, zeros) for column in columns]
    fields = [
        pa.field(column.name, array.type, metadata=_metadata(column))
        for column, array in zip(columns, arrays, strict=True)
    ]
    return pa.record_batch(arrays, schema=pa.schema(fields, metadata=dict(about)))


def column_capsules(column: Column) -> tuple[object, object]:
    """Schema and array of one column."""
    if _arrow is not None:
        return _capsules(_node(column, _Zeros()))
    found: tuple[object, object] = _array(column, _types(), _Zeros()).__arrow_c_array__()
    return found


def table_capsules(columns: Sequence[Column], about: Mapping[str, str], rows: int) -> tuple[object, object]:
    """Schema and array of a table."""
    if _arrow is not None:
        return _capsules(_table(columns, about, rows))
    found: tuple[object, object] = record_batch(columns, about).__arrow_c_array__()
    return found


def stream_capsule(columns: Sequence[Column], about: Mapping[str, str], rows: int) -> object:
    """A table as a stream of one batch."""
    if _arrow is not None:
        return _arrow.stream_capsule(_table(columns, about, rows))
    return record_batch(columns, about).__arrow_c_stream__()


def _capsules(node: Node) -> tuple[object, object]:
    return _arrow.schema_capsule(node), _arrow.array_capsule(node)
