"""Milesight gateways with their embedded network server: HTTP and MQTT data forwarding as JSON.

Every message has a time. ``applicationID`` is a number or a text, as the firmware has it; the payload is base64. Where
a codec on the gateway takes the payload's place, what it made is in ``object`` and the bytes are gone: such a message
cannot be read. ChirpStack's ancestor, LoRa App Server 0.x and 1.x, sent the same, and is read as the same.

https://www.milesight.com/building-iot-gateway/en/application-guide/uplink-data.html ·
https://www.milesight.com/building-iot-gateway/en/application-guide/notification.html ·
https://support.milesight-iot.com/en/support/solutions/articles/73000600064
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from redi_codecs.errors import UplinkError
from redi_codecs.networks.events import Event as Told
from redi_codecs.networks.events import Events, kind_of
from redi_codecs.networks.fields import (
    Base64,
    CamelMessage,
    Count,
    DevEui,
    Hertz,
    Number,
    Part,
    Port,
    Rows,
    Time,
    needed,
    validated,
)
from redi_codecs.networks.server import Server
from redi_codecs.networks.uplink import Gateway, Uplink, frame
from redi_codecs.networks.values import data_rate, position

__all__ = ["SERVER"]

EVENTS: Events = (
    Told("ack", frozenset({"acknowledged"})),
    Told("log", frozenset({"error"})),
    Told("status", frozenset({"status"})),
    Told("uplink", frozenset({"data", "fPort", "rxInfo"})),
    Told("join", frozenset({"devAddr"})),
)


class RxInfo(CamelMessage):
    mac: str = ""
    rssi: Number | None = None
    snr: Annotated[Number | None, Field(alias="loRaSNR")] = None
    latitude: Number | None = None
    longitude: Number | None = None

    @property
    def gateway(self) -> Gateway:
        return Gateway(self.mac, self.rssi, self.snr, *position(self.latitude, self.longitude))


class Rate(CamelMessage):
    spread_factor: Count | None = None
    bandwidth: Number | None = None


class TxInfo(CamelMessage):
    frequency: Hertz | None = None
    data_rate: Part[Rate] = Rate()


class Event(CamelMessage):
    dev_eui: Annotated[DevEui, Field(alias="devEUI")]
    device_name: str | None = None
    time: Time = None


class UplinkEvent(Event):
    f_port: Port | None = None
    f_cnt: Count | None = None
    data: Base64 | None = None
    rx_info: Rows[RxInfo] = ()
    tx_info: Part[TxInfo] = TxInfo()


def parse(message: Mapping[str, Any]) -> Uplink:
    kind = kind_of(message, EVENTS, SERVER.title, "data")
    if kind != "uplink":
        event = validated(Event, message)
        return Uplink(SERVER.name, kind, event.dev_eui, received_at=event.time, device_name=event.device_name)
    if "data" not in message and message.get("object"):
        raise UplinkError("is missing: the gateway's own codec took the place of the payload", field="data")
    uplink = validated(UplinkEvent, message)
    needed("data", message, uplink.f_port)
    rate = uplink.tx_info.data_rate
    return frame(
        SERVER.name,
        dev_eui=uplink.dev_eui,
        f_port=uplink.f_port,
        payload=uplink.data,
        f_cnt=uplink.f_cnt,
        received_at=uplink.time,
        device_name=uplink.device_name,
        gateways=tuple(info.gateway for info in uplink.rx_info),
        data_rate=data_rate(rate.spread_factor, rate.bandwidth),
        frequency=uplink.tx_info.frequency,
    )


SERVER = Server(
    "milesight",
    "Milesight gateway",
    parse,
    signs=("devEUI",),
    marks=("time", "gatewaySN", "deviceID", "rxInfo.mac", "txInfo.dataRate"),
)
