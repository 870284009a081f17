"""Downlinks read: which commands are in a payload, what they say, and whether an uplink tells that they arrived."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from redi_codecs.encoding.compiled import INSIDE, Made, about, alone, around, compiled, opening, together
from redi_codecs.encoding.encode import Encoded
from redi_codecs.errors import UnknownMessage
from redi_codecs.layout.device import Device
from redi_codecs.needed import of_type
from redi_codecs.plan import plan as pl
from redi_codecs.plan.faults import Fault
from redi_codecs.readings import Decoded
from redi_codecs.results import Result, Shape
from redi_codecs.runtimes.python.generated import Generated

__all__ = ["confirmed_by", "decode_downlink", "decode_downlinks", "made_of"]


class _Said(NamedTuple):
    """A command in a payload, and what it says."""

    name: str
    shape: Shape
    result: Result


class _Outside(NamedTuple):
    """What stands around commands: the bytes of these, and what is said beside."""

    inside: bytes
    said: _Said


def decode_downlinks(device: Device, payload: bytes, f_port: int) -> tuple[Decoded, ...]:
    """What a downlink says, command by command; what is left over by one is another, where there are several."""
    found = _read(device, payload, f_port)
    return tuple(
        Decoded(
            one.shape,
            payload,
            f_port,
            one.result._replace(message=one.name, end=len(payload)),
        )
        for one in found
    )


def decode_downlink(device: Device, payload: bytes, f_port: int) -> Decoded:
    """What a downlink says, all its commands together."""
    found = _read(device, payload, f_port)
    names = ", ".join(one.name for one in found)
    if len(found) == 1:
        return Decoded(found[0].shape, payload, f_port, found[0].result._replace(message=names))
    shape, result = _together(device, found, len(payload))
    return Decoded(shape, payload, f_port, result._replace(message=names))


def made_of(device: Device, payload: bytes, f_port: int) -> Made:
    """The layout that this payload has: that of its command, or of its commands together."""
    return together(device, [one.name for one in _read(device, payload, f_port)])


def _together(device: Device, found: Sequence[_Said], end: int) -> tuple[Shape, Result]:
    """Several commands as one: what they say stands side by side."""
    shape = Shape(
        device.id,
        [field for one in found for field in one.shape.fields],
        [one.shape.of(at)[1] for one in found for at in range(len(one.shape.fields))],
        [name for one in found for name in one.shape.records],
    )
    values: dict[int | tuple[int, int], Any] = {}
    before = 0
    for one in found:
        for key, value in one.result.values.items():
            values[key + before if isinstance(key, int) else (key[0] + before, key[1])] = value
        before += len(one.shape.fields)
    time = next((one.result.time for one in found if one.result.time is not None), None)
    return shape, Result(None, time, values, (), (), end)


def _read(device: Device, payload: bytes, f_port: int) -> list[_Said]:
    """The commands of a payload: the first of the port whose layout is all of it, or several that join.

    One that leaves something over, or finds something odd, is taken last.
    """
    names = [name for name, command in device.downlink.items() if command.f_port == f_port]
    odd: list[_Said] = []
    for name in names:
        made, generated = alone(device, name)
        found = _result(generated, payload, f_port) if payload.startswith(opening(made)) else None
        if found is not None and found.end == len(payload):
            said = _Said(name, made.shape, found)
            if not found.warnings:
                return [said]
            odd.append(said)
    several, furthest = _several(device, names, payload, f_port)
    if several or odd:
        return several or odd[:1]
    known = ", ".join(names) or "none"
    where = f", nor several of them after byte {furthest}" if furthest else ""
    raise UnknownMessage(
        f"this is no command of fPort {f_port}{where}; known: {known}",
        device=device.id,
        offset=furthest,
        payload=payload,
    )


def _several(device: Device, names: Sequence[str], payload: bytes, f_port: int) -> tuple[list[_Said], int]:
    """Commands that join, and the byte that none was understood after."""
    furthest = 0
    frames: dict[int, list[str]] = {}
    for name in names:
        if device.downlink[name].joins:
            frames.setdefault(id(device.downlink[name].frame), []).append(name)
    for sharing in frames.values():
        start, data, outside = 0, payload, None
        if device.downlink[sharing[0]].frame is not None:
            outside = _outside(device, sharing[0], payload, f_port)
            data = outside.inside if outside is not None else b""
            if not data:
                continue
            start = _before(device, sharing[0])
        said, reached = _sequence(device, sharing, data, f_port)
        if said and outside is not None and about(device, sharing[0]):
            said = [_Said(one.name, *_together(device, [one, outside.said], len(payload))) for one in said]
        if said:
            return said, furthest
        furthest = max(furthest, start + reached)
    return [], furthest


def _result(generated: Generated, data: bytes, f_port: int) -> Result | None:
    try:
        return Result(*generated.decode(data, f_port, None))
    except Fault:
        return None


def _outside(device: Device, name: str, payload: bytes, f_port: int) -> _Outside | None:
    made, generated = around(device, name)
    found = _result(generated, payload, f_port)
    if found is None or found.warnings or found.end != len(payload):
        return None
    inside = [key for key in found.values if made.shape.of(key)[0].name == INSIDE]
    values = {key: value for key, value in found.values.items() if key not in inside}
    data: Any = found.values[inside[0]] if inside else b""
    return _Outside(data, _Said(name, made.shape, found._replace(values=values)))


def _before(device: Device, name: str) -> int:
    """How many bytes of the frame stand before what is inside."""
    loads = itertools.takewhile(lambda op: isinstance(op, pl.Load), around(device, name)[0].ops)
    return sum(op.size for op in loads if isinstance(op, pl.Load))


def _sequence(device: Device, names: Sequence[str], data: bytes, f_port: int) -> tuple[list[_Said], int]:
    """Commands one after the other that make up these bytes, and how far any got."""
    dead: set[int] = set()
    furthest = 0

    def after(start: int) -> list[_Said] | None:
        nonlocal furthest
        furthest = max(furthest, start)
        if start == len(data):
            return []
        if start in dead:
            return None
        for name in names:
            made, generated = compiled(device, name)
            found = _result(generated, data[start:], f_port) if data.startswith(opening(made), start) else None
            if found is None or found.warnings or found.end <= 0:
                continue
            rest = after(start + found.end)
            if rest is not None:
                return [_Said(name, made.shape, found), *rest]
        dead.add(start)
        return None

    said = after(0) if data else None
    return said or [], furthest


# ---- what comes back


def confirmed_by(device: Device, sent: Encoded, uplinks: Sequence[Decoded]) -> bool:
    """Whether uplinks tell that all commands of a downlink have arrived.

    A command whose answer is a message has arrived if such a message came, one whose answer are values if these came,
    and are what was sent where the command says them too. One without an answer is never confirmed.
    """
    of_type(sent, Encoded, "sent: what encode_downlink gave")
    for uplink in uplinks:
        of_type(uplink, Decoded, "uplinks: what decode gave")
    for one in decode_downlinks(device, sent.payload, sent.f_port):
        name = one.message or ""
        said, known = _values(one), {slot.name for slot in compiled(device, name)[0].slots}
        wanted = [answer for answer in device.downlink[name].answer if answer in said or answer not in known]
        if not wanted or not all(any(_tells(uplink, answer, said) for uplink in uplinks) for answer in wanted):
            return False
    return True


def _tells(uplink: Decoded, answer: str, said: Mapping[str, Any]) -> bool:
    told = _values(uplink)
    if uplink.message == answer:
        return told.get("success") is not False  # it answers, and says that it did not do it
    return answer in told and (answer not in said or told[answer] == said[answer])


def _values(decoded: Decoded) -> dict[str, Any]:
    return {one.name: one.value for one in (*decoded.readings, *decoded.attributes.values())}
