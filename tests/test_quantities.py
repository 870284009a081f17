from __future__ import annotations

import copy
import pickle
import re
from collections import Counter

import pytest

from redi_codecs.quantities import QUANTITIES, Quantity, quantity, words
from redi_codecs.readings.normalized import SCHEMA


def having(attribute: str) -> list[object]:
    return [pytest.param(one, id=key) for key, one in QUANTITIES.items() if getattr(one, attribute)]


ALL = having("key")

# The atoms of UCUM 2.2 (ucum.org, tables 1 to 22) that sensors use. Metric ones take a prefix.
METRIC = {
    *("m", "s", "g", "K", "A", "V", "W", "Hz", "Pa", "J", "Ohm", "T", "L", "mol", "lx", "Bq", "Sv", "S"),
    *("Cel", "B", "B[SPL]", "[g]"),
}
FIXED = {"%", "1", "[ppm]", "[ppb]", "deg", "min", "h", "d", "[NTU]"}
PREFIXES = ("", "n", "u", "m", "c", "d", "h", "k", "M", "G")
ATOMS = FIXED | {prefix + atom for prefix in PREFIXES for atom in METRIC}

# Device classes of Home Assistant (developers.home-assistant.io, sensor and binary sensor entity), and which of the
# units used here each admits.
SENSOR_CLASSES = {
    "apparent_power": {"V.A"},
    "aqi": {""},
    "atmospheric_pressure": {"hPa"},
    "battery": {"%"},
    "carbon_dioxide": {"[ppm]"},
    "carbon_monoxide": {"[ppm]"},
    "conductivity": {"uS/cm"},
    "current": {"A", "mA"},
    "distance": {"mm", "cm", "m", "km"},
    "duration": {"s", "d"},
    "energy": {"kW.h"},
    "enum": {""},
    "frequency": {"Hz"},
    "gas": {"m3"},
    "humidity": {"%"},
    "illuminance": {"lx"},
    "irradiance": {"W/m2"},
    "moisture": {"%"},
    "nitrogen_dioxide": {"ug/m3"},
    "ozone": {"ug/m3"},
    "ph": {""},
    "pm1": {"ug/m3"},
    "pm10": {"ug/m3"},
    "pm25": {"ug/m3"},
    "power": {"W"},
    "power_factor": {"%", "1"},
    "precipitation": {"mm"},
    "precipitation_intensity": {"mm/h"},
    "pressure": {"Pa", "hPa", "kPa"},
    "reactive_power": {"V.A{reactive}"},
    "signal_strength": {"dB", "dB{mW}"},
    "sound_pressure": {"dB[SPL]"},
    "speed": {"m/s", "mm/s"},
    "sulphur_dioxide": {"ug/m3"},
    "temperature": {"Cel"},
    "temperature_delta": {"K"},
    "timestamp": {""},
    "volatile_organic_compounds": {"ug/m3"},
    "volatile_organic_compounds_parts": {"[ppb]", "[ppm]"},
    "voltage": {"V", "mV"},
    "volume": {"L", "m3"},
    "volume_flow_rate": {"m3/h", "L/min"},
    "water": {"L", "m3"},
    "weight": {"kg"},
    "wind_direction": {"deg"},
    "wind_speed": {"m/s"},
}
BINARY_CLASSES = {
    *("battery", "battery_charging", "carbon_monoxide", "cold", "connectivity", "door", "garage_door", "gas", "heat"),
    *("light", "lock", "moisture", "motion", "moving", "occupancy", "opening", "plug", "power", "presence", "problem"),
    *("running", "safety", "smoke", "sound", "tamper", "update", "vibration", "window"),
}

# Names of the SenML registries (RFC 8428, RFC 8798 and later registrations), and the UCUM code of each.
SENML_AS_IN_UCUM = (
    *("m", "kg", "s", "A", "K", "Hz", "W", "V", "Ohm", "Pa", "Cel", "lx", "m3", "m/s", "W/m2"),
    *("dB", "deg", "mV", "mA", "hPa", "mm", "cm", "km", "mm/h", "ug/m3"),
)
# Their "%" is a ratio, 1 for all of it; a percentage is "/100" (RFC 8798, section 3, note 1).
SENML = dict(zip(SENML_AS_IN_UCUM, SENML_AS_IN_UCUM, strict=True)) | {
    "/100": "%",
    "%EL": "%",
    "%RH": "%",
    "/": "",
    "1/min": "/min",
    "NTU": "[NTU]",
    "VA": "V.A",
    "count": "",
    "dBm": "dB{mW}",
    "g/l": "g/L",
    "kWh": "kW.h",
    "kvarh": "kV.A.h{reactive}",
    "lat": "deg",
    "lon": "deg",
    "mg/l": "mg/L",
    "pH": "",
    "ppb": "[ppb]",
    "ppm": "[ppm]",
    "var": "V.A{reactive}",
}


def ucum_faults(code: str) -> list[str]:
    """What in a UCUM code is no atom with an exponent, joined by ``.`` and ``/``."""
    bare = re.sub(r"\{[!-z|~]*\}", "", code)
    parts = re.split(r"[./]", bare.replace("(", "").replace(")", "").removeprefix("/"))
    return [part for part in parts if re.sub(r"(?<=[^0-9])[0-9]$", "", part) not in ATOMS]


@pytest.mark.parametrize("code", ["°C", "ppm", "µg/m3", "kWh", "V/", "lux", "ug/m^3", "m/sec"])
def test_the_unit_check_refuses_what_is_not_ucum(code: str) -> None:
    assert ucum_faults(code)


@pytest.mark.parametrize("one", ALL)
def test_it_is_as_the_language_needs_it(one: Quantity) -> None:
    """The key is a name, the unit is one of UCUM, and only numbers have limits, which are ordered."""
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", one.key)
    assert quantity(one.key) is one
    assert one.unit == "" or not ucum_faults(one.unit)
    assert one.unit == "" or one.type == "float", "only measured values have a unit"
    if one.type in ("float", "int"):
        assert one.low is None or one.high is None or one.low < one.high
    else:
        assert one.low is None
        assert one.high is None


@pytest.mark.parametrize("one", having("home_assistant"))
def test_home_assistant_has_the_class_and_takes_the_unit(one: Quantity) -> None:
    assert one.home_assistant is not None
    if one.type == "bool":
        assert one.home_assistant in BINARY_CLASSES
    else:
        assert one.unit in SENSOR_CLASSES[one.home_assistant]
        assert (one.home_assistant == "enum") == (one.type == "enum")
        assert (one.home_assistant == "timestamp") == (one.type == "time")


@pytest.mark.parametrize("one", having("senml"))
def test_senml_name_is_registered_and_fits_the_value_as_it_stands(one: Quantity) -> None:
    assert one.senml is not None
    assert SENML[one.senml] == (one.unit if one.unit != "1" else "")


@pytest.mark.parametrize("one", having("ttn"))
def test_normalized_path_is_in_the_schema_and_takes_the_type(one: Quantity) -> None:
    for path in one.ttn.values():
        assert SCHEMA[path].type == {"float": "number", "int": "number"}.get(one.type, SCHEMA[path].type)
        assert (one.type == "bool") == (SCHEMA[path].type != "number")


def test_every_path_of_the_schema_has_a_quantity() -> None:
    assert {path for one in QUANTITIES.values() for path in one.ttn.values()} == set(SCHEMA)


@pytest.mark.parametrize("language", ["label", "label_de"])
def test_labels_are_there_and_unique(language: str) -> None:
    labels = Counter(getattr(one, language) for one in QUANTITIES.values())
    assert [label for label, times in labels.items() if times > 1 or not label.strip()] == []


def test_what_says_who_or_where_is_sensitive() -> None:
    assert {key for key, one in QUANTITIES.items() if one.sensitive} == {
        *("latitude", "longitude", "altitude", "wifi_access_points", "bluetooth_beacons", "mac_address"),
        *("serial_number", "identifier", "tag_id", "location", "configuration", "raw_data"),
    }


@pytest.mark.parametrize(
    ("key", "place", "statistic", "path"),
    [
        ("temperature", "air", "last", "air.temperature"),
        ("temperature", "outdoor", "last", "air.temperature"),
        ("temperature", "air", "max", None),
        ("temperature", "soil", "last", "soil.temperature"),
        ("temperature", "probe", "last", None),
        ("temperature", "board", "last", None),
        ("temperature", "water", "last", "water.temperature.current"),
        ("temperature", "water", "mean", "water.temperature.avg"),
        ("humidity", "soil", "last", None),
        ("battery_voltage", "air", "last", "battery"),
        ("battery", "air", "last", None),
        ("rain", "air", "last", None),
        ("rain", "air", "total", "rain.cumulative"),
        ("motion_count", "air", "total", "action.motion.count"),
        ("wind_speed", "air", "max", None),
        ("leak", "surface", "last", "water.leak"),
    ],
)
def test_normalized_path_by_place_and_statistic(key: str, place: str, statistic: str, path: str | None) -> None:
    assert quantity(key).ttn_path(place, statistic) == path


def test_quantities_are_frozen_and_travel() -> None:
    one = quantity("temperature")
    for twin in (pickle.loads(pickle.dumps(one)), copy.deepcopy(one)):
        assert twin == one
        assert hash(twin) == hash(one)
    with pytest.raises(AttributeError):
        one.unit = "K"  # type: ignore[misc]
    with pytest.raises(TypeError):
        one.ttn["air"] = "battery"  # type: ignore[index]
    with pytest.raises(TypeError):
        QUANTITIES["temperature"] = one  # type: ignore[index]


def test_an_unknown_key_names_the_nearest() -> None:
    with pytest.raises(KeyError, match="no quantity is called 'humidty'; did you mean 'humidity'"):
        quantity("humidty")


def test_words_of_search_name_quantities() -> None:
    meant = {key for keys in words._MEANT.values() for key in keys}
    assert meant <= set(QUANTITIES)
    said = [word for group in words._MEANT for word in group.split(", ")]
    assert len(said) == len(set(said))
