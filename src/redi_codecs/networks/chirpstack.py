"""ChirpStack v4: the events of its HTTP and MQTT integrations as JSON.

Every event names its device under ``deviceInfo``; which event it is stands in the URL or the MQTT topic and not in
the message, so that it is told by the fields that only this event has. Fields that are zero may be left out, or the
fields of all events be there with zeros. ``joinServerContext`` says that ChirpStack does not have the AppSKey and hands
on what it cannot decrypt. Helium's network is used through ChirpStack today; its packet router puts a gateway's place
into ``rxInfo.metadata``.

https://www.chirpstack.io/docs/chirpstack/integrations/events.html ·
https://github.com/helium/helium-packet-router
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from redi_codecs.errors import UplinkError
from redi_codecs.networks.events import Event as Told
from redi_codecs.networks.events import Events, has_value, kind_of
from redi_codecs.networks.fields import (
    Base64,
    CamelMessage,
    Count,
    DevEui,
    Hertz,
    MaybeNumber,
    Message,
    Number,
    Part,
    Port,
    Rows,
    Time,
    left_out,
    validated,
)
from redi_codecs.networks.hints import tagged
from redi_codecs.networks.server import Server
from redi_codecs.networks.uplink import Gateway, Uplink, frame
from redi_codecs.networks.values import lora_rate, position

__all__ = ["SERVER"]

# A txack has a queueItemId as an ack has, and everything has a time.
EVENTS: Events = (
    Told("downlink", frozenset({"downlinkId", "gatewayId"})),
    Told("ack", frozenset({"acknowledged", "queueItemId"})),
    Told("status", frozenset({"margin", "batteryLevel", "batteryLevelUnavailable", "externalPowerSource"})),
    Told("log", frozenset({"level", "code", "description"})),
    Told("service", frozenset({"integrationName", "eventType"})),
    Told("uplink", frozenset({"rxInfo", "fPort", "fCnt", "data", "dr"})),
    Told("location", frozenset({"location"})),
    Told("join", frozenset({"devAddr"})),
)


class DeviceInfo(CamelMessage):
    dev_eui: DevEui
    device_name: str | None = None
    tags: dict[str, str] | None = None


class Location(CamelMessage):
    latitude: Number | None = None
    longitude: Number | None = None


class Metadata(Message):
    """What the gateway, or Helium's packet router, adds: texts under any names."""

    gateway_lat: MaybeNumber = None
    gateway_long: MaybeNumber = None


class RxInfo(CamelMessage):
    gateway_id: str = ""
    rssi: Number | None = None
    snr: Number | None = None
    location: Location | None = None
    metadata: Metadata | None = None

    def gateway(self, lora: bool) -> Gateway:
        """The gateway that heard the frame; of LoRa, an SNR of 0 is left out."""
        snr = 0.0 if lora and self.snr is None and self.rssi is not None else self.snr
        place = position(self.location.latitude, self.location.longitude) if self.location else (None, None)
        if place[0] is None and self.metadata:
            place = position(self.metadata.gateway_lat, self.metadata.gateway_long)
        return Gateway(self.gateway_id, self.rssi, snr, *place)


class Lora(CamelMessage):
    spreading_factor: Count | None = None
    bandwidth: Hertz | None = None


class Modulation(CamelMessage):
    lora: Lora | None = None
    fsk: dict[str, Any] | None = None
    lr_fhss: dict[str, Any] | None = None

    @property
    def is_lora(self) -> bool:
        """Whether it is not said to be another one."""
        return self.fsk is None and self.lr_fhss is None


class TxInfo(CamelMessage):
    frequency: Hertz | None = None
    modulation: Part[Modulation] = Modulation()

    @property
    def data_rate(self) -> str | None:
        lora = self.modulation.lora
        return lora_rate(lora.spreading_factor, lora.bandwidth) if lora else None


class Event(CamelMessage):
    time: Time = None
    device_info: DeviceInfo


class UplinkEvent(Event):
    f_port: Port | None = None
    f_cnt: Count = 0
    data: Base64 | None = None
    join_server_context: dict[str, Any] | None = None
    rx_info: Rows[RxInfo] = ()
    tx_info: Part[TxInfo] = TxInfo()


def parse(message: Mapping[str, Any]) -> Uplink:
    kind = kind_of(message, EVENTS, SERVER.title, "data")
    if kind != "uplink":
        event = validated(Event, message)
        return Uplink(SERVER.name, kind, **_common(event))
    uplink = validated(UplinkEvent, message)
    f_port = uplink.f_port
    if f_port is None and uplink.data:
        f_port = left_out("f_port", uplink, "rx_info")
    if f_port and uplink.data and has_value(uplink.join_server_context):
        raise UplinkError("is encrypted: ChirpStack does not have the device's AppSKey", field="data")
    return frame(
        SERVER.name,
        f_port=f_port,
        payload=uplink.data,
        f_cnt=uplink.f_cnt,
        gateways=tuple(info.gateway(uplink.tx_info.modulation.is_lora) for info in uplink.rx_info),
        data_rate=uplink.tx_info.data_rate,
        frequency=uplink.tx_info.frequency,
        **_common(uplink),
    )


def _common(event: Event) -> dict[str, Any]:
    info = event.device_info
    return {
        "dev_eui": info.dev_eui,
        "received_at": event.time,
        "device": tagged(info.tags or {}),
        "device_name": info.device_name,
    }


SERVER = Server("chirpstack", "ChirpStack v4", parse, signs=("deviceInfo",))
