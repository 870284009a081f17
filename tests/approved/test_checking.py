"""What has to be told apart of layouts with every node, what vectors show of it, and which payloads would tell more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from approved import approved
from approved.asked import ASKED
from layouts import CORNERS, MADE
from redi_codecs.checking.choosing import missing_payloads
from redi_codecs.checking.lines import Line
from redi_codecs.checking.telling import Telling, telling
from redi_codecs.checking.vectors import told
from redi_codecs.device_codec import codec
from redi_codecs.errors import DecodeError
from redi_codecs.layout import Body, Device, device, vector

BODIES: dict[str, tuple[Body, tuple[str, ...], int]] = {
    **{name: (one.uplink, one.good, one.ports[0]) for name, one in MADE.items()},
    **{name: (body, (payload,), 1) for name, (body, payload) in CORNERS.items()},
    **{f"asked: {name}": (body, (), 1) for name, (body, _, _) in ASKED.items()},
}
PARTS = {f"{at:02}": list(BODIES)[at * 10 : at * 10 + 10] for at in range((len(BODIES) + 9) // 10)}


def stating(body: Body, payloads: tuple[str, ...], port: int) -> Device:
    """A device whose vectors state all that their payloads say."""
    bare = device("acme/t1", name="T1", source="made for tests", f_port=1, uplink=body)
    vectors = []
    for payload in payloads:
        try:
            decoded = codec(bare).decode(payload, port)
        except DecodeError:
            continue
        said: dict[str, Any] = told("", decoded) | {"source": "made for tests"}
        del said["device"]
        vectors.append(vector(said.pop("payload"), **said))
    return replace(bare, vectors=tuple(vectors))


def described(line: Line) -> list[str]:
    """A line with its needs: those that are met begin with +."""
    marks = f"{'decoded ' * line.decoded}{'stated' * line.stated}"
    found = [f"  {line.label}, {line.role} {marks}".rstrip()]
    return found + [f"    {'+' if need in line.met else '-'} {need[0]} {words}" for need, words in line.needs.items()]


@pytest.mark.parametrize("part", PARTS)
def test_lines(part: str) -> None:
    lines = []
    for name in PARTS[part]:
        one = stating(*BODIES[name])
        made: Telling = telling([one])
        lines += [name, *(text for line in made.lines.values() for text in described(line))]
        found = missing_payloads(one, made, draws=12)
        lines += [f"  {payload.hex()} on port {port}" for payload, port in found]
    approved(f"checking/lines_{part}", "\n".join(lines))
