"""MClimate's Vicki, the thermostat on the radiator: the keep-alive of two firmwares, and its settings."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.mclimate import downlinks
from redi_codecs.vendors.mclimate.downlinks import commands_of, told_by
from redi_codecs.vendors.mclimate.keepalive import BASIC, HUMIDITY
from redi_codecs.vendors.mclimate.thermostats import ENABLED, SHOWN, thermostat


def _vicki(measured: Body) -> Body:
    return (
        target_temperature(u8),
        measured,
        HUMIDITY,
        word(
            u24,
            attribute(
                motor_steps=concat(bits(4, 7), bits(16, 23)),
                motor_range_steps=concat(bits(0, 3), bits(8, 15)),
            ),
        ),
        # At position 0 the valve is open.
        valve_position(
            derived((V.motor_range_steps - V.motor_steps) * 100 / V.motor_range_steps),
            invalid=V.motor_range_steps == 0,
        ),
        word(
            u8,
            battery_voltage((bits(4, 7) + 20) / 10),
            open_window(bit(3)),
            attribute(motor_consumption_high=bit(2), motor_consumption_low=bit(1)),
            sensor_fault(bit(0)),
        ),
        word(
            u8,
            attribute(
                child_lock=bit(7), calibration_failed=bit(6), on_backplate=bit(5), online=bit(4), anti_freeze=bit(3)
            ),
            reserved(bits(0, 2)),
        ),
    )


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
    "reset_device": told_by(0x30, disruptive="nothing published says whether its settings stay"),
}

VICKI = device(
    "mclimate/vicki",
    name="Radiator thermostat",
    source="Vicki LoRaWAN device communication protocol, keep-alive",
    f_port=1,
    uplink=thermostat(
        BASIC | VICKI_COMMANDS,
        (0x01, 9, _vicki(temperature(u8 * 165 / 256 - 40))),
        (0x81, 9, _vicki(temperature((u8 * 3 - 85) / 17))),
    ),
    downlink=commands_of(BASIC | VICKI_COMMANDS, downlinks.COMMON, NUMBERS) | OTHERS,
    vectors=[
        vector(
            "011D5A78FA2C01F080", f_port=1, message="keep_alive", temperature=18.0078125, humidity=46.875,
            valve_position=16.666666666666668, battery_voltage=3.5, open_window=False, keep_alive="01",
            target_temperature=29, motor_steps=250, motor_range_steps=300, motor_consumption_high=False,
            motor_consumption_low=False, sensor_fault=False, child_lock=True, calibration_failed=False,
            on_backplate=False, online=False, anti_freeze=False, source="Vicki protocol, keep-alive",
        ),
        vector(
            "01185C5CDFDF118000", message="keep_alive", temperature=19.296875, humidity=35.9375, valve_position=0,
            battery_voltage=2.8, open_window=False, keep_alive="01", target_temperature=24, motor_steps=479,
            motor_range_steps=479, motor_consumption_high=False, motor_consumption_low=False, sensor_fault=False,
            child_lock=False, calibration_failed=False, on_backplate=False, online=False, anti_freeze=False,
            source="Vicki protocol, keep-alive",
        ),
    ],
)  # fmt: skip
