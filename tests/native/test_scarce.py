"""Where there is too little memory for a batch it is refused, whichever piece was the one too many."""

from __future__ import annotations

import ctypes
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from built import outdated
from layouts import made
from native.held import NOON, Uplink, cells, in_core, inputs_of
from redi_codecs import Codec
from redi_codecs.kinds import event_time, humidity, motion, temperature, time
from redi_codecs.layout import (
    Body,
    V,
    attribute,
    choice,
    expect,
    history,
    i8,
    let,
    message,
    optional,
    raw,
    repeat,
    switch,
    text,
    u8,
    u16,
    u32,
)
from redi_codecs.runtimes.core import native

SOURCE = Path(native.__file__).parents[3]
#: Set in a process in which nothing ran before: threads leave memory at hand that nobody can take.
ALONE = "REDI_CODECS_SCARCE"
resource = pytest.importorskip("resource", reason="memory is limited as Unix does")
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="what a process has is read as Linux has it"),
    pytest.mark.skipif(bool(outdated(SOURCE)), reason="a core that is older than its sources may end the process here"),
    pytest.mark.skipif("asan" in os.environ.get("LD_PRELOAD", ""), reason="sanitizers reserve more than any limit"),
]

#: A column of so many numbers is no memory that is kept for the next batch.
ROWS = 30_000
STEP = 64 << 10
#: Of glibc: from which size on a piece of memory is one of the system's, which has it back at once.
M_MMAP_THRESHOLD = -3


alone = pytest.mark.skipif(ALONE not in os.environ, reason="asked in a process of its own")


@pytest.mark.skipif(ALONE in os.environ, reason="this is it")
def test_in_a_process_of_its_own() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", __file__]
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")} | {ALONE: "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stdout[-4000:]
    assert re.search(r"\b9 passed, 1 skipped\b|\b10 skipped\b", done.stdout), done.stdout


@pytest.fixture
def nothing_at_hand() -> Iterator[None]:
    """What was given back before is taken, and what will be is the system's: a limit would be none otherwise."""
    allocator = ctypes.CDLL(None)
    if not hasattr(allocator, "mallopt") or not allocator.mallopt(M_MMAP_THRESHOLD, STEP):
        pytest.skip("another allocator, which has memory at hand")
    allocator.malloc.restype = ctypes.c_void_p
    taken: list[int] = []
    with suppress(MemoryError), no_more_than(0):
        while piece := allocator.malloc(STEP - 64):
            taken.append(piece)
    yield
    for piece in taken:
        allocator.free(ctypes.c_void_p(piece))


def size_now() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


@contextmanager
def no_more_than(more: int) -> Iterator[None]:
    """So many bytes beyond what there are, of which the allocator may have some by itself."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (size_now() + more, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def refusals(work: Callable[[], Any], step: int = STEP) -> tuple[int, Any]:
    """How often work is refused as it gets more memory each time, and what it makes of enough."""
    for times in range(400):
        kept: Any = [native.filled(33_000, "q", 8) for _ in range(32)]
        del kept  # nothing else is at hand now
        with no_more_than(times * step):
            try:
                return times, work()
            except MemoryError:
                continue
    raise AssertionError("it is never enough")


EVERYTHING: Body = (
    expect(u8, 1),
    attribute(n=u8, state=choice(u8, {1: "on", 2: "off"}), label=text(2), serial=raw(2)),
    temperature(i8, invalid={0x7F: "fault"}),
    motion(u8 == 1),
    event_time(u32, invalid=0),
)
LAYOUTS: dict[str, tuple[Body, int]] = {
    "every type": (
        switch(u8, {0: message("a", EVERYTHING), 1: message("b", EVERYTHING, optional(V.n > 9, humidity(u8)))}),
        14,
    ),
    "records": ((let(a=u8), history(time(u8), EVERYTHING[2:])), 15),
    "channels": (
        (
            repeat(
                let(which=u8),
                temperature(i8, channel=V.which),
                motion(u8 == 1, channel=V.which),
                attribute(label=text(1), channel=V.which),
            ),
        ),
        8,
    ),
    "channels of records": ((history(time(u8), let(which=u8), temperature(i8, channel=V.which, invalid=7))), 6),
}


def some(size: int, seed: str) -> list[Uplink]:
    """Payloads that are mostly right, and of few shapes."""
    chance = random.Random(seed)
    few = [
        bytes([row % 2, 1 if row % 9 else 2, *chance.choices((1, 2, 0x7F, 0x41), k=size - 2 - row % 3)])
        for row in range(40)
    ]
    return [(chance.choice(few), 1) for _ in range(ROWS)]


@alone
@pytest.mark.usefixtures("nothing_at_hand")
@pytest.mark.parametrize("parts", [1, 2])
@pytest.mark.parametrize("name", LAYOUTS)
def test_columns(name: str, parts: int) -> None:
    body, size = LAYOUTS[name]
    codec = Codec(made(body, port=None))
    inputs = inputs_of(codec, some(size, name), NOON)
    core: Any = native._core()
    machine = native.machine(codec.plan)
    expected = in_core(codec, inputs)

    def work() -> Any:
        output = core.Output(machine, ROWS, True)
        shares = [core.Part(output) for _ in range(parts)]
        for at, part in enumerate(shares):
            for piece in inputs.pieces(at * 15_360, 15_360 if parts > at + 1 else ROWS):
                part.run(piece)
        return output.finish(shares)

    times, columns = refusals(work)
    assert times > 3
    assert cells(columns) == expected


@alone
@pytest.mark.usefixtures("nothing_at_hand")
def test_channels_of_a_long_payload() -> None:
    """They are found again by a table that grows with them."""
    codec = Codec(made(repeat(let(which=u16), temperature(i8, channel=V.which)), port=None))
    payload = b"".join(number.to_bytes(2) + b"\5" for number in range(256, 65_536, 2))
    inputs = inputs_of(codec, [(payload * 2, 1)])
    expected = in_core(codec, inputs)
    times, columns = refusals(lambda: native.decode_columns(native.machine(codec.plan), inputs, threads=1), 4 * STEP)
    assert times > 3
    assert cells(columns) == expected
