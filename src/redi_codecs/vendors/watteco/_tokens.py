"""How a batch of Watteco's is written value by value: the symbols and numbers of each series, in its best coding."""

import struct
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from redi_codecs.errors import OutOfRange
from redi_codecs.vendors.watteco._bits import CODES, BitWriter
from redi_codecs.vendors.watteco._series import BOTH_WAYS, FALLING, IN_FULL, RISING, Sample, SampleType, Series, float32


def require(value: int, most: int, what: str) -> None:
    """A number within what its bits hold."""
    if not 0 <= value <= most:
        raise OutOfRange(f"{value} is outside 0…{most}", field=what)


def checked(sample: Sample, series: Series, timestamp: int) -> Sample:
    """The sample with its value rounded to the series' type."""
    require(sample.time, timestamp, f"time of {series.name}")
    if series.type is SampleType.FLOAT:
        try:
            return sample._replace(value=float32(sample.value))
        except OverflowError:
            raise OutOfRange(f"{sample.value} is beyond single precision", field=series.name) from None
    least, greatest = series.type.limits
    if not least <= sample.value <= greatest:
        raise OutOfRange(f"{sample.value} is outside {least}…{greatest}", field=series.name)
    return sample._replace(value=round(sample.value))


class Token(NamedTuple):
    """A symbol and the number behind it, in so many bits."""

    symbol: int
    number: int = 0
    bits: int = 0


SAME: Final = Token(0)


class Row(NamedTuple):
    """A series as it will be written: its samples, and the differences behind the first one in a coding."""

    series: Series
    samples: list[Sample]
    coding: int
    tokens: list[Token]
    table: int


def row_of(series: Series, samples: list[Sample], coding: int) -> Row:
    """A series in the coding that the devices take: one-way if its values are, the one before's if it has one value."""
    differences = [_steps(before.value, sample.value, series) for before, sample in pairwise(samples)]
    steps = [number for number in differences if number is not None]
    if steps:
        coding = RISING if min(steps) >= 0 else FALLING if max(steps) <= 0 else BOTH_WAYS
    tokens = [
        (None if number is None else _difference(number, coding))
        or Token(IN_FULL, in_full(sample.value, series), series.type.bits)
        for number, sample in zip(differences, samples[1:], strict=True)
    ]
    return Row(series, samples, coding, tokens, cheapest(tokens))


def cheapest(tokens: Sequence[Token]) -> int:
    """The Huffman table with the shortest codes for these symbols."""
    return min(range(len(CODES)), key=lambda table: sum(len(CODES[table][token.symbol]) for token in tokens))


def _difference(steps: int, coding: int) -> Token | None:
    """So many steps in a coding, or ``None`` if that cannot express them."""
    if not steps:
        return SAME
    if coding == BOTH_WAYS:
        symbol = abs(steps).bit_length()
        number = steps if steps > 0 else steps + (1 << symbol) - 1
    else:
        ahead = steps if coding == RISING else -steps
        symbol = (ahead + 1).bit_length() - 1 if ahead > 0 else IN_FULL
        number = ahead + 1 - (1 << symbol)
    return Token(symbol, number, symbol) if symbol < IN_FULL else None


def time_token(before: int, time: int) -> Token:
    return _difference(time - before, RISING) or Token(IN_FULL, time, 32)


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


def in_full(value: int | float, series: Series) -> int:
    if series.type is SampleType.FLOAT:
        return int.from_bytes(struct.pack("<f", value), "little")
    return int(value) & (1 << series.type.bits) - 1


def put(writer: BitWriter, token: Token, table: int) -> None:
    writer.symbol(token.symbol, table)
    if token.bits:
        writer.put(token.number, token.bits)
