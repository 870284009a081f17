"""The programs of layouts with every node; and of each number in them, what the verifier refuses it for."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import fields, replace
from importlib.util import find_spec
from itertools import groupby
from typing import Any

import pytest

from approved import approved
from approved.shapes import PARTS, SHAPES, codec_of, kept
from layouts import made
from redi_codecs import Codec
from redi_codecs.kinds import battery, duration, humidity, illuminance, temperature
from redi_codecs.layout import (
    Body,
    V,
    attribute,
    derived,
    greatest,
    i8,
    i16,
    i16le,
    i32,
    index,
    let,
    minifloat,
    optional,
    peek,
    switch,
    text,
    u8,
    u16,
    u24,
    u32,
    u64,
)
from redi_codecs.layout.calendar import PARTS as DATES
from redi_codecs.plan.plan import Plan
from redi_codecs.runtimes.core import native
from redi_codecs.runtimes.core import program as form
from redi_codecs.runtimes.core.dates import sound
from redi_codecs.runtimes.core.lower import NotLowered, lower
from redi_codecs.runtimes.core.plausible import plausible_ranges
from redi_codecs.runtimes.core.program import Alu, Instr, Kind, Op, Program, Type, Xform, disassemble
from redi_codecs.runtimes.core.verify import InvalidProgram, verify

#: Numbers at which something ends: sizes of words, bits, what there are numbers for.
EDGES = (-2, -1, 0, 1, 2, 3, 4, 8, 9, 10, 16, 32, 33, 36, 63, 64, 127, 128, 1 << 20)


#: Of more numbers than these a checksum is shown, and how they begin.
MANY = 300


def listed(plan: Plan) -> str:
    """A program with its pools."""
    try:
        program = lower(plan)
    except NotLowered as error:
        return f"{error}\n"
    verify(program)
    ranges = plausible_ranges(program)
    lines = [disassemble(program)]
    lines += [
        f"transform {at}: {one.kind.name} {shown(one)} {low} to {high}"
        for at, (one, (low, high)) in enumerate(zip(program.xforms, ranges, strict=True))
    ]
    lines += [f"column {at}: {one.type.name} {one.low} to {one.high}" for at, one in enumerate(program.slots)]
    for each in ("first", "ints", "floats", "constants", "registers", "cleared", "labels", "dotted", "errors"):
        lines.append(f"{each}: {runs(getattr(program, each))}")
    return "\n".join([*lines, ""])


def runs(numbers: Any) -> str:
    """Numbers in a row, those that are the same one after the other said once."""
    if not isinstance(numbers, list):
        return str(numbers)
    alike = [(one, len(list(same))) for one, same in groupby(map(str, numbers))]
    if len(alike) > MANY:
        return f"{len(numbers)}, of checksum {zlib.crc32(' '.join(map(str, numbers)).encode()):08x}: {numbers[:9]}"
    return " ".join(one if times == 1 else f"{one}*{times}" for one, times in alike)


def shown(one: Instr | Xform) -> str:
    """What differs from what is usual."""
    plain = type(one)(one.op) if isinstance(one, Instr) else Xform(one.kind)
    names = [each.name for each in fields(one)[1:]]
    pairs = ((each, getattr(one, each)) for each in names if getattr(one, each) != getattr(plain, each))
    return " ".join(f"{each} {value}" for each, value in pairs)


@pytest.mark.parametrize("part", PARTS)
def test_programs(part: str) -> None:
    approved(f"core/programs_{part}", "\n".join(kept(name, listed(codec_of(name).plan)) for name in PARTS[part]))


#: What only a program is made of otherwise: arithmetic on what is read ahead, cases far from 0, limits on one side.
ALONE: dict[str, Body] = {
    "half a number read ahead": optional(peek(0, u8 / 2) + 1 > 2, battery(u8)),
    "64 bits read ahead": optional(peek(0, u64) + 1 > 2, battery(u8)),
    "a part of 64 bits read ahead": optional(peek(0, u64 / 2) + 1 > 2, battery(u8)),
    "the greatest of what is read ahead": optional(greatest(peek(0, i16le), peek(1, u32 * 3)) > 2, battery(u8)),
    "a text read ahead": optional(peek(0, text(2)) == "ab", battery(u8)),
    **{
        f"cases up to {last}": switch(u16, {600: temperature(i8), 700: humidity(u8), last: battery(u8)})
        for last in (900, 1111, 1112, 1113)
    },
    "cases below 0": switch(i16, {-600: temperature(i8), -700: humidity(u8), -300: battery(u8)}),
    **{
        f"a truth {'beyond' if more else 'at'} the end of what is safe": (
            let(a=u8),
            attribute(b=derived((V.a == 1) * ((1 << 61) + more))),
        )
        for more in (0, 1)
    },
    **{
        f"a small float, and a factor of {bits} bits": temperature(
            minifloat(u24, exponent=6, mantissa=18) * (1 << bits - 1)
        )
        for bits in (34, 35)
    },
    "no less than none": (duration(u16 * 60), duration(u16 * -60 + 7, place="probe"), illuminance(i32 / 3)),
    "a turn where nothing repeats": (let(a=u8), attribute(b=derived(index + V.a)), temperature(i8, channel=2)),
    "more than none": (temperature(i16 * -1 / 10), humidity(i8 * -2 + 3), attribute(a=i16 * -3 / 2)),
}


def test_alone() -> None:
    approved(
        "core/programs_alone", "\n".join(f"{name}\n{listed(Codec(made(body)).plan)}" for name, body in ALONE.items())
    )


def test_who_decodes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The core where it was built, and nobody in its place where it was not."""
    plan = codec_of("integers").plan
    texts: dict[str, int] = {}

    def asked() -> list[object]:
        plan.made.pop("machine", None)
        single = native.single(plan, decoder, decoder)
        named = native.named(plan, decoder, decoder, [], [])
        made = native.machine(plan), single, named, native.long(texts), native.filled(3, "d", 8)
        return [native.available(), *(one and type(one).__name__ for one in made), native.filled(0, "d", 8)]

    def decoder(*_: object) -> None: ...

    there = find_spec("redi_codecs.runtimes.core._vm") is not None
    if there:
        assert asked() == [True, "Machine", "Single", "Named", "Long", "Memory", None]
    monkeypatch.setattr(native, "_core", lambda: None)
    assert asked() == [False, None, None, None, "_Nothing", None, None]
    plan.made.pop("machine", None)
    nothing = native.long(texts)
    assert nothing.finish() == (None,) * 4
    counts = pytest.importorskip("numpy").zeros(2, int)
    nothing.add(1, 2, counts)
    assert list(counts) == [-1, -1]


def test_numbers() -> None:
    """What stands in a program as a number, and how rows are shared out among threads."""
    lines = [
        f"{one.__name__}: {' '.join(f'{each.name} {each.value}' for each in one)}" for one in (Op, Alu, Kind, Type)
    ]
    lines += [f"{name} {value}" for name, value in vars(form).items() if isinstance(value, int) and name.isupper()]
    lines += [f"jumps {sorted(form.JUMPS)}, ends {sorted(form.ENDS)}, {form.ORDERS}, {form.TEXT_FORMS}"]
    lines += [f"an instruction has {form.WORDS} numbers, {Instr(0)}, {Xform(Kind.INT)}"]
    rows = (1, 1024, 16384, 16385, 32767, 32768, 49152, 100_000, 1_000_000)
    lines += [f"{each} rows, {most} threads: {native._bounds(each, most)}" for each in rows for most in (1, 2, 3, 8)]
    lines += [f"{each} rows: {[native._threads(each, most, 16384) for most in (1, 2, 3, 8)]} threads" for each in rows]
    lines += [f"{each} rows: {[native._turns(each, most) for most in (1, 2, 3, 8)]} turns" for each in rows]
    plain = [[7, 0, 0, 1, 0, -1, 0] for _ in DATES]
    for at, number, spans in (
        *((1, count, [0, 1] * count) for count in (-1, 0, 1, 8, 9)),
        *((1, 1, [shift, width]) for shift, width in ((-1, 1), (0, 0), (0, 32), (0, 33), (63, 1), (64, 1))),
        *((1, 2, [0, width, 32, 16]) for width in (16, 17)),
        *(
            (place, number, [])
            for place in (0, 3, 4)
            for number in (-(1 << 30) - 1, -(1 << 30), 1 << 30, (1 << 30) + 1)
        ),
        *((5, table, []) for table in (-2, 0, 7, 8)),
    ):
        for sized in (0, 1, 2, 3, 8) if at == 5 else (0,):
            changed = [*plain[0]]
            changed[at], changed[6] = number, sized
            numbers = [*changed, *spans, *(one for part in plain[1:] for one in part)]
            found = [sound(numbers, 8), sound(numbers[:-1], 8), sound([*numbers, 0], 8)]
            lines.append(f"a date with {changed} {spans}: {' '.join(str(bool(one)) for one in found)}")
    approved("core/numbers", "\n".join(lines))


# ---- what is refused


def problem(program: Program) -> str:
    try:
        verify(program)
    except InvalidProgram as error:
        return re.sub(r"^instruction \d+ \(\w+\): ", "", str(error))
    return "good"


def of_arithmetic() -> Iterator[str]:
    """The numbers of the first instruction of each kind of arithmetic."""
    known = programs()
    for alu in Alu:
        found = (
            (name, program, at)
            for name, program in known
            for at, one in enumerate(program.code)
            if (one.op, one.x) == (Op.ALU, alu)
        )
        name, program, at = next(found, ("", None, 0))
        if program is None:
            yield f"{alu.name}: in no program"
            continue
        yield f"{alu.name}: {at} of {name!r}, {shown(program.code[at])}"
        for each in ("off", "a", "b"):
            yield f"  {each}: {tried(program, lambda n, e=each: with_instr(program, at, **{e: n}), around(program))}"  # noqa: B023


def tried(program: Program, make: Any, numbers: set[int]) -> str:
    """What is said of each number, where that is not always the same."""
    found = [(number, problem(make(number)).replace(str(number), "…")) for number in sorted(numbers)]
    told = [(text, [number for number, _ in same]) for text, same in groupby(found, key=lambda one: one[1])]
    if len(told) == 1 and told[0][0] == "good":
        return ""
    return "; ".join(f"{at[0]} to {at[-1]} {text}" if len(at) > 1 else f"{at[0]} {text}" for text, at in told)


def programs() -> list[tuple[str, Program]]:
    """All there are, the shortest first."""
    found = []
    for name in SHAPES:
        try:
            found.append((name, lower(codec_of(name).plan)))
        except NotLowered:
            continue
    return sorted(found, key=lambda one: (len(one[1].code), len(one[1].ints), one[0]))


def around(program: Program) -> set[int]:
    """Numbers at which something of a program ends."""
    schema = program.schema
    ends = [program.code, program.slots, program.xforms, program.ints, program.errors, schema.warnings]
    found = {len(one) for one in (*ends, schema.statuses, schema.tables, schema.messages)} | {program.registers}
    return {*EDGES, *found, *(one - 1 for one in found)}


def with_instr(program: Program, at: int, **numbers: int) -> Program:
    code = list(program.code)
    code[at] = replace(code[at], **numbers)
    return replace(program, code=code)


def of_operations() -> Iterator[str]:
    """Each number of the first instruction of each kind, in the shortest program that has one."""
    known = programs()
    for op in Op:
        having = [(name, program) for name, program in known if any(one.op == op for one in program.code)]
        if not having:
            yield f"{op.name}: in no program"
            continue
        name, program = having[0]
        at = next(at for at, one in enumerate(program.code) if one.op == op)
        yield f"{op.name}: {at} of {name!r}, {shown(program.code[at])}"
        for each in fields(Instr):
            found = tried(program, lambda n, e=each.name: with_instr(program, at, **{e: n}), around(program))  # noqa: B023
            if found:
                yield f"  {each.name}: {found}"


def of_transforms() -> Iterator[str]:
    """The same of transforms."""
    known = programs()
    for kind in Kind:
        name, program = next((one for one in known if any(each.kind == kind for each in one[1].xforms)), ("", None))
        if program is None:
            yield f"{kind.name}: in no program"
            continue
        at = next(at for at, one in enumerate(program.xforms) if one.kind == kind)
        yield f"{kind.name}: {at} of {name!r}, {shown(program.xforms[at])}"

        def changed(number: int, name: str, program: Program = program, at: int = at) -> Program:
            xforms = list(program.xforms)
            xforms[at] = replace(xforms[at], **{name: Kind(number) if name == "kind" else number})
            return replace(program, xforms=xforms)

        for each in fields(Xform):
            numbers = {*range(len(Kind))} if each.name == "kind" else {*around(program), 1 << 8 | 8, 11 << 8 | 8, 308}
            found = tried(program, lambda n, e=each.name: changed(n, e), numbers)
            if found:
                yield f"  {each.name}: {found}"


#: What has switches of both kinds, lists of columns, dates, sums, sentinels and labels in its pool.
POOLED = ("three pieces of a word",
          "switch with far keys", "records, the newest last", "dates of a history", "checksum inside a frame",
          "sentinels", "transforms", "switch on what is read", "integers", "records by columns")  # fmt: skip


def of_pools() -> Iterator[str]:
    """The same of the first numbers in the pools."""
    known = dict(programs())
    for name in POOLED:
        if name not in known:
            continue
        program = known[name]
        yield f"{name}: {runs(program.ints[:80])}"
        for at in range(min(80, len(program.ints))):

            def changed(number: int, program: Program = program, at: int = at) -> Program:
                return replace(program, ints=[*program.ints[:at], number, *program.ints[at + 1 :]])

            found = tried(program, changed, {-1, 0, 1, 8, 9, 32, 33, 63, 64, 1 << 20, (1 << 30) + 1, program.ints[at]})
            if found:
                yield f"  {at}: {found}"


def of_order() -> Iterator[str]:
    """What is said of a program that lacks an instruction."""
    for name, program in programs():
        yield f"{name}:"
        for at, gone in enumerate(program.code):
            if gone.next < 0:
                continue
            code = [
                replace(one, next=gone.next if one.next == at else one.next,
                        b=gone.next if one.op in form.JUMPS and one.b == at else one.b)
                for one in program.code
            ]  # fmt: skip
            try:
                verify(replace(program, code=code))
            except InvalidProgram as error:
                yield f"  {at} {Op(gone.op).name}: {error}"


@pytest.mark.parametrize(
    "of", [of_operations, of_arithmetic, of_transforms, of_pools, of_order], ids=lambda of: of.__name__
)
def test_refused(of: Any) -> None:
    approved(f"core/refused_{of.__name__}", "\n".join(of()))
