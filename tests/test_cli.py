"""The command line: what is printed where, exit codes, and a sentence for every mistake."""

from __future__ import annotations

import base64
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from redi_codecs import cli
from redi_codecs.cli.messages import LONGEST, items
from redi_codecs.cli.text import value_text
from redi_codecs.quantities import QUANTITIES
from redi_codecs.symbols import symbol

EXAMPLES = Path(__file__).parents[1] / "examples"
FILE = EXAMPLES / "open-region.jsonl"
MAP = EXAMPLES / "devices.csv"
DEVICE = "milesight-iot/em300-th"
PAYLOAD = "01755C03673401046865"
EUI = "02aa00000000000f"

Run = Any


def tts(
    payload: str = PAYLOAD, *, eui: str = EUI, device: str | None = DEVICE, f_port: int | None = 85
) -> dict[str, Any]:
    uplink: dict[str, Any] = {"frm_payload": base64.b64encode(bytes.fromhex(payload)).decode(), "f_cnt": 7}
    if f_port is not None:
        uplink["f_port"] = f_port
    if device:
        uplink["version_ids"] = dict(zip(("brand_id", "model_id"), device.split("/"), strict=True))
    return {
        "end_device_ids": {"device_id": "foyer", "dev_eui": eui},
        "received_at": "2026-03-09T06:00:00Z",
        "uplink_message": uplink,
    }


def lines(*messages: dict[str, Any] | str) -> str:
    return "".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in messages)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line; gives its exit code, output and errors."""

    def run(*args: object, stdin: str | None = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", Terminal() if stdin is None else io.StringIO(stdin))
        try:
            code = cli.main([str(arg) for arg in args])
        except SystemExit as stop:
            code = int(stop.code or 0)
        out = capsys.readouterr()
        return code, out.out, out.err

    return run


class TestMessages:
    def test_objects_over_several_lines_one_after_another(self) -> None:
        text = json.dumps({"a": {"b": [{}]}}, indent=2) + "\n" + json.dumps({"c": 1}, indent=4) + "\n"
        assert [(item.line, item.content) for item in items(text.splitlines(True))] == [
            (1, {"a": {"b": [{}]}}),
            (8, {"c": 1}),
        ]

    @pytest.mark.parametrize("indent", [None, 2])
    def test_an_array(self, indent: int | None) -> None:
        text = "\n" + json.dumps([{"a": 1}, {"b": [2, {}]}], indent=indent)
        assert [item.content for item in items(text.splitlines(True))] == [{"a": 1}, {"b": [2, {}]}]

    def test_a_cut_array_gives_what_is_whole(self) -> None:
        found = list(items('[\n{"a": 1},\n{"b": 2},\n{"c":'.splitlines(True)))
        assert [(item.line, item.content) for item in found] == [(2, {"a": 1}), (3, {"b": 2}), (4, None)]
        assert "nothing after it in the array can be read" in found[-1].problem
        assert next(reversed(list(items(['[{"a": 1}'])))).problem == "the array of messages has no end"

    @pytest.mark.parametrize("broken", ['{"a":', "noise", '{"a": 1} {"b": 2}', "[1, 2", "17", '"text"', "{"])
    def test_a_broken_line_hides_no_other(self, broken: str) -> None:
        found = list(items(['{"a": 1}\n', f"{broken}\n", '{"b": 2}\n', "\n", '{"c": 3}\n']))
        assert [(item.line, item.content) for item in found] == [
            (1, {"a": 1}),
            (2, None),
            (3, {"b": 2}),
            (5, {"c": 3}),
        ]
        assert found[1].problem
        assert found[1].one_line == broken

    def test_a_broken_first_line_hides_no_other(self) -> None:
        assert [item.content for item in items(['{"a": \n', '{"b": 2}\n'])] == [None, {"b": 2}]

    def test_an_object_without_end_does_not_fill_the_memory(self) -> None:
        found = list(items(["{\n", *[" " * 9_999 + "\n"] * (2 * LONGEST // 10_000), '{"b": 2}\n']))
        assert found[0].content is None
        assert len(found[0].text) <= LONGEST
        assert found[-1].content == {"b": 2}

    def test_lines_are_read_as_they_are_asked_for(self) -> None:
        def endless() -> Any:
            while True:
                yield '{"a": 1}\n'

        stream = items(endless())
        assert [next(stream).line for _ in range(3)] == [1, 2, 3]


class TestText:
    def test_every_unit_is_shown_without_ucum_brackets(self) -> None:
        shown = {symbol(quantity.unit) for quantity in QUANTITIES.values()}
        assert {"°C", "%", "ppm", "µg/m³"} <= shown
        assert not [unit for unit in shown if set(unit) & set("[]{}")]

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (27.678339, "27.678"),
            (21.0, "21"),
            (1013.25, "1013.25"),
            (0.0, "0"),
            (0.00012345, "0.0001234"),
            (412, "412"),
            (True, "yes"),
            (False, "no"),
            ("open", "open"),
            (b"\x01\xff", "01ff"),
            ([1, 2.5], "1 2.5"),
        ],
    )
    def test_values(self, value: object, text: str) -> None:
        assert value_text(value) == text


class TestDecodePayload:
    @pytest.mark.parametrize("spelling", [[PAYLOAD], ["01755c", "036734 01", "04:68:65"], [f"0x{PAYLOAD.lower()}"]])
    def test_for_a_person(self, run: Run, spelling: list[str]) -> None:
        code, out, err = run("decode", "--device", DEVICE, "--f-port", 85, *spelling)
        assert (code, err) == (0, "")
        assert [line.split() for line in out.splitlines()] == [
            [DEVICE, "f_port", "85"],
            ["battery", "92", "%"],
            ["temperature", "30.8", "°C"],
            ["humidity", "50.5", "%"],
        ]

    def test_for_a_program(self, run: Run) -> None:
        args = ("--device", DEVICE, "--json", "--received-at", "2026-03-09T07:00:00+01:00")
        code, out, _ = run("decode", *args, PAYLOAD)
        row = json.loads(out)
        assert code == 0
        assert (row["network"], row["dev_eui"], row["device"], row["f_port"]) == (None, None, DEVICE, 85)
        assert row["time"] == "2026-03-09T06:00:00Z"
        assert {one["name"]: (one["value"], one["unit"], one["status"]) for one in row["readings"]} == {
            "battery": (92, "%", None),
            "temperature": (30.8, "Cel", None),
            "humidity": (50.5, "%", None),
        }

    def test_a_broken_payload(self, run: Run) -> None:
        code, out, err = run("decode", "--device", DEVICE, "01755C0367")
        assert (code, out) == (1, "")
        assert "temperature" in err
        assert DEVICE in err

    @pytest.mark.parametrize(
        ("args", "words"),
        [
            (["--device", "milesight-iot/em300-ht", PAYLOAD], "did you mean milesight-iot/em300-th"),
            ([PAYLOAD], "this is a payload: say --device"),
            (["--device", DEVICE, "01755"], "'01755' is neither a file nor a payload in hex"),
            (["--device", DEVICE, "--f-port", "256", PAYLOAD], "expected a port from 0 to 255, saw '256'"),
            (["--device", DEVICE, "--received-at", "noon", PAYLOAD], "expected a time with its offset"),
            (["--device", DEVICE, "--received-at", "2026-03-09T06:00", PAYLOAD], "expected a time with its offset"),
        ],
    )
    def test_mistakes(self, run: Run, args: list[str], words: str) -> None:
        code, out, err = run("decode", *args)
        assert (code, out) == (2, "")
        assert words in err


class TestDecodeMessages:
    def test_for_a_person(self, run: Run) -> None:
        code, out, err = run("decode", "-", stdin=lines(tts(), tts("03672800")))
        assert code == 0
        assert [line.split(None, 3) for line in out.splitlines()] == [
            ["TIME", "(UTC)", "DEVICE", "TEMPERATURE  HUMIDITY       CO2  OTHER READINGS"],
            ["2026-03-09", "06:00:00", "foyer", "30.8 °C    50.5 %            battery 92 %"],
            ["2026-03-09", "06:00:00", "foyer", "4.0 °C"],
        ]
        assert {line.index("°C") for line in out.splitlines()[1:]} == {
            out.index("TEMPERATURE") + len("TEMPERATURE") - 2
        }
        assert err == "2 uplinks, 2 decoded, 0 rejected\n"

    @pytest.mark.parametrize(
        ("device", "f_port", "payload", "row"),
        [
            (
                "browan/tbms100",
                102,
                "010b3a0500c50000",
                "26.0 °C motion yes, time_since_motion 5 min, motion_count_total 197, battery_voltage 3.6 V",
            ),
            ("browan/tbhh100", 103, "08bb207fffffffff", "0.0 °C – humidity fault, battery_voltage 3.6 V"),
        ],
    )
    def test_what_has_no_column_is_in_words(self, run: Run, device: str, f_port: int, payload: str, row: str) -> None:
        _, out, _ = run("decode", stdin=lines(tts(payload, device=device, f_port=f_port)))
        assert " ".join(out.splitlines()[1].split()[3:]) == row

    @pytest.mark.parametrize(
        ("columns", "last"),
        [(90, "battery_voltage 3.6 V"), (140, "motion_count_total 197, battery_voltage 3.6 V")],
    )
    def test_long_rows_are_folded_at_a_terminal_only(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, columns: int, last: str
    ) -> None:
        monkeypatch.setenv("COLUMNS", str(columns))
        message = lines(tts("010b3a0500c50000", device="browan/tbms100", f_port=102))
        flat = run("decode", stdin=message)[1]
        screen = Terminal()
        monkeypatch.setattr(sys, "stdout", screen)
        run("decode", stdin=message)
        folded = screen.getvalue()
        assert max(map(len, flat.splitlines())) > columns >= max(map(len, folded.splitlines()))
        assert len(flat.splitlines()) == 2 < len(folded.splitlines())
        assert folded.splitlines()[-1].strip() == last
        assert folded.split() == flat.split()

    def test_for_a_program(self, run: Run) -> None:
        code, out, _ = run("decode", "--json", stdin=lines(tts()))
        row = json.loads(out)
        assert code == 0
        assert [row[key] for key in ("network", "dev_eui", "device_name", "device", "f_port", "f_cnt")] == [
            "the-things-stack",
            EUI,
            "foyer",
            DEVICE,
            85,
            7,
        ]
        assert row["time"] == row["readings"][0]["time"] == "2026-03-09T06:00:00Z"
        assert (row["records"], row["warnings"], row["rest"]) == ([], [], "")

    def test_a_broken_message_does_not_stop_the_run(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "uplinks.jsonl"
        file.write_text(lines(tts(), '{"end_device_ids": ', tts("0367"), {"Foreign": 1}, tts()), encoding="utf-8")
        code, out, err = run("decode", file)
        assert code == 1
        assert len(out.splitlines()) == 3
        *reports, summary = err.splitlines()
        assert [report.split(": ")[0] for report in reports] == [f"{file}:{line}" for line in (2, 3, 4)]
        assert "not JSON" in reports[0]
        assert "foyer: " in reports[1]
        assert "temperature" in reports[1]
        assert "no message of a known network server" in reports[2]
        assert summary == "5 uplinks, 2 decoded, 3 rejected"

    def test_rejects_can_be_tried_again(self, run: Run, tmp_path: Path) -> None:
        unknown = tts(device=None)
        rejects = tmp_path / "rejects.jsonl"
        stdin = json.dumps([tts(), unknown], indent=2) + "\n"
        assert run("decode", stdin=stdin)[0] == 1
        assert run("decode", "--rejects", rejects, stdin=stdin)[0] == 0
        assert [json.loads(line) for line in rejects.read_text(encoding="utf-8").splitlines()] == [unknown]
        assert run("decode", "--device", DEVICE, rejects)[0] == 0

    def test_bytes_that_are_no_text_cost_no_reading_and_are_kept(self, tmp_path: Path) -> None:
        latin1, broken = (json.dumps(one).encode().replace(b"foyer", b"caf\xe9") for one in (tts(), tts("0367")))
        file, rejects = tmp_path / "uplinks.jsonl", tmp_path / "rejects.jsonl"
        file.write_bytes(latin1 + b"\n" + broken)
        done = shell("decode", str(file), "--rejects", str(rejects))
        assert done.returncode == 0
        assert b"  caf?  " in done.stdout
        assert b"2 uplinks, 1 decoded, 1 rejected and kept in" in done.stderr
        assert rejects.read_bytes().strip() == broken

    def test_other_messages_are_counted_and_are_no_mistake(self, run: Run) -> None:
        join = {"end_device_ids": {"dev_eui": EUI}, "join_accept": {}}
        code, out, err = run("decode", stdin=lines(join, tts(), join, tts("")))
        assert code == 0
        assert len(out.splitlines()) == 2
        assert err == "1 uplink, 1 decoded, 0 rejected; 3 other messages without readings (2 join, 1 empty)\n"

    def test_which_device(self, run: Run, tmp_path: Path) -> None:
        """What the message says, else the map, else --device, else a clear reject."""
        table = tmp_path / "map.csv"
        table.write_text(f"name;device;dev_eui\nhall;browan/tbhh100;{EUI.upper()}\n", encoding="utf-8")
        unnamed = tts(device=None)
        other = tts(device=None, eui="02AA000000000010")
        undeclared = tts(device="nobody/knows-it")

        def devices(*args: object, stdin: str) -> list[str]:
            return [json.loads(line)["device"] for line in run("decode", "--json", *args, stdin=stdin)[1].splitlines()]

        payload = {"frm_payload": base64.b64encode(bytes.fromhex("08ab3522ffffffff")).decode(), "f_port": 103}
        mapped = unnamed | {"uplink_message": payload}
        assert devices("--devices", table, stdin=lines(tts(), mapped)) == [DEVICE, "browan/tbhh100"]
        assert devices("--devices", table, "--device", DEVICE, stdin=lines(mapped, other)) == ["browan/tbhh100", DEVICE]
        assert devices("--device", DEVICE, stdin=lines(undeclared)) == [DEVICE]
        code, _, err = run(
            "decode", "--devices", table, stdin=lines(other, tts(device="nobody/knows-it", eui="0" * 16))
        )
        assert code == 1
        assert "nothing says which device 02aa000000000010 is: neither the message nor --devices nor --device" in err
        assert "no device has the id 'nobody/knows-it'" in err

    def test_port_where_the_message_names_none(self, run: Run) -> None:
        message = lines(tts(f_port=None))
        code, _, err = run("decode", stdin=message)
        assert code == 1
        assert "the message names no f_port" in err
        assert run("decode", "--f-port", 85, stdin=message)[0] == 0

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("eui,kind\n", "map.csv:1: expected a header with dev_eui and device, saw 'eui,kind'"),
            ("", "map.csv:1: expected a header"),
            ("dev_eui,device\n02aa,a/b\n", "map.csv:2: expected a DevEUI, 16 hex digits, saw '02aa'"),
            (f"dev_eui,device\n\n{EUI},\n", f"map.csv:3: {EUI} has no device"),
            (f"dev_eui,device\n{EUI},a/b\n{EUI},c/d\n", f"map.csv:3: {EUI} is c/d here and a/b above"),
        ],
    )
    def test_mistakes_in_the_map(self, run: Run, tmp_path: Path, text: str, words: str) -> None:
        table = tmp_path / "map.csv"
        table.write_text(text, encoding="utf-8")
        code, out, err = run("decode", "--devices", table, stdin=lines(tts()))
        assert (code, out) == (2, "")
        assert words in err

    @pytest.mark.parametrize(
        ("args", "words"),
        [
            (["nowhere.jsonl"], "'nowhere.jsonl' is neither a file nor a payload in hex"),
            (["--devices", "nowhere.csv"], "nowhere.csv: No such file or directory"),
            (["--rejects", "nowhere/rejects.jsonl"], "nowhere/rejects.jsonl: No such file or directory"),
            (["--device", "nobody/knows-it"], "no device has the id 'nobody/knows-it'"),
        ],
    )
    def test_mistakes(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, args: list[str], words: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        code, out, err = run("decode", *args, stdin=lines(tts()))
        assert (code, out) == (2, "")
        assert words in err

    def test_nothing_to_read_at_a_terminal(self, run: Run) -> None:
        code, _, err = run("decode", stdin=None)
        assert code == 2
        assert "give it a file, - for standard input, or a payload in hex" in err


class TestExample:
    def test_the_open_region(self, run: Run) -> None:
        code, out, err = run("decode", FILE, "--devices", MAP, "--json")
        rows = [json.loads(line) for line in out.splitlines()]
        *reports, summary = err.splitlines()
        assert code == 1
        assert summary.startswith("75 uplinks, 69 decoded, 6 rejected; 5 other messages without readings ("), err
        assert len(reports) == 6
        assert Counter(row["network"] for row in rows) == {"the-things-stack": 39, "chirpstack": 30}
        assert len({row["device"] for row in rows}) == 20
        assert {row["time"][:10] for row in rows} == {"2026-03-09"}
        assert not [row for row in rows if row["warnings"] or row["rest"]]
        assert {
            (row["device"], one["name"], one["status"]) for row in rows for one in row["readings"] if one["status"]
        } == {("mclimate/ht-sensor", "temperature_probe", "not_connected")}
        temperatures = [one["value"] for row in rows for one in row["readings"] if one["name"] == "temperature"]
        assert len(temperatures) >= 55
        assert -5 < min(temperatures) < max(temperatures) < 32

    def test_why_the_six_are_rejected(self, run: Run) -> None:
        _, _, err = run("decode", FILE, "--devices", MAP)
        for words in (
            "not JSON",
            "uplink_message.frm_payload: expected a payload in base64",
            "stadtwerke-besprechung-3: milesight-iot/em500-co2, field co2",
            "fPort: expected a whole number, saw '1'",
            "no device has the id 'open-region/fensterkontakt-1'",
            "nothing says which device 024f52000000012a is",
        ):
            assert words in err


class TestOtherCommands:
    def test_explain(self, run: Run) -> None:
        code, out, _ = run("explain", "--device", DEVICE, PAYLOAD)
        assert code == 0
        assert "temperature" in out
        assert "30.8" in out

    def test_explain_says_where_a_payload_breaks(self, run: Run) -> None:
        code, out, err = run("explain", "--device", DEVICE, "01755C0367")
        assert (code, err) == (1, "")
        assert "battery" in out
        assert out.endswith("byte 5: temperature: 2 bytes are needed, none left\n")

    def test_explain_is_coloured_at_a_terminal_only(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.delenv("NO_COLOR", raising=False)
        plain = run("explain", "--device", DEVICE, PAYLOAD)[1]
        screen = Terminal()
        monkeypatch.setattr(sys, "stdout", screen)
        run("explain", "--device", DEVICE, PAYLOAD)
        assert "\x1b[" not in plain
        assert re.sub(r"\x1b\[[\d;]*m", "", screen.getvalue()) == plain != screen.getvalue()
        screen.seek(0)
        screen.truncate()
        monkeypatch.setenv("NO_COLOR", "1")
        run("explain", "--device", DEVICE, PAYLOAD)
        assert screen.getvalue() == plain

    def test_port_0_is_a_port(self, run: Run) -> None:
        assert "fPort 0," in run("explain", "--device", DEVICE, "--f-port", 0, PAYLOAD)[1]
        code, _, err = run("decode", "--device", "browan/tbms100", "--f-port", 0, "010b3a0500c50000")
        assert code == 1
        assert "nothing is sent on fPort 0; known: 102, 204" in err

    def test_declarations_of_ones_own(self, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr("redi_codecs.registry._added", {})
        monkeypatch.chdir(tmp_path)
        run("new", "acme", "thermo-1")
        load, device = ("--load", "acme/thermo_1.py"), ("--device", "acme/thermo-1")
        assert "temperature      21.5 °C" in run("decode", *load, *device, "2400d7")[1]
        assert "21.5 °C" in run("explain", *load, *device, "2400d7")[1]
        assert "2400d7" in run("encode", *load, *device, "battery_voltage=3.6", "temperature=21.5")[1]
        assert "acme/thermo-1" in run("devices", *load, "--vendor", "acme")[1]
        Path("broken.py").write_text("1 / 0", encoding="utf-8")
        for file, words in (
            ("nowhere.py", "there is no file nowhere.py"),
            ("broken.py", "broken.py cannot be loaded, redi-codecs check broken.py says why: division by zero"),
        ):
            code, _, err = run("explain", "--load", file, *device, "2400d7")
            assert (code, err) == (2, f"redi-codecs explain: {words}\n")

    def test_encode(self, run: Run) -> None:
        code, out, _ = run("encode", "--device", DEVICE, "battery=92", "temperature=30.8", "humidity=50.5")
        assert code == 0
        assert [line.split() for line in out.splitlines()] == [["payload", PAYLOAD.lower()], ["f_port", "85"]]
        code, out, _ = run("encode", "--json", "--device", DEVICE, "temperature=-4")
        assert json.loads(out) == {"device": DEVICE, "f_port": 85, "payload": "0367d8ff"}

    @pytest.mark.parametrize(
        ("args", "code", "words"),
        [
            (["temperature=5000"], 1, "temperature"),
            (["colour=3"], 1, "colour"),
            (["temperature"], 2, "expected NAME=VALUE, such as temperature=21.5, saw 'temperature'"),
            (["humidity=1", "humidity=2"], 2, "humidity is given twice"),
        ],
    )
    def test_what_cannot_be_encoded(self, run: Run, args: list[str], code: int, words: str) -> None:
        got, out, err = run("encode", "--device", DEVICE, *args)
        assert (got, out) == (code, "")
        assert words in err

    def test_devices(self, run: Run) -> None:
        ids = {line.split()[0] for line in run("devices")[1].splitlines()}
        assert {DEVICE, "browan/tbms100", "elsys/ers-co2"} <= ids
        browan = {line.split()[0] for line in run("devices", "--vendor", "browan")[1].splitlines()}
        assert browan == {id for id in ids if id.startswith("browan/")}
        assert [line.split()[0] for line in run("devices", "EM300-TH")[1].splitlines()] == [DEVICE]
        found = [json.loads(line) for line in run("devices", "--json", "--quantity", "co2")[1].splitlines()]
        assert "elsys/ers-co2" in [device["id"] for device in found]
        assert all("co2" in device["quantities"] for device in found)

    def test_devices_that_do_not_exist(self, run: Run) -> None:
        assert run("devices", "perpetuum-mobile")[::2] == (1, "redi-codecs devices: no device matches\n")
        code, _, err = run("devices", "--quantity", "temprature")
        assert code == 2
        assert "did you mean temperature" in err

    def test_a_new_declaration_passes_to_check(self, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.chdir(tmp_path)
        code, out, err = run("new", "acme", "thermo-1")
        assert (code, err) == (0, "")
        (file,) = tmp_path.rglob("*.py")
        assert str(file.relative_to(tmp_path)) in out
        assert run("new", "acme", "thermo-1")[0] == 2
        assert run("new", "acme", "thermo-1", "--stdout")[1] == file.read_text(encoding="utf-8")
        code, out, _ = run("check", file)
        assert code == 1
        assert [line.split("= is to be filled in")[0].split(": ")[-1] for line in out.splitlines()] == [
            "name",
            "source",
            "source",
        ]
        done = re.sub(r"TODO: \w+", "Filled", file.read_text(encoding="utf-8"))
        file.write_text(done, encoding="utf-8")
        assert run("check", file) == (0, f"{file}: good\n", "")

    def test_new_refuses_what_is_no_id(self, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.chdir(tmp_path)
        assert run("new", "Acme", "thermo-1")[0] == 2
        assert run("new", "browan", "tbms100")[0] == 2
        assert not list(tmp_path.iterdir())

    def test_check_without_a_file(self, run: Run) -> None:
        code, _, err = run("check", "nowhere.py")
        assert (code, err) == (2, "redi-codecs check: there is no file nowhere.py\n")

    def test_version_and_no_command(self, run: Run) -> None:
        assert run("--version")[1].startswith("redi-codecs ")
        assert run()[0] == 2


def shell(*args: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "redi_codecs", *args]
    return subprocess.run(command, capture_output=True, check=False, timeout=60, **options)


def test_a_reader_that_leaves_is_no_mistake(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text(lines(tts()) * 3000, encoding="utf-8")
    command = [sys.executable, "-m", "redi_codecs", "decode", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
        process.wait(30)
    assert b"Traceback" not in err
    assert b"BrokenPipe" not in err
    assert process.returncode == 141


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is another signal there")
def test_live_messages_come_out_at_once_and_ctrl_c_leaves_quietly() -> None:
    command = [sys.executable, "-m", "redi_codecs", "decode", "--json", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(lines(tts()).encode())
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["device"] == DEVICE
        process.send_signal(signal.SIGINT)
        err = process.stderr.read()
        process.wait(30)
    assert b"Traceback" not in err
    assert b"1 uplink, 1 decoded" in err
    assert process.returncode == 130
