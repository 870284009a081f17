"""The standard streams of the command line: there in any case, and nothing out of data commands a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO, cast

from redi_codecs.safe_text import safe

__all__ = ["beneath", "for_programs", "standard_streams"]


class _Safe:
    """A stream that writes control codes as escapes; all else is the stream's own."""

    def __init__(self, stream: TextIO) -> None:
        self.beneath = stream

    def write(self, text: str) -> int:
        return self.beneath.write(safe(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.beneath, name)


def beneath(stream: TextIO) -> TextIO:
    """The stream itself, for what has control codes of our own in it: colours, a bar."""
    return stream.beneath if isinstance(stream, _Safe) else stream


def for_programs(stream: TextIO) -> TextIO:
    """The stream for CSV and JSON, in which every character counts; at a terminal somebody looks at it all the same."""
    return stream if stream.isatty() else beneath(stream)


@contextmanager
def standard_streams() -> Iterator[None]:
    """Standard streams that can be written to, whatever they are."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # the caller has closed it
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
    before = sys.stdout, sys.stderr
    for stream in before:
        # A terminal that has no "°" shows "?" and the run goes on.
        with suppress(AttributeError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.stdout, sys.stderr = (cast("TextIO", _Safe(stream)) for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
