"""Single payloads through the compiled core: bare results, and readings of both implementations."""

from __future__ import annotations

import gc
import mmap
import os
import pickle
import random
import subprocess
import sys
import tracemalloc
from datetime import UTC, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

import redi_codecs
from declared import DECLARED, in_part
from layouts import made
from native.held import NOON, bare, good, spoilt
from redi_codecs import Codec, DecodeError, readings
from redi_codecs.kinds import battery, humidity, temperature
from redi_codecs.layout import history, i8, u8
from redi_codecs.plan.faults import Fault
from redi_codecs.readings import plain
from redi_codecs.runtimes.core import native

DEVICES = [device.id for device in DECLARED]
#: A process in which the extensions are hidden: readings are made by Python there.
PLAIN = """
import importlib.abc, sys

class Hidden(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name in ("redi_codecs.readings._native", "redi_codecs.runtimes.core._vm", "redi_codecs.batch._arrow"):
            raise ImportError(f"{name} is hidden")

sys.meta_path.insert(0, Hidden())
import pickle, redi_codecs
from redi_codecs import readings
from redi_codecs.readings import plain
assert not redi_codecs.native and readings.Reading is plain.Reading
"""


def plainly(code: str, given: bytes = b"") -> bytes:
    """What some code writes in a process without the compiled core."""
    source = str(Path(redi_codecs.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {source!r})\n{PLAIN}\n{code}"],
        input=given,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def singles(codec: Codec) -> Any:
    one = native.single(codec.plan, codec.generated, codec.decode)
    if one is None:
        pytest.skip("a format that runs in Python")
    return one


@pytest.mark.parametrize("device", in_part(DEVICES, 1))
def test_bare_results(device: str) -> None:
    codec = redi_codecs.codec(device)
    single = singles(codec)
    for payload, port in spoilt(good(codec.device), random.Random(device), 60):
        for seconds in (None, NOON.timestamp()):
            expected = _said(codec.generated, payload, port, seconds)
            assert _said(single, payload, port, seconds) == expected, f"{payload.hex()} on port {port}"


@pytest.mark.parametrize("device", in_part(DEVICES, 4))
def test_readings_alone(device: str) -> None:
    codec = redi_codecs.codec(device)
    alone, plainly = singles(codec).readings, codec._in_python
    for payload, port in spoilt(good(codec.device), random.Random(device), 60):
        for received_at in (None, NOON):
            expected = _read(lambda *given, **at: plainly(*given, **at).readings, payload, port, received_at)
            assert _read(alone, payload, port, received_at) == expected, f"{payload.hex()} on port {port}"


@pytest.mark.parametrize("device", in_part(DEVICES, 7))
def test_decoded(device: str) -> None:
    """What the core decodes says the same as what Python does, in whatever order it is asked."""
    codec = redi_codecs.codec(device)
    one = singles(codec)
    asked = ("time", "attributes", "readings", "message", "records", "warnings", "rest", "state")
    shuffled = random.Random(device)
    for payload, port in spoilt(good(codec.device), random.Random(device), 30):
        for received_at in (None, NOON):
            order = shuffled.sample(asked, len(asked))

            def told(decode: Any, order: list[str] = order) -> Any:
                def each(*given: Any, **at: Any) -> list[tuple[str, Any]]:
                    decoded = decode(*given, **at)
                    return [(name, getattr(decoded, name)) for name in order]

                return each

            expected = _read(told(codec._in_python), payload, port, received_at)
            assert _read(told(one.decode), payload, port, received_at) == expected, f"{payload.hex()} on {port}"


def test_a_clock_among_the_attributes_takes_no_python() -> None:
    def never(*given: Any, **at: Any) -> Any:
        pytest.fail("Python was asked")

    one = native.single(redi_codecs.codec("netvox/r711").plan, never, never)
    version = bytes.fromhex("0101006448201712080000")
    assert one.readings(version, 6) == ()
    decoded = one.decode(version, 6)
    assert (decoded.readings, decoded.message) == ((), "version")
    assert decoded.attributes["manufacturing_date"].value.year == 2017


def test_a_sentinel_and_a_history_of_nothing_take_no_python() -> None:
    def never(*given: Any, **at: Any) -> Any:
        pytest.fail("Python was asked")

    values = humidity(u8, invalid=0xFF), temperature(i8, channel=1, invalid={0x7F: "overflow"})
    codec = Codec(made(*values, history(battery(u8))))  # without a record
    one = native.single(codec.plan, never, never)
    for payload in (b"\xff\x15", b"\x40\x7f", b"\xff\x7f", b"\x40\x15"):
        assert bare(one(payload, 1)) == bare(codec.generated(payload, 1, None))
        assert one.readings(payload, 1) == codec._in_python(payload, 1).readings


def test_decoded_of_other_spellings_and_times() -> None:
    one = singles(redi_codecs.codec("milesight-iot/em300-th"))
    payload = bytes.fromhex("01755C03673401046865")
    expected = one.decode(payload, 85, received_at=NOON)
    berlin = NOON.astimezone(timezone(timedelta(hours=2)))
    for given in (payload.hex(), bytearray(payload), memoryview(payload), payload.hex(" ").upper()):
        decoded = one.decode(given, 85, received_at=berlin)
        assert (decoded, decoded.payload, decoded.received_at) == (expected, payload, NOON)
        assert decoded.readings[0].time.tzinfo is UTC
    assert pickle.loads(pickle.dumps(expected)) == expected
    for naive in (NOON.replace(tzinfo=None), "2026-03-09", 1_700_000_000):
        with pytest.raises(redi_codecs.InvalidPayload, match="a time with its zone"):
            one.decode(payload, 85, received_at=naive)
    with pytest.raises(redi_codecs.InvalidPayload, match="not hex"):
        one.decode("0g", 85)


def test_a_codec_changes_over_to_the_core_and_says_the_same() -> None:
    device = redi_codecs.codec("milesight-iot/em300-th").device
    codec, payload = Codec(device), bytes.fromhex("01755C03673401046865")
    first = codec.decode(payload, 85)
    for _ in range(200):
        found = codec.decode(payload, 85)
        assert (found.readings, found.attributes, found.warnings) == (first.readings, first.attributes, first.warnings)
    assert "readings" in vars(codec)
    assert codec.readings(payload, 85) == first.readings
    for given in (payload.hex(), bytearray(payload), memoryview(payload), payload.hex(" ").upper()):
        assert codec.readings(given, 85) == first.readings
    for bad in (-1, 256, True, 85.0, "85", None):
        with pytest.raises(redi_codecs.InvalidPayload, match="is no fPort"):
            codec.readings(payload, bad)  # type: ignore[arg-type]
    with pytest.raises(redi_codecs.InvalidPayload, match="not hex"):
        codec.readings("0g", 85)


def test_one_payload_leaves_nothing_for_the_next() -> None:
    """Values, sentinels and channels of one payload are gone when the next one comes."""
    for device in ("cayenne/lpp", "elsys/ers", "dragino/lht65", "atim/acw-thaq"):
        codec = redi_codecs.codec(device)
        uplinks = spoilt(good(codec.device), random.Random(device), 300)
        fresh = [_said(native.single(codec.plan, codec.generated, codec.decode), *one) for one in uplinks]
        used = native.single(codec.plan, codec.generated, codec.decode)
        assert [_said(used, *one) for one in uplinks] == fresh


def _said(decode: Any, *given: Any) -> object:
    """What a decoder of bare results says, or which fault it finds."""
    try:
        return bare(decode(*given))
    except Fault as fault:
        return fault.kind


def _read(decode: Any, payload: bytes, port: int, received_at: Any) -> object:
    """Readings and how they are shown, or the error and what it says."""
    try:
        found = decode(payload, port, received_at=received_at)
    except DecodeError as error:
        return type(error), str(error)
    return found, list(map(repr, found))


# ---- two implementations of readings


def some_readings() -> list[Any]:
    found: list[Any] = []
    for device in ("milesight-iot/em300-th", "dragino/lht65", "elsys/ers"):
        codec = redi_codecs.codec(device)
        for payload, port in good(codec.device):
            decoded = codec.decode(payload, port, received_at=NOON)
            found += [*decoded.readings, *decoded.attributes.values()]
            found += [one for record in decoded.records for one in record.readings]
    return found


def test_readings_are_those_of_the_core() -> None:
    assert readings.Reading is not plain.Reading
    assert {type(one).__module__ for one in some_readings()} == {"redi_codecs.readings._native"}


def test_both_implementations_are_alike() -> None:
    for one in some_readings():
        kind = plain.Reading if isinstance(one, readings.Reading) else plain.Attribute
        other = kind(one.field, one.value, one.time, one.status)
        assert repr(other) == repr(one)
        if not isinstance(one.value, list):
            assert hash(other) == hash(one)
        for name in ("field", "value", "time", "status", "name", "quantity", "unit", "channel", "place", "statistic"):
            assert getattr(other, name) == getattr(one, name)
        assert one.__eq__(other) is NotImplemented
        assert other.__eq__(one) is NotImplemented
        assert one != other
        assert type(one)(one.field, one.value, one.time, one.status) == one
        for changed in (
            type(one)(one.field, "else", one.time, one.status),
            type(one)(one.field, one.value, NOON + timedelta(1), one.status),
            type(one)(one.field, one.value, one.time, "else"),
        ):
            assert changed != one
        assert one != one.value


def test_readings_travel_from_the_core_to_python() -> None:
    ours = some_readings()
    said = plainly(
        "found = pickle.load(sys.stdin.buffer)\n"
        "assert {type(one).__module__ for one in found} == {'redi_codecs.readings.plain'}\n"
        "print([repr(one) for one in found])",
        pickle.dumps(ours),
    )
    assert said.decode().strip() == str([repr(one) for one in ours])


def test_readings_travel_from_python_to_the_core() -> None:
    sent = plainly(
        "decoded = redi_codecs.decode('dragino/lht65', 'CBF60B0D037601 0ADD7FFF', f_port=2)\n"
        "sys.stdout.buffer.write(pickle.dumps((decoded, decoded.readings)))"
    )
    decoded, alone = pickle.loads(sent)
    ours = redi_codecs.decode("dragino/lht65", "CBF60B0D037601 0ADD7FFF", f_port=2)
    assert {type(one).__module__ for one in alone} == {"redi_codecs.readings._native"}
    assert decoded.readings == alone == ours.readings
    assert decoded.attributes == ours.attributes
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(alone, protocol)) == alone


# ---- memory


@pytest.mark.thorough
@pytest.mark.parametrize("device", ["milesight-iot/em300-th", "cayenne/lpp", "dragino/lht65", "atim/acw-thaq"])
def test_nothing_is_kept_of_what_was_decoded(device: str) -> None:
    codec = redi_codecs.codec(device)
    single = native.single(codec.plan, codec.generated, codec.decode)
    uplinks = spoilt(good(codec.device), random.Random(device), 50)

    def turns(count: int) -> None:
        for _ in range(count):
            for payload, port in uplinks:
                try:
                    single(payload, port)
                    single.readings(payload, port)
                except (Fault, DecodeError):
                    continue

    turns(20)
    gc.collect()
    tracemalloc.start()
    try:
        turns(2)
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        turns(100)
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert grown < 20_000, f"{grown} bytes are left of 10,000 decodes"


@pytest.mark.skipif(
    sys.platform != "linux" or "asan" in os.environ.get("LD_PRELOAD", ""),
    reason="the memory of a process is read as Linux has it, and sanitizers keep what was freed",
)
def test_memory_that_python_does_not_count_does_not_grow() -> None:
    """The core's own memory, over a hundred thousand payloads, each with a core of its own every thousand."""
    codec = redi_codecs.codec("cayenne/lpp")
    uplinks = good(codec.device)

    def turns(count: int) -> None:
        for turn in range(count):
            if turn % 1000 == 0:
                single = native.single(codec.plan, codec.generated, codec.decode)
            single(*uplinks[turn % len(uplinks)])

    turns(20_000)
    before = _resident()
    turns(100_000)
    assert _resident() - before < 2_000_000


def _resident() -> int:
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * mmap.PAGESIZE
