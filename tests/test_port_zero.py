"""Port 0 carries MAC commands, of which nothing is read: one rule for payloads, batches, tables, messages and rows."""

from __future__ import annotations

import base64
import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import redi_codecs
from commandline import Run
from declared import DECLARED, in_part
from redi_codecs.archive.columns import row_uplink
from redi_codecs.archive.tidy import rows
from redi_codecs.errors import DeclarationError, InvalidPayload, OutOfRange
from redi_codecs.kinds import temperature
from redi_codecs.layout import command, device, u8


def library(name: str) -> Any:
    return pytest.importorskip(name)


STATUS = bytes.fromhex("06fe1a")


@pytest.mark.parametrize("id", in_part([one.id for one in DECLARED], 5))
def test_no_device_says_anything_on_port_0(id: str) -> None:
    codec = redi_codecs.codec(id)
    decoded = codec.decode(STATUS, 0)
    assert (decoded.readings, decoded.records, dict(decoded.attributes)) == ((), (), {})
    assert [(one.code, one.offset) for one in decoded.warnings] == [("mac_commands", 0)]
    assert decoded.rest == STATUS
    batch = codec.decode_batch([STATUS, STATUS], f_port=0)
    assert list(batch.errors) == [0, 0]
    assert batch.warned(1) == ("mac_commands",)
    assert not any(batch[name].touched for name in batch)
    assert batch.decoded(0) == decoded


def test_a_device_that_is_warm_reads_nothing_on_port_0() -> None:
    codec = redi_codecs.codec("elsys/ems")
    for _ in range(100):
        codec.decode(bytes.fromhex("0100e2"), 5)
    assert codec.decode(STATUS, 0).readings == codec.readings(STATUS, 0) == ()
    assert codec.readings(bytes.fromhex("0100e2"), 5)


PORTS: dict[str, Any] = {
    "list": lambda ports: ports,
    "int64": lambda ports: library("pyarrow").array(ports, library("pyarrow").int64()),
    "uint8": lambda ports: library("pyarrow").array(ports, library("pyarrow").uint8()),
    "chunks": lambda ports: library("pyarrow").chunked_array([ports[:2], ports[2:]], library("pyarrow").int16()),
    "pandas": lambda ports: library("pandas").Series(ports, dtype="float64"),
}


@pytest.mark.parametrize("form", PORTS)
def test_a_port_a_row(form: str) -> None:
    codec = redi_codecs.codec("elsys/ers")
    payloads = [STATUS, "0100e2", None, "zz", STATUS, "01"]
    batch = codec.decode_batch(payloads, PORTS[form]([0, 5, 0, 0, None, 5]))
    assert [batch.error_names[code] for code in batch.errors] == [
        *("", "", "", "InvalidPayload", "NoPayload", "TruncatedPayload")
    ]
    assert [batch.warned(row) for row in (0, 1, 2, 3)] == [("mac_commands",), (), ("mac_commands",), ()]
    assert list(batch["temperature"]) == [None, 22.6, None, None, None, None]
    assert batch.decoded(2).readings == ()
    with pytest.raises(InvalidPayload, match="'zz' is not hex"):
        batch.decoded(3)


def test_a_table_has_neither_readings_nor_rejects() -> None:
    pandas = library("pandas")
    ids = ["elsys/ers", "browan/tbms100", "elsys/ers", "elsys/ers"]
    table = pandas.DataFrame({"id": ids, "hex": ["06fe1a", "06fe1a", "0100e2", "01"], "port": [0, 0, 5, 5]})
    readings, rejects = redi_codecs.decode_table(table, device="id", payload="hex", f_port="port")
    assert (list(readings["row"]), list(rejects["row"])) == ([2], [3])


def test_rows_of_a_table_are_empty_messages(tmp_path: Path) -> None:
    uplink = row_uplink({"f_port": "0", "payload": "06fe1a", "encoding": "hex"})
    assert (uplink.kind, uplink.f_port, uplink.payload) == ("empty", 0, b"")
    file = tmp_path / "archive.csv"
    file.write_text("dev_eui,f_port,payload\n02aa00000000000f,0,06fe1a\n02aa00000000000f,5,0100e2\n")
    stream = redi_codecs.decode_stream(file, device="elsys/ers")
    assert [message.readings[0].value for message in stream] == [22.6]
    assert (dict(stream.others), stream.rejected) == ({"empty": 1}, 0)


def test_explained_as_what_it_is() -> None:
    explanation = redi_codecs.explain("elsys/ers", STATUS, 0)
    (span,) = explanation.spans
    assert (span.start, span.end, explanation.fault) == (0, 3, None)
    assert "fPort 0 carries MAC commands, no payload" in str(explanation)


def test_nothing_is_encoded_or_declared_for_it() -> None:
    with pytest.raises(OutOfRange, match="field f_port: 0 does not fit: fPort 0 carries MAC commands") as caught:
        redi_codecs.encode_uplink("elsys/ers", {"temperature": 21.5}, f_port=0)
    assert caught.value.device == "elsys/ers"
    with pytest.raises(DeclarationError, match=r"fPort 0 carries MAC commands .*: the port, f_port=, is 1 … 255"):
        device("a/b", name="B", source="s", f_port=0, uplink=[temperature(u8)], vectors=[])
    with pytest.raises(DeclarationError, match="fPort 0 carries MAC commands"):
        device(
            "a/b", name="B", source="s", f_port=1, uplink=[temperature(u8)], downlink={"x": command(0, temperature(u8))}
        )


def test_at_the_command_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "redi_codecs", "decode", "--device", "elsys/ers", "--f-port", "0", "06fe1a"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "ppm" not in done.stdout
    assert "mac_commands" in done.stdout


# ---- messages whose readings are none --------------------------------------------------------------------------------


def message(payload: bytes, **fields: Any) -> dict[str, Any]:
    ids = {"device_id": "foyer", "dev_eui": "02AA00000000000F"}
    text = base64.b64encode(payload).decode()
    return {"end_device_ids": ids, "uplink_message": {"f_port": 85, "frm_payload": text}, **fields}


def test_simulated_uplinks_are_told_and_can_be_left_out() -> None:
    both = [message(bytes.fromhex("0367d700")), message(bytes.fromhex("0367d700"), simulated=True)]
    stream = redi_codecs.decode_stream(both, device="milesight-iot/em300-th")
    assert [one.to_dict().get("simulated", False) for one in stream] == [False, True]
    stream = redi_codecs.decode_stream(both, device="milesight-iot/em300-th", simulated=False, others=True)
    assert [(one.kind, one.uplink.payload != b"") for one in stream] == [("uplink", True), ("simulated", False)]
    assert (stream.decoded, stream.rejected, dict(stream.others)) == (1, 0, {"simulated": 1})


def test_simulated_uplinks_are_told_in_tables(tmp_path: Path, run: Run) -> None:
    """By columns and one by one, for programs and for people; beside what was odd about the payload."""
    file, csv_file = tmp_path / "a.jsonl", tmp_path / "a.csv"
    sent = [("0367d700", False), ("0367d700", True), ("0367d700aabb", True)] * 20
    both = [message(bytes.fromhex(payload), simulated=simulated) for payload, simulated in sent]
    file.write_text("".join(json.dumps(one) + "\n" for one in both), encoding="utf-8")
    expected = [None, "simulated", "simulated, unknown_tag"] * 20
    stream = redi_codecs.decode_stream(both, device="milesight-iot/em300-th")
    assert [row.warnings for one in stream for row in rows(one)] == expected
    library("pyarrow")
    table = redi_codecs.decode_stream(file, device="milesight-iot/em300-th").to_arrow()
    assert table.column("warnings").to_pylist() == expected
    run("decode", file, "--device", "milesight-iot/em300-th", "--output", csv_file)
    with csv_file.open(encoding="utf-8", newline="") as lines:
        assert [row["warnings"] or None for row in csv.DictReader(lines)] == expected
    _, out, _ = run("decode", file, "--device", "milesight-iot/em300-th")
    assert [" simulated" in line for line in out.splitlines()[1:]] == [simulated for _, simulated in sent]


@pytest.mark.parametrize("digits", [b"0367d7000468", b"0367D700"])
def test_hex_digits_instead_of_bytes_are_a_word_and_no_reading(digits: bytes) -> None:
    for id in ("milesight-iot/em300-th", "decentlab/dl-sht35-001", "cayenne/lpp"):
        stream = redi_codecs.decode_stream([message(digits)], device=id)
        assert not list(stream)
        assert f"the payload looks like a hex text: it consists of the digits {digits.decode()}" in (
            stream.rejects[0].reason
        )


@pytest.mark.parametrize("payload", [b"0367d7", b"0367d7000", b"0367d70g"])
def test_what_is_no_text_of_hex_digits_is_decoded(payload: bytes) -> None:
    stream = redi_codecs.decode_stream([message(payload)], device="milesight-iot/em300-th")
    assert len(list(stream)) + stream.rejected == 1
    assert "looks like a hex text" not in "".join(one.reason for one in stream.rejects)


def test_packs_of_senml_in_files(tmp_path: Path) -> None:
    pack = (
        '[{"bn": "urn:dev:DEVEUI:02AA00000000000F:", "bt": 1773036001, "n": "payload", "vs": "0367d700"},'
        ' {"n": "port", "v": 85}]'
    )
    for text in (pack, f"{pack}\n{pack}\n", f"[{pack},\n{pack}]", pack.replace("{", "\n{ ")):
        file = tmp_path / "packs.json"
        file.write_text(text)
        stream = redi_codecs.decode_stream(file, device="milesight-iot/em300-th")
        assert {one.decoded["temperature"].value for one in stream if one.decoded} == {21.5}
        assert (stream.decoded, stream.rejected) == (text.count('"bn"'), 0)
