"""What a command takes: within its limits, on the steps of the wire, a state that has a name."""

from __future__ import annotations

import difflib
import math
from fractions import Fraction
from typing import Any

from redi_codecs.layout.transform import Affine, Choice, Curve, Test
from redi_codecs.layout.wire import Real, Whole
from redi_codecs.plan import plan as pl
from redi_codecs.plan.extents import ends
from redi_codecs.symbols import symbol

__all__ = ["between", "beyond", "taken"]


def taken(part: pl.Part, value: Any, wire: Whole | Real | None) -> None:
    """Refuse what a command does not take: beyond its limits, between its steps, a state without a name.

    ValueError says why, in a clause.
    """
    transform, unit = part.transform, "" if part.slot is None else symbol(part.slot.field.unit)
    if isinstance(transform, Choice) and value not in (labels := [label for _, label in transform.labels]):
        close = difflib.get_close_matches(str(value), labels)
        raise ValueError(f"{value!r} is none of {', '.join(labels)}{f'; did you mean {close[0]}?' if close else ''}")
    if not isinstance(value, int | float) or not math.isfinite(value) or isinstance(value, bool):
        return  # said of numbers only; what else is wrong is said where it is written
    if isinstance(transform, Test):
        return
    known, (low, high) = f" {unit}" if unit else "", part.limits or (None, None)
    holds = list(ends(part)) if isinstance(wire, Whole) else []
    least, most = (
        (min(holds, default=None) if low is None else low),
        (max(holds, default=None) if high is None else high),
    )
    if (least is not None and value < least) or (most is not None and value > most):
        raise ValueError(beyond(part, value, least, most))
    if isinstance(transform, Affine) and isinstance(wire, Whole):
        exact = transform.exact(value)
        if abs(exact - round(exact)) > Fraction(1, 1024):  # which no decimal is next to
            step = float(Fraction(abs(transform.mul), transform.den))
            raise ValueError(f"{value:.10g}{known} cannot be said: it goes in steps of {step:.10g}{known}")
    if isinstance(transform, Curve):
        near = transform.decode(transform.encode(value))
        if near is not None and abs(near - value) > abs(value) / (1 << 12) and not transform.fractions:
            raise ValueError(f"{value:.10g}{known} cannot be said: the nearest is {near:.10g}{known}")


def beyond(part: pl.Part, value: float, low: float | None, high: float | None) -> str:
    """What is said of a number that a command does not take, with what it does."""
    unit = "" if part.slot is None else symbol(part.slot.field.unit)
    known = f" {unit}" if unit else ""
    return f"{value:.10g}{known} is beyond what it takes, {between(low, high)}{known}"


def between(low: float | None, high: float | None) -> str:
    """Limits in words.

    >>> between(60, 64800), between(None, 85.5), between(1, None)
    ('60 … 64800', 'at most 85.5', 'at least 1')
    """
    if low is None:
        return f"at most {high:.10g}"
    return f"at least {low:.10g}" if high is None else f"{low:.10g} … {high:.10g}"
