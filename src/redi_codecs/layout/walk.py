"""Walking a layout: its nodes, its fields and its sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from redi_codecs.layout import nodes as n
from redi_codecs.layout.expr import Const, Expr, Pick, Ref, children
from redi_codecs.layout.wire import Blob, Real, Source, Whole


def bodies(node: n.Node) -> tuple[tuple[n.Node, ...], ...]:
    """The bodies directly inside a node; those of a switch exclude each other."""
    match node:
        case n.Message(_, body) | n.Optional(_, body) | n.Sized(_, body) | n.Checksum(_, _, body):
            return (body,)
        case n.Repeat(body):
            return (body,)
        case n.Switch(_, cases, otherwise):
            return (*(body for _, body in cases), *((otherwise,) if otherwise is not None else ()))
        case n.Tags(_, table):
            return tuple(body for _, body in table)
        case n.Presence(_, groups):
            return tuple(body for _, body in groups)
        case _:
            return ()


def fields(nodes: tuple[n.Node, ...]) -> Iterator[n.Field]:
    """Every field of a layout, in the order of the declaration."""
    for node in nodes:
        match node:
            case n.Field():
                yield node
            case n.Word(_, parts):
                yield from (part for part in parts if isinstance(part, n.Field))
            case n.Custom(_, table):
                yield from table
        for body in bodies(node):
            yield from fields(body)


def map_fields(nodes: tuple[n.Node, ...], change: Callable[[n.Field], n.Field]) -> tuple[n.Node, ...]:
    """The same layout with every field changed."""

    def one(node: n.Node) -> n.Node:
        match node:
            case n.Field():
                return change(node)
            case n.Word(_, parts):
                return replace(node, parts=tuple(change(part) if isinstance(part, n.Field) else part for part in parts))
            case n.Message(_, body) | n.Optional(_, body) | n.Sized(_, body) | n.Checksum(_, _, body) | n.Repeat(body):
                return replace(node, body=map_fields(body, change))
            case n.Switch(_, cases, otherwise):
                return replace(
                    node,
                    cases=tuple((key, map_fields(body, change)) for key, body in cases),
                    otherwise=None if otherwise is None else map_fields(otherwise, change),
                )
            case n.Tags(_, table):
                return replace(node, table=tuple((key, map_fields(body, change)) for key, body in table))
            case n.Presence(_, groups):
                return replace(node, groups=tuple((number, map_fields(body, change)) for number, body in groups))
            case _:
                return node

    return tuple(map(one, nodes))


def channelled(body: tuple[n.Node, ...], captured: bool) -> tuple[n.Node, ...]:
    """The body of a tag; where its key has ``any_channel``, fields without a channel of their own take the tag's."""
    if not captured:
        return body
    return map_fields(
        body,
        lambda one: one if one.role == "hidden" or one.channel is not None else replace(one, channel=Ref("channel")),
    )


def captures(key: n.Key) -> bool:
    """Whether ``any_channel`` stands in a key."""
    return any(isinstance(match, n.AnyChannel) for part in key for match in part)


def wire_size(source: Source) -> Expr | None:
    """The bytes that a source takes, where that can be told."""
    match source.wire:
        case Whole() | Real():
            return Const(source.wire.size)
        case Blob(_, size):
            return Const(size) if isinstance(size, int) else size
        case _:
            return Const(0)


def size(nodes: tuple[n.Node, ...]) -> Expr | None:
    """The bytes that nodes take, where that can be told before reading them."""
    total: Expr = Const(0)
    for node in nodes:
        match node:
            case n.Field(_, source) | n.Reserved(source) | n.Expect(source) | n.Word(source):
                one = wire_size(source)
            case n.Message(_, body):
                one = size(body)
            case n.Optional(cond, body):
                inner = size(body)
                one = None if inner is None else Pick(cond, inner, Const(0))
            case n.Repeat(body, Const(int(times))):
                inner = size(body)
                one = None if inner is None else inner if times == 1 else inner * times
            case n.Switch():
                sizes = [size(body) for body in bodies(node)]
                same = {one.value for one in sizes if isinstance(one, Const)}
                one = (
                    sizes[0]
                    if len(same) == 1 and all(isinstance(each, Const) for each in sizes) and isinstance(node.on, Expr)
                    else None
                )
            case _:
                one = None
        if one is None:
            return None
        if isinstance(one, Const) and isinstance(total, Const):
            total = Const(int(total.value) + int(one.value))
        else:
            total = (
                one
                if isinstance(total, Const) and total.value == 0
                else total
                if isinstance(one, Const) and one.value == 0
                else total + one
            )
    return total


def least(nodes: tuple[n.Node, ...]) -> int:
    """The fewest bytes that nodes take."""
    total = 0
    for node in nodes:
        match node:
            case n.Field(_, source) | n.Reserved(source) | n.Expect(source) | n.Word(source):
                total += source.wire.size if isinstance(source.wire, Whole | Real) else 0
                total += source.wire.size if isinstance(source.wire, Blob) and isinstance(source.wire.size, int) else 0
            case n.Message(_, body):
                total += least(body)
            case n.Repeat(body, Const(int(times))):
                total += least(body) * times
            case n.Switch(on, cases, otherwise):
                read = sum(one.wire.size for one in on if isinstance(one.wire, Whole)) if isinstance(on, tuple) else 0
                choices = [body for _, body in cases] + ([otherwise] if otherwise is not None else [])
                total += read + min(map(least, choices))
            case n.Presence(mask) | n.Sized(mask):
                total += mask.wire.size if isinstance(mask, Source) and isinstance(mask.wire, Whole) else 0
            case n.Checksum(_, source, body):
                total += least(body) + (source.wire.size if isinstance(source.wire, Whole) else 0)
    return total


def greedy(node: n.Node) -> bool:
    """Whether a node takes all that is left to it."""
    match node:
        case n.Tags() | n.Custom():
            return True
        case n.Repeat(_, count):
            return count is None
        case n.Field(_, source):
            return isinstance(source.wire, Blob) and source.wire.size is None
        case n.Sized():
            return False
        case _:
            return any(greedy(last) for body in bodies(node) for last in body[-1:])


def names(expr: Expr) -> set[str]:
    """The values that an expression refers to."""
    own = {expr.name} if isinstance(expr, Ref) else set()
    return own.union(*map(names, children(expr)))


def every(nodes: tuple[n.Node, ...]) -> Iterator[n.Node]:
    """All nodes, outer before inner, parts of words included."""
    for node in nodes:
        yield node
        if isinstance(node, n.Word):
            yield from node.parts
        for body in bodies(node):
            yield from every(body)
