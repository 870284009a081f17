"""Generated JavaScript, what becomes of the bits that were read: values by name, or none and why."""

from __future__ import annotations

import functools
import operator
from collections.abc import Container

from redi_codecs.layout.calendar import Calendar
from redi_codecs.layout.expr import Cond, Expr
from redi_codecs.layout.transform import Affine, GpsTime, Verbatim
from redi_codecs.plan.plan import Call, Loop, Part, Plan, Slot, every, parts
from redi_codecs.runtimes.javascript.curves import partial
from redi_codecs.runtimes.javascript.expressions import Scope, javascript
from redi_codecs.runtimes.javascript.numbers import Numbers, Range, of_part
from redi_codecs.runtimes.javascript.text import Script, bare, literal, member, variable

#: So many values, or attributes, make a file long.
_MANY, _SEVERAL = 60, 8


#: The end of the year 9999, in seconds since 1970.
_LAST_SECOND = 253402300799


class ValueEmitter:
    """Writes values; :class:`~redi_codecs.runtimes.javascript.loads.LoadEmitter` reads them."""

    def __init__(self, plan: Plan, script: Script, *, sensitive: bool, without: Container[str] = ()) -> None:
        #: The messages that are not read.
        self.without = without
        self.plan = plan
        self.script = script
        self.numbers = Numbers(plan)
        self.sensitive = sensitive
        self.used = plan.referenced
        self.time = "time"
        #: The name, as an expression, that ``field`` has by now where that is certain: what is put goes by it.
        self.field: str | None = None
        self.turn: str | None = None
        #: Where what is read begins, once the cursor stands behind it.
        self.place = "at"
        self.sure: set[str] = set()
        #: Variables that some expression meets without being sure that they have a value.
        self.doubted: set[str] = set()
        #: What custom nodes find, of which nobody knows how far it goes.
        self.found = {slot.index for op in every(plan.ops) if isinstance(op, Call) for slot in op.slots}
        #: The helper that writes times.
        self.clock = "instant" if self._fractions() else "iso"
        #: The slots that may have no value, or one beyond its limits: a status stands beside these.
        self.doubtful = {part.slot.index for part in parts(plan.ops) if part.slot is not None and self._doubtful(part)}
        self.doubtful |= self.found
        script.needs |= {"any"} if self._far() else set()

    # ---- text

    def put(self, line: str) -> None:
        self.script.put(line)

    def scope(self, *, strict: bool = False, occurrence: str = "") -> Scope:
        sure = frozenset(self.sure)
        return Scope(self.script, self.numbers, self.turn, sure, self.doubted, occurrence, strict, at=self.place)

    def javascript(self, expr: Expr) -> str:
        return javascript(expr, self.scope())

    def variable(self, name: str) -> str:
        """A variable of the declaration."""
        return self.script.declare(variable(name))

    def settle(self) -> None:
        """Variables that some expression meets before they are read begin as null."""
        for name in self.doubted:
            self.script.declare(variable(name), "null")

    def _fractions(self) -> bool:
        """Whether there may be times between two seconds."""
        timed = [part for part in parts(self.plan.ops) if part.slot is not None and part.slot.type == "time"]
        scaled = bool(self.found) or any(
            isinstance(part.transform, Affine) and part.transform.den != 1 for part in timed
        )
        computed = any(not part.spans for part in timed) or any(
            isinstance(op, Loop) and op.time is not None for op in every(self.plan.ops)
        )
        return scaled or computed or any(part.variable in self.numbers.reals for part in timed)

    def _far(self) -> bool:
        """Whether there may be times of which no calendar knows."""
        timed = [part for part in parts(self.plan.ops) if part.is_time or self.timed(part)]
        told = any(isinstance(op, Loop) and op.time is not None for op in every(self.plan.ops))
        return told or bool(self.found) or not all(map(_near, timed))

    def matters(self, part: Part) -> bool:
        """Whether anything becomes of a part."""
        kept = part.slot is not None and self.kept(part.slot)
        return kept or self.steers(part) or part.constant is not None

    def steers(self, part: Part) -> bool:
        """Whether some expression refers to a part."""
        name = part.variable
        return name is not None and (name in self.used or name.startswith("mask_"))

    def kept(self, slot: Slot) -> bool:
        """Whether a value is told: what is sensitive only if it was asked for."""
        return self.sensitive or not slot.field.sensitive

    # ---- values

    def emit(self, part: Part, value: str, sentinels: list[tuple[str, str | None]], put: str = "put") -> None:
        """The value of a part: absent, none with a status, or as it is, which the helper ``put`` puts."""
        assert part.slot is not None
        if not self.kept(part.slot) and not self.steers(part):
            return
        kept = set(self.sure)
        guards: list[tuple[str, str | None]] = []
        if part.valid is not None:
            guards.append((f"!({self.javascript(part.valid)})", None))
        if isinstance(part.invalid, Cond):
            guards.append((self.javascript(part.invalid), "fault"))
        guards += sentinels
        if not guards:
            self.value(part, value, put)
            if self.steers(part) and not partial(part.transform):
                self.sure.add(part.variable or "")
            return
        (_, status), *others = guards
        if status is None and not others:
            with self.script.block(f"if ({self.javascript(part.valid)})" if part.valid is not None else "if (true)"):
                self.value(part, value, put)
        else:
            if not part.counted:
                self.called(part)
            word = "if"
            for test, why in guards:
                with self.script.block(f"{word} ({test})"):
                    if why is not None:
                        self.none(part, why)
                word = "else if"
            with self.script.block("else"):
                self.value(part, value, put)
        self.sure = kept

    def name(self, part: Part) -> str:
        """The name of a value, as an expression: of some only the payload knows the channel."""
        assert part.slot is not None
        return self.called_with(part.slot, part.channel, self.counter(part))

    def called_with(self, slot: Slot, number: Expr | None, counter: str = "") -> str:
        """The name of a slot with a channel."""
        if number is None:
            return literal(slot.name)
        channel = javascript(number, self.scope(occurrence=counter))
        before, _, after = slot.name.partition("{}")
        channel = channel if channel.isidentifier() or channel.startswith("(") else f"({channel})"
        return f"{literal(before)} + {channel}" + (f" + {literal(after)}" if after else "")

    def called(self, part: Part) -> None:
        """Let what is put from here on go by the name of a part."""
        assert part.slot is not None
        name = self.name(part)
        if name != self.field and self.kept(part.slot) and not part.is_time:
            self.put(f"field = {name};")
            self.field = name

    def counter(self, part: Part) -> str:
        return f"count_{part.slot.index}" if part.slot is not None else ""

    def count(self, part: Part) -> None:
        """One more occurrence of a value that is numbered so."""
        if part.counted:
            self.put(f"{self.script.declare(self.counter(part), '0')} += 1;")

    def none(self, part: Part, status: str) -> None:
        """No value, and why."""
        assert part.slot is not None
        self.count(part)
        if part.is_time:
            self.put(f"{self.time} = null;")
        elif self.kept(part.slot):
            if self.name(part) != self.field:
                self.put(f"field = {self.name(part)};")
            self.put(self.script.call("none", literal(status)) + ";")

    def value(self, part: Part, value: str, put: str = "put") -> None:
        if partial(part.transform) and self.steers(part):
            name = self.script.declare("value")
            if name != value:
                self.put(f"{name} = {value};")
            with self.script.block(f"if ({name} === null)"):
                self.none(part, "unknown")
            with self.script.block("else"):
                self._value(part, name, put)
        else:
            self._value(part, value, "known" if partial(part.transform) else put)

    def _value(self, part: Part, value: str, put: str = "put") -> None:
        self.count(part)
        if self.steers(part):
            name = self.variable(part.variable or "")
            self.put(f"{name} = {value};")
            value = name
        self.store(part, value, put)

    def timed(self, part: Part) -> bool:
        """Whether a value is a time."""
        return part.slot is not None and part.slot.field.kind is not None and part.slot.field.kind.type == "time"

    def store(self, part: Part, value: str, put: str = "put") -> None:
        assert part.slot is not None
        if not self.kept(part.slot):
            return
        if part.is_time:
            self.put(f"{self.time} = {value};")
            return
        value = bare(value)
        if self.timed(part):
            value = self.script.call(self.clock, value)
            certain = isinstance(part.transform, Affine | GpsTime) and part.variable not in self.numbers.reals
            if not certain or self.clock != "iso" or "any" in self.script.needs:
                self.script.needs.add("maybe")
                put = "known"
        limits, name = self._limits(part), self.name(part)
        sure = put == "put" and part.slot.index not in self.doubtful
        if sure and part.channel is None and (name != self.field or self._visible(part.slot)):
            # an engine stores by a name that it sees much faster, but a file with many names gets long of it
            self.put(f"{member('data', part.slot.name)} = {value};")
        elif sure and part.channel is not None:
            self.put(f"data[{name}] = {value};")
        elif name == self.field:
            self.put(self.script.call(put, value, *limits) + ";")
        elif put != "put":
            if part.spans and not value.isidentifier():  # reading it gives it another name
                self.put(f"{self.script.declare('value')} = {value};")
                value = "value"
            self.put(f"field = {name};")
            self.put(self.script.call(put, value, *limits) + ";")
        else:
            self.put(self.script.call("set", name, value, *limits) + ";")

    def _visible(self, slot: Slot) -> bool:
        """Whether a value is stored by a name that an engine sees; attributes come seldom, and are many."""
        slots = self.plan.slots
        few = sum(one.role != "reading" for one in slots) < _SEVERAL
        return len(slots) <= _MANY and (slot.role == "reading" or few)

    def _limits(self, part: Part) -> list[str]:
        """The limits of a value's kind, where it can leave them."""
        limits = _ends(part.slot) if part.slot is not None and self._leaves(part) else []
        self.script.needs |= {"limits"} if limits else set()
        return limits

    def row_of(self, slot: Slot, channel: Expr | None) -> str:
        """What the helper that gathers what a custom node found is told of a field."""
        if slot.role == "time":
            return '"time"'
        if not self.kept(slot):
            return "null"
        row = [self.called_with(slot, channel)]
        ends = _ends(slot) if slot.type in ("float", "int") else []
        self.script.needs |= {"limits", "again"}
        if slot.type in ("int", "bool", "time"):
            row += [*ends, *["undefined"] * (2 - len(ends)), literal(slot.type)]
        else:
            row += ends
        return f"[{', '.join(row)}]"

    def _leaves(self, part: Part) -> bool:
        """Whether a value can lie beyond the limits of its kind."""
        kind = part.slot.field.kind if part.slot is not None else None
        if kind is None or kind.type not in ("float", "int"):
            return False
        found = self._range(part)
        return (kind.low is not None and found.low < kind.low) or (kind.high is not None and found.high > kind.high)

    def spread(self, slot: Slot) -> Range:
        """What a value can be, wherever in a payload it stands."""
        if slot.index in self.found:
            return Range("float")
        found = [self._range(part) for part in parts(self.plan.ops) if part.slot is slot]
        return functools.reduce(operator.or_, found) if found else Range("float")

    def _range(self, part: Part) -> Range:
        if not part.spans:
            return self.numbers.variable(part.variable) if part.variable is not None else Range("float")
        return Range("float") if part.variable in self.numbers.reals else of_part(part)

    def _doubtful(self, part: Part) -> bool:
        assert part.slot is not None
        kind = part.slot.field.kind
        no_bits = not part.spans and not isinstance(part.transform, Verbatim)  # derived: may be computed from none
        timed = kind is not None and kind.type == "time"
        none = (
            isinstance(part.invalid, Cond)
            or bool(part.sentinels)
            or partial(part.transform)
            or timed
            or no_bits
            or part.variable in self.numbers.reals
        )
        return none or self._leaves(part)


def _near(part: Part) -> bool:
    """Whether a time can only be one of this calendar."""
    if isinstance(part.transform, Calendar):
        return True
    if not isinstance(part.transform, Affine | GpsTime):
        return False
    return part.bits <= 32 if isinstance(part.transform, GpsTime) else of_part(part).high <= _LAST_SECOND


def _ends(slot: Slot) -> list[str]:
    """The limits of the kind of a value, if it has some."""
    kind = slot.field.kind
    if kind is None or kind.low is None:
        return []
    return [repr(kind.low)] if kind.high is None else [repr(kind.low), repr(kind.high)]
