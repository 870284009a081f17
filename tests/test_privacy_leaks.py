"""What identifies or locates somebody comes out only when it is asked for, whichever way out a reading takes.

Two payloads that differ in nothing but sensitive values must look the same in every output.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import pickle
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import pytest

import redi_codecs
from declared import DECLARED, in_part
from redi_codecs.archive import DecodedMessage, rows
from redi_codecs.archive.tidy import CsvFile
from redi_codecs.checking.vectors import lines_of
from redi_codecs.cli import main
from redi_codecs.encoding.drawing import NotDrawn, draw
from redi_codecs.errors import DecodeError, EncodeError
from redi_codecs.explaining.diagram import diagram
from redi_codecs.explaining.explanation import Explanation
from redi_codecs.exports import home_assistant, influx, ngsi_ld, senml, sensorthings, ttn
from redi_codecs.layout.device import Device, Vector
from redi_codecs.networks import Uplink
from redi_codecs.plan.plan import Guard
from redi_codecs.privacy import pseudonymize
from redi_codecs.privacy.payloads import without_sensitive
from redi_codecs.readings import Decoded, Record

T = TypeVar("T")
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
EUI = "02aa5b7ed00512ab"
WANTED, TRIED = 5, 1500

_FORMATS = {device.uplink for device in DECLARED if redi_codecs.codec(device).shape.sensitive}
#: Devices that may say something sensitive, one of each format.
SENSITIVE = list({device.uplink: device for device in redi_codecs.devices() if device.uplink in _FORMATS}.values())
#: What is put behind a payload so that the decoder finds something that it does not understand.
TAILS = [bytes((tag,)) * 2 + b"\x4d\xd3\xa1\x55" for tag in (0xFE, 0xC7, 0x99)]

each_device = pytest.mark.parametrize("device", in_part(SENSITIVE, 6))


class Chance:
    """Draws payloads by chance, the same in every run."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)

    def integer(self, low: int, high: int) -> int:
        return self._random.randint(low, high)

    def one_of(self, options: Sequence[T]) -> T:
        return self._random.choice(options)


def drawn(device: Device) -> Iterator[Decoded]:
    """Payloads of the manual, those that tell the family's mistakes apart, then such as chance makes them."""
    codec = redi_codecs.codec(device)
    for one in device.vectors:
        yield codec.decode(one.payload, one.f_port, received_at=NOON)
    yield from _of_lines(codec, device.where.file)
    for seed in range(TRIED):
        try:
            payload, f_port = draw(codec.plan, Chance(f"{device.id} {seed}"))
            yield codec.decode(payload, f_port, received_at=NOON)
        except (NotDrawn, DecodeError):
            continue
    for other in sorted(Path(device.where.file).parent.glob("*.py")):  # whose tables it may share
        yield from _of_lines(codec, str(other))


def _of_lines(codec: redi_codecs.Codec, file: str) -> Iterator[Decoded]:
    for line in lines_of(file):
        if isinstance(line.said, Vector):
            try:
                yield codec.decode(line.said.payload, line.said.f_port, received_at=NOON)
            except DecodeError:
                continue


def sensitive(decoded: Decoded) -> dict[str, Any]:
    parts: tuple[Decoded | Record, ...] = (decoded, *decoded.records)
    values = (one for part in parts for one in (*part.readings, *part.attributes.values()))
    return {one.name: (one.value, one.status) for one in values if one.field.sensitive}


def blank(value: Any) -> bool:
    """Whether it is what stands in the place of a value that was taken out."""
    return not (value.strip("0") if isinstance(value, str) else any(value) if isinstance(value, bytes) else value)


def with_right_checksum(device: str, payload: bytes) -> bytes:
    for op in redi_codecs.codec(device).plan.ops:
        if isinstance(op, Guard):
            size, told = op.wire.size, op.crc.of(payload[: -op.wire.size])
            return payload[:-size] + told.to_bytes(size, "little" if op.wire.order == "little" else "big")
    return payload


def with_other_values(decoded: Decoded) -> Decoded | None:
    """The same with other sensitive values; None where these steer what else the payload says."""
    explained = redi_codecs.explain(decoded.device, decoded.payload, decoded.f_port)
    payload = bytearray(decoded.payload)
    chance = Random(decoded.payload)
    for span in explained.spans:
        if span.sensitive and span.kind == "value":
            payload[span.start : span.end] = bytes(
                chance.choice(b"0123456789ABCDEF") for _ in range(span.end - span.start)
            )
    for changed in (lambda: with_right_checksum(decoded.device, bytes(payload)), lambda: encoded_otherwise(decoded)):
        try:
            other = redi_codecs.decode(decoded.device, changed(), decoded.f_port, received_at=NOON)
        except (DecodeError, EncodeError):
            continue
        mine, its = sensitive(decoded), sensitive(other)
        alike = [(name, status) for name, (_, status) in mine.items()] == [
            (name, status) for name, (_, status) in its.items()
        ]
        if alike and mine != its and plain(decoded) == plain(other):
            return other
    return None


def plain(decoded: Decoded) -> list[Any]:
    """What is not sensitive, which bits may share bytes with what is."""
    parts: tuple[Decoded | Record, ...] = (decoded, *decoded.records)
    return [
        (one.name, one.value, one.status)
        for part in parts
        for one in (*part.readings, *part.attributes.values())
        if not one.field.sensitive
    ]


def encoded_otherwise(decoded: Decoded) -> bytes:
    """Written anew with other sensitive values, where they do not stand in bytes of their own."""
    hidden = sensitive(decoded)
    content = decoded.to_dict(sensitive=True)
    if redi_codecs.encode_uplink(decoded.device, content, f_port=decoded.f_port).payload != decoded.payload:
        return decoded.payload  # it would differ in more
    for role in ("readings", "attributes"):
        for one in content[role]:
            value = one.get("value")
            if one["name"] in hidden and isinstance(value, int | float) and not isinstance(value, bool):
                one["value"] = value + 1
    return redi_codecs.encode_uplink(decoded.device, content, f_port=decoded.f_port).payload


@cache
def pairs(device: Device) -> tuple[tuple[Decoded, Decoded], ...]:
    """Payloads that differ in nothing but sensitive values."""
    with_some = ((decoded, with_other_values(decoded)) for decoded in drawn(device) if sensitive(decoded))
    return tuple(itertools.islice(((one, other) for one, other in with_some if other is not None), WANTED))


def with_rest(device: Device) -> Iterator[tuple[Decoded, Decoded]]:
    """Payloads that differ in nothing but bytes that nobody understands."""
    codec = redi_codecs.codec(device)
    for decoded, tail in itertools.product(itertools.islice(drawn(device), 40), TAILS):
        whole = decoded.payload + tail
        try:
            one, other = (
                codec.decode(payload, decoded.f_port, received_at=NOON) for payload in (whole, whole[:-2] + b"\x12\x34")
            )
        except DecodeError:
            continue
        told = [(each.to_dict(sensitive=True), each.rest) for each in (one, other)]
        if told[0][1] != told[1][1] and {**told[0][0], "rest": ""} == {**told[1][0], "rest": ""}:
            yield one, other
            return


def message(decoded: Decoded) -> DecodedMessage:
    return DecodedMessage(Uplink("x", "uplink", EUI, decoded.f_port, decoded.payload, received_at=NOON), decoded)


def explained(decoded: Decoded) -> Explanation:
    return redi_codecs.explain(decoded.device, decoded.payload, decoded.f_port, received_at=NOON)


def as_csv(decoded: Decoded) -> str:
    file = io.StringIO()
    CsvFile(file).write(message(decoded))
    return file.getvalue()


def at_the_terminal(*options: str) -> Callable[[Decoded], str]:
    def printed(decoded: Decoded) -> str:
        about = ["--device", decoded.device, "--f-port", str(decoded.f_port), "--received-at", NOON.isoformat()]
        with contextlib.redirect_stdout(io.StringIO()) as out:
            main(["decode", *about, *options, decoded.payload.hex()])
        return out.getvalue()

    return printed


def as_pseudonym(decoded: Decoded) -> Any:
    hidden = pseudonymize(bytes(range(32))).decoded_message(message(decoded))
    return hidden.uplink, None if hidden.decoded is None else hidden.decoded.to_dict(sensitive=True)


WAYS_OUT: Mapping[str, Callable[[Decoded], Any]] = {
    "to_dict": lambda decoded: decoded.to_dict(),
    "in a notebook": lambda decoded: decoded._repr_html_(),
    "repr": repr,
    "repr of readings": lambda decoded: repr((decoded.readings, decoded.attributes, decoded.records)),
    "repr of a message": lambda decoded: repr(message(decoded)),
    "explained": lambda decoded: (str(explained(decoded)), repr(explained(decoded))),
    "explained in a notebook": lambda decoded: explained(decoded)._repr_html_(),
    "bits drawn": lambda decoded: diagram(explained(decoded)),
    "message": lambda decoded: message(decoded).to_dict(),
    "rows": lambda decoded: list(rows(message(decoded))),
    "CSV": as_csv,
    "normalized": lambda decoded: (decoded.normalized(), ttn.normalized(decoded)),
    "SenML": lambda decoded: senml.to_json(senml.pack(decoded, EUI)),
    "SenML, CBOR": lambda decoded: senml.to_cbor(senml.pack(decoded, EUI)),
    "InfluxDB": lambda decoded: list(influx.lines(decoded, EUI)),
    "Home Assistant": lambda decoded: home_assistant.state(decoded, EUI),
    "SensorThings": lambda decoded: list(sensorthings.observations(decoded, EUI)),
    "SensorThings, array": lambda decoded: list(sensorthings.data_array(decoded, EUI)),
    "NGSI-LD": lambda decoded: ngsi_ld.entities(decoded, EUI),
    "at the terminal": at_the_terminal(),
    "at the terminal, JSON": at_the_terminal("--json"),
    "at the terminal, CSV": at_the_terminal("--format", "csv"),
    "pseudonymous": as_pseudonym,
    "payload without": lambda decoded: without_sensitive(decoded.device, decoded.payload, decoded.f_port),
}


def told(content: Any) -> str:
    return json.dumps(content, default=str, indent=1, ensure_ascii=False)


@each_device
def test_no_way_out_shows_what_was_not_asked_for(device: Device) -> None:
    compared = 0
    for decoded, other in pairs(device):
        compared += 1
        assert decoded.to_dict(sensitive=True) != other.to_dict(sensitive=True), "it is there if asked for"
        for name, way in WAYS_OUT.items():
            assert told(way(decoded)) == told(way(other)), f"{name} of {decoded.payload.hex()}, fPort {decoded.f_port}"
    assert compared, f"{device.id}: no payload with a sensitive value was drawn"


@pytest.mark.thorough
def test_no_way_out_shows_what_nobody_understands() -> None:
    found = {device.id: list(with_rest(device)) for device in SENSITIVE}
    for one, other in itertools.chain.from_iterable(found.values()):
        assert one.to_dict(sensitive=True)["rest"] != other.to_dict(sensitive=True)["rest"], "it is there if asked for"
        assert one.to_dict()["rest_size"] == len(one.rest)
        for name, way in WAYS_OUT.items():
            assert told(way(one)) == told(way(other)), f"{name} of {one.payload.hex()}, {one.device}"
    assert sum(map(bool, found.values())) > 0.9 * len(found), [id for id, pairs in found.items() if not pairs]


def test_what_is_not_understood_is_shown_of_devices_that_say_nothing_sensitive() -> None:
    decoded = redi_codecs.decode("browan/tbms100", "010B3A0500C50000 AB", 102)
    assert (decoded.to_dict()["rest"], message(decoded).to_dict()["rest"]) == ("ab", "ab")
    assert "ab" in str(redi_codecs.explain("browan/tbms100", decoded.payload, 102)).splitlines()[-2]


def test_not_even_that_a_sensitive_value_is_odd_is_told() -> None:
    decoded = redi_codecs.decode("elsys/elt-2", "010064 09 FFFF7F FFFF7F", 5)
    assert {one.name: one.status for one in decoded} == {
        "temperature": None, "latitude": "implausible", "longitude": "implausible",
    }  # fmt: skip
    assert [(one["name"], one["status"]) for one in decoded.to_dict()["readings"]] == [("temperature", None)]
    assert [(one["name"], one["status"]) for one in decoded.to_dict(sensitive=True)["readings"][1:]] == [
        ("latitude", "implausible"),
        ("longitude", "implausible"),
    ]


@each_device
def test_no_table_shows_what_was_not_asked_for(device: Device) -> None:
    pytest.importorskip("pandas")
    codec = redi_codecs.codec(device)
    for pair in pairs(device):
        shown = []
        for one in pair:
            batch = codec.decode_batch([one.payload], one.f_port, NOON)
            tables = (batch, *batch.records.values())
            shown.append(told([table.to_pandas().to_dict("records") for table in tables]) + repr(batch))
        assert shown[0] == shown[1], f"{one.payload.hex()}, fPort {one.f_port}"


@each_device
def test_a_pseudonymous_message_says_nothing_sensitive_at_all(device: Device) -> None:
    """Not even to who asks for it; and of the measurements it keeps all, or has no payload left."""
    p = pseudonymize(bytes(range(32)))
    for decoded, _ in pairs(device):
        hidden = p.decoded_message(message(decoded))
        if hidden.decoded is None:
            assert hidden.uplink.kind == "empty"
            continue
        assert all(blank(value) for value, _ in sensitive(hidden.decoded).values())
        before, after = decoded.to_dict(), hidden.decoded.to_dict()
        assert after["readings"] == before["readings"]
        assert hidden.decoded.received_at == NOON


def again(decoded: Decoded) -> bool:
    """Whether the payload can be written anew with all that it says; a state of no meaning cannot."""
    try:
        content = decoded.to_dict(sensitive=True)
        payload = redi_codecs.encode_uplink(decoded.device, content, f_port=decoded.f_port).payload
        return redi_codecs.decode(decoded.device, payload, decoded.f_port).to_dict(sensitive=True) == content
    except (DecodeError, EncodeError):
        return False


@pytest.mark.thorough
def test_only_a_position_that_has_no_other_place_costs_the_measurements() -> None:
    """A fixed layout with a position or an address in it cannot be written without one, and none is made up."""
    measured = [one for device in SENSITIVE for one, _ in pairs(device) if one.to_dict()["readings"]]
    lost = [one for one in measured if not without_sensitive(one.device, one.payload, one.f_port)]
    assert len(lost) < 0.25 * len(measured)
    assert all(any(one.field.sensitive for one in each.readings) or not again(each) for each in lost)


def test_tags_in_another_order_say_no_less() -> None:
    payload = bytes.fromhex("FF16 49F9CADBCA1A6A7F FFFE00 83671A6102")
    assert without_sensitive("milesight-iot/em400-udl", payload, 171).hex() == "83671a6102fffe00"


def test_reasons_under_pseudonyms_quote_no_payload(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key, rejects = tmp_path / "pseudonyms.key", tmp_path / "rejects.jsonl"
    key.write_text("made for this test: 77de 90c2 4b1f")
    broken = {"dev_eui": EUI, "device_name": "office of the mayor", "f_port": 85, "encoding": "hex"}
    lines = [{**broken, "payload": "FF166412345678901234 0367".replace(" ", "")}, {**broken, "payload": "FF16641234"}]
    file = tmp_path / "uplinks.jsonl"
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    told = {}
    for options in ((), ("--pseudonyms", str(key))):
        main(["decode", str(file), "--device", "milesight-iot/em300-th", "--rejects", str(rejects), *options])
        told[bool(options)] = capsys.readouterr().err
    assert "ff166412345678901234" in told[False]
    assert told[True].count("field serial_number, byte 2") == told[True].count("field temperature, byte 12") == 1
    assert not re.search(f"6412|{EUI}|mayor", told[True], re.IGNORECASE)
    assert pseudonymize(key)(EUI) in told[True]


def test_an_error_without_its_payload() -> None:
    with pytest.raises(DecodeError) as caught:
        redi_codecs.decode("milesight-iot/em300-th", "FF166412345678901234 0367", 85)
    error = caught.value.without_payload()
    assert type(error) is type(caught.value)
    assert str(caught.value) == f"{error} (payload ff1664123456789012340367)"
    assert (error.device, error.field, error.offset) == ("milesight-iot/em300-th", "temperature", 12)
    assert (error.payload, error.partial) == (b"", None)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
