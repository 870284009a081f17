"""What a part of a word can say: the least and the greatest value, the steps between, and all that in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from redi_codecs.layout.transform import Affine, Curve
from redi_codecs.plan.bits import limits
from redi_codecs.plan.plan import Part

__all__ = ["ends", "range_text", "short", "step_of"]


def ends(part: Part) -> Iterator[float]:
    """The least and the greatest value that a part of a word can say, where there is an end to it."""
    match part.transform:
        case Affine() if part.spans:
            low, high = limits(part)
            numbers = [_inward(low, 1, part), _inward(high, -1, part)]
        case Curve(known=known, extremes=extremes) if known or extremes:
            numbers = [*known, *extremes]
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


def range_text(
    type: str,
    choices: Sequence[str],
    extent: tuple[float | None, float | None, float | None],
    number: Callable[[float], str] | None = None,
) -> str:
    """``-40 … 85 by 0.1`` of the least and the greatest value and the step, the names of states, or ``yes, no``.

    >>> range_text("float", (), (-40, 85, 0.1)), range_text("enum", ("off", "on"), (None, None, None))
    ('-40 … 85 by 0.1', 'off, on')
    """
    if choices:
        return ", ".join(choices)
    if type == "bool":
        return "yes, no"
    low, high, step = extent
    if low is None or high is None:
        return {"text": "text", "bytes": "hex digits", "time": "a time"}.get(type, "a number")
    said = number or short
    by = f" by {short(step)}" if step and (type, step) != ("int", 1) else ""
    return f"{said(low)} … {said(high)}{by}"


def short(value: float) -> str:
    """Whole numbers in full, others to six digits."""
    return f"{value:.0f}" if value == int(value) and abs(value) < 1e15 else f"{value:.6g}"
