"""A field that is there is not a value that is there; what is still encrypted, or on port 0, is no payload."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from network_messages import (
    AWS,
    AZURE,
    CHIRPSTACK,
    CHIRPSTACK_V3,
    CHIRPSTACK_V3_PROTOBUF,
    DATA,
    EUI,
    EVERYNET,
    EXAMPLES,
    HELIUM,
    LORAWAN_SERVER,
    LORIOT,
    MILESIGHT,
    MILLISECONDS,
    MULTITECH,
    PAYLOAD,
    RAK_WISGATE,
    RECEIVED,
    SENML,
    TASMOTA,
    THE_THINGS_NETWORK_V2,
    THE_THINGS_NETWORK_V2_STORAGE,
    THE_THINGS_STACK,
    THE_THINGS_STACK_EVENT,
    THINGPARK,
    TOWER,
    WANESY,
    Example,
    changed,
)
from redi_codecs.errors import UplinkError
from redi_codecs.networks import Gateway, Uplink, parse_uplink

# ---- fields without a value ------------------------------------------------------------------------------------------

OF_ALL_EVENTS: dict[str, dict[str, Any]] = {
    "chirpstack": {
        "level": None,
        "code": None,
        "description": "",
        "margin": 0,
        "batteryLevel": 0.0,
        "acknowledged": False,
        "externalPowerSource": False,
        "batteryLevelUnavailable": False,
        "queueItemId": "",
        "fCntDown": 0,
        "downlinkId": 0,
        "gatewayId": "",
        "location": {"latitude": 0.0, "longitude": 0.0, "source": ""},
        "integrationName": "",
        "eventType": None,
        "object": {},
        "joinServerContext": None,
    },
    "chirpstack-v3": {
        "acknowledged": False,
        "margin": 0,
        "batteryLevel": 0,
        "error": "",
        "type": "",
        "gatewayID": "",
        "location": {"latitude": 0, "longitude": 0, "altitude": 0},
        "integrationName": None,
        "objectJSON": "",
    },
    "milesight": {"acknowledged": False, "error": None, "status": "", "object": {}},
    "the-things-stack": {
        **dict.fromkeys(("join_accept", "downlink_ack", "location_solved", "service_data")),
        "downlink_queued": {},
    },
    "thingpark": {**dict.fromkeys(("DevEUI_downlink", "DevEUI_location")), "DevEUI_notification": {}},
}
WITH_ALL = [one for one in EXAMPLES if one.uplink.network in OF_ALL_EVENTS and one is not THE_THINGS_STACK_EVENT]


@pytest.mark.parametrize("example", WITH_ALL, ids=str)
def test_an_uplink_with_the_fields_of_all_events_is_one(example: Example) -> None:
    assert parse_uplink(OF_ALL_EVENTS[example.uplink.network] | example.message) == example.uplink
    assert parse_uplink(example.message | OF_ALL_EVENTS[example.uplink.network]).payload == PAYLOAD


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"devAddr": "0100000f"}, "join"),
        ({"margin": 10}, "status"),
        ({"externalPowerSource": True}, "status"),
        ({"queueItemId": "1", "acknowledged": True}, "ack"),
        ({"queueItemId": "1"}, "nack"),
        ({"downlinkId": 7}, "downlink"),
        ({"description": "again"}, "log"),
        ({"location": {"latitude": 48.7, "longitude": 8.1}}, "location"),
        ({"integrationName": "loracloud"}, "service"),
        ({"devAddr": "0100000f", "rxInfo": [{"gatewayId": TOWER}]}, "empty"),
    ],
)
def test_other_events_of_chirpstack_with_the_fields_of_all(fields: dict[str, Any], kind: Any) -> None:
    nothing = {"devAddr": "", "rxInfo": [], "txInfo": None, "data": "", "fPort": 0, "fCnt": 0, "dr": 0, "adr": False}
    message = {"deviceInfo": CHIRPSTACK.message["deviceInfo"], **nothing, **OF_ALL_EVENTS["chirpstack"], **fields}
    assert parse_uplink(message).kind == kind


ALL_KEYS = {key: None for example in EXAMPLES if isinstance(example.message, dict) for key in example.message}


@pytest.mark.parametrize("example", [one for one in EXAMPLES if isinstance(one.message, dict)], ids=str)
def test_marks_of_others_without_a_value_do_not_count(example: Example) -> None:
    up = parse_uplink(ALL_KEYS | example.message)
    assert (up.network, up.payload) == (example.uplink.network, PAYLOAD)


def test_a_mark_without_a_value_does_not_tell_a_milesight_gateway() -> None:
    message = {"devEUI": EUI, "applicationID": "1", "data": DATA, "fPort": 85, "time": None}
    with pytest.raises(UplinkError, match="alone cannot tell the network server"):
        parse_uplink(message)
    assert parse_uplink(CHIRPSTACK_V3.message | {"time": None}) == CHIRPSTACK_V3.uplink


# ---- encrypted -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "ns.up.data.forward",
        "as.up.data.receive",
        "as.up.data.drop",
        "gs.up.receive",
        "ns.up.data.process",
        "ns.mac.link_adr.answer.accept",
        "js.join.accept",
        "as.down.data.forward",
        "end_device.update",
    ],
)
@pytest.mark.parametrize("wrapped", [False, True])
def test_events_of_the_things_stack_are_no_payload(name: str, wrapped: bool) -> None:
    event = THE_THINGS_STACK_EVENT.message | {"name": name}
    received_at = RECEIVED.replace(microsecond=600000)
    assert parse_uplink({"result": event} if wrapped else event) == Uplink(
        "the-things-stack", "event", EUI, received_at=received_at, device_name="foyer"
    )


def test_events_of_the_things_stack_without_a_device_or_data() -> None:
    start = {"name": "events.stream.start", "time": "2026-03-09T06:00:01.25Z"}
    ids = {"identifiers": [{"application_ids": {"application_id": "townhall"}}]}
    expected = Uplink("the-things-stack", "event", "", received_at=RECEIVED)
    assert parse_uplink({"result": start | ids}) == parse_uplink(start | ids) == expected
    both = [{"device_ids": {"device_id": "foyer"}}, {"device_ids": {"device_id": "foyer", "dev_eui": EUI}}]
    assert parse_uplink(start | {"identifiers": both}).dev_eui == EUI
    forwarded = {key: value for key, value in THE_THINGS_STACK_EVENT.message.items() if key != "data"}
    assert parse_uplink(forwarded).kind == "event"


@pytest.mark.parametrize(
    ("name", "field", "kind"),
    [("as.up.join.forward", "join_accept", "join"), ("as.up.forward", "uplink_message", "uplink")],
)
def test_what_the_application_server_forwards_is_a_message(name: str, field: str, kind: str) -> None:
    told = changed(THE_THINGS_STACK_EVENT.message, "data.uplink_message")
    told["data"][field] = THE_THINGS_STACK.message["uplink_message"]
    assert parse_uplink(told | {"name": name}).kind == kind
    with pytest.raises(UplinkError, match=r"^result\.data\.end_device_ids\.dev_eui: is missing"):
        parse_uplink({"result": changed(told, "data.end_device_ids.dev_eui") | {"name": name}})


@pytest.mark.parametrize(
    ("message", "field"),
    [
        (
            changed(THE_THINGS_STACK.message, "uplink_message.app_s_key", {"kek_label": "x", "encrypted_key": "AA=="}),
            "uplink_message.frm_payload",
        ),
        (CHIRPSTACK.message | {"joinServerContext": {"sessionKeyId": "", "appSKey": {"aesKey": "AQ=="}}}, "data"),
        (changed(EVERYNET.message, "params.payload"), "params.payload"),
        (changed(EVERYNET.message, "params.payload", None), "params.payload"),
    ],
)
def test_what_is_still_encrypted_is_refused(message: dict[str, Any], field: str) -> None:
    with pytest.raises(UplinkError, match="is encrypted: ") as caught:
        parse_uplink(message)
    assert caught.value.field == field


def test_a_session_without_a_key_is_not_encrypted() -> None:
    context = {"sessionKeyId": "", "appSKey": None}
    assert parse_uplink(CHIRPSTACK.message | {"joinServerContext": context}) == CHIRPSTACK.uplink


@pytest.mark.parametrize(
    "message", [{"phyPayload": "QA8AAAE=", "rxInfo": [], "txInfo": {}}, {"rxpk": [{"data": "QA8AAAE="}]}]
)
def test_frames_of_gateways_are_no_messages(message: dict[str, Any]) -> None:
    with pytest.raises(UplinkError, match="no message of a known network server"):
        parse_uplink(message)


# ---- port 0 ----------------------------------------------------------------------------------------------------------

PORTS = {
    "the-things-stack": ("uplink_message.f_port", "data.uplink_message.f_port"),
    "thingpark": ("DevEUI_uplink.FPort",),
    "loriot": ("port",),
    "helium": ("port",),
    "element-iot": ("meta.frame_port",),
    "the-things-network-v2": ("port",),
    "aws-iot-core": ("WirelessMetadata.LoRaWAN.FPort",),
    "azure-starter-kit": ("port",),
    "multitech": ("port",),
    "everynet": ("params.port",),
    "senet": ("port",),
    "thingshub": ("f_port",),
    "lorawan-server": ("port",),
    "tasmota": ("LwReceived.0xAE3D.FPort",),
    "senml": ("1.v",),
}


def on_port(example: Example, port: Any) -> Any:
    paths = PORTS.get(example.uplink.network, ("fPort",))
    return changed(example.message, paths[example is THE_THINGS_STACK_EVENT], port)


WITH_PORT = [example for example in EXAMPLES if example.uplink.f_port is not None]


@pytest.mark.parametrize("example", WITH_PORT, ids=str)
def test_mac_commands_are_no_payload(example: Example) -> None:
    up = parse_uplink(on_port(example, 0))
    assert (up.kind, up.f_port, up.payload, up.f_cnt) == ("empty", 0, b"", example.uplink.f_cnt)


@pytest.mark.parametrize(
    ("example", "radio"),
    [
        (THE_THINGS_STACK, "uplink_message.rx_metadata"),
        (THE_THINGS_STACK_EVENT, "data.uplink_message.rx_metadata"),
        (CHIRPSTACK, "rxInfo"),
        (THE_THINGS_NETWORK_V2, "metadata"),
    ],
)
def test_a_port_that_is_left_out_because_it_is_0(example: Example, radio: str) -> None:
    up = parse_uplink(on_port(example, ...))
    assert (up.kind, up.f_port, up.payload) == ("empty", 0, b"")
    for unknown in (on_port(example, None), changed(on_port(example, ...), radio)):
        told = parse_uplink(unknown)
        assert (told.kind, told.f_port) == ("uplink", None)


@pytest.mark.parametrize(
    "message",
    [
        changed(changed(LORIOT.message, "data"), "port", 0) | {"encdata": "0102"},
        changed(changed(THINGPARK.message, "DevEUI_uplink.FPort", 0), "DevEUI_uplink.PayloadEncryption", 1),
        WANESY.message | {"encrypted": True, "fPort": 0},
        changed(changed(EVERYNET.message, "params.payload"), "params.port", 0),
        CHIRPSTACK.message | {"joinServerContext": {"sessionKeyId": "x"}, "fPort": 0},
    ],
)
def test_encrypted_mac_commands_are_no_fault(message: dict[str, Any]) -> None:
    assert parse_uplink(message).kind == "empty"


# ---- what is left out because it is 0 --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("example", "snr", "modulation", "other"),
    [
        (
            THE_THINGS_STACK,
            "uplink_message.rx_metadata.0.snr",
            "uplink_message.settings.data_rate",
            {"fsk": {"bit_rate": 50000}},
        ),
        (CHIRPSTACK, "rxInfo.0.snr", "txInfo.modulation", {"fsk": {"datarate": 50000}}),
        (CHIRPSTACK, "rxInfo.0.snr", "txInfo.modulation", {"lrFhss": {"codeRate": "1/3"}}),
        (THE_THINGS_NETWORK_V2, "metadata.gateways.0.snr", "metadata.modulation", "FSK"),
    ],
)
def test_an_snr_that_is_left_out_is_0(example: Example, snr: str, modulation: str, other: Any) -> None:
    without = changed(example.message, snr)
    assert parse_uplink(without).gateways[0] == Gateway(TOWER, -71, 0.0, 48.7, 8.1)
    assert parse_uplink(changed(without, modulation, other)).gateways[0].snr is None
    assert parse_uplink(changed(without, snr.replace("snr", "rssi"))).gateways[0].snr is None


@pytest.mark.parametrize(
    ("example", "snr"),
    [
        (CHIRPSTACK_V3, "rxInfo.0.loRaSNR"),
        (CHIRPSTACK_V3_PROTOBUF, "rxInfo.0.loRaSNR"),
        (MILESIGHT, "rxInfo.0.loRaSNR"),
        (LORIOT, "gws.0.snr"),
        (HELIUM, "hotspots.0.snr"),
    ],
)
def test_an_snr_that_is_missing_where_zeros_are_written_is_none(example: Example, snr: str) -> None:
    assert parse_uplink(changed(example.message, snr)).gateways[0].snr is None


def test_simulated_uplinks_are_marked() -> None:
    assert parse_uplink(THE_THINGS_STACK.message | {"simulated": True}).simulated
    assert not parse_uplink(THE_THINGS_STACK.message | {"simulated": False}).simulated
    assert not parse_uplink(THE_THINGS_STACK.message).simulated
    assert parse_uplink(changed(THE_THINGS_STACK_EVENT.message, "data.simulated", True)).simulated
    with pytest.raises(UplinkError, match="simulated: expected true or false, saw 'maybe'"):
        parse_uplink(THE_THINGS_STACK.message | {"simulated": "maybe"})


# ---- what one of the newer servers does ------------------------------------------------------------------------------


def test_rak_wisgate_in_hex_is_not_chirpstack() -> None:
    message = RAK_WISGATE.message | {"data": PAYLOAD.hex().upper(), "data_encode": "hexstring"}
    assert parse_uplink(message) == RAK_WISGATE.uplink
    assert parse_uplink(message | {"timestamp": "1773036001", "fPort": "85"}) == RAK_WISGATE.uplink
    with pytest.raises(UplinkError, match="data_encode: expected 'base64' or 'hexstring', saw 'hex'"):
        parse_uplink(message | {"data_encode": "hex"})
    with pytest.raises(UplinkError, match="expected a time in seconds since 1970, saw 1773036001250"):
        parse_uplink(message | {"timestamp": MILLISECONDS})


def test_aws_with_numbers_as_texts_and_in_its_older_form() -> None:
    lorawan = dict(AWS.message["WirelessMetadata"]["LoRaWAN"])
    texts = lorawan | {"FCnt": "41", "SpreadingFactor": "7", "Bandwidth": "125", "Frequency": 868100000}
    texts["Fport"] = str(texts.pop("FPort"))
    assert parse_uplink(changed(AWS.message, "WirelessMetadata.LoRaWAN", texts)) == AWS.uplink
    for field in ("SpreadingFactor", "Bandwidth"):
        del lorawan[field]
    older = changed(changed(AWS.message, "MessageId"), "WirelessMetadata.LoRaWAN", lorawan)
    assert parse_uplink(older).data_rate is None


def test_azure_has_the_payload_in_one_of_two_places() -> None:
    decrypted = AZURE.message | {"rawdata": DATA}
    assert parse_uplink(decrypted | {"time": None}) == AZURE.uplink
    assert parse_uplink(decrypted | {"data": {"temperature": 21.5}}) == AZURE.uplink
    assert parse_uplink(changed(AZURE.message, "rawdata")) == AZURE.uplink
    for message in (AZURE.message, changed(decrypted, "size"), decrypted | {"size": 4}):
        with pytest.raises(UplinkError, match=r"data\.value: expected a payload in hex digits, saw None"):
            parse_uplink(message | {"data": {"temperature": 21.5}})
    with pytest.raises(UplinkError, match=r"rawdata: is another payload than that in data\.value"):
        parse_uplink(decrypted | {"data": {"value": "0367D800"}})


@pytest.mark.parametrize(
    ("text", "size", "payload"),
    [
        ("0367d700", 4, "0367d700"),
        ("0367d700", 3, base64.b64decode("0367d700").hex()[:6]),
        ("0367f600046863", None, "0367f600046863"),
        ("A2fXAA", 4, "0367d700"),
    ],
)
def test_multitech_in_hex_or_base64(text: str, size: int | None, payload: str) -> None:
    if size == 3:  # eight letters of base64 are six bytes: the size is that of neither
        with pytest.raises(UplinkError, match="data: expected a size that tells base64 from hex, saw '0367d700'"):
            parse_uplink(MULTITECH.message | {"data": text, "size": size})
        return
    assert parse_uplink(MULTITECH.message | {"data": text, "size": size}).payload.hex() == payload


@pytest.mark.parametrize("text", ["A2c*", "0g", [], 5, {}])
def test_what_is_no_payload_of_multitech(text: Any) -> None:
    with pytest.raises(UplinkError, match=r"expected a (payload in base64 or in hex digits|text), saw ") as caught:
        parse_uplink(MULTITECH.message | {"data": text})
    assert caught.value.field == "data"


@pytest.mark.parametrize(
    ("type", "kind"),
    [("downlink_request", "downlink"), ("join_request", "join"), ("error", "log"), ("new", "service"), ([], "service")],
)
def test_other_messages_of_everynet(type: Any, kind: Any) -> None:
    message = EVERYNET.message | {"type": type}
    received_at = RECEIVED.replace(microsecond=500000)
    assert parse_uplink(message) == Uplink("everynet", kind, EUI, received_at=received_at)


def test_tasmota_by_name_and_in_halves() -> None:
    message = {"LwReceived": {"foyer": TASMOTA.message["LwReceived"]["0xAE3D"]}}
    assert parse_uplink(changed(message, "LwReceived.foyer.Name")) == TASMOTA.uplink
    assert parse_uplink(changed(TASMOTA.message, "LwReceived.0xAE3D.Name")).device_name is None
    prefixed = changed(TASMOTA.message, "LwReceived.0xAE3D.DevEUIh", "0x02AA0000")
    assert parse_uplink(prefixed) == TASMOTA.uplink
    for wrong in ("02AA", "02AA000G", ""):
        with pytest.raises(
            UplinkError, match=r"LwReceived\.0xAE3D\.DevEUIl: expected half a DevEUI, 8 hex digits, saw"
        ):
            parse_uplink(changed(TASMOTA.message, "LwReceived.0xAE3D.DevEUIl", wrong))
    with pytest.raises(UplinkError, match=r"LwReceived: expected an object with one device, saw \{\}"):
        parse_uplink({"LwReceived": {}})


def test_a_row_of_data_storage_has_no_dev_eui() -> None:
    assert parse_uplink(THE_THINGS_NETWORK_V2_STORAGE.message).dev_eui == ""


def test_lorawan_server_with_all_gateways_and_without_dev_eui() -> None:
    bare = {key: value for key, value in LORAWAN_SERVER.message.items() if key not in ("gateway", "rxq")}
    rxq = LORAWAN_SERVER.message["rxq"]
    assert parse_uplink(bare | {"all_gw": [{"mac": TOWER, "rxq": rxq}]}) == LORAWAN_SERVER.uplink
    assert parse_uplink(bare | {"best_gw": {"mac": TOWER, "rxq": rxq}}) == LORAWAN_SERVER.uplink
    assert parse_uplink(bare).gateways == ()
    assert parse_uplink(changed(LORAWAN_SERVER.message, "deveui")).dev_eui == ""


def test_senml_packs() -> None:
    name, port = f"urn:dev:DEVEUI:{EUI.upper()}:", {"n": "port", "v": 85}
    split = [{"bn": name, "bt": 1773036000}, {"n": "payload", "vs": PAYLOAD.hex(), "t": 1.25}, port]
    assert parse_uplink(split) == SENML.uplink
    assert parse_uplink(changed(changed(SENML.message, "0.vs"), "0.vd", DATA.rstrip("="))) == SENML.uplink
    single = SENML.message[0]
    assert (parse_uplink(single).payload, parse_uplink(single).f_port) == (PAYLOAD, None)
    where = [{"bn": name, "bt": 1773036001.25, "n": "latitude", "u": "lat", "v": 48.7}]
    assert parse_uplink(where) == Uplink("senml", "location", EUI, received_at=RECEIVED)
    measured = [{"bn": name, "n": "temperature", "u": "Cel", "v": 21.5}]
    assert parse_uplink(measured) == Uplink("senml", "service", EUI)
    with pytest.raises(UplinkError, match="bn: expected records of one device"):
        parse_uplink([*SENML.message, {"bn": "urn:dev:DEVEUI:02AA000000000001:", "n": "payload", "vs": "00"}])
    with pytest.raises(UplinkError, match="bn: expected a DevEUI, 16 hex digits, saw 'urn:dev:mac:02aa'"):
        parse_uplink([{"bn": "urn:dev:mac:02aa", "n": "payload", "vs": "00"}])
    with pytest.raises(UplinkError, match=r"1\.v: expected .*, saw 300"):
        parse_uplink(changed(SENML.message, "1.v", 300.0))
    with pytest.raises(UplinkError, match=r"records: expected a list"):
        parse_uplink({"bn": name, "records": 7})
