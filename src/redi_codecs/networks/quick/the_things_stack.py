"""The usual uplinks and joins of The Things Stack v3; see :mod:`redi_codecs.networks.the_things_stack`."""

from __future__ import annotations

import json
from typing import Annotated, Any

from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from redi_codecs.dev_eui import hex_eui
from redi_codecs.networks.hints import named
from redi_codecs.networks.quick.reader import JOIN, UPLINK, Known, Usual, textual
from redi_codecs.networks.quick.times import moment
from redi_codecs.networks.uplink import Gateway, Uplink
from redi_codecs.networks.values import hertz, lora_rate, position

__all__ = ["USUAL"]

Number = Annotated[float, Meta(ge=-1e15, le=1e15)] | None
Count = Annotated[int, Meta(ge=0, le=0xFFFF_FFFF)]


class GatewayIds(Struct, gc=False):
    gateway_id: str | None = None
    eui: str | None = None


class PacketBroker(Struct, gc=False):
    forwarder_gateway_id: str | None = None
    forwarder_gateway_eui: str | None = None


class Location(Struct, gc=False):
    latitude: Number = None
    longitude: Number = None


class RxMetadata(Struct, gc=False):
    gateway_ids: GatewayIds | UnsetType = UNSET
    packet_broker: PacketBroker | None = None
    rssi: Number = None
    snr: Number = None
    location: Location | UnsetType = UNSET


class Settings(Struct, gc=False):
    data_rate: Raw = Raw()
    frequency: str | int | None = None


class UplinkMessage(Struct, gc=False):
    f_port: Annotated[int, Meta(ge=1, le=255)]
    f_cnt: Count = 0
    frm_payload: bytes = b""
    rx_metadata: list[RxMetadata] | None = None
    settings: Settings | UnsetType = UNSET
    received_at: str | None = None
    version_ids: Raw = Raw()
    app_s_key: Raw = Raw()


class EndDeviceIds(Struct, gc=False):
    dev_eui: str
    device_id: str | None = None


class ApplicationUp(Struct, gc=False, forbid_unknown_fields=True):
    end_device_ids: EndDeviceIds
    uplink_message: UplinkMessage
    received_at: str | None = None
    correlation_ids: Raw = Raw()


class Stored(Struct, gc=False, forbid_unknown_fields=True):
    result: ApplicationUp


class JoinAccept(Struct, gc=False):
    received_at: Raw = Raw()


class Join(Struct, gc=False, forbid_unknown_fields=True):
    end_device_ids: EndDeviceIds
    join_accept: JoinAccept
    received_at: str | None = None
    correlation_ids: Raw = Raw()


class VersionIds(Struct, gc=False):
    brand_id: str | None = None
    model_id: str | None = None
    hardware_version: str | None = None
    firmware_version: str | None = None


class Lora(Struct, gc=False):
    spreading_factor: Count | None = None
    bandwidth: Annotated[int, Meta(ge=0, lt=10**12)] | None = None


class Rate(Struct, gc=False):
    lora: Lora | None = None
    fsk: dict[str, Any] | None = None
    lrfhss: dict[str, Any] | None = None


def _device(content: Any) -> tuple[str | None]:
    from redi_codecs.networks import the_things_stack as careful
    from redi_codecs.networks.fields import validated

    return (validated(careful.VersionIds, content).device,)


def _named(told: VersionIds | None) -> tuple[str | None]:
    return (named(told.brand_id, told.model_id, told.firmware_version, told.hardware_version) if told else None,)


def _rate(content: Any) -> tuple[str | None]:
    from redi_codecs.networks import the_things_stack as careful
    from redi_codecs.networks.fields import validated

    return (validated(careful.Settings, {"data_rate": content}).lora,)


def _meant(told: Rate | None) -> tuple[str | None]:
    lora = told.lora if told else None
    return (lora_rate(lora.spreading_factor, hertz(lora.bandwidth)) if lora else None,)


def _frequency(value: Any) -> tuple[int | None] | None:
    found = hertz(value)
    return (found,) if value is None or found is not None else None


_EUIS = Known(hex_eui)
_DEVICES = Known(_device, (None,), (VersionIds | None, _named))
_RATES = Known(_rate, (None,), (Rate | None, _meant))
_FREQUENCIES = Known(_frequency)
_NOTHING = Settings()


def _who(eui: str, version: bytes) -> tuple[str, str | None] | None:
    found, device = _EUIS[eui], _DEVICES[version]
    return None if not found or device is None else (found, device[0])


def _radio(rate: bytes, frequency: bytes) -> bool:
    told = json.loads(frequency or b"null")
    if isinstance(told, bool | float | list | dict):
        return False
    return _RATES[rate] is not None and _FREQUENCIES[told] is not None


def _uplink(message: ApplicationUp) -> Uplink | None:
    up = message.uplink_message
    settings = _NOTHING if up.settings is UNSET else up.settings
    eui, device = _EUIS[message.end_device_ids.dev_eui], _DEVICES[bytes(up.version_ids)]
    rate, frequency = _RATES[bytes(settings.data_rate)], _FREQUENCIES[settings.frequency]
    inner, outer = moment(up.received_at), moment(message.received_at)
    if not eui or device is None or rate is None or frequency is None or inner is ... or outer is ...:
        return None
    if not up.frm_payload or textual(up.frm_payload) or bytes(up.app_s_key):
        return None
    if any(heard.snr is None for heard in up.rx_metadata or ()):  # left out, it may be 0
        return None
    return Uplink(
        "the-things-stack",
        "uplink",
        eui,
        up.f_port,
        up.frm_payload,
        up.f_cnt,
        inner or outer,
        device[0],
        message.end_device_ids.device_id,
        tuple(map(_gateway, up.rx_metadata or ())),
        rate[0],
        frequency[0],
    )


def _gateway(heard: RxMetadata) -> Gateway:
    ids = heard.gateway_ids
    id = None if ids is UNSET else ids.gateway_id or ids.eui
    if broker := heard.packet_broker:
        id = broker.forwarder_gateway_id or broker.forwarder_gateway_eui or id
    if (place := heard.location) is UNSET:
        return Gateway(id or "", heard.rssi, heard.snr)
    return Gateway(id or "", heard.rssi, heard.snr, *position(place.latitude, place.longitude))


_UPLINK = {
    "end_device_ids.dev_eui": "eui",
    "uplink_message.version_ids": "hint",
    "uplink_message.settings.data_rate": "rate",
    "uplink_message.settings.frequency": "frequency",
    "uplink_message.f_port": "port",
    "uplink_message.frm_payload": "payload",
    "uplink_message.received_at": "time",
    "received_at": "outer_time",
    "uplink_message.app_s_key": "refused",  # with which the payload is still encrypted
}
_JOIN = {"end_device_ids.dev_eui": "eui", "received_at": "time"}
_STORED = {f"result.{field}": place for field, place in _UPLINK.items()}

USUAL = (
    Usual(ApplicationUp, UPLINK, _UPLINK, _who, _radio, _uplink),
    Usual(Join, JOIN, _JOIN, _who, _radio),
    Usual(Stored, UPLINK, _STORED, _who, _radio, lambda message: _uplink(message.result)),
)
