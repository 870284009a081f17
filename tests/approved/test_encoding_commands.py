"""What becomes of commands: how they are described, what is encoded and refused, read back, and confirmed."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest

from approved import End, approved, grouped
from layouts import commanded
from redi_codecs import (
    EncodeError,
    UnknownMessage,
    commands,
    confirmed_by,
    decode,
    decode_downlink,
    decode_downlinks,
    encode_downlink,
    encode_downlinks,
)
from redi_codecs.encoding.arguments import Argument
from redi_codecs.encoding.commanded import made_of
from redi_codecs.encoding.drawing import NotDrawn, Seeded, draw
from redi_codecs.kinds import duration, event_time, report_interval, temperature, time
from redi_codecs.layout import (
    CRC16_MODBUS,
    Body,
    Device,
    V,
    attribute,
    bcd,
    bits,
    calendar,
    checksum,
    choice,
    command,
    curve,
    derived,
    expect,
    f32,
    f64le,
    hex_digits,
    i8,
    i16,
    index,
    let,
    lookup,
    message,
    minifloat,
    optional,
    peek,
    raw,
    repeat,
    reserved,
    sized,
    switch,
    tags,
    text,
    u8,
    u16,
    u32,
    version,
    word,
)
from redi_codecs.plan.planner import plan


def framed(*body: Body) -> Body:
    return expect(u8, 0x3E), sized(u8, *body)


def summed(*body: Body) -> Body:
    return checksum(CRC16_MODBUS, u16, expect(u8, 0x3F), sized(u8, *body))


UPLINK = tags(
    u8,
    {
        1: temperature(i8),
        2: report_interval(u16 * 60),
        3: (message("done"), let(known=u8), optional(V.known == 1, attribute(success=u8 == 0))),
        4: attribute(low=u8),
        5: attribute(fan=choice(u8, {0: "off", 5: "on"})),
    },
)
DOWNLINK = {
    "report_interval": command(
        2, expect(u8, 1), report_interval(u16 * 60, limits=(60, 86400)), joins=True, answer=True
    ),
    "reboot": command(2, expect(u8, 2), joins=True, disruptive="it forgets its session", answer="done"),
    "fan": command(
        2,
        expect(u8, 3),
        attribute(fan=choice(u8, {0: "off", 5: "on"}), level=u8, default=None),
        joins=True,
        answer="fan",
    ),
    "spot": command(
        2, expect(u8, 6), let(channel=u8), temperature(i8, channel=V.channel), attribute(more=u8), joins=True
    ),
    "computed": command(23, let(a=u8), temperature(derived(V.a * 2), invalid=V.a == 255)),
    "steered": command(
        24,
        attribute(kind=text(1)),
        switch(V.kind, {"a": attribute(low=i8, limits=(-5, 5)), "b": ()}),
        attribute(gain=f32),
        optional(V.gain > 2, attribute(high=u8)),
    ),
    "hold": command(3, attribute(hold=duration(u8, default=10)), attribute(label=text(4), default="none")),
    "least": command(4, attribute(least=duration(u8), default="longest"), attribute(longest=duration(u8))),
    "set_time": command(5, time(u32)),
    "since": command(6, attribute(start=event_time(u32)), attribute(day=calendar(year=u8 + 2000, month=u8, day=u8))),
    "floats": command(7, attribute(level=f32, limits=(None, 1)), attribute(half=f64le / 2), attribute(any_=f32)),
    "curves": command(
        8,
        attribute(digits=report_interval(hex_digits(u16) * 60, limits=(60, 7200))),
        attribute(letters=hex_digits(u32)),
        attribute(some=lookup(u8, {0: 2, 1: 5, 2: 9, 3: 11}), limits=(5, 9)),
        attribute(range=lookup(u8, {0: 2, 1: 5})),
        attribute(third=temperature(curve(u8, lambda raw: Fraction(raw, 3)), limits=(0, 10))),
        attribute(steps=curve(u8, lambda raw: raw * raw * 10)),
        attribute(mini=minifloat(u16, exponent=4, mantissa=12)),
        attribute(free=curve(u8, lambda raw: Fraction(raw, 2) - 9)),
    ),
    "open": command(
        9, attribute(low=u8, limits=(3, None)), attribute(high=i16 / 10, limits=(None, 7)), attribute(on=u8 == 1)
    ),
    "clock": command(10, let(hours=u8, minutes=u8), report_interval(derived(V.hours * 3600 + V.minutes * 60))),
    "digits": command(11, let(up=hex_digits(u16), down=hex_digits(u16)), attribute(level=derived(V.up * 256 + V.down))),
    "ways": command(12, switch(u8, {1: attribute(low=u8), 2: attribute(low=u8, high=u8), 3: attribute(high=u16)})),
    "kept": command(
        13, let(number=u8), switch(V.number, {(2, 1): report_interval(u16)}), attribute(kept=derived(V.number == 2))
    ),
    "perhaps": command(
        14,
        word(u8, let(flag=bits(0, 0)), attribute(more=bits(1, 3)), reserved(bits(4, 7))),
        optional(V.flag == 1, attribute(level=u8)),
        attribute(valid_=u8, valid=V.flag == 0),
    ),
    "channels": command(15, let(channel=u8), temperature(i8 / 2, channel=V.channel)),
    "many": command(16, let(count=u8), repeat(temperature(i8, channel=index + 1), count=V.count)),
    "bytes": command(
        17, attribute(key=raw(4)), let(size=u8), attribute(name=text(V.size)), attribute(firmware=version(u8, u8))
    ),
    "states": command(
        18,
        temperature(u8 * 10, invalid={255: "fault", range(3): "not_connected"}),
        attribute(count=bcd(u8) * 6, limits=(6, 60)),
        attribute(back=(u8 * -1) + 100),
    ),
    "low": command(19, expect(u8, 1), attribute(low=u8), joins=framed, answer="low"),
    "high": command(19, expect(u8, 2), attribute(high=u16), joins=framed),
    "label": command(19, expect(u8, 3), attribute(tail=text()), joins=framed),
    "one": command(20, expect(u8, 1), attribute(one=u8), joins=summed),
    "two": command(20, expect(u8, 2), attribute(two=u8), joins=summed),
    "apart": command(20, expect(u8, 1), joins=False),
    "first": command(21, expect(u8, 1), attribute(first=choice(u8, {1: "a", 2: "b"}))),
    "second": command(21, attribute(kind=choice(u8, {1: "a", 2: "b"}), second=u8)),
    "all": command(22, sized(u8, attribute(inner=u8, more=u16)), answer=False),
}
ONE = commanded(DOWNLINK, UPLINK)


def grouped_by(*body: Body) -> Body:
    return expect(u8, 0x40), attribute(group=u8, default=0), sized(u8, *body)


#: Commands of which it is asked how they are described, written together and read; and values at what is still taken.
TWO = commanded(
    {
        "places": command(
            1,
            switch(
                u8,
                {
                    1: attribute(level=i16 * 2),
                    2: attribute(level=u8 / 2),
                    3: attribute(level=u8 * 5, limits=(10, 20), default=15),
                },
            ),
        ),
        "open": command(1, expect(u8, 9), switch(u8, {1: attribute(low=u8), 2: attribute(low=f32, limits=(None, 9))})),
        "one": command(2, expect(u8, 1), attribute(one=u8), joins=grouped_by),
        "two": command(2, expect(u8, 2), attribute(two=u8), joins=grouped_by),
        "none": command(2, expect(u8, 3), joins=grouped_by),
        "also": command(3, expect(u8, 1), attribute(also=u8), joins=True),
        "at": command(3, expect(u8, 2), time(u32), joins=True),
        "later": command(3, expect(u8, 3), time(u32), attribute(more=u8), joins=True),
        "odd": command(4, expect(u8, 7, warning="odd"), attribute(odd=u8)),
        "even": command(4, expect(u8, 8, warning="even"), attribute(even=u8)),
        "third": command(5, let(a=u16), attribute(third=derived(V.a / 3))),
        "table": command(6, attribute(table=lookup(u8, {0: 10_000, 1: 20_000}))),
        "third_in_a_table": command(7, attribute(level=curve(u8, lambda raw: Fraction(raw, 3)))),
        "real": command(8, attribute(real=f32 == 2, size=f32 / 2)),
        "step": command(9, attribute(step=u16 / 1000, large=u16 * 1000)),
    }
)
TOGETHER: tuple[dict[str, Any], ...] = (
    {"one": {"group": 1, "one": 2}, "two": {"group": 1, "two": 3}, "none": {"group": 1}},
    {"one": {"group": 1, "one": 2}, "two": {"group": 2, "two": 3}},
    {"one": {"group": 1, "one": 2}},
    {"one": 2},
    {"none": {"group": 1}},
    {"also": 1, "at": 2},
    {"at": 2, "later": {"time": 3, "more": 4}},
    {"later": {"time": 3, "more": 4}, "also": 9},
    {"places": -200},
    {"places": 2.5},
    {"places": 90},
    {"open": -3},
    {"odd": 1},
    {"even": 1},
    {"table": 20_000},
)
AT_THE_EDGE: dict[str, dict[str, tuple[Any, ...]]] = {
    "third": {"third": (700.2, 400.2, 21_845, 21_845.3, 22_000, 0, True)},
    "table": {"table": (10_002, 10_003, 9_998, 9_997, 15_000, float("inf"), float("nan"))},
    "third_in_a_table": {"level": (10.1, 10.3, 85, 85.1, 0, -0.1)},
    "real": {"real": (True, float("inf"), "x"), "size": (1.5, float("inf"), 3e38, float("nan"))},
    "step": {
        "step": (1.001, 1.0009, 1.0010005, 1.000002, 65.535, 65.5351),
        "large": (1000, 1000.5, 1001.1, 999, 999.1),
    },
    "places": {"level": (-65536, -65537, 65534, 65536, 127.5, 15, 22.5)},
}
#: Arguments that each command takes, from which the others are made.
GOOD: dict[str, dict[str, Any]] = {
    "report_interval": {"report_interval": 600},
    "reboot": {},
    "fan": {"fan": "on", "level": 3},
    "spot": {"temperature_3": 21, "more": 9},
    "computed": {"temperature": 40},
    "steered": {"kind": "a", "low": -3, "gain": 3, "high": 7},
    "hold": {"hold": 3, "label": "all"},
    "least": {"least": 3, "longest": 9},
    "set_time": {"time": "2026-03-01T12:00:00+00:00"},
    "since": {"start": 1_772_366_400, "day": "2026-03-01T00:00:00Z"},
    "floats": {"level": 0.5, "half": 2.5, "any_": -7},
    "curves": {
        "digits": 600,
        "letters": 300,
        "some": 9,
        "range": 5,
        "third": 7,
        "steps": 90,
        "mini": 0.25,
        "free": -1.5,
    },
    "open": {"low": 3, "high": 7, "on": True},
    "clock": {"report_interval": 5400},
    "digits": {"level": 300},
    "ways": {"low": 3, "high": 9},
    "kept": {"report_interval": 600, "kept": True},
    "perhaps": {"level": 4, "more": 5},
    "channels": {"temperature_3": 21.5},
    "many": {"temperature_1": 21, "temperature_2": -22},
    "bytes": {"key": "0102fffe", "name": "abc", "firmware": "1.7"},
    "states": {"temperature": 50, "count": 60, "back": 37},
    "low": {"low": 7},
    "high": {"high": 256},
    "label": {"tail": "ab"},
    "one": {"one": 7},
    "two": {"two": 8},
    "apart": {},
    "first": {"first": "b"},
    "second": {"kind": "b", "second": 3},
    "all": {"inner": 1, "more": 515},
}
VALUES = (None, "onn", -1, 2.5, 60, -1e39, True, "not_connected")
SEVERAL: tuple[Any, ...] = (
    {"report_interval": 60, "reboot": True, "fan": {"fan": "off", "level": 255}},
    {"reboot": True, "report_interval": 60},
    {"report_interval": 60, "spot": {"temperature_3": 21, "more": 9}, "fan": GOOD["fan"]},
    {"report_interval": {"report_interval": 60}, "hold": {"hold": 3}},
    {"fan": GOOD["fan"], "report_interval": 60, "low": 7},
    {"low": 7, "high": 256},
    {"high": 256, "low": {"low": 1}, "label": "abc"},
    {"low": 7, "one": 7},
    {"one": 7, "two": 8},
    {"two": 8, "one": 7, "apart": True},
    {"apart": True, "one": 7},
    {"apart": True, "two": 7},
    {"hold": 3, "least": {"longest": 9}},
    {"fan": 3},
    {"reboot": 1},
    {"reboot": False},
    {"rebot": True},
    {"zzz": True},
    {3: True},
    {"ways": 3},
    {"digits": 3},
    {},
    None,
    7,
    ["reboot"],
)


def outcome(call: Any) -> str:
    try:
        made = call()
    except EncodeError as error:
        return f"{type(error).__name__} {error.field or '-'}: {error.problem}"
    return " + ".join(f"{one.payload.hex()} port {one.f_port}" for one in (made if isinstance(made, list) else [made]))


def test_described() -> None:
    lines = []
    for known in commands(ONE):
        lines += [json.dumps(known.to_dict(), ensure_ascii=False), json.dumps(known.json_schema | {"properties": {}})]
        for one in known.arguments:
            lines.append(f"  {one.name}: {one.range_text or '-'} {json.dumps(one.json_schema, ensure_ascii=False)}")
    for argument in (
        Argument("x", "float", low=1, step=2.0, default="y"),
        Argument("x", "float", low=0.5, high=9, step=2.0),
        Argument("x", "float", low=4, step=2.0, default=6),
        Argument("x", "int", unit="%", low=0, step=1),
        Argument("x", "int", step=5),
        Argument("x", "time", default="now"),
        Argument("x", "bool"),
    ):
        lines.append(f"{argument} {argument.range_text or '-'} {json.dumps(argument.json_schema)}")
    approved("encoding/commands_described", "\n".join(lines))


@pytest.mark.parametrize("part", ["early", "late"])
def test_given(part: str) -> None:
    lines = []
    names = list(GOOD)
    for name in names[:12] if part == "early" else names[12:]:
        good = GOOD[name]
        lines.append(name)

        def said(arguments: dict[Any, Any], *, name: str = name, allow: bool = True) -> str:
            return outcome(lambda: encode_downlink(ONE, name, allow_disruptive=allow, **arguments))

        found = [("as it is", said(good)), ("not allowed", said(good, allow=False)), ("x", said({**good, "x": 1}))]
        for argument in good:
            rest = {key: value for key, value in good.items() if key != argument}
            found += [(f"no {argument}", said(rest)), ("misspelt", said({**rest, argument[:-1]: good[argument]}))]
            found += [(f"{argument}={value!r}", said({**rest, argument: value})) for value in VALUES]
        whole = outcome(lambda: encode_downlink(ONE, {name: good}, allow_disruptive=True))  # noqa: B023 - called at once
        lines += grouped([*found, ("by itself", whole)])
    approved(f"encoding/commands_given_{part}", "\n".join(lines))


def test_several() -> None:
    lines = []
    for wanted in SEVERAL:
        lines += [
            f"{wanted}",
            f"  {outcome(lambda: encode_downlinks(ONE, wanted))}",  # noqa: B023 - called at once
            f"  {outcome(lambda: encode_downlink(ONE, wanted, allow_disruptive=True))}",  # noqa: B023
        ]
        sizes = [
            (str(size), outcome(lambda: encode_downlinks(ONE, wanted, max_size=size, allow_disruptive=True)))  # noqa: B023
            for size in range(9)
        ]
        lines += grouped(sizes)
    twice = outcome(lambda: encode_downlink(ONE, {"low": 7}, low=7))
    lines += [
        twice,
        outcome(lambda: encode_downlink(ONE, {"low": 7}, high=7)),
        outcome(lambda: encode_downlink(ONE, None, low=7)),
    ]
    approved("encoding/commands_several", "\n".join(lines))


def test_more() -> None:
    """What few commands say or need: frames that say something themselves, times, oddities, values between others."""
    lines = [json.dumps(one.to_dict(), ensure_ascii=False) for one in commands(TWO)]
    for wanted in TOGETHER:
        lines.append(f"{wanted}: {outcome(lambda: encode_downlinks(TWO, wanted))}")  # noqa: B023 - called at once
        try:
            made = encode_downlinks(TWO, wanted)
        except EncodeError:
            continue
        for one in made:
            lines += told(one.payload, one.f_port, TWO)
            lines += told(one.payload[:1] + b"\x09" + one.payload[2:], one.f_port, TWO)
            lines += told(one.payload + one.payload[-1:], one.f_port, TWO)
    lines += [line for text in ("0901", "0801", "0701") for line in told(bytes.fromhex(text), 4, TWO)]
    for name, arguments in AT_THE_EDGE.items():
        good = {argument: values[0] for argument, values in arguments.items()}
        for argument, values in arguments.items():
            for value in values:
                said = outcome(lambda: encode_downlink(TWO, name, **{**good, argument: value}))  # noqa: B023
                lines.append(f"{name} {argument}={value}: {said}")
    approved("encoding/commands_more", "\n".join(lines))


def told(payload: bytes, port: int, device: Device = ONE) -> list[str]:
    try:
        one, parts = decode_downlink(device, payload, port), decode_downlinks(device, payload, port)
    except UnknownMessage as error:
        return [f"  {payload.hex()} port {port}: {error.problem}; from byte {error.offset}"]
    found = [f"  {payload.hex()} port {port}, layout of {len(made_of(device, payload, port)[0].slots)}"]
    for each in (one, *(parts if len(parts) > 1 else ())):
        values = {value.name: str(value.value) for value in (*each.readings, *each.attributes.values())}
        warned = f" {[warning.text for warning in each.warnings]}" if each.warnings else ""
        found.append(f"    {each.message} {each.time or ''} {values}{warned}")
    return found


def test_read() -> None:
    lines = []
    wanted: list[dict[str, Any]] = [{name: good or True} for name, good in GOOD.items()]
    wanted += [one for one in SEVERAL if isinstance(one, dict) and len(one) > 1]
    for one in wanted:
        lines.append(str(one))
        for made in encode_downlinks(ONE, one, allow_disruptive=True):
            payload = made.payload
            for changed in (
                payload,
                payload[:-1],
                payload + b"\1",
                payload + payload,
                b"\x3e" + payload[1:],
                payload[:1] + b"\xff" + payload[2:],
            ):
                lines += told(changed, made.f_port)
    lines += (
        told(b"", 2) + told(b"\1", 99) + told(bytes.fromhex("01000a02030503"), 2) + told(bytes.fromhex("01000a0209"), 2)
    )
    odd = commanded({"odd": command(2, expect(u8, 1), expect(u8, 7, warning="odd"), attribute(x=u8), joins=True)})
    for payload in ("010705", "010805", "010705010706", "010805010706", "010705010806"):
        lines += told(bytes.fromhex(payload), 2, odd)
    nothing = commanded(
        {
            "nothing": command(2, optional(peek(0, u8) == 9, expect(u8, 9), attribute(x=u8)), joins=True),
            "one": command(2, expect(u8, 1), attribute(y=u8), joins=True),
        }
    )
    for payload in ("0907", "01070907", "05", "010705"):  # one that takes no byte is none
        lines += told(bytes.fromhex(payload), 2, nothing)
    approved("encoding/commands_read", "\n".join(lines))


def test_confirmed() -> None:
    lines = []
    uplinks = [
        (text, decode(ONE, text, 2))
        for text in (
            "0105",
            "02000a",
            "02000b",
            "0300",
            "030100",
            "030101",
            "0407",
            "0408",
            "0505",
            "0500",
            "0407 0505 02000a 030100",
        )
    ]
    wanted: list[dict[str, Any]] = [{name: good or True} for name, good in GOOD.items()]
    wanted += [one for one in SEVERAL if isinstance(one, dict) and len(one) > 1]
    for one in wanted:
        for sent in encode_downlinks(ONE, one, allow_disruptive=True):
            by = [text for text, uplink in uplinks if confirmed_by(ONE, sent, uplink)]
            many = confirmed_by(ONE, sent, *(uplink for _, uplink in uplinks))
            lines.append(f"{one}, {sent.payload.hex()}: by {by}, {many} by all, {confirmed_by(ONE, sent)} by none")
    approved("encoding/commands_confirmed", "\n".join(lines))


def test_drawn() -> None:
    lines = []
    for name, one in DOWNLINK.items():
        known = plan(ONE, one.body)
        for seed in (*range(12), "least", "most"):
            chance = Seeded(seed) if isinstance(seed, int) else End(seed == "most")
            try:
                payload, port = draw(known, chance, one.f_port, taken=True)
            except NotDrawn as error:
                lines.append(f"{name} {seed}: not drawn: {error}")
                continue
            lines.append(f"{name} {seed}: {payload.hex()} port {port}")
    approved("encoding/commands_drawn", "\n".join(lines))
