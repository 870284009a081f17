"""Commands into payloads: the same language in the other direction of the air."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from redi_codecs.encoding.compiled import INSIDE, about, around, compiled
from redi_codecs.encoding.encode import Encoded, write
from redi_codecs.encoding.given import Given, Scope, seconds
from redi_codecs.errors import EncodeError, MissingField, OutOfRange, UnknownField
from redi_codecs.layout.commands import Command
from redi_codecs.layout.device import Device
from redi_codecs.needed import of_type
from redi_codecs.plan import plan as pl
from redi_codecs.plan.faults import Fault
from redi_codecs.plan.plan import Plan
from redi_codecs.results import Result
from redi_codecs.runtimes.python.generated import Generated

__all__ = ["encode_downlink", "encode_downlinks", "needs"]


@dataclass(slots=True)
class _Group:
    """Commands that go into one payload, in their order, and what is said around all of them."""

    name: str
    names: list[str] = field(default_factory=list)
    data: bytes = b""
    around: dict[str, Any] = field(default_factory=dict)

    def takes(self, device: Device, other: _Group) -> bool:
        """Whether another may go into the payload of these."""
        before, after = device.downlink[self.name], device.downlink[other.name]
        together = before.joins and after.joins and before.frame is after.frame and before.f_port == after.f_port
        agree = all(self.around.get(one, value) == value for one, value in other.around.items())
        return together and agree and other.name not in self.names

    def with_(self, other: _Group) -> _Group:
        return _Group(self.name, [*self.names, other.name], self.data + other.data, self.around | other.around)

    def framed(self, device: Device) -> bytes:
        command = device.downlink[self.name]
        if command.frame is None:
            return self.data
        made, _ = around(device, self.name)
        values = {INSIDE: (self.data, None)} | {one: (value, None) for one, value in self.around.items()}
        try:
            payload, _ = write(made, Given(Scope(values), f_port=command.f_port, exact=True), command.f_port)
        except EncodeError as error:
            error.device = device.id
            raise
        return payload


def encode_downlink(
    device: Device,
    command: str | Mapping[str, Any] | None,
    arguments: Mapping[str, Any],
    *,
    allow_disruptive: bool,
) -> Encoded:
    """One downlink: of a command with its arguments, or of several commands, each with its value."""
    if isinstance(command, str):
        one = _encoded(device, command, arguments, allow_disruptive)
        return Encoded(one.framed(device), device.downlink[command].f_port)
    made = encode_downlinks(
        device, _wanted(device, command, arguments), max_size=None, allow_disruptive=allow_disruptive
    )
    if len(made) > 1:
        ports = sorted({one.f_port for one in made})
        why = f"they go on ports {', '.join(map(str, ports))}" if len(ports) > 1 else "they do not join"
        raise EncodeError(f"these commands make {len(made)} downlinks, for {why}: encode_downlinks", device=device.id)
    return made[0]


def _wanted(device: Device, command: object, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    if command is not None and not isinstance(command, Mapping):
        raise EncodeError(
            f"a command is its name, or a mapping of names to values, not {type(command).__name__}", device=device.id
        )
    twice = [name for name in command or () if name in arguments]
    if twice:
        raise EncodeError(f"{twice[0]} is given twice", device=device.id)
    return {**(command or {}), **arguments}


def encode_downlinks(
    device: Device, wanted: Mapping[str, Any], *, max_size: int | None, allow_disruptive: bool
) -> list[Encoded]:
    """Several commands in their order, as many in one payload as join and fit."""
    if not isinstance(wanted, Mapping):
        raise EncodeError(f"commands are a mapping of names to values, not {type(wanted).__name__}", device=device.id)
    if not wanted:
        raise EncodeError(f"a command is needed; known: {_known(device)}", device=device.id)
    of_type(max_size, int | None, "max_size: a number of bytes")
    groups: list[_Group] = []
    for name, value in wanted.items():
        one = _encoded(device, name, _arguments(device, name, value), allow_disruptive)
        if groups and groups[-1].takes(device, one):
            several = groups[-1].with_(one)
            if max_size is None or len(several.framed(device)) <= max_size:
                groups[-1] = several
                continue
        groups.append(one)
    made = []
    for group in groups:
        payload = group.framed(device)
        if max_size is not None and len(payload) > max_size:
            raise OutOfRange(f"{len(payload)} bytes are more than {max_size}", device=device.id, field=group.name)
        made.append(Encoded(payload, device.downlink[group.name].f_port))
    return made


def _command(device: Device, name: object) -> Command:
    if not isinstance(name, str):
        raise EncodeError(f"the name of a command is needed, not {type(name).__name__}", device=device.id)
    if name not in device.downlink:
        near = difflib.get_close_matches(name, device.downlink)
        hint = f"; did you mean {near[0]}?" if near else f"; known: {_known(device)}"
        raise EncodeError(f"there is no command {name!r}{hint}", device=device.id)
    return device.downlink[name]


def _known(device: Device) -> str:
    return ", ".join(device.downlink) or "none"


def _arguments(device: Device, name: str, value: object) -> Mapping[str, Any]:
    """The arguments of a command by their names, whatever form its value has."""
    _command(device, name)
    if isinstance(value, Mapping):
        return value
    made, _ = compiled(device, name)
    names = [slot.name for slot in made.slots]
    if not names:
        if value is True:
            return {}
        raise EncodeError(f"{name} has no arguments: True gives it, not {value!r}", device=device.id, field=name)
    if name in names or len(names) == 1:
        return {name if name in names else names[0]: value}
    raise EncodeError(
        f"{name} has several arguments: a mapping of them is needed, not {value!r}; it takes {', '.join(names)}",
        device=device.id,
        field=name,
    )


def _encoded(device: Device, name: str, given: Mapping[str, Any], allow_disruptive: bool) -> _Group:
    """What a command with these arguments puts into its payload, and what it says around it."""
    command = _command(device, name)
    if command.disruptive and not allow_disruptive:
        raise EncodeError(
            f"this could lock the device out: {command.disruptive}; allow_disruptive=True gives it all the same",
            device=device.id,
            field=name,
        )
    made, generated = compiled(device, name)
    outer = about(device, name)
    known = [*(slot.name for slot in made.slots), *outer]
    for argument in given:
        if not isinstance(argument, str) or not any(_is(argument, one) for one in known):
            near = difflib.get_close_matches(str(argument), known)
            hint = f"; did you mean {near[0]}?" if near else f"; it takes {', '.join(known) or 'none'}"
            raise UnknownField(f"the command {name} has no argument {argument!r}{hint}", device=device.id, field=name)
    arguments = {one: value for one, value in given.items() if one not in outer}
    missing = [one for one in needs(made, of_variants=True) if one not in arguments]
    if missing:
        raise MissingField(f"the command {name} needs {', '.join(missing)}", device=device.id, field=missing[0])
    values: dict[str, tuple[Any, str | None]] = {
        one: (value, None) for one, value in arguments.items() if one != "time"
    }
    port = command.f_port
    try:
        scope = Scope(values, seconds(arguments.get("time")))
        payload, _ = write(made, Given(scope, f_port=port, exact=True), port)
    except MissingField as error:
        raise MissingField(f"the command {name} needs {error.field} too", device=device.id, field=error.field) from None
    except UnknownField as error:
        others = ", ".join(one for one in arguments if one != error.field)
        raise UnknownField(
            f"the command {name} does not take it together with {others or 'nothing else'}",
            device=device.id,
            field=error.field,
        ) from None
    except EncodeError as error:
        error.device = device.id
        raise
    _prove(device, name, arguments, generated, made, payload)
    return _Group(name, [name], payload, {one: value for one, value in given.items() if one in outer})


def _is(name: str, known: str) -> bool:
    """Whether a name is that of a slot, whose channel may be open."""
    head, channel, tail = known.partition("{}")
    return name == known or bool(channel and name.startswith(head) and name.endswith(tail))


def needs(made: Plan, *, of_variants: bool = False) -> list[str]:
    """The arguments that a command cannot do without; with ``of_variants`` those that each of its variants needs too.

    What a variant needs is said where it is written.
    """

    def always(ops: tuple[pl.Op, ...]) -> Iterator[str]:
        for op in ops:
            match op:
                case pl.Load():
                    yield from (name for part in op.parts for name in asked(part))
                case pl.Take() | pl.Derive():
                    yield from asked(op.part)
                case pl.Within(_, body) | pl.Guard(_, _, body):
                    yield from always(body)
                case pl.Choose() if of_variants:
                    bodies = [case.body for case in op.cases]
                    first, *others = [list(always(body)) for body in (*bodies, op.otherwise) if body is not None]
                    yield from (name for name in first if all(name in other for other in others))

    def asked(part: pl.Part) -> list[str]:
        told = part.default is not None or part.valid is not None or part.channel is not None
        return [part.slot.name] if part.slot is not None and not told else []

    return list(dict.fromkeys(always(made.ops)))


def _prove(
    device: Device, name: str, arguments: Mapping[str, Any], generated: Generated, made: Plan, payload: bytes
) -> None:
    """Decode what was encoded: it must say what was asked for."""
    try:
        found = Result(*generated.decode(payload, device.downlink[name].f_port, None))
    except Fault as error:
        raise EncodeError(f"these values make no payload that can be read: {error.problem}", device=device.id) from None
    said = {made.shape.of(key)[0].name: value for key, value in found.values.items()}
    lost = [one for one in arguments if one != "time" and one not in said]
    lost += [one for one, value in arguments.items() if isinstance(said.get(one), bool) and said[one] != value]
    if found.end != len(payload) or lost:
        raise EncodeError(
            f"the command {name} cannot say {', '.join(lost) or 'this'} together with the other arguments",
            device=device.id,
            field=lost[0] if lost else None,
        )
