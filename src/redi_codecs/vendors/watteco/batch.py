"""A batch as one node of a layout: the newest sample of each series is current, older ones are history.

Times in a batch are ages: seconds before it was sent. They become times where ``received_at`` is known, and are
attributes in any case: ``age`` of a record, and ``temperature_age`` of the current temperature.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from redi_codecs.errors import DecodeError, MissingField, OutOfRange, TruncatedPayload
from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.nodes import Field, Item
from redi_codecs.layout.transform import Affine, Test
from redi_codecs.layout.where import refuse
from redi_codecs.layout.wire import Real
from redi_codecs.vendors.watteco._batch import uncompress
from redi_codecs.vendors.watteco._batch_write import compress
from redi_codecs.vendors.watteco._series import Batch, Sample, SampleType, Series

__all__ = ["batch"]

_ABOUT: Final = (
    time(u32),
    *attribute(age=duration(u32)),
    uptime(u32),
    *attribute(batch_counter=u8, batch_requested=u8 == 1),
)
_TIME, _AGE, _UPTIME, _COUNTER, _REQUESTED = range(len(_ABOUT))
"""What a batch says besides its samples, by field number; the series' fields and then their ages follow."""


def batch(tag_size: int, series: Sequence[Series], fields: Mapping[int, Field]) -> Custom:
    """A batch whose labels have ``tag_size`` bits; ``fields`` tells for each label what it measures."""
    for one in series:
        if one.label not in fields:
            refuse(f"label {one.label} ({one.name}) has no field")
        source = fields[one.label].source
        if one.type is not SampleType.FLOAT and source.wire != (whole := one.type.whole):
            refuse(
                f"label {one.label}: a batch's {one.name} is {one.type.name}, written {whole}, and {source!r} is not"
            )
        scaled = one.divide != 1 or isinstance(source.transform, Affine)  # true or false is neither
        if scaled and source.transform != Affine(den=one.divide):
            refuse(f"label {one.label}: a batch's {one.name} is divided by {one.divide}, and {source!r} is not")
    measured = tuple(fields[one.label] for one in series)
    ages: dict[str, Any] = {f"{one.name}_age": duration(u32) for one in measured}
    node = _Node(tag_size, tuple(series), measured)
    told = [_told(one, field) for one, field in zip(series, measured, strict=True)]
    return Custom(
        "batch",
        (*_ABOUT, *measured, *attribute(**ages)),
        node.read,
        node.write,
        record="history",
        javascript=None if None in told else "batch.js",
        told=(tag_size, told),
    )


def _told(series: Series, field: Field) -> list[Any] | None:
    """What the reading in JavaScript is told of a series; none of one that has floats, or states."""
    transform = field.source.transform
    if series.type is SampleType.FLOAT or not (isinstance(transform, Affine) or transform == Test("!=", 0)):
        return None
    divisor = series.divide if isinstance(transform, Affine) else 0
    return [series.label, series.type.bits, series.type.limits[0] < 0, int(series.resolution), divisor, series.name]


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
        yield _UPTIME, found.timestamp, None
        yield _COUNTER, found.counter, None
        yield _REQUESTED, found.requested, None
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
        about = {number: value for number, value, turn in items if turn is None}
        ages = {turn: value for number, value, turn in items if number == _AGE}
        aged: dict[int, list[tuple[int, bool, int | float]]] = {}
        for number, value, turn in items:
            at = number - len(_ABOUT)
            if not 0 <= at < len(self.fields):
                continue
            if turn is not None and turn not in ages:
                raise MissingField("a record of a batch needs its age in seconds", field="age")
            age = about.get(number + len(self.fields), 0) if turn is None else ages[turn]
            aged.setdefault(self.series[at].label, []).append((-age, turn is None, _raw(self.fields[at], value)))
        for samples in aged.values():
            samples.sort(key=lambda sample: sample[:2])
        series = sorted(aged.items(), key=lambda pair: pair[1][0][0])
        timestamp = about.get(_UPTIME, 1 - series[0][1][0][0] if series else 0)
        found = tuple(Sample(label, timestamp + before, raw) for label, samples in series for before, _, raw in samples)
        whole = Batch(about.get(_COUNTER, 0), timestamp, found, about.get(_REQUESTED, False))
        return compress(whole, self.tag_size, self.series)


def _value(field: Field, raw: int | float) -> Any:
    value = field.source.transform.decode(raw)
    is_float = field.quantity is not None and field.quantity.type == "float"
    return float(value) if is_float and isinstance(value, int) else value


def _raw(field: Field, value: Any) -> int | float:
    source = field.source
    try:
        raw: int | float = float(value) if isinstance(source.wire, Real) else source.transform.encode(value)
    except ValueError as error:
        raise OutOfRange(str(error), field=field.name) from None
    return raw
