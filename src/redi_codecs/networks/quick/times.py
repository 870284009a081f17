"""Times of messages: texts of ISO 8601 to microseconds since 1970."""

from __future__ import annotations

from datetime import datetime
from types import EllipsisType
from typing import Final

from redi_codecs import instants
from redi_codecs.networks import values

__all__ = ["DOUBT", "NEVER", "microseconds", "moment", "since_1970"]

#: Stands for no time, as in the compiled core.
NEVER: Final = -(1 << 62)
#: Stands for a time that the careful way refuses, or has to be asked about.
DOUBT: Final = NEVER + 1


def since_1970(time: datetime | None) -> int:
    """A time in microseconds."""
    return NEVER if time is None else instants.microseconds(time)


def moment(text: str | None) -> datetime | EllipsisType | None:
    """One time as the careful way reads it; an ellipsis where that refuses it."""
    try:
        return None if text is None else values.moment(text)
    except ValueError:
        return ...


def microseconds(text: str | None) -> int:
    """One time in microseconds; DOUBT where the careful way refuses it.

    >>> microseconds("1970-01-01T01:00:01.5+01:00"), microseconds("yesterday") == DOUBT
    (1500000, True)
    """
    time = moment(text)
    return DOUBT if time is ... else since_1970(time)
