"""Temperature and humidity in hundredths, with an alarm button or a leak sensor beside them."""

from datetime import UTC, datetime
from typing import Final

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.netvox.frames import (
    CALIBRATION_COMMANDS,
    CLIMATE_SETTINGS,
    SOURCE,
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
    uplink=uplink(
        _AIR, reports={0x01: report("climate", *CLIMATE, reserved(3))}, settings=CLIMATE_SETTINGS, calibrated=True
    ),
    downlink=downlink(_AIR, settings=CLIMATE_SETTINGS) | CALIBRATION_COMMANDS,
    also={
        "netvox/r712": "R712 outdoor temperature and humidity sensor",
        "netvox/r718a": "R718A temperature and humidity sensor for low temperature",
        "netvox/r718ab": "R718AB temperature and humidity sensor",
        "netvox/r720a": "R720A temperature and humidity sensor",
    },
    vectors=[
        vector(
            "01 01 00 64 48 20171208 0000", message="version", model="R711(R712)", software_version=10,
            hardware_version="72", manufacturing_date=datetime(2017, 12, 8, tzinfo=UTC), source="Netvox's example",
        ),
        vector(
            "01 01 01 1E 09EA 1A90 000000", message="climate", battery_voltage=3, low_battery=False, temperature=25.38,
            humidity=68, source="Netvox's example",
        ),
        vector(
            "01 0B 01 A0 FDDA 00C8 000000", message="climate", model="R718A", battery_voltage=3.2, low_battery=True,
            temperature=-5.5, humidity=2, source="the vendor's decoder, run",
        ),
        vector(
            "82 13 0384 0708 01 0032 0032", f_port=7, message="configuration", model="R718AB", min_interval=900,
            report_interval=1800, battery_change=0.1, temperature_change=0.5, humidity_change=0.5,
            source="Netvox's example",
        ),
        vector(
            "82 01 00 0001 0001 FC18 0000", f_port=14, message="calibration", calibrated_sensor="temperature",
            calibration_channel=1, calibration_multiplier=1, calibration_divisor=1, calibration_shift=-1000,
            source="computed from the R718A manual, 5.3",
        ),
        vector(
            "01 1A 01 1E 0100 0000 000000", f_port=6, message="climate", battery_voltage=3, low_battery=False,
            temperature=2.56, humidity=0, warnings="model_mismatch",
            source="device repository: a report of the R718DA, which is no thermometer",
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
            manufacturing_date=datetime(2020, 8, 11, tzinfo=UTC), source="Netvox's example",
        ),
        vector("01 6F 01 24 09EA 1A90 00 0000", battery_voltage=3.6, low_battery=False, temperature=25.38, humidity=68,
               alarm=False, source="Netvox's example"),
        vector("01 6F 01 A0 FF9C 0000 01 0000", battery_voltage=3.2, low_battery=True, temperature=-1, humidity=0,
               alarm=True, source="the vendor's decoder, run"),
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
               temperature=-12.34, humidity=100, leak=True, source="the vendor's decoder, run"),
        vector("01 6B 00 64 02 20200811 0000", message="version", software_version=10, source="Netvox's example"),
        vector("82 BE 0384 0708 01 0032 0032", f_port=7, report_interval=1800, humidity_change=0.5,
               source="Netvox's example"),
    ],
)  # fmt: skip
