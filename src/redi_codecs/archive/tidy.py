"""Readings in the tidy long form, a row each, as CSV and Parquet."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from redi_codecs.errors import RediCodecsError
from redi_codecs.instants import iso

if TYPE_CHECKING:
    import pyarrow

    from redi_codecs.archive.bulk import Part
    from redi_codecs.archive.decoding import DecodedMessage
    from redi_codecs.readings import Reading, Warned

__all__ = ["CsvFile", "ParquetFile", "Row", "arrow_of", "rows"]

ROW_GROUP: Final = 1 << 16
"""Rows that are collected before they are written: the memory that a Parquet file takes."""

COLUMN_GROUP: Final = 1 << 18
"""The same for readings in columns, which take a tenth of the memory that rows do."""


class Row(NamedTuple):
    """One reading.

    ``value`` is the number (1 and 0 for a truth value); a name, a text, bytes in hex or a time are in ``text``. A
    reading without a value has neither, and a ``status``. ``record`` is the name of the history that a reading belongs
    to, and None for what is current. ``warnings`` has the codes of what was odd about the message: ``simulated`` where
    no device sent it, and those of its payload.
    """

    time: datetime | None
    received_at: datetime | None
    dev_eui: str | None
    device: str
    name: str
    quantity: str | None
    value: float | None
    text: str | None
    unit: str
    channel: int | None
    status: str | None
    f_port: int
    record: str | None
    warnings: str | None = None


def rows(message: DecodedMessage, *, sensitive: bool = False) -> Iterator[Row]:
    """The readings of a message and of its history; what is no measurement (attributes) is not among them.

    >>> from redi_codecs import decode_message
    >>> message = {"dev_eui": "70B3D5000000002A", "f_port": 102, "payload": "010b3a0500c50000", "encoding": "hex"}
    >>> for row in rows(decode_message(message, device="browan/tbms100")):
    ...     print(row.name, row.value, row.quantity)
    motion 1.0 motion
    battery_voltage 3.6 battery_voltage
    temperature 26.0 temperature
    time_since_motion 300.0 time_since_motion
    motion_count_total 197.0 motion_count
    """
    decoded = message.decoded
    if decoded is None:
        return
    received_at = message.uplink.received_at
    who = (received_at, message.uplink.dev_eui or None, decoded.device)
    odd = codes(decoded.warnings)
    if message.uplink.simulated:  # a row says nothing else of its message, and is to be told from what a device sent
        odd = f"simulated, {odd}" if odd else "simulated"
    for reading in decoded.readings:
        if sensitive or not reading.field.sensitive:
            yield _row(reading, reading.time or received_at, who, decoded.f_port, None, odd)
    for record in decoded.records:
        for reading in record.readings:
            if sensitive or not reading.field.sensitive:
                yield _row(reading, record.time, who, decoded.f_port, record.name, odd)


def _row(
    reading: Reading,
    time: datetime | None,
    who: tuple[datetime | None, str | None, str],
    f_port: int,
    record: str | None,
    odd: str | None,
) -> Row:
    field, value = reading.field, reading.value
    number: float | None = None
    text: str | None = None
    if isinstance(value, int | float):
        number = float(value)
    elif value is not None:
        text = _text(value)
    return Row(
        time,
        *who,
        field.name,
        field.quantity,
        number,
        text,
        field.unit,
        field.channel,
        reading.status,
        f_port,
        record,
        odd,
    )


def codes(warnings: Iterable[Warned]) -> str | None:
    """The codes of warnings, each once, as one text."""
    return ", ".join(dict.fromkeys(one.code for one in warnings)) or None


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.hex()
    return iso(value) if isinstance(value, datetime) else str(value)


class CsvFile:
    """Rows as CSV: a header, times in ISO 8601, numbers as short as they are exact."""

    def __init__(self, file: IO[str], *, sensitive: bool = False) -> None:
        self._file = file
        self._writer = csv.writer(file, lineterminator="\n")
        self._sensitive = sensitive
        self._writer.writerow(Row._fields)

    def write(self, message: DecodedMessage) -> None:
        self._writer.writerows(map(_cells, rows(message, sensitive=self._sensitive)))

    @staticmethod
    def prepared(part: Part) -> str:
        """Many readings as they are written."""
        from redi_codecs.archive.columnar import csv_lines

        return csv_lines(part.cells, part.words) if len(part.cells) else ""

    def write_prepared(self, text: str) -> None:
        """Write what :meth:`prepared` gave, here or in another process."""
        self._file.write(text)

    def close(self) -> None:
        """Nothing is left to write."""


def _cells(row: Row) -> tuple[Any, ...]:
    time, received_at, *others = row
    return (*(iso(one) if one else None for one in (time, received_at)), *others)


class ParquetFile:
    """Rows as Parquet, in groups, so that a file of any length takes the memory of one group. Needs pyarrow."""

    def __init__(self, file: str | os.PathLike[str] | IO[bytes], *, sensitive: bool = False) -> None:
        try:
            import pyarrow  # noqa: F401
        except ImportError:
            raise RediCodecsError("writing Parquet needs pyarrow: pip install 'redi-codecs[parquet]'") from None
        self._file = file
        self._rows: list[Row] = []
        #: What makes a group together: the writer keeps something of each until the end, so there are to be few.
        self._tables: list[pyarrow.Table] = []
        self._waiting = 0
        self._sensitive = sensitive

    @cached_property
    def _writer(self) -> Any:
        """What writes, loaded with the first group of rows: where several processes decode, they do so meanwhile."""
        import pyarrow
        from pyarrow import parquet

        schema = arrow_schema()
        # Words are kept as dictionaries, and are plain texts to whoever reads the file.
        words = [field.name for field in schema if pyarrow.types.is_dictionary(field.type)]
        return parquet.ParquetWriter(
            self._file,
            schema,
            compression="zstd",
            use_dictionary=words,
            # Least and most of words, which come in no order, would help nobody, and take as long as half of all else.
            write_statistics=[name for name in schema.names if name not in words],
            store_schema=False,
        )

    def write(self, message: DecodedMessage) -> None:
        self._rows.extend(rows(message, sensitive=self._sensitive))
        if len(self._rows) >= ROW_GROUP:
            self._flush()

    @staticmethod
    def prepared(part: Part) -> pyarrow.Table:
        """Many readings as they are written."""
        from redi_codecs.archive.columnar import arrow

        return arrow(part.cells, part.words)

    def write_prepared(self, table: pyarrow.Table) -> None:
        """Write what :meth:`prepared` gave, here or in another process."""
        if table.num_rows:
            self._tables.append(table)
            self._waiting += table.num_rows
            if self._waiting >= COLUMN_GROUP:
                self._flush()

    def _flush(self) -> None:
        self._writer.write_table(arrow_of(self._tables, self._rows))
        self._tables.clear()
        self._rows.clear()
        self._waiting = 0

    def close(self) -> None:
        """Write what is left, and the end of the file."""
        if self._rows or self._tables:
            self._flush()
        self._writer.close()


def arrow_schema() -> pyarrow.Schema:
    """The columns of rows in Arrow: words are dictionaries."""
    import pyarrow

    at, word = pyarrow.timestamp("us", tz="UTC"), pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
    types = {
        "time": at,
        "received_at": at,
        "value": pyarrow.float64(),
        "channel": pyarrow.int32(),
        "f_port": pyarrow.uint8(),
    }
    return pyarrow.schema([(name, types.get(name, word)) for name in Row._fields])


def arrow_of(tables: Iterable[pyarrow.Table], rows: Iterable[Row] = ()) -> pyarrow.Table:
    """Tables of many readings each and rows, as one table."""
    try:
        import pyarrow
    except ImportError:
        raise RediCodecsError("a table of Arrow needs pyarrow: pip install 'redi-codecs[parquet]'") from None
    schema, found = arrow_schema(), list(tables)
    if columns := list(zip(*rows, strict=True)):
        arrays = [pyarrow.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
        found.append(pyarrow.Table.from_arrays(arrays, schema=schema))
    return pyarrow.concat_tables(found).unify_dictionaries() if found else schema.empty_table()
