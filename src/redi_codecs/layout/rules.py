"""What contradicts itself in a layout, told when a declaration is imported; the errors cite the line."""

from __future__ import annotations

from collections.abc import Iterator

from redi_codecs.layout import nodes as n
from redi_codecs.layout.expr import Arith, BitSet, Compare, Expr, Extreme, Known, Peek, Ref, Slice, children, depends_on
from redi_codecs.layout.given import hexed, shown
from redi_codecs.layout.sizes import greedy, least, room, room_problem
from redi_codecs.layout.transform import Affine, Choice, Derived, Dotted, Verbatim
from redi_codecs.layout.walk import bodies, every, fields, names
from redi_codecs.layout.where import Where
from redi_codecs.layout.wire import Bits, Blob, Real, Source, Whole, limits


def check(nodes: tuple[n.Node, ...], where: Where) -> None:
    """Refuse a layout that contradicts itself; the errors cite the line."""
    if not nodes:
        where.refuse("a layout without a single field")
    kinds: dict[str, n.Field] = {}
    each, inside = list(fields(nodes)), list(every(nodes))
    for one in each:
        if one.role != "hidden":
            other = kinds.setdefault(one.name, one)
            if (other.quantity, other.role) != (one.quantity, one.role):
                one.where.refuse(f"{one.name} is one thing here and another in line {other.where.line}")
    for node in inside:
        if isinstance(node, n.Repeat) and node.record is not None:
            for inner in every(node.body):
                if isinstance(inner, n.Custom) and inner.record is not None:
                    inner.where.refuse(f"inside a history {inner.name} belongs to its turn: leave record= out")
    sources: dict[str, list[Source]] = {}
    for one in each:
        sources.setdefault(one.name, []).append(one.source)
        stem = one.name.removesuffix("_status")
        if stem != one.name and one.given is not None and stem in kinds and _may_lack(kinds[stem]):
            one.where.refuse(f"{one.name} is the column of tables that says why {stem} has no value: take another name")
    texts = {one.name for one in each if isinstance(one.source.transform, Choice | Dotted | Verbatim)}
    for node in inside:
        if isinstance(node, n.Switch) and isinstance(node.on, Expr):
            _check_choice(node, sources)
        if isinstance(node, n.Repeat) and node.record is not None:
            for one in fields(node.body):
                if one.name == "name":
                    one.where.refuse("name is that of the record, so that no value in it can be called so")
        for expr in n.expressions(node):
            _check_numbers(expr, texts, node.where)
            if depends_on(expr, "occurrence") and not (isinstance(node, n.Field) and expr is node.channel):
                node.where.refuse("occurrence makes a channel: channel=occurrence, or channel=occurrence + 1")
    _check_body(nodes, frozenset({"channel"}), where)


def _may_lack(one: n.Field) -> bool:
    """Whether a field may have a status instead of a value."""
    limited = one.quantity is not None and (one.quantity.low, one.quantity.high) != (None, None)
    return one.excludes or limited or one.source.transform.partial or isinstance(one.source.wire, Real)


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
        if greedy(node):
            left = room(node, nodes[at + 1 :])
            if left is None:
                node.where.refuse(room_problem(node, nodes[at + 1 :]))
            for name in names(left) - known:
                problem = f"depends on V.{name}, which is read only after this"
                node.where.refuse(f"how much room what follows needs {problem}")
        for name in _sets(node):
            if name in taken:
                node.where.refuse(f"{name} twice in one frame; give one of them a place, a channel or a statistic")
            taken[name] = node
        known = known.union(*(_check_body(body, known, node.where) for body in bodies(node)))
        if isinstance(node, n.Field | n.Word):  # into a custom node only its functions look
            known |= {one.name for one in fields((node,))}
    return known


def _sets(node: n.Node) -> set[str]:
    """The names that a node may give a value to, records and their like left out."""
    match node:
        case n.Repeat(record=str()) | n.Custom():
            return set()
        case n.Repeat(body):
            for one in _again(body):
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


def _again(body: tuple[n.Node, ...]) -> Iterator[n.Field]:
    """The fields of every turn: those of a choice are like those of a tag, and a record has its own."""
    for node in body:
        match node:
            case n.Field():
                yield node
            case n.Word():
                yield from fields((node,))
            case n.Switch() | n.Repeat(record=str()):
                pass
            case _:
                for inner in bodies(node):
                    yield from _again(inner)


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
    wide = node.source.wire.bits
    shared = (*range(node.lead if node.lead < wide else 0), *range(wide - node.tail, wide))
    owner = dict.fromkeys(shared, "a neighbour")
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
                if number >= wide:
                    part.where.refuse(f"{label}: bit {number} is beyond the {wide} bits of the word")
                if number in owner:
                    part.where.refuse(f"bit {number} belongs to {owner[number]} and to {label}")
                owner[number] = label
    missing = [number for number in range(wide) if number not in owner]
    if missing:
        node.where.refuse(
            f"nothing is said of bit {', '.join(map(str, missing))}: if they mean nothing, say reserved(bits(…))"
        )
    return known


def _check_keys(node: n.Tags | n.Switch) -> None:
    table = node.table if isinstance(node, n.Tags) else node.cases
    sources = node.tag if isinstance(node, n.Tags) else node.on
    seen: list[n.Key] = []
    exact: dict[tuple[int | str, ...], n.Key] = {}
    several: list[n.Key] = []
    for key, _ in table:
        # Single numbers and texts, of which tables of thousands are made, are not compared with each other one by one.
        alone = tuple(part[0] for part in key if len(part) == 1 and isinstance(part[0], int | str))
        plain = len(alone) == len(key)
        for other in [*several, *([exact[alone]] if alone in exact else [])] if plain else seen:
            if all(_meet(a, b) for a, b in zip(key, other, strict=True)):
                shown = ", ".join(hex(part[0]) if isinstance(part[0], int) else str(part[0]) for part in key)
                node.where.refuse(f"the key ({shown}) has two bodies")
        if isinstance(sources, tuple):
            for part, source in zip(key, sources, strict=True):
                for match in part:
                    if not _occurs(match, source):
                        node.where.refuse(f"the key {_told(match)} cannot occur: it does not fit {source!r}")
        seen.append(key)
        if plain:
            exact[alone] = key
        else:
            several.append(key)


def _check_choice(node: n.Switch, sources: dict[str, list[Source]]) -> None:
    """Keys that no value of an expression has."""
    known: list[Source]
    match node.on:
        case Known("f_port" | "length" | "remaining"):
            known = [Source(Whole(8), where=node.where)]
        case Slice(_, low, high):
            known = [Source(Bits(((low, high),)), where=node.where)]
        case Peek(_, source):
            known = [source]
        case Ref(name):
            known = sources.get(name, [])
        case _:
            return
    for match in (match for key, _ in node.cases for part in key for match in part):
        if known and not any(_occurs(match, source) for source in known):
            labels = ", ".join(label for one in known for label in _labels(one))
            shown = f"one of {labels}" if labels else " or ".join(dict.fromkeys(map(repr, known)))
            node.where.refuse(f"the key {_told(match)} cannot occur: {node.on} is {shown}")


def _labels(source: Source) -> list[str]:
    return [label for _, label in source.transform.labels] if isinstance(source.transform, Choice) else []


def _told(match: n.Match) -> str:
    return hexed(match) if isinstance(match, int) and match >= 0 else shown(match)


def _occurs(match: n.Match, source: Source) -> bool:
    """Whether what is read can match."""
    transform, wire = source.transform, source.wire
    if isinstance(match, n.AnyChannel):
        return True
    if isinstance(match, str):
        if isinstance(transform, Choice):
            return match in _labels(source) or (match.startswith("unknown_") and match[8:].isdecimal())
        too_long = isinstance(wire, Blob) and isinstance(wire.size, int) and len(match) > wire.size
        return isinstance(transform, Verbatim | Dotted) and not (too_long and transform == Verbatim("text"))
    if isinstance(transform, Choice | Dotted | Verbatim):
        return False
    if not isinstance(wire, Whole | Bits) or not isinstance(transform, Affine) or not transform.plain:
        return True
    low, high = limits(wire)
    span = match if isinstance(match, range) else range(match, match + 1)
    return max(low, span.start) < min(high + 1, span.stop)


def _meet(a: tuple[n.Match, ...], b: tuple[n.Match, ...]) -> bool:
    return any(_meet_alone(one, other) for one in a for other in b)


def _meet_alone(a: n.Match, b: n.Match) -> bool:
    match a, b:
        case (int(), int()):  # of which nearly all are
            return a == b
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
