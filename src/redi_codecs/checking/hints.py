"""Why a vector's value may differ from what its payload says: the usual slips, tried one after the other."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from redi_codecs.layout.statuses import STATUSES
from redi_codecs.layout.transform import Affine, Curve, Transform
from redi_codecs.layout.wire import Order, Real, Source, Whole
from redi_codecs.plan.bits import gather, unpack

if TYPE_CHECKING:
    from redi_codecs.explaining.explain import Explanation
    from redi_codecs.plan.plan import Load, Part

__all__ = ["hint", "slips"]

_FACTORS = (10, 100, 1000, 2, 5)


def hint(explanation: Explanation, name: str, wanted: object) -> str:
    """What would give the wanted value, as the end of a sentence; nothing where no usual slip explains it."""
    if isinstance(wanted, bool) or not isinstance(wanted, int | float | str):
        return ""
    if isinstance(wanted, str) and wanted not in STATUSES:
        return ""
    for span in explanation.spans:
        for part in span.load.parts if span.load is not None else ():
            told = {span.label, *(bit.label for bit in span.bits)}
            if part.slot is not None and name in told and part.label in (name, name.rpartition("_")[0]):
                load: Load = span.load  # type: ignore[assignment]
                start = span.start - span.shares
                if isinstance(wanted, str):
                    return _sentinel(explanation.payload, start, load, part, wanted)
                found = next(slips(explanation.payload, start, load, part, wanted), "")
                return f"; {found}" if found else ""
    return ""


def _sentinel(payload: bytes, start: int, load: Load, part: Part, status: str) -> str:
    """That a number on the wire is no value, as a declaration says it."""
    if not isinstance(load.wire, Whole) or part.slot is None or part.slot.type == "bool":
        return ""
    raw = gather(unpack(payload[start : start + load.size], load.wire), replace(part, signed=False))
    return f'; if this number is no value, its field says so: invalid={{{raw:#x}: "{status}"}}'


def slips(payload: bytes, start: int, load: Load, part: Part, wanted: float) -> Iterator[str]:
    """Every usual slip that explains the wanted value of a part, the likeliest first."""
    wire, transform = load.wire, part.transform
    if not isinstance(transform, Affine | Curve):
        return
    real = isinstance(wire, Real)
    alone = real or part.bits == wire.bits
    shown = _shown(wanted)
    near = 1e-6 if real and wire.bits == 32 else 1e-9

    def gives(other: Whole | Real, at: int = start, signed: bool = part.signed, how: Transform = transform) -> bool:
        data = payload[at : at + other.size] if at >= 0 else b""
        if len(data) != other.size:
            return False
        word = unpack(data, other)
        raw = other.value(word) if isinstance(other, Real) else gather(word, replace(part, signed=signed))
        value = how.decode(raw) if math.isfinite(raw) else None
        return value is not None and math.isclose(float(value), wanted, rel_tol=near, abs_tol=1e-9)

    def written(other: Whole | Real, how: Transform = transform) -> str:
        return f": {Source(other, how)!r}" if alone else ""

    orders: tuple[Order, ...] = ("little", "big") if wire.size > 1 else ()
    others = [replace(wire, order=order) for order in orders if order != wire.order]
    sign, turns = "unsigned" if part.signed else "signed", isinstance(transform, Affine) and not real  # no table does
    if turns and gives(wire, signed=not part.signed):
        yield f"{sign} gives {shown}{written(_turned(wire, part))}"
    for other in others:
        if gives(other):
            yield f"{other.order}-endian gives {shown}{written(other)}"
    for other in others:
        if turns and gives(other, signed=not part.signed):
            yield f"{other.order}-endian and {sign} gives {shown}{written(_turned(other, part))}"
    for factor in _FACTORS:
        for mul, den, words in ((1, factor, f"divided by {factor} more"), (factor, 1, f"{factor} times as much")):
            scaled = transform.scaled(mul, 0, den)
            if gives(wire, how=scaled):
                yield f"{words} gives {shown}{written(wire, scaled)}"
    for step, words in ((1, "later"), (-1, "earlier")):
        if gives(wire, at=start + step):
            yield f"the same type one byte {words} gives {shown}"


def _turned(wire: Whole | Real, part: Part) -> Whole:
    """A wire that reads a sign where the part has none, and none where it has one."""
    assert isinstance(wire, Whole)
    return replace(wire, signed=not part.signed)


def _shown(value: float) -> str:
    return f"{value:.10g}"
