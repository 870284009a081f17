"""Generated JavaScript, what branches and repeats: switches, tags, optional groups, loops, parts of stated length."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from redi_codecs.layout.expr import Const, Expr, Known
from redi_codecs.plan.plan import (
    Call,
    Case,
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
from redi_codecs.runtimes.javascript.cases import Ops
from redi_codecs.runtimes.javascript.ends import EndEmitter
from redi_codecs.runtimes.javascript.expressions import unsure
from redi_codecs.runtimes.javascript.repeating import left_out
from redi_codecs.runtimes.javascript.text import bare, literal, variable


class ControlEmitter(EndEmitter):
    """Writes whole bodies."""

    def body(self, ops: Ops) -> None:
        for op in ops:
            if isinstance(op, Name) and op.message in self.without:
                self.script.fail(None, "0", literal(left_out(op.message)))
                return
            self.op(op)

    def op(self, op: Op) -> None:
        match op:
            case Load():
                self.load(op)
            case Take():
                self.take(op)
            case Derive():
                self.derive(op)
            case If():
                with self.script.block(f"if ({bare(self.javascript(op.cond).removesuffix(' !== 0'))})"):
                    self.branch(op.body)
            case Choose():
                self.choose(op)
            case TagLoop():
                self.tags(op)
            case Loop():
                self.loop(op)
            case Within(Known("remaining"), body) if body:
                self.body(body)
                self.unused("end", "after the end of a part")
            case Within(size, body):
                self.within(self.javascript(size), body)
            case Clip(mask, known, rising):
                self.clip(mask, f"lost_{mask}", known, rising)
            case Lost(mask, room):
                self.lost(f"lost_{mask}", room)
            case Guard():
                self.guard(op)
            case Name(message):
                self.put(f"message = {literal(message)};")
            case Call():
                self.call(op)

    def call(self, op: Call) -> None:
        """A custom node: its twin finds the values, of which the fields say what they are called."""
        read = self.script.twin(op.node)
        told = "".join(f", {self.script.table('told', literal(one))}" for one in op.node.told)
        channels = [one.channel if isinstance(one.channel, Expr) else None for one in op.node.fields]
        fields = [self.row_of(slot, channel) for slot, channel in zip(op.slots, channels, strict=True)]
        table = f"[{', '.join(fields)}]"
        if all(one is None for one in channels):
            table = self.script.table("fields", table)
        kind = literal(None if op.record is None else self.plan.records[op.record])
        gathered = self.script.call("gather", f"{read}(bytes, at, end, received{told})", table, kind, self.time)
        timed = any(slot.role == "time" for slot in op.slots)
        self.put(f"{self.time} = {gathered};" if timed else f"{gathered};")
        self.field = None

    # ---- branches

    def choose(self, op: Choose) -> None:
        values = [self.javascript(expr) for expr in op.on]
        if len(values) == 1 and not values[0].isidentifier():
            name = self.script.fresh("on")
            self.put(f"{name} = {values[0]};")
            values = [name]
        self.unset = any(unsure(expr, self.scope()) for expr in op.on)
        before = _back(sum(load.size for load in op.loads))
        cases = [_truths(case) for case in op.cases] if self.numbers.of(op.on[0]).type == "bool" else op.cases

        def otherwise() -> None:
            if op.otherwise is None:
                with self.aside():
                    self.unknown(op, before, values)
            else:
                self.branch(op.otherwise)

        self.cases(cases, values, self.branch, otherwise)

    # ---- loops

    def tags(self, op: TagLoop) -> None:
        bodies = tuple(inner for case in op.cases for inner in case.body)
        with self.before(op.room), self.script.block("while (at < end)"), self.aside(), self.forgetting(bodies):
            self.unset = False
            for load in op.loads:
                self.load(load)
            length = None
            if op.size is not None:
                name = op.size.parts[0].variable or ""
                self.used |= {name}
                self.load(op.size)
                length = variable(name)
                self.put(self.script.call("need", length, literal("tag length")) + ";")
            start = _back(sum(load.size for load in op.loads) + (0 if op.size is None else op.size.size))
            values = [self.javascript(expr) for expr in op.on]
            stop = f"at + {length}" if op.unknown == "skip" else "end"
            if op.block is not None:
                self.begin(op.block, "unknown_tag", start, stop, "continue;")

            def run(body: Ops) -> None:
                with self.aside():
                    if length is None:
                        self.body(body)
                    else:
                        self.within(length, body)

            def otherwise() -> None:
                if op.unknown == "raise":
                    self.refuse(op, start, values)
                    return
                shown = ' + " " + '.join(f"{self.script.call('hex', value)}.slice(2)" for value in values)
                self.script.warn("unknown_tag", start, f'"tag " + {shown} + " is unknown"')
                self.put(f"at = {stop};")

            self.cases(op.cases, values, run, otherwise)

    def loop(self, op: Loop) -> None:
        turn, time, outer = self.script.fresh("turn"), self.time, self.turn
        last = op.record is not None and op.newest == "last"
        before = now = ""
        if last:
            before = self.script.fresh("before")
            self.put(f"{before} = records.length;")
        if op.record is not None:
            now = self.script.fresh("now")
            self.put(f"{now} = data;")
        if isinstance(op.count, Const) and op.count.value == 1:
            self.put(f"{turn} = 0;")
            self.single_turn(op, turn, now)
        else:
            self.many_turns(op, turn, now)
        if op.record is not None:
            self.put(f"data = {now};")
        self.time, self.turn = time, outer
        if last:
            with self.script.block(f"if (records.length > {before})"):
                self.put(self.script.call("merge") + ";")
                newest = self.script.declare(f"newest_{op.record}")
                self.put(f"if ({newest} !== null) {self.time} = {newest};")

    def many_turns(self, op: Loop, turn: str, now: str) -> None:
        if op.count is None:
            limit = self.end_of(op.room)
            if limit != "end":
                self.put(self.script.call("need", f"end - {limit}", literal("repeated part")) + ";")
            head = f"for ({turn} = 0; at < end; {turn}++)"
        else:
            limit, count = "end", self.javascript(op.count)
            if not isinstance(op.count, Const):
                fresh = self.script.fresh("turns")
                self.put(f"{fresh} = {count};")
                count = fresh
            given, test = count, f"{count} > end - at + 1"
            if unsure(op.count, self.scope()):
                given, test = f"{count} === null ? NaN : {count}", f"{count} === null || {test}"
            self.put(f"if ({test}) {self.script.call('need', given, literal('repeated part'))};")
            most = count if self.numbers.of(op.count).type == "int" else f"Math.floor({count})"
            head = f"for ({turn} = 0; {turn} < {most}; {turn}++)"
        stop = self.end_of(op.room) if op.count is not None and op.block is not None else "end"
        calls = [one for one in every(op.body) if isinstance(one, Call)] if op.count is None else []
        lost = self.masks(op) if op.count is not None else []
        with self.inside(limit), self.script.block(head), self.aside():
            if op.block is not None:
                self.begin(op.block, "unknown_block", "at", stop, "break;")
            with self.forgetting(op.body):
                for one in lost:
                    self.put(f"{self.script.declare(one, '0')} = 0;")
                if calls:
                    start = self.script.fresh("start")
                    self.put(f"{start} = at;")
                self.one_turn(op, turn, now)
                if calls:  # which alone may take no byte, and would do so without end
                    problem = literal("nothing is read here, turn after turn")
                    stuck = self.script.call("fail", literal(calls[0].node.name), "at", problem)
                    self.put(f"if (at === {start}) {stuck};")
                if lost:  # nobody knows where the next turn would begin
                    self.put(f"if ({' || '.join(lost)}) break;")

    def masks(self, op: Loop) -> list[str]:
        """The variables for unknown groups in a turn."""
        return [f"lost_{each.variable}" for each in within_part(op.body) if isinstance(each, Clip)]

    def single_turn(self, op: Loop, turn: str, now: str) -> None:
        """A part that comes once; where something in it is unknown, there is none."""
        if op.block is None:
            self.one_turn(op, turn, now)
            return
        left = self.script.call("leftOut", op.block, '"unknown_block"', "at", self.end_of(op.room))
        with self.script.block(f"if (!{left})"), self.aside():
            self.put(f"{self.script.declare(f'block{op.block}')} = at;")
            self.one_turn(op, turn, now)

    def one_turn(self, op: Loop, turn: str, now: str) -> None:
        """One turn of a loop; the turn of a history gets data and a time of its own."""
        time = self.time
        self.turn = turn
        if op.record is not None:
            self.time = self.script.fresh("time")
            first = op.newest == "first"
            if op.columns:
                rows = self.script.declare(f"rows_{op.record}", "[]")
                new = self.script.call("row", rows, self.row(op, turn))
            else:
                new = "{}"
            self.put(f"data = {f'{turn} === 0 ? {now} : {new}' if first else new};")
            self.put(f"{self.time} = null;")
        self.body(op.body)
        if op.record is not None:
            self.keep_record(op, turn, time)
        self.time = time

    @contextmanager
    def forgetting(self, body: Ops) -> Iterator[None]:
        """A turn: what an earlier one read is not known in it, so that what may be missed starts as null."""
        names = {part.variable for part in parts(body) if self.steers(part) and part.variable is not None}
        self.sure -= names
        lines, outer, self.doubted = self.script.lines, self.doubted, set()
        start = len(lines)
        yield
        again = [variable(name) for name in sorted(names & self.doubted)]
        again += [f"at_{variable(name)}" for name in sorted(names & self.plan.switched)]
        if again:
            lines.insert(start, f"{' = '.join(again)} = null;")
        self.doubted |= outer

    def keep_record(self, op: Loop, turn: str, outer: str) -> None:
        if op.time is not None:
            self.put(f"{self.time} = {self.javascript(op.time)};")

        def keep() -> None:
            if op.newest == "last":
                self.put(f"{self.script.declare(f'newest_{op.record}')} = {self.time};")
            self.put(self.script.call("record", literal(self.plan.records[op.record or 0]), self.time) + ";")

        word = ""
        if op.newest == "first":
            with self.script.block(f"if ({turn} === 0)"):
                self.put(f"if ({self.time} !== null) {outer} = {self.time};")
            word = "else"
        if op.columns:  # only the first column makes the record
            kept = self.script.declare(f"kept_{op.record}", "0")
            known = f"rows_{op.record}.length > {kept}"
            with self.script.block(f"{word} if ({known})".strip()):
                keep()
                self.put(f"{kept} += 1;")
        elif word:
            with self.script.block(word):
                keep()
        else:
            keep()

    @staticmethod
    def row(op: Loop, turn: str) -> str:
        """The number of the record that a turn adds to."""
        return f"{turn} - 1" if op.newest == "first" else turn


def _truths(case: Case) -> Case:
    """A case for what is true or false, which JavaScript does not take for 1 or 0."""
    (part, *others) = case.key
    return Case((tuple(bool(one) if one in (0, 1) else one for one in part), *others), case.body, case.fork)


def _back(size: int) -> str:
    """Where the cursor was so many bytes before."""
    return f"at - {size}" if size else "at"
