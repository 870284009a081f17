"""Many threads at once, in a fresh process, over every device: first uses, broken payloads first, and every way in.

``python -m tests.stress --operations 10_000_000`` runs until so many operations are done and prints its figures; it
fails at the first foreign exception and at the first answer that one thread alone would not have got. What is right is
worked out before, in a process of its own with one thread.
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
import random
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import redi_codecs

THREADS = 16
_BATCH = 40
#: What takes ten to a hundred times as long as a payload: after the first uses, one in ten of these is asked.
_DEAR = ("batch", "encode", "explain")
_RARE = 0.1


class Task(NamedTuple):
    """One call: what is asked, of which device, with what, and the digest of the right answer."""

    kind: str
    device: str
    arguments: tuple[Any, ...]
    answer: bytes = b""


def _decoded(one: Any) -> str:
    return repr((one.message, one.time, one.readings, dict(one.attributes), one.warnings, one.rest, one.records))


def _decode(device: str, payload: bytes, port: int, received_at: datetime | None) -> str:
    return _decoded(redi_codecs.decode(device, payload, port, received_at=received_at))


def _readings(device: str, payload: bytes, port: int, received_at: datetime | None) -> str:
    return repr(redi_codecs.codec(device).readings(payload, port, received_at=received_at))


def _explain(device: str, payload: bytes, port: int, received_at: datetime | None) -> str:
    return str(redi_codecs.explain(device, payload, port, received_at=received_at))


def _batch(device: str, payloads: Sequence[bytes], ports: Sequence[int]) -> str:
    batch = redi_codecs.codec(device).decode_batch(list(payloads), list(ports))
    columns = {name: list(batch[name]) for name in batch}
    return repr((columns, list(batch.errors), list(batch.warnings), list(batch.faults.items())))


def _encode(device: str, payload: bytes, port: int, received_at: datetime | None) -> str:
    seen = redi_codecs.decode(device, payload, port, received_at=received_at)
    return repr(redi_codecs.encode_uplink(device, seen, f_port=port))


def _id(device: str) -> str:
    return repr(redi_codecs.decode(device, b"", 1))


_CALLS: dict[str, Callable[..., str]] = {
    "decode": _decode,
    "readings": _readings,
    "explain": _explain,
    "batch": _batch,
    "encode": _encode,
    "unknown id": _id,
}


def answer(task: Task) -> bytes:
    """A digest of what a call gives, or of the library's own error."""
    try:
        told = _CALLS[task.kind](task.device, *task.arguments)
    except redi_codecs.RediCodecsError as error:
        told = f"{type(error).__name__}: {error}"
    return hashlib.blake2b(told.encode("utf-8", "backslashreplace"), digest_size=8).digest()


def tasks(every: int, seed: int) -> list[list[Task]]:
    """The calls of each device, those with broken payloads first; of every so-manieth device."""
    draw = random.Random(seed)
    found = []
    for device in redi_codecs.devices()[::every]:
        good: list[tuple[bytes, int, datetime | None]] = []
        bad: list[tuple[bytes, int, datetime | None]] = []
        for one in device.vectors[:6]:
            moment = None if one.received_at is None else datetime.fromtimestamp(one.received_at, UTC)
            good.append((one.payload, one.f_port, moment))
            bad.append((one.payload[: draw.randrange(len(one.payload) + 1)], one.f_port, moment))
            spoilt = bytearray(one.payload or b"\0")
            spoilt[draw.randrange(len(spoilt))] ^= 1 << draw.randrange(8)
            bad.append((bytes(spoilt), one.f_port, moment))
        mixed = [draw.choice(good + bad) for _ in range(_BATCH)] if good else []
        calls = [Task("decode", device.id, one) for one in bad]
        calls += [Task(draw.choice(("explain", "readings")), device.id, one) for one in bad[:2]]
        calls += [Task("batch", device.id, ([one[0] for one in mixed], [one[1] for one in mixed]))] if mixed else []
        calls += [Task("decode", device.id, one) for one in good]
        calls += [Task(kind, device.id, one) for kind in ("encode", "readings", "explain") for one in good[:2]]
        calls.append(Task("unknown id", f"{device.id}x", ()))
        found.append(calls)
    return found


def answered(found: list[list[Task]]) -> list[list[Task]]:
    """The same with their right answers; those who answer are warm, as they will be in the end."""
    return [[one._replace(answer=answer(one)) for one in calls] for calls in found]


class Run:
    """Threads that ask for everything at once; the first thing that is wrong ends them all."""

    def __init__(self, found: list[list[Task]], threads: int, operations: int, seed: int) -> None:
        self.found = found
        self.threads = threads
        self.operations = operations
        self.seed = seed
        self.done = [0] * threads
        self.wrong: list[str] = []
        self.meeting = threading.Barrier(threads)

    def run(self) -> None:
        sys.setswitchinterval(1e-5)
        workers = [threading.Thread(target=self.work, args=(number,)) for number in range(self.threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    def work(self, number: int) -> None:
        draw = random.Random(self.seed * 1000 + number)
        try:
            for calls in self.found:  # a device's first uses, all at the same moment
                self.meeting.wait()
                for task in calls[:4]:
                    self.check(task, number)
            while self.done[number] * self.threads < self.operations and not self.wrong:
                for task in draw.choice(self.found):
                    if task.kind not in _DEAR or draw.random() < _RARE:
                        self.check(task, number)
        except threading.BrokenBarrierError:
            pass
        except BaseException:
            self.wrong.append(traceback.format_exc())
            self.meeting.abort()

    def check(self, task: Task, number: int) -> None:
        if answer(task) != task.answer:
            raise AssertionError(f"{task.kind} of {task.device} gives another answer than alone: {task.arguments!r}")
        self.done[number] += 1


def stress(
    *, every: int, threads: int, operations: int, seed: int, processes: int, at_once: int = 1
) -> tuple[int, str]:
    """Operations done in fresh processes, so many of these at once, and what was wrong, if anything was."""
    with tempfile.TemporaryDirectory() as folder:
        known = Path(folder, "known")
        ask = [sys.executable, "-m", "tests.stress", "--known", str(known), "--every", str(every)]
        ask += ["--threads", str(threads), "--seed", str(seed)]
        root = str(Path(__file__).parents[1])
        subprocess.run([*ask, "--answer"], check=True, cwd=root)

        def run(turn: int) -> subprocess.CompletedProcess[str]:
            more = ["--operations", str(operations // processes), "--turn", str(turn)]
            return subprocess.run([*ask, *more], check=False, capture_output=True, text=True, cwd=root)

        total = 0
        with ThreadPoolExecutor(at_once) as pool:
            for one in pool.map(run, range(processes)):
                if one.returncode:
                    pool.shutdown(wait=False, cancel_futures=True)
                    return total, one.stdout + one.stderr or f"the process ended with {one.returncode}"
                total += int(one.stdout)
    return total, ""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.stress", description=__doc__)
    parser.add_argument("--operations", type=int, default=1_000_000)
    parser.add_argument("--threads", type=int, default=THREADS)
    parser.add_argument("--processes", type=int, default=4, help="fresh processes that share the operations")
    parser.add_argument("--at-once", type=int, default=1, help="so many of these at the same time")
    parser.add_argument("--every", type=int, default=1, help="take every so-manieth device only")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--known", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--answer", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--turn", type=int, default=0, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.answer:
        given.known.write_bytes(pickle.dumps(answered(tasks(given.every, given.seed))))
        return 0
    if given.known:
        run = Run(pickle.loads(given.known.read_bytes()), given.threads, given.operations, given.seed + given.turn)
        run.run()
        print("\n".join(run.wrong[:1]) or sum(run.done))
        return 1 if run.wrong else 0
    began = time.monotonic()
    total, wrong = stress(
        every=given.every,
        threads=given.threads,
        operations=given.operations,
        seed=given.seed,
        processes=given.processes,
        at_once=given.at_once,
    )
    lock = "without" if sysconfig.get_config_var("Py_GIL_DISABLED") else "with"
    core = "the compiled core" if redi_codecs.native else "Python alone"
    spent = time.monotonic() - began
    print(f"Python {sys.version.split()[0]} {lock} a global lock, {core}, {given.threads} threads")
    print(f"{total:,} operations in {spent:,.0f} s: {wrong or 'every answer as from one thread, no foreign exception'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
