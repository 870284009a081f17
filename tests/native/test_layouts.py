"""Every node of the language through the compiled core: good payloads, each cut at every byte, spoilt ones."""

from __future__ import annotations

import random

import pytest

from layouts import CORNERS, MADE, made
from native.held import NOON, Uplink, bare, inputs_of, same, spoilt
from redi_codecs import Codec
from redi_codecs.layout import Body
from redi_codecs.plan.faults import Fault
from redi_codecs.runtimes.core import native
from redi_codecs.runtimes.core.lower import NotLowered, lower

#: What no program can hold, and why.
IN_PYTHON = {
    "a curve of what is derived": "no arithmetic for log(humidity)",
    "custom": "Call has no instructions",
    "custom nodes in parts": "Call has no instructions",
    "custom nodes of records": "Call has no instructions",
    "custom nodes that compute": "Call has no instructions",
    "custom nodes, the newest first": "Call has no instructions",
    "measurements that say their width, their decimals and where they are": "at is text that decides something",
    "records inside records": "records inside records",
    "switch on what is read": "kind is text that decides something",
    "tests of floating-point numbers": "motion tests a floating-point number",
    "what comes before readings": "kind is text that decides something",
}
LAYOUTS: dict[str, tuple[Body, tuple[str, ...], tuple[int, ...]]] = {
    **{name: (one.uplink, one.good, one.ports) for name, one in MADE.items()},
    **{name: (uplink, (payload,), (1,)) for name, (uplink, payload) in CORNERS.items()},
}


def uplinks_of(name: str) -> list[Uplink]:
    _, payloads, ports = LAYOUTS[name]
    known = [(bytes.fromhex(payload), port) for payload in payloads for port in ports]
    cut = [(payload[:end], port) for payload, port in known for end in range(len(payload))]
    every = [*known, *cut]
    for payload, port in known:  # each value of the bytes that are likely to decide
        for at in range(min(len(payload), 3)):
            every += [(payload[:at] + bytes([value]) + payload[at + 1 :], port) for value in range(0, 256, 3)]
    return every + spoilt(known, random.Random(name), 400)


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name not in IN_PYTHON])
def test_the_core_reads_a_layout_as_python_does(name: str) -> None:
    codec = Codec(made(LAYOUTS[name][0], port=None))
    uplinks = uplinks_of(name)
    good = len(LAYOUTS[name][1]) * len(LAYOUTS[name][2])
    found = same(codec, inputs_of(codec, uplinks), uplinks)
    assert 0 in found["errors"][:good]
    same(codec, inputs_of(codec, uplinks, NOON), uplinks)


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name not in IN_PYTHON])
def test_a_block_of_nothing_but_one_layout(name: str) -> None:
    """So many good payloads that each has a shape, with single odd ones between them."""
    codec = Codec(made(LAYOUTS[name][0], port=None))
    chance = random.Random(name)
    every = uplinks_of(name)
    known = every[: len(LAYOUTS[name][1]) * len(LAYOUTS[name][2])]
    uplinks = [chance.choice(every if chance.random() < 0.1 else known) for _ in range(700)]
    same(codec, inputs_of(codec, uplinks, NOON), uplinks)


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name not in IN_PYTHON])
def test_payloads_one_by_one(name: str) -> None:
    codec = Codec(made(LAYOUTS[name][0], port=None))
    single = native.single(codec.plan, codec.generated, codec.decode)
    for payload, port in uplinks_of(name):
        for seconds in (None, 1_772_625_600.25):
            try:
                expected: object = bare(codec.generated(payload, port, seconds))
            except Fault:
                with pytest.raises(Fault):
                    single(payload, port, seconds)
            else:
                assert bare(single(payload, port, seconds)) == expected, payload.hex()


@pytest.mark.parametrize("name", IN_PYTHON)
def test_what_no_program_can_hold_is_refused_with_a_sentence(name: str) -> None:
    plan = Codec(made(LAYOUTS[name][0])).plan
    with pytest.raises(NotLowered) as refused:
        lower(plan)
    assert str(refused.value) == IN_PYTHON[name]
    assert native.machine(plan) is None
