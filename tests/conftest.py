"""Settings that every test shares."""

from __future__ import annotations

import gc
import io
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from built import outdated
from commandline import Run, Terminal

# A time limit per example fails on a busy machine and says nothing about a codec.
settings.register_profile("redi_codecs", settings.default, deadline=None)
settings.load_profile("redi_codecs")


# While tests are collected all devices are made, and stay: nobody looks through them for garbage, then or later.
gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    # Good tests fail with it, and none of them says why.
    if old := outdated(Path(__file__).parents[1] / "src"):
        terminalreporter.write_line(
            f"older than its sources is {', '.join(old)}: REDI_CODECS_NATIVE=require pip install -e .", yellow=True
        )


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line; without ``stdin`` it stands at a terminal where nobody types."""
    from redi_codecs import cli

    def run(*args: object, stdin: str | None = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", Terminal() if stdin is None else io.StringIO(stdin))
        try:
            code = cli.main([str(arg) for arg in args])
        except SystemExit as stop:
            code = int(stop.code or 0)
        out = capsys.readouterr()
        return code, out.out, out.err

    return run
