"""Times of many messages at once: texts of ISO 8601 to microseconds since 1970."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from types import EllipsisType
from typing import Any, Final

import numpy

from redi_codecs import instants
from redi_codecs.errors import UplinkError
from redi_codecs.networks.fields import Message, Time, validated

__all__ = ["DOUBT", "NEVER", "microseconds", "moment", "since_1970"]

#: Stands for no time, as in the compiled core.
NEVER: Final = -(1 << 62)
#: Stands for a time that the careful way refuses.
DOUBT: Final = NEVER + 1

_LONGEST: Final = 35
_HEAD: Final = "0000-00-00T00:00:00"
_DIGITS: Final = numpy.array([at for at, one in enumerate(_HEAD) if one == "0"])
_SIGNS: Final = numpy.array([at for at, one in enumerate(_HEAD) if one != "0"])
_SIGN: Final = numpy.frombuffer(b"--T::", numpy.uint8)
_ENDS: Final = (b"Z", b"+00:00")


class _Timed(Message):
    time: Time = None


def since_1970(time: datetime | None) -> int:
    """A time in microseconds."""
    return NEVER if time is None else instants.microseconds(time)


def microseconds(texts: Sequence[str | None]) -> Any:
    """The times in texts, as an array; those in UTC all at once, others one by one as the careful way reads them.

    >>> microseconds(["1970-01-01T00:00:01.5Z", "1970-01-01T01:00:00+01:00", None]).tolist()[:2]
    [1500000, 0]
    """
    found = numpy.full(len(texts), DOUBT, numpy.int64)
    try:
        cells = numpy.array([text or "" for text in texts], f"S{_LONGEST + 1}")
    except (UnicodeEncodeError, ValueError):
        cells = numpy.zeros(len(texts), f"S{_LONGEST + 1}")
    signs = cells.view(numpy.uint8).reshape(len(texts), _LONGEST + 1)
    sizes = numpy.char.str_len(cells)
    for size in numpy.unique(sizes).tolist():
        at = numpy.flatnonzero(sizes == size)
        if 20 <= size <= _LONGEST:
            for end in _ENDS:
                if size - len(end) >= 19:
                    _read(signs, at, size - len(end), end, found)
    for row in numpy.flatnonzero(found == DOUBT).tolist():
        found[row] = _one(texts[row])
    return found


def _read(signs: Any, at: Any, size: int, end: bytes, found: Any) -> None:
    """Read what is written with so many signs before its end, and leave the rest."""
    fraction = size - 20  # digits behind the point
    if size != 19 and fraction < 1:
        return
    rows = signs[at]
    good = (rows[:, size : size + len(end)] == numpy.frombuffer(end, numpy.uint8)).all(1)
    good &= (rows[:, _SIGNS] == _SIGN).all(1)
    if fraction > 0:
        good &= rows[:, 19] == ord(".")
    if not good.all():
        at, rows = at[good], rows[good]
    digits = rows - numpy.uint8(48)
    good = (digits[:, _DIGITS] <= 9).all(1)
    if fraction > 0:
        good &= (digits[:, 20 : 20 + fraction] <= 9).all(1)
    wide = digits[:, :26].astype(numpy.int64)
    year = wide[:, 0] * 1000 + wide[:, 1] * 100 + wide[:, 2] * 10 + wide[:, 3]
    month, day, hour, minute, second = (wide[:, k] * 10 + wide[:, k + 1] for k in (5, 8, 11, 14, 17))
    good &= (year >= 1900) & (year < 2200) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    good &= (hour < 24) & (minute < 60) & (second < 60)
    months = numpy.where(good, (year - 1970) * 12 + month - 1, 0).astype("M8[M]")
    days = months.astype("M8[D]") + numpy.where(good, day - 1, 0)
    good &= days.astype("M8[M]") == months  # the month has such a day
    micros = numpy.zeros(len(at), numpy.int64)
    for place in range(min(fraction, 6)):
        micros += wide[:, 20 + place] * 10 ** (5 - place)
    seconds = days.astype(numpy.int64) * 86400 + hour * 3600 + minute * 60 + second
    found[at[good]] = (seconds * 1_000_000 + micros)[good]


def moment(text: str | None) -> datetime | EllipsisType | None:
    """One time as the careful way reads it; an ellipsis where that refuses it."""
    if text is None:
        return None
    try:
        time = datetime.fromisoformat(text)
        if time.tzinfo is UTC and time.year > 1:
            return time
        return validated(_Timed, {"time": text}).time
    except (UplinkError, ValueError):
        return ...


def _one(text: str | None) -> int:
    time = moment(text)
    return DOUBT if time is ... else since_1970(time)
