"""What every runtime needs from outside: the contract with custom nodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from redi_codecs.layout.nodes import Corrupt, Item
from redi_codecs.readings import Event

__all__ = ["Corrupt", "gather"]


def gather(
    items: Sequence[Item], slots: tuple[int, ...], times: tuple[bool, ...], record: int, events: list[Event], records: list[Any]
) -> float | None:
    """Sort a custom node's items: those without time are current, the others go to a record of their time.

    The payload's own time is returned, where one of the items says it.
    """
    time: float | None = None
    turns: dict[float, list[Event]] = {}
    for number, value, at in items:
        if times[number]:
            time = value
        elif at is None:
            events.append((slots[number], value, None, None))
        else:
            turns.setdefault(at, []).append((slots[number], value, None, None))
    records.extend((record, at, turn) for at, turn in sorted(turns.items(), key=lambda pair: -pair[0]))
    return time
