"""What stands on the wire, as construct objects: whole words, runs of bytes, bits."""

from __future__ import annotations

from functools import cache
from typing import Any

import construct as c

from redi_codecs.layout.wire import Bits, Real, Whole


@cache
def word(wire: Whole | Real) -> Any:
    """The construct object of a number of whole bytes.

    >>> from redi_codecs.layout import i16le, u32ws
    >>> word(i16le.wire).parse(b"\\xfe\\xff"), word(u32ws.wire).parse(b"\\x00\\x01\\x00\\x02").to_bytes(4).hex()
    (-2, '00020001')
    """
    if isinstance(wire, Real):
        return c.FormatField("<" if wire.order == "little" else ">", "f" if wire.bits == 32 else "d")
    number = c.BytesInteger(wire.size, signed=wire.signed, swapped=wire.order == "little")
    return c.Transformed(number, _turned, wire.size, _turned, wire.size) if wire.order == "words" else number


def _turned(data: bytes) -> bytes:
    """The 16-bit words of ``data``, the last one first."""
    return b"".join(data[at : at + 2] for at in reversed(range(0, len(data), 2)))


def _shifts(wire: Bits, msb0: int | None) -> list[tuple[int, int]]:
    """(shift, width) of each range, the highest first; ``msb0`` is the word's width where bit 0 is the highest."""
    return [(low if msb0 is None else msb0 - 1 - high, high - low + 1) for low, high in wire.ranges]


def extract(number: int, wire: Bits, msb0: int | None) -> int:
    """Some bits of a word as a number of their own.

    >>> from redi_codecs.layout import bits, concat
    >>> extract(0b10110010, bits(4, 7).wire, None), extract(0b10110010, concat(bits(0, 1), bits(7, 7)).wire, None)
    (11, 5)
    """
    value = 0
    for shift, width in _shifts(wire, msb0):
        value = value << width | number >> shift & (1 << width) - 1
    return value - (1 << wire.bits) if wire.signed and value >> wire.bits - 1 else value


def deposit(value: int, wire: Bits, msb0: int | None) -> int:
    """The word in which only these bits are set: the way back of :func:`extract`."""
    number = 0
    for shift, width in reversed(_shifts(wire, msb0)):
        number |= (value & (1 << width) - 1) << shift
        value >>= width
    return number
