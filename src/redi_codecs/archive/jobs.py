"""Files of JSON Lines decoded by several processes, a piece of a file each; what comes out is in their order."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import Any, Final, NamedTuple, Self, TypeVar

from redi_codecs.archive.bulk import Bulk, Part, Read, bulk_parts, new_reader
from redi_codecs.archive.columns import Columns
from redi_codecs.archive.decoding import Decoder
from redi_codecs.archive.sources import Block, is_plain_json_lines, read_blocks

__all__ = ["Ahead", "Prepared", "can_fork", "job_parts"]

T = TypeVar("T")

#: Bytes of a piece: enough for the columns to be long, and little enough for all processes to be done at once.
PIECE: Final = 1 << 23
#: Bytes that are decoded before there are processes: the devices and most of who sends, which each has from here then.
FIRST: Final = 1 << 20
#: As many pieces are worth the making of processes: with fewer they are ready when there is nothing left to do.
_WORTH: Final = 8
#: Pieces for each process that are decoded or wait to be written: they go on while a group of rows is written.
_AHEAD: Final = 3
#: Pieces at most that are read while devices are loaded: what they say stays in memory until it is decoded.
_MEANWHILE: Final = 24
#: Seconds after which a thread that has read something is let go on, while devices are loaded.
_SWITCH: Final = 0.0005
#: Numbers of lines in a piece begin here, until it is known how many lines were before it.
_FAR: Final = 1 << 52


@dataclass
class Prepared:
    """What came of some lines, ready to be written; ``part`` has no cells any more."""

    ready: Any
    part: Part


class _Piece(NamedTuple):
    path: str
    start: int
    stop: int


class _Later:
    """The bytes of a piece, read when they are asked for: of one that was read ahead, only for lines in doubt."""

    def __init__(self, piece: _Piece) -> None:
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
        self.plain = _plain(files)
        self.reader = new_reader()
        self.found: dict[_Piece, Read] = {}
        self._ended = sum(self.plain.values()) < (_WORTH + 1) * PIECE  # otherwise there are no processes
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
            pieces = (piece for file in files for piece in _pieces(file, min(FIRST, PIECE)))
            for piece in islice(pieces, _MEANWHILE):
                if self._ended:
                    break
                self.found[piece] = Read(self.reader, self.reader.read(_Later(piece)[:]))
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


#: What decodes in a process of the pool, what makes of a part what is written, and what was read before.
_WORKER: list[tuple[Bulk, Callable[[Part], Any], dict[_Piece, Read]]] = []


def can_fork() -> bool:
    """Whether processes can be made that have all that this one has: devices, declarations, the map."""
    return "fork" in multiprocessing.get_all_start_methods()


def job_parts(
    files: Iterable[str],
    columns: Columns,
    decoder: Decoder,
    prepare: Callable[[Part], Any],
    *,
    jobs: int,
    sensitive: bool = False,
    ahead: Ahead | None = None,
) -> Iterator[Prepared]:
    """What comes of files, part by part, with so many processes; ``prepare`` makes of a part what is written.

    How they begin is decoded here: the others are made afterwards and have all that was learnt from it (devices, their
    decoders, who sends), and where little is left there are none.
    """
    files = list(files)
    plain, ahead = (_plain(files), Ahead([])) if ahead is None else (ahead.plain, ahead)
    found, bulk = ahead.found, Bulk(decoder, sensitive=sensitive, reader=ahead.reader)
    done, left = 0, sum(plain[file] for file in files if file in plain)
    queue, pool = _Queue(), None
    with ExitStack() as stack:
        stack.callback(queue.cancel)
        for file in files:
            if file not in plain:
                yield from queue.settled(0)
                for part in bulk_parts(read_blocks(file, columns), decoder, sensitive=sensitive):
                    yield Prepared(prepare(part), _bare(part))
                continue
            for piece in _pieces(file, PIECE if done else min(FIRST, PIECE)):
                if pool is None and done and left >= _WORTH * PIECE:
                    ahead.end()
                    given = jobs, multiprocessing.get_context("fork"), _begin, (bulk, prepare, found)
                    pool = stack.enter_context(ProcessPoolExecutor(*given))
                elif pool is None and piece not in found:
                    ahead.end()  # one reader, one thread
                one = _now(_done, bulk, prepare, found, piece) if pool is None else pool.submit(_work, piece)
                queue.put(piece, one)
                if pool is not None:
                    found.clear()  # the others have it
                done, left = done + piece.stop - piece.start, left - piece.stop + piece.start
                # Nothing is written before the processes are there: it may begin threads, which they would not have.
                yield from queue.settled(0 if pool is None and left < _WORTH * PIECE else _AHEAD * jobs)
        yield from queue.settled(0)


class _Queue:
    """Pieces that are being decoded, in their order, and how many lines of the file were before them."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[_Piece, Future[tuple[Prepared, int]]]] = deque()
        self._lines = 0

    def put(self, piece: _Piece, future: Future[tuple[Prepared, int]]) -> None:
        self._waiting.append((piece, future))

    def settled(self, most: int) -> Iterator[Prepared]:
        """The first ones, with the numbers of their lines in the file, until there are only so many."""
        while len(self._waiting) > most:
            piece, future = self._waiting.popleft()
            prepared, count = future.result()
            before = self._lines if piece.start else 0
            part = prepared.part
            part.rejects = [
                replace(one, line=one.line - _FAR + before) if one.line >= _FAR else one for one in part.rejects
            ]
            self._lines = before + count
            yield prepared

    def cancel(self) -> None:
        for _, future in self._waiting:
            future.cancel()


def _now(function: Callable[..., T], *arguments: Any) -> Future[T]:
    """What is done here and at once, as if another did it."""
    future: Future[T] = Future()
    future.set_result(function(*arguments))
    return future


def _plain(files: Iterable[str]) -> dict[str, int]:
    """The files that are read in pieces, and how long they are."""
    return {file: os.stat(file).st_size for file in files if is_plain_json_lines(file)}  # noqa: PTH116


def _pieces(path: str, length: int) -> Iterator[_Piece]:
    """A file cut where a line begins that begins a message; the first piece may have another length."""
    size, start = os.stat(path).st_size, 0  # noqa: PTH116
    with Path(path).open("rb") as file:
        while start < size:
            stop, length = start + length, PIECE
            if stop < size:
                file.seek(stop - 1)
                file.readline()
                stop = file.tell()
                while (line := file.readline()) and not line.startswith(b"{"):
                    stop = file.tell()
            yield _Piece(path, start, min(stop, size))
            start = stop


def _begin(bulk: Bulk, prepare: Callable[[Part], Any], found: dict[_Piece, Read]) -> None:
    # Ctrl-C at a terminal goes to all processes, and the one that has begun these ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _WORKER[:] = [(bulk, prepare, found)]


def _work(piece: _Piece) -> tuple[Prepared, int]:
    """A piece, in a process of the pool."""
    return _done(*_WORKER[0], piece)


def _done(bulk: Bulk, prepare: Callable[[Part], Any], found: dict[_Piece, Read], piece: _Piece) -> tuple[Prepared, int]:
    data = _Later(piece)
    read = found.pop(piece, None) or bulk.read(data[:])
    part = bulk.block(Block(piece.path, _FAR + 1, data), read)
    if (left := bulk.end()) is not None:
        part = _joined(part, left)
    return Prepared(prepare(part), _bare(part)), len(read.columns.kinds)


def _joined(part: Part, left: Part) -> Part:
    """Two parts that share their words, one after the other."""
    return Part(
        part.cells.followed(left.cells),
        part.words,
        part.decoded + left.decoded,
        part.others + left.others,
        part.rejects + left.rejects,
    )


def _bare(part: Part) -> Part:
    return replace(part, cells=part.cells.none(), words=type(part.words)())
