"""What examples show of commands as wholes: that an uplink answers one, and that several go into one downlink."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from redi_codecs.checking.lines import Key, Line
from redi_codecs.checking.samples import decoded
from redi_codecs.checking.vectors import answers_of, examples_of, joined_of
from redi_codecs.encoding.commanded import confirmed_by
from redi_codecs.encoding.encode import Encoded
from redi_codecs.errors import DecodeError
from redi_codecs.layout.commands import Command
from redi_codecs.layout.device import Device
from redi_codecs.layout.walk import fields
from redi_codecs.readings import Decoded

__all__ = ["add_commands", "answered"]

_ANSWERED, _JOINED = ("answered", None), ("joined", None)


def add_commands(device: Device, lines: dict[Key, Line]) -> None:
    """A line for each command that an uplink answers, or that joins others, and what is shown of it.

    Commands that are made on the same line of a declaration are one, whatever their number and their devices.
    """
    beside = Counter((one.f_port, id(one.frame)) for one in device.downlink.values() if one.joins)
    for name, command in device.downlink.items():
        line = _line(device, name, command, lines)
        if command.answer:
            answers = ", ".join(command.answer)
            line.needs[_ANSWERED] = (
                f"no vector has {answers} as it answers an example of {name}"
                if _repeats(command)
                else f'no line of data has {answers} as it answers an example of {name}: "answers": "{name}"'
            )
            if _ANSWERED not in line.met and _is_answered(device, name, command):
                _meet(line, _ANSWERED)
        if command.joins and beside[command.f_port, id(command.frame)] > 1:
            line.needs[_JOINED] = f'no line of data has {name} together with others: "command": ["{name}", …]'
    for names, _ in joined_of(device):
        for name in names:
            if name in device.downlink:
                _meet(_line(device, name, device.downlink[name], lines), _JOINED)


def _line(device: Device, name: str, command: Command, lines: dict[Key, Line]) -> Line:
    where = next((node.where for node in command.inner), device.where)
    key = str(Path(where.file).resolve()), where.line, "command", ""
    return lines.setdefault(key, Line(where, f"command {name}", "structure", device.id))


def _meet(line: Line, need: tuple[str, None]) -> None:
    line.decoded = line.stated = True
    line.met.add(need)


def _repeats(command: Command) -> bool:
    """Whether the answer has all arguments, so that a declaration without it would be asked for one."""
    names = {one.name for one in fields(command.inner) if one.role != "hidden"}
    return bool(names) and names <= set(command.answer)


def _is_answered(device: Device, name: str, command: Command) -> bool:
    """Whether some vector answers some example of a command; one that says so, where nothing else does."""
    vectors = {id(one) for which, one in answers_of(device) if which == name}
    found = [told for one, told in decoded(device) if _repeats(command) or id(one) in vectors]
    return answered(device, name, found)


def answered(device: Device, name: str, told: Iterable[Decoded]) -> bool:
    """Whether one of these uplinks answers some example of a command."""
    sent = [Encoded(one.payload, one.f_port) for one in examples_of(device).get(name, ())]
    return any(_confirms(device, one, said) for said in told for one in sent)


def _confirms(device: Device, sent: Encoded, told: Decoded) -> bool:
    try:
        return confirmed_by(device, sent, [told])
    except DecodeError:
        return False  # the example is another check's
