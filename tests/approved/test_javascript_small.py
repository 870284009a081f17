"""JavaScript of small layouts with what few devices have: what may be missing, what decides, names elsewhere."""

from __future__ import annotations

import zlib
from fractions import Fraction
from typing import Any

from approved import approved, grouped
from approved.test_javascript import pieces
from layouts import made
from redi_codecs import Codec, kinds
from redi_codecs.kinds import (
    battery,
    battery_voltage,
    co2,
    contact,
    event_time,
    humidity,
    illuminance,
    latitude,
    leak,
    motion,
    motion_count,
    occupancy,
    people_count,
    people_in,
    people_out,
    pressure,
    serial_number,
    temperature,
    time,
    vibration,
    wind_direction,
)
from redi_codecs.layout import (
    Body,
    Custom,
    V,
    attribute,
    bcd,
    bit,
    bits,
    calendar,
    concat,
    curve,
    derived,
    expect,
    f32,
    f64,
    gps_time,
    hexadecimal,
    history,
    i8,
    i16,
    i16le,
    i32,
    index,
    let,
    lookup,
    measured_at,
    minifloat,
    occurrence,
    optional,
    peek,
    pick,
    presence,
    raw,
    received_at,
    remaining,
    repeat,
    reserved,
    sized,
    switch,
    tags,
    text,
    u8,
    u16,
    u16le,
    u24,
    u32,
    u40,
    u48,
    u64,
    version,
    word,
)
from redi_codecs.layout.nodes import Item
from redi_codecs.plan.planner import plan
from redi_codecs.runtimes.javascript import NoJavaScript, javascript
from redi_codecs.runtimes.javascript.control import ControlEmitter
from redi_codecs.runtimes.javascript.helpers import chosen
from redi_codecs.runtimes.javascript.normalizing import normalizing
from redi_codecs.runtimes.javascript.text import Script
from redi_codecs.runtimes.javascript.twice import said_twice


def third(number: int) -> Fraction | None:
    return None if number % 2 else Fraction(number * number, 3)


def nothing_read(payload: bytes, start: int, end: int, received: float | None) -> tuple[list[Item], int]:
    return [], start


def nothing_written(items: Any) -> bytes:
    return b""


LATE = (let(a=u8), optional(V.a == 1, let(late=u8)))
SMALL: dict[str, Body] = {
    "computed of what may be missing": (
        *LATE,
        humidity(derived(V.late * 2)),
        motion_count(derived(V.late + 1), channel=occurrence),
        temperature(derived(V.humidity + 1)),
        event_time(derived(V.late * 60)),
        battery(derived(V.late + V.a), valid=V.a > 3),
        co2(derived(V.late * 10), invalid=V.a == 4),
    ),
    "a time that is computed of what may be missing": (*LATE, time(derived(V.late * 60)), battery(u8)),
    "a time that decides, and may be missing": (
        *LATE,
        event_time(derived(V.late * 60)),
        optional(V.event_time > 3, battery(u8)),
    ),
    "truths and numbers": (
        let(f=u8 == 1, g=u8 > 3, n=u8, w=u48),
        optional(V.f == V.n, battery(u8)),
        optional(V.n != V.g, humidity(u8)),
        optional(V.f == V.g, co2(u8)),
        optional(V.n == V.w, temperature(i8)),
        attribute(bit31=derived(V.w.bit(31)), bit32=derived(V.w.bit(32)), bit33=derived(V.w.bit(33))),
        attribute(low=derived(V.w.bits(0, 31)), some=derived(V.n.bits(0, 3)), more=derived(V.w.bits(31, 32))),
    ),
    "bits of a number": (
        let(a=u32, b=i8, c=u32 + 1),
        attribute(a1=derived(V.a.bits(0, 30)), a2=derived(V.a.bits(1, 31)), a3=derived(V.a.bits(0, 31))),
        attribute(b1=derived(V.b.bits(0, 3)), c1=derived(V.c.bits(0, 3)), c2=derived(V.c.bits(4, 7))),
    ),
    "bytes read in advance": (
        optional(peek(0, u16) == 1, battery(u8)),
        optional(peek(1, u16le) == 1, humidity(u8)),
        optional(peek(-1, u8) > 1, co2(u8)),
        optional(peek(0, u8) > 1, temperature(i8)),
        attribute(seen=derived(peek(0, u8) + 1), last=derived(peek(-1, u8) + 1), both=derived(peek(0, u16le) + 1)),
    ),
    "floats": (
        temperature(f32),
        event_time(f32),
        let(a=f32),
        humidity(f32, valid=V.a > 1),
        co2(f32, invalid=V.a > 1),
        optional(V.humidity > 3, battery(f32, invalid=7)),
        attribute(b=f64, c=f32 > 3),
    ),
    "a time that is a float": (time(f32), battery(u8)),
    "a float that decides": (temperature(f32), optional(V.temperature > 3, battery(u8))),
    "times that are right": (event_time(u32), event_time(gps_time(u32), channel=1)),
    "times that may be wrong": (event_time(u48), battery(u8)),
    "a time of a calendar": time(calendar(year=u8 + 2000, month=u8, day=u8)),
    "a date of decimals": time(calendar(year=bcd(u8) + 2000, month=bcd(u8), day=bcd(u8))),
    "a date of which a century is read": time(calendar(century=u8, year=u8, month=u8, day=u8)),
    "a date of which a century may be none": time(
        calendar(century=lookup(u8, {1: 19, 2: 20}), year=u8, month=u8, day=u8)
    ),
    "a date of which a year may be none": time(calendar(century=u8, year=lookup(u8, {1: 19, 2: 20}), month=u8)),
    "dates and times": (event_time(calendar(year=u8 + 2000, month=u8)), event_time(u32, channel=1)),
    "numbers with a sign": (temperature(i8), temperature(i16le / 10, place="probe"), attribute(a=i32, b=i16 > 3)),
    "many numbers with a sign": tuple(temperature(i16 + at, channel=at) for at in range(9)),
    "a sentinel of numbers with a sign": (temperature(i16, invalid=-1), temperature(i8, place="probe", invalid=(1, 2))),
    "constants": (expect(u8, 1), expect(u16, 2), word(u8, expect(bits(0, 3), 3), battery(bits(4, 7)))),
    "constants and more": (expect(u8, 1), expect(u16, 2), expect(u8, 3), expect(i8, -4)),
    "secrets": (serial_number(hexadecimal(2)), latitude(i16 / 100), optional(V.latitude > 3, battery(u8))),
    "a secret that may be missing": (let(a=u8), latitude(i16 / 100, valid=V.a == 1), battery(u8)),
    "a curve that decides": (
        humidity(curve(u8, lambda raw: raw * raw if raw < 9 else None)),
        optional(V.humidity > 3, battery(u8)),
    ),
    "an occurrence that may be none": repeat(
        let(n=u8), humidity(u8, channel=occurrence, invalid={1: "fault", range(7, 9): "overflow"}), count=2
    ),
    "an occurrence that may be missing": repeat(let(n=u8), humidity(u8, channel=occurrence, valid=V.n == 1)),
    "a channel that is computed": repeat(
        let(n=u8), temperature(i8, channel=V.n + 1), temperature(u8, channel=pick(V.n > 3, V.n, 1), place="probe")
    ),
    "turns that nobody knows": (
        let(n=u8),
        optional(V.n == 1, let(m=u8 / 2)),
        repeat(battery(u8, channel=occurrence), count=V.m),
    ),
    "lengths that nobody knows": (
        let(n=u8),
        optional(V.n == 1, let(m=u8)),
        sized(V.m, battery(u8)),
        attribute(a=text(V.m)),
    ),
    "records": (
        battery(u8),
        history(temperature(i16), time=measured_at - 60, newest="first"),
    ),
    "records become current": history(time(u16), temperature(i8), newest="last"),
    "records by columns": history(temperature(i8), humidity(u8), count=3, time=received_at - 60),
    "secret records": history(latitude(i16 / 100), humidity(u8)),
    "numbers of 64 bits": attribute(a=u64, b=u64 / 10),
    "bits of a word": word(
        u24,
        battery(bits(0, 6)),
        motion(bits(7, 7) == 1),
        leak(bits(8, 8) == 0),
        co2(bits(9, 20)),
        reserved(bits(21, 23)),
    ),
    "secrets that are computed": (
        let(a=u8),
        latitude(derived(V.a / 10)),
        kinds.longitude(derived(V.a + 1), valid=V.a > 1),
        kinds.altitude(derived(V.a * 2), invalid=V.a > 1),
        optional(V.latitude > 3, battery(u8)),
        optional(V.altitude > 3, humidity(u8)),
    ),
    "secrets with conditions": (
        let(a=u8),
        latitude(i16 / 100, invalid=0, valid=V.a == 1),
        kinds.longitude(i16 / 100, invalid=V.a == 2),
        kinds.altitude(i16, invalid={1: "fault", 2: "overflow"}),
        optional(V.latitude > 3, battery(u8)),
        optional(V.altitude > 3, humidity(u8)),
    ),
    "times with conditions": (
        let(a=u8),
        time(u32, invalid=0, valid=V.a == 1),
        event_time(u32, invalid=0, valid=V.a == 1),
        optional(V.event_time > 3, battery(u8)),
    ),
    "a time with sentinels": (time(u32, invalid={0: "unknown", 1: "fault"}), battery(u8, invalid=255)),
    "in one place or another": switch(u8, {1: temperature(i8, invalid=1), 2: temperature(i8, invalid=2)}),
    "now and in records, of which the first is now": (
        temperature(i8, invalid=1),
        history(temperature(i8, invalid=1), newest="first"),
    ),
    "now and in records": (temperature(i8, invalid=1), history(temperature(i8, invalid=1))),
    "now and in records, of which the last is now": (
        temperature(i8, invalid=1),
        history(temperature(i8, invalid=1), newest="last"),
    ),
    "by tags, again and again": tags(u8, {1: temperature(i8, invalid=1), 2: humidity(u8)}),
    "in records of records": history(
        battery(u8, invalid=255), repeat(humidity(u8, channel=occurrence), count=2), count=2
    ),
    "what is asked of lengths": (
        let(n=u8, half=u8 / 2),
        attribute(a=text(V.n)),
        sized(V.n, battery(u8)),
        sized(V.half, humidity(u8)),
        repeat(temperature(i8, channel=index), count=V.n),
        repeat(temperature(u8, channel=index, place="probe"), count=V.half),
    ),
    "turns before what is at the end": (repeat(temperature(i8, channel=index)), reserved(2), co2(u16)),
    "a date alone": (event_time(calendar(year=u8 + 2000, month=u8, day=u8)), battery(u8)),
    "dates alone": (
        event_time(calendar(year=u8 + 2000, month=u8, day=u8)),
        event_time(calendar(year=u8 + 2000, month=u8, day=u8, hour=u8, minute=u8, second=u8), channel=1),
    ),
    "a date with an offset": event_time(calendar(year=u8 + 2000, month=u8, day=u8, hour=u8, offset=i8 * 900)),
    "a date of another century": event_time(calendar(century=19, year=u8, month=u8)),
    "a version of one number": (kinds.firmware_version(version(u8)), attribute(a=version(u8, u8))),
    "texts before what is at the end": (attribute(a=text()), battery(u8)),
    "texts with conditions": (
        let(a=u8),
        attribute(b=text(2), valid=V.a == 1),
        attribute(c=hexadecimal(2), valid=V.a == remaining),
        attribute(d=raw()),
    ),
    "words of 32 bits": word(
        u32,
        temperature(bits(4, 7, signed=True)),
        battery(bits(8, 14)),
        attribute(a=bits(15, 29), b=concat(bits(30, 30), bits(0, 3))),
        motion(bit(31)),
    ),
    "integers that are too large": (let(a=u64), attribute(b=derived(V.a / 7))),
    "integers that are too large, compared": (let(a=u64), optional(V.a > 7, battery(u8))),
    "integers that become too large": (
        let(a=u48, b=u8),
        attribute(c=derived(V.a * V.b + 1), d=derived(V.a * V.b - V.b), e=derived(V.a * V.b / 700)),
    ),
    "integers that become too large, without a rest": (let(a=u48, b=u8), attribute(c=derived(V.a * V.b // 7))),
    "integers that become too large, and what is left": (let(a=u48, b=u8), attribute(c=derived(V.a * V.b % 7))),
    "integers that become too large, by another": (let(a=u48, b=u8), attribute(c=derived(V.a * V.b / V.b))),
    "integers that become too large, compared": (let(a=u48, b=u8), optional(V.a * V.b > 7, battery(u8))),
    "a mask of 32 bits": (let(m=u32), presence(V.m, {0: battery(u8), 31: humidity(u8)})),
    "a mask of more than 32 bits": (let(m=u32 + 1), presence(V.m, {0: battery(u8)})),
    "a mask of 40 bits": (let(m=u40), presence(V.m, {0: battery(u8)})),
    "a small float": word(u24, temperature(minifloat(bits(0, 16), exponent=5, mantissa=12)), reserved(bits(17, 23))),
    "a twin of a curve": attribute(
        a=curve(u8, third, javascript="third.js"), b=curve(u8, third, javascript="third.js") * 2
    ),
    "a curve of what is derived": (
        let(a=u8),
        attribute(b=curve(derived(V.a), third, javascript="third.js")),
        temperature(curve(derived(V.a * 2), third, javascript="third.js")),
    ),
    "a curve of what is derived, and has no twin": (let(a=u8), attribute(b=curve(derived(V.a), third))),
    "what a custom node finds": Custom(
        "node",
        (
            *(kinds.analog_input(u8), kinds.raw_value(u8), kinds.counter(u8), kinds.iaq_accuracy(u8), battery(u8)),
            *(motion(u8), time(u8), event_time(u8), serial_number(hexadecimal(1)), kinds.duration(u8)),
        ),
        nothing_read,
        nothing_written,
        javascript="nothing.js",
    ),
}


def test_small() -> None:
    seen: set[str] = set()
    lines = []
    for name, body in SMALL.items():
        codec = Codec(made(body))
        try:
            text_ = javascript(codec.device, codec.plan, "1").partition("\n\n")[2]
            found = list(pieces(text_, whole=True, seen=seen))
        except NoJavaScript as error:
            found = [str(error)]
        lines += [
            f"// ---- {name}",
            *found,
            *([f"// twice: {twice}"] if (twice := sorted(said_twice(codec.plan.ops))) else []),
        ]
    approved("javascript/small", "\n".join(lines))


#: What has a name elsewhere: alone, with a limit, twice, instead of another, by its channel, in records, of people.
NAMED: dict[str, Body] = {
    "nothing": attribute(a=u8),
    "what has no name there": (kinds.rssi(i8), serial_number(hexadecimal(2))),
    "one": battery_voltage(u8 / 10),
    "one with limits": pressure(u16 / 10),
    "one with a limit": temperature(i16),
    "one and a time": (temperature(i16 / 10), time(u32)),
    "a direction": wind_direction(u16),
    "a direction that is no full turn": wind_direction(u8),
    "a direction and more": (wind_direction(u16), temperature(i8)),
    "a contact": contact(u8 == 1),
    "a contact and more": (contact(u8 == 1), contact(u8 == 2, channel=1), wind_direction(u16)),
    "several with few limits": (temperature(i16), humidity(u8), co2(u16), illuminance(u16)),
    "several with many limits": (pressure(u16), humidity(u8), kinds.soil_moisture(u8), kinds.soil_ph(u8), co2(i32)),
    "one in several places": (temperature(i8), temperature(i8, place="probe"), temperature(i8, place="soil")),
    "one that stands in": temperature(i8, place="probe"),
    "two that stand in": (temperature(i8, place="probe"), temperature(i8, place="surface")),
    "one for which two stand in": (temperature(i8, place="surface"), temperature(i8), temperature(i8, place="probe")),
    "channels for which one stands in": (
        temperature(i8, channel=1),
        temperature(i8, channel=2),
        temperature(i16, place="probe"),
    ),
    "channels, the highest first": (temperature(i8, channel=2), temperature(i8, channel=1), temperature(i8)),
    "channels that stand in": (temperature(i16), temperature(i8, place="probe", channel=1)),
    "the primary of two": (battery_voltage(u8), battery_voltage(u8, channel=1, primary=True)),
    "channels of two names": repeat(let(n=u8), temperature(i8, channel=V.n), humidity(u8, channel=V.n)),
    "channels of which one is known": (
        temperature(i8, channel=1),
        repeat(let(n=u8), temperature(i16, channel=V.n, place="probe")),
    ),
    "quantities that give way": (motion(u8 == 1), occupancy(u8 == 1)),
    "quantities that give way, the better last": (vibration(u8 == 1), motion(u8 == 1), battery_voltage(u8)),
    "a count that says so": motion_count(u8),
    "a count of all time": motion_count(u16, statistic="total"),
    "a count and the same": (motion_count(u8), motion(u8 == 1)),
    "a count and more": (motion_count(u8), temperature(i8)),
    "two counts": (motion_count(u8), people_count(u8)),
    "a count by channels": (motion_count(u8, channel=1), motion_count(u8, channel=2)),
    "a count by channels that the payload says": repeat(
        let(n=u8), motion_count(u8, channel=V.n), battery_voltage(u8, channel=V.n)
    ),
    "people": people_count(u8),
    "people by channels": (people_count(u8, channel=1), people_count(u8, channel=2)),
    "people who come and go": (people_in(u8), people_out(u8), time(u32)),
    "people who came and went": (people_in(u8, statistic="total"), people_out(u8, statistic="total"), temperature(i8)),
    "people in records": history(people_in(u8), people_count(u8)),
    "records with a limit": (time(u32), humidity(u8), history(humidity(u8), pressure(u16))),
    "records for which one stands in": (temperature(i8), history(temperature(i8, place="probe"), motion_count(u8))),
    "records by channels": history(let(n=u8), time(u32), temperature(i8, channel=V.n)),
    "a direction in records": history(wind_direction(u16), contact(u8 == 1), motion(u8 == 1)),
    "a place that is told": temperature(i8, place="indoor"),
    "where it is": (latitude(i32 / 10_000_000), kinds.longitude(i32 / 10_000_000)),
    "one that stands in for one elsewhere": (temperature(i8, place="probe"), temperature(i8, place="soil")),
    "one that stands in for two elsewhere": (
        temperature(i8, place="probe"),
        temperature(i8, place="soil"),
        temperature(i8, place="water"),
    ),
    "people by channels that the payload says": repeat(
        let(n=u8), people_in(u8, channel=V.n), people_out(u8, channel=V.n)
    ),
    "motion by channels that the payload says, and one": (
        repeat(let(n=u8), motion_count(u8, channel=V.n)),
        motion_count(u8),
        battery_voltage(u8, channel=1),
    ),
}


def test_named_elsewhere() -> None:
    lines: list[str] = []
    seen: set[str] = set()
    for name, body in NAMED.items():
        known = plan(one := made(body), one.uplink)
        found = []
        for sensitive in (False, True):
            emitter = ControlEmitter(known, Script("acme/one"), sensitive=sensitive)
            found.append(normalizing(known, emitter.spread, sensitive=sensitive))
        lines += [f"// ---- {name}", *pieces(found[0], whole=True, seen=seen)]
        if found[0] != found[1]:
            lines += ["// all", *pieces(found[1], whole=True, seen=seen)]
    approved("javascript/named_elsewhere", "\n".join(lines))


#: What helpers may have to be fit for.
NEEDS = (
    *(("any",), ("maybe",), ("clock",), ("offset",), ("told",), ("again",), ("limits",), ("long",), ("dated",)),
    *(("computed",), ("nameless",), ("any", "maybe"), ("dated", "clock"), ("told", "offset"), ("again", "limits")),
    *(("clock", "offset"), ("clock", "told")),
)
#: What calls helpers: with a size that is known or not, with a name that is none.
CALLING = ("need(3, 1);", "need(3, x);", "skip(x, 1);", "text(3);", "hexes(size, name);", "field = 1;",
           'fail(null, "0");', "count(3);", "fail(a, null);", "stop(1, null, 2);", "// skip(x)")  # fmt: skip


def test_helpers() -> None:
    """What of the helpers stands in a file, by what they have to be fit for, where that is something else."""

    def told(names: set[str], code: str, needs: tuple[str, ...] = ()) -> str:
        found = chosen(names, code, set(needs))
        return " ".join(f"{name} {zlib.crc32(source.encode()):08x}" for name, source in found.items())

    lines = []
    for names in ("iso", "known calendar", "put", "none", "hex", "fail", "stop unfit", "arrived", "instant", "skip",
                  "need", "warn usual", "u24 u32", "u24le", "u40 u48le", "i24 i48", "text", "calendar bcd", "float32",
                  "part", "merge record", "count", "count skip", "i8 i32", "i32le i40", "i16 i24ws"):  # fmt: skip
        plain = told({*names.split()}, "")
        others = [(" and ".join(some), told({*names.split()}, "", some)) for some in NEEDS]
        lines += [f"{names}: {plain}", *grouped(pair for pair in others if pair[1] != plain)]
    lines += [f"{code} {told({'skip', 'fail', 'text', 'need'}, code)}" for code in CALLING]
    approved("javascript/helpers", "\n".join(lines))
