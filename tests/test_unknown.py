"""What is unknown after good ones: a warning that names the offset, and the good ones stay. For every construct."""

from __future__ import annotations

import random

import pytest

from layouts import made
from native.held import Uplink, inputs_of, same
from redi_codecs import Codec, decode, native
from redi_codecs.errors import DeclarationError, DecodeError, TruncatedPayload, UnknownMessage, UnknownPort
from redi_codecs.kinds import battery, humidity, motion, temperature
from redi_codecs.layout import (
    CRC16_MODBUS,
    Body,
    V,
    attribute,
    bits,
    checksum,
    f_port,
    history,
    index,
    least,
    let,
    occurrence,
    optional,
    presence,
    remaining,
    repeat,
    sized,
    switch,
    tags,
    text,
    u8,
    u16,
    word,
)
from redi_codecs.layout.nodes import MOST_UNKNOWN

ONE = {1: temperature(u8, channel=occurrence)}
CHECKED = bytes.fromhex("0115 0916")
#: A layout, a payload, the readings, the warnings (code and offset), the bytes left.
STOPS: dict[str, tuple[Body, str, dict[str, float], list[tuple[str, int]], str]] = {
    "a turn, by what it reads": (
        (repeat(switch(u8, ONE)), battery(u8)),
        "0115 0916 64",
        {"temperature_1": 21, "battery": 100},
        [("unknown_block", 2)],
        "0916",
    ),
    "a turn, by an earlier value": (
        repeat(word(u8, let(kind=bits(0, 3)), attribute(high=bits(4, 7), channel=index)), switch(V.kind, ONE)),
        "1115 2916",
        {"temperature_1": 21},
        [("unknown_block", 2)],
        "2916",
    ),
    "the first turn, as the first tag": (repeat(switch(u8, ONE)), "0916", {}, [("unknown_block", 0)], "0916"),
    "a counted turn": (
        (let(n=u8), repeat(switch(u8, ONE), count=V.n), battery(u8)),
        "03 0115 0916 64",
        {"temperature_1": 21, "battery": 100},
        [("unknown_block", 3)],
        "0916",
    ),
    "deep inside a turn": (
        repeat(let(a=u8), optional(V.a == 1, sized(remaining, repeat(switch(u8, {7: switch(u8, ONE)}))))),
        "01 07 01 15 07 02 16",
        {"temperature_1": 21},
        [("unknown_block", 4)],
        "070216",
    ),
    "an entry": (
        tags(u8, {1: temperature(u8), 2: (attribute(seen=u8), switch(u8, {1: humidity(u8)}))}),
        "0115 02050916",
        {"temperature": 21},
        [("unknown_tag", 2)],
        "02050916",
    ),
    "an entry that is skipped": (
        tags(u8, {1: temperature(u8), 2: switch(u8, {1: humidity(u8)})}, size=u8, unknown="skip"),
        "0202 0916 0101 15",
        {"temperature": 21},
        [("unknown_tag", 0)],
        "02020916",
    ),
    "the second part of a tag": (
        tags(u8, {0x10: temperature(u8), (0x8540, 0x8542): battery(u8), range(0x9410, 0x9412): motion(u8)}, second=u8),
        "1015 854064 941101 854107",
        {"temperature": 21, "battery": 100, "motion": True},
        [("unknown_tag", 8)],
        "854107",
    ),
    "a group of a mask": (
        (presence(u8, {0: temperature(u8), 2: humidity(u8)}), battery(u8)),
        "07 15 1617 64",
        {"temperature": 21, "battery": 100},
        [("unknown_group", 2)],
        "1617",
    ),
    "a group of a mask in a counted turn": (
        (repeat(presence(u8, {0: temperature(u8, channel=index)}), count=3), battery(u8)),
        "01 15 03 16 17 18 64",
        {"temperature_0": 21, "temperature_1": 22, "battery": 100},
        [("unknown_group", 4)],
        "1718",
    ),
    "after a reading": (
        (let(kind=u8), temperature(u8), switch(V.kind, {1: humidity(u8)}), battery(u8)),
        "09 15 1617 64",
        {"temperature": 21, "battery": 100},
        [("unknown_block", 2)],
        "1617",
    ),
    "after a reading, inside a group that is there": (
        (temperature(u8), optional(remaining > 0, switch(u8, {1: humidity(u8)}))),
        "15 0916",
        {"temperature": 21},
        [("unknown_block", 1)],
        "0916",
    ),
    "a part of stated length ends, what follows goes on": (
        (temperature(u8), sized(2, switch(u8, {1: humidity(u8)})), battery(u8)),
        "15 0916 64",
        {"temperature": 21, "battery": 100},
        [("unknown_block", 1)],
        "0916",
    ),
    "before a checksum": (
        checksum(CRC16_MODBUS, u16, repeat(switch(u8, ONE))),
        (CHECKED + CRC16_MODBUS.of(CHECKED).to_bytes(2)).hex(),
        {"temperature_1": 21},
        [("unknown_block", 2)],
        "0916",
    ),
    "what was asked for": (
        (let(kind=u8), switch(V.kind, {1: humidity(u8)}, unknown="stop"), battery(u8)),
        "09 1617 64",
        {"battery": 100},
        [("unknown_block", 1)],
        "1617",
    ),
}


@pytest.mark.parametrize("what", STOPS)
def test_the_good_ones_stay(what: str) -> None:
    layout, payload, values, warnings, rest = STOPS[what]
    codec = Codec(made(layout))
    decoded = codec.decode(payload, 1)
    assert {one.name: one.value for one in decoded.readings} == values
    assert [(one.code, one.offset) for one in decoded.warnings] == warnings
    assert decoded.rest.hex() == rest
    assert not [name for name in decoded.attributes if name in ("high_1", "seen")]
    told = codec.explain(payload, 1)
    assert b"".join(told.payload[span.start : span.end] for span in told.spans if span.kind == "rest") == decoded.rest
    assert told.fault is None


def test_a_turn_that_is_not_understood_takes_nothing_back() -> None:
    """What an earlier turn said under the same name stays as it was."""
    layout = repeat(let(kind=u8), temperature(u8, channel=1 * V.kind.bits(0, 0)), switch(V.kind, {1: ()}))
    assert Codec(made(layout)).decode("0115 0316", 1)["temperature_1"].value == 21


#: What stays an error: a layout, a payload, the error, its field and offset, the readings before it.
RAISES: dict[str, tuple[Body, str, type[DecodeError], str | None, int, list[str]]] = {
    "the first selector": (switch(u8, ONE), "0915", UnknownMessage, "message type", 0, []),
    "a selector after attributes": (
        (attribute(mark=u8), let(kind=u8), attribute(seen=u8), switch(V.kind, ONE)),
        "05 09 07 15",
        UnknownMessage,
        "kind",
        1,
        [],
    ),
    "an expression of a value": (
        (let(kind=u8, other=u8), switch(V.kind.bits(4, 7), ONE)),
        "90 07 15",
        UnknownMessage,
        "kind",
        0,
        [],
    ),
    "a text": (
        (let(size=u8, kind=text(1)), switch(V.kind, {"a": battery(u8)})),
        "01 62 15",
        UnknownMessage,
        "kind",
        1,
        [],
    ),
    "a value that is not there": (
        (let(a=u8), optional(V.a == 1, let(kind=u8)), switch(V.kind, ONE)),
        "02 15",
        UnknownMessage,
        "kind",
        1,
        [],
    ),
    "the port, after a reading": ((battery(u8), switch(f_port, {2: ()})), "64", UnknownPort, None, 0, ["battery"]),
    "what says so": (
        repeat(let(kind=u8), switch(V.kind, ONE, unknown="raise")),
        "0115 0916",
        UnknownMessage,
        "kind",
        2,
        ["temperature_1"],
    ),
    "tags that say so": (
        tags(u8, {1: battery(u8), 2: switch(u8, ONE)}, unknown="raise"),
        "0164 0209",
        UnknownMessage,
        "tag",
        3,
        ["battery"],
    ),
    "what is followed by nobody knows how much": (
        (battery(u8), switch(u8, {1: ()}), let(n=u8), attribute(tail=text(V.n))),
        "64 09 0161",
        UnknownMessage,
        "message type",
        1,
        ["battery"],
    ),
    "a truncation in a turn": (
        repeat(switch(u8, ONE)),
        "0115 01",
        TruncatedPayload,
        "temperature",
        3,
        ["temperature_1"],
    ),
    "a truncation before an unknown turn": (
        (repeat(switch(u8, ONE)), battery(u16)),
        "64",
        TruncatedPayload,
        "repeated part",
        0,
        [],
    ),
}


@pytest.mark.parametrize("what", RAISES)
def test_an_error_stays_an_error(what: str) -> None:
    layout, payload, kind, field, offset, partial = RAISES[what]
    with pytest.raises(kind) as caught:
        Codec(made(layout)).decode(payload, 1)
    assert (type(caught.value), caught.value.field, caught.value.offset) == (kind, field, offset)
    assert caught.value.partial is not None
    assert [one.name for one in caught.value.partial.readings] == partial


@pytest.mark.skipif(not native, reason="needs the compiled core")
@pytest.mark.parametrize("what", [*STOPS, *RAISES])
def test_the_core_says_the_same(what: str) -> None:
    layout, payload = (STOPS.get(what) or RAISES[what])[:2]
    if what == "a text":
        pytest.skip("text that decides something is left to Python")
    codec, chance = Codec(made(layout)), random.Random(what)
    uplinks: list[Uplink] = [(bytes.fromhex(payload), 1)]
    for _ in range(300):
        data = bytearray(bytes.fromhex(payload))
        data[chance.randrange(len(data))] = chance.choice((0, 1, 2, 3, 7, 9, chance.randrange(256)))
        uplinks.append((bytes(data[: chance.randrange(len(data) + 1)] if chance.random() < 0.3 else data), 1))
    same(codec, inputs_of(codec, uplinks), uplinks)


def test_too_many_unknown_blocks_are_no_payload() -> None:
    """Each of them is read once more, and nobody shall be kept busy by noise."""
    layout = tags(u8, {1: switch(u8, {1: battery(u8)})}, size=u8, unknown="skip")
    codec = Codec(made(layout))
    noise = "010109"
    assert len(codec.decode(noise * MOST_UNKNOWN + "01020164", 1).warnings) == MOST_UNKNOWN
    with pytest.raises(UnknownMessage) as caught:
        codec.decode(noise * (MOST_UNKNOWN + 1), 1)
    assert caught.value.offset == 3 * MOST_UNKNOWN + 2


@pytest.mark.parametrize(
    ("layout", "problem"),
    [
        (
            lambda: (tags(u8, ONE), optional(remaining >= 1, battery(u8))),
            r"whether what follows is there depends on how much is left after it: say .* optional\(V.flag == 1",
        ),
        (
            lambda: (history(humidity(u8)), optional(remaining >= 1, battery(u8))),
            "what follows may be as long as a turn of this, 1 bytes, and is there if enough is left",
        ),
        (
            lambda: (let(n=u8), switch(V.n, {1: ()}, unknown="stop"), let(m=u8), attribute(tail=text(V.m))),
            "nobody can tell which of the bytes left belong to what follows",
        ),
        (lambda: switch(u8, {1: battery(u8)}, otherwise=(), unknown="stop"), "nothing is unknown"),
        (lambda: tags(u8, {0x85: battery(u8), 0x8540: humidity(u8)}, second=u8), "0x85 is a tag by itself"),
        (lambda: tags(u8, {range(0x85FE, 0x8602): battery(u8)}, second=u8), "begin differently"),
        (lambda: tags((u8, u8), {(1, 2): battery(u8)}, second=u8), "tags that have one part"),
    ],
)
def test_what_is_ambiguous_is_refused(layout: object, problem: str) -> None:
    with pytest.raises(DeclarationError, match=problem):
        made(layout())  # type: ignore[operator]


@pytest.mark.parametrize("records", [0, 1, 3])
@pytest.mark.parametrize("trailer", [True, False])
def test_a_trailer_that_is_there_if_a_byte_is_left(records: int, trailer: bool) -> None:
    codec = Codec(made((history(temperature(u16 / 10), humidity(u8)), optional(remaining >= 1, battery(u8)))))
    values: dict[str, object] = {"records": [{"temperature": at / 10, "humidity": 50} for at in range(records)]}
    payload = "".join(f"{at:04x}32" for at in range(records))
    if trailer:
        values, payload = {**values, "battery": 100}, payload + "64"
    decoded = codec.decode(payload, 1)
    assert len(decoded.records) == records
    assert [one.name for one in decoded.readings] == ["battery"] * trailer
    assert codec.encode_uplink(values).payload.hex() == payload


#: Payloads of devices with something that nobody declared: what stays, where it ends, what is left.
DEVICES = [
    ("atim/acw-thx", "A0 08 09C4 8E 1388", ["temperature_0"], [("unknown_block", 4)], "8e1388"),
    ("atim/acw-tcr", "A0 18 09C4 88 1308", ["temperature_1"], [("unknown_block", 4)], "881308"),
    ("atim/acw-thx", "8D 08 FFF6 8C 00A0", ["temperature_0"], [("unknown_block", 4)], "8c00a0"),
    (
        "atim/acw-pir360",
        "A0 01 01 04 0000012C 0A 0BB8",
        ["motion_0", "motion_count_0_total"],
        [("unknown_block", 8)],
        "0a0bb8",
    ),
    ("atim/acw-ilb30", "32 59 27 00 97 0005 0BB8", ["case_open", "motion_count_total"], [("unknown_reason", 1)], ""),
    (
        "watteco/climo",
        "118A 0402 0000 29 010E A0 B0 08FC 0000 01 89 0834 0000 01 B2 07D0 0000 01",
        ["temperature"],
        [("unknown_block", 19)],
        "000001b207d0000001",
    ),
    (
        "watteco/vaqao",
        "118A 0050 0006 41 05 01 04 0D22 04 A0 D0 07 0D20 0000 01",
        ["battery_voltage"],
        [("unknown_block", 14)],
        "d0070d20000001",
    ),
    ("mutelcor/mtc-aq01", "01 014A 63 0102", ["battery_voltage"], [("unknown_block", 3)], "630102"),
]


@pytest.mark.parametrize(("device", "payload", "names", "warnings", "rest"), DEVICES)
def test_devices_lose_nothing(
    device: str, payload: str, names: list[str], warnings: list[tuple[str, int]], rest: str
) -> None:
    decoded = decode(device, payload, 1)
    assert [one.name for one in decoded.readings] == names
    assert [(one.code, one.offset) for one in decoded.warnings] == warnings
    assert decoded.rest.hex() == rest


def test_an_occupancy_of_unknown_length_is_no_value() -> None:
    assert decode("watteco/vaqao-plus", "110A 0406 0000 21 0001", 125)["occupancy"].value is True
    with pytest.raises(UnknownMessage) as caught:
        decode("watteco/vaqao-plus", "110A 0406 0000 2F 0001", 125)
    assert caught.value.offset == 6


COMPUTED: list[tuple[Body, str, str]] = [
    (switch(remaining, {range(1, 4): humidity(u8)}), "", "the number of bytes left is 0"),
    ((let(a=u8), switch(V.a // 16, {2: battery(u8)})), "3f", "a // 16 is 3"),
    ((let(a=u8), switch(least(V.a, remaining), {2: humidity(u8)})), "05", "the least of a and remaining is 0"),
]


@pytest.mark.parametrize(("body", "payload", "said"), COMPUTED)
def test_what_is_computed_is_said_in_words(body: Body, payload: str, said: str) -> None:
    """It is no number of the payload, so that it is not shown as one of the manual's."""
    (warned,) = decode(made(tags(u8, {1: temperature(u8), 2: body})), "0115 02" + payload, 1).warnings
    assert warned.text == f"where {said}, what comes at byte 3 is unknown"


def test_what_is_computed_and_first_is_said_in_words() -> None:
    with pytest.raises(
        UnknownMessage, match=r"where a // 16 is 3, what comes is unknown here; known: 2, 4…5 "
    ) as caught:
        decode(made(let(a=u8), switch(V.a // 16, {2: battery(u8), range(4, 6): humidity(u8)})), "3f64", 1)
    assert (caught.value.field, caught.value.offset) == (None, 0)
