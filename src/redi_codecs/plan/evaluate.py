"""Expressions while encoding: what is known is computed, what is open is solved for."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from redi_codecs.layout.expr import (
    OPERATORS,
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


class Open(Exception):
    """The expression depends on what is not known yet."""


class Contradiction(Exception):
    """The expression cannot have the value wanted."""


class Beyond(Contradiction):
    """What the expression is made of would have to be larger or smaller than its bits hold."""


Lookup = Callable[[str], Any]


def evaluate(expr: Expr, lookup: Lookup, known: Mapping[str, Any]) -> Any:
    """The value of an expression; :class:`Open` where something is not known (yet)."""

    def of(one: Expr) -> Any:
        return evaluate(one, lookup, known)

    match expr:
        case Const(value):
            return value
        case Ref(name):
            return lookup(name)
        case Known(name):
            if known.get(name) is None:
                raise Open(name)
            return known[name]
        case Arith(op, left, right) | Compare(op, left, right):
            return OPERATORS[op](of(left), of(right))
        case Extreme(op, values):
            return (min if op == "min" else max)(map(of, values))
        case Slice(value, low, high):
            return of(value) >> low & (1 << high - low + 1) - 1
        case BitSet(value, number):
            return bool(of(value) >> number & 1)
        case OneOf(value, values):
            return of(value) in values
        case And(left, right):
            return of(left) and of(right)
        case Or(left, right):
            return of(left) or of(right)
        case Not(cond):
            return not of(cond)
        case Pick(cond, yes, no):
            return of(yes) if of(cond) else of(no)
        case Applied(_, value):
            return expr.of(of(value))
        case _:
            raise Open(str(expr))


def ahead(expr: Expr) -> bool:
    """Whether an expression depends on bytes that are not written yet, or on how many there will be."""
    if isinstance(expr, Peek) or (isinstance(expr, Known) and expr.name not in ("f_port", "index", "occurrence")):
        return True
    return any(map(ahead, children(expr)))


class Solver:
    """Makes open values such that an expression gets the value wanted.

    ``set_value`` and ``set_bits`` are told what an open variable has to be, ``prefer`` what it should be if nothing
    else is said; they raise :class:`Contradiction` where it cannot. With ``nearest``, what is no multiple of a factor
    is rounded: of a measurement that is good enough, of a count of bytes it is not.
    """

    def __init__(
        self,
        lookup: Lookup,
        known: Mapping[str, Any],
        set_value: Callable[[str, Any], None],
        set_bits: Callable[[str, int, int], None],
        prefer: Callable[[str, Any], None],
        *,
        nearest: bool,
    ) -> None:
        self.nearest = nearest
        self.lookup = lookup
        self.known = known
        self.set_value = set_value
        self.set_bits = set_bits
        self.prefer = prefer

    def value(self, expr: Expr) -> Any:
        return evaluate(expr, self.lookup, self.known)

    def solve(self, expr: Expr, wanted: Any) -> None:
        """Make ``expr == wanted``."""
        try:
            found = self.value(expr)
        except Open:
            pass
        except TypeError:
            raise Contradiction(f"{expr} has no value") from None
        else:
            if found != wanted:
                raise Contradiction(f"{expr} is {found!r}, not {wanted!r}")
            return
        if ahead(expr):
            return  # what lies ahead comes out as it will; the result is checked by decoding it
        match expr:
            case Ref(name):
                self.set_value(name, wanted)
            case Slice(Ref(name), low, high):
                mask = (1 << high - low + 1) - 1
                if wanted & ~mask:
                    raise Contradiction(f"{expr} cannot be {wanted}")
                self.set_bits(name, mask << low, wanted << low)
            case Arith():
                self._arith(expr, wanted)
            case Known("f_port"):
                self.set_value("f_port", wanted)
            case Pick(cond, yes, no):
                self._pick(cond, yes, no, wanted)
            case Cond() if wanted in (0, 1):
                self.assume(expr, bool(wanted))
            case _:
                return

    def _pick(self, cond: Cond, yes: Expr, no: Expr, wanted: Any) -> None:
        """One of two: the one that the condition says, or the second if it can have this value."""
        try:
            found = bool(self.value(cond))
        except Open:
            try:
                self.solve(no, wanted)
            except Contradiction:
                self.assume(cond, True)
                self.solve(yes, wanted)
            else:
                self.assume(cond, False)
        else:
            self.solve(yes if found else no, wanted)

    def _arith(self, expr: Arith, wanted: Any) -> None:
        op, left, right = expr.op, expr.left, expr.right
        try:
            number = self.value(right)
        except Open:
            try:
                number = self.value(left)
            except Open:
                self._factors(expr, wanted)
                return
            match op:
                case "+":
                    self.solve(right, wanted - number)
                case "-":
                    self.solve(right, number - wanted)
                case "*" if number:
                    self.solve(right, self._share(wanted, number, expr))
                case "/" if wanted:
                    self.solve(right, number / wanted)
                case _:
                    raise Contradiction(f"{expr} cannot be {wanted}") from None
            return
        match op:
            case "+":
                self.solve(left, wanted - number)
            case "-":
                self.solve(left, wanted + number)
            case "*" if number:
                self.solve(left, self._share(wanted, number, expr))
            case "/" | "//":
                self.solve(left, wanted * number)
            case _:
                raise Contradiction(f"{expr} cannot be {wanted}")

    def _share(self, wanted: Any, number: Any, product: Expr) -> Any:
        """What a number is multiplied with, to be the one wanted."""
        if wanted % number == 0:
            return wanted // number
        if self.nearest:
            return wanted / number
        raise Contradiction(f"{product} cannot be {wanted}")

    def _factors(self, expr: Arith, wanted: Any) -> None:
        """Two open values: of a product the first takes as little as it can; the digits of a number are told apart."""
        op, left, right = expr.op, expr.left, expr.right
        if op == "*":
            for factor in range(1, min(wanted, 256) + 1):
                if wanted % factor == 0:
                    try:  # first the one that may be too large, which leaves nothing written
                        self.solve(right, wanted // factor)
                        self.solve(left, factor)
                    except Contradiction:
                        continue
                    return
        match op, left:
            case "+", Arith("*", high, Const(int() as base)) if base > 0 and wanted >= 0:  # two digits of one number
                near = round(wanted)
                self.solve(right, near - self._digit(high, near // base) * base)
                return
        raise Contradiction(f"{expr} cannot be {wanted}")

    def _digit(self, high: Expr, wanted: int) -> int:
        """Make the higher digit the one wanted, or less, as it can hold: a lower one may be larger than its base."""
        least = max(wanted - 8, 0)
        for digit in range(wanted, least, -1):
            try:
                self.solve(high, digit)
            except Contradiction:
                continue
            return digit
        self.solve(high, least)
        return least

    def assume(self, cond: Cond, truth: bool) -> None:
        """Make a condition hold, or not."""
        try:
            found = bool(self.value(cond))
        except Open:
            pass
        except TypeError:  # of a value that is none: no condition on it holds
            if truth:
                raise Contradiction(f"{cond} cannot hold where there is no value") from None
            return
        else:
            if found != truth:
                raise Contradiction(f"{cond} does {'not ' if truth else ''}hold here")
            return
        match cond:
            case BitSet(Ref(name), number):
                self.set_bits(name, 1 << number, truth << number)
            case BitSet(Slice(Ref(name), low), number):
                self.set_bits(name, 1 << number + low, truth << number + low)
            case Not(inner):
                self.assume(inner, not truth)
            case And(left, right) if truth:
                self.assume(left, True)
                self.assume(right, True)
            case Or(left, right) if not truth:
                self.assume(left, False)
                self.assume(right, False)
            case And(left, right) | Or(left, right):
                try:
                    self.assume(left, truth)
                except Contradiction:
                    self.assume(right, truth)
            case OneOf(value, values) if truth:
                self.solve(value, values[0])
            case Compare(op, left, right):
                self._compare(op, left, right, truth)
            case _:
                return

    def _compare(self, op: str, left: Expr, right: Expr, truth: bool) -> None:
        if not truth:
            op = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}[op]
        try:
            bound = self.value(right)
        except Open:
            return
        match op:
            case "==":
                self.solve(left, bound)
            case ">=" | "<=":
                self.lean(left, bound)
            case ">":
                self.lean(left, math.floor(bound) + 1)
            case "<":
                self.lean(left, max(math.ceil(bound) - 1, 0))
            case _ if bound == 0:
                self.lean(left, 1)
            case _:
                return  # an open value left alone is 0, which differs from the bound

    def lean(self, expr: Expr, value: Any) -> None:
        """Make ``expr == value`` unless something more definite is asked for later."""
        if isinstance(expr, Ref):
            self.prefer(expr.name, value)
        else:
            self.solve(expr, value)
