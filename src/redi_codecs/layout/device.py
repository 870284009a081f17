"""A device: its formats and their source, payloads with their values, deliberate differences from the vendor."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from redi_codecs.layout.nodes import Body, Field, Node
from redi_codecs.layout.rules import check
from redi_codecs.layout.unknown import settle
from redi_codecs.layout.walk import fields
from redi_codecs.layout.where import Where, here, refuse
from redi_codecs.layout.words import flat

_ID = re.compile(r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9.-]*(@[\w.]+)?")


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


@dataclass(frozen=True, slots=True)
class Example:
    """A downlink's payload and the arguments that it is made of."""

    payload: bytes
    f_port: int
    arguments: Mapping[str, Any]
    source: str
    inherits: bool = False
    where: Where = field(default_factory=here, repr=False)


@dataclass(frozen=True, slots=True)
class Quirk:
    """A deliberate difference from the vendor's decoder, with a payload that shows it; keys are normalized paths."""

    payload: bytes
    f_port: int
    keys: tuple[str, ...]
    reason: str
    where: Where = field(default_factory=here, repr=False)


@dataclass(frozen=True, slots=True)
class Command:
    """A downlink: its port and what it carries."""

    f_port: int
    body: tuple[Node, ...]
    examples: tuple[Example, ...] = ()


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
    where: Where = field(default_factory=here, repr=False)

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
        """The keys of what is measured."""
        return tuple(dict.fromkeys(one.quantity.key for one in self.fields if one.role == "reading" and one.quantity))

    def __repr__(self) -> str:
        return f"<Device {self.id}: {self.name}>"


def _bytes(payload: str | bytes) -> bytes:
    try:
        return bytes.fromhex(payload) if isinstance(payload, str) else bytes(payload)
    except ValueError:
        refuse(f"{payload!r} is not hex")


#: Stands for the port of the device, until it is known.
_OWN = -1


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
    codes = (warnings,) if isinstance(warnings, str) else tuple(warnings)
    port, left = _OWN if f_port is None else f_port, "".join(rest.split()).lower()
    return Vector(_bytes(payload), port, known, source, received_at, codes, left, f_port is None)


def example(payload: str | bytes, *, f_port: int | None = None, source: str = "", **arguments: Any) -> Example:
    """A downlink's payload (hex, spaces allowed) and the arguments of its command, for ``command(…, examples=[…])``."""
    return Example(_bytes(payload), _OWN if f_port is None else f_port, arguments, source, f_port is None)


def quirk(payload: str | bytes, *, f_port: int, keys: Sequence[str] | str, reason: str) -> Quirk:
    """A payload for which we differ from the vendor's decoder on purpose, and why we are right."""
    return Quirk(_bytes(payload), f_port, (keys,) if isinstance(keys, str) else tuple(keys), reason)


def command(f_port: int, *body: Body, examples: Sequence[Example] = ()) -> Command:
    """A downlink on this port, with payloads that prove it."""
    own = tuple(replace(one, f_port=f_port) if one.inherits else one for one in examples)
    return Command(f_port, flat(*body), own)


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
    also: Mapping[str, str] | None = None,
    aliases: Sequence[str] = (),
) -> Device:
    """Declare a device.

    ``id`` is that of The Things Network's device repository, ``source`` the manual (section, revision). ``f_port`` is
    the port that encoding uses where the format does not depend on it. ``also`` names models with the same format
    (id → name), ``aliases`` other spellings of the id.
    """
    for name_ in (id, *(also or ()), *aliases):
        if not _ID.fullmatch(name_):
            refuse(f"{name_!r} is no device id: vendor/model, lower case, as in The Things Network's device repository")
    for one in vectors:
        if one.inherits and f_port is None:
            one.where.refuse("the vector needs f_port=, for the device has none")
    made = Device(
        id,
        name,
        source,
        flat(uplink),
        f_port,
        dict(downlink or {}),
        tuple(replace(one, f_port=f_port) if one.inherits and f_port is not None else one for one in vectors),
        tuple(quirks),
        dict(also or {}),
        tuple(aliases),
    )
    check(made.uplink, made.where)
    for each in made.downlink.values():
        check(each.body, made.where)
    settled = {name: replace(each, body=settle(each.body)) for name, each in made.downlink.items()}
    return replace(made, uplink=settle(made.uplink), downlink=settled)
