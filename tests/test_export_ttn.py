from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from redi_codecs.quantities import quantity
from redi_codecs.readings import Field, Reading, Record
from redi_codecs.readings.normalized import SCHEMA, normalized

NOON = datetime(2024, 7, 1, 12, tzinfo=UTC)
ELEVEN = NOON - timedelta(hours=1)
TEN = NOON - timedelta(hours=2)


@dataclass
class Result:
    readings: tuple[Reading, ...]
    records: tuple[Record, ...] = ()
    time: datetime | None = None


def read(key: str, value: Any, *, time: datetime | None = None, **field: Any) -> Reading:
    return Reading(Field(key, quantity(key), **field), value, time)


def past(time: datetime | None, *readings: Reading) -> Record:
    return Record("history", time, readings, {})


def of(*readings: Reading, **more: Any) -> list[dict[str, Any]]:
    return normalized(Result(readings, **more))


def motion(*readings: Reading) -> Any:
    (one,) = of(*readings)
    return one["action"]["motion"]


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (read("temperature", 21.5), {"air": {"temperature": 21.5}}),
        (read("temperature", 21.5, place="indoor"), {"air": {"location": "indoor", "temperature": 21.5}}),
        (read("temperature", 8, place="soil", channel=2), {"soil": {"temperature": 8}}),
        (read("temperature", 8, place="water"), {"water": {"temperature": {"current": 8}}}),
        (read("temperature", 8, place="water", statistic="min"), {"water": {"temperature": {"min": 8}}}),
        (read("pressure", 1013.25), {"air": {"pressure": 1013.25}}),
        (read("illuminance", 410), {"air": {"lightIntensity": 410}}),
        (read("battery_voltage", 3.6), {"battery": 3.6}),
        (read("contact", True), {"action": {"contactState": "open"}}),
        (read("contact", False), {"action": {"contactState": "closed"}}),
        (read("leak", False), {"water": {"leak": False}}),
        (read("motion", False), {"action": {"motion": {"detected": False}}}),
        (read("wind_direction", 360), {"wind": {"direction": 0}}),
        (read("wind_direction", 359.9), {"wind": {"direction": 359.9}}),
        (read("soil_ec", 0.3), {"soil": {"ec": 0.3}}),
        (read("rain", 12.4, statistic="total"), {"rain": {"cumulative": 12.4}}),
        (read("water_volume", 812, statistic="total"), {"metering": {"water": {"total": 812}}}),
    ],
    ids=lambda one: one.name if isinstance(one, Reading) else "",
)
def test_a_reading_has_its_path(reading: Reading, expected: dict[str, Any]) -> None:
    assert of(reading) == [expected]


@pytest.mark.parametrize(
    "reading",
    [
        read("temperature", None),
        read("temperature", 21.5, statistic="max"),
        read("temperature", 21.5, place="board"),
        read("temperature", -300),
        read("temperature", float("nan")),
        read("humidity", 146.1),
        read("humidity", -0.1),
        read("pressure", 898.3),
        read("pressure", 1100.1),
        read("wind_direction", 361),
        read("wind_direction", -1),
        read("wind_speed", 31.0, statistic="max"),
        read("soil_moisture", 100.1),
        read("battery_voltage", -0.1),
        read("battery", 97.0),
        read("rain", 0.2),
        read("latitude", 48.1),
        Reading(Field("firmware"), "1.2"),
    ],
    ids=lambda one: f"{one.name} {one.value}",
)
def test_what_the_schema_does_not_admit_is_left_out(reading: Reading) -> None:
    assert of(reading) == []


def test_the_rest_of_a_payload_survives_a_value_that_is_left_out() -> None:
    assert of(read("humidity", 127), read("temperature", 20.0)) == [{"air": {"temperature": 20.0}}]


def test_positions_only_if_asked_for() -> None:
    decoded = Result((read("latitude", 48.1), read("longitude", 11.6), read("temperature", 20.0)))
    assert normalized(decoded) == [{"air": {"temperature": 20.0}}]
    (one,) = normalized(decoded, sensitive=True)
    assert one["position"] == {"latitude": 48.1, "longitude": 11.6}


def test_keys_are_written_in_the_order_of_the_schema() -> None:
    (one,) = of(
        read("motion", True), read("co2", 600), read("temperature", 20.0), read("battery_voltage", 3), time=NOON
    )
    assert list(one) == ["time", "battery", "air", "action"]
    assert list(one["air"]) == ["temperature", "co2"]


def test_a_time_is_written_in_utc() -> None:
    east = NOON.astimezone(timezone(timedelta(hours=2)))
    assert of(read("temperature", 20.0), time=east)[0]["time"] == "2024-07-01T12:00:00Z"
    late = NOON + timedelta(milliseconds=250)
    assert of(read("temperature", 20.0, time=late), time=NOON)[0]["time"] == "2024-07-01T12:00:00.250000Z"


def test_one_dict_a_time_the_newest_first() -> None:
    found = of(
        read("temperature", 10.0, time=ELEVEN),
        read("temperature", 11.0, time=NOON),
        read("humidity", 40.0, time=NOON),
        records=(
            past(TEN, read("temperature", 8.0)),
            past(ELEVEN, read("temperature", 9.0)),
            past(TEN, read("humidity", 50)),
        ),
    )
    assert found == [
        {"time": "2024-07-01T12:00:00Z", "air": {"temperature": 11.0, "relativeHumidity": 40.0}},
        {"time": "2024-07-01T11:00:00Z", "air": {"temperature": 10.0}},
        {"time": "2024-07-01T11:00:00Z", "air": {"temperature": 9.0}},
        {"time": "2024-07-01T10:00:00Z", "air": {"temperature": 8.0, "relativeHumidity": 50}},
    ]


def test_records_without_a_time_stay_apart_and_in_order() -> None:
    records = tuple(past(None, read("temperature", value)) for value in (3, 1, 2))
    assert [one["air"]["temperature"] for one in of(read("temperature", 4), records=records)] == [4, 3, 1, 2]


def test_of_several_the_lowest_channel_goes_first_and_channels_stay_together() -> None:
    assert of(
        read("temperature", 12, place="soil", channel=2),
        read("temperature", 11, place="soil", channel=1),
        read("soil_moisture", 31, channel=3),
        read("soil_moisture", 30, channel=1),
        read("temperature", 13, place="soil", channel=3),
        read("battery_voltage", 3.0),
    ) == [
        {"battery": 3.0, "soil": {"moisture": 30, "temperature": 11}},
        {"soil": {"temperature": 12}},
        {"soil": {"moisture": 31, "temperature": 13}},
    ]


def test_the_primary_field_goes_first() -> None:
    found = of(read("temperature", 1, channel=1), read("temperature", 2, channel=2, primary=True))
    assert [one["air"]["temperature"] for one in found] == [2, 1]


def test_indoor_and_outdoor_air_are_not_mixed() -> None:
    assert of(
        read("temperature", 21, place="indoor"),
        read("humidity", 80, place="outdoor"),
        read("temperature", 5, place="outdoor"),
        read("humidity", 40, place="indoor"),
    ) == [
        {"air": {"location": "indoor", "temperature": 21, "relativeHumidity": 40}},
        {"air": {"location": "outdoor", "temperature": 5, "relativeHumidity": 80}},
    ]


@pytest.mark.parametrize("place", ["probe", "surface"])
def test_a_probe_is_air_only_where_nothing_else_is_measured(place: str) -> None:
    probe, air, board = (read("temperature", 5, place=where) for where in (place, "air", "board"))
    assert of(probe, board) == [{"air": {"temperature": 5}}]
    assert of(probe, read("temperature", 20)) == [{"air": {"temperature": 20}}]
    assert of(probe, read("temperature", None)) == [], "a broken air sensor does not make the probe an air sensor"
    assert of(air, records=(past(TEN, probe),)) == [{"air": {"temperature": 5}}]


@pytest.mark.parametrize(
    ("readings", "detected"),
    [
        ([read("motion_count", 3)], True),
        ([read("motion_count", 0)], False),
        ([read("motion_count", 2, statistic="delta")], True),
        ([read("motion_count", 3), read("motion", False)], False),
        ([read("motion_count", 3), read("motion", None)], True),
        ([read("motion_count", 0), read("occupancy", True)], True),
        ([read("occupancy", True), read("motion", False)], False),
        ([read("vibration", True), read("occupancy", False)], False),
        ([read("vibration", True)], True),
        ([read("moving", True)], True),
        ([read("people_count", 2)], True),
        ([read("people_count", 0)], False),
        ([read("occupancy_rate", 35.0)], True),
        ([read("occupancy_rate", None), read("motion_count", 0)], False),
        ([read("people_count", 0, channel=1), read("people_count", 1, channel=2)], True),
        ([read("occupancy", False, primary=True), read("motion", True)], False),
    ],
)
def test_who_says_whether_motion_is_detected(readings: list[Reading], detected: bool) -> None:
    assert motion(*readings)["detected"] is detected


def test_a_running_total_is_a_count_but_implies_no_motion() -> None:
    assert motion(read("motion_count", 96476, statistic="total")) == {"count": 96476}
    assert motion(read("motion_count", 96476, statistic="total"), read("motion", True)) == {
        "detected": True,
        "count": 96476,
    }


def test_people_are_counted_over_all_lines_in_and_out_or_where_they_are() -> None:
    lines = [read("people_in", 2, channel=1), read("people_out", 1, channel=1), read("people_in", 4, channel=2)]
    total = read("people_in", 900, statistic="total"), read("people_out", 800, statistic="total")
    regions = read("people_count", 2, channel=1), read("people_count", 3, channel=2)
    assert motion(*lines, *total) == {"detected": True, "count": 7}, "what is recent goes first"
    assert motion(*total) == {"count": 1700}
    assert motion(read("people_in", 0), read("people_out", 0)) == {"detected": False, "count": 0}
    assert motion(*lines, *regions) == {"detected": True, "count": 5}
    assert motion(*regions, read("people_count", 6)) == {"detected": True, "count": 6}


def test_a_vehicle_in_a_parking_space_is_no_motion() -> None:
    assert of(read("vehicle_presence", True)) == []


def test_every_path_can_be_written() -> None:
    kinds = {"boolean": True, "contact": True, "number": 950}
    for path, admitted in SCHEMA.items():
        value = kinds[admitted.type]
        inside = value if admitted.type != "number" else min(value, admitted.high, admitted.below - 1)
        assert admitted.value(inside) is not None, path
