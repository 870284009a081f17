"""Corners of the comparison with a vendor's decoder, function by function: no decoder is run here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from layouts import made
from redi_codecs import codec as codec_of
from redi_codecs.comparing import table
from redi_codecs.comparing.comparison import (
    NOTHING,
    Comparison,
    _alone,
    _place,
    _rare,
    _refusals,
    _remark,
    _Tried,
    _what,
    chosen_pairs,
)
from redi_codecs.comparing.downlinks import _readings
from redi_codecs.comparing.flat import moment, theirs
from redi_codecs.comparing.javascript import ComparisonError
from redi_codecs.comparing.likeness import SAME, TRUTH, How, decimals, learnt, numeric, plain, plausible_factor
from redi_codecs.comparing.pairing import Pair, Sample, propose, similarity
from redi_codecs.comparing.payloads import read_payloads
from redi_codecs.comparing.units import in_doubt, question
from redi_codecs.comparing.vectors import _wrong
from redi_codecs.errors import DecodeError
from redi_codecs.kinds import battery, humidity, motion, temperature
from redi_codecs.layout import (
    bit,
    bits,
    history,
    i8,
    i16,
    reserved,
    u8,
    word,
)
from redi_codecs.layout.nodes import Body

# ---- values of theirs, flat


@pytest.mark.parametrize(
    ("values", "flat"),
    [
        ({"value": 21.5}, {"value": 21.5}),
        ({"t": {"value": 21.5, "unit": "C"}}, {"t": 21.5, "t.unit": "C"}),
        ({"t": {"value": 21.5, "v": 3}}, {"t.value": 21.5, "t.v": 3}),
        ({"t": {"value": {"x": 1}}}, {"t.value.x": 1}),
        ({"t": {"value": [1, 2]}}, {"t.value[0]": 1, "t.value[1]": 2}),
        ([{"type": "door", "open": True}], {"door.open": True}),
        ([{"type": 3, "open": True}], {"[0].type": 3, "[0].open": True}),
        ([3, "x"], {"[0]": 3, "[1]": "x"}),
        (7, {"value": 7}),
        ([{"variable": "t", "value": 1}, {"variable": "t", "value": 2}], {"t": 2, "t[1]": 1}),
        ({"log": [{"variable": "t", "value": 1}]}, {"log.t": 1}),
    ],
)
def test_theirs_by_path(values: Any, flat: dict[str, Any]) -> None:
    assert theirs(values) == flat


def test_a_time_is_seconds() -> None:
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    for value, seconds in (
        (noon, noon.timestamp()),
        (noon.replace(tzinfo=None), noon.timestamp()),
        (" 2026-01-01T13:00:00+01:00 ", noon.timestamp()),
        ("soon", None),
        (3, None),
    ):
        assert moment(value) == seconds


# ---- when two values are the same


@pytest.mark.parametrize(
    ("how", "own", "other", "digits", "alike"),
    [
        (SAME, None, None, None, True),
        (SAME, None, 0, None, False),
        (SAME, 0, None, None, False),
        (SAME, 21.5, "21.5 °C", None, True),
        (SAME, 21.54, 21.5, 1, True),
        (SAME, 21.56, 21.5, 1, False),
        (SAME, 21.55, 21.5, 1, True),
        (SAME, 21.54, 21.5, None, False),
        (SAME, 1, 1 + 1e-8, None, True),
        (SAME, 1, 1 + 1e-6, None, False),
        (SAME, True, "enabled", None, True),
        (SAME, False, "enabled", None, False),
        (SAME, True, "Off", None, False),
        (SAME, True, "disconnected", None, False),
        (SAME, "v1.2", "1.2", None, True),
        (SAME, "0x1A", "1a", None, True),
        (SAME, "1.10", "1.1", None, True),
        (SAME, "unknown_3", "Unknown (7)", None, True),
        (SAME, "unknown_3", "off", None, False),
        (SAME, "off", "unknown", None, False),
        (SAME, "eco mode", "ECO_MODE", None, True),
        (TRUTH, True, 7, None, True),
        (TRUTH, True, 0, None, False),
        (TRUTH, False, 0, None, True),
        (How(Fraction(1000)), 3.6, 3600, 0, True),
        (How(Fraction(1000)), 3.6, 3602, 0, False),
        (How(Fraction(9, 5), Fraction(32)), 20, 68, None, True),
        (How(labels={"on": ("An", 1)}), "on", "an", None, True),
        (How(labels={"on": ("An", 1)}), "on", 1, None, True),
        (How(labels={"on": ("An", 1)}), "on", 0, None, False),
        (How(labels={"on": ("An", 1)}), "off", 0, None, True),
    ],
)
def test_two_values_say_the_same(how: How, own: Any, other: Any, digits: int | None, alike: bool) -> None:
    assert how.agrees(own, other, digits) is alike


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("21.5", 21.5),
        ("-.5e3 mV", -500.0),
        ("+3", 3.0),
        ("12:30", None),
        ("1/2", None),
        ("2026-01-01", None),
        ("0x1A", None),
        ("x3", None),
        (True, 1.0),
        (float("nan"), None),
        (1e300, None),
        (-1e300, None),
        (1e299, 1e299),
        (None, None),
        ("3 " + "y" * 24, 3.0),
        ("3 " + "y" * 25, None),
    ],
)
def test_the_number_of_a_value(value: Any, number: float | None) -> None:
    assert numeric(value) == number


def test_decimals_are_the_most_of_any() -> None:
    for values, count in (
        ([21.5, 3], 1),
        ([21.25, 21.5], 2),
        (["21.50 °C"], 1),
        (["x", True], 0),
        ([1e-7], None),
        ([1.1234567], 7),
        ([1.12345678], None),
        ([], 0),
    ):
        assert decimals(values) == count


def test_spellings_are_one() -> None:
    for value, text in (
        ("V1.2", "12"),
        ("0xAB", "ab"),
        ("value", "value"),
        ("On-Off", "onoff"),
        ("+5", "+5"),
        (3, "3"),
    ):
        assert plain(value) == text


def test_what_theirs_should_be() -> None:
    assert How(Fraction(1000)).expected(3.6) == 3600
    assert How(Fraction(9, 5), Fraction(32)).expected(20) == 68
    assert How(labels={"on": ("An", 1)}).expected("on") == "An or 1"
    assert How(labels={"on": ("An", 1)}).expected("off") == "off"
    assert (SAME.expected("x"), SAME.expected(3), How(Fraction(10)).expected("x")) == ("x", 3, "x")


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (SAME, ""),
        (TRUTH, "not 0 for yes"),
        (How(Fraction(1000)), "· 1000"),
        (How(Fraction(1, 1000)), "/ 1000"),
        (How(Fraction(9, 5), Fraction(32)), "· 9/5 + 32"),
        (How(offset=Fraction(5)), "+ 5"),
        (How(labels={True: (0,), False: (1, "x")}), "yes → 0, no → 1 or x"),
        (How(labels={"a": (True,)}), "a → yes"),
    ],
)
def test_a_manner_in_words(how: How, words: str) -> None:
    assert str(how) == words


def test_yes_for_no_is_seen() -> None:
    for labels, inverted in (
        ({True: (0,), False: (1,)}, True),
        ({True: (1,), False: (0,)}, False),
        ({True: (0,)}, True),
        ({True: (0, 1)}, False),
        ({"on": (0,)}, False),
        (None, False),
    ):
        assert How(labels=labels).inverted is inverted


@pytest.mark.parametrize(
    ("pairs", "how"),
    [
        ([(3.6, 3600), (3.5, 3500)], How(Fraction(1000))),
        ([(3.6, 3600)], SAME),
        ([(20, 68), (30, 86)], How(Fraction(9, 5), Fraction(32))),
        ([(120, 2), (240, 4)], How(Fraction(1, 60))),
        ([(0, 5), (0, 6)], SAME),
        ([(1, 1.5), (2, 3)], SAME),
        ([(1, 1.019), (2, 2.03)], SAME),
        ([(1, "x"), ("y", 2)], SAME),
        ([(1, 10.1), (2, 20.1)], How(Fraction(10))),
        ([(1, 10.3), (2, 20.6)], SAME),
    ],
)
def test_the_factor_that_most_values_speak_for(pairs: Sequence[tuple[Any, Any]], how: How) -> None:
    assert plausible_factor(pairs) == how


def test_words_are_learnt_where_they_come_again() -> None:
    pairs = [("on", 1), ("off", 0)] * 3
    found = learnt(pairs)
    assert found is not None
    assert (dict(found[0].labels or {}), found[1], found[2]) == ({"on": (1,), "off": (0,)}, 1.0, 4)
    mixed = learnt([*pairs, ("off", 1)])
    assert mixed is not None
    assert (mixed[1], mixed[2]) == (4 / 5, 5)
    two = learnt([*pairs, ("off", 7), ("unknown_9", 9)])
    assert two is not None
    assert (two[0].labels or {})["off"] == (0, 7)
    assert learnt([("on", 1), ("off", 0)] * 2) is None  # twice proves nothing
    assert learnt([("on", 1)] * 9) is None
    assert learnt([(3, 1), ("on", 1)]) is None
    assert learnt([(f"s{at % 2}", at % 61) for at in range(200)]) is None
    assert learnt([(f"s{at % 60}", at % 60) for at in range(200)]) is not None


# ---- pairs


def test_names_have_parts_in_common() -> None:
    for one, other, share in (
        ("temperature", "Temp", 1.0),
        ("temperature_1", "temp1", 1.0),
        ("co2", "CO2", 1.0),
        ("battery_voltage", "batV", 1.0),
        ("battery_voltage", "voltage", 2 / 3),
        ("", "x", 0.0),
        ("x", "", 0.0),
        ("co2", "pressure", 0.0),
    ):
        assert similarity(one, other) == pytest.approx(share), (one, other)


def test_of_several_pairs_that_counts_which_theirs_gives() -> None:
    one, other, more = Pair("t", "a"), Pair("t", "b"), Pair("h", "c")
    assert chosen_pairs([one, other, more], {"a": 1, "b": 2}) == [one, more]
    assert chosen_pairs([one, other, more], {"b": 2}) == [other, more]
    assert chosen_pairs([one, other, more], {}) == [one, more]


def test_turns_of_a_history_are_one() -> None:
    for names, general in (
        (("t", "x[0]"), ("t", "x[0]")),
        (("log[2].t", "h[2].x"), ("log[k].t", "h[k].x")),
        (("log[2].t", "h[3].x"), ("log[k].t", "h[k + 1].x")),
        (("log[2].t", "h[0].x"), ("log[k].t", "h[k − 2].x")),
        (("log[2].t", "h"), ("log[k].t", "h")),
        (("log[2].t", "g[5].h[3]"), ("log[k].t", "g[5].h[k + 1]")),
    ):
        assert Pair(*names).general == general


def proposed(samples: Sequence[tuple[dict[str, Any], dict[str, Any]]], *known: Pair) -> dict[str, str]:
    return {one.ours: one.theirs for one in propose([Sample(*one) for one in samples], known)}


def test_pairs_are_proposed_by_their_values() -> None:
    numbers = [({"t": at / 2, "h": 50 + at}, {"x": at / 2, "y": 50 + at, "z": 7}) for at in range(20)]
    assert proposed(numbers) == {"t": "x", "h": "y"}
    assert proposed(numbers, Pair("t", "x")) == {"h": "y"}
    assert proposed(numbers, Pair("q", "x")) == {"h": "y"}
    shared = [({"t": at / 2, "u": at / 2}, {"x": at / 2}) for at in range(20)]
    assert proposed(shared) == {"t": "x", "u": "x"}
    millis = [({"battery_voltage": 3 + at / 100}, {"bat": 3000 + at * 10}) for at in range(20)]
    (pair,) = propose([Sample(*one) for one in millis])
    assert (pair.theirs, pair.how) == ("bat", How(Fraction(1000)))
    flags = [({"motion": at % 2 == 0}, {"pir": at % 2}) for at in range(20)]
    (pair,) = propose([Sample(*one) for one in flags])
    assert pair.how.inverted
    assert proposed([({"t": 1.5}, {"x": 1.5})]) == {}
    assert proposed([({"t": at}, {"x": 3 * at + 1}) for at in range(20)]) == {}


def test_how_often_few_values_have_to_agree() -> None:
    """Four values agree by chance, five do not; of few it takes fifteen payloads in common, or names that are alike."""

    def of(count: int, kinds: int) -> dict[str, str]:
        return proposed([({"q": at % kinds}, {"z": at % kinds}) for at in range(count)])

    assert (of(14, 4), of(15, 4)) == ({}, {"q": "z"})
    assert of(14, 5) == {"q": "z"}
    alike = [({"humidity": at % 4}, {"hum": at % 4}) for at in range(8)]
    assert proposed(alike) == {"humidity": "hum"}


def test_two_pairs_are_one_however_sure_they_are() -> None:
    assert Pair("t", "x", confirmed=True) == Pair("t", "x") == Pair("t", "x", by_name=True)
    assert Pair("t", "x", TRUTH) != Pair("t", "x")


def test_pairs_are_proposed_by_their_names_where_values_differ() -> None:
    samples = [Sample({"temperature": at}, {"temp": 3 * at + 1}) for at in range(20)]
    (pair,) = propose(samples)
    assert (pair.theirs, pair.by_name, pair.how) == ("temp", True, SAME)
    assert propose(samples[:1]) == []


def test_a_second_path_is_found_where_theirs_has_another_name_elsewhere() -> None:
    samples = [Sample({"t": at / 2}, {"x" if at % 2 else "y": at / 2}) for at in range(40)]
    assert [(one.ours, one.theirs) for one in propose(samples)] in ([("t", "x"), ("t", "y")], [("t", "y"), ("t", "x")])


def test_turns_are_brought_into_step() -> None:
    """Where one turn by chance has the values of another, all go by what most say."""
    samples = [
        Sample(
            {f"log[{turn}].t": 10 * turn + at for turn in range(3)},
            {f"h[{turn + 1}]": 10 * turn + at for turn in range(3)},
        )
        for at in range(12)
    ]
    assert {one.ours: one.theirs for one in propose(samples)} == {f"log[{at}].t": f"h[{at + 1}]" for at in range(3)}


# ---- what differs


@pytest.mark.parametrize(
    ("own", "other", "what"),
    [
        (21.5, 21.5, None),
        (21.5, 22.5, "differ"),
        (None, NOTHING, None),
        (NOTHING, None, None),
        (NOTHING, 3, "only theirs"),
        (None, 3, "only theirs"),
        (None, "fault", None),
        (NOTHING, "fault", "only theirs"),
        (None, "21.5 °C", "only theirs"),
        (3, None, "only ours"),
        (3, NOTHING, "only ours"),
    ],
)
def test_in_what_manner_two_values_differ(own: Any, other: Any, what: str | None) -> None:
    assert _what(Pair("t", "x"), own, other, None) == what


@pytest.mark.parametrize(
    ("values", "remark"),
    [
        ([(1, 3), (5, 7)], "theirs is ours + 2 in all of them"),
        ([(3, 1), (7, 5)], "theirs is ours − 2 in all of them"),
        ([(1, 3), (2, 6)], "theirs is ours · 3 in all of them"),
        ([(0, 3), (2, 6), (4, 12)], "theirs is ours · 3 in all of them"),
        ([(1, 3), (2, 9)], ""),
        ([(1, 3)], ""),
        ([(0, 3), (0, 6)], ""),
        ([(True, 3), (True, 3)], ""),
        ([("x", 3), (1, 3)], ""),
        ([(1, "x"), (1, 3)], ""),
    ],
)
def test_what_differences_have_in_common(values: list[tuple[Any, Any]], remark: str) -> None:
    assert _remark(Pair("t", "x"), values) == remark


def test_what_differences_of_times_have_in_common() -> None:
    one, other = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, 1, tzinfo=UTC)
    values = [(one, other), (other, datetime(2026, 1, 1, 2, tzinfo=UTC))]
    assert _remark(Pair("t", "x"), values) == "theirs is ours + 3600 in all of them"


def runs(body: Body, *said: tuple[str, dict[str, Any], str]) -> list[_Tried]:
    """Payloads with what theirs says of them, or why it refuses them."""
    found = []
    for payload, values, refusal in said:
        data, decoded, error = bytes.fromhex(payload), None, None
        try:
            decoded = codec_of(made(body)).decode(data, 1)
        except DecodeError as refused:
            error = refused
        found.append(_Tried(data, 1, decoded, error, values, refusal))
    return found


def held(body: Body, *pairs: Pair) -> Comparison:
    return Comparison(made(body), "decodeUplink(input)", None, pairs)


BODY = temperature(i8), humidity(u8)


def test_what_has_no_counterpart_is_counted() -> None:
    one = held(BODY, Pair("temperature", "t"))
    said = (
        ("1528", {"t": 21, "x": 1}, ""),
        ("1629", {"t": 22, "x": 2, "y": 3}, ""),
        ("15", {"z": 1}, ""),
        ("1528", {}, "no"),
    )
    _alone(one, runs(BODY, *said))
    assert one.only_ours == {"humidity": 2}
    assert one.only_theirs == {"x": (2, 2), "y": (1, 3)}


def test_what_is_rare_has_no_pair_and_comes_in_few_payloads() -> None:
    one = held(BODY, Pair("temperature", "t"))
    whole = [("1528", {"t": 21}, "")]
    assert _rare(one, runs(BODY, *whole)) == set()
    body = temperature(i8), history(humidity(u8))
    said = [("15", {"t": 21}, "")] * 5
    assert _rare(held(body, Pair("temperature", "t")), runs(body, ("1528", {"t": 21}, ""), *said)) == {
        "history[0].humidity"
    }
    assert _rare(held(body, Pair("temperature", "t")), runs(body, ("1528", {"t": 21}, ""), *said[1:])) == set()


def test_what_one_side_refuses_is_grouped_by_its_reason() -> None:
    one = held(BODY, Pair("temperature", "t"))
    said = (
        ("15", {"t": 21, "model": 3}, ""),
        ("16", {"t": 22}, ""),
        ("17", {"model": 3}, ""),
        ("18", {"t": None}, ""),
        ("1528", {}, "bad"),
        ("1529", {}, "worse"),
        ("152a", {}, "worse"),
    )
    _refusals(one, runs(BODY, *said), 1)
    assert [(each.by, each.reason, each.count, len(each.examples)) for each in one.refusals] == [
        ("ours", "TruncatedPayload", 2, 1),
        ("theirs", "worse", 2, 1),
        ("theirs", "bad", 1, 1),
    ]
    (payload, port, why, values), *_ = one.refusals[0].examples
    assert (payload.hex(), port, why, values) == ("15", 1, "byte 1: humidity: 1 byte needed, none left", {"t": 21})
    assert one.refusals[1].examples[0][3] == {"temperature": 21.0, "humidity": 41.0}


@pytest.mark.parametrize(
    ("body", "payload", "name", "value", "place"),
    [
        (BODY, "1528", "humidity", 40, "byte 1 is 28, raw 40"),
        (temperature(i16 / 10), "00d7", "temperature", 21.5, "bytes 0…1 are 00d7, raw 215"),
        (word(u8, motion(bit(0)), reserved(bits(1, 7))), "01", "motion", True, "byte 0 is 01, bit 0 raw 1"),
        (word(u8, battery(bits(4, 7)), reserved(bits(0, 3))), "51", "battery", 5, "byte 0 is 51, bits 4–7 raw 5"),
        (history(humidity(u8)), "2829", "history[1].humidity", 41, "byte 1 is 29, raw 41"),
        (history(humidity(u8)), "2829", "history[0].humidity", 40, "byte 0 is 28, raw 40"),
        (history(humidity(u8)), "2829", "humidity", 41, ""),
        (BODY, "1528", "battery", 1, ""),
    ],
)
def test_the_bytes_that_a_value_comes_from(body: Body, payload: str, name: str, value: Any, place: str) -> None:
    assert _place(made(body), bytes.fromhex(payload), 1, name, value) == place


def test_what_a_vector_of_theirs_does_not_bear_out() -> None:
    pairs = [Pair("t", "x"), Pair("h", "y"), Pair("s", "z")]
    assert _wrong(pairs, {"t": 1.0, "h": 2.0}, {"x": 1, "y": 3}) == {"h": "h is 2.0 and 3 of theirs"}
    assert _wrong(pairs, {"t": 1.0}, {}) == {"t": "t is 1.0 and nothing of theirs"}
    for said in ({}, {"x": None}, {"x": "fault"}):
        assert _wrong(pairs, {"t": None}, said) == {}
    assert _wrong(pairs, {"t": None}, {"x": 3}) == {"t": "t is None and 3 of theirs"}


# ---- doubts, tables, files


@pytest.mark.parametrize(
    ("pair", "unit", "words"),
    [
        (Pair("v", "x", How(Fraction(1000))), "V", None),
        (Pair("v", "x", How(Fraction(10))), "V", "theirs is 10 times ours: a unit, or a mistake of scale?"),
        (Pair("v", "x", How(Fraction(1, 10))), "V", "ours is 10 times theirs: a unit, or a mistake of scale?"),
        (Pair("v", "x", How(Fraction(10)), confirmed=True), "V", None),
        (Pair("v", "x", How(Fraction(10), Fraction(1))), "V", None),
        (Pair("v", "x", How(Fraction(60))), "V", None),
        (Pair("v", "x"), "V", None),
        (Pair("w", "x", How(Fraction(1000))), "V", "theirs is 1000 times ours: a unit, or a mistake of scale?"),
    ],
)
def test_a_factor_that_is_no_unit_is_asked_about(pair: Pair, unit: str, words: str | None) -> None:
    found = in_doubt([pair], {"v": unit})
    assert ([question(one) for one in found] or [None]) == [words]


def test_lines_of_the_table() -> None:
    for pair, text in (
        (Pair("t", "x"), '{"device": "a/b", "ours": "t", "theirs": "x"}'),
        (
            Pair("t", "x", How(Fraction(9, 5), Fraction(32))),
            '{"device": "a/b", "ours": "t", "theirs": "x", "factor": "9/5", "offset": "32"}',
        ),
        (Pair("t", "x", TRUTH), '{"device": "a/b", "ours": "t", "theirs": "x", "truth": true}'),
        (
            Pair("t", "x", How(labels={True: (1,), False: (0, "no")})),
            '{"device": "a/b", "ours": "t", "theirs": "x", "labels": [[true, 1], [false, [0, "no"]]]}',
        ),
    ):
        assert table.line("a/b", pair) == text


def test_payloads_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "payloads.txt"
    file.write_text("# some\n\n0102\n7, 0x03 # on another port\n255;04\n")
    assert read_payloads(file, 2) == [(b"\x01\x02", 2), (b"\x03", 7), (b"\x04", 255)]
    for text, words in (("256 01", "saw '256 01'"), ("1 2 3", "saw '1 2 3'"), ("012", "saw '012'")):
        file.write_text(f"01\n{text}\n")
        with pytest.raises(ComparisonError, match=f":2: .*{words}"):
            read_payloads(file, 2)
    file.write_text("01")
    with pytest.raises(ComparisonError, match=":1: this device sends on several ports: write the port before"):
        read_payloads(file, None)


def test_how_an_encoder_may_want_its_values() -> None:
    assert [one["x"] for one in _readings({"x": True})] == [True, 1, "enable", "on"]
    assert [one["x"] for one in _readings({"x": False})] == [False, 0, "disable", "off"]
    assert [one["x"] for one in _readings({"x": 7200})] == [7200, 120, 2, "7200"]
    assert [one["x"] for one in _readings({"x": 0})] == [0, "0"]
    assert [one["x"] for one in _readings({"x": b"\xab"})] == ["ab"]
    assert list(_readings({"x": "a", "y": 1})) == [{"x": "a", "y": 1}, {"x": "a", "y": "1"}]
