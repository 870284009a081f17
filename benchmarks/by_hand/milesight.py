"""milesight-iot/em300-th, am102: tags of channel and type, and a history."""

from __future__ import annotations

import struct
from typing import Any, Final

from construct import Int8ub, Int16sl, Int16ub, Int32ul, Padding, Struct

from by_hand._common import REST, NotCovered, Values, entries, scaled, short

_LOGGED: Final = struct.Struct("<IhB")


def em300_th(payload: bytes, f_port: int) -> Values:
    return _milesight(payload, 8)


def am102(payload: bytes, f_port: int) -> Values:
    return _milesight(payload, 7)


def _milesight(payload: bytes, logged: int) -> Values:
    values: Values = {}
    records = []
    at, end = 0, len(payload)
    while at < end:
        if at + 2 > end:
            raise short("tag", at)
        tag = payload[at] << 8 | payload[at + 1]
        at += 2
        if tag == 0x0175:
            if at + 1 > end:
                raise short("battery", at)
            values["battery"] = payload[at]
            at += 1
        elif tag == 0x0367:
            if at + 2 > end:
                raise short("temperature", at)
            values["temperature"] = int.from_bytes(payload[at : at + 2], "little", signed=True) / 10
            at += 2
        elif tag == 0x0468:
            if at + 1 > end:
                raise short("humidity", at)
            values["humidity"] = payload[at] / 2
            at += 1
        elif tag == 0x20CE:
            if at + logged > end:
                raise short("record", at)
            time, temperature, humidity = _LOGGED.unpack_from(payload, at)
            records.append({"time": time, "temperature": temperature / 10, "humidity": humidity / 2})
            at += logged
        elif tag >= 0xFE00:
            raise NotCovered("settings")
        else:
            values["rest"] = payload[at - 2 :]
            break
    if records:
        values["records"] = records
    return values


# ---- in construct


def cases(logged: int) -> dict[int, Any]:
    """What follows a tag, with so many bytes a record."""
    record = (
        "time" / Int32ul,
        "temperature" / scaled(Int16sl, 10),
        "humidity" / scaled(Int8ub, 2),
        Padding(logged - 7),
    )
    return {
        0x0175: "battery" / Int8ub,
        0x0367: "temperature" / scaled(Int16sl, 10),
        0x0468: "humidity" / scaled(Int8ub, 2),
        0x20CE: "record" / Struct(*record),
    }


def frame(logged: int) -> Any:
    """The format in construct."""
    return Struct("entries" / entries(Int16ub, cases(logged)), REST)
