"""Readings as entities of the OGC SensorThings API, Part 1: Sensing, version 1.1, in the forms that FROST takes.

An end device is a Thing with one Datastream for each field that it measures, and each reading is an Observation. The
ids are derived, so that nothing has to be looked up: ``Things('024f520000000101')`` has
``Datastreams('024f520000000101:temperature')``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from redi_codecs.errors import ExportError
from redi_codecs.exports._entity import described, end_device, geometry, instant, payloads_of, plain, understood
from redi_codecs.exports._measured import measured
from redi_codecs.exports.sensorthings.vocabulary import definition, observation_type, unit_of_measurement

if TYPE_CHECKING:
    from redi_codecs.layout.device import Device
    from redi_codecs.readings import Decoded
    from redi_codecs.results import Field

__all__ = ["data_array", "observations", "shared", "thing"]

_ID: Final = "@iot.id"
_STATISTICS: Final[Mapping[str, str]] = {
    "min": "minimum",
    "max": "maximum",
    "std": "standard deviation",
    "delta": "since the last message",
}


def thing(
    device: str | Device,
    dev_eui: str,
    *,
    name: str | None = None,
    description: str | None = None,
    location: Mapping[str, Any] | None = None,
    properties: Mapping[str, Any] | None = None,
    seen: Iterable[Decoded | None] = (),
    ids: bool = True,
    known: Mapping[str, int | str] | None = None,
    sensitive: bool = False,
) -> dict[str, Any]:
    """The Thing of an end device, with its Location, Datastreams, ObservedProperties and Sensor inserted.

    ``location`` is a GeoJSON geometry, a point or the outline of a district. A server makes the FeatureOfInterest of
    an Observation from it, and FROST takes no Observation without. ``properties`` are added to those of the Thing.

    Some devices number their channels in the payload; of these, the Datastreams are those of the payloads in ``seen``.
    Without ``ids`` the server numbers the entities itself. ``known`` are the ids of Sensors and ObservedProperties that
    are there already, by name (:func:`shared` makes them): the Datastreams refer to these instead of bringing their
    own. Positions and the like have no Datastream unless ``sensitive`` is true.

    >>> one = thing("milesight-iot/em300-th", "024F520000000101", name="rathaus-foyer")
    >>> one["name"], [stream["@iot.id"] for stream in one["Datastreams"]][:2]
    ('rathaus-foyer', ['024f520000000101:battery', '024f520000000101:temperature'])
    >>> one["Datastreams"][1]["unitOfMeasurement"]["definition"]
    'http://www.opengis.net/def/uom/UCUM/0/Cel'
    """
    declared = described(device)
    dev_eui = end_device(dev_eui)
    name = name or f"{declared.name} {dev_eui}"
    entity: dict[str, Any] = {
        _ID: dev_eui,
        "name": name,
        "description": description or declared.name,
        "properties": {"dev_eui": dev_eui, "device": declared.id, **(properties or {})},
    }
    if location is not None:
        entity["Locations"] = [_location(dev_eui, name, geometry(location))]
    entity["Datastreams"] = [_datastream(field, declared, dev_eui) for field in _fields(declared, seen, sensitive)]
    if not ids:
        entity = _without_ids(entity)
    for stream in entity["Datastreams"]:
        for part in ("Sensor", "ObservedProperty"):
            if (id := (known or {}).get(stream[part]["name"])) is not None:
                stream[part] = {_ID: id}
    return entity


def shared(
    *devices: str | Device, seen: Iterable[Decoded | None] = (), ids: bool = True, sensitive: bool = False
) -> dict[str, list[dict[str, Any]]]:
    """The Sensors and ObservedProperties of devices, each once, to be created before their Things.

    ``seen`` are payloads of devices that number their channels in them. What the server answers, ids by name, goes to
    :func:`thing` as ``known``.

    >>> found = shared("milesight-iot/em300-th", "browan/tbms100")
    >>> [one["name"] for one in found["Sensors"]]
    ['milesight-iot/em300-th', 'browan/tbms100']
    >>> known = {one["name"]: one["@iot.id"] for ones in found.values() for one in ones}
    >>> one = thing("browan/tbms100", "024F520000000101", known=known)
    >>> one["Datastreams"][0]["Sensor"], one["Datastreams"][0]["ObservedProperty"]
    ({'@iot.id': 'browan:tbms100'}, {'@iot.id': 'motion'})
    """
    payloads = tuple(payloads_of(seen))
    found: dict[str, dict[str, dict[str, Any]]] = {"Sensors": {}, "ObservedProperties": {}}
    for device in devices:
        declared = described(device)
        own = [one for one in payloads if one is not None and one.device == declared.id]
        found["Sensors"][declared.id] = _sensor(declared)
        for field in _fields(declared, own, sensitive):
            part = _datastream(field, declared, "")["ObservedProperty"]
            found["ObservedProperties"].setdefault(part[_ID], part)
    return {kind: [one if ids else _without_ids(one) for one in ones.values()] for kind, ones in found.items()}


def _fields(device: Device, seen: Iterable[Decoded | None], sensitive: bool) -> list[Field]:
    """What a device measures, with the channels of these payloads."""
    from redi_codecs.device_codec import codec

    fields = {slot.field.name: slot.field for slot in codec(device).plan.slots if slot.role == "reading"}
    for decoded in payloads_of(seen):
        fields |= {reading.name: reading.field for reading in measured(decoded, sensitive=sensitive)}
    return [one for one in fields.values() if "{}" not in one.name and (sensitive or not one.sensitive)]


def observations(
    decoded: Decoded | None,
    dev_eui: str,
    *,
    thing: Mapping[str, Any] | None = None,
    datastreams: Mapping[str, int | str] | None = None,
    absent: bool = False,
    sensitive: bool = False,
) -> list[dict[str, Any]]:
    """The readings, current ones first and then those of the records, as Observations for ``POST /Observations``.

    Each names its Datastream by the id that :func:`thing` gives it, or by that in ``datastreams`` (field name → id),
    where the server has numbered them itself. With ``thing``, as that function returns it, each carries its Datastream
    in full, to be created where it does not exist yet.

    A status stands in ``parameters``. A reading without value is left out, unless ``absent`` is true: then its result
    is null. A current reading without a time has no ``phenomenonTime``, and the server takes the present; a record's
    reading without a time is left out. Positions and the like are left out unless ``sensitive`` is true.

    >>> import redi_codecs
    >>> observations(redi_codecs.decode("milesight-iot/em300-th", "03673401", f_port=85), "024f520000000101")
    [{'result': 30.8, 'Datastream': {'@iot.id': '024f520000000101:temperature'}}]
    """
    decoded, dev_eui = understood(decoded), end_device(dev_eui)
    if thing is not None:
        return [
            {**observation, **_deep(field, decoded, dev_eui, thing)}
            for field, observation in _observed(decoded, absent, sensitive)
        ]
    return [
        {**observation, "Datastream": {_ID: _stream(field, dev_eui, datastreams)}}
        for field, observation in _observed(decoded, absent, sensitive)
    ]


def data_array(
    decoded: Decoded | None,
    dev_eui: str,
    *,
    datastreams: Mapping[str, int | str] | None = None,
    absent: bool = False,
    sensitive: bool = False,
) -> list[dict[str, Any]]:
    """The same Observations as the body of ``POST /CreateObservations``, an array for each Datastream.

    The bodies of several payloads, one after the other, are a body too: ``[*data_array(…), *data_array(…)]``.

    >>> import redi_codecs
    >>> decoded = redi_codecs.decode("milesight-iot/em300-th", "03673401 046865", f_port=85)
    >>> data_array(decoded, "024f520000000101", datastreams={"temperature": 17, "humidity": 18})[0]
    {'Datastream': {'@iot.id': 17}, 'components': ['result'], 'dataArray@iot.count': 1, 'dataArray': [[30.8]]}
    """
    decoded, dev_eui = understood(decoded), end_device(dev_eui)
    streams: dict[int | str, list[dict[str, Any]]] = {}
    for field, observation in _observed(decoded, absent, sensitive):
        streams.setdefault(_stream(field, dev_eui, datastreams), []).append(observation)
    return [array for stream, found in streams.items() for array in _arrays(stream, found)]


_MAY_LACK: Final = {"parameters": dict}
"""A row has a value for each component: what stands for a component that an Observation does not have."""


def _arrays(stream: int | str, found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The Observations of one Datastream; those without a time stand apart, since a row cannot leave it out."""
    for timed in (True, False):
        rows = [one for one in found if ("phenomenonTime" in one) is timed]
        if rows:
            components = list(dict.fromkeys(key for one in rows for key in one))
            yield {
                "Datastream": {_ID: stream},
                "components": components,
                "dataArray@iot.count": len(rows),
                "dataArray": [[one[key] if key in one else _MAY_LACK[key]() for key in components] for one in rows],
            }


def _observed(decoded: Decoded, absent: bool, sensitive: bool) -> Iterator[tuple[Field, dict[str, Any]]]:
    """Each Observation without its Datastream, and the field of that."""
    for reading in measured(decoded, sensitive=sensitive):
        if reading.value is None and not absent:
            continue
        observation: dict[str, Any] = {}
        if reading.time is not None:
            observation["phenomenonTime"] = instant(reading.time)
            observation["resultTime"] = instant(decoded.received_at or reading.time)
        observation["result"] = plain(reading.value)
        if reading.status:
            observation["parameters"] = {"status": reading.status}
        yield reading.field, observation


def _stream(field: Field, dev_eui: str, datastreams: Mapping[str, int | str] | None) -> int | str:
    if datastreams is None:
        return f"{dev_eui}:{field.name}"
    try:
        return datastreams[field.name]
    except KeyError:
        known = ", ".join(datastreams) or "none"
        raise ExportError(f"datastreams: expected an id for the field {field.name}, saw those of {known}") from None


def _deep(field: Field, decoded: Decoded, dev_eui: str, thing: Mapping[str, Any]) -> dict[str, Any]:
    """The Datastream with its Thing, and the FeatureOfInterest, all in full."""
    if thing.get(_ID) != dev_eui:
        raise ExportError(f"thing: expected that of {dev_eui} with its {_ID}, saw {thing.get(_ID)!r}")
    known = {stream[_ID]: stream for stream in thing["Datastreams"]}
    stream = known.get(_stream(field, dev_eui, None)) or _datastream(field, described(decoded.device), dev_eui)
    found = {"Datastream": {**stream, "Thing": {key: thing[key] for key in thing if key != "Datastreams"}}}
    for place in thing.get("Locations", ())[:1]:
        marks = {key: place[key] for key in place if key != "location"}
        found["FeatureOfInterest"] = {**marks, "feature": place["location"]}
    return found


def _location(dev_eui: str, name: str, place: dict[str, Any]) -> dict[str, Any]:
    """A Location; another place is another Location, so that what was observed before the move stays where it was."""
    mark = hashlib.sha256(json.dumps(place, sort_keys=True).encode()).hexdigest()[:8]
    return {
        _ID: f"{dev_eui}:{mark}",
        "name": name,
        "description": f"Location of {name}",
        "encodingType": "application/geo+json",
        "location": place,
    }


def _datastream(field: Field, device: Device, dev_eui: str) -> dict[str, Any]:
    title = _title(field)
    marks = {
        "field": field.name,
        "place": None if field.place == "air" else field.place,
        "channel": field.channel,
        "statistic": None if field.statistic == "last" else field.statistic,
    }
    key = field.quantity or field.name
    label = field.kind.label if field.kind else field.name
    return {
        _ID: f"{dev_eui}:{field.name}",
        "name": title,
        "description": f"{title}, measured by {device.name} {dev_eui}",
        "observationType": observation_type(field.kind),
        "unitOfMeasurement": unit_of_measurement(field.unit),
        "properties": {mark: value for mark, value in marks.items() if value is not None},
        "ObservedProperty": {
            _ID: key,
            "name": label,
            "definition": definition(key),
            "description": f"{label}{f' ({field.kind.label_de})' if field.kind else ''}",
        },
        "Sensor": _sensor(device),
    }


def _sensor(device: Device) -> dict[str, Any]:
    return {
        _ID: device.id.replace("/", ":"),  # a slash in an id would have to be escaped in every URL
        "name": device.id,
        "description": device.name,
        "encodingType": "text/plain",
        "metadata": device.source,
    }


def _title(field: Field) -> str:
    marks = (
        "" if field.place == "air" else field.place,
        "" if field.channel is None else f"channel {field.channel}",
        "" if field.statistic == "last" else _STATISTICS.get(field.statistic, field.statistic),
    )
    label = field.kind.label if field.kind else field.name
    told = ", ".join(filter(None, marks))
    return f"{label} ({told})" if told else label


def _without_ids(entity: Any) -> Any:
    if isinstance(entity, dict):
        return {key: _without_ids(value) for key, value in entity.items() if key != _ID}
    return [_without_ids(one) for one in entity] if isinstance(entity, list) else entity
