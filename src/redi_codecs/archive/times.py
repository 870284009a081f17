"""Times as tables write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from functools import cache
from typing import Final

from redi_codecs.errors import UplinkError
from redi_codecs.instants import of_microseconds

__all__ = ["time_in", "zone_of"]

#: Times as numbers: how many digits seconds, milli-, micro- and nanoseconds since 1970 have from 2001 to 2286.
_EPOCHS: Final = {10: 1, 13: 1_000, 16: 1_000_000, 19: 1_000_000_000}
_EPOCH: Final = re.compile(r"(\d+)(?:[.,](\d*))?")
#: 09.03.2026 07:00:00 as in German, and 2026/03/09: no month can be taken for a day. 03/09/2026 may be either.
_GERMAN: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:,?\s+|\s*T\s*|$)(.*)", re.DOTALL)
_SLASHES: Final = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?:\s+|T|$)(.*)", re.DOTALL)
_CLOCK: Final = re.compile(r"(\d{1,2})(:\d{2}(?::\d{2}(?:[.,]\d+)?)?)(?:\s*Uhr)?\s*(.*)", re.DOTALL)


def time_in(text: str, zone: object) -> datetime | None:
    """A time in ISO 8601 or as in German, or since 1970 in a unit that its digits tell.

    >>> time_in("09.03.2026 07:00:00", "Europe/Berlin") == time_in("2026-03-09T06:00:00Z", None)
    True
    >>> time_in("1773036001,25", None) == time_in("2026-03-09 06:00:01.25 UTC", None)
    True
    """
    if not text:
        return None
    try:
        if (match := _EPOCH.fullmatch(text)) and (parts := _EPOCHS.get(len(match[1]))):
            micros = int(match[1]) * 1_000_000 // parts
            if parts == 1 and match[2]:
                micros += int(match[2][:6].ljust(6, "0"))
            return of_microseconds(micros)
        time = datetime.fromisoformat(_iso(text))
        if time.tzinfo is None and zone:
            time = time.replace(tzinfo=zone_of(str(zone)))
        if time.tzinfo is not None:
            return time.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    expected = "a time with its offset such as 2026-03-09T06:00:00Z"
    how = "say in which time zone those without are: --time-zone, in Python Columns(time_zone=…)"
    raise UplinkError(f"expected {expected} ({how}), saw {text[:60]!r}", field="time")


def _iso(text: str) -> str:
    """The same in ISO 8601."""
    if match := _GERMAN.fullmatch(text):
        day, month, year, rest = match.groups()
    elif match := _SLASHES.fullmatch(text):
        year, month, day, rest = match.groups()
    elif text.endswith((" UTC", " GMT")):
        return f"{text[:-4]}Z"
    else:
        return text
    clock = _CLOCK.fullmatch(rest)
    if clock is None:
        hour, minutes, zone = "00", ":00", rest
    else:
        hour, minutes, zone = clock.groups()
    zone = "Z" if zone in ("UTC", "GMT", "Z") else zone
    return f"{year}-{month:>02}-{day:>02}T{hour:>02}{minutes.replace(',', '.')}{zone}"


@cache
def zone_of(name: str) -> tzinfo:
    """A time zone by its name, such as ``UTC`` or ``Europe/Berlin``."""
    if name.upper() == "UTC":
        return UTC
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        raise ValueError(f"expected a time zone such as UTC or Europe/Berlin, saw {name!r}") from None
