"""Helium's Console, as it was until 2023 and as integrations still imitate it: uplinks as JSON.

The gateways are ``hotspots``, frequencies are MHz, the payload is base64. ``reported_at`` was in seconds at first and
in milliseconds later. Helium's network is used through ChirpStack today: see :mod:`redi_codecs.networks.chirpstack`.

https://docs.helium.com/console/integrations/json-schema
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from redi_codecs.networks.fields import (
    Base64,
    Count,
    DataRate,
    DevEui,
    MaybeNumber,
    Megahertz,
    Message,
    Number,
    Port,
    Rows,
    SecondsOrMilliseconds,
    needed,
    validated,
)
from redi_codecs.networks.server import Server
from redi_codecs.networks.uplink import Gateway, Uplink, frame
from redi_codecs.networks.values import position

__all__ = ["SERVER"]


class Hotspot(Message):
    id: str = ""
    rssi: Number | None = None
    snr: Number | None = None
    spreading: DataRate = None
    frequency: Megahertz | None = None
    lat: MaybeNumber = None
    long: MaybeNumber = None

    @property
    def gateway(self) -> Gateway:
        return Gateway(self.id, self.rssi, self.snr, *position(self.lat, self.long))


class Frame(Message):
    dev_eui: DevEui
    name: str | None = None
    port: Port | None = None
    fcnt: Count | None = None
    payload: Base64 | None = None
    reported_at: SecondsOrMilliseconds | None = None
    hotspots: Rows[Hotspot] = ()


def parse(message: Mapping[str, Any]) -> Uplink:
    up = validated(Frame, message)
    needed("payload", message, up.port)
    first = up.hotspots[0] if up.hotspots else Hotspot()
    return frame(
        SERVER.name,
        dev_eui=up.dev_eui,
        f_port=up.port,
        payload=up.payload,
        f_cnt=up.fcnt,
        received_at=up.reported_at,
        device_name=up.name,
        gateways=tuple(hotspot.gateway for hotspot in up.hotspots),
        data_rate=first.spreading,
        frequency=first.frequency,
    )


SERVER = Server("helium", "Helium Console", parse, signs=("dev_eui", "hotspots"))
