"""Lowering, the straight parts: loads, text, computed values."""

from __future__ import annotations

import itertools

from redi_codecs.layout.expr import Cond
from redi_codecs.layout.wire import Real, Whole
from redi_codecs.plan.plan import Derive, Load, Part, Take
from redi_codecs.runtimes.core.alu import ExpressionLowerer
from redi_codecs.runtimes.core.code import Label, NotLowered
from redi_codecs.runtimes.core.program import NONE, ORDERS, Alu, Instr, Op


class LoadLowerer(ExpressionLowerer):
    """Adds loads; :mod:`redi_codecs.runtimes.core.lower` adds what branches and repeats."""

    def load(self, op: Load) -> None:
        self.note(*op.parts)
        meant = [part for part in op.parts if self.matters(part)]
        fault = self.error("TruncatedPayload", op.parts[0].label)
        if len(meant) == 1 and (meant[0].slot is None or not self.decided(meant[0])):
            self.part(meant[0], op, fault, op.step)
            return
        if meant:
            self.emit(Instr(Op.SKIP, need=op.size, err=fault, lim=self.limit))
        for part in meant:
            self.part(part, op, fault, 0)
        self.emit(Instr(Op.SKIP, adv=op.step, need=op.size, err=fault, lim=self.limit))

    def note(self, *parts: Part) -> None:
        """Where a value stands that something is switched on, for what is said of an unknown one."""
        for part in parts:
            if part.variable in self.plan.switched:
                self.emit(Instr(Op.KNOWN, x=2, reg=self.variable(f"at {part.variable}"), lim=self.limit))

    @staticmethod
    def decided(part: Part) -> bool:
        """Whether more than the bits themselves decides what becomes of a part."""
        return part.valid is not None or isinstance(part.invalid, Cond) or part.channel is not None

    def part(self, part: Part, op: Load, fault: int, adv: int) -> None:
        if part.constant is not None:
            self.constant(part, op, fault, adv)
            return
        wire = op.wire
        done = Label()
        column, channel = self.guards(part, done)
        reg = self.target(part)
        load, spans, shl, shr = self.bits(part, wire)
        self.emit(
            Instr(Op.FIELD, need=op.size, adv=adv, err=fault, load=load, spans=spans, shl=shl, shr=shr, col=column,
                  reg=reg, x=self.xform(part, wire, column), a=channel, lim=self.limit,
                  b=int(part.slot is None or part.is_time))
        )  # fmt: skip
        self.place(done)
        if part.is_time and part.variable in self.used:
            self.emit(Instr(Op.MOVE, reg=self.variable(str(part.variable)), a=reg))

    def guards(self, part: Part, done: Label) -> tuple[int, int]:
        """What decides whether a value counts: past ``done`` if it does not. Its column and its channel's register."""
        if part.slot is None:
            return NONE, NONE
        if part.valid is not None:
            self.unless(part.valid, done)
        column = self.column(part)
        self.count(part)
        channel = self.channel(part)
        if isinstance(part.invalid, Cond):
            good = Label()
            self.unless(part.invalid, good)
            self.null(part, column, channel, "fault")
            self.jump(done)
            self.place(good)
        return column, channel

    def bits(self, part: Part, wire: Whole | Real) -> tuple[int, int, int, int]:
        """load, spans, shl, shr of a part."""
        if wire.size > 8:
            raise NotLowered(f"{part.label} lies in a word of {wire.size} bytes")
        load = wire.size + 16 * ORDERS[wire.order]
        if isinstance(wire, Real):
            return load, 0, 64 - wire.bits, 64 - wire.bits
        kept = 64 if part.signed else 0
        if len(part.spans) == 1:
            ((shift, width),) = part.spans
            return load, 0, 64 - shift - width, 64 - width + kept
        pooled = self.pool(list(itertools.chain.from_iterable(part.spans)))
        return load, len(part.spans), pooled, 64 - part.bits + kept

    def constant(self, part: Part, op: Load, fault: int, adv: int) -> None:
        assert part.constant is not None
        seen = self.temporary()
        load, spans, shl, shr = self.bits(part, op.wire)
        self.emit(
            Instr(Op.FIELD, need=op.size, err=fault, load=load, spans=spans, shl=shl, shr=shr, reg=seen,
                  x=self.plain_xform(part), lim=self.limit, b=0)
        )  # fmt: skip
        good, otherwise = Label(), Label()
        self.step_switch(seen, [(part.constant, good), (part.constant + 1, otherwise)], otherwise, otherwise)
        self.place(otherwise)
        if part.warning is None:
            self.emit(Instr(Op.FAIL, err=self.error("UnexpectedValue", part.label), a=0))
        else:
            self.emit(Instr(Op.WARN, a=self.warning(part.warning)))
        self.place(good)
        if adv:
            self.emit(Instr(Op.SKIP, adv=adv, need=adv, err=fault, lim=self.limit))

    def null(self, part: Part, column: int, channel: int, status: str) -> None:
        code = self.program.schema.statuses.index(status)
        if part.is_time:
            self.emit(Instr(Op.CLEAR, reg=self.time))
        else:
            self.emit(Instr(Op.NULL, col=column, a=channel, b=code))

    def take(self, op: Take) -> None:
        part = op.part
        if part.variable in self.used:
            raise NotLowered(f"{part.label} is text that decides something")
        fault = self.error("TruncatedPayload", part.label)
        end = self.temporary()
        if op.size is None:
            self.emit(Instr(Op.ROOM, reg=end, a=self.number(op.room), err=fault, lim=self.limit))
        else:
            self.emit(Instr(Op.ENTER, reg=end, a=self.number(op.size), err=fault, lim=self.limit))
        done = Label()
        if part.slot is not None:
            if isinstance(part.invalid, tuple) and part.invalid:
                raise NotLowered(f"{part.label} is text with sentinels")
            column, channel = self.guards(part, done)
            self.emit(Instr(Op.TEXT, col=column, x=self.text_form(part), a=end, b=channel))
        self.place(done)
        self.emit(Instr(Op.GOTO, a=end))

    def derive(self, op: Derive) -> None:
        part = op.part
        self.note(part)
        if part.slot is None:
            value = self.value(op.expr)
            self.emit(Instr(Op.ALU, x=Alu.OR_ZERO, a=value, b=value, reg=self.variable(part.variable or "")))
            return
        done, missing = Label(), Label()
        column, channel = self.guards(part, done)
        self.check_type(part, op.expr)
        value = self.value(op.expr, strict=True)
        if part.is_time:  # no column: what is computed, or nothing, is the time
            self.emit(Instr(Op.CLEAR, reg=self.time))
            self.emit(Instr(Op.MOVE, reg=self.time, a=value))
            if part.variable in self.used:
                self.emit(Instr(Op.MOVE, reg=self.variable(str(part.variable)), a=self.time))
            self.place(done)
            return
        # STORE goes to b where the register holds nothing
        at = self.emit(Instr(Op.STORE, col=column, reg=value, a=channel, b=0, x=self.target(part)))
        self.patch(at, "b", missing)
        self.jump(done)
        self.place(missing)
        self.null(part, column, channel, "fault")
        self.place(done)
