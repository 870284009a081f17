"""The nodes that contain bodies several times, or bound them, as construct objects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import construct as c

from redi_codecs.layout import nodes as n
from redi_codecs.layout.expr import Expr
from redi_codecs.layout.walk import fields
from redi_codecs.layout.wire import Source, Whole
from redi_codecs.results import held, no_value
from redi_codecs.runtimes.reference.cursor import Cursor, Named
from redi_codecs.runtimes.reference.evaluate import number
from redi_codecs.runtimes.reference.meaning import Types, forget
from redi_codecs.runtimes.reference.parts import Around, Cases, Part, Selectors, Unknown, end_of, extent
from redi_codecs.runtimes.reference.words import word


def bounded(body: Any, cursor: Cursor, end: int, context: Any, path: str) -> tuple[Any, bytes]:
    """A body inside a part that ends at ``end``, and the bytes that it leaves over."""
    lost = cursor.lost
    with cursor.within(end):
        inside = body._parsereport(cursor, context, path)
    cursor.lost = lost
    if not getattr(body, "subcons", True):
        return inside, cursor.read(max(end - cursor.tell(), 0))  # left out on purpose
    return inside, cursor.skip(end, "unused_bytes", "bytes after the end of a part")


def block(cursor: Cursor, start: int, end: int, code: str, read: Callable[[], Any]) -> tuple[Any, bool]:
    """What a block says, and whether it is understood: if not, its bytes up to ``end`` are left with a warning."""
    back = cursor.keep()
    try:
        return read(), True
    except Unknown as error:
        if cursor.unknown == n.MOST_UNKNOWN:
            raise
        back()
        cursor.unknown += 1
        end = max(end, cursor.tell())
        cursor.warnings.append((code, start, end, str(error)))
        return c.stream_read(cursor, end - cursor.tell(), ""), False


def _unsigned(source: Source) -> Source:
    return replace(source, wire=replace(source.wire, signed=False)) if isinstance(source.wire, Whole) else source


class TagsPart(Part):
    """Tag and body until nothing is left: a list of containers; the body of an unknown tag is bytes."""

    def __init__(self, node: n.Tags, bodies: Sequence[Any], room: Expr) -> None:
        super().__init__()
        self.tag = Selectors(node.tag)
        self.size = None if node.size is None else Selectors((node.size,))
        self.cases = Cases([key for key, _ in node.table], bodies)
        self.fields = [tuple(fields(body)) for _, body in node.table]
        self.channel = self.cases.channel
        self.unknown, self.room = node.unknown, room

    def _parse(self, stream: Cursor, context: Any, path: str) -> Any:
        out = c.ListContainer()
        end = stream.limit - extent(self.room, stream, path, "the size of what follows")
        while stream.tell() < end:
            with stream.within(end):
                out.append(self._entry(stream, context, path))
        return out

    def _entry(self, stream: Cursor, context: Any, path: str) -> Any:
        entry, start, end = c.Container(), stream.tell(), stream.limit
        entry.tag, values = self.tag.parse(stream, context, path)
        if self.channel is not None:
            stream.known["channel"] = values[self.channel]
        if self.size is not None:
            (entry.size,), (size,) = self.size.parse(stream, context, path)
            end = end_of(stream, size, path, "a tag's body")
        case = self.cases.find(values)
        if case is not None:
            body = self.cases.bodies[case]

            def read() -> Any:
                forget(self.fields[case], stream)
                if self.size is None:
                    return body._parsereport(stream, context, path)
                inside, entry.unused = bounded(body, stream, end, context, path)
                return inside

            stop = end if self.unknown == "skip" else stream.limit
            entry.body, _ = block(stream, start, stop, "unknown_tag", read)
            return entry
        text = f"tag {' '.join(map(str, values))} is unknown"
        if self.unknown == "raise":
            raise c.SwitchError(text, path=path)
        end = end if self.unknown == "skip" else stream.limit
        stream.warnings.append(("unknown_tag", start, end, text))
        entry.body = c.stream_read(stream, end - stream.tell(), path)
        return entry

    def _build(self, obj: Any, stream: Any, context: Any, path: str) -> None:
        for entry in obj:
            self.tag.build(entry.tag, stream, context, path)
            if self.size is not None:
                self.size.build((entry.size,), stream, context, path)
            if isinstance(entry.body, bytes):
                stream.write(entry.body)
                continue
            case = self.cases.find(self.tag.values(entry.tag))
            if case is None:
                raise c.SwitchError(f"no body for the tag {entry.tag}; bytes are needed", path=path)
            self.cases.bodies[case]._build(entry.body, stream, context, path)
            stream.write(entry.get("unused", b""))


class PresencePart(Part):
    """A mask and the groups that it names: ``bit_0``, ``bit_1``…; behind an undeclared one ``unknown``."""

    def __init__(self, node: n.Presence, bodies: Sequence[Any], room: Expr) -> None:
        super().__init__()
        self.source = Selectors((_unsigned(node.mask),)) if isinstance(node.mask, Source) else None
        self.mask = node.mask
        self.groups = [(bit, body) for (bit, _), body in zip(node.groups, bodies, strict=True)]
        bits = [bit for bit, _ in self.groups]
        self.declared = sum(1 << bit for bit in bits) | node.ignore
        self.rising = bits == sorted(bits)
        self.room = room

    def _parse(self, stream: Cursor, context: Any, path: str) -> Any:
        out = c.Container()
        if self.source is not None:
            (out.mask,), _ = self.source.parse(stream, context, path)
            mask = out.mask
        else:
            assert isinstance(self.mask, Expr)
            found = number(self.mask, stream, stream.tell())
            mask = 0 if found is None else int(found)
        undeclared = [bit for bit in range(mask.bit_length()) if mask >> bit & 1 and not self.declared >> bit & 1]
        for bit, body in self.groups:
            if not mask >> bit & 1:
                continue
            if undeclared and (bit > min(undeclared) if self.rising else bit < max(undeclared)):
                continue
            out[f"bit_{bit}"] = body._parsereport(stream, context, path)
        if undeclared:
            stream.lost = True
            end = stream.limit - extent(self.room, stream, path, "the size of what follows")
            text = f"mask bits {', '.join(map(str, undeclared))} have no declared group"
            out.unknown = stream.skip(end, "unknown_group", text)
        return out

    def _build(self, obj: Any, stream: Any, context: Any, path: str) -> None:
        if self.source is not None:
            self.source.build((obj.mask,), stream, context, path)
        for bit, body in self.groups:
            if f"bit_{bit}" in obj:
                body._build(obj[f"bit_{bit}"], stream, context, path)
        stream.write(obj.get("unknown", b""))


class RepeatPart(Around):
    """A body several times: a list."""

    def __init__(self, node: n.Repeat, body: Any, room: Expr) -> None:
        super().__init__(body)
        self.node, self.room = node, room
        self.fields = tuple(fields(node.body))

    def _parse(self, stream: Cursor, context: Any, path: str) -> Any:
        out, turn, before = c.ListContainer(), stream.turn, len(stream.records)
        if self.node.count is None:
            end = stream.limit - extent(self.room, stream, path, "the size of what follows")
            if end < stream.tell():
                raise c.StreamError("nothing is left for a repeated part", path=path)
            with stream.within(end):
                while (start := stream.tell()) < end:
                    self._block(out, end, stream, context, path)  # one that is not understood goes to the end
                    if stream.tell() == start:
                        raise c.RepeatError("a repeated part takes no bytes, and would never end", path=path)
        else:
            count = extent(self.node.count, stream, path, "the number of turns")
            if count > stream.limit - stream.tell() + 1:
                raise c.StreamError(f"{count} turns, and {stream.limit - stream.tell()} bytes are left", path=path)
            end = stream.limit - (number(self.room, stream, stream.tell()) or 0)
            for _ in range(count):
                before, stream.lost = stream.lost, False
                good, lost = self._block(out, end, stream, context, path), stream.lost
                stream.lost |= before
                if lost or not good:
                    break
        stream.turn = turn
        if self.node.record is not None and self.node.newest == "last" and len(stream.records) > before:
            _, time, values = stream.records.pop()
            stream.values.update(values)
            stream.time = stream.time if time is None else time
        return out

    def _block(self, out: Any, end: int, stream: Cursor, context: Any, path: str) -> bool:
        """One more turn, which is bytes where it is not understood; then it is the last one."""

        def read() -> Any:
            return self._turn(len(out), stream, context, path)

        made, good = block(stream, stream.tell(), end, "unknown_block", read) if self.node.block else (read(), True)
        out.append(made)
        return good

    def _turn(self, at: int, stream: Cursor, context: Any, path: str) -> Any:
        stream.turn = at
        forget(self.fields, stream)
        if self.node.record is None:
            return self.subcon._parsereport(stream, context, path)
        rows = stream.columns.setdefault(self.node.record, []) if self.node.columns else []
        row = at - 1 if self.node.newest == "first" else at
        values = stream.values
        stream.outer.append(stream.time)
        stream.time = None
        if row >= 0:
            stream.values = rows[row] if row < len(rows) else {}
        out = self.subcon._parsereport(stream, context, path)
        own = stream.time if self.node.time is None else number(self.node.time, stream, stream.tell())
        stream.time = stream.outer.pop()
        if row < 0:
            stream.time = stream.time if own is None else own
        elif row >= len(rows):
            rows.append(stream.values)
            stream.records.append((self.node.record, own, stream.values))
        stream.values = values
        return out

    def _build(self, obj: Any, stream: Any, context: Any, path: str) -> None:
        for one in obj:
            if isinstance(one, bytes):
                stream.write(one)
            else:
                self.subcon._build(one, stream, context, path)


class SizedPart(Around):
    """A body inside so many bytes; ``unused`` holds those that it leaves over."""

    def __init__(self, node: n.Sized, body: Any) -> None:
        super().__init__(body)
        self.source = Selectors((node.size,)) if isinstance(node.size, Source) else None
        self.size = node.size

    def _parse(self, stream: Cursor, context: Any, path: str) -> Any:
        out = c.Container()
        if self.source is not None:
            (out.size,), (size,) = self.source.parse(stream, context, path)
        else:
            assert isinstance(self.size, Expr)
            size = number(self.size, stream, stream.tell()) or 0
        end = end_of(stream, size, path, "a part")
        out.body, out.unused = bounded(self.subcon, stream, end, context, path)
        return out

    def _build(self, obj: Any, stream: Any, context: Any, path: str) -> None:
        if self.source is not None:
            self.source.build((obj.size,), stream, context, path)
        self.subcon._build(obj.body, stream, context, path)
        stream.write(obj.get("unused", b""))


class ChecksumPart(Around):
    """A body and the check of all before it; building computes the check anew."""

    def __init__(self, node: n.Checksum, body: Any) -> None:
        assert isinstance(node.source.wire, Whole)
        super().__init__(body)
        self.crc = node.crc
        self.word = word(replace(node.source.wire, signed=False))
        self.size = node.source.wire.size

    def _parse(self, stream: Cursor, context: Any, path: str) -> Any:
        out, start, end, limit = c.Container(), stream.tell(), stream.limit - self.size, stream.limit
        if end < start:
            raise c.StreamError(f"a checksum of {self.size} bytes, and {limit - start} are left", path=path)
        seen, wanted = self.word.parse(stream.payload[end:limit]), self.crc.of(stream.payload[:end])
        if seen != wanted:
            text = f"the checksum is {seen:#06x}, and that of the bytes ({self.crc.name}) {wanted:#06x}"
            raise c.ChecksumError(text, path=path)
        out.body, out.unused = bounded(self.subcon, stream, end, context, path)
        out.checksum = self.word._parsereport(stream, context, path)
        return out

    def _build(self, obj: Any, stream: Any, context: Any, path: str) -> None:
        self.subcon._build(obj.body, stream, context, path)
        stream.write(obj.get("unused", b""))
        self.word._build(self.crc.of(stream.getvalue()), stream, context, path)


class CustomPart(Part):
    """What a custom node reads, as bytes."""

    def __init__(self, node: n.Custom, kinds: Types) -> None:
        super().__init__()
        self.node = node
        self.kinds = kinds

    def _parse(self, stream: Cursor, context: Any, path: str) -> bytes:
        start = stream.tell()
        try:
            items, end = self.node.read(stream.payload, start, stream.limit, stream.received_at)
        except n.Corrupt as error:
            raise c.ConstructError(f"{self.node.name}: {error.problem}", path=path) from error
        moments: dict[int | None, float] = {}
        turns: dict[int | None, Named] = {None: stream.values}
        for at, value, turn in items:
            field = self.node.fields[at]
            if field.role == "time":
                moments[turn] = value
                continue
            known = number(field.channel, stream, start) if isinstance(field.channel, Expr) else None
            key = field.name if known is None else (field.name, known)
            found = no_value("fault") if value is None else held(self.kinds[field.name], value)
            turns.setdefault(turn, {})[key] = found
        stream.time = moments.get(None, stream.time)
        for turn in sorted(turn for turn in turns if turn is not None):
            stream.records.append((self.node.record or "", moments.get(turn), turns[turn]))
        return stream.payload[start : stream.seek(end)]

    def _build(self, obj: Any, stream: Any, context: Any, path: str) -> None:
        stream.write(obj)
