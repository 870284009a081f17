"""Catena 4430 animal activity monitor: port 2, format 0x22: GPS time, a presence mask, activity to the end.

Source: MCCI-Catena-4430, catena-message-port2-format-22 (decoder with test vector). The vendor's decoder takes 17 leap
seconds for granted; since 2017 there are 18.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.mcci.catena import BATTERY, BOOT, HUMIDITY, PRESSURE, SFLT16, SUPPLY, TEMPERATURE, UFLT16, USB

CATENA4430 = device(
    "mcci/catena4430",
    name="Catena 4430 animal activity monitor",
    source="MCCI-Catena-4430, catena-message-port2-format-22",
    f_port=2,
    uplink=switch(
        f_port,
        {
            2: (
                expect(u8, 0x22),
                time(gps_time(u32)),
                presence(
                    u8,
                    {
                        0: BATTERY,
                        1: SUPPLY,
                        2: USB,
                        3: BOOT,
                        4: (TEMPERATURE, PRESSURE, HUMIDITY),
                        5: illuminance(UFLT16 * (1 << 24)),
                        6: (
                            pulse_count(u16, channel=1, statistic="total"),
                            pulse_count(u8, channel=1, statistic="delta"),
                            pulse_count(u16, channel=2, statistic="total"),
                            pulse_count(u8, channel=2, statistic="delta"),
                        ),
                        7: repeat(activity_level(SFLT16, channel=index + 1)),
                    },
                ),
            )
        },
    ),
    vectors=[
        vector(
            "22 4AD506DB FF 2000 34CD 4E66 2A 1E00 6354 9999 FFFF 0064 03 0019 0A 7C3D FFFF 7FFF FC00 7400 F4CD",
            battery_voltage=2, supply_voltage=3.300048828125, input_voltage=4.89990234375, restart_count=42,
            temperature=30, pressure=1017.12, humidity=60, illuminance=16773120, pulse_count_1_total=100,
            pulse_count_1_delta=3, pulse_count_2_total=25, pulse_count_2_delta=10, activity_level_1=0.52978515625,
            activity_level_2=-0.99951171875, activity_level_3=0.99951171875, activity_level_4=-0.5,
            activity_level_5=0.25, activity_level_6=-0.300048828125, source="MCCI's test vector",
        ),
        vector("22 4AD506DB 01 F800", battery_voltage=-0.5),
        vector("22 4AD506DB 11 3800 FB80 62F3 3333", battery_voltage=3.5, temperature=-4.5, pressure=1013.24,
               humidity=20),
        vector("22 4AD506DB A0 7800 8000", illuminance=32768, activity_level_1=0),
    ],
)  # fmt: skip
