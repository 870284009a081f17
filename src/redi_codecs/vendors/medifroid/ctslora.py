"""CTSLORA: loggers of the cold chain, of 2, 3 or 6 channels as their first bytes say; big-endian.

Source: Actility's driver. Temperatures are half-precision floats; the measurements of a frame are one after another,
at an interval that it does not say, and the date of the frame is that of its sending.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *


def _half(raw: int) -> Fraction | None:
    """An IEEE 754 number of 16 bits; infinite or none at all is no measurement."""
    exponent, mantissa = raw >> 10 & 0x1F, raw & 0x3FF
    if exponent == 0x1F:
        return None
    value = Fraction(mantissa + (1024 if exponent else 0), 1024) * Fraction(2) ** (max(exponent, 1) - 15)
    return -value if raw >> 15 else value


_HEADER = (
    word(u8, attribute(battery_level=bits(0, 3)), let(channels=bits(4, 7))),
    word(u8, attribute(settings_version=bits(0, 3)), protocol_version(version(bits(4, 7)))),
    time(u32, invalid={0: "clock_not_set"}),
)
_MEASUREMENTS = (
    _HEADER,
    attribute(alarms=hexadecimal(5)),
    history(
        repeat(temperature(curve(u16, _half), place="probe", channel=index + 1), count=V.channels),
    ),
)

CTSLORA = device(
    "medifroid/ctslora200",
    name="CTSLORA200 cold chain logger",
    source="Actility's driver for Medifroid CTSLORA",
    f_port=1,
    also={"medifroid/ctslora300": "CTSLORA300 cold chain logger", "medifroid/ctslora600": "CTSLORA600 cold chain logger"},
    uplink=switch(
        u8,
        {
            1: message("synchronisation", _HEADER, optional(remaining >= 6, attribute(software=f32, build=i16))),
            2: message("synchronisation_asked"),
            3: message("measurements", _MEASUREMENTS),
            4: message("measurements_again", _MEASUREMENTS),
            5: message("campaign", _HEADER, attribute(campaign_state=i8)),
        },
    ),
    vectors=["02@1"],
)
