"""Cital Valenco LoRa Soil: a fixed layout, big-endian; a date is sent in pairs of decimal digits.

2208, 411 and 1739 are 4 August 2022, 11:17:39, kept as they are. Soil moisture is a water potential below zero.
Source: the vendor's published decoder.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

LORASOIL = device(
    "cital/lorasoil",
    name="Soil temperature and water potential sensor LoRa Soil",
    source="The vendor's published decoder: port 152",
    f_port=152,
    uplink=switch(f_port, {152: (
        temperature(i16 / 100, place="soil"),
        soil_water_potential(0 - u16 / 100),
        battery(u8),
        attribute(year_month=u16, day_hour=u16, minute_second=u16),
        latitude(i32 / 100000),
        longitude(i32 / 100000),
        firmware_version(version(u8, u8)),
        optional(
            remaining >= 5,
            temperature(i16 / 100),
            pressure(u16),
            humidity(u8),
        ),
        optional(remaining >= 4, resistance(u32, place="soil")),
    )}),
    vectors=[
        vector(
            "10F722A86408A0019B06CB0000000000000000020510C603F60A00002878", f_port=152, temperature_soil=43.43,
            soil_water_potential=-88.72, battery=100, latitude=0, longitude=0, temperature=42.94, pressure=1014,
            humidity=10, resistance_soil=10360, year_month=2208, day_hour=411, minute_second=1739,
            firmware_version="2.5", source="the vendor's decoder, run",
        ),
        vector(
            "08CA11945709C705E50BC40044FC5AFF71E7A7020507BC03F53800003039", temperature_soil=22.5,
            soil_water_potential=-45, battery=87, latitude=45.2105, longitude=-93.12345, temperature=19.8,
            pressure=1013, humidity=56, resistance_soil=12345, year_month=2503, day_hour=1509, minute_second=3012,
            firmware_version="2.5", source="the vendor's decoder, run",
        ),
        vector(
            "FEBB2F1264096C006C000000000000000000000205", temperature_soil=-3.25, soil_water_potential=-120.5,
            battery=100, latitude=0, longitude=0, year_month=2412, day_hour=108, minute_second=0,
            firmware_version="2.5", source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
