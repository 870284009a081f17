"""WT303 and WT304, thermostats of fan coils: one-byte commands."""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot.commands import (
    BASIC,
    BASIC_SETTINGS,
    COLLECTION_INTERVAL,
    ERRORS,
    INTERVAL,
    commands_by_number,
    limited,
    named,
)
from redi_codecs.vendors.milesight_iot.settings import CONDITION

UNIT = {0: "celsius", 1: "fahrenheit"}
RESOLUTION = {0: "0.5", 1: "1"}
PLAN = {number: f"plan {number + 1}" for number in range(16)} | {255: "none"}
TEMPERATURE = temperature(i16le / 100)
HUMIDITY = humidity(u16le / 10)
ENABLED = u8 == 1

_ALARMS = ("below the threshold", "above the threshold", "between the thresholds", "outside the thresholds")
_WITH_A_TEMPERATURE = (
    {0x10 + 2 * number + on: f"{name}{state}" for number, name in enumerate(_ALARMS)
     for on, state in enumerate((", released", ""))}
    | {0x20: "continuously cold, released", 0x21: "continuously cold", 0x22: "continuously warm, released"}
    | {0x23: "continuously warm", 0x30: "freezing, released", 0x31: "freezing", 0x32: "open window, released"}
    | {0x33: "open window"}
)  # fmt: skip
_MODE = {0: "fan", 1: "heating", 2: "cooling"}
_FAN = {0: "auto", 1: "low", 2: "medium", 3: "high"}
_SOURCE = {0: "internal", 1: "ntc", 2: "lorawan", 3: "device to device"}


def _drift(name: str) -> Body:
    """An alarm where the temperature is off its target by so much for so many minutes."""
    return (
        named(**{f"{name}_alarm_enabled": ENABLED}),
        limited(1, 10, **{f"{name}_alarm_delta": i16le / 100}),
        limited(0, 60, **{f"{name}_alarm_after": u8}),
    )


CALIBRATIONS: tuple[Body, Body] = (
    (
        attribute(temperature_calibration_enabled=ENABLED),
        attribute(temperature_calibration=i16le / 100, limits=(-80, 80)),
    ),
    (attribute(humidity_calibration_enabled=ENABLED), attribute(humidity_calibration=i16le / 10, limits=(-100, 100))),
)


def plan_settings(last: Body) -> Body:
    """A plan by its number, one part a command: whether it runs, its name, its targets, and what models differ in."""
    return (
        let(plan_number=u8 + 1),
        switch(
            u8,
            {
                0: attribute(plan_enabled=ENABLED, channel=V.plan_number),
                1: attribute(plan_name_first=text(6), channel=V.plan_number),
                2: attribute(plan_name_last=text(4), channel=V.plan_number),
                3: attribute(plan_targets=hexadecimal(7), channel=V.plan_number),
                4: last,
            },
        ),
    )


#: What it answers as it was told.
FAN_COIL_SETTINGS: dict[Any, Body] = {
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
    0x68: operating_mode(choice(u8, _MODE)),
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
    0x72: fan_mode(choice(u8, _FAN)),
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
    0x7C: switch(
        u8,
        {
            0: attribute(cooling_valve=u8, heating_valve=u8, limits=(1, 2)),
            1: attribute(valve=u8, limits=(1, 2)),
            2: attribute(normally_open_valve=u8, normally_closed_valve=u8, limits=(1, 2)),
        },
    ),
    0x80: attribute(digital_input_enabled=ENABLED),
    0x81: switch(
        u8,
        {
            0: switch(
                u8,
                {0: attribute(card_system_on=ENABLED), 1: attribute(card_in_plan=u8 + 1, card_out_plan=u8 + 1)},
            ),
            1: attribute(magnet_normally=choice(u8, {0: "open", 1: "closed"})),
        },
    ),
    0x82: attribute(window_detection_enabled=ENABLED),
    0x83: switch(
        u8,
        {
            0: (attribute(window_delta=i16le / 100, limits=(1, 10)), attribute(window_after=u8, limits=(1, 60))),
            1: attribute(window_magnet_after=u8, limits=(1, 60)),
        },
    ),
    0x84: (
        attribute(freeze_protection_enabled=ENABLED),
        attribute(freeze_protection_target=temperature(i16le / 100), limits=(1, 5)),
    ),
    0x85: (
        attribute(temperature_source_setting=choice(u8, _SOURCE)),
        optional(
            V.temperature_source_setting.is_in("lorawan", "device to device"),
            attribute(source_timeout=u8, limits=(1, 60)),
            attribute(
                without_source=choice(u8, {0: "hold", 1: "off or fan", 2: "internal"}),
            ),
        ),
    ),
    0x86: attribute(d2d_pairing_enabled=ENABLED),
    0x87: (
        let(peer=u8 + 1),
        switch(
            u8,
            {
                0: attribute(d2d_peer_enabled=ENABLED, channel=V.peer),
                1: attribute(d2d_peer=mac_address(raw(8)), channel=V.peer),
                2: attribute(d2d_name_first=text(8), channel=V.peer),
                3: attribute(d2d_name_last=text(8), channel=V.peer),
            },
        ),
    ),
    0x88: attribute(d2d_master_enabled=ENABLED),
    0x89: (let(trigger=u8), attribute(d2d_master=hexadecimal(7), channel=V.trigger)),
    0x8A: attribute(d2d_slave_enabled=ENABLED),
    0x8B: (let(slave=u8 + 1), attribute(d2d_slave=hexadecimal(4), channel=V.slave)),
    0x8C: switch(
        u8,
        {
            0: attribute(timed_control_enabled=ENABLED),
            1: (let(cycle=u8 + 1), attribute(start_cycle=hexadecimal(4), channel=V.cycle)),
            2: (let(cycle=u8 + 1), attribute(end_cycle=hexadecimal(4), channel=V.cycle)),
        },
    ),
    0x8D: (
        attribute(unlock_enabled=ENABLED, unlocked_buttons=u8), attribute(unlock_duration=u16le, limits=(1, 3600)),
    ),
    0x8E: attribute(standby_fan=choice(u8, {0: "low", 1: "stop"})),
    0x90: attribute(relay_changes_reported=ENABLED),
    0xC4: attribute(auto_provisioning_enabled=ENABLED),
    0xC5: switch(
        u8,
        {
            0: attribute(history_enabled=ENABLED),
            1: attribute(retransmit_enabled=ENABLED),
            2: attribute(retransmit_interval=duration(u16le), limits=(30, 1200)),
            3: attribute(resend_interval=duration(u16le), limits=(30, 1200)),
        },
    ),
}  # fmt: skip
FAN_COIL: dict[Any, Body] = FAN_COIL_SETTINGS | {
    0x01: TEMPERATURE,
    0x02: HUMIDITY,
    0x03: target_temperature(i16le / 100),
    0x04: attribute(temperature_source=choice(u8, _SOURCE)),
    0x05: word(
        u8,
        attribute(control_status=choice(bits(0, 3), {0: "standby", 1: "heating", 2: "cooling"})),
        operating_mode(choice(bits(4, 7), _MODE)),
    ),
    0x06: valve_open(u8 == 100, invalid={range(1, 100): "unknown", range(101, 256): "unknown"}),
    0x07: word(
        u8,
        attribute(fan_status=choice(bits(0, 3), {0: "off", 1: "low", 2: "medium", 3: "high"})),
        fan_mode(choice(bits(4, 7), _FAN)),
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

#: What a command is called that sets several things.
_NAMES = {
    (0x5B,): "remote_temperature", (0x5C,): "remote_humidity", (0x66,): "screen_objects",
    (0x6D,): "heating_target_range", (0x6E,): "cooling_target_range", (0x6F,): "dehumidify",
    (0x70,): "target_humidity_range", (0x73,): "fan_deltas", (0x75,): "child_lock", (0x76,): "temperature_threshold",
    (0x77,): "warm_alarm", (0x78,): "cold_alarm", (0x7C, 0): "four_pipe_valves", (0x7C, 2): "three_wire_valve",
    (0x81, 0): "card_control", (0x83, 0): "window_by_temperature", (0x84,): "freeze_protection",
    (0x85,): "temperature_source", (0x8D,): "temporary_unlock",
}  # fmt: skip
_AT_ONCE = (
    "rejoin", "sync_time", "request_status", "request_history", "stop_transmission", "clear_history", "reboot",
    "factory_reset", "request_configuration",
)  # fmt: skip
#: Device to device is told by several settings together, and the power by its button.
_LEFT = (0x86, 0x88, 0x8A, 0xC8)

WT303 = device(
    "milesight-iot/wt303",
    name="Fan coil thermostat",
    source="The vendor's published decoder",
    f_port=85,
    uplink=tags(u8, BASIC | FAN_COIL),
    downlink=commands_by_number(FAN_COIL_SETTINGS | BASIC_SETTINGS, _NAMES, _AT_ONCE, _LEFT),
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

_ANALOG = {1: "AO1", 2: "AO2"}
_RELAY = {3: "Q1", 4: "Q2", 5: "Q3"}
_FAN_POWER = {0: "none"} | _RELAY
_FAN_AT = attribute(fan_output=choice(u8, _ANALOG), fan_power=choice(u8, _FAN_POWER))
#: What the proportional one has instead, and what it has besides.
PROPORTIONAL_SETTINGS: dict[Any, Body] = FAN_COIL_SETTINGS | {
    0x7C: switch(
        u8,
        {
            0: attribute(cooling_output=choice(u8, _ANALOG), heating_output=choice(u8, _ANALOG)),
            1: attribute(valve_output=choice(u8, _ANALOG)),
            2: (attribute(valve_output=choice(u8, _ANALOG)), _FAN_AT),
            3: (attribute(cooling_relay=choice(u8, _RELAY), heating_relay=choice(u8, _RELAY)), _FAN_AT),
            4: (attribute(valve_relay=choice(u8, _RELAY)), _FAN_AT),
            5: (attribute(normally_open_relay=choice(u8, _RELAY), normally_closed_relay=choice(u8, _RELAY)), _FAN_AT),
        },
    ),
    0x7D: switch(
        u8,
        {
            0: attribute(valve_adjustment_range=i16le / 100, limits=(1, 15)),
            1: attribute(valve_position_min=valve_position(u8), valve_position_max=valve_position(u8), limits=(0, 100)),
            2: attribute(valve_interval=u8, limits=(1, 60)),
        },
    ),
    0x7E: switch(
        u8,
        {
            0: attribute(fan_low_from=u8, limits=(1, 100)),
            1: attribute(fan_medium_from=u8, limits=(1, 100)),
            2: attribute(fan_high_from=u8, limits=(1, 100)),
        },
    ),
    0x8F: attribute(zero_volt_output_enabled=ENABLED),
}
_ITS_NAMES = _NAMES | {
    (0x7C, 0): "four_pipe_outputs", (0x7C, 2): "valve_and_fan_output", (0x7C, 3): "four_pipe_relays",
    (0x7C, 4): "valve_relay", (0x7C, 5): "three_wire_relays", (0x7D, 1): "valve_position_range",
}  # fmt: skip

WT304 = device(
    "milesight-iot/wt304",
    name="Fan coil thermostat, proportional valve",
    source="The vendor's published decoder",
    f_port=85,
    uplink=tags(u8, BASIC | FAN_COIL | PROPORTIONAL_SETTINGS | {0x06: valve_position(u8)}),
    downlink=commands_by_number(PROPORTIONAL_SETTINGS | BASIC_SETTINGS, _ITS_NAMES, _AT_ONCE, _LEFT),
    vectors=[
        vector("01100E 0664", f_port=85, temperature=36, valve_position=100, source="the vendor's decoder, run"),
        vector("B6B8B9BEEEBCBD", source="the vendor's decoder, run"),
        vector("0600", valve_position=0, source="the vendor's decoder, run"),
        vector("06FA", valve_position=(250.0, "implausible"), source="the vendor's decoder, run"),
    ],
)
