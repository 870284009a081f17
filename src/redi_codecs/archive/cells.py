"""The tidy long form of many messages as columns: a cell of each for every reading, words as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy

from redi_codecs.archive.tidy import Row
from redi_codecs.networks.quick.times import since_1970

if TYPE_CHECKING:
    from redi_codecs.results import Field

__all__ = ["Cells", "Label", "Numbers", "Words"]

#: Words that are kept from block to block before all is begun anew: memory stays bounded.
_MOST: Final = 1 << 16


class Label(NamedTuple):
    """What all readings of a field have in common."""

    name: str
    quantity: str | None
    unit: str
    channel: int | None

    @classmethod
    def of(cls, field: Field) -> Label:
        return cls(field.name, field.quantity, field.unit, field.channel)


class Numbers(dict[Any, int]):
    """A number for each word, in the order in which they come; −1 for none."""

    def __missing__(self, word: Any) -> int:
        if word is None:
            return -1
        self[word] = number = len(self)
        return number


class Words:
    """What the numbers in :class:`Cells` stand for."""

    def __init__(self) -> None:
        self.euis = Numbers()
        self.devices = Numbers()
        self.labels = Numbers()
        self.texts = Numbers()
        self.statuses = Numbers()
        self.records = Numbers()
        self.warnings = Numbers()

    @property
    def many(self) -> bool:
        """Whether there are so many that all is better begun anew."""
        return max(map(len, vars(self).values())) >= _MOST


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Columns, a place in each for every reading; times are microseconds, of which NEVER stands for none."""

    time: Any
    received_at: Any
    eui: Any
    device: Any
    label: Any
    value: Any
    text: Any
    status: Any
    f_port: Any
    record: Any
    warnings: Any

    def __len__(self) -> int:
        return len(self.time)

    @classmethod
    def of_rows(cls, rows: Sequence[Row], words: Words) -> Cells:
        """The cells of rows that were made one by one."""

        def numbers(values: Iterable[Any], kind: Any = numpy.int32) -> Any:
            return numpy.fromiter(values, kind, len(rows))

        return cls(
            numbers((since_1970(row.time) for row in rows), numpy.int64),
            numbers((since_1970(row.received_at) for row in rows), numpy.int64),
            numbers(words.euis[row.dev_eui] for row in rows),
            numbers(words.devices[row.device] for row in rows),
            numbers(words.labels[Label(row.name, row.quantity, row.unit, row.channel)] for row in rows),
            numbers((numpy.nan if row.value is None else row.value for row in rows), numpy.float64),
            numbers(words.texts[row.text] for row in rows),
            numbers(words.statuses[row.status] for row in rows),
            numbers((row.f_port for row in rows), numpy.uint8),
            numbers(words.records[row.record] for row in rows),
            numbers(words.warnings[row.warnings] for row in rows),
        )

    def followed(self, others: Cells) -> Cells:
        """These, and then others."""
        pairs = ((getattr(self, one.name), getattr(others, one.name)) for one in fields(self))
        return Cells(*map(numpy.concatenate, pairs))

    def none(self) -> Cells:
        """No cells."""
        return Cells(*(getattr(self, one.name)[:0] for one in fields(self)))

    def woven(self, others: Cells, mine: Any) -> Cells:
        """Both in one, where ``mine`` says of each place whether it is one of these."""
        if not len(others):
            return self
        made = []
        for field in fields(self):
            a, b = getattr(self, field.name), getattr(others, field.name)
            whole = numpy.empty(len(mine), a.dtype)
            whole[mine], whole[~mine] = a, b
            made.append(whole)
        return Cells(*made)
