"""The one way in which this library writes a file: beside its place first, and over nothing that somebody needs.

What a run leaves that was killed never looks complete: a file has its name once it is whole. What a run leaves that was
interrupted is said by the error itself, in its notes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from stat import S_ISREG
from typing import TypeVar

from redi_codecs.errors import FileError

__all__ = ["put_aside", "same_file", "whole", "write_whole"]

Place = str | os.PathLike[str] | int
"""A path, or the number of an open file."""

P = TypeVar("P", bound=Place)


@contextmanager
def whole(path: str | os.PathLike[str], *, new: bool = False) -> Iterator[Path]:
    """Where to write a file that takes its name once it is whole; where an error ends that, nothing is left of it.

    With ``new``, a file that is there already is an error and stays as it is. A link stays a link; into what is no file
    (a device, a pipe) is written at once.
    """
    named = Path(path)
    if named.exists() and not named.is_file():
        yield named
        return
    _refuse_old(named, new)
    target = named.resolve()
    part = _beside(target)
    try:
        yield part
        with part.open("rb") as file:
            os.fsync(file.fileno())  # or the name may outlive the content where the power fails
        _refuse_old(named, new)
        part.replace(target)
    except BaseException as error:
        begun = part.exists() and part.stat().st_size
        part.unlink(missing_ok=True)
        if begun:
            held = "what it held before is still there" if target.exists() else "there is no such file"
            error.add_note(f"{named} was not written: {held}")
        raise


def write_whole(path: str | os.PathLike[str], text: str, *, new: bool = False) -> None:
    """Write a text into a file."""
    with whole(path, new=new) as part:
        part.write_text(text, encoding="utf-8")


def _refuse_old(path: Path, new: bool) -> None:
    if new and path.exists():
        raise FileError(f"{path} is there already and was left as it is")


def _beside(target: Path) -> Path:
    """A new file beside another, with its permissions; what an earlier run left, or somebody has, is not touched."""
    for mark in chain([""], map(".{}".format, count(2))):
        part = target.with_name(f"{target.name}{mark}.part")
        try:
            part.open("xb").close()
        except FileExistsError:
            continue
        if target.exists():
            shutil.copymode(target, part)
        return part
    raise AssertionError


def put_aside(path: str | os.PathLike[str]) -> Path | None:
    """Give a file with something in it another name, so that its own is free; None where there is none such."""
    file = Path(path)
    if not file.is_file() or not file.stat().st_size:
        return None
    target = file.resolve()
    aside = next(one for number in count(1) if not os.path.lexists(one := target.with_name(f"{target.name}.{number}")))
    return target.rename(aside)


def same_file(place: Place, others: Iterable[P]) -> P | None:
    """The first of other places at which there is the same file, whatever it is called: also by links.

    Of two places without a file, the same path counts. In terminals, pipes and devices nothing is lost.
    """
    mine = _identity(place)
    return None if mine is None else next((one for one in others if _identity(one) == mine), None)


def _identity(place: Place) -> object:
    try:
        found = os.stat(place)  # noqa: PTH116 (also of an open file)
    except ValueError:  # a zero in it, which no path has
        return None
    except OSError:
        return None if isinstance(place, int) else os.path.realpath(place)
    return (found.st_dev, found.st_ino) if S_ISREG(found.st_mode) else None
