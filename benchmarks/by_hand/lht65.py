"""dragino/lht65: fixed fields whose second half depends on a number in the middle."""

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
    Int24ub,
    Int32ub,
    Int64ub,
    Padding,
    Pass,
    Peek,
    Pointer,
    Struct,
    Switch,
    this,
)

from by_hand._common import REST, Values, read, scaled, short, whole

_BATTERY: Final = ("ultra_low", "low", "ok", "good")
_LHT65: Final = struct.Struct(">HhH")
_LHT65_PROBED: Final = struct.Struct(">hhHBI")
_PROBE_HUMIDITY: Final = struct.Struct(">hH")


def decode(payload: bytes, f_port: int) -> Values:
    if f_port != 2:
        raise ValueError(f"nothing is sent on fPort {f_port}")
    # Without a sensor, its bytes may be left out.
    if len(payload) < 11 and not (len(payload) == 7 and payload[6] & 0x7F in (0, 0x30)):
        raise short("payload", len(payload))
    flags, size = payload[6], 11
    kind, number = flags & 0x3F, flags & 15
    if payload[:8] == b"\0\0\0\0\0\0\0\0":
        values: Values = {"message": "no_data"}
    elif flags & 0x40:
        return _lht65_log(payload)
    elif kind > 8 and number in (9, 10):
        probe, temperature, humidity, _, time = _LHT65_PROBED.unpack_from(payload)
        values = {
            "message": "temperature_probe_and_time" if number == 9 else "temperature_probe_tmp117_and_time",
            "temperature": temperature / 100,
            "humidity": (humidity & 0xFFF) / 10,
            "battery_status": _BATTERY[humidity >> 14],
            "extension_disconnected": flags > 0x7F,
            "time": time,
        }
        _lht65_probe(values, probe)
    elif kind > 8 and (number == 15 or kind in (0x10, 0x20)):
        values = _lht65_id(payload)
    else:
        battery, temperature, humidity = _LHT65.unpack_from(payload)
        values = {
            "battery_voltage": (battery & 0x3FFF) / 1000,
            "battery_status": _BATTERY[battery >> 14],
            "temperature": temperature / 100,
            "humidity": (humidity & 0xFFF) / 10,
            "extension_disconnected": flags > 0x7F,
        }
        _lht65_extension(values, number, payload)
        if number == 4 and len(payload) == 15:
            size = 15
    if len(payload) > size:
        values["rest"] = payload[size:]
    return values


def _lht65_probe(values: Values, raw: int) -> None:
    if raw == 0x7FFF:
        values["temperature_probe"] = None
        values["status"] = {"temperature_probe": "not_connected"}
    else:
        values["temperature_probe"] = raw / 100


def _lht65_probe_with_humidity(values: Values, payload: bytes) -> None:
    probe, humidity = _PROBE_HUMIDITY.unpack_from(payload, 7)
    _lht65_probe(values, probe)
    values["humidity_probe"] = (humidity & 0xFFF) / 10


def _lht65_id(payload: bytes) -> Values:
    battery = payload[0] << 8 | payload[1]
    values: Values = {
        "battery_voltage": (battery & 0x3FFF) / 1000,
        "battery_status": _BATTERY[battery >> 14],
        "extension_disconnected": bool(payload[6] & 0x80),
    }
    if payload[6] & 15 == 15:
        values["message"] = "probe_id"
        values["probe_id_high"] = payload[2:6].hex()
        values["probe_id_low"] = payload[7:11].hex()
    elif payload[6] & 0x10:
        values["message"] = "humidity_probe_id"
        values["probe_id"] = payload[2:6].hex()
        _lht65_probe_with_humidity(values, payload)
    else:
        values["message"] = "temperature_probe_id"
        values["probe_id_high"] = payload[2:6].hex()
        _lht65_probe(values, int.from_bytes(payload[7:9], "big", signed=True))
        values["probe_id_low"] = payload[9:11].hex()
    return values


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
        if len(payload) == 15:
            values["event_count_total"] = int.from_bytes(payload[9:12], "big")
            values["interrupt_duration"] = int.from_bytes(payload[12:15], "big")
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
    elif number == 2:
        values["message"] = "temperature_probe_tmp117"
        _lht65_probe(values, int.from_bytes(payload[7:9], "big", signed=True))
    elif number == 11:
        values["message"] = "humidity_probe"
        _lht65_probe_with_humidity(values, payload)
    elif number == 14:
        values["message"] = "motion"
        values["motion"] = bool(payload[7] & 1)
        values["motion_count_total"] = int.from_bytes(payload[8:11], "big")
    else:
        raise ValueError(f"extension {number} is unknown")


def _lht65_log(payload: bytes) -> Values:
    if len(payload) % 11:
        raise short("entry", len(payload))
    records = []
    logged = payload[6] & 15  # by the first entry, for all of them
    for external, temperature, humidity, extension, time in _LHT65_PROBED.iter_unpack(payload):
        if not extension & 0x40:
            raise ValueError("a live value inside a log")
        record = {
            "time": time,
            "temperature": temperature / 100,
            "humidity": (humidity & 0xFFF) / 10,
            "extension": extension & 15,
        }
        if logged in _LOGGED:
            _lht65_logged(record, logged, external & 0xFFFF)
        else:
            _lht65_probe(record, external)
        records.append(record)
    return {"message": "datalog", "records": records}


#: What is logged instead of a probe's temperature.
_LOGGED: Final = {4, 5, 6, 7, 8, 14}


def _lht65_logged(record: Values, number: int, raw: int) -> None:
    if number == 4:
        record["digital_input"] = raw >> 8 != 0
        record["interrupt"] = raw & 0xFF != 0
    elif number == 5:
        record["illuminance"] = raw
    elif number == 6:
        record["input_voltage"] = raw / 1000
    else:
        record["pulse_count_total"] = raw


# ---- in construct

_STATUS: Final = "battery_status" / Enum(BitsInteger(2), ultra_low=0, low=1, ok=2, good=3)
_POWER: Final = "power" / BitStruct(_STATUS, "battery_voltage" / scaled(BitsInteger(14), 1000))
_AIR: Final = "temperature" / scaled(Int16sb, 100)
_HUMIDITY: Final = "moisture" / BitStruct(Padding(4), "humidity" / scaled(BitsInteger(12), 10))
_PROBE: Final = "temperature_probe" / read(Int16sb, lambda raw: None if raw == 0x7FFF else raw / 100)
_PROBE_AND_HUMIDITY: Final = (_PROBE, "wet" / BitStruct(Padding(4), "humidity_probe" / scaled(BitsInteger(12), 10)))
_EXTENSION: Final = "state" / BitStruct("extension_disconnected" / Flag, Padding(7))
_INTERRUPT: Final = ("digital_input" / read(Int8ub, bool), "interrupt" / read(Int8ub, bool))
_PULSES: Final = Struct("pulse_count_total" / Int16ub)


def _message(name: str, *fields: Any) -> Any:
    return Struct("message" / Computed(name), *fields, REST)


def _built_in(name: str, *fields: Any) -> Any:
    return _message(name, _POWER, _AIR, _HUMIDITY, _EXTENSION, *fields)


def _probe_and_time(name: str) -> Any:
    moisture = BitStruct(_STATUS, Padding(2), "humidity" / scaled(BitsInteger(12), 10))
    return _message(name, _PROBE, _AIR, "moisture" / moisture, _EXTENSION, "time" / Int32ub)


def _id(name: str, id_: Any, *fields: Any) -> Any:
    return _message(name, _POWER, id_, _EXTENSION, *fields)


def _digits(name: str, count: int) -> Any:
    return name / read(Bytes(count), bytes.hex)


_LOGGED_TYPES: Final = {
    4: Struct(*_INTERRUPT),
    5: Struct("illuminance" / Int16ub),
    6: Struct("input_voltage" / scaled(Int16ub, 1000)),
    7: _PULSES,
    8: _PULSES,
    14: _PULSES,
}
_ENTRY: Final = Struct(
    "external" / Switch(lambda context: whole(context)[6] & 15, _LOGGED_TYPES, default=Struct(_PROBE)),
    _AIR,
    _HUMIDITY,
    "logged" / BitStruct(Padding(1), "_logged" / Const(1, BitsInteger(1)), Padding(2), "extension" / BitsInteger(4)),
    "time" / Int32ub,
)
_LIVE: Final = {
    0: Switch(
        this._extension >> 4 & 3,
        {
            1: _id("humidity_probe_id", _digits("probe_id", 4), *_PROBE_AND_HUMIDITY),
            2: _id("temperature_probe_id", _digits("probe_id_high", 4), _PROBE, _digits("probe_id_low", 2)),
        },
        default=_built_in("no_extension", IfThenElse(lambda context: len(whole(context)) == 7, Pass, Padding(4))),
    ),
    1: _built_in("temperature_probe", _PROBE, Padding(2)),
    2: _built_in("temperature_probe_tmp117", _PROBE, Padding(2)),
    4: _built_in(
        "interrupt",
        *_INTERRUPT,
        "counted"
        / IfThenElse(
            lambda context: len(whole(context)) == 15,
            Struct("event_count_total" / Int24ub, "interrupt_duration" / Int24ub),
            Struct(Padding(2)),
        ),
    ),
    5: _built_in("illumination", "illuminance" / Int16ub, Padding(2)),
    6: _built_in("analog", "input_voltage" / scaled(Int16ub, 1000), Padding(2)),
    7: _built_in("counting", "pulse_count_total" / Int16ub, Padding(2)),
    8: _built_in("counting_32", "pulse_count_total" / Int32ub),
    9: _probe_and_time("temperature_probe_and_time"),
    10: _probe_and_time("temperature_probe_tmp117_and_time"),
    11: _built_in("humidity_probe", *_PROBE_AND_HUMIDITY),
    14: _built_in("motion", "moved" / BitStruct(Padding(7), "motion" / Flag), "motion_count_total" / Int24ub),
    15: _id("probe_id", _digits("probe_id_high", 4), _digits("probe_id_low", 4)),
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
