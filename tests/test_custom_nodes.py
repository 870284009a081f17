"""Custom nodes where other nodes stand: in histories, parts, cases and repetitions, both ways."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from layouts import MADE, counted, half, made
from redi_codecs import codec, decode_table
from redi_codecs.checking.comparing import said
from redi_codecs.errors import DeclarationError, EncodeError, TruncatedPayload, UnknownMessage
from redi_codecs.kinds import battery, humidity, motion_count, temperature, time
from redi_codecs.layout import Body, Custom, V, history, i16, index, optional, repeat, u8, u32
from redi_codecs.layout.nodes import Item
from redi_codecs.results import no_value

NAMES = [name for name in MADE if name.startswith("custom nodes")]


@pytest.mark.parametrize(("name", "payload"), [(name, one) for name in NAMES for one in MADE[name].good])
def test_what_they_say_is_written_again(name: str, payload: str) -> None:
    of, data = codec(made(MADE[name].uplink)), bytes.fromhex(payload)
    seen = of.decode(data, 1)
    again = of.encode_uplink(seen).payload
    assert said(of.decode(again, 1)) == said(seen)
    if name != "custom nodes in parts":  # where the time comes twice, and the last one counts
        assert again == data
    spans = of.explain(data, 1).spans
    assert [byte for span in spans for byte in range(span.start, span.end)] == list(range(len(data)))


def test_the_turns_of_a_history() -> None:
    of = codec(made(history(motion_count(u8), half(), humidity(u8), newest="last")))
    seen = of.decode(bytes.fromhex("010a2a40 020b2b41 030c2c42"), 1)
    assert [(one.name, one.value) for one in seen.readings] == [
        ("motion_count", 3), ("temperature", 22.0), ("humidity", 66.0)
    ]  # fmt: skip
    assert [(one.time and one.time.timestamp(), [each.value for each in one.readings]) for one in seen.records] == [
        (600, [1, 21.0, 64.0]), (660, [2, 21.5, 65.0])
    ]  # fmt: skip
    assert seen.time == datetime(1970, 1, 1, 0, 12, tzinfo=UTC)
    assert str(of.explain(bytes.fromhex("010a2a40"), 1)).count("temperature") == 1
    batch = of.decode_batch([bytes.fromhex("010a2a40 020b2b41")] * 2, 1)
    assert batch["temperature"].to_pylist() == [21.5, 21.5]
    with pytest.raises(EncodeError, match="a temperature is needed"):
        of.encode_uplink({"motion_count": 1, "humidity": 40})


def test_why_there_is_no_value_goes_both_ways() -> None:
    def read(payload: bytes, start: int, end: int, received_at: float | None) -> tuple[list[Item], int]:
        given = {0xFF: None, 0xFE: no_value("not_connected")}.get(payload[start], payload[start])
        return [(0, given, None)], start + 1

    def write(items: Sequence[Item]) -> bytes:
        value = items[0][1]
        return b"\xff" if value is None else b"\xfe" if value is no_value("not_connected") else bytes([value])

    of = codec(made(Custom("own", (temperature(u8),), read, write)))
    for payload, status in ((b"\xff", "fault"), (b"\xfe", "not_connected"), (b"\x10", None)):
        seen = of.decode(payload, 1)
        assert seen.readings[0].status == status
        assert of.encode_uplink(seen).payload == payload
        assert (f"({status})" in str(of.explain(payload, 1))) is (status is not None)


def test_a_count_or_a_state_computed_as_a_float_is_what_its_field_holds() -> None:
    """Alone, in a batch and in a table: a column of whole numbers takes no float, and had no value there."""
    pytest.importorskip("numpy", reason="numpy is not installed")
    of, payload = codec(made(counted())), bytes.fromhex("6401 3200 6501")
    seen = of.decode(payload, 1)
    said = [(None, one) for one in seen.readings]
    said += [(record.name, one) for record in seen.records for one in record.readings]
    wanted: list[Any] = [
        (None, "motion_count_5", 10, None),
        (None, "motion_2", True, None),
        ("counted", "motion_count", 5, None),
        ("counted", "motion", False, None),
        ("counted", "motion_count", None, "unknown"),  # 10.1 is no count
        ("counted", "motion", True, None),
    ]
    assert [(record, one.name, one.value, one.status) for record, one in said] == wanted
    assert [type(one.value) for _, one in said] == [int, bool, int, bool, type(None), bool]
    batch = of.decode_batch([payload], 1)
    assert (batch["motion_count_5"][0], batch["motion_2"][0]) == (10, True)
    table = decode_table({"data": [payload]}, device=of.device, payload="data", f_port=1).readings
    found = zip(*(list(table[name]) for name in ("record", "name", "value", "status")), strict=True)
    assert set(found) == set(wanted)
    with pytest.raises(EncodeError, match="all counts are needed"):
        of.encode_uplink(seen)


@pytest.mark.parametrize("size", range(1, 12))
def test_a_turn_that_is_cut(size: int) -> None:
    of = codec(made(history(motion_count(u8), half(), humidity(u8))))
    payload = bytes.fromhex("010a2a40 020b2b41 030c2c42")[:size]
    if size % 4 == 0:
        assert len(of.decode(payload, 1).records) == size // 4
        return
    with pytest.raises(TruncatedPayload) as cut:
        of.decode(payload, 1)
    assert cut.value.field == (None, "half", "half", "humidity")[size % 4]
    assert cut.value.partial is not None
    assert len(cut.value.partial.records) == size // 4


def test_one_that_takes_no_byte_is_no_history() -> None:
    idle = Custom("idle", (temperature(u8),), lambda p, start, end, at: ([], start), lambda items: b"")
    with pytest.raises(UnknownMessage, match="turn after turn"):
        codec(made(history(idle))).decode(b"\1\2", 1)


def test_a_channel_that_is_open() -> None:
    of = codec(made(repeat(half(index + 1), count=2), battery(u8)))
    seen = of.decode(bytes.fromhex("0a2a 0a2c 64"), 1)
    assert [one.name for one in seen.readings] == ["temperature_1", "temperature_2", "battery"]
    assert of.encode_uplink(seen).payload.hex() == "0a2a0a2c64"


def test_records_of_others_are_left_to_them() -> None:
    of = codec(made(half(), history(time(u32), temperature(i16 / 10))))
    seen = of.decode(bytes.fromhex("0a2a 00000001 00d7 00000002 00d8"), 1)
    assert of.encode_uplink(seen).payload.hex() == "0a2a0000000100d70000000200d8"


def _turned(*_: Any) -> Any:
    return [(0, 1.0, 1)], 1


def test_turns_need_a_record() -> None:
    node = Custom("own", (temperature(u8),), _turned, lambda items: b"")
    with pytest.raises(TypeError, match="record="):
        codec(made(node)).decode(b"\1", 1)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (history(Custom("own", (temperature(u8),), _turned, lambda items: b"", "own")), "leave record= out"),
        ((half(), optional(V.temperature > 1, humidity(u8))), "V.temperature is not declared"),
        (repeat(half(V.probe)), "V.probe is not declared"),
    ],
)
def test_what_cannot_be_is_refused(body: Body, problem: str) -> None:
    with pytest.raises(DeclarationError, match=problem):
        made(body)
