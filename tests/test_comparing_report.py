"""The report of a comparison, whole: everything that it may have, as it is printed."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest

from redi_codecs.comparing.comparison import NOTHING, Comparison, Difference, Example, Refusal
from redi_codecs.comparing.downlinks import Downlinks, Wrong
from redi_codecs.comparing.likeness import How
from redi_codecs.comparing.pairing import Pair
from redi_codecs.comparing.report import report, shown
from redi_codecs.kinds import humidity, temperature
from redi_codecs.layout import attribute, command, device, expect, i8, quirk, u8
from redi_codecs.layout import example as example_

BODY = temperature(i8), humidity(u8)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (NOTHING, "nothing"),
        (None, "no value"),
        (True, "yes"),
        (False, "no"),
        (0.1 + 0.2, "0.3"),
        (datetime(2026, 1, 1, tzinfo=UTC), "2026-01-01T00:00:00Z"),
        ("a\nb", "'a\\nb'"),
        ("ab", "ab"),
        (3, "3"),
    ],
)
def test_a_value_for_the_eye(value: Any, text: str) -> None:
    assert shown(value) == text


def whole() -> Comparison:
    """A comparison in which everything comes that a report may have."""
    downlink = {"set": command(2, expect(u8, 1), attribute(level=u8))}
    reasoned = quirk("1528", f_port=1, keys=("air.temperature",), reason="theirs forgets the sign")
    device_of = device(
        "acme/t1", name="T1", source="manual", f_port=1, uplink=BODY, downlink=downlink, quirks=[reasoned]
    )
    volt, door = Pair("v", "mV", How(Fraction(1000))), Pair("door", "d", How(labels={True: (0,), False: (1,)}))
    turns = [Pair(f"log[{at}].t", f"h[{at + 1}].t") for at in range(2)]
    named = Pair("a_name_that_is_longer_than_most_of_them", "another_of_theirs_that_is_long", by_name=True)
    pairs = [Pair("t", "x"), volt, door, *turns, named, Pair("w", "W", How(Fraction(10)), confirmed=True)]
    made_of = Comparison(device_of, "decodeUplink(input)", "encodeDownlink(input)", pairs, tried=9, both=5, neither=2)
    made_of.untried = 1, "it took too long"
    sample = Example(b"\x15", 1, 3.6, 3601, "", "byte 0 is 15")
    faulty = Example(b"\x16", 2, None, 7, "fault")
    made_of.differences = [
        Difference(volt, "differ", volt.general, 5, 2, examples=[sample], values=[(3.6, 3601)], remark="a remark"),
        Difference(pairs[0], "only theirs", pairs[0].general, 5, 1, examples=[faulty], values=[(None, 7)]),
        Difference(
            door,
            "only ours",
            door.general,
            5,
            3,
            examples=[Example(b"\x17", 1, True, NOTHING)],
            values=[(True, NOTHING)],
        ),
        Difference(
            turns[0],
            "only theirs",
            turns[0].general,
            5,
            1,
            values=[(NOTHING, 1)],
            examples=[Example(b"\x17", 1, NOTHING, 1, "", "which byte 0 decides"), Example(b"\x18", 1, NOTHING, 2)],
        ),
        Difference(turns[1], "differ", turns[1].general, 5, 4, odd=True),
        Difference(pairs[0], "differ", pairs[0].general, 5, 1, odd=True),
        Difference(turns[0], "differ", turns[0].general, 5, 2, odd=True),
    ]
    made_of.refusals = [
        Refusal("ours", "TruncatedPayload", 2, [(b"", 1, "byte 0: none left", {"x": 1, "y": None})]),
        Refusal("ours", "Other", 1),
        Refusal("theirs", "too short", 1, [(b"\x15", 1, "too short", {"t": 2.5})]),
    ]
    made_of.only_ours = {"u": 3} | {f"p_{at}_max": 1 for at in range(4)} | {f"q[{at}]": 1 for at in range(3)}
    made_of.only_theirs = {"z": (4, "on"), "long": (1, "x" * 90)}
    made_of.doubtful = [Pair("v", "mV", How(Fraction(10))), turns[0], turns[1]]
    example_of = example_("0105", f_port=2, level=5, source="manual")
    made_of.downlinks = Downlinks(
        3, [Wrong("set", example_of, {"l": True, "m": 2.0}, b"\x01\x06")], {"go": "no example"}
    )
    return made_of


REPORT = """
acme/t1 against decodeUplink(input)
9 payloads: both decode 5, neither decodes 2
1 payload not tried, for it took too long

ours                                theirs
t                                   x
v                                   mV
    theirs is ours · 1000
door                                d
    theirs: yes → 0, no → 1, INVERTED?
log[k].t                            h[k + 1].t
a_name_that_is_longer_than_most_of_them  another_of_theirs_that_is_long
    by its name alone
w                                   W
    theirs is ours · 10, confirmed

v and mV: theirs is 10 times ours: a unit, or a mistake of scale?
  if it is a unit, write into test_comparing_report.pairs.jsonl:
  {"device": "acme/t1", "ours": "v", "theirs": "mV", "factor": "10"}

log[k].t and h[k + 1].t: ours is 1 times theirs: a unit, or a mistake of scale?
  if it is a unit, write into test_comparing_report.pairs.jsonl:
  {"device": "acme/t1", "ours": "log[1].t", "theirs": "h[2].t"}

v differs from mV: 2 of 5
  a remark
  15 on port 1
      ours 3.6, so theirs should be 3600; theirs 3601; byte 0 is 15

t has no value, theirs has one in x: 1 of 5
  16 on port 2
      ours no value (fault); theirs 7

not said by theirs: door 3 of 5
  17 on port 1
      door: ours yes; theirs nothing

not said by ours: log[k].t 1 of 5
  17 on port 1
      log[k].t: ours nothing; theirs 1, which byte 0 decides

theirs gives values for payloads that end too early: 2
  no bytes on port 1
      ours: byte 0: none left; theirs: x 1

theirs gives values for Other: 1

theirs refuses what we decode, too short: 1
  15 on port 1
      theirs: too short; ours: t 2.5

on payloads that we warn of, or that hold what theirs does not know, they differ
  too: log[k].t 6, t 1

only we say (and how often): u 3, p_…_max 4, q[0] 1, q[1] 1, q[2] 1

only theirs says (and how often, with an example):
  z 4: on
  long 1: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…

encodeDownlink(input) gives the same bytes for 3 of 4 examples of downlinks
  set: of l yes, m 2, ours is 0105, theirs 0106
  go was not compared: no example

the declaration differs on purpose, air.temperature: theirs forgets the sign

4 of 6 pairs differ; 2 pairs in doubt; 1 downlink with other bytes; 1 payload not tried; 4 payloads decoded by one side only
"""  # noqa: E501


def test_the_whole_report() -> None:
    assert report(whole()) == REPORT.strip("\n")


def plain(*pairs: Pair) -> Comparison:
    bare = device("acme/t1", name="T1", source="manual", f_port=1, uplink=BODY)
    return Comparison(bare, "decodeUplink(input)", None, pairs)


def test_the_verdict() -> None:
    """What does not differ is not counted, and one of anything is one."""
    same = plain(Pair("t", "x"))
    assert report(same).splitlines()[-1] == "no differences in 1 pair"
    assert report(plain()).splitlines()[-1] == "nothing could be paired, so nothing was compared"
    same.differences = [Difference(same.pairs[0], "differ", ("t", "x"), 2, 1, values=[(1, 2)])]
    assert report(same).splitlines()[-1] == "1 of 1 pair differs"
    same.differences, same.refusals = [], [Refusal("ours", "Other", 1)]
    assert report(same).splitlines()[-1] == "1 payload decoded by one side only"
    alone = plain(Pair("t", "x"))
    alone.encoder = "encodeDownlink(input)"
    assert "there is encodeDownlink(input) for downlinks too, and the declaration has no\n  commands" in report(alone)
    taking = whole()
    taking.downlinks = Downlinks(left_out={"set": "theirs asks for nothing like level"})
    assert "encodeDownlink(input) is there for downlinks too, and none of our" in report(taking)
    assert "  set was not compared: theirs asks for nothing like level" in report(taking)
