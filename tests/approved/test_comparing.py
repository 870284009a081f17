"""Reports of comparisons with decoders that are right, nearly right and wrong; and what decoders in JavaScript give."""

from __future__ import annotations

import json
from datetime import datetime
from importlib.util import find_spec
from typing import Any

import pytest

from approved import approved
from approved.decoders import PORTS, TAGS, Tell, Told, each, renamed
from approved.scripts import GIVEN, SOURCES
from layouts import made as made_of
from redi_codecs.comparing import ComparisonError, JavaScript, compare, vectors
from redi_codecs.comparing.comparison import pairs_of
from redi_codecs.comparing.downlinks import downlinks
from redi_codecs.comparing.likeness import TRUTH, How
from redi_codecs.comparing.pairing import Pair
from redi_codecs.comparing.table import line
from redi_codecs.kinds import battery, humidity
from redi_codecs.layout import Device, V, derived, let, optional, u8

needs_quickjs = pytest.mark.skipif(find_spec("quickjs") is None, reason="the extra javascript is not installed")
SAID = {
    name: name
    for name in (
        "message",
        "motion",
        "mode",
        "temperature",
        "humidity",
        "battery_voltage",
        "firmware",
        "serial",
        "event_time",
        "pressure",
        "interval",
        "motion_count",
        "temperature_1",
        "temperature_2",
    )
}


def data_only(own: dict[str, Any] | None, payload: bytes, port: int) -> Any:
    return own if own and port == 2 else "it threw Error: unknown port"


def words(own: dict[str, Any] | None, payload: bytes, port: int) -> Any:
    """States as words of theirs, a truth as a number, times as texts and numbers."""
    if own is None:
        return {"model": "PORTS", "error": 3} if len(payload) % 2 else {}
    said = dict(own)
    if "mode" in said:
        said["mode"] = {"off": "Off", "eco mode": "Economy", "full": "F", "unknown_3": "?"}[said["mode"]]
    if "motion" in said:
        said["motion"] = 1 - said["motion"]
    if "event_time" in said:
        said["event_time"] = said["event_time"].timestamp() * 1000
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in said.items()}


def lenient(own: dict[str, Any] | None, payload: bytes, port: int) -> Any:
    """Gives values whatever comes."""
    if own is not None:
        return own
    return {"temperature": payload[0] / 10, "humidity": None, "serial": payload.hex(), "message": "data", "x": 1}


def tag_by_tag(unknown: int) -> Tell:
    """Reads tags as theirs would, and ends at one that it does not know."""

    def tell(own: dict[str, Any] | None, payload: bytes, port: int) -> Any:
        sizes = {
            1: ("temp", 2),
            2: ("hum", 1),
            3: ("pir", 1),
            4: ("temp1", 2),
            5: ("temp2", 2),
            6: ("count", 2),
            7: ("interval", 2),
        }
        made: dict[str, Any] = {}
        at = 0
        while at < len(payload):
            if payload[at] not in sizes or payload[at] == unknown:
                break
            name, size = sizes[payload[at]]
            data = payload[at + 1 : at + 1 + size]
            if len(data) < size:
                break
            value = int.from_bytes(data, "big", signed=name.startswith("temp"))
            made[name] = value / 10 if name.startswith("temp") else value
            at += 1 + size
        return made

    return tell


def kept(own: dict[str, Any] | None, payload: bytes, port: int) -> Any:
    """A value that is no pair is in every message, and one that is ours only sometimes."""
    if not own:
        return {}
    return {
        "device": {"model": "TAGS", "fw": 3},
        "length": len(payload),
        "hum": own.get("humidity"),
        "t": own.get("temperature", -1),
    }


CASES: dict[str, tuple[Device, Tell]] = {
    "as it is": (PORTS, lambda own, payload, port: own or {}),
    "renamed": (PORTS, renamed),
    "words": (PORTS, words),
    "data only": (PORTS, data_only),
    "lenient": (PORTS, lenient),
    "nothing": (PORTS, lambda own, payload, port: {}),
    "other units": (
        PORTS,
        each(
            **SAID
            | {
                "temperature": ("temperature_f", lambda value: value * 9 / 5 + 32),
                "battery_voltage": ("batteryMv", lambda value: value * 1000),
                "interval": ("minutes", lambda value: value / 60),
                "pressure": ("pressure", lambda value: value / 1000),
                "humidity": ("hum", str),
            }
        ),
    ),
    "wrong scale": (
        PORTS,
        each(
            **SAID
            | {
                "temperature": ("temperature", lambda value: value * 10),
                "battery_voltage": ("bat", lambda value: value / 10),
            }
        ),
    ),
    "wrong sign": (
        TAGS,
        each(temperature=("temperature", lambda value: value % 6553.6), humidity="humidity", motion="motion"),
    ),
    "rounded": (
        TAGS,
        each(
            temperature=("temp", round),
            humidity=("hum", lambda value: value + 1),
            motion=("pir", lambda value: 2 * value),
            temperature_1=("temp_1", lambda value: f"{value:.1f} °C"),
            temperature_2="temperature_1",
        ),
    ),
    "unlike": (
        TAGS,
        each(
            temperature=("temperature", lambda value: value * value),
            humidity=("humidity", lambda value: 7),
            motion=("motion", lambda value: "N/A"),
            motion_count=("count", lambda value: value % 256),
        ),
    ),
    "tags": (TAGS, tag_by_tag(0)),
    "a tag that is unknown": (TAGS, tag_by_tag(6)),
    "kept": (TAGS, kept),
    "no faults": (PORTS, each(**SAID | {"temperature": ("temperature", lambda value: value), "message": "type"})),
}


def told(case: str) -> Told:
    known, tell = CASES[case]
    return Told(known, tell)


@pytest.mark.parametrize("case", CASES)
def test_reports(case: str) -> None:
    made = compare(CASES[case][0], told(case), pairs=())
    lines = [str(made), "", *(line(made.device.id, one) for one in made.pairs)]
    approved(f"comparing/report_{case.replace(' ', '_')}", "\n".join(lines))


def test_pairs_given() -> None:
    given = [
        Pair("temperature", "temperature", How(), confirmed=True),
        Pair("motion", "motion", TRUTH, confirmed=True),
        Pair("mode", "mode", How(labels={"off": ("Off", "?"), "eco mode": ("Economy",)}), confirmed=True),
        Pair("humidity", "battery_voltage", by_name=True),
    ]
    made = compare(
        PORTS, told("words"), pairs=given, examples=1, payloads=[(b"\1\2\3", 2), (b"\3\0\xd7\x5b\x0e\x10", 2)]
    )
    approved("comparing/report_pairs_given", str(made))
    spent = compare(PORTS, Told(PORTS, CASES["as it is"][1], most=40), examples=0)
    approved("comparing/report_spent", str(spent))


def write(arguments: Any, port: int) -> Any:
    """An encoder that takes minutes, knows words for its states, and is wrong of the level."""
    if "reportInterval" in arguments:
        value = arguments["reportInterval"]
        return bytes((1, 0, value)) if isinstance(value, int) and value < 60 else "it threw Error: minutes"
    if "alert" in arguments:
        return bytes.fromhex("0201" + arguments["key"]) if arguments["alert"] == "on" else "it gives no bytes"
    return bytes((4, 8)) if port == 2 else "it gives no bytes"


def refuse(arguments: Any, port: int) -> Any:
    """An encoder that refuses whatever comes, in other words each time."""
    return f"it threw {list(map(str, arguments.values()))}"


LEVEL = Pair("level", "Level", confirmed=True)
NAMES: dict[str, tuple[tuple[str, ...], tuple[Pair, ...]]] = {
    "none": ((), ()),
    "alike": (("reportInterval", "alert", "key", "level"), ()),
    "of a table": (("interval", "Level"), (LEVEL, Pair("report_interval", "interval", confirmed=True))),
    "not confirmed": (("interval", "Level"), (Pair("report_interval", "interval"),)),
    "nearly": (("report_interval_s", "alert_key", "levels_all"), ()),
}


def test_downlinks() -> None:
    lines = []
    for name, (asked, pairs) in NAMES.items():
        found = downlinks(PORTS, Told(PORTS, CASES["as it is"][1], write, asked), pairs)
        lines += [name, f"  the same: {found.same}"]
        for one in found.differ:
            lines.append(f"  {one.command}: {dict(one.given)} {one.example.payload.hex()} {one.payload.hex()}")
        lines += [f"  {command}: {why}" for command, why in found.left_out.items()]
    refused = downlinks(PORTS, Told(PORTS, CASES["as it is"][1], refuse, NAMES["alike"][0]), ())
    lines += ["refused", *(f"  {command}: {why}" for command, why in refused.left_out.items())]
    for known, encode in ((PORTS, write), (TAGS, write), (PORTS, None)):
        script = Told(known, CASES["as it is"][1], encode, NAMES["alike"][0], most=30)
        lines += ["", str(compare(known, script, pairs=()))]
    approved("comparing/downlinks", "\n".join(lines))


def test_vectors() -> None:
    lines: list[str] = []

    def left_out(remark: str) -> None:
        lines.append(f"  left out: {remark}")

    sent = (
        "2 0300d75b0e10, 2 047fff5b0e10, 2 047ffe5b0e10, 2 06ff5b5b0e10, 3 0103abcd5f5e10002790, "
        "4 0300d70100d80200d903, "
        "5 000a090007, 5 000a0900, 2 0300d75b0e1007, 9 01, 2 0127105b0e10"
    )
    payloads = [(bytes.fromhex(text[2:]), int(text[0])) for text in sent.split(", ")]
    for case in ("words", "data only", "wrong scale"):
        lines.append(case)
        made = vectors(PORTS, told(case), payloads, left_out=left_out)
        lines += [f"  {json.dumps(one, ensure_ascii=False)}" for one in made]
    # a payload that cannot be said again is left out, and the next one is asked
    mixed = made_of(let(a=u8), optional(V.a > 7, let(b=u8)), humidity(derived(V.a + V.b)), battery(u8))
    pairs = [Pair("battery", "battery", confirmed=True)]
    sent_ = [(bytes.fromhex(text), 1) for text in ("0764", "080164", "0864", "0764")]
    script = Told(mixed, lambda own, payload, port: own or {})
    lines.append("what cannot be said again")
    lines += [f"  {json.dumps(one)}" for one in vectors(mixed, script, sent_, pairs=pairs, left_out=left_out)]
    for case in ("rounded", "unlike"):
        lines.append(f"pairs of {case}")
        lines += [f"  {line('acme', one)}{' by name' * one.by_name}" for one in pairs_of(CASES[case][0], told(case))]
    approved("comparing/vectors", "\n".join(lines))


@needs_quickjs
def test_javascript() -> None:
    lines = []
    for name, source in SOURCES.items():
        try:
            script = JavaScript(source, seconds=0.5, memory=8 << 20)
        except ComparisonError as error:
            lines.append(f"{name}: {error}")
            continue
        lines.append(f"{name}: {script.form}, {script.encoder}, asks for {script.asked()}")
        for payload in ("010203", "02", "03", "0402"):
            lines.append(f"  {payload}: {script.decode(bytes.fromhex(payload), 7)}")
            if "end" in name:
                break
        for given in GIVEN if script.encoder else ():
            lines.append(f"  {given}: {script.encode(given, 9)}")
    approved("comparing/javascript", "\n".join(lines))
