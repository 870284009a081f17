"""Browan TABS of leaks, in the format of the other TABS sensors.

Source: the model's reference manual and the vendor's published decoder, port 106.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.browan.ambient import RUN
from redi_codecs.vendors.browan.tabs import (
    BATTERY,
    BOARD_TEMPERATURE,
    HUMIDITY,
    ON_ANOTHER_PORT,
    OTHER,
    TEMPERATURE,
)

TBWL100 = device(
    "browan/tbwl100",
    name="Water leak, temperature and humidity sensor",
    source="TBWL100 reference manual; the vendor's published decoder, port 106",
    f_port=106,
    uplink=switch(
        f_port,
        {
            106: (
                word(
                    u8,
                    leak(bit(0)),
                    reserved(bits(1, 3)),
                    attribute(leak_changed=bit(4), temperature_changed=bit(5), humidity_changed=bit(6)),
                    reserved(bit(7)),
                ),
                BATTERY,
                BOARD_TEMPERATURE,
                HUMIDITY,
                optional(remaining >= 1, TEMPERATURE),
            )
        },
        otherwise=OTHER,
    ),
    vectors=[
        ON_ANOTHER_PORT,
        vector(
            "11 0B 36 28 36", f_port=106, leak=True, leak_changed=True, temperature_changed=False,
            humidity_changed=False, battery_voltage=3.6, temperature_board=22, humidity=40, temperature=22,
            source="device repository",
        ),
        vector(
            "20 05 1E 2D 1E", leak=False, leak_changed=False, temperature_changed=True, humidity_changed=False,
            battery_voltage=3, temperature_board=-2, humidity=45, temperature=-2, source=RUN,
        ),
        vector(
            "40 0B 36 7F", leak=False, temperature_changed=False, humidity_changed=True, battery_voltage=3.6,
            temperature_board=22, humidity="fault", source="computed; humidity 127 is none, as in the other manuals",
        ),
    ],
)  # fmt: skip
