"""Both sides as one level of names and bare values, so that they can be laid over each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from redi_codecs.readings import Decoded

__all__ = ["ours", "ours_statuses", "ours_units", "theirs"]

#: The keys of a list's entries that name the entry, and those that hold its value.
_NAMES: Final = (
    "variable",
    "field",
    "measurementId",
    "measurement_id",
    "type",
    "name",
    "key",
    "label",
    "channel",
    "id",
)
_VALUES: Final = ("value", "measurementValue", "measurement_value", "val", "v")


def ours(decoded: Decoded) -> dict[str, Any]:
    """Readings, attributes, message, time and records of ours; None is a reading without value.

    >>> from redi_codecs import decode
    >>> ours(decode("milesight-iot/em300-th", "01755C036734010467FF", 85))
    {'battery': 92.0, 'temperature': 30.8}
    """
    out: dict[str, Any] = {} if decoded.message is None else {"message": decoded.message}
    if decoded.time is not None and decoded.time != decoded.received_at:  # else it is the caller's
        out["time"] = decoded.time
    out |= {one.name: _bare(one.value) for one in (*decoded.readings, *decoded.attributes.values())}
    for name, number, record in _records(decoded):
        if record.time is not None:
            out[f"{name}[{number}].time"] = record.time
        for one in (*record.readings, *record.attributes.values()):
            out[f"{name}[{number}].{one.name}"] = _bare(one.value)
    return out


def ours_statuses(decoded: Decoded) -> dict[str, str]:
    """Why a value is none, or is doubtful, by the names of :func:`ours`."""
    found = {one.name: one.status for one in (*decoded.readings, *decoded.attributes.values())}
    for name, number, record in _records(decoded):
        found |= {f"{name}[{number}].{one.name}": one.status for one in record.readings}
    return {name: status for name, status in found.items() if status}


def ours_units(decoded: Decoded) -> dict[str, str]:
    """The units by the names of :func:`ours`; of a time they are seconds."""
    found = {one.name: one.unit for one in (*decoded.readings, *decoded.attributes.values())}
    for name, number, record in _records(decoded):
        found |= {f"{name}[{number}].{one.name}": one.unit for one in (*record.readings, *record.attributes.values())}
    return {name: "s" if name.endswith("time") and not unit else unit for name, unit in found.items()} | {"time": "s"}


def _records(decoded: Decoded) -> Iterator[tuple[str, int, Any]]:
    counts: dict[str, int] = {}
    for record in decoded.records:
        number = counts[record.name] = counts.get(record.name, -1) + 1
        yield record.name, number, record


def _bare(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


def theirs(values: Any) -> dict[str, Any]:
    """The values of a decoder by path, however they were nested.

    A list of named values, and an object of a value with its unit, count as the values themselves:

    >>> theirs({"a": {"b": 1, "c": [2, 3]}, "t": {"value": 21.5, "unit": "C"}})
    {'a.b': 1, 'a.c[0]': 2, 'a.c[1]': 3, 't': 21.5, 't.unit': 'C'}
    >>> theirs([{"variable": "temp", "value": 21.5, "unit": "C"}, {"variable": "hum", "value": 40}])
    {'temp': 21.5, 'temp.unit': 'C', 'hum': 40}
    """
    out: dict[str, Any] = {}
    counts: dict[str, int] = {}
    for path, value in _walk("", values):
        counts[path] = counts.get(path, 0) + 1
        if counts[path] > 1:  # the last one counts, as it does in our readings
            out[f"{path}[{counts[path] - 1}]"] = out[path]
        out[path] = value
    return out


def _walk(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        key = _held(value)
        if key is not None:
            yield path or key, value[key]
        for name, inner in value.items():
            if name != key:
                yield from _walk(f"{path}.{name}" if path else str(name), inner)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for number, inner in enumerate(value):
            name = _name(inner)
            if name is None:
                yield from _walk(f"{path}[{number}]", inner)
            else:
                rest = {key: one for key, one in inner.items() if key != name}
                label = str(inner[name])
                yield from _walk(f"{path}.{label}" if path else label, rest)
    else:
        yield path or "value", value


def _held(value: Mapping[str, Any]) -> str | None:
    """The key of an object that is a value with remarks, such as its unit."""
    found = [key for key in _VALUES if key in value]
    return found[0] if len(found) == 1 and not isinstance(value[found[0]], Mapping | list) else None


def _name(inner: Any) -> str | None:
    """The key by which an entry of a list is named, if it is a named value or says of what type it is."""
    if not isinstance(inner, Mapping):
        return None
    if _held(inner) is None:
        return "type" if isinstance(inner.get("type"), str) else None
    return next((key for key in _NAMES if isinstance(inner.get(key), str | int)), None)


def moment(value: Any) -> float | None:
    """Seconds since 1970 of a time, ours or a text of theirs."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip())
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).timestamp()
