"""What Adeunis models take: requests of what they are set to, and registers written, each by its number less 300.

Sources: technical reference manuals TEMP V4, MOTION V2 and PULSE V3, "Downlink frames" and "Registers". A frame is sent
every S321 * S320 * S301: periods of sampling, samples a record, records a frame. The command of the interval sets the
latter two to the one that they come with.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

__all__ = ["COMMANDS"]

_MANUAL = "technical reference manuals, downlink frames"

COMMANDS = {
    "report_interval": command(
        1,
        expect(u32, 0x41010001),
        expect(u24, 0x140001),
        expect(u8, 0x15),
        report_interval(u16 * 2, limits=(30, 131_070)),
        answer=False,
        examples=[
            example(
                "41 01 0001 14 0001 15 0708", f_port=1, report_interval=3600,
                source="the defaults of S301, S320 and S321 (TEMP V4 technical reference manual) in a frame 0x41",
            ),
        ],
    ),
    "request_configuration": command(
        1, expect(u8, 0x01), answer="configuration", examples=[example("01", f_port=1, source=_MANUAL)]
    ),
    "request_network_configuration": command(
        1, expect(u8, 0x02), answer="network_configuration", examples=[example("02", f_port=1, source=_MANUAL)]
    ),
}  # fmt: skip
