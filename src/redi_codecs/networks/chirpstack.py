"""ChirpStack v4: the events of its HTTP and MQTT integrations as JSON.

Every event names its device under ``deviceInfo``; which event it is stands in the URL or the MQTT topic and not in
the message, so that it is told by the fields that only this event has. Fields that are zero may be left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from redi_codecs.errors import UplinkError
from redi_codecs.networks.fields import Base64, Count, DevEui, Message, Number, Port, Server, Time, position, validated
from redi_codecs.networks.uplink import Gateway, Kind, Uplink

__all__ = ["SERVER"]

# Top to bottom, the first whose fields occur: a txack has a queueItemId as an ack has, and everything has a time.
EVENTS: tuple[tuple[Kind, frozenset[str]], ...] = (
    ("downlink", frozenset({"downlinkId", "gatewayId"})),
    ("ack", frozenset({"acknowledged", "queueItemId"})),
    ("status", frozenset({"margin", "batteryLevel", "batteryLevelUnavailable", "externalPowerSource"})),
    ("log", frozenset({"level", "code", "description"})),
    ("service", frozenset({"integrationName", "eventType"})),
    ("uplink", frozenset({"rxInfo", "fPort", "fCnt", "data", "dr"})),
    ("location", frozenset({"location"})),
    ("join", frozenset({"devAddr"})),
)

DEVICE_TAGS = ("redi_device", "device")
"""The tags of a device or its profile that may say ``vendor/model``."""


class DeviceInfo(Message):
    dev_eui: Annotated[DevEui, Field(alias="devEui")]
    device_name: Annotated[str | None, Field(alias="deviceName")] = None
    tags: dict[str, str] = Field(default_factory=dict)

    @property
    def device(self) -> str | None:
        for tag in DEVICE_TAGS:
            if re.fullmatch(r"[a-z0-9-]+/[a-z0-9.@_-]+", value := self.tags.get(tag, "")):
                return value
        return None


class Location(Message):
    latitude: Number | None = None
    longitude: Number | None = None


class RxInfo(Message):
    gateway_id: Annotated[str, Field(alias="gatewayId")] = ""
    rssi: Number | None = None
    snr: Number | None = None
    location: Location | None = None

    @property
    def gateway(self) -> Gateway:
        place = self.location or Location()
        return Gateway(self.gateway_id, self.rssi, self.snr, *position(place.latitude, place.longitude))


class Event(Message):
    time: Time | None = None
    device_info: Annotated[DeviceInfo, Field(alias="deviceInfo")]


class UplinkEvent(Event):
    f_port: Annotated[Port | None, Field(alias="fPort")] = None
    f_cnt: Annotated[Count, Field(alias="fCnt")] = 0
    data: Base64 | None = None
    rx_info: Annotated[tuple[RxInfo, ...], Field(alias="rxInfo")] = ()


def recognises(message: Mapping[str, Any]) -> bool:
    return "deviceInfo" in message


def parse(message: Mapping[str, Any]) -> Uplink:
    kind = next((kind for kind, fields in EVENTS if not fields.isdisjoint(message)), None)
    if kind is None:
        raise UplinkError(
            "an event of ChirpStack has fields that tell what it is (fPort or data of an uplink, devAddr of a join, "
            f"margin of a status…); saw only {', '.join(sorted(map(str, message)))}"
        )
    if kind != "uplink":
        event = validated(Event, message)
        kind = "nack" if kind == "ack" and not message.get("acknowledged") else kind
        return Uplink(SERVER.name, kind, **_common(event))
    uplink = validated(UplinkEvent, message)
    return Uplink(
        network=SERVER.name,
        kind="uplink" if uplink.data else "empty",
        f_port=uplink.f_port,
        payload=uplink.data or b"",
        f_cnt=uplink.f_cnt,
        gateways=tuple(info.gateway for info in uplink.rx_info),
        **_common(uplink),
    )


def _common(event: Event) -> dict[str, Any]:
    info = event.device_info
    return {
        "dev_eui": info.dev_eui,
        "received_at": event.time,
        "device": info.device,
        "device_name": info.device_name,
    }


SERVER = Server("chirpstack", "ChirpStack v4", "deviceInfo", recognises, parse)
