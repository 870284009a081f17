"""The layouts that approved outputs are made of: those with every node, and what is beyond a threshold."""

from __future__ import annotations

import zlib
from functools import cache

from approved.more import MORE
from layouts import CORNERS, MADE, Made, made
from redi_codecs import Codec

SHAPES: dict[str, Made] = MADE | {name: Made(body, (payload,)) for name, (body, payload) in CORNERS.items()} | MORE
#: The shapes in parts, so that each text is short and each test quick.
PARTS = {f"{at:02}": list(SHAPES)[at * 8 : at * 8 + 8] for at in range((len(SHAPES) + 7) // 8)}
#: Shapes for which no branch of the engine is taken that others do not take: of their texts a checksum is kept.
ALIKE = frozenset(
    {
        "turns of bytes that are no numbers",
        "numbers side by side",
        "turns of twelve bits",
        "turns of nine bits after whole bytes",
        "turns of parts",
        "cases of conditions on what is not there",
        "floats with a hidden bit",
        "whole numbers and states that conditions exclude",
        "values that nothing refers to",
        "a yes is one",
        "a number that two words share",
        "word",
        "constants",
        "switch on the length",
        "switch with many keys",
        "switch with far keys",
        "tags",
        "tags that may be skipped",
        "tags that stop",
        "blocks of a type read before",
        "blocks that must be known",
        "blocks by count",
        "blocks that are records",
        "blocks that are records by columns",
        "blocks inside blocks",
        "what comes after readings",
        "what comes before readings",
        "what comes before readings, in numbers",
        "tags of one or two bytes",
        "tags of one or two bytes that may be skipped",
        "tags of one or two bytes that must be known",
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
        "checksum",
        "checksum inside a frame",
        "custom",
        "dates of a history",
        "derived times of records",
        "derived times, the newest first",
        "derived times, the newest last",
        "a time that may be missing",
        "custom nodes of records",
        "custom nodes that compute",
        "a sentinel given as a condition",
        "a derived condition is True, not a number",
        "a hidden value that no table has",
        "a range and an unknown value",
        "a turn that ends in bytes of open length",
        "cases: 4 that measure and 0 that do not",
        "cases: 2 that measure and 2 that do not",
        "cases: 5 that measure and 0 that do not",
        "cases: 8 that measure and 1 that do not",
        "cases: 9 that measure and 1 that do not",
        "cases: 9 that measure and 0 that do not",
        "cases: 8 that measure and 8 that do not",
        "cases of two numbers",
        "more cases of two numbers",
        "4 cases of two numbers that measure nothing",
        "many cases of two numbers and several",
        "three numbers, the second wild",
        "cases far from each other",
        "cases of numbers with a sign",
        "runs of words",
        "words with nothing before or behind",
        "bytes that may be left out",
        "arithmetic on 60 bits",
        "arithmetic on 61 bits",
        "a quotient of 6 bytes",
        "the port and the length",
        "texts that decide",
        "64 bits that decide",
        "64 bits hidden",
        "64 bits as a time",
        "a scale of 53 bits",
        "a scale of 54 bits",
        "a scale of a large divisor",
        "a whole scale",
        "a small float of 16 bits",
        "a small float of 24 bits and a summand",
        "a small float of 32 bits, wider",
        "tables of the same name",
        "digits",
        "records with channels of their own",
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
