"""A vendor's encoder, held against the examples of our commands: the same arguments, the same bytes?

What an encoder calls its arguments is found out by watching which names it asks for; ours are paired with those that
are alike. A value is tried as it is, then in the units and words that encoders use instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Any, Final

from redi_codecs.checking.comparing import stated
from redi_codecs.checking.vectors import examples_of
from redi_codecs.comparing.javascript import JavaScript
from redi_codecs.comparing.pairing import Pair, similarity
from redi_codecs.layout.device import Device, Example

__all__ = ["Downlinks", "Wrong", "downlinks"]

_ALIKE: Final = 2 / 3
_TRIES: Final = 60
_FACTORS: Final = (60, 3600, 1000, 86400)


@dataclass(frozen=True, slots=True)
class Wrong:
    """An example of ours for which theirs gives other bytes."""

    command: str
    example: Example
    given: Mapping[str, Any]
    payload: bytes


@dataclass(slots=True)
class Downlinks:
    """What became of the examples of a device's commands."""

    same: int = 0
    differ: list[Wrong] = field(default_factory=list)
    #: Commands with why their examples could not be compared.
    left_out: dict[str, str] = field(default_factory=dict)


def downlinks(device: Device, script: JavaScript, pairs: Iterable[Pair]) -> Downlinks:
    """Run the encoder of a script on the arguments of all examples."""
    made = Downlinks()
    known = {pair.ours: pair.theirs for pair in pairs if pair.confirmed}
    asked = script.asked()
    for command, examples in examples_of(device).items():
        if not examples:
            made.left_out[command] = "it has no example"
        for one in examples:
            _compare(made, script, command, one, known, asked)
    return made


def _compare(
    made: Downlinks, script: JavaScript, command: str, one: Example, known: Mapping[str, str], asked: list[str]
) -> None:
    values = {name: stated(value).value for name, value in one.arguments.items()}
    names: dict[str, str] = {}
    for name in values:  # no two of ours are one of theirs
        found = _theirs(name, command, known, [one for one in asked if one not in names.values()])
        if found is not None:
            names[name] = found
    if missing := [name for name in values if name not in names]:
        made.left_out[command] = f"theirs asks for nothing like {', '.join(missing)}"
        return
    if not values:
        made.left_out[command] = "it has no arguments by which theirs could know it"
        return
    first: Wrong | None = None
    why = ""
    for given in islice(_readings(values), _TRIES):
        arguments = {names[name]: value for name, value in given.items()}
        answer = script.encode(arguments, one.f_port)
        if answer.refusal:
            why = why or answer.refusal
        elif answer.values == one.payload:
            made.same += 1
            return
        elif first is None:
            first = Wrong(command, one, arguments, answer.values)
    if first is None:
        made.left_out[command] = why
    else:
        made.differ.append(first)


def _theirs(name: str, command: str, known: Mapping[str, str], asked: list[str]) -> str | None:
    """The name by which theirs asks for an argument: the pairs table's, else the likest."""
    if known.get(name) in asked:
        return known[name]
    likest = max(asked, key=lambda one: (similarity(name, one), similarity(command, one)), default=None)
    return likest if likest is not None and similarity(name, likest) >= _ALIKE else None


def _readings(values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The values, as they are first, then as encoders may want them."""
    for chosen in product(*(list(_spellings(value)) for value in values.values())):
        yield dict(zip(values, chosen, strict=True))


def _spellings(value: Any) -> Iterator[Any]:
    yield value.hex() if isinstance(value, bytes) else value
    if isinstance(value, bool):
        yield from (int(value), "enable" if value else "disable", "on" if value else "off")
    elif isinstance(value, int | float):
        for factor in _FACTORS:
            if value and value % factor == 0:
                yield value // factor
        yield str(value)
