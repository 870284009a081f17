"""What Dragino's end nodes take, on any port: a number for the command, and its value.

Source: the vendor's user manuals, downlink commands, and its page on the commands that all end nodes know.
"""

from datetime import UTC, datetime

from redi_codecs.kinds import *
from redi_codecs.layout import *

_MANUALS = "Dragino's user manuals, downlink commands"
_LGT92 = "LGT92 user manual, 2.4 (downlink payload)"

#: What all of them know.
BASIC = {
    "report_interval": command(
        2, expect(u8, 0x01), report_interval(u24), answer=False,
        examples=[
            example("01 00003C", f_port=2, report_interval=60, source=_MANUALS),
            example("01 E10000", report_interval=14_745_600, source="computed from Dragino's user manuals"),
        ],
    ),
    "reboot": command(2, expect(u16, 0x04FF), examples=[example("04FF", f_port=2, source=_MANUALS)]),
}  # fmt: skip

#: Those that tell model, firmware, frequency band and battery on port 5.
COMMANDS = BASIC | {
    "request_status": command(2, expect(u16, 0x2601), examples=[example("2601", f_port=2, source=_MANUALS)]),
}

#: Those that send what they have logged, an uplink every ``uplink_interval``.
LOGGER = {
    "request_history": command(
        2, expect(u8, 0x31), attribute(start=event_time(u32), end=event_time(u32)),
        attribute(uplink_interval=duration(u8), limits=(5, 255)),
        examples=[
            example(
                "31 5FC5F350 5FC60160 05", f_port=2, start=datetime(2020, 12, 1, 7, 40, tzinfo=UTC),
                end=datetime(2020, 12, 1, 8, 40, tzinfo=UTC), uplink_interval=5,
                source="LHT65N user manual, 2.6.3 (poll sensor reading)",
            ),
        ],
    ),
}  # fmt: skip

TRACKER = BASIC | {
    "stop_alarm": command(2, expect(u16, 0x0201), examples=[example("0201", f_port=2, source=_LGT92)]),
    "confirmed_messages": command(
        2, expect(u8, 0x05), attribute(confirmed_messages=u8 == 1),
        examples=[
            example("0501", f_port=2, confirmed_messages=True, source=_LGT92),
            example("0500", confirmed_messages=False, source=_LGT92),
        ],
    ),
    #: How often it reports while it does not move.
    "keep_alive_interval": command(
        2, expect(u8, 0xA9), attribute(keep_alive_interval=duration(u24)),
        examples=[example("A9 000258", f_port=2, keep_alive_interval=600, source=_LGT92)],
    ),
}  # fmt: skip
