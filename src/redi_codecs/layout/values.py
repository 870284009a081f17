"""What expressions begin with: values declared before, and what is known without reading."""

from __future__ import annotations

from typing import Any

from redi_codecs.layout.expr import Cond, Expr, Extreme, Known, Pick, Ref, as_expr, as_number, condition
from redi_codecs.layout.where import refuse


class _Values:
    """``V.name``: the value declared earlier under this name."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return Ref(name)


V: Any = _Values()
#: The LoRaWAN port of the uplink.
f_port: Expr = Known("f_port")
#: How many bytes the payload has.
length: Expr = Known("length")
#: How many bytes are left from here to the end of the enclosing part.
remaining: Expr = Known("remaining")
#: The turn of the enclosing repeat or history, from 0.
index: Expr = Known("index")
#: The how-manieth value of its kind this is in the message, from 1: a channel for what comes again without a number.
occurrence: Expr = Known("occurrence")
#: When the uplink was received, in seconds since 1970; unknown unless the caller says.
received_at: Expr = Known("received_at")
#: The time that the message states, else when it was received.
measured_at: Expr = Known("measured_at")


def least(*values: Expr | int) -> Expr:
    """The least of several values."""
    return Extreme("min", _each(values, "least"))


def greatest(*values: Expr | int) -> Expr:
    """The greatest of several values."""
    return Extreme("max", _each(values, "greatest"))


def _each(values: tuple[Expr | int, ...], word: str) -> tuple[Expr, ...]:
    if not values:
        refuse(f"{word} takes values: {word}(V.a, 10)")
    return tuple(map(as_number, values))


def pick(cond: Cond, yes: Expr | int, no: Expr | int) -> Expr:
    """``yes`` where the condition holds, ``no`` elsewhere."""
    return Pick(condition(cond, "pick(…)"), as_expr(yes), as_expr(no))
