"""Formats of tags: what says which values follow, again and again."""

from __future__ import annotations

import struct
from typing import Final

from by_hand._common import NotCovered, Values, short

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
            raise short(f"tag {tag}", at)
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
                raise short("settings", at)
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


# ---- mclimate/ht-sensor: answers to commands before a keep-alive -----------------------------------------------------

_KEEP_ALIVE: Final = struct.Struct(">BHBBH")
_UPLINK_TYPES: Final = {0: "unconfirmed", 1: "confirmed"}


def ht_sensor(payload: bytes, f_port: int) -> Values:
    if len(payload) < 7:
        raise short("keep-alive", 0)
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
        raise short("checksum", 0)
    crc = 0
    for byte in payload[:end]:
        crc = crc >> 8 ^ _CRC[(crc ^ byte) & 0xFF]
    if crc != int.from_bytes(payload[end:], "little"):
        raise ValueError("the checksum is wrong")
    values: Values = {}
    at = 0
    while at < end:
        if at + 3 > end:
            raise short("tag", at)
        channel, number = payload[at], payload[at + 2] << 8 | payload[at + 1]
        at += 3
        known = number in _THOUSANDTHS or number in {0x1005, 0x120} or number < 8
        if channel > 1 or not known:
            values["rest"] = payload[at - 3 : end]
            break
        if at + 4 > end:
            raise short("value", at)
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
