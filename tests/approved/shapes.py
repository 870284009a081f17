"""The layouts that approved outputs are made of: those with every node, and what is beyond a threshold."""

from __future__ import annotations

import zlib
from functools import cache

from layouts import CORNERS, MADE, Made, made
from redi_codecs import Codec

SHAPES: dict[str, Made] = MADE | {name: Made(body, (payload,)) for name, (body, payload) in CORNERS.items()}
#: The shapes in parts, so that each text is short and each test quick.
PARTS = {f"{at:02}": list(SHAPES)[at * 8 : at * 8 + 8] for at in range((len(SHAPES) + 7) // 8)}
#: Shapes for which no branch of the engine is taken that others do not take: of their texts a checksum is kept.
ALIKE = frozenset(
    {
        "sentinels",
        "turns of bytes that are no numbers",
        "turns of twelve bits",
        "turns of nine bits after whole bytes",
        "turns of parts",
        "cases of conditions on what is not there",
        "what is derived is not always valid",
        "whole numbers and states that conditions exclude",
        "values that nothing refers to",
        "a yes is one",
        "a number that two words share",
        "switch on the length",
        "tags that may be skipped",
        "tags that stop",
        "blocks of a type read before",
        "blocks by count",
        "blocks that are records",
        "blocks that are records by columns",
        "blocks inside blocks",
        "what comes after readings",
        "what comes before readings",
        "what comes before readings, in numbers",
        "tags of one or two bytes",
        "tags of one or two bytes that may be skipped",
        "a trailer that is there if a byte is left",
        "trailers one after the other",
        "presence again and again",
        "presence",
        "optional",
        "repeat by count",
        "repeat to the end",
        "records",
        "records, the newest first",
        "records by columns",
        "sized",
        "custom",
        "dates of a history",
        "derived times of records",
        "derived times, the newest first",
        "derived times, the newest last",
        "a time that may be missing",
        "custom nodes of records",
        "custom nodes that compute",
        "a derived condition is True, not a number",
        "a range and an unknown value",
        "a turn that ends in bytes of open length",
        "a value of the turn before",
    }
)


@cache
def codec_of(name: str) -> Codec:
    return Codec(made(SHAPES[name].uplink))


def kept(name: str, text: str) -> str:
    """The text of a shape, or its checksum."""
    if name not in ALIKE:
        return f"# {name}\n{text}"
    return f"# {name}: {len(text)} characters of checksum {zlib.crc32(text.encode()):08x}\n"
