"""Which tests come past which statements of the engine: found by one run of the tests with a mark before each."""

from __future__ import annotations

import ast
import builtins
import functools
import hashlib
import pickle
import signal
import time
import zlib
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from mutants.source import ROOT, Mutant, Source, objects, overlay

#: Of pytest, which is to load a module with examples as it is given here, to rewrite no assertion in it, and to take
#: none of its classes for a test.
OPTIONS = (
    *("-x", "-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:faulthandler"),
    *("-m", "", "--assert=plain", "-W", "ignore::pytest.PytestCollectionWarning"),
)
#: Seconds of a processor that one test may take: a mistake that never ends is known by it, however busy the machine is.
PATIENCE = 20
#: Where what was found is kept.
KEPT = ROOT / "build" / "mutants"
_NAME = "__mark__"


class Reached(NamedTuple):
    """A file of tests: how long it took to collect them, each with its time, and by mark those that came past it."""

    file: str
    failed: str
    seconds: float
    tests: tuple[tuple[str, float], ...]
    #: The tests as the bits of a number, and whether the mark was come past before the first of them.
    marks: dict[str, tuple[int, bool]]
    #: The marks that there were, come past or not, as checksums.
    lines: frozenset[int] = frozenset()

    def knows(self, marks: Iterable[str]) -> bool:
        """Whether these are of lines that there were: of one that is newer nobody knows which tests come past it."""
        return self.lines.issuperset(map(_checksum, marks))

    def of(self, mark: str, *, collected: bool) -> list[tuple[float, str]]:
        """The tests that come past a mark, the quickest first; and those that are collected past it."""
        bits, before = self.marks.get(mark, (0, False))
        found = [
            (not bits >> at & 1, seconds, name)
            for at, (name, seconds) in enumerate(self.tests)
            if (before and collected) or bits >> at & 1
        ]
        return [(seconds, name) for _, seconds, name in sorted(found)]


def place(module: Source, mutant: Mutant) -> ast.stmt | None:
    """The statement of a function that a mistake is in; None where it is not known when it is run."""
    start = mutant.edits[0].start
    best: ast.stmt | None = None
    for node in ast.walk(module.tree):
        if isinstance(node, ast.stmt | ast.Lambda):
            first, end = module.span(node)
            if first <= start < end:
                if isinstance(node, ast.Lambda):
                    return None
                if best is None or module.span(best)[0] <= first:
                    best = node
    if best is None or isinstance(best, ast.FunctionDef | ast.ClassDef):
        return None
    return best if any(isinstance(one, ast.FunctionDef) for one in module.above(best)) else None


def names(module: Source) -> list[str]:
    """The marks of a module, line by line: a line is known by its text, and how often that has stood before."""
    seen: dict[str, int] = {}
    found = []
    for line in module.bytes.decode().splitlines():
        text = line.strip()
        seen[text] = seen.get(text, 0) + 1
        found.append(f"{module.name}: {text} #{seen[text]}")
    return found


def mark(mutant: Mutant, module: Source) -> str:
    """The mark of a mistake: of its statement, or of the module where nobody knows when it is run."""
    at = place(module, mutant)
    return module.name if at is None else names(module)[at.lineno - 1]


class _Marker(ast.NodeTransformer):
    """Puts a mark before each statement of a function, and one at its beginning."""

    def __init__(self, module: Source) -> None:
        self.names, self.module = names(module), module.name
        self.inside = 0

    def visit(self, node: ast.AST) -> Any:
        if not isinstance(node, ast.FunctionDef):
            self.generic_visit(node)
            known = self.inside and isinstance(node, ast.stmt) and not isinstance(node, ast.Nonlocal | ast.Global)
            return [_mark(self.names[node.lineno - 1], node), node] if known else node  # type: ignore[attr-defined]
        self.inside += 1
        said = node.body[: ast.get_docstring(node, clean=False) is not None]  # stays first: it may have examples
        rest = [one for each in node.body[len(said) :] for one in _list(self.visit(each))]
        node.body = [*said, _mark(self.module, node.body[0]), *rest]
        self.inside -= 1
        return node


def _list(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given]


def _mark(name: str, at: ast.AST) -> ast.stmt:
    call = ast.Call(ast.Name(_NAME, ast.Load()), [ast.Constant(name)], [])
    return ast.fix_missing_locations(ast.copy_location(ast.Expr(ast.copy_location(call, at)), at))


def marked(module: Source) -> ast.Module:
    """The module with its marks."""
    fresh = Source(module.path, module.name, module.bytes)
    tree: ast.Module = _Marker(fresh).visit(fresh.tree)
    return tree


class FirstFailure:
    """Keeps the name of the first test that fails."""

    def __init__(self) -> None:
        self.failed = ""

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed and not self.failed:
            self.failed = report.nodeid


class Marked(FirstFailure):
    """Runs tests, and asks after each past which marks it came; what is come past before them stands apart."""

    def __init__(self, asked: Callable[[], set[str]], clear: Callable[[], None]) -> None:
        super().__init__()
        self.asked, self.clear = asked, clear
        self.before: set[str] = set()
        self.seconds = 0.0
        self.tests: list[tuple[str, float]] = []
        self.each: list[set[str]] = []
        self._caches: list[Any] = []
        self._began = time.process_time()

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        from mutants.suite import kept

        items[:] = [one for one in items if kept(one)]

    def pytest_collection_finish(self) -> None:
        self.before, self.seconds = self.asked(), time.process_time() - self._began
        self._caches = caches()

    def pytest_runtest_logstart(self) -> None:
        signal.setitimer(signal.ITIMER_PROF, 5 * PATIENCE)
        for one in self._caches:  # what another test has left behind, this one would not come past
            one.cache_clear()
        self.clear()
        self._began = time.process_time()

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        self.tests.append((nodeid, round(time.process_time() - self._began, 4)))
        self.each.append(self.asked())


def caches() -> list[Any]:
    """What the library has kept of what it made."""
    made = [one for one in objects() if isinstance(one, functools._lru_cache_wrapper)]
    return [one for one in made if (one.__module__ or "").startswith("redi_codecs")]


def _checksum(mark: str) -> int:
    return zlib.crc32(mark.encode())


def _path(file: str) -> Path:
    digest = hashlib.sha256((ROOT / file).read_bytes()).hexdigest()[:16]
    return KEPT / f"{file.replace('/', '.')}-{digest}"


def reached(known: Sequence[Source], asked: Collection[str], file: str) -> Reached:
    """What the tests of one file come past; in a process that has not imported the library.

    It is kept until the file changes, or one of the marks that are asked for was not there: in a library that has
    changed since, most lines are what they were.
    """
    kept = _path(file)
    if kept.is_file():
        known_already: Reached = pickle.loads(kept.read_bytes())
        if known_already.knows(asked):
            return known_already
    for module in known:
        overlay(module.name, module.path, marked(module))
    marks: set[str] = set()
    setattr(builtins, _NAME, marks.add)
    found = trace(file, lambda: set(marks), marks.clear)
    if found.failed:
        return found
    lines = (name for module in known for name in (module.name, *names(module)))
    found = found._replace(lines=frozenset(map(_checksum, lines)))
    KEPT.mkdir(parents=True, exist_ok=True)
    for old in KEPT.glob(f"{file.replace('/', '.')}-*"):
        old.unlink()
    kept.write_bytes(pickle.dumps(found))
    return found


def trace(file: str, asked: Callable[[], set[str]], clear: Callable[[], None]) -> Reached:
    """Run the tests of a file, and tell which marks each has come past."""
    import pytest

    run = Marked(asked, clear)
    signal.setitimer(signal.ITIMER_PROF, 5 * PATIENCE)
    code = int(pytest.main([*OPTIONS, file], plugins=[run]))
    bits = dict.fromkeys(run.before, 0)
    for at, marks in enumerate(run.each):
        for one in marks:
            bits[one] = bits.get(one, 0) | 1 << at
    failed = "" if code in (0, 5) else run.failed or f"{file}: exit {code}"
    return Reached(file, failed, run.seconds, tuple(run.tests), {k: (v, k in run.before) for k, v in bits.items()})
