"""The tables of batches turned into rows of readings, a column at a time.

An *entry* is what readings share: a payload, or a record of one, with its time. A *cell* is one reading. Entries are
kept as arrays, cells stay in the columns of their batches until the table is made; what is the same for all cells of a
field stands in a list of labels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from redi_codecs.batch.batch import Batch, Table
from redi_codecs.batch.column import Column
from redi_codecs.batch.strips import NUMBERS, LongCells, Strip, looked_up, spread
from redi_codecs.results import Field

if TYPE_CHECKING:
    from numpy import ndarray

__all__ = ["Cells"]


_NONE: Final[Sequence[int]] = ()


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
        self._strips: list[Strip] = []
        #: How many cells each entry has up to now.
        self._counts: Any = None

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

        if not (column.touched or column.status.touched):
            return
        strip = Strip(column, places, self._texts, self._statuses)
        if not strip.count(self._counted()):
            return
        self._strips.append(strip)
        if channels is None:
            label = _Label(field.quantity, field.name, field.unit, field.channel, column.type)
            strip.labels[0] = self._labels[label]
            return
        strip.order = numpy.argsort(channels, kind="stable")
        at = strip.rows()
        found, which = numpy.unique(channels[at], return_inverse=True)
        known = [
            _Label(field.quantity, field.name.replace("{}", str(one)), field.unit, one, column.type)
            for one in found.tolist()
        ]
        strip.labels = numpy.zeros(len(column), numpy.int32)
        strip.labels[at] = numpy.array([self._labels[one] for one in known], numpy.int32)[which]

    def _counted(self) -> Any:
        """The numbers of cells of all entries, with room for those that have none yet."""
        import numpy

        if self._counts is None or len(self._counts) < self._count:
            more = numpy.zeros(2 * self._count, numpy.int64)
            if self._counts is not None:
                more[: len(self._counts)] = self._counts
            self._counts = more
        return self._counts

    def _warned(self, batch: Batch) -> Any:
        """The codes of each row's warnings as one text, as a number; −1 for none."""
        import numpy

        masks = numpy.frombuffer(batch.warnings, numpy.uint32)
        if not masks.any():
            return numpy.full(len(masks), -1, numpy.int32)
        found, which = numpy.unique(masks, return_inverse=True)
        names = batch.warning_names
        texts = [", ".join(name for bit, name in enumerate(names) if mask >> bit & 1) for mask in found.tolist()]
        return numpy.array([self._warnings[text] if text else -1 for text in texts], numpy.int32)[which]

    @staticmethod
    def _coded(column: Column, codes: dict[str, int]) -> Any:
        """A column of names as codes that hold for all batches; −1 for none."""
        import numpy

        if not column.touched:
            return numpy.full(len(column), -1, numpy.int32)
        table = numpy.array([codes[label] for label in column.labels], numpy.int32)
        return numpy.where(column.mask(), table[column.raw()], numpy.int32(-1))

    def _joined(self) -> tuple[Callable[[str], Any], Any]:
        """What is known of the entries, in the order of rows and records, by its name; and the new place of each."""
        import numpy

        def whole(name: str) -> Any:
            parts = self._entries[name]
            return numpy.concatenate(parts) if parts else numpy.zeros(0, bool if name == "dated" else numpy.int64)

        order = _order(whole("row"), whole("turn"))
        place = numpy.empty(len(order), numpy.int64)
        place[order] = numpy.arange(len(order))
        return lambda name: whole(name)[order], place

    # ---- results

    def long(self) -> tuple[list[Column], ndarray[Any, Any]]:
        """A row a reading, and the numbers of the rows that they are from."""
        import numpy

        entries, place = self._joined()
        # Every cell has its place: behind those of the entries before its own, and of its own entry.
        counts = numpy.zeros(len(place), numpy.int64)
        if self._counts is not None:
            counts[place] = self._counts[: len(place)]
        following = (numpy.cumsum(counts) - counts)[place]
        cells = LongCells.of(self._strips, int(counts.sum()))
        for strip in self._strips:
            strip.put(following, cells)

        def each(name: str) -> Any:
            return spread(entries(name), counts)

        size, labels = len(cells.label), list(self._labels)
        row = each("row")
        dated = any(part.any() for part in self._entries["dated"])
        columns = [
            _array("row", "int", row),
            _array("time", "time", each("time"), each("dated")) if dated else Column("time", "time", size),
            _enum("device", each("device"), self._devices, all_there=True),
            _by_label("quantity", [one.quantity for one in labels], cells.label),
            _by_label("name", [one.name for one in labels], cells.label),
            _array("value", "float", cells.value, ~numpy.isnan(cells.value)),
            _enum("text", cells.text, self._texts, size),
            _by_label("unit", [one.unit or None for one in labels], cells.label),
            _channel([one.channel for one in labels], cells.label),
            _enum("status", cells.status, self._statuses, size),
            _enum("record", each("record") if self._records else _NONE, self._records, size),
            _enum("warnings", each("warned") if self._warnings else _NONE, self._warnings, size),
        ]
        return columns, row

    def wide(self) -> tuple[list[Column], ndarray[Any, Any]]:
        """A row a payload or record, a column a name, and the numbers of the rows that they are from."""
        import numpy

        entries, place = self._joined()
        found: list[Any] = [one.cells() for one in self._strips] or [numpy.zeros((5, 0), int)]
        entry, *parts = map(numpy.concatenate, zip(*found, strict=True))
        at, cells, size, rows = place[entry], LongCells(*parts), len(place), entries("row")
        columns = [
            _array("row", "int", rows),
            _array("time", "time", entries("time"), entries("dated")),
            _enum("device", entries("device"), self._devices),
            _enum("message", entries("message"), self._messages),
            _enum("record", entries("record"), self._records),
            _enum("warnings", entries("warned"), self._warnings),
        ]
        names: dict[str, list[_Label]] = {}
        for label in self._labels:
            names.setdefault(label.name, []).append(label)
        sorted_by = numpy.argsort(cells.label, kind="stable")  # the cells of a label are looked for once
        ends = numpy.searchsorted(cells.label[sorted_by], numpy.arange(len(self._labels) + 1))
        for name, labels in names.items():
            codes = [self._labels[label] for label in labels]
            chosen = numpy.sort(numpy.concatenate([sorted_by[ends[one] : ends[one + 1]] for one in codes]))
            where = at[chosen]
            types = {label.type for label in labels}
            numbers = types & set(NUMBERS)
            if numbers:
                value = numpy.full(size, numpy.nan)
                value[where] = cells.value[chosen]
                type = numbers.pop() if len(numbers) == 1 else "float"
                columns.append(_typed(name, type, value))
            if types - set(NUMBERS):
                text = numpy.full(size, -1, numpy.int32)
                text[where] = cells.text[chosen]
                columns.append(_enum(f"{name}_text" if types & set(NUMBERS) else name, text, self._texts))
            status = numpy.full(size, -1, numpy.int32)
            status[where] = cells.status[chosen]
            if (status >= 0).any():
                columns.append(_enum(f"{name}_status", status, self._statuses))
        return columns, rows


def _order(rows: Any, turns: Any) -> Any:
    """Entries in the order of their rows, and of records within these."""
    import numpy

    if (turns >= 0).any() or not len(rows):
        return numpy.lexsort((turns, rows))
    found = numpy.full(int(rows.max()) + 1, -1, numpy.int64)
    found[rows] = numpy.arange(len(rows))
    return found[found >= 0]


def _array(name: str, type: str, values: Any, valid: Any = None) -> Column:
    import numpy

    codes = {"int": "q", "time": "q", "float": "d", "int32": "i"}
    validity = None if valid is None or valid.all() else numpy.packbits(valid, bitorder="little")
    return Column(name, type, len(values), numpy.ascontiguousarray(values, codes[type]), validity)


def _channel(channels: list[int | None], label: Any) -> Column:
    import numpy

    if channels.count(None) == len(channels):
        return Column("channel", "int32", len(label))
    table = numpy.array([-1 if one is None else one for one in channels], numpy.int32)
    found = looked_up(table, label)
    return _array("channel", "int32", found, found >= 0)


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


def _enum(name: str, codes: Any, labels: dict[str, int], rows: int | None = None, *, all_there: bool = False) -> Column:
    """Words by their numbers, of which −1 stands for none; where there are no numbers for the rows, none has a word."""
    import numpy

    words = tuple(labels) or ("",)
    if not len(codes):
        return Column(name, "enum", rows or 0, labels=words, code="i")
    if all_there or (valid := codes >= 0).all():
        return Column(name, "enum", len(codes), codes, labels=words, code="i")
    column = _array(name, "int32", numpy.maximum(codes, 0), valid)
    return Column(name, "enum", len(codes), column.values, column.validity, labels=words, code="i")


def _by_label(name: str, texts: list[str | None], label: Any) -> Column:
    """What follows from the field, as an enum with each text once."""
    import numpy

    codes: dict[str, int] = _Codes()
    table = numpy.array([-1 if text is None else codes[text] for text in texts] or [-1], numpy.int32)
    return _enum(name, looked_up(table, label), codes, all_there=None not in texts)
