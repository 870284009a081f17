"""Lines that are a row each, whole: one that is too long came in pieces, and none of them is a row of its own."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from redi_codecs.archive.item import LONGEST

if TYPE_CHECKING:
    from redi_codecs.archive.decoding import Message
    from redi_codecs.archive.item import Numbered

__all__ = ["Line", "whole_lines"]

_KEPT: Final = 1 << 23
"""Characters that are kept of a row that is too long: memory stays bounded."""


class Line(NamedTuple):
    """A line as text, or a message that was parsed before as it is."""

    number: int
    text: str
    problem: str = ""
    message: Message | None = None


def whole_lines(numbered: Numbered) -> Iterator[Line]:
    """The lines as text; what came in several pieces, which share its number, is one line with a problem.

    >>> [line.problem for line in whole_lines(iter([(1, "a" * LONGEST), (1, "0B3A\\n"), (2, "0B3A\\n")]))]
    ['a row of 262,149 characters, more than the 262,144 that a row may have', '']
    """
    back: deque[tuple[int, Message]] = deque()
    while piece := back.popleft() if back else next(numbered, None):
        number, line = piece
        if not isinstance(line, str | bytes):
            yield Line(number, str(line), message=line)
            continue
        text = _text(line)
        # A character has four bytes at most: a shorter one is no piece, and need not wait for what follows.
        if text.endswith("\n") or 4 * len(text) < LONGEST:
            yield Line(number, text)
            continue
        parts, size = [text], len(text)
        for follows, line in numbered:
            if follows != number:
                back.append((follows, line))
                break
            text = _text(line)
            if size < _KEPT:
                parts.append(text)
            size += len(text)
            if text.endswith("\n"):
                break
        problem = ""
        if size > len(parts[0]):
            problem = f"a row of {size:,} characters, more than the {LONGEST:,} that a row may have"
        if size > (kept := sum(map(len, parts))):
            problem += f"; only its first {kept:,} are kept here"
        yield Line(number, "".join(parts), problem)


def _text(line: Message) -> str:
    return line.decode("utf-8", "surrogateescape") if isinstance(line, bytes) else str(line)
