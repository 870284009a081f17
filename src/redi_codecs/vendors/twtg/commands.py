"""What the NEON TT takes in the fourth version of its protocol: part and version, a tag of one's own, and the part.

The device answers with the tag. Source: the vendor's encoder as Actility's driver has it, with its limits. Before the
fourth version a check goes over all but the first byte.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_MADE = "Actility's driver, run"
ELEMENTS = {0: "PT100", 1: "J", 2: "K", 3: "T", 4: "N", 5: "E", 6: "B", 7: "R", 8: "S"}
_INTERVALS = {0: 120, 1: 900, 2: 3600, 3: 14400, 4: 43200, 5: 86400, 6: 172_800, 7: 432_000}
_TAG = attribute(configuration_tag=u32le)


def _condition(number: int) -> Body:
    """A window of 0 is a condition that is off."""
    return (
        word(
            u8,
            attribute(
                condition_mode=choice(bits(0, 1), {0: "above", 1: "below", 2: "increasing", 3: "decreasing"}),
                channel=number,
            ),
            attribute(condition_window=bits(2, 7), channel=number),
        ),
        attribute(condition_threshold=temperature(i16le / 10), limits=(-270, 2120), channel=number),
    )


def _ask(part: int) -> Command:
    return command(
        7, expect(u8, part), answer="configuration_answer",
        examples=[example(f"{part:02X}", f_port=7, source=_MADE)],
    )  # fmt: skip


COMMANDS = {
    "report_interval": command(
        7, expect(u8, 0x43), _TAG, expect(u8, 4),
        attribute(element=choice(u8, ELEMENTS)),
        attribute(reported=choice(u8, {0: "all", 1: "min", 2: "max", 3: "mean"})),
        attribute(collection_interval=duration(u8 * 60), limits=(60, 14400)),
        attribute(measurements_per_report=u16le, limits=(0, 10080)),
        answer="configuration_tag",
        examples=[
            example(
                "43 DC9258E8 04 02 03 05 0C00", f_port=7, configuration_tag=0xE85892DC, element="K", reported="mean",
                collection_interval=300, measurements_per_report=12, source="example of Actility's driver",
            ),
            example(
                "43 01000000 04 00 00 F0 6027", configuration_tag=1, element="PT100", reported="all",
                collection_interval=14400, measurements_per_report=10080, source=_MADE,
            ),
        ],
    ),
    "base_configuration": command(
        7, expect(u8, 0x40), _TAG,
        word(
            u8,
            attribute(confirmed_events=bit(0), confirmed_data=bit(1), deactivation_allowed=bit(2)),
            reserved(bits(3, 7)),
        ),
        word(
            u8,
            attribute(random_delay=duration(bits(0, 4))),
            attribute(status_interval=duration(lookup(bits(5, 7), _INTERVALS))),
        ),
        answer="configuration_tag",
        examples=[
            example(
                "40 02010000 05 BF", f_port=7, configuration_tag=258, confirmed_events=True, confirmed_data=False,
                deactivation_allowed=True, random_delay=31, status_interval=86400, source=_MADE,
            ),
        ],
    ),
    "threshold": command(
        7, expect(u8, 0x45), _TAG, expect(u8, 4), tuple(_condition(number) for number in range(4)),
        answer="configuration_tag",
        examples=[
            example(
                "45 02010000 04 0C 2503 FD 38FF 06 3200 03 1900", f_port=7, configuration_tag=258,
                condition_mode_0="above", condition_window_0=3, condition_threshold_0=80.5,
                condition_mode_1="below", condition_window_1=63, condition_threshold_1=-20,
                condition_mode_2="increasing", condition_window_2=1, condition_threshold_2=5,
                condition_mode_3="decreasing", condition_window_3=0, condition_threshold_3=2.5, source=_MADE,
            ),
        ],
    ),
    "request_configuration": _ask(0x43),
    "request_base_configuration": _ask(0x40),
    "request_threshold": _ask(0x45),
}  # fmt: skip
