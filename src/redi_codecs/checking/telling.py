"""What the vectors of declarations tell apart: line by line, which usual mistakes they would show.

A :class:`Telling` collects the lines of several devices (those of a vendor, say, for a table that many models share is
told apart where any of them does) with all that could be wrong about each; every vector then strikes out what it shows.
What is left are the mistakes that nobody would notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

from redi_codecs.checking.comparing import stated
from redi_codecs.checking.mistakes import mistakes, reads, seen, to_be_seen
from redi_codecs.checking.vectors import examples_of, vectors_of
from redi_codecs.device_codec import codec
from redi_codecs.layout.device import Device
from redi_codecs.layout.expr import Const
from redi_codecs.layout.where import Where
from redi_codecs.layout.wire import Real, Whole
from redi_codecs.plan import plan as pl
from redi_codecs.plan.bits import gather, unpack
from redi_codecs.plan.evaluate import Open, evaluate
from redi_codecs.plan.planner import plan as planned
from redi_codecs.runtimes.python.generated import Generated

__all__ = ["Line", "Telling", "Trial", "telling"]

Role = Literal["reading", "attribute", "structure"]
Need = tuple[Any, ...]
Key = tuple[str, int, str, str]


@dataclass(slots=True)
class Line:
    """A field or a fork on a line of a declaration: what has to be told apart of it, and what has been."""

    where: Where
    label: str
    role: Role
    device: str
    needs: dict[Need, str] = field(default_factory=dict)
    met: set[Need] = field(default_factory=set)
    decoded: bool = False
    stated: bool = False
    values: set[Any] = field(default_factory=set)

    @property
    def missing(self) -> dict[Need, str]:
        """What no vector tells apart, with the sentences that say so."""
        return {need: words for need, words in self.needs.items() if need not in self.met}


class Trial(NamedTuple):
    """A payload and what is stated of it: names of values, or all that it says."""

    payload: bytes
    f_port: int
    values: Mapping[str, Any] | None
    received_at: float | None = None


class Reader:
    """One Plan: its lines, and what a payload shows of them."""

    def __init__(self, plan: pl.Plan, device: str, lines: dict[Key, Line], generated: Generated) -> None:
        self.plan, self.device, self.lines, self.generated = plan, device, lines, generated
        self.loads: dict[int, pl.Load | pl.Take | pl.Guard | pl.Call] = {}
        self.parts: dict[int, Line] = {}
        self.forks: dict[int, tuple[Line, pl.Op, pl.Case | None]] = {}
        self.pairs: dict[tuple[int, int], Line] = {}
        self.messages: list[tuple[int | None, str, Line]] = []
        self.within: int | None = None
        #: The times of custom nodes, which a trace has with their turns.
        self.custom_times: list[Line] = []
        self.derived: dict[int, tuple[pl.Part, Line]] = {}
        self.body(plan.ops)

    # ---- what there is to tell apart

    def line(self, where: Where | None, label: str, role: Role, way: str = "") -> Line:
        place = where or Where(self.device, 0)
        key = place.file, place.line, label, way
        return self.lines.setdefault(key, Line(place, label, role, self.device))

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
                line = self.part(op, part)
                self.derived[part.slot.index] = part, line
            case pl.Name(message, where):
                line = self.line(where, f"message {message}", "reading")
                line.needs["named", message] = f"no vector says message={message!r}"
                self.messages.append((self.within, message, line))
            case pl.If(_, body, fork, where):
                line = self.line(where, _first(body) or "optional part", _role((body,)), f"if {op.cond}")
                line.needs["absent", str(op.cond)] = f"no vector is without it (the condition is {op.cond})"
                if not _slots(body):
                    line.needs["present", str(op.cond)] = f"no vector has it (the condition is {op.cond})"
                self.forks[fork] = line, op, None
                self.body(body)
            case pl.Choose():
                for each in op.cases:
                    self.case(op, each)
                if op.otherwise is not None:
                    line = self.line(op.where, "otherwise", _role((op.otherwise,)), "otherwise")
                    line.needs["taken", "otherwise"] = "no vector is of any other kind"
                    self.forks[op.fork] = line, op, None
                    self.body(op.otherwise)
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
                    line = self.line(op.node.where, slot.name.replace("_{}", ""), _of(slot))
                    line.needs["some", None] = "no vector says anything of it"
                    if slot.role == "time":
                        self.custom_times.append(line)

    def load(self, op: pl.Load) -> None:
        self.loads[op.number] = op
        lines = [self.part(op, part) if _matters(part, self.plan) else None for part in op.parts]
        for one, other, line in zip(op.parts, op.parts[1:], lines, strict=False):
            if one.bits == other.bits and line is not None and other.slot is not None and one.slot is not None:
                line.needs["swap", other.label] = _swap(other.label)

    def part(self, op: pl.Load | pl.Take | pl.Derive, part: pl.Part) -> Line:
        way = f"{part.spans} {part.signed} {part.transform.show('raw')}"
        line = self.line(part.where, part.label, _of(part.slot), way)
        self.parts[id(part)] = line
        if isinstance(op, pl.Derive):
            line.needs |= to_be_seen(pl.Load(Whole(8), (part,), 0), part)
            return line
        line.needs |= to_be_seen(op, part)
        if isinstance(op, pl.Load):
            line.needs |= {("mistake", one.name): one.lacks for one in mistakes(op, part)}
        if part.slot is not None and (unit := _unnamed_unit(part.slot)):
            line.needs["unit", unit] = f"no vector says its unit; once, write (value, {unit!r})"
        return line

    def neighbours(self, one: pl.Load | pl.Take, other: pl.Load | pl.Take) -> None:
        """Two of the same size, one after the other, could have been declared the other way round."""
        if _size(one) is None or _size(one) != _size(other) or isinstance(one, pl.Take) != isinstance(other, pl.Take):
            return
        first, second = _shown(one), _shown(other)
        if first is not None and second is not None:
            line = self.parts[id(first)]
            line.needs["swap", second.label] = _swap(second.label)
            self.pairs[one.number, other.number] = line

    def case(self, op: pl.Choose | pl.TagLoop, case: pl.Case) -> None:
        shown = " ".join(str(part[0]) for part in case.key)
        where, label = _where(case.body) or op.where, _first(case.body) or shown
        line = self.line(where, label, _role((case.body,)), f"case {shown}")
        if not _slots(case.body):
            line.needs["taken", shown] = f"no vector has {_key(case.key)}"
        for part in case.key:
            if len(part) > 1:
                for match in part:
                    line.needs["key", str(match)] = f"no vector has {_match(match)}"
        self.forks[case.fork] = line, op, case
        around, self.within = self.within, case.fork
        self.body(case.body)
        self.within = around

    def loop(self, op: pl.Loop) -> None:
        if not (isinstance(op.count, Const) and op.count.value == 1):
            line = self.line(op.where, "repeated part", _role((op.body,)), f"loop {op.newest}")
            line.needs["turns", None] = "no vector has a second turn that differs from the first"
            if op.record is not None and op.time is not None:
                line.needs["times", None] = "no vector states the time of a second record"
            self.forks[op.fork] = line, op, None
        self.body(op.body)

    # ---- what a payload shows

    def see(self, trial: Trial) -> dict[int, set[Need]] | None:
        """What a payload shows, by the identity of lines; None where it does not decode, or is odd."""
        trace: list[Any] = []
        made, fault = self.generated.traced(trial.payload, trial.f_port, trial.received_at, trace)
        if fault is not None:
            return None
        return _Seeing(self, trial, made[0]).follow(trace)


class _Seeing:
    """One payload, step by step."""

    def __init__(self, reader: Reader, trial: Trial, message: str | None) -> None:
        self.reader, self.trial, self.message = reader, trial, message
        self.shown: dict[int, set[Need]] = {}
        self.variables: dict[str, Any] = {}
        self.words: dict[int, Any] = {}
        self.turns: dict[int, list[bytes]] = {}
        self.records = trial.values is None or "records" in trial.values
        self.inside = 0
        self.known = {"f_port": trial.f_port, "length": len(trial.payload), "received_at": trial.received_at}

    def show(self, line: Line, *needs: Need) -> None:
        line.decoded = True
        self.shown.setdefault(id(line), set()).update(needs)

    def follow(self, trace: list[Any]) -> dict[int, set[Need]]:
        last: tuple[int, int, int] | None = None
        marks: dict[int, int] = {}
        taken: set[int | None] = {None}
        for step in trace:
            match step:
                case ("load", number, start, size):
                    last = self.load(number, start, size, last)
                case ("value", 0, index, value, status, channel) if index in self.reader.derived:
                    self.value(None, *self.reader.derived[index], None, value, status, channel)
                case ("value", number, index, value, status, channel):
                    self.placed(number, index, value, status, channel)
                case ("items", number, items):
                    self.items(number, items)
                case ("took", fork, way) if fork in self.reader.forks:
                    at = last[2] if last else 0
                    taken.add(fork)
                    self.took(fork, way, at, marks)
                case ("turn", _, current):
                    self.inside += not current
                    self.current = current
                case ("turned", _, time):
                    self.inside = 0
                    if time is not None and self.records:
                        for line in self.reader.custom_times:
                            line.stated = True
                            self.show(line, ("some", None))
        for fork, start in marks.items():
            self.turn(fork, start, last[2] if last else start)
        if self.trial.values is None or "message" in self.trial.values:
            for case, message, line in self.reader.messages:
                if message == self.message and case in taken:
                    self.show(line, ("named", message))
        return self.shown

    def load(self, number: int, start: int, size: int, last: tuple[int, int, int] | None) -> tuple[int, int, int]:
        op, data = self.reader.loads[number], self.trial.payload[start : start + size]
        self.words[number] = unpack(data, op.wire) if isinstance(op, pl.Load) else data
        if last is not None and last[2] == start and (last[0], number) in self.reader.pairs:
            self.pair(last[0], number)
        return number, start, start + size

    def pair(self, one: int, other: int) -> None:
        first, second = self.reader.loads[one], self.reader.loads[other]
        assert isinstance(first, pl.Load | pl.Take)
        assert isinstance(second, pl.Load | pl.Take)
        line = self.reader.pairs[one, other]
        parts = [(first, part) for part in _parts(first)] + [(second, part) for part in _parts(second)]
        if any(reads(op, part, self.words[one]) != reads(op, part, self.words[other]) for op, part in parts):
            label = _shown(second)
            assert label is not None
            self.show(line, ("swap", label.label))

    def placed(self, number: int, index: int, value: Any, status: str | None, channel: int | None) -> None:
        op = self.reader.loads[number]
        if isinstance(op, pl.Take):
            self.value(op, op.part, self.reader.parts[id(op.part)], self.words[number], value, status, channel)
            return
        if not isinstance(op, pl.Load):
            return
        part, word = op.parts[index], self.words[number]
        line = self.reader.parts.get(id(part))
        if part.variable is not None and value is not None:
            self.variables[part.variable] = value
        if line is None:
            return
        raw = word if isinstance(op.wire, Real) else gather(word, part)
        self.value(op, part, line, raw, value, status, channel)
        if part.slot is None or self.is_stated(part.slot, channel):
            self.told(op, part, line, word, raw)

    def told(self, op: pl.Load, part: pl.Part, line: Line, word: int, raw: Any) -> None:
        """The mistakes that this word shows."""
        truth = raw if part.slot is None else reads(op, part, word)
        for one in mistakes(op, part):
            other = one.reading(word)
            if other != truth or type(other) is not type(truth):
                self.show(line, ("mistake", one.name))
        at = op.parts.index(part)
        if at + 1 < len(op.parts) and ("swap", op.parts[at + 1].label) in line.needs:
            other_part = op.parts[at + 1]
            spans = replace(part, spans=other_part.spans), replace(other_part, spans=part.spans)
            truths = truth, reads(op, other_part, word)
            if (reads(op, spans[0], word), reads(op, spans[1], word)) != truths:
                self.show(line, ("swap", other_part.label))

    def value(
        self,
        op: pl.Load | pl.Take | None,
        part: pl.Part,
        line: Line,
        raw: Any,
        value: Any,
        status: str | None,
        channel: int | None,
    ) -> None:
        line.decoded = True
        if part.slot is None:
            self.show(line, ("some", None))
            return
        if part.variable is not None:
            self.variables[part.variable] = value
        if status == "not valid here":  # of a reading, that it is absent says so, for a vector names all
            if part.slot.role == "reading" or self.trial.values is None:
                self.show(line, ("valid", False))
            return
        if not self.is_stated(part.slot, channel):
            return
        line.stated = True
        if status is not None:
            self.show(line, ("status", status))
        self.show(line, *seen(op or pl.Load(Whole(8), (part,), 0), part, raw, value))
        if isinstance(value, int | float | str) and ("several", None) in line.needs:
            line.values.add(value)
            if len(line.values) > 1:
                self.show(line, ("several", None))
        given = None if self.trial.values is None else self.trial.values.get(_name(part.slot, channel))
        unit = part.slot.field.unit if self.trial.values is None else stated(given).unit
        if unit:
            self.show(line, ("unit", unit))

    def items(self, number: int, items: Iterable[tuple[int, Any, Any]]) -> None:
        op = self.reader.loads[number]
        assert isinstance(op, pl.Call)
        for index, _, _ in items:
            slot = op.slots[index]
            line = self.reader.line(op.node.where, slot.name.replace("_{}", ""), _of(slot))
            line.decoded = True
            if self.is_stated(slot, None):
                line.stated = True
                self.show(line, ("some", None))

    def is_stated(self, slot: pl.Slot, channel: int | None) -> bool:
        values = self.trial.values
        if values is None or (self.inside and self.records):
            return True
        return _name(slot, channel) in values

    def took(self, fork: int, way: int, at: int, marks: dict[int, int]) -> None:
        line, op, case = self.reader.forks[fork]
        match op:
            case pl.If(cond):
                self.show(line, ("present" if way else "absent", str(cond)))
            case pl.Loop():
                if fork in marks:
                    self.turn(fork, marks[fork], at)
                marks[fork] = at
            case pl.Choose() | pl.TagLoop() if case is not None:
                self.show(line, ("taken", " ".join(str(part[0]) for part in case.key)))
                for expr, part in zip(op.on, case.key, strict=True):
                    if len(part) > 1:
                        self.alternative(line, expr, part)
            case _:
                self.show(line, ("taken", "otherwise"))

    def alternative(self, line: Line, expr: Any, part: tuple[Any, ...]) -> None:
        """Which of several numbers of a key it is."""
        try:
            value = evaluate(expr, self.variables.__getitem__, self.known)
        except (Open, KeyError, TypeError):
            self.show(line, *(("key", str(match)) for match in part))  # nobody can tell
            return
        for match in part:
            if value in match if isinstance(match, range) else value == match:
                self.show(line, ("key", str(match)))

    def turn(self, fork: int, start: int, end: int) -> None:
        """A turn that ended: the second one that differs from the first shows that there are turns."""
        line = self.reader.forks[fork][0]
        turns = self.turns.setdefault(fork, [])
        turns.append(self.trial.payload[start:end])
        if len(turns) > 1 and turns[-1] != turns[0]:
            self.show(line, ("turns", None))
        if len(turns) > 1 and self.records:
            self.show(line, ("times", None))


class Telling:
    """The lines of several devices, and what their vectors tell apart."""

    def __init__(self, devices: Iterable[Device]) -> None:
        self.lines: dict[Key, Line] = {}
        self.by_id: dict[int, Line] = {}
        for device in devices:
            self.add(device)

    def reader(self, device: Device, command: str | None = None) -> Reader:
        """The Plan of a device or of one of its commands, its lines among those of this telling."""
        if command is None:
            one = codec(device)
            return Reader(one.plan, device.id, self.lines, Generated(one.plan))
        made = planned(device, device.downlink[command].body)
        return Reader(made, device.id, self.lines, Generated(made))

    def add(self, device: Device) -> None:
        """A device's lines, and what its vectors and examples show of them."""
        reader = self.reader(device)
        for vector in vectors_of(device):
            self.see(reader, Trial(vector.payload, vector.f_port, vector.values, vector.received_at))
        for command, examples in examples_of(device).items():
            if command in device.downlink:
                reader = self.reader(device, command)
                for one in examples:
                    self.see(reader, Trial(one.payload, one.f_port, one.arguments))

    def see(self, reader: Reader, trial: Trial) -> int:
        """How much more is told apart with this payload, which counts from now on."""
        found = self.new(reader, trial)
        for line, needs in found:
            line.met |= needs
        return sum(len(needs) for _, needs in found)

    def new(self, reader: Reader, trial: Trial) -> list[tuple[Line, set[Need]]]:
        """What a payload would tell apart that nothing has so far."""
        shown = reader.see(trial)
        if shown is None:
            return []
        if len(self.by_id) != len(self.lines):
            self.by_id = {id(line): line for line in self.lines.values()}
        found = []
        for at, needs in shown.items():
            line = self.by_id[at]
            fresh = (needs & line.needs.keys()) - line.met
            if fresh:
                found.append((line, fresh))
        return found

    def untold(self, role: Role | None = None) -> Iterator[Line]:
        """Lines of which something is not told apart, in the order of files and lines."""
        lines = sorted(self.lines.values(), key=lambda one: (one.where.file, one.where.line, one.label))
        return (one for one in lines if one.missing and role in (None, one.role))


def telling(devices: Iterable[Device]) -> Telling:
    """What the vectors of these devices tell apart."""
    return Telling(devices)


# ---- small things -------------------------------------------------------------------------


def _swap(label: str) -> str:
    return f"no vector tells it from {label}, its neighbour of the same size"


def _unnamed_unit(slot: pl.Slot) -> str:
    """The unit of an attribute whose name does not tell the kind, and so not the unit."""
    kind = slot.field.kind
    return "" if kind is None or slot.role != "attribute" or slot.name.startswith(kind.key) else kind.unit


def _of(slot: pl.Slot | None) -> Role:
    if slot is None:
        return "structure"
    return "attribute" if slot.role == "attribute" else "reading"


def _matters(part: pl.Part, plan: pl.Plan) -> bool:
    return part.slot is not None or (part.variable in plan.referenced and part.where is not None)


def _slots(ops: tuple[pl.Op, ...]) -> list[pl.Slot]:
    return [part.slot for part in pl.parts(ops) if part.slot is not None]


def _role(bodies: tuple[tuple[pl.Op, ...], ...]) -> Role:
    roles = {_of(slot) for body in bodies for slot in _slots(body)}
    return "reading" if "reading" in roles else "attribute" if roles else "structure"


def _first(ops: tuple[pl.Op, ...]) -> str:
    return next((slot.name for slot in _slots(ops)), "")


def _where(ops: tuple[pl.Op, ...]) -> Where | None:
    return next((part.where for part in pl.parts(ops) if part.where is not None), None)


def _name(slot: pl.Slot, channel: int | None) -> str:
    return "time" if slot.role == "time" else slot.name.replace("{}", str(channel))


def _match(match: Any) -> str:
    return f"{match:#04x}" if isinstance(match, int) else str(match)


def _key(key: Any) -> str:
    return f"the key {' '.join('/'.join(map(_match, part)) for part in key)}"


def _size(op: pl.Load | pl.Take) -> int | None:
    if isinstance(op, pl.Load):
        return op.size
    return int(op.size.value) if isinstance(op.size, Const) else None


def _parts(op: Any) -> tuple[pl.Part, ...]:
    parts = op.parts if isinstance(op, pl.Load) else (op.part,)
    return tuple(part for part in parts if part.slot is not None)


def _shown(op: Any) -> pl.Part | None:
    return next(iter(_parts(op)), None)
