"""Line protocol, read by another parser and held against what InfluxDB's own client writes."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from influxdb_client import Point, WritePrecision
from line_protocol_parser import parse_line

from declared import in_part
from exported import DEV_EUI, DEVICES, ELEVEN, NOON, TEN, Said, past, read, samples
from redi_codecs.errors import RediCodecsError
from redi_codecs.exports.influx import lines
from redi_codecs.layout.device import Device
from redi_codecs.quantities import QUANTITIES

each_device = pytest.mark.parametrize("device", in_part(DEVICES, 2))

TYPES = {"float": float, "int": int, "bool": bool}
KEY_TYPES: dict[str, type] = {}
"""The type of each field's key, over all devices: InfluxDB refuses a point that says otherwise."""


def parsed(decoded: Any, **options: Any) -> list[dict[str, Any]]:
    found = []
    for line in lines(decoded, DEV_EUI, **options):
        assert "\n" not in line
        found.append(parse_line(line))
    return found


def nanoseconds(time: datetime | None) -> int | None:
    return None if time is None else (time - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 1000


def only(decoded: Any, **options: Any) -> dict[str, Any]:
    (line,) = parsed(decoded, **options)
    return dict(line)


@each_device
def test_lines_say_what_was_read(device: Device) -> None:
    for decoded in samples(device):
        said: dict[tuple[Any, ...], Any] = {}
        dated = [one for record in decoded.records if record.time for one in record.readings]
        for one in (*reversed(dated), *reversed(decoded.readings)):
            if not one.field.sensitive:
                key = one.quantity if one.statistic == "last" else f"{one.quantity}_{one.statistic}"
                where = (nanoseconds(one.time), None if one.place == "air" else one.place, one.channel)
                if one.value is not None:
                    said[(*where, key)] = one.value
                if one.status is not None:
                    said[(*where, f"{key}_status")] = one.status
        read_back = {}
        for line in parsed(decoded):
            tags = line["tags"]
            assert line["measurement"] == "lorawan"
            assert (tags["dev_eui"], tags["device"]) == (DEV_EUI, decoded.device)
            where = (line["time"], tags.get("place"), int(tags["channel"]) if "channel" in tags else None)
            for key, value in line["fields"].items():
                assert (*where, key) not in read_back
                read_back[(*where, key)] = value
                assert KEY_TYPES.setdefault(key, type(value)) is type(value)
        assert read_back == said


@each_device
def test_the_official_client_writes_the_same(device: Device) -> None:
    for decoded in samples(device)[:4]:
        points: dict[tuple[Any, ...], Point] = {}
        for one in decoded.readings:
            if one.field.sensitive:
                continue
            point = points.setdefault((one.place, one.channel), Point("lorawan"))
            point.tag("dev_eui", DEV_EUI).tag("device", decoded.device)
            if one.place != "air":
                point.tag("place", one.place)
            if one.channel is not None:
                point.tag("channel", one.channel)
            key = one.quantity if one.statistic == "last" else f"{one.quantity}_{one.statistic}"
            kind = one.field.kind
            if one.value is not None and kind is not None:
                point.field(key, float(one.value) if kind.type == "float" else one.value)
            if one.status is not None:
                point.field(f"{key}_status", one.status)
            point.time(nanoseconds(one.time), WritePrecision.NS)
        ours = parsed(Said(decoded.readings, device=decoded.device))
        theirs = [parse_line(line) for one in points.values() if (line := one.to_line_protocol())]
        assert ours == theirs


def test_a_key_is_of_one_quantity() -> None:
    statistics = ("min", "max", "mean", "total", "delta", "median", "std", "range")
    of: dict[str, set[str]] = defaultdict(set)
    for key in QUANTITIES:
        for behind in ("", *(f"_{one}" for one in statistics)):
            of[f"{key}{behind}"].add(key)
            of[f"{key}{behind}_status"].add(key)
    shared = {key: keys for key, keys in of.items() if len(keys) > 1}
    assert set(shared) == {"battery_status"}, "an attribute, and those are not exported"


def test_values_are_written_by_their_type() -> None:
    line = only(
        Said(
            (
                read("temperature", 26),
                read("co2", 1e-7),
                read("motion_count", 3, statistic="total"),
                read("motion", True),
                read("leak", False),
                read("orientation", 'up\\ri"ght, or\nnot'),
                read("raw_data", b"\x01\xff"),
                read("event_time", TEN),
            )
        ),
        sensitive=True,
    )
    assert {key: (type(value), value) for key, value in line["fields"].items()} == {
        "temperature": (float, 26.0),
        "co2": (float, 1e-7),
        "motion_count_total": (int, 3),
        "motion": (bool, True),
        "leak": (bool, False),
        "orientation": (str, 'up\\ri"ght, or\\nnot'),
        "raw_data": (str, "01ff"),
        "event_time": (str, "2026-07-01T10:00:00.250000Z"),
    }


def test_a_line_a_place_and_channel() -> None:
    said = Said(
        (
            read("temperature", 20.0),
            read("humidity", 40.0),
            read("temperature", 8.0, place="soil", channel=1),
            read("temperature", 9.0, place="soil", channel=2),
            read("soil_moisture", 30.0, place="soil", channel=1),
            read("temperature", 23.0, statistic="max"),
        )
    )
    assert [(line["tags"].get("place"), line["tags"].get("channel"), line["fields"]) for line in parsed(said)] == [
        (None, None, {"temperature": 20.0, "humidity": 40.0, "temperature_max": 23.0}),
        ("soil", "1", {"temperature": 8.0, "soil_moisture": 30.0}),
        ("soil", "2", {"temperature": 9.0}),
    ]


def test_a_line_a_time() -> None:
    said = Said(
        (read("temperature", 21.0),),
        (
            past(ELEVEN, read("temperature", 20.0)),
            past(NOON, read("temperature", 1.0), read("humidity", 41.0)),
            past(None, read("temperature", 2.0)),
        ),
    )
    assert [(line["time"], line["fields"]) for line in parsed(said, precision="ms")] == [
        (1782907200250, {"temperature": 21.0, "humidity": 41.0}),
        (1782903600250, {"temperature": 20.0}),
    ]


@pytest.mark.parametrize(
    ("precision", "expected"),
    [("ns", 1782907200250000000), ("us", 1782907200250000), ("ms", 1782907200250), ("s", 1782907200)],
)
def test_timestamps_have_the_precision_asked_for(precision: Any, expected: int) -> None:
    assert only(Said((read("temperature", 21.0),)), precision=precision)["time"] == expected


def test_without_a_time_the_server_takes_its_own() -> None:
    (line,) = lines(Said((read("temperature", 21.0, time=None),), time=None), DEV_EUI)
    assert line.endswith(" temperature=21.0")


@pytest.mark.parametrize("year", [1, 1677, 2263, 9999])
def test_a_time_that_the_server_cannot_hold_is_left_out(year: int) -> None:
    time = datetime(year, 1, 1, tzinfo=UTC)
    assert parsed(Said((read("temperature", 21.0, time=time),), time=time)) == []


def test_why_there_is_no_value() -> None:
    said = Said((read("temperature", None, status="fault"), read("humidity", 127.0, status="implausible")))
    assert only(said)["fields"] == {
        "temperature_status": "fault",
        "humidity": 127.0,
        "humidity_status": "implausible",
    }


def test_an_integer_that_no_server_holds_is_left_out() -> None:
    said = Said((read("motion_count", 2**63), read("people_count", 2**63 - 1)))
    assert only(said)["fields"] == {"people_count": 2**63 - 1}


def test_positions_only_if_asked_for() -> None:
    said = Said((read("latitude", 48.76), read("temperature", 20.0)))
    assert only(said)["fields"] == {"temperature": 20.0}
    assert only(said, sensitive=True)["fields"] == {"latitude": 48.76, "temperature": 20.0}


TAKEN = {"dev_eui", "device", "place", "channel", "time"}
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\\"), min_size=1)


@given(
    TEXTS.filter(lambda name: name[0] not in "#_"),
    TEXTS.filter(lambda key: key not in TAKEN and not key.startswith("_")),
    TEXTS,
)
@example("a b,c=d", "e f,g=h", "i j,k=l")
@example('"', '"', '"')
def test_odd_names_arrive_as_they_are(measurement: str, key: str, value: str) -> None:
    line = only(Said((read("temperature", 21.0),)), measurement=measurement, tags={key: value})
    assert line["measurement"] == measurement
    assert line["tags"][key] == value


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r\n")))
@example('a\\"b')
@example("\\")
def test_odd_values_arrive_as_they_are(value: str) -> None:
    assert only(Said((read("text_value", value),)))["fields"] == {"text_value": value}


@pytest.mark.parametrize(
    "options",
    [
        {"measurement": ""},
        {"measurement": "a\nb"},
        {"measurement": "#lorawan"},
        {"tags": {"": "x"}},
        {"tags": {"city": ""}},
        {"tags": {"city": "Bühl\\"}},
        {"tags": {"city": "Bühl\n"}},
        {"tags": {"city": 7}},
        {"tags": {"device": "x"}},
        {"tags": {"_field": "x"}},
        {"precision": "h"},
    ],
    ids=repr,
)
def test_what_line_protocol_cannot_write_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(RediCodecsError, match="expected"):
        list(lines(Said((read("temperature", 21.0),)), DEV_EUI, **options))


def test_a_tag_that_is_no_text_is_told_what_it_is() -> None:
    with pytest.raises(RediCodecsError, match=r"^tag floor: expected a text, saw 3, int: '3' would be one$"):
        list(lines(Said((read("temperature", 21.0),)), DEV_EUI, tags={"floor": 3}))  # type: ignore[dict-item]


def test_a_message_without_payload_is_refused() -> None:
    with pytest.raises(RediCodecsError, match="saw None: the message carries none"):
        list(lines(None, DEV_EUI))
