"""Programs: readable, complete, and refused where a plan has what no program can hold."""

from __future__ import annotations

import math
import re

import pytest

import redi_codecs
from declared import DECLARED, in_part
from layouts import made
from redi_codecs import Codec
from redi_codecs.kinds import battery, humidity, motion_count, temperature
from redi_codecs.layout import (
    Body,
    Custom,
    V,
    attribute,
    derived,
    i64,
    let,
    optional,
    peek,
    switch,
    text,
    u8,
    u16,
    u64,
    u64le,
)
from redi_codecs.runtimes.core import native
from redi_codecs.runtimes.core.lower import NotLowered, lower
from redi_codecs.runtimes.core.plausible import plausible_ranges
from redi_codecs.runtimes.core.program import WORDS, Kind, Op, Program, Type, disassemble
from redi_codecs.runtimes.core.verify import InvalidProgram, verify

DEVICES = [device.id for device in DECLARED]


def program_of(device: str) -> Program:
    return lower(redi_codecs.codec(device).plan)


def lines_of(program: Program) -> list[tuple[int, str, dict[str, int], str]]:
    """Number, operation, operands and column of each line of a disassembly."""
    found = []
    for line in disassemble(program).splitlines():
        said = re.fullmatch(r" *(\d+)  ([A-Z]+) *((?:  [a-z]+ -?\d+)*)(?:  -> (\S+))?", line)
        assert said is not None, line
        number, op, operands, column = said.groups()
        pairs = re.findall(r"([a-z]+) (-?\d+)", operands)
        found.append((int(number), op, {name: int(value) for name, value in pairs}, column or ""))
    return found


def columns_at(lines: list[tuple[int, str, dict[str, int], str]], column: str) -> int:
    """The first instruction that writes to a column."""
    return next(number for number, _, _, of in lines if of == column)


def test_a_program_can_be_read() -> None:
    program = program_of("browan/tbms100")
    lines = lines_of(program)
    assert [number for number, *_ in lines] == list(range(len(program.code)))
    assert lines[0][1] == "SWITCH"
    ops = [op for _, op, *_ in lines]
    assert ops.count("END") == 1
    assert "FAIL" in ops
    columns = [column for *_, column in lines if column]
    assert columns == [f"rows.{spec.name}" for spec in program.schema.tables[0].columns]
    # From the first field on, what is taken adds up to the length of a frame.
    at, taken = columns_at(lines, "rows.motion"), 0
    while lines[at][1] != "END":
        taken += lines[at][2]["adv"]
        at = lines[at][2]["next"]
    assert taken == 8


def test_what_is_shown_is_what_runs() -> None:
    program = program_of("dragino/lht65")
    for (number, op, operands, _), instr in zip(lines_of(program), program.code, strict=True):
        assert Op(instr.op).name == op
        for name, value in operands.items():
            assert getattr(instr, name) == value, f"instruction {number}"
        assert len(list(instr.numbers())) == WORDS


def test_records_and_channels_have_tables_of_their_own() -> None:
    columns = {column for *_, column in lines_of(program_of("cayenne/lpp")) if column}
    assert {column.partition(".")[0] for column in columns} <= {
        table.name for table in program_of("cayenne/lpp").schema.tables
    }
    assert len(program_of("cayenne/lpp").schema.tables) > 10
    assert any(op == "ROW" for _, op, *_ in lines_of(program_of("milesight-iot/em300-th")))


@pytest.mark.parametrize("device", in_part(DEVICES, 6))
def test_programs_of_all_devices_are_verified_and_reached(device: str) -> None:
    machine = native.machine(redi_codecs.codec(device).plan)
    if machine is None:
        pytest.skip("a format that runs in Python")
    program = machine.program
    verify(program)
    assert any(instr.op == Op.END for instr in program.code)
    filled = {instr.col for instr in program.code if instr.col >= 0}
    merged = {
        target
        for instr in program.code
        if instr.op == Op.MERGE
        for target in program.ints[instr.b + 2 : instr.b + 1 + 2 * program.ints[instr.b] : 2]
    }
    assert filled | merged == set(range(len(program.slots))), "a column that nothing writes to"


# ---- what no program can hold


@pytest.mark.parametrize(
    ("uplink", "why"),
    [
        (Custom("own", (temperature(u8),), lambda *_: ([], 0), lambda *_: b""), "Call has no instructions"),
        ((let(kind=text(2)), switch(V.kind, {"ab": temperature(u8)}, otherwise=())), "text that decides"),
        ((let(n=u64le), temperature(derived(V.n * V.n))), "beyond 61 bits"),
        ((let(n=u64le), motion_count(derived(V.n + 1))), "beyond 61 bits"),
        ((let(n=u8), optional(V.n * (1 << 60) == 5, temperature(u8))), "beyond 61 bits|too large"),
        ((let(n=u8), optional(V.n == 1 << 62, temperature(u8))), "too large"),
        ((optional(peek(0, u64le) * 2 > 5, temperature(u8))), "61 bits"),
    ],
    ids=["custom", "text", "product", "sum", "factor", "constant", "peek"],
)
def test_refused_with_a_sentence(uplink: Body, why: str) -> None:
    codec = Codec(made(uplink))
    with pytest.raises(NotLowered, match=why):
        lower(codec.plan)
    # … and decoded all the same, by Python.
    assert native.machine(codec.plan) is None
    assert native.single(codec.plan, codec.generated, codec.decode) is None
    assert len(codec.decode_batch([b"\1\2", b""], 1)) == 2


@pytest.mark.parametrize("number", [0, 1, (1 << 63) - 1, 1 << 63, (1 << 63) + 1, (1 << 64) - 1])
def test_numbers_of_64_bits_are_right_or_refused(number: int) -> None:
    """An unsigned number beyond 63 bits fits into no column: there is none rather than another one."""
    codec = Codec(made(attribute(serial=u64le), battery(u8)))
    payload = number.to_bytes(8, "little") + b"\x64"
    for _ in range(70):  # the core takes over after a while
        assert codec.decode(payload, 1).attributes["serial"].value == number
    cell = codec.decode_batch([payload], 1)["serial"][0]
    assert cell == (number if number < 1 << 63 else None)


# ---- limits as limits of raw numbers


@pytest.mark.parametrize("device", in_part(DEVICES, 1))
def test_raw_limits_are_those_of_the_quantities(device: str) -> None:
    """At the edges, a raw number is within the limits exactly where its value is plausible in every column it fills."""
    codec = redi_codecs.codec(device)
    if native.machine(codec.plan) is None:
        pytest.skip("a format that runs in Python")
    program = native.machine(codec.plan).program
    columns = [spec for table in program.schema.tables for spec in table.columns]
    ranges = plausible_ranges(program)
    for number, (x, (low, high)) in enumerate(zip(program.xforms, ranges, strict=True)):
        filled = {instr.col for instr in program.code if instr.op == Op.FIELD and instr.x == number and instr.col >= 0}
        numeric = [col for col in filled if program.slots[col].type in (Type.FLOAT, Type.INT)]
        if x.kind not in (Kind.INT, Kind.DIV) or not numeric:
            continue
        for raw in {edge + step for edge in (low, high) for step in (-1, 0, 1) if abs(edge) < 1 << 53}:
            value = (raw * x.mul + x.add) / x.den
            kinds = [columns[col].field.kind for col in numeric]
            assert (low <= raw <= high) == all(kind is None or kind.plausible(value) for kind in kinds), (x, raw, value)


def test_raw_limits_of_a_falling_scale() -> None:
    program = lower(Codec(made(humidity(150 - u8), temperature(u16 / 10))).plan)
    found = {x.mul: limits for x, limits in zip(program.xforms, plausible_ranges(program), strict=True)}
    kinds = [slot for slot in program.slots if slot.high < math.inf]
    assert len(kinds) == 2
    low, high = found[-1]
    assert (150 - low, 150 - high) == (math.floor(kinds[0].high), math.ceil(kinds[0].low))


def test_raw_limits_of_a_number_as_it_is() -> None:
    """Below zero too, unless it has 64 bits without a sign, which are negative only where they are too many."""
    for source, below in ((i64, True), (u64, False)):
        program = lower(Codec(made(attribute(level=source))).plan)
        ((low, _),) = plausible_ranges(program)
        assert (low < 0) == below


# ---- what the machine itself refuses


def test_no_program_without_verification() -> None:
    machine = type(native.machine(redi_codecs.codec("browan/tbms100").plan))
    broken = program_of("browan/tbms100")
    next(instr for instr in broken.code if instr.op == Op.FIELD).next = 10_000
    for one in (broken, Program(broken.schema)):
        with pytest.raises(InvalidProgram):
            machine(one)
