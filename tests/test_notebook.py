"""The notebook runs, says what its page says, and its archive is what it is said to be."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections import Counter
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import redi_codecs

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "examples" / "open_region"


def script(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


notebook_page = script(ROOT / "docs" / "_notebook.py")


@pytest.fixture(scope="module")
def archive() -> Any:
    """The generator, imported as a script imports what lies beside it."""
    sys.path.insert(0, str(FOLDER))
    try:
        yield importlib.import_module("archive")
    finally:
        sys.path.remove(str(FOLDER))
        for name in ("archive", "region"):
            sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def messages(archive: Any) -> list[str]:
    found: list[str] = archive.messages()
    return found


@pytest.mark.thorough
def test_the_archive_is_the_same_each_time(archive: Any, messages: list[str]) -> None:
    again = [line for sensor in archive.SENSORS[:4] for _, line in archive._lines(sensor)]
    assert Counter(again) <= Counter(messages)
    assert len(messages) > 20_000


@pytest.mark.thorough
def test_the_archive_has_what_archives_have(archive: Any, messages: list[str], tmp_path: Path) -> None:
    archive.write(messages, tmp_path / "messages.jsonl.gz")
    (tmp_path / "sensors.csv").write_text(archive.register(), encoding="utf-8")
    stream = redi_codecs.decode_stream(tmp_path / "messages.jsonl.gz", devices=tmp_path / "sensors.csv")
    decoded = list(stream)
    assert stream.total == len(messages)
    assert {one.uplink.network for one in decoded} == {"the-things-stack", "chirpstack", "loriot"}
    assert len({one.dev_eui for one in decoded}) == len(archive.SENSORS) == 40
    assert len({sensor.city for sensor in archive.SENSORS}) == 10
    assert 0 < stream.rejected < 0.01 * len(messages)
    assert stream.others["join"] > 0
    assert {"UplinkError", "TruncatedPayload", "UnknownPort"} <= {one.error for one in stream.rejects}
    assert len(set(messages)) < len(messages), "some were delivered twice"
    assert all(reading.status is None for one in decoded for reading in one.readings if reading.value is not None)


def test_nothing_in_the_archive_is_of_a_real_device(archive: Any) -> None:
    assert all(int(sensor.dev_eui[:2], 16) & 2 for sensor in archive.SENSORS), "locally administered"


def test_the_notebook_is_kept_without_outputs() -> None:
    cells = json.loads((FOLDER / "open-region.ipynb").read_text("utf-8"))["cells"]
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in cells if cell["cell_type"] == "code")


@pytest.fixture(scope="module")
def page() -> tuple[str, dict[str, bytes]]:
    """The page that a run makes, and its pictures."""
    for library in ("nbclient", "nbformat", "ipykernel", "pandas", "matplotlib"):
        pytest.importorskip(library, reason="needs redi-codecs[notebook]")
    written: tuple[str, dict[str, bytes]] = notebook_page.page(notebook_page.executed())
    return written


def words(text: str) -> list[str]:
    """What a page says, apart from how this or that version of pandas lays out a table."""
    return re.sub(r"<[^>]*>", " ", text).split()


@pytest.mark.thorough
def test_the_page_says_what_the_notebook_says(page: tuple[str, dict[str, bytes]]) -> None:
    text, _ = page
    shown = notebook_page.PAGE.read_text("utf-8")
    assert words(shown) == words(text), "stale: python docs/_notebook.py writes it"


@pytest.mark.thorough
def test_the_pictures_are_those_of_the_notebook(page: tuple[str, dict[str, bytes]]) -> None:
    """Of the same size and nearly the same everywhere: another version of a font moves a letter, no more."""
    from PIL import Image, ImageChops, ImageStat

    text, made = page
    assert sorted(path.name for path in notebook_page.PICTURES.glob("open-region-*")) == sorted(made)
    assert re.findall(r"\(pictures/([^)]+)\)", text) == list(made)
    for name, picture in made.items():
        new = Image.open(BytesIO(picture)).convert("L")
        kept = Image.open(notebook_page.PICTURES / name).convert("L")
        assert new.size == kept.size, name
        assert ImageStat.Stat(ImageChops.difference(new, kept)).mean[0] < 4, f"{name} is stale"
        assert min(kept.getextrema()) < 60 < 240 < max(kept.getextrema()), f"{name} is empty"
