"""Payloads that a device could send, drawn from its Plan: for property tests, fuzzing and benchmarks."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, Protocol, TypeAlias, TypeVar

from redi_codecs.layout.calendar import Calendar
from redi_codecs.layout.expr import Expr, Peek, Ref
from redi_codecs.layout.nodes import AnyChannel, Match
from redi_codecs.layout.transform import Affine, Choice, Curve, Test, Transform
from redi_codecs.layout.wire import Real, Whole
from redi_codecs.plan import plan as pl
from redi_codecs.plan.bits import allowed, gather, pack, spread
from redi_codecs.plan.evaluate import Open, evaluate

T = TypeVar("T")
#: The cases that a payload goes through, from outside to inside; a choice itself stands for what it does otherwise.
Way: TypeAlias = "tuple[pl.Case | pl.Choose, ...]"
#: How far from its one limit a floating-point number is drawn.
_FAR = 800


class NotDrawn(Exception):
    """The draws led nowhere (a count too large, a custom node): draw again."""


class Chance(Protocol):
    """Where the draws come from: a random generator or hypothesis."""

    def integer(self, low: int, high: int) -> int: ...

    def one_of(self, options: Sequence[T]) -> T: ...


class Seeded:
    """Chance from a seeded generator."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def integer(self, low: int, high: int) -> int:
        return self._random.choice((low, high)) if self._random.random() < 0.1 else self._random.randint(low, high)

    def one_of(self, options: Sequence[T]) -> T:
        return self._random.choice(options)


def draw(
    plan: pl.Plan, chance: Chance, f_port: int | None = None, way: Way = (), *, taken: bool = False
) -> tuple[bytes, int]:
    """A payload and its port; with ``taken`` that of a command, which takes no more than its limits allow.

    With a ``way`` it is one that goes through these cases, and through each list of tags once.
    """
    drawer = _Drawer(plan, chance, f_port, way, taken)
    drawer.body(plan.ops)
    for at, data in drawer.ahead:
        drawer.out[at : at + len(data)] = data[: max(0, len(drawer.out) - at)]
    port = drawer.known.get("f_port")
    return bytes(drawer.out), chance.integer(1, 223) if port is None else port


def ways(ops: Sequence[pl.Op], before: Way = ()) -> Iterator[Way]:
    """The ways to each case of a Plan, from outside to inside; one that has cases inside is not told alone."""
    for op in ops:
        if isinstance(op, pl.Choose | pl.TagLoop):
            for case in op.cases:
                inner = list(ways(case.body, (*before, case)))
                yield from inner or [(*before, case)]
            if isinstance(op, pl.Choose) and op.otherwise is not None:
                yield from ways(op.otherwise, (*before, op))
        else:
            for body in pl.inner(op):
                yield from ways(body, before)


class _Drawer:
    def __init__(self, plan: pl.Plan, chance: Chance, f_port: int | None, way: Way, taken: bool) -> None:
        self.chance = chance
        self.way = way
        self.taken = taken
        self.out = bytearray()
        #: Whether the last byte is shared with the load that comes next.
        self.shared = False
        self.variables: dict[str, Any] = {}
        self.places: dict[str, tuple[int, Whole, pl.Part]] = {}
        self.ahead: list[tuple[int, bytes]] = []
        self.known: dict[str, Any] = {"f_port": f_port, "index": None, "received_at": None}
        if "keys" not in plan.made:
            plan.made.setdefault("keys", _keys(plan, ()))
        self.keys: dict[str, list[Match]] = _keys(plan, way) if way else plan.made["keys"]

    def wanted(self, cases: Sequence[pl.Case]) -> list[pl.Case]:
        """The case of the way among these, if there is one."""
        return [case for case in cases if case in self.way]

    def lookup(self, name: str) -> Any:
        if name not in self.variables:
            raise Open(name)
        return self.variables[name]

    def value(self, expr: Expr) -> Any:
        try:
            return evaluate(expr, self.lookup, self.known)
        except (Open, TypeError, ZeroDivisionError):
            return None

    def body(self, ops: tuple[pl.Op, ...]) -> None:
        if len(self.out) > 220:
            raise NotDrawn("too long")
        for op in ops:
            self.op(op)

    def op(self, op: pl.Op) -> None:
        match op:
            case pl.Load():
                self.load(op)
            case pl.Take():
                self.take(op)
            case pl.Derive(expr, part):
                if part.variable is not None:
                    self.variables[part.variable] = self.value(expr)
            case pl.If(cond, body):
                decided = self.value(cond)
                if self.chance.integer(0, 1) if decided is None else decided:
                    self.body(body)
            case pl.Clip(variable, known):
                mask = self.variables.get(variable)  # none of what is not there
                if mask is not None and mask & ~known:
                    self.patch(variable, mask & known)
            case pl.Choose():
                self.choose(op)
            case pl.TagLoop():
                for _ in range(1 if self.way else self.chance.integer(0, 4)):
                    self.entry(op)
            case pl.Loop(body, count):
                self.loop(body, count)
            case pl.Within(size, body):
                self.within(size, body)
            case pl.Guard(crc, wire, body):
                self.body(body)
                self.out += pack(crc.of(bytes(self.out)), wire)
            case pl.Call():
                raise NotDrawn(op.node.name)

    def load(self, op: pl.Load, fixed: int | None = None) -> None:
        if isinstance(op.wire, Real):
            self.out += pack(op.wire.raw(self.real(op.parts[0], op.wire)), op.wire)
            return
        word = 0
        for part in op.parts:
            word |= spread(fixed if fixed is not None else self.raw(part), part)
            if part.variable is not None:
                self.variables[part.variable] = part.transform.decode(gather(word, part))
                self.places[part.variable] = len(self.out) - self.shared, op.wire, part
        data = pack(word, op.wire)
        if self.shared:
            self.out[-1] |= data[0]
        self.out += data[self.shared :]
        self.shared = op.tail > 0

    def real(self, part: pl.Part, wire: Real) -> float:
        """A floating-point number; for a command one whose value is between its limits."""
        low, high = part.limits if self.taken and part.limits is not None else (None, None)
        if (low is None and high is None) or not isinstance(part.transform, Affine):
            return self.chance.integer(-400_000, 400_000) / 1000
        least = low if low is not None else (high or 0) - _FAR
        most = high if high is not None else (low or 0) + _FAR
        for share in (Fraction(self.chance.integer(0, 1000), 1000), Fraction(1, 2)):  # an end may be rounded outwards
            number = wire.value(wire.raw(float(part.transform.exact(least + (most - least) * share))))
            value = part.transform.decode(number)
            if value is not None and least <= float(value) <= most:
                break
        return number

    def raw(self, part: pl.Part) -> int:
        if part.constant is not None:
            return part.constant
        if part.slot is None and part.variable is None:
            return 0
        keys = self.keys.get(part.variable or "")
        if self.taken and part.slot is not None and (found := self.within_limits(part)) is not None:
            return found
        if keys:
            return int(part.transform.encode(self.match(self.chance.one_of(keys))))
        if part.sentinels and self.chance.integer(0, 5) == 0:
            sentinel = self.chance.one_of(part.sentinels)[0]
            return sentinel.start if isinstance(sentinel, range) else sentinel
        if isinstance(part.transform, Calendar) and self.chance.integer(0, 5):
            return part.transform.drawn(self.chance.integer)
        known = _known(part.transform)
        if known and self.chance.integer(0, 5):  # mostly what a device would say
            return self.chance.one_of(known)
        return self.chance.integer(0, (1 << part.bits) - 1)

    def within_limits(self, part: pl.Part) -> int | None:
        """What a command takes of a number or a state, where that is not all that fits."""
        if isinstance(part.transform, Choice):
            return self.chance.one_of([raw for raw, _ in part.transform.labels])
        if isinstance(part.transform, Curve) and part.transform.known:
            return self.chance.one_of(_within(part.transform, part.limits or (None, None)))
        if isinstance(part.transform, Curve) and part.transform.extremes and part.limits is None:
            low, high = map(part.transform.decode, part.transform.extremes)
            return _on_curve(part.transform, self.chance.integer(0, 255), low, high)
        if part.limits is None:
            return None
        if isinstance(part.transform, Curve):
            return _on_curve(part.transform, self.chance.integer(0, 255), *part.limits)
        return self.chance.integer(*allowed(part))

    def match(self, match: Match) -> Any:
        if isinstance(match, AnyChannel):
            return self.chance.integer(0, 15)
        return self.chance.integer(match.start, match.stop - 1) if isinstance(match, range) else match

    def patch(self, variable: str, value: int) -> None:
        """Give a variable that is written already another value."""
        if variable not in self.places:
            raise NotDrawn(variable)
        at, wire, part = self.places[variable]
        raw = part.transform.encode(value)
        if raw >> part.bits:
            raise NotDrawn(f"{variable} is too large")
        data = bytes(self.out[at : at + wire.size])
        word = int.from_bytes(pack(int.from_bytes(data, "big"), wire), "big")
        self.out[at : at + wire.size] = pack(word & ~spread(-1, part) | spread(raw, part), wire)
        self.variables[variable] = value

    def take(self, op: pl.Take) -> None:
        size = self.chance.integer(0, 8) if op.size is None else self.value(op.size)
        if size is None or not 0 <= size <= 60:
            raise NotDrawn(op.part.label)
        low, high = (48, 90) if op.blob.form == "text" else (0, 255)
        keys = [match for match in self.keys.get(op.part.variable or "", ()) if isinstance(match, str)]
        data = bytes(self.chance.integer(low, high) for _ in range(size))
        if keys:
            data = bytes(op.part.transform.encode(self.chance.one_of(keys))).ljust(size, b"\0")[:size]
        if op.part.variable is not None:
            self.variables[op.part.variable] = op.part.transform.decode(data)
        self.out += data

    def choose(self, op: pl.Choose) -> None:
        values = [self.value(expr) for expr in op.on]
        if op in self.way and op.otherwise is not None:
            self.body(op.otherwise)
        elif any(value is None for value in values):
            case = self.chance.one_of(self.wanted(op.cases) or op.cases)
            if values == [None] and getattr(op.on[0], "name", None) == "f_port":
                self.known["f_port"] = self.match(case.key[0][0])
            for expr, part in zip(op.on, case.key, strict=True):
                if isinstance(expr, Peek) and isinstance(expr.source.wire, Whole) and expr.offset >= 0:
                    raw = expr.source.transform.encode(self.match(self.chance.one_of(part)))
                    self.ahead.append((expr.offset, pack(raw, expr.source.wire)))
            self.body(case.body)
        else:
            self.decided(op, values)

    def decided(self, op: pl.Choose, values: list[Any]) -> None:
        for wild in (False, True):
            for case in op.cases:
                if all(_fits(value, part, wild) for value, part in zip(values, case.key, strict=True)):
                    self.body(case.body)
                    return
        if op.otherwise is None:
            raise NotDrawn(f"no case for {values}")
        self.body(op.otherwise)

    def entry(self, op: pl.TagLoop) -> None:
        case = self.chance.one_of(self.wanted(op.cases) or op.cases)
        for load, part in zip(op.loads, case.key, strict=True):
            self.load(load, int(self.match(self.chance.one_of(part))))
        if op.size is None:
            self.body(case.body)
            return
        self.load(op.size, 0)
        start = len(self.out)
        self.body(case.body)
        self.patch(op.size.parts[0].variable or "", len(self.out) - start)

    def loop(self, body: tuple[pl.Op, ...], count: Expr | None) -> None:
        turns = self.chance.integer(0, 3) if count is None else self.value(count)
        if turns is None or not 0 <= turns <= 24:
            raise NotDrawn("too many turns")
        outer = self.known["index"]
        for turn in range(turns):
            self.known["index"] = turn
            self.body(body)
        self.known["index"] = outer

    def within(self, size: Expr, body: tuple[pl.Op, ...]) -> None:
        start = len(self.out)
        self.body(body)
        length = len(self.out) - start
        if self.value(size) != length:
            if not isinstance(size, Ref):
                raise NotDrawn("a part of another length")
            self.patch(size.name, length)


def _named(op: pl.Choose | pl.TagLoop, case: pl.Case) -> list[tuple[str, Sequence[Match]]]:
    """What a case asks of each variable."""
    return [(expr.name, part) for expr, part in zip(op.on, case.key, strict=True) if isinstance(expr, Ref)]


def _keys(plan: pl.Plan, way: Way) -> dict[str, list[Match]]:
    """What a variable is compared with where it chooses: all that a plan has, or those of the way."""
    keys: dict[str, list[Match]] = {}
    for op in pl.every(plan.ops):
        if isinstance(op, pl.Choose | pl.TagLoop):
            for case in op.cases:
                for name, part in _named(op, case):
                    keys.setdefault(name, []).extend(part)
            for case in op.cases:
                if case in way:
                    keys |= {name: list(part) for name, part in _named(op, case)}
    return keys


def _on_curve(curve: Curve, step: int, low: float | None, high: float | None) -> int | None:
    """The raw number nearest to some way between two limits, both of which it has."""
    if low is None or high is None:
        return None
    return curve.encode(low + (high - low) * step / 255)


def _within(curve: Curve, extent: tuple[float | None, float | None]) -> Sequence[int]:
    """The numbers that a curve tells one by one, those between two limits if any is."""
    low, high = extent
    said = [(raw, value) for raw in curve.known if (value := curve.decode(raw)) is not None]
    inside = [raw for raw, value in said if (low is None or value >= low) and (high is None or value <= high)]
    return inside or curve.known


def _known(transform: Transform) -> Sequence[int] | None:
    """The numbers that mean something, where they are few."""
    match transform:
        case Test():
            return transform.encode(False), transform.encode(True)
        case Choice(labels):
            return [raw for raw, _ in labels]
        case Curve(known=known):
            return known
    return None


def _fits(value: Any, part: tuple[Match, ...], wild: bool) -> bool:
    return any(
        wild if isinstance(match, AnyChannel) else value in match if isinstance(match, range) else value == match
        for match in part
    )
