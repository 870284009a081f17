"""mclimate/ht-sensor: a keep-alive, or answers to commands with or without one behind them."""

from __future__ import annotations

import struct
from typing import Final

from construct import (
    BitsInteger,
    BitStruct,
    Computed,
    Const,
    Enum,
    FixedSized,
    IfThenElse,
    Int8ub,
    Int16ub,
    Nibble,
    Padding,
    Peek,
    Struct,
    this,
)

from by_hand._common import REST, Values, entries, read, scaled, short, whole

_KEEP_ALIVE: Final = struct.Struct(">xHBBH")
_UPLINK_TYPES: Final = {0: "unconfirmed", 1: "confirmed"}
_REGIONS: Final = {0: "EU868", 1: "AS923", 2: "AU915", 3: "US915"}


def decode(payload: bytes, f_port: int) -> Values:
    if payload and payload[0] == 1:
        if len(payload) < 7:
            raise short("keep-alive", 0)
        values: Values = {"message": "keep_alive"}
        _keep_alive(values, payload, 0)
        if len(payload) > 7:
            values["rest"] = payload[7:]
        return values
    values = {"message": "response"}
    followed = payload[-7:-6] == b"\1"
    at, end = 0, len(payload) - 7 if followed else len(payload)
    while at < end:
        command = payload[at]
        at += 1
        if command == 0x04:
            if at + 2 > end:
                raise short("version", at)
            hardware, firmware = payload[at], payload[at + 1]
            values["hardware_version"] = f"{hardware >> 4}.{hardware & 15}"
            values["firmware_version"] = f"{firmware >> 4}.{firmware & 15}"
            at += 2
        elif command == 0x12:
            if at + 1 > end:
                raise short("interval", at)
            values["report_interval"] = payload[at] * 60
            at += 1
        elif command == 0x19:
            if at + 1 > end:
                raise short("period", at)
            values["join_retry_period"] = payload[at] * 5
            at += 1
        elif command == 0x1B:
            if at + 1 > end:
                raise short("uplink type", at)
            values["uplink_type"] = _UPLINK_TYPES.get(payload[at]) or f"unknown_{payload[at]}"
            at += 1
        elif command == 0x1D:
            if at + 2 > end:
                raise short("watchdog", at)
            values["watchdog_confirmed"] = payload[at]
            values["watchdog_unconfirmed"] = payload[at + 1] * 3600
            at += 2
        elif command == 0xA4:
            if at + 1 > end:
                raise short("region", at)
            values["lorawan_region"] = _REGIONS.get(payload[at]) or f"unknown_{payload[at]}"
            at += 1
        else:
            values["rest"] = payload[at - 1 : end]
            break
    if followed:
        _keep_alive(values, payload, end)
    return values


def _keep_alive(values: Values, payload: bytes, at: int) -> None:
    temperature, humidity, battery, probe = _KEEP_ALIVE.unpack_from(payload, at)
    values["temperature"] = (temperature - 400) / 10
    values["humidity"] = humidity * 25 / 64
    values["battery_voltage"] = (battery * 8 + 1600) / 1000
    probe &= 0x7FF
    if probe >= 1024:
        values["temperature_probe"] = None
        values["status"] = {"temperature_probe": "not_connected"}
    else:
        values["temperature_probe"] = probe / 10


# ---- in construct

_VERSION: Final = read(
    BitStruct("major" / Nibble, "minor" / Nibble), lambda version: f"{version.major}.{version.minor}"
)
CASES: Final = {
    0x04: Struct("hardware_version" / _VERSION, "firmware_version" / _VERSION),
    0x12: "report_interval" / scaled(Int8ub, times=60),
    0x19: "join_retry_period" / scaled(Int8ub, times=5),
    0x1B: "uplink_type" / Enum(Int8ub, unconfirmed=0, confirmed=1),
    0x1D: Struct("watchdog_confirmed" / Int8ub, "watchdog_unconfirmed" / scaled(Int8ub, times=3600)),
    0xA4: "lorawan_region" / Enum(Int8ub, EU868=0, AS923=1, AU915=2, US915=3),
}
_KEEP_ALIVE_FRAME: Final = (
    "_first" / Const(1, Int8ub),
    "temperature" / scaled(Int16ub, 10, plus=-400),
    "humidity" / scaled(Int8ub, 64, times=25),
    "battery_voltage" / scaled(Int8ub, 1000, times=8, plus=1600),
    "probe"
    / BitStruct(Padding(5), "temperature_probe" / read(BitsInteger(11), lambda raw: None if raw >= 1024 else raw / 10)),
)
_ANSWERS: Final = Struct("entries" / entries(Int8ub, CASES), REST)

FRAME: Final = Struct(
    "_first" / Peek(Int8ub),
    "frame"
    / IfThenElse(
        this._first == 1,
        Struct("message" / Computed("keep_alive"), *_KEEP_ALIVE_FRAME, REST),
        Struct(
            "message" / Computed("response"),
            "body"
            / IfThenElse(
                lambda context: whole(context)[-7:-6] == b"\1",
                Struct("answers" / FixedSized(lambda context: len(whole(context)) - 7, _ANSWERS), *_KEEP_ALIVE_FRAME),
                _ANSWERS,
            ),
        ),
    ),
)
