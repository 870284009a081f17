"""A device: its formats and their source, payloads with their values, deliberate differences from the vendor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from redi_codecs.keeping import Made
from redi_codecs.layout import given, stating
from redi_codecs.layout.commands import Command
from redi_codecs.layout.given import shown
from redi_codecs.layout.kind import Kind
from redi_codecs.layout.nodes import Body, Field, Message, Node
from redi_codecs.layout.rules import check
from redi_codecs.layout.unknown import settle
from redi_codecs.layout.walk import every, fields
from redi_codecs.layout.where import Where, here, refuse
from redi_codecs.layout.words import flat

_ID = re.compile(r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9.-]*(@[\w.]+)?")

#: Stands for the port of the device, until it is known.
_OWN = -1
LONGEST = 255


@dataclass(frozen=True, slots=True)
class Vector:
    """A payload and what it says; ``f_port`` is the device's where the vector ``inherits`` it."""

    payload: bytes
    f_port: int
    values: Mapping[str, Any]
    source: str
    received_at: float | None = None
    warnings: tuple[str, ...] = ()
    rest: str = ""
    inherits: bool = False
    where: Where = field(default_factory=here, repr=False)

    def __post_init__(self) -> None:
        _checked(self)


@dataclass(frozen=True, slots=True)
class Example:
    """A downlink's payload and the arguments that it is made of."""

    payload: bytes
    f_port: int
    arguments: Mapping[str, Any]
    source: str
    inherits: bool = False
    where: Where = field(default_factory=here, repr=False)

    def __post_init__(self) -> None:
        _checked(self)


def _checked(one: Vector | Example) -> None:
    if not one.inherits or one.f_port != _OWN:
        given.port(one.f_port)
    if len(one.payload) > LONGEST:
        refuse(f"a payload of {len(one.payload):,} bytes: no frame of LoRaWAN carries more than {LONGEST}")
    given.text(one.source, "source=, where the payload is from,")


@dataclass(frozen=True, slots=True)
class Quirk:
    """A deliberate difference from the vendor's decoder, with a payload that shows it; keys are normalized paths."""

    payload: bytes
    f_port: int
    keys: tuple[str, ...]
    reason: str
    where: Where = field(default_factory=here, repr=False)

    def __post_init__(self) -> None:
        given.port(self.f_port)
        given.text(self.reason, "reason=, why we differ,")
        given.several(self.keys, "keys=", '("air.temperature",)', str)


#: Kinds or keys of quantities, in tuples that may be nested.
Measures = str | Kind | tuple["Measures", ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """A further model of a declaration."""

    name: str
    measures: Measures | None
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Device:
    """One model and how it speaks."""

    id: str
    name: str
    source: str
    uplink: tuple[Node, ...]
    f_port: int | None = None
    downlink: Mapping[str, Command] = field(default_factory=dict)
    vectors: tuple[Vector, ...] = ()
    quirks: tuple[Quirk, ...] = ()
    also: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    #: What each model of the declaration measures, by id; empty where all of them measure all that the layout has.
    measures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: Which commands a further model does not take, by id.
    lacks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: The id of the declaration, where this is one of its further models.
    model_of: str = ""
    where: Where = field(default_factory=here, repr=False)
    #: What was made of it, its codec above all.
    made: Made = field(default_factory=Made, init=False, repr=False)

    @property
    def vendor(self) -> str:
        return self.id.split("/")[0]

    @property
    def model(self) -> str:
        return self.id.split("/")[1]

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every reading and attribute that an uplink may carry, once a name, in the order of the declaration."""
        return tuple({one.name: one for one in fields(self.uplink) if one.role in ("reading", "attribute")}.values())

    @property
    def quantities(self) -> tuple[str, ...]:
        """The keys of what is measured: by this model where the declaration says so, else by any of its layout."""
        return self.measures.get(self.id, measured(self.uplink))

    def __repr__(self) -> str:
        return f"<Device {self.id}: {self.name}>"


def _bytes(payload: str | bytes) -> bytes:
    if isinstance(payload, bytes | bytearray | memoryview):
        return bytes(payload)
    if not isinstance(payload, str):
        refuse(f'a payload is hex in quotes or bytes, such as vector("01 A0 00D7"), not {shown(payload)}')
    try:
        return bytes.fromhex(payload)
    except ValueError:
        digits = "".join(payload.split())
        strange = "".join(dict.fromkeys(re.sub(r"[0-9a-fA-F]", "", digits)))
        if strange:
            refuse(f"{shown(payload)} is not hex: hex digits and spaces are needed, and it has {strange!r}")
        odd = next((part for part in payload.split() if len(part) % 2), digits)
        refuse(f"{shown(payload)} is not hex: {odd!r} has an odd number of digits, {len(odd)}; a byte has two")


def vector(
    payload: str | bytes,
    *,
    f_port: int | None = None,
    source: str = "",
    message: str | None = None,
    received_at: float | None = None,
    warnings: str | Sequence[str] = (),
    rest: str = "",
    **values: Any,
) -> Vector:
    """A payload (hex, spaces allowed) and what it says: all its readings, and attributes, by name.

    A value that is none is stated by its status, ``temperature="not_connected"`` (``None`` is ``"fault"``). A pair says
    more: ``temperature=(150, "implausible")`` is flagged, ``high_threshold=(30, "Cel")`` has this unit. ``message`` is
    the frame, ``time`` seconds since 1970 (None: the payload has none), ``records`` a list of dicts of names and
    values. ``received_at`` is when it arrived, in seconds since 1970; ``warnings`` are the codes of what is odd about
    it, ``rest`` (hex) the bytes that nobody understands.
    """
    known = dict(values) if message is None else {"message": message, **values}
    stating.frame(known)
    at, codes, left = stating.seconds(received_at, "received_at="), stating.codes(warnings), stating.left(rest)
    port = _OWN if f_port is None else f_port
    return Vector(_bytes(payload), port, known, source, at, codes, left, f_port is None)


def example(payload: str | bytes, *, f_port: int | None = None, source: str = "", **arguments: Any) -> Example:
    """A downlink's payload (hex, spaces allowed) and the arguments of its command, for ``command(…, examples=[…])``."""
    return Example(_bytes(payload), _OWN if f_port is None else f_port, arguments, source, f_port is None)


def quirk(payload: str | bytes, *, f_port: int, keys: Sequence[str] | str, reason: str) -> Quirk:
    """A payload for which we differ from the vendor's decoder on purpose, and why we are right."""
    wanted = (keys,) if isinstance(keys, str) else tuple(given.several(keys, "keys=", '("air.temperature",)', str))
    return Quirk(_bytes(payload), f_port, wanted, reason)


def variant(name: str, *, measures: Measures | None = None, lacks: Sequence[str] = ()) -> Variant:
    """A further model with the same format, for ``also=``: its name, what it measures, which commands it lacks."""
    less = given.several(lacks, "lacks=", '("screen_enabled",)', str)
    return Variant(given.text(name, "the name of a variant"), measures, tuple(less))


def measured(nodes: tuple[Node, ...]) -> tuple[str, ...]:
    """The keys of the quantities that a layout has readings of."""
    return tuple(
        dict.fromkeys(one.quantity.key for one in fields(nodes) if one.role == "reading" and one.quantity is not None)
    )


def device(
    id: str,
    *,
    name: str,
    source: str,
    uplink: Body,
    f_port: int | None = None,
    downlink: Mapping[str, Command] | None = None,
    vectors: Sequence[Vector] = (),
    quirks: Sequence[Quirk] = (),
    also: Mapping[str, str | Variant] | None = None,
    aliases: Sequence[str] = (),
    measures: Measures | None = None,
) -> Device:
    """Declare a device.

    ``id`` is that of The Things Network's device repository, ``source`` the manual (section, revision). ``f_port`` is
    the port that encoding uses where the format does not depend on it. ``also`` names models with the same format
    (id → name, or a :func:`variant`), ``aliases`` other spellings of the id. ``measures`` are the kinds that this model
    measures, where the layout has more than it.
    """
    for value, what in ((name, "name=, what the device is,"), (source, "source=, the manual and its section,")):
        given.text(value, what)
    others = given.mapping({} if also is None else also, "also=", '{"vendor/model": "its name"}')
    spellings = given.several(aliases, "aliases=", '("vendor/model",)', str)
    seen: set[object] = set()
    for one in (id, *others, *spellings):
        if not isinstance(one, str) or not _ID.fullmatch(one):
            refuse(
                f"{shown(one)} is no device id: vendor/model, lower case, as in The Things Network's device repository"
            )
        if one in seen:
            refuse(f"{one} is there twice: id, also= and aliases= name different models and spellings")
        seen.add(one)
    if f_port is not None:
        given.port(f_port)
    commands = given.mapping({} if downlink is None else downlink, "downlink=", '{"reset": command(85, …)}')
    for each, what in commands.items():
        given.name(each, "of a command")
        if not isinstance(what, Command):
            refuse(f"downlink= gives commands, and {each} has {shown(what)}: command(85, …)")
    layout = flat(uplink)
    made = Device(
        id,
        name,
        source,
        layout,
        f_port,
        dict(commands),
        tuple(_ported(one, f_port) for one in given.several(vectors, "vectors=", "[vector(…), vector(…)]", Vector)),
        tuple(given.several(quirks, "quirks=", "[quirk(…)]", Quirk)),
        {one: _name(one, what) for one, what in others.items()},
        tuple(spellings),
        _measures(measured(layout), {id: measures} | {one: _own(what, measures) for one, what in others.items()}),
        {one: what.lacks for one, what in others.items() if isinstance(what, Variant) and what.lacks},
    )
    check(made.uplink, made.where)
    _check_answers(made)
    _check_lacks(made)
    settled = {name: each.settled(made.where) for name, each in made.downlink.items()}
    return replace(made, uplink=settle(made.uplink), downlink=settled)


def _check_lacks(made: Device) -> None:
    """What a further model does not take are commands of its declaration."""
    for id, names in made.lacks.items():
        for name in names:
            if name not in made.downlink:
                made.where.refuse(f"{id} lacks {name!r}, which is no command; it has {', '.join(made.downlink)}")


def _check_answers(made: Device) -> None:
    """What tells that a command arrived is something that the device sends."""
    sent = {one.name for one in fields(made.uplink)}
    sent |= {node.name for node in every(made.uplink) if isinstance(node, Message)}
    for name, each in made.downlink.items():
        for answer in each.answer:
            if answer not in sent:
                made.where.refuse(f"answer= of the command {name} is {answer!r}, and the device sends no such thing")


def _ported(one: Vector, f_port: int | None) -> Vector:
    """A vector with the port of its device, where it says none of its own."""
    if not one.inherits:
        return one
    if f_port is None:
        one.where.refuse("the vector needs f_port=, for the device has none")
    return replace(one, f_port=f_port)


def _name(id: str, what: str | Variant) -> str:
    if not isinstance(what, str | Variant):
        refuse(f'also= says what {id} is, and {shown(what)} does not: a name, or variant("its name", measures=…)')
    return what.name if isinstance(what, Variant) else what


def _own(what: str | Variant, measures: Measures | None) -> Measures | None:
    """What a further model measures: the same as the first one, unless it says something else."""
    return what.measures if isinstance(what, Variant) and what.measures is not None else measures


def _measures(known: tuple[str, ...], stated: Mapping[str, Measures | None]) -> Mapping[str, tuple[str, ...]]:
    """What each model measures, in the order of the layout; nothing where none of them says."""
    if all(one is None for one in stated.values()):
        return {}

    def keys(one: Measures) -> Iterator[str]:
        if isinstance(one, tuple):
            for part in one:
                yield from keys(part)
            return
        key = one.quantity.key if isinstance(one, Kind) else one
        if key not in known:
            import difflib  # slow to load, and only needed here

            near = difflib.get_close_matches(key, known, n=3) if isinstance(key, str) else []
            hint = f"did you mean {' or '.join(near)}?" if near else f"it has {', '.join(known)}"
            refuse(f"measures= names {shown(one)}, of which the layout has no reading; {hint}")
        yield key

    return {id: known if one is None else tuple(sorted(set(keys(one)), key=known.index)) for id, one in stated.items()}
