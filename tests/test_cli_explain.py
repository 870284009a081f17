"""``explain``: the map of bits, colours, messages out of files."""

from __future__ import annotations

import gzip
import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from commandline import DEVICE, EUI, PAYLOAD, Run, Terminal, lines, tts
from declared import DECLARED, in_part
from redi_codecs import explain, kinds
from redi_codecs import layout as ly
from redi_codecs.explaining.diagram import diagram
from redi_codecs.layout import bits, u8, u16, u16le, u24, u32ws
from redi_codecs.layout.device import Device
from redi_codecs.layout.nodes import Body

EXAMPLES = Path(__file__).parents[1] / "examples"
BIT_ROW = re.compile(r"^(.{4})  (..)   ([│ ][01·?⋮ ](?:[│ ][01·?⋮ ]){7}│)(?:  (.*))?$")


def made(*uplink: Body) -> Device:
    return ly.device("test/device", name="Test", source="test", f_port=1, uplink=uplink)


def drawn(device: Device, payload: str, **options: bool) -> list[str]:
    """The drawing without its title."""
    return diagram(explain(device, payload, 1), **options).splitlines()[1:]


class TestDiagram:
    def test_a_field_over_two_bytes_most_significant_first(self) -> None:
        word = ly.word(
            u16, kinds.temperature(bits(0, 11) / 10), ly.attribute(mode=bits(12, 13)), ly.reserved(bits(14, 15))
        )
        assert drawn(made(word), "2C1A") == [
            "byte  hex   7 6 5 4 3 2 1 0   bits   field        raw   meaning",
            "           ┌───┬───┬───────┐",
            "   0  2c   │0 0│1 0│1 1 0 0│  14–15  reserved     0x0   ignored",
            "           │   │   │       │  12–13  mode         2     2",
            "           │   │   │       │  0–11   temperature  3098  309.8 °C",
            "           ├───┴───┘       │",
            "   1  1a   │0 0 0 1 1 0 1 0│",
            "           └───────────────┘",
        ]

    def test_the_same_least_significant_first(self) -> None:
        word = ly.word(
            u16le, kinds.temperature(bits(0, 11) / 10), ly.attribute(mode=bits(12, 13)), ly.reserved(bits(14, 15))
        )
        assert drawn(made(word), "2C1A")[1:] == [
            "           ┌───────────────┐",
            "   0  2c   │0 0 1 0 1 1 0 0│  0–11   temperature  2604  260.4 °C",
            "           ├───┬───┐       │",
            "   1  1a   │0 0│0 1│1 0 1 0│  14–15  reserved     0x0   ignored",
            "           │   │   │       │  12–13  mode         1     1",
            "           └───┴───┴───────┘",
        ]

    def test_words_of_two_bytes_each(self) -> None:
        """0x00 0x11 is the lower word: bits 0 to 19 are it and the end of the other."""
        word = ly.word(u32ws, kinds.temperature(bits(0, 19) / 10), kinds.humidity(bits(20, 31) / 100))
        assert drawn(made(word), "00112233")[1:] == [
            "           ┌───────────────┐",
            "   0  00   │0 0 0 0 0 0 0 0│  0–19   temperature  196625  19662.5 °C (implausible)",
            "   1  11   │0 0 0 1 0 0 0 1│",
            "           ├───────────────┤",
            "   2  22   │0 0 1 0 0 0 1 0│  20–31  humidity     547     5.47 %",
            "           │       ┌───────┤",
            "   3  33   │0 0 1 1│0 0 1 1│         temperature          continued",
            "           └───────┴───────┘",
        ]

    def test_a_payload_that_breaks_off(self) -> None:
        device = made(kinds.battery(u8), kinds.temperature(u16 / 10))
        assert drawn(device, "5C")[2:] == [
            "   0  5c   │0 1 0 1 1 1 0 0│        battery      92   92 %",
            "           ├───────────────┤",
            "   1  ··   │? ? ? ? ? ? ? ?│  ✗     temperature       2 bytes needed, none left",
            "           └───────────────┘",
            "✗ byte 1: temperature: 2 bytes needed, none left",
        ]
        assert drawn(device, "5C00")[4:6] == [
            "   1  00   │0 0 0 0 0 0 0 0│        not understood",
            "           │               │  ✗     temperature          2 bytes needed, 1 left",
        ]

    def test_a_payload_that_is_wrong_in_the_middle(self) -> None:
        device = made(kinds.battery(u8), ly.expect(u8, 7), kinds.battery_voltage(u8 / 10))
        cross = [line for line in drawn(device, "5C0824") if "✗" in line]
        assert [line.split()[-1] for line in cross] == ["0x08", "0x08"]
        assert "byte 1" in cross[1]

    def test_nothing_at_all(self) -> None:
        assert drawn(made(kinds.battery(u8)), "")[2:-2] == [
            "   0  ··   │? ? ? ? ? ? ? ?│  ✗     battery       1 byte needed, none left"
        ]
        assert drawn(made(ly.tags(u8, {1: kinds.battery(u8)})), "") == []

    def test_long_runs_are_cut_short(self) -> None:
        rows = drawn(made(ly.attribute(note=ly.raw())), "AA" * 40)
        assert [line[:4].strip() for line in rows[2:-1]] == ["0", "1", "2", "3", "⋮", "38", "39"]
        assert "aa" * 40 in rows[2]

    def test_what_has_no_bytes_stands_with_the_byte_before_it(self) -> None:
        both = made(ly.let(flags=u8), kinds.people_count(ly.derived(ly.V.flags * 2)))
        assert drawn(both, "03")[3] == "           │               │  =     people_count       6"

    def test_what_is_sensitive_is_hidden(self) -> None:
        device = made(kinds.latitude(u24 / 100_000))
        hidden, shown = "\n".join(drawn(device, "4DD3A1")), "\n".join(drawn(device, "4DD3A1", sensitive=True))
        for secret in ("4d", "d3", "51.", "5100449", "1 0 1"):
            assert secret not in hidden
        assert "(hidden)" in hidden
        assert "51.00449 °" in shown
        assert "0 1 0 0 1 1 0 1" in shown

    def test_colours_change_nothing_but_colours(self) -> None:
        device = made(ly.word(u8, kinds.motion(bits(0, 0)), kinds.battery(bits(1, 7))), kinds.temperature(u16 / 10))
        for payload in ("85", "8500C8", "8500C8FF", ""):
            plain, color = ("\n".join(drawn(device, payload, color=on)) for on in (False, True))
            assert re.sub(r"\x1b\[[\d;]*m", "", color) == plain != color
        color = "\n".join(drawn(device, "8500C8", color=True))
        styles = [re.search(rf"\x1b\[([\d;]*)m[^\x1b]*{name} ", color) for name in ("motion", "battery", "temperature")]
        assert len({match[1] for match in styles if match}) == 3


@pytest.mark.parametrize("device", in_part(DECLARED, 1))
def test_every_bit_is_drawn_once_and_every_field_named(device: Device) -> None:
    for vector in device.vectors[:3]:
        port = vector.f_port
        one = explain(device, vector.payload, 1 if port is None else port)
        rows = [match for line in diagram(one, sensitive=True).splitlines() if (match := BIT_ROW.match(line))]
        cut = any("⋮" in row[1] for row in rows)
        bytes_ = [row for row in rows if row[1].strip().isdecimal()]
        for row in bytes_:
            number = int(row[1])
            assert row[2] == f"{vector.payload[number]:02x}"
            assert row[3][1::2] == f"{vector.payload[number]:08b}"
            assert row[3][0] == row[3][-1] == "│"
        if not cut:
            assert [int(row[1]) for row in bytes_] == list(range(len(vector.payload)))
        drawing = diagram(one, sensitive=True)
        for span in one.spans:
            for label in [bit.label for bit in span.bits] or [span.label]:
                assert label in drawing
        words = [(span, row) for span in one.spans if span.bits and not cut for row in bytes_[span.start : span.end]]
        for span, row in words:
            inner = row[3][2:-1:2].count("│")
            assert inner <= len(span.bits) - 1
            assert inner == len(span.bits) - 1 or span.end - span.start > 1


class TestPayload:
    def test_for_a_pipe_it_is_a_table(self, run: Run) -> None:
        code, out, err = run("explain", "--device", DEVICE, PAYLOAD)
        assert (code, err) == (0, "")
        assert out == str(explain(DEVICE, PAYLOAD, 85)) + "\n"

    @pytest.mark.parametrize("spelling", [["01", "75", "5C"], ["0x01755c"], ["01:75:5C"]])
    def test_spellings(self, run: Run, spelling: list[str]) -> None:
        assert "battery" in run("explain", "--device", DEVICE, *spelling)[1]

    def test_bits_may_be_asked_for(self, run: Run) -> None:
        _, out, _ = run("explain", "--device", DEVICE, "--bits", PAYLOAD)
        assert out == diagram(explain(DEVICE, PAYLOAD, 85)) + "\n"

    def test_at_a_terminal_they_are_drawn_in_colour(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.delenv("NO_COLOR", raising=False)
        monkeypatch.delenv("FORCE_COLOR", raising=False)
        one = explain(DEVICE, PAYLOAD, 85)

        def screen(*options: str) -> str:
            terminal = Terminal()
            monkeypatch.setattr(sys, "stdout", terminal)
            assert run("explain", "--device", DEVICE, *options, PAYLOAD)[0] == 0
            return terminal.getvalue()

        assert screen() == diagram(one, color=True) + "\n"
        assert screen("--no-bits") == one.text(color=True) + "\n"
        assert screen("--color", "never") == diagram(one) + "\n"
        monkeypatch.setenv("NO_COLOR", "1")
        assert screen() == diagram(one) + "\n"

    def test_a_broken_one_says_where_and_why(self, run: Run) -> None:
        for option in ("--bits", "--no-bits"):
            code, out, err = run("explain", "--device", DEVICE, option, "01755C0367")
            assert (code, err) == (1, "")
            assert "battery" in out
            assert out.endswith("✗ byte 5: temperature: 2 bytes needed, none left\n")

    def test_port_0_is_a_port(self, run: Run) -> None:
        assert "fPort 0," in run("explain", "--device", DEVICE, "--f-port", 0, PAYLOAD)[1]

    def test_times_count_back_from_when_it_came_in(self, run: Run) -> None:
        device, payload = "atim/acw-pir360", "a9003c0101000100"
        came = datetime(2026, 3, 9, 6, 0, tzinfo=UTC)
        _, out, _ = run("explain", "--device", device, "--f-port", 1, "--received-at", came.isoformat(), payload)
        assert out == str(explain(device, payload, 1, received_at=came)) + "\n"
        assert "2026-03-09 05:00:00 UTC" in out


class TestMessages:
    def test_every_message_of_a_file(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "uplinks.jsonl"
        join = {"end_device_ids": {"device_id": "hall", "dev_eui": EUI}, "join_accept": {}}
        file.write_text(lines(tts(), join, "{", tts("0367")), encoding="utf-8")
        code, out, err = run("explain", file)
        first, second, third = out.rstrip("\n").split("\n\n")
        head = f"{file}:1  foyer  2026-03-09 06:00:00 UTC  the-things-stack"
        assert first == f"{head}\n{explain(DEVICE, PAYLOAD, 85)}"
        assert second.splitlines()[1] == "join: a message without a payload to explain"
        assert third.endswith("✗ byte 2: temperature: 2 bytes needed, none left")
        assert err.startswith(f"{file}:3: not JSON")
        assert code == 1

    def test_one_line_as_errors_name_it(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "uplinks.jsonl"
        file.write_text(lines(tts("03672800"), tts()), encoding="utf-8")
        code, out, _ = run("explain", f"{file}:2")
        assert code == 0
        assert out.endswith(f"\n{explain(DEVICE, PAYLOAD, 85)}\n")
        assert "4 °C" not in out
        code, out, err = run("explain", f"{file}:3")
        assert (code, out) == (1, "")
        assert err == f"redi-codecs explain: {file}:3: there is no message here\n"

    @pytest.mark.parametrize("sources", [(), ("-",)])
    def test_standard_input(self, run: Run, sources: tuple[str, ...]) -> None:
        code, out, _ = run("explain", *sources, stdin=json.dumps(tts(), indent=2))
        assert code == 0
        assert out.startswith("stdin:1  foyer  ")

    def test_compressed(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "uplinks.jsonl.gz"
        file.write_bytes(gzip.compress(lines(tts()).encode()))
        assert "30.8 °C" in run("explain", file)[1]

    def test_which_device(self, run: Run, tmp_path: Path) -> None:
        """What the message says, else the map, else --device, else a clear reject."""
        table, message = tmp_path / "map.csv", lines(tts(device=None))
        table.write_text(f"dev_eui,device\n{EUI},{DEVICE}\n", encoding="utf-8")
        assert run("explain", "--devices", table, stdin=message)[0] == 0
        assert run("explain", "--device", DEVICE, stdin=message)[0] == 0
        code, out, err = run("explain", stdin=message)
        assert (code, out) == (1, "")
        assert f"nothing says which device {EUI} is" in err

    def test_the_port_where_the_message_has_none(self, run: Run) -> None:
        message = lines(tts("010b3a0500c50000", device="browan/tbms100", f_port=None))
        assert run("explain", stdin=message)[0] == 1
        assert "fPort 102," in run("explain", "--f-port", 102, stdin=message)[1]

    def test_a_name_cannot_write_to_the_terminal(self, run: Run) -> None:
        message: dict[str, Any] = tts()
        message["end_device_ids"]["device_id"] = "\x1b[2Jgone"
        _, out, _ = run("explain", stdin=lines(message))
        assert "\x1b" not in out
        assert "\\x1b[2Jgone" in out

    def test_the_open_region(self, run: Run) -> None:
        code, out, err = run("explain", EXAMPLES / "open-region.jsonl", "--devices", EXAMPLES / "devices.csv", "--bits")
        assert code == 1
        assert len(err.splitlines()) == 5
        assert out.count("┌───") + out.count("┌─┬") >= 60
        assert out.count("✗ byte") == 1


def test_a_port_that_the_device_settles(run: Run) -> None:
    message = lines(tts(f_port=None))
    assert "milesight-iot/em300-th, fPort 85" in run("explain", "-", stdin=message)[1]
