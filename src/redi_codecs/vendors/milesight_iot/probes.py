"""TS301 and TS302: temperature probes with a display, which may be magnet contacts instead.

Of the TS302, channels 1 and 2 are its two sensors.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.expr import Expr
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.downlinks import MINUTES, SAMPLED, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL

ALARM = {0: "threshold, over", 1: "threshold", 2: "mutation"}
CONDITION = settings.CONDITION | {5: "mutation"}
ALARMS: settings.Settings = {
    0x06: (
        word(
            u8,
            attribute(alarm_if=choice(bits(0, 2), CONDITION), alarm_of=bits(3, 5)),
            attribute(alarm_enabled=bit(6), alarm_release_enabled=bit(7)),
        ),
        attribute(threshold_min=temperature(i16le / 10), threshold_max=temperature(i16le / 10)),
        reserved(4),
    ),
    0xAB: attribute(temperature_calibration_enabled=u8 == 1, temperature_calibration=i16le / 10),
}
TS30X: settings.Settings = {
    0x91: (reserved(1), attribute(magnet_throttle=u32le)),
    0xE9: attribute(clock_shown=choice(u8, {0: "12 h", 1: "24 h"})),
    0xEA: (
        word(u8, attribute(calibrated_probe=bit(0)), reserved(bits(1, 6)), attribute(calibration_enabled=bit(7))),
        attribute(calibration=i16le / 10),
    ),
    0xEB: attribute(unit_shown=choice(u8, {0: "°C", 1: "°F"})),
}


def probe(tag: int, channel: int | None = None) -> dict[Any, Body]:
    """A probe: its temperature, with an alarm or a sudden change where there is one, or its magnet contact."""
    return {
        (tag, 0x67): temperature(i16le / 10, channel=channel),
        (tag, 0x00): contact(u8, channel=channel),
        (tag + 0x80, 0x67): (
            temperature(i16le / 10, channel=channel),
            attribute(temperature_alarm=choice(u8, ALARM), channel=channel),
        ),
        (tag + 0x90, 0xD7): (
            temperature(i16le / 10, channel=channel),
            attribute(temperature_change=i16le / 100, channel=channel),
            attribute(temperature_alarm=choice(u8, ALARM), channel=channel),
        ),
    }


REASON = {
    1: "threshold", 2: "threshold, over", 3: "mutation", 4: "regular", 5: "magnet", 6: "magnet, regular",
}  # fmt: skip


def past(known: Expr, channel: int | None = None) -> Body:
    """What a record says of a probe: nothing, its temperature, or its contact, in two bytes."""
    return switch(
        known,
        {
            ("threshold", "threshold, over", "mutation", "regular"): temperature(i16le / 10, channel=channel),
            ("magnet", "magnet, regular"): contact(u16le == 1, channel=channel),
        },
        otherwise=reserved(2),
    )


TS301_SETTINGS = settings.answers(settings.NEWER | ALARMS | TS30X)

#: As it is told: the first byte is 1.
_TOLD = settings.answers({0x91: (expect(u8, 1), attribute(magnet_throttle=u32le, limits=(0, 6000)))})
TS301 = device(
    "milesight-iot/ts301",
    name="Temperature or magnet sensor with display, one probe",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC
        | BATTERY
        | TS301_SETTINGS
        | probe(0x03)
        | {
            (0x20, 0xCE): record(
                time(u32le),
                word(u8, attribute(reason=choice(bits(4, 7), REASON)), reserved(bits(0, 3))),
                past(V.reason),
                reserved(2),
            ),
        },
    ),
    downlink=commands_of(
        TS301_SETTINGS | _TOLD,
        *SAMPLED, "sync_time", "threshold", "time_zone", "clock_shown", "unit_shown", "screen_enabled", "calibration",
        "magnet_throttle",
        at=MINUTES,
    ),
    measures=(battery, temperature, contact),
    vectors=[
        vector("017564 03670701", f_port=85, battery=100, temperature=26.3, source="payload table"),
        vector("0367F6FF 030001", temperature=-1, contact=True, source="the vendor's decoder, run"),
    ],
)  # fmt: skip

TS30X_PAST = word(
    u8,
    attribute(reason=choice(bits(4, 7), REASON), channel=1),
    attribute(reason=choice(bits(0, 3), REASON), channel=2),
)

TS302 = device(
    "milesight-iot/ts30x",
    name="Temperature or magnet sensor with display, two probes",
    source="The vendor's published decoder and its payload table (TS302)",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC
        | BATTERY
        | TS301_SETTINGS
        | probe(0x03, 1)
        | probe(0x04, 2)
        | {(0x20, 0xCE): record(time(u32le), TS30X_PAST, past(V.reason_1, 1), past(V.reason_2, 2))},
    ),
    downlink=commands_of(
        TS301_SETTINGS | _TOLD,
        *SAMPLED, "sync_time", "time_zone", "clock_shown", "unit_shown", "screen_enabled", "calibration",
        "threshold", "magnet_throttle",
        at=MINUTES,
    ),
    measures=(battery, temperature, contact),
    also={"milesight-iot/ts302": "Temperature or magnet sensor TS302 with display, two probes"},
    vectors=[
        vector(
            "017564 0367FB00 04670101", f_port=85, battery=100, temperature_1=25.1, temperature_2=25.7,
            source="payload table",
        ),
        vector("017514 030001 040001", battery=20, contact_1=True, contact_2=True, source="payload table"),
    ],
)  # fmt: skip
