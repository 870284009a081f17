"""What a batch of Watteco's holds: series of samples, and how a value of each is written in full."""

import struct
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final, NamedTuple

from redi_codecs.errors import DeclarationError
from redi_codecs.layout.wire import Whole

__all__ = ["AIR", "ATMOSPHERE", "CLIMATE", "Batch", "Sample", "SampleType", "Series"]


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
