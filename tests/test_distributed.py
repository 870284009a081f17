"""What is said of a job before a cluster starts, and what of it travels there."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("numpy", reason="numpy is not installed")

import redi_codecs
from distributed_archive import DECLARATION
from redi_codecs.distributed import ColumnError
from redi_codecs.distributed.job import READINGS, job
from redi_codecs.errors import DeclarationError, RediCodecsError

COLUMNS = ["eui", "model", "data", "port", "at"]
NAMED: dict[str, Any] = {"device": "model", "payload": "data", "f_port": "port", "time": "at"}

MISTAKES: dict[str, tuple[dict[str, Any], str]] = {
    "no payloads": ({"payload": "frm_payload"}, "payload='frm_payload': .* no such column; there are eui, model"),
    "no ports": ({"f_port": "fPort"}, "f_port='fPort'"),
    "no times": ({"time": "time"}, "time='time'"),
    "nothing to keep": ({"keep": ["eui", "place"]}, "keep='place'"),
    "neither column nor device": ({"device": "browan/tbms1000"}, "device='browan/tbms1000': neither a column"),
    "one name for a list": ({"keep": "eui"}, "a list of columns"),
    "a name of the result": ({"keep": ["eui", "eui"]}, "keep='eui': .* already"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_told_at_once(mistake: str) -> None:
    wrong, problem = MISTAKES[mistake]
    with pytest.raises(ColumnError, match=problem):
        job(COLUMNS, "readings", **NAMED | wrong)


def test_result_has_no_two_columns_of_a_name() -> None:
    assert job([*COLUMNS, "code"], "readings", **NAMED, keep=["code"]).keep == ("code",)
    with pytest.raises(ColumnError, match="keep='code'"):
        job([*COLUMNS, "code"], "both", **NAMED, keep=["code"])


def test_only_needed_columns_are_read_and_each_once() -> None:
    one = job(COLUMNS, "readings", **NAMED, keep=["eui", "port"])
    assert one.reads == ("model", "data", "port", "at", "eui")
    assert job(COLUMNS, "readings", device="browan/tbms100", payload="data", f_port=102).reads == ("data",)


def test_devices_travel_by_id(tmp_path: Path) -> None:
    tbms100 = redi_codecs.codec("browan/tbms100").device
    one = job(COLUMNS, "readings", device=tbms100, payload="data", f_port=102)
    assert one.device == "browan/tbms100"
    assert len(pickle.dumps(one)) < 1000


def test_device_that_workers_would_not_know_is_refused() -> None:
    from redi_codecs.kinds import temperature
    from redi_codecs.layout import device, i16

    for id in ("acme/cellar", "browan/tbms100"):
        cellar = device(id, name="Cellar", source="for this test", f_port=1, uplink=temperature(i16 / 10), vectors=[])
        with pytest.raises(RediCodecsError, match=f"{id} was declared here.* declarations="):
            job(COLUMNS, "readings", device=cellar, payload="data", f_port=1)


def test_declarations_are_files_or_modules(tmp_path: Path) -> None:
    """In a process of its own, which knows the device from the job alone."""
    (tmp_path / "attic.py").write_text(DECLARATION, encoding="utf-8")
    code = (
        "import pickle, sys; sys.path.insert(0, sys.argv[1]); one = pickle.loads(bytes.fromhex(sys.argv[2]));"
        "print(*one.run({'data': ['00F5', '00']}).readings['value'])"
    )
    for declaration in (tmp_path / "attic.py", "attic"):
        made = (
            "import pickle, sys; sys.path.insert(0, sys.argv[1]); from redi_codecs.distributed.job import job;"
            "given = {'device': 'acme/attic', 'payload': 'data', 'f_port': 3, 'declarations': [sys.argv[2]]};"
            "one = job(['data'], 'readings', **given);"
            "print(pickle.dumps(one).hex())"
        )
        sent = _python(made, tmp_path, declaration)
        assert b"temperature" not in bytes.fromhex(sent)
        assert _python(code, tmp_path, sent) == "24.5"


def test_declarations_that_are_not_there_are_named() -> None:
    for nothing in ("no_such_module", "no.such.module", "/no/such/file.py", ""):
        with pytest.raises(DeclarationError, match=f"declarations='{nothing}': .* neither a file nor a module"):
            job(COLUMNS, "readings", **NAMED, declarations=[nothing])


def test_columns_are_those_of_a_table() -> None:
    table = {"data": ["01755C 03673401", "0367"]}
    readings, rejects = redi_codecs.decode_table(table, device="milesight-iot/em300-th", payload="data", f_port=85)
    assert ["row", *READINGS] == list(readings)
    assert ["row", *job(["data"], "rejects", device="elsys/ers", payload="data", f_port=1).columns] == list(rejects)


def _python(code: str, *arguments: object) -> str:
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], check=True, capture_output=True, text=True
    ).stdout.strip()
