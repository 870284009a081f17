"""Messages of network servers to uplinks: all that they may be, and all that may be wrong with them."""

from __future__ import annotations

import base64
import copy
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redi_codecs.errors import UplinkError
from redi_codecs.networks import SERVERS, Gateway, Uplink, parse_uplink

ENVELOPES = Path(__file__).parents[2] / "shared" / "envelopes"
EUI = "02aa00000000000f"
PAYLOAD = bytes.fromhex("0367d700")
DATA = base64.b64encode(PAYLOAD).decode()

TTS: dict[str, Any] = {
    "end_device_ids": {
        "device_id": "foyer",
        "application_ids": {"application_id": "townhall"},
        "dev_eui": EUI.upper(),
        "dev_addr": "0100000F",
    },
    "correlation_ids": ["gs:uplink:01"],
    "received_at": "2026-03-09T06:00:01.500000001Z",
    "uplink_message": {
        "f_port": 85,
        "f_cnt": 41,
        "frm_payload": DATA,
        "decoded_payload": {"anything": [1, None]},
        "rx_metadata": [
            {
                "gateway_ids": {"gateway_id": "tower", "eui": "02AA000000000001"},
                "rssi": -71,
                "snr": 9.25,
                "location": {"latitude": 48.7, "longitude": 8.1, "altitude": 140, "source": "SOURCE_REGISTRY"},
            },
            {
                "gateway_ids": {"gateway_id": "packetbroker"},
                "packet_broker": {"forwarder_gateway_id": "neighbour", "forwarder_gateway_eui": "02AA000000000002"},
                "rssi": -110,
                "snr": -3,
            },
        ],
        "settings": {"data_rate": {"lora": {"spreading_factor": 7}}, "frequency": "868100000"},
        "received_at": "2026-03-09T07:00:01.250999999+01:00",
        "version_ids": {"brand_id": "milesight-iot", "model_id": "em300-th", "firmware_version": "1.2"},
    },
}
CHIRPSTACK: dict[str, Any] = {
    "deduplicationId": "5d2c0d5e-0000-4000-a000-000000000001",
    "time": "2026-03-09T06:00:01.250+00:00",
    "deviceInfo": {"deviceName": "foyer", "devEui": EUI, "tags": {}},
    "devAddr": "0100000f",
    "adr": True,
    "dr": 5,
    "fCnt": 41,
    "fPort": 85,
    "confirmed": False,
    "data": DATA,
    "rxInfo": [
        {"gatewayId": "02aa000000000001", "rssi": -71, "snr": 9.25, "location": {"latitude": 48.7, "longitude": 8.1}},
        {"gatewayId": "02aa000000000002", "rssi": -110, "snr": -3, "location": {}},
    ],
    "txInfo": {"frequency": 868100000},
}
RECEIVED = datetime(2026, 3, 9, 6, 0, 1, 250999, tzinfo=UTC)


def changed(message: dict[str, Any], path: str, value: Any = ...) -> dict[str, Any]:
    """The message with the field at a dotted path set, or left out."""
    message = copy.deepcopy(message)
    *steps, last = (int(step) if step.isdecimal() else step for step in path.split("."))
    inner: Any = message
    for step in steps:
        inner = inner[step]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    return message


def event(**fields: Any) -> dict[str, Any]:
    return {"time": CHIRPSTACK["time"], "deviceInfo": CHIRPSTACK["deviceInfo"], **fields}


def test_the_things_stack() -> None:
    assert parse_uplink(TTS) == Uplink(
        network="the-things-stack",
        kind="uplink",
        dev_eui=EUI,
        f_port=85,
        payload=PAYLOAD,
        f_cnt=41,
        received_at=RECEIVED,
        device="milesight-iot/em300-th",
        device_name="foyer",
        gateways=(Gateway("tower", -71, 9.25, 48.7, 8.1), Gateway("neighbour", -110, -3)),
    )


def test_chirpstack() -> None:
    assert parse_uplink(CHIRPSTACK) == Uplink(
        network="chirpstack",
        kind="uplink",
        dev_eui=EUI,
        f_port=85,
        payload=PAYLOAD,
        f_cnt=41,
        received_at=RECEIVED.replace(microsecond=250000),
        device_name="foyer",
        gateways=(Gateway("02aa000000000001", -71, 9.25, 48.7, 8.1), Gateway("02aa000000000002", -110, -3)),
    )


@pytest.mark.parametrize("message", [TTS, CHIRPSTACK], ids=["the-things-stack", "chirpstack"])
def test_text_bytes_and_mapping_are_the_same(message: dict[str, Any]) -> None:
    text = json.dumps(message)
    assert parse_uplink(text) == parse_uplink(text.encode()) == parse_uplink(message)


def test_storage_export() -> None:
    assert parse_uplink({"result": TTS}) == parse_uplink(TTS)
    with pytest.raises(UplinkError) as caught:
        parse_uplink({"result": changed(TTS, "uplink_message.f_port", 300)})
    assert caught.value.field == "result.uplink_message.f_port"


@pytest.mark.parametrize(
    "spelling",
    [EUI, EUI.upper(), "02-AA-00-00-00-00-00-0F", "02:aa:00:00:00:00:00:0f", "02 aa 00 00 00 00 00 0f", f"0x{EUI}"],
)
def test_every_spelling_of_a_dev_eui(spelling: str) -> None:
    assert parse_uplink(changed(TTS, "end_device_ids.dev_eui", spelling)).dev_eui == EUI
    assert parse_uplink(changed(CHIRPSTACK, "deviceInfo.devEui", spelling)).dev_eui == EUI


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-03-09T06:00:00Z", datetime(2026, 3, 9, 6, tzinfo=UTC)),
        ("2026-03-09T06:00:00.1Z", datetime(2026, 3, 9, 6, 0, 0, 100000, tzinfo=UTC)),
        ("2026-03-09T06:00:00.123456789Z", datetime(2026, 3, 9, 6, 0, 0, 123456, tzinfo=UTC)),
        ("2026-03-08T22:30:00-07:30", datetime(2026, 3, 9, 6, tzinfo=UTC)),
    ],
)
def test_times_of_any_precision_and_offset(text: str, time: datetime) -> None:
    assert parse_uplink(changed(CHIRPSTACK, "time", text)).received_at == time


def test_fields_that_are_zero_may_be_left_out() -> None:
    assert parse_uplink(changed(TTS, "uplink_message.f_cnt")).f_cnt == 0
    assert parse_uplink(changed(CHIRPSTACK, "fCnt")).f_cnt == 0


def test_time_of_the_application_server_where_there_is_no_other() -> None:
    message = changed(TTS, "uplink_message.received_at")
    assert parse_uplink(message).received_at == datetime(2026, 3, 9, 6, 0, 1, 500000, tzinfo=UTC)


@pytest.mark.parametrize("field", ["brand_id", "model_id"])
def test_half_a_device_is_no_device(field: str) -> None:
    assert parse_uplink(changed(TTS, f"uplink_message.version_ids.{field}")).device is None


@pytest.mark.parametrize(
    ("tags", "device"),
    [
        ({"device": "elsys/ers"}, "elsys/ers"),
        ({"redi_device": "elsys/ers", "device": "browan/tbms100"}, "elsys/ers"),
        ({"device": "the one in the hall"}, None),
        ({"model": "elsys/ers"}, None),
    ],
)
def test_tags_of_chirpstack(tags: dict[str, str], device: str | None) -> None:
    assert parse_uplink(changed(CHIRPSTACK, "deviceInfo.tags", tags)).device == device


def test_a_gateway_at_zero_zero_has_no_place() -> None:
    message = changed(CHIRPSTACK, "rxInfo.0.location", {"latitude": 0, "longitude": 0})
    assert parse_uplink(message).gateways[0] == Gateway("02aa000000000001", -71, 9.25)


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("uplink_normalized", "normalized"),
        ("join_accept", "join"),
        ("downlink_ack", "ack"),
        ("downlink_nack", "nack"),
        ("downlink_sent", "downlink"),
        ("downlink_failed", "downlink"),
        ("downlink_queued", "downlink"),
        ("downlink_queue_invalidated", "downlink"),
        ("location_solved", "location"),
        ("service_data", "service"),
    ],
)
def test_other_messages_of_the_things_stack(field: str, kind: str) -> None:
    message = changed(TTS, "uplink_message") | {field: {"f_port": 1, "frm_payload": DATA}}
    up = parse_uplink(message)
    assert (up.kind, up.payload, up.f_port, up.dev_eui, up.device_name) == (kind, b"", None, EUI, "foyer")


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"devAddr": "0100000f"}, "join"),
        ({"margin": 10, "batteryLevel": 80.5}, "status"),
        ({"externalPowerSource": True}, "status"),
        ({"queueItemId": "1", "acknowledged": True, "fCntDown": 3}, "ack"),
        ({"queueItemId": "1", "fCntDown": 3}, "nack"),
        ({"downlinkId": 7, "queueItemId": "1", "gatewayId": "02", "txInfo": {}}, "downlink"),
        ({"level": "ERROR", "code": "UPLINK_F_CNT_RETRANSMISSION", "description": "again"}, "log"),
        ({"location": {"latitude": 48.7}}, "location"),
        ({"integrationName": "loracloud", "eventType": "x", "object": {}}, "service"),
    ],
)
def test_other_events_of_chirpstack(fields: dict[str, Any], kind: str) -> None:
    up = parse_uplink(event(**fields))
    assert (up.kind, up.payload, up.f_port, up.dev_eui, up.device_name) == (kind, b"", None, EUI, "foyer")


def test_frames_without_payload_are_empty() -> None:
    bare = changed(changed(TTS, "uplink_message.frm_payload"), "uplink_message.f_port")
    assert (parse_uplink(bare).kind, parse_uplink(bare).f_port) == ("empty", None)
    for message in (changed(CHIRPSTACK, "data"), changed(CHIRPSTACK, "data", ""), changed(CHIRPSTACK, "data", None)):
        assert (parse_uplink(message).kind, parse_uplink(message).payload) == ("empty", b"")


@pytest.mark.parametrize(
    ("message", "field", "words"),
    [
        (changed(TTS, "end_device_ids.dev_eui"), "end_device_ids.dev_eui", "is missing"),
        (changed(TTS, "end_device_ids.dev_eui", "02AA"), "end_device_ids.dev_eui", "16 hex digits, saw '02AA'"),
        (changed(TTS, "end_device_ids", 3), "end_device_ids", "expected an object, saw 3"),
        (changed(TTS, "uplink_message", None), "uplink_message", "expected an object, saw None"),
        (changed(TTS, "uplink_message.frm_payload", "A2c*"), "uplink_message.frm_payload", "in base64, saw 'A2c*'"),
        (changed(TTS, "uplink_message.frm_payload", "A2c"), "uplink_message.frm_payload", "in base64, saw 'A2c'"),
        (changed(TTS, "uplink_message.f_port", "85"), "uplink_message.f_port", "a whole number, saw '85'"),
        (changed(TTS, "uplink_message.f_port", True), "uplink_message.f_port", "a whole number, saw True"),
        (changed(TTS, "uplink_message.f_port", 256), "uplink_message.f_port", "less than or equal to 255, saw 256"),
        (changed(TTS, "uplink_message.f_cnt", -1), "uplink_message.f_cnt", "greater than or equal to 0, saw -1"),
        (changed(TTS, "uplink_message.rx_metadata", {}), "uplink_message.rx_metadata", "expected a list, saw {}"),
        (
            changed(TTS, "uplink_message.rx_metadata.1.snr", "x"),
            "uplink_message.rx_metadata.1.snr",
            "a number, saw 'x'",
        ),
        (changed(TTS, "uplink_message.received_at", "2026-03-09T06:00:00"), "uplink_message.received_at", "its offset"),
        (changed(TTS, "uplink_message.received_at", 1773036000), "uplink_message.received_at", "saw 1773036000"),
        (changed(CHIRPSTACK, "deviceInfo.devEui"), "deviceInfo.devEui", "is missing"),
        (changed(CHIRPSTACK, "deviceInfo", []), "deviceInfo", "expected an object, saw []"),
        (changed(CHIRPSTACK, "time", "yesterday"), "time", "saw 'yesterday'"),
        (changed(CHIRPSTACK, "data", "0367d700!"), "data", "in base64"),
        (changed(CHIRPSTACK, "deviceInfo.tags", {"a": 1}), "deviceInfo.tags.a", "expected a text, saw 1"),
        (changed(CHIRPSTACK, "rxInfo.0.rssi", float("nan")), "rxInfo.0.rssi", "expected a finite number"),
    ],
)
def test_a_wrong_field_is_named_with_what_was_seen(message: dict[str, Any], field: str, words: str) -> None:
    with pytest.raises(UplinkError) as caught:
        parse_uplink(message)
    assert caught.value.field == field
    assert str(caught.value).startswith(field)
    assert words in str(caught.value)


def test_the_number_of_further_wrong_fields_is_told() -> None:
    message = changed(changed(CHIRPSTACK, "fPort", "a"), "fCnt", "b")
    with pytest.raises(UplinkError, match=r"fPort: expected a whole number, saw 'a' \(and 1 more wrong field\)"):
        parse_uplink(message)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("", "not JSON"),
        ('{"end_device_ids": {"dev_eui": "02', r"not JSON: .* at character \d+ of \d+"),
        (b"\xff\xfe\x00", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[1, 2]", "expected a JSON object, saw list"),
        ("null", "expected a JSON object, saw NoneType"),
        ({}, "saw an empty object"),
        ({"DevEUI_uplink": {}}, r"looked for end_device_ids .*, deviceInfo .*; saw DevEUI_uplink"),
        (TTS | CHIRPSTACK, "the marks of The Things Stack v3 and ChirpStack v4 at once"),
        ({"end_device_ids": {}, "uplink_mess": {}}, "has one of uplink_message, .*; saw none of them"),
        (TTS | {"join_accept": {}}, "saw uplink_message, join_accept"),
        (event(), "saw only deviceInfo, time"),
    ],
)
def test_what_is_no_message_of_a_known_server(message: Any, words: str) -> None:
    with pytest.raises(UplinkError, match=words):
        parse_uplink(message)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def paths(message: Any, path: str = "") -> list[str]:
    """The path of every field of a message."""
    fields = message.items() if isinstance(message, dict) else enumerate(message) if isinstance(message, list) else ()
    found = [path] if path else []
    for name, inner in fields:
        found += paths(inner, f"{path}.{name}" if path else str(name))
    return found


PATHS = [(message, path) for message in (TTS, CHIRPSTACK) for path in paths(message)]


@given(st.sampled_from(PATHS), JSON)
def test_any_value_anywhere_gives_an_uplink_or_an_uplink_error(place: tuple[dict[str, Any], str], value: Any) -> None:
    try:
        up = parse_uplink(changed(*place, value))
    except UplinkError:
        return
    assert up.received_at is None or up.received_at.tzinfo is UTC
    assert len(up.dev_eui) == 16


def test_every_server_has_its_own_marks() -> None:
    for message, name in ((TTS, "the-things-stack"), (CHIRPSTACK, "chirpstack")):
        assert [server.name for server in SERVERS if server.recognises(message)] == [name]


@pytest.mark.skipif(not ENVELOPES.is_dir(), reason="the collection of real messages is not beside this checkout")
@pytest.mark.parametrize(
    ("file", "network", "payload"),
    [
        ("the-things-stack-v3.json", "the-things-stack", "01755c03673401046865"),
        ("the-things-stack-packetbroker.json", "the-things-stack", "0100e202290400270506070d62150710"),
        ("chirpstack-v4.json", "chirpstack", "01755c03673401046865"),
    ],
)
def test_real_messages(file: str, network: str, payload: str) -> None:
    up = parse_uplink((ENVELOPES / file).read_bytes())
    assert (up.network, up.kind, up.payload.hex(), up.dev_eui) == (network, "uplink", payload, "1000000000000001")
    assert all(gateway.id.lower().endswith("6a7e111a10000000") for gateway in up.gateways)
