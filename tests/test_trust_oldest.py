"""The oldest versions that are tested are the oldest that are allowed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: What a user adds, but for clusters and JavaScript; everything else is for who works on the library.
EXTRAS = ("cli", "fast", "pandas", "parquet", "polars", "senml", "testing", "yaml")

pytestmark = pytest.mark.skipif(not (ROOT / "pyproject.toml").is_file(), reason="the source tree is not here")


def numbers(version: str) -> tuple[int, ...]:
    found = tuple(map(int, version.split(".")))
    return found + (0,) * (3 - len(found))


def test_the_oldest_that_are_allowed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    floors: dict[str, tuple[int, ...]] = {}
    extras = [one for name in EXTRAS for one in project["optional-dependencies"][name]]
    for one in [*project["dependencies"], *extras]:
        name, floor = re.fullmatch(r"([\w.-]+)>=([\d.]+)", one).groups()  # type: ignore[union-attr]
        floors[name.lower()] = max(numbers(floor), floors.get(name.lower(), ()))
    lines = (ROOT / "tests" / "oldest.txt").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    assert {name.lower(): numbers(version) for name, version in pinned.items()} == floors
