"""The static columns of a batch: which tables a device's payloads fill, and what each column holds.

Table 0 has one row a payload. What repeats inside a payload has tables of its own: one a kind of history record, one
for each value whose channel is only known from the payload (inside a record: one more for that record).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from redi_codecs import errors
from redi_codecs.layout.statuses import IMPLAUSIBLE, STATUSES
from redi_codecs.layout.transform import Choice, Verbatim
from redi_codecs.plan.plan import (
    Call,
    Choose,
    Derive,
    Guard,
    Load,
    Loop,
    Lost,
    Name,
    Op,
    Part,
    Plan,
    Slot,
    TagLoop,
    Take,
    Within,
    every,
    inner,
    parts,
)
from redi_codecs.results import MAC_COMMANDS, Field

ColumnType = Literal["float", "int", "bool", "enum", "text", "bytes", "time"]

#: What the error code of a row stands for; a payload or port that is null makes a row of nulls with code 1.
ERRORS: tuple[str, ...] = (
    "",
    "NoPayload",
    *(
        kind.__name__
        for kind in (
            errors.InvalidPayload,
            errors.TruncatedPayload,
            errors.UnknownPort,
            errors.UnknownMessage,
            errors.ChecksumMismatch,
            errors.UnexpectedValue,
        )
    ),
)
ERROR_CODES = {name: code for code, name in enumerate(ERRORS)}


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column: the field that it holds, and how."""

    name: str
    field: Field
    slot: int
    measured: bool
    type: ColumnType


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table; ``parent`` is the table that its rows belong to (the payloads' own is 0 and has none)."""

    name: str
    kind: Literal["rows", "record", "channel"]
    parent: int | None
    columns: tuple[ColumnSpec, ...]


@dataclass(frozen=True, slots=True)
class Schema:
    """All tables, and what the codes in their columns stand for (code 0 of statuses and messages: none)."""

    device: str
    tables: tuple[TableSpec, ...]
    messages: tuple[str, ...]
    statuses: tuple[str, ...]
    warnings: tuple[str, ...]
    #: Where a value goes: (number of the record or None, slot) → (table, column in it).
    places: dict[tuple[int | None, int], tuple[int, int]]
    #: The table of a kind of record.
    records: tuple[int, ...]


def schema(plan: Plan) -> Schema:
    """The tables of a device, from its plan; made once."""
    if "schema" not in plan.made:
        plan.made.setdefault("schema", _schema(plan))
    return plan.made["schema"]  # type: ignore[no-any-return]


def _schema(plan: Plan) -> Schema:
    used: dict[tuple[int | None, int], None] = {}
    for slot, record in _stored(plan.ops, None, ()):
        used[record, slot.index] = None
    given: dict[int, list[Part]] = {slot.index: [] for slot in plan.slots}
    for part in parts(plan.ops):
        if part.slot is not None:
            given[part.slot.index].append(part)
    kinds: dict[int, ColumnType] = {slot.index: _type(slot, given[slot.index]) for slot in plan.slots}

    def column(slot: Slot) -> ColumnSpec:
        name = slot.name.replace("_{}", "")
        return ColumnSpec(name, slot.field, slot.index, slot.role == "reading", kinds[slot.index])

    opened = {slot.index for slot in plan.slots if "{}" in slot.name}
    tables: list[TableSpec] = []
    places: dict[tuple[int | None, int], tuple[int, int]] = {}
    records: list[int] = []
    for record in (None, *range(len(plan.records))):
        slots = [plan.slots[index] for group, index in used if group == record and index not in opened]
        slots.sort(key=lambda slot: slot.index)
        name = "rows" if record is None else plan.records[record]
        for at, slot in enumerate(slots):
            places[record, slot.index] = len(tables), at
        if record is not None:
            records.append(len(tables))
        columns = tuple(map(column, slots))
        tables.append(TableSpec(name, "rows" if record is None else "record", None if record is None else 0, columns))
    for group, index in used:
        if index in opened:
            parent = 0 if group is None else records[group]
            spec = column(plan.slots[index])
            name = spec.name if group is None else f"{plan.records[group]}.{spec.name}"
            places[group, index] = len(tables), 0
            tables.append(TableSpec(name, "channel", parent, (spec,)))
    names = [op.message for op in every(plan.ops) if isinstance(op, Name)]
    return Schema(
        plan.device,
        tuple(tables),
        ("", *dict.fromkeys(names)),
        _statuses(plan),
        _warnings(plan),
        places,
        tuple(records),
    )


def _stored(
    ops: tuple[Op, ...], record: int | None, outer: tuple[int | None, ...]
) -> Iterator[tuple[Slot, int | None]]:
    """The slots that operations write to, each with its kind of record; a turn that is current writes to ``outer``."""
    for op in ops:
        match op:
            case Load(parts=members):
                found: tuple[Part, ...] = members
            case Take(part=part) | Derive(part=part):
                found = (part,)
            case Call(slots=slots, record=group):
                for slot in slots:
                    if slot.role != "time":
                        yield from ((slot, one) for one in ((record, *outer) if group is None else (None, group)))
                continue
            case _:
                found = ()
        for part in found:
            if part.slot is not None and part.slot.role != "time":
                yield from ((part.slot, one) for one in (record, *outer))
        if isinstance(op, Loop) and op.record is not None:
            yield from _stored(op.body, op.record, () if op.newest is None else (record, *outer))
            continue
        for body in inner(op):
            yield from _stored(body, record, outer)


def _type(slot: Slot, given: list[Part]) -> ColumnType:
    """The type of a slot, from all that is put there."""
    if given and all(isinstance(part.transform, Choice) for part in given):
        return "enum"
    if given and all(isinstance(part.transform, Verbatim) and part.transform.form == "bytes" for part in given):
        return "bytes"
    # Named states of a custom node are not declared one by one.
    return "text" if slot.type == "enum" else slot.type


def _statuses(plan: Plan) -> tuple[str, ...]:
    declared = (status for part in parts(plan.ops) for _, status in part.sentinels)
    # Why a custom node has no value is known once it has read.
    custom = STATUSES if any(isinstance(op, Call) for op in every(plan.ops)) else ()
    return tuple(dict.fromkeys(("", IMPLAUSIBLE, "fault", "unknown", *declared, *custom)))


def _warnings(plan: Plan) -> tuple[str, ...]:
    """The codes of warnings; the number of a code is its bit."""
    codes = ["trailing_bytes"]
    for op in every(plan.ops):
        match op:
            case TagLoop(size=length, unknown=unknown):
                codes += ["unknown_tag"] * (unknown != "raise") + ["unused_bytes"] * (length is not None)
            case Within() | Guard():
                codes.append("unused_bytes")
            case Choose(unknown="stop", block=None):
                codes.append("unknown_block")
            case Loop(block=int()):
                codes.append("unknown_block")
            case Lost():
                codes.append("unknown_group")
    codes += [part.warning for part in parts(plan.ops) if part.warning is not None]
    codes.append(MAC_COMMANDS)
    return tuple(dict.fromkeys(codes))
