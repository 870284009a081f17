"""The usual uplinks, joins and statuses of ChirpStack v4; see :mod:`redi_codecs.networks.chirpstack`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, json

from redi_codecs.networks import chirpstack as careful
from redi_codecs.networks.fields import validated
from redi_codecs.networks.hints import tagged
from redi_codecs.networks.quick.reader import EMPTY, JOIN, STATUS, UPLINK, Known, Read, Usual, plain
from redi_codecs.networks.quick.times import DOUBT, microseconds

__all__ = ["USUAL"]

Number = Annotated[float, Meta(ge=-1e15, le=1e15)] | None
Count = Annotated[int, Meta(ge=0, le=0xFFFF_FFFF)]


class Location(Struct, gc=False, rename="camel"):
    latitude: Number = None
    longitude: Number = None


class Metadata(Struct, gc=False):
    """Places are read as they are, in whatever type: no value is wrong."""


class RxInfo(Struct, gc=False, rename="camel"):
    gateway_id: str = ""
    rssi: Number = None
    snr: Number = None
    location: Location | None = None
    metadata: Metadata | None = None


class TxInfo(Struct, gc=False, rename="camel"):
    frequency: Annotated[int, Meta(ge=0, lt=10**12)] | None = None
    modulation: Raw = Raw()


class Event(Struct, gc=False, rename="camel", forbid_unknown_fields=True, kw_only=True):
    time: str | None = None
    device_info: Raw
    deduplication_id: Raw = Raw()
    region_config_id: Raw = Raw()


class UplinkEvent(Event, gc=False, rename="camel", forbid_unknown_fields=True, kw_only=True):
    f_port: Annotated[int, Meta(ge=1, le=255)]
    f_cnt: Count = 0
    data: bytes = b""
    rx_info: list[RxInfo] | None = None
    tx_info: TxInfo | UnsetType = UNSET
    dev_addr: Raw = Raw()
    adr: Raw = Raw()
    dr: Raw = Raw()
    confirmed: Raw = Raw()
    object: Raw = Raw()


class JoinEvent(Event, gc=False, rename="camel", forbid_unknown_fields=True, kw_only=True):
    dev_addr: Annotated[str, Meta(min_length=1)]


class StatusEvent(Event, gc=False, rename="camel", forbid_unknown_fields=True, kw_only=True):
    margin: Annotated[int, Meta(ge=1)]
    battery_level: Annotated[float, Meta(gt=0)]
    battery_level_unavailable: Raw = Raw()
    external_power_source: Raw = Raw()


def _info(content: Any) -> tuple[str, str | None]:
    info = validated(careful.DeviceInfo, content)
    return info.dev_eui, tagged(info.tags or {})


def _modulation(content: Any) -> bool:
    return bool(validated(careful.Modulation, content))


_INFOS = Known(_info)
_MODULATIONS = Known(_modulation, True)


def _common(messages: Sequence[Event]) -> tuple[list[tuple[str, str | None] | None], Any]:
    return [_INFOS[bytes(one.device_info)] for one in messages], microseconds([one.time for one in messages])


def _uplinks(messages: Sequence[UplinkEvent]) -> Read:
    infos, times = _common(messages)
    payloads = [one.data for one in messages]
    rates = [one.tx_info is UNSET or _MODULATIONS[bytes(one.tx_info.modulation)] for one in messages]
    kinds = [
        0 if info is None or not rate or bad else EMPTY if not payload else UPLINK if plain(payload) else 0
        for info, rate, bad, payload in zip(infos, rates, (times == DOUBT).tolist(), payloads, strict=True)
    ]  # fmt: skip
    return Read(kinds, *_apart(infos), [one.f_port for one in messages], payloads, times)


def _others(messages: Sequence[Event], kind: int) -> Read:
    infos, times = _common(messages)
    kinds = [0 if one is None or bad else kind for one, bad in zip(infos, (times == DOUBT).tolist(), strict=True)]
    count = len(messages)
    return Read(kinds, *_apart(infos), [0] * count, [b""] * count, times)


def _apart(infos: Sequence[tuple[str, str | None] | None]) -> tuple[list[str], list[str | None]]:
    known = [one or ("", None) for one in infos]
    return [eui for eui, _ in known], [device for _, device in known]


def _joins(messages: Sequence[Event]) -> Read:
    return _others(messages, JOIN)


def _statuses(messages: Sequence[Event]) -> Read:
    return _others(messages, STATUS)


USUAL = (
    Usual(json.Decoder(UplinkEvent).decode, _uplinks),
    Usual(json.Decoder(StatusEvent).decode, _statuses),
    Usual(json.Decoder(JoinEvent).decode, _joins),
)
