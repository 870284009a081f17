"""What it takes before the first reading: importing the library, and the first payload of a device."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping

from timing import Times

#: Statements, each timed inside an interpreter of its own.
IMPORTS = {
    "redi_codecs": "import redi_codecs",
    "decode": "from redi_codecs import decode",
    "pydantic": "import pydantic",
    "basemodel": "from pydantic import BaseModel",
    "construct": "import construct",
}

_TIMED = """
from time import perf_counter_ns
start = perf_counter_ns()
{statement}
print(perf_counter_ns() - start)
"""

_FIRST = """
from time import perf_counter_ns
at = [perf_counter_ns()]
from redi_codecs.device_codec import Codec
at.append(perf_counter_ns())
from redi_codecs.registry import find
device = find({device!r})
at.append(perf_counter_ns())
codec = Codec(device)
at.append(perf_counter_ns())
payload, f_port = {payload!r}, {f_port}
codec.decode(payload, f_port).readings
at.append(perf_counter_ns())
print(*(after - before for before, after in zip(at, at[1:])))
"""

PHASES = ("import", "declaration", "codec", "first decode")


def imports(*, rounds: int) -> Times:
    """Nanoseconds of each import, in a fresh interpreter each time."""
    return Times(
        {
            name: [float(one[0]) for one in runs]
            for name, runs in _fresh(
                {name: _TIMED.format(statement=statement) for name, statement in IMPORTS.items()}, rounds
            ).items()
        }
    )


def first_decodes(payloads: Mapping[str, tuple[bytes, int]], *, rounds: int) -> dict[str, Times]:
    """Of each device, nanoseconds of the phases up to the first payload's readings."""
    scripts = {
        device: _FIRST.format(device=device, payload=payload, f_port=f_port)
        for device, (payload, f_port) in payloads.items()
    }
    found = {}
    for device, runs in _fresh(scripts, rounds).items():
        phases: dict[str, list[float]] = {name: [run[at] for run in runs] for at, name in enumerate(PHASES)}
        phases["all"] = [float(sum(run)) for run in runs]
        found[device] = Times(phases)
    return found


def _fresh(scripts: Mapping[str, str], rounds: int) -> dict[str, list[list[int]]]:
    """What the scripts print, run in turn; a first round, which may have to write bytecode, does not count."""
    seen: dict[str, list[list[int]]] = {name: [] for name in scripts}
    for number in range(rounds + 1):
        for name, script in scripts.items():
            done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
            if done.returncode:
                raise RuntimeError(f"{name} failed in a fresh interpreter:\n{done.stderr}")
            if number:
                seen[name].append([int(word) for word in done.stdout.split()])
    return seen
