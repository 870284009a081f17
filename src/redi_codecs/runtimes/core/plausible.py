"""The limits of quantities as limits of raw numbers, so that a block of raw numbers is checked before it has values."""

from __future__ import annotations

import math
from collections.abc import Callable

from redi_codecs.runtimes.core.program import Kind, Op, Program, Type

__all__ = ["plausible_ranges"]

_FAR = 1 << 62
_REACH = 1 << 53


def plausible_ranges(program: Program) -> list[tuple[int, int]]:
    """For each transform, the raw numbers whose values lie within the limits of every column that it fills."""
    found = [(-_FAR, _FAR)] * len(program.xforms)
    filled = {(instr.x, instr.col) for instr in program.code if instr.op == Op.FIELD and instr.col >= 0}
    for number, column in sorted(filled):
        x, slot = program.xforms[number], program.slots[column]
        if x.kind == Kind.INT and x.size:
            found[number] = max(found[number][0], 0), found[number][1]
        if x.kind not in (Kind.INT, Kind.DIV) or slot.type not in (Type.FLOAT, Type.INT) or x.mul == 0:
            continue

        def value(raw: int, mul: int = x.mul, add: int = x.add, den: int = x.den) -> float:
            return (raw * mul + add) / den

        low, high = -_FAR, _FAR
        bottom, top = slot.low, slot.high
        if x.mul > 0:
            if bottom > -math.inf:
                low = _first(lambda raw: value(raw) >= bottom)  # noqa: B023 - called at once
            if top < math.inf:
                high = _first(lambda raw: value(raw) > top) - 1  # noqa: B023
        else:
            if bottom > -math.inf:
                high = _first(lambda raw: value(raw) < bottom) - 1  # noqa: B023
            if top < math.inf:
                low = _first(lambda raw: value(raw) <= top)  # noqa: B023
        found[number] = max(found[number][0], low), min(found[number][1], high)
    return found


def _first(holds: Callable[[int], bool]) -> int:
    """The first raw number for which a condition holds that stays true from there on.

    >>> _first(lambda raw: raw / 10 > 100)
    1001
    """
    low, high = -_REACH, _REACH
    if holds(low):
        return low
    if not holds(high):
        return high + 1
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return high
