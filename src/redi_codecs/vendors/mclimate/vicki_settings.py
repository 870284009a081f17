"""The settings of MClimate's Vicki: what it answers, and what it is told.

Source: Vicki's device communication protocol, and the vendor's published encoder (Actility device catalog).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.mclimate import downlinks
from redi_codecs.vendors.mclimate.downlinks import commands_of, requests, told_by
from redi_codecs.vendors.mclimate.keepalive import BASIC
from redi_codecs.vendors.mclimate.thermostats import ENABLED, SHOWN

VICKI_COMMANDS: dict[int, Body] = {
    0x13: (
        attribute(open_window_enabled=ENABLED, open_window_duration=duration(u8 * 300)),
        word(
            u16,
            attribute(open_window_position=concat(bits(4, 7), bits(8, 15)), open_window_delta=bits(0, 3)),
        ),
    ),
    0x14: attribute(child_lock_setting=ENABLED),
    0x15: SHOWN[0x15],
    0x16: attribute(algorithm_period=u8, algorithm_first_last=u8, algorithm_next=u8),
    0x17: attribute(algorithm_warm=u8, algorithm_cold=u8),
    0x18: attribute(operational_mode=u8),
    0x1F: attribute(primary_mode=u8),
    0x21: attribute(battery_boundary_1=u16, battery_boundary_2=u16, battery_boundary_3=u16),
    0x23: attribute(over_voltage=u8, over_voltage_1=u8, over_voltage_2=u8, over_voltage_3=u8),
    0x27: attribute(over_voltage_control=u8),
    0x28: attribute(manual_target=temperature(u8)),
    0x29: attribute(proportional_coefficient=u8, proportional_period=u8),
    0x2B: attribute(algorithm=u8),
    0x36: attribute(proportional_gain=u24 / 131072),
    0x3D: attribute(integral_gain=u24 / 131072),
    0x3F: attribute(integral_value=u16 / 10),
    0x40: attribute(pi_run_period=u8),
    0x42: attribute(temperature_hysteresis=temperature_difference(u8)),
    0x44: attribute(external_temperature=temperature(u16 / 10)),
    0x46: attribute(
        open_window_enabled=ENABLED,
        open_window_duration=duration(u8 * 300),
        open_window_drop=u8 / 10,
    ),
    0x48: attribute(force_attach=u8),
    0x4A: attribute(
        anti_freeze_on=temperature(u8 / 10), anti_freeze_off=temperature(u8 / 10), anti_freeze_target=temperature(u8)
    ),
    0x4D: attribute(pi_max_error=u16 / 10),
    0x50: attribute(valve_opening_max=100 - u8, valve_opening_min=100 - u8),
    0x52: attribute(precise_target=temperature(u16 / 10)),
    0x54: attribute(temperature_offset=temperature_difference((u8 - 28) * 176 / 1000)),
}

_RUN = "the vendor's published encoder (Actility device catalog), run"
NUMBERS: dict[str, tuple[int, int]] = {
    "open_window": (0x06, 0x13),
    "child_lock_setting": (0x07, 0x14),
    "target_range": (0x08, 0x15),
    "operational_mode": (0x0D, 0x18),
    "primary_mode": (0x1E, 0x1F),
    "proportional_parameters": (0x2A, 0x29),
    "algorithm": (0x2C, 0x2B),
    "proportional_gain": (0x37, 0x36),
    "external_temperature": (0x3C, 0x44),
    "integral_gain": (0x3E, 0x3D),
    "pi_run_period": (0x41, 0x40),
    "open_window_drop": (0x45, 0x46),
    "force_attach": (0x47, 0x48),
}
OTHERS: dict[str, Command] = {
    "recalibrate": told_by(0x03),
    "force_close": told_by(0x0B),
    "target": told_by(0x0E, attribute(target=temperature(u8))),
    "motor_steps": told_by(0x2D, attribute(motor_steps=u16), answer=False),
    "motor_steps_and_target": told_by(0x31, attribute(motor_steps=u16, target=temperature(u8))),
    "valve_opening": told_by(0x4E, attribute(valve_opening=percentage(u8), limits=(0, 100))),
    "algorithm_steps": told_by(
        0x0C,
        attribute(algorithm_first_last=u8, algorithm_next=u8),
        example("0C 0703", f_port=1, algorithm_first_last=7, algorithm_next=3, source=_RUN),
        answer=True,
    ),
    "algorithm_differences": told_by(
        0x1A,
        attribute(algorithm_cold=u8, algorithm_warm=u8),
        example("1A 0F06", f_port=1, algorithm_cold=15, algorithm_warm=6, source=_RUN),
        answer=True,
    ),
    "temperature_hysteresis": told_by(
        0x43,
        attribute(temperature_hysteresis=temperature_difference(u8 / 10)),
        example("43 0F", f_port=1, temperature_hysteresis=1.5, source=_RUN),
        answer=False,
    ),
    "child_lock_behavior": told_by(
        0x35, attribute(child_lock_behavior=u8), example("35 01", f_port=1, child_lock_behavior=1, source=_RUN)
    ),
    "request_child_lock_behavior": told_by(0x34, example("34", f_port=1, source=_RUN), answer=False),
    "reset_device": told_by(0x30, disruptive="nothing published says whether its settings stay"),
}
DOWNLINK = (
    commands_of(BASIC | VICKI_COMMANDS, downlinks.COMMON, NUMBERS)
    | requests(VICKI_COMMANDS, algorithm_steps=0x16, algorithm_differences=0x17, temperature_hysteresis=0x42)
    | OTHERS
)
