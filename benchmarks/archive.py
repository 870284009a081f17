"""An archive from JSON Lines to a table, against what only reads the file, and against a script written by hand.

``python benchmarks/batch.py archive`` measures it among the others; it needs pyarrow, msgspec, duckdb and orjson.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import messages
from ours import decode_table
from sections import Section, Settings, at_least, at_most, table, times_as_long
from timing import Runner, Times, interleaved, timed

import redi_codecs
from redi_codecs import Codec, codec
from redi_codecs.archive.tidy import ParquetFile

#: The script that somebody writes in an afternoon: it is run as it stands.
SCRIPT = Path(__file__).with_name("archive_by_hand.py")
#: The long file is as many times as long: of the other, a third is the start, of which there is one in any case.
_TIMES: Final = 5
_JOBS: Final = {"long, one process": "1", "long, two processes": "2"}


def archive(settings: Settings) -> Section:
    """Files to tables, as a library and at the command line."""
    count = 2 * settings.rows
    clean, odd, long, devices = (
        settings.folder / name for name in ("clean.jsonl", "odd.jsonl", "long.jsonl", "devices.csv")
    )
    messages.write(clean, count)
    long.write_bytes(_TIMES * clean.read_bytes())
    messages.write(odd, count, odd=0.12)
    messages.write_devices(devices)
    runners: dict[str, Runner] = {}

    def runner(name: str, function: Callable[[], object]) -> None:
        runners[name] = Runner(timed(function), count)

    def to_parquet(file: Path) -> Callable[[], object]:
        def run() -> None:
            stream = redi_codecs.decode_stream(file, devices, rejects=lambda one: None)
            written = ParquetFile(settings.folder / "out.parquet")
            for part in stream.parts():
                written.write_prepared(written.prepared(part))
            written.close()

        return run

    def command(form: str, *more: str, file: Path = clean) -> Callable[[], object]:
        out = str(settings.folder / f"out.{form}")
        return _command("-m", "redi_codecs", "decode", str(file), "--devices", str(devices), "--output", out, *more)

    runner("duckdb", lambda: _duckdb(clean))
    runner("orjson", lambda: _orjson(clean))
    runner("to Parquet", to_parquet(clean))
    runner("to Parquet, odd", to_parquet(odd))
    for form in ("parquet", "csv"):
        runner(
            f"script {form}", _command(str(SCRIPT), str(clean), str(devices), str(settings.folder / f"by_hand.{form}"))
        )
        runner(f"command {form}", command(form))
    runner("command parquet, two processes", command("parquet", "--jobs", "2"))
    for name, jobs in _JOBS.items():
        run = command("parquet", "--jobs", jobs, file=long)
        runners[f"command parquet, {name}"] = Runner(timed(run), _TIMES * count)
    times = interleaved(
        {name: one for name, one in runners.items() if _there(name)}, rounds=max(3, settings.rounds // 3)
    )
    return Section("An archive", _told(times, count), _verdicts(times), {"rounds": times.rounds})


def front(settings: Settings) -> Section:
    """Single messages from bytes, and tables that are there already."""
    lines = [line.encode() for line in messages.lines(100)]
    devices = {messages.dev_eui(kind, at): id for kind, id in enumerate(messages.DEVICES) for at in range(10)}
    known = redi_codecs.DeviceMap(devices)
    parsed = [json.loads(line) for line in lines]
    runners = {
        "`decode_message` of bytes": Runner(
            timed(lambda: [redi_codecs.decode_message(one, known) for one in lines]), 100
        ),
        "the same, devices in a dict": Runner(
            timed(lambda: [redi_codecs.decode_message(one, devices) for one in lines]), 100
        ),
        "`decode_message` of what was parsed": Runner(
            timed(lambda: [redi_codecs.decode_message(one, known) for one in parsed]), 100
        ),
    }
    times = interleaved(runners, rounds=settings.rounds)
    text = table(["", "µs a message"], [[name, f"{times.typical(name) / 1000:.1f}"] for name in runners])
    return Section("One message", text, figures={"rounds": times.rounds})


def tables(settings: Settings) -> Section:
    """``decode_table`` against ``decode_batch`` of the same rows, device by device."""
    import pyarrow
    from mixed import archive as everything

    tabled: Any = decode_table()
    cells, verdicts, figures = [], [], {}
    for name, columns in (("20 devices", _rows(settings.rows)), ("all devices", everything(settings.rows))):
        given = pyarrow.table(columns)
        parts: dict[str, tuple[list[bytes], list[int]]] = {}
        for device, payload, port in zip(*columns.values(), strict=True):
            payloads, ports = parts.setdefault(device, ([], []))
            payloads.append(payload)
            ports.append(port)
        batches = [(codec(one), pyarrow.array(a), pyarrow.array(b, "uint8")) for one, (a, b) in parts.items()]
        runners = {
            "batch": Runner(timed(partial(_batches, batches)), settings.rows),
            "table": Runner(
                timed(partial(tabled, given, device="device", payload="payload", f_port="f_port", threads=1)),
                settings.rows,
            ),
        }
        times = interleaved(runners, rounds=settings.rounds)
        ratio = times.ratio("table", "batch")
        cells.append([name, f"{times.typical('batch'):,.0f}", f"{times.typical('table'):,.0f}", times_as_long(ratio)])
        verdicts.append(at_most("decode_table ÷ decode_batch of its rows", {name: ratio}, 6))
        figures[name] = times.rounds
    head = ["", "`decode_batch`, ns a row", "`decode_table`, ns a row", "times as long"]
    return Section("Tables and batches", table(head, cells), verdicts, figures)


def _batches(some: Sequence[tuple[Codec, Any, Any]]) -> None:
    for one, payloads, ports in some:
        one.decode_batch(payloads, ports, threads=1)


def _rows(count: int) -> dict[str, list[Any]]:
    from random import Random

    random = Random(1)
    devices = random.choices(messages.DEVICES, k=count)
    drawn = [random.choice(messages.payloads(one)) for one in devices]
    return {"device": devices, "payload": [one[0] for one in drawn], "f_port": [one[1] for one in drawn]}


def _told(times: Times, count: int) -> str:
    base = "orjson" if "orjson" in times.rounds else next(iter(times.rounds))
    rows = [
        [name, f"{times.typical(name) / 1000:.1f}", times_as_long(times.ratio(name, base))] for name in times.rounds
    ]
    size = "1.5 kB each, two network servers, twenty kinds of devices"
    note = (
        "*duckdb* reads three columns with one thread, *orjson* reads all lines and keeps nothing, *script* is "
        "`archive_by_hand.py`; *odd* are 12 % joins, statuses, empty frames and broken lines; "
        f"*long* is {_TIMES} times the file. Scripts and commands include their start."
    )
    return f"{count:,} messages, {size}.\n\n" + table(["", "µs a message", f"÷ {base}"], rows) + f"\n\n{note}"


def _verdicts(times: Times) -> list[str]:
    def ratio(one: str, other: str) -> dict[str, float]:
        return {"": times.ratio(one, other)} if {one, other} <= times.rounds.keys() else {}

    return [
        at_most("to Parquet ÷ duckdb", ratio("to Parquet", "duckdb"), 5),
        at_most("to Parquet ÷ orjson", ratio("to Parquet", "orjson"), 1.8),
        at_most("command to Parquet ÷ script", ratio("command parquet", "script parquet"), 0.6),
        at_most("command to CSV ÷ script", ratio("command csv", "script csv"), 0.7),
        at_least("one process ÷ two", ratio("command parquet", "command parquet, two processes"), 1.5),
        at_least("one process ÷ two, the long file", ratio(*(f"command parquet, {name}" for name in _JOBS)), 1.5),
        at_most("12 % odd ÷ clean", ratio("to Parquet, odd", "to Parquet"), 1.5),
    ]


def _there(name: str) -> bool:
    from importlib.util import find_spec

    return name not in ("duckdb", "orjson") or find_spec(name) is not None


def _duckdb(file: Path) -> object:
    import duckdb

    with duckdb.connect() as database:
        database.execute("SET threads = 1")
        return database.execute(
            "SELECT count(end_device_ids.dev_eui), count(uplink_message.frm_payload), count(data) FROM read_json(?, "
            "format = 'newline_delimited', columns = {end_device_ids: 'STRUCT(dev_eui VARCHAR)', "
            "uplink_message: 'STRUCT(frm_payload VARCHAR)', data: 'VARCHAR'})",
            [str(file)],
        ).fetchall()


def _orjson(file: Path) -> None:
    import orjson

    with file.open("rb") as lines:
        deque(map(orjson.loads, lines), maxlen=0)


def _command(*arguments: str) -> Callable[[], object]:
    package = str(Path(redi_codecs.__file__).parents[1])
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([package, *filter(None, sys.path)])}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled

    def run() -> None:
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environment)

    return run
