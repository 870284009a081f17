"""Corners of readings: pickled, told as JSON and read back, shown to people, and in the normalized vocabulary."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from layouts import made
from redi_codecs import Codec, DecodeError
from redi_codecs.kinds import event_time, humidity, latitude, raw_data, temperature, time
from redi_codecs.layout import (
    Body,
    attribute,
    hexadecimal,
    history,
    i8,
    message,
    raw,
    sized,
    tags,
    u8,
    u16,
    u32,
)
from redi_codecs.quantities import QUANTITIES
from redi_codecs.readings import Attribute, Reading, normalized, told
from redi_codecs.readings.normalized import SCHEMA
from redi_codecs.readings.partial import before_fault
from redi_codecs.results import Field

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
CODEC = Codec(
    made(
        temperature(i8, invalid=0x7F),
        attribute(start=event_time(u32), serial=hexadecimal(2)),
        raw_data(raw(1)),
        history(time(u32), humidity(u8), attribute(mode=u8)),
    )
)
PAYLOAD = "15 6955B900 abcd ff 6955B8C4 28 01 6955B888 29 02"
POSITION = Codec(made(temperature(i8), tags(u8, {1: latitude(u8), 2: humidity(u8)})))


def test_a_record_is_pickled() -> None:
    decoded = CODEC.decode(PAYLOAD, 1)
    for record in decoded.records:
        again = pickle.loads(pickle.dumps(record))
        assert (again.name, again.time, again.readings) == (record.name, record.time, record.readings)
        assert dict(again.attributes) == dict(record.attributes)
    assert record["humidity"].value == 41
    with pytest.raises(KeyError, match="temperature: there are humidity"):
        record["temperature"]


def test_what_is_told_is_read_back() -> None:
    decoded = CODEC.decode(PAYLOAD, 1, received_at=NOON)
    again = told.decoded({**decoded.to_dict(sensitive=True), "payload": decoded.payload.hex()})
    assert again == decoded
    assert again.to_dict() == decoded.to_dict()
    assert again.time == decoded.time == NOON
    assert (again["temperature"], again.records) == (decoded["temperature"], decoded.records)
    assert {name: one.value for name, one in again.attributes.items()} == {
        "start": NEW_YEAR,
        "serial": "abcd",
        "raw_data": b"\xff",
    }
    assert [one.value for one in again.attributes.values()] == [one.value for one in decoded.attributes.values()]
    assert pickle.loads(pickle.dumps(again)) == decoded


def test_a_time_of_its_own_stays_apart_from_when_it_was_received() -> None:
    codec = Codec(made(time(u32), temperature(i8)))
    decoded = codec.decode("6955B900 15", 1, received_at=NOON)
    again = told.decoded({**decoded.to_dict(), "payload": None})
    assert (again.time, again.received_at, again.payload) == (NEW_YEAR, NOON, b"")
    assert again["temperature"].time == NEW_YEAR
    assert again.result[1] == decoded.result[1] == 1_767_225_600
    assert isinstance(again.result[1], int)
    half = told.decoded({**decoded.to_dict(), "time": "2026-01-01T00:00:00.500+00:00", "payload": None})
    assert half.result[1] == 1_767_225_600.5


def test_what_nobody_knows_here_is_what_its_value_looks_like() -> None:
    """A quantity of a newer release, or in another unit."""
    base = {"name": "x", "unit": "Cel", "time": None, "status": None, "channel": 3, "place": "soil", "statistic": "max"}
    for value, type in ((True, "bool"), (3, "int"), (2.5, "float"), ("on", "text"), (None, "text")):
        one = told.reading({**base, "quantity": "newest", "value": value})
        assert one.field.kind is not None
        assert (one.field.kind.key, one.field.kind.type, one.value, one.unit) == ("newest", type, value, "Cel")
        assert (one.name, one.channel, one.place, one.statistic) == ("x", 3, "soil", "max")
    same = told.reading({**base, "quantity": "temperature", "value": 21.5})
    assert same.field.kind is QUANTITIES["temperature"]
    other = told.attribute({**base, "quantity": "temperature", "unit": "K", "value": 294.5})
    assert other.field.kind is not None
    assert (other.field.kind.unit, other.field.kind.high) == ("K", None)
    plain = told.attribute({**base, "quantity": None, "value": 7, "status": None})
    assert (plain.field.kind, plain.value) == (None, 7)


@pytest.mark.parametrize(
    ("codec", "payload", "open_", "hidden"),
    [
        (POSITION, "15 0230", "150230", "150230"),
        (POSITION, "15 0130", "150130", None),
        (POSITION, "15 0930", "150930", None),
        (CODEC, PAYLOAD, PAYLOAD.replace(" ", "").lower(), None),
    ],
)
def test_a_payload_is_told_where_nothing_sensitive_can_be_in_it(
    codec: Codec, payload: str, open_: str, hidden: str | None
) -> None:
    decoded = codec.decode(payload, 1)
    assert told.json_payload(decoded, sensitive=True) == open_
    assert told.json_payload(decoded, sensitive=False) == hidden


def test_a_rest_that_may_be_sensitive_is_kept_back() -> None:
    decoded = POSITION.decode("15 093031", 1)
    assert (decoded.rest.hex(), decoded.rest_size) == ("093031", 3)
    assert (decoded.told_rest(), decoded.told_rest(sensitive=True)) == (None, "093031")
    told_of = decoded.to_dict()
    again = told.decoded({**told_of, "payload": None})
    assert (again.rest, again.rest_size, again.told_rest(), again.told_rest(sensitive=True)) == (b"", 3, None, None)
    assert again.to_dict() == told_of
    openly = told.decoded({**decoded.to_dict(sensitive=True), "payload": "15093031"})
    assert (openly.rest_size, openly.rest, openly.told_rest(sensitive=True)) == (3, decoded.rest, "093031")
    plain = Codec(made(humidity(u8))).decode("2801", 1)
    assert (plain.told_rest(), plain.told_rest(sensitive=True)) == ("01", "01")


def test_bytes_after_the_end_are_counted() -> None:
    codec = Codec(made(humidity(u8)))
    for payload, text in (("2801", "1 byte after the end of the message"), ("280102", "2 bytes after the end")):
        (warned,) = codec.decode(payload, 1).warnings
        assert (warned.code, warned.offset) == ("trailing_bytes", 1)
        assert warned.text.startswith(text)
    assert codec.decode("28", 1).warnings == ()


def test_a_decoded_payload_is_asked_for_its_readings() -> None:
    decoded = CODEC.decode(PAYLOAD, 1)
    assert ("temperature" in decoded, "humidity" in decoded, 3 in decoded) == (True, False, False)
    assert (len(decoded), [one.name for one in decoded], bool(decoded)) == (1, ["temperature"], True)
    assert (decoded.get("temperature"), decoded.get("humidity"), decoded.get("humidity", 0)) == (21, None, 0)
    nothing = Codec(made(attribute(mode=u8))).decode("01", 1)
    assert (len(nothing), bool(nothing)) == (0, True)
    with pytest.raises(KeyError, match="x: there are no readings"):
        nothing["x"]
    assert decoded != "decoded"
    assert decoded != CODEC.decode(PAYLOAD.replace("15 ", "16 ", 1), 1)


@pytest.mark.parametrize(
    ("body", "payload", "words"),
    [
        ((temperature(i8), humidity(u8)), "1528", "<Decoded acme/t1: temperature 21.0, humidity 40.0>"),
        (temperature(i8, invalid=0x7F), "7f", "<Decoded acme/t1: temperature fault>"),
        ((message("data"), attribute(mode=u8)), "01", "<Decoded acme/t1 data: no readings>"),
        (latitude(u8), "30", "<Decoded acme/t1: latitude (hidden)>"),
        (history(humidity(u8)), "2829", "<Decoded acme/t1: no readings, 2 records>"),
    ],
)
def test_a_decoded_payload_in_a_line(body: Body, payload: str, words: str) -> None:
    assert repr(Codec(made(body)).decode(payload, 1)) == words


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (Reading(Field("x", QUANTITIES["temperature"], None, "air", "last"), 21.5, None, None), "<Reading x 21.5 Cel>"),
        (
            Reading(Field("x", QUANTITIES["temperature"], None, "air", "last"), None, NEW_YEAR, "fault"),
            "<Reading x None Cel (fault) at 2026-01-01T00:00:00+00:00>",
        ),
        (Attribute(Field("mode", None, None, "", "last"), "on", None, None), "<Attribute mode on>"),
        (Attribute(Field("l", QUANTITIES["latitude"], None, "", "last"), 1.0, None, None), "<Attribute l (hidden)>"),
    ],
)
def test_a_reading_in_a_line(one: Reading | Attribute, words: str) -> None:
    assert repr(one) == words


def test_what_was_said_before_a_fault() -> None:
    codec = Codec(made(temperature(i8), history(time(u32), humidity(u8), count=2)))
    with pytest.raises(DecodeError) as error:
        codec.decode("15 6955B900 28 6955", 1)
    found = before_fault(error.value.partial)
    assert [(one["name"], one["time"], one.get("record")) for one in found] == [
        ("temperature", None, None),
        ("humidity", "2026-01-01T00:00:00Z", "history"),
    ]
    assert before_fault(None) == []
    with pytest.raises(DecodeError) as error:
        Codec(made(latitude(u8), temperature(u16))).decode("30", 1)
    assert before_fault(error.value.partial) == []
    assert [one["name"] for one in before_fault(error.value.partial, sensitive=True)] == ["latitude"]


def test_the_page_of_a_notebook() -> None:
    codec = Codec(
        made(
            temperature(i8, invalid=0x7F),
            attribute(blob=raw(1)),
            sized(6, history(time(u32, invalid=0), humidity(u8), attribute(mode=u8))),
        )
    )
    page = codec.decode("7f ab 6955B900 28 01 0203", 1, received_at=NOON)._repr_html_()
    cells = "<tr><th>name</th><th>value</th><th>unit</th><th>status</th><th>time</th></tr>"
    assert page == (
        f"<table><caption>acme/t1, fPort 1</caption>{cells}"
        "<tr><td>temperature</td><td>–</td><td>°C</td><td><b>fault</b></td><td>2026-01-01 12:00:00</td></tr>"
        '<tr><th colspan="5">attributes</th></tr>'
        "<tr><td>blob</td><td>ab</td><td></td><td></td><td></td></tr>"
        '<tr><th colspan="5">history, 2026-01-01 00:00:00</th></tr>'
        "<tr><td>humidity</td><td>40.0</td><td>%</td><td></td><td>2026-01-01 00:00:00</td></tr>"
        "<tr><td>mode</td><td>1</td><td></td><td></td><td></td></tr></table>"
        "<ul><li>byte 8: 2 bytes after the end of the message (trailing_bytes)</li>"
        "<li>2 bytes not understood: 0203</li></ul>"
    )
    untimed = codec.decode("15 ab 00000000 28 01", 1)._repr_html_()
    assert '<th colspan="5">history, at an unknown time</th>' in untimed
    assert "<ul>" not in untimed
    named = Codec(made(message("data"), latitude(u8))).decode("30 01", 1)._repr_html_()
    assert "<caption>acme/t1, fPort 1, data</caption>" in named
    assert "latitude" not in named
    assert "attributes" not in named
    assert "1 byte not understood, hidden since they may be something sensitive" in named


# ---- the normalized vocabulary


def reading(name: str, value: object, channel: int | None = None, **more: Any) -> Any:
    kind, at = QUANTITIES[name], more.get("time")
    place, statistic = (
        more.get("place", "air" if name in {"temperature", "humidity"} else ""),
        more.get("statistic", "last"),
    )
    field = Field(name, kind, channel, place, statistic, more.get("primary", False))
    return Reading(field, value, at, None)


def told_as(*readings: Any, records: Any = (), at: datetime | None = None, sensitive: bool = False) -> list[Any]:
    decoded = SimpleNamespace(time=at, readings=readings, records=records)
    return normalized.normalized(decoded, sensitive=sensitive)


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("wind.direction", 360, 0),
        ("wind.direction", 359.5, 359.5),
        ("wind.direction", 361, None),
        ("wind.direction", -1, None),
        ("air.relativeHumidity", 100, 100),
        ("air.relativeHumidity", 100.1, None),
        ("air.relativeHumidity", 0, 0),
        ("air.pressure", 899, None),
        ("air.pressure", 1100, 1100),
        ("air.co2", 1_000_000, 1_000_000),
        ("air.co2", 1_000_001, None),
        ("air.temperature", -273.15, -273.15),
        ("air.temperature", -274, None),
        ("air.temperature", True, None),
        ("air.temperature", "21", None),
        ("air.temperature", float("nan"), None),
        ("battery", -0.1, None),
        ("soil.ec", 621, 621),
        ("soil.ec", 622, None),
        ("soil.pH", 14.1, None),
        ("water.leak", True, True),
        ("water.leak", 1, None),
        ("action.contactState", True, "open"),
        ("action.contactState", False, "closed"),
        ("action.contactState", 1, None),
        ("action.motion.count", -5, -5),
    ],
)
def test_what_the_vocabulary_admits(path: str, value: object, expected: object) -> None:
    found = SCHEMA[path].value(value)
    assert (found, type(found)) == (expected, type(expected))


def test_times_go_from_the_newest() -> None:
    old, older = NEW_YEAR - timedelta(hours=1), NEW_YEAR - timedelta(hours=2)
    records = [
        SimpleNamespace(time=at, readings=(reading("temperature", value),)) for at, value in ((older, 1), (old, 2))
    ]
    found = told_as(reading("temperature", 21), reading("humidity", 40), records=records, at=NEW_YEAR)
    assert found == [
        {"time": "2026-01-01T00:00:00Z", "air": {"temperature": 21, "relativeHumidity": 40}},
        {"time": "2025-12-31T23:00:00Z", "air": {"temperature": 2}},
        {"time": "2025-12-31T22:00:00Z", "air": {"temperature": 1}},
    ]
    untimed = [SimpleNamespace(time=None, readings=(reading("temperature", value),)) for value in (1, 2)]
    assert told_as(reading("temperature", 21), reading("humidity", 40), records=untimed) == [
        {"air": {"temperature": 21, "relativeHumidity": 40}},
        {"air": {"temperature": 1}},
        {"air": {"temperature": 2}},
    ]


def test_a_channel_keeps_together() -> None:
    values = [
        reading(name, value, at) for at in (2, 1) for name, value in (("temperature", 20 + at), ("humidity", 40 + at))
    ]
    assert told_as(*values) == [
        {"air": {"temperature": 21, "relativeHumidity": 41}},
        {"air": {"temperature": 22, "relativeHumidity": 42}},
    ]
    whole = reading("temperature", 19)
    first = reading("temperature", 25, 3, primary=True)
    assert [one["air"]["temperature"] for one in told_as(*values, whole)] == [19, 21, 22]
    assert [one["air"]["temperature"] for one in told_as(*values, whole, first)] == [25, 19, 21, 22]


def test_where_the_air_is() -> None:
    inside, outside = (reading("temperature", at, place=place) for at, place in ((21, "indoor"), (9, "outdoor")))
    damp = reading("humidity", 80, place="outdoor")
    assert (
        told_as(inside, outside, damp)
        == [
            {"air": {"location": "indoor", "temperature": 21}},
            {"air": {"location": "outdoor", "temperature": 9, "relativeHumidity": 80}},
        ]
        or told_as(inside, outside, damp)[0]["air"]["location"] == "indoor"
    )
    probe = reading("temperature", 5, place="probe")
    assert told_as(probe) == [{"air": {"temperature": 5}}]
    assert told_as(probe, reading("temperature", 21)) == [{"air": {"temperature": 21}}]
    assert told_as(reading("temperature", 5, place="soil")) == [{"soil": {"temperature": 5}}]


@pytest.mark.parametrize(
    ("readings", "action"),
    [
        ([("motion_count", 3, "delta")], {"motion": {"detected": True}}),
        ([("motion_count", 0, "delta")], {"motion": {"detected": False}}),
        ([("motion_count", 3, "total")], None),
        ([("motion", True, "last"), ("people_count", 0, "last")], {"motion": {"detected": True, "count": 0}}),
        ([("people_count", 2, "last")], {"motion": {"detected": True, "count": 2}}),
        ([("people_in", 2, "delta"), ("people_out", 3, "delta")], {"motion": {"detected": True, "count": 5}}),
        ([("people_in", 2, "total"), ("people_out", 3, "total")], {"motion": {"count": 5}}),
        ([("people_in", 2, "delta"), ("people_in", 9, "total")], {"motion": {"detected": True, "count": 2}}),
        ([("vibration_count", 0, "last"), ("people_count", 4, "last")], {"motion": {"detected": False, "count": 0}}),
        ([("occupancy_rate", 0.5, "last")], {"motion": {"detected": True}}),
        ([("occupancy_rate", None, "last")], None),
    ],
)
def test_what_counts_as_motion(readings: list[tuple[str, Any, str]], action: Mapping[str, Any] | None) -> None:
    found = told_as(*(reading(name, value, statistic=statistic) for name, value, statistic in readings))
    shown = found[0].get("action") if found else None
    if action is not None and "count" not in action["motion"] and shown is not None:
        shown["motion"].pop("count", None)
    if action is None and shown is not None:
        assert "detected" not in shown["motion"]
        return
    assert shown == action


def test_people_over_all_lines_go_before_those_of_each() -> None:
    each = [reading("people_count", 2, at) for at in (1, 2)]
    assert told_as(*each)[0]["action"]["motion"]["count"] == 4
    assert told_as(*each, reading("people_count", 5))[0]["action"]["motion"]["count"] == 5


def test_a_position_is_left_out_unless_asked_for() -> None:
    assert told_as(reading("latitude", 47.5)) == []
    assert told_as(reading("latitude", 47.5), sensitive=True) == [{"position": {"latitude": 47.5}}]
