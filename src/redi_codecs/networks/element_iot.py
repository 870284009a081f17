"""ZENNER ELEMENT IoT: packets of its LoRaWAN server, as pushed by WebSocket.

The payload is hex (``payload_encoding`` is ``binary``); what LoRaWAN knows is in ``meta``. A packet names its device by
ELEMENT's own id, and the DevEUI only in the settings of the interface that comes with it over a WebSocket,
``interface.opts.device_eui``. Packets fetched by REST come without the interface: they have to be given one.

https://docs.element-iot.com/api/resources/packets/ ·
https://github.com/RUBclim/element-api (``testing/api_resp/packets_by_folder_streamed.txt``) ·
https://github.com/lux-software/element-iot-client (``src/models/ws.ts``)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from redi_codecs.errors import UplinkError
from redi_codecs.networks.fields import (
    Count,
    DataRate,
    DevEui,
    Hex,
    Megahertz,
    Message,
    Number,
    Port,
    Rows,
    Time,
    needed,
    validated,
)
from redi_codecs.networks.server import Server
from redi_codecs.networks.uplink import Gateway, Kind, Uplink, frame

__all__ = ["SERVER"]

KINDS: Mapping[object, Kind] = {"up": "uplink", "down": "downlink"}


class Opts(Message):
    device_eui: DevEui


class Interface(Message):
    opts: Opts


class GatewayStats(Message):
    router_id_hex: str = ""
    rssi: Number | None = None
    snr: Number | None = None

    @property
    def gateway(self) -> Gateway:
        return Gateway(self.router_id_hex, self.rssi, self.snr)


class Meta(Message):
    frame_port: Port | None = None
    frame_count_up: Count | None = None
    frequency: Megahertz | None = None
    datr: DataRate = None
    gateway_stats: Rows[GatewayStats] = ()


class Packet(Message):
    interface: Interface
    transceived_at: Time = None


class UpPacket(Packet):
    payload: Hex | None = None
    meta: Meta | None = None


def parse(message: Mapping[str, Any]) -> Uplink:
    if message.get("interface") is None:
        device = str(message.get("device_id"))[:40]
        raise UplinkError(
            f"is missing: nothing else tells the DevEUI of device {device}", field="interface.opts.device_eui"
        )
    type = message["packet_type"]
    kind = KINDS.get(type, "service") if isinstance(type, str) else "service"
    if kind != "uplink":
        packet = validated(Packet, message)
        return Uplink(SERVER.name, kind, packet.interface.opts.device_eui, received_at=packet.transceived_at)
    encoding = message["payload_encoding"]
    if encoding not in ("binary", "none", None):
        raise UplinkError(
            f"expected binary, a payload in hex digits, saw {str(encoding)[:40]!a}", field="payload_encoding"
        )
    up = validated(UpPacket, message)
    meta = up.meta or Meta()
    needed("payload", message, meta.frame_port)
    return frame(
        SERVER.name,
        dev_eui=up.interface.opts.device_eui,
        f_port=meta.frame_port,
        payload=up.payload,
        f_cnt=meta.frame_count_up,
        received_at=up.transceived_at,
        gateways=tuple(stats.gateway for stats in meta.gateway_stats),
        data_rate=meta.datr,
        frequency=meta.frequency,
    )


SERVER = Server("element-iot", "ZENNER ELEMENT IoT", parse, signs=("packet_type", "payload_encoding"), wraps=("body",))
