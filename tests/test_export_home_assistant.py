"""MQTT discovery for Home Assistant, held against what its documentation and its schemas demand."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest
from jinja2 import Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

import redi_codecs
from declared import in_part
from exported import DEV_EUI, DEVICES, TEN, Said, past, read, samples
from redi_codecs import kinds
from redi_codecs.errors import RediCodecsError
from redi_codecs.exports.home_assistant import discovery, state
from redi_codecs.kinds import fan_mode, latitude, motion, raw_data, status, temperature
from redi_codecs.layout import Body, any_channel, attribute, choice, device, i16, i32, raw, record, tags, u8
from redi_codecs.layout.device import Device
from redi_codecs.quantities import quantity
from redi_codecs.readings import Attribute, Field

each_device = pytest.mark.parametrize("device", in_part(DEVICES, 7))

# What Home Assistant's sensor integration admits (DEVICE_CLASS_UNITS and DEVICE_CLASS_STATE_CLASSES in
# homeassistant/components/sensor/const.py, 2026.2), as far as devices of the catalogue need it. None is no unit.
UNITS: dict[str, set[str | None]] = {
    "apparent_power": {"VA"},
    "aqi": {None},
    "atmospheric_pressure": {"hPa", "kPa", "Pa"},
    "battery": {"%"},
    "carbon_dioxide": {"ppm"},
    "carbon_monoxide": {"ppm"},
    "conductivity": {"µS/cm"},
    "current": {"A", "mA"},
    "distance": {"mm", "cm", "m", "km"},
    "duration": {"s", "d"},
    "energy": {"kWh"},
    "enum": {None},
    "frequency": {"Hz"},
    "gas": {"m³", "L"},
    "humidity": {"%"},
    "illuminance": {"lx"},
    "irradiance": {"W/m²"},
    "moisture": {"%"},
    "nitrogen_dioxide": {"µg/m³"},
    "ozone": {"µg/m³"},
    "ph": {None},
    "pm1": {"µg/m³"},
    "pm10": {"µg/m³"},
    "pm25": {"µg/m³"},
    "power": {"W"},
    "power_factor": {"%", None},
    "precipitation": {"mm"},
    "precipitation_intensity": {"mm/h"},
    "pressure": {"hPa", "kPa", "Pa"},
    "reactive_power": {"var"},
    "signal_strength": {"dB", "dBm"},
    "sound_pressure": {"dB"},
    "speed": {"m/s", "mm/s"},
    "sulphur_dioxide": {"µg/m³"},
    "temperature": {"°C", "K"},
    "temperature_delta": {"°C", "K"},
    "timestamp": {None},
    "volatile_organic_compounds": {"µg/m³"},
    "volatile_organic_compounds_parts": {"ppb", "ppm"},
    "voltage": {"V", "mV"},
    "volume": {"m³", "L"},
    "volume_flow_rate": {"m³/h", "L/min"},
    "water": {"m³", "L"},
    "weight": {"kg"},
    "wind_direction": {"°"},
    "wind_speed": {"m/s"},
}
STATES: dict[str | None, set[str]] = {
    **{name: {"measurement"} for name in UNITS},
    **{name: {"measurement", "total_increasing"} for name in (None, "distance", "duration", "precipitation", "weight")},
    **{name: {"total_increasing"} for name in ("energy", "gas", "volume", "water")},
    **{name: set() for name in ("enum", "timestamp")},
    "wind_direction": {"measurement_angle"},
}
BINARY = {
    *("battery", "battery_charging", "carbon_monoxide", "cold", "connectivity", "door", "garage_door", "gas", "heat"),
    *("light", "lock", "moisture", "motion", "moving", "occupancy", "opening", "plug", "power", "presence", "problem"),
    *("running", "safety", "smoke", "sound", "tamper", "update", "vibration", "window"),
}
# The keys of sensor.mqtt, binary_sensor.mqtt, their device and their origin (home-assistant.io/integrations/mqtt).
KEYS = {
    *("unique_id", "name", "device_class", "unit_of_measurement", "state_class", "options", "value_template"),
    *("state_topic", "device", "origin", "payload_on", "payload_off", "entity_category", "enabled_by_default"),
    "expire_after",
}
DEVICE_KEYS = {"identifiers", "name", "manufacturer", "model", "model_id", "serial_number"}
TOPIC = re.compile(r"homeassistant/(sensor|binary_sensor)/([A-Za-z0-9_-]+)/([A-Za-z0-9_-]+)/config")


class This:
    """The entity as its template sees it."""

    def __init__(self, state: str = "unknown") -> None:
        self.state = state


@cache
def compiled(template: str) -> Template:
    return ImmutableSandboxedEnvironment().from_string(template)


def rendered(template: str, values: dict[str, Any], before: str = "unknown") -> str:
    """What Home Assistant makes of a state: JSON read, then the template's text."""
    return compiled(template).render(value_json=json.loads(json.dumps(values)), this=This(before))


def check(topic: str, config: dict[str, Any]) -> None:
    matched = TOPIC.fullmatch(topic)
    assert matched
    component, node, name = matched.groups()
    assert (node, config["unique_id"]) == (DEV_EUI, f"redi_codecs_{DEV_EUI}_{name}")
    assert set(config) <= KEYS
    assert set(config["device"]) == DEVICE_KEYS
    device_class = config.get("device_class")
    if component == "binary_sensor":
        assert device_class is None or device_class in BINARY
        assert not {"state_class", "unit_of_measurement", "options"} & set(config)
        return
    assert device_class is None or config.get("unit_of_measurement") in UNITS[device_class]
    assert ("options" in config) == (device_class == "enum")
    assert config.get("state_class") in STATES[device_class] | {None}
    assert config.get("options", True), "an empty list of options is refused"


@each_device
def test_announcements_are_admitted(device: Device) -> None:
    for language in ("en", "de"):
        for seen in (None, samples(device)):
            names = []
            for topic, config in discovery(device, DEV_EUI, seen=seen, sensitive=True, language=language):  # type: ignore[arg-type]
                check(topic, config)
                names.append(config["name"])
                json.dumps(config, allow_nan=False)
            assert len(names) == len(set(names)), "two sensors of an end device have one name"


@each_device
def test_every_reading_arrives(device: Device) -> None:
    found = dict(discovery(device, DEV_EUI, seen=samples(device), sensitive=True))
    sensors = {topic.split("/")[3]: (topic.split("/")[1], config) for topic, config in found.items()}
    for decoded in samples(device):
        topic, values = state(decoded, DEV_EUI, sensitive=True)
        for one in decoded.readings:
            if one.field.kind is not None and one.field.kind.type == "bytes":
                assert one.name not in sensors, "raw bytes have no place there"
                continue
            component, config = sensors[one.name]
            assert config["state_topic"] == topic
            text = rendered(config["value_template"], values)
            if one.value is None:
                assert text == "None"
            elif component == "binary_sensor":
                assert text == config["payload_on" if one.value else "payload_off"]
            elif isinstance(one.value, str):
                assert text == (one.value if one.value in config["options"] else "None"), "others are refused"
            else:
                assert float(text) == one.value
        for name in set(sensors) - {one.name for one in decoded.readings}:
            _, config = sensors[name]
            # A template that gives an option cannot give nothing, which is none: it gives the one that was there.
            before, kept = (config["options"][-1],) * 2 if "options" in config else ("unknown", "")
            assert rendered(config["value_template"], {"time": "x"}, before) == kept, "it stays as it is"


@each_device
def test_attributes_may_be_announced(device: Device) -> None:
    of_a_kind = {name for decoded in samples(device) for name in decoded.attributes}
    slots = redi_codecs.codec(device).plan.slots
    attributes = [one.name for one in slots if one.role == "attribute" and one.name in of_a_kind]
    by_default = {topic for topic, _ in discovery(device, DEV_EUI)}
    announced = dict(discovery(device, DEV_EUI, attributes=attributes))
    for topic in set(announced) - by_default:
        check(topic, announced[topic])
        assert announced[topic]["entity_category"] == "diagnostic"
        assert announced[topic]["enabled_by_default"] is False


TABLE: dict[Any, Body] = {
    0x01: temperature(i16 / 10),
    0x02: fan_mode(choice(u8, {0: "off", 1: "low", 2: "it's high"})),
    0x03: raw_data(raw(2)),
    0x04: status(choice(u8, {0: "ok", 1: "worn"})),
    0x05: attribute(level=u8),
    0x06: latitude(i32 / 1_000_000),
    0x07: record(temperature(i16 / 10, place="soil")),
    0x08: motion(u8 == 1),
}
ROOM = device("acme/room", name="Room panel", source="made up", f_port=1, uplink=tags(u8, TABLE))


def announced(**options: Any) -> dict[str, dict[str, Any]]:
    return {topic.split("/")[3]: config for topic, config in discovery(ROOM, DEV_EUI, **options)}


def test_only_current_readings_are_announced() -> None:
    assert set(announced()) == {"temperature", "fan_mode", "motion"}
    assert set(announced(sensitive=True)) == {"temperature", "fan_mode", "motion", "latitude"}
    assert set(announced(attributes=["status", "level"])) == {"temperature", "fan_mode", "motion", "status", "level"}


def test_states_with_names_are_enumerated() -> None:
    config = announced(attributes=["status"])
    assert config["fan_mode"]["options"] == ["off", "low", "it's high"]
    assert config["status"]["options"] == ["ok", "worn"]
    template = config["fan_mode"]["value_template"]
    assert rendered(template, {"fan_mode": "it's high"}, "low") == "it's high"
    assert rendered(template, {"fan_mode": "unknown_7"}, "low") == "None", "Home Assistant refuses other options"
    assert rendered(template, {"fan_mode": None}, "low") == "None"
    assert rendered(template, {}, "low") == "low"
    assert rendered(template, {}, "unknown") == "None"


def test_an_attribute_that_is_not_there_is_refused() -> None:
    with pytest.raises(RediCodecsError, match=r"acme/room has none called 'levle'; there are level, raw_data, status"):
        announced(attributes=["levle"])


@pytest.mark.parametrize("language", ["fr", "", None])
def test_another_language_is_refused(language: Any) -> None:
    with pytest.raises(RediCodecsError, match="expected one of en, de"):
        announced(language=language)


def test_what_was_seen_is_announced_alone() -> None:
    seen = [redi_codecs.decode(ROOM, payload, 1) for payload in ("01 00D2 05 07", "01 00D3", "02 01")]
    assert list(announced(seen=seen)) == ["temperature", "fan_mode"]
    assert list(announced(seen=seen, attributes=["level", "status"])) == ["temperature", "fan_mode", "level"]
    assert announced(seen=[]) == {}


def test_channels_are_announced_as_they_occur() -> None:
    wild = device(
        "acme/wild",
        name="Logger",
        source="made up",
        f_port=1,
        uplink=tags((u8, u8), {(any_channel, 0x67): temperature(i16 / 10)}),
    )
    seen = [redi_codecs.decode(wild, payload, 1) for payload in ("0367 00D2", "0167 0101 0367 00D1")]
    assert list(discovery(wild, DEV_EUI)) == []
    found = list(discovery(wild, DEV_EUI, seen=seen))
    assert [(topic.split("/")[3], config["name"]) for topic, config in found] == [
        ("temperature_3", "Temperature (3)"),
        ("temperature_1", "Temperature (1)"),
    ]


@pytest.mark.parametrize(
    ("key", "more", "english", "german"),
    [
        ("temperature", {}, "Temperature", "Temperatur"),
        ("temperature", {"place": "soil", "channel": 2}, "Temperature (soil 2)", "Temperatur (Boden 2)"),
        ("motion_count", {"statistic": "total"}, "Motion events (total)", "Bewegungen (gesamt)"),
        ("gas_concentration", {"channel": 1}, "Gas concentration (1)", "Gaskonzentration (1)"),
        (
            "humidity",
            {"channel": 1, "statistic": "max"},
            "Relative humidity (1, max)",
            "Relative Luftfeuchte (1, Maximum)",
        ),
    ],
)
def test_names_are_for_people(key: str, more: dict[str, Any], english: str, german: str) -> None:
    one = device("acme/one", name="One", source="made up", f_port=1, uplink=getattr(kinds, key)(u8, **more))
    for language, expected in (("en", english), ("de", german)):
        ((_, config),) = discovery(one, DEV_EUI, language=language)  # type: ignore[arg-type]
        assert config["name"] == expected


@pytest.mark.parametrize(
    ("key", "statistic", "expected"),
    [
        ("temperature", "last", "measurement"),
        ("temperature", "total", "measurement"),
        ("motion_count", "last", "measurement"),
        ("motion_count", "delta", "measurement"),
        ("motion_count", "total", "total_increasing"),
        ("rain", "total", "total_increasing"),
        ("rain", "delta", "measurement"),
        ("energy", "total", "total_increasing"),
        ("energy", "delta", None),
        ("water_volume", "last", None),
        ("wind_direction", "last", "measurement_angle"),
        ("uv_index", "max", "measurement"),
    ],
)
def test_long_term_statistics_follow_the_statistic(key: str, statistic: Any, expected: str | None) -> None:
    field = getattr(kinds, key)(u8, statistic=statistic)
    one = device("acme/one", name="One", source="made up", f_port=1, uplink=field)
    ((_, config),) = discovery(one, DEV_EUI)
    assert config.get("state_class") == expected


def test_the_end_device_is_described() -> None:
    ((topic, config), *_) = discovery(
        "milesight-iot/em300-th", DEV_EUI, name="Rathaus", expire_after=7200, prefix="region", discovery_prefix="ha"
    )
    assert topic == f"ha/sensor/{DEV_EUI}/battery/config"
    assert config["state_topic"] == f"region/{DEV_EUI}/state" == state(Said(), DEV_EUI, prefix="region")[0]
    assert config["expire_after"] == 7200
    assert config["origin"] == {"name": "redi_codecs", "sw_version": redi_codecs.__version__}
    assert config["device"] == {
        "identifiers": [f"region_{DEV_EUI}"],
        "name": "Rathaus",
        "manufacturer": "milesight-iot",
        "model": redi_codecs.codec("milesight-iot/em300-th").device.name,
        "model_id": "em300-th",
        "serial_number": DEV_EUI,
    }


def test_battery_and_radio_are_diagnostics() -> None:
    found = {topic.split("/")[3]: config for topic, config in discovery("milesight-iot/em300-th", DEV_EUI)}
    assert {name: one.get("entity_category") for name, one in found.items()} == {
        "battery": "diagnostic",
        "temperature": None,
        "humidity": None,
    }


def test_a_state_has_the_current_values() -> None:
    said = Said(
        (
            read("temperature", None, status="fault"),
            read("motion", True),
            read("raw_data", b"\x01"),
            read("event_time", TEN),
            read("latitude", 48.76),
        ),
        (past(TEN, read("humidity", 40.0)),),
        attributes={"status": Attribute(Field("status", quantity("status")), "ok")},
    )
    expected = {
        "status": "ok",
        "temperature": None,
        "motion": True,
        "event_time": "2026-07-01T10:00:00.250000Z",
        "time": "2026-07-01T12:00:00.250000Z",
    }
    assert state(said, DEV_EUI) == (f"redi_codecs/{DEV_EUI}/state", expected)
    assert state(said, DEV_EUI, sensitive=True)[1] == {**expected, "latitude": 48.76}


@each_device
@pytest.mark.parametrize("language", ["en", "de"])
def test_no_two_entities_of_a_device_have_one_name(device: Device, language: Any) -> None:
    """A name becomes the entity id: two would be ``sensor.carbon_dioxide`` and ``sensor.carbon_dioxide_2``."""
    attributes = sorted(one.name for one in redi_codecs.codec(device).plan.slots if one.role == "attribute")
    current = {name for name in attributes if is_announced(device, name)}
    found = list(discovery(device, DEV_EUI, language=language, attributes=sorted(current), sensitive=True))
    names = [re.sub(r"\W+", "_", config["name"].casefold()).strip("_") for _, config in found]
    assert sorted(names) == sorted(set(names))
    ids = [config["unique_id"] for _, config in found]
    assert len(set(ids)) == len(ids)


def is_announced(device: Device, name: str) -> bool:
    try:
        next(discovery(device, DEV_EUI, attributes=[name]), None)
    except RediCodecsError:  # an attribute of records
        return False
    return True


def test_a_setting_is_called_after_what_it_is_for() -> None:
    names = {
        topic.split("/")[3]: config["name"]
        for topic, config in discovery("milesight-iot/am103", DEV_EUI, attributes=["co2_threshold_1"])
    }
    assert (names["co2"], names["co2_threshold_1"]) == ("Carbon dioxide", "Carbon dioxide (threshold 1)")


class TestRelease:
    """Device classes that came later are announced to those who have them."""

    @pytest.mark.parametrize(
        ("key", "expected"),
        [
            ("ozone", "ozone"),
            ("no2", "nitrogen_dioxide"),
            ("so2", "sulphur_dioxide"),
            ("pm4", "pm4"),
            ("temperature_difference", "temperature_delta"),
        ],
    )
    def test_classes(self, key: str, expected: str) -> None:
        one = device("acme/one", name="One", source="made up", f_port=1, uplink=getattr(kinds, key)(u8))
        for release, known in (("2025.4", None), ("2026.1.3", None), ("2026.2", expected), ("2026.12.1", expected)):
            ((_, config),) = discovery(one, DEV_EUI, release=release)
            assert config.get("device_class") == known, release
            assert config["state_class"] == "measurement"

    @pytest.mark.parametrize("release", ["2025.3", "2026", "2026.13", "latest", 2026.2, None, ""])
    def test_what_is_none(self, release: Any) -> None:
        with pytest.raises(RediCodecsError, match=r"release: expected one of Home Assistant, 2025\.4 or later"):
            list(discovery("browan/tbms100", DEV_EUI, release=release))


@pytest.mark.parametrize("prefix", ["a/#", "+/b", "a\0", "", "a\n", None, 3])
def test_a_prefix_that_nobody_can_publish_to_is_refused(prefix: Any) -> None:
    with pytest.raises(RediCodecsError, match="prefix: expected the beginning of a topic"):
        state(Said(), DEV_EUI, prefix=prefix)
    for option in ("prefix", "discovery_prefix"):
        with pytest.raises(RediCodecsError, match=f"{option}: expected the beginning of a topic"):
            list(discovery("browan/tbms100", DEV_EUI, **{option: prefix}))


@pytest.mark.parametrize("seconds", [-5, 0, "60", 60.5, True])
def test_a_time_to_expire_that_is_none(seconds: Any) -> None:
    with pytest.raises(RediCodecsError, match="expire_after: expected a whole number of seconds"):
        list(discovery("browan/tbms100", DEV_EUI, expire_after=seconds))


def test_a_state_keeps_what_was_published_before() -> None:
    """What is retained is the last message: with what the payload does not mention, a restart loses nothing."""
    first = Said((read("temperature", 21.0), read("humidity", 40.0), read("co2", None, status="fault")))
    _, before = state(first, DEV_EUI)
    _, after = state(
        Said((read("temperature", None, status="fault"),)), DEV_EUI, previous=json.loads(json.dumps(before))
    )
    assert after == {"temperature": None, "humidity": 40.0, "co2": None, "time": "2026-07-01T12:00:00.250000Z"}
    assert state(Said(), DEV_EUI, previous=None) == state(Said(), DEV_EUI)
    with pytest.raises(RediCodecsError, match="previous: expected the values that were published last"):
        state(Said(), DEV_EUI, previous=("topic", {}))  # type: ignore[arg-type]


@each_device
def test_after_a_restart_every_value_is_there(device: Device) -> None:
    """Of all payloads of a device, one after another, the last message says what each sensor showed last."""
    shown: dict[str, Any] = {}
    retained: dict[str, Any] = {}
    for decoded in samples(device):
        _, values = state(decoded, DEV_EUI)
        shown |= values
        _, retained = state(decoded, DEV_EUI, previous=retained)
    assert {**retained, "time": None} == {**shown, "time": None}


def test_a_message_without_payload() -> None:
    with pytest.raises(RediCodecsError, match="saw None: the message carries none"):
        state(None, DEV_EUI)
    assert list(discovery("browan/tbms100", DEV_EUI, seen=[None])) == []
