"""Uplinks of every network server: all that a message says comes out, in the same words."""

from __future__ import annotations

import json
from pathlib import Path
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
    PAYLOAD,
    RECEIVED,
    SCHOOL,
    THE_THINGS_STACK,
    THINGPARK,
    THINGPARK_XML,
    TOWER,
    WANESY,
    Example,
    changed,
)
from redi_codecs.errors import UplinkError
from redi_codecs.networks import SERVERS, Gateway, hints, parse_uplink
from redi_codecs.registry import devices

PLACED = [example for example in EXAMPLES if example.uplink.gateways[:1] and example.uplink.gateways[0].id == TOWER]
ENVELOPES = Path(__file__).parents[3] / "shared" / "envelopes"


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_every_field(example: Example) -> None:
    assert parse_uplink(example.message) == example.uplink


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_text_bytes_and_mapping_are_the_same(example: Example) -> None:
    text = json.dumps(example.message)
    for spelt in (text, text.encode(), bytearray(text.encode()), f"\ufeff {text}", text.encode("utf-8-sig")):
        assert parse_uplink(spelt) == example.uplink
    assert parse_uplink(text.encode("utf-16")) == example.uplink


def test_every_server_has_a_message_and_where_its_shape_is_published() -> None:
    assert {example.uplink.network for example in EXAMPLES} == {server.name for server in SERVERS}
    assert all("https://" in example.source for example in EXAMPLES)


def test_the_real_messages() -> None:
    if not ENVELOPES.is_dir():
        pytest.skip("the collection of real messages is not beside this checkout")
    found = {file.name: parse_uplink(file.read_bytes()) for file in sorted(ENVELOPES.glob("*.json"))}
    told = {
        name: (up.network, up.kind, up.dev_eui, up.f_port, up.payload.hex(), up.f_cnt, str(up.received_at))
        for name, up in found.items()
    }
    one = "1000000000000001"
    assert told == {
        "chirpstack-v4.json": (
            *("chirpstack", "uplink", one, 85, "01755c03673401046865", 4),
            "2023-05-22 07:47:05.404859+00:00",
        ),
        "loriot.json": (
            *("loriot", "uplink", one, 85, "01755c03673401046865", 2),
            "2023-05-19 06:46:41.936000+00:00",
        ),
        "milesight-gateway-http.json": (
            *("milesight", "uplink", "24e1641092176759", 85, "017564055b053f02da016a02", 0),
            "2020-03-27 12:39:05.547336+00:00",
        ),
        "the-things-stack-packetbroker.json": (
            *("the-things-stack", "uplink", one, 85, "0100e202290400270506070d62150710", 5017),
            "2023-05-18 08:25:25.906399+00:00",
        ),
        "the-things-stack-v3.json": (
            *("the-things-stack", "uplink", one, 85, "01755c03673401046865", 10335),
            "2023-05-19 05:33:35.641841+00:00",
        ),
        "thingpark.json": (
            *("thingpark", "uplink", "70b3d57ba000156b", 1, "02113a0003c55500d80c6d", 26),
            "2024-11-28 21:08:22.138000+00:00",
        ),
    }
    radio = {name: (up.data_rate, up.frequency, up.gateways) for name, up in found.items()}
    tower = "6a7e111a10000000"
    assert radio == {
        "chirpstack-v4.json": ("SF7BW125", 868500000, (Gateway(tower, -35, 11.5),)),
        "loriot.json": ("SF9BW125", 867500000, (Gateway("", -21, 10),)),
        "milesight-gateway-http.json": ("SF7BW125", 868300000, (Gateway("24e124fffef021be", -57, 10),)),
        "the-things-stack-packetbroker.json": (
            "SF7BW125",
            868500000,
            (Gateway(f"eui-{tower.upper()}", -24, 12), Gateway(f"eui-{tower}", -24, 12)),
        ),
        "the-things-stack-v3.json": ("SF7BW125", 867100000, (Gateway(f"eui-{tower}", -35, 13.2),)),
        "thingpark.json": ("SF9", 902500000, (Gateway("100019D4", -114, 4.75, 32.516357, -106.824348),)),
    }


# ---- the device ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["brand_id", "model_id"])
def test_half_a_device_is_no_device(field: str) -> None:
    message = changed(THE_THINGS_STACK.message, f"uplink_message.version_ids.{field}")
    assert parse_uplink(message).device is None


@pytest.mark.parametrize(
    ("hardware", "firmware", "device"),
    [
        ("1.0", "2", "milesight-iot/em320-th@2"),
        ("V2", "1.02", "milesight-iot/em320-th@2"),
        # The repository of The Things Network calls the ordinary firmware of most devices 1.0 or 1.0.1.
        ("1.0", "2.0", "milesight-iot/em320-th"),
        (None, None, "milesight-iot/em320-th"),
        ("", "latest", "milesight-iot/em320-th"),
    ],
)
def test_variant_of_a_device(hardware: str | None, firmware: str | None, device: str) -> None:
    versions = {"hardware_version": hardware, "firmware_version": firmware}
    ids = {"brand_id": "milesight-iot", "model_id": "em320-th"} | versions
    assert parse_uplink(changed(THE_THINGS_STACK.message, "uplink_message.version_ids", ids)).device == device


def test_two_versions_that_name_different_variants_name_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hints, "known", {"x/y", "x/y@1", "x/y@2"}.__contains__)
    assert hints.variant("x/y", "1", "2") == "x/y"
    assert hints.variant("x/y", "1", "1") == hints.variant("x/y", "V1", "3") == "x/y@1"


def test_there_are_variants_to_be_named() -> None:
    ids = {device.id for device in devices()}
    assert {"milesight-iot/em320-th", "milesight-iot/em320-th@2", "browan/cd10@1"} <= ids


@pytest.mark.parametrize(
    ("tags", "device"),
    [
        ({"device": "elsys/ers"}, "elsys/ers"),
        ({"redi_device": "elsys/ers", "device": "browan/tbms100"}, "elsys/ers"),
        ({"device": "the one in the hall"}, None),
        ({"model": "elsys/ers"}, None),
        ({}, None),
        (None, None),
    ],
)
def test_tags_of_chirpstack(tags: dict[str, str] | None, device: str | None) -> None:
    assert parse_uplink(changed(CHIRPSTACK.message, "deviceInfo.tags", tags)).device == device
    assert parse_uplink(changed(CHIRPSTACK_V3.message, "tags", tags)).device == device


@pytest.mark.parametrize(
    ("mod", "app", "device"),
    [
        ({"pId": "adeunis", "mId": "comfort"}, {}, "adeunis/comfort"),
        ({"pId": "dl", "mId": "dl-isd"}, {"pId": "dl", "mId": "dl-iam"}, "decentlab/dl-iam"),
        ({"pId": "dl", "mId": "dl-isd"}, {"pId": "dl", "mId": "dl-isd"}, "decentlab/dl-isd"),
        ({}, {"pId": "generic", "mId": "class-a"}, "generic/class-a"),
        ({"pId": "generic"}, {"mId": "class-a"}, None),
        ({}, {}, None),
    ],
)
def test_drivers_of_thingpark_name_the_device_that_is_known_or_else_the_first(
    mod: dict[str, str], app: dict[str, str], device: str | None
) -> None:
    driver: Any = {"mod": mod, "app": app}
    for spelt in (driver, json.dumps(driver)):
        assert parse_uplink(changed(THINGPARK.message, "DevEUI_uplink.DriverCfg", spelt)).device == device


# ---- what one server does --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wrap", ["result", "data"])
def test_the_things_stack_wrapped_by_its_storage_and_its_console(wrap: str) -> None:
    event = {"name": "as.up.data.forward", "time": "2026-03-09T06:00:01.5Z", wrap: THE_THINGS_STACK.message}
    assert parse_uplink(event) == THE_THINGS_STACK.uplink
    with pytest.raises(UplinkError) as caught:
        parse_uplink(changed(event, f"{wrap}.uplink_message.f_port", 300))
    assert caught.value.field == f"{wrap}.uplink_message.f_port"


def test_the_things_stack_has_the_time_of_the_application_server_where_there_is_no_other() -> None:
    for message in (
        changed(THE_THINGS_STACK.message, "uplink_message.received_at"),
        changed(THE_THINGS_STACK.message, "uplink_message.received_at", "0001-01-01T00:00:00Z"),
    ):
        assert parse_uplink(message).received_at == RECEIVED.replace(microsecond=500000)


def test_a_gateway_behind_the_packet_broker_is_the_forwarders() -> None:
    message = changed(THE_THINGS_STACK.message, "uplink_message.rx_metadata.1.packet_broker.forwarder_gateway_id")
    assert parse_uplink(message).gateways[1].id == "02AA00000000000A"
    assert parse_uplink(changed(message, "uplink_message.rx_metadata.1.packet_broker", {})).gateways[1].id == (
        "packetbroker"
    )


def test_other_modulations_have_no_data_rate_of_lora() -> None:
    rate = {"fsk": {"bit_rate": 50000}}
    assert parse_uplink(changed(THE_THINGS_STACK.message, "uplink_message.settings.data_rate", rate)).data_rate is None
    assert parse_uplink(changed(CHIRPSTACK.message, "txInfo.modulation", rate)).data_rate is None
    assert parse_uplink(changed(LORIOT.message, "dr", "FSK50")).data_rate is None
    assert parse_uplink(changed(ELEMENT_IOT.message, "meta.datr", 50000)).data_rate is None


def test_helium_on_chirpstack_has_the_place_of_a_gateway_in_its_metadata() -> None:
    metadata = {
        "network": "helium_iot",
        "gateway_name": "icy-paper-tower",
        "gateway_lat": "48.700000000000001",
        "gateway_long": "8.1",
        "gateway_h3index": "8c1fae0a9b0a3ff",
    }
    message = changed(CHIRPSTACK.message, "rxInfo.1.metadata", metadata)
    assert parse_uplink(message).gateways[1] == Gateway(SCHOOL, -110, -3, 48.7, 8.1)
    nowhere = metadata | {"gateway_lat": "unknown"}
    assert parse_uplink(changed(message, "rxInfo.1.metadata", nowhere)).gateways[1] == Gateway(SCHOOL, -110, -3)


def test_chirpstack_v3_has_the_time_of_a_gateway_where_it_has_no_other() -> None:
    assert parse_uplink(changed(CHIRPSTACK_V3.message, "rxInfo.0.time")).received_at is None
    both = changed(CHIRPSTACK_V3.message, "publishedAt", "2026-03-09T06:00:02Z")
    assert parse_uplink(both).received_at == RECEIVED.replace(second=2, microsecond=0)
    assert parse_uplink(changed(CHIRPSTACK_V3_PROTOBUF.message, "rxInfo", None)).gateways == ()


def test_thingpark_in_xml_is_thingpark_in_json() -> None:
    for text in (THINGPARK_XML, THINGPARK_XML.encode(), b"\xef\xbb\xbf" + THINGPARK_XML.encode(), f" {THINGPARK_XML}"):
        assert parse_uplink(text) == THINGPARK.uplink
    assert parse_uplink(THINGPARK_XML.replace("UTF-8", "ISO-8859-1").encode("latin-1")) == THINGPARK.uplink
    assert parse_uplink(
        THINGPARK_XML.replace("DevEUI_uplink", "lora:DevEUI_uplink").replace("xmlns=", "xmlns:lora=")
    ) == (THINGPARK.uplink)


def test_thingpark_in_xml_with_three_gateways() -> None:
    third = "<Lrr><Lrrid>02aa000000000003</Lrrid><LrrRSSI>-120</LrrRSSI></Lrr></Lrrs>"
    up = parse_uplink(THINGPARK_XML.replace("</Lrrs>", third))
    assert up.gateways == (*THINGPARK.uplink.gateways, Gateway("02aa000000000003", -120))


def test_thingpark_with_numbers_as_texts() -> None:
    report = THINGPARK.message["DevEUI_uplink"]
    older = {key: str(value) if isinstance(value, int | float) else value for key, value in report.items()}
    older["Lrrs"] = {"Lrr": [{key: str(value) for key, value in lrr.items()} for lrr in report["Lrrs"]["Lrr"]]}
    older["CustomerData"] = json.dumps(report["CustomerData"])
    assert parse_uplink({"DevEUI_uplink": {"-xmlns": "http://uri.actility.com/lora", **older}}) == THINGPARK.uplink


def test_thingpark_with_one_gateway() -> None:
    one = Gateway(TOWER, -71, 9.25, 48.7, 8.1)
    single = changed(THINGPARK.message, "DevEUI_uplink.Lrrs.Lrr.1")
    assert parse_uplink(single).gateways == (one,)
    assert parse_uplink(
        changed(single, "DevEUI_uplink.Lrrs.Lrr", single["DevEUI_uplink"]["Lrrs"]["Lrr"][0])
    ).gateways == (one,)
    assert parse_uplink(changed(single, "DevEUI_uplink.Lrrs")).gateways == (one,)
    before, _, rest = THINGPARK_XML.partition(f"<Lrr><Lrrid>{SCHOOL}")
    assert parse_uplink(before + rest.partition("</Lrr>")[2]).gateways == (one,)


@pytest.mark.parametrize("text", ["free text", "12", "[1]", "{broken"])
def test_thingpark_with_customer_data_that_is_the_customers_own(text: str) -> None:
    up = parse_uplink(changed(THINGPARK.message, "DevEUI_uplink.CustomerData", text))
    assert (up.device_name, up.payload) == (None, PAYLOAD)


def test_loriot_rx_has_a_signal_and_no_gateway() -> None:
    message = {key: value for key, value in LORIOT.message.items() if key != "gws"} | {"cmd": "rx"}
    assert parse_uplink(message).gateways == ()
    assert parse_uplink(message | {"rssi": -71, "snr": 9}).gateways == (Gateway("", -71, 9),)


def test_wanesy_in_base64() -> None:
    message = WANESY.message | {"payload": DATA, "encodingType": "BASE64"}
    assert parse_uplink(message) == WANESY.uplink
    assert parse_uplink(changed(WANESY.message, "encodingType")) == WANESY.uplink


def test_milesight_with_the_older_firmwares_fields() -> None:
    message = {key: value for key, value in MILESIGHT.message.items() if not key.startswith(("gateway", "deviceID"))}
    assert parse_uplink(message | {"applicationID": "1", "metadata": {"mqtt_topic": "/up"}}) == MILESIGHT.uplink


def test_helium_in_seconds() -> None:
    assert parse_uplink(HELIUM.message | {"reported_at": 1773036001}).received_at == RECEIVED.replace(microsecond=0)


def test_element_iot_by_websocket() -> None:
    event = {"event": "packet_added", "body": ELEMENT_IOT.message}
    assert parse_uplink(event) == ELEMENT_IOT.uplink
    with pytest.raises(UplinkError) as caught:
        parse_uplink(changed(event, "body.meta.frame_port", "85"))
    assert caught.value.field == "body.meta.frame_port"


def test_element_iot_without_its_interface_does_not_tell_the_device() -> None:
    with pytest.raises(UplinkError, match="nothing else tells the DevEUI of device 5d2c0d5e-0000-4000") as caught:
        parse_uplink(changed(ELEMENT_IOT.message, "interface"))
    assert caught.value.field == "interface.opts.device_eui"


@pytest.mark.parametrize("example", PLACED, ids=str)
def test_a_gateway_at_zero_zero_has_no_place(example: Example) -> None:
    text = json.dumps(example.message).replace("48.7,", "0,").replace("8.1,", "0.0,").replace("8.1}", "0.0}")
    assert parse_uplink(text).gateways[0] == Gateway(TOWER, -71, 9.25)
    assert parse_uplink(text).dev_eui == EUI


@pytest.mark.parametrize("name", ["ns.up.data.forward", "as.up.data.receive", "gs.up.receive"])
def test_an_event_without_its_time_is_still_encrypted(name: str) -> None:
    for message in ({"name": name, "data": THE_THINGS_STACK.message}, {"name": name, "time": None, "identifiers": []}):
        assert parse_uplink({"result": message}).kind == "event"


@pytest.mark.parametrize("name", ["my hook", "Sensor 4", "ttn", "as"])
@pytest.mark.parametrize("time", [{"time": "2026-03-09T06:00:01Z"}, {}])
def test_what_another_tool_calls_by_a_name_is_no_event(name: str, time: dict[str, str]) -> None:
    assert parse_uplink({"name": name, **time, "data": THE_THINGS_STACK.message}) == THE_THINGS_STACK.uplink
