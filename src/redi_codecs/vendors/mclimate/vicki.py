"""MClimate's Vicki, the thermostat on the radiator: the keep-alive of two firmwares."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.mclimate.keepalive import BASIC, HUMIDITY
from redi_codecs.vendors.mclimate.thermostats import thermostat
from redi_codecs.vendors.mclimate.vicki_settings import DOWNLINK, VICKI_COMMANDS


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
    downlink=DOWNLINK,
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
