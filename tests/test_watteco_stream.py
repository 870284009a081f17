"""Watteco's compressed batches, bit by bit: streams written by hand, with every coding and every fault."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from redi_codecs.errors import (
    UnexpectedValue,
    UnknownMessage,
)
from redi_codecs.vendors.watteco._batch import uncompress
from redi_codecs.vendors.watteco._batch_write import compress
from redi_codecs.vendors.watteco._bits import CODES, BitReader, BitWriter
from redi_codecs.vendors.watteco._series import AIR, ATMOSPHERE, CLIMATE, Batch, Sample


def test_counters_start_anew_behind_their_greatest_value() -> None:
    """A counter that runs over comes as a rising difference."""
    writer = _stream(common=False, single=False, count=1)
    writer.put(3, 3)
    writer.put(100, 32)
    writer.put(0xFFFFFFFE, 32)
    writer.put(1, 2)
    writer.put(0, 2)
    writer.put(3, 3)
    writer.put(1, 8)
    writer.put(0, 2)
    writer.symbol(2, 0)
    writer.put(0, 2)  # 3 seconds later
    writer.symbol(2, 0)
    writer.put(1, 2)  # 4 counts later
    writer.symbol(0, 1)
    batch = uncompress(writer.payload(), 3, ATMOSPHERE)
    assert batch.samples == (Sample(3, 100, 0xFFFFFFFE), Sample(3, 103, 2))


def _stream(*, common: bool, single: bool, count: int) -> BitWriter:
    writer = BitWriter()
    for flag in (False, common, single, False):
        writer.put(flag, 1)
    writer.put(count, 4)
    writer.put(0, 4)
    return writer


def _one_rising_temperature(coding: int, table: int, time_table: int = 0) -> BitWriter:
    """A series of two temperatures up to the second one's symbol: 20.00 °C in second 100, and one second later."""
    writer = _stream(common=False, single=False, count=1)
    for number, bits in ((0, 2), (100, 32), (2000, 16), (coding, 2), (table, 2), (0, 2), (1, 8), (time_table, 2)):
        writer.put(number, bits)
    if time_table < 3:
        writer.symbol(1, time_table)
        writer.put(0, 1)
    return writer


@pytest.mark.parametrize(
    ("coding", "symbol", "number", "expected"),
    [
        (0, 0, 0, 2000), (0, 1, 1, 2010), (0, 1, 0, 1990), (0, 3, 7, 2070), (0, 3, 4, 2040), (0, 3, 3, 1960),
        (0, 3, 0, 1930), (1, 1, 0, 2010), (1, 1, 1, 2020), (1, 3, 0, 2070), (1, 3, 7, 2140), (2, 1, 0, 1990),
        (2, 3, 7, 1860),
    ],
)  # fmt: skip
@pytest.mark.parametrize("table", [0, 1, 2])
def test_codings(table: int, coding: int, symbol: int, number: int, expected: int) -> None:
    writer = _one_rising_temperature(coding, table)
    writer.symbol(symbol, table)
    if symbol:
        writer.put(number, symbol)
    writer.symbol(0, 1)
    assert uncompress(writer.payload(), 2, CLIMATE).samples == (Sample(0, 100, 2000), Sample(0, 101, expected))


def test_a_coding_that_does_not_exist() -> None:
    writer = _one_rising_temperature(3, 0)
    writer.symbol(2, 0)
    writer.put(0, 32)
    with pytest.raises(UnexpectedValue, match="coding 3 does not exist") as caught:
        uncompress(writer.payload(), 2, CLIMATE)
    assert caught.value.field == "temperature"


@pytest.mark.parametrize(("table", "time_table", "field"), [(3, 0, "temperature"), (0, 3, "time")])
def test_a_table_that_does_not_exist(table: int, time_table: int, field: str) -> None:
    writer = _one_rising_temperature(0, table, time_table)
    writer.put(0, 32)
    with pytest.raises(UnexpectedValue, match="Huffman table 3 does not exist") as caught:
        uncompress(writer.payload(), 2, CLIMATE)
    assert caught.value.field == field


def test_a_value_outside_its_type() -> None:
    writer = _one_rising_temperature(1, 0)
    writer.symbol(14, 0)
    writer.put(0, 32)
    with pytest.raises(UnexpectedValue, match="165830 is outside -32768…32767"):
        uncompress(writer.payload(), 2, CLIMATE)


def test_common_times_repeat_the_header_once() -> None:
    """Behind the header's own sample a second one without a difference is a sample of its own."""
    writer = _stream(common=True, single=False, count=1)
    for number, bits in ((0, 2), (100, 32), (2000, 16), (0, 2), (0, 2), (3, 8), (0, 2)):
        writer.put(number, bits)
    writer.symbol(0, 0)
    for _ in range(2):
        writer.symbol(1, 0)
        writer.put(0, 1)
    writer.put(0, 2)
    for _ in range(3):
        writer.put(1, 1)
        writer.symbol(0, 0)
    writer.symbol(0, 1)
    samples = uncompress(writer.payload(), 2, CLIMATE).samples
    assert samples == (Sample(0, 100, 2000), Sample(0, 101, 2000), Sample(0, 102, 2000))


def test_common_times_with_a_difference_first() -> None:
    """Should the list not begin with the header's sample, nothing is dropped."""
    writer = _stream(common=True, single=False, count=1)
    for number, bits in ((0, 2), (100, 32), (2000, 16), (0, 2), (0, 2), (2, 8), (0, 2)):
        writer.put(number, bits)
    writer.symbol(15, 0)
    writer.put(101, 32)
    writer.symbol(1, 0)
    writer.put(0, 1)
    writer.put(0, 2)
    writer.put(1, 1)
    writer.symbol(1, 0)
    writer.put(1, 1)
    writer.put(1, 1)
    writer.symbol(0, 0)
    writer.symbol(0, 1)
    samples = uncompress(writer.payload(), 2, CLIMATE).samples
    assert samples == (Sample(0, 100, 2000), Sample(0, 101, 2010), Sample(0, 102, 2010))


def test_a_clock_at_zero() -> None:
    """Only the first time and, behind a last time of 0, the timestamp come in full."""
    batch = Batch(0, 7, (Sample(0, 0, 2000), Sample(1, 0, 5000)))
    payload = compress(batch, 2, CLIMATE)
    assert uncompress(payload, 2, CLIMATE) == batch
    assert uncompress(payload, 2, CLIMATE).bits == 12 + 2 + 32 + 16 + 2 + len(CODES[1][0]) + 16 + 32


def test_a_standard_frame_is_no_batch() -> None:
    with pytest.raises(UnknownMessage, match="a standard frame, not a batch") as caught:
        uncompress(bytes.fromhex("110a04020000290b89"), 2, CLIMATE)
    assert caught.value.offset == 0


def test_a_label_of_another_model() -> None:
    payload = compress(Batch(0, 9, (Sample(3, 5, 410),)), 3, AIR)
    with pytest.raises(UnknownMessage, match="label 3 is not known here, only 0, 1, 2, 5 are") as caught:
        uncompress(payload, 3, [series for series in AIR if series.label in {0, 1, 2, 5}])
    assert (caught.value.offset, caught.value.field) == (1, "label")


def test_a_label_twice_in_the_header() -> None:
    writer = _stream(common=True, single=True, count=2)
    for number, bits in ((0, 2), (100, 32), (2000, 16), (0, 2)):
        writer.put(number, bits)
    with pytest.raises(UnexpectedValue, match="label 0 heads two series"):
        uncompress(writer.payload(), 2, CLIMATE)


@pytest.mark.parametrize("label", [0, 1])
def test_a_section_without_header(label: int) -> None:
    writer = _stream(common=False, single=False, count=2)
    for number, bits in ((0, 2), (100, 32), (2000, 16), (0, 4), (2, 2)):
        writer.put(number, bits)
    writer.symbol(0, 1)
    for number, bits in ((3600, 16), (0, 4), (0, 2), (0, 8), (label, 2)):
        writer.put(number, bits)
    with pytest.raises(UnexpectedValue, match=f"label {label} has no series in the header"):
        uncompress(writer.payload(), 2, CLIMATE)


def test_no_series_at_all() -> None:
    with pytest.raises(UnexpectedValue, match="a batch without series"):
        uncompress(bytes(20), 2, CLIMATE)


def test_a_sample_from_the_future() -> None:
    writer = _stream(common=True, single=True, count=1)
    for number, bits in ((0, 2), (100, 32), (2000, 16)):
        writer.put(number, bits)
    writer.symbol(15, 1)
    writer.put(99, 32)
    with pytest.raises(UnexpectedValue, match="a sample of second 100 in a batch sent at second 99"):
        uncompress(writer.payload(), 2, CLIMATE)


def test_a_time_beyond_the_clock() -> None:
    writer = _stream(common=True, single=True, count=1)
    for number, bits in ((0, 2), (2**32 - 1, 32), (2000, 16)):
        writer.put(number, bits)
    writer.symbol(1, 1)
    writer.put(0, 1)
    with pytest.raises(UnexpectedValue, match="beyond the device's clock"):
        uncompress(writer.payload(), 2, CLIMATE)


def test_huffman_codes_are_complete_and_prefix_free() -> None:
    for codes in CODES:
        assert len(codes) == 16
        assert sum(2.0 ** -len(code) for code in codes) == 1
        assert not any(one != other and other.startswith(one) for one in codes for other in codes)


@given(number=st.integers(0, 2**32 - 1), lead=st.integers(0, 15))
@example(number=0x01020304, lead=3)
def test_numbers_in_the_stream(number: int, lead: int) -> None:
    writer = BitWriter()
    width = max(number.bit_length(), 1)
    if lead:
        writer.put(0, lead)
    writer.put(number, width)
    bits = "".join(f"{byte:08b}"[::-1] for byte in writer.payload())[lead : lead + width]
    head = width % 8 or 8
    pieces = [bits[:head], *(bits[start : start + 8] for start in range(head, width, 8))]
    assert sum(int(piece[::-1], 2) << 8 * place for place, piece in enumerate(reversed(pieces))) == number
    reader = BitReader(writer.payload())
    reader.position = lead
    assert reader.take(width, "number") == number
