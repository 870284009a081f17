"""WT303 and WT304: what a thermostat of fan coils is told of temperatures, times and alarms, and answers so."""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot.commands import COLLECTION_INTERVAL, INTERVAL, limited, named
from redi_codecs.vendors.milesight_iot.fan_coil_wiring import WIRING
from redi_codecs.vendors.milesight_iot.settings import CONDITION
from redi_codecs.vendors.milesight_iot.thermostat_parts import (
    CALIBRATIONS,
    ENABLED,
    PLAN,
    RESOLUTION,
    UNIT,
    plan_settings,
)

MODE = {0: "fan", 1: "heating", 2: "cooling"}
FAN = {0: "auto", 1: "low", 2: "medium", 3: "high"}


def _drift(name: str) -> Body:
    """An alarm where the temperature is off its target by so much for so many minutes."""
    return (
        named(**{f"{name}_alarm_enabled": ENABLED}),
        limited(1, 10, **{f"{name}_alarm_delta": i16le / 100}),
        limited(0, 60, **{f"{name}_alarm_after": u8}),
    )


_REGULATION: dict[Any, Body] = {
    0x5B: temperature(i16le / 100, limits=(-20, 60)),
    0x5C: humidity(i16le / 10, limits=(0, 100)),
    0x5D: attribute(window_alarm=choice(u8, {0: "released", 1: "triggered"})),
    0x5E: attribute(inserted_plan=u8 + 1, limits=(1, 8)),
    0x5F: attribute(cleared_plan=choice(u8, PLAN | {255: "all"})),
    0x60: COLLECTION_INTERVAL,
    0x62: INTERVAL,
    0x63: attribute(temperature_unit=choice(u8, UNIT)),
    0x64: attribute(supported_modes=u8),
    0x65: attribute(intelligent_display_enabled=ENABLED),
    0x66: (
        attribute(screen_objects_enabled=ENABLED),
        word(
            u8,
            attribute(temperature_shown=bit(0), humidity_shown=bit(1), target_temperature_shown=bit(2),
                      schedule_shown=bit(3)),
            reserved(bits(4, 7)),
        ),
    ),
    0x67: attribute(system_on=ENABLED),
    0x68: operating_mode(choice(u8, MODE)),
    0x69: attribute(target_resolution=choice(u8, RESOLUTION)),
    0x6A: attribute(target_tolerance=i16le / 100, limits=(0.1, 5)),
    0x6B: attribute(heating_target=temperature(i16le / 100), limits=(5, 35)),
    0x6C: attribute(cooling_target=temperature(i16le / 100), limits=(5, 35)),
    0x6D: attribute(
        heating_target_min=temperature(i16le / 100), heating_target_max=temperature(i16le / 100), limits=(5, 35),
    ),
    0x6E: attribute(
        cooling_target_min=temperature(i16le / 100), cooling_target_max=temperature(i16le / 100), limits=(5, 35),
    ),
    0x6F: (
        attribute(dehumidify_enabled=ENABLED),
        attribute(dehumidify_tolerance=i16le / 100, limits=(0.1, 5)),
    ),
    0x70: attribute(
        target_humidity_min=humidity(u16le / 10), target_humidity_max=humidity(u16le / 10), limits=(0, 100),
    ),
    0x72: fan_mode(choice(u8, FAN)),
    0x73: attribute(fan_delta_1=i16le / 100, fan_delta_2=i16le / 100, limits=(1, 15)),
    0x74: (attribute(fan_delay_enabled=ENABLED), attribute(fan_delay=u16le, limits=(30, 3600))),
    0x75: attribute(child_lock=ENABLED, locked_buttons=u8),
    0x76: (
        attribute(temperature_alarm_enabled=ENABLED, temperature_alarm_if=choice(u8, CONDITION)),
        attribute(
            temperature_threshold_min=temperature(i16le / 100), temperature_threshold_max=temperature(i16le / 100),
            limits=(-20, 60),
        ),
    ),
    0x77: _drift("warm"),
    0x78: _drift("cold"),
    0x79: CALIBRATIONS[0],
    0x7A: CALIBRATIONS[1],
    0x7B: plan_settings(attribute(plan_schedule=hexadecimal(5), channel=V.plan_number)),
}  # fmt: skip
FAN_COIL_SETTINGS = _REGULATION | WIRING

#: What a command is called that sets several things.
NAMES = {
    (0x5B,): "remote_temperature", (0x5C,): "remote_humidity", (0x66,): "screen_objects",
    (0x6D,): "heating_target_range", (0x6E,): "cooling_target_range", (0x6F,): "dehumidify",
    (0x70,): "target_humidity_range", (0x73,): "fan_deltas", (0x75,): "child_lock", (0x76,): "temperature_threshold",
    (0x77,): "warm_alarm", (0x78,): "cold_alarm", (0x7C, 0): "four_pipe_valves", (0x7C, 2): "three_wire_valve",
    (0x81, 0): "card_control", (0x83, 0): "window_by_temperature", (0x84,): "freeze_protection",
    (0x85,): "temperature_source", (0x8D,): "temporary_unlock",
}  # fmt: skip
AT_ONCE = (
    "rejoin", "sync_time", "request_status", "request_history", "stop_transmission", "clear_history", "reboot",
    "factory_reset", "request_configuration",
)  # fmt: skip
#: Device to device is told by several settings together, and the power by its button.
LEFT = (0x86, 0x88, 0x8A, 0xC8)
