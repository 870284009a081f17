"""Files of JSON Lines decoded by several processes, a piece of a file each; what comes out is in their order."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any, Final

from redi_codecs.archive.ahead import Ahead, Later, Piece, Read, is_worth_it, pieces_of, plain_files
from redi_codecs.archive.bulk import Bulk, Part, bulk_parts
from redi_codecs.archive.columns import Columns
from redi_codecs.archive.decoding import Decoder
from redi_codecs.archive.shelves import Laid, Shelves
from redi_codecs.archive.sources import Block, read_blocks

__all__ = ["Prepared", "job_parts"]

#: Pieces for each process that are decoded or wait to be written: they go on while a group of rows is written.
_AHEAD: Final = 6
#: Numbers of lines in a piece begin here, until it is known how many lines were before it.
_FAR: Final = 1 << 52


@dataclass
class Prepared:
    """What came of some lines, ready to be written; ``part`` has no cells any more."""

    ready: Any
    part: Part


#: What decodes in a process of the pool, what makes of a part what is written, and what was read before.
_WORKER: list[tuple[Bulk, Callable[[Part], Any], dict[Piece, Read], Shelves]] = []


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
    plain, ahead = (plain_files(files), Ahead([])) if ahead is None else (ahead.plain, ahead)
    found, bulk = ahead.found, Bulk(decoder, sensitive=sensitive, reader=ahead.reader)
    done, left = 0, sum(plain[file] for file in files if file in plain)
    shelves = Shelves(_AHEAD * jobs + 1)
    queue, pool = _Queue(shelves), None
    with ExitStack() as stack:
        stack.callback(queue.cancel)
        for file in files:
            if file not in plain:
                yield from queue.settled(0)
                for part in bulk_parts(read_blocks(file, columns), decoder, sensitive=sensitive):
                    yield Prepared(prepare(part), _bare(part))
                continue
            for piece in pieces_of(file, begins=not done):
                if pool is None and done and is_worth_it(left):
                    ahead.end()
                    given = jobs, multiprocessing.get_context("fork"), _begin, (bulk, prepare, found, shelves)
                    pool = stack.enter_context(ProcessPoolExecutor(*given))
                elif pool is None and piece not in found:
                    ahead.end()  # one reader, one thread
                if pool is None:
                    queue.put(piece, _now(_done, bulk, prepare, found, piece))
                else:
                    shelf = shelves.free.pop()
                    queue.put(piece, pool.submit(_work, piece, shelf), shelf)
                    found.clear()  # the others have it
                done, left = done + piece.stop - piece.start, left - piece.stop + piece.start
                # Nothing is written before the processes are there: it may begin threads, which they would not have.
                yield from queue.settled(0 if pool is None and not is_worth_it(left) else _AHEAD * jobs)
        yield from queue.settled(0)


class _Queue:
    """Pieces that are being decoded, in their order, and how many lines of the file were before them."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._waiting: deque[tuple[Piece, Future[Any], int | None]] = deque()
        self._lines = 0

    def put(self, piece: Piece, future: Future[Any], shelf: int | None = None) -> None:
        """A piece, and on which shelf will lie what comes of it; on none if it is done here."""
        self._waiting.append((piece, future, shelf))

    def settled(self, most: int) -> Iterator[Prepared]:
        """The first ones, with the numbers of their lines in the file, until there are only so many."""
        while len(self._waiting) > most:
            piece, future, shelf = self._waiting.popleft()
            made = future.result()
            prepared, count = made if shelf is None else self._shelves.taken(shelf, made)
            before = self._lines if piece.start else 0
            part = prepared.part
            part.rejects = [
                replace(one, line=one.line - _FAR + before) if one.line >= _FAR else one for one in part.rejects
            ]
            self._lines = before + count
            yield prepared

    def cancel(self) -> None:
        for _, future, _ in self._waiting:
            future.cancel()


def _now(function: Callable[..., Any], *arguments: Any) -> Future[Any]:
    """What is done here and at once, as if another did it."""
    future: Future[Any] = Future()
    future.set_result(function(*arguments))
    return future


def _begin(bulk: Bulk, prepare: Callable[[Part], Any], found: dict[Piece, Read], shelves: Shelves) -> None:
    # Ctrl-C at a terminal goes to all processes, and the one that has begun these ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _WORKER[:] = [(bulk, prepare, found, shelves)]


def _end_with_parent() -> None:
    # The pool's pipes are open in its own processes too: one whose parent was killed would wait at them for ever.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(piece: Piece, shelf: int) -> Laid:
    """A piece, in a process of the pool."""
    bulk, prepare, found, shelves = _WORKER[0]
    return shelves.laid(shelf, _done(bulk, prepare, found, piece))


def _done(bulk: Bulk, prepare: Callable[[Part], Any], found: dict[Piece, Read], piece: Piece) -> tuple[Prepared, int]:
    data = Later(piece)
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
