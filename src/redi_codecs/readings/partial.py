"""What a broken payload said before its fault, for tables and files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from redi_codecs.readings import Decoded

__all__ = ["before_fault"]


def before_fault(partial: Decoded | None, *, sensitive: bool = False) -> list[dict[str, Any]]:
    """The readings that were complete before a fault, as JSON can hold them; of histories with their ``record``."""
    if partial is None:
        return []
    told = partial.to_dict(sensitive=sensitive)
    found = list(told["readings"])
    for record in told["records"]:
        found += [
            {**one, "time": one["time"] or record["time"], "record": record["name"]} for one in record["readings"]
        ]
    return found
