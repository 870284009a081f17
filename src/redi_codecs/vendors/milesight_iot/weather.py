"""Weather stations: WTS305, WTS505, WTS506. A model without a sensor leaves its channel out.

The rain counter, which says how often the amount was cleared or overflowed, is not explained by the vendor.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.downlinks import commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL, CLIMATE

WIND_DIRECTION, WIND_SPEED, PRESSURE = wind_direction(u16le / 10), wind_speed(u16le / 10), pressure(u16le / 10)
RAIN = (rain(u32le / 100, statistic="total"), attribute(rain_counter=u8))
ALARM = {0: "released", 1: "alarm"}
RECORD = (time(u32le), temperature(i16le / 10), humidity(u8 / 2), PRESSURE, WIND_DIRECTION, WIND_SPEED)
WTS: dict[Any, Body] = {
    (0x05, 0x84): WIND_DIRECTION,
    (0x06, 0x73): PRESSURE,
    (0x07, 0x92): WIND_SPEED,
    (0x08, 0x77): (rain(u16le / 100, statistic="total"), attribute(rain_counter=u8)),
    (0x08, 0xEC): RAIN,
    (0x83, 0x67): (temperature(i16le / 10), attribute(temperature_alarm=choice(u8, ALARM))),
    (0x86, 0x73): (PRESSURE, attribute(pressure_alarm=choice(u8, ALARM))),
    (0x87, 0x92): (WIND_SPEED, attribute(wind_speed_alarm=choice(u8, ALARM))),
    (0x88, 0xEC): (RAIN, attribute(rain_alarm=choice(u8, ALARM))),
    (0x20, 0xCE): record(RECORD, rain(u16le / 100, statistic="total")),
    (0x21, 0xCE): record(RECORD, rain(u32le / 100, statistic="total")),
}
MODE = {0: "off", 1: "on", 2: "keep"}
SETTINGS = settings.answers(settings.COMMON | {0x67: attribute(power_on_mode=choice(u8, MODE))})
WEATHER = (battery, temperature, humidity, wind_direction, wind_speed, pressure)

WTS506 = device(
    "milesight-iot/wts506",
    name="Weather station with wind, pressure and rain",
    source="The vendor's published decoder and its payload table (WTS series)",
    f_port=85,
    uplink=tags(CHANNEL, BASIC | BATTERY | CLIMATE | SETTINGS | WTS),
    downlink=commands_of(
        SETTINGS, "report_interval", "reboot", "clear_history", "set_time", "time_zone"
    ),
    also={
        "milesight-iot/wts305": variant("Weather station with wind and pressure", measures=WEATHER),
        "milesight-iot/wts505": variant("Weather station with wind and pressure", measures=WEATHER),
    },
    vectors=[
        vector(
            "017564 03671001 046871 05840001 0673AA27 07929201 0877C41325", f_port=85, battery=100, temperature=27.2,
            humidity=56.5, wind_direction=25.6, pressure=1015.4, wind_speed=40.2, rain_total=50.6, rain_counter=37,
            source="device repository",
        ),
        vector("0367CBFF 0584A909", temperature=-5.3, wind_direction=247.3, source="the vendor's decoder, run"),
        vector(
            "21CE 9E744663 F6FF 5D 6827 0807 9201 40E20100",
            records=[{
                "time": 1665561758, "temperature": -1, "humidity": 46.5, "pressure": 1008.8, "wind_direction": 180,
                "wind_speed": 40.2, "rain_total": 1234.56,
            }], source="the vendor's decoder, run",
        ),
        vector("8367F6FF01", temperature=-1, temperature_alarm="alarm", source="the vendor's decoder, run"),
    ],
)  # fmt: skip
