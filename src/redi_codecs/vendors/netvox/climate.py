"""Temperature and humidity in hundredths, with an alarm, a leak, TVOC, air pressure or fine dust beside them."""

from __future__ import annotations

from typing import Final

from redi_codecs.kinds import (
    alarm,
    humidity,
    leak,
    pm2_5,
    pressure,
    temperature,
    temperature_difference,
    tvoc,
    tvoc_index,
)
from redi_codecs.layout import attribute, choice, device, i16, message, peek, reserved, switch, u8, u16, u32, vector
from redi_codecs.vendors.netvox.frames import (
    BATTERY_CHANGE,
    CLIMATE_SETTINGS,
    INTERVALS,
    RESULT,
    SOURCE,
    TEMPERATURE_CHANGE,
    downlink,
    report,
    uplink,
)

CLIMATE: Final = (temperature(i16 / 100), humidity(u16 / 100))

_AIR = {0x01: "R711(R712)", 0x0B: "R718A", 0x13: "R718AB", 0x6E: "R720A"}
R711 = device(
    "netvox/r711",
    name="R711 indoor temperature and humidity sensor",
    source=SOURCE,
    f_port=6,
    uplink=uplink(_AIR, reports={0x01: report("climate", *CLIMATE, reserved(3))}, settings=CLIMATE_SETTINGS),
    downlink=downlink(_AIR, settings=CLIMATE_SETTINGS),
    also={
        "netvox/r712": "R712 outdoor temperature and humidity sensor",
        "netvox/r718a": "R718A temperature and humidity sensor for low temperature",
        "netvox/r718ab": "R718AB temperature and humidity sensor",
        "netvox/r720a": "R720A temperature and humidity sensor",
    },
    vectors=[
        vector(
            "01 01 00 64 48 20171208 0000", message="version", model="R711(R712)", software_version=10,
            hardware_version="72", production_date="20171208", source="Netvox's example",
        ),
        vector(
            "01 01 01 1E 09EA 1A90 000000", message="climate", battery_voltage=3, low_battery=False, temperature=25.38,
            humidity=68, source="Netvox's example",
        ),
        vector(
            "01 0B 01 A0 FDDA 00C8 000000", message="climate", model="R718A", battery_voltage=3.2, low_battery=True,
            temperature=-5.5, humidity=2,
        ),
        vector("81 01 01 0000000000000000", f_port=7, message="configuration_set", success=False),
        vector(
            "82 13 0384 0708 01 0032 0032", f_port=7, message="configuration", model="R718AB", min_interval=900,
            max_interval=1800, battery_change=0.1, temperature_change=0.5, humidity_change=0.5,
            source="Netvox's example",
        ),
    ],
)  # fmt: skip

_ALARM = {0x6F: "R720B"}
R720B = device(
    "netvox/r720b",
    name="R720B temperature and humidity sensor with emergency button",
    source=SOURCE,
    f_port=6,
    uplink=uplink(
        _ALARM, reports={0x01: report("climate", *CLIMATE, alarm(u8 != 0), reserved(2))}, settings=CLIMATE_SETTINGS
    ),
    downlink=downlink(_ALARM, settings=CLIMATE_SETTINGS),
    vectors=[
        vector(
            "01 6F 00 64 02 20200811 0000", message="version", software_version=10, hardware_version="2",
            production_date="20200811", source="Netvox's example",
        ),
        vector("01 6F 01 24 09EA 1A90 00 0000", battery_voltage=3.6, low_battery=False, temperature=25.38, humidity=68,
               alarm=False, source="Netvox's example"),
        vector("01 6F 01 A0 FF9C 0000 01 0000", battery_voltage=3.2, low_battery=True, temperature=-1, humidity=0,
               alarm=True),
        vector("81 6F 00 0000000000000000", f_port=7, success=True, source="Netvox's example"),
    ],
)  # fmt: skip

_LEAK = {0x6B: "R718WBA", 0xBE: "R718WAA"}
R718WAA = device(
    "netvox/r718waa",
    name="R718WAA water leak, temperature and humidity sensor",
    source=SOURCE,
    f_port=6,
    uplink=uplink(_LEAK, reports={0x01: report("climate", *CLIMATE, leak(u8 != 0), reserved(2))},
    settings=CLIMATE_SETTINGS), downlink=downlink(_LEAK, settings=CLIMATE_SETTINGS),
    also={"netvox/r718wba": "R718WBA water leak (rope), temperature and humidity sensor"},
    vectors=[
        vector("01 BE 01 24 09EA 1A90 00 0000", battery_voltage=3.6, low_battery=False, temperature=25.38, humidity=68,
               leak=False, source="Netvox's example"),
        vector("01 6B 01 A1 FB2E 2710 01 0000", model="R718WBA", battery_voltage=3.3, low_battery=True,
               temperature=-12.34, humidity=100, leak=True),
        vector("01 6B 00 64 02 20200811 0000", message="version", software_version=10, source="Netvox's example"),
        vector("82 BE 0384 0708 01 0032 0032", f_port=7, max_interval=1800, humidity_change=0.5,
               source="Netvox's example"),
    ],
)  # fmt: skip

_BAROMETER = {0x70: "R720C"}
_BAROMETER_SETTINGS = (
    INTERVALS,
    BATTERY_CHANGE,
    TEMPERATURE_CHANGE,
    attribute(pressure_change=pressure(u16 / 10)),
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
    ),
    downlink=downlink(_BAROMETER, settings=_BAROMETER_SETTINGS),
    vectors=[
        vector("01 70 01 24 00018BCD 09C5 00", battery_voltage=3.6, low_battery=False, pressure=1013.25,
               temperature=25.01, source="Netvox's example"),
        vector("01 70 01 9E 00018E70 FDF3 00", battery_voltage=3, low_battery=True, pressure=1020, temperature=-5.25),
        vector("01 70 00 64 15 20200811 0000", hardware_version="21", source="Netvox's example"),
        vector("82 70 0384 0708 01 0032 03E8", f_port=7, temperature_change=0.5, pressure_change=100,
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
    downlink=downlink(_TVOC, settings=_TVOC_SETTINGS),
    vectors=[
        vector("01 A5 01 24 0064 0A46 1770 00", battery_voltage=3.6, low_battery=False, tvoc=100, temperature=26.3,
               humidity=60, tvoc_unit="ppb", source="Netvox's example"),
        vector("01 A5 01 A4 012C FF9C 1170 01", battery_voltage=3.6, low_battery=True, tvoc_index=300, temperature=-1,
               humidity=44.64, tvoc_unit="index"),
        vector("01 A5 00 64 01 20200811 0000", message="version", hardware_version="1", source="Netvox's example"),
        vector("82 A5 0384 0708 01 0064 05 32", f_port=7, tvoc_change=100, temperature_change=0.5, humidity_change=5,
               source="Netvox's example"),
        vector("83 A5 00 0000000000000000", f_port=7, message="baseline_reset", success=True,
               source="Netvox's example"),
    ],
)  # fmt: skip

_DUST = {0x35: "RA0716", 0x36: "R72616", 0x37: "R72716", 0x6A: "R72616A"}
_DUST_SETTINGS = (INTERVALS, reserved(5))
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
        vector("01 36 01 24 09EA 1A90 012C 00", battery_voltage=3.6, low_battery=False, temperature=25.38, humidity=68,
               pm2_5=300, source="Netvox's example"),
        vector("01 35 01 9B FDF3 2260 0078 00", model="RA0716", battery_voltage=2.7, low_battery=True,
               temperature=-5.25, humidity=88, pm2_5=120),
        vector("01 6A 00 64 02 20200811 0000", message="version", model="R72616A", source="Netvox's example"),
        vector("82 37 0384 0708 0000000000", f_port=7, model="R72716", min_interval=900, source="Netvox's example"),
    ],
)  # fmt: skip
