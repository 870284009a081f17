"""Commands in JavaScript: the bytes that Python writes, and back; what Python refuses is refused, in its words."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from declared import DECLARED, EACH
from javascript.commands import differences, plain, read, written
from javascript.engines import ENGINES, Call, Engine
from javascript.said import same
from layouts import commanded as with_commands
from redi_codecs import codec
from redi_codecs.encoding.compiled import compiled
from redi_codecs.kinds import duration, temperature, time
from redi_codecs.layout import (
    Body,
    attribute,
    bit,
    bits,
    choice,
    command,
    concat,
    expect,
    f32,
    optional,
    remaining,
    reserved,
    sized,
    u8,
    u16,
    u16le,
    u32,
    word,
)
from redi_codecs.layout.commands import Command, Frame
from redi_codecs.layout.device import Device
from redi_codecs.runtimes.javascript import NoJavaScript, commanding, helpers, normalizing_functions
from redi_codecs.runtimes.javascript.downlinks import in_javascript

#: One device of each declaration that takes commands. Each is asked in one engine, in turn; these few in all.
COMMANDED = tuple(device for device in DECLARED if device.downlink)
FEW = frozenset(device.id for device in random.Random(13).sample(COMMANDED, 20))


def in_turn() -> Iterator[Any]:
    for turn, device in enumerate(COMMANDED):
        for at, name in enumerate(ENGINES):
            if at == turn % len(ENGINES) or device.id in FEW:
                marks = () if turn % (2 * EACH) == 0 else (pytest.mark.thorough,)
                yield pytest.param(device, name, id=f"{name}-{device.id}", marks=marks)


@pytest.mark.parametrize(("device", "name"), [*in_turn()])
def test_commands(device: Device, name: str) -> None:
    """Every device's; all engines at each: ``python -m javascript --commands``."""
    if (engine := ENGINES[name]()) is None:
        pytest.skip(f"{name} is not installed")
    try:
        asked, wrong = differences(device, engine, seed=0, drawn=3)
    except NoJavaScript as error:
        pytest.skip(str(error))
    assert asked
    assert wrong == []


@pytest.mark.parametrize(
    ("seconds", "payload"), [(600, "60005802"), (86_400, "6001a005"), (64_860, "60013904"), (86_401, None)]
)
def test_the_second_place_of_an_argument(seconds: int, payload: str | None, engine: Engine) -> None:
    """What does not go into the seconds of an interval goes into its minutes."""
    device = next(one for one in COMMANDED if one.id == "milesight-iot/gs601")
    asked = {"report_interval": seconds}
    (said,) = engine(codec(device.id).to_javascript(commands=True), [("encodeDownlink", {"data": asked})])
    if payload is None:
        assert "beyond what it takes" in said["errors"][0]
    else:
        assert said == {"fPort": 85, "bytes": list(bytes.fromhex(payload))} == written(device, asked)


def half(*body: Body) -> Body:
    return expect(u8, 0x3E), word(u8, attribute(token=bits(0, 3), default=0), reserved(bits(4, 7))), body


def whole(*body: Body) -> Body:
    return expect(u8, 0x3E), attribute(token=u8, default=0), sized(u8, body)


@pytest.mark.parametrize("frame", [half, whole])
@pytest.mark.parametrize("further", [reserved(1), optional(remaining >= 1, attribute(more=u8))])
def test_what_is_said_around_commands(frame: Frame, further: Body, engine: Engine) -> None:
    downlink = {
        "low": command(6, expect(u8, 1), attribute(low=u8), joins=frame),
        "high": command(6, expect(u8, 2), attribute(high=u16), joins=frame),
        "alone": command(6, expect(u8, 9), attribute(token=u8), further),
    }
    device = with_commands(downlink, temperature(u8))
    values: list[dict[str, Any]] = [
        {"low": 7}, {"low": {"low": 7, "token": 9}, "high": 256}, {"alone": {"token": 5}}, {"low": {"token": 1}},
        {"low": {"low": 7, "token": 9}, "high": {"high": 1, "token": 8}}, {"low": {"low": 7, "token": 300}},
        {"low": {"low": 7, "token": 9}, "high": {"high": 1, "token": 9}}, {"low": 7, "alone": {"token": 5}},
    ]  # fmt: skip
    answers = [written(device, one) for one in values]
    sent = [bytes(one["bytes"]) for one in answers if "bytes" in one]
    assert len(sent) > 3
    sent += [one[:-1] for one in sent]
    calls: list[Call] = [("encodeDownlink", {"data": one}) for one in values]
    calls += [("decodeDownlink", {"bytes": one.hex(), "fPort": 6}) for one in sent]
    answers += [read(device, one, 6) for one in sent]
    for call, said, answer in zip(calls, engine(codec(device).to_javascript(), calls), answers, strict=True):
        said = {**said, "errors": [plain(text) for text in said["errors"]]} if "errors" in said else said
        assert same(said, answer), call


#: Numbers at the ends of 32 bits, halfway between two of them, too large and too small for them, and none.
FLOATS = (None, -0.0, 1e-45, 1e-40, -7.3e-39, 1e-50, -1e-50, 3.4028235e38, 3.5e38, -1e300, 16777217, 16777219, 0.1)


def test_floats(engine: Engine) -> None:
    device = next(one for one in COMMANDED if one.id == "synetica/enlinkstatusdp")
    asked = [{"pressure_offset": value} for value in FLOATS]
    read_back = [bytes.fromhex("A50541" + bits) for bits in ("7FC00000", "FF800000", "00000001", "7F7FFFFF")]
    calls: list[Call] = [("encodeDownlink", {"data": one}) for one in asked]
    calls += [("decodeDownlink", {"bytes": one.hex(), "fPort": 1}) for one in read_back]
    answers = [*(written(device, one) for one in asked), *(read(device, one, 1) for one in read_back)]
    for call, said, answer in zip(calls, engine(codec(device.id).javascript, calls), answers, strict=True):
        assert same(said, answer), call


def test_no_function_of_commands_is_called_like_another() -> None:
    texts = [getattr(normalizing_functions, name) for name in normalizing_functions.__all__]
    normalizing = {name for text in texts for name in re.findall(r"^function (\w+)", text, re.M)}
    assert normalizing
    assert not commanding.NAMES & (helpers.NAMES | normalizing)


@pytest.mark.thorough
def test_no_command_is_left_out() -> None:
    assert {device.id: found for device in COMMANDED if (found := in_javascript(device).without)} == {}


# ---- the two forms of commands


#: Commands, and how they stand in the table of their codec; none where that is the long form.
FORMS: Mapping[str, tuple[dict[str, Command], str | None]] = {
    "bytes and numbers": (
        {"one": command(6, expect(u8, 1), attribute(level=u16))},
        '\tone: ["01(....)", {level: {high: 65535}}]',
    ),
    "the lowest byte first": (
        {"one": command(6, expect(u8, 1), attribute(low=u16le), attribute(level=u16))},
        '\tone: ["01(....)(....)", {low: {little: true, high: 65535}, level: {high: 65535}}]',
    ),
    "bytes that are left out": (
        {"one": command(6, expect(u8, 1), reserved(2), attribute(level=u8))},
        '\tone: ["01....(..)", {level: {high: 255}}]',
    ),
    "bits that are always the same": (
        {"one": command(6, word(u8, expect(bits(4, 7), 9), attribute(unlocked=bit(3) == 1), expect(bits(0, 2), 2)))},
        '\tone: ["9([2a])", {unlocked: {over: 2, yes: 10, no: 2}}]',
    ),
    "a number beside bits that are always the same": (
        {"one": command(6, word(u8, expect(bits(3, 7), 3), attribute(level=bits(0, 2))))},
        '\tone: ["1([89abcdef])", {level: {add: -8, high: 7}}]',
    ),
    "numbers that share digits": (
        {"one": command(6, expect(u8, 1), word(u8, attribute(level=bits(0, 2)), attribute(low=bits(3, 7))))},
        '\tone: ["01(..)", {level: {width: 3, high: 7}, low: {width: 5, shift: 3, high: 31, beside: true}}]',
    ),
    "one that looks like the beginning of another": (
        {
            "one": command(6, expect(u8, 1), attribute(level=u8), joins=True),
            "two": command(6, expect(u8, 1), attribute(low=u16), joins=True),
        },
        '\ttwo: ["01(....)", {low: {high: 65535}}]',
    ),
    "a number beside bits that are not zero": (
        {"one": command(6, word(u8, expect(bits(0, 2), 3), attribute(level=bits(3, 7))))},
        '\tone: ["(.[3b])", {level: {width: 5, shift: 3, high: 31, plus: 3}}]',
    ),
    "bits that are not in one place": (
        {
            "one": command(
                6, expect(u8, 1), word(u8, attribute(level=concat(bits(0, 2), bits(6, 7))), reserved(bits(3, 5)))
            )
        },
        None,
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_form_of_commands(name: str, engine: Engine) -> None:
    commands, line = FORMS[name]
    device = with_commands(commands, temperature(u8))
    source = codec(device).to_javascript()
    if line is None:
        assert "function writeCommand" in source
    else:
        assert line in source
        assert "function writeCommand" not in source
    named = {one: [slot.name for slot in compiled(device, one)[0].slots] for one in commands}
    asked = [{one: dict.fromkeys(named[one], number)} for one in commands for number in (0, 1, 5, 300)]
    asked.append({one: dict.fromkeys(named[one], 1) for one in commands})
    answers = [written(device, one) for one in asked]
    sent = [bytes(one["bytes"]) for one in answers if "bytes" in one]
    assert sent
    sent += [*(one[:-1] for one in sent), *(bytes([one[0] ^ 8, *one[1:]]) for one in sent)]
    calls: list[Call] = [("encodeDownlink", {"data": one}) for one in asked]
    calls += [("decodeDownlink", {"bytes": one.hex(), "fPort": 6}) for one in sent]
    answers += [read(device, one, 6) for one in sent]
    for call, said, answer in zip(calls, engine(source, calls), answers, strict=True):
        said = {**said, "errors": [plain(text) for text in said["errors"]]} if "errors" in said else said
        assert said == answer, call


def test_why_commands_are_dangerous_stands_once() -> None:
    source = codec("decentlab/dl-ilt").javascript
    assert source.count("it may take a network that is there for lost") == 1


def test_numbers_that_several_arguments_take_stand_once(engine: Engine) -> None:
    """Where that is shorter, called by their unit; and one without limits goes below zero."""
    periods = {f"period_{n}": command(6, expect(u8, n), attribute(period=duration(u16 * 60))) for n in range(4)}
    device = with_commands({**periods, "offset": command(6, expect(u8, 9), attribute(offset=f32))}, temperature(u8))
    source = codec(device).to_javascript()
    assert source.count('{unit: "s", mul: 60, high: 3932100}') == 1
    assert '\tperiod_3: ["03(....)", {period: IN_S}]' in source
    asked: list[dict[str, Any]] = [
        {"period_3": 600}, {"period_0": -60}, {"period_1": 3932160}, {"period_2": 59}, {"period_2": 60.05},
        {"offset": -2.5},
    ]  # fmt: skip
    calls: list[Call] = [("encodeDownlink", {"data": one}) for one in asked]
    assert engine(source, calls) == [written(device, one) for one in asked]


def test_what_is_said_first_of_several_that_are_wrong(engine: Engine) -> None:
    """The time, whatever stands before it; what stands around each downlink, before they are too many."""
    moment = command(6, expect(u8, 1), attribute(answer=choice(u8, {0: "none", 1: "all"})), time(u32))
    framed = {one: command(6, expect(u8, n), attribute(level=u8), joins=half) for n, one in enumerate(("low", "high"))}
    for device, asked in (
        (with_commands({"moment": moment}, temperature(u8)), {"moment": {"answer": "some", "time": "soon"}}),
        (
            with_commands(framed, temperature(u8)),
            {"low": {"level": 1, "token": 16}, "high": {"level": 1, "token": 2}},
        ),
    ):
        (said,) = engine(codec(device).to_javascript(), [("encodeDownlink", {"data": asked})])
        assert said == written(device, asked)
        assert "do not join" not in said["errors"][0]
        assert "answer" not in said["errors"][0]
