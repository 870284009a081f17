"""Catena 4618: a presence mask and its groups; light as raw irradiance on port 3, in lux on port 6.

Source: MCCI, catena-message-port3-port6-format. The lux is a 24-bit float: a sign that light never sets, 7 bits of
exponent (63 means 1) and 16 of mantissa below a hidden bit; exponent 0, less than 1e-18 lx, is 0 here.
"""

from __future__ import annotations

from fractions import Fraction

from redi_codecs.kinds import illuminance
from redi_codecs.layout import (
    V,
    bit,
    bits,
    derived,
    device,
    f_port,
    let,
    lookup,
    presence,
    reserved,
    switch,
    u8,
    u24,
    vector,
    word,
)
from redi_codecs.vendors.mcci.catena import BATTERY, BOOT, HUMIDITY, SUPPLY, TEMPERATURE, USB
from redi_codecs.vendors.mcci.catena4450 import IRRADIANCE

_STEPS = {0: 0} | {exponent: Fraction(2) ** (exponent - 63 - 16) for exponent in range(1, 0x7F)}
_LUX = (
    word(u24, let(mantissa=bits(0, 15), step=lookup(bits(16, 22), _STEPS)), reserved(bit(23))),
    illuminance(derived((V.mantissa + 0x10000) * V.step)),
)
_BASIC = {0: BATTERY, 1: SUPPLY, 2: BOOT, 3: (TEMPERATURE, HUMIDITY)}

CATENA4618 = device(
    "mcci/catena4618",
    name="Catena 4618 climate and light sensor",
    source="MCCI, catena-message-port3-port6-format",
    f_port=6,
    uplink=switch(
        f_port,
        {3: presence(u8, _BASIC | {4: IRRADIANCE, 5: USB}), 6: presence(u8, _BASIC | {4: _LUX, 5: USB})},
    ),
    also={"mcci/catena4618m201": "Catena 4618-M201 climate and light sensor"},
    vectors=[
        vector("1D 2818 11 1920 9F97 479ED0", battery_voltage=2.505859375, restart_count=17, temperature=25.125,
               humidity=62.3407339589532, illuminance=414.8125, source="MCCI's example"),
        vector("39 2818 FB80 3333 000000 5000", battery_voltage=2.505859375, temperature=-4.5, humidity=20,
               illuminance=0, input_voltage=5),
        vector("10 7F0000", illuminance=None),
        vector("1F 2818 34CD 11 FB80 9999 0102 0304 0005", f_port=3, battery_voltage=2.505859375,
               supply_voltage=3.300048828125, restart_count=17, temperature=-4.5, humidity=60, light_infrared=258,
               light_clear=772, light_ultraviolet=5),
        vector("01 F800", f_port=3, battery_voltage=-0.5),
    ],
)  # fmt: skip
