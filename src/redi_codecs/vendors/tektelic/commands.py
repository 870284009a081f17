"""What all of Tektelic's sensors take on port 100: registers are written with the top bit of their number set.

Source: the vendor's encoders (data-converters, Encoders). What is written holds until the next restart, unless
``save_settings`` comes with it or later.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_MADE = "the vendor's encoder, run"

COMMANDS = {
    #: The tick that all periods of reporting are counted in; temperature, humidity … come every ``ticks_per_…`` of it.
    "report_interval": command(
        100, expect(u8, 0xA0), report_interval(u32), joins=True,
        examples=[example("A0 00000E10", f_port=100, report_interval=3600, source=_MADE)],
    ),
    "ticks_per_battery": command(
        100, expect(u8, 0xA1), attribute(ticks_per_battery=u16), answer=False, joins=True,
        examples=[example("A1 0018", f_port=100, ticks_per_battery=24, source=_MADE)],
    ),
    "save_settings": command(
        100,
        expect(u8, 0xF0),
        word(
            u16,
            attribute(restart=bit(0), default=False),
            reserved(bits(1, 12)),
            attribute(application=bit(13), default=True),
            attribute(lorawan=bit(14), default=False),
            reserved(bit(15)),
        ),
        joins=True,
        examples=[
            example("F0 2000", f_port=100, application=True, lorawan=False, restart=False, source=_MADE),
            example("F0 6001", f_port=100, application=True, lorawan=True, restart=True, source=_MADE),
        ],
    ),
}  # fmt: skip
