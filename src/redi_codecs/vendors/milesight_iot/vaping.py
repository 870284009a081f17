"""GS601: vaping, particles, climate and volatile organic compounds in washrooms and schools."""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot.commands import (
    AT_ONCE,
    BASIC,
    BASIC_SETTINGS,
    ERRORS,
    INTERVAL,
    START,
    commands_by_number,
    named,
)
from redi_codecs.vendors.milesight_iot.downlinks import PORT
from redi_codecs.vendors.milesight_iot.settings import CONDITION

VAPING_INDEX = vaping_index(u8)
PM1, PM2_5, PM10 = pm1(u16le), pm2_5(u16le), pm10(u16le)
TEMPERATURE = temperature(i16le / 10)
TVOC = tvoc(u16le)
_OF_A_VALUE = {0x10: "released", 0x11: "triggered"}


def _alarm(name: str, value: Body, more: dict[int, str] | None = None) -> Body:
    """An alarm: errors have no value, and neither has an interference (vaping) or a fire (temperature)."""
    return (
        named(**{name: choice(u8, ERRORS | _OF_A_VALUE | (more or {}))}),
        optional(getattr(V, name).is_in("released", "triggered"), value),
    )


def _raw(*names: str) -> Body:
    return named(**{f"tvoc_raw_{name}": f32le for name in names})


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
_SET = ("temperature", "pm1", "pm2_5", "pm10", "tvoc", "vaping")

GS601 = device(
    "milesight-iot/gs601",
    name="Vaping detector with air quality",
    source="The vendor's published decoder",
    f_port=85,
    uplink=tags(
        u8,
        BASIC
        | SETTINGS
        | {
            0x00: battery(u8),
            0x01: VAPING_INDEX,
            0x02: _alarm(
                "vaping_index_alarm", VAPING_INDEX, {0x20: "interference released", 0x21: "interference triggered"}
            ),
            0x03: PM1,
            0x04: _alarm("pm1_alarm", PM1),
            0x05: PM2_5,
            0x06: _alarm("pm2_5_alarm", PM2_5),
            0x07: PM10,
            0x08: _alarm("pm10_alarm", PM10),
            0x09: TEMPERATURE,
            0x0A: _alarm("temperature_alarm", TEMPERATURE, {0x20: "burning released", 0x21: "burning triggered"}),
            0x0B: humidity(u16le / 10),
            0x0C: attribute(humidity_alarm=choice(u8, ERRORS)),
            0x0D: TVOC,
            0x0E: _alarm("tvoc_alarm", TVOC),
            0x0F: tamper(u8),
            0x10: attribute(tamper_alarm=choice(u8, {0x20: "released", 0x21: "triggered"})),
            0x11: attribute(buzzer=u8 == 1),
            0x12: occupancy(u8),
            0x20: _raw("rmox_0", "rmox_1"),
            0x21: _raw("rmox_2", "rmox_3"),
            0x22: _raw("rmox_4", "rmox_5"),
            0x23: _raw("rmox_6", "rmox_7"),
            0x24: _raw("rmox_8", "rmox_9"),
            0x25: _raw("rmox_10", "rmox_11"),
            0x26: _raw("rmox_12", "zmod4510_rmox_3"),
            0x27: _raw("log_rcda", "rhtr"),
            0x28: _raw("temperature", "iaq"),
            0x29: _raw("tvoc", "etoh"),
            0x2A: _raw("eco2", "relative_iaq"),
            0x2B: attribute(pm_sensor_working_time=u32le),
            (0x5E, 0x5F): (),
        },
    ),
    downlink=commands_by_number(
        SETTINGS | BASIC_SETTINGS,
        {(0x69 + number,): f"{name}_threshold" for number, name in enumerate(_SET)},
        at_once=AT_ONCE,
    )
    | {
        #: By the other numbers than the thermostats have.
        "request_history": command(
            PORT, switch(u8, {0xBB: START, 0xBA: (START, attribute(end=event_time(u32le)))}), joins=True,
        ),
        "stop_buzzer": command(PORT, expect(u8, 0x5F), joins=True),
        "clean_tvoc_sensor": command(PORT, expect(u8, 0x5E), joins=True),
    },
    vectors=[
        vector(
            "01000302000502000702000A020B43020D30000F001100", f_port=85, vaping_index=0, pm1=2, pm2_5=2, pm10=2,
            humidity=57.9, tvoc=48, tamper=False, temperature_alarm="above the range", buzzer=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "00500105030C0005120007190009EB000B33020D78000F0011001201", battery=80, vaping_index=5, pm1=12, pm2_5=18,
            pm10=25, temperature=23.5, humidity=56.3, tvoc=120, tamper=False, occupancy=True, buzzer=False,
            source="the vendor's decoder, run",
        ),
        vector("60013C00", report_interval=3600, source="the vendor's decoder, run"),
    ],
)  # fmt: skip
