"""Small mistakes in the compiled core: each is built in a copy, without optimisation, and judged by tests/native."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from mutants.forked import Verdict
from mutants.source import ROOT, SRC, Edit, Mutant, short

_PARTS = ("setup.py", "pyproject.toml", "README.md", "LICENSE", "MANIFEST.in", "src", "tests")
_SWAPS = {
    "comparison": {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="},
    "arithmetic": {"+": "-", "-": "+", "<<": ">>", ">>": "<<", "&": "|", "|": "&", "+=": "-=", "-=": "+="},
    "and, or": {"and": "or", "or": "and", "&&": "||", "||": "&&"},
}
_OPERATOR = re.compile(r"(?<= )(<=|>=|==|!=|<<|>>|\+=|-=|&&|\|\||and|or|[<>+\-&|])(?= )")
_NUMBER = re.compile(r"(?<![\w.\"'])(\d+)(?![\w.\"'])")
_NOT_CODE = re.compile(r"^\s*(#|/\*|\*|//|cdef extern|ctypedef|import|from|cimport|include|$)")


def files(root: Path = SRC) -> list[Path]:
    """The sources of the core."""
    return sorted(path for end in ("pyx", "pxi", "h") for path in root.rglob(f"*.{end}") if "pxd" not in path.name)


def mutants(path: Path) -> Iterator[Mutant]:
    """All small mistakes in a file, line by line: what a line says without its comment."""
    at, quoted = 0, False
    for number, line in enumerate(path.read_bytes().splitlines(keepends=True), 1):
        text = line.decode()
        outside = not quoted
        if text.count('"""') == 1:
            quoted = not quoted
        if outside and not quoted and '"""' not in text and not _NOT_CODE.match(text):
            code = re.split(r"\s#\s|\s//\s|/\*", text, maxsplit=1)[0]
            for kind, found, new in _changes(code):
                start = at + len(text[: found.start()].encode())
                edit = Edit(start, start + len(found.group().encode()), new)
                changed = text[: found.start()] + new + text[found.end() :]
                file = str(path.relative_to(ROOT))
                yield Mutant(kind, file, number, short(text), short(changed), "core", file, (edit,))
        at += len(line)


def _changes(code: str) -> Iterator[tuple[str, re.Match[str], str]]:
    for found in _OPERATOR.finditer(code):
        for kind, swaps in _SWAPS.items():
            if found.group() in swaps:
                yield kind, found, swaps[found.group()]
    for found in _NUMBER.finditer(code):
        value = int(found.group())
        for other in {0: (1,), 1: (0, 2)}.get(value, (value + 1, value - 1)):
            yield "constant", found, str(other)


class Trial:
    """Builds and tests one mistake after the other in one copy of the project."""

    def __init__(self, tests: list[str]) -> None:
        self.tests = tests or ["tests/native"]
        self.copy = Path(tempfile.mkdtemp(prefix="mutants-core-"))
        for name in _PARTS:
            place = ROOT / name
            if place.is_dir():
                shutil.copytree(place, self.copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.c"))
            elif place.is_file():
                shutil.copy2(place, self.copy / name)
        setup = self.copy / "setup.py"
        setup.write_text(setup.read_text().replace("-O3", "-O0"))

    def __call__(self, mutant: Mutant) -> Verdict:
        """In a process that may take its time."""
        target = self.copy / mutant.file
        good = (ROOT / mutant.file).read_bytes()
        target.write_bytes(mutant.text(good))
        try:
            return self.whole(target.parent)
        finally:
            target.write_bytes(good)

    def whole(self, changed: Path | None = None) -> Verdict:
        """What is built from the copy as it is, held against the tests."""
        for stale in (changed or self.copy / "src").rglob("*.so"):
            stale.unlink()
        env = {**os.environ, "PYTHONPATH": str(self.copy / "src"), "REDI_CODECS_NATIVE": "require"}
        build = [sys.executable, "setup.py", "-q", "build_ext", "--inplace"]
        if subprocess.run(build, cwd=self.copy, env=env, capture_output=True, check=False).returncode:
            return Verdict("stillborn", "it cannot be built")
        run = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *self.tests]
        ran = subprocess.run(run, cwd=self.copy, env=env, capture_output=True, text=True, check=False)
        if ran.returncode == 0:
            return Verdict("survived")
        failed = re.findall(r"^(?:FAILED|ERROR) (\S+)", ran.stdout, re.MULTILINE)
        return Verdict("caught", failed[0] if failed else f"the process ended with {ran.returncode}")

    def forget(self) -> None:
        shutil.rmtree(self.copy, ignore_errors=True)
