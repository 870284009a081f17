"""The construct reference: raw frames there and back, and agreement with the generated decoders.

Both on purpose-made devices, with every node of the language, and on the whole catalogue.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import construct as c
import pytest

from declared import DECLARED, in_part
from layouts import CORNERS, MADE, Made, made
from redi_codecs import codec
from redi_codecs.errors import DecodeError
from redi_codecs.kinds import (
    battery,
    event_time,
    humidity,
    motion,
    motion_count,
    temperature,
)
from redi_codecs.layout import (
    CRC16_CCITT,
    SINCE_2000,
    Device,
    V,
    any_channel,
    attribute,
    bit,
    bits,
    checksum,
    derived,
    expect,
    f32,
    f_port,
    history,
    i8,
    i16,
    index,
    let,
    lookup,
    optional,
    presence,
    remaining,
    repeat,
    reserved,
    switch,
    tags,
    text,
    u8,
    u16,
    word,
)
from redi_codecs.layout.nodes import Node
from redi_codecs.plan.faults import Fault
from redi_codecs.results import Result
from redi_codecs.runtimes.reference import lower, reference_decode

RECEIVED = 1_700_000_000.25


NAMES = sorted(MADE)


def shown(result: Any) -> str:
    """All of a result but the words of its warnings; numbers are told apart by their type too."""
    one = Result(*result)
    records, warnings = list(one.records), [warning[:3] for warning in one.warnings]
    return repr((one.message, one.time, one.values, records, warnings, one.end))


def by_construct(of: Device, payload: bytes, port: int, received: float | None) -> str | None:
    known = codec(of).plan
    slots, records = (
        {slot.name: slot.index for slot in known.slots},
        {name: at for at, name in enumerate(known.records)},
    )
    try:
        return shown(reference_decode(of, slots, records, payload, port, received))
    except DecodeError as error:
        if isinstance(error.__cause__, c.RepeatError):
            pytest.fail(f"{of.id} reads {payload.hex()} without end: {error}")
        return None


def agree(of: Device, payload: bytes, port: int, received: float | None = None) -> bool:
    """Hold both against each other; True where the payload is good."""
    wanted = by_construct(of, payload, port, received)
    try:
        seen = shown(codec(of)._generated.decode(payload, port, received))
    except Fault:
        seen = None
    assert seen == wanted, f"{of.id}, fPort {port}, received_at {received}, payload {payload.hex()}"
    return seen is not None


def spoilt(payload: bytes, chance: random.Random, times: int) -> Iterator[bytes]:
    """The payload cut off at every byte, and with single bytes changed."""
    yield from (payload[:end] for end in range(len(payload)))
    for at in range(len(payload)):
        for value in {payload[at] ^ 0xFF, 0, 0xFF, *(chance.randrange(256) for _ in range(times))}:
            yield payload[:at] + bytes((value,)) + payload[at + 1 :]


def back(of: Device, payload: bytes, port: int) -> None:
    """Parse and build: the bytes have to be the same (a NaN may come back as another one)."""
    frame = codec(of).construct
    try:
        seen = frame.parse(payload, f_port=port, received_at=RECEIVED)
    except c.ConstructError:
        return
    built = frame.build(seen)
    assert built == payload or (len(built) == len(payload) and "nan" in str(seen)), f"{of.id}, {payload.hex()}: {seen}"


def holds(part: Any, whole: Any) -> bool:
    """Whether all of ``part`` is in ``whole``."""
    if isinstance(part, dict):
        return all(name in whole and holds(value, whole[name]) for name, value in part.items())
    if isinstance(part, list):
        return len(whole) >= len(part) and all(map(holds, part, whole))
    return bool(part == whole and type(part) is type(whole))


@pytest.fixture(scope="module", params=NAMES)
def case(request: pytest.FixtureRequest) -> tuple[Made, Device]:
    one = MADE[request.param]
    return one, made(one.uplink)


def test_raw_numbers_by_name(case: tuple[Made, Device]) -> None:
    one, of = case
    seen = codec(of).construct.parse(bytes.fromhex(one.good[0]), f_port=one.ports[0])
    assert holds(one.raw, seen), seen


def test_what_is_parsed_builds_the_same_bytes(case: tuple[Made, Device]) -> None:
    one, of = case
    chance = random.Random(1)
    for payload in map(bytes.fromhex, one.good):
        for each in (payload, payload + b"\x01\x02", *spoilt(payload, chance, 4)):
            back(of, each, one.ports[0])


def test_good_payloads(case: tuple[Made, Device]) -> None:
    one, of = case
    for payload in one.good:
        assert agree(of, bytes.fromhex(payload), one.ports[0])
        assert agree(of, bytes.fromhex(payload), one.ports[0], RECEIVED)


def test_spoilt_payloads(case: tuple[Made, Device]) -> None:
    one, of = case
    chance = random.Random(2)
    for payload in map(bytes.fromhex, one.good):
        for each in (payload + b"\x01\x02", *spoilt(payload, chance, 12)):
            for port in one.ports:
                agree(of, each, port, chance.choice((None, RECEIVED)))


@pytest.mark.thorough
def test_random_payloads(case: tuple[Made, Device]) -> None:
    one, of = case
    chance = random.Random(3)
    starts = [bytes.fromhex(payload) for payload in one.good]
    for _ in range(1500):
        start = chance.choice(starts)
        payload = start[: chance.randrange(len(start) + 1)] + chance.randbytes(chance.randrange(14))
        agree(of, payload, chance.choice(one.ports), chance.choice((None, RECEIVED)))


# ---- the open door --------------------------------------------------------------------------------------------------


CLIMATE = made(
    switch(
        f_port,
        {
            2: (
                expect(u8, 0xA5),
                reserved(1),
                word(u8, motion(bit(0)), reserved(bits(1, 7))),
                repeat(temperature(i16 / 10, channel=index)),
            ),
            3: checksum(CRC16_CCITT, u16, battery(u8)),
        },
    ),
    port=2,
)


def test_the_port_is_the_devices_unless_said() -> None:
    frame = lower(CLIMATE)
    assert frame.parse(bytes.fromhex("a500010102")).switch.body.repeat[0].temperature_n == 258
    with pytest.raises(c.SwitchError, match="no case for 4"):
        frame.parse(b"\xa5", f_port=4)


def test_frames_are_built_from_names() -> None:
    body = {"word": {"motion": 1}, "repeat": [{"temperature_n": -1}, {"temperature_n": 2}]}
    assert lower(CLIMATE).build({"switch": c.Container(case=0, body=body)}).hex() == "a50001ffff0002"


def test_a_checksum_is_computed_anew() -> None:
    frame = lower(CLIMATE)
    seen = frame.parse(b"\x64" + CRC16_CCITT.of(b"\x64").to_bytes(2), f_port=3)
    seen.switch.body.checked.body.battery = 7
    assert frame.build(seen) == b"\x07" + CRC16_CCITT.of(b"\x07").to_bytes(2)


def test_bytes_behind_the_layout_stay() -> None:
    seen = lower(made(temperature(i8))).parse(b"\x01\x02\x03")
    assert (seen.temperature, seen.rest) == (1, b"\x02\x03")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"word": {"motion": 2}, "repeat": []}, "motion: 2 does not fit bit"),
        ({"word": {"motion": -1}, "repeat": []}, "motion: -1 does not fit bit"),
        ({"word": {"motion": 1}, "repeat": [{"temperature_n": 40000}]}, "40000"),
    ],
)
def test_numbers_that_do_not_fit_are_refused(body: dict[str, Any], problem: str) -> None:
    with pytest.raises(c.IntegerError, match=problem):
        lower(CLIMATE).build({"switch": c.Container(case=0, body=body)})


def test_errors_name_the_path() -> None:
    with pytest.raises(c.StreamError, match="switch -> repeat -> temperature_n"):
        lower(CLIMATE).parse(bytes.fromhex("a5000101"))


def test_it_stands_inside_other_constructs() -> None:
    outer = c.Struct("port" / c.Byte, "payload" / c.FixedSized(5, lower(CLIMATE)), "tail" / c.Byte)
    data = bytes.fromhex("02a50001010209")
    seen = outer.parse(data, f_port=2)
    assert (seen.payload.switch.body.repeat[0].temperature_n, seen.tail, outer.build(seen)) == (258, 9, data)


def test_others_may_look_into_a_frame_that_was_built() -> None:
    head = "head" / c.Rebuild(c.Byte, lambda this: this.frame.temperature + 1)
    outer = c.Struct("frame" / lower(made(temperature(i8))), head)
    assert outer.build({"frame": c.Container(temperature=4)}) == b"\x04\x05"


@pytest.mark.parametrize(
    ("layout", "frame", "name"),
    [
        ((temperature(i8), humidity(u8)), {"humidity": 1}, "temperature"),
        (word(u8, motion(bit(0)), reserved(bits(1, 7))), {}, "word"),
        (repeat(temperature(i8, channel=index)), {}, "repeat"),
    ],
)
def test_what_a_frame_needs_is_asked_for(layout: Any, frame: dict[str, Any], name: str) -> None:
    with pytest.raises(KeyError, match=name):
        lower(made(layout)).build(frame)


def test_so_many_blocks_may_be_unknown() -> None:
    of = made(tags(u8, {1: switch(u8, {1: temperature(i8)})}, size=u8, unknown="skip"))
    assert len(told(of, "010109" * 64).warnings) == 64
    assert told(of, "010109" * 64 + "01020115").values == {0: 21.0}
    with pytest.raises(DecodeError, match="9 is unknown"):
        told(of, "010109" * 65)
    assert agree(of, bytes.fromhex("010109" * 64), 1)
    assert not agree(of, bytes.fromhex("010109" * 65), 1)


def test_a_node_that_construct_cannot_express_names_itself() -> None:
    class Knot(Node):
        pass

    with pytest.raises(NotImplementedError, match="Knot"):
        lower(Device("acme/t1", "T1", "made for tests", (Knot(),)))


def test_an_endless_repeat_is_an_error() -> None:
    body = repeat(optional(remaining > 1, temperature(i16, channel=index)))
    with pytest.raises(c.RepeatError, match="would never end"):
        lower(Device("acme/t1", "T1", "made for tests", (body,))).parse(b"\x01\x02\x03")


def test_one_name_on_several_channels_is_numbered() -> None:
    frame = lower(made(repeat(temperature(i8, channel=index), temperature(i8, channel=index + 8))))
    seen = frame.parse(b"\x01\x02")
    assert (seen.repeat[0].temperature_n, seen.repeat[0].temperature_n_2, frame.build(seen)) == (1, 2, b"\x01\x02")


# ---- values, said independently of the generated decoder ------------------------------------------------------------


def told(of: Device, payload: str, received: float | None = None) -> Result:
    known = codec(of).plan
    slots, records = (
        {slot.name: slot.index for slot in known.slots},
        {name: at for at, name in enumerate(known.records)},
    )
    return reference_decode(of, slots, records, bytes.fromhex(payload), 1, received)


def test_values_have_the_types_of_their_kinds() -> None:
    of = made(temperature(i8), motion_count(u8), motion(u8), attribute(note=text(1)), event_time(u8 + SINCE_2000))
    values = told(of, "15 02 01 61 05").values
    assert repr(list(values.values())) == repr([21.0, 2, True, "a", SINCE_2000 + 5])


def test_what_is_no_measurement_has_a_status() -> None:
    of = made(
        temperature(i8, invalid={-1: "not_connected"}),
        humidity(f32),
        battery(lookup(u8, {1: 50})),
        let(n=u8),
        motion_count(derived((V.n + 6) // V.n)),
    )
    missing = told(of, "ff 7fc00000 02 00").values.values()
    assert [one.status for one in missing] == ["not_connected", "fault", "unknown", "fault"]
    assert list(told(of, "01 3f800000 01 02").values.values()) == [1.0, 1.0, 50.0, 4]


def test_an_open_channel_is_part_of_the_key() -> None:
    of = made(tags((u8, u8), {(any_channel, 1): temperature(i8)}))
    assert told(of, "0301 15 0701 16 0301 17").values == {(0, 3): 23.0, (0, 7): 22.0}


def test_an_undeclared_group_ends_what_is_understood() -> None:
    of = made(presence(u8, {0: temperature(i8), 2: humidity(u8)}), battery(u8))
    result = told(of, "07 15 aabbcc 64")
    assert list(result.values.values()) == [21.0, 100.0]
    assert [warning[:3] for warning in result.warnings] == [("unknown_group", 2, 5)]


def test_a_turn_knows_nothing_of_the_turn_before() -> None:
    of = made(
        history(let(flag=u8), optional(V.flag == 1, let(late=u8)), temperature(i8, valid=V.late == 1)),
    )
    assert [list(values.values()) for _, _, values in told(of, "01 01 05 00 06").records] == [[5.0], []]


# ---- corners in which a decoder may easily go wrong -----------------------------------------------------------------


@pytest.mark.parametrize("what", CORNERS)
def test_corners(what: str) -> None:
    uplink, payload = CORNERS[what]
    agree(made(uplink), bytes.fromhex(payload), 1)


# ---- every device ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("of", in_part(DECLARED, 5))
def test_every_device(of: Device) -> None:
    """The vectors and quirks of a device, spoilt in all ways, and random payloads."""
    chance = random.Random(of.id)
    quirks = [one for one in of.quirks if one.keys != ("raised",)]  # those are refused
    known = [(one.payload, one.f_port) for one in (*of.vectors, *quirks)]
    ports = sorted({port for _, port in known} | {of.f_port or 1})
    for payload, port in known:
        assert agree(of, payload, port, RECEIVED), f"{payload.hex()} is no payload of {of.id}"
        back(of, payload, port)
        for each in spoilt(payload, chance, 2):
            agree(of, each, port, chance.choice((None, RECEIVED)))
    for _ in range(300):
        payload, port = chance.choice(known) if known else (b"", ports[0])
        keep = chance.choice((0, chance.randrange(len(payload) + 1)))
        drawn = payload[:keep] + chance.randbytes(chance.randrange(24))
        agree(of, drawn, chance.choice((port, *ports, 255)), chance.choice((None, RECEIVED)))
        back(of, drawn, port)
