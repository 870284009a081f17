"""AWS IoT Core for LoRaWAN: what it hands to a rule of the destination.

The payload is base64, all about the frame in ``WirelessMetadata.LoRaWAN``. Numbers are texts or numbers, the data rate
is an index, the port is ``FPort`` or ``Fport``; older messages have neither spreading factor nor bandwidth.

https://docs.aws.amazon.com/iot-wireless/latest/developerguide/lorawan-uplink-metadata-format.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AliasChoices, Field
from pydantic.alias_generators import to_pascal

from redi_codecs.networks.fields import (
    Base64,
    DevEui,
    Hertz,
    Message,
    Rows,
    TextCount,
    TextNumber,
    TextPort,
    Time,
    needed,
    validated,
)
from redi_codecs.networks.server import Server
from redi_codecs.networks.uplink import Gateway, Uplink, frame
from redi_codecs.networks.values import data_rate

__all__ = ["SERVER"]


class PascalMessage(Message, alias_generator=to_pascal):
    """Part of a message whose fields are written as in PascalCase."""


class GatewayInfo(PascalMessage):
    gateway_eui: str = ""
    rssi: TextNumber | None = None
    snr: TextNumber | None = None

    @property
    def gateway(self) -> Gateway:
        return Gateway(self.gateway_eui, self.rssi, self.snr)


class LoRaWAN(PascalMessage):
    dev_eui: DevEui
    f_port: Annotated[TextPort | None, Field(validation_alias=AliasChoices("FPort", "Fport"))] = None
    f_cnt: TextCount | None = None
    frequency: Hertz | None = None
    spreading_factor: TextCount | None = None
    bandwidth: TextNumber | None = None
    timestamp: Time = None
    gateways: Rows[GatewayInfo] = ()


class WirelessMetadata(Message):
    lorawan: Annotated[LoRaWAN, Field(alias="LoRaWAN")]


class UplinkMessage(Message):
    payload: Annotated[Base64 | None, Field(alias="PayloadData")] = None
    metadata: Annotated[WirelessMetadata, Field(alias="WirelessMetadata")]


def parse(message: Mapping[str, Any]) -> Uplink:
    uplink = validated(UplinkMessage, message)
    lorawan = uplink.metadata.lorawan
    needed("PayloadData", message, lorawan.f_port)
    return frame(
        SERVER.name,
        dev_eui=lorawan.dev_eui,
        f_port=lorawan.f_port,
        payload=uplink.payload,
        f_cnt=lorawan.f_cnt,
        received_at=lorawan.timestamp,
        gateways=tuple(info.gateway for info in lorawan.gateways),
        data_rate=data_rate(lorawan.spreading_factor, lorawan.bandwidth),
        frequency=lorawan.frequency,
    )


SERVER = Server("aws-iot-core", "AWS IoT Core for LoRaWAN", parse, signs=("WirelessDeviceId", "WirelessMetadata"))
