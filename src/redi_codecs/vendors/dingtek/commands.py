"""What Dingtek's sensors take: digits of ASCII, "80029999", the number of the setting, its value and "81".

What is set is in the settings that they send. Source: the vendor's published encoders, with their limits; those of the
DC520 are published as examples, and its interval has the limits of the other counters.
"""

from dataclasses import replace

from redi_codecs.kinds import *
from redi_codecs.layout import *

_MADE = "the vendor's encoder, run"


def _framed(setting: int, *body: Body) -> Body:
    return expect(u64, _ascii("80029999")), expect(u16, _ascii(f"{setting:02X}")), body, expect(u16, _ascii("81"))


def _ascii(digits: str) -> int:
    return int.from_bytes(digits.encode(), "big")


def _setting(
    setting: int, body: Body, digits: str, source: str = _MADE, *, answer: bool = True, **said: float | str
) -> Command:
    return command(
        3, _framed(setting, body), answer=answer,
        examples=[example(_shown(setting, digits), f_port=3, source=source, **said)],
    )  # fmt: skip


def _shown(setting: int, digits: str) -> str:
    return f"80029999{setting:02X}{digits}81".encode().hex()


def _done(number: int) -> Command:
    """What is done at once, by a number where settings have their value."""
    digits = f"{number:02X}"
    return command(
        3, _framed(0x09, expect(u16, _ascii(digits))), examples=[example(_shown(0x09, digits), f_port=3, source=_MADE)]
    )


def _interval(most: int, source: str = _MADE) -> Command:
    body = report_interval(hex_digits(u16) * 3600, limits=(3600, most * 3600))
    return _setting(0x01, body, "0A", source, report_interval=36000)


def _detection(most: int) -> Command:
    body = attribute(detection_interval=duration(hex_digits(u16) * 60), limits=(60, most * 60))
    return _setting(0x08, body, "0A", detection_interval=600)


def _battery(least: int, source: str = _MADE) -> Command:
    body = attribute(battery_threshold=battery(hex_digits(u16)), limits=(least, 99))
    return _setting(0x05, body, "1E", source, battery_threshold=30)


def _work_mode() -> Command:
    return command(
        3, _framed(0x09, attribute(work_mode=lookup(u16, {_ascii("05"): 0, _ascii("06"): 1}))), answer=True,
        examples=[
            example(_shown(0x09, "05"), f_port=3, work_mode=0, source=_MADE),
            example(_shown(0x09, "06"), work_mode=1, source=_MADE),
        ],
    )  # fmt: skip


_TILT = attribute(tilt_threshold=angle(hex_digits(u16)), limits=(15, 90))
_RANGES = lookup(u16, {_ascii("07"): 2000, _ascii("13"): 5000})
MANHOLE = {
    "report_interval": _interval(168),
    "detection_interval": _detection(60),
    "full_threshold": _setting(
        0x02, attribute(full_threshold=distance(hex_digits(u16) * 10), limits=(150, 2550)), "C8", full_threshold=2000
    ),
    "tilt_threshold": _setting(0x04, _TILT, "3C", tilt_threshold=60),
    "enable_motion_alarm": _done(0x0A),
    "disable_motion_alarm": _done(0x09),
    "ultrasonic_range": command(
        3, _framed(0x09, attribute(ultrasonic_range=distance(_RANGES))), answer=True,
        examples=[
            example(_shown(0x09, "07"), f_port=3, ultrasonic_range=2000, source=_MADE),
            example(_shown(0x09, "13"), ultrasonic_range=5000, source=_MADE),
        ],
    ),
}  # fmt: skip
_MAGNETIC = attribute(magnetic_threshold=hex_digits(u32), limits=(1, 65535))
RADAR_PARKING = {
    "report_interval": _interval(168),
    "detection_interval": _detection(60),
    "magnetic_threshold": _setting(0x0F, _MAGNETIC, "012C", magnetic_threshold=300),
    "battery_threshold": _battery(5),
}
PARKING = RADAR_PARKING | {
    "level_threshold": _setting(
        0x02, attribute(level_threshold=hex_digits(u16), limits=(15, 255)), "3C", level_threshold=60
    ),
}
COUNTER = {
    "report_interval": _interval(168),
    "count_threshold": _setting(
        0x02, attribute(count_threshold=hex_digits(u32), limits=(1, 65535)), "01F4", count_threshold=500
    ),
    "battery_threshold": _battery(5),
    "reset_count": _done(0x0F),
}
INFRARED_COUNTER = COUNTER | {
    "reboot": _done(0x02),
    "factory_reset": replace(_done(0x0D), disruptive="all settings are as they came"),
}
_PUBLISHED = "the vendor's published example"
RADAR_COUNTER = {
    "report_interval": _interval(168, _PUBLISHED),
    "balance_threshold": _setting(
        0x02, attribute(balance_threshold=hex_digits(u32)), "0032", _PUBLISHED, balance_threshold=50
    ),
    "in_threshold": _setting(0x03, attribute(in_threshold=hex_digits(u32)), "0032", _PUBLISHED, in_threshold=50),
    "out_threshold": _setting(0x04, attribute(out_threshold=hex_digits(u32)), "0032", _PUBLISHED, out_threshold=50),
    "battery_threshold": _battery(5, _PUBLISHED),
    "starting_balance": _setting(
        0x0A, attribute(starting_balance=hex_digits(u32)), "0032", _PUBLISHED, starting_balance=50
    ),
}


_AMOUNT = temperature(hex_digits(u16))
_BELOW = temperature(0 - hex_digits(u16))


def _temperature(setting: int, name: str, above: Body, below: Body) -> Command:
    """A threshold whose sign goes before its amount."""
    return command(
        3, _framed(setting, switch(u16, {_ascii("00"): above, _ascii("01"): below})), answer=True,
        examples=[
            example(_shown(setting, "003C"), f_port=3, source=_MADE, **{name: 60}),
            example(_shown(setting, "010A"), source=_MADE, **{name: -10}),
        ],
    )  # fmt: skip


CLIMATE = {
    "report_interval": _interval(255),
    "detection_interval": _detection(255),
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
    "high_humidity_threshold": _setting(
        0x04, attribute(high_humidity_threshold=humidity(hex_digits(u16)), limits=(0, 100)), "50",
        high_humidity_threshold=80,
    ),
    "low_humidity_threshold": _setting(
        0x0E, attribute(low_humidity_threshold=humidity(hex_digits(u16)), limits=(0, 100)), "50",
        low_humidity_threshold=80,
    ),
    "battery_threshold": _battery(1),
    "work_mode": _work_mode(),
}  # fmt: skip
AIR = {
    "report_interval": _interval(255),
    "detection_interval": _detection(255),
    "level_threshold": _setting(
        0x02, attribute(level_threshold=hex_digits(u16), limits=(1, 3)), "02", level_threshold=2
    ),
    "work_mode": _work_mode(),
}
