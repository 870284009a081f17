"""What Asset Tracker 3 can be set to, by group and number: the tracker itself, its positions, its satellite receivers.

A parameter says what follows before its value: a number in four bytes, or bytes; texts are left out. Source: the
vendor's published list of parameters, with its names and limits. Passwords are left out, and so is the group of the
external sensors, whose units nothing says. Patterns of lights and sounds are given as their bytes.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.wire import Source

Parameters = dict[tuple[int, int], Body]
OPEN = (0, 0x7FFFFFFF)
CONSTELLATIONS = {
    0: "gps", 1: "glonass", 2: "gps glonass", 3: "gps galileo", 4: "gps glonass galileo", 5: "beidou", 6: "gps beidou",
}  # fmt: skip
_ACTIONS = dict(
    enumerate(
        (
            "none", "battery level", "start or stop sos", "request position", "request status", "start", "stop",
            "start sos", "bluetooth advertisement", "reboot",
        )
    )
)  # fmt: skip
_GESTURES = ("press", "long_press", "click", "double_click", "triple_click", "sequence")
_TRIGGERS = (
    "request", "sos", "motion_start", "motion_stop", "in_motion", "static", "shock", "temperature_high",
    "temperature_low", "zone",
)  # fmt: skip
#: The events of each class, a byte for a class.
_EVENTS = (
    ("status", "low_battery", "bluetooth", "tamper", "heartbeat", "shutdown", "history", "firmware_update"),
    ("sos_on", "sos_off"),
    ("temperature_high", "temperature_low", "temperature_normal"),
    ("motion_start", "motion_end", "shock"),
    ("main_network", "backup_network"),
    ("zone",),
)
_TECHNOLOGIES = {
    0: "none", 1: "lr assisted gnss", 2: "wifi", 3: "bluetooth 1", 4: "bluetooth 2", 5: "assisted gnss", 6: "gnss",
}  # fmt: skip


def called(name: str, source: Any, low: float | None = None, high: float | None = None) -> Body:
    """An attribute with a name that is put together, which takes no more than this."""
    said: dict[str, Any] = {name: source}
    return attribute(**said, limits=None if low is None else (low, high))


def numbers(group: int, table: dict[int, Body]) -> Parameters:
    """Parameters of a group that are four bytes."""
    return {(group, number): (expect(u8, 0x21), body) for number, body in table.items()}


def sized_bytes(group: int, size: int, *body: Body, **places: int) -> Parameters:
    """Parameters of a group that are so many bytes, by their names; where a body is given, it is what they say."""
    return {
        (group, number): (expect(u8, size << 3 | 4), body or called(name, hexadecimal(size)))
        for name, number in places.items()
    }


def named(*names: str) -> Source:
    """A state by the place of its name."""
    return choice(u32, dict(enumerate(names)))


def flags(prefix: str, names: tuple[str, ...]) -> Body:
    """A byte of truth values, the lowest bit first."""
    said: dict[str, Any] = {f"{prefix}_{name}": bit(place) for place, name in enumerate(names)}
    return word(u8, attribute(**said), *([reserved(bits(len(names), 7))] if len(names) < 8 else []))


def notifications(prefix: str) -> Body:
    """Which notifications a setting holds for."""
    return tuple(flags(prefix, names) for names in _EVENTS)


def _button(button: int) -> Body:
    said: dict[str, Any] = {
        f"button_{button}_{gesture}": choice(bits(4 * place, 4 * place + 3), _ACTIONS)
        for place, gesture in enumerate(_GESTURES)
    }
    return word(u32, attribute(**said), reserved(bits(24, 31)))


def _triggers(profile: int) -> Body:
    said: dict[str, Any] = {f"profile_{profile}_on_{name}": bit(place) for place, name in enumerate(_TRIGGERS)}
    return word(u32, attribute(**said), reserved(bits(10, 31)))


def _technologies(profile: int) -> Body:
    """What finds the position, one after another; the later ones always, or if the former did not."""
    return tuple(
        word(
            u8,
            called(f"profile_{profile}_technology_{turn}", choice(bits(0, 6), _TECHNOLOGIES)),
            called(f"profile_{profile}_always_{turn}", bit(7)),
        )
        for turn in range(1, 7)
    )


CORE: Parameters = numbers(
    1,
    {
        0x00: attribute(monitoring_interval=duration(u32), limits=(15, None)),
        0x01: attribute(status_interval=duration(u32)),
        0x03: attribute(high_temperature_threshold=temperature(i32), limits=(-100, 100)),
        0x04: attribute(low_temperature_threshold=temperature(i32), limits=(-100, 100)),
        0x05: attribute(temperature_hysteresis=temperature_difference(i32), limits=(-100, 100)),
        0x06: _button(1),
        0x07: _button(2),
        0x08: word(
            u32, attribute(press_time=duration(bits(0, 3)), long_press_time=duration(bits(4, 7))),
            attribute(button_1_debounce=bits(8, 15), button_2_debounce=bits(16, 23)), reserved(bits(24, 31)),
        ),
        0x0C: attribute(almanac_validity=duration(u32 * 86400), limits=(604_800, 31_536_000)),
        0x0D: attribute(almanac_outdated_share=percentage(u32), limits=(0, 100)),
    },
) | sized_bytes(1, 30, led_1_patterns=0x09, led_2_patterns=0x0A, buzzer_patterns=0x0B)  # fmt: skip
CORE |= sized_bytes(1, 6, notifications("notify"), notifications=0x02)
CORE |= sized_bytes(1, 7, flags("store", ("position",)), notifications("store"), stored=0x0F)

POSITIONS: Parameters = numbers(
    2,
    {
        0x00: report_interval(u32, limits=(10, 86400)),
        0x01: attribute(static_report_interval=duration(u32), limits=(10, 86400)),
        0x02: attribute(sos_report_interval=duration(u32), limits=(10, 86400)),
        0x03: attribute(motion_start_positions=u32, limits=(0, 10)),
        0x04: attribute(motion_stop_positions=u32, limits=(0, 10)),
        0x05: attribute(start_stop_interval=duration(u32), limits=(10, 86400)),
        0x06: attribute(gnss_hold_on=named("off", "always", "technology", "moving", "static", "technology, moving")),
        0x07: attribute(gnss_hold_on_timeout=duration(u32), limits=(0, 86400)),
        **{0x08 + profile: _triggers(profile) for profile in range(3)},
    },
)
POSITIONS |= {
    key: body
    for profile in range(3)
    for key, body in sized_bytes(2, 6, _technologies(profile), technologies=0x0B + profile).items()
}
