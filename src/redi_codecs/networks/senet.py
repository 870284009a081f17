"""Senet: what it streams to a notification target as JSON.

The payload is ``pdu`` in hex. What is about the radio is there only where the target is
set up so (``Include RF Data``).

https://docs.senetco.io/ap/api/
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from redi_codecs.networks.fields import (
    CamelMessage,
    DevEui,
    Hex,
    Megahertz,
    TextCount,
    TextNumber,
    TextPort,
    Time,
    needed,
    validated,
)
from redi_codecs.networks.server import Server
from redi_codecs.networks.uplink import Gateway, Uplink, frame

__all__ = ["SERVER"]


class Notification(CamelMessage):
    dev_eui: DevEui
    gw_eui: str | None = None
    port: TextPort | None = None
    seqno: TextCount | None = None
    pdu: Hex | None = None
    txtime: Time = None
    rssi: TextNumber | None = None
    snr: TextNumber | None = None
    freq: Megahertz | None = None

    @property
    def gateways(self) -> tuple[Gateway, ...]:
        if self.gw_eui is None and self.rssi is None:
            return ()
        return (Gateway(self.gw_eui or "", self.rssi, self.snr),)


def parse(message: Mapping[str, Any]) -> Uplink:
    told = validated(Notification, message)
    needed("pdu", message, told.port)
    return frame(
        SERVER.name,
        dev_eui=told.dev_eui,
        f_port=told.port,
        payload=told.pdu,
        f_cnt=told.seqno,
        received_at=told.txtime,
        gateways=told.gateways,
        frequency=told.freq,
    )


SERVER = Server("senet", "Senet", parse, signs=("devEui", "seqno"))
