"""A new declaration: it works as it is, and says what is left to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import redi_codecs
from redi_codecs import registry
from redi_codecs.checking import check_file
from redi_codecs.errors import DeclarationError
from redi_codecs.scaffold import scaffold


def written(folder: Path, vendor: str, model: str) -> Path:
    path, text = scaffold(vendor, model)
    file = folder / path
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("vendor", "model", "path", "constant"),
    [
        ("acme", "thermo-1", "acme/thermo_1.py", "THERMO_1"),
        ("milesight-iot", "xy.2", "milesight_iot/xy_2.py", "XY_2"),
        ("3d-sense", "4711", "vendor_3d_sense/model_4711.py", "MODEL_4711"),
    ],
)
def test_files_and_names_are_pythons(tmp_path: Path, vendor: str, model: str, path: str, constant: str) -> None:
    file = written(tmp_path, vendor, model)
    assert file == tmp_path / path
    assert f"\n{constant} = device(\n" in file.read_text(encoding="utf-8")
    assert {problem.device for problem in check_file(file)} == {f"{vendor}/{model}"}


def test_only_what_is_to_be_filled_in_is_wrong(tmp_path: Path) -> None:
    file = written(tmp_path, "acme", "thermo-1")
    text = file.read_text(encoding="utf-8")
    problems = check_file(file)
    assert len(problems) == 5
    assert all("is to be filled in" in problem.text for problem in problems)
    for problem in problems:  # each cites the declaration or the vector that it is about
        assert re.search(r"device\(|TODO", text.splitlines()[problem.line - 1])
    file.write_text(re.sub(r'"TODO: [^"]*"', '"filled in"', text), encoding="utf-8")
    assert check_file(file) == []


def test_it_measures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_added", {})
    (device,) = redi_codecs.load(written(tmp_path, "acme", "thermo-1"))
    assert device.quantities == ("battery_voltage", "temperature")
    assert redi_codecs.decode(device, "24 00D7", device.f_port or 0)["temperature"].value == 21.5


def test_lines_are_no_longer_than_the_projects(tmp_path: Path) -> None:
    text = written(tmp_path, "acme", "thermo-1").read_text(encoding="utf-8")
    assert max(map(len, text.splitlines())) <= 120


@pytest.mark.parametrize(
    ("vendor", "model", "words"),
    [
        ("Acme", "thermo-1", "'Acme' is no vendor .* did you mean acme?"),
        ("acme", "Thermo 1", "'Thermo 1' is no model .* did you mean thermo-1?"),
        ("acme", "../x", "'../x' is no model"),
        ("acme", "", "'' is no model .* hyphens$"),
        ("browan", "tbms100", "browan/tbms100 is declared already, in redi_codecs/vendors/browan/tabs.py"),
    ],
)
def test_what_is_no_new_device_is_refused(vendor: str, model: str, words: str) -> None:
    with pytest.raises(DeclarationError, match=words):
        scaffold(vendor, model)
