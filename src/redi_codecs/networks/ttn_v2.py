"""The Things Network v2, until the end of 2021: uplinks and joins over MQTT and HTTP, and what its Data Storage kept.

An uplink has the DevEUI in ``hardware_serial`` and the payload in base64 in ``payload_raw``; metadata that are zero are
left out. A row of Data Storage has the device's id on the server alone, neither DevEUI nor port, and the fields that
somebody's payload function made beside the payload, which is ``raw``.

https://www.thethingsnetwork.org/docs/applications/mqtt/api/ ·
https://www.thethingsnetwork.org/docs/applications/storage/api/ ·
https://github.com/TheThingsNetwork/ttn (``core/types/uplink_message.go``, ``core/types/gateway_metadata.go``)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator

from redi_codecs.networks.fields import (
    Base64,
    DataRate,
    DevEui,
    MaybeNumber,
    Megahertz,
    Message,
    Number,
    Rows,
    TextCount,
    TextPort,
    Time,
    left_out,
    validated,
)
from redi_codecs.networks.server import Server
from redi_codecs.networks.uplink import Gateway, Uplink, frame
from redi_codecs.networks.values import position

__all__ = ["ACTIVATIONS", "SERVER", "STORAGE"]

NAME = "the-things-network-v2"

#: A gateway without a clock says "".
MaybeTime = Annotated[Time, BeforeValidator(lambda value: value or None)]


class GatewayMetadata(Message):
    gtw_id: str = ""
    time: MaybeTime = None
    rssi: Number | None = None
    snr: Number | None = None
    latitude: MaybeNumber = None
    longitude: MaybeNumber = None

    def gateway(self, lora: bool) -> Gateway:
        """The gateway that heard the frame; of LoRa, an SNR of 0 is left out."""
        snr = 0.0 if lora and self.snr is None and self.rssi is not None else self.snr
        return Gateway(self.gtw_id, self.rssi, snr, *position(self.latitude, self.longitude))


class Metadata(Message):
    time: MaybeTime = None
    frequency: Megahertz | None = None
    modulation: str | None = None
    data_rate: DataRate = None
    gateways: Rows[GatewayMetadata] = ()

    @property
    def is_lora(self) -> bool:
        """Whether it is not said to be another modulation."""
        return self.modulation in (None, "", "LORA")


class UplinkMessage(Message):
    dev_id: str | None = None
    hardware_serial: DevEui
    port: TextPort | None = None
    counter: TextCount = 0
    payload_raw: Base64 | None = None
    metadata: Metadata | None = None


class Activation(Message):
    dev_eui: DevEui
    metadata: Metadata | None = None


class Row(Message):
    device_id: str | None = None
    raw: Base64 | None = None
    time: Time = None


def parse(message: Mapping[str, Any]) -> Uplink:
    uplink = validated(UplinkMessage, message)
    metadata = uplink.metadata or Metadata()
    return frame(
        NAME,
        dev_eui=uplink.hardware_serial,
        f_port=left_out("port", uplink, "metadata") if uplink.port is None and uplink.payload_raw else uplink.port,
        payload=uplink.payload_raw,
        f_cnt=uplink.counter,
        received_at=metadata.time,
        device_name=uplink.dev_id or None,
        gateways=tuple(one.gateway(metadata.is_lora) for one in metadata.gateways),
        data_rate=metadata.data_rate,
        frequency=metadata.frequency,
    )


def parse_activation(message: Mapping[str, Any]) -> Uplink:
    """A join, as the topic ``…/events/activations`` has it: it names the device by its DevEUI alone."""
    told = validated(Activation, message)
    return Uplink(NAME, "join", told.dev_eui, received_at=told.metadata.time if told.metadata else None)


def parse_row(message: Mapping[str, Any]) -> Uplink:
    row = validated(Row, message)
    name = row.device_id or None
    return frame(NAME, dev_eui="", f_port=None, payload=row.raw, received_at=row.time, device_name=name)


SERVER = Server(NAME, "The Things Network v2", parse, signs=("dev_id", "hardware_serial"))
ACTIVATIONS = Server(
    NAME,
    "The Things Network v2 activations",
    parse_activation,
    signs=("app_eui", "dev_eui", "dev_addr", "metadata"),
)
STORAGE = Server(NAME, "The Things Network v2 Data Storage", parse_row, signs=("device_id", "raw", "time"))
