"""Lowering, the parts below control flow: registers, pools, transforms and expressions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from redi_codecs.engine.lowercode import CodeBuilder, Label, NotLowered
from redi_codecs.engine.plan import Part, Plan, parts
from redi_codecs.engine.plan import Slot as PlanSlot
from redi_codecs.engine.program import (
    LENGTH,
    NONE,
    ORDERS,
    PORT,
    RECEIVED,
    TEXT_FORMS,
    TIME,
    TYPES,
    Alu,
    Instr,
    Kind,
    Op,
    Slot,
    Xform,
)
from redi_codecs.engine.pybytes import is_time
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
from redi_codecs.layout.nodes import Crc, _table
from redi_codecs.layout.transform import (
    _LEAPS,
    Affine,
    Choice,
    Curve,
    Dotted,
    GpsTime,
    Mixed,
    Test,
    Transform,
    Verbatim,
)
from redi_codecs.layout.wire import Real, Source, Whole

_ARITH = {"+": Alu.ADD, "-": Alu.SUB, "*": Alu.MUL, "/": Alu.DIV, "//": Alu.FLOORDIV, "%": Alu.MOD}
_COMPARE = {"==": Alu.EQ, "!=": Alu.NE, "<": Alu.LT, "<=": Alu.LE, ">": Alu.GT, ">=": Alu.GE}
_TESTS = ("==", "!=", "<", "<=", ">", ">=")
_EXACT = 1 << 53  # beyond it a double does not hold every integer
_SAFE = 1 << 61  # beyond it arithmetic could leave 64 bits
_LONGEST = 1 << 31  # no payload is longer


@dataclass(frozen=True, slots=True)
class Range:
    """What a number can be: an interval, and whether it may have a fraction."""

    low: float
    high: float
    real: bool = False

    @property
    def reach(self) -> float:
        return max(abs(self.low), abs(self.high))

    def join(self, other: Range) -> Range:
        return Range(min(self.low, other.low), max(self.high, other.high), self.real or other.real)


_TRUTH = Range(0, 1)
_ANY_REAL = Range(-math.inf, math.inf, real=True)


class ExpressionLowerer(CodeBuilder):
    """Adds values and expressions; :mod:`redi_codecs.engine.lower` adds what the operations of a plan become."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.record: int | None = None
        self.time = TIME
        self.turns: list[int] = []
        self._ranges: dict[str, Range] = {}
        self._xforms: dict[Xform, int] = {}
        self._tables: dict[tuple[float, ...], int] = {}

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
                found = self._range_of(part)
                self._ranges[part.variable] = found if known is None else known.join(found)
        for part in parts(self.plan.ops):
            if part.counted and part.slot is not None:
                self.set_constant(self._counter(part.slot), 0)

    def label_number(self, label: str) -> int:
        labels = self.program.labels
        if label not in labels:
            labels.append(label)
        return labels.index(label)

    def crc(self, crc: Crc) -> int:
        if crc.bits > 32:
            raise NotLowered(f"{crc.name} has {crc.bits} bits")
        initial = int(f"{crc.initial:0{crc.bits}b}"[::-1], 2) if crc.reflected else crc.initial
        return self.pool([crc.bits, initial, int(crc.reflected), crc.final, *_table(crc)])

    def merges(self, table: int) -> int:
        """Which columns of a record become current ones."""
        found = self.program.schema
        record = found.records.index(table)
        if any(one.parent == table for one in found.tables):
            raise NotLowered("records with open channels become current")
        pairs = []
        for (group, slot), (_, at) in found.places.items():
            if group == record:
                main, place = found.places[None, slot]
                pairs += [self.program.first[table] + at, self.program.first[main] + place]
        return self.pool([len(pairs) // 2, *pairs])

    def unless(self, cond: Cond, label: Label) -> None:
        """Go to the label unless the condition holds."""
        if isinstance(cond, BitSet) and isinstance(cond.value, Ref):
            self.patch(self.emit(Instr(Op.UNBIT, a=self.value(cond.value), x=cond.number)), "b", label)
        else:
            self.patch(self.emit(Instr(Op.UNLESS, a=self.value(cond))), "b", label)

    def less_one(self, register: int) -> int:
        return self._alu(Alu.SUB, register, self.constant_register(1))

    # ---- parts

    def is_time(self, part: Part) -> bool:
        return is_time(part)

    def matters(self, part: Part) -> bool:
        named = part.variable is not None and (part.variable in self.used or part.variable.startswith("mask_"))
        return part.slot is not None or part.constant is not None or named

    def target(self, part: Part) -> int:
        if is_time(part):
            return self.time
        if part.variable is None or not (part.variable in self.used or part.variable.startswith("mask_")):
            return NONE
        return self.variable(part.variable)

    def column(self, part: Part) -> int:
        if part.slot is None or is_time(part):
            return NONE
        table, at = self.program.schema.places[self.record, part.slot.index]
        return self.program.first[table] + at

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

    _occurrence = NONE

    def text_form(self, part: Part) -> int:
        assert isinstance(part.transform, Verbatim)
        return TEXT_FORMS.index(part.transform.form)

    def check_type(self, part: Part, expr: Expr) -> None:
        if part.slot is not None and part.slot.type == "int" and self.range(expr).real:
            raise NotLowered(f"{part.label} is a whole number, and {expr} may not be")

    def plain_xform(self, part: Part) -> int:
        return self._keep(Xform(Kind.INT, bits=part.bits))

    def xform(self, part: Part, wire: Whole | Real) -> int:
        nulls = NONE
        if part.slot is not None and part.sentinels:
            flat: list[int] = []
            for sentinel, status in part.sentinels:
                low, high = (sentinel.start, sentinel.stop - 1) if isinstance(sentinel, range) else (sentinel,) * 2
                flat += [low, high, self.program.schema.statuses.index(status)]
            nulls = self.pool([len(flat) // 3, *flat])
        made = self._transform(part.transform, part.bits, part.signed, isinstance(wire, Real), part)
        return self._keep(replace(made, nulls=nulls, bits=part.bits))

    def _keep(self, xform: Xform) -> int:
        if xform not in self._xforms:
            self._xforms[xform] = len(self._xforms)
            self.program.xforms.append(xform)
        return self._xforms[xform]

    def _transform(self, transform: Transform, bits: int, signed: bool, real: bool, part: Part) -> Xform:
        match transform:
            case Affine(mul, add, den):
                if real:
                    return Xform(Kind.REAL, mul, add, den)
                reach = (1 << bits) * abs(mul) + abs(add)
                floats = den != 1 or (part.slot is not None and part.slot.type in ("float", "time"))
                if not transform.plain and (reach > (_EXACT if floats else _SAFE) or den > _EXACT):
                    raise NotLowered(f"{part.label} has numbers that no double holds")
                return Xform(Kind.INT if den == 1 else Kind.DIV, mul, add, den)
            case Test(op, with_):
                return Xform(Kind.TEST, _TESTS.index(op), with_)
            case Curve():
                if bits > 16:
                    raise NotLowered(f"{part.label} is a curve of {bits} bits")
                at = self._table(transform, bits)
                return Xform(Kind.TABLE, table=at, size=1 << bits)
            case Choice(labels):
                if bits > 31:
                    raise NotLowered(f"{part.label} has {bits} bits of named states")
                known = {raw: self.label_number(label) for raw, label in labels if 0 <= raw < 1 << bits or signed}
                if bits <= 8 and not signed:
                    at = self.pool([known.get(raw, -1 - raw) for raw in range(1 << bits)])
                    return Xform(Kind.CHOICE, table=at, size=1 << bits)
                order = sorted(known)
                at = self.pool([*order, *(known[raw] for raw in order)])
                return Xform(Kind.CHOICE_SEARCH, table=at, size=len(order))
            case Mixed(((high, high_signed), (low, low_signed)), integer_first):
                return Xform(Kind.MIXED, low, high_signed | low_signed << 1 | integer_first << 2, high)
            case Dotted(widths):
                if part.variable in self.used:
                    raise NotLowered(f"{part.label} is text that decides something")
                if widths not in self.program.dotted:
                    self.program.dotted.append(widths)
                return Xform(Kind.DOTTED, table=len(TEXT_FORMS) + self.program.dotted.index(widths))
            case GpsTime():
                at = self.pool(list(_LEAPS))
                return Xform(Kind.GPS, table=at, size=len(_LEAPS))
            case _:
                raise NotLowered(f"{part.label}: {transform!r} has no numbers")

    def _table(self, curve: Curve, bits: int) -> int:
        values = _curve_table(curve, bits)
        at = self._tables.get(values)
        if at is None:
            at = self._tables[values] = len(self.program.floats)
            self.program.floats.extend(values)
        return at

    def _range_of(self, part: Part) -> Range:
        """What a part's value can be."""
        low, high = (
            (-(1 << part.bits - 1), (1 << part.bits - 1) - 1)
            if part.signed and part.bits
            else (0, (1 << part.bits) - 1)
        )
        match part.transform:
            case Affine(mul, add, den) if part.spans:
                ends = sorted(((low * mul + add) / den, (high * mul + add) / den))
                return Range(*ends, real=den != 1 or part.cast == "float")
            case Test() | Choice():
                return Range(-_LONGEST, _LONGEST)
            case Curve() | Mixed() | GpsTime():
                return Range(-1e15, 1e15, real=not isinstance(part.transform, GpsTime))
            case _:
                return _ANY_REAL

    # ---- expressions

    def range(self, expr: Expr) -> Range:
        """What an expression can be; arithmetic that could leave 64 bits is refused."""
        match expr:
            case Const(value):
                return Range(value, value) if isinstance(value, int) else Range(0, _LONGEST)
            case Ref(name):
                return self._ranges.get(name, _ANY_REAL) if not name.startswith("mask_") else Range(0, 1 << 32)
            case Known(name):
                return (
                    Range(-1e12, 1e12, real=True)
                    if name in ("received_at", "measured_at")
                    else Range(-_LONGEST, _LONGEST)
                )
            case Peek(_, source):
                wire = source.wire
                if not isinstance(wire, Whole) or not isinstance(source.transform, Affine):
                    return Range(0, _SAFE)
                if wire.bits > 61 and not source.transform.plain:
                    raise NotLowered("a peek beyond 61 bits")
                return (
                    Range(-(1 << wire.bits), 1 << wire.bits, real=source.transform.den != 1)
                    if wire.bits < 61
                    else Range(0, _SAFE)
                )
            case Arith(op, left, right):
                return self._arith_range(op, self.range(left), self.range(right))
            case Extreme(_, values):
                joined = self.range(values[0])
                for value in values[1:]:
                    joined = joined.join(self.range(value))
                return joined
            case Slice(_, low, high):
                return Range(0, (1 << high - low + 1) - 1)
            case Pick(_, yes, no):
                return self.range(yes).join(self.range(no))
            case _:
                return _TRUTH

    @staticmethod
    def _arith_range(op: str, left: Range, right: Range) -> Range:
        if op == "/":
            return _ANY_REAL
        real = left.real or right.real
        if real and op in ("//", "%"):
            raise NotLowered(f"{op} of numbers that may have a fraction")
        if real:
            return _ANY_REAL
        reach = left.reach * right.reach if op == "*" else left.reach + right.reach
        if reach > _SAFE:
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
            case Peek(offset, source):
                return self._peek(offset, source)
            case Arith(op, left, right):
                self.range(expr)
                if op == "/" and not (self.range(left).real or self.range(right).real):
                    if max(self.range(left).reach, self.range(right).reach) > _EXACT:
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
            case Compare(op, Peek(offset, source), Const(str() as text)) if op in ("==", "!="):
                return self._alu(_COMPARE[op], self._peek(offset, source), self._text(source, text))
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
                raise NotLowered(f"no arithmetic for {expr!r}")

    def _one_of(self, value: Expr, values: Sequence[Any], strict: bool) -> int:
        register = self.value(value, strict=strict)
        found = NONE
        for one in values:
            if isinstance(one, str) and isinstance(value, Peek):
                wanted = self._text(value.source, one)
            else:
                wanted = self.constant_register(self.label_number(one) if isinstance(one, str) else int(one))
            same = self._alu(Alu.SAME if strict else Alu.EQ, register, wanted)
            found = same if found == NONE else self._alu(Alu.OR, found, same)
        return found

    def _text(self, source: Source, text: str) -> int:
        """Text as the number that its bytes are, NULs at its end."""
        data = text.encode("latin-1").ljust(self._size(source), b"\0")
        if len(data) != self._size(source) or len(data) > 7:
            raise NotLowered(f"{text!r} is no text of {self._size(source)} bytes")
        return self.constant_register(int.from_bytes(data, "big"))

    @staticmethod
    def _size(source: Source) -> int:
        found = source.wire.size  # type: ignore[union-attr]
        if not isinstance(found, int):
            raise NotLowered("a peek of open length")
        return found

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

    def _peek(self, offset: int, source: Source) -> int:
        size = self._size(source)
        if size > 8:
            raise NotLowered(f"a peek of {size} bytes")
        wire = source.wire
        reg = self.temporary()
        order, bits, signed = "big", 8 * size, False
        if isinstance(wire, Whole):
            order, bits, signed = wire.order, wire.bits, wire.signed
            part = Part("peek", ((0, bits),), signed, source.transform)
            x = self._keep(replace(self._transform(source.transform, bits, signed, False, part), bits=bits))
        else:
            x = self._keep(Xform(Kind.INT, bits=bits))
        kept = 64 if signed else 0
        self.emit(
            Instr(
                Op.PEEK,
                off=offset,
                need=offset + size if offset >= 0 else -offset,
                load=size + 16 * ORDERS[order],
                shl=64 - bits,
                shr=64 - bits + kept,
                reg=reg,
                x=x,
            )
        )
        return reg


@lru_cache(maxsize=256)
def _curve_table(curve: Curve, bits: int) -> tuple[float, ...]:
    """What every raw number means, NaN where it means nothing."""
    return tuple(math.nan if (value := curve.decode(raw)) is None else float(value) for raw in range(1 << bits))
