"""From a Plan to its register program.

What a program cannot hold (a custom node, numbers beyond 64 bits) is refused with :class:`NotLowered`; such a device
is decoded by generated Python, also in a batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from redi_codecs.layout.expr import Cond, Const, Expr, Known
from redi_codecs.layout.nodes import AnyChannel, Key
from redi_codecs.plan.plan import (
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
    Plan,
    TagLoop,
    Take,
    Within,
    parts,
    within_part,
)
from redi_codecs.plan.plan import (
    Op as PlanOp,
)
from redi_codecs.runtimes.core.code import Label, NotLowered
from redi_codecs.runtimes.core.loads import LoadLowerer
from redi_codecs.runtimes.core.program import NONE, ORDERS, Alu, Instr, Op, Program

__all__ = ["NotLowered", "lower"]

Ops = tuple[PlanOp, ...]


def lower(plan: Plan) -> Program:
    """The program of a plan; raises :class:`NotLowered` where there is none."""
    return _Lowerer(plan).run()


class _Lowerer(LoadLowerer):
    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.used = plan.referenced

    def run(self) -> Program:
        self.start()
        self.body(self.plan.ops)
        self.emit(Instr(Op.END))
        return self.finish()

    def body(self, ops: Ops) -> None:
        for op in ops:
            self.op(op)

    def op(self, op: PlanOp) -> None:
        match op:
            case Load():
                self.load(op)
            case Take():
                self.take(op)
            case Derive():
                self.derive(op)
            case If(cond, body):
                done = Label()
                self.unless(cond, done)
                self.body(body)
                self.place(done)
            case Choose():
                self.choose(op)
            case TagLoop():
                self.tags(op)
            case Loop():
                self.loop(op)
            case Within(size, body):
                self.within(self.number(size), body, self.error("TruncatedPayload", "a part of stated length"))
            case Clip(variable, known, rising):
                lost = self.variable(f"lost {variable}")
                self.emit(Instr(Op.CLIP, a=self.variable(variable), b=self.pool([known]), reg=lost, x=int(rising)))
            case Lost(variable, room):
                end = self.end_of(room, "a part of stated length")
                warning = self.warning("unknown_group")
                self.emit(Instr(Op.LOST, a=self.variable(f"lost {variable}"), b=end, x=warning))
            case Guard():
                self.guard(op)
            case Name(message):
                self.emit(Instr(Op.NAME, a=self.program.schema.messages.index(message)))
            case _:
                raise NotLowered(f"{type(op).__name__} has no instructions")

    # ---- branches

    def choose(self, op: Choose) -> None:
        registers = [self.selector(expr) for expr in op.on]
        before = sum(load.size for load in op.loads)
        done, otherwise = Label(), Label()
        self.cases(op.cases, registers, otherwise, done, self.body)
        self.place(otherwise)
        if op.otherwise is None:
            self.unknown(op, before)
        else:
            self.body(op.otherwise)
        self.place(done)

    def selector(self, expr: Expr) -> int:
        """The register of what a case is chosen by; a condition on something unknown is false."""
        value = self.value(expr)
        return self._alu(Alu.OR_ZERO, value) if isinstance(expr, Cond) else value

    def unknown(self, op: Choose | TagLoop, before: int) -> None:
        """No case fits: an error, or the end of the block that stands around, or of what is left."""
        on = op.on[0]
        if isinstance(op, Choose) and op.unknown == "stop" and op.block is None:
            end = self.end_of(op.room, "a part of stated length")
            self.emit(Instr(Op.WARN, a=self.warning("unknown_block"), b=end))
            return
        if isinstance(on, Known) and on.name == "f_port":
            self.emit(Instr(Op.FAIL, err=self.error("UnknownPort", None), a=NONE))
            return
        source = op.source if isinstance(op, Choose) else None
        label = on.name if isinstance(on, Known) else op.loads[0].parts[0].label if op.loads else source or str(on)
        fault, at = self.error("UnknownMessage", label), NONE if source is None else self.variable(f"at {source}")
        if isinstance(op, Choose) and op.unknown == "stop" and op.block is not None:
            begin = self.variable(f"begin {op.block}")
            self.emit(Instr(Op.STOP, err=fault, a=before, reg=at, x=op.block, off=begin))
        else:
            self.emit(Instr(Op.FAIL, err=fault, a=before, reg=at))

    def begin(self, block: int, code: str, end: int, leave: Label) -> None:
        """The beginning of a block, and where to go on if it turns out that something in it is unknown."""
        begin = self.variable(f"begin {block}")
        self.patch(self.emit(Instr(Op.BEGIN, reg=begin, x=block, lim=end, a=self.warning(code), b=0)), "b", leave)

    def cases(self, cases: Iterable[Case], registers: list[int], otherwise: Label, done: Label, run: object) -> None:
        """Code for each case, found by one table after the other; every case ends at ``done``."""
        found = [(self.keyed(case.key), Label(), case) for case in cases]
        self.tables([(key, label) for key, label, _ in found], registers, otherwise)
        for _, label, case in found:
            self.place(label)
            run(case.body)  # type: ignore[operator]
            self.jump(done)

    def keyed(self, key: Key) -> Key:
        """A key whose named states are numbers, as they are in registers."""
        return tuple(
            tuple(self.label_number(match) if isinstance(match, str) else match for match in part) for part in key
        )

    def tables(self, entries: list[tuple[Key, Label]], registers: list[int], otherwise: Label) -> None:
        """Wildcards last, as the generated decoder tries them; no other two keys have a value in common."""
        if not entries:
            self.jump(otherwise)
            return
        register, *rest = registers

        def wild(entry: tuple[Key, Label]) -> bool:
            return any(isinstance(match, AnyChannel) for part in entry[0] for match in part)

        order = sorted(entries, key=wild)
        exact = sorted({match for key, _ in order for match in key[0] if isinstance(match, int)})
        spans = [match for key, _ in order for match in key[0] if isinstance(match, range)]
        pending: dict[tuple[int, ...], tuple[Label, list[tuple[Key, Label]]]] = {}

        alike: dict[int, list[int]] = {}  # the numbers of the keys that name a value, and those of all others
        wide: list[int] = []
        for number, (key, _) in enumerate(order):
            for match in key[0]:
                if isinstance(match, int):
                    alike.setdefault(match, []).append(number)
                else:
                    wide.append(number)

        def reaches(match: object, value: int | None) -> bool:
            return isinstance(match, AnyChannel) or (isinstance(match, range) and value is not None and value in match)

        def target(value: int | None) -> Label:
            numbers = {number for number in wide if any(reaches(match, value) for match in order[number][0][0])}
            if value is not None:
                numbers.update(alike.get(value, ()))
            left = [(number, (order[number][0][1:], order[number][1])) for number in sorted(numbers)]
            if not left:
                return otherwise
            if not rest:
                return left[0][1][1]
            return pending.setdefault(tuple(number for number, _ in left), (Label(), [entry for _, entry in left]))[0]

        limits = {edge for one in spans for edge in (one.start, one.stop)}
        steps = sorted({*exact, *(value + 1 for value in exact), *limits})
        edges = [(start, target(start)) for start in steps]
        self.step_switch(register, edges, target(_BELOW), target(None))
        for label, inner in pending.values():
            self.place(label)
            self.tables(inner, rest, otherwise)

    # ---- parts with an end of their own

    @contextmanager
    def inside(self, limit: int) -> Iterator[None]:
        outer, self.limit = self.limit, limit
        yield
        self.limit = outer

    def end_of(self, room: Expr, label: str, *, checked: bool = False) -> int:
        """The register of the end of what is left but ``room``."""
        if isinstance(room, Const) and room.value == 0:
            return self.limit
        end = self.lasting()
        fault = self.error("TruncatedPayload", label) if checked else NONE
        self.emit(Instr(Op.ROOM, reg=end, a=self.number(room), err=fault, lim=self.limit))
        return end

    def within(self, size: int, body: Ops, fault: int) -> None:
        end = self.lasting()
        self.emit(Instr(Op.ENTER, reg=end, a=size, err=fault, lim=self.limit))
        if not body:
            self.emit(Instr(Op.GOTO, a=end))
            return
        with self.inside(end):
            self.body(body)
        self.emit(Instr(Op.LEAVE, a=end, b=self.warning("unused_bytes")))

    def guard(self, op: Guard) -> None:
        crc = op.crc
        end = self.lasting()
        table = self.crc(crc)
        self.emit(
            Instr(Op.CHECK, reg=end, load=op.wire.size + 16 * ORDERS[op.wire.order], need=op.wire.size, a=table,
                  err=self.error("TruncatedPayload", "checksum"), b=self.error("ChecksumMismatch", "checksum"),
                  lim=self.limit)
        )  # fmt: skip
        with self.inside(end):
            self.body(op.body)
        self.emit(Instr(Op.LEAVE, a=end, b=self.warning("unused_bytes")))
        self.emit(Instr(Op.GOTO, a=self.limit))

    # ---- loops

    def forget(self, body: Ops) -> None:
        """A turn starts without what an earlier one read."""
        names = {part.variable for part in parts(body) if part.variable in self.used and part.variable is not None}
        for name in sorted(name for name in names if not name.startswith(("selector_", "mask_"))):
            self.emit(Instr(Op.CLEAR, reg=self.variable(name)))
            if name in self.plan.switched:
                self.emit(Instr(Op.CLEAR, reg=self.variable(f"at {name}")))

    def tags(self, op: TagLoop) -> None:
        end = self.end_of(op.room, "tag")
        top, out, again, otherwise = Label(), Label(), Label(), Label()
        self.place(top)
        self.patch(self.emit(Instr(Op.UNTIL, lim=end, b=0)), "b", out)
        with self.inside(end):
            self.forget(tuple(inner for case in op.cases for inner in case.body))
            for load in op.loads:
                self.load(load)
            length = None
            skipped = sum(load.size for load in op.loads)
            if op.size is not None:
                name = op.size.parts[0].variable or ""
                self.used |= {name}
                self.load(op.size)
                skipped += op.size.size
                length = self.lasting()
                fault = self.error("TruncatedPayload", "tag length")
                self.emit(Instr(Op.ENTER, reg=length, a=self.variable(name), err=fault, lim=self.limit))

            stop = end if length is None or op.unknown != "skip" else length
            if op.block is not None:
                self.begin(op.block, "unknown_tag", stop, again)

            def run(body: Ops) -> None:
                if length is None:
                    self.body(body)
                    return
                self.within(self.variable(name), body, self.error("TruncatedPayload", "a part of stated length"))

            registers = [self.selector(expr) for expr in op.on]
            self.cases(op.cases, registers, otherwise, again, run)
            self.place(otherwise)
            if op.unknown == "raise":
                self.unknown(op, skipped)
            else:
                self.emit(Instr(Op.WARN, a=self.warning("unknown_tag"), b=stop))
        self.place(again)
        self.jump(top)
        self.place(out)

    def loop(self, op: Loop) -> None:
        if op.record is not None and self.record is not None:
            raise NotLowered("records inside records")
        before = NONE
        table = None if op.record is None else self.program.schema.records[op.record]
        if op.newest == "last" and table is not None:
            before = self.lasting()
            self.emit(Instr(Op.COUNT, reg=before, a=table))
        turn = self.lasting()
        self.turns.append(turn)
        if isinstance(op.count, Const) and op.count.value == 1:
            self.set_constant(turn, 0)
            out = Label()
            if op.block is not None:
                self.begin(op.block, "unknown_block", self.end_of(op.room, "repeated part"), out)
            self.one_turn(op, turn, first=op.newest == "first")
            self.place(out)
        else:
            self.many_turns(op, turn)
        self.turns.pop()
        if op.newest == "last" and table is not None:
            self.emit(Instr(Op.MERGE, a=before, b=self.merges(table), x=table, reg=self.time))

    def many_turns(self, op: Loop, turn: int) -> None:
        out, top, first = Label(), Label(), op.record is not None and op.newest == "first"
        if op.count is None:
            limit = self.end_of(op.room, "repeated part", checked=True)
            times = NONE
            if not any(isinstance(one, Load) for one in op.body):  # each turn takes a byte, but not where that is seen
                times = self.lasting()
                self.emit(Instr(Op.KNOWN, x=0, reg=times, lim=limit))
        else:
            limit, times = self.limit, self.lasting()
            fault = self.error("TruncatedPayload", "repeated part")
            self.emit(Instr(Op.TIMES, reg=times, a=self.value(op.count), err=fault, lim=limit))
        self.set_constant(turn, -1)
        stop = self.end_of(op.room, "repeated part") if op.block is not None and op.count is not None else limit
        lost = [] if op.count is None else [each.variable for each in within_part(op.body) if isinstance(each, Clip)]

        def step() -> None:
            if op.count is None:
                self.patch(self.emit(Instr(Op.UNTIL, lim=limit, b=0)), "b", out)
            self.patch(self.emit(Instr(Op.TURN, reg=turn, a=times, b=0)), "b", out)
            if op.block is not None:
                self.begin(op.block, "unknown_block", stop, out)
            self.forget(op.body)
            for name in lost:
                self.set_constant(self.variable(f"lost {name}"), 0)

        def step_end() -> None:
            for name in lost:  # nobody knows where the next turn would begin
                on = Label()
                self.patch(self.emit(Instr(Op.UNLESS, a=self.variable(f"lost {name}"))), "b", on)
                self.jump(out)
                self.place(on)

        with self.inside(limit):
            if first:
                step()
                self.one_turn(op, turn, first=True)
                step_end()
            self.place(top)
            step()
            self.one_turn(op, turn, first=False)
            step_end()
            self.jump(top)
        self.place(out)

    def one_turn(self, op: Loop, turn: int, *, first: bool) -> None:
        """One turn; that of a history writes to a record of its own, unless it is the current one."""
        if op.record is None:
            self.body(op.body)
            return
        table = self.program.schema.records[op.record]
        outer_record, outer_time = self.record, self.time
        self.time = self.lasting()
        self.emit(Instr(Op.CLEAR, reg=self.time))
        if not first:
            self.record = op.record
            at = NONE
            if op.columns:
                at = turn if op.newest != "first" else self.less_one(turn)
            self.emit(Instr(Op.ROW, a=table, b=at))
        self.body(op.body)
        if op.time is not None:
            value = self.value(op.time)
            self.emit(Instr(Op.CLEAR, reg=self.time))
            self.emit(Instr(Op.MOVE, reg=self.time, a=value))
        inner = self.time
        self.record, self.time = outer_record, outer_time
        if first:
            self.emit(Instr(Op.MOVE, reg=outer_time, a=inner))
        else:
            self.emit(Instr(Op.DATE, a=table, b=inner))


_BELOW = -(1 << 62)
