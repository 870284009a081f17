"""What a vector states beside payload and port: as it should be, or refused with a sentence that says what to write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from redi_codecs.layout.given import shown
from redi_codecs.layout.where import refuse

__all__ = ["codes", "frame", "left", "seconds"]

_RECORDS = 'a list of dicts, records=[{"time": 1665561758, "temperature": 27.2}]'


def seconds(value: Any, what: str) -> Any:
    """A moment as seconds since 1970, or None."""
    if value is None:
        return None
    mend = "seconds since 1970, such as 1665561758, or None where there is no time"
    if isinstance(value, bool) or not isinstance(value, int | float):
        refuse(f"{what} is {mend}, not {shown(value)}")
    try:
        datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        refuse(f"{what} is {mend}, and no calendar has {shown(value)}")
    return value


def frame(values: Mapping[str, Any]) -> None:
    """Message, time and records, which are no fields; the values of fields are held against those of the payload."""
    message = values.get("message")
    if message is not None and not isinstance(message, str):
        refuse(f"message= is the name of a frame in quotes, not {shown(message)}")
    seconds(values.get("time"), "time=")
    records = values.get("records", ())
    if isinstance(records, str) or not isinstance(records, list | tuple):
        refuse(f"records= is {_RECORDS}, not {shown(records)}")
    for number, record in enumerate(records, 1):
        if not isinstance(record, Mapping):
            refuse(f"records= is {_RECORDS}, and record {number} is {shown(record)}")
        seconds(record.get("time"), f"the time of record {number}")


def codes(warnings: str | Sequence[str]) -> tuple[str, ...]:
    """The codes of warnings."""
    found = (warnings,) if isinstance(warnings, str) else warnings
    if not isinstance(found, list | tuple) or not all(isinstance(one, str) for one in found):
        refuse(f'warnings= is the code of a warning or a list of them, "unknown_tag", not {shown(warnings)}')
    return tuple(found)


def left(rest: str) -> str:
    """The hex digits of the bytes that nobody understands."""
    try:
        return bytes.fromhex(rest).hex()
    except (TypeError, ValueError):
        refuse(f'rest= are bytes in hex, rest="8e13", not {shown(rest)}')
