"""Files for servers' repositories, held against what the repositories check themselves."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commandline import Run
from redi_codecs import codec, devices
from redi_codecs.packages import ProfileError, chirpstack, things_stack
from redi_codecs.packages.examples import file_name

quickjs = pytest.importorskip("quickjs", reason="quickjs-ng is not installed")
yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")

PROFILE = """
[profile]
region = "EU868"
mac_version = "1.0.3"
reg_params_revision = "A"
supports_otaa = true
supports_class_b = false
supports_class_c = false
max_eirp = 16
"""


#: The first device with vectors of so many vendors.
TWENTY = list({device.vendor: device.id for device in reversed(devices()) if device.vectors}.values())[-20:]


def call(source: str, function: str, given: dict[str, Any]) -> str:
    context = quickjs.Context()
    context.eval(source)
    said: str = context.eval(f"JSON.stringify({function}({json.dumps(given)}))")
    return said


def stringified(value: object) -> str:
    """The same of an expectation, by the same engine."""
    said: str = quickjs.Context().eval(f"JSON.stringify({json.dumps(value)})")
    return said


#: How ChirpStack's repository runs a codec's tests: together in a module, which is strict.
CHECK = """
%s
try {
  for (const test of %s) {
    const said = JSON.stringify(%s(test.input)), expected = JSON.stringify(test.expected);
    if (said !== expected) throw new Error(`${test.name}: ${said}, not ${expected}`);
  }
  globalThis.found = "";
} catch (error) {
  globalThis.found = String(error);
}
"""


def found_by_chirpstack(source: str, tests: str, function: str) -> str:
    """What its check of a codec and its tests finds, empty if all is well."""
    context = quickjs.Context()
    context.module(CHECK % (source, tests, function))
    found: str = context.eval("globalThis.found")
    return found


def test_what_the_check_finds() -> None:
    tests = '[{"name": "one", "input": {}, "expected": {"data": 1}}]'
    assert found_by_chirpstack("function f() { return {data: 1}; }", tests, "f") == ""
    assert (
        found_by_chirpstack("function f() { return {data: 2}; }", tests, "f")
        == 'Error: one: {"data":2}, not {"data":1}'
    )
    assert "ReferenceError" in found_by_chirpstack("function f() { sloppy = 1; }", tests, "f")


def test_there_are_twenty_vendors() -> None:
    assert len({id.split("/")[0] for id in TWENTY}) == 20


@pytest.mark.parametrize("id", TWENTY)
def test_chirpstack(id: str) -> None:
    vendor, model = id.split("/", maxsplit=1)[0], file_name(id)
    files = chirpstack([codec(id)], profiles={"EU868.toml": PROFILE}, firmware="1.2")
    told = tomllib.loads(files[f"vendors/{vendor}/devices/{model}.toml"])["device"]
    assert told["name"] == codec(id).device.name
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", told["id"])
    (firmware,) = told["firmware"]
    assert firmware == {"version": "1.2", "profiles": ["EU868.toml"], "codec": f"{model}.js"}
    assert files[f"vendors/{vendor}/profiles/EU868.toml"] == PROFILE
    assert tomllib.loads(files[f"vendors/{vendor}/vendor.toml"])["vendor"]["name"] == vendor
    source = files[f"vendors/{vendor}/codecs/{firmware['codec']}"]
    tests = files[f"vendors/{vendor}/codecs/test_decode_{model}.json"]
    assert json.loads(tests)
    assert found_by_chirpstack(source, tests, "decodeUplink") == ""
    encoded = files.get(f"vendors/{vendor}/codecs/test_encode_{model}.json", "[]")
    assert found_by_chirpstack(source, encoded, "encodeDownlink") == "" or encoded == "[]"


@pytest.mark.parametrize("id", TWENTY)
def test_the_things_stack(id: str) -> None:
    vendor, model = id.split("/", maxsplit=1)[0], file_name(id)
    files = things_stack([codec(id)])
    assert re.fullmatch(r"[a-z0-9](?:-?[a-z0-9]){2,}", f"{model}-codec")
    decoder = yaml.safe_load(files[f"vendor/{vendor}/{model}-codec.yaml"])["uplinkDecoder"]
    assert decoder["fileName"] == f"{model}.js"
    assert decoder["examples"]
    for one in decoder["examples"]:
        assert 1 <= one["input"]["fPort"] <= 255
        assert 1 <= len(one["input"]["bytes"]) <= 256
        said = call(files[f"vendor/{vendor}/{model}.js"], "decodeUplink", one["input"])
        assert json.loads(said) == json.loads(json.dumps(one["output"])), one["description"]
        if "normalizedOutput" in one:
            said = call(files[f"vendor/{vendor}/{model}.js"], "normalizeUplink", one["output"])
            assert json.loads(said) == json.loads(json.dumps(one["normalizedOutput"])), one["description"]


def test_examples_say_what_their_values_are_called_there() -> None:
    text = things_stack([codec("milesight-iot/em300-th")])["vendor/milesight-iot/em300-th-codec.yaml"]
    (first, *_) = yaml.safe_load(text)["uplinkDecoder"]["examples"]
    assert first["normalizedOutput"] == {"data": [{"air": {"temperature": 30.8, "relativeHumidity": 50.5}}]}


@pytest.mark.parametrize("id", ["milesight-iot/em300-th", "milesight-iot/em300-mld", "sensative/strips"])
def test_commands_are_examples_too(id: str) -> None:
    vendor, model = id.split("/", maxsplit=1)[0], file_name(id)
    files = chirpstack([codec(id)])
    tests = json.loads(files[f"vendors/{vendor}/codecs/test_encode_{model}.json"])
    assert tests
    for one in tests:
        said = call(files[f"vendors/{vendor}/codecs/{model}.js"], "encodeDownlink", one["input"])
        assert said == stringified(one["expected"])
    told = yaml.safe_load(things_stack([codec(id)])[f"vendor/{vendor}/{model}-codec.yaml"])
    for function in ("downlinkEncoder", "downlinkDecoder"):
        assert told[function]["examples"]
        for one in told[function]["examples"]:
            name = "encodeDownlink" if function == "downlinkEncoder" else "decodeDownlink"
            said = call(files[f"vendors/{vendor}/codecs/{model}.js"], name, one["input"])
            assert json.loads(said) == json.loads(json.dumps(one["output"]))


def test_without_a_profile_there_is_a_template_that_makes_nothing_up() -> None:
    files = chirpstack([codec("browan/tbms100")])
    template = files["vendors/browan/profiles/template.toml.txt"]
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(template)
    for missing in ("region", "mac_version", "reg_params_revision", "supports_otaa", "max_eirp"):
        assert f"{missing} = #" in template
    assert tomllib.loads(files["vendors/browan/devices/tbms100.toml"])["device"]["firmware"][0]["profiles"] == []


def _without(line: str) -> Callable[[str], str]:
    return lambda text: text.replace(line, "")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda text: text + "[", "eu.toml is not TOML"),
        (_without("[profile]\n"), r"eu.toml has no table \[profile\]"),
        (lambda text: text.replace("EU868", "Mars"), "region in eu.toml is 'Mars'; one of EU868, US915"),
        (_without("supports_otaa = true\n"), "supports_otaa in eu.toml is None; true or false is needed"),
        (lambda text: text.replace("= 16", "= -1"), "max_eirp in eu.toml is -1; a whole number of dBm is needed"),
        (
            lambda text: text + "[profile.class_c]\n",
            "class_c.timeout_secs in eu.toml is None; a whole number is needed",
        ),
        (lambda text: text + "abp = 1\n", r"abp in eu.toml is 1; a table \[profile.abp\] is needed"),
        (
            lambda text: text + "[profile.abp]\nrx1_delay = 16\n",
            "abp.rx1_delay in eu.toml is 16; a whole number, 0 … 15, is needed",
        ),
    ],
)
def test_a_profile_that_chirpstack_would_not_take(change: Callable[[str], str], problem: str) -> None:
    with pytest.raises(ProfileError, match=problem):
        chirpstack([codec("browan/tbms100")], profiles={"eu.toml": change(PROFILE)})


def test_a_profile_with_all_its_tables() -> None:
    tables = """
[profile.abp]
rx1_delay = 1
rx1_dr_offset = 0
rx2_dr = 0
rx2_freq = 869525000
[profile.class_b]
timeout_secs = 10
ping_slot_nb_k = 7
ping_slot_dr = 3
ping_slot_freq = 0
[profile.class_c]
timeout_secs = 5
"""
    assert "vendors/browan/profiles/eu.toml" in chirpstack(
        [codec("browan/tbms100")], profiles={"eu.toml": PROFILE + tables}
    )


class TestExport:
    def test_chirpstack(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "EU868.toml").write_text(PROFILE)
        code, out, _ = run(
            "export", "chirpstack", "elsys/ers", "--profile", tmp_path / "EU868.toml", "-o", tmp_path / "made"
        )
        assert code == 0
        assert [str(Path(line).relative_to(tmp_path / "made/vendors/elsys")) for line in out.splitlines()] == [
            "vendor.toml", "profiles/EU868.toml", "codecs/ers.js", "codecs/test_decode_ers.json",
            "codecs/test_encode_ers.json", "devices/ers.toml",
        ]  # fmt: skip

    def test_the_things_stack(self, run: Run, tmp_path: Path) -> None:
        assert run("export", "ttn", "elsys/ers", "-o", tmp_path)[0] == 0
        assert {one.name for one in tmp_path.rglob("*.*")} == {"ers.js", "ers-codec.yaml"}

    def test_what_does_not_go_together(self, run: Run) -> None:
        assert "for chirpstack" in run("export", "ttn", "elsys/ers", "--firmware", "1")[2]
        assert run("export", "chirpstack", "elsys/ers", "--profile", "nowhere.toml")[0] == 2
