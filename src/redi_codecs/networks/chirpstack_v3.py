"""ChirpStack v3: the events of its application server, from both of its JSON marshalers.

The older one writes EUIs as hex digits (``json_v3``), the newer one everything that is bytes as base64 and the codec's
object as a text, ``objectJSON`` (``json``, after Protocol Buffers). Which event it is stands in the URL or the MQTT
topic and not in the message. No event has a time of its own except ``publishedAt``; a gateway with GPS adds its own.

A Milesight gateway and ChirpStack's ancestor, LoRa App Server 0.x and 1.x, use the same names for the device, so that
both are told by what only one of them has.

https://github.com/brocaar/chirpstack-application-server (``internal/integration/models/models.go``) ·
https://github.com/brocaar/chirpstack-api (``protobuf/as/integration/integration.proto``)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from redi_codecs.networks.events import Event as Told
from redi_codecs.networks.events import Events, kind_of
from redi_codecs.networks.fields import (
    AnyEui,
    Base64,
    CamelMessage,
    Count,
    Hertz,
    Number,
    Port,
    Rows,
    Time,
    needed,
    validated,
)
from redi_codecs.networks.hints import tagged
from redi_codecs.networks.server import Server
from redi_codecs.networks.uplink import Gateway, Uplink, frame
from redi_codecs.networks.values import data_rate, eui_or_text, position

__all__ = ["SERVER"]

# The newer marshaler writes devAddr and objectJSON into uplinks too.
EVENTS: Events = (
    Told("ack", frozenset({"acknowledged"})),
    Told("status", frozenset({"margin", "batteryLevel", "batteryLevelUnavailable", "externalPowerSource"})),
    Told("log", frozenset({"error", "type"})),
    Told("location", frozenset({"location"})),
    Told("uplink", frozenset({"fPort", "data", "adr"})),
    Told("join", frozenset({"devAddr"})),
    Told("service", frozenset({"integrationName", "eventType", "object", "objectJSON"})),
    Told("downlink", frozenset({"gatewayID"})),
    Told("downlink", frozenset({"fCnt"}), weak=True),
)


class Location(CamelMessage):
    latitude: Number | None = None
    longitude: Number | None = None


class RxInfo(CamelMessage):
    gateway_id: Annotated[str, Field(alias="gatewayID")] = ""
    time: Time = None
    rssi: Number | None = None
    snr: Annotated[Number | None, Field(alias="loRaSNR")] = None
    location: Location | None = None

    @property
    def gateway(self) -> Gateway:
        place = self.location or Location()
        return Gateway(eui_or_text(self.gateway_id), self.rssi, self.snr, *position(place.latitude, place.longitude))


class LoRaModulationInfo(CamelMessage):
    spreading_factor: Count | None = None
    bandwidth: Number | None = None


class TxInfo(CamelMessage):
    frequency: Hertz | None = None
    lora: Annotated[LoRaModulationInfo | None, Field(alias="loRaModulationInfo")] = None

    @property
    def data_rate(self) -> str | None:
        return data_rate(self.lora.spreading_factor, self.lora.bandwidth) if self.lora else None


class Event(CamelMessage):
    dev_eui: Annotated[AnyEui, Field(alias="devEUI")]
    device_name: str | None = None
    tags: dict[str, str] | None = None
    published_at: Time = None


class UplinkEvent(Event):
    f_port: Port | None = None
    f_cnt: Count = 0
    data: Base64 | None = None
    rx_info: Rows[RxInfo] = ()
    tx_info: TxInfo | None = None


def parse(message: Mapping[str, Any]) -> Uplink:
    kind = kind_of(message, EVENTS, SERVER.title, "data")
    if kind != "uplink":
        event = validated(Event, message)
        return Uplink(SERVER.name, kind, received_at=event.published_at, **_common(event))
    uplink = validated(UplinkEvent, message)
    needed("data", message, uplink.f_port)
    radio = uplink.tx_info or TxInfo()
    return frame(
        SERVER.name,
        f_port=uplink.f_port,
        payload=uplink.data,
        f_cnt=uplink.f_cnt,
        received_at=uplink.published_at or next((info.time for info in uplink.rx_info if info.time), None),
        gateways=tuple(info.gateway for info in uplink.rx_info),
        data_rate=radio.data_rate,
        frequency=radio.frequency,
        **_common(uplink),
    )


def _common(event: Event) -> dict[str, Any]:
    return {"dev_eui": event.dev_eui, "device": tagged(event.tags or {}), "device_name": event.device_name}


SERVER = Server(
    "chirpstack-v3",
    "ChirpStack v3",
    parse,
    signs=("devEUI", "applicationID"),
    marks=("publishedAt", "objectJSON", "tags", "margin", "location", "txInfo.loRaModulationInfo", "error+type"),
    shared=("rxInfo.gatewayID", "txInfo.dr", "acknowledged+fCnt", "gatewayID"),
    others=("data_encode",),  # of a RAK WisGate
)
