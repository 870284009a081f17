"""What all Radio Bridge sensors take: eight bytes with zeros at the end; the sensor answers whether they were valid.

Source: the vendor's user guides and support pages: common messages (general configuration), and the configuration of
each kind of sensor. They name no port: it is the one that the sensors send on. The general configuration sets the radio
along with the period, so that the radio has to be said each time: as sold, ``adr_disabled=False``,
``unconfirmed_messages=True`` and ``duty_cycle_enabled=False``, which EU868 wants True. Retries of 0 leave the number as
it is; what else is not said becomes what the guides give as default. A sensor measures and reports by the time that its
own configuration says, 0 for never.
"""

from collections.abc import Sequence
from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.commands import Command
from redi_codecs.layout.device import Example

_COMPUTED = "computed from the user guides: a period of 15 minutes is 8F, of 4 hours 04"


#: Minutes where the top bit is set, else hours.
_PERIOD = in_units(u8, 3600, 60)
#: Seconds where the top bit is set, else minutes.
_HOLD = in_units(u8, 60, 1)
_PAGE = "the vendor's support page on the configuration of this sensor"
_EVERY = attribute(measurement_report_interval=duration(_PERIOD), default=0)


def _sensor(number: int, *body: Body, examples: Sequence[Example]) -> Command:
    return command(2, expect(u8, number), *body, answer="downlink_answer", examples=examples)


COMMANDS = {
    #: The supervisory message, with battery and state.
    "report_interval": command(
        2,
        expect(u8, 0x01),
        attribute(events_enabled=u8 == 0, default=True),
        word(
            u8,
            attribute(adr_disabled=bit(0)),
            attribute(unconfirmed_messages=bit(1)),
            attribute(uplink_retries=bits(2, 5), default=0, limits=(0, 8)),
            attribute(duty_cycle_enabled=bit(6)),
            reserved(bit(7)),
        ),
        report_interval(_PERIOD, limits=(60, None)),
        reserved(4),
        answer="downlink_answer",
        examples=[
            example(
                "01 00 02 8F 00000000", f_port=2, report_interval=900, events_enabled=True, adr_disabled=False,
                unconfirmed_messages=True, uplink_retries=0, duty_cycle_enabled=False, source=_COMPUTED,
            ),
            example(
                "01 00 42 04 00000000", report_interval=14400, events_enabled=True, adr_disabled=False,
                unconfirmed_messages=True, uplink_retries=0, duty_cycle_enabled=True, source=_COMPUTED,
            ),
            example(
                "01 01 05 13 00000000", report_interval=68400, events_enabled=False, adr_disabled=True,
                unconfirmed_messages=False, uplink_retries=1, duty_cycle_enabled=False, source=_COMPUTED,
            ),
        ],
    ),
}  # fmt: skip


def _held(number: int, first: str, second: str, examples: Sequence[Example]) -> Command:
    """Events of two states, each after it has lasted so long; 0 for at once."""
    off: dict[str, Any] = {f"{first}_disabled": bit(1), f"{second}_disabled": bit(0)}
    held: dict[str, Any] = {f"{second}_hold_time": duration(u16 / 4), f"{first}_hold_time": duration(u16 / 4)}
    return _sensor(
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
                close_hold_time=600, source=_PAGE,
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
                open_hold_time=300, source=_PAGE,
            ),
            example(
                "07 02 0E10 0000 0000", short_disabled=False, open_disabled=True, short_hold_time=900,
                open_hold_time=0, source=_PAGE,
            ),
        ],
    ),
}  # fmt: skip
WATER = COMMANDS | {
    "events": _sensor(
        0x08,
        word(u8, attribute(wet_disabled=bit(0), dry_disabled=bit(1), default=False), reserved(bits(2, 7))),
        attribute(resistance_threshold=u8, default=80),
        attribute(threshold_margin=u8, default=0),
        reserved(4),
        examples=[
            example(
                "08 02 50 00 00000000", f_port=2, wet_disabled=False, dry_disabled=True, resistance_threshold=80,
                threshold_margin=0, source=_PAGE,
            ),
        ],
    ),
}  # fmt: skip
PROBE = COMMANDS | {
    "threshold": _sensor(
        0x09, expect(u8, 0), _EVERY,
        word(u8, attribute(temperature_margin=bits(0, 3), default=5), reserved(bits(4, 7))),
        attribute(temperature_threshold_min=temperature(i8), default=10, limits=(-40, 100)),
        attribute(temperature_threshold_max=temperature(i8), default=90, limits=(-40, 100)),
        reserved(2),
        examples=[
            example(
                "09 00 0E 0F FD 19 0000", f_port=2, measurement_report_interval=50400, temperature_margin=15,
                temperature_threshold_min=-3, temperature_threshold_max=25, source=_PAGE,
            ),
        ],
    ),
    "change_threshold": _sensor(
        0x09, expect(u8, 1), _EVERY, reserved(1),
        attribute(temperature_increase=u8, temperature_decrease=u8),
        reserved(2),
        examples=[
            example(
                "09 01 93 00 07 03 0000", f_port=2, measurement_report_interval=1140, temperature_increase=7,
                temperature_decrease=3, source=_PAGE,
            ),
        ],
    ),
}  # fmt: skip
CLIMATE = COMMANDS | {
    "threshold": _sensor(
        0x0D, expect(u8, 0), _EVERY,
        word(u8, attribute(humidity_margin=humidity(bits(4, 7)), temperature_margin=bits(0, 3), default=5)),
        attribute(temperature_threshold_min=temperature(i8), default=10),
        attribute(temperature_threshold_max=temperature(i8), default=40),
        attribute(humidity_threshold_min=humidity(u8), default=40, limits=(0, 100)),
        attribute(humidity_threshold_max=humidity(u8), default=60, limits=(0, 100)),
        examples=[
            example(
                "0D 00 18 A5 F6 1E 0F 3C", f_port=2, measurement_report_interval=86400, humidity_margin=10,
                temperature_margin=5, temperature_threshold_min=-10, temperature_threshold_max=30,
                humidity_threshold_min=15, humidity_threshold_max=60, source=_PAGE,
            ),
        ],
    ),
    "change_threshold": _sensor(
        0x0D, expect(u8, 1), _EVERY, reserved(1),
        attribute(temperature_increase=u8, temperature_decrease=u8, humidity_increase=u8, humidity_decrease=u8),
        examples=[
            example(
                "0D 01 8F 00 0A 0F 05 14", f_port=2, measurement_report_interval=900, temperature_increase=10,
                temperature_decrease=15, humidity_increase=5, humidity_decrease=20, source=_PAGE,
            ),
        ],
    ),
}  # fmt: skip
LEVEL = COMMANDS | {
    "threshold": _sensor(
        0x10, expect(u8, 0), _EVERY, attribute(hold_time=duration(_HOLD), default=0),
        attribute(distance_threshold_min=distance(u16), default=100),
        attribute(distance_threshold_max=distance(u16), default=1000),
        examples=[
            example(
                "10 00 B3 0D 0BB8 1D4C", f_port=2, measurement_report_interval=3060, hold_time=780,
                distance_threshold_min=3000, distance_threshold_max=7500, source=_PAGE,
            ),
        ],
    ),
    "change_threshold": _sensor(
        0x10, expect(u8, 1), _EVERY, attribute(hold_time=duration(_HOLD), default=0),
        attribute(distance_increase=distance(u16), distance_decrease=distance(u16)),
        examples=[
            example(
                "10 01 30 87 000E 0012", f_port=2, measurement_report_interval=172800, hold_time=7,
                distance_increase=14, distance_decrease=18, source=_PAGE,
            ),
        ],
    ),
}  # fmt: skip
VOLTAGE = COMMANDS | {
    #: The guide gives the margin in steps of 10 mV by its default, the page in mV: a number.
    "threshold": _sensor(
        0x14, expect(u8, 0), _EVERY, attribute(threshold_margin=u8),
        attribute(voltage_threshold_min=input_voltage(u16 / 100), default=10),
        attribute(voltage_threshold_max=input_voltage(u16 / 100), default=12),
        examples=[
            example(
                "14 00 A7 14 09BB 0A0D", f_port=2, measurement_report_interval=2340, threshold_margin=20,
                voltage_threshold_min=24.91, voltage_threshold_max=25.73, source=_PAGE,
            ),
        ],
    ),
    "change_threshold": _sensor(
        0x14, expect(u8, 1), _EVERY, reserved(1),
        attribute(voltage_increase=input_voltage(u16 / 100), voltage_decrease=input_voltage(u16 / 100)),
        examples=[
            example(
                "14 01 1B 00 071D 090D", f_port=2, measurement_report_interval=97200, voltage_increase=18.21,
                voltage_decrease=23.17, source=_PAGE,
            ),
        ],
    ),
}  # fmt: skip
