"""sensecap/sensecap-air-th: tags of three bytes, and a checksum."""

from __future__ import annotations

from typing import Final

from construct import (
    Array,
    Checksum,
    Computed,
    FixedSized,
    GreedyRange,
    Int8ub,
    Int16ul,
    Int32sl,
    Int32ul,
    OneOf,
    Padding,
    RawCopy,
    Struct,
    Switch,
    this,
)

from by_hand._common import REST, Values, date_of, read, scaled, short, whole


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


def decode(payload: bytes, f_port: int) -> Values:
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
            values["manufacturing_date"] = date_of(value[3] * 100 + value[2], value[1], value[0])
        elif number == 0x120:
            values["sensor_removed"] = value == b"\0\0\0\0"
    if values.get("manufacturing_date", 0) is None:
        values["status"] = {"manufacturing_date": "unknown"}
    return values


# ---- in construct

_VERSION: Final = read(Array(2, Int8ub), lambda version: f"{version[1]}.{version[0]}")
CASES: Final = {
    0x0000: Struct("firmware_version" / _VERSION, "hardware_version" / _VERSION),
    0x0001: Struct("sensor_firmware_version" / _VERSION, "sensor_hardware_version" / _VERSION),
    0x0002: "sensor_eui_low" / Int32ul,
    0x0003: "sensor_eui_high" / Int32ul,
    0x0004: "manufacturing_date" / read(Array(4, Int8ub), lambda one: date_of(one[3] * 100 + one[2], one[1], one[0])),
    0x0005: Struct(Padding(4)),
    0x0006: Struct(Padding(4)),
    0x0007: Struct("battery" / Int16ul, "report_interval" / scaled(Int16ul, times=60)),
    0x0120: "sensor_removed" / read(Int32ul, lambda raw: raw == 0),
    0x1001: "temperature" / scaled(Int32sl, 1000),
    0x1002: "humidity" / scaled(Int32sl, 1000),
    0x1003: "illuminance" / scaled(Int32sl, 1000),
    0x1004: "co2" / scaled(Int32sl, 1000),
    0x1005: "pressure" / scaled(Int32sl, 100_000),
    0x1067: "illuminance" / scaled(Int32sl, 1000),
}


def _crc(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc = crc >> 8 ^ _CRC[(crc ^ byte) & 0xFF]
    return crc


_TAGGED: Final = Struct(
    "_channel" / OneOf(Int8ub, [0, 1]), "tag" / OneOf(Int16ul, list(CASES)), "value" / Switch(this.tag, CASES)
)
_ALL: Final = Struct("entries" / GreedyRange(_TAGGED), REST)

FRAME: Final = Struct(
    "_body" / RawCopy(FixedSized(lambda context: len(whole(context)) - 2, _ALL)),
    "_checksum" / Checksum(Int16ul, _crc, this._body.data),
    "body" / Computed(this._body.value),
)
