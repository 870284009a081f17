"""R315 series: any eight of seventeen sensors; a mask says which are fitted, a second one what they detect.

A state is a reading where the sensor is fitted, and where the state is on. Source: R315 series user manual, chapter 7,
and Netvox's decoder.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.expr import Cond, Expr
from redi_codecs.vendors.netvox.frames import BATTERY_CHANGE, INTERVALS, RESULT, TEMPERATURE_CHANGE, report

_FITTED = (
    "climate_fitted", "light_fitted", "motion_fitted", "button_fitted", "tilt_fitted", "contact_fitted",
    "contact_1_fitted", "contact_2_fitted", "vibration_fitted", "external_vibration_fitted",
    "digital_input_fitted", "digital_output_fitted", "leak_1_fitted",
    "leak_2_fitted", "seat_fitted", "glass_1_fitted", "glass_2_fitted",
)  # fmt: skip


def _flag(name: str, number: int) -> Body:
    flag: dict[str, Any] = {name: bit(number) == 1}
    return attribute(**flag)


def _fitted(count: int) -> tuple[Body, ...]:
    """Which sensors are fitted, a bit each from bit 0 on."""
    return tuple(_flag(name, number) for number, name in enumerate(_FITTED[:count]))


def _states(fitted: Expr, states: Expr) -> Body:
    """What the sensors detect; the numbers are those of the bits in the two masks."""

    def known(sensor: int, state: int) -> Cond:
        return fitted.bit(sensor) | states.bit(state)

    return word(
        u16,
        motion(bit(0), valid=known(2, 0)),
        button(bit(1), valid=known(3, 1)),
        tilted(bit(2), valid=known(4, 2)),
        contact(bit(3), valid=known(5, 3)),
        contact(bit(4), channel=1, valid=known(6, 4)),
        contact(bit(5), channel=2, valid=known(7, 5)),
        vibration(bit(6), valid=known(8, 6)),
        vibration(bit(7), place="probe", valid=known(9, 7)),
        digital_input(bit(8), valid=known(10, 8)),
        leak(bit(9), channel=1, valid=known(12, 9)),
        leak(bit(10), channel=2, valid=known(13, 10)),
        occupancy(bit(11), valid=known(14, 11)),
        attribute(valid=known(15, 12), glass_broken_1=bit(12) == 1),
        attribute(valid=known(16, 13), glass_broken_2=bit(13) == 1),
        reserved(bits(14, 15)),
    )


_ALARMS = word(
    u8,
    attribute(
        low_temperature_alarm=bit(0) == 1,
        high_temperature_alarm=bit(1) == 1,
        low_humidity_alarm=bit(2) == 1,
        high_humidity_alarm=bit(3) == 1,
        low_illuminance_alarm=bit(4) == 1,
        high_illuminance_alarm=bit(5) == 1,
    ),
    reserved(bits(6, 7)),
)
_HAS_CLIMATE = peek(4, u16).bit(0)
REPORTS = {
    0x01: report(
        "climate_and_states",
        word(u16, *_fitted(16)),
        _states(peek(4, u16), peek(6, u16)),
        temperature(i16 / 100, valid=_HAS_CLIMATE),
        humidity(u8 / 2, valid=_HAS_CLIMATE),
    ),
    0x02: report("light", illuminance(u16), _ALARMS, reserved(4)),
    0x11: report(
        "states",
        word(u24, *_fitted(17), reserved(bits(17, 23))),
        _states(peek(4, u24), peek(7, u16)),
        reserved(2),
    ),
    0x12: report("climate_and_light", temperature(i16 / 100), humidity(u16 / 100), illuminance(u16), _ALARMS),
}
SETTINGS = (
    INTERVALS,
    BATTERY_CHANGE,
    TEMPERATURE_CHANGE,
    attribute(humidity_change=humidity(u8 / 2), illuminance_change=illuminance(u8)),
)
_ENABLED = (attribute(motion_sensor_enabled=u8 == 1), reserved(8))
_SENSITIVITY = (attribute(shock_sensitivity=u8, external_shock_sensitivity=u8), reserved(7))
_TIMES = attribute(sensor_disable_time=duration(u16), sensor_detection_time=duration(u16))
_TIMES_OF = attribute(sensor=choice(u8, {0: "motion", 1: "seat"}))
_ALARM_TIME = (attribute(alarm_time=duration(u16)), reserved(7))
_OUTPUT = (attribute(digital_output_type=choice(u8, {0: "normally open", 1: "normally closed"})), reserved(8))
_RESTORE = (attribute(restore_report=u8 == 1), reserved(8))
ANSWERS = {
    0x83: message("motion_sensor_enabled", RESULT),
    0x84: message("motion_sensor", _ENABLED),
    0x85: message("shock_sensitivity_set", RESULT),
    0x86: message("shock_sensitivity", _SENSITIVITY),
    0x87: message("sensor_times_set", RESULT),
    0x88: message("sensor_times", _TIMES, reserved(5)),
    0x89: message("alarm_time_set", RESULT),
    0x8A: message("alarm_time", _ALARM_TIME),
    0x8B: message("digital_output_set", RESULT),
    0x8C: message("digital_output", _OUTPUT),
    0x8D: message("restore_report_set", RESULT),
    0x8E: message("restore_report", _RESTORE),
}
COMMANDS: dict[str, tuple[int, Body, str]] = {
    "motion_sensor_enabled": (0x03, _ENABLED, "motion_sensor_enabled"),
    "request_motion_sensor": (0x04, reserved(9), "motion_sensor"),
    "shock_sensitivity": (0x05, _SENSITIVITY, "shock_sensitivity_set"),
    "request_shock_sensitivity": (0x06, reserved(9), "shock_sensitivity"),
    "sensor_times": (0x07, (_TIMES, _TIMES_OF, reserved(4)), "sensor_times_set"),
    "request_sensor_times": (0x08, (_TIMES_OF, reserved(8)), "sensor_times"),
    "alarm_time": (0x09, _ALARM_TIME, "alarm_time_set"),
    "request_alarm_time": (0x0A, reserved(9), "alarm_time"),
    "digital_output_type": (0x0B, _OUTPUT, "digital_output_set"),
    "request_digital_output": (0x0C, reserved(9), "digital_output"),
    "restore_report": (0x0D, _RESTORE, "restore_report_set"),
    "request_restore_report": (0x0E, reserved(9), "restore_report"),
}
