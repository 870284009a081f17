"""Columns of Arrow as their lenders should have made them: what points out of its memory is refused before it is read.

How much memory there is behind the offsets of a binary column no lender says; that they ascend, and that views and
indices stay within what was lent, can be checked.
"""

from __future__ import annotations

import ctypes
import struct
from array import array as numbers
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NoReturn

from redi_codecs.batch.arrow_in import Array
from redi_codecs.batch.memory import SHORT, VIEW, spread, viewed
from redi_codecs.errors import TableError

try:
    from redi_codecs.batch import _loops as _core  # type: ignore[attr-defined,unused-ignore]
except ImportError:  # not built
    _core = None

__all__ = ["ascending", "entries", "within"]

_VIEW = struct.Struct("<iiii")


def ascending(array: Array, ends: int, code: str) -> None:
    """Refuse offsets that go back, or begin below 0."""
    if not array.rows:
        return
    found = viewed(ends, code, array.rows + 1)
    try:
        import numpy
    except ImportError:
        back = next((row for row, (a, b) in enumerate(pairwise(found)) if b < a), -1)
    else:
        steps = numpy.asarray(found)
        wrong = steps[1:] < steps[:-1]
        back = int(wrong.argmax()) if wrong.any() else -1
    if back >= 0 or found[0] < 0:
        _refuse(f"the offsets of row {max(back, 0)} go back")


def within(array: Array) -> None:
    """Refuse views of more bytes than the buffers have that they look into."""
    if not array.rows:
        return
    buffers = array.buffers[2:-1]
    sizes = viewed(array.buffers[-1], "q", len(buffers)).tolist() if buffers else []
    views = array.buffers[1] + VIEW * array.offset
    if _core is not None:
        out = _core.outside(views, array.rows, numbers("q", sizes), array.validity, array.offset)
    else:
        out = _outside(views, array, sizes)
    if out >= 0:
        _refuse(f"the view of row {out} points out of its buffers")


def _outside(views: int, array: Array, sizes: Sequence[int]) -> int:
    flags = spread(array.validity, array.offset, array.rows) if array.validity else None
    for row, (size, _, buffer, start) in enumerate(_VIEW.iter_unpack(ctypes.string_at(views, VIEW * array.rows))):
        if 0 <= size <= SHORT or (flags is not None and flags[row] == "0"):
            continue
        if size < 0 or not 0 <= buffer < len(sizes) or start < 0 or start + size > sizes[buffer]:
            return row
    return -1


def entries(keys: Sequence[Any], places: Sequence[int | None]) -> list[Any]:
    """The values of a dictionary at these places; None where there is none."""
    count = len(keys)
    for row, place in enumerate(places):
        if place is not None and not 0 <= place < count:
            _refuse(f"the index of row {row} is {place}, and its dictionary has {count} entries")
    return [None if place is None else keys[place] for place in places]


def _refuse(what: str) -> NoReturn:
    raise TableError(f"the Arrow column is broken: {what}")
