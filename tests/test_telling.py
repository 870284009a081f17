"""What vectors tell apart: a usual mistake is missed where no vector shows it, and no longer where one does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

import redi_codecs
from redi_codecs import codec
from redi_codecs.checking import check_file, neighbours, untold
from redi_codecs.checking.choosing import missing_payloads
from redi_codecs.checking.commanded import commands_say_what_becomes_of_them
from redi_codecs.checking.declared import is_declared_in_full
from redi_codecs.checking.lines import COMMANDED
from redi_codecs.checking.telling import telling
from redi_codecs.encoding.drawing import Seeded, draw
from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout import Body, Command, Device, Vector
from redi_codecs.layout.device import Example

Layout = Callable[[], Body]


def made(uplink: Body, *vectors: Vector, **more: object) -> Device:
    return device("acme/x", name="x", source="manual", f_port=2, uplink=uplink, vectors=vectors, **more)  # type: ignore[arg-type]


def missing(uplink: Body, *vectors: Vector, **more: object) -> list[str]:
    """What is not told apart: the label and the sentence of each line."""
    lines = telling([made(uplink, *vectors, **more)]).untold()
    return [f"{line.label}: {words}" for line in lines for words in line.missing.values()]


CASES: dict[str, tuple[Layout, Vector, Vector, str]] = {
    "sign of a signed number": (
        lambda: temperature(i16 / 10), vector("00D7", temperature=21.5), vector("FFCE", temperature=-5),
        "temperature: no vector is negative; u16 for i16 would not be noticed",
    ),
    "sign of an unsigned number": (
        lambda: illuminance(u16), vector("0102", illuminance=258), vector("8001", illuminance=32769),
        "illuminance: no vector has the highest bit set; i16 for u16 would not be noticed",
    ),
    "byte order": (
        lambda: pulse_count(u16), vector("8181", pulse_count=0x8181), vector("8001", pulse_count=0x8001),
        "pulse_count: every vector reads the same from either end; the other byte order would not be noticed",
    ),
    "scale": (
        lambda: temperature(i8 / 10), vector("00", temperature=0), vector("FF", temperature=-0.1),
        "temperature: every vector has 0; another scale would not be noticed",
    ),
    "a bool": (
        lambda: word(u8, motion(bit(0)), reserved(bits(1, 7))), vector("FF", motion=True), vector("FE", motion=False),
        "motion: no vector says False",
    ),
    "the bit beside": (
        lambda: word(u8, motion(bit(0)), tamper(bit(7)), reserved(bits(1, 6))),
        vector("81", motion=True, tamper=True), vector("01", motion=True, tamper=False),
        "motion: no vector tells it from tamper, its neighbour of the same size",
    ),
    "a range of bits": (
        lambda: word(u8, humidity(bits(0, 6)), reserved(bit(7))), vector("55", humidity=85), vector("95", humidity=21),
        "humidity: the reserved bit above it is 0 in every vector; one bit more would not be noticed",
    ),
    "a label": (
        lambda: attribute(mode=choice(u8, {0: "off", 1: "on"})), vector("00", mode="off"), vector("01", mode="on"),
        "mode: no vector is 'on' (0x01); another number or label would not be noticed",
    ),
    "a sentinel": (
        lambda: temperature(i8, invalid={0x7F: "not_connected"}),
        vector("FF", temperature=-1), vector("7F", temperature="not_connected"),
        "temperature: no vector is 0x7f, which is not_connected",
    ),
    "neighbours": (
        lambda: (humidity(u8), temperature(i8)),
        vector("8080", humidity=(128, "implausible"), temperature=(-128, "implausible")),
        vector("2814", humidity=40, temperature=20),
        "humidity: no vector tells it from temperature, its neighbour of the same size",
    ),
    "a condition": (
        lambda: (temperature(i8), optional(remaining >= 1, humidity(u8))),
        vector("FF90", temperature=-1, humidity=(144, "implausible")), vector("20", temperature=32),
        "humidity: no vector is without it (the condition is remaining >= 1)",
    ),
    "a message": (
        lambda: switch(u8, {1: message("a", temperature(i8)), 2: message("b", reserved(1))}),
        vector("01FF", message="a", temperature=-1), vector("0200", message="b"),
        "message b: no vector says message='b'",
    ),
    "one of two messages of one name": (
        lambda: switch(u8, {
            1: message("a", temperature(i8)),
            2: message("a", reserved(1)),
        }),
        vector("01FF", message="a", temperature=-1), vector("0200", message="a"),
        "message a: no vector says message='a'",
    ),
    "a tag without a value": (
        lambda: tags(u8, {1: temperature(i8), 2: reserved(1)}), vector("01FF", temperature=-1), vector("0200"),
        "2: no vector has the key 0x02",
    ),
    "one of several keys": (
        lambda: tags(u8, {(1, 2): temperature(i8)}), vector("01FF", temperature=-1), vector("02FE", temperature=-2),
        "temperature: no vector has 0x02",
    ),
    "a second turn": (
        lambda: repeat(temperature(i8, channel=index + 1)), vector("FF", temperature_1=-1),
        vector("FFFE", temperature_1=-1, temperature_2=-2),
        "repeated part: no vector has a second turn that differs from the first",
    ),
    "bytes that are not valid": (
        lambda: (attribute(probe=u8 == 1), temperature(i8, valid=V.probe == 1)),
        vector("01FF", probe=True, temperature=-1), vector("00FF", probe=False),
        "temperature: no vector has bytes here that are not valid; without valid= nothing would change",
    ),
    "a unit": (
        lambda: attribute(limit=temperature(i8)), vector("FF", limit=-1), vector("FE", limit=(-2, "Cel")),
        "limit: no vector says its unit; once, write (value, 'Cel')",
    ),
    "a sign that only a sentinel has": (
        lambda: temperature(i16 / 10, invalid={0x8000: "not_connected"}),
        vector("8000", temperature="not_connected"), vector("FFCE", temperature=-5),
        "temperature: no vector is negative; u16 for i16 would not be noticed",
    ),
    "a value that a later tag overrides": (
        lambda: tags(u8, {1: temperature(i8), 2: motion(u8 == 1)}),
        vector("01FF 0114", temperature=20), vector("0114 01FF", temperature=-1),
        "temperature: no vector is negative; u8 for i8 would not be noticed",
    ),
    "an attribute of a record that is not named": (
        lambda: history(temperature(i8), attribute(level=u8)),
        vector("FF80 1401", records=[{"temperature": -1}, {"temperature": 20}]),
        vector("FF80 1401", records=[{"temperature": -1, "level": 128}, {"temperature": 20}]),
        "level: no vector has the highest bit set; i8 for u8 would not be noticed",
    ),
    "the unit of an attribute of a record": (
        lambda: history(temperature(i8), attribute(limit=dew_point(i8))),
        vector("FF80 1401", records=[{"temperature": -1, "limit": -128}, {"temperature": 20, "limit": 1}]),
        vector("FF80 1401", records=[{"temperature": -1, "limit": (-128, "Cel")}, {"temperature": 20}]),
        "limit: no vector says its unit; once, write (value, 'Cel')",
    ),
    "text": (
        lambda: attribute(tag=text(2)), vector("4141", tag="AA"), vector("4142", tag="AB"),
        "tag: every vector is empty or reads the same from either end",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_that_nobody_would_notice(name: str) -> None:
    layout, blind, telltale, words = CASES[name]
    assert words in missing(layout(), blind)
    assert words not in missing(layout(), blind, telltale)


def test_what_is_decoded_and_not_stated_tells_nothing() -> None:
    layout = attribute(level=u8), temperature(i8)
    silent = vector("80FF", temperature=-1)
    assert [text.split(":")[0] for text in missing(layout, silent)] == ["level"] * len(missing(layout, silent))
    assert missing(layout, silent, vector("81FE", temperature=-2, level=129)) == []


def test_numbers_that_no_sensor_measures_are_a_remark() -> None:
    """That 130 % is no −126 % is good to know, and no reason to refuse a declaration."""
    told = telling([made(humidity(u8), vector("28", humidity=40))])
    (problem,) = untold(told)
    assert problem.remark
    assert "i8 for u8" in problem.text


def test_a_table_is_told_apart_once_for_all_its_models() -> None:
    row = temperature(i8)
    one = made((row, humidity(u8)), vector("FF90", temperature=-1, humidity=(144, "implausible")))
    other = made((row, reserved(1)), vector("0100", temperature=1))
    assert list(telling([one, other]).untold()) == []
    assert "temperature" in [line.label for line in telling([other]).untold()]


def test_payloads_that_would_tell_are_found() -> None:
    """Drawn payloads, bent towards signs, labels and sentinels: with them nothing is missing."""
    layout = (
        temperature(i16 / 10, invalid={0x7FFF: "not_connected"}),
        word(u8, motion(bit(0)), reserved(bits(1, 3)), attribute(mode=choice(bits(4, 7), {0: "off", 9: "eco"}))),
        optional(remaining >= 2, illuminance(u16le)),
    )
    one = made(layout, vector("00D7 01", temperature=21.5, motion=True, mode="off"))
    told = telling([one])
    assert list(told.untold())
    found = list(missing_payloads(one, told))
    assert 1 < len(found) < 12
    assert list(told.untold()) == []
    assert list(missing_payloads(one, telling([one]))) == found, "the same ones every time"


def test_each_of_many_tags_comes_alone() -> None:
    """What is rare among drawn payloads, one tag of many in what a choice does otherwise, is found."""
    answers = {
        number: switch(u8, {0: attribute(**{f"level_{number}": i8}), 1: attribute(**{f"mode_{number}": u8 == 1})})
        for number in range(0x10, 0x60)
    }
    layout = switch(peek(0, u8), {1: (reserved(1), temperature(i8)), 2: reserved(1)}, otherwise=tags(u8, answers))
    one = made(layout, vector("0190", temperature=-112), vector("02"))
    told = telling([one])
    assert len(list(told.untold())) > 160
    assert max(len(payload) for payload, _ in missing_payloads(one, told)) < 40
    assert [line.label for line in told.untold() if line.role == "attribute"] == []


def test_payloads_say_what_a_device_would_say() -> None:
    """Of a state, a yes or no, an entry of a table, most that is drawn has a meaning; not all of it."""
    layout = (
        attribute(mode=choice(u8, {1: "eco", 9: "full"}), open=u8 == 200, size=lookup(u8, {3: 1, 7: 2})),
        temperature(i8),
    )
    plan = codec(made(layout, vector("01C80305", temperature=5))).plan
    drawn = [draw(plan, Seeded(number))[0] for number in range(120)]
    for at, known in enumerate(((1, 9), (0, 200), (3, 7))):
        assert 0.75 < sum(payload[at] in known for payload in drawn) / 120 < 1


def test_what_is_not_accepted_does_not_count() -> None:
    one = made(temperature(i8), vector("01", temperature=1))
    told = telling([one])
    assert list(missing_payloads(one, told, accept=lambda payload, port: False)) == []
    assert list(told.untold())


def test_an_example_tells_apart_what_a_command_says() -> None:
    downlink = {"set": command(3, expect(u8, 1), report_interval(u16 * 60), examples=[])}
    words = "no vector says anything of it"
    assert [text for text in missing(temperature(i8), vector("FF", temperature=-1), downlink=downlink) if words in text]
    downlink = {
        "set": command(
            3,
            expect(u8, 1),
            report_interval(u16 * 60),
            examples=[example("01 9000", f_port=3, report_interval=2211840)],
        )
    }
    assert missing(temperature(i8), vector("FF", temperature=-1), downlink=downlink) == []


SET = "set"


def asked(command: Command, *lines: str, tmp_path: Path) -> list[str]:
    """What is to be shown of a command, with these lines of data beside the file."""
    one = made(tags(u8, {1: report_interval(u16 * 60)}), downlink={SET: command, "go": GO})
    file = tmp_path / "acme.py"
    file.with_suffix(".jsonl").write_text("".join(lines))
    told = telling([replace(one, where=replace(one.where, file=str(file)))])
    return [words for line in told.untold() for need, words in line.asked.items() if need[0] in COMMANDED]


def shown(body: Body, *examples: Example, tmp_path: Path, refused: str = "") -> list[str]:
    """What is to be shown of the bits and states of a command's arguments."""
    one = made(temperature(i8), vector("FF", temperature=-1), downlink={SET: command(3, body, examples=examples)})
    file = tmp_path / "acme.py"
    file.with_suffix(".jsonl").write_text(refused)
    told = telling([replace(one, where=replace(one.where, file=str(file)))])
    return [words for line in told.untold() for need, words in line.asked.items() if need[0] not in COMMANDED]


GO = command(3, expect(u8, 9), joins=True, examples=[example("09", f_port=3, source="manual")])


def test_an_example_has_each_limit_and_what_is_beyond_is_refused(tmp_path: Path) -> None:
    limited = command(
        3, expect(u8, 1), report_interval(u16 * 60, limits=(0, 600)),
        examples=[example("01 0000", f_port=3, report_interval=0, source="manual")],
    )  # fmt: skip
    assert asked(limited, tmp_path=tmp_path) == [
        "no example of set has 600, its limit; another one would not be noticed",
        'no line of data has set refused beyond 600: "refused": {"report_interval": …}',
    ]
    line = (
        '{"device": "acme/x", "command": "set", "payload": "01 000A", "f_port": 3, "report_interval": 600,'
        ' "source": "m"}'
    )
    less = '{"device": "acme/x", "command": "set", "refused": {"report_interval": 660}, "source": "m"}'
    assert asked(limited, f"{line}\n{less}\n", tmp_path=tmp_path) == []


def test_an_example_shows_the_sign_of_an_argument_if_its_limits_let_it_have_one(tmp_path: Path) -> None:
    one = example("0101", f_port=3, level=257, source="manual")
    high = "no vector has the highest bit set; i16 for u16 would not be noticed"
    order = "every vector reads the same from either end; the other byte order would not be noticed"
    assert shown(attribute(level=u16), one, tmp_path=tmp_path) == [high, order]
    assert shown(attribute(level=u16, limits=(0, 32767)), one, tmp_path=tmp_path) == [order]
    assert shown(attribute(level=u16, limits=(0, 32768)), one, tmp_path=tmp_path) == [high, order]
    assert shown(attribute(level=i16, limits=(0, 300)), one, tmp_path=tmp_path) == [order]
    low = "no vector is negative; u16 for i16 would not be noticed"
    assert shown(attribute(level=i16, limits=(-1, 300)), one, tmp_path=tmp_path) == [low, order]
    none = example("0000", f_port=3, level=0, source="manual")
    assert shown(attribute(level=u16, limits=(0, 0)), none, tmp_path=tmp_path) == []


def test_each_state_of_an_argument_has_an_example(tmp_path: Path) -> None:
    state = attribute(mode=choice(u8, {0: "off", 2: "on"}))
    off, on = (example(f"0{raw}", f_port=3, mode=name, source="manual") for raw, name in ((0, "off"), (2, "on")))
    assert shown(state, off, tmp_path=tmp_path) == [
        "no vector is 'on' (0x02); another number or label would not be noticed"
    ]
    assert shown(state, off, on, tmp_path=tmp_path) == []


def test_one_bit_more_is_shown_by_what_is_refused(tmp_path: Path) -> None:
    body = word(u8, attribute(level=bits(0, 3)), reserved(bits(4, 7)))
    full = example("0F", f_port=3, level=15, source="manual")
    words = "the reserved bit above it is 0 in every vector; one bit more would not be noticed"
    assert shown(body, full, tmp_path=tmp_path) == [words]
    for value, left in ((15, [words]), (16, [])):
        line = f'{{"device": "acme/x", "command": "set", "refused": {{"level": {value}}}, "source": "m"}}'
        assert shown(body, full, tmp_path=tmp_path, refused=line) == left
    limited = word(u8, attribute(level=bits(0, 3), limits=(0, 15)), reserved(bits(4, 7)))
    assert shown(limited, full, tmp_path=tmp_path) == []


def test_of_the_bits_of_a_state_only_those_that_one_has_are_asked_for(tmp_path: Path) -> None:
    def told(states: dict[int, str]) -> list[str]:
        examples = [example(f"0{raw}", f_port=3, mode=name, source="manual") for raw, name in states.items()]
        examples = [one for one in examples if one.payload[0] < 4]
        body = word(u8, attribute(mode=choice(bits(0, 2), states)), reserved(bits(3, 7)))
        return [words for words in shown(body, *examples, tmp_path=tmp_path) if "one bit" in words]

    assert told({0: "off", 1: "on"}) == []
    assert told({0: "off", 1: "on", 4: "auto"}) == [
        "no vector has its highest bit set; one bit less would not be noticed"
    ]


def test_an_uplink_that_answers_says_which_command_it_came_after(tmp_path: Path) -> None:
    ask = command(3, expect(u8, 1), answer="told", examples=[example("01", f_port=3, source="manual")])
    one = made(message("told", temperature(i8)), vector("FF", message="told", temperature=-1), downlink={"ask": ask})
    file = tmp_path / "acme.py"
    one = replace(one, where=replace(one.where, file=str(file)))
    line = '{"device": "acme/x", "payload": "02", "f_port": 2, "message": "told", "temperature": 2, "source": "m"'
    words = 'no line of data has told as it answers an example of ask: "answers": "ask"'
    for more, left in (("}", [words]), (', "answers": "ask"}', [])):
        file.with_suffix(".jsonl").write_text(line + more)
        assert [word for each in telling([one]).untold() for word in each.asked.values()] == left
    silent = replace(one, downlink={"ask": replace(ask, answer=())})
    (problem,) = commands_say_what_becomes_of_them(silent)
    assert problem.text == "this answers ask, and confirms none of its examples: answer= says what of an uplink tells"
    assert list(commands_say_what_becomes_of_them(one)) == []
    file.with_suffix(".jsonl").write_text(line + ', "answers": "tell"}')
    assert "there is no command 'tell'" in [each.text for each in is_declared_in_full(one)]


def test_a_limit_between_the_steps_of_a_curve_is_the_next_one(tmp_path: Path) -> None:
    thirds = attribute(level=temperature(curve(u8, lambda raw: Fraction(raw, 3))), limits=(10.1, None))
    other = example("01 2D", f_port=3, level=(15, "temperature"), source="manual")
    words = "no example of set has 10.1, its limit; another one would not be noticed"
    line = '{"device": "acme/x", "command": "set", "refused": {"level": 10}, "source": "m"}'
    assert asked(command(3, expect(u8, 1), thirds, examples=[other]), line, tmp_path=tmp_path) == [words]
    least = example("01 1F", level=31 / 3, source="manual")
    assert asked(command(3, expect(u8, 1), thirds, examples=[other, least]), line, tmp_path=tmp_path) == []


def test_of_variants_that_say_the_same_the_first_one_shows_a_limit(tmp_path: Path) -> None:
    kinds = switch(u8, {0: report_interval(u16, limits=(10, 1800)), 1: report_interval(u16 * 60, limits=(60, 1800))})
    examples = [
        example("00 000A", f_port=3, report_interval=10, source="manual"),
        example("00 0708", report_interval=1800, source="manual"),
    ]
    lines = [
        f'{{"device": "acme/x", "command": "set", "refused": {{"report_interval": {value}}}, "source": "m"}}\n'
        for value in (9, 1801, 1860)
    ]
    assert asked(command(3, kinds, examples=examples), *lines, tmp_path=tmp_path) == []
    assert asked(command(3, kinds, examples=examples[:1]), *lines, tmp_path=tmp_path) == [
        "no example of set has 1800, its limit; another one would not be noticed"
    ]


def test_what_the_first_variant_says_too_needs_no_example_of_the_second(tmp_path: Path) -> None:
    def told(most: int) -> list[str]:
        second = attribute(wait=duration(u8 * 60), limits=(60, most))
        kinds = switch(u8, {0: attribute(wait=duration(u8), limits=(10, 180)), 1: second})
        one = example("00 0A", f_port=3, wait=(10, "duration"), source="manual")
        return [words for words in asked(command(3, kinds, examples=[one]), tmp_path=tmp_path) if "what it is" in words]

    assert told(180) == []
    assert told(240) == ["no example of set says what it is; once, write (value, 'duration')"]


def test_an_example_says_what_an_argument_is_where_its_unit_does_not(tmp_path: Path) -> None:
    def told(*examples: Example) -> list[str]:
        limit = attribute(limit=temperature(i8))
        return asked(command(3, expect(u8, 1), limit, examples=examples), tmp_path=tmp_path)

    (words,) = told(example("01 14", f_port=3, limit=20, source="manual"))
    assert words == "no example of set says what it is; once, write (value, 'temperature')"
    assert told(example("01 14", f_port=3, limit=(20, "temperature"), source="manual")) == []


def test_an_example_leaves_out_what_has_a_default(tmp_path: Path) -> None:
    def usual(*examples: Example) -> Command:
        return command(3, expect(u8, 1), report_interval(u16 * 60, default=60), examples=examples)

    (words,) = asked(usual(example("01 0002", f_port=3, report_interval=120, source="manual")), tmp_path=tmp_path)
    assert words == "no example of set leaves it out; another default would not be noticed"
    assert asked(usual(example("01 0001", f_port=3, source="manual")), tmp_path=tmp_path) == []


def test_what_joins_is_shown_together_and_what_answers_is_a_vector(tmp_path: Path) -> None:
    both = command(
        3, expect(u8, 1), report_interval(u16 * 60), joins=True, answer=True,
        examples=[example("01 0002", f_port=3, report_interval=120, source="manual")],
    )  # fmt: skip
    assert asked(both, tmp_path=tmp_path) == [
        'no line of data has go together with others: "command": ["go", …]',
        "no vector has report_interval as it answers an example of set",
        'no line of data has set together with others: "command": ["set", …]',
    ]
    answer = '{"device": "acme/x", "payload": "01 0002", "f_port": 2, "report_interval": 120, "source": "m"}'
    joined = (
        '{"device": "acme/x", "command": ["set", "go"], "payload": "01 0002 09", "f_port": 3, "report_interval": 120,'
        ' "source": "m"}'
    )
    assert asked(both, f"{answer}\n{joined}\n", tmp_path=tmp_path) == []


def test_what_is_derived_and_not_valid_has_been_seen() -> None:
    body = let(a=u8), word(u8, battery(bits(0, 6)), let(told=bit(7))), humidity(derived(V.a / 2), valid=V.told == 1)
    valid = vector("57 D5", battery=85, humidity=43.5)
    assert [text for text in missing(body, valid) if "not valid" in text]
    assert missing(body, valid, vector("57 2A", battery=42)) == []


def test_a_line_of_data_states_a_value_called_command(tmp_path: Path) -> None:
    file = tmp_path / "acme.py"
    body = "attribute(command=hexadecimal(1)), temperature(i8)"
    downlink = '{"go": command(3, expect(u8, 1), examples=[example("01", f_port=3, source="manual")])}'
    file.write_text(
        f"from redi_codecs.kinds import *\nfrom redi_codecs.layout import *\n"
        f'A = device("acme/a", name="A", source="manual", f_port=2, uplink=({body}), downlink={downlink})\n'
    )
    line = '{"device": "acme/a", "payload": "30 FF", "f_port": 2, "command": "%s", "temperature": -1, "source": "x"}'
    file.with_suffix(".jsonl").write_text(line % "30")
    assert check_file(file) == []
    file.with_suffix(".jsonl").write_text(line % "31")
    assert any("command: the vector says '31'" in problem.text for problem in check_file(file))


FOLDERS = sorted({Path(one.where.file).parent for one in redi_codecs.devices()})


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_reading_and_command_is_told_apart(folder: Path) -> None:
    """In the whole library: no usual mistake on a reading's line would pass, nor one in what a command takes."""
    told = telling(neighbours(folder / "any.py"))
    problems = "\n".join(str(problem) for problem in untold(told) if not problem.remark)
    assert not problems, problems
    asked = [(line, words) for line in told.untold() for words in line.asked.values()]
    problems = "\n".join(f"{line.where}: {line.label}: {words}" for line, words in asked)
    assert not problems, f"what examples of commands have to show:\n{problems}"
