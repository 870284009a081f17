"""What a usual message is, and single lines as such, tried in the order in which that is likely."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from redi_codecs.errors import UplinkError
from redi_codecs.registry import changed

if TYPE_CHECKING:
    from redi_codecs.networks.uplink import Uplink

__all__ = [
    "EMPTY",
    "JOIN",
    "KINDS",
    "STATUS",
    "UPLINK",
    "Known",
    "Reader",
    "Usual",
    "hidden_doubt",
    "textual",
]

T = TypeVar("T")

#: What a message may be here; the first stands for doubt.
KINDS: Final = ("", "uplink", "empty", "join", "status")
UPLINK, EMPTY, JOIN, STATUS = range(1, len(KINDS))

#: How many signs at the beginning of a line tell which message it is likely to be.
_BEGIN: Final = 16
_MOST_BEGINNINGS: Final = 256
_MOST_KNOWN: Final = 1 << 14
#: Bytes that are a text of digits, as some devices' makers send them: how they are read is not decided here.
textual: Final = re.compile(rb"[0-9A-Fa-fxX\s,;:{}\\\[\]\"'-]{2,}").fullmatch
#: More digits than Python makes a whole number of.
_ENDLESS: Final = re.compile(rb"\d{4300}").search


class Known(dict[Any, Any], Generic[T]):
    """What was understood before, by the bytes that it was written in; None for what the careful way refuses.

    ``absent`` is what is meant where it is missing. ``usual`` is msgspec's type of it and what a value of that type
    means: what is of another type is left to ``understand``, which is the careful way, and costs its import.
    """

    def __init__(
        self,
        understand: Callable[[Any], T],
        absent: Any = None,
        usual: tuple[Any, Callable[[Any], T]] | None = None,
    ) -> None:
        self._understand = understand
        self._absent = absent
        self._usual = usual
        changed.tell(self._forget)  # a declaration that is loaded may be what a version names

    def _forget(self) -> None:
        self.clear()  # as a method of its own: a dict's is none that a weak reference can hold

    def __missing__(self, written: Any) -> T | None:
        found: T | None = self._absent
        try:
            if written != b"":
                found = self._found(written)
        except (UplinkError, ValueError):
            found = None
        if len(self) >= _MOST_KNOWN:
            self.clear()
        self[written] = found
        return found

    def _found(self, written: Any) -> T:
        if self._usual is not None:
            from msgspec import DecodeError
            from msgspec import json as usual

            type, meaning = self._usual
            try:
                return meaning(usual.decode(written, type=type))
            except (DecodeError, UnicodeDecodeError, RecursionError):
                pass
        return self._understand(json.loads(written) if isinstance(written, bytes) else written)


def hidden_doubt(line: bytes) -> bool:
    """Whether there is something that msgspec does not look at where it skips a field, and Python's json refuses."""
    return (not line.isascii() and not _utf8(line)) or (len(line) > 4300 and _ENDLESS(line) is not None)


def _utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


@dataclass(frozen=True)
class Usual:
    """A kind of message: msgspec's type of it, where in it is what, and what that means.

    Attributes:
        kind: its place in :data:`KINDS`.
        places: which field is noted as what (:data:`redi_codecs.networks.quick.forms.PLACES`).
        who: the DevEUI and what the device is called, from how they are written; None for what the careful way refuses.
        radio: whether it understands a data rate and a frequency.
        uplink: a message as an uplink.
    """

    struct: type
    kind: int
    places: Mapping[str, str]
    who: Callable[[str, bytes], tuple[str, str | None] | None]
    radio: Callable[[bytes, bytes], bool]
    uplink: Callable[[Any], Uplink | None] = lambda message: None

    @cached_property
    def decode(self) -> Callable[[bytes], Any]:
        """msgspec's decoder of a line."""
        from msgspec import json

        return json.Decoder(self.struct).decode


@dataclass
class Reader:
    """Reads single lines as the messages that they usually are."""

    usual: Sequence[Usual]
    _likely: dict[bytes, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        from msgspec import DecodeError

        #: What msgspec raises where a line is not of its type.
        self._unlike = DecodeError, UnicodeDecodeError, RecursionError

    def uplink(self, line: bytes) -> Uplink | None:
        """The uplink in a usual message; None for what is another, or in doubt."""
        if hidden_doubt(line):
            return None
        for way in self._likely.get(line[:_BEGIN]) or self._begun(line):
            try:
                return self.usual[way].uplink(self.usual[way].decode(line))
            except self._unlike:
                continue
        return None

    def _begun(self, line: bytes) -> list[int]:
        """In which order to try a line that begins as none before."""
        if not line.startswith(b"{"):
            return []
        order: list[int] = []
        for number, one in enumerate(self.usual):
            try:
                one.decode(line)
            except self._unlike:
                continue
            order.append(number)
        if order and len(self._likely) < _MOST_BEGINNINGS:
            same = self.usual[order[0]].struct.__module__
            order += [n for n, one in enumerate(self.usual) if one.struct.__module__ == same and n not in order]
            self._likely[line[:_BEGIN]] = order
        return order
