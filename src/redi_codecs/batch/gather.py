"""What a batch is made from: payloads, ports and times in any form, gathered into :class:`Inputs`.

A row that is wrong never raises: it gets its code in ``Inputs.preset``, and no engine looks at it. Only what is wrong
with an argument as a whole (its type, its length, times without zone) raises, before anything is decoded.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import index
from typing import Any

from redi_codecs.batch import arrow_in
from redi_codecs.batch.inputs import NO_PORT, UNREAD, Inputs
from redi_codecs.batch.memory import Chunk, Listed, Numbers, address, bits, spread
from redi_codecs.batch.series import BINARY, INTEGERS, UNITS, chunk_of, is_null, items, listed, read_column
from redi_codecs.batch.sound import entries
from redi_codecs.errors import InvalidPayload
from redi_codecs.instants import microseconds, utc
from redi_codecs.payload_text import hex_bytes
from redi_codecs.plan.schema import ERROR_CODES

#: Rows that are wrong: code, and what is wrong.
Wrong = dict[int, tuple[int, str]]

__all__ = ["gather"]

_NONE = ERROR_CODES["NoPayload"]
_BAD = ERROR_CODES["InvalidPayload"]
_NO_PORT = _NONE, NO_PORT


def gather(payloads: Any, f_port: Any, received_at: Any, device: str = "") -> Inputs:
    """The rows that the arguments of ``decode_batch`` describe."""
    wrong: Wrong = {}
    pieces = _payloads(payloads, wrong)
    rows = sum(one.rows for one in pieces)
    ports = _ports(f_port, wrong, device)
    times = _times(received_at, device)
    for what, column in (("f_port", ports), ("received_at", times)):
        if isinstance(column, list) and (found := sum(one.rows for one in column)) != rows:
            raise InvalidPayload(f"{what} has {found} rows, the payloads have {rows}", device=device)
    preset = _unread(ports, rows)
    if wrong:
        preset = preset or bytearray(rows)
        for row, (code, _) in wrong.items():
            preset[row] = code
    return Inputs(rows, pieces, ports, times, preset, {row: why for row, (_, why) in wrong.items()})


# ---- payloads


def _payloads(source: Any, wrong: Wrong) -> list[Chunk | Listed]:
    if isinstance(source, bytes | bytearray | memoryview | str):
        raise TypeError("the payloads are a single one here; a sequence of payloads is needed: [payload]")
    source = listed(source)
    found = read_column(source)
    if found is None:
        return [Listed(_objects(items("payloads", source), wrong, 0))]
    type, arrays = found
    pieces: list[Chunk | Listed] = []
    for one_array in arrays:
        pieces.append(_piece(type, one_array, wrong, sum(one.rows for one in pieces)))
    return pieces


def _piece(type: arrow_in.Type, array: arrow_in.Array, wrong: Wrong, start: int) -> Chunk | Listed:
    if type.dictionary is not None and array.dictionary is not None:
        code = INTEGERS[type.format]
        bad: Wrong = {}
        keys = _piece(type.dictionary, array.dictionary, bad, 0).values()
        places = Numbers.arrow(array, code).values()
        found = entries(keys, places)
        wrong.update((start + row, bad[place]) for row, place in enumerate(places) if place in bad)
        return Listed(found)
    if type.format == "n":
        return Listed([None] * array.rows)
    if type.format.startswith("w:"):
        width = int(type.format[2:])
        data = array.buffers[1] + array.offset * width
        return Chunk(array.rows, "fixed", data, 0, width, array.validity, array.offset, (), array.keep)
    if type.format not in BINARY:
        raise TypeError(f"payloads are binary or hex text, not {type.words}")
    chunk = chunk_of(type, array)
    if type.format in ("z", "Z", "vz"):
        return chunk
    whole = _hex(chunk.in_a_row())
    if whole is not None:
        return whole
    texts = [None if value is None else str(value, "utf-8", "replace") for value in chunk.values()]
    return Listed(_objects(texts, wrong, start))


def _hex(chunk: Chunk) -> Chunk | None:
    """Hex text all at once; None where a row needs a closer look."""
    if not chunk.rows:
        return chunk
    width = 4 if chunk.kind == "offsets32" else 8
    raw = ctypes.string_at(chunk.index, (chunk.rows + 1) * width)
    first, last = int.from_bytes(raw[:width], "little"), int.from_bytes(raw[-width:], "little")
    ends = int.from_bytes(raw, "little")
    if ends & int.from_bytes((b"\1" + bytes(width - 1)) * (chunk.rows + 1), "little"):
        return None  # a payload of half a byte, somewhere
    try:
        data = bytes.fromhex(ctypes.string_at(chunk.data + first, last - first).decode("ascii"))
    except ValueError:
        return None
    if 2 * len(data) != last - first:
        return None  # spaces may be anywhere in it
    halves = (ends >> 1).to_bytes(len(raw), "little")  # all are even: no bit passes from one number to the next
    keep = data, halves, chunk.keep
    return Chunk(
        chunk.rows, chunk.kind, address(data) - first // 2, address(halves), 0, chunk.validity, chunk.bit, (), keep
    )


def _objects(payloads: list[Any], wrong: Wrong, start: int) -> list[bytes | None]:
    kinds = set(map(type, payloads))
    if kinds <= {bytes, type(None)}:
        return payloads
    if kinds == {str}:
        try:
            return list(map(bytes.fromhex, payloads))
        except ValueError:
            pass
    found: list[bytes | None] = []
    for row, payload in enumerate(payloads, start):
        if isinstance(payload, bytes | bytearray | memoryview):
            try:
                found.append(bytes(payload))
            except ValueError as error:  # a view that was let go
                wrong[row] = _BAD, f"the payload cannot be read: {error}"
                found.append(None)
            continue
        value = None
        if isinstance(payload, str):
            try:
                value = bytes.fromhex(payload)
            except ValueError as error:
                if (value := hex_bytes(payload)) is None:
                    wrong[row] = _BAD, f"{payload[:80]!r} is not hex: {error}"
        elif not is_null(payload):
            wrong[row] = _BAD, f"bytes or a hex string are needed, not {type(payload).__name__}"
        found.append(value)
    return found


# ---- ports


def _ports(source: Any, wrong: Wrong, device: str) -> int | list[Numbers]:
    if not isinstance(source, bool) and hasattr(type(source), "__index__") and not getattr(source, "shape", ()):
        port = int(index(source))
        if not 0 <= port <= 255:
            raise InvalidPayload(f"{port} is no fPort: an integer of 0 … 255 is needed", device=device)
        return port
    if source is None or isinstance(source, bool | float | str | bytes | bytearray):
        raise TypeError(f"f_port: an integer, or one a row, is needed, not {source!r}")
    found = read_column(listed(source))
    if found is not None:
        type_, arrays = found
        if type_.format not in INTEGERS or type_.dictionary is not None:
            if type_.format != "n":
                raise TypeError(f"f_port: integers are needed, not {type_.words}")
            return _columned(_port_list([None] * sum(one.rows for one in arrays), wrong))
        numbers = [Numbers.arrow(one, INTEGERS[type_.format]).narrow() for one in arrays if one.rows]
        if type_.format in ("f", "g"):  # whole numbers beside a NaN are floats in pandas
            return _columned(_port_list([port for one in numbers for port in one.values()], wrong))
        _null_ports(numbers, wrong)
        return numbers
    return _columned(_port_list(items("f_port", source), wrong))


def _unread(ports: int | list[Numbers], rows: int) -> bytearray | None:
    """A byte a row, where some are on port 0: what they carry are MAC commands."""
    if isinstance(ports, int):
        return bytearray([UNREAD]) * rows if ports == 0 and rows else None
    preset, start = None, 0
    for one in ports:
        values = one.values() if one.code != "B" else ctypes.string_at(one.data, one.rows)
        if 0 in values:
            preset = preset or bytearray(rows)
            for row, port in enumerate(values, start):
                if port == 0:
                    preset[row] = UNREAD
        start += one.rows
    return preset


def _columned(values: array[Any]) -> list[Numbers]:
    return [Numbers.listed(values)]


def _port_list(ports: list[Any], wrong: Wrong) -> array[Any]:
    if set(map(type, ports)) == {int}:
        try:
            return array("B", ports)
        except OverflowError:
            pass
    found = array("B", bytes(len(ports)))
    for row, port in enumerate(ports):
        if is_null(port):
            wrong.setdefault(row, _NO_PORT)
            continue
        whole = int(port) if isinstance(port, float) and port.is_integer() else port
        if isinstance(whole, bool) or not hasattr(type(whole), "__index__") or not 0 <= index(whole) <= 255:
            wrong.setdefault(row, (_BAD, f"{port!r} is no fPort: an integer of 0 … 255 is needed"))
        else:
            found[row] = index(whole)
    return found


def _null_ports(numbers: Iterable[Numbers], wrong: Wrong) -> None:
    """Nulls and numbers that no port has are settled here, so that engines need not look."""
    start = 0
    for one in numbers:
        valid = spread(one.validity, one.bit, one.rows) if one.validity else None
        if valid is not None:
            for row, flag in enumerate(valid, start):
                if flag == "0":
                    wrong.setdefault(row, _NO_PORT)
        if one.code != "B":
            values = one.values() if valid is None else [value or 0 for value in one.values()]
            if values and (min(values) < 0 or max(values) > 255):
                for row, port in enumerate(values, start):
                    if not 0 <= port <= 255:
                        wrong.setdefault(row, (_BAD, f"{port!r} is no fPort: an integer of 0 … 255 is needed"))
        start += one.rows


# ---- times


def _times(source: Any, device: str) -> int | list[Numbers] | None:
    if source is None:
        return None
    if isinstance(source, datetime):
        return _microseconds(source, "received_at", device)
    if isinstance(source, Numbers):  # microseconds already
        return [source]
    if isinstance(source, bool | int | float | str | bytes):
        raise TypeError(f"received_at: a time with its zone, or one a row, is needed, not {source!r}")
    source = listed(source)
    found = read_column(source)
    if found is not None:
        return _timestamps(*found, device)
    if str(getattr(source, "dtype", "")).startswith("datetime64") and "," not in str(source.dtype):
        raise InvalidPayload(f"received_at: the times have no zone ({source.dtype})", device=device)
    moments = items("received_at", source)
    values, valid = array("q", bytes(8 * len(moments))), bytearray(len(moments))
    for row, moment in enumerate(moments):
        if not is_null(moment):
            values[row] = _microseconds(moment, f"received_at, row {row}", device)
            valid[row] = 1
    return [Numbers.listed(values, b"" if all(valid) else bits(valid))]


def _microseconds(moment: Any, where: str, device: str) -> int:
    if not isinstance(moment, datetime):
        raise TypeError(f"{where}: a time with its zone is needed, not {moment!r}")
    known = utc(moment)
    if known is None:
        raise InvalidPayload(f"{where} needs a time with its zone, 0001 … 9999 in UTC, not {moment!r}", device=device)
    return microseconds(known)


def _timestamps(type: arrow_in.Type, arrays: Sequence[arrow_in.Array], device: str) -> list[Numbers]:
    if type.format == "n":
        return [Numbers.listed(array("q", bytes(8 * one.rows)), bytes((one.rows + 7) // 8)) for one in arrays]
    if not type.format.startswith("ts") or type.dictionary is not None:
        raise TypeError(f"received_at: times with their zone are needed, not {type.words}")
    unit, _, zone = type.format[2:].partition(":")
    if not zone:
        raise InvalidPayload("received_at: the times have no zone; say which, such as UTC", device=device)
    return [Numbers.arrow(one, "q", *UNITS[unit]) for one in arrays if one.rows]
