"""Numbers side by side without regard to bytes: a head, then turns of as many bits each, and the rest of the last byte.

It is made of words that share bytes: where one ends inside a byte, the next one begins in it. Where turns are not whole
bytes, they lie in a word in one of a few ways, which come round: of ten bits the fifth lies as the first did.
"""

from __future__ import annotations

from dataclasses import replace
from math import gcd
from typing import Final

from redi_codecs.layout.expr import Known
from redi_codecs.layout.nodes import Body, Expect, Field, Node, Optional, Repeat, Reserved, Switch, Word
from redi_codecs.layout.where import refuse
from redi_codecs.layout.wire import Bits, Nowhere, Source, Whole
from redi_codecs.layout.words import flat

__all__ = ["packed"]

Member = Field | Reserved | Expect
_MOST: Final = 56  # with the bits of the bytes that it shares, a word then has 64


def packed(*body: Body) -> tuple[Node, ...]:
    """Parts of bits, then a repeat or a history of such parts, one turn right behind the other.

    Bit 0 is the most significant one of the head, and of each turn; the last byte ends in zeros.
    """
    *head, loop = flat(*body) or (None,)
    if not isinstance(loop, Repeat) or loop.count is None:
        refuse("packed(…) ends in a repeat(…, count=…) or history(…, count=…), whose turns may end inside a byte")
    before, width = _width(head, "before the turns"), _width(loop.body, "in a turn")
    if width < 8:
        refuse(f"a turn of packed(…) has at least 8 bits, and these have {width}: let one turn hold several of them")
    places = [(before + turn * width) % 8 for turn in range(8 // gcd(width, 8))]
    ways = [(_word(loop.body, width, place),) for place in places]
    on = Known("index") % len(ways)
    cases = tuple((((at,),), way) for at, way in enumerate(ways))
    turn: tuple[Node, ...] = ways[0] if len(ways) == 1 else (Switch(on, cases, unknown="raise"),)
    first = (_word(head, before, 0),) if head else ()
    # What is left of a byte that turns have begun: it has been read with them.
    rest = Word(Source(Whole(8)), (Reserved(Source(Bits(((0, 7),)))),), True, lead=8)
    if len(ways) == 1:
        left: tuple[Node, ...] = (rest,) if places[0] else ()
    else:
        left = (Optional((loop.count * width + before) % 8 != 0, (rest,)),)
    return (*first, replace(loop, body=turn), *left)


def _width(parts: list[Node] | tuple[Node, ...], where: str) -> int:
    """How many bits some parts take."""
    most = 0
    for part in parts:
        wire = part.source.wire if isinstance(part, Member) else None
        if isinstance(wire, Bits):
            most = max(most, *(high + 1 for _, high in wire.ranges))
        elif not isinstance(part, Field) or not isinstance(wire, Nowhere):
            part.where.refuse("inside packed(…) every part takes bit(…) or bits(…), and the turns come last")
    if most > _MOST:
        refuse(f"{most} bits {where} of packed(…): {_MOST} are the most; put a word(…) of whole bytes before it")
    return most


def _word(parts: list[Node] | tuple[Node, ...], width: int, lead: int) -> Word:
    """The word around some parts whose first bit is bit ``lead`` of a byte."""
    tail = -(lead + width) % 8
    members = tuple(_moved(part, lead) for part in parts if isinstance(part, Member))
    return Word(Source(Whole(lead + width + tail)), members, True, lead, tail)


def _moved(part: Member, by: int) -> Member:
    if not isinstance(part.source.wire, Bits):
        return part
    ranges = tuple((low + by, high + by) for low, high in part.source.wire.ranges)
    return replace(part, source=replace(part.source, wire=replace(part.source.wire, ranges=ranges)))
