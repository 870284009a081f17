"""Commands in JavaScript: the bytes that Python writes, and back; what Python refuses is refused, in its words."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from declared import DECLARED
from javascript.engines import Call, Engine, in_parts
from javascript.said import same
from layouts import commanded as with_commands
from redi_codecs import codec
from redi_codecs.encoding.compiled import INSIDE, about, around, compiled
from redi_codecs.encoding.downlink import encode_downlink
from redi_codecs.errors import RediCodecsError
from redi_codecs.kinds import temperature
from redi_codecs.layout import (
    Body,
    attribute,
    bit,
    bits,
    command,
    expect,
    optional,
    remaining,
    reserved,
    sized,
    u8,
    u16,
    u16le,
    word,
)
from redi_codecs.layout.commands import Command, Frame
from redi_codecs.layout.device import Device
from redi_codecs.packages.examples import plain_values
from redi_codecs.plan import plan as pl
from redi_codecs.runtimes.javascript import NoJavaScript, answer_downlink, commanding, helpers
from redi_codecs.runtimes.javascript.downlinks import in_javascript

NUMBERS = (0, 1, 2, 5, 10, 60, 90, 255, 256, 300, 600, 3600, 65535, 100000000, -1, -5, 0.1, 0.5, 20.5, True, False)
OTHERS = (None, "abc", "12", "00112233", "1122", [1], "2026-03-09T05:00:00Z", "2026-03-09T05:00:00", 1773032400)


def commanded() -> list[Device]:
    found = []
    for device in DECLARED:
        if device.downlink:
            try:
                assert codec(device.id).javascript
            except NoJavaScript:
                continue
            found.append(device)
    return found


COMMANDED = commanded()


# ---- what Python says


def plain(text: str) -> str:
    """A sentence of Python as JavaScript says it, which spells some values otherwise and makes no guess."""
    text = re.sub(r"; (did you mean|known:|it takes) .*", "", text).removesuffix(": encode_downlinks")
    text = text.replace("allow_disruptive=True", "allow_disruptive: true")
    for python, javascript in (("None", "null"), ("True", "true"), ("False", "false")):
        text = re.sub(rf"\b{python}\b", javascript, text)
    return text


def written(device: Device, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What ``encodeDownlink`` has to say."""
    given = {name: value for name, value in wanted.items() if name != "allow_disruptive"}
    try:
        made = encode_downlink(device, given, {}, allow_disruptive=wanted.get("allow_disruptive") is True)
    except RediCodecsError as error:
        return {"errors": [plain(str(error))]}
    return {"fPort": made.f_port, "bytes": list(made.payload)}


def read(device: Device, payload: bytes, f_port: int) -> dict[str, Any]:
    """What ``decodeDownlink`` has to say."""
    try:
        return answer_downlink(device, payload, f_port)
    except RediCodecsError as error:
        return {"errors": [plain(re.sub(r" \(payload .*", "", str(error)))]}


# ---- what is asked


def arguments(device: Device, name: str, chance: random.Random) -> Any:
    """Arguments of a command, good and bad, and now and then none of them a mapping."""
    found: dict[str, Any] = {}
    plans = [compiled(device, name)[0], *([around(device, name)[0]] if about(device, name) else [])]
    parts = [part for made in plans for part in pl.parts(made.ops)]
    left_out, strange = chance.choice((0, 0.15, 0.5)), chance.choice((0, 0.3))
    for slot in (slot for made in plans for slot in made.slots if slot.name != INSIDE):
        if chance.random() < left_out:  # what it says then, or that it is needed
            continue
        mine = [part for part in parts if part.slot is slot]
        labels = [label for part in mine for _, label in getattr(part.transform, "labels", ())]
        statuses = [status for part in mine for _, status in part.sentinels]
        limits = [end for part in mine for end in part.limits or () if end is not None]
        near = [number for end in limits for number in (end, end + 1, end - 1)]
        good: tuple[Any, ...] = (*labels, *statuses, *near)
        if chance.random() < strange or not good:
            good = (*NUMBERS, *OTHERS) if chance.random() < strange else NUMBERS
        if slot.type in ("text", "time") and not labels and chance.random() > strange:
            good = OTHERS
        found[slot.name] = chance.choice(good)
    if chance.random() < 0.05:
        found[chance.choice(("nonsense", "report_intervall"))] = 1
    if len(found) < 2 and chance.random() < 0.3:
        return next(iter(found.values()), chance.choice((True, False, None, 5, "x")))
    return found


def wanted(device: Device, seed: int, drawn: int) -> Iterator[dict[str, Any]]:
    """Commands with good and bad arguments, alone and several together."""
    chance = random.Random(f"{device.id} {seed}")
    names = list(device.downlink)
    for name, one in device.downlink.items():
        for example in one.examples:
            yield {name: plain_values(example.arguments) or True, "allow_disruptive": True}
        yield {name: True}
        for _ in range(drawn):
            yield {name: arguments(device, name, chance), "allow_disruptive": chance.choice((True, True, False, 1))}
    for _ in range(drawn):
        several = chance.sample(names, min(chance.choice((2, 2, 3)), len(names)))
        yield {**{one: arguments(device, one, chance) for one in several}, "allow_disruptive": True}
    yield from ({}, {"nonsense": True}, {"allow_disruptive": True})


def payloads(device: Device, sent: list[tuple[bytes, int]], seed: int, drawn: int) -> Iterator[tuple[bytes, int]]:
    """What commands wrote, cut short, longer, with bytes changed, one after the other, and on other ports."""
    chance = random.Random(f"{device.id} {seed} bytes")
    yield from sent
    ports = sorted({port for _, port in sent}) or [1]
    for _ in range(drawn * len(device.downlink)):
        payload, port = chance.choice(sent) if sent else (b"\0\0", 1)
        changed = bytearray(payload + chance.choice(sent)[0] if sent and chance.random() < 0.2 else payload)
        for _ in range(chance.choice((0, 1, 1, 2))):
            if changed:
                changed[chance.randrange(len(changed))] = chance.choice((0, 1, 0xFF, chance.randrange(256)))
        stop = chance.choice((len(changed), len(changed), chance.randrange(len(changed) + 1)))
        yield bytes(changed[:stop]) + chance.choice((b"", b"", b"", b"\0")), chance.choice((port, port, port, *ports))
    yield from ((b"\1\2\3", 223), (b"", ports[0]))


def differences(device: Device, engine: Engine, seed: int, drawn: int) -> tuple[int, list[str]]:
    """How many downlinks were encoded and decoded, and where the two say different things."""
    source = codec(device.id).to_javascript(commands=True)
    asked = list(wanted(device, seed, drawn))
    answers = [written(device, one) for one in asked]
    sent = [(bytes(one["bytes"]), one["fPort"]) for one in answers if "bytes" in one]
    calls: list[Call] = [("encodeDownlink", {"data": one}) for one in asked]
    for payload, port in payloads(device, sent, seed, drawn):
        calls.append(("decodeDownlink", {"bytes": payload.hex(), "fPort": port}))
        answers.append(read(device, payload, port))
    given = [said for part in in_parts(calls) for said in engine(source, part)]
    wrong = []
    for call, said, answer in zip(calls, given, answers, strict=True):
        if "errors" in said:
            said["errors"] = [plain(text) for text in said["errors"]]
        if not same(said, answer):
            wrong.append(f"{call}: {said}, not {answer}")
    return len(calls), wrong


@pytest.mark.parametrize("device", COMMANDED, ids=lambda one: one.id)
def test_commands(device: Device, engine: Engine) -> None:
    assert differences(device, engine, seed=0, drawn=3)[1] == []


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


def test_no_function_of_commands_is_called_like_a_helper() -> None:
    assert not commanding.NAMES & helpers.NAMES


def test_no_command_is_left_out() -> None:
    assert {device.id: found for device in COMMANDED if (found := in_javascript(device).without)} == {}


# ---- the two forms of commands


#: Commands, and how they stand in the table of their codec; none where that is the long form.
FORMS: Mapping[str, tuple[dict[str, Command], str | None]] = {
    "bytes and numbers": (
        {"one": command(6, expect(u8, 1), attribute(level=u16))},
        '\tone: ["01(....)", {level: {low: 0, high: 65535}}]',
    ),
    "the lowest byte first": (
        {"one": command(6, expect(u8, 1), attribute(low=u16le), attribute(level=u16))},
        '\tone: ["01(....)(....)", {low: {little: true, low: 0, high: 65535}, level: {low: 0, high: 65535}}]',
    ),
    "bytes that are left out": (
        {"one": command(6, expect(u8, 1), reserved(2), attribute(level=u8))},
        '\tone: ["01....(..)", {level: {low: 0, high: 255}}]',
    ),
    "bits that are always the same": (
        {"one": command(6, word(u8, expect(bits(4, 7), 9), attribute(unlocked=bit(3) == 1), expect(bits(0, 2), 2)))},
        '\tone: ["9([2a])", {unlocked: {over: 2, yes: 10, no: 2}}]',
    ),
    "a number beside bits that are always the same": (
        {"one": command(6, word(u8, expect(bits(3, 7), 3), attribute(level=bits(0, 2))))},
        '\tone: ["1([89abcdef])", {level: {add: -8, low: 0, high: 7}}]',
    ),
    "numbers that share digits": (
        {"one": command(6, expect(u8, 1), word(u8, attribute(level=bits(0, 2)), attribute(low=bits(3, 7))))},
        '\tone: ["01(..)", {level: {width: 3, low: 0, high: 7},'
        " low: {width: 5, shift: 3, low: 0, high: 31, beside: true}}]",
    ),
    "one that looks like the beginning of another": (
        {
            "one": command(6, expect(u8, 1), attribute(level=u8), joins=True),
            "two": command(6, expect(u8, 1), attribute(low=u16), joins=True),
        },
        None,
    ),
    "a number beside bits that are not zero": (
        {"one": command(6, word(u8, expect(bits(0, 2), 3), attribute(level=bits(3, 7))))},
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
