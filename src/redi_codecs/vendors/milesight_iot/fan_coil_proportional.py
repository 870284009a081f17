"""WT304, a thermostat of fan coils with a proportional valve."""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot.commands import BASIC, BASIC_SETTINGS, commands_by_number
from redi_codecs.vendors.milesight_iot.fan_coil import FAN_COIL
from redi_codecs.vendors.milesight_iot.fan_coil_settings import AT_ONCE, FAN_COIL_SETTINGS, LEFT, NAMES
from redi_codecs.vendors.milesight_iot.thermostat_parts import ENABLED

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
_ITS_NAMES = NAMES | {
    (0x7C, 0): "four_pipe_outputs", (0x7C, 2): "valve_and_fan_output", (0x7C, 3): "four_pipe_relays",
    (0x7C, 4): "valve_relay", (0x7C, 5): "three_wire_relays", (0x7D, 1): "valve_position_range",
}  # fmt: skip

WT304 = device(
    "milesight-iot/wt304",
    name="Fan coil thermostat, proportional valve",
    source="The vendor's published decoder",
    f_port=85,
    uplink=tags(u8, BASIC | FAN_COIL | PROPORTIONAL_SETTINGS | {0x06: valve_position(u8)}),
    downlink=commands_by_number(PROPORTIONAL_SETTINGS | BASIC_SETTINGS, _ITS_NAMES, AT_ONCE, LEFT),
    vectors=[
        vector("01100E 0664", f_port=85, temperature=36, valve_position=100, source="the vendor's decoder, run"),
        vector("B6B8B9BEEEBCBD", source="the vendor's decoder, run"),
        vector("0600", valve_position=0, source="the vendor's decoder, run"),
        vector("06FA", valve_position=(250.0, "implausible"), source="the vendor's decoder, run"),
    ],
)
