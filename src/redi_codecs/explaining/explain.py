"""What every byte of a payload means: the trace of the slow decoder laid over the Plan."""

from __future__ import annotations

import itertools
import struct
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from redi_codecs.errors import TruncatedPayload, UnknownMessage, UnknownPort
from redi_codecs.explaining.explanation import CHECKSUM, NOT_UNDERSTOOD, BitSpan, Broken, Explanation, Kind, Span
from redi_codecs.layout.calendar import Calendar
from redi_codecs.layout.nodes import AnyChannel
from redi_codecs.layout.wire import Real, Whole
from redi_codecs.plan.bits import gather
from redi_codecs.plan.faults import Fault
from redi_codecs.plan.plan import Call, Choose, Guard, Load, Part, Plan, Slot, TagLoop, Take, every
from redi_codecs.readings import Decoded
from redi_codecs.results import Result, moment, value_of
from redi_codecs.symbols import symbol

__all__ = ["BitSpan", "Broken", "Explanation", "Span", "explain"]


class Traced(Protocol):
    """A decoder that notes every step."""

    def __call__(self, p: bytes, f_port: int, rx: float | None, trace: list[Any], /) -> tuple[Result, Fault | None]: ...


def explain(
    plan: Plan, traced: Traced, payload: bytes, f_port: int, received_at: datetime | None = None
) -> Explanation:
    """Every byte of a payload and its meaning, also of a broken one."""
    trace: list[Any] = []
    seconds = None if received_at is None else received_at.timestamp()
    made, fault = traced(payload, f_port, seconds, trace)
    result = Result(*made)
    spans = _Reader(plan, payload).spans(trace, result, fault)
    warnings = Decoded(plan.shape, payload, f_port, result, received_at).warnings
    broken = None
    if fault is not None:
        # What lies behind the fault was not reached, which is no warning.
        warnings = tuple(one for one in warnings if one.code != "trailing_bytes")
        offset = None if fault.kind is UnknownPort else fault.offset
        broken = Broken(fault.problem, fault.field, offset, fault.kind.__name__)
    return Explanation(plan.device, f_port, payload, result.message, spans, broken, warnings)


@dataclass(slots=True, eq=False)
class _Turn:
    """A turn of a history; the current one is no record."""

    group: int
    current: bool


class _Value(NamedTuple):
    value: Any
    status: str | None
    channel: int | None


class _Meant(NamedTuple):
    label: str
    raw: str
    meaning: str
    kind: Kind
    sensitive: bool = False


@dataclass(slots=True, eq=False)
class _Draft:
    """What the trace says of some bytes, with the values by the number of the part."""

    start: int
    end: int
    op: Load | Take | Guard | Call
    turn: _Turn | None
    values: dict[int, _Value] = field(default_factory=dict)

    @property
    def number(self) -> int:
        return self.op.number


class _Reader:
    """Reads one trace."""

    def __init__(self, plan: Plan, payload: bytes) -> None:
        self.plan = plan
        self.payload = payload
        self.ops: dict[int, Load | Take | Guard | Call] = {}
        #: The number of each load that is part of a tag or message type, with that of the whole's first load.
        self.tags: dict[int, int] = {}
        #: The loads of tags whose number is the channel of what follows, and those of lengths after tags.
        self.wild: set[int] = set()
        self.lengths: set[int] = set()
        for op in every(plan.ops):
            match op:
                case Load() | Take() | Guard() | Call():
                    self.ops[op.number] = op
                case TagLoop(loads, size=length, cases=cases):
                    self.tags |= {load.number: loads[0].number for load in loads}
                    for at, load in enumerate(loads):
                        if any(isinstance(match, AnyChannel) for case in cases for match in case.key[at]):
                            self.wild.add(load.number)
                    if length is not None:
                        self.lengths.add(length.number)
                case Choose(loads=loads):
                    self.tags |= {load.number: loads[0].number for load in loads}

    def spans(self, trace: list[Any], result: Result, fault: Fault | None) -> tuple[Span, ...]:
        drafts, turns, found = self.follow(trace)
        names = self.named(turns)
        rest = [(start, end, text) for _, start, end, text in result.warnings if end is not None]
        for group in self.joined([one for one in drafts if not (isinstance(one.op, Load) and one.op.is_rest)]):
            if not self.unknown(group, [(start, end) for start, end, _ in rest], fault):
                found.append((group[0].turn, self.span(group)))
        placed = [replace(span, record=names.get(turn, "")) for turn, span in found]
        if any(span.sensitive for span in placed):  # whoever knows the other bytes can try which have this checksum
            placed = [replace(span, sensitive=True) if span.label == CHECKSUM else span for span in placed]
        placed += [self.rest(start, end, text) for start, end, text in rest]
        placed.sort(key=lambda span: (span.start, span.end))
        for at, span in enumerate(placed):  # a byte that two words share is shown as both of them are
            if span.shares and span.sensitive != placed[at - 1].sensitive:
                for one in (at - 1, at):
                    placed[one] = replace(placed[one], sensitive=True)
        return tuple(self.filled(placed, fault))

    # ---- the trace

    def follow(self, trace: list[Any]) -> tuple[list[_Draft], list[_Turn], list[tuple[_Turn | None, Span]]]:
        """The drafts, the turns of histories, and the values that have no bytes."""
        drafts: list[_Draft] = []
        turns: list[_Turn] = []
        derived: list[tuple[_Turn | None, Span]] = []
        inside: list[_Turn] = []
        at, last = 0, None
        for step in trace:
            turn = inside[-1] if inside else None
            match step:
                case ("load", number, start, size):
                    op = self.ops[number]
                    drafts.append(_Draft(start, start + size, op, turn))
                    if not isinstance(op, Guard):
                        at = start + size
                case ("value", 0, index, value, status, channel):
                    meant = self.meaning(self.plan.slots[index], "", _Value(value, status, channel))
                    derived.append((turn, _derived(at, meant)))
                case ("value", _, part, value, status, channel):
                    drafts[-1].values[part] = _Value(value, status, channel)
                case ("items", number, items):
                    call = self.ops[number]
                    assert isinstance(call, Call)
                    for index, given, time in items:
                        told = _Value(*value_of(given), None)
                        meant = self.meaning(call.slots[index], "", told)
                        when = "" if time is None else f", {_clock(time)}"
                        derived.append((turn, _derived(at, meant._replace(meaning=f"{meant.meaning}{when}"))))
                case ("turn", group, current):
                    inside.append(_Turn(group, current))
                    turns.append(inside[-1])
                case ("turned", end, time):
                    last = inside.pop()
                    if time is not None:
                        derived.append((last, _derived(end, _Meant("time", "", _clock(time), "derived"))))
                case ("current",):
                    assert last is not None
                    last.current = True
        return drafts, turns, derived

    def named(self, turns: list[_Turn]) -> dict[_Turn | None, str]:
        """``history 1`` and so on, as the records come."""
        counts: dict[int, int] = {}
        names: dict[_Turn | None, str] = {}
        for turn in turns:
            if not turn.current:
                counts[turn.group] = counts.get(turn.group, 0) + 1
                names[turn] = f"{self.plan.records[turn.group]} {counts[turn.group]}"
        return names

    def unknown(self, group: list[_Draft], rest: list[tuple[int, int]], fault: Fault | None) -> bool:
        """Whether these bytes were read, but only to find that nobody knows such a tag."""
        first, last = group[0], group[-1]
        if last.number not in self.tags and last.number not in self.lengths:
            return False
        beyond = fault is not None and fault.kind is UnknownMessage and first.start == fault.offset
        return beyond or any(start <= first.start and last.end <= end for start, end in rest)

    def joined(self, drafts: list[_Draft]) -> list[list[_Draft]]:
        """The loads of one tag together, all else alone."""
        groups: list[list[_Draft]] = []
        for draft in drafts:
            whole = self.tags.get(draft.number)
            before = groups[-1][-1] if groups else None
            follows = before is not None and before.number < draft.number and before.end == draft.start
            if before is not None and follows and whole is not None and self.tags.get(before.number) == whole:
                groups[-1].append(draft)
            else:
                groups.append([draft])
        return groups

    def filled(self, spans: list[Span], fault: Fault | None) -> list[Span]:
        """The spans and between them what nobody read."""
        out: list[Span] = []
        at, size = 0, len(self.payload)
        trailing = "" if fault is not None else "after the end of the message"
        for span in [*spans, None]:
            start = size if span is None else span.start
            if start > at:
                out.append(self.rest(at, start, trailing, broken=fault))
            if span is not None:
                out.append(span)
                at = span.end
        return out

    # ---- spans

    def rest(self, start: int, end: int, text: str, broken: Fault | None = None) -> Span:
        """Bytes that were not understood: half a serial number is not for everybody's eyes either."""
        hidden = self.plan.shape.sensitive and not self.harmless(start, end, broken)
        return Span(start, end, NOT_UNDERSTOOD, "", text, kind="rest", sensitive=hidden)

    def harmless(self, start: int, end: int, fault: Fault | None) -> bool:
        """Whether these bytes are the beginning of a field that is not sensitive, and nothing else."""
        if fault is None or fault.kind is not TruncatedPayload or fault.offset != start:
            return False
        loads = [op for op in self.ops.values() if isinstance(op, Load) and fault.field in {p.label for p in op.parts}]
        return end - start < min((load.size for load in loads), default=0) and not any(
            self.hidden(part) for load in loads for part in load.parts
        )

    def hidden(self, part: Part) -> bool:
        """Whether a part is sensitive, or a hidden one that a sensitive value is computed from."""
        if part.slot is not None:
            return part.slot.field.sensitive
        return part.variable in self.plan.sensitive

    def span(self, group: list[_Draft]) -> Span:
        first, last = group[0], group[-1]
        start, end = first.start, last.end
        data = self.payload[start:end]
        match first.op:
            case Guard():
                return self.check(first.op, start, end)
            case Call(node, slots):
                return Span(start, end, node.name, "", "", sensitive=any(slot.field.sensitive for slot in slots))
            case Take(part=part):
                return _span(start, end, self.meant(part, data, first.values.get(0)))
            case Load(parts=parts) if first.number in self.tags:
                channels = (f"channel {one.values[0].value}" for one in group if one.number in self.wild)
                return Span(start, end, parts[0].label, f"0x{data.hex()}", ", ".join(channels), kind="structure")
            case Load(wire, parts):
                word = _number(wire, data)
                if len(parts) == 1 and parts[0].spans == ((0, wire.bits),):
                    meant = self.meant(parts[0], _part(parts[0], word), first.values.get(0))
                    return replace(_span(start, end, meant), load=first.op)
                groups = (self.bits(part, word, first.values.get(at)) for at, part in enumerate(parts))
                bits = tuple(itertools.chain.from_iterable(groups))
                hidden, raw = any(bit.sensitive for bit in bits), f"0x{data.hex()}"
                shares = first.op.lead > 0
                return Span(
                    start + shares, end, "word", raw, "", bits, "", "structure", hidden, wire.order, shares, first.op
                )

    def check(self, guard: Guard, start: int, end: int) -> Span:
        wire, crc = guard.wire, guard.crc
        seen, wanted = _number(wire, self.payload[start:end]), crc.of(self.payload[:start])
        verdict = "right" if seen == wanted else f"wrong: {_hex(wanted, wire.bits)} is that of the bytes before it"
        return Span(start, end, CHECKSUM, _hex(seen, wire.bits), f"{crc.name}, {verdict}", kind="structure")

    def bits(self, part: Part, word: Any, value: _Value | None) -> list[BitSpan]:
        """A part's bits: its meaning stands at the first of its ranges."""
        meant = self.meant(part, _part(part, word), value)
        made = []
        for at, (shift, width) in enumerate(part.spans):
            raw, meaning = (meant.raw, meant.meaning) if at == 0 else ("", "its lower bits")
            made.append(BitSpan(shift + width - 1, shift, meant.label, raw, meaning, meant.kind, meant.sensitive))
        return made

    def meant(self, part: Part, raw: Any, seen: _Value | None) -> _Meant:
        """What a part says; ``seen`` is None where a fault came before it was looked at."""
        if part.constant is not None:
            right = "as expected" if raw == part.constant else f"{_hex(part.constant, part.bits)} is expected here"
            return _Meant(part.label, _hex(raw, part.bits), right, "structure")
        if part.slot is not None:
            number = _hex(raw, part.bits) if isinstance(part.transform, Calendar) else _shown(raw)
            return self.meaning(part.slot, "" if isinstance(raw, bytes) else number, seen)
        if part.variable is None:
            return _Meant(part.label, "" if isinstance(raw, bytes) else _hex(raw, part.bits), "ignored", "structure")
        hidden = self.hidden(part)
        kind: Kind = "value" if hidden else "structure"
        if part.variable.startswith("mask_"):
            numbers = [str(number) for number in range(part.bits) if raw >> number & 1]
            meaning = f"bit{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}" if numbers else "no bit"
            return _Meant(part.label, _hex(raw, part.bits), meaning, kind, hidden)
        said = "not reached" if seen is None else "" if seen.value == raw else _shown(seen.value)
        return _Meant(part.label, "" if isinstance(raw, bytes) else _shown(raw), said, kind, hidden)

    def meaning(self, slot: Slot, raw: str, seen: _Value | None) -> _Meant:
        """What the value of a slot says, with its unit."""
        if seen is None:
            return _Meant(slot.name, raw, "not reached", "value", slot.field.sensitive)
        value, status, channel = seen
        known = self.plan.shape.of(slot.index if channel is None else (slot.index, channel))[0]
        kind = known.kind
        if value is None:
            text = "–"
        elif kind is not None and kind.type == "time":
            text = _clock(value)
        else:
            text = f"{_shown(value)} {symbol(known.unit)}".rstrip()
            if status is None and kind is not None and not kind.plausible(value):
                status = "implausible"
        return _Meant(known.name, raw, f"{text} ({status})" if status else text, "value", known.sensitive)


def _span(start: int, end: int, meant: _Meant) -> Span:
    return Span(start, end, meant.label, meant.raw, meant.meaning, kind=meant.kind, sensitive=meant.sensitive)


def _derived(at: int, meant: _Meant) -> Span:
    return _span(at, at, meant._replace(kind="derived"))


def _number(wire: Whole | Real, data: bytes) -> Any:
    """The unsigned integer, or the float, that these bytes are."""
    if isinstance(wire, Real):
        return struct.unpack(f"{'<' if wire.order == 'little' else '>'}{'f' if wire.bits == 32 else 'd'}", data)[0]
    if wire.order == "words":
        data = b"".join(data[at : at + 2] for at in range(len(data) - 2, -1, -2))
    return int.from_bytes(data, "little" if wire.order == "little" else "big")


def _part(part: Part, word: Any) -> Any:
    """A part's own bits of a word."""
    return word if isinstance(word, float) else gather(word, part)


def _hex(number: int, bits: int) -> str:
    return f"{number & (1 << bits) - 1:#0{2 + (bits + 3) // 4}x}"


def _clock(seconds: float) -> str:
    time = moment(seconds)
    return f"{seconds} s is no time" if time is None else f"{time:%Y-%m-%d %H:%M:%S} UTC"


def _shown(value: object) -> str:
    """A value for a person; text from a payload cannot reach the terminal as control codes."""
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.10g}"
        case bytes():
            return value.hex() or "empty"
        case str():
            return value if value and value.isprintable() else repr(value)
        case list() | tuple():
            return " ".join(map(_shown, value))
        case _:
            return str(value)
