"""Archives by columns: the same table, the same rejects and the same account as message by message."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("msgspec")
pytest.importorskip("numpy")
pytest.importorskip("pyarrow")

import redi_codecs
from archive_mutants import MAP, counted, difference, mutated, others, single_difference
from commandline import Run, lines, tts
from declared import DECLARED
from network_messages import CHIRPSTACK, THE_THINGS_STACK
from redi_codecs import RejectsFile, decode_message, decode_stream
from redi_codecs.archive import Decoder, DeviceMap, sources
from redi_codecs.archive.rejects import Rejected
from redi_codecs.archive.sources import Block
from redi_codecs.archive.tidy import ParquetFile, rows
from redi_codecs.cli.output import opened
from redi_codecs.networks import parse_uplink, quick

if not quick.available():
    if os.environ.get("REDI_CODECS_NATIVE") == "require":
        pytest.fail("REDI_CODECS_NATIVE is require, and the compiled core is not there")
    pytest.skip("the compiled core was not built", allow_module_level=True)

from redi_codecs.archive.ahead import Ahead, Read, new_reader
from redi_codecs.archive.bulk import Bulk
from redi_codecs.archive.item import LONGEST
from redi_codecs.networks.quick.columns import Columns, LineColumns
from redi_codecs.networks.quick.reader import KINDS

USUAL = [THE_THINGS_STACK.message, CHIRPSTACK.message, *others()]


@pytest.fixture
def written(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(content: bytes) -> Path:
        path = tmp_path / "archive.jsonl"
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize("seed", range(3))
def test_mutated_messages_of_all_servers_come_out_alike(seed: int, written: Callable[[bytes], Path]) -> None:
    assert difference(written(b"\n".join(mutated(seed, 1500)))) == ""


def test_mutated_messages_one_by_one() -> None:
    assert single_difference(mutated(5, 3000)) == ""


def test_a_difference_is_seen(written: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(json.dumps(CHIRPSTACK.message).encode())
    assert difference(path) == ""
    real = LineColumns.read
    monkeypatch.setattr(LineColumns, "read", lambda self, data: _hour_ahead(real(self, data)))
    assert "one by one" in difference(path)


def _hour_ahead(columns: Columns) -> Columns:
    columns.times[:] += 3_600_000_000
    return columns


@pytest.mark.parametrize("message", USUAL, ids=range(len(USUAL)))
def test_usual_messages_are_read_without_doubt(message: dict[str, Any]) -> None:
    read = LineColumns(quick.usual(), longest=LONGEST).read(json.dumps(message).encode())
    assert [KINDS[kind] for kind in read.kinds.tolist()] == [parse_uplink(message).kind]


@pytest.mark.parametrize(
    "line",
    [
        b'{"x": "\xff", ',
        b'{"x": %s, ' % (b"9" * 4301),
    ],
)
def test_what_msgspec_passes_over_is_refused_all_the_same(line: bytes, written: Callable[[bytes], Path]) -> None:
    event = json.dumps(CHIRPSTACK.message).encode()
    broken = event.replace(b'"tags": {', b'"tags": {}, ' + line[1:] + b'"y": {', 1)
    stream = decode_stream(written(broken + b"\n" + event), MAP)
    assert stream.to_arrow().num_rows == 1
    assert [(one.line, one.reason.partition(":")[0]) for one in stream.rejects] in (
        [(1, "not UTF-8")],
        [(1, "not JSON")],
    )
    assert quick.uplink(broken) is None


@pytest.mark.parametrize("size", [1, 100, 700, 5000])
def test_blocks_may_end_anywhere(size: int, written: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    pretty = json.dumps(THE_THINGS_STACK.message, indent=1)
    one = json.dumps(CHIRPSTACK.message)
    path = written(
        "\n".join([one, "", pretty, pretty[:300], one, "noise", one, "<a>", "</a>", one, pretty[:200]]).encode()
    )
    real = sources.read_blocks
    monkeypatch.setattr("redi_codecs.archive.stream.read_blocks", lambda *given: real(*given, size=size))
    assert difference(path) == ""


def test_compressed_and_broken_off(tmp_path: Path) -> None:
    whole = gzip.compress(b"\n".join(mutated(2, 500)))
    for name, content in (("a.jsonl.gz", whole), ("b.jsonl.gz", whole[:-900])):
        (tmp_path / name).write_bytes(content)
        assert difference(tmp_path / name) == ""
    assert any("breaks off" in one.reason for one in _rejects(tmp_path / "b.jsonl.gz"))


def _rejects(path: Path) -> list[Rejected]:
    stream = decode_stream(path, MAP)
    for _ in stream.parts():
        pass
    return stream.rejects


def test_other_forms_come_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([CHIRPSTACK.message, THE_THINGS_STACK.message, {}]), encoding="utf-8")
    (tmp_path / "b.csv").write_text("hex,dev_eui,port\n03673401,02aa00000000000f,85\nx,1,2\n", encoding="utf-8")
    assert difference(tmp_path / "a.json") == ""
    assert difference(tmp_path / "b.csv") == ""


def test_a_line_with_several_messages_is_several(written: Callable[[bytes], Path]) -> None:
    pages = [{"list": [CHIRPSTACK.message] * 3}, {"result": CHIRPSTACK.message, "data": THE_THINGS_STACK.message}]
    path = written("\n".join(json.dumps(one) for one in [CHIRPSTACK.message, *pages, pages[0]]).encode())
    assert difference(path) == ""
    stream = decode_stream(path, MAP)
    stream.to_arrow()
    assert counted(stream) == (9, 0, {})


def test_bytes_that_are_left_over_are_told(tmp_path: Path) -> None:
    """They are a warning in every row, also where the core decodes."""
    up = dict(CHIRPSTACK.message, data=_base64(bytes.fromhex("CB0B0AF3028A01FFFF7FFF00AA")), fPort=2)
    up["deviceInfo"] = dict(up["deviceInfo"], tags={"device": "dragino/lht65"})
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join([json.dumps(up)] * 40), encoding="utf-8")
    assert difference(path) == ""
    assert {row["warnings"] for row in decode_stream(path).to_arrow().to_pylist()} == {"trailing_bytes"}


@pytest.mark.thorough
def test_every_device_comes_out_alike(tmp_path: Path) -> None:
    """All vectors, often enough for each device to be decoded by the core where there is one."""
    messages = []
    for device in DECLARED:
        vendor, _, model = device.id.partition("/")
        for vector in device.vectors:
            up = dict(CHIRPSTACK.message, fPort=vector.f_port, data=_base64(vector.payload))
            up["deviceInfo"] = dict(up["deviceInfo"], tags={"device": f"{vendor}/{model}"})
            messages.append(json.dumps(up))
    path = tmp_path / "all.jsonl"
    path.write_text("\n".join(messages * 17), encoding="utf-8")
    assert difference(path) == ""


def _base64(payload: bytes) -> str:
    import base64

    return base64.b64encode(payload).decode()


def test_without_what_it_takes_messages_come_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(CHIRPSTACK.message), encoding="utf-8")
    table = decode_stream(path, MAP).to_arrow()
    monkeypatch.setattr(quick, "available", lambda: False)
    stream = decode_stream(path, MAP)
    assert not stream.by_columns
    assert stream.to_arrow().to_pylist() == table.to_pylist()
    assert counted(stream) == (1, 0, {})


# ---- at the command line


def test_parquet_is_written_without_pandas(tmp_path: Path) -> None:
    file, out = tmp_path / "a.jsonl", tmp_path / "out.parquet"
    file.write_text(lines(*(tts() for _ in range(3))), encoding="utf-8")
    script = "import sys; from redi_codecs import cli; cli.main(sys.argv[1:]); print(*sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", script, "decode", str(file), "--output", str(out)],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = told.stdout.split()
    assert "pyarrow" in loaded
    assert "pandas" not in loaded
    assert _read(out)


def test_a_clean_file_loads_and_makes_no_more_than_it_takes(tmp_path: Path) -> None:
    """Not the models of all servers, no decoder in Python, and what writes Parquet only when there is something."""
    file = tmp_path / "a.jsonl"
    up = dict(CHIRPSTACK.message, deviceInfo=CHIRPSTACK.message["deviceInfo"] | {"tags": {"device": "browan/tbms100"}})
    up |= {"fPort": 102, "data": _base64(bytes.fromhex("010b3a0500c50000"))}
    file.write_text("\n".join([json.dumps(up)] * 20), encoding="utf-8")
    script = """
import sys
import redi_codecs
from redi_codecs.archive.tidy import ParquetFile
out = ParquetFile(sys.argv[1] + ".parquet")
parts = list(redi_codecs.decode_stream(sys.argv[1]).parts())
assert sum(len(part.cells) for part in parts) == 100, parts
assert not {"redi_codecs.networks.recognition", "pyarrow.parquet"} & set(sys.modules)
assert "_generated" not in vars(redi_codecs.codec("browan/tbms100"))
out.write_prepared(out.prepared(parts[0]))
out.close()
assert redi_codecs.codec("browan/tbms100").decode("010b3a0500c50000", 102)["temperature"].value == 26
"""
    subprocess.run([sys.executable, "-c", script, str(file)], check=True)
    assert len(_read(Path(f"{file}.parquet"))) == 100


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_two_processes_write_what_one_writes(
    form: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = _pools(monkeypatch)
    monkeypatch.setattr("redi_codecs.archive.ahead.PIECE", 20_000)
    for name, seed in (("a.jsonl", 1), ("b.jsonl", 2)):
        (tmp_path / name).write_bytes(b"\n".join(mutated(seed, 400)))
    devices = tmp_path / "devices.csv"
    devices.write_text("dev_eui,device\n" + "".join(f"{eui},{id}\n" for eui, id in MAP.items()), encoding="utf-8")
    told = []
    for jobs in ("1", "2"):
        out, rejects = tmp_path / f"{jobs}.{form}", tmp_path / f"{jobs}.rejects"
        files = (tmp_path / "a.jsonl", tmp_path / "b.jsonl")
        code, _, err = run(
            "decode", *files, "--devices", devices, "--output", out, "--rejects", rejects, "--jobs", jobs
        )
        table = out.read_bytes() if form == "csv" else _read(out)
        told.append((code, table, rejects.read_bytes(), err.replace(rejects.name, "")))
    assert told[0] == told[1]
    assert len(begun) == 1  # one for both files, which take their places in one row


def test_small_files_begin_no_processes(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = _pools(monkeypatch)
    for name, seed in (("a.jsonl", 1), ("b.jsonl", 2)):
        (tmp_path / name).write_bytes(b"\n".join(mutated(seed, 100)))
    told = [run("decode", tmp_path, "--output", tmp_path.with_suffix(".csv"), "--jobs", jobs)[2] for jobs in "12"]
    assert told[0] == told[1]
    assert not begun


def test_what_is_read_before_the_devices_are_there_comes_out_alike(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = _pools(monkeypatch)
    monkeypatch.setattr("redi_codecs.archive.ahead.PIECE", 20_000)
    monkeypatch.setattr("redi_codecs.archive.ahead._MEANWHILE", 50)
    found: list[list[int]] = []

    def loaded(path: str) -> DeviceMap:
        (ahead,) = made
        ahead._thread.join(60)
        found.append([len(read.columns.kinds) for read in ahead.found.values()])
        return DeviceMap.of(path)

    monkeypatch.setattr("redi_codecs.cli.decode.device_map", loaded)
    made = _made(monkeypatch)
    file, devices = tmp_path / "a.jsonl", tmp_path / "devices.csv"
    file.write_bytes(b"\n".join(mutated(3, 400)))
    devices.write_text("dev_eui,device\n" + "".join(f"{eui},{id}\n" for eui, id in MAP.items()), encoding="utf-8")
    args = ("decode", file, "--devices", devices, "--output", tmp_path / "out.csv", "--jobs", "2")
    told = run(*args), (tmp_path / "out.csv").read_bytes()
    (lines_read,) = found
    assert sum(lines_read[:-1]) <= 50 < sum(lines_read)
    assert len(begun) == 1
    monkeypatch.undo()
    assert told == (run(*args[:-1], "1"), (tmp_path / "out.csv").read_bytes())


def test_a_block_read_by_another_reader_is_read_again() -> None:
    # Numbers of senders are a reader's own: with another's, a message would be somebody else's.
    first, second = (lines(tts(eui=eui)).encode() + b"\n" for eui in ("02AA00000000000F", "024F520000000001"))
    decoder = Decoder(device="milesight-iot/em300-th")
    other = new_reader()
    other.read(first)
    read = Read(other, other.read(second))
    bulk = Bulk(decoder)
    bulk.block(Block("", 1, second))
    bulk.block(Block("", 1, first))
    parts = [bulk.block(Block("", 1, second), given) for given in (None, read)]
    assert parts[0].decoded == 1
    assert parts[0].cells.eui.tolist() == parts[1].cells.eui.tolist()


def test_what_goes_wrong_while_reading_ahead_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("redi_codecs.archive.ahead.PIECE", 100)
    file = tmp_path / "a.jsonl"
    file.write_bytes(20 * (json.dumps(CHIRPSTACK.message).encode() + b"\n"))

    def full(self: LineColumns, data: bytes) -> Columns:
        raise MemoryError("no more of it")

    monkeypatch.setattr(LineColumns, "read", full)
    before = sys.getswitchinterval()
    with pytest.raises(MemoryError, match="no more of it"), Ahead([str(file)]) as ahead:
        ahead._thread.join(60)
    assert sys.getswitchinterval() == before


def _made(monkeypatch: pytest.MonkeyPatch) -> list[Ahead]:
    """What reads ahead from now on."""
    made: list[Ahead] = []

    def ahead(files: list[str]) -> Ahead:
        made.append(one := Ahead(files))
        return one

    monkeypatch.setattr("redi_codecs.archive.ahead.Ahead", ahead)
    return made


def _pools(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The pools of processes that are made from now on."""
    begun: list[object] = []

    def pool(*given: Any) -> ProcessPoolExecutor:
        begun.append(made := ProcessPoolExecutor(*given))
        return made

    monkeypatch.setattr("redi_codecs.archive.jobs.ProcessPoolExecutor", pool)
    return begun


def _read(file: Path) -> Any:
    from pyarrow import parquet

    return parquet.read_table(file).to_pylist()


def test_a_number_of_jobs_is_a_number(run: Run) -> None:
    assert "expected a number of processes, 1 … 256, saw '0'" in run("decode", "--jobs", "0", "x.jsonl")[2]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_file_has_its_name_once_it_is_whole(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"readings.{form}"
    file.write_bytes(b"of an earlier run")
    with pytest.raises(KeyboardInterrupt):
        _interrupted(form, file)
    assert file.read_bytes() == b"of an earlier run"
    with ExitStack() as stack:
        opened(form, str(file), sensitive=False, stack=stack).write(decode_message(tts()))
    assert file.read_bytes() != b"of an earlier run"
    with ExitStack() as stack:  # for others to read while it grows
        live = tmp_path / "live.csv"
        opened("csv", str(live), sensitive=False, stack=stack, live=True)
        assert live.exists()


def _interrupted(form: str, file: Path) -> None:
    with ExitStack() as stack:
        opened(form, str(file), sensitive=False, stack=stack).write(decode_message(tts()))
        raise KeyboardInterrupt


def test_rejects_are_added_to_those_that_are_there(run: Run, tmp_path: Path) -> None:
    file, rejects = tmp_path / "a.jsonl", tmp_path / "rejects.jsonl"
    file.write_text(lines(tts(), "noise"), encoding="utf-8")
    for _ in range(2):
        run("decode", file, "--rejects", rejects, "--output", tmp_path / "out.csv")
    assert [json.loads(line)["line"] for line in rejects.read_text(encoding="utf-8").splitlines()] == [2, 2]
    with RejectsFile(rejects):
        pass
    assert len(rejects.read_text(encoding="utf-8").splitlines()) == 2


# ---- single messages


def test_a_mapping_that_has_changed_is_read_again() -> None:
    devices = {"02aa00000000000f": "milesight-iot/em300-th"}
    message = json.dumps(CHIRPSTACK.message)
    assert decode_message(message, devices).decoded is not None
    devices["02aa00000000000f"] = "milesight-iot/em320-th"
    decoded = decode_message(message, devices).decoded
    assert decoded is not None
    assert decoded.device == "milesight-iot/em320-th"
    devices["02aa00000000000f"] = "nobody/knows"
    with pytest.raises(redi_codecs.DeviceMapError):
        decode_message(message, devices)


def test_rows_written_one_by_one_and_by_columns_share_a_file(tmp_path: Path) -> None:
    path, file = tmp_path / "a.jsonl", tmp_path / "a.parquet"
    path.write_text(json.dumps(CHIRPSTACK.message), encoding="utf-8")
    message = decode_message(CHIRPSTACK.message, MAP)
    written = ParquetFile(file)
    written.write(message)
    for part in decode_stream(path, MAP).parts():
        written.write_prepared(written.prepared(part))
    written.close()
    assert _read(file) == [row._asdict() for row in rows(message)] * 2


def test_columns_are_read_without_the_models_of_whole_messages(tmp_path: Path) -> None:
    # They cost more than a thousand lines do, and usual messages need none of them.
    file = tmp_path / "a.jsonl"
    messages = tts(), CHIRPSTACK.message, tts(eui="024F520000000001")
    file.write_text("".join(json.dumps(one) + "\n" for one in messages), encoding="utf-8")
    script = """
import sys, redi_codecs
stream = redi_codecs.decode_stream(sys.argv[1], device="milesight-iot/em300-th", rejects=print)
assert sum(part.decoded for part in stream.parts()) == 3
assert "pydantic" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", script, str(file)], check=True)
