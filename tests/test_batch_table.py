"""A mixed table of many devices: every reading of every row, and every row that gave none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

import redi_codecs
from declared import DECLARED
from redi_codecs import DecodeError, InvalidPayload, RediCodecsError, UnknownDevice, decode_table
from redi_codecs.batch import strips
from redi_codecs.batch.times import moments
from redi_codecs.instants import microseconds

pytest.importorskip("numpy", reason="numpy is not installed")

EM300 = "milesight-iot/em300-th"
START = datetime(2026, 5, 1, tzinfo=UTC)


def library(name: str) -> Any:
    return pytest.importorskip(name, reason=f"{name} is not installed")


def mixed() -> dict[str, list[Any]]:
    """All devices' vectors, shuffled by their bytes, with rows between them from which nothing can come."""
    rows: list[tuple[str | None, bytes | None, int | None]] = []
    for device in DECLARED:
        for vector in device.vectors:
            rows.append((device.id, vector.payload, vector.f_port))
    rows += [
        ("browan/tbms100", b"\x01", 102),
        ("browan/tbms100", None, 102),
        ("browan/tbms100", bytes(8), None),
        ("browan/tbms100", bytes(8), 7),
        ("acme/unheard-of", b"\x01", 1),
        (None, b"\x01", 1),
    ]
    rows.sort(key=lambda row: (row[1] or b"")[::-1])
    return {
        "device": [row[0] for row in rows],
        "data": [row[1] for row in rows],
        "port": [row[2] for row in rows],
        "received": [START + timedelta(minutes=number) for number in range(len(rows))],
        "eui": [f"{number:016x}" for number in range(len(rows))],
    }


MIXED = mixed()
NAMED: dict[str, Any] = {"device": "device", "payload": "data", "f_port": "port", "time": "received"}


def number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def text(value: Any) -> str | None:
    if isinstance(value, bytes):
        return value.hex()
    return value if isinstance(value, str) else None


@cache
def expected() -> tuple[list[tuple[Any, ...]], dict[int, tuple[Any, ...]]]:
    """Readings and rejects, by decoding row by row."""
    table = MIXED
    readings: list[tuple[Any, ...]] = []
    rejects: dict[int, tuple[Any, ...]] = {}
    for row in range(len(table["data"])):
        device, payload, port = (table[name][row] for name in ("device", "data", "port"))
        try:
            if device is None:
                raise RediCodecsError("the row names no device")
            codec = redi_codecs.codec(device)
            if payload is None or port is None:
                reason = "the row has no payload" if payload is None else "the row has no fPort"
                rejects[row] = reason, "NoPayload", None, 0
                continue
            decoded = codec.decode(payload, port, received_at=table["received"][row])
        except DecodeError as error:
            rejects[row] = error.problem, type(error).__name__, error.field, error.offset
            continue
        except RediCodecsError as error:
            rejects[row] = str(error), "UnknownDevice", None, None
            continue
        found = [(decoded.time, one, None) for one in decoded.readings]
        found += [(record.time, one, record.name) for record in decoded.records for one in record.readings]
        for time, one, record in found:
            if one.field.sensitive or (one.value is None and one.status is None):
                continue
            values = number(one.value), text(one.value)
            named = row, time, device, one.quantity, one.name, *values, one.unit or None
            warned = ", ".join(sorted({odd.code for odd in decoded.warnings}))
            readings.append((*named, one.channel, one.status, record, warned or None))
    return readings, rejects


def order(one: tuple[Any, ...]) -> tuple[Any, ...]:
    return one[0], one[4], one[1] or START, str(one[5:])


def _arrow(table: Any) -> dict[str, list[Any]]:
    return dict(table.to_pydict())


def _pandas(table: Any) -> dict[str, list[Any]]:
    objects = table.astype(object).where(table.notna(), None)
    return {name: objects[name].tolist() for name in table}


def _own(table: Any) -> dict[str, list[Any]]:
    return {name: table[name].to_pylist() for name in table}


FORMS: dict[str, tuple[Any, Any]] = {
    "dict": (lambda: MIXED, _own),
    "pandas": (lambda: library("pandas").DataFrame(MIXED), _pandas),
    "polars": (lambda: library("polars").DataFrame(MIXED), lambda table: table.to_dict(as_series=False)),
    "pyarrow": (lambda: library("pyarrow").table(MIXED), _arrow),
    "duckdb": (lambda: library("duckdb").from_arrow(library("pyarrow").table(MIXED)), _own),
    "arro3": (lambda: library("arro3.core").Table(library("pyarrow").table(MIXED)), _own),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_reading_of_every_row(form: str) -> None:
    make, read = FORMS[form]
    wanted, unwanted = expected()
    table = make()
    readings, rejects = decode_table(table, **NAMED, keep=["eui"])
    if form in ("pandas", "polars", "pyarrow"):
        assert type(readings) is type(rejects) is type(table)
    found = read(readings)
    names = [
        "row",
        "time",
        "device",
        "quantity",
        "name",
        "value",
        "text",
        "unit",
        "channel",
        "status",
        "record",
        "warnings",
    ]
    names.append("eui")
    assert list(found) == names
    rows = list(zip(*found.values(), strict=True))
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert all(row[-1] == MIXED["eui"][row[0]] for row in rows)
    assert sorted((row[:-1] for row in rows), key=order) == sorted(wanted, key=order)
    bad = read(rejects)
    assert list(bad) == ["row", "device", "reason", "code", "field", "offset", "payload", "partial", "eui"]
    reasons = zip(*(bad[name] for name in ("reason", "code", "field", "offset")), strict=True)
    assert dict(zip(bad["row"], reasons, strict=True)) == unwanted
    payloads = [None if MIXED["data"][row] is None else MIXED["data"][row].hex() for row in bad["row"]]
    assert bad["payload"] == payloads
    assert bad["device"] == [MIXED["device"][row] for row in bad["row"]]


@pytest.mark.parametrize("asked", [{}, {"wide": True}, {"attributes": True, "sensitive": True}], ids=str)
def test_the_table_is_put_together_alike_without_the_compiled_loops(
    asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = []
    for compiled in (True, False):
        if not compiled:
            monkeypatch.setattr(strips, "_core", None)
        readings, rejects = decode_table(MIXED, **NAMED, **asked)
        tables.append((_own(readings), _own(rejects)))
    assert repr(tables[0]) == repr(tables[1])  # NaN is none of its own equals


def test_tables_of_one_device_and_of_rows_that_lie_together() -> None:
    """Rows in the order of their devices stay where they are; their numbers are those of the table."""
    table = {"id": [EM300] * 2 + ["browan/tbms100"] * 2, "data": ["03673401", "0x", "010b3a0500c50000", None]}
    readings, rejects = decode_table(table, device="id", payload="data", f_port=[85, 85, 102, 102])
    assert list(dict.fromkeys(readings["row"])) == [0, 2]
    assert list(zip(rejects["row"], rejects["code"], strict=True)) == [(1, "InvalidPayload"), (3, "NoPayload")]
    turned = {name: column[::-1] for name, column in table.items()}
    readings, rejects = decode_table(turned, device="id", payload="data", f_port=[102, 102, 85, 85])
    assert list(dict.fromkeys(readings["row"])) == [1, 3]
    assert list(zip(rejects["row"], rejects["code"], strict=True)) == [(0, "NoPayload"), (2, "InvalidPayload")]


def test_wide() -> None:
    all_readings, all_rejects = expected()
    readings, rejects = decode_table(MIXED, **NAMED, wide=True)
    found = _own(readings)
    assert list(found)[:6] == ["row", "time", "device", "message", "record", "warnings"]
    assert dict.fromkeys(found["row"]).keys() | set(all_rejects) == set(range(len(MIXED["data"])))
    cells = set()
    for at, (row, time) in enumerate(zip(found["row"], found["time"], strict=True)):
        for name, column in found.items():
            if name not in ("row", "time", "device", "message", "record", "warnings") and column[at] is not None:
                cells.add((row, time, name, column[at]))
    wanted = set()
    for row, time, _, _, name, value, words, _, _, status, *_ in all_readings:
        wanted |= {(row, time, name, one) for one in (value, words) if one is not None}
        wanted |= {(row, time, f"{name}_status", status)} if status else set()
    assert cells == wanted
    assert readings["motion"].type == "bool"
    assert readings["motion_count_total"].type == "int"
    assert len(rejects) == len(all_rejects)


def test_constants_for_columns() -> None:
    table = {"data": ["03673401", "046865", "0367"]}
    readings, rejects = decode_table(table, device="milesight-iot/em300-th", payload="data", f_port=85, time=START)
    assert list(readings["name"]) == ["temperature", "humidity"]
    assert list(readings["time"]) == [START, START]
    assert list(rejects["reason"]) == ["2 bytes needed, none left"]
    declared = redi_codecs.codec("milesight-iot/em300-th").device
    assert len(decode_table(table, device=declared, payload="data", f_port=85).readings) == 2


def test_attributes_and_what_is_sensitive_are_asked_for() -> None:
    codec = redi_codecs.codec("elsys/ers-co2")
    encoded = codec.encode_uplink({"latitude": 48.5, "longitude": 8.25, "temperature": 20})
    payload, port = encoded.payload, encoded.f_port
    table = {"data": [payload]}
    asked: dict[str, Any] = {"device": codec.device.id, "payload": "data", "f_port": port}
    assert list(decode_table(table, **asked).readings["name"]) == ["temperature"]
    assert "latitude" in list(decode_table(table, **asked, sensitive=True).readings["name"])
    em300: dict[str, Any] = {"device": "milesight-iot/em300-th", "payload": "data", "f_port": 85}
    version = {"data": ["ff0101"]}
    assert len(decode_table(version, **em300).readings) == 0
    found = decode_table(version, **em300, attributes=True).readings
    assert (found["name"][0], found["text"][0]) == ("protocol_version", "0.1")


def test_devices_of_every_kind_of_column() -> None:
    pa, pl = library("pyarrow"), library("polars")
    devices = ["browan/tbms100", "milesight-iot/em300-th"] * 3
    data = ["010b3a0500c50000", "03673401"] * 3
    for kind in (pa.utf8(), pa.large_utf8(), pa.string_view(), pa.dictionary(pa.int8(), pa.utf8())):
        table = pa.table({"device": pa.array(devices, kind), "data": data, "port": [102, 85] * 3}).slice(1)
        readings, _ = decode_table(table, device="device", payload="data", f_port="port")
        assert readings["row"].to_pylist() == [0, 1, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3, 4]
    frame = pl.DataFrame({"device": devices, "data": data, "port": [102, 85] * 3}).with_columns(
        pl.col("device").cast(pl.Categorical)
    )
    assert len(decode_table(frame, device="device", payload="data", f_port="port").readings) == 18


def test_a_device_id_that_is_no_utf_8_is_an_unknown_device() -> None:
    pa = library("pyarrow")
    texts = pa.array([EM300.encode(), b"\xffa"]).view(pa.string())
    table = pa.table({"id": texts, "data": pa.array([b"\x03\x67\xf6\x00"] * 2)})
    readings, rejects = decode_table(table, device="id", payload="data", f_port=85)
    assert readings["value"].to_pylist() == [24.6]
    assert (rejects["row"].to_pylist(), rejects["code"].to_pylist()) == ([1], ["UnknownDevice"])


def test_nothing_in_nothing_out() -> None:
    table: dict[str, list[Any]] = {"device": [], "data": [], "port": []}
    for one in (table, library("pandas").DataFrame(table), library("polars").DataFrame(table)):
        for wide in (False, True):
            readings, rejects = decode_table(one, device="device", payload="data", f_port="port", wide=wide)
            assert len(readings) == len(rejects) == 0


def test_only_rejects() -> None:
    readings, rejects = decode_table({"data": ["zz", None]}, device="browan/tbms100", payload="data", f_port=102)
    assert len(readings) == 0
    assert list(rejects["code"]) == ["InvalidPayload", "NoPayload"]
    assert "'zz' is not hex" in rejects["reason"][0]


@pytest.mark.parametrize("form", ["pandas", "polars", "pyarrow", "mapping"])
def test_what_is_kept_takes_the_place_of_nothing_that_was_decoded(form: str) -> None:
    table = {
        "device": ["browan/tbms100"], "data": ["010b3a0500c50000"], "port": [102], "value": ["mine"], "reason": ["why"],
    }  # fmt: skip
    made = table if form == "mapping" else {"pandas": "DataFrame", "polars": "DataFrame", "pyarrow": "table"}[form]
    given = made if isinstance(made, dict) else getattr(pytest.importorskip(form), made)(table)
    named = {"device": "device", "payload": "data", "f_port": "port"}
    for name in ("value", "reason"):
        with pytest.raises(RediCodecsError, match=f"keep: {name} would take the place of what was decoded"):
            decode_table(given, **named, keep=[name])
    decode_table(given, **named)  # beside it they may stand


@pytest.mark.parametrize(
    ("arguments", "kind", "words"),
    [
        ({"payload": "dat"}, ValueError, "no column 'dat'; there are device, data, port"),
        ({"f_port": "fport"}, ValueError, "no column 'fport'"),
        ({"device": "devices"}, UnknownDevice, "nor is it a column"),
        ({"keep": ["x"]}, ValueError, "no column 'x'"),
        ({"table": 5}, TypeError, "a table of columns is needed"),
        ({"table": [1, 2]}, TypeError, "not list"),
    ],
)
def test_mistakes(arguments: dict[str, Any], kind: type[Exception], words: str) -> None:
    table = {"device": ["browan/tbms100"], "data": ["010b3a0500c50000"], "port": [102]}
    given: dict[str, Any] = {"table": table, "device": "device", "payload": "data", "f_port": "port", **arguments}
    with pytest.raises(kind, match=words):
        decode_table(given.pop("table"), **given)


class TestTimes:
    """Times as people keep them."""

    ROWS: Final = {"hex": ["03673401", "0367D700"]}
    AT: Final = [datetime(2026, 7, 1, 12, tzinfo=UTC), datetime(2026, 7, 1, 12, 1, tzinfo=UTC)]

    def times(self, column: Any, make: Any = dict) -> list[Any]:
        table = make({**self.ROWS, "at": column})
        readings, _ = decode_table(table, device=EM300, payload="hex", f_port=85, time="at")
        return list(_own(readings)["time"] if make is dict else readings["time"])

    @pytest.mark.parametrize(
        "column",
        [
            AT,
            ["2026-07-01T12:00:00Z", "2026-07-01T14:01:00+02:00"],
            [1782907200, 1782907260],
            [1782907200.0, 1782907260.0],
            [1782907200000, 1782907260000],
            [1782907200000000, 1782907260000000],
            [1782907200000000000, 1782907260000000000],
            ["1782907200", "1782907260.0"],
            ["1782907200000", " 1782907260000000 "],
        ],
        ids=lambda column: str(column[0]),
    )
    @pytest.mark.parametrize("make", ["dict", "pandas", "polars", "pyarrow"])
    def test_are_read(self, column: list[Any], make: str) -> None:
        made = dict if make == "dict" else getattr(library(make), "table" if make == "pyarrow" else "DataFrame")
        found = self.times(column, made)
        assert [getattr(one, "as_py", lambda one=one: one)() for one in found] == self.AT

    def test_some_may_be_missing(self) -> None:
        assert self.times(["2026-07-01T12:00:00Z", None]) == [self.AT[0], None]

    @pytest.mark.parametrize("make", ["dict", "pandas", "polars", "pyarrow"])
    @pytest.mark.parametrize(
        "column",
        [
            ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59.999999-00:00"],
            [-1, 0],
            [-1.5, 1e10],
            [-62135596800, 1782907200000000000],
            [1782907200.0, None],
            [1782907200000, None],
            ["2026-07-01T12:00:00Z", None],
        ],
        ids=lambda column: str(column[0]),
    )
    def test_a_whole_column_is_read_as_its_values_are(self, column: list[Any], make: str) -> None:
        made = dict if make == "dict" else getattr(library(make), "table" if make == "pyarrow" else "DataFrame")
        found = moments("at", made({"at": column})["at"])
        if isinstance(found, list):
            found = [None if one is None else microseconds(one) for one in found]
        else:
            found = found.values()
        each = [moments("at", [value, None])[0] for value in column]
        assert found == [None if one is None else microseconds(one) for one in each]

    @pytest.mark.parametrize(
        "column",
        [
            ["2026-07-01 12:00", None],
            ["yesterday", None],
            ["17829072000", None],
            ["20260701", None],
            ["-1782907200", None],
            [True, None],
            [1e21, None],
            [-99999999999, None],
            [-99999999999999, 1],
            [-99999999999, -99999999999],
            [1e21, 1e21],
            ["0001-01-01T00:00:00+01:00"] * 2,
            ["9999-12-31T23:59:59-01:00"] * 2,
        ],
    )
    def test_what_is_none(self, column: list[Any]) -> None:
        with pytest.raises(RediCodecsError, match=r"^at, row 0: expected a time with its offset, such as"):
            self.times(column)

    @pytest.mark.parametrize("make", ["pandas", "polars", "numpy"])
    def test_without_a_zone_are_refused_and_no_byte_is_to_blame(self, make: str) -> None:
        naive = [datetime(2026, 7, 1, 12), datetime(2026, 7, 1, 12, 1)]  # noqa: DTZ001
        column = library("numpy").array(naive, "datetime64[s]") if make == "numpy" else naive
        made = dict if make == "numpy" else library(make).DataFrame
        with pytest.raises(RediCodecsError, match=r"^at: the times have no zone, which decides what they mean"):
            self.times(column, made)
        with pytest.raises(RediCodecsError, match=r"^time: expected a time with its zone"):
            decode_table(self.ROWS, device=EM300, payload="hex", f_port=85, time=naive[0])
        with pytest.raises(InvalidPayload) as caught:
            redi_codecs.codec(EM300).decode_batch(["03673401"], 85, naive[:1])
        assert "byte" not in str(caught.value)


def test_a_reading_of_a_history_says_which() -> None:
    table = {"hex": ["03673401 20CE00F4446A 2E01 67 00"]}
    readings, _ = decode_table(table, device=EM300, payload="hex", f_port=85)
    assert list(readings["record"]) == [None, "history", "history"]
    wide, _ = decode_table(table, device=EM300, payload="hex", f_port=85, wide=True)
    assert list(wide["record"]) == [None, "history"]


def test_a_table_for_excel(tmp_path: Path) -> None:
    """The recipe of the page: the clock on the wall, which a sheet can hold."""
    pandas = library("pandas")
    pytest.importorskip("openpyxl")
    table = pandas.DataFrame({"hex": ["03673401"], "at": ["2026-07-01T12:00:00Z"]})
    found, _ = decode_table(table, device=EM300, payload="hex", f_port=85, time="at")
    found["time"] = found["time"].dt.tz_convert("Europe/Berlin").dt.tz_localize(None)
    found.to_excel(tmp_path / "readings.xlsx")
    assert str(pandas.read_excel(tmp_path / "readings.xlsx")["time"][0]) == "2026-07-01 14:00:00"


@pytest.mark.parametrize("kind", ["list", "pandas", "category", "arrow", "polars"])
def test_ports_that_are_texts_are_numbers(kind: str) -> None:
    pd, pa, pl = library("pandas"), library("pyarrow"), library("polars")
    given: dict[str, Any] = {"data": ["03673401", "046865", "046865", "046865"], "port": ["85", " 7 ", "²", None]}
    table = {
        "list": lambda: given,
        "pandas": lambda: pd.DataFrame(given),
        "category": lambda: pd.DataFrame(given | {"port": pd.Categorical(given["port"])}),
        "arrow": lambda: pa.table(given),
        "polars": lambda: pl.DataFrame(given),
    }[kind]()
    readings, rejects = decode_table(table, device="milesight-iot/em300-th", payload="data", f_port="port")
    assert list(map(str, readings["row"])) == ["0", "1"]
    assert str(rejects["reason"][0]) == "'²' is no fPort: an integer of 0 … 255 is needed"
    assert list(map(str, rejects["code"])) == ["InvalidPayload", "NoPayload"]
