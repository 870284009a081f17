"""Corners of the checks, function by function: what a mistake would read, what vectors say, what is near a payload."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from layouts import made
from redi_codecs import Codec
from redi_codecs.checking import choosing, commanded, comparing, robust
from redi_codecs.checking.choosing import _bent, _raws, missing_payloads
from redi_codecs.checking.commanded import _outside, commands_go_both_ways, commands_say_what_becomes_of_them
from redi_codecs.checking.comparing import differences, same, stated
from redi_codecs.checking.files import shares
from redi_codecs.checking.lines import Line
from redi_codecs.checking.mistakes import BEYOND, meaning, mistakes, seen, to_be_seen
from redi_codecs.checking.samples import cite, mutations, refused
from redi_codecs.checking.source import declaration_files, dropped
from redi_codecs.checking.telling import telling
from redi_codecs.checking.vectors import line_of, lines_of, told
from redi_codecs.encoding.arguments import Argument
from redi_codecs.errors import DeclarationError
from redi_codecs.kinds import battery, humidity, motion, raw_data, temperature, time
from redi_codecs.layout import (
    Body,
    V,
    attribute,
    bit,
    bits,
    choice,
    command,
    device,
    expect,
    f32,
    history,
    i8,
    i16,
    index,
    let,
    lookup,
    message,
    optional,
    raw,
    record,
    repeat,
    reserved,
    tags,
    u8,
    u16,
    u32,
    vector,
    word,
)
from redi_codecs.layout import text as letters
from redi_codecs.layout.device import Device, Vector
from redi_codecs.layout.where import Where
from redi_codecs.plan import plan as pl
from redi_codecs.plan.planner import plan as planned

WHERE = Where("a.py", 1)


def declared(body: Body, *vectors: Vector, **more: Any) -> Device:
    return device("acme/t1", name="T1", source="manual", f_port=1, uplink=body, vectors=vectors, **more)


# ---- payloads that would tell apart


def test_each_part_is_bent_to_each_number_a_few_times_only() -> None:
    one = declared((temperature(i8), motion(u8 == 1)))
    payloads = [(b"", 1), *((bytes([at, 0]), 1) for at in range(20))]  # one that does not decode is passed over
    bent = list(_bent(telling([one]).reader(one), payloads, random.Random(1)))
    assert len(bent) == choosing._BENT * (4 + 2)
    assert {port for _, port in bent} == {1}
    flags = Counter(payload[1] for payload, _ in bent if payload[0] in range(20) and payload[1] <= 1)
    assert flags[1] == choosing._BENT
    assert list(_bent(telling([one]).reader(one), [(b"\x15", 1)], random.Random(1))) == []


def part_of(body: Body) -> tuple[pl.Load, pl.Part]:
    op = next(op for op in planned(made(body)).ops if isinstance(op, pl.Load))
    return op, next(part for part in op.parts if part.slot is not None)


@pytest.mark.parametrize(
    ("body", "raws"),
    [
        (word(u8, motion(bit(3)), reserved(bits(0, 2)), reserved(bits(4, 7))), [0, 1]),
        (attribute(mode=choice(u8, {3: "a", 7: "b"})), [3, 7]),
        (attribute(mode=lookup(u8, {3: 10, 7: 20})), [3, 7]),
        (motion(u8 == 5), [0, 5]),
        (temperature(i8, invalid={0x7F: "fault", range(-9, -5): "not_connected"}), [0x7F, 0xF7]),
    ],
)
def test_raw_bits_that_are_worth_to_be_seen(body: Body, raws: list[int]) -> None:
    _, part = part_of(body)
    assert list(_raws(part, random.Random(1)))[: len(raws)] == raws
    if part.bits == 8 and part.sentinels:
        near, high, low, most = list(_raws(part, random.Random(1)))[len(raws) :]
        assert (near >= 0x80, high >= 0x80, low & 1, most) == (True, True, 1, 0xFF)


def test_payloads_that_are_missing_are_given_until_all_is_told() -> None:
    one = declared((temperature(i16 / 10), humidity(u8)))
    told_of = telling([one])
    found = list(missing_payloads(one, told_of))
    assert not [line for line in told_of.untold() if not all(BEYOND in need for need in line.missing)]
    assert len(found) <= 4
    assert list(missing_payloads(one, told_of)) == []
    assert list(missing_payloads(one, telling([one]), accept=lambda payload, port: False)) == []


# ---- how often something is tried

LONG: Body = (let(a=u8, b=u8), attribute(one=letters(V.a), other=letters(V.b)))


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (temperature(i8), 15),
        ((let(a=u8), attribute(name=letters(V.a))), 15),
        (LONG, 5),
        ((tags(u8, {1: temperature(i8), 2: humidity(u8)})), 15),
        ((let(a=u8), repeat(raw_data(raw(60), channel=index), count=V.a)), 5),
        (attribute(a=raw(60), b=raw(60), c=raw(60), d=raw(43)), 0),
        ((let(a=u8, b=u8), temperature(i8), expect(u8, 7), optional(V.a > 250, attribute(x=letters(V.b)))), 15),
    ],
)
def test_so_many_payloads_are_drawn(body: Body, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be drawn, or is odd, is passed over, and those after it are tried."""
    asked: list[Any] = []
    monkeypatch.setattr(robust, "_encoded", lambda *given: asked.append(given) or "")
    found = list(robust.drawn_payloads_are_said_again(declared(body)))
    assert len(asked) == count
    assert bool(found) is (count == 0)


@pytest.mark.parametrize(
    ("body", "count"), [(attribute(x=u8), 4), (LONG, 0), ((let(a=u8), attribute(x=letters(V.a))), 4)]
)
def test_so_many_arguments_are_drawn(body: Body, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(commanded, "_again", lambda *given: asked.append(given))
    list(commands_go_both_ways(declared(temperature(i8), downlink={"one": command(1, body)})))
    assert len(asked) == count


# ---- mistakes


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (temperature(i16 / 10), ["sign", "byte order", "scale"]),
        (temperature(u8), ["sign", "scale"]),
        (humidity(u8), [BEYOND, "scale"]),
        (motion(u16 == 0), []),
        (motion(u16 == 3), ["byte order"]),
        (temperature(f32), ["byte order"]),
        (word(u8, motion(bit(3)), reserved(bits(0, 2)), reserved(bits(4, 7))), ["bit next", "bit previous"]),
        (word(u8, motion(bit(0)), reserved(bits(1, 7))), ["bit next"]),
        (word(u8, motion(bit(7)), reserved(bits(0, 6))), ["bit previous"]),
        (
            word(u8, battery(bits(2, 5)), reserved(bits(0, 1)), reserved(bits(6, 7))),
            ["sign", "one bit more above", "one bit more below", "one bit less above", "one bit less below", "scale"],
        ),
        (
            word(u8, battery(bits(0, 6)), motion(bit(7))),
            ["sign", "one bit less above", "one bit less below", "scale"],
        ),
    ],
)
def test_which_mistakes_there_could_be(body: Body, names: list[str]) -> None:
    assert [one.name for one in mistakes(*part_of(body))] == names


@pytest.mark.parametrize(
    ("body", "raw_", "read"),
    [
        (temperature(i16 / 10), 0xFFCE, {"sign": 6548.6, "byte order": -1246.5, "scale": -50.0}),
        (temperature(i8, invalid=0x80), 0x80, {"sign": ("no value", "fault"), "scale": ("no value", "fault")}),
        (
            word(u8, battery(bits(2, 5)), reserved(bits(0, 1)), reserved(bits(6, 7))),
            0b01100110,
            {
                "sign": -7.0,
                "one bit more above": 25.0,
                "one bit more below": 19.0,
                "one bit less above": 1.0,
                "one bit less below": 4.0,
                "scale": 90.0,
            },
        ),
        (
            word(u8, motion(bit(3)), reserved(bits(0, 2)), reserved(bits(4, 7))),
            0x08,
            {"bit next": False, "bit previous": False},
        ),
        (temperature(f32), 0x41AC0000, {"byte order": 6.22e-41}),
        (temperature(f32), 0x0000807F, {"byte order": ("no value", "fault")}),
    ],
)
def test_what_a_mistake_would_read(body: Body, raw_: int, read: dict[str, Any]) -> None:
    for one in mistakes(*part_of(body)):
        expected = read[one.name]
        found = one.reading(raw_)
        assert found == (pytest.approx(expected, rel=1e-2) if isinstance(expected, float) else expected), one.name


def test_what_has_to_be_seen() -> None:
    def needs(body: Body) -> list[str]:
        op = next(op for op in planned(made(body)).ops if isinstance(op, pl.Load | pl.Take))
        part = op.parts[0] if isinstance(op, pl.Load) else op.part
        return list(to_be_seen(op, part).values())

    assert needs(motion(u8 == 1)) == ["no vector says True", "no vector says False"]
    assert needs(raw_data(raw(3))) == ["every vector is empty or reads the same from either end"]
    assert needs(temperature(i8)) == ["no vector says anything of it"]
    assert needs(temperature(i8, invalid={0x7F: "fault", range(-9, -5): "not_connected"})) == [
        "no vector is 0x7f, which is fault",
        "no vector is -0x9 … -0x6, which is not_connected",
    ]
    assert (
        needs(attribute(x=lookup(u8, {at: at for at in range(64)})))[63] == "no vector has the entry 0x3f of the table"
    )
    assert needs(attribute(x=lookup(u8, {at: at for at in range(65)}))) == [
        "all vectors have the same value; another function would not be noticed"
    ]


def test_what_a_value_lets_see() -> None:
    op, part = part_of(temperature(i8, invalid={0x7F: "fault", range(-9, -5): "not_connected"}))
    assert list(seen(op, part, 0x7F, None)) == [("raw", 0x7F), ("sentinel", "127"), ("some", None)]
    assert list(seen(op, part, -9, None)) == [("raw", -9), ("sentinel", "range(-9, -5)"), ("some", None)]
    assert list(seen(op, part, -5, None)) == [("raw", -5), ("some", None)]
    assert list(seen(op, part, 1, True)) == [("raw", 1), ("value", True), ("some", None)]
    assert (meaning(part, 0x7F), meaning(part, -9), meaning(part, -5)) == (
        ("no value", "fault"),
        ("no value", "not_connected"),
        -5.0,
    )
    (take,) = planned(made(raw_data(raw(3)))).ops
    assert isinstance(take, pl.Take)
    for data, some in ((b"", False), (b"aba", False), (b"abc", True), (b"a", True)):
        assert (("some", None) in seen(take, take.part, data, data)) is some


# ---- what vectors say


def test_a_payload_is_told_as_a_line_of_data() -> None:
    codec = Codec(
        made(
            message("data"),
            time(u32),
            temperature(i8, invalid=0x7F),
            raw_data(raw(1)),
            attribute(level=battery(u8)),
            tags(u8, {1: record(time(u32, invalid=0), humidity(u8), attribute(mode=u8))}),
        )
    )
    decoded = codec.decode("0000000A 7F AB 05 01 00000014 28 03 01 00000000 29 04 09", 1)
    whole = told("acme/t1", decoded)
    assert whole == {
        "device": "acme/t1",
        "payload": "0000000A7FAB050100000014280301000000002904" + "09",
        "f_port": 1,
        "message": "data",
        "time": 10,
        "temperature": "fault",
        "raw_data": "ab",
        "level": [5.0, "%"],
        "records": [{"time": 20.0, "humidity": 40.0, "mode": 3}, {"time": None, "humidity": 41.0, "mode": 4}],
        "warnings": ["unknown_tag"],
        "rest": "09",
    }
    few = told("acme/t1", decoded, {"temperature", "level"})
    assert set(whole) - set(few) == {"time", "raw_data"}
    assert "time" in told("acme/t1", decoded, {"time"})
    assert json.loads(line_of("acme/t1", decoded, "manual")) == {**whole, "source": "manual"}
    plain = Codec(made(temperature(i8))).decode("15", 1)
    assert told("acme/t1", plain) == {"device": "acme/t1", "payload": "15", "f_port": 1, "temperature": 21.0}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "this is no JSON: Expecting property name enclosed in double quotes at character 2"),
        ("[]", "a line is an object: "),
        ('{"device": 3}', "a line is an object: "),
        ('{"device": "a/b", "payload": "01", "source": "m"}', '"f_port" is missing'),
        ('{"device": "a/b", "payload": "01", "f_port": 1}', '"source" is missing'),
        ('{"device": "a/b", "payload": "01", "f_port": null, "source": "m"}', "f_port is null: a line of data says"),
        ('{"device": "a/b", "payload": "01", "f_port": 1, "f_port": 2, "source": "m"}', '"f_port" stands twice'),
        ('{"device": "a/b", "command": "x", "refused": 3, "source": "m"}', "what a command refuses is"),
        ('{"device": "a/b", "command": "x", "refused": {}, "f_port": 1, "source": "m"}', "what a command refuses is"),
        (
            '{"device": "a/b", "payload": "0", "f_port": 1, "source": "m"}',
            "'0' is not hex: '0' has an odd number of digits, 1",
        ),
    ],
)
def test_a_line_of_data_that_is_none(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "a.jsonl").write_text("\n" + text + "\n")
    with pytest.raises(DeclarationError) as error:
        lines_of(str(tmp_path / "a.py"))
    assert error.value.problem.startswith(words)
    assert (error.value.file, error.value.line) == (str(tmp_path / "a.jsonl"), 2)


def test_lines_of_data(tmp_path: Path) -> None:
    lines = (
        {
            "device": "a/b",
            "payload": "01",
            "f_port": 1,
            "t": [30, "Cel"],
            "records": [{"t": [1, "fault"]}],
            "source": "m",
        },
        {"device": "a/b", "command": "x", "payload": "02", "f_port": 2, "source": "m"},
        {"device": "a/b", "command": ["x", "y"], "payload": "03", "f_port": 2, "source": "m"},
        {"device": "a/b", "command": "x", "refused": {"level": 9}, "source": "m"},
    )
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    one, other, both, none = lines_of(str(tmp_path / "a.py"))
    assert isinstance(one.said, Vector)
    assert (one.command, one.joined, one.refused, dict(one.said.values)) == (
        None,
        (),
        False,
        {"t": (30, "Cel"), "records": [{"t": (1, "fault")}]},
    )
    assert (other.command, other.joined, other.refused, other.said.payload) == ("x", (), False, b"\x02")
    assert (both.command, both.joined, both.refused, both.said.f_port) == (None, ("x", "y"), False, 2)
    assert (none.command, none.joined, none.refused, none.said.payload) == ("x", (), True, b"")
    assert lines_of(str(tmp_path / "b.py")) == ()


def said_of(body: Body, payload: str, **values: Any) -> list[str]:
    codec = Codec(made(body))
    data = bytes.fromhex(payload)
    one = vector(payload, f_port=1, source="m", **values)
    return list(differences(one, codec.decode(data, 1), codec.explain(data, 1)))


@pytest.mark.parametrize(
    ("body", "payload", "values", "words"),
    [
        (temperature(i8), "15", {"temperature": 21}, []),
        (
            temperature(i8),
            "15",
            {"temperature": 22},
            ["temperature: the vector says 22, the payload 21.0 (byte 0, raw 21)"],
        ),
        (
            temperature(i16 / 10),
            "d700",
            {"temperature": 21.5},
            [
                "temperature: the vector says 21.5, the payload (-1049.6, 'implausible') "
                "(bytes 0…1, raw -10496); little-endian gives 21.5: i16le / 10"
            ],
        ),
        (
            word(u8, motion(bit(3)), battery(bits(4, 7)), reserved(bits(0, 2))),
            "28",
            {"motion": False, "battery": 3},
            [
                "motion: the vector says False, the payload True (byte 0, bit 3, raw 1)",
                "battery: the vector says 3, the payload 2.0 (byte 0, bit 4–7, raw 2)",
            ],
        ),
        (
            temperature(i8),
            "15",
            {},
            ["temperature: the payload says 21.0 (byte 0, raw 21), the vector nothing; a vector names all readings"],
        ),
        (
            temperature(i8),
            "15",
            {"temperature": 21, "humidity": 3},
            ["humidity: the vector says 3, the payload has no humidity (it has temperature)"],
        ),
        (reserved(1), "00", {"mode": 3}, ["mode: the vector says 3, the payload has no mode (it has nothing)"]),
        (
            (message("a"), temperature(i8)),
            "15",
            {"message": "b", "temperature": 21},
            ["the vector says the message 'b', the payload 'a'"],
        ),
        (
            (time(u32), temperature(i8)),
            "0000000a15",
            {"time": 11, "temperature": 21},
            ["time: the vector says 11, the payload 10"],
        ),
        (temperature(i8), "15", {"time": 11, "temperature": 21}, ["time: the vector says 11, the payload none"]),
        (
            temperature(i8),
            "15",
            {"temperature": (21, "K")},
            ["temperature: the vector says K, the declaration Cel"],
        ),
        (
            temperature(i8),
            "15",
            {"temperature": (21, "humidity")},
            ["temperature: the vector says that it is humidity, the declaration temperature"],
        ),
        (
            attribute(mode=u8),
            "15",
            {"mode": (21, "humidity")},
            ["mode: the vector says that it is humidity, the declaration no quantity"],
        ),
        (attribute(mode=u8), "15", {"mode": (21, "Cel")}, ["mode: the vector says Cel, the declaration no unit"]),
        (
            humidity(u8),
            "96",
            {"humidity": 150},
            [
                "humidity: 150.0 is outside 0 … 100 %; "
                "if the payload truly says so, write humidity=(150.0, 'implausible')"
            ],
        ),
        (humidity(u8), "96", {"humidity": (150, "implausible")}, []),
        (
            humidity(u8),
            "28",
            {"humidity": (40, "implausible")},
            ["humidity: the vector says the status 'implausible', the payload None"],
        ),
        (humidity(u8, invalid=255), "ff", {"humidity": None}, []),
        (humidity(u8, invalid=255), "ff", {"humidity": "fault"}, []),
        (humidity(u8, invalid={255: "not_connected"}), "ff", {"humidity": (None, "not_connected")}, []),
        (
            humidity(u8, invalid=255),
            "ff",
            {"humidity": "not_connected"},
            ["humidity: the vector says 'not_connected', the payload 'fault' (byte 0, raw 255)"],
        ),
        (history(humidity(u8)), "2829", {"records": [{"humidity": 40}, {"humidity": 41}]}, []),
        (
            history(humidity(u8)),
            "2829",
            {"records": [{"humidity": 40}]},
            [
                "records: the vector has 1, the payload 2: "
                "[{'time': None, 'humidity': 40.0}, {'time': None, 'humidity': 41.0}]"
            ],
        ),
        (
            history(humidity(u8)),
            "28",
            {"records": [{"humidity": 41}]},
            ["record 1: the vector says {'time': None, 'humidity': 41}, the payload {'time': None, 'humidity': 40.0}"],
        ),
        (
            history(humidity(u8)),
            "28",
            {"records": [{"humidity": (40, "Cel")}]},
            ["record 1: humidity: the vector says Cel, the declaration %"],
        ),
        (history(humidity(u8, invalid=255)), "ff", {"records": [{"humidity": None}]}, []),
        (history(humidity(u8), attribute(mode=u8)), "2801", {"records": [{"humidity": 40}]}, []),
        (
            temperature(i8),
            "1509",
            {"temperature": 21},
            [
                "the payload is odd at byte 1: 1 byte after the end of the message; is a field missing at the end?; "
                "if that is meant, write warnings='trailing_bytes', rest='09'"
            ],
        ),
        (
            temperature(i8),
            "1509",
            {"temperature": 21, "rest": "09"},
            [
                "the payload is odd at byte 1: 1 byte after the end of the message; is a field missing at the end?; "
                "if that is meant, write warnings='trailing_bytes'"
            ],
        ),
        (temperature(i8), "1509", {"temperature": 21, "warnings": "trailing_bytes", "rest": "09"}, []),
        (
            temperature(i8),
            "1509",
            {"temperature": 21, "warnings": "trailing_bytes", "rest": "08"},
            ["the vector says that 08 is not understood, of the payload it is 09; if that is meant, write rest='09'"],
        ),
        (
            temperature(i8),
            "15",
            {"temperature": 21, "warnings": "trailing_bytes", "rest": "08"},
            [
                "the vector says the warning 'trailing_bytes', the payload none",
                "the vector says that 08 is not understood, of the payload it is nothing",
            ],
        ),
    ],
)
def test_where_a_payload_says_something_else(
    body: Body, payload: str, values: dict[str, Any], words: list[str]
) -> None:
    assert said_of(body, payload, **values) == words


def test_when_a_value_is_what_was_stated() -> None:
    for wanted, value, alike in (
        (1, 1.0, True),
        (True, 1, False),
        (1, True, False),
        (True, True, True),
        ("AB", b"\xab", True),
        (b"\xab", b"\xab", True),
        ("ac", b"\xab", False),
        (1, 2, False),
    ):
        assert same(wanted, value) is alike
    assert stated((1, "fault")) == comparing.Stated(1, "fault")
    assert stated((1, 2)) == comparing.Stated((1, 2))
    assert stated((1, "Cel", 3)) == comparing.Stated((1, "Cel", 3))
    assert stated([1, "Cel"]) == comparing.Stated(1, unit="Cel")


# ---- around a declaration


def test_payloads_near_the_vectors() -> None:
    one = declared(humidity(u8), vector("28", f_port=1, humidity=40, source="m"))
    found = mutations(one, 15)
    assert found == mutations(one, 15)
    payloads = {payload for payload, _ in found}
    assert {b"\x00", b"\xff", b"\x28"} <= payloads
    assert any(payload[:1] == b"\x28" and len(payload) == 2 for payload in payloads)
    assert all(0 < port <= 255 for _, port in found)
    assert max(map(len, payloads)) < 40
    assert len(mutations(one, 0)) == 0
    many = declared(humidity(u8), *[vector(f"{at:02x}", f_port=1, humidity=at, source="m") for at in range(40)])
    assert len(mutations(many, 2)) == 40
    assert (cite(b"", 1), cite(b"\x01", 2)) == ("no bytes on port 1", "01 on port 2")


def test_an_error_that_no_check_expects_is_a_problem_with_its_place() -> None:
    one = declared(humidity(u8))
    found = refused(DeclarationError("no", file="b.py", line=7), one)
    assert (found.file, found.line, found.text, found.device) == ("b.py", 7, "no", "acme/t1")
    try:
        raise RuntimeError("why")
    except RuntimeError as error:
        found = refused(error, one)
    assert found.line == one.where.line
    assert found.text.startswith("RuntimeError in ")
    assert f"{Path(__file__).name}, line " in found.text
    assert "(why): whatever a payload holds" in found.text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A = {1: 2, 3: 4}\n", []),
        ("A = {\n1: 2,\n0x01: 4}\n", [(3, "the key 1 is in line 2 already")]),
        ("A = {\n(1, 2): 2,\n(1, 2): 4}\n", [(3, "the key (1, 2) is in line 2 already")]),
        ("A = {\nX: 2,\nX: 4, **B, **C}\n", [(3, "the key X is in line 2 already")]),
        ("A = {1: 2, True: 3, '1': 4}\n", [(1, "the key True is in line 1 already")]),
        ("A = {[]: 1, []: 2}\n", [(1, "the key [] is in line 1 already")]),
        ("A = device(1)\nB = device(2)\n", []),
        (
            "A = device(1)\nA = layout.device(2)\nA = device(3)\n",
            [(2, "A is a device in line 1"), (3, "A is a device in line 2")],
        ),
        ("A = 1\nA = device(2)\n", []),
        ("A = (", []),
    ],
)
def test_what_python_drops(tmp_path: Path, text: str, found: list[tuple[int, str]]) -> None:
    file = tmp_path / "a.py"
    file.write_text(text)
    lost = list(dropped(file))
    assert [line for line, _ in lost] == [line for line, _ in found]
    for (_, words), (_, expected) in zip(lost, found, strict=True):
        assert words.startswith(expected)


def test_files_that_declare_devices(tmp_path: Path) -> None:
    for name, text in (
        ("a.py", "A = device(1)\n"),
        ("b.py", "A = (\n"),
        ("c.py", "A = 1\n"),
        ("_d.py", "A = device(1)\n"),
        ("e.txt", "A = device(1)\n"),
        ("f/g.py", "A = layout.device(1)\n"),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert [one.relative_to(tmp_path).as_posix() for one in declaration_files(tmp_path)] == ["a.py", "b.py", "f/g.py"]


def test_shares_are_counted_by_role() -> None:
    def line(role: Any, *needs: str, met: str = "", stated: bool = False) -> Line:
        return Line(
            WHERE, "x", role, "acme/t1", {(one,): one for one in needs}, {(one,) for one in met.split()}, stated=stated
        )

    assert shares([]) == "no lines: something else is wrong first"
    assert shares([line("reading")]) == "no lines: something else is wrong first"
    assert (
        shares(
            [
                line("reading", "a", met="a"),
                line("reading", "a", "b", met="a"),
                line("reading", "a", stated=True),
                line("reading", "a"),
                line("attribute", BEYOND, stated=True),
            ]
        )
        == "readings' lines: 3 of 4 stated, 1 told apart; attributes' lines: 1 of 1 stated, 1 told apart"
    )


def test_what_becomes_of_a_command_is_said() -> None:
    uplink = tags(u8, {1: temperature(i8), 2: attribute(level=u8)})
    one = declared(
        uplink,
        downlink={
            "reset_now": command(1, attribute(how=u8)),
            "power_off": command(1, attribute(how=u8), disruptive="it is off"),
            "level": command(1, attribute(level=u8)),
            "also": command(1, attribute(level=u8), answer=True),
            "never": command(1, attribute(level=u8), answer=False),
            "none": command(1, attribute(other=u8)),
        },
    )
    assert [found.text for found in commands_say_what_becomes_of_them(one)] == [
        "reset_now may cut the device off: disruptive= says why, and has it asked for",
        "level: an uplink has level as well: answer=True if it repeats what was set, answer=False if it does not",
    ]


def test_numbers_just_beyond_the_limits() -> None:
    for type, low, high, step, beyond in (
        ("float", 0, 10, 2, [-2, 12]),
        ("int", 3, 9, None, [2, 10]),
        ("int", None, 9, 1, []),
        ("int", 3, None, 1, []),
        ("enum", 3, 9, 1, []),
    ):
        assert list(_outside(Argument("x", type, low=low, high=high, step=step))) == beyond


def test_commands_go_both_ways_and_no_further() -> None:
    fine = {"level": command(1, attribute(level=u8, limits=(3, 9)))}
    assert list(commands_go_both_ways(declared(temperature(i8), downlink=fine))) == []
    twin = {"one": command(1, attribute(level=u8)), "other": command(1, attribute(height=u8))}
    (found,) = commands_go_both_ways(declared(temperature(i8), downlink=twin))
    assert found.text.startswith("other: ")
    assert found.text.endswith(" reads as one")
