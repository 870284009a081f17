"""Generated Python: a Plan becomes the straight-line function that somebody would have written by hand.

Two functions come from the same emitter. The *fast* one decodes; whatever is not right makes it call the *slow* one, which
checks step by step, knows field and byte offset, keeps what was complete, and can trace every byte for ``explain``.
"""

from __future__ import annotations

import itertools
import math
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, cast

from redi_codecs.engine import faults
from redi_codecs.engine.plan import (
    Call,
    Choose,
    Clip,
    Derive,
    Guard,
    If,
    Load,
    Loop,
    Lost,
    Name,
    Op,
    Part,
    Plan,
    TagLoop,
    Take,
    Within,
    every,
    referenced,
)
from redi_codecs.engine.pyexpr import Scope, bytes_at, case_test, python
from redi_codecs.engine.runtime import Corrupt, gather, steps
from redi_codecs.layout.expr import Cond, Const, Expr
from redi_codecs.layout.nodes import AnyChannel
from redi_codecs.layout.transform import Affine, Curve
from redi_codecs.layout.wire import Real, Whole
from redi_codecs.readings import Event, Result

Decoder = Callable[[bytes, int, float | None], Result]


class SlowDecoder(Protocol):
    def __call__(
        self, p: bytes, f_port: int, rx: float | None, head: list[Any], ev: list[Event], rec: list[Any], w: list[Any], tr: list[Any]
    ) -> Result: ...


_DENSE = 6  # from so many exact cases on, a table finds the case


class Generated:
    """The source of both functions, and the functions."""

    def __init__(self, plan: Plan) -> None:
        self._names: dict[str, Any] = {"int_from": int.from_bytes, "Corrupt": Corrupt, "gather": gather, "steps": steps, "faults": faults}
        self.source = _Emitter(plan, self._names, trace=False).function("decode")
        self.slow_source = _Emitter(plan, self._names, trace=True).function("decode_slowly")
        for name, source in (("decode", self.source), ("decode_slowly", self.slow_source)):
            exec(compile(source, f"<{name} of {plan.device}>", "exec"), self._names)
        self._slow = cast(SlowDecoder, self._names["decode_slowly"])
        self._names["slow"] = self.slowly
        self.decode = cast(Decoder, self._names["decode"])

    def slowly(self, p: bytes, f_port: int, rx: float | None) -> Result:
        """Decode step by step; a fault raises :class:`~redi_codecs.engine.faults.Fault`."""
        return self._slow(p, f_port, rx, [None, None], [], [], [], [])

    def traced(self, p: bytes, f_port: int, rx: float | None, trace: list[Any]) -> tuple[Result, faults.Fault | None]:
        """What was understood (all, or what came before the fault), the fault, and in ``trace`` every step."""
        head: list[Any] = [None, None]
        events: list[Event] = []
        records: list[Any] = []
        warnings: list[Any] = []
        try:
            return self._slow(p, f_port, rx, head, events, records, warnings, trace), None
        except faults.Fault as fault:
            return Result(head[0], head[1], events, records, warnings, min(fault.offset, len(p))), fault


class _Emitter:
    def __init__(self, plan: Plan, names: dict[str, Any], *, trace: bool) -> None:
        self.plan = plan
        self.names = names
        self.trace = trace
        self.lines: list[str] = []
        self.depth = 1
        self.base: str | None = None  # the cursor is base + ahead; no base: a constant
        self.ahead = 0
        self.limit = "n"
        self.events = "ev"
        self.time = "tm"
        self.turn: str | None = None
        self.sure: set[str] = set()
        self.used = referenced(plan.ops)
        self.loops = 0

    # ---- text

    def put(self, line: str) -> None:
        self.lines.append("    " * self.depth + line)

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        self.put(head)
        self.depth += 1
        before = len(self.lines)
        yield
        if len(self.lines) == before:
            self.put("pass")
        self.depth -= 1

    def bind(self, value: object) -> str:
        for name, known in self.names.items():
            if known is value or (type(known) is type(value) and isinstance(value, dict | Affine) and known == value):
                return name
        name = f"k{len(self.names)}"
        self.names[name] = value
        return name

    def function(self, name: str) -> str:
        optional = [part for part in sorted(self.used) if not part.startswith(("mask_", "selector_"))]
        self.body(self.plan.ops)
        self.flush()
        recording = any(isinstance(op, Loop | Call) for op in every(self.plan.ops)) or self.trace
        warning = self.trace or any(" w.append" in line or "w.append" in line for line in self.lines)
        naming = any(isinstance(op, Name) for op in every(self.plan.ops))
        timing = any("tm = " in line for line in self.lines)
        results = ("m" if naming else "None", "tm" if timing else "None", "ev", "rec" if recording else "()", "w" if warning else "()", "o")
        extra = ", head, ev, rec, w, tr" if self.trace else ""
        out = [f"def {name}(p, f_port, rx{extra}):", "    n = len(p)"]
        starts = [("m", naming), ("tm", timing)]
        out += [f"    {variable} = None" for variable, needed in starts if needed]
        if not self.trace:
            out.append("    ev = []")
            out += ["    rec = []"] if recording else []
            out += ["    w = []"] if warning else []
        used = [variable for variable in optional if any(f"v_{variable}" in line for line in self.lines)]
        out += [f"    {' = '.join(f'v_{variable}' for variable in used)} = None"] if used else []
        return "\n".join([*out, *self.lines, f"    return {', '.join(results)}", ""])

    # ---- cursor

    def at(self, further: int = 0) -> str:
        ahead = self.ahead + further
        if self.base is None:
            return str(ahead)
        return f"{self.base} + {ahead}" if ahead else self.base

    def flush(self) -> None:
        """Make the variable ``o`` say where the cursor is."""
        if self.base is None:
            self.put(f"o = {self.ahead}")
        elif self.ahead:
            self.put(f"o += {self.ahead}")
            self.ahead = 0

    def moved(self) -> None:
        self.base, self.ahead = "o", 0

    def need(self, count: int | str, label: str, at: str | None = None) -> None:
        at = at or self.at()
        if isinstance(count, int) and self.base is None and at == self.at():
            end = str(self.ahead + count)
        else:
            end = f"{at} + {count}"
        with self.block(f"if {end} > {self.limit}:"):
            self.put(f"faults.truncated({label!r}, {at}, {count}, {self.limit})" if self.trace else "return slow(p, f_port, rx)")

    def fail(self, call: str) -> None:
        self.put(f"faults.{call}" if self.trace else "return slow(p, f_port, rx)")

    # ---- bodies

    def body(self, ops: tuple[Op, ...]) -> None:
        at = 0
        while at < len(ops):
            run = at
            while run < len(ops) and isinstance(ops[run], Load):
                run += 1
            loads = [op for op in ops[at:run] if isinstance(op, Load)]
            if loads and not self.trace:
                self.need(sum(load.size for load in loads), loads[0].parts[0].label)
            for load in loads:
                self.load(load)
            at = run
            if at < len(ops):
                self.op(ops[at])
                at += 1

    def branch(self, ops: tuple[Op, ...]) -> None:
        """A body that may or may not run: the cursor is in ``o`` before and after it."""
        kept = self.base, self.ahead, set(self.sure)
        self.body(ops)
        if (self.base, self.ahead) != ("o", 0) and (self.base, self.ahead) != kept[:2]:
            self.flush()
        self.base, self.ahead, self.sure = kept

    def op(self, op: Op) -> None:
        match op:
            case Take():
                self.take(op)
            case Derive():
                self.derive(op)
            case If(cond, body):
                self.flush()
                with self.block(f"if {self.python(cond)}:"):
                    self.branch(body)
                self.moved()
            case Choose():
                self.choose(op)
            case TagLoop():
                self.tags(op)
            case Loop():
                self.loop(op)
            case Within(size, body):
                self.within(self.python(size), body)
            case Clip(variable, known, rising):
                mask = f"v_{variable}"
                self.put(f"lost = {mask} & ~{known:#x}")
                with self.block("if lost:"):
                    keep = "(lost & -lost) - 1" if rising else "~((1 << lost.bit_length()) - 1)"
                    self.put(f"{mask} &= {keep}")
                self.put(f"lost_{variable} = lost")
            case Lost(variable, room):
                self.flush()
                with self.block(f"if lost_{variable}:"):
                    self.stop(f"f'mask bits {{lost_{variable}:#x}} have no declared group'", "unknown_group", room)
                self.moved()
            case Guard():
                self.guard(op)
            case Name(message):
                self.put(f"m = {message!r}")
                if self.trace:
                    self.put("head[0] = m")
            case Call():
                self.call(op)
            case Load():
                self.load(op)

    # ---- loads

    def load(self, op: Load) -> None:
        if self.trace:
            self.need(op.size, op.parts[0].label)
            self.put(f"tr.append(('load', {op.number}, {self.at()}, {op.size}))")
        at = [self.at(byte) for byte in range(op.size)]
        if isinstance(op.wire, Real):
            code = f"{'<' if op.wire.order == 'little' else '>'}{'f' if op.wire.bits == 32 else 'd'}"
            raw = f"{self.bind(struct.Struct(code).unpack_from)}(p, {at[0]})[0]"
        else:
            raw = bytes_at(op.wire, at)
        only = op.parts[0] if len(op.parts) == 1 else None
        if only is None:
            self.put(f"r = {raw}")
            raw = "r"
        for number, part in enumerate(op.parts):
            self.part(part, raw, op, number)
        self.ahead += op.size

    def part(self, part: Part, raw: str, op: Load | Take, number: int) -> None:
        meaningless = part.slot is None and part.variable is None and part.constant is None
        if meaningless and not self.trace:
            return
        value = _bits(part, raw, op.wire) if isinstance(op, Load) else raw
        real = isinstance(op, Load) and isinstance(op.wire, Real)
        if not _simple(part, real) or self.trace:
            self.put(f"x = {value}")
            value = "x"
        if part.constant is not None:
            with self.block(f"if {value} != {part.constant}:"):
                if part.warning:
                    text = f"f'{part.label} {{{value}:#04x}} where this device sends {part.constant:#04x}'"
                    self.put(f"w.append(({part.warning!r}, {self.at()}, None, {text}))")
                else:
                    self.fail(f"unexpected({part.label!r}, {self.at()}, {value}, {part.constant})")
        if part.slot is None:
            meaning = part.transform.python(value, self.bind)
            if part.variable is not None:
                self.variable(part.variable, meaning)
            if self.trace:
                shown = meaning if part.variable is not None else value
                self.put(f"tr.append(('value', {op.number}, {number}, {shown}, None, None))")
            return
        self.emit(part, value, real, (op.number, number))

    def variable(self, name: str, value: str) -> None:
        if name in self.used or name.startswith("mask_"):
            self.put(f"v_{name} = {value}")
            self.sure.add(name)

    def emit(self, part: Part, value: str, real: bool, place: tuple[int, int]) -> None:
        """The value of a part into the events: absent, invalid with a status, or as it is."""
        kept = set(self.sure)
        guards = []
        if part.valid is not None:
            guards.append(("valid", self.python(part.valid), None))
        if isinstance(part.invalid, Cond):
            guards.append(("invalid", self.python(part.invalid), "fault"))
        for sentinel, status in part.sentinels:
            guards.append(("invalid", case_test(value, sentinel), status))
        meaning = part.transform.python(value, self.bind)
        if real:
            guards.append(("invalid", f"not {self.bind(math.isfinite)}({value})", "fault"))
        elif part.cast == "float" and isinstance(part.transform, Affine) and part.transform.den == 1:
            meaning = f"({meaning}) / 1" if " " in meaning else f"{meaning} / 1"
        status = "None"
        if isinstance(part.transform, Curve):
            self.put(f"y = {meaning}")
            meaning, status = "y", "None if y is not None else 'unknown'"
            if part.cast is None and part.slot is not None and part.slot.type == "float":
                meaning = "None if y is None else y / 1"
        word = "if"
        for kind, test, why in guards:
            if kind == "valid":
                with self.block(f"if not ({test}):"):
                    self.void(part, place, "not valid here")
            else:
                with self.block(f"{word} {test}:"):
                    self.add(part, "None", repr(why), place)
            word = "elif"
        if guards:
            with self.block("else:"):
                self.value(part, meaning, status, place)
            self.sure = kept
        else:
            self.value(part, meaning, status, place)
            if part.variable in self.used and not isinstance(part.transform, Curve):
                self.sure.add(part.variable or "")

    def void(self, part: Part, place: tuple[int, int], why: str) -> None:
        if self.trace:
            channel = "None" if part.channel is None else self.python(part.channel)
            self.put(f"tr.append(('value', {place[0]}, {place[1]}, None, {why!r}, {channel}))")

    def value(self, part: Part, meaning: str, status: str, place: tuple[int, int]) -> None:
        if part.variable in self.used or (part.slot is not None and part.slot.role == "time") or self.trace:
            name = f"v_{part.variable}" if part.variable in self.used else "y"
            self.put(f"{name} = {meaning}")
            meaning = name
        self.add(part, meaning, status, place)

    def add(self, part: Part, value: str, status: str, place: tuple[int, int]) -> None:
        assert part.slot is not None
        channel = "None" if part.channel is None else self.python(part.channel)
        if self.trace:
            self.put(f"tr.append(('value', {place[0]}, {place[1]}, {value}, {status}, {channel}))")
        if part.slot.role == "time":
            self.put(f"{self.time} = {value}")
            if self.trace and self.time == "tm":
                self.put("head[1] = tm")
            return
        self.put(f"{self.events}.append(({part.slot.index}, {value}, {status}, {channel}))")

    def take(self, op: Take) -> None:
        self.flush()
        room = self.python(op.room)
        if op.size is None:
            self.put(f"end = {self.limit}" + ("" if room == "0" else f" - {room}"))
            if room != "0":
                with self.block("if end < o:"):
                    self.fail(f"truncated({op.part.label!r}, o, {room}, {self.limit})")
        else:
            self.put(f"end = o + {self.python(op.size)}")
            with self.block(f"if end > {self.limit} or end < o:"):
                self.fail(f"truncated({op.part.label!r}, o, end - o, {self.limit})")
        if self.trace:
            self.put(f"tr.append(('load', {op.number}, o, end - o))")
        self.base, self.ahead = "o", 0
        self.part(op.part, "p[o:end]", op, 0)
        self.put("o = end")
        self.moved()

    def derive(self, op: Derive) -> None:
        part = op.part
        if part.slot is None:
            self.variable(part.variable or "", self.python(op.expr))
            return
        with self.block("try:"):
            self.put(f"x = {self.python(op.expr, strict=True)}")
            if part.slot.type == "float":
                self.put("x = x / 1")
        with self.block("except (TypeError, ArithmeticError):"):
            self.put("x = None")
        status = "None if x is not None else 'fault'"
        if part.valid is not None:
            with self.block(f"if {self.python(part.valid)}:"):
                self.value(part, "x", status, (0, part.slot.index))
        else:
            self.value(part, "x", status, (0, part.slot.index))

    # ---- control

    def choose(self, op: Choose) -> None:
        kept = self.base, self.ahead
        values = [self.python(expr) for expr in op.on]
        if len(values) == 1 and not values[0].isidentifier():
            self.put(f"c = {values[0]}")
            values = ["c"]
        start = self.at(-sum(load.size for load in op.loads)) if op.loads else self.at()
        if self.base is not None:
            self.flush()
            start = self.at(-sum(load.size for load in op.loads)) if op.loads else self.at()

        def otherwise() -> None:
            if op.otherwise is None:
                self.fail(f"unknown({self.bind(op)}, {start}, {', '.join(values)})")
                if self.base is None and not self.trace:
                    return
            else:
                self.branch_to_o(op.otherwise, kept)

        self.cases(op.cases, values, lambda body: self.branch_to_o(body, kept), otherwise)
        self.moved()

    def branch_to_o(self, ops: tuple[Op, ...], kept: tuple[str | None, int]) -> None:
        sure = set(self.sure)
        if kept[0] is None:
            self.base, self.ahead = kept
        else:
            self.moved()
        self.body(ops)
        if self.base is None or self.ahead:
            self.flush()
        self.sure = sure
        if kept[0] is None:
            self.base, self.ahead = kept
        else:
            self.moved()

    def cases(
        self, cases: tuple[Any, ...], values: list[str], run: Callable[[tuple[Op, ...]], None], otherwise: Callable[[], None]
    ) -> None:
        """Find the case: exact keys through a table where there are many, the others in their order, wildcards last."""
        wild = [case for case in cases if any(isinstance(match, AnyChannel) for part in case.key for match in part)]
        plain = [case for case in cases if case not in wild]
        exact = [case for case in plain if all(isinstance(match, int) for part in case.key for match in part)]
        if len(exact) > _DENSE:
            rest = [case for case in plain if case not in exact] + wild
            table: dict[Any, int] = {}
            for number, case in enumerate(exact):
                for key in itertools.product(*case.key):
                    table[key if len(values) > 1 else key[0]] = number
            lookup = f"({', '.join(values)})" if len(values) > 1 else values[0]
            self.loops += 1
            number_of = f"c{self.loops}"
            self.put(f"{number_of} = {self.bind(table)}.get({lookup})")
            with self.block(f"if {number_of} is None:"):
                self.chain(rest, values, run, otherwise)
            with self.block("else:"):
                self.bisect(exact, 0, len(exact), number_of, run)
        else:
            self.chain(plain + wild, values, run, otherwise)

    def bisect(self, cases: list[Any], low: int, high: int, number: str, run: Callable[[tuple[Op, ...]], None]) -> None:
        if high - low == 1:
            run(cases[low].body)
            return
        middle = (low + high) // 2
        with self.block(f"if {number} < {middle}:"):
            self.bisect(cases, low, middle, number, run)
        with self.block("else:"):
            self.bisect(cases, middle, high, number, run)

    def chain(
        self, cases: list[Any], values: list[str], run: Callable[[tuple[Op, ...]], None], otherwise: Callable[[], None]
    ) -> None:
        word = "if"
        for case in cases:
            tests = [case_test(value, *part) for value, part in zip(values, case.key, strict=True)]
            test = " and ".join(test for test in tests if test) or "True"
            with self.block(f"{word} {test}:"):
                run(case.body)
            word = "elif"
        if cases:
            with self.block("else:"):
                otherwise()
        else:
            otherwise()

    @contextmanager
    def inside(self, limit: str) -> Iterator[None]:
        outer, self.limit = self.limit, limit
        yield
        self.limit = outer

    def fresh(self, stem: str) -> str:
        self.loops += 1
        return f"{stem}{self.loops}"

    def end_of(self, room: Expr) -> str:
        """A variable for the end of what is left but ``room``."""
        if isinstance(room, Const) and room.value == 0:
            return self.limit
        end = self.fresh("end")
        self.put(f"{end} = {self.limit} - {self.python(room)}")
        return end

    def stop(self, text: str, code: str, room: Expr, end: str | None = None, start: str = "o") -> None:
        if end is None:
            end = self.end_of(room)
        with self.block(f"if {start} < {end}:"):
            self.put(f"w.append(({code!r}, {start}, {end}, {text}))")
            self.put(f"o = {end}")

    def tags(self, op: TagLoop) -> None:
        self.flush()
        end = self.end_of(op.room)
        with self.block(f"while o < {end}:"), self.inside(end):
            self.moved()
            kept = set(self.sure)
            total = sum(load.size for load in op.loads) + (op.size.size if op.size else 0)
            if not self.trace:
                self.need(total, "tag")
            for load in op.loads:
                self.load(load)
            tag_size = self.ahead
            length = None
            if op.size is not None:
                length = f"v_{op.size.parts[0].variable}"
                self.used |= {op.size.parts[0].variable or ""}
                self.load(op.size)
            values = [self.python(expr) for expr in op.on]
            self.flush()
            skipped = tag_size + (op.size.size if op.size else 0)
            if op.size is not None:
                self.need(cast(str, length), "tag length", "o")

            def run(body: tuple[Op, ...]) -> None:
                if length is None:
                    self.branch(body)
                    return
                self.within(length, body)

            def otherwise() -> None:
                shown = " ".join(f"{{{value}:02x}}" for value in values)
                if op.unknown == "raise":
                    self.fail(f"unknown({self.bind(op)}, o - {skipped}, {', '.join(values)})")
                elif op.unknown == "skip":
                    self.put(f"w.append(('unknown_tag', o - {skipped}, o + {length}, f'tag {shown} is unknown'))")
                    self.put(f"o += {length}")
                else:
                    self.put(f"w.append(('unknown_tag', o - {skipped}, {end}, f'tag {shown} is unknown'))")
                    self.put(f"o = {end}")
                    self.put("break")

            self.cases(op.cases, values, run, otherwise)
            self.sure = kept
        self.moved()

    def within(self, size: str, body: tuple[Op, ...]) -> None:
        self.flush()
        end = self.fresh("end")
        self.put(f"{end} = o + {size}")
        with self.block(f"if {end} > {self.limit} or {end} < o:"):
            self.fail(f"truncated('a part of stated length', o, {end} - o, {self.limit})")
        with self.inside(end):
            self.body(body)
        self.flush()
        with self.block(f"if o < {end}:"):
            self.put(f"w.append(('unused_bytes', o, {end}, f'{{{end} - o}} bytes after the end of a part'))")
            self.put(f"o = {end}")
        self.moved()

    def loop(self, op: Loop) -> None:
        self.flush()
        turn, outer = self.fresh("i"), (self.events, self.time, self.turn)
        if op.count is not None:
            count = self.python(op.count)
            once = isinstance(op.count, Const) and op.count.value == 1
            head, limit = f"for {turn} in range({count}):", self.limit
            if once:
                head = ""
            elif not isinstance(op.count, Const):
                self.put(f"{turn} = {count}")
                with self.block(f"if {turn} is None or {turn} > {self.limit} - o + 1:"):
                    smallest = self.fresh("few")
                    self.put(f"{smallest} = {self.limit} - o")
                    self.fail(f"truncated('repeated part', o, {turn}, {self.limit})")
                head = f"for {turn} in range({turn}):"
        else:
            limit = self.end_of(op.room)
            if not (isinstance(op.room, Const) and op.room.value == 0):
                with self.block(f"if {limit} < o:"):
                    self.fail(f"truncated('repeated part', o, {self.limit} - {limit}, {self.limit})")
            self.put(f"{turn} = -1")
            head = f"while o < {limit}:"
        before = self.fresh("before")
        if op.record is not None and op.newest == "last":
            self.put(f"{before} = len(rec)")
        if head:
            with self.block(head), self.inside(limit):
                if op.count is None:
                    self.put(f"{turn} += 1")
                self.turn_of(op, turn)
        else:
            self.put(f"{turn} = 0")
            self.turn_of(op, turn)
        self.events, self.time, self.turn = outer
        if op.record is not None and op.newest == "last":
            with self.block(f"if len(rec) > {before}:"):
                self.put("_, t, e = rec.pop()")
                self.put(f"{self.events}.extend(e)")
                if self.trace:
                    self.put("tr.append(('current',))")
                with self.block("if t is not None:"):
                    self.put(f"{self.time} = t")
                    if self.trace and self.time == "tm":
                        self.put("head[1] = tm")
        self.moved()

    def turn_of(self, op: Loop, turn: str) -> None:
        """One turn of a loop; the turn of a history gets events and time of its own."""
        self.moved()
        kept, outer_events, outer_time = set(self.sure), self.events, self.time
        self.turn = turn
        if op.record is not None:
            self.events, self.time = self.fresh("e"), self.fresh("t")
            first = f"{outer_events} if {turn} == 0 else []" if op.newest == "first" else "[]"
            self.put(f"{self.events} = {first}")
            self.put(f"{self.time} = None")
            if self.trace:
                current = f"{turn} == 0" if op.newest == "first" else "False"
                self.put(f"tr.append(('turn', {op.record}, {current}))")
        self.body(op.body)
        self.flush()
        if op.record is not None:
            if op.time is not None:
                self.put(f"{self.time} = {self.python(op.time)}")
            if self.trace:
                computed = "None" if op.time is None else self.time
                self.put(f"tr.append(('turned', o, {computed}))")
            keep = f"rec.append(({op.record}, {self.time}, {self.events}))"
            if op.newest == "first":
                with self.block(f"if {turn} == 0:"):
                    self.put(f"{outer_time} = {self.time} if {self.time} is not None else {outer_time}")
                    if self.trace and outer_time == "tm":
                        self.put("head[1] = tm")
                with self.block("else:"):
                    self.put(keep)
            else:
                self.put(keep)
        self.sure = kept
        self.moved()

    def guard(self, op: Guard) -> None:
        self.flush()
        end = self.fresh("end")
        self.put(f"{end} = {self.limit} - {op.wire.size}")
        with self.block(f"if {end} < o:"):
            self.fail(f"truncated('checksum', o, {op.wire.size}, {self.limit})")
        seen = bytes_at(op.wire, [f"{end} + {byte}" if byte else end for byte in range(op.wire.size)])
        self.put(f"x = {seen}")
        self.put(f"y = {self.bind(op.crc.of)}(p[:{end}])")
        if self.trace:
            self.put(f"tr.append(('load', {op.number}, {end}, {op.wire.size}))")
        with self.block("if x != y:"):
            self.fail(f"checksum({self.bind(op.crc)}, {end}, x, y)")
        outer = self.limit
        with self.inside(end):
            self.body(op.body)
        self.flush()
        with self.block(f"if o < {end}:"):
            self.put(f"w.append(('unused_bytes', o, {end}, f'{{{end} - o}} bytes before the checksum'))")
        self.put(f"o = {outer}")
        self.moved()

    def call(self, op: Call) -> None:
        self.flush()
        function, slots = self.bind(op.node.read), self.bind(tuple(slot.index for slot in op.slots))
        with self.block("try:"):
            self.put(f"items, end = {function}(p, o, {self.limit}, rx)")
        with self.block("except Corrupt as error:" if self.trace else "except Corrupt:"):
            self.fail("corrupt(error)")
        times = self.bind(tuple(slot.role == "time" for slot in op.slots))
        self.put(f"t = gather(items, {slots}, {times}, {op.record}, {self.events}, rec)")
        with self.block("if t is not None:"):
            self.put(f"{self.time} = t")
            if self.trace and self.time == "tm":
                self.put("head[1] = tm")
        if self.trace:
            self.put(f"tr.append(('load', {op.number}, o, end - o))")
            self.put(f"tr.extend(steps(items, {times}, {op.record}, {op.number}, end))")
        self.put("o = end")
        self.moved()

    def python(self, expr: Expr, *, strict: bool = False) -> str:
        scope = Scope(self.at(), self.limit, self.turn, frozenset(self.sure), self.bind, strict)
        return python(expr, scope)


def _bits(part: Part, raw: str, wire: Whole | Real) -> str:
    """The expression for a part's own bits; the load's ``raw`` is unsigned."""
    if isinstance(wire, Real) or not part.spans:
        return raw
    whole = part.spans == ((0, wire.bits),)
    if whole:
        value = raw
    else:
        atom = raw if raw.isidentifier() else f"({raw})"
        pieces, below = [], sum(width for _, width in part.spans)
        for shift, width in part.spans:
            below -= width
            piece = f"{atom} >> {shift}" if shift else atom
            if shift + width < wire.bits:
                piece = f"{piece} & {(1 << width) - 1:#x}"
            pieces.append(f"({piece}) << {below}" if below else (piece if len(part.spans) == 1 else f"({piece})"))
        value = " | ".join(pieces)
    if part.signed:
        half = 1 << part.bits - 1
        value = f"(({value}) ^ {half:#x}) - {half:#x}"
    return value if value.isidentifier() else f"({value})"


def _simple(part: Part, real: bool) -> bool:
    """Whether the value is used once, so that it needs no name."""
    used_once = isinstance(part.transform, Affine | Curve) or (hasattr(part.transform, "op"))
    return used_once and not part.invalid and part.constant is None and not real
