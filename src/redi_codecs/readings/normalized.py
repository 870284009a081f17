"""Readings in The Things Network's normalized-payload vocabulary.

The vocabulary is a fixed tree of keys, each with a unit and limits; :data:`SCHEMA` is that tree. Where a quantity goes
is stated in its :attr:`~redi_codecs.quantities.Quantity.ttn`.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from operator import itemgetter
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple, Protocol

from redi_codecs.instants import iso
from redi_codecs.quantities import QUANTITIES, Quantity

__all__ = ["SCHEMA", "Admitted", "normalized"]


class _Field(Protocol):
    @property
    def kind(self) -> Quantity | None: ...
    @property
    def primary(self) -> bool: ...


class _Reading(Protocol):
    @property
    def field(self) -> _Field: ...
    @property
    def value(self) -> Any: ...
    @property
    def time(self) -> datetime | None: ...
    @property
    def quantity(self) -> str | None: ...
    @property
    def channel(self) -> int | None: ...
    @property
    def place(self) -> str: ...
    @property
    def statistic(self) -> str: ...


class _Record(Protocol):
    @property
    def time(self) -> datetime | None: ...
    @property
    def readings(self) -> Sequence[_Reading]: ...


class _Decoded(Protocol):
    @property
    def time(self) -> datetime | None: ...
    @property
    def readings(self) -> Sequence[_Reading]: ...
    @property
    def records(self) -> Sequence[_Record]: ...


class Admitted(NamedTuple):
    """What the schema admits at one path."""

    type: Literal["number", "boolean", "contact"] = "number"
    low: float = -math.inf
    high: float = math.inf
    below: float = math.inf
    """A limit that is itself not admitted."""

    def value(self, value: object) -> bool | float | str | None:
        """The value as the schema wants it, or ``None`` where it admits none such.

        >>> SCHEMA["wind.direction"].value(360), SCHEMA["air.relativeHumidity"].value(146.1)
        (0, None)
        """
        if self.type == "boolean":
            return value if isinstance(value, bool) else None
        if self.type == "contact":
            return ("open" if value else "closed") if isinstance(value, bool) else None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            return None
        if value == self.below == FULL_TURN:
            return 0
        return value if self.low <= value <= self.high and value < self.below else None


FULL_TURN: Final = 360
_ANY: Final = Admitted()
_BOOLEAN: Final = Admitted("boolean")
_POSITIVE: Final = Admitted(low=0)
_PERCENTAGE: Final = Admitted(low=0, high=100)
_TEMPERATURE: Final = Admitted(low=-273.15)
_CONCENTRATION: Final = Admitted(low=0, high=1_000_000)

SCHEMA: Final[Mapping[str, Admitted]] = MappingProxyType(
    {
        "battery": _POSITIVE,  # V
        "air.temperature": _TEMPERATURE,  # °C
        "air.relativeHumidity": _PERCENTAGE,
        "air.pressure": Admitted(low=900, high=1100),  # hPa
        "air.co2": _CONCENTRATION,  # ppm
        "air.lightIntensity": _POSITIVE,  # lux
        "soil.depth": _POSITIVE,  # cm
        "soil.moisture": _PERCENTAGE,
        "soil.temperature": _TEMPERATURE,
        "soil.ec": Admitted(low=0, high=621),  # dS/m
        "soil.pH": Admitted(low=0, high=14),
        "soil.n": _CONCENTRATION,
        "soil.p": _CONCENTRATION,
        "soil.k": _CONCENTRATION,
        "wind.speed": _POSITIVE,  # m/s
        "wind.direction": Admitted(low=0, below=FULL_TURN),  # degrees
        "rain.intensity": _POSITIVE,  # mm/h
        "rain.cumulative": _POSITIVE,  # mm
        "water.leak": _BOOLEAN,
        "water.temperature.min": _TEMPERATURE,
        "water.temperature.max": _TEMPERATURE,
        "water.temperature.avg": _TEMPERATURE,
        "water.temperature.current": _TEMPERATURE,
        "action.motion.detected": _BOOLEAN,
        "action.motion.count": _ANY,
        "action.contactState": Admitted("contact"),
        "position.latitude": _ANY,
        "position.longitude": _ANY,
        "metering.water.total": _ANY,  # L
    }
)
"""What the vocabulary knows, besides ``time`` and ``air.location``, in the order in which it is written."""

_DETECTED: Final = "action.motion.detected"
_COUNT: Final = "action.motion.count"
PASSAGES: Final = ("people_in", "people_out")
IMPLY_MOTION: Final = (("motion_count",), ("vibration_count",), ("people_count",), PASSAGES, ("occupancy_rate",))
OF_THE_INTERVAL: Final = frozenset({"last", "delta"})
LOCATIONS: Final = frozenset({"indoor", "outdoor"})
STAND_INS: Final = frozenset({"probe", "surface"})
RANK: Final = {key: rank for rank, key in enumerate(QUANTITIES)}


def normalized(decoded: _Decoded, *, sensitive: bool = False) -> list[dict[str, Any]]:
    """The readings as dicts of the normalized-payload vocabulary, one per time, the newest first.

    The current readings come first, then the records of the past. What the vocabulary has no key for is left out, and
    so is a value that it does not admit (a relative humidity of 127 %, an air pressure of 850 hPa). Positions are left
    out unless ``sensitive`` is true.

    Of several readings for one key, the one of the field marked primary goes into the first dict, or else the one with
    the lowest channel; the others follow in dicts of the same time, a channel's readings together. A probe or a surface
    has no place in the vocabulary, and counts as air where the quantity is measured at no other place that has one.

    Whether motion is detected is said by the quantity ``motion``. Without it ``occupancy`` says it: the vocabulary has
    no key for occupancy, and what such a sensor sees is a person all the same. Then come ``vibration`` and ``moving``;
    then a count of the last interval, the people present, or the share of time with presence, if it is more than 0.
    A running total is a count of motion, but does not say that there is motion now. People who are present, or
    went in and out over all lines together, are a count of motion where nothing else is.
    """
    past = [(record.time, record.readings) for record in decoded.records]
    current: list[_Timed] = [(one.time or decoded.time, (one,)) for one in decoded.readings]
    settled = {one.quantity for _, readings in (*current, *past) for one in readings if _path(one) is not None}
    result: list[dict[str, Any]] = []
    for time, readings in (*_by_time(current, untimed_together=True), *_by_time(past, untimed_together=False)):
        placed = [one for reading in readings if (one := _place(reading, settled, sensitive)) is not None]
        result.extend(
            sheet.as_dict(time)
            for sheet in _sheets(_one_quantity_a_path(placed), _implied(readings), _people(readings))
        )
    return result


_Timed = tuple[datetime | None, Sequence[_Reading]]


def _by_time(timed: Iterable[_Timed], *, untimed_together: bool) -> list[_Timed]:
    """Readings of one time together, newest first; where a time is unknown, in the payload's order."""
    groups: dict[object, tuple[datetime | None, list[_Reading]]] = {}
    for time, readings in timed:
        key = object() if time is None and not untimed_together else time
        groups.setdefault(key, (time, []))[1].extend(readings)
    found: list[_Timed] = list(groups.values())
    return found if any(time is None for time, _ in found) else sorted(found, key=itemgetter(0), reverse=True)


class _Placed(NamedTuple):
    """A reading's value, where it goes, and what decides who goes first."""

    path: str
    value: bool | float | str
    quantity: str
    primary: bool
    channel: int | None
    location: str | None

    @property
    def order(self) -> tuple[bool, int]:
        return not self.primary, -1 if self.channel is None else self.channel


def _path(reading: _Reading) -> str | None:
    kind = reading.field.kind
    return None if kind is None else kind.ttn_path(reading.place, reading.statistic)


def _place(reading: _Reading, settled: Container[str | None], sensitive: bool) -> _Placed | None:
    kind = reading.field.kind
    if kind is None or (kind.sensitive and not sensitive):
        return None
    path = _path(reading)
    if path is None and reading.place in STAND_INS and kind.key not in settled:
        path = kind.ttn_path("air", reading.statistic)
    if path is None or (value := SCHEMA[path].value(reading.value)) is None:
        return None
    location = None
    if path.startswith("air."):
        location = reading.place if reading.place in LOCATIONS else ""
    return _Placed(path, value, kind.key, reading.field.primary, reading.channel, location)


def _one_quantity_a_path(placed: Sequence[_Placed]) -> list[_Placed]:
    """What goes where, in order, where two quantities claim one path only the one that comes first."""
    winner: dict[str, _Placed] = {}
    for one in sorted(placed, key=lambda one: (not one.primary, RANK.get(one.quantity, len(RANK)))):
        winner.setdefault(one.path, one)
    return sorted((one for one in placed if one.quantity == winner[one.path].quantity), key=lambda one: one.order)


def _implied(readings: Sequence[_Reading]) -> bool | None:
    """Whether a count of the last interval, or the like, says that there was motion."""
    for keys in IMPLY_MOTION:
        values = [one.value for one in readings if one.quantity in keys and one.statistic in OF_THE_INTERVAL]
        known = [value for value in values if value is not None]
        if known:
            return any(value > 0 for value in known)
    return None


def _people(readings: Sequence[_Reading]) -> float | None:
    """How many people there are, or else how many went in and out in the interval, or in total."""
    present = [one for one in readings if one.quantity == "people_count" and one.statistic == "last"]
    passed = [one for one in readings if one.quantity in PASSAGES]
    for found in (
        [one for one in present if one.channel is None],  # all of them, beside those of each region
        present,
        [one for one in passed if one.statistic in OF_THE_INTERVAL],
        [one for one in passed if one.statistic == "total"],
    ):
        values = [one.value for one in found if isinstance(one.value, (int, float))]
        if values:
            return sum(values)
    return None


@dataclass(slots=True)
class _Sheet:
    """One dict in the making: the first takes every channel, a further one the rest of one channel."""

    channel: int | None
    first: bool
    location: str | None = None
    values: dict[str, bool | float | str] = field(default_factory=dict)

    def takes(self, one: _Placed) -> bool:
        if one.path in self.values or not (self.first or self.channel == one.channel):
            return False
        return one.location is None or self.location is None or one.location == self.location

    def put(self, one: _Placed) -> None:
        self.values[one.path] = one.value
        if one.location is not None:
            self.location = one.location

    def as_dict(self, time: datetime | None) -> dict[str, Any]:
        found: dict[str, Any] = {} if time is None else {"time": iso(time.astimezone(UTC))}
        for path in SCHEMA:
            if path in self.values:
                _set(found, path, self.values[path])
        if self.location:
            found["air"] = {"location": self.location, **found["air"]}
        return found


def _sheets(placed: Sequence[_Placed], implied: bool | None, people: float | None) -> list[_Sheet]:
    sheets: list[_Sheet] = []
    for one in placed:
        sheet = next((sheet for sheet in sheets if sheet.takes(one)), None)
        if sheet is None:
            sheet = _Sheet(one.channel, first=not sheets)
            sheets.append(sheet)
        sheet.put(one)
    for path, value in ((_DETECTED, implied), (_COUNT, people)):
        if value is not None and not any(one.path == path for one in placed):
            sheets = sheets or [_Sheet(None, first=True)]
            sheets[0].values[path] = value
    return sheets


def _set(tree: dict[str, Any], path: str, value: object) -> None:
    *branches, leaf = path.split(".")
    for branch in branches:
        tree = tree.setdefault(branch, {})
    tree[leaf] = value
