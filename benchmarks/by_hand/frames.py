"""Formats of frames: what stands where, by port, message type, number or mask."""

from __future__ import annotations

import struct
from typing import Final

from by_hand._common import Values, short

# ---- browan/tbms100: fixed fields with bits --------------------------------------------------------------------------

_TBMS100: Final = struct.Struct("<BBBHHB")


def tbms100(payload: bytes, f_port: int) -> Values:
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


# ---- dragino/lht65: fixed fields whose second half depends on a number in the middle ---------------------------------

_BATTERY: Final = ("ultra_low", "low", "ok", "good")
_LHT65: Final = struct.Struct(">HhHB")
_LHT65_PROBED: Final = struct.Struct(">hhHBI")


def lht65(payload: bytes, f_port: int) -> Values:
    if f_port != 2:
        raise ValueError(f"nothing is sent on fPort {f_port}")
    if len(payload) < 11:
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
        record = {"time": time, "temperature": temperature / 100, "humidity": (humidity & 0xFFF) / 10}
        _lht65_probe(record, probe)
        records.append(record)
    return {"message": "datalog", "records": records}


# ---- decentlab/dl-sht35-001: a mask says which groups follow ---------------------------------------------------------

_PAIR: Final = struct.Struct(">HH")


def sht35(payload: bytes, f_port: int) -> Values:
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


# ---- netvox/r711: message types, each of 11 bytes --------------------------------------------------------------------

_MODELS: Final = {1: "R711(R712)", 11: "R718A", 19: "R718AB", 110: "R720A"}
_R711: Final = struct.Struct(">BBBBhH")
_R711_SET: Final = struct.Struct(">HHBHH")


def r711(payload: bytes, f_port: int) -> Values:
    if len(payload) < 11:
        raise short("payload", len(payload))
    if f_port == 6:
        version, model, kind, battery, temperature, humidity = _R711.unpack_from(payload)
        values: Values = {"payload_version": version, "model": _MODELS.get(model) or f"unknown_{model}"}
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
            values["production_date"] = payload[5:9].hex()
        else:
            raise ValueError(f"report {kind} is unknown")
    elif f_port == 7:
        values = {"model": _MODELS.get(payload[1]) or f"unknown_{payload[1]}"}
        if payload[0] == 0x82:
            shortest, longest, battery, temperature, humidity = _R711_SET.unpack_from(payload, 2)
            values["message"] = "configuration"
            values["min_interval"] = shortest
            values["max_interval"] = longest
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


# ---- talkpool/oy1210: two numbers of 12 bits in three bytes, and answers on another port -----------------------------


def oy1210(payload: bytes, f_port: int) -> Values:
    if f_port == 2:
        if len(payload) < 5:
            raise short("payload", len(payload))
        temperature, humidity, low, high_co2, low_co2 = payload[:5]
        values: Values = {
            "message": "single",
            "temperature": ((temperature << 4 | low >> 4) - 800) / 10,
            "humidity": ((humidity << 4 | low & 15) - 250) / 10,
        }
        co2 = high_co2 << 8 | low_co2
        if co2 == 0xFFFF:
            values["co2"] = None
            values["status"] = {"co2": "fault"}
        else:
            values["co2"] = co2
        if len(payload) > 5:
            values["rest"] = payload[5:]
        return values
    if f_port == 1:
        return _oy1210_answer(payload)
    raise ValueError(f"nothing is sent on fPort {f_port}")


_WORDS: Final = {
    0x30: "measurement_interval",
    0x31: "measurements_per_report",
    0x32: "co2_threshold_change",
    0x33: "co2_threshold",
}


def _oy1210_answer(payload: bytes) -> Values:
    if len(payload) < 1:
        raise short("answer", 0)
    if payload[0] == 2:
        return {"message": "refused", "command": payload[1:].hex()}
    if payload[0] != 1 or len(payload) < 2:
        raise ValueError("no answer")
    index, end = payload[1], len(payload)
    values: Values = {"message": "answer"}
    if index in _WORDS:
        at = 4
        if end >= at:
            values[_WORDS[index]] = payload[2] << 8 | payload[3]
    elif index == 0x06:
        at = 3
        if end >= at:
            values["supply_voltage"] = payload[2] / 40
    elif index == 0x0A:
        at = 4
        if end >= at:
            values["temperature_board"] = ((payload[2] << 8 | payload[3]) - 5000) / 100
    elif index == 0x20:
        at = 3
        if end >= at:
            values["status_bits"] = payload[2]
    elif index == 0x03:
        at = 8
        values["firmware_build"] = payload[2:8].hex()
    elif index == 0x34:
        at = 6
        values["co2_sensor_status"] = int.from_bytes(payload[2:6], "big")
    else:
        raise ValueError(f"answer {index} is unknown")
    if end < at:
        raise short("answer", end)
    if end > at:
        values["rest"] = payload[at:]
    return values
