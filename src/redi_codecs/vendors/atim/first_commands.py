"""What ATIM's first generation takes: the code of a parameter and its value, low byte first.

Sources: user guides ACW-TH-O V1.8 and ACW-TM1D-HP V1.2, "Downlink"; of the others none was at hand. The port is that of
the vendor's encoder.
"""

from fractions import Fraction

from redi_codecs.kinds import *
from redi_codecs.layout import *

_OUTDOOR = "ACW-TH-O user guide V1.8"


def _code(raw: int) -> Fraction:
    """What the sensor's code means, in °C."""
    return Fraction(raw * 17572 - 307036160, 6553600)


def _clock(hours: int, minutes: int) -> Body:
    return (
        expect(u8, hours), attribute(hours=u8, limits=(0, 24)),
        expect(u8, minutes), attribute(minutes=u8, limits=(0, 59)),
    )  # fmt: skip


OUTDOOR = {
    "low_temperature_threshold": command(
        2, expect(u8, 0x08), attribute(low_temperature_threshold=temperature(curve(u16le, _code)), limits=(-20, 50)),
        examples=[
            example("08 0060", f_port=2, low_temperature_threshold=19.045, source=f"computed from the {_OUTDOOR}")
        ],
    ),
    "high_temperature_threshold": command(
        2, expect(u8, 0x09), attribute(high_temperature_threshold=temperature(curve(u16le, _code)), limits=(-20, 50)),
        examples=[
            example("09 0080", f_port=2, high_temperature_threshold=41.01, source=f"computed from the {_OUTDOOR}")
        ],
    ),
    "alarm_report_interval": command(
        2, _clock(0x0A, 0x0B),
        examples=[example("0A 01 0B 1E", f_port=2, hours=1, minutes=30, source=_OUTDOOR)],
    ),
    "collection_interval": command(
        2, _clock(0x0C, 0x0D),
        examples=[
            example("0C 02 0D 0F", f_port=2, hours=2, minutes=15, source=f"computed from the {_OUTDOOR}"),
        ],
    ),
}  # fmt: skip

_FIRST = "computed from the ACW-TM1D-HP user guide V1.2"
_LIFE = {
    4: 600, 5: 3600, 6: 86400, 7: 604_800, 8: 2_592_000, 10: 7200, 11: 14400, 12: 28800, 13: 172_800, 14: 259_200,
    15: 345_600,
}  # fmt: skip
FIRST_PROBE = {
    "life_interval": command(
        2, expect(u8, 0x03), attribute(life_interval=duration(lookup(u8, _LIFE), invalid={0: "disabled"})),
        examples=[
            example("03 06", f_port=2, life_interval=86400, source=_FIRST),
            example("03 00", life_interval="disabled", source=_FIRST),
        ],
    ),
    "sending": command(
        2, expect(u8, 0x0A), attribute(sending=choice(u8, {0: "periodic", 1: "energy saver"})),
        examples=[
            example("0A 00", f_port=2, sending="periodic", source=_FIRST),
            example("0A 01", sending="energy saver", source=_FIRST),
        ],
    ),
    "low_temperature_threshold": command(
        2, expect(u8, 0x0B), attribute(low_temperature_threshold=temperature(i16le / 16), limits=(-55, 125)),
        examples=[example("0B 60FF", f_port=2, low_temperature_threshold=-10, source=_FIRST)],
    ),
    "high_temperature_threshold": command(
        2, expect(u8, 0x0C), attribute(high_temperature_threshold=temperature(i16le / 16), limits=(-55, 125)),
        examples=[
            example("0C 9801", f_port=2, high_temperature_threshold=25.5, source=_FIRST),
            example("0C 60FF", high_temperature_threshold=-10, source=_FIRST),
        ],
    ),
}  # fmt: skip
