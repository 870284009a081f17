"""MClimate's thermostat of the fan coil: keep-alive and settings."""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.mclimate import downlinks
from redi_codecs.vendors.mclimate.downlinks import TARGET, commands_of, requests, told_by
from redi_codecs.vendors.mclimate.keepalive import BASIC, HUMIDITY, TEMPERATURE
from redi_codecs.vendors.mclimate.thermostats import ENABLED, SHOWN, thermostat

_SPEEDS = {number: f"speed {number}" for number in range(1, 7)}


def _range_of_modes(when: str) -> Body:
    ends = (f"{mode}_target_{end}{when}" for mode in ("heating", "cooling") for end in ("min", "max"))
    named: dict[str, Any] = {name: temperature(u8) for name in ends}
    return attribute(**named)


FAN_COIL_COMMANDS: dict[int, Body] = {
    0x05: attribute(target_step=u8 / 10),
    0x14: attribute(locked_keys=u8),
    0x17: _range_of_modes(""),
    0x2F: attribute(target=temperature(u8)),
    0x30: attribute(manual_target=temperature(u8)),
    0x32: attribute(valve_time=u8),
    0x36: attribute(external_temperature_control=ENABLED),
    0x3E: attribute(external_temperature=temperature(u16 / 10)),
    0x45: attribute(fan_speed_setting=u8),
    0x47: attribute(fan_speed_limit=u8),
    0x49: attribute(fan_voltage_min=voltage(u8 / 10), fan_voltage_max=voltage(u8 / 10)),
    0x4B: attribute(fan_start_time=u8),
    0x4D: attribute(fan_relay=ENABLED),
    0x4F: attribute(frost_protection=ENABLED),
    0x51: attribute(frost_threshold=temperature(u8), frost_target=temperature(u8)),
    0x53: attribute(operational_mode=u8),
    0x55: attribute(allowed_modes=u8),
    0x57: attribute(cooling_target_unoccupied=temperature(u8)),
    0x59: attribute(heating_target_unoccupied=temperature(u8)),
    0x5B: attribute(compensation=u8, compensation_temperature=u8),
    0x5D: attribute(fan_speed_unoccupied=u8),
    0x5F: attribute(automatic_changeover=ENABLED),
    0x61: attribute(application=u8),
    0x63: attribute(occupancy_input_function=u8),
    0x65: attribute(changeover_cooling=temperature(u8), changeover_heating=temperature(u8)),
    0x69: attribute(after_power_loss=u8),
    0x6B: attribute(delta_1=u8 / 10),
    0x6D: attribute(delta_2=u8 / 10, delta_3=u8 / 10),
    0x6E: attribute(frost_protection_status=u8),
    0x70: attribute(occupancy_setpoint_status=u8),
    0x71: attribute(occupancy_status=u8),
    0x72: attribute(dew_point_status=u8),
    0x73: attribute(filter_alarm=u8),
    0x74: attribute(changeover_temperature=temperature(u8), changeover_status=u8),
    0x75: attribute(power_module_status=u8),
    0x77: _range_of_modes("_unoccupied"),
    0x79: attribute(fan_off_delay=duration(u8 * 60)),
    0x7B: attribute(fan_after_target=choice(u8, {0: "off", 1: "delayed", 2: "continuous"})),
}

#: Left out where encoder and answers differ: the steps of the target and of the fan, compensation, frost protection.
NUMBERS: dict[str, tuple[int, int]] = {
    "locked_keys": (0x07, 0x14),
    "target_range": (0x08, 0x15),
    "valve_time": (0x31, 0x32),
    "fan_speed_setting": (0x44, 0x45),
    "fan_speed_limit": (0x46, 0x47),
    "fan_voltage": (0x48, 0x49),
    "fan_start_time": (0x4A, 0x4B),
    "fan_relay": (0x4C, 0x4D),
    "frost_settings": (0x50, 0x51),
    "operational_mode": (0x52, 0x53),
    "allowed_modes": (0x54, 0x55),
    "cooling_target_unoccupied": (0x56, 0x57),
    "heating_target_unoccupied": (0x58, 0x59),
    "fan_speed_unoccupied": (0x5C, 0x5D),
    "automatic_changeover": (0x5E, 0x5F),
    "application": (0x60, 0x61),
    "occupancy_input_function": (0x62, 0x63),
    "changeover": (0x64, 0x65),
    "after_power_loss": (0x68, 0x69),
    "deltas": (0x6C, 0x6D),
}

FAN_COIL_THERMOSTAT = device(
    "mclimate/fan-coil-thermostat",
    name="Fan coil thermostat",
    source="Fan Coil Thermostat device communication protocol, keep-alive and commands",
    f_port=2,
    uplink=thermostat(
        BASIC | SHOWN | FAN_COIL_COMMANDS,
        (
            0x01,
            11,
            (
                TEMPERATURE,
                HUMIDITY,
                target_temperature(u16 / 10),
                operating_mode(choice(u8, {0: "ventilation", 1: "heating", 2: "cooling"})),
                fan_mode(choice(u8, {0: "auto"} | _SPEEDS)),
                fan_speed(lookup(u8, {number: number for number in range(1, 7)} | {7: 0})),
                valve_open(u8 == 1, invalid={range(2, 256): "unknown"}),
                attribute(device_on=u8 == 1),
            ),
        ),
    ),
    downlink=commands_of(BASIC | SHOWN | FAN_COIL_COMMANDS, downlinks.COMMON, downlinks.SHOWN, NUMBERS)
    | requests(
        FAN_COIL_COMMANDS, target_step=0x05, compensation=0x5B, delta_1=0x6B, frost_protection_status=0x6E,
        occupancy_setpoint_status=0x70, occupancy_status=0x71, dew_point_status=0x72, filter_alarm=0x73,
    )
    | {"target": TARGET, "device_on": told_by(0x66, attribute(device_on=u8 == 1), answer=False)},
    vectors=[
        vector(
            "0102888001090102020101", f_port=2, message="keep_alive", temperature=24.8, humidity=50,
            operating_mode="heating", fan_mode="speed 2", fan_speed=2, valve_open=True, keep_alive="01",
            target_temperature=26.5, device_on=True, source="Fan Coil Thermostat protocol, keep-alive",
        ),
        vector(
            "01028875013B0100060101", message="keep_alive", temperature=24.8, humidity=45.703125,
            operating_mode="heating", fan_mode="auto", fan_speed=6, valve_open=True, keep_alive="01",
            target_temperature=31.5, device_on=True, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
