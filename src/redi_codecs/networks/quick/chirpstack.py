"""The usual uplinks, joins and statuses of ChirpStack v4; see :mod:`redi_codecs.networks.chirpstack`."""

from __future__ import annotations

import json as python
from typing import Annotated, Any

from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from redi_codecs.dev_eui import hex_eui
from redi_codecs.networks.hints import tagged
from redi_codecs.networks.quick.reader import JOIN, STATUS, UPLINK, Known, Usual, textual
from redi_codecs.networks.quick.times import moment
from redi_codecs.networks.uplink import Gateway, Uplink
from redi_codecs.networks.values import hertz, lora_rate, position

__all__ = ["USUAL"]

Number = Annotated[float, Meta(ge=-1e15, le=1e15)] | None
Count = Annotated[int, Meta(ge=0, le=0xFFFF_FFFF)]


class Location(Struct, gc=False, rename="camel"):
    latitude: Number = None
    longitude: Number = None


class Metadata(Struct, gc=False):
    """Where Helium's packet router says places; in whatever type, as no value is wrong."""

    gateway_lat: Raw = Raw()
    gateway_long: Raw = Raw()


class RxInfo(Struct, gc=False, rename="camel"):
    gateway_id: str = ""
    rssi: Number = None
    snr: Number = None
    location: Location | None = None
    metadata: Metadata | None = None


class TxInfo(Struct, gc=False, rename="camel"):
    frequency: Annotated[int, Meta(ge=0, lt=10**12)] | None = None
    modulation: Raw = Raw()


class Lora(Struct, gc=False, rename="camel"):
    spreading_factor: Count | None = None
    bandwidth: Annotated[int, Meta(ge=0, lt=10**12)] | None = None


class Modulation(Struct, gc=False, rename="camel"):
    lora: Lora | None = None
    fsk: dict[str, Any] | None = None
    lr_fhss: dict[str, Any] | None = None


class DeviceInfo(Struct, gc=False, rename="camel"):
    dev_eui: str
    device_name: str | None = None
    tags: Raw = Raw()


class Event(Struct, gc=False, rename="camel", forbid_unknown_fields=True, kw_only=True):
    time: str | None = None
    device_info: DeviceInfo
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


def _tagged(content: Any) -> tuple[str | None]:
    from redi_codecs.networks import chirpstack as careful
    from redi_codecs.networks.fields import validated

    return (tagged(validated(careful.DeviceInfo, {"devEui": "0" * 16, "tags": content}).tags or {}),)


def _rate(content: Any) -> tuple[str | None]:
    from redi_codecs.networks import chirpstack as careful
    from redi_codecs.networks.fields import validated

    return (validated(careful.TxInfo, {"modulation": content}).data_rate,)


def _meant(told: Modulation | None) -> tuple[str | None]:
    lora = told.lora if told else None
    return (lora_rate(lora.spreading_factor, hertz(lora.bandwidth)) if lora else None,)


_EUIS = Known(hex_eui)
_TAGS = Known(_tagged, (None,), (dict[str, str] | None, lambda tags: (tagged(tags or {}),)))
_RATES = Known(_rate, (None,), (Modulation | None, _meant))


def _who(eui: str, tags: bytes) -> tuple[str, str | None] | None:
    found, device = _EUIS[eui], _TAGS[tags]
    return None if not found or device is None else (found, device[0])


def _radio(modulation: bytes, frequency: bytes) -> bool:
    return _RATES[modulation] is not None


def _uplink(message: UplinkEvent) -> Uplink | None:
    told, radio, time = message.device_info, message.tx_info, moment(message.time)
    info = _who(told.dev_eui, bytes(told.tags))
    frequency, rate = (None, (None,)) if radio is UNSET else (radio.frequency, _RATES[bytes(radio.modulation)])
    if info is None or rate is None or time is ... or not message.data or textual(message.data):
        return None
    if any(heard.snr is None for heard in message.rx_info or ()):  # left out, it may be 0
        return None
    return Uplink(
        "chirpstack",
        "uplink",
        info[0],
        message.f_port,
        message.data,
        message.f_cnt,
        time,
        info[1],
        told.device_name,
        tuple(map(_gateway, message.rx_info or ())),
        rate[0],
        hertz(frequency),
    )


def _gateway(heard: RxInfo) -> Gateway:
    place = position(heard.location.latitude, heard.location.longitude) if heard.location else (None, None)
    if place[0] is None and (told := heard.metadata) and (latitude := bytes(told.gateway_lat)):
        from redi_codecs.networks import chirpstack as careful
        from redi_codecs.networks.fields import validated

        texts = {
            "gateway_lat": python.loads(latitude),
            "gateway_long": python.loads(bytes(told.gateway_long) or "null"),
        }
        read = validated(careful.Metadata, texts)
        place = position(read.gateway_lat, read.gateway_long)
    return Gateway(heard.gateway_id, heard.rssi, heard.snr, *place)


_HEAD = {"deviceInfo.devEui": "eui", "deviceInfo.tags": "hint", "time": "time"}
_UPLINK = _HEAD | {"txInfo.modulation": "rate", "fPort": "port", "data": "payload"}

USUAL = (
    Usual(UplinkEvent, UPLINK, _UPLINK, _who, _radio, _uplink),
    Usual(StatusEvent, STATUS, _HEAD, _who, _radio),
    Usual(JoinEvent, JOIN, _HEAD, _who, _radio),
)
