"""Commands that JavaScript and Python are asked alike, and where they answer differently."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from javascript.engines import Call, Engine, in_parts
from javascript.said import same
from redi_codecs import codec
from redi_codecs.encoding.compiled import INSIDE, about, around, compiled
from redi_codecs.encoding.downlink import encode_downlink
from redi_codecs.errors import RediCodecsError
from redi_codecs.layout.device import Device
from redi_codecs.packages.examples import plain_values
from redi_codecs.plan import plan as pl
from redi_codecs.runtimes.javascript import answer_downlink

NUMBERS = (0, 1, 2, 5, 10, 60, 90, 255, 256, 300, 600, 3600, 65535, 100000000, -1, -5, 0.1, 0.5, 20.5, True, False)
OTHERS = (None, "abc", "12", "00112233", "1122", [1], "2026-03-09T05:00:00Z", "2026-03-09T05:00:00", 1773032400)


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
    source = codec(device).to_javascript(commands=True)
    asked = list(wanted(device, seed, drawn))
    answers = [written(device, one) for one in asked]
    sent = [(bytes(one["bytes"]), one["fPort"]) for one in answers if "bytes" in one]
    calls: list[Call] = [("encodeDownlink", {"data": one}) for one in asked]
    for payload, port in payloads(device, sent, seed, drawn):
        calls.append(("decodeDownlink", {"bytes": payload.hex(), "fPort": port}))
        answers.append(read(device, payload, port))
    given = [said for part in in_parts(calls) for said in engine(source, part)]
    functions = Counter(re.findall(r"^function (\w+)", source, re.MULTILINE))
    wrong = [f"the function {name} stands {count} times" for name, count in functions.items() if count > 1]
    for call, said, answer in zip(calls, given, answers, strict=True):
        if "errors" in said:
            said["errors"] = [plain(text) for text in said["errors"]]
        if not same(said, answer):
            wrong.append(f"{call}: {said}, not {answer}")
    return len(calls), wrong
