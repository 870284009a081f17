"""What MClimate's devices are told: the number of a command and its value; several go into one downlink.

What is set by one number is asked for with another, with which the answer begins too, so that the tables of the
answers serve both. Source: MClimate's device communication protocols and its published encoders (Actility device
catalog).
"""

from collections.abc import Mapping

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.walk import fields

PORT = 1
_PROTOCOL = "device communication protocols"
_RUN = "the vendor's published encoder (Actility device catalog), run"
#: By the name of a command: the number that sets, and the number that asks and answers.
COMMON: dict[str, tuple[int, int]] = {
    "report_interval": (0x02, 0x12),
    "join_retry_period": (0x10, 0x19),
    "confirmed_messages": (0x11, 0x1B),
    "watchdog": (0x1C, 0x1D),
}
CO2: dict[str, tuple[int, int]] = {
    "co2_boundaries": (0x1E, 0x1F),
    "auto_zero_value": (0x20, 0x21),
    "measurement_periods": (0x24, 0x25),
    "auto_zero_period": (0x2A, 0x2B),
}
SHOWN: dict[str, tuple[int, int]] = {
    "display_refresh_period": (0x33, 0x34),
    "temperature_visible": (0x40, 0x41),
    "humidity_visible": (0x42, 0x43),
}
PIR: dict[str, tuple[int, int]] = {
    "pir_enabled": (0x3C, 0x3D),
    "pir_sensitivity": (0x3E, 0x3F),
    "pir_measurement_period": (0x48, 0x49),
    "pir_check_period": (0x4A, 0x4B),
    "pir_blind_period": (0x4C, 0x4D),
}
EXAMPLES: dict[str, list[Example]] = {
    "report_interval": [example("02 09", f_port=PORT, report_interval=540, source=_PROTOCOL)],
    "join_retry_period": [example("10 F0", f_port=PORT, join_retry_period=1200, source=_PROTOCOL)],
    "confirmed_messages": [
        example("11 01", f_port=PORT, uplink_type="confirmed", source=_RUN),
        example("11 00", uplink_type="unconfirmed", source=_RUN),
    ],
    "watchdog": [
        example("1C 07 18", f_port=PORT, watchdog_confirmed=7, watchdog_unconfirmed=86_400, source=_RUN),
    ],
    "co2_boundaries": [
        example("1E 0384 05DC", f_port=PORT, co2_boundary_medium=900, co2_boundary_bad=1500, source=_PROTOCOL),
    ],
    "auto_zero_value": [example("20 0221", f_port=PORT, auto_zero_value=545, source=_PROTOCOL)],
    "notify_periods": [
        example(
            "22 00 0A 0A", f_port=PORT, notify_period_good=0, notify_period_medium=600, notify_period_bad=600,
            source="CO2 Sensor protocol, table 23",
        ),
    ],
    "measurement_periods": [
        example(
            "24 0F 10 11", f_port=PORT, measurement_period_good=900, measurement_period_medium=960,
            measurement_period_bad=1020, source=_RUN,
        ),
    ],
    "auto_zero_period": [example("2A 48", f_port=PORT, auto_zero_period=259_200, source=_PROTOCOL)],
    "display_refresh_period": [example("33 0C", f_port=PORT, display_refresh_period=43_200, source=_RUN)],
    "temperature_visible": [
        example("40 01", f_port=PORT, temperature_visible=True, source=_RUN),
        example("40 00", temperature_visible=False, source=_RUN),
    ],
    "humidity_visible": [
        example("42 01", f_port=PORT, humidity_visible=True, source=_RUN),
        example("42 00", humidity_visible=False, source=_RUN),
    ],
    "measurement_blind_time": [example("81 0E", f_port=PORT, measurement_blind_time=840, source=_PROTOCOL)],
    "pir_enabled": [
        example("3C 01", f_port=PORT, pir_enabled=True, source=_RUN),
        example("3C 00", pir_enabled=False, source=_RUN),
    ],
    "pir_sensitivity": [example("3E 1E", f_port=PORT, pir_sensitivity=30, source=_RUN)],
    "pir_measurement_period": [example("48 04", f_port=PORT, pir_measurement_period=4, source=_RUN)],
    "pir_check_period": [example("4A 0258", f_port=PORT, pir_check_period=600, source=_RUN)],
    "pir_blind_period": [
        example("4C 0014", f_port=PORT, pir_blind_period=20, source="the vendor's published encoder, its example"),
    ],
}  # fmt: skip


def commands_of(answers: Mapping[int, Body], *numbers: Mapping[str, tuple[int, int]]) -> dict[str, Command]:
    """To set what these answers tell, and to ask for it."""
    made: dict[str, Command] = {}
    for several in numbers:
        for name, (to_set, to_ask) in several.items():
            told = list(dict.fromkeys(one.name for one in fields(flat(answers[to_ask]))))
            made[name] = told_by(to_set, answers[to_ask], *EXAMPLES.get(name, ()), answer=told)
            made[f"request_{name}"] = told_by(
                to_ask, example(f"{to_ask:02X}", f_port=PORT, source=_PROTOCOL), answer=told
            )
    return made | (requests(answers, versions=0x04) if 0x04 in answers else {})


def requests(answers: Mapping[int, Body], **numbers: int) -> dict[str, Command]:
    """To ask for what these answers tell, and what nothing sets, or something that is told otherwise."""
    return {
        f"request_{name}": told_by(
            number,
            example(f"{number:02X}", f_port=PORT, source=_RUN),
            answer=list(dict.fromkeys(one.name for one in fields(flat(answers[number])) if one.role != "hidden")),
        )
        for name, number in numbers.items()
    }


def told_by(
    number: int, *parts: Body | Example, answer: list[str] | tuple[str, ...] | bool = (), disruptive: str = ""
) -> Command:
    """A command with this number: what follows it, and its examples."""
    body = tuple(one for one in parts if not isinstance(one, Example))
    examples = [one for one in parts if isinstance(one, Example)]
    return command(PORT, expect(u8, number), body, examples=examples, answer=answer, disruptive=disruptive, joins=True)


#: Of the thermostats on the wall, in tenths.
TARGET = told_by(0x2E, attribute(target=temperature(u16 / 10)), answer=False)
