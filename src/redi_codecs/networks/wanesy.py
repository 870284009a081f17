"""Kerlink Wanesy Management Center: what it pushes to ``…/dataUp`` as JSON.

The payload is hex or base64, as ``encodingType`` says, and hex where it does not. Times are milliseconds, frequencies
MHz. How much of the radio is told is set per application: payload, radio or network.

https://wikikerlink.fr/wanesy-ran/doku.php?id=wiki:wiki3:api_migration_guide
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from redi_codecs.errors import UplinkError
from redi_codecs.networks.fields import (
    Base64,
    CamelMessage,
    Count,
    DataRate,
    DevEui,
    Hex,
    Megahertz,
    Milliseconds,
    Number,
    Port,
    Rows,
    needed,
    validated,
)
from redi_codecs.networks.server import Server
from redi_codecs.networks.uplink import Gateway, Uplink, frame
from redi_codecs.networks.values import position

__all__ = ["SERVER"]


class EndDevice(CamelMessage):
    dev_eui: DevEui


class GwInfo(CamelMessage):
    gw_eui: str = ""
    rssi: Number | None = None
    snr: Number | None = None
    latitude: Number | None = None
    longitude: Number | None = None

    @property
    def gateway(self) -> Gateway:
        return Gateway(self.gw_eui, self.rssi, self.snr, *position(self.latitude, self.longitude))


class DataUp(CamelMessage):
    end_device: EndDevice
    f_port: Port | None = None
    f_cnt_up: Count | None = None
    encrypted: bool | None = None
    encoding_type: Literal["HEXA", "BASE64"] | None = None
    recv_time: Milliseconds | None = None
    ul_frequency: Megahertz | None = None
    data_rate: DataRate = None
    gw_info: Rows[GwInfo] = ()


class Payload(CamelMessage):
    payload: bytes | None = None


class HexPayload(Payload):
    payload: Hex | None = None


class Base64Payload(Payload):
    payload: Base64 | None = None


def parse(message: Mapping[str, Any]) -> Uplink:
    up = validated(DataUp, message)
    encoded: type[Payload] = Base64Payload if up.encoding_type == "BASE64" else HexPayload
    payload = validated(encoded, message).payload or b""
    needed("payload", message, up.f_port)
    if payload and up.f_port != 0 and up.encrypted:
        raise UplinkError("is encrypted: Wanesy does not have the device's AppSKey", field="payload")
    return frame(
        SERVER.name,
        dev_eui=up.end_device.dev_eui,
        f_port=up.f_port,
        payload=payload,
        f_cnt=up.f_cnt_up,
        received_at=up.recv_time,
        gateways=tuple(info.gateway for info in up.gw_info),
        data_rate=up.data_rate,
        frequency=up.ul_frequency,
    )


SERVER = Server("wanesy", "Kerlink Wanesy", parse, signs=("endDevice", "fCntUp"))
