"""The Plan: a device's layout resolved once; decoders, encoder, explanation and strategies read nothing else.

Fields have become numbered slots, bits have shifts counted from the least significant one, presence masks and tag
lengths have become loads and conditions, parts that take "all that is left" know how much room what follows them needs.
Wherever the way may part there is a ``fork``, a number of its own, by which a trace tells which way was taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from redi_codecs import results
from redi_codecs.keeping import Made
from redi_codecs.layout import nodes as n
from redi_codecs.layout.expr import Cond, Const, Expr, Ref, children, depends_on
from redi_codecs.layout.transform import Transform, ValueType
from redi_codecs.layout.where import Where
from redi_codecs.layout.wire import Blob, Real, Whole


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a value in the results."""

    index: int
    name: str
    role: n.Role
    type: ValueType
    field: results.Field


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Some bits of a loaded word, and what becomes of them.

    ``spans`` are (shift, width), most significant first; a part without slot is hidden, reserved or a constant.
    """

    label: str
    spans: tuple[tuple[int, int], ...]
    signed: bool
    transform: Transform
    slot: Slot | None = None
    variable: str | None = None
    cast: ValueType | None = None
    invalid: tuple[tuple[int | range, str], ...] | Cond = ()
    valid: Cond | None = None
    channel: Expr | None = None
    constant: int | None = None
    warning: str | None = None
    #: The line of the declaration.
    where: Where | None = None
    #: Whether it is a floating-point number.
    real: bool = False
    #: What a command takes of it, and what it says where nothing is given.
    limits: n.Limits | None = None
    default: float | str | None = None

    @property
    def bits(self) -> int:
        return sum(width for _, width in self.spans)

    @property
    def is_time(self) -> bool:
        """Whether it is the time of its message or record."""
        return self.slot is not None and self.slot.role == "time"

    @property
    def counted(self) -> bool:
        """Whether the channel depends on how often the value has come before."""
        return self.channel is not None and depends_on(self.channel, "occurrence")

    @property
    def excludes(self) -> bool:
        """Whether something says of the part's values that they are none."""
        return isinstance(self.invalid, Cond) or bool(self.invalid)

    @property
    def may_lack(self) -> bool:
        """Whether it may come without a value."""
        return self.excludes or self.transform.partial or self.real

    @property
    def sentinels(self) -> tuple[tuple[int | range, str], ...]:
        return self.invalid if isinstance(self.invalid, tuple) else ()


@dataclass(frozen=True, slots=True, eq=False)
class Load:
    """Whole bytes at the cursor, shared out among parts.

    The highest ``lead`` bits are those of the load before it, the lowest ``tail`` bits those of the load after it.
    """

    wire: Whole | Real
    parts: tuple[Part, ...]
    number: int
    lead: int = 0
    tail: int = 0

    @property
    def size(self) -> int:
        return self.wire.size

    @property
    def step(self) -> int:
        """How far the cursor moves: not over a byte that is shared with what follows."""
        return self.wire.size - (self.tail > 0)

    @property
    def is_rest(self) -> bool:
        """Whether it is the rest of a byte that the load before it has read."""
        return self.lead == self.wire.bits


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """A run of bytes at the cursor: ``size`` of them, or all but ``room``."""

    blob: Blob
    size: Expr | None
    room: Expr
    part: Part
    number: int


@dataclass(frozen=True, slots=True, eq=False)
class Derive:
    """A value computed from others."""

    expr: Expr
    part: Part


@dataclass(frozen=True, slots=True, eq=False)
class If:
    """A body that is only there if the condition holds."""

    cond: Cond
    body: tuple[Op, ...]
    fork: int = 0
    where: Where | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """What a key of a choice or of a tag stands for."""

    key: n.Key
    body: tuple[Op, ...]
    fork: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Choose:
    """One of several bodies, by the values of expressions."""

    on: tuple[Expr, ...]
    cases: tuple[Case, ...]
    otherwise: tuple[Op, ...] | None
    #: The loads that make up the value switched on, where it was read here (they have gone before).
    loads: tuple[Load, ...] = ()
    unknown: n.Unknown = "raise"
    #: Where an unknown value stops: the block that is not understood, or else all that is left but ``room``.
    block: int | None = None
    room: Expr = field(default_factory=lambda: Const(0))
    fork: int = 0
    where: Where | None = None

    @property
    def source(self) -> str | None:
        """The variable switched on, if it was read before."""
        return None if self.loads else next(names(self.on[0]), None)


@dataclass(frozen=True, slots=True, eq=False)
class TagLoop:
    """Tags and their bodies until only ``room`` is left."""

    loads: tuple[Load, ...]
    on: tuple[Expr, ...]
    cases: tuple[Case, ...]
    size: Load | None
    unknown: n.Unknown
    room: Expr
    #: The number of its entries as blocks that end where something inside is unknown.
    block: int | None = None
    where: Where | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Loop:
    """A body again and again; ``record`` numbers the kind of record that each turn makes."""

    body: tuple[Op, ...]
    count: Expr | None
    room: Expr
    record: int | None
    time: Expr | None
    newest: str | None
    columns: bool
    #: The number of its turns as blocks that end where something inside is unknown.
    block: int | None = None
    fork: int = 0
    where: Where | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Within:
    """A body inside ``size`` bytes."""

    size: Expr
    body: tuple[Op, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """Bits of a mask that no group is declared for: drop those from the first unknown one on."""

    variable: str
    known: int
    rising: bool


@dataclass(frozen=True, slots=True, eq=False)
class Lost:
    """Where a clipped mask had unknown bits: what follows, but ``room``, cannot be understood."""

    variable: str
    room: Expr


@dataclass(frozen=True, slots=True, eq=False)
class Guard:
    """A checksum at the end of all that is left, checked first."""

    crc: n.Crc
    wire: Whole
    body: tuple[Op, ...]
    number: int


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """The frame has this name."""

    message: str
    where: Where | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """A custom node, and the kind of record that it makes, if it makes any."""

    node: n.Custom
    slots: tuple[Slot, ...]
    record: int | None
    number: int


Op = Load | Take | Derive | If | Choose | TagLoop | Loop | Within | Clip | Lost | Guard | Name | Call


@dataclass(slots=True, eq=False)
class Plan:
    """What a body says, resolved; ``device`` is for messages only."""

    device: str
    ops: tuple[Op, ...]
    slots: tuple[Slot, ...]
    records: tuple[str, ...]
    shape: results.Shape = field(init=False)
    #: The variables that some expression refers to.
    referenced: frozenset[str] = field(init=False)
    #: Those whose place an unknown value is told with.
    switched: frozenset[str] = field(init=False)
    #: The names of the values that are computed from others.
    derived: frozenset[str] = field(init=False)
    #: The variables that a sensitive value is computed from; whoever knows them knows it.
    sensitive: frozenset[str] = field(init=False)
    #: What was made of it.
    made: Made = field(default_factory=Made, init=False, repr=False)

    def __post_init__(self) -> None:
        measured = [slot.role == "reading" for slot in self.slots]
        self.shape = results.Shape(self.device, [slot.field for slot in self.slots], measured, self.records)
        self.referenced = _referenced(self.ops)
        choices = (op for op in every(self.ops) if isinstance(op, Choose) and op.otherwise is None)
        self.switched = frozenset(op.source for op in choices if op.source is not None)
        slots = (op.part.slot for op in every(self.ops) if isinstance(op, Derive))
        self.derived = frozenset(slot.name for slot in slots if slot is not None)
        self.sensitive = _sensitive(self.ops)


def inner(op: Op) -> tuple[tuple[Op, ...], ...]:
    """The bodies directly inside an operation."""
    match op:
        case If(_, body) | Within(_, body) | Guard(_, _, body):
            return (body,)
        case Loop(body):
            return (body,)
        case Choose(_, cases, otherwise):
            return (*(case.body for case in cases), *((otherwise,) if otherwise is not None else ()))
        case TagLoop(_, _, cases):
            return tuple(case.body for case in cases)
        case _:
            return ()


def every(ops: tuple[Op, ...]) -> Iterator[Op]:
    """All operations, outer before inner."""
    for op in ops:
        yield op
        match op:
            case TagLoop(loads, size=length):
                yield from loads
                if length is not None:
                    yield length
        for body in inner(op):
            yield from every(body)


def within_part(ops: tuple[Op, ...]) -> Iterator[Op]:
    """The operations that end where these do: those in parts with an end of their own left out."""
    for op in ops:
        yield op
        if not (isinstance(op, Within | Guard) or (isinstance(op, TagLoop) and op.size is not None)):
            for body in inner(op):
                yield from within_part(body)


def parts(ops: tuple[Op, ...]) -> Iterator[Part]:
    """Every part of every load."""
    for op in every(ops):
        match op:
            case Load():
                yield from op.parts
            case Take() | Derive():
                yield op.part


def _expressions(op: Op) -> Iterator[Expr]:
    match op:
        case If(cond):
            yield cond
        case Choose(on):
            yield from on
        case Loop(_, count, _, _, time):
            yield from (expr for expr in (count, time) if expr is not None)
        case Within(expr) | Derive(expr):
            yield expr
        case Call(node):
            yield from (one.channel for one in node.fields if isinstance(one.channel, Expr))


def names(expr: Expr) -> Iterator[str]:
    """The variables that an expression refers to."""
    if isinstance(expr, Ref):
        yield expr.name
    for child in children(expr):
        yield from names(child)


def _sensitive(ops: tuple[Op, ...]) -> frozenset[str]:
    """The variables that go into a sensitive value."""
    computed = (op for op in every(ops) if isinstance(op, Derive))
    exprs = (op.expr for op in computed if op.part.slot is not None and op.part.slot.field.sensitive)
    return frozenset(name for expr in exprs for name in names(expr))


def _referenced(ops: tuple[Op, ...]) -> frozenset[str]:
    """The variables that some expression of the plan refers to."""
    found: set[str] = set()
    for op in every(ops):
        exprs = list(_expressions(op))
        match op:
            case TagLoop(_, on, room=room):
                exprs += [*on, room]
            case Take(_, length, room):
                exprs += [room] if length is None else [room, length]
            case Loop(room=room) | Choose(room=room) | Lost(_, room):
                exprs.append(room)
        for expr in exprs:
            found.update(names(expr))
    for part in parts(ops):
        for maybe in (part.valid, part.channel, part.invalid):
            if isinstance(maybe, Expr):
                found.update(names(maybe))
    return frozenset(found)
