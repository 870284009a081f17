"""Luminaires with sensors: the size of a parameter, its type, and what it says, little-endian.

Source: akenza's device types. The two highest bits of a size mean nothing.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *


def _colour(name: str) -> Body:
    parts: dict[str, Any] = {f"{name}_{part}": u8 for part in ("red", "green", "blue")}
    return attribute(**parts)


def _limits(name: str) -> Body:
    parts: dict[str, Any] = {f"co2_{name}": co2(u16le), f"voc_{name}": u16le}
    return attribute(**parts)


#: By type: how many bytes, and what they say.
_PARAMETERS: dict[int, tuple[int, Body]] = {
    1: (2, word(u16le, protocol_version(version(bits(8, 15), bits(0, 7))))),
    2: (3, word(u24le, firmware_version(version(bits(16, 23), bits(8, 15), bits(0, 7))))),
    3: (3, word(u24le, attribute(lora_stack=version(bits(16, 23), bits(8, 15), bits(0, 7))))),
    4: (3, word(u24le, attribute(lora=version(bits(16, 23), bits(8, 15), bits(0, 7))))),
    5: (9, attribute(message_number=u8, commands=hexadecimal(8))),
    6: (3, (let(cycle=u8), attribute(channel=V.cycle, cycle_time=u16le))),
    7: (1, attribute(group_address=u8)),
    8: (4, attribute(device_number=identifier(u32le))),
    9: (2, temperature(i16le / 100)),
    10: (2, humidity(u16le / 10)),
    11: (2, tvoc(u16le)),
    12: (2, co2(u16le)),
    13: (2, attribute(co2_equivalent=co2(u16le))),
    14: (1, attribute(iaq_state=u8)),
    15: (1, attribute(iaq_state_external=u8)),
    16: (4, pm1(f32le)),
    17: (4, pm2_5(f32le)),
    18: (4, pm4(f32le)),
    19: (4, pm10(f32le)),
    20: (4, particle_size(f32le)),
    21: (4, _limits("good")),
    22: (4, _limits("fair")),
    23: (4, _limits("bad")),
    24: (3, attribute(iaq_filter_time=u8, co2_hysteresis=u8, voc_hysteresis=u8)),
    25: (3, _colour("good")),
    26: (3, _colour("fair")),
    27: (3, _colour("bad")),
    28: (3, _colour("deadly")),
    29: (3, _colour("warm_up")),
    30: (1, attribute(signal_dimming=u8)),
    31: (1, attribute(signal=u8)),
    32: (2, altitude(u16le)),
    33: (4, latitude(f32le)),
    34: (4, longitude(f32le)),
    35: (2, attribute(light_state=u16le)),
    37: (2, attribute(target_color=color_temperature(u16le))),
    38: (2, attribute(target_light=illuminance(u16le))),
    39: (2, attribute(light_output=u16le)),
    40: (1, temperature(i8, place="board")),
    41: (4, attribute(errors=hexadecimal(4))),
    42: (4, power(f32le)),
    43: (4, energy(f32le)),
    44: (2, illuminance(u16le)),
    45: (2, color_temperature(u16le)),
    46: (11, attribute(parameter_head=hexadecimal(5), parameter_address=u16le, parameter_value=u32le)),
    48: (4, attribute(compensation_off=u16le, compensation_on=u16le)),
    50: (1, attribute(groups=u8)),
    51: (3, _colour("signal")),
    52: (1, attribute(self_calibration=u8)),
    53: (4, attribute(raw_power=f32le)),
    54: (4, attribute(raw_energy=f32le)),
}

LUMINAIRES = device(
    "astraled/airqualityluminary-v0-03",
    name="Luminaire with carbon dioxide and VOC",
    source="akenza's device types, astraled: protocol versions 0.02 and 0.03",
    f_port=1,
    also={
        "astraled/airqualityluminary-v0-02": "Smartline CO2, protocol 0.02",
        "astraled/mantis": "Mantis",
    },
    uplink=tags(
        (u8, u8),
        {(tuple(size | unused << 6 for unused in range(4)), type): body for type, (size, body) in _PARAMETERS.items()},
    ),
    vectors=[
        vector(
            "042A0000803F042B54CA2D41022CFA000223110001320302091109020A4601020B3D01020C9802010E00", f_port=1, power=1,
            energy=10.861896514892578, illuminance=250, temperature=23.21, humidity=32.6, tvoc=317, co2=664,
            light_state=17, groups=3, iaq_state=0, source="akenza's device types, run",
        ),
    ],
)  # fmt: skip
