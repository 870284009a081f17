"""Bits of words against bitstring, which counts them from the other end."""

from __future__ import annotations

import bitstring
from hypothesis import given
from hypothesis import strategies as st

from redi_codecs import decode
from redi_codecs.layout import attribute, bits, concat, device, reserved, u8, u16, u16le, u32, u32le, word
from redi_codecs.layout.nodes import Reserved

WORDS = {"u8": u8, "u16": u16, "u32": u32, "u16le": u16le, "u32le": u32le}


@given(st.sampled_from(sorted(WORDS)), st.data())
def test_scattered_bits(name: str, data: st.DataObject) -> None:
    """A number of one or two ranges of bits, signed or not, numbered from either end."""
    size = int(name.strip("ule")) // 8
    payload = data.draw(st.binary(min_size=size, max_size=size), label="payload")
    cuts = sorted(data.draw(st.sets(st.integers(0, 8 * size), min_size=2, max_size=4), label="cuts"))
    ranges = list(zip(cuts[::2], cuts[1::2], strict=False))
    order = data.draw(st.permutations(ranges), label="order")
    signed = data.draw(st.booleans(), label="signed")
    msb0 = data.draw(st.booleans(), label="msb0")

    covered = {bit for low, high in ranges for bit in range(low, high)}
    rest: list[Reserved] = [reserved(bits(bit, bit)) for bit in range(8 * size) if bit not in covered]
    number = concat(*(bits(low, high - 1) for low, high in order), signed=signed)
    one = device(
        "acme/bits",
        name="bits",
        source="test",
        uplink=word(WORDS[name], attribute(joined=number * 10), *rest, msb0=msb0),
    )

    stream = bitstring.Bits(payload[::-1] if name.endswith("le") else payload)
    top = 8 * size
    pieces = [stream[low:high] if msb0 else stream[top - high : top - low] for low, high in order]
    joined = sum(pieces[1:], pieces[0])
    wanted = joined.int if signed else joined.uint
    assert decode(one, payload, 1).attributes["joined"].value == wanted * 10
