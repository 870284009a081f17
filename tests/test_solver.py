"""Expressions while encoding: what is known is computed, and what is open is made what it has to be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from redi_codecs.layout import V, curve, derived, f_port, greatest, index, least, occurrence, peek, pick, remaining, u8
from redi_codecs.layout.expr import Cond, Const, Expr
from redi_codecs.plan.evaluate import Contradiction, Open, Solver, ahead, evaluate

#: What a solver was told to do: a value, bits under a mask, or what is preferred.
Told = tuple[Any, ...]


def lookup(values: Mapping[str, Any]) -> Callable[[str], Any]:
    def found(name: str) -> Any:
        if name not in values:
            raise Open(name)
        return values[name]

    return found


class Solving:
    """A solver that knows some values, may not make others larger than they can be, and keeps what it was told."""

    def __init__(self, known: Mapping[str, Any], most: Mapping[str, int], *, nearest: bool = False) -> None:
        self.told: list[Told] = []
        self.most = most
        self.solver = Solver(
            lookup(known), {}, self.set_value, self.set_bits, lambda *told: self.told.append(told), nearest=nearest
        )

    def set_value(self, name: str, value: Any) -> None:
        if value > self.most.get(name, value):
            raise Contradiction(f"{name} cannot be {value}")
        self.told.append((name, value))

    def set_bits(self, name: str, mask: int, value: int) -> None:
        if value > self.most.get(name, value):
            raise Contradiction(f"{name} cannot be {value}")
        self.told.append((name, mask, value))


def tenths(value: Expr) -> Expr:
    return curve(derived(value), lambda raw: 10 // (raw - 13)).transform.expr  # type: ignore[attr-defined,no-any-return]


VALUES: list[tuple[Expr, Any]] = [
    (Const(5), 5),
    (V.a, 13),
    (f_port, 7),
    (V.a + V.b, 16),
    (V.a - V.b, 10),
    (V.a * V.b, 39),
    (V.a / 2, 6.5),
    (V.a // V.b, 4),
    (V.a % V.b, 1),
    (least(V.a, V.b, 5), 3),
    (greatest(V.a, V.b, 5), 13),
    (V.a.bits(1, 2), 2),
    (V.a.bits(2, 3), 3),
    (V.a.bits(0, 3), 13),
    (V.a.bit(2), True),
    (V.a.bit(1), False),
    (V.a.is_in(3, 13), True),
    (V.a.is_in(3, 4), False),
    ((V.a == 13) & (V.b == 3), True),
    ((V.a == 13) & (V.b == 4), False),
    ((V.a == 1) | (V.b == 3), True),
    ((V.a == 1) | (V.b == 4), False),
    (~(V.a > 13), True),
    (pick(V.a >= 13, V.b, 9), 3),
    (pick(V.a <= 12, V.b, 9), 9),
    (tenths(V.a), None),
    (tenths(V.a + V.b), 3),
]


@pytest.mark.parametrize(("expr", "value"), VALUES)
def test_what_is_known_is_computed(expr: Expr, value: Any) -> None:
    found = evaluate(expr, lookup({"a": 13, "b": 3}), {"f_port": 7})
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("expr", [V.c, V.a + V.c, f_port, peek(0, u8), V.c.bit(1) & (V.a == 1)])
def test_what_is_not_known_is_open(expr: Expr) -> None:
    with pytest.raises(Open):
        evaluate(expr, lookup({"a": 13}), {"f_port": None})


def test_what_lies_ahead_is_not_there_yet() -> None:
    assert all(map(ahead, (remaining, peek(0, u8), V.a + remaining, pick(V.a == 1, 2, peek(1, u8)))))
    assert not any(map(ahead, (V.a, f_port, index, occurrence, V.a * 2 + f_port, Const(1))))


SOLVED: list[tuple[Expr, Any, list[Told]]] = [
    (V.a, 5, [("a", 5)]),
    (f_port, 5, [("f_port", 5)]),
    (V.a.bits(2, 4), 5, [("a", 0b11100, 0b10100)]),
    (V.a.bits(2, 4), 7, [("a", 0b11100, 0b11100)]),
    (V.a.bits(0, 0), 1, [("a", 1, 1)]),
    (V.a + 3, 10, [("a", 7)]),
    (3 + V.a, 10, [("a", 7)]),
    (V.a - 3, 10, [("a", 13)]),
    (20 - V.a, 5, [("a", 15)]),
    (V.a * 3, 12, [("a", 4)]),
    (3 * V.a, 12, [("a", 4)]),
    (V.a / 4, 3, [("a", 12)]),
    (V.a // 4, 3, [("a", 12)]),
    (100 / V.a, 5, [("a", 20)]),
    ((V.a - 4) * 2, 12, [("a", 10)]),
    (V.known + V.a, 10, [("a", 7)]),
    (V.known, 3, []),
    (peek(0, u8), 5, []),
    (V.a + remaining, 5, []),
    (least(V.a, 4), 5, []),
    (V.a.bit(2), 1, [("a", 4, 4)]),
    (V.a.bit(2), 0, [("a", 4, 0)]),
    (V.a.bit(2), 2, []),
    (V.a == 4, 1, [("a", 4)]),
    (pick(V.known == 3, V.a, V.b), 9, [("a", 9)]),
    (pick(V.known == 4, V.a, V.b), 9, [("b", 9)]),
    (pick(V.c.bit(0), V.a, V.b), 9, [("b", 9), ("c", 1, 0)]),
    (pick(V.c.bit(0), V.a, V.few), 9, [("c", 1, 1), ("a", 9)]),
    (V.a * V.b, 12, [("b", 12), ("a", 1)]),
    (V.a * V.few, 12, [("few", 4), ("a", 3)]),
    (V.a * V.one, 7, [("one", 1), ("a", 7)]),
    (V.a * V.one, 256, [("one", 1), ("a", 256)]),
    (V.h * 60 + V.m, 125, [("h", 2), ("m", 5)]),
    (V.h * 60 + V.m, 124.6, [("h", 2), ("m", 5)]),
    (V.h * 60 + V.m, 0, [("h", 0), ("m", 0)]),
    (V.few * 60 + V.m, 605, [("few", 5), ("m", 305)]),
    (V.one * 60 + V.m, 545, [("one", 1), ("m", 485)]),
    (V.one * 1 + V.m, 9, [("one", 1), ("m", 8)]),
    (V.few * 60 + V.m, 780, [("few", 5), ("m", 480)]),
]


@pytest.mark.parametrize(("expr", "wanted", "told"), SOLVED)
def test_what_is_open_is_made_what_it_has_to_be(expr: Expr, wanted: Any, told: list[Told]) -> None:
    made = Solving({"known": 3}, {"few": 5, "one": 1})
    made.solver.solve(expr, wanted)
    assert made.told == told


@pytest.mark.parametrize(
    ("expr", "wanted", "problem"),
    [
        (V.known, 4, "known is 3, not 4"),
        (V.none + 1, 4, "none \\+ 1 has no value"),
        (V.a.bits(2, 4), 8, "cannot be 8"),
        (V.a * 3, 13, r"a \* 3 cannot be 13"),
        (3 * V.a, 13, r"3 \* a cannot be 13"),
        (V.a * 0, 5, r"a \* 0 cannot be 5"),
        (0 * V.a, 5, r"0 \* a cannot be 5"),
        (100 / V.a, 0, "cannot be 0"),
        (V.a % 4, 1, "cannot be 1"),
        (100 % V.a, 1, "cannot be 1"),
        (V.a * V.one, 257, r"a \* one cannot be 257"),
        (V.a * V.one, 300, r"a \* one cannot be 300"),
        (V.a * V.b, 0, "cannot be 0"),
        (V.a - V.b, 5, "cannot be 5"),
        (V.h * 60 + V.m, -1, "cannot be -1"),
        (V.h * 60 - V.m, 5, "cannot be 5"),
        (V.h + V.m, 5, "cannot be 5"),
        (V.one * 60 + V.m, 605, "one cannot be 2"),
        (V.one * 60 + V.m, 600, "one cannot be 2"),
        (V.h * 0 + V.m, 5, "cannot be 5"),
    ],
)
def test_what_cannot_be_is_said(expr: Expr, wanted: Any, problem: str) -> None:
    made = Solving({"known": 3, "none": None}, {"one": 1})
    with pytest.raises(Contradiction, match=problem):
        made.solver.solve(expr, wanted)


def test_a_measurement_may_be_rounded() -> None:
    made = Solving({}, {}, nearest=True)
    made.solver.solve(V.a * 3, 13)
    made.solver.solve(4 * V.b, 12)
    assert made.told == [("a", 13 / 3), ("b", 3)]
    assert isinstance(made.told[1][1], int)


HELD: list[tuple[Cond, bool, list[Told]]] = [
    (V.a.bit(3), True, [("a", 8, 8)]),
    (V.a.bit(3), False, [("a", 8, 0)]),
    (V.a.bits(2, 5).bit(1), True, [("a", 8, 8)]),
    (V.a.bits(2, 5).bit(1), False, [("a", 8, 0)]),
    (~V.a.bit(0), True, [("a", 1, 0)]),
    ((V.a == 1) & (V.b == 2), True, [("a", 1), ("b", 2)]),
    ((V.a != 1) & (V.b != 2), False, [("a", 1)]),
    ((V.few != 6) & (V.b != 2), False, [("b", 2)]),
    ((V.a == 1) | (V.b == 2), True, [("a", 1)]),
    ((V.few == 6) | (V.b == 2), True, [("b", 2)]),
    ((V.a != 1) | (V.b != 2), False, [("a", 1), ("b", 2)]),
    (V.a.is_in(4, 3), True, [("a", 4)]),
    (V.a.is_in(4, 3), False, []),
    (V.a == 3, True, [("a", 3)]),
    (V.a == 3, False, []),
    (V.a == 0, False, [("a", 1)]),
    (V.a != 3, True, []),
    (V.a != 3, False, [("a", 3)]),
    (V.a != 0, True, [("a", 1)]),
    (V.a >= 3, True, [("a", 3)]),
    (V.a >= 3, False, [("a", 2)]),
    (V.a <= 3, True, [("a", 3)]),
    (V.a <= 3, False, [("a", 4)]),
    (V.a > 3, True, [("a", 4)]),
    (V.a > 3, False, [("a", 3)]),
    (V.a < 3, True, [("a", 2)]),
    (V.a < 3, False, [("a", 3)]),
    (V.a < 0, True, [("a", 0)]),
    (V.a > V.known / 2, True, [("a", 2)]),
    (V.a < V.known / 2, True, [("a", 1)]),
    (V.a + 1 > 3, True, [("a", 3)]),
    (V.a == V.b, True, []),
    (V.known == 3, True, []),
    (V.known == 4, False, []),
    (V.none > 3, False, []),
]


@pytest.mark.parametrize(("cond", "truth", "told"), HELD)
def test_a_condition_is_made_to_hold_or_not(cond: Cond, truth: bool, told: list[Told]) -> None:
    made = Solving({"known": 3, "none": None}, {"few": 5})
    made.solver.assume(cond, truth)
    assert made.told == told


@pytest.mark.parametrize(
    ("cond", "truth", "problem"),
    [
        (V.known == 3, False, "known == 3 does hold here"),
        (V.known == 4, True, "known == 4 does not hold here"),
        (V.none > 3, True, "none > 3 cannot hold where there is no value"),
        ((V.few == 6) | (V.few == 7), True, "few cannot be 7"),
        (V.a.is_in(4, 3) & (V.few == 6), True, "few cannot be 6"),
    ],
)
def test_a_condition_that_cannot_hold_says_so(cond: Cond, truth: bool, problem: str) -> None:
    made = Solving({"known": 3, "none": None}, {"few": 5})
    with pytest.raises(Contradiction, match=problem):
        made.solver.assume(cond, truth)
