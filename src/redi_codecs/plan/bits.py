"""The bits of a part, out of the word that holds them and into it, and words as they stand on the wire."""

from __future__ import annotations

from redi_codecs.layout.transform import Affine
from redi_codecs.layout.wire import Real, Whole
from redi_codecs.plan.plan import Part


def limits(part: Part) -> tuple[int, int]:
    """The least and the greatest raw number that a part holds."""
    return (-(1 << part.bits - 1), (1 << part.bits - 1) - 1) if part.signed else (0, (1 << part.bits) - 1)


def allowed(part: Part) -> tuple[int, int]:
    """The least and the greatest raw number that its limits leave to a part; all that it holds where it has none."""
    least, most = limits(part)
    if part.limits is None or not isinstance(part.transform, Affine):
        return least, most
    low, high = part.limits
    ends = [
        least if low is None else int(part.transform.encode(low)),
        most if high is None else int(part.transform.encode(high)),
    ]
    return max(least, min(ends)), min(most, max(ends))


def with_sign(raw: int, part: Part) -> int:
    """The number that a part's bits mean: in two's complement where it is signed."""
    return raw - (1 << part.bits) if part.signed and raw >> part.bits - 1 else raw


def gather(word: int, part: Part) -> int:
    """The raw number of a part of a word."""
    raw = 0
    for shift, width in part.spans:
        raw = raw << width | word >> shift & (1 << width) - 1
    return with_sign(raw, part)


def spread(raw: int, part: Part) -> int:
    """A part's bits at their places in the word."""
    word, below = 0, part.bits
    for shift, width in part.spans:
        below -= width
        word |= (raw >> below & (1 << width) - 1) << shift
    return word


def pack(word: int, wire: Whole | Real) -> bytes:
    """A word in the order of its bytes on the wire."""
    data = word.to_bytes(wire.size, "big")
    if wire.order == "little":
        return data[::-1]
    return data[2:] + data[:2] if wire.order == "words" else data


def unpack(data: bytes, wire: Whole | Real) -> int:
    """The word that stands on the wire as these bytes."""
    if wire.order == "little":
        return int.from_bytes(data, "little")
    return int.from_bytes(data[2:] + data[:2] if wire.order == "words" else data, "big")
