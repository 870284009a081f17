"""Expressions of the language as Python source."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from redi_codecs.layout.expr import (
    And,
    Applied,
    Arith,
    BitSet,
    Compare,
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
    tolerant,
)
from redi_codecs.layout.nodes import AnyChannel
from redi_codecs.layout.wire import Blob, Whole

_MEASURED = "(tm if tm is not None else rx)"


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression may refer to at one place of a decoder."""

    at: str
    limit: str
    turn: str | None
    sure: frozenset[str]
    bind: Callable[[object], str]
    doubted: set[str]
    strict: bool = False
    #: A peek beyond the end may raise IndexError, because somebody catches it.
    bare: bool = False
    #: The variable that counts how often a value has come.
    occurrence: str = ""


def bytes_at(wire: Whole, at: Sequence[str]) -> str:
    """The unsigned integer in the bytes at these positions."""
    order = {"big": at, "little": at[::-1], "words": [*at[2:], *at[:2]]}[wire.order]
    if wire.size > 4:
        first, last = at[0], at[-1]
        return f"int_from(p[{first}:{last} + 1], {wire.order!r})"
    top = 8 * (wire.size - 1)
    return " | ".join(
        f"p[{byte}] << {top - 8 * place}" if top > 8 * place else f"p[{byte}]" for place, byte in enumerate(order)
    )


def case_test(value: str, *matches: Any, unset: bool = False) -> str:
    """A test whether ``value`` is one of these (and not None, where it may be ``unset``); empty if all values match."""
    if any(isinstance(match, AnyChannel) for match in matches):
        return ""
    if len(matches) > 1 and not any(isinstance(match, range) for match in matches):
        return f"{value} in {tuple(matches)!r}"
    known = f"{value} is not None and " if unset else ""
    tests = [
        f"{known}{match.start} <= {value} < {match.stop}" if isinstance(match, range) else f"{value} == {match!r}"
        for match in matches
    ]
    return tests[0] if len(tests) == 1 else f"({' or '.join(tests)})"


def unsure(expr: Expr, scope: Scope) -> list[str]:
    """The conditions under which an expression has a value."""
    match expr:
        case Ref(name):
            if name in scope.sure:
                return []
            scope.doubted.add(name)
            return [f"v_{name} is not None"]
        case Known("received_at"):
            return ["rx is not None"]
        case Known("measured_at"):
            return [f"{_MEASURED} is not None"]
        case Peek():
            needed = [] if _bare(expr, scope) else [f"n >= {expr.reach}"]
            return [*needed, f"{_peek(expr, scope)} is not None"] if expr.source.transform.partial else needed
        case _:
            needed = [test for child in children(expr) for test in unsure(child, scope)]
            if isinstance(expr, Arith) and expr.op in ("/", "//", "%") and not isinstance(expr.right, Const):
                needed.append(f"{_plain(expr.right, scope)} != 0")
            return list(dict.fromkeys(needed))


def python(expr: Expr, scope: Scope) -> str:
    """The source of an expression; where a value may be missing, conditions are then False and numbers None."""
    source = _plain(expr, scope)
    missing = unsure(expr, scope)
    if not missing or scope.strict or isinstance(expr, Ref | Known | Peek) or tolerant(expr):
        return source
    guard = " and ".join(missing)
    if isinstance(expr, And | Or | Not | Compare | BitSet | OneOf):
        return f"({guard} and ({source}))"
    return f"({source} if {guard} else None)"


def _plain(expr: Expr, scope: Scope) -> str:
    match expr:
        case Const(value):
            return repr(value)
        case Ref(name):
            return f"v_{name}"
        case Known(name):
            if name == "index":
                return scope.turn or "0"
            return {
                "f_port": "f_port",
                "length": "n",
                "remaining": f"({scope.limit} - ({scope.at}))",
                "received_at": "rx",
                "measured_at": _MEASURED,
                "occurrence": scope.occurrence,
            }[name]
        case Peek():
            return _peek(expr, scope)
        case Arith(op, left, right):
            return f"({_plain(left, scope)} {op} {_plain(right, scope)})"
        case Extreme(op, values):
            return f"{scope.bind(min if op == 'min' else max)}({', '.join(_plain(value, scope) for value in values)})"
        case Slice(value, low, high):
            return f"({_plain(value, scope)} >> {low} & {(1 << high - low + 1) - 1:#x})"
        case Applied(_, value):
            return f"{scope.bind(expr.of)}({_plain(value, scope)})"
        case Pick(cond, yes, no):
            return f"({_plain(yes, scope)} if {_plain(cond, scope)} else {_plain(no, scope)})"
        case BitSet(value, number):
            return f"{_plain(value, scope)} & {1 << number:#x} != 0"
        case Compare(op, left, right):
            return f"{_plain(left, scope)} {op} {_plain(right, scope)}"
        case OneOf(value, values):
            return f"{_plain(value, scope)} in {values!r}"
        case And(left, right):
            return f"({_plain(left, scope)}) and ({_plain(right, scope)})"
        case Or(left, right):
            return f"(({_plain(left, scope)}) or ({_plain(right, scope)}))"
        case Not(cond):
            return f"not ({_plain(cond, scope)})"
        case _:
            raise TypeError(f"no Python for {expr!r}")


def _bare(peek: Peek, scope: Scope) -> bool:
    """Whether a peek beyond the end makes itself felt."""
    wire = peek.source.wire
    return scope.bare and peek.offset >= 0 and isinstance(wire, Whole) and (wire.size <= 4 or wire.bits == 64)


def _peek(peek: Peek, scope: Scope) -> str:
    offset, source, size, wire = peek.offset, peek.source, peek.size, peek.source.wire
    at = [str(offset + byte) if offset >= 0 else f"n - {-offset - byte}" for byte in range(size)]
    if isinstance(wire, Blob):
        value = source.transform.python(f"p[{at[0]}:{at[0]} + {size}]", scope.bind)
    else:
        assert isinstance(wire, Whole)
        raw = bytes_at(wire, at)
        if _bare(peek, scope) and wire.bits == 64:
            order = "<" if wire.order == "little" else ">"
            raw = f"{scope.bind(struct.Struct(f'{order}Q').unpack_from)}(p, {at[0]})[0]"
        if wire.signed:
            half = 1 << wire.bits - 1
            raw = f"(({raw}) ^ {half:#x}) - {half:#x}"
        value = source.transform.python(f"({raw})", scope.bind)
    return value if _bare(peek, scope) else f"({value} if n >= {peek.reach} else None)"
