"""One message as it is found, before anybody has understood it."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from redi_codecs.networks.content import folded

if TYPE_CHECKING:
    from redi_codecs.archive.decoding import Message

    #: What messages are read from, each with its line's number. A line may come in pieces, which share its number.
    Numbered = Iterator[tuple[int, Message]]

__all__ = ["LONGEST", "Item", "Items", "begin_of", "checked", "json_item", "undecodable"]

LONGEST: Final = 1 << 18
"""Characters of one message, a hundred gateways included; beyond this it is taken as broken: memory stays bounded."""

_REJECTED = frozenset({"reason", "error", "source", "line", "dev_eui", "device_name", "partial", "message"})
_BYTES = re.compile("[\udc80-\udcff]")
#: What ``mosquitto_sub -v`` and logs write: a time, a topic, words; no quote and no brace. Then the message.
_BEFORE: Final = re.compile(
    r"""\s*(?=\w|\[[^\]"{]*\]|[$/+.-])   # an array of messages begins otherwise
    [^"{}<]{0,1000}? (?<=[\s;,|:=>\])])
    (?= \{\s*(?:"(?!")|\}|$) | \[\s*\{\s*" | <(?:\?xml\b|[A-Za-z_][\w:.-]*[\s/>]) )""",
    re.VERBOSE,
)
#: What ``mosquitto_sub -F '%t %x'`` writes after the topic: a message in hex digits.
_DIGITS: Final = re.compile(r"(?:^|\s)((?:5b(?:09|0[ad]|20)*)?7b(?:09|0[ad]|20)*22(?:[0-9a-f]{2})+)\s*$", re.IGNORECASE)
_raw_decode = json.JSONDecoder().raw_decode


class Item(NamedTuple):
    """A message as it was found: where, what it is, as which text, and what is wrong if it is none."""

    source: str
    line: int
    message: Message | None
    text: str | None = None
    problem: str = ""

    @property
    def one_line(self) -> str:
        """The message in one line that can be read again; what is broken as near as can be."""
        if self.text is not None:
            lines = self.text.splitlines()
            return self.text if len(lines) < 2 else " ".join(filter(None, map(str.strip, lines)))
        if isinstance(self.message, Mapping):
            return json.dumps(self.message, default=str)
        return self.message if isinstance(self.message, str) else repr(self.message)


#: Items as they are found; closing them closes what they are read from.
Items = Generator[Item, None, None]


def begin_of(line: str) -> int:
    """Where a message begins in a line: 0 as a rule, and further on where something stands before it.

    >>> line = '2026-03-09T07:00:01+0100 application/a/event/up {"deviceInfo": {}}'
    >>> line[begin_of(line) :], begin_of("no message"), begin_of('"id": 1, "x": {"y": 2}}')
    ('{"deviceInfo": {}}', 0, 0)
    """
    if line[:1] in "{<":
        return 0
    match = _BEFORE.match(line)
    return match.end() if match else 0


def json_item(source: str, line: int, text: str) -> Item:
    """The message in a text that is JSON, or what is wrong with it."""
    try:
        content, end = _raw_decode(text, begin_of(text))
    except json.JSONDecodeError as error:
        if digits := _DIGITS.search(text):
            return Item(source, line, {"payload": digits[1]}, text)
        return Item(source, line, None, text, f"not JSON: {error.msg.removesuffix(' at')} at character {error.pos + 1}")
    except (ValueError, RecursionError) as error:
        return Item(source, line, None, text, f"not JSON: {error or 'nested too deeply'}")
    if end != len(text) and text[end:].strip():
        if not isinstance(content, dict | list) and (digits := _DIGITS.search(text)):  # a time before the topic
            return Item(source, line, {"payload": digits[1]}, text)
        return Item(source, line, None, text, f"not JSON: the message is over at character {end + 1}, but not the line")
    return checked(source, line, text, content)


def checked(source: str, line: int, text: str, content: Any) -> Item:
    """The item of a message that is JSON; one that was rejected before is itself again, with its first place."""
    if isinstance(content, list):
        content = folded(content)
    if not isinstance(content, dict):
        return Item(source, line, None, text, f"expected a message, a JSON object, saw {text[:40]}")
    if "reason" in content and "message" in content and content.keys() <= _REJECTED:
        return _again(source, line, content)
    return Item(source, line, content, text)


def _again(source: str, line: int, rejected: Mapping[str, Any]) -> Item:
    message, first, at = rejected["message"], rejected.get("source"), rejected.get("line")
    if isinstance(first, str) and type(at) is int:
        source, line = first, at
    if isinstance(message, dict):
        return Item(source, line, message)
    text = str(message)
    if undecodable(text):
        return Item(source, line, None, text, "not UTF-8")
    at = begin_of(text)
    return Item(source, line, text[at:], text) if text.startswith("<", at) else json_item(source, line, text)


def undecodable(text: str) -> bool:
    """Whether a text has bytes in it that were no UTF-8; they are kept as they were (``surrogateescape``)."""
    return not text.isascii() and _BYTES.search(text) is not None
