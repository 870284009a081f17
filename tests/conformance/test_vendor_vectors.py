"""The vendors' own payloads, where they lie beside the checkout: every scored vector of a declared device is right."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"
TOOL = SHARED / "tools" / "conformance.py"
VENDORS = sorted(file.stem for file in (SHARED / "vectors").glob("*.jsonl"))

pytestmark = pytest.mark.skipif(not TOOL.is_file(), reason="the vendors' vectors are not part of the project")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("conformance", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("vendor", VENDORS or ["none"])
def test_every_scored_vector_is_right(
    vendor: str, tool: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from redi_codecs import devices

    if not devices(vendor=vendor):
        pytest.skip("no device of this vendor is declared")
    monkeypatch.setattr(sys, "argv", ["conformance", "-v", "--fail-under", "1", vendor])
    wrong, told = tool.main(), capsys.readouterr().out
    if re.search(r"vectors +0/ +0", told):
        pytest.skip("none of this vendor's vectors is scored")
    assert not wrong, told
