"""The Python that is generated for layouts with every node, quick and careful."""

from __future__ import annotations

import struct
import zlib
from types import MethodType
from typing import Any

import pytest

from approved import approved
from approved.shapes import PARTS, SHAPES, codec_of, kept
from layouts import made as declared
from redi_codecs import Codec
from redi_codecs.kinds import battery, temperature
from redi_codecs.layout import Body, V, f32, let, lookup, optional, u8
from redi_codecs.plan.faults import Fault
from redi_codecs.plan.plan import Call, Plan, every
from redi_codecs.results import Null
from redi_codecs.runtimes.python import runtime
from redi_codecs.runtimes.python.generated import Generated, _source


def said(value: Any) -> str:
    """What a name of the source is bound to, without where it lies in memory."""
    if isinstance(value, tuple) and len(value) == 256:
        return f"256 values of checksum {zlib.crc32(repr(value).encode()):08x}: {value[:4]} … {value[-1]}"
    if isinstance(value, type(abs)):  # a method of Struct or of a dict, or a function in C
        owner = getattr(value, "__self__", None)
        of = owner.format if isinstance(owner, struct.Struct) else owner if isinstance(owner, dict) else ""
        return f"{value.__name__} {of}".strip()
    if isinstance(value, MethodType):
        return f"{value.__name__} of {type(value.__self__).__name__}"
    plain = isinstance(value, tuple | dict | int | Null)
    return repr(value) if plain else getattr(value, "__qualname__", type(value).__name__)


def generated(name: str) -> str:
    return written(codec_of(name).plan, name)


def written(plan: Plan, name: str = "") -> str:
    made = Generated(plan)
    lines = []
    for function in ("decode", "decode_slowly"):
        names = dict(made._given)
        lines.append(_source(plan, names, function))
        lines += [f"{key} = {said(one)}" for key, one in names.items() if key not in made._given]
    if name and any(isinstance(op, Call) for op in every(plan.ops)):  # whose items are sorted into the steps
        trace: list[Any] = []
        made.traced(bytes.fromhex(SHAPES[name].good[0]), 1, None, trace)
        lines += map(repr, trace)
    return "\n".join([*lines, ""]).replace("    ", "\t")


@pytest.mark.parametrize("part", PARTS)
def test_generated_python(part: str) -> None:
    approved(f"python/{part}", "\n".join(kept(name, generated(name)) for name in PARTS[part]))


#: What is looked at by conditions only, and may be none.
ALONE: dict[str, Body] = {
    "a table": (let(a=lookup(u8, {1: 2})), optional(V.a + 1 == 3, battery(u8))),
    "a table and a number": (let(a=lookup(u8, {1: 2}), b=u8), optional(V.a + V.b == 3, battery(u8))),
    "a table with a condition": (
        let(b=u8),
        temperature(lookup(u8, {1: 2}), valid=V.b == 1),
        optional(V.temperature > 1, battery(u8)),
    ),
    "a float": (let(a=f32), optional(V.a > 1, battery(u8))),
}


def test_alone() -> None:
    approved(
        "python/alone", "\n".join(f"{name}\n{written(Codec(declared(body)).plan)}" for name, body in ALONE.items())
    )


#: What custom nodes give: field number (0 is a time), value, turn.
ITEMS: dict[str, list[tuple[int, Any, int | None]]] = {
    "nothing": [],
    "current": [(0, 3.0, None), (1, 21, None), (2, None, None)],
    "one without a time": [(1, 21, None)],
    "turns": [(1, 21, 2), (0, 9.0, 2), (2, 7, 1), (1, 22, 0), (0, 8.0, 1)],
    "both": [(1, 21, None), (1, 22, 3), (2, 5, 3), (0, 1.0, 3)],
    "a time of a turn alone": [(1, 21, None), (0, 9.0, 2)],
    "twice": [(1, 21, None), (1, 22, None), (1, 23, 1), (1, 24, 1)],
}


def test_items() -> None:
    """How what custom nodes give is sorted, and what of it a trace has."""
    lines = []
    times = (True, False, False)
    for name, items in ITEMS.items():
        for record in (None, 0, 3):
            values: dict[Any, Any] = {}
            records: list[Any] = []
            try:
                said = str(runtime.gather(items, (7, 8, (9, 1)), times, record, values, records))
            except TypeError as error:
                said = str(error)
            lines.append(f"{name}, record {record}: {said} {values} {records}")
        lines += [f"  {step}" for step in runtime.steps(items, times, 3, 5, 17)]
    rows: list[Any] = [{1: 2}]
    lines.append(f"{runtime.column(rows, 0)} {runtime.column(rows, 3)} {rows} {runtime.column(rows, 3) is rows[3]}")
    lines.append(f"{runtime.typed([(0, 2.0, None), (1, 1, 4), (2, 2.0, None)], ('int', 'bool', 'float'))}")
    good, cut = (f"{_told(end)}" for end in (None, -1))
    approved("python/items", "\n".join([*lines, good, cut]))


def _told(end: int | None) -> str:
    """What the careful decoder gives, or is stopped by."""
    name, one = next(iter(SHAPES.items()))
    try:
        return str(codec_of(name)._generated.slowly(bytes.fromhex(one.good[0])[:end], one.ports[0], None))
    except Fault as fault:
        return f"{fault.field} {fault.offset} {fault}"
