"""Commands with a choice in them, in generated JavaScript: a form for each case, and which have none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pytest

from approved.forms import beside, devices
from javascript.commands import differences, read, written
from javascript.engines import ENGINES, Call, Engine
from layouts import commanded as with_commands
from redi_codecs import codec
from redi_codecs.kinds import temperature
from redi_codecs.layout import (
    Body,
    Device,
    V,
    attribute,
    bits,
    choice,
    command,
    expect,
    hexadecimal,
    let,
    optional,
    remaining,
    reserved,
    switch,
    u8,
    u16,
    u16le,
    word,
)
from redi_codecs.runtimes.javascript.downlinks import in_javascript

MODE = attribute(mode=choice(u8, {0: "off", 1: "on", 2: "auto"}))
LEVEL, MORE = attribute(level=u8), attribute(more=u8)
KIND = word(u8, expect(bits(0, 1), 2), let(kind=bits(2, 3)), reserved(bits(4, 7)))


class Shape(NamedTuple):
    """What stands behind the first byte of a command, 1, and how it is written."""

    body: tuple[Body, ...]
    #: The digits of its forms.
    digits: list[str]
    #: What it takes, by the bytes that this makes.
    values: Mapping[str, Any]


SHAPES: Mapping[str, Shape] = {
    "a state decides": Shape(
        (MODE, switch(V.mode, {"on": LEVEL, ("off", "auto"): ()})),
        ["01(01)(..)", "01(0[02])"],
        {"0101ff": {"mode": "on", "level": 255}, "0102": {"mode": "auto"}, "0100": {"mode": "off"}},
    ),
    "a state decides whether there is more": Shape(
        (MODE, optional(V.mode.is_in("off", "auto"), LEVEL), reserved(1)),
        ["01(0[02])(..)..", "01((?!0[02])..).."],
        {"01020900": {"mode": "auto", "level": 9}, "010100": {"mode": "on"}},
    ),
    "bits of a state decide": Shape(
        (
            word(
                u8,
                attribute(mode=choice(bits(2, 3), {0: "a", 1: "b", 2: "c", 3: "d"})),
                expect(bits(4, 7), 9),
                attribute(low=bits(0, 1)),
            ),
            switch(V.mode, {"b": LEVEL, ("a", "c", "d"): ()}),
        ),
        ["019([4567])(..)", "019([012389abcdef])"],
        {"019505": {"mode": "b", "low": 1, "level": 5}, "019e": {"mode": "d", "low": 2}},
    ),
    "a digit of a state decides": Shape(
        (
            word(u8, attribute(mode=choice(bits(0, 3), {0: "a", 4: "b"})), expect(bits(4, 7), 9)),
            switch(V.mode, {"b": LEVEL, "a": (LEVEL, MORE)}),
        ),
        ["019(4)(..)", "019(0)(..)(..)"],
        {"019407": {"mode": "b", "level": 7}, "01900807": {"mode": "a", "level": 8, "more": 7}},
    ),
    "what is given decides": Shape(
        (switch(u8, {1: LEVEL, 2: (LEVEL, MORE), 3: ()}),),
        ["0101(..)", "0102(..)(..)", "0103"],
        {"010107": {"level": 7}, "01020807": {"level": 8, "more": 7}, "0103": {}},
    ),
    "bits beside others": Shape(
        (KIND, switch(V.kind, {1: LEVEL, 2: MORE})),
        ["01.6(..)", "01.a(..)"],
        {"010607": {"level": 7}, "010a07": {"more": 7}},
    ),
    "ranges beside a number": Shape(
        (word(u8, let(kind=bits(0, 3)), attribute(low=bits(4, 7))), switch(V.kind, {range(4): LEVEL, (5, 7): MORE})),
        ["01(.[0123])(..)", "01(.[57])(..)"],
        {"01a009": {"low": 10, "level": 9}, "013509": {"low": 3, "more": 9}},
    ),
    "numbers, not of one size": Shape(
        (let(kind=u16), switch(V.kind, {0x0102: LEVEL, 0x0304: (LEVEL, MORE)})),
        ["010102(..)", "010304(..)(..)"],
        {"01010207": {"level": 7}, "0103040807": {"level": 8, "more": 7}},
    ),
    "the lowest byte first": Shape(
        (let(kind=u16le), switch(V.kind, {0x0102: LEVEL, 0x0304: attribute(more=u16)})),
        ["010201(..)", "010403(....)"],
        {"01020107": {"level": 7}, "0104030807": {"more": 0x0807}},
    ),
    "anything else": Shape(
        (
            word(u8, let(kind=bits(0, 3)), attribute(low=bits(4, 7))),
            switch(V.kind, {3: LEVEL, 4: ()}, otherwise=MORE),
        ),
        ["01(.)3(..)", "01(.)4", "01(.[01256789abcdef])(..)"],
        {"011307": {"low": 1, "level": 7}, "0114": {"low": 1}, "011009": {"low": 1, "more": 9}},
    ),
    "one argument in two cases": Shape(
        (switch(u8, {1: (LEVEL, MORE), 2: (reserved(1), LEVEL)}),),
        ["0101(..)(..)", "0102..(..)"],
        {"01010508": {"level": 5, "more": 8}, "01020005": {"level": 5}},
    ),
    "bytes that may be left out": Shape(
        (LEVEL, optional(remaining >= 1, MORE)),
        ["01(..)(..)", "01(..)"],
        {"010508": {"level": 5, "more": 8}, "0105": {"level": 5}},
    ),
    "bytes that are left out where they need nothing": Shape(
        (LEVEL, optional(remaining >= 1, attribute(more=u8, default=7))),
        ["01(..)", "01(..)(..)"],
        {"010508": {"level": 5, "more": 8}, "0105": {"level": 5}},
    ),
    "the only argument may be left out": Shape(
        (optional(remaining >= 2, attribute(key=hexadecimal(2))),),
        ["01(....)", "01"],
        {"01a0b1": {"key": "a0b1"}, "01": {}},
    ),
    "nothing to be said": Shape((optional(remaining >= 1, expect(u8, 7)),), ["01", "0107"], {"01": True}),
    "what each case needs": Shape(
        (switch(u8, {1: (LEVEL, attribute(more=u16)), 2: (MODE, LEVEL)}),),
        ["0101(..)(....)", "0102(..)(..)"],
        {"0101050008": {"level": 5, "more": 8}, "01020105": {"level": 5, "mode": "on"}},
    ),
}


#: Bodies that need the long form: not all that is read there can be told by its digits.
LONG: Mapping[str, tuple[Body, ...]] = {
    "two choices": (switch(u8, {1: LEVEL, 2: ()}), switch(u8, {1: MORE, 2: ()})),
    "a choice in a choice": (switch(u8, {1: LEVEL, 2: switch(u8, {1: MORE, 2: ()})}),),
    "more behind a choice": (switch(u8, {1: attribute(low=u8), 2: ()}), LEVEL),
    "a state with a default": (
        attribute(mode=choice(u8, {0: "off", 1: "on"}), default="on"),
        switch(V.mode, {"on": LEVEL, "off": ()}),
    ),
    "a state without a case": (MODE, switch(V.mode, {"on": LEVEL, "off": ()})),
    "many numbers that are not one": (switch(u16, {1: LEVEL, 2: ()}, otherwise=MORE),),
    "ranges by themselves": (switch(u8, {range(4): LEVEL, (5, 7): MORE}),),
    "zero is a case": (switch(u8, {0: LEVEL, 1: ()}, otherwise=MORE),),
    "less than what may be left out": (LEVEL, optional(remaining >= 2, MORE)),
}

#: Bodies of commands that join others, and whether they have forms: what is there for one is not there for the next.
JOINING: Mapping[str, tuple[tuple[Body, ...], bool]] = {
    "a number that may be left out": ((LEVEL, optional(remaining >= 1, MORE)), True),
    "one that needs no value": ((LEVEL, optional(remaining >= 1, attribute(more=u8, default=7))), False),
    "a byte that may be left out": ((LEVEL, optional(remaining >= 2, expect(u8, 7), MORE)), False),
    "less may be left": ((LEVEL, optional(remaining >= 1, attribute(more=u16))), False),
    "a byte that one case has": ((switch(u8, {1: expect(u8, 7), 2: LEVEL}),), True),
    "a state": ((MODE, switch(V.mode, {"on": LEVEL, "off": (), "auto": expect(u8, 7)})), True),
}


def device_of(body: tuple[Body, ...], *, joins: bool = False) -> Device:
    one = command(6, expect(u8, 1), *body, joins=joins)
    return with_commands({"one": one, "two": command(6, expect(u8, 2), LEVEL, joins=joins)}, temperature(u8))


@pytest.mark.parametrize("name", SHAPES)
def test_a_form_for_each_case(name: str, engine: Engine) -> None:
    body, digits, values = SHAPES[name]
    device = device_of(body)
    assert [form[0] for form in in_javascript(device).entries["one"]] == digits
    calls: list[Call] = []
    answers: list[dict[str, Any]] = []
    for payload, one in values.items():
        calls += [("encodeDownlink", {"data": {"one": one}}), ("decodeDownlink", {"bytes": payload, "fPort": 6})]
        answers += [{"fPort": 6, "bytes": list(bytes.fromhex(payload))}, read(device, bytes.fromhex(payload), 6)]
        assert written(device, {"one": one}) == answers[-2]
    assert engine(codec(device).to_javascript(), calls) == answers
    assert differences(device, engine, seed=0, drawn=40)[1] == []


def test_what_is_said_back_is_what_was_given() -> None:
    """A mapping, but for the value of the only argument that a command has."""
    for body, _, values in SHAPES.values():
        for payload, one in values.items():
            back = read(device_of(body), bytes.fromhex(payload), 6)["data"]["one"]
            assert back in (one, *(one.values() if isinstance(one, Mapping) else ()))


@pytest.mark.parametrize("name", LONG)
def test_no_form_for_each_case(name: str) -> None:
    device = device_of(LONG[name])
    assert "forms" not in in_javascript(device).sections
    assert "function writeCommand" in codec(device).to_javascript()


@pytest.mark.parametrize("name", JOINING)
def test_choices_in_commands_that_join(name: str, engine: Engine) -> None:
    body, has_forms = JOINING[name]
    device = device_of(body, joins=True)
    assert ("forms" in in_javascript(device).sections) == has_forms
    assert differences(device, engine, seed=0, drawn=40)[1] == []


#: What these write is not read back, which Python says, and JavaScript does not ask.
UNREAD = ("a byte where two may be left", "a byte where none may be left")
#: Of two errors, in a command and in what is said for a group around it, JavaScript says the other; and what goes for
#: the group alone is no value by itself to it.
GROUPS = "in a frame for a group"
MANY = {name: device for name, device in (devices() | beside()).items() if not name.startswith((*UNREAD, GROUPS))}


def in_turn() -> Iterator[Any]:
    """Each in one engine, in turn; of those that only stand beside others in another way, one in eight."""
    first = devices()
    for at, name in enumerate(MANY):
        marks = () if name in first or at % 8 == 0 else (pytest.mark.thorough,)
        yield pytest.param(name, at % len(ENGINES), marks=marks)


@pytest.mark.parametrize(("name", "turn"), [*in_turn()])
def test_what_the_approved_ones_say(name: str, turn: int) -> None:
    """What is kept in ``tests/approved/javascript/forms.txt`` and ``functions.txt``."""
    engine = [*ENGINES.values()][turn]()
    if engine is None:
        pytest.skip("the engine of its turn is not installed")
    if left_out := in_javascript(MANY[name]).without:
        assert codec(MANY[name]).to_javascript().count("// Left out: the command ") == len(left_out)
        return
    asked, wrong = differences(MANY[name], engine, seed=0, drawn=5)
    assert asked
    assert wrong == []
