"""WT401, a thermostat on batteries: one-byte commands."""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot.commands import (
    BASIC,
    BASIC_SETTINGS,
    ERRORS,
    INTERVAL,
    commands_by_number,
    named,
)
from redi_codecs.vendors.milesight_iot.fan_coil import (
    CALIBRATIONS,
    ENABLED,
    HUMIDITY,
    PLAN,
    RESOLUTION,
    TEMPERATURE,
    UNIT,
    plan_settings,
)  # fmt: skip

_TAKEN = {0: "heat", 1: "emergency heat", 2: "cool", 3: "auto", 4: "dehumidify", 5: "ventilation"}
_HELD = _TAKEN | {10: "off", 11: "not available"}
_FAN_HELD = {0: "auto", 1: "circulate", 2: "on", 3: "low", 4: "medium", 5: "high", 10: "off", 11: "not available"}
_LINK = {0: "ble", 1: "lora", 2: "ble and lora", 3: "power bus and lora"}
_OCCUPANCY = {0: "vacant", 1: "occupied", 2: "occupied at night"}


def _by_number(name: str, names: tuple[str, ...], *ends: str) -> Body:
    """A number that says of what, then the temperature or, between two, the range."""
    return switch(
        u8,
        {
            number: named(**{f"{of}_{name}{end}": temperature(i16le / 100, limits=(5, 35)) for end in ends})
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
#: What it answers as it was told.
HANDHELD_SETTINGS: dict[Any, Body] = {
    0x55: _alarm_set("fan"),
    0x57: _alarm_set("freeze"),
    0x58: _alarm_set("no_wire"),
    0x59: (
        attribute(commanded_system_on=ENABLED, commanded_mode=choice(u8, _TAKEN)),
        attribute(
            commanded_temperature_1=temperature(i16le / 100), commanded_temperature_2=temperature(i16le / 100),
            limits=(5, 35),
        ),
    ),
    0x5A: _alarm_set("open_window"),
    0x5B: _alarm_set("filter"),
    0x5C: attribute(inserted_plan=choice(u8, PLAN)),
    0x5E: attribute(ble_pairing=ENABLED),
    0x5F: attribute(removed_plan=choice(u8, PLAN | {255: "all"})),
    0x60: switch(
        u8,
        {
            0: attribute(collection_interval=duration(u16le), limits=(1, 3600)),
            1: attribute(collection_interval=duration(u16le * 60), limits=(60, 86400)),
        },
    ),
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
    0x68: switch(u8, {0: operating_mode(choice(u8, _TAKEN)), 1: attribute(mode_in_plan_enabled=ENABLED)}),
    0x69: _by_number("target", TARGETS, ""),
    0x6A: attribute(dead_band=i16le / 100, limits=(1, 30)),
    0x6B: _by_number("target", TARGETS[:4], "_min", "_max"),
    0x6C: (
        attribute(communication_interval_mode=choice(u8, _LINK)),
        switch(
            u8,
            {
                0: attribute(communication_interval=duration(u16le), limits=(10, 1800)),
                1: attribute(communication_interval=duration(u16le * 60), limits=(60, 1800)),
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
    0x76: CALIBRATIONS[0],
    0x77: CALIBRATIONS[1],
    0x7B: plan_settings(attribute(plan_fan_targets=hexadecimal(7), channel=V.plan_number)),
    0x7D: attribute(peer_data=choice(u8, {0: "embedded", 1: "received"})),
    0x7E: attribute(peer_data_timeout=u8, limits=(1, 60)),
    0x80: attribute(unlock_buttons=u8),
    0x81: (attribute(unlock_enabled=ENABLED), attribute(unlock_timeout=u16le, limits=(1, 3600))),
    0x82: switch(
        u8,
        {
            1: attribute(pir_enabled=ENABLED),
            2: attribute(pir_release_time=u16le, limits=(1, 360)),
            3: attribute(pir_detection=choice(u8, {0: "single", 1: "multiple"})),
            4: (attribute(pir_period=u8, limits=(1, 60)), attribute(pir_rate=u8, limits=(1, 100))),
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
            3: (attribute(night_period=u8, limits=(1, 60)), attribute(night_rate=u8, limits=(1, 100))),
            4: attribute(night_start=duration(u16le * 60), night_end=duration(u16le * 60), limits=(0, 86340)),
            5: attribute(night_occupied_plan=choice(u8, PLAN)),
        },
    ),
    0x85: attribute(ble_enabled=ENABLED),
    0x86: temperature(i16le / 100, place="probe", limits=(-20, 60)),
    0x87: humidity(i16le / 10, place="probe", limits=(0, 100)),
    0x88: attribute(supported_fan_modes=u8),
    0x8B: attribute(ble_name=text(32)),
    0x8D: attribute(communication_mode=choice(u8, _LINK)),
}  # fmt: skip
HANDHELD: dict[Any, Body] = HANDHELD_SETTINGS | {
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
    0x56: PEER,
    0x54: (),
    0x8C: PEER,
}  # fmt: skip

#: What a command is called that sets several things.
_NAMES = {
    (0x59,): "control", (0x61,): "report_interval", (0x64,): "supported_modes", (0x6B, 0): "heat_target_range",
    (0x6B, 1): "emergency_heat_target_range", (0x6B, 2): "cool_target_range", (0x6B, 3): "auto_target_range",
    (0x6C,): "communication_interval", (0x72,): "child_lock", (0x75,): "screen_objects", (0x81,): "unlock",
    (0x82, 4): "pir_rule", (0x83, 2): "eco_plans", (0x84, 3): "night_rule", (0x84, 4): "night_times",
    (0x86,): "remote_temperature", (0x87,): "remote_humidity",
}  # fmt: skip

WT401 = device(
    "milesight-iot/wt401",
    name="Thermostat on batteries",
    source="The vendor's published decoder",
    f_port=85,
    uplink=tags(u8, BASIC | HANDHELD),
    downlink=commands_by_number(
        HANDHELD_SETTINGS | BASIC_SETTINGS,
        _NAMES,
        at_once=("rejoin", "sync_time", "request_status", "reboot", "request_configuration"),
        leave=(0x5E,),
    ),
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
