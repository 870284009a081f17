"""What every runtime needs from outside: the contract with custom nodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from redi_codecs.layout.nodes import Corrupt, Item
from redi_codecs.results import Values, held, no_value

__all__ = ["NOTHING", "Corrupt", "column", "gather", "steps", "typed"]

#: What a custom node has no value for: as with all that has none, there is a status that says why.
NOTHING: Final = no_value("fault")


def column(rows: list[Values], turn: int) -> Values:
    """The record that a turn of a history by columns adds to."""
    while len(rows) <= turn:
        rows.append({})
    return rows[turn]


def typed(items: Sequence[Item], types: tuple[str, ...]) -> list[Item]:
    """A custom node's items, each as its field holds it."""
    return [(number, held(types[number], value), turn) for number, value, turn in items]


def gather(
    items: Sequence[Item],
    slots: tuple[int | tuple[int, int], ...],
    times: tuple[bool, ...],
    record: int | None,
    values: Values,
    records: list[Any],
) -> float | None:
    """Sort a custom node's items: those without turn are current, the others go to a record a turn, in their order.

    ``times`` tells which fields are a time. The payload's own time is returned, where one of the items says it.
    Without ``record`` there are only current ones.
    """
    moments: dict[int | None, float] = {}
    turns: dict[int, Values] = {}
    for number, value, turn in items:
        if times[number]:
            moments[turn] = value
        else:
            into = values if turn is None else turns.setdefault(turn, {})
            into[slots[number]] = NOTHING if value is None else value
    if record is None:
        if (turns.keys() | moments.keys()) - {None}:
            raise TypeError("items with a turn come from a custom node that says record=")
        return moments.get(None)
    records.extend((record, moments.get(turn), turns[turn]) for turn in sorted(turns))
    return moments.get(None)


def steps(
    items: Sequence[Item], times: tuple[bool, ...], record: int | None, call: int, end: int
) -> list[tuple[Any, ...]]:
    """The same items for a trace: the current ones, then turn by turn."""
    found: list[tuple[Any, ...]] = [("items", call, tuple(item for item in items if item[2] is None))]
    for turn in sorted({turn for _, _, turn in items if turn is not None}):
        inside = [(number, value) for number, value, other in items if other == turn]
        moment = next((value for number, value in inside if times[number]), None)
        found.append(("turn", record, False))
        found.append(("items", call, tuple((number, value, None) for number, value in inside if not times[number])))
        found.append(("turned", end, moment))
    return found
