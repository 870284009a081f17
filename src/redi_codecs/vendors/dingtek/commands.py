"""What Dingtek's sensors take, by what they measure.

Source: the vendor's published encoders, with their limits; those of the DC520 are published as examples, and its
interval has the limits of the other counters.
"""

from dataclasses import replace

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.dingtek.framing import (
    MADE,
    battery_alarm,
    detection,
    done,
    framed,
    interval,
    number_of,
    setting_of,
    shown,
    work_mode,
)

_TILT = attribute(tilt_threshold=angle(hex_digits(u16)), limits=(15, 90))
_RANGES = lookup(u16, {number_of("07"): 2000, number_of("13"): 5000})
MANHOLE = {
    "report_interval": interval(168),
    "detection_interval": detection(60),
    "full_threshold": setting_of(
        0x02, attribute(full_threshold=distance(hex_digits(u16) * 10), limits=(150, 2550)), "C8", full_threshold=2000
    ),
    "tilt_threshold": setting_of(0x04, _TILT, "3C", tilt_threshold=60),
    "enable_motion_alarm": done(0x0A),
    "disable_motion_alarm": done(0x09),
    "ultrasonic_range": command(
        3, framed(0x09, attribute(ultrasonic_range=distance(_RANGES))), answer=True,
        examples=[
            example(shown(0x09, "07"), f_port=3, ultrasonic_range=2000, source=MADE),
            example(shown(0x09, "13"), ultrasonic_range=5000, source=MADE),
        ],
    ),
}  # fmt: skip
_MAGNETIC = attribute(magnetic_threshold=hex_digits(u32), limits=(1, 65535))
RADAR_PARKING = {
    "report_interval": interval(168),
    "detection_interval": detection(60),
    "magnetic_threshold": setting_of(0x0F, _MAGNETIC, "012C", magnetic_threshold=300),
    "battery_threshold": battery_alarm(5),
}
PARKING = RADAR_PARKING | {
    "level_threshold": setting_of(
        0x02, attribute(level_threshold=hex_digits(u16), limits=(15, 255)), "3C", level_threshold=60
    ),
}
COUNTER = {
    "report_interval": interval(168),
    "count_threshold": setting_of(
        0x02, attribute(count_threshold=hex_digits(u32), limits=(1, 65535)), "01F4", count_threshold=500
    ),
    "battery_threshold": battery_alarm(5),
    "reset_count": done(0x0F),
}
INFRARED_COUNTER = COUNTER | {
    "reboot": done(0x02),
    "factory_reset": replace(done(0x0D), disruptive="all settings are as they came"),
}
_PUBLISHED = "the vendor's published example"
RADAR_COUNTER = {
    "report_interval": interval(168, _PUBLISHED),
    "balance_threshold": setting_of(
        0x02, attribute(balance_threshold=hex_digits(u32)), "0032", _PUBLISHED, balance_threshold=50
    ),
    "in_threshold": setting_of(0x03, attribute(in_threshold=hex_digits(u32)), "0032", _PUBLISHED, in_threshold=50),
    "out_threshold": setting_of(0x04, attribute(out_threshold=hex_digits(u32)), "0032", _PUBLISHED, out_threshold=50),
    "battery_threshold": battery_alarm(5, _PUBLISHED),
    "starting_balance": setting_of(
        0x0A, attribute(starting_balance=hex_digits(u32)), "0032", _PUBLISHED, starting_balance=50
    ),
}


_AMOUNT = temperature(hex_digits(u16))
_BELOW = temperature(0 - hex_digits(u16))


def _temperature(setting: int, name: str, above: Body, below: Body) -> Command:
    """A threshold whose sign goes before its amount."""
    return command(
        3, framed(setting, switch(u16, {number_of("00"): above, number_of("01"): below})), answer=True,
        examples=[
            example(shown(setting, "003C"), f_port=3, source=MADE, **{name: 60}),
            example(shown(setting, "010A"), source=MADE, **{name: -10}),
        ],
    )  # fmt: skip


CLIMATE = {
    "report_interval": interval(255),
    "detection_interval": detection(255),
    "high_temperature_threshold": _temperature(
        0x02, "high_temperature_threshold",
        attribute(high_temperature_threshold=_AMOUNT, limits=(0, 85)),
        attribute(high_temperature_threshold=_BELOW, limits=(-30, 0)),
    ),
    "low_temperature_threshold": _temperature(
        0x03, "low_temperature_threshold",
        attribute(low_temperature_threshold=_AMOUNT, limits=(0, 85)),
        attribute(low_temperature_threshold=_BELOW, limits=(-30, 0)),
    ),
    "high_humidity_threshold": setting_of(
        0x04, attribute(high_humidity_threshold=humidity(hex_digits(u16)), limits=(0, 100)), "50",
        high_humidity_threshold=80,
    ),
    "low_humidity_threshold": setting_of(
        0x0E, attribute(low_humidity_threshold=humidity(hex_digits(u16)), limits=(0, 100)), "50",
        low_humidity_threshold=80,
    ),
    "battery_threshold": battery_alarm(1),
    "work_mode": work_mode(),
}  # fmt: skip
AIR = {
    "report_interval": interval(255),
    "detection_interval": detection(255),
    "level_threshold": setting_of(
        0x02, attribute(level_threshold=hex_digits(u16), limits=(1, 3)), "02", level_threshold=2
    ),
    "work_mode": work_mode(),
}
