"""RA07, R726, R727 series: whatever probes are connected, three words a report; 0xFFFF where there is none.

Report types 0x01 to 0x04 are the frame of the built-in dust sensor, particles in 0.1 litre of air.
"""

from typing import Final

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.kind import Kind
from redi_codecs.vendors.netvox.frames import SOURCE, SUCCESSIVE, downlink, report, uplink

_NO_BYTE: Final[dict[int | range, str]] = {0xFF: "not_connected"}
_NO_WORD: Final[dict[int | range, str]] = {0xFFFF: "not_connected"}
_NO_LONG: Final[dict[int | range, str]] = {0xFFFFFFFF: "not_connected"}

_MODELS = {
    0x05: "RA07", 0x09: "R726", 0x0D: "RA07Y", 0x52: "RA07A", 0x53: "R726A", 0x54: "R727A", 0x57: "R718PA",
    0x58: "R718PB",
}  # fmt: skip
_SETTINGS = (SUCCESSIVE, reserved(5))
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

_CLIMATE: Final = (temperature, humidity)
_DUST: Final = (pm1, pm2_5, pm10)
_FURTHER: Final[dict[str, tuple[str, tuple[Kind, ...]]]] = {
    "R0701": ("carbon monoxide", (co,)),
    "R72623B": ("dust, noise, temperature and humidity", (*_DUST, sound_level, *_CLIMATE)),
    "R72624": ("noise, temperature and humidity", (sound_level, *_CLIMATE)),
    "R72632A01": ("soil nitrogen, phosphorus and potassium", (soil_nitrogen, soil_phosphorus, soil_potassium)),
    "RA0711": ("liquid level", (water_level,)),
    "RA0713": ("soil moisture", (soil_moisture,)),
    "RA0723": ("dust, noise, temperature and humidity", (*_DUST, sound_level, *_CLIMATE)),
}

R726XX = device(
    "netvox/r726xx",
    name="R726 series multi-sensor",
    source=SOURCE,
    f_port=6,
    uplink=uplink(_MODELS, reports=REPORTS, settings=_SETTINGS),
    downlink=downlink(_MODELS, settings=_SETTINGS),
    also={
        f"netvox/{model.lower()}": variant(
            f"{model} CO2, temperature and humidity sensor",
            measures=(battery_voltage, low_battery, co2, temperature, humidity),
        )
        for model in ("R72615A", "R72715", "RA0715", "RA0715Y")
    }
    | {
        f"netvox/{model.lower()}": variant(f"{model} {what} sensor", measures=(battery_voltage, low_battery, *kinds))
        for model, (what, kinds) in _FURTHER.items()
    },
    vectors=[
        vector("01 09 00 82 04 20201105 0000", f_port=6, message="version", model="R726", software_version=13,
               source="Netvox's example"),
        vector("01 09 01 5A 0064 00C8 02BC 00", message="dust", battery_voltage=9, low_battery=False, pm1=100,
               pm2_5=200, pm10=700, source="Netvox's example"),
        vector("01 05 05 78 0064 00C8 02BC 00", model="RA07", battery_voltage=12, low_battery=False, ozone=10_000,
               co=20, nitric_oxide=70_000, source="Netvox's example"),
        vector("01 09 07 9E 1194 007D 0258 00", battery_voltage=3, low_battery=True, co2=450, nh3=12.5, sound_level=60,
               source="the vendor's decoder, run"),
        vector("01 09 08 5A 03E8 FFFF FFF6 00", battery_voltage=9, low_battery=False, ph=10,
               temperature_water="not_connected", oxidation_reduction_potential=-10, source="Netvox's example"),
        vector("01 09 0A 5A 03E8 FF30 FFFF FF", battery_voltage=9, low_battery=False, soil_moisture=10,
               temperature_soil=-2.08, water_level="not_connected", soil_ec="not_connected", source="Netvox's example"),
        vector("01 0D 0C 78 F830 03E8 FFFF 00", model="RA07Y", battery_voltage=12, low_battery=False, temperature=-20,
               humidity=10, wind_speed="not_connected", source="Netvox's example"),
        vector("01 05 0D 64 00B4 00018BCD 00", battery_voltage=10, low_battery=False, wind_direction=180,
               pressure=1013.25, source="the vendor's decoder, run"),
    ],
    quirks=[
        quirk("01050D78000A0000009900", f_port=6, keys="air.pressure",
              reason="1.53 hPa, from Netvox's example, is no air pressure; the vocabulary admits 900 to 1100."),
    ],
)  # fmt: skip
