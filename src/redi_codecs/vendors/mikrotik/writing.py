"""How the frames of MikroTik's tags are written, one at a time."""

from collections.abc import Mapping, Sequence
from typing import Any

from redi_codecs.vendors.mikrotik.numbers import BITS, BYTES, EVENTS, FRAGMENTS, PLAIN, STATE, VARIABLES, bytes_of


def write_frame(type: int, said: Mapping[str, Any], events: Sequence[Mapping[str, Any]]) -> bytes:
    """One frame of what is said; ``events`` are those of the frame that has some."""
    if type == EVENTS:
        codes = {name: code for code, name in VARIABLES.items()} | {"command_error": 230, "fault_address": 231}
        written = b""
        for number, event in enumerate(events):
            (name, value), *_ = [(name, value) for name, value in event.items() if name not in ("time", "moving")]
            if name in ("data_rule", "system_event"):
                body = bytes([value + 100 if name == "data_rule" else value])
            else:
                body = bytes([codes[name]]) + bytes_of(name, value)
            body = round(event["time"]).to_bytes(4, "little") + body
            written += bytes([len(body) | (0x80 if number + 1 < len(events) else 0)]) + body
        return written
    if type in FRAGMENTS:
        name = FRAGMENTS[type]
        data = bytes.fromhex(said[f"{name}_settings"])
        head = said[f"{name}_offset"] | (0x8000 if said[f"{name}_last"] else 0)
        return int(head).to_bytes(2, "little") + bytes([len(data)]) + data
    if type != STATE:
        return b"".join(bytes_of(name, said[name]) for name in PLAIN[type])
    state = bytes_of("orientation", said["orientation"])[0] | bytes_of("activity", said["activity"])[0] << 3
    state |= sum(bool(said[name]) << number for number, name in enumerate(BITS, 5))
    return b"".join(bytes_of(name, said[name]) for name in BYTES) + bytes([state])
