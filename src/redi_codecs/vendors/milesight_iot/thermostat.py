"""WT401, a thermostat on batteries: one-byte commands."""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot.commands import BASIC, BASIC_SETTINGS, ERRORS, commands_by_number
from redi_codecs.vendors.milesight_iot.thermostat_parts import HUMIDITY, PLAN, TEMPERATURE
from redi_codecs.vendors.milesight_iot.thermostat_settings import HANDHELD_SETTINGS, TAKEN

_HELD = TAKEN | {10: "off", 11: "not available"}
_FAN_HELD = {0: "auto", 1: "circulate", 2: "on", 3: "low", 4: "medium", 5: "high", 10: "off", 11: "not available"}
_OCCUPANCY = {0: "vacant", 1: "occupied", 2: "occupied at night"}
PEER = (
    attribute(peer_address_type=choice(u8, {0: "public", 1: "random"}), peer=mac_address(raw(6)), peer_name=text(32)),
    reserved(1),
)
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
