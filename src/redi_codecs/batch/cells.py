"""The tables of batches turned into rows of readings, a column at a time.

An *entry* is what readings share: a payload, or a record of one, with its time. A *cell* is one reading. Both are kept
as arrays; what is the same for all cells of a field stands in a list of fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from redi_codecs.batch.batch import Batch, Table
from redi_codecs.batch.column import Column
from redi_codecs.results import Field

if TYPE_CHECKING:
    from numpy import ndarray

__all__ = ["Cells"]

_NUMBERS = ("float", "int", "bool")


class _Label(NamedTuple):
    """What all cells of a field have in common."""

    quantity: str | None
    name: str
    unit: str
    channel: int | None
    type: str


class _Codes(dict[Any, int]):
    """A number for each key, in the order in which they come."""

    def __missing__(self, key: Any) -> int:
        self[key] = number = len(self)
        return number


class Cells:
    """Collects batches; :meth:`long` and :meth:`wide` make tables of them."""

    def __init__(self, *, attributes: bool, sensitive: bool) -> None:
        self._attributes = attributes
        self._sensitive = sensitive
        self._count = 0
        self._labels: dict[_Label, int] = _Codes()
        self._texts: dict[str, int] = _Codes()
        self._devices: dict[str, int] = _Codes()
        self._messages: dict[str, int] = _Codes()
        self._statuses: dict[str, int] = _Codes()
        self._records: dict[str, int] = _Codes()
        self._warnings: dict[str, int] = _Codes()
        self._entries: dict[str, list[Any]] = {
            name: [] for name in ("row", "turn", "time", "dated", "device", "message", "record", "warned")
        }
        self._cells: dict[str, list[Any]] = {name: [] for name in ("entry", "turn", "label", "value", "text", "status")}
        #: How many cells each entry has up to now: their place in a row of its own.
        self._taken: Any = None

    def add(self, batch: Batch, members: ndarray[Any, Any]) -> None:
        """The readings of a batch whose rows have these numbers."""
        import numpy

        good = numpy.flatnonzero(numpy.frombuffer(batch.errors, numpy.uint8) == 0)
        places = numpy.full(len(batch), -1, numpy.int64)
        places[good] = self._count + numpy.arange(len(good))
        warned = self._warned(batch)
        messages = self._coded(batch.message, self._messages)
        self._entry(batch.device, members[good], -1, batch.time, good, messages[good], warned[good])
        self._table(batch, batch.measured, places)
        starts: dict[str, int] = {}
        for table in batch.records.values():
            if table.kind == "record":
                starts[table.name] = self._count
                rows = table["row"].raw()
                whole, none = numpy.arange(len(table)), numpy.full(len(table), -1)
                turn = starts[table.name]
                self._entry(batch.device, members[rows], turn, table["time"], whole, none, warned[rows], table.name)
                self._table(table, table.measured, starts[table.name] + whole)
        for table in batch.records.values():
            if table.kind == "channel":
                inside = table.parent is not None
                at = starts[table.parent] + table["record"].raw() if inside else places[table["row"].raw()]  # type: ignore[index]
                self._table(table, table.measured, at, table["channel"].raw())

    def _entry(
        self,
        device: str,
        rows: Any,
        turn: int,
        time: Column,
        at: Any,
        messages: Any,
        warned: Any,
        record: str | None = None,
    ) -> None:
        import numpy

        size = len(rows)
        new = {
            "row": rows.astype(numpy.int64),
            "turn": numpy.full(size, -1) if turn < 0 else turn + numpy.arange(size),
            "time": time.raw()[at],
            "dated": time.mask()[at],
            "device": numpy.full(size, self._devices[device], numpy.int32),
            "message": messages.astype(numpy.int32),
            "record": numpy.full(size, -1 if record is None else self._records[record], numpy.int32),
            "warned": warned.astype(numpy.int32),
        }
        for name, values in new.items():
            self._entries[name].append(values)
        self._count += size

    def _table(self, table: Batch | Table, measured: tuple[str, ...], places: Any, channels: Any = None) -> None:
        for column in table.columns:
            field = column.field
            if field is None or (field.sensitive and not self._sensitive):
                continue
            if column.name in measured or self._attributes:
                self._column(column, field, places, channels)

    def _column(self, column: Column, field: Field, places: Any, channels: Any) -> None:
        """The rows of a column that say something, each with what it is about: a label for each channel."""
        import numpy

        at = numpy.flatnonzero(column.mask() | column.status.mask())
        if not len(at):
            return
        if channels is None:
            label = _Label(field.quantity, field.name, field.unit, field.channel, column.type)
            labels = numpy.full(len(at), self._labels[label], numpy.int32)
        else:
            at = at[numpy.argsort(channels[at], kind="stable")]
            found, which = numpy.unique(channels[at], return_inverse=True)
            known = [
                _Label(field.quantity, field.name.replace("{}", str(one)), field.unit, one, column.type)
                for one in found.tolist()
            ]
            labels = numpy.array([self._labels[one] for one in known], numpy.int32)[which]
        entry = places[at]
        size, valid = len(at), column.mask()[at]
        value, text = numpy.full(size, numpy.nan), numpy.full(size, -1, numpy.int32)
        if column.type in _NUMBERS:
            value[valid] = column.raw()[at[valid]]
        elif column.type == "enum":
            text = self._coded(column, self._texts)[at]
        else:
            shown = [_shown(one) for one in (column[int(row)] for row in at[valid])]
            text[valid] = [self._texts[one] for one in shown]
        new = {
            "entry": entry,
            "turn": self._turns(entry, once=channels is None),
            "label": labels,
            "value": value,
            "text": text,
            "status": self._coded(column.status, self._statuses)[at],
        }
        for name, values in new.items():
            self._cells[name].append(values)

    def _turns(self, entry: Any, *, once: bool) -> Any:
        """The places of more cells among those of their entries, which occur once here or in the cells' order."""
        import numpy

        if self._taken is None or len(self._taken) < self._count:
            more = numpy.zeros(2 * self._count, numpy.int32)
            if self._taken is not None:
                more[: len(self._taken)] = self._taken
            self._taken = more
        turns = self._taken[entry]
        if once:
            self._taken[entry] = turns + 1
            return turns
        order = numpy.argsort(entry, kind="stable")
        entries, first, counts = numpy.unique(entry[order], return_index=True, return_counts=True)
        turns[order] += numpy.arange(len(order), dtype=numpy.int32) - numpy.repeat(first, counts).astype(numpy.int32)
        self._taken[entries] += counts.astype(numpy.int32)
        return turns

    def _warned(self, batch: Batch) -> Any:
        """The codes of each row's warnings as one text, as a number; −1 for none."""
        import numpy

        found, which = numpy.unique(numpy.frombuffer(batch.warnings, numpy.uint32), return_inverse=True)
        names = batch.warning_names
        texts = [", ".join(name for bit, name in enumerate(names) if mask >> bit & 1) for mask in found.tolist()]
        return numpy.array([self._warnings[text] if text else -1 for text in texts] or [-1], numpy.int32)[which]

    @staticmethod
    def _coded(column: Column, codes: dict[str, int]) -> Any:
        """A column of names as codes that hold for all batches; −1 for none."""
        import numpy

        if not column.touched:
            return numpy.full(len(column), -1, numpy.int32)
        table = numpy.array([codes[label] for label in column.labels], numpy.int32)
        return numpy.where(column.mask(), table[column.raw()], numpy.int32(-1))

    def _joined(self) -> tuple[dict[str, Any], dict[str, Any], Any]:
        """Entries in the order of rows and records, all cells, and the new place of each entry."""
        import numpy

        kinds = {"value": numpy.float64, "dated": numpy.bool_}
        entries, cells = (
            {
                name: numpy.concatenate(parts) if parts else numpy.zeros(0, kinds.get(name, numpy.int64))
                for name, parts in group.items()
            }
            for group in (self._entries, self._cells)
        )
        order = _order(entries["row"], entries["turn"])
        place = numpy.empty(len(order), numpy.int64)
        place[order] = numpy.arange(len(order))
        return {name: values[order] for name, values in entries.items()}, cells, place

    # ---- results

    def long(self) -> tuple[list[Column], ndarray[Any, Any]]:
        """A row a reading, and the numbers of the rows that they are from."""
        import numpy

        entries, cells, place = self._joined()
        # Every cell has its place: behind those of the entries before its own, and of its own entry.
        counts = numpy.zeros(len(place), numpy.int64)
        if self._taken is not None:
            counts[place] = self._taken[: len(place)]
        starts = numpy.cumsum(counts) - counts
        to = starts[place][cells["entry"]] + cells["turn"]

        def put(name: str, kind: Any, none: int | None = None) -> Any:
            values = cells[name]
            if none is not None and not (values != none).any():
                return numpy.full(len(values), none, kind)
            found = numpy.empty(len(values), kind)
            found[to] = values
            return found

        label, value = put("label", numpy.int32), put("value", numpy.float64)
        labels = list(self._labels)
        channels = numpy.array([-1 if one.channel is None else one.channel for one in labels] or [0], numpy.int32)[
            label
        ]
        row = numpy.repeat(entries["row"], counts)
        columns = [
            _array("row", "int", row),
            _array("time", "time", numpy.repeat(entries["time"], counts), numpy.repeat(entries["dated"], counts)),
            _enum("device", numpy.repeat(entries["device"], counts), self._devices),
            _by_label("quantity", [one.quantity or "" for one in labels], label),
            _by_label("name", [one.name for one in labels], label),
            _array("value", "float", value, ~numpy.isnan(value)),
            _enum("text", put("text", numpy.int32, -1), self._texts),
            _by_label("unit", [one.unit for one in labels], label),
            _array("channel", "int32", channels, channels >= 0),
            _enum("status", put("status", numpy.int32, -1), self._statuses),
            _enum("record", numpy.repeat(entries["record"], counts), self._records),
            _enum("warnings", numpy.repeat(entries["warned"], counts), self._warnings),
        ]
        return columns, row

    def wide(self) -> tuple[list[Column], ndarray[Any, Any]]:
        """A row a payload or record, a column a name, and the numbers of the rows that they are from."""
        import numpy

        entries, cells, place = self._joined()
        at, size = place[cells["entry"]], len(place)
        columns = [
            _array("row", "int", entries["row"]),
            _array("time", "time", entries["time"], entries["dated"]),
            _enum("device", entries["device"], self._devices),
            _enum("message", entries["message"], self._messages),
            _enum("record", entries["record"], self._records),
            _enum("warnings", entries["warned"], self._warnings),
        ]
        names: dict[str, list[_Label]] = {}
        for label in self._labels:
            names.setdefault(label.name, []).append(label)
        sorted_by = numpy.argsort(cells["label"], kind="stable")  # the cells of a label are looked for once
        ends = numpy.searchsorted(cells["label"][sorted_by], numpy.arange(len(self._labels) + 1))
        for name, labels in names.items():
            codes = [self._labels[label] for label in labels]
            chosen = numpy.sort(numpy.concatenate([sorted_by[ends[one] : ends[one + 1]] for one in codes]))
            where = at[chosen]
            types = {label.type for label in labels}
            numbers = types & set(_NUMBERS)
            if numbers:
                value = numpy.full(size, numpy.nan)
                value[where] = cells["value"][chosen]
                type = numbers.pop() if len(numbers) == 1 else "float"
                columns.append(_typed(name, type, value))
            if types - set(_NUMBERS):
                text = numpy.full(size, -1, numpy.int32)
                text[where] = cells["text"][chosen]
                columns.append(_enum(f"{name}_text" if types & set(_NUMBERS) else name, text, self._texts))
            status = numpy.full(size, -1, numpy.int32)
            status[where] = cells["status"][chosen]
            if (status >= 0).any():
                columns.append(_enum(f"{name}_status", status, self._statuses))
        return columns, entries["row"]


def _order(rows: Any, turns: Any) -> Any:
    """Entries in the order of their rows, and of records within these."""
    import numpy

    if (turns >= 0).any() or not len(rows):
        return numpy.lexsort((turns, rows))
    found = numpy.full(int(rows.max()) + 1, -1, numpy.int64)
    found[rows] = numpy.arange(len(rows))
    return found[found >= 0]


def _shown(value: Any) -> str:
    if isinstance(value, bytes):
        return value.hex()
    return value if isinstance(value, str) else str(value.isoformat())


def _array(name: str, type: str, values: Any, valid: Any = None) -> Column:
    import numpy

    codes = {"int": "q", "time": "q", "float": "d", "int32": "i"}
    validity = None if valid is None or valid.all() else numpy.packbits(valid, bitorder="little")
    return Column(name, type, len(values), numpy.ascontiguousarray(values, codes[type]), validity)


def _typed(name: str, type: str, values: Any) -> Column:
    """Numbers as truth values or whole numbers where they are all such; NaN stands for none."""
    import numpy

    valid = ~numpy.isnan(values)
    if type == "bool":
        packed = numpy.packbits(values == 1, bitorder="little")
        return Column(name, "bool", len(values), packed, numpy.packbits(valid, bitorder="little"))
    if type == "int":
        return _array(name, "int", numpy.where(valid, values, 0), valid)
    return _array(name, "float", values, valid)


def _enum(name: str, codes: Any, labels: dict[str, int]) -> Column:
    import numpy

    valid = codes >= 0
    column = _array(name, "int32", codes if valid.all() else numpy.maximum(codes, 0), valid)
    return Column(name, "enum", len(codes), column.values, column.validity, labels=tuple(labels) or ("",), code="i")


def _by_label(name: str, texts: list[str], label: Any) -> Column:
    """What follows from the field, as an enum with each text once; empty text is none."""
    import numpy

    codes: dict[str, int] = _Codes()
    table = numpy.array([codes[text] if text else -1 for text in texts] or [-1], numpy.int32)
    return _enum(name, table[label], codes)
