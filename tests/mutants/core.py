"""Small mistakes in the compiled core: all are built into one copy, without optimisation, and turned on one by one."""

from __future__ import annotations

import ctypes
import importlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from mutants.forked import Verdict
from mutants.marks import Reached, trace
from mutants.source import ROOT, SRC, Edit, Mutant, short
from mutants.suite import Loop
from mutants.switched import COMMENT, prepared, prepared_header, switched

_PARTS = ("setup.py", "pyproject.toml", "README.md", "LICENSE", "MANIFEST.in", "src", "tests", "examples")
_NATIVE = (
    *("channels", "corners", "edges", "engines", "groups", "kernels", "layouts", "loops", "program", "scarce"),
    *("shapes", "single"),
)
_OTHERS = (
    *(f"archive{name}" for name in ("", "_bulk", "_device_map", "_items", "_lines", "_tables", "_tidy", "_wrappers")),
    *("arrow_in", "arrow_out", "batch", "batch_inputs", "batch_table", "calendar", "catalogue", "distributed"),
    *("trust_arrow", "trust_long_rows", "trust_partial", "trust_threads", "watteco_batch", "watteco_stream"),
)
#: The files of tests that judge the core: which of them come past a mistake is found out first.
FILES = (*(f"tests/native/test_{name}.py" for name in _NATIVE), *(f"tests/test_{name}.py" for name in _OTHERS))
#: Seconds of a processor after which a mistake has survived: all that comes past most of them.
ENOUGH = 60
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
            code = COMMENT[path.suffix == ".h"].split(text, maxsplit=1)[0]
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


def switchable(mutant: Mutant) -> bool:
    """Whether a mistake can be built in and be off: most can, but not the size of an array or a number of an enum."""
    return not switched((ROOT / mutant.file).read_bytes(), [(1, mutant)])[1]


class Switches:
    """The numbers that say which mistake is on, and which of them somebody has asked for."""

    def __init__(self, count: int) -> None:
        self._numbers = (ctypes.c_int * (count + 1))()
        self.count = count

    def tell(self) -> None:
        """Tell what is loaded from here on where the numbers are; a process that this one starts is not meant."""
        os.environ["REDI_CODECS_SCARCE"] = "1"  # each test is in a process of its own
        os.environ["REDI_MISTAKES"] = f"{os.getpid()}:{ctypes.addressof(self._numbers)}"

    def turn_on(self, number: int) -> None:
        self._numbers[0] = number + 1

    def clear(self) -> None:
        for number in range(self.count):
            self._numbers[number + 1] = 0

    def asked(self) -> set[str]:
        return {str(number) for number in range(self.count) if self._numbers[number + 1]}


class Trial:
    """Builds all mistakes into one copy of the project, each with a switch, and holds them against the tests."""

    def __init__(self, todo: Sequence[Mutant]) -> None:
        self.todo = todo
        self.stillborn: set[int] = set()
        self.reached: list[Reached] = []
        self.switches = Switches(len(todo))
        self.copy = Path(tempfile.mkdtemp(prefix="mutants-core-"))
        for name in _PARTS:
            place = ROOT / name
            if place.is_dir():
                shutil.copytree(place, self.copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.c", "*.so"))
            elif place.is_file():
                shutil.copy2(place, self.copy / name)
        setup = self.copy / "setup.py"
        setup.write_text(setup.read_text().replace('"-O3"', '"-O0", "-g0"'))

    def build(self) -> str:
        """Build it; without what cannot be built, which is stillborn. What went wrong, if anything did."""
        env = {**os.environ, "PYTHONPATH": str(self.copy / "src"), "REDI_CODECS_NATIVE": "require"}
        for _ in range(len(self.todo) + 1):
            for path in files():
                text = path.read_bytes()
                if path.suffix != ".pxi":
                    text = (prepared if path.suffix == ".pyx" else prepared_header)(text.decode()).encode()
                shift = text.count(b"\n") - path.read_bytes().count(b"\n")
                here = [
                    (number + 1, replace(one, line=one.line + shift, edits=tuple(_moved(one, text, path))))
                    for number, one in enumerate(self.todo)
                    if ROOT / one.file == path and number not in self.stillborn
                ]
                made, _ = switched(text, here)
                (self.copy / path.relative_to(ROOT)).write_bytes(made)
            build = [sys.executable, "setup.py", "-q", "build_ext", "--inplace"]
            ran = subprocess.run(build, cwd=self.copy, env=env, capture_output=True, text=True, check=False)
            if ran.returncode == 0:
                return ""
            said = ran.stdout + ran.stderr
            guilty = {int(number) - 1 for number in re.findall(r"REDI_MISTAKE\((\d+)\)", said)} - self.stillborn
            if not guilty:
                return said[-2000:]
            self.stillborn |= guilty
        return "nothing can be built"

    def enter(self) -> None:
        """Import the copy from here on, and run its tests: the project may change meanwhile."""
        os.chdir(self.copy)
        self.switches.tell()
        os.environ["PYTHONPATH"] = str(self.copy / "src")
        sys.path[:] = [str(self.copy / "src"), *(one for one in sys.path if one != str(SRC))]
        for path in files():
            if path.suffix == ".pyx":
                importlib.import_module(".".join(path.relative_to(SRC).with_suffix("").parts))

    def reach(self, file: str) -> Reached:
        """The mistakes that the tests of a file come past."""
        self.enter()
        return trace(file, self.switches.asked, self.switches.clear)

    def tests(self, number: int) -> list[str]:
        found = [one for file in self.reached for one in file.of(str(number), collected=True)]
        return [name for _, name in sorted(found)]

    def files(self) -> list[str]:
        return [one.file for one in self.reached]

    def forget(self) -> None:
        shutil.rmtree(self.copy, ignore_errors=True)


def _moved(mutant: Mutant, text: bytes, path: Path) -> Iterator[Edit]:
    """Its edits where lines were put before it."""
    more = len(text) - path.stat().st_size
    for one in mutant.edits:
        yield Edit(one.start + more, one.end + more, one.text)


class Warm(Loop[Trial]):
    """Collects the tests once, then forks for each mistake: it is turned on there."""

    enough = ENOUGH

    def __init__(self, trial: Trial, jobs: int, limit: float, said: Callable[[int, Verdict], None]) -> None:
        super().__init__(trial, jobs, limit, said)
        trial.enter()

    def make(self, number: int) -> bool:
        self.trial.switches.turn_on(number)
        self.trial.switches.tell()
        return True
