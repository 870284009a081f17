"""Everynet: the messages of its Data API, told by their ``type``.

Times are seconds, frequencies MHz, bandwidths Hz. The payload is base64; ``encrypted_payload`` stands beside it, and
alone where Everynet does not have the AppSKey.

https://ns.docs.everynet.io/data-api/uplink-message.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from redi_codecs.errors import UplinkError
from redi_codecs.networks.fields import (
    Base64,
    DevEui,
    Megahertz,
    Message,
    Seconds,
    TextCount,
    TextNumber,
    TextPort,
    validated,
)
from redi_codecs.networks.server import Server
from redi_codecs.networks.uplink import Gateway, Kind, Uplink, frame
from redi_codecs.networks.values import lora_rate, position

__all__ = ["SERVER"]

KINDS: Mapping[str, Kind] = {
    "uplink": "uplink",
    "downlink": "downlink",
    "downlink_request": "downlink",
    "downlink_response": "downlink",
    "downlink_claim": "downlink",
    "join_request": "join",
    "join_accept": "join",
    "location": "location",
    "status_request": "status",
    "status_response": "status",
    "info": "log",
    "warning": "log",
    "error": "log",
}


class Meta(Message):
    device: DevEui
    gateway: str | None = None
    time: Seconds | None = None


class Place(Message):
    lat: TextNumber | None = None
    lng: TextNumber | None = None


class Hardware(Message):
    rssi: TextNumber | None = None
    snr: TextNumber | None = None
    gps: Place | None = None


class Modulation(Message):
    spreading: TextCount | None = None
    bandwidth: TextNumber | None = None


class Radio(Message):
    freq: Megahertz | None = None
    modulation: Modulation | None = None
    hardware: Hardware | None = None


class Params(Message):
    rx_time: Seconds | None = None
    port: TextPort | None = None
    counter_up: TextCount | None = None
    payload: Base64 | None = None
    encrypted_payload: str | None = None
    radio: Radio | None = None


class Other(Message):
    meta: Meta


class UplinkMessage(Other):
    params: Params


def parse(message: Mapping[str, Any]) -> Uplink:
    type = message["type"]
    kind = KINDS.get(type, "service") if isinstance(type, str) else "service"
    if kind != "uplink":
        other = validated(Other, message)
        return Uplink(SERVER.name, kind, other.meta.device, received_at=other.meta.time)
    uplink = validated(UplinkMessage, message)
    meta, params = uplink.meta, uplink.params
    if params.port != 0 and not params.payload and params.encrypted_payload:
        raise UplinkError("is encrypted: Everynet does not have the device's AppSKey", field="params.payload")
    radio = params.radio or Radio()
    modulation = radio.modulation or Modulation()
    return frame(
        SERVER.name,
        dev_eui=meta.device,
        f_port=params.port,
        payload=params.payload,
        f_cnt=params.counter_up,
        received_at=params.rx_time or meta.time,
        gateways=_gateways(meta.gateway, radio.hardware),
        data_rate=lora_rate(modulation.spreading, modulation.bandwidth),
        frequency=radio.freq,
    )


def _gateways(id: str | None, hardware: Hardware | None) -> tuple[Gateway, ...]:
    if id is None and hardware is None:
        return ()
    heard = hardware or Hardware()
    place = heard.gps or Place()
    return (Gateway(id or "", heard.rssi, heard.snr, *position(place.lat, place.lng)),)


SERVER = Server("everynet", "Everynet", parse, signs=("type", "meta", "params"))
