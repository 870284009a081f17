"""An archive as a region keeps it, in files of Parquet, and what decoding it in one process gives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pyarrow
from pyarrow import parquet

import redi_codecs

#: Of many kinds: tags, ports, histories, counted channels, texts.
DEVICES = (
    "browan/tbms100", "decentlab/dl-sht35-001", "dragino/lht65", "elsys/ers", "milesight-iot/am102",
    "milesight-iot/em300-th", "mclimate/ht-sensor", "netvox/r711", "sensecap/sensecap-air-th", "talkpool/oy1210",
)  # fmt: skip

#: Names of columns as they should not be: with a dot, with a space, and like those of the result.
NAMED: dict[str, Any] = {"device": "device", "payload": "payload", "f_port": "port no", "time": "received.at"}

#: Modules of the compiled core; a process that runs this first has none of them.
WITHOUT_CORE = """
import sys
compiled = "runtimes.core._vm", "readings._native", "batch._arrow", "batch._loops"
sys.modules.update(dict.fromkeys(f"redi_codecs.{one}" for one in compiled))
"""

#: A device that is not part of the library.
DECLARATION = """
from redi_codecs.kinds import temperature
from redi_codecs.layout import device, i16, vector

ATTIC = device(
    "acme/attic", name="Attic thermometer", source="for this test", f_port=3, uplink=temperature(i16 / 10),
    vectors=[vector("00F5", temperature=24.5)],
)
"""

_SCHEMA = pyarrow.schema(
    {
        "uplink": pyarrow.int64(),
        "device": pyarrow.string(),
        "payload": pyarrow.binary(),
        "port no": pyarrow.int32(),
        "received.at": pyarrow.timestamp("us", "UTC"),
        "gateway": pyarrow.string(),
    }
)


class Archive(NamedTuple):
    """Where the files are, and what is in them."""

    folder: Path
    table: pyarrow.Table

    def expected(self) -> tuple[list[Any], list[Any]]:
        """Readings and rejects, decoded here."""
        found = redi_codecs.decode_table(self.table, keep=["uplink", "gateway"], **NAMED)
        return rows(found.readings), rows(found.rejects)


def archive(folder: Path, count: int = 4000, files: int = 4) -> Archive:
    """Write an archive: one row in a hundred is garbage, some have gaps, one file has nothing but such rows."""
    draw = Random(7)
    uplinks = []
    for id in DEVICES:
        one = redi_codecs.codec(id).device
        uplinks += [(id, vector.payload, vector.f_port) for vector in one.vectors]
    start = datetime(2026, 5, 1, tzinfo=UTC)
    table: list[tuple[Any, ...]] = []
    for number in range(count):
        row: list[Any] = [number, *draw.choice(uplinks), start + timedelta(minutes=number), f"gateway {number % 7}"]
        if draw.random() < 0.01:
            row[2] = draw.randbytes(draw.randint(0, 60))
        if draw.random() < 0.02:
            row[draw.randint(1, 5)] = None
        if draw.random() < 0.01:
            row[1] = draw.choice(["acme/unheard-of", ""])
        if draw.random() < 0.01:
            row[3] = draw.choice([-1, 0, 256, 1 << 30])
        table.append(tuple(row))
    table += [(count + number, None, draw.randbytes(number), 1, None, None) for number in range(20)]
    columns = list(zip(*table, strict=True))
    whole = pyarrow.table(
        [pyarrow.array(column, field.type) for column, field in zip(columns, _SCHEMA, strict=True)], schema=_SCHEMA
    )
    each = count // files
    for number in range(files):
        parquet.write_table(whole.slice(number * each, each), folder / f"{number}.parquet")
    parquet.write_table(whole.slice(count), folder / f"{files}.parquet")
    return Archive(folder, whole)


def rows(table: pyarrow.Table) -> list[tuple[Any, ...]]:
    """The rows of a table but for their numbers, in an order that no cluster can change."""
    names = sorted(name for name in table.column_names if name != "row")
    found = list(zip(*(table[name].to_pylist() for name in names), strict=True))
    return sorted(found, key=repr)


def accounted(archive: Archive, readings: list[Any], rejects: list[Any]) -> None:
    """Each uplink gave readings, or was rejected, and none did both; the rest says nothing of what was measured."""
    at_readings = sorted([*_columns("readings"), "uplink", "gateway"]).index("uplink")
    at_rejects = sorted([*_columns("rejects"), "uplink", "gateway"]).index("uplink")
    read, rejected = {row[at_readings] for row in readings}, [row[at_rejects] for row in rejects]
    assert len(rejected) == len(set(rejected)) > 100
    assert not read & set(rejected)
    silent = set(range(len(archive.table))) - read - set(rejected)
    for number in silent:
        row = {name: archive.table[name][number].as_py() for name in archive.table.column_names}
        assert not redi_codecs.decode(row["device"], row["payload"], row["port no"]).readings


def _columns(parts: Any) -> list[str]:
    from redi_codecs.distributed.job import READINGS, REJECTS

    return list(READINGS if parts == "readings" else REJECTS)
