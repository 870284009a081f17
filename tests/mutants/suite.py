"""The tests that judge a mistake in the engine: a part of all, the quick files first."""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from mutants.forked import Verdict
from mutants.source import ROOT, Mutant, Source, overlay

#: Files of tests, roughly in the order of how long they take.
FILES = (
    "tests/test_declarations.py",
    "tests/test_engine_corners.py",
    "tests/test_api.py",
    "tests/test_checking.py",
    "tests/test_testing.py",
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
)
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


class _Few:
    """Leaves all but a few devices out, and keeps the name of the first test that fails."""

    def __init__(self) -> None:
        self.failed = ""

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
        self.files = [name for name in FILES if (ROOT / name).is_file()]

    def __call__(self, mutant: Mutant) -> Verdict:
        module = self.known[mutant.module]
        overlay(module.name, module.path, mutant.text(module.bytes))
        return self.whole()

    def whole(self, _: object = None) -> Verdict:
        import pytest

        few = _Few()
        options = ["-x", "-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:faulthandler"]
        options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # what is loaded already is not rewritten
        code = int(pytest.main([*options, *self.files], plugins=[few]))
        if code == 0:
            return Verdict("survived")
        return Verdict("stillborn" if code in (2, 4) else "caught", few.failed or f"exit {code}")
