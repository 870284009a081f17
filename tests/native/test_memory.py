"""What a batch needs of memory, and that it says so when there is not enough."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import redi_codecs

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits and peaks of memory are read as Linux has them")
SANITIZED = "asan" in os.environ.get("LD_PRELOAD", "")

#: What each process starts with: rows of a device in one piece of memory, as Arrow has them.
START = """
import random, resource, sys
from array import array
import redi_codecs
from redi_codecs.batch import run
from redi_codecs.batch.inputs import Inputs
from redi_codecs.batch.memory import Chunk, address
from redi_codecs.runtimes.core import native

def peak():
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))

def inputs(payloads, rows, port):
    times = rows // len(payloads)
    data = b"".join(payloads) * times
    ends, at = array("q", [0]), 0
    for payload in payloads:
        at += len(payload)
        ends.append(at)
    offsets = array("q", bytes(8 * (len(payloads) * times + 1)))
    for turn in range(times):
        start = turn * len(payloads) + 1
        offsets[start:start + len(payloads)] = array("q", [end + turn * at for end in ends[1:]])
    chunk = Chunk(len(offsets) - 1, "offsets64", address(data), offsets.buffer_info()[0], 0, 0, 0, (), (data, offsets))
    return Inputs(chunk.rows, [chunk], port, None), len(data) + 8 * len(offsets)

def output(batch):
    known = batch.faults._known
    buffers = [batch.errors, batch.warnings, known.rows, known.what, known.where]
    columns = [batch.time, batch.message]
    columns += [frame[name] for frame in (batch, *batch.records.values()) for name in frame]
    for one in columns:
        buffers += [one.values, one.validity, one.offsets, one.status.values]
    return sum(memoryview(one).nbytes for one in buffers if one is not None and len(one))
"""


def in_process(code: str) -> subprocess.CompletedProcess[str]:
    source = str(Path(redi_codecs.__file__).parents[1])
    return subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {source!r})\n{START}\n{code}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.thorough
@pytest.mark.skipif(SANITIZED, reason="sanitizers have memory of their own")
@pytest.mark.parametrize(
    ("device", "port", "rows", "payloads"),
    [
        ("milesight-iot/em300-th", 85, 1_200_000, ["01755C03673401046865"]),
        ("milesight-iot/em300-th", 85, 1_200_000, ["01755C03673401046865", "0367340104686501755C", "03673401"]),
        ("browan/tbms100", 102, 1_200_000, ["010B3A0500C50000"]),
        ("milesight-iot/em300-th", 85, 300_000, ["20CE9E74466310015D0020CE9F74466311015D00" * 3]),
        ("browan/tbms100", 102, 1_200_000, ["010B3A"]),
    ],
    ids=["one shape", "three shapes", "tbms100", "records", "nothing but errors"],
)
def test_a_batch_takes_no_more_than_input_and_output(device: str, port: int, rows: int, payloads: list[str]) -> None:
    """At its peak a batch takes at most input + output + 10 %, and two megabytes for code and programs."""
    done = in_process(
        f"""
codec = redi_codecs.codec({device!r})
payloads = [bytes.fromhex(one) for one in {payloads!r}]
run(codec, inputs(payloads, 6000, {port})[0], threads=1, native=True)
given, taken = inputs(payloads, {rows}, {port})
with open("/proc/self/statm") as sizes:
    now = int(sizes.read().split()[1]) * resource.getpagesize()
batch = run(codec, given, threads=1, native=True)
print(taken, output(batch), peak() - now)
"""
    )
    assert done.returncode == 0, done.stderr
    taken, made, grown = map(int, done.stdout.split())
    assert grown <= made + 0.1 * (taken + made) + 2_000_000, (
        f"input {taken:,}, output {made:,}: the batch took {grown:,} at its peak"
    )


@pytest.mark.thorough
@pytest.mark.skipif(SANITIZED, reason="sanitizers reserve more than any limit")
@pytest.mark.parametrize("rows", [1_000_000, 4_000_000])
def test_too_little_memory_is_an_error_and_not_a_crash(rows: int) -> None:
    """Memory is limited to a little more than the input: first less, then more of the output fits in."""
    done = in_process(
        f"""
codec = redi_codecs.codec("milesight-iot/em300-th")
payload = bytes.fromhex("01755C03673401046865")
few = run(codec, inputs([payload], 6000, 85)[0], threads=1, native=True)
given, _ = inputs([payload], {rows}, 85)
with open("/proc/self/statm") as sizes:
    size = int(sizes.read().split()[0]) * resource.getpagesize()
refused = 0
for room in (0, 1, 4, 8, 16, 24, 32):
    resource.setrlimit(resource.RLIMIT_AS, (size + (room << 20), resource.RLIM_INFINITY))
    try:
        run(codec, given, threads=1, native=True)
    except MemoryError:
        refused += 1
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
assert refused, "there was memory enough"
again = run(codec, inputs([payload], 6000, 85)[0], threads=1, native=True)
assert again["temperature"].to_pylist() == few["temperature"].to_pylist()
print(refused)
"""
    )
    assert done.returncode == 0, done.stderr[-2000:] or f"signal {-done.returncode}"
