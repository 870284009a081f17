"""talkpool/oy1210: two numbers of 12 bits in three bytes, and answers on another port."""

from __future__ import annotations

from typing import Final

from construct import (
    Array,
    BitStruct,
    Bytes,
    Computed,
    Error,
    GreedyBytes,
    Int8ub,
    Int16ub,
    Int32ub,
    Nibble,
    Struct,
    Switch,
    this,
)

from by_hand._common import REST, Values, read, scaled, short


def decode(payload: bytes, f_port: int) -> Values:
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
    0x30: "collection_interval",
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


# ---- in construct

_VALUES: Final = {
    0x03: Struct("firmware_build" / read(Bytes(6), bytes.hex)),
    0x06: Struct("supply_voltage" / scaled(Int8ub, 40)),
    0x0A: Struct("temperature_board" / scaled(Int16ub, 100, plus=-5000)),
    0x20: Struct("status_bits" / Int8ub),
    0x30: Struct("collection_interval" / Int16ub),
    0x31: Struct("measurements_per_report" / Int16ub),
    0x32: Struct("co2_threshold_change" / Int16ub),
    0x33: Struct("co2_threshold" / Int16ub),
    0x34: Struct("co2_sensor_status" / Int32ub),
}

FRAME: Final = Switch(
    this._params.f_port,
    {
        1: Struct(
            "_answer" / Int8ub,
            "body"
            / Switch(
                this._answer,
                {
                    1: Struct(
                        "message" / Computed("answer"),
                        "_index" / Int8ub,
                        "value" / Switch(this._index, _VALUES, default=Error),
                        REST,
                    ),
                    2: Struct("message" / Computed("refused"), "command" / read(GreedyBytes, bytes.hex)),
                },
                default=Error,
            ),
        ),
        2: Struct(
            "message" / Computed("single"),
            "_high" / Array(2, Int8ub),
            "_low" / BitStruct("temperature" / Nibble, "humidity" / Nibble),
            "temperature" / Computed(lambda context: ((context._high[0] << 4 | context._low.temperature) - 800) / 10),
            "humidity" / Computed(lambda context: ((context._high[1] << 4 | context._low.humidity) - 250) / 10),
            "co2" / read(Int16ub, lambda raw: None if raw == 0xFFFF else raw),
            REST,
        ),
    },
    default=Error,
)
