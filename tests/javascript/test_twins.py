"""What custom nodes of the catalogue read, in JavaScript as in Python: payloads that vectors alone do not reach."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from javascript.__main__ import differences
from javascript.engines import Engine, in_turn
from javascript.said import RECEIVED_AT, Payload
from redi_codecs import codec
from redi_codecs.device_codec import Codec
from redi_codecs.packages.examples import examples
from redi_codecs.vendors.mikrotik.numbers import TYPES
from redi_codecs.vendors.watteco._batch_write import compress
from redi_codecs.vendors.watteco._series import AIR, ATMOSPHERE, CLIMATE, Batch, Sample, Series


def samples(chance: random.Random, series: tuple[Series, ...], sent: int) -> Iterator[Sample]:
    """Series that go up, down and to and fro, some with common times, some at one second."""
    common = sorted(chance.randrange(sent) for _ in range(4))
    for one in chance.sample(series, chance.randint(1, len(series))):
        least, greatest = one.type.limits
        value = chance.choice((least, greatest, 0, chance.randint(least, greatest)))
        times = sorted(chance.randrange(sent) for _ in range(chance.randint(1, 5))) if chance.random() < 0.5 else common
        for time in times:
            yield Sample(one.label, time, value)
            step = chance.choice((0, 1, -1, 3, -40, 200)) * int(one.resolution)
            value = min(max(value + step, least), greatest)


def batches(seed: int, tag_size: int, series: tuple[Series, ...]) -> Iterator[Payload]:
    chance = random.Random(seed)
    for number in range(12):
        sent = chance.choice((60, 5000, 1 << 20, (1 << 32) - 1))
        made = Batch(number % 8, sent, tuple(samples(chance, series, sent)), chance.random() < 0.5)
        yield compress(made, tag_size, series), 125, chance.choice((None, RECEIVED_AT))


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("id", "tag_size", "series", "engine"),
    in_turn([("watteco/climo", 2, CLIMATE), ("watteco/atmo", 3, ATMOSPHERE), ("watteco/vaqao", 3, AIR)]),
    indirect=["engine"],
)
def test_batches(id: str, tag_size: int, series: tuple[Series, ...], engine: Engine) -> None:
    vectors = list(batches(len(id), tag_size, series))
    count, wrong = differences(codec(id), engine, 5, 40, 0, vectors)
    assert count > 200
    assert not wrong, wrong[0]


@pytest.mark.thorough
def test_a_file_too_long_even_without_commands_has_no_messages_that_repeat_others(engine: Engine) -> None:
    """An answer to a question says again what is reported; a batch is a history, and stays."""
    one = codec("watteco/vaqao")
    source, whole = one.javascript, one.to_javascript(commands=True)
    assert len(source) <= 40_000 < len(whole)
    head = re.sub(r"\n//\s+", " ", source.partition("\n\n")[0])
    told = re.search("Left out: (.*?), with which", head)
    assert told is not None
    assert told[1].startswith("all commands")
    assert "the message read_response" in told[1]
    assert "left out of this file" not in whole
    call = [("decodeUplink", {"bytes": "1101040200000029fdf3", "fPort": 125})]
    problem = "the message read_response is left out of this file, for which it is too long"
    assert engine(source, call) == [{"errors": [f"watteco/vaqao, byte 0: {problem}"]}]
    assert engine(whole, call)[0]["data"]["message"] == "read_response"
    vector = replace(one.device.vectors[0], payload=bytes.fromhex("1101040200000029fdf3"))
    asked = replace(one.device, vectors=(*one.device.vectors, vector))
    told = [len(list(examples(Codec(asked), text))) for text in (source, whole)]
    assert told == [len(one.device.vectors), len(one.device.vectors) + 1]


def test_frames_of_all_types(engine: Engine) -> None:
    """The port says the first, and a byte between two how far on the next one is."""
    chance = random.Random(6)
    vectors = [(chance.randbytes(10), 0x80 + type, None) for type in TYPES]
    for code in (*range(0, 46, 5), 99, 100, 229, 230, 231, 255):
        vectors.append((bytes((0x89, 1, 2, 3, 4, code)) + chance.randbytes(4) + b"\5\0\0\0\1\x64", 0x82, None))
    chained = bytes.fromhex("8016 82 3C 89 10000000 11223344 81 880B 85 0102 03010041 3F")
    vectors += [(chained, 0x8A, None), (b"\x80\x16\x82\x3c\xbf", 0x8A, None)]
    count, wrong = differences(codec("mikrotik/tg-lr82"), engine, 7, 60, 0, vectors)
    assert count > 500
    assert not wrong, wrong[0]
