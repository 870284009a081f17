"""Batches as other libraries read them: the same values, over the same memory."""

from __future__ import annotations

import gc
import pickle
import threading
import weakref
from datetime import UTC, datetime
from typing import Any

import pytest

import redi_codecs
from batches import payloads_of
from redi_codecs.batch import Batch, Column
from redi_codecs.batch.frame import Frame

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
DEVICES = ["milesight-iot/em300-th", "elsys/ers-co2", "browan/tbms100", "milesight-iot/am102", "adeunis/comfort"]


def batch_of(device: str) -> Batch:
    codec = redi_codecs.codec(device)
    rows = payloads_of(codec, 40)
    return codec.decode_batch([payload for payload, _ in rows], [port for _, port in rows], NOON, sensitive=True)


def _plain(value: Any) -> Any:
    """What a library calls missing, or a time, in Python's own words."""
    if value is None or type(value).__name__ in ("NAType", "NaTType") or value != value:
        return None
    if hasattr(value, "to_pydatetime"):
        value = value.to_pydatetime()
    return value.item() if hasattr(value, "item") else value


def _nanoarrow(table: Any) -> dict[str, list[Any]]:
    na = pytest.importorskip("nanoarrow", reason="nanoarrow is not installed")
    array = na.Array(table)
    names = [field.name for field in array.schema.fields]
    return {name: list(array.child(at).iter_py()) for at, name in enumerate(names)}


def _arro3(table: Any) -> dict[str, list[Any]]:
    core = pytest.importorskip("arro3.core", reason="arro3-core is not installed")
    made = core.Table(table)
    return {name: [cell.as_py() for cell in made.column(name)] for name in made.column_names}


def _duckdb(made: Any) -> dict[str, list[Any]]:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    return dict(duckdb.sql("select * from made").to_arrow_table().to_pydict())


#: What makes a DataFrame have all that Arrow has.
WHOLE = {"attributes": True, "empty": True}


def _polars(table: Any) -> dict[str, list[Any]]:
    pytest.importorskip("polars", reason="polars is not installed")
    return dict(table.to_polars(**WHOLE).to_dict(as_series=False))


def _pandas(table: Any) -> dict[str, list[Any]]:
    pytest.importorskip("pandas", reason="pandas is not installed")
    frame = table.to_pandas(**WHOLE)
    return {name: [_plain(value) for value in frame[name]] for name in frame}


READERS: dict[str, Any] = {
    "pyarrow": lambda table: pa.table(table).to_pydict(),
    "record batch": lambda table: pa.record_batch(table).to_pydict(),
    "pandas": _pandas,
    "polars": _polars,
    "duckdb": _duckdb,
    "nanoarrow": _nanoarrow,
    "arro3": _arro3,
}


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("reader", READERS)
def test_read_back_equal(reader: str, device: str) -> None:
    batch = batch_of(device)
    for table in (batch, *batch.records.values()):
        found = READERS[reader](table)
        expected = {column.name: column.to_pylist() for column in table.exported()}
        assert list(found) == list(expected)
        for name, values in expected.items():
            assert [_plain(value) for value in found[name]] == values, name


def test_the_memory_is_the_same() -> None:
    numpy = pytest.importorskip("numpy", reason="numpy is not installed")
    batch = redi_codecs.codec("milesight-iot/em300-th").decode_batch(["03673401"] * 100, 85)
    column = batch["temperature"]
    address = numpy.frombuffer(column.values, numpy.uint8).ctypes.data
    assert pa.table(batch)["temperature"].chunk(0).buffers()[1].address == address
    assert pa.array(column).buffers()[1].address == address
    assert numpy.asarray(column).ctypes.data == address


def test_untouched_columns_share_their_nulls() -> None:
    batch = redi_codecs.codec("milesight-iot/em300-th").decode_batch(["03673401"] * 100, 85)
    table = pa.table(batch)
    untouched = [name for name in batch if not batch[name].touched and name in table.column_names]
    assert len(untouched) > 10
    addresses = {buffer.address for name in untouched for buffer in table[name].chunk(0).buffers() if buffer}
    assert len(addresses) == 1
    assert all(table[name].null_count == 100 for name in untouched)


def test_fields_say_what_they_are() -> None:
    table = pa.table(batch_of("elsys/ers-co2"))
    assert table.schema.metadata == {b"device": b"elsys/ers-co2"}
    told = {name.decode(): value.decode() for name, value in table.schema.field("temperature_probe_1").metadata.items()}
    assert told == {
        "quantity": "temperature", "unit": "Cel", "place": "probe", "channel": "1", "statistic": "last",
    }  # fmt: skip
    assert table.schema.field("time").type == pa.timestamp("us", "UTC")


def test_memory_lives_as_long_as_somebody_reads_it() -> None:
    codec = redi_codecs.codec("milesight-iot/em300-th")
    held = [pa.table(codec.decode_batch([f"0367{row:04x}"], 85)) for row in range(200)]
    gc.collect()
    assert [table["temperature"][0].as_py() for table in held] == [
        codec.decode(f"0367{row:04x}", 85)["temperature"].value for row in range(200)
    ]

    def drop() -> None:
        held.clear()

    thread = threading.Thread(target=drop)
    thread.start()
    thread.join()
    gc.collect()
    assert held == []


def test_an_exception_survives_a_released_table() -> None:
    batch = batch_of("browan/tbms100")
    for export in (
        pa.table,
        pa.record_batch,
        lambda one: one.__arrow_c_array__(),
        lambda one: one.__arrow_c_stream__(),
    ):
        with pytest.raises(ZeroDivisionError):
            [export(batch), 1 / 0]


def test_nothing_leaks() -> None:
    batch = batch_of("browan/tbms100")
    before = pa.total_allocated_bytes()
    for _ in range(1000):
        batch.__arrow_c_array__()
        pa.table(batch)
    gc.collect()
    assert pa.total_allocated_bytes() <= before + 100_000


class Tracked(bytearray):
    """Memory of which can be told whether it is still there."""


def test_memory_goes_with_its_last_reader() -> None:
    memory = Tracked(800)
    gone = weakref.ref(memory)
    column = Column("temperature", "float", 100, memory)
    table = Frame([column], 100)
    held = [pa.table(table), pa.array(column), table.__arrow_c_array__(), table.__arrow_c_stream__()]
    del memory, column, table
    while held:
        gc.collect()
        assert gone() is not None
        held.pop()
    gc.collect()
    assert gone() is None


@pytest.mark.parametrize("kind", ["to_pandas", "to_polars"])
def test_a_data_frame_shows_what_is_measured(kind: str) -> None:
    pytest.importorskip(kind.removeprefix("to_"))
    codec = redi_codecs.codec("milesight-iot/em300-th")
    batch = codec.decode_batch(["03673401 046865", "FF0B01 03670001", "20CE9E74466310015D00", "0367"], 85)

    def names(table: Any, **options: bool) -> list[str]:
        return list(getattr(table, kind)(**options).columns)

    assert names(batch) == ["temperature", "humidity", "error", "warnings"]
    assert names(batch, attributes=True) == ["power_on", "temperature", "humidity", "error", "warnings"]
    assert names(batch, empty=True) == ["time", "battery", "temperature", "humidity", "error", "warnings"]
    assert names(batch, **WHOLE) == pa.table(batch).column_names
    assert names(batch.records["history"]) == ["row", "time", "temperature", "humidity"]
    assert pa.table(codec.decode_batch(["0367"], 85)).schema == pa.table(codec.decode_batch(["03673401"], 85)).schema
    dry = codec.decode_batch(["03673401", "0468ff"], 85)
    assert names(dry) == ["temperature", "humidity", "humidity_status", "error", "warnings"]
    unplugged = redi_codecs.codec("dragino/lht65").decode_batch(["CBEA 0559 0226 01 7FFF 7FFF"], 2)
    assert {"temperature_probe", "temperature_probe_status"} <= set(names(unplugged)), "a status says something too"


def test_sensitive_columns_stay_inside() -> None:
    codec = redi_codecs.codec("elsys/ers-co2")
    encoded = codec.encode_uplink({"latitude": 48.5, "longitude": 8.25})
    payload, port = encoded.payload, encoded.f_port
    batch = codec.decode_batch([payload], port)
    assert batch["latitude"][0] is not None
    for table in (batch.to_arrow().column_names, batch.to_pandas().columns, batch.to_polars().columns):
        assert "latitude" not in table
    assert "48.5" not in batch._repr_html_()
    assert "latitude" in codec.decode_batch([payload], port, sensitive=True).to_arrow().column_names


def test_a_status_has_a_column_where_it_occurs() -> None:
    codec = redi_codecs.codec("milesight-iot/em300-th")
    batch = codec.decode_batch(["03673401", "0468ff"], 85)
    assert list(batch["humidity"].status) == [None, "implausible"]
    assert batch["humidity"][1] == 127.5
    names = batch.to_arrow().column_names
    assert "humidity_status" in names
    assert "temperature_status" not in names


class TestColumns:
    BATCH = redi_codecs.codec("milesight-iot/em300-th").decode_batch(["03673401", "046865", "0367"], 85)

    def test_indexing(self) -> None:
        column = self.BATCH["temperature"]
        assert isinstance(column, Column)
        assert (column[0], column[-1], column[:2], len(column)) == (30.8, None, [30.8, None], 3)
        assert (column.unit, column.quantity, column.null_count()) == ("Cel", "temperature", 2)
        with pytest.raises(IndexError, match="row 3 of 3"):
            column[3]
        with pytest.raises(KeyError, match="there are protocol_version"):
            self.BATCH["temprature"]

    def test_numpy(self) -> None:
        numpy = pytest.importorskip("numpy", reason="numpy is not installed")
        assert numpy.array_equal(self.BATCH["temperature"], [30.8, numpy.nan, numpy.nan], equal_nan=True)
        assert numpy.asarray(self.BATCH.errors).tolist() == [0, 0, 3]

    def test_display(self) -> None:
        assert repr(self.BATCH) == "<Batch milesight-iot/em300-th, 3 rows, 1 not decoded: temperature, humidity>"
        assert repr(self.BATCH["temperature"]) == "<Column temperature in Cel, 3 rows: 30.8, None, None>"
        page = self.BATCH._repr_html_()
        assert "<td>30.8</td>" in page
        assert "<th>temperature</th>" in page

    def test_faults(self) -> None:
        assert dict(self.BATCH.faults) == {2: ("TruncatedPayload", "temperature", 2)}
        assert 0 not in self.BATCH.faults
        assert pickle.loads(pickle.dumps(self.BATCH.faults[2])) == self.BATCH.faults[2]
        assert self.BATCH.decoded(0)["temperature"].value == 30.8
        with pytest.raises(redi_codecs.TruncatedPayload):
            self.BATCH.decoded(-1)
