"""What the tests of the exports share: payloads of every device, and readings that no device of the catalogue has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import redi_codecs
from declared import DECLARED
from redi_codecs.checking import mutations
from redi_codecs.errors import DecodeError
from redi_codecs.layout.device import Device
from redi_codecs.quantities import quantity
from redi_codecs.readings import Attribute, Decoded, Field, Reading, Record

DEVICES = DECLARED
DEV_EUI = "024f52ffff000107"
NOON = datetime(2026, 7, 1, 12, 0, 0, 250_000, tzinfo=UTC)
ELEVEN = NOON - timedelta(hours=1)
TEN = NOON - timedelta(hours=2)


@cache
def samples(device: Device) -> tuple[Decoded, ...]:
    """The device's vectors, with and without a time of reception, and payloads near them that it could have sent."""
    found = []
    for vector in device.vectors:
        port = vector.f_port
        assert port is not None
        found += [redi_codecs.decode(device, vector.payload, port, received_at=time) for time in (NOON, None)]
    for payload, port in mutations(device, 1):
        try:
            found.append(redi_codecs.decode(device, payload, port, received_at=NOON))
        except DecodeError:
            continue
    return tuple(found)


@dataclass
class Said:
    """A payload's content, put together by hand."""

    readings: tuple[Reading, ...] = ()
    records: tuple[Record, ...] = ()
    time: datetime | None = NOON
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    device: str = "acme/tester"


def read(key: str, value: Any, *, time: datetime | None = NOON, status: str | None = None, **more: Any) -> Reading:
    """A reading of a quantity; its name is the quantity's, with place, channel and statistic behind."""
    parts = (more.get("place", "air"), more.get("channel"), more.get("statistic", "last"))
    name = "_".join([key, *(str(one) for one in parts if one not in ("air", "last", None))])
    return Reading(Field(name, quantity(key), **more), value, time, status)


def past(time: datetime | None, *readings: Reading) -> Record:
    """A record whose readings have its time."""
    return Record("history", time, tuple(Reading(one.field, one.value, time, one.status) for one in readings), {})
