"""Whether the compiled core in a source tree is the one of its sources."""

from __future__ import annotations

from pathlib import Path


def outdated(source: Path) -> list[str]:
    """The parts of the compiled core in a tree that are older than what they are made of."""
    found = []
    for built in sorted(source.rglob("*.so")):
        made_of = [one for end in ("pyx", "pxd", "pxi", "h") for one in built.parent.glob(f"*.{end}")]
        if any(one.stat().st_mtime > built.stat().st_mtime for one in made_of):
            found.append(built.relative_to(source).parent.joinpath(built.name.split(".")[0]).as_posix())
    return found
