"""RA07, R726, R727 series: multi-sensors on mains or solar power, with the reports of all multi-sensors."""

from typing import Final

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.kind import Kind
from redi_codecs.vendors.netvox.frames import SOURCE, SUCCESSIVE, downlink, uplink
from redi_codecs.vendors.netvox.multi import REPORTS

_MODELS = {
    0x05: "RA07", 0x09: "R726", 0x0D: "RA07Y", 0x52: "RA07A", 0x53: "R726A", 0x54: "R727A", 0x57: "R718PA",
    0x58: "R718PB",
}  # fmt: skip
_SETTINGS = (SUCCESSIVE, reserved(5))

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
