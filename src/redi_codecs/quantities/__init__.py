"""What can be measured: every quantity's unit, value type, limits, labels and place in other vocabularies.

>>> from redi_codecs.quantities import QUANTITIES, quantity
>>> quantity("temperature").unit
'Cel'
>>> QUANTITIES["motion"].home_assistant
'motion'
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from redi_codecs.quantities import air, climate, electric, level, movement, status
from redi_codecs.quantities._quantity import Quantity, ValueType

__all__ = ["QUANTITIES", "Quantity", "ValueType", "quantity"]


def _registry(*tables: tuple[Quantity, ...]) -> Mapping[str, Quantity]:
    found: dict[str, Quantity] = {}
    for table in tables:
        for one in table:
            if one.key in found:
                raise ValueError(f"two quantities are called {one.key!r}: {found[one.key].label} and {one.label}")
            found[one.key] = one
    return MappingProxyType(found)


QUANTITIES: Final[Mapping[str, Quantity]] = _registry(
    climate.TABLE, air.TABLE, movement.TABLE, level.TABLE, electric.TABLE, status.TABLE
)
"""Every quantity by its key. Where several take one path of another vocabulary, the earlier goes first."""


def quantity(key: str) -> Quantity:
    """The quantity with this key.

    >>> quantity("humidty")
    Traceback (most recent call last):
        ...
    KeyError: "no quantity is called 'humidty'; did you mean 'humidity'?"
    """
    try:
        return QUANTITIES[key]
    except KeyError:
        import difflib  # slow to load, and only needed here

        near = difflib.get_close_matches(key, QUANTITIES, n=3, cutoff=0.75)
        hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
        raise KeyError(f"no quantity is called {key!r}{hint}") from None
