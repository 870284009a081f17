"""Dates in the pool of integers: how a calendar stands there, for the machine, and what it must keep to.

For each of its parts, in the order of :data:`~redi_codecs.layout.calendar.PARTS`: what it is where it is not sent, how
many spans of bits it has (none: it is not sent), whether it has a sign, mul and add, the place and size of its table
(-1: it has none), then shift and width of each span.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from redi_codecs.layout.calendar import PARTS, Calendar
from redi_codecs.layout.transform import Curve

__all__ = ["packed", "sound"]

_HEAD = 7
_LARGEST = 1 << 30


def packed(calendar: Calendar, table: Callable[[Curve, int], int]) -> list[int] | None:
    """The numbers of a calendar; None where some are too large. ``table`` makes a table of a curve."""
    figures = {figure.part: figure for figure in calendar.figures}
    numbers: list[int] = []
    for part, fixed in zip(PARTS, calendar.fixed, strict=True):
        if abs(fixed) > _LARGEST:
            return None
        figure = figures.get(part)
        if figure is None:
            numbers += [fixed, 0, 0, 1, 0, -1, 0]
            continue
        transform = figure.transform
        if isinstance(transform, Curve):
            numbers += [fixed, len(figure.spans), 0, 1, 0, table(transform, figure.bits), 1 << figure.bits]
        else:
            if abs(transform.mul) > _LARGEST or abs(transform.add) > _LARGEST:
                return None
            numbers += [fixed, len(figure.spans), int(figure.signed), transform.mul, transform.add, -1, 0]
        numbers += [number for span in figure.spans for number in span]
    return numbers


def sound(numbers: Sequence[int], floats: int) -> bool:
    """Whether the machine can read such numbers, with so many floats in the other pool."""
    at = 0
    for _ in PARTS:
        if at + _HEAD > len(numbers):
            return False
        fixed, spans, _, mul, add, table, size = numbers[at : at + _HEAD]
        at += _HEAD
        if not 0 <= spans <= 8 or at + 2 * spans > len(numbers) or max(map(abs, (fixed, mul, add))) > _LARGEST:
            return False
        pairs = numbers[at : at + 2 * spans]
        at += 2 * spans
        if any(not 0 <= shift < 64 for shift in pairs[::2]) or any(not 0 < width <= 32 for width in pairs[1::2]):
            return False
        if sum(pairs[1::2]) > 32:
            return False
        if table != -1 and (size < 1 or size & size - 1 or not 0 <= table <= table + size <= floats):
            return False
    return at == len(numbers)
