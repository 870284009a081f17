"""Channels beyond 255: found again as fast as others, whatever their order, and as Python finds them."""

from __future__ import annotations

import random
from time import process_time

import pytest

from layouts import made
from native.held import in_core, inputs_of, same
from redi_codecs import Codec
from redi_codecs.kinds import activity_level, temperature
from redi_codecs.layout import Body, V, attribute, bit, bits, history, i8, i16, index, let, repeat, u8, u16, word

LAYOUTS: dict[str, Body] = {
    "of the payload": repeat(let(number=u16), temperature(i8, channel=V.number)),
    "below 0": repeat(let(number=i16), temperature(i8, channel=V.number)),
    "a flag": repeat(word(u16, let(number=bits(0, 14)), attribute(open=bit(15), channel=V.number))),
    "of records": history(let(size=u8), repeat(let(number=u16), temperature(i8, channel=V.number), count=V.size)),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("most", [0xFF, 0x1FF, 0xFFFF])
def test_they_are_what_python_says(layout: str, most: int) -> None:
    """With numbers that come again, of which the last value counts, and payloads that break off and are taken back."""
    draw = random.Random(f"{layout} {most}")
    turns = [draw.randrange(60) for _ in range(40)] + [2000]
    rows = []
    for turn in turns:
        parts = [(draw.randint(0, most) * draw.choice((1, 1, 0))).to_bytes(2, "big") for _ in range(turn)]
        body = b"".join(part + draw.randbytes(1) * ("flag" not in layout) for part in parts)
        if "records" in layout:
            each = [body[at : at + 3 * 20] for at in range(0, len(body), 3 * 20)]
            body = b"".join(bytes([len(one) // 3]) + one for one in each)
        rows.append((body[: draw.choice((len(body), len(body), max(0, len(body) - 1)))], 1))
    codec = Codec(made(LAYOUTS[layout]))
    same(codec, inputs_of(codec, rows))


def test_a_long_payload_takes_its_length_of_time() -> None:
    codec = Codec(made(repeat(activity_level(i8, channel=index + 1))))

    def taken(turns: int) -> float:
        inputs = inputs_of(codec, [(bytes(turns), 1)])
        start = process_time()
        in_core(codec, inputs)
        return process_time() - start

    taken(1000)
    assert taken(400_000) < 1  # it took 20 s when each number was looked for among all others
