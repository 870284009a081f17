"""A declaration beside decoders in JavaScript, written for these tests: every form, every mistake, every limit."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import pytest

import redi_codecs
from commandline import Run
from redi_codecs import registry
from redi_codecs.comparing import ComparisonError, JavaScript, compare, comparison, table, vectors
from redi_codecs.comparing.comparison import Comparison
from redi_codecs.comparing.likeness import SAME, How
from redi_codecs.comparing.pairing import Pair, Sample, propose
from redi_codecs.comparing.payloads import drawn, read_payloads, tried
from redi_codecs.comparing.units import in_doubt
from redi_codecs.comparing.vectors import _wrong
from redi_codecs.layout import attribute, tags, u8, vector
from redi_codecs.layout import device as declare
from redi_codecs.layout.device import Device

needs_quickjs = pytest.mark.skipif(find_spec("quickjs") is None, reason="the extra javascript is not installed")


FEW = partial(tried, count=100)


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is to be seen here is seen by fewer payloads than are drawn for a real decoder."""
    monkeypatch.setattr(comparison, "tried", FEW)


DECLARATION = '''
from redi_codecs.kinds import battery_voltage, humidity, motion, temperature
from redi_codecs.layout import attribute, bit, bits, choice, device, i16, reserved, u8, vector, word

THERMO_1 = device(
    "acme/thermo-1",
    name="Thermometer",
    source="made up",
    f_port=2,
    uplink=(
        word(u8, motion(bit(0)), reserved(bit(1)), attribute(mode=choice(bits(2, 3), {0: "off", 1: "eco", 2: "full"})),
             reserved(bits(4, 7))),
        battery_voltage(u8 / 50),
        temperature(i16 / 10, invalid=0x7FFF),
        humidity(u8 / 2),
    ),
    vectors=[
        vector("01 B4 00D7 5B", motion=True, battery_voltage=3.6, temperature=21.5, humidity=45.5, source="made up"),
        vector("04 B4 FFCE 5B", motion=False, battery_voltage=3.6, temperature=-5, humidity=45.5, source="made up"),
    ],
)
'''  # fmt: skip

#: The same format, as a vendor might write it.
READ = """
function read(bytes) {
  if (bytes.length < 5) throw new Error("too short");
  var raw = (bytes[2] << 8 | bytes[3]) << 16 >> 16;
  return {
    pir: bytes[0] & 1, mode: ["Off", "Economy", "Full power", "?"][bytes[0] >> 2 & 3], batteryMv: bytes[1] * 20,
    temp: raw === 0x7fff ? null : raw / 10, hum: bytes[4] / 2,
  };
}
"""
GOOD = READ + "function decodeUplink(input) { return {data: read(input.bytes)}; }"
FORMS = {
    "decodeUplink(input)": GOOD,
    "Decode(fPort, bytes, variables)": READ + "function Decode(fPort, bytes, variables) { return read(bytes); }",
    "Decoder(bytes, port)": READ + "function Decoder(bytes, port) { return read(bytes); }",
    "Decoder(bytes, fport)": READ + "function Decoder(bytes, fport) { return {data: read(bytes)}; }",
    "Decode(bytes, port)": READ + "function Decode(bytes, port) { return read(bytes); }",
    "decodeUplink(i)": READ + "const decodeUplink = (i) => ({data: read(i.bytes), warnings: []});",
    "decodeUplink(one)": "(function () {" + READ + "exports.decodeUplink = function (one) "
    "{ return {data: read(one.bytes)}; } })();",
    "decodeUplink(two)": "(function () {" + READ + "module.exports = {decodeUplink(two) "
    "{ return {data: read(two.bytes)}; }} })();",
    "module.exports(bytes, port)": "(function () {" + READ + "module.exports = function (bytes, port) "
    "{ return read(bytes); } })();",
    "decodeUplink(three)": READ + "export function decodeUplink(three) { return {data: read(three.bytes)}; }",
}  # fmt: skip


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The declaration, loaded."""
    monkeypatch.setattr(registry, "_added", {})
    path = tmp_path / "thermo_1.py"
    path.write_text(DECLARATION, encoding="utf-8")
    redi_codecs.load(path)
    yield path
    for forget in registry.changed:
        forget()


@pytest.fixture
def device(file: Path) -> Device:
    return registry.find("acme/thermo-1")


def paired(made: Comparison) -> dict[str, str]:
    return {one.ours: one.theirs for one in made.pairs}


@needs_quickjs
class TestForms:
    @pytest.mark.parametrize("form", FORMS)
    def test_each_is_found_and_called(self, device: Device, form: str) -> None:
        script = JavaScript(FORMS[form])
        assert script.form == form
        answer = script.decode(bytes.fromhex("01B400D75B"), 2)
        assert answer.values == {"pir": 1, "mode": "Off", "batteryMv": 3600, "temp": 21.5, "hum": 45.5}

    @pytest.mark.parametrize(
        "source",
        [
            "function decodeUplink(input) { return {data: {port: input.fPort, size: input.bytes.length}}; }",
            "function Decode(fPort, bytes) { return {port: fPort, size: bytes.length}; }",
            "function Decode(a, b) { return {port: a, size: b.length}; }",
            "function Decoder(a, b) { return {port: b, size: a.length}; }",
        ],
    )
    def test_port_and_bytes_arrive_where_they_belong(self, source: str) -> None:
        assert JavaScript(source).decode(b"\1\2\3", 77).values == {"port": 77, "size": 3}

    @pytest.mark.parametrize("name", ["encodeDownlink", "Encode", "Encoder"])
    def test_an_encoder_is_recognised(self, device: Device, name: str) -> None:
        made = compare(device, GOOD + f"function {name}(input) {{}}")
        assert made.encoder == name
        assert f"there is {name} for downlinks too, and the declaration has no commands" in str(made)

    def test_a_file_without_a_decoder(self) -> None:
        with pytest.raises(ComparisonError, match=r"a function decodeUplink\(input\), .* is needed"):
            JavaScript("function encode(input) {}")

    def test_a_file_that_is_no_javascript(self) -> None:
        with pytest.raises(ComparisonError, match=r"cannot be loaded: it threw SyntaxError: .*\(line 2\)"):
            JavaScript("function ok() {}\nfunction {")

    def test_one_payload_leaves_nothing_for_the_next(self) -> None:
        script = JavaScript("var sum = 0; function Decoder(bytes, port) { sum += bytes[0]; return {sum: sum}; }")
        assert [script.decode(b"\2", 1).values["sum"] for _ in range(3)] == [2, 2, 2]

    def test_now_is_when_the_payload_was_received(self) -> None:
        source = (
            "function decodeUplink(input) { return {data: {a: new Date(), b: Date.now(), c: input.recvTime,"
            "d: new Date(0), e: input.recvTime instanceof Date}}; }"
        )
        gave = JavaScript(source).decode(b"", 1).values
        now = "2026-03-09T06:00:00.000Z"
        assert gave == {"a": now, "b": 1773036000000, "c": now, "d": "1970-01-01T00:00:00.000Z", "e": True}

    def test_what_decoders_expect_of_their_host(self) -> None:
        script = JavaScript(
            "function Decoder(bytes, port) { console.log('x'); var b = Buffer.from(bytes);"
            "return {a: b.readInt16LE(0), b: b.readUInt16BE(1), hex: b.slice(1).toString('hex'),"
            "c: Buffer.from('ff00', 'hex').length, text: new TextDecoder().decode(new Uint8Array([72, 105]))}; }"
        )
        gave = script.decode(b"\xfe\xff\x03", 1).values
        assert gave == {"a": -2, "b": 0xFF03, "hex": "ff03", "c": 2, "text": "Hi"}


@needs_quickjs
class TestLimits:
    def test_a_loop_without_end(self) -> None:
        began = time.monotonic()
        answer = JavaScript("function Decoder(bytes, port) { while (true) {} }", seconds=0.2).decode(b"", 1)
        assert answer.refusal == "it took more than 0.2 s and was ended"
        assert time.monotonic() - began < 10

    def test_a_loop_that_catches_everything(self) -> None:
        source = "function Decoder(bytes, port) { for (;;) try { for (;;); } catch (error) {} }"
        assert "took more than" in JavaScript(source, seconds=0.2).decode(b"", 1).refusal

    def test_a_loop_outside_of_the_function(self) -> None:
        with pytest.raises(ComparisonError, match=r"cannot be loaded: it took more than 0\.2 s"):
            JavaScript("while (true) {}", seconds=0.2)

    def test_a_loop_without_end_ends_the_comparison(self, device: Device) -> None:
        """One that hangs hangs on most payloads, and there are hundreds."""
        script = JavaScript("function Decoder(bytes, port) { while (true) {} }", seconds=0.1)
        began = time.process_time()
        made = compare(device, script)
        assert time.process_time() - began < 5
        assert made.tried == 3
        assert made.untried[0] == len(FEW(device)) - 3
        assert made.differs
        assert "payloads not tried, for it was ended 3 times for taking more than 0.1 s" in str(made)
        assert script.decode(b"", 1).refusal == "it was not run: it was ended 3 times for taking more than 0.1 s"

    def test_a_slow_decoder_has_a_budget(self, device: Device) -> None:
        slow = GOOD.replace("function read(bytes) {", "function read(bytes) { for (var i = 0; i < 2e5; i++);")
        made = compare(device, JavaScript(slow, budget=0.3))
        assert 0 < made.tried < 300
        assert "payloads not tried, for it took 0 s already" in " ".join(str(made).split())
        assert f"{made.untried[0]} payloads not tried" in str(made).splitlines()[-1]

    @pytest.mark.parametrize("bomb", ["var a = []; for (;;) a.push(new Array(10000).fill(1))", "'a'.repeat(1 << 29)"])
    def test_memory(self, bomb: str) -> None:
        answer = JavaScript(f"function Decoder(bytes, port) {{ {bomb}; return 1; }}").decode(b"", 1)
        assert answer.refusal == "it asked for more than 64 MB of memory"

    def test_recursion(self) -> None:
        answer = JavaScript("function Decoder(bytes, port) { return Decoder(bytes, port); }").decode(b"", 1)
        assert answer.refusal == "it called itself without end"

    @pytest.mark.parametrize(
        ("what", "said"),
        [
            ("throw new Error('no luck')", "it threw Error: no luck"),
            ("throw 'bare'", "it threw bare"),
            ("throw {code: 7}", 'it threw {"code":7}'),
            ("return undefinedName.x", "it threw ReferenceError: undefinedName is not defined"),
            ("return null", "it gives no values"),
            ("return {}", "it gives no values"),
            ("return {data: {}, errors: []}", "it gives no values"),
            ("return {errors: ['unknown port', 'sorry']}", "it says: unknown port; sorry"),
            ("return {data: {a: 1}, errors: ['but']}", "it says: but"),
            ("return {error: 'bad'}", "it says: bad"),
        ],
    )
    def test_refusals(self, what: str, said: str) -> None:
        assert JavaScript(f"function decodeUplink(input) {{ {what}; }}").decode(b"", 1).refusal == said

    @pytest.mark.parametrize("name", ["require", "process", "fetch", "XMLHttpRequest", "std", "os", "Deno"])
    def test_nothing_reaches_a_file_or_a_network(self, name: str) -> None:
        source = f"function Decoder(bytes, port) {{ return {{kind: typeof {name}}}; }}"
        assert JavaScript(source).decode(b"", 1).values == {"kind": "undefined"}

    def test_modules_cannot_be_imported(self) -> None:
        source = "function Decoder(bytes, port) { return {a: require('fs').readFileSync('/etc/hostname')}; }"
        assert "require is not defined" in JavaScript(source).decode(b"", 1).refusal
        with pytest.raises(ComparisonError, match="cannot be loaded"):
            JavaScript("import fs from 'fs'; function Decoder(bytes, port) { return fs; }")


@needs_quickjs
class TestPairing:
    def test_by_values(self, device: Device) -> None:
        made = compare(device, GOOD)
        assert paired(made) == {
            "motion": "pir", "mode": "mode", "battery_voltage": "batteryMv", "temperature": "temp", "humidity": "hum",
        }  # fmt: skip
        how = {one.ours: str(one.how) for one in made.pairs}
        assert how["battery_voltage"] == "· 1000"
        assert how["mode"] == "off → Off, eco → Economy, full → Full power" or "eco → Economy" in how["mode"]
        assert (made.differs, made.differences, made.refusals) == (False, [], [])
        assert str(made).endswith("no differences in 5 pairs")

    def test_names_that_say_nothing(self, device: Device) -> None:
        source = GOOD.replace("temp:", "a:").replace("hum:", "b:").replace("batteryMv:", "c:").replace("pir:", "d:")
        assert paired(compare(device, source)) == {
            "motion": "d", "mode": "mode", "battery_voltage": "c", "temperature": "a", "humidity": "b",
        }  # fmt: skip

    @pytest.mark.parametrize(
        "wrap",
        [
            "{data: {sensor: {readings: ONE}}}",
            "{data: Object.keys(ONE).map((key) => ({variable: key, value: ONE[key], unit: '-'}))}",
            "{data: [{type: 'report', ...ONE}]}",
            "{data: Object.fromEntries(Object.keys(ONE).map((key) => [key, {value: ONE[key]}]))}",
        ],
    )
    def test_however_they_are_nested(self, device: Device, wrap: str) -> None:
        source = READ + f"function decodeUplink(input) {{ const one = read(input.bytes); return {wrap}; }}"
        made = compare(device, source.replace("ONE", "one"))
        assert not made.differs
        assert {ours: theirs.split(".")[-1] for ours, theirs in paired(made).items()} == {
            "motion": "pir", "mode": "mode", "battery_voltage": "batteryMv", "temperature": "temp", "humidity": "hum",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("new", "told"),
        [
            ("temp: raw === 0x7fff ? null : Math.round(raw / 10)", ""),
            ("temp: raw === 0x7fff ? null : (raw / 10).toFixed(1) + ' °C'", ""),
            ("temp: raw === 0x7fff ? 'N/A' : raw * 9 / 50 + 32", "· 9/5 + 32"),
        ],
    )
    def test_other_units_and_roundings(self, device: Device, new: str, told: str) -> None:
        made = compare(device, GOOD.replace("temp: raw === 0x7fff ? null : raw / 10", new))
        assert not made.differs
        assert {one.ours: str(one.how) for one in made.pairs}["temperature"] == told

    @pytest.mark.parametrize(
        ("new", "told"),
        [
            ("pir: (bytes[0] & 1) === 1", ""),
            ("pir: bytes[0] & 1 ? 'on' : 'off'", ""),
            ("pir: bytes[0] & 1 ? 'moving' : 'still'", "yes → moving, no → still"),
        ],
    )
    def test_yes_and_no(self, device: Device, new: str, told: str) -> None:
        made = compare(device, GOOD.replace("pir: bytes[0] & 1", new))
        assert not made.differs
        how = {one.ours: str(one.how) for one in made.pairs}["motion"]
        assert sorted(how.split(", ")) == sorted(told.split(", "))

    def test_yes_that_is_no_is_shown(self, device: Device) -> None:
        made = compare(device, GOOD.replace("pir: bytes[0] & 1", "pir: 1 - (bytes[0] & 1)"))
        assert "INVERTED?" in str(made)

    def test_the_turns_of_a_history_are_in_step(self) -> None:
        samples = [
            Sample(
                {f"history[{k}].temperature": (n * 7 + k * 13) % 50 / 2 for k in range(n % 5)},
                {f"log[{k + 1}].t": (n * 7 + k * 13) % 50 / 2 for k in range(n % 5)},
            )
            for n in range(60)
        ]
        pairs = propose(samples)
        assert {one.general for one in pairs} == {("history[k].temperature", "log[k + 1].t")}
        assert len(pairs) == 4

    def test_another_path_in_another_message(self) -> None:
        samples = [
            Sample({"temperature": (n * 7) % 50 / 2}, {"old" if n % 3 else "temp": (n * 7) % 50 / 2}) for n in range(60)
        ]
        assert sorted(one.theirs for one in propose(samples)) == ["old", "temp"]

    def test_nothing_in_common(self, device: Device) -> None:
        made = compare(device, "function Decoder(bytes, port) { return {a: 1}; }")
        assert str(made).endswith("nothing could be paired, so nothing was compared")


@needs_quickjs
class TestDifferences:
    def test_a_sign(self, device: Device) -> None:
        made = compare(device, GOOD.replace(" << 16 >> 16", ""))
        (one,) = [each for each in made.differences if not each.odd]
        assert one.remark == "theirs is ours + 6553.6 in all of them"
        example = one.examples[0]
        assert (example.payload.hex(), example.f_port, example.ours, example.theirs) == ("04b4ffce5b", 2, -5.0, 6548.6)
        assert example.place == "bytes 2…3 are ffce, raw -50"
        text = str(made)
        assert "temperature differs from temp" in text
        assert "      ours -5; theirs 6548.6; bytes 2…3 are ffce, raw -50" in text
        assert max(map(len, text.splitlines())) <= 80

    def test_a_scale(self, device: Device) -> None:
        made = compare(device, GOOD.replace("bytes[4] / 2", "bytes[4] / 2 * 3").replace("hum:", "humidity:"))
        (one,) = [each for each in made.differences if not each.odd]
        assert (one.pair.ours, one.pair.by_name, one.remark) == ("humidity", True, "theirs is ours · 3 in all of them")

    @pytest.mark.parametrize(
        ("new", "words"),
        [("raw", "theirs is 10 times ours"), ("raw / 100", "ours is 10 times theirs")],
    )
    def test_a_power_of_ten_is_a_question(self, device: Device, file: Path, new: str, words: str) -> None:
        """There is no unit that is a tenth of a degree; who knows better says so in the table."""
        source = GOOD.replace("raw === 0x7fff ? null : raw / 10", f"raw === 0x7fff ? null : {new}")
        made = compare(device, source)
        (pair,) = made.doubtful
        assert (pair.ours, made.differs, made.differences) == ("temperature", True, [])
        text = str(made)
        assert f"temperature and temp: {words}: a unit, or a mistake of scale?" in text
        assert text.splitlines()[-1] == "1 pair in doubt"
        entry = next(line.strip() for line in text.splitlines() if line.strip().startswith('{"device"'))
        table.table_of(device).write_text(entry + "\n", encoding="utf-8")
        assert not compare(device, source).differs

    @pytest.mark.parametrize(
        ("name", "unit", "factor", "doubtful"),
        [
            ("battery_voltage", "V", "1000", False),
            ("battery_voltage", "V", "100", True),
            ("energy", "kW.h", "1000", False),
            ("pressure", "hPa", "1/10", False),
            ("time_since_motion", "s", "1/60", False),
            ("pulse_count", "", "10", True),
        ],
    )
    def test_units_in_use_are_no_question(self, name: str, unit: str, factor: str, doubtful: bool) -> None:
        pair = Pair(name, "x", How(Fraction(factor)))
        assert in_doubt([pair], {name: unit}) == ([pair] if doubtful else [])
        assert in_doubt([replace(pair, confirmed=True)], {name: unit}) == []

    def test_what_is_in_doubt_bears_out_no_vector(self, device: Device) -> None:
        source = GOOD.replace("raw === 0x7fff ? null : raw / 10", "raw === 0x7fff ? null : raw")
        (one,) = vectors(device, source, [(bytes.fromhex("05B4FF9C5B"), 2)])
        assert one["source"] == "the vendor's decoder, run, which does not give temperature"

    def test_a_payload_cut_short_that_reads_as_zero(self, device: Device) -> None:
        made = compare(device, GOOD.replace('if (bytes.length < 5) throw new Error("too short");', ""))
        (one,) = made.refusals
        assert (one.by, one.reason) == ("ours", "TruncatedPayload")
        payload, port, why, values = one.examples[0]
        assert (len(payload) < 5, port) == (True, 2)
        assert "needed, " in why
        assert "pir" in values
        assert made.differs
        assert "theirs gives values for payloads that end too early" in str(made)

    def test_a_sentinel_taken_for_a_value(self, device: Device) -> None:
        made = compare(device, GOOD.replace("raw === 0x7fff ? null : raw / 10", "raw / 10"),
                       payloads=[(bytes.fromhex("01B47FFF5B"), 2)])  # fmt: skip
        (one,) = made.differences
        assert (one.what, one.examples[0].status, one.examples[0].theirs) == ("only theirs", "fault", 3276.7)

    def test_what_one_side_refuses(self, device: Device) -> None:
        source = GOOD.replace("return {data:", "if (input.bytes[0] & 4) return {errors: ['bad mode']}; return {data:")
        (one,) = compare(device, source).refusals
        assert (one.by, one.reason) == ("theirs", "it says: bad mode")

    def test_what_only_one_side_says(self, device: Device) -> None:
        made = compare(device, GOOD.replace("hum: bytes[4] / 2", "dew: bytes[4] * raw"))
        assert list(made.only_ours) == ["humidity"]
        assert list(made.only_theirs) == ["dew"]
        assert "only we say (and how often): humidity" in str(made)

    def test_the_bytes_behind_a_value_that_only_theirs_has(self, device: Device) -> None:
        pair = Pair("case_open", "hum")
        made = compare(device, GOOD, pairs=[pair])
        (one,) = [each for each in made.differences if each.pair == pair and not each.odd]
        assert (one.what, one.examples[0].place) == ("only theirs", "which byte 4 decides")
        assert "theirs 45.5, which byte 4 decides" in str(made)

    def test_a_decoder_that_always_fails_is_told_and_not_raised(self, device: Device) -> None:
        made = compare(device, "function Decoder(bytes, port) { throw new Error('no'); }")
        assert (made.both, made.pairs) == (0, [])
        assert "theirs refuses what we decode, it threw Error: no" in str(made)


ENCODER = """
function encodeDownlink(input) {
  var data = input.data, out = [];
  if (data.reportInterval !== undefined) { var m = data.reportInterval; out.push(1, m >> 8, m & 255); }
  if ("led" in data) out.push(2, data.led === "enable" ? 1 : 0);
  if (data.hasOwnProperty("threshold")) out.push(3, data.threshold * 2);
  return {bytes: out, fPort: 4};
}
"""
COMMANDS = """
    downlink={
        "report_interval": command(4, expect(u8, 1), report_interval(u16 * 60), examples=[
            example("01 000A", f_port=4, report_interval=600, source="made up"),
        ]),
        "set_led": command(4, expect(u8, 2), attribute(led=u8 == 1), examples=[
            example("02 01", f_port=4, led=True, source="made up"),
        ]),
        "set_threshold": command(4, expect(u8, 3), attribute(threshold=u8), examples=[
            example("03 14", f_port=4, threshold=20, source="made up"),
        ]),
        "set_gain": command(4, expect(u8, 5), attribute(gain=u8), examples=[
            example("05 01", f_port=4, gain=1, source="made up"),
        ]),
        "restart": command(4, expect(u8, 6), examples=[example("06", f_port=4, source="made up")]),
    },
    vectors=["""


@needs_quickjs
class TestDownlinks:
    @pytest.fixture
    def speaking(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Device]:
        """The device, with commands."""
        monkeypatch.setattr(registry, "_added", {})
        path = tmp_path / "thermo_2.py"
        text = DECLARATION.replace("    vectors=[", COMMANDS.lstrip("\n"), 1).replace("thermo-1", "thermo-2")
        text = text.replace("import attribute,", "import command, example, expect, u16, attribute,")
        text = text.replace("import battery_voltage,", "import report_interval, battery_voltage,")
        path.write_text(text, encoding="utf-8")
        redi_codecs.load(path)
        yield registry.find("acme/thermo-2")
        for forget in registry.changed:
            forget()

    def test_the_same_bytes_and_others(self, speaking: Device) -> None:
        made = compare(speaking, GOOD + ENCODER)
        assert made.downlinks.same == 2
        (wrong,) = made.downlinks.differ
        assert (wrong.command, wrong.given, wrong.payload) == ("set_threshold", {"threshold": 20}, bytes([3, 40]))
        assert made.downlinks.left_out == {
            "set_gain": "theirs asks for nothing like gain",
            "restart": "it has no arguments by which theirs could know it",
        }
        assert made.differs
        text = str(made)
        assert "encodeDownlink gives the same bytes for 2 of 3 examples of downlinks" in text
        assert "  set_threshold: of threshold 20, ours is 0314, theirs 0328" in text
        assert "  set_gain was not compared: theirs asks for nothing like gain" in text
        assert text.splitlines()[-1] == "1 downlink with other bytes"

    def test_other_forms(self, speaking: Device) -> None:
        for wrapped in (
            "function Encode(fPort, obj, variables) { return encodeDownlink({data: obj}).bytes; }",
            "function Encoder(obj, port) { return encodeDownlink({data: obj}).bytes; }",
        ):
            source = GOOD + ENCODER.replace("function encodeDownlink", "var made = function") + wrapped
            made = compare(speaking, source.replace("return encodeDownlink(", "return made("))
            assert (made.encoder, made.downlinks.same) == (wrapped.split()[1].split("(")[0], 2)

    def test_an_encoder_that_fails(self, speaking: Device) -> None:
        source = (
            GOOD
            + "function encodeDownlink(input) { if (input.data.led) throw new Error('no'); return {errors: ['x']}; }"
        )
        made = compare(speaking, source)
        assert made.downlinks.left_out["set_led"] == "it threw Error: no"
        assert "is there for downlinks too, and none of our examples could be compared" in " ".join(str(made).split())
        assert not made.differs

    def test_a_name_that_the_table_has(self, speaking: Device) -> None:
        table.add(speaking, [Pair("threshold", "t")])
        made = compare(speaking, GOOD + ENCODER.replace('"threshold"', '"t"').replace(".threshold * 2", ".t"))
        assert (made.downlinks.same, made.downlinks.differ) == (3, [])


class TestTable:
    PAIRS = (
        Pair("a", "b.c"),
        Pair("d", "e", How(Fraction(1, 60))),
        Pair("f", "g", How(labels={True: ("open",), False: ("shut", "ajar")})),
        Pair("h", "i", How(truth=True)),
    )

    def test_round_trip(self, device: Device, file: Path) -> None:
        assert table.read(device) == []
        assert table.add(device, self.PAIRS) == file.with_name("thermo_1.pairs.jsonl")
        assert table.read(device) == list(self.PAIRS)
        assert all(one.confirmed for one in table.read(device))
        assert len(table.table_of(device).read_text(encoding="utf-8").splitlines()) == 4

    def test_what_is_there_stays(self, device: Device) -> None:
        table.add(device, [Pair("a", "mine")])
        table.add(device, [Pair("a", "other"), Pair("b", "c")])
        assert [(one.ours, one.theirs) for one in table.read(device)] == [("a", "mine"), ("b", "c")]

    def test_lines_of_other_devices_are_theirs(self, device: Device) -> None:
        table.table_of(device).write_text(
            '{"device": "acme/other", "ours": "a", "theirs": "b"}\n\n{"ours": "c", "theirs": "d"}\n', encoding="utf-8"
        )
        assert [one.ours for one in table.read(device)] == ["c"]

    @pytest.mark.parametrize("line", ["{", "[1]", '{"ours": "a"}', '{"ours": "a", "theirs": "b", "factor": "x"}'])
    def test_a_broken_line_is_cited(self, device: Device, line: str) -> None:
        table.table_of(device).write_text(line, encoding="utf-8")
        with pytest.raises(ComparisonError, match=r"thermo_1\.pairs\.jsonl:1: a line has ours and theirs"):
            table.read(device)

    @needs_quickjs
    def test_a_pair_is_used_as_given(self, device: Device) -> None:
        table.add(device, [Pair("humidity", "temp")])
        made = compare(device, GOOD)
        assert paired(made)["humidity"] == "temp"
        assert [one.pair.ours for one in made.differences if not one.odd] == ["humidity", "humidity"]


class TestPayloads:
    def test_each_once_and_on_the_devices_port(self, device: Device) -> None:
        made = tried(device, [(b"\1", 9)])
        assert len(made) == len(set(made)) > 300
        assert made[0] == (b"\1", 9)
        assert {port for _, port in drawn(device, 50)} == {2}

    def test_a_file(self, tmp_path: Path) -> None:
        path = tmp_path / "payloads.txt"
        path.write_text("0102\n# remark\n\n7 0a0B  # and another\n", encoding="utf-8")
        assert read_payloads(path, 2) == [(b"\1\2", 2), (b"\x0a\x0b", 7)]
        with pytest.raises(ComparisonError, match=r"payloads\.txt:1: .* write the port"):
            read_payloads(path, None)
        path.write_text("01\nxyz\n", encoding="utf-8")
        with pytest.raises(ComparisonError, match=r"payloads\.txt:2: expected a payload in hex"):
            read_payloads(path, 2)


@needs_quickjs
class TestVectors:
    def test_what_both_say(self, device: Device) -> None:
        (one,) = vectors(device, GOOD, [(bytes.fromhex("05B4FF9C5B"), 2)])
        assert one == {
            "device": "acme/thermo-1", "payload": "05B4FF9C5B", "f_port": 2, "motion": True, "battery_voltage": 3.6,
            "temperature": -10.0, "humidity": 45.5, "mode": "eco", "source": "the vendor's decoder, run",
        }  # fmt: skip

    def test_what_they_say_otherwise_is_left_out(self, device: Device) -> None:
        told: list[str] = []
        wrong = GOOD.replace(" << 16 >> 16", "")
        found = vectors(device, wrong, [(bytes.fromhex(one), 2) for one in ("05B4FF9C5B", "05B400645B", "05", "")],
                        left_out=told.append)  # fmt: skip
        assert [one["payload"] for one in found] == ["05B400645B"]
        assert told[0] == "05b4ff9c5b on port 2: temperature is -10.0 and 6543.6 of theirs"
        assert len(told) == 3

    def test_an_attribute_that_they_say_otherwise_is_not_stated(self, device: Device) -> None:
        told: list[str] = []
        theirs = GOOD.replace('["Off",', 'bytes[1] === 180 ? "Off" : ["Off",')
        (one,) = vectors(device, theirs, [(bytes.fromhex("05B4FF9C5B"), 2)], left_out=told.append)
        assert "mode" not in one
        assert one["temperature"] == -10
        assert told == ["05b4ff9c5b on port 2: mode is eco and Off of theirs"]

    def test_what_check_would_refuse_is_left_out(self, device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
        told: list[str] = []
        module = sys.modules[vectors.__module__]
        monkeypatch.setattr(module, "unsaid", lambda device, decoded: "it cannot be encoded")
        assert list(vectors(device, GOOD, [(bytes.fromhex("05B4FF9C5B"), 2)], left_out=told.append)) == []
        assert told == ["05b4ff9c5b on port 2: it cannot be encoded"]

    def test_a_number_without_a_name_does_not_hide_the_names(self) -> None:
        """Of a byte with two states most numbers have none; the words for the two are found all the same."""
        states = {0: "off", 1: "eco"}
        raws = [*(0, 1) * 20, *range(2, 100)]
        samples = [Sample({"mode": states.get(raw, f"unknown_{raw}")}, {"state": raw}) for raw in raws]
        (pair,) = propose(samples)
        assert (pair.ours, pair.theirs, pair.how.labels) == ("mode", "state", {"off": (0,), "eco": (1,)})

    def test_what_is_one_tag_of_many_has_its_pair(self) -> None:
        """Tags are tried one by one too: among drawn payloads each of sixty is rare."""
        names = [f"level_{number}" for number in range(60)]
        one = declare(
            "acme/tags",
            name="x",
            source="x",
            f_port=2,
            uplink=tags(u8, {number: attribute(**{name: u8 == 1}) for number, name in enumerate(names)}),
            vectors=[vector("0001", level_0=True, source="x")],
        )
        theirs = "function Decoder(bytes) { var o = {}; for (var i = 0; i < bytes.length; i += 2) "
        theirs += "o['x' + (97 - bytes[i])] = bytes[i + 1] === 1 ? 'on' : 'off'; return o; }"
        (said,) = vectors(one, theirs, [(bytes.fromhex("1101"), 2)])
        assert said["level_17"] is True

    def test_what_theirs_does_not_give_is_said(self, device: Device) -> None:
        (one,) = vectors(device, GOOD.replace("hum: bytes[4] / 2", "x: 1"), [(bytes.fromhex("05B4FF9C5B"), 2)])
        assert one["humidity"] == 45.5
        assert one["source"] == "the vendor's decoder, run, which does not give humidity"


@needs_quickjs
class TestCommand:
    def script(self, folder: Path, source: str = GOOD) -> Path:
        path = folder / "thermo.js"
        path.write_text(source, encoding="utf-8")
        return path

    def test_no_differences(self, run: Run, file: Path) -> None:
        code, out, err = run("compare", "acme/thermo-1", self.script(file.parent), "--load", file)
        assert (code, err) == (0, "")
        assert out.startswith("acme/thermo-1 against decodeUplink(input)\n")

    def test_differences_are_code_1(self, run: Run, file: Path) -> None:
        script = self.script(file.parent, GOOD.replace(" << 16 >> 16", ""))
        code, out, _ = run("compare", "acme/thermo-1", script, "--examples", 1)
        assert code == 1
        assert out.splitlines()[-1] == "1 of 5 pairs differs"

    def test_confirmed_pairs_are_kept(self, run: Run, file: Path) -> None:
        script = self.script(file.parent)
        _, out, _ = run("compare", "acme/thermo-1", script, "--confirm")
        assert f"5 pairs written to {file.with_name('thermo_1.pairs.jsonl')}" in out
        _, out, _ = run("compare", "acme/thermo-1", script, "--confirm")
        assert "has all pairs already" in out
        assert out.count("  confirmed") + out.count(", confirmed") == 5

    def test_vectors(self, run: Run, file: Path) -> None:
        payloads = file.with_name("payloads.txt")
        payloads.write_text("05B4FF9C5B\n3 01\n", encoding="utf-8")
        script = self.script(file.parent)
        code, out, err = run("compare", "acme/thermo-1", script, "--vectors", "--payloads", payloads)
        assert code == 0
        assert [json.loads(line)["payload"] for line in out.splitlines()] == ["05B4FF9C5B"]
        assert err.startswith("left out: 01 on port 3: our declaration refuses it: ")
        assert run("compare", "acme/thermo-1", script, "--vectors")[1].count('"device": "acme/thermo-1"') >= 1

    def test_what_is_not_there(self, run: Run, file: Path) -> None:
        script = self.script(file.parent)
        assert run("compare", "acme/thermo-1", "nothing.js")[::2] == (
            2, "redi-codecs compare: there is no file nothing.js\n"
        )  # fmt: skip
        assert run("compare", "acme/thermo-9", script)[0] == 2
        assert run("compare", "acme/thermo-1", script, "--payloads", "nowhere")[0] == 2
        code, _, err = run("compare", "acme/thermo-1", self.script(file.parent, "var a;"))
        assert (code, "there is no decoder in this JavaScript" in err) == (2, True)


def test_the_missing_extra_is_named(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "quickjs", None)
    script = file.with_name("thermo.js")
    script.write_text(GOOD, encoding="utf-8")
    code, _, err = run("compare", "acme/thermo-1", script)
    assert code == 2
    assert err.endswith("run by QuickJS, which is missing: pip install 'redi-codecs[javascript]'\n")


def test_an_unknown_word_is_not_said_like_any_other() -> None:
    assert SAME.agrees("unknown_3", "Unknown (3)")
    assert SAME.agrees("unknown_3", "unknown")
    assert not SAME.agrees("unknown_3", "open")
    assert not SAME.agrees("open", "unknown")


def test_no_value_of_ours_is_none_of_theirs() -> None:
    """Nothing, null and a word are no number; what is one contradicts."""
    pairs = [Pair("temperature", "temp")]
    for theirs in ({}, {"temp": None}, {"temp": "n/a"}):
        assert not _wrong(pairs, {"temperature": None}, theirs)
    assert _wrong(pairs, {"temperature": None}, {"temp": 21.5})
    assert _wrong(pairs, {"temperature": 21.5}, {}) == {"temperature": "temperature is 21.5 and nothing of theirs"}
