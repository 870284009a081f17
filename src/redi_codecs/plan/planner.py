"""From a layout to its Plan: names, bits, expressions and room resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from redi_codecs import results
from redi_codecs.layout import nodes as n
from redi_codecs.layout.device import Device
from redi_codecs.layout.expr import BitSet, Cond, Const, Expr, Ref
from redi_codecs.layout.sizes import room
from redi_codecs.layout.transform import Affine, Derived, ValueType
from redi_codecs.layout.wire import Bits, Blob, Nowhere, Real, Source, Whole
from redi_codecs.plan.plan import (
    Call,
    Case,
    Choose,
    Clip,
    Derive,
    Guard,
    If,
    Load,
    Loop,
    Lost,
    Name,
    Op,
    Part,
    Plan,
    Slot,
    TagLoop,
    Take,
    Within,
    parts,
)

#: Codes of warnings that a declaration may have: with those that every device may have, a table has a bit for each.
MOST_WARNINGS = 26


def plan(device: Device, body: tuple[n.Node, ...] | None = None) -> Plan:
    """Resolve a device's uplink, or another body of it."""
    return _Builder(device.id).build(device.uplink if body is None else body)


class _Builder:
    def __init__(self, device: str) -> None:
        self.device = device
        self.slots: dict[str, Slot] = {}
        self.records: dict[str, int] = {}
        self.loads = 0
        self.masks = 0
        self.forks = 0
        self.blocks = 0
        #: The values that are texts: what is derived from one alone is a text too.
        self.texts: set[str] = set()
        #: The block around what is being resolved, and those at which something stops.
        self.block: int | None = None
        self.stopping: set[int] = set()
        #: The nodes that stand right behind a tag: what is switched on there is more of it.
        self.tags: set[n.Node] = set()

    def build(self, nodes: tuple[n.Node, ...]) -> Plan:
        ops = self.body(nodes)
        codes: set[str] = set()
        for part in parts(ops):
            if part.warning is not None and part.warning not in codes:
                codes.add(part.warning)
                if len(codes) > MOST_WARNINGS and part.where is not None:
                    part.where.refuse(f"{part.warning} is one warning too many: a device has {MOST_WARNINGS} at most")
        return Plan(self.device, ops, tuple(self.slots.values()), tuple(self.records))

    def body(self, nodes: tuple[n.Node, ...], behind: tuple[n.Node, ...] = ()) -> tuple[Op, ...]:
        """The operations of nodes; ``behind`` is what follows them in the same part."""
        ops: list[Op] = []
        for at, node in enumerate(nodes):
            ops.extend(self.node(node, nodes[at + 1 :] + behind))
        return tuple(ops)

    @contextmanager
    def within(self, block: int | None) -> Iterator[None]:
        """Here what is unknown stops at this block, or at none."""
        outer, self.block = self.block, block
        yield
        self.block = outer

    def new_block(self) -> int:
        self.blocks += 1
        return self.blocks

    def stopped(self, block: int | None) -> int | None:
        return block if block in self.stopping else None

    def node(self, node: n.Node, after: tuple[n.Node, ...]) -> Iterator[Op]:
        match node:
            case n.Field():
                yield self.field(node, after)
            case n.Word(source, members, msb0):
                assert isinstance(source.wire, Whole)
                top = source.wire.bits - 1
                inside = [one for one in members if not isinstance(one.source.wire, Nowhere)]
                found = tuple(self.part(one, top if msb0 else None) for one in inside)
                yield Load(source.wire, found, self.number(), node.lead, node.tail)
                for one in members:
                    if isinstance(one, n.Field) and isinstance(one.source.wire, Nowhere):
                        yield self.field(one, after)
            case n.Reserved(source) | n.Expect(source):
                assert isinstance(source.wire, Whole)
                yield self.load(source.wire, (self.part(node),))
            case n.Message(name, body):
                yield Name(name, node.where)
                yield from self.body(body, after)
            case n.Switch(on, cases, otherwise):
                label = "tag" if node in self.tags else "message type"
                self.tags |= {body[0] for _, body in cases if label == "tag" and body}
                loads, exprs = self.selectors(on, label, cases) if isinstance(on, tuple) else ((), (on,))
                yield from loads
                rest = None if otherwise is None else self.body(otherwise, after)
                unknown = self.unknown(node, after)
                yield Choose(exprs, self.cases(cases, after), rest, loads, *unknown, self.fork(), node.where)
            case n.Tags(tag, table, length, unknown):
                tag_loads, exprs = self.selectors(tag, "tag", table)
                limit = None if length is None else self.selectors((length,), "length")[0][0]
                block = self.new_block()
                self.tags |= {body[0] for _, body in table if body}
                with self.within(block):
                    entries = self.cases(table)
                left = self.room(node, after)
                yield TagLoop(tag_loads, exprs, entries, limit, unknown, left, self.stopped(block), node.where)
            case n.Presence():
                yield from self.presence(node, after)
            case n.Optional(cond, body):
                yield If(cond, self.body(body, after), self.fork(), node.where)
            case n.Repeat(body, count, record, time, newest, columns):
                group = None if record is None else self.records.setdefault(record, len(self.records))
                turn = self.new_block() if node.block else self.block
                with self.within(turn):
                    ops = self.body(body, () if count is None else after)
                stop = self.stopped(turn) if node.block else None
                left = self.room(node, after) if count is None or stop is not None else Const(0)
                yield Loop(ops, count, left, group, time, newest, columns, stop, self.fork(), node.where)
            case n.Sized(length, body):
                if isinstance(length, Source):
                    (load,), (length,) = self.selectors((length,), "length")
                    yield load
                with self.within(None):
                    yield Within(length, self.body(body))
            case n.Checksum(crc, source, body):
                assert isinstance(source.wire, Whole)
                with self.within(None):
                    yield Guard(crc, source.wire, self.body(body), self.number())
            case n.Custom(_, table):
                group = None if node.record is None else self.records.setdefault(node.record, len(self.records))
                yield Call(node, tuple(self.slot(one) for one in table), group, self.number())
            case _:
                raise TypeError(f"no operation for {node!r}")

    def presence(self, node: n.Presence, after: tuple[n.Node, ...]) -> Iterator[Op]:
        self.masks += 1
        variable = f"mask_{self.masks}"
        if isinstance(node.mask, Source):
            assert isinstance(node.mask.wire, Whole)
            yield self.load(
                node.mask.wire, (Part("mask", ((0, node.mask.wire.bits),), False, Affine(), variable=variable),)
            )
        else:
            yield Derive(node.mask, Part("mask", (), False, Affine(), variable=variable))
        numbers = [number for number, _ in node.groups]
        known = sum(1 << number for number in numbers) | node.ignore
        yield Clip(variable, known, numbers == sorted(numbers))
        for number, body in node.groups:
            yield If(BitSet(Ref(variable), number), self.body(body, after), self.fork(), node.where)
        yield Lost(variable, self.room(node, after))

    def unknown(self, node: n.Switch, after: tuple[n.Node, ...]) -> tuple[n.Unknown, int | None, Expr]:
        """What becomes of a value that no case is for."""
        if node.unknown != "stop":
            return "raise", None, Const(0)
        if self.block is None:
            return "stop", None, self.room(node, after)
        self.stopping.add(self.block)
        return "stop", self.block, Const(0)

    def field(self, node: n.Field, after: tuple[n.Node, ...]) -> Op:
        match node.source.wire:
            case Whole() | Real() as wire:
                return self.load(wire, (self.part(node),))
            case Blob(_, length) as blob:
                expr = Const(length) if isinstance(length, int) else length
                self.texts.add(node.name)
                return Take(blob, expr, self.room(node, after), self.part(node), self.number())
            case Nowhere():
                assert isinstance(node.source.transform, Derived)
                return Derive(node.source.transform.expr, self.part(node))
            case other:
                raise TypeError(f"{other} outside a word")

    def room(self, node: n.Node, after: tuple[n.Node, ...]) -> Expr:
        found = room(node, after)
        return Const(0) if found is None else found

    def number(self) -> int:
        self.loads += 1
        return self.loads

    def fork(self) -> int:
        self.forks += 1
        return self.forks

    def cases(
        self, table: tuple[tuple[n.Key, tuple[n.Node, ...]], ...], after: tuple[n.Node, ...] = ()
    ) -> tuple[Case, ...]:
        return tuple(Case(key, self.body(body, after), self.fork()) for key, body in table)

    def load(self, wire: Whole | Real, members: tuple[Part, ...]) -> Load:
        return Load(wire, members, self.number())

    def selectors(
        self, sources: tuple[Source, ...], label: str, table: tuple[tuple[n.Key, tuple[n.Node, ...]], ...] = ()
    ) -> tuple[tuple[Load, ...], tuple[Expr, ...]]:
        """Loads for values that only steer; the one that a wildcard captures is called ``channel``."""
        loads, exprs = [], []
        for at, source in enumerate(sources):
            wild = any(isinstance(match, n.AnyChannel) for key, _ in table for match in key[at])
            number = self.number()
            variable = "channel" if wild else f"selector_{number}"
            assert isinstance(source.wire, Whole)
            part = Part(label, ((0, source.wire.bits),), source.wire.signed, source.transform, variable=variable)
            loads.append(Load(source.wire, (part,), number))
            exprs.append(Ref(variable))
        return tuple(loads), tuple(exprs)

    def part(self, node: n.Field | n.Reserved | n.Expect, msb0: int | None = None) -> Part:
        wire = node.source.wire
        match wire:
            case Bits(ranges, signed):
                if msb0 is not None:
                    ranges = tuple((msb0 - high, msb0 - low) for low, high in ranges)
                spans, sign = _spans(ranges), signed
            case Whole(bits, sign):
                spans = ((0, bits),)
            case Real(bits):
                spans, sign = ((0, bits),), False
            case _:
                spans, sign = (), False
        transform = node.source.transform
        match node:
            case n.Reserved():
                return Part("reserved", spans, sign, transform, where=node.where)
            case n.Expect(_, value, warning):
                return Part("constant", spans, sign, transform, constant=value, warning=warning, where=node.where)
        channel = node.channel if isinstance(node.channel, Expr) else None
        hidden = node.role == "hidden"
        slot = None if hidden else self.slot(node)
        cast = (
            slot.type if slot is not None and isinstance(transform, Affine | Derived) and slot.type == "float" else None
        )
        return Part(
            node.name.replace("_{}", ""),
            spans,
            sign,
            transform,
            slot,
            node.name.replace("{}", "n"),
            cast,
            node.invalid,
            node.valid,
            channel,
            where=node.where,
            real=isinstance(wire, Real),
            limits=node.limits,
            default=node.default.get(self.device) if isinstance(node.default, Mapping) else node.default,
        )

    def said(self, source: Source) -> bool:
        """Whether it is a text that was read before."""
        transform = source.transform
        return isinstance(transform, Derived) and isinstance(transform.expr, Ref) and transform.expr.name in self.texts

    def slot(self, node: n.Field) -> Slot:
        known = self.slots.get(node.name)
        if known is None:
            quantity = node.quantity
            kind = quantity.type if quantity else "text" if self.said(node.source) else _natural(node.source)
            channel = node.channel if isinstance(node.channel, int) else None
            static = results.Field(node.name, quantity, channel, node.place, node.statistic, node.primary)
            known = self.slots[node.name] = Slot(len(self.slots), node.name, node.role, kind, static)
        return known


def _natural(source: Source) -> ValueType:
    """The type of an attribute without a kind."""
    match source.transform:
        case Affine(_, _, den):
            return "float" if den != 1 or isinstance(source.wire, Real) else "int"
        case Derived(Cond()):
            return "bool"
        case transform:
            return transform.gives[0]


def _spans(ranges: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Ranges of bits as (shift, width), neighbours as one."""
    spans: list[tuple[int, int]] = []
    for low, high in ranges:
        if spans and spans[-1][0] == high + 1:
            shift, width = spans.pop()
            spans.append((low, shift + width - low))
        else:
            spans.append((low, high - low + 1))
    return tuple(spans)
