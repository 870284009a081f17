"""Generated JavaScript, ``normalizeUplink``: what a payload says in the names that The Things Stack has for it.

It says what :func:`redi_codecs.readings.normalized.normalized` says, of what ``decodeUplink`` has returned. Where each
name of the vocabulary stands for one value of one time, a file has a short form of it, elsewhere the whole.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from redi_codecs.plan.plan import Plan, Slot
from redi_codecs.readings.normalized import (
    FULL_TURN,
    IMPLY_MOTION,
    LOCATIONS,
    OF_THE_INTERVAL,
    PASSAGES,
    RANK,
    SCHEMA,
    STAND_INS,
)
from redi_codecs.runtimes.javascript.normalizing_functions import SHARED, SHORT, WHOLE
from redi_codecs.runtimes.javascript.numbers import Range
from redi_codecs.runtimes.javascript.sections import sectioned
from redi_codecs.runtimes.javascript.text import literal, member

__all__ = ["normalizing"]

#: The number of a name that is its channel.
_CHANNEL: Final = re.compile(r"\d+(?=\D*$)")


@dataclass(frozen=True)
class _Row:
    """Where a value goes, and before which others."""

    name: str
    path: str
    channel: int | Literal[True] | None
    rank: int
    primary: bool
    quantity: str
    stands_in: bool


def normalizing(plan: Plan, spread: Callable[[Slot], Range], *, sensitive: bool) -> str:
    """The tables and functions; empty where nothing has a name there. ``spread`` says what a value can be."""
    slots = [slot for slot in plan.slots if slot.role == "reading" and (sensitive or not slot.field.sensitive)]
    rows = [row for slot in slots if (row := _row(slot)) is not None]
    motion = [names for keys in IMPLY_MOTION if (names := _names(slots, keys, OF_THE_INTERVAL))]
    people = [names for names in _people(slots) if names]
    if not (rows or motion or people) or not all(map(_placeable, slots)):
        return ""
    direct = {
        key: [row.name for row in rows if row.quantity == key and not row.stands_in]
        for key in {row.quantity for row in rows}
    }
    limits = {}
    for slot in slots:
        row = _row(slot)
        if row is not None and not _inside(row.path, spread(slot)):
            limits[row.path] = _limits(row.path)
    contested = {
        one.path for one in rows for other in rows if one.path == other.path and one.quantity != other.quantity
    }
    columns = {row.name: _columns(row, row.path in contested, direct) for row in rows}
    ordered = any(len(one) > 1 for one in columns.values())
    wanted = {
        "contested": bool(contested),
        "plain": not ordered,
        "ordered": ordered,
        "records": bool(plan.records),
        "standing": any(row.stands_in and direct[row.quantity] for row in rows),
        "channels": any("{}" in slot.name for slot in slots),
        "numbered": any(row.channel is True for row in rows),
        "limits": bool(limits),
        "direction": "wind.direction" in limits,
        "contact": any(row.path == "action.contactState" for row in rows),
        "implied": bool(motion),
        "people": bool(people),
        "motion": bool(motion or people),
        "time": bool(plan.records) or any(slot.role == "time" for slot in plan.slots),
    }
    told = {row.name for row in rows}
    sections = {name for name, needed in wanted.items() if needed}
    whole = bool(sections & _WANTING) or len({row.path for row in rows}) < len(rows)
    bounded = bool(limits) and not whole
    sections |= {"bounded"} if bounded else {"unbounded"}
    text = sectioned((WHOLE if whole else SHORT) + SHARED, sections - ({"limits"} if bounded else set()))
    if not limits or bounded:
        text = re.sub(r"ADMITTED\([^,]*, ([^()]*)\)", r"\1", text)
    text = text.replace(
        "GROUPS", "[[input.data]]" + (".concat(byTime(input.data.records || []))" if plan.records else "")
    )
    said = [
        f'typeof {member("input.data", row.name)} !== "boolean"' for row in rows if row.path == "action.motion.detected"
    ]
    text = text.replace("DETECTED", '["action.motion.detected"]' if bounded else '"action.motion.detected"')
    text = text.replace("UNSAID", said[0]) if said else text.replace("if (UNSAID) ", "")
    if "channels" not in sections:
        text = text.replace("template(name)", "name")
    else:
        motion, people = (
            [list(dict.fromkeys(one if one in told else _CHANNEL.sub("N", one) for one in names)) for names in lists]
            for lists in (motion, people)
        )
    tables: dict[str, Any] = {
        "NORMALIZED": columns
        if whole and ordered
        else {row.name: [row.path, *limits.get(row.path, [])] if bounded else row.path for row in rows},
        "LIMITS": {} if bounded else limits,
        "MOTION": motion,
        "PEOPLE": people,
    }
    heads = [f"var {key} = {_table(value)};" for key, value in tables.items() if value or key == "NORMALIZED"]
    heads += ["var settled;"] if "standing" in sections else []
    return "\n".join([*heads, text.replace("ADMITTED", "admitted").rstrip("\n"), ""])


#: What the short form does not know.
_WANTING: Final = {"records", "standing", "channels", "people"}


def _placeable(slot: Slot) -> bool:
    """Whether the value is found again by its name; a location would need an object of its own."""
    told = _CHANNEL.sub("N", slot.name.replace("{}", "7"))
    return slot.field.place not in LOCATIONS and ("{}" not in slot.name or told == _name(slot))


def _name(slot: Slot) -> str:
    return slot.name.replace("{}", "N")


def _row(slot: Slot) -> _Row | None:
    kind, place, statistic = slot.field.kind, slot.field.place, slot.field.statistic
    if kind is None:
        return None
    path, stands_in = kind.ttn_path(place, statistic), False
    if path is None and place in STAND_INS:
        path, stands_in = kind.ttn_path("air", statistic), True
    if path is None or (SCHEMA[path].type == "number") == (slot.type == "bool") or slot.type not in _TYPES:
        return None
    channel: int | Literal[True] | None = True if "{}" in slot.name else slot.field.channel
    rank = RANK.get(kind.key, len(RANK))
    return _Row(_name(slot), path, channel, rank, slot.field.primary, kind.key, stands_in)


#: The types of values that have a place.
_TYPES: Final = ("int", "float", "bool")


def _names(slots: Sequence[Slot], keys: Container[str | None], statistics: Container[str]) -> list[str]:
    return [_name(slot) for slot in slots if slot.field.quantity in keys and slot.field.statistic in statistics]


def _people(slots: Sequence[Slot]) -> list[list[str]]:
    """The names that say how many people there were, the better ones first."""
    alone = [slot for slot in slots if slot.field.channel is None and "{}" not in slot.name]
    return [
        _names(alone, ("people_count",), ("last",)),
        _names(slots, ("people_count",), ("last",)),
        _names(slots, PASSAGES, OF_THE_INTERVAL),
        _names(slots, PASSAGES, ("total",)),
    ]


def _limits(path: str) -> list[float]:
    admitted = SCHEMA[path]
    high = FULL_TURN if admitted.below == FULL_TURN else admitted.high
    return [admitted.low, *([] if math.isinf(high) else [high])]


def _inside(path: str, found: Range) -> bool:
    """Whether all that a value can be is admitted."""
    admitted = SCHEMA[path]
    high = math.nextafter(admitted.below, 0) if admitted.below < math.inf else admitted.high
    return admitted.type != "number" or (admitted.low <= found.low and found.high <= high)


def _columns(row: _Row, contested: bool, direct: Mapping[str, list[str]]) -> list[Any]:
    """Path, channel, rank, whether it is primary, and the names of those for which it stands in; as few as will do."""
    channel = -1 if row.channel is None else row.channel
    columns = [
        row.path,
        channel,
        row.rank if contested else 0,
        int(row.primary),
        direct[row.quantity] if row.stands_in else [],
    ]
    plain = [row.path, -1, 0, 0, []]
    while len(columns) > 1 and columns[-1] == plain[len(columns) - 1] and columns[-1] is not True:
        columns.pop()
    return columns


def _table(value: Any) -> str:
    """A table, an entry a line."""
    if isinstance(value, dict):
        lines = [f"  {name if name.isidentifier() else literal(name)}: {literal(one)}" for name, one in value.items()]
        return "{\n" + ",\n".join(lines) + "\n}" if lines else "{}"
    return literal(value)
