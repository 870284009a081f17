"""netvox/r711: message types, each of 11 bytes."""

from __future__ import annotations

import struct
from typing import Final

from construct import (
    BitsInteger,
    BitStruct,
    Bytes,
    Computed,
    Enum,
    Error,
    Flag,
    Int8ub,
    Int16sb,
    Int16ub,
    Padding,
    Struct,
    Switch,
    this,
)

from by_hand._common import REST, NotCovered, Values, date_of, read, scaled, short

_MODELS: Final = {1: "R711(R712)", 11: "R718A", 19: "R718AB", 110: "R720A"}
_R711: Final = struct.Struct(">BBBBhH")
_R711_SET: Final = struct.Struct(">HHBHH")


def _date(digits: bytes) -> int | None:
    shown = digits.hex()
    return date_of(int(shown[:4]), int(shown[4:6]), int(shown[6:])) if shown.isdecimal() else None


def decode(payload: bytes, f_port: int) -> Values:
    if len(payload) < 11:
        raise short("payload", len(payload))
    if f_port == 14 or (f_port in (6, 7) and payload[1] not in _MODELS):
        raise NotCovered("calibration, and other models")
    if f_port == 6:
        version, model, kind, battery, temperature, humidity = _R711.unpack_from(payload)
        values: Values = {"payload_version": version, "model": _MODELS[model]}
        if kind == 1:
            values["message"] = "climate"
            values["battery_voltage"] = (battery & 0x7F) / 10
            values["low_battery"] = battery >= 0x80
            values["temperature"] = temperature / 100
            values["humidity"] = humidity / 100
        elif kind == 0:
            values["message"] = "version"
            values["software_version"] = battery / 10
            values["hardware_version"] = str(payload[4])
            values["manufacturing_date"] = made = _date(payload[5:9])
            if made is None:
                values["status"] = {"manufacturing_date": "unknown"}
        else:
            raise ValueError(f"report {kind} is unknown")
    elif f_port == 7:
        values = {"model": _MODELS[payload[1]]}
        if payload[0] == 0x82:
            shortest, longest, battery, temperature, humidity = _R711_SET.unpack_from(payload, 2)
            values["message"] = "configuration"
            values["min_interval"] = shortest
            values["report_interval"] = longest
            values["battery_change"] = battery / 10
            values["temperature_change"] = temperature / 100
            values["humidity_change"] = humidity / 100
        elif payload[0] == 0x81:
            values["message"] = "configuration_set"
            values["success"] = payload[2] == 0
        else:
            raise ValueError(f"answer {payload[0]} is unknown")
    else:
        raise ValueError(f"nothing is sent on fPort {f_port}")
    if len(payload) > 11:
        values["rest"] = payload[11:]
    return values


# ---- in construct

_MODEL: Final = "model" / Enum(Int8ub, **{name: number for number, name in _MODELS.items()})
_REPORTS: Final = {
    0: Struct(
        "message" / Computed("version"),
        "software_version" / scaled(Int8ub, 10),
        "hardware_version" / read(Int8ub, str),
        "manufacturing_date" / read(Bytes(4), _date),
        Padding(2),
    ),
    1: Struct(
        "message" / Computed("climate"),
        "power" / BitStruct("low_battery" / Flag, "battery_voltage" / scaled(BitsInteger(7), 10)),
        "temperature" / scaled(Int16sb, 100),
        "humidity" / scaled(Int16ub, 100),
        Padding(3),
    ),
}
_ANSWERS: Final = {
    0x81: Struct(
        _MODEL,
        "message" / Computed("configuration_set"),
        "success" / read(Int8ub, lambda raw: raw == 0),
        Padding(8),
    ),
    0x82: Struct(
        _MODEL,
        "message" / Computed("configuration"),
        "min_interval" / Int16ub,
        "report_interval" / Int16ub,
        "battery_change" / scaled(Int8ub, 10),
        "temperature_change" / scaled(Int16ub, 100),
        "humidity_change" / scaled(Int16ub, 100),
    ),
}

FRAME: Final = Switch(
    this._params.f_port,
    {
        6: Struct(
            "payload_version" / Int8ub,
            _MODEL,
            "_report" / Int8ub,
            "body" / Switch(this._report, _REPORTS, default=Error),
            REST,
        ),
        7: Struct("_command" / Int8ub, "body" / Switch(this._command, _ANSWERS, default=Error), REST),
    },
    default=Error,
)
