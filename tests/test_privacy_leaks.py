"""What identifies or locates somebody comes out only when it is asked for, whichever way out a reading takes.

Two payloads that differ in nothing but sensitive values must look the same in every output.
"""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from random import Random
from typing import Any, TypeVar

import pytest

import redi_codecs
from redi_codecs.archive import DecodedMessage
from redi_codecs.archive.tidy import CsvFile, rows
from redi_codecs.cli import main
from redi_codecs.engine.drawing import NotDrawn, draw
from redi_codecs.engine.explanation import Explanation
from redi_codecs.errors import DecodeError
from redi_codecs.exports import home_assistant, influx, ngsi_ld, senml, sensorthings, ttn
from redi_codecs.layout.device import Device
from redi_codecs.networks import Uplink
from redi_codecs.privacy import pseudonymize
from redi_codecs.privacy.payloads import without_sensitive
from redi_codecs.readings import Decoded

T = TypeVar("T")
NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
EUI = "02aa5b7ed00512ab"
WANTED, TRIED = 5, 1500

SENSITIVE = [
    device
    for device in redi_codecs.devices()
    if any(field.sensitive for field in redi_codecs.codec(device).shape.fields)
]
ZEROS = [made for size in range(1, 33) for made in ("0" * size, bytes(size))]

each_device = pytest.mark.parametrize("device", SENSITIVE, ids=lambda device: device.id)


class Chance:
    """Draws payloads by chance, the same in every run."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)

    def integer(self, low: int, high: int) -> int:
        return self._random.randint(low, high)

    def one_of(self, options: Sequence[T]) -> T:
        return self._random.choice(options)


def drawn(device: Device) -> Iterator[Decoded]:
    codec = redi_codecs.codec(device)
    for seed in range(TRIED):
        try:
            payload, f_port = draw(codec.plan, Chance(f"{device.id} {seed}"))
            yield codec.decode(payload, f_port, received_at=NOON)
        except (NotDrawn, DecodeError):
            continue


def sensitive(decoded: Decoded) -> dict[str, Any]:
    parts = (decoded, *decoded.records)
    values = (one for part in parts for one in (*part.readings, *part.attributes.values()))
    return {one.name: (one.value, one.status) for one in values if one.field.sensitive}


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
    try:
        other = redi_codecs.decode(decoded.device, bytes(payload), decoded.f_port, received_at=NOON)
    except DecodeError:
        return None
    mine, its = sensitive(decoded), sensitive(other)
    alike = [(name, status) for name, (_, status) in mine.items()] == [
        (name, status) for name, (_, status) in its.items()
    ]
    return other if alike and mine != its else None


def pairs(device: Device) -> Iterator[tuple[Decoded, Decoded]]:
    found = 0
    for decoded in drawn(device):
        if sensitive(decoded) and (other := with_other_values(decoded)) is not None:
            yield decoded, other
            found += 1
            if found == WANTED:
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
    "explained": lambda decoded: (str(explained(decoded)), repr(explained(decoded))),
    "explained in a notebook": lambda decoded: explained(decoded)._repr_html_(),
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
        assert not [value for value, _ in sensitive(hidden.decoded).values() if value not in (None, 0, "", *ZEROS)]
        before, after = decoded.to_dict(), hidden.decoded.to_dict()
        assert after["readings"] == before["readings"]
        assert hidden.decoded.received_at == NOON


def test_only_a_position_that_has_no_other_place_costs_the_measurements() -> None:
    """A fixed layout with a position in it cannot be written without one, and none is made up."""
    measured = [one for device in SENSITIVE for one, _ in pairs(device) if one.to_dict()["readings"]]
    lost = [one for one in measured if not without_sensitive(one.device, one.payload, one.f_port)]
    assert len(lost) < 0.25 * len(measured)
    assert all("latitude" in sensitive(one) for one in lost)
