"""Layouts on both sides of what is counted, and of what an engine leaves to another: numbers, cases, peeks, columns."""

from __future__ import annotations

from fractions import Fraction

from layouts import Made
from redi_codecs.kinds import (
    battery,
    co2,
    event_time,
    firmware_version,
    humidity,
    latitude,
    longitude,
    mac_address,
    motion,
    motion_count,
    temperature,
    time,
)
from redi_codecs.layout import (
    Body,
    Crc,
    Custom,
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
    expect,
    f32,
    f64,
    f_port,
    gps_time,
    greatest,
    hex_digits,
    hexadecimal,
    history,
    i8,
    i16,
    i16le,
    i24le,
    i32,
    i48,
    i64,
    i64le,
    index,
    length,
    let,
    lookup,
    measured_at,
    minifloat,
    mixed,
    occurrence,
    optional,
    peek,
    pick,
    presence,
    raw,
    received_at,
    record,
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
    u32le,
    u32ws,
    u40,
    u48,
    u56,
    u64,
    u64le,
    version,
    word,
)
from redi_codecs.layout.nodes import Item

_CRC8 = Crc("CRC-8", 8, 0x07, initial=0x12)
_CRC32 = Crc("CRC-32", 32, 0x04C11DB7, initial=0xFFFFFFFF, reflected=True, final=0xFFFFFFFF)
_HALF_CRC32 = Crc("half CRC-32", 32, 0x04C11DB7, 0xFFFFFFFF, reflected=True, skips=1, keeps=16)
_CRC40 = Crc("CRC-40", 40, 0x4820009, reflected=True, initial=3)


def _read_none(payload: bytes, start: int, end: int, received: float | None) -> tuple[list[Item], int]:
    """A value that is none, now and in records that are not in order."""
    return [(1, None, None), (2, 7.0, 4), (0, 5.0, 4), (1, None, 2), (2, 3.0, None), (0, 9.0, None)], end


def _write_none(items: object) -> bytes:
    return b""


def _cases(measuring: int, others: int, first: int = 1) -> dict[int, Body]:
    """So many cases that measure something, and so many that do not."""
    found: dict[int, Body] = {first + at: temperature(i8 + at) for at in range(measuring)}
    return found | {first + 100 + at: attribute(seen=u8 + at) for at in range(others)}


def _one(source: Body, payload: str) -> Made:
    return Made(source, (payload,))


MORE: dict[str, Made] = {
    **{
        f"cases: {measuring} that measure and {others} that do not": Made(
            switch(u8, _cases(measuring, others)), ("0115", "6415", "ff15")
        )
        for measuring, others in ((0, 1), (4, 0), (2, 2), (1, 4), (5, 0), (8, 1), (9, 1), (9, 0), (0, 9), (8, 8))
    },
    "cases of two numbers": Made(
        switch((u8, u8), {(1, 1): temperature(i8), (1, 2): (), (2, 1): humidity(u8), (2, 3): battery(u8)}),
        ("010115", "020340", "0303"),
    ),
    "more cases of two numbers": Made(
        tags(
            (u8, u8),
            {(one, other): attribute(seen=u8 + one, channel=other) for one in (1, 2, 7) for other in (1, 9, 200)}
            | {(1, 3): temperature(i8), (any_channel, 4): humidity(u8), (range(9, 12), 5): battery(u8)},
        ),
        ("0101 15 0103 15 07c8 40 0904 41 0a05 64 0001",),
    ),
    **{
        f"{len(keys)} cases of two numbers that measure nothing": Made(
            switch((u8, u8), {key: attribute(seen=u8, channel=sum(key)) for key in keys}), ("010115", "030215", "0909")
        )
        for keys in ([(1, 1), (1, 2), (2, 1), (3, 2)], [(1, 1), (1, 2), (2, 1), (3, 1), (3, 2)])
    },
    "many cases of two numbers and several": Made(
        switch(
            (u8, u8),
            {((1, 2), number): attribute(seen=u8 + number) for number in range(9)}
            | {(3, 3): temperature(i8), (range(4, 9), 1): humidity(u8)},
            otherwise=(),
        ),
        ("010815", "020040", "030315", "080140", "0909"),
    ),
    "three numbers, the second wild": Made(
        tags(
            (u8, u8, u8), {(1, any_channel, 2): temperature(i8), (1, any_channel, 3): (), (2, 5, range(2)): battery(u8)}
        ),
        ("010702 15 010803 020501 64",),
    ),
    "cases far from each other": Made(
        switch(u16, {1: (), 513: temperature(i8), 514: humidity(u8)}), ("0001", "020115", "020240", "020315")
    ),
    "cases a little farther": Made(
        switch(u16, {1: (), 514: temperature(i8), range(600, 700): humidity(u8)}), ("0001", "020215", "025840", "0003")
    ),
    "cases of numbers with a sign": Made(
        switch(i8, {-1: temperature(i8), 0: (), range(-9, -3): humidity(u8)}), ("ff15", "00", "f740", "fd")
    ),
    "runs of words": Made(
        (
            battery(u8),
            motion_count(u16),
            let(unseen=u16),
            attribute(a=u8, b=u16),
            word(u8, motion(bit(0)), reserved(bits(1, 7))),
            attribute(c=u16le, d=u32le, e=i16le),
            reserved(1),
            attribute(f=u24, g=u16, h=u32),
            let(unused=u8),
            attribute(i=u32ws, j=u16),
        ),
        ("64 0102 ffff 07 0304 01 0102 01020304 feff 00 010203 0405 01020304 09 00010002 0001",),
    ),
    "words with nothing before or behind": Made(
        (attribute(a=i16), reserved(1), attribute(b=i64, c=u64, d=i64le, e=u64le)),
        ("8001 00" + "ff" * 8 + "01" * 8 + "fe" * 8 + "02" * 8,),
    ),
    "bytes that may be left out": Made(
        (
            attribute(a=u8),
            word(u32, battery(bits(0, 6), valid=V.a == 1), reserved(bits(7, 31))),
            attribute(b=u40),
            word(u16, let(c=bits(0, 7)), reserved(bits(8, 15))),
            reserved(2),
            co2(u8, valid=V.c == 1),
            attribute(d=u8, valid=V.a == 1),
            expect(u8, 7),
            temperature(u8, invalid=V.a == 3),
        ),
        ("01 00000064 0102030405 0001 0000 64 07 07 15", "03 00000064 0102030405 0000 0000 64 07 07 15"),
    ),
    **{
        f"places and identifiers{mark}": _one(
            (
                latitude(i32 / 1_000_000),
                longitude(i32 / 1_000_000, invalid=0),
                mac_address(raw(6)),
                attribute(level=u8),
                optional(V.latitude > 3, temperature(i8)),
                history(latitude(i32 / 100), humidity(u8), newest="first"),
            ),
            "02faf080 00000000 010203040506 07 15 00000064 40",
        )
        for mark in ("", "!")
    },
    "bits of wide words": _one(
        (
            word(u48, battery(bits(3, 10)), attribute(a=bits(11, 42)), reserved(bits(0, 2)), reserved(bits(43, 47))),
            word(u64, attribute(b=bits(0, 52)), attribute(c=bits(53, 63, signed=True))),
        ),
        "010203040506 0102030405060708",
    ),
    "more bits than a double has": _one(
        word(u64, attribute(b=bits(0, 53)), reserved(bits(54, 63))), "0102030405060708"
    ),
    "floats that are not measured": _one(
        (humidity(f32, invalid=0x7F800001), attribute(a=f32 / 3), temperature(f64 * 2, place="probe")),
        "41200000 41200000 4024000000000000",
    ),
    "a float of 64 bits with a sentinel": _one(humidity(f64, invalid=7), "4024000000000000"),
    "64 bits with a sentinel": _one(attribute(a=u64), "0000000000000007"),
    "a count of 64 bits with a sentinel": _one(motion_count(u64, invalid=7), "0000000000000007"),
    "a test of 64 bits": _one(motion(u64 == 1), "0000000000000001"),
    "a year of a fixed century": _one(time(calendar(century=19, year=u8, month=u8)), "4c07"),
    "a large factor": _one(motion_count(u64 * ((1 << 53) - 1)), "0000000000000001"),
    "a larger factor": _one(motion_count(u64 * (1 << 53)), "0000000000000001"),
    "a mask of forty bits": _one(presence(u40, {39: battery(u8), 3: humidity(u8)}), "8000000008 64 40"),
    "lengths without another one": _one(switch(length, {1: battery(u8), (3, 4): reserved(3)}), "64"),
    "a curve that is a quotient": _one(temperature(curve(u8, lambda raw: Fraction(9, raw) if raw else None)), "07"),
    "three pieces of a word": _one(
        word(
            u16,
            temperature(concat(bits(0, 1), bits(4, 5), bits(8, 9), signed=True)),
            reserved(bits(2, 3)),
            reserved(bits(6, 7)),
            reserved(bits(10, 15)),
        ),
        "0231",
    ),
    **{
        f"arithmetic on {what} {'at' if factor % 2 == 0 else 'beyond'} the end of what is safe": _one(
            (let(a=source), attribute(b=derived(expr * factor))), "01020304050607"
        )
        for what, source, expr, factor in (
            *(("some bits", u56, V.a.bits(8, 47), factor) for factor in (1 << 21, (1 << 21) + 3)),
            *(("a number with a sign", i48, V.a, factor) for factor in (1 << 14, (1 << 14) + 1)),
            *(("a number below 0", i48 * 2 - 7, V.a, factor) for factor in (1 << 12, (1 << 13) + 1)),
            *(("a number turned round", 5 - u48 * 2, V.a, factor) for factor in (1 << 11, (1 << 12) + 1)),
            *(("a count of bytes", u8, length, factor) for factor in (1 << 30, (1 << 30) + 1)),
        )
    },
    "words that stand alone": Made(
        (
            attribute(a=u8),
            *(
                (optional(V.a == at, attribute(seen=u8, channel=at)), node)
                for at, node in enumerate(
                    (
                        word(u32, battery(bits(0, 6), valid=V.a == 1), reserved(bits(7, 31))),
                        word(u32, humidity(bits(0, 6), invalid=V.a == 1), reserved(bits(7, 31))),
                        word(u32, co2(bits(0, 15), invalid=7), reserved(bits(16, 31))),
                        word(u16, let(c=bits(0, 7)), reserved(bits(8, 15))),
                        word(u16, let(unseen=bits(0, 7)), reserved(bits(8, 15))),
                        word(
                            u16,
                            battery(bits(0, 7), valid=V.a == 2, place="probe"),
                            motion(bit(8), valid=V.c == 1),
                            reserved(bits(9, 15)),
                        ),
                        word(u40, motion_count(bits(0, 7)), reserved(bits(8, 39))),
                        attribute(four=u32),
                        attribute(five=u40),
                        attribute(six=u16, valid=V.a == 1),
                        event_time(u32, invalid=V.a == 1),
                        let(d=u16),
                        let(e=u16),
                        expect(u16, 1),
                        temperature(f32),
                        let(f=f32),
                        reserved(2),
                    ),
                    start=9,
                )
            ),
            optional((V.d == 1) | (V.f > 1), attribute(last=u8)),
        ),
        (
            "01 00000064 00000040 00000100 0001 0000 0164 0000000009 00000001 0000000002 0003 00000004 0001 0005 0001"
            " 41a80000 40000000 0000 07",
        ),
    ),
    "a turn that doubts before another one": Made(
        repeat(
            let(flag=u8),
            optional(V.flag == 1, let(late=u8)),
            humidity(u8, channel=index, valid=V.late == 2),
            repeat(battery(u8, channel=occurrence), count=1),
        ),
        ("01 02 40 64 00 41 65",),
    ),
    "the same table twice": Made(
        (
            switch(u8, {at: temperature(i8 + at) for at in range(9)}),
            switch(u8, {at: humidity(u8 + at) for at in range(9)}),
            switch(u8, {at: battery(u8 + at) for at in range(1, 10)}),
        ),
        ("0115 0240 0364",),
    ),
    "custom nodes that say nothing": Made(
        (Custom("none", (time(u8), temperature(u8), humidity(u8)), _read_none, _write_none, "none"),),
        ("0102",),
    ),
    "peeks": Made(
        (
            optional(peek(0, u64) == 1, battery(u8)),
            optional(peek(1, u64le) == 1, co2(u8)),
            optional(peek(0, i16) < -1, humidity(u8)),
            optional(peek(2, u40) > 3, attribute(a=u8)),
            optional(peek(-2, u16le) == 7, attribute(b=u8)),
            optional(peek(0, u32ws) != 1, attribute(c=u8)),
            optional((peek(0, u24) == 1) | (peek(1, i8) == -1), attribute(d=u8)),
            optional(peek(0, text(2)) == "ab", attribute(e=u8)),
            optional(peek(1, hexadecimal(2)).is_in("0102", "07ff"), attribute(f=u8)),
            optional(peek(0, u8 / 2) > 1, attribute(g=u8)),
            optional(peek(0, i32) / 4 > 2, attribute(h=u8)),
        ),
        ("0000000000000001 64 40 01 02 03 04 05 06 07 08 09", "6162 ffff 8000 0000 0000 0700"),
    ),
    "a peek of a number that is divided": Made(optional(peek(0, u64 / 10) > 2, battery(u8)), ("0000000000000064",)),
    "a peek of nine bytes": Made(optional(peek(0, text(9)) == "abcdefghi", battery(u8)), ("616263646566676869",)),
    "a peek of states": Made(
        switch(
            peek(0, choice(u8, {1: "one", 2: "two"})), {"one": attribute(a=u8), "two": (), "unknown_3": battery(u8)}
        ),
        ("01", "02", "03", "04"),
    ),
    "conditions that count as numbers": Made(
        (
            let(a=u8, b=i8),
            motion(derived((V.a == 1) | (V.b != 2) & ~(V.a >= 3))),
            attribute(
                same=derived(pick((V.a == 7) | V.b.is_in(1, 2), V.a + 1, V.b - 1)),
                most=derived(greatest(V.a, V.b, 5)),
                some=derived(pick(~(V.a == 7) & (V.b <= 3), 1, 0)),
                left=derived(V.a % 7 + V.b // 2),
            ),
            optional((V.a + 1).is_in(2, 3) & (V.b < 9), humidity(u8)),
            optional(V.a.bits(2, 4) + V.b.bit(7) == 3, battery(u8)),
        ),
        ("01 02 40", "07 ff 64", "0c 80", "02 01 40"),
    ),
    **{
        f"arithmetic on {bits} bits": _one((let(a=source), attribute(b=derived(V.a * factor + 1))), payload)
        for bits, source, factor, payload in (
            (60, u48, 1 << 12, "000000000001"),
            (61, u48, 1 << 13, "000000000001"),
            (62, u48, 1 << 14, "000000000001"),
            (64, u64, 1, "0000000000000001"),
        )
    },
    **{
        f"a quotient of {size} bytes": _one((let(a=source), temperature(derived(V.a / 3))), payload)
        for size, source, payload in ((6, u48, "000000000001"), (8, i64, "0000000000000001"))
    },
    "lengths that may be no whole numbers": _one((let(a=u8), sized(V.a / 2, battery(u8))), "0264"),
    "a count with a fraction": _one((let(a=u8 / 2), repeat(battery(u8, channel=index), count=V.a)), "0464 65"),
    "times that are computed": Made(
        (let(a=u16), time(derived(received_at - V.a)), temperature(i8), history(battery(u8), time=measured_at - index)),
        ("0007 15 6465",),
    ),
    "the port and the length": Made(
        (
            optional((f_port == 1) & (length > 2), humidity(u8)),
            attribute(on=derived(f_port), size=derived(length - remaining)),
        ),
        ("40", "4041 42"),
        (1, 2),
    ),
    "texts that decide": _one((let(a=text(2)), switch(V.a, {"ab": battery(u8), "cd": ()})), "616264"),
    "versions that decide": _one(
        (firmware_version(version(u8, u8)), optional(V.firmware_version == "1.2", battery(u8))), "010264"
    ),
    "sentinels of a text": _one((attribute(a=hexadecimal(2)), attribute(b=raw(2))), "0102ffff"),
    **{
        f"64 bits {name}": _one(body, payload)
        for name, body, payload in (
            ("as a number with decimals", temperature(u64), "0000000000000015"),
            ("that decide", (attribute(a=u64), optional(V.a == 1, battery(u8))), "000000000000000164"),
            ("divided", temperature(u64 / 10), "0000000000000015"),
            ("hidden", (let(a=u64), battery(u8)), "000000000000001564"),
            ("as a time", time(i64), "0000000000000015"),
        )
    },
    **{
        f"a scale of {name}": _one(temperature(source), payload)
        for name, source, payload in (
            ("53 bits", u48 * (1 << 5) / 3, "000000000001"),
            ("54 bits", u48 * (1 << 6) / 3, "000000000001"),
            ("a large divisor", u8 / ((1 << 53) + 1), "01"),
            ("the largest divisor", u8 / (1 << 53), "01"),
            ("a fraction below 0", (21 - u8 * 2) / 7, "07"),
        )
    },
    "a whole scale": _one(motion_count(u48 * (1 << 13) + 7), "000000000001"),
    "a whole scale that is too large": _one(motion_count(u48 * (1 << 14)), "000000000001"),
    **{
        f"a small float of {name}": _one(temperature(source), payload)
        for name, source, payload in (
            ("16 bits", minifloat(u16, exponent=5, mantissa=11) * 3, "4b4b"),
            ("24 bits", minifloat(u24, exponent=6, mantissa=18) * 3 / 7, "4b4b4b"),
            ("24 bits and a summand", minifloat(u24, exponent=6, mantissa=18) + 1, "4b4b4b"),
            ("32 bits, wide", minifloat(u32, exponent=10, mantissa=21, signed=True), "4b4b4b4b"),
            ("32 bits, wider", minifloat(u32, exponent=11, mantissa=20, signed=True), "4b4b4b4b"),
        )
    },
    "a small float that is no value by itself": _one(
        (let(a=minifloat(u24, exponent=6, mantissa=18)), optional(V.a > 1, battery(u8))), "4b4b4b64"
    ),
    "curves of more bits": _one(
        (
            word(
                u16,
                temperature(curve(bits(0, 9), lambda raw: raw * raw if raw < 900 else None)),
                reserved(bits(10, 15)),
            ),
            attribute(a=hex_digits(u32)),
        ),
        "0007 00001234",
    ),
    "states of 16 bits": _one(
        (attribute(a=choice(u16, {700: "late", 3: "early"})), attribute(b=choice(u32, {1: "on"}))), "02bc 00000001"
    ),
    "states of numbers with a sign": _one((attribute(a=choice(i8, {-1: "off", 1: "on"}))), "ff"),
    "states of few bits": _one(
        word(
            u16,
            attribute(a=choice(bits(0, 2), {0: "off", 5: "on"})),
            attribute(b=choice(bits(3, 11), {0: "off", 300: "on"})),
            attribute(c=choice(concat(bits(12, 12), bits(14, 14)), {0: "off", 3: "on"})),
            motion(bit(13)),
            reserved(bit(15)),
        ),
        "5965",
    ),
    "tables of the same name": _one(
        (
            let(kind=u8),
            switch(
                V.kind,
                {
                    1: humidity(u8 / 2),
                    2: humidity(u8 / 3),
                    3: humidity(u8 / 2, invalid=255),
                    4: humidity(lookup(u8, {1: 10})),
                },
            ),
            humidity(i8 / 2, channel=1),
            humidity(u8, channel=occurrence, invalid={1: "fault", range(7, 9): "overflow"}),
        ),
        "01 40 41 42",
    ),
    "halves of a number": _one(
        (
            temperature(mixed(u16, fraction=8, per=100, signed=True)),
            temperature(mixed(u16le, fraction=7, per=10), place="probe"),
        ),
        "01fe 8105",
    ),
    "digits": _one((attribute(a=bcd(u16), b=bcd(u8) + 3), time(gps_time(u32))), "1234 42 4b4b4b4b"),
    "sums of several widths": Made(
        (
            let(kind=u8),
            switch(
                V.kind,
                {
                    1: checksum(_CRC8, u8, battery(u8)),
                    2: checksum(_CRC32, u32le, battery(u8)),
                },
            ),
        ),
        tuple(
            f"{kind:02x}64" + crc.of(bytes((kind, 0x64))).to_bytes(crc.bits // 8, order).hex()  # type: ignore[arg-type]
            for kind, crc, order in ((1, _CRC8, "big"), (2, _CRC32, "little"))
        ),
    ),
    "a sum of forty bits": _one(checksum(_CRC40, u40, battery(u8)), "64" + _CRC40.of(b"\x64").to_bytes(5, "big").hex()),
    "records with channels of their own": Made(
        (time(u32), history(time(u16), let(n=u8), temperature(i8, channel=V.n), newest="first")),
        ("00000001 0001 01 15 0002 02 16",),
    ),
    "records with channels become current": Made(
        history(time(u16), let(n=u8), temperature(i8, channel=V.n), newest="last"), ("0001 01 15 0002 02 16",)
    ),
    "records of which one is no part of the history": Made(
        (
            history(let(n=u8), temperature(i8), humidity(u8), count=2, newest="last"),
            record(time(u32), temperature(i8), co2(u16)),
        ),
        ("01 15 40 02 16 41 00000007 17 0100",),
    ),
    "a constant with a warning": Made(
        (
            expect(u8, 7, warning="odd"),
            word(u8, expect(bits(0, 3), 2, warning="even"), battery(bits(4, 7))),
            expect(i24le, -3),
            humidity(f32, invalid=V.battery == 2),
        ),
        ("07 12 fdffff 41200000", "08 13 fdffff 7fc00000", "07 22 fdffff 41200000", "07 12 fcffff 41200000"),
    ),
    "a time without a value": Made(
        (let(a=u8), event_time(u32, invalid=(0, range(5, 9)), valid=V.a != 3), time(u32, invalid=V.a == 2)),
        ("01 00000001 00000002", "02 00000006 00000002", "03 00000001 00000002"),
    ),
    "half a check of all but the first byte": Made(
        checksum(_HALF_CRC32, u16le, let(kind=u8), temperature(i8), tags(u8, {1: humidity(u8)})),
        tuple(
            body + _HALF_CRC32.of(bytes.fromhex(body)).to_bytes(2, "little").hex() for body in ("0715", "07FF0120013F")
        ),
    ),
    "a version alone": _one(firmware_version(version(u8, u8)), "0102"),
}
