"""What a part of a word can say: the least and the greatest value, and the steps between."""

from __future__ import annotations

from collections.abc import Iterator

from redi_codecs.layout.transform import Affine, Curve
from redi_codecs.plan.bits import limits
from redi_codecs.plan.plan import Part

__all__ = ["ends", "step_of"]


def ends(part: Part) -> Iterator[float]:
    """The least and the greatest value that a part of a word can say, where there is an end to it."""
    match part.transform:
        case Affine() if part.spans:
            low, high = limits(part)
            numbers = [_inward(low, 1, part), _inward(high, -1, part)]
        case Curve(bits=bits) if bits <= 8:
            numbers = list(range(1 << bits))
        case _:
            return
    yield from (value for raw in numbers if isinstance(value := part.transform.decode(raw), int | float))


def _inward(raw: int, step: int, part: Part) -> int:
    """The nearest raw number that is no sentinel."""
    for _ in range(len(part.sentinels)):
        for sentinel, _status in part.sentinels:
            known = sentinel if isinstance(sentinel, range) else range(sentinel, sentinel + 1)
            if raw in known:
                raw = known[-1] + 1 if step > 0 else known[0] - 1
    return raw


def step_of(part: Part) -> float | None:
    """The step between neighbouring values, where it is always the same."""
    return abs(part.transform.mul) / part.transform.den if isinstance(part.transform, Affine) else None
