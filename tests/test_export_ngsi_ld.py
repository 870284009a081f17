"""NGSI-LD entities, held against the facts that the Smart Data Models programme publishes of its models.

The package ``pysmartdatamodels`` carries them: the attributes of every model with type, format and admitted words, and
what is required. What an entity and its attributes look like is stated in ETSI GS CIM 009, sections 4.5 and 5.2.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, cast

import pytest

import redi_codecs
from declared import DECLARED, in_part
from redi_codecs.errors import ExportError
from redi_codecs.exports._units import UNITS, unit
from redi_codecs.exports.ngsi_ld import entities, models
from redi_codecs.layout.device import Device
from redi_codecs.quantities import QUANTITIES
from redi_codecs.readings import Attribute, Decoded, Field, Reading, Record

EUI = "024f520000000101"
NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
HERE = {"type": "Point", "coordinates": [8.24, 48.76]}
EM300 = "milesight-iot/em300-th"
SITUATIONS: tuple[dict[str, Any], ...] = (
    {},
    {"location": HERE, "indoor": False},
    {"location": HERE, "indoor": True, "sensitive": True},
)
PAGE = Path(__file__).parents[1] / "docs" / "ngsi-ld.md"

each_device = pytest.mark.parametrize("device", in_part(DECLARED, 5))
each_model = pytest.mark.parametrize("model", models.MODELS, ids=lambda model: model.type)


@dataclass(frozen=True)
class Published:
    """What is published of one model."""

    attributes: Mapping[str, Mapping[str, Any]]
    required: frozenset[str]
    context: str

    def schema(self) -> dict[str, Any]:
        """The same as a JSON schema of the key-values form; what the model does not have is refused."""
        return {
            "type": "object",
            "required": sorted(self.required),
            "properties": {"@context": {"type": "array"}, **{key: _type(one) for key, one in self.attributes.items()}},
            "additionalProperties": False,
        }


def _type(attribute: Mapping[str, Any]) -> dict[str, Any]:
    found = {key: attribute[key] for key in ("type", "enum", "format") if key in attribute}
    words = re.search(r"Enum:'([^']+)'", attribute.get("description", "")) if found.get("type") == "array" else None
    return {**found, "items": {"enum": re.split(r",\s*", words[1].strip())}} if words else found


@pytest.fixture(scope="module")
def published() -> dict[str, Published]:
    try:
        package = distribution("pysmartdatamodels")
    except PackageNotFoundError:
        pytest.skip("pysmartdatamodels, which has the published facts of the models, is not installed")
    assets = Path(str(package.locate_file("pysmartdatamodels/model-assets")))
    ours = {(f"dataModel.{model.subject}", model.type) for model in models.MODELS}

    def only_ours(one: dict[str, Any]) -> dict[str, Any] | None:
        return one if "property" not in one or (one["repoName"], one["dataModel"]) in ours else None

    with gzip.open(assets / "smartdatamodels.json.gz", "rt", encoding="utf-8") as file:
        attributes = [one for one in json.load(file, object_hook=only_ours) if one]
    about = json.loads((assets / "datamodels_metadata.json").read_text(encoding="utf-8"))
    found = {}
    for subject, type in ours:
        (fact,) = (one for one in about if (one["subject"], one["dataModel"]) == (subject, type))
        top = (one for one in attributes if (one["dataModel"], "parentId" in one) == (type, False))
        # Parts of the alternatives of a geometry are listed as if they were attributes; a model's own come first.
        named: dict[str, Mapping[str, Any]] = {}
        for one in top:
            if "typeNGSI" in one and one.get("typeNGSI") is not None:
                named.setdefault(one["property"], one)
        found[type] = Published(named, frozenset(fact["required"]), fact["@context"])
    return found


class Given:
    """Readings of any field, in the place of a payload's."""

    device = EM300

    def __init__(self, *readings: Reading, records: tuple[Record, ...] = (), attributes: tuple[Attribute, ...] = ()):
        self.readings = readings
        self.records = records
        self.attributes = {one.name: one for one in attributes}
        self.received_at = NOON
        self.time = NOON


def given(*readings: Reading, **more: Any) -> Decoded:
    return cast(Decoded, Given(*readings, **more))


def read(key: str, value: Any, time: datetime | None = NOON, status: str | None = None, **field: Any) -> Reading:
    return Reading(Field(field.pop("name", key), QUANTITIES[key], **field), value, time, status)


def payloads(device: Device) -> Iterator[Decoded]:
    """What the device's vectors say."""
    for vector in device.vectors:
        f_port = vector.f_port
        yield redi_codecs.decode(device, vector.payload, cast(int, f_port), received_at=NOON)


def measured(decoded: Decoded, **options: Any) -> list[dict[str, Any]]:
    """Bare values, of all entities but the Device."""
    found = entities(decoded, EUI, key_values=True, **options)
    return [one for one in found if one["type"] != "Device"]


def plain_value(attribute: Mapping[str, Any]) -> Any:
    value = attribute["object"] if attribute["type"] == "Relationship" else attribute["value"]
    return value["@value"] if isinstance(value, dict) and "@value" in value else value


@pytest.fixture(scope="module")
def validators(published: dict[str, Published]) -> dict[str, Any]:
    from jsonschema import Draft202012Validator, FormatChecker

    formats = FormatChecker()
    return {type: Draft202012Validator(facts.schema(), format_checker=formats) for type, facts in published.items()}


@each_device
def test_entities_of_every_device_are_of_their_models(device: Device, validators: dict[str, Any]) -> None:
    for decoded in payloads(device):
        for situation in SITUATIONS:
            for entity in entities(decoded, EUI, name="foyer", key_values=True, **situation):
                validators[entity["type"]].validate(json.loads(json.dumps(entity, allow_nan=False)))


@each_device
def test_entities_of_every_device_are_ngsi_ld(device: Device, published: dict[str, Published]) -> None:
    for decoded in payloads(device):
        normalized = entities(decoded, EUI, location=HERE, indoor=False)
        assert len({(one["id"], str(one.get("dateObserved"))) for one in normalized}) == len(normalized)
        for entity, bare in zip(
            normalized, entities(decoded, EUI, location=HERE, indoor=False, key_values=True), strict=True
        ):
            attributes = {key: one for key, one in entity.items() if key not in ("id", "type", "@context")}
            assert re.fullmatch(rf"urn:ngsi-ld:{entity['type']}:{EUI}(:\w+)?", entity["id"])
            assert entity["@context"] == [published[entity["type"]].context]
            assert {key: plain_value(one) for key, one in attributes.items()} == {
                key: one for key, one in bare.items() if key not in ("id", "type", "@context")
            }
            for key, one in attributes.items():
                assert one["type"] == published[entity["type"]].attributes[key]["typeNGSI"]
                assert one.keys() <= {"type", "value", "object", "unitCode", "observedAt"}
                assert one.get("unitCode") in {None, *(each.code for each in UNITS.values())}
                assert ("object" in one) == (one["type"] == "Relationship")


@each_device
def test_nothing_is_lost(device: Device) -> None:
    """Each reading that has a value and a time is in one entity, whatever is known of the device."""
    for decoded in payloads(device):
        told = [*decoded.readings, *(one for record in decoded.records if record.time for one in record.readings)]
        told = [one for one in told if one.value is not None]
        for situation in SITUATIONS:
            attributes = [
                one
                for entity in entities(decoded, EUI, **situation)
                for one in entity.values()
                if isinstance(one, dict) and "observedAt" in one
            ]
            shown = [one for one in told if "sensitive" in situation or not one.field.sensitive]
            assert len(attributes) == len(shown)


@each_device
def test_an_id_occurs_once_in_a_batch(device: Device) -> None:
    for decoded in payloads(device):
        for situation in SITUATIONS:
            ids = [one["id"] for one in entities(decoded, EUI, **situation)]
            assert len(set(ids)) == len(ids)


def test_records_of_one_time_are_two_entities() -> None:
    """Inputs that a payload addresses as it likes are records of the same second; channel 2 stays what it is."""
    records = tuple(Record("measurements", NOON, (read("digital_input", value),), {}) for value in (True, False, True))
    channel = read("digital_input", False, name="digital_input_2", channel=2)
    told = {one["id"].rpartition(":")[2]: one["textValue"] for one in measured(given(channel, records=records))}
    assert told == {
        "digital_input_2": "false",
        "digital_input": "true",
        "digital_input__2": "false",
        "digital_input__3": "true",
    }


def test_indoors_and_outdoors_are_two_entities() -> None:
    within, without = (read("pm10", value, name=f"pm10_{place}", place=place) for place, value in
        (("indoor", 5.0), ("outdoor", 9.0)))  # fmt: skip
    ids = {one["id"] for one in measured(given(within, without), location=HERE)}
    assert ids == {f"urn:ngsi-ld:AirQualityObserved:{EUI}{mark}" for mark in ("", ":indoor")}


def test_a_message_without_payload_is_refused() -> None:
    with pytest.raises(ExportError, match="saw None: the message carries none"):
        entities(None, EUI)


@each_device
def test_what_is_sensitive_only_if_asked_for(device: Device) -> None:
    for decoded in payloads(device):
        secret = [one for one in decoded.readings if one.field.sensitive and one.value is not None]
        names = {one.name for one in secret}
        assert not names & {one.get("measurementType") for one in measured(decoded)}
        assert names <= {one.get("measurementType") for one in measured(decoded, sensitive=True)}
        assert not any("serialNumber" in one for one in entities(decoded, EUI))


@each_model
def test_a_model_is_what_is_published(model: models.Model, published: dict[str, Published]) -> None:
    facts = published[model.type]
    assert facts.required == {"id", "type", *model.required}
    assert facts.context == model.context
    assert ("dateObserved" in facts.attributes) or not model.dated
    assert ("refDevice" in facts.attributes) == model.device
    assert model.setting is None or facts.attributes[model.setting]["enum"] == ["indoor", "outdoor"]


@pytest.mark.parametrize("rule", models.RULES, ids=lambda rule: f"{rule.quantity}-{rule.model.type}")
def test_a_rule_is_what_is_published(rule: models.Rule, published: dict[str, Published]) -> None:
    attribute = published[rule.model.type].attributes[rule.attribute]
    assert attribute["typeNGSI"] == "Property"
    assert attribute.get("type", "number") == "number"
    assert rule.quantity in QUANTITIES
    ucum = QUANTITIES[rule.quantity].unit if rule.unit is None else rule.unit
    assert unit(ucum).code is not None or ucum in ("", "[NTU]")
    assert (rule.per == 1) == (rule.unit is None)


def test_the_words_for_what_is_measured_are_those_of_device(published: dict[str, Published]) -> None:
    words = set(published["Device"].schema()["properties"]["controlledProperty"]["items"]["enum"])
    assert set(models.CONTROLLED_PROPERTIES) <= words
    keys = [key for keys in models.CONTROLLED_PROPERTIES.values() for key in keys]
    assert set(keys) <= set(QUANTITIES)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("reading", "indoor", "type", "attribute", "value", "code"),
    [
        (read("temperature", -3.5), False, "WeatherObserved", "temperature", -3.5, "CEL"),
        (read("humidity", 56.1), False, "WeatherObserved", "relativeHumidity", 0.561, "C62"),
        (read("pressure", 1003.2), False, "WeatherObserved", "atmosphericPressure", 1003.2, "A97"),
        (read("temperature", 3.5, place="outdoor"), None, "WeatherObserved", "temperature", 3.5, "CEL"),
        (read("wind_speed", 3.1), None, "WeatherObserved", "windSpeed", 3.1, "MTS"),
        (read("wind_speed", 9.8, statistic="max"), None, "WeatherObserved", "gustSpeed", 9.8, "MTS"),
        (read("rain", 0.4, statistic="delta"), None, "WeatherObserved", "precipitation", 0.4, "MMT"),
        (read("temperature", 21.5), True, "IndoorEnvironmentObserved", "temperature", 21.5, "CEL"),
        (read("temperature", 21.5, place="indoor"), False, "IndoorEnvironmentObserved", "temperature", 21.5, "CEL"),
        (read("illuminance", 410.0), True, "IndoorEnvironmentObserved", "illuminance", 410.0, "LUX"),
        (read("people_count", 4), True, "IndoorEnvironmentObserved", "peopleCount", 4, None),
        (read("co2", 612.0), None, "AirQualityObserved", "co2", 612.0, "59"),
        (read("pm2_5", 7.0), None, "AirQualityObserved", "pm25", 7.0, "GQ"),
        (read("tvoc", 120.0), True, "AirQualityObserved", "volatileOrganicCompoundsTotal", 120.0, "61"),
        (read("soil_moisture", 28.9), None, "GreenspaceRecord", "soilMoistureVwc", 0.289, "C62"),
        (read("soil_ec", 1.3), None, "GreenspaceRecord", "soilMoistureEc", 0.13, "D10"),
        (read("temperature", 9.0, place="soil"), None, "GreenspaceRecord", "soilTemperature", 9.0, "CEL"),
        (read("water_level", 1270.0), None, "WaterObserved", "waterLevel", 1.27, "MTR"),
        (read("ph", 7.2), None, "WaterQualityObserved", "pH", 7.2, None),
        (read("temperature", 9.0, place="water"), None, "WaterQualityObserved", "temperature", 9.0, "CEL"),
        (read("battery", 92.0), None, "Device", "batteryLevel", 0.92, "C62"),
    ],
    ids=lambda one: one.name if isinstance(one, Reading) else "",
)
def test_where_a_reading_goes(
    reading: Reading, indoor: bool | None, type: str, attribute: str, value: float, code: str | None
) -> None:
    found = entities(given(reading), EUI, location=HERE, indoor=indoor)
    (entity,) = (one for one in found if one["type"] == type)
    expected = {"type": "Property", "value": value, "unitCode": code, "observedAt": "2026-03-09T12:00:00Z"}
    assert entity[attribute] == {key: one for key, one in expected.items() if one is not None}
    assert len(found) == (1 if type == "Device" else 2)


@pytest.mark.parametrize(
    ("reading", "options"),
    [
        (read("temperature", 21.5), {"location": HERE}),
        (read("temperature", 21.5), {"indoor": False}),
        (read("temperature", 21.5, None), {"location": HERE, "indoor": False}),
        (read("temperature", 21.5, place="probe"), {"location": HERE, "indoor": False}),
        (read("temperature", 21.5, statistic="max"), {"location": HERE, "indoor": False}),
        (read("temperature", -0.5), {"location": HERE, "indoor": True}),
        (read("temperature", 900.0, status="implausible"), {"location": HERE, "indoor": False}),
        (read("wind_speed", 3.0), {"location": HERE, "indoor": True}),
        (read("wind_direction", 361.0), {"location": HERE}),
        (read("rain", 0.4, statistic="total"), {"location": HERE, "indoor": False}),
        (read("ph", 14.5), {"location": HERE}),
        (read("soil_moisture", 100.5), {"location": HERE}),
        (read("soil_moisture", -0.5), {"location": HERE}),
        (read("sound_level", 55.0), {"location": HERE, "indoor": False}),
    ],
    ids=lambda one: one.name if isinstance(one, Reading) else "",
)
def test_what_no_model_is_made_for_is_a_measurement(reading: Reading, options: dict[str, Any]) -> None:
    (one,) = measured(given(reading), **options)
    assert (one["type"], one["numValue"], one["measurementType"]) == ("DeviceMeasurement", reading.value, reading.name)
    assert one.get("outlier", False) is (reading.status is not None)
    assert ("dateObserved" in one) is (reading.time is not None)


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (read("motion", True), {"textValue": "true", "controlledProperty": "motion"}),
        (read("contact", False), {"textValue": "false", "controlledProperty": "contact"}),
        (read("motion_count", 3), {"numValue": 3, "controlledProperty": "motion"}),
        (read("voltage", 3.3, name="voltage_2", channel=2), {"numValue": 3.3, "unit": "VLT"}),
        (read("soil_depth", 30.0), {"numValue": 30.0, "unit": "CMT"}),
        (read("par", 4.0), {"numValue": 4.0, "unit": "umol/(m2.s)"}),
        (read("raw_data", b"\x01\xff"), {"textValue": "01ff"}),
        (read("event_time", NOON), {"textValue": "2026-03-09T12:00:00Z"}),
    ],
    ids=lambda one: one.name if isinstance(one, Reading) else "",
)
def test_what_a_measurement_says(reading: Reading, expected: dict[str, Any]) -> None:
    (one,) = measured(given(reading), sensitive=True)
    assert one["id"] == f"urn:ngsi-ld:DeviceMeasurement:{EUI}:{reading.name}"
    assert one["deviceType"] == EM300
    assert {key: one[key] for key in expected} == expected
    assert ("unit" in one) is bool(reading.unit)


def test_limits_are_admitted_and_what_lies_beyond_is_not() -> None:
    for rule in models.RULES:
        for limit, beyond in ((rule.low, -1), (rule.high, 1)):
            if limit is not None:
                assert rule.value(limit * rule.per) == limit
                assert rule.value(limit * rule.per + beyond) is None


def test_each_channel_and_each_setting_is_an_entity() -> None:
    soil = [read("soil_moisture", value, name=f"soil_moisture_{n}", channel=n) for n, value in ((1, 20.0), (2, 30.0))]
    found = measured(given(*soil, read("temperature", 9.0, name="temperature_soil_2", place="soil", channel=2)))
    assert [(one["id"].rpartition(":")[2], one["soilMoistureVwc"]) for one in found] == [("1", 0.2), ("2", 0.3)]
    assert found[1]["soilTemperature"] == 9.0
    (air,) = measured(given(read("co2", 500.0), read("pm10", 8.0)), location=HERE, indoor=True)
    assert (air["typeofLocation"], air["co2"], air["pm10"]) == ("indoor", 500.0, 8.0)


def test_of_two_readings_for_one_attribute_the_primary_comes_first() -> None:
    mass = read("co_mass", 300.0)
    air, rest = measured(given(read("co", 0.3), mass), location=HERE)
    assert (air["co"], rest["measurementType"]) == (0.3, "co_mass")
    first = Reading(Field("co_mass", QUANTITIES["co_mass"], primary=True), 300.0, NOON)
    air, rest = measured(given(read("co", 0.3), first), location=HERE)
    assert (air["co"], rest["measurementType"]) == (300.0, "co")


def test_the_oldest_first_and_without_a_time_not_at_all() -> None:
    then = NOON - timedelta(hours=1)
    past = (
        Record("history", then, (read("temperature", 20.0, then),), {}),
        Record("history", None, (read("temperature", 19.0, None),), {}),
    )
    found = entities(given(read("temperature", 21.0), records=past), EUI, location=HERE, indoor=True, key_values=True)
    assert [(one["type"], one.get("temperature"), one.get("dateObserved")) for one in found] == [
        ("IndoorEnvironmentObserved", 20.0, "2026-03-09T11:00:00Z"),
        ("Device", None, None),
        ("IndoorEnvironmentObserved", 21.0, "2026-03-09T12:00:00Z"),
    ]
    assert [one["id"].rpartition(":")[2] for one in found] == ["20260309T110000Z", EUI, EUI]


def test_the_device() -> None:
    identity = (
        Attribute(Field("firmware_version", QUANTITIES["firmware_version"]), "1.3"),
        Attribute(Field("hardware_version", QUANTITIES["hardware_version"]), None),
        Attribute(Field("serial_number", QUANTITIES["serial_number"]), "6136B3"),
    )
    (one,) = entities(given(attributes=identity), "02:4F:52:00:00:00:01:01", name="foyer", key_values=True)
    assert one == {
        "id": f"urn:ngsi-ld:Device:{EUI}",
        "type": "Device",
        "name": "foyer",
        "description": redi_codecs.codec(EM300).device.name,
        "deviceCategory": ["sensor"],
        "supportedProtocol": ["lora"],
        "controlledProperty": ["batteryLife", "humidity", "temperature"],
        "dateLastValueReported": "2026-03-09T12:00:00Z",
        "firmwareVersion": "1.3",
        "@context": ["https://raw.githubusercontent.com/smart-data-models/dataModel.Device/master/context.jsonld"],
    }
    (one,) = entities(given(attributes=identity), EUI, sensitive=True)
    assert one["serialNumber"] == {"type": "Property", "value": "6136B3"}


def test_what_is_refused() -> None:
    with pytest.raises(ExportError, match="expected a DevEUI of 16 hex digits, saw 'foyer'"):
        entities(given(), "foyer")
    with pytest.raises(ExportError, match="location: expected a GeoJSON geometry"):
        entities(given(), EUI, location=cast(Any, (48.76, 8.24)))


def table() -> str:
    """The mapping as the page shows it."""
    places = {"air": "", "*": "any place"}
    settings = {
        frozenset({"indoor"}): "indoors",
        frozenset({"outdoor"}): "outdoors",
        frozenset({"outdoor", None}): "not indoors",
    }
    lines = ["| Reading | Model | Attribute | Unit |", "| --- | --- | --- | --- |"]
    for rule in models.RULES:
        marks = (
            places.get(rule.place, rule.place),
            "" if rule.statistic == "last" else rule.statistic,
            settings.get(cast(Any, rule.only), ""),
        )
        told = ", ".join(filter(None, marks))
        ucum = QUANTITIES[rule.quantity].unit if rule.unit is None else rule.unit
        code = unit(ucum).code if ucum else None
        shown = "" if not ucum else f"`{code}`, {unit(ucum).name}" if code else unit(ucum).name
        lines.append(
            f"| `{rule.quantity}`{f' ({told})' if told else ''} | {rule.model.type} | `{rule.attribute}` | {shown} |"
        )
    return "\n".join(lines)


def test_the_page_shows_the_whole_mapping() -> None:
    assert table() in PAGE.read_text(encoding="utf-8")
