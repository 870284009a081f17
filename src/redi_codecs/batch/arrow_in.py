"""Arrow columns of any library, read where they lie: the Arrow C data interface with ctypes alone.

What has ``__arrow_c_stream__`` or ``__arrow_c_array__`` (pyarrow, polars, pandas, duckdb, nanoarrow, arro3) is read
without a copy and without any of these libraries. The structures are those of
https://arrow.apache.org/docs/format/CDataInterface.html and CStreamInterface.html, the methods those of
https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html.

Memory that a producer lent is given back when the last object that was made from it is gone.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from redi_codecs.errors import RediCodecsError

__all__ = ["Array", "Type", "columns", "exports_arrow", "read"]


class _Schema(ctypes.Structure):
    pass


_Schema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_void_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(_Schema))),
    ("dictionary", ctypes.POINTER(_Schema)),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(_Schema))),
    ("private_data", ctypes.c_void_p),
]


class _Array(ctypes.Structure):
    pass


_Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(_Array))),
    ("dictionary", ctypes.POINTER(_Array)),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(_Array))),
    ("private_data", ctypes.c_void_p),
]


class _Stream(ctypes.Structure):
    pass


_Stream._fields_ = [
    ("get_schema", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_Stream), ctypes.POINTER(_Schema))),
    ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_Stream), ctypes.POINTER(_Array))),
    ("get_last_error", ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.POINTER(_Stream))),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(_Stream))),
    ("private_data", ctypes.c_void_p),
]


def _pointer_of(capsule: object, name: bytes) -> int:
    """What a capsule points to, asked of CPython itself; other Pythons have no such thing."""
    api = getattr(ctypes, "pythonapi", None)
    if api is None:
        raise RediCodecsError("columns of Arrow can be read on CPython only: give lists, or to_pylist()")
    ask = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.py_object, ctypes.c_char_p)(("PyCapsule_GetPointer", api))
    return ask(capsule, name)  # type: ignore[no-any-return]


class _Owned:
    """A structure that was handed over to us: released once, when nothing is left that was made from it."""

    __slots__ = ("struct",)

    def __init__(self, struct: Any) -> None:
        self.struct = struct

    def __del__(self) -> None:
        if self.struct.release:
            self.struct.release(ctypes.byref(self.struct))


def _taken(capsule: object, name: bytes, kind: Any) -> _Owned:
    """The structure of a capsule, moved out of it as a consumer does, so that it is released here and not there."""
    theirs = kind.from_address(_pointer_of(capsule, name))
    if not theirs.release:
        raise RediCodecsError("this Arrow data was used up before: a stream can be read once")
    ours = kind()
    ctypes.memmove(ctypes.byref(ours), ctypes.byref(theirs), ctypes.sizeof(kind))
    ctypes.memset(ctypes.addressof(theirs) + kind.release.offset, 0, ctypes.sizeof(ctypes.c_void_p))
    return _Owned(ours)


@dataclass(frozen=True, slots=True)
class Type:
    """What the values of an array are: a format string of the C data interface, and what is inside."""

    format: str
    name: str
    children: tuple[Type, ...]
    dictionary: Type | None

    @property
    def words(self) -> str:
        """The type as a person calls it."""
        if self.dictionary is not None:
            return f"dictionary of {self.dictionary.words}"
        kind, _, detail = self.format.partition(":")
        return f"{_WORDS.get(kind) or _WORDS.get(kind[:3]) or _WORDS.get(kind[:2]) or kind}{detail and f' ({detail})'}"


_WORDS = {
    "n": "null", "b": "bool", "c": "int8", "C": "uint8", "s": "int16", "S": "uint16", "i": "int32", "I": "uint32",
    "l": "int64", "L": "uint64", "e": "float16", "f": "float32", "g": "float64", "z": "binary", "Z": "large_binary",
    "vz": "binary_view", "w": "fixed-size binary", "u": "utf8", "U": "large_utf8", "vu": "utf8_view", "d": "decimal",
    "td": "date", "tt": "time of day", "ts": "timestamp", "tD": "duration", "ti": "interval", "+l": "list",
    "+L": "list", "+v": "list view", "+w": "list of fixed size", "+s": "struct", "+m": "map", "+u": "union",
    "+r": "run-end encoded",
}  # fmt: skip


def _type(schema: Any) -> Type:
    inside = tuple(_type(schema.children[at].contents) for at in range(schema.n_children))
    named = _type(schema.dictionary.contents) if schema.dictionary else None
    return Type(schema.format.decode(), (schema.name or b"").decode(), inside, named)


@dataclass(frozen=True, slots=True, eq=False)
class Array:
    """A run of values in memory.

    ``buffers`` are addresses (0 where there is none) as the format lays them out, with the validity bits first; row 0
    is at ``offset`` in each of them. ``keep`` holds the memory.
    """

    type: Type
    rows: int
    nulls: int
    offset: int
    buffers: tuple[int, ...]
    children: tuple[Array, ...]
    dictionary: Array | None
    keep: object

    @property
    def validity(self) -> int:
        """The address of the validity bits; 0 where every row is valid."""
        return self.buffers[0] if self.buffers and self.nulls != 0 else 0

    def part(self, start: int, rows: int) -> Array:
        """The rows from ``start`` on; how many of them are null is then not known."""
        if (start, rows) == (0, self.rows):
            return self
        return replace(self, rows=rows, offset=self.offset + start, nulls=-1 if self.nulls else 0)

    def child(self, at: int) -> Array:
        """A column of a table: the rows that the table shows of it."""
        return self.children[at].part(self.offset, self.rows)

    def valid(self) -> list[bool] | None:
        """Which rows have a value; None where all have."""
        if not self.validity:
            return None
        start, shift = divmod(self.offset, 8)
        raw = ctypes.string_at(self.validity + start, (shift + self.rows + 7) // 8)
        bits = bin(int.from_bytes(raw, "little") >> shift | 1 << self.rows + 8)[:2:-1]
        return [bit == "1" for bit in bits[: self.rows]]


def _array(struct: Any, type: Type, keep: object) -> Array:
    buffers = tuple(struct.buffers[at] or 0 for at in range(struct.n_buffers))
    inside = tuple(_array(struct.children[at].contents, one, keep) for at, one in enumerate(type.children))
    named = None
    if type.dictionary is not None:
        named = _array(struct.dictionary.contents, type.dictionary, keep)
    return Array(type, struct.length, struct.null_count, struct.offset, buffers, inside, named, keep)


def exports_arrow(source: object) -> bool:
    """Whether an object offers its memory in this way."""
    return hasattr(source, "__arrow_c_stream__") or hasattr(source, "__arrow_c_array__")


def read(source: Any) -> tuple[Type, Sequence[Array]]:
    """The type of an object's values, and the arrays that hold them: one, or one a chunk.

    Raises :class:`~redi_codecs.errors.RediCodecsError` where the producer reports an error.
    """
    if hasattr(source, "__arrow_c_stream__"):
        stream = _taken(source.__arrow_c_stream__(None), b"arrow_array_stream", _Stream)
        type = _schema_of(stream)
        return type, list(_chunks(stream, type))
    schema, array = source.__arrow_c_array__(None)  # any schema: there are producers that have to be told
    lent = _taken(schema, b"arrow_schema", _Schema)  # named: released when the last reference goes
    type = _type(lent.struct)
    owned = _taken(array, b"arrow_array", _Array)
    return type, [_array(owned.struct, type, owned)]


def _schema_of(stream: _Owned) -> Type:
    schema = _Owned(_Schema())
    _checked(stream, stream.struct.get_schema(ctypes.byref(stream.struct), ctypes.byref(schema.struct)))
    return _type(schema.struct)


def _chunks(stream: _Owned, type: Type) -> Iterator[Array]:
    while True:
        chunk = _Owned(_Array())
        _checked(stream, stream.struct.get_next(ctypes.byref(stream.struct), ctypes.byref(chunk.struct)))
        if not chunk.struct.release:
            return
        yield _array(chunk.struct, type, chunk)


def _checked(stream: _Owned, code: int) -> None:
    if code:
        said = stream.struct.get_last_error(ctypes.byref(stream.struct)) or b"no reason given"
        raise RediCodecsError(f"the Arrow stream broke off: {said.decode(errors='replace')} (error {code})")


def columns(type: Type, arrays: Sequence[Array]) -> dict[str, tuple[Type, list[Array]]]:
    """The columns of a table by name, each with its chunks."""
    if type.format != "+s":
        raise TypeError(f"a table is needed, not a column of {type.words}")
    for array in arrays:
        valid = array.valid()
        if valid is not None and not all(valid):
            raise TypeError("a struct with nulls is no table")
    return {one.name: (one, [array.child(at) for array in arrays]) for at, one in enumerate(type.children)}
