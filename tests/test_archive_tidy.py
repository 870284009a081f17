"""Readings a row each: what is in which column, as CSV and as Parquet."""

from __future__ import annotations

import builtins
import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import redi_codecs
from commandline import EUI, tts
from declared import DECLARED
from redi_codecs import DecodedMessage, decode_message
from redi_codecs.archive import tidy
from redi_codecs.archive.tidy import CsvFile, ParquetFile, Row, rows
from redi_codecs.networks import Uplink
from redi_codecs.quantities import Quantity
from redi_codecs.readings import Field, Reading

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
UPLINK = Uplink("the-things-stack", "uplink", EUI, received_at=NOON)


def every_message() -> list[DecodedMessage]:
    """All vectors of all devices."""
    found = []
    for device in DECLARED:
        for vector in device.vectors:
            f_port = vector.f_port
            decoded = redi_codecs.decode(device, vector.payload, f_port, received_at=NOON)
            found.append(DecodedMessage(UPLINK, decoded))
    return found


class TestRows:
    def test_a_reading_a_row(self) -> None:
        battery, temperature, humidity = rows(decode_message(tts()))
        time = datetime(2026, 3, 9, 6, tzinfo=UTC)
        assert temperature == Row(
            time,
            time,
            EUI,
            "milesight-iot/em300-th",
            "temperature",
            "temperature",
            30.8,
            None,
            "Cel",
            None,
            None,
            85,
            None,
        )
        assert (battery.value, humidity.value) == (92.0, 50.5)

    def test_types_of_values(self) -> None:
        typed: dict[str, set[tuple[type, type]]] = {}
        for message in every_message():
            assert message.decoded is not None
            for reading, row in zip(message.decoded.readings, rows(message, sensitive=True), strict=False):
                kind = reading.field.kind
                assert kind
                typed.setdefault(kind.type, set()).add((type(row.value), type(row.text)))
                if isinstance(reading.value, float | int):
                    assert row.value == reading.value
        nothing = type(None)
        numbers, words = {(float, nothing), (nothing, nothing)}, {(nothing, str), (nothing, nothing)}
        assert {"float", "int", "bool"} <= set(typed)
        for kind, seen in typed.items():
            assert seen <= (numbers if kind in ("float", "int", "bool") else words), kind

    @pytest.mark.parametrize(
        ("type", "value", "number", "text"),
        [
            ("float", 30.8, 30.8, None),
            ("int", 7, 7.0, None),
            ("bool", True, 1.0, None),
            ("enum", "open", None, "open"),
            ("text", "ü", None, "ü"),
            ("bytes", b"\x01\xff", None, "01ff"),
            ("time", NOON, None, "2026-03-09T12:00:00Z"),
        ],
    )
    def test_every_type_has_its_column(self, type: Any, value: object, number: float | None, text: str | None) -> None:
        reading = Reading(Field("one", Quantity("one", "", type, "One", "Eins")), value)
        decoded: Any = SimpleNamespace(device="a/b", f_port=1, readings=(reading,), records=(), warnings=())
        (row,) = rows(DecodedMessage(UPLINK, decoded))
        assert (row.value, row.text) == (number, text)

    def test_no_value_has_a_status(self) -> None:
        message = decode_message(tts("08bb207fffffffff", device="browan/tbhh100", f_port=103))
        (row,) = (row for row in rows(message) if row.name == "humidity")
        assert (row.value, row.text, row.status) == (None, None, "fault")

    def test_history(self) -> None:
        messages = [message for message in every_message() if message.decoded and message.decoded.records]
        assert messages
        for message in messages:
            assert message.decoded is not None
            found = [row for row in rows(message, sensitive=True) if row.record is not None]
            expected = [
                (record.name, record.time, one.name) for record in message.decoded.records for one in record.readings
            ]
            assert [(row.record, row.time, row.name) for row in found] == expected

    def test_sensitive_kinds_are_left_out(self) -> None:
        hidden = 0
        for message in every_message():
            assert message.decoded is not None
            everything = [
                *message.decoded.readings,
                *(one for record in message.decoded.records for one in record.readings),
            ]
            hidden += sum(one.field.sensitive for one in everything)
            assert len(list(rows(message))) == sum(not one.field.sensitive for one in everything)
            assert len(list(rows(message, sensitive=True))) == len(everything)
        assert hidden

    def test_what_has_no_payload_has_no_rows(self) -> None:
        assert list(rows(DecodedMessage(UPLINK, None))) == []


class TestFiles:
    def test_csv(self) -> None:
        file = io.StringIO()
        written = CsvFile(file)
        messages = every_message()
        for message in messages:
            written.write(message)
        written.close()
        header, *lines = csv.reader(io.StringIO(file.getvalue()))
        assert tuple(header) == Row._fields
        expected = [row for message in messages for row in rows(message)]
        assert len(lines) == len(expected)
        for line, row in zip(lines, expected, strict=True):
            cells = dict(zip(header, line, strict=True))
            assert (float(cells["value"]) if cells["value"] else None) == row.value
            assert (datetime.fromisoformat(cells["time"]) if cells["time"] else None) == row.time
            assert "+00:00" not in cells["time"]
            assert cells["name"] == row.name

    def test_parquet(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        parquet = pytest.importorskip("pyarrow.parquet")
        monkeypatch.setattr(tidy, "ROW_GROUP", 100)
        file = tmp_path / "readings.parquet"
        written = ParquetFile(file)
        messages = every_message()
        for message in messages:
            written.write(message)
        written.close()
        expected = [row for message in messages for row in rows(message)]
        table = parquet.read_table(file)
        assert [Row(**row) for row in table.to_pylist()] == expected
        assert [str(kind) for kind in table.schema.types[:3]] == ["timestamp[us, tz=UTC]"] * 2 + ["string"]
        groups = parquet.ParquetFile(file).metadata.num_row_groups
        assert 1 < groups <= len(expected) // 100 + 1

    def test_parquet_of_many_parts_has_few_groups(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        parquet = pytest.importorskip("pyarrow.parquet")
        monkeypatch.setattr(tidy, "COLUMN_GROUP", 100)
        file = tmp_path / "readings.parquet"
        written = ParquetFile(file)
        expected = [row for message in every_message()[:200] for row in rows(message)]
        for row in expected:  # each with dictionaries of its own
            written.write_prepared(tidy.arrow_of([], [row]))
        written.close()
        assert [Row(**row) for row in parquet.read_table(file).to_pylist()] == expected
        assert parquet.ParquetFile(file).metadata.num_row_groups == -(-len(expected) // 100)

    def test_nothing_in_parquet(self, tmp_path: Path) -> None:
        parquet = pytest.importorskip("pyarrow.parquet")
        ParquetFile(tmp_path / "none.parquet").close()
        assert parquet.read_table(tmp_path / "none.parquet").num_rows == 0

    def test_parquet_needs_a_package(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        real = builtins.__import__

        def without(name: str, *args: Any, **named: Any) -> Any:
            if name.startswith("pyarrow"):
                raise ImportError(name)
            return real(name, *args, **named)

        monkeypatch.setattr(builtins, "__import__", without)
        with pytest.raises(redi_codecs.RediCodecsError, match=r"needs pyarrow: pip install 'redi-codecs\[parquet\]'"):
            ParquetFile(tmp_path / "x.parquet")
        assert not list(tmp_path.iterdir())
