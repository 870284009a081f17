"""Lines of data stand beside the file that declares their device; elsewhere nobody would read them."""

from __future__ import annotations

import json
from pathlib import Path

from redi_codecs import vendors
from redi_codecs.checking import check_file
from redi_codecs.vendors._index import INDEX

THERMO = """\
from redi_codecs.kinds import temperature
from redi_codecs.layout import device, i16, vector

THERMO = device(
    "acme/thermo", name="Sensor", source="manual", f_port=2, also={"acme/thermo-2": "Sensor 2"},
    aliases=("acme/old",), uplink=temperature(i16 / 10),
    vectors=[vector("00D7", f_port=2, temperature=21.5, source="manual")],
)
"""


def found(tmp_path: Path, *ids: str) -> list[tuple[str, int, str]]:
    """The problems of a declaration with a line of data of each of these devices."""
    lines = [{"device": id, "payload": "FFCE", "f_port": 2, "temperature": -5, "source": "manual"} for id in ids]
    (tmp_path / "thermo.py").write_text(THERMO, encoding="utf-8")
    (tmp_path / "thermo.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return [(Path(one.file).name, one.line, one.text) for one in check_file(tmp_path / "thermo.py") if not one.remark]


def test_lines_of_the_file_beside_them_are_good(tmp_path: Path) -> None:
    assert found(tmp_path, "acme/thermo", "acme/thermo-2") == []


def test_a_line_of_a_device_of_another_file_belongs_there(tmp_path: Path) -> None:
    text = "thermo.py does not declare elv/elv-lw-swd: the line belongs into redi_codecs/vendors/elv/water.jsonl"
    assert found(tmp_path, "acme/thermo", "elv/elv-lw-swd") == [("thermo.jsonl", 2, text)]


def test_a_line_of_no_device_is_read_by_nobody(tmp_path: Path) -> None:
    text = "thermo.py does not declare acme/thermos, nor does another file: the line is read by nobody"
    assert found(tmp_path, "acme/thermos", "acme/thermo") == [("thermo.jsonl", 1, text)]


def test_all_lines_of_the_library_stand_beside_their_devices() -> None:
    wrong = []
    for path in sorted(Path(vendors.__file__).parent.glob("*/*.jsonl")):
        if path.name.endswith(".pairs.jsonl"):  # pairs are of the devices of a table, and name none
            continue
        for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            device = json.loads(text)["device"] if text.strip() else None
            if device is not None and INDEX.get(device, ("nowhere",))[0] != f"{path.parent.name}.{path.stem}":
                wrong.append(f"{path.parent.name}/{path.name}:{number}: {device}")
    assert wrong == []
