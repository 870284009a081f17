"""Catena 4430 animal activity monitor: port 2, format 0x22: GPS time, a presence mask, activity to the end.

Source: MCCI-Catena-4430, catena-message-port2-format-22 (manual and decoder with test vectors) and the firmware that
sends it. The clock is set from the network's GPS time, 18 s ahead of UTC since 2017 (the vendor's decoder takes off 17,
the manual's seconds since 1970 are in no firmware); it sends 0 until it is set. White light is what the sensor counts.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.mcci.catena import BATTERY, BOOT, HUMIDITY, PRESSURE, SFLT16, SUPPLY, TEMPERATURE, UFLT16, USB
from redi_codecs.vendors.mcci.commands import REQUESTS

CATENA4430 = device(
    "mcci/catena4430",
    name="Catena 4430 animal activity monitor",
    source="MCCI-Catena-4430, catena-message-port2-format-22.md",
    f_port=2,
    downlink=REQUESTS,
    uplink=switch(
        f_port,
        {
            2: (
                expect(u8, 0x22),
                time(gps_time(u32), invalid={0: "clock_not_set"}),
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
            "22 4AD506DB FF 2000 34CD 4E66 2A 1E00 6354 9999 00C8 0064 03 0019 0A 7C3D FFFF 7FFF FC00 7400 F4CD",
            f_port=2, time=1571439689, battery_voltage=2, supply_voltage=3.300048828125, input_voltage=4.89990234375,
            restart_count=42, temperature=30, pressure=1017.12, humidity=60, illuminance=25,
            pulse_count_1_total=100, pulse_count_1_delta=3, pulse_count_2_total=25, pulse_count_2_delta=10,
            activity_level_1=0.52978515625, activity_level_2=-0.99951171875, activity_level_3=0.99951171875,
            activity_level_4=-0.5, activity_level_5=0.25, activity_level_6=-0.300048828125,
            source="format 0x22, test vectors",
        ),
        vector("22 00000000 10 1400 5F8F 9999", time=None, temperature=20, pressure=978.52, humidity=60,
               source="format 0x22, test vectors"),
    ],
)  # fmt: skip
