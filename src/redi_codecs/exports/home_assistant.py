"""Readings for Home Assistant, by MQTT: what announces an end device's sensors, and the state of all of them.

Both functions give topics and payloads; publishing them (as JSON) is left to whichever MQTT client there is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

from redi_codecs.errors import ExportError
from redi_codecs.exports._entity import described, end_device, payloads_of, plain, understood
from redi_codecs.layout.transform import Choice
from redi_codecs.results import Field
from redi_codecs.symbols import symbol

if TYPE_CHECKING:
    from redi_codecs.layout.device import Device
    from redi_codecs.layout.transform import Transform
    from redi_codecs.plan.plan import Op, Slot
    from redi_codecs.readings import Decoded

__all__ = ["Language", "discovery", "state"]

Language = Literal["en", "de"]

_ANY: Final = frozenset({"measurement", "total_increasing"})
_STATE_CLASSES: Final[Mapping[str | None, frozenset[str]]] = MappingProxyType(
    {
        **dict.fromkeys((None, "distance", "duration", "precipitation", "weight"), _ANY),
        **dict.fromkeys(("energy", "gas", "volume", "water"), frozenset({"total_increasing"})),
        "wind_direction": frozenset({"measurement_angle"}),
    }
)
"""The state classes that a device class of a sensor admits; those that are not listed admit measurements."""

Release = tuple[int, int]

_OLDEST: Final[Release] = 2025, 4
"""What is announced to Home Assistant where nobody says which release it is."""

_SINCE: Final[Mapping[str, Release]] = MappingProxyType({"temperature_delta": (2026, 2)})
"""Device classes that older releases refuse, with the sensor that has them."""

_NEWER: Final[Mapping[str, tuple[str, Release]]] = MappingProxyType(
    {
        "no2": ("nitrogen_dioxide", (2026, 2)),
        "ozone": ("ozone", (2026, 2)),
        "pm4": ("pm4", (2026, 2)),
        "so2": ("sulphur_dioxide", (2026, 2)),
    }
)
"""Quantities whose device class, or whose unit in it, came with this release."""

_NUMBERS: Final = frozenset({"float", "int"})
_SHOWN: Final = _NUMBERS | {"bool", "enum", "text", "time"}

_DIAGNOSTIC: Final = frozenset(
    {
        *("battery", "battery_charge_used", "battery_current", "battery_level", "battery_voltage", "low_battery"),
        *("capacitor_voltage", "charging", "external_power", "solar_voltage", "supply_voltage"),
        *("data_rate", "frame_count", "rssi", "snr", "tx_power"),
    }
)
"""Readings that are about the end device, not about what it measures."""

_WORDS: Final[Mapping[Language, Mapping[str, str]]] = MappingProxyType(
    {
        "en": {},
        "de": {
            "soil": "Boden",
            "water": "Wasser",
            "surface": "Oberfläche",
            "probe": "Fühler",
            "board": "Platine",
            "outdoor": "außen",
            "indoor": "innen",
            "min": "Minimum",
            "max": "Maximum",
            "mean": "Mittel",
            "total": "gesamt",
            "delta": "Änderung",
            "median": "Median",
            "std": "Standardabweichung",
            "range": "Spanne",
            "abc": "ABC",
            "bad": "schlecht",
            "boundary": "Grenze",
            "calibration": "Kalibrierung",
            "change": "Änderung",
            "medium": "mittel",
            "raw": "roh",
            "sensor": "Sensor",
            "target": "Ziel",
            "threshold": "Schwelle",
        },
    }
)
"""Places, statistics and other words of names, where they are called otherwise than in declarations."""


def discovery(
    device: str | Device,
    dev_eui: str,
    *,
    name: str | None = None,
    language: Language = "en",
    seen: Iterable[Decoded | None] | None = None,
    attributes: Collection[str] = (),
    sensitive: bool = False,
    expire_after: int | None = None,
    release: str = "2025.4",
    prefix: str = "redi_codecs",
    discovery_prefix: str = "homeassistant",
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The messages that announce an end device, one a reading: topic and payload, to be published as retained JSON.

    >>> topic, payload = next(discovery("milesight-iot/em300-th", "24e124ffff001234", name="Town hall"))
    >>> topic
    'homeassistant/sensor/24e124ffff001234/battery/config'
    >>> payload["device_class"], payload["unit_of_measurement"], payload["state_topic"]
    ('battery', '%', 'redi_codecs/24e124ffff001234/state')

    What is announced follows from the declaration: everything that the model may send. Give payloads of the end device
    as ``seen`` to announce only what occurs in them, which is better where a declaration serves a family of models, and
    the only way where payloads number the channels themselves.

    Truth values become binary sensors, all others sensors; ``attributes`` names attributes to announce besides, such as
    ``firmware_version`` (disabled at first, among the diagnostics). Raw bytes and readings of the past have no place
    in Home Assistant. Sensitive quantities are left out unless ``sensitive`` is true.

    ``name`` is the end device's, by default what it is and the last digits of its DevEUI. After ``expire_after``
    seconds without a message the sensors are unavailable. ``release`` is that of Home Assistant: from 2026.2 on more
    quantities have a device class.
    """
    if language not in _WORDS:
        raise ExportError(f"language: expected one of {', '.join(_WORDS)}, saw {language!r}")
    if expire_after is not None and (type(expire_after) is not int or expire_after < 1):
        raise ExportError(f"expire_after: expected a whole number of seconds, at least 1, saw {expire_after!r}")
    known, discovery_prefix = _release(release), _prefix("discovery_prefix", discovery_prefix)
    declared, eui = described(device), end_device(dev_eui)
    shared: dict[str, Any] = {
        "state_topic": _topic(prefix, eui),
        "device": {
            "identifiers": [f"{prefix}_{eui}"],
            "name": name or f"{declared.name} {eui[-4:]}",
            "manufacturer": declared.vendor,
            "model": declared.name,
            "model_id": declared.model,
            "serial_number": eui,
        },
        "origin": _origin(),
    }
    if expire_after is not None:
        shared["expire_after"] = expire_after
    for one in _entities(declared, seen, attributes):
        if one.field.sensitive and not sensitive:
            continue
        component, described_as = one.described(language, known)
        key = one.field.name
        yield (
            f"{discovery_prefix}/{component}/{eui}/{key}/config",
            {"unique_id": f"{prefix}_{eui}_{key}", **described_as, **shared},
        )


def state(
    decoded: Decoded | None,
    dev_eui: str,
    *,
    previous: Mapping[str, Any] | None = None,
    sensitive: bool = False,
    prefix: str = "redi_codecs",
) -> tuple[str, dict[str, Any]]:
    """The message with the values of a payload: topic and payload, to be published as JSON.

    >>> import redi_codecs
    >>> decoded = redi_codecs.decode("milesight-iot/em300-th", "01755C 03673401 046865", 85)
    >>> state(decoded, "24e124ffff001234")
    ('redi_codecs/24e124ffff001234/state', {'battery': 92.0, 'temperature': 30.8, 'humidity': 50.5})

    A reading without value is there with ``None``, and its sensor becomes unknown; what the payload does not mention is
    not there, and its sensor stays as it is. The key ``time`` says when the values were measured, if that is known.

    A broker keeps the last retained message only. Where payloads do not always mention everything, give the values that
    were published last as ``previous``: what the payload does not mention is then there as it was, and a Home Assistant
    that starts anew finds all of it.

    >>> later = redi_codecs.decode("milesight-iot/em300-th", "03670001", 85)
    >>> state(later, "24e124ffff001234", previous=state(decoded, "24e124ffff001234")[1])[1]
    {'battery': 92.0, 'temperature': 25.6, 'humidity': 50.5}
    """
    if previous is not None and not isinstance(previous, Mapping):
        raise ExportError(f"previous: expected the values that were published last, a mapping, saw {previous!r}")
    decoded = understood(decoded)
    valued = (*decoded.attributes.values(), *decoded.readings)
    values = {
        one.name: plain(one.value)
        for one in valued
        if (sensitive or not one.field.sensitive) and not isinstance(one.value, bytes)
    }
    before = {name: value for name, value in (previous or {}).items() if name != "time"}
    values = {**before, **values}
    if decoded.time is not None:
        values["time"] = plain(decoded.time)
    return _topic(prefix, end_device(dev_eui)), values


def _topic(prefix: str, eui: str) -> str:
    return f"{_prefix('prefix', prefix)}/{eui}/state"


def _prefix(what: str, prefix: object) -> str:
    """The beginning of a topic that can be published to: a wildcard is for those who subscribe."""
    if not isinstance(prefix, str) or not prefix or set(prefix) & set("#+\0") or not prefix.isprintable():
        raise ExportError(
            f"{what}: expected the beginning of a topic, without #, + and control characters, saw {prefix!r}"
        )
    return prefix


def _release(text: object) -> Release:
    """Year and month of a release of Home Assistant."""
    found = re.fullmatch(r"(20\d\d)\.(1[0-2]|[1-9])(\.\d+)?", text) if isinstance(text, str) else None
    if found is None or (known := (int(found[1]), int(found[2]))) < _OLDEST:
        raise ExportError(f"release: expected one of Home Assistant, 2025.4 or later, saw {text!r}")
    return known


def _origin() -> dict[str, str]:
    import redi_codecs  # above this module, and only for its version

    return {"name": "redi_codecs", "sw_version": redi_codecs.__version__}


def _fills(one: Field, slot: Slot) -> bool:
    """Whether the field is this slot's, whose channel may be left open."""
    return slot.name.replace("{}", str(one.channel)) == one.name


def _entities(device: Device, seen: Iterable[Decoded | None] | None, attributes: Collection[str]) -> Iterator[_Entity]:
    from redi_codecs.device_codec import codec  # above this module

    slots: dict[str, Slot] = {}
    options: dict[str, dict[str, None]] = {}
    for slot, transform in _current(codec(device).plan.ops):
        slots[slot.name] = slot
        if isinstance(transform, Choice):
            options.setdefault(slot.name, {}).update(dict.fromkeys(label for _, label in transform.labels))
    known = sorted(slot.name for slot in slots.values() if slot.role == "attribute")
    for name in attributes:
        if name not in known:
            raise ExportError(
                f"attributes: {device.id} has none called {name!r}; there are {', '.join(known) or 'none'}"
            )
    if seen is None:
        fields = [slot.field for slot in slots.values() if "{}" not in slot.name]
    else:
        fields = [
            one.field for decoded in payloads_of(seen) for one in (*decoded.readings, *decoded.attributes.values())
        ]
    occurring = {one.name: one for one in fields}
    for slot in slots.values():
        if slot.type in _SHOWN and (slot.role == "reading" or slot.name in attributes):
            for one in [one for one in occurring.values() if _fills(one, slot)]:
                del occurring[one.name]  # two slots fill a channel that is declared and also numbered by payloads
                yield _Entity(one, slot.type, slot.role == "reading", tuple(options.get(slot.name, ())))


def _current(ops: Iterable[Op]) -> Iterator[tuple[Slot, Transform]]:
    """What the current values of an uplink fill, and the meaning of the bits."""
    from redi_codecs.plan.plan import Call, Derive, Load, Loop, Take, inner  # above this module

    for op in ops:
        match op:
            case Load(parts=parts):
                yield from ((part.slot, part.transform) for part in parts if part.slot is not None)
            case Take(part=part) | Derive(part=part) if part.slot is not None:
                yield part.slot, part.transform
            case Call(node, slots):
                yield from zip(slots, (one.source.transform for one in node.fields), strict=True)
        # Turns of a loop that are records are of the past, unless the loop says which one is the newest.
        if not (isinstance(op, Loop) and op.record is not None and op.newest is None):
            for body in inner(op):
                yield from _current(body)


@dataclass(slots=True)
class _Entity:
    """A sensor: a field, and the options of one that names states."""

    field: Field
    type: str
    measured: bool
    options: tuple[str, ...]

    def described(self, language: Language, release: Release) -> tuple[str, dict[str, Any]]:
        """The component of Home Assistant, and what to say about the field."""
        kind = self.field.kind
        device_class = kind.home_assistant if kind else None
        if kind is not None and kind.key in _NEWER:
            device_class, since = _NEWER[kind.key]
        else:
            since = _SINCE.get(device_class or "", _OLDEST)
        if release < since:
            device_class = None
        if self.type == "enum":
            device_class = "enum" if self.options else None
        about: dict[str, Any] = {"name": _label(self.field, language)}
        if device_class is not None:
            about["device_class"] = device_class
        if self.type == "bool":
            about |= {"payload_on": "True", "payload_off": "False"}
        elif self.type in _NUMBERS:
            about |= self._number(device_class)
        elif device_class == "enum":
            about["options"] = list(self.options)
        about["value_template"] = self._template()
        if not self.measured:
            about |= {"entity_category": "diagnostic", "enabled_by_default": False}
        elif kind is not None and kind.key in _DIAGNOSTIC:
            about["entity_category"] = "diagnostic"
        return "binary_sensor" if self.type == "bool" else "sensor", about

    def _number(self, device_class: str | None) -> dict[str, str]:
        wanted = "total_increasing" if self.field.statistic == "total" else "measurement"
        admitted = _STATE_CLASSES.get(device_class, frozenset({"measurement"}))
        unit = symbol(self.field.unit)
        state_class = (
            wanted
            if wanted in admitted
            else next((one for one in ("measurement", "measurement_angle") if one in admitted), None)
        )
        return ({"unit_of_measurement": unit} if unit else {}) | ({"state_class": state_class} if state_class else {})

    def _template(self) -> str:
        """The value in the state's JSON; where the payload does not mention it, what leaves the sensor as it is."""
        key = self.field.name
        if self.type == "bool" or self.type in _NUMBERS:
            return f"{{{{ value_json.get('{key}', '') }}}}"
        known = f"in {list(self.options)!r}" if self.options else "not in ['unknown', 'unavailable']"
        return f"{{% set new = value_json.get('{key}', this.state) %}}{{{{ new if new {known} else None }}}}"


def _label(one: Field, language: Language) -> str:
    """The name that a person reads: "Temperature (probe 1, max)", "Carbon dioxide (threshold 1)"."""
    kind, words = one.kind, _WORDS[language]
    if kind is None or not one.name.startswith(kind.key):
        return one.name.replace("_", " ").capitalize()
    place = "" if one.place == "air" else words.get(one.place, one.place)
    where = " ".join(filter(None, (place, "" if one.channel is None else str(one.channel))))
    statistic = "" if one.statistic == "last" else words.get(one.statistic, one.statistic)
    # A setting is called after what it is for, and what it is stands behind.
    said = (one.place, str(one.channel), one.statistic)
    left = [word for word in one.name.removeprefix(kind.key).split("_") if word and word not in said]
    more = ", ".join(filter(None, (" ".join(words.get(word, word) for word in left), where, statistic)))
    label = kind.label_de if language == "de" else kind.label
    return f"{label} ({more})" if more else label
