"""Decoding on Dask, in processes of their own, gives what decoding here gives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed", reason="dask.distributed is not installed")
pytest.importorskip("pyarrow", reason="pyarrow is not installed")
pytest.importorskip("pandas", reason="pandas is not installed")

from distributed_archive import DECLARATION, NAMED, WITHOUT_CORE, Archive, accounted, archive, rows
from redi_codecs.distributed import ColumnError

# Dask's own way to read an index, of which pandas 3 does not approve.
pytestmark = pytest.mark.filterwarnings("ignore:The inplace keyword in DataFrame.set_index is deprecated")

SETTINGS: dict[str, Any] = {"threads_per_worker": 1, "dashboard_address": "127.0.0.1:0", "processes": True}
DTYPES = {
    "time": "datetime64[us, UTC]", "device": "string", "quantity": "string", "name": "string", "value": "float64",
    "text": "string", "unit": "string", "channel": "Int32", "status": "string", "record": "string",
    "warnings": "string",
}  # fmt: skip


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    from dask.distributed import Client, LocalCluster

    with LocalCluster(n_workers=2, **SETTINGS) as cluster, Client(cluster) as client:
        yield client


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    return archive(tmp_path_factory.mktemp("archive"))


def table(frame: Any, **columns: Any) -> Any:
    """What Dask gave, as Arrow."""
    import pyarrow

    return pyarrow.Table.from_pandas(frame.assign(**columns), preserve_index=False)


def test_archive_is_what_it_is_here(client: Any, stored: Archive) -> None:
    from dask.dataframe import read_parquet

    from redi_codecs.distributed import dask

    frame = read_parquet(stored.folder, index="uplink", calculate_divisions=True, dtype_backend="pyarrow")
    kept = {**NAMED, "keep": ["gateway"]}
    readings, rejects = stored.expected()
    decoded = dask.decode(frame, **kept)
    dtypes = {name: str(dtype) for name, dtype in decoded.dtypes.items()}
    assert dtypes == DTYPES | {"gateway": str(frame.dtypes["gateway"])}
    assert decoded.divisions == frame.divisions
    assert None not in decoded.divisions

    found = decoded.compute()
    assert found.dtypes.equals(decoded.dtypes)
    assert rows(table(found, uplink=found.index)) == readings
    rejected = dask.rejects(frame, **kept).compute()
    assert rows(table(rejected, uplink=rejected.index)) == rejects
    accounted(stored, readings, rejects)

    both = dask.decode(frame, rejects=True, **kept).persist()
    assert len(both[both["code"].isna()]) == len(readings)
    again = both[~both["code"].isna()][list(rejected.columns)].compute()
    assert rows(table(again, uplink=again.index)) == rejects


def test_worker_without_core_gives_the_same(stored: Archive) -> None:
    from dask.dataframe import read_parquet
    from dask.distributed import Client, LocalCluster

    from redi_codecs.distributed import dask

    def native() -> bool:
        import redi_codecs

        return redi_codecs.native

    with LocalCluster(n_workers=1, preload=[WITHOUT_CORE], **SETTINGS) as cluster, Client(cluster) as client:
        assert set(client.run(native).values()) == {False}
        decoded = dask.decode(read_parquet(stored.folder), **NAMED, keep=["uplink", "gateway"])
        assert rows(table(decoded.compute())) == stored.expected()[0]


def test_device_from_elsewhere_and_rows_that_are_odd(client: Any, tmp_path: Path) -> None:
    import pandas
    from dask import config
    from dask.dataframe import from_pandas

    from redi_codecs.distributed import dask

    file = tmp_path / "attic.py"
    file.write_text(DECLARATION, encoding="utf-8")
    odd = [b"\x00\xf5", "00F6", "00f", None, "no hex", 7, float("nan"), bytearray(b"\x00")]
    frame = pandas.DataFrame(
        {
            "data": pandas.Series(odd, dtype=object),
            "port": [3, 3, 3, 3, 3, 3, 3, None],
            "at": pandas.to_datetime(["2026-05-01T12:00Z"] * 7 + [None]),
        }
    )
    given: dict[str, Any] = {"device": "acme/attic", "payload": "data", "declarations": [file]}
    with config.set({"dataframe.convert-string": False}):  # Dask's habit, which no bytes survive
        archive = from_pandas(frame, npartitions=3)
        decoded = dask.decode(archive, **given, f_port="port", time="at").compute()
        codes = dask.rejects(archive, **given, f_port="port").compute()["code"]
    at = datetime(2026, 5, 1, 12, tzinfo=UTC)
    assert list(zip(decoded.index, decoded["value"], decoded["time"], strict=True)) == [(0, 24.5, at), (1, 24.6, at)]
    assert codes.to_dict() == dict.fromkeys((2, 4, 5), "InvalidPayload") | dict.fromkeys((3, 6, 7), "NoPayload")


def test_column_that_cannot_be_is_told_before_the_job() -> None:
    import pandas
    from dask import config
    from dask.dataframe import from_pandas

    from redi_codecs.distributed import dask

    frame = pandas.DataFrame(
        {
            "id": ["elsys/ers"],
            "data": [b"\1"],
            "port": [1],
            "naive": pandas.to_datetime(["2026-05-01"]),
            "moment": pandas.Series([datetime(2026, 5, 1, tzinfo=UTC)], dtype=object),
        }
    )
    with config.set({"dataframe.convert-string": False}):
        archive = from_pandas(frame, npartitions=1)
    right = {"device": "id", "payload": "data", "f_port": "port"}
    for wrong, problem in (
        ({"payload": "fPayload"}, "payload='fPayload': .* no such column; there are id, data"),
        ({"payload": "port"}, "binary or hex text, not int64"),
        ({"f_port": "naive"}, "f_port: integers are needed, not timestamp"),
        ({"time": "naive"}, "times have no zone"),
        ({"time": "moment"}, "time='moment': times with their zone are needed, not .*to_datetime"),
    ):
        with pytest.raises(ColumnError, match=problem):
            dask.decode(archive, **right | wrong)
