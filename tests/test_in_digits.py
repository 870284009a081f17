"""Payloads in hex digits where the server writes base64, and does not say so: the device decides."""

from __future__ import annotations

import copy
import csv
import io
import json
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

import redi_codecs
from commandline import Run
from layouts import made
from network_messages import CHIRPSTACK, EXAMPLES, THE_THINGS_STACK, Example
from redi_codecs import decode_message, decode_stream
from redi_codecs.archive import rows
from redi_codecs.archive.in_digits import IN_BASE64, in_digits
from redi_codecs.kinds import battery, humidity, illuminance, temperature
from redi_codecs.layout import i16, index, repeat, u8, u16, u32

EM300 = "milesight-iot/em300-th"
#: 100 %, 31.0 °C and 50.5 %; as base64, which it is as well, it begins with d3.
HEX = "01756403673601046865"


def said(example: Example, text: str) -> dict[str, Any]:
    """The message with another text in the place of its payload."""
    message = copy.deepcopy(example.message)
    message.pop("tags", None)  # which name a device
    *path, last = example.payload.split(".")
    inner = message
    for step in path:
        inner = inner[step]
    inner[last] = text
    return message  # type: ignore[no-any-return]


def codes(message: redi_codecs.DecodedMessage) -> list[str]:
    assert message.decoded is not None
    return [one.code for one in message.decoded.warnings]


UNTOLD = [one for one in EXAMPLES if one.hexadecimal is False and one.uplink.network in IN_BASE64]


def test_the_servers_are_those_that_write_base64_and_do_not_say_so() -> None:
    told = {"rak-wisgate", "wanesy", "senml"}  # a field says it
    in_base64 = {one.uplink.network for one in EXAMPLES if one.hexadecimal is False}
    assert in_base64 - told == IN_BASE64


@pytest.mark.parametrize("example", UNTOLD, ids=str)
@pytest.mark.parametrize("text", [HEX, HEX.upper(), "0x03673601046865"])
def test_what_the_device_understands_in_hex_alone_is_hex(example: Example, text: str) -> None:
    message = decode_message(said(example, text), device=EM300, f_port=85)
    assert [one.value for one in message.readings][-2:] == [31.0, 50.5]
    assert message.uplink.payload == bytes.fromhex(text.removeprefix("0x"))
    assert codes(message)[-1] == "read_as_hex"


def test_a_mark_is_no_doubt() -> None:
    """A server that says that it is base64 is believed."""
    (rak,) = (one for one in EXAMPLES if one.uplink.network == "rak-wisgate" and one.message["data_encode"] == "base64")
    with pytest.raises(redi_codecs.DecodeError):
        decode_message(said(rak, HEX), device="browan/tbms100", f_port=102)


@pytest.mark.parametrize("text", ["AAAA", "AAAAAAAA", "0123", "0367", "AAECAAAF", "0367dDfF", "AAAAAAAAAAAB"])
def test_little_is_no_sign_of_hex(text: str) -> None:
    payload = redi_codecs.parse_uplink(said(CHIRPSTACK, text)).payload
    assert b64encode(payload).decode() == text
    assert in_digits(payload) is None


#: Eight digits that are six bytes in base64.
EITHER = "01234567"


def six(*fields: Any) -> redi_codecs.Device:
    return made(temperature(i16 / 100), humidity(u8), *fields)


@pytest.mark.parametrize(
    ("device", "readings", "warned"),
    [
        (six(battery(u8), illuminance(u16)), 4, []),  # six bytes
        (six(battery(u8)), 3, ["read_as_hex"]),  # four bytes
        (made(repeat(temperature(i16 / 100, channel=index))), 3, ["may_be_hex"]),  # as many as there are
        (six(illuminance(u16)), 3, ["trailing_bytes"]),  # five bytes: the digits break off
    ],
)
def test_the_device_decides(device: redi_codecs.Device, readings: int, warned: list[str]) -> None:
    message = decode_message(said(CHIRPSTACK, EITHER), device=device, f_port=1)
    assert len(message.readings) == readings
    assert codes(message) == warned
    as_hex = warned == ["read_as_hex"]
    assert message.uplink.payload.hex() == (EITHER if as_hex else "d35db7e39ebb")


def test_where_neither_is_understood_the_fault_is_that_of_base64() -> None:
    with pytest.raises(redi_codecs.TruncatedPayload, match="payload d35db7e39ebb"):
        decode_message(said(CHIRPSTACK, EITHER), device=six(illuminance(u32), illuminance(u32, channel=2)), f_port=1)


def test_what_would_leave_no_row_is_refused() -> None:
    """Unknown tags in base64, and cut off in hex: a table would have neither a row nor a warning of it."""
    with pytest.raises(
        redi_codecs.UplinkError, match=rf"{EM300} understands neither: say which it is \(--encoding hex"
    ):
        decode_message(said(CHIRPSTACK, "0367360104686500"), device=EM300)


class TestSaid:
    """Somebody says what a payload is that may be either."""

    @pytest.mark.parametrize("example", UNTOLD, ids=str)
    @pytest.mark.parametrize("text", [HEX, "0x03673601046865", "03673601046865", "0367 3601"])
    def test_hex(self, example: Example, text: str) -> None:
        message = decode_message(said(example, text), device=EM300, f_port=85, encoding="hex")
        assert 31.0 in [one.value for one in message.readings]
        assert codes(message) == []

    def test_what_is_no_hex_is_base64_all_the_same(self) -> None:
        message = decode_message(said(CHIRPSTACK, "A2c2AQ=="), device=EM300, f_port=85, encoding="hex")
        assert message.readings[0].value == 31.0

    def test_base64(self) -> None:
        device = six(battery(u8))
        message = decode_message(said(CHIRPSTACK, EITHER), device=device, f_port=1, encoding="base64")
        assert (message.uplink.payload.hex(), codes(message)) == ("d35db7e39ebb", ["trailing_bytes"])

    def test_of_a_multitech_without_a_size(self) -> None:
        (multitech,) = (one for one in EXAMPLES if one.uplink.network == "multitech" and "size" in one.message)
        sent = said(multitech, "0367D700")
        del sent["size"]
        with pytest.raises(redi_codecs.UplinkError):
            decode_message(sent, device=EM300)
        assert decode_message(sent, device=EM300, encoding="hex").readings[0].value == 21.5

    def test_nothing_else_can_be_said(self) -> None:
        with pytest.raises(ValueError, match="payloads are in hex or base64, saw 'ascii'"):
            decode_message(said(CHIRPSTACK, HEX), device=EM300, encoding="ascii")

    @pytest.mark.parametrize("option", [(), ("--encoding", "hex"), ("--encoding", "base64")])
    def test_at_the_command_line(self, run: Run, tmp_path: Path, option: tuple[str, ...]) -> None:
        archive = tmp_path / "archive.jsonl"
        texts = [HEX, "A2c2AQ==", "03673601046865", "0x03673601046865"]
        archive.write_text("".join(f"{json.dumps(said(CHIRPSTACK, text))}\n" for text in texts))
        _, out, err = run("decode", archive, "--device", EM300, "--format", "csv", *option)
        rows = list(csv.DictReader(io.StringIO(out)))
        found = [(row["value"], row["warnings"]) for row in rows if row["name"] == "temperature"]
        one, sure = ("31.0", "read_as_hex"), ("31.0", "")
        assert found == {(): [one, sure, one], ("--encoding", "hex"): [sure] * 4}.get(option, [sure])
        assert err.count("expected a payload in base64, saw") == (option != ("--encoding", "hex"))

    def test_it_is_explained_as_it_is_decoded(self, run: Run, tmp_path: Path) -> None:
        archive = tmp_path / "one.json"
        archive.write_text(json.dumps(said(CHIRPSTACK, HEX)))
        code, out, _ = run("explain", archive, "--device", EM300)
        assert code == 0
        assert "10 bytes" in out
        assert "! read_as_hex: the text of the payload consists of hex digits" in out
        assert "! " not in run("explain", archive, "--device", EM300, "--encoding", "hex")[1]


def test_columns_say_the_same(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    archive = tmp_path / "archive.jsonl"
    texts = [HEX, "A2c2AQ==", HEX.upper(), "0x03673601046865", "AAAAAAAA", "01234567", "AAAAAAAAAAAB", "0367"] * 5
    messages = [said(one, text) for text in texts for one in (CHIRPSTACK, THE_THINGS_STACK)]
    archive.write_text("".join(f"{json.dumps(one)}\n" for one in messages))
    stream = decode_stream(archive, device=EM300)
    table = stream.to_arrow().to_pylist()
    singles = decode_stream(messages, device=EM300)
    assert table == [row._asdict() for one in singles for row in rows(one)]
    assert [one.reason for one in stream.rejects] == [one.reason for one in singles.rejects]
    assert sum(row["warnings"] == "read_as_hex" for row in table) == 5 * 2 * (3 + 3 + 2)
