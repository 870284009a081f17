"""``encode``: values and commands to payloads."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Sequence
from typing import Any

import pytest

from commandline import DEVICE, PAYLOAD, Run
from declared import DECLARED, in_part
from redi_codecs import cli, codec, decode, decode_downlink
from redi_codecs.cli.fields import fields_of
from redi_codecs.encoding.compiled import compiled
from redi_codecs.layout.device import Device
from redi_codecs.layout.transform import Curve
from redi_codecs.plan.plan import parts

COMMANDED = "makerfabs/ath20"


def values(out: str) -> dict[str, str]:
    return dict(line.split(maxsplit=1) for line in out.splitlines())


class TestUplink:
    def test_pairs(self, run: Run) -> None:
        code, out, err = run("encode", "--device", DEVICE, "battery=92", "temperature=30.8", "humidity=50.5")
        assert (code, err) == (0, "")
        text = base64.b64encode(bytes.fromhex(PAYLOAD)).decode()
        assert values(out) == {"payload": PAYLOAD.lower(), "base64": text, "f_port": "85"}

    def test_for_a_program(self, run: Run) -> None:
        code, out, _ = run("encode", "--json", "--device", DEVICE, "temperature=-4")
        assert code == 0
        assert json.loads(out) == {"device": DEVICE, "f_port": 85, "payload": "0367d8ff", "base64": "A2fY/w=="}

    def test_an_object(self, run: Run) -> None:
        _, out, _ = run("encode", "--device", DEVICE, '{"battery": 92, "temperature": 30.8, "humidity": 50.5}')
        assert values(out)["payload"] == PAYLOAD.lower()

    def test_objects_from_standard_input(self, run: Run) -> None:
        for indent in (None, 2):
            _, out, _ = run("encode", "--device", DEVICE, "-", stdin=json.dumps({"temperature": -4}, indent=indent))
            assert values(out)["payload"] == "0367d8ff"
        _, out, _ = run("encode", "--json", "--device", DEVICE, "-", stdin='{"temperature": 1}\n\n{"temperature": 2}\n')
        assert [json.loads(line)["payload"] for line in out.splitlines()] == ["03670a00", "03671400"]
        _, out, _ = run("encode", "--device", DEVICE, "-", stdin='{"temperature": 1}\n{"temperature": 2}\n')
        assert [values(one)["payload"] for one in out.split("\n\n")] == ["03670a00", "03671400"]

    @pytest.mark.parametrize(
        ("device", "f_port", "payload"),
        [
            (DEVICE, 85, PAYLOAD),
            ("browan/tbms100", 102, "010b3a0500c50000"),
            ("browan/tbhh100", 103, "08bb207fffffffff"),  # a status in the place of a value
            ("atim/acw-tcr", 1, "e965000000003c08012cff9c00c88000"),  # a history
            ("netvox/r311da", 6, "011a00640b202004240000"),  # attributes only
        ],
    )
    def test_what_decode_says_is_encoded_again(self, run: Run, device: str, f_port: int, payload: str) -> None:
        _, line, _ = run("decode", "--json", "--device", device, "--f-port", f_port, payload)
        code, out, err = run("encode", "-", "--json", stdin=line)
        assert (code, err) == (0, "")
        again = json.loads(out)
        assert (again["device"], again["f_port"]) == (device, f_port)
        assert decode(device, again["payload"], f_port).to_dict() == decode(device, payload, f_port).to_dict()

    def test_what_a_word_means_depends_on_the_field(self, run: Run) -> None:
        """A serial number is a text even if it is digits, and a state may be called as a truth value is."""
        _, out, _ = run("encode", "--json", "--device", "milesight-iot/em500-co2", "serial_number=6126000000000001")
        found = decode("milesight-iot/em500-co2", json.loads(out)["payload"], 85).attributes["serial_number"]
        assert found.value == "6126000000000001"
        _, out, _ = run("encode", "--json", "--device", "browan/tbms100", "motion=yes", "battery_voltage=3.6",
                        "temperature=26", "time_since_motion=300", "motion_count_total=197")  # fmt: skip
        assert json.loads(out)["payload"] == "010b3a0500c50000"

    def test_no_value(self, run: Run) -> None:
        codes = [run("encode", "--device", "browan/tbhh100", "battery_voltage=3.6", "temperature=0", f"humidity={word}")
                 for word in ("none", "fault", "NULL")]  # fmt: skip
        assert {code for code, _, _ in codes} == {0}
        assert len({out for _, out, _ in codes}) == 1

    @pytest.mark.parametrize(
        ("args", "code", "words"),
        [
            (["temperature=5000"], 1, "temperature"),
            (["temperature=nan"], 1, "a finite number is needed, not nan"),
            (["temperature=1e999"], 1, "a finite number is needed, not inf"),
            (["temperature=warm"], 1, "a number is needed, not 'warm'"),
            (["colour=3"], 1, "colour"),
            (["temperature"], 2, "expected NAME=VALUE, such as temperature=21.5, saw 'temperature'"),
            (["=3"], 2, "expected NAME=VALUE"),
            (["humidity=1", "humidity=2"], 2, "humidity is given twice"),
            ([], 2, "give it values, such as temperature=21.5, a JSON object, or - for standard input"),
            (["{"], 2, "the values: expected a JSON object"),
            (['{"temperature": }'], 2, "the values: expected a JSON object"),
            (['{"readings": 3}'], 1, "readings"),
            (["-"], 2, "standard input is empty"),
        ],
    )
    def test_mistakes(self, run: Run, args: list[str], code: int, words: str) -> None:
        got, out, err = run("encode", "--device", DEVICE, *args)
        assert (got, out) == (code, "")
        assert words in err

    @pytest.mark.parametrize("stdin", ["[1]", "17", '{"a": 1}\nnoise\n', "nul", '"text"'])
    def test_standard_input_that_is_no_object(self, run: Run, stdin: str) -> None:
        code, _, err = run("encode", "--device", DEVICE, "-", stdin=stdin)
        assert code in (1, 2)
        assert err.startswith("redi-codecs encode: ")

    def test_which_device(self, run: Run) -> None:
        code, _, err = run("encode", "temperature=1")
        assert (code, err) == (2, "redi-codecs encode: say --device, the device that sends or gets it\n")
        code, _, err = run("encode", "--device", "milesight-iot/em300-ht", "temperature=1")
        assert code == 2
        assert "did you mean milesight-iot/em300-th" in err


class TestDownlink:
    def test_a_command(self, run: Run) -> None:
        code, out, _ = run("encode", "--device", COMMANDED, "--downlink", "report_interval", "report_interval=600")
        assert code == 0
        assert values(out) == {"payload": "00000258", "base64": "AAACWA==", "f_port": "1"}

    def test_the_list_of_commands(self, run: Run) -> None:
        code, out, _ = run("encode", "--device", "netvox/r311da", "--commands")
        assert code == 0
        commands = [line.split()[0] for line in out.splitlines() if line[0] != " "]
        assert commands == ["report_interval", "request_configuration", "restore_report", "request_restore_report"]
        assert "(port 7)" in out
        assert "battery_change=   0 … 25.5 by 0.1" in out
        _, out, _ = run("encode", "--device", "netvox/r311da", "--commands", "--json")
        first = json.loads(out.splitlines()[0])
        assert (first["command"], first["f_port"]) == ("report_interval", 7)
        assert {"name": "min_interval", "unit": "s", "low": 1, "high": 65535}.items() <= first["arguments"][1].items()

    @pytest.mark.parametrize(
        ("device", "line"),
        [
            ("dingtek/dc410", "ultrasonic_range=  2000 … 5000  mm"),  # a table of digits
            ("dingtek/dc520", "balance_threshold=  0 … 65535"),  # digits, without limits of their own
        ],
    )
    def test_how_far_tables_and_digits_go(self, run: Run, device: str, line: str) -> None:
        _, out, _ = run("encode", "--device", device, "--commands")
        assert line in out

    def test_a_device_without_commands(self, run: Run) -> None:
        assert run("encode", "--device", "sensoterra/sensoterra", "--commands")[:2] == (
            0,
            "sensoterra/sensoterra takes no commands that are known here\n",
        )

    @pytest.mark.parametrize(
        ("args", "code", "words"),
        [
            (["--downlink", "report_intervall", "report_interval=1"], 1, "did you mean report_interval?"),
            (["--downlink", "report_interval"], 1, "the command report_interval needs report_interval"),
            (["--downlink", "report_interval", "report_interval=-1"], 1, "report_interval"),
            (["--downlink", "report_interval", "report_interval=1", "device=3"], 1, "device"),
            (["--downlink", "report_interval", "--f-port", "3", "report_interval=1"], 2, "--f-port is for uplinks"),
            (["--downlink", "report_interval", "--message", "x", "report_interval=1"], 2, "--message is for uplinks"),
        ],
    )
    def test_mistakes(self, run: Run, args: list[str], code: int, words: str) -> None:
        got, out, err = run("encode", "--device", COMMANDED, *args)
        assert (got, out) == (code, "")
        assert words in err

    def test_commands_of_no_device(self, run: Run) -> None:
        code, _, err = run("encode", "--commands")
        assert code == 2
        assert "say --device" in err


def _argument(one: Any) -> str:
    if one.choices:
        return str(one.choices[-1])
    told = {"bool": "yes", "text": "0100", "bytes": "0100", "time": "2026-11-28T12:00:00Z"}
    return told.get(one.type, str(one.high if one.high is not None else 1))


def _commanded(device: Device, command: str, arguments: Sequence[Any], capsys: pytest.CaptureFixture[str]) -> Any:
    """What the command line says of a command with these arguments: how it ended, what it printed, its complaint."""
    given = [f"{command}.{one.name}={_argument(one)}" for one in arguments] or [command]
    code = cli.main(["command", "--json", "--allow-disruptive", device.id, *given])
    return code, *capsys.readouterr()


def _variant(device: Device, command: str, all: Sequence[Any], first: Any, capsys: pytest.CaptureFixture[str]) -> Any:
    """The command with what it always needs, one argument, and those that it is then told to need too."""
    names = {one.name for one in all if one.required or one.default is not None} | {first.name}
    while True:
        arguments = [one for one in all if one.name in names]
        code, out, err = _commanded(device, command, arguments, capsys)
        lacking = re.search(r" needs (\w+) too", err)
        if not lacking or lacking[1] in names:
            return arguments, code, out, err
        names.add(lacking[1])


@pytest.mark.parametrize("device", in_part([one for one in DECLARED if one.downlink], 3))
def test_every_command_can_be_given_as_it_is_listed(device: Device, capsys: pytest.CaptureFixture[str]) -> None:
    """The greatest value that the list of commands admits is taken, and comes back from the payload."""
    for command in device.downlink:
        (arguments,) = [one.arguments for one in codec(device).commands if one.name == command]
        if any(one.type in ("text", "bytes") for one in arguments):
            continue
        code, out, err = _commanded(device, command, arguments, capsys)
        made = [(arguments, out)] if code == 0 else []
        if "does not take it together with" in err:  # arguments, or the last choice, exclude others
            tried = [_variant(device, command, arguments, one, capsys) for one in arguments]
            made = [(given, out) for given, code, out, _ in tried if code == 0]
            err = next((err for _, code, _, err in tried if code and "together with" not in err), "")
        assert made, err
        assert not err
        for given, out in made:
            _comes_back(device, command, given, json.loads(out))


def _nearest(device: Device, command: str, one: Any) -> float:
    """The highest value of an argument; of a curve, which has no steps, the nearest number that it has."""
    for part in parts(compiled(device, command)[0].ops):
        if part.slot is not None and part.slot.name == one.name and isinstance(part.transform, Curve):
            return float(part.transform.decode(part.transform.encode(one.high)))
    return float(one.high)


def _comes_back(device: Device, command: str, arguments: Sequence[Any], row: dict[str, Any]) -> None:
    found = decode_downlink(device.id, row["payload"], row["f_port"])
    for one in arguments:
        if one.name in found.attributes and one.choices:
            assert found.attributes[one.name].value == one.choices[-1]
        elif one.name in found.attributes and one.high is not None:
            assert found.attributes[one.name].value == pytest.approx(_nearest(device, command, one))


@pytest.mark.parametrize("device", in_part(DECLARED, 6))
def test_values_lie_within_the_range_that_is_told(device: Device) -> None:
    """What the fields can carry is told truly: no value of a vector lies beyond it."""
    told = {one.name: one for one in fields_of(device)}
    for vector in device.vectors:
        port = vector.f_port
        decoded = codec(device).decode(vector.payload, 1 if port is None else port)
        for one in (*decoded.readings, *decoded.attributes.values()):
            known = told.get(one.name)
            if known is None or one.value is None:
                continue
            if known.choices and not str(one.value).startswith("unknown_"):
                assert one.value in known.choices
            if known.low is not None and known.high is not None and not isinstance(one.value, str):
                assert known.low - 1e-9 <= one.value <= known.high + 1e-9, one
            if one.status and known.statuses:
                assert one.status in (*known.statuses, "implausible")
