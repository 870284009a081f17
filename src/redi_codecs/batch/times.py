"""Times in a column as people keep them: texts of ISO 8601, or numbers since 1970."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from redi_codecs.batch.series import INTEGERS, is_null, listed, read_column, values
from redi_codecs.errors import RediCodecsError
from redi_codecs.instants import of_microseconds

__all__ = ["moments", "zoneless"]

_READ: Final = {*INTEGERS, "u", "U", "vu", "n"}
"""Arrow's formats of texts and numbers; others are times already, or nothing that tells of one."""

_UNITS: Final = ((1e11, 1e6), (1e14, 1e3), (1e17, 1.0), (1e20, 1e-3))
"""Numbers below these are seconds, milli-, micro- and nanoseconds, as microseconds: as seconds, 10¹¹ is in 5138."""


def moments(what: str, source: Any) -> Any:
    """The times of a column: as it is where its library has a type for times, else one by one.

    >>> moments("time", ["2026-07-01T12:00:00Z", 1782907200, 1782907200000, None])[1:]
    [datetime.datetime(2026, 7, 1, 12, 0, tzinfo=datetime.timezone.utc), \
datetime.datetime(2026, 7, 1, 12, 0, tzinfo=datetime.timezone.utc), None]
    >>> moments("received", ["2026-07-01 12:00"])
    Traceback (most recent call last):
        ...
    redi_codecs.errors.RediCodecsError: received, row 0: expected a time with its offset, such as \
2026-07-01T12:00:00Z, or seconds since 1970, saw '2026-07-01 12:00'
    """
    source = listed(source)
    found = read_column(source)
    if found is not None and found[0].dictionary is None and found[0].format not in _READ:
        return source
    if str(getattr(source, "dtype", "")).startswith("datetime64"):
        return source
    return [None if is_null(one) else _moment(what, row, one) for row, one in enumerate(values(source))]


def zoneless(source: Any) -> bool:
    """Whether a column of a library's own times has no zone."""
    found = read_column(source)
    if found is not None and found[0].format.startswith("ts"):
        return not found[0].format[2:].partition(":")[2]
    kind = str(getattr(source, "dtype", ""))
    return kind.startswith("datetime64") and "," not in kind


def _moment(what: str, row: int, given: Any) -> datetime:
    if isinstance(given, datetime) and given.tzinfo is not None:
        return given
    try:
        if isinstance(given, str) and (time := datetime.fromisoformat(given)).tzinfo is not None:
            return time
    except ValueError:
        pass
    if isinstance(given, int | float) and not isinstance(given, bool):
        unit = next((unit for most, unit in _UNITS if abs(given) < most), None)
        if unit is not None:
            return of_microseconds(round(given * unit))
    wanted = "a time with its offset, such as 2026-07-01T12:00:00Z, or seconds since 1970"
    raise RediCodecsError(f"{what}, row {row}: expected {wanted}, saw {given!r}")
