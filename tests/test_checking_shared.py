"""``redi-codecs check`` of files that import a table: what is wrong in it is cited where it stands."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import redi_codecs
from commandline import Run
from redi_codecs.checking import check_file
from redi_codecs.checking.files import told_apart
from redi_codecs.checking.source import dropped
from redi_codecs.checking.statements import run_file
from redi_codecs.registry import declared

ROWS = """\
from redi_codecs.kinds import humidity, temperature
from redi_codecs.layout import i8, u8

ROWS = {
    1: temperature(i8),
    2: humidity(u8 / 2),
}
"""
FILE = """\
from redi_codecs.layout import device, tags, u8, vector
from acmerows.rows import ROWS

{name} = device(
    "acme/{id}", name="Sensor", source="manual", f_port=2, uplink=tags(u8, ROWS),
    vectors=[vector("01{raw} 02C8", f_port=2, temperature={value}, humidity=100, source="manual")],
)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A vendor's folder with a table that two devices share."""
    monkeypatch.syspath_prepend(str(tmp_path))
    folder = tmp_path / "acmerows"
    folder.mkdir()
    (folder / "rows.py").write_text(ROWS, encoding="utf-8")
    (folder / "one.py").write_text(FILE.format(name="ONE", id="one", raw="14", value=20), encoding="utf-8")
    yield folder
    for name in [name for name in sys.modules if name.split(".")[0] == "acmerows"]:
        del sys.modules[name]


def told(file: Path) -> list[tuple[str, int, str]]:
    return [(Path(one.file).name, one.line, one.text) for one in check_file(file) if not one.remark]


UNTOLD = ("rows.py", 5, "temperature: no vector is negative; u8 for i8 would not be noticed")


def test_a_line_that_no_model_tells_apart(folder: Path) -> None:
    assert told(folder / "one.py") == [UNTOLD]


def test_a_line_that_another_model_tells_apart(folder: Path) -> None:
    (folder / "two.py").write_text(FILE.format(name="TWO", id="two", raw="FF", value=-1), encoding="utf-8")
    assert told(folder / "one.py") == []


def test_a_key_that_comes_twice_in_the_table(folder: Path) -> None:
    (folder / "rows.py").write_text(ROWS.replace("    2: h", "    1: h"), encoding="utf-8")
    ((name, line, text),) = told(folder / "one.py")
    assert (name, line) == ("rows.py", 6)
    assert text.startswith("the key 1 is in line 5 already, and Python keeps the last one only")


def test_once_for_a_folder_and_as_the_folder_was_named(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "two.py").write_text(FILE.format(name="TWO", id="two", raw="15", value=21), encoding="utf-8")
    monkeypatch.chdir(folder.parent)
    code, out, _ = run("check", "acmerows")
    assert (code, out) == (1, f"acmerows/rows.py:5: acme/one: {UNTOLD[2]}\n")


def test_the_share_of_lines(folder: Path, run: Run) -> None:
    _, out, _ = run("check", folder / "one.py", "--summary")
    assert out.splitlines()[-1] == "readings' lines: 2 of 2 stated, 1 told apart"
    (folder / "two.py").write_text(FILE.format(name="TWO", id="two", raw="FF", value=-1), encoding="utf-8")
    _, out, _ = run("check", folder, "--summary")
    assert out.splitlines()[-1] == "readings' lines: 2 of 2 stated, 2 told apart"
    (folder / "one.py").write_text("def (", encoding="utf-8")
    assert run("check", folder / "one.py", "--summary")[1].splitlines()[-1].startswith("no lines")


def test_a_mask_in_a_function_of_another_file(folder: Path) -> None:
    """It stands there once, whatever the groups that it is given."""
    function = (
        "from redi_codecs.layout import presence, u8\n\n\ndef sensors(groups):\n    return presence(u8, groups)\n"
    )
    (folder / "rows.py").write_text(function, encoding="utf-8")
    text = """\
from redi_codecs.kinds import humidity, temperature
from redi_codecs.layout import device, i8, vector
from acmerows.rows import sensors

{name} = device(
    "acme/{name}", name="Sensor", source="manual", f_port=2, uplink=sensors({{{groups}}}),
    vectors=[vector("03 FF 14", f_port=2, {values}, source="manual"){more}],
)
"""
    one = {"name": "one", "groups": "0: temperature(i8), 1: humidity(i8)", "values": "temperature=-1, humidity=20"}
    (folder / "one.py").write_text(text.format(**one, more=""), encoding="utf-8")
    assert told(folder / "one.py") == [
        ("rows.py", 5, "optional part: no vector is without it (the condition is a bit of mask_1)")
    ]
    two = {"name": "two", "groups": "1: temperature(i8), 0: humidity(i8)", "values": "humidity=-1, temperature=20"}
    more = ', vector("02 15", f_port=2, temperature=21, source="manual")'
    (folder / "two.py").write_text(text.format(**two, more=more), encoding="utf-8")
    assert told(folder / "one.py") == []


def test_no_key_comes_twice_in_the_library() -> None:
    vendors = Path(redi_codecs.__file__).parent / "vendors"
    assert [(file, *each) for file in sorted(vendors.rglob("*.py")) for each in dropped(file)] == []


def test_a_line_is_one_however_its_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is checked by a relative name, and the same one where its neighbours import its table."""
    monkeypatch.chdir(Path(redi_codecs.__file__).parent)
    file = Path("vendors/twtg/neon.py")
    told = told_apart(declared(run_file(file)[0]), file)
    lines = [(Path(line.where.file).resolve(), *key[1:]) for key, line in told.lines.items()]
    assert len(lines) == len(set(lines))
    assert {line.device for line in told.lines.values()} > {"twtg/neon-ts"}
