"""Uplinks out of tables in CSV: columns, encodings, times, and rows that are broken."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import redi_codecs
from redi_codecs.archive import Columns
from redi_codecs.archive.columns import Evidence, evidence, row_uplink
from redi_codecs.archive.items import items
from redi_codecs.archive.tables import LOOK_AHEAD
from redi_codecs.errors import UplinkError

EUI = "02aa00000000000f"
DEVICE = "milesight-iot/em300-th"
PAYLOADS = tuple(f"0367{number:02x}0004687{number % 10}" for number in range(40))


def table(*rows: str, header: str = "dev_eui,f_port,payload") -> list[str]:
    return [f"{row}\n" for row in (header, *rows)]


def stream(lines: Any, **columns: Any) -> redi_codecs.archive.Stream:
    return redi_codecs.decode_stream(lines, device=DEVICE, f_port=85, columns=Columns(**columns) if columns else None)


def temperatures(found: redi_codecs.archive.Stream) -> list[Any]:
    return [message.decoded["temperature"].value for message in found if message.decoded]


def base64_of(payload: str) -> str:
    return base64.b64encode(bytes.fromhex(payload)).decode()


class TestColumns:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    @pytest.mark.parametrize(
        "header", ["dev_eui,f_port,payload", "DevEUI, FPort ,frm_payload", "EUI,port,Data", '"deveui",fPort,"HEX"']
    )
    def test_usual_names(self, delimiter: str, header: str) -> None:
        lines = table(f"{EUI.upper()},85,03673401046865", header=header)
        (message,) = stream([line.replace(",", delimiter) for line in lines])
        uplink = message.uplink
        assert (uplink.network, uplink.dev_eui, uplink.f_port, uplink.payload.hex()) == (
            "table",
            EUI,
            85,
            "03673401046865",
        )

    def test_all_columns(self) -> None:
        row = f"2026-03-09T07:00:00+01:00,hall,{EUI},browan/tbms100,102,17,010b3a0500c50000,and more"
        (message,) = stream(table(row, header="time,name,dev_eui,device,f_port,f_cnt,payload,remark"))
        assert message.decoded
        assert message.decoded.device == "browan/tbms100"
        assert message.uplink.f_cnt == 17
        assert message.uplink.device_name == "hall"
        assert message.time == message.uplink.received_at == datetime(2026, 3, 9, 6, tzinfo=UTC)

    def test_names_of_ones_own(self) -> None:
        lines = table(f"{EUI},03673401046865,zz", header="Gerät,Inhalt,payload")
        assert temperatures(stream(lines, names={"payload": "Inhalt", "dev_eui": "Gerät"})) == [30.8]
        found = stream(lines, names={"payload": "Inhallt"})
        assert temperatures(found) == []
        assert [one.reason for one in found.rejects] == [
            "there is no column 'Inhallt' for payload; saw Gerät, Inhalt, payload"
        ]

    @pytest.mark.parametrize(
        ("header", "words"),
        [
            ("payload,data", "several columns may be the payload (payload and data): say which is"),
            ("dev_eui,payload,Payload", "several columns may be the payload (payload and Payload): say which is"),
        ],
    )
    def test_no_guess(self, header: str, words: str) -> None:
        found = stream(table("0367,0367", header=header))
        assert temperatures(found) == []
        assert [one.reason for one in found.rejects] == [
            f"{words} (--column payload=NAME, in Python Columns({{'payload': NAME}}))"
        ]

    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ({"names": {"colour": "x"}}, "saw 'colour'"),
            ({"encoding": "octal"}, "payloads are in hex or base64, saw 'octal'"),
            ({"time_zone": "Europe/Achern"}, "expected a time zone such as UTC or Europe/Berlin, saw 'Europe/Achern'"),
            ({"time_zone": "../../etc"}, "expected a time zone"),
        ],
    )
    def test_mistakes(self, said: dict[str, Any], words: str) -> None:
        with pytest.raises(ValueError, match=words):
            Columns(**said)


class TestEncoding:
    def test_a_column_is_hex_or_base64(self) -> None:
        for write in (str, str.upper, base64_of):
            lines = table(*(f"{EUI},85,{write(payload)}" for payload in PAYLOADS))
            assert temperatures(stream(lines)) == [number / 10 for number in range(40)]

    @pytest.mark.parametrize("payload", ["03 67 34 01", "0x03673401", "03:67:34:01", "03-67-34-01"])
    def test_spellings_of_hex(self, payload: str) -> None:
        assert temperatures(stream(table(f"{EUI},85,{payload}", f"{EUI},85,01755C03673401046865"))) == [30.8, 30.8]

    def test_what_could_be_both_is_not_guessed(self) -> None:
        """``0367ddff`` is -3.5 °C in hex, and other bytes in base64."""
        lines = table(f"{EUI},85,0367ddff", f"{EUI},85,00000000")
        found = stream(lines)
        assert temperatures(found) == []
        assert [one.reason for one in found.rejects] == [
            "the payloads of the table may be hex or base64: say which "
            "(--encoding hex or --encoding base64, in Python Columns(encoding=…))"
        ] * 2
        assert temperatures(stream(lines[:2], encoding="hex")) == [-3.5]
        assert temperatures(stream(table("0367ddff", header="payload_hex"))) == [-3.5]

    def test_one_kind_for_the_whole_column(self) -> None:
        mixed = [payload if number % 2 else base64_of(payload) for number, payload in enumerate(PAYLOADS)]
        found = stream(table(*(f"{EUI},85,{payload}" for payload in mixed)))
        assert temperatures(found) == []
        assert (
            "some payloads of the table seem to be base64 (A2cAAARocA==), others hex (03670100046871)"
            in found.rejects[0].reason
        )
        assert len(found.rejects) == len(mixed)

    @pytest.mark.parametrize("broken", ["hello123", "01755", "zz", "!", "AXVXA2euAARoWw=="])
    def test_a_broken_payload_changes_nothing(self, broken: str) -> None:
        """Not even as the first of the table."""
        found = stream(table(*(f"{EUI},85,{payload}" for payload in (broken, *PAYLOADS))))
        assert temperatures(found) == [number / 10 for number in range(40)]
        assert [(one.line, one.reason) for one in found.rejects] == [
            (2, f"payload: expected a payload in hex, saw {broken!r}")
        ]

    def test_no_more_rows_are_looked_at_than_needed(self) -> None:
        taken = 0

        def rows() -> Any:
            nonlocal taken
            yield "dev_eui,f_port,payload\n"
            while True:
                taken += 1
                yield f"{EUI},85,0367{taken % 256:02x}00046865\n"

        next(stream(rows()))
        assert taken == Evidence.ENOUGH < LOOK_AHEAD

    @given(st.lists(st.binary(min_size=4, max_size=20), min_size=1, max_size=30))
    def test_the_verdict_is_never_wrong(self, payloads: list[bytes]) -> None:
        assert evidence(payload.hex() for payload in payloads).verdict in ("hex", None)

    @given(st.lists(st.binary(max_size=20), max_size=30))
    def test_nor_for_base64(self, payloads: list[bytes]) -> None:
        assert evidence(base64.b64encode(payload).decode() for payload in payloads).verdict in ("base64", None)


class TestValues:
    @pytest.mark.parametrize(
        ("text", "time"),
        [
            ("2026-03-09T06:00:00Z", "2026-03-09T06:00:00+00:00"),
            ("2026-03-09 07:00:00.250+01:00", "2026-03-09T06:00:00.250000+00:00"),
            ("2026-03-09T06:00:00.123456789Z", "2026-03-09T06:00:00.123456+00:00"),
            ("1773036000", "2026-03-09T06:00:00+00:00"),
            ("1773036000.25", "2026-03-09T06:00:00.250000+00:00"),
            ("1773036000250", "2026-03-09T06:00:00.250000+00:00"),
            ("1773036000250999", "2026-03-09T06:00:00.250999+00:00"),
            ("1773036000250999999", "2026-03-09T06:00:00.250999+00:00"),
            ("", "None"),
        ],
    )
    def test_times(self, text: str, time: str) -> None:
        uplink = row_uplink({"payload": "00", "encoding": "hex", "time": text})
        assert (uplink.received_at.isoformat() if uplink.received_at else "None") == time

    @pytest.mark.parametrize("text", ["2026-03-09 07:00:00", "yesterday", "12345", "0001-01-01T00:00+14:00"])
    def test_times_that_are_none(self, text: str) -> None:
        with pytest.raises(UplinkError, match=r"time: expected a time with its offset .*, saw"):
            row_uplink({"payload": "00", "encoding": "hex", "time": text})

    def test_a_zone_for_times_without(self) -> None:
        lines = table(
            f"2026-03-09 07:00,{EUI},03673401", f"2026-07-09 07:00,{EUI},03673401", header="time,dev_eui,payload"
        )
        found = list(stream(lines, encoding="hex", time_zone="Europe/Berlin"))
        assert [message.time.isoformat() for message in found if message.time] == [
            "2026-03-09T06:00:00+00:00",
            "2026-07-09T05:00:00+00:00",
        ]

    @pytest.mark.parametrize(
        ("row", "words"),
        [
            ("02aa,85,03673401046865", "dev_eui: expected a DevEUI, 16 hex digits, saw '02aa'"),
            (f"{EUI},256,03673401046865", "f_port: expected a whole number from 0 to 255, saw '256'"),
            (f"{EUI},8.5,03673401046865", "f_port: expected a whole number"),
            (f"{EUI},²,03673401046865", "f_port: expected a whole number"),
            (f"{EUI},85", "expected 3 cells as in the header, saw 2"),
            (f"{EUI},85,03673401046865,1", "expected 3 cells as in the header, saw 4"),
            (f'{EUI},85,"03673401046865', "not CSV: unexpected end of data"),
            (f"{EUI},85,0367340104686", "payload: expected a payload in hex, saw '0367340104686'"),
            (f"{EUI},85,0367", "milesight-iot/em300-th, field temperature, byte 2"),
        ],
    )
    def test_a_broken_row_hides_no_other(self, row: str, words: str) -> None:
        good = f"{EUI},85.0,03673401046865"
        found = stream(table(good, row, good, good))
        assert temperatures(found) == [30.8] * 3
        (rejected,) = found.rejects
        assert rejected.line == 3
        assert words in rejected.reason

    def test_quotes_and_cells_of_several_lines(self) -> None:
        lines = table(
            f'"hall, ""left""\nupstairs",{EUI},"03673401046865"',
            f"x,{EUI},0367ddff04687a",
            header="name,dev_eui,payload",
        )
        found = stream("".join(lines).splitlines(True))
        assert [message.uplink.device_name for message in found] == ['hall, "left"\nupstairs', "x"]

    def test_bytes_that_are_no_text(self) -> None:
        good = f"hall,{EUI},03673401046865\n".encode()
        found = stream([b"\xef\xbb\xbfname,dev_eui,payload\n", good, good.replace(b"hall", b"caf\xe9"), good])
        assert temperatures(found) == [30.8] * 2
        assert [(one.line, one.reason) for one in found.rejects] == [(3, "not UTF-8")]

    def test_an_empty_payload_is_a_message_of_its_kind(self) -> None:
        found = stream(table(f"{EUI},85,", f"{EUI},85,03673401046865"))
        assert temperatures(found) == [30.8]
        assert found.others == {"empty": 1}


class TestRetry:
    def test_rejected_rows_are_read_again_without_their_table(self) -> None:
        lines = table(f"2026-03-09 07:00,{EUI},03673401046865", header="time,dev_eui,Inhalt")
        columns = Columns({"payload": "Inhalt"}, encoding="hex", time_zone="Europe/Berlin")
        first = redi_codecs.decode_stream(lines, source="a.csv", columns=columns)
        assert list(first) == []
        again = redi_codecs.decode_stream([first.rejects[0].to_json()], device=DEVICE, f_port=85)
        (message,) = again
        assert message.uplink.received_at == datetime(2026, 3, 9, 6, tzinfo=UTC)
        assert temperatures(redi_codecs.decode_stream([first.rejects[0].text], device=DEVICE, f_port=85)) == [30.8]

    def test_rows_in_json(self) -> None:
        row: dict[str, Any] = {"dev_eui": EUI, "f_port": 85, "payload": "A2c0AQRoZQ==", "encoding": "base64"}
        assert redi_codecs.decode_message(row, device=DEVICE).readings[0].value == 30.8
        with pytest.raises(UplinkError, match=r"encoding: expected hex or base64, saw None"):
            redi_codecs.decode_message({"dev_eui": EUI, "payload": "03673401"}, device=DEVICE)
        with pytest.raises(UplinkError, match="no message of a known network server"):
            redi_codecs.decode_message(row | {"colour": "red"}, device=DEVICE)
        with pytest.raises(UplinkError, match="f_port: expected a whole number from 0 to 255, saw 'x'"):
            redi_codecs.decode_message(row | {"f_port": "x"}, device=DEVICE)
        with pytest.raises(
            UplinkError, match="nothing says which device sent it: the message names none; neither a map"
        ):
            redi_codecs.decode_message({"f_port": 85, "payload": "0367", "encoding": "hex", "dev_eui": None})


def test_what_is_a_table_is_told_by_its_header() -> None:
    assert [item.problem[:8] for item in items(["noise,more noise", "a,b"])] == ["not JSON"] * 2
    (item,) = items(["payload", "0367340104686501755c"])
    assert item.message == {"payload": "0367340104686501755c", "encoding": "hex"}


@given(st.lists(st.text('payload,dev_eui";\t\n0123abcdefzé\x00\udce9', max_size=20), max_size=8))
def test_any_table_gives_items_and_no_exception(rows: list[str]) -> None:
    found = stream(["dev_eui,payload,f_port\n", *rows])
    list(found)
    json.dumps([one.to_json() for one in found.rejects])
