"""Readings as InfluxDB line protocol, for InfluxDB, Telegraf, VictoriaMetrics, QuestDB and whatever else reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final, Literal

from redi_codecs.errors import ExportError
from redi_codecs.exports._entity import end_device, plain, understood
from redi_codecs.exports._measured import measured
from redi_codecs.instants import microseconds
from redi_codecs.readings import Decoded, Reading

__all__ = ["Precision", "lines"]

Precision = Literal["ns", "us", "ms", "s"]

_NANOSECONDS: Final[Mapping[str, int]] = MappingProxyType({"ns": 1, "us": 10**3, "ms": 10**6, "s": 10**9})
_INTEGERS: Final = range(-(2**63), 2**63)
_TIMES: Final = range(-(2**63) + 2, 2**63 - 1)
"""Nanoseconds since 1970 that InfluxDB can store: 1677 to 2262."""
_TAKEN: Final = ("channel", "dev_eui", "device", "place", "time")
_UNFIT: Final = re.compile(r"[\\\x00-\x1f\x7f]")
_SPECIAL: Final = str.maketrans({",": r"\,", "=": r"\=", " ": r"\ "})
_QUOTED: Final = str.maketrans({'"': r"\"", "\\": r"\\", "\n": r"\\n", "\r": r"\\r"})

_Point = tuple[datetime | None, str, int | None]


def lines(
    decoded: Decoded | None,
    dev_eui: str,
    *,
    measurement: str = "lorawan",
    precision: Precision = "ns",
    tags: Mapping[str, str] = MappingProxyType({}),
    sensitive: bool = False,
) -> Iterator[str]:
    """The readings of a payload, a line for each time, place and channel.

    >>> import redi_codecs
    >>> from datetime import UTC, datetime
    >>> noon = datetime(2026, 7, 1, 12, tzinfo=UTC)
    >>> decoded = redi_codecs.decode("milesight-iot/em300-th", "03673401 046865", 85, received_at=noon)
    >>> for line in lines(decoded, "24e124ffff001234", precision="s", tags={"city": "Bühl"}):
    ...     print(line)
    lorawan,city=Bühl,dev_eui=24e124ffff001234,device=milesight-iot/em300-th temperature=30.8,humidity=50.5 1782907200

    Tags are the DevEUI, the device, the place unless it is the air, the channel if there is one, and what ``tags``
    adds. A field's key is the quantity with the statistic behind (``temperature``, ``temperature_max``), so that it has
    one type whatever the device: numbers with a unit are floats, counts are integers, truth values booleans, all else
    is a string. Where a reading has a status its key is followed by one that ends in ``_status``, also where there is
    no value: ``temperature_status="fault"``.

    A line without a timestamp is stored with the time at which it is written: that is so where the payload has no time
    and none was given when decoding. Left out are records of the past without a time, times before 1677 or after 2262,
    and sensitive quantities unless ``sensitive`` is true.
    """
    if precision not in _NANOSECONDS:
        raise ExportError(f"precision: expected one of {', '.join(_NANOSECONDS)}, saw {precision!r}")
    decoded, name = understood(decoded), _measurement(measurement)
    shared = _tags({**_own(tags), "dev_eui": end_device(dev_eui), "device": decoded.device})
    points: dict[_Point, dict[str, str]] = {}
    for one in measured(decoded, sensitive=sensitive):
        fields = points.setdefault((one.time, one.place, one.channel), {})
        for key, value in _fields(one):
            fields.setdefault(key, value)
    for (time, place, channel), fields in points.items():
        stamp = _stamp(time, precision)
        if fields and stamp is not None:
            # The server sorts tags if nobody else does.
            series = ",".join((name, *sorted((*shared, *_where(place, channel)))))
            yield f"{series} {','.join(f'{key}={value}' for key, value in fields.items())}{stamp}"


def _fields(reading: Reading) -> Iterator[tuple[str, str]]:
    key = reading.quantity or reading.name
    if reading.statistic != "last":
        key = f"{key}_{reading.statistic}"
    kind = reading.field.kind
    value = _written(reading.value, always_float=kind is not None and kind.type == "float")
    if value is not None:
        yield key, value
    if reading.status is not None:
        yield f"{key}_status", _string(reading.status)


def _written(value: object, *, always_float: bool) -> str | None:
    match value:
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case int() if not always_float:
            return f"{value}i" if value in _INTEGERS else None
        case int() | float():
            return repr(float(value))
        case _:
            return _string(str(plain(value)))


def _string(text: str) -> str:
    return f'"{text.translate(_QUOTED)}"'


def _stamp(time: datetime | None, precision: Precision) -> str | None:
    if time is None:
        return ""
    nanoseconds = microseconds(time) * 1000
    return f" {nanoseconds // _NANOSECONDS[precision]}" if nanoseconds in _TIMES else None


def _measurement(name: str) -> str:
    if name.startswith(("#", "_")):
        raise ExportError(f"measurement: expected a name without # (a comment) or _ before it, saw {name!r}")
    return _escaped("measurement", name).replace(r"\=", "=")


def _own(tags: Mapping[str, str]) -> Mapping[str, str]:
    for key in tags:
        if key in _TAKEN or key.startswith("_"):
            raise ExportError(f"tag {key}: expected a name without _ before it, and none of {', '.join(_TAKEN)}")
    return tags


def _tags(tags: Mapping[str, str]) -> list[str]:
    return [f"{_escaped('name of a tag', key)}={_escaped(f'tag {key}', value)}" for key, value in tags.items()]


def _where(place: str, channel: int | None) -> Iterator[str]:
    if place != "air":
        yield f"place={place}"
    if channel is not None:
        yield f"channel={channel}"


def _escaped(what: str, text: object) -> str:
    """A backslash before a comma can be read in two ways, and a line ends where it is broken: there is no escape."""
    if not isinstance(text, str):
        raise ExportError(f"{what}: expected a text, saw {text!r}, {type(text).__name__}: {str(text)!r} would be one")
    if not text:
        raise ExportError(f"{what}: expected a text, saw an empty one")
    if _UNFIT.search(text):
        raise ExportError(f"{what}: expected a text without backslash and control characters, saw {text!r}")
    return text.translate(_SPECIAL)
