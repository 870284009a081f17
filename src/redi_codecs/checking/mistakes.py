"""The usual mistakes of a declaration's line, and whether a payload would show them.

A mistake is another reading of the same bytes: signed for unsigned, bytes the other way round, a bit more or less, ten
times as much. A vector that states the value tells the two apart if the other reading gives another value. So nothing
has to be run again: what a vector proves follows from the bits that it was decoded from.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final, NamedTuple

from redi_codecs.layout.transform import Affine, Choice, Curve, Test
from redi_codecs.layout.wire import Real, Whole
from redi_codecs.plan.bits import allowed, gather
from redi_codecs.plan.plan import Load, Part, Take

__all__ = ["BEYOND", "Mistake", "meaning", "mistakes", "reads", "seen", "to_be_seen"]

#: Tables of at most so many numbers are checked entry by entry.
_ENTRIES: Final = 64


#: A mistake that only numbers would show which no sensor can measure, or which the manual does not give.
BEYOND: Final = "beyond the limits"


class Mistake(NamedTuple):
    """Another way to read a part: what it is called, what a vector lacks that does not show it, and the reading."""

    name: str
    lacks: str
    reading: Callable[[int], Any]


def meaning(part: Part, raw: Any) -> Any:
    """What raw bits mean: a value, or the status of a value that is none."""
    status = _sentinel(part, raw)
    if status is not None:
        return ("no value", status)
    value = part.transform.decode(raw)
    if value is None:
        return ("no value", "unknown")
    if isinstance(value, float) and not math.isfinite(value):
        return ("no value", "fault")
    return value


def _sentinel(part: Part, raw: Any) -> str | None:
    """The status that a raw number is a sentinel of."""
    for sentinel, status in part.sentinels:
        if raw in sentinel if isinstance(sentinel, range) else raw == sentinel:
            return status
    return None


def reads(op: Load | Take, part: Part, word: Any) -> Any:
    """What a part makes of a word (of bytes, where it takes bytes)."""
    if isinstance(op, Take):
        return word
    return _real(op.wire, word) if isinstance(op.wire, Real) else meaning(part, gather(word, part))


def mistakes(load: Load, part: Part) -> Iterator[Mistake]:
    """Each usual mistake that could have been made in declaring this part of a load."""
    if isinstance(load.wire, Real):
        yield Mistake("byte order", "no vector has a value", lambda word: _real(load.wire, _swapped(word, load.wire)))
        return
    hidden = part.slot is None
    means: Callable[[Any], Any] = (lambda raw: raw) if hidden else (lambda raw: meaning(part, raw))
    width = part.bits
    least, most = allowed(part)
    decided = least < 0 if part.signed else bool(most >> width - 1)
    if width > 1 and isinstance(part.transform, Affine) and not hidden and decided:
        other = replace(part, signed=not part.signed)
        lacks = (
            f"no vector is negative; u{width} for i{width} would not be noticed"
            if part.signed
            else f"no vector has the highest bit set; i{width} for u{width} would not be noticed"
        )

        def turned(word: int) -> Any:
            raw = gather(word, part)  # a sentinel is written by its bits, 0x8000, whatever the sign
            return means(raw if _sentinel(part, raw) is not None else gather(word, other))

        yield Mistake("sign" if _matters(part) else BEYOND, lacks, turned)
    zero = isinstance(part.transform, Test) and part.transform.with_ == 0  # which reads the same from either end
    if load.size > 1 and isinstance(load.wire, Whole) and not zero:
        lacks = "every vector reads the same from either end; the other byte order would not be noticed"
        yield Mistake("byte order", lacks, lambda word: means(gather(_swapped(word, load.wire), part)))
    if len(part.spans) == 1 and width < load.wire.bits:
        yield from _ranges(load, part, means)
    if isinstance(part.transform, Affine) and not hidden and width > 1:
        times = replace(part, transform=replace(part.transform, mul=part.transform.mul * 10))
        lacks = "every vector has 0; another scale would not be noticed"
        yield Mistake("scale", lacks, lambda word: meaning(times, gather(word, part)))


def _matters(part: Part) -> bool:
    """Whether a number that the sign decides may be plausible."""
    kind, top = part.slot.field.kind if part.slot else None, 1 << part.bits - 1
    if kind is None:
        return True
    edges = [meaning(part, raw) for raw in ((-top, -1) if part.signed else (top, 2 * top - 1))]
    return any(not isinstance(value, tuple) and kind.plausible(value) for value in edges)


def _ranges(load: Load, part: Part, means: Callable[[Any], Any]) -> Iterator[Mistake]:
    """The bits of a word: one more where nobody else owns it, one less."""
    (shift, width), taken = part.spans[0], _taken(load, part)

    def read(low: int, count: int) -> Callable[[int], Any]:
        other = replace(part, spans=((low, count),))
        return lambda word: means(gather(word, other))

    if width == 1:
        for near, word in ((shift + 1, "next"), (shift - 1, "previous")):
            if 0 <= near < load.wire.bits and near not in taken:
                yield Mistake(
                    f"bit {word}", f"no vector tells the bit from its {word} one, which is reserved", read(near, 1)
                )
        return
    free = "the reserved bit {} it is 0 in every vector; one bit more would not be noticed"
    if shift + width < load.wire.bits and shift + width not in taken:
        yield Mistake("one bit more above", free.format("above"), read(shift, width + 1))
    if shift and shift - 1 not in taken:
        yield Mistake("one bit more below", free.format("below"), read(shift - 1, width + 1))
    lacks = "no vector has its {} bit set; one bit less would not be noticed"
    hidden = part.slot is None  # which may be wider than any number that the manual gives it
    if not (allowed(part)[0] == 0 and not allowed(part)[1] >> width - 1):
        yield Mistake(BEYOND if hidden else "one bit less above", lacks.format("highest"), read(shift, width - 1))
    yield Mistake("one bit less below", lacks.format("lowest"), read(shift + 1, width - 1))


def _taken(load: Load, part: Part) -> set[int]:
    """The bits of a word that other parts mean something by; constants count, for they cannot be shared either."""
    return {
        bit
        for one in load.parts
        if one is not part and (one.slot is not None or one.variable is not None or one.constant is not None)
        for low, count in one.spans
        for bit in range(low, low + count)
    }.union(range(load.tail), range(load.wire.bits - load.lead, load.wire.bits))


def _swapped(word: int, wire: Whole | Real) -> int:
    size = wire.size
    return int.from_bytes(word.to_bytes(size, "big")[::-1], "big")


def _real(wire: Real | Whole, word: int) -> Any:
    code = ">f" if wire.bits == 32 else ">d"
    value = struct.unpack(code, word.to_bytes(wire.bits // 8, "big"))[0]
    return ("no value", "fault") if not math.isfinite(value) else value


# ---- what has to be seen, not only told apart ---------------------------------------------


def to_be_seen(op: Load | Take | None, part: Part) -> dict[Any, str]:
    """What vectors have to state of a part, each with the sentence for where none does; no load has what is derived."""
    if part.slot is None:
        return {}
    found: dict[Any, str] = {}
    transform = part.transform
    if isinstance(part.transform, Choice):
        for raw, label in transform.labels:  # type: ignore[attr-defined]
            found["raw", raw] = f"no vector is {label!r} ({raw:#04x}); another number or label would not be noticed"
    elif part.slot.type == "bool" and part.spans:
        for value in (True, False):
            found["value", value] = f"no vector says {value}"
    elif isinstance(transform, Curve) and transform.bits <= 16:
        if transform.name == "lookup" and len(transform.known) <= _ENTRIES:
            found |= {("raw", raw): f"no vector has the entry {raw:#04x} of the table" for raw in transform.known}
        else:
            found["several", None] = "all vectors have the same value; another function would not be noticed"
    elif isinstance(op, Take):
        found["some", None] = "every vector is empty or reads the same from either end"
    for sentinel, status in part.sentinels:
        what = f"{sentinel.start:#x} … {sentinel.stop - 1:#x}" if isinstance(sentinel, range) else f"{sentinel:#x}"
        found["sentinel", str(sentinel)] = f"no vector is {what}, which is {status}"
    if not part.sentinels and not isinstance(part.invalid, tuple):
        found["status", "fault"] = "no vector is invalid"
    if part.valid is not None:
        found["valid", False] = "no vector has bytes here that are not valid; without valid= nothing would change"
    if not found:
        found["some", None] = "no vector says anything of it"
    return found


def seen(op: Load | Take | None, part: Part, raw: Any, value: Any) -> Iterator[Any]:
    """What a vector that states this value lets see: keys of :func:`to_be_seen`."""
    yield "raw", raw
    if isinstance(value, bool):
        yield "value", value
    for sentinel, _ in part.sentinels:
        if raw in sentinel if isinstance(sentinel, range) else raw == sentinel:
            yield "sentinel", str(sentinel)
    if not isinstance(op, Take) or (raw and (len(raw) == 1 or raw != raw[::-1])):
        yield "some", None
