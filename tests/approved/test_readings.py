"""What readings tell of themselves: to people, to JSON and back, in the vocabulary of The Things Network."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from approved import approved
from layouts import made
from redi_codecs import kinds as k
from redi_codecs import layout as w
from redi_codecs.device_codec import Codec, codec
from redi_codecs.errors import DecodeError
from redi_codecs.quantities import QUANTITIES
from redi_codecs.readings import Attribute, Decoded, Reading, told
from redi_codecs.readings.normalized import SCHEMA, Admitted, normalized
from redi_codecs.readings.partial import before_fault
from redi_codecs.results import Field

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
#: A device that says something of everything; a payload of it for each thing that may be odd.
FULL = codec(
    made(
        w.message(
            "status",
            w.tags(
                w.u8,
                {
                    1: k.temperature(w.i16 / 10, invalid={0x7FFF: "not_connected"}),
                    2: k.humidity(w.u8),
                    3: k.temperature(w.i8, place="probe", channel=2, statistic="max"),
                    4: k.time(w.u32),
                    5: k.latitude(w.i32 / 1_000_000),
                    6: k.mac_address(w.raw(2)),
                    7: w.attribute(mode=w.choice(w.u8, {0: "off", 1: "<on>"})),
                    8: w.attribute(pause=k.duration(w.u16), valid=w.length < 99),
                    9: k.motion(w.u8 == 1),
                    10: w.history(k.time(w.u32), k.temperature(w.i8), w.attribute(flag=w.u8), count=2, name="log"),
                    11: w.expect(w.u8, 1, warning="odd"),
                    12: k.event_time(w.u32),
                    13: k.firmware_version(w.text(4)),
                    14: k.raw_data(w.raw(2)),
                    15: k.motion_count(w.u8),
                    16: w.record(k.humidity(w.u8), name="older"),
                },
            ),
        )
    )
)
PLAIN = codec(made(k.temperature(w.i8), w.switch(w.u8, {1: k.humidity(w.u8), 2: ()})))
PAYLOADS = (
    (PLAIN, "15 01 40"), (PLAIN, "15 02"), (PLAIN, "15 02 07"), (PLAIN, "15 03 0708"),
    (FULL, ""), (FULL, "01 00d7 02 37"), (FULL, "01 7fff 02 ff"), (FULL, "04 5e0be100 03 15 07 01"),
    (FULL, "05 02faf080 06 0a0b"), (FULL, "05 02faf080 63 0102"), (FULL, "07 05 08 003c 09 01 09 00"),
    (FULL, "0a 5e0be100 15 01 5e0be13c 16 02 02 40"), (FULL, "10 40 0a 00000000 15 01 ffffffff 16 02"),
    (FULL, "0b 02 0f 07"), (FULL, "0c 5e0be100 0d 61621b5b 0e 0a0b"), (FULL, "01 00d7 02"),
    (FULL, "10 40 05 02faf080 01"),
)  # fmt: skip
HEAD = "<tr><th>name</th><th>value</th><th>unit</th><th>status</th><th>time</th></tr>"
#: Those of which it is said when they were received.
RECEIVED = ("15 02", "04 5e0be100 03 15 07 01", "10 40 0a 00000000 15 01 ffffffff 16 02")


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def without_none(value: Any) -> Any:
    """What a dict says, without what is as it mostly is."""
    if isinstance(value, list):
        return [without_none(one) for one in value]
    if not isinstance(value, dict):
        return value
    usual = {"place": "air", "statistic": "last"}
    return {key: without_none(one) for key, one in value.items() if one not in (None, [], usual.get(key))}


def said(one: Decoded) -> Iterator[str]:
    yield f"  {one!r}, {len(one)} readings, {bool(one)}, {[*one] == [*one.readings]}, keys {len(one.keys())}"
    yield f"  {[*one.readings, *one.attributes.values()]} {hash(tuple(one.readings)) == hash(tuple(one))}"
    for sensitive in (False, True):
        yield f"  {compact(without_none(one.to_dict(sensitive=sensitive)))}"
        yield f"  normalized {compact(one.normalized(sensitive=sensitive))}"
    yield f"  rest {one.rest.hex()}, {one.rest_size} bytes, {one.told_rest()}, {one.told_rest(sensitive=True)}"
    yield f"  {[(warned.code, warned.offset, warned.text) for warned in one.warnings]}"
    yield f"  {[one.get(name, 'none') for name in ('temperature', 'humidity', 'x')]}, {'humidity' in one} {'x' in one}"
    for name in ("humidity", "x"):
        try:
            yield f"  {one[name]!r}"
        except KeyError as error:
            yield f"  {error}"
    yield f"  {compact(without_none([one[name] for name in ('device', 'warnings', 'rest', 'time', 'rest_size')]))}"
    for record in one.records:
        yield f"  {record!r} {compact(without_none(record['readings']))} {pickle.loads(pickle.dumps(record)) == record}"
    yield f"  {one._repr_html_().replace(HEAD, '')}"
    for sensitive in (False, True):
        content = {**one.to_dict(sensitive=sensitive), "payload": told.json_payload(one, sensitive=sensitive)}
        again = told.decoded(json.loads(compact(content)))
        yield (
            f"  back {again == one}, {again.rest_size} {again.told_rest()}, {content['payload']}, "
            f"{again.to_dict(sensitive=True) == one.to_dict(sensitive=True)}, {again.received_at}, "
            f"{pickle.loads(pickle.dumps(again)) == again}, {pickle.loads(pickle.dumps(again)).rest_size}"
        )


def decoded(codec: Codec, payload: str, received: datetime | None) -> Iterator[str]:
    try:
        yield from said(codec.decode(payload, 1, received_at=received))
    except DecodeError as error:
        yield f"  {error}"
        for sensitive in (False, True):
            yield f"  before: {compact(without_none(before_fault(error.partial, sensitive=sensitive)))}"


def test_told() -> None:
    lines = []
    for one, payload in PAYLOADS:
        plain = dict.fromkeys(decoded(one, payload, None))
        lines += [payload, *plain]
        if payload in RECEIVED:
            received = dict.fromkeys(decoded(one, payload, NOON + timedelta(milliseconds=250)))
            lines += ["  received:", *(line for line in received if line not in plain)]
    with_itself = PLAIN.decode("15 01 40", 1)
    others = (PLAIN.decode("15 01 40", 1), PLAIN.decode("15 01 41", 1), PLAIN.decode("15 01 40", 2), 3)
    lines.append(f"equal {[with_itself == one for one in (with_itself, *others)]}")
    lines.append(f"nothing before: {before_fault(None)}")
    approved("readings/told", "\n".join(lines))


def test_fields() -> None:
    """Values of each type, out of the JSON that they became."""
    lines = []
    for key, value, status in (
        ("temperature", 21.5, None), ("temperature", None, "fault"), ("motion_count", 7, None), ("motion", True, None),
        ("mac_address", b"\x0a\x0b", None), ("event_time", NOON, None), ("firmware_version", "1.2", None),
        ("temperature", 9000.0, "implausible"), (None, "on", None), (None, None, "unknown"),
    ):  # fmt: skip
        for kind in (Reading, Attribute):
            field = Field(key or "mode", QUANTITIES[key] if key else None, 3, "probe", "max")
            one: Any = kind(field, value, NOON, status)
            content = {name: one[name] for name in one.keys()}  # noqa: SIM118 (what dict() takes)
            back: Any = (told.reading if kind is Reading else told.attribute)(content)
            lines.append(f"{one!r} {compact(content)} {back == one} {back!r}")
            other = {**content, "unit": "x", "quantity": "strange"}
            lines.append(f"  {told.reading(other).field.kind!r}")
    approved("readings/fields", "\n".join(lines))


#: Readings as (quantity, value, and place, channel, statistic, primary, time where they are not as usual).
NORMAL: dict[str, list[tuple[Any, ...]]] = {
    "nothing": [],
    "air": [("temperature", 21.5), ("humidity", 40), ("pressure", 1013.25), ("co2", 400), ("illuminance", 7)],
    "beyond": [("humidity", 127), ("pressure", 850), ("co2", -1), ("temperature", -300.0), ("humidity", 100)],
    "at the edge": [("humidity", 0), ("pressure", 900), ("co2", 1_000_000), ("temperature", -273.15)],
    "no numbers": [("temperature", None), ("humidity", True), ("co2", float("nan")), ("illuminance", "x")],
    "places": [("temperature", at, place) for at, place in enumerate(("air", "soil", "water", "probe", "outdoor"))],
    "a probe alone": [("temperature", 7, "probe"), ("temperature", 8, "surface", 2)],
    "a probe beside soil": [("temperature", 7, "probe"), ("temperature", 8, "soil")],
    "indoor and outdoor": [("temperature", 20, "indoor"), ("temperature", 5, "outdoor"), ("humidity", 40, "indoor")],
    "board": [("temperature", 7, "board"), ("humidity", 4, "board")],
    "channels": [("temperature", at, "air", channel) for at, channel in ((1, 3), (2, None), (3, 1), (4, 2))],
    "channels with others": [("temperature", 1, "air", 2), ("humidity", 2, "air", 2), ("temperature", 3, "air", 1)],
    "primary": [("temperature", 1, "air", 1), ("temperature", 2, "air", 2, "last", True), ("humidity", 3, "air", 1)],
    "statistics": [("temperature", at, "water", None, one) for at, one in enumerate(("last", "min", "max", "mean"))],
    "statistics of air": [("temperature", at, "air", None, one) for at, one in enumerate(("min", "max", "mean"))],
    "wind": [("wind_speed", 3), ("wind_direction", 360)],
    "wind before": [("wind_direction", 359.5)],
    "rain": [("rain", 3), ("rain", 4, "air", None, "total"), ("rain_intensity", 2)],
    "contact": [("contact", True), ("contact", False, "air", 2), ("leak", True), ("leak", 1)],
    "motion": [("motion", False), ("motion_count", 7)],
    "occupancy": [("occupancy", True), ("vibration", False), ("moving", False)],
    "vibration": [("moving", False), ("vibration", True)],
    "a count": [("motion_count", 7)],
    "a count of none": [("motion_count", 0)],
    "a count without a value": [("motion_count", None), ("vibration_count", 3)],
    "a running total": [("motion_count", 7, "air", None, "total")],
    "a count in the interval": [("motion_count", 7, "air", None, "delta"), ("temperature", 3)],
    "people": [("people_count", 4), ("people_count", 2, "air", 1), ("people_count", 1, "air", 2)],
    "people by region": [("people_count", 2, "air", 1), ("people_count", 1, "air", 2)],
    "passages": [("people_in", 2, "air", None, "delta"), ("people_out", 1, "air", None, "delta"), ("people_in", 50)],
    "passages in total": [("people_in", 2, "air", None, "total"), ("people_out", 1, "air", None, "total")],
    "most people": [("people_count", 5, "air", None, "max")],
    "share of time": [("occupancy_rate", 0), ("temperature", 3)],
    "some of the time": [("occupancy_rate", 0.5)],
    "position": [("latitude", 50.0), ("longitude", 8.0), ("temperature", 3)],
    "times": [("temperature", 1, "air", None, "last", False, 60), ("humidity", 2),
              ("co2", 3, "air", None, "last", False, 0)],
    "unknown": [("strange", 3), ("temperature", 3)],
    "soil": [("soil_moisture", 3), ("soil_ph", 7), ("soil_ec", 1.5), ("soil_nitrogen", 5), ("soil_depth", 3),
             ("battery_voltage", 3.6)],
    "water": [("water_volume", 3, "air", None, "total")],
}  # fmt: skip


def reading(
    key: str, value: Any, place: str = "air", channel: int | None = None, statistic: str = "last",
    primary: bool = False, seconds: int | None = None,
) -> Any:  # fmt: skip
    field = Field(key, QUANTITIES.get(key), channel, place, statistic, primary)
    return Reading(field, value, None if seconds is None else NOON + timedelta(seconds=seconds))


def test_normalized() -> None:
    lines = []
    for name, values in NORMAL.items():
        readings = [reading(*one) for one in values]
        for time in (None, NOON.astimezone()):
            one: Any = SimpleNamespace(time=time, readings=readings, records=[])
            lines.append(f"{name}, {'no time' if time is None else 'noon'}: {compact(normalized(one))}")
        one = SimpleNamespace(time=None, readings=readings, records=[])
        if (more := normalized(one, sensitive=True)) != normalized(one):
            lines.append(f"  sensitive {compact(more)}")
    past = [
        SimpleNamespace(time=None if at is None else NOON + timedelta(minutes=at), readings=[reading("temperature", n)])
        for n, at in enumerate((1, 3, 2, 3))
    ]
    untimed = [SimpleNamespace(time=None, readings=[reading("temperature", n), reading("humidity", n)]) for n in (1, 2)]
    for what, records in (("records", past), ("untimed", untimed), ("both", [*untimed, *past])):
        one = SimpleNamespace(time=NOON, readings=[reading("temperature", 9)], records=records)
        lines.append(f"{what}: {compact(normalized(one))}")
    values = (
        -1e9,
        -273.16,
        -273.15,
        -1,
        0,
        0.5,
        14,
        15,
        100,
        101,
        359,
        360,
        361,
        621,
        622,
        900,
        1100,
        1101,
        10**6,
        1e9,
    )
    for path, admitted in SCHEMA.items():
        found = [admitted.value(value) for value in (*values, True, False, None, "x", float("inf"))]
        lines.append(f"{path}: {' '.join('-' if one is None else str(one) for one in found)}")
    lines.append(f"{Admitted()}")
    approved("readings/normalized", "\n".join(lines))
