"""TS301 and TS302 of the second version: what they answer as they were told, and what they take."""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.downlinks import MINUTES, SAMPLED


def told(*channels: int | None) -> dict[Any, Body]:
    """What it answers as it was told, of one probe or two."""
    alarms: dict[int, Body] = {}
    calibrations: dict[int, Body] = {}
    for number, channel in enumerate(channels):
        alarms |= {
            number: attribute(
                temperature_threshold_min=temperature(i16le / 10),
                temperature_threshold_max=temperature(i16le / 10),
                channel=channel,
            ),
            2 + number: (reserved(2), attribute(temperature_change_threshold=u16le / 10, channel=channel)),
            4 + number: attribute(
                humidity_threshold_min=humidity(u16le / 10),
                humidity_threshold_max=humidity(u16le / 10),
                channel=channel,
            ),
            6 + number: (reserved(2), attribute(humidity_change_threshold=u16le / 10, channel=channel)),
        }
        calibrations |= {
            number: attribute(temperature_calibration=i16le / 10, channel=channel),
            2 + number: attribute(humidity_calibration=i16le / 10, channel=channel),
        }
    first = settings.answers(
        settings.COMMON
        | {
            0x06: (
                word(
                    u8,
                    attribute(alarm_if=choice(bits(0, 2), settings.CONDITION | {5: "mutation"})),
                    let(alarm_of=bits(3, 5)),
                    attribute(alarm_enabled=bit(6)),
                    reserved(bit(7)),
                ),
                switch(V.alarm_of, alarms),
                reserved(4),
            ),
            0x2D: attribute(screen_mode=choice(u8, {0: "off", 1: "on", 255: "auto"})),
            0x4A: attribute(synchronise_time=u8 == 0xFF),
            0x7E: (
                reserved(1),
                attribute(alarm_interval=duration(u16le * 60), limits=(60, 86400)),
                attribute(alarm_repetitions=u16le, limits=(1, None)),
            ),
            0x8E: (reserved(1), report_interval(u16le * 60, limits=(60, 86400))),
            0x91: (
                expect(u8, 1, warning="unexpected_value"),
                attribute(magnet_throttle=duration(u32le / 1000), limits=(0, 6)),
            ),
            0x96: attribute(d2d_settings=hexadecimal(8)),
            0xBD: attribute(utc_offset=duration(i16le * 60), limits=(-43200, 50400)),
            0xE9: attribute(clock_shown=choice(u8, {0: "12 h", 1: "24 h"})),
            0xEA: (
                word(u8, let(calibrated=bits(0, 2)), reserved(bits(3, 6)), attribute(calibration_enabled=bit(7))),
                switch(V.calibrated, calibrations),
            ),
            0xEB: attribute(unit_shown=choice(u8, {0: "°C", 1: "°F"})),
            0xF5: attribute(alarm_release_enabled=u8 == 1),
        }
    )
    return first | settings.extended(
        {
            0x32: (reserved(2), attribute(retries=u8, limits=(0, 10))),
            0x63: attribute(d2d_uplink=hexadecimal(4)),
            0x66: attribute(d2d_enabled=u8 == 1),
            0x69: word(u8, attribute(power_button_locked=bit(0), report_button_locked=bit(1)), reserved(bits(2, 7))),
            0x72: attribute(summer_time=hexadecimal(9)),
            0x9A: attribute(magnet_delay=duration(u16le)),
        }
    )


ONE, TWO = told(None), told(1, 2)
#: What lies elsewhere than in other models.
PLACES = MINUTES | {"buttons_locked": (0xF9, 0x69)}
CALLED: dict[tuple[int, ...], str] = {(0xFF, 0x7E): "alarm_repetition"}
COMMANDS = (
    *SAMPLED, "sync_time", "threshold", "calibration", "utc_offset", "clock_shown", "unit_shown", "screen_mode",
    "alarm_repetition", "alarm_release_enabled", "magnet_throttle", "magnet_delay", "retries", "buttons_locked",
    "summer_time", "d2d_enabled", "d2d_settings", "d2d_uplink",
)  # fmt: skip
