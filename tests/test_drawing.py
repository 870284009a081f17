"""Payloads drawn from a Plan: by a chance that always gives the least or the most, so that each draw is known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeVar

import pytest

from layouts import half, made
from redi_codecs import decode
from redi_codecs.encoding.drawing import NotDrawn, Seeded, draw, ways
from redi_codecs.kinds import battery, humidity, motion, temperature
from redi_codecs.layout import (
    CRC16_MODBUS,
    Body,
    V,
    any_channel,
    attribute,
    bits,
    calendar,
    checksum,
    choice,
    expect,
    f32,
    f64le,
    f_port,
    history,
    i8,
    let,
    lookup,
    optional,
    packed,
    peek,
    presence,
    raw,
    repeat,
    reserved,
    sized,
    switch,
    tags,
    text,
    u8,
    u16,
    u16le,
    word,
)
from redi_codecs.plan import plan as pl
from redi_codecs.plan.planner import plan

T = TypeVar("T")


class End:
    """Always the least and the first, or the most and the last."""

    def __init__(self, most: bool) -> None:
        self.most = most

    def integer(self, low: int, high: int) -> int:
        return high if self.most else low

    def one_of(self, options: Sequence[T]) -> T:
        return options[-1 if self.most else 0]


def ends(body: Body, **more: int) -> list[str]:
    """What is drawn at both ends; why nothing is."""
    found = []
    for most in (False, True):
        try:
            payload, port = draw(plan(made(body), made(body).uplink), End(most), more.get("port", 1))
            found.append(payload.hex() + ("" if port == 1 else f" {port}"))
        except NotDrawn as error:
            found.append(f"not drawn: {error}")
    return found


CASES: dict[str, tuple[Body, list[str]]] = {
    "numbers": ((temperature(i8), humidity(u16le), reserved(1)), ["00000000", "ffffff00"]),
    "reals": ((temperature(f32), humidity(f64le)), ["c3c8000000000000000079c0", "43c800000000000000007940"]),
    "constants": (expect(u16, 0x0102), ["0102", "0102"]),
    "sentinels": (temperature(i8, invalid={0x7F: "fault", range(-9, -5): "not_connected"}), ["7f", "ff"]),
    "labels": (attribute(mode=choice(u8, {3: "a", 7: "b"}), level=lookup(u8, {5: 1, 9: 2})), ["0000", "0709"]),
    "tests": (motion(u8 == 5), ["00", "05"]),
    "a date": (attribute(at=calendar(year=u8 + 2000, month=u8, day=u8)), ["000000", "3c0c1c"]),
    "bytes": ((attribute(name=text(2), blob=raw(1)), attribute(tail=raw())), ["303000", "5a5affffffffffffffffff"]),
    "a counted run": ((let(size=u8), attribute(blob=raw(V.size))), ["00", "not drawn: blob"]),
    "a condition": ((let(flag=u8), optional(V.flag == 255, humidity(u8))), ["00", "ffff"]),
    "a condition on what is not known": (optional(peek(2, u8) == 255, humidity(u8)), ["", "ff"]),
    "cases": (switch(u8, {3: humidity(u8), 9: reserved(2)}), ["0300", "090000"]),
    "cases of ranges": (switch(u8, {range(3, 6): humidity(u8), range(8, 12): reserved(2)}), ["0300", "0b0000"]),
    "cases by port": (
        switch(f_port, {3: humidity(u8), 9: reserved(2)}),
        ["not drawn: no case for [1]", "not drawn: no case for [1]"],
    ),
    "cases by what comes": (
        switch(peek(1, u8), {3: word(u16, reserved(bits(0, 15))), 9: reserved(3)}),
        ["0003", "000900"],
    ),
    "cases with another": (switch(u8, {3: humidity(u8)}, otherwise=reserved(2)), ["0300", "03ff"]),
    "tags": (tags(u8, {1: humidity(u8), (2, 3): temperature(i8)}), ["", "03ff03ff03ff03ff"]),
    "tags of a channel": (
        tags((u8, u8), {(any_channel, 1): humidity(u8), (any_channel, 2): temperature(i8)}),
        ["", "0f02ff0f02ff0f02ff0f02ff"],
    ),
    "tags with their size": (
        tags(u8, {1: humidity(u8), 2: reserved(2)}, size=u8),
        ["", "02020000020200000202000002020000"],
    ),
    "turns": (history(humidity(u8)), ["", "ffffff"]),
    "counted turns": ((let(count=u8), history(humidity(u8), count=V.count)), ["00", "not drawn: too many turns"]),
    "counted turns of few": (
        (word(u8, let(count=bits(0, 1)), reserved(bits(2, 7))), repeat(humidity(u8, channel=V.count), count=V.count)),
        ["00", "03ffffff"],
    ),
    "a part": ((let(size=u8), sized(V.size, humidity(u8), reserved(2))), ["03000000", "03ff0000"]),
    "a part of a fixed size": (sized(3, humidity(u8), reserved(2)), ["000000", "ff0000"]),
    "a part of another size": (
        sized(4, humidity(u8), reserved(2)),
        ["not drawn: a part of another length", "not drawn: a part of another length"],
    ),
    "a mask": (presence(u8, {0: humidity(u8), 2: temperature(i8)}), ["00", "05ffff"]),
    "a checksum": (checksum(CRC16_MODBUS, u16le, humidity(u8)), ["00bf40", "ffff00"]),
    "bits across bytes": (
        packed(let(n=bits(0, 3)), history(temperature(bits(0, 9) / 10), count=2)),
        ["000000", "ffffff"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_both_ends(name: str) -> None:
    body, expected = CASES[name]
    assert ends(body) == expected


def drawn(body: Body, most: bool, *, taken: bool = False, port: int | None = 1) -> str:
    return draw(plan(made(body), made(body).uplink), End(most), port, taken=taken)[0].hex()


def test_a_port_is_drawn_where_none_is_given() -> None:
    body = switch(f_port, {3: humidity(u8), 9: reserved(2)})
    whole = plan(made(body, port=None), made(body, port=None).uplink)
    assert [draw(whole, End(most)) for most in (False, True)] == [(b"\0", 3), (b"\0\0", 9)]
    whole = plan(made(humidity(u8)), made(humidity(u8)).uplink)
    assert [draw(whole, End(most))[1] for most in (False, True)] == [1, 223]


def test_a_command_takes_no_more_than_its_limits() -> None:
    for body, expected in (
        (attribute(level=u8, limits=(3, 9)), ("03", "09")),
        (attribute(level=u8, limits=(3, None)), ("03", "ff")),
        (attribute(level=u8, limits=(None, 9)), ("00", "09")),
        (attribute(level=i8, limits=(-3, 9)), ("fd", "09")),
        (attribute(level=u16 / 10, limits=(0.5, 100)), ("0005", "03e8")),
        (attribute(level=choice(u8, {3: "a", 7: "b"})), ("03", "07")),
        (attribute(level=lookup(u8, {5: 1, 9: 2, 11: 3}), limits=(2, 2)), ("09", "09")),
        (attribute(level=lookup(u8, {5: 1, 9: 2, 11: 3}), limits=(2, None)), ("09", "0b")),
        (attribute(level=lookup(u8, {5: 1, 9: 2, 11: 3}), limits=(None, 2)), ("05", "09")),
        (attribute(level=u8), ("00", "ff")),
    ):
        assert (drawn(body, False, taken=True), drawn(body, True, taken=True)) == expected
    assert drawn(attribute(level=u8, limits=(3, 9)), True) == "ff"


def test_a_floating_point_argument_is_drawn_between_its_limits() -> None:
    for source, limits in ((f32, (-40, 85)), (f32, (0.7, 0.8)), (f64le * 10, (5, None)), (f32, (None, -3))):
        body = attribute(level=source, limits=limits)
        whole = plan(made(body), made(body).uplink)
        part = next(iter(pl.parts(whole.ops)))
        low, high = (-math.inf if limits[0] is None else limits[0]), (math.inf if limits[1] is None else limits[1])
        found = {
            decode(made(body), draw(whole, Seeded(seed), 2, taken=True)[0], 2).attributes["level"].value
            for seed in range(40)
        }
        assert part.real
        assert len(found) > 20
        assert all(low <= value <= high for value in found), found


def test_a_way_goes_through_its_cases() -> None:
    inner = switch(u8, {5: humidity(u8), 6: battery(u8)}, otherwise=reserved(1))
    body = switch(u8, {1: temperature(i8), 2: inner})
    whole = plan(made(body), made(body).uplink)
    found = list(ways(whole.ops))
    assert [len(way) for way in found] == [1, 2, 2]
    assert [draw(whole, End(False), 1, way)[0].hex() for way in found] == ["0100", "020500", "020600"]
    entries = tags(u8, {1: temperature(i8), 2: humidity(u8)})
    whole = plan(made(entries), made(entries).uplink)
    assert [draw(whole, End(True), 1, way)[0].hex() for way in ways(whole.ops)] == ["01ff", "02ff"]
    numbered = tags((u8, u8), {(any_channel, 1): temperature(i8)})
    whole = plan(made(numbered), made(numbered).uplink)
    assert [draw(whole, End(most), 1, way)[0].hex() for way in ways(whole.ops) for most in (False, True)] == [
        "000100",
        "0f01ff",
    ]
    other = switch(u8, {1: temperature(i8)}, otherwise=switch(u8, {3: humidity(u8)}))
    whole = plan(made(other), made(other).uplink)
    assert [len(way) for way in ways(whole.ops)] == [1, 2]


def test_what_is_too_long_or_has_functions_of_its_own_is_not_drawn() -> None:
    assert ends(tuple(attribute(**{f"b{at}": raw(56)}) for at in range(4)))[0] == "00" * 224
    long = tuple(attribute(**{f"b{at}": raw(56)}) for at in range(4)), optional(f_port == 1, humidity(u8))
    assert ends(long) == ["not drawn: too long"] * 2
    assert ends(half())[0] == "not drawn: half"
    assert ends(attribute(b=raw(61)))[0] == "not drawn: b"
    assert ends(attribute(b=raw(60)))[0] == "00" * 60


def test_the_same_seed_draws_the_same() -> None:
    body = temperature(i8), history(humidity(u8))
    whole = plan(made(body), made(body).uplink)
    found = [draw(whole, Seeded(seed), 1)[0] for seed in range(40)]
    assert found == [draw(whole, Seeded(seed), 1)[0] for seed in range(40)]
    assert len(set(found)) > 20
    often = [Seeded(seed).integer(0, 1000) for seed in range(400)]
    assert 20 < sum(one in (0, 1000) for one in often) < 80
    assert {0, 1000} <= set(often)
