"""Walking a layout: its bodies, its nodes, its fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from redi_codecs.layout import nodes as n
from redi_codecs.layout.expr import Expr, Ref, children


def bodies(node: n.Node) -> tuple[tuple[n.Node, ...], ...]:
    """The bodies directly inside a node; those of a switch exclude each other."""
    match node:
        case n.Field() | n.Word():  # of which nearly all are
            return ()
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
    found: list[n.Field] = []
    _add_fields(nodes, found)
    return iter(found)


def _add_fields(nodes: tuple[n.Node, ...], found: list[n.Field]) -> None:
    # A list that grows takes half the time of generators in generators, of which all declarations make thousands.
    for node in nodes:
        if isinstance(node, n.Field):
            found.append(node)
        elif isinstance(node, n.Word):
            found += [part for part in node.parts if isinstance(part, n.Field)]
        elif isinstance(node, n.Custom):
            found += node.fields
        else:
            for body in bodies(node):
                _add_fields(body, found)


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
            case n.Custom(_, table):
                return replace(node, fields=tuple(map(change, table)))
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


def every(nodes: tuple[n.Node, ...]) -> Iterator[n.Node]:
    """All nodes, outer before inner, parts of words included."""
    found: list[n.Node] = []
    _add_every(nodes, found)
    return iter(found)


def _add_every(nodes: tuple[n.Node, ...], found: list[n.Node]) -> None:
    for node in nodes:
        found.append(node)
        if isinstance(node, n.Word):
            found += node.parts
        elif not isinstance(node, n.Field):
            for body in bodies(node):
                _add_every(body, found)


def names(expr: Expr) -> set[str]:
    """The values that an expression refers to."""
    own = {expr.name} if isinstance(expr, Ref) else set()
    return own.union(*map(names, children(expr)))
