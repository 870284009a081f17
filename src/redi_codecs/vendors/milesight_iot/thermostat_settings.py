"""WT401: what the thermostat on batteries is told, and answers so."""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot.commands import INTERVAL, named
from redi_codecs.vendors.milesight_iot.thermostat_parts import (
    CALIBRATIONS,
    ENABLED,
    PLAN,
    RESOLUTION,
    UNIT,
    plan_settings,
)

TAKEN = {0: "heat", 1: "emergency heat", 2: "cool", 3: "auto", 4: "dehumidify", 5: "ventilation"}
LINK = {0: "ble", 1: "lora", 2: "ble and lora", 3: "power bus and lora"}


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
#: What it answers as it was told.
HANDHELD_SETTINGS: dict[Any, Body] = {
    0x55: _alarm_set("fan"),
    0x57: _alarm_set("freeze"),
    0x58: _alarm_set("no_wire"),
    0x59: (
        attribute(commanded_system_on=ENABLED, commanded_mode=choice(u8, TAKEN)),
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
    0x61: (attribute(report_mode=choice(u8, LINK)), INTERVAL),
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
    0x68: switch(u8, {0: operating_mode(choice(u8, TAKEN)), 1: attribute(mode_in_plan_enabled=ENABLED)}),
    0x69: _by_number("target", TARGETS, ""),
    0x6A: attribute(dead_band=i16le / 100, limits=(1, 30)),
    0x6B: _by_number("target", TARGETS[:4], "_min", "_max"),
    0x6C: (
        attribute(communication_interval_mode=choice(u8, LINK)),
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
    0x8D: attribute(communication_mode=choice(u8, LINK)),
}  # fmt: skip
