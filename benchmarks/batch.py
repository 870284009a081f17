"""Measure batches: ``python benchmarks/batch.py [PART …]``; ``--docs FILE`` writes the tables and the plot there."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import archive
import commands
import scaling
import singles
from against import against
from agreement import Disagreement, check, check_construct, contenders
from by_hand import FORMATS
from memory import memory
from mixed import mixed
from ours import has_core
from sections import Section, Settings

PARTS: Final[dict[str, Callable[[Settings], Section]]] = {
    "formats": against,
    "rows": scaling.rows,
    "threads": scaling.threads,
    "shapes": scaling.shapes,
    "inputs": scaling.inputs,
    "memory": memory,
    "mixed": mixed,
    "tables": archive.tables,
    "archive": archive.archive,
    "kept": commands.archive_memory,
    "message": archive.front,
    "commands": commands.commands,
    "one": singles.readings,
    "libraries": singles.libraries,
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)} (default: all)")
    parser.add_argument("--rounds", type=int, default=15, help="rounds of each comparison (default: %(default)s)")
    parser.add_argument("--rows", type=int, default=100_000, help="payloads of a batch (default: %(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every round's times there as well")
    parser.add_argument("--docs", type=Path, metavar="FILE", help="put the tables into this page, the plot beside it")
    given = parser.parse_args(arguments)
    chosen = given.parts or list(PARTS)
    if unknown := [name for name in chosen if name not in PARTS]:
        parser.error(f"{unknown[0]} is no part; there are {', '.join(PARTS)}")
    core = "with" if has_core() else "without"
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}, {core} compiled core\n"
    )
    sections: dict[str, Section] = {}
    try:
        if "formats" in chosen:
            _agree()
        with TemporaryDirectory() as folder:
            settings = Settings(given.rounds, given.rows, Path(folder))
            for name in chosen:
                sections[name] = PARTS[name](settings)
                print(f"{sections[name]}\n", flush=True)
    except Disagreement as error:
        print(error, file=sys.stderr)
        return 1
    if given.json:
        figures = {name: section.figures for name, section in sections.items()}
        given.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    if given.docs:
        _document(given.docs, sections)
    return 0


def _agree() -> None:
    """Whoever decodes something else than the library does is not measured."""
    for device in FORMATS:
        check_construct(device)
        for name, contender in contenders(device).items():
            if contender is not None:
                check(device, name, contender)


def _document(page: Path, sections: dict[str, Section]) -> None:
    """Renew the sections of the page that were measured; each stands between two comments with its name."""
    text = page.read_text(encoding="utf-8")
    for name, section in sections.items():
        begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
        before, opened, rest = text.partition(begin)
        _, closed, after = rest.partition(end)
        if not opened or not closed:
            raise SystemExit(f"{page}: there is no place for {name}: {begin} … {end}")
        text = f"{before}{begin}\n\n{section}\n\n{end}{after}"
    page.write_text(text, encoding="utf-8")
    if "formats" in sections:
        from plot import plot

        plot(sections["formats"].figures, page.parent / "pictures" / "benchmarks.svg")


if __name__ == "__main__":
    sys.exit(main())
