"""A network server: by what its messages are told from those of others, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from redi_codecs.networks.uplink import Uplink

__all__ = ["Server"]

_Paths = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Server:
    """One network server.

    Attributes:
        name: as in :attr:`Uplink.network`.
        title: as its users call it.
        parse: its message as an uplink; the fields of errors are paths inside the message.
        signs: fields that all of its messages have.
        marks: where these are not enough: paths of fields of which at least one is there, through lists too; ``a+b``
            are two that are there together.
    """

    name: str
    title: str
    parse: Callable[[Mapping[str, Any]], Uplink]
    signs: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    _signs: frozenset[str] = field(init=False, repr=False)
    _outer: frozenset[str] = field(init=False, repr=False)
    _inner: tuple[_Paths, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        paths = {mark: tuple(tuple(path.split(".")) for path in mark.split("+")) for mark in self.marks}
        outer = frozenset(mark for mark, path in paths.items() if path == ((mark,),))
        object.__setattr__(self, "_signs", frozenset(self.signs))
        object.__setattr__(self, "_outer", outer)
        object.__setattr__(self, "_inner", tuple(path for mark, path in paths.items() if mark not in outer))

    def has_signs(self, message: Mapping[str, Any]) -> bool:
        """Whether the message may be this server's."""
        return message.keys() >= self._signs

    def recognises(self, message: Mapping[str, Any]) -> bool:
        """Whether the message has all signs, and a mark where one is needed.

        >>> server = Server("x", "X", parse=..., signs=("devEUI",), marks=("rxInfo.mac",))
        >>> server.recognises({"devEUI": "…", "rxInfo": [{}, {"mac": "…"}]}), server.recognises({"devEUI": "…"})
        (True, False)
        """
        if not self.has_signs(message):
            return False
        if not self.marks or not self._outer.isdisjoint(message):
            return True
        return any(all(_reaches(message, path) for path in paths) for paths in self._inner)


def _reaches(value: Any, path: tuple[str, ...]) -> bool:
    if not path:
        return True
    if isinstance(value, Mapping):
        return path[0] in value and _reaches(value[path[0]], path[1:])
    return isinstance(value, list | tuple) and any(_reaches(inner, path) for inner in value)
