"""What a program must keep to before the machine runs it: it then reads no byte and writes no cell that is not its own.

The machine checks each payload's bounds by itself; that an instruction asks for as many bytes as it reads, that
registers, columns, tables, pools and places exist, and that every way round a loop takes at least a byte is checked
here, once.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import gt

from redi_codecs.runtimes.core.dates import sound
from redi_codecs.runtimes.core.program import (
    ENDS,
    FIRST_FREE,
    JUMPS,
    LENGTH,
    MOST_ERRORS,
    MOST_STATUSES,
    MOST_WARNINGS,
    NONE,
    PORT,
    RECEIVED,
    Alu,
    Instr,
    Kind,
    Op,
    Program,
    Type,
)

__all__ = ["InvalidProgram", "verify"]


class InvalidProgram(Exception):
    """The program could leave its bounds; which instruction, and how."""


#: The fields of each operation that number registers which have to exist; those that may be nobody come second.
_REGISTERS: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Op.FIELD: (("lim",), ("reg", "a")),
    Op.SKIP: (("lim",), ()),
    Op.SWITCH: (("reg",), ()),
    Op.UNLESS: (("a",), ()),
    Op.UNBIT: (("a",), ()),
    Op.ALU: (("reg", "a", "b"), ()),
    Op.KNOWN: (("reg", "lim"), ()),
    Op.PEEK: (("reg",), ()),
    Op.UNTIL: (("lim",), ()),
    Op.ENTER: (("reg", "a", "lim"), ()),
    Op.ROOM: (("reg", "a", "lim"), ()),
    Op.LEAVE: (("a",), ()),
    Op.GOTO: (("a",), ()),
    Op.TEXT: (("a",), ("b",)),
    Op.STORE: (("reg",), ("a", "x")),
    Op.NULL: ((), ("a",)),
    Op.TIMES: (("reg", "a", "lim"), ()),
    Op.TURN: (("reg",), ("a",)),
    Op.ROW: ((), ("b",)),
    Op.DATE: (("b",), ()),
    Op.MERGE: (("a", "reg"), ()),
    Op.COUNT: (("reg",), ()),
    Op.CLIP: (("a", "reg"), ()),
    Op.LOST: (("a", "b"), ()),
    Op.CHECK: (("reg", "lim"), ()),
    Op.WARN: ((), ("b",)),
    Op.CLEAR: (("reg",), ()),
    Op.MOVE: (("reg", "a"), ()),
    Op.FAIL: ((), ("reg",)),
    Op.BEGIN: (("reg", "lim"), ()),
    Op.STOP: (("off",), ("reg",)),
}
_COLUMNS = frozenset({Op.FIELD, Op.TEXT, Op.STORE, Op.NULL})
#: What makes the end of a part, and the fields that have to name one.
_ENDS = frozenset({Op.ENTER, Op.ROOM, Op.CHECK})
_NEED_END = {
    **dict.fromkeys((Op.FIELD, Op.SKIP, Op.UNTIL, Op.ENTER, Op.ROOM, Op.TIMES, Op.CHECK, Op.KNOWN, Op.BEGIN), "lim"),
    **dict.fromkeys((Op.GOTO, Op.TEXT, Op.LEAVE), "a"),
    **dict.fromkeys((Op.LOST, Op.WARN), "b"),
}


def verify(program: Program) -> None:
    """Raise :class:`InvalidProgram` for the first thing that is wrong."""
    _Verifier(program).run()


class _Verifier:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.at = 0

    def fail(self, problem: str) -> None:
        raise InvalidProgram(f"instruction {self.at} ({Op(self.program.code[self.at].op).name}): {problem}")

    def run(self) -> None:
        program = self.program
        if not program.code:
            raise InvalidProgram("there are no instructions")
        counts = len(program.schema.warnings), len(program.schema.statuses), len(program.errors)
        if any(map(gt, counts, (MOST_WARNINGS, MOST_STATUSES, MOST_ERRORS))):
            raise InvalidProgram("more warnings, statuses or errors than there are numbers for")
        for number, _ in program.constants:
            if not FIRST_FREE <= number < program.registers:
                raise InvalidProgram(f"constant register {number} of {program.registers}")
        if any(not 0 <= number < program.registers for number in program.cleared):
            raise InvalidProgram("a register that is cleared does not exist")
        constant = {number for number, _ in program.constants}
        for at, instr in enumerate(program.code):
            self.at = at
            if instr.op not in Op._value2member_map_:
                raise InvalidProgram(f"instruction {at}: operation {instr.op}")
            self.registers(instr, constant)
            self.places(instr)
            self.operands(instr)
        self.order()
        self.loops()

    def order(self) -> None:
        """An end is made before it is met, and a record begun before it is written to, on every way."""
        program, tables = self.program, self.program.schema.tables
        code = program.code
        ends = {instr.reg for instr in code if instr.op in _ENDS}
        facts: dict[tuple[str, int], int] = {("end", reg): 1 << at for at, reg in enumerate(sorted(ends))}
        facts |= {("row", table): 1 << len(facts) + table for table in range(len(tables))}
        known = [-1] * len(code)
        known[0] = 0
        waiting = [0]
        while waiting:
            at = waiting.pop()
            instr = code[at]
            made = known[at]
            if instr.op in _ENDS:
                made |= facts["end", instr.reg]
            elif instr.op == Op.ROW:
                made |= facts["row", instr.a]
            for target in self.targets(instr):
                if known[target] & made != known[target]:
                    known[target] &= made
                    waiting.append(target)
        for at, instr in enumerate(code):
            self.at = at
            if instr.op not in _ENDS and instr.reg in ends and instr.op != Op.SWITCH:
                self.fail(f"register {instr.reg} is the end of a part")
            end = getattr(instr, _NEED_END.get(Op(instr.op), "lim"))
            if end not in (LENGTH, NONE) and not (end in ends and known[at] & facts["end", end]):
                self.fail(f"register {end} is no end here")
            table = self.record(instr)
            if table is not None and not known[at] & facts["row", table]:
                self.fail(f"no record of {tables[table].name} has begun here")

    def record(self, instr: Instr) -> int | None:
        """The table of records that an instruction writes to."""
        tables = self.program.schema.tables
        if instr.op == Op.DATE:
            return instr.a
        if instr.op not in _COLUMNS or instr.col < 0:
            return None
        table = self.program.slots[instr.col].table
        owner = tables[table].parent if tables[table].kind == "channel" else table
        return owner or None

    def registers(self, instr: Instr, constant: set[int]) -> None:
        needed, optional = _REGISTERS.get(Op(instr.op), ((), ()))
        for name in (*needed, *optional):
            number = getattr(instr, name)
            if not (0 <= number < self.program.registers or (name in optional and number == NONE)):
                self.fail(f"register {name} {number} of {self.program.registers}")
        written = instr.x if instr.op == Op.STORE else instr.reg
        if instr.op != Op.SWITCH and (written in constant or written in (LENGTH, PORT, RECEIVED)):
            self.fail(f"register {written} is not to be written")

    def places(self, instr: Instr) -> None:
        for target in self.targets(instr):
            if not 0 <= target < len(self.program.code):
                self.fail(f"continues at {target} of {len(self.program.code)}")

    def targets(self, instr: Instr) -> Iterator[int]:
        if instr.op == Op.SWITCH:
            yield from self.switch(instr.a)
        elif instr.op not in ENDS:
            yield instr.next
            if instr.op in JUMPS:
                yield instr.b

    def switch(self, at: int) -> list[int]:
        ints = self.program.ints
        self.pooled(at, 4)
        direct = ints[at] == 0
        count = ints[at + 2 if direct else at + 1]
        if count < 0:
            self.fail(f"a switch of {count} places")
        if direct:
            self.pooled(at, 6 + count)
            return ints[at + 3 : at + 6 + count]
        self.pooled(at, 4 + 2 * count)
        starts = ints[at + 4 : at + 4 + count]
        if starts != sorted(starts):
            self.fail("a switch whose edges do not rise")
        return [ints[at + 2], ints[at + 3], *ints[at + 4 + count : at + 4 + 2 * count]]

    def pooled(self, at: int, count: int) -> None:
        if at < 0 or count < 0 or at + count > len(self.program.ints):
            self.fail(f"{count} numbers at {at} of {len(self.program.ints)} in the pool")

    def operands(self, instr: Instr) -> None:
        program, schema, op = self.program, self.program.schema, Op(instr.op)
        if op in _COLUMNS and not (0 <= instr.col < len(program.slots) or (op == Op.FIELD and instr.col == NONE)):
            self.fail(f"column {instr.col} of {len(program.slots)}")
        if op in _COLUMNS and instr.col >= 0:
            self.column(instr)
        match op:
            case Op.FIELD | Op.PEEK:
                self.load(instr)
            case Op.ALU:
                self.alu(instr)
            case Op.SKIP if not 0 <= instr.adv <= instr.need:
                self.fail(f"moves {instr.adv} bytes after a check for {instr.need}")
            case Op.CHECK:
                self.word(instr)
                self.error(instr.b)
                self.pooled(instr.a, 260)
                bits = program.ints[instr.a]
                if not 8 <= bits <= 32 or not 8 * instr.need == bits == 8 * (instr.load & 15):
                    self.fail("a checksum of other than 8 to 32 bits, or than its word has")
            case Op.ROW | Op.DATE | Op.COUNT | Op.MERGE:
                table = instr.x if op == Op.MERGE else instr.a
                if not 0 <= table < len(schema.tables) or schema.tables[table].kind != "record":
                    self.fail(f"table {table} has no records")
                if op == Op.MERGE:
                    self.merge(instr, table)
            case Op.CLIP:
                self.pooled(instr.b, 1)
            case Op.NAME if not 0 <= instr.a < len(schema.messages):
                self.fail(f"message {instr.a} of {len(schema.messages)}")
            case Op.UNBIT if not 0 <= instr.x < 63:
                self.fail(f"bit {instr.x}")
            case Op.NULL if not 0 <= instr.b < len(schema.statuses):
                self.fail(f"status {instr.b} of {len(schema.statuses)}")
            case Op.TEXT if not 0 <= instr.x <= 2:
                self.fail(f"form {instr.x} of text")
            case Op.WARN | Op.BEGIN:
                self.warning(instr.a)
            case Op.LEAVE:
                self.warning(instr.b)
            case Op.LOST:
                self.warning(instr.x)
        if op in (Op.FIELD, Op.SKIP, Op.ENTER, Op.TIMES, Op.CHECK, Op.FAIL, Op.STOP) or (
            op == Op.ROOM and instr.err != NONE
        ):
            self.error(instr.err)

    def alu(self, instr: Instr) -> None:
        if instr.x not in Alu._value2member_map_:
            self.fail(f"arithmetic {instr.x}")
        low, high = instr.off & 255, instr.off >> 8
        if instr.x == Alu.BITS and not 0 <= low <= high < 62:
            self.fail(f"bits {low} to {high}")
        if instr.x == Alu.SELECT and not 0 <= instr.off < self.program.registers:
            self.fail(f"register {instr.off} of {self.program.registers}")

    def column(self, instr: Instr) -> None:
        slot = self.program.slots[instr.col]
        kind = self.program.schema.tables[slot.table].kind
        channel = instr.b if instr.op == Op.TEXT else instr.a
        if (kind == "channel") != (channel != NONE):
            self.fail("a channel where there is none, or none where there has to be one")
        text = slot.type in (Type.TEXT, Type.BYTES)
        if instr.op == Op.TEXT and not text:
            self.fail("text for a column of numbers")
        if instr.op == Op.STORE and text:
            self.fail("a number for a column of text")

    def load(self, instr: Instr) -> None:
        program = self.program
        self.word(instr)
        if not 0 <= instr.x < len(program.xforms):
            self.fail(f"transform {instr.x} of {len(program.xforms)}")
        size = instr.load & 15
        if instr.op == Op.FIELD:
            if instr.off != 0 or not 0 <= instr.adv <= instr.need or size > instr.need:
                self.fail(f"reads {size} bytes and moves {instr.adv} after a check for {instr.need}")
        elif instr.need < (instr.off + size if instr.off >= 0 else -instr.off) or (instr.off < 0 and -instr.off < size):
            self.fail(f"peeks {size} bytes at {instr.off} of {instr.need}")
        if instr.spans:
            self.pooled(instr.shl, 2 * instr.spans)
            pairs = program.ints[instr.shl : instr.shl + 2 * instr.spans]
            if any(not 0 <= shift < 64 for shift in pairs[::2]) or any(not 0 < width < 64 for width in pairs[1::2]):
                self.fail("spans outside a word")
        elif not 0 <= instr.shl <= 63:
            self.fail(f"shift {instr.shl}")
        if not 0 <= instr.shr <= 127:
            self.fail(f"shift {instr.shr}")
        self.transform(instr)

    def word(self, instr: Instr) -> None:
        size, order = instr.load & 15, instr.load >> 4
        if not 1 <= size <= 8 or order not in (0, 1, 2) or (order == 2 and size != 4):
            self.fail(f"a word of {size} bytes in order {order}")

    def transform(self, instr: Instr) -> None:
        program = self.program
        x = program.xforms[instr.x]
        match x.kind:
            case Kind.TABLE:
                if x.size & x.size - 1 or not 0 <= x.table <= x.table + x.size <= len(program.floats):
                    self.fail("a table outside the pool")
            case Kind.CHOICE:
                self.pooled(x.table, x.size)
                if x.size & x.size - 1:
                    self.fail("a table whose size is no power of 2")
            case Kind.CHOICE_SEARCH:
                self.pooled(x.table, 2 * x.size)
            case Kind.GPS:
                self.pooled(x.table, x.size)
            case Kind.CALENDAR:
                self.pooled(x.table, x.size)
                if not sound(program.ints[x.table : x.table + x.size], len(program.floats)):
                    self.fail("a date without its parts")
            case Kind.SMALL if not (0 < x.size & 255 <= 52 and 0 < x.size >> 8 & 255 <= 10):
                self.fail("a float of no bits")
            case Kind.MIXED if not (0 < x.mul < 63 and 0 < x.den < 63):
                self.fail("parts of no width")
            case Kind.DOTTED:
                if not 3 <= x.table < 3 + len(program.dotted) or len(program.dotted[x.table - 3]) > 15:
                    self.fail("dotted numbers without widths")
        if x.den < 1:
            self.fail(f"divides by {x.den}")
        text = instr.op == Op.FIELD and instr.col >= 0 and program.slots[instr.col].type in (Type.TEXT, Type.BYTES)
        if instr.op == Op.FIELD and instr.col >= 0 and text != (x.kind == Kind.DOTTED):
            self.fail("text for numbers, or numbers for text")
        enum = instr.op == Op.FIELD and instr.col >= 0 and program.slots[instr.col].type == Type.ENUM
        if enum and x.kind not in (Kind.CHOICE, Kind.CHOICE_SEARCH):
            self.fail("a number for a column of named states")
        if enum:
            self.labels(x.table if x.kind == Kind.CHOICE else x.table + x.size, x.size)
        if x.nulls != NONE:
            self.pooled(x.nulls, 1)
            count = program.ints[x.nulls]
            self.pooled(x.nulls, 1 + 3 * count)
            statuses = program.ints[x.nulls + 3 : x.nulls + 1 + 3 * count : 3]
            if any(not 0 < status < len(program.schema.statuses) for status in statuses):
                self.fail("a sentinel without status")

    def labels(self, at: int, count: int) -> None:
        if any(number >= len(self.program.labels) for number in self.program.ints[at : at + count]):
            self.fail("a named state without name")

    def error(self, number: int) -> None:
        if not 0 <= number < len(self.program.errors):
            self.fail(f"error {number} of {len(self.program.errors)}")

    def warning(self, number: int) -> None:
        if not 0 <= number < len(self.program.schema.warnings):
            self.fail(f"warning {number} of {len(self.program.schema.warnings)}")

    def merge(self, instr: Instr, table: int) -> None:
        program = self.program
        self.pooled(instr.b, 1)
        count = program.ints[instr.b]
        self.pooled(instr.b, 1 + 2 * count)
        pairs = program.ints[instr.b + 1 : instr.b + 1 + 2 * count]
        for source, target in zip(pairs[::2], pairs[1::2], strict=True):
            if not (0 <= source < len(program.slots) and 0 <= target < len(program.slots)):
                self.fail("columns that do not exist")
            if program.slots[source].table != table or program.slots[target].table != 0:
                self.fail("columns of other tables")
            if program.slots[source].type != program.slots[target].type:
                self.fail("columns of different types")

    def loops(self) -> None:
        """Every way round takes a byte, or is counted by a register that nothing else in it changes."""
        code = self.program.code
        taking = {at for at, instr in enumerate(code) if instr.op in (Op.FIELD, Op.SKIP) and instr.adv > 0}
        state = [0] * len(code)  # 1: on the way, 2: done
        for start in range(len(code)):
            if state[start] or start in taking:
                continue
            stack = [(start, self.free(start))]
            state[start] = 1
            while stack:
                at, left = stack[-1]
                following = next(left, None)
                if following is None:
                    state[at] = 2
                    stack.pop()
                elif following in taking or state[following] == 2:
                    continue
                elif state[following] == 1:
                    self.at = following
                    self.fail("a way round that takes no byte")
                else:
                    state[following] = 1
                    stack.append((following, self.free(following)))

        self.counted()

    def counted(self) -> None:
        """The register that counts turns is not set back on a way round that takes no byte."""
        code = self.program.code
        for start, turn in enumerate(code):
            if turn.op != Op.TURN or turn.a == NONE:
                continue
            waiting, met = list(self.targets(turn)), {start}
            while waiting:
                at = waiting.pop()
                instr = code[at]
                taking = instr.op in (Op.FIELD, Op.SKIP) and instr.adv > 0
                if at in met or taking or (instr.op == Op.TURN and instr.a != NONE):
                    continue
                met.add(at)
                if (instr.x if instr.op == Op.STORE else instr.reg) in (turn.reg, turn.a) and instr.op != Op.SWITCH:
                    self.at = at
                    self.fail(f"a way round that takes no byte: register {instr.reg} counts its turns")
                waiting += self.targets(instr)

    def free(self, at: int) -> Iterator[int]:
        """Where an instruction may continue without counting: what counts turns does so only as long as it goes on."""
        instr = self.program.code[at]
        return iter((instr.b,)) if instr.op == Op.TURN and instr.a != NONE else self.targets(instr)
