"""Lowering, the parts below control flow: registers, pools, transforms and expressions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from typing import Any

from redi_codecs.layout.expr import (
    And,
    Arith,
    BitSet,
    Compare,
    Cond,
    Const,
    Expr,
    Extreme,
    Known,
    Not,
    OneOf,
    Or,
    Peek,
    Pick,
    Ref,
    Slice,
)
from redi_codecs.layout.transform import (
    Affine,
)
from redi_codecs.layout.wire import Whole
from redi_codecs.plan.plan import Part, Plan, parts
from redi_codecs.plan.plan import Slot as PlanSlot
from redi_codecs.runtimes.core.code import Label, NotLowered
from redi_codecs.runtimes.core.parts import ANY_REAL, EXACT, LONGEST, SAFE, PartLowerer, Range
from redi_codecs.runtimes.core.program import (
    LENGTH,
    NONE,
    ORDERS,
    PORT,
    RECEIVED,
    TYPES,
    Alu,
    Instr,
    Kind,
    Op,
    Slot,
    Xform,
)

_ARITH = {"+": Alu.ADD, "-": Alu.SUB, "*": Alu.MUL, "/": Alu.DIV, "//": Alu.FLOORDIV, "%": Alu.MOD}
_COMPARE = {"==": Alu.EQ, "!=": Alu.NE, "<": Alu.LT, "<=": Alu.LE, ">": Alu.GT, ">=": Alu.GE}


_TRUTH = Range(0, 1)


class ExpressionLowerer(PartLowerer):
    """Adds values and expressions; :mod:`redi_codecs.runtimes.core.lower` adds what the operations of a plan become."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.turns: list[int] = []
        self._ranges: dict[str, Range] = {}
        self._occurrence = NONE

    def start(self) -> None:
        program = self.program
        for table in program.schema.tables:
            program.first.append(len(program.slots))
            for column in table.columns:
                kind = column.field.kind
                low = -math.inf if kind is None or kind.low is None else kind.low
                high = math.inf if kind is None or kind.high is None else kind.high
                number = len(program.first) - 1
                program.slots.append(Slot(number, TYPES[column.type], float(low), float(high)))
        for part in parts(self.plan.ops):
            if part.variable is not None:
                known = self._ranges.get(part.variable)
                found = self.range_of(part)
                self._ranges[part.variable] = found if known is None else known.join(found)
        for part in parts(self.plan.ops):
            if part.counted and part.slot is not None:
                self.set_constant(self._counter(part.slot), 0)

    def unless(self, cond: Cond, label: Label) -> None:
        """Go to the label unless the condition holds."""
        if isinstance(cond, BitSet) and isinstance(cond.value, Ref):
            self.patch(self.emit(Instr(Op.UNBIT, a=self.value(cond.value), x=cond.number)), "b", label)
        else:
            self.patch(self.emit(Instr(Op.UNLESS, a=self.value(cond))), "b", label)

    def less_one(self, register: int) -> int:
        return self._alu(Alu.SUB, register, self.constant_register(1))

    # ---- parts

    def _counter(self, slot: PlanSlot) -> int:
        return self.variable(f"count {slot.index}")

    def count(self, part: Part) -> None:
        if part.counted and part.slot is not None:
            counter = self._counter(part.slot)
            self.emit(Instr(Op.ALU, x=Alu.ADD, a=counter, b=self.constant_register(1), reg=counter))

    def channel(self, part: Part) -> int:
        """The register of a part's channel."""
        if part.channel is None:
            return NONE
        self._occurrence = self._counter(part.slot) if part.slot is not None and part.counted else NONE
        return self.value(part.channel)

    def check_type(self, part: Part, expr: Expr) -> None:
        if part.slot is not None and part.slot.type == "int" and self.range(expr).real:
            raise NotLowered(f"{part.label} is a whole number, and {expr} may not be")

    # ---- expressions

    def range(self, expr: Expr) -> Range:
        """What an expression can be; arithmetic that could leave 64 bits is refused."""
        match expr:
            case Const(value):
                return Range(value, value) if isinstance(value, int) else Range(0, LONGEST)
            case Ref(name):
                return self._ranges.get(name, ANY_REAL)
            case Known(name):
                return ANY_REAL if name in ("received_at", "measured_at") else Range(-LONGEST, LONGEST)
            case Peek(_, source):
                wire = source.wire
                if not isinstance(wire, Whole) or not isinstance(source.transform, Affine):
                    return Range(0, SAFE)
                if wire.bits == 64 and not source.transform.plain:
                    raise NotLowered("a peek beyond 61 bits")
                reach = min(1 << wire.bits, SAFE)
                return Range(-reach, reach, real=source.transform.den != 1)
            case Arith(op, left, right):
                return self._arith_range(op, self.range(left), self.range(right))
            case Extreme(_, values):
                return reduce(Range.join, map(self.range, values))
            case Slice(_, low, high):
                return Range(0, (1 << high - low + 1) - 1)
            case Pick(_, yes, no):
                return self.range(yes).join(self.range(no))
            case _:
                return _TRUTH

    @staticmethod
    def _arith_range(op: str, left: Range, right: Range) -> Range:
        if op == "/":
            return ANY_REAL
        real = left.real or right.real
        if real:
            return ANY_REAL
        reach = left.reach * right.reach if op == "*" else left.reach + right.reach
        if reach > SAFE:
            raise NotLowered("arithmetic beyond 61 bits")
        return Range(-reach, reach)

    def number(self, expr: Expr) -> int:
        """The register of a whole number."""
        if self.range(expr).real:
            raise NotLowered(f"{expr} may have a fraction")
        return self.value(expr)

    def _alu(self, op: Alu, a: int, b: int = NONE, *, other: int = 0, eager: bool = False) -> int:
        reg = self.temporary()
        self.emit(Instr(Op.ALU, x=op, a=a, b=a if b == NONE else b, off=other, load=int(eager), reg=reg))
        return reg

    def value(self, expr: Expr, *, strict: bool = False) -> int:
        """The register of an expression's value; ``strict`` tells nothing from false where Python does."""

        def of(one: Expr) -> int:
            return self.value(one, strict=strict)

        match expr:
            case Const(value):
                return self.constant_register(self.label_number(value) if isinstance(value, str) else int(value))
            case Ref(name):
                return self.variable(name)
            case Known(name):
                return self._known(name)
            case Peek():
                return self._peek(expr)
            case Arith(op, left, right):
                self.range(expr)  # refuses what could leave 64 bits
                ranges = self.range(left), self.range(right)
                if op == "/" and any(not one.real and one.reach > EXACT for one in ranges):
                    raise NotLowered("a quotient beyond 53 bits")
                return self._alu(_ARITH[op], of(left), of(right))
            case Extreme(op, values):
                first, *others = map(of, values)
                for other in others:
                    first = self._alu(Alu.MIN if op == "min" else Alu.MAX, first, other)
                return first
            case Slice(value, low, high):
                return self._alu(Alu.BITS, of(value), NONE, other=low | high << 8)
            case BitSet(value, number):
                return self._alu(Alu.BITS, of(value), NONE, other=number | number << 8)
            case Pick(cond, yes, no):
                return self._alu(Alu.SELECT, of(cond), of(yes), other=of(no), eager=not strict)
            case Compare(op, Peek() as peek, Const(str() as text)) if op in ("==", "!="):
                return self._alu(_COMPARE[op], self._peek(peek), self._text(peek, text))
            case Compare(op, left, right):
                alu = _COMPARE[op]
                if strict:
                    alu = {Alu.EQ: Alu.SAME, Alu.NE: Alu.DIFFERS}.get(alu, alu)
                return self._alu(alu, of(left), of(right))
            case OneOf(value, values):
                return self._one_of(value, values, strict)
            case And(left, right):
                return self._alu(Alu.AND_THEN if strict else Alu.AND, of(left), of(right))
            case Or(left, right):
                return self._alu(Alu.OR_ELSE if strict else Alu.OR, of(left), of(right))
            case Not(cond):
                return self._alu(Alu.NOT, of(cond))
            case _:
                raise NotLowered(f"no arithmetic for {expr}")

    def _one_of(self, value: Expr, values: Sequence[Any], strict: bool) -> int:
        register = self.value(value, strict=strict)
        found = NONE
        for one in values:
            if isinstance(one, str) and isinstance(value, Peek):
                wanted = self._text(value, one)
            else:
                wanted = self.constant_register(self.label_number(one) if isinstance(one, str) else int(one))
            same = self._alu(Alu.SAME if strict else Alu.EQ, register, wanted)
            found = same if found == NONE else self._alu(Alu.OR, found, same)
        return found

    def _text(self, peek: Peek, text: str) -> int:
        """Text as the number that its bytes are, NULs at its end."""
        data = text.encode("latin-1").ljust(peek.size, b"\0")
        if len(data) != peek.size or len(data) > 7:
            raise NotLowered(f"{text!r} is no text of {peek.size} bytes")
        return self.constant_register(int.from_bytes(data, "big"))

    def _known(self, name: str) -> int:
        match name:
            case "f_port":
                return PORT
            case "length":
                return LENGTH
            case "received_at":
                return RECEIVED
            case "index":
                return self.turns[-1] if self.turns else self.constant_register(0)
            case "occurrence":
                return self._occurrence
            case "remaining" | "measured_at":
                reg = self.temporary()
                self.emit(Instr(Op.KNOWN, x=("remaining", "measured_at").index(name), reg=reg, lim=self.limit))
                return reg
            case _:
                raise NotLowered(f"{name} is not known to a program")

    def _peek(self, peek: Peek) -> int:
        source, size = peek.source, peek.size
        if size > 8:
            raise NotLowered(f"a peek of {size} bytes")
        wire = source.wire
        reg = self.temporary()
        order, bits, signed = "big", 8 * size, False
        if isinstance(wire, Whole):
            order, bits, signed = wire.order, wire.bits, wire.signed
            part = Part("peek", ((0, bits),), signed, source.transform)
            x = self.keep(replace(self.transform(source.transform, bits, signed, False, part), bits=bits))
        else:
            x = self.keep(Xform(Kind.INT, bits=bits))
        kept = 64 if signed else 0
        load, shl, shr = size + 16 * ORDERS[order], 64 - bits, 64 - bits + kept
        self.emit(Instr(Op.PEEK, off=peek.offset, need=peek.reach, load=load, shl=shl, shr=shr, reg=reg, x=x))
        return reg
