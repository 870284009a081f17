"""GS601: what the vaping detector answers as it was told."""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot.commands import INTERVAL, named
from redi_codecs.vendors.milesight_iot.settings import CONDITION


def _threshold(name: str, wire: Any, kind: Any, most: int) -> Body:
    """An alarm outside two thresholds, or beyond one of them; the measurement they hold for may be none with a unit."""
    return named(**{f"{name}_alarm_enabled": u8 == 1, f"{name}_alarm_if": choice(u8, CONDITION)}), *(
        attribute(**{f"{name}_threshold{end}": kind(wire) if kind else wire}, limits=(0, most))
        for end in ("_min", "_max")
    )


def _calibration(name: str, value: Any, most: int) -> Body:
    return named(**{f"{name}_calibration_enabled": u8 == 1}), attribute(
        **{f"{name}_calibration": value}, limits=(-most, most)
    )


SETTINGS: dict[int, Body] = {
    0x60: INTERVAL,
    0x61: attribute(temperature_unit=choice(u8, {0: "celsius", 1: "fahrenheit"})),
    0x62: attribute(led_enabled=u8 == 1),
    0x63: attribute(buzzer_enabled=u8 == 1),
    0x64: (
        let(sleep=u8),
        attribute(buzzer_sleep=u8 == 1, channel=V.sleep),
        attribute(buzzer_sleep_start=u16le, buzzer_sleep_end=u16le, channel=V.sleep, limits=(0, 1439)),
    ),
    0x65: attribute(buzzer_button_stops=u8 == 1),
    0x66: attribute(buzzer_silent_time=u16le, limits=(0, 1440)),
    0x67: attribute(tamper_alarm_enabled=u8 == 1),
    0x68: attribute(tvoc_raw_enabled=u8 == 1),
    0x69: (
        attribute(temperature_alarm_enabled=u8 == 1, temperature_alarm_if=choice(u8, CONDITION)),
        attribute(
            temperature_threshold_min=temperature(i16le / 10),
            temperature_threshold_max=temperature(i16le / 10),
            limits=(-20, 60),
        ),
    ),
    0x6A: _threshold("pm1", i16le, pm1, 1000),
    0x6B: _threshold("pm2_5", i16le, pm2_5, 1000),
    0x6C: _threshold("pm10", i16le, pm10, 1000),
    0x6D: _threshold("tvoc", i16le, None, 2000),
    0x6E: _threshold("vaping", u8, None, 100),
    0x6F: attribute(alarm_repetitions=u16le, limits=(1, 1000)),
    0x70: attribute(alarm_release_enabled=u8 == 1),
    0x71: _calibration("temperature", i16le / 10, 80),
    0x72: _calibration("humidity", i16le / 10, 100),
    0x73: _calibration("pm1", i16le, 1000),
    0x74: _calibration("pm2_5", i16le, 1000),
    0x75: _calibration("pm10", i16le, 1000),
    0x76: _calibration("tvoc", i16le, 2000),
    0x77: _calibration("vaping", i8, 100),
}
