"""AM100 series: indoor climate. The models speak from one table, and a model without a sensor leaves its channel out.

Source: the vendor's published decoders and payload tables.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings, settings_am
from redi_codecs.vendors.milesight_iot.downlinks import STORED, SYNCHRONISED, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL, CLIMATE, CLIMATE_HISTORY

BASE = BASIC | BATTERY | CLIMATE
AM100 = (
    BASE
    | settings_am.AM100
    | {
        (0x05, 0x6A): motion_count(u16le),
        (0x06, 0x65): (illuminance(u16le), light_visible_infrared(u16le), light_infrared(u16le)),
        (0x07, 0x7D): co2(u16le),
        (0x08, 0x7D): tvoc(u16le),
        (0x09, 0x73): pressure(u16le / 10),
    }
)
AM103_HISTORY: dict[Any, Body] = {
    (0x20, 0xCE): record(time(u32le), temperature(i16le / 10), humidity(u8 / 2), co2(u16le))
}

#: What those without a screen do not take.
SCREEN = (
    "screen_enabled", "screen_time_enabled", "screen_adaptive", "screen_refresh_interval",
    "screen_last_refresh_interval", "hibernation",
)  # fmt: skip
AM102 = device(
    "milesight-iot/am102",
    name="Indoor temperature and humidity sensor",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(CHANNEL, BASE | settings_am.AM100 | CLIMATE_HISTORY),
    downlink=SYNCHRONISED
    | commands_of(
        settings_am.AM100 | settings.ALARM_TOLD,
        "report_interval", "reboot", *STORED, "set_time", "time_zone", "clear_report_plan", "screen_enabled",
        "screen_time_enabled", "screen_adaptive", "screen_refresh_interval", "screen_last_refresh_interval",
        "hibernation", "threshold", "led_mode", "reset_battery",
    ),
    also={"milesight-iot/am102l": variant("Indoor temperature and humidity sensor without screen", lacks=SCREEN)},
    vectors=[
        vector(
            "017564 03671801 04686D", f_port=85, battery=100, temperature=28, humidity=54.5, source="device repository"
        ),
        vector(
            "01755A 0367FA00 046864 20CE802049652801 5A", battery=90, temperature=25, humidity=50,
            records=[{"time": 1699291264, "temperature": 29.6, "humidity": 45}], source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

_COMMANDS = SYNCHRONISED | commands_of(
    settings_am.AM100 | settings.ALARM_TOLD,
    "report_interval", "reboot", *STORED, "set_time", "time_zone", "clear_report_plan", "screen_enabled",
    "screen_time_enabled", "screen_adaptive", "screen_refresh_interval", "led_mode", "co2_calibration", "co2_threshold",
    "co2_abc", "altitude", "reset_battery", "screen_last_refresh_interval", "hibernation", "threshold",
    "screen_elements",
)  # fmt: skip

AM103 = device(
    "milesight-iot/am103",
    name="Indoor CO2, temperature and humidity sensor",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(CHANNEL, AM100 | AM103_HISTORY),
    downlink=_COMMANDS,
    measures=(battery, temperature, humidity, co2),
    also={
        "milesight-iot/am103l": variant(
            "Indoor CO2, temperature and humidity sensor without screen", lacks=(*SCREEN, "screen_elements")
        )
    },
    vectors=[
        vector(
            "01755C 03673401 046865 077DE704", f_port=85, battery=92, temperature=30.8, humidity=50.5, co2=1255,
            source="payload table",
        ),
        vector("03679CFF 046846", temperature=-10, humidity=35, source="the vendor's decoder, run"),
        vector(
            "20CE 9E744663 1001 5D E704",
            records=[{"time": 1665561758, "temperature": 27.2, "humidity": 46.5, "co2": 1255}],
            source="the vendor's decoder, run",
        ),
        vector(
            "FF540184038813", co2_alarm_enabled=True, co2_threshold_1=900, co2_threshold_2=5000,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

AM107 = device(
    "milesight-iot/am107",
    name="Indoor climate sensor with motion, light, CO2, TVOC and pressure",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(CHANNEL, AM100),
    downlink=_COMMANDS,
    also={
        "milesight-iot/am104": variant(
            "Indoor climate sensor with motion and light",
            measures=(
                battery, temperature, humidity, motion_count, illuminance, light_visible_infrared, light_infrared,
            ),
            lacks=("co2_calibration", "co2_threshold", "co2_abc", "altitude"),
        )
    },
    vectors=[
        vector(
            "01755C 03673401 046865 056A4900 06651C0079001400 077DE704 087D0700 09733F27", f_port=85, battery=92,
            temperature=30.8, humidity=50.5, motion_count=73, illuminance=28, light_visible_infrared=121,
            light_infrared=20, co2=1255, tvoc=7, pressure=1004.7, source="payload table",
        ),
        vector(
            "0367CEFF 0468B1 056A0000", temperature=-5, humidity=88.5, motion_count=0,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
