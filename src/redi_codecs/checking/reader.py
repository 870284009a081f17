"""What there is to tell apart in one Plan: a line of the declaration a field or fork, with its possible mistakes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from redi_codecs.checking.lines import Key, Line, Need, Role, role_of, shown_first, size_of
from redi_codecs.checking.mistakes import mistakes, to_be_seen
from redi_codecs.layout.device import Device
from redi_codecs.layout.expr import BitSet, Const
from redi_codecs.layout.transform import Choice
from redi_codecs.layout.where import Where
from redi_codecs.plan import plan as pl
from redi_codecs.plan.bits import allowed
from redi_codecs.plan.extents import ends, step_of
from redi_codecs.quantities import QUANTITIES
from redi_codecs.runtimes.python.generated import Generated

__all__ = ["Reader"]


class Reader:
    """One Plan and its lines."""

    def __init__(
        self, plan: pl.Plan, device: Device, lines: dict[Key, Line], generated: Generated, command: str | None = None
    ) -> None:
        self.plan, self.device, self.lines, self.generated = plan, device.id, lines, generated
        self.command = command
        #: Whether it is what is there otherwise, which a command says of no state that it takes.
        self.elsewhere = False
        self.extremes = {} if command is None else _extremes(plan)
        self.unwritten = set() if command is None else _unwritten(plan)
        self.home = device.where.file
        self.files: dict[str, str] = {}
        self.loads: dict[int, pl.Load | pl.Take | pl.Guard | pl.Call] = {}
        self.parts: dict[int, Line] = {}
        self.forks: dict[int, tuple[Line, pl.Op, pl.Case | None]] = {}
        self.pairs: dict[tuple[int, int], Line] = {}
        self.messages: list[tuple[int | None, str, Line]] = []
        self.within: int | None = None
        #: The times of custom nodes, which a trace has with their turns.
        self.custom_times: list[Line] = []
        #: Where a value is computed: of the places of one name, the one in the case that was taken last.
        self.derived: dict[int, list[tuple[int | None, pl.Part, Line]]] = {}
        self.body(plan.ops)

    def line(self, where: Where | None, label: str, role: Role, way: str = "") -> Line:
        place = where or Where(self.device, 0)
        # A file that is checked is run once more, under the name it was given; its neighbours import it under another.
        if place.file not in self.files:
            self.files[place.file] = str(Path(place.file).resolve())
        key = self.files[place.file], place.line, label, way
        return self.lines.setdefault(key, Line(place, label, role, self.device))

    def need(self, line: Line, needs: dict[Need, str]) -> None:
        """What is to be told apart of a line, by examples where it is one of a command."""
        line.needs |= needs
        if self.command is not None and not self.elsewhere:
            line.commanded |= needs.keys()

    def body(self, ops: tuple[pl.Op, ...]) -> None:
        before: pl.Load | pl.Take | None = None
        for op in ops:
            self.op(op)
            if isinstance(op, pl.Load | pl.Take):
                if before is not None:
                    self.neighbours(before, op)
                before = op
            elif not isinstance(op, pl.Derive | pl.Name):
                before = None

    def op(self, op: pl.Op) -> None:
        match op:
            case pl.Load():
                self.load(op)
            case pl.Take(part=part):
                self.loads[op.number] = op
                self.part(op, part)
            case pl.Derive(_, part) if part.slot is not None:
                place = self.within, part, self.part(op, part)
                self.derived.setdefault(part.slot.index, []).append(place)
            case pl.Name(message, where):
                line = self.line(where, f"message {message}", "reading")
                self.need(line, {("named", message): f"no vector says message={message!r}"})
                self.messages.append((self.within, message, line))
            case pl.If(_, body, fork, where):
                label, shown = _condition(op, self.home)
                line = self.line(where, label, _role((body,)), f"if {shown}")
                if not (
                    body and isinstance(body[0], pl.Load) and body[0].is_rest
                ):  # what is left of a byte is as it is
                    self.need(line, {("absent", None): f"no vector is without it (the condition is {shown})"})
                    if not _slots(body):
                        self.need(line, {("present", None): f"no vector has it (the condition is {shown})"})
                self.forks[fork] = line, op, None
                self.body(body)
            case pl.Choose():
                for each in op.cases:
                    self.case(op, each)
                if op.otherwise is not None:
                    outside, self.elsewhere = self.elsewhere, True
                    line = self.line(op.where, "otherwise", _role((op.otherwise,)), "otherwise")
                    self.need(line, {("taken", "otherwise"): "no vector is of any other kind"})
                    self.forks[op.fork] = line, op, None
                    around, self.within = self.within, op.fork
                    self.body(op.otherwise)
                    self.within, self.elsewhere = around, outside
            case pl.TagLoop():
                for load in (*op.loads, *((op.size,) if op.size else ())):
                    self.loads[load.number] = load
                for each in op.cases:
                    self.case(op, each)
            case pl.Loop():
                self.loop(op)
            case pl.Within(_, body):
                self.body(body)
            case pl.Guard(body=body):
                self.loads[op.number] = op
                self.body(body)
            case pl.Call():
                self.loads[op.number] = op
                for slot in op.slots:
                    line = self.item(op, slot)
                    self.need(line, {("some", None): "no vector says anything of it"})
                    if slot.role == "time":
                        self.custom_times.append(line)

    def item(self, op: pl.Call, slot: pl.Slot) -> Line:
        """The line of one field of a custom node."""
        return self.line(op.node.where, slot.name.replace("_{}", ""), role_of(slot))

    def load(self, op: pl.Load) -> None:
        self.loads[op.number] = op
        lines = [self.part(op, part) if _matters(part, self.plan) else None for part in op.parts]
        for one, other, line in zip(op.parts, op.parts[1:], lines, strict=False):
            if one.bits == other.bits and line is not None and other.slot is not None and one.slot is not None:
                self.need(line, {("swap", other.label): _swap(other.label)})

    def part(self, op: pl.Load | pl.Take | pl.Derive, part: pl.Part) -> Line:
        # Numbers side by side without regard to bytes lie in their words now so, now so.
        place = part.bits if isinstance(op, pl.Load) and (op.lead or op.tail) else part.spans
        way = f"{place} {part.signed} {part.transform.show('raw')}"
        line = self.line(part.where, part.label, role_of(part.slot), way)
        self.parts[id(part)] = line
        if isinstance(op, pl.Derive):
            self.need(line, to_be_seen(None, part))
            return line
        self.need(line, to_be_seen(op, part))
        if isinstance(op, pl.Load):
            shown = (one for one in mistakes(op, part) if self.command is None or _can_show(part, one.name))
            self.need(line, {("mistake", one.name): one.lacks for one in shown})
        if part.slot is not None and (unit := _unnamed_unit(part.slot)):
            self.need(line, {("unit", unit): f"no vector says its unit; once, write (value, {unit!r})"})
        if part.slot is not None and self.command is not None:
            given = _given(part, self.command, self.extremes.get(part.slot.name, set()))
            self.need(line, {need: words for need, words in given.items() if (id(part), need) not in self.unwritten})
        return line

    def neighbours(self, one: pl.Load | pl.Take, other: pl.Load | pl.Take) -> None:
        """Two of the same size, one after the other, could have been declared the other way round."""
        if (
            size_of(one) is None
            or size_of(one) != size_of(other)
            or isinstance(one, pl.Take) != isinstance(other, pl.Take)
        ):
            return
        first, second = shown_first(one), shown_first(other)
        if first is not None and second is not None:
            line = self.parts[id(first)]
            self.need(line, {("swap", second.label): _swap(second.label)})
            self.pairs[one.number, other.number] = line

    def case(self, op: pl.Choose | pl.TagLoop, case: pl.Case) -> None:
        shown = " ".join(str(part[0]) for part in case.key)
        where, label = _where(case.body) or op.where, _first(case.body) or shown
        line = self.line(where, label, _role((case.body,)), f"case {shown}")
        if not _slots(case.body):
            self.need(line, {("taken", shown): f"no vector has {_key(case.key)}"})
        for part in case.key:
            if len(part) > 1:
                for match in part:
                    self.need(line, {("key", str(match)): f"no vector has {_match(match)}"})
        self.forks[case.fork] = line, op, case
        around, self.within = self.within, case.fork
        self.body(case.body)
        self.within = around

    def loop(self, op: pl.Loop) -> None:
        if not (isinstance(op.count, Const) and op.count.value == 1):
            line = self.line(op.where, "repeated part", _role((op.body,)), f"loop {op.newest}")
            self.need(line, {("turns", None): "no vector has a second turn that differs from the first"})
            if op.record is not None and op.time is not None:
                self.need(line, {("times", None): "no vector states the time of a second record"})
            self.forks[op.fork] = line, op, None
        self.body(op.body)


def _extremes(plan: pl.Plan) -> dict[str, set[float]]:
    """The least and the greatest limit of each argument, which may have several places with limits of their own."""
    found: dict[str, tuple[list[float], list[float]]] = {}
    for part in pl.parts(plan.ops):
        if part.slot is not None and part.limits is not None:
            for known, end in zip(found.setdefault(part.slot.name, ([], [])), part.limits, strict=True):
                known += [] if end is None else [end]
    return {name: {*sorted(lows)[:1], *sorted(highs)[-1:]} for name, (lows, highs) in found.items()}


def _unwritten(plan: pl.Plan) -> set[tuple[int, Need]]:
    """What no example can have: of variants that say the same, by a number read there, the first one says it."""
    found: set[tuple[int, Need]] = set()
    for op in pl.every(plan.ops):
        if not isinstance(op, pl.Choose) or not op.loads:
            continue
        before: dict[tuple[frozenset[str], str], list[pl.Part]] = {}
        for case in op.cases:
            said = frozenset(slot.name for slot in _slots(case.body))
            own = [(part, (said, part.slot.name)) for part in pl.parts(case.body) if part.slot is not None]
            for part, key in own:
                earlier = before.get(key, [])
                ends = {end for one in earlier for end in one.limits or () if end is not None}
                found |= {(id(part), ("limit", end)) for end in part.limits or () if end in ends}
                if part.slot is not None and any(_within(part, one) for one in earlier):
                    found.add((id(part), ("quantity", _unnamed_quantity(part.slot))))
            for part, key in own:
                before.setdefault(key, []).append(part)
    return found


def _within(part: pl.Part, other: pl.Part) -> bool:
    """Whether a part can say nothing that another could not say too."""
    (low, high), (least, most) = part.limits or (None, None), other.limits or (None, None)
    if None in (low, high, least, most) or part.real or other.real:
        return False
    step, finer = step_of(part), step_of(other)
    covers = least <= low and high <= most  # type: ignore[operator]
    return covers and step is not None and finer is not None and step % finer == 0


def _can_show(part: pl.Part, mistake: str) -> bool:
    """Whether an example can show a mistake in the bits of an argument.

    What is reserved beside it is 0 in each, so that one bit more is shown by what is refused for the want of it; and
    one bit less only by a state that has this bit.
    """
    if part.limits is not None and not any(allowed(part)):
        return False
    if isinstance(part.transform, Choice):
        bits = {raw >> part.bits - 1 & 1 for raw, _ in part.transform.labels if "above" in mistake}
        bits |= {raw & 1 for raw, _ in part.transform.labels if "below" in mistake}
        return 1 in bits if mistake.startswith("one bit less") else not mistake.startswith("one bit more")
    return part.limits is None or not mistake.startswith("one bit more")


def _given(part: pl.Part, command: str, extremes: set[float]) -> dict[Need, str]:
    """What examples have to show of an argument: what it is, each of its limits, and what is said where it is left out.

    Beyond a limit it is refused, which has to be shown where its bits would hold more.
    """
    assert part.slot is not None
    found: dict[Need, str] = {}
    for end in part.limits or ():
        if end is None or end not in extremes:
            continue
        found["limit", end] = f"no example of {command} has {end:g}, its limit; another one would not be noticed"
        if not part.real and end not in ends(part):
            name = part.slot.name
            found["beyond", end] = f'no line of data has {command} refused beyond {end:g}: "refused": {{"{name}": …}}'
    if part.default is not None:
        found["default", None] = f"no example of {command} leaves it out; another default would not be noticed"
    if quantity := _unnamed_quantity(part.slot):
        found["quantity", quantity] = f"no example of {command} says what it is; once, write (value, {quantity!r})"
    return found


def _unnamed_quantity(slot: pl.Slot) -> str:
    """The quantity of an attribute of another name, where others have its unit, so that neither tells it."""
    kind = slot.field.kind
    if kind is None or slot.role != "attribute" or slot.name == kind.key or kind.key not in QUANTITIES:
        return ""
    known = QUANTITIES[kind.key]
    others = (one for one in QUANTITIES.values() if one.key != kind.key)
    return kind.key if any((one.unit, one.type) == (known.unit, known.type) for one in others) else ""


def _swap(label: str) -> str:
    return f"no vector tells it from {label}, its neighbour of the same size"


def _unnamed_unit(slot: pl.Slot) -> str:
    """The unit of an attribute whose name does not tell the kind, and so not the unit."""
    kind = slot.field.kind
    return "" if kind is None or slot.role != "attribute" or slot.name.startswith(kind.key) else kind.unit


def _matters(part: pl.Part, plan: pl.Plan) -> bool:
    return part.slot is not None or (part.variable in plan.referenced and part.where is not None)


def _slots(ops: tuple[pl.Op, ...]) -> list[pl.Slot]:
    return [part.slot for part in pl.parts(ops) if part.slot is not None]


def _role(bodies: tuple[tuple[pl.Op, ...], ...]) -> Role:
    roles = {role_of(slot) for body in bodies for slot in _slots(body)}
    return "reading" if "reading" in roles else "attribute" if roles else "structure"


def _first(ops: tuple[pl.Op, ...]) -> str:
    return next((slot.name for slot in _slots(ops)), "")


def _condition(op: pl.If, home: str) -> tuple[str, str]:
    """What an optional part is called, and its condition.

    A condition in a function that is given the part stands there once, whatever the part and its bit; the function is
    not in the file of the device, ``home``, and the part in another one, or further up.
    """
    inner, label, shown = _where(op.body), _first(op.body) or "optional part", str(op.cond)
    if op.where is None or inner is None:
        return label, shown
    given = inner.file != op.where.file or (op.where.file != home and inner.line < op.where.line)
    if not given:
        return label, shown
    return "optional part", f"a bit of {op.cond.value}" if isinstance(op.cond, BitSet) else shown


def _where(ops: tuple[pl.Op, ...]) -> Where | None:
    parts = (part.where for part in pl.parts(ops) if part.where is not None)
    return next(parts, next((op.node.where for op in pl.every(ops) if isinstance(op, pl.Call)), None))


def _match(match: Any) -> str:
    return f"{match:#04x}" if isinstance(match, int) else str(match)


def _key(key: Any) -> str:
    return f"the key {' '.join('/'.join(map(_match, part)) for part in key)}"
