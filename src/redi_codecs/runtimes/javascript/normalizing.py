"""Generated JavaScript, ``normalizeUplink``: what a payload says in the names that The Things Stack has for it.

It says what :func:`redi_codecs.readings.normalized.normalized` says, of what ``decodeUplink`` has returned, in as short
a form as the device allows.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence, Set
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
from redi_codecs.runtimes.javascript.normalizing_functions import (
    BY_TIME,
    ONE,
    PAST,
    PLACE,
    SHARED,
    SHORT,
    TABLED,
    WHOLE,
)
from redi_codecs.runtimes.javascript.numbers import Range
from redi_codecs.runtimes.javascript.sections import sectioned
from redi_codecs.runtimes.javascript.text import literal, member

__all__ = ["normalizing"]

#: A group of values up to here is one line.
_FITS: Final = 96
#: So many characters has the helper ``within``.
_WITHIN: Final = 88
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
    numbered = any("{}" in slot.name for slot in slots)
    timed = bool(plan.records) or any(slot.role == "time" for slot in plan.slots)
    needs = {
        "contested": bool(contested),
        "ordered": any(row.channel is not None for row in rows),
        "records": bool(plan.records),
        "standing": any(row.stands_in and direct[row.quantity] for row in rows),
        "channels": numbered,
        "numbered": any(row.channel is True for row in rows),
        "limits": bool(limits),
        "direction": "wind.direction" in limits,
        "contact": any(row.path == "action.contactState" for row in rows),
        "implied": bool(motion),
        "people": bool(people),
        "motion": bool(motion or people),
        "time": timed,
    }
    sections = {name for name, needed in needs.items() if needed}
    sections |= set() if needs["motion"] else {"still"}
    placed = Counter((row.path, _order(row), row.stands_in and bool(direct[row.quantity])) for row in rows)
    tables: dict[str, Any] = {}
    if contested or numbered or max(placed.values(), default=1) > 1:
        text = sectioned(WHOLE + SHARED, sections)
        tables["NORMALIZED"] = {row.name: _columns(row, row.path in contested, direct) for row in rows}
        tables["LIMITS"] = limits
        if not limits:
            text = re.sub(r"ADMITTED\([^,]*, ([^()]*)\)", r"\1", text)
        text = text.replace("ADMITTED", "admitted")
    else:
        values = None if sections & _SEVERAL else _values(rows, limits, direct)
        if values is not None and (not motion or _is_one(motion, slots)):
            return _short(values, limits, member("data", motion[0][0]) if motion else None, sections)
        ordered = sorted(rows, key=_order)
        tables["NORMALIZED"] = {row.name: _cells(row, limits, direct, sections) for row in ordered}
        text = _tabled(sections)
    text = text.replace("GROUPS", BY_TIME if plan.records else "[[input.data]].forEach(function (group) {")
    text = text.replace("VARIABLES", f"var {'groups = {}, result = [], times' if plan.records else 'result = []'};")
    if not numbered:
        text = text.replace("template(name)", "name")
    else:
        told = {row.name for row in rows}
        motion, people = (
            [list(dict.fromkeys(one if one in told else _CHANNEL.sub("N", one) for one in names)) for names in lists]
            for lists in (motion, people)
        )
    tables |= {"MOTION": motion, "PEOPLE": people}
    heads = [f"var {key} = {_table(value)};" for key, value in tables.items() if value or key == "NORMALIZED"]
    heads += [f"var {name};" for name in ("settled", "channels") if re.search(rf"^ *{name} = ", text, re.M)]
    return "\n".join([*heads, text.rstrip("\n"), ""])


def _is_one(motion: Sequence[Sequence[str]], slots: Sequence[Slot]) -> bool:
    """Whether one number alone says that there was motion."""
    names = [name for some in motion for name in some]
    return len(names) == 1 and all(slot.type in ("int", "float") for slot in slots if slot.name == names[0])


def _tabled(sections: Set[str]) -> str:
    """The functions that put values to their places by a table."""
    timed, past, first = "time" in sections, "records" in sections, 1 + len(sections & {"ordered", "standing"})
    told = "value"
    for section, last, meaning in (
        ("direction", "direction", "value % 360"),
        ("contact", "contactState", '(value ? "open" : "closed")'),
    ):
        if section in sections:
            told = f'last === "{last}" ? {meaning} : {told}'
    text, place = sectioned(PAST if past else TABLED, sections), sectioned(PLACE, sections)
    for word, meaning in {
        "implied(group)TIME": "implied(group), group[0].time",
        "people(group)TIME": "people(group), group[0].time",
        "TIME": f", {'values' if past else 'data'}.time" if timed else "",
        "STANDS": f"(NORMALIZED[name][{1 + ('ordered' in sections)}] || [])",
    }.items():
        text = text.replace(word, meaning)
    for word, meaning in {
        "BEYOND": f" || value < row[{first}] || value > row[{first + 1}]" if "limits" in sections else "",
        "ARGUMENTS": (", time" if timed else "") + (", implied" if "motion" in sections else ""),
        "TIME": ", time" if timed else "",
        "NEW": "(time ? { time: time } : {})" if timed else "{}",
        "TOLD": told,
        "EXCEPT": "; what is implied, only in the first of all" if "motion" in sections else "",
    }.items():
        place = place.replace(word, meaning)
    return text + place + sectioned(SHARED, sections)


def _values(
    rows: Sequence[_Row], limits: Mapping[str, list[float]], direct: Mapping[str, list[str]]
) -> dict[str, str] | None:
    """The value at each path as an expression, where one value of each is all that can be; else None."""
    values: dict[str, str] = {}
    for path in dict.fromkeys(row.path for row in rows):
        (row, *others) = sorted((row for row in rows if row.path == path), key=lambda row: row.stands_in)
        value = member("data", row.name)
        instead = direct[row.quantity] if row.stands_in else []
        if [(one.stands_in, direct[one.quantity]) for one in others] == [(True, [row.name])] and not row.stands_in:
            value = f"{value} === undefined ? {member('data', others[0].name)} : {value}"
        elif others or len(instead) > 1:
            return None
        elif instead:
            value = f"{member('data', instead[0])} === undefined ? {value} : null"
        if path == "action.contactState":
            value = f'{value} == null ? null : {value} ? "open" : "closed"'
        elif path == "wind.direction" and path in limits:
            value = f"{value} === {FULL_TURN} ? 0 : {value}"
        values[path] = value
    return values


def _short(values: dict[str, str], limits: Mapping[str, list[float]], count: str | None, sections: Set[str]) -> str:
    """The function with an object for values at their paths; a count of movements says so where nothing else does."""
    beyond = {path: limits[path] for path in values if path in limits}
    if len(values) == 1 and count is None and "time" not in sections:
        ((path, value),) = values.items()
        tests = [f"value {sign} {literal(end)}" for sign, end in zip("<>", limits.get(path, ()), strict=False)]
        sheet = _nested(_tree({path: "value"}))
        text = ONE.replace("VALUE", value).replace("value == null", " || ".join(["value == null", *tests]))
        return text.strip("\n").replace("SHEET", sheet) + "\n"
    inside = {path: _inside_of(values[path], ends) for path, ends in beyond.items()}
    longer = sum(len(inside[path]) - len(_within(values[path], ends)) for path, ends in beyond.items())
    if longer < _WITHIN and all(" " not in values[path] for path in beyond):
        values |= inside
        sections = sections - {"limits"}
    else:
        values |= {path: _within(values[path], ends) for path, ends in beyond.items()}
    if count is not None:
        plain = values.get(_DETECTED)
        values[_DETECTED] = (
            f"{count} == null ? null : {count} > 0"
            if plain is None
            else f"{plain} == null && {count} != null ? {count} > 0 : {plain}"
        )
    groups = [f"    {name}: {_nested(value)}" for name, value in _tree(values).items()]
    sheet = "{\n" + ",\n".join(groups) + "\n  }"
    return sectioned(SHORT, sections).strip("\n").replace("SHEET", sheet) + "\n"


def _within(value: str, ends: Sequence[float]) -> str:
    return f"within({', '.join([value, *map(literal, ends)])})"


def _inside_of(value: str, ends: Sequence[float]) -> str:
    """The same without the helper, which for a few values is longer than what it saves."""
    tests = [f"{value} {sign} {literal(end)}" for sign, end in zip("<>", ends, strict=False)]
    return f"{' || '.join(tests)} ? null : {value}"


def _tree(values: Mapping[str, str]) -> dict[str, Any]:
    sheet: dict[str, Any] = {}
    for path, value in values.items():
        *above, last = path.split(".")
        into = sheet
        for name in above:
            into = into.setdefault(name, {})
        into[last] = value
    return sheet


def _nested(value: str | Mapping[str, Any], depth: int = 2) -> str:
    """A group of values, in a line if it fits."""
    if isinstance(value, str):
        return value
    parts = [f"{name}: {_nested(one, depth + 1)}" for name, one in value.items()]
    line = f"{{ {', '.join(parts)} }}"
    if len(line) <= _FITS:
        return line
    inner = "  " * (depth + 1)
    return "{\n" + ",\n".join(inner + part for part in parts) + "\n" + "  " * depth + "}"


def _order(row: _Row) -> tuple[bool, int]:
    """What is primary goes first, then the lowest channel."""
    return not row.primary, -1 if row.channel is None else row.channel


def _cells(
    row: _Row, limits: Mapping[str, list[float]], direct: Mapping[str, list[str]], sections: Set[str]
) -> list[Any]:
    """Path, channel and the names of those for which it stands in, where a file has such, and limits."""
    cells: list[Any] = [row.path]
    if "ordered" in sections:
        cells.append(-1 if row.channel is None else row.channel)
    if "standing" in sections:
        cells.append(direct[row.quantity] if row.stands_in else [])
    cells += limits.get(row.path, [])
    while cells[-1] == []:
        cells.pop()
    return cells


#: What makes several objects, or a value out of several.
_SEVERAL: Final = {"records", "people"}
#: What a count of movements says too.
_DETECTED: Final = "action.motion.detected"


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
