"""Commands with every part that there is, alone and together, and those that JavaScript has none for."""

from __future__ import annotations

from fractions import Fraction

from redi_codecs.kinds import (
    battery,
    event_time,
    humidity,
    motion,
    motion_count,
    report_interval,
    temperature,
    time,
)
from redi_codecs.layout import (
    CRC16_CCITT,
    CRC16_MODBUS,
    Command,
    V,
    attribute,
    bcd,
    bit,
    bits,
    calendar,
    checksum,
    choice,
    command,
    concat,
    curve,
    expect,
    f32,
    f64le,
    gps_time,
    hex_digits,
    hexadecimal,
    i8,
    i16,
    i16le,
    i32ws,
    index,
    let,
    lookup,
    optional,
    raw,
    remaining,
    repeat,
    reserved,
    sized,
    switch,
    text,
    u8,
    u16,
    u16le,
    u24,
    u32,
    u32le,
    u48,
    u56,
    u64,
    version,
    word,
)

COMMANDS: dict[str, dict[str, Command]] = {
    "numbers": {
        "plain": command(2, expect(u8, 1), report_interval(u16 * 60, limits=(60, 86_400))),
        "little": command(2, expect(u8, 2), attribute(low=i16le, default=-3), reserved(2)),
        "signed": command(2, expect(u8, 3), temperature((i8 + 40) / 2), attribute(level=u8, default=7)),
        "like": command(2, expect(u8, 4), attribute(low=u8), attribute(high=u8, default="low")),
        "wide": command(2, expect(u16, 0x0506), attribute(many=u24, mask=u32)),
        "yes": command(2, expect(u8, 7), motion(u8 == 2), attribute(other=u8 != 3, over=u8 > 4, below=u8 <= 5)),
        "digits": command(2, expect(u8, 8), attribute(code=hex_digits(u16), amount=hex_digits(u16) / 10)),
        "table": command(2, expect(u8, 9), attribute(level=lookup(u8, {1: 10, 2: Fraction(5, 2)}), digits=bcd(u8))),
        "square": command(2, expect(u8, 10), attribute(square=curve(u8, lambda raw: raw * raw))),
        "more_squares": command(2, expect(u8, 11), humidity(curve(u16, lambda raw: raw // 7 if raw < 700 else None))),
        "long": command(2, expect(u8, 12), attribute(last=u64)),
    },
    "one number": {"plain": command(3, report_interval(u8))},
    "one number, little": {"plain": command(3, report_interval(u16le))},
    "one state": {"mode": command(3, expect(u8, 1), attribute(mode=choice(u8, {0: "off", 1: "on"})))},
    "states": {
        "mode": command(2, expect(u8, 1), attribute(mode=choice(u8, {3: "eco", 0: "off", 1: "on"}))),
        "modes": command(
            2, expect(u8, 2), attribute(first=choice(u8, {0: "off", 1: "on"}), second=choice(u8, {0: "off", 1: "on"}))
        ),
        "sentinels": command(
            4, expect(u8, 3), temperature(u8, invalid={255: "not_connected", range(250, 253): "fault"}), battery(u8)
        ),
    },
    "words": {
        "flags": command(2, expect(u8, 1), word(u8, motion(bit(0)), attribute(level=bits(1, 3)), reserved(bits(4, 7)))),
        "halves": command(
            2,
            expect(u8, 2),
            word(u16, attribute(split=concat(bits(0, 3), bits(8, 11))), expect(bits(4, 7), 5), reserved(bits(12, 15))),
        ),
        "both": command(2, expect(u8, 3), word(u16le, attribute(low=bits(0, 7), high=bits(8, 15, signed=True)))),
        "empty": command(2, expect(u8, 4), word(u8, reserved(bits(0, 7))), attribute(level=u8)),
    },
    "reals": {
        "offset": command(2, expect(u8, 1), temperature(f32, limits=(-50, 50))),
        "gain": command(2, expect(u8, 2), attribute(gain=f32)),
        "double": command(2, expect(u8, 3), attribute(gain=f64le)),
        "scaled": command(2, expect(u8, 4), humidity(f32 / 10)),
    },
    "times": {
        "now": command(2, expect(u8, 1), time(u32)),
        "later": command(2, expect(u8, 2), event_time(u32le)),
        "date": command(
            2, expect(u8, 3), event_time(calendar(year=u8 + 2000, month=u8, day=u8, hour=u8, minute=u8, second=u8))
        ),
        "gps": command(2, expect(u8, 4), event_time(gps_time(u32))),
        "day": command(2, expect(u8, 5), event_time(calendar(year=bcd(u8), month=u8, day=u8))),
    },
    "runs": {
        "name": command(2, expect(u8, 1), attribute(name=text(4))),
        "key": command(2, expect(u8, 2), attribute(key=hexadecimal(2))),
        "rest": command(2, expect(u8, 3), attribute(blob=raw())),
        "sized": command(2, expect(u8, 4), let(size=u8), attribute(blob=raw(V.size))),
        "before": command(2, expect(u8, 5), attribute(blob=raw()), attribute(level=u8)),
    },
    "choices": {
        "by_kind": command(
            2, expect(u8, 1), attribute(kind=u8), switch(V.kind, {1: temperature(i8), (2, 3): humidity(u8)})
        ),
        "range": command(
            2, expect(u8, 2), let(kind=u8), switch(V.kind, {range(4): temperature(i8)}, otherwise=battery(u8))
        ),
        "label": command(
            2,
            expect(u8, 3),
            attribute(mode=choice(u8, {0: "off", 1: "on"})),
            switch(V.mode, {"on": report_interval(u16), "off": ()}),
        ),
        "stops": command(2, expect(u8, 4), attribute(kind=u8), switch(V.kind, {1: temperature(i8)}, unknown="stop")),
        "two": command(2, expect(u8, 5), attribute(kind=u8, other=u8), switch((u8, u8), {(1, 2): temperature(i8)})),
    },
    "what may be left out": {
        "rest": command(2, expect(u8, 1), attribute(level=u8), optional(remaining >= 2, report_interval(u16))),
        "when": command(2, expect(u8, 2), attribute(level=u8), optional((V.level > 3) & ~(V.level == 7), humidity(u8))),
        "one_of": command(
            2, expect(u8, 3), attribute(level=u8), optional(V.level.is_in(1, 2) | (V.level != 5), humidity(u8))
        ),
        "yes": command(2, expect(u8, 4), motion(u8 == 1), optional(V.motion == 1, humidity(u8))),
        "bit": command(2, expect(u8, 5), attribute(level=u8), optional(V.level.bit(2), humidity(u8))),
    },
    "only when": {"when": command(2, attribute(level=u8), optional(V.level > 3, humidity(u8)))},
    "only rest": {"rest": command(2, attribute(level=u8), optional(remaining >= 1, humidity(u8)))},
    "a form for each case": {
        "mode": command(
            2,
            expect(u8, 1),
            attribute(mode=choice(u8, {0: "off", 1: "on", 2: "auto"})),
            switch(V.mode, {"on": report_interval(u16), ("off", "auto"): ()}),
        ),
        "given": command(
            2,
            expect(u8, 2),
            word(u8, let(kind=bits(0, 3)), attribute(level=bits(4, 7))),
            switch(V.kind, {range(3): humidity(u8), 3: ()}),
        ),
    },
    "several ports": {
        "first": command(2, expect(u8, 1), attribute(level=u8)),
        "second": command(3, expect(u8, 1), attribute(level=u8), disruptive="it may be lost"),
    },
    "joined": {
        "first": command(2, expect(u8, 1), attribute(level=u8), joins=True),
        "second": command(2, expect(u8, 2), humidity(u8), joins=True),
        "alone": command(2, expect(u8, 3), battery(u8)),
        "elsewhere": command(3, expect(u8, 3), battery(u8), joins=True),
    },
    "all joined": {
        "first": command(2, expect(u8, 1), attribute(level=u8), joins=True),
        "second": command(2, expect(u8, 2), humidity(u16le), joins=True),
    },
    "in a frame": {
        "first": command(
            2, expect(u8, 1), attribute(level=u8), joins=lambda *body: (expect(u8, 0x3E), sized(u8, *body))
        ),
        "alone": command(2, expect(u8, 9), battery(u8)),
    },
    "checked": {
        "first": command(2, checksum(CRC16_MODBUS, u16le, expect(u8, 1), attribute(level=u16))),
        "second": command(2, checksum(CRC16_MODBUS, u16le, expect(u8, 2), battery(u8))),
    },
    "checked by two sums": {
        "first": command(2, checksum(CRC16_MODBUS, u16le, expect(u8, 1), attribute(level=u8))),
        "second": command(2, checksum(CRC16_CCITT, u16, expect(u8, 2), battery(u8))),
        "third": command(2, expect(u8, 3), battery(u8)),
    },
    "an answer that is odd": {
        "odd": command(
            2, expect(u8, 1, warning="odd"), word(u8, expect(bits(0, 3), 2, warning="odd"), attribute(level=bits(4, 7)))
        )
    },
    "joined and checked": {
        "first": command(2, checksum(CRC16_MODBUS, u16le, expect(u8, 1), attribute(level=u8)), joins=True),
        "second": command(2, expect(u8, 2), humidity(u8), joins=True),
    },
    "one argument in two cases": {
        "set": command(
            2,
            attribute(kind=u8),
            switch(V.kind, {1: attribute(level=u8), 2: (reserved(1), attribute(level=u8))}),
        )
    },
    "two frames": {
        "first": command(2, expect(u8, 1), attribute(level=u8), joins=lambda *body: (expect(u8, 7), sized(u8, *body))),
        "second": command(2, expect(u8, 2), humidity(u8), joins=lambda *body: (expect(u8, 9), sized(u8, *body))),
    },
    "a frame of words": {
        "first": command(
            2,
            expect(u8, 1),
            attribute(level=u8),
            joins=lambda *body: (expect(u16le, 0x1234), let(size=u16le), sized(V.size, *body)),
        ),
    },
    "a frame of bits": {
        "first": command(
            2,
            expect(u8, 1),
            attribute(level=u8),
            joins=lambda *body: (word(u8, expect(bits(0, 3), 3), reserved(bits(4, 7))), sized(u8, *body)),
        ),
    },
    "what is beyond": {
        "signed": command(2, expect(u8, 1), let(kind=i8), switch(V.kind, {-1: humidity(u8), 1: battery(u8)})),
        "large": command(2, expect(u8, 2), attribute(a=u48 * 100)),
        "largest": command(2, expect(u8, 3), attribute(a=u48 * 32)),
        "run": command(2, expect(u8, 4), attribute(b=u8), attribute(a=raw(2), valid=V.b == 1)),
        "swapped": command(2, expect(u8, 5), word(u32, attribute(a=bits(0, 15)), attribute(b=bits(16, 31)))),
        "wide": command(2, expect(u8, 6), word(u56, attribute(a=bits(0, 15)), reserved(bits(16, 55)))),
        "half": command(2, expect(u8, 7), temperature(f32, limits=(None, 50))),
        "named": command(2, expect(u8, 8), temperature(f32, invalid=0x7FC00000)),
        "states": command(2, expect(u8, 9), attribute(mode=choice(u16, {700: "late", 3: "early"}))),
        "preset": command(
            2, expect(u8, 10), attribute(a=u8, default=3), attribute(mode=choice(u8, {0: "off"}), default="off")
        ),
    },
    "what depends": {
        "valid": command(2, expect(u8, 1), attribute(a=u8), humidity(u8, valid=V.a == 1)),
        "again": command(2, expect(u8, 2), repeat(temperature(i8, channel=index), count=2)),
        "words": command(2, expect(u8, 3), attribute(a=i32ws)),
        "version": command(2, expect(u8, 4), attribute(version=version(u8, u8))),
        "count": command(2, expect(u8, 5), motion_count(i16)),
    },
    "joined on two ports": {
        "first": command(2, expect(u8, 1), attribute(level=u8), joins=True),
        "second": command(3, expect(u8, 1), humidity(u8), joins=True),
    },
    "words of several numbers": {
        "bytes": command(2, expect(u8, 1), word(u16, attribute(low=bits(0, 7)), attribute(high=bits(8, 15)))),
        "digits": command(
            2,
            expect(u8, 2),
            word(u24, *(attribute(**{f"d{at}": bits(4 * at, 4 * at + 3)}) for at in (5, 4, 3)), expect(bits(0, 11), 7)),
        ),
        "across": command(
            2, expect(u8, 3), word(u16, attribute(a=bits(10, 15)), attribute(b=bits(6, 9)), attribute(c=bits(0, 5)))
        ),
        "with_gaps": command(
            2,
            expect(u8, 4),
            word(
                u24, attribute(a=bits(16, 19)), reserved(bits(4, 15)), reserved(bits(20, 23)), attribute(b=bits(0, 3))
            ),
        ),
    },
    "yes and no in words": {
        "of_bits": command(
            2, expect(u8, 1), word(u8, motion(bits(0, 3) == 2), attribute(off=bit(4)), reserved(bits(5, 7)))
        ),
        "of_a_bit": command(
            2,
            expect(u8, 2),
            word(u8, motion(bit(0)), attribute(off=bit(4) == 0), reserved(bits(5, 7)), reserved(bits(1, 3))),
        ),
        "over": command(2, expect(u8, 3), word(u8, motion(bits(0, 3) > 2), attribute(level=bits(4, 7)))),
    },
    "choices by bits": {
        "apart": command(
            2,
            expect(u8, 1),
            word(u8, let(kind=concat(bits(0, 1), bits(4, 5))), reserved(bits(2, 3)), reserved(bits(6, 7))),
            switch(V.kind, {1: humidity(u8), 2: battery(u8)}),
        ),
        "beside": command(
            2,
            expect(u8, 2),
            word(u8, let(other=bits(2, 3)), expect(bits(0, 1), 2), reserved(bits(4, 7))),
            switch(V.other, {1: humidity(u8), (2, 3): battery(u8)}),
        ),
        "halved": command(2, expect(u8, 3), let(half=u8 / 2), switch(V.half, {1: humidity(u8), 2: battery(u8)})),
    },
}
