"""What was complete before a fault, and what was odd, reaches every surface: streams, files, tables, clusters."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

import redi_codecs
from commandline import Run

DEVICE, PORT = "milesight-iot/em300-th", 85
GOOD, ODD, BROKEN, ODD_ALONE = "01755c03673401", "01755c03673401ff99", "01755c0367", "7777"
BATTERY = {"name": "battery", "value": 92.0, "unit": "%"}


def line(payload: str) -> str:
    return json.dumps(
        {"dev_eui": "02aa00000000000f", "f_cnt": 3, "f_port": PORT, "payload": payload, "encoding": "hex"}
    )


def some(found: dict[str, Any]) -> dict[str, Any]:
    return {key: found[key] for key in BATTERY}


def test_stream() -> None:
    stream = redi_codecs.decode_stream([line(GOOD), line(BROKEN), line("99")], device=DEVICE)
    assert len(list(stream)) == 1
    broken, nothing = stream.rejects
    assert broken.partial is not None
    assert [(one.name, one.value) for one in broken.partial.readings] == [("battery", 92.0)]
    assert nothing.partial is None or not nothing.partial.readings


def test_file_of_rejects(tmp_path: Path) -> None:
    file = tmp_path / "rejects.jsonl"
    with redi_codecs.RejectsFile(file) as rejects:
        list(redi_codecs.decode_stream([line(BROKEN), line("FEEA"), "{"], rejects=rejects, device=DEVICE))
    told = [json.loads(one) for one in file.read_text().splitlines()]
    assert list(map(some, told[0]["partial"])) == [BATTERY]
    assert all("partial" not in one for one in told[1:])
    again = redi_codecs.decode_stream(file, device=DEVICE)  # and it is read again for all that
    assert list(again) == []
    assert [one.reason for one in again.rejects] == [one["reason"] for one in told]
    assert [one.line for one in again.rejects] == [1, 2, 3]


def test_pseudonyms_keep_it_to_themselves(run: Run, tmp_path: Path) -> None:
    """What a payload said before its fault may tell of persons."""
    source, key, rejects = (tmp_path / name for name in ("in.jsonl", "key", "rejects.jsonl"))
    source.write_text(line(BROKEN) + "\n")
    key.write_text("0123456789abcdefghijklmnopqrstuv")
    given = ["--device", DEVICE, "--pseudonyms", str(key), "--rejects", str(rejects), "--json"]
    assert run("decode", str(source), *given)[0] == 0
    assert "partial" not in json.loads(rejects.read_text())


@pytest.mark.parametrize("wide", [False, True])
def test_table(wide: bool) -> None:
    table = {"data": [GOOD, ODD, BROKEN, ODD_ALONE, "99"]}
    readings, rejects = redi_codecs.decode_table(table, device=DEVICE, payload="data", f_port=PORT, wide=wide)
    warned = dict(zip(readings["row"], readings["warnings"], strict=True))
    assert warned == {0: None, 1: "unknown_tag"} | ({3: "unknown_tag"} if wide else {})
    partial = dict(zip(rejects["row"], rejects["partial"], strict=True))
    assert list(map(some, json.loads(partial[2]))) == [BATTERY]
    assert partial[4] is None


def test_table_of_histories() -> None:
    """Rows of a history have the warnings of their payload."""
    device, cut = "milesight-iot/em300-th", "20ce 9e74466310015d"
    readings, rejects = redi_codecs.decode_table(
        {"data": [cut + "ff99", cut + "20ce 9e74"]}, device=device, payload="data", f_port=PORT
    )
    assert set(readings["warnings"]) == {"unknown_tag"}
    assert {one["record"] for one in json.loads(rejects["partial"][0])} == set(readings["record"])


@pytest.mark.parametrize("fast", [True, False])
@pytest.mark.parametrize("end", ["csv", "parquet"])
def test_command_line(run: Run, tmp_path: Path, end: str, fast: bool) -> None:
    """Through lines by columns, and message by message as with ``--once``."""
    source, out, rejects = (tmp_path / name for name in ("in.jsonl", f"out.{end}", "rejects.jsonl"))
    source.write_text("\n".join(map(line, (GOOD, ODD, BROKEN, GOOD))) + "\n")
    given = [str(source), "--device", DEVICE, "--output", str(out), "--rejects", str(rejects)]
    done = run("decode", *given, *([] if fast else ["--once"]))
    assert done[0] == 0, done
    if end == "csv":
        found = [one["warnings"] or None for one in csv.DictReader(out.read_text().splitlines())]
    else:
        found = pytest.importorskip("pyarrow.parquet").read_table(out)["warnings"].to_pylist()
    assert found == [None, None, "unknown_tag", "unknown_tag", None, None]
    assert list(map(some, json.loads(rejects.read_text())["partial"])) == [BATTERY]
