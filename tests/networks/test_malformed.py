"""Broken messages of every server: an error that names the field and says what was seen, and never another one."""

from __future__ import annotations

import json
from datetime import UTC
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import example as with_example
from hypothesis import given
from hypothesis import strategies as st

from network_messages import (
    CHIRPSTACK,
    ELEMENT_IOT,
    EXAMPLES,
    LORIOT,
    MILESIGHT,
    THE_THINGS_STACK,
    THINGPARK,
    THINGPARK_XML,
    WANESY,
    Example,
    changed,
    paths,
)
from redi_codecs.errors import UplinkError
from redi_codecs.networks import SERVERS, Uplink, parse_uplink
from redi_codecs.networks.wrappers import WRAPPERS

EVERY = [(example, path) for example in EXAMPLES for path in paths(example.message)]
READ = [(example, path) for example in EXAMPLES for path in example.read]
REQUIRED = [(example, path) for example in EXAMPLES for path in example.required]


def at(example: Example, path: str) -> Any:
    value: Any = example.message
    for step in path.split("."):
        value = value[int(step) if step.isdecimal() else step]
    return value


def outcome(message: Any) -> Uplink | UplinkError:
    """What comes of a message: one of these, and nothing else."""
    try:
        return parse_uplink(message)
    except UplinkError as error:
        return error


@pytest.mark.parametrize(("example", "path"), READ, ids=str)
def test_a_field_of_a_wrong_type_is_named(example: Example, path: str) -> None:
    wrong: Any = [[1]] if isinstance(at(example, path), str | int | float | bool) else 7
    with pytest.raises(UplinkError) as caught:
        parse_uplink(changed(example.message, path, wrong))
    assert caught.value.field == path
    assert ", saw " in str(caught.value)
    assert str(caught.value).startswith(f"{path}: expected ")


@pytest.mark.parametrize(("example", "path"), REQUIRED, ids=str)
def test_a_missing_field_is_named(example: Example, path: str) -> None:
    with pytest.raises(UplinkError, match="is missing") as caught:
        parse_uplink(changed(example.message, path))
    assert caught.value.field == path


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_without_the_payload_field_nothing_is_read_into_the_message(example: Example) -> None:
    """Where the payload is gone, the message is empty or an error: never an uplink."""
    came = outcome(changed(example.message, example.payload))
    if isinstance(came, Uplink):
        assert came.kind == "empty"
        return
    told_by_it = any(example.payload in server.signs for server in SERVERS if server.name == example.uplink.network)
    assert came.field == (None if told_by_it else example.payload)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_any_field_left_out_or_wrong(example: Example) -> None:
    wrongs: tuple[Any, ...] = (None, True, -1, 10**30, float("inf"), "x", "ü" * 500, [], [None], {}, {"x": {}})
    for path in paths(example.message):
        variants = [changed(example.message, path), *(changed(example.message, path, wrong) for wrong in wrongs)]
        for came in map(outcome, variants):
            if isinstance(came, Uplink):
                assert (came.kind == "uplink") == bool(came.payload), path
            else:
                assert len(str(came)) < 1200, path


def test_the_number_of_further_wrong_fields_is_told() -> None:
    message = changed(changed(CHIRPSTACK.message, "fPort", "a"), "fCnt", "b")
    with pytest.raises(UplinkError, match=r"fPort: expected a whole number, saw 'a' \(and 1 more wrong field\)"):
        parse_uplink(message)


@pytest.mark.parametrize(
    ("example", "path", "value", "words"),
    [
        (THE_THINGS_STACK, "end_device_ids.dev_eui", "02AA", "16 hex digits, saw '02AA'"),
        (THE_THINGS_STACK, "end_device_ids", 3, "expected an object, saw 3"),
        (THE_THINGS_STACK, "uplink_message", None, "expected an object, saw None"),
        (THE_THINGS_STACK, "uplink_message.frm_payload", "A2c*", "in base64, saw 'A2c*'"),
        (THE_THINGS_STACK, "uplink_message.f_port", "85", "a whole number, saw '85'"),
        (THE_THINGS_STACK, "uplink_message.f_port", True, "a whole number, saw True"),
        (THE_THINGS_STACK, "uplink_message.f_port", 256, "less than or equal to 255, saw 256"),
        (THE_THINGS_STACK, "uplink_message.f_cnt", -1, "greater than or equal to 0, saw -1"),
        (THE_THINGS_STACK, "uplink_message.f_cnt", 2**32, "less than or equal to 4294967295"),
        (THE_THINGS_STACK, "uplink_message.rx_metadata", {}, "expected a list, saw {}"),
        (THE_THINGS_STACK, "uplink_message.rx_metadata.1.snr", "x", "a number, saw 'x'"),
        (CHIRPSTACK, "deviceInfo", [], "expected an object, saw []"),
        (CHIRPSTACK, "deviceInfo.tags", {"a": 1}, "expected a text, saw 1"),
        (CHIRPSTACK, "rxInfo.0.rssi", float("nan"), "expected a finite number"),
        (THINGPARK, "DevEUI_uplink.FPort", "eighty-five", "a whole number, saw 'eighty-five'"),
        (THINGPARK, "DevEUI_uplink.FPort", "85.5", "a whole number, saw 85.5"),
        (THINGPARK, "DevEUI_uplink.payload_hex", "0", "a payload in hex digits, saw '0'"),
        (LORIOT, "cmd", "rxx", "expected one of rx, gw, tx, txd, join, saw 'rxx'"),
        (WANESY, "encodingType", "HEX", "expected 'HEXA' or 'BASE64', saw 'HEX'"),
        (ELEMENT_IOT, "payload_encoding", "json", "expected binary, a payload in hex digits, saw 'json'"),
    ],
)
def test_what_was_expected_and_seen_is_told(example: Example, path: str, value: Any, words: str) -> None:
    with pytest.raises(UplinkError) as caught:
        parse_uplink(changed(example.message, path, value))
    assert caught.value.field is not None
    assert caught.value.field.startswith(path)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("message", "field"),
    [
        (changed(LORIOT.message, "data") | {"encdata": "0102"}, "encdata"),
        (changed(THINGPARK.message, "DevEUI_uplink.PayloadEncryption", 1), "DevEUI_uplink.payload_hex"),
        (WANESY.message | {"encrypted": True}, "payload"),
    ],
)
def test_encrypted_payloads_are_refused(message: dict[str, Any], field: str) -> None:
    with pytest.raises(UplinkError, match=r"is encrypted: .* does not have the device's AppSKey") as caught:
        parse_uplink(message)
    assert caught.value.field == field


def test_milesight_with_a_codec_in_the_payloads_place() -> None:
    with pytest.raises(UplinkError, match="data: is missing: the gateway's own codec took the place"):
        parse_uplink(changed(MILESIGHT.message, "data") | {"object": {"temperature": 21.5}})


# ---- text ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_json_cut_anywhere(example: Example) -> None:
    text = json.dumps(example.message)
    for end in range(0, len(text), 7):
        for cut in (text[:end], text[:end].encode()):
            with pytest.raises(UplinkError, match=r"^not JSON: .* at character \d+ of \d+$"):
                parse_uplink(cut)


def test_xml_cut_anywhere() -> None:
    text = THINGPARK_XML.strip()
    for end in range(1, len(text)):
        for cut in (text[:end], text[:end].encode()):
            with pytest.raises(UplinkError, match=r"^not XML: .* at line \d+, column \d+$"):
                parse_uplink(cut)


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE a [<!ENTITY b "c">]>',
        '<!DOCTYPE a SYSTEM "file:///etc/hostname">',
        '<!DOCTYPE a [<!ENTITY a0 "dos"><!ENTITY a1 "&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;">]>',
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://localhost/"> %p;]>',
    ],
)
def test_xml_with_a_document_type_is_refused(declaration: str) -> None:
    text = THINGPARK_XML.replace("?>", f"?>{declaration}")
    for spelt in (text, text.encode()):
        with pytest.raises(UplinkError, match="XML with a document type, line 1: messages have none"):
            parse_uplink(spelt)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<DevEUI_uplink>&b;</DevEUI_uplink>", "not XML: undefined entity"),
        ("<a></b>", "not XML: mismatched tag at line 1, column"),
        ("<a/><b/>", "not XML: junk after document element"),
        (b'<?xml version="1.0" encoding="none-such"?><a/>', "not XML: unknown encoding"),
        (b'<?xml version="1.0" encoding="euc-jp"?><a/>', "not XML: "),
        (b"<a>\xff</a>", "not XML: not well-formed"),
        ("<a>\ud800</a>", "not XML: "),
        ("<html><body>502 Bad Gateway</body></html>", "no message of a known network server: .*; saw html"),
        ("<DevEUI_uplink/>", "saw an empty object"),
        ("<DevEUI_uplink>x</DevEUI_uplink>", "DevEUI_uplink: expected an object, saw 'x'"),
        ("<a>" * 100_000 + "</a>" * 100_000, "no message of a known network server"),
        ("<DevEUI_uplink>" + "<DevEUI>" * 500, "not XML: no element found"),
        ('{"end_device_ids": {"dev_eui": "02', r"not JSON: .* at character \d+ of \d+"),
        ("", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("1" * 5_000, "not JSON"),
        ("[1, 2]", "expected a JSON object, saw list"),
        ("null", "expected a JSON object, saw NoneType"),
        (7, "expected a JSON object, saw int"),
    ],
)
def test_what_is_no_message(text: Any, words: str) -> None:
    with pytest.raises(UplinkError, match=words):
        parse_uplink(text)


def test_a_field_nested_deeply_is_shown_in_short() -> None:
    deep: Any = 1
    for _ in range(900):
        deep = [deep]
    with pytest.raises(UplinkError, match=r"^fPort: expected a whole number, saw \[\[\[.*\.\.\."):
        parse_uplink(changed(CHIRPSTACK.message, "fPort") | {"fPort": deep})


def test_a_number_longer_than_python_writes_is_told() -> None:
    with pytest.raises(UplinkError, match=r"^fPort: expected .*, saw a value of type int$"):
        parse_uplink(changed(CHIRPSTACK.message, "fPort", 10**5000))


def test_any_mapping_will_do() -> None:
    message = MappingProxyType({**CHIRPSTACK.message, "deviceInfo": MappingProxyType(CHIRPSTACK.message["deviceInfo"])})
    assert parse_uplink(message) == CHIRPSTACK.uplink


# ---- anything --------------------------------------------------------------------------------------------------------

WORDS = sorted(
    {"x"}
    | {key for server in SERVERS for key in server.signs}
    | set(WRAPPERS)
    | {part for server in SERVERS for mark in server.marks for path in mark.split("+") for part in path.split(".")}
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["gw", "up"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS) | st.text(), inner, max_size=5),
    max_leaves=12,
)


@given(st.sampled_from(EVERY), JSON)
def test_any_value_anywhere_gives_an_uplink_or_an_uplink_error(place: tuple[Example, str], value: Any) -> None:
    example, path = place
    came = outcome(changed(example.message, path, value))
    if isinstance(came, Uplink):
        assert came.received_at is None or came.received_at.tzinfo is UTC
        assert len(came.dev_eui) in (0, 16)


@given(st.dictionaries(st.sampled_from(WORDS), JSON, max_size=6))
@with_example({"cmd": [], "EUI": 1})
@with_example({"devEUI": "02aa00000000000f", "applicationID": 1, "rxInfo": [[{"mac": {}}]], "data": {}})
@with_example({"packet_type": [], "payload_encoding": {}, "interface": {"opts": {}}})
@with_example({"body": {"packet_type": {}, "payload_encoding": []}})
@with_example({"DevEUI_notification": None})
def test_any_object_gives_an_uplink_or_an_uplink_error(content: dict[str, Any]) -> None:
    for came in map(outcome, (content, json.dumps(content))):
        assert isinstance(came, UplinkError) or len(came.dev_eui) in (0, 16)


@given(st.text(max_size=60) | st.binary(max_size=60) | st.text("<>/!&;?[]ab \"'=", max_size=40).map("<".__add__))
def test_any_text_gives_an_uplink_error(text: str | bytes) -> None:
    with pytest.raises(UplinkError):
        parse_uplink(text)
