"""TEMP: temperature of one or two probes; the first generation has other frames than the third and fourth.

Source: the models' user guides (chapter "Uplink frames") and the vendor's published decoders.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.adeunis.commands import COMMANDS
from redi_codecs.vendors.adeunis.frames import INCONSISTENT, SAMPLING, TIME, common, status_byte

_STATUS = status_byte(let(with_time=bit(2)), INCONSISTENT, attribute(two_channels=bit(4)))
_FIRST = temperature(i16 / 10, place="probe", channel=1)
_SECOND = temperature(i16 / 10, place="probe", channel=2)
_TWO = V.two_channels == 1


def _alarm(number: int) -> Body:
    return attribute(threshold_alarm=choice(u8, {0: "none", 1: "high", 2: "low"}), channel=number)


TEMP4 = device(
    "adeunis/temp-4",
    name="Temperature sensor TEMP 4 with one or two probes",
    source="TEMP 4 user guide, uplink frames; the vendor's published decoder",
    f_port=1,
    downlink=COMMANDS,
    uplink=switch(u8, {number: body for number, body in common(_STATUS).items() if number in (0x20, 0x33)} | {
        0x10: message("configuration", _STATUS, report_interval(u16 * 10), *SAMPLING, attribute(redundant_samples=u8)),
        0x2F: message(
            "command_answer", _STATUS, attribute(
                command_code=u8,
                command_status=choice(
                    u8, {1: "success", 2: "error", 3: "wrong_state", 4: "invalid_request", 5: "other_error"}
                ),
            ),
        ),
        0x30: message("keep_alive", _STATUS, _FIRST, optional(_TWO, _SECOND), TIME),
        0x36: message("alert", _STATUS, attribute(alert=choice(u8, {0: "normal", 1: "radio_forbidden"}))),
        0x37: message(
            "software_version", _STATUS, firmware_version(version(u8, u8, u8)),
            attribute(rtu_version=version(u8, u8, u8)),
        ),
        0x57: message("data", _STATUS, switch(V.two_channels, {
            0: (history(_FIRST, newest="first"), TIME), 1: (history(_FIRST, _SECOND, newest="first"), TIME),
        })),
        0x58: message("alarm", _STATUS, _alarm(1), _FIRST, optional(_TWO, _alarm(2), _SECOND), TIME),
    }),
    also={"adeunis/temp@3": "Temperature sensor TEMP, third generation"},
    vectors=[
        vector(
            "57 30 00C8 FFCE 00C9 00D2", f_port=1, message="data", frame_count=1, low_battery=False,
            two_channels=True, temperature_probe_1=20, temperature_probe_2=-5,
            records=[{"temperature_probe_1": 20.1, "temperature_probe_2": 21}], source="the vendor's decoder, run",
        ),
        vector(
            "58 24 01 00C8 14ABA3E9", message="alarm", time=1703791337, frame_count=1, low_battery=False,
            two_channels=False, threshold_alarm_1="high", temperature_probe_1=20, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

_OLD_STATUS = status_byte(fault(bit(2)), attribute(probe_1_alarm=bit(3)), attribute(probe_2_alarm=bit(4)))


def _probe(number: int) -> Body:
    return word(
        u8, attribute(active=bit(0) == 1, channel=number), reserved(bits(1, 3)),
        attribute(probe_id=bits(4, 7), channel=number),
    )  # fmt: skip


_MEASURED = (_probe(1), _FIRST, _probe(2), _SECOND)


def _threshold(*more: Body) -> Body:
    return (
        attribute(
            high_threshold=temperature(i16 / 10), high_hysteresis=temperature_difference(u8 / 10),
            low_threshold=temperature(i16 / 10), low_hysteresis=temperature_difference(u8 / 10),
        ),
        more,
    )  # fmt: skip


def _trigger(number: int) -> Body:
    return (
        word(u8, reserved(bits(0, 3)), attribute(probe_id=bits(4, 7), channel=number)),
        word(
            u8,
            attribute(
                threshold_trigger=choice(bits(0, 1), {0: "none", 1: "low", 2: "high", 3: "both"}), channel=number
            ),
            reserved(bits(2, 7)),
        ),
    )  # fmt: skip


def _configuration(period: int, sampling: int) -> Body:
    """Periods are in steps of so many seconds: shorter ones in test mode."""
    return (
        report_interval(u8 * period), attribute(data_interval=duration(u8 * period)), _trigger(1), _trigger(2),
        attribute(mode=choice(u8, {0: "park", 1: "production", 2: "test", 3: "dead"})),
        word(u8, attribute(probe_1_active=bit(0) == 1, probe_2_active=bit(1) == 1), reserved(bits(2, 7))),
        attribute(sampling_period=duration(u8 * sampling)),
    )  # fmt: skip


_OLD_COMMON: dict[Any, Body] = {number: body for number, body in common(_OLD_STATUS).items() if number == 0x20}

TEMP = device(
    "adeunis/temp",
    name="Temperature sensor TEMP with one or two probes",
    source="TEMP user guide, uplink frames; the vendor's published decoder",
    f_port=1,
    uplink=switch(u8, _OLD_COMMON | {
        0x10: message("configuration", _OLD_STATUS, switch(
            peek(8, u8), {2: _configuration(20, 10)}, otherwise=_configuration(600, 60)
        )),
        0x11: message("first_threshold", _OLD_STATUS, _threshold(attribute(oversampling=u8))),
        0x12: message("second_threshold", _OLD_STATUS, _threshold()),
        0x30: message("keep_alive", _OLD_STATUS, *_MEASURED),
        0x43: message("data", _OLD_STATUS, *_MEASURED),
    }),
    vectors=[
        vector(
            "43 40 01 00C8 12 FFCE", f_port=1, message="data", frame_count=2, low_battery=False, fault=False,
            active_1=True, temperature_probe_1=20, active_2=False, probe_id_2=1, temperature_probe_2=-5,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
