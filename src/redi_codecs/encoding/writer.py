"""Bodies onto the wire: where the layout chooses, the values given choose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import takewhile
from operator import itemgetter
from typing import Any, Final, TypeVar

from redi_codecs.encoding.given import Scope
from redi_codecs.encoding.pending import State
from redi_codecs.encoding.supplies import Supplies, channel_of, quiet, supplies, whole
from redi_codecs.encoding.values import ValueWriter
from redi_codecs.errors import EncodeError, MissingField, OutOfRange, UnknownField
from redi_codecs.layout.expr import Cond, Expr, Ref
from redi_codecs.layout.nodes import AnyChannel, Item, Match
from redi_codecs.layout.transform import Curve
from redi_codecs.plan import plan as pl
from redi_codecs.plan.bits import pack
from redi_codecs.plan.evaluate import Contradiction
from redi_codecs.results import no_value

#: So many of the options that take most of the values are tried.
_TRIED: Final = 8

T = TypeVar("T")


class Writer(ValueWriter):
    """Walks a Plan and writes the payload that says the values wanted."""

    #: Why the first message that has all values wanted cannot be written: what it lacks, or what does not fit.
    lacking: MissingField | OutOfRange | None = None

    def body(self, ops: tuple[pl.Op, ...]) -> None:
        for at, op in enumerate(ops):
            if ways := self.ways(op, ops[at + 1 :]):
                self.steer(ways)
                return
            self.op(op)

    def ways(self, op: pl.Op, rest: tuple[pl.Op, ...]) -> list[Callable[[], None]]:
        """How to go on where a part says nothing by itself, so that only what comes after it decides.

        That is a choice of hidden parts, and a factor that the payload states beside the number.
        """
        if isinstance(op, pl.Choose) and quiet(op) and any(self.known(expr) is None for expr in op.on):
            return [partial(self._choose, op.on, case.key, case.body + rest) for case in op.cases]
        if isinstance(op, pl.Derive) and op.part.slot is not None and self.wanted(supplies((op,))):
            unknown = {name for name in pl.names(op.expr) if self.known(Ref(name)) is None}
            for name in unknown:
                if values := self.stated(name):
                    return [partial(self._factor, name, value, (op, *rest)) for value in values]
        return []

    def stated(self, name: str) -> list[Any]:
        """The values of an open variable that are told one by one."""
        one = self.state.pending.get(name)
        curve = None if one is None else one.part.transform
        return [curve.decode(raw) for raw in curve.known] if isinstance(curve, Curve) else []

    def _factor(self, name: str, value: Any, ops: tuple[pl.Op, ...]) -> None:
        self.must(lambda: self.set_value(name, value), name)
        self.body(ops)

    def steer(self, ways: list[Callable[[], None]]) -> None:
        """The first way on which what follows is said exactly, or else the one that rounds least."""
        kept = self.state
        first: EncodeError | None = None
        best: tuple[tuple[int, float], State] | None = None
        for way in ways:
            self.state = kept.copy()
            try:
                way()
            except EncodeError as error:
                first = first or error
                continue
            rank = self.state.left, self.state.off
            if best is None or rank < best[0]:
                best = rank, self.state
            if best[0] == (0, kept.off):
                break
        self.state = kept
        if best is None:
            raise first or EncodeError("there is no message for these values")
        kept.restore(best[1])

    def op(self, op: pl.Op) -> None:
        match op:
            case pl.Load():
                self.load(op)
            case pl.Take():
                self.take(op)
            case pl.Derive(expr, part):
                if part.slot is not None:
                    self.derived(expr, part)
                else:  # a mask that is computed
                    self.state.aliases[part.variable or ""] = expr
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
                self.append(pack(crc.of(data), wire), wire.size)
            case pl.Name(message):
                if self.state.message not in (None, message):
                    raise EncodeError(f"the values make the message {message!r}, not {self.state.message!r}")
                self.state.named = True
            case pl.Call():
                self.call(op)

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
        if any(map(has.takes, state.records)):
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
        wanted = set(self.state.scope.values)

        def run(option: tuple[tuple[tuple[Match, ...], ...] | None, tuple[pl.Op, ...]]) -> None:
            try:
                self._choose(op.on, *option)
            except (MissingField, OutOfRange) as error:
                if all(map(supplies(option[1]).has, wanted)):
                    self.lacking = self.lacking or error
                raise

        self.attempt(self.ranked(options, lambda option: supplies(option[1])), run)

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

        def merit(option: T) -> tuple[int, int, bool, int]:
            has = of(option)
            named = 0
            if state.message is not None and not state.named and has.messages:
                named = 1 if state.message in has.messages else -1
            next_one = bool(state.records) and has.takes(state.records[0])  # records keep their order
            return named, has.taken(state.scope, state.records), next_one, -has.missing(state.scope)

        best = sorted(((merit(one), one) for one in options), key=itemgetter(0), reverse=True)
        return [one for _, one in [pair for pair in best if pair[0][0] >= 0] or best][:_TRIED]

    def attempt(self, options: list[T], run: Callable[[T], None]) -> None:
        """The option that leaves least over; of those that leave nothing, the first that rounds least."""
        first: EncodeError | None = None
        best: tuple[tuple[int, bool, float], State] | None = None
        for option in options:
            kept = self.state.copy()
            try:
                run(option)
            except EncodeError as error:
                first = first or error
                self.state.restore(kept)
                continue
            state = self.state
            unnamed = state.message is not None and not state.named
            rank = state.left, unnamed, state.off - kept.off
            if best is None or rank < best[0]:
                best = rank, state.copy()
            if not any(rank):
                return
            self.state.restore(kept)
        if best is None:
            raise first or EncodeError("there is no message for these values")
        self.state.restore(best[1])

    def tags(self, op: pl.TagLoop) -> None:
        while options := self._entries(op):
            before = self.state.left
            self.attempt(options, lambda option: self._entry_of(op, option[0], option[1]))
            if self.state.left == before:
                break
        if self.state.scope.time is not None and not self.state.timed:
            # A date of fields is none that a body needs, for fields that are no date say that there is none.
            said = [(case, supplies(case.body)) for case in op.cases]
            alone = [(case, has) for case, has in said if "time" in has.names and has.needs <= {"time"}]
            if alone:
                self._entry_of(op, min(alone, key=lambda one: len(one[1].names))[0], None)

    def _entries(self, op: pl.TagLoop) -> list[tuple[pl.Case, int | None]]:
        """The entries that take the first value not yet written, those that take most first."""
        state = self.state
        for name in state.scope.values:
            found = [(case, supplies(case.body).channel(name)) for case in op.cases if supplies(case.body).has(name)]
            fitting = self.ranked(found, lambda option: supplies(option[0].body))
            fitting = [option for option in fitting if supplies(option[0].body).missing(state.scope) == 0] or fitting
            given = state.scope.values.keys()
            fitting = [option for option in fitting if whole(option[0].body, name, given)] or fitting
            if fitting:
                return fitting
        if state.records:
            writing = [(case, supplies(case.body)) for case in op.cases]
            return [(case, None) for case, has in writing if has.takes(state.records[0])]
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
        self.state.timed |= "time" in supplies(case.body).names
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
                before = state.left
                if name is None and not any(map(has.takes, state.records)):
                    return
                yield None, None if name is None else has.channel(name)
                if state.left == before:
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
            for one in takewhile(has.fits, [one for one in state.records if one.record == group]):  # in their order
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
            if op.time is not None:
                self.work_out(op.time, state.scope.time)
            return
        outer, state.scope = state.scope, scope
        self.body(op.body)
        if op.time is not None:
            self.work_out(op.time, scope.time)
        left = [name for name in state.scope.values if name not in self.plan.derived]
        if left and not op.columns:
            raise UnknownField(f"a record carries no {', '.join(left)}", field=left[0])
        state.off += len(state.scope.values)  # what is computed is written where there is a place for it
        state.scope = outer

    def call(self, op: pl.Call) -> None:
        state = self.state
        times = [number for number, slot in enumerate(op.slots) if slot.role == "time"]
        items: list[Item] = []
        group = None if op.record is None else self.plan.records[op.record]
        mine = [] if group is None else [one for one in state.records if one.record == group]
        for turn, scope in [(None, state.scope), *enumerate(mine)]:
            items += [(number, scope.time, turn) for number in times if scope.time is not None]
            for name in list(scope.values):
                number = self.field_of(op, name)
                if number is not None:
                    value, status = scope.values.pop(name)
                    why = no_value(status) if value is None and status not in (None, "fault") else value
                    items.append((number, why, turn))
        state.records = [one for one in state.records if one not in mine or one.values]
        try:
            data = op.node.write(items)
        except EncodeError:
            raise
        except (TypeError, ValueError, OverflowError) as error:  # a value of another type than the node writes
            raise EncodeError(str(error), field=op.node.name) from None
        self.append(data, len(data))

    def field_of(self, op: pl.Call, name: str) -> int | None:
        """The number of a custom node's field that has this name; an open channel has to be the one that comes now."""
        for number, (slot, one) in enumerate(zip(op.slots, op.node.fields, strict=True)):
            if not isinstance(one.channel, Expr):
                if slot.name == name:
                    return number
                continue
            found, channel = channel_of(slot.name, name), self.known(one.channel)
            if found is None or channel not in (None, found):
                continue
            if channel is None:
                if self.state.hint not in (None, found):
                    continue
                self.must(lambda: self.solver().solve(one.channel, found), slot.name)  # type: ignore[arg-type]  # noqa: B023 - called at once
            return number
        return None


def _fits(value: Any, part: tuple[Match, ...]) -> bool:
    return any(
        value in match if isinstance(match, range) and isinstance(value, int) else value == match for match in part
    )
