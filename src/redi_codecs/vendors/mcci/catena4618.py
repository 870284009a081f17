"""Catena 4618: a presence mask and its groups; light as raw irradiance on port 3, in lux on port 6.

Source: MCCI, catena-message-port3-port6-format. The lux is a 24-bit float: a sign, 7 bits of exponent (63 means 1,
127 no number) and 16 of mantissa below a hidden bit, as the manual of the Model 4916 has it. Where the light is no
number the vendor's decoder gives nothing of the payload.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.mcci.catena import BATTERY, BOOT, HUMIDITY, SUPPLY, TEMPERATURE, USB
from redi_codecs.vendors.mcci.catena4450 import IRRADIANCE
from redi_codecs.vendors.mcci.commands import SKETCH

FLOAT24 = minifloat(u24, exponent=7, mantissa=16, signed=True, hidden=True)
NO_FLOAT24 = range(0x7F0000, 0x800000), range(0xFF0000, 0x1000000)
LUX = illuminance(FLOAT24, invalid=NO_FLOAT24)

_BASIC: dict[int, Body] = {0: BATTERY, 1: SUPPLY, 2: BOOT, 3: (TEMPERATURE, HUMIDITY)}

CATENA4618 = device(
    "mcci/catena4618",
    name="Catena 4618 climate and light sensor",
    source="MCCI, catena-message-port3-port6-format",
    f_port=6,
    downlink=SKETCH,
    uplink=switch(
        f_port,
        {3: presence(u8, _BASIC | {4: IRRADIANCE, 5: USB}), 6: presence(u8, _BASIC | {4: LUX, 5: USB})},
    ),
    also={"mcci/catena4618m201": "Catena 4618-M201 climate and light sensor"},
    vectors=[
        vector("1D 2818 11 1920 9F97 479ED0", f_port=6, battery_voltage=2.505859375, restart_count=17,
               temperature=25.125, humidity=62.34073395895323, illuminance=414.8125, source="device repository"),
        vector("3D 43A7 2B 198D 8E14 002E 0049 0003 2123", f_port=3, battery_voltage=4.228271484375, restart_count=43,
               temperature=25.55078125, humidity=55.50011444266423, light_infrared=46, light_clear=73,
               light_ultraviolet=3, input_voltage=2.071044921875, source="port 3, test vectors"),
        vector("10 7F0000", illuminance=None, source="computed from Model 4916, format 0x27, float24: infinity"),
    ],
)  # fmt: skip
