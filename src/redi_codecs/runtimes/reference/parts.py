"""The nodes of a layout as construct objects, each of which parses to raw values, and builds from them.

While it parses, a part also tells the cursor what the raw values mean, for later parts depend on it. To build, no
meaning is needed: containers hold whatever was decided (the case of a switch, the groups of a mask), so that bytes come
back as they were.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Container, Sequence
from typing import Any

import construct as c

from redi_codecs.layout import nodes as n
from redi_codecs.layout.expr import Cond, Expr
from redi_codecs.layout.transform import Transform
from redi_codecs.layout.wire import Bits, Nowhere, Source, Whole
from redi_codecs.runtimes.reference import meaning
from redi_codecs.runtimes.reference.cursor import Cursor
from redi_codecs.runtimes.reference.evaluate import holds, number
from redi_codecs.runtimes.reference.meaning import Types
from redi_codecs.runtimes.reference.words import deposit, extract, word


def unique(stem: str, taken: Container[str]) -> str:
    """The name itself, or the first free one of ``name_2``, ``name_3``…"""
    numbered = (f"{stem}_{number}" for number in itertools.count(2))
    return next(name for name in itertools.chain((stem,), numbered) if name not in taken)


class Part(c.Construct):  # type: ignore[misc]
    """A construct object whose size is only known once a payload is read."""

    def _parse(self, stream: Cursor, context: Any, path: str) -> Any:
        raise NotImplementedError

    def _build(self, obj: Any, stream: Any, context: Any, path: str) -> None:
        raise NotImplementedError

    def _sizeof(self, context: Any, path: str) -> int:
        raise c.SizeofError("known only once a payload is read", path=path)


class Around(c.Subconstruct):  # type: ignore[misc]
    """A construct object around another one, which has to be given to build."""

    def __init__(self, inner: Any) -> None:
        super().__init__(inner)
        self.flagbuildnone = False

    def _sizeof(self, context: Any, path: str) -> int:
        raise c.SizeofError("known only once a payload is read", path=path)


def extent(expr: Expr, cursor: Cursor, path: str, what: str) -> int:
    """A number of bytes or turns; an error where it is unknown or none."""
    found = number(expr, cursor, cursor.tell())
    if not isinstance(found, int):
        raise c.ConstructError(f"{what}, {expr}, is {'unknown' if found is None else found}", path=path)
    return found


def end_of(cursor: Cursor, size: Any, path: str, what: str) -> int:
    """Where ``size`` bytes from here end; an error where there are not so many."""
    left = cursor.limit - cursor.tell()
    if not isinstance(size, int) or not 0 <= size <= left:
        raise c.StreamError(f"{what} of {size} bytes, and {left} are left", path=path)
    return cursor.tell() + size


class Selectors:
    """Words that only steer: their raw numbers are kept, their values decide."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.words: list[tuple[Any, Transform]] = []
        for source in sources:
            if not isinstance(source.wire, Whole):
                raise NotImplementedError(f"construct reference: {source!r} steers a layout, and is no whole integer")
            self.words.append((word(source.wire), source.transform))

    def parse(self, cursor: Cursor, context: Any, path: str) -> tuple[Any, list[Any]]:
        raws = c.ListContainer(one._parsereport(cursor, context, path) for one, _ in self.words)
        return raws, self.values(raws)

    def values(self, raws: Sequence[int]) -> list[Any]:
        return [transform.decode(raw) for (_, transform), raw in zip(self.words, raws, strict=True)]

    def build(self, raws: Sequence[int], stream: Any, context: Any, path: str) -> None:
        for (one, _), raw in zip(self.words, raws, strict=True):
            one._build(raw, stream, context, path)


def is_wild(matches: tuple[n.Match, ...]) -> bool:
    """Whether everything matches."""
    return any(isinstance(match, n.AnyChannel) for match in matches)


class Cases:
    """Bodies by keys; a key with a wildcard is tried last."""

    def __init__(self, keys: Sequence[n.Key], bodies: Sequence[Any]) -> None:
        order = sorted(range(len(keys)), key=lambda at: any(map(is_wild, keys[at])))
        self.keys = [(at, keys[at]) for at in order]
        self.bodies = bodies
        #: Which part of a key the wildcard stands in.
        self.channel = max((at for key in keys for at, part in enumerate(key) if is_wild(part)), default=None)

    def find(self, values: Sequence[Any]) -> int | None:
        """The number of the case, in the order of the declaration."""
        for at, key in self.keys:
            if all(any(_matches(match, value) for match in part) for part, value in zip(key, values, strict=True)):
                return at
        return None


def _matches(match: n.Match, value: Any) -> bool:
    if isinstance(match, n.AnyChannel):
        return True
    if isinstance(match, range):
        return isinstance(value, int | float) and match.start <= value < match.stop
    return bool(value == match)


class FieldPart(Around):
    """A value in a word of its own."""

    def __init__(self, field: n.Field, wire: Any, kinds: Types) -> None:
        super().__init__(wire)
        self.field, self.kinds = field, kinds

    def _parse(self, stream: Cursor, context: Any, path: str) -> Any:
        at = stream.tell()
        raw = self.subcon._parsereport(stream, context, path)
        meaning.read(self.field, self.kinds, stream, raw, at)
        return raw


class DerivedPart(Part):
    """A value without bytes; containers do not hold it."""

    def __init__(self, field: n.Field, kinds: Types) -> None:
        super().__init__()
        self.field, self.kinds = field, kinds
        self.flagbuildnone = True

    def _parse(self, stream: Cursor, context: Any, path: str) -> None:
        meaning.derive(self.field, self.kinds, stream, stream.tell())

    def _build(self, obj: Any, stream: Any, context: Any, path: str) -> None:
        return None


class RunPart(Part):
    """A run of bytes: so many, or all but what follows needs."""

    def __init__(self, size: Expr | None, room: Expr) -> None:
        super().__init__()
        self.size, self.room = size, room

    def _parse(self, stream: Cursor, context: Any, path: str) -> Any:
        if self.size is None:
            size = stream.limit - extent(self.room, stream, path, "the size of what follows") - stream.tell()
        else:
            size = number(self.size, stream, stream.tell()) or 0
        return c.stream_read(stream, end_of(stream, size, path, "a run") - stream.tell(), path)

    def _build(self, obj: Any, stream: Any, context: Any, path: str) -> None:
        c.stream_write(stream, obj, len(obj), path)


def _checked(expect: n.Expect, seen: int, cursor: Cursor, at: int, path: str) -> None:
    if seen == expect.value:
        return
    if expect.warning is None:
        raise c.ConstError(f"the constant {expect.value:#04x} is expected, not {seen:#04x}", path=path)
    cursor.warnings.append((expect.warning, at, None, f"{seen:#04x} where this device sends {expect.value:#04x}"))


class FixedPart(Around):
    """A constant or a reserved word: it may be left out when building."""

    def __init__(self, node: n.Expect | n.Reserved, wire: Any) -> None:
        super().__init__(wire)
        self.node = node
        self.flagbuildnone = True

    def _parse(self, stream: Cursor, context: Any, path: str) -> Any:
        at = stream.tell()
        raw = self.subcon._parsereport(stream, context, path)
        if isinstance(self.node, n.Expect):
            _checked(self.node, raw, stream, at, path)
        return raw

    def _build(self, obj: Any, stream: Any, context: Any, path: str) -> None:
        self.subcon._build(_default(self.node) if obj is None else obj, stream, context, path)


def _default(node: n.Expect | n.Reserved) -> int:
    return node.value if isinstance(node, n.Expect) else 0


class WordPart(Around):
    """A word whose bits belong to several: a container of raw numbers by name."""

    def __init__(self, node: n.Word, kinds: Types) -> None:
        assert isinstance(node.source.wire, Whole)
        super().__init__(word(node.source.wire))
        self.kinds = kinds
        self.msb0 = node.source.wire.bits if node.msb0 else None
        self.lead, self.shares = node.lead, node.tail > 0
        self.bits: list[tuple[str, Bits, n.Field | n.Reserved | n.Expect]] = []
        self.derived: list[n.Field] = []
        for one in node.parts:
            match one.source.wire, one:
                case Nowhere(), n.Field():
                    self.derived.append(one)
                case Bits() as wire, n.Field():
                    self.bits.append((unique(meaning.variable(one), [name for name, _, _ in self.bits]), wire, one))
                case Bits() as wire, _:
                    stem = "reserved" if isinstance(one, n.Reserved) else "constant"
                    self.bits.append((f"{stem}_{wire.ranges[-1][0]}", wire, one))
                case other, _:
                    raise NotImplementedError(f"construct reference: {other} inside a word")

    def _parse(self, stream: Cursor, context: Any, path: str) -> Any:
        at = stream.tell()
        raw = self.subcon._parsereport(stream, context, path)
        if self.shares:  # the last byte is also the first one of what follows
            stream.seek(-1, io.SEEK_CUR)
        out = c.Container()
        for name, wire, one in self.bits:
            out[name] = number = extract(raw, wire, self.msb0)
            if isinstance(one, n.Field):
                meaning.read(one, self.kinds, stream, number, at)
            elif isinstance(one, n.Expect):
                _checked(one, number, stream, at, path)
        for field in self.derived:
            meaning.derive(field, self.kinds, stream, stream.tell())
        return out

    def _build(self, obj: Any, stream: Any, context: Any, path: str) -> None:
        raw = 0
        for name, wire, one in self.bits:
            number = obj[name] if isinstance(one, n.Field) else obj.get(name, _default(one))
            low, high = (-(1 << wire.bits - 1), (1 << wire.bits - 1) - 1) if wire.signed else (0, (1 << wire.bits) - 1)
            if not low <= number <= high:
                raise c.IntegerError(f"{name}: {number} does not fit {wire}", path=path)
            raw |= deposit(number, wire, self.msb0)
        if self.lead:
            stream.seek(-1, io.SEEK_CUR)
            raw |= stream.read(1)[0] << 8 * (self.subcon.length - 1)
            stream.seek(-1, io.SEEK_CUR)
        self.subcon._build(raw, stream, context, path)


class MessagePart(Around):
    """A named frame."""

    def __init__(self, name: str, body: Any) -> None:
        super().__init__(body)
        self.message = name

    def _parse(self, stream: Cursor, context: Any, path: str) -> Any:
        stream.message = self.message
        return self.subcon._parsereport(stream, context, path)


class Unknown(c.SwitchError):  # type: ignore[misc]
    """No case fits, and the block around is not understood."""


class SwitchPart(Part):
    """One of several bodies: ``case`` is its number in the order of the declaration, or None for the body otherwise.

    Where a value that no case is for ends what is left, the body is bytes; ``block`` tells that it ends a block around.
    """

    def __init__(self, on: Selectors | Expr, cases: Cases, otherwise: Any, stop: Expr | None, block: bool) -> None:
        super().__init__()
        self.on, self.cases, self.otherwise, self.stop, self.block = on, cases, otherwise, stop, block
        self.channel = cases.channel

    def _parse(self, stream: Cursor, context: Any, path: str) -> Any:
        out, start = c.Container(), stream.tell()
        if isinstance(self.on, Selectors):
            out.on, values = self.on.parse(stream, context, path)
            if self.channel is not None:
                stream.known["channel"] = values[self.channel]
        else:
            at = stream.tell()
            values = [holds(self.on, stream, at) if isinstance(self.on, Cond) else number(self.on, stream, at)]
        out.case = self.cases.find(values)
        if out.case is None and self.stop is not None:
            text = f"{' '.join(map(repr, values))} is unknown"
            if self.block:
                raise Unknown(text, path=path)
            end = stream.limit - extent(self.stop, stream, path, "the size of what follows")
            stream.warnings.append(("unknown_block", start, max(end, stream.tell()), text))
            out.body = stream.read(max(end - stream.tell(), 0))
        else:
            out.body = self._body(out.case, values, path)._parsereport(stream, context, path)
        return out

    def _build(self, obj: Any, stream: Any, context: Any, path: str) -> None:
        if isinstance(self.on, Selectors):
            self.on.build(obj.on, stream, context, path)
        if isinstance(obj.body, bytes):
            stream.write(obj.body)
        else:
            self._body(obj.case, [], path)._build(obj.body, stream, context, path)

    def _body(self, case: int | None, values: Sequence[Any], path: str) -> Any:
        if case is not None:
            return self.cases.bodies[case]
        if self.otherwise is None:
            raise c.SwitchError(f"no case for {' '.join(map(repr, values))}", path=path)
        return self.otherwise


class OptionalPart(Around):
    """A body, or None where it is left out."""

    def __init__(self, node: n.Optional, body: Any) -> None:
        super().__init__(body)
        self.cond = node.cond
        self.flagbuildnone = True

    def _parse(self, stream: Cursor, context: Any, path: str) -> Any:
        return self.subcon._parsereport(stream, context, path) if holds(self.cond, stream, stream.tell()) else None

    def _build(self, obj: Any, stream: Any, context: Any, path: str) -> None:
        if obj is not None:
            self.subcon._build(obj, stream, context, path)
