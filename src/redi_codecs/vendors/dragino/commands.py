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

_LHT65 = "LHT65 user manual, 3.2 (set external sensor mode)"
_FROM_LHT65 = "computed from the LHT65 user manual, 3.2"
#: What is plugged into an LHT65, and what becomes of it.
EXTERNAL = {
    "external_sensor": command(
        2, expect(u8, 0xA2), attribute(external_sensor=choice(u8, {1: "temperature", 5: "illuminance"})),
        examples=[
            example("A201", f_port=2, external_sensor="temperature", source=_LHT65),
            example("A205", external_sensor="illuminance", source=_FROM_LHT65),
        ],
    ),
    "external_interrupt": command(
        2, expect(u16, 0xA204), attribute(external_interrupt=choice(u8, {0: "both", 1: "falling", 2: "rising"})),
        examples=[
            example("A204 01", f_port=2, external_interrupt="falling", source=_LHT65),
            example("A204 00", external_interrupt="both", source=_FROM_LHT65),
            example("A204 02", external_interrupt="rising", source=_FROM_LHT65),
        ],
    ),
    #: An analog input, and how long it is powered before it is measured.
    "external_power_time": command(
        2, expect(u16, 0xA206), attribute(external_power_time=duration(u16 / 1000)),
        examples=[
            example("A206 03E8", f_port=2, external_power_time=(1, "duration"), source=_LHT65),
            example("A206 FFFF", external_power_time=65.535, source=_FROM_LHT65),
        ],
    ),
    "external_counter": command(
        2, expect(u8, 0xA2), attribute(count_bits=choice(u8, {7: "16", 8: "32"})), expect(u8, 1),
        attribute(count_edge=choice(u8, {0: "falling", 1: "rising"})),
        examples=[
            example("A208 01 00", f_port=2, count_bits="32", count_edge="falling", source=_LHT65),
            example("A208 01 01", count_bits="32", count_edge="rising", source=_LHT65),
            example("A207 01 01", count_bits="16", count_edge="rising", source=_FROM_LHT65),
        ],
    ),
    "external_count": command(
        2, expect(u24, 0xA20702), attribute(external_count=u16),
        examples=[
            example("A20702 003C", f_port=2, external_count=60, source=_LHT65),
            example("A20702 8001", external_count=32769, source=_FROM_LHT65),
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
