"""Text out of data that cannot command a terminal, nor forge a line of a log.

A message, a name, a header or a payload may hold whatever its sender liked; a terminal that gets control codes moves
its cursor, changes colours and titles, or hides what stands there.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["safe", "safe_line"]

#: Control codes of 7 and 8 bits, marks that turn the direction of writing, separators of lines, halves of characters.
_MARKS: Final = "\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
_COMMANDS: Final = re.compile(f"[\x00-\x08\x0b-\x1f{_MARKS}]")
_LINE_COMMANDS: Final = re.compile(f"[\x00-\x1f{_MARKS}]")


def safe(text: str) -> str:
    r"""The text with every control code as the escape that JSON has for it; line ends and tabs stay.

    >>> print(safe("a\x1b[2Jb\n\x9b0mc"))
    a\u001b[2Jb
    \u009b0mc
    """
    return _COMMANDS.sub(_escaped, text)


def safe_line(text: str) -> str:
    r"""The same for a text that is one line, whatever is in it.

    >>> print(safe_line("a\nb"))
    a\u000ab
    """
    return _LINE_COMMANDS.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
