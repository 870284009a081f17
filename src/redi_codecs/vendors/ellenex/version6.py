"""Ellenex, firmware of version 6: a CBOR map on port 15, from short names to calibrated values.

Source: the vendor's published decoders for version 6 (names and units) and RFC 8949, CBOR. The map has no stated length
and ends with 0xFF; a value is a floating-point number or a whole one. Battery voltages are in mV.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.kind import Kind


def value(kind: Kind, scale: int = 1) -> Body:
    """A number in any of the forms that CBOR has for it."""
    return switch(u8, {
        0xFB: kind(f64 / scale),
        0xFA: kind(f32 / scale),
        0x18: kind(u8 / scale),
        0x19: kind(u16 / scale),
        0x1A: kind(u32 / scale),
    })  # fmt: skip


def cbor(names: dict[int, Any]) -> Body:
    """The map, from names (0x61 and a letter, 0x62 and two) to what they stand for."""
    return switch(f_port, {15: (expect(u8, 0xBF), tags(u8, names), expect(u8, 0xFF))})


TEMPERATURE = {0x61: switch(u8, {ord("v"): value(battery_voltage, 1000), ord("T"): value(temperature)})}

TTS2 = device(
    "ellenex/tts2-l-v6",
    name="Temperature transmitter TTS2-L, version 6",
    source="The vendor's published decoder for version 6 of the TTS2-L",
    f_port=15,
    uplink=cbor(TEMPERATURE),
    also={"ellenex/tts3-l-v6": "Temperature transmitter TTS3-L (IP68), version 6"},
    vectors=[
        vector(
            "BF6176FB40A9C800000000006154FB4032C00000000000FF", f_port=15, battery_voltage=3.3, temperature=18.75,
            source="computed from the vendor's list of names and RFC 8949",
        ),
        vector(
            "BF6176190E746154FAC0B00000FF", battery_voltage=3.7, temperature=-5.5,
            source="computed from the vendor's list of names and RFC 8949",
        ),
        vector(
            "BF6176199E746154FAC0B00000FF", battery_voltage=40.564, temperature=-5.5,
            source="computed from the vendor's list of names and RFC 8949",
        ),
        vector(
            "BF61761A80019E746154188CFF", battery_voltage=(2147589.748, 'implausible'), temperature=140,
            source="computed from the vendor's list of names and RFC 8949",
        ),
        vector(
            "BF6176FAC4160000 61541A91000002FF", battery_voltage=(-0.6, 'implausible'),
            temperature=(2432696322.0, 'implausible'), source="computed from the vendor's list of names and RFC 8949",
        ),
        vector(
            "BF6176FB41F000000000000061541992F1FF", battery_voltage=(4294967.296, 'implausible'),
            temperature=(37617.0, 'implausible'), source="computed from the vendor's list of names and RFC 8949",
        ),
    ],
)  # fmt: skip
MAS2 = device(
    "ellenex/mas2-l-v6",
    name="Humidity and temperature sensor MAS2-L, version 6",
    source="The vendor's published decoder for version 6 of the MAS2-L",
    f_port=15,
    uplink=cbor(TEMPERATURE | {0x62: switch(u16, {0x5248: value(humidity)})}),
    vectors=[
        vector(
            "BF6176FB40A9C80000000000625248FB404B8000000000006154FB4036000000000000FF", f_port=15, battery_voltage=3.3,
            humidity=55, temperature=22, source="computed from the vendor's list of names and RFC 8949",
        ),
        vector(
            "BF6176190CE4625248FA425D00006154FAC0B00000FF", battery_voltage=3.3, humidity=55.25, temperature=-5.5,
            source="computed from the vendor's list of names and RFC 8949",
        ),
    ],
)  # fmt: skip
MRS2 = device(
    "ellenex/mrs2-l-v6",
    name="Tipping spoon rain sensor MRS2-L, version 6",
    source="The vendor's published decoder for version 6 of the MRS2-L: 0.2 mm a pulse",
    f_port=15,
    uplink=cbor({
        0x61: switch(u8, {ord("v"): value(battery_voltage, 1000)}),
        0x62: switch(u16, {0x5075: value(rain, 5)}),
    }),
    vectors=[
        vector(
            "BF6176190CE46250751819FF", f_port=15, battery_voltage=3.3, rain=5,
            source="computed from the vendor's list of names and RFC 8949",
        ),
        vector(
            "BF6176190CE4625075FB4039000000000000FF", battery_voltage=3.3, rain=5,
            source="computed from the vendor's list of names and RFC 8949",
        ),
    ],
)  # fmt: skip
