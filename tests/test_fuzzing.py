"""A short run of what is fuzzed: seeds as they are, and with bytes changed, cut and joined at random but repeatably."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from fuzzing.targets import TARGETS

INPUTS = 150


def changed(seeds: list[bytes], random: Random) -> bytes:
    data = bytearray(random.choice(seeds))
    for _ in range(random.randrange(1, 6)):
        at = random.randrange(len(data) + 1)
        match random.randrange(4):
            case 0 if at < len(data):
                data[at] = random.randrange(256)
            case 1:
                del data[at : at + random.randrange(9)]
            case 2:
                data[at:at] = random.randbytes(random.randrange(5))
            case _:
                other = random.choice(seeds)
                data[at:] = other[random.randrange(len(other) + 1) :]
    return bytes(data)


@pytest.mark.parametrize("name", TARGETS)
def test_at_random(name: str) -> None:
    target, seeds = TARGETS[name]
    known = list(seeds())
    for seed in known:
        target(seed)
    random = Random(name)
    for _ in range(INPUTS):
        target(changed(known, random))


@pytest.mark.parametrize("name", TARGETS)
def test_guided_by_coverage(name: str, tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="atheris is not installed: pip install 'redi-codecs[fuzz]'")
    command = [sys.executable, "-m", "tests.fuzzing", name, "-seed=1", "-runs=300", f"-artifact_prefix={tmp_path}/"]
    root = Path(__file__).parents[1]
    paths = os.pathsep.join([str(root / "src"), str(root)])
    done = subprocess.run(
        command, cwd=root, env=os.environ | {"PYTHONPATH": paths}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
