"""Messages that are no uplink: recognised as what they are, and no error."""

from __future__ import annotations

from typing import Any

import pytest

from network_messages import (
    CHIRPSTACK,
    CHIRPSTACK_V3,
    CHIRPSTACK_V3_PROTOBUF,
    DATA,
    ELEMENT_IOT,
    EUI,
    EXAMPLES,
    HELIUM,
    LORIOT,
    MILESIGHT,
    MILLISECONDS,
    RECEIVED,
    THE_THINGS_STACK,
    THINGPARK,
    Example,
    changed,
)
from redi_codecs.errors import UplinkError
from redi_codecs.networks import Uplink, parse_uplink

TIME = "2026-03-09T06:00:01.25Z"


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
def test_the_things_stack(field: str, kind: Any) -> None:
    message = changed(THE_THINGS_STACK.message, "uplink_message") | {field: {"f_port": 1, "frm_payload": DATA}}
    received_at = RECEIVED.replace(microsecond=500000)
    assert parse_uplink(message) == Uplink("the-things-stack", kind, EUI, received_at=received_at, device_name="foyer")


def test_the_things_stack_tells_the_fate_of_a_downlink_without_dev_eui() -> None:
    # As in https://www.thethingsindustries.com/docs/integrations/data-formats/, downlink failed.
    ids = {"device_id": "foyer", "application_ids": {"application_id": "townhall"}}
    message: dict[str, Any] = {"end_device_ids": ids, "downlink_failed": {"error": {"name": "too_long", "code": 3}}}
    assert parse_uplink(message) == Uplink("the-things-stack", "downlink", "", device_name="foyer")
    with pytest.raises(UplinkError, match=r"end_device_ids\.dev_eui: is missing"):
        parse_uplink({"end_device_ids": ids, "join_accept": {}})


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
def test_chirpstack(fields: dict[str, Any], kind: Any) -> None:
    message = {"time": TIME, "deviceInfo": CHIRPSTACK.message["deviceInfo"], **fields}
    assert parse_uplink(message) == Uplink("chirpstack", kind, EUI, received_at=RECEIVED, device_name="foyer")


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"devAddr": "0100000f", "rxInfo": [], "txInfo": {"frequency": 868100000, "dr": 5}}, "join"),
        ({"margin": 10, "externalPowerSource": False, "batteryLevel": 80.5}, "status"),
        ({"acknowledged": True, "fCnt": 3}, "ack"),
        ({"acknowledged": False, "fCnt": 3}, "nack"),
        ({"type": "UPLINK_CODEC", "error": "ReferenceError"}, "log"),
        ({"location": {"latitude": 48.7, "longitude": 8.1}}, "location"),
        ({"object": {}, "tags": {"a": "b"}}, "service"),
        ({"integrationName": "x", "eventType": "y", "objectJSON": "{}"}, "service"),
        ({"fCnt": 3, "gatewayID": "AqoAAAAAAAE="}, "downlink"),
        ({"fCnt": 3, "tags": {"a": "b"}}, "downlink"),
    ],
)
@pytest.mark.parametrize("example", [CHIRPSTACK_V3, CHIRPSTACK_V3_PROTOBUF], ids=["json_v3", "json"])
def test_chirpstack_v3(example: Example, fields: dict[str, Any], kind: Any) -> None:
    ids = {key: example.message[key] for key in ("applicationID", "applicationName", "deviceName", "devEUI")}
    assert parse_uplink(ids | fields) == Uplink("chirpstack-v3", kind, EUI, device_name="foyer")


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"status": "online", "devAddr": "0100000f"}, "status"),
        ({"status": "offline"}, "status"),
        ({"acknowledged": True, "fcnt": 4996}, "ack"),
        ({"acknowledged": False, "fcnt": 4996}, "nack"),
        ({"error": "downlink error,device offline"}, "log"),
        ({"devAddr": "0100000f"}, "join"),
    ],
)
def test_milesight(fields: dict[str, Any], kind: Any) -> None:
    # As in https://www.milesight.com/building-iot-gateway/en/application-guide/notification.html.
    ids = {key: MILESIGHT.message[key] for key in ("applicationID", "devEUI", "deviceID", "deviceName", "gatewaySN")}
    message = ids | {"time": TIME} | fields
    assert parse_uplink(message) == Uplink("milesight", kind, EUI, received_at=RECEIVED, device_name="foyer")


@pytest.mark.parametrize(
    ("name", "fields", "kind"),
    [
        ("DevEUI_downlink_Sent", {"DeliveryStatus": 1, "FCntDn": "22"}, "downlink"),
        ("DevEUI_downlink", {"FPort": "8", "payload_hex": "9e1c"}, "downlink"),
        ("DevEUI_downlink_Rejected", {}, "downlink"),
        ("DevEUI_multicast_summary", {"TransmissionStatus": "ABORTED"}, "downlink"),
        ("DevEUI_location", {"DevLAT": "10.11212", "DevLON": "7.44464"}, "location"),
        ("DevEUI_notification", {"Type": "reset", "Var1": "admin_reset"}, "log"),
        ("DevEUI_notification", {"Type": "join"}, "join"),
    ],
)
def test_thingpark(name: str, fields: dict[str, Any], kind: Any) -> None:
    report = {"Time": "2026-03-09T07:00:01.25+01:00", "DevEUI": EUI.upper(), **fields}
    expected = Uplink("thingpark", kind, EUI, received_at=RECEIVED)
    assert parse_uplink({name: report}) == expected
    elements = "".join(f"<{key}>{value}</{key}>" for key, value in report.items())
    assert parse_uplink(f'<{name} xmlns="http://uri.actility.com/lora">{elements}</{name}>') == expected


@pytest.mark.parametrize(("cmd", "kind"), [("txd", "downlink"), ("tx", "downlink"), ("join", "join")])
def test_loriot(cmd: str, kind: Any) -> None:
    message = {"cmd": cmd, "EUI": EUI.upper(), "seqdn": 3236, "seqq": 3236, "ts": MILLISECONDS, "data": "01"}
    assert parse_uplink(message) == Uplink("loriot", kind, EUI, received_at=RECEIVED)


@pytest.mark.parametrize(("type", "kind"), [("down", "downlink"), ("status", "service"), (None, "service")])
def test_element_iot(type: str | None, kind: Any) -> None:
    message = ELEMENT_IOT.message | {"packet_type": type}
    assert parse_uplink(message) == Uplink("element-iot", kind, EUI, received_at=RECEIVED)


def test_the_things_network_v2_tells_of_joins() -> None:
    # As in https://www.thethingsnetwork.org/docs/applications/mqtt/api/, device activations.
    message: dict[str, Any] = {
        "app_eui": "70B3D57ED00001A6",
        "dev_eui": EUI.upper(),
        "dev_addr": "26001716",
        "metadata": {"time": TIME, "frequency": 868.1, "modulation": "LORA", "data_rate": "SF7BW125", "gateways": []},
    }
    assert parse_uplink(message) == Uplink("the-things-network-v2", "join", EUI, received_at=RECEIVED)
    with pytest.raises(UplinkError, match="dev_eui: expected a DevEUI"):
        parse_uplink(message | {"dev_eui": "26001716"})


LEFT_OUT_WHERE_EMPTY = {"the-things-stack", "chirpstack", "thingpark"}


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_frames_without_payload_are_empty(example: Example) -> None:
    empty = [changed(example.message, example.payload, value) for value in example.empty]
    if example.uplink.network in LEFT_OUT_WHERE_EMPTY:
        empty.append(changed(example.message, example.payload))
    for message in empty:
        up = parse_uplink(message)
        assert (up.kind, up.payload, up.f_port, up.f_cnt, up.gateways) == (
            *("empty", b"", example.uplink.f_port, example.uplink.f_cnt),
            example.uplink.gateways,
        )


@pytest.mark.parametrize(
    ("message", "port"),
    [
        (changed(THE_THINGS_STACK.message, "uplink_message.frm_payload"), "uplink_message.f_port"),
        (changed(CHIRPSTACK.message, "data"), "fPort"),
        (changed(THINGPARK.message, "DevEUI_uplink.payload_hex"), "DevEUI_uplink.FPort"),
        (changed(LORIOT.message, "data"), "port"),
        (changed(HELIUM.message, "payload"), "port"),
    ],
)
def test_frames_without_port_and_payload_are_empty(message: dict[str, Any], port: str) -> None:
    up = parse_uplink(changed(message, port))
    assert (up.kind, up.f_port, up.payload) == ("empty", None, b"")


def test_counters_that_are_zero_may_be_left_out() -> None:
    assert parse_uplink(changed(THE_THINGS_STACK.message, "uplink_message.f_cnt")).f_cnt == 0
    assert parse_uplink(changed(CHIRPSTACK.message, "fCnt")).f_cnt == 0
    assert parse_uplink(changed(LORIOT.message, "fcnt")).f_cnt is None
