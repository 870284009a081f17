"""The verifier refuses what could leave its bounds, and names the instruction."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import redi_codecs
from layouts import MADE, made
from redi_codecs import Codec
from redi_codecs.layout import attribute, choice, u8, u16
from redi_codecs.runtimes.core.lower import lower
from redi_codecs.runtimes.core.program import NONE, Instr, Kind, Op, Program
from redi_codecs.runtimes.core.verify import InvalidProgram, verify

#: Layouts whose programs together have every operation, and how many of their mutants are tried.
MUTATED = ["integers", "sentinels", "runs of bytes", "word", "tags with a size", "presence", "optional", "sized",
           "repeat by count", "records, the newest last", "records by columns", "checksum", "dates in bytes",
           "blocks by count", "tags of one or two bytes that may be skipped"]  # fmt: skip
MOST = 250


def program_of(name: str) -> Program:
    return lower(Codec(made(MADE[name].uplink, port=None)).plan)


def changed(program: Program, op: Op, **numbers: int) -> tuple[Program, int]:
    """The program with other numbers in its first instruction of a kind, and where that is."""
    at = next(number for number, instr in enumerate(program.code) if instr.op == op)
    code = list(program.code)
    code[at] = replace(code[at], **numbers)
    return replace(program, code=code), at


def test_programs_that_are_mutated_have_nearly_every_operation() -> None:
    met = {Op(instr.op) for name in MUTATED for instr in program_of(name).code}
    rare = {Op.STORE, Op.NULL, Op.KNOWN, Op.CLIP, Op.LOST, Op.NAME, Op.PEEK, Op.ALU, Op.UNLESS}
    assert set(Op) - met <= rare


@pytest.mark.parametrize(
    ("name", "op", "numbers", "problem"),
    [
        ("integers", Op.FIELD, {"next": 999}, "continues at 999"),
        ("integers", Op.FIELD, {"next": -2}, "continues at -2"),
        ("integers", Op.FIELD, {"load": 9}, "a word of 9 bytes"),
        ("integers", Op.FIELD, {"load": 0}, "a word of 0 bytes"),
        ("integers", Op.FIELD, {"load": 2 + 48}, "in order 3"),
        ("integers", Op.FIELD, {"need": 1}, "reads 2 bytes and moves 2 after a check for 1"),
        ("integers", Op.FIELD, {"adv": 3}, "moves 3 after a check for 2"),
        ("integers", Op.FIELD, {"adv": -1}, "moves -1"),
        ("integers", Op.FIELD, {"shl": 64}, "shift 64"),
        ("integers", Op.FIELD, {"shl": -1}, "shift -1"),
        ("integers", Op.FIELD, {"shr": 128}, "shift 128"),
        ("integers", Op.FIELD, {"col": 99}, "column 99"),
        ("integers", Op.FIELD, {"x": 99}, "transform 99"),
        ("integers", Op.FIELD, {"lim": 99}, "register lim 99"),
        ("integers", Op.FIELD, {"reg": 0}, "register 0 is not to be written"),
        ("integers", Op.FIELD, {"err": 99}, "error 99"),
        ("integers", Op.FIELD, {"a": 1}, "a channel where there is none"),
        ("integers", Op.FIELD, {"spans": 1 << 20}, "numbers at"),
        ("tags", Op.SWITCH, {"a": 1 << 20}, "in the pool"),
        ("tags", Op.SWITCH, {"reg": -1}, "register reg -1"),
        ("tags", Op.WARN, {"a": 40}, "warning 40"),
        ("tags", Op.ROW, {"a": 0}, "table 0 has no records"),
        ("optional", Op.PEEK, {"need": 0}, "peeks 1 bytes at -1 of 0"),
        ("optional", Op.UNBIT, {"x": 63}, "bit 63"),
        ("runs of bytes", Op.TEXT, {"x": 3}, "form 3 of text"),
        ("runs of bytes", Op.ENTER, {"reg": 0}, "register 0 is not to be written"),
        ("records, the newest last", Op.MERGE, {"x": 0}, "table 0 has no records"),
        ("checksum", Op.CHECK, {"a": 1 << 20}, "in the pool"),
        ("checksum", Op.CHECK, {"need": 1}, "a checksum of other than 8 to 32 bits, or than its word has"),
        ("checksum", Op.CHECK, {"need": 4, "load": 4}, "a checksum of other than 8 to 32 bits, or than its word has"),
        ("switch on the port", Op.NAME, {"a": 9}, "message 9"),
    ],
)
def test_what_leaves_its_bounds_is_refused_by_name(name: str, op: Op, numbers: dict[str, int], problem: str) -> None:
    program = program_of(name)
    verify(program)
    broken, at = changed(program, op, **numbers)
    with pytest.raises(InvalidProgram, match=rf"^instruction {at} \({op.name}\): .*{problem}"):
        verify(broken)


@pytest.mark.parametrize(
    ("choices", "kind"), [({0: "off", 1: "on"}, Kind.CHOICE), ({0: "off", 999: "on"}, Kind.CHOICE_SEARCH)]
)
def test_every_state_has_a_name(choices: dict[int, str], kind: Kind) -> None:
    program = lower(Codec(made(attribute(state=choice(u16 if 999 in choices else u8, choices)))).plan)
    (x,) = (one for one in program.xforms if one.kind == kind)
    place = x.table if kind == Kind.CHOICE else x.table + x.size
    for number in (0, 1):
        verify(replace(program, ints=[*program.ints[:place], number, *program.ints[place + 1 :]]))
    for number in (2, 3):
        with pytest.raises(InvalidProgram, match="a named state without name"):
            verify(replace(program, ints=[*program.ints[:place], number, *program.ints[place + 1 :]]))


def test_every_way_of_a_switch_is_in_the_program() -> None:
    """One with as many keys as numbers between them, and one that is searched: to whichever key it goes."""
    for name, direct in (("switch with many keys", True), ("switch with far keys", False)):
        program = program_of(name)
        at = next(one.a for one in program.code if one.op == Op.SWITCH and (program.ints[one.a] == 0) == direct)
        count = program.ints[at + 2] if direct else program.ints[at + 1]
        assert count > 2
        start = at + 6 if direct else at + 4 + count
        for place in range(start, start + count):
            ints = [*program.ints[:place], 10_000, *program.ints[place + 1 :]]
            with pytest.raises(InvalidProgram, match="continues at 10000"):
                verify(replace(program, ints=ints))


def test_a_switch_at_the_end_of_the_pool_is_whole() -> None:
    """Fewer places than none would let it read what lies behind the pool."""
    program = program_of("integers")
    end = len(program.ints)

    def switching(*numbers: int) -> None:
        code = [Instr(Op.SWITCH, reg=0, a=end), Instr(Op.END)]
        verify(replace(program, code=code, ints=[*program.ints, *numbers]))

    for whole in (
        (1, 0, 1, 1),
        (1, 1, 1, 1, 7, 1),
        (1, 2, 1, 1, 7, 9, 1, 1),
        (0, 5, 0, 1, 1, 1),
        (0, 5, 1, 1, 1, 1, 1),
    ):
        switching(*whole)
    for numbers, problem in (
        ((1, 0, 1), f"4 numbers at {end} of"),
        ((1, 1, 1, 1, 7), f"6 numbers at {end} of"),
        ((0, 5, 0, 1, 1), f"6 numbers at {end} of"),
        ((0, 5, 1, 1, 1, 1), f"7 numbers at {end} of"),
        ((1, -1, 1, 1), "a switch of -1 places"),
        ((0, 5, -1, 1, 1), "a switch of -1 places"),
        ((1, 2, 1, 1, 9, 7, 1, 1), "a switch whose edges do not rise"),
        ((1, 0, 2, 1), "continues at 2 of 2"),
        ((1, 0, 1, -1), "continues at -1 of 2"),
        ((0, 5, 0, 2, 1, 1), "continues at 2"),
        ((0, 5, 0, 1, 1, 2), "continues at 2"),
    ):
        with pytest.raises(InvalidProgram, match=problem):
            switching(*numbers)


def test_operations_that_do_not_exist_are_refused() -> None:
    for number in (-1, len(Op), 1 << 30):
        program = program_of("integers")
        broken = replace(program, code=[replace(program.code[0], op=number), *program.code[1:]])
        with pytest.raises(InvalidProgram, match=f"instruction 0: operation {number}"):
            verify(broken)


def test_a_way_round_that_takes_no_byte_is_refused() -> None:
    program = program_of("integers")
    for code in (
        [Instr(Op.GOTO, next=0, a=0)],
        [Instr(Op.MOVE, next=1, reg=3, a=0), Instr(Op.UNLESS, next=0, a=3, b=2), Instr(Op.END)],
        [Instr(Op.SKIP, next=0, need=4, adv=0, err=0)],
        [Instr(Op.UNTIL, next=0, b=1), Instr(Op.END)],
        [Instr(Op.TURN, next=0, reg=3, a=NONE, b=1), Instr(Op.END)],
        [Instr(Op.TURN, next=1, reg=3, a=1, b=0), Instr(Op.END)],  # past its last turn it counts no more
    ):
        with pytest.raises(InvalidProgram, match="a way round that takes no byte"):
            verify(replace(program, code=code))
    verify(replace(program, code=[Instr(Op.SKIP, next=0, need=1, adv=1, err=0)]))


def test_a_date_is_refused_whose_numbers_are_none() -> None:
    program = program_of("dates of a history")
    date = next(one for one in program.xforms if one.kind == Kind.CALENDAR)
    wrong = {0: (1 << 31,), 1: (9, -1), 3: (-1 << 31,), 4: (1 << 31,), 7: (64, -1), 8: (0, 33)}
    for place, number in ((place, number) for place, numbers in wrong.items() for number in numbers):
        ints = list(program.ints)
        start = next(at for at in range(date.table, date.table + date.size, 7) if ints[at + 1])  # the first one sent
        ints[start + place] = number
        with pytest.raises(InvalidProgram, match="a date without its parts"):
            verify(replace(program, ints=ints))
    for size in (date.size - 1, date.size + 1, 0):
        xforms = [replace(one, size=size) if one == date else one for one in program.xforms]
        with pytest.raises(InvalidProgram, match=r"a date without its parts|in the pool"):
            verify(replace(program, xforms=xforms))
    table = next(at for at in range(date.table, date.table + date.size) if program.ints[at : at + 2] == [0, 256])
    for number in (len(program.floats) - 255, -2):
        ints = [*program.ints[:table], number, *program.ints[table + 1 :]]
        with pytest.raises(InvalidProgram, match="a date without its parts"):
            verify(replace(program, ints=ints))


def test_an_empty_program_is_refused() -> None:
    with pytest.raises(InvalidProgram, match="no instructions"):
        verify(replace(program_of("integers"), code=[]))


def test_a_loop_counted_by_a_register_that_starts_anew_is_refused() -> None:
    """Each turn sets the counter back: the loop would never end."""
    program = program_of("repeat by count")
    turn = next(at for at, instr in enumerate(program.code) if instr.op == Op.TURN)
    start = next(at for at, instr in enumerate(program.code) if instr.op == Op.MOVE and instr.next == turn)
    broken, _ = changed(program, Op.TURN, next=start)
    with pytest.raises(InvalidProgram, match="takes no byte"):
        verify(broken)


def test_an_end_is_a_register_that_only_ends_are_written_to() -> None:
    """A number from the payload as the end of what may be read would open all memory behind the payload."""
    program = program_of("validity")
    read = next(instr.reg for instr in program.code if instr.op == Op.FIELD and instr.reg >= 0)
    for op in (Op.FIELD, Op.SKIP, Op.ENTER):
        broken, at = changed(program, op, lim=read)
        with pytest.raises(InvalidProgram, match=rf"^instruction {at} "):
            verify(broken)


def test_the_cursor_goes_to_ends_alone() -> None:
    program = program_of("runs of bytes")
    read = next(instr.reg for instr in program.code if instr.op == Op.FIELD and instr.reg >= 0)
    broken, at = changed(program, Op.GOTO, a=read)
    with pytest.raises(InvalidProgram, match=rf"^instruction {at} "):
        verify(broken)


def test_a_record_is_there_before_its_columns_are_written() -> None:
    program = program_of("records")
    row = next(at for at, instr in enumerate(program.code) if instr.op == Op.ROW)
    code = list(program.code)
    code[row] = replace(Instr(Op.CLEAR), next=code[row].next, reg=3)
    with pytest.raises(InvalidProgram, match="record"):
        verify(replace(program, code=code))


@pytest.mark.thorough
@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process that may crash is needed, and fences in memory")
@pytest.mark.parametrize("name", MUTATED)
def test_mutants_are_refused_or_harmless(name: str) -> None:
    here = Path(__file__)
    source = Path(redi_codecs.__file__).parents[1]
    path = os.pathsep.join(map(str, (source, here.parents[1])))
    command = [sys.executable, str(here.with_name("mutants.py")), name, "--most", str(MOST)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": path}, timeout=300
    )
    assert done.returncode == 0, f"\n{done.stdout}{done.stderr}"
