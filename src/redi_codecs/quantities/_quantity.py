"""What one quantity is, and the short words with which the tables state it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, Literal

ValueType = Literal["float", "int", "bool", "enum", "text", "bytes", "time"]

EVERYWHERE: Final = "*"
"""Stands for any place in :attr:`Quantity.ttn`."""

_IN_AIR: Final = frozenset({"indoor", "outdoor"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """Something that can be measured, and how it is called elsewhere.

    >>> from redi_codecs.quantities import quantity
    >>> co2 = quantity("co2")
    >>> co2.unit, co2.label_de, co2.ttn_path()
    ('[ppm]', 'Kohlendioxid', 'air.co2')
    >>> quantity("temperature").ttn_path("soil")
    'soil.temperature'
    """

    key: str
    """The name in readings, such as ``battery_voltage``."""
    unit: str
    """UCUM code; empty for what has no unit (truth values, counts, indices, codes)."""
    type: ValueType
    """The type of every value, whatever the scale on the wire."""
    label: str
    label_de: str
    low: float | None = None
    """Values below are flagged ``implausible``: no sensor of this field can truly see them."""
    high: float | None = None
    """Values above are flagged ``implausible``."""
    ttn: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Path in The Things Network's normalized payload, by place (``*`` is any), or by ``place:statistic``."""
    home_assistant: str | None = None
    """Device class of Home Assistant: of a binary sensor for truth values, else of a sensor."""
    senml: str | None = None
    """Unit name in the SenML registries that fits the value as it stands."""
    sensitive: bool = False
    """Whether it says where a person or a person's thing is, or which; left out unless asked for."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "ttn", MappingProxyType(dict(self.ttn)))

    def __reduce__(self) -> tuple[Any, ...]:
        values = (self.key, self.unit, self.type, self.label, self.label_de, self.low, self.high)
        return Quantity, (*values, dict(self.ttn), self.home_assistant, self.senml, self.sensitive)

    def plausible(self, value: float | int | str | bytes | bool) -> bool:
        """Whether a value lies within the physical limits; what has none always does.

        >>> from redi_codecs.quantities import quantity
        >>> quantity("humidity").plausible(49.5), quantity("humidity").plausible(127)
        (True, False)
        """
        if self.low is not None and value < self.low:  # type: ignore[operator]
            return False
        return self.high is None or value <= self.high  # type: ignore[operator]

    def ttn_path(self, place: str = "air", statistic: str = "last") -> str | None:
        """The path in The Things Network's normalized payload, or ``None`` where that has none."""
        suffix = "" if statistic == "last" else f":{statistic}"
        where = "air" if place in _IN_AIR else place
        return self.ttn.get(f"{where}{suffix}") or self.ttn.get(f"{EVERYWHERE}{suffix}")


Paths = str | Mapping[str, str] | None


def _paths(ttn: Paths) -> Mapping[str, str]:
    if ttn is None:
        return {}
    return {"air" if ttn.startswith("air.") else EVERYWHERE: ttn} if isinstance(ttn, str) else ttn


def real(
    key: str,
    unit: str,
    label: str,
    label_de: str,
    low: float | None = None,
    high: float | None = None,
    *,
    ha: str | None = None,
    senml: str | None = None,
    ttn: Paths = None,
    sensitive: bool = False,
) -> Quantity:
    """A measured, continuous value."""
    return Quantity(key, unit, "float", label, label_de, low, high, _paths(ttn), ha, senml, sensitive)


def whole(
    key: str,
    label: str,
    label_de: str,
    low: int | None = 0,
    high: int | None = None,
    *,
    ha: str | None = None,
    senml: str | None = None,
    ttn: Paths = None,
    sensitive: bool = False,
) -> Quantity:
    """A count, or an index that is a whole number everywhere."""
    return Quantity(key, "", "int", label, label_de, low, high, _paths(ttn), ha, senml, sensitive)


def flag(
    key: str, label: str, label_de: str, *, ha: str | None = None, senml: str | None = "/", ttn: Paths = None
) -> Quantity:
    """True or false."""
    return Quantity(key, "", "bool", label, label_de, None, None, _paths(ttn), ha, senml)


def choice(key: str, label: str, label_de: str) -> Quantity:
    """One of a few names, which the device's declaration lists."""
    return Quantity(key, "", "enum", label, label_de, home_assistant="enum")


def other(key: str, type: ValueType, label: str, label_de: str, *, sensitive: bool = False) -> Quantity:
    """Text, bytes or a time."""
    return Quantity(
        key, "", type, label, label_de, home_assistant="timestamp" if type == "time" else None, sensitive=sensitive
    )
