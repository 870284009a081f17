"""What a form or a person is told of a command's arguments: types, limits, steps, defaults, JSON Schema."""

from __future__ import annotations

from typing import Any

import pytest

import redi_codecs
from layouts import commanded
from redi_codecs.kinds import battery, duration, event_time, raw_data, report_interval
from redi_codecs.layout import (
    Body,
    attribute,
    choice,
    command,
    expect,
    f32,
    i8,
    lookup,
    raw,
    switch,
    text,
    u8,
    u16,
    u32,
)


def described(*body: Body, **more: Any) -> redi_codecs.CommandInfo:
    downlink = {"set": command(1, *body, **more)}
    (known,) = redi_codecs.commands(commanded(downlink))
    return known


@pytest.mark.parametrize(
    ("body", "range_text", "schema"),
    [
        (attribute(x=u8), "0 … 255", {"type": "integer", "minimum": 0, "maximum": 255}),
        (attribute(x=i8, limits=(-3, 9)), "-3 … 9", {"type": "integer", "minimum": -3, "maximum": 9}),
        (
            attribute(x=u8 * 5),
            "0 … 1275 by 5",
            {"type": "integer", "minimum": 0, "maximum": 1275, "multipleOf": 5},
        ),
        (attribute(x=u8 * 5 + 3), "3 … 1278 by 5", {"type": "integer", "minimum": 3, "maximum": 1278}),
        (attribute(x=u8 / 2), "0 … 127.5 by 0.5", {"type": "number", "minimum": 0, "maximum": 127.5}),
        (attribute(x=(u8 + 1) / 2), "0.5 … 128 by 0.5", {"type": "number", "minimum": 0.5, "maximum": 128}),
        (
            duration(u16 * 60, limits=(60, None)),
            "60 … 3932100 by 60",
            {
                "type": "integer",
                "title": "Duration",
                "description": "in s",
                "minimum": 60,
                "maximum": 3932100,
                "multipleOf": 60,
            },
        ),
        (
            attribute(x=battery(u8, limits=(None, 100))),
            "0 … 100 by 1",
            {"type": "integer", "description": "in %", "minimum": 0, "maximum": 100},
        ),
        (attribute(x=f32), "a number", {"type": "number"}),
        (attribute(x=f32, limits=(0, 2.5)), "0 … 2.5", {"type": "number", "minimum": 0, "maximum": 2.5}),
        (attribute(x=u8 == 1), "yes, no", {"type": "boolean"}),
        (attribute(x=choice(u8, {0: "off", 5: "on"})), "off, on", {"type": "string", "enum": ["off", "on"]}),
        (attribute(x=text(4)), "text", {"type": "string"}),
        (attribute(x=raw(4)), "text", {"type": "string"}),
        (raw_data(raw(4)), "hex digits", {"type": "string", "title": "Data"}),
        (event_time(u32), "a time", {"type": "string", "title": "Time of the event", "format": "date-time"}),
        (attribute(x=lookup(u8, {0: 2, 1: 5, 2: 9})), "2 … 9", {"type": "number", "minimum": 2, "maximum": 9}),
        (attribute(x=u8, default=7), "0 … 255", {"type": "integer", "minimum": 0, "maximum": 255, "default": 7}),
        (
            attribute(x=choice(u8, {0: "off", 5: "on"}), default="on"),
            "off, on",
            {"type": "string", "enum": ["off", "on"], "default": "on"},
        ),
    ],
)
def test_an_argument(body: Body, range_text: str, schema: dict[str, Any]) -> None:
    (one,) = described(body).arguments
    assert one.range_text == range_text
    assert one.json_schema == {"title": "X", **schema}


def test_a_setting_is_titled_by_its_name() -> None:
    """Two durations in one form would both be "Duration"; what has the name of a kind has its label."""
    known = described(attribute(hold_time=duration(u8), motion_hold=duration(u8)), battery(u8))
    assert [one.label for one in known.arguments] == ["Hold time", "Motion hold", "Battery"]


def test_an_argument_in_several_places_takes_what_any_of_them_does() -> None:
    body = switch(
        u8,
        {
            1: attribute(x=u8 * 4, limits=(20, 40)),
            2: attribute(x=u8 * 2, limits=(10, 30)),
            3: (attribute(x=u8 * 8, limits=(24, 80)), attribute(more=u8)),
        },
    )
    x, more = described(body).arguments
    assert (x.low, x.high, x.step, x.required) == (10, 80, 2, True)
    assert (more.low, more.required) == (0, False)
    states = switch(u8, {1: attribute(x=choice(u8, {0: "a", 1: "b"})), 2: attribute(x=choice(u8, {3: "c", 4: "a"}))})
    (one,) = described(states).arguments
    assert one.choices == ("a", "b", "c")


def test_a_command_in_plain_values() -> None:
    least = report_interval(u16 * 60, limits=(60, 600)), attribute(mode=choice(u8, {0: "a"}), level=u8, default=None)
    made = described(expect(u8, 1), *least, disruptive="why", answer=False)
    assert made.to_dict() == {
        "command": "set",
        "f_port": 1,
        "arguments": [
            {
                "name": "report_interval",
                "type": "float",
                "unit": "s",
                "label": "Report interval",
                "low": 60,
                "high": 600,
                "step": 60.0,
                "required": True,
            },
            {"name": "mode", "type": "enum", "label": "Mode", "choices": ["a"], "required": True},
            {"name": "level", "type": "int", "label": "Level", "low": 0, "high": 255, "step": 1.0, "required": True},
        ],
        "disruptive": "why",
    }
    whole = made.json_schema
    assert (whole["title"], whole["type"], whole["required"]) == ("set", "object", ["report_interval", "mode", "level"])
    assert (list(whole["properties"]), whole["additionalProperties"]) == (["report_interval", "mode", "level"], False)
