"""Messages and uplinks without what tells whose they are, for the messages of every server at hand."""

from __future__ import annotations

import base64
import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import network_messages
import redi_codecs
from privacy_examples import EUI, P, spellings
from redi_codecs.errors import UplinkError
from redi_codecs.networks import Gateway, Uplink
from redi_codecs.networks.content import content_of

ROOT = Path(__file__).parents[1]
ENVELOPES = ROOT.parent / "shared" / "envelopes"

UPLINK = Uplink(
    "the-things-stack",
    "uplink",
    EUI,
    85,
    bytes.fromhex("0367d700"),
    7,
    device="milesight-iot/em300-th",
    device_name="office-of-the-mayor",
    gateways=(Gateway("town-hall-roof", -80, 7.5, 48.7, 8.1), Gateway("", -90)),
)
SERIAL = "64123456789012a4"


def tts(**uplink: Any) -> dict[str, Any]:
    """A message in the shape of https://www.thethingsindustries.com/docs/integrations/data-formats/."""
    return {
        "end_device_ids": {
            "device_id": f"eui-{EUI}",
            "application_ids": {"application_id": "mayors-office"},
            "dev_eui": EUI.upper(),
            "join_eui": "02AA000000000000",
            "dev_addr": "01012A07",
        },
        "correlation_ids": [f"as:up:{EUI}"],
        "received_at": "2026-03-09T02:29:24.004901242Z",
        "uplink_message": {
            "f_port": 85,
            "f_cnt": 7,
            "frm_payload": "A2fXAA==",
            "decoded_payload": {"temperature": 21.5, "position": {"latitude": 48.7}},
            "rx_metadata": [
                {
                    "gateway_ids": {"gateway_id": "town-hall-roof", "eui": "02AA5BFFFE000001"},
                    "rssi": -80,
                    "location": {"latitude": 48.7123, "longitude": 8.1234},
                }
            ],
            "settings": {"data_rate": {"lora": {"bandwidth": 125000, "spreading_factor": 7}}, "frequency": "868300000"},
            "version_ids": {"brand_id": "milesight-iot", "model_id": "em300-th"},
            "locations": {"user": {"latitude": 48.7123, "longitude": 8.1234, "source": "SOURCE_REGISTRY"}},
            **uplink,
        },
    }


def examples() -> Iterator[tuple[str, Any]]:
    """Every message at hand that says whose it is."""
    for name, found in vars(network_messages).items():
        if isinstance(found, network_messages.Example):
            yield name, found.message
    yield "THINGPARK_XML", content_of(network_messages.THINGPARK_XML)
    for number, line in enumerate((ROOT / "examples" / "open-region.jsonl").read_text("utf-8").splitlines(), 1):
        try:
            redi_codecs.parse_uplink(line)
        except UplinkError:
            continue
        yield f"open-region.jsonl:{number}", json.loads(line)
    for file in sorted(ENVELOPES.glob("*.json")):
        yield file.name, json.loads(file.read_text("utf-8"))
    yield "composed", tts()
    yield "with a serial number", tts(frm_payload=base64.b64encode(bytes.fromhex(f"ff16{SERIAL}0367d700")).decode())


EXAMPLES = dict(examples())
each_message = pytest.mark.parametrize("name", EXAMPLES)


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    match value:
        case dict():
            for key, inner in value.items():
                yield from leaves(inner, f"{path}.{key}" if path else key)
        case list():
            for place, inner in enumerate(value):
                yield from leaves(inner, f"{path}[{place}]")
        case _:
            yield path, value


def traces(eui: str) -> re.Pattern[str]:
    """A DevEUI in any spelling: hex digits with anything between the bytes, either way round, base64, a number."""
    if not eui:
        return re.compile("(?!)")
    pairs = re.findall("..", eui)
    hexes = (r"\W?_?".join(order) for order in (pairs, pairs[::-1]))
    other = (base64.b64encode(bytes.fromhex(eui)).decode().rstrip("="), str(int(eui, 16)))
    return re.compile("|".join((*hexes, *map(re.escape, other))), re.IGNORECASE)


def test_an_uplink_keeps_the_measurement_and_loses_the_rest() -> None:
    hidden = P.uplink(UPLINK)
    assert (hidden.f_port, hidden.payload, hidden.f_cnt, hidden.device) == (85, UPLINK.payload, 7, UPLINK.device)
    assert (hidden.dev_eui, hidden.device_name) == (P(EUI), None)
    assert hidden.gateways == (Gateway(P.identifier("town-hall-roof"), -80, 7.5), Gateway("", -90))


@each_message
def test_a_message_says_what_its_uplink_says(name: str) -> None:
    message = EXAMPLES[name]
    before = copy.deepcopy(message)
    hidden = P.message(message)
    assert redi_codecs.parse_uplink(str(hidden)) == P.uplink(redi_codecs.parse_uplink(message))
    assert hidden.content == P.message(json.dumps(message)).content == json.loads(str(hidden))
    assert message == before, "what is given is not changed"


@each_message
def test_a_message_keeps_no_trace(name: str) -> None:
    message = EXAMPLES[name]
    uplink = redi_codecs.parse_uplink(message)
    hidden = P.message(message)
    assert not traces(uplink.dev_eui).search(str(hidden))
    gone = {uplink.device_name, *(one.id for one in uplink.gateways), *dict(leaves(message)).values()}
    kept = {*hidden.left, *hidden.replaced}
    for path, value in leaves(hidden.content):
        if isinstance(value, str) and value:
            assert path in kept, f"{path} is told"
            assert path in hidden.left or value not in gone, f"{path} is replaced"
    assert not [path for path, _ in leaves(hidden.content) if re.search(r"(?i)(lat|lon|alt)(itude|gitude)?$", path)]


def test_xml_comes_out_as_json() -> None:
    hidden = P.message(network_messages.THINGPARK_XML)
    assert hidden == P.message(network_messages.THINGPARK_XML.encode()) == P.message(EXAMPLES["THINGPARK_XML"])
    assert json.loads(str(hidden))["DevEUI_uplink"]["DevEUI"] == P(network_messages.EUI).upper()


def test_what_was_done_is_told() -> None:
    hidden = P.message(tts())
    assert hidden.content["end_device_ids"]["device_id"] == f"eui-{P(EUI)}", "the name is the DevEUI, and so stays one"
    assert hidden.content["end_device_ids"]["dev_eui"] == P(EUI).upper()
    assert "end_device_ids.dev_addr" in hidden.replaced
    assert {"end_device_ids.application_ids.application_id", "correlation_ids", "uplink_message.locations"} <= {
        *hidden.dropped
    }
    assert "uplink_message.decoded_payload" in hidden.dropped
    assert "uplink_message.frm_payload" in hidden.left
    assert not re.search("mayor|town-hall|01012A07|48.7|8.12|FFFE", str(hidden))


def test_a_serial_number_leaves_the_payload() -> None:
    message = EXAMPLES["with a serial number"]
    hidden = P.message(message)
    assert redi_codecs.parse_uplink(hidden.content).payload.hex() == "0367d700"
    assert "uplink_message.frm_payload" in hidden.replaced
    alone = tts(frm_payload=base64.b64encode(bytes.fromhex(f"ff16{SERIAL}")).decode())
    assert redi_codecs.parse_uplink(P.message(alone).content).kind == "empty"


def test_the_device_may_be_known_to_the_caller_alone() -> None:
    payload = bytes.fromhex(f"ff16{SERIAL}0367d700")
    unknown = Uplink("chirpstack", "uplink", EUI, 85, payload)
    assert P.uplink(unknown).payload == payload
    assert P.uplink(unknown, device="milesight-iot/em300-th").payload.hex() == "0367d700"
    assert P.uplink(unknown, device="milesight-iot/no-such").payload == payload


anywhere = st.recursive(
    st.sampled_from([*spellings(EUI), int(EUI, 16), f"sensor {EUI} in room 7", f"x{EUI}y", None, True, 1.5]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", EUI, "id", "data"]), inner),
    max_leaves=8,
)


@given(extra=anywhere, place=st.sampled_from(["end_device_ids", "uplink_message", "settings", "version_ids", ""]))
def test_wherever_a_server_puts_the_dev_eui(extra: Any, place: str) -> None:
    message = tts()
    at = message["uplink_message"].setdefault(place, {}) if place in ("settings", "version_ids") else message
    at = at.get(place, at)
    at.update({"sub_band": extra, EUI.upper(): extra, "note": extra, f"of_{EUI}": extra})
    assert not traces(EUI).search(str(P.message(message)))


@pytest.mark.parametrize("message", ["", "[]", '{"dev_eui": "02aa5b7ed00512ab"}', b"\xff", '{"end_device_ids": {}}'])
def test_what_is_no_message_is_refused(message: str | bytes) -> None:
    with pytest.raises(UplinkError):
        P.message(message)
