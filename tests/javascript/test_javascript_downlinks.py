"""Commands in JavaScript: the bytes that Python writes, and back; what Python refuses is refused."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from declared import DECLARED
from redi_codecs import codec
from redi_codecs.encoding.commanded import decode_downlinks
from redi_codecs.encoding.compiled import compiled
from redi_codecs.encoding.downlink import encode_downlink
from redi_codecs.errors import RediCodecsError
from redi_codecs.layout.device import Device
from redi_codecs.runtimes.javascript import NoJavaScript

quickjs = pytest.importorskip("quickjs", reason="quickjs-ng is not installed")


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


class Script:
    """A codec in an engine."""

    def __init__(self, id: str) -> None:
        self.context = quickjs.Context()
        self.context.eval(codec(id).javascript)
        self.has = set(
            json.loads(self.context.eval('JSON.stringify(typeof COMMANDS === "object" ? Object.keys(COMMANDS) : [])'))
        )

    def call(self, function: str, given: dict[str, Any]) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(self.context.eval(f"JSON.stringify({function}({json.dumps(given)}))"))
        return said

    def encode(self, wanted: dict[str, Any]) -> bytes | None:
        said = self.call("encodeDownlink", {"data": wanted})
        return None if "errors" in said else bytes(said["bytes"])


def written(device: Device, wanted: dict[str, Any]) -> bytes | None:
    """The bytes that Python writes; None where it refuses."""
    given = dict(wanted)
    allow = bool(given.pop("allow_disruptive", False))
    try:
        return encode_downlink(device, given, {}, allow_disruptive=allow).payload
    except RediCodecsError:
        return None


def values(device: Device, name: str, chance: random.Random) -> dict[str, Any]:
    """Arguments of a command, good and bad."""
    found: dict[str, Any] = {}
    for slot in compiled(device, name)[0].slots:
        if chance.random() < 0.15:  # what it says then, or that it is needed
            continue
        labels = [
            label
            for part in (part for op in compiled(device, name)[0].ops for part in getattr(op, "parts", ()))
            if part.slot is slot
            for _, label in getattr(part.transform, "labels", ())
        ]
        found[slot.name] = chance.choice(
            [
                *labels,
                True,
                False,
                0,
                1,
                2,
                5,
                10,
                60,
                90,
                255,
                256,
                300,
                600,
                3600,
                65535,
                -1,
                -5,
                0.1,
                0.5,
                20.5,
                1e6,
                None,
            ]
        )
    return found


@pytest.mark.parametrize("device", commanded(), ids=lambda one: one.id)
def test_commands(device: Device) -> None:
    script, chance = Script(device.id), random.Random(device.id)
    if not script.has:
        pytest.skip("none of its commands is just numbers")
    for name in script.has:
        command = device.downlink[name]
        for example in command.examples:
            wanted = {name: dict(example.arguments) or True, "allow_disruptive": True}
            assert script.encode(wanted) == example.payload, name
            said = script.call("decodeDownlink", {"bytes": list(example.payload), "fPort": command.f_port})["data"]
            again = script.encode({**said, "allow_disruptive": True})
            assert again == example.payload, said
            assert list(said) == [one.message for one in decode_downlinks(device, example.payload, command.f_port)]
        for _ in range(30):
            wanted = {name: values(device, name, chance) or True, "allow_disruptive": True}
            assert script.encode(wanted) == written(device, wanted), wanted
        assert script.encode({name: {"nonsense": 1}}) is None
        if command.disruptive:
            assert script.encode({name: values(device, name, chance) or True}) is None
    names = sorted(script.has)
    for _ in range(20):
        several: dict[str, Any] = {
            one: values(device, one, chance) or True for one in chance.sample(names, min(2, len(names)))
        }
        several["allow_disruptive"] = True
        assert script.encode(several) == written(device, several), several
    assert "errors" in script.call("decodeDownlink", {"bytes": [1, 2, 3], "fPort": 223})
    assert script.encode({}) is None
    assert script.encode({"nonsense": True}) is None
