"""Payloads, times and directions as consoles, databases and exports write them."""

from __future__ import annotations

import base64
import json
import re
from datetime import UTC, datetime
from typing import Any

import pandas
import polars
import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

import redi_codecs
from commandline import DEVICE, EUI, Run
from redi_codecs.archive import Columns
from redi_codecs.archive.columns import evidence, row_uplink
from redi_codecs.errors import InvalidPayload, UplinkError
from redi_codecs.payload_text import base64_bytes, hex_bytes

PAYLOAD = "0367f600"
HEX = [
    "0367F600",
    "0x0367f600",
    r"\x0367f600",
    "0x03, 0x67, 0xF6, 0x00",
    "0x3,0x67,0xf6,0x0",
    "{ 0x03, 0x67, 0xF6, 0x00 };",
    "{0x03,0x67,0xF6,0x00,}",
    "[0x03 0x67 0xF6 0x00]",
    r"\x03\x67\xf6\x00",
    r'"\x03\x67\xF6\x00"',
    "03-67-f6-00",
    "03:67:f6:00",
    "03,67,f6,00",
    "03 67\nF6 00",
]


def temperature(stream: redi_codecs.archive.Stream) -> list[float]:
    return [message.decoded["temperature"].value for message in stream if message.decoded]


class TestPayloads:
    @pytest.mark.parametrize("text", HEX)
    def test_hex(self, text: str, run: Run) -> None:
        assert hex_bytes(text) == bytes.fromhex(PAYLOAD)
        assert redi_codecs.decode(DEVICE, text, 85)["temperature"].value == 24.6
        code, out, _ = run("decode", "--device", DEVICE, text)
        assert (code, "24.6" in out) == (0, True)
        assert "24.6" in run("explain", "--device", DEVICE, text)[1]
        for table in (pandas.DataFrame, polars.DataFrame, pyarrow.table, dict):
            made = table({"raw": [text, "0367f600", "hello"]})
            readings, rejects = redi_codecs.decode_table(made, device=DEVICE, payload="raw", f_port=85)
            assert list(map(float, readings["value"])) == [24.6, 24.6]
            assert len(rejects["reason"]) == 1

    @pytest.mark.parametrize(
        "text", ["", "036", "0x", "0x036", "0 3", "{ 03", "x03", r"\x", "0x03 g", "03--67..", "{}"]
    )
    def test_no_hex(self, text: str) -> None:
        assert not hex_bytes(text)

    @given(st.binary(max_size=60))
    def test_base64(self, payload: bytes) -> None:
        for text in (base64.b64encode(payload).decode(), base64.urlsafe_b64encode(payload).decode()):
            assert base64_bytes(text) == base64_bytes(text.rstrip("=")) == payload

    @pytest.mark.parametrize("text", ["A", "A2f2AB", "A2f2A===", "A2f2AA=", "A2f2*A==", "A2=fAA=="])
    def test_no_base64(self, text: str) -> None:
        assert base64_bytes(text) is None

    @pytest.mark.parametrize("text", [r"\x0367f600", "0x0367f600", "{ 0x03, 0x67, 0xf6, 0x00 }"])
    def test_what_says_itself_that_it_is_hex_is_enough_for_a_column(self, text: str) -> None:
        assert evidence([text]).verdict == "hex"
        assert temperature(redi_codecs.decode_stream(["payload;x\n", f'"{text}";\n'], device=DEVICE)) == [24.6]

    def test_postgresql(self) -> None:
        rows = ["id,received_at,dev_eui,f_cnt,f_port,data\n"]
        rows += [f"1,2026-03-09 06:00:01.25+00,\\x{EUI},41,85,\\x{PAYLOAD}\n"]
        for columns in (None, Columns(encoding="hex"), Columns(encoding="base64")):
            (message,) = redi_codecs.decode_stream(rows, {EUI: DEVICE}, columns=columns)
            assert (message.dev_eui, message.readings[0].value) == (EUI, 24.6)
            assert message.time == datetime(2026, 3, 9, 6, 0, 1, 250_000, UTC)

    def test_base64_without_padding_in_a_table(self) -> None:
        texts = [base64.b64encode(bytes([3, 103, number, 0])).decode().rstrip("=") for number in range(200, 230)]
        stream = redi_codecs.decode_stream(["payload\n", *(f"{text}\n" for text in texts)], device=DEVICE)
        assert temperature(stream) == [number / 10 for number in range(200, 230)]

    def test_base64_at_the_command_line(self, run: Run) -> None:
        for text in ("A2f2AA==", "A2f2AA"):
            assert "24.6" in run("decode", "--device", DEVICE, "--encoding", "base64", text)[1]
        assert "24.6" in run("explain", "--device", DEVICE, "--encoding", "base64", "A2f2AA==")[1]
        code, _, err = run("decode", "--device", DEVICE, "A2f2AA==")
        assert (code, "it may be one in base64: say --encoding base64" in err) == (2, True)

    def test_lines(self, run: Run) -> None:
        code, out, err = run(
            "decode", "--device", DEVICE, "--json", stdin="0367f600\n\n03 67 f7 00\nhello\n0x0367f800\n"
        )
        values = [json.loads(line)["readings"][0]["value"] for line in out.splitlines()]
        assert (code, values) == (1, [24.6, 24.7, 24.8])
        assert "stdin:4: payload: expected a payload in hex, saw 'hello'" in err
        assert "24.6" in run("decode", "--device", DEVICE, "--encoding", "base64", stdin="A2f2AA==\n")[1]


class TestPorts:
    def test_the_device_settles_it(self) -> None:
        assert redi_codecs.decode(DEVICE, PAYLOAD).f_port == 85
        assert redi_codecs.codec(DEVICE).decode_batch([PAYLOAD]).decoded(0).f_port == 85
        with pytest.raises(InvalidPayload, match="the fPort is needed: the device sends on several"):
            redi_codecs.decode("browan/tbms100", "010b3a0500c50000")
        with pytest.raises(InvalidPayload, match="the fPort is needed: the device sends on several"):
            redi_codecs.codec("browan/tbms100").decode_batch(["010b3a0500c50000"])

    def test_in_a_csv(self) -> None:
        rows = ["device,payload,f_port\n", f"{DEVICE},{PAYLOAD},\n", "browan/tbms100,010b3a0500c50000,\n"]
        stream = redi_codecs.decode_stream(rows, columns=Columns(encoding="hex"))
        assert temperature(stream) == [24.6]
        assert "browan/tbms100 sends on several: say which (--f-port" in stream.rejects[0].reason

    @pytest.mark.parametrize("table", [pandas.DataFrame, polars.DataFrame, pyarrow.table, dict])
    def test_in_a_table(self, table: Any) -> None:
        made = table(
            {
                "id": [DEVICE, "browan/tbms100", DEVICE],
                "raw": [PAYLOAD, "010b3a0500c50000", PAYLOAD],
                "port": [None, None, 8],
            }
        )
        for f_port, rows in ((None, ["0", "2"]), ("port", ["2"])):  # what is left out of a column may be port 0
            readings, rejects = redi_codecs.decode_table(made, device="id", payload="raw", f_port=f_port)
            assert list(map(str, readings["row"])) == rows
            assert set(map(str, rejects["reason"])) == {"the row has no fPort"}


BERLIN = {"encoding": "hex", "time_zone": "Europe/Berlin"}


class TestTimes:
    @pytest.mark.parametrize(
        "text",
        [
            "09.03.2026 07:00:00",
            "9.3.2026 7:00",
            "09.03.2026, 07:00:00 Uhr",
            "09.03.2026 07:00:00,000",
            "09.03.2026 06:00:00 UTC",
            "09.03.2026T07:00:00+01:00",
            "2026/03/09 07:00:00",
            "2026-03-09 06:00:00 UTC",
            "2026-03-09 06:00:00+00",
            "2026-03-09T06:00:00,0Z",
            "1773036000,0",
            1773036000000,
        ],
    )
    def test_spellings(self, text: object) -> None:
        assert row_uplink({"payload": PAYLOAD, "time": text, **BERLIN}).received_at == datetime(
            2026, 3, 9, 6, tzinfo=UTC
        )

    def test_a_day(self) -> None:
        assert row_uplink({"payload": "", "time": "09.03.2026", **BERLIN}).received_at == datetime(
            2026, 3, 8, 23, tzinfo=UTC
        )

    @pytest.mark.parametrize("zone", ["Europe/Berlin", ""])
    @pytest.mark.parametrize("text", ["31.02.2026 07:00", "9.3.2026 25:00", "2026/03/09 4:05 PM", "177303600", "x"])
    def test_which_forms_there_are(self, text: str, zone: str) -> None:
        forms = (
            r"a time with its offset such as .*, 09\.03\.2026 07:00:00 or 2026/03/09 07:00:00 where .*, or seconds, .*"
        )
        with pytest.raises(UplinkError, match=rf"time: expected {forms}\(10, 13, 16 or 19 digits\), saw '{text}'"):
            row_uplink({"payload": PAYLOAD, "time": text, **BERLIN, "time_zone": zone})

    @pytest.mark.parametrize("text", ["03/09/2026 07:00", "09.03.26 07:00", "03.09.26 4:05 PM", "3-9-2026", "26/03/09"])
    def test_no_month_is_taken_for_a_day(self, text: str) -> None:
        with pytest.raises(
            UplinkError, match=r"2026-03-09T06:00:00Z, .*: in 03/09/2026 and 03\.09\.26 day, month and y"
        ):
            row_uplink({"payload": PAYLOAD, "time": text, **BERLIN})

    @pytest.mark.parametrize("text", ["25.10.2026 02:00", "2026-10-25T02:59:59", "2026/10/25 2:30"])
    def test_what_the_clock_shows_twice_is_no_time(self, text: str) -> None:
        expected = (
            "a time that Europe/Berlin has once (the clock is put back then, and this one comes twice: at +0200 and at "
            "+0100), or one with its offset"
        )
        with pytest.raises(UplinkError, match=re.escape(f"time: expected {expected}, saw {text!r}")):
            row_uplink({"payload": PAYLOAD, "time": text, **BERLIN})

    @pytest.mark.parametrize("text", ["29.03.2026 02:00", "2026-03-29 02:59:59.5"])
    def test_what_the_clock_never_shows_is_no_time(self, text: str) -> None:
        with pytest.raises(UplinkError, match=r"has once \(the clock is put forward then, and this one is left out\)"):
            row_uplink({"payload": PAYLOAD, "time": text, **BERLIN})

    @pytest.mark.parametrize(
        ("text", "hour"),
        [
            ("29.03.2026 01:59:59", 0), ("29.03.2026 03:00", 1), ("25.10.2026 01:59", 23), ("25.10.2026 03:00", 2),
            ("25.10.2026 02:30+02:00", 0), ("25.10.2026 02:30+01:00", 1), ("25.10.2026 02:30 UTC", 2),
        ],
    )  # fmt: skip
    def test_around_it_all_is_as_ever(self, text: str, hour: int) -> None:
        found = row_uplink({"payload": PAYLOAD, "time": text, **BERLIN}).received_at
        assert found is not None
        assert found.hour == hour

    def test_a_table_keeps_these_rows(self) -> None:
        """They are read again once somebody has said what they mean."""
        table = [
            "time;dev_eui;f_port;payload\n",
            *(f"25.10.2026 0{hour}:30;{EUI};85;{PAYLOAD}\n" for hour in (1, 2, 3)),
        ]
        columns = Columns(encoding="hex", time_zone="Europe/Berlin")
        stream = redi_codecs.decode_stream(table, device=DEVICE, columns=columns)
        assert [message.time.hour for message in stream if message.time] == [23, 2]
        (rejected,) = stream.rejects
        again = rejected.to_json().replace("25.10.2026 02:30", "25.10.2026 02:30+01:00")
        (message,) = redi_codecs.decode_stream([again], device=DEVICE)
        assert message.time == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)

    def test_a_zone_is_needed(self) -> None:
        with pytest.raises(UplinkError, match="--time-zone"):
            row_uplink({"payload": PAYLOAD, "time": "09.03.2026 07:00:00", "encoding": "hex"})


DAY = "2026-03-09"
LOGGER = '"Direction","Timestamp","Timestamp(ISO)","DevEUI","FPort","FCnt","MType","Payload(hex)"\n'


class TestDirections:
    def test_the_wireless_logger(self) -> None:
        rows = [
            f'"{direction}","{DAY} 06:00:00.0","{DAY}T06:00:0{second}.0Z","{EUI}","{port}","{second}","","{payload}"\n'
            for second, (direction, port, payload) in enumerate(
                [
                    (0, 85, PAYLOAD),
                    (1, 85, "0367ffff"),
                    (0, 0, ""),
                    (0, 0, "0367f600"),
                    (2, "", ""),
                    (3, 5, "00"),
                    (5, "", ""),
                ]
            )
        ]
        stream = redi_codecs.decode_stream([LOGGER, *rows], device=DEVICE)
        (message,) = stream
        assert (message.uplink.f_port, message.uplink.f_cnt, message.readings[0].value) == (85, 0, 24.6)
        assert message.time == datetime(2026, 3, 9, 6, tzinfo=UTC)
        assert stream.others == {"downlink": 2, "empty": 2, "location": 1, "log": 1}
        assert not stream.rejects

    @pytest.mark.parametrize(
        ("header", "word", "kind"),
        [
            ("direction", "Uplink", "uplink"),
            ("Direction", "UP", "uplink"),
            ("direction", "downlink", "downlink"),
            ("dir", "dn", "downlink"),
            ("dir", "DL", "downlink"),
            ("dir", "UL", "uplink"),
            ("Richtung", "1.0", "downlink"),
            ("Type", "UpUnc", "uplink"),
            ("Type", "DnCnf", "downlink"),
            ("Type", "JnReq", "join"),
            ("MType", "UnconfirmedDataDown", "downlink"),
            ("MType", "Confirmed Data Up", "uplink"),
            ("event", "ack", "ack"),
            ("event_type", "txack", "downlink"),
            ("cmd", "x", "uplink"),
            ("type", "EM300-TH", "uplink"),
            ("type", "", "uplink"),
            ("direction", "↓", "downlink"),
            ("direction", "⬆", "uplink"),
            ("direction", "-", "uplink"),
            ("direction", "downlink (class C)", "downlink"),
            ("direction", "D", "downlink"),
            ("direction", "outgoing", "downlink"),
            ("Richtung", "abwärts", "downlink"),
            ("Sens", "descendant", "downlink"),
            ("Dirección", "Bajada", "downlink"),
            ("Uplink/Downlink", "down", "downlink"),
            ("Link Direction", "UL", "uplink"),
            ("is_uplink", "true", "uplink"),
            ("isUplink", "0", "downlink"),
            ("is_downlink", "yes", "downlink"),
            ("packet_type", "down", "downlink"),
            ("cmd", "tx", "downlink"),
            ("Nachrichtentyp", "Downlink", "downlink"),
            ("topic", "v3/app@ttn/devices/x/down/sent", "downlink"),
            ("topic", "application/1/device/down/event/up", "uplink"),
            ("topic", "application/1/device/up/command/down", "downlink"),
            ("MType", "3", "downlink"),
            ("mtype", "4", "uplink"),
            ("m_type", "101", "downlink"),
            ("FType", "0", "join"),
            ("type", "3", "uplink"),
            ("MTypeText", "UnconfirmedDataDown (3)", "downlink"),
            ("type", "Unconf. Down", "downlink"),
            ("type", "DL_UNCONF", "downlink"),
            ("type", "out", "uplink"),
            ("type", "DL-MBX", "uplink"),
            ("type", "Up/Down counter", "uplink"),
        ],
    )
    def test_words(self, header: str, word: str, kind: str) -> None:
        rows = [f"dev_eui,{header},payload\n", f"{EUI},{word},{PAYLOAD}\n"]
        found = redi_codecs.decode_stream(rows, device=DEVICE, others=True, columns=Columns(encoding="hex"))
        assert [message.kind for message in found] == [kind]

    def test_any_column_of_types_may_say_it(self) -> None:
        rows = ["dev_eui,event,type,payload\n", f"{EUI},as.x,downlink,{PAYLOAD}\n", f"{EUI},as.x,EM300,{PAYLOAD}\n"]
        stream = redi_codecs.decode_stream(rows, device=DEVICE, columns=Columns(encoding="hex"))
        assert temperature(stream) == [24.6]
        assert stream.others == {"downlink": 1}

    @pytest.mark.parametrize("word", ["sideways", "→", "->", "true", "?"])
    def test_a_direction_that_nobody_knows_is_no_uplink(self, word: str) -> None:
        rows = ["dev_eui,direction,payload\n", f"{EUI},{word},{PAYLOAD}\n"]
        stream = redi_codecs.decode_stream(rows, device=DEVICE, columns=Columns(encoding="hex"))
        assert temperature(stream) == []
        assert stream.rejects[0].reason.startswith("direction: expected uplink or downlink")

    def test_a_column_of_ones_own(self) -> None:
        rows = ["dev_eui,way,payload\n", f"{EUI},down,{PAYLOAD}\n"]
        columns = Columns({"direction": "way"}, encoding="hex")
        assert temperature(redi_codecs.decode_stream(rows, device=DEVICE, columns=columns)) == []


class TestCells:
    def test_excel(self) -> None:
        rows = ["sep=;\n", "Zeit;DevEUI;FPort;Payload\n", f"09.03.2026 07:00:00;{EUI};85,0;{PAYLOAD}\n"]
        columns = Columns(encoding="hex", time_zone="Europe/Berlin")
        (message,) = redi_codecs.decode_stream(rows, device=DEVICE, columns=columns)
        assert (message.uplink.f_port, message.time) == (85, datetime(2026, 3, 9, 6, tzinfo=UTC))

    def test_delimiters_in_quotes_separate_nothing(self) -> None:
        rows = ['"Ort, Raum, Haus";dev_eui;payload\n', f'"a, b, c";{EUI};{PAYLOAD}\n']
        assert temperature(redi_codecs.decode_stream(rows, device=DEVICE, columns=Columns(encoding="hex"))) == [24.6]
