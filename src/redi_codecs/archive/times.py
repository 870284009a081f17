"""Times as tables write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from functools import cache
from typing import Final

from redi_codecs.errors import UplinkError
from redi_codecs.instants import EPOCH_TEXTS, of_digits

__all__ = ["time_in", "zone_of"]

#: 09.03.2026 07:00:00 as in German, and 2026/03/09: no month can be taken for a day. 03/09/2026 may be either.
_GERMAN: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:,?\s+|\s*T\s*|$)(.*)", re.DOTALL)
_FORMS: Final = (
    "a time with its offset such as 2026-03-09T06:00:00Z, one without such as 2026-03-09 07:00:00, 09.03.2026 07:00:00 "
    f"or 2026/03/09 07:00:00 where --time-zone says whose it is, or {EPOCH_TEXTS}"
)
#: A date of which nobody can tell what is its day, its month and its year.
_UNCLEAR: Final = re.compile(r"\d{1,2}(?:[/-]\d{1,2}[/-](?:\d{2}|\d{4})|\.\s?\d{1,2}\.\s?\d{2})(?!\d)")
_WHICH: Final = f"{_FORMS}: in 03/09/2026 and 03.09.26 day, month and year may be in any order"
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
        if (counted := of_digits(text)) is not None:
            return counted
        time = datetime.fromisoformat(_iso(text))
        if time.tzinfo is not None:
            return time.astimezone(UTC)
        local = time.replace(tzinfo=zone_of(str(zone))) if zone else None
        found = local.astimezone(UTC) if local is not None else None
    except (ValueError, OverflowError):
        raise _refused(_WHICH if _UNCLEAR.match(text) else _FORMS, text) from None
    if local is None or found is None:
        how = "say in which time zone those without are: --time-zone, in Python Columns(time_zone=…)"
        raise _refused(f"a time with its offset such as 2026-03-09T06:00:00Z ({how})", text)
    if _of_two(local) is not None:
        raise _refused(f"a time that {zone} has once ({_of_two(local)}), or one with its offset", text)
    return found


def _of_two(local: datetime) -> str | None:
    """What is wrong with a time of the clock on the wall where that is put back or forward; None as a rule."""
    offsets = [local.replace(fold=fold).utcoffset() for fold in (0, 1)]
    if offsets[0] == offsets[1]:
        return None
    there = local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None) == local.replace(tzinfo=None)
    if not there:
        return "the clock is put forward then, and this one is left out"
    first, second = (f"{local.replace(fold=fold):%z}" for fold in (0, 1))
    return f"the clock is put back then, and this one comes twice: at {first} and at {second}"


def _refused(expected: str, text: str) -> UplinkError:
    return UplinkError(f"expected {expected}, saw {text[:60]!r}", field="time")


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
