"""Where messages are read from: files, folders of files, a stream of bytes; compressed or not."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from redi_codecs.archive.columns import Columns
from redi_codecs.archive.item import LONGEST, Item, Items
from redi_codecs.archive.items import numbered_items
from redi_codecs.errors import RediCodecsError

if TYPE_CHECKING:
    from redi_codecs.archive.item import Numbered

__all__ = ["SUFFIXES", "SourceError", "files_of", "read_items"]

SUFFIXES: Final = (".json", ".jsonl", ".ndjson", ".csv", ".xml")
"""What is read in a folder, also with ``.gz``; a file that is named itself is read whatever its name."""

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


def files_of(path: str | os.PathLike[str], *, apart_from: Collection[Path] = ()) -> list[Path]:
    """The file at a path, or the files of messages in the folder there and in its folders, sorted."""
    top = Path(path)
    if not top.is_dir():
        if not top.exists():
            raise SourceError(f"there is no file {top}")
        return [top]
    found = sorted(
        file
        for file in top.rglob("*")
        if file.name.lower().removesuffix(".gz").endswith(SUFFIXES) and file.is_file() and file not in apart_from
    )
    if not found:
        raise SourceError(f"no messages in the folder {top}: looked for *{', *'.join(SUFFIXES)}, also with .gz")
    return found


def read_items(
    path: str | os.PathLike[str],
    columns: Columns | None = None,
    *,
    progress: Callable[[io.BufferedReader], None] | None = None,
) -> Items:
    """The messages in a file, or in standard input where the path is ``-``.

    A file that cannot be read, or not to its end, gives an item with the problem, and the run goes on with the next.
    """
    name = "stdin" if os.fspath(path) == "-" else os.fspath(path)
    columns = columns or Columns()
    try:
        with _opened(path) as raw:
            if progress is not None:
                progress(raw)
            yield from _items(raw, name, columns)
    except OSError as error:
        yield Item(name, 0, None, "", f"cannot be read: {error.strerror or error}")


def _opened(path: str | os.PathLike[str]) -> AbstractContextManager[io.BufferedReader]:
    if os.fspath(path) != "-":
        return Path(path).open("rb")
    # Where somebody has put a text in the place of standard input, as tests and notebooks do, it has no bytes.
    stdin = getattr(sys.stdin, "buffer", None) or io.BufferedReader(io.BytesIO(sys.stdin.read().encode()))
    return nullcontext(stdin)


def _items(raw: io.BufferedReader, name: str, columns: Columns) -> Items:
    start = raw.peek(8)
    for magic, what in _FOREIGN.items():
        if start.startswith(magic):
            yield Item(name, 1, None, "", f"is {what}")
            return
    lines = _Lines(gzip.GzipFile(fileobj=raw) if start.startswith(_GZIP) else raw)
    plain = name.lower().removesuffix(".gz")
    yield from numbered_items(iter(lines), name, columns, table=plain.endswith(".csv"))
    if lines.problem:
        yield Item(name, lines.number, None, "", f"breaks off here: {lines.problem}")


class _Lines:
    """The numbered lines of a file, up to its end or to where it is broken; long ones come in pieces."""

    def __init__(self, file: IO[bytes] | gzip.GzipFile) -> None:
        self._file = file
        self.number = 1
        self.problem = ""

    def __iter__(self) -> Numbered:
        readline = self._file.readline
        number = 1
        try:
            while line := readline(LONGEST):
                yield number, line
                if line.endswith(b"\n"):
                    number += 1
        except (OSError, EOFError, zlib.error) as error:
            self.number, self.problem = number, str(error)
