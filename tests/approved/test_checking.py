"""What has to be told apart of layouts with every node, what vectors show of it, and which payloads would tell more."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from approved import approved
from approved.asked import ASKED
from approved.decoders import PORTS, TAGS
from layouts import CORNERS, MADE, commanded, made
from redi_codecs import commands
from redi_codecs.checking.choosing import _candidates, missing_payloads
from redi_codecs.checking.commanded import _beyond
from redi_codecs.checking.hints import hint
from redi_codecs.checking.lines import Line
from redi_codecs.checking.mistakes import mistakes, seen, to_be_seen
from redi_codecs.checking.reader import _within
from redi_codecs.checking.samples import mutations
from redi_codecs.checking.telling import Telling, telling
from redi_codecs.checking.vectors import line_of, told
from redi_codecs.device_codec import codec
from redi_codecs.errors import DecodeError
from redi_codecs.kinds import battery, co2, humidity, motion, temperature
from redi_codecs.layout import (
    Body,
    Device,
    V,
    attribute,
    bit,
    bits,
    choice,
    command,
    curve,
    device,
    f32,
    f64le,
    i8,
    i16,
    i16le,
    i32le,
    let,
    lookup,
    raw,
    reserved,
    switch,
    u8,
    u16,
    u16le,
    u24,
    vector,
    word,
)
from redi_codecs.plan import plan as pl
from redi_codecs.plan.plan import Load
from redi_codecs.plan.planner import plan

BODIES: dict[str, tuple[Body, tuple[str, ...], int]] = {
    **{name: (one.uplink, one.good, one.ports[0]) for name, one in MADE.items()},
    **{name: (body, (payload,), 1) for name, (body, payload) in CORNERS.items()},
    **{f"asked: {name}": (body, (), 1) for name, (body, _, _) in ASKED.items()},
}
BODIES |= {
    "keys of ranges and numbers": (
        (let(a=u8), switch(V.a, {(range(1, 4), 7, range(8, 10)): battery(u8), (10, range(12, 14)): humidity(u8)})),
        ("0264", "0728", "0D28"),
        1,
    )
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


#: Parts of words, of which it is shown how each usual mistake reads them.
WORDS: dict[str, Body] = {
    "bytes": (temperature(i8), battery(u8 / 2, invalid=255), motion(u8 == 0), attribute(high=motion(u8 == 7))),
    "two bytes": (temperature(i16 / 10), co2(u16le, invalid={0xFFFF: "fault", range(3): "overflow"})),
    "three": (attribute(mode=choice(u16, {1: "a", 258: "b"}), table=lookup(u8, {0: 1, 3: 9}))),
    "bits": word(
        u16,
        motion(bit(0)),
        co2(bits(2, 4)),
        battery(bits(5, 9)),
        temperature(bits(11, 13, signed=True)),
        reserved(bit(1)),
        reserved(bit(10)),
        reserved(bits(14, 15)),
    ),
    "bits that border": word(
        u8,
        attribute(a=bits(0, 1)),
        attribute(b=bit(2), c=bit(7)),
        let(d=bits(4, 5)),
        reserved(bit(3)),
        reserved(bit(6)),
    ),
    "reals": (temperature(f32), humidity(f64le / 10)),
    "edges": tuple(
        battery(one, channel=at)
        for at, one in enumerate((u8, 255 - u8, 100 - i8, i8 + 1, i8 + 101, i8, u16, 65535 - u16, u8 - 155, u8 - 28))
    ),
    "tables": (
        attribute(
            some=lookup(u8, {at: at for at in range(64)}),
            more=lookup(u8, {at: at for at in range(65)}),
            few=curve(u8, lambda raw: raw if raw < 3 else None),
            many=curve(u8, lambda raw: Fraction(raw, 7)),
        ),
    ),
    "one bit between": word(
        u8, motion(bit(3)), attribute(e=bits(5, 6)), reserved(bits(0, 2)), reserved(bit(4)), reserved(bit(7))
    ),
}


def test_mistakes() -> None:
    """How the usual mistakes read a word, and what has to be seen of it: nothing of that is run on import."""
    lines = []
    for name, body in WORDS.items():
        for op in plan(made(body), made(body).uplink).ops:
            assert isinstance(op, Load)
            top = 1 << 8 * op.size
            words_ = [0, 1, 3, 4, 7, 12, 100, 128, 258, 0x1234, 0x8001, 0xABCD, 0xFFFF, top - 2, top - 1, 1 << 30]
            for part in op.parts:
                keys = list(to_be_seen(op, part))
                lines.append(f"{name}: {part.label}, {len(keys)} to be seen, {keys[:2]}")
                for one in mistakes(op, part) if part.slot is not None else ():
                    found = [f"{at:x} {one.reading(at)}" for at in words_ if at < top]
                    lines.append(f"  {one.name}: {', '.join(found)}")
                if part.sentinels:
                    lines += [f"  {raw} is {list(seen(op, part, raw, raw == 0))}" for raw in (0, 2, 255, 0xFFFF)]
    approved("checking/mistakes", "\n".join(lines))


def test_near_vectors() -> None:
    """The payloads near vectors that all else is asked of."""
    lines = []
    for name in ("sentinels", "word"):
        one = stating(*BODIES[name])
        for count in (0, 1, 3):
            lines.append(f"{name} {count}: {' '.join(f'{data.hex()}:{at}' for data, at in mutations(one, count))}")
    for size in (51, 52):
        one = made(attribute(a=raw(size)))
        lines.append(f"{size} bytes: {len(list(_candidates(one, telling([one]).reader(one), 3)))}")
    approved("checking/near_vectors", "\n".join(lines))


def test_beyond() -> None:
    """A number beyond the limits of an argument that is taken all the same is a problem; here its limits are wrong."""
    one = commanded({"a": command(1, attribute(x=u8, y=u8 / 2, on=u8 == 1)), "b": command(2, attribute(z=u8))})
    known = commands(one)[0]
    lines = []
    for low, high, step in ((3, 9, 1), (3, 9, None), (3, None, 1), (None, 9, 1), (0, 9, 1), (3, 255, 2)):
        ends = [replace(each, low=low, high=high, step=step) for each in known.arguments]
        for said in ({"x": 5, "y": 4, "on": True}, {"x": 5}, {}):
            found = [each.text for each in _beyond(one, replace(known, arguments=tuple(ends)), [{}, said])]
            lines.append(f"{low} {high} {step} {said}: {found}")
    approved("checking/beyond", "\n".join(lines))


def test_within() -> None:
    """Which limits and steps are inside which others."""
    sources = {
        f"{low} … {high} of {name}": attribute(x=wire, limits=(low, high))
        for name, wire in (("u8", u8), ("u8 / 2", u8 / 2), ("u8 * 3", u8 * 3), ("f32", f32))
        for low, high in ((3, 9), (3, 12), (6, 9), (3, None))
    }
    bodies = {name: commanded({"a": command(1, body)}) for name, body in sources.items()}
    parts = {name: next(pl.parts(plan(one, one.downlink["a"].body).ops)) for name, one in bodies.items()}
    lines = [
        f"{name} in {', '.join(other for other, outer in parts.items() if _within(part, outer)) or 'none'}"
        for name, part in parts.items()
    ]
    approved("checking/within", "\n".join(lines))


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
        "bits": made(WORDS["bits that border"]),
        "a table of two bytes": made(attribute(x=lookup(u16, {1: 10, 300: 20}))),
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
