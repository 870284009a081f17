"""Layouts made for tests, with every node of the language, and payloads that they understand."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from redi_codecs.kinds import (
    battery,
    battery_voltage,
    co2,
    duration,
    event_time,
    firmware_version,
    humidity,
    latitude,
    mac_address,
    manufacturing_date,
    motion,
    motion_count,
    raw_data,
    temperature,
    time,
)
from redi_codecs.layout import (
    CRC16_CCITT,
    CRC16_MODBUS,
    Body,
    Command,
    Corrupt,
    Custom,
    Device,
    V,
    any_channel,
    attribute,
    bcd,
    bit,
    bits,
    calendar,
    checksum,
    choice,
    concat,
    curve,
    derived,
    device,
    expect,
    f32,
    f64le,
    f_port,
    gps_time,
    greatest,
    hexadecimal,
    history,
    hundredths,
    i8,
    i16,
    i16le,
    i24le,
    i32ws,
    i40,
    index,
    least,
    length,
    let,
    lookup,
    measured_at,
    message,
    minifloat,
    model_id,
    occurrence,
    optional,
    packed,
    peek,
    pick,
    presence,
    raw,
    received_at,
    record,
    remaining,
    repeat,
    reserved,
    sign_magnitude,
    sized,
    switch,
    tags,
    text,
    u8,
    u16,
    u16le,
    u24,
    u32,
    u32le,
    u40,
    u64le,
    version,
    word,
)
from redi_codecs.layout.nodes import Item


def made(*uplink: Body, port: int | None = 1) -> Device:
    return device("acme/t1", name="T1", source="made for tests", f_port=port, uplink=uplink)


def commanded(downlink: Mapping[str, Command], uplink: Body | None = None) -> Device:
    """A device that takes commands, and sends a temperature if nothing else is said."""
    sent = temperature(u8) if uplink is None else uplink
    return device("acme/one", name="One", source="manual", f_port=2, uplink=sent, downlink=downlink)


def _read(payload: bytes, start: int, end: int, received: float | None) -> tuple[list[Item], int]:
    """A count, so many temperatures, the newest first and each with its age in minutes; then the humidity."""
    if start == end or end - start < 2 + 2 * payload[start]:
        raise Corrupt("too short", offset=start, truncated=True)
    at, items = start + 1, []
    for turn in range(payload[start]):
        age, value = payload[at : at + 2]
        items.append((0, value / 2, turn or None))
        items.append((2, None if received is None else received - 60 * age, turn or None))
        at += 2
    return [*items, (1, float(payload[at]), None)], at + 1


def _write(items: Any) -> bytes:
    raise ValueError("an age says nothing without the time of the message")


def _read_half(payload: bytes, start: int, end: int, received: float | None) -> tuple[list[Item], int]:
    """A number of minutes and a temperature in halves of a degree, of one byte each."""
    if end - start < 2:
        raise Corrupt("2 bytes needed", offset=start, field="half", truncated=True)
    return [(0, 60 * payload[start], None), (1, payload[start + 1] / 2, None)], start + 2


def _write_half(items: Any) -> bytes:
    found = {number: value for number, value, _ in items}
    if 1 not in found:
        raise ValueError("a temperature is needed")
    return bytes((int(found.get(0, 0)) // 60, int(2 * found[1])))


def half(channel: Any = None) -> Custom:
    return Custom("half", (time(u8), temperature(u8, channel=channel)), _read_half, _write_half, javascript="half.js")


def _read_counted(payload: bytes, start: int, end: int, received: float | None) -> tuple[list[Item], int]:
    """Counts in tenths, each with a state: those of now, then older ones."""
    if (end - start) % 2 or start == end:
        raise Corrupt("2 bytes needed", offset=end, field="counted", truncated=True)
    items: list[Item] = []
    for turn, at in enumerate(range(start, end, 2)):
        first, when = (2, turn - 1) if turn else (0, None)
        items += [(first, payload[at] / 10, when), (first + 1, float(payload[at + 1]), when)]
    return items, end


def _write_counted(items: Any) -> bytes:
    if not all(isinstance(value, int | float) for _, value, _ in items):
        raise ValueError("all counts are needed")
    found = {(-1 if turn is None else turn, number % 2): value for number, value, turn in items}
    return bytes(round(10 * value) if not state else int(value) for (_, state), value in sorted(found.items()))


def counted() -> Custom:
    """Whole numbers and truth values, of fixed channels and in records, that its functions compute as floats."""
    fields = motion_count(u8, channel=5), motion(u8, channel=2), motion_count(u8), motion(u8)
    return Custom("counted", fields, _read_counted, _write_counted, "counted", "counted.js")


@dataclass(frozen=True)
class Made:
    """A layout, payloads that it understands, and the ports to try."""

    uplink: Body
    good: tuple[str, ...]
    ports: tuple[int, ...] = (1,)
    #: What construct sees in the first payload, as Python says it.
    raw: dict[str, Any] = field(default_factory=dict)


ENTRY = (time(u16 + 1_700_000_000), temperature(i8 / 2))
MADE: dict[str, Made] = {
    "integers": Made(
        (
            temperature(i16le / 10),
            humidity(u8 / 2),
            motion_count(u24),
            attribute(serial=u64le, offset=i40, low=i24le, swapped=i32ws),
        ),
        ("f6ff 65 000102 0102030405060708 ffffffff85 feffff 0001ffff",),
        raw={"temperature": -10, "humidity": 101, "motion_count": 258, "offset": -123, "low": -2, "swapped": -65535},
    ),
    "reals": Made(
        (temperature(f32), humidity(f64le / 10), attribute(gain=f32), let(hidden=f32), motion(u8 == 3)),
        ("41ac0000 0000000000807b40 3fc00000 7fc00000 03", "7fc00000 000000000000f07f ff800000 00000000 00"),
        raw={"temperature": 21.5, "humidity": 440.0, "gain": 1.5},
    ),
    "hidden reals": Made(
        (
            let(low=f32, high=f64le / 10),
            temperature(derived(V.low * 2)),
            motion(derived(V.high > 1)),
            optional(V.low < 5, humidity(u8)),
            optional(V.high != 3, battery(u8)),
        ),
        (
            "3fc00000 0000000000807b40 40 64",
            "7fc00000 000000000000f07f",
            "ff800000 000000000000f8ff",
            "7f800000 0000000000003e40",
            "c0000000 0000000000003e40 40",
        ),
    ),
    "runs of bytes": Made(
        (
            attribute(name=text(4), serial=hexadecimal(2)),
            let(size=u8),
            attribute(blob=raw(V.size), tail=text()),
            battery(u8),
        ),
        ("61620000 abcd 02 0102 7879 64", "61626364 abcd 00 64"),
        raw={"name": b"ab\0\0", "serial": b"\xab\xcd", "size": 2, "blob": b"\1\2", "tail": b"xy", "battery": 100},
    ),
    "transforms": Made(
        (
            attribute(mode=choice(u8, {0: "off", 1: "on"}), digits=bcd(u8), level=lookup(u8, {1: 10, 2: 25})),
            firmware_version(version(u8, u8)),
            temperature(sign_magnitude(u16) / 10),
            temperature(minifloat(u16, exponent=4, mantissa=11, signed=True) * 200 / 3, place="probe"),
            temperature(hundredths(fraction=i8, integer=i8), place="surface"),
            event_time(gps_time(u32)),
        ),
        ("01 42 02 0103 80fb f5a9 192d 4b4b4b4b", "09 4a 03 0103 00fb 75a9 e7d4 00000000"),
        raw={
            "mode": 1,
            "digits": 0x42,
            "level": 2,
            "firmware_version": 0x0103,
            "temperature": 0x80FB,
            "event_time": 0x4B4B4B4B,
        },
    ),
    "sentinels": Made(
        (
            temperature(i16 / 10, invalid={0x7FFF: "fault", range(-3000, -2000): "not_connected"}),
            humidity(u8, invalid=0),
            time(u32, invalid=0),
            motion_count(lookup(u8, {1: 10, 2: 20}), invalid=7),
        ),
        ("0102 40 00000001 01", "7fff 40 00000000 03", "f600 00 00000001 07", "5500 40 00000001 02"),
        raw={"temperature": 258, "humidity": 64, "time": 1, "motion_count": 1},
    ),
    "turns of bytes that are no numbers": Made(
        (
            let(many=u8),
            history(attribute(seen=raw(2)), sized(2, optional(V.many == 1, temperature(i8))), count=V.many),
            repeat(mac_address(raw(2), channel=index + 1)),
        ),
        ("01 aabb 1500 c1c2 c3c4", "00", "02 aabb 1500 ccdd 1600 c1c2"),
    ),
    "numbers side by side": Made(
        (
            packed(
                (let(count=bits(0, 5)), attribute(gap=duration(bits(6, 13) * 60), again=bits(14, 19))),
                history(
                    temperature((bits(0, 9, signed=True) - 30) / 10, invalid=0x1FF),
                    count=V.count,
                    time=received_at - index * V.gap,
                ),
            ),
            optional(remaining > 0, battery(u8)),
        ),
        ("10 2813 20d2 370e 60", "08 281f ffc8 64", "00 2810", "04 2813 20 64"),
        raw={"word": {"count": 4, "gap": 10, "again": 1}},
    ),
    "turns of twelve bits": Made(
        (
            let(many=u8),
            sized(
                V.many,
                packed(
                    (let(count=bits(0, 2)), motion(bit(3))),
                    repeat(
                        let(sign=bit(0)),
                        battery(bits(1, 11) - 4, channel=index + 1, valid=V.sign == 0),
                        temperature(derived(V.sign * 30), channel=index),
                        count=V.count,
                    ),
                ),
            ),
            humidity(u8),
        ),
        ("02 3064 40", "04 5064 8650 40", "05 7064 8650 11 40", "01 10 40"),
    ),
    "turns of nine bits after whole bytes": Made(
        packed(history(temperature(bits(0, 8) / 10), count=3, newest="last")), ("64d0bfed", "00000000")
    ),
    "turns of whole bytes inside bytes": Made(
        packed(reserved(bits(0, 3)), repeat(humidity(bits(0, 7), channel=index), count=2)), ("0323 40",)
    ),
    "turns of parts": Made(
        (
            repeat(
                sized(3, optional(remaining > 2, humidity(u8, channel=occurrence)), repeat(battery(u8, channel=index)))
            ),
        ),
        ("40 01 02 41 03 04", "40 01 02"),
    ),
    "turns of turns": Made(repeat(repeat(temperature(i8, channel=occurrence), count=2)), ("15 16 17 18", "15 16")),
    "cases of conditions on what is not there": Made(
        (
            let(some=u8),
            optional(V.some.bit(0), let(mode=u8)),
            switch(V.mode > 3, {0: humidity(u8), 1: humidity(u8 / 2)}),
            switch(peek(4, u8).bit(7), {0: temperature(i16le), 1: temperature(i16le / 10)}),
            battery(u8),
        ),
        ("00 50 1500 64", "01 02 50 1580 64", "01 04 50 1580 64"),
    ),
    "tests of floating-point numbers": Made(
        (motion(f32 != 0), attribute(below=f64le < -1), let(some=f32 > 2), optional(V.some == 1, temperature(i8))),
        ("3f800000 000000000000f0bf 40800000 15", "7fc00000 00000000000008c0 00000000"),
    ),
    "a curve of what is derived": Made(
        (
            let(raw_=u8),
            humidity(derived(100 / (V.raw_ - 4) - 2), invalid=V.raw_ <= 4),
            temperature(curve(derived(V.humidity), math.log)),
        ),
        ("05", "04", "36", "37", "ff"),
    ),
    "digits and a sign": Made(
        (
            word(u24, let(d=bits(0, 6), m=bits(7, 12), s=bits(13, 18)), let(south=bit(19)), reserved(bits(20, 23))),
            latitude(
                derived(pick(V.south == 1, 0 - ((V.d * 60 + V.m) * 60 + V.s), (V.d * 60 + V.m) * 60 + V.s) / 3600)
            ),
        ),
        ("0a1b2c", "000000", "ffffff"),
    ),
    "floats with a hidden bit": Made(
        (
            temperature(minifloat(u16le, exponent=5, mantissa=10, signed=True, hidden=True)),
            humidity(minifloat(u24, exponent=7, mantissa=16, signed=True, hidden=True) / 2),
        ),
        ("003c 3f0000", "007c 7f0000", "0180 000001"),
    ),
    "what is derived is not always valid": Made(
        (
            let(a=u8, b=u8),
            humidity(derived(V.a / 2), valid=V.b != 0, invalid=V.a == 9),
            word(u8, battery(bits(0, 6)), let(q=bit(7)), temperature(derived(V.battery * 2), valid=V.q == 1)),
            history(let(c=u8), temperature(derived(V.c * 3), valid=V.c > 4, channel=V.b)),
        ),
        ("50 01 64 0105", "51 00 e4 07", "09 01 64"),
    ),
    "whole numbers and states that conditions exclude": Made(
        (
            let(a=u8),
            motion_count(u8, invalid=V.a == 1),
            attribute(mode=choice(u8, {0: "off"}), valid=V.a == 0),
            time(u32, invalid=V.a == 2),
        ),
        ("00 05 00 00000007", "01 05 00 00000007", "02 05 01 00000007"),
    ),
    "validity": Made(
        (
            let(model=u8),
            temperature(i8, valid=V.model != 2),
            humidity(u8, valid=(remaining > 1) & ~(V.model == 3)),
            optional(V.model == 1, attribute(extra=u8)),
            attribute(name=text(V.extra), valid=length // V.model == 2),
            sized(V.extra, switch(V.extra, {5: motion(u8)}, otherwise=())),
            battery(u8, valid=(V.extra > 4) | (V.model == 5)),
        ),
        ("01 10 20 05 6162636465 0102030405 64", "02 10 20 64", "03 10 20 64", "05 10 20 64"),
        raw={"model": 1, "optional": {"extra": 5}, "name": b"abcde", "battery": 100},
    ),
    "values that nothing refers to": Made(
        (temperature(i8), word(u8, let(high=bits(4, 7)), motion(bit(0)), reserved(bits(1, 3))), let(last=u8)),
        ("15 81 07",),
        raw={"temperature": 21, "word": {"high": 8, "motion": 1, "reserved_1": 0}, "last": 7},
    ),
    "a yes is one": Made(
        (
            let(on=u8 == 7),
            attribute(mode=choice(u8, {1: "a", 2: "b"})),
            let(c=u8),
            temperature(derived(V.on * 20 + V.c)),
        ),
        ("07 01 05", "08 02 05"),
        raw={"on": 7, "mode": 1, "c": 5},
    ),
    "words in a row": Made(
        (battery(u16), let(hidden=i16), temperature(i16 / 10), reserved(3), humidity(u32 / 7), attribute(low=i16)),
        ("0001 fffe fff6 aabbcc 00000015 ffff",),
        raw={"battery": 1, "hidden": -2, "temperature": -10, "reserved": 0xAABBCC, "humidity": 21, "low": -1},
    ),
    "values past the last bytes": Made(
        (let(model=u8), sized(remaining - 2, temperature(i8)), optional(remaining > 1, humidity(u8)), battery(u8)),
        ("01 1500 64 07", "01 15 64 07"),
    ),
    "a number that two words share": Made(
        (
            word(u8, battery(bits(2, 7)), let(high=bits(0, 1))),
            word(u16, let(low=bits(4, 15)), reserved(bits(0, 3))),
            co2(derived(V.high * 4096 + V.low), invalid=V.high * 4096 + V.low == 16383),
        ),
        ("020100", "03fff0", "010000"),
    ),
    "derived": Made(
        (
            let(a=u8, b=u8, signed=i8),
            optional(V.a == 9, let(late=u8)),
            temperature(derived(V.a / V.b)),
            humidity(derived(greatest(V.a - V.b, least(V.signed, 7)) * 10 / 4 % 100)),
            motion_count(derived(V.late // 2)),
            motion(derived(V.a.is_in(1, 2, 3)), valid=V.b != 4),
            attribute(age=derived(received_at - V.a), chosen=derived(pick(V.a == 9, V.late, V.b.bits(1, 3)))),
        ),
        ("09 02 fe 55", "01 00 05", "03 04 80"),
        raw={"a": 9, "b": 2, "signed": -2, "optional": {"late": 0x55}},
    ),
    "word": Made(
        word(
            u16,
            battery_voltage((bits(0, 3) + 25) / 10, invalid=15),
            motion(bit(4)),
            temperature(concat(bits(5, 6), bits(12, 15), signed=True)),
            attribute(double=derived(V.temperature * 2)),
            reserved(bits(7, 11)),
        ),
        ("ffff", "1234", "8f20"),
        raw={"word": {"battery_voltage": 15, "motion": 1, "temperature": -1, "reserved_7": 31}},
    ),
    "word counted from the highest bit": Made(
        word(
            u24,
            temperature(bits(0, 9, signed=True) / 10),
            humidity(bits(10, 16)),
            expect(bits(17, 19), 5),
            reserved(bits(20, 23)),
            msb0=True,
        ),
        ("ff2b5f", "0c9957"),
        raw={"word": {"temperature": -4, "humidity": 86, "constant_17": 5, "reserved_20": 15}},
    ),
    "constants": Made(
        (
            expect(u8, 0xA5),
            reserved(2),
            model_id(i16le, -2),
            temperature(i8),
            word(u8, expect(bits(0, 3), 1), reserved(bits(4, 7))),
        ),
        ("a5 0000 feff 15 01", "a5 1234 0102 15 f1"),
        raw={"constant": 0xA5, "reserved": 0, "constant_2": -2, "word": {"constant_0": 1, "reserved_4": 0}},
    ),
    "switch on the port": Made(
        switch(f_port, {(1, 2): message("periodic", temperature(i8)), range(10, 20): message("alarm", motion(u8))}),
        ("15",),
        (1, 2, 3, 10, 19, 20),
        raw={"switch": {"case": 0, "body": {"periodic": {"temperature": 0x15}}}},
    ),
    "switch on the length": Made(
        switch(length, {1: temperature(i8), 2: temperature(i16 / 10)}, otherwise=attribute(others=hexadecimal())),
        ("15", "0102", "010203", ""),
        raw={"switch": {"case": 0, "body": {"temperature": 0x15}}},
    ),
    "switch on what is read": Made(
        (
            let(kind=text(1)),
            switch(V.kind, {"a": temperature(i8), ("b", "c"): humidity(u8)}, otherwise=()),
            switch(
                (u8, choice(u8, {1: "one", 2: "two"})),
                {
                    (1, "one"): motion(u8),
                    (1, ("two", "unknown_3")): battery(u8),
                    (any_channel, "one"): motion_count(u8),
                    (9, "unknown_9"): (),
                },
            ),
        ),
        ("61 15 0101 01", "63 15 0103 64", "7a 0701 11", "620f 0909"),
        raw={"kind": b"a", "switch": {"case": 0, "body": {"temperature": 21}}, "switch_2": {"on": [1, 1], "case": 0}},
    ),
    "switch with many keys": Made(
        switch(
            u8,
            {number: message(f"frame_{number}", temperature(i8 + number)) for number in range(1, 12)}
            | {range(32, 40): battery(u8)},
        ),
        ("0115", "0b15", "2164"),
    ),
    "switch with far keys": Made(
        switch(
            u16,
            {2: temperature(i8), 700: humidity(u8), range(40_000, 41_000): battery(u8)},
        ),
        ("000215", "02bc32", "9c4e64"),
    ),
    "tags": Made(
        tags(
            (u8, u8),
            {
                (3, 0x67): temperature(i16le / 10),
                (any_channel, 0x67): temperature(i16le / 10, place="probe"),
                (any_channel, 0x68): (humidity(u8 / 2), attribute(seen=u8, channel=9)),
                (0x20, 0xCE): record(time(u32), temperature(i16le / 10)),
            },
        ),
        ("0367f6ff 0567 1001 046863 02 20ce 65000000 0100 0367 0100", "0367f6ff 99990102"),
        raw={
            "tags": [
                {"tag": [3, 0x67], "body": {"temperature": -10}},
                {"tag": [5, 0x67], "body": {"temperature_probe_n": 272}},
            ]
        },
    ),
    "tags with a size": Made(
        (
            tags(u8, {1: temperature(i8), (2, 3): attribute(name=text()), any_channel: motion(u8)}, size=u8 - 1),
            battery(u8),
        ),
        ("0102 15 0204 616263 0103 1500 0702 01 64",),
        raw={"tags": [{"tag": [1], "size": 2, "body": {"temperature": 21}, "unused": b""}], "battery": 100},
    ),
    "tags that may be skipped": Made(
        tags(u8, {1: temperature(i8), 2: humidity(u8)}, size=u8, unknown="skip"),
        ("0101 15 0902 0102 0201 40", "0900 0101 15"),
    ),
    "tags that must be known": Made(
        (tags(u8, {1: temperature(i8), 2: humidity(u8)}, unknown="raise"), battery(u16)), ("0115 0240 0064",)
    ),
    "tags that stop": Made(
        (tags(u8, {1: temperature(i8), 2: humidity(u8)}), battery(u16)), ("0115 0240 0064", "0115 99 0064", "0064")
    ),
    "blocks of a type read before": Made(
        (
            let(step=u8),
            repeat(
                word(u8, let(kind=bits(0, 3)), attribute(seen=bits(4, 7), channel=V.kind)),
                switch(
                    V.kind, {1: temperature(i8, channel=index), 2: (humidity(u8, channel=occurrence), let(last=u8))}
                ),
            ),
            optional(V.step == 7, attribute(late=u8)),
            battery(u8),
        ),
        ("05 1115 2240 07 1116 2241 05 64", "07 1115 2240 07 1216 03 09 64", "05 33 15 64", "05 64", "05 1115 0f 64"),
        raw={"repeat": [{"word": {"seen_n": 1, "kind": 1}}, {"word": {"seen_n": 2, "kind": 2}}], "battery": 100},
    ),
    "measurements that say their width, their decimals and where they are": Made(
        repeat(
            word(u8, let(kind=bits(2, 7)), let(divisor=lookup(bits(0, 1), {0: 1, 1: 10, 2: 100, 3: 1000}))),
            word(u8, let(wide=bits(4, 7)), let(size=bits(0, 3))),
            let(at=hexadecimal(V.wide)),
            switch(V.size, {1: let(number=i8), 2: let(number=i16)}),
            switch(
                V.at,
                {
                    "": switch(
                        V.kind, {1: temperature(derived(V.number / V.divisor)), 2: motion(derived(V.number > 0))}
                    ),
                    "07": humidity(derived(V.number / V.divisor)),
                },
                otherwise=record(attribute(at_place=derived(V.at)), temperature(derived(V.number / V.divisor))),
            ),
        ),
        ("0502 00D7 0801 01", "0502 FF29 0622 0708 03E8 0411 09 FE", "0401 15 0502 00D7", "0401 15 0409 15"),
    ),
    "blocks that must be known": Made(
        (
            repeat(let(kind=u8), switch(V.kind, {1: temperature(i8, channel=index), 2: ()}, unknown="raise")),
            battery(u8),
        ),
        ("0115 02 0116 64",),
    ),
    "blocks by count": Made(
        (
            let(many=u8, more=u8),
            repeat(
                switch(u8, {1: temperature(i8, channel=index), 2: repeat(humidity(u8, channel=occurrence), count=2)}),
                count=V.many,
            ),
            optional(V.more == 1, motion(u8)),
            battery(u8),
        ),
        ("02 01 0115 02 4041 01 64", "03 00 0115 0315 64", "03 01 0115 0315 01 64", "01 01 09 64", "00 00 64"),
    ),
    "blocks that are records": Made(
        (
            time(u32),
            history(
                time(u16),
                let(kind=u8),
                switch(V.kind, {1: temperature(i8), 2: (humidity(u8), motion(u8))}),
                newest="first",
            ),
            battery(u8),
        ),
        ("00000001 0002 01 15 0003 02 16 01 64", "00000001 0002 01 15 0003 07 16 64", "00000001 0002 07 15 64"),
    ),
    "blocks that are records, the newest last": Made(
        (history(time(u16), switch(u8, {1: temperature(i8), 2: humidity(u8)}), newest="last"), battery(u8)),
        ("0001 01 15 0002 02 16 64", "0001 01 15 0002 03 16 64", "0001 07 16 64"),
    ),
    "blocks that are records by columns": Made(
        (
            let(depth=u8),
            repeat(
                let(kind=u8),
                switch(
                    V.kind,
                    {
                        1: history(temperature(i8, channel=V.kind), count=V.depth, newest="first", columns=True),
                        2: history(
                            humidity(u8, channel=V.kind),
                            switch(u8, {0: ()}),
                            count=V.depth,
                            newest="first",
                            columns=True,
                        ),
                    },
                ),
            ),
        ),
        ("02 01 1516 02 4000 4100", "02 01 1516 03 4041", "02 01 1516 02 4001 41", "02 02 4000 4101 01 1516"),
    ),
    "a record that is a block": Made(
        (battery(u8), record(let(kind=u8), attribute(seen=u8), switch(V.kind, {1: temperature(i8)})), humidity(u8)),
        ("64 01 07 15 40", "64 02 07 15 40", "64 02 07"),
    ),
    "blocks inside blocks": Made(
        (
            let(mode=u8),
            repeat(
                let(many=u8),
                repeat(switch(u8, {1: temperature(i8, channel=occurrence), 2: ()}), count=V.many),
                sized(u8, switch(u8, {3: humidity(u8, channel=occurrence)}), motion_count(u8, channel=index)),
            ),
        ),
        (
            "00 02 0115 02 03 034007",
            "00 01 07 03 034007",
            "00 01 0115 03 094007 01 0116 03 034107",
            "00 00 04 03400701",
        ),
    ),
    "what comes after readings": Made(
        (
            word(u8, let(kind=bits(0, 3)), battery(bits(4, 7))),
            switch(V.kind, {1: temperature(i8), 2: message("more", switch(u8, {5: humidity(u8)}))}),
            attribute(last=u8),
        ),
        ("a1 15 07", "a2 0540 07", "a3 1516 07", "a2 0740 07", "a3 07", "a2 07 07"),
    ),
    "what comes after attributes": Made(
        (
            attribute(kind=u8),
            switch(V.kind, {1: temperature(i8), 2: humidity(u8)}, unknown="stop"),
        ),
        ("01 15", "02 40", "05 15", "06"),
    ),
    "what comes before readings": Made(
        (
            let(kind=text(1), size=u8, other=u8),
            switch(V.kind, {"a": temperature(i8), "b": humidity(u8)}),
            switch(V.size, {1: (), 2: battery(u8)}),
            switch(V.other * V.size, {4: motion(u8), 1: ()}, unknown="raise"),
        ),
        ("61 01 01 15", "62 02 02 4064 01"),
    ),
    "what comes before readings, in numbers": Made(
        (
            let(kind=u8, size=u8),
            optional(V.size == 1, let(late=u8)),
            switch(V.kind, {1: attribute(seen=u8), 2: ()}),
            switch(V.late, {1: temperature(i8), 2: ()}),
        ),
        ("01 01 01 09 15", "02 01 02"),
    ),
    "tags of one or two bytes": Made(
        (
            tags(
                u8,
                {
                    0x10: temperature(i16 / 10),
                    0x11: motion(u8),
                    range(0x80, 0x90): switch(u8, {0x01: humidity(u8), any_channel: motion_count(u8)}),
                    0xFF: (switch(u8, {0x01: battery(u8), 0x02: switch(u8, {7: attribute(deep=u8)})})),
                },
            ),
            attribute(last=u8),
        ),
        ("10 00d7 8f01 40 ff01 64 07", "8105 07 ff0207 09 07", "10 00d7 ff05 64 07", "10 00d7 ff0203 07", "ff09 07"),
        raw={"tags": [{"tag": [0x10]}, {"tag": [0x8F], "body": {"switch": {"on": [1], "case": 0}}}]},
    ),
    "tags of one or two bytes that may be skipped": Made(
        tags(
            u8,
            {1: temperature(i8), 0xFF: (attribute(seen=u8), switch(u8, {1: humidity(u8), 2: motion(u8)}))},
            size=u8,
            unknown="skip",
        ),
        (
            "0101 15 ff03 050140",
            "ff03 050940 0101 15",
            "ff03 050140 ff03 060940 ff03 060201 09 00",
            "ff0a 0509" + 8 * "00",
        ),
    ),
    "tags of one or two bytes that stop with a size": Made(
        (tags(u8, {1: temperature(i8), 0xFF: switch(u8, {1: humidity(u8)})}, size=u8), battery(u8)),
        ("0101 15 ff02 0140 64", "0101 15 ff02 0940 0101 16 64"),
    ),
    "tags of one or two bytes that must be known": Made(
        tags(u8, {1: temperature(i8), 0xFF: switch(u8, {1: humidity(u8)})}, unknown="raise"),
        ("0115 ff0140",),
    ),
    "a trailer that is there if a byte is left": Made(
        (
            battery_voltage(u8 / 10),
            history(temperature(i16 / 10), humidity(u8)),
            optional(remaining >= 1, battery(u8), optional(remaining >= 1, attribute(more=u8))),
        ),
        ("21 000115 000215 64", "21 000115 000215", "21", "21 64", "21 000115 6407"),
        raw={"history": [{"temperature": 1}, {"temperature": 2}], "optional": {"battery": 100}},
    ),
    "trailers one after the other": Made(
        (
            let(flag=u8),
            sized(
                remaining - 1,
                repeat(temperature(i32ws, channel=index)),
                optional((remaining >= 2) & (V.flag == 1), humidity(u16)),
                optional(remaining >= 1, battery(u8)),
            ),
            attribute(last=u8),
        ),
        ("01 00010000 0040 64 07", "00 00010000 64 07", "01 00010000 64 07", "01 0040 07", "00 07"),
    ),
    "presence again and again": Made(
        (
            let(many=u8),
            repeat(
                presence(u8, {0: temperature(i8, channel=index), 1: humidity(u8, channel=index)}),
                attribute(seen=u8, channel=index),
                count=V.many,
            ),
            battery(u8),
        ),
        ("02 01 15 05 03 1640 06 64", "03 07 15 40 aabb 05 64", "02 01 15 05 06 40 05 64"),
    ),
    "presence": Made(
        (
            presence(u8, {0: temperature(i8), 1: (humidity(u8), attribute(extra=u8)), 4: motion(u8)}, ignore=[7]),
            battery(u16),
        ),
        ("93 15 4005 01 0064", "00 0064", "07 15 4005 aabb 0064", "08 0064"),
        raw={
            "presence": {
                "mask": 0x93,
                "bit_0": {"temperature": 21},
                "bit_1": {"humidity": 64, "extra": 5},
                "bit_4": {"motion": 1},
            }
        },
    ),
    "presence from the top": Made(
        (let(mask=u16le), presence(V.mask, {12: temperature(i8), 9: humidity(u8), 0: motion(u8)}, ignore=[3])),
        ("0912 15 40 01", "0014 15 aabb", "0000"),
    ),
    "optional": Made(
        (
            let(flags=u8),
            optional(V.flags.bit(2), temperature(i8)),
            optional(remaining > 1, humidity(u16)),
            optional(peek(-1, u8) == 7, reserved(1)),
        ),
        ("04 15", "00 0040", "00 07", "00"),
        raw={"flags": 4, "optional": {"temperature": 21}, "optional_2": None, "optional_3": None},
    ),
    "repeat by count": Made(
        (
            word(u8, let(columns=bits(0, 3), lines=bits(4, 7))),
            repeat(temperature(i8, channel=index + 1), count=V.columns * V.lines),
            repeat(humidity(u8, channel=index), count=2),
        ),
        ("13 151617 4041", "22 15161718 4041", "04 4041"),
        raw={
            "word": {"columns": 3, "lines": 1},
            "repeat": [{"temperature_n": 21}, {"temperature_n": 22}, {"temperature_n": 23}],
        },
    ),
    "repeat to the end": Made(
        (repeat(let(probe=u8), temperature(i8, channel=V.probe)), battery(u16)),
        ("0515 0616 0064", "0064"),
    ),
    "records": Made(
        (history(*ENTRY), ()),
        ("0001 15 0002 16",),
        raw={"history": [{"time": 1, "temperature": 21}, {"time": 2, "temperature": 22}]},
    ),
    "records, the newest first": Made(
        (let(step=u8), history(temperature(i8), time=received_at - V.step * index, newest="first"), battery(u8)),
        ("0a 151617 64", "0a 64"),
    ),
    "records, the newest last": Made(
        (time(u32), history(*ENTRY, count=peek(4, u8), newest="last"), battery(u8)),
        ("00000001 02 02 15 0002 16 02",),
        (1, 2),
    ),
    "records by columns": Made(
        (
            time(u32),
            let(depth=u8),
            history(temperature(i8), count=V.depth, time=measured_at - 60 * index, newest="first", columns=True),
            optional(remaining > 0, history(humidity(u8), time=measured_at, newest="first", columns=True)),
        ),
        ("00000101 03 151617 404142", "00000101 03 151617", "00000101 01 15 40414243"),
    ),
    "records inside records": Made(
        history(
            let(many=u8), history(humidity(u8), count=V.many, name="inner", newest="last"), motion(u8), newest="first"
        ),
        ("02 4041 01 00 01",),
    ),
    "sized": Made(
        (
            sized(2, humidity(u8)),
            let(left=u8),
            sized(V.left, optional(remaining > 0, battery(u8))),
            sized(u8 - 1, temperature(i8), attribute(tail=text())),
        ),
        ("4099 00 04 156162", "4000 01 64 02 15", "4000 02 6400 02 15"),
        raw={
            "part": {"unused": b"\x99"},
            "part_3": {"size": 4, "body": {"temperature": 21, "tail": b"ab"}, "unused": b""},
        },
    ),
    "checksum": Made(
        checksum(
            CRC16_MODBUS, u16le, let(head=u8), switch(V.head, {1: temperature(i8), 2: tags(u8, {1: humidity(u8)})})
        ),
        tuple(
            body + f"{CRC16_MODBUS.of(bytes.fromhex(body)).to_bytes(2, 'little').hex()}"
            for body in ("0115", "011599", "020140", "0299")
        ),
        raw={"checked": {"body": {"head": 1, "switch": {"case": 0}}, "unused": b""}},
    ),
    "checksum inside a frame": Made(
        (let(kind=u8), optional(V.kind == 1, checksum(CRC16_CCITT, u16, temperature(i8)))),
        ("0115" + CRC16_CCITT.of(b"\x01\x15").to_bytes(2).hex(), "00"),
    ),
    "custom": Made(
        (
            battery(u8),
            Custom("curve", (temperature(i8), humidity(u8), time(u32)), _read, _write, "history", javascript="ages.js"),
            attribute(after=u8),
        ),
        ("64 02 0a15 1416 40 07", "64 00 40 07"),
        raw={"battery": 100, "curve": bytes.fromhex("020a15141640"), "after": 7},
    ),
    "dates in words": Made(
        (
            word(
                u32le,
                time(
                    calendar(
                        year=bits(25, 31) + 2000,
                        month=bits(21, 24),
                        day=bits(16, 20),
                        hour=bits(11, 15),
                        minute=bits(5, 10),
                        second=bits(0, 4) * 2,
                    )
                ),
            ),
            word(
                u16,
                manufacturing_date(
                    calendar(year=bits(0, 6) + 1980, month=bits(7, 10) + 1, day=bits(11, 15)), invalid=0
                ),
                msb0=True,
            ),
            word(
                u40,
                reserved(bits(37, 39)),
                event_time(
                    calendar(
                        hour=bits(32, 36),
                        minute=bits(26, 31),
                        century=concat(bits(24, 25)) + 19,
                        year=concat(bits(20, 23), bits(13, 15)),
                        month=bits(16, 19),
                        day=bits(8, 12),
                        offset=bits(0, 7, signed=True) * 900,
                    ),
                    valid=remaining > 1,
                ),
            ),
            battery(u8),
            optional(remaining > 0, temperature(i8)),
        ),
        (
            "5c645d30 5983 0c89b38b04 64 15",
            "00000000 0000 0c89b38b04 64 15",
            "5c645d30 5983 0c89b38b04 64",
            "ffffffff ffff ffffffffff 64",
        ),
    ),
    "dates in bytes": Made(
        (
            time(
                calendar(year=bcd(u8) + 2000, month=bcd(u8), day=bcd(u8), hour=bcd(u8), minute=bcd(u8), second=bcd(u8)),
                invalid={0xFFFFFFFFFFFF: "fault"},
            ),
            attribute(
                made=calendar(day=u8, month=u8, year=u16le),
                built=manufacturing_date(calendar(century=bcd(u8), year=bcd(u8), month=bcd(u8), day=bcd(u8))),
                seen=calendar(year=u16, month=u8, day=u8, hour=u8, minute=u8, second=u8, offset=i8 * 3600),
            ),
            optional(V.time > 1_700_000_000, temperature(i8)),
            optional(V.seen == 0, humidity(u8)),
            battery(u8),
        ),
        (
            "240229 235959 0c0be307 20191112 07b20101010000 01 15 40 64",
            "230229 235959 0c0be307 20191112 07e80700000000 01 64",
            "ffffffffffff 0c0d0000 20191131 07e8070a173b3b 80 64",
            "19123a 000000 00000000 00000000 00000000000000 00 64",
            "701231 236000 1f0c0f27 99991231 00010101000000 01 64",
        ),
    ),
    "dates of a history": Made(
        history(
            time(calendar(day=u8, month=u8, year=u8 + 2000, hour=lookup(u8, {1: 12, 2: Fraction(37, 2)}), offset=3600)),
            temperature(i8),
            newest="last",
        ),
        ("1d0218 01 15 1e0218 01 16 010118 02 17 1f0718 01 18", "1d0218 01 15 1d0218 09 16"),
    ),
    "a hidden date": Made(
        (
            let(start=calendar(year=u16, month=u8, day=u8, hour=u8), flag=u8),
            optional((V.flag == 1) & (V.start > 0), humidity(u8)),
            history(temperature(i8), time=V.start + 3600 * index, newest="first"),
        ),
        ("07e8020105 01 40 1516", "07e8021e05 01 1516", "07b00c0105 00 1516"),
    ),
    "derived times": Made(
        (
            let(day=u16, seconds=u8, flag=u8),
            time(derived(V.day * 86_400 + V.seconds), valid=V.flag != 3, invalid=V.flag == 4),
            attribute(
                since=derived(V.time - V.seconds), later=event_time(derived(V.day * 86_400)), ok=derived(V.flag == 1)
            ),
            event_time(derived(V.day // V.flag), valid=V.flag != 9, invalid=V.flag == 7),
            temperature(derived(V.seconds / V.flag), invalid=V.flag == 6, channel=V.flag),
            motion(derived(V.flag > 3)),
            history(let(ago=u8), motion_count(u8), time=measured_at - V.ago * 60),
        ),
        ("4e20 07 01 0102 0304", "4e20 07 03 0102", "4e20 07 04 0102", "0000 00 00 0102", "4e20 07 07", "4e20 07 06"),
    ),
    "derived times of records": Made(
        (
            history(
                let(day=u8, many=u8),
                time(derived(V.many * 86_400 // V.day), valid=V.many != 5),
                temperature(derived(V.many / 2), valid=V.many != 6, invalid=V.many == 7),
                motion_count(derived(V.many), channel=V.day),
                attribute(age=derived(V.many * 2)),
                count=3,
            ),
            battery(u8),
        ),
        ("0101 0206 0007 64", "0105 0207 0204 64"),
    ),
    "derived times, the newest first": Made(
        (history(let(day=u8), time(derived(86_400 // V.day)), temperature(derived(V.day / 2)), newest="first"), ()),
        ("01 02 03", "00 02 00"),
    ),
    "derived times, the newest last": Made(
        (time(u32), history(let(day=u8), time(derived(86_400 // V.day)), temperature(derived(V.day)), newest="last")),
        ("00000009 01 02 03", "00000009 01 02 00", "00000009"),
    ),
    "derived times by columns": Made(
        (
            let(depth=u8),
            history(
                let(day=u8), time(derived(V.day * 3)), temperature(i8), count=V.depth, columns=True, newest="first"
            ),
            history(let(half=u8), humidity(derived(V.half / 2)), columns=True, newest="first"),
        ),
        ("03 0115 0216 0317 404142", "01 0115 4041"),
    ),
    "a time that may be missing": Made(
        (
            let(flags=u8),
            word(u16, attribute(late=bit(0)), let(minutes=bits(1, 15))),
            switch(
                V.flags,
                {
                    1: time(u32),
                    2: time(derived(V.minutes * 60)),
                    3: time(u16, valid=V.late == 1),
                    4: optional(V.late == 1, time(calendar(year=u16, month=u8, day=u8))),
                },
                otherwise=(),
            ),
            temperature(i8),
            optional(remaining > 0, history(temperature(i8), time=measured_at - 60 * (index + 1))),
        ),
        (
            "01 0002 00000009 15 1617",
            "02 0004 15 16",
            "03 0001 0007 15 16",
            "03 0000 0007 15",
            "00 0000 15",
            "04 0001 07e8021d 15 16",
            "04 0001 07e8021e 15",
            "04 0000 15",
        ),
    ),
    "custom nodes of records": Made(
        (battery(u8), history(motion_count(u8), half(), humidity(u8), newest="last")),
        ("64 01 0a2a 40 02 0b2b 41", "64 01 0a2a 40", "64"),
    ),
    "custom nodes that compute": Made((battery(u8), counted()), ("64 6401 3200 1e01", "64 1400")),
    "cases of what is computed, and unknown": Made(
        tags(
            u8,
            {
                1: temperature(i8),
                2: switch(remaining, {range(1, 4): humidity(u8)}),
                3: (let(a=u8), switch(V.a // 16, {range(3): battery(u8)})),
                4: (let(c=u8), switch(least(V.c, remaining), {2: co2(u16)})),
            },
        ),
        ("0115 0232 0132", "0115 02", "0115 0320 64", "0115 033f 64", "0115 0402 0190", "0115 0405"),
    ),
    "custom nodes, the newest first": Made((history(half(), newest="first"),), ("0a2a 0b2b 0c2c", "0a2a")),
    "custom nodes in parts": Made(
        (
            sized(u8, half()),
            switch(u8, {1: record(half(), humidity(u8)), 2: repeat(half(index + 1), count=2)}),
            tags((u8, u8), {(any_channel, 1): half(), (9, 2): record(time(u32), half())}),
        ),
        ("02 0a2a 01 0b2b 40 0501 0c2c", "03 0a2aff 02 0b2b 0c2c 0902 00000009 0d2d"),
    ),
    "all together": Made(
        switch(
            peek(0, u8).bits(4, 7),
            {
                1: message(
                    "climate",
                    word(u8, reserved(bits(4, 7)), let(many=bits(0, 3))),
                    repeat(
                        presence(
                            u8,
                            {
                                0: temperature(i16 / 10, channel=index, invalid=0x7FFF),
                                1: humidity(u8, channel=index),
                            },
                        ),
                        count=V.many,
                    ),
                    attribute(after=u8),
                ),
                2: message(
                    "tagged",
                    reserved(1),
                    sized(length - 3, tags(u8, {1: history(*ENTRY, count=2), 2: optional(remaining > 0, motion(u8))})),
                    expect(u16, 1),
                ),
            },
        ),
        ("12 03 0102 40 02 41 07", "2f 01 0001 15 0002 16 02 01 0001"),
    ),
}

#: A value that only some payloads have.
LATE = (let(flag=u8), optional(V.flag == 1, let(late=u8)))
CORNERS: dict[str, tuple[Body, str]] = {
    "a sentinel given as a condition": (temperature(i8, invalid=peek(0, u8) == 3), "03"),
    "a derived condition is True, not a number": ((let(n=u8), motion(derived(V.n.bit(3)))), "08"),
    "a switch on a condition": ((let(n=u8), switch(V.n.bit(3), {0: temperature(i8), 1: humidity(u8)})), "0815"),
    "a hidden value that no table has": ((let(n=lookup(u8, {1: 10})), optional(V.n > 3, temperature(i8))), "0215"),
    "a range and an unknown value": ((*LATE, switch(V.late, {range(4): motion(u8)}, otherwise=battery(u8))), "0064"),
    "an unknown mask": ((*LATE, presence(V.late, {0: temperature(i8)})), "00"),
    "a number ahead that is none": (
        (let(n=u8), optional(peek(1, bcd(u8)) > 3, temperature(i8)), humidity(u8, valid=peek(0, bcd(u8)) < 9)),
        "0A0A15",
    ),
    "a turn that ends in bytes of open length": (
        history(temperature(u8), let(n=u8), raw_data(raw(V.n))),
        "010203040501AA",
    ),
    "the same tag again and again": (
        tags(u8, {1: temperature(i8, channel=occurrence), 2: humidity(u8, channel=occurrence + 1, invalid=0xFF)}),
        "0115 02FF 0116 0230 0117",
    ),
    "a part that is left out": ((let(n=u8), sized(V.n), temperature(i8)), "02AAAA15"),
    "a value of the turn before": (history(*LATE, temperature(i8, valid=V.late == 1)), "0101050006"),
}
