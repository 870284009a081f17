"""What somebody wants encoded, in one form: a mapping by name, a Decoded, or what its ``to_dict`` gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from redi_codecs.errors import EncodeError, OutOfRange
from redi_codecs.readings import Decoded
from redi_codecs.results import Null, Shape, Values


@dataclass(slots=True)
class Scope:
    """The values of one message or of one record, by name and in their order; what has been written is taken out."""

    values: dict[str, tuple[Any, str | None]]
    time: float | None = None
    record: str | None = None
    written: dict[str, tuple[Any, str | None]] = field(default_factory=dict)

    def copy(self) -> Scope:
        return Scope(dict(self.values), self.time, self.record, dict(self.written))


@dataclass(slots=True)
class Given:
    """The values wanted, and what is known of the message that they belong to."""

    current: Scope
    records: list[Scope] = field(default_factory=list)
    message: str | None = None
    f_port: int | None = None
    #: Whether every place needs its value, none of which may be put in its stead: a command.
    exact: bool = False


def given(values: Mapping[str, Any] | Decoded) -> Given:
    """What is wanted, whichever form it came in."""
    if isinstance(values, Decoded):
        return _decoded(values)
    if not isinstance(values, Mapping):
        raise EncodeError(f"values are a mapping by name or a Decoded, not {type(values).__name__}")
    for name in values:
        if not isinstance(name, str):
            raise EncodeError(f"values have names, and {str(name)[:40]} of type {type(name).__name__} is none")
    if isinstance(values.get("readings"), list | tuple):
        current = _listed(values)
    else:
        current = Scope(
            {name: (value, None) for name, value in values.items() if name not in ("records", "time", "message")}
        )
        current.time = seconds(values.get("time"))
    records = []
    for one in _part(values, "records"):
        if not isinstance(one, Mapping):
            raise EncodeError(f"a record is a mapping by name, not {one!r}", field="records")
        nested = isinstance(one.get("readings"), list | tuple)
        scope = (
            _listed(one)
            if nested
            else Scope({name: (value, None) for name, value in one.items() if name not in ("name", "time")})
        )
        scope.time = seconds(one.get("time"))
        scope.record = one.get("name", "history")
        records.append(scope)
    port = values.get("f_port") if "readings" in values else None
    message = values.get("message")
    for key, value, kind in (("f_port", port, int), ("message", message, str)):
        if value is not None and not isinstance(value, kind):
            raise EncodeError(f"a {'number' if kind is int else 'name'} is needed, not {value!r}", field=key)
    return Given(current, records, message, port)


def _part(one: Mapping[str, Any], key: str) -> Sequence[Any]:
    """The list under a key, empty where there is none."""
    found = one.get(key)
    if found is None:
        return ()
    if not isinstance(found, Sequence) or isinstance(found, str | bytes):
        raise EncodeError(f"a list of mappings is needed, not {found!r}", field=key)
    return found


def _decoded(one: Decoded) -> Given:
    shape, result = one.shape, one.result
    records = [Scope(_values(shape, values), time, shape.records[group]) for group, time, values in result[3]]
    return Given(Scope(_values(shape, result[2]), result[1]), records, one.message, one.f_port)


def _values(shape: Shape, values: Values) -> dict[str, tuple[Any, str | None]]:
    return {
        shape.of(key)[0].name: (None, value.status) if isinstance(value, Null) else (value, None)
        for key, value in values.items()
    }


def _listed(one: Mapping[str, Any]) -> Scope:
    """The readings and attributes as ``to_dict`` lists them."""
    found: dict[str, tuple[Any, str | None]] = {}
    for key in ("readings", "attributes"):
        for each in _part(one, key):
            if not isinstance(each, Mapping) or not isinstance(each.get("name"), str) or "value" not in each:
                raise EncodeError(f"a mapping with name and value is needed, not {each!r}", field=key)
            found[each["name"]] = each["value"], each.get("status")
    return Scope(found, seconds(one.get("time")))


def seconds(time: Any, name: str = "time") -> float | None:
    """A time (with its zone, or ISO 8601, or seconds already) in seconds since 1970, of the field of this name."""
    if time is None or (isinstance(time, int | float) and not isinstance(time, bool)):
        return time
    if isinstance(time, str):
        try:
            found: Any = datetime.fromisoformat(time)
        except ValueError:
            raise OutOfRange(f"{time!r} is no ISO 8601 time", field=name) from None
    else:
        found = time
    if not isinstance(found, datetime) or found.tzinfo is None:
        raise OutOfRange(f"a time with its zone is needed, not {time!r}", field=name)
    seconds = found.timestamp()
    return int(seconds) if seconds.is_integer() else seconds
