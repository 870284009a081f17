"""Somebody with a manual: each usual slip is found by ``redi-codecs check``, with its line and how to mend it.

The device is invented. *FELDRAND FR-9, station for air and soil, manual 1.0, chapter 6, port 10, LSB first:*

====  =============  ======  ==================================================
byte  field          type    description
====  =============  ======  ==================================================
0     type           uint8   0x09
1     status         bits    0: battery low, 1: moved by force, 2 to 7: reserved
2–3   temperature    int16   0.01 °C, 0x8000: no probe
4     humidity       uint8   0.5 %
5–6   soil moisture  uint16  0.1 %
7–8   rain           uint16  0.2 mm, never reset
9     battery        uint8   2 V + 0.01 V
====  =============  ======  ==================================================

Port 11 answers a command: parameter and value, 1: interval in minutes (uint16), 2: threshold in °C (int8).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from redi_codecs import cli

RIGHT = '''\
"""FELDRAND: stations for air and soil."""

from redi_codecs.kinds import *
from redi_codecs.layout import *

FR_9 = device(
    "feldrand/fr-9",
    name="Station for air and soil",
    source="FR-9 manual 1.0, chapter 6",
    f_port=10,
    uplink=switch(f_port, {
        10: (
            expect(u8, 0x09),
            word(u8, low_battery(bit(0)), tamper(bit(1)), reserved(bits(2, 7))),
            temperature(i16le / 100, invalid={0x8000: "not_connected"}),
            humidity(u8 / 2),
            soil_moisture(u16le / 10),
            rain(u16le / 5, statistic="total"),
            battery_voltage((u8 + 200) / 100),
        ),
        11: message("settings", tags(u8, {
            1: report_interval(u16le * 60),
            2: attribute(threshold=temperature(i8)),
        })),
    }),
    vectors=[
        vector(
            "09 01 6608 5B 2C01 0A00 A0", f_port=10, low_battery=True, tamper=False, temperature=21.5, humidity=45.5,
            soil_moisture=30, rain_total=2, battery_voltage=3.6, source="manual, 6.2",
        ),
        vector(
            "09 02 0CFE 64 0000 FF00 64", low_battery=False, tamper=True, temperature=-5, humidity=50,
            soil_moisture=0, rain_total=51, battery_voltage=3, source="recorded",
        ),
        vector(
            "09 00 0080 64 0000 0000 64", low_battery=False, tamper=False, temperature="not_connected", humidity=50,
            soil_moisture=0, rain_total=0, battery_voltage=3, source="recorded",
        ),
        vector(
            "09 00 0A00 C8 0180 0190 64", low_battery=False, tamper=False, temperature=0.1, humidity=100,
            soil_moisture=(3276.9, "implausible"), rain_total=7373, battery_voltage=3, source="computed",
        ),
        vector(
            "01 3089 02 05", f_port=11, message="settings", report_interval=2107200, threshold=(5, "Cel"),
            source="computed from 6.3",
        ),
        vector("01 0F00 02 FB", f_port=11, message="settings", report_interval=900, threshold=-5, source="manual, 6.3"),
    ],
)  # fmt: skip
'''

#: What is written by mistake, for what; the line, and the words of the sentence there.
SLIPS: dict[str, tuple[str, str, int, tuple[str, ...]]] = {
    "byte order": (
        "i16le / 100",
        "i16 / 100",
        27,
        ("temperature: the vector says 21.5", "(bytes 2…3, raw 26120)", "little-endian gives 21.5: i16le / 100"),
    ),
    "sign": (
        "i16le / 100",
        "u16le / 100",
        31,
        ("temperature: the vector says -5", "signed gives -5: i16le / 100"),
    ),
    "overlap": ("tamper(bit(1))", "tamper(bit(0))", 14, ("bit 0 belongs to low_battery and to tamper",)),
    "reserved bits forgotten": (
        ", reserved(bits(2, 7)))",
        ")",
        14,
        ("nothing is said of bit 2, 3, 4, 5, 6, 7", "say reserved(bits(…))"),
    ),
    "wrong vector": (
        "humidity=45.5",
        "humidity=54.5",
        27,
        ("humidity: the vector says 54.5, the payload 45.5 (byte 4, raw 91)",),
    ),
    "a reading forgotten in a vector": (
        "soil_moisture=30, ",
        "",
        27,
        ("soil_moisture: the payload says 30.0 (bytes 5…6, raw 300)", "a vector names all readings"),
    ),
    "a unit": (
        "humidity(u8 / 2)",
        'humidity(u8 / 2, unit="%")',
        16,
        ("humidity takes no unit=", "a kind has its unit, to which the wire is scaled"),
    ),
    "another kind": (
        "soil_moisture(u16le",
        "humidity(u16le",
        17,
        ("humidity twice in one frame", "give one of them a place"),
    ),
    "typo of a kind": (
        "soil_moisture(u16le",
        "soil_moisure(u16le",
        17,
        ("soil_moisure is not defined", "did you mean soil_moisture"),
    ),
    "a tag twice": (
        "            2: attribute",
        "            0x01: attribute",
        23,
        ("the key 1 is in line 22 already", "Python keeps the last one only"),
    ),
    "a port twice": ("        11: message", "        10: message", 21, ("the key 10 is in line 12 already",)),
    "a tag that does not fit": ("            2: attr", "            256: attr", 21, ("the key 0x100 cannot occur",)),
    "source empty": ('"FR-9 manual 1.0, chapter 6"', '""', 6, ("source= is to be filled in: the manual, its version",)),
    "source missing": (
        '    source="FR-9 manual 1.0, chapter 6",\n',
        "",
        6,
        ("device(…) lacks source=",),
    ),
    "port missing": ("    f_port=10,\n", "", 30, ("the vector needs f_port=, for the device has none",)),
    "port in quotes": ("f_port=10", 'f_port="10"', 6, ("the port, f_port=,", "write 10 without quotes")),
    "wrong scale": (
        "i16le / 100",
        "i16le / 10",
        27,
        ("temperature: the vector says 21.5, the payload 215.0", "divided by 10 more gives 21.5: i16le / 100"),
    ),
    "a float": ("u16le / 5", "u16le * 0.2", 18, ("a float (0.2) is not exact", "/ 10 for * 0.1")),
    "a name twice": (
        "            battery_voltage(",
        "            humidity(u8),\n            battery_voltage(",
        19,
        ("humidity twice in one frame",),
    ),
    "sentinel forgotten": (
        ', invalid={0x8000: "not_connected"}',
        "",
        35,
        (
            "temperature: the vector says 'not_connected', the payload (-327.68, 'implausible')",
            "(bytes 2…3, raw -32768)",
            'if this number is no value, its field says so: invalid={0x8000: "not_connected"}',
        ),
    ),
    "the last field forgotten": (
        "            battery_voltage((u8 + 200) / 100),\n",
        "",
        26,
        ("the payload is odd at byte 9", "is a field missing at the end?"),
    ),
    "a sentinel scaled": (
        'invalid={0x8000: "not_connected"}',
        "invalid=-327.68",
        15,
        ("invalid= takes the raw number as it is on the wire: -32768 reads as -327.68",),
    ),
    "a list for a tuple": (
        "low_battery(bit(0)), tamper(bit(1)),",
        "[low_battery(bit(0)), tamper(bit(1))],",
        14,
        ("a tuple is needed, (…, …) instead of […, …]",),
    ),
    "a place without quotes": (
        "humidity(u8 / 2)",
        "humidity(u8 / 2, place=outdoor)",
        16,
        ('outdoor is not defined: as a place it stands in quotes, place="outdoor"',),
    ),
    "half a byte": ('"09 01 6608 5B', '"09 01 6608 5', 27, ("'5' has an odd number of digits, 1; a byte has two",)),
    "a kind without what is written": ("humidity(u8 / 2)", "humidity", 11, ("humidity is no part of a layout yet",)),
    "the first device lost": (
        "FR_9 = device(",
        'FR_9 = device("feldrand/fr-8", name="Old", source="manual", uplink=temperature(i8))\nFR_9 = device(',
        7,
        ("FR_9 is a device in line 6 already, which is lost",),
    ),
    "a list as a key": (
        "            2: attribute",
        "            [2, 3]: attribute",
        21,
        ("a list or a dict cannot be a key", "a tuple"),
    ),
}


@pytest.fixture
def check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> object:
    file = tmp_path / "fr_9.py"

    def check(text: str) -> list[tuple[int, str]]:
        file.write_text(text, encoding="utf-8")
        code = cli.main(["check", str(file)])
        lines = capsys.readouterr().out.splitlines()
        if lines == [f"{file}: good"]:
            assert code == 0
            return []
        assert code == 1
        found = []
        for line in lines:
            place, _, said = line.partition(": ")
            assert place.startswith(f"{file}:"), line
            found.append((int(place.rpartition(":")[2]), said.removeprefix("feldrand/fr-9: ")))
        return found

    return check


def test_the_right_one(check: object) -> None:
    assert check(RIGHT) == []  # type: ignore[operator]


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_found(check: object, slip: str) -> None:
    right, wrong, line, words = SLIPS[slip]
    assert right in RIGHT
    problems = check(RIGHT.replace(right, wrong, 1))  # type: ignore[operator]
    told = [text for at, text in problems if at == line]
    assert any(all(word in text for word in words) for text in told), problems


@pytest.mark.parametrize("slip", SLIPS)
def test_one_slip_is_no_avalanche(check: object, slip: str) -> None:
    """Not many sentences, and none in Python's own words."""
    right, wrong, _, _ = SLIPS[slip]
    problems = check(RIGHT.replace(right, wrong, 1))  # type: ignore[operator]
    assert len(problems) <= 8, problems
    assert not any(text.startswith(("TypeError", "AttributeError", "ValueError")) for _, text in problems), problems


class TestFolders:
    def test_each_file_that_declares(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        folder = tmp_path / "feldrand"
        folder.mkdir()
        (folder / "__init__.py").write_text("", encoding="utf-8")
        (folder / "rows.py").write_text("ROWS = ()\n", encoding="utf-8")
        (folder / "broken.py").write_text("def f(:\n", encoding="utf-8")
        (folder / "fr_9.py").write_text(RIGHT, encoding="utf-8")
        assert cli.main(["check", str(tmp_path)]) == 1
        broken, good = capsys.readouterr().out.splitlines()
        assert broken.startswith(f"{folder / 'broken.py'}:1: Python cannot read this")
        assert good == f"{folder / 'fr_9.py'}: good"

    def test_one_without_any(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["check", str(tmp_path)]) == 2
        assert f"no file in {tmp_path} declares a device" in capsys.readouterr().err
        assert cli.main(["check", str(tmp_path / "none")]) == 2
        assert "there is no file" in capsys.readouterr().err
