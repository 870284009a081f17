"""What stands beside the plans: expressions that are computed and solved for, faults in words, ranges, bits, columns."""

# ruff: noqa: E501 - what is asked is a line here

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from approved import approved
from layouts import made
from redi_codecs.device_codec import codec
from redi_codecs.kinds import battery, humidity, temperature
from redi_codecs.layout import (
    CRC16_CCITT,
    Corrupt,
    V,
    any_channel,
    attribute,
    bits,
    choice,
    concat,
    curve,
    derived,
    f32,
    f_port,
    greatest,
    i8,
    i16,
    index,
    least,
    length,
    let,
    lookup,
    measured_at,
    minifloat,
    occurrence,
    peek,
    pick,
    received_at,
    remaining,
    switch,
    tags,
    u8,
    u16,
    word,
)
from redi_codecs.layout.expr import Expr
from redi_codecs.layout.wire import Real, Whole
from redi_codecs.plan import bits as shared
from redi_codecs.plan import faults
from redi_codecs.plan.columns import Faults
from redi_codecs.plan.evaluate import Beyond, Contradiction, Open, Solver, ahead, evaluate
from redi_codecs.plan.extents import ends, range_text, short, step_of
from redi_codecs.plan.plan import Choose, Part, every, parts

KNOWN = {"a": 6, "b": 4, "c": 0, "d": -7, "none": None, "text": "on", "real": 2.5}
HERE: dict[str, Any] = {"f_port": 7, "length": 9, "index": 2, "received_at": None}
#: What is computed of these.
COMPUTED: tuple[Expr, ...] = (
    V.a + V.b, V.a - V.b, V.a * V.b, V.a / V.b, V.a // V.b, V.a % V.b, V.d // 4, V.d % 4, 3 - V.a, 3 * V.a, 12 / V.a,
    13 // V.b, 13 % V.b, V.a == V.b, V.a != V.b, V.a < V.b, V.a <= 6, V.a > 6, V.a >= 6, V.a == "on", V.text == "on",
    least(V.a, V.b, V.c), greatest(V.a, V.b, V.c), V.a.bits(1, 2), V.d.bits(0, 3), V.a.bits(0, 0), V.a.bit(0), V.a.bit(1),
    V.d.bit(63), V.a.is_in(4, 6), V.a.is_in(4, 5), V.text.is_in("on"), (V.a == 6) & (V.b == 4), (V.a == 6) & (V.b == 5),
    (V.a == 5) | (V.b == 4), (V.a == 5) | (V.b == 5), ~(V.a == 6), ~(V.a == 5), pick(V.a == 6, V.b, V.c),
    pick(V.a == 5, V.b, V.c), f_port + 1, length, index, received_at, measured_at, remaining, occurrence, peek(0, u8), V.open,
    V.open + 1, (V.a == 5) & (V.open == 1), (V.a == 6) | (V.open == 1), pick(V.a == 6, V.b, V.open), V.none + 1, V.real * 2,
    derived(V.a).transform.expr, curve(derived(V.a), lambda a: a * a).transform.expr,  # type: ignore[attr-defined]
    curve(derived(V.c), lambda c: 1 // c).transform.expr, curve(derived(V.none), abs).transform.expr,  # type: ignore[attr-defined]
)  # fmt: skip
#: What is made so, if it can be: an expression and its value; `x`, `y` and `z` are open.
SOLVED: tuple[tuple[Expr, Any], ...] = (
    (V.a, 6), (V.a, 5), (V.none + 1, 5), (V.x, 5), (f_port, 7), (f_port, 8), (remaining, 3), (peek(0, u8), 3),
    (remaining + V.x, 3), (measured_at - V.x, 3), (index + V.x, 5), (occurrence + V.x, 5), (length + V.x, 12),
    (V.x.bits(2, 4), 5), (V.x.bits(2, 4), 8), (V.x.bits(2, 4), 7), (V.x.bits(0, 0), 1), (V.x.bits(0, 7), 256),
    (V.x + V.a, 10), (V.a + V.x, 10), (V.x - V.a, 10), (V.a - V.x, 2), (V.x * V.b, 20), (V.b * V.x, 20), (V.x * V.b, 21),
    (V.b * V.x, 21), (V.x * V.c, 0), (V.c * V.x, 5), (V.x / V.b, 5), (V.x // V.b, 5), (12 / V.x, 4), (12 / V.x, 0),
    (12 // V.x, 4), (V.x % V.b, 3), (V.b % V.x, 3), (V.x * V.y, 12), (V.x * V.y, 13), (V.x * V.y, 257), (V.x * V.y, 0),
    (V.x * V.y, 1), (V.x * V.y, 514), (V.x + V.y, 5), (V.x * 10 + V.y, 57), (V.x * 10 + V.y, 7), (V.x * 10 + V.y, -1),
    (V.x * 10 + V.y, 57.4), (V.x * -10 + V.y, 57), (V.x.bits(0, 1) * 10 + V.y, 57), (V.x.bits(0, 1) * 10 + V.y, 137),
    (V.x - V.y, 5), ((V.x + 1) * 2, 8), ((V.x + 1) * 2, 7), (pick(V.a == 6, V.x, V.y), 3), (pick(V.a == 5, V.x, V.y), 3),
    (pick(V.x == 1, V.y, 0), 3), (pick(V.x == 1, V.y, 0), 0), (pick(V.x == 1, 3, V.y), 4), (V.x == 3, 1), (V.x == 3, 0),
    (V.x == 3, True), (V.x == 3, 2), (least(V.x, 3), 2), (derived(V.x).transform.expr, 2),  # type: ignore[attr-defined]
    (V.x * 1 + V.y, 5), (V.x * 2 + V.y, 5), (V.x * 0 + V.y, 5),
)  # fmt: skip
#: What is made to hold, and not to hold.
ASSUMED: tuple[Any, ...] = (
    V.a == 6, V.a == 5, V.none > 3, V.x.bit(3), V.x.bits(2, 5).bit(1), ~V.x.bit(0), (V.x == 1) & (V.y == 2),
    (V.x == 1) | (V.y == 2), (V.a == 5) | (V.y == 2), (V.a == 6) & (V.y == 2), V.x.is_in(4, 5), V.a.is_in(4, 5), V.x == 0,
    V.x == 4, V.x != 0, V.x != 4, V.x < 0, V.x < 4, V.x <= 4, V.x > 4, V.x > V.real, V.x >= 4, V.x < V.real, V.x == V.y, V.x + 1 > 4,
    (V.x + 1).bit(2), remaining > 3, V.x > V.a, V.x > 3, ~((V.x == 1) | (V.y.bit(2))), ~((V.x == 1) & (V.y.bit(2))),
)  # fmt: skip


class Refused(Exception):
    """What a variable cannot be."""


def computed() -> Iterator[str]:
    def look(name: str) -> Any:
        if name not in KNOWN:
            raise Open(name)
        return KNOWN[name]

    for expr in COMPUTED:
        try:
            found = repr(evaluate(expr, look, HERE))
        except (Open, TypeError) as error:
            found = f"{type(error).__name__}: {error}"
        yield f"{expr}: {found}{', ahead' if ahead(expr) else ''}"


def solver(values: dict[str, Any], told: list[str], *, nearest: bool, most: dict[str, float]) -> Solver:
    """One that says what it sets; a variable holds at most so much."""

    def look(name: str) -> Any:
        if name not in values:
            raise Open(name)
        return values[name]

    def set_value(name: str, value: Any) -> None:
        if value > most.get(name, 1 << 40):
            raise Beyond(f"{name} cannot be {value}")
        told.append(f"{name} = {value!r}")
        values[name] = value

    def set_bits(name: str, mask: int, value: int) -> None:
        told.append(f"{name} & {mask:#x} = {value:#x}")

    def prefer(name: str, value: Any) -> None:
        told.append(f"{name} ~ {value!r}")

    return Solver(look, HERE, set_value, set_bits, prefer, nearest=nearest)


def outcome(make: Callable[[Solver], None], *, nearest: bool = False, most: dict[str, float] | None = None) -> str:
    told: list[str] = []
    try:
        make(solver(dict(KNOWN), told, nearest=nearest, most=most or {}))
    except (Contradiction, TypeError, ZeroDivisionError) as error:
        told.append(f"{type(error).__name__}: {error}")
    return "; ".join(told) or "nothing"


def solved() -> Iterator[str]:
    for expr, wanted in SOLVED:
        found = outcome(lambda one: one.solve(expr, wanted))  # noqa: B023
        yield f"{expr} = {wanted!r}: {found}"
        near = outcome(lambda one: one.solve(expr, wanted), nearest=True)  # noqa: B023
        few = outcome(lambda one: one.solve(expr, wanted), most={"x": 3, "y": 5})  # noqa: B023
        yield from (f"  {what}: {more}" for what, more in (("nearest", near), ("small", few)) if more != found)
    for cond in ASSUMED:
        for truth in (True, False):
            yield f"{cond} {truth}: {outcome(lambda one: one.assume(cond, truth))}"  # noqa: B023
    yield f"lean: {outcome(lambda one: one.lean(V.x, 3))}, {outcome(lambda one: one.lean(V.x + 1, 3))}"


def fault(make: Callable[[], object]) -> str:
    try:
        return f"{make()}"
    except faults.Fault as error:
        return f"{error.kind.__name__} {error.field} {error.offset}: {error}"
    except faults.Stop:
        return "stop"


def faulty() -> Iterator[str]:
    for needed, limit in ((1, 3), (2, 3), (2, 4), (4, 5), (1, 0), (3, 2)):
        yield fault(lambda: faults.truncated("a", 3, needed, limit))  # noqa: B023
    yield fault(lambda: faults.unexpected("a", 3, 1, 258))
    yield fault(lambda: faults.checksum(CRC16_CCITT, 3, 1, 258))
    yield fault(lambda: faults.stuck("a", 3))
    for truncated in (False, True):
        yield fault(lambda: faults.corrupt(Corrupt("no", offset=3, field="a", truncated=truncated)))  # noqa: B023
    yield " ".join(map(faults.show, (0, 15, 16, 256, -1, True, "on", None, 1.5)))
    switches: tuple[Any, ...] = (
        switch(u8, {1: battery(u8), (2, 3): humidity(u8), range(4, 7): ()}),
        switch((u8, u8), {(1, 2): battery(u8), (3, any_channel): humidity(u8)}),
        switch(f_port, {1: battery(u8), range(4, 7): ()}),
        switch(length, {1: battery(u8), range(4, 7): ()}),
        switch(remaining, {1: battery(u8)}),
        (let(a=u8), switch(V.a, {1: battery(u8)})),
        (let(a=u8), switch(V.a + 1, {1: battery(u8)})),
        (let(a=u8), switch(V.a.bits(0, 3), {1: battery(u8)})),
        (let(a=u8), switch(greatest(V.a, 1), {1: battery(u8)})),
        (attribute(a=choice(u8, {0: "off"})), switch(V.a, {"off": battery(u8)})),
        switch(peek(0, u8), {1: battery(u8)}),
        *(switch(u8, {at: temperature(u8 + at) for at in range(count)}) for count in (11, 12, 13)),
        tags(u8, {1: switch(u8, {2: battery(u8)})}),
    )
    for body in switches:
        for choose in every(codec(made(body)).plan.ops):
            if isinstance(choose, Choose):
                last = choose
                seen: Any = ("x",) if "off" in str(choose.cases[0].key) else (200, 7)[: len(choose.on)]
                yield fault(lambda: faults.unknown(choose, 3, *seen))  # noqa: B023
                yield f"  {faults.unfamiliar(choose, 3, *seen)}; {faults.switched_on(choose)}, {faults.computed(choose)}"
    stops: dict[tuple[int, int], str] = {(at, at): "" for at in range(62)}
    yield " ".join(fault(lambda at=at: faults.stop(stops, (at, 0), last, 3, 200)) for at in (97, 98, 99))  # type: ignore[misc]
    yield f"{len(stops)} {stops[97, 0]}"


def ranges() -> Iterator[str]:
    for type_ in ("float", "int", "bool", "enum", "text", "bytes", "time"):
        for extent in (
            (None, None, None),
            (0, None, 1),
            (None, 3, 1),
            (0, 3, 1),
            (-1.5, 3, 0.5),
            (0, 3, None),
            (0, 3, 0),
        ):
            yield f"{type_} {extent}: {range_text(type_, (), extent)}"
    yield range_text("int", ("off", "on"), (0, 1, 1)) + range_text("float", (), (0, 1, 0.1), lambda one: f"<{one}>")
    yield " ".join(map(short, (0, 1, -1.0, 0.1, 1 / 3, 1e14, 1e15, 1234567.8, 999999999999999, 1e-7, -2.5)))
    body = (
        temperature(i8 / 10), attribute(a=u8), attribute(b=u16, c=i16 * -3), temperature(i8, place="soil", invalid=(127, -128)),
        humidity(u8, invalid={255: "fault", range(250, 255): "overflow"}), humidity(u8, invalid=(0, range(1, 3)), channel=1),
        attribute(d=lookup(u8, {3: 10, 9: 20}), e=curve(u8, lambda raw: raw * raw), f=f32, g=choice(u8, {0: "off"})),
        attribute(h=minifloat(u16, exponent=4, mantissa=12), i=u8 == 1), temperature(u8, channel=3, invalid=V.a == 1),
        word(u16, attribute(j=bits(0, 8), k=bits(9, 12, signed=True), m=curve(bits(13, 15), abs))),
        attribute(n=curve(u16, lambda raw: raw)),
    )  # fmt: skip
    for part in parts(codec(made(body)).plan.ops):
        yield f"{part.label}: {[*ends(part)][:3]} {len([*ends(part)])} step {step_of(part)}"


def bitwise() -> Iterator[str]:
    body = word(
        u16, attribute(a=bits(0, 3), b=bits(4, 7, signed=True)), attribute(c=concat(bits(12, 13), bits(8, 9), signed=True)),
        attribute(d=concat(bits(10, 11), bits(14, 15))),
    )  # fmt: skip
    for part in parts(codec(made(body)).plan.ops):
        assert isinstance(part, Part)
        words = (0, 0x1234, 0xFFFF, 0x8C80, 0x7F0F)
        found = [shared.gather(one, part) for one in words]
        yield f"{part.label} {part.bits} {part.spans} {shared.limits(part)}: {found} {[shared.spread(one, part) for one in found]}"
        yield f"  {[shared.with_sign(raw, part) for raw in (0, 7, 8, 15)]}"
    wires = (
        Whole(8),
        Whole(16),
        Whole(16, order="little"),
        Whole(24, order="little"),
        Whole(32, order="words"),
        Real(32, "little"),
    )
    for wire in wires:
        data = bytes(range(1, wire.size + 1))
        yield f"{wire}: {shared.unpack(data, wire):#x} {shared.pack(shared.unpack(data, wire), wire).hex()}"


def columnar() -> Iterator[str]:
    found = struct.pack("=qiiqiiqii", 3, 0, 9, 5, 1, 0, 70, 0, 2)
    some = Faults([(3, "a"), (4, None)], found)
    yield f"{len(some)} {[*some]} {[some[row] for row in some]} {3 in some} {4 in some} {some.get(4)} {some.get(71)} {some.get(0)}"
    yield f"{len(Faults())} {[*Faults()]} {dict(Faults())} {Faults().get(0)}"


@pytest.mark.parametrize("of", [computed, solved, faulty, ranges, bitwise, columnar], ids=lambda of: of.__name__)
def test_parts(of: Callable[[], Iterator[str]]) -> None:
    approved(f"plan/of_{of.__name__}", "\n".join(of()))
