"""Air quality: TVOC, fine dust or air pressure, with temperature and humidity."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.netvox.climate import CLIMATE
from redi_codecs.vendors.netvox.frames import (
    BATTERY_CHANGE,
    CALIBRATION_COMMANDS,
    INTERVALS,
    RESULT,
    SOURCE,
    SUCCESSIVE,
    TEMPERATURE_CHANGE,
    downlink,
    report,
    uplink,
)

_BAROMETER = {0x70: "R720C"}
_BAROMETER_SETTINGS = (
    INTERVALS,
    BATTERY_CHANGE,
    TEMPERATURE_CHANGE,
    attribute(pressure_change=differential_pressure(u16 * 10)),
)
R720C = device(
    "netvox/r720c",
    name="R720C air pressure and temperature sensor",
    source=SOURCE,
    f_port=6,
    uplink=uplink(
        _BAROMETER,
        reports={0x01: report("air_pressure", pressure(u32 / 100), temperature(i16 / 100), reserved(1))},
        settings=_BAROMETER_SETTINGS,
        calibrated=True,
    ),
    downlink=downlink(_BAROMETER, settings=_BAROMETER_SETTINGS) | CALIBRATION_COMMANDS,
    vectors=[
        vector("01 70 01 24 00018BCD 09C5 00", battery_voltage=3.6, low_battery=False, pressure=1013.25,
               temperature=25.01, source="Netvox's example"),
        vector("82 70 0384 0708 01 0032 03E8", f_port=7, temperature_change=0.5, pressure_change=10_000,
               source="Netvox's example"),
    ],
)  # fmt: skip

_TVOC = {0xA5: "R720E"}
_TVOC_SETTINGS = (
    INTERVALS,
    BATTERY_CHANGE,
    attribute(tvoc_change=u16),
    attribute(temperature_change=temperature_difference(u8 / 10), humidity_change=humidity(u8 / 10)),
)
R720E = device(
    "netvox/r720e",
    name="R720E TVOC, temperature and humidity sensor",
    source=SOURCE,
    f_port=6,
    uplink=uplink(
        _TVOC,
        reports={
            0x01: report(
                "air",
                switch(peek(10, u8), {0: tvoc(u16)}, otherwise=tvoc_index(u16)),
                *CLIMATE,
                attribute(tvoc_unit=choice(u8, {0: "ppb", 1: "index"})),
            )
        },
        settings=_TVOC_SETTINGS,
        answers={0x83: message("baseline_reset", RESULT)},
    ),
    downlink=downlink(_TVOC, settings=_TVOC_SETTINGS, others={"reset_baseline": (0x03, reserved(9), "baseline_reset")}),
    vectors=[
        vector("01 A5 01 24 0064 0A46 1770 00", battery_voltage=3.6, low_battery=False, tvoc=100, temperature=26.3,
               humidity=60, tvoc_unit="ppb", source="Netvox's example"),
        vector("01 A5 01 A4 012C FF9C 1170 01", battery_voltage=3.6, low_battery=True, tvoc_index=300, temperature=-1,
               humidity=44.64, tvoc_unit="index", source="the vendor's decoder, run"),
        vector("82 A5 0384 0708 01 0064 05 32", f_port=7, tvoc_change=100, temperature_change=0.5, humidity_change=5,
               source="Netvox's example"),
    ],
)  # fmt: skip

_DUST = {0x35: "RA0716", 0x36: "R72616", 0x37: "R72716", 0x6A: "R72616A"}
_DUST_SETTINGS = (SUCCESSIVE, reserved(5))
R72616 = device(
    "netvox/r72616",
    name="R72616 PM2.5, temperature and humidity sensor",
    source=SOURCE,
    f_port=6,
    uplink=uplink(_DUST, reports={0x01: report("air", *CLIMATE, pm2_5(u16), reserved(1))}, settings=_DUST_SETTINGS),
    downlink=downlink(_DUST, settings=_DUST_SETTINGS),
    also={
        "netvox/r72616a": "R72616A PM2.5, temperature and humidity sensor",
        "netvox/r72716": "R72716 PM2.5, temperature and humidity sensor",
        "netvox/ra0716": "RA0716 PM2.5, temperature and humidity sensor",
    },
    vectors=[
        vector("01 36 01 24 09EA 1A90 012C 00", f_port=6, battery_voltage=3.6, low_battery=False, temperature=25.38,
               humidity=68, pm2_5=300, source="Netvox's example"),
        vector("01 35 01 9B FDF3 2260 0078 00", model="RA0716", battery_voltage=2.7, low_battery=True,
               temperature=-5.25, humidity=88, pm2_5=120, source="the vendor's decoder, run"),
    ],
)  # fmt: skip
