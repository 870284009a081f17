"""What the hand-written decoders share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Values = dict[str, Any]
ByHand = Callable[[bytes, int], Values]


class NotCovered(Exception):
    """What the hand-written decoder leaves out, and the library decodes: such payloads are not measured."""


def short(what: str, at: int) -> ValueError:
    return ValueError(f"{what} is cut off at byte {at}")
