"""SmartMakers thingsHub: the uplinks of its native output format.

The payload is ``raw_payload`` in hex, frequencies are Hz.

https://docs.smartmakers.io/thingshubdocs/Native-Output-Format.1521746003.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from redi_codecs.networks.fields import (
    DataRate,
    DevEui,
    Hertz,
    Hex,
    Message,
    Rows,
    TextCount,
    TextNumber,
    TextPort,
    Time,
    needed,
    validated,
)
from redi_codecs.networks.server import Server
from redi_codecs.networks.uplink import Gateway, Uplink, frame
from redi_codecs.networks.values import data_rate

__all__ = ["SERVER"]


class Reception(Message):
    gateway: str | None = None
    rssi: TextNumber | None = None
    snr: TextNumber | None = None


class UplinkMessage(Message):
    dev_eui: DevEui
    f_port: TextPort | None = None
    f_cnt_up: TextCount | None = None
    raw_payload: Hex | None = None
    network_server_time: Time = None
    time: Time = None
    receptions: Rows[Reception] = ()
    data_rate: DataRate = None
    spread_factor: TextCount | None = None
    bandwidth: TextNumber | None = None
    frequency: Hertz | None = None


def parse(message: Mapping[str, Any]) -> Uplink:
    uplink = validated(UplinkMessage, message)
    needed("raw_payload", message, uplink.f_port)
    return frame(
        SERVER.name,
        dev_eui=uplink.dev_eui,
        f_port=uplink.f_port,
        payload=uplink.raw_payload,
        f_cnt=uplink.f_cnt_up,
        received_at=uplink.network_server_time or uplink.time,
        gateways=tuple(Gateway(one.gateway or "", one.rssi, one.snr) for one in uplink.receptions),
        data_rate=uplink.data_rate or data_rate(uplink.spread_factor, uplink.bandwidth),
        frequency=uplink.frequency,
    )


SERVER = Server("thingshub", "SmartMakers thingsHub", parse, signs=("dev_eui", "f_cnt_up"))
