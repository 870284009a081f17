"""What stands several times in a codec is a function there, and what is short a line."""

from __future__ import annotations

from redi_codecs import codec
from redi_codecs.runtimes.javascript.statements import parsed, shared, written

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
    assert name == "read_motion"
    assert list(written(inner, 0)) == READ
    assert list(written(body, 0)) == [
        "if (port === 1) {", "  read_motion();", "  a();", "} else {", "  b();", "  read_motion();", "}",
    ]  # fmt: skip


def test_what_leaves_a_loop_stays_where_it_is() -> None:
    one = ["while (at < end) {", *READ, "if (lost) {", READ[1], READ[2], "continue;", "}", "}"]
    (inner,) = [inner for _, inner in shared(parsed([*one, *one]), set())]
    assert len(inner) == 1  # the whole loop, and nothing out of it
    two = ["while (a) {", "if (lost) {", "continue;", "}", "}", "while (b) {", "if (lost) {", "continue;", "}", "}"]
    assert shared(parsed(two * 20), {"read_part"})[0][0] == "read_part_2"
    assert not shared(parsed(["case 1:", "break;"] * 50), set())


def test_a_name_is_taken_once() -> None:
    assert shared(parsed([*READ, "a();", *READ]), {"read_motion"})[0][0] == "read_motion_2"


def test_short_statements_are_a_line() -> None:
    assert laid_out("if (a) {", "b();", "} else if (c) {", "d();", "}") == ["if (a) b();", "else if (c) d();"]
    assert laid_out("if (a) {", "if (b) c();", "} else {", "d();", "}") == [
        "if (a) {", "  if (b) c();", "} else {", "  d();", "}",
    ]  # fmt: skip
    cases = ["case 1:", "case 2:", "b();", "break;", "default:", "c();", "d();", "e();"]
    assert laid_out("switch (a) {", *cases, "}") == [
        "switch (a) {", "  case 1: case 2: b(); break;", "  default:", "    c();", "    d();", "    e();", "}",
    ]  # fmt: skip


def test_the_largest_are_small_enough_for_old_servers() -> None:
    for id in ("sensative/square-air", "sensative/square-sound", "dragino/wsc2-lb", "milesight-iot/vs121"):
        assert len(codec(id).javascript) <= 40_000
