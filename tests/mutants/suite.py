"""The tests that judge a mistake in the engine: those that come past it, the quick files first."""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import zip_longest
from typing import Any, Generic, Protocol, TypeVar

from mutants.forked import Verdict, each
from mutants.marks import OPTIONS, PATIENCE, FirstFailure, Reached, caches, mark
from mutants.patched import Functions
from mutants.source import ROOT, SRC, Mutant, Source, overlay

#: What a room makes of inputs of our own, whole; a mistake in a room is held against that of the room first.
APPROVED = tuple(sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests" / "approved").glob("test_*.py")))
#: What modules say once and for all when they are loaded; a mistake in that is held against this first.
GRANTED = "tests/approved/test_defaults.py"
#: Files of tests that judge the engine: which of them come past a mistake is known (`marks.py`).
FILES = (
    *APPROVED,
    "tests/test_api.py",
    "tests/test_arguments.py",
    "tests/test_bits.py",
    "tests/test_calendar.py",
    "tests/test_catalogue.py",
    "tests/test_checking.py",
    "tests/test_checking_corners.py",
    "tests/test_cli_encode.py",
    "tests/test_cli_explain.py",
    "tests/test_commands.py",
    "tests/test_compare.py",
    "tests/test_comparing_corners.py",
    "tests/test_comparing_report.py",
    "tests/test_custom_nodes.py",
    "tests/test_declarations.py",
    "tests/test_drawing.py",
    "tests/test_encoding_corners.py",
    "tests/test_encoding_refusals.py",
    "tests/test_engine_corners.py",
    "tests/test_explain.py",
    "tests/test_explaining_corners.py",
    "tests/test_export_ttn.py",
    "tests/test_hints.py",
    "tests/test_language.py",
    "tests/test_newcomer.py",
    "tests/test_reading_corners.py",
    "tests/test_reference.py",
    "tests/test_solver.py",
    "tests/test_statuses.py",
    "tests/test_telling.py",
    "tests/test_testing.py",
    "tests/test_unknown.py",
    "tests/test_wires.py",
    "tests/native/test_corners.py",
    "tests/native/test_layouts.py",
    "tests/native/test_lowering.py",
    "tests/native/test_program.py",
    "tests/native/test_single.py",
    "tests/native/test_verify.py",
)
#: A package that has files of its own beside them.
MORE = {
    "device_codec": ("tests/test_trust_surface.py",),
    "files": ("tests/test_trust_files.py",),
    "frozen": ("tests/test_services.py", "tests/test_foreign_models.py"),
    "keeping": ("tests/test_trust_threads.py",),
    "layout.packed": ("tests/test_packed.py",),
    "needed": ("tests/test_trust_arguments.py",),
    "payload_text": ("tests/test_spellings.py",),
    "runtimes.core": ("tests/native/test_shapes.py", "tests/native/test_engines.py"),
    "safe_text": ("tests/test_trust_terminal.py",),
    "tables": ("tests/test_batch_table.py",),
    "packages": ("tests/javascript/test_packages.py",),
    "readings": ("tests/test_pydantic.py",),
    "runtimes.javascript": (
        "tests/javascript/test_statements.py",
        "tests/javascript/test_javascript.py",
        "tests/javascript/test_javascript_downlinks.py",
    ),
}
#: The devices that stand for all others, each of another vendor.
FEW = (
    "adeunis/comfort-co2",
    "browan/tbms100",
    "decentlab/dl-iam",
    "laird/rs1xx-temp-rh-sensor",
    "mcci/catena4450",
    "milesight-iot/am107",
    "mutelcor/mtc-aq01",
    "sensecap/sensecap-air-th",
    "talkpool/oy1110",
    "watteco/climo",
)
#: The id of a device; other texts with a stroke are what a test is about.
_DEVICE = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")
#: Seconds of a processor after which a mistake has survived, whatever tests are left: more come past it than that.
ENOUGH = 5
#: What is said of a file of tests that a mistake does not let begin.
UNREAD = " cannot be collected"
_LOADED = ("pytest", "hypothesis", "construct", "pydantic", "numpy", "pyarrow", "pandas", "polars", "rich", "bitstring")


def warm() -> None:
    """Import what the tests import, but nothing of the library."""
    kept = tempfile.mkdtemp(prefix="mutants-")
    atexit.register(shutil.rmtree, kept, ignore_errors=True)
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = kept
    for name in _LOADED:
        with suppress(ImportError):
            importlib.import_module(name)
    loaded = [name for name in sys.modules if name.split(".")[0] == "redi_codecs"]
    assert not loaded, f"{loaded} have been imported already"
    os.chdir(ROOT)
    gc.freeze()


def files(module: str) -> tuple[str, ...]:
    """The files of tests that a mistake in a module is held against."""
    _, _, place = module.partition(".")
    more = [file for package, more in MORE.items() if f"{place}.".startswith(f"{package}.") for file in more]
    return (*FILES, *more, *examples(module))


def examples(module: str) -> tuple[str, ...]:
    """The module itself where there are examples in its texts, which are tests too."""
    place = SRC.joinpath(*module.split("."))
    found = (one for one in (place.with_suffix(".py"), place / "__init__.py") if one.is_file())
    return tuple(one.relative_to(ROOT).as_posix() for one in found if b">>> " in one.read_bytes())


def approved(module: str) -> set[str]:
    """The files of tests with the approved outputs of the room that a module is in."""
    rooms = tuple(f"tests/approved/test_{one}" for one in module.split(".")[1:3])
    return {file for file in APPROVED for room in rooms if file == f"{room}.py" or file.startswith(f"{room}_")}


def kept(item: Any) -> bool:
    """Whether a test is of one of a few devices, or of none."""
    given = getattr(item, "callspec", None)
    for value in given.params.values() if given else ():
        id = value if isinstance(value, str) else getattr(value, "id", None)
        if isinstance(id, str) and _DEVICE.fullmatch(id) and type(value).__name__ in ("Device", "str"):
            return id in FEW
    return True


class _Chosen(FirstFailure):
    """Leaves all tests but the chosen out, in the order given, and keeps the name of the first one that fails."""

    def __init__(self, tests: Iterable[str]) -> None:
        super().__init__()
        self.rank = {test: at for at, test in enumerate(tests)}

    def pytest_runtest_logstart(self) -> None:
        signal.setitimer(signal.ITIMER_PROF, PATIENCE)

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        items[:] = sorted((one for one in items if one.nodeid in self.rank), key=lambda one: self.rank[one.nodeid])

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed and not self.failed:
            self.failed = f"{report.nodeid}{UNREAD}"


class Trial:
    """Whether the tests notice mistakes in the library: first in functions as they are there, then imported anew."""

    def __init__(self, known: Sequence[Source], todo: Sequence[Mutant], reached: Sequence[Reached]) -> None:
        self.known = {one.name: one for one in known}
        self.todo = todo
        self.reached = reached
        self.marks = [mark(one, self.known[one.module]) for one in todo]

    def files(self) -> list[str]:
        return [one.file for one in self.reached]

    def tests(self, number: int) -> list[str]:
        """What comes past a mistake while it runs: the approved outputs of its room, then the quickest first."""
        mark, own = self.marks[number], approved(self.todo[number].module)
        found = [(file.file not in own, *one) for file in self.judges(number) for one in file.of(mark, collected=False)]
        return [name for _, _, name in sorted(found)]

    def judges(self, number: int) -> list[Reached]:
        """The files that a mistake is held against."""
        others = {file for more in MORE.values() for file in more} - {*files(self.todo[number].module)}
        return [one for one in self.reached if one.file not in others]

    def settled(self, number: int) -> bool:
        """Whether nothing comes past a mistake before the tests begin."""
        return self.marks[number] != self.todo[number].module and not any(
            one.marks.get(self.marks[number], (0, False))[1] for one in self.judges(number)
        )

    def chosen(self, number: int) -> list[tuple[str, list[str]]]:
        """The files that a mistake known on import is held against, in their turn, each with its tests."""
        own, found = approved(self.todo[number].module), []
        for file in self.judges(number):
            tests = file.of(self.marks[number], collected=True)
            if file.file == GRANTED and self.marks[number] == self.todo[number].module:  # it calls none of them
                tests = [(seconds, name) for name, seconds in file.tests]
            if tests:
                cost = file.seconds + sum(seconds for seconds, _ in tests)
                turn = 0 if file.file == GRANTED else 1 if file.file in own else 2
                found.append((turn, cost, file.file, [name for _, name in tests]))
        return [(file, names) for _, _, file, names in sorted(found)]

    def fresh(self, number: int) -> Verdict:
        """Held against the tests in a process that has not imported the library yet."""
        mutant = self.todo[number]
        module = self.known[mutant.module]
        overlay(module.name, module.path, mutant.text(module.bytes))
        began = time.process_time()
        for name, names in self.chosen(number):
            verdict = run(name, names)
            if verdict.outcome != "survived" or time.process_time() - began > ENOUGH:
                return verdict
        return Verdict("survived")

    def innocent(self, tests: Sequence[str]) -> Verdict:
        """Whether what noticed mistakes passes where there is none."""
        for file in sorted({test.removesuffix(UNREAD).partition("::")[0] for test in tests}):
            verdict = run(file, [test for test in tests if test.startswith(f"{file}::")])
            if verdict.outcome != "survived":
                return verdict
        return Verdict("survived")


def run(file: str, tests: Sequence[str]) -> Verdict:
    """What tests of one file say of the library as it is now."""
    import pytest

    chosen = _Chosen(tests)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    code = int(pytest.main([*OPTIONS, file], plugins=[chosen]))
    if code in (0, 5):  # 5: none of these is there any more
        return Verdict("survived")
    return Verdict("stillborn" if code in (2, 4) else "caught", chosen.failed or f"{file}: exit {code}")


class Tried(Protocol):
    """Mistakes, and which tests come past each."""

    todo: Sequence[Mutant]

    def tests(self, number: int) -> list[str]:
        """The tests that come past one, the quickest first."""


T = TypeVar("T", bound=Tried)


class Loop(FirstFailure, ABC, Generic[T]):
    """Collects all tests once, then forks for each mistake: it is made there, and what comes past it is run."""

    enough: float = ENOUGH

    def __init__(self, trial: T, jobs: int, limit: float, said: Callable[[int, Verdict], None]) -> None:
        super().__init__()
        self.trial = trial
        self.jobs, self.limit, self.said = jobs, limit, said
        self.items: dict[str, Any] = {}
        self.verdicts: list[tuple[int, Verdict]] = []

    def numbers(self) -> list[int]:
        """The mistakes that some test comes past."""
        return [number for number in range(len(self.trial.todo)) if self.trial.tests(number)]

    @abstractmethod
    def make(self, number: int) -> bool:
        """Make one; False where that cannot be done here."""

    def settled(self, number: int) -> bool:
        """Whether all that comes past it was run."""
        return True

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        items[:] = [one for one in items if kept(one)]

    def pytest_runtestloop(self, session: Any) -> bool:
        self.items = {one.nodeid: one for one in session.items}
        self.caches = caches()
        gc.freeze()
        for _, number, verdict in each(self.numbers(), self.judge, jobs=self.jobs, limit=self.limit):
            self.verdicts.append((number, verdict))
            self.said(number, verdict)
        return True

    def judge(self, number: int) -> Verdict:
        if not self.make(number):
            return Verdict("unsettled")
        for one in self.caches:
            one.cache_clear()
        began = time.process_time()
        tests = [self.items[test] for test in self.trial.tests(number) if test in self.items]
        for one, after in zip_longest(tests, tests[1:]):
            signal.setitimer(signal.ITIMER_PROF, PATIENCE)
            one.ihook.pytest_runtest_protocol(item=one, nextitem=after)
            if self.failed:
                return Verdict("caught", self.failed)
            if time.process_time() - began > self.enough:
                return Verdict("survived")
        return Verdict("survived" if self.settled(number) else "unsettled")


class Warm(Loop[Trial]):
    """Makes mistakes of the engine in functions as they are there."""

    def pytest_collection_finish(self) -> None:
        for name in self.trial.known:
            importlib.import_module(name)
        self.functions = Functions(list(self.trial.known.values()))

    def make(self, number: int) -> bool:
        mutant = self.trial.todo[number]
        return self.functions.patch(self.trial.known[mutant.module], mutant)

    def settled(self, number: int) -> bool:
        return self.trial.settled(number)


def run_all(loop: Loop[Any], files: Sequence[str]) -> list[tuple[int, Verdict]]:
    """The verdicts that can be had without loading the library for each mistake."""
    import pytest

    pytest.main([*OPTIONS, *files], plugins=[loop])
    return loop.verdicts
