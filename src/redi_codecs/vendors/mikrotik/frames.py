"""Frames whose type is stated as the step from the frame before, of which the first is the port: no table can say that.

Source: the vendor's published decoder, 2.0. Numbers are little-endian.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.nodes import Field, Item
from redi_codecs.layout.transform import Affine, Choice
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
_NUMBERS = {"time" if node.role == "time" else node.name: number for number, node in enumerate(FIELDS)}
#: The frames that are numbers one after the other.
_PLAIN = {
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
_STATE, _EVENTS, _FRAGMENTS = 1, 2, {25 + number: name for number, name in enumerate(_SETTINGS)}
TYPES = (_STATE, _EVENTS, *_PLAIN, *_FRAGMENTS)
_BITS = ("free_fall", "vibration", "pending_event")
_BYTES = ("temperature", "humidity", "contact_count_low")
#: What an event's code says has changed.
_VARIABLES = dict(
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


def _size(name: str) -> int:
    wire = FIELDS[_NUMBERS[name]].source.wire
    assert isinstance(wire, Whole | Blob)
    assert isinstance(wire.size, int)
    return wire.size


def _value(name: str, data: bytes) -> Any:
    """What the bytes of one number say."""
    field = FIELDS[_NUMBERS[name]]
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


def _told(node: Field) -> list[Any]:
    """What the reading in JavaScript is told of a number: the number of its field, its bytes, what they are."""
    name, wire, transform = node.name, node.source.wire, node.source.transform
    number = _NUMBERS["time" if node.role == "time" else name]
    assert isinstance(wire, Whole | Blob)
    if name == "firmware_version":
        return [number, wire.size, "version"]
    if isinstance(wire, Blob):
        return [number, wire.size, wire.form]
    if isinstance(transform, Choice):
        return [number, wire.size, [label for _, label in transform.labels]]
    if node.quantity is not None and node.quantity.type == "bool":
        return [number, wire.size, "bit"]
    if not isinstance(transform, Affine):
        return [number, wire.size, "one"]
    return [number, wire.size, transform.den, *([True] if wire.signed else [])]


_TOLD = {
    "numbers": {name: _told(FIELDS[number]) for name, number in _NUMBERS.items()},
    "frames": {_STATE: _BYTES, _EVENTS: []} | {type: list(names) for type, names in _PLAIN.items()} | _FRAGMENTS,
    "changes": _VARIABLES | {230: "command_error", 231: "fault_address"},
}


def _bytes(name: str, value: Any) -> bytes:
    field = FIELDS[_NUMBERS[name]]
    wire = field.source.wire
    if name == "firmware_version":
        return bytes(int(part) for part in value.split("."))
    if isinstance(wire, Blob):
        return bytes.fromhex(value) if wire.form == "hex" else str(value).encode("latin-1").ljust(_size(name), b"\0")
    assert isinstance(wire, Whole)
    raw: int = round(field.source.transform.encode(value))
    return raw.to_bytes(wire.size, "big" if wire.order == "big" else "little", signed=wire.signed)


class Frames:
    """The frames of a payload, of which the port names the first."""

    def __init__(self, first: int) -> None:
        self.first = first

    @property
    def node(self) -> Custom:
        """The node of the language."""
        name = f"frames from {self.first} on"
        return Custom(
            name, FIELDS, self.read, self.write, record="events", javascript="frames.js", told=(self.first, _TOLD)
        )

    def read(self, payload: bytes, start: int, end: int, received_at: float | None) -> tuple[Sequence[Item], int]:
        """One frame after the other; what follows an unknown type is left over."""
        items: list[Item] = []
        at, type = start, self.first
        while True:
            at = _frame(type, payload[:end], at, items)
            step = payload[at] if at < end else 0
            if step >> 6 != 2 or type + (step & 0x3F) not in TYPES:
                return items, at
            at, type = at + 1, type + (step & 0x3F)

    def write(self, items: Sequence[Item]) -> bytes:
        """The first frame, then those that say what it does not."""
        said = {FIELDS_BY_NUMBER[number]: value for number, value, turn in items if turn is None and value is not None}
        events: dict[int, dict[str, Any]] = {}
        for number, value, turn in items:
            if turn is not None:
                events.setdefault(turn, {})[FIELDS_BY_NUMBER[number]] = value
        left, written, last = set(said) - {"moving"}, b"", self.first
        for type in TYPES:
            names = _names(type)
            wanted = bool(events) if type == _EVENTS else names <= set(said) and bool(names & left)
            if type != self.first and not (type > self.first and wanted):
                continue
            if type != self.first:
                written, last = written + bytes([0x80 | type - last]), type
            if not names <= set(said):
                raise ValueError(f"{min(names - set(said))} is needed")
            written += _written(type, said, [event for _, event in sorted(events.items())])
            left -= names
        if left:
            raise ValueError(f"no frame says {min(left)} behind the first one")
        return written


FIELDS_BY_NUMBER = {number: name for name, number in _NUMBERS.items()}


def _names(type: int) -> set[str]:
    if type == _STATE:
        return {*_BYTES, "orientation", "activity", *_BITS}
    if type in _FRAGMENTS:
        return {f"{_FRAGMENTS[type]}_{what}" for what in ("settings", "offset", "last")}
    return set(_PLAIN.get(type, ()))


def _add(items: list[Item], name: str, value: Any, turn: int | None = None) -> None:
    items.append((_NUMBERS[name], value, turn))
    if name == "activity" and value != "disabled":
        items.append((_NUMBERS["moving"], value != "idle", turn))


def _frame(type: int, payload: bytes, at: int, items: list[Item]) -> int:
    """What one frame says, and where it ends."""

    def taken(name: str, size: int) -> bytes:
        nonlocal at
        if len(payload) - at < size:
            raise Corrupt(f"{size} bytes are needed", offset=at, field=name, truncated=True)
        at += size
        return payload[at - size : at]

    if type == _EVENTS:
        more, turn = True, 0
        while more:
            head = taken("system_event", 1)[0]
            event = taken("system_event", head & 0x7F)
            if len(event) < 5:
                raise Corrupt("an event has 5 bytes at least", offset=at - len(event), field="system_event")
            items.append((_NUMBERS["time"], int.from_bytes(event[:4], "little"), turn))
            _event(items, event[4], event[5:], at, turn)
            more, turn = head > 0x7F, turn + 1
    elif type in _FRAGMENTS:
        name = _FRAGMENTS[type]
        head, size = int.from_bytes(taken(f"{name}_offset", 2), "little"), taken(f"{name}_settings", 1)[0]
        _add(items, f"{name}_offset", head & 0x7FFF)
        _add(items, f"{name}_last", head > 0x7FFF)
        _add(items, f"{name}_settings", taken(f"{name}_settings", size).hex())
    else:
        for name in _BYTES if type == _STATE else _PLAIN[type]:
            _add(items, name, _value(name, taken(name, _size(name))))
    if type == _STATE:
        state = taken("orientation", 1)[0]
        _add(items, "orientation", _value("orientation", bytes([state])))
        _add(items, "activity", _value("activity", bytes([state >> 3])))
        for bit_number, name in enumerate(_BITS, 5):
            _add(items, name, bool(state >> bit_number & 1))
    return at


def _event(items: list[Item], code: int, data: bytes, end: int, turn: int) -> None:
    if 100 <= code <= 229:
        _add(items, "data_rule", code - 100, turn)
        return
    name = {230: "command_error", 231: "fault_address"}.get(code) or _VARIABLES.get(code)
    if name is None:
        _add(items, "system_event", code, turn)
        return
    if len(data) < _size(name):
        raise Corrupt(f"{_size(name)} bytes are needed", offset=end, field=name, truncated=True)
    _add(items, name, _value(name, data[: _size(name)]), turn)


def _written(type: int, said: Mapping[str, Any], events: Sequence[Mapping[str, Any]]) -> bytes:
    if type == _EVENTS:
        codes = {name: code for code, name in _VARIABLES.items()} | {"command_error": 230, "fault_address": 231}
        written = b""
        for number, event in enumerate(events):
            (name, value), *_ = [(name, value) for name, value in event.items() if name not in ("time", "moving")]
            if name in ("data_rule", "system_event"):
                body = bytes([value + 100 if name == "data_rule" else value])
            else:
                body = bytes([codes[name]]) + _bytes(name, value)
            body = round(event["time"]).to_bytes(4, "little") + body
            written += bytes([len(body) | (0x80 if number + 1 < len(events) else 0)]) + body
        return written
    if type in _FRAGMENTS:
        name = _FRAGMENTS[type]
        data = bytes.fromhex(said[f"{name}_settings"])
        head = said[f"{name}_offset"] | (0x8000 if said[f"{name}_last"] else 0)
        return int(head).to_bytes(2, "little") + bytes([len(data)]) + data
    if type != _STATE:
        return b"".join(_bytes(name, said[name]) for name in _PLAIN[type])
    state = _bytes("orientation", said["orientation"])[0] | _bytes("activity", said["activity"])[0] << 3
    state |= sum(bool(said[name]) << number for number, name in enumerate(_BITS, 5))
    return b"".join(_bytes(name, said[name]) for name in _BYTES) + bytes([state])
