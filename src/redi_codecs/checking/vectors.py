"""Vectors that stand apart: payloads that only tell one declaration from another, a line of JSON each.

What illustrates a device stands beside its declaration. What is only there so that a mistake would be noticed is data,
``vendors/<vendor>/<family>.jsonl`` beside ``<family>.py``, which :func:`vectors_of` reads and an import does not. A
line is what ``vector(…)`` takes, with the device that it is of; with ``command`` it is what ``example(…)`` takes (of a
device whose payloads say a ``command``, where it is the name of one). A list of commands are those that go together;
with ``refused`` in place of a payload a line says what a command does not take, and ``answers`` of an uplink says which
command it came after:

    {"device": "acme/thermo", "payload": "24 FFCE", "f_port": 2, "temperature": -5, "source": "manual, 5.1"}
    {"device": "acme/thermo", "command": "reboot", "payload": "0F", "f_port": 2, "source": "manual, 6"}
    {"device": "acme/thermo", "command": ["reboot", "unlock"], "payload": "0F 10", "f_port": 2, "source": "manual, 6"}
    {"device": "acme/thermo", "command": "report_interval", "refused": {"report_interval": 59}, "source": "manual, 6"}
    {"device": "acme/thermo", "payload": "0F 01", "f_port": 3, "message": "started", "answers": "reboot", "source": "…"}
"""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from redi_codecs.errors import DeclarationError
from redi_codecs.layout.device import Device, Example, Vector, example, vector
from redi_codecs.layout.where import Where
from redi_codecs.readings import Attribute, Decoded, Reading

__all__ = [
    "Line",
    "answers_of",
    "beside",
    "examples_of",
    "joined_of",
    "line_of",
    "lines_of",
    "own_lines",
    "refused_of",
    "stamp_of",
    "told",
    "vectors_of",
]

_Said = TypeVar("_Said", Vector, Example)
_FRAME: Final = frozenset({"payload", "f_port", "source"})


class Line(NamedTuple):
    """A line of data: of which device, of which command where it is a downlink, and what it says.

    ``joined`` are the names of several commands in one downlink, which is an example of none of them alone; what is
    ``refused`` is no payload; what ``answers`` a command is an uplink that came after it.
    """

    device: str
    command: str | None
    said: Vector | Example
    joined: tuple[str, ...] = ()
    refused: bool = False
    answers: str | None = None


def beside(file: str) -> Path:
    """Where the data of a declaration's file is, if there is any."""
    return Path(file).with_suffix(".jsonl")


def lines_of(file: str) -> tuple[Line, ...]:
    """All lines beside the declarations of this file; :class:`~redi_codecs.errors.DeclarationError` cites a bad one."""
    stamp = stamp_of(file)
    return () if stamp is None else _read(beside(file), stamp)


def stamp_of(file: str) -> int | None:
    """When the data beside the declarations of this file was written; None where there is none."""
    try:
        return beside(file).stat().st_mtime_ns
    except OSError:
        return None


@lru_cache(maxsize=64)
def _read(path: Path, stamp: int) -> tuple[Line, ...]:
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    return tuple(_line(text, Where(str(path), number)) for number, text in lines if text.strip())


def _line(text: str, where: Where) -> Line:
    try:
        given = json.loads(text, object_pairs_hook=lambda pairs: _once(pairs, where))
    except json.JSONDecodeError as error:
        where.refuse(f"this is no JSON: {error.msg} at character {error.pos + 1}")
    if not isinstance(given, dict) or not isinstance(given.get("device"), str):
        where.refuse('a line is an object: {"device": "vendor/model", "payload": "…", "f_port": 1, …, "source": "…"}')
    device, command = given.pop("device"), given.pop("command") if isinstance(given.get("command"), str) else None
    joined = tuple(given.pop("command")) if isinstance(given.get("command"), list) else ()
    if command is not None and "refused" in given:
        return _refusal(device, command, given, where)
    for name in sorted(_FRAME - given.keys()):
        where.refuse(f'"{name}" is missing')
    if given["f_port"] is None:
        where.refuse("f_port is null: a line of data says the port that its payload came on, 1 … 255")
    after = command is None and not joined and isinstance(given.get("answers"), str)
    answers = given.pop("answers") if after else None
    values = {name: _value(value) for name, value in given.items()}
    payload = values.pop("payload")
    if joined:
        return Line(device, None, _made(example, payload, values, where), joined)
    if command is None:
        return Line(device, None, _made(vector, payload, values, where), answers=answers)
    return Line(device, command, _made(example, payload, values, where))


def _refusal(device: str, command: str, given: Mapping[str, Any], where: Where) -> Line:
    if given.keys() != {"refused", "source"} or not isinstance(given["refused"], Mapping):
        where.refuse('what a command refuses is "refused": {"argument": value}, "source": "…", and nothing else')
    return Line(device, command, Example(b"", 1, given["refused"], given["source"], where=where), refused=True)


def _made(word: Callable[..., _Said], payload: Any, values: Mapping[str, Any], where: Where) -> _Said:
    try:
        return replace(word(payload, **values), where=where)
    except DeclarationError as error:
        where.refuse(error.problem)
    except TypeError as error:
        where.refuse(str(error))


def _once(pairs: list[tuple[str, Any]], where: Where) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        where.refuse(f'"{next(name for name in names if names.count(name) > 1)}" stands twice')
    return found


def _value(value: Any) -> Any:
    """Pairs (value and status, or unit) are tuples in Python."""
    if isinstance(value, list) and len(value) == 2 and isinstance(value[1], str):
        return tuple(value)
    if isinstance(value, list):
        return [_record(one) if isinstance(one, Mapping) else one for one in value]
    return value


def _record(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in record.items()}


def own_lines(device: Device) -> Iterator[Line]:
    """The lines of a declaration."""
    models = {device.id, *device.also}
    says = any(one.name == "command" for one in device.fields)
    for line in lines_of(device.where.file):
        if line.device in models:
            foreign = line.command is not None and line.command not in device.downlink
            yield _value_called_command(line) if says and foreign else line


def _value_called_command(line: Line) -> Line:
    """A line whose ``command`` is what the payload says."""
    said = line.said
    assert isinstance(said, Example)
    values = {**said.arguments, "f_port": said.f_port, "source": said.source, "command": line.command}
    return Line(line.device, None, _made(vector, said.payload, values, said.where))


def vectors_of(device: Device) -> tuple[Vector, ...]:
    """All vectors of a declaration: those beside it, then those that stand apart."""
    apart = (line.said for line in own_lines(device) if line.command is None and not line.joined)
    return device.vectors + tuple(one for one in apart if isinstance(one, Vector))


def examples_of(device: Device) -> dict[str, tuple[Example, ...]]:
    """All examples of a declaration's commands, by command."""
    found = {name: list(command.examples) for name, command in device.downlink.items()}
    for line in own_lines(device):
        if line.command is not None and isinstance(line.said, Example) and not line.refused:
            found.setdefault(line.command, []).append(line.said)
    return {name: tuple(examples) for name, examples in found.items()}


def joined_of(device: Device) -> Iterator[tuple[tuple[str, ...], Example]]:
    """The examples of several commands in one downlink, with the names of these."""
    for line in own_lines(device):
        if line.joined and isinstance(line.said, Example):
            yield line.joined, line.said


def refused_of(device: Device) -> Iterator[tuple[str, Example]]:
    """The arguments that a command does not take, with its name."""
    for line in own_lines(device):
        if line.refused and line.command is not None and isinstance(line.said, Example):
            yield line.command, line.said


def answers_of(device: Device) -> Iterator[tuple[str, Vector]]:
    """The uplinks that came after a command, with its name."""
    for line in own_lines(device):
        if line.answers is not None and isinstance(line.said, Vector):
            yield line.answers, line.said


def line_of(device: str, decoded: Decoded, source: str) -> str:
    """A payload as a line of data, with all that its device says of it."""
    return json.dumps(told(device, decoded) | {"source": source}, ensure_ascii=False)


def told(device: str, decoded: Decoded, known: Container[str] | None = None) -> dict[str, Any]:
    """What a payload says, as a line of data states it; of time and attributes only what is ``known``, if that is said.

    All readings are in it, as a vector names all of them.
    """
    said: dict[str, Any] = {"device": device, "payload": decoded.payload.hex().upper(), "f_port": decoded.f_port}
    if decoded.message is not None:
        said["message"] = decoded.message
    if decoded.result[1] is not None and (known is None or "time" in known):
        said["time"] = decoded.result[1]
    said |= {one.name: _written(one) for one in decoded.readings}
    said |= {name: _written(one) for name, one in decoded.attributes.items() if known is None or name in known}
    if decoded.records:
        said["records"] = [
            {"time": one.time and one.time.timestamp()}
            | {each.name: _written(each) for each in one.readings}
            | {each.name: _written(each) for each in one.attributes.values()}
            for one in decoded.records
        ]
    if decoded.warnings:
        said |= {"warnings": [one.code for one in decoded.warnings], "rest": decoded.rest.hex()}
    return said


def _written(one: Reading | Attribute) -> Any:
    value = one.value.timestamp() if isinstance(one.value, datetime) else one.value
    value = value.hex() if isinstance(value, bytes) else value
    if one.value is None:
        return one.status
    kind = one.field.kind
    named = kind is None or one.name.startswith(kind.key)
    return [value, one.status] if one.status else value if named or not one.unit else [value, one.unit]
