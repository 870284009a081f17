"""The tests that judge a mistake in the engine: a part of all, the quick files first."""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from mutants.forked import Verdict
from mutants.source import ROOT, Mutant, Source, overlay

_LANGUAGE = (
    "tests/test_language.py",
    "tests/test_declarations.py",
    "tests/test_engine_corners.py",
    "tests/test_calendar.py",
    "tests/test_custom_nodes.py",
    "tests/test_unknown.py",
    "tests/test_api.py",
)
_CHECKED = (
    "tests/test_hints.py",
    "tests/test_newcomer.py",
    "tests/test_checking.py",
    "tests/test_testing.py",
    "tests/test_telling.py",
)
#: Files of tests that judge whatever has no judges of its own, roughly in the order of how long they take.
FILES = (
    *_LANGUAGE,
    *_CHECKED[:4],
    "tests/native/test_layouts.py",
    "tests/native/test_corners.py",
    "tests/test_cli_encode.py",
    "tests/test_reference.py",
    "tests/test_explain.py",
    "tests/native/test_program.py",
    "tests/native/test_verify.py",
    "tests/test_catalogue.py",
    "tests/native/test_single.py",
    "tests/test_bits.py",
    "tests/test_statuses.py",
)
#: Packages on which no decoder rests: only these files could notice a mistake there, or notice it first.
JUDGES = {
    "checking": (*_CHECKED, "tests/test_catalogue.py", "tests/test_cli_mistakes.py"),
    "comparing": ("tests/test_compare.py",),
    "encoding": (*_LANGUAGE, "tests/test_cli_encode.py", "tests/native/test_layouts.py", "tests/test_catalogue.py"),
    "explaining": ("tests/test_explain.py", "tests/test_cli_explain.py", "tests/test_compare.py"),
    "instants": ("tests/test_export_influx.py", "tests/test_export_senml.py", "tests/test_calendar.py"),
    "readings": ("tests/test_api.py", "tests/test_export_ttn.py", "tests/test_services.py", "tests/test_pydantic.py"),
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
#: Seconds of a processor that one test may take: a mistake that never ends is known by it, however busy the machine is.
_PATIENCE = 20
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


def judges(module: str) -> tuple[str, ...]:
    """The files of tests that a mistake in a module is held against."""
    _, _, place = module.partition(".")
    return JUDGES.get(place.partition(".")[0], FILES)


class _Few:
    """Leaves all but a few devices out, and keeps the name of the first test that fails."""

    def __init__(self) -> None:
        self.failed = ""

    def pytest_runtest_logstart(self) -> None:
        signal.setitimer(signal.ITIMER_PROF, _PATIENCE)

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        items[:] = [one for one in items if _kept(one)]

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed and not self.failed:
            self.failed = report.nodeid

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed and not self.failed:
            self.failed = f"{report.nodeid} cannot be collected"


def _kept(item: Any) -> bool:
    given = getattr(item, "callspec", None)
    for value in given.params.values() if given else ():
        id = value if isinstance(value, str) else getattr(value, "id", None)
        if isinstance(id, str) and "/" in id and type(value).__name__ in ("Device", "str"):
            return id in FEW
    return True


class Trial:
    """Whether the tests notice a mistake in a module of the library."""

    def __init__(self, known: Sequence[Source]) -> None:
        self.known = {one.name: one for one in known}

    def __call__(self, mutant: Mutant) -> Verdict:
        module = self.known[mutant.module]
        overlay(module.name, module.path, mutant.text(module.bytes))
        return self.whole(judges(module.name))

    def whole(self, files: Sequence[str]) -> Verdict:
        """What these tests say of the library as it is now."""
        import pytest

        options = ["-x", "-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:faulthandler"]
        options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # what is loaded already is not rewritten
        for file in files:  # one after the other: what the first one notices, no other needs to be collected for
            few = _Few()
            signal.setitimer(signal.ITIMER_PROF, _PATIENCE)
            code = int(pytest.main([*options, file], plugins=[few]))
            if code:
                return Verdict("stillborn" if code in (2, 4) else "caught", few.failed or f"{file}: exit {code}")
        return Verdict("survived")
