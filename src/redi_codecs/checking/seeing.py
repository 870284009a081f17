"""What a payload shows of the lines of its declaration, step by step along its trace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from redi_codecs.checking.comparing import same, stated
from redi_codecs.checking.lines import Line, Need, Trial, name_of, parts_of, shown_first
from redi_codecs.checking.mistakes import mistakes, reads, seen
from redi_codecs.checking.reader import Reader
from redi_codecs.layout.transform import Curve
from redi_codecs.layout.wire import Real
from redi_codecs.plan import plan as pl
from redi_codecs.plan.bits import gather, unpack
from redi_codecs.plan.evaluate import Open, evaluate
from redi_codecs.results import value_of

__all__ = ["see"]


def see(reader: Reader, trial: Trial) -> dict[int, set[Need]] | None:
    """What a payload shows, by the identity of lines; None where it does not decode, or is odd."""
    trace: list[Any] = []
    made, fault = reader.generated.traced(trial.payload, trial.f_port, trial.received_at, trace)
    if fault is not None:
        return None
    return _Seeing(reader, trial, made[0]).follow(trace)


class _Said(NamedTuple):
    """A value of a trace: of what, and whether it is in a record, which is known at its end."""

    slot: pl.Slot
    channel: int | None
    value: Any
    status: str | None
    recorded: bool


class _Seeing:
    """One payload, step by step."""

    def __init__(self, reader: Reader, trial: Trial, message: str | None) -> None:
        self.reader, self.trial, self.message = reader, trial, message
        self.shown: dict[int, set[Need]] = {}
        self.variables: dict[str, Any] = {}
        self.words: dict[int, Any] = {}
        self.turns: dict[int, list[bytes]] = {}
        given = {} if trial.values is None else trial.values
        self.records: list[Mapping[str, Any]] | None = list(given["records"]) if "records" in given else None
        self.known = {"f_port": trial.f_port, "length": len(trial.payload), "received_at": trial.received_at}

    def show(self, line: Line, *needs: Need) -> None:
        line.decoded = True
        self.shown.setdefault(id(line), set()).update(needs)

    def follow(self, trace: list[Any]) -> dict[int, set[Need]]:
        last: tuple[int, int, int] | None = None
        marks: dict[int, int] = {}
        taken: dict[int | None, int] = {None: -1}
        lasting = self.lasting(trace)
        for at, step in enumerate(trace):
            match step:
                case ("load", number, start, size):
                    last = self.load(number, start, size, last)
                case ("value", 0, index, *_) if index in self.reader.derived:
                    if said := lasting.get((at, 0)):
                        _, part, line = max(self.reader.derived[index], key=lambda one: taken.get(one[0], -2))
                        self.value(None, part, line, None, said)
                case ("value", number, index, value, *_):
                    self.placed(number, index, value, lasting.get((at, 0)))
                case ("items", number, items):
                    self.items(number, items, [lasting.get((at, each)) for each in range(len(items))])
                case ("took", fork, way) if fork in self.reader.forks:
                    taken[fork] = at
                    self.took(fork, way, last[2] if last else 0, marks)
                case ("turned", _, time) if time is not None and self.all_records:
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

    # ---- what is stated

    def lasting(self, trace: list[Any]) -> dict[tuple[int, int], _Said]:
        """The values of a trace that are still there at its end, by step and item: a later tag overrides an earlier."""
        found: dict[tuple[int, int], tuple[tuple[pl.Slot, int | None, Any, str | None], int | None]] = {}
        inside: list[int] = []
        ended = 0
        current: set[int | None] = {None}
        for at, step in enumerate(trace):
            turn = inside[-1] if inside else None
            match step:
                case ("value", number, index, value, status, channel):
                    slot = self.slot(number, index)
                    if slot is not None:
                        found[at, 0] = (slot, channel, value, status), turn
                case ("items", number, items):
                    slots = self.reader.loads[number].slots  # type: ignore[union-attr]
                    for each, (index, given, _) in enumerate(items):
                        value, status = value_of(given)
                        found[at, each] = (slots[index], None, value, status), turn
                case ("turn", _, now):
                    inside.append(at)
                    if now:
                        current.add(at)
                case ("turned", *_):
                    ended = inside.pop()
                case ("current",):
                    current.add(ended)
        places = {key: None if turn in current else turn for key, (_, turn) in found.items()}
        all_said = {key: _Said(*one, recorded=places[key] is not None) for key, (one, _) in found.items()}
        owner = {
            (places[key], name_of(said.slot, said.channel)): key
            for key, said in all_said.items()
            if said.status != _ABSENT
        }
        return {
            key: said
            for key, said in all_said.items()
            if said.status == _ABSENT or owner[places[key], name_of(said.slot, said.channel)] == key
        }

    def slot(self, number: int, index: int) -> pl.Slot | None:
        """The slot of a value: of a part that was loaded, or one that is computed."""
        if number == 0:
            return self.reader.derived[index][0][1].slot if index in self.reader.derived else None
        op = self.reader.loads[number]
        return op.part.slot if isinstance(op, pl.Take) else op.parts[index].slot if isinstance(op, pl.Load) else None

    @property
    def all_records(self) -> bool:
        return self.trial.values is None or self.records is not None

    def is_stated(self, said: _Said) -> bool:
        """Whether the payload's vector says so: of records it has all readings, and the attributes that it names."""
        if self.trial.values is None:
            return True
        if not said.recorded:
            return name_of(said.slot, said.channel) in self.trial.values
        return self.records is not None and (said.slot.role != "attribute" or self.given(said) is not _NOTHING)

    def given(self, said: _Said) -> Any:
        """What the vector says of a value; of records, whichever of them says this."""
        name = name_of(said.slot, said.channel)
        if self.trial.values is None:
            return _NOTHING
        if not said.recorded:
            return self.trial.values.get(name, _NOTHING)
        for record in self.records or ():
            if name in record:
                told = stated(record[name])
                if said.status in (record[name], told.status) if said.value is None else same(told.value, said.value):
                    return record[name]
        return _NOTHING

    # ---- steps

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
        parts = [(first, part) for part in parts_of(first)] + [(second, part) for part in parts_of(second)]
        if any(reads(op, part, self.words[one]) != reads(op, part, self.words[other]) for op, part in parts):
            label = shown_first(second)
            assert label is not None
            self.show(line, ("swap", label.label))

    def placed(self, number: int, index: int, value: Any, said: _Said | None) -> None:
        """A value that was loaded; ``said`` is none where it is no field, or a later value takes its place."""
        op = self.reader.loads[number]
        if isinstance(op, pl.Take):
            if said is not None:
                self.value(op, op.part, self.reader.parts[id(op.part)], self.words[number], said)
            return
        if not isinstance(op, pl.Load):
            return
        part, word = op.parts[index], self.words[number]
        line = self.reader.parts.get(id(part))
        if part.variable is not None and value is not None:
            self.variables[part.variable] = value
        if line is None:
            return
        line.decoded = True
        if part.slot is None:
            self.show(line, ("some", None))
            self.told(op, part, line, word)
        elif said is not None:
            self.value(op, part, line, word if isinstance(op.wire, Real) else gather(word, part), said)
            if self.is_stated(said):
                self.told(op, part, line, word)

    def told(self, op: pl.Load, part: pl.Part, line: Line, word: int) -> None:
        """The mistakes that this word shows."""
        hidden = part.slot is None and not isinstance(op.wire, Real)
        truth = gather(word, part) if hidden else reads(op, part, word)
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

    def value(self, op: pl.Load | pl.Take | None, part: pl.Part, line: Line, raw: Any, said: _Said) -> None:
        line.decoded = True
        if part.variable is not None:
            self.variables[part.variable] = said.value
        if said.status == _ABSENT:  # of a reading, that it is absent says so, for a vector names all
            if said.slot.role == "reading" or self.trial.values is None:
                self.show(line, ("valid", False))
            return
        if not self.is_stated(said):
            if self.reader.command is not None and not said.recorded:
                self.show(line, ("default", None))
            return
        line.stated = True
        if self.reader.command is not None:
            self.show(
                line, *(need for need in line.needs if need[0] == "limit" and _is(need[1], part, raw, said.value))
            )
        if quantity := stated(self.given(said)).quantity:
            self.show(line, ("quantity", quantity))
        if said.status is not None:
            self.show(line, ("status", said.status))
        self.show(line, *seen(op, part, raw, said.value))
        if isinstance(said.value, int | float | str) and ("several", None) in line.needs:
            line.values.add(said.value)
            if len(line.values) > 1:
                self.show(line, ("several", None))
        unit = said.slot.field.unit if self.trial.values is None else stated(self.given(said)).unit
        if unit:
            self.show(line, ("unit", unit))

    def items(self, number: int, items: Iterable[tuple[int, Any, Any]], told: list[_Said | None]) -> None:
        op = self.reader.loads[number]
        assert isinstance(op, pl.Call)
        for (index, _, _), said in zip(items, told, strict=True):
            line = self.reader.item(op, op.slots[index])
            line.decoded = True
            if said is not None and self.is_stated(said):
                line.stated = True
                self.show(line, ("some", None))

    def took(self, fork: int, way: int, at: int, marks: dict[int, int]) -> None:
        line, op, case = self.reader.forks[fork]
        match op:
            case pl.If():
                self.show(line, ("present" if way else "absent", None))
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
        if len(turns) > 1 and self.all_records:
            self.show(line, ("times", None))


_ABSENT = "not valid here"
_NOTHING = object()


def _is(end: float, part: pl.Part, raw: Any, value: Any) -> bool:
    """Whether a number is a limit; of a curve, which may have none that is, whether it is next to it."""
    return same(end, value) or (isinstance(part.transform, Curve) and abs(part.transform.encode(end) - raw) <= 1)
