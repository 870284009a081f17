"""WT303 and WT304, thermostats of fan coils, and WT401, a thermostat on batteries: one-byte commands."""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot.commands import BASIC, COLLECTION_INTERVAL, ERRORS, INTERVAL, named
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

FAN_COIL: dict[Any, Body] = {
    (0x01, 0x5B): TEMPERATURE,
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
    0x5C: humidity(i16le / 10),
    0x5D: attribute(window_alarm=choice(u8, {0: "released", 1: "triggered"})),
    0x5E: attribute(inserted_plan=u8 + 1),
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
    0x6A: attribute(target_tolerance=i16le / 100),
    0x6B: attribute(heating_target=temperature(i16le / 100)),
    0x6C: attribute(cooling_target=temperature(i16le / 100)),
    0x6D: attribute(heating_target_min=temperature(i16le / 100), heating_target_max=temperature(i16le / 100)),
    0x6E: attribute(cooling_target_min=temperature(i16le / 100), cooling_target_max=temperature(i16le / 100)),
    0x6F: attribute(dehumidify_enabled=ENABLED, dehumidify_tolerance=i16le / 100),
    0x70: attribute(target_humidity_min=humidity(u16le / 10), target_humidity_max=humidity(u16le / 10)),
    0x72: fan_mode(choice(u8, _FAN)),
    0x73: attribute(fan_delta_1=i16le / 100, fan_delta_2=i16le / 100),
    0x74: attribute(fan_delay_enabled=ENABLED, fan_delay=u16le),
    0x75: attribute(child_lock=ENABLED, locked_buttons=u8),
    0x76: attribute(
        temperature_alarm_enabled=ENABLED, temperature_alarm_if=choice(u8, CONDITION),
        temperature_threshold_min=temperature(i16le / 100), temperature_threshold_max=temperature(i16le / 100),
    ),
    0x77: attribute(warm_alarm_enabled=ENABLED, warm_alarm_delta=i16le / 100, warm_alarm_after=u8),
    0x78: attribute(cold_alarm_enabled=ENABLED, cold_alarm_delta=i16le / 100, cold_alarm_after=u8),
    0x79: attribute(temperature_calibration_enabled=ENABLED, temperature_calibration=i16le / 100),
    0x7A: attribute(humidity_calibration_enabled=ENABLED, humidity_calibration=i16le / 10),
    0x7B: (
        let(plan_number=u8 + 1),
        switch(
            u8,
            {
                0: attribute(plan_enabled=ENABLED, channel=V.plan_number),
                1: attribute(plan_name_first=text(6), channel=V.plan_number),
                2: attribute(plan_name_last=text(4), channel=V.plan_number),
                3: attribute(plan_targets=hexadecimal(7), channel=V.plan_number),
                4: attribute(plan_schedule=hexadecimal(5), channel=V.plan_number),
            },
        ),
    ),
    0x7C: switch(
        u8,
        {
            0: attribute(cooling_valve=u8 + 1, heating_valve=u8 + 1),
            1: attribute(valve=u8 + 1),
            2: attribute(normally_open_valve=u8 + 1, normally_closed_valve=u8 + 1),
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
            1: attribute(magnet_normally=choice(u8, {0: "closed", 1: "open"})),
        },
    ),
    0x82: attribute(window_detection_enabled=ENABLED),
    0x83: switch(
        u8,
        {0: attribute(window_delta=i16le / 100, window_after=u8), 1: attribute(window_magnet_after=u8)},
    ),
    0x84: attribute(freeze_protection_enabled=ENABLED, freeze_protection_target=temperature(i16le / 100)),
    0x85: (
        attribute(temperature_source_setting=choice(u8, _SOURCE)),
        optional(
            V.temperature_source_setting.is_in("lorawan", "device to device"),
            attribute(
                source_timeout=u8,
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
    0x8D: attribute(unlocked_buttons=u8, unlock_duration=u16le),
    0x8E: attribute(standby_fan=choice(u8, {0: "low", 1: "stop"})),
    0x8F: attribute(open_valve_fan=choice(u8, {0: "low", 1: "stop"})),
    0x90: attribute(relay_changes_reported=ENABLED),
    0xBA: attribute(history_from=event_time(u32le)),
    0xBB: attribute(history_from=event_time(u32le), history_to=event_time(u32le)),
    0xC4: attribute(auto_provisioning_enabled=ENABLED),
    0xC5: switch(
        u8,
        {
            0: attribute(history_enabled=ENABLED),
            1: attribute(retransmit_interval=duration(u16le)),
            2: attribute(resend_interval=duration(u16le)),
        },
    ),
    (0xBC, 0xBD): (),
}  # fmt: skip

WT303 = device(
    "milesight-iot/wt303",
    name="Fan coil thermostat",
    source="The vendor's published decoder",
    f_port=85,
    uplink=tags(u8, BASIC | FAN_COIL),
    also={"milesight-iot/wt304": "Fan coil thermostat, proportional valve"},
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

_HELD = {0: "heat", 1: "emergency heat", 2: "cool", 3: "auto", 10: "off", 11: "not available"}
_FAN_HELD = {0: "auto", 1: "circulate", 2: "on", 3: "low", 4: "medium", 5: "high", 10: "off", 11: "not available"}
_LINK = {0: "ble", 1: "lora", 2: "ble and lora", 3: "power bus and lora"}
_OCCUPANCY = {0: "vacant", 1: "occupied", 2: "occupied at night"}


def _by_number(name: str, names: tuple[str, ...], *ends: str) -> Body:
    """A number that says of what, then the temperature or, between two, the range."""
    return switch(
        u8,
        {
            number: named(**{f"{of}_{name}{end}": temperature(i16le / 100) for end in ends})
            for number, of in enumerate(names)
        },
    )


def _alarm_set(name: str) -> Body:
    return named(**{f"{name}_alarm_set": u8 == 1})


TARGETS = ("heat", "emergency_heat", "cool", "auto", "auto_heat", "auto_cool")
PEER = (
    attribute(peer_address_type=choice(u8, {0: "public", 1: "random"}), peer=mac_address(raw(6)), peer_name=text(32)),
    reserved(1),
)
HANDHELD: dict[Any, Body] = {
    0x00: battery(u8),
    0x01: TEMPERATURE,
    0x02: HUMIDITY,
    0x03: operating_mode(choice(u8, _HELD)),
    (0x04, 0x74): fan_mode(choice(u8, _FAN_HELD)),
    0x05: attribute(plan=choice(u8, PLAN)),
    0x06: target_temperature(i16le / 100, channel=1),
    0x07: target_temperature(i16le / 100, channel=2),
    0x08: (
        attribute(pir_status=choice(u8, _OCCUPANCY)),
        occupancy(derived(V.pir_status != "vacant"), invalid=~V.pir_status.is_in(*_OCCUPANCY.values())),
    ),
    0x09: attribute(ble_event=choice(u8, {0: "none", 1: "cancelled by the peer", 2: "disconnected"})),
    0x0A: attribute(power_bus_event=choice(u8, {0: "none", 1: "communication error"})),
    0x0B: attribute(temperature_alarm=choice(u8, ERRORS)),
    0x0C: attribute(humidity_alarm=choice(u8, ERRORS)),
    0x0D: attribute(button_event=choice(u8, {0: "F1", 1: "F2", 2: "F3"})),
    0x0F: low_battery(u8),
    0x55: _alarm_set("fan"),
    0x56: PEER,
    0x57: _alarm_set("freeze"),
    0x58: _alarm_set("no_wire"),
    0x59: attribute(
        commanded_system_on=ENABLED, commanded_mode=choice(u8, _HELD),
        commanded_temperature_1=temperature(i16le / 100), commanded_temperature_2=temperature(i16le / 100),
    ),
    0x5A: _alarm_set("open_window"),
    0x5B: _alarm_set("filter"),
    0x5C: attribute(inserted_plan=choice(u8, PLAN)),
    0x5E: attribute(ble_pairing=ENABLED),
    0x5F: attribute(removed_plan=choice(u8, PLAN | {255: "all"})),
    0x60: COLLECTION_INTERVAL,
    0x61: (attribute(report_mode=choice(u8, _LINK)), INTERVAL),
    0x62: attribute(intelligent_display_enabled=ENABLED),
    0x63: attribute(temperature_unit=choice(u8, UNIT)),
    0x64: word(
        u8,
        attribute(heat_supported=bit(0), emergency_heat_supported=bit(1), cool_supported=bit(2),
                  auto_supported=bit(3)),
        reserved(bits(4, 7)),
    ),
    0x65: attribute(target_mode=choice(u8, {0: "single point", 1: "dual point"})),
    0x66: attribute(target_resolution=choice(u8, RESOLUTION)),
    0x67: attribute(system_on=ENABLED),
    0x68: switch(u8, {0: operating_mode(choice(u8, _HELD)), 1: attribute(mode_in_plan_enabled=ENABLED)}),
    0x69: _by_number("target", TARGETS, ""),
    0x6A: attribute(dead_band=i16le / 100),
    0x6B: _by_number("target", TARGETS[:4], "_min", "_max"),
    0x6C: (
        attribute(communication_interval_mode=choice(u8, _LINK)),
        switch(
            u8,
            {
                0: attribute(communication_interval=duration(u16le)),
                1: attribute(communication_interval=duration(u16le * 60)),
            },
        ),
    ),
    0x71: switch(
        u8,
        {0: attribute(button_functions_enabled=ENABLED)}
        | {number: named(**{f"button_{number}_function": u8}) for number in (1, 2, 3)},
    ),
    0x72: attribute(child_lock=ENABLED, locked_buttons=u16le),
    0x75: word(
        u8,
        attribute(plan_shown=bit(0), temperature_shown=bit(1), humidity_shown=bit(2),
                  target_temperature_shown=bit(3)),
        reserved(bits(4, 7)),
    ),
    0x76: attribute(temperature_calibration_enabled=ENABLED, temperature_calibration=i16le / 100),
    0x77: attribute(humidity_calibration_enabled=ENABLED, humidity_calibration=i16le / 10),
    0x7B: (
        let(plan_number=u8 + 1),
        switch(
            u8,
            {
                0: attribute(plan_enabled=ENABLED, channel=V.plan_number),
                1: attribute(plan_name_first=text(6), channel=V.plan_number),
                2: attribute(plan_name_last=text(4), channel=V.plan_number),
                3: attribute(plan_targets=hexadecimal(7), channel=V.plan_number),
                4: attribute(plan_fan_targets=hexadecimal(7), channel=V.plan_number),
            },
        ),
    ),
    0x7D: attribute(peer_data=choice(u8, {0: "embedded", 1: "received"})),
    0x7E: attribute(peer_data_timeout=u8),
    0x80: attribute(unlock_buttons=u8),
    0x81: attribute(unlock_enabled=ENABLED, unlock_timeout=u16le),
    0x82: switch(
        u8,
        {
            1: attribute(pir_enabled=ENABLED),
            2: attribute(pir_release_time=u16le),
            3: attribute(pir_detection=choice(u8, {0: "single", 1: "multiple"})),
            4: attribute(pir_period=u8, pir_rate=u8),
        },
    ),
    0x83: switch(
        u8,
        {
            1: attribute(eco_enabled=ENABLED),
            2: attribute(eco_occupied_plan=choice(u8, PLAN), eco_vacant_plan=choice(u8, PLAN)),
        },
    ),
    0x84: switch(
        u8,
        {
            1: attribute(night_enabled=ENABLED),
            2: attribute(night_detection=choice(u8, {0: "single", 1: "multiple"})),
            3: attribute(night_period=u8, night_rate=u8),
            4: attribute(night_start=duration(u16le * 60), night_end=duration(u16le * 60)),
            5: attribute(night_occupied_plan=choice(u8, PLAN)),
        },
    ),
    0x85: attribute(ble_enabled=ENABLED),
    0x86: temperature(i16le / 100, place="probe"),
    0x87: humidity(i16le / 10, place="probe"),
    0x88: attribute(supported_fan_modes=u8),
    0x8B: attribute(ble_name=text(32)),
    0x8C: PEER,
    0x8D: attribute(communication_mode=choice(u8, _LINK)),
    0x54: (),
}  # fmt: skip

WT401 = device(
    "milesight-iot/wt401",
    name="Thermostat on batteries",
    source="The vendor's published decoder",
    f_port=85,
    uplink=tags(u8, BASIC | HANDHELD),
    vectors=[
        vector(
            "006401100E02300203020501", f_port=85, battery=100, temperature=36, humidity=56, operating_mode="cool",
            plan="plan 2", source="the vendor's decoder, run",
        ),
        vector("005A0801", battery=90, occupancy=True, pir_status="occupied", source="the vendor's decoder, run"),
        vector("0800", occupancy=False, pir_status="vacant", source="the vendor's decoder, run"),
        vector(
            "080206F4080790090403", occupancy=True, fan_mode="low", pir_status="occupied at night",
            target_temperature_1=22.92, target_temperature_2=24.48, source="the vendor's decoder, run",
        ),
        vector(
            "0138FF02840306D2FF07D3FF0F01", temperature=-2, humidity=90, low_battery=True, target_temperature_1=-0.46,
            target_temperature_2=-0.45, source="the vendor's decoder, run",
        ),
        vector(
            "0F0086D2FF872C01", low_battery=False, temperature_probe=-0.46, humidity_probe=30,
            source="the vendor's decoder, run",
        ),
        vector("0803", occupancy="fault", pir_status="unknown_3", source="the vendor's decoder, run"),
    ],
)  # fmt: skip
