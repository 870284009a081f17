"""MerryIoT: doors and windows, with temperature and humidity, in the two ways of the other sensors.

Source: MerryIoT reference manual of the DW10, chapter "Messages", and the vendor's published decoder (wsms-158).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.browan.merryiot import since
from redi_codecs.vendors.browan.tabs import (
    ON_ANOTHER_PORT,
    OTHER,
)

EVENTS = (time_since_event(u16le), event_count(u24le, statistic="total"))

DW10 = device(
    "browan/dw10",
    name="MerryIoT door and window, temperature and humidity sensor",
    source="MerryIoT DW10 reference manual, chapter 4 (port 120); the vendor's published decoder",
    f_port=120,
    uplink=switch(
        f_port,
        {
            120: since(
                word(u8, contact(bit(0)), button(bit(1)), tamper(bit(2)), tilted(bit(3)), reserved(bits(4, 7))), *EVENTS
            )
        },
        otherwise=OTHER,
    ),
    vectors=[
        ON_ANOTHER_PORT,
        vector(
            "00 0F D400 34 0000 1D0000", f_port=120, contact=False, button=False, tamper=False, tilted=False,
            battery_voltage=3.6, temperature=21.2, humidity=52, time_since_event=0, event_count_total=29,
            source="computed from the reference manual, tenths of a degree in two bytes",
        ),
        vector(
            "0B 0A D4FF 34 2C81 1D0180", contact=True, button=True, tamper=False, tilted=True, battery_voltage=3.1,
            temperature=-4.4, humidity=52, time_since_event=33068, event_count_total=8388893,
            source="computed from the reference manual, tenths of a degree in two bytes",
        ),
        vector(
            "05 0A F6 34 2C01 1D0100", contact=True, button=False, tamper=True, tilted=False, battery_voltage=3.1,
            temperature=-10, humidity=52, time_since_event=300, event_count_total=285,
            source="the vendor's decoder, run, its sign of the temperature put right",
        ),
        vector(
            "02 0A F6 7F 2C01 1D0100", contact=False, button=True, tamper=False, tilted=False, battery_voltage=3.1,
            temperature=-10, humidity="fault", time_since_event=300, event_count_total=285,
            source="computed; a humidity of 127 is none, as in the TABS manuals",
        ),
        vector(
            "08 0A 0601 7F 2C01 1D0100", contact=False, button=False, tamper=False, tilted=True, battery_voltage=3.1,
            temperature=26.2, humidity="fault", time_since_event=300, event_count_total=285,
            source="computed; a humidity of 127 is none, as in the TABS manuals",
        ),
    ],
)  # fmt: skip
