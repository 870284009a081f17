"""What has to be told apart of layouts with every node, what vectors show of it, and which payloads would tell more."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from approved import approved
from approved.asked import ASKED
from approved.decoders import PORTS, TAGS
from layouts import CORNERS, MADE, made
from redi_codecs.checking.choosing import _candidates, missing_payloads
from redi_codecs.checking.hints import hint
from redi_codecs.checking.lines import Line
from redi_codecs.checking.telling import Telling, telling
from redi_codecs.checking.vectors import line_of, told
from redi_codecs.device_codec import codec
from redi_codecs.errors import DecodeError
from redi_codecs.kinds import battery, co2, humidity, motion, temperature
from redi_codecs.layout import (
    Body,
    Device,
    attribute,
    bit,
    bits,
    curve,
    device,
    f32,
    f64le,
    i16,
    i16le,
    i32le,
    lookup,
    u8,
    u16,
    u16le,
    u24,
    vector,
    word,
)

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
    for at, name in enumerate(PARTS[part]):
        one = stating(*BODIES[name])
        made: Telling = telling([one])
        lines += [name, *(text for line in made.lines.values() for text in described(line))]
        found = missing_payloads(one, made, draws=12) if at % 5 == 0 else ()
        lines += [f"  {payload.hex()} on port {port}" for payload, port in found]
        known = codec(one)
        lines += [f"  {line_of(one.id, known.decode(each.payload, each.f_port), 'm')}" for each in one.vectors[:1]]
    approved(f"checking/lines_{part}", "\n".join(lines))


def test_candidates() -> None:
    """The payloads that are looked at: drawn, those of vectors, of each way, and bent part by part."""
    lines = []
    chosen = {
        name: stating(*BODIES[name])
        for name in ("sentinels", "word", "transforms", "switch on the port", "tags", "records")
    }
    chosen |= {
        "of ports": PORTS,
        "of tags": replace(TAGS, f_port=None),
        "asked": stating(*BODIES["asked: constants and words"]),
    }
    for name, one in chosen.items():
        reader = telling([one]).reader(one)
        found = list(_candidates(one, reader, 3))
        lines.append(f"{name}: {len(found)}")
        for port in sorted({port for _, port in found}):
            lines.append(f"  {port}: {' '.join(payload.hex() or 'none' for payload, at in found if at == port)}")
    approved("checking/candidates", "\n".join(lines))


#: A layout, a payload, and of each field its first byte, its size, and by what its number is divided.
FIELDS: list[tuple[Body, str, dict[str, tuple[int, int, int]]]] = [
    (
        (battery(u8), temperature(i16 / 10), humidity(u8)),
        "07 FFCE 05",
        {"temperature": (1, 2, 10), "humidity": (3, 1, 1)},
    ),
    ((battery(u8), temperature(u16le / 10)), "07 FFCE", {"temperature": (1, 2, 10), "battery": (0, 1, 1)}),
    (
        (temperature(i16le, place="probe"), co2(u24 / 4)),
        "80FE 8001F2",
        {"temperature_probe": (0, 2, 1), "co2": (2, 3, 4)},
    ),
    (
        (temperature(i16 / 10, channel=1), temperature(i32le / 100, channel=2)),
        "0101 01000080",
        {"temperature_1": (0, 2, 10), "temperature_2": (2, 4, 100)},
    ),
    (
        (temperature(f32), humidity(f64le / 10)),
        "41AC0000 0000000000807B40",
        {"temperature": (0, 4, 1), "humidity": (4, 8, 10)},
    ),
    (
        (
            word(u16, motion(bit(0)), co2(bits(1, 9)), temperature(bits(10, 15, signed=True))),
            battery(lookup(u8, {1: 10, 5: 50})),
        ),
        "F3F2 05",
        {"temperature": (0, 2, 1024), "co2": (0, 2, 2), "battery": (2, 1, 1)},
    ),
    (
        (temperature(curve(u16, lambda raw: Fraction(raw, 7))), attribute(gain=u16)),
        "0102 0304",
        {"temperature": (0, 2, 7), "gain": (2, 2, 1)},
    ),
]


def others(payload: bytes, start: int, size: int, divided: int) -> dict[str, float | str]:
    """What somebody might have meant who reads the bytes of a field otherwise."""
    found: dict[str, float | str] = {"fault": "fault", "not_connected": "not_connected", "x": "x", "true": True}
    for order in ("big", "little"):
        for signed in (False, True):
            for at in (start - 1, start, start + 1):
                data = payload[max(0, at) : at + size]
                value = int.from_bytes(data, order, signed=signed) / divided  # type: ignore[arg-type]
                found[f"{order} {'signed' if signed else 'unsigned'} at {at}"] = value
                if at == start and order == "big":
                    for factor in (2, 3, 5, 10, 100, 1000, 10_000):
                        found[f"{value} · {factor}"] = value * factor
                        found[f"{value} / {factor}"] = value / factor
    return found


def test_hints() -> None:
    lines = []
    for body, text, fields in FIELDS:
        payload = bytes.fromhex(text)
        explanation = codec(made(body)).explain(payload, 1)
        lines.append(text)
        for name, place in fields.items():
            for what, wanted in others(payload, *place).items():
                if said := hint(explanation, name, wanted):
                    lines.append(f"  {name} {what}{said}")
            lines += [f"  {name} 1e9{hint(explanation, name, 1e9)}", f"  {name}x{hint(explanation, name + 'x', 1)}"]
    real = codec(made(temperature(f32), humidity(f64le))).explain(bytes.fromhex("41AC0000 0000000000807B40"), 1)
    for factor in (10, 10 * (1 + 5e-7), 10 * (1 + 5e-6), 10 * (1 + 5e-10), 10 * (1 + 5e-9)):
        lines += [f"  {factor}{hint(real, 'temperature', 21.5 * factor)}{hint(real, 'humidity', 440 * factor)}"]
    approved("checking/hints", "\n".join(lines))
