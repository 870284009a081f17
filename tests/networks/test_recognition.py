"""Which server a message is from: told by what it says, and never guessed."""

from __future__ import annotations

from typing import Any

import pytest

from network_messages import CHIRPSTACK, CHIRPSTACK_V3, EXAMPLES, MILESIGHT, THE_THINGS_STACK, Example
from redi_codecs.errors import UplinkError
from redi_codecs.networks import SERVERS, content_of, parse_uplink


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_every_server_has_its_own_marks(example: Example) -> None:
    assert [server.name for server in SERVERS if server.recognises(content_of(example.message))] == [
        example.uplink.network
    ]


#: Those that can be put into another; an event's message is inside it.
OBJECTS = [example for example in EXAMPLES if isinstance(example.message, dict)]


@pytest.mark.parametrize("example", OBJECTS, ids=str)
def test_a_message_of_two_servers_is_refused(example: Example) -> None:
    others = [other for other in OBJECTS if other.uplink.network != example.uplink.network]
    assert others
    for other in others:
        titles = {
            server.title for server in SERVERS for one in (example, other) if server.recognises(content_of(one.message))
        }
        with pytest.raises(UplinkError, match=r"^the message has the marks of .* at once$") as caught:
            parse_uplink(example.message | other.message)
        assert all(title in str(caught.value) for title in titles), str(other)


IDS = {"applicationID": "1", "applicationName": "townhall", "deviceName": "foyer", "devEUI": "02aa00000000000f"}


@pytest.mark.parametrize(
    ("fields", "network"),
    [
        ({"data": "Aw==", "fPort": 85, "fCnt": 1}, None),
        ({"data": "Aw==", "fPort": 85, "rxInfo": [{"rssi": -71, "loRaSNR": 9, "name": "tower"}]}, None),
        ({"data": "Aw==", "fPort": 85, "txInfo": {"frequency": 868100000}}, None),
        ({"fCnt": 3}, None),
        ({"data": "Aw==", "fPort": 85, "rxInfo": [{}, {"mac": "02aa000000000001"}]}, "milesight"),
        ({"data": "Aw==", "fPort": 85, "rxInfo": [{}, {"gatewayID": "02aa000000000001"}]}, "chirpstack-v3"),
        ({"data": "Aw==", "fPort": 85, "txInfo": {"dataRate": {"spreadFactor": 7}}}, "milesight"),
        ({"data": "Aw==", "fPort": 85, "txInfo": {"dr": 5}}, "chirpstack-v3"),
        ({"data": "Aw==", "fPort": 85, "time": "2026-03-09T06:00:00Z"}, "milesight"),
        ({"data": "Aw==", "fPort": 85, "publishedAt": "2026-03-09T06:00:00Z"}, "chirpstack-v3"),
        ({"acknowledged": True, "fCnt": 3}, "chirpstack-v3"),
        ({"acknowledged": True, "fcnt": 3, "time": "2026-03-09T06:00:00Z"}, "milesight"),
    ],
)
def test_what_tells_chirpstack_v3_from_a_milesight_gateway(fields: dict[str, Any], network: str | None) -> None:
    if network:
        assert parse_uplink(IDS | fields).network == network
        return
    with pytest.raises(UplinkError, match="devEUI and applicationID alone cannot tell the network server") as caught:
        parse_uplink(IDS | fields)
    assert "rxInfo.gatewayID" in str(caught.value)
    assert "rxInfo.mac" in str(caught.value)


def test_a_message_with_the_marks_of_both_look_alikes_is_refused() -> None:
    with pytest.raises(UplinkError, match="the marks of ChirpStack v3 and Milesight gateway at once"):
        parse_uplink(CHIRPSTACK_V3.message | {"time": MILESIGHT.message["time"]})


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ({}, "saw an empty object"),
        (
            {"rxpk": []},
            r"looked for end_device_ids \(The Things Stack v3\), deviceInfo \(ChirpStack v4\), .* write; saw rxpk$",
        ),
        (
            {"WirelessDeviceId": "x", "Metadata": {}},
            r": looked for WirelessDeviceId and WirelessMetadata \(AWS IoT Core .*; saw WirelessDeviceId,",
        ),
        ({str(number): 1 for number in range(20)}, "saw 0, 1, 2, 3, 4, 5, 6, 7$"),
        ({"x" * 500: 1}, f"saw {'x' * 40}$"),
        ({"devEUI": "02aa00000000000f"}, "devEUI alone cannot tell the network server: looked for one of time"),
        ({"end_device_ids": {}, "uplink_mess": {}}, "has one of uplink_message, .*; saw none of them"),
        (THE_THINGS_STACK.message | {"join_accept": {"session_key_id": "AXA50w=="}}, "saw uplink_message, join_accept"),
        ({"DevEUI_uplink": {}, "DevEUI_location": {}}, "saw DevEUI_uplink and DevEUI_location"),
        (
            {"time": "2026-03-09T06:00:00Z", "deviceInfo": CHIRPSTACK.message["deviceInfo"]},
            r"nothing tells what the message of ChirpStack v4 is about: .* \(join\); saw time, deviceInfo",
        ),
        ({"result": {"end_device_ids": {}, "x": 1}}, "^result: a message of The Things Stack has one of"),
        ({"result": {"deviceInfo": {}}}, "^result: nothing tells what the message of ChirpStack v4 is about"),
        ({"result": {"x": {}}}, "no message of a known network server: .*; saw result"),
    ],
)
def test_what_is_no_message_of_a_known_server(message: Any, words: str) -> None:
    with pytest.raises(UplinkError, match=words):
        parse_uplink(message)
