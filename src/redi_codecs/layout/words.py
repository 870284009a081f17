"""The words of the language: each is one function and makes one node."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from redi_codecs.layout.expr import Cond, Expr, Peek, as_expr
from redi_codecs.layout.nodes import (
    AnyChannel,
    Body,
    Checksum,
    Crc,
    Expect,
    Field,
    Key,
    Message,
    Node,
    Optional,
    Presence,
    Repeat,
    Reserved,
    Sized,
    Switch,
    Tags,
    Unknown,
    Word,
)
from redi_codecs.layout.transform import Affine
from redi_codecs.layout.walk import captures, channelled
from redi_codecs.layout.where import refuse
from redi_codecs.layout.wire import Bits, Blob, Nowhere, Source, Whole
from redi_codecs.quantities import QUANTITIES


def flat(*bodies: Body) -> tuple[Node, ...]:
    """The nodes of several bodies in their order."""

    def walk(body: object) -> Iterator[Node]:
        if isinstance(body, tuple):
            for part in body:
                yield from walk(part)
        elif isinstance(body, Node):
            yield body
        else:
            hint = "a bare wire type needs a kind, let(…) or reserved(…)"
            if isinstance(body, list):
                hint = "a tuple is needed, not a list"
            refuse(f"{str(body)[:60]} is no part of a layout: {hint}")

    return tuple(walk(bodies))


def let(**values: Source) -> tuple[Field, ...]:
    """Hidden values that steer the layout, for ``V.name``; encoding works them out."""
    return tuple(Field("hidden", _plain(source), given=name) for name, source in values.items())


def attribute(
    *, channel: int | Expr | None = None, valid: Cond | None = None, **values: Source | Field
) -> tuple[Field, ...]:
    """Settings, thresholds, identity, alarm reasons: values that are no measurement, under the given names.

    A kind around the source gives quantity and unit: ``attribute(report_interval=duration(u16 * 60))``.
    """

    def make(name: str, value: Source | Field) -> Field:
        if name in QUANTITIES and not (isinstance(value, Field) and value.quantity is QUANTITIES[name]):
            refuse(f"{name} is a kind: write {name}(…), or give the attribute another name")
        if isinstance(value, Field):
            if value.channel is not None:
                refuse(f"{name}: the channel belongs to the attribute, attribute({name}=…, channel=…)")
            known = value.valid if valid is None else valid
            return replace(value, role="attribute", given=name, channel=channel, valid=known)
        source = _plain(value)
        if source.transform.gives[0] == "time":
            return Field("attribute", source, QUANTITIES["time"], name, channel, valid=valid)
        if isinstance(source.wire, Bits) and source.wire.bits == 1 and source.transform == Affine():
            source = source != 0  # a single bit is true or false
        return Field("attribute", source, given=name, channel=channel, valid=valid)

    return tuple(make(name, value) for name, value in values.items())


def _plain(source: Source) -> Source:
    if not isinstance(source, Source):
        refuse(f"a wire type is needed here, not {source!r}")
    return source


def word(source: Source, *parts: Body, msb0: bool = False) -> Word:
    """Whole bytes whose bits belong to several fields; with ``msb0`` bit 0 is the most significant one."""
    if not isinstance(source.wire, Whole) or source.wire.signed:
        refuse(f"a word is an unsigned integer of whole bytes, and {source!r} is none")
    made = flat(*parts)
    for part in made:
        if not isinstance(part, Field | Reserved | Expect) or not isinstance(part.source.wire, Bits):
            if isinstance(part, Field) and isinstance(part.source.wire, Nowhere):
                continue
            part.where.refuse("inside a word every part takes bit(…) or bits(…)")
    return Word(source, tuple(part for part in made if isinstance(part, Field | Reserved | Expect)), msb0)


def _fixed(size: object) -> None:
    if isinstance(size, Expr):
        refuse("reserved takes a fixed number of bytes; where it is read from the payload, sized(V.n) leaves them out")


def reserved(source: Source | int) -> Reserved:
    """Bits (``reserved(bits(4, 7))``) or a number of bytes (``reserved(2)``) that mean nothing."""
    _fixed(source)
    if isinstance(source, int):
        return Reserved(Source(Whole(8 * source)))
    if not isinstance(_plain(source).wire, Whole | Bits):
        refuse(f"reserved takes bits or a number of bytes, not {source!r}")
    return Reserved(source)


def expect(source: Source, value: int, *, warning: str | None = None) -> Expect:
    """A constant of the format: another value is an error, or with ``warning`` a warning of that code."""
    return Expect(_plain(source), value, warning)


def model_id(source: Source, value: int) -> Expect:
    """The number by which a payload names its model; another one is a warning, and the payload decides."""
    return Expect(_plain(source), value, warning="model_mismatch")


def message(name: str, *body: Body) -> Message:
    """A named frame: ``decoded.message`` tells which one arrived."""
    return Message(name, flat(*body))


def _shown(key: object) -> str:
    """A key as the manual writes it."""
    if isinstance(key, tuple):
        return f"({', '.join(map(_shown, key))})"
    return f"{key:#04x}" if isinstance(key, int) else repr(key)


def _key(key: object, parts: int) -> Key:
    several = key if isinstance(key, tuple) and parts > 1 else (key,)
    if len(several) != parts:
        refuse(f"the key {_shown(key)} should have {parts} parts")
    matches = tuple(part if isinstance(part, tuple) else (part,) for part in several)
    for match in (match for part in matches for match in part):
        if isinstance(match, bool) or not isinstance(match, int | str | range | AnyChannel):
            wanted = "a number, a text, a range, any_channel or a tuple of them"
            refuse(f"{_shown(match)} cannot be a key: {wanted} is needed")
    return matches


def _cases(table: Mapping[Any, Body], parts: int) -> tuple[tuple[Key, tuple[Node, ...]], ...]:
    made = [(_key(key, parts), flat(body)) for key, body in table.items()]
    wild = {at for key, _ in made for at, part in enumerate(key) for match in part if isinstance(match, AnyChannel)}
    if len(wild) > 1:
        refuse("any_channel may stand in one column of the keys only")
    return tuple((key, channelled(body, captures(key))) for key, body in made)


def _whole(source: object) -> Source:
    """A number that is read where it stands."""
    if isinstance(source, Expr):
        refuse(f"{source} is no wire type: switch on one expression, and inside its cases on the next")
    if not isinstance(source, Source) or not isinstance(source.wire, Whole):
        refuse(f"whole bytes are read here, such as u8; {source!r} needs a let(…) before, then V")
    return source


def switch(
    on: Expr | Source | tuple[Source, ...],
    cases: Mapping[Any, Body],
    *,
    otherwise: Body | None = None,
    unknown: Literal["stop", "raise"] | None = None,
) -> Switch:
    """One of several bodies: by the port, the length, an earlier value, or a type read here.

    A tuple of keys stands for any of them. Without ``otherwise`` anything else stops (a warning, the bytes stay in
    ``.rest``) in a loop, in tags and after a reading, and raises elsewhere; ``unknown`` says otherwise.
    """
    selector = on if isinstance(on, Expr) else tuple(map(_whole, on if isinstance(on, tuple) else (on,)))
    parts = len(selector) if isinstance(selector, tuple) else 1
    made = _cases(cases, parts)
    if isinstance(selector, Expr) and any(captures(key) for key, _ in made):
        refuse("any_channel is the channel read here; of an expression, otherwise= stands for anything else")
    if otherwise is not None and unknown is not None:
        refuse("where otherwise= stands for anything else, nothing is unknown")
    return Switch(selector, made, None if otherwise is None else flat(otherwise), unknown)


def _longer(second: Source, table: Mapping[Any, Body]) -> dict[Any, Body]:
    """The table by the first part of the tags: where there is a second one, it is switched on."""
    assert isinstance(second.wire, Whole)
    bits, made, seconds = second.wire.bits, dict[Any, Body](), dict[int, dict[Any, Body]]()
    for key, body in table.items():
        alone = []
        for match in key if isinstance(key, tuple) else (key,):
            ends = (match.start, match.stop - 1) if isinstance(match, range) else (match, match)
            if not isinstance(ends[1], int) or ends[1] < 1 << bits:
                alone.append(match)
                continue
            first, last = (end >> bits for end in ends)
            if first != last:
                refuse(f"the tags {_shown(ends[0])} to {_shown(ends[1])} begin differently: a range for each beginning")
            low, high = (end - (first << bits) for end in ends)
            rest = range(low, high + 1) if isinstance(match, range) else low
            seconds.setdefault(first, {})[rest] = body
        if alone:
            made[tuple(alone) if isinstance(key, tuple) else key] = body
    for first, inner in seconds.items():
        if first in made:
            refuse(f"{_shown(first)} is a tag by itself, and the first part of others")
        made[first] = switch(second, inner)
    return made


def tags(
    tag: Source | tuple[Source, ...],
    table: Mapping[Any, Body],
    *,
    second: Source | None = None,
    size: Source | None = None,
    unknown: Unknown = "stop",
) -> Tags:
    """Tag and body, again and again. ``any_channel`` in a key matches any number, the channel of the entry's fields.

    With ``second``, a key that is too large for it is a tag with a second part, ``0x8540``. ``size`` is a length
    between tag and body. An unknown tag stops (a warning, the bytes stay in ``.rest``), raises, or is skipped where
    ``size`` tells how far.
    """
    parts = tuple(map(_whole, tag if isinstance(tag, tuple) else (tag,)))
    if second is not None:
        if len(parts) > 1 or size is not None:
            refuse("second= is the second part of tags that have one part and no size=; elsewhere, switch in the entry")
        table = _longer(_whole(second), table)
    size = None if size is None else _whole(size)
    if unknown == "skip" and size is None:
        refuse("an unknown tag can only be skipped where size= tells how long it is")
    return Tags(parts, _cases(table, len(parts)), size, unknown)


def presence(mask: Source | Expr, groups: Mapping[int, Body], *, ignore: Sequence[int] = ()) -> Presence:
    """A mask whose bits say which groups follow, in the order given; bits in ``ignore`` have no group of their own."""
    made = tuple((number, flat(body)) for number, body in groups.items())
    if list(groups) not in (sorted(groups), sorted(groups, reverse=True)):
        refuse("the groups stand on the wire in the order of their bits: list them rising or falling")
    return Presence(mask, made, sum(1 << number for number in ignore))


def optional(cond: Cond, *body: Body) -> Optional:
    """Bytes that are there only if the condition holds: a bit set before, or enough bytes ``remaining``."""
    if not isinstance(cond, Cond):
        refuse(f"optional({cond!r}, …) needs a condition, such as V.mask.bit(3) or remaining > 0")
    return Optional(cond, flat(*body))


def _count(count: Expr | int | None) -> Expr | None:
    return None if count is None else as_expr(count)


def repeat(*body: Body, count: Expr | int | None = None) -> Repeat:
    """A body ``count`` times, or to the end; its fields take a channel from ``index`` or a value read."""
    return Repeat(flat(*body), _count(count))


def history(
    *body: Body,
    count: Expr | int | None = None,
    time: Expr | None = None,
    newest: Literal["first", "last"] | None = None,
    name: str = "history",
    columns: bool = False,
) -> Repeat:
    """A body whose every turn is a record with a time of its own.

    The time is a ``timestamp`` in the body, or the expression ``time``. With ``newest`` the first or the last turn
    holds the current readings, and the others are history. With ``columns`` the payload holds one value of every record
    after the other, then the next value: turn k of each such part adds to record k.
    """
    if columns and newest == "last":
        refuse('a history by columns has its newest turn first, newest="first", or none of them')
    return Repeat(flat(*body), _count(count), name, time, newest, columns)


def record(*body: Body, time: Expr | None = None, name: str = "history") -> Repeat:
    """One record of the history."""
    return history(*body, count=1, time=time, name=name)


def sized(size: Source | Expr | int, *body: Body) -> Sized:
    """A body inside so many bytes; what it leaves over is skipped."""
    return Sized(size if isinstance(size, Source) else as_expr(size), flat(*body))


def checksum(crc: Crc, source: Source, *body: Body) -> Checksum:
    """A body that ends in a check of every byte before it; a wrong one is an error before anything is read."""
    return Checksum(crc, _plain(source), flat(*body))


def peek(offset: int, source: Source) -> Expr:
    """A value read in advance at a fixed byte (from the end where negative), which the field standing there owns."""
    wire = _plain(source).wire
    if not isinstance(wire, Whole) and not (isinstance(wire, Blob) and isinstance(wire.size, int)):
        refuse(f"only whole numbers and text of a fixed length can be read ahead, not {source!r}")
    return Peek(offset, source)
