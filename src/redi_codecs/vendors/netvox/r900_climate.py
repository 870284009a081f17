"""R900A01 and R900A02: temperature and humidity.

Source: Netvox's decoders of both and of their variants with a digital output (O1), with examples.
"""

from datetime import UTC, datetime

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.netvox.frames import INTERVALS, TEMPERATURE_CHANGE
from redi_codecs.vendors.netvox.r900 import SOURCE, downlink, output_commands, uplink

_TEMPERATURE_ALARMS = attribute(low_temperature_alarm=bit(0) == 1, high_temperature_alarm=bit(1) == 1)
_HUMIDITY_ALARMS = attribute(low_humidity_alarm=bit(2) == 1, high_humidity_alarm=bit(3) == 1)


_HUMID = {0x0109: "R900A01", 0x0111: "R900A01O1"}
_HUMID_SETTINGS = (INTERVALS, TEMPERATURE_CHANGE, attribute(humidity_change=humidity(u16 / 100)))
R900A01 = device(
    "netvox/r900a01",
    name="R900A01 temperature and humidity sensor",
    source=SOURCE,
    f_port=22,
    uplink=uplink(
        _HUMID,
        report=(
            temperature(i16 / 100),
            humidity(u16 / 100),
            word(u8, _TEMPERATURE_ALARMS, _HUMIDITY_ALARMS, reserved(bits(4, 7))),
            vibration(u8 != 0),
        ),
        settings=_HUMID_SETTINGS,
    ),
    downlink=downlink(_HUMID, settings=_HUMID_SETTINGS, others=output_commands(0x05)),
    also={"netvox/r900a01o1": "R900A01O1 temperature and humidity sensor with digital output"},
    vectors=[
        vector("03 0111 00 64 0B 20191112", message="version", model="R900A01O1", software_version=10,
               hardware_version="11", manufacturing_date=datetime(2019, 11, 12, tzinfo=UTC), source="Netvox's example"),
        vector("03 0109 01 78 0708 044C 00 00", message="climate", model="R900A01", battery_voltage=12,
               low_battery=False, temperature=18, humidity=11, low_temperature_alarm=False, vibration=False,
               source="Netvox's example"),
        vector("03 0111 01 99 FF9C 05DC 05 01", battery_voltage=2.5, low_battery=True, temperature=-1, humidity=15,
               low_temperature_alarm=True, high_temperature_alarm=False, low_humidity_alarm=True, vibration=True,
               source="the vendor's decoder, run"),
        vector("82 0111 0384 0708 0150 0601", f_port=23, message="configuration", min_interval=900,
               report_interval=1800, temperature_change=3.36, humidity_change=15.37, source="Netvox's example"),
        vector("83 0111 01", f_port=23, message="shock_sensitivity_set", success=False,
               source="Netvox's example, without its padding"),
        vector("84 0111 08", f_port=23, shock_sensitivity=8, source="Netvox's example, without its padding"),
        vector("86 0111 01 08 01 00", f_port=23, message="digital_output", output_normally="high", pulse_time=8,
               on_low_temperature=True, on_high_temperature=False, output_channel=1, source="Netvox's example"),
    ],
)  # fmt: skip

_DRY = {0x010A: "R900A02", 0x0112: "R900A02O1"}
_DRY_SETTINGS = (INTERVALS, TEMPERATURE_CHANGE)
R900A02 = device(
    "netvox/r900a02",
    name="R900A02 temperature sensor",
    source=SOURCE,
    f_port=22,
    uplink=uplink(
        _DRY,
        report=(temperature(i16 / 100), word(u8, _TEMPERATURE_ALARMS, reserved(bits(2, 7))), vibration(u8 != 0)),
        settings=_DRY_SETTINGS,
    ),
    downlink=downlink(_DRY, settings=_DRY_SETTINGS, others=output_commands(0x05)),
    also={"netvox/r900a02o1": "R900A02O1 temperature sensor with digital output"},
    vectors=[
        vector("03 010A 01 78 0708 04 00", message="climate", battery_voltage=12, low_battery=False, temperature=18,
               vibration=False, source="Netvox's example"),
        vector("03 0112 01 C8 FF9C 03 01", model="R900A02O1", battery_voltage=7.2, low_battery=True, temperature=-1,
               low_temperature_alarm=True, high_temperature_alarm=True, vibration=True,
               source="the vendor's decoder, run"),
        vector("82 010A 0384 0708 0150", f_port=23, min_interval=900, temperature_change=3.36,
               source="the vendor's decoder, run"),
    ],
)  # fmt: skip
