"""Which values a part of a Plan can take, so that the encoder can choose between parts."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from redi_codecs.encoding.given import Scope
from redi_codecs.layout.expr import Expr
from redi_codecs.plan import plan as pl


@lru_cache(1 << 12)
def channel_of(template: str, name: str) -> int | None:
    """The channel in a name that follows a template such as ``temperature_{}``.

    >>> channel_of("temperature_{}_max", "temperature_12_max")
    12
    """
    head, _, tail = template.partition("{}")
    number = name[len(head) : len(name) - len(tail)]
    return int(number) if name.startswith(head) and name.endswith(tail) and number.isdecimal() else None


@dataclass(frozen=True, slots=True)
class Supplies:
    """The names that a body writes: always (``needs``) or perhaps, with an open channel, and in records."""

    names: frozenset[str]
    needs: frozenset[str]
    templates: frozenset[tuple[str, Expr]]
    records: tuple[Supplies, ...]
    messages: frozenset[str]

    def has(self, name: str) -> bool:
        return name in self.names or (bool(self.templates) and self.channel(name) is not None)

    def channel(self, name: str) -> int | None:
        """The channel of a name that is written with an open channel."""
        if name in self.names:
            return None
        return next((found for one, _ in self.templates if (found := channel_of(one, name)) is not None), None)

    def fits(self, scope: Scope) -> bool:
        """Whether all these values have a place here."""
        return all(map(self.has, scope.values))

    def takes(self, scope: Scope) -> bool:
        """Whether the records in it have a place for one with these values."""
        return bool(self.records) and all(any(one.has(name) for one in self.records) for name in scope.values)

    def taken(self, scope: Scope, records: Sequence[Scope]) -> int:
        """How many of these values find a place."""
        count = sum(map(self.has, scope.values)) if self.templates else len(self.names & scope.values.keys())
        count += "time" in self.names and scope.time is not None
        return count + sum(map(self.takes, records))

    def missing(self, scope: Scope) -> int:
        """How many values are needed and not there."""
        return sum(1 for name in self.needs if (scope.time is None if name == "time" else name not in scope.values))

    def listed(self) -> str:
        return (
            ", ".join(sorted(self.names | {one.replace("{}", "<channel>") for one, _ in self.templates})) or "nothing"
        )


def whole(ops: tuple[pl.Op, ...], name: str, given: Set[str]) -> bool:
    """Whether all that a body writes is given, on a way through its choices that takes the name."""
    for op in ops:
        if isinstance(op, pl.Choose):
            bodies = [*(case.body for case in op.cases), *([op.otherwise] if op.otherwise is not None else [])]
            if not any(supplies(body).has(name) and whole(body, name, given) for body in bodies):
                return False
        elif not supplies((op,)).names <= given:
            return False
    return True


def _custom(op: pl.Call) -> Supplies:
    """What a custom node writes."""
    fields = list(zip(op.slots, op.node.fields, strict=True))
    templates = frozenset((slot.name, one.channel) for slot, one in fields if isinstance(one.channel, Expr))
    names = frozenset(slot.name for slot, one in fields if not one.dynamic)
    return Supplies(names, frozenset(), templates, (), frozenset())


@lru_cache(maxsize=4096)
def supplies(ops: tuple[pl.Op, ...]) -> Supplies:
    """What a body can write."""
    names: set[str] = set()
    needs: set[str] = set()
    templates: set[tuple[str, Expr]] = set()
    records: list[Supplies] = []
    messages: set[str] = set()

    def part(one: pl.Part) -> None:
        if one.slot is None:
            return
        if one.channel is not None:
            templates.add((one.slot.name, one.channel))
            return
        names.add(one.slot.name)
        timed = one.slot.role == "time" and not one.may_lack
        if (timed or one.slot.role == "reading") and one.valid is None:
            needs.add(one.slot.name)

    def merge(inner: Supplies, always: bool) -> None:
        names.update(inner.names)
        templates.update(inner.templates)
        records.extend(inner.records)
        messages.update(inner.messages)
        if always:
            needs.update(inner.needs)

    for op in ops:
        match op:
            case pl.Load():
                for one in op.parts:
                    part(one)
            case pl.Take():
                part(op.part)
            case pl.Derive():
                if op.part.slot is not None and op.part.channel is not None:
                    templates.add((op.part.slot.name, op.part.channel))
                elif op.part.slot is not None:
                    names.add(op.part.slot.name)
                    if op.part.slot.role == "time" and op.part.valid is None:
                        needs.add("time")
            case pl.Name(message):
                messages.add(message)
            case pl.Call():
                own = _custom(op)
                merge(own, False)
                if op.record is not None:
                    records.append(own)
            case pl.Loop(body, record=int()):
                inner = supplies(body)
                records.append(inner)
                if op.newest is not None:
                    merge(inner, False)
            case pl.Within(_, body) | pl.Guard(_, _, body):
                merge(supplies(body), True)
            case _:
                for body in pl.inner(op):
                    merge(supplies(body), False)
    return Supplies(frozenset(names), frozenset(needs), frozenset(templates), tuple(records), frozenset(messages))


@lru_cache(maxsize=4096)
def quiet(op: pl.Choose) -> bool:
    """Whether no case of a choice says anything: it only steers what comes after it."""
    bodies = [case.body for case in op.cases]
    said = map(supplies, bodies)
    return op.otherwise is None and not any(one.names or one.templates or one.records or one.messages for one in said)
