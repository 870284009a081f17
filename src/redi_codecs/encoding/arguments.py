"""What a person or a form has to know of a device's commands: their arguments, and how far these go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from redi_codecs.encoding.compiled import INSIDE, about, around, compiled
from redi_codecs.encoding.downlink import needs
from redi_codecs.layout.device import Device
from redi_codecs.layout.transform import Choice, Verbatim
from redi_codecs.plan import plan as pl
from redi_codecs.plan.extents import ends, range_text, step_of
from redi_codecs.symbols import symbol

__all__ = ["Argument", "CommandInfo", "described"]


@dataclass(frozen=True, slots=True)
class Argument:
    """A value that a command takes.

    ``required`` is whether it can never be left out; where it can, ``default`` is what is said instead, and what has
    none is for a part of the command that other arguments choose.
    """

    name: str
    #: float, int, bool, enum, text, bytes or time.
    type: str
    #: UCUM code; empty where there is none.
    unit: str = ""
    #: What a form calls it: the label of the kind that it has the name of, otherwise its name in words.
    label: str = ""
    low: float | None = None
    high: float | None = None
    step: float | None = None
    choices: tuple[str, ...] = ()
    default: float | str | None = None
    required: bool = True

    @property
    def range_text(self) -> str:
        """``60 … 64800``, the names of states, or ``yes, no``."""
        return range_text(self.type, self.choices, (self.low, self.high, self.step), "{:.10g}".format)

    @property
    def json_schema(self) -> dict[str, Any]:
        """What values it may have, as JSON Schema."""
        kind = {"float": "number", "int": "integer", "bool": "boolean"}.get(self.type, "string")
        if kind == "number" and self.step and not (self.step % 1 or (self.low or 0) % 1):
            kind = "integer"
        made: dict[str, Any] = {"type": kind}
        if self.label:
            made["title"] = self.label
        if self.unit:
            made["description"] = f"in {symbol(self.unit)}"
        if kind in ("number", "integer"):
            made |= {"minimum": self.low, "maximum": self.high}
            if kind == "integer" and self.step and self.step != 1 and not (self.low or 0) % self.step:
                made["multipleOf"] = self.step
        if self.type == "time":
            made["format"] = "date-time"
        if self.choices:
            made["enum"] = list(self.choices)
        if self.default is not None and not (kind in ("number", "integer") and isinstance(self.default, str)):
            made["default"] = self.default
        return {key: value for key, value in made.items() if value is not None}


@dataclass(frozen=True, slots=True)
class CommandInfo:
    """A command that a device takes."""

    name: str
    f_port: int
    arguments: tuple[Argument, ...] = ()
    #: Why it could lock the device out; empty where it cannot.
    disruptive: str = ""
    #: The values or the message of an uplink that tell that it arrived.
    answer: tuple[str, ...] = ()
    #: Whether it may go into one payload with others that do.
    joins: bool = False

    @property
    def json_schema(self) -> dict[str, Any]:
        """The arguments as JSON Schema."""
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": self.name,
            "type": "object",
            "properties": {one.name: one.json_schema for one in self.arguments},
            "required": [one.name for one in self.arguments if one.required],
            "additionalProperties": False,
        }

    def to_dict(self) -> dict[str, Any]:
        """Plain values, those that say something."""
        arguments = [
            {key: value for key, value in _plain(one).items() if value not in (None, "", [])} for one in self.arguments
        ]
        said = {
            "command": self.name,
            "f_port": self.f_port,
            "arguments": arguments,
            "disruptive": self.disruptive,
            "answer": list(self.answer),
            "joins": self.joins,
        }
        return {key: value for key, value in said.items() if key == "arguments" or value not in ("", [], False)}


def _plain(one: Argument) -> dict[str, Any]:
    found = {name: getattr(one, name) for name in one.__dataclass_fields__}
    return found | {"choices": list(one.choices)}


@dataclass(slots=True)
class _Ends:
    """What the places of one argument say together."""

    low: float | None = None
    high: float | None = None
    step: float | None = None
    default: float | str | None = None
    choices: list[str] = field(default_factory=list)


def described(device: Device) -> tuple[CommandInfo, ...]:
    """All commands of a device, in the order of its declaration."""
    return tuple(
        CommandInfo(name, one.f_port, tuple(_all(device, name)), one.disruptive, one.answer, one.joins)
        for name, one in device.downlink.items()
    )


def _all(device: Device, name: str) -> Iterator[Argument]:
    """The arguments of a command, and those around it."""
    yield from _arguments(compiled(device, name)[0])
    if about(device, name):
        yield from (one for one in _arguments(around(device, name)[0]) if one.name != INSIDE)


def _arguments(made: pl.Plan) -> tuple[Argument, ...]:
    known: dict[str, _Ends] = {slot.name: _Ends() for slot in made.slots}
    for part in pl.parts(made.ops):
        if part.slot is not None:
            _add(known[part.slot.name], part)
    required = set(needs(made, of_variants=True))
    found = []
    for slot in made.slots:
        one, kind = known[slot.name], slot.field.kind
        # A setting is called what it sets: "Duration" would be the title of three fields of one form.
        label = kind.label if kind and kind.key == slot.name else slot.name.replace("_", " ").capitalize()
        argument = Argument(slot.name, slot.type, slot.field.unit, label)
        found.append(
            replace(
                argument,
                low=one.low,
                high=one.high,
                step=one.step,
                choices=tuple(one.choices),
                default=one.default,
                required=slot.name in required,
            )
        )
    return tuple(found)


def _add(one: _Ends, part: pl.Part) -> None:
    assert part.slot is not None
    if part.default is not None:
        one.default = part.default
    if isinstance(part.transform, Choice):
        one.choices += [label for _, label in part.transform.labels if label not in one.choices]
    elif part.slot.type in ("float", "int") and not isinstance(part.transform, Verbatim):
        low, high = part.limits or (None, None)
        values = [] if part.real else list(ends(part))
        least = low if low is not None else min(values, default=None)
        most = high if high is not None else max(values, default=None)
        one.low = least if one.low is None or least is None else min(one.low, least)
        one.high = most if one.high is None or most is None else max(one.high, most)
        steps = [step for step in (one.step, None if part.real else step_of(part)) if step is not None]
        one.step = min(steps, default=None)
