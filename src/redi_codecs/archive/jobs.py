"""Files of JSON Lines decoded by several processes, a piece of a file each; what comes out is in their order."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from redi_codecs.archive.bulk import Bulk, Part, bulk_parts
from redi_codecs.archive.columns import Columns
from redi_codecs.archive.decoding import Decoder
from redi_codecs.archive.sources import Block, is_plain_json_lines, read_blocks

__all__ = ["Prepared", "can_fork", "job_parts"]

#: Bytes of a piece: enough for the columns to be long, and little enough for all processes to be done at once.
PIECE: Final = 1 << 23
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
    """What comes of files, part by part, with so many processes; ``prepare`` makes of a part what is written."""
    given = decoder, sensitive, prepare
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), _begin, given) as pool:
        for file in files:
            if not is_plain_json_lines(file):
                for part in bulk_parts(read_blocks(file, columns), decoder, sensitive=sensitive):
                    yield Prepared(prepare(part), _bare(part))
                continue
            waiting: deque[Future[tuple[Prepared, int]]] = deque()
            lines = 0
            try:
                for piece in _pieces(file):
                    waiting.append(pool.submit(_done, piece))
                    if len(waiting) > jobs + 1:
                        lines = yield from _settled(waiting.popleft(), lines)
                while waiting:
                    lines = yield from _settled(waiting.popleft(), lines)
            finally:
                for one in waiting:
                    one.cancel()


def _settled(future: Future[tuple[Prepared, int]], before: int) -> Generator[Prepared, None, int]:
    """A piece with the numbers of its lines in the file; returns how many lines there are up to its end."""
    prepared, count = future.result()
    part = prepared.part
    part.rejects = [replace(one, line=one.line - _FAR + before) if one.line >= _FAR else one for one in part.rejects]
    yield prepared
    return before + count


def _pieces(path: str) -> Iterator[_Piece]:
    """A file cut where a line begins that begins a message."""
    size, start = os.stat(path).st_size, 0  # noqa: PTH116
    with Path(path).open("rb") as file:
        while start < size:
            stop = start + PIECE
            if stop < size:
                file.seek(stop - 1)
                file.readline()
                stop = file.tell()
                while (line := file.readline()) and not line.startswith(b"{"):
                    stop = file.tell()
            yield _Piece(path, start, min(stop, size))
            start = stop


def _begin(decoder: Decoder, sensitive: bool, prepare: Callable[[Part], Any]) -> None:
    # Ctrl-C at a terminal goes to all processes, and the one that has begun these ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _WORKER[:] = [(Bulk(decoder, sensitive=sensitive), prepare)]


def _done(piece: _Piece) -> tuple[Prepared, int]:
    ((bulk, prepare),) = _WORKER
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
