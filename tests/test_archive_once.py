"""Repeats are left out where somebody asks for it: the same frame from two outputs, retries, joined exports."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, datetime, timedelta

import pytest

from commandline import DEVICE, Run, lines, tts
from redi_codecs import decode_stream
from redi_codecs.archive.once import PAGE, SLOTS, WINDOW, Once
from redi_codecs.networks import Uplink

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
FRAME = Uplink("x", "uplink", "02aa00000000000f", 85, bytes.fromhex("03670100"), f_cnt=7, received_at=NOON)


def repeats(*uplinks: Uplink) -> list[bool]:
    once, found = Once(), []
    for uplink in uplinks:
        found.append(once.is_repeat(uplink))
        once.keep(uplink)
    return found


@pytest.mark.parametrize(
    ("changed", "is_repeat"),
    [
        ({}, True),
        ({"network": "y", "gateways": (), "device_name": "z"}, True),
        ({"received_at": NOON + WINDOW}, True),
        ({"received_at": NOON - WINDOW}, True),
        ({"received_at": None}, True),
        ({"received_at": NOON + WINDOW + timedelta(microseconds=1)}, False),
        ({"f_cnt": 8}, False),
        ({"f_cnt": 7 + SLOTS}, False),
        ({"f_port": 84}, False),
        ({"payload": b"\x03\x67\x02\x00"}, False),
        ({"dev_eui": "02aa000000000010"}, False),
        ({"f_cnt": None}, False),
        ({"kind": "empty"}, False),
    ],
)
def test_what_is_the_same(changed: dict[str, object], is_repeat: bool) -> None:
    assert repeats(FRAME, FRAME.replace(**changed)) == [False, is_repeat]  # type: ignore[arg-type]


def test_without_a_counter_the_time_has_to_be_the_same() -> None:
    frame = FRAME.replace(f_cnt=None)
    assert repeats(frame, frame, frame.replace(received_at=NOON + timedelta(seconds=1))) == [False, True, False]


def test_two_exports_one_behind_the_other() -> None:
    weeks = [FRAME.replace(f_cnt=number, received_at=NOON + number * timedelta(minutes=10)) for number in range(8000)]
    assert repeats(*weeks, *weeks[4000:]) == [False] * 8000 + [True] * 4000


def test_nobody_without_a_name() -> None:
    nameless = FRAME.replace(dev_eui="")
    assert repeats(nameless, nameless) == [False, False]


def test_memory_is_bounded() -> None:
    once = Once()
    tracemalloc.start()
    try:
        for number in range(4 * SLOTS):
            once.keep(FRAME.replace(f_cnt=number))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20 * SLOTS


def test_memory_is_bounded_with_any_number_of_devices() -> None:
    once = Once(pages=64)
    frames = [FRAME.replace(dev_eui=f"{number:016x}") for number in range(1000)]
    tracemalloc.start()
    try:
        for frame in frames:
            once.keep(frame)
            once.keep(frames[0])  # one that goes on sending is not forgotten
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 64 * 20 * PAGE
    assert [once.is_repeat(frame) for frame in frames] == [True] + 936 * [False] + 63 * [True]


def test_a_stream() -> None:
    broken = tts("0367")
    messages = [tts(), tts(), broken, broken, tts("0367f600")]
    stream = decode_stream(messages, device=DEVICE, once=True)
    assert [message.uplink.payload.hex()[:6] for message in stream] == ["01755c", "0367f6"]
    assert (stream.decoded, stream.repeated, stream.rejected, stream.total) == (2, 1, 2, 5)
    assert repr(stream) == "<Stream: 2 decoded, 2 rejected, 0 others, 1 repeated>"
    assert len(list(decode_stream(messages, device=DEVICE))) == 3


def test_the_command_line(run: Run) -> None:
    args = ("decode", "--once", "--device", DEVICE)
    code, out, err = run(*args, stdin=lines(tts(), tts(), tts("0367f600")))
    assert code == 0
    assert len(out.splitlines()) == 3
    assert err.endswith("2 uplinks, 2 decoded, 0 rejected; 1 repeat left out\n")
