"""What comes out of a payload: readings, history records, attributes and warnings.

A decoder returns bare values (:mod:`redi_codecs.results`); :class:`Decoded` turns them into objects when they are first
asked for, so that a service that wants one value of a payload does not pay for the others.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from redi_codecs.results import Field, Null, Result, Shape, Values

T = TypeVar("T")

__all__ = ["Attribute", "Decoded", "Field", "Reading", "Record", "Warned"]


class lazy(Generic[T]):
    """An attribute computed when it is first asked for (``functools.cached_property`` takes a lock each time)."""

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: Any, owner: type | None = None) -> T:
        if instance is None:
            return self  # type: ignore[return-value]
        value = instance.__dict__[self._name] = self._compute(instance)
        return value


class _Valued:
    """A value with its field."""

    __slots__ = ("field", "status", "time", "value")

    def __init__(self, field: Field, value: Any, time: datetime | None = None, status: str | None = None) -> None:
        self.field = field
        self.value = value
        self.time = time
        self.status = status

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def quantity(self) -> str | None:
        return self.field.quantity

    @property
    def unit(self) -> str:
        return self.field.unit

    @property
    def channel(self) -> int | None:
        return self.field.channel

    @property
    def place(self) -> str:
        return self.field.place

    @property
    def statistic(self) -> str:
        return self.field.statistic

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        mine, theirs = ((one.field, one.value, one.time, one.status) for one in (self, other))
        return bool(mine == theirs)

    def __hash__(self) -> int:
        return hash((self.field, self.value, self.time, self.status))

    def __repr__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        status = f" ({self.status})" if self.status else ""
        time = f" at {self.time.isoformat()}" if self.time else ""
        return f"<{type(self).__name__} {self.name} {self.value}{unit}{status}{time}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.field, self.value, self.time, self.status)


class Reading(_Valued):
    """A measurement: ``value`` in ``unit`` (UCUM), or None with a ``status`` that says why there is none.

    The status of a value outside the quantity's physical limits is ``implausible``; the value stays.
    """

    __slots__ = ()


class Attribute(_Valued):
    """What is no measurement: a setting, a threshold, an identity, the reason of an alarm."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A turn of a history: readings of one earlier time."""

    name: str
    time: datetime | None
    readings: tuple[Reading, ...]
    attributes: Mapping[str, Attribute]

    def __getitem__(self, name: str) -> Reading:
        return _find(self.readings, name)

    def __reduce__(self) -> tuple[Any, ...]:
        return Record, (self.name, self.time, self.readings, dict(self.attributes))


@dataclass(frozen=True, slots=True)
class Warned:
    """Something odd that did not stop the decoding, and where."""

    code: str
    offset: int
    text: str


def _find(readings: Sequence[Reading], name: str) -> Reading:
    for one in readings:
        if one.field.name == name:
            return one
    raise KeyError(f"{name}: there are {', '.join(one.field.name for one in readings) or 'no readings'}")


def moment(seconds: float | None) -> datetime | None:
    """Seconds since 1970 as a time in UTC; None where the calendar has no such time."""
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


class Decoded:
    """A payload, understood.

    ``readings`` are the current ones, ``records`` the history, ``attributes`` what is no measurement, by name;
    ``warnings`` tell what was odd, and ``rest`` holds the bytes that were not understood. ``decoded["temperature"]`` is
    the reading of that name.
    """

    def __init__(
        self, shape: Shape, payload: bytes, f_port: int, result: Result, received_at: datetime | None = None
    ) -> None:
        self.device = shape.device
        self.f_port = f_port
        self.payload = payload
        self.received_at = received_at
        self.message = result[0]
        self._shape = shape
        self._result = result

    @lazy
    def time(self) -> datetime | None:
        """When the values were measured: the payload's own time, else when it was received, if that is known."""
        return moment(self._result[1]) or self.received_at

    @lazy
    def _current(self) -> tuple[tuple[Reading, ...], Mapping[str, Attribute]]:
        return self._valued(self._result[2], self.time)

    @lazy
    def readings(self) -> tuple[Reading, ...]:
        return self._current[0]

    @lazy
    def attributes(self) -> Mapping[str, Attribute]:
        return self._current[1]

    @lazy
    def records(self) -> tuple[Record, ...]:
        names = self._shape.records
        return tuple(
            Record(names[group], moment(time), *self._valued(values, moment(time)))
            for group, time, values in self._result[3]
        )

    @lazy
    def warnings(self) -> tuple[Warned, ...]:
        found = [Warned(code, start, text) for code, start, _, text in self._result[4]]
        end = self._result[5]
        if end < len(self.payload):
            left = len(self.payload) - end
            found.append(
                Warned("trailing_bytes", end, f"{left} byte{'s' if left > 1 else ''} after the end of the message")
            )
        return tuple(found)

    @lazy
    def rest(self) -> bytes:
        skipped = b"".join(self.payload[start:end] for _, start, end, _ in self._result[4] if end is not None)
        return skipped + self.payload[self._result[5] :]

    def _valued(self, values: Values, time: datetime | None) -> tuple[tuple[Reading, ...], Mapping[str, Attribute]]:
        shape = self._shape
        readings: list[Reading] = []
        attributes: dict[str, Attribute] = {}
        for key, value in values.items():
            field, measured = shape.of(key)
            status: str | None = None
            if type(value) is Null:
                status, value = value.status, None
            kind = field.kind
            if kind is not None and value is not None:
                if kind.type == "time":
                    value = moment(value)
                elif not kind.plausible(value):
                    status = "implausible"
            if measured:
                readings.append(Reading(field, value, time, status))
            else:
                attributes[field.name] = Attribute(field, value, None, status)
        return tuple(readings), MappingProxyType(attributes)

    def __getitem__(self, name: str) -> Reading:
        return _find(self.readings, name)

    def __contains__(self, name: object) -> bool:
        return any(one.field.name == name for one in self.readings)

    def __iter__(self) -> Iterator[Reading]:
        return iter(self.readings)

    def __len__(self) -> int:
        return len(self.readings)

    def get(self, name: str, default: Any = None) -> Any:
        """The value of the reading with this name, or ``default`` where there is none."""
        return self[name].value if name in self else default

    def to_dict(self, *, sensitive: bool = False) -> dict[str, Any]:
        """Plain values that JSON can hold, and that ``encode_uplink`` takes back; sensitive kinds only if asked for."""
        out: dict[str, Any] = {"device": self.device, "f_port": self.f_port}
        if self.message is not None:
            out["message"] = self.message
        if self.time is not None:
            out["time"] = self.time.isoformat()
        out |= _plain(self.readings, self.attributes, sensitive)
        if self.records:
            out["records"] = [
                {"name": one.name, "time": one.time.isoformat() if one.time else None}
                | _plain(one.readings, one.attributes, sensitive)
                for one in self.records
            ]
        if self.warnings:
            out["warnings"] = [{"code": one.code, "offset": one.offset, "text": one.text} for one in self.warnings]
        if self.rest:
            out["rest"] = self.rest.hex()
        return out

    def normalized(self) -> list[dict[str, Any]]:
        """The measurements in The Things Network's normalized-payload vocabulary, newest first."""
        from redi_codecs.exports.ttn import normalized

        return normalized(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Decoded) and self.__reduce__()[1] == other.__reduce__()[1]

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (self.device, self.payload, self.f_port, tuple(map(_listed, self._result)), self.received_at)

    def __repr__(self) -> str:
        message = f" {self.message}" if self.message else ""
        values = ", ".join(f"{one.name} {one.value if one.value is not None else one.status}" for one in self.readings)
        history = f", {len(self.records)} records" if self.records else ""
        return f"<Decoded {self.device}{message}: {values or 'no readings'}{history}>"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{html.escape(one.name)}</td><td>{html.escape(str(one.value))}</td><td>{html.escape(one.unit)}</td>"
            f"<td>{html.escape(one.status or '')}</td><td>{one.time.isoformat() if one.time else ''}</td></tr>"
            for one in self.readings
            if not one.field.sensitive
        )
        head = "".join(f"<th>{name}</th>" for name in ("name", "value", "unit", "status", "time"))
        return f"<table><caption>{html.escape(self.device)}</caption><tr>{head}</tr>{rows}</table>"


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, list | tuple) else value


def _restore(
    device: str, payload: bytes, f_port: int, result: tuple[Any, ...], received_at: datetime | None
) -> Decoded:
    """Unpickle: the codec of the receiving side gives the fields."""
    from redi_codecs.device_codec import codec

    return Decoded(codec(device).shape, payload, f_port, Result(*result), received_at)


def _json(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, datetime) else value


def _plain(readings: Sequence[Reading], attributes: Mapping[str, Attribute], sensitive: bool) -> dict[str, Any]:
    def values(ones: Sequence[_Valued]) -> dict[str, Any]:
        return {one.name: _json(one.value) for one in ones if sensitive or not one.field.sensitive}

    out: dict[str, Any] = {"readings": values(readings)}
    status = {one.name: one.status for one in (*readings, *attributes.values()) if one.status}
    if attributes:
        out["attributes"] = values(tuple(attributes.values()))
    if status:
        out["status"] = status
    return out
