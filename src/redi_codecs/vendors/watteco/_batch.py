"""Batches: the compressed history that Watteco (formerly nke Watteco) devices send.

A batch holds several series of samples. Each series has a *label*; which quantity a label stands for, and with
which type and resolution its values are coded, is known from the model only, as a tuple of :class:`Series`.
Values stay raw here (``Series.divide`` is for the caller), and times are seconds of the device's own clock: a
sample was taken ``batch.age(sample)`` seconds before the batch was sent.

The bit stream (numbers as in ``_bits``)::

    0, common, single, requested         1 bit each; the first one is 1 in every other frame
    series count                         4 bits
    counter, reserved                    3 bits, 1 bit
    per series: label, time, value       the first time in full, the others as differences to the one before
                coding, table            2 bits each, absent if single
    unless single, if common: count, table, times; per series: label, per time: 1 bit, and if that is set: difference
    unless single or common: per series: label, count, and if that is not 0: table, count × (time, difference)
    timestamp                            as a difference to the last time; in full if that is 0

A difference is a Huffman symbol: 0 for none, 1…14 for as many bits behind it, 15 for the number in full.

>>> from redi_codecs.vendors.watteco._series import CLIMATE
>>> batch = uncompress(bytes.fromhex("362100808098c31ecb824d7b07ba3d"), 2, CLIMATE)
>>> [(sample.label, sample.value, batch.age(sample)) for sample in batch.samples]
[(2, 3707, 1), (0, 2870, 0), (1, 3700, 0)]
"""

from collections.abc import Iterator, Mapping, Sequence

from redi_codecs.errors import UnknownMessage
from redi_codecs.vendors.watteco._bits import BitReader
from redi_codecs.vendors.watteco._differences import Coded, read_in_full, read_label, read_sample, read_time
from redi_codecs.vendors.watteco._series import IN_FULL, TIME_TABLE, Batch, Sample, Series

__all__ = ["uncompress"]


def uncompress(payload: bytes, tag_size: int, series: Sequence[Series]) -> Batch:
    """Read a batch whose labels have ``tag_size`` bits.

    Bytes behind the batch are left alone; ``Batch.bits`` tells where it ends. Raises
    :class:`~redi_codecs.errors.TruncatedPayload`, :class:`~redi_codecs.errors.UnknownMessage` (no batch, or a label
    that is not known) or :class:`~redi_codecs.errors.UnexpectedValue`, with the byte in ``.offset``.

    >>> from redi_codecs.vendors.watteco._series import CLIMATE
    >>> uncompress(bytes.fromhex("362100808098c31ecb"), 2, CLIMATE)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    redi_codecs.errors.TruncatedPayload: ...temperature, byte 8: 16 bits needed, 2 left (batch, at bit 6 of the byte)...
    """
    reader = BitReader(payload)
    if reader.take(1, "frame"):
        reader.position = 0
        raise reader.fault("a standard frame, not a batch", "frame", UnknownMessage)
    common, single, requested = (bool(reader.take(1, "flags")) for _ in range(3))
    count = reader.take(4, "series count")
    if not count:
        raise reader.fault("a batch without series", "series count")
    counter = reader.take(3, "counter")
    reader.take(1, "reserved")
    known = {one.label: one for one in series}
    heads = _read_heads(reader, count, tag_size, known, single)
    if single:
        last = heads[-1].samples[0].time
    else:
        last = (_read_common if common else _read_apart)(reader, tag_size, known, heads)
    timestamp = read_time(reader, last, TIME_TABLE) if last else reader.take(32, "timestamp")
    samples = tuple(sample for head in heads for sample in head.samples)
    latest = max(sample.time for sample in samples)
    if latest > timestamp:
        raise reader.fault(f"a sample of second {latest} in a batch sent at second {timestamp}", "timestamp")
    return Batch(counter, timestamp, samples, requested, reader.position)


def _read_heads(reader: BitReader, count: int, tag_size: int, known: Mapping[int, Series], single: bool) -> list[Coded]:
    """Each series' first sample and codings."""
    heads: list[Coded] = []
    time = 0
    for _ in range(count):
        series = read_label(reader, tag_size, known)
        if any(head.series is series for head in heads):
            raise reader.fault(f"label {series.label} heads two series", "label")
        time = read_time(reader, time, TIME_TABLE) if heads else reader.take(32, "time")
        value = read_in_full(reader, series)
        coding, table = (0, 0) if single else (reader.take(2, "coding"), reader.take(2, "table"))
        heads.append(Coded(series, coding, table, [Sample(series.label, time, value)]))
    return heads


def _read_common(reader: BitReader, tag_size: int, known: Mapping[int, Series], heads: list[Coded]) -> int:
    """Further samples of series that share one list of times; gives the last of the times."""
    last = heads[-1].samples[0].time
    count = reader.take(8, "sample count")
    table = reader.take(2, "table")
    times: list[int] = []
    for _ in range(count):
        if times:
            last = read_time(reader, last, table)
        elif reader.symbol(table, "time") == IN_FULL:
            last = reader.take(32, "time")
        else:  # no bits behind the symbol, whatever it is
            last = heads[0].samples[0].time
        times.append(last)
    for head in _sections(reader, tag_size, known, heads):
        untouched = True
        for time in times:
            if reader.take(1, head.series.name):
                # The list of times includes that of the header's sample, which comes again as no difference.
                if not read_sample(reader, head, time) and untouched:
                    head.samples.pop()
                untouched = False
    return last


def _read_apart(reader: BitReader, tag_size: int, known: Mapping[int, Series], heads: list[Coded]) -> int:
    """Further samples of series with times of their own; gives the last of the times."""
    last = heads[-1].samples[0].time
    for head in _sections(reader, tag_size, known, heads):
        count = reader.take(8, "sample count")
        table = reader.take(2, "table") if count else 0
        for _ in range(count):
            time = read_time(reader, head.samples[-1].time, table)
            read_sample(reader, head, time)
            last = max(last, time)
    return last


def _sections(reader: BitReader, tag_size: int, known: Mapping[int, Series], heads: list[Coded]) -> Iterator[Coded]:
    """The series in the order of their further samples; every one has its turn once."""
    waiting = {head.series.label: head for head in heads}
    while waiting:
        label = read_label(reader, tag_size, known).label
        if label not in waiting:
            raise reader.fault(f"label {label} has no series in the header, or had its samples already", "label")
        yield waiting.pop(label)
