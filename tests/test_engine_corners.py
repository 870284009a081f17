"""Corners of the engine that no device has turned yet: what they would do there, and what they refuse."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from layouts import made
from redi_codecs import Codec, EncodeError
from redi_codecs.encoding.given import seconds
from redi_codecs.errors import DeclarationError, TruncatedPayload
from redi_codecs.kinds import contact, humidity, illuminance, latitude, temperature, time
from redi_codecs.layout import (
    Body,
    V,
    attribute,
    bit,
    bits,
    choice,
    concat,
    derived,
    f32,
    f_port,
    hexadecimal,
    i8,
    i16,
    let,
    lookup,
    message,
    minifloat,
    optional,
    peek,
    pick,
    record,
    reserved,
    switch,
    tags,
    text,
    u8,
    u16,
    u24,
    u32,
    u64,
    word,
)
from redi_codecs.layout.expr import Expr, Peek
from redi_codecs.layout.wire import Source
from redi_codecs.runtimes.python.expressions import Scope, python


def test_what_is_not_valid_and_not_given_is_written_as_0() -> None:
    codec = Codec(made(attribute(mode=u8), temperature(i8, valid=V.mode == 1), humidity(u8)))
    assert codec.encode_uplink({"mode": 2, "humidity": 50}).payload.hex() == "020032"
    assert codec.encode_uplink({"mode": 1, "temperature": -1, "humidity": 50}).payload.hex() == "01ff32"


def test_what_is_not_given_does_not_become_valid_by_itself() -> None:
    codec = Codec(made(let(mode=u8), temperature(i8, valid=V.mode == 0), humidity(u8)))
    assert codec.encode_uplink({"humidity": 50}).payload.hex() == "010032"
    assert codec.encode_uplink({"temperature": -1, "humidity": 50}).payload.hex() == "00ff32"


def test_what_is_given_does_not_become_invalid_by_itself() -> None:
    codec = Codec(made(let(state=u8), temperature(i8, invalid=V.state == 0), humidity(u8)))
    assert codec.encode_uplink({"temperature": -1, "humidity": 50}).payload.hex() == "01ff32"
    assert codec.encode_uplink({"temperature": None, "humidity": 50}).payload.hex() == "000032"


def test_what_is_derived_is_said_where_it_is_valid() -> None:
    body = let(a=u8, b=u8), humidity(derived(V.a / 2), valid=V.b == 3), contact(derived(V.b > 2))
    assert Codec(made(*body)).encode_uplink({"humidity": 40, "contact": True}).payload.hex() == "5003"
    with pytest.raises(EncodeError, match="False cannot be said together"):
        Codec(made(*body)).encode_uplink({"humidity": 40, "contact": False})


def test_a_test_is_encoded_past_the_numbers_that_are_none() -> None:
    codec = Codec(made(contact(u8 != 0, invalid={1: "fault"}), temperature(f32)))
    assert codec.encode_uplink({"contact": True, "temperature": 0}).payload.hex() == "0200000000"
    assert codec.encode_uplink({"contact": None, "temperature": None}).payload.hex() == "017fc00000"


def test_attributes_that_are_not_given_are_written_as_0() -> None:
    codec = Codec(made(attribute(mode=u8, level=u16), humidity(u8)))
    assert codec.encode_uplink({"humidity": 50}).payload.hex() == "00000032"


def test_a_time_with_a_tag_of_its_own_is_written() -> None:
    entries = {1: humidity(u8), 2: time(u32), 3: (time(u32), temperature(i8))}
    codec = Codec(made(tags(u8, entries)))
    for payload in ("01320200000001", "030000000105", "0200000001"):
        decoded = codec.decode(bytes.fromhex(payload))
        assert decoded.time is not None
        assert codec.encode_uplink(decoded).payload.hex() == payload


def test_a_record_is_not_written_with_the_tag_of_current_values() -> None:
    codec = Codec(made(tags(u8, {1: humidity(u8, valid=f_port == 1), 2: record(time(u32), humidity(u8))})))
    decoded = codec.decode(bytes.fromhex("020000000132"))
    assert codec.encode_uplink(decoded).payload.hex() == "020000000132"


def test_an_entry_of_which_all_is_given_goes_before_one_that_takes_more() -> None:
    version_of_it = attribute(build=u8)
    codec = Codec(
        made(tags(u8, {1: (humidity(u8), version_of_it, temperature(i8)), 2: humidity(u8), 3: temperature(i8)}))
    )
    for payload in ("02320305", "01320705"):
        assert codec.encode_uplink(codec.decode(bytes.fromhex(payload))).payload.hex() == payload


def test_an_entry_is_not_passed_over_for_what_another_of_its_tags_takes() -> None:
    codec = Codec(
        made(tags(u8, {0x8001: humidity(u16 / 10), 0x8002: temperature(i8), 3: humidity(u8 / 10)}, second=u8))
    )
    payload = bytes.fromhex("8001022b")
    assert codec.encode_uplink(codec.decode(payload)).payload == payload


def test_a_length_that_is_no_multiple_cannot_be_written() -> None:
    codec = Codec(made(let(plans=u8), attribute(plan=hexadecimal(3 * V.plans)), humidity(u8)))
    assert codec.encode_uplink({"plan": "010203040506", "humidity": 1}).payload.hex() == "0201020304050601"
    with pytest.raises(EncodeError, match=r"field plan: 3 \* plans cannot be 4"):
        codec.encode_uplink({"plan": "01020304", "humidity": 1})


@pytest.mark.parametrize(
    ("written", "wanted", "count"),
    [(V.n - 3, 2, 5), (9 - V.n, 2, 7), (V.n + 3, 12, 9), (3 + V.n, 12, 9), (V.n // 4, 3, 12), (3 * V.n, 12, 4)],
    ids=str,
)
def test_what_is_counted_with_is_found_again(written: Expr, wanted: int, count: int) -> None:
    """The number of which the condition is made is not given, and is what the condition needs."""
    codec = Codec(made(let(n=u8), switch(written, {wanted: temperature(i8), wanted + 3: humidity(u8)})))
    assert codec.encode_uplink({"temperature": 21}).payload == bytes([count, 21])


def test_a_peek_has_a_fixed_size() -> None:
    """The language refuses it first; here it would read what is not there."""
    with pytest.raises(TypeError, match="has no fixed size"):
        python(Peek(0, text()), Scope("o", "n", None, frozenset(), repr, set()))


@pytest.mark.parametrize("read", [let, attribute])
def test_a_value_that_is_there_for_sure_is_not_tested_again(read: Callable[..., Body]) -> None:
    sure = Codec(made(read(count=u8), optional(V.count > 5, temperature(i8)))).source
    unsure = Codec(made(read(count=lookup(u8, {1: 10})), optional(V.count > 5, temperature(i8)))).source
    assert "v_count is not None" not in sure
    assert "v_count is not None" in unsure


def test_a_value_that_a_table_does_not_know_decides_nothing() -> None:
    codec = Codec(made(let(count=lookup(u8, {1: 10})), optional(V.count > 5, temperature(i8)), humidity(u8)))

    def said(payload: str) -> dict[str, object]:
        return {one.name: one.value for one in codec.decode(bytes.fromhex(payload), 1).readings}

    assert said("01ff32") == {"temperature": -1, "humidity": 50}
    assert said("0232") == {"humidity": 50}


@pytest.mark.parametrize(("source", "bits_of_it"), [(u8, 8), (u16, 16), (u24, 24), (u32, 32), (u64, 64)])
def test_a_signed_number_of_a_whole_word_whose_parts_are_swapped(source: Source, bits_of_it: int) -> None:
    """struct reads a whole word with its sign, but knows nothing of parts."""
    half = bits_of_it // 2
    swapped = concat(bits(0, half - 1), bits(half, bits_of_it - 1), signed=True)
    codec = Codec(made(word(source, attribute(value=swapped)), humidity(u8)))
    low, high = (1 << half - 1) + 3, 5
    payload = (high << half | low).to_bytes(bits_of_it // 8, "big") + b"\x32"
    expected = (low << half | high) - (1 << bits_of_it)
    assert [one["value"] for one in codec.decode(payload, 1).to_dict()["attributes"]] == [expected]
    assert str(expected) in codec.explain(payload, 1).text()


@pytest.mark.thorough
def test_a_float_with_a_hidden_bit_is_what_ieee_754_says() -> None:
    transform = minifloat(u16, exponent=5, mantissa=10, signed=True, hidden=True).transform
    for raw in range(1 << 16):
        (half,) = struct.unpack(">e", raw.to_bytes(2, "big"))
        if math.isfinite(half):
            assert transform.decode(raw) == half
            assert transform.decode(transform.encode(half)) == half
        else:
            assert transform.decode(raw) is None
    with pytest.raises(ValueError, match="131008 is too large"):
        transform.encode(131008)


def test_digits_and_their_sign_are_worked_out() -> None:
    digits = (V.d * 60 + V.m) * 60 + V.s
    angle = latitude(derived(pick(V.south == 1, 0 - digits, digits) / 3600))
    parts = let(d=bits(0, 6), m=bits(7, 12), s=bits(13, 18), south=bit(19)), reserved(bits(20, 23))
    codec = Codec(made(word(u24, *parts), angle))
    for degrees in (0, 12.5, -12.5, 89.99972222222222, -0.0002777777777777778):
        payload = codec.encode_uplink({"latitude": degrees}).payload
        assert codec.decode(payload, 1)["latitude"].value == degrees


def test_what_divides_a_number_is_worked_out() -> None:
    codec = Codec(made(let(ratio=u8), humidity(derived(100 / (V.ratio - 4) - 2))))
    assert codec.encode_uplink({"humidity": 48}).payload.hex() == "06"


@pytest.mark.parametrize(
    ("value", "payload"), [(21.5, "01d7"), (21.53, "020869"), (21.531, "0341ac3f7d"), (2e6, "0349f42400")]
)
def test_of_the_formats_that_take_a_value_the_one_that_rounds_least_is_written(value: float, payload: str) -> None:
    coarse, fine, real = temperature(u8 / 10), temperature(u16 / 100), temperature(f32)
    codec = Codec(made(switch(u8, {1: coarse, 2: fine, 3: real})))
    assert codec.encode_uplink({"temperature": value}).payload.hex() == payload


def test_a_message_asked_for_by_name_is_written_however_it_rounds() -> None:
    codec = Codec(made(switch(u8, {1: (message("short"), temperature(u8 / 10)), 2: temperature(u16 / 100)})))
    assert codec.encode_uplink({"temperature": 21.53}, message="short").payload.hex() == "01d7"
    assert codec.encode_uplink({"temperature": 21.53}).payload.hex() == "020869"


def test_a_lower_digit_may_be_larger_than_its_base() -> None:
    codec = Codec(made(let(whole=u8, fine=u8), humidity(derived((V.whole * 100 + V.fine) / 1000))))
    assert codec.encode_uplink({"humidity": 25.599}).payload.hex() == "ff63"
    assert codec.encode_uplink({"humidity": 25.7}).payload.hex() == "ffc8"


@pytest.mark.parametrize(("value", "payload"), [(9, "03"), (10, "03"), (11, "04"), (765, "ff")])
def test_what_is_derived_is_rounded_to_what_can_be_said(value: int, payload: str) -> None:
    codec = Codec(made(let(third=u8), illuminance(derived(V.third * 3))))
    assert codec.encode_uplink({"illuminance": value}).payload.hex() == payload


def test_what_is_derived_of_too_large_a_number_is_refused() -> None:
    codec = Codec(made(let(third=u8), illuminance(derived(V.third * 3))))
    with pytest.raises(EncodeError, match="illuminance: 768 does not fit: third would have to be 256, beyond 8 bits"):
        codec.encode_uplink({"illuminance": 768})
    codec = Codec(made(let(whole=u8, fine=u8), humidity(derived((V.whole * 100 + V.fine) / 1000))))
    with pytest.raises(EncodeError, match=r"25\.8 does not fit"):
        codec.encode_uplink({"humidity": 25.8})


def test_a_number_too_large_for_the_wire_is_refused_with_what_fits() -> None:
    words = r"temperature: 1e\+39 does not fit: the field holds -3\.40282e\+38 … 3\.40282e\+38"
    with pytest.raises(EncodeError, match=words):
        Codec(made(temperature(f32))).encode_uplink({"temperature": 1e39})
    with pytest.raises(EncodeError, match=r"acme/\w+, field temperature: -999 would be read as no value \(fault\)"):
        Codec(made(temperature(f32, invalid=0xC479C000))).encode_uplink({"temperature": -999})


def test_a_scaled_number_is_switched_on_beyond_its_bits() -> None:
    codec = Codec(made(switch(u8 * 10, {300: temperature(i8), 10: humidity(u8)})))
    assert codec.decode(bytes.fromhex("1e15"), 1)["temperature"].value == 21
    assert codec.decode(bytes.fromhex("0132"), 1)["humidity"].value == 50


def test_what_a_condition_needs_is_found() -> None:
    """More than a bound, both of two conditions, the product of two numbers: the least that does."""
    codec = Codec(made(let(count=u8), optional(V.count > 5, temperature(i8))))
    assert codec.encode_uplink({"temperature": 21}).payload.hex() == "0615"
    both = (V.a == 1) & (V.b == 2)
    codec = Codec(made(let(a=u8, b=u8), optional(both, temperature(i8))))
    assert codec.encode_uplink({"temperature": 21}).payload.hex() == "010215"
    assert codec.encode_uplink({}).payload.hex() == "0000"
    codec = Codec(made(let(a=u8, b=u8), illuminance(derived(V.a * V.b))))
    assert codec.encode_uplink({"illuminance": 12}).payload.hex() == "010c"


def test_of_a_product_the_first_number_is_small() -> None:
    """As small as it can be beside the second, which has its bounds."""
    codec = Codec(made(let(a=u16, b=u8), illuminance(derived(V.a * V.b))))
    assert codec.encode_uplink({"illuminance": 255}).payload.hex() == "0001ff"
    assert codec.encode_uplink({"illuminance": 3 * 255}).payload.hex() == "0003ff"
    assert codec.encode_uplink({"illuminance": 256 * 255}).payload.hex() == "0100ff"


def test_a_time_in_seconds_is_whole_where_it_can_be() -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    assert (seconds(moment), type(seconds(moment))) == (1_767_225_600, int)
    assert seconds(moment.replace(microsecond=500_000)) == 1_767_225_600.5


def test_what_was_decoded_is_equal_to_what_says_the_same() -> None:
    codec = Codec(made(temperature(i8)))
    one, same, other = (codec.decode(bytes([value]), 1) for value in (21, 21, 22))
    assert one == one
    assert one == same
    assert one != other


@pytest.mark.parametrize(
    ("read", "key", "words"),
    [
        (choice(u8, {0: "off", 1: "on"}), 0, "the key 0x0 cannot occur: mode is one of off, on"),
        (u8, 256, "the key 0x100 cannot occur: mode is u8"),
        (i8, -129, "the key -129 cannot occur: mode is i8"),
        (u8, "on", "the key 'on' cannot occur: mode is u8"),
    ],
)
def test_a_key_that_cannot_occur_is_refused(read: Source, key: int | str, words: str) -> None:
    with pytest.raises(DeclarationError) as error:
        made(let(mode=read), switch(V.mode, {key: humidity(u8)}, otherwise=()))
    assert words in str(error.value)


@pytest.mark.parametrize(
    ("factor", "mend"),
    [
        (999_999_999_999_999.0, "write 999999999999999"),
        (1e15, "write a quotient of integers, / 10 for * 0.1"),
        (0.5, "write a quotient of integers, / 10 for * 0.1"),
        (-2.0, "write -2"),
        (math.inf, "write a quotient of integers, / 10 for * 0.1"),
    ],
)
def test_a_float_is_written_as_an_integer_where_it_is_a_short_one(factor: float, mend: str) -> None:
    with pytest.raises(DeclarationError) as error:
        u8 * factor  # type: ignore[operator]
    assert str(error.value).endswith(f"a float ({factor}) is not exact: {mend}")


def test_a_number_with_a_sign_is_looked_at_ahead() -> None:
    for ahead, payloads in ((peek(0, i8), ("fd15", "0328")), (peek(0, i16), ("fffd15", "000328"))):
        width = len(payloads[0]) // 2 - 1
        body = switch(ahead, {-3: (reserved(width), temperature(i8)), 3: (reserved(width), humidity(u8))})
        codec = Codec(made(body))
        assert codec.decode(bytes.fromhex(payloads[0]), 1)["temperature"].value == 21
        assert codec.decode(bytes.fromhex(payloads[1]), 1)["humidity"].value == 40


def test_a_value_that_did_not_come_decides_nothing() -> None:
    late = let(flag=u8), optional(V.flag == 1, let(late=u8))
    codec = Codec(made(*late, optional(V.late > 3, temperature(i8)), humidity(u8)))
    for payload, names in (
        ("0028", ["humidity"]),
        ("010328", ["humidity"]),
        ("01041528", ["temperature", "humidity"]),
    ):
        assert [one.name for one in codec.decode(bytes.fromhex(payload), 1)] == names


def test_a_size_that_a_table_does_not_know_is_none() -> None:
    codec = Codec(made(let(size=lookup(u8, {1: 2})), attribute(blob=hexadecimal(V.size)), humidity(u8)))
    for payload, blob in (("01abcd28", "abcd"), ("0228", "")):
        found = codec.decode(bytes.fromhex(payload), 1)
        assert (found.attributes["blob"].value, found["humidity"].value) == (blob, 40)


def test_bits_that_nobody_looks_at_have_to_be_there() -> None:
    """All of a word may be not valid: a payload that ends before it is cut short all the same."""
    there = V.known == 1
    parts = contact(bit(0), valid=there), humidity(bits(1, 7), valid=there)
    codec = Codec(made(let(known=u8), word(u8, *parts)))
    for payload in ("00", "01"):
        with pytest.raises(TruncatedPayload, match="byte 1"):
            codec.decode(bytes.fromhex(payload), 1)
    assert codec.decode(bytes.fromhex("0051"), 1).to_dict()["readings"] == []
    assert codec.decode(bytes.fromhex("0151"), 1)["humidity"].value == 40
