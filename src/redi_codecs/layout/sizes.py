"""The sizes of bodies: how many bytes they take, as far as that can be told before they are read."""

from __future__ import annotations

from dataclasses import fields as dataclass_fields
from dataclasses import replace
from typing import Any

from redi_codecs.layout import nodes as n
from redi_codecs.layout.expr import Const, Expr, Known, Pick, children, depends_on
from redi_codecs.layout.walk import bodies
from redi_codecs.layout.wire import Blob, Real, Source, Whole

_REMAINING = "remaining"


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
    """The bytes that nodes take, where that can be told before reading them.

    What the expression calls ``remaining`` is what is left where the first of the nodes stands.
    """
    total: Expr = Const(0)
    for node in nodes:
        one = _size(node)
        if one is None:
            return None
        if not (isinstance(total, Const) and total.value == 0):
            one = with_remaining(one, Known(_REMAINING) - total)
        total = _sum(total, one)
    return total


def _size(node: n.Node) -> Expr | None:
    match node:
        case n.Field(_, source) | n.Reserved(source) | n.Expect(source):
            return wire_size(source)
        case n.Word():
            return Const(node.size)
        case n.Message(_, body):
            return size(body)
        case n.Optional(cond, body):
            inner = size(body)
            return None if inner is None else Pick(cond, inner, Const(0))
        case n.Repeat(body, Const(int(times))):
            inner = size(body)
            return None if inner is None else inner if times == 1 else inner * times
        case n.Switch():
            sizes = [size(body) for body in bodies(node)]
            same = {one.value for one in sizes if isinstance(one, Const)}
            alike = len(same) == 1 and all(isinstance(each, Const) for each in sizes)
            return sizes[0] if alike and isinstance(node.on, Expr) else None
        case _:
            return None


def _sum(total: Expr, one: Expr) -> Expr:
    if isinstance(one, Const) and isinstance(total, Const):
        return Const(int(total.value) + int(one.value))
    if isinstance(total, Const) and total.value == 0:
        return one
    return total if isinstance(one, Const) and one.value == 0 else total + one


def with_remaining(expr: Expr, left: Expr) -> Expr:
    """The expression with something else in the place of ``remaining``."""
    if isinstance(expr, Known):
        return left if expr.name == _REMAINING else expr
    if not depends_on(expr, _REMAINING):
        return expr
    changed: dict[str, Any] = {}
    for one in dataclass_fields(expr):  # type: ignore[arg-type]
        value = getattr(expr, one.name)
        if isinstance(value, Expr):
            changed[one.name] = with_remaining(value, left)
        elif isinstance(value, tuple):
            changed[one.name] = tuple(with_remaining(each, left) if isinstance(each, Expr) else each for each in value)
    return replace(expr, **changed)  # type: ignore[type-var]


def least(nodes: tuple[n.Node, ...]) -> int:
    """The fewest bytes that nodes take."""
    total = 0
    for node in nodes:
        match node:
            case n.Word():
                total += node.size
            case n.Field(_, source) | n.Reserved(source) | n.Expect(source):
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
            case n.Sized(Const(int(stated))):
                total += stated
            case n.Presence(mask) | n.Sized(mask):
                total += mask.wire.size if isinstance(mask, Source) and isinstance(mask.wire, Whole) else 0
            case n.Custom():
                total += 1  # one that takes none is an error where it repeats
            case n.Checksum(_, source, body):
                total += least(body) + (source.wire.size if isinstance(source.wire, Whole) else 0)
    return total


def _most(expr: Expr) -> int | None:
    """The most that the size of a body can be, where there is a limit."""
    match expr:
        case Const(int(value)):
            return value
        case Pick(_, yes, no):
            ends = _most(yes), _most(no)
            return None if ends[0] is None or ends[1] is None else max(ends[0], ends[1])
        case _:
            parts = [_most(one) for one in children(expr)]
            whole = getattr(expr, "op", "") == "+" and all(part is not None for part in parts)
            return sum(part for part in parts if part is not None) if whole else None


def greedy(node: n.Node) -> bool:
    """Whether a node takes all that is left to it."""
    match node:
        case n.Tags():
            return True
        case n.Repeat(_, count):
            return count is None
        case n.Field(_, source):
            return isinstance(source.wire, Blob) and source.wire.size is None
        case n.Sized():
            return False
        case _:
            return any(greedy(last) for body in bodies(node) for last in body[-1:])


def turn(node: n.Node) -> int | None:
    """The bytes of one turn of what repeats to the end, where all turns have as many."""
    if isinstance(node, n.Repeat) and node.count is None:
        one = size(node.body)
        return one.value if isinstance(one, Const) and isinstance(one.value, int) else None
    return None


def room(node: n.Node, after: tuple[n.Node, ...]) -> Expr | None:
    """The bytes that what follows needs, told where ``node`` begins, which takes all others.

    If it depends on how much is left after the node, it can be told where every turn has as many bytes and all that
    follows has fewer: then the remainder is what follows.
    """
    needed = size(after)
    if needed is None or not depends_on(needed, _REMAINING):
        return needed
    each, most = turn(node), _most(needed)
    if each is None or most is None or most >= each:
        return None
    return with_remaining(needed, Known(_REMAINING) % each)


def room_problem(node: n.Node, after: tuple[n.Node, ...]) -> str:
    """Why there is no :func:`room` that can be told, and what to write."""
    needed = size(after)
    if needed is None:
        return "this takes all that is left, so what follows it must have a size that can be told"
    each = turn(node)
    problem = (
        "this takes all that is left, and whether what follows is there depends on how much is left after it"
        if each is None
        else f"what follows may be as long as a turn of this, {each} bytes, and is there if enough is left"
    )
    return f"{problem}: say by what else it is told, optional(V.flag == 1, …) or optional(length == 12, …)"
