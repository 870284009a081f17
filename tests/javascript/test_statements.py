"""What stands several times in a codec is a function there, and what is short a line."""

from __future__ import annotations

from typing import Any

import pytest

from layouts import made
from redi_codecs import codec
from redi_codecs.kinds import humidity, temperature
from redi_codecs.layout import V, history, let, switch, tags, u8
from redi_codecs.runtimes.javascript.sharing import shared
from redi_codecs.runtimes.javascript.statements import parsed, written
from redi_codecs.runtimes.javascript.temporaries import assigned_where_used, lend
from redi_codecs.runtimes.javascript.twice import said_twice

READ = [
    'data.motion = u8("motion") !== 0;',
    'put(data, "temperature", i16("temperature") / 100, -200, 1800);',
    'put(data, "humidity", u8("humidity") / 2, 0, 100);',
]


def laid_out(*lines: str) -> list[str]:
    return list(written(parsed(lines), 0))


def test_what_stands_twice_is_a_function() -> None:
    body = parsed(["if (port === 1) {", *READ, "a();", "} else {", "b();", *READ, "}"])
    ((name, inner),) = shared(body, set())
    assert name == "read_motion()"
    assert list(written(inner, 0)) == READ
    assert list(written(body, 0)) == [
        "if (port === 1) {", "  read_motion();", "  a();", "} else {", "  b();", "  read_motion();", "}",
    ]  # fmt: skip


def test_what_differs_is_an_argument() -> None:
    lines = []
    for name, read, most in (("relay", "u8", 1), ("case_open", "u16", 2), ("alarm", "u8", 3), ("fan", "u8", 4)):
        lines += [f'put({{low: 1}}, "{name}_low", {read}("{name}_low") / 10, -{most});', f"data.{name} = {most};"]
        lines += [f'put("humidity", {read}("humidity"), 0, 100);', 'set("temperature", i16("temperature"));', "break;"]
    body = parsed(lines)
    ((name, inner),) = shared(body, {"number"})
    assert name == "read_humidity(name, read, number2)"
    assert list(written(inner, 0)) == [
        'put({low: 1}, name + "_low", read(name + "_low") / 10, -number2);', "data[name] = number2;",
        'put("humidity", read("humidity"), 0, 100);', 'set("temperature", i16("temperature"));',
    ]  # fmt: skip
    assert list(written(body, 0)) == [
        'read_humidity("relay", u8, 1);', "break;", 'read_humidity("case_open", u16, 2);', "break;",
        'read_humidity("alarm", u8, 3);', "break;", 'read_humidity("fan", u8, 4);', "break;",
    ]  # fmt: skip


def test_what_a_function_has_as_an_argument_stays_in_it() -> None:
    twice = ["if (name) {", 'set(name + "_low", u16("low") / 100, -200, 1800, 1, 2, 3, 4);', "}"]
    assert not shared(parsed(twice * 9), set())


def test_what_leaves_a_loop_stays_where_it_is() -> None:
    one = ["while (at < end) {", *READ, "if (lost) {", READ[1], READ[2], "continue;", "}", "}"]
    (inner,) = [inner for _, inner in shared(parsed([*one, *one]), set())]
    assert len(inner) == 1  # the whole loop, and nothing out of it
    two = ["while (a) {", "if (lost) {", "continue;", "}", "}", "while (b) {", "if (lost) {", "continue;", "}", "}"]
    assert shared(parsed(two * 20), {"read_part"})[0][0] == "read_part_2()"
    assert not shared(parsed(["case 1:", "break;"] * 50), set())


def test_a_name_is_taken_once() -> None:
    assert shared(parsed([*READ, "a();", *READ]), {"read_motion"})[0][0] == "read_motion_2()"


def test_short_statements_are_a_line() -> None:
    assert laid_out("if (a) {", "b();", "} else if (c) {", "d();", "}") == ["if (a) b();", "else if (c) d();"]
    assert laid_out("if (a) {", "if (b) c();", "} else {", "d();", "}") == [
        "if (a) {", "  if (b) c();", "} else {", "  d();", "}",
    ]  # fmt: skip
    cases = ["case 1:", "case 2:", "b();", "break;", "default:", "c();", "d();", "e();"]
    assert laid_out("switch (a) {", *cases, "}") == [
        "switch (a) {", "case 1: case 2: b(); break;", "default:", "  c();", "  d();", "  e();", "}",
    ]  # fmt: skip


@pytest.mark.thorough
def test_the_largest_are_small_enough_for_old_servers() -> None:
    for id in (
        "sensative/square-air",
        "sensative/square-sound",
        "dragino/wsc2-lb",
        "milesight-iot/vs121",
        "nke-watteco/vaqao-plus-sensor",
    ):
        assert len(codec(id).javascript) <= 40_000


def lent(lines: list[str], *names: str) -> list[str]:
    body = parsed(lines)
    lend(body, names, "tag", {"tag2"})
    return list(written(body, 0))


def test_variables_that_never_live_at_once_share_a_name() -> None:
    one = [
        "a = u8();",
        "switch (a) {",
        "case 1:",
        "b = u8();",
        "go(b, a);",
        "break;",
        "case 2:",
        "c = u8();",
        "go(c);",
        "}",
    ]
    assert lent(one, "a", "b", "c") == [
        "tag = u8();", "switch (tag) {", "case 1:", "  tag3 = u8();", "  go(tag3, tag);", "  break;",
        "case 2: tag3 = u8(); go(tag3);", "}",
    ]  # fmt: skip


def test_what_is_said_in_several_branches_lives_in_all_of_them() -> None:
    one = ["a = u8();", "if (a) {", "b = u8();", "} else {", "b = u16();", "c = u8();", "go(c);", "go(b);", "}"]
    assert lent(one, "a", "b", "c") == [
        "tag = u8();", "if (tag) {", "  tag3 = u8();", "} else {", "  tag3 = u16();", "  tag4 = u8();", "  go(tag4);",
        "  go(tag3);", "}",
    ]  # fmt: skip


def test_a_switch_reads_what_it_looks_at() -> None:
    body = parsed(["a = u8();", "switch (a) {", "case 1:", "b();", "break;", "}", "c = u8();", "if (c) {", "d();", "}"])
    assigned_where_used(body)
    assert list(written(body, 0)) == ["switch (a = u8()) {", "case 1: b(); break;", "}", "c = u8();", "if (c) d();"]


def test_few_flags_are_spelled_out() -> None:
    few, many = codec("netvox/r718ct").javascript, codec("tektelic/t0006129-orca").javascript
    assert "function flag" not in few
    assert "data.low_battery = (word & 0x80) !== 0;" in few
    assert "function flag" in many


def said(*items: Any) -> list[str]:
    plan = codec(made(*items)).plan
    return [slot.name for slot in plan.slots if slot.index in said_twice(plan.ops)]


def test_what_a_payload_can_say_twice() -> None:
    """In one branch or the other it is said once, in each of several records too; by tags again and again."""
    level, other = temperature(u8), humidity(u8)
    assert said(level, other) == []
    assert said(let(kind=u8), switch(V.kind, {1: level, 2: level})) == []
    assert said(tags(u8, {1: level, 2: other})) == ["temperature", "humidity"]
    assert said(other, history(level)) == []
