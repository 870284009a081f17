"""Readings as NGSI-LD entities after the Smart Data Models, for the context broker of a city.

What a model is for goes to an entity of that model (:mod:`~redi_codecs.exports.ngsi_ld.models` has the table), and
everything else to a ``DeviceMeasurement``. Ids are derived from the DevEUI and stay the same from payload to payload,
so that the broker has the state of now, and its history by ``observedAt``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain, count
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from redi_codecs.exports._entity import described, end_device, geometry, instant, plain, understood
from redi_codecs.exports._measured import measured
from redi_codecs.exports._units import unit
from redi_codecs.exports.ngsi_ld.models import (
    CONTROLLED_PROPERTIES,
    DEVICE,
    MEASUREMENT,
    MODELS,
    RULES,
    Model,
    Rule,
    Setting,
)

if TYPE_CHECKING:
    from redi_codecs.layout.device import Device
    from redi_codecs.readings import Decoded, Reading

__all__ = ["entities"]

_TERMS: Final = {key: term for term, keys in CONTROLLED_PROPERTIES.items() for key in keys}
_IDENTITY: Final[Mapping[str | None, str]] = {
    "firmware_version": "firmwareVersion",
    "hardware_version": "hardwareVersion",
    "serial_number": "serialNumber",
}
_LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)


def entities(
    decoded: Decoded | None,
    dev_eui: str,
    *,
    location: Mapping[str, Any] | None = None,
    indoor: bool | None = None,
    name: str | None = None,
    device: str | Device | None = None,
    key_values: bool = False,
    sensitive: bool = False,
) -> list[dict[str, Any]]:
    """The entities that a payload updates, the oldest first, each of a time and of a channel, and each id once.

    What the payload says of now has an id that stays the same; a record of the past has its time in it.

    ``location`` is a GeoJSON geometry. Most models require one, and a time; where either is not known the readings go
    to a ``DeviceMeasurement``, which requires nothing. So do those whose model depends on whether the device stands
    ``indoor``, where that is not said, and values that are implausible or that the model does not admit. A reading
    without value is left out, and so is a record's reading without a time, and positions, serial numbers and the like
    unless ``sensitive`` is true.

    ``name`` is that of the Device, ``device`` its declaration if it is not registered. With ``key_values`` attributes
    are bare values.

    >>> import redi_codecs
    >>> from datetime import UTC, datetime
    >>> decoded = redi_codecs.decode("milesight-iot/em300-th", "03673401 046865", f_port=85,
    ...                              received_at=datetime(2026, 3, 9, 2, 29, 24, tzinfo=UTC))
    >>> here = {"type": "Point", "coordinates": [8.07, 48.63]}
    >>> _, weather = entities(decoded, "024f520000000101", location=here, indoor=False)
    >>> weather["id"], weather["relativeHumidity"]
    ('urn:ngsi-ld:WeatherObserved:024f520000000101', {'type': 'Property', 'value': 0.505, 'unitCode': 'C62', \
'observedAt': '2026-03-09T02:29:24Z'})
    """
    decoded = understood(decoded)
    source = _Source(
        end_device(dev_eui),
        decoded.time,
        described(decoded.device if device is None else device),
        name,
        None if location is None else geometry(location),
        None if indoor is None else "indoor" if indoor else "outdoor",
    )
    found: dict[tuple[Any, ...], _Entity] = {}
    _put(found, source, DEVICE, decoded.time, None, None)
    for reading in sorted(measured(decoded, sensitive=sensitive), key=lambda one: not one.field.primary):
        if reading.value is not None and not _in_its_model(found, source, reading):
            entity = _put(found, source, MEASUREMENT, reading.time, None, _free(found, reading))
            if entity is not None:
                entity.attributes |= _measurement(decoded.device, reading)
    _identify(found.get((DEVICE, decoded.time, None, None)), decoded, sensitive)
    ordered = sorted(found.values(), key=lambda one: (one.time or _LONG_AGO, MODELS.index(one.model)))
    return [entity.written(key_values) for entity in ordered]


class _Attribute(NamedTuple):
    kind: Literal["Property", "GeoProperty", "Relationship", "DateTime"]
    value: Any
    unit: str | None = None
    observed: datetime | None = None

    def written(self) -> dict[str, Any]:
        """In the normalized representation."""
        if self.kind == "Relationship":
            return {"type": "Relationship", "object": self.value}
        if self.kind == "DateTime":
            return {"type": "Property", "value": {"@type": "DateTime", "@value": self.value}}
        found = {"type": self.kind, "value": self.value}
        if self.unit is not None:
            found["unitCode"] = self.unit
        if self.observed is not None:
            found["observedAt"] = instant(self.observed)
        return found


class _Entity:
    """An entity in the making."""

    def __init__(self, id: str, model: Model, time: datetime | None, attributes: dict[str, _Attribute]) -> None:
        self.id = id
        self.model = model
        self.time = time
        self.attributes = attributes

    def written(self, key_values: bool) -> dict[str, Any]:
        attributes = self.attributes.items()
        return {
            "id": self.id,
            "type": self.model.type,
            **{key: one.value if key_values else one.written() for key, one in attributes},
            "@context": [self.model.context],
        }


class _Source(NamedTuple):
    """The end device, as far as it is known."""

    dev_eui: str
    time: datetime | None
    device: Device
    name: str | None
    location: dict[str, Any] | None
    setting: Setting | None

    def knows(self, model: Model, time: datetime | None) -> bool:
        """Whether there is all that the model requires."""
        known = {"location": self.location, "dateObserved": time, "controlledProperty": _controlled(self.device)}
        return all(known[one] for one in model.required)

    def setting_of(self, reading: Reading) -> Setting | None:
        return reading.place if reading.place in ("indoor", "outdoor") else self.setting  # type: ignore[return-value]

    def about(self, model: Model, time: datetime | None, setting: Setting | None) -> Iterator[tuple[str, _Attribute]]:
        """What every entity of a model says, whatever was measured."""
        if model is DEVICE:
            if self.name is not None:
                yield "name", _Attribute("Property", self.name)
            yield "description", _Attribute("Property", self.device.name)
            yield "deviceCategory", _Attribute("Property", ["sensor"])
            yield "supportedProtocol", _Attribute("Property", ["lora"])
            yield "controlledProperty", _Attribute("Property", list(_controlled(self.device)))
        if model.device:
            yield "refDevice", _Attribute("Relationship", _id(DEVICE, self.dev_eui))
        if model.dated and time is not None:
            yield "dateObserved", _Attribute("DateTime", instant(time))
        if self.location is not None:
            yield "location", _Attribute("GeoProperty", self.location)
        if model.setting is not None and setting is not None:
            yield model.setting, _Attribute("Property", setting)


@lru_cache(maxsize=1024)
def _controlled(device: Device) -> tuple[str, ...]:
    return tuple(sorted({_TERMS[key] for key in device.quantities if key in _TERMS}))


def _id(model: Model, dev_eui: str, *marks: str | None) -> str:
    told = "_".join(mark for mark in marks if mark is not None)
    return ":".join(("urn:ngsi-ld", model.type, dev_eui, *([told] if told else [])))


def _marks(source: _Source, time: datetime | None, setting: Setting | None, part: int | str | None) -> Iterator[str]:
    """What tells an entity from others of its model: channel or name, a setting of its own, an earlier time."""
    if part is not None:
        yield str(part)
    if setting is not None and setting != (source.setting or "outdoor"):
        yield setting
    if time is not None and time != source.time:
        yield time.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%f").removesuffix(".000000").replace(".", "_") + "Z"


def _put(
    found: dict[tuple[Any, ...], _Entity],
    source: _Source,
    model: Model,
    time: datetime | None,
    setting: Setting | None,
    part: int | str | None,
) -> _Entity | None:
    """The entity of this model, time and channel, or None where not all that it requires is known."""
    key = (model, time, setting, part)
    if key not in found:
        if not source.knows(model, time):
            return None
        about = dict(source.about(model, time, setting))
        found[key] = _Entity(_id(model, source.dev_eui, *_marks(source, time, setting, part)), model, time, about)
    return found[key]


def _free(found: dict[tuple[Any, ...], _Entity], reading: Reading) -> str:
    """The name of a reading, with a number behind where another record of this time has one of the same name."""
    # Two underscores: digital_input_2 is channel 2.
    names = chain((reading.name,), (f"{reading.name}__{number}" for number in count(2)))
    return next(name for name in names if (MEASUREMENT, reading.time, None, name) not in found)


def _rule(reading: Reading, setting: Setting | None) -> Rule | None:
    place = "air" if reading.place in ("indoor", "outdoor") else reading.place
    for rule in RULES:
        measures = (rule.quantity, rule.statistic) == (reading.quantity, reading.statistic)
        if measures and rule.place in (place, "*") and setting in rule.only:
            return rule
    return None


def _in_its_model(found: dict[tuple[Any, ...], _Entity], source: _Source, reading: Reading) -> bool:
    """Write a reading to the entity of the model that is made for it, if there is one and it is free."""
    setting = source.setting_of(reading)
    rule = _rule(reading, setting)
    if rule is None or reading.status is not None or (value := rule.value(reading.value)) is None:
        return False
    entity = _put(found, source, rule.model, reading.time, setting if rule.model.setting else None, reading.channel)
    if entity is None or rule.attribute in entity.attributes:
        return False
    ucum = reading.unit if rule.unit is None else rule.unit
    entity.attributes[rule.attribute] = _Attribute("Property", value, _code(ucum), reading.time)
    return True


def _code(ucum: str) -> str | None:
    return unit(ucum).code if ucum else None


def _measurement(device: str, reading: Reading) -> dict[str, _Attribute]:
    """What a DeviceMeasurement says of a reading; truth values are the texts ``true`` and ``false``."""
    value = plain(reading.value)
    if isinstance(value, bool):
        value = "true" if value else "false"
    key = reading.quantity or reading.name
    found = {
        "textValue" if isinstance(value, str) else "numValue": _Attribute(
            "Property", value, _code(reading.unit), reading.time
        ),
        "controlledProperty": _Attribute("Property", _TERMS.get(key, key)),
        "measurementType": _Attribute("Property", reading.name),
        "deviceType": _Attribute("Property", device),
    }
    if reading.unit:
        found["unit"] = _Attribute("Property", _code(reading.unit) or reading.unit)
    if reading.status is not None:
        found["outlier"] = _Attribute("Property", True)
    return found


def _identify(entity: _Entity | None, decoded: Decoded, sensitive: bool) -> None:
    """What only a Device says: when it was last heard, and which it is."""
    if entity is None:
        return
    if decoded.received_at is not None:
        entity.attributes["dateLastValueReported"] = _Attribute("DateTime", instant(decoded.received_at))
    for one in decoded.attributes.values():
        key = _IDENTITY.get(one.quantity)
        if key is not None and isinstance(one.value, str) and (sensitive or not one.field.sensitive):
            entity.attributes[key] = _Attribute("Property", one.value)
