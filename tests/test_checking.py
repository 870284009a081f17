"""``redi-codecs check``: each thing that can be wrong is found, at its line and with what to do, and all in one go."""

from __future__ import annotations

import random
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

import redi_codecs
from layouts import made
from redi_codecs.checking import CHECKS, Problem, check_device, check_file, mutations
from redi_codecs.checking.robust import looks_ahead
from redi_codecs.kinds import battery, humidity, temperature
from redi_codecs.layout import (
    Body,
    V,
    f_port,
    history,
    i8,
    length,
    let,
    optional,
    peek,
    remaining,
    reserved,
    switch,
    u8,
)
from redi_codecs.layout.device import Device

HEAD = """\
from __future__ import annotations
from redi_codecs.kinds import battery_voltage, humidity, motion, temperature
from redi_codecs.layout import V, Custom, bit, bits, device, i16, remaining, optional, reserved, u8, vector, word
"""
GOOD = """\
THERMO = device(
    "acme/thermo", name="Sensor", source="manual", f_port=2,
    uplink=(battery_voltage(u8 / 10), temperature(i16 / 10)),
    vectors=[
        vector("24 00D7", battery_voltage=3.6, temperature=21.5, source="manual"),
        vector("F0 FFCE", f_port=2, battery_voltage=24, temperature=-5, source="manual"),
    ],
)
"""


@pytest.fixture
def check(tmp_path: Path) -> object:
    """Check a file of this text; gives its problems as (line, text), the lines counted after HEAD."""
    file = tmp_path / "thermo.py"

    def check(text: str, head: str = HEAD) -> list[tuple[int, str]]:
        file.write_text(head + textwrap.dedent(text), encoding="utf-8")
        problems = check_file(file)
        assert {problem.file for problem in problems} <= {str(file)}
        return [(problem.line - head.count("\n"), problem.text) for problem in problems]

    return check


Check = type(lambda: None)


def device(text: str) -> str:
    """GOOD with other arguments."""
    return GOOD.replace(
        "    uplink=(battery_voltage(u8 / 10), temperature(i16 / 10)),\n"
        "    vectors=[\n"
        '        vector("24 00D7", battery_voltage=3.6, temperature=21.5, source="manual"),\n'
        '        vector("F0 FFCE", f_port=2, battery_voltage=24, temperature=-5, source="manual"),\n'
        "    ],\n",
        text,
    )


def test_a_good_file(check: Check) -> None:
    assert check(GOOD) == []


def test_a_problem_is_a_line_for_a_person() -> None:
    assert str(Problem("a.py", 3, "no", "x/y")) == "a.py:3: x/y: no"
    assert str(Problem("a.py", 3, "no")) == "a.py:3: no"


class TestReading:
    """What keeps a file from being run."""

    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            ("A = (1,\nB = 2\n", 1, "Python cannot read this, '(' was never closed: A = (1,"),
            ("def f(:\n", 1, "Python cannot read this, invalid syntax: def f(:"),
            ("A = 1 / 0\n", 1, "ZeroDivisionError: division by zero"),
            ("import nowhere.at_all\n", 1, "this cannot be imported: No module named 'nowhere'"),
            ("", -2, "no device is declared here: NAME = device(…) is missing"),
            ("A = huimidity(u8)\n", 1, "huimidity is not defined; did you mean humidity or turbidity?"),
            ("A = pressure(u8)\n", 1, "pressure is not imported: from redi_codecs.kinds import pressure"),
            ("A = (\n    i16 / 10,\n    u32 / 10)\n", 3, "u32 is not imported: from redi_codecs.layout import u32"),
            (
                "A = humidity(u8, unit='%')\n",
                1,
                "humidity takes no unit=; a kind has its unit, to which the wire is scaled; "
                "it takes source, place, channel, statistic, primary, invalid, valid, limits, default",
            ),
            ("A = bits(1)\n", 1, "bits(…) lacks high"),
            ("A = bits()\n", 1, "bits(…) lacks low and high"),
            ("A = device('acme/a', uplink=(), f_port=1)\n", 1, "device(…) lacks name= and source="),
            ("A = bits(low=1, hihg=1)\n", 1, "bits takes no hihg=; did you mean high?; it takes low, high, signed"),
        ],
    )
    def test_one_mistake(self, check: Check, text: str, line: int, words: str) -> None:
        assert check(text) == [(line, words)]

    def test_a_name_that_is_not_there(self, check: Check) -> None:
        problems = check(
            "from redi_codecs.kinds import (\n    co2,\n    temprature,\n    pm10,\n)\nA = (co2(u8), pm10(u8))\n"
        )
        assert [line for line, _ in problems] == [3]
        assert problems[0][1].startswith("redi_codecs.kinds has no temprature; did you mean temperature")

    def test_null_bytes_and_foreign_encodings(self, check: Check, tmp_path: Path) -> None:
        for content in (b"A = 1\0\n", b"# caf\xe9\n"):
            file = tmp_path / "raw.py"
            file.write_bytes(content)
            (problem,) = check_file(file)
            assert problem.text.startswith("Python cannot read this, ")

    def test_all_of_several(self, check: Check) -> None:
        """Every statement is tried, and within a statement every part."""
        problems = check("""\
            import nowhere
            A = (humidity(u8 * 0.5), temperature(i16 / 10, invalid=0x12345))
            B = device("acme/b", name="b", source="b", fport=3, uplink=word(u8, motion(bit(0)), humidity(bits(4, 2))))
            C = temperature(u8)
            C = 1 / 0
            """)
        assert [(line, text.split(":")[0].split(";")[0]) for line, text in problems] == [
            (1, "this cannot be imported"),
            (2, "a float (0.5) is not exact"),
            (2, "the invalid value 0x12345 does not fit i16 / 10"),
            (3, "bits(4, 2)"),
            (3, "device takes no fport="),
            (5, "ZeroDivisionError"),
        ]

    def test_what_follows_from_a_mistake_is_left_out(self, check: Check) -> None:
        problems = check("""\
            BASE = humidity(u8 * 0.5)
            ROW = (BASE, temperature(i16))
            A = device("acme/a", name="a", source="a", f_port=1, uplink=ROW)
            """)
        assert [line for line, _ in problems] == [1]

    def test_the_branch_not_taken_is_no_mistake(self, check: Check) -> None:
        problems = check("A = temperature((i16 if True else nothing) * 0.5)\n")
        assert [text.split(" is")[0] for _, text in problems] == ["a float (0.5)"]

    def test_a_mistake_in_a_function_is_told_once_where_it_is(self, check: Check) -> None:
        problems = check("def row(x):\n    return humidity(x * 0.5)\nA = row(u8)\nB = row(i16)\n")
        assert [line for line, _ in problems] == [2]

    def test_future_imports_and_dataclasses_work(self, check: Check) -> None:
        text = "from dataclasses import dataclass\n@dataclass\nclass Row:\n    at: Later\n    to: int = 0\n"
        assert check(text + GOOD) == []
        assert check("@dataclass\nclass Row:\n    at: Later\n" + GOOD, HEAD.partition("\n")[2])[0][0] == 1

    def test_contradictions_of_a_layout(self, check: Check) -> None:
        problems = check(
            device("    uplink=(\n        word(u8, motion(bit(0))),\n    ),\n")
            + device("    uplink=(\n        humidity(u8),\n        humidity(u8),\n    ),\n").replace("THERMO", "OTHER")
        )
        assert [line for line, _ in problems] == [4, 11]
        assert "nothing is said of bit 1, 2" in problems[0][1]
        assert "humidity twice in one frame" in problems[1][1]


class TestDevices:
    """What a declaration says, held against itself."""

    def test_what_is_missing(self, check: Check) -> None:
        problems = check('A = device("acme/a", name="TODO: x", source=" ", uplink=humidity(u8))\n')
        assert [(line, text.split(" is ")[0]) for line, text in problems] == [
            (1, "name="),
            (1, "source="),
            (1, "vectors="),
        ]

    def test_a_vector_without_a_port(self, check: Check) -> None:
        assert check(GOOD.replace(", f_port=2", "")) == [(5, "the vector needs f_port=, for the device has none")]

    def test_ids_that_are_taken(self, check: Check) -> None:
        text = (
            GOOD
            + GOOD.replace("THERMO", "OTHER")
            + GOOD.replace("THERMO", "THIRD").replace("acme/thermo", "browan/tbms100")
        )
        assert check(text) == [
            (9, "acme/thermo is declared in line 4 already"),
            (17, "browan/tbms100 is declared already, in redi_codecs/vendors/browan/tabs.py"),
        ]

    def test_a_file_of_the_library_may_have_its_own_ids(self) -> None:
        assert check_file(Path(redi_codecs.__file__).parent / "vendors" / "browan" / "tabs.py") == []

    def test_two_names_for_a_device_are_no_two_devices(self, check: Check) -> None:
        assert check(GOOD + "AGAIN = THERMO\nALL = [THERMO]\n") == []

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            (
                "temperature=2.15",
                "temperature: the vector says 2.15, the payload 21.5 (bytes 1…2, raw 215); "
                "divided by 10 more gives 2.15: i16 / 100",
            ),
            (
                "",
                "temperature: the payload says 21.5 (bytes 1…2, raw 215), the vector nothing; "
                "a vector names all readings",
            ),
            (
                "temperature=21.5, co2=3",
                "co2: the vector says 3, the payload has no co2 (it has battery_voltage, temperature)",
            ),
            ("temperature=21.5, message='x'", "the vector says the message 'x', the payload None"),
            ("temperature=21.5, time=7", "time: the vector says 7, the payload none"),
            ("temperature=21.5, records=[{}]", "records: the vector has 1, the payload 0: []"),
            (
                "temperature=(21.5, 'humidity')",
                "temperature: the vector says that it is humidity, the declaration temperature",
            ),
            ("temperature=(21.5, '%')", "temperature: the vector says %, the declaration Cel"),
            (
                "temperature=(21.5, 'cel')",
                "temperature: 'cel' is no status, no unit and no quantity; did you mean 'Cel'?",
            ),
        ],
    )
    def test_vectors_that_differ(self, check: Check, values: str, words: str) -> None:
        text = GOOD.replace(", temperature=21.5", f", {values}" if values else "")
        assert check(text) == [(5, words)]

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ("f_port='2'", "the port, f_port=, is a whole number, 0 … 255, and '2' is none: write 2 without quotes"),
            ("records=7", 'records= is a list of dicts, records=[{"time": 1665561758, "temperature": 27.2}], not 7'),
            (
                "records=[{}, 7]",
                'records= is a list of dicts, records=[{"time": 1665561758, "temperature": 27.2}], and record 2 is 7',
            ),
            (
                "records=[{'time': 'x'}]",
                "the time of record 1 is seconds since 1970, such as 1665561758, or None where there is no time, "
                "not 'x'",
            ),
            ("time='x'", "time= is seconds since 1970, such as 1665561758, or None where there is no time, not 'x'"),
            (
                "received_at=1e30",
                "received_at= is seconds since 1970, such as 1665561758, or None where there is no time, "
                "and no calendar has 1e+30",
            ),
            ("message=5", "message= is the name of a frame in quotes, not 5"),
            ("warnings=5", 'warnings= is the code of a warning or a list of them, "unknown_tag", not 5'),
            ("rest=5", 'rest= are bytes in hex, rest="8e13", not 5'),
            ("rest='zz'", "rest= are bytes in hex, rest=\"8e13\", not 'zz'"),
        ],
    )
    def test_vectors_of_the_wrong_type(self, check: Check, values: str, words: str) -> None:
        """A sentence at the vector's line, and no word of Python's; so in the lines of data beside the file."""
        assert check(GOOD.replace('"24 00D7"', f'"24 00D7", {values}')) == [(5, words)]

    def test_bytes_that_are_left_are_stated(self, check: Check) -> None:
        odd = (
            '        vector("24 00D7 07", battery_voltage=3.6, temperature=21.5, source="m", '
            'warnings="trailing_bytes"{}),\n'
        )
        text = GOOD.replace("    vectors=[\n", "    vectors=[\n" + odd)
        assert check(text.format("")) == [
            (
                5,
                "the vector says that nothing is not understood, of the payload it is 07; "
                "if that is meant, write rest='07'",
            )
        ]
        assert check(text.format(", rest='07'")) == []

    def test_the_quantity_of_an_attribute(self, check: Check) -> None:
        head = HEAD + "from redi_codecs.kinds import dew_point\nfrom redi_codecs.layout import attribute, history, i8\n"
        text = device(
            "    uplink=(temperature(i8), attribute(limit=dew_point(i8))),\n"
            "    vectors=[vector('FF9C', temperature=-1, limit=(-100, 'temperature'), f_port=2, source='manual'),\n"
            "             vector('1401', temperature=20, limit=(1, 'dew_point'), source='manual')],\n"
        )
        words = "limit: the vector says that it is temperature, the declaration dew_point"
        assert check(text, head) == [(4, words)]
        assert check(text.replace("'temperature')", "'dew_point')"), head) == []
        text = device(
            "    uplink=history(temperature(i8), attribute(limit=dew_point(i8))),\n"
            "    vectors=[vector('FF9C 1401', records=[{'temperature': -1, 'limit': (-100, 'temperature')},\n"
            "             {'temperature': 20, 'limit': 1}], f_port=2, source='manual')],\n"
        )
        assert check(text, head) == [(4, f"record 1: {words}")]

    def test_a_logger_of_records_alone(self, check: Check) -> None:
        text = device(
            "    uplink=history(temperature(i8)),\n"
            "    vectors=[vector('FF14', records=[{'temperature': -1}, {'temperature': 20}], f_port=2, source='m')],\n"
        )
        assert check(text, HEAD + "from redi_codecs.layout import history, i8\n") == []

    def test_bytes_of_a_record_are_hexadecimal_digits(self, check: Check) -> None:
        text = device(
            "    uplink=history(mac_address(raw(2))),\n"
            "    vectors=[vector('A1B2 C3D4', records=[{'mac_address': 'a1b2'}, {'mac_address': 'c3d4'}],\n"
            "                    f_port=2, source='manual')],\n"
        )
        head = f"{HEAD}from redi_codecs.kinds import mac_address\nfrom redi_codecs.layout import history, raw\n"
        assert check(text, head) == []
        assert check(text.replace("'c3d4'", "'c3d5'"), head)[0] == (
            4,
            "record 2: the vector says {'time': None, 'mac_address': 'c3d5'}, "
            "the payload {'time': None, 'mac_address': 'c3d4'}",
        )

    def test_vectors_that_do_not_decode(self, check: Check) -> None:
        assert check(GOOD.replace("24 00D7", "24 00")) == [
            (5, "the vector's payload does not decode: byte 1, temperature: 2 bytes needed, 1 left")
        ]

    def test_records_that_differ(self, check: Check) -> None:
        text = device(
            "    uplink=history(time(u32), temperature(u8)),\n"
            "    vectors=[vector('00000001 15 00000002 16', records=[\n"
            "        {'time': 1, 'temperature': 21}, {'time': 2, 'temperature': 23}], f_port=2, source='manual')],\n"
        )
        assert check(
            text, f"{HEAD}from redi_codecs.kinds import time\nfrom redi_codecs.layout import history, u32\n"
        ) == [
            (
                4,
                "record 2: the vector says {'time': 2, 'temperature': 23}, "
                "the payload {'time': 2.0, 'temperature': 22.0}",
            ),
        ]

    def test_every_difference_of_a_vector(self, check: Check) -> None:
        problems = check(GOOD.replace("battery_voltage=3.6, temperature=21.5", "battery_voltage=36, temperature=215"))
        assert [text.split(":")[0] for _, text in problems] == ["battery_voltage", "temperature"]

    def test_bits_are_cited(self, check: Check) -> None:
        text = device(
            "    uplink=word(u8, motion(bit(0)), reserved(bits(1, 7))),\n"
            "    vectors=[vector('01', motion=False, f_port=2, source='manual')],\n"
        )
        assert check(text) == [(4, "motion: the vector says False, the payload True (byte 0, bit 0, raw 1)")]

    def test_no_reading(self, check: Check) -> None:
        text = device("    uplink=reserved(2),\n    vectors=[vector('0102', f_port=2, source='manual')],\n")
        assert check(text) == [(1, "no vector of this device has a reading")]

    def test_each_line_of_a_quirk(self, check: Check) -> None:
        text = GOOD.replace(
            "    vectors", '    quirks=[quirk("2400D7", f_port=2, keys="air.temperature", reason="")],\n    vectors'
        )
        assert check(text, HEAD + "from redi_codecs.layout import quirk\n") == [
            (4, "a quirk needs its keys and a reason")
        ]

    def test_the_payload_of_a_quirk(self, check: Check) -> None:
        text = GOOD.replace(
            "    vectors", '    quirks=[quirk("2400", f_port=2, keys="air.temperature", reason="x")],\n    vectors'
        )
        assert check(text, HEAD + "from redi_codecs.layout import quirk\n") == [
            (4, "the quirk's payload does not decode: byte 1, temperature: 2 bytes needed, 1 left")
        ]

    @pytest.mark.parametrize(
        ("payload", "told"), [("2400", []), ("2400D7", ["the quirk says raised, and its payload decodes"])]
    )
    def test_a_payload_that_is_refused_on_purpose(self, check: Check, payload: str, told: list[str]) -> None:
        text = GOOD.replace(
            "    vectors", f'    quirks=[quirk("{payload}", f_port=2, keys="raised", reason="x")],\n    vectors'
        )
        assert check(text, HEAD + "from redi_codecs.layout import quirk\n") == [(4, one) for one in told]


CUSTOM = """
    {body}
    THERMO = device(
        "acme/thermo", name="Sensor", source="manual", f_port=2,
        uplink=Custom("thermo", (humidity(u8),), read, write),
        vectors=[vector("30", humidity=48, f_port=2, source="manual")],
    )
    """


class TestFunctions:
    """A custom node is somebody's own Python: what it does wrong is found as well."""

    def problems(
        self, check: Check, read: str, write: str = "return bytes(round(value) for _, value, _ in items)"
    ) -> list[str]:
        body = f"def read(payload, start, end, at):\n        {read}\n    def write(items):\n        {write}\n"
        return [text for _, text in check(CUSTOM.format(body=body))]

    def test_a_good_one(self, check: Check) -> None:
        assert (
            self.problems(check, "return ([(0, payload[start], None)], start + 1) if start < end else ([], start)")
            == []
        )

    def test_one_behind_a_port(self, check: Check) -> None:
        body = (
            "def read(payload, start, end, at):\n"
            "        if payload[start:end] == bytes([48]):\n            return [(0, 48.0, None)], end\n"
            "        raise Corrupt('no sense', offset=start, truncated=start == end)\n"
            "    def write(items):\n        return bytes([48])\n"
        )
        text = CUSTOM.format(body=body).replace('Custom("thermo"', 'switch(f_port, {2: Custom("thermo"')
        head = f"{HEAD}from redi_codecs.layout import Corrupt, f_port, switch\n"
        assert check(text.replace("read, write)", "read, write)})"), head) == []

    def test_errors_of_its_own(self, check: Check) -> None:
        problems = self.problems(
            check, "return [(0, payload[start] + 0 * payload[3 * (payload[start] != 48)], None)], start + 1"
        )
        assert problems
        assert all("IndexError in " in text and "thermo.py, line 6" in text for text in problems), problems

    def test_values_from_missing_bytes(self, check: Check) -> None:
        problems = self.problems(check, "return [(0, (payload + b'\\1')[start], None)], end")
        assert "cut to 0 bytes (nothing) the payload says humidity 1, the whole one does not" in problems

    def test_what_is_not_said_again(self, check: Check) -> None:
        read = "return ([(0, payload[start], None)], start + 1) if start < end else ([], start)"
        problems = self.problems(check, read, "return bytes(round(value) + 1 for _, value, _ in items)")
        assert (
            "30 on port 2: what it says cannot be encoded, humidity: 48 cannot be said together with the other values"
            in problems
        )
        problems = self.problems(check, read, "raise KeyError(3)")
        assert any("KeyError in " in text and "line 8 (3)" in text for text in problems), problems


def test_mutations_are_the_same_every_time() -> None:
    device = redi_codecs.codec("browan/tbms100").device
    random.seed(1)
    first = mutations(device, 15)
    random.seed(2)
    assert mutations(device, 15) == first
    assert len(first) > 50


def test_no_mutation_is_on_the_port_of_mac_commands() -> None:
    """Which every device leaves alone, whatever is sent there: of so many, one port in 256 would be it."""
    device = redi_codecs.codec("browan/tbms100").device
    many = mutations(replace(device, vectors=(replace(device.vectors[0], payload=b""),) * 3_000), 400)
    assert {port for _, port in many} == {*range(1, 256)}


def test_the_library_passes_its_own_check() -> None:
    device = redi_codecs.codec("milesight-iot/em300-th").device
    assert list(check_device(device)) == []
    assert isinstance(device, Device)
    assert len({check.__name__ for check in CHECKS}) == len(CHECKS) == 14


@pytest.mark.parametrize(
    ("uplink", "ahead"),
    [
        (temperature(i8), False),
        (switch(f_port, {1: temperature(i8), 2: humidity(u8)}), False),
        (switch(u8, {1: temperature(i8), 2: humidity(u8)}), False),
        ((let(count=u8), history(temperature(i8), count=V.count)), False),
        (history(temperature(i8)), False),
        ((history(temperature(i8)), battery(u8)), True),
        ((history(temperature(i8), count=2), battery(u8)), False),
        ((temperature(i8), optional(remaining >= 1, humidity(u8))), True),
        ((temperature(i8), optional(length > 1, humidity(u8))), True),
        (switch(length, {1: temperature(i8), 2: (temperature(i8), humidity(u8))}), True),
        (switch(peek(0, u8), {1: (reserved(1), temperature(i8))}, otherwise=humidity(u8)), True),
    ],
    ids=[
        *("plain", "port", "tag", "count", "to the end", "to what follows", "two"),
        *("remaining", "length", "each length", "peek"),
    ],
)
def test_what_goes_by_the_length_of_a_payload(uplink: Body, ahead: bool) -> None:
    """A shorter payload may be another message there, so that cutting one short proves nothing."""
    assert looks_ahead(made(uplink)) is ahead
