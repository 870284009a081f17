"""``redi-codecs decode``: what is printed where, exit codes, and a sentence for every mistake."""

from __future__ import annotations

import base64
import csv
import gzip
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from commandline import DEVICE, EUI, PAYLOAD, Run, Terminal, lines, shell, tts
from declared import DECLARED
from redi_codecs.cli import progress

EXAMPLES = Path(__file__).parents[1] / "examples"
FILE = EXAMPLES / "open-region.jsonl"
MAP = EXAMPLES / "devices.csv"


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
        assert code == 1
        assert [line.split() for line in out.splitlines()] == [[DEVICE, "f_port", "85"], ["battery", "92", "%"]]
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
        assert row["time"] == row["received_at"] == "2026-03-09T06:00:00Z"
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
        (kept,) = map(json.loads, rejects.read_text(encoding="utf-8").splitlines())
        assert kept.pop("reason").startswith(f"nothing says which device {EUI} is")
        assert kept == {
            "error": "UplinkError",
            "source": "stdin",
            "line": 18,
            "dev_eui": EUI,
            "device_name": "foyer",
            "message": unknown,
        }
        code, out, err = run("decode", rejects)
        assert (code, out) == (1, "")
        assert err.startswith("stdin:18: foyer: nothing says"), "its first place"
        assert run("decode", "--device", DEVICE, rejects)[0] == 0

    def test_bytes_that_are_no_text_reject_their_line_and_are_kept(self, tmp_path: Path) -> None:
        latin1 = json.dumps(tts()).encode().replace(b"foyer", b"caf\xe9")
        file, rejects = tmp_path / "uplinks.jsonl", tmp_path / "rejects.jsonl"
        file.write_bytes(latin1 + b"\n" + lines(tts()).encode())
        done = shell("decode", str(file), "--rejects", str(rejects))
        assert done.returncode == 0
        assert b"uplinks.jsonl:1: not UTF-8: byte 0xe9 at position 38" in done.stderr
        assert b"2 uplinks, 1 decoded, 1 rejected and kept in" in done.stderr
        kept = json.loads(rejects.read_text(encoding="utf-8"))["message"]
        assert kept.encode("utf-8", "surrogateescape") == latin1
        again = shell("decode", str(rejects), "--rejects", str(tmp_path / "again.jsonl"))
        assert b"uplinks.jsonl:1: not UTF-8" in again.stderr
        assert json.loads((tmp_path / "again.jsonl").read_text(encoding="utf-8"))["message"] == kept

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
        assert "nothing says which device 02aa000000000010 is: the message names none; the map of devices" in err
        assert "no device has the id 'nobody/knows-it'" in err

    def test_port_where_the_message_names_none(self, run: Run) -> None:
        message = lines(tts("010b3a0500c50000", device="browan/tbms100", f_port=None))
        code, _, err = run("decode", stdin=message)
        assert code == 1
        assert "the message names no f_port, and browan/tbms100 sends on several: say which (--f-port" in err
        assert run("decode", "--f-port", 102, stdin=message)[0] == 0
        assert run("decode", stdin=lines(tts(f_port=None)))[0] == 0  # the format is the same on all ports

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("eui,kind\n", "map.csv:1: expected a header with dev_eui and device, saw 'eui,kind'"),
            ("", "map.csv:1: expected a header"),
            ("dev_eui,device\n02aa,a/b\n", "map.csv:2: expected a DevEUI, 16 hex digits, saw '02aa'"),
            (f"dev_eui,device\n\n{EUI},\n", f"map.csv:3: {EUI}: no device is given"),
            (f"dev_eui,device\n{EUI},nobody/has-it\n02aa,c/d\n", "2 mistakes in the map of devices:\n"),
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


class TestFormats:
    def test_long_form(self, run: Run) -> None:
        code, out, _ = run("decode", "--format", "csv", "--devices", MAP, "--rejects", os.devnull, FILE)
        rows = list(csv.DictReader(io.StringIO(out)))
        assert code == 0
        assert rows[1] == {
            "time": "2026-03-09T02:29:23.782901Z",
            "received_at": "2026-03-09T02:29:23.782901Z",
            "dev_eui": "024f520000000101",
            "device": DEVICE,
            "name": "temperature",
            "quantity": "temperature",
            "value": "17.4",
            "text": "",
            "unit": "Cel",
            "channel": "",
            "status": "",
            "f_port": "85",
            "record": "",
            "warnings": "",
        }
        many = [json.loads(line) for line in run("decode", "--json", "--devices", MAP, FILE)[1].splitlines()]
        parts = [part for row in many for part in (row, *row["records"])]
        assert len(rows) == sum(len(part["readings"]) for part in parts)

    @pytest.mark.parametrize("name", ["out.jsonl", "out.csv", "out.parquet", "out.txt"])
    def test_a_file_has_the_format_of_its_name(self, run: Run, tmp_path: Path, name: str) -> None:
        file = tmp_path / name
        code, out, err = run("decode", "--output", file, stdin=lines(tts(), tts()))
        assert (code, out, err) == (0, "", "2 uplinks, 2 decoded, 0 rejected\n")
        if name == "out.parquet":
            table = pytest.importorskip("pyarrow.parquet").read_table(file)
            assert table.column("value").to_pylist() == [92.0, 30.8, 50.5] * 2
            return
        head = {"out.jsonl": '{"network": "the-things-stack"', "out.csv": "time,received_at,", "out.txt": "TIME (UTC)"}
        assert file.read_text(encoding="utf-8").startswith(head[name])

    def test_a_payload_in_any_format(self, run: Run, tmp_path: Path) -> None:
        out = run("decode", "--device", DEVICE, "--format", "csv", PAYLOAD)[1]
        assert [row["value"] for row in csv.DictReader(io.StringIO(out))] == ["92.0", "30.8", "50.5"]
        file = tmp_path / "one.jsonl"
        assert run("decode", "--device", DEVICE, "--output", file, PAYLOAD)[:2] == (0, "")
        assert json.loads(file.read_text(encoding="utf-8"))["device"] == DEVICE

    def test_a_name_commands_no_terminal(self, run: Run) -> None:
        good, short = tts(), tts("0367")
        for message in (good, short):
            message["end_device_ids"]["device_id"] = "\x1b[31mred\n"
        _, out, err = run("decode", stdin=lines(good, short))
        assert len(out.splitlines()) == len(err.splitlines()) == 2
        assert "\x1b" not in out + err

    def test_half_a_character_in_a_name(self, run: Run, tmp_path: Path) -> None:
        """JSON can say it, and no file can hold it."""
        message = tts()
        message["end_device_ids"]["device_id"] = "caf\ud83d"
        for name in ("out.jsonl", "out.csv", "out.parquet", "out.txt"):
            assert run("decode", "--output", tmp_path / name, stdin=lines(message))[0] == 0

    def test_without_pyarrow(self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        code, _, err = run("decode", "--output", tmp_path / "out.parquet", stdin=lines(tts()))
        assert (code, err) == (
            2,
            "redi-codecs decode: writing Parquet needs pyarrow: pip install 'redi-codecs[parquet]'\n",
        )

    def test_sensitive_kinds_are_left_out_of_every_format(self, run: Run, tmp_path: Path) -> None:
        import redi_codecs

        for device in DECLARED:
            for vector in device.vectors:
                decoded = redi_codecs.decode(device, vector.payload, vector.f_port)
                names = [one.name for one in decoded.readings if one.field.sensitive]
                if names:
                    break
            else:
                continue
            break
        message = lines(tts(vector.payload.hex(), device=device.id, f_port=vector.f_port))
        for format in ("table", "jsonl", "csv"):
            out, all = (run("decode", "--format", format, *more, stdin=message)[1] for more in ((), ("--sensitive",)))
            assert names[0] in all
            assert names[0] not in out

    def test_pseudonyms(self, run: Run, tmp_path: Path) -> None:
        key = tmp_path / "pseudonyms.key"
        key.write_text("17c1aa52b0f04f6e9c1b6d2f0e7ab345\n", encoding="utf-8")
        from redi_codecs.privacy import pseudonymize

        pseudonym = pseudonymize(key)(EUI)
        rejects = tmp_path / "rejects.jsonl"
        messages = lines(tts(), tts("0367"), tts(device=None))
        for format in ("jsonl", "csv"):
            args = ("--format", format, "--pseudonyms", key, "--rejects", rejects)
            code, out, err = run("decode", *args, stdin=messages)
            assert code == 0
            assert pseudonym in out
            assert EUI not in out + err
            assert "foyer" not in out + err
            assert f"stdin:3: {pseudonym}: nothing says which device {pseudonym} is" in err
            assert err.endswith("rejects.jsonl with their DevEUIs\n")
        assert run("decode", "--device", DEVICE, rejects)[0] == 1, "they can be tried again"
        key.write_text("short", encoding="utf-8")
        code, out, err = run("decode", "--pseudonyms", key, stdin=messages)
        assert (code, out) == (2, "")
        assert "the key in" in err


class TestSources:
    def test_a_folder_and_more(self, run: Run, tmp_path: Path) -> None:
        folder = tmp_path / "archive"
        folder.mkdir()
        (folder / "devices.csv").write_text(f"dev_eui,device\n{EUI},{DEVICE}\n", encoding="utf-8")
        (folder / "a.json.gz").write_bytes(gzip.compress(json.dumps([tts(device=None)] * 2).encode()))
        (folder / "b.csv").write_text(f"eui;port;raw\n{EUI};85;{PAYLOAD}\n", encoding="utf-8")
        args = ("--devices", folder / "devices.csv", "--column", "payload=raw")
        code, out, err = run("decode", *args, folder, "-", stdin=lines(tts()))
        assert (code, len(out.splitlines())) == (0, 5)
        assert err == "4 uplinks, 4 decoded, 0 rejected\n"

    @pytest.mark.parametrize("option", ["--output", "--rejects"])
    def test_nothing_is_read_and_overwritten(self, run: Run, tmp_path: Path, option: str) -> None:
        file = tmp_path / "uplinks.jsonl"
        file.write_text(lines(tts()), encoding="utf-8")
        for source in (file, tmp_path):
            code, _, err = run("decode", source, option, file)
            assert (code, err) == (
                2,
                f"redi-codecs decode: {file} would be read and overwritten: give {option} another file\n",
            )
        assert file.read_text(encoding="utf-8") == lines(tts())

    @pytest.mark.parametrize(
        ("args", "words"),
        [
            (["."], "no messages in the folder .: looked for *.json, *.jsonl, *.ndjson, *.csv, *.xml, also with .gz"),
            (["--column", "payload"], "expected --column KEY=NAME, such as --column payload=raw, saw 'payload'"),
            (["--column", "colour=x"], "a table has the columns payload, dev_eui, f_port, time, device, device_name"),
            (["--time-zone", "Mars"], "expected a time zone such as UTC or Europe/Berlin, saw 'Mars'"),
            (["--format", "parquet"], "Parquet goes to a file: say --output FILE"),
            (["--format", "xml"], "invalid choice: 'xml'"),
            (["--json", "--format", "csv"], "not allowed with"),
            (["--pseudonyms", "nowhere.key"], "the key cannot be read from nowhere.key"),
            (["--output", "x.csv", "--rejects", "x.csv"], "--output and --rejects are the same file"),
            (["--output", "nowhere/x.csv"], "nowhere/x.csv: No such file or directory"),
            (["--output", "nowhere/x.parquet"], "nowhere"),
        ],
    )
    def test_mistakes(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, args: list[str], words: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        code, out, err = run("decode", *args, stdin=lines(tts()))
        assert (code, out) == (2, "")
        assert words in err

    def test_many_rejects_are_told_in_the_file_only(self, run: Run, tmp_path: Path) -> None:
        rejects = tmp_path / "rejects.jsonl"
        noise = "noise\n" * 50
        _, _, err = run("decode", "--rejects", rejects, stdin=noise)
        assert len(err.splitlines()) == 22
        assert err.splitlines()[20] == "… the reasons of all others are in the file of the rejects"
        assert len(rejects.read_text(encoding="utf-8").splitlines()) == 50
        assert len(run("decode", stdin=noise)[2].splitlines()) == 51


class TestProgress:
    def test_a_bar_at_a_terminal_only(self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        pytest.importorskip("rich")
        file, out = tmp_path / "uplinks.jsonl", tmp_path / "out.csv"
        file.write_text(lines(*[tts()] * 600, "noise"), encoding="utf-8")
        monkeypatch.setattr(progress, "AFTER", 0.0)
        monkeypatch.setattr(progress, "_OFTEN", 0.0)
        plain = run("decode", file, "--output", out)[2]
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("COLUMNS", "300")
        screen = Terminal()
        monkeypatch.setattr(sys, "stderr", screen)
        expected = out.read_bytes()
        run("decode", file, "--output", out)
        told = screen.getvalue()
        assert out.read_bytes() == expected
        assert "512 messages" in told
        assert plain.splitlines()[-1] in told
        assert "uplinks.jsonl:601: not JSON" in re.sub(r"\x1b\[[\d;?]*[A-Za-z]|\r|\n", "", told)
        screen.seek(0)
        screen.truncate()
        monkeypatch.setitem(sys.modules, "rich.progress", None)
        run("decode", file, "--output", out)
        assert screen.getvalue() == plain

    def test_no_bar_where_the_readings_are_shown(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(progress, "AFTER", 0.0)
        for name in ("stdout", "stderr"):
            monkeypatch.setattr(sys, name, Terminal())
        run("decode", stdin=lines(tts()))
        assert sys.stderr.getvalue() == "1 uplink, 1 decoded, 0 rejected\n"  # type: ignore[attr-defined]


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
    # Whoever runs the tests in the background may have them ignore Ctrl-C, and what they begin then does so too.
    begin = (
        "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.executable, sys.argv[1:])"
    )
    command = [sys.executable, "-c", begin, sys.executable, "-m", "redi_codecs", "decode", "--json", "-"]
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


class TestOnePayload:
    def test_its_time(self, run: Run) -> None:
        args = ("decode", "--device", DEVICE, "--received-at", "2026-03-09T07:00:00+01:00", PAYLOAD)
        assert run(*args)[1].splitlines()[0].split() == [
            *(DEVICE, "f_port", "85", "2026-03-09", "06:00:00", "UTC"),
        ]

    def test_a_hint_where_all_is_sensitive(self, run: Run) -> None:
        position = ("decode", "--device", "cayenne/lpp", "018806765ff2960a0003e8")
        code, out, _ = run(*position)
        assert code == 0
        assert "is sensitive and hidden" in out
        assert "--sensitive shows it" in out
        code, shown, _ = run(*position, "--sensitive")
        assert (code, "hidden" in shown) == (0, False)

    def test_nothing_is_shown_of_what_is_broken_at_once(self, run: Run) -> None:
        code, out, err = run("decode", "--device", DEVICE, "0367")
        assert (code, out) == (1, "")
        assert "temperature" in err

    def test_for_a_program_there_is_the_error_alone(self, run: Run) -> None:
        assert run("decode", "--device", DEVICE, "--json", "01755C0367")[:2] == (1, "")


class TestOutputs:
    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("out.xlsx", "spreadsheets are not written: say a name that ends in .csv"),
            ("out.ods", "spreadsheets are not written"),
            ("out.csv.gz", "compressed files are not written"),
            ("out.feather", "the name says no format that is written here (.jsonl, .ndjson, .json, .txt"),
        ],
    )
    def test_no_table_in_disguise(self, run: Run, tmp_path: Path, name: str, words: str) -> None:
        for args in ([], ["--format", "csv"]):
            if args and name == "out.feather":
                continue
            code, _, err = run("decode", "--output", tmp_path / name, *args, stdin=lines(tts()))
            assert (code, words in err) == (2, True), err
            assert not (tmp_path / name).exists()
        assert run("decode", "--output", tmp_path / "out.dat", "--format", "csv", stdin=lines(tts()))[0] == 0

    @pytest.mark.parametrize("name", ["live.csv", "live.jsonl", "live.txt"])
    @pytest.mark.parametrize("through", ["stdin", "a named pipe"])
    def test_what_comes_in_live_goes_out_live(self, tmp_path: Path, name: str, through: str) -> None:
        out = tmp_path / name
        pipe = tmp_path / "pipe.jsonl"
        os.mkfifo(pipe)
        source = "-" if through == "stdin" else str(pipe)
        command = [sys.executable, "-m", "redi_codecs", "decode", source, "--output", str(out)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdin
            with process.stdin if through == "stdin" else pipe.open("wb") as sink:
                sink.write(lines(tts()).encode())
                sink.flush()
                for _ in range(600):
                    if out.exists() and b"30.8" in out.read_bytes():
                        break
                    time.sleep(0.05)
                assert b"30.8" in out.read_bytes()
                assert process.poll() is None
            assert process.wait(20) == 0

    @pytest.mark.parametrize("id", ["em300-th", "EM300TH", "milesight-iot/em300-ht"])
    @pytest.mark.parametrize("suffix", ["csv", "yaml"])
    def test_a_map_says_which_id_is_meant(self, run: Run, tmp_path: Path, id: str, suffix: str) -> None:
        file = tmp_path / f"devices.{suffix}"
        file.write_text(f"dev_eui,device\n{EUI},{id}\n" if suffix == "csv" else f"{EUI}: {id}\n", encoding="utf-8")
        code, _, err = run("decode", "--devices", file, stdin=lines(tts()))
        assert code == 2
        assert f"no device has the id {id!r}; did you mean milesight-iot/em300-th" in err

    @pytest.mark.parametrize(
        ("rows", "option"),
        [
            ("dev_eui,payload\n{EUI},0367ddff\n", "--encoding hex"),
            ("dev_eui,payload,data\n{EUI},0367,0367\n", "--column payload=NAME"),
            ("dev_eui,inhalt\n{EUI},0367\n", "--column payload=NAME"),
            ("time,payload_hex\n2026-03-09 07:00:00,0367f600\n", "--time-zone"),
            ("device,payload_hex\nbrowan/tbms100,010b3a0500c50000\n", "--f-port"),
        ],
    )
    def test_errors_of_tables_name_the_option(self, run: Run, tmp_path: Path, rows: str, option: str) -> None:
        file = tmp_path / "t.csv"
        file.write_text(rows.replace("{EUI}", EUI), encoding="utf-8")
        code, _, err = run("decode", file, "--device", DEVICE)
        assert (code, option in err) == (1, True), err
