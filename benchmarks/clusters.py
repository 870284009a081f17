"""Measure what Spark and Dask leave of a core: ``python benchmarks/clusters.py``; ``--docs FILE`` puts the table there.

All of them read the same Parquet files and throw the readings away; a file is a partition. Each runs once to start its
workers and to make the codecs, which does not count, and then in every round. The measure of both is ``decode_table``
in as many processes as they have workers: cores that share memory are slower when all of them are at work.
"""

from __future__ import annotations

import argparse
import logging
import os
import platform
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from importlib import import_module
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from random import Random
from shutil import which
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import psutil
import pyarrow
from agreement import vectors
from by_hand import FORMATS
from pyarrow import parquet
from sections import table

import redi_codecs

#: What a core of a cluster should do at least, of what it does alone.
AT_LEAST = 0.5
_NAMED: dict[str, Any] = {"device": "device", "payload": "payload", "f_port": "f_port", "time": "received"}
_ALONE, _BASE = "`decode_table`, alone", "`decode_table`, a process a core"
_MARKS = "<!-- clusters -->", "<!-- /clusters -->"

Run = Callable[[], object]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=3_000_000, help="payloads of the archive (default: %(default)s)")
    parser.add_argument("--files", type=int, default=12, help="files of the archive (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of all (default: %(default)s)")
    parser.add_argument("--cores", type=int, default=os.cpu_count(), help="workers of a cluster (default: %(default)s)")
    parser.add_argument("--docs", type=Path, metavar="FILE", help="put the table into this page")
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as folder, ExitStack() as clusters:
        _archive(Path(folder), given.rows, given.files)
        runs = {_ALONE: _local(folder), _BASE: clusters.enter_context(_processes(folder, given.cores))}
        if find_spec("pyspark") and which("java"):
            runs["Spark"] = clusters.enter_context(_spark(folder, given.cores))
        if find_spec("distributed"):
            runs["Dask"] = clusters.enter_context(_dask(folder, given.cores))
        report = _report(_measured(runs, given.rounds), given.rows, given.cores)
    print(report)
    if given.docs:
        before, _, rest = given.docs.read_text(encoding="utf-8").partition(_MARKS[0])
        after = rest.partition(_MARKS[1])[2]
        marked = f"{_MARKS[0]}\n\n{report}\n\n{_MARKS[1]}"
        given.docs.write_text(before + marked + after, encoding="utf-8")
    return 0


def _archive(folder: Path, rows: int, files: int) -> None:
    """Payloads of ten formats in random order, one in a hundred of them cut short."""
    draw = Random(1)
    uplinks = [(device, *uplink) for device in FORMATS for uplink in vectors(device)]
    each = -(-rows // files)
    for number in range(files):
        drawn = draw.choices(uplinks, k=min(each, rows - number * each))
        payloads = [payload[:1] if draw.random() < 0.01 else payload for _, payload, _ in drawn]
        start = 1_777_000_000_000_000 + number * each * 1_000_000
        columns = {
            "device": pyarrow.array([device for device, _, _ in drawn]),
            "payload": pyarrow.array(payloads, pyarrow.binary()),
            "f_port": pyarrow.array([f_port for _, _, f_port in drawn], pyarrow.int32()),
            "received": pyarrow.array(
                range(start, start + len(drawn) * 1_000_000, 1_000_000), pyarrow.timestamp("us", "UTC")
            ),
        }
        parquet.write_table(pyarrow.table(columns), folder / f"{number}.parquet")


# ---- who runs


def _file(file: Path) -> None:
    redi_codecs.decode_table(parquet.read_table(file, use_threads=False), **_NAMED, threads=1)


def _local(folder: str) -> Run:
    return lambda: deque(map(_file, Path(folder).glob("*.parquet")), maxlen=0)


@contextmanager
def _processes(folder: str, cores: int) -> Iterator[Run]:
    with ProcessPoolExecutor(cores, get_context("spawn")) as pool:
        yield lambda: deque(pool.map(_file, Path(folder).glob("*.parquet")), maxlen=0)


@contextmanager
def _spark(folder: str, cores: int) -> Iterator[Run]:
    from pyspark.sql import SparkSession

    from redi_codecs.distributed import spark

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings: dict[str, Any] = {
        "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1", "spark.driver.memory": "2g",
    }  # fmt: skip
    session = SparkSession.builder.master(f"local[{cores}]").config(map=settings).getOrCreate()
    try:
        session.sparkContext.setLogLevel("ERROR")

        def run() -> None:
            readings = spark.decode(session.read.parquet(folder), **_NAMED)
            readings.write.format("noop").mode("overwrite").save()

        yield run
    finally:
        session.stop()


@contextmanager
def _dask(folder: str, cores: int) -> Iterator[Run]:
    from redi_codecs.distributed import dask

    distributed: Any = import_module("dask.distributed")  # neither is typed
    dataframe: Any = import_module("dask.dataframe")
    settings = {"threads_per_worker": 1, "dashboard_address": "127.0.0.1:0", "silence_logs": logging.ERROR}
    with distributed.LocalCluster(n_workers=cores, **settings) as cluster, distributed.Client(cluster):
        archive = dataframe.read_parquet(folder, split_row_groups=False, aggregate_files=False)

        def run() -> object:
            readings: Any = dask.decode(archive, **_NAMED)
            return readings.map_partitions(len).compute()

        yield run


# ---- how long


def _measured(runs: Mapping[str, Run], rounds: int) -> dict[str, list[float]]:
    """Seconds of all processors in each round; those on the clock would say more of the machine's other guests."""
    spent: dict[str, list[float]] = {name: [] for name in runs}
    for run in runs.values():
        run()
    names = list(runs)
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            busy = _busy()
            runs[name]()
            spent[name].append(_busy() - busy)
    return spent


def _busy() -> float:
    """Seconds that processors gave to this process and all that it started."""
    here = psutil.Process()
    total = 0.0
    for one in (here, *here.children(recursive=True)):
        try:
            times = one.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    return total


def _report(spent: Mapping[str, Sequence[float]], rows: int, cores: int) -> str:
    lines = []
    for name, rounds in spent.items():
        rate = rows / median(rounds)
        workers = 1 if name == _ALONE else cores
        shares = [_share(spent[base], rounds) for base in (_BASE, _ALONE)]
        lines.append([name, str(workers), f"{rate:,.0f}", *(f"{share:.2f}" for share in shares)])
    found = {name: _share(spent[_BASE], rounds) for name, rounds in spent.items() if name in ("Spark", "Dask")}
    verdicts = [f"{name} {share:.2f} ({'met' if share >= AT_LEAST else 'missed'})" for name, share in found.items()]
    head = ["", "workers", "payloads a second of processor time", "share of a core's rate", "of that of a core alone"]
    return "\n\n".join(
        (
            table(head, lines),
            f"{rows:,} payloads of {len(FORMATS)} formats in random order, one in a hundred broken; "
            f"{platform.python_implementation()} {platform.python_version()} on {os.cpu_count()} cores, "
            f"{'with' if redi_codecs.native else 'without'} the compiled core. Medians of {len(spent[_BASE])} rounds.",
            f"At least {AT_LEAST:g} of a core's rate, when all are at work: {', '.join(verdicts) or 'not measured'}.",
        )
    )


def _share(base: Sequence[float], rounds: Sequence[float]) -> float:
    """How much of the base's rate this one has: the median of what each round says."""
    return median(one / other for one, other in zip(base, rounds, strict=True))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    sys.exit(main())
