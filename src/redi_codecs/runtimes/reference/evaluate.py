"""Expressions, computed step by step from what a payload has said so far.

An expression that refers to something unknown is unknown itself: as a number it is None, as a condition it does not
hold. Derived values are more lenient (:func:`compute`): there only what is really needed has to be known.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from redi_codecs.layout.expr import (
    And,
    Applied,
    Arith,
    BitSet,
    Compare,
    Cond,
    Const,
    Expr,
    Extreme,
    Known,
    Not,
    OneOf,
    Or,
    Peek,
    Pick,
    Ref,
    Slice,
    children,
)
from redi_codecs.layout.wire import Blob, Real, Whole
from redi_codecs.runtimes.reference.cursor import Cursor
from redi_codecs.runtimes.reference.words import word

_OPERATORS: Final[Mapping[str, Callable[[Any, Any], Any]]] = MappingProxyType(
    {
        "+": operator.add,
        "-": operator.sub,
        "*": operator.mul,
        "/": operator.truediv,
        "//": operator.floordiv,
        "%": operator.mod,
        "==": operator.eq,
        "!=": operator.ne,
        "<": operator.lt,
        "<=": operator.le,
        ">": operator.gt,
        ">=": operator.ge,
    }
)


def number(expr: Expr, cursor: Cursor, at: int) -> Any:
    """The value of an expression at the byte ``at``; None where something that it refers to is unknown."""
    if any(compute(leaf, cursor, at) is None for leaf in _leaves(expr)):
        return None
    try:
        return compute(expr, cursor, at)
    except (TypeError, ArithmeticError):
        return None


def holds(cond: Cond, cursor: Cursor, at: int) -> bool:
    """Whether a condition holds at the byte ``at``."""
    return bool(number(cond, cursor, at))


def _leaves(expr: Expr) -> Iterator[Expr]:
    inner = children(expr)
    if not inner:
        yield expr
    for child in inner:
        yield from _leaves(child)


def compute(expr: Expr, cursor: Cursor, at: int) -> Any:
    """The value of an expression; TypeError or ArithmeticError where what it needs is unknown or impossible."""
    match expr:
        case Const(value):
            return value
        case Ref(name):
            return cursor.known.get(name)
        case Known(name):
            return _known(name, cursor, at)
        case Peek():
            return _peek(expr, cursor.payload)
        case Arith(op, left, right) | Compare(op, left, right):
            return _OPERATORS[op](compute(left, cursor, at), compute(right, cursor, at))
        case Extreme(op, values):
            several = [compute(value, cursor, at) for value in values]
            return min(several) if op == "min" else max(several)
        case Slice(value, low, high):
            return compute(value, cursor, at) >> low & (1 << high - low + 1) - 1
        case Pick(cond, yes, no):
            return compute(yes if compute(cond, cursor, at) else no, cursor, at)
        case Applied(_, value):
            return expr.of(compute(value, cursor, at))
        case BitSet(value, place):
            return bool(compute(value, cursor, at) >> place & 1)
        case OneOf(value, values):
            return compute(value, cursor, at) in values
        case And(left, right):
            return bool(compute(left, cursor, at)) and bool(compute(right, cursor, at))
        case Or(left, right):
            return bool(compute(left, cursor, at)) or bool(compute(right, cursor, at))
        case Not(cond):
            return not compute(cond, cursor, at)
        case _:
            raise NotImplementedError(f"no value for the expression {expr}")


def _known(name: str, cursor: Cursor, at: int) -> Any:
    match name:
        case "f_port":
            return cursor.f_port
        case "length":
            return len(cursor.payload)
        case "remaining":
            return cursor.limit - at
        case "index":
            return cursor.turn
        case "received_at":
            return cursor.received_at
        case "measured_at":
            return cursor.measured_at
        case "occurrence":
            return cursor.occurrence
        case _:
            raise NotImplementedError(f"nothing is known by the name {name}")


def _peek(peek: Peek, payload: bytes) -> Any:
    """A value somewhere else in the payload; None where the payload does not reach so far."""
    wire, transform = peek.source.wire, peek.source.transform
    if not isinstance(wire, Whole | Real | Blob) or not isinstance(wire.size, int):
        raise NotImplementedError(f"{peek.source!r} has no fixed size, so that it cannot be read in advance")
    start = peek.offset if peek.offset >= 0 else len(payload) + peek.offset
    piece = payload[start : start + wire.size] if start >= 0 else b""
    if len(piece) < wire.size:
        return None
    if isinstance(wire, Blob):
        return transform.decode(piece)
    return transform.decode(word(wire).parse(piece))
