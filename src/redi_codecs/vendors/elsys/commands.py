"""What Elsys' sensors are told: their settings, by their numbers, on port 6.

Source: "Sensor downlink payload" v2.1 and "NFC settings specification" (elsys.se).
"""

from collections.abc import Mapping
from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.commands import Command
from redi_codecs.layout.device import Measures, Variant
from redi_codecs.layout.walk import fields
from redi_codecs.vendors.elsys.settings import SETTINGS

PORT = 6
_GENERATED = "part of what the vendor's downlink generator writes, 3E0F 14000003B4 15… 1F00000005"
_COMPUTED = "computed from the table of settings: the number, and the value in so many bytes"
_RADIO = "the network server may not hear it any more"

#: By the number of a setting, a value in hex and what it means.
_SAID: dict[int, tuple[str, object]] = {
    0x08: ("05", 5), 0x0A: ("01", True), 0x0B: ("05", 5), 0x0C: ("05", 5), 0x0D: ("00", 0), 0x10: ("06", "DS18B20"),
    0x11: ("02", "count"), 0x12: ("01", "calibrate"), 0x13: ("01020304", "01020304"), 0x14: ("000003B4", 948),
    0x15: ("00000001", 1), 0x16: ("00000002", 2), 0x17: ("00000003", 3), 0x18: ("00000004", 4), 0x19: ("00000005", 5),
    0x1A: ("00000006", 6), 0x1B: ("000001F4", 0.5), 0x1C: ("0000000A", 10), 0x1D: ("00000007", 7),
    0x1E: ("00000008", 8), 0x1F: ("00000005", 5), 0x23: ("00000009", 9), 0x24: ("0000000A", 10), 0x26: ("02", 2),
    0x27: ("01", True), 0x28: ("01", 1), 0x2A: ("0000000B", 11), 0x2B: ("0000000C", 12), 0x2C: ("00000001", 1),
    0x2E: ("0A", 10), 0x2F: ("01", True), 0x30: ("01", True), 0x31: ("01A4", 420), 0x33: ("00B4", 180),
    0x35: ("0064", 100), 0x37: ("00000002", 2), 0x39: ("01", 1), 0x3A: ("01", True), 0x3E: ("01", 1),
    0x3F: ("00000064", 100), 0x40: ("00000003", 3), 0xF4: ("01", True),
}  # fmt: skip


def inside(*body: Body) -> Body:
    """What stands around settings: that they are some, and how many bytes."""
    return expect(u8, 0x3E), sized(u8, *body)


def _examples(number: int, name: str) -> list[Any]:
    data, value = _SAID[number]
    source = _GENERATED if number in (0x14, 0x1F) else _COMPUTED
    size = 1 + len(data) // 2
    return [example(f"3E{size:02X}{number:02X}{data}", f_port=PORT, source=source, **{name: value})]


def _name(body: Body) -> str:
    return next(one.name for one in fields(flat(body)))


COMMANDS = {
    #: The time base, and that a message goes with each.
    "report_interval": command(
        PORT, expect(u8, 0x14), report_interval(u32, limits=(1, None)), expect(u40, 0x1F00000001), joins=inside,
        examples=[example("3E0A 14 00000258 1F00000001", f_port=PORT, report_interval=600, source=_COMPUTED)],
    ),
    **commands(
        PORT, u8, SETTINGS, answer=True, joins=inside,
        examples={_name(body): _examples(number, _name(body)) for number, body in SETTINGS.items()},
        disruptive={
            "uplink_port": "its messages come by another port, and the one it listens on may move as well",
            "data_rate_default": _RADIO, "data_rate_max": _RADIO, "data_rate_min": _RADIO, "sub_band": _RADIO,
            "listen_before_talk": _RADIO,
            "nfc_disabled": "it can only be set by the network any more",
        },
    ),
    "request_configuration": command(
        PORT, expect(u8, 0xF9), joins=inside, answer="collection_interval",
        examples=[example("3E01 F9", f_port=PORT, source=_COMPUTED)],
    ),
    "reboot": command(
        PORT, expect(u8, 0xFE), joins=inside, examples=[example("3E01 FE", f_port=PORT, source=_COMPUTED)],
    ),
}  # fmt: skip
#: What only sensors have that measure this.
_FOR = {
    motion_count: ("motion_period", "motion_mode"),
    co2: ("co2_period", "co2_mode", "co2_reference", "co2_abc"),
    illuminance: ("light_period", "light_compensation"),
    sound_level: ("sound_period",),
    tvoc: ("tvoc_period",),
    pressure: ("pressure_period",),
    occupancy: ("occupancy_sensitivity",),
    leak: ("leak_period",),
    contact: ("reed_period", "reed_mode"),
    acceleration_x: ("acceleration_period", "acceleration_settings"),
    input_voltage: ("external_mode", "external_period", "external_power_time"),
}
_DISPLAY = "display_period", "display_unit", "display_inverted", "display_language"


def taken(*measures: Measures, display: bool = False) -> dict[str, Command]:
    """The commands of a sensor that measures this: without those of what it does not have."""
    known = _flat(measures)
    lacks = {command for kind, own in _FOR.items() if kind not in known for command in own}
    return {name: one for name, one in COMMANDS.items() if name not in lacks and (display or name not in _DISPLAY)}


def further(name: str, *measures: Measures, of: Mapping[str, Command] = COMMANDS, display: bool = False) -> Variant:
    """A further model, and which of the commands of the first one it does not take."""
    own = taken(*measures, display=display)
    return variant(name, measures=measures, lacks=[one for one in of if one not in own])


def _flat(measures: Any) -> list[Any]:
    return [kind for one in measures for kind in (_flat(one) if isinstance(one, tuple) else [one])]
