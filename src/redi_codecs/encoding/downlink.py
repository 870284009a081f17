"""Commands: the same language in the other direction of the air."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

from redi_codecs.encoding.encode import Encoded, write
from redi_codecs.encoding.given import Given, Scope
from redi_codecs.errors import EncodeError, MissingField, UnknownMessage
from redi_codecs.layout.device import Device
from redi_codecs.plan.faults import Fault
from redi_codecs.plan.plan import Plan
from redi_codecs.plan.planner import plan
from redi_codecs.readings import Decoded
from redi_codecs.results import Result
from redi_codecs.runtimes.python.generated import Generated


def _compiled(device: Device, command: str) -> tuple[Plan, Generated]:
    key = f"command {command}"
    if key not in device.made:
        made = plan(device, device.downlink[command].body)
        device.made.setdefault(key, (made, Generated(made)))
    return device.made[key]  # type: ignore[no-any-return]


def encode_downlink(device: Device, command: str, arguments: Mapping[str, Any]) -> Encoded:
    """The downlink of a command; every argument must find its place and every place its argument."""
    if not isinstance(command, str):
        raise EncodeError(f"the name of a command is needed, not {type(command).__name__}", device=device.id)
    if command not in device.downlink:
        near = difflib.get_close_matches(command, device.downlink, n=1)
        hint = f"; did you mean {near[0]}?" if near else f"; known: {', '.join(device.downlink) or 'none'}"
        raise EncodeError(f"there is no command {command!r}{hint}", device=device.id)
    port = device.downlink[command].f_port
    values: dict[str, tuple[Any, str | None]] = {name: (value, None) for name, value in arguments.items()}
    made, _ = _compiled(device, command)
    missing = [slot.name for slot in made.slots if slot.name not in values]
    if missing:
        raise MissingField(f"the command {command} needs {', '.join(missing)}", device=device.id, field=missing[0])
    try:
        payload, _ = write(made, Given(Scope(values), f_port=port), port)
    except EncodeError as error:
        error.device = device.id
        raise
    return Encoded(payload, port)


def decode_downlink(device: Device, payload: bytes, f_port: int) -> Decoded:
    """What a downlink says: the first command of the port whose layout is the payload's."""
    for name, command in device.downlink.items():
        if command.f_port != f_port:
            continue
        made, generated = _compiled(device, name)
        try:
            found = Result(*generated.decode(payload, f_port, None))
        except Fault:
            continue
        if found.end == len(payload):
            return Decoded(made.shape, payload, f_port, found._replace(message=name))
    known = ", ".join(name for name, command in device.downlink.items() if command.f_port == f_port)
    raise UnknownMessage(
        f"this is no command of fPort {f_port}; known: {known or 'none'}", device=device.id, payload=payload
    )
