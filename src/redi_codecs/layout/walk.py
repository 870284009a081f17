"""Walking a layout: its fields, its sizes, and the checks made when a declaration is imported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from redi_codecs.layout import nodes as n
from redi_codecs.layout.expr import Arith, BitSet, Compare, Const, Expr, Extreme, Pick, Ref, Slice, children, depends_on
from redi_codecs.layout.transform import Choice, Derived, Dotted, Verbatim
from redi_codecs.layout.where import Where
from redi_codecs.layout.wire import Bits, Blob, Real, Source, Whole


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
            case n.Custom():
                total += 1  # one that takes none is an error where it repeats
            case n.Checksum(_, source, body):
                total += least(body) + (source.wire.size if isinstance(source.wire, Whole) else 0)
    return total


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


def names(expr: Expr) -> set[str]:
    """The values that an expression refers to."""
    own = {expr.name} if isinstance(expr, Ref) else set()
    return own.union(*map(names, children(expr)))


# ---- checks ---------------------------------------------------------------------------------------------------------


def check(nodes: tuple[n.Node, ...], where: Where) -> None:
    """Refuse a layout that contradicts itself; the errors cite the line."""
    if not nodes:
        where.refuse("a layout without a single field")
    kinds: dict[str, n.Field] = {}
    for one in fields(nodes):
        if one.role != "hidden":
            other = kinds.setdefault(one.name, one)
            if (other.quantity, other.role) != (one.quantity, one.role):
                one.where.refuse(f"{one.name} is one thing here and another in line {other.where.line}")
    for node in every(nodes):
        if isinstance(node, n.Repeat) and node.record is not None:
            for inner in every(node.body):
                if isinstance(inner, n.Custom) and inner.record is not None:
                    inner.where.refuse(f"inside a history {inner.name} belongs to its turn: leave record= out")
    texts = {one.name for one in fields(nodes) if isinstance(one.source.transform, Choice | Dotted | Verbatim)}
    for node in every(nodes):
        for expr in n.expressions(node):
            _check_numbers(expr, texts, node.where)
            if depends_on(expr, "occurrence") and not (isinstance(node, n.Field) and expr is node.channel):
                node.where.refuse("occurrence makes a channel: channel=occurrence, or channel=occurrence + 1")
    _check_body(nodes, frozenset({"channel"}), where)


def every(nodes: tuple[n.Node, ...]) -> Iterator[n.Node]:
    """All nodes, outer before inner, parts of words included."""
    for node in nodes:
        yield node
        if isinstance(node, n.Word):
            yield from node.parts
        for body in bodies(node):
            yield from every(body)


def _check_numbers(expr: Expr, texts: set[str], where: Where) -> None:
    """Texts and named states can be compared for equality, and nothing else."""
    ordered = isinstance(expr, Compare) and expr.op not in ("==", "!=")
    numeric = ordered or isinstance(expr, Arith | BitSet | Slice | Extreme)
    for child in children(expr):
        if numeric and isinstance(child, Ref) and child.name in texts:
            where.refuse(f"V.{child.name} is a text, not a number: {expr}")
        _check_numbers(child, texts, where)


def _check_body(nodes: tuple[n.Node, ...], known: frozenset[str], where: Where) -> frozenset[str]:
    """Check a sequence; returns the names that are known after it."""
    taken: dict[str, n.Node] = {}
    for at, node in enumerate(nodes):
        ready = known
        if isinstance(node, n.Repeat):
            ready |= {one.name for one in fields(node.body)}  # the time of a turn is known after it
        for ref in n.references(node):
            if ref.name not in ready:
                node.where.refuse(f"V.{ref.name} is not declared before this line")
        match node:
            case n.Field():
                _check_field(node, known)
            case n.Word():
                known = _check_word(node, known)
            case n.Custom(name, table):
                for ref in (ref for one in table for ref in n.references(one)):
                    if ref.name not in known:
                        node.where.refuse(f"V.{ref.name} is not declared before this line")
                if any(isinstance(one.channel, Expr) and depends_on(one.channel, "occurrence") for one in table):
                    node.where.refuse(f"the fields of {name} cannot be numbered by occurrence")
            case n.Tags() | n.Switch():
                _check_keys(node)
            case n.Repeat(body, None) if least(body) == 0:
                node.where.refuse("a part that repeats to the end must take at least one byte a turn")
            case n.Presence(_, groups):
                numbers = [number for number, _ in groups]
                if len(set(numbers)) != len(numbers):
                    node.where.refuse("a bit of the mask has two groups")
        if greedy(node):
            room = size(nodes[at + 1 :])
            if room is None:
                node.where.refuse("this takes all that is left, so what follows it must have a size that can be told")
            for name in names(room) - known:
                problem = f"depends on V.{name}, which is read only after this"
                node.where.refuse(f"how much room what follows needs {problem}")
        for name in _sets(node):
            if name in taken:
                node.where.refuse(f"{name} twice in one frame; give one of them a place, a channel or a statistic")
            taken[name] = node
        inner = [_check_body(body, known, node.where) for body in bodies(node)]
        known = known.union(*inner)
        if not isinstance(node, n.Custom):  # which only its functions look into
            known |= {one.name for one in fields((node,))}
    return known


def _sets(node: n.Node) -> set[str]:
    """The names that a node may give a value to, records and their like left out."""
    match node:
        case n.Repeat(record=str()) | n.Custom():
            return set()
        case n.Repeat(body):
            for one in fields(body):
                if one.role in ("reading", "attribute") and not one.dynamic:
                    one.where.refuse(f"{one.name} comes again and again: channel=index + 1, or a history")
            return set()
        case n.Field():
            return set() if node.dynamic else {node.name}
        case n.Word(_, parts):
            names = [part.name for part in parts if isinstance(part, n.Field) and not part.dynamic]
            for name in names:
                if names.count(name) > 1:
                    node.where.refuse(f"{name} twice in one word")
            return set(names)
        case _:
            return set().union(*(_sets(inner) for body in bodies(node) for inner in body))


def _check_field(one: n.Field, known: frozenset[str]) -> None:
    if isinstance(one.source.wire, Bits):
        one.where.refuse(f"{one.name}: bits belong inside a word(…)")
    _check_transform(one, known)


def _check_transform(one: n.Field, known: frozenset[str]) -> None:
    transform = one.source.transform
    if isinstance(transform, Derived):
        if one.role == "hidden":
            one.where.refuse("a hidden value is read, not derived: write the expression where it is used")
        for name in names(transform.expr) - known:
            one.where.refuse(f"V.{name} is not declared before this line")


def _check_word(node: n.Word, known: frozenset[str]) -> frozenset[str]:
    assert isinstance(node.source.wire, Whole)
    owner: dict[int, str] = {}
    for part in node.parts:
        label = part.name if isinstance(part, n.Field) else "reserved" if isinstance(part, n.Reserved) else "a constant"
        if isinstance(part, n.Field):
            _check_transform(part, known)
            for ref in n.references(part):
                if ref.name not in known:
                    part.where.refuse(f"V.{ref.name} is not declared before this line")
            known |= {part.name}
        if not isinstance(part.source.wire, Bits):
            continue
        for low, high in part.source.wire.ranges:
            for number in range(low, high + 1):
                if number >= node.source.wire.bits:
                    part.where.refuse(f"{label}: bit {number} is beyond the {node.source.wire.bits} bits of the word")
                if number in owner:
                    part.where.refuse(f"bit {number} belongs to {owner[number]} and to {label}")
                owner[number] = label
    missing = [number for number in range(node.source.wire.bits) if number not in owner]
    if missing:
        node.where.refuse(
            f"nothing is said of bit {', '.join(map(str, missing))}: if they mean nothing, say reserved(bits(…))"
        )
    return known


def _check_keys(node: n.Tags | n.Switch) -> None:
    table = node.table if isinstance(node, n.Tags) else node.cases
    sources = node.tag if isinstance(node, n.Tags) else node.on
    seen: list[n.Key] = []
    for key, _ in table:
        for other in seen:
            if all(_meet(a, b) for a, b in zip(key, other, strict=True)):
                shown = ", ".join(hex(part[0]) if isinstance(part[0], int) else str(part[0]) for part in key)
                node.where.refuse(f"the key ({shown}) has two bodies")
        if isinstance(sources, tuple):
            for part, source in zip(key, sources, strict=True):
                for match in part:
                    if (
                        isinstance(match, int)
                        and isinstance(source.wire, Whole)
                        and not 0 <= match < 1 << source.wire.bits
                    ):
                        node.where.refuse(f"the key {match:#x} does not fit {source!r}")
        seen.append(key)


def _meet(a: tuple[n.Match, ...], b: tuple[n.Match, ...]) -> bool:
    if len(a) > 1 or len(b) > 1:
        return any(_meet((one,), (other,)) for one in a for other in b)
    match a[0], b[0]:
        case (n.AnyChannel(), n.AnyChannel()):
            return True
        case (n.AnyChannel(), _) | (_, n.AnyChannel()):
            return False  # an exact key is tried before the wildcard
        case range() as one, range() as other:
            return max(one.start, other.start) < min(one.stop, other.stop)
        case (range() as span, int(value)) | (int(value), range() as span):
            return value in span
        case one, other:
            return one == other
