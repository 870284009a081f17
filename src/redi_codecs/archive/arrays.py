"""Messages in JSON arrays, of any length and also all in one line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from redi_codecs.archive.decoding import parse_message
from redi_codecs.archive.item import LONGEST, Item, Items, checked, undecodable
from redi_codecs.errors import UplinkError

if TYPE_CHECKING:
    from redi_codecs.archive.item import Numbered

__all__ = ["array_items"]

CHUNK: Final = 1 << 16

_BETWEEN = re.compile(r"[\s,]*")
_BEGIN = re.compile(r"[\n,]\s*,?\s*(?=\{)")
_PACK = re.compile(r'\[\s*\{\s*"bn"\s*:')
"""How a SenML pack begins, which is one message in a list of records."""
_NEAR_END: Final = 16
"""Characters before the end of what was read, in which a literal or an escape may only be cut."""
_TRIES: Final = 1000
"""Places at which it is looked for, so that no text takes forever."""
_raw_decode = json.JSONDecoder().raw_decode


class _Window:
    """The part of a text that is being read, and its place in the whole."""

    def __init__(self, numbered: Numbered) -> None:
        self._numbered = numbered
        self._number = 0
        self._counted = 0
        self.text = ""
        self.at = 0
        self.line = 1

    def more(self) -> bool:
        """Read on, and forget what was read before; False at the end."""
        self.here()
        pieces = [self.text[self.at :]]
        size = 0
        for number, piece in self._numbered:
            text = piece.decode("utf-8", "surrogateescape") if isinstance(piece, bytes) else str(piece)
            if not self._number:
                self.line = number
            elif number != self._number and not pieces[-1].endswith("\n"):
                pieces.append("\n")
            self._number = number
            pieces.append(text)
            size += len(text)
            if size >= CHUNK:
                break
        self.text = "".join(pieces)
        self.at = self._counted = 0
        return size > 0

    def here(self) -> int:
        """The number of the line at which the window stands."""
        self.line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self.line


def array_items(numbered: Numbered, source: str) -> Items:
    """The messages of an array, or of several one after another.

    One that is broken ends where the next begins that can be read.
    """
    window = _Window(numbered)
    is_open = False
    while True:
        window.at = _end(_BETWEEN, window.text, window.at)
        if window.at == len(window.text):
            if window.more():
                continue
            if is_open:
                yield Item(source, window.here(), None, "", "the array of messages has no end")
            return
        sign = window.text[window.at]
        if sign == "[" and len(window.text) - window.at < _NEAR_END and window.more():
            continue
        if _PACK.match(window.text, window.at):
            sign = "{"  # a list that is a message
        if (sign == "[" and not is_open) or (sign == "]" and is_open):
            is_open = sign == "["
            window.at += 1
            continue
        line = window.here()
        found = _element(window)
        if isinstance(found, str):
            text = _broken(window)
            yield Item(source, line, None, text, f"not JSON: {found}")
            if window.at == len(window.text) and not window.more():
                return
            continue
        text = window.text[window.at : found[1]]
        window.at = found[1]
        yield (
            Item(source, line, None, text, "not UTF-8") if undecodable(text) else checked(source, line, text, found[0])
        )


def _element(window: _Window) -> tuple[Any, int] | str:
    """The element at which the window stands, with its end; or what is wrong with it."""
    while True:
        try:
            content, end = _raw_decode(window.text, window.at)
            if end < len(window.text) or window.text[end - 1] in '}]"' or not window.more():
                return content, end
            continue
        except json.JSONDecodeError as error:
            cut = _is_cut(error, window.text)
            problem = f"{error.msg.removesuffix(' at')} at character {error.pos - window.at + 1} of the message"
        except (ValueError, RecursionError) as error:
            cut, problem = False, str(error) or "nested too deeply"
        if not cut or len(window.text) - window.at > LONGEST or not window.more():
            return problem


def _broken(window: _Window) -> str:
    """Move on from a broken element to the next one that can be read, and give what is left behind."""
    tried, at = 0, 1  # places are counted from the broken element on, where the window stays
    while tried < _TRIES:
        match = _BEGIN.search(window.text, window.at + at)
        if match is None:
            at = max(at, len(window.text) - window.at - _NEAR_END)
            if len(window.text) - window.at > LONGEST or not window.more():
                break
            continue
        start, at = match.start() - window.at, match.end() - window.at
        readable = _readable(window.text[match.end() : match.end() + LONGEST])
        if readable:
            text = window.text[window.at : match.start()].strip()
            window.at = match.end()
            return text
        if readable is None and len(window.text) - match.end() < LONGEST and window.more():
            at = start  # once more, with what follows
            continue
        tried += 1
    text = window.text[window.at :]
    window.at = len(window.text)
    return re.sub(r"\s*\]\s*$", "", text).strip()


def _readable(text: str) -> bool | None:
    """Whether this begins with a message, and not with an object inside one; None where it is too short to tell."""
    try:
        parse_message(_raw_decode(text)[0])
    except json.JSONDecodeError as error:
        return None if _is_cut(error, text) else False
    except (UplinkError, ValueError, RecursionError):
        return False
    return True


def _is_cut(error: json.JSONDecodeError, text: str) -> bool:
    """Whether the text may be good, and only ends too early."""
    return error.msg.startswith("Unterminated") or error.pos >= len(text) - _NEAR_END


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
