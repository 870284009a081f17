"""SensorThings entities, held against the standard's tables and against FROST's own client.

What an entity must have is stated in OGC 18-088, SensorThings API Part 1: Sensing, version 1.1, section 8.2; the rows
of CreateObservations in section 11. What is asked of deep inserts is what FROST does with them: an entity whose id
exists is linked, any other is created and has to be complete.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any, cast

import pytest

import redi_codecs
from declared import DECLARED, in_part
from redi_codecs.errors import ExportError
from redi_codecs.exports._units import UNITS
from redi_codecs.exports.sensorthings import data_array, observations, shared, thing, vocabulary
from redi_codecs.layout.device import Device
from redi_codecs.plan.plan import Slot
from redi_codecs.quantities import QUANTITIES
from redi_codecs.readings import Decoded, Field, Reading, Record

EUI = "024f520000000101"
NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
HERE = {"type": "Point", "coordinates": [8.24, 48.76]}
EM300 = "milesight-iot/em300-th"

each_device = pytest.mark.parametrize("device", in_part(DECLARED, 3))

MANDATORY = {
    "Thing": ("name", "description"),
    "Locations": ("name", "description", "encodingType", "location"),
    "Datastream": ("name", "description", "observationType", "unitOfMeasurement"),
    "ObservedProperty": ("name", "definition", "description"),
    "Sensor": ("name", "description", "encodingType", "metadata"),
    "FeatureOfInterest": ("name", "description", "encodingType", "feature"),
    "Observation": ("result",),
}
NEEDS = {"Datastream": ("ObservedProperty", "Sensor", "Thing"), "Observation": ("Datastream", "FeatureOfInterest")}
JSON_TYPES = {
    "OM_Measurement": (int, float),
    "OM_CountObservation": (int,),
    "OM_TruthObservation": (bool,),
    "OM_CategoryObservation": (str,),
    "OM_Observation": (str,),
}


def decoded(device: str | Device, payload: str, f_port: int = 85, **more: Any) -> Decoded:
    return redi_codecs.decode(device, payload, f_port, **more)


def payloads(device: Device) -> Iterator[Decoded]:
    """What the device's vectors say."""
    for vector in device.vectors:
        f_port = vector.f_port
        yield redi_codecs.decode(device, vector.payload, cast(int, f_port), received_at=NOON)


class Given:
    """Readings of any field, in the place of a payload's."""

    device = EM300

    def __init__(self, *readings: Reading, records: tuple[Record, ...] = (), received_at: datetime | None = None):
        self.readings = readings
        self.records = records
        self.received_at = received_at


def given(*readings: Reading, **more: Any) -> Decoded:
    return cast(Decoded, Given(*readings, **more))


def read(key: str, value: Any, time: datetime | None = NOON, status: str | None = None, **field: Any) -> Reading:
    return Reading(Field(field.pop("name", key), QUANTITIES[key], **field), value, time, status)


def complete(kind: str, entity: dict[str, Any], known: set[tuple[str, Any]]) -> None:
    """What FROST checks before it links or creates an entity, and the entities inside it."""
    if (kind, entity.get("@iot.id")) in known:
        return
    for key in MANDATORY[kind]:
        assert key in entity, f"{kind} without {key}"
        assert entity[key] not in ("", None) or key == "result", f"{kind}: {key} is empty"
    for other in NEEDS.get(kind, ()):
        complete(other, entity[other], known)
    for location in entity.get("Locations", ()):
        complete("Locations", location, known)
    assigned = entity.get("@iot.id", object())
    known.add((kind, assigned))
    for stream in entity.get("Datastreams", ()):
        complete("Datastream", {**stream, "Thing": {"@iot.id": assigned}}, known)


def streams(entity: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {stream["@iot.id"].removeprefix(f"{EUI}:"): stream for stream in entity["Datastreams"]}


@pytest.fixture(scope="module")
def client() -> ModuleType:
    return cast(ModuleType, pytest.importorskip("frost_sta_client", reason="FROST's client is not installed"))


def parsed_and_written(client: ModuleType, kind: str, entity: dict[str, Any]) -> Any:
    one = getattr(client, kind)()
    one.__setstate__(json.loads(json.dumps(entity, allow_nan=False)))
    return one.__getstate__()


def as_client_writes(value: Any) -> Any:
    """The client writes UTC as +00:00."""
    if isinstance(value, dict):
        return {key: as_client_writes(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_client_writes(one) for one in value]
    return value.removesuffix("Z") + "+00:00" if isinstance(value, str) and value.endswith("Z") else value


@each_device
def test_the_thing_of_every_device(device: Device, client: ModuleType) -> None:
    one = thing(device, EUI, location=HERE, seen=list(payloads(device)))
    complete("Thing", one, set())
    assert parsed_and_written(client, "Thing", one) == one
    names = [stream["name"] for stream in one["Datastreams"]]
    assert len(set(names)) == len(names)
    for stream in one["Datastreams"]:
        unit = stream["unitOfMeasurement"]
        ucum = QUANTITIES[stream["ObservedProperty"]["@iot.id"]].unit
        assert set(unit) == {"name", "symbol", "definition"}
        assert (ucum == "") == all(part is None for part in unit.values())
        assert ucum == "" or unit["name"] == UNITS[ucum].name


@each_device
def test_the_observations_of_every_device(device: Device, client: ModuleType) -> None:
    for one in payloads(device):
        entity = thing(device, EUI, location=HERE, seen=[one])
        known = streams(entity)
        found = observations(one, EUI)
        told = [*one.readings, *(reading for record in one.records if record.time for reading in record.readings)]
        assert len(found) == sum(reading.value is not None and not reading.field.sensitive for reading in told)
        for observation in found:
            stream = known[observation["Datastream"]["@iot.id"].removeprefix(f"{EUI}:")]
            assert isinstance(observation["result"], JSON_TYPES[stream["observationType"].rpartition("/")[2]])
            assert parsed_and_written(client, "Observation", observation) == as_client_writes(observation)
        created: set[tuple[str, Any]] = set()
        for observation in observations(one, EUI, thing=entity):
            complete("Observation", observation, created)
        linked = {each["Datastream"]["@iot.id"] for each in found}
        assert {id for kind, id in created if kind == "Datastream"} == linked
        rows = [
            {**dict(zip(array["components"], row, strict=True)), "Datastream": array["Datastream"]}
            for array in data_array(one, EUI)
            for row in array["dataArray"]
        ]
        bare = [{key: value for key, value in row.items() if value != {}} for row in rows]
        assert sorted(bare, key=repr_of) == sorted(found, key=repr_of)


def test_sensors_and_observed_properties_are_shared() -> None:
    """Each is created once, whichever Things there are, and no Datastream brings another one."""
    devices = redi_codecs.devices()
    for ids in (True, False):
        common = shared(*devices, ids=ids)
        assert [one["name"] for one in common["Sensors"]] == [one.id for one in devices]
        everything = [*common["Sensors"], *common["ObservedProperties"]]
        known = {one["name"]: number for number, one in enumerate(everything)}
        assert len(known) == len(everything), "names tell them apart"
        for device in devices:
            for stream in thing(device, EUI, ids=ids, known=known)["Datastreams"]:
                assert stream["Sensor"] == {"@iot.id": known[device.id]}
                assert stream["ObservedProperty"].keys() == {"@iot.id"}
        assert all(("@iot.id" in one) is ids for one in everything)
    seen = redi_codecs.decode("cayenne/lpp", "0367 0110", 1)
    assert {one["@iot.id"] for one in shared("cayenne/lpp", seen=[seen])["ObservedProperties"]} >= {"temperature"}


def test_the_source_is_a_text() -> None:
    sensor = thing("milesight-iot/em300-th", EUI)["Datastreams"][0]["Sensor"]
    assert (sensor["encodingType"], sensor["metadata"]) == ("text/plain", redi_codecs.codec(EM300).device.source)


def repr_of(entity: dict[str, Any]) -> str:
    return json.dumps(entity, sort_keys=True)


@each_device
def test_positions_and_the_like_only_if_asked_for(device: Device) -> None:
    slots: tuple[Slot, ...] = redi_codecs.codec(device).plan.slots
    kept = {slot.field.name for slot in slots if slot.role == "reading" and slot.field.sensitive}
    dynamic = any("{}" in name for name in kept)
    assert not kept & set(streams(thing(device, EUI)))
    assert dynamic or kept <= set(streams(thing(device, EUI, sensitive=True)))
    for one in payloads(device):
        secret = [reading for reading in one.readings if reading.field.sensitive and reading.value is not None]
        names = {f"{EUI}:{reading.name}" for reading in secret}
        assert not names & {each["Datastream"]["@iot.id"] for each in observations(one, EUI)}
        assert names <= {each["Datastream"]["@iot.id"] for each in observations(one, EUI, sensitive=True)}
        assert not names & {each["Datastream"]["@iot.id"] for each in data_array(one, EUI)}


@pytest.mark.parametrize(
    ("reading", "type", "result"),
    [
        (read("temperature", -3.5), "OM_Measurement", -3.5),
        (read("motion_count", 3), "OM_CountObservation", 3),
        (read("motion", True), "OM_TruthObservation", True),
        (read("operating_mode", "eco"), "OM_CategoryObservation", "eco"),
        (read("text_value", "ready"), "OM_Observation", "ready"),
        (read("raw_data", b"\x01\xff"), "OM_Observation", "01ff"),
        (read("event_time", NOON), "OM_Observation", "2026-03-09T12:00:00Z"),
    ],
    ids=lambda one: one.name if isinstance(one, Reading) else "",
)
def test_each_type_of_value(reading: Reading, type: str, result: Any) -> None:
    (observation,) = observations(given(reading), EUI, sensitive=True)
    assert observation["result"] == result
    assert vocabulary.observation_type(reading.field.kind).endswith(f"/{type}")


def test_times_are_those_of_the_reading_and_of_the_message() -> None:
    then = NOON - timedelta(hours=1)
    past = Record("history", then, (read("temperature", 20.0, then),), {})
    lost = Record("history", None, (read("temperature", 19.0, None),), {})
    found = observations(given(read("temperature", 21.0), records=(past, lost), received_at=NOON), EUI)
    assert [(one["phenomenonTime"], one["resultTime"], one["result"]) for one in found] == [
        ("2026-03-09T12:00:00Z", "2026-03-09T12:00:00Z", 21.0),
        ("2026-03-09T11:00:00Z", "2026-03-09T12:00:00Z", 20.0),
    ]


def test_without_a_time_the_server_takes_its_own() -> None:
    mixed = given(read("temperature", 21.0, None), records=(Record("history", NOON, (read("temperature", 20.0),), {}),))
    assert "phenomenonTime" not in observations(mixed, EUI)[0]
    assert [(one["components"], one["dataArray@iot.count"]) for one in data_array(mixed, EUI)] == [
        (["phenomenonTime", "resultTime", "result"], 1),
        (["result"], 1),
    ]


def test_a_status_is_a_parameter() -> None:
    odd = given(read("temperature", 21.0), read("temperature", 900.0, status="implausible"))
    assert [one.get("parameters") for one in observations(odd, EUI)] == [None, {"status": "implausible"}]
    (array,) = data_array(odd, EUI)
    assert [row[-1] for row in array["dataArray"]] == [{}, {"status": "implausible"}]


def test_no_value_is_told_if_asked_for() -> None:
    broken = given(read("temperature", None, status="fault"))
    assert observations(broken, EUI) == []
    (one,) = observations(broken, EUI, absent=True)
    assert (one["result"], one["parameters"]) == (None, {"status": "fault"})


def test_channels_that_only_the_payload_knows() -> None:
    one = decoded("cayenne/lpp", "0367 0110 0567 00FF", 1)
    assert {"temperature_3", "temperature_5"} <= set(streams(thing("cayenne/lpp", EUI, seen=[one])))
    assert not any("temperature" in name for name in streams(thing("cayenne/lpp", EUI)))
    deep = observations(one, EUI, thing=thing("cayenne/lpp", EUI, location=HERE))
    assert [each["Datastream"]["name"] for each in deep] == ["Temperature (channel 3)", "Temperature (channel 5)"]


def test_titles_tell_place_channel_and_statistic() -> None:
    field: dict[str, Any] = {"name": "temperature_soil_2_max", "place": "soil", "channel": 2, "statistic": "max"}
    whole = thing(EM300, EUI, seen=[given(read("temperature", 8.0, **field))])
    stream = streams(whole)["temperature_soil_2_max"]
    assert stream["name"] == "Temperature (soil, channel 2, maximum)"
    assert stream["properties"] == {
        "field": "temperature_soil_2_max",
        "place": "soil",
        "channel": 2,
        "statistic": "max",
    }


def test_ids_of_the_server() -> None:
    one = thing(EM300, EUI, location=HERE, ids=False)
    assert "@iot.id" not in json.dumps(one)
    complete("Thing", one, set())
    found = observations(decoded(EM300, "03673401"), EUI, datastreams={"temperature": 17})
    assert [each["Datastream"] for each in found] == [{"@iot.id": 17}]
    with pytest.raises(ExportError, match=r"expected an id for the field humidity, saw those of temperature$"):
        data_array(decoded(EM300, "046865"), EUI, datastreams={"temperature": 17})


def test_another_place_is_another_location() -> None:
    moved = {"type": "Point", "coordinates": [8.25, 48.76]}
    here, there, again = (thing(EM300, EUI, location=one)["Locations"][0]["@iot.id"] for one in (HERE, moved, HERE))
    assert here == again != there


def test_what_the_caller_says_of_a_thing() -> None:
    one = thing(EM300, "02:4F:52:00:00:00:01:01", name="foyer", description="By the door", properties={"floor": 1})
    assert (one["@iot.id"], one["name"], one["description"]) == (EUI, "foyer", "By the door")
    assert one["properties"] == {"dev_eui": EUI, "device": EM300, "floor": 1}
    assert "Locations" not in one


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"dev_eui": "foyer"}, "dev_eui: expected a DevEUI of 16 hex digits, saw 'foyer'"),
        ({"dev_eui": EUI, "location": (48.76, 8.24)}, "location: expected a GeoJSON geometry"),
        ({"dev_eui": EUI, "location": {"type": "Point", "coordinates": [8.24]}}, "location: expected"),
        ({"dev_eui": EUI, "location": {"type": "Point", "coordinates": [8.24, 148.76]}}, "longitude first"),
        ({"dev_eui": EUI, "location": {"type": "Point", "coordinates": ["8.24", "48.76"]}}, "location: expected"),
        ({"dev_eui": EUI, "location": {"type": "Polygon", "coordinates": []}}, "location: expected"),
        ({"dev_eui": EUI, "location": {"type": "Feature", "geometry": HERE}}, "location: expected"),
    ],
)
def test_what_is_refused(arguments: dict[str, Any], problem: str) -> None:
    with pytest.raises(ExportError) as refused:
        thing(EM300, **arguments)
    assert problem in str(refused.value)


def test_a_thing_of_another_device_is_refused() -> None:
    for other in (thing(EM300, "024f520000000102"), thing(EM300, EUI, ids=False)):
        with pytest.raises(ExportError, match=f"thing: expected that of {EUI} with its @iot.id"):
            observations(decoded(EM300, "03673401"), EUI, thing=other)


def test_every_quantity_has_a_definition_and_its_unit_a_name() -> None:
    assert {one.unit for one in QUANTITIES.values()} - {""} <= set(UNITS)
    named = {*vocabulary._KINDS, *vocabulary._STANDARD_NAMES}
    assert named <= set(QUANTITIES)
    assert not set(vocabulary._KINDS) & set(vocabulary._STANDARD_NAMES)
    for key in QUANTITIES:
        assert vocabulary.definition(key).startswith((vocabulary.QUDT, vocabulary.CF, vocabulary.URN))


@pytest.mark.parametrize("made", [observations, data_array])
def test_a_message_without_payload_is_refused(made: Any) -> None:
    with pytest.raises(ExportError, match="saw None: the message carries none"):
        made(None, EUI)
    assert thing("cayenne/lpp", EUI, seen=[None, redi_codecs.decode("cayenne/lpp", "0367 0110", 1)])["Datastreams"]
