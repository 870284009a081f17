"""A network server: by what its messages are told from those of others, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from redi_codecs.networks.events import has_value
from redi_codecs.networks.uplink import Uplink

__all__ = ["Server"]

_Paths = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Server:
    """One network server.

    Attributes:
        name: as in :attr:`Uplink.network`.
        title: as its users call it.
        parse: its message as an uplink; the fields of errors are paths inside the message.
        signs: fields that all of its messages have.
        marks: where these are not enough: paths of fields of which at least one is there, through lists too; ``a+b``
            are two that are there together. One that is null or "" is not there.
        shared: marks that messages of another server have as well, so that they tell nothing beside one of ``others``.
        others: fields that only the messages of that server have.
        parts: the messages of one device each, of a server that tells of several in one.
    """

    name: str
    title: str
    parse: Callable[[Mapping[str, Any]], Uplink]
    signs: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    parts: Callable[[Mapping[str, Any]], Sequence[Mapping[str, Any]]] | None = None
    _signs: frozenset[str] = field(init=False, repr=False)
    _own: tuple[_Paths, ...] = field(init=False, repr=False)
    _shared: tuple[_Paths, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_signs", frozenset(self.signs))
        object.__setattr__(self, "_own", tuple(map(_paths, self.marks)))
        object.__setattr__(self, "_shared", tuple(map(_paths, self.shared)))

    def has_signs(self, message: Mapping[str, Any]) -> bool:
        """Whether the message may be this server's."""
        return message.keys() >= self._signs

    def recognises(self, message: Mapping[str, Any], *, strictly: bool = False) -> bool:
        """Whether the message has all signs, and a mark where one is needed.

        A field that is there need not have a value: ``strictly`` asks for signs that are not null or "", and for a mark
        that is also neither 0 nor false nor empty.

        >>> server = Server("x", "X", parse=..., signs=("devEUI",), marks=("rxInfo.mac",))
        >>> server.recognises({"devEUI": "…", "rxInfo": [{}, {"mac": "…"}]}), server.recognises({"devEUI": "…"})
        (True, False)
        """
        if not self.has_signs(message):
            return False
        if strictly and any(message[sign] in (None, "") for sign in self.signs):
            return False
        if not self._own and not self._shared:
            return True
        there = has_value if strictly else _is_there
        return _has_one(message, self._own, there) or (
            not any(other in message for other in self.others) and _has_one(message, self._shared, there)
        )


def _paths(mark: str) -> _Paths:
    return tuple(tuple(path.split(".")) for path in mark.split("+"))


def _has_one(message: Mapping[str, Any], marks: tuple[_Paths, ...], there: Callable[[Any], bool]) -> bool:
    for paths in marks:
        for path in paths:
            # Most messages do not have most of the marks: that is told by their first step.
            if path[0] not in message or not _reaches(message[path[0]], path[1:], there):
                break
        else:
            return True
    return False


def _is_there(value: Any) -> bool:
    return value is not None and value != ""


def _reaches(value: Any, path: tuple[str, ...], there: Callable[[Any], bool]) -> bool:
    if not path:
        return there(value)
    if isinstance(value, Mapping):
        return path[0] in value and _reaches(value[path[0]], path[1:], there)
    return isinstance(value, list | tuple) and any(_reaches(inner, path, there) for inner in value)
