"""How a generated decoder reports a fault: built lazily, for the fast path never needs the words."""

from __future__ import annotations

from typing import Any, NoReturn

from redi_codecs.errors import (
    ChecksumMismatch,
    DecodeError,
    TruncatedPayload,
    UnexpectedValue,
    UnknownMessage,
    UnknownPort,
)
from redi_codecs.layout import nodes as n
from redi_codecs.layout.expr import Applied, Arith, Extreme, Known, Pick

#: What is known without reading, in words.
_WORDS = {"remaining": "the number of bytes left", "length": "the number of bytes", "f_port": "the port"}


class Fault(Exception):
    """A fault inside a payload, before the device's name and what was understood are added."""

    def __init__(self, kind: type[DecodeError], field: str | None, offset: int, problem: str) -> None:
        self.kind = kind
        self.field = field
        self.offset = offset
        self.problem = problem
        super().__init__(problem)


def truncated(field: str, offset: int, needed: int, limit: int) -> NoReturn:
    """A field ends after what holds it, the payload or a part of it."""
    left = max(limit - offset, 0) or "none"
    raise Fault(TruncatedPayload, field, offset, f"{needed} byte{'' if needed == 1 else 's'} needed, {left} left")


def unexpected(field: str, offset: int, seen: int, wanted: int) -> NoReturn:
    """A constant of the format has another value."""
    raise Fault(UnexpectedValue, field, offset, f"the constant {wanted:#04x} is expected here, not {seen:#04x}")


def checksum(crc: n.Crc, offset: int, seen: int, computed: int) -> NoReturn:
    """The bytes do not have the checksum that was sent with them."""
    problem = f"the checksum is {seen:#06x}, but that of the bytes before it ({crc.name}) is {computed:#06x}"
    raise Fault(ChecksumMismatch, "checksum", offset, problem)


def show(value: Any) -> str:
    """A value as in a manual: numbers in hex."""
    return f"{value:#04x}" if isinstance(value, int) and not isinstance(value, bool) else repr(value)


def _key(key: n.Key, decimal: bool) -> str:
    def one(match: Any) -> str:
        if isinstance(match, range):
            return f"{match.start}…{match.stop - 1}" if decimal else f"{match.start:#04x}…{match.stop - 1:#04x}"
        return str(match) if decimal or isinstance(match, n.AnyChannel) else show(match)

    return " ".join("/".join(map(one, part)) for part in key)


class Stop(Exception):
    """A block that is not understood has been found: what came before it is read once more, without it."""


def stop(stops: dict[tuple[int, int], str], key: tuple[int, int], choose: Any, offset: int, *seen: Any) -> NoReturn:
    """No case of a switch fits inside a block: the block begins where ``key`` says."""
    if len(stops) == n.MOST_UNKNOWN:
        unknown(choose, offset, *seen)
    stops[key] = unfamiliar(choose, offset, *seen)
    raise Stop


def unfamiliar(choose: Any, offset: int, *seen: Any) -> str:
    """What a warning says of an unknown value."""
    name = switched_on(choose)
    return f"{'' if name is None else f'{name} '}{_seen(choose, *seen)} at byte {offset} is unknown"


def switched_on(choose: Any) -> str | None:
    """What is switched on, by the name of its field; None where it is computed."""
    if computed(choose) is not None:
        return None
    label: str = choose.loads[0].parts[0].label if choose.loads else choose.source or str(choose.on[0])
    return label


def computed(choose: Any) -> str | None:
    """What is switched on, in words, where it is no number that stands in the payload."""
    on = choose.on[0]
    if choose.loads or not isinstance(on, Known | Arith | Extreme | Pick | Applied):
        return None
    return _WORDS.get(on.name, on.name) if isinstance(on, Known) else str(on)


def _seen(choose: Any, *seen: Any) -> str:
    words = computed(choose)
    if words is None:
        return " ".join(map(show, seen))
    return f"where {words} is {seen[0] if isinstance(seen[0], int) else repr(seen[0])}, what comes"


def known_values(choose: Any) -> str:
    """The first values that a switch or a tag table knows."""
    known = dict.fromkeys(_key(case.key, computed(choose) is not None) for case in choose.cases)
    return ", ".join(list(known)[:12]) + (", …" if len(known) > 12 else "")


def unknown(choose: Any, offset: int, *seen: Any) -> NoReturn:
    """No case of a switch (or entry of a tag table) fits."""
    listed = known_values(choose)
    on = choose.on[0]
    if isinstance(on, Known) and on.name == "f_port":
        raise Fault(UnknownPort, None, 0, f"nothing is sent on fPort {seen[0]}; known: {listed}")
    if isinstance(on, Known) and on.name == "length":
        raise Fault(UnknownMessage, on.name, offset, f"no message has {on.name} {seen[0]}; known: {listed}")
    said = _seen(choose, *seen)
    raise Fault(UnknownMessage, switched_on(choose), offset, f"{said} is unknown here; known: {listed}")


def stuck(name: str, offset: int) -> NoReturn:
    """A custom node that comes again and again takes no byte."""
    raise Fault(UnknownMessage, name, offset, "nothing is read here, turn after turn") from None


def corrupt(error: n.Corrupt) -> NoReturn:
    """A custom node's fault."""
    kind = TruncatedPayload if error.truncated else UnknownMessage
    raise Fault(kind, error.field, error.offset, error.problem) from None
