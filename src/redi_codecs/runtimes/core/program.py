"""The register program of a device: what the compiled core runs.

A program is flat: instructions of sixteen 32-bit numbers, and pools that they refer to. It comes from a Plan
(:mod:`redi_codecs.runtimes.core.lower`), can be read (:func:`disassemble`), and is only run once it has been verified
(:mod:`redi_codecs.runtimes.core.verify`).

A cursor moves through the payload. Registers hold a whole number, a float, or nothing; register 0 is the end of the
payload, the next ones are what is known without reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from enum import IntEnum

from redi_codecs.plan.schema import Schema


class Op(IntEnum):
    """What an instruction does."""

    END = 0
    #: Read bits at cursor + off, make a value of them, store it and set a register.
    FIELD = 1
    #: Move the cursor, after a check that the bytes are there.
    SKIP = 2
    #: Continue where table ``a`` of the integer pool says for register ``reg``.
    SWITCH = 3
    #: Continue at ``b`` unless register ``a`` is true.
    UNLESS = 4
    #: Continue at ``b`` unless the bit ``x`` of register ``a`` is set.
    UNBIT = 5
    #: reg = a <arithmetic x> b
    ALU = 6
    #: reg = what is known: bytes left before ``lim``, the time measured, where the cursor is.
    KNOWN = 7
    #: reg = bits at a fixed byte of the payload, nothing where it is too short.
    PEEK = 8
    #: Continue at ``b`` once the cursor has reached register ``lim``.
    UNTIL = 9
    #: reg = cursor + register a, an end; it must lie within ``lim``.
    ENTER = 10
    #: reg = register lim - register a, an end that must not lie before the cursor.
    ROOM = 11
    #: At the end ``a`` of a part: what is left over is skipped with warning ``b``.
    LEAVE = 12
    #: The cursor moves to register ``a``.
    GOTO = 13
    #: Text from the cursor to register ``a`` becomes a value; the cursor moves there.
    TEXT = 14
    #: A register becomes a value.
    STORE = 15
    #: No value, status ``b``.
    NULL = 16
    #: reg = how often a part repeats, register ``a`` as a whole number that can be true.
    TIMES = 17
    #: Register reg + 1; continue at ``b`` when it has reached register ``a``.
    TURN = 18
    #: A new record in table ``a`` (by columns: the one numbered by register ``b``).
    ROW = 19
    #: The record in table ``a`` gets its time, register ``b``.
    DATE = 20
    #: The last record since the count in register ``a`` becomes current; ``b`` is the list of columns, reg its time.
    MERGE = 21
    #: reg = how many records table ``a`` has.
    COUNT = 22
    #: Unknown bits of the mask ``a`` go to reg and are dropped.
    CLIP = 23
    #: Where register ``a`` says that groups were lost, everything up to register ``b`` is skipped with warning ``x``.
    LOST = 24
    #: A checksum at the end of everything: table ``a``; reg becomes the end of what it covers.
    CHECK = 25
    #: The frame is message ``a``.
    NAME = 26
    #: Warning ``a``; the cursor moves to register ``b`` if there is one.
    WARN = 27
    #: The row has no values: error ``err``, ``a`` bytes before the cursor (or at byte 0), or at register reg if set.
    FAIL = 28
    #: Register reg becomes nothing.
    CLEAR = 29
    #: Register reg becomes register a, unless that is nothing.
    MOVE = 30
    #: reg = the cursor, where block ``x`` begins. If it is known as not understood, it is left out with warning ``a``:
    #: the cursor moves to register ``lim``, to continue at ``b``.
    BEGIN = 31
    #: Block ``x``, which begins at register ``off``, is not understood: the payload is run again without it. Where
    #: there are too many of them, as FAIL.
    STOP = 32


#: Operations whose ``b`` is a place in the code.
JUMPS = frozenset({Op.UNLESS, Op.UNBIT, Op.UNTIL, Op.TURN, Op.STORE, Op.BEGIN})
#: Operations after which the program does not go on.
ENDS = frozenset({Op.END, Op.FAIL, Op.STOP})


class Alu(IntEnum):
    """Arithmetic on registers; whatever touches nothing gives nothing, unless said otherwise."""

    ADD = 0
    SUB = 1
    MUL = 2
    DIV = 3
    FLOORDIV = 4
    MOD = 5
    EQ = 6
    NE = 7
    LT = 8
    LE = 9
    GT = 10
    GE = 11
    MIN = 12
    MAX = 13
    AND = 14
    OR = 15
    NOT = 16
    #: The bits ``off & 255`` to ``off >> 8`` of a.
    BITS = 17
    #: Nothing counts as false or 0.
    OR_ZERO = 18
    #: Equality in which nothing differs from every number.
    SAME = 19
    DIFFERS = 20
    #: b where a is true, else register ``off``.
    SELECT = 21
    #: The second operand decides only where the first one does not.
    AND_THEN = 22
    OR_ELSE = 23


class Kind(IntEnum):
    """What a transform does with raw bits."""

    INT = 0
    DIV = 1
    TEST = 2
    TABLE = 3
    CHOICE = 4
    CHOICE_SEARCH = 5
    MIXED = 6
    DOTTED = 7
    GPS = 8
    REAL = 9
    CALENDAR = 10
    #: A float of bits of its own: in ``size`` its mantissa, and from bit 8 on the exponent, 16 sign, 17 hidden bit.
    SMALL = 11


class Type(IntEnum):
    """Types of columns, in the order of :data:`~redi_codecs.plan.schema.ColumnType`."""

    FLOAT = 0
    INT = 1
    BOOL = 2
    ENUM = 3
    TEXT = 4
    BYTES = 5
    TIME = 6


TYPES = {"float": Type.FLOAT, "int": Type.INT, "bool": Type.BOOL, "enum": Type.ENUM, "text": Type.TEXT,
         "bytes": Type.BYTES, "time": Type.TIME}  # fmt: skip

#: How text is made of bytes or of a number; dotted numbers follow as forms from 3 on.
TEXT_FORMS = ("text", "hex", "bytes")

#: Registers with a meaning of their own.
LENGTH, PORT, RECEIVED, TIME = range(4)
FIRST_FREE = 4

#: For more of them there are no numbers.
MOST_ERRORS, MOST_STATUSES, MOST_WARNINGS = 1000, 255, 32

ORDERS = {"big": 0, "little": 1, "words": 2}
NONE = -1


@dataclass(slots=True)
class Instr:
    """One instruction; -1 is nobody and nowhere."""

    op: int
    next: int = NONE
    off: int = 0
    need: int = 0
    adv: int = 0
    err: int = NONE
    #: bytes of the word (1 … 8) + 16 * order
    load: int = 0
    #: number of spans in the pool at ``shl`` where there are several, else 0
    spans: int = 0
    shl: int = 0
    #: amount + 64 where the sign is kept
    shr: int = 0
    col: int = NONE
    reg: int = NONE
    x: int = NONE
    a: int = NONE
    b: int = NONE
    lim: int = 0

    def numbers(self) -> Iterator[int]:
        return (getattr(self, one.name) for one in fields(self))


WORDS = len(fields(Instr))


@dataclass(frozen=True, slots=True)
class Xform:
    """A transform: ``(raw * mul + add) / den``, or a table; ``nulls`` is the place of the sentinels in the pool."""

    kind: Kind
    mul: int = 1
    add: int = 0
    den: int = 1
    #: Where its table starts in the integer or float pool, and how long it is; of INT 1: 64 bits without sign, 2: as a
    #: float.
    table: int = 0
    size: int = 0
    nulls: int = NONE
    #: The bits of the raw number, for bounds.
    bits: int = 64


@dataclass(frozen=True, slots=True)
class Slot:
    """A column of the program: its table, its type, and the limits of what is plausible."""

    table: int
    type: Type
    low: float
    high: float


@dataclass(slots=True)
class Program:
    """Everything that a run needs."""

    schema: Schema
    code: list[Instr] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    #: Where the columns of each table start.
    first: list[int] = field(default_factory=list)
    xforms: list[Xform] = field(default_factory=list)
    ints: list[int] = field(default_factory=list)
    floats: list[float] = field(default_factory=list)
    #: Registers that never change, and what they hold.
    constants: list[tuple[int, int]] = field(default_factory=list)
    registers: int = FIRST_FREE
    #: Registers that start as nothing for every payload.
    cleared: list[int] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    #: Widths of dotted numbers.
    dotted: list[tuple[int, ...]] = field(default_factory=list)
    #: (error code, field) of each error.
    errors: list[tuple[int, str | None]] = field(default_factory=list)


def disassemble(program: Program) -> str:
    """The program as text, an instruction a line, with what is not nobody or nothing.

    >>> from redi_codecs import codec
    >>> from redi_codecs.runtimes.core.lower import lower
    >>> print(disassemble(lower(codec("browan/tbms100").plan)).splitlines()[0])
       0  SWITCH    reg 1  a 0
    """
    plain = Instr(0)
    lines = []
    for number, instr in enumerate(program.code):
        shown = [
            f"{one.name} {getattr(instr, one.name)}"
            for one in fields(Instr)[1:]
            if getattr(instr, one.name) != getattr(plain, one.name)
        ]
        column = f"  -> {_column(program, instr.col)}" if instr.col >= 0 else ""
        lines.append(f"{number:4}  {Op(instr.op).name:8}  {'  '.join(shown)}{column}")
    return "\n".join(lines)


def _column(program: Program, number: int) -> str:
    table = program.slots[number].table
    spec = program.schema.tables[table]
    return f"{spec.name}.{spec.columns[number - program.first[table]].name}"
