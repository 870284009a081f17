"""Corners of the encoder: what it refuses and in which words, what it does not lose, what it finds by itself."""

from __future__ import annotations

from typing import Any

import pytest

import redi_codecs
from layouts import commanded, made
from redi_codecs import Codec, EncodeError, UnknownField, UnknownMessage, confirmed_by, decode, encode_downlink
from redi_codecs.encoding.given import Scope
from redi_codecs.encoding.supplies import supplies
from redi_codecs.kinds import battery, humidity, temperature, time
from redi_codecs.layout import (
    Custom,
    V,
    attribute,
    command,
    derived,
    expect,
    history,
    i8,
    let,
    message,
    optional,
    presence,
    reserved,
    switch,
    u8,
    u32,
)
from redi_codecs.layout.nodes import Item
from redi_codecs.plan.planner import plan

# ---- commands


def test_a_payload_that_is_no_command_says_nothing_of_several_where_none_join() -> None:
    one = commanded({"low": command(2, expect(u8, 1), attribute(low=u8))})
    with pytest.raises(UnknownMessage) as error:
        redi_codecs.decode_downlink(one, "0307", 2)
    assert error.value.problem == "this is no command of fPort 2; known: low"
    assert error.value.offset == 0


def test_commands_on_one_port_do_not_join() -> None:
    one = commanded({name: command(1, expect(u8, at), joins=at > 1) for at, name in enumerate(("a", "b"), 1)})
    with pytest.raises(EncodeError) as error:
        encode_downlink(one, a=True, b=True)
    assert error.value.problem == "these commands make 2 downlinks, for they do not join: encode_downlinks"


def test_an_answer_that_does_not_say_whether_it_succeeded_tells_that_the_command_arrived() -> None:
    one = commanded(
        {"reset": command(2, expect(u8, 1), answer="done")},
        message("done", let(known=u8), optional(V.known == 1, attribute(success=u8 == 0))),
    )
    sent = encode_downlink(one, reset=True)
    for uplink, expected in (("00", True), ("0100", True), ("0101", False)):
        assert confirmed_by(one, sent, decode(one, uplink, 2)) is expected


def test_the_schema_of_an_argument_names_its_unit() -> None:
    one = commanded({"set": command(1, attribute(level=u8), battery(u8))})
    (known,) = redi_codecs.commands(one)
    level, charge = (argument.json_schema for argument in known.arguments)
    assert level == {"type": "integer", "title": "Level", "minimum": 0, "maximum": 255}
    assert (charge["description"], charge["title"]) == ("in %", "Battery")


# ---- uplinks


def test_the_bits_that_a_mask_is_are_set_in_the_number_that_they_are_of() -> None:
    groups = {0: temperature(i8), 1: humidity(u8), 3: battery(u8)}
    codec = Codec(made(let(flags=u8), presence(V.flags.bits(4, 7), groups)))
    for values, payload in (({"temperature": 21}, "1015"), ({"humidity": 40, "battery": 9}, "a02809"), ({}, "00")):
        assert codec.encode_uplink(values).payload.hex() == payload


def test_bits_that_decide_are_set_one_by_one() -> None:
    body = let(flags=u8), optional(V.flags.bit(1), temperature(i8)), optional(V.flags.bit(3), humidity(u8))
    codec = Codec(made(*body))
    for values, payload in (
        ({"temperature": 21, "humidity": 40}, "0a1528"),
        ({"temperature": 21}, "0215"),
        ({"humidity": 40}, "0828"),
        ({}, "00"),
    ):
        assert codec.encode_uplink(values).payload.hex() == payload


def test_what_a_record_does_not_carry_is_named() -> None:
    codec = Codec(made(battery(u8), history(temperature(i8), optional(V.battery > 9, humidity(u8)))))
    with pytest.raises(UnknownField) as error:
        codec.encode_uplink({"battery": 1, "records": [{"temperature": 21, "humidity": 40}]})
    assert error.value.field == "humidity"
    assert error.value.problem == "a record carries no humidity"


def _turns(payload: bytes, start: int, end: int, received: float | None) -> tuple[list[Item], int]:
    return [(0, float(value), at) for at, value in enumerate(payload[start:end])], end


def _written(items: Any) -> bytes:
    return bytes(int(value) for _, value, _ in items)


def test_what_a_custom_node_leaves_of_a_record_is_not_lost() -> None:
    """Each record has a place: one whose values the node does not write is refused, not dropped."""
    turns = Custom("turns", (temperature(i8),), _turns, _written, "turns")
    codec = Codec(made(battery(u8), turns))
    fine = {"battery": 1, "records": [{"name": "turns", "temperature": one} for one in (21, 22)]}
    assert codec.encode_uplink(fine).payload.hex() == "011516"
    fine["records"][1]["humidity"] = 40
    with pytest.raises(UnknownField, match=r"1 record\(s\) do not fit the message"):
        codec.encode_uplink(fine)


def test_a_time_that_is_computed_is_valid_where_it_is_given() -> None:
    body = let(set=u8, day=u8), time(derived(V.day * 86_400), valid=V.set == 3), temperature(i8)
    codec = Codec(made(*body))
    assert codec.encode_uplink({"temperature": 21, "time": 2 * 86_400}).payload.hex() == "030215"
    assert codec.encode_uplink({"temperature": 21}).payload.hex() == "000015"


def test_of_two_messages_that_takes_more_which_has_the_time() -> None:
    body = switch(u8, {1: temperature(i8), 2: (temperature(i8), time(u32)), 3: (temperature(i8), reserved(4))})
    codec = Codec(made(body))
    assert codec.encode_uplink({"temperature": 21, "time": 10}).payload.hex() == "02150000000a"
    assert codec.encode_uplink({"temperature": 21}).payload.hex() == "0115"
    has = supplies((plan(made(body), made(body).uplink).ops[1],))
    for names, given, count in (
        (("temperature",), None, 1),
        (("temperature",), 10.0, 2),
        (("x",), 10.0, 1),
        ((), None, 0),
    ):
        assert has.taken(Scope(dict.fromkeys(names, (1, None)), given), []) == count
