"""The plans of layouts with every node, their columns, and what their parts can say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from types import MethodType
from typing import Any

import pytest

from approved import approved
from approved.shapes import PARTS, codec_of, kept
from redi_codecs.layout.expr import Expr
from redi_codecs.layout.nodes import Custom
from redi_codecs.layout.where import Where
from redi_codecs.plan.extents import ends, range_text, step_of
from redi_codecs.plan.plan import Load, Part, Slot, every, inner, parts, within_part
from redi_codecs.plan.schema import schema


def outline(one: Any, depth: int = 0) -> Iterator[str]:
    """An operation, a case or a part on a line, and what it holds below it."""
    said, below = [], []
    for each in fields(one):
        value = getattr(one, each.name)
        if isinstance(value, Where) or (not isinstance(value, Expr) and each.default == value):
            continue
        if isinstance(value, Part | Load) or (isinstance(value, tuple) and value and is_dataclass(value[0])):
            below.append((each.name, value if isinstance(value, tuple) else (value,)))
        else:
            said.append(f"{each.name} {say(value)}")
    yield f"{'  ' * depth}{type(one).__name__}: {', '.join(said)}"
    for name, inside in below:
        if isinstance(inside[0], Expr | Slot):
            yield f"{'  ' * depth}  {name}: {say(inside)}"
            continue
        if name not in ("body", "parts", "part"):
            yield f"{'  ' * depth}  {name}:"
        for each in inside:
            yield from outline(each, depth + 1)


def say(one: Any) -> str:
    """What an operation is made with, without what is as usual."""
    match one:
        case Expr():
            return str(one)
        case Custom():
            return one.name
        case Slot():
            return f"[{one.index}]"
        case tuple() | list():
            return f"({', '.join(map(say, one))})"
        case MethodType():
            return one.__name__
    if is_dataclass(one) and not isinstance(one, type):
        values = [(each, getattr(one, each.name)) for each in fields(one)]
        told = (
            f"{each.name} {say(value)}" for each, value in values if isinstance(value, Expr) or each.default != value
        )
        return f"{type(one).__name__}({', '.join(told)})"
    return getattr(one, "__qualname__", "") or repr(one)


def lines(name: str) -> Iterator[str]:
    plan = codec_of(name).plan
    for op in plan.ops:
        yield from outline(op)
    for slot in plan.slots:
        yield f"[{slot.index}] {slot.name} {slot.role} {slot.type} {slot.field.channel} {slot.field.place}"
    for part in parts(plan.ops):
        found = list(ends(part))
        low, high = (min(found), max(found)) if found else (None, None)
        said = range_text(part.slot.type if part.slot else "float", (), (low, high, step_of(part)))
        more = [name for name in ("is_time", "counted", "excludes", "may_lack") if getattr(part, name)]
        yield f"{part.label}: {said} {' '.join(more)}".rstrip()
    for what in ("records", "referenced", "switched", "derived", "sensitive"):
        found = getattr(plan, what)
        if found:
            yield f"{what}: {' '.join(found if isinstance(found, tuple) else sorted(found))}"
    all_of = [
        len(list(every(plan.ops))),
        len(list(within_part(plan.ops))),
        len([one for op in plan.ops for one in inner(op)]),
    ]
    yield f"operations: {all_of}"
    known = schema(plan)
    for table in known.tables:
        columns = " ".join(f"{column.name}:{column.type}" for column in table.columns)
        yield f"table {table.name} {table.kind} {table.parent}: {columns}"
    yield f"messages {known.messages}, statuses {known.statuses}, warnings {known.warnings}"


@pytest.mark.parametrize("part", PARTS)
def test_plans(part: str) -> None:
    approved(f"plan/{part}", "\n".join(kept(name, "\n".join([*lines(name), ""])) for name in PARTS[part]))
