"""What the vectors of declarations tell apart: line by line, which usual mistakes they would show.

A :class:`Telling` collects the lines of several devices (those of a vendor, say, for a table that many models share is
told apart where any of them does) with all that could be wrong about each; every vector then strikes out what it shows.
What is left are the mistakes that nobody would notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from redi_codecs.checking.lines import Key, Line, Need, Role, Trial
from redi_codecs.checking.reader import Reader
from redi_codecs.checking.seeing import see
from redi_codecs.checking.together import add_commands
from redi_codecs.checking.vectors import examples_of, refused_of, vectors_of
from redi_codecs.device_codec import codec
from redi_codecs.encoding.compiled import alone
from redi_codecs.layout.device import Device
from redi_codecs.plan import plan as pl
from redi_codecs.plan.extents import ends

__all__ = ["Telling", "telling"]


class Telling:
    """The lines of several devices, and what their vectors tell apart."""

    def __init__(self, devices: Iterable[Device]) -> None:
        self.lines: dict[Key, Line] = {}
        self.by_id: dict[int, Line] = {}
        for device in devices:
            self.add(device)

    def reader(self, device: Device, command: str | None = None) -> Reader:
        """The Plan of a device or of one of its commands, its lines among those of this telling."""
        if command is None:
            one = codec(device)
            return Reader(one.plan, device, self.lines, one._generated)
        made, generated = alone(device, command)
        return Reader(made, device, self.lines, generated, command)

    def add(self, device: Device) -> None:
        """A device's lines, and what its vectors and examples show of them."""
        reader = self.reader(device)
        for vector in vectors_of(device):
            self.see(reader, Trial(vector.payload, vector.f_port, vector.values, vector.received_at))
        refused = list(refused_of(device))
        for command, examples in examples_of(device).items():
            if command in device.downlink:
                reader = self.reader(device, command)
                for one in examples:
                    self.see(reader, Trial(one.payload, one.f_port, one.arguments))
                for name, other in refused:
                    if name == command:
                        self.refuse(reader, other.arguments)
        add_commands(device, self.lines)

    def refuse(self, reader: Reader, arguments: Mapping[str, Any]) -> None:
        """Values that a command does not take, which show the limits that they are beyond, or the bits that lack."""
        for part in pl.parts(reader.plan.ops):
            value = arguments.get(part.slot.name) if part.slot is not None else None
            if not isinstance(value, int | float):
                continue
            if part.limits is None:
                more = {("mistake", f"one bit more {where}") for where in ("above", "below")}
                reader.parts[id(part)].met |= more if value > max(ends(part), default=value) else set()
            else:
                low, high = part.limits
                beyond = low if low is not None and value < low else high if high is not None and value > high else None
                reader.parts[id(part)].met |= set() if beyond is None else {("beyond", beyond)}

    def see(self, reader: Reader, trial: Trial) -> None:
        """What is told apart with this payload counts from now on."""
        for line, needs in self.new(reader, trial):
            line.met |= needs

    def new(self, reader: Reader, trial: Trial) -> list[tuple[Line, set[Need]]]:
        """What a payload would tell apart that nothing has so far."""
        shown = see(reader, trial)
        if shown is None:
            return []
        if len(self.by_id) != len(self.lines):
            self.by_id = {id(line): line for line in self.lines.values()}
        found = []
        for at, needs in shown.items():
            line = self.by_id[at]
            fresh = (needs & line.needs.keys()) - line.met
            if fresh:
                found.append((line, fresh))
        return found

    def untold(self, role: Role | None = None) -> Iterator[Line]:
        """Lines of which something is not told apart, in the order of files and lines."""
        lines = sorted(self.lines.values(), key=lambda one: (one.where.file, one.where.line, one.label))
        return (one for one in lines if one.missing and role in (None, one.role))


def telling(devices: Iterable[Device]) -> Telling:
    """What the vectors of these devices tell apart."""
    return Telling(devices)
