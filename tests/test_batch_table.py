"""A mixed table of many devices: every reading of every row, and every row that gave none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pytest

import redi_codecs
from redi_codecs import DecodeError, RediCodecsError, UnknownDevice, decode_table

pytest.importorskip("numpy", reason="numpy is not installed")

START = datetime(2026, 5, 1, tzinfo=UTC)


def library(name: str) -> Any:
    return pytest.importorskip(name, reason=f"{name} is not installed")


def mixed() -> dict[str, list[Any]]:
    """All devices' vectors, shuffled by their bytes, with rows between them from which nothing can come."""
    rows: list[tuple[str | None, bytes | None, int | None]] = []
    for device in redi_codecs.devices():
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
        found = [(decoded.time, one) for one in decoded.readings]
        found += [(record.time, one) for record in decoded.records for one in record.readings]
        for time, one in found:
            if one.field.sensitive or (one.value is None and one.status is None):
                continue
            values = number(one.value), text(one.value)
            readings.append(
                (row, time, device, one.quantity, one.name, *values, one.unit or None, one.channel, one.status)
            )
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
    names = ["row", "time", "device", "quantity", "name", "value", "text", "unit", "channel", "status", "eui"]
    assert list(found) == names
    rows = list(zip(*found.values(), strict=True))
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert all(row[-1] == MIXED["eui"][row[0]] for row in rows)
    assert sorted((row[:-1] for row in rows), key=order) == sorted(wanted, key=order)
    bad = read(rejects)
    assert list(bad) == ["row", "device", "reason", "code", "field", "offset", "payload", "eui"]
    reasons = zip(*(bad[name] for name in ("reason", "code", "field", "offset")), strict=True)
    assert dict(zip(bad["row"], reasons, strict=True)) == unwanted
    payloads = [None if MIXED["data"][row] is None else MIXED["data"][row].hex() for row in bad["row"]]
    assert bad["payload"] == payloads
    assert bad["device"] == [MIXED["device"][row] for row in bad["row"]]


def test_wide() -> None:
    all_readings, all_rejects = expected()
    readings, rejects = decode_table(MIXED, **NAMED, wide=True)
    found = _own(readings)
    assert list(found)[:4] == ["row", "time", "device", "message"]
    assert dict.fromkeys(found["row"]).keys() | set(all_rejects) == set(range(len(MIXED["data"])))
    cells = set()
    for at, (row, time) in enumerate(zip(found["row"], found["time"], strict=True)):
        for name, column in found.items():
            if name not in ("row", "time", "device", "message") and column[at] is not None:
                cells.add((row, time, name, column[at]))
    wanted = set()
    for row, time, _, _, name, value, words, _, _, status in all_readings:
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
    assert list(rejects["reason"]) == ["2 bytes are needed, none left"]
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
        table = pa.table({"device": pa.array(devices).cast(kind), "data": data, "port": [102, 85] * 3}).slice(1)
        readings, _ = decode_table(table, device="device", payload="data", f_port="port")
        assert readings["row"].to_pylist() == [0, 1, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3, 4]
    frame = pl.DataFrame({"device": devices, "data": data, "port": [102, 85] * 3}).with_columns(
        pl.col("device").cast(pl.Categorical)
    )
    assert len(decode_table(frame, device="device", payload="data", f_port="port").readings) == 18


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
