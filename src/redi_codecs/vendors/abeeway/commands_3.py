"""What Asset Tracker 3 takes on port 3: commands, by their number, with a token that the answer repeats.

Source: the vendor's published encoder. Its requests, which get and set some two hundred parameters by group and number,
are not here: their sizes and types are in a table of each firmware.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_MADE = "the vendor's encoder, run"


def _simple(number: int, disruptive: str = "") -> Command:
    head = word(u8, attribute(downlink_token=bits(0, 2), default=0), expect(bits(3, 7), 1))
    return command(
        3, head, expect(u8, number), answer="downlink_token", disruptive=disruptive,
        examples=[
            example(f"0B {number:02X}", f_port=3, downlink_token=3, source=_MADE),
            example(f"0C {number:02X}", downlink_token=4, source=_MADE),
        ],
    )  # fmt: skip


COMMANDS = {
    "factory_reset": _simple(0x00, disruptive="its configuration is deleted"),
    "reboot": _simple(0x01),
    "start_sos": _simple(0x02),
    "stop_sos": _simple(0x03),
    "request_status": _simple(0x04),
    "request_position": _simple(0x05),
    "start_bluetooth": _simple(0x08),
    "stop_bluetooth": _simple(0x09),
    "clear_motion_share": _simple(0x0B),
}
