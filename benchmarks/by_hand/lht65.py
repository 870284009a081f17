"""dragino/lht65: fixed fields whose second half depends on a number in the middle.

What only an LHT65N sends is left out, and logs of other sensors than the probe.
"""

from __future__ import annotations

import struct
from typing import Any, Final

from construct import (
    BitsInteger,
    BitStruct,
    Bytes,
    Computed,
    Const,
    Enum,
    Error,
    Flag,
    GreedyRange,
    IfThenElse,
    Int8ub,
    Int16sb,
    Int16ub,
    Int32ub,
    Int64ub,
    Optional,
    Padding,
    Peek,
    Pointer,
    Struct,
    Switch,
    this,
)

from by_hand._common import REST, NotCovered, Values, read, scaled, short

_BATTERY: Final = ("ultra_low", "low", "ok", "good")
_LHT65: Final = struct.Struct(">HhHB")
_LHT65_PROBED: Final = struct.Struct(">hhHBI")


def decode(payload: bytes, f_port: int) -> Values:
    if f_port != 2:
        raise ValueError(f"nothing is sent on fPort {f_port}")
    if len(payload) > 6 and _is_seldom(payload[6], len(payload)):
        raise NotCovered
    if len(payload) < 11 and not (len(payload) == 7 and payload[6] & 15 == 0):
        raise short("payload", len(payload))
    if payload[:8] == b"\0\0\0\0\0\0\0\0":
        values: Values = {"message": "no_data"}
    elif payload[6] & 0x40:
        return _lht65_log(payload)
    elif payload[6] & 15 == 9:
        probe, temperature, humidity, extension, _ = _LHT65_PROBED.unpack_from(payload)
        values = {
            "message": "temperature_probe_and_time",
            "temperature": temperature / 100,
            "humidity": (humidity & 0xFFF) / 10,
            "battery_status": _BATTERY[humidity >> 14],
            "extension_disconnected": bool(extension & 0x80),
            "time": int.from_bytes(payload[7:11], "big"),
        }
        _lht65_probe(values, probe)
    elif payload[6] & 15 == 15:
        battery = payload[0] << 8 | payload[1]
        values = {
            "message": "probe_id",
            "battery_voltage": (battery & 0x3FFF) / 1000,
            "battery_status": _BATTERY[battery >> 14],
            "probe_id_high": payload[2:6].hex(),
            "extension_disconnected": bool(payload[6] & 0x80),
            "probe_id_low": payload[7:11].hex(),
        }
    else:
        battery, temperature, humidity, extension = _LHT65.unpack_from(payload)
        values = {
            "battery_voltage": (battery & 0x3FFF) / 1000,
            "battery_status": _BATTERY[battery >> 14],
            "temperature": temperature / 100,
            "humidity": (humidity & 0xFFF) / 10,
            "extension_disconnected": bool(extension & 0x80),
        }
        _lht65_extension(values, extension & 15, payload)
    if len(payload) > 11:
        values["rest"] = payload[11:]
    return values


def _is_seldom(extension: int, size: int) -> bool:
    number = extension & 15
    if extension & 0x40:
        return number in {4, 5, 6, 7, 8, 14}
    if number == 0:
        return extension >> 4 & 3 in {1, 2}
    return number in {2, 10, 11, 14} or (number == 4 and size == 15)


def _lht65_probe(values: Values, raw: int) -> None:
    if raw == 0x7FFF:
        values["temperature_probe"] = None
        values["status"] = {"temperature_probe": "not_connected"}
    else:
        values["temperature_probe"] = raw / 100


def _lht65_extension(values: Values, number: int, payload: bytes) -> None:
    if number == 1:
        values["message"] = "temperature_probe"
        _lht65_probe(values, int.from_bytes(payload[7:9], "big", signed=True))
    elif number == 0:
        values["message"] = "no_extension"
    elif number == 4:
        values["message"] = "interrupt"
        values["digital_input"] = payload[7] != 0
        values["interrupt"] = payload[8] != 0
    elif number == 5:
        values["message"] = "illumination"
        values["illuminance"] = payload[7] << 8 | payload[8]
    elif number == 6:
        values["message"] = "analog"
        values["input_voltage"] = (payload[7] << 8 | payload[8]) / 1000
    elif number == 7:
        values["message"] = "counting"
        values["pulse_count_total"] = payload[7] << 8 | payload[8]
    elif number == 8:
        values["message"] = "counting_32"
        values["pulse_count_total"] = int.from_bytes(payload[7:11], "big")
    else:
        raise ValueError(f"extension {number} is unknown")


def _lht65_log(payload: bytes) -> Values:
    if len(payload) % 11:
        raise short("entry", len(payload))
    records = []
    for probe, temperature, humidity, extension, time in _LHT65_PROBED.iter_unpack(payload):
        if not extension & 0x40:
            raise ValueError("a live value inside a log")
        record = {
            "time": time,
            "temperature": temperature / 100,
            "humidity": (humidity & 0xFFF) / 10,
            "extension": extension & 15,
        }
        _lht65_probe(record, probe)
        records.append(record)
    return {"message": "datalog", "records": records}


# ---- in construct

_STATUS: Final = "battery_status" / Enum(BitsInteger(2), ultra_low=0, low=1, ok=2, good=3)
_POWER: Final = "power" / BitStruct(_STATUS, "battery_voltage" / scaled(BitsInteger(14), 1000))
_AIR: Final = "temperature" / scaled(Int16sb, 100)
_HUMIDITY: Final = "moisture" / BitStruct(Padding(4), "humidity" / scaled(BitsInteger(12), 10))
_PROBE: Final = "temperature_probe" / read(Int16sb, lambda raw: None if raw == 0x7FFF else raw / 100)
_EXTENSION: Final = "extension" / BitStruct("extension_disconnected" / Flag, Padding(7))


def _message(name: str, *fields: Any) -> Any:
    return Struct("message" / Computed(name), *fields, REST)


def _built_in(name: str, *fields: Any) -> Any:
    return _message(name, _POWER, _AIR, _HUMIDITY, _EXTENSION, *fields)


_ENTRY: Final = Struct(
    _PROBE,
    _AIR,
    _HUMIDITY,
    "logged" / BitStruct(Padding(1), Const(1, BitsInteger(1)), Padding(2), "extension" / BitsInteger(4)),
    "time" / Int32ub,
)
_LIVE: Final = {
    0: _built_in("no_extension", Optional(Bytes(4))),
    1: _built_in("temperature_probe", _PROBE, Padding(2)),
    4: _built_in("interrupt", "digital_input" / read(Int8ub, bool), "interrupt" / read(Int8ub, bool), Padding(2)),
    5: _built_in("illumination", "illuminance" / Int16ub, Padding(2)),
    6: _built_in("analog", "input_voltage" / scaled(Int16ub, 1000), Padding(2)),
    7: _built_in("counting", "pulse_count_total" / Int16ub, Padding(2)),
    8: _built_in("counting_32", "pulse_count_total" / Int32ub),
    9: _message(
        "temperature_probe_and_time",
        _PROBE,
        _AIR,
        "moisture" / BitStruct(_STATUS, Padding(2), "humidity" / scaled(BitsInteger(12), 10)),
        _EXTENSION,
        "time" / Int32ub,
    ),
    15: _message(
        "probe_id",
        _POWER,
        "probe_id_high" / read(Bytes(4), bytes.hex),
        _EXTENSION,
        "probe_id_low" / read(Bytes(4), bytes.hex),
    ),
}

FRAME: Final = Struct(
    "_first" / Peek(Int64ub),
    "_extension" / Pointer(6, Int8ub),
    "frame"
    / IfThenElse(
        this._first == 0,
        _message("no_data", Padding(11)),
        IfThenElse(
            this._extension & 0x40,
            _message("datalog", "records" / GreedyRange(_ENTRY)),
            Switch(this._extension & 15, _LIVE, default=Error),
        ),
    ),
)
