"""Generated Python, what branches and repeats: switches, tags, optional groups, loops, parts of stated length."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import cast

from redi_codecs.layout.expr import Const, Expr, Ref
from redi_codecs.plan.plan import (
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
    TagLoop,
    Take,
    Within,
    every,
    parts,
)
from redi_codecs.runtimes.python.cases import CaseEmitter, Ops
from redi_codecs.runtimes.python.expressions import bytes_at, unsure


class ControlEmitter(CaseEmitter):
    """Writes whole bodies."""

    def body(self, ops: Ops) -> None:
        for loads, group in itertools.groupby(ops, lambda op: isinstance(op, Load)):
            if loads:
                self.run([cast(Load, op) for op in group])
            else:
                for op in group:
                    self.op(op)

    def op(self, op: Op) -> None:
        match op:
            case Take():
                self.take(op)
            case Derive():
                self.derive(op)
            case If():
                self.optional(op)
            case Choose():
                self.choose(op)
            case TagLoop():
                self.tags(op)
            case Loop():
                self.loop(op)
            case Within(size, body):
                self.within(size, body)
            case Clip(variable, known, rising):
                self.clip(f"v_{variable}", f"lost_{variable}", known, rising)
            case Lost(variable, room):
                self.lost(f"lost_{variable}", room)
            case Guard():
                self.guard(op)
            case Name(message):
                self.put(f"m = {message!r}")
                if self.trace:
                    self.put("head[0] = m")
            case Call():
                self.call(op)
            case Load():
                self.run([op])

    # ---- branches

    @contextmanager
    def aside(self) -> Iterator[None]:
        """A body that may not run: what it makes sure of and where it leaves the cursor does not count after it."""
        self.settle()
        kept = self.base, self.ahead, set(self.sure), self.display
        yield
        self.settle()
        self.base, self.ahead, self.sure, self.display = kept

    def branch(self, ops: Ops, start: tuple[str | None, int] = ("o", 0), waiting: Sequence[str] | None = None) -> None:
        """A body that may not run, from ``start``; the cursor is in ``o`` after it, what was ``waiting`` is written."""
        with self.aside():
            self.base, self.ahead = start
            self.display = None if waiting is None else list(waiting)
            self.body(ops)
            self.settle()
            if (self.base, self.ahead) != ("o", 0):
                self.flush()

    def joined(self) -> None:
        """After bodies that may have run: the cursor is in ``o``, and the values have been written to."""
        self.display = None
        self.moved()

    def optional(self, op: If) -> None:
        self.settle()
        self.flush()
        start = self.base, self.ahead
        with self.block(f"if {self.python(op.cond).removesuffix(' != 0')}:"):
            self.took(op.fork)
            self.branch(op.body, start)
        if self.trace:
            with self.block("else:"):
                self.took(op.fork, 0)
        self.joined()

    def choose(self, op: Choose) -> None:
        if self.base is not None:
            self.flush()
        values = [self.python(expr) for expr in op.on]
        if len(values) == 1 and not values[0].isidentifier():
            name = self.fresh("c")
            self.put(f"{name} = {values[0]}")
            values = [name]
        self.unset = any(unsure(expr, self.scope()) for expr in op.on)
        before = self.at(-sum(load.size for load in op.loads))
        start = self.base, self.ahead
        waiting, self.display = self.display, None

        def otherwise() -> None:
            if op.otherwise is None:
                self.fail(f"unknown({self.bind(op)}, {before}, {', '.join(values)})")
            else:
                self.took(op.fork, 0)
                self.branch(op.otherwise, start, waiting)

        self.cases(op.cases, values, lambda body: self.branch(body, start, waiting), otherwise)
        self.joined()

    # ---- masks

    def clip(self, mask: str, lost: str, known: int, rising: bool) -> None:
        if not self.trace:
            self.fail_if(f"{mask} & ~{known:#x}", "")
            return
        self.put(f"{lost} = {mask} & ~{known:#x}")
        with self.block(f"if {lost}:"):
            self.put(f"{mask} &= {f'({lost} & -{lost}) - 1' if rising else f'~((1 << {lost}.bit_length()) - 1)'}")

    def lost(self, lost: str, room: Expr) -> None:
        if not self.trace:
            return
        self.flush()
        with self.block(f"if {lost}:"):
            end = self.end_of(room)
            with self.block(f"if o < {end}:"):
                self.put(f"w += (('unknown_group', o, {end}, f'mask bits {{{lost}:#x}} have no declared group'),)")
                self.put(f"o = {end}")
        self.joined()

    # ---- parts with an end of their own

    @contextmanager
    def inside(self, limit: str) -> Iterator[None]:
        outer, self.limit = self.limit, limit
        yield
        self.limit = outer

    def end_of(self, room: Expr) -> str:
        """A variable for the end of what is left but ``room``."""
        if isinstance(room, Const) and room.value == 0:
            return self.limit
        end = self.fresh("end")
        self.put(f"{end} = {self.limit} - {self.python(room)}")
        return end

    def within(self, size: Expr, body: Ops) -> None:
        self.settle()
        self.flush()
        end = self.fresh("end")
        self.put(f"{end} = o + ({self.python(size)} or 0)")
        with self.block(f"if {end} > {self.limit} or {end} < o:"):
            self.fail(f"truncated('a part of stated length', o, {end} - o, {self.limit})")
        self.moved()
        if not body:  # left out on purpose
            self.put(f"o = {end}")
            return
        with self.inside(end):
            self.body(body)
        self.settle()
        self.flush()
        with self.block(f"if o < {end}:"):
            self.put(f"w += (('unused_bytes', o, {end}, f'{{{end} - o}} bytes after the end of a part'),)")
            self.put(f"o = {end}")
        self.moved()

    def guard(self, op: Guard) -> None:
        self.flush()
        end, seen, made = self.fresh("end"), self.fresh("x"), self.fresh("y")
        self.put(f"{end} = {self.limit} - {op.wire.size}")
        with self.block(f"if {end} < o:"):
            self.fail(f"truncated('checksum', o, {op.wire.size}, {self.limit})")
        self.put(f"{seen} = {bytes_at(op.wire, [f'{end} + {byte}' for byte in range(op.wire.size)])}")
        self.put(f"{made} = {self.bind(op.crc.of)}(p[:{end}])")
        if self.trace:
            self.put(f"tr.append(('load', {op.number}, {end}, {op.wire.size}))")
        with self.block(f"if {seen} != {made}:"):
            self.fail(f"checksum({self.bind(op.crc)}, {end}, {seen}, {made})")
        with self.inside(end):
            self.body(op.body)
        self.settle()
        self.flush()
        with self.block(f"if o < {end}:"):
            self.put(f"w += (('unused_bytes', o, {end}, f'{{{end} - o}} bytes before the checksum'),)")
        self.put(f"o = {self.limit}")
        self.moved()

    # ---- loops

    def tags(self, op: TagLoop) -> None:
        self.settle()
        self.flush()
        self.display = None
        end = self.end_of(op.room)
        bodies = tuple(inner for case in op.cases for inner in case.body)
        with self.block(f"while o < {end}:"), self.inside(end), self.aside(), self.forgetting(bodies):
            self.moved()
            self.unset = False
            self.run(op.loads)
            if op.size is not None:
                self.used |= {op.size.parts[0].variable or ""}
                self.run([op.size])
            skipped = self.ahead
            values = [self.python(expr) for expr in op.on]
            length = None if op.size is None else op.size.parts[0].variable or ""
            if length is not None:
                self.flush()
                with self.block(f"if o + v_{length} > {self.limit} or v_{length} < 0:"):
                    self.fail(f"truncated('tag length', o, v_{length}, {self.limit})")
            start = self.base, self.ahead

            def run(body: Ops) -> None:
                if length is None:
                    self.branch(body, start)
                    return
                with self.aside():
                    self.within(Ref(length), body)

            def otherwise() -> None:
                with self.aside():
                    self.flush()
                    self.unknown(op, end, values, skipped, length)

            self.cases(op.cases, values, run, otherwise)
        self.joined()

    def unknown(self, op: TagLoop, end: str, values: list[str], skipped: int, length: str | None) -> None:
        text = f"f'tag {' '.join(f'{{{value}:02x}}' for value in values)} is unknown'"
        if op.unknown == "raise":
            self.fail(f"unknown({self.bind(op)}, o - {skipped}, {', '.join(values)})")
            return
        stop = f"o + v_{length}" if op.unknown == "skip" else end
        self.put(f"w += (('unknown_tag', o - {skipped}, {stop}, {text}),)")
        self.put(f"o = {stop}")

    def loop(self, op: Loop) -> None:
        self.settle()
        self.flush()
        turn, outer = self.fresh("i"), (self.values, self.time, self.turn)
        last = op.record is not None and op.newest == "last"
        before = self.fresh("before")
        if last:
            self.put(f"{before} = len(rec)")
        if isinstance(op.count, Const) and op.count.value == 1:
            self.put(f"{turn} = 0")
            self.one_turn(op, turn)
        else:
            self.many_turns(op, turn)
        self.values, self.time, self.turn = outer
        if last:
            with self.block(f"if len(rec) > {before}:"):
                self.put("_, t, e = rec.pop()")
                self.put(f"{self.values}.update(e)")
                if self.trace:
                    self.put("tr.append(('current',))")
                with self.block("if t is not None:"):
                    self.set_time("t")
        self.joined()

    def many_turns(self, op: Loop, turn: str) -> None:
        if op.count is None:
            limit = self.end_of(op.room)
            if limit != self.limit:
                with self.block(f"if {limit} < o:"):
                    self.fail(f"truncated('repeated part', o, {self.limit} - {limit}, {self.limit})")
            self.put(f"{turn} = -1")
            head = f"while o < {limit}:"
        else:
            limit, count = self.limit, self.fresh("times")
            self.put(f"{count} = {self.python(op.count)}")
            with self.block(f"if {count} is None or {count} > {limit} - o + 1:"):
                self.fail(f"truncated('repeated part', o, {count} or 0, {limit})")
            head = f"for {turn} in range(int({count})):"
        self.display = None
        with self.block(head), self.inside(limit), self.aside(), self.forgetting(op.body):
            if op.count is None:
                self.put(f"{turn} += 1")
            calls = [one for one in every(op.body) if isinstance(one, Call)] if op.count is None else []
            if calls:
                start = self.fresh("start")
                self.put(f"{start} = o")
            self.one_turn(op, turn)
            if calls:  # which alone may take no byte, and would do so without end
                with self.block(f"if o == {start}:"):
                    self.fail(f"stuck({calls[0].node.name!r}, o)")

    def one_turn(self, op: Loop, turn: str) -> None:
        """One turn of a loop; the turn of a history gets values and time of its own."""
        self.moved()
        self.took(op.fork)
        values, time, display = self.values, self.time, self.display
        self.turn = turn
        if op.record is not None:
            self.values, self.time = self.fresh("e"), self.fresh("t")
            first = op.newest == "first"
            new = f"column(rows_{op.record}, {self.row(op, turn)})" if op.columns else "{}"
            self.display = None if self.trace or first or op.columns else []
            if self.display is None:
                self.put(f"{self.values} = {f'{values} if {turn} == 0 else {new}' if first else new}")
            if not _dates(op.body):
                self.put(f"{self.time} = None")
            if self.trace:
                self.put(f"tr.append(('turn', {op.record}, {f'{turn} == 0' if first else 'False'}))")
        self.body(op.body)
        self.settle()
        self.flush()
        if op.record is not None:
            self.keep_record(op, turn, time)
        self.values, self.time, self.display = values, time, display
        self.moved()

    @contextmanager
    def forgetting(self, body: Ops) -> Iterator[None]:
        """A turn: what an earlier one read is not known in it, so that what may be missed starts as None."""
        names = {part.variable for part in parts(body) if part.variable in self.used and part.variable is not None}
        self.sure -= names
        start, outer, self.doubted = len(self.lines), self.doubted, set()
        depth = self.depth
        yield
        again = sorted(names & self.doubted)
        if again:
            self.lines.insert(start, "    " * depth + f"{' = '.join(f'v_{name}' for name in again)} = None")
        self.doubted |= outer

    def keep_record(self, op: Loop, turn: str, outer: str) -> None:
        if op.time is not None:
            self.put(f"{self.time} = {self.python(op.time)}")
        if self.trace:
            self.put(f"tr.append(('turned', o, {'None' if op.time is None else self.time}))")
        keep = f"rec.append(({op.record}, {self.time}, {self.values}))"
        word = ""
        if op.newest == "first":
            with self.block(f"if {turn} == 0:"):
                inner, self.time = self.time, outer
                self.set_time(f"{inner} if {inner} is not None else {outer}")
                self.time = inner
            word = "else:"
        if op.columns:  # only the first column makes the record
            known = f"len(rows_{op.record}) > kept_{op.record}"
            word = f"elif {known}:" if word else f"if {known}:"
        if not word:
            self.put(keep)
            return
        with self.block(word):
            self.put(keep)
            if op.columns:
                self.put(f"kept_{op.record} += 1")

    @staticmethod
    def row(op: Loop, turn: str) -> str:
        """The number of the record that a turn adds to."""
        return f"{turn} - 1" if op.newest == "first" else turn

    def set_time(self, value: str) -> None:
        self.put(f"{self.time} = {value}")
        if self.trace and self.time == "tm":
            self.put("head[1] = tm")

    def call(self, op: Call) -> None:
        self.settle()
        self.flush()
        self.display = None
        function, slots = self.bind(op.node.read), self.keys(op)
        times = self.bind(tuple(slot.role == "time" for slot in op.slots))
        with self.block("try:"):
            self.put(f"items, end = {function}(p, o, {self.limit}, rx)")
        with self.block("except Corrupt as error:" if self.trace else "except Corrupt:"):
            self.fail("corrupt(error)")
        self.put(f"t = gather(items, {slots}, {times}, {op.record}, {self.values}, rec)")
        with self.block("if t is not None:"):
            self.set_time("t")
        if self.trace:
            self.put(f"tr.append(('load', {op.number}, o, end - o))")
            self.put(f"tr.extend(steps(items, {times}, {op.record}, {op.number}, end))")
        self.put("o = end")
        self.moved()

    def keys(self, op: Call) -> str:
        """What the values of a custom node are stored under."""
        channels = [one.channel if one.dynamic else None for one in op.node.fields]
        if not any(isinstance(one, Expr) for one in channels):
            return self.bind(tuple(slot.index for slot in op.slots))
        pairs = zip(op.slots, channels, strict=True)
        shown = (
            f"({slot.index}, {self.python(one)})" if isinstance(one, Expr) else str(slot.index) for slot, one in pairs
        )
        return f"({', '.join(shown)},)"


def _dates(body: Ops) -> bool:
    """Whether a body sets its time whatever happens."""
    loaded = [part for op in body if isinstance(op, Load) for part in op.parts]
    return any(part.slot is not None and part.slot.role == "time" and part.valid is None for part in loaded)
