"""The way back: samples into a batch, as ``_batch`` reads it.

>>> from redi_codecs.vendors.watteco._batch import CLIMATE, Batch, Sample
>>> samples = (Sample(2, 610, 3707), Sample(0, 611, 2870), Sample(1, 611, 3700))
>>> compress(Batch(1, 611, samples), 2, CLIMATE).hex()
'362100808098c31ecb824d7b07ba3d'
"""

import struct
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from redi_codecs.errors import MissingField, OutOfRange, UnknownField
from redi_codecs.vendors.watteco._batch import (
    BOTH_WAYS,
    FALLING,
    IN_FULL,
    LAST_SECOND,
    RISING,
    TIME_TABLE,
    Batch,
    Sample,
    SampleType,
    Series,
    float32,
)
from redi_codecs.vendors.watteco._bits import CODES, BitWriter

__all__ = ["compress"]


class _Token(NamedTuple):
    """A symbol and the number behind it, in so many bits."""

    symbol: int
    number: int = 0
    bits: int = 0


_SAME: Final = _Token(0)


class _Row(NamedTuple):
    """A series as it will be written: its samples, and the differences behind the first one in a coding."""

    series: Series
    samples: list[Sample]
    coding: int
    tokens: list[_Token]
    table: int


def compress(batch: Batch, tag_size: int, series: Sequence[Series]) -> bytes:
    """Write a batch as the devices do, with times in common or apart, whichever is shorter.

    :func:`~redi_codecs.vendors.watteco._batch.uncompress` reads the same batch back, its samples series by series in
    the order in which the labels first appear. Values are rounded to their type. Raises
    :class:`~redi_codecs.errors.OutOfRange`, :class:`~redi_codecs.errors.UnknownField` (a label that is not known)
    or :class:`~redi_codecs.errors.MissingField` (no sample at all).
    """
    known = {one.label: one for one in series if one.label < 1 << tag_size}
    groups: dict[int, list[Sample]] = {}
    for sample in batch.samples:
        if sample.label not in known:
            raise UnknownField(f"label {sample.label} is not known here, only {', '.join(map(str, known))} are")
        groups.setdefault(sample.label, []).append(_checked(sample, known[sample.label], batch.timestamp))
    if not groups:
        raise MissingField("a batch needs at least one sample")
    _require(batch.counter, 7, "counter")
    _require(batch.timestamp, LAST_SECOND, "timestamp")
    _require(len(groups), 15, "series count")
    _require(max(map(len, groups.values())), 256, "sample count")
    rows: list[_Row] = []
    for label, samples in groups.items():
        rows.append(_row(known[label], samples, rows[-1].coding if rows else BOTH_WAYS))
    times = sorted({sample.time for samples in groups.values() for sample in samples})
    ways = [_write_apart(batch, tag_size, rows)]
    increasing = all(before.time < sample.time for row in rows for before, sample in pairwise(row.samples))
    if increasing and len(times) <= 255:
        ways.append(_write_common(batch, tag_size, rows, times))
    if len(groups) == len(batch.samples):
        ways.append(_write_single(batch, tag_size, rows))
    return min(ways, key=lambda way: way.length).payload()


def _require(value: int, most: int, what: str) -> None:
    if not 0 <= value <= most:
        raise OutOfRange(f"{value} is outside 0…{most}", field=what)


def _checked(sample: Sample, series: Series, timestamp: int) -> Sample:
    """The sample with its value rounded to the series' type."""
    _require(sample.time, timestamp, f"time of {series.name}")
    if series.type is SampleType.FLOAT:
        try:
            return sample._replace(value=float32(sample.value))
        except OverflowError:
            raise OutOfRange(f"{sample.value} is beyond single precision", field=series.name) from None
    least, greatest = series.type.limits
    if not least <= sample.value <= greatest:
        raise OutOfRange(f"{sample.value} is outside {least}…{greatest}", field=series.name)
    return sample._replace(value=round(sample.value))


def _row(series: Series, samples: list[Sample], coding: int) -> _Row:
    """A series in the coding that the devices take: one-way if its values are, the one before's if it has one value."""
    differences = [_steps(before.value, sample.value, series) for before, sample in pairwise(samples)]
    steps = [number for number in differences if number is not None]
    if steps:
        coding = RISING if min(steps) >= 0 else FALLING if max(steps) <= 0 else BOTH_WAYS
    tokens = [
        (None if number is None else _difference(number, coding))
        or _Token(IN_FULL, _in_full(sample.value, series), series.type.bits)
        for number, sample in zip(differences, samples[1:], strict=True)
    ]
    return _Row(series, samples, coding, tokens, _cheapest(tokens))


def _cheapest(tokens: Sequence[_Token]) -> int:
    """The Huffman table with the shortest codes for these symbols."""
    return min(range(len(CODES)), key=lambda table: sum(len(CODES[table][token.symbol]) for token in tokens))


def _difference(steps: int, coding: int) -> _Token | None:
    """So many steps in a coding, or ``None`` if that cannot express them."""
    if not steps:
        return _SAME
    if coding == BOTH_WAYS:
        symbol = abs(steps).bit_length()
        number = steps if steps > 0 else steps + (1 << symbol) - 1
    else:
        ahead = steps if coding == RISING else -steps
        symbol = (ahead + 1).bit_length() - 1 if ahead > 0 else IN_FULL
        number = ahead + 1 - (1 << symbol)
    return _Token(symbol, number, symbol) if symbol < IN_FULL else None


def _time_token(before: int, time: int) -> _Token:
    return _difference(time - before, RISING) or _Token(IN_FULL, time, 32)


def _steps(before: int | float, value: int | float, series: Series) -> int | None:
    """The steps from one value that lead exactly to the next one, if there are any."""
    if series.type is not SampleType.FLOAT:
        steps, rest = divmod(int(value - before), int(series.resolution))
        return None if rest else steps
    ratio = (value - before) / series.resolution
    if not abs(ratio) < 1 << IN_FULL:  # too many, or not a number
        return None
    steps = round(ratio)
    return steps if float32(before + steps * series.resolution) == value else None


def _in_full(value: int | float, series: Series) -> int:
    if series.type is SampleType.FLOAT:
        return int.from_bytes(struct.pack("<f", value), "little")
    return int(value) & (1 << series.type.bits) - 1


def _put(writer: BitWriter, token: _Token, table: int) -> None:
    writer.symbol(token.symbol, table)
    if token.bits:
        writer.put(token.number, token.bits)


def _start(batch: Batch, tag_size: int, rows: list[_Row], *, common: bool, single: bool) -> BitWriter:
    """The flags and every series' first sample."""
    writer = BitWriter()
    for flag in (False, common, single, batch.requested):
        writer.put(flag, 1)
    writer.put(len(rows), 4)
    writer.put(batch.counter, 3)
    writer.put(0, 1)
    before: int | None = None
    for row in rows:
        first = row.samples[0]
        writer.put(first.label, tag_size)
        if before is None:
            writer.put(first.time, 32)
        else:
            _put(writer, _time_token(before, first.time), TIME_TABLE)
        before = first.time
        writer.put(_in_full(first.value, row.series), row.series.type.bits)
        if not single:
            writer.put(row.coding, 2)
            writer.put(row.table, 2)
    return writer


def _finish(writer: BitWriter, last: int, timestamp: int) -> BitWriter:
    if last:
        _put(writer, _time_token(last, timestamp), TIME_TABLE)
    else:
        writer.put(timestamp, 32)
    return writer


def _write_single(batch: Batch, tag_size: int, rows: list[_Row]) -> BitWriter:
    """One sample a series; such batches carry the flag of common times too."""
    writer = _start(batch, tag_size, rows, common=True, single=True)
    return _finish(writer, rows[-1].samples[0].time, batch.timestamp)


def _write_apart(batch: Batch, tag_size: int, rows: list[_Row]) -> BitWriter:
    writer = _start(batch, tag_size, rows, common=False, single=False)
    last = rows[-1].samples[0].time
    for row in rows:
        writer.put(row.series.label, tag_size)
        writer.put(len(row.tokens), 8)
        times = [_time_token(before.time, sample.time) for before, sample in pairwise(row.samples)]
        table = _cheapest(times)
        if times:
            writer.put(table, 2)
        for time, value in zip(times, row.tokens, strict=True):
            _put(writer, time, table)
            _put(writer, value, row.table)
        last = max(last, *(sample.time for sample in row.samples[1:])) if times else last
    return _finish(writer, last, batch.timestamp)


def _write_common(batch: Batch, tag_size: int, rows: list[_Row], times: list[int]) -> BitWriter:
    rows = [row._replace(table=_cheapest([_SAME, *row.tokens])) for row in rows]
    writer = _start(batch, tag_size, rows, common=True, single=False)
    writer.put(len(times), 8)
    # The first time needs no bits if it is that of the first series' first sample.
    start = _SAME if times[0] == rows[0].samples[0].time else _Token(IN_FULL, times[0], 32)
    tokens = [start, *(_time_token(before, time) for before, time in pairwise(times))]
    table = _cheapest(tokens)
    writer.put(table, 2)
    for token in tokens:
        _put(writer, token, table)
    for row in rows:
        writer.put(row.series.label, tag_size)
        present = dict(zip((sample.time for sample in row.samples), [_SAME, *row.tokens], strict=True))
        for time in times:
            writer.put(time in present, 1)
            if time in present:
                _put(writer, present[time], row.table)
    return _finish(writer, times[-1], batch.timestamp)
