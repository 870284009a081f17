"""LORIOT: the messages of an application's output (HTTP, WebSocket, MQTT) as JSON, told by their ``cmd``.

``rx`` comes at once and has the best gateway's signal at most; ``gw`` comes once all gateways have reported, and lists
them. An output that sends both sends every frame twice: ``dev_eui`` and ``f_cnt`` are the same. The payload is hex; a
device whose AppSKey the server does not have comes with ``encdata``, which nobody here can read.

https://docs.loriot.io/display/LNS/Uplink+Data+Message ·
https://docs.loriot.io/display/LNS/Gateway+Information ·
https://docs.loriot.io/display/LNS/Downlink+Data+Message
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from redi_codecs.errors import UplinkError
from redi_codecs.networks.fields import (
    Count,
    DataRate,
    DevEui,
    Hertz,
    Hex,
    Message,
    Milliseconds,
    Number,
    Port,
    Rows,
    needed,
    validated,
)
from redi_codecs.networks.server import Server
from redi_codecs.networks.uplink import Gateway, Kind, Uplink, frame
from redi_codecs.networks.values import position

__all__ = ["SERVER"]

KINDS: Mapping[str, Kind] = {"rx": "uplink", "gw": "uplink", "tx": "downlink", "txd": "downlink", "join": "join"}


class GatewayInfo(Message):
    gweui: str = ""
    rssi: Number | None = None
    snr: Number | None = None
    lat: Number | None = None
    lon: Number | None = None

    @property
    def gateway(self) -> Gateway:
        return Gateway(self.gweui, self.rssi, self.snr, *position(self.lat, self.lon))


class Output(Message):
    dev_eui: Annotated[DevEui, Field(alias="EUI")]
    ts: Milliseconds | None = None


class Frame(Output):
    port: Port | None = None
    fcnt: Count | None = None
    data: Hex | None = None
    freq: Hertz | None = None
    dr: DataRate = None
    rssi: Number | None = None
    snr: Number | None = None
    gws: Rows[GatewayInfo] = ()

    @property
    def gateways(self) -> tuple[Gateway, ...]:
        if self.gws or (self.rssi is None and self.snr is None):
            return tuple(info.gateway for info in self.gws)
        return (Gateway("", self.rssi, self.snr),)


def parse(message: Mapping[str, Any]) -> Uplink:
    cmd = message["cmd"]
    kind = KINDS.get(cmd) if isinstance(cmd, str) else None
    if kind is None:
        raise UplinkError(f"expected one of {', '.join(KINDS)}, saw {str(cmd)[:40]!a}", field="cmd")
    if kind != "uplink":
        other = validated(Output, message)
        return Uplink(SERVER.name, kind, other.dev_eui, received_at=other.ts)
    output = validated(Frame, message)
    if output.port != 0 and not output.data and message.get("encdata"):
        raise UplinkError("is encrypted: LORIOT does not have the device's AppSKey", field="encdata")
    needed("data", message, output.port)
    return frame(
        SERVER.name,
        dev_eui=output.dev_eui,
        f_port=output.port,
        payload=output.data,
        f_cnt=output.fcnt,
        received_at=output.ts,
        gateways=output.gateways,
        data_rate=output.dr,
        frequency=output.freq,
    )


SERVER = Server("loriot", "LORIOT", parse, signs=("cmd", "EUI"))
