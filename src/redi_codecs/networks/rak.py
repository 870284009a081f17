"""RAK WisGate gateways with their built-in network server: MQTT and HTTP as JSON.

The messages look like those of ChirpStack v3, and are told by ``data_encode``: the payload is base64, or hex where that
says ``hexstring``. ``timestamp`` is in seconds.

https://docs.rakwireless.com/product-categories/wisgate/ (built-in network server, MQTT integration) ·
https://docs.rakwireless.com/product-categories/wisgate/rak7240/supported-lora-network-servers/
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from redi_codecs.networks.chirpstack_v3 import RxInfo
from redi_codecs.networks.fields import (
    Base64,
    CamelMessage,
    DevEui,
    Hertz,
    Hex,
    Rows,
    Seconds,
    TextCount,
    TextPort,
    needed,
    validated,
)
from redi_codecs.networks.server import Server
from redi_codecs.networks.uplink import Uplink, frame

__all__ = ["SERVER"]


class TxInfo(CamelMessage):
    frequency: Hertz | None = None


class UplinkMessage(CamelMessage):
    dev_eui: Annotated[DevEui, Field(alias="devEUI")]
    device_name: str | None = None
    timestamp: Annotated[Seconds | None, Field(alias="timestamp")] = None
    f_port: TextPort | None = None
    f_cnt: TextCount | None = None
    data_encode: Annotated[Literal["base64", "hexstring"], Field(alias="data_encode")]
    rx_info: Rows[RxInfo] = ()
    tx_info: TxInfo | None = None


class HexPayload(CamelMessage):
    data: Hex | None = None


class Base64Payload(CamelMessage):
    data: Base64 | None = None


def parse(message: Mapping[str, Any]) -> Uplink:
    uplink = validated(UplinkMessage, message)
    encoded: type[HexPayload | Base64Payload] = HexPayload if uplink.data_encode == "hexstring" else Base64Payload
    data = validated(encoded, message).data
    needed("data", message, uplink.f_port)
    return frame(
        SERVER.name,
        dev_eui=uplink.dev_eui,
        f_port=uplink.f_port,
        payload=data,
        f_cnt=uplink.f_cnt,
        received_at=uplink.timestamp,
        device_name=uplink.device_name,
        gateways=tuple(info.gateway for info in uplink.rx_info),
        frequency=uplink.tx_info.frequency if uplink.tx_info else None,
    )


SERVER = Server("rak-wisgate", "RAK WisGate", parse, signs=("devEUI", "data_encode"))
