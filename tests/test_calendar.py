"""Dates in numbers of their own: what they say, what is none, and the way back."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from layouts import made
from redi_codecs import codec
from redi_codecs.encoding.drawing import Seeded, draw
from redi_codecs.errors import DeclarationError, EncodeError
from redi_codecs.kinds import battery, event_time, manufacturing_date, temperature, time
from redi_codecs.layout import (
    Body,
    V,
    attribute,
    bcd,
    bit,
    bits,
    calendar,
    choice,
    concat,
    derived,
    f32,
    gps_time,
    history,
    i8,
    i16,
    index,
    let,
    lookup,
    optional,
    reserved,
    switch,
    tags,
    text,
    u8,
    u16,
    u16le,
    u32,
    u32le,
    u32ws,
    u64,
    word,
)
from redi_codecs.readings import Decoded

BYTES = calendar(year=u16, month=u8, day=u8, hour=u8, minute=u8, second=u8)
PACKED = calendar(
    year=bits(25, 31) + 2000,
    month=bits(21, 24),
    day=bits(16, 20),
    hour=bits(11, 15),
    minute=bits(5, 10),
    second=bits(0, 4) * 2,
)


def decoded(body: Body, payload: str) -> Decoded:
    return codec(made(body)).decode(bytes.fromhex(payload), 1)


def encoded(body: Body, **values: Any) -> str:
    return codec(made(body)).encode_uplink(values).payload.hex()


def when(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


# ---- what is said ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "payload", "moment"),
    [
        (time(BYTES), "07e8021d173b3b", when(2024, 2, 29, 23, 59, 59)),
        (word(u32le, time(PACKED)), "5c645d30", when(2024, 2, 29, 12, 34, 56)),
        (
            time(calendar(second=u8, minute=u8, hour=u8, day=u8, month=u8, year=u16le)),
            "3b3b171d02e807",
            when(2024, 2, 29, 23, 59, 59),
        ),
        (time(calendar(year=bcd(u8) + 2000, month=bcd(u8), day=bcd(u8))), "240229", when(2024, 2, 29)),
        (time(calendar(century=bcd(u8), year=bcd(u8))), "1999", when(1999, 1, 1)),
        (time(calendar(year=u8 + 1900, month=u8 + 1)), "7c01", when(2024, 2, 1)),
        (time(calendar(year=u8 + 2000, month=u8, day=u8, hour=u8, offset=3600)), "18030100", when(2024, 2, 29, 23)),
        (time(calendar(offset=i8 * 900, year=u8 + 2000, month=u8, day=u8, hour=u8)), "fc18021e00", None),
        (time(calendar(offset=i8 * 900, year=u16, month=u8, day=u8, hour=u8)), "fc07e8021d00", when(2024, 2, 29, 1)),
        (time(calendar(year=u16)), "0001", when(1, 1, 1)),
        (time(calendar(year=u16, month=u8, day=u8, offset=-3600)), "270f0c1f", when(9999, 12, 31, 1)),
    ],
)  # fmt: skip
def test_the_time_of_a_message(body: Body, payload: str, moment: datetime | None) -> None:
    assert decoded(body, payload).time == moment
    if moment is not None:
        assert decoded(body, encoded(body, time=moment)).time == moment


def test_scattered_bits_and_a_century_apart() -> None:
    body = word(
        u32,
        reserved(concat(bit(15), bits(6, 7))),
        time(
            calendar(
                minute=bits(0, 5),
                hour=bits(8, 12),
                century=bits(13, 14) + 19,
                day=bits(16, 20),
                year=concat(bits(28, 31), bits(21, 23)),
                month=bits(24, 27),
            )
        ),
    )
    payload = encoded(body, time=when(2024, 2, 29, 23, 59))
    assert (payload, decoded(body, payload).time) == ("321d373b", when(2024, 2, 29, 23, 59))


def test_an_attribute_is_a_time_too_whatever_its_name() -> None:
    body = (attribute(made=BYTES, heard=gps_time(u32)), manufacturing_date(BYTES))
    said = decoded(body, "07e8021d173b3b 4b4b4b4b 07e30b0c000000")
    assert {name: one.value for name, one in said.attributes.items()} == {
        "made": when(2024, 2, 29, 23, 59, 59),
        "heard": when(2020, 1, 16, 16, 0, 57),
        "manufacturing_date": when(2019, 11, 12),
    }
    assert said.to_dict()["attributes"][0]["value"] == "2024-02-29T23:59:59Z"


@pytest.mark.parametrize(
    "payload",
    ["07e8001d000000", "07e80d01000000", "07e8021e000000", "07e7021d000000", "07e80200000000", "00000101000000",
     "27100101000000", "07e80101180000", "07e80101003c00", "07e8010100003c", "07e80431000000", "ffffffffffffff",
     "00000000000000", "076c021d000000"],
)  # fmt: skip
def test_what_is_no_date_is_no_value(payload: str) -> None:
    said = decoded((time(BYTES), event_time(BYTES), temperature(i8)), payload * 2 + "15")
    assert said.time is None
    assert (said.attributes["event_time"].value, said.attributes["event_time"].status) == (None, "unknown")
    assert said.readings[0].time is None


def test_digits_that_are_none_and_unlisted_numbers_are_no_date() -> None:
    date = calendar(year=bcd(u8) + 2000, month=lookup(u8, {1: 3, 2: Fraction(7, 2)}))
    assert [decoded(time(date), one).time for one in ("2401", "2402", "2403", "2a01")] == [
        when(2024, 3, 1),
        *[None] * 3,
    ]


def test_a_sentinel_has_its_status() -> None:
    date = calendar(year=u16, month=u8, day=u8)
    said = decoded(event_time(date, invalid={0: "clock_not_set", 0xFFFFFFFF: "fault"}), "00000000")
    assert said.attributes["event_time"].status == "clock_not_set"


def test_every_day_of_the_calendar_is_the_day_that_python_knows() -> None:
    """In the core too: one payload a day, over all kinds of years."""
    of = codec(made(time(calendar(year=u16, month=u8, day=u8)), battery(u8)))
    days = [when(1, 1, 1) + timedelta(days) for days in range(0, 3_652_059, 331)]
    days += [
        when(year, month, day)
        for year in (4, 100, 400, 1900, 1970, 2000, 2100, 9999)
        for month, day in ((2, 28), (3, 1), (12, 31))
    ]
    payloads = [one.year.to_bytes(2) + bytes((one.month, one.day, 100)) for one in days]
    assert of.decode_batch(payloads, 1).time.to_pylist() == days


# ---- the way back ---------------------------------------------------------------------------------------------------


def test_a_time_is_encoded_to_the_bytes_that_it_came_from() -> None:
    chance = random.Random(1)
    for body in (time(BYTES), word(u32le, time(PACKED)), time(calendar(day=bcd(u8), year=u16le, month=u8))):
        of = codec(made(body))
        for _ in range(300):
            payload, _ = draw(of.plan, Seeded(chance.randrange(1 << 30)), 1)
            said = of.decode(payload, 1)
            again = of.encode_uplink(said).payload
            assert again == payload or said.time is None
            assert of.decode(again, 1).time == said.time


@pytest.mark.parametrize(
    ("body", "moment", "problem"),
    [
        (word(u32le, time(PACKED)), when(2024, 2, 29, 12, 34, 57), "the second cannot be 57"),
        (word(u32le, time(PACKED)), when(1999, 1, 1), "the year cannot be 1999"),
        (time(calendar(year=u16, month=u8)), when(2024, 2, 29), "2024-02-29 00:00:00 has the day 29"),
        (time(calendar(year=bcd(u8))), when(2024, 1, 1), "the year cannot be 2024"),
        (time(BYTES), 0.5, "whole seconds"),
        (time(BYTES), 1 << 40, "beyond the calendar"),
    ],
)
def test_what_cannot_be_said_is_refused(body: Body, moment: Any, problem: str) -> None:
    with pytest.raises(EncodeError, match=problem) as refused:
        encoded(body, time=moment)
    assert refused.value.field == "time"


def test_a_clock_that_is_not_set_is_written_as_one() -> None:
    body = (time(BYTES), event_time(BYTES), temperature(i8))
    assert encoded(body, temperature=21, event_time=None) == "00" * 14 + "15"


def test_the_offset_is_none_unless_it_has_to_be() -> None:
    assert encoded(time(calendar(offset=i8 * 900, year=u16)), time=when(2024, 1, 1)) == "0007e8"
    hours = calendar(offset=u8 * 3600 + 3600, year=u16, month=u8, day=u8, hour=u8)
    assert encoded(time(hours), time=when(2024, 1, 1)) == "0007e8010101"


# ---- what steers, and what depends on it ----------------------------------------------------------------------------


def test_a_hidden_date_begins_a_history() -> None:
    body = (let(start=calendar(year=u16, month=u8, day=u8)), history(temperature(i8), time=V.start + 3600 * index))
    said = decoded(body, "07e8021d 1516")
    assert [one.time for one in said.records] == [when(2024, 2, 29), when(2024, 2, 29, 1)]
    assert codec(made(body)).encode_uplink(said).payload.hex() == "07e8021d1516"
    assert [one.time for one in decoded(body, "07e8021e 1516").records] == [None, None]


def test_a_condition_on_a_date_that_is_none_does_not_hold() -> None:
    body = (time(BYTES), optional(V.time > 0, temperature(i8)), battery(u8))
    said = decoded(body, "00" * 7 + "64")
    assert [one.name for one in said.readings] == ["battery"]
    assert codec(made(body)).encode_uplink(said).payload.hex() == "00" * 7 + "64"


def test_a_message_without_time_is_chosen_where_none_is_given() -> None:
    body = switch(u8, {1: (time(u32), temperature(i8)), 2: temperature(i8)})
    assert (encoded(body, temperature=1), encoded(body, temperature=1, time=2)) == ("0201", "010000000201")


def test_a_derived_time_is_worked_out() -> None:
    body = (let(day=u16, half=u8), time(derived(V.day * 86_400)), temperature(derived(V.half / 2)))
    assert encoded(body, time=when(1970, 1, 3), temperature=21.5) == "00022b"
    with pytest.raises(EncodeError, match="cannot say the time"):
        encoded(body, time=5, temperature=21.5)


def test_a_number_that_two_words_share_is_worked_out() -> None:
    body = (
        word(u8, reserved(bits(2, 7)), let(high=bits(0, 1))),
        word(u16, let(low=bits(4, 15)), reserved(bits(0, 3))),
        temperature(derived((V.high * 4096 + V.low) / 10), invalid=V.high * 4096 + V.low == 16383),
    )
    assert encoded(body, temperature=820.7) == "0200f0"
    assert encoded(body, temperature=None) == "03fff0"


def test_batches_and_exports_know_the_time() -> None:
    of = codec(made(let(day=u16), time(derived(V.day * 86_400)), temperature(i8)))
    payload = bytes.fromhex("4e2015")
    assert of.decode_batch([payload] * 3, 1).time.to_pylist() == [when(2024, 10, 4)] * 3
    assert of.decode(payload, 1).normalized()[0]["time"] == "2024-10-04T00:00:00Z"


# ---- what a declaration may say -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"year": u8, "week": u8}, "calendar has no week"),
        ({"month": u8, "day": u8}, "month without year"),
        ({"year": u8, "day": u8}, "day without month"),
        ({"hour": u8, "minute": u8}, "hour without day"),
        ({"century": u8}, "without a year"),
        ({"year": 2024, "month": u8}, "without a year"),
        ({"year": u8 / 2}, "year is a whole number"),
        ({"year": choice(u8, {1: "a"})}, "year is a whole number"),
        ({"year": text(4)}, "year takes an integer"),
        ({"year": f32}, "year takes an integer"),
        ({"year": u32ws}, "big- or little-endian"),
        ({"year": u64}, "more than 32 bits"),
        ({"year": u32, "month": u32, "day": u8}, "72 bits are more than 64"),
        ({"year": u8, "month": bits(0, 3)}, "join bits with bits"),
        ({"year": u16, "month": 13}, "calendar: month is 1 … 12, not 13"),
        ({"year": u16, "month": u8, "day": 32}, "calendar: day is 1 … 31, not 32"),
        ({"year": u16, "month": u8, "day": u8, "hour": 24}, "hour is 0 … 23, not 24"),
        ({"year": u16, "month": u8, "day": u8, "hour": u8, "minute": 60}, "minute is 0 … 59, not 60"),
    ],
)
def test_what_is_no_calendar_is_refused(parts: dict[str, Any], problem: str) -> None:
    with pytest.raises(DeclarationError, match=problem):
        calendar(**parts)


def test_a_date_is_no_number() -> None:
    with pytest.raises(DeclarationError, match="could be scaled"):
        BYTES * 2
    with pytest.raises(DeclarationError, match="is of type float"):
        temperature(BYTES)
    with pytest.raises(DeclarationError, match="bits belong inside a word"):
        made(time(PACKED))


def test_a_hidden_value_is_not_derived_in_a_word_either() -> None:
    with pytest.raises(DeclarationError, match="a hidden value is read"):
        made(word(u8, let(a=bits(0, 7)), let(b=derived(V.a + 1))), temperature(i16))


def test_dates_are_drawn_from_both_centuries() -> None:
    body = manufacturing_date(calendar(century=bcd(u8), year=bcd(u8), month=bcd(u8), day=bcd(u8)))
    plan = codec(made(body)).plan
    drawn = [draw(plan, Seeded(seed))[0][0] for seed in range(40)]
    assert min(drawn.count(0x19), drawn.count(0x20)) > 10


def test_a_date_with_a_tag_of_its_own_is_said_again() -> None:
    """Fields that are no date say that there is none, so that no tag needs a date: it is written all the same."""
    of = codec(made(tags(u8, {1: time(BYTES), 2: temperature(i8), 3: (time(BYTES), attribute(mode=u8))})))
    payload = bytes.fromhex("0215 01 07EA 01 1B 0A 32 00")
    told = of.decode(payload, 1)
    assert told.time == datetime(2026, 1, 27, 10, 50, tzinfo=UTC)
    assert of.encode_uplink(told, f_port=1).payload == payload
