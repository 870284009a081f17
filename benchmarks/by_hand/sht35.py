"""decentlab/dl-sht35-001: a mask says which groups follow."""

from __future__ import annotations

import struct
from typing import Final

from construct import Const, IfThenElse, Int8ub, Int16ub, Struct, this

from by_hand._common import REST, Values, scaled, short

_PAIR: Final = struct.Struct(">HH")


def decode(payload: bytes, f_port: int) -> Values:
    if len(payload) < 5:
        raise short("head", len(payload))
    if payload[0] != 2:
        raise ValueError(f"protocol version {payload[0]}, not 2")
    device_id, mask = _PAIR.unpack_from(payload, 1)
    values: Values = {"device_id": device_id}
    at = 5
    if mask & 1:
        if at + 4 > len(payload):
            raise short("climate", at)
        temperature, humidity = _PAIR.unpack_from(payload, at)
        values["temperature"] = (temperature * 35 - 589815) / 13107
        values["humidity"] = humidity * 20 / 13107
        at += 4
    if mask & 2:
        if at + 2 > len(payload):
            raise short("battery", at)
        values["battery_voltage"] = (payload[at] << 8 | payload[at + 1]) / 1000
        at += 2
    if at < len(payload):
        values["rest"] = payload[at:]
    return values


# ---- in construct

FRAME: Final = Struct(
    "_version" / Const(2, Int8ub),
    "device_id" / Int16ub,
    "_mask" / Int16ub,
    "climate"
    / IfThenElse(
        this._mask & 1,
        Struct(
            "temperature" / scaled(Int16ub, 13107, times=35, plus=-589815),
            "humidity" / scaled(Int16ub, 13107, times=20),
        ),
        Struct(),
    ),
    "power" / IfThenElse(this._mask & 2, Struct("battery_voltage" / scaled(Int16ub, 1000)), Struct()),
    REST,
)
