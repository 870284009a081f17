"""Actility ThingPark: the reports of its network server to an application server, as JSON or XML.

A report is one object, or the root element, named after what it tells (``DevEUI_uplink``, ``DevEUI_downlink_Sent``…).
In XML, and in the JSON of older versions, numbers are texts. The payload is hex. ``Lrrs`` lists the gateways; the place
is told of the best one alone. ``CustomerData`` and ``DriverCfg`` are objects or texts of JSON; ``DriverCfg`` names the
driver by producer and module: these are ThingPark's names, which may be those of a known device.

https://docs.thingpark.com/thingpark-x/latest/Message/uplink-message ·
https://github.com/actility/thingpark-integrations (``1_tpNS-AS/message_body_examples``)
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from redi_codecs.errors import UplinkError
from redi_codecs.networks.fields import (
    DevEui,
    Hex,
    Megahertz,
    Message,
    Part,
    Rows,
    TextCount,
    TextNumber,
    TextPort,
    Time,
    validated,
)
from redi_codecs.networks.server import Server
from redi_codecs.networks.uplink import Gateway, Kind, Uplink, frame
from redi_codecs.networks.values import data_rate, position, told_of
from redi_codecs.registry import known

__all__ = ["SERVER"]

KINDS: Mapping[str, Kind] = {
    "DevEUI_uplink": "uplink",
    "DevEUI_downlink": "downlink",
    "DevEUI_downlink_Sent": "downlink",
    "DevEUI_downlink_Rejected": "downlink",
    "DevEUI_multicast_summary": "downlink",
    "DevEUI_location": "location",
    "DevEUI_notification": "log",
}

PRODUCERS: Mapping[str, str] = {"dl": "decentlab"}
"""Vendors whose name at ThingPark, of at most eight letters, is another than here."""


def _embedded(value: object) -> object:
    """An object that may be written as a text of JSON; any other text is the customer's own."""
    if not isinstance(value, str):
        return value
    try:
        inner = json.loads(value)
    except (ValueError, RecursionError):
        return None
    return inner if isinstance(inner, Mapping) else None


def _listed(value: object) -> object:
    """XML does not tell a list of one from one."""
    return [value] if isinstance(value, Mapping) else value


class Module(Message):
    producer: Annotated[str, Field(alias="pId")] = ""
    module: Annotated[str, Field(alias="mId")] = ""

    @property
    def device(self) -> str:
        return f"{PRODUCERS.get(self.producer, self.producer)}/{self.module}" if self.producer and self.module else ""


class DriverCfg(Message):
    mod: Part[Module] = Module()
    app: Part[Module] = Module()

    @property
    def device(self) -> str | None:
        """The one that is known, or what the driver is called, so that somebody may say what it is."""
        named = [one.device for one in (self.mod, self.app) if one.device]
        return next(filter(known, named), named[0] if named else None)


class CustomerData(Message):
    name: str | None = None


class Lrr(Message):
    id: Annotated[str, Field(alias="Lrrid")] = ""
    rssi: Annotated[TextNumber | None, Field(alias="LrrRSSI")] = None
    snr: Annotated[TextNumber | None, Field(alias="LrrSNR")] = None


class Lrrs(Message):
    lrr: Annotated[Rows[Lrr], BeforeValidator(_listed), Field(alias="Lrr")] = ()


class Report(Message):
    dev_eui: Annotated[DevEui, Field(alias="DevEUI")]
    time: Annotated[Time, Field(alias="Time")] = None
    customer_data: Annotated[CustomerData | None, BeforeValidator(_embedded), Field(alias="CustomerData")] = None


class UplinkReport(Report, Lrr):
    f_port: Annotated[TextPort | None, Field(alias="FPort")] = None
    f_cnt: Annotated[TextCount | None, Field(alias="FCntUp")] = None
    payload: Annotated[Hex | None, Field(alias="payload_hex")] = None
    encryption: Annotated[TextCount | None, Field(alias="PayloadEncryption")] = None
    latitude: Annotated[TextNumber | None, Field(alias="LrrLAT")] = None
    longitude: Annotated[TextNumber | None, Field(alias="LrrLON")] = None
    lrrs: Annotated[Lrrs | None, Field(alias="Lrrs")] = None
    spreading_factor: Annotated[TextCount | None, Field(alias="SpFact")] = None
    frequency: Annotated[Megahertz | None, Field(alias="Frequency")] = None
    driver: Annotated[DriverCfg | None, BeforeValidator(_embedded), Field(alias="DriverCfg")] = None

    @property
    def gateways(self) -> tuple[Gateway, ...]:
        place = position(self.latitude, self.longitude)
        heard = self.lrrs.lrr if self.lrrs else ()
        if not heard and (self.id or self.rssi is not None):
            heard = (self,)
        return tuple(Gateway(lrr.id, lrr.rssi, lrr.snr, *(place if lrr.id == self.id else ())) for lrr in heard)


def parse(message: Mapping[str, Any]) -> Uplink:
    names = told_of(KINDS, message)
    if len(names) != 1:
        raise UplinkError(f"a message of ThingPark has one of {', '.join(KINDS)}; saw {' and '.join(names)}")
    (name,) = names
    kind = KINDS[name]
    if kind != "uplink":
        report = validated(Report, message[name], at=name)
        if kind == "log" and message[name].get("Type") == "join":
            kind = "join"
        return Uplink(SERVER.name, kind, **_common(report))
    uplink = validated(UplinkReport, message[name], at=name)
    if uplink.payload and uplink.f_port != 0 and uplink.encryption:
        raise UplinkError("is encrypted: ThingPark does not have the device's AppSKey", field=f"{name}.payload_hex")
    return frame(
        SERVER.name,
        f_port=uplink.f_port,
        payload=uplink.payload,
        f_cnt=uplink.f_cnt,
        device=uplink.driver.device if uplink.driver else None,
        gateways=uplink.gateways,
        data_rate=data_rate(uplink.spreading_factor),
        frequency=uplink.frequency,
        **_common(uplink),
    )


def _common(report: Report) -> dict[str, Any]:
    return {
        "dev_eui": report.dev_eui,
        "received_at": report.time,
        "device_name": report.customer_data.name if report.customer_data else None,
    }


SERVER = Server("thingpark", "Actility ThingPark", parse, marks=tuple(KINDS))
