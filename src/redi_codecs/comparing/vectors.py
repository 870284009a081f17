"""Vectors that a vendor's decoder bears out: what it says of a payload, in our words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from redi_codecs.checking.robust import unsaid
from redi_codecs.checking.vectors import told
from redi_codecs.comparing.comparison import NOTHING, chosen_pairs, pairs_of
from redi_codecs.comparing.flat import ours, theirs
from redi_codecs.comparing.javascript import JavaScript
from redi_codecs.comparing.likeness import decimals
from redi_codecs.comparing.pairing import Pair
from redi_codecs.device_codec import codec
from redi_codecs.errors import DecodeError
from redi_codecs.layout.device import Device
from redi_codecs.readings import Decoded

__all__ = ["vectors"]

SOURCE = "the vendor's decoder, run"


def vectors(
    device: Device,
    decoder: JavaScript | str,
    payloads: Iterable[tuple[bytes, int]],
    *,
    pairs: Iterable[Pair] | None = None,
    left_out: Callable[[str], None] = lambda remark: None,
) -> Iterator[dict[str, Any]]:
    """The payloads of which both sides say the same, as vectors that JSON can hold; the others go to ``left_out``.

    A reading without a pair is in the vector all the same, for a vector names all readings; ``source`` says that the
    decoder does not bear it out. An attribute of which they do not say the same is no part of the vector, and told too.
    """
    script = decoder if isinstance(decoder, JavaScript) else JavaScript(decoder)
    known = pairs_of(device, script) if pairs is None else list(pairs)
    for payload, port in payloads:
        cite = f"{payload.hex()} on port {port}"
        try:
            decoded = codec(device).decode(payload, port)
        except DecodeError as error:
            left_out(f"{cite}: our declaration refuses it: {error}")
            continue
        answer = script.decode(payload, port)
        if answer.refusal:
            left_out(f"{cite}: theirs gives nothing: {answer.refusal}")
            continue
        values, own = theirs(answer.values), ours(decoded)
        wrong = _wrong(known, own, values)
        if wrong:
            left_out(f"{cite}: {'; '.join(wrong.values())}")
        if wrong.keys() - decoded.attributes.keys():
            continue
        if text := unsaid(device, decoded):
            left_out(f"{cite}: {text}")
            continue
        agreed = {one.ours for one in known if own.get(one.ours) is not None} - wrong.keys()
        if not agreed:
            left_out(f"{cite}: nothing in it has a pair")
            continue
        yield _vector(device, decoded, agreed)


def _wrong(pairs: Iterable[Pair], own: dict[str, Any], values: dict[str, Any]) -> dict[str, str]:
    """What the two do not say alike, by our names, in words."""
    found = {}
    for pair in chosen_pairs(pairs, values):
        one, other = own.get(pair.ours, NOTHING), values.get(pair.theirs, NOTHING)
        if one is NOTHING:
            continue
        mute = one is None, other is NOTHING or other is None or isinstance(other, str)
        if one is None and mute[1]:
            continue
        if other is NOTHING or not pair.how.agrees(one, other, decimals([other])):
            found[pair.ours] = f"{pair.ours} is {one} and {'nothing' if other is NOTHING else other} of theirs"
    return found


def _vector(device: Device, decoded: Decoded, agreed: set[str]) -> dict[str, Any]:
    alone = [one.name for one in decoded.readings if one.name not in agreed and one.value is not None]
    if decoded.records and not any("[" in name for name in agreed):
        alone.append("records")
    source = SOURCE + (f", which does not give {', '.join(alone)}" if alone else "")
    return told(device.id, decoded, agreed) | {"source": source}
