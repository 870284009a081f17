"""What the radiator valve MLR003 takes: each port sets something of its own.

On port 1 it is told what to hold and what to fall back to, each a temperature or a position, and how often it reports.
Source: the vendor's published driver (Actility device catalog) and its examples.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_MADE = "the vendor's published examples"
_RANGES = ("0.624", "0.832", "1.040", "1.248", "1.456", "1.664", "1.872", "2.080", "2.288", "2.496")
_MILLIMETRES = {0: "2.560 mm"} | {3 + place: f"{range} mm" for place, range in enumerate(_RANGES)}
_INTERVALS = {0: 600, 1: 300, 2: 3600, 3: 7200, 4: 28800}
RANGE = attribute(motor_range=choice(u8, _MILLIMETRES))
SPREADING = attribute(spreading=choice(u8, {0: "SF7", 1: "SF8"}))
DROP = (
    attribute(two_drops=bit(4), drop_beep=bit(5)),
    attribute(drop_action=choice(bits(6, 7), {0: "none", 2: "close for 30 min", 3: "close for 60 min"})),
)
CONTROL = (
    attribute(proportional=u8, integral=u8 / 50, derivative=u8 / 5),
    expect(u8, 0x80, warning="unexpected_value"),
    attribute(closed_share=percentage(u8), limits=(0, 100)),
    attribute(derivative_closed=u8 / 5),
    attribute(offset_share=percentage(u8), limits=(0, 100)),
)
SWITCHES = (
    attribute(turned_off=bit(0)), reserved(bits(1, 5)), attribute(recalibration=bit(6), on_after_failed_run=bit(7)),
)  # fmt: skip
_TARGET = attribute(target=temperature(u8 / 2), limits=(0, 40))
_POSITION = attribute(valve_opening=percentage(u8), limits=(0, 100))
_SAFE_TARGET = attribute(safe_target=temperature(u8 / 2), limits=(0, 40))
_SAFE_POSITION = attribute(safe_opening=percentage(u8), limits=(0, 100))
_ROOM = attribute(room_temperature=temperature(u8 / 4), limits=(0, 40))


def _held(set: Body, mode: int, safe: Body, safe_mode: int, *examples: Example) -> Command:
    return command(
        1, set, _ROOM, safe,
        word(
            u8, expect(bits(0, 1), safe_mode), expect(bits(2, 3), mode),
            report_interval(lookup(bits(4, 6), _INTERVALS)), expect(bit(7), 0),
        ),
        expect(u8, 0),
        word(u8, reserved(bits(0, 6)), attribute(reference_run=bit(7), default=False)),
        examples=examples, answer=False,
    )  # fmt: skip


COMMANDS = {
    "target": _held(
        _TARGET, 2, _SAFE_TARGET, 0,
        example(
            "2A50 2618 0000", f_port=1, target=21, room_temperature=20, safe_target=19, report_interval=300,
            source=_MADE,
        ),
        example(
            "50A0 5048 0000", target=40, room_temperature=40, safe_target=40, report_interval=28800, source=_MADE
        ),
    ),
    "target_else_opening": _held(
        _TARGET, 2, _SAFE_POSITION, 2,
        example(
            "2C48 503A 0000", f_port=1, target=22, room_temperature=18, safe_opening=80, report_interval=7200,
            source=_MADE,
        ),
    ),
    "opening": _held(
        _POSITION, 0, _SAFE_POSITION, 2,
        example(
            "3264 4622 0080", f_port=1, valve_opening=50, room_temperature=25, safe_opening=70, report_interval=3600,
            reference_run=True, source=_MADE,
        ),
    ),
    "opening_else_target": _held(
        _POSITION, 0, _SAFE_TARGET, 0,
        example(
            "4B58 2200 0080", f_port=1, valve_opening=75, room_temperature=22, safe_target=17, report_interval=600,
            reference_run=True, source=_MADE,
        ),
    ),
    "motor_range": command(
        3, RANGE, answer=True, examples=[example("0A", f_port=3, motor_range="2.080 mm", source=_MADE)]
    ),
    "spreading": command(
        4, SPREADING, answer=True, disruptive="with a faster one the gateways may not hear it",
        examples=[
            example("01", f_port=4, spreading="SF8", source=_MADE), example("00", spreading="SF7", source=_MADE),
        ],
    ),
    "slow_harvesting": command(
        5,
        word(
            u8,
            attribute(
                slow_harvesting=choice(bits(0, 1), {0: "default", 1: "on", 2: "detection only", 3: "off"}),
                hot_water=choice(bits(2, 3), {0: "by time of year", 1: "off", 2: "on"}), opening_point_reset=bit(4),
            ),
            reserved(bits(5, 7)),
        ),
        attribute(flow_sensor_max=temperature(u8 / 2), limits=(0, 33)), answer=False,
        examples=[
            example(
                "0936", f_port=5, slow_harvesting="on", hot_water="on", opening_point_reset=False, flow_sensor_max=27,
                source=_MADE,
            ),
        ],
    ),
    "drop_reaction": command(
        6, word(u8, reserved(bits(0, 3)), DROP), answer=True,
        examples=[
            example("80", f_port=6, drop_action="close for 30 min", drop_beep=False, two_drops=False, source=_MADE),
        ],
    ),
    "control": command(
        7, CONTROL, answer=True,
        examples=[
            example(
                "144B 6980 2046 2A", f_port=7, proportional=20, integral=1.5, derivative=21, closed_share=32,
                derivative_closed=14, offset_share=42, source=_MADE,
            ),
        ],
    ),
    "flow_offset": command(
        8, attribute(flow_offset=temperature_difference(i8 / 4)), answer=True,
        examples=[example("FC", f_port=8, flow_offset=-1, source="the vendor's encoder, run")],
    ),
    "external_expiry": command(
        9, attribute(external_expiry=duration(u8 * 300)), answer=True,
        examples=[example("01", f_port=9, external_expiry=300, source=_MADE)],
    ),
    "room_temperature": command(10, _ROOM, examples=[example("58", f_port=10, room_temperature=22, source=_MADE)]),
    "beep": command(11, attribute(beeps=u8), examples=[example("03", f_port=11, beeps=3, source=_MADE)]),
    "operation": command(
        15, word(u8, SWITCHES), answer=True, disruptive="turned off, it hears nothing until somebody goes there",
        examples=[
            example("80", f_port=15, on_after_failed_run=True, recalibration=False, turned_off=False, source=_MADE),
        ],
    ),
}  # fmt: skip
