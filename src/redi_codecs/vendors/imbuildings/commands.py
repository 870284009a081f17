"""What IMBUILDINGS take on port 10, and answer there: after F1 01, settings with their length and number, joined.

Source: the vendor's published codec. It gives no unit for the intervals, and distances up to 200. Its encoder writes no
number of rejoin and of save; the numbers stand in its list.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_MADE = "the vendor's encoder, run"
_LISTED = "the vendor's list of commands"
#: By length and number.
SETTINGS: dict[int, Body] = {
    0x031E: attribute(interval=u8),
    0x051F: attribute(event_kind=u8, events=u8, event_timeout=u8),
    0x0520: attribute(payload_type=u8, payload_variant=u8, payload_header=u8 == 1),
    0x0321: attribute(heartbeat_interval=u8),
    0x0522: attribute(heartbeat_type=u8, heartbeat_variant=u8, heartbeat_header=u8 == 1),
    0x032F: attribute(confirmed_messages=u8),
    0x0333: attribute(port=u8, limits=(1, 223)),
    0x0336: attribute(heartbeat_port=u8, limits=(1, 223)),
    0x0450: attribute(ignore_distance=u8, detection_distance=u8, limits=(0, 200)),
    0x0351: attribute(led_function=u8),
}
_IDENTITY: dict[int, Body] = {0x0A02: serial_number(hexadecimal(8)), 0x062B: attribute(address=identifier(u32))}
ANSWER = message("settings", expect(u16, 0xF101), tags(u16, _IDENTITY | SETTINGS))


def _together(*body: Body) -> Body:
    return expect(u16, 0xF101), body


def _made(payload: str, source: str = _MADE, **said: float) -> list[Example]:
    return [example(payload, f_port=10, source=source, **said)]


COMMANDS = commands(
    10, u16, SETTINGS, answer=True, joins=_together,
    names={
        0x051F: "event_setting", 0x0520: "payload_definition", 0x0522: "heartbeat_payload_definition",
        0x0450: "distance",
    },
    examples={
        "interval": _made("F101 03 1E 0A", interval=10),
        "event_setting": _made("F101 05 1F 010A05", event_kind=1, events=10, event_timeout=5),
        "payload_definition": _made(
            "F101 05 20 020601", payload_type=2, payload_variant=6, payload_header=True
        ),
        "heartbeat_interval": _made("F101 03 21 3C", heartbeat_interval=60),
        "heartbeat_payload_definition": _made(
            "F101 05 22 020800", heartbeat_type=2, heartbeat_variant=8, heartbeat_header=False
        ),
        "confirmed_messages": _made("F101 03 2F 01", confirmed_messages=1),
        "port": _made("F101 03 33 1A", port=26),
        "heartbeat_port": _made("F101 03 36 1C", heartbeat_port=28),
        "distance": _made("F101 04 50 1464", ignore_distance=20, detection_distance=100),
        "led_function": _made("F101 03 51 01", led_function=1),
    },
) | {
    "request_interval": command(
        10, expect(u16, 0x021E), answer="settings", joins=_together, examples=_made("F101 02 1E")
    ),
    "reset_counts": command(10, expect(u56, 0x07C803 << 32), joins=_together, examples=_made("F101 07 C8 03 00000000")),
    "rejoin": command(
        10, expect(u24, 0x03C802), joins=_together, disruptive="it joins the network anew",
        examples=_made("F101 03 C8 02", _LISTED),
    ),
    "save_settings": command(10, expect(u24, 0x03C804), joins=_together, examples=_made("F101 03 C8 04", _LISTED)),
}  # fmt: skip
