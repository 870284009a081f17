"""WT303, a thermostat of fan coils: one-byte commands."""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot.commands import BASIC, BASIC_SETTINGS, ERRORS, commands_by_number
from redi_codecs.vendors.milesight_iot.fan_coil_settings import AT_ONCE, FAN, FAN_COIL_SETTINGS, LEFT, MODE, NAMES
from redi_codecs.vendors.milesight_iot.fan_coil_wiring import SOURCE
from redi_codecs.vendors.milesight_iot.thermostat_parts import HUMIDITY, PLAN, TEMPERATURE

_ALARMS = ("below the threshold", "above the threshold", "between the thresholds", "outside the thresholds")
_WITH_A_TEMPERATURE = (
    {0x10 + 2 * number + on: f"{name}{state}" for number, name in enumerate(_ALARMS)
     for on, state in enumerate((", released", ""))}
    | {0x20: "continuously cold, released", 0x21: "continuously cold", 0x22: "continuously warm, released"}
    | {0x23: "continuously warm", 0x30: "freezing, released", 0x31: "freezing", 0x32: "open window, released"}
    | {0x33: "open window"}
)  # fmt: skip
FAN_COIL: dict[Any, Body] = FAN_COIL_SETTINGS | {
    0x01: TEMPERATURE,
    0x02: HUMIDITY,
    0x03: target_temperature(i16le / 100),
    0x04: attribute(temperature_source=choice(u8, SOURCE)),
    0x05: word(
        u8,
        attribute(control_status=choice(bits(0, 3), {0: "standby", 1: "heating", 2: "cooling"})),
        operating_mode(choice(bits(4, 7), MODE)),
    ),
    0x06: valve_open(u8 == 100, invalid={range(1, 100): "unknown", range(101, 256): "unknown"}),
    0x07: word(
        u8,
        attribute(fan_status=choice(bits(0, 3), {0: "off", 1: "low", 2: "medium", 3: "high"})),
        fan_mode(choice(bits(4, 7), FAN)),
    ),
    0x08: attribute(plan=choice(u8, PLAN)),
    0x09: (
        attribute(temperature_alarm=choice(u8, ERRORS | _WITH_A_TEMPERATURE)),
        optional(V.temperature_alarm.is_in(*_WITH_A_TEMPERATURE.values()), TEMPERATURE),
    ),
    0x0A: attribute(humidity_alarm=choice(u8, ERRORS)),
    0x0B: attribute(target_temperature_alarm=choice(u8, {3: "no data"})),
    0x10: word(
        u32le,
        attribute(
            fan_low_relay=bit(0), fan_medium_relay=bit(1), fan_high_relay=bit(2), valve_1_relay=bit(3),
            valve_2_relay=bit(4),
        ),
        reserved(bits(5, 31)),
    ),
    0xBA: attribute(history_from=event_time(u32le)),
    0xBB: attribute(history_from=event_time(u32le), history_to=event_time(u32le)),
    (0xBC, 0xBD): (),
}  # fmt: skip

WT303 = device(
    "milesight-iot/wt303",
    name="Fan coil thermostat",
    source="The vendor's published decoder",
    f_port=85,
    uplink=tags(u8, BASIC | FAN_COIL),
    downlink=commands_by_number(FAN_COIL_SETTINGS | BASIC_SETTINGS, NAMES, AT_ONCE, LEFT),
    vectors=[
        vector(
            "01100E02300203200E05210601", f_port=85, temperature=36, humidity=56, operating_mode="cooling",
            valve_open="unknown", target_temperature=36.16, control_status="heating",
            source="the vendor's decoder, run",
        ),
        vector(
            "0138FF02840303D2FF05100664070308010A00", temperature=-2, humidity=90, operating_mode="heating",
            valve_open=True, fan_mode="auto", target_temperature=-0.46, control_status="standby", fan_status="high",
            plan="plan 2", humidity_alarm="collection error", source="the vendor's decoder, run",
        ),
        vector(
            "0912D0070A0106000731", temperature=20, valve_open=False, fan_mode="high",
            temperature_alarm="above the threshold, released", humidity_alarm="below the range", fan_status="low",
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
