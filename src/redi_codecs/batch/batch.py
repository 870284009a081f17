"""A batch: many payloads of one device as columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, Protocol

from redi_codecs.batch.column import Column
from redi_codecs.batch.frame import Frame
from redi_codecs.batch.inputs import Inputs
from redi_codecs.errors import InvalidPayload
from redi_codecs.instants import of_microseconds
from redi_codecs.needed import row_of
from redi_codecs.plan.columns import ColumnData, Columns, FaultAt, TableData
from redi_codecs.plan.schema import ERRORS, Schema
from redi_codecs.runtimes.core.native import available

if TYPE_CHECKING:
    import pandas
    import polars

    from redi_codecs.layout.device import Device
    from redi_codecs.plan.plan import Plan
    from redi_codecs.readings import Decoded
    from redi_codecs.runtimes.python.generated import Decoder

__all__ = ["Batch", "Fault", "OneDevice", "Table"]


class OneDevice(Protocol):
    """What a batch needs of a codec."""

    @property
    def device(self) -> Device: ...
    @property
    def plan(self) -> Plan: ...
    @property
    def schema(self) -> Schema: ...
    @property
    def generated(self) -> Decoder: ...
    def decode(self, payload: bytes, f_port: int, *, received_at: datetime | None = None) -> Decoded: ...


class Fault(NamedTuple):
    """Why a row has no values: the name of the error, the field that was being read, and the byte offset."""

    name: str
    field: str | None
    offset: int


def _column(data: ColumnData, rows: int, schema: Schema) -> Column:
    spec = data.spec
    status = None
    if data.status is not None:
        status = Column.coded(f"{spec.name}_status", data.status, schema.statuses, rows, "B")
    return Column(
        spec.name,
        spec.type,
        rows,
        data.values,
        data.validity,
        offsets=data.offsets,
        labels=data.labels,
        field=spec.field,
        status=status,
    )


def _time(table: TableData) -> Column:
    return Column("time", "time", table.rows, table.time, table.time_validity)


class _Fields(Frame):
    """A table whose columns are the fields of a device; DataFrames of it have what was measured."""

    _sensitive: bool
    _measured: tuple[str, ...]

    @property
    def measured(self) -> tuple[str, ...]:
        """The names of the columns that hold what was measured."""
        return self._measured

    def to_polars(self, *, attributes: bool = False, empty: bool = False) -> polars.DataFrame:
        """A DataFrame of polars with what was measured.

        ``attributes`` adds what is no measurement (settings, identities), ``empty`` the columns that nothing was
        written to: with both it has the columns that Arrow gives, which are the same for all batches of a device.
        """
        return Frame(self._shown(attributes, empty), len(self), self._about).to_polars()

    def to_pandas(self, *, attributes: bool = False, empty: bool = False) -> pandas.DataFrame:
        """A DataFrame of pandas with what was measured; columns with gaps are of types that know missing values.

        ``attributes`` adds what is no measurement (settings, identities), ``empty`` the columns that nothing was
        written to: with both it has the columns that Arrow gives, which are the same for all batches of a device.

        >>> import redi_codecs
        >>> batch = redi_codecs.codec("milesight-iot/em300-th").decode_batch(["03673401", "0367FF00"], f_port=85)
        >>> list(batch.to_pandas()), len(list(batch.to_pandas(empty=True)))
        (['temperature', 'error', 'warnings'], 6)
        """
        return Frame(self._shown(attributes, empty), len(self), self._about).to_pandas()

    def exported(self) -> list[Column]:
        return self._exported(lambda column: True)

    def _shown(self, attributes: bool, empty: bool) -> list[Column]:
        measured = frozenset(self.measured)

        def wanted(column: Column) -> bool:
            if column.field is None:
                return empty or column.touched or column.name not in ("time", "message")
            return (attributes or column.name in measured) and (empty or column.touched or column.status.touched)

        return self._exported(wanted)

    def _exported(self, wanted: Callable[[Column], bool]) -> list[Column]:
        """The columns that are wanted and may be seen, each with the statuses that occur in it."""
        return _with_statuses(filter(wanted, self._columns.values()), self._sensitive)


class Table(_Fields):
    """What repeats inside payloads: a kind of history record, or values whose channel only the payload knows.

    ``row`` is the payload that a row comes from, ``time`` its own time; ``record``, where there is one, the row of the
    table of records that it belongs to.
    """

    def __init__(self, data: TableData, schema: Schema, sensitive: bool) -> None:
        places = [Column("row", "int", data.rows, data.row)]
        if data.spec.parent:  # not the payloads' own
            places.append(Column("record", "int", data.rows, data.record))
        if data.spec.kind == "channel":
            places.append(Column("channel", "int32", data.rows, data.channel))
        fields = [_column(one, data.rows, schema) for one in data.columns]
        super().__init__([*places, _time(data), *fields], data.rows, {"device": schema.device, "table": data.spec.name})
        self.name = data.spec.name
        self.kind = data.spec.kind
        self.parent = None if not data.spec.parent else schema.tables[data.spec.parent].name
        self._measured = tuple(spec.name for spec in data.spec.columns if spec.measured)
        self._sensitive = sensitive


def _with_statuses(columns: Iterable[Column], sensitive: bool) -> list[Column]:
    found = []
    for column in columns:
        if column.field is not None and column.field.sensitive and not sensitive:
            continue
        found.append(column)
        if column.status.touched:
            found.append(column.status)
    return found


class _Faults(Mapping[int, Fault]):
    """The rows that were not decoded, and why."""

    def __init__(self, errors: Any, known: Mapping[int, FaultAt]) -> None:
        self._errors = errors
        self._known = known

    def __getitem__(self, row: int) -> Fault:
        if not self._errors[row]:
            raise KeyError(row)
        code, field, offset = self._known.get(row) or FaultAt(self._errors[row], None, 0)
        return Fault(ERRORS[code], field, offset)

    def __iter__(self) -> Iterator[int]:
        return (row for row, code in enumerate(self._errors) if code)

    def __len__(self) -> int:
        return len(self._errors) - bytes(self._errors).count(0)

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {len(self._errors):,} not decoded>"


class Batch(_Fields):
    """Many payloads of one device: a row each, a column a field.

    A row that could not be decoded has no values; ``errors`` has its code, ``error_names[code]`` is the name of the
    error, and ``faults[row]`` says field and offset. ``records`` holds the tables of what repeats inside payloads.
    ``native`` says whether the compiled core decoded them; without it, or for a format that no program holds, they are
    decoded row by row in Python. Sensitive columns can be read here, but go into no DataFrame unless ``sensitive=True``
    was given.

    >>> import redi_codecs
    >>> batch = redi_codecs.codec("milesight-iot/em300-th").decode_batch(["03673401", "0367", None], f_port=85)
    >>> batch["temperature"][0], list(batch.errors), batch.faults[1]
    (30.8, [0, 3, 1], Fault(name='TruncatedPayload', field='temperature', offset=2))
    """

    def __init__(
        self, codec: OneDevice, inputs: Inputs, columns: Columns, *, sensitive: bool = False, native: bool = False
    ) -> None:
        self._data = columns
        self._rows = columns.rows
        self._about = {"device": columns.schema.device}
        self._codec = codec
        self._inputs = inputs
        self._sensitive = sensitive
        self.native = native
        self.device = columns.schema.device
        self.error_names = ERRORS
        self.warning_names = columns.schema.warnings
        self.reasons = inputs.reasons

    @cached_property
    def _columns(self) -> dict[str, Column]:  # type: ignore[override]
        data = self._data
        return {one.spec.name: _column(one, data.rows, data.schema) for one in data.tables[0].columns}

    @cached_property
    def _measured(self) -> tuple[str, ...]:  # type: ignore[override]
        return tuple(spec.name for spec in self._data.tables[0].spec.columns if spec.measured)

    @cached_property
    def message(self) -> Column:
        """Which kind of message each row is."""
        return Column.coded("message", self._data.messages, self._data.schema.messages, len(self), "h")

    @cached_property
    def time(self) -> Column:
        """When each payload was measured, as far as that is known."""
        return _time(self._data.tables[0])

    @cached_property
    def records(self) -> dict[str, Table]:
        """Tables of what repeats inside payloads, by name."""
        data = self._data
        return {
            one.spec.name: Table(one, data.schema, self._sensitive) for one in data.tables if one.spec.kind != "rows"
        }

    @cached_property
    def errors(self) -> memoryview:
        """The code of each row's error, 0 where it has none."""
        return memoryview(self._data.errors or bytes(len(self))).cast("B")

    @cached_property
    def warnings(self) -> memoryview:
        """A bit for each warning, in the order of ``warning_names``."""
        return memoryview(self._data.warnings or bytes(4 * len(self))).cast("B").cast("I")

    @cached_property
    def faults(self) -> Mapping[int, Fault]:
        """The rows that were not decoded, and why."""
        return _Faults(self.errors, self._data.faults)

    def _exported(self, wanted: Callable[[Column], bool]) -> list[Column]:
        rows = len(self)
        about = [self.time, *([self.message] if len(self.message.labels) > 1 else ())]
        return [
            *filter(wanted, about),
            *super()._exported(wanted),
            Column.numbers("error", "uint8", self.errors, rows),
            Column.numbers("warnings", "uint32", self.warnings, rows),
        ]

    def warned(self, row: int) -> tuple[str, ...]:
        """The codes of a row's warnings."""
        mask = self.warnings[row_of(row, len(self), "the batch")]
        return tuple(name for bit, name in enumerate(self.warning_names) if mask >> bit & 1)

    def decoded(self, row: int) -> Decoded:
        """One row again, as :func:`redi_codecs.decode` gives it; raises where that raises."""
        at = row_of(row, len(self), "the batch")
        (piece,) = self._inputs.pieces(at, at + 1)
        payload = piece.payloads.values()[0]
        port = piece.ports if isinstance(piece.ports, int) else piece.ports.values()[0]
        reason = self.reasons.get(at) or ("the row has no payload" if payload is None and port != 0 else None)
        if reason is not None:
            raise InvalidPayload(reason, device=self.device, payload=payload or b"")
        time = piece.times if piece.times is None or isinstance(piece.times, int) else piece.times.values()[0]
        return self._codec.decode(payload or b"", port, received_at=_moment(time))

    def payload(self, row: int) -> bytes | None:
        """The payload of a row."""
        return self._inputs.payload(row_of(row, len(self), "the batch"))

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            "a batch lies in memory of this process and cannot be pickled: send to_arrow(), to_pandas() or the payloads"
        )

    def __repr__(self) -> str:
        touched = [name for name in self if self[name].touched]
        bad = f", {len(self.faults):,} not decoded" if self.faults else ""
        how = "" if self.native or not available() else ", decoded row by row in Python"
        return f"<Batch {self.device}, {len(self):,} rows{bad}{how}: {', '.join(touched) or 'no values'}>"


def _moment(microseconds: int | None) -> datetime | None:
    try:
        return None if microseconds is None else of_microseconds(microseconds)
    except OverflowError:  # the calendar has no such time
        return None
