"""Instants: microseconds since 1970 as columns have them, and texts of ISO 8601 as JSON has them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

__all__ = ["EPOCH", "EPOCH_TEXTS", "iso", "microseconds", "of_digits", "of_microseconds", "utc"]

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
#: Times as texts of digits: how many seconds, milli-, micro- and nanoseconds since 1970 have from 2001 to 2286.
_EPOCHS: Final = {10: 1, 13: 1_000, 16: 1_000_000, 19: 1_000_000_000}
_EPOCH: Final = re.compile(r"([0-9]+)(?:[.,]([0-9]*))?")
EPOCH_TEXTS: Final = "seconds, milli-, micro- or nanoseconds since 1970 (10, 13, 16 or 19 digits)"
"""What :func:`of_digits` reads, for errors."""


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


def of_digits(text: str) -> datetime | None:
    """A time since 1970 in a unit that its digits tell; None for any other text: fewer digits may be a date.

    >>> of_digits("1773036001,25"), of_digits("1773036001250") == of_digits("1773036001.25"), of_digits("20260309")
    (datetime.datetime(2026, 3, 9, 6, 0, 1, 250000, tzinfo=datetime.timezone.utc), True, None)
    """
    match = _EPOCH.fullmatch(text)
    if match is None or (parts := _EPOCHS.get(len(match[1]))) is None:
        return None
    micros = int(match[1]) * 1_000_000 // parts
    if parts == 1 and match[2]:
        micros += int(match[2][:6].ljust(6, "0"))
    return of_microseconds(micros)


def iso(time: datetime) -> str:
    """A time with its offset, of which UTC's is written Z.

    >>> iso(datetime(2026, 3, 9, 7, tzinfo=UTC))
    '2026-03-09T07:00:00Z'
    """
    return time.isoformat().replace("+00:00", "Z")
