"""What an argument has to be, said in one kind of sentence wherever it is something else."""

from __future__ import annotations

import os
from importlib import import_module
from operator import index
from pathlib import Path
from typing import Any

from redi_codecs.errors import RediCodecsError

__all__ = ["library", "of_type", "path_of", "row_of"]


def of_type(given: object, kinds: Any, what: str) -> None:
    """Refuse what is of another type.

    >>> of_type(5, str, "device: an id")
    Traceback (most recent call last):
        ...
    TypeError: device: an id is needed, not int
    """
    if not isinstance(given, kinds):
        raise TypeError(f"{what} is needed, not {type(given).__name__}")


def path_of(given: str | os.PathLike[str], what: str) -> Path:
    """The path that was given, if it is one."""
    of_type(given, str | os.PathLike, what)
    return Path(given)


def row_of(row: Any, rows: int, where: str) -> int:
    """The number of a row, counted from the end where it is negative.

    >>> row_of(-1, 3, "temperature")
    2
    >>> row_of(3, 3, "temperature")
    Traceback (most recent call last):
        ...
    IndexError: temperature: row 3 of 3
    """
    if not hasattr(type(row), "__index__"):
        raise TypeError(f"{where}: the number of a row is needed, not {type(row).__name__}")
    at = index(row)
    at = at + rows if at < 0 else at
    if not 0 <= at < rows:
        shown = index(row) if at.bit_length() <= 64 else "…"  # Python refuses to write the longest integers
        raise IndexError(f"{where}: row {shown} of {rows}")
    return at


def library(name: str, extra: str, what: str) -> None:
    """Say how a library is had that only some need, where it is missing."""
    try:
        import_module(name)
    except ImportError as error:
        raise RediCodecsError(f"{what} needs {name}: pip install 'redi-codecs[{extra}]' ({error})") from None
