"""The compiled reader of lines: it says yes only to what the careful way says yes to, and then the same."""

from __future__ import annotations

import json
import os
from pathlib import Path
from random import Random

import pytest

pytest.importorskip("msgspec")
pytest.importorskip("numpy")

from network_messages import CHIRPSTACK
from redi_codecs.archive.item import LONGEST
from redi_codecs.archive.sources import Block, read_blocks
from redi_codecs.networks import parse_uplink, quick

if not quick.available():
    if os.environ.get("REDI_CODECS_NATIVE") == "require":
        pytest.fail("REDI_CODECS_NATIVE is require, and the compiled core is not there")
    pytest.skip("the compiled core was not built", allow_module_level=True)

from redi_codecs.networks.quick.columns import Columns, LineColumns
from redi_codecs.networks.quick.times import DOUBT, NEVER, microseconds, since_1970


def read(data: bytes) -> Columns:
    return LineColumns(quick.usual(), longest=LONGEST).read(data)


def event(object: bytes = b"{}", **fields: object) -> bytes:
    line = json.dumps(CHIRPSTACK.message | fields | {"object": "HERE"}, ensure_ascii=False).encode()
    return line.replace(b'"HERE"', object)


USUAL = [
    b"{}", b"[]", b"null", b"-0.5e-7", b"0", b"[[], {}, [1, 2], true, false]", '"Straße, Łódź, 東京, 😀"'.encode(),
    rb'"\\u00fc\\ud83d\\ude00\\ud800 \\" \\\\ \\/ \\b"', b' { "a" : [ 1 , 2 ] } ', b"1" * 400, b'{"a": 1, "a": 2}',
    b"[" * 50 + b"]" * 50, b'"' + b"x" * 1000 + b'"',
]  # fmt: skip
BROKEN = [
    b"", b"{", b"[1,]", b"[,1]", b'{"a"}', b'{"a": }', b'{"a": 1,}', b"{a: 1}", b"01", b"-", b"1.", b".5", b"1e", b"+1",
    b"tru", b"nul", b"NaN", b"Infinity",
    b'"\t"', b'"\x1f"', rb'"\\x"', rb'"\\u12g4"', rb'"\\u123', b'"\xff"', b'"\xc3"',
    b'"\xc0\x80"', b'"\xed\xa0\x80"', b'"\xe0\x80\x80"', b'"\xf4\x90\x80\x80"', b'"\xf0\x80\x80\x80"', b'"\xe6\x9d"',
    b"1 2", b"1" * 401, b'"a" "b"', b"[" * 70 + b"]" * 70, b"\xc2\xa01", b"\x0c1",
]  # fmt: skip


@pytest.mark.parametrize("value", USUAL, ids=range(len(USUAL)))
def test_what_is_json_is_read(value: bytes) -> None:
    value = value.replace(b"\\\\", b"\\")
    json.loads(event(value))
    assert read(event(value)).kinds.tolist() == [1]


@pytest.mark.parametrize("value", BROKEN, ids=range(len(BROKEN)))
def test_what_is_broken_or_strange_is_in_doubt(value: bytes) -> None:
    value = value.replace(b"\\\\", b"\\")
    assert read(event(value)).kinds.tolist() == [0]
    assert read(b"\n".join([event(), event(value), event()])).kinds.tolist() == [1, 0, 1]


@pytest.mark.thorough
def test_a_line_cut_anywhere_is_in_doubt() -> None:
    line = event(b'{"a": ["\xc3\xbc", 1.5e3, true]}')
    assert read(line).kinds.tolist() == [1]
    for at in range(1, len(line)):
        assert read(line[:at]).kinds.tolist() == [0], line[:at]


def test_times_are_those_of_the_careful_way() -> None:
    random = Random(1)
    texts = ["2026-02-29T00:00:00Z", "2024-02-29T23:59:60Z", "1900-02-29T00:00:00Z", "2000-02-29T00:00:00.000000001Z"]
    texts += ["2026-01-02T03:04:05./Z", "2026-01-02T03:04:05.9Z", "2026-01-02T03:04:05.:Z", "2026-01-02T03:04:05.0Z"]
    ends = (" 01:00", "+01:00Z", "+01:0", "+01:000", "+01-00", "-00:01", "-23:59", "+0a:00", "+00:60", "Z0", "ZZ1:00")
    texts += [f"2026-01-02T03:04:05{fraction}{end}" for fraction in ("", ".25") for end in ends]
    for _ in range(2000):
        date = f"{random.randrange(1895, 2205):04d}-{random.randrange(14):02d}-{random.randrange(33):02d}"
        clock = f"{random.randrange(26):02d}:{random.choice((0, 59, 60)):02d}:{random.choice((0, 59, 61)):02d}"
        fraction = random.choice(("", ".", ".5", ".123456", ".123456789", ".12345678901234", ",5"))
        offset = random.choice(
            ("Z", "z", "+00:00", "-00:00", "+01:00", "-11:30", "+23:59", "+24:00", "+0100", "", "+1:00")
        )
        texts.append(f"{date}{random.choice('TTTt ')}{clock}{fraction}{offset}")
    made = read(b"\n".join(event(time=text) for text in texts))
    for text, kind, time in zip(texts, made.kinds.tolist(), made.times.tolist(), strict=True):
        told = microseconds(text)
        assert (kind, time) == ((1, told) if told != DOUBT else (0, DOUBT)), text
        if told not in (DOUBT, NEVER):
            assert since_1970(parse_uplink(event(time=text)).received_at) == told


def test_times_as_servers_write_them_take_no_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("redi_codecs.networks.quick.columns.microseconds", pytest.fail)
    for fraction in ("", ".5", ".123456", ".123456789", ".999999999"):
        for end in ("Z", "+00:00", "+23:59", "-11:30", "-00:01"):
            text = f"2024-12-31T23:59:59{fraction}{end}"
            assert read(event(time=text)).times.tolist() == [microseconds(text)], text


def test_texts_with_escapes_or_too_short_are_in_doubt() -> None:
    sender = event(deviceInfo={"devEui": "02aa000000000001"})
    assert read(sender).kinds.tolist() == [1]
    assert read(sender.replace(b"0001", rb"000\u0031")).kinds.tolist() == [0]
    join = json.dumps({key: CHIRPSTACK.message[key] for key in ("time", "deviceInfo")} | {"devAddr": "01"}).encode()
    assert read(join).kinds.tolist() != [0]
    assert read(join.replace(b'"01"', b'""')).kinds.tolist() == [0]


@pytest.mark.parametrize("field", ["time", "rxInfo"])
def test_what_may_be_null_is_read(field: str) -> None:
    assert read(event(**{field: None})).kinds.tolist() == [1]
    assert read(event(**{field: "HERE"}).replace(b'"HERE"', b"nul")).kinds.tolist() == [0]


@pytest.mark.parametrize("number", ["85.0", "8.5e1", "85e0", "0", "256", "-1", "85" + "0" * 15, "0.0000000000000085"])
def test_a_port_that_is_not_written_as_usual_is_in_doubt(number: str) -> None:
    whole = event(fPort="PORT").replace(b'"PORT"', b"%s")
    assert read(whole % b"85").kinds.tolist() == read(whole % b"255").kinds.tolist() == [1]
    assert read(whole % number.encode()).kinds.tolist() == [0]


@pytest.mark.parametrize(
    "data", ["A2fXAA", "A2fXA===", "A2fXAB==", "A2f AA==", "A2fX\\/A==", "-2fXAA==", "MDM2Nw==", "="]
)
def test_base64_that_is_not_as_usual_is_in_doubt(data: str) -> None:
    assert read(event(data="A2fXAA==")).payloads == bytes.fromhex("0367d700")
    assert read(event(data=data)).kinds.tolist() == [0]


def test_who_sent_it_is_understood_once_for_each_way_to_write_it() -> None:
    lines = [event(deviceInfo={"devEui": f"02AA{number % 5000:012x}"}) for number in range(12_000)]
    reader = LineColumns(quick.usual(), longest=LONGEST)
    first, again = reader.read(b"\n".join(lines)), reader.read(b"\n".join(reversed(lines)))
    assert len(reader.senders) == 5000
    assert first.who.tolist() == [number % 5000 for number in range(12_000)] == again.who.tolist()[::-1]
    assert reader.senders[4999] == ("02aa000000001387", None)


def test_an_archive_in_one_line_is_no_block(tmp_path: Path) -> None:
    """It is read in pieces, in the memory of a message, and not as lines."""
    file = tmp_path / "page.json"
    file.write_bytes(b'{"list": [' + b", ".join([event()] * 400) + b"]}")
    assert {type(one).__name__ for one in read_blocks(file)} == {"Item"}


@pytest.mark.parametrize("size", [10, 50, 3000, 1 << 20])
def test_blocks_are_the_file(size: int, tmp_path: Path) -> None:
    file, whole = tmp_path / "a.jsonl", b"\n\n" + b"\n".join([event(), b"", b"x" * 5000, event()])
    for content in (whole, whole + b"\n"):
        file.write_bytes(content)
        blocks = [block for block in read_blocks(file, size=size) if isinstance(block, Block)]
        assert b"".join(block.data for block in blocks) == content
        at = 1
        for block in blocks:
            assert block.first == at
            at += block.data.count(b"\n")
