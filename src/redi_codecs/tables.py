"""A table of payloads of many devices: readings out, and the rows that gave none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from redi_codecs.batch import Batch, run
from redi_codecs.batch.cells import Cells
from redi_codecs.batch.column import Column, listed
from redi_codecs.batch.gather import gather
from redi_codecs.batch.inputs import Inputs
from redi_codecs.batch.series import coded, is_null, of_texts, values
from redi_codecs.batch.source import Source, column_of, source
from redi_codecs.batch.times import moments, zoneless
from redi_codecs.device_codec import codec
from redi_codecs.errors import DecodeError, RediCodecsError, TableError, UnknownDevice
from redi_codecs.layout.device import Device
from redi_codecs.needed import of_type
from redi_codecs.readings.partial import before_fault

if TYPE_CHECKING:
    from numpy import ndarray

__all__ = ["Tables", "decode_table"]


class Tables(NamedTuple):
    """What :func:`decode_table` gives: two tables of the kind that it was given."""

    readings: Any
    rejects: Any


def decode_table(
    table: Any,
    *,
    device: str | Device,
    payload: str,
    f_port: str | int | None = None,
    time: str | datetime | None = None,
    wide: bool = False,
    attributes: bool = False,
    sensitive: bool = False,
    keep: Sequence[str] = (),
    threads: int | None = None,
) -> Tables:
    """Decode a table of payloads of many devices.

    ``table`` is a DataFrame of pandas or polars, a table of pyarrow, a dict of columns, or anything else that gives
    Arrow; the results are of the same kind. ``device``, ``payload``, ``f_port`` and ``time`` name columns; all but the
    payload may be given as what they are for every row instead (an id, a number, a time). Without
    ``f_port`` it is each device's own, if the device settles it: if all ports are the same to it, or it has one. Ports
    are numbers, or texts of numbers. Times are times with their zone, texts of ISO 8601 with their offset, or numbers
    since 1970.

    ``readings`` has one row a reading: ``row`` (number of the row that it comes from), ``time``, ``device``,
    ``quantity``, ``name``, ``value``, ``text`` (of readings that are no number), ``unit``, ``channel``, ``status``,
    ``record``, ``warnings`` (codes of what was odd about the payload); rows of histories are among them with their own
    times and the history's name as ``record``. With ``wide=True`` it has one row a payload or record, and one column a
    name. ``rejects`` has the rows that could not be decoded, with the reason; their ``partial`` has the readings that
    were complete before the fault, as JSON. ``keep`` names columns that are carried along into both; ``attributes``
    adds settings and identities to the readings, ``sensitive`` what tells of persons.

    >>> table = {"id": ["browan/tbms100", "acme/x"], "data": ["010b3a0500c50000", "00"]}
    >>> readings, rejects = decode_table(table, device="id", payload="data", f_port=102)
    >>> list(zip(readings["name"], readings["value"]))[2:4]
    [('temperature', 26.0), ('time_since_motion', 300.0)]
    >>> list(rejects["row"]), list(rejects["code"])
    ([1], ['UnknownDevice'])
    """
    _numpy()
    rows = source(table)
    if isinstance(keep, str | Mapping) or not isinstance(keep, Iterable):
        raise TypeError(f"keep: names of columns in a list are needed, not {type(keep).__name__}")
    for kept in keep:
        of_type(kept, str, "keep: the name of a column")
    texts = rows[payload]
    inputs = gather(texts, [None] * len(texts) if f_port is None else _ports(rows, f_port), _times(rows, time))
    cells, rejects = Cells(attributes=attributes, sensitive=sensitive), _Rejects(sensitive=sensitive)
    kinds, order = _devices(rows, device, inputs.rows)
    inputs = inputs.ordered(order)
    for name, start, stop in kinds:
        members = order[start:stop]
        try:
            if name is None:
                raise RediCodecsError("the row names no device")
            one = codec(name)
        except RediCodecsError as error:
            rejects.unknown(inputs, start, members, name, str(error))
            continue
        chosen = inputs.part(start, stop)
        if f_port is None:  # a port that is missing in a column is not filled in: port 0 is what is left out
            chosen = chosen.with_port(one.settled_port)
        batch = run(one, chosen, threads=threads, sensitive=sensitive)
        cells.add(batch, members)
        rejects.add(batch, members)
    found, at = cells.wide() if wide else cells.long()
    bad, bad_at = rejects.columns()
    if taken := [name for name in keep if name in {column.name for column in (*found, *bad)}]:
        raise RediCodecsError(
            f"keep: {', '.join(taken)} would take the place of what was decoded, which has columns of that name: "
            "give them other names first"
        )
    return Tables(
        rows.frame(found, len(at), {name: rows.kept(name, at) for name in keep}),
        rows.frame(bad, len(bad_at), {name: rows.kept(name, bad_at) for name in keep}),
    )


def _numpy() -> Any:
    try:
        import numpy
    except ImportError:
        raise RediCodecsError("decode_table needs numpy: pip install numpy") from None
    return numpy


def _ports(rows: Source, f_port: str | int) -> Any:
    """The ports of the rows; numbers in a column of texts, as some readers of CSV leave them, are numbers."""
    if not isinstance(f_port, str):
        return f_port
    column = rows[f_port]
    given = values(column) if of_texts(column) else ()
    if not any(isinstance(one, str) for one in given):
        return column
    return [int(one) if isinstance(one, str) and one.isascii() and one.strip().isdecimal() else one for one in given]


def _times(rows: Source, time: str | datetime | None) -> Any:
    """The times of the rows; a column of texts or numbers is read as such."""
    if isinstance(time, datetime) and time.tzinfo is None:
        raise RediCodecsError(f"time: expected a time with its zone, such as {time.isoformat()}+00:00, saw {time!r}")
    if not isinstance(time, str):
        return time
    column = moments(time, rows[time])
    if zoneless(column):
        raise RediCodecsError(
            f"{time}: the times have no zone, which decides what they mean: say which one, as with "
            f'table["{time}"].dt.tz_localize("UTC") in pandas or dt.replace_time_zone("UTC") in polars'
        )
    return column


def _devices(
    rows: Source, device: str | Device, count: int
) -> tuple[list[tuple[str | Device | None, int, int]], ndarray[Any, Any]]:
    """The devices of a table, each with where its rows begin and end in an order in which they lie together."""
    numpy = _numpy()
    if not isinstance(device, str):
        return [(device, 0, count)], numpy.arange(count)
    if device not in rows.names:
        try:
            return [(codec(device).device, 0, count)], numpy.arange(count)
        except UnknownDevice as error:
            columns = ", ".join(map(str, rows.names))
            raise UnknownDevice(device, error.nearest, f", nor is it a column: {columns}") from None
    names, codes = coded(rows[device])
    if len(codes) != count:
        raise TableError(f"{device} has {len(codes)} rows, the payloads have {count}")
    # In as few bits as there can be: small numbers are sorted by their digits.
    order = numpy.argsort(codes.astype(numpy.min_scalar_type(len(names))), kind="stable")
    ends = numpy.cumsum(numpy.bincount(codes, minlength=len(names))).tolist()
    return [
        (None if is_null(name) else str(name), start, stop)
        for name, start, stop in zip(names, [0, *ends][:-1], ends, strict=True)
        if start < stop
    ], order


class _Rejects:
    """Rows that were not decoded, with the reason."""

    def __init__(self, *, sensitive: bool) -> None:
        self._sensitive = sensitive
        self.found: list[tuple[int, str | None, str, str, str | None, int | None, str | None, str | None]] = []

    def unknown(self, inputs: Inputs, start: int, members: Any, device: Any, reason: str) -> None:
        """All rows of a device that nobody knows, of which the first is at ``start``."""
        for at, row in enumerate(members.tolist(), start):
            self.found.append((row, device, reason, "UnknownDevice", None, None, _hex(inputs.payload(at)), None))

    def add(self, batch: Batch, members: Any) -> None:
        """The rows of a batch that have errors."""
        if not batch.faults:
            return
        for at, fault in batch.faults.items():
            partial = None
            try:
                batch.decoded(at)
            except DecodeError as error:
                reason = error.problem
                if said := before_fault(error.partial, sensitive=self._sensitive):
                    partial = json.dumps(said, ensure_ascii=False)
            row, payload = int(members[at]), _hex(batch.payload(at))
            self.found.append((row, batch.device, reason, fault.name, fault.field, fault.offset, payload, partial))

    def columns(self) -> tuple[list[Column], Any]:
        """The columns of the table, and the rows that they are of."""
        self.found.sort(key=lambda one: one[0])
        lists = list(zip(*self.found, strict=True)) or [()] * 8
        names = ("row", "device", "reason", "code", "field", "offset", "payload", "partial")
        columns = [
            listed(name, "int", list(one)) if name in ("row", "offset") else text_column(name, list(one))
            for name, one in zip(names, lists, strict=True)
        ]
        return columns, _numpy().array(lists[0], _numpy().int64)


def _hex(payload: bytes | None) -> str | None:
    return None if payload is None else payload.hex()


def text_column(name: str, found: list[str | None]) -> Column:
    """Text of many kinds, each once."""
    return column_of(name, found) if any(one is not None for one in found) else Column(name, "enum", len(found))
