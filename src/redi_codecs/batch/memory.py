"""Where the rows of a batch's input lie: each kind of memory gives its rows, a part of itself, or bare addresses.

The addresses are those of the first row of each piece, so that an engine needs to know of no offsets but ``bit``, the
place of the first row's validity bit.
"""

from __future__ import annotations

import ctypes
import struct
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, Literal

from redi_codecs.batch.arrow_in import Array

if TYPE_CHECKING:
    from numpy import ndarray

try:
    from redi_codecs.batch import _loops as _core  # type: ignore[attr-defined,unused-ignore]
except ImportError:  # not built
    _core = None

__all__ = ["SHORT", "VIEW", "Chunk", "Listed", "Numbers", "bits", "bits_of_codes", "pack", "spread", "viewed"]

_SIZES = {"b": 1, "B": 1, "h": 2, "H": 2, "i": 4, "I": 4, "q": 8, "Q": 8, "f": 4, "d": 8}
_OFFSETS = {"offsets32": "i", "offsets64": "q"}
#: Bytes of a view: the length, then the data if that fits, else its beginning, the number of a buffer, and an offset.
VIEW = 16
#: A payload of at most so many bytes stands in its view.
SHORT = 12
_LONG = struct.Struct("<4sii")
#: The digit of a truth value in a byte.
_DIGITS = b"0" + 255 * b"1"


def bits(flags: Iterable[object]) -> bytes:
    """Truth values as bits, least significant first."""
    return _bits(bytes(map(bool, flags)))


def bits_of_codes(codes: memoryview[Any]) -> bytes:
    """A bit a number, least significant first: whether it is another one than 0."""
    return _bits(codes.tobytes()) if codes.itemsize == 1 else bits(codes)


def _bits(flags: bytes) -> bytes:
    """A byte a truth value as bits: without a step of Python for each."""
    return int(b"0" + flags.translate(_DIGITS)[::-1], 2).to_bytes((len(flags) + 7) // 8, "little")


def spread(address: int, bit: int, rows: int) -> str | None:
    """Validity bits as a text of ``0`` and ``1``, one a row; None where all are 1."""
    start, shift = divmod(bit, 8)
    raw = int.from_bytes(ctypes.string_at(address + start, (shift + rows + 7) // 8), "little") >> shift
    raw &= (1 << rows) - 1
    return None if raw == (1 << rows) - 1 else f"{raw:0{rows}b}"[::-1]


def viewed(address: int, code: str, rows: int) -> memoryview[Any]:
    """Numbers in memory, as they lie."""
    raw = (ctypes.c_char * (rows * _SIZES[code])).from_address(address) if rows else b""
    return memoryview(raw).cast("B").cast(code)  # type: ignore[call-overload,no-any-return]


def _valid(address: int, bit: int, rows: int) -> ndarray[Any, Any]:
    import numpy

    if not address:
        return numpy.ones(rows, bool)
    start, shift = divmod(bit, 8)
    raw = numpy.frombuffer(ctypes.string_at(address + start, (shift + rows + 7) // 8), numpy.uint8)
    return numpy.unpackbits(raw, bitorder="little")[shift : shift + rows].view(bool)


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """Payloads in memory.

    =========  =====================================================================
    kind       where row ``i`` is
    =========  =====================================================================
    offsets32  ``data[index[i]:index[i + 1]]``, with int32 at ``index``
    offsets64  the same with int64
    fixed      ``data[i * width:(i + 1) * width]``
    view       in the 16 bytes of a view at ``index + 16 * i``, or where that points
    =========  =====================================================================
    """

    rows: int
    kind: Literal["offsets32", "offsets64", "fixed", "view"]
    data: int
    index: int
    width: int
    validity: int
    bit: int
    variadic: tuple[int, ...]
    keep: object

    def part(self, start: int, rows: int) -> Chunk:
        """The rows from ``start`` on."""
        if rows == self.rows:
            return self
        data, index = self.data, self.index
        match self.kind:
            case "fixed":
                data += start * self.width
            case "view":
                index += start * VIEW
            case kind:
                index += start * _SIZES[_OFFSETS[kind]]
        return replace(self, rows=rows, data=data, index=index, bit=self.bit + start)

    def values(self) -> list[bytes | None]:
        """The payloads themselves; None where one is null."""
        match self.kind:
            case "fixed":
                whole = ctypes.string_at(self.data, self.rows * self.width) if self.rows else b""
                found = [whole[at : at + self.width] for at in range(0, len(whole), self.width or 1)]
                found = found if self.width else [b""] * self.rows
            case "view":
                found = list(self._viewed())
            case kind:
                ends = viewed(self.index, _OFFSETS[kind], self.rows + 1 if self.rows else 0).tolist()
                first, last = (ends[0], ends[-1]) if ends else (0, 0)
                whole = ctypes.string_at(self.data + first, last - first) if last > first else b""
                found = [whole[a - first : b - first] for a, b in pairwise(ends)]
        valid = spread(self.validity, self.bit, self.rows) if self.validity else None
        if valid is None:
            return list(found)
        return [value if flag == "1" else None for value, flag in zip(found, valid, strict=True)]

    def places(self) -> tuple[ndarray[Any, Any], ndarray[Any, Any]]:
        """Where in ``data`` each row begins, and how long it is, for all kinds but views."""
        import numpy

        if self.kind == "fixed":
            return numpy.arange(self.rows) * self.width, numpy.full(self.rows, self.width)
        ends = numpy.asarray(viewed(self.index, _OFFSETS[self.kind], self.rows + 1)).astype(numpy.int64)
        return ends[:-1], numpy.diff(ends)

    def valid(self) -> ndarray[Any, Any]:
        """Which rows are there."""
        return _valid(self.validity, self.bit, self.rows)

    def in_a_row(self) -> Chunk:
        """The same payloads one after the other; views may point anywhere."""
        if self.kind != "view":
            return self
        if _core is None:
            return pack(self.values())
        ends = array("q", bytes(8 * (self.rows + 1)))
        data = _core.run_together(
            self.index, self.rows, array("q", self.variadic or [0]), self.validity, self.bit, ends
        )
        keep = data, ends, self.keep
        index = ends.buffer_info()[0]
        return Chunk(self.rows, "offsets64", address(data), index, 0, self.validity, self.bit, (), keep)

    def _viewed(self) -> Iterator[bytes]:
        raw = ctypes.string_at(self.index, self.rows * VIEW) if self.rows else b""
        for size, rest in struct.iter_unpack("<i12s", raw):
            if size <= len(rest):
                yield rest[:size]
            else:
                _, buffer, start = _LONG.unpack(rest)
                yield ctypes.string_at(self.variadic[buffer] + start, size)


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """Payloads as Python objects."""

    payloads: list[bytes | None]

    @property
    def rows(self) -> int:
        return len(self.payloads)

    def part(self, start: int, rows: int) -> Listed:
        """The rows from ``start`` on."""
        return Listed(self.payloads[start : start + rows])

    def values(self) -> list[bytes | None]:
        """The payloads; None where one is null."""
        return self.payloads


def pack(payloads: list[bytes | None]) -> Chunk:
    """Payloads as one run of memory."""
    data = b"".join([payload or b"" for payload in payloads])
    ends = array("q", accumulate(map(len, (payload or b"" for payload in payloads)), initial=0))
    valid = bits(payload is not None for payload in payloads) if None in payloads else b""
    keep = data, ends, valid
    return Chunk(
        len(payloads), "offsets64", address(data), ends.buffer_info()[0], 0, address(valid) if valid else 0, 0, (), keep
    )


def address(data: bytes) -> int:
    """Where the bytes of a bytes object are."""
    return ctypes.cast(ctypes.c_char_p(data), ctypes.c_void_p).value or 0


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """One number a row: of type ``code`` (as in ``struct``), in units of ``mul / div``."""

    rows: int
    code: str
    data: int
    validity: int = 0
    bit: int = 0
    mul: int = 1
    div: int = 1
    keep: object = None

    def part(self, start: int, rows: int) -> Numbers:
        """The rows from ``start`` on."""
        return replace(self, rows=rows, data=self.data + start * _SIZES[self.code], bit=self.bit + start)

    def values(self) -> list[Any]:
        """The numbers; None where one is null."""
        found = viewed(self.data, self.code, self.rows).tolist()
        if (self.mul, self.div) != (1, 1):
            found = [value * self.mul // self.div for value in found]
        valid = spread(self.validity, self.bit, self.rows) if self.validity else None
        if valid is None:
            return found
        return [value if flag == "1" else None for value, flag in zip(found, valid, strict=True)]

    def narrow(self) -> Numbers:
        """The same a byte each, if all of them are there and of 0 … 255, so that nobody has to look at them again."""
        width = _SIZES[self.code]
        if _core is None or width == 1 or self.code in "fd" or self.validity or (self.mul, self.div) != (1, 1):
            return self
        found = _core.narrowed(self.data, self.rows, width)
        return self if found is None else Numbers(self.rows, "B", address(found), keep=found)

    def as_arrays(self) -> tuple[ndarray[Any, Any], ndarray[Any, Any]]:
        """The numbers as an array, and which of them are there; what no int64 holds is not."""
        import numpy

        values = numpy.asarray(viewed(self.data, self.code, self.rows))
        valid = _valid(self.validity, self.bit, self.rows)
        if (self.mul, self.div) != (1, 1):
            most = ((1 << 63) - 1) // self.mul
            valid = valid & (values >= -most) & (values <= most)
            values = numpy.where(valid, values, 0) * self.mul // self.div
        return values, valid

    @classmethod
    def listed(cls, values: array[Any], valid: bytes = b"") -> Numbers:
        """Numbers in an array of Python's own."""
        validity = address(valid) if valid else 0
        return cls(len(values), values.typecode, values.buffer_info()[0], validity, keep=(values, valid))

    @classmethod
    def arrow(cls, source: Array, code: str, mul: int = 1, div: int = 1) -> Numbers:
        """Numbers of an Arrow array."""
        data = source.buffers[1] + source.offset * _SIZES[code]
        return cls(source.rows, code, data, source.validity, source.offset, mul, div, source.keep)
