"""Messages that begin with a line of their own: JSON Lines, JSON objects over several lines, XML, logs of these."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from redi_codecs.archive.arrays import array_items, next_message
from redi_codecs.archive.item import LONGEST, Item, Items, begin_of, checked, json_item
from redi_codecs.networks.content import folded

if TYPE_CHECKING:
    from redi_codecs.archive.decoding import Message
    from redi_codecs.archive.item import Numbered

__all__ = ["LineReader", "line_items"]

_ROOT = re.compile(r"<([A-Za-z_][\w:.-]*)")
_BETWEEN = re.compile(r"[\s,]*")
#: An object of several lines is over, and the next begins in the same line.
_COMMA = re.compile(r"\}\s*,$")
_OVER = re.compile(r"\}[\s,]*(?=\{)")
_raw_decode = json.JSONDecoder().raw_decode


def line_items(numbered: Numbered, source: str) -> Items:
    """Messages that begin with a line of their own: JSON Lines in the first place."""
    held = _Held()
    lines = _Lines(numbered)
    for number, line in lines:
        if isinstance(line, bytes):
            try:
                line = line.decode()
            except UnicodeDecodeError as error:
                yield from held.leave(source)
                text = error.object.decode("utf-8", "surrogateescape").strip()
                yield Item(source, number, None, text, _not_utf8(error))
                continue
        elif not isinstance(line, str):
            yield from held.leave(source)
            yield Item(source, number, line)
            continue
        if held.lines:
            if held.belongs(number, line):
                if over := held.closes(line):
                    lines.put_back(number, line[over:])
                    line = line[:over]
                if held.takes(number, line):
                    if held.complete:
                        yield from held.leave(source)
                    continue
                if held.is_json:
                    yield from array_items(held.all_of_it(lines, number, line), source)
                    held.lines.clear()
                    continue
            yield from held.leave(source)
        if line.isspace() or not line:
            continue
        at = begin_of(line)
        if line[at:].lstrip().startswith("<"):
            held.begin(number, line, at)
        elif held.may_go_on(line, at) and json_item(source, number, line.strip()).message is None:
            held.begin(number, line, at)
            continue
        else:
            yield from json_items(source, number, line.strip())
            continue
        if held.complete:
            yield from held.leave(source)
    yield from held.leave(source)


class LineReader:
    """Takes lines one by one, and gives their messages once it is known that none goes on in the next line."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._lines: list[tuple[int, Message]] = []
        self._size = 0

    def take(self, number: int, line: bytes) -> Items:
        """Keep a line; give the messages before it, where there are many and it begins a new one."""
        if self._size > LONGEST and self._ended and line[:1] not in b' \t\r\n"]},':
            yield from self.leave()
        self._lines.append((number, line))
        self._size += len(line)

    @property
    def _ended(self) -> bool:
        last = self._lines[-1][1]
        return isinstance(last, bytes) and last.rstrip().endswith((b"}", b">"))

    def leave(self) -> Items:
        """The messages in what was kept."""
        lines, self._lines, self._size = self._lines, [], 0
        yield from line_items(iter(lines), self._source)


def json_items(source: str, line: int, text: str) -> Iterator[Item]:
    """The messages in a line: one as a rule, or several that are joined without anything between, or in a list."""
    start = at = begin_of(text)
    while True:
        first = 0 if at == start else at
        follows: int | None
        try:
            content, end = _raw_decode(text, at)
        except (ValueError, RecursionError):
            follows = next_message(text, at + 1)
            yield json_item(source, line, text[first:] if follows is None else text[first:follows].rstrip(" \t,"))
        else:
            gap = _BETWEEN.match(text, end)
            follows = gap.end() if gap else end
            if follows < len(text) and text[follows] != "{":
                # What ``mosquitto_sub -v -N`` writes: the next topic, without an end of the line before it.
                follows += begin_of(text[follows:])
            if follows < len(text) and text[follows] != "{":
                yield json_item(source, line, text[first:])
                return
            if _is_several(content):
                for one in content:
                    yield checked(source, line, json.dumps(one), one)
            else:
                yield checked(source, line, text[first:end], content)
        if follows is None or follows == len(text):
            return
        at = follows


def _is_several(content: Any) -> bool:
    """Whether this is a list of messages; a SenML pack is one in a list."""
    return (
        isinstance(content, list)
        and bool(content)
        and all(isinstance(one, dict) for one in content)
        and folded(content) is None
    )


class _Lines:
    """Numbered lines, of which what was taken too much is put back."""

    def __init__(self, numbered: Numbered) -> None:
        self._numbered = numbered
        self._back: list[tuple[int, Message]] = []

    def __iter__(self) -> Iterator[tuple[int, Message]]:
        return self

    def __next__(self) -> tuple[int, Message]:
        return self._back.pop() if self._back else next(self._numbered)

    def put_back(self, number: int, line: Message) -> None:
        self._back.append((number, line))


class _Held:
    """The lines of a message over several lines, up to now."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._first = self._last = self._size = self._at = 0
        self._end = ""
        self._begins = True  # whether the last piece began a line

    def may_go_on(self, line: str, at: int) -> bool:
        """Whether this may be the first line of an object over several: one that stops between two of its parts."""
        return len(line) >= LONGEST or (line.startswith("{", at) and line.rstrip().endswith(("{", "[", ",")))

    def begin(self, number: int, line: str, at: int) -> None:
        self._first = self._last = number
        self._size, self._at = len(line), at
        self._begins = True
        self.lines.append(line)
        is_xml = line[at:].lstrip().startswith("<")
        root = _ROOT.search(line, at) if is_xml else None
        self._end = f"</{root[1]}>" if root else "<" if is_xml else "}"

    @property
    def is_json(self) -> bool:
        return self._end == "}"

    def belongs(self, number: int, line: str) -> bool:
        """Whether a line, or what follows of one, is of the message."""
        if number == self._last:
            return True
        return line[:1] in ' \t\r\n"]}' if self.is_json else not line.startswith(("<?xml", "{"))

    def closes(self, line: str) -> int:
        """Where a line, that closes the object, begins with the next one; 0 where it does not."""
        match = _OVER.match(line) if self.is_json else None
        return match.end() if match else 0

    def takes(self, number: int, line: str) -> bool:
        """Keep a line of the message, if there is room for it."""
        if self._size + len(line) > LONGEST:
            return False
        self._begins = number != self._last
        if self._begins and not self.lines[-1].endswith("\n"):
            line = f"\n{line}"
        if self._end == "<" and (root := _ROOT.search(line)):
            self._end = f"</{root[1]}>"
        self._last = number
        self._size += len(line)
        self.lines.append(line)
        return True

    def all_of_it(self, lines: _Lines, number: int, line: str) -> Iterator[tuple[int, str]]:
        """The lines of an object that is too long to be kept: those up to now, and those that follow."""
        yield self._first, "".join(self.lines)[self._at :]
        while True:
            begins = number != self._last
            yield number, f"\n{line}" if begins and number == self._first else line
            self._last = number
            if begins and line.startswith("}"):
                return
            follows = next(lines, None)
            if follows is None:
                return
            number, text = follows
            if isinstance(text, bytes):
                line = text.decode("utf-8", "surrogateescape")
            elif isinstance(text, str):
                line = text
            if not isinstance(text, str | bytes) or not self.belongs(number, line):
                lines.put_back(number, text)
                return
            if number != self._last and (over := self.closes(line)):
                lines.put_back(number, line[over:])
                line = line[:over]

    @property
    def complete(self) -> bool:
        last = self.lines[-1] if self.lines else ""
        if self.is_json:
            return self._begins and last.lstrip("\n").startswith("}")
        return last.rstrip().endswith(self._end)

    def leave(self, source: str) -> Items:
        """The message, if there is one."""
        if self.lines:
            text = "".join(self.lines).strip()
            self.lines.clear()
            if self.is_json:
                yield from json_items(source, self._first, _COMMA.sub("}", text))
            else:
                yield Item(source, self._first, text[self._at :], text)


def _not_utf8(error: UnicodeDecodeError) -> str:
    return f"not UTF-8: byte 0x{error.object[error.start]:02x} at position {error.start + 1}"
