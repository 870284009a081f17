"""Readings as Sensor Measurement Lists (SenML, RFC 8428), in JSON and in CBOR.

A pack is a list of records, one a reading. Names are URNs of the end device (RFC 9039) with the reading's name behind,
such as ``urn:dev:mac:a84041ffff001234_temperature_probe_1``.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from redi_codecs.errors import ExportError
from redi_codecs.exports._entity import end_device, understood
from redi_codecs.exports._measured import measured
from redi_codecs.instants import microseconds
from redi_codecs.quantities import Quantity
from redi_codecs.readings import Decoded, Reading

__all__ = ["CONVERTED", "SECONDARY", "SECONDARY_UNITS", "Linear", "pack", "to_cbor", "to_json"]

Pack = list[dict[str, Any]]

SECONDARY_UNITS: Final = 10 + 2**4
"""The version of a pack that uses secondary units (RFC 9100); one that does not has version 10, which is not stated."""

_ABSOLUTE: Final = 2**28 * 1_000_000
"""Lesser times (in µs) are relative to now (RFC 8428, section 4.5.3), so that July 1978 is the earliest."""

_NAME: Final = re.compile(r"[A-Za-z0-9][-:./_A-Za-z0-9]*")
_CBOR_LABELS: Final[Mapping[str, int]] = MappingProxyType(
    {"bver": -1, "bn": -2, "bt": -3, "n": 0, "u": 1, "v": 2, "vs": 3, "vb": 4, "t": 6, "vd": 8}
)


class Linear(NamedTuple):
    """A primary unit, and how to come to it: multiply with ``scale``, then add ``offset``."""

    unit: str
    scale: Fraction
    offset: int = 0

    def of(self, value: float) -> float:
        """The value in the primary unit, rounded once.

        >>> SECONDARY["hPa"].of(1013.27), SECONDARY["dBm"].of(-97)
        (101327.0, -127.0)
        """
        return float(Fraction(Decimal(repr(value))) * self.scale + self.offset)


SECONDARY: Final[Mapping[str, Linear]] = MappingProxyType(
    {
        "/100": Linear("/", Fraction(1, 100)),
        "cm": Linear("m", Fraction(1, 100)),
        "dBm": Linear("dBW", Fraction(1), -30),
        "g/l": Linear("kg/m3", Fraction(1)),
        "hPa": Linear("Pa", Fraction(100)),
        "kWh": Linear("J", Fraction(3_600_000)),
        "km": Linear("m", Fraction(1000)),
        "kvarh": Linear("vars", Fraction(3_600_000)),
        "mA": Linear("A", Fraction(1, 1000)),
        "mV": Linear("V", Fraction(1, 1000)),
        "mg/l": Linear("kg/m3", Fraction(1, 1000)),
        "mm": Linear("m", Fraction(1, 1000)),
        "mm/h": Linear("m/s", Fraction(1, 3_600_000)),
        "ppb": Linear("/", Fraction(1, 10**9)),
        "ppm": Linear("/", Fraction(1, 10**6)),
        "ug/m3": Linear("kg/m3", Fraction(1, 10**9)),
    }
)
"""The secondary units (RFC 8798 and later registrations) that quantities name, and their primary ones."""

CONVERTED: Final[Mapping[str, Linear]] = MappingProxyType(
    {
        "L": Linear("m3", Fraction(1, 1000)),
        "L/min": Linear("m3/s", Fraction(1, 60_000)),
        "[g]": Linear("m/s2", Fraction(980_665, 100_000)),
        "d": Linear("s", Fraction(86_400)),
        "dB[SPL]": Linear("dB", Fraction(1)),
        "dS/m": Linear("S/m", Fraction(1, 10)),
        "g/m3": Linear("kg/m3", Fraction(1, 1000)),
        "kPa": Linear("Pa", Fraction(1000)),
        "m3/h": Linear("m3/s", Fraction(1, 3600)),
        "mA.h": Linear("C", Fraction(36, 10)),
        "mm/s": Linear("m/s", Fraction(1, 1000)),
        "uS/cm": Linear("S/m", Fraction(1, 10_000)),
        "uT": Linear("T", Fraction(1, 10**6)),
        "um": Linear("m", Fraction(1, 10**6)),
    }
)
"""UCUM codes for which no SenML unit is registered, and the primary unit that measures the same."""


def pack(
    decoded: Decoded | None,
    dev_eui: str,
    *,
    sensitive: bool = False,
    primary: bool = False,
    resolved: bool = False,
    base_name: str | None = None,
) -> Pack:
    """The readings of a payload as SenML records, as JSON has them; empty where there is nothing to say.

    >>> import redi_codecs
    >>> from datetime import UTC, datetime
    >>> noon = datetime(2026, 7, 1, 12, tzinfo=UTC)
    >>> decoded = redi_codecs.decode("milesight-iot/em300-th", "01755C 03673401 046865", 85, received_at=noon)
    >>> for record in pack(decoded, "24e124ffff001234"):
    ...     print(record)
    {'bn': 'urn:dev:mac:24e124ffff001234_', 'bt': 1782907200, 'n': 'battery', 'u': '%EL', 'v': 92.0}
    {'n': 'temperature', 'u': 'Cel', 'v': 30.8}
    {'n': 'humidity', 'u': '%RH', 'v': 50.5}

    A value keeps its unit where SenML has a name for it; one that only the registry of secondary units has makes the
    pack one of version 26, which says so. ``primary`` converts all values to primary units instead, for receivers that
    know RFC 8428 only. Where no name is registered the value is converted in either case, and has no unit where there
    is nothing to convert it to (an index, particles in a volume): then the reading's name says what it is.

    The time of the payload is the base time, and records of the past have a time before it; without a base time the
    current readings are of now. A ``resolved`` pack has neither base name nor base time: each record is complete, the
    oldest first.

    What has no value is left out, since SenML cannot say why there is none. So are records of the past whose time is
    unknown or before 1978, and sensitive quantities unless ``sensitive`` is true.
    """
    decoded = understood(decoded)
    name = f"urn:dev:mac:{end_device(dev_eui)}_" if base_name is None else base_name
    if not _NAME.fullmatch(name):
        raise ExportError(
            f"{name!r} begins no SenML name: those have letters, digits, and - : . / _ after the first character"
        )
    valued = (one for one in measured(decoded, sensitive=sensitive) if one.value is not None)
    entries = [_Entry(one, primary) for one in valued if one.time == decoded.time or _time(one.time) is not None]
    version = {"bver": SECONDARY_UNITS} if any(one.unit in SECONDARY for one in entries) else {}
    return list((_resolved if resolved else _based)(entries, name, version))


class _Entry:
    """A reading with its unit and value in SenML's terms, and its time in µs if SenML can state it."""

    __slots__ = ("reading", "time", "unit", "value")

    def __init__(self, reading: Reading, primary: bool) -> None:
        self.reading = reading
        self.time = _time(reading.time)
        self.unit, self.value = _valued(reading, primary)

    def record(self, name: str, time: dict[str, Any]) -> dict[str, Any]:
        unit = {"u": self.unit} if self.unit else {}
        return {"n": name + self.reading.name, **unit, **self.value, **time}


def _time(time: datetime | None) -> int | None:
    since = None if time is None else microseconds(time)
    return since if since is not None and since >= _ABSOLUTE else None


def _valued(reading: Reading, primary: bool) -> tuple[str | None, dict[str, Any]]:
    match reading.value:
        case bool(value):
            return None, {"vb": value}
        case int(value) | float(value):
            linear = _linear(reading.field.kind, primary)
            unit = reading.field.kind.senml if reading.field.kind else None
            return (unit, {"v": value}) if linear is None else (linear.unit, {"v": linear.of(value)})
        case bytes(value):
            return None, {"vd": base64.urlsafe_b64encode(value).rstrip(b"=").decode()}
        case datetime() as value:
            return None, {"vs": value.isoformat()}
        case value:
            return None, {"vs": str(value)}


def _linear(kind: Quantity | None, primary: bool) -> Linear | None:
    if kind is None:
        return None
    if kind.senml is None:
        return CONVERTED.get(kind.unit)
    return SECONDARY.get(kind.senml) if primary else None


def _based(entries: Sequence[_Entry], name: str, version: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    current = next((one.time for one in entries), None)
    base: dict[str, Any] = {**version, "bn": name}
    if current is not None:
        base["bt"] = _seconds(current)
    for one in entries:
        time = {} if one.time == current else {"t": _seconds((one.time or 0) - (current or 0))}
        yield base | one.record("", time)
        base = {}


def _resolved(entries: Sequence[_Entry], name: str, version: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    timed = [(one.time, one) for one in entries if one.time is not None]
    if len(timed) < len(entries):
        raise ExportError(
            "a resolved SenML pack states when each reading was taken, in 1978 or later, and this payload does not "
            "say: decode it with received_at=…"
        )
    for time, one in sorted(timed, key=lambda pair: pair[0]):
        yield {**version, **one.record(name, {"t": _seconds(time)})}


def _seconds(time: int) -> int | float:
    return time / 1_000_000 if time % 1_000_000 else time // 1_000_000


def to_json(pack: Pack) -> str:
    """The pack as ``application/senml+json``.

    >>> to_json([{"bn": "urn:dev:mac:24e124ffff001234_", "n": "temperature", "u": "Cel", "v": 30.8}])
    '[{"bn":"urn:dev:mac:24e124ffff001234_","n":"temperature","u":"Cel","v":30.8}]'
    """
    return json.dumps(pack, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def to_cbor(pack: Pack) -> bytes:
    """The pack as ``application/senml+cbor``; needs the package cbor2, which ``redi-codecs[senml]`` brings.

    >>> to_cbor([{"n": "urn:dev:mac:24e124ffff001234_leak", "vb": False}]).hex()
    '81a2007821...'
    """
    try:
        import cbor2
    except ImportError:
        raise ExportError("writing CBOR needs cbor2: pip install 'redi-codecs[senml]'") from None
    records = [{_CBOR_LABELS[label]: _octets(label, value) for label, value in one.items()} for one in pack]
    return cbor2.dumps(records, canonical=True)


def _octets(label: str, value: Any) -> Any:
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)) if label == "vd" else value
