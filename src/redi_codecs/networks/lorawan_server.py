"""lorawan-server (of P. Gotthard): what its backends and WebSockets send as JSON.

The payload is hex. Which further fields there are is chosen per connector: without ``deveui`` the message names its
device by the DevAddr alone, and the DevEUI is empty.

https://github.com/gotthardp/lorawan-server (``doc/JSON.md``)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from redi_codecs.networks.fields import (
    DataRate,
    DevEui,
    Hex,
    Megahertz,
    Message,
    Number,
    Rows,
    TextCount,
    TextPort,
    Time,
    needed,
    validated,
)
from redi_codecs.networks.server import Server
from redi_codecs.networks.uplink import Gateway, Uplink, frame

__all__ = ["SERVER"]


class Quality(Message):
    lsnr: Number | None = None
    rssi: Number | None = None
    datr: DataRate = None
    freq: Megahertz | None = None


class GatewayIds(Message):
    mac: str = ""


class Reception(GatewayIds):
    rxq: Quality | None = None


class UplinkMessage(Message):
    deveui: DevEui = ""
    port: TextPort | None = None
    fcnt: TextCount | None = None
    data: Hex | None = None
    datetime: Time = None
    gateway: GatewayIds | None = None
    rxq: Quality | None = None
    all_gw: Rows[Reception] = ()
    best_gw: Reception | None = None

    @property
    def receptions(self) -> tuple[Reception, ...]:
        if self.all_gw or self.best_gw:
            return self.all_gw or (self.best_gw or Reception(),)
        if self.gateway is None and self.rxq is None:
            return ()
        return (Reception(mac=self.gateway.mac if self.gateway else "", rxq=self.rxq),)


def parse(message: Mapping[str, Any]) -> Uplink:
    uplink = validated(UplinkMessage, message)
    needed("data", message, uplink.port)
    heard = [(one.mac, one.rxq or Quality()) for one in uplink.receptions]
    best = heard[0][1] if heard else Quality()
    return frame(
        SERVER.name,
        dev_eui=uplink.deveui,
        f_port=uplink.port,
        payload=uplink.data,
        f_cnt=uplink.fcnt,
        received_at=uplink.datetime,
        gateways=tuple(Gateway(mac, quality.rssi, quality.lsnr) for mac, quality in heard),
        data_rate=best.datr,
        frequency=best.freq,
    )


SERVER = Server(
    "lorawan-server",
    "lorawan-server",
    parse,
    signs=("devaddr", "port"),
    marks=("appargs", "rxq", "shall_reply", "last_lost", "all_gw", "best_gw"),
)
