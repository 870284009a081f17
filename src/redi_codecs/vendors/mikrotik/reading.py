"""How the frames of MikroTik's tags are read, one at a time."""

from typing import Any

from redi_codecs.layout import Corrupt
from redi_codecs.layout.nodes import Item
from redi_codecs.vendors.mikrotik.numbers import (
    BITS,
    BYTES,
    EVENTS,
    FRAGMENTS,
    NUMBERS,
    PLAIN,
    STATE,
    VARIABLES,
    size_of,
    value_of,
)


def _add(items: list[Item], name: str, value: Any, turn: int | None = None) -> None:
    items.append((NUMBERS[name], value, turn))
    if name == "activity" and value != "disabled":
        items.append((NUMBERS["moving"], value != "idle", turn))


def read_frame(type: int, payload: bytes, at: int, items: list[Item]) -> int:
    """What one frame says, and where it ends."""

    def taken(name: str, size: int) -> bytes:
        nonlocal at
        if len(payload) - at < size:
            raise Corrupt(f"{size} bytes needed", offset=at, field=name, truncated=True)
        at += size
        return payload[at - size : at]

    if type == EVENTS:
        more, turn = True, 0
        while more:
            head = taken("system_event", 1)[0]
            event = taken("system_event", head & 0x7F)
            if len(event) < 5:
                raise Corrupt("an event has 5 bytes at least", offset=at - len(event), field="system_event")
            items.append((NUMBERS["time"], int.from_bytes(event[:4], "little"), turn))
            _event(items, event[4], event[5:], at, turn)
            more, turn = head > 0x7F, turn + 1
    elif type in FRAGMENTS:
        name = FRAGMENTS[type]
        head, size = int.from_bytes(taken(f"{name}_offset", 2), "little"), taken(f"{name}_settings", 1)[0]
        _add(items, f"{name}_offset", head & 0x7FFF)
        _add(items, f"{name}_last", head > 0x7FFF)
        _add(items, f"{name}_settings", taken(f"{name}_settings", size).hex())
    else:
        for name in BYTES if type == STATE else PLAIN[type]:
            _add(items, name, value_of(name, taken(name, size_of(name))))
    if type == STATE:
        state = taken("orientation", 1)[0]
        _add(items, "orientation", value_of("orientation", bytes([state])))
        _add(items, "activity", value_of("activity", bytes([state >> 3])))
        for bit_number, name in enumerate(BITS, 5):
            _add(items, name, bool(state >> bit_number & 1))
    return at


def _event(items: list[Item], code: int, data: bytes, end: int, turn: int) -> None:
    if 100 <= code <= 229:
        _add(items, "data_rule", code - 100, turn)
        return
    name = {230: "command_error", 231: "fault_address"}.get(code) or VARIABLES.get(code)
    if name is None:
        _add(items, "system_event", code, turn)
        return
    if len(data) < size_of(name):
        raise Corrupt(f"{size_of(name)} bytes needed", offset=end, field=name, truncated=True)
    _add(items, name, value_of(name, data[: size_of(name)]), turn)
