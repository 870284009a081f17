"""Atomsenses: channel, type and value, little-endian, again and again; a channel means something else in each model.

Source: the vendor's published decoders. They name no units of the gases: those of others who speak this format are
taken, ppm in hundredths for NH3, H2S and O3, mg/m³ in hundredths for formaldehyde, ppb where there is no scale.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

CHANNEL = (u8, u8)
CLIMATE: dict[tuple[int, int], Body] = {
    (0x01, 0x75): battery(u8),
    (0x03, 0x67): temperature(i16le / 10),
    (0x04, 0x68): humidity(u8 / 2),
}
CO2: dict[tuple[int, int], Body] = {(0x07, 0x7D): co2(u16le)}
TOILET: dict[tuple[int, int], Body] = {(0x08, 0x7D): nh3(u16le / 100), (0x09, 0x7D): h2s(u16le / 100)}

AS201 = device(
    "atomsenses/as-201",
    name="Indoor ambience sensor with CO2, motion, light and pressure",
    source="The vendor's published decoder for the AS201",
    f_port=85,
    uplink=tags(
        CHANNEL,
        CLIMATE
        | CO2
        | {
            (0x05, 0x6A): activity_level(u16le),
            (0x06, 0x65): (illuminance(u16le), light_visible_infrared(u16le), light_infrared(u16le)),
            (0x08, 0x7D): tvoc(u16le),
            (0x09, 0x73): pressure(u16le / 10),
        },
    ),
    vectors=[
        vector(
            "01755C03673401046865077DE704", f_port=85, battery=92, temperature=30.8, humidity=50.5, co2=1255,
            source="the vendor's decoder, run",
        ),
        vector(
            "0175500665F40140017800", battery=80, illuminance=500, light_visible_infrared=320, light_infrared=120,
            source="the vendor's decoder, run",
        ),
        vector(
            "0367CEFF04688209739427", temperature=-5, humidity=65, pressure=1013.2, source="the vendor's decoder, run",
        ),
        vector(
            "0367E100046858056A0700087D9600", temperature=22.5, humidity=44, activity_level=7, tvoc=150,
            source="the vendor's decoder, run",
        ),
        vector(
            "0175F00468F00665FF8BFE8CFD8D056A818A077D818A087D818A09738A81", battery=(240.0, 'implausible'),
            humidity=(120.0, 'implausible'), illuminance=35839, light_visible_infrared=36094, light_infrared=36349,
            activity_level=35457, co2=35457, tvoc=35457, pressure=(3316.2, 'implausible'),
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
AS202 = device(
    "atomsenses/as-202",
    name="Car park air quality sensor with NO2 and CO",
    source="The vendor's published decoder for the AS202",
    f_port=85,
    uplink=tags(
        CHANNEL,
        CLIMATE
        | {
            (0x06, 0x70): no2(u8),
            (0x08, 0x7D): attribute(tag_08_7d=u16le),
            (0x09, 0x73): co(u16le),
        },
    ),
    vectors=[
        vector(
            "01755C03673401046865067008077D1000", f_port=85, battery=92, temperature=30.8, humidity=50.5, no2=8,
            warnings=["unknown_tag"], rest="077d1000", source="the vendor's decoder, run",
        ),
        vector(
            "0175500367C80004687806700C09735E01", battery=80, temperature=20, humidity=60, no2=12, co=350,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
AS203 = device(
    "atomsenses/as-203",
    name="Indoor air quality sensor with CO2, TVOC and formaldehyde",
    source="The vendor's published decoder for the AS203",
    f_port=85,
    uplink=tags(CHANNEL, CLIMATE | CO2 | {(0x08, 0x7D): tvoc(u16le), (0x0A, 0x7D): formaldehyde(u16le)}),
    vectors=[
        vector(
            "01755C03673401046865077DE704087D07000A7D3F00", f_port=85, battery=92, temperature=30.8, humidity=50.5,
            co2=1255, tvoc=7, formaldehyde=63, source="the vendor's decoder, run",
        ),
        vector(
            "0175F00367F6FF0468F0077DE781087D07820A7D3F83", battery=(240.0, 'implausible'), temperature=-1,
            humidity=(120.0, 'implausible'), co2=33255, tvoc=33287, formaldehyde=33599,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
AS204 = device(
    "atomsenses/as-204",
    name="Toilet odour sensor with NH3, H2S and CO2",
    source="The vendor's published decoder for the AS204",
    f_port=85,
    uplink=tags(CHANNEL, CLIMATE | CO2 | TOILET),
    vectors=[
        vector(
            "01755C03673401046865077DE704087D0000097D0100", f_port=85, battery=92, temperature=30.8, humidity=50.5,
            co2=1255, nh3=0, h2s=0.01, source="the vendor's decoder, run",
        ),
        vector(
            "0175F00367F6FF0468F0077D9081087D4B80097DC880", battery=(240.0, 'implausible'), temperature=-1,
            humidity=(120.0, 'implausible'), co2=33168, nh3=328.43, h2s=329.68, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
ES108 = device(
    "atomsenses/es-108",
    name="Modular indoor air quality sensor",
    source="The vendor's published decoder for the ES108",
    f_port=85,
    uplink=tags(
        CHANNEL,
        CLIMATE
        | CO2
        | TOILET
        | {
            (0x05, 0x70): no2(u8),
            (0x06, 0x7D): tvoc(u16le),
            (0x0A, 0x7D): formaldehyde_mass(u16le * 10),
            (0x0B, 0x7D): pm2_5(u16le),
            (0x0C, 0x7D): pm10(u16le),
            (0x0D, 0x7D): ozone(u16le * 10),
        },
    ),
    vectors=[
        vector(
            "01755C03673401046865077DE704087D0000097D0100", f_port=85, battery=92, temperature=30.8, humidity=50.5,
            co2=1255, nh3=0, h2s=0.01, source="the vendor's decoder, run",
        ),
        vector(
            "0175500367D70004686E05700C067D5E01077D5802087DFA00097D05000A7D08000B7D12000C7D21000D7D2A00", battery=80,
            temperature=21.5, humidity=55, no2=12, tvoc=350, co2=600, nh3=2.5, h2s=0.05, formaldehyde_mass=80,
            pm2_5=18, pm10=33, ozone=420, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
