"""From messages to readings: which device, what is rejected and why, and where archives are read from."""

from __future__ import annotations

import base64
import gzip
import json
import pickle
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import redi_codecs
from commandline import DEVICE, EUI, PAYLOAD, lines, tts
from declared import DECLARED
from redi_codecs import DecodedMessage, DeviceMap, RejectsFile, UplinkError, decode_message, decode_stream
from redi_codecs.archive import SourceError
from redi_codecs.archive.sources import files_of, read_items

EXAMPLES = Path(__file__).parents[1] / "examples"
OTHER = "browan/tbhh100"


def unnamed(payload: str = "08ab3522ffffffff", f_port: int = 103) -> dict[str, Any]:
    return tts(payload, device=None, f_port=f_port)


class TestDecodeMessage:
    @pytest.mark.parametrize(
        "form", [dict, json.dumps, lambda message: json.dumps(message).encode(), redi_codecs.parse_uplink]
    )
    def test_a_message_in_any_form(self, form: Callable[[dict[str, Any]], Any]) -> None:
        message = decode_message(form(tts()))
        assert message.decoded
        assert (message.dev_eui, message.kind, message.decoded.device) == (EUI, "uplink", DEVICE)
        assert [one.name for one in message.readings] == ["battery", "temperature", "humidity"]
        assert message.time == datetime(2026, 3, 9, 6, tzinfo=UTC)

    def test_the_message_goes_before_the_map_before_the_default(self) -> None:
        def device(message: dict[str, Any], *args: Any, **named: Any) -> str:
            decoded = decode_message(message, *args, **named).decoded
            assert decoded
            return decoded.device

        devices = {EUI.upper(): OTHER}
        assert device(tts(), devices) == DEVICE
        assert device(unnamed(), devices) == OTHER
        assert device(unnamed(), devices, device=DEVICE) == OTHER
        assert device(unnamed(), DeviceMap(devices)) == OTHER
        assert device(unnamed(), {"02bb*": OTHER}, device=OTHER) == OTHER
        assert device(unnamed(), device=redi_codecs.codec(OTHER).device) == OTHER
        undeclared = unnamed()
        undeclared["uplink_message"]["version_ids"] = {"brand_id": "nobody", "model_id": "knows-it"}
        assert device(undeclared, devices) == OTHER
        assert device(undeclared, device=OTHER) == OTHER

    def test_a_map_in_a_file(self, tmp_path: Path) -> None:
        file = tmp_path / "map.csv"
        file.write_text(f"dev_eui,device\n{EUI},{OTHER}\n", encoding="utf-8")
        for path in (file, str(file)):
            assert decode_message(unnamed(), path).readings

    @pytest.mark.parametrize(
        ("message", "devices", "words"),
        [
            (unnamed(), None, "is: the message names none; neither a map of devices nor a default is given"),
            (
                unnamed(),
                {"02bb*": OTHER},
                "is: the message names none; the map of devices does not have it, nor is a default given",
            ),
            (
                tts(device="milesight-iot/em300-ht"),
                None,
                "is: no device has the id 'milesight-iot/em300-ht'; did you mean milesight-iot/em300-th",
            ),
        ],
    )
    def test_what_is_missing_is_said(self, message: dict[str, Any], devices: Any, words: str) -> None:
        with pytest.raises(UplinkError) as caught:
            decode_message(message, devices)
        assert str(caught.value).startswith(f"nothing says which device {EUI} {words}")

    def test_port_and_time_where_the_message_has_none(self) -> None:
        several = tts("010b3a0500c50000", device="browan/tbms100", f_port=None)
        with pytest.raises(UplinkError, match="names no f_port, and browan/tbms100 sends on several: say which"):
            decode_message(several)
        message = tts(f_port=None)
        del message["received_at"]
        noon = datetime(2026, 3, 9, 12, tzinfo=UTC)
        decoded = decode_message(message, f_port=85, received_at=noon)
        assert decoded.time == decoded.readings[0].time == noon
        assert decode_message(message, f_port=85).time is None

    def test_what_has_no_payload(self) -> None:
        join = decode_message({"end_device_ids": {"dev_eui": EUI}, "join_accept": {}})
        assert (join.kind, join.decoded, join.readings, join.time) == ("join", None, (), None)
        assert join.to_dict()["kind"] == "join"

    def test_a_message_is_frozen_and_pickles(self) -> None:
        message = decode_message(tts())
        assert pickle.loads(pickle.dumps(message)) == message
        with pytest.raises(AttributeError):
            message.decoded = None  # type: ignore[misc]
        assert not hasattr(message, "__dict__")
        assert message.replace(decoded=None).readings == ()


class TestToDict:
    def test_plain_values(self) -> None:
        row = decode_message(tts()).to_dict()
        assert json.loads(json.dumps(row)) == row
        assert row["dev_eui"] == EUI
        assert row["time"] == row["received_at"] == "2026-03-09T06:00:00Z"
        assert row["readings"][1] == {
            "name": "temperature", "quantity": "temperature", "value": 30.8, "unit": "Cel",
            "time": "2026-03-09T06:00:00Z", "status": None, "channel": None, "place": "air", "statistic": "last",
        }  # fmt: skip
        assert "gateways" not in row

    def test_gateways_if_asked_for(self) -> None:
        message = tts()
        message["uplink_message"]["rx_metadata"] = [{"gateway_ids": {"gateway_id": "tower"}, "rssi": -71, "snr": 9.25}]
        assert decode_message(message).to_dict(gateways=True)["gateways"] == [
            {"id": "tower", "rssi": -71, "snr": 9.25, "latitude": None, "longitude": None}
        ]

    def test_every_device_and_vector_gives_json(self) -> None:
        for device in DECLARED:
            for vector in device.vectors:
                f_port = vector.f_port
                decoded = redi_codecs.decode(
                    device, vector.payload, f_port, received_at=datetime(2026, 3, 9, tzinfo=UTC)
                )
                uplink = redi_codecs.parse_uplink(tts())
                for sensitive in (False, True):
                    row = DecodedMessage(uplink, decoded).to_dict(sensitive=sensitive)
                    assert json.loads(json.dumps(row)) == row


class TestDecodeStream:
    MESSAGES = (
        tts(),
        '{"end_device_ids":',
        tts("0367"),
        {"end_device_ids": {"dev_eui": EUI}, "join_accept": {}},
        tts(""),
        tts(),
    )

    def test_all_are_accounted_for(self) -> None:
        stream = decode_stream(self.MESSAGES, source="live")
        found = list(stream)
        assert [message.kind for message in found] == ["uplink", "uplink"]
        assert (stream.decoded, stream.rejected, stream.total) == (2, 2, len(self.MESSAGES))
        assert stream.others == {"join": 1, "empty": 1}
        assert repr(stream) == "<Stream: 2 decoded, 2 rejected, 2 others>"
        broken, short = stream.rejects
        assert (broken.source, broken.line, broken.error, broken.dev_eui) == ("live", 2, "UplinkError", "")
        assert broken.text == self.MESSAGES[1]
        assert broken.reason.startswith("not JSON")
        assert (short.line, short.error, short.dev_eui, short.device_name) == (3, "TruncatedPayload", EUI, "foyer")
        assert json.loads(short.text) == self.MESSAGES[2]

    def test_the_others_come_out_if_asked_for(self) -> None:
        assert [one.kind for one in decode_stream(self.MESSAGES, others=True)] == ["uplink", "join", "empty", "uplink"]

    def test_a_sink_takes_the_rejects(self) -> None:
        taken: list[Any] = []
        stream = decode_stream(self.MESSAGES, rejects=taken.append)
        assert len(list(stream)) == 2
        assert [one.line for one in taken] == [2, 3]
        assert stream.rejects == []

    def test_it_goes_with_its_source(self) -> None:
        asked = 0

        def live() -> Iterator[dict[str, Any]]:
            nonlocal asked
            while True:
                asked += 1
                yield tts()

        stream = decode_stream(live())
        assert next(stream).readings
        assert next(stream).readings
        assert (asked, stream.decoded) == (2, 2)

    def test_rejects_file(self, tmp_path: Path) -> None:
        file = tmp_path / "rejects.jsonl"
        with RejectsFile(file) as rejects:
            list(decode_stream([*self.MESSAGES, unnamed()], rejects=rejects))
        again = decode_stream(file, {EUI: OTHER})
        assert len(list(again)) == 1
        assert [(one.source, one.line) for one in again.rejects] == [("", 2), ("", 3)]
        assert [one.text for one in again.rejects] == [self.MESSAGES[1], json.dumps(self.MESSAGES[2])]

    def test_an_unknown_id_is_looked_for_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The search for ids like it is slow."""
        from redi_codecs import registry

        searched: list[str] = []
        find = registry.find
        monkeypatch.setattr(registry, "find", lambda id: searched.append(id) or find(id))
        assert len(list(decode_stream([tts(device="nobody/knows-it")] * 50, device=DEVICE))) == 50
        assert searched.count("nobody/knows-it") == 1

    def test_the_example(self) -> None:
        stream = decode_stream(EXAMPLES / "open-region.jsonl", EXAMPLES / "devices.csv")
        assert Counter(message.uplink.network for message in stream) == {"the-things-stack": 39, "chirpstack": 30}
        assert (stream.decoded, stream.rejected, stream.others.total()) == (69, 6, 5)


class TestSources:
    def test_a_folder(self, tmp_path: Path) -> None:
        inner = tmp_path / "2026" / "march"
        inner.mkdir(parents=True)
        (tmp_path / "b.jsonl").write_text(lines(tts(), tts()), encoding="utf-8")
        (tmp_path / "a.csv.gz").write_bytes(
            gzip.compress(f"dev_eui,payload,device\n{EUI},{PAYLOAD},{DEVICE}\n".encode())
        )
        (tmp_path / "README.md").write_text("noise", encoding="utf-8")
        (inner / "array.json").write_text(json.dumps([tts()] * 3), encoding="utf-8")
        (inner / "C.NDJSON").write_text(lines(tts()), encoding="utf-8")
        assert [str(file.relative_to(tmp_path)) for file in files_of(tmp_path)] == [
            str(Path(*name))
            for name in (("2026", "march", "C.NDJSON"), ("2026", "march", "array.json"), ("a.csv.gz",), ("b.jsonl",))
        ]
        stream = decode_stream(tmp_path, f_port=85)
        assert len(list(stream)) == 7
        assert stream.rejects == []
        assert files_of(tmp_path, apart_from=[tmp_path / "b.jsonl"])[-1] == tmp_path / "a.csv.gz"

    def test_compression_is_told_by_content(self, tmp_path: Path) -> None:
        file = tmp_path / "messages.bin"
        packed = gzip.compress(lines(tts()).encode())
        file.write_bytes(packed + packed)
        assert len(list(decode_stream(file))) == 2
        plain = tmp_path / "plain.jsonl.gz"
        plain.write_text(lines(tts()), encoding="utf-8")
        assert len(list(decode_stream(plain))) == 1

    def test_a_compressed_file_that_breaks_off(self, tmp_path: Path) -> None:
        packed = bytearray(gzip.compress(lines(*(tts(f"0367{number:04x}") for number in range(2000))).encode()))
        for name, content in (("cut", packed[:-40]), ("spoilt", packed[:-2000] + b"\x00" * 1000 + packed[-1000:])):
            (tmp_path / f"{name}.jsonl.gz").write_bytes(content)
        (tmp_path / "whole.jsonl").write_text(lines(tts()), encoding="utf-8")
        stream = decode_stream(tmp_path)
        assert len(list(stream)) > 1000
        told = [(Path(one.source).name, one.reason) for one in stream.rejects if "breaks off here" in one.reason]
        assert [name for name, _ in told] == ["cut.jsonl.gz", "spoilt.jsonl.gz"]
        assert all(one.line > 100 for one in stream.rejects)

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"PK\x03\x04and so on", "is a ZIP archive: unpack it first"),
            (b"PAR1", "is a Parquet file: redi_codecs.decode_table reads tables"),
            ('{"a": 1}'.encode("utf-16"), "is text in UTF-16: save it as UTF-8"),
        ],
    )
    def test_what_is_no_text(self, tmp_path: Path, content: bytes, words: str) -> None:
        file = tmp_path / "messages.jsonl"
        file.write_bytes(content)
        stream = decode_stream(file)
        assert list(stream) == []
        assert [one.reason for one in stream.rejects] == [words]

    def test_a_table_by_its_name(self, tmp_path: Path) -> None:
        file = tmp_path / "rooms.csv"
        file.write_text("room,size\n1,20\n2,30\n", encoding="utf-8")
        (rejected,) = _rejects(decode_stream(file))
        assert rejected.reason.startswith("no column of the table has the name of a payload (payload, frmpayload, ")
        assert rejected.reason.endswith("saw room, size")

    def test_a_file_that_cannot_be_read_stops_nothing(self, tmp_path: Path) -> None:
        (item,) = read_items(tmp_path)
        assert item.problem == "cannot be read: Is a directory"

    def test_nothing_to_read(self, tmp_path: Path) -> None:
        with pytest.raises(SourceError, match=r"no messages in the folder .*: looked for \*\.json, \*\.jsonl"):
            decode_stream(tmp_path)
        with pytest.raises(SourceError, match=r"there is no file .*nowhere"):
            decode_stream(tmp_path / "nowhere")
        (tmp_path / "empty.jsonl").touch()
        assert list(decode_stream(tmp_path)) == []

    def test_a_line_without_end_comes_in_pieces_and_is_kept(self, tmp_path: Path) -> None:
        from redi_codecs.archive.item import LONGEST

        file = tmp_path / "messages.jsonl"
        long = '{"a": "' + "x" * (2 * LONGEST)
        file.write_text(f"{lines(tts())}{long}\n{lines(tts())}", encoding="utf-8")
        stream = decode_stream(file)
        assert len(list(stream)) == 2
        assert {one.line for one in stream.rejects} == {2}
        assert "".join(one.text for one in stream.rejects) == long


def _rejects(stream: Iterable[Any]) -> list[Any]:
    assert list(stream) == []
    return stream.rejects  # type: ignore[attr-defined, no-any-return]


def test_any_payload_is_decoded_or_rejected_and_kept() -> None:
    """Payloads cut and changed at every byte: nothing is lost, and nothing else than the library's errors occurs."""
    whole = bytes.fromhex(PAYLOAD)
    payloads = [whole[:cut] for cut in range(1, len(whole))]
    payloads += [whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :] for at in range(len(whole))]
    messages = [tts(payload.hex()) for payload in payloads]
    stream = decode_stream(map(json.dumps, messages))
    good = [message.uplink.payload for message in stream]
    kept = [base64.b64decode(json.loads(one.text)["uplink_message"]["frm_payload"]) for one in stream.rejects]
    assert Counter(good) + Counter(kept) == Counter(payloads)
    assert good
    assert kept
