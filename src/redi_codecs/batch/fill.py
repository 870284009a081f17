"""Columns that grow: values of many rows at once into flat memory, as :mod:`redi_codecs.plan.columns` lays it out.

Values come a column at a time, for some rows of a block; what is the same for all of them is done by the types of the
standard library that loop in C, and only where that fails (a value that is none, one that is not plausible) row by row.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import modf
from typing import Any

from redi_codecs.plan.columns import ColumnData
from redi_codecs.plan.schema import ColumnSpec
from redi_codecs.results import Null

__all__ = ["BLOCK", "Filler", "Longs", "filler", "mask_of", "microseconds"]

#: Rows that are handled together.
BLOCK = 256

_CALENDAR = -62_135_596_800, 253_402_300_800
Rows = Sequence[int]


def microseconds(seconds: float | None) -> int | None:
    """Microseconds since 1970, rounded as :class:`datetime.datetime` does; None where the calendar has no such time."""
    if seconds is None or not _CALENDAR[0] <= seconds < _CALENDAR[1]:
        return None
    if type(seconds) is int:
        return seconds * 1_000_000
    fraction, whole = modf(seconds)
    return int(whole) * 1_000_000 + round(fraction * 1e6)


def mask_of(rows: Rows, size: int) -> int:
    """Rows of a block as bits."""
    if len(rows) == size:
        return (1 << size) - 1
    digits = bytearray(b"0") * size
    for row in rows:
        digits[~row] = 49
    return int(digits, 2)


def _grow(buffer: bytearray, size: int) -> None:
    if len(buffer) < size:
        buffer.extend(bytes(size - len(buffer)))


def _or_bits(buffer: bytearray, start: int, mask: int, size: int) -> None:
    first, last = start // 8, (start + size + 7) // 8
    _grow(buffer, last)
    known = int.from_bytes(buffer[first:last], "little")
    buffer[first:last] = (known | mask << start % 8).to_bytes(last - first, "little")


class Filler:
    """One column. Nothing is allocated before the first value, and then for ``rows`` at once where that is known."""

    code = "q"

    def __init__(self, spec: ColumnSpec, statuses: dict[str, int], rows: int = 0) -> None:
        self.spec = spec
        self.statuses = statuses
        self.rows = rows
        self.values = bytearray()
        self.validity = bytearray()
        self.status = bytearray()
        kind = spec.field.kind
        self.limits = (None, None) if kind is None else (kind.low, kind.high)

    def put(self, start: int, size: int, rows: Rows, mask: int, values: Sequence[Any]) -> None:
        """Values for some rows (``mask`` as bits) of the block of ``size`` rows from ``start`` on."""
        try:
            packed = self.pack(values)
        except (TypeError, OverflowError, ValueError):
            rows, values = self.sort_out(start, rows, values)
            if not rows:
                return
            packed, mask = self.pack(values), mask_of(rows, size)
        low, high = self.limits
        if (low is not None and min(values) < low) or (high is not None and max(values) > high):
            self.flag(start, rows, values)
        self.store(start, size, rows, packed)
        if not self.validity:
            self.validity.extend(bytes((self.rows + 7) // 8))
        _or_bits(self.validity, start, mask, size)

    def pack(self, values: Sequence[Any]) -> Any:
        """The values as they are stored; raises where one of them is none."""
        return array(self.code, values)

    def store(self, start: int, size: int, rows: Rows, packed: Any) -> None:
        """Write packed values."""
        width = packed.itemsize
        if not self.values:
            self.values.extend(bytes(self.rows * width))
        _grow(self.values, (start + size) * width)
        with memoryview(self.values) as raw, raw.cast(self.code) as view:  # type: ignore[call-overload]
            if isinstance(rows, range):
                view[start : start + size] = packed
                return
            for row, value in zip(rows, packed, strict=True):
                view[start + row] = value

    def sort_out(self, start: int, rows: Rows, values: Sequence[Any]) -> tuple[list[int], list[Any]]:
        """The rows that have a value; of the others the status is kept."""
        kept_rows: list[int] = []
        kept: list[Any] = []
        for row, value in zip(rows, values, strict=True):
            if type(value) is Null:
                self.mark(start + row, value.status)
                continue
            try:
                self.pack((value,))
            except (TypeError, OverflowError, ValueError):  # a number beyond 64 bits, a time that no calendar has
                self.mark(start + row, "unknown")
                continue
            kept_rows.append(row)
            kept.append(value)
        return kept_rows, kept

    def flag(self, start: int, rows: Rows, values: Sequence[Any]) -> None:
        """Mark what is beyond the limits of the quantity."""
        assert self.spec.field.kind is not None
        plausible = self.spec.field.kind.plausible
        for row, value in zip(rows, values, strict=True):
            if not plausible(value):
                self.mark(start + row, "implausible")

    def mark(self, row: int, status: str) -> None:
        """Set the status of a row."""
        if len(self.status) <= row:
            _grow(self.status, max(row + 1, self.rows, 2 * len(self.status)))
        self.status[row] = self.statuses[status]

    def finish(self, rows: int) -> ColumnData:
        """The column with all its rows."""
        data = ColumnData(self.spec)
        if self.status:
            _fit(self.status, rows)
            data.status = self.status
        if self.validity:
            _fit(self.validity, (rows + 7) // 8)
            data.validity = self.validity
            self.complete(data, rows)
        return data

    def complete(self, data: ColumnData, rows: int) -> None:
        """Give the column its values."""
        _fit(self.values, rows * array(self.code).itemsize)
        data.values = self.values


def _fit(buffer: bytearray, size: int) -> None:
    _grow(buffer, size)
    del buffer[size:]


class _Floats(Filler):
    code = "d"


class _Times(Filler):
    def __init__(self, spec: ColumnSpec, statuses: dict[str, int], rows: int = 0) -> None:
        super().__init__(spec, statuses, rows)
        self.limits = None, None

    def pack(self, values: Sequence[Any]) -> Any:
        return array("q", map(microseconds, values))


class _Bools(Filler):
    def pack(self, values: Sequence[Any]) -> Any:
        return bytes(values)

    def store(self, start: int, size: int, rows: Rows, packed: bytes) -> None:
        mask = mask_of([row for row, value in zip(rows, packed, strict=True) if value], size)
        if not self.values:
            self.values.extend(bytes((self.rows + 7) // 8))
        _or_bits(self.values, start, mask, size)

    def complete(self, data: ColumnData, rows: int) -> None:
        _fit(self.values, (rows + 7) // 8)
        data.values = self.values


class _Labels(dict[Any, int]):
    """The number of each label; one that was not declared gets the next."""

    def __missing__(self, label: Any) -> int:
        if type(label) is not str:
            raise TypeError(label)
        self[label] = number = len(self)
        return number


class _Enums(Filler):
    code = "i"

    def __init__(self, spec: ColumnSpec, statuses: dict[str, int], rows: int = 0) -> None:
        super().__init__(spec, statuses, rows)
        self.labels = _Labels()

    def pack(self, values: Sequence[Any]) -> Any:
        return array("i", map(self.labels.__getitem__, values))

    def finish(self, rows: int) -> ColumnData:
        data = super().finish(rows)
        data.labels = tuple(self.labels)
        return data


class _Texts(Filler):
    """Text and bytes: rows come in any order inside a block, so that a block is put together when the next begins."""

    def __init__(self, spec: ColumnSpec, statuses: dict[str, int], rows: int = 0) -> None:
        super().__init__(spec, statuses, rows)
        self.offsets = array("q", (0,))
        self.block: dict[int, bytes] = {}

    def pack(self, values: Sequence[Any]) -> Any:
        return [value.hex().encode() if type(value) is bytes else str.encode(value) for value in values]

    def store(self, start: int, size: int, rows: Rows, packed: list[bytes]) -> None:
        if self.block and min(self.block) < start:
            self.settle()
        self.block.update(zip((start + row for row in rows), packed, strict=True))

    def settle(self) -> None:
        """Write what waits, after the empty rows before it."""
        for row in sorted(self.block):
            self.pad(row)
            self.values += self.block[row]
            self.offsets.append(len(self.values))
        self.block.clear()

    def pad(self, rows: int) -> None:
        """Empty rows up to a row."""
        missing = rows + 1 - len(self.offsets)
        if missing > 0:
            self.offsets.extend(array("q", (len(self.values),)) * missing)

    def complete(self, data: ColumnData, rows: int) -> None:
        self.settle()
        self.pad(rows)
        data.values, data.offsets = self.values, self.offsets


class _Bytes(_Texts):
    def pack(self, values: Sequence[Any]) -> Any:
        if not all(type(value) is bytes for value in values):
            raise TypeError(values)
        return values


_FILLERS: dict[str, type[Filler]] = {
    "float": _Floats,
    "int": Filler,
    "bool": _Bools,
    "enum": _Enums,
    "text": _Texts,
    "bytes": _Bytes,
    "time": _Times,
}


def filler(spec: ColumnSpec, statuses: dict[str, int], rows: int = 0) -> Filler:
    """What fills a column of its type."""
    return _FILLERS[spec.type](spec, statuses, rows)


class Longs:
    """A column of times that were put in microseconds already."""

    def __init__(self) -> None:
        self.values = array("q")
        self.validity = bytearray()
        self.rows = 0

    def extend(self, values: Sequence[int | None]) -> None:
        """More rows."""
        start, size = self.rows, len(values)
        self.rows += size
        missing = values.count(None)
        if missing == size:
            return
        rows: Rows = range(size) if not missing else [row for row, value in enumerate(values) if value is not None]
        self.values.extend(array("q", bytes(8 * (start - len(self.values)))))
        self.values.extend(array("q", [value or 0 for value in values]))
        _or_bits(self.validity, start, mask_of(rows, size), size)

    def finish(self) -> tuple[array[int] | None, bytearray | None]:
        """Values and validity bits; no memory where no row has a time."""
        if not self.validity:
            return None, None
        _fit(self.validity, (self.rows + 7) // 8)
        self.values.extend(array("q", bytes(8 * (self.rows - len(self.values)))))
        return self.values, self.validity
