"""Readings and attributes in Python, for where there is no compiled core; :mod:`redi_codecs.readings` chooses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from redi_codecs.frozen import part_of
from redi_codecs.results import Field, Null, Result, Shape, Values, lazy, moment

__all__ = ["Attribute", "Outcome", "Reading"]


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

    def keys(self) -> tuple[str, ...]:
        """What ``dict(reading)`` has: web frameworks ask so for what is to become JSON."""
        from redi_codecs.readings import alone_dict

        return tuple(alone_dict(self))  # type: ignore[arg-type]

    def __getitem__(self, name: str) -> Any:
        from redi_codecs.readings import alone_dict

        return part_of(alone_dict(self), name)  # type: ignore[arg-type]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from redi_codecs.readings.models import valued_schema

        return valued_schema(cls, handler)

    def __repr__(self) -> str:
        from redi_codecs.readings import shown

        return shown(self)  # type: ignore[arg-type]


class Reading(_Valued):
    """A measurement: ``value`` in ``unit`` (UCUM), or None with a ``status`` that says why there is none.

    The status of a value outside the quantity's physical limits is ``implausible``; the value stays.
    """

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        from redi_codecs.readings import reading

        return reading, (self.field, self.value, self.time, self.status)


class Attribute(_Valued):
    """What is no measurement: a setting, a threshold, an identity, the reason of an alarm."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        from redi_codecs.readings import attribute

        return attribute, (self.field, self.value, self.time, self.status)


class Outcome:
    """A payload and what a runtime made of it; readings are made when they are first asked for."""

    def __init__(
        self, shape: Shape, payload: bytes, f_port: int, result: Result, received_at: datetime | None = None
    ) -> None:
        self.shape = shape
        self.payload = payload
        self.f_port = f_port
        self.result = result
        self.received_at = received_at

    @lazy
    def time(self) -> datetime | None:
        """When the values were measured: the payload's own time, else when it was received, if that is known."""
        return moment(self.result[1]) or self.received_at

    @lazy
    def _current(self) -> tuple[tuple[Reading, ...], Mapping[str, Attribute]]:
        return self.valued(self.result[2], self.time)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The measurements of now."""
        return self._current[0]

    @property
    def attributes(self) -> Mapping[str, Attribute]:
        """What is no measurement, by name."""
        return self._current[1]

    def valued(self, values: Values, time: datetime | None) -> tuple[tuple[Reading, ...], Mapping[str, Attribute]]:
        """Bare values as readings, and as attributes by name."""
        readings: list[Reading] = []
        attributes: dict[str, Attribute] = {}
        for key, value in values.items():
            field, measured = self.shape.of(key)
            status: str | None = None
            if type(value) is Null:
                status, value = value.status, None
            kind = field.kind
            if kind is not None and value is not None:
                if kind.type == "time":
                    value = moment(value)
                    status = "unknown" if value is None else None  # the calendar has no such time
                elif not kind.plausible(value):
                    status = "implausible"
            if measured:
                readings.append(Reading(field, value, time, status))
            else:
                attributes[field.name] = Attribute(field, value, None, status)
        return tuple(readings), MappingProxyType(attributes)
