"""Instants: microseconds since 1970 as columns have them, and texts of ISO 8601 as JSON has them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

__all__ = ["EPOCH", "iso", "microseconds", "of_microseconds", "utc"]

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def microseconds(time: datetime) -> int:
    """A time that has a zone, in microseconds since 1970.

    >>> microseconds(datetime(1970, 1, 1, 0, 0, 1, 500, UTC))
    1000500
    """
    return (time - EPOCH) // _MICROSECOND


def utc(time: object) -> datetime | None:
    """A time in UTC; None for what is no time, has no offset, or has in UTC no place in the calendar.

    >>> utc(datetime.fromisoformat("2026-03-09T07:00+01:00"))
    datetime.datetime(2026, 3, 9, 6, 0, tzinfo=datetime.timezone.utc)
    >>> utc(datetime.fromisoformat("0001-01-01T00:00+01:00")) is None
    True
    """
    if not isinstance(time, datetime):
        return None
    try:
        return None if time.utcoffset() is None else time.astimezone(UTC)
    except (ArithmeticError, TypeError, ValueError, NotImplementedError):  # some of what a zone of its own may do
        return None


def of_microseconds(count: int) -> datetime:
    """The time so many microseconds after 1970 began.

    >>> of_microseconds(1_000_500)
    datetime.datetime(1970, 1, 1, 0, 0, 1, 500, tzinfo=datetime.timezone.utc)
    """
    return EPOCH + timedelta(microseconds=count)


def iso(time: datetime) -> str:
    """A time with its offset, of which UTC's is written Z.

    >>> iso(datetime(2026, 3, 9, 7, tzinfo=UTC))
    '2026-03-09T07:00:00Z'
    """
    return time.isoformat().replace("+00:00", "Z")
