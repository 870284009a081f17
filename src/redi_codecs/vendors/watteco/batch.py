"""A batch as one node of a layout: the newest sample of each series is current, older ones are history.

Times in a batch are ages: seconds before it was sent. They become times where ``received_at`` is known, and are attributes in
any case: ``age`` of a record, and ``temperature_age`` of the current temperature.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from redi_codecs.errors import DecodeError, MissingField, OutOfRange, TruncatedPayload
from redi_codecs.kinds import duration, time, uptime
from redi_codecs.layout import Corrupt, Custom, attribute, u8, u32
from redi_codecs.layout.nodes import Field, Item
from redi_codecs.layout.transform import Affine
from redi_codecs.layout.where import refuse
from redi_codecs.vendors.watteco._batch import Batch, Sample, Series, uncompress
from redi_codecs.vendors.watteco._batch_write import compress

__all__ = ["batch"]

_ABOUT: Final = (time(u32), *attribute(age=duration(u32)), uptime(u32), *attribute(batch_counter=u8, batch_requested=u8 == 1))
_TIME, _AGE, _UPTIME, _COUNTER, _REQUESTED = range(len(_ABOUT))
"""What a batch says besides its samples, by field number; the series' fields and then their ages follow."""


def batch(tag_size: int, series: Sequence[Series], fields: Mapping[int, Field]) -> Custom:
    """A batch whose labels have ``tag_size`` bits; ``fields`` tells for each label what it measures."""
    for one in series:
        if one.label not in fields:
            refuse(f"label {one.label} ({one.name}) has no field")
        transform = fields[one.label].source.transform
        if isinstance(transform, Affine) and transform != Affine(den=one.divide):
            refuse(f"label {one.label}: {fields[one.label].source!r} is not a batch's {one.name}, which is divided by {one.divide}")
    measured = tuple(fields[one.label] for one in series)
    ages = attribute(**{f"{one.name}_age": duration(u32) for one in measured})
    node = _Node(tag_size, tuple(series), measured)
    return Custom("batch", (*_ABOUT, *measured, *ages), node.read, node.write)


@dataclass(frozen=True, slots=True)
class _Node:
    """Samples to items, and back."""

    tag_size: int
    series: tuple[Series, ...]
    fields: tuple[Field, ...]

    def read(self, payload: bytes, start: int, end: int, received_at: float | None) -> tuple[Sequence[Item], int]:
        try:
            found = uncompress(payload[start:end], self.tag_size, self.series)
        except DecodeError as error:
            truncated = isinstance(error, TruncatedPayload)
            raise Corrupt(error.problem, offset=start + error.offset, field=error.field, truncated=truncated) from None
        stop = start + (found.bits + 7) // 8
        if stop + 1 == end and not payload[stop]:  # a spare byte of the bit stream
            stop = end
        return list(self._items(found, received_at)), stop

    def _items(self, found: Batch, received_at: float | None) -> Iterator[Item]:
        yield from ((_UPTIME, found.timestamp, None), (_COUNTER, found.counter, None), (_REQUESTED, found.requested, None))
        number_of = {one.label: number for number, one in enumerate(self.series)}
        newest: dict[int, int] = {}
        for at, sample in enumerate(found.samples):
            if sample.label not in newest or sample.time >= found.samples[newest[sample.label]].time:
                newest[sample.label] = at
        history: dict[tuple[int, int], dict[int, Any]] = {}
        for at, sample in enumerate(found.samples):
            number = number_of[sample.label]
            value, age = _value(self.fields[number], sample.value), found.age(sample)
            if newest[sample.label] == at:
                yield len(_ABOUT) + number, value, None
                yield len(_ABOUT) + len(self.fields) + number, age, None
                continue
            again = 0  # two samples of one series and second stand in two records
            while number in history.setdefault((age, again), {}):
                again += 1
            history[age, again][number] = value
        for turn, ((age, _), values) in enumerate(sorted(history.items())):
            if received_at is not None:
                yield _TIME, received_at - age, turn
            yield _AGE, age, turn
            yield from ((len(_ABOUT) + number, value, turn) for number, value in values.items())

    def write(self, items: Sequence[Item]) -> bytes:
        about = {number: value for number, value, turn in items if turn is None and number < len(_ABOUT)}
        aged = {label: list(ones) for label, ones in self._samples(items).items()}
        if not aged:
            raise MissingField("a batch needs at least one sample", field="batch")
        oldest = max(age for ones in aged.values() for age, _ in ones)
        timestamp = about.get(_UPTIME, oldest + 1)
        order = sorted(aged, key=lambda label: -max(age for age, _ in aged[label]))
        samples = tuple(
            Sample(label, timestamp - age, raw)
            for label in order
            for age, raw in sorted(aged[label], key=lambda one: one[0], reverse=True)
        )
        done = Batch(about.get(_COUNTER, 0), timestamp, samples, about.get(_REQUESTED, False))
        return compress(done, self.tag_size, self.series)

    def _samples(self, items: Sequence[Item]) -> dict[int, list[tuple[int, int | float]]]:
        """By label the ages and raw values, the history before what is current."""
        ages = {(turn, number): value for number, value, turn in items}
        found: dict[int, list[tuple[int, int | float]]] = {}
        for number, value, turn in _current_last(items):
            at = number - len(_ABOUT)
            if not 0 <= at < len(self.fields):
                continue
            age = ages.get((None, number + len(self.fields)), 0) if turn is None else ages.get((turn, _AGE))
            if age is None:
                raise MissingField("a record of a batch needs its age in seconds", field="age")
            found.setdefault(self.series[at].label, []).append((age, _raw(self.fields[at], value)))
        return {self.series[at].label: found[self.series[at].label] for at in self._order(items)}

    def _order(self, items: Sequence[Item]) -> dict[int, None]:
        """The series in the order of the items."""
        inside = (number - len(_ABOUT) for number, _, _ in items)
        return dict.fromkeys(at for at in inside if 0 <= at < len(self.fields))


def _current_last(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: item[2] is None)


def _value(field: Field, raw: int | float) -> Any:
    value = field.source.transform.decode(raw)
    return float(value) if isinstance(value, int) and field.quantity is not None and field.quantity.type == "float" else value


def _raw(field: Field, value: object) -> int | float:
    try:
        raw: int | float = field.source.transform.encode(value)
    except ValueError as error:
        raise OutOfRange(str(error), field=field.name) from None
    return raw
