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

>>> batch = uncompress(bytes.fromhex("362100808098c31ecb824d7b07ba3d"), 2, CLIMATE)
>>> [(sample.label, sample.value, batch.age(sample)) for sample in batch.samples]
[(2, 3707, 1), (0, 2870, 0), (1, 3700, 0)]
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final, NamedTuple

from redi_codecs.errors import DeclarationError, UnknownMessage
from redi_codecs.layout.wire import Whole
from redi_codecs.vendors.watteco._bits import BitReader

__all__ = ["AIR", "ATMOSPHERE", "CLIMATE", "Batch", "Sample", "SampleType", "Series", "uncompress"]


class SampleType(IntEnum):
    """How a value is written in full; the numbers are those of the vendor's tools."""

    BOOL = 1
    U4 = 2
    I4 = 3
    U8 = 4
    I8 = 5
    U16 = 6
    I16 = 7
    U24 = 8
    I24 = 9
    U32 = 10
    I32 = 11
    FLOAT = 12

    @property
    def bits(self) -> int:
        return _BITS[self]

    @property
    def whole(self) -> Whole:
        """The least wire type that holds an integer type: that of its field."""
        return Whole(max(_BITS[self], 8), self in _SIGNED)

    @property
    def limits(self) -> tuple[int, int]:
        """The least and the greatest value of an integer type."""
        half = 1 << _BITS[self] - 1
        return (-half, half - 1) if self in _SIGNED else (0, 2 * half - 1)


_BITS: Final = dict(zip(SampleType, (1, 4, 4, 8, 8, 16, 16, 24, 24, 32, 32, 32), strict=True))
_SIGNED: Final = frozenset({SampleType.I4, SampleType.I8, SampleType.I16, SampleType.I24, SampleType.I32})


@dataclass(frozen=True, slots=True)
class Series:
    """What a label stands for: a type, the step in which differences count, and the divisor to the named quantity."""

    label: int
    type: SampleType
    resolution: int | float
    divide: int
    name: str

    def __post_init__(self) -> None:
        if self.resolution <= 0 or (self.type is not SampleType.FLOAT and self.resolution != int(self.resolution)):
            raise DeclarationError(f"series {self.name}: {self.resolution} is no resolution for {self.type.name}")


CLIMATE: Final = (
    Series(0, SampleType.I16, 10, 100, "temperature"),
    Series(1, SampleType.U16, 100, 100, "humidity"),
    Series(2, SampleType.U16, 1, 1000, "battery_voltage"),
    Series(3, SampleType.BOOL, 1, 1, "case_open"),
)
"""Th, Clim'O, Hygrotemp'O and their remote forms, with labels of 2 bits."""

ATMOSPHERE: Final = (
    Series(0, SampleType.I16, 1, 100, "temperature"),
    Series(1, SampleType.U16, 1, 100, "humidity"),
    Series(2, SampleType.I16, 1, 1, "pressure"),
    Series(3, SampleType.U32, 1, 1, "count_1"),
    Series(4, SampleType.U32, 1, 1, "count_2"),
    Series(5, SampleType.U16, 1, 1000, "battery_voltage"),
)
"""Atm'O, with labels of 3 bits."""

AIR: Final = (
    Series(0, SampleType.U8, 1, 1, "occupancy"),
    Series(1, SampleType.I16, 10, 100, "temperature"),
    Series(2, SampleType.U16, 100, 100, "humidity"),
    Series(3, SampleType.U16, 10, 1, "co2"),
    Series(4, SampleType.U16, 10, 1, "iaq"),
    Series(5, SampleType.U16, 10, 1, "illuminance"),
    Series(6, SampleType.U16, 10, 10, "pressure"),
)
"""Vaqa'O, Vaqa'O+, their Lite forms, and Move'O, which has no gases and no pressure; with labels of 3 bits."""


class Sample(NamedTuple):
    """One raw value of one series, and the device's clock in seconds when it was taken."""

    label: int
    time: int
    value: int | float


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch's samples, series by series in the order of the payload.

    ``timestamp`` is the device's clock when the batch was sent, ``counter`` counts batches modulo 8, ``requested``
    is the flag of that name, and ``bits`` is how much of the payload the batch took.
    """

    counter: int
    timestamp: int
    samples: tuple[Sample, ...]
    requested: bool = False
    bits: int = field(default=0, compare=False)

    def age(self, sample: Sample) -> int:
        """Seconds from the sample to the batch's emission."""
        return self.timestamp - sample.time


IN_FULL: Final = 15
TIME_TABLE: Final = 1  # the Huffman table of the header's times and of the timestamp
BOTH_WAYS, RISING, FALLING = 0, 1, 2
LAST_SECOND: Final = (1 << 32) - 1


def float32(value: float) -> float:
    """The nearest single precision float; ``OverflowError`` beyond the largest."""
    rounded: float = struct.unpack("<f", struct.pack("<f", value))[0]
    return rounded


class _Coded(NamedTuple):
    """A series of the header: how its differences are coded, and its samples so far."""

    series: Series
    coding: int
    table: int
    samples: list[Sample]


def uncompress(payload: bytes, tag_size: int, series: Sequence[Series]) -> Batch:
    """Read a batch whose labels have ``tag_size`` bits.

    Bytes behind the batch are left alone; ``Batch.bits`` tells where it ends. Raises
    :class:`~redi_codecs.errors.TruncatedPayload`, :class:`~redi_codecs.errors.UnknownMessage` (no batch, or a label
    that is not known) or :class:`~redi_codecs.errors.UnexpectedValue`, with the byte in ``.offset``.

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
    timestamp = _read_time(reader, last, TIME_TABLE) if last else reader.take(32, "timestamp")
    samples = tuple(sample for head in heads for sample in head.samples)
    latest = max(sample.time for sample in samples)
    if latest > timestamp:
        raise reader.fault(f"a sample of second {latest} in a batch sent at second {timestamp}", "timestamp")
    return Batch(counter, timestamp, samples, requested, reader.position)


def _read_heads(
    reader: BitReader, count: int, tag_size: int, known: Mapping[int, Series], single: bool
) -> list[_Coded]:
    """Each series' first sample and codings."""
    heads: list[_Coded] = []
    time = 0
    for _ in range(count):
        series = _read_label(reader, tag_size, known)
        if any(head.series is series for head in heads):
            raise reader.fault(f"label {series.label} heads two series", "label")
        time = _read_time(reader, time, TIME_TABLE) if heads else reader.take(32, "time")
        value = _read_in_full(reader, series)
        coding, table = (0, 0) if single else (reader.take(2, "coding"), reader.take(2, "table"))
        heads.append(_Coded(series, coding, table, [Sample(series.label, time, value)]))
    return heads


def _read_common(reader: BitReader, tag_size: int, known: Mapping[int, Series], heads: list[_Coded]) -> int:
    """Further samples of series that share one list of times; gives the last of the times."""
    last = heads[-1].samples[0].time
    count = reader.take(8, "sample count")
    table = reader.take(2, "table")
    times: list[int] = []
    for _ in range(count):
        if times:
            last = _read_time(reader, last, table)
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
                if not _read_sample(reader, head, time) and untouched:
                    head.samples.pop()
                untouched = False
    return last


def _read_apart(reader: BitReader, tag_size: int, known: Mapping[int, Series], heads: list[_Coded]) -> int:
    """Further samples of series with times of their own; gives the last of the times."""
    last = heads[-1].samples[0].time
    for head in _sections(reader, tag_size, known, heads):
        count = reader.take(8, "sample count")
        table = reader.take(2, "table") if count else 0
        for _ in range(count):
            time = _read_time(reader, head.samples[-1].time, table)
            _read_sample(reader, head, time)
            last = max(last, time)
    return last


def _sections(reader: BitReader, tag_size: int, known: Mapping[int, Series], heads: list[_Coded]) -> Iterator[_Coded]:
    """The series in the order of their further samples; every one has its turn once."""
    waiting = {head.series.label: head for head in heads}
    while waiting:
        label = _read_label(reader, tag_size, known).label
        if label not in waiting:
            raise reader.fault(f"label {label} has no series in the header, or had its samples already", "label")
        yield waiting.pop(label)


def _read_label(reader: BitReader, tag_size: int, known: Mapping[int, Series]) -> Series:
    start = reader.position
    label = reader.take(tag_size, "label")
    if label not in known:
        reader.position = start
        expected = ", ".join(map(str, known))
        raise reader.fault(f"label {label} is not known here, only {expected} are", "label", UnknownMessage)
    return known[label]


def _read_time(reader: BitReader, before: int, table: int) -> int:
    symbol = reader.symbol(table, "time")
    if symbol == IN_FULL:
        return reader.take(32, "time")
    time = before + reader.take(symbol, "time") + (1 << symbol) - 1
    if time > LAST_SECOND:
        raise reader.fault(f"second {time} is beyond the device's clock of 32 bits", "time")
    return time


def _read_in_full(reader: BitReader, series: Series) -> int | float:
    bits = reader.take(series.type.bits, series.name)
    if series.type is SampleType.FLOAT:
        value: float = struct.unpack("<f", bits.to_bytes(4, "little"))[0]
        return value
    return bits - (1 << series.type.bits) if bits > series.type.limits[1] else bits


def _read_sample(reader: BitReader, head: _Coded, time: int) -> int:
    """Append the next sample; gives the symbol that its value starts with."""
    value = head.samples[-1].value
    symbol = reader.symbol(head.table, head.series.name)
    if symbol == IN_FULL:
        value = _read_in_full(reader, head.series)
    elif symbol:
        value = _stepped(reader, head, value, symbol)
    head.samples.append(Sample(head.series.label, time, value))
    return symbol


def _stepped(reader: BitReader, head: _Coded, before: int | float, symbol: int) -> int | float:
    """The value that the next ``symbol`` bits make of the one before."""
    series, coding = head.series, head.coding
    if coding > FALLING:
        raise reader.fault(f"coding {coding} does not exist, only 0, 1 and 2 do", series.name)
    steps = reader.take(symbol, series.name)
    if coding != BOTH_WAYS:
        steps += (1 << symbol) - 1
    elif steps < 1 << symbol - 1:
        steps += 1 - (1 << symbol)
    value = before + (-steps if coding == FALLING else steps) * series.resolution
    if series.type is SampleType.FLOAT:
        try:
            return float32(value)
        except OverflowError:
            raise reader.fault(f"{value} is beyond single precision", series.name) from None
    least, greatest = series.type.limits
    if series.type.bits == 32:  # counters start anew at 0
        return (int(value) - least) % (1 << 32) + least
    if not least <= value <= greatest:
        raise reader.fault(f"{value} is outside {least}…{greatest}", series.name)
    return value
