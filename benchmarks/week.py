"""A city's week through the archive reader: ten million messages, one in a hundred broken; is a good one lost?

``python benchmarks/week.py`` makes the messages a piece at a time (:class:`redi_codecs.testing.Region`), reads each
piece by columns, and holds what comes out against what was sent: how many messages, how many readings, and a checksum
of who said them when. It ends with an error where a good message is missing, or where memory grows.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Any, Final

import numpy
from messages import DEVICES

from redi_codecs import RediCodecsError, decode_message, decode_stream
from redi_codecs.archive.tidy import rows
from redi_codecs.networks.quick.times import since_1970
from redi_codecs.testing import Event, Region

PIECE: Final = 250_000
_A, _B, _ALL = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, (1 << 64) - 1


def region(messages: int, faults: float, seed: int = 1) -> Region:
    """Devices that send so many messages in a week, every twenty minutes: a few more, since some are lost."""
    count = messages * 100 // (504 * 99) + 1
    return Region(
        DEVICES, count=count, days=7, every=1200, seed=seed, faults=faults, lost=0.01, late=0.002,
        doubles=0.002, updates=[("milesight-iot/em300-th", "milesight-iot/em500-co2")],
    )  # fmt: skip


class Sent:
    """What is to come out: counted for good lines, asked one by one of broken ones."""

    def __init__(self, known: dict[str, str]) -> None:
        self.known = known
        self.messages = self.readings = self.checksum = 0
        self.kinds: Counter[str] = Counter()
        self._sizes: dict[tuple[str | None, bytes, int | None], int] = {}

    def add(self, event: Event) -> None:
        self.kinds[event.fault or "good"] += 1
        if event.fault:
            try:
                told = decode_message(event.text, self.known)
            except RediCodecsError:
                return
            if told.decoded is None:
                return
            up, size = told.uplink, sum(1 for _ in rows(told))
        else:
            up = event.sent
            key = up.device, up.payload, up.f_port
            size = self._sizes.get(key, -1)
            if size < 0:
                size = self._sizes[key] = sum(1 for _ in rows(decode_message(event.text, self.known)))
        self.messages += 1
        self.readings += size
        self.checksum += size * (int(up.dev_eui, 16) * _A + since_1970(up.received_at) * _B)


class Read:
    """What came out."""

    def __init__(self) -> None:
        self.messages = self.rejected = self.readings = self.checksum = 0

    def add(self, path: Path, known: dict[str, str]) -> None:
        stream = decode_stream(path, known, rejects=lambda one: None)
        for part in stream.parts():
            cells = part.cells
            euis = numpy.array([int(one, 16) for one in part.words.euis] or [0], numpy.uint64)
            who, when = euis[cells.eui], cells.received_at.astype(numpy.uint64)
            self.readings += len(cells)
            with numpy.errstate(over="ignore"):
                self.checksum += int((who * numpy.uint64(_A) + when * numpy.uint64(_B)).sum())
        self.messages += stream.decoded
        self.rejected += stream.rejected + stream.others.total()


def week(messages: int, faults: float, *, piece: int = PIECE, seed: int = 1, tell: Any = None) -> tuple[Sent, Read]:
    """Make it, read it, and complain."""
    made = region(messages, faults, seed)
    known = made.device_map()
    sent, read, events = Sent(known), Read(), made.events()
    memory: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "piece.jsonl")
        while True:
            with path.open("w") as file:
                for event in islice(events, piece):
                    sent.add(event)
                    file.write(event.text + "\n")
            if not path.stat().st_size:
                break
            read.add(path, known)
            memory.append(getrusage(RUSAGE_SELF).ru_maxrss / 1024)
            if tell:
                tell(f"{sent.kinds.total():,} messages, {read.readings:,} readings, {memory[-1]:,.0f} MB")
            told = sent.messages, sent.readings, sent.checksum & _ALL
            came = read.messages, read.readings, read.checksum & _ALL
            if told != came:
                raise SystemExit(f"messages, readings and checksum: {told} were to come out, {came} did")
            if sent.kinds.total() != read.messages + read.rejected:
                raise SystemExit(
                    f"of {sent.kinds.total():,} messages {read.messages + read.rejected:,} are accounted for"
                )
    if len(memory) > 6 and memory[-1] > 1.1 * memory[4]:
        raise SystemExit(f"memory grows: {memory[4]:,.0f} MB after five pieces, {memory[-1]:,.0f} MB in the end")
    return sent, read


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=10_000_000)
    parser.add_argument("--faults", type=float, default=0.01)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    began = time.monotonic()
    sent, read = week(given.messages, given.faults, seed=given.seed, tell=lambda text: print(text, file=sys.stderr))
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in sent.kinds.most_common())
    print(f"{sent.kinds.total():,} messages in {time.monotonic() - began:,.0f} s: {kinds}")
    print(f"{read.messages:,} decoded, {read.rejected:,} rejected, {read.readings:,} readings: no good message is lost")
    print(f"at most {getrusage(RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB of memory, what made and checked them included")


if __name__ == "__main__":
    main()
