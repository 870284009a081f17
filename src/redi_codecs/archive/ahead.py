"""How files of JSON Lines begin, read while devices are loaded, which takes as long: nothing here knows a device."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from threading import Thread
from typing import Final, NamedTuple, Self

from redi_codecs.archive.item import LONGEST
from redi_codecs.archive.sources import is_plain_json_lines
from redi_codecs.networks.quick import usual
from redi_codecs.networks.quick.columns import Columns, LineColumns

__all__ = ["Ahead", "Later", "Piece", "Read", "can_fork", "is_worth_it", "new_reader", "pieces_of", "plain_files"]

#: Bytes of a piece: enough for the columns to be long, and little enough for all processes to be done at once.
PIECE: Final = 1 << 23
#: Bytes that are decoded before there are processes: the devices and most of who sends, which each has from here then.
_FIRST: Final = 1 << 20
#: As many pieces are worth the making of processes: with fewer they are ready when there is nothing left to do.
_WORTH: Final = 8
#: Lines after which no piece is read while devices are loaded: what they say stays in memory until it is decoded.
_MEANWHILE: Final = 1 << 19
#: Seconds after which a thread that has read something is let go on, while devices are loaded.
_SWITCH: Final = 0.0005


class Read(NamedTuple):
    """What the lines of a block say, and who has read them: another reader has other numbers for the senders."""

    reader: LineColumns
    columns: Columns


def new_reader() -> LineColumns:
    """What reads lines, and knows no sender yet."""
    return LineColumns(usual(), longest=LONGEST)


class Piece(NamedTuple):
    """Whole lines of a file: the bytes from ``start`` to ``stop``."""

    path: str
    start: int
    stop: int


class Later:
    """The bytes of a piece, read when they are asked for: of one that was read ahead, only for lines in doubt."""

    def __init__(self, piece: Piece) -> None:
        self._piece = piece

    @cached_property
    def _data(self) -> bytes:
        path, start, stop = self._piece
        with Path(path).open("rb") as file:
            file.seek(start)
            return file.read(stop - start)

    def __getitem__(self, at: slice, /) -> bytes:
        return self._data[at]


class Ahead:
    """How files begin, read by a thread while this one loads the devices: a message's words can be read without them.

    Reading is most of the work and holds up nothing else. It ends before there are other processes, which have from
    here what was read until then.
    """

    def __init__(self, files: Iterable[str]) -> None:
        self.plain = plain_files(files)
        self.reader = new_reader()
        self.found: dict[Piece, Read] = {}
        self._ended = not is_worth_it(sum(self.plain.values()) - PIECE)  # there are no processes then
        self._failed: Exception | None = None
        self._before = sys.getswitchinterval()
        self._thread = Thread(target=self._run, args=(self.plain,), daemon=True)
        if not self._ended:
            sys.setswitchinterval(_SWITCH)
            self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def _run(self, files: Iterable[str]) -> None:
        try:
            lines = 0
            for piece in (piece for file in files for piece in pieces_of(file, begins=True)):
                if self._ended or lines > _MEANWHILE:
                    break
                read = self.reader.read(Later(piece)[:])
                self.found[piece] = Read(self.reader, read)
                lines += len(read.kinds)
        except OSError:
            pass  # whoever needs the piece reads it again, and says so if it still cannot be read
        except Exception as error:
            self._failed = error

    def end(self) -> None:
        """Read no further piece."""
        self._ended = True
        if self._thread.is_alive():
            self._thread.join()
        sys.setswitchinterval(self._before)
        if (failed := self._failed) is not None:
            self._failed = None
            raise failed


def can_fork() -> bool:
    """Whether processes can be made that have all that this one has: devices, declarations, the map."""
    import multiprocessing  # which takes its time, and most runs need none of it

    return "fork" in multiprocessing.get_all_start_methods()


def plain_files(files: Iterable[str]) -> dict[str, int]:
    """The files that are read in pieces, and how long they are."""
    return {file: os.stat(file).st_size for file in files if is_plain_json_lines(file)}  # noqa: PTH116


def is_worth_it(left: int) -> bool:
    """Whether so many bytes are worth the making of processes."""
    return left >= _WORTH * PIECE


def pieces_of(path: str, *, begins: bool = False) -> Iterator[Piece]:
    """A file cut where a line begins that begins a message; of one that all begins with, the first piece is short."""
    size, start = os.stat(path).st_size, 0  # noqa: PTH116
    length = min(_FIRST, PIECE) if begins else PIECE
    with Path(path).open("rb") as file:
        while start < size:
            stop, length = start + length, PIECE
            if stop < size:
                file.seek(stop - 1)
                file.readline()
                stop = file.tell()
                while (line := file.readline()) and not line.startswith(b"{"):
                    stop = file.tell()
            yield Piece(path, start, min(stop, size))
            start = stop
