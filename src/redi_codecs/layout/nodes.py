"""The nodes of a layout: what follows what in a payload.

A *body* is a node, or a tuple of nodes that stand one after the other. Nodes are made by the words of the language
(:mod:`redi_codecs.layout.words`) and the kinds (:mod:`redi_codecs.kinds`); each remembers the line it was written on.
"""

from __future__ import annotations

from binascii import crc_hqx
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from redi_codecs.layout import given
from redi_codecs.layout.expr import Cond, Expr, Ref, children
from redi_codecs.layout.where import Where, here, refuse
from redi_codecs.layout.wire import Source, Whole

if TYPE_CHECKING:
    from redi_codecs.quantities import Quantity

Role = Literal["reading", "attribute", "hidden", "time"]
Place = Literal["air", "soil", "water", "surface", "probe", "board", "outdoor", "indoor"]
Statistic = Literal["last", "min", "max", "mean", "total", "delta", "median", "std", "range"]
Unknown = Literal["stop", "raise", "skip"]
#: The least and the greatest value, either of which may be open.
Limits = tuple[float | None, float | None]
#: What a command says where nothing is given: a value, the name of another argument, or values by the device's id.
Default = float | str | Mapping[str, str] | None
#: So many blocks of a payload may be unknown; with one more, it is no payload of the device.
MOST_UNKNOWN: Final = 64


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Node:
    """A part of a layout."""

    where: Where = field(default_factory=here, repr=False)


Body = Node | tuple["Body", ...]


@dataclass(frozen=True, slots=True, eq=False)
class Field(Node):
    """A value: a reading, an attribute, the time, or a hidden one that only steers the layout."""

    role: Role
    source: Source
    quantity: Quantity | None = None
    given: str | None = None
    channel: int | Expr | None = None
    place: Place = "air"
    statistic: Statistic = "last"
    primary: bool = False
    invalid: tuple[tuple[int | range, str], ...] | Cond = ()
    valid: Cond | None = None
    #: What a command takes, both ends included, and what it says where nothing is given.
    limits: Limits | None = None
    default: Default = None

    @property
    def dynamic(self) -> bool:
        """Whether the channel is only known once a payload is read."""
        return isinstance(self.channel, Expr)

    @property
    def excludes(self) -> bool:
        """Whether ``invalid=`` says of anything that it is no measurement."""
        return isinstance(self.invalid, Cond) or bool(self.invalid)

    @property
    def name(self) -> str:
        """``kind[_place][_channel][_statistic]``, or the name given to an attribute."""
        if self.given is not None:
            stem, tail = self.given, ""
        else:
            assert self.quantity is not None
            stem = self.quantity.key if self.place == "air" else f"{self.quantity.key}_{self.place}"
            tail = "" if self.statistic == "last" else f"_{self.statistic}"
        if self.channel is not None:
            stem = f"{stem}_{'{}' if self.dynamic else self.channel}"
        return stem + tail


@dataclass(frozen=True, slots=True, eq=False)
class Reserved(Node):
    """Bits or bytes without meaning: ignored when decoding, written as 0."""

    source: Source


@dataclass(frozen=True, slots=True, eq=False)
class Expect(Node):
    """A constant of the format; ``warning`` makes another value a warning of that code instead of an error."""

    source: Source
    value: int
    warning: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Word(Node):
    """Whole bytes whose bits belong to several fields.

    The highest ``lead`` bits belong to the word before it and the lowest ``tail`` bits to what follows, which shares
    the byte that they lie in. With a ``lead`` of all bits it is the rest of a byte that the word before has read.
    """

    source: Source
    parts: tuple[Field | Reserved | Expect, ...]
    msb0: bool = False
    lead: int = 0
    tail: int = 0

    @property
    def size(self) -> int:
        """The bytes up to where what follows begins."""
        assert isinstance(self.source.wire, Whole)
        return self.source.wire.size - (self.tail > 0)


@dataclass(frozen=True, slots=True, eq=False)
class Message(Node):
    """A named frame."""

    name: str
    body: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Switch(Node):
    """One of several bodies, by what is read or known."""

    on: Expr | tuple[Source, ...]
    cases: tuple[tuple[Key, tuple[Node, ...]], ...]
    otherwise: tuple[Node, ...] | None = None
    #: What becomes of a value that no case is for; None until the device is declared.
    unknown: Unknown | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Tags(Node):
    """Tag and body, again and again to the end."""

    tag: tuple[Source, ...]
    table: tuple[tuple[Key, tuple[Node, ...]], ...]
    size: Source | None = None
    unknown: Unknown = "stop"


@dataclass(frozen=True, slots=True, eq=False)
class Presence(Node):
    """A mask, and for each bit that is set its group of fields."""

    mask: Source | Expr
    groups: tuple[tuple[int, tuple[Node, ...]], ...]
    ignore: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Optional(Node):
    """Bytes that are only there if the condition holds."""

    cond: Cond
    body: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Repeat(Node):
    """A body several times: ``count`` times or to the end; with ``record`` each turn is a record of its own."""

    body: tuple[Node, ...]
    count: Expr | None = None
    record: str | None = None
    time: Expr | None = None
    newest: Literal["first", "last"] | None = None
    columns: bool = False
    #: Whether a turn is a block, which ends where something in it is unknown; known when the device is declared.
    block: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Sized(Node):
    """A body inside a part of a stated number of bytes; what the body leaves over is skipped."""

    size: Source | Expr
    body: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Crc:
    """A cyclic redundancy check in the usual parameters (Rocksoft model).

    It may leave out the first bytes of the payload, and only its lowest bits may be sent.
    """

    name: str
    bits: int
    polynomial: int
    initial: int = 0
    reflected: bool = False
    final: int = 0
    #: How many bytes at the beginning of the payload are not checked.
    skips: int = 0
    #: How many of its bits are sent, the lowest; 0 for all.
    keeps: int = 0

    def __post_init__(self) -> None:
        given.text(self.name, "the name of a check")
        given.whole(self.bits, f"{self.name}: bits", 8, 64)
        for what in ("polynomial", "initial", "final"):
            given.whole(getattr(self, what), f"{self.name}: {what}", 0, (1 << self.bits) - 1)
        given.whole(self.skips, f"{self.name}: skips", 0, 255)
        given.whole(self.keeps, f"{self.name}: keeps", 0, self.bits)

    @property
    def sent(self) -> int:
        """How many bits of it are on the wire."""
        return self.keeps or self.bits

    def of(self, data: bytes) -> int:
        """The check of a payload that begins with these bytes.

        >>> hex(CRC16_KERMIT.of(b"123456789"))
        '0x2189'
        """
        return self._whole(data[self.skips :] if self.skips else data) & (1 << self.sent) - 1

    def _whole(self, data: bytes) -> int:
        if (self.bits, self.polynomial, self.initial) == (16, 0x1021, 0):  # the C library knows this one
            value = crc_hqx(data.translate(_MIRRORED), 0) if self.reflected else crc_hqx(data, 0)
            return (mirrored(value, 16) if self.reflected else value) ^ self.final
        table, down, mask = _table(self), self.bits - 8, (1 << self.bits) - 1
        value = mirrored(self.initial, self.bits) if self.reflected else self.initial
        for byte in data:
            if self.reflected:
                value = value >> 8 ^ table[(value ^ byte) & 0xFF]
            else:
                value = (value << 8 ^ table[value >> down ^ byte]) & mask
        return value ^ self.final

    def table(self) -> tuple[int, ...]:
        """What each byte does to the check."""
        return _table(self)


def mirrored(value: int, bits: int) -> int:
    """So many bits the other way round."""
    return int(f"{value:0{bits}b}"[::-1], 2)


_MIRRORED: Final = bytes(mirrored(byte, 8) for byte in range(256))


@cache
def _table(crc: Crc) -> tuple[int, ...]:
    """What a byte does to the check."""
    top, mask, table = 1 << crc.bits - 1, (1 << crc.bits) - 1, []
    for byte in range(256):
        value = (mirrored(byte, 8) if crc.reflected else byte) << crc.bits - 8
        for _ in range(8):
            value = (value << 1 ^ crc.polynomial if value & top else value << 1) & mask
        table.append(mirrored(value, crc.bits) if crc.reflected else value)
    return tuple(table)


CRC16_KERMIT: Final = Crc("CRC-16/KERMIT", 16, 0x1021, reflected=True)
CRC16_CCITT: Final = Crc("CRC-16/CCITT-FALSE", 16, 0x1021, initial=0xFFFF)
CRC16_MODBUS: Final = Crc("CRC-16/MODBUS", 16, 0x8005, initial=0xFFFF, reflected=True)
CRC8: Final = Crc("CRC-8", 8, 0x07)


@dataclass(frozen=True, slots=True, eq=False)
class Checksum(Node):
    """A body followed by a check over all bytes of the payload before the check."""

    crc: Crc
    source: Source
    body: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Custom(Node):
    """What the language has no word for: one named pair of functions with a table of the fields they use.

    ``read(payload, start, end, received_at)`` returns ``(items, end)``, and ``write(items)`` returns bytes. An item is
    ``(field number, value, turn)``: turn ``None`` is for a current value, and the items of one other turn, counted from
    the newest, are a record: of the kind ``record``, without which there are none. A field of the role ``time`` is the
    time of its record, of the turn of the history that the node stands in, or of the message.
    A value ``None`` is a fault, another reason is ``no_value(status)``.

    ``javascript`` is the name of a file beside the declaration, with a function ``read(payload, start, end, receivedAt,
    …told)`` in ECMAScript 5.1 that finds the same; where there is none, the format has no JavaScript.
    """

    name: str
    fields: tuple[Field, ...]
    read: Callable[[bytes, int, int, float | None], tuple[Sequence[Item], int]]
    write: Callable[[Sequence[Item]], bytes]
    record: str | None = None
    javascript: str | None = None
    told: Sequence[Any] = ()

    @property
    def twin(self) -> Path | None:
        """The file that has the reading in JavaScript."""
        return None if self.javascript is None else Path(self.where.file).with_name(self.javascript)

    def __post_init__(self) -> None:
        given.text(self.name, "the name of a custom node")
        given.twin(self.javascript, f"the custom node {self.name}", self.where)
        if self.record is not None:
            given.name(self.record, "of a history")
        given.several(self.fields, "the fields of a custom node", "(temperature(i16),)", Field)
        for what in ("read", "write"):
            if not callable(getattr(self, what)):
                refuse(f"{what} of the custom node {self.name} is a function, not {given.shown(getattr(self, what))}")


Item = tuple[int, Any, int | None]


class Corrupt(Exception):
    """What a custom node raises for bytes it cannot have written."""

    def __init__(self, problem: str, *, offset: int, field: str | None = None, truncated: bool = False) -> None:
        self.problem = problem
        self.offset = offset
        self.field = field
        self.truncated = truncated
        super().__init__(problem)


class AnyChannel:
    """A tag's channel: every number matches and becomes the channel of the entry's fields."""

    def __repr__(self) -> str:
        return "any_channel"


any_channel: Final = AnyChannel()
Match = int | str | range | AnyChannel
#: What a case is for: for each thing switched on, the values that match.
Key = tuple[tuple[Match, ...], ...]


def expressions(node: Node) -> Iterator[Expr]:
    """The expressions of the node itself, not of its inner bodies."""
    for name in node.__dataclass_fields__:
        value = getattr(node, name)
        if isinstance(value, Expr):
            yield value


def references(node: Node) -> Iterator[Ref]:
    """Every value that the node itself (not its inner bodies) refers to."""

    def inside(expr: Expr) -> Iterator[Ref]:
        if isinstance(expr, Ref):
            yield expr
        for child in children(expr):
            yield from inside(child)

    for expr in expressions(node):
        yield from inside(expr)
