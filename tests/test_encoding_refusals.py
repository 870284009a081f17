"""What the encoder writes of values that are none, of names, times, messages and ports, and what it refuses and why."""

from __future__ import annotations

from typing import Any

import pytest

from layouts import made
from redi_codecs import Codec, EncodeError, MissingField, OutOfRange, UnknownField
from redi_codecs.kinds import event_time, humidity, temperature, time
from redi_codecs.layout import (
    Body,
    V,
    any_channel,
    attribute,
    f32,
    f_port,
    history,
    i8,
    index,
    let,
    message,
    raw,
    repeat,
    switch,
    tags,
    text,
    u8,
    u32,
)

STATES = temperature(i8, invalid={3: "fault", range(7, 10): "not_connected"})
TWO = switch(u8, {1: (message("a"), humidity(u8)), 2: (message("bee"), temperature(i8))})
PORTS = switch(f_port, {3: humidity(u8), 9: temperature(i8)})
COUNTED = let(n=u8), history(humidity(u8), count=V.n)


def listed(**more: Any) -> dict[str, Any]:
    return {"readings": [{"name": "humidity", "value": 3}], **more}


@pytest.mark.parametrize(
    ("body", "values", "payload"),
    [
        (STATES, {"temperature": None}, "03"),
        (STATES, {"temperature": "not_connected"}, "07"),
        (STATES, {"temperature": "fault"}, "03"),
        (STATES, {"readings": [{"name": "temperature", "value": None, "status": "not_connected"}]}, "07"),
        (STATES, {"temperature": 10}, "0a"),
        (STATES, {"temperature": -128}, "80"),
        (temperature(f32, invalid={0x7FC00000: "not_connected"}), {"temperature": None}, "7fc00000"),
        (temperature(f32), {"temperature": None}, "7fc00000"),
        ((time(u32), humidity(u8)), {"time": 1, "humidity": 3}, "0000000103"),
        ((time(u32), humidity(u8)), {"time": "1970-01-01T01:00:00+01:00", "humidity": 3}, "0000000003"),
        (TWO, {"message": "a", "humidity": 3}, "0103"),
        (TWO, {"temperature": 3}, "0203"),
        (attribute(x=text(4)), {"x": "ab"}, "61620000"),
        (attribute(x=raw(2)), {"x": b"ab"}, "6162"),
        (attribute(x=raw(2)), {"x": "6162"}, "6162"),
        (attribute(x=raw(2)), {}, "0000"),
        ((let(n=u8), attribute(x=text(V.n))), {"x": "abc"}, "03616263"),
        ((let(n=u8), attribute(x=raw(V.n))), {}, "00"),
        (COUNTED, {"records": [{"humidity": 1}, {"humidity": 2}]}, "020102"),
        (COUNTED, {"records": []}, "00"),
        (repeat(humidity(u8, channel=index + 1), count=3), {f"humidity_{at}": at for at in (1, 2, 3)}, "010203"),
        (tags((u8, u8), {(any_channel, 1): humidity(u8)}), {"humidity_7": 3, "humidity_2": 4}, "070103020104"),
    ],
)
def test_it_is_written(body: Body, values: dict[str, Any], payload: str) -> None:
    assert Codec(made(body)).encode_uplink(values).payload.hex() == payload


def test_the_port_of_what_is_written() -> None:
    for body, values, given, port in (
        (humidity(u8), listed(), None, 1),
        (humidity(u8), listed(f_port=7), None, 7),
        (humidity(u8), listed(f_port=7), 9, 9),
        (humidity(u8), {"humidity": 3}, 9, 9),
        (PORTS, {"temperature": 3}, None, 9),
        (PORTS, {"humidity": 3}, None, 3),
    ):
        assert Codec(made(body, port=1)).encode_uplink(values, f_port=given).f_port == port
    with pytest.raises(MissingField, match="the device has no port of its own: say f_port="):
        Codec(made(humidity(u8), port=None)).encode_uplink({"humidity": 3})


@pytest.mark.parametrize(
    ("body", "values", "more", "kind", "field", "problem"),
    [
        (humidity(u8), {"humidity": 300}, {}, OutOfRange, "humidity", "300 does not fit: the field holds 0 … 255"),
        (humidity(u8), {"humidity": "x"}, {}, OutOfRange, "humidity", "a number is needed, not 'x'"),
        (
            humidity(u8),
            {"humidity": None},
            {},
            OutOfRange,
            "humidity",
            "the format has no way to say that there is no value",
        ),
        (STATES, {"temperature": 3}, {}, OutOfRange, "temperature", "3 would be read as no value (fault)"),
        (STATES, {"temperature": 9}, {}, OutOfRange, "temperature", "9 would be read as no value (not_connected)"),
        (STATES, {"temperature": 128}, {}, OutOfRange, "temperature", "128 does not fit: the field holds -128 … 127"),
        (
            STATES,
            {"readings": [{"name": "temperature", "value": None, "status": "stuck"}]},
            {},
            OutOfRange,
            "temperature",
            "there is no status 'stuck'; known: not_connected, fault",
        ),
        (
            temperature(f32, invalid={0x41A80000: "not_connected"}),
            {"temperature": 21},
            {},
            OutOfRange,
            "temperature",
            "21 would be read as no value (not_connected)",
        ),
        (
            humidity(u8),
            {"humidity": 3, "x": 3},
            {},
            UnknownField,
            "x",
            "the device sends no x; it sends humidity",
        ),
        (
            humidity(u8),
            {"humdity": 3},
            {},
            UnknownField,
            "humdity",
            "the device sends no humdity; did you mean humidity?",
        ),
        (
            tags((u8, u8), {(any_channel, 1): humidity(u8)}),
            {"humidity": 3},
            {},
            UnknownField,
            "humidity",
            "the device sends no humidity; it sends humidity_<channel>",
        ),
        ((time(u32), humidity(u8)), {"humidity": 3}, {}, MissingField, "time", "the message needs a value"),
        (
            (time(u32), humidity(u8)),
            {"humidity": 3, "time": "x"},
            {},
            OutOfRange,
            "time",
            "'x' is no ISO 8601 time",
        ),
        (
            (time(u32), humidity(u8)),
            {"humidity": 3, "time": "2026-01-01"},
            {},
            OutOfRange,
            "time",
            "a time with its zone is needed, not '2026-01-01'",
        ),
        (
            (attribute(start=event_time(u32)), humidity(u8)),
            {"humidity": 3, "start": "x"},
            {},
            OutOfRange,
            "start",
            "'x' is no ISO 8601 time",
        ),
        (
            (attribute(start=event_time(u32)), humidity(u8)),
            {"humidity": 3, "start": "2026-01-01"},
            {},
            OutOfRange,
            "start",
            "a time with its zone is needed, not '2026-01-01'",
        ),
        (
            (time(u32), humidity(u8)),
            {"humidity": 3, "time": True},
            {},
            OutOfRange,
            "time",
            "a time with its zone is needed, not True",
        ),
        (
            (time(u32), humidity(u8)),
            {"humidity": 3, "time": 1.5},
            {},
            EncodeError,
            "time",
            "the format cannot say the time 1.5, only 2",
        ),
        (
            TWO,
            {"humidity": 3},
            {"message": "be"},
            UnknownField,
            "message",
            "the device has no message 'be'; did you mean 'bee'?",
        ),
        (
            TWO,
            {"humidity": 3},
            {"message": "zzz"},
            UnknownField,
            "message",
            "the device has no message 'zzz'; it has a, bee",
        ),
        (
            humidity(u8),
            {"humidity": 3},
            {"message": "zzz"},
            UnknownField,
            "message",
            "the device has no message 'zzz'; it has none with a name",
        ),
        (TWO, {"humidity": 3}, {"message": "bee"}, MissingField, "temperature", "the message needs a value"),
        (
            TWO,
            {"humidity": 3, "temperature": 3},
            {},
            UnknownField,
            "temperature",
            "no message carries temperature together with the other values",
        ),
        (
            humidity(u8),
            {"humidity": 3, "records": [{"humidity": 3}]},
            {},
            UnknownField,
            "records",
            "1 record(s) do not fit the message",
        ),
        (
            humidity(u8),
            {"humidity": 3, "records": 3},
            {},
            EncodeError,
            "records",
            "a list of mappings is needed, not 3",
        ),
        (
            humidity(u8),
            {"humidity": 3, "records": [3]},
            {},
            EncodeError,
            "records",
            "a record is a mapping by name, not 3",
        ),
        (
            humidity(u8),
            {"humidity": 3},
            {"f_port": 0},
            OutOfRange,
            "f_port",
            "0 does not fit: fPort 0 carries MAC commands of LoRaWAN, and no payload",
        ),
        (humidity(u8), 3, {}, EncodeError, None, "values are a mapping by name or a Decoded, not int"),
        (humidity(u8), {3: 3}, {}, EncodeError, None, "values have names, and 3 of type int is none"),
        (
            humidity(u8),
            {"readings": [3]},
            {},
            EncodeError,
            "readings",
            "a mapping with name and value is needed, not 3",
        ),
        (
            humidity(u8),
            listed(attributes=[{"name": "x"}]),
            {},
            EncodeError,
            "attributes",
            "a mapping with name and value is needed, not {'name': 'x'}",
        ),
        (humidity(u8), listed(f_port="x"), {}, EncodeError, "f_port", "a number is needed, not 'x'"),
        (humidity(u8), listed(message=3), {}, EncodeError, "message", "a name is needed, not 3"),
        (attribute(x=raw(2)), {"x": "abc"}, {}, OutOfRange, "x", "'abc' is not hex digits"),
        (attribute(x=raw(2)), {"x": b"abc"}, {}, OutOfRange, "x", "3 bytes do not fit the 2 of the field"),
        (attribute(x=raw(2)), {"x": b"a"}, {}, OutOfRange, "x", "1 bytes do not fit the 2 of the field"),
        (attribute(x=text(4)), {"x": "abcde"}, {}, OutOfRange, "x", "5 bytes do not fit the 4 of the field"),
        (PORTS, {"temperature": 3}, {"f_port": 3}, MissingField, "humidity", "the message needs a value"),
        (
            history(humidity(u8), count=2),
            {"records": [{"humidity": 1}] * 3},
            {},
            UnknownField,
            "records",
            "1 record(s) do not fit the message",
        ),
        (
            repeat(humidity(u8, channel=index + 1)),
            {"humidity_1": 1, "humidity_3": 3},
            {},
            MissingField,
            "humidity_2",
            "the message needs a value",
        ),
        (
            (humidity(u8), temperature(i8)),
            {"humidity": 3},
            {},
            MissingField,
            "temperature",
            "the message needs a value",
        ),
    ],
)
def test_it_is_refused(
    body: Body, values: Any, more: dict[str, Any], kind: type[EncodeError], field: str | None, problem: str
) -> None:
    with pytest.raises(EncodeError) as error:
        Codec(made(body)).encode_uplink(values, **more)
    assert (type(error.value), error.value.field, error.value.problem) == (kind, field, problem)
    assert error.value.device == "acme/t1"
