"""MultiTech Conduits with their own network server: what they publish under ``lora/<DevEUI>/up`` as JSON.

The payload is base64, or hex where the application is set up so (``encodeHex``); the message does not say which. A text
that could be both is taken for the one that has as many bytes as ``size`` says, and refused where that tells nothing.

https://www.multitech.net/developer/software/lora/lora-network-server/mqtt-messages/ ·
https://multitechsystems.github.io/v2/lorawan-app-connect-mqtt-v1_1
"""

from __future__ import annotations

import binascii
from collections.abc import Mapping
from typing import Any

from redi_codecs.errors import UplinkError
from redi_codecs.networks.fields import (
    IN_HEX,
    DataRate,
    DevEui,
    Megahertz,
    Message,
    TextCount,
    TextNumber,
    TextPort,
    Time,
    needed,
    validated,
)
from redi_codecs.networks.server import Server
from redi_codecs.networks.uplink import Gateway, Uplink, frame
from redi_codecs.networks.values import from_base64

__all__ = ["SERVER"]


class Packet(Message):
    deveui: DevEui
    port: TextPort | None = None
    fcnt: TextCount | None = None
    data: str | None = None
    size: TextCount | None = None
    time: Time = None
    freq: Megahertz | None = None
    datr: DataRate = None
    gweui: str | None = None
    rssi: TextNumber | None = None
    lsnr: TextNumber | None = None

    @property
    def gateways(self) -> tuple[Gateway, ...]:
        if self.gweui is None and self.rssi is None and self.lsnr is None:
            return ()
        return (Gateway(self.gweui or "", self.rssi, self.lsnr),)

    @property
    def payload(self) -> bytes:
        text = self.data or ""
        try:
            in_hex = binascii.unhexlify(text)
        except ValueError:
            in_hex = None
        found = [one for one in (from_base64(text), in_hex) if one is not None]
        if len(found) == 2 and text and IN_HEX.get():
            return found[1]
        if len(found) == 2 and text:
            found = [one for one in found if len(one) == self.size]
        if not found:
            expected = "a payload in base64 or in hex digits" if in_hex is None else "a size that tells base64 from hex"
            raise UplinkError(f"expected {expected}, saw {text[:60]!a}", field="data")
        return found[0]


def parse(message: Mapping[str, Any]) -> Uplink:
    packet = validated(Packet, message)
    needed("data", message, packet.port)
    return frame(
        SERVER.name,
        dev_eui=packet.deveui,
        f_port=packet.port,
        payload=packet.payload,
        f_cnt=packet.fcnt,
        received_at=packet.time,
        gateways=packet.gateways,
        data_rate=packet.datr,
        frequency=packet.freq,
    )


SERVER = Server(
    "multitech", "MultiTech Conduit", parse, signs=("deveui",), marks=("appeui", "joineui", "gweui", "lsnr", "datr")
)
