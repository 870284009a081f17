"""Values made once and never changed, as dataclasses are, that become JSON by themselves.

Web frameworks ask what is no type of theirs for its ``dict``, and dataclasses for all of their fields: bytes that are
no text, and what is sensitive, among them. So these are made by ``dataclass``, and are none to whoever asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self, TypeVar, dataclass_transform

__all__ = ["Frozen", "frozen", "part_of"]

from redi_codecs.needed import of_type

T = TypeVar("T", bound="type[Frozen]")


class Frozen:
    """What such values can do; ``to_dict`` says what of them is for everybody."""

    __slots__ = ()
    _names: ClassVar[tuple[str, ...]]

    def replace(self, **changes: Any) -> Self:
        """The same with other values in some of its fields."""
        return type(self)(**{name: getattr(self, name) for name in self._names} | changes)

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold."""
        raise NotImplementedError

    def keys(self) -> tuple[str, ...]:
        """What ``dict(…)`` has, which is :meth:`to_dict`: web frameworks ask so for what is to become JSON."""
        return tuple(self.to_dict())

    def __getitem__(self, name: str) -> Any:
        return part_of(self.to_dict(), name)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple(getattr(self, name) for name in self._names)


def part_of(told: Mapping[str, Any], name: object) -> Any:
    """What has this name; a number is none, or Python would count through it as through a list.

    >>> part_of({"f_port": 85}, "f_port")
    85
    """
    of_type(name, str, "the name of what is told")
    if name not in told:
        raise KeyError(f"{name}: there are {', '.join(told)}")
    return told[name]  # type: ignore[index]


@dataclass_transform(frozen_default=True)
def frozen(cls: T) -> T:
    """Make a class one of such values, with a field for each of its annotations.

    >>> from dataclasses import is_dataclass
    >>> @frozen
    ... class Named(Frozen):
    ...     name: str
    ...
    ...     def to_dict(self):
    ...         return {"name": self.name}
    >>> one = Named("foyer")
    >>> one, one == Named("foyer"), is_dataclass(one), dict(one), one.replace(name="hall")
    (Named(name='foyer'), True, False, {'name': 'foyer'}, Named(name='hall'))
    """
    made: Any = dataclass(frozen=True, slots=True)(cls)
    made._names = tuple(one.name for one in fields(made))
    made.__replace__ = Frozen.replace
    del made.__dataclass_fields__, made.__dataclass_params__
    return made  # type: ignore[no-any-return]
