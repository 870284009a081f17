"""Runs that are killed at random moments: nothing that they leave looks complete, no reject is lost, no input harmed.

``python tests/kills.py --times 200 [--jobs 2]``; the test-suite has short ones. With several processes none of them is
left either, however the first one ended.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DEVICE, EUI = "milesight-iot/em300-th", "02aa00000000000f"
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
COUNT = 6000
#: The command line with pieces so small that processes are worth it for a file of this size.
SMALL_PIECES = """
import sys
from redi_codecs.archive import ahead
ahead.PIECE = 1 << 14
from redi_codecs.cli import main
sys.exit(main())
"""
#: Seconds in which processes whose parent is gone must be gone too.
PATIENCE = 20.0


def messages() -> str:
    """Good and broken ones in turn."""
    told = {"dev_eui": EUI, "f_port": 85, "encoding": "hex"}
    return "".join(json.dumps({**told, "payload": one}) + "\n" for one in ("01755c03673401", "0367") * (COUNT // 2))


def main(times: int, seed: int, jobs: int = 1) -> None:
    """Kill runs, and look at what they leave."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, text = folder / "in.jsonl", messages()
        source.write_text(text)
        wholes = {}
        for form in ("csv", "jsonl", "parquet"):
            start = time.monotonic()
            out, rejects = folder / f"out.{form}", folder / f"rejects-{form}.jsonl"
            with _begun(source, out, rejects, jobs) as process:
                process.wait()
            wholes[form] = out.read_bytes(), time.monotonic() - start
            out.unlink()
            rejects.unlink()
        earlier: dict[str, list[str]] = {form: [] for form in wholes}
        ended = 0
        for number in range(times):
            form = chance.choice(list(wholes))
            out, rejects = folder / f"out.{form}", folder / f"rejects-{form}.jsonl"
            whole, seconds = wholes[form]
            before = b"of before" if chance.random() < 0.5 else None
            out.unlink(missing_ok=True)
            if before:
                out.write_bytes(before)
            with _begun(source, out, rejects, jobs) as process:
                time.sleep(chance.random() * seconds * 1.1)
                process.send_signal(chance.choice(SIGNALS))
                process.wait()
            assert _are_gone(process.pid), f"run {number}: processes are left for ever"
            left = out.read_bytes() if out.exists() else None
            assert left in (before, whole), f"run {number}: {out.name} is neither as before nor complete"
            lines = rejects.read_text().splitlines() if rejects.exists() else []
            assert lines[: len(earlier[form])] == earlier[form], f"run {number}: a reject of an earlier run is gone"
            fresh = lines[len(earlier[form]) :]
            assert all(_is_json(line) for line in fresh[:-1]), f"run {number}: a reject is broken in the middle"
            if left == whole:
                ended += 1
                assert len(fresh) == COUNT // 2, f"run {number}: complete, with {len(fresh)} of {COUNT // 2} rejects"
            earlier[form] = lines
            assert source.read_text() == text, f"run {number}: the input is harmed"
        print(f"{times} runs killed, {ended} of them when all was done: nothing half done looked complete")


def _begun(source: Path, out: Path, rejects: Path, jobs: int) -> subprocess.Popen[bytes]:
    args = ["decode", str(source), "--device", DEVICE, "--output", str(out), "--rejects", str(rejects)]
    args += ["--jobs", str(jobs)]
    how = ["-m", "redi_codecs"] if jobs == 1 else ["-c", SMALL_PIECES]
    return subprocess.Popen([sys.executable, *how, *args], stderr=subprocess.DEVNULL, start_new_session=True)


def _are_gone(group: int) -> bool:
    """Whether a session that a run was given has no process any more, in a while."""
    end = time.monotonic() + PATIENCE
    while any(_lives(one, group) for one in Path("/proc").glob("[0-9]*/stat")):
        if time.monotonic() > end:
            os.killpg(group, signal.SIGKILL)
            return False
        time.sleep(0.01)
    return True


def _lives(stat: Path, group: int) -> bool:
    """Whether a process is of a group, and no mere entry that its parent has not looked at."""
    try:
        state, _, its_group, *_ = stat.read_text().rpartition(")")[2].split()
    except OSError:
        return False
    return state != "Z" and int(its_group) == group


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    arguments = parser.parse_args()
    main(arguments.times, arguments.seed, arguments.jobs)
