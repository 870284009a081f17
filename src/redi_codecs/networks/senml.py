"""SenML packs with a raw payload in them, as KPN Things sends them: ``payload`` in hex or base64, and ``port``.

A pack is a list of records (RFC 8428). Its first one names the device, in the base name ``urn:dev:DEVEUI:…:``, and the
time in seconds. What a decoder of KPN's made of a payload comes as a pack of measurements, and has none.

https://docs.kpnthings.com/dm/concepts/senml · https://www.rfc-editor.org/rfc/rfc8428
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import BeforeValidator

from redi_codecs.errors import UplinkError
from redi_codecs.networks.fields import Base64, DevEui, Hex, Message, Number, Port, Seconds, validated
from redi_codecs.networks.server import Server
from redi_codecs.networks.uplink import Kind, Uplink, frame

__all__ = ["SERVER"]

_NAMED: Final = re.compile(r"urn:dev:DEVEUI:([^:]*):?", re.IGNORECASE)
_PLACES: Final = frozenset({"latitude", "longitude", "locOrigin"})


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


class Named(Message):
    bn: str


class Device(Message):
    bn: DevEui


class Record(Message):
    n: str = ""
    bt: Number = 0
    t: Number = 0
    bn: str | None = None


class HexRecord(Message):
    vs: Hex


class DataRecord(Message):
    vd: Base64


class PortRecord(Message):
    v: Annotated[Port, BeforeValidator(_whole)]


class Moment(Message):
    bt: Seconds


def parse(message: Mapping[str, Any]) -> Uplink:
    name = validated(Named, message).bn
    named = _NAMED.fullmatch(name)
    eui = validated(Device, {"bn": named[1] if named else name}).bn
    given = message.get("records", [message])
    if not isinstance(given, list):
        raise UplinkError("expected a list", field="records")
    records = [validated(Record, one, at=str(at)) for at, one in enumerate(given)]
    if any(one.bn not in (None, name) for one in records):
        raise UplinkError("expected records of one device", field="bn")
    base = next((one.bt for one in records if one.bt), 0)
    places = {one.n: at for at, one in enumerate(records)}
    at = places.get("payload")
    since = base + (records[at].t if at is not None else 0)
    told: dict[str, Any] = {"dev_eui": eui}
    if since:
        told["received_at"] = validated(Moment, {"bt": since}).bt
    if at is None:
        kind: Kind = "location" if _PLACES & places.keys() else "service"
        return Uplink(SERVER.name, kind, **told)
    record = given[at]
    data = (
        validated(DataRecord, record, at=f"{at}").vd if "vd" in record else validated(HexRecord, record, at=f"{at}").vs
    )
    port = places.get("port")
    f_port = None if port is None else validated(PortRecord, given[port], at=f"{port}").v
    return frame(SERVER.name, f_port=f_port, payload=data, **told)


SERVER = Server("senml", "SenML pack (KPN Things)", parse, signs=("bn",))
