"""Which readings of a payload the exports of time series take."""

from __future__ import annotations

from collections.abc import Iterator

from redi_codecs.readings import Decoded, Reading

__all__ = ["measured"]


def measured(decoded: Decoded, *, sensitive: bool) -> Iterator[Reading]:
    """The current readings, then those of the records; a record without a time would pass as new, and is left out."""
    for readings in (decoded.readings, *(one.readings for one in decoded.records if one.time is not None)):
        yield from (one for one in readings if sensitive or not one.field.sensitive)
