"""AM319, of the AM300 series: particles, and formaldehyde or ozone."""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings_am
from redi_codecs.vendors.milesight_iot.am300 import (
    AM300,
    CLIMATE_AND_AIR,
    DUST,
    INDEX,
    MASS,
    PARTICLES,
    SCREEN,
    commands_with_dust,
)
from redi_codecs.vendors.milesight_iot.ipso import CHANNEL

FORMALDEHYDE, OZONE = formaldehyde_mass(u16le * 10), ozone(u16le * 10)
AM319_HISTORY: dict[Any, Body] = {
    (0x20, 0xCE): record(INDEX, DUST, FORMALDEHYDE),
    (0x21, 0xCE): record(MASS, DUST, FORMALDEHYDE),
}
#: The AM319 with the better sensor of formaldehyde, in thousandths of a ppm: the vendor calls it WELL.
WELL: dict[Any, Body] = {
    (0x0F, 0x7D): formaldehyde(u16le),
    (0x22, 0xCE): record(INDEX, pm2_5(u16le), formaldehyde(u16le)),
    (0x23, 0xCE): record(MASS, pm2_5(u16le), formaldehyde(u16le)),
}
AM319_O3_HISTORY: dict[Any, Body] = {(0x20, 0xCE): record(INDEX, DUST, OZONE), (0x21, 0xCE): record(MASS, DUST, OZONE)}

AM319 = device(
    "milesight-iot/am319",
    name="Indoor air sensor with CO2, TVOC, particles, formaldehyde, motion, light and pressure",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(CHANNEL, AM300 | settings_am.AM319 | AM319_HISTORY | WELL),
    downlink=commands_with_dust(settings_am.AM319),
    measures=(CLIMATE_AND_AIR, PARTICLES, formaldehyde, formaldehyde_mass),
    also={
        "milesight-iot/am319l": variant(
            "Indoor air sensor with particles and formaldehyde, without screen", lacks=SCREEN,
        ),
        "milesight-iot/am319-hcho-ir": "Indoor air sensor with particles and formaldehyde by infrared",
        "milesight-iot/am319-hcho-well": "Indoor air sensor with particles and fine formaldehyde (WELL)",
        "milesight-iot/am319l-hcho-ir": variant(
            "Indoor air sensor with formaldehyde by infrared, without screen", lacks=SCREEN,
        ),
    },
    vectors=[
        vector(
            "0367EE00 04687C 050001 06CB02 077DA803 087D2500 09736627 0A7D0700 0B7D2000 0C7D3000", f_port=85,
            temperature=23.8, humidity=62, motion=True, light_level=2, co2=936, tvoc_index=0.37, pressure=1008.6,
            formaldehyde_mass=70, pm2_5=32, pm10=48, source="payload table",
        ),
        vector("0F7D2800", formaldehyde=40, source="the vendor's decoder, run"),
        vector(
            "20CE 9E744663 1001 5D00 01 02 A803 2500 6627 2000 3000 0700",
            records=[{
                "time": 1665561758, "temperature": 27.2, "humidity": 46.5, "motion": True, "light_level": 2, "co2": 936,
                "tvoc_index": 0.37, "pressure": 1008.6, "pm2_5": 32, "pm10": 48, "formaldehyde_mass": 70,
            }], source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

AM319_O3 = device(
    "milesight-iot/am319@o3",
    name="Indoor air sensor with CO2, TVOC, particles, ozone, motion, light and pressure",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(CHANNEL, AM300 | settings_am.AM319 | AM319_O3_HISTORY),
    downlink=commands_with_dust(settings_am.AM319),
    measures=(CLIMATE_AND_AIR, PARTICLES, ozone),
    also={
        "milesight-iot/am319l@o3": variant(
            "Indoor air sensor with CO2, TVOC, particles, ozone and motion, without screen", lacks=SCREEN,
        ),
    },
    vectors=[
        vector("0367F6FF 0D7D0200", f_port=85, temperature=-1, ozone=20, source="the vendor's decoder, run"),
        vector(
            "20CE 9E744663 1001 5D00 01 02 A803 2500 6627 2000 3000 0200",
            records=[{
                "time": 1665561758, "temperature": 27.2, "humidity": 46.5, "motion": True, "light_level": 2, "co2": 936,
                "tvoc_index": 0.37, "pressure": 1008.6, "pm2_5": 32, "pm10": 48, "ozone": 20,
            }], source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
