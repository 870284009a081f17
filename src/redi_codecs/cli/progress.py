"""How far a long input is, at a terminal."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Generator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final, TypeVar

from redi_codecs.cli.streams import beneath

if TYPE_CHECKING:
    import io

__all__ = ["Progress"]

T = TypeVar("T")

AFTER: Final = 1.0
"""Seconds before a bar is shown: what is done sooner needs none."""
_OFTEN: Final = 0.2
_MESSAGES: Final = 256


class Progress:
    """A bar on standard error over the bytes of all sources; none where nobody would see it, or without ``rich``."""

    def __init__(self, sources: Sequence[str], *, wanted: bool) -> None:
        self._wanted = wanted and sys.stderr.isatty()
        self._total = None if "-" in sources else sum(map(_size, sources))
        self._next = time.monotonic() + AFTER
        self._before = self._size = 0
        self._file: io.BufferedReader | None = None
        self._bar: Any = None

    def opened(self, file: io.BufferedReader) -> None:
        """This file is read from now on."""
        self._before += self._size
        self._size = _size(file.fileno()) if self._total else 0
        self._file = file

    def watch(self, items: Generator[T, None, None]) -> Generator[T, None, None]:
        """The items, or blocks of lines, counted as they pass."""
        from redi_codecs.archive.sources import Block

        number = shown = 0
        with closing(items):
            for item in items:
                if number == 0:
                    self._due(number)
                yield item
                number += item.data[:].count(b"\n") if isinstance(item, Block) else 1
                if number - shown >= _MESSAGES:
                    shown = number - number % _MESSAGES
                    self._due(shown)

    def _due(self, number: int) -> None:
        if self._wanted and time.monotonic() >= self._next:
            self._show(number)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def _show(self, number: int) -> None:
        if self._bar is None:
            self._bar = _bar(self._total)
            if self._bar is None:
                self._wanted = False
                return
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=self._before + self._position(), messages=f"{number:,}")
        self._next = time.monotonic() + _OFTEN

    def _position(self) -> int:
        try:
            return self._file.tell() if self._file else 0
        except (OSError, ValueError):  # a pipe
            return 0


def _bar(total: int | None) -> Any:
    try:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
    except ImportError:
        return None
    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[messages]} messages"), TimeRemainingColumn())
    # Standard output is for readings, and not for rich; lines on standard error go above the bar.
    bar = Progress(*columns, console=Console(file=beneath(sys.stderr)), transient=True, redirect_stdout=False)
    bar.add_task("decode", total=total, messages="0")
    return bar


def _size(source: str | int) -> int:
    try:
        return os.stat(source).st_size  # noqa: PTH116
    except OSError:  # reading it says what is wrong
        return 0
