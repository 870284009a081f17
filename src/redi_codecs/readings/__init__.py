"""What comes out of a payload: readings, history records, attributes and warnings.

A decoder returns bare values (:mod:`redi_codecs.results`); :class:`Decoded` turns them into objects when they are first
asked for, so that a service that wants one value of a payload does not pay for the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal, get_args, overload

from redi_codecs.frozen import Frozen, frozen
from redi_codecs.instants import iso
from redi_codecs.results import Field, lazy, moment
from redi_codecs.safe_text import safe_line

__all__ = ["Attribute", "Decoded", "Field", "Reading", "Record", "Warned", "alone_dict", "valued_dict"]


if TYPE_CHECKING:
    from redi_codecs.readings.plain import Attribute, Outcome, Reading
else:
    try:
        from redi_codecs.readings._native import Attribute, Outcome, Reading
    except ImportError:  # built without the compiled core
        from redi_codecs.readings.plain import Attribute, Outcome, Reading


def reading(field: Field, value: Any, time: datetime | None, status: str | None) -> Reading:
    """A pickled reading, as whichever implementation there is."""
    return Reading(field, value, time, status)


def attribute(field: Field, value: Any, time: datetime | None, status: str | None) -> Attribute:
    """A pickled attribute, as whichever implementation there is."""
    return Attribute(field, value, time, status)


HIDDEN: Final = "(hidden)"
"""Stands for a sensitive value where nobody asked for these."""


def shown(one: Reading | Attribute) -> str:
    """A reading or attribute for people; a sensitive value is only in ``.value``, lest it ends up in somebody's log."""
    if one.field.sensitive:
        return f"<{type(one).__name__} {one.name} {HIDDEN}>"
    unit = f" {one.unit}" if one.unit else ""
    status = f" ({one.status})" if one.status else ""
    time = f" at {one.time.isoformat()}" if one.time else ""
    return safe_line(f"<{type(one).__name__} {one.name} {one.value}{unit}{status}{time}>")


@frozen
class Record(Frozen):
    """A turn of a history: readings of one earlier time."""

    name: str
    time: datetime | None
    readings: tuple[Reading, ...]
    attributes: Mapping[str, Attribute]

    @overload
    def __getitem__(self, name: Literal["name", "time", "readings", "attributes"]) -> Any: ...
    @overload
    def __getitem__(self, name: str) -> Reading: ...
    def __getitem__(self, name: str) -> Any:
        return self.to_dict()[name] if name in self._names else _find(self.readings, name)

    def to_dict(self, *, sensitive: bool = False) -> dict[str, Any]:
        """Plain values that JSON can hold; sensitive kinds only if asked for."""
        return {
            "name": self.name,
            "time": _json(self.time),
            "readings": _listed(self.readings, sensitive),
            "attributes": _listed(self.attributes.values(), sensitive),
        }

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from redi_codecs.readings.models import record_schema

        return record_schema(cls, handler)

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


_Part = Literal[
    "device",
    "f_port",
    "message",
    "time",
    "received_at",
    "readings",
    "records",
    "attributes",
    "warnings",
    "rest",
    "rest_size",
]
_PARTS: Final[tuple[_Part, ...]] = get_args(_Part)


class Decoded(Outcome):
    """A payload, understood.

    ``readings`` are the current ones, ``records`` the history, ``attributes`` what is no measurement, by name;
    ``warnings`` tell what was odd, and ``rest`` holds the bytes that were not understood. ``decoded["temperature"]`` is
    the reading of that name.
    """

    @property
    def device(self) -> str:
        """The id of the device."""
        return self.shape.device

    @property
    def message(self) -> str | None:
        """Which of the device's frames this is, where it has several."""
        return self.result[0]

    @lazy
    def records(self) -> tuple[Record, ...]:
        names = self.shape.records
        return tuple(
            Record(names[group], moment(time), *self.valued(values, moment(time)))
            for group, time, values in self.result[3]
        )

    @lazy
    def warnings(self) -> tuple[Warned, ...]:
        found = [Warned(code, start, text) for code, start, _, text in self.result[4]]
        end = self.result[5]
        if end < len(self.payload):
            left = len(self.payload) - end
            found.append(
                Warned("trailing_bytes", end, f"{left} byte{'s' if left > 1 else ''} after the end of the message")
            )
        return tuple(found)

    @lazy
    def rest(self) -> bytes:
        skipped = b"".join(self.payload[start:end] for _, start, end, _ in self.result[4] if end is not None)
        return skipped + self.payload[self.result[5] :]

    @overload
    def __getitem__(self, name: _Part) -> Any: ...
    @overload
    def __getitem__(self, name: str) -> Reading: ...
    def __getitem__(self, name: str) -> Any:
        return self._told(name, False) if name in _PARTS else _find(self.readings, name)

    def keys(self) -> tuple[_Part, ...]:
        """What ``dict(decoded)`` has, which is :meth:`to_dict`: web frameworks ask so for what is to become JSON."""
        return _PARTS

    def __contains__(self, name: object) -> bool:
        return any(one.field.name == name for one in self.readings)

    def __iter__(self) -> Iterator[Reading]:
        return iter(self.readings)

    def __len__(self) -> int:
        return len(self.readings)

    def __bool__(self) -> bool:
        """True, also without readings: a payload of attributes, or of history alone, was decoded as well."""
        return True

    def get(self, name: str, default: Any = None) -> Any:
        """The value of the reading with this name, or ``default`` where there is none."""
        return self[name].value if name in self else default

    def to_dict(self, *, sensitive: bool = False) -> dict[str, Any]:
        """Plain values that JSON can hold, and that ``encode_uplink`` takes back; sensitive kinds only if asked for.

        A reading, and what is no measurement, is a dict of its name, quantity, value, unit, time, status, channel,
        place and statistic. Bytes that were not understood are told as ``rest_size`` and ``rest``; the latter is None
        where they may be something sensitive and nobody asked for that.
        """
        return {name: self._told(name, sensitive) for name in _PARTS}

    def _told(self, name: str, sensitive: bool) -> Any:
        match name:
            case "time" | "received_at":
                return _json(getattr(self, name))
            case "readings":
                return _listed(self.readings, sensitive)
            case "records":
                return [one.to_dict(sensitive=sensitive) for one in self.records]
            case "attributes":
                return _listed(self.attributes.values(), sensitive)
            case "warnings":
                return [{"code": one.code, "offset": one.offset, "text": one.text} for one in self.warnings]
            case "rest":
                return self.told_rest(sensitive=sensitive)
            case _:
                return getattr(self, name)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from redi_codecs.readings.models import decoded_schema

        return decoded_schema(cls, handler)

    @property
    def rest_size(self) -> int:
        """How many bytes were not understood."""
        return len(self.rest)

    def told_rest(self, *, sensitive: bool = False) -> str | None:
        """The bytes that were not understood, in hex; None where nobody can tell that they are nothing sensitive.

        That is so where the device sends sensitive values at all, unless these are asked for.
        """
        return self.rest.hex() if sensitive or not self.rest or not self.shape.sensitive else None

    def normalized(self, *, sensitive: bool = False) -> list[dict[str, Any]]:
        """The measurements in The Things Network's normalized-payload vocabulary, newest first.

        Positions are part of it, and left out unless ``sensitive`` is true.
        """
        from redi_codecs.readings.normalized import normalized

        return normalized(self, sensitive=sensitive)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Decoded) and (self is other or self._said == other._said)

    __hash__ = None  # type: ignore[assignment]

    @property
    def _said(self) -> tuple[Any, ...]:
        """All that a payload says; the payload itself is not there any more where this was read from JSON."""
        about = self.device, self.f_port, self.message, self.time, self.received_at
        return *about, self.readings, dict(self.attributes), self.records, self.warnings, self.rest

    @property
    def state(self) -> tuple[Any, ...]:
        """What a runtime has made of a payload, without the fields, which its device knows: for pickling."""
        result = tuple(list(one) if isinstance(one, list | tuple) else one for one in self.result)
        return self.device, self.payload, self.f_port, result, self.received_at

    def __repr__(self) -> str:
        message = f" {self.message}" if self.message else ""
        values = ", ".join(f"{one.name} {_briefly(one)}" for one in self.readings)
        history = f", {len(self.records)} records" if self.records else ""
        return f"<Decoded {self.device}{message}: {values or 'no readings'}{history}>"

    def _repr_html_(self) -> str:
        from redi_codecs.readings.page import page

        return page(self)


def _briefly(one: Reading) -> Any:
    value = HIDDEN if one.field.sensitive else one.status if one.value is None else one.value
    return safe_line(value) if isinstance(value, str) else value


def _json(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    return iso(value) if isinstance(value, datetime) else value


def valued_dict(one: Reading | Attribute) -> dict[str, Any]:
    """A reading or attribute as all ``to_dict`` have it, sensitive or not."""
    field = one.field
    return {
        "name": field.name,
        "quantity": field.quantity,
        "value": _json(one.value),
        "unit": field.unit,
        "time": _json(one.time),
        "status": one.status,
        "channel": field.channel,
        "place": field.place,
        "statistic": field.statistic,
    }


def alone_dict(one: Reading | Attribute) -> dict[str, Any]:
    """A reading or attribute by itself: a sensitive one without its value, since it cannot be left out."""
    told = valued_dict(one)
    return {**told, "value": None, "status": "hidden"} if one.field.sensitive else told


def _listed(ones: Iterable[Reading | Attribute], sensitive: bool) -> list[dict[str, Any]]:
    return [valued_dict(one) for one in ones if sensitive or not one.field.sensitive]
