"""The construct reference: raw frames there and back, and agreement with the generated decoders.

Both on purpose-made devices, with every node of the language, and on the whole catalogue.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import construct as c
import pytest

from redi_codecs import codec
from redi_codecs.engine.faults import Fault
from redi_codecs.engine.reference import lower, reference_decode
from redi_codecs.errors import DecodeError
from redi_codecs.kinds import (
    battery,
    battery_voltage,
    event_time,
    firmware_version,
    humidity,
    motion,
    motion_count,
    raw_data,
    temperature,
    time,
)
from redi_codecs.layout import (
    CRC16_CCITT,
    CRC16_MODBUS,
    SINCE_2000,
    Body,
    Corrupt,
    Custom,
    Device,
    V,
    any_channel,
    attribute,
    bcd,
    bit,
    bits,
    checksum,
    choice,
    concat,
    derived,
    device,
    expect,
    f32,
    f64le,
    f_port,
    gps_time,
    greatest,
    hexadecimal,
    history,
    hundredths,
    i8,
    i16,
    i16le,
    i24le,
    i32ws,
    i40,
    index,
    least,
    length,
    let,
    lookup,
    measured_at,
    message,
    minifloat,
    model_id,
    optional,
    peek,
    pick,
    presence,
    raw,
    received_at,
    record,
    remaining,
    repeat,
    reserved,
    sign_magnitude,
    sized,
    switch,
    tags,
    text,
    u8,
    u16,
    u16le,
    u24,
    u32,
    u64le,
    version,
    word,
)
from redi_codecs.layout.nodes import Item, Node
from redi_codecs.registry import devices
from redi_codecs.results import Result

RECEIVED = 1_700_000_000.25


def made(*uplink: Body, port: int | None = 1) -> Device:
    return device("acme/t1", name="T1", source="made for tests", f_port=port, uplink=uplink)


def _read(payload: bytes, start: int, end: int, received: float | None) -> tuple[list[Item], int]:
    """A count, so many temperatures, the newest first and each with its age in minutes; then the humidity."""
    if start == end or end - start < 2 + 2 * payload[start]:
        raise Corrupt("too short", offset=start, truncated=True)
    at, items = start + 1, []
    for turn in range(payload[start]):
        age, value = payload[at : at + 2]
        items.append((0, value / 2, turn or None))
        items.append((2, None if received is None else received - 60 * age, turn or None))
        at += 2
    return [*items, (1, float(payload[at]), None)], at + 1


def _write(items: Any) -> bytes:
    raise NotImplementedError


@dataclass(frozen=True)
class Made:
    """A layout, payloads that it understands, and the ports to try."""

    uplink: Body
    good: tuple[str, ...]
    ports: tuple[int, ...] = (1,)
    #: What construct sees in the first payload, as Python says it.
    raw: dict[str, Any] = field(default_factory=dict)


ENTRY = (time(u16 + 1_700_000_000), temperature(i8 / 2))
MADE: dict[str, Made] = {
    "integers": Made(
        (
            temperature(i16le / 10),
            humidity(u8 / 2),
            motion_count(u24),
            attribute(serial=u64le, offset=i40, low=i24le, swapped=i32ws),
        ),
        ("f6ff 65 000102 0102030405060708 ffffffff85 feffff 0001ffff",),
        raw={"temperature": -10, "humidity": 101, "motion_count": 258, "offset": -123, "low": -2, "swapped": -65535},
    ),
    "reals": Made(
        (temperature(f32), humidity(f64le / 10), attribute(gain=f32), let(hidden=f32), motion(u8 == 3)),
        ("41ac0000 0000000000807b40 3fc00000 7fc00000 03", "7fc00000 000000000000f07f ff800000 00000000 00"),
        raw={"temperature": 21.5, "humidity": 440.0, "gain": 1.5},
    ),
    "runs of bytes": Made(
        (
            attribute(name=text(4), serial=hexadecimal(2)),
            let(size=u8),
            attribute(blob=raw(V.size), tail=text()),
            battery(u8),
        ),
        ("61620000 abcd 02 0102 7879 64", "61626364 abcd 00 64"),
        raw={"name": b"ab\0\0", "serial": b"\xab\xcd", "size": 2, "blob": b"\1\2", "tail": b"xy", "battery": 100},
    ),
    "transforms": Made(
        (
            attribute(mode=choice(u8, {0: "off", 1: "on"}), digits=bcd(u8), level=lookup(u8, {1: 10, 2: 25})),
            firmware_version(version(u8, u8)),
            temperature(sign_magnitude(u16) / 10),
            temperature(minifloat(u16, exponent=4, mantissa=11, signed=True) * 200 / 3, place="probe"),
            temperature(hundredths(fraction=i8, integer=i8), place="surface"),
            event_time(gps_time(u32)),
        ),
        ("01 42 02 0103 80fb f5a9 192d 4b4b4b4b", "09 4a 03 0103 00fb 75a9 e7d4 00000000"),
        raw={
            "mode": 1,
            "digits": 0x42,
            "level": 2,
            "firmware_version": 0x0103,
            "temperature": 0x80FB,
            "event_time": 0x4B4B4B4B,
        },
    ),
    "sentinels": Made(
        (
            temperature(i16 / 10, invalid={0x7FFF: "fault", range(-3000, -2000): "not_connected"}),
            humidity(u8, invalid=0),
            time(u32, invalid=0),
            motion_count(lookup(u8, {1: 10, 2: 20}), invalid=7),
        ),
        ("0102 40 00000001 01", "7fff 40 00000000 03", "f600 00 00000001 07", "5500 40 00000001 02"),
        raw={"temperature": 258, "humidity": 64, "time": 1, "motion_count": 1},
    ),
    "validity": Made(
        (
            let(model=u8),
            temperature(i8, valid=V.model != 2),
            humidity(u8, valid=(remaining > 1) & ~(V.model == 3)),
            optional(V.model == 1, attribute(extra=u8)),
            attribute(name=text(V.extra), valid=length // V.model == 2),
            sized(V.extra, switch(V.extra, {5: motion(u8)}, otherwise=())),
            battery(u8, valid=(V.extra > 4) | (V.model == 5)),
        ),
        ("01 10 20 05 6162636465 0102030405 64", "02 10 20 64", "03 10 20 64", "05 10 20 64"),
        raw={"model": 1, "optional": {"extra": 5}, "name": b"abcde", "battery": 100},
    ),
    "values that nothing refers to": Made(
        (temperature(i8), word(u8, let(high=bits(4, 7)), motion(bit(0)), reserved(bits(1, 3))), let(last=u8)),
        ("15 81 07",),
        raw={"temperature": 21, "word": {"high": 8, "motion": 1, "reserved_1": 0}, "last": 7},
    ),
    "words in a row": Made(
        (battery(u16), let(hidden=i16), temperature(i16 / 10), reserved(3), humidity(u32 / 7), attribute(low=i16)),
        ("0001 fffe fff6 aabbcc 00000015 ffff",),
        raw={"battery": 1, "hidden": -2, "temperature": -10, "reserved": 0xAABBCC, "humidity": 21, "low": -1},
    ),
    "values past the last bytes": Made(
        (let(model=u8), sized(remaining - 2, temperature(i8)), optional(remaining > 1, humidity(u8)), battery(u8)),
        ("01 1500 64 07", "01 15 64 07"),
    ),
    "derived": Made(
        (
            let(a=u8, b=u8, signed=i8),
            optional(V.a == 9, let(late=u8)),
            temperature(derived(V.a / V.b)),
            humidity(derived(greatest(V.a - V.b, least(V.signed, 7)) * 10 / 4 % 100)),
            motion_count(derived(V.late // 2)),
            motion(derived(V.a.is_in(1, 2, 3)), valid=V.b != 4),
            attribute(age=derived(received_at - V.a), chosen=derived(pick(V.a == 9, V.late, V.b.bits(1, 3)))),
        ),
        ("09 02 fe 55", "01 00 05", "03 04 80"),
        raw={"a": 9, "b": 2, "signed": -2, "optional": {"late": 0x55}},
    ),
    "word": Made(
        word(
            u16,
            battery_voltage((bits(0, 3) + 25) / 10, invalid=15),
            motion(bit(4)),
            temperature(concat(bits(5, 6), bits(12, 15), signed=True)),
            attribute(double=derived(V.temperature * 2)),
            reserved(bits(7, 11)),
        ),
        ("ffff", "1234", "8f20"),
        raw={"word": {"battery_voltage": 15, "motion": 1, "temperature": -1, "reserved_7": 31}},
    ),
    "word counted from the highest bit": Made(
        word(
            u24,
            temperature(bits(0, 9, signed=True) / 10),
            humidity(bits(10, 16)),
            expect(bits(17, 19), 5),
            reserved(bits(20, 23)),
            msb0=True,
        ),
        ("ff2b5f", "0c9957"),
        raw={"word": {"temperature": -4, "humidity": 86, "constant_17": 5, "reserved_20": 15}},
    ),
    "constants": Made(
        (
            expect(u8, 0xA5),
            reserved(2),
            model_id(i16le, -2),
            temperature(i8),
            word(u8, expect(bits(0, 3), 1), reserved(bits(4, 7))),
        ),
        ("a5 0000 feff 15 01", "a5 1234 0102 15 f1"),
        raw={"constant": 0xA5, "reserved": 0, "constant_2": -2, "word": {"constant_0": 1, "reserved_4": 0}},
    ),
    "switch on the port": Made(
        switch(f_port, {(1, 2): message("periodic", temperature(i8)), range(10, 20): message("alarm", motion(u8))}),
        ("15",),
        (1, 2, 3, 10, 19, 20),
        raw={"switch": {"case": 0, "body": {"periodic": {"temperature": 0x15}}}},
    ),
    "switch on the length": Made(
        switch(length, {1: temperature(i8), 2: temperature(i16 / 10)}, otherwise=attribute(rest=hexadecimal())),
        ("15", "0102", "010203", ""),
        raw={"switch": {"case": 0, "body": {"temperature": 0x15}}},
    ),
    "switch on what is read": Made(
        (
            let(kind=text(1)),
            switch(V.kind, {"a": temperature(i8), ("b", "c"): humidity(u8)}, otherwise=()),
            switch(
                (u8, choice(u8, {1: "one", 2: "two"})),
                {
                    (1, "one"): motion(u8),
                    (1, ("two", "unknown_3")): battery(u8),
                    (any_channel, "one"): motion_count(u8),
                    (9, "unknown_9"): (),
                },
            ),
        ),
        ("61 15 0101 01", "63 15 0103 64", "7a 0701 11", "620f 0909"),
        raw={"kind": b"a", "switch": {"case": 0, "body": {"temperature": 21}}, "switch_2": {"on": [1, 1], "case": 0}},
    ),
    "switch with many keys": Made(
        switch(
            u8,
            {number: message(f"frame_{number}", temperature(i8 + number)) for number in range(1, 12)}
            | {range(32, 40): battery(u8)},
        ),
        ("0115", "0b15", "2164"),
    ),
    "tags": Made(
        tags(
            (u8, u8),
            {
                (3, 0x67): temperature(i16le / 10),
                (any_channel, 0x67): temperature(i16le / 10, place="probe"),
                (any_channel, 0x68): (humidity(u8 / 2), attribute(seen=u8, channel=9)),
                (0x20, 0xCE): record(time(u32), temperature(i16le / 10)),
            },
        ),
        ("0367f6ff 0567 1001 046863 02 20ce 65000000 0100 0367 0100", "0367f6ff 99990102"),
        raw={
            "tags": [
                {"tag": [3, 0x67], "body": {"temperature": -10}},
                {"tag": [5, 0x67], "body": {"temperature_probe_n": 272}},
            ]
        },
    ),
    "tags with a size": Made(
        (
            tags(u8, {1: temperature(i8), (2, 3): attribute(name=text()), any_channel: motion(u8)}, size=u8 - 1),
            battery(u8),
        ),
        ("0102 15 0204 616263 0103 1500 0702 01 64",),
        raw={"tags": [{"tag": [1], "size": 2, "body": {"temperature": 21}, "unused": b""}], "battery": 100},
    ),
    "tags that may be skipped": Made(
        tags(u8, {1: temperature(i8), 2: humidity(u8)}, size=u8, unknown="skip"),
        ("0101 15 0902 0102 0201 40", "0900 0101 15"),
    ),
    "tags that must be known": Made(
        (tags(u8, {1: temperature(i8), 2: humidity(u8)}, unknown="raise"), battery(u16)), ("0115 0240 0064",)
    ),
    "tags that stop": Made(
        (tags(u8, {1: temperature(i8), 2: humidity(u8)}), battery(u16)), ("0115 0240 0064", "0115 99 0064", "0064")
    ),
    "presence": Made(
        (
            presence(u8, {0: temperature(i8), 1: (humidity(u8), attribute(extra=u8)), 4: motion(u8)}, ignore=[7]),
            battery(u16),
        ),
        ("93 15 4005 01 0064", "00 0064", "07 15 4005 aabb 0064", "08 0064"),
        raw={
            "presence": {
                "mask": 0x93,
                "bit_0": {"temperature": 21},
                "bit_1": {"humidity": 64, "extra": 5},
                "bit_4": {"motion": 1},
            }
        },
    ),
    "presence from the top": Made(
        (let(mask=u16le), presence(V.mask, {12: temperature(i8), 9: humidity(u8), 0: motion(u8)}, ignore=[3])),
        ("0912 15 40 01", "0014 15 aabb", "0000"),
    ),
    "optional": Made(
        (
            let(flags=u8),
            optional(V.flags.bit(2), temperature(i8)),
            optional(remaining > 1, humidity(u16)),
            optional(peek(-1, u8) == 7, reserved(1)),
        ),
        ("04 15", "00 0040", "00 07", "00"),
        raw={"flags": 4, "optional": {"temperature": 21}, "optional_2": None, "optional_3": None},
    ),
    "repeat by count": Made(
        (
            word(u8, let(columns=bits(0, 3), lines=bits(4, 7))),
            repeat(temperature(i8, channel=index + 1), count=V.columns * V.lines),
            repeat(humidity(u8, channel=index), count=2),
        ),
        ("13 151617 4041", "22 15161718 4041", "04 4041"),
        raw={
            "word": {"columns": 3, "lines": 1},
            "repeat": [{"temperature_n": 21}, {"temperature_n": 22}, {"temperature_n": 23}],
        },
    ),
    "repeat to the end": Made(
        (repeat(let(probe=u8), temperature(i8, channel=V.probe)), battery(u16)),
        ("0515 0616 0064", "0064"),
    ),
    "records": Made(
        (history(*ENTRY), ()),
        ("0001 15 0002 16",),
        raw={"history": [{"time": 1, "temperature": 21}, {"time": 2, "temperature": 22}]},
    ),
    "records, the newest first": Made(
        (let(step=u8), history(temperature(i8), time=received_at - V.step * index, newest="first"), battery(u8)),
        ("0a 151617 64", "0a 64"),
    ),
    "records, the newest last": Made(
        (time(u32), history(*ENTRY, count=peek(4, u8), newest="last"), battery(u8)),
        ("00000001 02 02 15 0002 16 02",),
        (1, 2),
    ),
    "records by columns": Made(
        (
            time(u32),
            let(depth=u8),
            history(temperature(i8), count=V.depth, time=measured_at - 60 * index, newest="first", columns=True),
            optional(remaining > 0, history(humidity(u8), time=measured_at, newest="first", columns=True)),
        ),
        ("00000101 03 151617 404142", "00000101 03 151617", "00000101 01 15 40414243"),
    ),
    "records inside records": Made(
        history(
            let(many=u8), history(humidity(u8), count=V.many, name="inner", newest="last"), motion(u8), newest="first"
        ),
        ("02 4041 01 00 01",),
    ),
    "sized": Made(
        (
            sized(2, humidity(u8)),
            let(left=u8),
            sized(V.left, optional(remaining > 0, battery(u8))),
            sized(u8 - 1, temperature(i8), attribute(tail=text())),
        ),
        ("4099 00 04 156162", "4000 01 64 02 15", "4000 02 6400 02 15"),
        raw={
            "part": {"unused": b"\x99"},
            "part_3": {"size": 4, "body": {"temperature": 21, "tail": b"ab"}, "unused": b""},
        },
    ),
    "checksum": Made(
        checksum(
            CRC16_MODBUS, u16le, let(head=u8), switch(V.head, {1: temperature(i8), 2: tags(u8, {1: humidity(u8)})})
        ),
        tuple(
            body + f"{CRC16_MODBUS.of(bytes.fromhex(body)).to_bytes(2, 'little').hex()}"
            for body in ("0115", "011599", "020140", "0299")
        ),
        raw={"checked": {"body": {"head": 1, "switch": {"case": 0}}, "unused": b""}},
    ),
    "checksum inside a frame": Made(
        (let(kind=u8), optional(V.kind == 1, checksum(CRC16_CCITT, u16, temperature(i8)))),
        ("0115" + CRC16_CCITT.of(b"\x01\x15").to_bytes(2).hex(), "00"),
    ),
    "custom": Made(
        (battery(u8), Custom("curve", (temperature(i8), humidity(u8), time(u32)), _read, _write), attribute(after=u8)),
        ("64 02 0a15 1416 40 07", "64 00 40 07"),
        raw={"battery": 100, "curve": bytes.fromhex("020a15141640"), "after": 7},
    ),
    "all together": Made(
        switch(
            peek(0, u8).bits(4, 7),
            {
                1: message(
                    "climate",
                    word(u8, reserved(bits(4, 7)), let(many=bits(0, 3))),
                    repeat(
                        presence(
                            u8,
                            {
                                0: temperature(i16 / 10, channel=index, invalid=0x7FFF),
                                1: humidity(u8, channel=index),
                            },
                        ),
                        count=V.many,
                    ),
                    attribute(after=u8),
                ),
                2: message(
                    "tagged",
                    reserved(1),
                    sized(length - 3, tags(u8, {1: history(*ENTRY, count=2), 2: optional(remaining > 0, motion(u8))})),
                    expect(u16, 1),
                ),
            },
        ),
        ("12 03 0102 40 02 41 07", "2f 01 0001 15 0002 16 02 01 0001"),
    ),
}
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

#: A value that only some payloads have.
LATE = (let(flag=u8), optional(V.flag == 1, let(late=u8)))
CORNERS: dict[str, tuple[Body, str]] = {
    "a sentinel given as a condition": (temperature(i8, invalid=peek(0, u8) == 3), "03"),
    "a derived condition is True, not a number": ((let(n=u8), motion(derived(V.n.bit(3)))), "08"),
    "a switch on a condition": ((let(n=u8), switch(V.n.bit(3), {0: temperature(i8), 1: humidity(u8)})), "0815"),
    "a hidden value that no table has": ((let(n=lookup(u8, {1: 10})), optional(V.n > 3, temperature(i8))), "0215"),
    "a range and an unknown value": ((*LATE, switch(V.late, {range(4): motion(u8)}, otherwise=battery(u8))), "0064"),
    "an unknown mask": ((*LATE, presence(V.late, {0: temperature(i8)})), "00"),
    "a turn that ends in bytes of open length": (
        history(temperature(u8), let(n=u8), raw_data(raw(V.n))),
        "010203040501AA",
    ),
    "a value of the turn before": (history(*LATE, temperature(i8, valid=V.late == 1)), "0101050006"),
}


@pytest.mark.parametrize("what", CORNERS)
def test_corners(what: str) -> None:
    uplink, payload = CORNERS[what]
    agree(made(uplink), bytes.fromhex(payload), 1)


# ---- every device ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("of", devices(), ids=lambda of: of.id)
def test_every_device(of: Device) -> None:
    """The vectors and quirks of a device, spoilt in all ways, and random payloads."""
    chance = random.Random(of.id)
    known = [(one.payload, one.f_port or of.f_port or 1) for one in (*of.vectors, *of.quirks)]
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
