"""An imagined Open Region: ten cities of Mittelbaden, what stands there and how it is there.

The cities are real, and so are their places, roughly. Everything that is measured is invented: a fortnight of March and
April 2026 with a cold front, the change to summer time, the school holidays and Good Friday, as curves of the time.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

__all__ = ["BEGIN", "CITIES", "END", "LOCAL", "City", "classroom", "outdoor", "town_hall"]

LOCAL: Final = ZoneInfo("Europe/Berlin")
BEGIN: Final = datetime(2026, 3, 23, tzinfo=LOCAL).astimezone(UTC)
END: Final = datetime(2026, 4, 6, tzinfo=LOCAL).astimezone(UTC)
"""Two weeks from Monday to Sunday, and on the Sunday between them the clocks change."""

HOLIDAYS_BEGIN: Final = date(2026, 3, 30)
GOOD_FRIDAY: Final = date(2026, 4, 3)


@dataclass(frozen=True, slots=True)
class City:
    """A city: where it lies, how its edge cools at night, and how well its school is aired."""

    name: str
    latitude: float
    longitude: float
    height: float
    hollow: float
    """How much colder a clear night is at its edge: valleys and moors gather the cold air."""
    air_changes: float
    """How often in an hour the air of its classroom is replaced during lessons."""

    @property
    def key(self) -> str:
        return self.name.lower().replace("ü", "ue").replace("ä", "ae")


CITIES: Final = (
    City("Baden-Baden", 48.76, 8.24, 181, hollow=2.2, air_changes=3.4),
    City("Bretten", 49.04, 8.71, 176, hollow=1.2, air_changes=1.4),
    City("Bruchsal", 49.12, 8.60, 114, hollow=0.6, air_changes=4.6),
    City("Bühl", 48.70, 8.14, 138, hollow=0.9, air_changes=2.8),
    City("Ettlingen", 48.94, 8.41, 135, hollow=1.0, air_changes=5.5),
    City("Gaggenau", 48.80, 8.32, 142, hollow=2.6, air_changes=0.9),
    City("Rastatt", 48.86, 8.21, 123, hollow=0.7, air_changes=1.9),
    City("Rheinstetten", 48.97, 8.30, 116, hollow=0.8, air_changes=3.9),
    City("Stutensee", 49.06, 8.48, 114, hollow=0.8, air_changes=1.1),
    City("Waghäusel", 49.25, 8.51, 105, hollow=1.5, air_changes=3.0),
)

# The weather, in hours of the fortnight: the day's mean at 120 m, how clear the sky is (0 … 1), and the dew point.
_AIR: Final = (
    (0, 9.0, 0.9, 2.5),
    (24, 10.5, 1.0, 3.0),
    (48, 12.5, 1.0, 4.5),
    (80, 14.0, 0.8, 7.5),
    (90, 12.0, 0.2, 7.5),
    (104, 11.0, 0.3, 1.0),
    (120, 10.0, 0.4, -1.5),
    (144, 10.5, 0.9, -2.0),
    (168, 12.0, 0.9, -0.5),
    (216, 14.0, 0.5, 3.5),
    (264, 15.5, 0.8, 4.5),
    (336, 18.0, 1.0, 6.5),
)
_FRONT: Final = datetime(2026, 3, 26, 14, tzinfo=LOCAL)
"""When the cold front crosses the Rhine at 8.1° east; it moves on at four hours a degree."""
_FRONT_DROP: Final = 7.0


def _between(knots: tuple[tuple[float, ...], ...], at: float) -> tuple[float, ...]:
    for low, high in pairwise(knots):
        if at <= high[0]:
            share = max(0.0, at - low[0]) / (high[0] - low[0])
            return tuple(a + (b - a) * share for a, b in zip(low[1:], high[1:], strict=True))
    return knots[-1][1:]


def _hours(time: datetime) -> float:
    return (time - BEGIN) / timedelta(hours=1)


def _saturation(temperature: float) -> float:
    """The vapour pressure of saturated air, by Magnus' formula."""
    return math.exp(17.62 * temperature / (243.12 + temperature))


def _clouds(city: City, time: datetime) -> float:
    """What clouds and gusts do, other ones in each city: a random number every two hours, and smoothly between."""
    place, share = divmod(_hours(time) / 2, 1)
    smooth = share * share * (3 - 2 * share)
    return _cloud(city, int(place)) * (1 - smooth) + _cloud(city, int(place) + 1) * smooth


@cache
def _cloud(city: City, place: int) -> float:
    return Random(f"{city.key} {place}").gauss(0, 0.55)


def outdoor(city: City, market: bool, time: datetime, chance: Random) -> tuple[float, float]:
    """Temperature and humidity at a city's market place or at its edge."""
    mean, clear, dew = _between(_AIR, _hours(time))
    # The sun keeps no summer time: its day is that of UTC and the longitude.
    sun = (time.hour + time.minute / 60 + city.longitude / 15) % 24
    wave = math.cos((sun - 14.7) / 12 * math.pi) + 0.22 * math.cos((sun - 14.7) / 6 * math.pi)
    night = max(0.0, -wave)
    temperature = mean - 0.0065 * (city.height - 120) + (4.3 if market else 5.0) * clear * wave
    temperature += 0.9 + 1.5 * night * clear if market else -city.hollow * night * clear
    arrived = _FRONT + timedelta(hours=4 * (city.longitude - 8.1))
    passed = 1 / (1 + math.exp(-(time - arrived) / timedelta(minutes=16)))
    temperature += -_FRONT_DROP * passed + chance.gauss(0, 0.12)
    temperature += _clouds(city, time)
    humidity = 100 * _saturation(min(dew - 1.5 * passed, temperature)) / _saturation(temperature)
    return temperature, min(99.5, max(20.0, humidity + chance.gauss(0, 0.8)))


# When pupils are in the classroom: hours of the day, by weekday.
_LESSONS: Final = {0: (7.75, 13), 1: (7.75, 15.5), 2: (7.75, 13), 3: (7.75, 15.5), 4: (7.75, 12.25)}
_BREAKS: Final = ((9.25, 9.6), (11.1, 11.35), (12.9, 13.6))
_OUTSIDE: Final = 425.0
_BREATHED: Final = 2200.0
"""What a full class adds in an hour, in ppm."""


def _pupils(time: datetime) -> float:
    local = time.astimezone(LOCAL)
    hour = local.hour + local.minute / 60
    begin, end = _LESSONS.get(local.weekday(), (0, 0))
    if not begin <= hour < end or local.date() >= HOLIDAYS_BEGIN:
        return 0.0
    return 0.15 if any(low <= hour < high for low, high in _BREAKS) else 1.0


def classroom(city: City, times: Iterator[datetime], chance: Random) -> Iterator[tuple[datetime, float, float, float]]:
    """Temperature, humidity and CO₂ of a classroom at these times: what is breathed out, and the window."""
    co2, now = _OUTSIDE, BEGIN
    mood = 1.0
    for time in times:
        while now < time:
            present = _pupils(now)
            if now.minute == 0:
                mood = chance.uniform(0.75, 1.25)
            aired = city.air_changes * mood if present else 0.5
            aired += 3.0 if present == 0.15 else 0.0
            co2 += (_BREATHED * present - aired * (co2 - _OUTSIDE)) / 12
            now += timedelta(minutes=5)
        warm = 19.0 + 2.5 * _pupils(time) + chance.gauss(0, 0.2) - (2.0 if time.astimezone(LOCAL).weekday() > 4 else 0)
        yield time, warm, 34 + (co2 - _OUTSIDE) / 90 + chance.gauss(0, 0.6), co2 + chance.gauss(0, 12)


# Movements an hour in the foyer of a town hall: (weekdays, from, to, movements).
_VISITS: Final = (
    ((0, 1, 2, 3, 4), 5.5, 7.0, 9),  # cleaning
    ((0, 1, 2, 3, 4), 7.0, 8.0, 16),
    ((0, 1, 2, 3, 4), 8.0, 12.0, 46),
    ((0,), 8.0, 11.0, 18),
    ((0, 1, 2, 3), 12.0, 13.5, 14),
    ((0, 1, 2), 13.5, 16.0, 30),
    ((3,), 13.5, 16.0, 40),
    ((3,), 16.0, 18.5, 58),
    ((5,), 9.0, 12.5, 21),
    ((0, 1, 2, 3, 4), 18.5, 21.0, 2),
)


def town_hall(city: City, begin: datetime, end: datetime, chance: Random) -> int:
    """How often somebody moved in the foyer of a city's town hall between two times."""
    local = begin.astimezone(LOCAL)
    if local.date() == GOOD_FRIDAY:
        return 0
    hour = local.hour + local.minute / 60
    size = 0.6 + (sum(map(ord, city.key)) % 9) / 10
    rate = sum(rate for days, low, high, rate in _VISITS if local.weekday() in days and low <= hour < high)
    return _poisson(0.05 + size * rate * ((end - begin) / timedelta(hours=1)), chance)


def _poisson(mean: float, chance: Random) -> int:
    """How many of many rare events happened, by Knuth's method."""
    limit, product, count = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count
