"""What exports share: the end device and its place, times, and values that JSON can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from redi_codecs.dev_eui import hex_eui
from redi_codecs.errors import ExportError
from redi_codecs.instants import iso

if TYPE_CHECKING:
    from redi_codecs.layout.device import Device
    from redi_codecs.readings import Decoded

__all__ = ["described", "end_device", "geometry", "instant", "payloads_of", "plain", "understood"]

_GEOMETRIES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon")


def end_device(dev_eui: object) -> str:
    """A DevEUI, or a pseudonym of its shape, as 16 lowercase hex digits.

    >>> end_device("02-4F-52-00-00-00-01-01")
    '024f520000000101'
    >>> end_device("foyer")
    Traceback (most recent call last):
        ...
    redi_codecs.errors.ExportError: dev_eui: expected a DevEUI of 16 hex digits, saw 'foyer'
    """
    eui = hex_eui(dev_eui)
    if eui is None:
        raise ExportError(f"dev_eui: expected a DevEUI of 16 hex digits, saw {dev_eui!r}")
    return eui


def understood(decoded: Decoded | None) -> Decoded:
    """What was decoded; a message without payload has nothing to export.

    >>> understood(None)
    Traceback (most recent call last):
        ...
    redi_codecs.errors.ExportError: decoded: expected what a payload says, saw None: the message carries none (a join, \
a status, a position)
    """
    if decoded is None:
        raise ExportError(
            "decoded: expected what a payload says, saw None: the message carries none (a join, a status, a position)"
        )
    if not hasattr(decoded, "records"):
        hint = ", whose .decoded is one" if hasattr(decoded, "decoded") else ""
        raise ExportError(f"decoded: expected what a payload says, a Decoded, saw a {type(decoded).__name__}{hint}")
    return decoded


def payloads_of(seen: Iterable[Decoded | None]) -> Iterator[Decoded]:
    """Payloads that show what occurs in them; messages without one are passed over."""
    if isinstance(seen, str | Mapping) or not isinstance(seen, Iterable) or hasattr(seen, "records"):
        raise ExportError(f"seen: expected several of what payloads say, in a list, saw a {type(seen).__name__}")
    return (understood(one) for one in seen if one is not None)


def geometry(location: object) -> dict[str, Any]:
    """A GeoJSON geometry, checked as far as a slip of the pen goes.

    >>> geometry({"type": "Point", "coordinates": [8.24, 48.76]})
    {'type': 'Point', 'coordinates': [8.24, 48.76]}
    >>> geometry((48.76, 8.24))
    Traceback (most recent call last):
        ...
    redi_codecs.errors.ExportError: location: expected a GeoJSON geometry such as {'type': 'Point', \
'coordinates': [8.24, 48.76]}, longitude first, saw (48.76, 8.24)
    """
    if isinstance(location, Mapping) and location.get("type") in _GEOMETRIES:
        coordinates = location.get("coordinates")
        if location["type"] == "Point" and _is_position(coordinates):
            return dict(location)
        if location["type"] != "Point" and isinstance(coordinates, Sequence) and coordinates:
            return dict(location)
    raise ExportError(
        "location: expected a GeoJSON geometry such as {'type': 'Point', 'coordinates': [8.24, 48.76]}, "
        f"longitude first, saw {location!r}"
    )


def _is_position(coordinates: object) -> bool:
    if not isinstance(coordinates, Sequence) or not 2 <= len(coordinates) <= 3:
        return False
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in coordinates):
        return False
    longitude, latitude = map(float, coordinates[:2])
    return -180 <= longitude <= 180 and -90 <= latitude <= 90


def instant(time: datetime) -> str:
    """A time as both vocabularies write it: UTC, with a Z."""
    return iso(time.astimezone(UTC))


def plain(value: Any) -> Any:
    """A value that JSON can hold: bytes as hex, a time as text."""
    if isinstance(value, bytes):
        return value.hex()
    return instant(value) if isinstance(value, datetime) else value


def described(device: str | Device) -> Device:
    """The declaration of a device: as given, or by its id."""
    from redi_codecs.device_codec import codec  # above this module, and only needed for what a declaration says

    return codec(device).device
