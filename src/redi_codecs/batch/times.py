"""Times in a column as people keep them: texts of ISO 8601, or numbers since 1970, also as texts."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Final

from redi_codecs.batch.memory import Numbers
from redi_codecs.batch.series import INTEGERS, is_null, listed, read_column, values
from redi_codecs.errors import RediCodecsError
from redi_codecs.instants import EPOCH_TEXTS, microseconds, of_digits, of_microseconds, utc

__all__ = ["moments", "zoneless"]

_READ: Final = {*INTEGERS, "u", "U", "vu", "n"}
"""Arrow's formats of texts and numbers; others are times already, or nothing that tells of one."""

_UNITS: Final = ((1e11, 1e6), (1e14, 1e3), (1e17, 1.0), (1e20, 1e-3))
"""Numbers below these are seconds, milli-, micro- and nanoseconds, as microseconds: as seconds, 10¹¹ is in 5138."""


_FIRST: Final = microseconds(datetime.min.replace(tzinfo=UTC))
_LAST: Final = microseconds(datetime.max.replace(tzinfo=UTC))


def moments(what: str, source: Any) -> Any:
    """The times of a column: as it is where its library has a type for times, else as microseconds where all are texts
    or all are numbers, else one by one.

    >>> moments("time", ["2026-07-01T14:00:00+02:00"]).values()
    [1782907200000000]
    >>> moments("time", ["2026-07-01T12:00:00Z", "1782907200", 1782907200000, None])[1:]
    [datetime.datetime(2026, 7, 1, 12, 0, tzinfo=datetime.timezone.utc), \
datetime.datetime(2026, 7, 1, 12, 0, tzinfo=datetime.timezone.utc), None]
    >>> moments("received", ["2026-07-01 12:00"])
    Traceback (most recent call last):
        ...
    redi_codecs.errors.RediCodecsError: received, row 0: expected a time with its offset, such as \
2026-07-01T12:00:00Z, or seconds, milli-, micro- or nanoseconds since 1970 (10, 13, 16 or 19 digits), saw \
'2026-07-01 12:00'
    """
    source = listed(source)
    found = read_column(source)
    if found is not None and found[0].dictionary is None and found[0].format not in _READ:
        return source
    if str(getattr(source, "dtype", "")).startswith("datetime64"):
        return source
    if found is not None and found[0].dictionary is None and found[0].format in INTEGERS:
        counted = _of_numbers([Numbers.arrow(one, INTEGERS[found[0].format]) for one in found[1]])
        if counted is not None:
            return counted
    given = values(source)
    if (counted := _at_once(given)) is not None:
        return counted
    return [None if is_null(one) else _moment(what, row, one) for row, one in enumerate(given)]


def _at_once(given: Sequence[Any]) -> Numbers | None:
    """Texts, or numbers of one type; None where one has to be looked at."""
    kinds = set(map(type, given))
    if kinds == {str}:
        return _of_texts(given)
    if kinds in ({int}, {float}):
        with suppress(OverflowError):
            return _of_numbers([Numbers.listed(array("q" if kinds == {int} else "d", given))])
    return None


def _of_numbers(pieces: Sequence[Numbers]) -> Numbers | None:
    """Numbers since 1970 all at once; None where one has to be looked at."""
    try:
        import numpy
    except ImportError:
        return None
    arrays = [one.as_arrays() for one in pieces if one.rows]
    if not arrays:
        return None
    given, valid = (numpy.concatenate(parts) for parts in zip(*arrays, strict=True))
    valid &= given == given  # a NaN is none
    size = numpy.abs(numpy.where(valid, given, 0).astype(float))
    made = numpy.zeros(len(given), numpy.int64)
    least = 0.0
    for most, unit in _UNITS:
        chosen = valid & (size >= least) & (size < most)
        of_unit, least = given[chosen], most
        whole = of_unit.dtype.kind in "iu" and unit >= 1
        made[chosen] = of_unit.astype(numpy.int64) * int(unit) if whole else numpy.rint(of_unit * unit)
    if (size >= least).any() or not _in_calendar(made.min(), made.max()):
        return None
    bits = None if valid.all() else numpy.packbits(valid, bitorder="little")
    return Numbers(len(made), "q", made.ctypes.data, 0 if bits is None else bits.ctypes.data, keep=(made, bits))


def _of_texts(texts: Sequence[Any]) -> Numbers | None:
    """Texts of ISO 8601 all at once; None where one has to be looked at."""
    try:
        counts = array("q", map(microseconds, map(datetime.fromisoformat, texts)))
    except (TypeError, ValueError):  # no text, no zone, no time
        return None
    return Numbers.listed(counts) if _in_calendar(min(counts), max(counts)) else None


def _in_calendar(first: int, last: int) -> bool:
    return first >= _FIRST and last <= _LAST


def zoneless(source: Any) -> bool:
    """Whether a column of a library's own times has no zone."""
    found = read_column(source)
    if found is not None and found[0].format.startswith("ts"):
        return not found[0].format[2:].partition(":")[2]
    kind = str(getattr(source, "dtype", ""))
    return kind.startswith("datetime64") and "," not in kind


def _moment(what: str, row: int, given: Any) -> datetime:
    with suppress(ValueError):
        if isinstance(given, str) and (counted := of_digits(given.strip())) is not None:
            return counted
        if (time := utc(datetime.fromisoformat(given) if isinstance(given, str) else given)) is not None:
            return time
    if isinstance(given, int | float) and not isinstance(given, bool):
        unit = next((unit for most, unit in _UNITS if abs(given) < most), None)
        if unit is not None:
            with suppress(OverflowError):  # before the year 1
                return of_microseconds(round(given * unit))
    wanted = f"a time with its offset, such as 2026-07-01T12:00:00Z, or {EPOCH_TEXTS}"
    raise RediCodecsError(f"{what}, row {row}: expected {wanted}, saw {given!r}")
