"""Downlinks as network servers take them: equal to what the servers' documentation shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from redi_codecs import Encoded, EncodeError, OutOfRange, downlink_message
from redi_codecs.networks import SERVERS
from redi_codecs.networks.downlinks import ROUTES

PAGE = Path(__file__).parents[2] / "docs" / "network-servers.md"


def encoded(payload: str, f_port: int) -> Encoded:
    return Encoded(bytes.fromhex(payload), f_port)


#: The server, its way, the DevEUI, the downlink, whether it is confirmed, and the message that is published.
PUBLISHED: list[tuple[str, str, str, Encoded, bool, dict[str, Any]]] = [
    (
        "the-things-stack", "webhook", "0004A30B001C0530", encoded("BEEF", 15), False,
        {"downlinks": [{"frm_payload": "vu8=", "f_port": 15, "priority": "NORMAL"}]},
    ),
    (
        "chirpstack", "mqtt", "0102030405060708", encoded("010203", 10), True,
        {"devEui": "0102030405060708", "confirmed": True, "fPort": 10, "data": "AQID"},
    ),
    (
        "chirpstack-v3", "rest", "0101010101010101", encoded("010203", 10), False,
        {"deviceQueueItem": {"confirmed": False, "data": "AQID", "fPort": 10}},
    ),
    (
        "thingpark", "iot-flow", "0018b20000000b20", encoded("9e1c4852512000220020e3831071", 1), False,
        {"DevEUI_downlink": {"DevEUI": "0018B20000000B20", "FPort": 1, "payload_hex": "9e1c4852512000220020e3831071"}},
    ),
    (
        "thingpark", "query", "00-00-00-00-0F-1D-86-93", encoded("00", 1), False,
        {"DevEUI": "000000000F1D8693", "FPort": 1, "Payload": "00"},
    ),
    (
        "loriot", "websocket", "be7a0000000005d2", encoded("5659", 1), False,
        {"cmd": "tx", "EUI": "BE7A0000000005D2", "port": 1, "confirmed": False, "data": "5659"},
    ),
    (
        "milesight", "mqtt", "24E124406F079198", encoded("FF10FF", 85), False,
        {"devEUI": "24E124406F079198", "fPort": 85, "data": "/xD/", "confirmed": False},
    ),
    (
        "helium", "http", "1C29FBD1D2084E21", encoded(b"Hello, world!".hex(), 1), False,
        {"payload_raw": "SGVsbG8sIHdvcmxkIQ==", "port": 1, "confirmed": False},
    ),
    (
        "wanesy", "rest", "343737394A336F09", encoded("0102", 3), False,
        {
            "endDevice": {"devEui": "343737394A336F09"}, "fPort": 3, "confirmed": False, "contentType": "HEXA",
            "payload": "0102",
        },
    ),
]  # fmt: skip


@pytest.mark.parametrize(("network", "via", "dev_eui", "sent", "confirmed", "wanted"), PUBLISHED)
def test_as_published(
    network: str, via: str, dev_eui: str, sent: Encoded, confirmed: bool, wanted: dict[str, Any]
) -> None:
    made = downlink_message(network, dev_eui, sent, confirmed=confirmed, via=via)
    assert made == wanted
    assert json.loads(json.dumps(made)) == made


def test_what_goes_by_several_ways() -> None:
    sent = encoded("010203", 10)
    queue = {"confirmed": False, "fPort": 10, "data": "AQID"}
    assert downlink_message("chirpstack", "0101010101010101", sent, via="rest") == {"queueItem": queue}
    assert downlink_message("chirpstack-v3", "0101010101010101", sent) == queue
    webhook, mqtt = (downlink_message("the-things-stack", "00" * 8, sent, via=via) for via in ("webhook", "mqtt"))
    assert webhook == mqtt == downlink_message("the-things-stack", "00" * 8, sent)


@pytest.mark.parametrize(
    ("network", "via", "where"),
    [
        ("the-things-stack", None, {"confirmed": True}),
        ("chirpstack", None, {"confirmed": True}),
        ("chirpstack-v3", None, {"confirmed": True}),
        ("thingpark", None, {"Confirmed": "1"}),
        ("thingpark", "query", {"Confirmed": 1}),
        ("loriot", None, {"confirmed": True}),
        ("milesight", None, {"confirmed": True}),
        ("helium", None, {"confirmed": True}),
        ("wanesy", None, {"confirmed": True}),
    ],
)
def test_confirmed(network: str, via: str | None, where: dict[str, Any]) -> None:
    made = downlink_message(network, "00" * 8, encoded("00", 1), confirmed=True, via=via)
    inner = made["downlinks"][0] if "downlinks" in made else made.get("DevEUI_downlink", made)
    assert inner.items() >= where.items()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            ("chirpstak", "00" * 8, encoded("00", 1)),
            "no message of the network server 'chirpstak'; did you mean chirps",
        ),
        (("x", "00" * 8, encoded("00", 1)), "known: the-things-stack, chirpstack, chirpstack-v3, thingpark, loriot"),
        (("loriot", "00AA", encoded("00", 1)), "dev_eui: a DevEUI is needed, 16 hex digits, not '00AA'"),
        (("loriot", None, encoded("00", 1)), "a DevEUI is needed"),
        (("loriot", "00" * 8, encoded("00", 0)), "f_port: 0 is no port for a payload: 1 … 223"),
        (("loriot", "00" * 8, encoded("00", 224)), "224 is no port for a payload"),
    ],
)
def test_what_is_refused(given: tuple[Any, ...], words: str) -> None:
    with pytest.raises(EncodeError, match=words):
        downlink_message(*given)


def test_a_way_that_there_is_not() -> None:
    with pytest.raises(EncodeError, match="chirpstack takes no downlink by 'http'; known: mqtt, rest"):
        downlink_message("chirpstack", "00" * 8, encoded("00", 1), via="http")
    with pytest.raises(OutOfRange):
        downlink_message("loriot", "00" * 8, encoded("00", 300))


@pytest.mark.parametrize("route", ROUTES, ids=lambda one: f"{one.network} {one.via}")
def test_the_page_has_a_row_for_each_way(route: Any) -> None:
    assert route.network in {server.name for server in SERVERS}
    section = PAGE.read_text(encoding="utf-8").partition("## Downlinks")[2].partition("\n## ")[0]
    (row,) = [line for line in section.splitlines() if line.startswith(f"| `{route.network}` | `{route.via}` |")]
    assert f"`{route.to}`" in row
