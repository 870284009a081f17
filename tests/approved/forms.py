"""Commands of which parts are there or not, whose bits are shared, and which look like each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from layouts import commanded
from redi_codecs.kinds import battery, event_time, humidity, motion, temperature, time
from redi_codecs.layout import (
    CRC16_MODBUS,
    Body,
    Device,
    V,
    attribute,
    bit,
    bits,
    calendar,
    checksum,
    choice,
    command,
    concat,
    curve,
    expect,
    f32,
    hex_digits,
    hexadecimal,
    i8,
    i16,
    let,
    lookup,
    minifloat,
    optional,
    raw,
    remaining,
    reserved,
    sized,
    switch,
    text,
    u8,
    u16,
    u16le,
    u24,
    u24le,
    u32,
    u48,
    u56,
    word,
)
from redi_codecs.layout.commands import Command

LEVEL, MORE, MUCH = attribute(level=u8), attribute(more=u8), attribute(more=u16)
MODE = attribute(mode=choice(u8, {0: "off", 1: "on", 2: "auto"}))
NIBBLE = word(u8, let(kind=bits(0, 3)), attribute(low=bits(4, 7)))
#: Bits that choose, beside an argument: a byte, nine bits, and four in two digits.
BYTE = word(u16, let(kind=bits(0, 7)), attribute(low=bits(8, 15)))
NINE = word(u16, let(kind=bits(0, 8)), attribute(low=bits(9, 15)))
ACROSS = word(u16, let(kind=bits(2, 5)), attribute(low=bits(6, 15)), reserved(bits(0, 1)))
MODES = switch(V.mode, {"on": LEVEL, ("off", "auto"): ()})


def _kind(low: int, high: int, *others: Body) -> Body:
    """A byte with bits that choose."""
    return word(u8, let(kind=bits(low, high)), *others)


#: What stands behind the first byte of a command, 1.
BODIES: Mapping[str, Body] = {
    # ---- a choice, and what stands before and behind it
    "constants behind a choice": (MODE, MODES, expect(u8, 9), expect(u8, 8), reserved(1)),
    "an argument behind a choice": (MODE, MODES, MORE),
    "bits with an argument behind a choice": (MODE, MODES, word(u8, expect(bits(0, 3), 7), attribute(more=bits(4, 7)))),
    "bits without an argument behind a choice": (MODE, MODES, word(u8, expect(bits(0, 3), 7), reserved(bits(4, 7)))),
    "what is odd behind a choice": (MODE, MODES, expect(u8, 9, warning="odd")),
    "a choice behind a choice": (MODE, MODES, optional(remaining >= 1, MORE)),
    "a choice in a case": (MODE, switch(V.mode, {"on": optional(remaining >= 1, MORE), ("off", "auto"): ()})),
    "words around what chooses": (MORE, let(kind=u8), LEVEL, switch(V.kind, {1: battery(u8), 2: humidity(u16)})),
    "words around bits that choose": (MORE, NIBBLE, LEVEL, switch(V.kind, {1: battery(u8), 2: humidity(u16)})),
    "a number chooses": (MORE, attribute(kind=u8), switch(V.kind, {1: LEVEL, 2: ()})),
    "a state, or anything else": (MODE, switch(V.mode, {"on": LEVEL}, otherwise=MUCH)),
    "a state of two bytes": (
        attribute(mode=choice(u16, {0x100: "off", 0x201: "on"})),
        switch(V.mode, {"on": LEVEL, "off": ()}),
    ),
    "a state of two bytes, or anything else": (
        attribute(mode=choice(u16, {0x100: "off", 0x201: "on"})),
        switch(V.mode, {"on": LEVEL}, otherwise=()),
    ),
    "a state of two bytes, the lowest first": (
        attribute(mode=choice(u16le, {0x100: "off", 0x201: "on"})),
        switch(V.mode, {"on": LEVEL, "off": ()}),
    ),
    # ---- numbers that nobody gives
    "two numbers of two bytes": (let(kind=u16), switch(V.kind, {(0x102, 0x103): LEVEL, 4: ()})),
    "a range of two bytes": (let(kind=u16), switch(V.kind, {range(4): LEVEL, 4: ()})),
    "one number of two bytes": (let(kind=u16), switch(V.kind, {0x102: LEVEL})),
    "one number of two bytes, the lowest first": (MORE, let(kind=u16le), reserved(1), switch(V.kind, {0x102: LEVEL})),
    "one number of three bytes": (let(kind=u24), switch(V.kind, {0x10203: LEVEL, 0x10204: MUCH})),
    "all that begin with a zero": (let(kind=u8), switch(V.kind, {range(16): LEVEL, 0x10: ()})),
    "all that begin with a one": (let(kind=u8), switch(V.kind, {range(0x10, 0x20): LEVEL, 0x20: ()})),
    "ranges of bits": (NIBBLE, switch(V.kind, {range(1, 4): LEVEL, range(4, 9): MUCH})),
    "ranges that are alike": (NIBBLE, switch(V.kind, {range(1, 4): LEVEL, range(4, 9): MORE})),
    "ranges that are alike but for a constant": (
        NIBBLE,
        switch(V.kind, {range(1, 4): LEVEL, range(4, 9): expect(u8, 7)}),
    ),
    "ranges that are alike but for some bits": (
        NIBBLE,
        switch(V.kind, {range(1, 4): LEVEL, range(4, 9): word(u8, attribute(more=bits(0, 3)), expect(bits(4, 7), 7))}),
    ),
    "two numbers of bits": (NIBBLE, switch(V.kind, {(3, 1): LEVEL, (2, 9): MUCH})),
    "no case is left": (_kind(0, 0, attribute(low=bits(1, 7))), switch(V.kind, {0: LEVEL, 1: ()}, otherwise=MORE)),
    "one case is left": (
        _kind(0, 1, attribute(low=bits(2, 7))),
        switch(V.kind, {1: LEVEL, (2, 3): ()}, otherwise=MORE),
    ),
    "what is left, without zero": (_kind(0, 1, attribute(low=bits(2, 7))), switch(V.kind, {0: LEVEL}, otherwise=MORE)),
    "what is left of a byte": (
        word(u16, let(kind=bits(0, 7)), attribute(low=bits(8, 15))),
        switch(V.kind, {1: LEVEL, 2: ()}, otherwise=MORE),
    ),
    "what is left of nine bits": (
        word(u16, let(kind=bits(0, 8)), attribute(low=bits(9, 15))),
        switch(V.kind, {1: LEVEL, 2: ()}, otherwise=MORE),
    ),
    "what is left of a byte by itself": (let(kind=u8), switch(V.kind, {1: LEVEL, 2: ()}, otherwise=MORE)),
    "one of nine bits": (
        word(u16, let(kind=bits(0, 8)), attribute(low=bits(9, 15))),
        switch(V.kind, {0x102: LEVEL, 2: ()}),
    ),
    "bits that choose, the highest": (_kind(6, 7, attribute(low=bits(0, 5))), switch(V.kind, {1: LEVEL, (2, 3): ()})),
    "bits that choose, across two digits": (
        _kind(3, 5, attribute(low=bits(0, 2)), attribute(high=bits(6, 7))),
        switch(V.kind, {(1, 2): LEVEL, (0, 3): ()}),
    ),
    "bits of a word that choose, the lowest byte first": (
        word(u16le, let(kind=bits(0, 3)), attribute(low=bits(4, 15))),
        switch(V.kind, {(1, 2): LEVEL, 3: ()}),
    ),
    "bits that choose, said last": (
        word(u16, attribute(low=bits(8, 15)), let(kind=bits(0, 7))),
        switch(V.kind, {1: LEVEL, 2: ()}, otherwise=MORE),
    ),
    "two numbers of nine bits": (NINE, switch(V.kind, {(2, 3): LEVEL, 4: ()})),
    "a range of nine bits": (NINE, switch(V.kind, {range(4): LEVEL, 4: ()})),
    "numbers that their digits say": (BYTE, switch(V.kind, {(0x11, 0x12, 0x21, 0x22): LEVEL, 1: ()})),
    "numbers that their digits do not say": (BYTE, switch(V.kind, {(0x11, 0x22): LEVEL, 1: MUCH})),
    "numbers that only an earlier form has": (BYTE, switch(V.kind, {(0x11, 0x22): LEVEL, (0x12, 0x33): MORE})),
    "any number that no earlier form has": (
        BYTE,
        switch(V.kind, {1: LEVEL, 2: MORE}, otherwise=attribute(most=u8)),
    ),
    "any number, behind a constant": (BYTE, switch(V.kind, {1: LEVEL, 2: expect(u8, 7)}, otherwise=MORE)),
    "any number, behind a form of another size": (BYTE, switch(V.kind, {1: LEVEL, 2: ()}, otherwise=MORE)),
    "any other state": (
        word(u16, attribute(mode=choice(bits(0, 7), {1: "off", 0x12: "on", 0x21: "auto"})), attribute(low=bits(8, 15))),
        switch(V.mode, {"off": LEVEL}, otherwise=MORE),
    ),
    "the same before a constant": (BYTE, switch(V.kind, {(0x11, 0x22): LEVEL, (0x12, 0x33): expect(u8, 7)})),
    "the same before constants": (BYTE, switch(V.kind, {(0x11, 0x22): expect(u8, 8), (0x12, 0x33): expect(u8, 7)})),
    "the same before nothing": (BYTE, switch(V.kind, {(0x11, 0x22): (), (0x12, 0x33): ()})),
    "eight numbers that it is not": (ACROSS, switch(V.kind, {(0, 1, 2, 3, 4, 5, 6, 11): LEVEL, 7: MUCH})),
    "nine numbers that it is not": (ACROSS, switch(V.kind, {(0, 1, 2, 3, 4, 5, 10): LEVEL, 7: MUCH})),
    # ---- what may be left out
    "only what may be left out": optional(remaining >= 1, LEVEL),
    "what may be left out before others": (LEVEL, optional(remaining >= 2, MORE), reserved(1)),
    "two bytes that may be left out": (LEVEL, optional(remaining >= 2, MUCH)),
    "two bytes of which one may be left": (LEVEL, optional(remaining >= 1, MUCH)),
    "a byte where two may be left": (LEVEL, optional(remaining >= 2, MORE)),
    "a byte where none may be left": (LEVEL, optional(remaining >= 0, MORE)),
    "all that is left may be left out": (LEVEL, optional(remaining >= 1, attribute(key=raw()))),
    "a text may be left out": (LEVEL, optional(remaining >= 3, attribute(key=text(3)))),
    "constants may be left out": (LEVEL, optional(remaining >= 2, expect(u16, 0x102))),
    "reserved bytes may be left out": (LEVEL, optional(remaining >= 2, reserved(2))),
    "a default may be left out": (LEVEL, optional(remaining >= 1, attribute(more=u8, default=7))),
    "the same as another may be left out": (LEVEL, optional(remaining >= 1, attribute(more=u8, default="level"))),
    "a default and another may be left out": (
        LEVEL,
        optional(remaining >= 2, attribute(more=u8, default=7), attribute(most=u8)),
    ),
    "bits may be left out": (
        LEVEL,
        optional(remaining >= 1, word(u8, expect(bits(0, 3), 7), attribute(more=bits(4, 7)))),
    ),
    # ---- bits that several share
    "halves of a byte": word(u8, attribute(high=bits(4, 7), low=bits(0, 3))),
    "halves of a byte, the low one first": word(u8, attribute(low=bits(0, 3), high=bits(4, 7))),
    "bits that are no digits": word(u8, attribute(high=bits(5, 7), low=bits(0, 4))),
    "bits across bytes": word(u16, attribute(high=bits(10, 15), middle=bits(6, 9), low=bits(0, 5))),
    "bits across bytes, the lowest byte first": word(
        u16le, attribute(high=bits(10, 15), middle=bits(6, 9), low=bits(0, 5))
    ),
    "halves of a word, the lowest byte first": word(u16le, attribute(high=bits(8, 15), low=bits(0, 7))),
    "halves of a word, the lowest byte first, and another": (
        word(u16le, attribute(high=bits(8, 15), low=bits(0, 7))),
        MUCH,
    ),
    "constants in a word, the lowest byte first": word(u16le, attribute(high=bits(8, 15)), expect(bits(0, 7), 5)),
    "bits of a byte, the lowest byte first": (
        word(u8, attribute(high=bits(5, 7), low=bits(0, 4))),
        attribute(level=u24le),
    ),
    "a constant beside a number": word(u8, attribute(high=bits(4, 7)), expect(bits(0, 3), 5)),
    "a constant beside a bit": word(u8, motion(bit(7)), expect(bits(0, 6), 5)),
    "a constant around a bit": word(u8, expect(bits(5, 7), 5), motion(bit(4)), expect(bits(0, 3), 5)),
    "a constant of a digit beside a bit": word(u8, expect(bits(1, 3), 5), motion(bit(0)), attribute(high=bits(4, 7))),
    "a constant and nothing in a digit": word(
        u8, expect(bits(0, 1), 2), reserved(bits(2, 3)), attribute(high=bits(4, 7))
    ),
    "constants of two digits": word(u16, expect(bits(0, 7), 0x2A), attribute(high=bits(8, 15))),
    "a constant across digits": word(
        u16, attribute(low=bits(0, 3)), expect(bits(4, 11), 0x2A), attribute(high=bits(12, 15))
    ),
    "nothing between digits": word(u16, attribute(low=bits(0, 3)), reserved(bits(4, 11)), attribute(high=bits(12, 15))),
    "digits of three bytes": word(u24, attribute(high=bits(16, 23)), attribute(middle=bits(12, 15), low=bits(0, 11))),
    "nothing beside a bit": word(u8, motion(bit(0)), reserved(bits(1, 7))),
    "a constant in a signed number's digit": word(u8, attribute(low=bits(0, 2, signed=True)), expect(bits(3, 7), 5)),
    "signed digits": word(u16, attribute(low=bits(0, 7, signed=True)), attribute(high=bits(8, 15, signed=True))),
    "signed bits beside others": word(u8, attribute(low=bits(0, 4, signed=True)), attribute(high=bits(5, 7))),
    "what is odd in a word": word(u8, expect(bits(0, 3), 2, warning="odd"), attribute(high=bits(4, 7))),
    "bits with limits": word(u8, attribute(low=bits(0, 3), limits=(2, 9)), expect(bits(4, 7), 5)),
    "scaled bits beside a constant": word(u8, temperature(bits(0, 5) * 2 + 7), expect(bits(6, 7), 2)),
    "scaled bits above a constant": word(u8, temperature(bits(2, 7) * 2 + 7), expect(bits(0, 1), 2)),
    "divided bits below a constant": word(u8, temperature((bits(0, 5) - 7) / 2), expect(bits(6, 7), 2)),
    "digits below a constant": word(u16, attribute(code=hex_digits(bits(0, 7))), expect(bits(8, 15), 2)),
    "a curve below a constant": word(u8, attribute(level=lookup(bits(0, 1), {1: 10, 2: 20})), expect(bits(2, 7), 2)),
    "a state below a constant": word(
        u8, attribute(mode=choice(bits(0, 1), {0: "off", 3: "on"})), expect(bits(2, 7), 33)
    ),
    "a state above a constant": word(
        u8, attribute(mode=choice(bits(6, 7), {0: "off", 3: "on"})), expect(bits(0, 5), 33)
    ),
    "none below a constant": word(u8, temperature(bits(0, 5), invalid=63), expect(bits(6, 7), 2)),
    "over a number, below a constant": word(u8, motion(bits(0, 5) > 7), expect(bits(6, 7), 2)),
    "over a number, above a constant": word(u8, motion(bits(2, 7) >= 7), expect(bits(0, 1), 2)),
    "a number, below a constant": word(u8, motion(bits(0, 5) == 7), expect(bits(6, 7), 2)),
    "no, below a constant": word(u8, motion(bit(0) == 0), expect(bits(1, 7), 2)),
    "not one, above a constant": word(u8, motion(bit(7) != 1), expect(bits(0, 6), 2)),
    "over a number among bits": word(u8, motion(bits(0, 3) > 2), attribute(other=bits(4, 7) <= 2)),
    "the same as others among bits": word(
        u16,
        attribute(a=bits(0, 2)),
        attribute(b=bits(3, 6), default="a"),
        attribute(c=bits(7, 12), default="a"),
        attribute(d=bits(13, 15)),
    ),
    "the same as another that is needed": word(u8, attribute(a=bits(0, 2)), attribute(b=bits(3, 7), default="a")),
    "the same as another apart": (attribute(a=u8), attribute(b=u8, default="a")),
    "a default among bits": word(u8, attribute(a=bits(0, 2)), attribute(b=bits(3, 7), default=4)),
    # ---- runs, constants, and what is odd
    "a text and more": (attribute(name=text(3)), LEVEL),
    "all that is left": (LEVEL, attribute(key=raw())),
    "digits of two bytes": attribute(key=hexadecimal(2)),
    "what is odd of two bytes": (expect(u16, 0x102, warning="odd"), LEVEL),
    "what is odd of two bytes, the lowest first": (expect(u16le, 0x102, warning="odd"), LEVEL),
    "reserved bytes between": (LEVEL, reserved(3), MORE),
    "a number of three bytes, the lowest first": (attribute(level=u24le), attribute(more=u32)),
}


def _one(body: Body, *, joins: bool = False) -> Device:
    parts = body if isinstance(body, tuple) else (body,)
    two = command(6, expect(u8, 2), LEVEL, joins=joins)
    return commanded({"one": command(6, expect(u8, 1), *parts, joins=joins), "two": two})


def _alone(*bodies: Body, joins: bool = False, checked: bool = False) -> Device:
    """Commands that begin with nothing of their own."""
    named: dict[str, Command] = {}
    for at, body in enumerate(bodies):
        parts = body if isinstance(body, tuple) else (body,)
        named["abcdef"[at]] = command(6, *([checksum(CRC16_MODBUS, u16le, *parts)] if checked else parts), joins=joins)
    return commanded(named)


ONE, OTHER = (expect(u8, 1), LEVEL), (expect(u8, 2), LEVEL)
LONGER, BOTH = (expect(u8, 1), MORE, LEVEL), (expect(u8, 1), expect(u8, 2), LEVEL)
REST = (expect(u8, 1), attribute(key=raw()))
ODD = (expect(u8, 1), expect(u8, 7, warning="odd"), LEVEL)
#: Commands that a payload may be taken for, one or the other.
SEVERAL: Mapping[str, tuple[Body, ...]] = {
    "nothing but an argument": (LEVEL,),
    "nothing that is always the same": ((LEVEL, MORE), ONE),
    "apart": (ONE, OTHER),
    "of another length": (ONE, LONGER),
    "one is the other with something given": (BOTH, LONGER),
    "apart later": (BOTH, (expect(u8, 1), expect(u8, 3), LEVEL)),
    "one may begin as the other": (BOTH, ONE),
    "all that is left": (REST, OTHER),
    "all that is left, or not": (REST, ONE),
    "all that is left, apart": (REST, (expect(u8, 2), attribute(blob=raw()))),
    "only all that is left": (attribute(key=raw()), ONE),
    "odd": (ODD, OTHER),
    "odd, or not": (ODD, LONGER),
    "forms and another": ((expect(u8, 1), MODE, MODES), OTHER),
    "forms that need other things": (
        (expect(u8, 1), switch(u8, {1: LEVEL, 2: attribute(more=u8, default=3)})),
        OTHER,
    ),
    "forms that need the same": (
        (expect(u8, 1), switch(u8, {1: LEVEL, 2: (reserved(1), LEVEL, attribute(more=u8, default=3))})),
        OTHER,
    ),
}  # fmt: skip


#: What stands around commands that join.
FRAMES: Mapping[str, Callable[..., Body]] = {
    "bytes and a length": lambda *inner: (expect(u16, 0x102), sized(u8, *inner), expect(u8, 3)),
    "bytes, the lowest first": lambda *inner: (expect(u16le, 0x102), sized(u16le, *inner)),
    "a length that is said before": lambda *inner: (let(size=u8), expect(u8, 7), sized(V.size, *inner)),
    "two numbers": lambda *inner: (let(a=u8, size=u8), sized(V.size, *inner)),
    "a length of bits": lambda *inner: (word(u8, let(size=bits(0, 3)), reserved(bits(4, 7))), sized(V.size, *inner)),
    "no length": lambda *inner: (expect(u8, 7), *inner),
    "no length, and bytes behind": lambda *inner: (expect(u8, 7), *inner, expect(u8, 8)),
    "a length with a summand": lambda *inner: (expect(u8, 7), let(size=u8 - 1), sized(V.size, *inner)),
    "a group": lambda *inner: (attribute(group=u16, default=1), sized(u8, *inner)),
    "bits of a group": lambda *inner: (
        word(u8, attribute(group=bits(0, 3), default=1), expect(bits(4, 7), 5)),
        sized(u8, *inner),
    ),
    "a checksum": lambda *inner: checksum(CRC16_MODBUS, u16le, expect(u8, 7), sized(u8, *inner)),
    "reserved bytes": lambda *inner: (reserved(2), sized(u8, *inner)),
}


def devices() -> dict[str, Device]:
    """All of them, by what they are."""
    found = {name: _one(body) for name, body in BODIES.items()}
    found |= {f"if {name}": _one(body) for name, body in CONDITIONS.items()}
    found |= {f"around, {name}": commanded({"one": command(6, *ONE, joins=frame)}) for name, frame in FRAMES.items()}
    found |= {f"{name}, joined": _one(BODIES[name], joins=True) for name in BODIES if "left" in name or "odd" in name}
    for name, bodies in SEVERAL.items():
        found[name + " (several)"] = _alone(*bodies)
        found[name + " (several, joined)"] = _alone(*bodies, joins=True)
        found[name + " (several, checked)"] = _alone(*bodies, checked=True)
    return found


#: What a command may take, behind a byte that is always the same.
CONTENTS: Mapping[str, Body] = {
    "nothing": (),
    "a number": LEVEL,
    "two numbers": (LEVEL, MUCH),
    "the lowest byte first": attribute(level=u16le),
    "both orders": (attribute(level=u16le), MUCH),
    "scaled": temperature((u8 * 3 + 40) / 10),
    "added to": temperature(u8 + 40),
    "signed": attribute(level=i8),
    "a state": MODE,
    "states with gaps": attribute(mode=choice(u8, {3: "eco", 0: "off", 1: "on"})),
    "yes": motion(u8 == 2),
    "no, and over": attribute(other=u8 != 3, over=u8 > 4),
    "none": temperature(u8, invalid={255: "not_connected"}),
    "a default": attribute(level=u8, default=7),
    "the same as another": (attribute(low=u8), attribute(high=u8, default="low")),
    "a text": attribute(name=text(3)),
    "bytes": attribute(key=hexadecimal(2)),
    "all that is left": attribute(key=raw()),
    "a real number": attribute(gain=f32),
    "digits": attribute(code=hex_digits(u16)),
    "digits of six bytes": attribute(code=hex_digits(u48)),
    "digits of seven bytes": attribute(code=hex_digits(u56)),
    "a curve": attribute(square=curve(u8, lambda at: at * at)),
    "a time": time(u32),
    "a date": event_time(calendar(year=u8 + 2000, month=u8, day=u8, hour=u8, minute=u8, second=u8)),
    "a day": event_time(calendar(year=u8 + 2000, month=u8, day=u8)),
    "bits": word(u8, attribute(low=bits(0, 2), high=bits(3, 7))),
    "bits with a sign": word(u8, attribute(low=bits(0, 2, signed=True), high=bits(3, 7))),
    "bits of one, and a constant": word(u8, attribute(low=bits(0, 2)), expect(bits(3, 7), 5)),
    "what is odd": (expect(u8, 7, warning="odd"), LEVEL),
    "forms": (MODE, MODES),
    "what may be left out": (LEVEL, optional(remaining >= 1, MORE)),
    "one argument in two cases": switch(u8, {1: (LEVEL, MORE), 2: (reserved(1), LEVEL)}),
    "only when": (LEVEL, optional(V.level > 3, MORE)),
    "tenths": temperature(i16 / 10),
    "small steps": attribute(share=u16 / 100_000, limits=(0, 0.5)),
    "a small number": attribute(share=u16 / (1 << 24), limits=(0, 2**-14)),
    "many": attribute(count=u48, limits=(0, 10**10)),
    "up to 2^53": attribute(count=u48 + ((1 << 53) - (1 << 48) + 1)),
    "up to 2^53 + 1": attribute(count=u48 + ((1 << 53) - (1 << 48) + 2)),
    "a small float": word(
        u24, attribute(share=minifloat(bits(0, 16), exponent=5, mantissa=12)), reserved(bits(17, 23))
    ),
    "too many": attribute(count=u48 * 33 / 7),
}
#: What decides whether there is more: parts of the condition that there is JavaScript for, or none.
CONDITIONS: Mapping[str, Body] = {
    "one of numbers": (LEVEL, optional(V.level.is_in(1, 2), MORE)),
    "one of two": (LEVEL, attribute(other=u8), optional((V.level == 1) | (V.other != 2), MORE)),
    "a state": (MODE, optional(V.mode == "on", LEVEL)),
    "no state": (MODE, optional(V.mode != "on", LEVEL)),
    "states": (MODE, optional(V.mode.is_in("on", "auto"), LEVEL)),
    "yes": (motion(u8 == 1), optional(V.motion == 1, LEVEL)),
    "no": (motion(u8 == 1), optional(V.motion == 0, LEVEL)),
    "not yes": (motion(u8 == 1), optional(V.motion != 1, LEVEL)),
    "not no": (motion(u8 == 1), optional(V.motion != 0, LEVEL)),
    "both": (LEVEL, motion(u8 == 1), optional((V.motion == 1) & (V.level > 3), MORE)),
    "not": (motion(u8 == 1), optional(~(V.motion == 1), LEVEL)),
    "a number that nobody gives": (let(kind=u8), optional(V.kind == 1, LEVEL)),
    "one of numbers that nobody gives": (let(kind=u8), optional(V.kind.is_in(1, 2), LEVEL)),
    "a state that nobody gives": (let(kind=choice(u8, {0: "off", 1: "on"})), optional(V.kind == "on", LEVEL)),
    "states that nobody gives": (let(kind=choice(u8, {0: "off", 1: "on"})), optional(V.kind.is_in("on", "off"), LEVEL)),
    "two arguments": (LEVEL, attribute(other=u8), optional(V.level == V.other, MORE)),
    "a sum": (LEVEL, optional(V.level + 1 > 3, MORE)),
    "bits": (LEVEL, optional(V.level.bit(2), MORE)),
    "what is left, or not": (LEVEL, optional(remaining > 1, MUCH)),
}
#: What has the long form, whatever stands beside it.
SPLIT = command(2, expect(u8, 9), word(u16, attribute(split=concat(bits(0, 3), bits(8, 11))), reserved(bits(4, 7)),
                                       reserved(bits(12, 15))))  # fmt: skip


def _framed(*inner: Body) -> Body:
    return expect(u8, 0x3E), sized(u8, *inner)


def _about(*inner: Body) -> Body:
    return attribute(group=u8, default=1), sized(u8, *inner)


#: How commands stand beside each other: how they join, the other's port, and whether it joins.
MODES_OF_JOINING: Mapping[str, tuple[Any, int, bool]] = {
    "apart": (False, 2, False),
    "on two ports": (False, 3, False),
    "joined": (True, 2, True),
    "joined on two ports": (True, 3, True),
    "alone": (True, 2, False),
    "in a frame": (_framed, 2, True),
    "in a frame, or alone": (_framed, 2, False),
    "in a frame for a group": (_about, 2, True),
    "in a frame for a group, or alone": (_about, 2, False),
}


def beside() -> dict[str, Device]:
    """Each content in each mode, and, where there is no frame, in the long form too."""
    found: dict[str, Device] = {}
    for (mode, (joins, port, both)), (name, body), long in product(
        MODES_OF_JOINING.items(), CONTENTS.items(), (False, True)
    ):
        if long and callable(joins):
            continue
        parts = body if isinstance(body, tuple) else (body,)
        made = {
            "one": command(2, expect(u8, 1), *parts, joins=joins),
            "two": command(port, expect(u8, 2), battery(u8), joins=joins if both else False),
        }
        if long:
            made["split"] = SPLIT if not joins else replace(SPLIT, joins=True)
        found[f"{mode}, {name}{', long' if long else ''}"] = commanded(made)
    return found
