"""Sentinum Febris: what it is and the values in whole degrees and percents, big-endian.

Source: akenza's published decoder, which passes over the values kept since the last messages, 7 bytes each; here they
are kept as they are. The product version says which sensors there are.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

CLIMATE = (temperature, humidity, dew_point, battery_voltage)

FEBRIS = device(
    "sentinum/febristh",
    name="Temperature and humidity sensor Febris TH",
    source="akenza's device types, Febris TH, CO2 and SCW",
    f_port=1,
    uplink=(
        word(
            u16,
            attribute(
                product_version=bits(0, 3), minor_version=bits(4, 7), major_version=bits(8, 11), base_id=bits(12, 15)
            ),
        ),
        frame_count(u8),
        battery_voltage(u16 / 1000),
        temperature((u16 - 1000) / 10),
        humidity(u8),
        pressure(u16, valid=V.product_version.bit(0)),
        co2(u16, valid=V.product_version.bit(0)),
        attribute(traffic_light=choice(u8, {0: "green", 1: "yellow", 2: "red"})),
        let(kept=u8),
        attribute(kept_interval=u8, kept_values=hexadecimal(V.kept * 7)),
        optional((V.minor_version >= 2) & (remaining >= 1), dew_point(u8 - 100, invalid={0: "not_installed"})),
        optional(
            V.product_version.bit(2),
            temperature(u8 - 100, place="surface"),
            temperature(u8 - 100, place="probe"),
            humidity(u8, place="surface"),
        ),
    ),
    measures=CLIMATE,
    also={
        "sentinum/febrisco2": variant("CO2 and climate sensor Febris CO2", measures=(CLIMATE, pressure, co2)),
        "sentinum/febrisscw": variant("Climate sensor with wall probe Febris SCW", measures=(CLIMATE, pressure, co2)),
    },
    vectors=[
        vector(
            "1121 05 1450 04D2 2D 03F5 02A4 00 00 00 6F", f_port=1, battery_voltage=5.2, temperature=23.4, humidity=45,
            pressure=1013, co2=676, dew_point=11, product_version=1, minor_version=2, major_version=1, base_id=1,
            frame_count=5, traffic_light="green", kept_interval=0, kept_values="", source="akenza's device types, run",
        ),
        vector(
            "1325 85 9450 83D2 AD 83F5 82A4 01 02 05 0102030405060708090A0B0C0D0E 5F 55 8A B1", battery_voltage=37.968,
            temperature=(3274.6, 'implausible'), humidity=(173.0, 'implausible'), pressure=(33781.0, 'implausible'),
            co2=33444, dew_point=-5, temperature_surface=-15, temperature_probe=38,
            humidity_surface=(177.0, 'implausible'), product_version=5, minor_version=2, major_version=3, base_id=1,
            frame_count=133, traffic_light="yellow", kept_interval=5, kept_values="0102030405060708090a0b0c0d0e",
            source="akenza's device types, run",
        ),
        vector(
            "1020 06 1450 04D2 2E 0000 0000 02 00 00 00", battery_voltage=5.2, temperature=23.4, humidity=46,
            dew_point="not_installed", product_version=0, minor_version=2, major_version=0, base_id=1, frame_count=6,
            traffic_light="red", kept_interval=0, kept_values="", source="akenza's device types, run",
        ),
        vector(
            "1110 06 1450 04D2 2E 0000 0000 02 00 00", battery_voltage=5.2, temperature=23.4, humidity=46,
            product_version=0, minor_version=1, major_version=1, base_id=1, frame_count=6, traffic_light="red",
            kept_interval=0, kept_values="", source="akenza's device types, run",
        ),
    ],
)  # fmt: skip
