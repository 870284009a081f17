"""Decoding on Spark, whose Python workers are processes of their own, gives what decoding here gives."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import which
from typing import Any

import pytest

pytest.importorskip("pyspark", reason="pyspark is not installed")
pytest.importorskip("pyarrow", reason="pyarrow is not installed")
if which("java") is None:
    pytest.skip("Spark needs Java, and none is installed", allow_module_level=True)

from distributed_archive import DECLARATION, NAMED, WITHOUT_CORE, Archive, accounted, archive, rows
from redi_codecs.distributed import ColumnError

# Spark says this of pandas 3 in general; nothing of pandas is used here.
pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")

SETTINGS = {
    "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1", "spark.sql.session.timeZone": "Europe/Berlin",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "500",
}  # fmt: skip


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        session = SparkSession.builder.master("local[2]").config(map=SETTINGS).getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        gateway: Any = SparkContext._gateway
        yield session
        session.stop()
        gateway.shutdown()
        gateway.proc.stdin.close()
        assert gateway.proc.wait(60) is not None
        SparkContext._gateway = SparkContext._jvm = None


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return archive(tmp_path_factory.mktemp("archive"))


def test_archive_is_what_it_is_here(session: Any, stored: Archive) -> None:
    from redi_codecs.distributed import spark

    frame = session.read.parquet(str(stored.folder))
    kept = {**NAMED, "keep": ["uplink", "gateway"]}
    readings, rejects = stored.expected()
    decoded = spark.decode(frame, **kept)
    assert decoded.schema.simpleString() == (
        "struct<time:timestamp,device:string,quantity:string,name:string,value:double,text:string,unit:string,"
        "channel:int,status:string,record:string,warnings:string,uplink:bigint,gateway:string>"
    )
    assert rows(decoded.toArrow()) == readings
    assert rows(spark.rejects(frame, **kept).toArrow()) == rejects
    accounted(stored, readings, rejects)

    both = spark.decode(frame, rejects=True, **kept).cache()
    assert both.where("code IS NULL").count() == len(readings)
    assert rows(both.where("code IS NOT NULL").select(*spark.rejects(frame, **kept).columns).toArrow()) == rejects
    both.unpersist()


def test_worker_without_core_gives_the_same(session: Any, stored: Archive, tmp_path: Path) -> None:
    from redi_codecs.distributed import spark

    def native(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow

        import redi_codecs

        for batch in batches:
            yield pyarrow.record_batch({"native": [redi_codecs.native] * batch.num_rows})

    (tmp_path / "sitecustomize.py").write_text(WITHOUT_CORE, encoding="utf-8")
    path = os.pathsep.join(filter(None, (str(tmp_path), os.environ.get("PYTHONPATH"))))
    frame = session.read.parquet(str(stored.folder))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(session.sparkContext.environment, "PYTHONPATH", path)
        assert [row.native for row in session.range(1).mapInArrow(native, "native boolean").collect()] == [False]
        decoded = spark.decode(frame, **NAMED, keep=["uplink", "gateway"])
        assert rows(decoded.toArrow()) == stored.expected()[0]


def test_device_from_elsewhere_hex_text_and_rows_that_are_odd(session: Any, tmp_path: Path) -> None:
    from redi_codecs.distributed import spark

    file = tmp_path / "attic.py"
    file.write_text(DECLARATION, encoding="utf-8")
    odd = [(1, "00F5"), (2, "00f"), (3, None), (4, "no hex"), (5, ""), (6, " 00 F6 ")]
    frame = session.createDataFrame(odd, "number int, `the.payload` string")
    given: dict[str, Any] = {"device": "acme/attic", "payload": "the.payload", "f_port": 3, "declarations": [file]}
    at = datetime(2026, 5, 1, 12, tzinfo=UTC)
    decoded = spark.decode(frame, **given, time=at, keep=["number"]).toArrow()
    found = zip(*(decoded[name].to_pylist() for name in ("number", "value", "time")), strict=True)
    assert sorted(found) == [(1, 24.5, at), (6, 24.6, at)]
    codes = {row.number: row.code for row in spark.rejects(frame, **given, keep=["number"]).collect()}
    assert codes == {
        2: "InvalidPayload", 3: "NoPayload", 4: "InvalidPayload", 5: "TruncatedPayload"
    }  # fmt: skip

    # Times at both ends of what Spark has, and ids that are not UTF-8.
    extreme = session.sql(
        "SELECT timestamp_micros(id * 9223372036854775807) AS at, IF(id = 0, X'00F5', X'00') AS data,"
        " IF(id = 0, 3.0D, id * 3.0D) AS port,"
        " IF(id = 0, 'acme/attic', CAST(X'FF61' AS STRING)) AS id FROM range(-1, 2)"
    )
    given |= {"payload": "data", "f_port": "port", "time": "at"}
    codes = [
        sorted(
            row.code or row.name for row in spark.decode(extreme, **given | {"device": device}, rejects=True).collect()
        )
        for device in ("id", "acme/attic")
    ]
    assert codes == [
        ["UnknownDevice", "UnknownDevice", "temperature"],
        ["InvalidPayload", "TruncatedPayload", "temperature"],
    ]


def test_column_that_cannot_be_is_told_before_the_job(session: Any) -> None:
    from redi_codecs.distributed import spark

    frame = session.createDataFrame(
        [], "id string, data binary, port int, at timestamp_ntz, numbers array<int>, day date, text string"
    )
    right = {"device": "id", "payload": "data", "f_port": "port"}
    assert spark.decode(frame, **right, keep=["numbers"]).schema["numbers"] == frame.schema["numbers"]
    for wrong, problem in (
        ({"payload": "fPayload"}, "payload='fPayload': .* no such column; there are id, data"),
        ({"payload": "numbers"}, "numbers: a column of array<int> is none"),
        ({"payload": "port"}, "binary or hex text, not int32"),
        ({"f_port": "text"}, "f_port: integers are needed, not utf8"),
        ({"time": "at"}, "times have no zone"),
        ({"time": "day"}, "not date"),
    ):
        with pytest.raises(ColumnError, match=problem):
            spark.decode(frame, **right | wrong)
