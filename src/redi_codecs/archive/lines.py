"""Messages that begin with a line of their own: JSON Lines, JSON objects over several lines, XML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from redi_codecs.archive.item import LONGEST, Item, Items, json_item

if TYPE_CHECKING:
    from redi_codecs.archive.decoding import Message
    from redi_codecs.archive.item import Numbered

__all__ = ["LineReader", "line_items"]

_ROOT = re.compile(r"<([A-Za-z_][\w:.-]*)")


def line_items(numbered: Numbered, source: str) -> Items:
    """Messages that begin with a line of their own: JSON Lines in the first place."""
    lines = LineReader(source)
    for number, line in numbered:
        yield from lines.take(number, line)
    yield from lines.leave()


class LineReader:
    """Takes lines one by one, and gives the messages that are complete with them."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._held = _Held()

    def take(self, number: int, line: Message) -> Items:
        """The messages that this line ends, or is."""
        held, source = self._held, self._source
        if isinstance(line, bytes):
            try:
                line = line.decode()
            except UnicodeDecodeError as error:
                yield from held.leave(source)
                text = error.object.decode("utf-8", "surrogateescape").strip()
                yield Item(source, number, None, text, _not_utf8(error))
                return
        elif not isinstance(line, str):
            yield from held.leave(source)
            yield Item(source, number, line)
            return
        if held.lines:
            if held.takes(number, line):
                if held.complete:
                    yield from held.leave(source)
                return
            yield from held.leave(source)
        if line.isspace() or not line:
            return
        if line.lstrip().startswith("<"):
            held.begin(number, line)
        else:
            item = json_item(source, number, line.strip())
            if item.message is None and held.may_go_on(line):
                held.begin(number, line)
                return
            yield item
        if held.complete:
            yield from held.leave(source)

    def leave(self) -> Items:
        """What was not complete, once no more comes."""
        yield from self._held.leave(self._source)


class _Held:
    """The lines of a message over several lines, up to now."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._first = self._last = self._size = 0
        self._end = ""

    def may_go_on(self, line: str) -> bool:
        """Whether this may be the first line of an object over several: one that stops between two of its parts."""
        return len(line) >= LONGEST or (line.startswith("{") and line.rstrip().endswith(("{", "[", ",")))

    def begin(self, number: int, line: str) -> None:
        self._first = self._last = number
        self._size = len(line)
        self.lines.append(line)
        root = _ROOT.search(line) if line.lstrip().startswith("<") else None
        self._end = f"</{root[1]}>" if root else "<" if line.lstrip().startswith("<") else "}"

    def takes(self, number: int, line: str) -> bool:
        """Whether the line belongs to the message; it is kept then."""
        if number != self._last:
            if self._end == "}" and line[:1] not in ' \t\r\n"]}':
                return False
            if self._end != "}" and line.startswith(("<?xml", "{")):
                return False
            if not self.lines[-1].endswith("\n"):
                line = f"\n{line}"
        if self._size + len(line) > LONGEST:
            return False
        if self._end == "<" and (root := _ROOT.search(line)):
            self._end = f"</{root[1]}>"
        self._last = number
        self._size += len(line)
        self.lines.append(line)
        return True

    @property
    def complete(self) -> bool:
        last = self.lines[-1] if self.lines else ""
        return last.lstrip("\n").startswith("}") if self._end == "}" else last.rstrip().endswith(self._end)

    def leave(self, source: str) -> Items:
        """The message, if there is one."""
        if self.lines:
            text = "".join(self.lines).strip()
            self.lines.clear()
            if self._end == "}":
                yield json_item(source, self._first, text)
            else:
                yield Item(source, self._first, text, text)


def _not_utf8(error: UnicodeDecodeError) -> str:
    return f"not UTF-8: byte 0x{error.object[error.start]:02x} at position {error.start + 1}"
