"""Single values onto the wire: raw bits, sentinels, limits, runs of bytes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from redi_codecs.encoding.given import seconds
from redi_codecs.encoding.pending import OpenValues, Pending
from redi_codecs.encoding.supplies import channel_of
from redi_codecs.encoding.taken import beyond, taken
from redi_codecs.errors import MissingField, OutOfRange
from redi_codecs.layout.expr import Arith, Cond, Expr, Ref, children
from redi_codecs.layout.transform import Affine, Test, Value, Verbatim
from redi_codecs.layout.wire import Real, Whole
from redi_codecs.plan import plan as pl
from redi_codecs.plan.bits import limits, spread, with_sign
from redi_codecs.plan.evaluate import Beyond, Contradiction

#: So many raw numbers are looked at for another one that means the same.
_TRIED = 1 << 16


class ValueWriter(OpenValues):
    """Writes loads and runs of bytes."""

    def load(self, op: pl.Load) -> None:
        raw = 0
        at = len(self.state.chunks)
        for part in op.parts:
            raw |= (
                spread(self.part(part, at, op.wire), part)
                if isinstance(op.wire, Whole)
                else self.part(part, at, op.wire)
            )
        self.append((op, raw), op.step)

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
        if entry is None and self.exact and part.valid is None:
            entry = self._unsaid(part, name)
        if entry is None:
            if part.valid is not None:
                self.state.avoided.append(part.valid)
            if part.valid is not None and part.variable not in self.plan.referenced:
                self.state.variables[part.variable or ""] = None
                return 0
            if part.slot.role == "attribute" or part.valid is not None:
                if part.variable in self.plan.referenced:
                    self.leave_open(part, chunk)
                return 0
            raise MissingField("the message needs a value", field=name)
        if part.valid is not None:
            self.must(partial(self.solver().assume, part.valid, True), name)
        return self.raw(part, name, entry, wire)

    def _entry(self, part: pl.Part, name: str) -> tuple[Any, str | None] | None:
        scope = self.state.scope
        assert part.slot is not None
        if part.slot.role == "time":
            none = part.valid is None and part.may_lack
            return None if scope.time is None and not none else (scope.time, None)
        if name in scope.values:
            scope.written[name] = scope.values.pop(name)
        elif part.slot.role != "attribute" or part.valid is not None:
            return None
        return scope.written.get(name)  # an attribute that stands in two places says the same in both

    def _unsaid(self, part: pl.Part, name: str) -> tuple[Any, None]:
        """What a command says where nothing is given."""
        default = part.default
        if isinstance(default, str) and isinstance(part.transform, Affine):
            scope = self.state.scope
            said = scope.values.get(default) or scope.written.get(default)
            default = None if said is None else said[0]
        if default is None:
            raise MissingField("a value is needed", field=name)
        return default, None

    def derived(self, expr: Expr, part: pl.Part) -> None:
        """A value without bytes: what it is computed from is worked out."""
        scope, valid, invalid = self.state.scope, part.valid, part.invalid
        assert part.slot is not None
        if part.slot.role == "time":
            value: Any = scope.time
            said = value is not None
        elif part.channel is not None and all(channel_of(part.slot.name, name) is None for name in scope.values):
            value, said = None, False
        else:
            entry = scope.values.pop(self.name(part), None)
            value, said = None if entry is None else entry[0], entry is not None
        if valid is not None and said:
            self.must(lambda: self.solver().assume(valid, True), part.slot.name)
        elif valid is not None:
            self.state.avoided.append(valid)
        if isinstance(invalid, Cond) and value is not None:
            self.state.avoided.append(invalid)
        elif isinstance(invalid, Cond) and said:
            self.must(lambda: self.solver().assume(invalid, True), part.slot.name)
        self.work_out(expr, seconds(value, part.slot.name) if part.slot.type == "time" else value, part.slot.name)
        if said and part.slot.type in ("float", "int"):
            there = self.known(expr)
            if there is None and value is not None:
                self.state.off += 1  # nothing says it
            self.rounded(value, there)
            if self.exact and (value is not None or not isinstance(invalid, Cond)):
                self.reached(expr, value, part.slot.name)

    def reached(self, expr: Expr, value: Any, field: str) -> None:
        """Refuse what a command would say otherwise: what is computed is a number, and goes in steps too."""
        if value is None:
            raise OutOfRange("the format has no way to say that there is no value", field=field)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise OutOfRange(f"a number is needed, not {value!r}", field=field)
        near = self.known(expr)
        if near is None:
            raise OutOfRange(f"{value:.10g} cannot be said", field=field)
        if abs(near - value) > abs(value) / (1 << 12):
            raise OutOfRange(f"{value:.10g} cannot be said: the nearest is {float(near):.10g}", field=field)

    def work_out(self, expr: Expr, value: Any, field: str | None = None) -> None:
        """Give an expression its value, where a number in it is open; a field refuses one that it cannot say."""
        unknown = {name for name in pl.names(expr) if self.known(Ref(name)) is None}
        if value is None or not unknown or (len(unknown) > 2 and products(expr, unknown)):
            return
        try:
            self.solver(nearest=field is not None).solve(expr, value)
        except (Contradiction, TypeError) as error:
            if isinstance(error, Beyond) and field is not None:
                raise OutOfRange(f"{value!r} does not fit: {error}", field=field) from None
            return  # whether the values go together is seen when they are decoded

    def leave_open(self, part: pl.Part, chunk: int, length: Expr | None = None) -> None:
        name = part.variable or ""
        self.close(name)
        self.state.variables.pop(name, None)
        self.state.aliases.pop(name, None)
        self.state.pending[name] = Pending(chunk, part, length=length)

    def name(self, part: pl.Part) -> str:
        """The part's name; an open channel is settled by the value that is to be written."""
        assert part.slot is not None
        if part.channel is None:
            return part.slot.name
        if part.counted:
            counts = self.state.counts
            self.occurrence = counts[part.slot.index] = counts.get(part.slot.index, 0) + 1
        channel = self.known(part.channel)
        if channel is None:
            template, hint = part.slot.name, self.state.hint
            there = [found for name in self.state.scope.values if (found := channel_of(template, name)) is not None]
            channel = hint if hint in there or not there else there[0]
            if channel is None:
                raise MissingField("the message needs a value", field=part.slot.name.replace("{}", "<channel>"))
            self.must(partial(self.solver().solve, part.channel, channel), part.slot.name)
        return part.slot.name.replace("{}", str(channel))

    def raw(self, part: pl.Part, name: str, entry: tuple[Any, str | None], wire: Whole | Real | None) -> Any:
        value, status = entry
        if part.slot is not None and part.slot.type == "time":
            value = seconds(value, name)
        statuses = {why: sentinel for sentinel, why in reversed(part.sentinels)}
        if value is None or (isinstance(value, str) and value in statuses):
            why = value if value is not None else status
            if isinstance(wire, Real) and not self.exact and why not in statuses and (why == "fault" or not statuses):
                self.state.variables[part.variable or ""] = None
                return wire.raw(math.nan)
            return self.no_value(part, name, why, statuses)
        if isinstance(part.invalid, Cond):
            self.state.avoided.append(part.invalid)
        try:
            if self.exact:
                taken(part, value, wire)
            if isinstance(wire, Real):
                return self.real(part, value, wire)
            raw = part.transform.encode(value)
        except OutOfRange:
            raise
        except (ValueError, OverflowError) as error:
            raise OutOfRange(str(error) or "the value does not fit", field=name) from None
        if isinstance(raw, bytes):
            return raw
        low, high = limits(part)
        if raw == high + 1 and isinstance(value, float) and float(part.transform.decode(high) or 0) == value:
            raw = high  # which no double tells from the next number
        if not low <= raw <= high:
            raise OutOfRange(f"{value!r} does not fit: {extent(part, low, high)}", field=name)
        if why := no_measurement(part, raw):
            alike = (one for one in range(low, min(high, _TRIED) + 1) if part.transform.decode(one) == value)
            found = next((one for one in alike if not no_measurement(part, one)), None)
            if found is None:
                raise OutOfRange(f"{value!r} would be read as no value ({why})", field=name)
            raw = found
        # What comes after it is steered by what is read, which may be rounded: half a byte is no length.
        self.state.variables[part.variable or ""] = there = part.transform.decode(raw)
        self.rounded(value, there)
        return raw

    def rounded(self, value: Any, there: Value) -> None:
        """Note how far a number that is written is off the one that was asked for."""
        if there != value and isinstance(there, int | float) and isinstance(value, int | float | Fraction):
            self.state.off += abs(float(there - value)) / max(abs(float(there)), abs(float(value)))

    def real(self, part: pl.Part, value: Any, wire: Real) -> int:
        """The bits of a floating-point number; ValueError says why there are none, in a clause."""
        transform = part.transform
        exact: Sequence[int | Fraction]
        if isinstance(transform, Test):
            exact = transform.near(value)
        else:
            assert isinstance(transform, Affine)
            exact = [transform.exact(value)]
        self.state.variables[part.variable or ""] = value
        try:
            raws = [wire.raw(float(number)) for number in exact]
        except OverflowError:
            low, high = reals(part, wire)
            why = f"{value!r} does not fit: the field holds {low:g} … {high:g}"
            raise ValueError(beyond(part, value, low, high) if self.exact else why) from None
        whys = {raw: no_measurement(part, raw) for raw in raws}
        found = next((bits for bits, why in whys.items() if why is None), None)
        if found is None:
            raise ValueError(f"{value!r} would be read as no value ({next(iter(whys.values()))})")
        if isinstance(transform, Affine):
            self.rounded(value, transform.decode(wire.value(found)))
        return found

    def no_value(self, part: pl.Part, name: str, status: str | None, statuses: Mapping[str, Any]) -> Any:
        self.state.variables[part.variable or ""] = None
        if isinstance(part.invalid, Cond):
            cond = part.invalid
            if not part.transform.partial or status != "unknown":
                self.must(lambda: self.solver().assume(cond, True), name)
                return b"" if isinstance(part.transform, Verbatim) else 0
            self.state.avoided.append(cond)
        unsaid = status == "unknown" or not statuses
        if part.transform.partial and status not in statuses and unsaid and not self.exact:
            for raw in (0, (1 << part.bits) - 1):  # what means nothing, if one of these does
                number = with_sign(raw, part)
                if not no_measurement(part, number) and part.transform.decode(number) is None:
                    return raw
        if not statuses:
            raise OutOfRange("the format has no way to say that there is no value", field=name)
        if status is not None and status not in statuses:
            raise OutOfRange(f"there is no status {status!r}; known: {', '.join(statuses)}", field=name)
        sentinel = statuses[status] if status is not None else part.sentinels[0][0]
        return sentinel.start if isinstance(sentinel, range) else int(sentinel)

    def take(self, op: pl.Take) -> None:
        assert op.part.slot is not None or op.part.variable is None or op.size is not None
        name = self.name(op.part) if op.part.slot is not None else op.part.label
        if op.part.slot is None and op.part.variable in self.plan.referenced:
            self.leave_open(op.part, len(self.state.chunks), op.size)
            self.append(b"", 0)
            return
        entry = self.state.scope.values.pop(name, None)
        if entry is None and self.exact and op.part.slot is not None and op.part.valid is None:
            entry = self._unsaid(op.part, name)
        valid = op.part.valid
        if valid is not None and entry is not None:
            self.must(lambda: self.solver().assume(valid, True), name)
        elif valid is not None:
            self.state.avoided.append(valid)
        elif entry is None and op.part.slot is not None and op.part.slot.role == "reading":
            raise MissingField("the message needs a value", field=name)
        data = b"" if entry is None else self.raw(op.part, name, entry, None)
        if entry is not None and entry[0] is None:
            data, entry = b"", None
        assert isinstance(data, bytes)
        if op.size is not None:
            size = self.known(op.size)
            if size is None:
                self.must(partial(self.solver().solve, op.size, len(data)), name)
            elif len(data) > size or (op.blob.form != "text" and entry is not None and len(data) != size):
                raise OutOfRange(f"{len(data)} bytes do not fit the {size} of the field", field=name)
            else:
                data = data.ljust(size, b"\0")
        if op.part.variable is not None:
            self.state.variables[op.part.variable] = op.part.transform.decode(data)
        self.append(data, len(data))


def products(expr: Expr, unknown: set[str]) -> bool:
    """Whether unknown numbers are multiplied with each other somewhere."""
    if isinstance(expr, Arith) and expr.op == "*":
        return all(unknown & set(pl.names(side)) for side in (expr.left, expr.right))
    return any(products(child, unknown) for child in children(expr))


def no_measurement(part: pl.Part, raw: int) -> str | None:
    """Why this raw number is no measurement, if it is listed among those that are none."""
    for sentinel, why in part.sentinels:
        if raw in (sentinel if isinstance(sentinel, range) else (sentinel,)):
            return why
    return None


def reals(part: pl.Part, wire: Real) -> tuple[float, float]:
    """The least and the greatest value that a floating-point number says, or its limits."""
    most = wire.value(wire.raw(math.inf) - 1)
    least, greatest = sorted(float(part.transform.decode(end)) for end in (-most, most))  # type: ignore[arg-type]
    low, high = part.limits or (None, None)
    return least if low is None else low, greatest if high is None else high


def extent(part: pl.Part, low: int, high: int) -> str:
    """What a field can hold, in a clause: values, or raw numbers where they mean no number."""
    try:
        ends = sorted(float(part.transform.decode(edge) or 0) for edge in (low, high))
        return f"the field holds {ends[0]:g} … {ends[1]:g}"
    except (TypeError, ValueError):
        return f"the field holds the raw numbers {low} … {high}"
