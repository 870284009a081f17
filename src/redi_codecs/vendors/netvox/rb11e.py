"""RB11E: occupancy, temperature and light."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.netvox.frames import (
    BATTERY_CHANGE,
    INTERVALS,
    RESULT,
    SOURCE,
    TEMPERATURE_CHANGE,
    downlink,
    report,
    uplink,
)

_MODELS = {0x03: "RB11E"}
_SETTINGS = (INTERVALS, BATTERY_CHANGE, TEMPERATURE_CHANGE, attribute(illuminance_change=illuminance(u16)))
_INFRARED = attribute(sensor_disable_time=duration(u16), sensor_detection_time=duration(u16))

RB11E = device(
    "netvox/rb11e",
    name="RB11E occupancy, light and temperature sensor",
    source=SOURCE,
    f_port=6,
    uplink=uplink(
        _MODELS,
        reports={
            0x01: report(
                "room", temperature(i16 / 100), illuminance(u16), occupancy(u8 != 0), tamper(u8 != 0), reserved(1)
            )
        },
        settings=_SETTINGS,
        answers={
            0x83: message("sensor_times_set", RESULT),
            0x84: message("sensor_times", _INFRARED, reserved(5)),
        },
    ),
    downlink=downlink(
        _MODELS,
        settings=_SETTINGS,
        others={
            "sensor_times": (0x03, (_INFRARED, reserved(5)), "sensor_times_set"),
            "request_sensor_times": (0x04, reserved(9), "sensor_times"),
        },
    ),
    vectors=[
        vector("01 03 01 24 0A4B 0078 01 00 00", battery_voltage=3.6, low_battery=False, temperature=26.35,
               illuminance=120, occupancy=True, tamper=False, source="Netvox's example"),
        vector("01 03 01 9E FE0C 0BB8 00 01 00", battery_voltage=3, low_battery=True, temperature=-5, illuminance=3000,
               occupancy=False, tamper=True, source="the vendor's decoder, run"),
        vector("01 03 00 64 0A 20200611 0000", message="version", hardware_version="10", source="Netvox's example"),
        vector("82 03 0384 0708 01 0032 0064", f_port=7, temperature_change=0.5, illuminance_change=100,
               source="Netvox's example"),
        vector("83 03 00 0000000000000000", f_port=7, message="sensor_times_set", success=True,
               source="Netvox's example"),
        vector("84 03 001E 012C 0000000000", f_port=7, sensor_disable_time=30, sensor_detection_time=300,
               source="Netvox's example"),
    ],
)  # fmt: skip
