"""``redi-codecs command``: what a device can be told, the downlink that tells it, and the message around it."""

from __future__ import annotations

import json

import pytest

from commandline import Run

TH = "milesight-iot/em300-th"


class TestList:
    def test_all_commands(self, run: Run) -> None:
        code, out, err = run("command", TH)
        assert (code, err) == (0, "")
        lines = out.splitlines()
        at = lines.index("report_interval  (port 85)")
        assert lines[at + 1].split() == ["report_interval=", "1", "…", "64800", "by", "1", "s"]
        assert "reboot  (port 85)" in lines
        assert any(line.split()[-3:] == ["or", "left", "out"] for line in lines)

    def test_the_id_as_people_type_it(self, run: Run) -> None:
        assert run("command", "EM300-TH") == run("command", TH)

    def test_as_json(self, run: Run) -> None:
        code, out, _ = run("command", TH, "--json")
        first = json.loads(out.splitlines()[0])
        assert (code, first["command"], first["f_port"], first["answer"]) == (
            0, "report_interval", 85, ["report_interval"]
        )  # fmt: skip
        assert first["arguments"][0]["high"] == 64800

    def test_a_device_without_any(self, run: Run) -> None:
        code, out, _ = run("command", "cayenne/lpp")
        assert (code, out) == (0, "cayenne/lpp takes no commands that are known here\n")


class TestDownlink:
    def test_one_and_several(self, run: Run) -> None:
        assert run("command", TH, "report_interval=600")[:2] == (
            0,
            "payload  ff035802\nbase64   /wNYAg==\nf_port   85\n",
        )
        assert run("command", TH, "report_interval=600", "reboot", "--hex")[1] == "ff035802ff10ff\n"
        assert (
            run("command", TH, "report_interval=600", "reboot", "--base64", "--max-size", "4")[1] == "/wNYAg==\n/xD/\n"
        )
        parts = run("command", TH, "report_interval=600", "reboot", "--max-size", "4")[1].split("\n\n")
        assert [part.split()[1] for part in parts] == ["ff035802", "ff10ff"]

    def test_arguments_by_name(self, run: Run) -> None:
        given = ("alarm_if=above", "temperature_threshold_min=10", "temperature_threshold_max=30")
        wanted = "ff060a64002c0100000000\n"
        assert run("command", TH, *(f"threshold.{one}" for one in given), "--hex")[1] == wanted
        values = {"alarm_if": "above", "temperature_threshold_min": 10, "temperature_threshold_max": 30}
        assert run("command", TH, json.dumps({"threshold": values}), "--hex")[1] == wanted
        assert run("command", TH, "history_enabled=yes", "--hex")[1] == "ff6801\n"

    def test_as_json(self, run: Run) -> None:
        _, out, _ = run("command", TH, "reboot", "--json")
        assert json.loads(out) == {"device": TH, "f_port": 85, "payload": "ff10ff", "base64": "/xD/"}

    def test_for_a_server(self, run: Run) -> None:
        _, out, _ = run("command", TH, "reboot", "--for", "chirpstack", "--dev-eui", "24E124136B502217", "--confirmed")
        assert json.loads(out) == {"devEui": "24e124136b502217", "confirmed": True, "fPort": 85, "data": "/xD/"}
        _, out, _ = run(
            "command", TH, "reboot", "--for", "chirpstack", "--dev-eui", "24E124136B502217", "--via", "rest"
        )
        assert json.loads(out) == {"queueItem": {"confirmed": False, "fPort": 85, "data": "/xD/"}}

    @pytest.mark.parametrize(
        ("given", "code", "words"),
        [
            (["report_interval=0"], 1, "0 s is beyond what it takes, 1 … 64800 s"),
            (["report_intreval=60"], 1, "there is no command 'report_intreval'; did you mean report_interval"),
            (["reboot=no"], 1, "reboot has no arguments: True gives it, not False"),
            (["report_interval"], 1, "a number is needed"),
            (["reboot", "reboot"], 2, "reboot is given twice"),
            (["threshold.a=1", "threshold.a=2"], 2, "threshold is given twice"),
            (["reboot", "reboot.a=2"], 2, "reboot is given twice"),
            (["=3"], 2, "expected a command, such as report_interval=600 or reboot, saw '=3'"),
            (["threshold.a"], 2, "expected a command"),
            (["{"], 2, "the commands: expected a JSON object"),
            (["--hex"], 2, "--hex needs a command"),
            (["reboot", "--for", "loriot"], 2, "say --dev-eui"),
            (["reboot", "--via", "rest"], 2, "--via is for a network server's message: say --for"),
            (["reboot", "--confirmed"], 2, "--confirmed is for a network server's message"),
            (["reboot", "--for", "lorriot", "--dev-eui", "00" * 8], 1, "did you mean loriot?"),
        ],
    )
    def test_what_is_refused(self, run: Run, given: list[str], code: int, words: str) -> None:
        found, out, err = run("command", TH, *given)
        assert (found, out) == (code, "")
        assert words in err

    def test_what_could_lock_it_out(self, run: Run, tmp_path: pytest.TempPathFactory) -> None:
        file = tmp_path / "mine.py"  # type: ignore[operator]
        file.write_text(
            "from redi_codecs.layout import *\nfrom redi_codecs.kinds import *\n"
            'A = device("mine/a", name="A", source="s", f_port=2, uplink=temperature(u8), '
            'downlink={"rejoin": command(2, expect(u8, 1), disruptive="it joins anew")})\n',
            encoding="utf-8",
        )
        code, _, err = run("command", "mine/a", "rejoin", "--load", str(file))
        assert code == 1
        assert "could lock the device out: it joins anew" in err
        assert run("command", "mine/a", "rejoin", "--load", str(file), "--allow-disruptive", "--hex")[:2] == (0, "01\n")
        assert "rejoin  (port 2, disruptive)" in run("command", "mine/a", "--load", str(file))[1]


class TestExplain:
    def test_a_downlink_is_explained(self, run: Run) -> None:
        code, out, _ = run("explain", "--device", TH, "--downlink", "FF035802", "FF10FF")
        assert code == 0
        assert out.startswith(f"{TH}, fPort 85, report_interval, reboot, 7 bytes\n")
        assert "600 s" in out

    def test_what_is_no_downlink(self, run: Run, tmp_path: pytest.TempPathFactory) -> None:
        code, _, err = run("explain", "--device", TH, "--downlink", "FE035802")
        assert code == 1
        assert "this is no command of fPort 85" in err
        file = tmp_path / "messages.jsonl"  # type: ignore[operator]
        file.write_text("{}\n", encoding="utf-8")
        assert run("explain", "--downlink", str(file))[0] == 2
