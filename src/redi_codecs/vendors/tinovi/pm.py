"""Tinovi PM-IO-5-SM: a byte that says which sensors follow, big-endian; the pulses stand before the second soil probe.

Source: the vendor's published decoder.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *


def soil(number: int | None) -> Body:
    """What a soil probe measures."""
    return (
        permittivity(u16 / 100, channel=number),
        soil_ec(u16 / 10000, channel=number),
        temperature(i16 / 100, place="soil", channel=number),
        soil_moisture(u16, channel=number),
    )


PM_IO_5_SM = device(
    "tinovi/pm-io-5-sm",
    name="Valve control with soil, climate, light, pulse, pressure and leaf sensors",
    source="The vendor's published decoder",
    f_port=1,
    uplink=(
        word(
            u8,
            let(has_soil=bit(0), has_climate=bit(1), has_light=bit(2), has_soil_2=bit(3), has_pulses=bit(4)),
            let(has_pressure=bit(5)),
            leak(bit(6)),
            valve_open(bit(7)),
        ),
        battery(u8),
        optional(V.has_soil == 1, soil(None)),
        optional(
            V.has_climate == 1,
            temperature(i16 / 100),
            humidity(u16 / 100),
            pressure((u16 + 50000) / 100, invalid={0x3CB0: "not_installed"}),
        ),
        optional(V.has_light == 1, illuminance(u32 / 100)),
        optional(V.has_pulses == 1, pulse_count(u32, statistic="total")),
        optional(V.has_soil_2 == 1, soil(2)),
        # A pressure whose unit the decoder does not say.
        optional(V.has_pressure == 1, number(u16 / 100)),
        optional(
            remaining >= 1,
            word(u8, reserved(bit(0)), let(has_leaf=bit(1)), reserved(bits(2, 7))),
            optional(V.has_leaf == 1, leaf_wetness(u16 / 100), temperature(i16 / 100, place="surface")),
        ),
    ),
    vectors=[
        vector(
            "013F000000000000000000", f_port=1, leak=False, valve_open=False, battery=63, permittivity=0, soil_ec=0,
            temperature_soil=0, soil_moisture=0, source="the vendor's decoder, run",
        ),
        vector(
            "024808BB17A2C87D", leak=False, valve_open=False, battery=72, temperature=22.35, humidity=60.5,
            pressure=1013.25, source="the vendor's decoder, run",
        ),
        vector(
            "034809C434BC07D0002308BB17A2C87D", leak=False, valve_open=False, battery=72, permittivity=25,
            soil_ec=1.35, temperature_soil=20, soil_moisture=35, temperature=22.35, humidity=60.5, pressure=1013.25,
            source="the vendor's decoder, run",
        ),
        vector(
            "81B78708F8FAFDDA800C", leak=False, valve_open=True, battery=(183.0, 'implausible'),
            permittivity=(345.68, 'implausible'), soil_ec=6.3738, temperature_soil=-5.5,
            soil_moisture=(32780.0, 'implausible'), source="the vendor's decoder, run",
        ),
        vector(
            "41B78708F8FAFDDA800C", leak=True, valve_open=False, battery=(183.0, 'implausible'),
            permittivity=(345.68, 'implausible'), soil_ec=6.3738, temperature_soil=-5.5,
            soil_moisture=(32780.0, 'implausible'), source="the vendor's decoder, run",
        ),
        vector(
            "3F5009C4006405DC0028073A1B58C7380000C350000000FA0898005006400026232802213406A4", leak=False,
            valve_open=False, battery=80, permittivity=25, soil_ec=0.01, temperature_soil=15, soil_moisture=40,
            temperature=18.5, humidity=70, pressure=1010, illuminance=500, pulse_count_total=250, permittivity_2=22,
            soil_ec_2=0.008, temperature_soil_2=16, soil_moisture_2=38, number=90, leaf_wetness=85,
            temperature_surface=17, source="the vendor's decoder, run",
        ),
        vector(
            "3F50A9C4006405DC0028F73ACB58C738A000C350800000FA88988050F6408026A328FFA134F6A4", leak=False,
            valve_open=False, battery=80, permittivity=(434.6, 'implausible'), soil_ec=0.01, temperature_soil=15,
            soil_moisture=40, temperature=-22.46, humidity=(520.56, 'implausible'), pressure=1010,
            illuminance=(26844045.6, 'implausible'), pulse_count_total=2147483898,
            permittivity_2=(349.68, 'implausible'), soil_ec_2=3.2848, temperature_soil_2=-24.96,
            soil_moisture_2=(32806.0, 'implausible'), number=417.68, leaf_wetness=(412.68, 'implausible'),
            temperature_surface=-23.96, source="the vendor's decoder, run",
        ),
        vector(
            "033C09C434BC07D0002308BB17A23CB0", leak=False, valve_open=False, battery=60, permittivity=25,
            soil_ec=1.35, temperature_soil=20, soil_moisture=35, temperature=22.35, humidity=60.5,
            pressure="not_installed", source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
