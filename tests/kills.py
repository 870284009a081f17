"""Runs that are killed at random moments: nothing that they leave looks complete, no reject is lost, no input harmed.

``python tests/kills.py --times 200``; the test-suite has a short one.
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


def messages() -> str:
    """Good and broken ones in turn."""
    told = {"dev_eui": EUI, "f_port": 85, "encoding": "hex"}
    return "".join(json.dumps({**told, "payload": one}) + "\n" for one in ("01755c03673401", "0367") * (COUNT // 2))


def main(times: int, seed: int) -> None:
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
            with _begun(source, out, rejects) as process:
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
            with _begun(source, out, rejects) as process:
                time.sleep(chance.random() * seconds * 1.1)
                process.send_signal(chance.choice(SIGNALS))
                process.wait()
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


def _begun(source: Path, out: Path, rejects: Path) -> subprocess.Popen[bytes]:
    args = ["decode", str(source), "--device", DEVICE, "--output", str(out), "--rejects", str(rejects)]
    return subprocess.Popen([sys.executable, "-m", "redi_codecs", *args], stderr=subprocess.DEVNULL, env=os.environ)


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
    arguments = parser.parse_args()
    main(arguments.times, arguments.seed)
