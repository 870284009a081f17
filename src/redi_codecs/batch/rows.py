"""The engine in Python: a batch decoded row by row with the generated function, then sorted into columns.

It is there wherever the compiled core is not, and what the compiled core is held against.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from itertools import repeat
from typing import Any

from redi_codecs.batch.fill import BLOCK, Longs, filler, mask_of, microseconds
from redi_codecs.batch.inputs import Inputs, Piece
from redi_codecs.plan.columns import Columns, FaultAt, TableData
from redi_codecs.plan.faults import Fault
from redi_codecs.plan.schema import ERROR_CODES, Schema, TableSpec
from redi_codecs.results import Result, Values
from redi_codecs.runtimes.python.generated import Decoder

__all__ = ["decode_rows"]

_NONE = ERROR_CODES["NoPayload"]
_NOTHING = Result(None, None, {}, (), (), 1 << 62)  # beyond the end of any payload
#: The calendar, in microseconds since 1970.
_FIRST, _LAST = -62_135_596_800_000_000, 253_402_300_800_000_000
#: Payloads of a shape that so few others of a block have are not worth handling on their own.
_FEW = 12


#: A value with a channel: row in the block, channel, value.
Cell = tuple[int, int, Any]


class _Table:
    """A table that grows by blocks of rows."""

    def __init__(self, spec: TableSpec, statuses: dict[str, int], rows: int = 0) -> None:
        self.spec = spec
        self.columns = [filler(column, statuses, rows) for column in spec.columns]
        self.rows = 0
        self.row = array("q")
        self.record = array("q")
        self.channel = array("i")
        self.time = Longs()

    def finish(self, nested: bool) -> TableData:
        data = TableData(self.spec, self.rows, [one.finish(self.rows) for one in self.columns])
        if self.spec.kind != "rows":
            data.row = self.row
        if self.spec.kind == "channel":
            data.channel = self.channel
            data.record = self.record if nested else None
        data.time, data.time_validity = self.time.finish()
        return data


class _Writer:
    """Sorts results into the tables of a schema."""

    def __init__(self, schema: Schema, rows: int) -> None:
        self.schema = schema
        statuses = {status: code for code, status in enumerate(schema.statuses)}
        self.tables = [_Table(spec, statuses, 0 if at else rows) for at, spec in enumerate(schema.tables)]
        self.numbers = {name or None: code for code, name in enumerate(schema.messages)}
        self.messages = array("h", bytes(2 * rows))
        self.warnings = array("I", bytes(4 * rows))
        self.bits = {code: 1 << bit for bit, code in enumerate(schema.warnings)}

    def add(
        self, start: int, results: Sequence[Result], payloads: Sequence[bytes | None], received: Sequence[int | None]
    ) -> None:
        """The next rows of the payloads' own table, and what belongs to them."""
        messages, moments, values, records, warned, ends = zip(*results, strict=True)
        size = len(results)
        if messages.count(None) < size:
            self.messages[start : start + size] = array("h", map(self.numbers.__getitem__, messages))
        if any(warned) or ends != _lengths(payloads):
            self.warn(start, warned, ends, payloads)
        times = received
        if moments.count(None) < size:
            times = [
                now if (time := microseconds(moment)) is None else time
                for moment, now in zip(moments, received, strict=True)
            ]
        self.fill(None, self.tables[0], range(start, start + size), times, values)
        if any(records):
            self.history(start, records)

    def warn(
        self,
        start: int,
        warned: Sequence[Sequence[tuple[str, int, int | None, str]]],
        ends: Sequence[int],
        payloads: Sequence[bytes | None],
    ) -> None:
        """Set the bits of what was odd."""
        trailing = self.bits["trailing_bytes"]
        for row, (ones, end, payload) in enumerate(zip(warned, ends, payloads, strict=True), start):
            mask = trailing if payload is not None and end < len(payload) else 0
            for code, *_ in ones:
                mask |= self.bits[code]
            self.warnings[row] = mask

    def history(self, start: int, records: Sequence[Sequence[tuple[int, float | None, Values]]]) -> None:
        """The records of some rows, each kind in its table."""
        kinds: dict[int, list[tuple[int, float | None, Values]]] = defaultdict(list)
        for row, ones in enumerate(records, start):
            for group, moment, values in ones:
                kinds[group].append((row, moment, values))
        for group, found in kinds.items():
            table = self.tables[self.schema.records[group]]
            for at in range(0, len(found), BLOCK):
                rows, moments, values_of = zip(*found[at : at + BLOCK], strict=True)
                self.fill(group, table, rows, list(map(microseconds, moments)), values_of)

    def fill(
        self,
        record: int | None,
        table: _Table,
        rows: Sequence[int],
        times: Sequence[int | None],
        values: Sequence[Values],
    ) -> None:
        """The next rows of a table: those with the same fields together, a field at a time."""
        start, size = table.rows, len(values)
        table.rows += size
        table.time.extend(times)
        if record is not None:
            table.row.extend(rows)
        opened: dict[int, list[Cell]] = defaultdict(list)
        few: dict[Any, tuple[list[int], list[Any]]] = {}
        groups: dict[tuple[Any, ...], Any] = defaultdict(list)
        shapes = list(map(tuple, values))
        if shapes.count(shapes[0]) == size:
            groups[shapes[0]] = range(size)
        else:
            for at, keys in enumerate(shapes):
                groups[keys].append(at)
        for keys, members in groups.items():
            if len(members) < _FEW and len(groups) > 1:
                for at in members:
                    for key, value in values[at].items():
                        found = few.get(key)
                        if found is None:
                            found = few[key] = [], []
                        found[0].append(at)
                        found[1].append(value)
                continue
            mask = mask_of(members, size)
            chosen = values if len(members) == size else [values[at] for at in members]
            for key, column in zip(keys, zip(*map(dict.values, chosen), strict=True), strict=True):
                self.put(record, table, key, start, size, members, mask, column, opened)
        for key, (members, column_) in few.items():
            self.put(record, table, key, start, size, members, mask_of(members, size), column_, opened)
        for slot, cells in opened.items():
            self.channels(record, slot, start, rows, times, values, cells)

    def put(
        self,
        record: int | None,
        table: _Table,
        key: int | tuple[int, int],
        start: int,
        size: int,
        members: Sequence[int],
        mask: int,
        column: Sequence[Any],
        opened: dict[int, list[Cell]],
    ) -> None:
        """One field of some rows of a block."""
        if type(key) is tuple:
            slot, channel = key
            opened[slot].extend(zip(members, repeat(channel), column))
            return
        table.columns[self.schema.places[record, key][1]].put(start, size, members, mask, column)  # type: ignore[index]

    def channels(
        self,
        record: int | None,
        slot: int,
        start: int,
        rows: Sequence[int],
        times: Sequence[int | None],
        values: Sequence[Values],
        cells: list[Cell],
    ) -> None:
        """Values whose channel only the payload knows, in the order of rows, and of the wire inside a row."""
        table = self.tables[self.schema.places[record, slot][0]]
        wire: dict[int, dict[Any, int]] = {}

        def order(cell: Cell) -> tuple[int, int]:
            at, channel, _ = cell
            if at not in wire:
                wire[at] = {key: number for number, key in enumerate(values[at])}
            return at, wire[at][slot, channel]

        cells.sort(key=order)
        first, size = table.rows, len(cells)
        table.rows += size
        table.row.extend(rows[at] for at, *_ in cells)
        table.time.extend([times[at] for at, *_ in cells])
        table.channel.extend(channel for _, channel, _ in cells)
        if record is not None:
            table.record.extend(start + at for at, *_ in cells)
        table.columns[0].put(first, size, range(size), mask_of(range(size), size), [value for *_, value in cells])


def decode_rows(schema: Schema, decode: Decoder, inputs: Inputs) -> Columns:
    """Decode all rows."""
    writer = _Writer(schema, inputs.rows)
    errors = bytearray(inputs.rows) if inputs.preset is None else inputs.preset[:]
    faults: dict[int, FaultAt] = {}
    for piece in inputs.pieces(most=BLOCK):
        payloads = piece.payloads.values()
        received = _received(piece)
        results = _decoded(decode, piece, payloads, received, errors, faults)
        writer.add(piece.start, results, payloads, received)
    return Columns(
        schema,
        inputs.rows,
        [table.finish(_nested(schema, table.spec)) for table in writer.tables],
        writer.messages if any(writer.messages) else None,
        errors if any(errors) else None,
        writer.warnings if any(writer.warnings) else None,
        faults,
    )


def _lengths(payloads: Sequence[bytes | None]) -> tuple[int, ...] | None:
    return None if None in payloads else tuple(map(len, payloads))  # type: ignore[arg-type]


def _nested(schema: Schema, spec: TableSpec) -> bool:
    return spec.parent is not None and schema.tables[spec.parent].kind == "record"


def _received(piece: Piece) -> list[int | None]:
    if piece.times is None or isinstance(piece.times, int):
        return [piece.times] * piece.rows
    times: list[int | None] = piece.times.values()
    known = [time for time in times if time is not None]
    if known and not (min(known) >= _FIRST and max(known) < _LAST):
        return [time if time is not None and _FIRST <= time < _LAST else None for time in times]
    return times


def _decoded(
    decode: Decoder,
    piece: Piece,
    payloads: Sequence[bytes | None],
    received: Sequence[int | None],
    errors: bytearray,
    faults: dict[int, FaultAt],
) -> list[Result]:
    """A result a row; an empty one where there is no payload, or a fault in it."""
    start = piece.start
    rows: Sequence[int] = range(piece.rows)
    if None in payloads:
        for at in rows:
            if payloads[at] is None:
                errors[start + at] = errors[start + at] or _NONE
    if any(errors[start : start + piece.rows]):
        rows = [at for at in rows if not errors[start + at]]
    whole = len(rows) == piece.rows
    data: Any = payloads if whole else [payloads[at] for at in rows]
    ports: Any = repeat(piece.ports)
    if not isinstance(piece.ports, int):
        ports = piece.ports.values()
        ports = ports if whole else [ports[at] for at in rows]
    times: Any = repeat(None)
    if piece.times is not None:
        times = [None if received[at] is None else received[at] / 1_000_000 for at in rows]  # type: ignore[operator]
    results: list[Any] = []
    turns = map(decode, data, ports, times)
    while len(results) < len(rows):
        try:
            results.extend(turns)
        except Fault as fault:  # of the payload after those that are in the results
            row = start + rows[len(results)]
            errors[row] = code = ERROR_CODES[fault.kind.__name__]
            faults[row] = FaultAt(code, fault.field, fault.offset)
            results.append(_NOTHING)
    if whole:
        return results
    placed = [_NOTHING] * piece.rows
    for at, result in zip(rows, results, strict=True):
        placed[at] = result
    return placed
