"""Doors, contacts, water and movement: RBS101, RBS301 and RBS306 that say a state."""

from collections.abc import Sequence
from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.commands import Command
from redi_codecs.layout.device import Example
from redi_codecs.vendors.radio_bridge.commands import COMMANDS, PAGE, sensor
from redi_codecs.vendors.radio_bridge.events import EVENTS, UPLINK
from redi_codecs.vendors.radio_bridge.frames import ALL, HEAD, SOURCE, supervision


def _held(number: int, first: str, second: str, examples: Sequence[Example]) -> Command:
    """Events of two states, each after it has lasted so long; 0 for at once."""
    off: dict[str, Any] = {f"{first}_disabled": bit(1), f"{second}_disabled": bit(0)}
    held: dict[str, Any] = {f"{second}_hold_time": duration(u16 / 4), f"{first}_hold_time": duration(u16 / 4)}
    return sensor(
        number,
        word(u8, attribute(**off, default=False), reserved(bits(2, 7))),
        attribute(**held, default=0),
        reserved(2),
        examples=examples,
    )


DOOR = COMMANDS | {
    "events": _held(
        0x03, "close", "open",
        [
            example(
                "03 00 0014 0960 0000", f_port=2, open_disabled=False, close_disabled=False, open_hold_time=5,
                close_hold_time=600, source=PAGE,
            ),
        ],
    ),
}  # fmt: skip
CONTACT = COMMANDS | {
    "events": _held(
        0x07, "open", "short",
        [
            example(
                "07 00 0008 04B0 0000", f_port=2, short_disabled=False, open_disabled=False, short_hold_time=2,
                open_hold_time=300, source=PAGE,
            ),
            example(
                "07 02 0E10 0000 0000", short_disabled=False, open_disabled=True, short_hold_time=900,
                open_hold_time=0, source=PAGE,
            ),
        ],
    ),
}  # fmt: skip
WATER = COMMANDS | {
    "events": sensor(
        0x08,
        word(u8, attribute(wet_disabled=bit(0), dry_disabled=bit(1), default=False), reserved(bits(2, 7))),
        attribute(resistance_threshold=u8, default=80),
        attribute(threshold_margin=u8, default=0),
        reserved(4),
        examples=[
            example(
                "08 02 50 00 00000000", f_port=2, wet_disabled=False, dry_disabled=True, resistance_threshold=80,
                threshold_margin=0, source=PAGE,
            ),
        ],
    ),
}  # fmt: skip
MOVEMENT = (ALL, moving, motion_count)

RBS_ABM = device(
    "radio-bridge/rbs301-abm",
    name="Indoor movement sensor RBS301",
    source=SOURCE,
    f_port=2,
    downlink=COMMANDS,
    uplink=(HEAD, switch(V.type, EVENTS | {0x01: supervision(motion_count(u16))})),
    measures=MOVEMENT,
    also={"radio-bridge/rbs306-abm": variant("Outdoor movement sensor RBS306", measures=MOVEMENT)},
    vectors=[
        vector(
            "110E00", f_port=2, message="movement", moving=True, protocol_version="1", frame_count=1,
            source="the vendor's decoder, run",
        ),
        vector(
            "110E01", message="movement", moving=False, protocol_version="1", frame_count=1,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
RBS_DOOR = device(
    "radio-bridge/rbs301-dws",
    name="Door and window sensor RBS301",
    source=SOURCE,
    f_port=2,
    downlink=DOOR,
    uplink=UPLINK,
    measures=(ALL, contact, event_count),
    vectors=[
        vector(
            "110300", f_port=2, message="door", contact=False, protocol_version="1", frame_count=1,
            source="the vendor's decoder, run",
        ),
        vector(
            "110301", message="door", contact=True, protocol_version="1", frame_count=1,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
RBS_CONTACT = device(
    "radio-bridge/rbs101-con",
    name="Contact sensor RBS101",
    source=SOURCE,
    f_port=2,
    downlink=CONTACT,
    uplink=UPLINK,
    measures=(ALL, contact, event_count),
    also={
        "radio-bridge/rbs306-con": variant("Contact sensor RBS306", measures=(ALL, contact, event_count)),
    },
    vectors=[
        vector(
            "110700", f_port=2, message="contact", contact=False, protocol_version="1", frame_count=1,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
RBS_WATER = device(
    "radio-bridge/rbs301-wat",
    name="Water sensor RBS301",
    source=SOURCE,
    f_port=2,
    downlink=WATER,
    uplink=UPLINK,
    measures=(ALL, leak, event_count),
    also={
        "radio-bridge/rbs301-wr1m": variant("Water rope sensor RBS301, 1 m", measures=(ALL, leak, event_count)),
        "radio-bridge/rbs306-wr1m": variant("Water rope sensor RBS306, 1 m", measures=(ALL, leak, event_count)),
    },
    vectors=[
        vector(
            "10080012", f_port=2, message="water", leak=True, protocol_version="1", frame_count=0,
            relative_resistance=18, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
