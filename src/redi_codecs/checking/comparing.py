"""What a payload says, held against what somebody says of it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from redi_codecs.checking.hints import hint
from redi_codecs.layout.statuses import IMPLAUSIBLE, STATUSES
from redi_codecs.quantities import QUANTITIES

if TYPE_CHECKING:
    from redi_codecs.explaining.explain import Explanation
    from redi_codecs.layout.device import Vector
    from redi_codecs.readings import Attribute, Decoded, Reading, Record

__all__ = ["Stated", "contradictions", "differences", "said", "shown", "stated"]

#: What a vector may state that is no field.
_FRAME: Final = ("message", "time", "records")
_UNITS: Final = frozenset(one.unit for one in QUANTITIES.values() if one.unit)


def said(decoded: Decoded) -> dict[str, Any]:
    """The whole of what a payload says, comparable."""
    return {
        "message": decoded.message,
        "readings": {one.name: (one.value, one.status) for one in decoded.readings},
        "attributes": {one.name: (one.value, one.status) for one in decoded.attributes.values()},
        "time": decoded.time,
        "records": [
            (one.name, one.time, {each.name: (each.value, each.status) for each in one.readings})
            for one in decoded.records
        ],
    }


def differences(vector: Vector, decoded: Decoded, explanation: Explanation) -> Iterator[str]:
    """Where a payload says something else than the vector, or something odd that the vector does not mention."""
    wanted = {name: value for name, value in vector.values.items() if name not in _FRAME}
    message = vector.values.get("message", decoded.message)
    if message != decoded.message:
        yield f"the vector says the message {message!r}, the payload {decoded.message!r}"
    if "time" in vector.values:
        time, seen = vector.values["time"], decoded.result[1]
        if time != seen:
            yield f"time: the vector says {_moment(time)}, the payload {_moment(seen)}"
    readings = {one.name: one for one in decoded.readings}
    found: dict[str, Reading | Attribute] = {**readings, **decoded.attributes}
    for name, value in wanted.items():
        if name not in found:
            there = ", ".join(found) or "nothing"
            yield f"{name}: the vector says {value!r}, the payload has no {name} (it has {there})"
        else:
            yield from _difference(name, value, found[name], explanation)
    for name, one in readings.items():
        if name not in wanted:
            place = _place(explanation, name)
            yield f"{name}: the payload says {shown(one)}{place}, the vector nothing; a vector names all readings"
    if "records" in vector.values:
        yield from _records(vector.values["records"], decoded)
    yield from _oddities(vector, decoded)


class Stated(NamedTuple):
    """A value as a vector states it, with what else it says of it."""

    value: Any
    status: str | None = None
    unit: str | None = None
    quantity: str | None = None


def stated(value: Any) -> Stated:
    """What a vector says: a value; a pair of it and a status, a unit, or a quantity; None, which is a fault.

    >>> stated((30, "Cel")).unit, stated((30, "dew_point"))[2:]
    ('Cel', ('Cel', 'dew_point'))
    """
    if value is None:
        return Stated(None, "fault")
    if _paired(value):
        if value[1] in (IMPLAUSIBLE, *STATUSES):
            return Stated(value[0], value[1])
        if value[1] in _UNITS:
            return Stated(value[0], unit=value[1])
        if value[1] in QUANTITIES:  # which has one unit
            return Stated(value[0], unit=QUANTITIES[value[1]].unit, quantity=value[1])
    return Stated(value)


def _paired(value: Any) -> bool:
    return isinstance(value, tuple | list) and len(value) == 2 and isinstance(value[1], str)


def contradictions(wanted: Stated, one: Reading | Attribute) -> Iterator[str]:
    """Where the declaration has another unit or quantity than is stated."""
    kind = one.field.kind
    if wanted.quantity is not None:
        if kind is None or kind.key != wanted.quantity:
            yield f"the vector says that it is {wanted.quantity}, the declaration {kind.key if kind else 'no quantity'}"
    elif wanted.unit is not None and wanted.unit != one.unit:
        yield f"the vector says {wanted.unit}, the declaration {one.unit or 'no unit'}"


def shown(one: Reading | Attribute) -> str:
    """A value as a vector would state it."""
    if one.value is None:
        return repr(one.status)
    value = one.value.timestamp() if isinstance(one.value, datetime) else one.value
    return repr((value, one.status)) if one.status else repr(value)


def _difference(name: str, value: Any, one: Reading | Attribute, explanation: Explanation) -> Iterator[str]:
    wanted = stated(value)
    if _paired(value) and wanted == Stated(value):
        known = {word.lower(): word for word in (*QUANTITIES, *STATUSES, *sorted(_UNITS))}
        near = [known[word] for word in difflib.get_close_matches(value[1].lower(), known)]
        mend = f"; did you mean {near[0]!r}?" if near else ""
        yield f"{name}: {value[1]!r} is no status, no unit and no quantity{mend}"
        return
    yield from (f"{name}: {text}" for text in contradictions(wanted, one))
    if one.value is None:
        if value is None and one.status != "fault":
            yield f"{name}: None is a fault, and this is {one.status}: write {name}={one.status!r}"
        elif value is not None and value != one.status and wanted[:2] != (None, one.status):
            yield f"{name}: the vector says {value!r}, the payload {one.status!r}{_place(explanation, name)}"
        return
    if not same(wanted.value, one.value):
        where = f"{_place(explanation, name)}{hint(explanation, name, wanted.value)}"
        yield f"{name}: the vector says {value!r}, the payload {shown(one)}{where}"
    elif one.status == IMPLAUSIBLE and wanted.status != IMPLAUSIBLE:
        kind = one.field.kind
        limits = f" {kind.low} … {kind.high} {kind.unit}".rstrip() if kind else ""
        mend = f"if the payload truly says so, write {name}=({one.value!r}, {IMPLAUSIBLE!r})"
        yield f"{name}: {one.value!r} is outside{limits}; {mend}"
    elif wanted.status not in (None, one.status):
        yield f"{name}: the vector says the status {wanted.status!r}, the payload {one.status!r}"


def same(wanted: Any, value: Any) -> bool:
    """Whether a value is what was stated; a time may be stated in seconds."""
    if isinstance(value, datetime) and not isinstance(wanted, datetime):
        return bool(wanted == value.timestamp())
    if isinstance(value, bytes) and isinstance(wanted, str):
        return wanted.lower() == value.hex()
    return bool(wanted == value) and isinstance(wanted, bool) == isinstance(value, bool)


def _records(records: Any, decoded: Decoded) -> Iterator[str]:
    """A vector's records have all readings; attributes are compared where they are named."""
    asked = [{"time": None} | dict(one) for one in records]
    told = [_told(one) for one in decoded.records]
    if len(told) != len(asked):
        yield f"records: the vector has {len(asked)}, the payload {len(told)}: {told}"
    for number, (ask, tell, one) in enumerate(zip(asked, told, decoded.records, strict=False), 1):
        found: dict[str, Reading | Attribute] = {each.name: each for each in one.readings} | dict(one.attributes)
        tell |= {name: _plain(found[name]) for name in ask if name in found}
        wanted: dict[str, Any] = dict(ask)
        for name, value in ask.items():
            if name == "time":
                continue
            said = stated(value)
            if said.unit is not None:
                wanted[name] = said.value
                if name in found:
                    yield from (f"record {number}: {name}: {text}" for text in contradictions(said, found[name]))
            elif value is None:
                wanted[name] = "fault"
        if {name: _listed(value) for name, value in wanted.items()} != tell:
            yield f"record {number}: the vector says {ask}, the payload {tell}"


def _told(record: Record) -> dict[str, Any]:
    time = {"time": record.time and record.time.timestamp()}
    return time | {each.name: _plain(each) for each in record.readings}


def _plain(one: Reading | Attribute) -> Any:
    value = one.value.timestamp() if isinstance(one.value, datetime) else one.value
    value = value.hex() if isinstance(value, bytes) else value
    return one.status if value is None else (value, one.status) if one.status else value


def _listed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value.hex() if isinstance(value, bytes) else value


def _oddities(vector: Vector, decoded: Decoded) -> Iterator[str]:
    told, rest = [one.code for one in decoded.warnings], decoded.rest.hex()
    missing = [one for one in decoded.warnings if one.code not in vector.warnings]
    for one in missing:
        field = "; is a field missing at the end?" if one.code == "trailing_bytes" else ""
        meant = f"warnings={one.code!r}" + (f", rest={rest!r}" if rest != vector.rest else "")
        yield f"the payload is odd at byte {one.offset}: {one.text}{field}; if that is meant, write {meant}"
    for code in vector.warnings:
        if code not in told:
            yield f"the vector says the warning {code!r}, the payload {', '.join(map(repr, told)) or 'none'}"
    if vector.rest != rest and not missing:
        mend = f"; if that is meant, write rest={rest!r}"
        yield (
            f"the vector says that {vector.rest or 'nothing'} is not understood, "
            f"of the payload it is {rest or 'nothing'}{mend if rest else ''}"
        )


def _moment(seconds: float | None) -> str:
    return "none" if seconds is None else f"{seconds:.15g}"


def _place(explanation: Explanation, name: str) -> str:
    """The bytes that a value comes from, in words."""
    for span in explanation.spans:
        last = span.end - 1
        place = f"byte {last}" if last == span.start else f"bytes {span.start}…{last}"
        if span.label == name and span.end > span.start:
            return f" ({place}, raw {span.raw})"
        for bit in span.bits:
            if bit.label == name:
                return f" ({place}, bit {bit.low if bit.low == bit.high else f'{bit.low}–{bit.high}'}, raw {bit.raw})"
    return ""
