"""Where in a declaration something was written, so that every check can cite file and line."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from redi_codecs.errors import DeclarationError

_LANGUAGE = str(Path(__file__).parent)


@dataclass(frozen=True, slots=True)
class Where:
    """A line of a declaration."""

    file: str
    line: int

    def refuse(self, problem: str) -> NoReturn:
        """Raise a :class:`DeclarationError` that cites this line."""
        raise DeclarationError(problem, file=self.file, line=self.line)


def here() -> Where:
    """The innermost line on the call stack that is not part of the language itself."""
    frame = sys._getframe(1)
    while frame.f_back is not None and (
        frame.f_code.co_filename.startswith(_LANGUAGE) or frame.f_code.co_filename == "<string>"
    ):
        frame = frame.f_back
    return Where(frame.f_code.co_filename, frame.f_lineno)


def refuse(problem: str) -> NoReturn:
    """Raise a :class:`DeclarationError` that cites the line being written."""
    here().refuse(problem)
