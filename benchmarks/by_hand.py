"""Decoders as a good Python programmer writes them by hand, one for each format that is measured.

Each takes payload and port and returns a dict: the values by name, ``message`` for the frame's name,
``records`` for a history, ``status`` for the values that are None, and ``rest`` for what it did not understand. What is
short or unknown raises ValueError. They have nothing of the library, and check as much as it does.
Milesight's many settings are left out: :class:`NotCovered`.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any, Final

Values = dict[str, Any]
ByHand = Callable[[bytes, int], Values]


class NotCovered(Exception):
    """What the hand-written decoder leaves out, and the library decodes: such payloads are not measured."""


def _short(what: str, at: int) -> ValueError:
    return ValueError(f"{what} is cut off at byte {at}")


# ---- milesight-iot/em300-th, am102: tags of channel and type, and a history ------------------------------------------

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
            raise _short("tag", at)
        tag = payload[at] << 8 | payload[at + 1]
        at += 2
        if tag == 0x0175:
            if at + 1 > end:
                raise _short("battery", at)
            values["battery"] = payload[at]
            at += 1
        elif tag == 0x0367:
            if at + 2 > end:
                raise _short("temperature", at)
            values["temperature"] = int.from_bytes(payload[at : at + 2], "little", signed=True) / 10
            at += 2
        elif tag == 0x0468:
            if at + 1 > end:
                raise _short("humidity", at)
            values["humidity"] = payload[at] / 2
            at += 1
        elif tag == 0x20CE:
            if at + logged > end:
                raise _short("record", at)
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


# ---- browan/tbms100: fixed fields with bits --------------------------------------------------------------------------

_TBMS100: Final = struct.Struct("<BBBHHB")


def tbms100(payload: bytes, f_port: int) -> Values:
    if f_port == 102:
        if len(payload) < 8:
            raise _short("payload", len(payload))
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
                raise _short("setting", at)
            name = "report_interval" if tag == 0 else "occupied_interval" if tag == 2 else "trigger_count"
            values[name] = payload[at + 1] << 8 | payload[at]
            at += 2
        elif tag == 3:
            if at + 1 > end:
                raise _short("setting", at)
            values["free_detection_time"] = payload[at] * 60
            at += 1
        elif tag == 5:
            if at + 4 > end:
                raise _short("setting", at)
            values["pir_parameters"] = payload[at : at + 4].hex()
            at += 4
        else:
            values["rest"] = payload[at - 1 :]
            break
    return values


# ---- elsys/ers: tags of one byte, whose sizes a table knows ----------------------------------------------------------

#: Of each tag the bytes that follow it; 0x3E says so itself.
_ELSYS_SIZES: Final = {
    0x01: 2, 0x02: 1, 0x03: 3, 0x04: 2, 0x05: 1, 0x06: 2, 0x07: 2, 0x08: 2, 0x09: 6, 0x0A: 2, 0x0B: 4, 0x0C: 2, 0x0D: 1,
    0x0E: 2, 0x0F: 1, 0x10: 4, 0x11: 1, 0x12: 1, 0x13: 65, 0x14: 4, 0x15: 2, 0x16: 2, 0x17: 4, 0x18: 2, 0x19: 2,
    0x1A: 1, 0x1B: 4, 0x1C: 2, 0x3D: 4, 0x3E: 1,
}  # fmt: skip
_OCCUPANCY: Final = {0: "unoccupied", 1: "pending", 2: "occupied"}


def ers(payload: bytes, f_port: int) -> Values:
    values: Values = {}
    at, end = 0, len(payload)
    while at < end:
        tag = payload[at]
        size = _ELSYS_SIZES.get(tag)
        if size is None:
            values["rest"] = payload[at:]
            break
        at += 1
        if at + size > end:
            raise _short(f"tag {tag}", at)
        if tag == 0x01:
            values["temperature"] = int.from_bytes(payload[at : at + 2], "big", signed=True) / 10
        elif tag == 0x02:
            values["humidity"] = payload[at]
        elif tag == 0x04:
            values["illuminance"] = payload[at] << 8 | payload[at + 1]
        elif tag == 0x05:
            values["motion_count"] = payload[at]
        elif tag == 0x06:
            values["co2"] = payload[at] << 8 | payload[at + 1]
        elif tag == 0x07:
            values["battery_voltage"] = (payload[at] << 8 | payload[at + 1]) / 1000
        elif tag == 0x3E:
            size += payload[at]
            if at + size > end:
                raise _short("settings", at)
            values["settings"] = payload[at + 1 : at + size].hex()
        else:
            _ers_seldom(values, tag, payload[at : at + size])
        at += size
    return values


_SOUND: Final = struct.Struct("BB")
_ACCELERATION: Final = struct.Struct("bbb")
_TWO_WORDS: Final = struct.Struct(">hh")


def _ers_seldom(values: Values, tag: int, value: bytes) -> None:
    if tag == 0x03:
        x, y, z = _ACCELERATION.unpack(value)
        values["acceleration_x"] = x / 63
        values["acceleration_y"] = y / 63
        values["acceleration_z"] = z / 63
    elif tag in {0x08, 0x18}:
        values["voltage_1" if tag == 0x08 else "voltage_2"] = int.from_bytes(value, "big") / 1000
    elif tag == 0x09:
        values["latitude"] = int.from_bytes(value[:3], "little", signed=True) / 10000
        values["longitude"] = int.from_bytes(value[3:], "little", signed=True) / 10000
    elif tag in {0x0A, 0x16}:
        values["pulse_count_1_delta" if tag == 0x0A else "pulse_count_2_delta"] = int.from_bytes(value, "big")
    elif tag in {0x0B, 0x17}:
        values["pulse_count_1_total" if tag == 0x0B else "pulse_count_2_total"] = int.from_bytes(value, "big")
    elif tag in {0x0C, 0x19}:
        name = "temperature_probe_1" if tag == 0x0C else "temperature_probe_2"
        values[name] = int.from_bytes(value, "big", signed=True) / 10
    elif tag in {0x0D, 0x1A}:
        values["digital_input_1" if tag == 0x0D else "digital_input_2"] = value != b"\0"
    elif tag == 0x0E:
        values["distance"] = int.from_bytes(value, "big")
    elif tag == 0x0F:
        values["vibration_count"] = value[0]
    elif tag == 0x10:
        board, surface = _TWO_WORDS.unpack(value)
        values["temperature_board"] = board / 10
        values["temperature_surface"] = surface / 10
    elif tag == 0x11:
        state = _OCCUPANCY.get(value[0]) or f"unknown_{value[0]}"
        values["occupancy_state"] = state
        values["occupancy"] = state != "unoccupied"
    elif tag == 0x12:
        values["leak_level"] = value[0]
        values["leak"] = value[0] > 0
    elif tag == 0x13:
        values["grid_reference"] = value[0]
        for pixel in range(1, 65):
            values[f"temperature_difference_surface_{pixel}"] = value[pixel] / 10
    elif tag == 0x14:
        values["pressure"] = int.from_bytes(value, "big") / 1000
    elif tag == 0x15:
        values["sound_level_max"], values["sound_level_mean"] = _SOUND.unpack(value)
    elif tag == 0x1B:
        values["voltage_3"] = int.from_bytes(value, "big", signed=True) / 1_000_000
    elif tag == 0x1C:
        values["tvoc"] = int.from_bytes(value, "big")
    elif tag == 0x3D:
        values["debug"] = value.hex()


# ---- dragino/lht65: fixed fields whose second half depends on a number in the middle ---------------------------------

_BATTERY: Final = ("ultra_low", "low", "ok", "good")
_LHT65: Final = struct.Struct(">HhHB")
_LHT65_PROBED: Final = struct.Struct(">hhHBI")


def lht65(payload: bytes, f_port: int) -> Values:
    if f_port != 2:
        raise ValueError(f"nothing is sent on fPort {f_port}")
    if len(payload) < 11:
        raise _short("payload", len(payload))
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
        raise _short("entry", len(payload))
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
        raise _short("head", len(payload))
    if payload[0] != 2:
        raise ValueError(f"protocol version {payload[0]}, not 2")
    device_id, mask = _PAIR.unpack_from(payload, 1)
    values: Values = {"device_id": device_id}
    at = 5
    if mask & 1:
        if at + 4 > len(payload):
            raise _short("climate", at)
        temperature, humidity = _PAIR.unpack_from(payload, at)
        values["temperature"] = (temperature * 35 - 589815) / 13107
        values["humidity"] = humidity * 20 / 13107
        at += 4
    if mask & 2:
        if at + 2 > len(payload):
            raise _short("battery", at)
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
        raise _short("payload", len(payload))
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


# ---- mclimate/ht-sensor: answers to commands before a keep-alive -----------------------------------------------------

_KEEP_ALIVE: Final = struct.Struct(">BHBBH")
_UPLINK_TYPES: Final = {0: "unconfirmed", 1: "confirmed"}


def ht_sensor(payload: bytes, f_port: int) -> Values:
    if len(payload) < 7:
        raise _short("keep-alive", 0)
    if payload[0] == 1:
        values: Values = {"message": "keep_alive"}
        _keep_alive(values, payload, 0)
        if len(payload) > 7:
            values["rest"] = payload[7:]
        return values
    values = {"message": "response"}
    at, end = 0, len(payload) - 7
    while at < end:
        command = payload[at]
        at += 1
        if command == 0x04:
            if at + 2 > end:
                raise _short("version", at)
            hardware, firmware = payload[at], payload[at + 1]
            values["hardware_version"] = f"{hardware >> 4}.{hardware & 15}"
            values["firmware_version"] = f"{firmware >> 4}.{firmware & 15}"
            at += 2
        elif command == 0x12:
            if at + 1 > end:
                raise _short("interval", at)
            values["report_interval"] = payload[at] * 60
            at += 1
        elif command == 0x19:
            if at + 1 > end:
                raise _short("period", at)
            values["join_retry_period"] = payload[at] * 5
            at += 1
        elif command == 0x1B:
            if at + 1 > end:
                raise _short("uplink type", at)
            values["uplink_type"] = _UPLINK_TYPES.get(payload[at]) or f"unknown_{payload[at]}"
            at += 1
        elif command == 0x1D:
            if at + 2 > end:
                raise _short("watchdog", at)
            values["watchdog_confirmed"] = payload[at]
            values["watchdog_unconfirmed"] = payload[at + 1]
            at += 2
        else:
            values["rest"] = payload[at - 1 : end]
            break
    _keep_alive(values, payload, end)
    return values


def _keep_alive(values: Values, payload: bytes, at: int) -> None:
    first, temperature, humidity, battery, probe = _KEEP_ALIVE.unpack_from(payload, at)
    if first != 1:
        raise ValueError(f"a keep-alive starts with 1, not {first}")
    values["temperature"] = (temperature - 400) / 10
    values["humidity"] = humidity * 25 / 64
    values["battery_voltage"] = ((battery >> 4) + 20) / 10
    probe &= 0x7FF
    if probe >= 1024:
        values["temperature_probe"] = None
        values["status"] = {"temperature_probe": "not_connected"}
    else:
        values["temperature_probe"] = probe / 10


# ---- talkpool/oy1210: two numbers of 12 bits in three bytes, and answers on another port -----------------------------


def oy1210(payload: bytes, f_port: int) -> Values:
    if f_port == 2:
        if len(payload) < 5:
            raise _short("payload", len(payload))
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
        raise _short("answer", 0)
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
        raise _short("answer", end)
    if end > at:
        values["rest"] = payload[at:]
    return values


# ---- sensecap/sensecap-air-th: tags of three bytes, and a checksum ---------------------------------------------------


def _crc_table() -> list[int]:
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ 0x8408 if value & 1 else value >> 1
        table.append(value)
    return table


_CRC: Final = _crc_table()
_THOUSANDTHS: Final = {
    0x1001: "temperature",
    0x1002: "humidity",
    0x1003: "illuminance",
    0x1004: "co2",
    0x1067: "illuminance",
}
_VERSIONS: Final = {0: "", 1: "sensor_"}
_EUI: Final = {2: "sensor_eui_low", 3: "sensor_eui_high"}


def air_th(payload: bytes, f_port: int) -> Values:
    end = len(payload) - 2
    if end < 0:
        raise _short("checksum", 0)
    crc = 0
    for byte in payload[:end]:
        crc = crc >> 8 ^ _CRC[(crc ^ byte) & 0xFF]
    if crc != int.from_bytes(payload[end:], "little"):
        raise ValueError("the checksum is wrong")
    values: Values = {}
    at = 0
    while at < end:
        if at + 3 > end:
            raise _short("tag", at)
        channel, number = payload[at], payload[at + 2] << 8 | payload[at + 1]
        at += 3
        known = number in _THOUSANDTHS or number in {0x1005, 0x120} or number < 8
        if channel > 1 or not known:
            values["rest"] = payload[at - 3 : end]
            break
        if at + 4 > end:
            raise _short("value", at)
        value = payload[at : at + 4]
        at += 4
        if number in _THOUSANDTHS:
            values[_THOUSANDTHS[number]] = int.from_bytes(value, "little", signed=True) / 1000
        elif number == 0x1005:
            values["pressure"] = int.from_bytes(value, "little", signed=True) / 100_000
        elif number == 7:
            values["battery"] = value[1] << 8 | value[0]
            values["report_interval"] = (value[3] << 8 | value[2]) * 60
        elif number in _VERSIONS:
            values[f"{_VERSIONS[number]}hardware_version"] = f"{value[3]}.{value[2]}"
            values[f"{_VERSIONS[number]}firmware_version"] = f"{value[1]}.{value[0]}"
        elif number in _EUI:
            values[_EUI[number]] = int.from_bytes(value, "little")
        elif number == 4:
            values["production_day"] = value[0]
            values["production_month"] = value[1]
            values["production_year"] = value[3] * 100 + value[2]
        elif number == 0x120:
            values["sensor_removed"] = value == b"\0\0\0\0"
    return values


#: The formats that are measured, by the id of a device that has them.
BY_HAND: Final[dict[str, ByHand]] = {
    "milesight-iot/em300-th": em300_th,
    "milesight-iot/am102": am102,
    "browan/tbms100": tbms100,
    "elsys/ers": ers,
    "dragino/lht65": lht65,
    "decentlab/dl-sht35-001": sht35,
    "netvox/r711": r711,
    "mclimate/ht-sensor": ht_sensor,
    "talkpool/oy1210": oy1210,
    "sensecap/sensecap-air-th": air_th,
}
