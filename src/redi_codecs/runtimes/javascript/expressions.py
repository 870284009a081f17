"""Expressions of the language as JavaScript source."""

from __future__ import annotations

from dataclasses import dataclass, field

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
from redi_codecs.layout.nodes import AnyChannel, Match
from redi_codecs.layout.transform import Affine
from redi_codecs.layout.wire import Blob, Whole
from redi_codecs.runtimes.javascript.numbers import EXACT, Numbers
from redi_codecs.runtimes.javascript.text import NoJavaScript, Script, bare, literal, variable

_MEASURED = "(time !== null ? time : received)"
_COMPARED = {"==": "===", "!=": "!=="}


@dataclass(slots=True)
class Scope:
    """What an expression may refer to at one place of a decoder."""

    script: Script
    numbers: Numbers
    turn: str | None
    sure: frozenset[str]
    doubted: set[str] = field(default_factory=set)
    #: The variable that counts how often a value has come.
    occurrence: str = ""
    #: Whether a value that is missing is thrown, and not asked for.
    strict: bool = False
    #: Whether something was written that may throw.
    throws: bool = False
    #: Where the value stands that the expression is about.
    at: str = "at"


def case_test(value: str, *matches: Match, unset: bool = False, ends: tuple[int, int] | None = None) -> str:
    """A test whether ``value`` is one of these (and not null, where it may be ``unset``); empty if all values match.

    ``ends`` are those of the numbers that it can be.

    >>> case_test("raw", range(-128, -100), ends=(-128, 127)), case_test("raw", range(100, 110))
    ('raw < -100', 'raw >= 100 && raw < 110')
    """
    if any(isinstance(match, AnyChannel) for match in matches):
        return ""
    known = f"{value} !== null && " if unset else ""
    tests = [
        f"{known}{_inside(value, match, ends)}" if isinstance(match, range) else f"{value} === {literal(match)}"
        for match in matches
    ]
    return tests[0] if len(tests) == 1 else f"({' || '.join(tests)})"


def _inside(value: str, match: range, ends: tuple[int, int] | None) -> str:
    tests = [] if ends is not None and match.start <= ends[0] else [f"{value} >= {match.start}"]
    tests += [] if tests and ends is not None and match.stop > ends[1] else [f"{value} < {match.stop}"]
    return " && ".join(tests)


def unsure(expr: Expr, scope: Scope) -> list[str]:
    """The conditions under which an expression has a value."""
    match expr:
        case Ref(name):
            if name in scope.sure:
                return []
            scope.doubted.add(name)
            return [f"{variable(name)} !== null"]
        case Known("received_at"):
            return ["received !== null"]
        case Known("measured_at"):
            return [f"{_MEASURED} !== null"]
        case Peek():
            needed = [f"bytes.length >= {expr.reach}"]
            return [*needed, f"{_peek(expr, scope)} !== null"] if expr.source.transform.partial else needed
        case _:
            missing = [test for child in children(expr) for test in unsure(child, scope)]
            if isinstance(expr, Arith) and expr.op in ("/", "//", "%") and not isinstance(expr.right, Const):
                missing.append(f"{_plain(expr.right, scope)} !== 0")
            return list(dict.fromkeys(missing))


def javascript(expr: Expr, scope: Scope) -> str:
    """The source of an expression; where a value may be missing, conditions are then false and numbers null."""
    missing = unsure(expr, scope)
    if isinstance(expr, Peek) and not scope.strict:
        return _peek(expr, scope)
    source = _plain(expr, scope)
    if not missing or scope.strict or isinstance(expr, Ref | Known) or tolerant(expr):
        return source
    guard = " && ".join(missing)
    if isinstance(expr, And | Or | Not | Compare | BitSet | OneOf):
        return f"({guard} && {source})"
    return f"({guard} ? {source} : null)"


def _operand(expr: Expr, scope: Scope) -> str:
    """An expression that is computed with; where strictness asks for it, a value that is missing is thrown."""
    source = _plain(expr, scope)
    missing = (isinstance(expr, Ref) and expr.name not in scope.sure) or (
        isinstance(expr, Peek) or (isinstance(expr, Known) and expr.name in ("received_at", "measured_at"))
    )
    if scope.strict and missing:
        scope.throws = True
        return scope.script.call("given", source)
    if not scope.numbers.of(expr).exact:
        raise NoJavaScript(f"{scope.script.device}: {expr} has integers beyond 2^53, with which nothing is compared")
    return source


def _arith(expr: Arith, scope: Scope) -> str:
    """Numbers added up and so on; integers that a double does not hold are counted digit by digit."""
    op, left, right = expr.op, expr.left, expr.right
    if op == "/" and not scope.numbers.of(left).exact and isinstance(right, Const):
        return quotient(scope.script, whole(left, scope), int(right.value), scope.script.device)
    one, other = _operand(left, scope), _operand(right, scope)
    if op in ("/", "//", "%") and scope.strict and not isinstance(right, Const):
        scope.throws = True
        other = scope.script.call("divisor", _plain(right, scope))
    if op in ("//", "%"):
        return scope.script.call("quotient" if op == "//" else "modulo", one, other)
    return f"({one} {op} {other})"


def quotient(script: Script, places: str, divisor: int, device: str) -> str:
    """The number nearest to a quotient of an integer in digits."""
    exponent = 0
    while divisor % 10 == 0:
        divisor, exponent = divisor // 10, exponent - 1
    if divisor > EXACT // 10**7:
        raise NoJavaScript(f"{device}: an integer beyond 2^53 is divided by {divisor}, which is too large")
    return script.call("ratio", places, divisor, exponent)


def whole(expr: Expr, scope: Scope) -> str:
    """An integer in digits, whatever its size."""
    if isinstance(expr, Arith) and expr.op in "+-*" and not scope.numbers.of(expr).exact:
        one, other = whole(expr.left, scope), whole(expr.right, scope)
        if expr.op == "*":
            return scope.script.call("times", one, other)
        return scope.script.call("plus", one, other, *(("-1",) if expr.op == "-" else ()))
    if isinstance(expr, Const) and abs(int(expr.value)) >= EXACT:
        raise NoJavaScript(f"{scope.script.device}: {expr} is beyond 2^53")
    return scope.script.call("wide", _operand(expr, scope))


def _plain(expr: Expr, scope: Scope) -> str:
    script = scope.script
    match expr:
        case Const(value):
            return literal(value)
        case Ref(name):
            if name not in scope.sure:
                scope.doubted.add(name)
            return variable(name)
        case Known(name):
            if name == "index":
                return scope.turn or "0"
            return {
                "f_port": "port",
                "length": "bytes.length",
                "remaining": f"(end - {scope.at})",
                "received_at": "received",
                "measured_at": _MEASURED,
                "occurrence": scope.occurrence,
            }[name]
        case Peek():
            return _peek(expr, scope, guarded=not scope.strict)
        case Arith():
            return _arith(expr, scope)
        case Extreme(op, values):
            return f"Math.{op}({', '.join(_operand(value, scope) for value in values)})"
        case Slice(value, low, high):
            found, number, width = scope.numbers.of(value), _operand(value, scope), high - low + 1
            if found.type == "int" and found.low >= 0 and found.high < 1 << 32 and width < 32:
                shifted = f"{number} >>> {low}" if low else number
                return f"({shifted} & {(1 << width) - 1:#x})"
            return script.call("part", number, low, width)
        case Applied(_, value, twin) if twin is not None:
            scope.throws = True  # it may give null
            return f"{script.curve(twin)}({bare(_operand(value, scope))})"
        case Pick(cond, yes, no):
            return f"({_plain(cond, scope)} ? {_plain(yes, scope)} : {_plain(no, scope)})"
        case BitSet(value, number):
            if number < 32:
                return f"({_operand(value, scope)} & {1 << number:#x}) !== 0"
            return f"{script.call('part', _operand(value, scope), number, 1)} === 1"
        case Compare(op, left, right):
            return _compare(op, left, right, scope)
        case OneOf(value, values):
            tests = [_compare("==", value, Const(one), scope) for one in values]
            return tests[0] if len(tests) == 1 else f"({' || '.join(tests)})"
        case And(left, right):
            return f"({_plain(left, scope)} && {_plain(right, scope)})"
        case Or(left, right):
            return f"({_plain(left, scope)} || {_plain(right, scope)})"
        case Not(cond):
            return f"!({bare(_plain(cond, scope))})"
        case _:
            raise NoJavaScript(f"{script.device}: there is no JavaScript for {expr}")


def _compare(op: str, left: Expr, right: Expr, scope: Scope) -> str:
    kinds = [scope.numbers.of(one).type for one in (left, right)]
    if op in _COMPARED:
        one, other = _plain(left, scope), _plain(right, scope)
        if kinds[0] == "bool" and isinstance(right, Const) and right.value in (0, 1):
            other = "true" if right.value else "false"
        elif kinds[0] != kinds[1] and "bool" in kinds:
            one, other = (
                f"+{text}" if kind == "bool" else text for text, kind in zip((one, other), kinds, strict=True)
            )
        return f"{one} {_COMPARED[op]} {other}"
    return f"{_operand(left, scope)} {op} {_operand(right, scope)}"


def _peek(peek: Peek, scope: Scope, guarded: bool = False) -> str:
    """A value read in advance; null where the payload is too short, unless somebody has made sure that it is not."""
    offset, source, size, wire, script = peek.offset, peek.source, peek.size, peek.source.wire, scope.script
    if isinstance(wire, Blob):
        return script.call("ahead", offset, size, script.use("text" if wire.form == "text" else "hexes"))
    assert isinstance(wire, Whole)
    if size == 1 and guarded:
        value = f"bytes[{offset if offset >= 0 else f'bytes.length - {-offset}'}]"
    else:
        little = wire.order == "little"
        value = script.call("peek", offset, size, *((script.use("uintle"),) if little else ()))
    if isinstance(source.transform, Affine) and source.transform.plain and not wire.signed and wire.order != "words":
        return value
    raise NoJavaScript(f"{script.device}: there is no JavaScript for {source!r} read in advance")
