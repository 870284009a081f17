"""How a batch of Watteco's is read value by value: a Huffman symbol, and as many bits behind it as that says.

The symbol is 0 for no difference, 1…14 for as many bits, 15 for the number in full.
"""

import struct
from collections.abc import Mapping
from typing import NamedTuple

from redi_codecs.errors import UnknownMessage
from redi_codecs.vendors.watteco._bits import BitReader
from redi_codecs.vendors.watteco._series import (
    BOTH_WAYS,
    FALLING,
    IN_FULL,
    LAST_SECOND,
    Sample,
    SampleType,
    Series,
    float32,
)


class Coded(NamedTuple):
    """A series of the header: how its differences are coded, and its samples so far."""

    series: Series
    coding: int
    table: int
    samples: list[Sample]


def read_label(reader: BitReader, tag_size: int, known: Mapping[int, Series]) -> Series:
    start = reader.position
    label = reader.take(tag_size, "label")
    if label not in known:
        reader.position = start
        expected = ", ".join(map(str, known))
        raise reader.fault(f"label {label} is not known here, only {expected} are", "label", UnknownMessage)
    return known[label]


def read_time(reader: BitReader, before: int, table: int) -> int:
    symbol = reader.symbol(table, "time")
    if symbol == IN_FULL:
        return reader.take(32, "time")
    time = before + reader.take(symbol, "time") + (1 << symbol) - 1
    if time > LAST_SECOND:
        raise reader.fault(f"second {time} is beyond the device's clock of 32 bits", "time")
    return time


def read_in_full(reader: BitReader, series: Series) -> int | float:
    bits = reader.take(series.type.bits, series.name)
    if series.type is SampleType.FLOAT:
        value: float = struct.unpack("<f", bits.to_bytes(4, "little"))[0]
        return value
    return bits - (1 << series.type.bits) if bits > series.type.limits[1] else bits


def read_sample(reader: BitReader, head: Coded, time: int) -> int:
    """Append the next sample; gives the symbol that its value starts with."""
    value = head.samples[-1].value
    symbol = reader.symbol(head.table, head.series.name)
    if symbol == IN_FULL:
        value = read_in_full(reader, head.series)
    elif symbol:
        value = _stepped(reader, head, value, symbol)
    head.samples.append(Sample(head.series.label, time, value))
    return symbol


def _stepped(reader: BitReader, head: Coded, before: int | float, symbol: int) -> int | float:
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
