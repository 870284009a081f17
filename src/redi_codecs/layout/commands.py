"""Commands: what a device takes, in the same words as what it sends."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import FunctionType
from typing import TYPE_CHECKING, Any

from redi_codecs.layout import given
from redi_codecs.layout.given import shown
from redi_codecs.layout.nodes import Body, Field, Match, Node
from redi_codecs.layout.rules import check
from redi_codecs.layout.transform import Affine, Choice, Curve
from redi_codecs.layout.unknown import settle
from redi_codecs.layout.walk import fields
from redi_codecs.layout.where import Where, refuse
from redi_codecs.layout.wire import Bits, Source, Whole, fits, limits, spread
from redi_codecs.layout.words import expect, flat, key_of, whole_bytes

if TYPE_CHECKING:
    from redi_codecs.layout.device import Example

#: What stands around one command or several of them, such as a type and a length.
Frame = Callable[..., Body]
#: Names that an argument cannot have, for the functions that take arguments have them.
_TAKEN = ("allow_disruptive", "command", "device", "max_size")


@dataclass(frozen=True, slots=True)
class Command:
    """A downlink: its port and what it carries."""

    f_port: int
    #: All of the payload where the command goes alone.
    body: tuple[Node, ...]
    examples: tuple[Example, ...] = ()
    #: What of an uplink tells that it arrived: values that repeat it, or a message that it asks for.
    answer: tuple[str, ...] = ()
    #: Why it could lock a device out; empty where it cannot.
    disruptive: str = ""
    #: Whether others may go with it in one payload.
    joins: bool = False
    #: What stands around those that go together, and what is inside for this one.
    frame: Frame | None = None
    inner: tuple[Node, ...] = ()
    #: Whether it is said that no uplink tells: ``answer=False``.
    unanswered: bool = False

    def __post_init__(self) -> None:
        given.port(self.f_port, "the first argument of command(…)")
        for one in fields(self.body):
            if one.name in _TAKEN:
                one.where.refuse(
                    f"{one.name} is an argument of encode_downlink: a value of a command is called otherwise"
                )

    def settled(self, where: Where) -> Command:
        """The command checked, with every switch saying what becomes of what it does not know."""
        check(self.body, where)
        known = [one.name for one in fields(self.body) if one.default is None]
        inside = {one.name for one in fields(self.inner)}
        for one in fields(self.body):
            _check_ends(one, known)
            if one.name not in inside and one.role != "hidden" and one.default is None:
                one.where.refuse(f"{one.name} stands around commands that join, and is said for all of them: default=")
        return replace(self, body=settle(self.body), inner=settle(self.inner))


def _check_ends(one: Field, known: Sequence[str]) -> None:
    """Limits and defaults that the field itself cannot say; ``known`` are the arguments that have to be given."""
    wire, transform = one.source.wire, one.source.transform
    if isinstance(one.default, str) and isinstance(transform, Affine):
        if one.default not in known:
            one.where.refuse(
                f"default= of {one.name} is a number, or the name of another argument without one, not {one.default!r}"
            )
    else:
        for default in one.default.values() if isinstance(one.default, Mapping) else (one.default,):
            if default is not None:
                _can_be(one, default)
    if one.limits is None:
        return
    if isinstance(transform, Curve):
        for end in one.limits:
            if end is not None:
                _can_say(one, end, transform)
        return
    if not isinstance(transform, Affine):
        one.where.refuse(f"limits= of {one.name} are those of a number, and {one.source!r} gives none that is scaled")
    if not isinstance(wire, Whole | Bits):
        return
    low, high = limits(wire)
    for end in one.limits:
        if end is not None and not low <= transform.encode(end) <= high:
            least, most = sorted(float(transform.decode(raw) or 0) for raw in (low, high))
            one.where.refuse(f"limits= of {one.name}: {end} is beyond what {one.source!r} holds, {least:g} … {most:g}")


def _can_say(one: Field, end: float, curve: Curve) -> None:
    """A curve of whole numbers has each of its limits, one of fractions comes near it."""
    try:
        said = curve.decode(curve.encode(end))
    except ValueError as error:
        one.where.refuse(f"limits= of {one.name}: {error}")
    if said != end and not curve.fractions:
        one.where.refuse(f"limits= of {one.name}: {one.source!r} cannot say {end}, the nearest is {said}")


def _can_be(one: Field, value: float | str) -> None:
    wire = one.source.wire
    try:
        raw = one.source.transform.encode(value)
    except ValueError as error:
        one.where.refuse(f"default= of {one.name}: {error}")
    if isinstance(wire, Whole | Bits) and not fits(raw, wire):
        one.where.refuse(f"default= of {one.name} is {value!r}, written as {raw}, and {spread(wire)}")
    _within(one, value)


def _within(one: Field, value: object) -> None:
    low, high = one.limits or (None, None)
    if isinstance(value, int | float) and ((low is not None and value < low) or (high is not None and value > high)):
        one.where.refuse(f"default= of {one.name} is beyond its limits")
    if isinstance(one.source.transform, Choice) and value not in [label for _, label in one.source.transform.labels]:
        one.where.refuse(f"default= of {one.name} is none of its states")


def command(
    f_port: int,
    *body: Body,
    examples: Sequence[Example] = (),
    answer: str | Sequence[str] | bool = (),
    disruptive: str = "",
    joins: bool | Frame = False,
) -> Command:
    """A downlink on this port, with payloads that prove it.

    ``answer`` is what of an uplink tells that the command arrived: the names of values that repeat it, the name of a
    message that it asks for, or True where the uplink repeats all its arguments; False says that nothing is known to,
    though an uplink has values of these names. ``disruptive`` says why it could lock a device out. ``joins`` says that
    it may go into one payload with others of its port: one after the other, or inside what the function given puts
    around them, ``lambda *body: (expect(u8, 0x3E), sized(u8, *body))``.
    """
    own = tuple(replace(one, f_port=f_port) if one.inherits else one for one in examples)
    inner = flat(*body)
    if not isinstance(joins, bool | FunctionType):
        refuse(f"joins= is True, or a function that puts something around the commands, not {shown(joins)}")
    frame = None if isinstance(joins, bool) else joins
    try:
        alone = inner if frame is None else flat(frame(*inner))
    except TypeError as error:
        refuse(f"joins={shown(joins)} takes the parts of any number of commands, (*body): {error}")
    return Command(
        f_port,
        alone,
        own,
        _answer(answer, inner),
        given.text(disruptive, "disruptive=, why the command could lock a device out,"),
        bool(joins),
        frame,
        inner,
        answer is False,
    )


def _answer(answer: object, body: tuple[Node, ...]) -> tuple[str, ...]:
    """The names of what tells that a command arrived."""
    if answer is True:
        names = tuple(dict.fromkeys(one.name for one in fields(body) if one.role != "hidden"))
        if not names:
            refuse("answer=True stands for the arguments, and there are none: say what of an uplink tells of it")
        return names
    if answer is False:
        return ()
    several = (answer,) if isinstance(answer, str) else answer
    return tuple(given.several(several, "answer=", '("report_interval",)', str))


def commands(
    f_port: int,
    tag: Source | tuple[Source, ...],
    table: Mapping[Any, Body],
    *,
    names: Mapping[Any, str] | None = None,
    examples: Mapping[str, Sequence[Example]] | None = None,
    answer: bool = False,
    disruptive: Mapping[str, str] | None = None,
    joins: bool | Frame = False,
) -> dict[str, Command]:
    """The commands of a table of tag and body, such as ``tags(…)`` takes: settings that a device repeats.

    The name of each is that of its only field, or is in ``names`` by the key of the table. Of a key that matches
    several, the first is written. ``examples`` and ``disruptive`` are by the name of the command; with ``answer`` an
    uplink repeats the arguments.
    """
    parts = tuple(map(whole_bytes, tag if isinstance(tag, tuple) else (tag,)))
    known = given.mapping({} if names is None else names, "names=", '{0x39: "abc"}')
    proofs = dict(given.mapping({} if examples is None else examples, "examples=", '{"abc": [example(…)]}'))
    risks = dict(given.mapping({} if disruptive is None else disruptive, "disruptive=", '{"rejoin": "why"}'))
    table = given.mapping(table, "the settings of commands(…)", "{0x03: report_interval(u16), 0x39: …}")
    made: dict[str, Command] = {}
    for key, body in table.items():
        nodes = flat(body)
        own = list(dict.fromkeys(one.name for one in fields(nodes) if one.role != "hidden"))
        name = known.get(key) or (own[0] if len(own) == 1 else None)
        if name is None:
            refuse(f"the entry {shown(key)} says {', '.join(own) or 'nothing'}: names= gives the command its name")
        if given.name(name, "of a command") in made:
            refuse(f"two entries make a command {name}: names= tells them apart")
        made[name] = command(
            f_port,
            tuple(expect(source, _first(match)) for source, match in zip(parts, key_of(key, len(parts)), strict=True)),
            nodes,
            examples=proofs.pop(name, ()),
            answer=True if answer and own else (),
            disruptive=risks.pop(name, ""),
            joins=joins,
        )
    for left in (*proofs, *risks):
        refuse(f"there is no command {left} in the table; it has {', '.join(made)}")
    return made


def _first(matches: tuple[Match, ...]) -> int:
    first = matches[0]
    if isinstance(first, range):
        first = first.start
    if not isinstance(first, int):
        refuse(f"a command has a number as its tag, not {shown(first)}")
    return first
