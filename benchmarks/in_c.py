"""The formats in C: compiled at run time with the machine's compiler at -O2, called once a batch through ctypes."""

from __future__ import annotations

import ctypes as c
import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from by_hand import Format, Values
from packed import Packed

REAL, WHOLE, FLAG, CODE, TEXT, TIME = range(6)

FLAGS: Final = ("-std=c11", "-O2", "-shared", "-fPIC")


class _Column(c.Structure):
    _fields_ = (
        ("name", c.c_char_p),
        ("kind", c.c_int),
        ("labels", c.POINTER(c.c_char_p)),
        ("label_count", c.c_int32),
        ("status", c.c_char_p),
    )


class _Layout(c.Structure):
    _fields_ = (
        ("name", c.c_char_p),
        ("columns", c.POINTER(_Column)),
        ("column_count", c.c_int32),
        ("row_bytes", c.c_int64),
    )


class _Text(c.Structure):
    _fields_ = (("start", c.c_int64), ("length", c.c_int64))


class _Values(c.Structure):
    _fields_ = (("at", c.c_void_p), ("valid", c.POINTER(c.c_uint64)), ("status", c.POINTER(c.c_uint8)))


class _Table(c.Structure):
    _fields_ = (
        ("column", _Values * 48),
        ("row", c.POINTER(c.c_int64)),
        ("channel", c.POINTER(c.c_int32)),
        ("rows", c.c_int64),
        ("room", c.c_int64),
    )


class _Batch(c.Structure):
    _fields_ = (
        ("table", _Table * 4),
        ("error", c.POINTER(c.c_uint8)),
        ("warning", c.POINTER(c.c_uint8)),
        ("arena", c.c_void_p),
        ("used", c.c_int64),
        ("rows", c.c_int64),
    )


_CELL: Final[dict[int, Any]] = {
    REAL: c.c_double,
    WHOLE: c.c_int64,
    FLAG: c.c_uint64,
    CODE: c.c_int32,
    TEXT: _Text,
    TIME: c.c_int64,
}


def compiler() -> list[str] | None:
    """The C compiler to call: ``CC``, or ``cc`` if there is one."""
    named = shlex.split(os.environ.get("CC", "cc"))
    return named if named and shutil.which(named[0]) else None


class InC:
    """A format's decoder in C."""

    def __init__(self, one: Format, folder: Path) -> None:
        cc = compiler()
        assert cc is not None, "no C compiler"
        made = folder / f"{one.name}{''.join(f'-{value}' for value in one.constants.values())}.so"
        told = [f"-D{name}={value}" for name, value in one.constants.items()]
        subprocess.run([*cc, *FLAGS, *told, "-o", str(made), str(one.c)], check=True)
        library = c.CDLL(str(made))
        given: list[Any] = [c.c_char_p, c.c_void_p, c.c_char_p, c.c_char_p, c.c_int, c.c_int64]
        self._open = library.open_batch
        self._open.argtypes, self._open.restype = [c.c_int64, c.c_int64], c.POINTER(_Batch)
        self._close = library.close_batch
        self._close.argtypes, self._close.restype = [c.POINTER(_Batch)], None
        self._decode = library.decode_batch
        self._decode.argtypes, self._decode.restype = [c.POINTER(_Batch), *given], c.c_int64
        self._afresh = library.decode_afresh
        self._afresh.argtypes, self._afresh.restype = given, c.c_int64
        count = c.c_int32()
        library.layouts.argtypes, library.layouts.restype = [c.POINTER(c.c_int32)], c.POINTER(_Layout)
        layouts = library.layouts(c.byref(count))
        self._layouts = [layouts[at] for at in range(count.value)]

    def columns(self, rows: int, size: int) -> Columns:
        """Memory for so many payloads of so many bytes together."""
        made = self._open(rows, size)
        if not made:
            raise MemoryError(f"columns of {rows} rows")
        return Columns(made, self._close)

    def decode(self, packed: Packed, columns: Columns) -> int:
        """Decode into columns that exist; says how many payloads are faulty."""
        return int(self._decode(columns.batch, *_arguments(packed)))

    def decode_afresh(self, packed: Packed) -> int:
        """Decode into columns that are made for it, and given back."""
        faulty = int(self._afresh(*_arguments(packed)))
        if faulty < 0:
            raise MemoryError(f"columns of {packed.rows} rows")
        return faulty

    def values(self, packed: Packed) -> list[Values | None]:
        """What each payload says, as the decoders in Python say it; None where it is faulty, ``rest`` is only True."""
        columns = self.columns(packed.rows, len(packed.data))
        self.decode(packed, columns)
        batch = columns.batch.contents
        said: list[Values] = [{} for _ in range(packed.rows)]
        for at, layout in enumerate(self._layouts):
            table = batch.table[at]
            for row in range(packed.rows if at == 0 else table.rows):
                into = said[row if at == 0 else table.row[row]]
                cells = dict(_cells(batch, layout, table, row))
                if at and layout.name:
                    into.setdefault(layout.name.decode(), []).append(_valued(cells))
                elif at:
                    into.update({f"{name}_{table.channel[row]}": value for name, (value, _) in cells.items()})
                else:
                    into.update(_valued(cells))
        for row, one in enumerate(said):
            if batch.warning[row]:
                one["rest"] = True
        return [None if batch.error[row] else one for row, one in enumerate(said)]


class Columns:
    """Columns in the memory of C, given back at the end."""

    def __init__(self, batch: Any, close: Any) -> None:
        self.batch = batch
        self._close = close

    def __del__(self) -> None:
        self._close(self.batch)


def _arguments(packed: Packed) -> tuple[Any, ...]:
    offsets = packed.offsets.buffer_info()[0]
    return packed.data, offsets, None, packed.ports, packed.f_port or 0, packed.rows


def _cells(batch: Any, layout: _Layout, table: Any, row: int) -> Iterator[tuple[str, tuple[Any, str | None]]]:
    """The cells of a row that hold a value, or a status that says why not."""
    for at in range(layout.column_count):
        column, values = layout.columns[at], table.column[at]
        if values.valid[row >> 6] >> (row & 63) & 1:
            yield column.name.decode(), (_value(batch, column, values.at, row), None)
        elif values.status and values.status[row]:
            yield column.name.decode(), (None, column.status.decode())


def _value(batch: Any, column: _Column, memory: int, row: int) -> Any:
    cells = c.cast(memory, c.POINTER(_CELL[column.kind]))
    if column.kind == FLAG:
        return bool(cells[row >> 6] >> (row & 63) & 1)
    cell = cells[row]
    if column.kind == CODE:
        label = column.labels[cell] if cell < column.label_count else None
        return f"unknown_{cell}" if label is None else label.decode()
    if column.kind == TEXT:
        return c.string_at(batch.arena + cell.start, cell.length).decode()
    return cell // 1_000_000 if column.kind == TIME else cell


def _valued(cells: dict[str, tuple[Any, str | None]]) -> Values:
    status = {name: status for name, (_, status) in cells.items() if status is not None}
    values: Values = {name: value for name, (value, _) in cells.items()}
    return values | ({"status": status} if status else {})
