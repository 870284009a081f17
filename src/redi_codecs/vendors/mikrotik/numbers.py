"""What the frames of MikroTik's tags hold: numbers, which of them stand in which frame, and how each is written.

Source: the vendor's published decoder, 2.0. Numbers are little-endian.
"""

from collections.abc import Iterator
from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.nodes import Field
from redi_codecs.layout.wire import Blob, Whole

_ACTIVITY = {0: "idle", 1: "low", 2: "high", 3: "disabled"}
_AXES = {0: "x_high", 1: "x_low", 2: "y_high", 3: "y_low", 4: "z_high", 5: "z_low", 6: "disabled"}
_WARM = i16le / 256
_SETTINGS = ("all", "application", "network", "frame", "data", "rule")


def _fields() -> Iterator[Body]:
    yield time(u32le)
    yield temperature(_WARM), temperature(_WARM, statistic="mean")
    yield humidity(u8), humidity(u8, statistic="mean")
    yield contact_count(u32le, statistic="total"), magnet_detected(u8), moving(u8)
    yield orientation(choice(u8, _AXES)), attribute(activity=choice(u8, _ACTIVITY))
    yield vibration(u8), vibration_count(u32le, statistic="total")
    yield free_fall(u8), free_fall_count(u32le, statistic="total")
    yield tuple(angle(u8, channel=number) for number in (1, 2, 3)), angle(u8, statistic="mean")
    yield battery_voltage(u16le / 1000), battery_voltage(u16le / 1000, statistic="mean")
    yield time_in_motion(u32le, statistic="total"), attribute(contact_clock=u32le), uptime(u32le)
    yield attribute(activity_time=duration(u32le), high_activity_time=duration(u32le))
    yield attribute(contact_count_low=u8, impacts_x=u32le, impacts_y=u32le, impacts_z=u32le, pending_event=u8 == 1)
    yield attribute(impacts_low=u16le, impacts_x_low=u16le, impacts_y_low=u16le, impacts_z_low=u16le)
    yield attribute(axis_x=i8, axis_y=i8, axis_z=i8, joined=u8 == 1)
    yield attribute(temperature_epoch=u8, temperature_histogram=hexadecimal(10))
    yield attribute(humidity_epoch=u8, humidity_histogram=hexadecimal(10))
    yield attribute(profile=u8, network_class=u8, network_region=u8, device_clock=u32le, daytime_timer=u32le)
    yield attribute(profile_timer=u32le, frame_timer=u32le, magnet_timer=u32le, impact_timer=u32le)
    yield attribute(free_fall_timer=u32le, activity_timer=u32le, timer_1=u32le, timer_2=u32le, timer_3=u32le)
    yield attribute(timer_4=u32le, data_rule=u8, command_error=i16le, fault_address=u32le, system_event=u8)
    yield attribute(product=u16le, firmware_hash=text(6)), firmware_version(text(3)), serial_number(text(11))
    yield attribute(application_check=u16le, network_check=u16le, frame_check=u16le, data_check=u16le, rule_check=u16le)
    for name in _SETTINGS:
        pieces: dict[str, Any] = {f"{name}_settings": hexadecimal(), f"{name}_offset": u16le, f"{name}_last": u8 == 1}
        yield attribute(**pieces)


FIELDS = tuple(node for node in flat(*_fields()) if isinstance(node, Field))
NUMBERS = {"time" if node.role == "time" else node.name: number for number, node in enumerate(FIELDS)}
#: The frames that are numbers one after the other.
PLAIN = {
    3: ("temperature_epoch", "temperature_histogram"),
    4: ("humidity_epoch", "humidity_histogram"),
    5: ("axis_x", "axis_y", "axis_z"),
    6: ("activity", "activity_time", "high_activity_time"),
    7: ("vibration_count_total", "free_fall_count_total"),
    8: ("contact_count_total", "contact_clock"),
    9: ("impacts_low", "impacts_x_low", "impacts_y_low", "impacts_z_low"),
    10: ("temperature",),
    11: ("temperature_mean",),
    12: ("humidity",),
    13: ("humidity_mean",),
    14: ("activity", "time_in_motion_total"),
    20: ("uptime", "time"),
    21: ("battery_voltage",),
    22: ("product", "firmware_version", "firmware_hash"),
    23: ("serial_number",),
    24: ("application_check", "network_check", "frame_check", "data_check", "rule_check"),
}
STATE, EVENTS, FRAGMENTS = 1, 2, {25 + number: name for number, name in enumerate(_SETTINGS)}
TYPES = (STATE, EVENTS, *PLAIN, *FRAGMENTS)
BITS = ("free_fall", "vibration", "pending_event")
BYTES = ("temperature", "humidity", "contact_count_low")
#: What an event's code says has changed.
VARIABLES = dict(
    enumerate(
        (
            "profile", "profile_timer", "daytime_timer", "device_clock", "frame_timer", "joined", "network_class",
            "network_region", "temperature", "temperature_mean", "humidity", "humidity_mean", "contact_count_total",
            "magnet_timer", "magnet_detected", "activity", "activity_time", "high_activity_time", "orientation",
            "impacts_x", "impacts_y", "impacts_z", "vibration_count_total", "vibration", "impact_timer",
            "free_fall_count_total", "free_fall", "free_fall_timer", "angle_1", "angle_2", "angle_3", "angle_mean",
            "battery_voltage", "battery_voltage_mean",
        )
    )
) | {35: "timer_1", 36: "timer_2", 37: "timer_3", 38: "timer_4", 39: "activity_timer"}  # fmt: skip


def size_of(name: str) -> int:
    """How many bytes a number has."""
    wire = FIELDS[NUMBERS[name]].source.wire
    assert isinstance(wire, Whole | Blob)
    assert isinstance(wire.size, int)
    return wire.size


def value_of(name: str, data: bytes) -> Any:
    """What the bytes of one number say."""
    field = FIELDS[NUMBERS[name]]
    wire = field.source.wire
    if name == "firmware_version":
        return ".".join(map(str, data))
    if isinstance(wire, Blob):
        return data.hex() if wire.form == "hex" else data.rstrip(b"\0").decode("latin-1")
    assert isinstance(wire, Whole)
    raw = int.from_bytes(data, "big" if wire.order == "big" else "little", signed=wire.signed)
    raw = raw & 3 if name == "activity" else min(raw & 7, 6) if name == "orientation" else raw
    if field.quantity is None or field.quantity.type != "bool":
        value: Any = field.source.transform.decode(raw)
        return float(value) if field.quantity is not None and field.quantity.type == "float" else value
    return bool(raw & 1)


def bytes_of(name: str, value: Any) -> bytes:
    """A number as it is written."""
    field = FIELDS[NUMBERS[name]]
    wire = field.source.wire
    if name == "firmware_version":
        return bytes(int(part) for part in value.split("."))
    if isinstance(wire, Blob):
        return bytes.fromhex(value) if wire.form == "hex" else str(value).encode("latin-1").ljust(size_of(name), b"\0")
    assert isinstance(wire, Whole)
    raw: int = round(field.source.transform.encode(value))
    return raw.to_bytes(wire.size, "big" if wire.order == "big" else "little", signed=wire.signed)
