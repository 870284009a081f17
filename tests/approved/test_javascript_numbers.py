"""What numbers a value can be, how tables are cut into lines, and what is told of payloads: not how files read."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

from approved import approved, grouped, outcome
from layouts import commanded, made
from redi_codecs import Codec, encode_downlinks
from redi_codecs.errors import DeclarationError, UnknownMessage
from redi_codecs.kinds import battery, humidity, motion, motion_count, serial_number, temperature, time
from redi_codecs.layout import (
    Body,
    V,
    attribute,
    bits,
    choice,
    command,
    curve,
    derived,
    expect,
    f32,
    f_port,
    greatest,
    hexadecimal,
    history,
    i8,
    i16,
    i64,
    index,
    least,
    length,
    let,
    lookup,
    measured_at,
    message,
    minifloat,
    occurrence,
    optional,
    peek,
    pick,
    raw,
    received_at,
    remaining,
    reserved,
    sized,
    switch,
    text,
    u8,
    u16,
    u24,
    u32,
    u48,
    u64,
    version,
    word,
)
from redi_codecs.layout.expr import Const, Expr
from redi_codecs.layout.transform import Affine, Curve
from redi_codecs.plan import plan as pl
from redi_codecs.plan.planner import plan
from redi_codecs.results import moment
from redi_codecs.runtimes.javascript import javascript
from redi_codecs.runtimes.javascript import numbers as n
from redi_codecs.runtimes.javascript.answer import answer, answer_downlink, normalized_answer
from redi_codecs.runtimes.javascript.curves import _chain, _once, _pieces, _reciprocal, _split, _written, in_decimal
from redi_codecs.runtimes.javascript.curves import curve as written_curve
from redi_codecs.runtimes.javascript.expressions import quotient
from redi_codecs.runtimes.javascript.meanings import affine
from redi_codecs.runtimes.javascript.text import Script

RANGES = (
    n.Range("int", 0, 0),
    n.Range("int", 0, 5),
    n.Range("int", -3, 5),
    n.Range("int", 1, 7),
    n.Range("int", -9, -2),
    n.Range("float", 0, 2.5),
    n.Range("float", 1, 2),
    n.Range("bool", 0, 1),
    n.Range("int"),
)


def shown(one: n.Range) -> str:
    return f"{one.type} {one.low:g} … {one.high:g}{'' if one.exact else ' inexact'}"


def test_ranges() -> None:
    lines = []
    for left in RANGES:
        for op in ("+", "-", "*", "/", "//", "%"):
            lines.append(f"{shown(left)} {op}: {'; '.join(shown(n._arith(op, left, right)) for right in RANGES)}")
        lines.append(f"{shown(left)} or: {'; '.join(shown(left | right) for right in RANGES)}")
    for low, high in product((-(2**53) - 1, -(2**53), 0), (2**53 - 1, 2**53, 2**53 + 1)):
        lines.append(f"{low} … {high}: {n.Range('int', low, high).exact} {n.Range('float', low, high).exact}")
    approved("javascript/ranges", "\n".join(lines))


WIRES: dict[str, Any] = {
    "u8": u8, "i8": i8, "u16 / 10": u16 / 10, "i8 * -3": i8 * -3, "i8 * -3 + 7, halved": (i8 * -3 + 7) / 2,
    "u48 * 32": u48 * 32, "u48 * 33": u48 * 33, "u48 up to 2^53": u48 + ((1 << 53) - (1 << 48) + 1),
    "u48 up to 2^53 + 1": u48 + ((1 << 53) - (1 << 48) + 2), "i64": i64, "u64": u64, "u64 / 10": u64 / 10, "f32": f32,
    "f32 * 2": f32 * 2, "a test": u8 == 3, "a table": lookup(u8, {1: 10, 7: -20, 9: 3}),
    "a table of halves": lookup(u8, {1: Fraction(21, 2), 7: -20}), "a curve": curve(u16, lambda at: at * at),
    "nothing": curve(u8, lambda at: None), "a wide curve": minifloat(u24, exponent=8, mantissa=16), "text": text(2),
    "raw": raw(2), "hexadecimal": hexadecimal(2), "version": version(u8, u8), "states": choice(u8, {0: "off", 1: "on"}),
}  # fmt: skip


KINDS: dict[str, Any] = {
    "attribute": lambda wire: attribute(x=wire),
    "hidden": lambda wire: let(x=wire),
    "count": motion_count,
}


def test_parts() -> None:
    lines = []
    for name, wire in WIRES.items():
        for kind, body in (
            ("attribute", lambda one: attribute(x=one)),
            ("hidden", lambda one: let(x=one)),
            ("count", motion_count),
        ):
            try:
                known = plan(one := made(body(wire)), one.uplink)
            except DeclarationError:  # such a field cannot be that
                continue
            (part, *_) = pl.parts(known.ops)
            real = name.startswith("f32")
            told = f"{name}, {kind}: {shown(n.of_part(part, real))}, {shown(n.Numbers(known).variable('x'))}"
            exact = isinstance(part.transform, Affine) and bool(part.spans) and n.exact(part, part.transform)
            lines.append(f"{told}{' exact' * exact}")
    signed = [
        let(a=bits(0, 52), more=bits(53, 63)),
        let(a=bits(0, 53), more=bits(54, 63)),
        let(a=bits(0, 53, signed=True), more=bits(54, 63)),
        let(a=bits(0, 54, signed=True), more=bits(55, 63)),
    ]
    for at, inner in enumerate(signed):
        body: Body = word(u64, inner)
        part = next(pl.parts(plan(one := made(body), one.uplink).ops))
        assert isinstance(part.transform, Affine)
        lines.append(f"bits {at}: {shown(n.of_part(part))} {n.exact(part, part.transform)}")
    approved("javascript/parts", "\n".join(lines))


BODY: Body = (
    let(a=u8, b=i16, c=f32, d=lookup(u8, {0: 1, 1: 1000}), e=text(2), f=u8 == 1),
    switch(V.a, {1: let(g=u8), 2: let(g=i16), 3: let(g=u8 / 2)}, otherwise=()),
    humidity(derived(V.a * 2)),
    temperature(derived(V.humidity + V.b)),
    attribute(count=derived(V.a + 1), share=derived(V.a / 2)),
)
EXPRESSIONS: tuple[Expr, ...] = (
    V.a, V.b, V.c, V.d, V.e, V.f, V.g, V.humidity, V.temperature, V.count, V.share, V.nobody, f_port, length, remaining,
    received_at, measured_at, V.a + V.b, V.a - V.b, V.a * V.b, V.a / 3, V.a // 3, V.b // 3, V.a % 7, V.b % 7, V.a % V.b,
    V.b // V.a, V.c + 1, V.a.bits(2, 4), V.a.bit(3), V.b.bits(0, 15), V.a > 3, pick(V.a > 3, V.a, V.b), V.a.is_in(1, 2),
    pick(V.a > 3, V.c, 1), greatest(V.a, V.b, 700), least(V.a, V.b), greatest(V.a, V.c), peek(0, u16), peek(1, i8),
    peek(0, text(2)), peek(0, u8 / 2), Const(3), Const(True), Const("x"), V.a * V.a * V.a * V.a * V.a * V.a * V.a,
    V.b * V.b * V.b * V.b - 1, index, occurrence, index * 1000 - 7, occurrence * 1000 - 7, length * 1000, f_port * 1000,
)  # fmt: skip


def test_expressions() -> None:
    one = made(*BODY)
    known = n.Numbers(plan(one, one.uplink))
    lines = [f"{expr}: {shown(known.of(expr))}" for expr in EXPRESSIONS]
    lines.append(f"reals {sorted(map(str, known.reals))}")
    # two that are computed of each other in turn: which of them is asked for first says nothing of the other
    turned = made(
        switch(
            u8,
            {
                1: attribute(g=u8, h=derived(V.g + 1)),
                2: attribute(h=u8, g=derived(V.h.bits(0, 3))),
            },
        )
    )
    for names in ("gh", "hg"):
        known = n.Numbers(plan(turned, turned.uplink))
        lines.append(f"{names}: {', '.join(shown(known.variable(name)) for name in names)}")
    approved("javascript/ranges_of_expressions", "\n".join(lines))


def tables() -> dict[str, tuple[int, list[int | None]]]:
    """Tables by the bits of their numbers: lines, steps, sums of two, holes."""
    return {
        "a line": (8, [3 * at + 1 for at in range(256)]),
        "falling": (8, [200 - 2 * at for at in range(256)]),
        "constant": (4, [7] * 16),
        "no summand": (4, list(range(16))),
        "below zero": (4, [at - 5 for at in range(16)]),
        "holes": (4, [None, None, 3, 4, 5, None, 9, None, 1, 1, 2, None, None, None, None, 8]),
        "none": (4, [None] * 16),
        "a last one": (4, [None] * 15 + [4]),
        "squares": (4, [at * at for at in range(16)]),
        "sums": (8, [(at >> 4) ** 3 + (at & 15) ** 2 for at in range(256)]),
        "with holes": (8, [None if at % 16 > 9 or at >> 4 == 3 else (at >> 4) ** 3 + at % 16 for at in range(256)]),
        "sums of few": (8, [(at >> 4 > 2) * 5 + (at & 15 > 7) * 2 for at in range(256)]),
        "steps of many": (8, [at // 32 * 3 for at in range(256)]),
        "as many steps as there are upper bits": (8, [at // 16 * 3 for at in range(256)]),
        "steps": (4, [at // 2 * 3 for at in range(16)]),
        "falling by one": (4, [20 - at for at in range(16)]),
        "signs": (8, [(at // 5) ** 2 % 23 for at in range(128)] + [-(at // 5) ** 3 % 17 for at in range(128)]),
        "chance": (8, [at * at % 251 for at in range(256)]),
        "short chance": (4, [at * at % 7 for at in range(16)]),
        "nearly sums": (8, [(at >> 4) ** 3 + (at & 15) ** 2 + (at == 255) for at in range(256)]),
        **{f"{of} steps": (8, [(at * of // 256) ** 2 * 7 % 101 for at in range(256)]) for of in (3, 4, 40, 41)},
        **{f"{of} steps": (10, [(at * of // 1024) ** 2 * 7 % 1009 for at in range(1024)]) for of in (300, 301)},
    }  # fmt: skip


def test_curves() -> None:
    lines = []
    for name, (width, table) in tables().items():
        pieces = _pieces(table)
        lines.append(f"{name}: {len(pieces)} pieces {pieces[:12]}")
        if len(pieces) < 5:
            lines.append(f"  {_chain(pieces, 'raw')}")
        for cut in (1, 2, 4) if width > 4 else (2, 3):
            split = _split(table, width, cut)
            lines.append(f"  cut at {cut}: {None if split is None else [list(one)[:20] for one in split]}")
        told = Script("acme/one")
        lines += [f"  written: {_written(told, table, width, 'raw', 'stem')}", *(f"  {each}" for each in told.tables)]
    for values in (
        [None, *(Fraction(12, at) for at in range(1, 16))],
        [None, *(Fraction(5, 2 * at) for at in range(1, 16))],
        [Fraction(0), *(Fraction(12, at) for at in range(1, 16))],
        [None, *(Fraction(12, at) for at in range(1, 15)), Fraction(1)],
        [None, None, *(Fraction(12, at) for at in range(2, 16))],
        [None] * 16,
    ):
        lines.append(f"reciprocal: {_reciprocal(values, 'raw')}")
    small = plan(one := made(attribute(x=minifloat(u16, exponent=5, mantissa=11))), one.uplink)
    form = next(pl.parts(small.ops)).transform
    assert isinstance(form, Curve)
    assert form.form is not None
    once = [(f"form {form.form}", str(_once(form)))]
    for width, exponent, mantissa in ((32, 9, 23), (33, 9, 23), (32, 10, 23), (32, 8, 22), (32, 9, 51), (32, 9, 52)):
        for mul, add, den in ((1, 0, 1), (-1, 0, 1), ((1 << 29) - 1, 0, 1), (1 << 29, 0, 1), (1 << 30, 0, 1), (1, 1, 1),
                              (1, 0, 2**53), (1, 0, 2**53 + 1)):  # fmt: skip
            other = replace(form, bits=width, form=(exponent, mantissa, *form.form[2:]), mul=mul, add=add, den=den)
            once.append((f"{width} {exponent} {mantissa} · {mul} + {add} / {den}", str(_once(other))))
    lines += grouped(once)
    for name, function in {
        "digits": lambda at: at // 16 * 10 + at % 16 if at % 16 < 10 and at < 160 else None,
        "digits up to 99": lambda at: at // 16 * 10 + at % 16 if at % 16 < 10 and at < 0x99 else None,
        "hexadecimal": lambda at: at // 16 * 16 + at % 16,
    }.items():
        known = plan(one := made(attribute(x=curve(u8, function))), one.uplink)
        transform = next(pl.parts(known.ops)).transform
        assert isinstance(transform, Curve)
        lines.append(f"{name}: {in_decimal(transform)}, nine bits {in_decimal(replace(transform, bits=9))}")
    approved("javascript/curves", "\n".join(lines))


def test_curves_of_limits() -> None:
    """Which curves are written, as far as their numbers go: whole numbers up to 2^53, and so is what they divide by."""
    transforms: dict[str, Curve] = {}
    for size in (17, 24):
        rest = [reserved(bits(size, 23))] if size < 24 else []
        value = minifloat(bits(0, size - 1), exponent=5, mantissa=size - 5)
        known = plan(one := made(word(u24, attribute(x=value), *rest)), one.uplink)
        found = next(part.transform for part in pl.parts(known.ops) if isinstance(part.transform, Curve))
        for mul, add, den in ((1, 0, 1), (3, 0, 1), (1, 0, 10), (3, 0, 10), (1, 1, 1)):
            transforms[f"{size} bits · {mul} + {add} / {den}"] = replace(found, mul=mul, add=add, den=den)
    transforms["16 bits, of which there is a table"] = replace(found, bits=16, function=lambda at: 7)
    known = plan(one := made(attribute(x=curve(u8, lambda at: at))), one.uplink)
    plain = next(pl.parts(known.ops)).transform
    assert isinstance(plain, Curve)
    for name, function in {
        "up to 2^53": lambda at: 2**53 if at == 255 else at,
        "up to 2^53 + 1": lambda at: 2**53 + 1 if at == 255 else at,
        "down to -2^53": lambda at: -(2**53) if at == 255 else at,
        "halves up to 2^52": lambda at: Fraction(2**53 - 1, 2) if at else 2**52,
        "halves up to 2^52 + 1": lambda at: Fraction(2**53 - 1, 2) if at else 2**52 + 1,
        "parts of 2^53 - 1": lambda at: Fraction(at + 1, 2**53 - 1),
        "parts of 2^53": lambda at: Fraction(at + 1, 2**53),
        "halves and thirds": lambda at: Fraction(at, 2) if at < 9 else Fraction(at, 3),
        "halves, and none": lambda at: Fraction(at, 2) if at < 9 else None,
        "none": lambda at: None,
        "a reciprocal": lambda at: Fraction(12, at) if at else None,
        "chance": lambda at: at * at * at * 7919 % 65537,
    }.items():
        transforms[name] = replace(plain, function=function)
    lines = []
    for name, transform in transforms.items():
        told = Script("acme/one")
        lines.append(f"{name}: {outcome(lambda: written_curve(told, transform, 'raw', 'stem'))} {sorted(told.helpers)}")  # noqa: B023
    approved("javascript/curves_of_limits", "\n".join(lines))


TOLD: dict[str, tuple[Body, tuple[str, ...]]] = {
    "wide": ((attribute(a=u64, b=i64, c=u64), battery(u8)), (f"{2**53:016x} {2**53 - 1:016x} {2**53 - 1:016x} 64",
                                                            f"{0:016x} {2**64 - 2**53:016x} {2**53 + 1:016x} ff")),
    "states": (
        (temperature(i8, invalid={1: "fault", 2: "not_connected"}), humidity(u8), motion(u8 == 1)),
        ("15 28 01", "01 28 00", "02 ff 01", "7f c8 01"),
    ),
    "a message and a time": (switch(u8, {1: message("a", time(u32)), 2: (time(u32), battery(u8))}),
                             ("01 00000007", "02 00000000 64", "02 ffffffff 64 0102")),
    "records": ((battery(u8), history(temperature(i16), time=received_at - 60)), ("64 0015 0016", "64")),
    "records with times": (history(time(u32), temperature(i8), attribute(seen=u8)), ("0000000715030000000815ff",)),
    "secrets": ((serial_number(hexadecimal(2)), temperature(i16 / 10)), ("abcd 00d7",)),
    "a name again": (switch(u8, {1: (temperature(i8), attribute(x=u8)), 2: (attribute(x=u8), temperature(i8))}),
                     ("01 15 07", "02 07 15")),
}  # fmt: skip


def test_answers() -> None:
    lines = []
    for name, (body, payloads) in TOLD.items():
        codec = Codec(made(body))
        for payload in payloads:
            found = []
            for received, sensitive in product((None, moment(1_700_000_000)), (False, True)):
                decoded = codec.decode(payload, 1, received_at=received)
                told = answer(decoded, sensitive=sensitive), normalized_answer(decoded, sensitive=sensitive)
                what = f"{'received' if received else 'some time'}, {'all' if sensitive else 'not all'}"
                found.append((what, " ".join(map(json.dumps, told))))
            lines += [f"{name} {payload}", *grouped(found)]
    sent = commanded(
        {
            "none": command(1, expect(u8, 1)),
            "one": command(1, expect(u8, 2), attribute(level=u8)),
            "states": command(1, expect(u8, 3), temperature(u8, invalid={255: "not_connected"}), attribute(low=u8)),
            "table": command(1, expect(u8, 4), attribute(level=lookup(u8, {1: 10}), low=u8)),
            "time": command(1, expect(u8, 5), time(u32)),
            "several": command(1, expect(u8, 6), time(u32), attribute(low=u8)),
            "single": command(1, expect(u8, 7), temperature(u8, invalid={255: "not_connected"})),
            "secret": command(1, expect(u8, 8), serial_number(hexadecimal(2))),
            "about": command(
                2,
                expect(u8, 1),
                joins=lambda *inner: (attribute(group=u8, default=0), sized(u8, *inner)),
            ),
            "within": command(
                3,
                expect(u8, 1),
                attribute(low=u8),
                joins=lambda *inner: (attribute(group=u8, default=0), sized(u8, *inner)),
            ),
        }
    )
    for text_, port in product(("01", "0207", "031507", "03ff07", "040107", "040207", "0500000007", "060000000709",
                                "07ff", "0715", "050101", "05020107", "08abcd"), (1, 2, 3)):  # fmt: skip
        try:
            said = answer_downlink(sent, bytes.fromhex(text_), port)
        except UnknownMessage:
            continue
        lines.append(f"{text_} {port}: {json.dumps(said)}")
    for made_ in encode_downlinks(sent, {"one": 7, "time": 9}):
        lines.append(json.dumps(answer_downlink(sent, made_.payload, made_.f_port)))
    approved("javascript/answers", "\n".join(lines))


FEW: dict[str, Body] = {
    "constants of nothing": (
        expect(u8, 0),
        expect(u16, 0, warning="odd"),
        word(u8, expect(bits(0, 3), 0, warning="even"), battery(bits(4, 7))),
        expect(u8, 7, warning="odd"),
        expect(i16, -3, warning="odd"),
    ),
    "truths that decide": (
        let(f=u8 == 1, g=u8 > 3),
        optional(V.f == 0, humidity(u8)),
        optional(V.g != 1, battery(u8)),
        optional(V.f == V.g, temperature(i8)),
        attribute(same=derived(V.f == 1), more=derived(V.g + 1)),
    ),
    "what nobody looks at": (let(unused=f32), let(flag=u8), word(u8, let(bit=bits(0, 0)), battery(bits(1, 7)))),
    "a truth that may be none": (
        let(f=u8),
        switch(u8, {1: word(u8, motion(bits(0, 0) == 1), reserved(bits(1, 7))), 2: motion(u8 == 1, invalid=V.f > 3)}),
    ),
    "numbers turned round": (
        attribute(
            a=100 - u8, b=u8 * -1, c=(u8 * -2) / 5, d=(i16 * -3 + 7) / 10, e=u8 / 3, f=u16 + 1, g=u16 - 1, h=u8 * 5
        ),
        humidity(u8 / 2 - 20),
        motion(u8 > 3),
    ),
}


def test_few() -> None:
    """What a decoder makes of numbers and constants that few devices have."""
    lines = []
    for name, body in FEW.items():
        codec = Codec(made(body))
        text_ = javascript(codec.device, codec.plan, "1")
        lines += [f"// {name}", re.search(r"^function decode\(\).*?^}$", text_, re.M | re.S)[0]]  # type: ignore[index]
    for mul, add, den in product((-3, -1, 1, 2), (-5, 0, 7), (1, 10)):
        lines.append(f"// {mul} {add} {den}: {affine(Affine(mul, add, den), 'raw')}")
    for divisor in (7, 20, 1000, n.EXACT // 10**7, n.EXACT // 10**7 + 1, 10**20, 3 * 10**17):
        lines.append(f"// by {divisor}: {outcome(lambda: quotient(Script('acme/one'), 'places', divisor, 'acme/one'))}")  # noqa: B023
    approved("javascript/few", "\n".join(lines))
