"""From nodes to construct objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import construct as c

from redi_codecs.layout import nodes as n
from redi_codecs.layout.expr import Const, Expr
from redi_codecs.layout.sizes import room
from redi_codecs.layout.walk import fields
from redi_codecs.layout.wire import Blob, Nowhere, Real, Source, Whole
from redi_codecs.runtimes.reference import loops, parts
from redi_codecs.runtimes.reference.meaning import Types, types, variable
from redi_codecs.runtimes.reference.words import word


def layout(nodes: tuple[n.Node, ...]) -> Any:
    """The construct object of a whole layout."""
    return _Lowering(types(fields(nodes))).body(nodes, taken=("rest",))


class _Lowering:
    def __init__(self, kinds: Types) -> None:
        self.kinds = kinds
        self.block = False

    def body(self, nodes: tuple[n.Node, ...], behind: tuple[n.Node, ...] = (), taken: tuple[str, ...] = ()) -> Any:
        """Nodes that stand one after the other; those that have no name of their own are numbered.

        ``behind`` is what follows them in the same part.
        """
        named = {variable(node) for node in nodes if isinstance(node, n.Field)}
        used = set(taken)
        members = []
        for at, node in enumerate(nodes):
            part = self.node(node, nodes[at + 1 :] + behind)
            if isinstance(part, parts.DerivedPart):
                members.append(part)
                continue
            name = parts.unique(_name(node), used if isinstance(node, n.Field) else used | named)
            used.add(name)
            members.append(name / part)
        return c.Struct(*members)

    def bodies(self, several: Iterable[tuple[n.Node, ...]], behind: tuple[n.Node, ...] = ()) -> list[Any]:
        return [self.body(each, behind) for each in several]

    @contextmanager
    def inside(self, block: bool) -> Iterator[None]:
        """Here what is unknown ends a block around, or not."""
        outer, self.block = self.block, block
        yield
        self.block = outer

    def node(self, node: n.Node, after: tuple[n.Node, ...]) -> Any:
        match node:
            case n.Field():
                return self.field(node, after)
            case n.Word():
                return parts.WordPart(node, self.kinds)
            case n.Reserved() | n.Expect():
                return parts.FixedPart(node, _word(node, node.source))
            case n.Message(name, body):
                return parts.MessagePart(name, self.body(body, after))
            case n.Switch(on, cases, otherwise):
                selectors = on if isinstance(on, Expr) else parts.Selectors(on)
                known = parts.Cases([key for key, _ in cases], self.bodies((body for _, body in cases), after))
                rest = None if otherwise is None else self.body(otherwise, after)
                stop = _room(node, after) if node.unknown == "stop" else None
                return parts.SwitchPart(selectors, known, rest, stop, self.block)
            case n.Tags(_, table):
                with self.inside(True):
                    found = self.bodies(body for _, body in table)
                return loops.TagsPart(node, found, _room(node, after))
            case n.Presence(_, groups):
                return loops.PresencePart(node, self.bodies((body for _, body in groups), after), _room(node, after))
            case n.Optional(_, body):
                return parts.OptionalPart(node, self.body(body, after))
            case n.Repeat(body, count):
                with self.inside(self.block or node.block):
                    turn = self.body(body, () if count is None else after)
                return loops.RepeatPart(node, turn, _room(node, after))
            case n.Sized(_, body):
                with self.inside(False):
                    return loops.SizedPart(node, self.body(body))
            case n.Checksum(_, _, body):
                with self.inside(False):
                    return loops.ChecksumPart(node, self.body(body))
            case n.Custom():
                return loops.CustomPart(node, self.kinds)
            case _:
                raise NotImplementedError(f"construct reference: no object for the node {type(node).__name__}")

    def field(self, field: n.Field, after: tuple[n.Node, ...]) -> Any:
        match field.source.wire:
            case Nowhere():
                return parts.DerivedPart(field, self.kinds)
            case Blob(_, length):
                inner = parts.RunPart(Const(length) if isinstance(length, int) else length, _room(field, after))
            case _:
                inner = _word(field, field.source)
        return parts.FieldPart(field, inner, self.kinds)


def _word(node: n.Node, source: Source) -> Any:
    if not isinstance(source.wire, Whole | Real):
        raise NotImplementedError(f"construct reference: {type(node).__name__} of {source!r} is no whole word")
    return word(source.wire)


def _room(node: n.Node, after: tuple[n.Node, ...]) -> Expr:
    """The bytes that what follows needs."""
    known = room(node, after)
    return Const(0) if known is None else known


def _name(node: n.Node) -> str:
    match node:
        case n.Field():
            return variable(node)
        case n.Message(name) | n.Custom(name):
            return name
        case n.Repeat(record=str(name)):
            return name
        case n.Expect():
            return "constant"
        case n.Sized():
            return "part"
        case n.Checksum():
            return "checked"
        case _:
            return type(node).__name__.lower()
