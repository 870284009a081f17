"""The parts of a comparison one by one, with numbers on both sides of each of their thresholds."""

# ruff: noqa: E501 - rows of values are rows here

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from approved import approved, grouped
from approved.decoders import PORTS, TAGS, Told
from layouts import made
from redi_codecs.comparing import table
from redi_codecs.comparing.comparison import (
    NOTHING,
    Comparison,
    Difference,
    Refusal,
    _differences,
    _moving,
    _place,
    _rare,
    _remark,
    _same,
    _Tried,
    _what,
    chosen_pairs,
)
from redi_codecs.comparing.downlinks import Downlinks, Wrong
from redi_codecs.comparing.flat import moment, ours, ours_statuses, ours_units, theirs
from redi_codecs.comparing.javascript import RECEIVED_AT, ComparisonError, JavaScript
from redi_codecs.comparing.likeness import SAME, TRUTH, How, decimals, learnt, numeric, plain, plausible_factor
from redi_codecs.comparing.pairing import Pair, Sample, _best, _candidate, _in_step, propose, similarity
from redi_codecs.comparing.payloads import alone, drawn, read_payloads, tried
from redi_codecs.comparing.report import _WIDTH, _lines, _merged, _pairs, _refusal, _verdict, shown
from redi_codecs.comparing.units import in_doubt, question
from redi_codecs.comparing.vectors import _wrong
from redi_codecs.device_codec import codec
from redi_codecs.kinds import battery, humidity, temperature
from redi_codecs.layout import (
    Device,
    V,
    attribute,
    example,
    f_port,
    history,
    i16,
    let,
    message,
    raw,
    switch,
    u8,
    vector,
)
from redi_codecs.layout import text as letters

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOWS = {
    "same": SAME,
    "truth": TRUTH,
    "thousandfold": How(Fraction(1000)),
    "a third": How(Fraction(1, 3)),
    "fahrenheit": How(Fraction(9, 5), Fraction(32)),
    "offset": How(offset=Fraction(-5)),
    "words": How(labels={"on": ("An", 1), "off": ("Aus",), True: (0,), False: (1,)}),
    "yes is 1": How(labels={True: (1,), False: (0,)}),
    "yes is 0": How(labels={True: (0,), False: (1, 2)}),
}
VALUES = (None, True, False, 0, 1, 3, -7, 21.54, 21.55, 1e300, float("nan"), "on", "An", "off", "yes", "0x1A", "1a", "v1.2", "1.2", "1.20", "21.5 °C", "-7 mV", "12:30", "2026-03-01", "2026-03-01T13:00:00+01:00", "unknown_3", "Unknown (7)", "eco mode", "ECO_MODE", NOON)  # fmt: skip


def test_values() -> None:
    lines = []
    for value in VALUES:
        lines.append(f"{value!r}: {numeric(value)}, {moment(value)}, {plain(value)}, {shown(value)}")
    for name, how in HOWS.items():
        lines += [
            f"{name}: {how}, inverted {how.inverted}",
            *grouped((f"={value!r}", str(how.expected(value))) for value in VALUES),
        ]
        for own in VALUES:
            alike = [repr(other) for other in VALUES if how.agrees(own, other)]
            lines.append(f"  {own!r} agrees with {', '.join(alike) or 'none'}")
    for slack in (1.0005e-4, 1.0095e-4, 1.0105e-4):
        found = [value for value in (999.0, 1000.0, 1001.0, 1e6) if SAME.agrees(value, value + slack)]
        lines.append(f"off by {slack}: {found}")
    for slack, digits in product((0, 4e-9, 5e-8, 2e-6, 0.04, 0.049, 0.05, 0.051, 0.06, 0.5, 0.51), (None, 0, 1, 2)):
        found = [value for value in (0, 1.0, 20.0, 1000.0, 1e6, 1e12) if SAME.agrees(value, value + slack, digits)]
        lines.append(f"off by {slack}, {digits} digits: {found}")
    for value in (
        [],
        [1, 2],
        [21.5, 3],
        [0.1 + 0.2],
        [1e-7],
        [1.2345678],
        [0.12345678],
        ["21.50", "3.25 mV"],
        ["x"],
        [1e20],
        ["1e5"],
        [1.5e-5],
    ):
        lines.append(f"decimals of {value}: {decimals(value)}")
    for one, other in product(
        ("temperature", "temperature_1", "battery_voltage", "soilTemp2", "co2", "", "x"), repeat=2
    ):
        lines.append(f"{one!r} and {other!r}: {similarity(one, other):.4f}")
    for other in ("TempC_SHT", "temp1", "BatV", "Bat_mV", "hum", "RH", "CO2", "fPort", "soil_temp_2", "Temp (°C)"):
        lines.append(
            f"{other}: {[round(similarity(one, other), 3) for one in ('temperature', 'temperature_1', 'battery_voltage', 'humidity', 'co2')]}"
        )
    approved("comparing/values", "\n".join(lines))


def test_factors() -> None:
    lines = []
    for factor, off in product((1, 10, 0.001, 60, 1 / 3600, 86400, 7, 1e7), (0, 0.015, 0.0199, 0.0201, 0.03)):
        found = plausible_factor([(value, value * factor * (1 + off)) for value in (20, 40, -3)])
        lines.append(f"· {factor} off by {off}: {found or 'the same'}")
    for off in (0, 0.0015, 0.0019, 0.0021, 0.003):
        lines.append(
            f"fahrenheit off by {off}: {plausible_factor([(value, 32 + 1.8 * value * (1 + off)) for value in (20, 40)])}"
        )
    for pairs in (
        [(0, 0)],
        [(1, 1000)],
        [(20, 68)],
        [(0, 5), (1, 1000), (2, 2000)],
        [(1, 1000), (2, 2000)],
        [(1, None), (None, 1)],
        [("a", "b")],
        [(1, 10), (2, 20), (3, 3000), (4, 4000), (5, 5000)],
    ):
        lines.append(f"{pairs}: {plausible_factor(pairs)}")
    words = {"a": "x", "b": "y", "c": "y"}
    for count in range(1, 5):
        for states in (("a",), ("a", "b"), ("a", "b", "c"), ("a", "b", "unknown_3")):
            pairs = [(state, words.get(state, "?")) for state in states] * count
            for wrong in ([], [("a", "y")], [("b", "x")] * 2):
                found = learnt([*pairs, *wrong])
                lines.append(
                    f"{states} {count} times and {wrong}: {found and (str(found[0]), round(found[1], 3), found[2])}"
                )
    lines.append(
        f"{learnt([(1, 2)])} {learnt([('a', at) for at in range(60)] * 3) is None} {learnt([('a', at) for at in range(61)] * 3)}"
    )
    approved("comparing/factors", "\n".join(lines))


def columns(kind: str, count: int, wrong: int) -> tuple[dict[int, Any], dict[int, Any]]:
    """So many values of both sides, of which the last ones differ."""
    made: dict[str, Any] = {
        "numbers": lambda at: (at * 1.5 + 20, at * 1.5 + 20),
        "numbers and zeros": lambda at: (max(0, at - 2), max(0, at - 2)),
        "thousands": lambda at: (at + 1, 1000 * (at + 1)),
        "few": lambda at: (at % 2 + 1, at % 2 + 1),
        "truths": lambda at: (at % 2 == 0, at % 2 == 0),
        "truths of numbers": lambda at: (at % 2 == 0, 7 * (at % 2 == 0)),
        "states": lambda at: (("off", "on", "eco")[at % 3], ("AUS", "EIN", 3)[at % 3]),
        "times": lambda at: (NOON + timedelta(hours=at), (NOON + timedelta(hours=at)).isoformat()),
        "times and numbers": lambda at: (NOON + timedelta(hours=at), at),
    }
    pairs = [made[kind](at) for at in range(count)]
    own = {at: pair[0] for at, pair in enumerate(pairs)}
    other = {
        at: pair[1] if at < count - wrong else (pair[1] != 1 if isinstance(pair[1], bool) else 99_999 + at)
        for at, pair in enumerate(pairs)
    }
    return own, other


KINDS = (
    "numbers",
    "numbers and zeros",
    "thousands",
    "few",
    "truths",
    "truths of numbers",
    "states",
    "times",
    "times and numbers",
)


@pytest.mark.parametrize("kind", KINDS)
def test_candidates(kind: str) -> None:
    """Two columns: of so many values so many differ; of so many payloads one side says nothing. What is not told is no pair."""

    def found() -> Iterator[tuple[str, str]]:
        for count, wrong, left in product(
            (1, 2, 3, 4, 5, 10, 14, 15, 16, 20, 50, 63), (0, 1, 2, 3, 7, 14), (0, 1, 4, 7, 15, 40)
        ):
            if wrong > count or (left == 7) > (count == 63) or (count > 20) > (wrong < 2 and left in (0, 7)):
                continue
            own, other = columns(kind, count, wrong)
            own |= {1000 + at: next(iter(own.values())) for at in range(left)}
            for path in ("temp", "TempC_SHT", "x"):
                if made := _candidate("temperature", own, path, other):
                    by = f"{' sure' * made.sure}{' by name' * made.pair.by_name}"
                    yield f"{path}={count}-{wrong}+{left}", f"{made.score:.3f}{by} {made.pair.how}"

    approved(f"comparing/candidates_{kind.replace(' ', '_')}", "\n".join(grouped(found())))


def proposed(samples: list[Sample], known: list[Pair] | None = None) -> str:
    return ", ".join(
        f"{one.ours} = {one.theirs}{' ' * bool(str(one.how))}{one.how}{' by name' * one.by_name}"
        for one in propose(samples, known or [])
    )


def test_proposals() -> None:
    lines = []
    for count in range(1, 7):
        other = [Sample({"temperature": 20 + at, "message": "a"}, {"t": 20 + at}) for at in range(9)]
        other += [Sample({"temperature": 50 + at, "humidity": at}, {"temp_u": 50 + at, "h": at}) for at in range(count)]
        lines.append(f"elsewhere {count}: {proposed(other)}")
        busy = [*other, *(Sample({"co2": 400 + at}, {"temp_u": 400 + at}) for at in range(9))]
        lines.append(f"elsewhere, busy {count}: {proposed(busy)}")
    for turns, shift, right in product((1, 2, 3, 4), (-1, 0, 1, 3), (0, 1, 2, 4)):
        samples = []
        for at in range(12):
            values = [at * 10 + turn for turn in range(turns)]
            own = {f"log[{turn}].co2": value for turn, value in enumerate(values)}
            paths = {
                f"x.list[{turn + shift}].c": value if turn < right else value * value + at
                for turn, value in enumerate(values)
            }
            samples.append(Sample(own, paths))
        lines.append(f"{turns} turns {shift} later, {right} right: {proposed(samples)}")
    shared = [Sample({"co2": at, "co2_last": at, "humidity": at % 3}, {"c": at, "h": at % 3}) for at in range(12)]
    lines += [f"shared: {proposed(shared)}", f"known: {proposed(shared, [Pair('co2', 'h')])}"]
    for common, names in ((19, "TempC_SHT"), (18, "TempC_SHT"), (20, "x")):  # 19 of 20 are just enough
        own = {at: at * at for at in range(common + 1)}
        found = _candidate("temperature", own, names, dict.fromkeys(range(common), 7))
        lines.append(f"{common} of {common + 1} for {names}: {found and found.score}")
    for known in ("log[2].co2", "co2", "log[0].a[1]"):
        for path in ("list[2].c", "list[5].c", "list[0].c", "a[1].list[3]", "c"):
            lines.append(f"{known}, {path}: {Pair(known, path).general}")
    approved("comparing/proposals", "\n".join(lines))


def test_differences() -> None:
    lines = []
    pair = Pair("t", "u")
    values = (NOTHING, None, 1, 1.04, "fault", "12 mV", True)
    lines += grouped(
        (f"={shown(one)}/{shown(other)}/{digits}", str(_what(pair, one, other, digits)))
        for one, other, digits in product(values, values, (None, 1))
    )
    for found in (
        [],
        [(1, 2)],
        [(1, 2), (5, 6)],
        [(1, 2), (5, 6.002)],
        [(1, 2), (5, 6.0005)],
        [(1, 0), (5, 4)],
        [(1, 10), (2, 20)],
        [(1, 10), (2, 20.1)],
        [(1, 10), (2, 20.5)],
        [(0, 0.1), (2, 20)],
        [(True, 2), (1, 2)],
        [("x", 2), (1, 2)],
        [(NOON, (NOON + timedelta(hours=1)).isoformat()), (NOON, (NOON + timedelta(hours=1)).isoformat())],
        [(None, 2), (1, 2)],
        [(0, 1), (0, 5)],
    ):
        lines.append(
            f"{[tuple(map(shown, one)) for one in found]}: {_remark(pair, found)!r} {_remark(replace(pair, how=HOWS['thousandfold']), found)!r}"
        )
    pairs = [Pair("a", "x"), Pair("a", "y"), Pair("a", "z"), Pair("b", "x")]
    for there in ({}, {"x": 1}, {"y": 1}, {"x": 1, "y": 2}, {"y": 1, "z": 2}):
        lines.append(f"{there}: {[one.theirs for one in chosen_pairs(pairs, there)]}")
        lines.append(f"  {_wrong(pairs, {'a': 1, 'b': None}, there)} {_wrong(pairs, {'b': 2}, {**there, 'x': 'N/A'})}")
    for meaning, value in product(("21.5 °C", "21.52 °C", "yes", "0.0005", "–"), (21.5, 0, None, True)):
        lines.append(f"{meaning} is {value}: {_same(meaning, value)}")
    one = codec(TAGS)
    for count, rare in ((10, 1), (10, 2), (10, 3), (5, 1), (4, 1)):
        texts = ["0100d7" + ("0228" if at < rare else "") for at in range(count)]
        runs = [_Tried(bytes.fromhex(text), 1, one.decode(text, 1), None, {"t": 1}, "") for text in texts]
        comparison = Comparison(TAGS, "f", None, [Pair("temperature", "t")])
        lines.append(
            f"rare {rare} of {count}: {_rare(comparison, runs)} {_rare(replace(comparison, pairs=[Pair('humidity', 't')]), runs)}"
        )
    for count, other in ((63, 1), (64, 1), (64, 0), (15, 20), (16, 20)):
        column = [(True, "x")] * count + [(3.5, 3.5)] * other
        how, share, informed = _best(column)
        lines.append(f"best of {count} and {other}: {how or 'the same'} {share:.3f} {informed}")
    for of, differing, rare in product((9, 10, 11, 20, 30), (1, 2, 3), (1, 2, 3)):
        texts = ["0100d7" + ("0228" if at < rare else "") for at in range(of)]
        runs = [
            _Tried(bytes.fromhex(text), 1, one.decode(text, 1), None, {"t": 9.5 if at < differing else 21.5}, "")
            for at, text in enumerate(texts)
        ]
        comparison = Comparison(TAGS, "f", None, [Pair("temperature", "t")])
        _differences(comparison, Told(TAGS, lambda own, payload, port: own), runs, 1)
        told = [
            f"{each.count} of {each.of}, {each.strange} strange{', odd' * each.odd}" for each in comparison.differences
        ]
        lines.append(f"{differing} of {of} differ, {rare} with a rare tag: {told}")
    approved("comparing/differences", "\n".join(lines))


def test_how_pairs_are_shown() -> None:
    """Names as wide as their columns are at most, and remarks that do not fit beside them any more."""
    lines = []
    for own, other in ((3, 5), (33, 29), (34, 30), (35, 31), (12, 30)):
        for how in ("a third", "fahrenheit", "words"):
            lines += _pairs([Pair("o" * own, "t" * other, HOWS[how]), Pair("a", "b", HOWS[how])])
    lines = [f"{line}|" for line in lines]
    pair = Pair("o", "t")
    for width in (65, 66, 67, 68):
        made_ = Comparison(TAGS, "f", None, [pair], only_theirs={"p" * width: (3, 1234567)})
        lines += [line for line in _lines(made_) if "pp" in line]
    for differences, doubts, untried in ((0, 1, 0), (1, 0, 1), (2, 2, 2)):
        found = [Difference(replace(pair, ours=f"o{at}"), "differ", (f"o{at}", "t"), 1, 1) for at in range(differences)]
        doubtful = [Pair(f"d{at}", "t", HOWS["thousandfold"]) for at in range(doubts)]
        made_ = Comparison(TAGS, "f", None, [pair, *doubtful], differences=found, doubtful=doubtful)
        made_.untried = untried, "it ended"
        made_.refusals = [Refusal("ours", "UnknownPort", untried)]
        lines.append(_verdict(made_, found))
    for count in range(_WIDTH - 21, _WIDTH - 17):  # as wide as a line may be, and wider
        row = list(_pairs([Pair("a", "b", How(labels={"on": ("A" * count,)}))]))[2:]
        lines.append(f"a word of {count}: {[len(line) for line in row]}")
        told = " ".join(_refusal(Refusal("theirs", "no", 1, [(b"\1", 1, "x " * 90 + "y" * (count - 40), {"t": 1})])))
        lines.append(f"a reason of {count + 140}: {' '.join(told.split())[-24:]}")
    wrong = Wrong("reboot", example("03", source="m"), {}, b"\4")
    parts: dict[str, Any] = {
        "nothing": {},
        "a difference": {"differences": [Difference(pair, "differ", ("o", "t"), 1, 1)]},
        "a refusal": {"refusals": [Refusal("ours", "UnknownPort")]},
        "a doubt": {"doubtful": [pair]},
        "some untried": {"untried": (1, "it ended")},
        "ended with the last": {"untried": (0, "it ended")},
        "a downlink": {"downlinks": Downlinks(differ=[wrong])},
    }
    lines += [f"{name} differs: {Comparison(TAGS, 'f', None, [pair], **more).differs}" for name, more in parts.items()]
    approved("comparing/shown", "\n".join(lines))


def test_steps() -> None:
    """Turns of histories are brought into step where most of them are."""
    lines = []
    columns: dict[str, dict[str, str]] = {
        "none": {},
        "one": {"log[0].a": "list[1].a"},
        "two in step": {"log[0].a": "list[1].a", "log[1].a": "list[2].a", "log[2].a": "x"},
        "the first open, two in step": {"log[0].a": "", "log[1].a": "list[2].a", "log[2].a": "list[3].a"},
        "two out of step": {"log[0].a": "list[1].a", "log[1].a": "list[3].a"},
        "one out of step, another in": {
            "log[0].a": "list[1].a",
            "log[1].a": "list[3].a",
            "old[0].b": "list[0].b",
            "old[1].b": "list[1].b",
            "old[2].b": "list[7].b",
        },
        "one that nobody has, another in step": {
            "log[0].a": "x",
            "old[0].b": "list[0].b",
            "old[1].b": "list[1].b",
            "now": "list[3].b",
        },
    }
    paths = [f"list[{at}].{name}" for at in range(5) for name in "ab"]
    for name, known in columns.items():
        made_ = {own: Pair(own, path) for own, path in known.items() if path}
        _in_step(made_, [*known, "log[3].a", "old[3].b"], paths)
        lines.append(f"{name}: {', '.join(f'{one.ours} = {one.theirs}' for one in made_.values())}")
    approved("comparing/steps", "\n".join(lines))


def test_places() -> None:
    lines = []
    for text, port in (
        ("0300d75b0e10", 2),
        ("0103abcd5f5e10002790", 3),
        ("0300d70100d80200d903", 4),
        ("0200000000000000d903", 4),
        ("000a090007", 5),
    ):
        payload = bytes.fromhex(text)
        told = codec(PORTS).decode(payload, port, received_at=RECEIVED_AT)
        for name, value in (own := ours(told)).items():
            lines.append(
                f"{text} {name} {shown(value)}: {_place(PORTS, payload, port, name, value)} {ours_statuses(told).get(name, '')} {ours_units(told).get(name)}"
            )
        lines.append(f"{text} x: {_place(PORTS, payload, port, 'x', 1)!r} {len(own)}")
        script = Told(
            PORTS,
            lambda own, payload, port: {
                "first": payload[0],
                "sum": sum(payload[:2]),
                "bit": payload[0] & 2,
                "none": 1,
                "size": len(payload),
                "last": payload[-1],
                **({} if payload[0] & 64 else {"low": 1}),
            },
        )
        values = {
            name: script.decode(payload, port).values[name] for name in ("first", "sum", "bit", "none", "size", "last")
        }
        run = _Tried(payload, port, told, None, values, "")
        lines.append(f"  moving {[_moving(script, run, path) for path in values]}")
    logged = made(battery(u8), history(temperature(i16), humidity(u8)), port=1)
    data = bytes.fromhex("64 00d728 00d827")
    for name, value in ours(codec(logged).decode(data, 1)).items():
        lines.append(f"{name} {shown(value)}: {_place(logged, data, 1, name, value)}")
    flat: tuple[Any, ...] = (
        {"value": 21.5}, {"t": {"value": 21.5, "unit": "C"}}, {"t": {"value": 21.5, "v": 3}}, {"t": {"value": {"x": 1}}}, {"t": {"value": [1, 2]}},
        [{"type": "door", "open": True}], [{"type": 3, "open": True}], [3, "x"], 7, "x", None, {}, [],
        [{"variable": "t", "value": 1}, {"variable": "t", "value": 2}, {"variable": "t", "value": 3}], {"log": [{"variable": "t", "value": 1}]},
        [{"name": "a", "value": 1, "unit": "C"}, {"channel": 3, "v": 1}, {"name": 1.5, "value": 2}, {"value": 3}], {"a": {"b": {"c": [[1], [2, {"d": 3}]]}}},
    )  # fmt: skip
    lines += [f"{one}: {theirs(one)}" for one in flat]
    names = [f"history[{at}].co2" for at in range(5)] + [
        "x_1",
        "x_2",
        "x_3",
        "y_1_a",
        "y_2_a",
        "y_3_a",
        "y_4_a",
        "z.1",
        "z.2",
        "a1",
        "a2",
        "a3",
        "a4",
    ]
    lines.append(str(_merged((name, at) for at, name in enumerate(names))))
    approved("comparing/places", "\n".join(lines))


def test_tables(tmp_path: Path) -> None:
    lines = []
    one = replace(PORTS, where=replace(PORTS.where, file=str(tmp_path / "ports.py")))
    file = table.table_of(one)
    pairs = [Pair(name.replace(" ", "_"), "x", how) for name, how in HOWS.items()]
    lines += [file.name, str(table.read(one)), str(table.add(one, ()) == file), str(file.exists())]
    lines += [table.add(one, pairs[:4]).name, file.read_text(encoding="utf-8")]
    file.write_text(file.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    lines += [table.add(one, pairs).name, file.read_text(encoding="utf-8")]
    lines += [
        f"{each} {each.confirmed} {each.how == how}" for each, how in zip(table.read(one), HOWS.values(), strict=True)
    ]
    for text in (
        "",
        "\n\n",
        "{",
        "[]",
        '{"ours": "a"}',
        '{"ours": 1, "theirs": "b"}',
        '{"ours": "a", "theirs": "b", "factor": "1/0"}',
        '{"ours": "a", "theirs": "b", "factor": "x"}',
        '{"device": "acme/other", "ours": "a", "theirs": "b"}',
        '{"ours": "a", "theirs": "b", "labels": [["x", 1], ["y", [2, 3]]], "truth": 1}',
        '{"ours": "a", "theirs": "b"}\n\n{"ours": "a", "theirs": "b", "offset": "3"}\n{"ours": "a", "theirs": 3}',
        '{"ours": "a", "theirs": "b", "labels": 3}',
    ):
        file.write_text(text, encoding="utf-8")
        try:
            lines.append(f"{text!r}: {[str(each) for each in table.read(one)]}")
        except ComparisonError as error:
            lines.append(f"{text!r}: {error}")
    listed = tmp_path / "payloads.txt"
    for text in (
        "",
        "0102",
        "0x0102 # a remark\n\n# another\n 7 0304",
        "2,0102",
        "255;01",
        "256 01",
        "999 01",
        "010",
        "zz",
        "1 2 3",
        "0102 0304",
    ):
        for port in (2, None):
            listed.write_text(text, encoding="utf-8")
            try:
                lines.append(f"{text!r} {port}: {read_payloads(listed, port)}")
            except ComparisonError as error:
                lines.append(f"{text!r} {port}: {error}")
    units = {"v": "V", "t": "Cel", "l": "m"}
    for name, factor in product(
        ("v", "t", "l", "x"), (1, 10, 1000, Fraction(1, 10), Fraction(1, 100), 60, 7, 20, Fraction(3, 2))
    ):
        pair = Pair(name, "y", How(Fraction(factor)))
        found = [
            bool(in_doubt([each], units))
            for each in (pair, replace(pair, confirmed=True), replace(pair, how=How(Fraction(factor), Fraction(1))))
        ]
        lines.append(f"{name} · {factor}: {found} {question(pair)}")
    approved("comparing/tables", "\n".join(lines).replace(f"{tmp_path}/", ""))


def test_payloads() -> None:
    short = made(history(humidity(u8)), port=1)
    ports = made(switch(f_port, {3: message("a", battery(u8)), 5: temperature(i16)}), port=None)
    said = [vector("00" * size, f_port=1, humidity=0, source="m") for size in (1, 2, 100, 200)]
    long = replace(made(attribute(blob=raw()), humidity(u8, valid=f_port == 9)), vectors=tuple(said))
    no_port = replace(ports, vectors=(vector("64", f_port=3, battery=100, source="m"),))
    devices: dict[str, Device] = {
        "short": short,
        "ports": ports,
        "with a vector": no_port,
        "tags": TAGS,
        "several ports": PORTS,
    }
    lines = []
    for name, one in devices.items():
        lines += [
            name,
            *grouped((f"{payload.hex() or 'none'}", str(port)) for payload, port in tried(one, [(b"\7", 7)], 12)),
        ]
        lines += grouped((f"{payload.hex() or 'none'}", f"alone {port}") for payload, port in alone(one, 2))
    found = tried(long, count=3)
    lines += [f"{len(found)} of long ones", str([len(payload) for payload, _ in found])]
    rare = made(let(a=u8, b=u8), attribute(name=letters(V.a), other=letters(V.b)))
    lines += [f"of {count} wanted {len(list(drawn(rare, count)))} of a rare one" for count in (2, 5, 8, 11, 20, 30)]
    for size in (222, 223):
        whole = made(attribute(a=raw(60), b=raw(60), c=raw(60), d=raw(size - 180)))
        lines.append(f"{size} bytes: {len(list(drawn(whole, 2)))}")
    approved("comparing/payloads", "\n".join(lines))


@pytest.mark.skipif(find_spec("quickjs") is None, reason="the extra javascript is not installed")
def test_what_does_not_end() -> None:
    lines = []
    script = JavaScript("function Decoder(bytes, port) { for (;;) {} }", seconds=0.2)
    for _ in range(5):
        lines += [script.spent, str(script.decode(b"\1", 1))]
    slow = JavaScript(
        "function Decoder(bytes, port) { return {n: 1}; } function Encoder(o) { return [o.a]; }", budget=-1
    )
    lines += [slow.spent, str(slow.decode(b"\1", 1)), str(slow.encode({}, 1)), str(slow.asked())]
    approved("comparing/without_end", "\n".join(lines))
