"""Messages out of a text: JSON Lines, objects written over several lines, or an array.

JSON Lines is read line by line in constant memory. A message that is broken does not hide those after it: an object
ends where a line begins the next one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Item", "items"]

LONGEST = 1_000_000
"""Characters of one object over several lines; beyond this it is taken as broken, so that memory stays bounded."""

_SPACE = re.compile(r"[\s,]*")
_decoder = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Item:
    """One message: its first line, its text, and its content or the problem that it has."""

    line: int
    text: str
    content: Mapping[str, Any] | None = None
    problem: str = ""

    @property
    def one_line(self) -> str:
        """The message as a line of JSON Lines, broken ones as near as can be."""
        return self.text if "\n" not in self.text else " ".join(map(str.strip, self.text.splitlines()))


def items(lines: Iterable[str]) -> Iterator[Item]:
    """Every message of a text, broken ones too.

    >>> text = ['{"a": 1}\\n', '{"a": \\n', "{\\n", ' "a": 3\\n', "}\\n"]
    >>> [(item.line, item.content or item.problem) for item in items(text)]
    [(1, {'a': 1}), (2, 'not JSON: Expecting value at character 6'), (3, {'a': 3})]
    """
    numbered = enumerate(lines, 1)
    held: list[str] = []
    begun = False
    first = size = 0
    for number, line in numbered:
        if held and line.startswith("{"):
            yield _item(first, "".join(held))
            held.clear()
        if not held:
            if not line.strip():
                continue
            if not begun and line.lstrip().startswith("["):
                yield from _array(number, line + "".join(rest for _, rest in numbered))
                return
            begun = True
            item = _item(number, line)
            if item.content is not None or not line.lstrip().startswith("{"):
                yield item
                continue
            first, size = number, 0
        held.append(line)
        size += len(line)
        if size > LONGEST or line.startswith("}"):
            yield _item(first, "".join(held))
            held.clear()
    if held:
        yield _item(first, "".join(held))


def _item(line: int, text: str) -> Item:
    text = text.strip()
    try:
        return _checked(line, text, json.loads(text))
    except json.JSONDecodeError as error:
        return Item(line, text, problem=f"not JSON: {error.msg.removesuffix(' at')} at character {error.pos + 1}")
    except (ValueError, RecursionError) as error:
        return Item(line, text, problem=f"not JSON: {error}")


def _array(line: int, text: str) -> Iterator[Item]:
    """The elements of an array, up to its end or to where it is broken."""
    at = text.index("[") + 1
    while (at := _end(text, at)) < len(text):
        here = line + text.count("\n", 0, at)
        if text[at] == "]":
            if text[at + 1 :].strip():
                yield Item(here, text[at + 1 :].strip(), problem="the array of messages is followed by something else")
            return
        try:
            content, end = _decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            why = error.msg if isinstance(error, json.JSONDecodeError) else error
            yield Item(here, text[at:].strip(), problem=f"not JSON: {why}; nothing after it in the array can be read")
            return
        yield _checked(here, text[at:end], content)
        at = end
    yield Item(line + text.count("\n"), "", problem="the array of messages has no end")


def _end(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _checked(line: int, text: str, content: object) -> Item:
    if isinstance(content, Mapping):
        return Item(line, text, content)
    return Item(line, text, problem=f"expected a message, a JSON object, saw {text[:40]}")
