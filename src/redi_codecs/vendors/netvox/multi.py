"""Reports of multi-sensors: whatever probes are connected, three words a report; 0xFFFF where there is none.

Report types 0x01 to 0x04 are the frame of the built-in dust sensor, particles in 0.1 litre of air.
"""

from typing import Final

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.netvox.frames import report

_NO_BYTE: Final[dict[int | range, str]] = {0xFF: "not_connected"}
_NO_WORD: Final[dict[int | range, str]] = {0xFFFF: "not_connected"}
_NO_LONG: Final[dict[int | range, str]] = {0xFFFFFFFF: "not_connected"}

_PM = (pm1(u16, invalid=_NO_WORD), pm2_5(u16, invalid=_NO_WORD), pm10(u16, invalid=_NO_WORD), reserved(1))
REPORTS = {
    0x01: report("dust", *_PM),
    0x02: report("dust_atmospheric", *_PM),
    0x03: report(
        "small_particles",
        particles_0_3(u16 / 100, invalid=_NO_WORD),
        particles_0_5(u16 / 100, invalid=_NO_WORD),
        particles_1(u16 / 100, invalid=_NO_WORD),
        reserved(1),
    ),
    0x04: report(
        "large_particles",
        particles_2_5(u16 / 100, invalid=_NO_WORD),
        particles_5(u16 / 100, invalid=_NO_WORD),
        particles_10(u16 / 100, invalid=_NO_WORD),
        reserved(1),
    ),
    0x05: report(
        "ozone_and_oxides",
        ozone(u16 * 100, invalid=_NO_WORD),
        co(u16 / 10, invalid=_NO_WORD),
        nitric_oxide(u16 * 100, invalid=_NO_WORD),
        reserved(1),
    ),
    0x06: report(
        "dioxides",
        no2(u16 * 100, invalid=_NO_WORD),
        so2(u16 * 100, invalid=_NO_WORD),
        h2s(u16 / 10, invalid=_NO_WORD),
        reserved(1),
    ),
    0x07: report(
        "co2_and_noise",
        co2(u16 / 10, invalid=_NO_WORD),
        nh3(u16 / 10, invalid=_NO_WORD),
        sound_level(u16 / 10, invalid=_NO_WORD),
        reserved(1),
    ),
    0x08: report(
        "ph",
        ph(u16 / 100, invalid=_NO_WORD),
        temperature(i16 / 100, place="water", invalid=_NO_WORD),
        oxidation_reduction_potential(i16, invalid=_NO_WORD),
        reserved(1),
    ),
    0x09: report(
        "turbidity",
        turbidity(u16 / 10, invalid=_NO_WORD),
        temperature(i16 / 100, place="water", invalid=_NO_WORD),
        soil_moisture(u16 / 100, invalid=_NO_WORD),
        reserved(1),
    ),
    0x0A: report(
        "soil_5te",
        soil_moisture(u16 / 100, invalid=_NO_WORD),
        temperature(i16 / 100, place="soil", invalid=_NO_WORD),
        water_level(u16, invalid=_NO_WORD),
        soil_ec(u8 / 10, invalid=_NO_BYTE),
    ),
    0x0B: report(
        "dissolved_oxygen",
        temperature(i16 / 100, place="water", invalid=_NO_WORD),
        dissolved_oxygen(u16 / 100, invalid=_NO_WORD),
        percentage(u16 / 10, place="water", invalid=_NO_WORD),
        reserved(1),
    ),
    0x0C: report(
        "climate",
        temperature(i16 / 100, invalid=_NO_WORD),
        humidity(u16 / 100, invalid=_NO_WORD),
        wind_speed(u16 / 100, invalid=_NO_WORD),
        reserved(1),
    ),
    0x0D: report(
        "weather",
        wind_direction(u16, invalid=_NO_WORD),
        pressure(u32 / 100, invalid=_NO_LONG),
        reserved(1),
    ),
    0x0E: report("voc", tvoc(u16 * 100, invalid=_NO_WORD), reserved(5)),
    0x0F: report(
        "nutrients",
        soil_nitrogen(u16, invalid=_NO_WORD),
        soil_phosphorus(u16, invalid=_NO_WORD),
        soil_potassium(u16, invalid=_NO_WORD),
        reserved(1),
    ),
    0x10: report(
        "soil",
        soil_moisture(u16 / 100, invalid=_NO_WORD),
        temperature(i16 / 100, place="soil", invalid=_NO_WORD),
        soil_ec(u16 / 1000, invalid=_NO_WORD),
        reserved(1),
    ),
}
