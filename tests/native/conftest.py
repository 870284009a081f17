"""Tests of the compiled core: skipped where it was not built, unless it is required."""

from __future__ import annotations

import os

import pytest

from redi_codecs.runtimes.core import native


@pytest.fixture(autouse=True)
def core() -> None:
    """The compiled core, without which there is nothing to test here."""
    if not native.available():
        if os.environ.get("REDI_CODECS_NATIVE") == "require":
            pytest.fail("REDI_CODECS_NATIVE is require, and the compiled core is not there")
        pytest.skip("the compiled core was not built")
