"""Columns of batches as cells of one table: which of their rows say something, and what.

A long table is filled in two turns. Every column is counted, which says where the cells of each entry begin; then each
is put there, at once and for good. The compiled module does both where there is one, numpy elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from redi_codecs.batch.column import Column
from redi_codecs.runtimes.core import native

if TYPE_CHECKING:
    from numpy import ndarray

try:
    from redi_codecs.batch import _loops as _core  # type: ignore[attr-defined,unused-ignore]
except ImportError:  # not built
    _core = None

__all__ = ["NUMBERS", "LongCells", "Strip", "looked_up", "spread"]

NUMBERS: Final = ("float", "int", "bool")
_KINDS: Final = {"none": 0, "float": 1, "int": 2, "bool": 3, "codes": 4}


class LongCells(NamedTuple):
    """What cells of a long table say, in the order of their entries: −1 stands for no word, NaN for no number.

    Where no cell has a text or a status, there is no memory for them.
    """

    label: Any
    value: Any
    text: Any
    status: Any

    @classmethod
    def of(cls, strips: Sequence[Strip], size: int) -> LongCells:
        """So many cells, filled by :meth:`Strip.put`."""
        import numpy

        words = [
            _empty(size, numpy.int32) if one else numpy.zeros(0, numpy.int32)
            for one in (any(strip.worded for strip in strips), any(strip.column.status.touched for strip in strips))
        ]
        for one in words:
            one.fill(-1)
        return cls(_empty(size, numpy.int32), _empty(size, numpy.float64), *words)


class Strip:
    """A column whose rows belong to the entries ``places``, −1 to none; ``texts`` and ``statuses`` number all words."""

    def __init__(
        self, column: Column, places: ndarray[Any, Any], texts: Mapping[str, int], statuses: Mapping[str, int]
    ) -> None:
        import numpy

        self.column = column
        self.places = places
        #: One for all rows, or one for each; and the order in which rows have their turn.
        self.labels: ndarray[Any, Any] = numpy.zeros(1, numpy.int32)
        self.order: ndarray[Any, Any] | None = None
        self._codes: ndarray[Any, Any] | None = None
        words: Sequence[str] = ()
        if column.touched and column.type not in NUMBERS:
            self._codes, words = _coded(column)
        self._texts = _table(words, texts)
        self._statuses = _table(column.status.labels if column.status.touched else (), statuses)
        self._core = None
        if _core is not None:
            kind, values = column.type if column.type in NUMBERS else "none", column.values
            if self._codes is not None:
                kind, values = "codes", self._codes
            self._core = _core.Strip(places, _KINDS[kind], values, column.validity, column.status.values)

    @property
    def worded(self) -> bool:
        """Whether its values are words."""
        return self._codes is not None

    def count(self, counts: ndarray[Any, Any]) -> int:
        """Add one to the count of each entry that has a cell here, and give how many there are."""
        import numpy

        if self._core is not None:
            return int(self._core.count(counts))
        entries = self.places[self.rows()]
        numpy.add.at(counts, entries, 1)
        return len(entries)

    def put(self, following: ndarray[Any, Any], cells: LongCells) -> None:
        """Write all cells, each at what ``following`` has for its entry, which is the next place then."""
        import numpy

        if self._core is not None:
            self._core.put(following, self.order, self.labels, self._texts, self._statuses, *cells)
            return
        entries, *columns = self.cells()
        if self.order is None:
            at = following[entries]
            following[entries] = at + 1
        else:  # an entry may occur again and again
            order = numpy.argsort(entries, kind="stable")
            found, first, counts = numpy.unique(entries[order], return_index=True, return_counts=True)
            at = following[entries]
            at[order] += numpy.arange(len(order)) - numpy.repeat(first, counts)
            following[found] += counts
        for column, values in zip(cells, columns, strict=True):
            if len(column):
                column[at] = values

    def rows(self) -> ndarray[Any, Any]:
        """The rows that say something, in the order in which they have their turn."""
        import numpy

        there = (self.column.mask() | self.column.status.mask()) & (self.places >= 0)
        found: ndarray[Any, Any] = numpy.flatnonzero(there) if self.order is None else self.order[there[self.order]]
        return found

    def cells(self) -> tuple[Any, Any, Any, Any, Any]:
        """Entry, label, value, text and status of all rows that say something."""
        import numpy

        at, column = self.rows(), self.column
        size, valid = len(at), column.mask()[at]
        value, text = numpy.full(size, numpy.nan), numpy.full(size, -1, numpy.int32)
        if column.type in NUMBERS:
            value[valid] = column.raw()[at[valid]]
        elif self._codes is not None:
            text[valid] = self._texts[self._codes[at[valid]]]
        status = numpy.full(size, -1, numpy.int32)
        if column.status.touched:
            told = column.status.mask()[at]
            status[told] = self._statuses[column.status.raw()[at[told]]]
        label = self.labels[at] if len(self.labels) > 1 else numpy.full(size, self.labels[0], numpy.int32)
        return self.places[at], label, value, text, status


def spread(values: ndarray[Any, Any], counts: ndarray[Any, Any]) -> ndarray[Any, Any]:
    """Each value as often as its count says."""
    import numpy

    if _core is None:
        return numpy.repeat(values, counts)
    made = _empty(int(counts.sum()), values.dtype)
    _core.spread(values, counts, made)
    return made


def looked_up(known: ndarray[Any, Any], codes: ndarray[Any, Any]) -> ndarray[Any, Any]:
    """What stands in ``known`` for each code."""
    import numpy

    if _core is None:
        found: ndarray[Any, Any] = known[codes]
        return found
    made = _empty(len(codes), numpy.int32)
    _core.looked_up(known, codes, made)
    return made


def _empty(size: int, kind: Any) -> ndarray[Any, Any]:
    """An array to be written: of memory that an earlier batch gave back, as the system takes its time for new one."""
    import numpy

    type = numpy.dtype(kind)
    memory = native.filled(size, type.char, type.itemsize)
    return numpy.empty(size, type) if memory is None else numpy.frombuffer(memory, type)


def _coded(column: Column) -> tuple[ndarray[Any, Any], Sequence[str]]:
    """A column of words as codes, and the words."""
    import numpy

    if column.type == "enum":
        return numpy.ascontiguousarray(column.raw(), numpy.int32), column.labels
    words: dict[str, int] = {}
    codes = [-1 if one is None else words.setdefault(_shown(one), len(words)) for one in column.to_pylist()]
    return numpy.array(codes, numpy.int32), list(words)


def _table(words: Sequence[str], numbers: Mapping[str, int]) -> ndarray[Any, Any]:
    import numpy

    return numpy.array([numbers[word] for word in words], numpy.int32)


def _shown(value: Any) -> str:
    if isinstance(value, bytes):
        return value.hex()
    return value if isinstance(value, str) else str(value.isoformat())
