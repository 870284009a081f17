"""Every kind with every wire type, with valid=, invalid= and both: refused with a sentence, or right in all engines."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import pytest

from layouts import made
from redi_codecs import Codec, kinds
from redi_codecs.errors import DeclarationError
from redi_codecs.layout import (
    Body,
    V,
    bcd,
    bit,
    bits,
    calendar,
    choice,
    concat,
    curve,
    derived,
    f32,
    f64le,
    gps_time,
    hex_digits,
    hexadecimal,
    history,
    hundredths,
    i8,
    i16,
    i64le,
    in_units,
    index,
    let,
    lookup,
    minifloat,
    mixed,
    optional,
    raw,
    repeat,
    reserved,
    sign_magnitude,
    tags,
    text,
    u8,
    u16le,
    u24,
    u32,
    u32ws,
    u64,
    version,
    word,
)
from redi_codecs.layout.kind import Kind
from redi_codecs.layout.nodes import Field
from redi_codecs.layout.wire import Source
from redi_codecs.plan.faults import Fault
from redi_codecs.readings import Decoded
from redi_codecs.results import Result
from redi_codecs.runtimes.core import native
from test_reference import agree

KINDS = {name: one for name, one in vars(kinds).items() if isinstance(one, Kind)}
#: One kind of each type of value, and of each part that a field can play.
ONE_OF_EACH = {(one.quantity.type, one._role): one for one in reversed(KINDS.values())}
SOURCES: dict[str, Source] = {
    "u8": u8, "i8": i8, "i16": i16, "u16le": u16le, "u24": u24, "u32": u32, "u32ws": u32ws, "i64le": i64le, "u64": u64,
    "scaled": (i16 - 400) / 10, "negative": 100 - u8, "f32": f32, "f64le": f64le, "f32 / 10": f32 / 10,
    "u8 != 0": u8 != 0, "i8 < 0": i8 < 0, "u16le > 3": u16le > 3, "f32 != 0": f32 != 0, "f64le < -1": f64le < -1,
    "choice": choice(u8, {0: "off", 1: "on"}), "lookup": lookup(u8, {0: 10, 1: Fraction(1, 2)}), "bcd": bcd(u8),
    "sign": sign_magnitude(u16le), "small": minifloat(u16le, exponent=4, mantissa=12) * 8, "digits": hex_digits(u32),
    "mixed": mixed(u16le, fraction=8, per=25, signed=True), "units": in_units(u16le, 1, 60, 3600, Fraction(1, 2)),
    "curve": curve(u8, lambda raw: raw * raw if raw < 200 else None), "hundredths": hundredths(fraction=i8, integer=i8),
    "version": version(u8, u8), "gps": gps_time(u32), "calendar": calendar(year=u8 + 2000, month=u8, day=u8),
    "text": text(2), "hexadecimal": hexadecimal(2), "raw": raw(3), "derived": derived(V.code * 2 / 3),
    "derived whole": derived(V.code + 1), "derived condition": derived(V.code > 3),
}  # fmt: skip
BITS: dict[str, Source] = {
    "bit": bit(5), "bits": bits(3, 9), "signed bits": bits(3, 9, signed=True), "concat": concat(bits(3, 4), bits(8, 9)),
    "test of bits": bits(3, 4) == 2, "choice of bits": choice(bits(3, 5), {0: "a", 7: "b"}),
    "derived in a word": derived(V.code * 2),
}  # fmt: skip
MARKS: dict[str, dict[str, Any]] = {
    "plain": {},
    "valid": {"valid": V.code != 0},
    "valid where nothing is said": {"valid": V.code == 0},
    "a sentinel": {"invalid": 1},
    "sentinels": {"invalid": {0: "not_connected", range(2, 4): "overflow"}},
    "a condition": {"invalid": V.code == 0},
    "both": {"valid": V.code != 7, "invalid": V.code == 9},
    "valid, and sentinels": {"valid": V.code < 5, "invalid": (0, 1)},
}
#: Bytes of which all that a layout here has can be cut.
PAYLOADS = ("00" * 12, "ff" * 12, "0001020304050607080910111213", "0300000000000000000000000000", "07c0600000803f8040")


def alone(field: Field) -> Body:
    code = let(code=u8)
    if field.source.wire.__class__.__name__ == "Bits":
        owned = {number for low, high in field.source.wire.ranges for number in range(low, high + 1)}  # type: ignore[union-attr]
        return code, word(u16le, field, *(reserved(bit(number)) for number in range(16) if number not in owned))
    return code, field


def fields() -> Iterator[tuple[str, Callable[[], Field]]]:
    for (role, kind), (wire, source), (mark, more) in itertools.product(
        ONE_OF_EACH.items(), {**SOURCES, **BITS}.items(), MARKS.items()
    ):
        yield f"{' '.join(role)}, {wire}, {mark}", lambda kind=kind, source=source, more=more: kind(source, **more)  # type: ignore[misc]


def accepted() -> Iterator[tuple[str, Field]]:
    for name, make in fields():
        try:
            yield name, make()
        except DeclarationError:
            continue


def test_a_kind_takes_a_wire_type_or_says_why_not() -> None:
    for (name, kind), (wire, source) in itertools.product(KINDS.items(), {**SOURCES, **BITS}.items()):
        try:
            made(*alone(kind(source)))  # type: ignore[misc]
        except DeclarationError as error:
            problem = error.problem
            assert len(problem) > 20, f"{name}({wire}): {problem}"


def held(name: str, body: Body) -> None:
    """The same in construct, generated Python, the core; explained; and said again."""
    device = made(body)
    codec = Codec(device)
    chance = random.Random(name)
    payloads = [bytes.fromhex(one) for one in PAYLOADS]
    payloads += [chance.randbytes(size) for size in (2, 4, 5, 8, 9)]
    single = native.single(codec.plan, codec.generated, codec.decode) or codec.generated
    good = 0
    for payload in payloads:
        if not agree(device, payload, 1):
            with pytest.raises(Fault):
                single(payload, 1, None)
            continue
        core, python = (Decoded(codec.plan.shape, payload, 1, Result(*one(payload, 1, None))).to_dict(sensitive=True)
                        for one in (single, codec.generated))  # fmt: skip
        assert core == python, f"{name}: {payload.hex()}"
        covered = [byte for span in codec.explain(payload, 1).spans for byte in range(span.start, span.end)]
        assert covered == list(range(len(payload))), f"{name}: {payload.hex()} is not explained"
        decoded = codec.decode(payload, 1)
        batch = codec.decode_batch([payload], 1)
        for one in (*decoded.readings, *decoded.attributes.values()):
            if one.name in batch:
                column = batch[one.name]
                beyond = isinstance(one.value, int) and one.value >> 63 > 0  # of which a column of int64 has none
                assert beyond or column[0] == one.value or str(column[0]) == str(one.value), f"{name}: {payload.hex()}"
        size = len(payload) - len(decoded.rest)
        again = codec.encode_uplink(decoded, f_port=1).payload
        assert codec.decode(again, 1).to_dict(sensitive=True) | {"payload": ""} == codec.decode(
            payload[:size], 1
        ).to_dict(sensitive=True) | {"payload": ""}, f"{name}: {payload.hex()}, encoded again {again.hex()}"
        good += 1
    assert good, f"{name}: no payload is good"


@pytest.mark.parametrize(
    "mark",
    [pytest.param(mark, marks=() if mark in ("plain", "both") else pytest.mark.thorough) for mark in MARKS],
)
def test_a_field_alone(mark: str) -> None:
    for name, field in accepted():
        if name.endswith(f", {mark}"):
            held(name, alone(field))


#: What stands around a field that comes again, and payloads of which each turn is one.
AROUND: dict[str, Callable[[Callable[..., Field]], Body]] = {
    "repeat": lambda make: repeat(make(channel=index + 1)),
    "repeat by count": lambda make: (let(many=u8), repeat(make(channel=index), count=V.many)),
    "history": lambda make: history(make()),
    "history, the newest first": lambda make: history(make(), kinds.snr(i8), newest="first"),
    "history, the newest last": lambda make: history(make(), kinds.snr(i8), newest="last"),
    "tags": lambda make: tags(u8, {1: make(), 2: (let(code=u8), optional(V.code > 1, make()))}),
}


@pytest.mark.thorough
@pytest.mark.parametrize("around", AROUND)
def test_a_field_again_and_again(around: str) -> None:
    for ((_, role), kind), (wire, source) in itertools.product(ONE_OF_EACH.items(), SOURCES.items()):
        if wire.startswith("derived") or (role != "reading" and "history" not in around):
            continue
        try:
            body = AROUND[around](lambda kind=kind, source=source, **more: kind(source, **more))  # type: ignore[misc]
        except DeclarationError:
            continue
        held(f"{kind}({wire}), {around}", body)
