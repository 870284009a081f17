"""Values into the payload that says them: the Plan walked in the other direction.

Where the layout chooses (a switch, a tag, an optional group), the values given choose: the case that takes most of them. Hidden
values (masks, counts, types) stay open until a choice settles them. The result is decoded again before it is given out, so that
a payload that says anything else than what was asked for is never returned.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from redi_codecs.engine import plan as pl
from redi_codecs.engine.evaluate import Contradiction, Open, Solver
from redi_codecs.engine.given import Given, Scope, given, seconds
from redi_codecs.engine.supplies import Supplies, channel_of, supplies
from redi_codecs.errors import DecodeError, EncodeError, MissingField, OutOfRange, UnknownField
from redi_codecs.layout.expr import BitSet, Cond, Const, Expr, Ref
from redi_codecs.layout.nodes import AnyChannel, Item, Match
from redi_codecs.layout.transform import Affine
from redi_codecs.layout.wire import Real, Whole

if TYPE_CHECKING:
    from redi_codecs.device_codec import Codec
    from redi_codecs.readings import Decoded

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Encoded:
    """A payload and the port to send it on."""

    payload: bytes
    f_port: int


@dataclass(slots=True)
class _Pending:
    """A variable that is written already, and may still take bits."""

    chunk: int
    part: pl.Part
    bits: int = 0
    mask: int = 0
    preferred: Any = None


@dataclass(slots=True)
class _State:
    """How far the writing is; copied where a choice may have to be taken back."""

    chunks: list[bytes | tuple[pl.Load, int]] = field(default_factory=list)
    size: int = 0
    variables: dict[str, Any] = field(default_factory=dict)
    pending: dict[str, _Pending] = field(default_factory=dict)
    aliases: dict[str, Expr] = field(default_factory=dict)
    scope: Scope = field(default_factory=lambda: Scope({}))
    records: list[Scope] = field(default_factory=list)
    message: str | None = None
    named: bool = False
    f_port: int | None = None
    index: int | None = None
    hint: int | None = None

    def copy(self) -> _State:
        pending = {name: replace(one) for name, one in self.pending.items()}
        records = [one.copy() for one in self.records]
        return _State(
            list(self.chunks), self.size, dict(self.variables), pending, dict(self.aliases), self.scope.copy(), records,
            self.message, self.named, self.f_port, self.index, self.hint,
        )  # fmt: skip

    def restore(self, kept: _State) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(kept, name))


def encode(codec: Codec, values: Mapping[str, Any] | Decoded, message: str | None, f_port: int | None) -> Encoded:
    """The uplink of a device that says these values."""
    device = codec.device
    wanted = given(values)
    wanted.message = message or wanted.message
    wanted.f_port = f_port if f_port is not None else wanted.f_port
    try:
        payload, port = write(codec.plan, wanted, device.f_port)
    except EncodeError as error:
        error.device = device.id
        raise
    encoded = Encoded(payload, port)
    _prove(codec, wanted, encoded)
    return encoded


def write(plan: pl.Plan, wanted: Given, f_port: int | None = None) -> tuple[bytes, int]:
    """The payload and its port."""
    writer = _Writer(plan, wanted)
    writer.state.f_port = wanted.f_port
    writer.body(plan.ops)
    state = writer.state
    left = [name for name in state.scope.values if name not in writer.derived]
    if left:
        known = supplies(plan.ops)
        alien = [name for name in left if not known.has(name)]
        if alien:
            raise UnknownField(f"the device sends no {', '.join(alien)}; it sends {known.listed()}", field=alien[0])
        raise UnknownField(f"no message carries {', '.join(left)} together with the other values", field=left[0])
    if state.records:
        raise UnknownField(f"{len(state.records)} record(s) do not fit the message", field="records")
    port = state.f_port if state.f_port is not None else f_port
    if port is None:
        raise MissingField("the device has no port of its own: say f_port=", field="f_port")
    return writer.payload(), port


class _Writer:
    def __init__(self, plan: pl.Plan, wanted: Given) -> None:
        self.plan = plan
        self.state = _State(
            scope=wanted.current.copy(), records=[one.copy() for one in wanted.records], message=wanted.message
        )
        self.derived = {op.part.slot.name for op in pl.every(plan.ops) if isinstance(op, pl.Derive) and op.part.slot}
        self.referenced = pl.referenced(plan.ops)

    # ---- what is known

    def solver(self) -> Solver:
        state = self.state
        known = {"f_port": state.f_port, "index": state.index}
        return Solver(self.lookup, known, self.set_value, self.set_bits, self.prefer)

    def lookup(self, name: str) -> Any:
        state = self.state
        if name in state.aliases:
            return self.solver().value(state.aliases[name])
        if name in state.variables:
            return state.variables[name]
        raise Open(name)

    def set_value(self, name: str, value: Any) -> None:
        state = self.state
        if name == "f_port":
            state.f_port = value
        elif name in state.aliases:
            self.solver().solve(state.aliases[name], value)
        elif name in state.pending:
            part = state.pending[name].part
            try:
                raw = part.transform.encode(value)
            except ValueError as error:
                raise Contradiction(f"{name}: {error}") from None
            self._fits(raw, part)
            self.set_bits(name, (1 << part.bits) - 1, raw & (1 << part.bits) - 1)
            state.variables[name] = value
        else:
            raise Contradiction(f"{name} is not written")

    @staticmethod
    def _fits(raw: int, part: pl.Part) -> None:
        low, high = _limits(part)
        if not low <= raw <= high:
            raise Contradiction(f"{part.label} would have to be {raw}, beyond {part.bits} bits")

    def set_bits(self, name: str, mask: int, bits: int) -> None:
        state = self.state
        if name in state.aliases:
            inner = state.aliases[name]
            for number in range(mask.bit_length()):
                if mask >> number & 1:
                    self.solver().assume(BitSet(inner, number), bool(bits >> number & 1))
            return
        one = state.pending.get(name)
        if one is None:
            raise Contradiction(f"{name} is not open")
        if (one.bits ^ bits) & one.mask & mask:
            raise Contradiction(f"{name} would need two values")
        if bits >> one.part.bits:
            raise Contradiction(f"{name} is beyond {one.part.bits} bits")
        one.bits |= bits
        one.mask |= mask
        if one.mask == (1 << one.part.bits) - 1:
            raw = one.bits - (1 << one.part.bits) if one.part.signed and one.bits >> one.part.bits - 1 else one.bits
            state.variables.setdefault(name, one.part.transform.decode(raw))

    def prefer(self, name: str, value: Any) -> None:
        state = self.state
        if name in state.aliases:
            self.solver().lean(state.aliases[name], value)
        elif name in state.pending:
            state.pending[name].preferred = value

    def known(self, expr: Expr) -> Any:
        """The value of an expression, or None while it is open."""
        try:
            return self.solver().value(expr)
        except (Open, TypeError):
            return None

    def payload(self) -> bytes:
        self.settle()
        return b"".join(chunk for chunk in self.state.chunks if isinstance(chunk, bytes))

    def settle(self) -> None:
        """Write what is still open."""
        state = self.state
        for name in list(state.pending):
            self.close(name)
        state.chunks[:] = [
            chunk if isinstance(chunk, bytes) else _pack(chunk[1], chunk[0].wire) for chunk in state.chunks
        ]

    def close(self, name: str) -> None:
        """Nothing more can be asked of an open variable: its bits are written."""
        one = self.state.pending.get(name)
        if one is not None and not one.mask and one.preferred is not None:
            self.must(lambda: self.set_value(name, one.preferred), name)
        one = self.state.pending.pop(name, None)
        if one is not None:
            chunk = self.state.chunks[one.chunk]
            assert not isinstance(chunk, bytes)
            self.state.chunks[one.chunk] = chunk[0], chunk[1] | _spread(one.bits, one.part)

    # ---- operations

    def body(self, ops: tuple[pl.Op, ...]) -> None:
        for op in ops:
            self.op(op)

    def op(self, op: pl.Op) -> None:
        match op:
            case pl.Load():
                self.load(op)
            case pl.Take():
                self.take(op)
            case pl.Derive(expr, part):
                if part.slot is not None:
                    self.state.scope.values.pop(part.slot.name, None)
                elif part.variable is not None:
                    self.state.aliases[part.variable] = expr
            case pl.If(cond, body):
                self.optional(cond, body)
            case pl.Choose():
                self.choose(op)
            case pl.TagLoop():
                self.tags(op)
            case pl.Loop():
                self.loop(op)
            case pl.Within(size, body):
                start = self.state.size
                self.body(body)
                self.must(lambda: self.solver().solve(size, self.state.size - start), "length")
            case pl.Guard(crc, wire, body):
                self.body(body)
                data = self.payload()
                self.append(_pack(crc.of(data), wire), wire.size)
            case pl.Name(message):
                if self.state.message not in (None, message):
                    raise EncodeError(f"the values make the message {message!r}, not {self.state.message!r}")
                self.state.named = True
            case pl.Call():
                self.call(op)

    def must(self, action: Callable[[], None], label: str) -> None:
        try:
            action()
        except Contradiction as error:
            raise EncodeError(str(error), field=label) from None

    def append(self, chunk: bytes | tuple[pl.Load, int], size: int) -> None:
        self.state.chunks.append(chunk)
        self.state.size += size

    def load(self, op: pl.Load) -> None:
        raw = 0
        at = len(self.state.chunks)
        for part in op.parts:
            raw |= (
                _spread(self.part(part, at, op.wire), part)
                if isinstance(op.wire, Whole)
                else self.part(part, at, op.wire)
            )
        self.append((op, raw), op.size)

    def part(self, part: pl.Part, chunk: int, wire: Whole | Real) -> Any:
        """The raw bits of a part; open ones are 0 for now."""
        if part.constant is not None:
            return part.constant
        if part.slot is None:
            if part.variable is not None:
                self.leave_open(part, chunk)
            return 0
        name = self.name(part)
        entry = self._entry(part, name)
        if entry is None:
            if part.valid is not None and part.variable not in self.referenced:
                self.state.variables[part.variable or ""] = None
                return 0
            if part.slot.role == "attribute" or part.valid is not None:
                if part.variable in self.referenced:
                    self.leave_open(part, chunk)
                return 0
            raise MissingField("the message needs a value", field=name)
        if part.valid is not None:
            self.must(lambda: self.solver().assume(part.valid, True), name)  # type: ignore[arg-type]
        return self.raw(part, name, entry, wire)

    def _entry(self, part: pl.Part, name: str) -> tuple[Any, str | None] | None:
        scope = self.state.scope
        if part.slot is not None and part.slot.role == "time":
            return None if scope.time is None and not part.invalid else (scope.time, None)
        return scope.values.pop(name, None)

    def leave_open(self, part: pl.Part, chunk: int) -> None:
        name = part.variable or ""
        self.close(name)
        self.state.variables.pop(name, None)
        self.state.aliases.pop(name, None)
        self.state.pending[name] = _Pending(chunk, part)

    def name(self, part: pl.Part) -> str:
        """The part's name; an open channel is settled by the value that is to be written."""
        assert part.slot is not None
        if part.channel is None:
            return part.slot.name
        channel = self.known(part.channel)
        if channel is None:
            template, hint = part.slot.name, self.state.hint
            there = [found for name in self.state.scope.values if (found := channel_of(template, name)) is not None]
            channel = hint if hint in there or not there else there[0]
            if channel is None:
                raise MissingField("the message needs a value", field=part.slot.name.replace("{}", "<channel>"))
            self.must(
                lambda: self.solver().solve(part.channel if part.channel is not None else Const(0), channel),
                part.slot.name,
            )
        return part.slot.name.replace("{}", str(channel))

    def raw(self, part: pl.Part, name: str, entry: tuple[Any, str | None], wire: Whole | Real | None) -> Any:
        value, status = entry
        if part.slot is not None and part.slot.type == "time":
            value = seconds(value)
        statuses = dict((why, sentinel) for sentinel, why in reversed(part.sentinels))
        if value is None or (isinstance(value, str) and value in statuses):
            return self.no_value(part, name, value if value is not None else status, statuses)
        try:
            if isinstance(wire, Real):
                assert isinstance(part.transform, Affine)
                number = float(part.transform.exact(value))
                code = {32: ">f", 64: ">d"}[wire.bits]
                return int.from_bytes(struct.pack(code, number), "big")
            raw = part.transform.encode(value)
        except (ValueError, OverflowError, StopIteration) as error:
            raise OutOfRange(str(error) or "the value does not fit", field=name) from None
        self.state.variables[part.variable or ""] = value
        if isinstance(raw, bytes):
            return raw
        low, high = _limits(part)
        if not low <= raw <= high:
            raise OutOfRange(f"{value!r} does not fit: {_range(part, low, high)}", field=name)
        for sentinel, why in part.sentinels:
            if raw in (sentinel if isinstance(sentinel, range) else (sentinel,)):
                raise OutOfRange(f"{value!r} would be read as no value ({why})", field=name)
        return raw & (1 << part.bits) - 1

    def no_value(self, part: pl.Part, name: str, status: str | None, statuses: Mapping[str, Any]) -> int:
        self.state.variables[part.variable or ""] = None
        if isinstance(part.invalid, Cond):
            cond = part.invalid
            self.must(lambda: self.solver().assume(cond, True), name)
            return 0
        if not statuses:
            raise OutOfRange("the format has no way to say that there is no value", field=name)
        if status is not None and status not in statuses:
            raise OutOfRange(f"there is no status {status!r}; known: {', '.join(statuses)}", field=name)
        sentinel = statuses[status] if status is not None else part.sentinels[0][0]
        return (sentinel.start if isinstance(sentinel, range) else int(sentinel)) & (1 << part.bits) - 1

    def take(self, op: pl.Take) -> None:
        assert op.part.slot is not None or op.part.variable is None or op.size is not None
        name = self.name(op.part) if op.part.slot is not None else op.part.label
        entry = self.state.scope.values.pop(name, None)
        if entry is None and op.part.slot is not None and op.part.slot.role == "reading":
            raise MissingField("the message needs a value", field=name)
        data = b"" if entry is None or entry[0] is None else self.raw(op.part, name, entry, None)
        assert isinstance(data, bytes)
        if op.size is not None:
            size = self.known(op.size)
            if size is None:
                self.must(lambda: self.solver().solve(op.size if op.size is not None else Const(0), len(data)), name)
            elif len(data) > size or (op.blob.form != "text" and entry is not None and len(data) != size):
                raise OutOfRange(f"{len(data)} bytes do not fit the {size} of the field", field=name)
            else:
                data = data.ljust(size, b"\0")
        if op.part.variable is not None:
            self.state.variables[op.part.variable] = op.part.transform.decode(data)
        self.append(data, len(data))

    def optional(self, cond: Cond, body: tuple[pl.Op, ...]) -> None:
        wanted = self.wanted(supplies(body))
        decided = self.known(cond)
        if decided is None:
            self.must(lambda: self.solver().assume(cond, wanted), str(cond))
            decided = wanted
        if decided:
            self.body(body)

    def wanted(self, has: Supplies) -> bool:
        """Whether a body takes any of the values that are left."""
        state = self.state
        if "time" in has.names and state.scope.time is not None:
            return True
        if any(has.takes(one) for one in state.records if has.records):
            return True
        open_names = {template: self.known(expr) for template, expr in has.templates}
        for name in state.scope.values:
            if name in has.names:
                return True
            for template, channel in open_names.items():
                found = channel_of(template, name)
                if found is not None and channel in (None, found):
                    return True
        return False

    # ---- choices

    def choose(self, op: pl.Choose) -> None:
        values = [self.known(expr) for expr in op.on]
        if all(value is not None for value in values):
            for case in op.cases:
                if all(_fits(value, part) for value, part in zip(values, case.key, strict=True)):
                    self.body(case.body)
                    return
            if op.otherwise is None:
                shown = ", ".join(f"{expr} = {value}" for expr, value in zip(op.on, values, strict=True))
                raise EncodeError(f"no message has {shown}")
            self.body(op.otherwise)
            return
        options: list[tuple[tuple[tuple[Match, ...], ...] | None, tuple[pl.Op, ...]]] = [
            (case.key, case.body) for case in op.cases
        ]
        if op.otherwise is not None:
            options.append((None, op.otherwise))
        self.attempt(
            self.ranked(options, lambda option: supplies(option[1])),
            lambda option: self._choose(op.on, option[0], option[1]),
        )

    def _choose(self, on: tuple[Expr, ...], key: tuple[tuple[Match, ...], ...] | None, body: tuple[pl.Op, ...]) -> None:
        if key is not None:
            for expr, part in zip(on, key, strict=True):
                self.must(lambda expr=expr, part=part: self._match(expr, part), str(expr))  # type: ignore[misc]
        self.body(body)

    def _match(self, expr: Expr, part: tuple[Match, ...]) -> None:
        """Make an expression one of the values of a key."""
        solver = self.solver()
        value = self.known(expr)
        if value is not None:
            if not _fits(value, part):
                raise Contradiction(f"{expr} is {value!r}")
            return
        first = part[0]
        if isinstance(first, AnyChannel):
            if self.state.hint is None:
                raise Contradiction(f"no channel is given for {expr}")
            solver.solve(expr, self.state.hint)
        else:
            solver.solve(expr, first.start if isinstance(first, range) else first)

    def ranked(self, options: list[T], of: Callable[[T], Supplies]) -> list[T]:
        """The options by how many of the values given they take, the most first."""
        state = self.state

        def merit(option: T) -> tuple[int, int, int]:
            has = of(option)
            named = 0
            if state.message is not None and not state.named and has.messages:
                named = 1 if state.message in has.messages else -1
            return named, has.taken(state.scope, state.records), -has.missing(state.scope)

        best = sorted(options, key=merit, reverse=True)
        return [one for one in best if merit(one)[0] >= 0][:8] or best[:1]

    def attempt(self, options: list[T], run: Callable[[T], None]) -> None:
        """The first option that works."""
        first: EncodeError | None = None
        best: tuple[int, _State] | None = None
        for option in options:
            kept = self.state.copy()
            try:
                run(option)
            except EncodeError as error:
                first = first or error
                self.state.restore(kept)
                continue
            left = len(self.state.scope.values)
            if best is None or left < best[0]:
                best = left, self.state.copy()
            if not left:
                return
            self.state.restore(kept)
        if best is None:
            raise first or EncodeError("there is no message for these values")
        self.state.restore(best[1])

    def tags(self, op: pl.TagLoop) -> None:
        while True:
            options = self._entries(op)
            if not options:
                return
            before = len(self.state.scope.values), len(self.state.records)
            self.attempt(options, lambda option: self._entry_of(op, option[0], option[1]))
            if (len(self.state.scope.values), len(self.state.records)) == before:
                return

    def _entries(self, op: pl.TagLoop) -> list[tuple[pl.Case, int | None]]:
        """The entries that take the first value not yet written, those that take most first."""
        state = self.state
        for name in state.scope.values:
            found = [(case, supplies(case.body).channel(name)) for case in op.cases if supplies(case.body).has(name)]
            fitting = self.ranked(found, lambda option: supplies(option[0].body))
            fitting = [option for option in fitting if supplies(option[0].body).missing(state.scope) == 0] or fitting
            if fitting:
                return fitting
        if state.records:
            return [(case, None) for case in op.cases if supplies(case.body).takes(state.records[0])]
        return []

    def _entry_of(self, op: pl.TagLoop, case: pl.Case, channel: int | None) -> None:
        outer, self.state.hint = self.state.hint, channel
        for load in op.loads:
            self.load(load)
        for expr, part in zip(op.on, case.key, strict=True):
            self.must(lambda expr=expr, part=part: self._match(expr, part), "tag")  # type: ignore[misc]
        if op.size is not None:
            self.load(op.size)
        start = self.state.size
        self.body(case.body)
        if op.size is not None:
            length = Ref(op.size.parts[0].variable or "")
            self.must(lambda: self.solver().solve(length, self.state.size - start), "length")
        self.state.hint = outer

    def loop(self, op: pl.Loop) -> None:
        turns = 0
        most = self.known(op.count) if op.count is not None else None
        outer = self.state.index
        for scope, hint in self._turns(op):
            self.state.index = turns
            self._turn(op, scope, hint)
            turns += 1
            if most is not None and turns >= most:
                break
        self.state.index = outer
        if op.columns:
            self.state.records = [one for one in self.state.records if one.values]
        if op.count is not None:
            count = op.count
            self.must(lambda: self.solver().solve(count, turns), "count")

    def _turns(self, op: pl.Loop) -> Iterator[tuple[Scope | None, int | None]]:
        """What each turn writes: the current values, a record, or the values of a channel."""
        state = self.state
        has = supplies(op.body)
        if op.record is None:
            while True:
                name = next((name for name in state.scope.values if has.has(name)), None)
                before = len(state.scope.values)
                if name is None:
                    return
                yield None, has.channel(name)
                if len(state.scope.values) == before:
                    return
        current = op.newest is not None and any(has.has(name) for name in state.scope.values)
        if current and op.newest == "first":
            yield None, None
        group = self.plan.records[op.record]
        if op.columns:
            for one in [one for one in state.records if one.record == group]:
                if any(has.has(name) and self.hinted(has, name) for name in one.values):
                    yield one, None
        else:
            for one in [one for one in state.records if one.record == group and has.takes(one)]:
                state.records.remove(one)
                yield one, None
        if current and op.newest == "last":
            yield None, None

    def hinted(self, has: Supplies, name: str) -> bool:
        """Whether a name is of the channel that is being written."""
        return self.state.hint is None or has.channel(name) in (None, self.state.hint)

    def _turn(self, op: pl.Loop, scope: Scope | None, hint: int | None) -> None:
        state = self.state
        if scope is None:
            outer_hint, state.hint = state.hint, hint if hint is not None else state.hint
            self.body(op.body)
            state.hint = outer_hint
            return
        outer, state.scope = state.scope, scope
        self.body(op.body)
        left = [name for name in state.scope.values if name not in self.derived]
        if left and not op.columns:
            raise UnknownField(f"a record carries no {', '.join(left)}", field=left[0])
        state.scope = outer

    def call(self, op: pl.Call) -> None:
        state = self.state
        names = {slot.name: number for number, slot in enumerate(op.slots)}
        times = [number for number, slot in enumerate(op.slots) if slot.role == "time"]
        items: list[Item] = []
        mine = [one for one in state.records if one.record == self.plan.records[op.record]]
        for turn, scope in [(None, state.scope), *enumerate(mine)]:
            items += [(number, scope.time, turn) for number in times if scope.time is not None]
            for name in [name for name in scope.values if name in names]:
                items.append((names[name], scope.values.pop(name)[0], turn))
        state.records = [one for one in state.records if one not in mine or one.values]
        try:
            data = op.node.write(items)
        except EncodeError:
            raise
        except ValueError as error:
            raise EncodeError(str(error), field=op.node.name) from None
        self.append(data, len(data))


def _fits(value: Any, part: tuple[Match, ...]) -> bool:
    return any(
        True
        if isinstance(match, AnyChannel)
        else value in match
        if isinstance(match, range) and isinstance(value, int)
        else value == match
        for match in part
    )


def _limits(part: pl.Part) -> tuple[int, int]:
    return (-(1 << part.bits - 1), (1 << part.bits - 1) - 1) if part.signed else (0, (1 << part.bits) - 1)


def _range(part: pl.Part, low: int, high: int) -> str:
    try:
        ends = sorted(float(part.transform.decode(edge) or 0) for edge in (low, high))
        return f"the field holds {ends[0]:g} … {ends[1]:g}"
    except (TypeError, ValueError):
        return f"the field holds the raw numbers {low} … {high}"


def _spread(raw: int, part: pl.Part) -> int:
    """A part's bits at their places in the word."""
    word, below = 0, part.bits
    for shift, width in part.spans:
        below -= width
        word |= (raw >> below & (1 << width) - 1) << shift
    return word


def _pack(raw: int, wire: Whole | Real) -> bytes:
    data = raw.to_bytes(wire.size, "big")
    if wire.order == "little":
        return data[::-1]
    return data[2:] + data[:2] if wire.order == "words" else data


def _prove(codec: Codec, wanted: Given, encoded: Encoded) -> None:
    """Decode what was encoded: it must say what was asked for."""
    device = codec.device.id
    try:
        got = given(codec.decode(encoded.payload, encoded.f_port))
    except DecodeError as error:
        raise EncodeError(f"these values make no payload that can be read: {error.problem}", device=device) from None
    if len(wanted.records) != len(got.records):
        raise EncodeError(f"the format cannot say these {len(wanted.records)} records", device=device, field="records")
    silent = _silent(codec.plan, got)
    for asked, said in zip((wanted.current, *wanted.records), (got.current, *got.records), strict=True):
        if None not in (asked.time, said.time) and asked.time != said.time:
            raise EncodeError(
                f"the format cannot say the time {asked.time}, only {said.time}", device=device, field="time"
            )
        more = [name for name in said.values if name not in asked.values and name not in silent]
        if more and asked.values:
            raise EncodeError(f"the payload would also say {', '.join(more)}", device=device, field=more[0])
        for name, (value, _) in asked.values.items():
            there, status = said.values.get(name, (None, None))
            if name not in said.values or not _same(codec.plan, name, value, there, status):
                raise EncodeError(f"{value!r} cannot be said together with the other values", device=device, field=name)


def _silent(plan: pl.Plan, got: Given) -> set[str]:
    """The names that may be said without having been asked for: attributes, and what is derived from other values."""
    derived = {op.part.slot.name for op in pl.every(plan.ops) if isinstance(op, pl.Derive) and op.part.slot is not None}
    free = [slot.name for slot in plan.slots if slot.role != "reading" or slot.name in derived]
    names = {name for one in (got.current, *got.records) for name in one.values}
    return {name for name in names if any(name == one or channel_of(one, name) is not None for one in free)}


def _same(plan: pl.Plan, name: str, value: Any, there: Any, status: str | None) -> bool:
    """Whether two values are one on the wire."""
    if value is None or there is None:
        return there is None and (value is None or value == status)
    if value == there or (isinstance(there, bytes) and value == there.hex()):
        return True
    for part in pl.parts(plan.ops):
        if part.slot is not None and (part.slot.name == name or channel_of(part.slot.name, name) is not None):
            try:
                if part.slot.type == "time":
                    return seconds(value) == seconds(there)
                if not part.spans or part.transform.encode(value) == part.transform.encode(there):
                    return True
                if isinstance(part.transform, Affine) and math.isclose(value, there, rel_tol=1e-6):
                    return True  # a 32-bit float on the wire
            except (ValueError, TypeError):
                continue
    return False
