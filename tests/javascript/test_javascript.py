"""What a codec in JavaScript says is what Python says, in three engines; and what the file is like."""

from __future__ import annotations

import os
import random
import re
import runpy
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from commandline import Run
from javascript.__main__ import differences
from javascript.engines import ENGINES, Engine, in_turn
from layouts import MADE, made
from redi_codecs import codec, devices
from redi_codecs.errors import DeclarationError
from redi_codecs.kinds import event_time, firmware_version, humidity, temperature
from redi_codecs.layout import (
    Body,
    Custom,
    V,
    attribute,
    derived,
    expect,
    i8,
    let,
    minifloat,
    optional,
    presence,
    received_at,
    u8,
    u24,
    u32,
    u40,
    version,
)
from redi_codecs.packages import things_stack
from redi_codecs.packages.examples import sent
from redi_codecs.runtimes.javascript import NoJavaScript

_MISSING = {
    "V8": "there is no node",
    "QuickJS": "quickjs-ng is not installed",
    "Duktape": "dukpy is not installed",
}


@cache
def engine(name: str) -> Engine | None:
    return ENGINES[name]()


@pytest.fixture(params=ENGINES)
def some_engine(request: pytest.FixtureRequest) -> Engine:
    found = engine(request.param)
    if found is None:
        pytest.skip(_MISSING[request.param])
    return found


def some(count: int, seed: int) -> list[str]:
    """Some devices, others for each seed."""
    return random.Random(seed).sample(sorted(device.id for device in devices()), count)


#: Devices that are asked whatever the seed.
NAMED = (
    "milesight-iot/em300-th", "elsys/ers", "dragino/lht65", "adeunis/temp-4", "decentlab/dl-blg", "mcci/catena4450",
)  # fmt: skip


@pytest.mark.parametrize(
    ("id", "some_engine"),
    in_turn(zip([*NAMED, *some(24, 14)]), quick=9),
    indirect=["some_engine"],
)
def test_the_same_as_python(id: str, some_engine: Engine) -> None:
    try:
        assert codec(id).javascript
    except NoJavaScript as error:
        pytest.skip(str(error))
    count, wrong = differences(codec(id), some_engine, 1, 8, 8)
    assert count > 8
    assert not wrong, wrong[0]


@pytest.mark.parametrize(("name", "some_engine"), in_turn(zip(MADE), quick=len(MADE) // 2), indirect=["some_engine"])
def test_every_node_of_the_language(name: str, some_engine: Engine) -> None:
    layout = MADE[name]
    one = codec(made(layout.uplink))
    try:
        assert one.javascript
    except NoJavaScript as error:
        pytest.skip(str(error))
    vectors = [(bytes.fromhex(good), port, at) for good in layout.good for port in layout.ports for at in (None, 1.7e9)]
    _, wrong = differences(one, some_engine, 2, 30, 30, vectors)
    assert not wrong, wrong[0]


def test_floats_of_more_bits_than_a_table_has(some_engine: Engine) -> None:
    """With a hidden bit and without, with a sign and without, scaled and as they are."""
    with_sign = minifloat(u24, exponent=7, mantissa=16, signed=True, hidden=True)
    one = codec(made((temperature(with_sign), humidity(minifloat(u24, exponent=4, mantissa=20) * 200 / 3))))
    vectors = [(bytes.fromhex(good), 1, None) for good in ("3f8000 f80000", "000001 000001", "ff0000 ffffff")]
    count, wrong = differences(one, some_engine, 3, 200, 100, vectors)
    assert count > 300
    assert not wrong, wrong[0]


def test_a_payload_that_breaks_off_has_errors_and_no_data(some_engine: Engine) -> None:
    (said,) = some_engine(
        codec("milesight-iot/em300-th").javascript, [("decodeUplink", {"bytes": "01755c0367", "fPort": 85})]
    )
    problem = "milesight-iot/em300-th, field temperature, byte 5: 2 bytes needed, none left"
    assert said == {"errors": [problem]}


@pytest.mark.parametrize(
    ("id", "data", "said"),
    [
        # a name for each, and a count that says whether there was motion
        (
            "elsys/ers",
            {"battery_voltage": 3.6, "motion_count": 3},
            [{"battery": 3.6, "action": {"motion": {"detected": True, "count": 3}}}],
        ),
        # a count that says whether there was motion, where nothing else does
        (
            "mclimate/pir-mini",
            {"motion_count": 2, "occupancy": None},
            [{"action": {"motion": {"count": 2, "detected": True}}}],
        ),
        ("mclimate/pir-mini", {"motion_count": 0}, [{"action": {"motion": {"count": 0, "detected": False}}}]),
        (
            "mclimate/pir-mini",
            {"motion_count": 2, "occupancy": False},
            [{"action": {"motion": {"count": 2, "detected": False}}}],
        ),
        # one beyond what the vocabulary takes
        ("milesight-iot/em300-th", {"temperature": 21, "humidity": 127.5}, [{"air": {"temperature": 21}}]),
        # a probe is air where nothing else is
        ("elsys/ers", {"temperature_probe_1": 4}, [{"air": {"temperature": 4}}]),
        ("elsys/ers", {"temperature": None, "temperature_probe_1": 4}, []),
        # channels make objects of their own
        (
            "adeunis/temp-4",
            {"temperature_probe_1": 1, "temperature_probe_2": 2},
            [{"air": {"temperature": 1}}, {"air": {"temperature": 2}}],
        ),
        # and a state is named once, however many places are taken
        (
            "dragino/lsn50-v2",
            {"contact_1": False, "contact_2": True, "contact_3": False},
            [{"action": {"contactState": one}} for one in ("closed", "open", "closed")],
        ),
        # records of one time are one, the newest first
        (
            "milesight-iot/em300-th",
            {
                "records": [
                    {"humidity": 1, "time": "2026-01-01T00:00:00Z"},
                    {"temperature": 2, "time": "2026-01-01T00:00:00.5Z"},
                    {"temperature": 3, "time": "2026-01-01T00:00:00Z"},
                ]
            },
            [
                {"time": "2026-01-01T00:00:00.5Z", "air": {"temperature": 2}},
                {"time": "2026-01-01T00:00:00Z", "air": {"relativeHumidity": 1, "temperature": 3}},
            ],
        ),
        ("milesight-iot/em300-th", {}, []),
    ],
)
def test_the_names_of_the_things_stack(id: str, data: dict[str, Any], said: list[Any], some_engine: Engine) -> None:
    source = codec(id).javascript
    assert some_engine(source, [("normalizeUplink", {"data": data})]) == [{"data": said}]


def test_the_names_are_written_out_where_each_is_of_one_value() -> None:
    source = codec("decentlab/dl-lp8p").javascript
    assert "relativeHumidity: within(data.humidity, 0, 100)" in source
    assert "NORMALIZED" not in source


def test_few_refusals_are_worth_no_function() -> None:
    few = codec("netvox/r900ndc").javascript
    assert "unfit(" not in few
    assert 'fail("message type", at - 1, hex(tag) + " is unknown here; known: 0x00, 0x01");' in few


def test_helpers_have_what_a_device_needs_of_them() -> None:
    """A device with fixed frames, and one with tags, of which each may come again, and a checksum."""
    frames, tags = (codec(id).to_javascript(commands=False) for id in ("netvox/r311wa", "sensecap/a1101"))
    assert ["function need(" in one for one in (frames, tags)] == [False, True]
    assert ["function hex(number) {" in one for one in (frames, tags)] == [True, False]
    assert ["if (odd) delete data[field" in one for one in (frames, tags)] == [False, True]
    assert ["trailing_bytes" in one for one in (frames, tags)] == [True, False]


def test_what_comes_seldom_is_short_and_what_comes_often_quick() -> None:
    """An engine stores a reading by a name that it sees; attributes go by what was read last."""
    source = codec("mclimate/co2-display").to_javascript(commands=False)
    assert 'put(u8("report_interval") * 60);' in source
    assert 'data.humidity = (u8("humidity") * 25) / 64;' in source
    assert "on1 = bytes.length > 0 ? bytes[0] : null;" in source
    assert "function peek" not in source


def test_dates_without_a_clock_need_none() -> None:
    dates, times = codec("netvox/r311wa").javascript, codec("dragino/lht65").javascript
    assert "function calendar(year, month, day) {" in dates
    assert "function calendar(year, month, day, hour, minute, second) {" in times


def test_what_can_only_be_a_date_is_not_held_against_the_calendar() -> None:
    """Seconds in 32 bits and dates are always in the calendar; what is computed may not be."""
    near, far = codec("dragino/ltc2-lb").javascript, codec(made(event_time(derived(received_at * 1000)))).javascript
    assert ["253402300799" in one for one in (near, far)] == [False, True]


def test_a_message_is_named_after_its_values() -> None:
    """Wherever it is known: the repository of ChirpStack compares what is said as texts."""
    source = codec("dragino/ltc2-lb").to_javascript(commands=False)
    assert 'message = "datalog";' in source
    assert (
        source.index("data.message = message;") < source.index("data.time = ") < source.index("return { data: data };")
    )


def test_the_rest_of_a_payload_has_no_end_of_its_own() -> None:
    source = codec("netvox/r900nac3").to_javascript(commands=False)
    assert "a part of stated length" not in source
    assert '" bytes after the end of a part"' in source


def test_tags_end_before_what_comes_after_them() -> None:
    source = codec("mclimate/co2-sensor").to_javascript(commands=False)
    assert "end -= 7;" in source
    assert "end += 7;" in source


def test_errors_that_are_all_of_fields_are_put_together_shortly() -> None:
    named, some = (codec(id).to_javascript(commands=False) for id in ("aquascope/ran", "netvox/r900nac3"))
    assert 'new Error("aquascope/ran, field " + name + ", byte " + offset' in named
    assert 'new Error("netvox/r900nac3" + (name ? ", field " + name : "") + ", byte " + offset' in some


def test_the_device_is_a_variable_only_where_commands_name_it_too() -> None:
    one = codec("milesight-iot/em300-th")
    assert ["var DEVICE" in text for text in (one.javascript, one.to_javascript(commands=False))] == [True, False]


def test_few_constants_are_worth_no_function() -> None:
    one, several = (codec(made(*[expect(u8, 7)] * count, temperature(i8))).javascript for count in (1, 3))
    assert ["function expect" in text for text in (one, several)] == [False, True]
    assert 'fail("constant", at - 1, "the constant 0x07 is expected here, not " + hex(raw));' in one


def test_an_invalid_number_at_the_end_of_all_has_one_limit() -> None:
    source = codec(made(temperature(i8, invalid={range(-128, -100): "fault", 127: "fault", 126: "none"}))).javascript
    assert 'if (raw < -100 || raw === 127) none("fault");' in source
    assert 'else if (raw === 126) none("none");' in source


def test_bytes_of_commands_are_written_in_place_only_where_some_are_open() -> None:
    assert ["function addWord" in codec(id).javascript for id in ("talkpool/oy1210", "elsys/ers")] == [
        False,
        True,
    ]


def test_a_file_that_warns_of_nothing_else_has_no_helper_for_it() -> None:
    quiet = codec(made(temperature(i8))).javascript
    assert "function warn" not in quiet
    assert 'return { data: data, warnings: ["trailing_bytes, byte " + at + ": " + count(bytes.length - at)' in quiet


def test_what_has_no_such_name_has_no_such_function() -> None:
    assert "normalizeUplink" not in codec(made(attribute(seen=event_time(derived(received_at - 1))))).javascript


@pytest.mark.parametrize(
    ("layout", "payloads"),
    [
        (
            (let(x=u32), attribute(all=derived(V.x.bits(0, 31)), high=derived(V.x.bits(1, 31)))),
            ["ffffffff", "80000001", "00000000"],
        ),
        (
            (firmware_version(version(u8, u8)), optional(V.firmware_version == "1.3", temperature(i8))),
            ["010315", "0104", "0103"],
        ),
        (presence(u32, {0: temperature(i8), 31: humidity(u8)}), ["8000000140", "800000011540", "c000000115"]),
        ((let(m=u40), presence(V.m.bits(0, 31), {31: humidity(u8)})), ["ff8000000040", "ff00000000"]),
    ],
    ids=["bits of 32", "dots that decide", "a mask of 32 bits", "32 bits of a number as a mask"],
)  # fmt: skip
def test_numbers_of_32_bits_and_texts_that_decide(layout: Body, payloads: list[str], some_engine: Engine) -> None:
    vectors = [(bytes.fromhex(payload), 1, None) for payload in payloads]
    count, wrong = differences(codec(made(layout)), some_engine, 3, 0, 0, vectors)
    assert count >= len(payloads)
    assert not wrong, wrong[0]


def test_a_mask_of_more_than_32_bits_is_refused() -> None:
    for mask in (V.m.bits(0, 32), V.m):
        with pytest.raises(NoJavaScript, match="a mask of more than 32 bits"):
            codec(made(let(m=u40), presence(mask, {0: temperature(i8)}))).to_javascript()


def test_what_cannot_leave_its_limits_is_not_held_against_them() -> None:
    assert "put(raw / 4);" in codec(made(humidity(u8 / 4, invalid=255))).javascript
    assert "put(raw, 0, 100);" in codec(made(humidity(u8, invalid=255))).javascript


def test_the_time_of_reception_is_a_date_or_a_text(some_engine: Engine) -> None:
    source = codec(made(attribute(seen=event_time(derived(received_at - 1))))).javascript
    calls: list[tuple[str, dict[str, Any]]] = [
        ("decodeUplink", {"bytes": "", "fPort": 1, "date": 1773036000250}),
        ("decodeUplink", {"bytes": "", "fPort": 1, "recvTime": "2026-03-09T06:00:00.25Z"}),
        ("decodeUplink", {"bytes": "", "fPort": 1, "recvTime": "2026-03-09T07:00:00.250000999+01:00"}),
    ]
    assert some_engine(source, calls) == [{"data": {"seen": "2026-03-09T05:59:59.250000Z"}}] * 3
    nothing = {"data": {"seen": None, "seen_status": "fault"}}
    assert some_engine(source, [("decodeUplink", {"bytes": "", "fPort": 1})]) == [nothing]


def test_port_zero_carries_nothing_of_the_device(some_engine: Engine) -> None:
    (said,) = some_engine(codec("elsys/ers").javascript, [("decodeUplink", {"bytes": "0100", "fPort": 0})])
    assert said["data"] == {}
    assert said["warnings"] == ["mac_commands, byte 0: fPort 0 carries MAC commands, no payload of the device's"]


def test_sensitive_values_are_there_if_they_were_asked_for(some_engine: Engine) -> None:
    one = codec("elsys/ers")
    given = [("decodeUplink", {"bytes": "09" + "010203" * 2, "fPort": 5})]
    assert some_engine(one.javascript, given) == [{"data": {}}]
    (said,) = some_engine(one.to_javascript(sensitive=True), given)
    assert set(said["data"]) == {"latitude", "longitude"}


#: A state of 255 is a fault, one of 254 says why, and one of 0 takes no byte.
OWN = """
function read(payload, start, end, receivedAt, fault, why) {
  var raw = payload[start], value = raw === fault ? null : raw === fault - 1 ? { status: why } : raw;
  return { items: [[0, value, null]], end: start + (raw ? 1 : 0) };
}
"""
DECLARED_OWN = """
from redi_codecs.kinds import temperature
from redi_codecs.layout import Custom, device, index, repeat, u8
from redi_codecs.results import no_value

def read(payload, start, end, received_at):
    given = {255: None, 254: no_value("not_connected")}.get(payload[start], payload[start])
    return [(0, given, None)], start + (payload[start] > 0)

def write(items):
    return b""

node = Custom(
    "own", (temperature(u8, channel=index),), read, write, javascript="own.js", told=(255, "not_connected")
)
OWN = device("acme/own", name="Own", source="made for tests", f_port=1, uplink=repeat(node))
"""


def test_a_custom_node_without_a_twin_is_named() -> None:
    node = Custom("own", (temperature(u8),), lambda *_: ([], 0), lambda _: b"")
    with pytest.raises(NoJavaScript, match="the custom node 'own' has no twin in JavaScript"):
        _ = codec(made(node)).javascript


@pytest.mark.parametrize("name", ["nowhere.js", "layouts.py", "", 5])
def test_a_twin_is_a_file_beside_the_declaration(name: Any) -> None:
    with pytest.raises(DeclarationError, match=r"javascript= of the custom node own is the name of a \.js beside"):
        Custom("own", (temperature(u8),), lambda *_: ([], 0), lambda _: b"", javascript=name)


def test_why_a_twin_has_no_value(some_engine: Engine, tmp_path: Path) -> None:
    """A status as in Python; and a turn after turn in which nothing is read."""
    (tmp_path / "own.js").write_text(OWN)
    (tmp_path / "declared.py").write_text(DECLARED_OWN)
    one = codec(runpy.run_path(str(tmp_path / "declared.py"))["OWN"])
    _, wrong = differences(one, some_engine, 4, 40, 0, [(b"\xff\xfe\x10\x0f", 1, None), (b"\x10\0", 1, None)])
    assert not wrong, wrong[0]
    (said,) = some_engine(one.javascript, [("decodeUplink", {"bytes": "10ff00", "fPort": 1})])
    assert said == {"errors": ["acme/own, field own, byte 2: nothing is read here, turn after turn"]}


@pytest.mark.parametrize("id", some(12, 3))
def test_the_file_is_es5_and_ascii(id: str, tmp_path: Path) -> None:
    acorn = shutil.which("acorn", path=f"{os.environ['PATH']}:/usr/share/nodejs/acorn/bin")
    try:
        source = codec(id).javascript
    except NoJavaScript as error:
        pytest.skip(str(error))
    assert re.sub("//[^\n]*", "", source).isascii()
    assert len(source) <= 40_000
    if acorn is None:
        pytest.skip("acorn is not installed")
    (tmp_path / "codec.js").write_text(source)
    subprocess.run([acorn, "--ecma5", "--silent", str(tmp_path / "codec.js")], check=True)


class TestExport:
    def test_a_file_a_device(self, run: Run, tmp_path: Path) -> None:
        code, out, _ = run("export", "javascript", "milesight-iot/em300-th", "elsys/ers", "-o", tmp_path)
        assert code == 0
        assert [Path(line).name for line in out.splitlines()] == ["milesight-iot_em300-th.js", "elsys_ers.js"]
        assert (tmp_path / "elsys_ers.js").read_text() == codec("elsys/ers").javascript

    def test_one_is_printed(self, run: Run) -> None:
        assert run("export", "javascript", "elsys/ers", "--stdout")[1] == codec("elsys/ers").javascript
        assert run("export", "javascript", "elsys/ers", "elsys/ers", "--stdout")[0] == 2

    def test_commands_are_left_out_where_that_is_asked_for(self, run: Run) -> None:
        out = run("export", "javascript", "browan/tbms100", "--stdout", "--no-commands")[1]
        assert out == codec("browan/tbms100").to_javascript(commands=False)
        assert len(out) < 6_000
        assert "Downlink" not in out
        assert "COMMANDS" not in out
        assert "encodeDownlink" in codec("browan/tbms100").javascript
        assert "for javascript" in run("export", "ttn", "browan/tbms100", "--no-commands")[2]

    def test_a_file_that_commands_make_too_long_has_none_and_says_so(self, run: Run) -> None:
        one = codec("abeeway/abeeway-compact-tracker")
        whole = one.to_javascript(commands=True)
        assert len(whole) > 40_000 > len(one.javascript)
        assert "encodeDownlink" in whole
        assert "Downlink" not in one.javascript
        said = f"Left out: all commands, with which it would have {len(whole) / 1000:.1f} KB"
        assert said in one.javascript.replace("\n//  ", "")
        assert run("export", "javascript", one.device.id, "--stdout", "--commands")[1] == whole
        assert "Left out: all" not in whole + one.to_javascript(commands=False)
        assert not list(sent(one, one.javascript))
        assert "downlinkEncoder" not in things_stack([one])["vendor/abeeway/abeeway-compact-tracker-codec.yaml"]

    def test_what_has_none_says_so(self, run: Run) -> None:
        code, _, err = run("export", "javascript", "watteco/intenso", "--stdout")
        assert code == 2
        assert "watteco/intenso: the custom node 'batch' has no twin in JavaScript" in err
