"""Everything about one device, for ``redi-codecs devices --show``."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redi_codecs.cli.encode import command_lines
from redi_codecs.cli.fields import Described, fields_of, messages_of, ports_of
from redi_codecs.cli.text import columns, folded, value_text
from redi_codecs.layout.statuses import STATUSES

if TYPE_CHECKING:
    from redi_codecs.layout.device import Device, Vector

__all__ = ["portrait", "portrait_dict"]

_ROLES = {"reading": "readings", "attribute": "attributes"}
_HEAD = ("on the wire", "unit", "plausible", "remarks")
_WIDTH = 110


def portrait(device: Device) -> Iterator[str]:
    """Lines for a person."""
    yield f"{device.id}  {device.name}"
    facts = {
        "source": [device.source],
        "declared": [f"{_file(device)}:{device.where.line}"],
        "also": [f"{id} ({name})" if name else id for id, name in _also(device).items()],
        "measures": device.measures.get(device.id, ()),
        "ports": ports_of(device) or ["any"],
        "messages": messages_of(device),
    }
    said = ((name, ", ".join(words)) for name, words in facts.items() if words)
    yield from columns(folded(said, 1, _WIDTH - 10))
    found = fields_of(device)
    for role, title in _ROLES.items():
        rows = [_row(one) for one in found if one.role == role]
        if rows:
            yield ""
            yield from columns([(title, *_HEAD), *folded(rows, 1, 44)])
    if device.downlink:
        yield from ("", "commands", *(f"  {line}" for line in command_lines(device)))
    if device.quirks:
        yield from ("", "where the vendor's own decoder says otherwise, and why")
        yield from (f"  {line}" for line in _quirks(device))
    if device.vectors:
        yield from ("", "payloads with their values")
        yield from (f"  {line}" for vector in device.vectors for line in _vector(device, vector))
        example = device.vectors[0]
        option = f" --f-port {example.f_port}" if device.f_port is None else ""
        yield from ("", f"redi-codecs explain --device {device.id}{option} {example.payload.hex()}")


def portrait_dict(device: Device) -> dict[str, Any]:
    """The same for a program."""
    from redi_codecs.device_codec import codec

    return {
        "id": device.id,
        "name": device.name,
        "source": device.source,
        "also": _also(device),
        "ports": ports_of(device),
        "messages": messages_of(device),
        "quantities": list(device.quantities),
        "fields": [one.to_dict() for one in fields_of(device)],
        "commands": [
            {"name": one.name, "f_port": one.f_port, "arguments": one.to_dict()["arguments"]}
            for one in codec(device).commands
        ],
        "quirks": [
            {"payload": one.payload.hex(), "f_port": one.f_port, "keys": list(one.keys), "reason": one.reason}
            for one in device.quirks
        ],
        "vectors": [
            {
                "payload": one.payload.hex(),
                "f_port": one.f_port,
                "values": _plain(one.values),
                "source": one.source or device.source,
            }
            for one in device.vectors
        ],
    }


def _row(one: Described) -> Sequence[str]:
    remarks = [f"or {', '.join(one.statuses)}"] if one.statuses else []
    remarks += ["sensitive"] if one.sensitive else []
    return f"  {one.name}", one.range_text, one.unit, one.limits_text, ", ".join(remarks)


def _file(device: Device) -> str:
    """Where the declaration is, within the package if it is there."""
    root = Path(__file__).parents[2]
    file = Path(device.where.file)
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)


def _also(device: Device) -> Mapping[str, str]:
    """Other models of the same declaration, and other spellings of the id."""
    import redi_codecs

    others = {one.id: one.name for one in redi_codecs.devices() if one.where == device.where and one.id != device.id}
    return others | dict.fromkeys(device.aliases, "")


def _quirks(device: Device) -> Iterator[str]:
    """What differs and why, and below it the payloads that show it."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for one in device.quirks:
        payloads = reasons.setdefault((", ".join(one.keys), one.reason), [])
        payloads.append(f"{one.payload.hex()} (port {one.f_port})")
    for (keys, reason), payloads in reasons.items():
        yield from textwrap.wrap(f"{keys}: {reason}", _WIDTH)
        yield from (f"  {payload}" for payload in payloads)


def _vector(device: Device, vector: Vector) -> Iterator[str]:
    from redi_codecs.checking.comparing import stated

    yield f"{vector.payload.hex()} (port {vector.f_port})"
    units = {one.name: one.unit for one in fields_of(device)}
    said = []
    for name, given in vector.values.items():
        value, status = stated(given)[:2]
        unit = units.get(name, "")
        if isinstance(value, list):
            said.append(f"{name} {len(value)}")
        elif value is None or value in STATUSES:
            said.append(f"{name} – ({status or value})")
        else:
            remark = f" ({status})" if status else ""
            said.append(f"{name} {value_text(value)}{f' {unit}' if unit else ''}{remark}")
    yield from textwrap.wrap(", ".join(said), _WIDTH, initial_indent="  ", subsequent_indent="  ")


def _plain(value: Any) -> Any:
    match value:
        case bytes():
            return value.hex()
        case Mapping():
            return {str(key): _plain(one) for key, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case None | bool() | int() | float() | str():
            return value
        case _:
            return str(value)
