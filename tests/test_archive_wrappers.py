"""Messages inside what other tools wrote: logs of MQTT, flows, queues, pages, cells of a table."""

from __future__ import annotations

import base64
import json
import textwrap
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from commandline import DEVICE, EUI, tts
from network_messages import CHIRPSTACK, EXAMPLES, THINGPARK_XML, Example
from redi_codecs import decode_message, decode_stream, parse_uplink
from redi_codecs.archive import Columns
from redi_codecs.archive.item import LONGEST
from redi_codecs.archive.items import items
from redi_codecs.errors import UplinkError
from redi_codecs.networks.wrappers import DEEPEST, WRAPPERS

GOOD = [tts(f"0367{number:02x}00", device=None) for number in range(5)]
TEMPERATURES = [0.0, 0.1, 0.2, 0.3, 0.4]


def read(text: str | Path | list[Any], **options: Any) -> tuple[list[float], list[str]]:
    """Temperatures, and the reasons of what was rejected."""
    lines = text.splitlines(keepends=True) if isinstance(text, str) else text
    stream = decode_stream(lines, device=DEVICE, **options)
    found = [message.decoded["temperature"].value for message in stream if message.decoded]
    return found, [one.reason for one in stream.rejects]


def around(message: Any, *keys: str) -> Any:
    for key in reversed(keys):
        message = {"topic": "a/b", key: message}
    return message


class TestOneMessage:
    @pytest.mark.parametrize("key", WRAPPERS)
    @pytest.mark.parametrize("as_text", [dict, json.dumps, lambda message: json.dumps(message, indent=1)])
    def test_every_place(self, key: str, as_text: Any) -> None:
        assert parse_uplink({"type": "x", key: as_text(GOOD[1])}).payload.hex() == "03670100"
        assert parse_uplink({key: [as_text(GOOD[1])]}).payload.hex() == "03670100"

    @pytest.mark.parametrize("example", EXAMPLES, ids=str)
    def test_every_server(self, example: Example) -> None:
        for message in (around(example.message, "payload"), around(json.dumps(example.message), "result", "data")):
            assert parse_uplink(json.dumps(message)) == example.uplink

    def test_xml_base64_and_bytes(self) -> None:
        text = json.dumps(GOOD[1])
        assert parse_uplink({"payload": THINGPARK_XML}).network == "thingpark"
        assert parse_uplink({"message": {"data": base64.b64encode(text.encode()).decode()}}).dev_eui == EUI
        assert parse_uplink({"payload": {"type": "Buffer", "data": list(text.encode())}}).dev_eui == EUI

    @pytest.mark.parametrize("indent", [None, 1])
    def test_hex_digits(self, indent: int | None) -> None:
        digits = json.dumps(GOOD[1], indent=indent).encode().hex()
        assert parse_uplink({"payload": digits}).dev_eui == EUI
        for text in (digits, digits.upper(), f"v3/app/devices/x/up {digits}", f"1773036001 a/b/up {digits.upper()}"):
            assert read(f"{text}\n{text}\n") == ([0.1, 0.1], [])

    def test_a_payload_that_begins_as_a_message_in_hex_is_a_payload(self) -> None:
        for digits in ("7b2204d2", "7b2203", "7b227d", "7b22227d"):
            row = {"dev_eui": EUI, "f_port": 85, "payload": digits, "encoding": "hex"}
            (message,) = items([row])
            assert isinstance(message.message, dict)
            assert decode_message(message.message, device=DEVICE).uplink.payload.hex() == digits

    def test_what_is_recognised_is_not_looked_into(self) -> None:
        message = {**CHIRPSTACK.message, "result": GOOD[1], "object": {"data": GOOD[1]}}
        assert parse_uplink(message) == CHIRPSTACK.uplink

    def test_nothing_is_guessed(self) -> None:
        for message in ({"payload": {"f_port": 85, "frm_payload": "A2cBAA=="}}, {"unknown": GOOD[1]}, {"payload": 5}):
            with pytest.raises(UplinkError, match="no message of a known network server"):
                parse_uplink(message)
        with pytest.raises(UplinkError, match="no message of a known network server"):
            parse_uplink(around(GOOD[1], *["payload"] * (DEEPEST + 1)))
        assert parse_uplink(around(GOOD[1], *["payload"] * DEEPEST)).dev_eui == EUI

    def test_what_is_wrong_has_its_path(self) -> None:
        broken = tts()
        broken["uplink_message"]["frm_payload"] = "?"
        with pytest.raises(UplinkError) as caught:
            parse_uplink({"result": {"data": broken}})
        assert caught.value.field == "result.data.uplink_message.frm_payload"
        with pytest.raises(UplinkError, match=r"^payload: not JSON: "):
            parse_uplink({"topic": "x", "payload": json.dumps(GOOD[1])[:-5]})

    def test_several_are_for_a_stream(self) -> None:
        with pytest.raises(UplinkError, match=r"^2 messages in one \(list.0, list.1\): decode_stream reads each"):
            parse_uplink({"list": GOOD[:2]})

    @pytest.mark.parametrize(
        "second", [dict, json.dumps, lambda one: base64.b64encode(json.dumps(one).encode()).decode()]
    )
    @pytest.mark.parametrize("keys", [("payload", "message"), ("Records", "data"), ("msg", "payload")])
    def test_the_same_under_two_keys_is_one(self, keys: tuple[str, str], second: Any) -> None:
        first, other = keys
        twice = {first: GOOD[1], other: second(GOOD[1])}
        assert parse_uplink(twice).payload.hex() == "03670100"
        assert read([twice]) == ([0.1], [])
        assert read([{first: GOOD[:2], other: [second(one) for one in GOOD[:3]]}]) == ([0.0, 0.1, 0.2], [])
        assert read([around(json.dumps(twice), "result")], once=True) == ([0.1], [])

    def test_others_under_two_keys_are_two(self) -> None:
        assert read([{"payload": GOOD[1], "message": GOOD[2]}]) == ([0.1, 0.2], [])
        assert read([{"payload": [GOOD[1], GOOD[1]]}]) == ([0.1, 0.1], [])
        assert read([{"payload": [GOOD[1], GOOD[1]]}], once=True) == ([0.1], [])
        longer = GOOD[1] | {"correlation_ids": ["x"]}
        assert read([{"payload": GOOD[1], "message": longer}]) == ([0.1, 0.1], [])
        assert read([{"payload": GOOD[1], "message": longer}], once=True) == ([0.1], [])

    def test_decode_message(self) -> None:
        assert decode_message(around(GOOD[2], "payload"), device=DEVICE).readings[0].value == 0.2


class TestLogs:
    @pytest.mark.parametrize(
        "before",
        [
            "v3/app@ttn/devices/x/up ",
            "2026-03-09T07:00:01+0100 application/1/device/x/event/up ",
            "1773036001.250000000 a/b c/d\t",
            "[2026-03-09 07:00:01] INFO a/b: ",
            "/a/b;",
            "mqtt-1  | $share/a ",
        ],
    )
    @pytest.mark.parametrize("first", [True, False])
    def test_what_stands_before(self, before: str, first: bool) -> None:
        lines = [f"{before}{json.dumps(one)}\n" for one in GOOD]
        if not first:
            lines.insert(0, json.dumps(GOOD[0]) + "\n")
        assert read(lines) == ([0.0] * (not first) + TEMPERATURES, [])

    def test_over_several_lines_and_xml(self) -> None:
        text = f"a/b {json.dumps(GOOD[1], indent=2)}\na/b {json.dumps(GOOD[2], indent=2)}\n"
        assert read(text) == ([0.1, 0.2], [])
        (item,) = items([f"a/b {' '.join(THINGPARK_XML.split())}\n"])
        assert isinstance(item.message, str)
        assert parse_uplink(item.message).network == "thingpark"

    def test_mosquitto_as_json(self) -> None:
        head = {"tst": "2026-03-09T06:00:01.250000Z+0000", "topic": "a/b", "qos": 0, "retain": 0, "payloadlen": 9}
        lines = [json.dumps({**head, "payload": one}) + "\n" for one in (json.dumps(GOOD[1]), GOOD[2])]
        assert read(lines) == ([0.1, 0.2], [])

    def test_a_broken_one_hides_no_other(self) -> None:
        lines = [f"a/b {json.dumps(one)}\n" for one in GOOD]
        lines[2] = lines[2][:60] + "\n"
        lines.insert(1, "a/state online\n")
        found, reasons = read(lines)
        assert found == [0.0, 0.1, 0.3, 0.4]
        assert reasons[0] == "not JSON: Expecting value at character 1"
        assert reasons[1].startswith("not JSON: ")
        stream = decode_stream(lines)
        list(stream)
        again = decode_stream([f"{one.to_json()}\n" for one in stream.rejects])
        list(again)
        assert [(one.line, one.reason, one.text) for one in again.rejects] == [
            (one.line, one.reason, one.text) for one in stream.rejects
        ]

    def test_the_tail_of_a_cut_line_is_no_message(self) -> None:
        (item,) = items(['on_ids": {"a": 1}, "x": {"dev_eui": "y"}}\n'])
        assert item.problem == "not JSON: Expecting value at character 1"


class TestJoined:
    def test_in_a_line(self) -> None:
        text = "".join(map(json.dumps, GOOD))
        assert read(f"{text}\n{text}\n") == (TEMPERATURES * 2, [])
        assert read(", ".join(map(json.dumps, GOOD))) == (TEMPERATURES, [])

    def test_a_broken_one_hides_no_other(self) -> None:
        texts = list(map(json.dumps, GOOD))
        texts[2] = texts[2].replace('"end', "end")
        found, reasons = read("".join(texts))
        assert (found, len(reasons)) == ([0.0, 0.1, 0.3, 0.4], 1)
        found, reasons = read("".join(texts[:2]) + texts[3][:-9])
        assert (found, len(reasons)) == ([0.0, 0.1], 1)

    @pytest.mark.parametrize("between", ["", "\n", " ", ",", ",\n", "\n\n"])
    def test_objects_over_several_lines(self, between: str) -> None:
        assert read(between.join(json.dumps(one, indent=2) for one in GOOD)) == (TEMPERATURES, [])

    def test_lists_in_lines(self) -> None:
        text = f"{json.dumps(GOOD[0])}\n{json.dumps(GOOD[1:3])}\nx/y {json.dumps(GOOD[3:])}\n"
        assert read(text) == (TEMPERATURES, [])

    def test_topics_without_line_ends(self) -> None:
        text = "".join(f"application/a/event/up {json.dumps(message)}" for message in GOOD)
        assert read(text) == (TEMPERATURES, [])
        text = "".join(f"2026-03-09T07:00:0{at}+0100 a/up {json.dumps(one)}" for at, one in enumerate(GOOD))
        assert read(text) == (TEMPERATURES, [])
        found, reasons = read(f"{json.dumps(GOOD[0])} words {json.dumps(GOOD[1])} and more")
        assert (found, len(reasons)) == ([0.0], 1)

    def test_a_line_of_any_length(self) -> None:
        count = 4 * LONGEST // len(json.dumps(GOOD[0]))
        text = "".join(json.dumps(GOOD[0]) for _ in range(count))
        pieces = [text[at : at + LONGEST] for at in range(0, len(text), LONGEST)]
        numbered = ((1, piece) for piece in [*pieces[:-1], pieces[-1] + "\n"])
        from redi_codecs.archive.items import numbered_items

        found = list(numbered_items(numbered, "", Columns()))
        assert len(found) == count
        assert all(item.message == GOOD[0] and item.line == 1 for item in found)


PAGE = {"total": 5, "pageNumber": 1, "status": "Success"}


class TestPages:
    @pytest.mark.parametrize("indent", [None, 2])
    @pytest.mark.parametrize("keys", [("list",), ("data", "list"), ("data", "content"), ("body",)])
    def test_each_is_one(self, keys: tuple[str, ...], indent: int | None) -> None:
        text = json.dumps(PAGE | around(GOOD, *keys), indent=indent)
        assert read(f"{text}\n{text}\n") == (TEMPERATURES * 2, [])
        assert read(f"[{text}]") == (TEMPERATURES, [])

    def test_nested(self) -> None:
        records = [{"messageId": "1", "body": json.dumps({"result": {"data": one}})} for one in GOOD]
        assert read(json.dumps({"Records": records})) == (TEMPERATURES, [])

    def test_a_broken_one_hides_no_other(self) -> None:
        page = {"list": [GOOD[0], {"foreign": 1}, GOOD[1], 5, {"payload": '{"end_device_ids": '}, "{", GOOD[2]]}
        found, reasons = read(json.dumps(page))
        assert found == [0.0, 0.1, 0.2]
        assert len(reasons) == 4
        assert "saw foreign" in reasons[0]
        assert reasons[2].startswith("payload: not JSON")

    @pytest.mark.thorough
    @pytest.mark.parametrize("indent", [None, 2])
    @pytest.mark.parametrize("broken", ["", '{"end_device_ids": {,', '{"foreign": 1}'])
    def test_any_length_in_constant_memory(self, tmp_path: Path, indent: int | None, broken: str) -> None:
        count = 22_000
        file = tmp_path / "page.json"
        one = textwrap.indent(json.dumps(GOOD[1], indent=indent), "  ")
        with file.open("w", encoding="utf-8") as out:
            for part in _pages(one, count, broken):
                out.write(part)
        assert file.stat().st_size > 4_000_000
        stream = decode_stream(file, device=DEVICE)
        tracemalloc.start()
        try:
            total = sum(message.readings[0].value == 0.1 for message in stream)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert (total, stream.rejected) == (count + 1, 1 if broken else 0)
        assert peak < 3_000_000, f"{peak:,}"

    def test_a_long_object_without_messages_is_told(self) -> None:
        long = {"list_of": "x", "data": {"values": ["y" * 1000] * (2 * LONGEST // 1000)}}
        found, reasons = read(f"{json.dumps(long, indent=1)}\n{json.dumps(GOOD[0])}\n")
        assert found == [0.0]
        assert reasons
        assert all(one.startswith("not JSON: ") for one in reasons)


def _pages(one: str, count: int, broken: str) -> Iterator[str]:
    """A page, and a message behind it."""
    yield '{"total": 1,\n "data": {"pageSize": 10, "list": [\n'
    for number in range(count):
        yield f"{one}{',' if number < count - 1 else ''}\n"
        if number == count // 2 and broken:
            yield f"  {broken},\n"
    yield ' ]}, "status": "ok"\n}\n'
    yield f"{json.dumps(GOOD[1])}\n"


class TestDevicesInOne:
    SEVERAL: ClassVar[dict[str, Any]] = {
        "LwReceived": {
            f"n{at}": {"DevEUIh": "024F5200", "DevEUIl": f"0000000{at}", "FPort": 85, "Payload": [3, 0x67, at, 0]}
            for at in range(3)
        }
    }

    def test_each_is_a_message(self) -> None:
        for message in (self.SEVERAL, around(self.SEVERAL, "payload"), around(json.dumps(self.SEVERAL), "list")):
            stream = decode_stream([json.dumps(message)], device=DEVICE)
            told = [(one.uplink.device_name, one.dev_eui[-1], one.readings[0].value) for one in stream]
            assert told == [("n0", "0", 0.0), ("n1", "1", 0.1), ("n2", "2", 0.2)]
            assert not stream.rejects

    def test_a_broken_one_hides_no_other(self) -> None:
        devices = {**self.SEVERAL["LwReceived"], "n1": {"Payload": "x"}}
        assert read([{"LwReceived": devices}])[0] == [0.0, 0.2]

    def test_several_are_for_a_stream(self) -> None:
        with pytest.raises(UplinkError, match=r"^LwReceived: 3 devices in one message: decode_stream reads each"):
            parse_uplink(self.SEVERAL)


class TestCells:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    @pytest.mark.parametrize("indent", [None, 2])
    def test_whole_messages(self, delimiter: str, indent: int | None) -> None:
        rows = [
            f'a/b{delimiter}"{json.dumps(one, indent=indent).replace(chr(34), chr(34) * 2)}"{delimiter}x\n'
            for one in (*GOOD[:2], {"list": "?"}, *GOOD[2:])
        ]
        lines = [delimiter.join(("topic", "message", "payload")) + "\n", *rows]
        text = "".join(lines)
        found, reasons = read(text, columns=Columns({"payload": "message"}))
        assert found == TEMPERATURES
        assert len(reasons) == 1
        assert "no message of a known network server" in reasons[0]

    def test_what_stands_beside_helps_where_the_message_is_silent(self) -> None:
        message = json.dumps({key: value for key, value in GOOD[1].items() if key != "received_at"})
        quoted = message.replace('"', '""')
        row = f'2026-03-09T06:00:00Z,milesight-iot/em300-th,"{quoted}"\n'
        (found,) = decode_stream(["time,device,payload\n", row])
        assert (found.readings[0].value, found.time and found.time.hour) == (0.1, 6)
