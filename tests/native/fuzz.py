"""Fuzzed payloads of every device through the compiled core: ``python tests/native/fuzz.py``, see ``--help``.

Made for a core that was built for sanitizers (``sanitize.sh`` does that): the bytes around each payload are poisoned
then, so that to read a single one of them ends the run. Without sanitizers it still holds samples of every batch, and
payloads one by one, against generated Python. The same seed makes the same payloads.
"""

from __future__ import annotations

import argparse
import ctypes
import sys
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fnmatch import fnmatch
from random import Random
from typing import Any

import redi_codecs
from redi_codecs import Codec, Device, codec
from redi_codecs.batch import Batch, Table, decode_batch
from redi_codecs.encoding.drawing import NotDrawn, Seeded, draw
from redi_codecs.runtimes.core import native

Uplink = tuple[bytes, int]


SPOILT = 30
"""Times that payloads between poison are spoilt and fed again: that costs little, new ones are made one by one."""
COMPARED = 8
"""Of batches that were spoilt, one in so many is compared, which takes longer than all else."""


@dataclass
class Counts:
    """What was fed, what became of it, and where the core said something else than generated Python."""

    payloads: int = 0
    compared: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)

    def add(self, other: Counts) -> None:
        self.payloads += other.payloads
        self.compared += other.compared
        self.errors += other.errors
        self.wrong += other.wrong

    def differs(self, what: str, example: str) -> None:
        """Count a difference; the first one of a kind is shown."""
        self.wrong[what] += 1
        if self.wrong[what] == 1:
            print(example, flush=True)

    def __str__(self) -> str:
        errors = ", ".join(f"{count:,} {name or 'good'}" for name, count in self.errors.most_common())
        wrong = "".join(f"; {count:,} DIFFERENT IN {what}" for what, count in self.wrong.items())
        return f"{self.payloads:,} payloads, {self.compared:,} compared: {errors}{wrong}"


# ---- payloads -------------------------------------------------------------------------------------------------------


def seeds(device: Device) -> list[Uplink]:
    """Payloads that the device could send: its vectors, and what can be drawn from its Plan."""
    found = []
    for vector in device.vectors:
        f_port = vector.f_port
        assert f_port is not None
        found.append((vector.payload, f_port))
    for seed in range(200):
        try:
            found.append(draw(codec(device).plan, Seeded(seed)))
        except NotDrawn:
            continue
    return found


def fuzzed(good: Sequence[Uplink], random: Random, count: int) -> list[Uplink]:
    """Good payloads, cut ones, spoilt ones, joined ones, and bytes without meaning."""
    return [_one(good, random) for _ in range(count)]


def _one(good: Sequence[Uplink], random: Random) -> Uplink:
    payload, f_port = random.choice(good)
    if random.random() < 0.02:
        f_port = random.randrange(256)
    match random.randrange(8):
        case 0:
            return payload, f_port
        case 1:
            return payload[: random.randint(0, len(payload))], f_port
        case 2:
            return random.randbytes(random.choice((0, 1, 2, 3, 7, 8, 11, 16, random.randrange(256)))), f_port
        case 3:
            other, _ = random.choice(good)
            return (payload[: random.randint(0, len(payload))] + other[random.randint(0, len(other)) :])[:255], f_port
        case 4:
            return (payload + random.choice((payload, random.randbytes(random.randrange(9)))))[:255], f_port
        case _:
            spoilt = bytearray(payload)
            for _ in range(random.choice((1, 1, 1, 2, 5)) if spoilt else 0):
                spoilt[random.randrange(len(spoilt))] = random.choice((0, 0x7F, 0x80, 0xFF, random.randrange(256)))
            return bytes(spoilt), f_port


# ---- input, with poison between the payloads -------------------------------------------------------------------------


def _sanitizer(name: str) -> Callable[[int, int], None] | None:
    """A function of the address sanitizer, where the process runs under it."""
    found = getattr(ctypes.pythonapi, f"__asan_{name}_memory_region", None)
    if found is not None:
        found.argtypes, found.restype = [ctypes.c_void_p, ctypes.c_size_t], None
    return found


POISON, UNPOISON = _sanitizer("poison"), _sanitizer("unpoison")


class Fenced:
    """Payloads in one buffer, each followed by bytes that nobody may read: in Arrow these are rows without value."""

    def __init__(self, payloads: Sequence[bytes]) -> None:
        import pyarrow

        whole, self._gaps = bytearray(), array("q")
        offsets = array("q", [0])
        for payload in payloads:
            whole += payload
            end = len(whole)
            whole += b"\xa5" * (16 - end % 8)
            offsets.extend((end, len(whole)))
            self._gaps.extend((end, len(whole) - end))
        self._data = (ctypes.c_char * max(1, len(whole))).from_buffer_copy(bytes(whole) or b"\0")
        self._offsets = offsets
        self._own = array("q", (at for start, end in self._spans(offsets) for at in range(start, end)))
        rows = 2 * len(payloads)
        valid = pyarrow.py_buffer(b"\x55" * (rows // 8 + 1))
        buffers = [valid, pyarrow.py_buffer(offsets), pyarrow.py_buffer(self._data)]
        self.column = pyarrow.Array.from_buffers(pyarrow.large_binary(), rows, buffers, null_count=len(payloads))

    @staticmethod
    def _spans(offsets: Sequence[int]) -> Iterator[tuple[int, int]]:
        return zip(offsets[:-1:2], offsets[1::2], strict=True)

    def __len__(self) -> int:
        return len(self._offsets) // 2

    def __getitem__(self, row: int) -> bytes:
        return bytes(self._data[self._offsets[2 * row] : self._offsets[2 * row + 1]])

    def spoil(self, random: Random) -> None:
        """One byte in ten becomes another, of all payloads at once."""
        import numpy

        chance, bytes_ = (
            numpy.random.default_rng(random.getrandbits(64)),
            numpy.frombuffer(memoryview(self._data), numpy.uint8),
        )
        if self._own:
            chosen = chance.choice(self._own, 1 + len(self._own) // 10)
            corners = numpy.array([0, 0x7F, 0x80, 0xFF, *range(256)], numpy.uint8)
            bytes_[chosen] = chance.choice(corners, len(chosen))

    def __enter__(self) -> Any:
        if POISON is not None:
            base = ctypes.addressof(self._data)
            for at in range(0, len(self._gaps), 2):
                POISON(base + self._gaps[at], self._gaps[at + 1])
        return self.column

    def __exit__(self, *raised: object) -> None:
        if UNPOISON is not None:
            UNPOISON(ctypes.addressof(self._data), len(self._data))


class _Rows(Sequence[Uplink]):
    """Payloads as they are now, each read when it is asked for."""

    def __init__(self, payloads: Fenced, ports: Sequence[int]) -> None:
        self._payloads, self._ports = payloads, ports

    def __len__(self) -> int:
        return len(self._payloads)

    def __getitem__(self, row: Any) -> Any:
        return self._payloads[row], self._ports[row]


# ---- one device -----------------------------------------------------------------------------------------------------


def feed(one: Codec, total: int, size: int, random: Random) -> Counts:
    """So many payloads in batches of ``size``, each kind of input in turn."""
    import pyarrow

    counts, good = Counts(), seeds(one.device)
    turn = 0
    while counts.payloads < total:
        uplinks: Sequence[Uplink] = fuzzed(good, random, min(size, total - counts.payloads))
        received_at = random.choice((None, datetime(2024, 2, 29, 12, tzinfo=UTC)))
        threads = random.choice((1, 2))
        payloads = [payload for payload, _ in uplinks]
        ports = [f_port for _, f_port in uplinks]
        if turn % 3 == 0:
            doubled = pyarrow.array(array("B", (port for port in ports for _ in range(2))))
            fenced, at_port_0 = Fenced(payloads), [port == 0 for port in ports]
            with fenced as column:
                for again in range(SPOILT + 1):
                    if again:
                        if counts.payloads + len(uplinks) > total:
                            break
                        fenced.spoil(random)
                        uplinks = _Rows(fenced, ports)
                    batch = decode_batch(one, column, doubled, received_at, threads=threads, native=True)
                    # On port 0 there is nothing to read, with a payload or without.
                    for (code, at_zero), rows in Counter(zip(batch.errors[1::2], at_port_0, strict=True)).items():
                        if not at_zero and batch.error_names[code] != "NoPayload":
                            counts.differs("null rows", f"{one.device.id}: {rows} rows without payload were decoded")
                    whole = range(0, len(batch), 2)
                    _count(one, batch, whole, uplinks, received_at, random, counts, compare=again % COMPARED == 0)
        else:
            given: Any = payloads if turn % 3 == 1 else pyarrow.array(payloads, pyarrow.binary_view())
            batch = decode_batch(one, given, ports, received_at, threads=threads, native=True)
            _count(one, batch, range(len(batch)), uplinks, received_at, random, counts)
        turn += 1
    _alone(one, fuzzed(good, random, min(2000, total)), counts)
    _broken_offsets(one, good, counts)
    return counts


def _count(
    one: Codec,
    batch: Batch,
    rows: Sequence[int],
    uplinks: Sequence[Uplink],
    received_at: datetime | None,
    random: Random,
    counts: Counts,
    *,
    compare: bool = True,
) -> None:
    """Count what became of the payloads, and compare some of them."""
    counts.payloads += len(uplinks)
    errors = Counter(batch.errors[rows.start :: rows.step] if isinstance(rows, range) else batch.errors)
    counts.errors.update({batch.error_names[code]: count for code, count in errors.items()})
    if compare:
        _compare(one, batch, rows, uplinks, received_at, random, counts)


def _compare(
    one: Codec,
    batch: Batch,
    rows: Sequence[int],
    uplinks: Sequence[Uplink],
    received_at: datetime | None,
    random: Random,
    counts: Counts,
) -> None:
    """Some rows again by the Python engine, alone and in another order."""
    chosen = random.sample(range(len(uplinks)), min(200, len(uplinks)))
    some = [uplinks[at] for at in chosen]
    payloads, ports = [payload for payload, _ in some], [f_port for _, f_port in some]
    again = decode_batch(one, payloads, ports, received_at, native=False)
    counts.compared += len(some)
    for name, found, expected in _cells(batch, [rows[at] for at in chosen], again):
        for (payload, f_port), a, b in zip(some, found, expected, strict=True):
            if a != b:
                counts.differs(
                    name,
                    f"{one.device.id}, payload {payload.hex()} on port {f_port}, received {received_at}, {name}: "
                    f"the core says {a!r}, generated Python {b!r}",
                )


def _cells(batch: Batch, rows: Sequence[int], again: Batch) -> Iterator[tuple[str, list[Any], list[Any]]]:
    """Everything that two batches say of the same rows, name by name."""
    every = range(len(again))
    yield "errors", [batch.errors[row] for row in rows], list(again.errors)
    yield "faults", [batch.faults.get(row) for row in rows], [again.faults.get(row) for row in every]
    yield "warnings", [batch.warned(row) for row in rows], [again.warned(row) for row in every]
    for name, mine, theirs in (("message", batch.message, again.message), ("time", batch.time, again.time)):
        yield name, [mine[row] for row in rows], theirs.to_pylist()
    for name in batch:
        statuses = batch[name].status
        yield name, [batch[name][row] for row in rows], again[name].to_pylist()
        yield f"status of {name}", [statuses[row] for row in rows], again[name].status.to_pylist()
    for name, table in batch.records.items():
        found: dict[int, list[Any]] = {row: [] for row in rows}
        for row, entry in _entries(table):
            if row in found:
                found[row].append(entry)
        expected: list[list[Any]] = [[] for _ in every]
        for row, entry in _entries(again.records[name]):
            expected[row].append(entry)
        yield f"table {name}", list(found.values()), expected


def _entries(table: Table) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows of a table of what repeats, with the payload that they belong to."""
    names = [name for name in table if name not in ("row", "record")]
    columns = [table[name].to_pylist() for name in names]
    columns += [table[name].status.to_pylist() for name in names]
    return zip(table["row"].to_pylist(), zip(*columns, strict=True), strict=True)


def _alone(one: Codec, uplinks: Sequence[Uplink], counts: Counts) -> None:
    """Payloads one by one, against the generated function; both know that port 0 is nobody's format."""
    counts.compared += len(uplinks)
    for payload, f_port in uplinks:
        found, expected = _said(one.decode, payload, f_port), _said(one._in_python, payload, f_port)
        if found != expected:
            counts.differs(
                "single payloads",
                f"{one.device.id}, payload {payload.hex()} on port {f_port} alone: the core says {found!r}, "
                f"generated Python {expected!r}",
            )


def _said(decode: Callable[[bytes, int], redi_codecs.Decoded], payload: bytes, f_port: int) -> object:
    """What a decoder says, in one form: its bare result, or the kind of its error."""
    try:
        said = decode(payload, f_port)
    except redi_codecs.DecodeError as error:
        return type(error)
    message, time, values, records, warnings, end = said.result
    return message, time, list(values.items()), list(records), list(warnings), end


def _broken_offsets(one: Codec, good: Sequence[Uplink], counts: Counts) -> None:
    """Offsets that no writer of Arrow makes: refused before a byte is read that they point to."""
    import pyarrow

    payload, f_port = max(good, key=lambda uplink: len(uplink[0]))
    data, size = payload * 3, len(payload)
    for offsets in (
        [0, 2 * size, size, 3 * size],  # falls
        [0, size, -size, 3 * size],  # before the data
        [0, 1 << 40, 2 * size, 3 * size],  # far behind it
        [0, -(1 << 62), 1 << 62, 3 * size],
    ):
        buffers = [None, pyarrow.py_buffer(array("q", offsets)), pyarrow.py_buffer(data)]
        column = pyarrow.Array.from_buffers(pyarrow.large_binary(), 3, buffers)
        try:
            decode_batch(one, column, f_port, native=True)
        except redi_codecs.TableError:
            continue
        counts.differs("broken offsets", f"{one.device.id}, offsets {offsets}: was decoded")


# ---- all ------------------------------------------------------------------------------------------------------------


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--rows",
        "--total",
        dest="total",
        type=int,
        default=10_000_000,
        help="payloads of all devices (default: %(default)s)",
    )
    parser.add_argument("--batch", type=int, default=50_000, help="payloads of a batch (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="another one makes other payloads (default: %(default)s)")
    parser.add_argument("--only", default="*", metavar="PATTERN", help="ids of devices, as milesight-iot/*")
    given = parser.parse_args()
    if not native.available():
        sys.exit("the compiled core was not built: there is nothing to fuzz")
    chosen = [one.id for one in redi_codecs.devices() if fnmatch(one.id, given.only)]
    print("bytes between payloads are poisoned" if POISON else "no sanitizer: only values are compared")
    # What no program can hold runs in Python, row by row: there is nothing to fuzz in it.
    codecs = [one for one in map(codec, chosen) if native.machine(one.plan) is not None]
    left, whole = given.total, Counts()
    for number, one in enumerate(codecs):
        share = left // (len(codecs) - number)
        left -= share
        counts = feed(one, share, given.batch, Random(f"{given.seed} {one.device.id}"))
        whole.add(counts)
        print(f"{one.device.id}: {counts}", flush=True)
    print(f"{len(codecs)} of {len(chosen)} devices, all that the core runs: {whole}")
    return 1 if whole.wrong or not whole.payloads else 0


if __name__ == "__main__":
    sys.exit(main())
