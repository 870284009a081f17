"""browan/tbms100: fixed fields with bits."""

from __future__ import annotations

import struct
from typing import Final

from construct import (
    BitsInteger,
    BitStruct,
    Bytes,
    Computed,
    Error,
    Flag,
    Int8ub,
    Int16ul,
    Int24ul,
    Nibble,
    Padding,
    Struct,
    Switch,
    this,
)

from by_hand._common import REST, Values, entries, read, scaled, short

_TBMS100: Final = struct.Struct("<BBBHHB")


def decode(payload: bytes, f_port: int) -> Values:
    if f_port == 102:
        if len(payload) < 8:
            raise short("payload", len(payload))
        status, battery, temperature, minutes, low, high = _TBMS100.unpack_from(payload)
        values = {
            "motion": bool(status & 1),
            "battery_voltage": ((battery & 15) + 25) / 10,
            "temperature": (temperature & 127) - 32,
            "time_since_motion": minutes * 60,
            "motion_count_total": high << 16 | low,
        }
        if len(payload) > 8:
            values["rest"] = payload[8:]
        return values
    if f_port == 204:
        return _tbms100_configuration(payload)
    raise ValueError(f"nothing is sent on fPort {f_port}")


def _tbms100_configuration(payload: bytes) -> Values:
    values: Values = {"message": "configuration"}
    at, end = 0, len(payload)
    while at < end:
        tag = payload[at]
        at += 1
        if tag in {0, 2, 4}:
            if at + 2 > end:
                raise short("setting", at)
            name = "report_interval" if tag == 0 else "occupied_interval" if tag == 2 else "trigger_count"
            values[name] = payload[at + 1] << 8 | payload[at]
            at += 2
        elif tag == 3:
            if at + 1 > end:
                raise short("setting", at)
            values["free_detection_time"] = payload[at] * 60
            at += 1
        elif tag == 5:
            if at + 4 > end:
                raise short("setting", at)
            values["pir_parameters"] = payload[at : at + 4].hex()
            at += 4
        else:
            values["rest"] = payload[at - 1 :]
            break
    return values


# ---- in construct

CASES: Final = {
    0x00: "report_interval" / Int16ul,
    0x02: "occupied_interval" / Int16ul,
    0x03: "free_detection_time" / scaled(Int8ub, times=60),
    0x04: "trigger_count" / Int16ul,
    0x05: "pir_parameters" / read(Bytes(4), bytes.hex),
}

FRAME: Final = Switch(
    this._params.f_port,
    {
        102: Struct(
            "status" / BitStruct(Padding(7), "motion" / Flag),
            "power" / BitStruct(Padding(4), "battery_voltage" / scaled(Nibble, 10, plus=25)),
            "air" / BitStruct(Padding(1), "temperature" / scaled(BitsInteger(7), plus=-32)),
            "time_since_motion" / scaled(Int16ul, times=60),
            "motion_count_total" / Int24ul,
            REST,
        ),
        204: Struct("message" / Computed("configuration"), "entries" / entries(Int8ub, CASES), REST),
    },
    default=Error,
)
