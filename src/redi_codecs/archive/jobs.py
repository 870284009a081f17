"""Files of JSON Lines decoded by several processes, a piece of a file each; what comes out is in their order."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from redi_codecs.archive.bulk import Bulk, Part, bulk_parts
from redi_codecs.archive.columns import Columns
from redi_codecs.archive.decoding import Decoder
from redi_codecs.archive.sources import Block, is_plain_json_lines, read_blocks

__all__ = ["Prepared", "can_fork", "job_parts"]

T = TypeVar("T")

#: Bytes of a piece: enough for the columns to be long, and little enough for all processes to be done at once.
PIECE: Final = 1 << 23
#: Bytes that are decoded before there are processes: the devices and most of who sends, which each has from here then.
FIRST: Final = 1 << 20
#: As many pieces are worth the making of processes: with fewer they are ready when there is nothing left to do.
_WORTH: Final = 8
#: Pieces for each process that are decoded or wait to be written: they go on while a group of rows is written.
_AHEAD: Final = 3
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


#: What decodes in a process of the pool, and what makes of a part what is written; there before any piece is.
_WORKER: list[tuple[Bulk, Callable[[Part], Any]]] = []


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
) -> Iterator[Prepared]:
    """What comes of files, part by part, with so many processes; ``prepare`` makes of a part what is written.

    How they begin is decoded here: the others are made afterwards and have all that was learnt from it (devices, their
    decoders, who sends), and where little is left there are none.
    """
    files, bulk = list(files), Bulk(decoder, sensitive=sensitive)
    plain = {file: os.stat(file).st_size for file in files if is_plain_json_lines(file)}  # noqa: PTH116
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
                    given = jobs, multiprocessing.get_context("fork"), _begin, (bulk, prepare)
                    pool = stack.enter_context(ProcessPoolExecutor(*given))
                queue.put(piece, _now(_done, bulk, prepare, piece) if pool is None else pool.submit(_work, piece))
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


def _begin(bulk: Bulk, prepare: Callable[[Part], Any]) -> None:
    # Ctrl-C at a terminal goes to all processes, and the one that has begun these ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _WORKER[:] = [(bulk, prepare)]


def _work(piece: _Piece) -> tuple[Prepared, int]:
    """A piece, in a process of the pool."""
    return _done(*_WORKER[0], piece)


def _done(bulk: Bulk, prepare: Callable[[Part], Any], piece: _Piece) -> tuple[Prepared, int]:
    with Path(piece.path).open("rb") as file:
        file.seek(piece.start)
        data = file.read(piece.stop - piece.start)
    part = bulk.block(Block(piece.path, _FAR + 1, data))
    if (left := bulk.end()) is not None:
        part = _joined(part, left)
    return Prepared(prepare(part), _bare(part)), data.count(b"\n")


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
