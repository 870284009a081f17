"""Generated Python, what branches and repeats: switches, tags, optional groups, loops, parts of stated length."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
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
    within_part,
)
from redi_codecs.runtimes.python.cases import Ops
from redi_codecs.runtimes.python.ends import EndEmitter
from redi_codecs.runtimes.python.expressions import unsure


class ControlEmitter(EndEmitter):
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

    # ---- branches

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
                with self.aside():
                    self.unknown(op, before, values)
            else:
                self.took(op.fork, 0)
                self.branch(op.otherwise, start, waiting)

        self.cases(op.cases, values, lambda body: self.branch(body, start, waiting), otherwise)
        self.joined()

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
            if op.block is not None and self.trace:
                self.flush()
                stop = f"o + v_{length}" if op.unknown == "skip" else end
                self.begin(op.block, "unknown_tag", f"o - {skipped}", stop, "continue")
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
                    self.unknown_tag(op, end, values, skipped, length)

            self.cases(op.cases, values, run, otherwise)
        self.joined()

    def unknown_tag(self, op: TagLoop, end: str, values: list[str], skipped: int, length: str | None) -> None:
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
            self.single_turn(op, turn)
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
        stop = self.end_of(op.room) if op.count is not None and self.stops(op) else limit
        lost = self.masks(op) if op.count is not None else ""
        calls = [one for one in every(op.body) if isinstance(one, Call)] if op.count is None else []
        with self.block(head), self.inside(limit), self.aside():
            if self.stops(op):
                self.begin(op.block or 0, "unknown_block", "o", stop, "break")
            with self.forgetting(op.body):
                if op.count is None:
                    self.put(f"{turn} += 1")
                if lost:
                    self.put(f"{lost} = 0")
                if calls:
                    start = self.fresh("start")
                    self.put(f"{start} = o")
                self.one_turn(op, turn)
                if calls:  # which alone may take no byte, and would do so without end
                    with self.block(f"if o == {start}:"):
                        self.fail(f"stuck({calls[0].node.name!r}, o)")
                if lost:  # nobody knows where the next turn would begin
                    with self.block(f"if {lost.replace(' = ', ' or ')}:"):
                        self.put("break")

    def stops(self, op: Loop) -> bool:
        return op.block is not None and self.trace

    def masks(self, op: Loop) -> str:
        """The variables for unknown groups in a turn, joined by " = "."""
        found = (each for each in within_part(op.body) if isinstance(each, Clip))
        return " = ".join(f"lost_{each.variable}" for each in found) if self.trace else ""

    def single_turn(self, op: Loop, turn: str) -> None:
        """A part that comes once; where something in it is unknown, there is none."""
        if not self.stops(op):
            self.one_turn(op, turn)
            return
        start = self.base, self.ahead
        stop, left = self.end_of(op.room), self.fresh("left")
        self.put(f"{left} = ({op.block}, o) in st")
        with self.block(f"if {left}:"):
            self.skip("unknown_block", "o", stop, f"st[{op.block}, o]")
        with self.block("else:"), self.aside():
            self.base, self.ahead = start
            self.put(f"b{op.block} = o")
            self.one_turn(op, turn)
        self.joined()

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
        names = self.used & {part.variable for part in parts(body)}
        self.sure -= names
        start, outer, self.doubted = len(self.lines), self.doubted, set()
        depth = self.depth
        yield
        again = [f"v_{name}" for name in sorted(names & self.doubted)]
        if self.trace:
            again += [f"at_{name}" for name in sorted(names & self.plan.switched)]
        if again:
            self.lines.insert(start, "    " * depth + f"{' = '.join(again)} = None")
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
        types = tuple(slot.type for slot in op.slots)
        if "int" in types or "bool" in types:  # the others are held as they come
            self.put(f"items = typed(items, {self.bind(types)})")
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
