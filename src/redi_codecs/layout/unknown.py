"""What becomes of what nobody declared: each switch that says nothing of it is told here, when a device is declared.

What is not understood is a **block**: the innermost turn of a loop or entry of ``tags`` around the switch whose end can
be told, or elsewhere the switch itself. It stops where good ones may have come before, in a block or after a reading: a
warning, the bytes left are ``rest``. It raises where nothing has been understood yet, or where nobody can tell which of
the bytes left belong to what follows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from redi_codecs.layout import nodes as n
from redi_codecs.layout.expr import Const, Known
from redi_codecs.layout.sizes import room
from redi_codecs.layout.walk import fields, names

#: What is around a node: nothing that repeats, a block of something that does, or entries that have to be known.
Around = Literal["nothing", "block", "part", "raise"]
After = tuple[n.Node, ...] | None


def settle(nodes: tuple[n.Node, ...]) -> tuple[n.Node, ...]:
    """The layout in which every switch says what becomes of a value that no case is for."""
    return _Settler().body(nodes, (), "nothing")


class _Settler:
    def __init__(self) -> None:
        #: Whether a reading may have come before, and the values that are known.
        self.measured = False
        self.known: set[str] = set()

    def body(self, nodes: tuple[n.Node, ...], after: After, around: Around) -> tuple[n.Node, ...]:
        made = []
        for at, node in enumerate(nodes):
            made.append(self.node(node, None if after is None else nodes[at + 1 :] + after, around))
            self.known |= {one.name for one in fields((node,))}
        return tuple(made)

    def node(self, node: n.Node, after: After, around: Around) -> n.Node:
        match node:
            case n.Field() | n.Word() | n.Custom():
                self.measured |= any(one.role == "reading" for one in fields((node,)))
                return node
            case n.Message(_, body) | n.Optional(_, body):
                return replace(node, body=self.body(body, after, around))
            case n.Sized(_, body) | n.Checksum(_, _, body):
                inside: Around = "part" if around == "block" else around
                return replace(node, body=self.body(body, (), inside))
            case n.Repeat(body, count):
                block = around != "raise" and (count is None or self.told(node, after))
                single = isinstance(count, Const) and count.value == 1
                behind = () if count is None else after if single else None
                return replace(node, body=self.body(body, behind, "block" if block else around), block=block)
            case n.Tags(_, table, _, unknown):
                found = self.each((body for _, body in table), (), "raise" if unknown == "raise" else "block")
                return replace(node, table=tuple((key, body) for (key, _), body in zip(table, found, strict=True)))
            case n.Presence(_, groups):
                made = []
                for number, body in groups:
                    made.append((number, self.body(body, after if number == groups[-1][0] else None, around)))
                return replace(node, groups=tuple(made))
            case n.Switch():
                return self.switch(node, after, around)
            case _:
                return node

    def switch(self, node: n.Switch, after: After, around: Around) -> n.Node:
        unknown: n.Unknown = self.policy(node, after, around)
        bodies = [body for _, body in node.cases] + ([] if node.otherwise is None else [node.otherwise])
        found = self.each(bodies, after, around)
        cases = tuple((key, body) for (key, _), body in zip(node.cases, found, strict=False))
        otherwise = None if node.otherwise is None else found[-1]
        return replace(node, cases=cases, otherwise=otherwise, unknown=unknown)

    def policy(self, node: n.Switch, after: After, around: Around) -> n.Unknown:
        if node.otherwise is not None:
            return "raise"  # never met
        told = around == "block" or self.told(node, after)
        if node.unknown is not None:
            if node.unknown == "stop" and (around == "raise" or not told):
                node.where.refuse('unknown="stop": nobody can tell which of the bytes left belong to what follows')
            return node.unknown
        by_port = isinstance(node.on, Known) and node.on.name == "f_port"  # known before the first byte
        good = around in ("block", "part") or self.measured
        return "stop" if good and told and around != "raise" and not by_port else "raise"

    def each(self, several: Iterable[tuple[n.Node, ...]], after: After, around: Around) -> list[tuple[n.Node, ...]]:
        """Bodies that exclude each other; after them a reading may have come if one of them has it."""
        before, measured, made = self.measured, self.measured, []
        for body in several:
            self.measured = before
            made.append(self.body(body, after, around))
            measured |= self.measured
        self.measured = measured
        return made

    def told(self, node: n.Node, after: After) -> bool:
        """Whether it can be told how much room what follows needs."""
        left = None if after is None else room(node, after)
        return left is not None and names(left) <= self.known
