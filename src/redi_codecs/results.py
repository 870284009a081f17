"""What a runtime makes of a payload: bare values by slot, and the static side that gives them their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

from redi_codecs.keeping import kept

if TYPE_CHECKING:
    from redi_codecs.quantities import Quantity


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Field:
    """What a value is, apart from the value: static, and shared by all payloads of a device."""

    name: str
    kind: Quantity | None = None
    channel: int | None = None
    place: str = "air"
    statistic: str = "last"
    #: Whether the one of several that goes first where there is one place for them; no part of what it is.
    primary: bool = field(default=False, compare=False)

    @property
    def quantity(self) -> str | None:
        return self.kind.key if self.kind else None

    @property
    def unit(self) -> str:
        """UCUM code; empty where there is no unit."""
        return self.kind.unit if self.kind else ""

    @property
    def sensitive(self) -> bool:
        return self.kind is not None and self.kind.sensitive


class Null:
    """No value, and why; there is one for each status."""

    __slots__ = ("status",)

    def __init__(self, status: str) -> None:
        self.status = status

    def __repr__(self) -> str:
        return f"<no value: {self.status}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return no_value, (self.status,)


@kept
def no_value(status: str) -> Null:
    """The one :class:`Null` of a status."""
    return Null(status)


def value_of(given: Any) -> tuple[Any, str | None]:
    """What a custom node gave, as a value and a status: nothing is a fault, unless it says why."""
    if isinstance(given, Null):
        return None, given.status
    return given, "fault" if given is None else None


def held(type: str, given: Any) -> Any:
    """What a custom node gave, as a field of the type holds it: its functions may compute whole numbers as floats.

    A fraction is no count, and is not made one: it is ``unknown``.
    """
    if type == "int" and isinstance(given, float):
        return int(given) if given.is_integer() else no_value("unknown")
    if type == "bool" and isinstance(given, int | float):
        return given != 0
    return given


#: Values by slot, or by slot and channel where the channel is only known from the payload, in the order of the wire.
Values = dict[int | tuple[int, int], Any]


class Result(NamedTuple):
    """What a runtime makes of a payload."""

    message: str | None
    time: float | None
    values: Values
    records: Sequence[tuple[int, float | None, Values]]
    warnings: Sequence[tuple[str, int, int | None, str]]
    end: int


class _Settled:
    """Stands for a port that was left out; None is a port that is not known, and is refused."""

    def __repr__(self) -> str:
        return "the device's own"


SETTLED: Final[Any] = _Settled()

MAC_COMMANDS: Final = "mac_commands"
"""The warning about a payload of port 0."""


def mac_commands(payload: bytes) -> Result:
    """What a payload on port 0 says: nothing of the application's, whatever the device's format (LoRaWAN 1.0.x, 4.3.2).

    >>> mac_commands(bytes.fromhex("06fe1a")).warnings[0][:3]
    ('mac_commands', 0, 3)
    """
    size = len(payload)
    text = "fPort 0 carries MAC commands, no payload of the device's"
    return Result(None, None, {}, (), ((MAC_COMMANDS, 0, size, text),), size)


class Shape:
    """The static side of a device's results: its slots' fields, and the names of its records."""

    __slots__ = ("_known", "device", "fields", "known", "records", "sensitive")

    def __init__(self, device: str, fields: Sequence[Field], measured: Sequence[bool], records: Sequence[str]) -> None:
        self.device = device
        self.fields = tuple(fields)
        self.records = tuple(records)
        #: Whether a payload may say something sensitive, and so may bytes of it that were not understood.
        self.sensitive = any(field.sensitive for field in self.fields)
        #: What the compiled core knows of the keys that it has met.
        self.known: dict[int | tuple[int, int], Any] = {}
        known = enumerate(zip(fields, measured, strict=True))
        self._known: dict[int | tuple[int, int], tuple[Field, bool]] = dict(known)

    def of(self, key: int | tuple[int, int]) -> tuple[Field, bool]:
        """The field of a slot, and whether it is a measurement; slots with an open channel get a field a channel."""
        known = self._known.get(key)
        if known is None:
            slot, channel = key  # type: ignore[misc]
            static, measured = self._known[slot]
            name = static.name.replace("{}", str(channel))
            known = replace(static, name=name, channel=channel), measured
            if len(self._known) < 4096:
                self._known[key] = known
        return known


def moment(seconds: float | None) -> datetime | None:
    """Seconds since 1970 as a time in UTC; None where the calendar has no such time."""
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


class lazy(Generic[T]):
    """An attribute computed when it is first asked for (``functools.cached_property`` takes a lock each time)."""

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: Any, owner: type | None = None) -> T:
        if instance is None:
            return self  # type: ignore[return-value]
        value = self._compute(instance)
        setattr(instance, self._name, value)  # not by way of __dict__, which would have to be made first
        return value
