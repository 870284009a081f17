"""The lines of declarations: what has to be told apart of each, what has been, and the payloads that may tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

from redi_codecs.checking.mistakes import BEYOND
from redi_codecs.layout.expr import Const
from redi_codecs.layout.where import Where
from redi_codecs.plan import plan as pl

__all__ = [
    "COMMANDED",
    "Key",
    "Line",
    "Need",
    "Role",
    "Trial",
    "name_of",
    "parts_of",
    "role_of",
    "shown_first",
    "size_of",
]

Role = Literal["reading", "attribute", "structure"]
Need = tuple[Any, ...]
Key = tuple[str, int, str, str]
#: What examples of commands have to show, whatever they set: what it is, limits and default, what answers, what joins.
COMMANDED: Final = frozenset({"limit", "beyond", "default", "quantity", "answered", "joined"})


@dataclass(slots=True)
class Line:
    """A field or a fork on a line of a declaration: what has to be told apart of it, and what has been."""

    where: Where
    label: str
    role: Role
    device: str
    needs: dict[Need, str] = field(default_factory=dict)
    met: set[Need] = field(default_factory=set)
    decoded: bool = False
    stated: bool = False
    values: set[Any] = field(default_factory=set)
    #: What examples of commands have to show of it: whatever they can.
    commanded: set[Need] = field(default_factory=set)

    @property
    def missing(self) -> dict[Need, str]:
        """What no vector tells apart, with the sentences that say so."""
        return {need: words for need, words in self.needs.items() if need not in self.met}

    @property
    def asked(self) -> dict[Need, str]:
        """What is missing of a command; what no sensor measures is not asked for."""
        return {
            need: words
            for need, words in self.missing.items()
            if need[0] in COMMANDED or (need in self.commanded and BEYOND not in need)
        }


class Trial(NamedTuple):
    """A payload and what is stated of it: names of values, or all that it says."""

    payload: bytes
    f_port: int
    values: Mapping[str, Any] | None
    received_at: float | None = None


def role_of(slot: pl.Slot | None) -> Role:
    """What a slot is; bits without one are structure."""
    if slot is None:
        return "structure"
    return "attribute" if slot.role == "attribute" else "reading"


def name_of(slot: pl.Slot, channel: int | None) -> str:
    """The name by which a vector states a value."""
    return "time" if slot.role == "time" else slot.name.replace("{}", str(channel))


def size_of(op: pl.Load | pl.Take) -> int | None:
    """The bytes of a load, where they are always as many."""
    if isinstance(op, pl.Load):
        return op.size
    return int(op.size.value) if isinstance(op.size, Const) else None


def parts_of(op: Any) -> tuple[pl.Part, ...]:
    """The parts of a load that are values."""
    parts = op.parts if isinstance(op, pl.Load) else (op.part,)
    return tuple(part for part in parts if part.slot is not None)


def shown_first(op: Any) -> pl.Part | None:
    """The first of them."""
    return next(iter(parts_of(op)), None)
