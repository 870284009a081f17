"""Values asked for of small layouts, and how: the corners of the encoder of uplinks that no layout of all nodes has."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from redi_codecs.kinds import (
    battery,
    co2,
    event_time,
    humidity,
    motion,
    motion_count,
    raw_data,
    temperature,
    time,
)
from redi_codecs.layout import (
    CRC16_MODBUS,
    Body,
    Corrupt,
    Custom,
    V,
    any_channel,
    attribute,
    bcd,
    bits,
    calendar,
    checksum,
    choice,
    concat,
    curve,
    derived,
    expect,
    f32,
    f32le,
    f64,
    f64le,
    f_port,
    hexadecimal,
    history,
    i8,
    i16,
    index,
    length,
    let,
    lookup,
    message,
    occurrence,
    optional,
    packed,
    peek,
    presence,
    raw,
    received_at,
    record,
    remaining,
    repeat,
    reserved,
    sized,
    switch,
    tags,
    text,
    u8,
    u16,
    u16le,
    u32,
    u64le,
    word,
)
from redi_codecs.layout.nodes import Item


def listed(*values: tuple[str, Any], **more: Any) -> dict[str, Any]:
    """Values as ``to_dict`` gives them; a status is behind a value None."""
    found = [
        {"name": name, "value": None, "status": value[1:]}
        if str(value).startswith("!")
        else {"name": name, "value": value}
        for name, value in values
    ]
    return {"readings": found, **more}


def _read(payload: bytes, start: int, end: int, received: float | None) -> tuple[list[Item], int]:
    if start == end:
        raise Corrupt("a byte is needed", offset=start, truncated=True)
    items: list[Item] = [(0, float(payload[start]), None)]
    for turn, at in enumerate(range(start + 1, end)):
        items += [(1, float(payload[at]), turn)]
    return items, end


def _write(items: Any) -> bytes:
    """A count, then a temperature of each record; a value that is none is 255, and one above 99 is refused."""
    data = [
        255 if not isinstance(value, int | float) else int(value)
        for _, value, _ in sorted(items, key=lambda one: one[2] is not None)
    ]
    if any(one > 99 and one != 255 for one in data):
        raise OverflowError("a count has two digits")
    return bytes(data)


def turns(channel: Any = None) -> Custom:
    return Custom("turns", (motion_count(u8, channel=channel), temperature(u8)), _read, _write, "turns")


#: A layout, its port, and what is asked of it: values, or values and how they are given.
ASKED: dict[str, tuple[Body, int | None, list[Any]]] = {
    "names": (
        (humidity(u8), attribute(x=u8)),
        1,
        [
            {"humidity": 3},
            ({"humidity": 3}, {"f_port": 9}),
            ({"humidity": 3}, {"f_port": 0}),
            ({"humidity": 3}, {"message": "a"}),
            ({"humidity": 3, "message": "a"}, {}),
            {"humdity": 3},
            {"x": 3},
            {3: 3},
            3,
            None,
            listed(("humidity", 3)),
            listed(("humidity", 3), f_port=7),
            (listed(("humidity", 3), f_port=7), {"f_port": 9}),
            listed(("humidity", 3), f_port="7"),
            listed(("humidity", 3), message=7),
            listed(("humidity", 3), attributes=[{"name": "x", "value": 7}]),
            listed(("humidity", 3), attributes=[{"name": "x"}]),
            listed(("humidity", 3), attributes=[{"value": 7}]),
            listed(("humidity", 3), attributes=[7]),
            listed(("humidity", 3), attributes=7),
            listed(("humidity", 3), attributes="x"),
            listed(("humidity", 3), attributes=None),
            {"readings": 3},
            {"readings": ({"name": "humidity", "value": 3},)},
            {"humidity": 3, "f_port": 7},
            {"humidity": 3, "records": None},
            {"humidity": 3, "records": []},
            {"humidity": 3, "records": [{"humidity": 3}]},
            {"humidity": 3, "records": [3]},
            {"humidity": 3, "records": b"x"},
            {"humidity": 3, "time": "2026-03-01T12:00:00Z"},
            {"humidity": 3, "time": "2026-03-01"},
            {"humidity": 3, "time": "soon"},
            {"humidity": 3, "time": True},
        ],
    ),
    "no port": (humidity(u8), None, [{"humidity": 3}, ({"humidity": 3}, {"f_port": 9})]),
    "ports": (
        switch(f_port, {3: humidity(u8), 9: temperature(i8), 10: (temperature(i8), motion(u8))}),
        1,
        [
            {"humidity": 3},
            {"temperature": 3},
            {"temperature": 3, "motion": True},
            ({"temperature": 3}, {"f_port": 10}),
            ({"temperature": 3}, {"f_port": 3}),
            ({"temperature": 3}, {"f_port": 4}),
        ],
    ),
    "messages": (
        switch(
            u8,
            {
                1: (message("a"), humidity(u8)),
                2: (message("bee"), temperature(i8)),
                3: (message("both"), temperature(i8), humidity(u8), attribute(more=u8)),
                4: (message("again"), humidity(u8)),
                5: motion(u8),
            },
        ),
        1,
        [
            {"humidity": 3},
            {"humidity": 3, "message": "again"},
            ({"humidity": 3, "message": "a"}, {"message": "again"}),
            ({"humidity": 3}, {"message": "agai"}),
            ({"humidity": 3}, {"message": "zzz"}),
            ({"humidity": 3}, {"message": "bee"}),
            {"humidity": 3, "temperature": 4},
            {"humidity": 3, "temperature": 4, "more": 9},
            {"humidity": 3, "more": 9},
            {"humidity": 3, "motion": True},
            {"humidity": 300, "temperature": 4},
            {"humidity": 300},
            {"motion": True},
            ({"motion": True}, {"message": "a"}),
            {},
        ],
    ),
    "a message behind what is known": (
        (
            let(kind=u8),
            switch(V.kind, {1: message("a"), 2: message("b")}),
            switch(V.kind, {1: humidity(u8), 2: motion(u8)}),
        ),
        1,
        [{"humidity": 3}, {"motion": True}, ({"humidity": 3}, {"message": "b"}), ({"humidity": 3}, {"message": "a"})],
    ),
    "states": (
        (
            temperature(i8, invalid={3: "fault", range(7, 10): "not_connected"}),
            motion_count(lookup(u8, {1: 10, 2: 20, 4: 20}), invalid={2: "fault"}),
        ),
        1,
        [
            {"temperature": value, "motion_count": count}
            for value in (None, "fault", "not_connected", "x", 2, 3, 4, 6, 7, 9, 10, -128, 127, 128, -129, 3.4, 2.5)
            for count in (20,)
        ]
        + [{"temperature": 1, "motion_count": count} for count in (10, 20, 15, None, "fault", "unknown", 0)]
        + [
            listed(("temperature", why), ("motion_count", "!unknown"))
            for why in ("!fault", "!not_connected", "!stuck", "!unknown")
        ],
    ),
    "tables with holes": (
        (motion_count(lookup(u8, {0: 1, 255: 2})), battery(lookup(u8, {1: 10}))),
        1,
        [
            {"motion_count": 1, "battery": 10},
            listed(("motion_count", "!unknown"), ("battery", "!unknown")),
            {"motion_count": 1, "battery": None},
            {"motion_count": None, "battery": 10},
            {"motion_count": 1, "battery": "unknown"},
        ],
    ),
    "floats": (
        (
            temperature(f32, invalid={0x7FC00000: "not_connected", 0x41A80000: "fault"}),
            humidity(f64le / 10),
            motion(f32 == 2),
            attribute(gain=f32 * -3),
        ),
        1,
        [
            {"temperature": value, "humidity": 50, "motion": True, "gain": 3}
            for value in (None, "fault", "not_connected", 20.9, 21, 3.5e38, -3.5e38, "x", True)
        ]
        + [
            {"temperature": 1, "humidity": value, "motion": False, "gain": 0.1}
            for value in (None, "fault", 1.1, 1e308, float("nan"))
        ]
        + [{"temperature": 1, "humidity": 1, "motion": value} for value in (None, 1, 2, "x", "fault")]
        + [
            listed(("temperature", 1), ("humidity", why), ("motion", 1))
            for why in ("!fault", "!unknown", "!not_connected")
        ]
        + [{"temperature": 1, "humidity": 1, "motion": True, "gain": value} for value in (None, 1.1e39, 3.5e38, 1e-9)],
    ),
    "numbers of 64 bits": (
        (motion_count(u64le), battery(u8)),
        1,
        [
            {"motion_count": value, "battery": 1}
            for value in (2**64 - 1, 2**64, float(2**64), float(2**53), -1, 2**63, 1.5)
        ],
    ),
    "conditions": (
        (
            let(a=u8, b=u8),
            humidity(u8, valid=V.a == 3),
            temperature(i8, invalid=V.b == 4),
            attribute(
                x=text(2),
                valid=V.a == 3,
            ),
            attribute(
                y=raw(2),
            ),
            motion(u8, valid=V.a != 7, invalid=V.b == 5),
            attribute(z=u8, valid=V.b > 200),
            battery(derived(V.z * 2), valid=V.a == 3),
        ),
        1,
        [
            {"temperature": 1, "humidity": 2, "motion": True},
            {"temperature": 1, "humidity": 2, "motion": True, "x": "ab", "y": b"cd"},
            {"temperature": 1, "motion": True, "y": "6364"},
            {"temperature": None, "humidity": 2, "motion": True},
            {"temperature": None, "motion": None},
            {"temperature": 1, "motion": None},
            {"temperature": 1, "x": "ab"},
            {"temperature": 1},
            {"temperature": 1, "z": 9},
            {"temperature": 1, "z": 9, "battery": 18, "humidity": 2},
            {"temperature": 1, "humidity": 2, "battery": 18},
            {"temperature": 1, "humidity": None, "x": None, "y": None},
            {"temperature": 1, "y": b"c"},
            {"temperature": 1, "y": b"cde"},
            {"temperature": 1, "y": 7},
            {"temperature": 1, "humidity": 3, "x": "abc"},
            {"temperature": 1, "humidity": 3, "x": "a"},
        ],
    ),
    "runs of bytes": (
        (let(size=u8), raw_data(raw(V.size)), attribute(kind=text(1), tail=hexadecimal())),
        1,
        [
            {"raw_data": b"abc", "kind": "x", "tail": "0102"},
            {"raw_data": b"", "kind": "", "tail": ""},
            {"raw_data": "616", "kind": "x"},
            {"raw_data": None, "kind": "x"},
            {"kind": "x"},
            {"raw_data": b"x" * 256},
            {"raw_data": b"abc", "kind": "xy"},
            {"raw_data": b"abc", "kind": None, "tail": b"zz"},
            {"raw_data": b"abc", "tail": "zz"},
        ],
    ),
    "runs of bytes that steer": (
        (
            let(size=u8),
            let(at=hexadecimal(V.size)),
            switch(V.at, {"": humidity(u8), "07": temperature(i8), "0708": motion(u8)}),
            let(two=text(2)),
            switch(V.two, {"a": battery(u8), "bc": ()}),
        ),
        1,
        [
            {"humidity": 3, "battery": 9},
            {"temperature": 3},
            {"motion": True, "battery": 9},
            {"motion": True},
            {},
        ],
    ),
    "a run of bytes of a given length": (
        (let(at=hexadecimal(1)), switch(V.at, {"07": motion(u8), "09": humidity(u8)})),
        1,
        [{"humidity": 3}, {"motion": True}],
    ),
    "times": (
        (
            time(u32),
            event_time(u32),
            attribute(made=calendar(year=u16, month=u8, day=u8), long=derived(V.event_time - V.time)),
        ),
        1,
        [
            {"time": at, "event_time": 7, "made": 86400}
            for at in (0, 1.5, 2**32, -1, "1970-01-01T01:00:00+01:00", "1970-01-01T00:00:00.250Z", True, None, "x")
        ]
        + [{"time": 5, "event_time": 7, "made": 86400, "long": value} for value in (2, 3, 3.4, 90, "x", None)]
        + [{"time": 5, "event_time": "1970-01-01T00:00:09Z", "made": "1970-01-03T00:00:00Z"}, {"event_time": 7}],
    ),
    "a time that is derived": (
        (
            let(day=u8, flag=u8),
            time(derived(V.day * 86_400), valid=V.flag == 3),
            humidity(u8),
            event_time(derived(received_at - V.day)),
        ),
        1,
        [
            {"humidity": 1},
            {"humidity": 1, "time": 172_800},
            {"humidity": 1, "time": 172_801},
            {"humidity": 1, "time": 1e9},
        ],
    ),
    "computed": (
        (
            let(a=u8, b=u8, scale=lookup(u8, {0: 1, 1: 10, 2: 100})),
            temperature(derived(V.a / V.scale)),
            humidity(derived(V.b / 2), invalid=V.b == 255),
            motion(derived(V.a > 7)),
        ),
        1,
        [{"temperature": value, "humidity": 3} for value in (1, 2.5, 0.25, 25.5, 255, 256, -1, 0.3333, "x", None, True)]
        + [{"temperature": 1, "humidity": value} for value in (None, 0.3, 127.5, 128, "fault", "unknown")]
        + [{"temperature": 9, "humidity": 1, "motion": value} for value in (True, False, None, "x", 1)],
    ),
    "products": (
        (let(a=u8, b=u8, c=u8), co2(derived(V.a * V.b * V.c)), temperature(derived(V.a * V.b + V.c))),
        1,
        [
            {"co2": 24, "temperature": 3},
            {"co2": 0, "temperature": 0},
            {"co2": 7, "temperature": 1},
            {"co2": "x", "temperature": 1},
        ],
    ),
    "products of two": (
        (let(a=u16, b=u8), co2(derived(V.a * V.b)), humidity(derived(V.a / 10))),
        1,
        [{"co2": 24, "humidity": 0.6}, {"co2": 65_280}, {"co2": 251 * 257}, {"co2": 0}, {"co2": 7, "humidity": 1}],
    ),
    "steered by values": (
        (
            attribute(kind=text(1), gain=f32),
            switch(V.kind, {"a": humidity(u8), "b": temperature(i8)}),
            optional(V.gain > 2, battery(u8)),
            motion_count(lookup(u8, {1: 10, 2: 20, 255: 20}), invalid=2),
            attribute(low=f32le, high=f64),
        ),
        1,
        [
            {"kind": "a", "humidity": 1, "gain": 3, "battery": 2, "motion_count": 20, "low": 1.5, "high": -1.5},
            {"kind": "b", "temperature": 1, "gain": 1, "motion_count": 20},
            {"kind": "b", "humidity": 1, "gain": 1, "motion_count": 10},
            {"kind": "b", "temperature": 1, "battery": 1, "motion_count": 10},
            {"temperature": 1, "motion_count": 10, "battery": 1},
        ],
    ),
    "turns of 24": (history(humidity(u8), count=24), 1, [{"records": [{"humidity": at} for at in range(24)]}]),
    "turns of 25": (history(humidity(u8), count=25), 1, [{"records": [{"humidity": at} for at in range(24)]}]),
    "60 letters": (attribute(name=text(60)), 1, [{"name": "a" * 60}, {"name": "a" * 61}, {"name": None}]),
    "61 letters": (attribute(name=text(61)), 1, [{"name": "a"}]),
    "220 bytes": (
        (attribute(a=raw(60), b=raw(60), c=raw(60), d=raw(40)), sized(1, battery(u8))),
        1,
        [{"battery": 1}],
    ),
    "221 bytes": (
        (attribute(a=raw(60), b=raw(60), c=raw(60), d=raw(41)), sized(1, battery(u8))),
        1,
        [{"battery": 1}],
    ),
    "tables with conditions": (
        (
            let(a=u8),
            motion_count(lookup(u8, {1: 10}), invalid=V.a == 3),
            attribute(mode=choice(u8, {0: "off"}), level=lookup(u8, {0: 1, 255: 2, 7: 3}), high=lookup(u8, {0: 4})),
            temperature(i8, invalid=V.a == 4),
        ),
        1,
        [
            {"motion_count": 10, "temperature": 1},
            {"motion_count": None, "temperature": 1},
            {"motion_count": None, "temperature": None},
            {"motion_count": 10, "temperature": None},
            {"motion_count": 10, "temperature": "fault"},
            listed(("motion_count", "!unknown"), ("temperature", 1)),
            listed(("motion_count", "!unknown"), ("temperature", "!unknown")),
            listed(("motion_count", "!fault"), ("temperature", 1)),
            listed(("motion_count", 10), ("temperature", "!not_connected")),
            listed(("motion_count", 10), ("temperature", 1), ("level", "!unknown"), ("high", "!unknown")),
            listed(("motion_count", 10), ("temperature", 1), ("mode", "!unknown")),
        ],
    ),
    "conditions that lean": (
        (
            let(a=u8, b=u8),
            humidity(u8, valid=V.a > 3),
            temperature(i8, invalid=V.a < 9),
            motion(u8, valid=V.a != 12),
            battery(u8, valid=(V.a > 3) & (V.b <= 7), invalid=(V.b == 0) | (V.b == 1)),
            co2(u16, valid=~(V.b == 2), invalid=V.a + V.b > 300),
        ),
        1,
        [
            dict(zip(("humidity", "temperature", "motion", "battery", "co2"), values, strict=False))
            for values in (
                (1,),
                (1, 2),
                (1, 2, True),
                (1, 2, True, 4),
                (1, 2, True, 4, 5),
                (1, 2, True, None, 5),
                (1, 2, True, 4, None),
                (1, None),
                (1, None, True, 4, 5),
            )
        ]
        + [{"temperature": 2}, {"motion": True}, {"battery": 4}, {"co2": 5}, {"temperature": None, "co2": 5}, {}],
    ),
    "tags with more": (
        tags(
            u8,
            {
                1: (temperature(i8), attribute(extra=u8)),
                2: temperature(i8),
                3: (temperature(i8), humidity(u8)),
                4: (humidity(u8), time(u32)),
                5: (humidity(u8), time(calendar(year=u16, month=u8, day=u8))),
                6: (humidity(u8), battery(u8, valid=V.humidity > 3)),
            },
        ),
        1,
        [
            {"temperature": 1},
            {"temperature": 1, "extra": 2},
            {"temperature": 1, "humidity": 3},
            {"humidity": 3},
            {"humidity": 3, "time": 86_400},
            {"humidity": 5, "battery": 3},
            {"battery": 3},
        ],
    ),
    "many messages": (
        switch(u8, {at: (humidity(u8), reserved(at)) for at in range(1, 10)} | {20: message("named", humidity(u8))}),
        1,
        [{"humidity": 1}, ({"humidity": 1}, {"message": "named"})],
    ),
    "a factor that alone is open": (
        (let(div=lookup(u8, {0: 1, 1: 10, 2: 100})), temperature(derived(V.div * 2)), humidity(derived(V.div + 1))),
        1,
        [
            {"temperature": 20},
            {"temperature": 2, "humidity": 2},
            {"temperature": 21},
            {"humidity": 101},
            {"temperature": 7},
        ],
    ),
    "hidden bits": (
        (
            let(flags=u8),
            optional(V.flags.bit(1), temperature(i8)),
            optional(V.flags.bit(3), humidity(u8)),
            optional(V.flags.bits(4, 5) == 2, motion(u8)),
            optional(V.flags.bits(4, 7) == 2, battery(u8)),
        ),
        1,
        [
            {},
            {"temperature": 1},
            {"temperature": 1, "humidity": 2},
            {"motion": True},
            {"battery": 3, "motion": True, "temperature": 1},
            {"battery": 3, "humidity": 1},
        ],
    ),
    "a computed mask": (
        (
            let(flags=u8),
            presence(V.flags.bits(4, 7), {0: temperature(i8), 1: humidity(u8), 3: battery(u8)}),
            presence(V.flags.bits(0, 1), {0: motion(u8)}),
        ),
        1,
        [{}, {"temperature": 1}, {"humidity": 2, "battery": 3}, {"motion": True, "battery": 3}, {"motion": True}],
    ),
    "channels": (
        (
            tags(
                (u8, u8),
                {
                    (any_channel, 1): humidity(u8),
                    (any_channel, 2): (temperature(i8), attribute(more=u8, channel=9)),
                    (7, 3): record(time(u32), motion(u8)),
                    (8, 4): time(u32),
                    (8, 5): (time(u32), battery(u8)),
                },
            )
        ),
        1,
        [
            {"humidity_7": 3, "humidity_2": 4},
            {"humidity": 3},
            {"humidity_x": 3},
            {"humidity_300": 3},
            {"temperature_1": 3, "temperature_2": 4},
            {"temperature_1": 3, "more_9": 4},
            {"more_9": 4},
            {"time": 9, "humidity_1": 3},
            {"time": 9, "battery": 3},
            {"time": 9},
            {"battery": 3},
            {"records": [{"time": 9, "motion": True}, {"time": 10, "motion": False}], "humidity_1": 3},
            {"records": [{"motion": True}]},
            {"records": [{"time": 9, "x": True}]},
        ],
    ),
    "turns": (
        (
            repeat(humidity(u8, channel=index + 1), count=3),
            repeat(temperature(i8, channel=occurrence), count=2),
            let(many=u8),
            repeat(battery(u8, channel=index), count=V.many),
        ),
        1,
        [
            {f"humidity_{at}": at for at in (1, 2, 3)} | {"temperature_1": 1, "temperature_2": 2},
            {f"humidity_{at}": at for at in (1, 2, 3)}
            | {"temperature_1": 1, "temperature_2": 2, "battery_0": 7, "battery_1": 8},
            {f"humidity_{at}": at for at in (1, 2, 3, 4)} | {"temperature_1": 1, "temperature_2": 2},
            {f"humidity_{at}": at for at in (1, 2)} | {"temperature_1": 1, "temperature_2": 2},
            {f"humidity_{at}": at for at in (1, 3)} | {"temperature_1": 1, "temperature_2": 2},
            {f"humidity_{at}": at for at in (1, 2, 3)} | {"temperature_1": 1, "temperature_3": 2},
            {f"humidity_{at}": at for at in (1, 2, 3)} | {"temperature_1": 1, "temperature_2": 2, "battery_1": 8},
        ],
    ),
    "records": (
        (
            let(count=u8),
            battery(u8),
            history(
                temperature(i8), optional(V.battery > 9, humidity(u8)), count=V.count, time=received_at - 60 * index
            ),
        ),
        1,
        [
            {"battery": 1, "records": [{"temperature": 1}, {"temperature": 2}]},
            {"battery": 1, "records": []},
            {"battery": 1},
            {"battery": 10, "records": [{"temperature": 1, "humidity": 3}]},
            {"battery": 1, "records": [{"temperature": 1, "humidity": 3}]},
            {"battery": 1, "records": [{"humidity": 3}]},
            {"battery": 1, "records": [{"temperature": 1, "x": 3}]},
            {"battery": 1, "records": [{"name": "history", "temperature": 1}]},
            {"battery": 1, "records": [{"name": "other", "temperature": 1}]},
            {"battery": 1, "records": [{"temperature": 1, "time": "x"}]},
            {"battery": 1, "records": [listed(("temperature", 1)), listed(("temperature", 2), time=9)]},
            {"battery": 1, "temperature": 3},
        ],
    ),
    "two histories": (
        (
            switch(
                u8,
                {
                    1: history(temperature(i8), name="one"),
                    2: history(humidity(u8), time(u16), name="two", newest="first"),
                    3: (history(temperature(i8), count=1, name="one"), history(humidity(u8), name="two")),
                },
            )
        ),
        1,
        [
            {"records": [{"name": "one", "temperature": 1}, {"name": "one", "temperature": 2}]},
            {"records": [{"name": "two", "humidity": 1, "time": 3}], "humidity": 9, "time": 8},
            {"records": [{"name": "one", "temperature": 1}, {"name": "two", "humidity": 2}]},
            {"records": [{"name": "two", "humidity": 2}, {"name": "one", "temperature": 1}]},
            {"humidity": 9, "time": 8},
        ],
    ),
    "a time that may come": (
        (let(flag=u8), optional(V.flag == 1, time(u32)), optional(V.flag < 2, humidity(u8, place="probe"))),
        1,
        [{"time": 7}, {"time": 7, "humidity_probe": 3}, {"humidity_probe": 3}, {}],
    ),
    "cases that need more": (
        switch(
            u8,
            {
                1: (temperature(i8), time(u32)),
                2: (let(a=u8), temperature(derived(V.a * 2)), battery(u8)),
                3: (temperature(i8), battery(u8), attribute(more=u8)),
                4: (temperature(i8), humidity(u8), time(derived(V.humidity * 60))),
                5: (temperature(i8), humidity(u8)),
                6: (co2(u8), time(derived(V.co2 * 60), valid=V.co2 > 3)),
                7: co2(u8),
            },
        ),
        1,
        [
            {"temperature": 4},
            {"temperature": 4, "time": 9},
            {"temperature": 4, "battery": 3},
            {"temperature": 4, "battery": 3, "more": 5},
            {"temperature": 4, "humidity": 3},
            {"temperature": 4, "humidity": 3, "time": 180},
            {"co2": 5},
            {"co2": 5, "time": 300},
        ],
    ),
    "a name further inside": (
        switch(u8, {1: switch(u8, {1: message("a", battery(u8)), 2: humidity(u8)}), 2: message("a", humidity(u8))}),
        1,
        [({"humidity": 3}, {"message": "a"}), {"humidity": 3}, ({"battery": 3}, {"message": "a"})],
    ),
    "a product or a number": (
        switch(u8, {1: (let(a=u8, b=u8, c=u8), co2(derived(V.a * V.b * V.c))), 2: co2(u16)}),
        1,
        [{"co2": 24}, {"co2": 0}, {"co2": 300}],
    ),
    "a tag that steers": (
        tags(
            u8,
            {
                1: (let(k=u8), switch(V.k, {1: (temperature(i8), attribute(extra=u8)), 2: humidity(u8)})),
                2: temperature(i8),
                3: (let(m=u8), switch(V.m, {1: motion(u8)}, otherwise=(co2(u8), attribute(extra=u8)))),
                4: co2(u8),
            },
        ),
        1,
        [{"temperature": 1}, {"temperature": 1, "extra": 2}, {"humidity": 1}, {"co2": 1}, {"co2": 1, "motion": True}],
    ),
    "what nobody asks for": (
        (let(unused=text(2)), humidity(u8), let(rest=raw(1))),
        1,
        [{"humidity": 3}, {"humidity": 3, "unused": "ab"}],
    ),
    "twice in one message": (
        (
            tags(
                u8,
                {
                    1: (humidity(u8), temperature(i8)),
                    2: (humidity(u8), battery(u8)),
                    3: attribute(x=u8, z=u8),
                    4: attribute(x=u8, y=u8),
                    5: (let(a=u8), attribute(w=u8, valid=V.a > 3), attribute(v=u8)),
                    6: (let(b=u8), attribute(w=u8, valid=V.b > 3), attribute(u=u8)),
                },
            )
        ),
        1,
        [
            {"humidity": 3, "temperature": 4},
            {"humidity": 3, "temperature": 4, "battery": 5},
            {"x": 3, "z": 4},
            {"x": 3, "z": 4, "y": 5},
            {"z": 4, "y": 5},
            {"w": 3, "v": 4, "u": 5},
        ],
    ),
    "what only the second way says": (
        (
            let(kind=u8),
            switch(V.kind, {1: let(a=u8), 2: let(b=u16)}),
            switch(V.kind, {1: temperature(i8), 2: (temperature(i8), humidity(u8))}),
        ),
        1,
        [{"temperature": 1}, {"temperature": 1, "humidity": 2}, {"humidity": 2}],
    ),
    "a date of fields": (
        tags(
            u8,
            {
                1: time(calendar(year=u16, month=u8, day=u8)),
                2: (time(calendar(year=u16, month=u8, day=u8)), humidity(u8)),
                3: motion(u8),
            },
        ),
        1,
        [
            {"time": 86_400},
            {"time": 86_400, "humidity": 3},
            {"humidity": 3},
            {"motion": True, "time": 86_400},
            {"time": 86_401},
        ],
    ),
    "custom nodes": (
        (battery(u8), turns()),
        1,
        [
            {"battery": 1, "motion_count": 5},
            {"battery": 1, "motion_count": None},
            {"battery": 1, "motion_count": 500},
            {"battery": 1, "motion_count": "x"},
            {
                "battery": 1,
                "motion_count": 5,
                "records": [{"name": "turns", "temperature": 9}, {"name": "turns", "temperature": 8}],
            },
            {"battery": 1, "motion_count": 5, "records": [{"name": "turns", "temperature": 9, "humidity": 8}]},
            {"battery": 1, "motion_count": 5, "records": [{"name": "x", "temperature": 9}]},
            {"battery": 1},
            listed(("battery", 1), ("motion_count", "!fault")),
            listed(("battery", 1), ("motion_count", "!not_connected")),
        ],
    ),
    "custom nodes of a channel": (
        tags((u8, u8), {(any_channel, 1): humidity(u8), (9, 2): sized(2, let(at=u8), turns(V.at))}),
        1,
        [{"humidity_3": 1, "motion_count_4": 2}, {"motion_count_4": 2, "motion_count_5": 3}, {"motion_count_x": 2}],
    ),
    "bits that two words share": (
        packed(
            (
                let(n=bits(0, 5)),
                attribute(gap=bits(6, 13)),
                history(temperature((bits(0, 9, signed=True)) / 10), count=V.n),
            )
        ),
        1,
        [
            {"gap": 7, "records": [{"temperature": at} for at in values]}
            for values in ((), (1,), (1, -2), (1, -2, 3), (1, -2, 3, 51.1), (1, 60))
        ],
    ),
    "a sum over what was open": (
        checksum(
            CRC16_MODBUS,
            u16le,
            let(head=u8, size=u8),
            sized(V.size, switch(V.head, {1: temperature(i8), 2: (humidity(u8), attribute(name=text()))})),
        ),
        1,
        [{"temperature": 1}, {"humidity": 2}, {"humidity": 2, "name": "abc"}, {"temperature": 1, "humidity": 2}],
    ),
    "lengths": (
        switch(length, {2: temperature(i16), 3: (humidity(u8), reserved(2)), 4: (motion(u8), reserved(3))}),
        1,
        [{"temperature": 1}, {"humidity": 2}, {"motion": True}],
    ),
    "what lies ahead": (
        (
            switch(
                peek(1, u8),
                {3: word(u16, humidity(bits(8, 15)), expect(bits(0, 7), 3)), 9: (temperature(i8), expect(u8, 9))},
            ),
            optional(remaining > 0, battery(u8)),
        ),
        1,
        [{"humidity": 3}, {"temperature": 4}, {"temperature": 4, "battery": 5}, {"battery": 5}],
    ),
    "what lies ahead of the end": (
        (switch(peek(0, u16), {0x0102: temperature(i8), 0x0304: (temperature(i8), humidity(u8))}),),
        1,
        [{"temperature": 1}, {"temperature": 3, "humidity": 4}],
    ),
    "what lies beyond the end": (
        switch(peek(3, u8), {1: temperature(i8), 2: (temperature(i8), reserved(3))}),
        1,
        [{"temperature": 1}],
    ),
    "constants and words": (
        (
            expect(u8, 0xA5),
            word(
                u16,
                temperature(concat(bits(0, 3), bits(8, 11), signed=True)),
                expect(bits(4, 7), 9),
                motion(bits(12, 15) == 1),
            ),
            attribute(mode=choice(u8, {1: "a", 2: "b"}), digits=bcd(u8)),
            attribute(curve_=curve(u8, lambda raw: Fraction(raw, 3))),
        ),
        1,
        [
            {"temperature": -1, "motion": True, "mode": "a", "digits": 42, "curve_": 1},
            {"temperature": -128, "motion": False, "mode": "unknown_9", "digits": 99},
            {"temperature": 128, "motion": False},
            {"temperature": 1, "motion": False, "digits": 100},
            {"temperature": 1, "motion": False, "mode": "c"},
            {"temperature": 1, "motion": False, "mode": "unknown_300"},
            {"temperature": 1, "motion": False, "curve_": 85.1},
            {"temperature": 1, "motion": False, "curve_": 0.2},
        ],
    ),
    "a history whose newest says more": (
        switch(u8, {1: (temperature(i8), battery(u8)), 2: history(temperature(i8), humidity(u8), newest="last")}),
        1,
        [{"temperature": 1}, {"temperature": 1, "humidity": 2}, {"humidity": 2}],
    ),
}
