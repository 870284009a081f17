"""What a payload says, held against what somebody says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from redi_codecs.checking.hints import hint

if TYPE_CHECKING:
    from redi_codecs.explaining.explain import Explanation
    from redi_codecs.readings import Attribute, Decoded, Reading

__all__ = ["differences", "said"]


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


def differences(values: Mapping[str, Any], decoded: Decoded, explanation: Explanation) -> Iterator[str]:
    """Where a payload says something else than the vector."""
    wanted = dict(values)
    message = wanted.pop("message", decoded.message)
    if message != decoded.message:
        yield f"the vector says the message {message!r}, the payload {decoded.message!r}"
    records = wanted.pop("records", None)
    if "time" in wanted:
        time, seen = wanted.pop("time"), decoded.time and decoded.time.timestamp()
        if seen is None or time != seen:
            yield f"time: the vector says {time}, the payload {'none' if seen is None else f'{seen:.15g}'}"
    readings = {one.name: one for one in decoded.readings}
    found: dict[str, Reading | Attribute] = {**readings, **decoded.attributes}
    for name, value in wanted.items():
        if name not in found:
            there = ", ".join(found) or "nothing"
            yield f"{name}: the vector says {value!r}, the payload has no {name} (it has {there})"
        elif found[name].value != value:
            where = f"{_place(explanation, name)}{hint(explanation, name, value)}"
            yield f"{name}: the vector says {value!r}, the payload {found[name].value!r}{where}"
    for name, one in readings.items():
        if name not in wanted:
            place = _place(explanation, name)
            yield f"{name}: the payload says {one.value!r}{place}, the vector nothing; a vector names all readings"
    if records is not None:
        told = [
            {"time": one.time and one.time.timestamp()} | {each.name: each.value for each in one.readings}
            for one in decoded.records
        ]
        asked = [{"time": None} | dict(one) for one in records]
        if len(told) != len(asked):
            yield f"records: the vector has {len(asked)}, the payload {len(told)}: {told}"
        for number, (ask, tell) in enumerate(zip(asked, told, strict=False), 1):
            if ask != tell:
                yield f"record {number}: the vector says {ask}, the payload {tell}"


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
