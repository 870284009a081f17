"""The way back: samples into a batch, as ``_batch`` reads it.

>>> from redi_codecs.vendors.watteco._series import CLIMATE, Batch, Sample
>>> samples = (Sample(2, 610, 3707), Sample(0, 611, 2870), Sample(1, 611, 3700))
>>> compress(Batch(1, 611, samples), 2, CLIMATE).hex()
'362100808098c31ecb824d7b07ba3d'
"""

from collections.abc import Sequence
from itertools import pairwise

from redi_codecs.errors import MissingField, UnknownField
from redi_codecs.vendors.watteco._bits import BitWriter
from redi_codecs.vendors.watteco._series import BOTH_WAYS, IN_FULL, LAST_SECOND, TIME_TABLE, Batch, Sample, Series
from redi_codecs.vendors.watteco._tokens import (
    SAME,
    Row,
    Token,
    cheapest,
    checked,
    in_full,
    put,
    require,
    row_of,
    time_token,
)

__all__ = ["compress"]


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
        groups.setdefault(sample.label, []).append(checked(sample, known[sample.label], batch.timestamp))
    if not groups:
        raise MissingField("a batch needs at least one sample")
    require(batch.counter, 7, "counter")
    require(batch.timestamp, LAST_SECOND, "timestamp")
    require(len(groups), 15, "series count")
    require(max(map(len, groups.values())), 256, "sample count")
    rows: list[Row] = []
    for label, samples in groups.items():
        rows.append(row_of(known[label], samples, rows[-1].coding if rows else BOTH_WAYS))
    times = sorted({sample.time for samples in groups.values() for sample in samples})
    ways = [_write_apart(batch, tag_size, rows)]
    increasing = all(before.time < sample.time for row in rows for before, sample in pairwise(row.samples))
    if increasing and len(times) <= 255:
        ways.append(_write_common(batch, tag_size, rows, times))
    if len(groups) == len(batch.samples):
        ways.append(_write_single(batch, tag_size, rows))
    return min(ways, key=lambda way: way.length).payload()


def _start(batch: Batch, tag_size: int, rows: list[Row], *, common: bool, single: bool) -> BitWriter:
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
            put(writer, time_token(before, first.time), TIME_TABLE)
        before = first.time
        writer.put(in_full(first.value, row.series), row.series.type.bits)
        if not single:
            writer.put(row.coding, 2)
            writer.put(row.table, 2)
    return writer


def _finish(writer: BitWriter, last: int, timestamp: int) -> BitWriter:
    if last:
        put(writer, time_token(last, timestamp), TIME_TABLE)
    else:
        writer.put(timestamp, 32)
    return writer


def _write_single(batch: Batch, tag_size: int, rows: list[Row]) -> BitWriter:
    """One sample a series; such batches carry the flag of common times too."""
    writer = _start(batch, tag_size, rows, common=True, single=True)
    return _finish(writer, rows[-1].samples[0].time, batch.timestamp)


def _write_apart(batch: Batch, tag_size: int, rows: list[Row]) -> BitWriter:
    writer = _start(batch, tag_size, rows, common=False, single=False)
    last = rows[-1].samples[0].time
    for row in rows:
        writer.put(row.series.label, tag_size)
        writer.put(len(row.tokens), 8)
        times = [time_token(before.time, sample.time) for before, sample in pairwise(row.samples)]
        table = cheapest(times)
        if times:
            writer.put(table, 2)
        for time, value in zip(times, row.tokens, strict=True):
            put(writer, time, table)
            put(writer, value, row.table)
        last = max(last, *(sample.time for sample in row.samples[1:])) if times else last
    return _finish(writer, last, batch.timestamp)


def _write_common(batch: Batch, tag_size: int, rows: list[Row], times: list[int]) -> BitWriter:
    rows = [row._replace(table=cheapest([SAME, *row.tokens])) for row in rows]
    writer = _start(batch, tag_size, rows, common=True, single=False)
    writer.put(len(times), 8)
    # The first time needs no bits if it is that of the first series' first sample.
    start = SAME if times[0] == rows[0].samples[0].time else Token(IN_FULL, times[0], 32)
    tokens = [start, *(time_token(before, time) for before, time in pairwise(times))]
    table = cheapest(tokens)
    writer.put(table, 2)
    for token in tokens:
        put(writer, token, table)
    for row in rows:
        writer.put(row.series.label, tag_size)
        present = dict(zip((sample.time for sample in row.samples), [SAME, *row.tokens], strict=True))
        for time in times:
            writer.put(time in present, 1)
            if time in present:
                put(writer, present[time], row.table)
    return _finish(writer, times[-1], batch.timestamp)
