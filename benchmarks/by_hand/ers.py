"""elsys/ers: tags of one byte, whose sizes a table knows."""

from __future__ import annotations

import struct
from typing import Final

from construct import (
    Array,
    Bytes,
    Computed,
    Enum,
    GreedyBytes,
    Int8sb,
    Int8ub,
    Int16sb,
    Int16ub,
    Int24sl,
    Int32sb,
    Int32ub,
    Prefixed,
    Struct,
    this,
)

from by_hand._common import REST, NotCovered, Values, entries, read, scaled, short

#: Of each tag the bytes that follow it; 0x3B says so itself, and the settings behind 0x3E are not covered.
_SIZES: Final = {
    0x01: 2, 0x02: 1, 0x03: 3, 0x04: 2, 0x05: 1, 0x06: 2, 0x07: 2, 0x08: 2, 0x09: 6, 0x0A: 2, 0x0B: 4, 0x0C: 2, 0x0D: 1,
    0x0E: 2, 0x0F: 1, 0x10: 4, 0x11: 1, 0x12: 1, 0x13: 65, 0x14: 4, 0x15: 2, 0x16: 2, 0x17: 4, 0x18: 2, 0x19: 2,
    0x1A: 1, 0x1B: 4, 0x1C: 2, 0x1D: 1, 0x1E: 1, 0x1F: 1, 0x20: 2, 0x21: 1, 0x22: 2, 0x23: 1, 0x24: 1, 0x3B: 1, 0x3C: 4,
    0x3D: 4, 0x3E: 1,
}  # fmt: skip
#: The tags of one byte that is the value.
_BYTES: Final = {0x1D: "iaq", 0x21: "display_view", 0x23: "fan_speed", 0x24: "humidity_probe"}
_OCCUPANCY: Final = {0: "unoccupied", 1: "pending", 2: "occupied"}


def decode(payload: bytes, f_port: int) -> Values:
    values: Values = {}
    at, end = 0, len(payload)
    while at < end:
        tag = payload[at]
        size = _SIZES.get(tag)
        if size is None:
            values["rest"] = payload[at:]
            break
        at += 1
        if tag == 0x20 and at == end:  # seen in the field
            break
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
            raise NotCovered("settings")
        elif tag == 0x3B:
            size += payload[at]
            if at + size > end:
                raise short("bytes", at)
            values["bytes"] = payload[at + 1 : at + size].hex()
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
        values["input_voltage_1" if tag == 0x08 else "input_voltage_2"] = int.from_bytes(value, "big") / 1000
    elif tag == 0x09:
        values["latitude"] = int.from_bytes(value[:3], "little", signed=True) / 10000
        values["longitude"] = int.from_bytes(value[3:], "little", signed=True) / 10000
    elif tag in {0x0A, 0x16}:
        values["pulse_count_1_delta" if tag == 0x0A else "pulse_count_2_delta"] = int.from_bytes(value, "big")
    elif tag in {0x0B, 0x17}:
        values["pulse_count_1_total" if tag == 0x0B else "pulse_count_2_total"] = int.from_bytes(value, "big")
    elif tag == 0x0C:
        values["temperature_probe_1"] = int.from_bytes(value, "big", signed=True) / 10
    elif tag == 0x19:
        probe = 2
        while f"temperature_probe_{probe}" in values:
            probe += 1
        values[f"temperature_probe_{probe}"] = int.from_bytes(value, "big", signed=True) / 10
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
        state = value[0]
        if state in _OCCUPANCY:
            values["occupancy_state"] = _OCCUPANCY[state]
            values["occupancy"] = state != 0
            values.pop("status", None)
        else:
            values["occupancy_state"] = f"unknown_{state}"
            values["occupancy"] = None
            values["status"] = {"occupancy": "fault"}
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
        values["input_voltage_3"] = int.from_bytes(value, "big", signed=True) / 1_000_000
    elif tag == 0x1C:
        values["tvoc"] = int.from_bytes(value, "big")
    elif tag in _BYTES:
        values[_BYTES[tag]] = value[0]
    elif tag == 0x1E:
        values["generic_bool"] = value != b"\0"
    elif tag in {0x1F, 0x20}:
        values["generic_int8" if tag == 0x1F else "generic_int16"] = int.from_bytes(value, "big", signed=True)
    elif tag == 0x22:
        values["target_temperature"] = int.from_bytes(value, "big", signed=True) / 10
    elif tag == 0x3C:
        values["crc"] = int.from_bytes(value, "big")
    elif tag == 0x3D:
        values["debug"] = value.hex()


# ---- in construct

_OCCUPIED: Final = {"unoccupied": False, "pending": True, "occupied": True}
CASES: Final = {
    0x01: "temperature" / scaled(Int16sb, 10),
    0x02: "humidity" / Int8ub,
    0x03: Struct(
        "acceleration_x" / scaled(Int8sb, 63),
        "acceleration_y" / scaled(Int8sb, 63),
        "acceleration_z" / scaled(Int8sb, 63),
    ),
    0x04: "illuminance" / Int16ub,
    0x05: "motion_count" / Int8ub,
    0x06: "co2" / Int16ub,
    0x07: "battery_voltage" / scaled(Int16ub, 1000),
    0x08: "input_voltage_1" / scaled(Int16ub, 1000),
    0x09: Struct("latitude" / scaled(Int24sl, 10000), "longitude" / scaled(Int24sl, 10000)),
    0x0A: "pulse_count_1_delta" / Int16ub,
    0x0B: "pulse_count_1_total" / Int32ub,
    0x0C: "temperature_probe_1" / scaled(Int16sb, 10),
    0x0D: "digital_input_1" / read(Int8ub, bool),
    0x0E: "distance" / Int16ub,
    0x0F: "vibration_count" / Int8ub,
    0x10: Struct("temperature_board" / scaled(Int16sb, 10), "temperature_surface" / scaled(Int16sb, 10)),
    0x11: Struct(
        "occupancy_state" / Enum(Int8ub, unoccupied=0, pending=1, occupied=2),
        "occupancy" / Computed(lambda context: _OCCUPIED.get(context.occupancy_state)),
    ),
    0x12: Struct("leak_level" / Int8ub, "leak" / Computed(this.leak_level > 0)),
    0x13: Struct("grid_reference" / Int8ub, "pixels" / Array(64, scaled(Int8ub, 10))),
    0x14: "pressure" / scaled(Int32ub, 1000),
    0x15: Struct("sound_level_max" / Int8ub, "sound_level_mean" / Int8ub),
    0x16: "pulse_count_2_delta" / Int16ub,
    0x17: "pulse_count_2_total" / Int32ub,
    0x18: "input_voltage_2" / scaled(Int16ub, 1000),
    0x19: "temperature_probe_2" / scaled(Int16sb, 10),
    0x1A: "digital_input_2" / read(Int8ub, bool),
    0x1B: "input_voltage_3" / scaled(Int32sb, 1_000_000),
    0x1C: "tvoc" / Int16ub,
    0x1D: "iaq" / Int8ub,
    0x1E: "generic_bool" / read(Int8ub, bool),
    0x1F: "generic_int8" / Int8sb,
    0x20: "generic_int16" / Int16sb,
    0x21: "display_view" / Int8ub,
    0x22: "target_temperature" / scaled(Int16sb, 10),
    0x23: "fan_speed" / Int8ub,
    0x24: "humidity_probe" / Int8ub,
    0x3B: "bytes" / read(Prefixed(Int8ub, GreedyBytes), bytes.hex),
    0x3C: "crc" / Int32ub,
    0x3D: "debug" / read(Bytes(4), bytes.hex),
}

FRAME: Final = Struct("entries" / entries(Int8ub, CASES), REST)
