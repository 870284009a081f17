"""Frames whose type is stated as the step from the frame before, of which the first is the port: no table can say that.

Source: the vendor's published decoder, 2.0. Numbers are little-endian.
"""

from collections.abc import Sequence
from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.nodes import Field, Item
from redi_codecs.layout.transform import Affine, Choice
from redi_codecs.layout.wire import Blob, Whole
from redi_codecs.vendors.mikrotik.numbers import (
    BITS,
    BYTES,
    EVENTS,
    FIELDS,
    FRAGMENTS,
    NUMBERS,
    PLAIN,
    STATE,
    TYPES,
    VARIABLES,
)
from redi_codecs.vendors.mikrotik.reading import read_frame
from redi_codecs.vendors.mikrotik.writing import write_frame


def _told(node: Field) -> list[Any]:
    """What the reading in JavaScript is told of a number: the number of its field, its bytes, what they are."""
    name, wire, transform = node.name, node.source.wire, node.source.transform
    number = NUMBERS["time" if node.role == "time" else name]
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


TOLD = {
    "numbers": {name: _told(FIELDS[number]) for name, number in NUMBERS.items()},
    "frames": {STATE: BYTES, EVENTS: []} | {type: list(names) for type, names in PLAIN.items()} | FRAGMENTS,
    "changes": VARIABLES | {230: "command_error", 231: "fault_address"},
}


class Frames:
    """The frames of a payload, of which the port names the first."""

    def __init__(self, first: int) -> None:
        self.first = first

    @property
    def node(self) -> Custom:
        """The node of the language."""
        name = f"frames from {self.first} on"
        return Custom(
            name, FIELDS, self.read, self.write, record="events", javascript="frames.js", told=(self.first, TOLD)
        )

    def read(self, payload: bytes, start: int, end: int, received_at: float | None) -> tuple[Sequence[Item], int]:
        """One frame after the other; what follows an unknown type is left over."""
        items: list[Item] = []
        at, type = start, self.first
        while True:
            at = read_frame(type, payload[:end], at, items)
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
            names = _names_of(type)
            wanted = bool(events) if type == EVENTS else names <= set(said) and bool(names & left)
            if type != self.first and not (type > self.first and wanted):
                continue
            if type != self.first:
                written, last = written + bytes([0x80 | type - last]), type
            if not names <= set(said):
                raise ValueError(f"{min(names - set(said))} is needed")
            written += write_frame(type, said, [event for _, event in sorted(events.items())])
            left -= names
        if left:
            raise ValueError(f"no frame says {min(left)} behind the first one")
        return written


FIELDS_BY_NUMBER = {number: name for name, number in NUMBERS.items()}


def _names_of(type: int) -> set[str]:
    if type == STATE:
        return {*BYTES, "orientation", "activity", *BITS}
    if type in FRAGMENTS:
        return {f"{FRAGMENTS[type]}_{what}" for what in ("settings", "offset", "last")}
    return set(PLAIN.get(type, ()))
