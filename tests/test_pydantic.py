"""The reading objects as types of pydantic: into JSON, out of it, and what its schema says."""

from __future__ import annotations

import asyncio
import copy
import importlib.util
import json
import pickle
import sys
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

import redi_codecs
from commandline import EUI, tts
from declared import DECLARED, in_part
from redi_codecs import Attribute, Decoded, DecodedMessage, Reading, Record
from redi_codecs.networks import Uplink
from redi_codecs.quantities import QUANTITIES
from redi_codecs.readings import plain, valued_dict

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
HISTORY = "01755C 03673401 046865 20CE9E74466310015D00"
FIELDS = ["name", "quantity", "value", "unit", "time", "status", "channel", "place", "statistic"]
ROOT = Path(__file__).parents[1]

EM300 = redi_codecs.decode("milesight-iot/em300-th", HISTORY, 85, received_at=NOON)
PROBE = redi_codecs.decode("dragino/lht65", "CBEA 0559 0226 01 7FFF 7FFF", 2)
SERIAL = redi_codecs.decode("milesight-iot/em300-th", "FF166412345678901234 0367D700 0A0B0C", 85)
MESSAGE = redi_codecs.decode_message(tts())


def held(cls: Any, one: Any, **context: bool) -> Any:
    """The object out of its own JSON, which its schema describes."""
    adapter = TypeAdapter(cls)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        written = adapter.dump_json(one, context=context)
        content = json.loads(written)
        assert adapter.dump_python(one, mode="json", context=context) == content
    for mode in ("validation", "serialization"):
        schema = adapter.json_schema(mode=mode)  # type: ignore[arg-type]
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(content)
    assert adapter.validate_python(one) is one
    again = adapter.validate_json(written)
    assert adapter.validate_python(content) == again
    assert adapter.dump_json(again, context=context) == written
    return again


@pytest.mark.parametrize(
    ("cls", "one"),
    [
        (Reading, EM300["temperature"]),
        (Reading, PROBE["temperature_probe"]),
        (Attribute, PROBE.attributes["battery_status"]),
        (Record, EM300.records[0]),
        (Decoded, EM300),
        (Decoded, PROBE),
        (Uplink, MESSAGE.uplink),
        (DecodedMessage, MESSAGE),
        (DecodedMessage, redi_codecs.decode_message({"end_device_ids": {"dev_eui": EUI}, "join_accept": {}})),
    ],
)
def test_there_and_back(cls: Any, one: Any) -> None:
    assert held(cls, one) == one


def test_a_reading_says_all_that_it_is() -> None:
    said = TypeAdapter(Reading).dump_python(PROBE["temperature_probe"])
    assert list(said) == FIELDS
    assert said == dict(
        zip(FIELDS, ("temperature_probe", "temperature", None, "Cel", None, "not_connected", None, "probe", "last"),
            strict=True)
    )  # fmt: skip
    schema = TypeAdapter(Reading).json_schema()
    assert [schema["properties"][name]["title"].lower() for name in FIELDS] == FIELDS
    assert schema["title"] == "Reading"
    assert "UCUM" in schema["properties"]["unit"]["description"]


def test_readings_without_the_core() -> None:
    one = plain.Reading(EM300.readings[0].field, 92.0, NOON)
    assert TypeAdapter(plain.Reading).dump_python(one) == TypeAdapter(Reading).dump_python(EM300.readings[0])


@pytest.mark.parametrize("device", in_part([device.id for device in DECLARED], 1))
def test_every_vector(device: str) -> None:
    """Everything comes back where it is asked for; else all but what is sensitive."""
    adapter = TypeAdapter(Decoded)
    for vector in redi_codecs.codec(device).device.vectors:
        decoded = redi_codecs.decode(device, vector.payload, vector.f_port, received_at=NOON)
        again = adapter.validate_json(adapter.dump_json(decoded, context={"sensitive": True}))
        assert again == decoded
        assert again.to_dict(sensitive=True) == decoded.to_dict(sensitive=True)
        assert (again.payload, again.rest, repr(again)) == (decoded.payload, decoded.rest, repr(decoded))
        assert pickle.loads(pickle.dumps(again)) == again
        hidden = adapter.validate_json(adapter.dump_json(decoded))
        assert hidden.to_dict() == decoded.to_dict()


def test_what_was_read_is_encoded_and_normalized_as_before() -> None:
    again = held(Decoded, EM300)
    assert again.normalized() == EM300.normalized()
    assert redi_codecs.encode_uplink(again.device, again).payload == EM300.payload


class TestPrivacy:
    def test_a_payload_with_something_sensitive_is_not_written(self) -> None:
        written = TypeAdapter(Decoded).dump_json(SERIAL).decode()
        assert json.loads(written)["payload"] is None
        assert "6412345678901234" not in written
        assert "0a0b0c" not in written
        again = held(Decoded, SERIAL, sensitive=True)
        assert (again, again.payload) == (SERIAL, SERIAL.payload)

    def test_nor_one_with_bytes_that_may_be(self) -> None:
        decoded = redi_codecs.decode("milesight-iot/em300-th", "0367D700 0A0B0C", 85)
        again = held(Decoded, decoded)
        assert (again.payload, again.rest, again.rest_size) == (b"", b"", 3)
        assert held(Decoded, decoded, sensitive=True) == decoded

    def test_nor_in_a_message(self) -> None:
        message = redi_codecs.decode_message(tts(SERIAL.payload.hex()))
        said = TypeAdapter(DecodedMessage).dump_python(message, mode="json")
        assert (said["uplink"]["payload"], said["decoded"]["payload"]) == ("", None)
        assert held(DecodedMessage, message, sensitive=True) == message

    def test_gateways_only_if_asked_for(self) -> None:
        sent = tts()
        sent["uplink_message"]["rx_metadata"] = [{"gateway_ids": {"gateway_id": "tower"}, "rssi": -71, "snr": 9.25}]
        message = redi_codecs.decode_message(sent)
        assert b"tower" not in TypeAdapter(DecodedMessage).dump_json(message)
        assert held(DecodedMessage, message, gateways=True) == message

    def test_a_reading_by_itself(self) -> None:
        one = redi_codecs.decode("elsys/elt-2", "09 0730AB 0C8530", 5)["latitude"]
        said = TypeAdapter(Reading).dump_python(one)
        assert (said["value"], said["status"]) == (None, "hidden")
        assert held(Reading, one, sensitive=True) == one


def test_in_models() -> None:
    class Kept(BaseModel):
        warmest: Reading
        of: list[Decoded]
        last: DecodedMessage | None = None

    kept = Kept(warmest=EM300["temperature"], of=[EM300, PROBE], last=MESSAGE)
    assert Kept.model_validate_json(kept.model_dump_json()) == kept
    assert {"Reading", "Decoded"} <= Kept.model_json_schema()["$defs"].keys()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"time": "yesterday"}, "time"),
        ({"value": [1]}, "value"),
        ({"name": None}, "name"),
        ({"quantity": "manufacturing_date", "unit": "", "value": "yesterday"}, "yesterday"),
        ({"quantity": "raw_data", "unit": "", "value": "0g"}, "non-hexadecimal"),
    ],
)
def test_what_is_no_reading(change: dict[str, object], where: str) -> None:
    said = TypeAdapter(Reading).dump_python(EM300["temperature"]) | change
    with pytest.raises(ValidationError, match=where):
        TypeAdapter(Reading).validate_python(said)


def test_a_quantity_that_is_unknown_here() -> None:
    said = TypeAdapter(Reading).dump_python(EM300["temperature"]) | {"quantity": "acme_flux", "unit": "Wb", "value": 3}
    one = TypeAdapter(Reading).validate_python(said)
    assert (one.quantity, one.unit, one.value, one.field.kind.type) == ("acme_flux", "Wb", 3, "int")


class TestUntyped:
    """Routes that do not say what they return: FastAPI asks what comes out of them for its dict."""

    PLACE = redi_codecs.decode("elsys/elt-2", "09 0730AB 0C8530", 5)
    SECRET = redi_codecs.decode_message(
        {
            **tts(SERIAL.payload.hex()),
            "uplink_message": {
                **tts(SERIAL.payload.hex())["uplink_message"],
                "rx_metadata": [{"gateway_ids": {"gateway_id": "tower"}, "rssi": -71, "snr": 9.25}],
            },
        }
    )

    @pytest.fixture
    def answered(self) -> Any:
        fastapi = pytest.importorskip("fastapi")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what the client is made of
            from fastapi.testclient import TestClient
        app, given = fastapi.FastAPI(), []

        @app.get("/")
        def route():  # type: ignore[no-untyped-def]  # that is what is tested
            return given[0]

        def answer(one: object) -> Any:
            given[:] = [one]
            found = TestClient(app).get("/")
            assert found.status_code == 200, found.text
            return found.json()

        return answer

    @pytest.mark.parametrize(
        "one",
        [EM300["temperature"], PROBE["temperature_probe"], PROBE.attributes["battery_status"], EM300.records[0], EM300],
        ids=lambda one: type(one).__name__,
    )
    def test_says_what_a_typed_one_does(self, answered: Any, one: Any) -> None:
        typed = TypeAdapter(type(one)).dump_python(one, mode="json")
        typed.pop("payload", None)  # which Decoded has besides
        assert answered(one) == typed == dict(one)
        assert answered({"several": [one, one]}) == {"several": [typed, typed]}

    def test_a_message(self, answered: Any) -> None:
        join = redi_codecs.decode_message({"end_device_ids": {"dev_eui": EUI}, "join_accept": {}})
        for one in (MESSAGE, self.SECRET, join):
            assert answered(one) == one.to_dict() == dict(one)
        assert answered(self.SECRET)["readings"][0]["value"] == 21.5

    def test_an_uplink(self, answered: Any) -> None:
        uplink = self.SECRET.uplink  # whose payload is no text
        said = answered(uplink)
        assert said == uplink.to_dict() == dict(uplink)
        assert said["payload"] == SERIAL.payload.hex()
        assert TypeAdapter(Uplink).validate_python(said) == uplink

    def test_all_of_an_uplink_is_written(self) -> None:
        assert set(TypeAdapter(Uplink).dump_python(self.SECRET.uplink)) == set(self.SECRET.uplink.to_dict())

    def test_a_downlink(self, answered: Any) -> None:
        sent = redi_codecs.encode_downlink("milesight-iot/em300-th", report_interval=600)
        assert answered([sent]) == [{"payload": "ff035802", "f_port": 85}]

    def test_what_is_sensitive_is_left_out(self, answered: Any) -> None:
        assert answered(self.PLACE["latitude"]) == {
            **valued_dict(self.PLACE["latitude"]),
            "value": None,
            "status": "hidden",
        }
        record = Record("history", None, self.PLACE.readings, {})
        assert {one["name"] for one in answered(record)["readings"]}.isdisjoint({"latitude", "longitude"})
        written = json.dumps(answered(self.SECRET))
        assert "6412345678901234" not in written
        assert "tower" not in written

    def test_readings_without_the_core(self, answered: Any) -> None:
        one = plain.Reading(EM300.readings[0].field, 92.0, NOON)
        assert answered(one) == answered(Reading(one.field, 92.0, NOON))

    @pytest.mark.parametrize(
        "one", [EM300["temperature"], plain.Reading(EM300.readings[0].field, 1), EM300.records[0], MESSAGE]
    )
    def test_it_is_no_list(self, one: Any) -> None:
        with pytest.raises((TypeError, KeyError)):
            list(one)
        with pytest.raises(KeyError):
            one["nothing"]


@pytest.mark.parametrize(
    ("one", "name"), [(MESSAGE, "uplink"), (MESSAGE.uplink, "payload"), (EM300.records[0], "readings")]
)
def test_they_are_values(one: Any, name: str) -> None:
    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one.replace() == one
    with pytest.raises(AttributeError):
        setattr(one, name, None)
    with pytest.raises(TypeError):
        one.replace(colour="red")


def test_parts_and_readings_have_names_of_their_own() -> None:
    assert set(EM300.keys()) & set(QUANTITIES) == {"time"}  # which no reading is, but that of a message
    assert (EM300["device"], EM300["temperature"].value) == ("milesight-iot/em300-th", EM300.get("temperature"))


class TestService:
    """The example with FastAPI, and a client that goes by its OpenAPI."""

    @pytest.fixture
    def client(self) -> Any:
        pytest.importorskip("fastapi")
        httpx = pytest.importorskip("httpx")
        spec = importlib.util.spec_from_file_location("readings_api", ROOT / "examples/services/readings_api.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules["readings_api"] = module  # where FastAPI looks up the types of its functions
        spec.loader.exec_module(module)

        def request(method: str, path: str, **sent: Any) -> Any:
            async def asked() -> Any:
                transport = httpx.ASGITransport(app=module.app)
                async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
                    return await client.request(method, path, **sent)

            return asyncio.run(asked())

        yield request
        del sys.modules["readings_api"]

    def answer(self, client: Any, path: str, sent: object) -> Any:
        """What the service says, which is what its OpenAPI says that it says."""
        api = client("GET", "/openapi.json").json()
        found = client("POST", path, json=sent)
        assert found.status_code == 200, found.text
        described = api["paths"][path.partition("?")[0]]["post"]["responses"]["200"]["content"]["application/json"]
        jsonschema.Draft202012Validator({**api, **described["schema"]}).validate(found.json())
        assert described["schema"] != {}
        return found.json()

    def test_payloads(self, client: Any) -> None:
        sent = {"device": "milesight-iot/em300-th", "payload": "01755C03673401", "f_port": 85}
        said = self.answer(client, "/payloads", sent)
        assert [(one["name"], one["value"], one["unit"]) for one in said["readings"]] == [
            ("battery", 92.0, "%"),
            ("temperature", 30.8, "Cel"),
        ]
        refused = client("POST", "/payloads", json={"device": "acme/x", "payload": "00", "f_port": 1})
        assert (refused.status_code, "no device has the id" in refused.text) == (422, True)

    def test_uplinks(self, client: Any) -> None:
        said = self.answer(client, "/uplinks", tts())
        assert said["uplink"]["dev_eui"] == EUI
        assert said["decoded"]["readings"][1]["value"] == 30.8

    def test_answers_are_taken_back(self, client: Any) -> None:
        each = [self.answer(client, "/uplinks", tts(payload))["decoded"] for payload in ("03673401", "0367D700")]
        said = self.answer(client, "/highest?quantity=temperature", each)
        assert said["reading"]["value"] == 30.8
        assert self.answer(client, "/highest?quantity=co2", each) == {"reading": None}
