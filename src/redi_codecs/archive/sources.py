"""Where messages are read from: files, folders of files, a stream of bytes; compressed or not."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from redi_codecs.archive.columns import Columns
from redi_codecs.archive.item import LONGEST, Item, Items
from redi_codecs.archive.items import numbered_items
from redi_codecs.errors import RediCodecsError

if TYPE_CHECKING:
    from redi_codecs.archive.item import Numbered

__all__ = ["BLOCK", "SUFFIXES", "Block", "SourceError", "files_of", "is_plain_json_lines", "read_blocks", "read_items"]

SUFFIXES: Final = (".json", ".jsonl", ".ndjson", ".csv", ".xml")
"""What is read in a folder, also with ``.gz``; a file that is named itself is read whatever its name."""

BLOCK: Final = 1 << 23
"""Bytes of lines that are read at once: the memory that a run takes is a few times that."""

_GZIP: Final = b"\x1f\x8b"
_FOREIGN: Final = {
    b"PK\x03\x04": "a ZIP archive: unpack it first",
    b"\x28\xb5\x2f\xfd": "compressed with zstd: unpack it first",
    b"BZh": "compressed with bzip2: unpack it first",
    b"\xfd7zXZ": "compressed with xz: unpack it first",
    b"PAR1": "a Parquet file: redi_codecs.decode_table reads tables",
    b"\xff\xfe": "text in UTF-16: save it as UTF-8",
    b"\xfe\xff": "text in UTF-16: save it as UTF-8",
}


class SourceError(RediCodecsError):
    """There is nothing to read at this place."""


def files_of(
    path: str | os.PathLike[str], *, apart_from: Collection[Path] = (), passed_over: list[Path] | None = None
) -> list[Path]:
    """The file at a path, or the files of messages in the folder there and in its folders, sorted.

    Folders that are links are looked into, and each file is read once, however many links lead to it. What cannot be
    looked into, and a link that leads nowhere, is among them: reading it says what is wrong. The files that are none of
    messages, going by their names, are added to ``passed_over``.
    """
    top = Path(path)
    try:
        if not top.is_dir():
            if not top.exists():
                raise SourceError(f"there is no file {top}")
            return [top]
    except OSError as error:  # a name that no file can have
        raise SourceError(f"there is no file {top}: {error.strerror}") from None
    found: list[Path] = []
    seen: set[tuple[int, int]] = set()
    others: list[Path] = []
    for file in _walked(top, set(), others):
        at = file.stat() if file.exists() else None
        if file not in apart_from and (at is None or (at.st_dev, at.st_ino) not in seen):
            found.append(file)
            if at is not None:
                seen.add((at.st_dev, at.st_ino))
    if passed_over is not None:
        passed_over += [file for file in others if file not in apart_from]
    if not found:
        raise SourceError(f"no messages in the folder {top}: looked for *{', *'.join(SUFFIXES)}, also with .gz")
    return found


def _walked(folder: Path, above: set[Path], others: list[Path]) -> Iterator[Path]:
    """The files of messages in a folder, sorted; the folder itself where it cannot be looked into."""
    real = folder.resolve()
    if real in above:  # a link that leads back
        return
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    for file in inside:
        if file.is_dir():
            yield from _walked(file, above | {real}, others)
        elif not file.name.lower().removesuffix(".gz").endswith(SUFFIXES):
            others.append(file)
        elif file.is_file() or file.is_symlink():
            yield file


def read_items(
    path: str | os.PathLike[str],
    columns: Columns | None = None,
    *,
    progress: Callable[[io.BufferedReader], None] | None = None,
) -> Items:
    """The messages in a file, or in standard input where the path is ``-``.

    A file that cannot be read, or not to its end, gives an item with the problem, and the run goes on with the next.
    """
    return _read(path, columns, progress, 0)  # type: ignore[return-value]  # without blocks, only items


def read_blocks(
    path: str | os.PathLike[str],
    columns: Columns | None = None,
    *,
    size: int = BLOCK,
    progress: Callable[[io.BufferedReader], None] | None = None,
) -> Generator[Item | Block, None, None]:
    """The same, where JSON Lines come as blocks of lines, of about ``size`` bytes each."""
    return _read(path, columns, progress, size)


def _read(
    path: str | os.PathLike[str],
    columns: Columns | None,
    progress: Callable[[io.BufferedReader], None] | None,
    block: int,
) -> Generator[Item | Block, None, None]:
    name = "stdin" if os.fspath(path) == "-" else os.fspath(path)
    columns = columns or Columns()
    try:
        with _opened(path) as raw:
            if progress is not None:
                progress(raw)
            yield from _items(raw, name, columns, block)
    except OSError as error:
        yield Item(name, 0, None, "", f"cannot be read: {error.strerror or error}")


def _opened(path: str | os.PathLike[str]) -> AbstractContextManager[io.BufferedReader]:
    if os.fspath(path) != "-":
        return Path(path).open("rb")
    # Where somebody has put a text in the place of standard input, as tests and notebooks do, it has no bytes.
    stdin = getattr(sys.stdin, "buffer", None) or io.BufferedReader(io.BytesIO(sys.stdin.read().encode()))
    return nullcontext(stdin)


def _items(raw: io.BufferedReader, name: str, columns: Columns, block: int) -> Iterator[Item | Block]:
    start = raw.peek(8)
    for magic, what in _FOREIGN.items():
        if start.startswith(magic):
            yield Item(name, 1, None, "", f"is {what}")
            return
    lines = Lines(gzip.GzipFile(fileobj=raw) if start.startswith(_GZIP) else raw, name)
    table = name.lower().removesuffix(".gz").endswith(".csv")
    numbered = iter(lines)
    if block and _json_lines(lines.begin(block)):
        yield from lines.blocks(block)
        numbered = iter(())
    yield from numbered_items(numbered, name, columns, table=table)
    if lines.problem:
        yield Item(name, lines.number, None, "", f"breaks off here: {lines.problem}")


def is_plain_json_lines(path: str | os.PathLike[str]) -> bool:
    """Whether a file is JSON Lines as it is: not compressed, and no pipe, which cannot be read in pieces."""
    file = Path(path)
    if os.fspath(path) == "-" or not file.is_file():
        return False
    try:
        with file.open("rb") as raw:
            start = raw.read(LONGEST)
    except OSError:
        return False
    return _json_lines(start)


def _json_lines(start: bytes) -> bool:
    """Whether the first line with anything in it begins an object, and is not a whole archive in one line."""
    first = start.lstrip()
    return first.startswith(b"{") and (len(first) < LONGEST or b"\n" in first[:LONGEST])


class Sliced(Protocol):
    """Bytes that are there, or are as soon as they are asked for."""

    def __getitem__(self, at: slice, /) -> bytes: ...


class Block(NamedTuple):
    """Whole lines of a file, with their ends, and the number of the first; the last of the file may have none."""

    source: str
    first: int
    data: Sliced


class Lines:
    """The numbered lines of a file, up to its end or to where it is broken; long ones come in pieces.

    :meth:`blocks` gives many whole lines at once instead.
    """

    def __init__(self, file: io.BufferedReader | gzip.GzipFile, name: str) -> None:
        self._file = file
        self._name = name
        self._head = b""
        self.number = 1
        self.problem = ""

    def begin(self, size: int) -> bytes:
        """How the file begins: about so many bytes, which come again."""
        while len(self._head) < size and (more := self._more(size)):
            self._head += more
        return self._head

    def _more(self, size: int) -> bytes:
        try:
            return self._file.read1(size)
        except (OSError, EOFError, zlib.error) as error:
            self.problem = str(error)
            return b""

    def __iter__(self) -> Numbered:
        number = 1
        try:
            for line in self._lines():
                yield number, line
                if line.endswith(b"\n"):
                    number += 1
        except (OSError, EOFError, zlib.error) as error:
            self.problem = str(error)
        self.number = number

    def _lines(self) -> Iterator[bytes]:
        head = io.BytesIO(self._head)
        self._head = b""
        while line := head.readline(LONGEST):
            if not line.endswith(b"\n") and len(line) < LONGEST:
                if self.problem:
                    return
                line += self._file.readline(LONGEST - len(line))
            yield line
        if not self.problem:
            while line := self._file.readline(LONGEST):
                yield line

    def blocks(self, size: int) -> Iterator[Block]:
        """Lines, of about so many bytes together."""
        parts: list[bytes | memoryview] = []
        last, self._head = self._head, b""
        held = len(last)
        while True:
            ended = False
            while not ended and (held < size or b"\n" not in last):
                more = b"" if self.problem else self._more(size)
                ended = not more
                if more:
                    parts.append(last)
                    last = more
                    held += len(more)
            whole = last.rfind(b"\n") + 1
            if ended:  # what is left may be in any part
                last = b"".join((*parts, last))
                parts.clear()
                whole = last.rfind(b"\n") + 1 if self.problem else len(last)
            if whole:
                data = b"".join((*parts, memoryview(last)[:whole]))
                yield Block(self._name, self.number, data)
                self.number += data.count(b"\n")
            if ended:
                return
            parts, last = [], last[whole:]
            held = len(last)
