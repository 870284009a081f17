"""Watteco's compressed batches, against payloads that the vendor and users published, and against themselves."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redi_codecs.errors import (
    DeclarationError,
    DecodeError,
    MissingField,
    OutOfRange,
    TruncatedPayload,
    UnknownField,
)
from redi_codecs.kinds import occupancy, temperature
from redi_codecs.layout import i8, i16, i16le, u8, u16
from redi_codecs.layout.wire import Source
from redi_codecs.vendors.watteco._batch import uncompress
from redi_codecs.vendors.watteco._batch_write import compress
from redi_codecs.vendors.watteco._series import AIR, ATMOSPHERE, CLIMATE, Batch, Sample, SampleType, Series, float32
from redi_codecs.vendors.watteco.batch import batch

SMARTPLUG = (Series(0, SampleType.I24, 1, 1, "active_energy"),)
TEMPERATURE = (Series(0, SampleType.I16, 10, 100, "temperature"), Series(1, SampleType.U16, 100, 1000, "battery"))
INCLINATION = (Series(0, SampleType.U16, 1, 1, "acceleration"), Series(1, SampleType.FLOAT, 0.1, 1000, "angle"))
MOVE = tuple(series for series in AIR if series.label in {0, 1, 2, 5})
ANALOG = (
    Series(0, SampleType.FLOAT, 1, 1, "millivolts"),
    Series(1, SampleType.FLOAT, 1, 1, "volts"),
    Series(2, SampleType.U16, 100, 1000, "battery"),
)
PULSES = (
    *(Series(label, SampleType.U32, 1, 1, f"index_{label + 1}") for label in range(3)),
    *(Series(label, SampleType.BOOL, 1, 1, f"state_{label - 2}") for label in range(3, 6)),
    Series(6, SampleType.U16, 100, 1000, "battery"),
    Series(7, SampleType.U16, 1, 1, "multistate"),
)

# Payload, bits of a label, series, counter, and per series in the order of the payload: label, [(age, raw value)…].
# Payloads and values: the examples of Watteco's public codec for each device.
PUBLISHED: list[tuple[str, int, tuple[Series, ...], int, dict[int, list[tuple[int, int | float]]]]] = [
    ("362100808098c31ecb824d7b07ba3d", 2, CLIMATE, 1, {2: [(1, 3707)], 0: [(0, 2870)], 1: [(0, 3700)]}),
    (
        "20220080039281f268d3212d54a0c3e170380ab000",
        3,
        ATMOSPHERE,
        2,
        {2: [(51, 997), (41, 997), (31, 997), (21, 997), (11, 997), (1, 997)], 5: [(1, 3689)]},
    ),
    (
        "30b200b6e7c7004d8887202fda75b914b4b28276cbf26e59bb5bd6ed96e5ddb2948076cb9200f6",
        3,
        AIR,
        2,
        {
            3: [(3010, 410), (2410, 420), (1810, 440), (1210, 420), (610, 430), (10, 420)],
            1: [(3000, 2290), (2400, 2280)],
            2: [(0, 5300)],
        },
    ),
    (
        "70060000e2760090cfc0015b028423fb03272919804c121c003ebc5bd6895f0040000b68b72c27a0ddb4dc8076db920c68b72c19605b04",
        3,
        AIR,
        6,
        {
            0: [(1216, 0)],
            2: [(1202, 3100)],
            3: [(1201, 450), (601, 470)],
            1: [(1201, 1870), (600, 1850)],
            5: [(1113, 50), (511, 160)],
            4: [(994, 240), (394, 250)],
            6: [(394, 10110)],
        },
    ),
    (
        "100180e3c61800202614b45b16bb65b15b16bb65b15b1613",
        1,
        SMARTPLUG,
        1,
        {0: [(3004 - 600 * number, 49) for number in range(6)]},
    ),
    (
        "20010000017d0585a8e9401708f07703fcd903",
        3,
        (TEMPERATURE[0], Series(5, SampleType.U16, 100, 1000, "battery")),
        1,
        {0: [(41, 2570), (11, 2590)], 5: [(30, 3700), (0, 3700)]},
    ),
    (
        "26020000803606a2fc11e4f7",
        3,
        (TEMPERATURE[0], Series(1, SampleType.I16, 10, 100, "temperature_2")),
        2,
        {0: [(30, 3140)], 1: [(0, 2290)]},
    ),
    (
        "1000a062bfecc11715b45b96dd2d8b76cb12bb65c5b35bd67705",
        1,
        TEMPERATURE,
        0,
        {0: [(3025, 4030), (2425, 4080), (1825, 4060), (1225, 3990), (625, 3750), (25, 3670)]},
    ),
    (
        "1002000080ad837582816e33c01db3ea91ed581ae21d31398b1d29f0f10eb11d10",
        3,
        INCLINATION,
        2,
        {0: [(172, 2027), (162, 1778), (157, 13276), (114, 1568), (108, 19662), (101, 2684), (95, 7273)]},
    ),
    (
        "3620000000230708ec7dd60b3db20f4204005800",
        3,
        ANALOG,
        0,
        {2: [(1, 3600)], 0: [(1, 0.4599999785423279)], 1: [(1, 17.0)]},
    ),
    (
        "3203032cd2dc00000000117b02000080903d005000401040801d11604704d8119024912492247b",
        4,
        PULSES,
        3,
        {
            0: [(10800, 0), (7200, 0), (3600, 0), (0, 0)],
            1: [(10800, 67108864), (7200, 67108864), (3600, 67108864), (0, 67108864)],
            2: [(10800, 4194560), (7200, 4194560), (3600, 4194560), (0, 4194560)],
        },
    ),
]
IDS = [payload[:12] for payload, *_ in PUBLISHED]


@pytest.mark.parametrize(("text", "tag_size", "series", "counter", "values"), PUBLISHED, ids=IDS)
def test_published_values(
    text: str, tag_size: int, series: tuple[Series, ...], counter: int, values: dict[int, list[tuple[int, int | float]]]
) -> None:
    payload = bytes.fromhex(text)
    batch = uncompress(payload, tag_size, series)
    found: dict[int, list[tuple[int, int | float]]] = {}
    for sample in batch.samples:
        found.setdefault(sample.label, []).append((batch.age(sample), sample.value))
    assert list(found.items()) == list(values.items())
    assert (batch.counter, batch.requested) == (counter, False)
    assert 8 * len(payload) - 14 < batch.bits <= 8 * len(payload)
    assert all(isinstance(sample.value, int) for sample in batch.samples) or series is ANALOG


@pytest.mark.parametrize(("text", "tag_size", "series"), [row[:3] for row in PUBLISHED], ids=IDS)
def test_published_payloads_are_written_again_as_they_were(
    text: str, tag_size: int, series: tuple[Series, ...]
) -> None:
    payload = bytes.fromhex(text)
    batch = uncompress(payload, tag_size, series)
    again = compress(batch, tag_size, series)
    assert again == payload[: (batch.bits + 7) // 8]
    assert not any(payload[len(again) :])


@pytest.mark.parametrize(("text", "tag_size", "series"), [row[:3] for row in PUBLISHED], ids=IDS)
def test_every_truncation_is_refused(text: str, tag_size: int, series: tuple[Series, ...]) -> None:
    payload = bytes.fromhex(text)
    needed = (uncompress(payload, tag_size, series).bits + 7) // 8
    for length in range(needed):
        with pytest.raises(TruncatedPayload) as caught:
            uncompress(payload[:length], tag_size, series)
        assert 0 <= caught.value.offset <= length
        assert caught.value.field
        assert caught.value.payload == payload[:length]


@pytest.mark.parametrize(("text", "tag_size", "series"), [row[:3] for row in PUBLISHED], ids=IDS)
def test_bytes_behind_a_batch_change_nothing(text: str, tag_size: int, series: tuple[Series, ...]) -> None:
    payload = bytes.fromhex(text)
    batch, longer = uncompress(payload, tag_size, series), uncompress(payload + b"\xff\x00", tag_size, series)
    assert longer == batch
    assert longer.bits == batch.bits


@pytest.mark.parametrize(("text", "tag_size", "series"), [row[:3] for row in PUBLISHED], ids=IDS)
def test_flipped_bits_raise_nothing_but_our_errors(text: str, tag_size: int, series: tuple[Series, ...]) -> None:
    payload = bytes.fromhex(text)
    for bit in range(8 * len(payload)):
        changed = bytearray(payload)
        changed[bit // 8] ^= 1 << bit % 8
        _read_or_refuse(bytes(changed), tag_size, series)


def _read_or_refuse(payload: bytes, tag_size: int, series: tuple[Series, ...]) -> Batch | None:
    refused: DecodeError | None = None
    try:
        batch = uncompress(payload, tag_size, series)
    except DecodeError as error:
        refused = error
    if refused:
        assert 0 <= refused.offset <= len(payload)
        return None
    assert batch.bits <= 8 * len(payload)
    types = {one.label: one.type for one in series}
    for sample in batch.samples:
        assert batch.age(sample) >= 0
        kind = types[sample.label]
        if kind is not SampleType.FLOAT:
            assert kind.limits[0] <= sample.value <= kind.limits[1]
    return batch


TABLES = {
    "climate": (2, CLIMATE),
    "atmosphere": (3, ATMOSPHERE),
    "air": (3, AIR),
    "move": (3, MOVE),
    "analog": (3, ANALOG),
}
tables = st.sampled_from(sorted(TABLES)).map(TABLES.__getitem__)


@given(payload=st.binary(max_size=80), table=tables)
def test_random_bytes_raise_nothing_but_our_errors(payload: bytes, table: tuple[int, tuple[Series, ...]]) -> None:
    _read_or_refuse(payload, *table)


def test_random_batches_of_seeded_bytes() -> None:
    """As above with the frame bit, a plausible series count and enough bytes, so that the sections are reached."""
    draw = random.Random(20)
    read = 0
    for _ in range(20_000):
        flags = draw.choice((0, 2, 4, 6, 8)) | draw.randint(1, 3) << 4
        payload = bytes([flags, *draw.randbytes(draw.randint(10, 120))])
        read += _read_or_refuse(payload, 3, AIR) is not None
    assert read > 10


def _values(series: Series) -> st.SearchStrategy[int | float]:
    if series.type is SampleType.FLOAT:
        return st.floats(width=32, allow_nan=False) | st.integers(-300, 300).map(lambda step: float32(step * 0.1))
    least, greatest = series.type.limits
    steps = st.integers(least // int(series.resolution) + 1, greatest // int(series.resolution))
    return st.integers(least, greatest) | steps.map(lambda step: step * int(series.resolution))


@st.composite
def batches(draw: st.DrawFn, series: tuple[Series, ...]) -> Batch:
    timestamp = draw(st.integers(0, 5000) | st.integers(0, 2**32 - 1))
    shared = draw(st.lists(st.integers(0, min(timestamp, 9000)), min_size=1, max_size=8))
    any_time = st.integers(0, timestamp)
    samples: list[Sample] = []
    for one in draw(st.lists(st.sampled_from(series), unique=True, min_size=1)):
        times = draw(
            st.just(sorted(set(shared))) | st.lists(st.sampled_from(shared) | any_time, min_size=1, max_size=8)
        )
        samples += [Sample(one.label, time, draw(_values(one))) for time in times]
    return Batch(draw(st.integers(0, 7)), timestamp, tuple(samples), draw(st.booleans()))


@given(data=st.data(), table=tables)
def test_what_is_written_is_read_back(data: st.DataObject, table: tuple[int, tuple[Series, ...]]) -> None:
    tag_size, series = table
    batch = data.draw(batches(series))
    payload = compress(batch, tag_size, series)
    assert compress(batch, tag_size, series) == payload
    again = uncompress(payload, tag_size, series)
    assert again == batch
    assert (again.bits + 7) // 8 == len(payload)
    for length in range(len(payload)):
        with pytest.raises(TruncatedPayload):
            uncompress(payload[:length], tag_size, series)


def test_samples_come_back_series_by_series() -> None:
    mixed = (Sample(1, 5, 4000), Sample(0, 5, 2000), Sample(1, 9, 4100), Sample(0, 9, 2010))
    batch = uncompress(compress(Batch(0, 9, mixed), 2, CLIMATE), 2, CLIMATE)
    assert batch.samples == (mixed[0], mixed[2], mixed[1], mixed[3])


def test_full_series_of_256_samples() -> None:
    samples = tuple(Sample(0, 10 * number, 2000 + 10 * (number % 5)) for number in range(256))
    assert uncompress(compress(Batch(0, 2550, samples), 2, CLIMATE), 2, CLIMATE).samples == samples
    with pytest.raises(OutOfRange, match="257 is outside 0…256"):
        compress(Batch(0, 2560, (*samples, Sample(0, 2560, 2000))), 2, CLIMATE)


@pytest.mark.parametrize(
    ("batch", "error", "message"),
    [
        (Batch(0, 9, ()), MissingField, "at least one sample"),
        (Batch(8, 9, (Sample(0, 5, 1),)), OutOfRange, "counter: 8 is outside 0…7"),
        (Batch(0, 2**32, (Sample(0, 5, 1),)), OutOfRange, "timestamp"),
        (Batch(0, 9, (Sample(0, 10, 1),)), OutOfRange, "time of temperature: 10 is outside 0…9"),
        (Batch(0, 9, (Sample(0, -1, 1),)), OutOfRange, "time of temperature"),
        (Batch(0, 9, (Sample(0, 5, 32768),)), OutOfRange, "temperature: 32768 is outside -32768…32767"),
        (Batch(0, 9, (Sample(0, 5, float("nan")),)), OutOfRange, "temperature"),
        (Batch(0, 9, (Sample(7, 5, 1),)), UnknownField, "label 7 is not known here, only 0, 1, 2, 3 are"),
    ],
)
def test_batches_that_cannot_be_written(batch: Batch, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        compress(batch, 2, CLIMATE)


def test_a_float_beyond_single_precision() -> None:
    with pytest.raises(OutOfRange, match="beyond single precision"):
        compress(Batch(0, 9, (Sample(0, 5, 1e300),)), 3, ANALOG)


@pytest.mark.parametrize("resolution", [0, -1, 0.1])
def test_a_resolution_that_integers_cannot_have(resolution: float) -> None:
    with pytest.raises(DeclarationError, match="is no resolution for U16"):
        Series(0, SampleType.U16, resolution, 1, "humidity")


SHARED = Path(__file__).parents[2] / "shared" / "vectors"
MODELS = {
    **dict.fromkeys(("climo", "hygrotempo", "hygrotempo-remote", "indoor-temperature-humidity"), (2, CLIMATE)),
    **dict.fromkeys(("vaqao", "vaqao-lite", "vaqao-multi-lite", "vaqao-plus", "vaqao-plus-lite"), (3, AIR)),
    "atmo": (3, ATMOSPHERE),
}


def _shared_batches() -> Iterator[dict[str, Any]]:
    for line in (SHARED / "watteco.jsonl").read_text().splitlines():
        vector = json.loads(line)
        if vector["f_port"] == 125 and not int(vector["payload"][:2], 16) & 1:
            yield vector


@pytest.mark.skipif(not SHARED.is_dir(), reason="the collection of vectors is not beside this checkout")
def test_vectors_of_the_collection() -> None:
    names = {"co2": "CO2", "iaq": "IAQ", "temperature": "temperature_1", "humidity": "humidity_1"}
    seen = 0
    for vector in _shared_batches():
        tag_size, series = MODELS[vector["device"].partition("/")[2]]
        batch = uncompress(bytes.fromhex(vector["payload"]), tag_size, series)
        known = {one.label: one for one in series}
        found = {(known[label].name, value / known[label].divide) for label, _, value in batch.samples}
        expected = vector["vendor_output"]["samples"]
        assert len(batch.samples) == len(expected)
        variables = {sample["variable"] for sample in expected}
        wanted = {(sample["variable"], sample["value"]) for sample in expected}
        found = {(name if name in variables else names[name], value) for name, value in found}
        assert found == wanted, vector["device"]
        seen += 1
    assert seen


def test_a_series_that_is_divided_has_a_field_that_is() -> None:
    """So that nothing of a scale is said twice, and differently."""
    divided = (Series(0, SampleType.U8, 1, 10, "occupancy"),)
    with pytest.raises(DeclarationError, match="a batch's occupancy is divided by 10"):
        batch(3, divided, {0: occupancy(u8)})
    with pytest.raises(DeclarationError, match="a batch's temperature is divided by 100"):
        batch(3, TEMPERATURE[:1], {0: temperature(i16 / 10)})


@pytest.mark.parametrize("source", [u16 / 100, i8 / 100, i16le / 100], ids=repr)
def test_a_field_of_a_batch_has_the_type_of_its_series(source: Source) -> None:
    with pytest.raises(DeclarationError, match=r"a batch's temperature is I16, written i16, and .* is not"):
        batch(3, TEMPERATURE[:1], {0: temperature(source)})
