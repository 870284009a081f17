"""What the checks say of devices whose vectors, commands and custom nodes are wrong in ways that few are."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from approved import approved
from approved.decoders import PORTS, TAGS
from layouts import counted, half
from redi_codecs import registry
from redi_codecs.checking.checks import check_device
from redi_codecs.checking.files import checked, foreign_ids, neighbours, shares, untold
from redi_codecs.checking.source import declaration_files, dropped, tables
from redi_codecs.checking.telling import telling
from redi_codecs.errors import EncodeError
from redi_codecs.kinds import battery, humidity, motion, ph, report_interval, temperature, time, weight
from redi_codecs.layout import (
    Body,
    Command,
    Corrupt,
    Custom,
    Device,
    V,
    attribute,
    bit,
    bits,
    choice,
    command,
    curve,
    derived,
    device,
    example,
    expect,
    f32,
    history,
    i8,
    i16,
    index,
    let,
    lookup,
    message,
    optional,
    peek,
    raw,
    received_at,
    remaining,
    reserved,
    switch,
    tags,
    text,
    u8,
    u16,
    u32,
    variant,
    vector,
    word,
)
from redi_codecs.layout.nodes import Item

AT = 1_700_000_000
LOG = (
    battery(u8),
    history(
        temperature(i8),
        humidity(u8, invalid=255),
        attribute(seen=u8, state=choice(u8, {0: "a"})),
        time=received_at - 60 * index,
    ),
)


def logged(*records: Mapping[str, Any], payload: str = "64 15280700 16ff0801", **more: Any) -> Device:
    known = vector(payload, f_port=1, battery=100, received_at=AT, records=list(records), source="m", **more)
    return made(LOG, known)


def made(body: Body, *vectors: Any, downlink: Mapping[str, Command] | None = None, **more: Any) -> Device:
    return device(
        "acme/one", name="One", source="manual", f_port=1, uplink=body, downlink=downlink, vectors=vectors, **more
    )


def commanded(**downlink: Command) -> Device:
    return made(
        tags(u8, {1: temperature(u8), 2: report_interval(u16 * 60), 3: message("done", attribute(success=u8 == 0))}),
        vector("0115", f_port=1, temperature=21, source="m"),
        vector("02000a", report_interval=600, source="m"),
        vector("0300", message="done", success=True, source="m"),
        downlink=downlink,
    )


def _read(payload: bytes, start: int, end: int, received: float | None) -> tuple[list[Item], int]:
    if payload[start] == 1:
        raise KeyError("a table")
    return [(0, float(payload[start]), None)], start + 1


def _short(payload: bytes, start: int, end: int, received: float | None) -> tuple[list[Item], int]:
    if start == end:
        raise Corrupt("a byte is needed", offset=start + 99, truncated=True)
    return [(0, float(sum(payload[start:end])), None)], end


def _lost(payload: bytes, start: int, end: int, received: float | None) -> tuple[list[Item], int]:
    if end - start < 3:
        raise Corrupt("three bytes are needed", offset=start + 99, truncated=True)
    return [(0, float(sum(payload[start:end])), None)], end


def _aged(payload: bytes, start: int, end: int, received: float | None) -> tuple[list[Item], int]:
    """Minutes and a temperature of each record."""
    items: list[Item] = []
    for turn, at in enumerate(range(start, end - 1, 2)):
        items += [(0, 60.0 * payload[at], turn), (1, float(payload[at + 1]), turn)]
    return items, end


def _sum(payload: bytes, start: int, end: int, received: float | None) -> tuple[list[Item], int]:
    if start == end:
        raise Corrupt("a byte is needed", offset=start, truncated=True)
    return [(0, float(sum(payload[start:end])), None)], end


def _write(items: Any) -> bytes:
    return bytes(int(value) // 2 for _, value, _ in items)


def _refuse(items: Any) -> bytes:
    raise EncodeError("it cannot be written", field="odd")


ONE, TWO = {"time": AT, "temperature": 21, "humidity": 40}, {"time": AT - 60, "temperature": 22, "humidity": "fault"}
SET = vector("15", f_port=1, temperature=21, source="m")
DEVICES: dict[str, Device] = {
    "records": logged(ONE, TWO),
    "records with attributes": logged({**ONE, "seen": 7, "state": "a"}, {**TWO, "seen": 8, "state": "unknown_1"}),
    "records with other values": logged({**ONE, "seen": 9}, {**TWO, "humidity": None}),
    "records of units": logged(
        {**ONE, "temperature": (21, "Cel")}, {**TWO, "temperature": (22, "%"), "humidity": [None, "fault"]}
    ),
    "records of statuses": logged({**ONE, "temperature": (21, "implausible")}, {**TWO, "humidity": "not_connected"}),
    "a record less": logged(ONE),
    "a record more": logged(ONE, TWO, {}),
    "records without times": logged({"temperature": 21, "humidity": 40}, TWO),
    "records of none": made(LOG, vector("64", f_port=1, battery=100, records=[], source="m")),
    "records that nobody states": made(LOG, vector("64 15280700", f_port=1, battery=100, source="m")),
    "bytes": made(
        (temperature(i8), attribute(key=raw(2), name=text(2))),
        vector("15 ABCD 6100", f_port=1, temperature=21, key="abcd", name="a", source="m"),
        vector("15 ABCD 6100", temperature=21, key=b"\xab\xcd", name="b", source="m"),
        vector("15 ABCD 6100", temperature=True, key="abce", source="m"),
    ),
    "times": made(
        (time(u32), temperature(i8)),
        vector("00000009 15", f_port=1, temperature=21, time=9, source="m"),
        vector("00000009 15", temperature=21, time=None, source="m"),
        vector("00000009 15", temperature=21, time=8.5, source="m"),
    ),
    "bits": made(
        word(u8, motion(bit(0)), temperature(bits(1, 6)), reserved(bit(7))),
        vector("2B", f_port=1, motion=False, temperature=20, source="m"),
    ),
    "a message without values": made(
        switch(u8, {1: message("a", temperature(u8)), 2: message("b", attribute(x=u8))}),
        vector("0115", f_port=1, message="a", temperature=21, source="m"),
        vector("0207", message="b", x=[7, "%"], source="m"),
    ),
    "models": replace(
        made(
            (temperature(i8), optional(remaining > 0, humidity(u8))),
            vector("15 28", f_port=1, temperature=21, humidity=40, source="m"),
            also={"acme/two": variant("Two", measures=("temperature",))},
            measures=("temperature",),
        )
    ),
    "what raises anything": made(
        (battery(u8), Custom("odd", (temperature(u8),), _read, _write)),
        vector("64 02", f_port=1, battery=100, temperature=2, source="m"),
    ),
    "what says no place": made(
        (battery(u8), Custom("odd", (temperature(u8),), _short, _write)),
        vector("64 02", f_port=1, battery=100, temperature=2, source="m"),
    ),
    "what cannot be written": made(
        (battery(u8), Custom("odd", (temperature(u8),), _short, _refuse)),
        vector("64 02", f_port=1, battery=100, temperature=2, source="m"),
    ),
    "what says something else when cut": made(
        (
            battery(u8),
            Custom("odd", (temperature(u8),), _short, lambda items: bytes(int(value) for _, value, _ in items)),
        ),
        vector("64 0203", f_port=1, battery=100, temperature=5, source="m"),
    ),
    "what looks ahead": made(
        switch(peek(0, u8), {1: (expect(u8, 1), temperature(u8)), 2: (expect(u8, 2), temperature(u8), humidity(u8))}),
        vector("0115", f_port=1, temperature=21, source="m"),
    ),
    "what is never drawn": made(
        (let(size=u8), expect(u32, 7), optional(V.size == 300, motion(u8)), temperature(f32, valid=V.size == 9)),
        vector("09 00000007 41AC0000", f_port=1, temperature=21.5, source="m"),
    ),
    "custom nodes": made(
        (battery(u8), half(), counted()),
        vector(
            "64 0a2a 6401",
            f_port=1,
            battery=100,
            temperature=21,
            time=600,
            motion_count_5=10,
            motion_2=True,
            source="m",
        ),
    ),
    "a factor beside it": made(
        (let(div=lookup(u8, {0: 1, 1: 10})), let(n=u8), temperature(derived(V.n / V.div))),
        vector("01 D7", f_port=1, temperature=21.5, source="m"),
        vector("00 15", temperature=21, source="m"),
    ),
    "ports": PORTS,
    "tags": TAGS,
    "a command": commanded(
        report_interval=command(
            1,
            expect(u8, 1),
            report_interval(u16 * 60),
            examples=[example("01000a", report_interval=600, source="m")],
            answer=True,
        )
    ),
    "commands that join": commanded(
        one=command(
            1,
            expect(u8, 1),
            attribute(one=u8),
            examples=[example("0107", one=7, source="m")],
            joins=True,
            answer="done",
        ),
        two=command(
            1, expect(u8, 2), attribute(two=u8), examples=[example("0207", f_port=1, two=8, source="m")], joins=True
        ),
    ),
    "commands that are alike": commanded(
        one=command(1, expect(u8, 1), attribute(one=u8), examples=[example("0107", f_port=1, one=7, source="m")]),
        two=command(1, expect(u8, 1), attribute(two=u8), examples=[example("0107", f_port=1, two=7, source="m")]),
    ),
    "commands that cannot be drawn": commanded(
        one=command(
            1,
            expect(u8, 1),
            let(n=u8),
            attribute(one=text(V.n)),
            examples=[example("010161", f_port=1, one="a", source="m")],
        ),
        odd=command(
            1,
            Custom("odd", (temperature(u8),), _short, _write),
            examples=[example("0a", f_port=1, temperature=10, source="m")],
        ),
        none=command(
            2,
            expect(u8, 1),
            let(n=u8),
            optional(V.n == 300, motion(u8)),
            expect(u8, 3),
            examples=[example("010003", f_port=2, source="m")],
        ),
    ),
    "commands of times": commanded(
        one=command(
            1,
            time(u32),
            examples=[example("00000009", f_port=1, time=9, source="m"), example("00000009", time=8, source="m")],
        ),
        two=command(
            2,
            expect(u8, 2),
            attribute(two=u8, x=u8),
            examples=[
                example("020708", f_port=2, two=(7, "%"), x=9, source="m"),
                example("0207", two=7, x=8, source="m"),
            ],
        ),
    ),
    "commands with limits": commanded(
        one=command(
            1,
            attribute(one=u8, limits=(3, 9)),
            attribute(low=u8, limits=(3, None)),
            attribute(high=u8, limits=(None, 9)),
            examples=[
                example("030303", f_port=1, one=3, low=3, high=3, source="m"),
                example("090909", one=9, low=9, high=9, source="m"),
            ],
        ),
        two=command(
            2,
            switch(u8, {1: attribute(two=u8, limits=(1, 5)), 2: attribute(two=u8, limits=(1, 9), default=2)}),
            examples=[example("0105", f_port=2, two=5, source="m"), example("0209", two=9, source="m")],
        ),
        three=command(
            3,
            attribute(level=temperature(u8), rise=temperature(u8)),
            examples=[example("0102", f_port=3, level=(1, "temperature"), rise=(2, "Cel"), source="m")],
        ),
        four=command(
            4,
            attribute(four=u8 * 5, default=10),
            examples=[example("02", f_port=4, source="m"), example("03", four=15, source="m")],
        ),
    ),
    "a sum of all that comes": made(
        (
            battery(u8),
            Custom("odd", (temperature(u8),), _sum, lambda items: bytes(int(value) for _, value, _ in items)),
        ),
        vector("64 0203", f_port=1, battery=100, temperature=5, source="m"),
    ),
    "runs that are too long": made(
        (let(size=u8), attribute(name=text(V.size + 100)), temperature(i8)),
        vector("00" + "61" * 100 + "15", f_port=1, temperature=21, name="a" * 100, source="m"),
        downlink={
            "long": command(
                1,
                let(size=u8),
                attribute(long=text(V.size + 100)),
                examples=[example("00" + "61" * 100, f_port=1, long="a" * 100, source="m")],
            ),
            "small": command(
                2,
                attribute(small=f32, limits=(0, 0.001)),
                examples=[example("00000000", f_port=2, small=0, source="m")],
            ),
            "product": command(
                3,
                let(a=u8, b=u8, c=u8),
                attribute(product=derived(V.a * V.b * V.c)),
                examples=[example("000000", f_port=3, product=0, source="m")],
            ),
        },
    ),
    "a model": tuple(
        registry._models(
            device(
                "acme/one",
                name="One",
                source="manual",
                f_port=1,
                uplink=temperature(i8),
                downlink={"reboot": command(1, expect(u8, 1)), "low": command(1, expect(u8, 2), attribute(low=u8))},
                also={"acme/two": variant("Two", lacks=["reboot"])},
                vectors=[SET],
            )
        )
    )[1],
    "records with attributes that are none": made(
        (
            battery(u8),
            history(temperature(i8), attribute(level=humidity(u8, invalid=255), low=humidity(u8, invalid=255))),
        ),
        vector(
            "64 15ffff 160708 ff07ff",
            f_port=1,
            battery=100,
            records=[
                {"temperature": 21, "level": None, "low": "fault"},
                {"temperature": 22, "level": 7},
                {"temperature": -1, "low": "not_connected"},
            ],
            source="m",
        ),
    ),
    "an optional message": made(
        (let(a=u8), optional(V.a == 1, message("odd")), temperature(i8), optional(V.a.bit(3), humidity(u8))),
        vector("00 15", f_port=1, temperature=21, source="m"),
    ),
    "turns that are alike": made(
        (battery(u8), history(temperature(i8))),
        vector("64 15 15", f_port=1, battery=100, records=[{"temperature": 21}, {"temperature": 21}], source="m"),
    ),
    "what says no place twice": made(
        (battery(u8), Custom("odd", (temperature(u8),), _lost, _write)),
        vector("64 020304", f_port=1, battery=100, temperature=9, source="m"),
    ),
    "what says something else whenever it is cut": made(
        (battery(u8), Custom("odd", (temperature(u8),), _short, _write)),
        vector("64 020304", f_port=1, battery=100, temperature=9, source="m"),
    ),
    "implausible values": made(
        temperature(i16),
        vector("4E20", f_port=1, temperature=(20_000, "implausible"), source="m"),
        vector("0015", temperature=(21, "implausible"), source="m"),
        vector("4E20", temperature=(20_000, "fault"), source="m"),
        vector("4E20", temperature=20_000, source="m"),
    ),
    **{
        f"{size} bytes": made(
            (attribute(a=raw(60), b=raw(60), c=raw(60), d=raw(size - 181)), battery(u8)),
            vector("00" * (size - 1) + "64", f_port=1, battery=100, source="m"),
        )
        for size in (222, 223)
    },
    "a broken vector before a wrong one": made(
        (temperature(i8), humidity(u8)),
        vector("15", f_port=1, temperature=21, source="m"),
        vector("15 28", temperature=22, humidity=40, source="m"),
    ),
    "commands that say that there is none": commanded(
        low=command(
            1,
            attribute(low=humidity(u8, invalid={255: "not_connected", 254: "fault"})),
            attribute(high=humidity(u8, invalid=255)),
            examples=[
                example("ffff", f_port=1, low="not_connected", high="fault", source="m"),
                example("ff05", low="fault", high=5, source="m"),
            ],
        )
    ),
    "records with times of a custom node": made(
        (battery(u8), Custom("aged", (time(u8), temperature(u8)), _aged, _write, "aged")),
        vector(
            "64 01150216",
            f_port=1,
            battery=100,
            records=[{"time": 60, "temperature": 21}, {"time": 120, "temperature": 22}],
            source="m",
        ),
    ),
    "a command that joins no other": commanded(
        one=command(
            1, expect(u8, 1), attribute(one=u8), examples=[example("0107", f_port=1, one=7, source="m")], joins=True
        ),
        two=command(
            2, expect(u8, 1), attribute(two=u8), examples=[example("0107", f_port=2, two=7, source="m")], joins=True
        ),
    ),
    "limits in several places": commanded(
        five=command(
            5,
            switch(
                u8,
                {
                    1: attribute(five=u8, limits=(1, 5)),
                    2: attribute(five=u16, limits=(2, 9)),
                    3: attribute(five=u32, limits=(1, 7)),
                },
            ),
            examples=[example("0105", f_port=5, five=5, source="m"), example("020009", five=9, source="m")],
        ),
        curved=command(
            6,
            attribute(curved=curve(u8, lambda raw: Fraction(raw, 3)), limits=(1.1, 9.9)),
            attribute(acid=ph(u8 / 10), heavy=weight(u8), rise=temperature(u8)),
            examples=[
                example("04460215", f_port=6, curved=4 / 3, acid=7, heavy=2, rise=21, source="m"),
                example("1d460215", curved=29 / 3, acid=7, heavy=2, rise=21, source="m"),
            ],
        ),
    ),
    "reset": commanded(
        reboot=command(1, expect(u8, 1), examples=[example("01", f_port=1, source="m")]),
        rejoin=command(1, expect(u8, 2), examples=[example("02", source="m")]),
        power_off=command(1, expect(u8, 3), disruptive="it is off", examples=[example("03", source="m")]),
    ),
}
PARTS = {f"{at}": list(DEVICES)[at::5] for at in range(5)}


@pytest.mark.parametrize("part", PARTS)
def test_devices(part: str) -> None:
    lines = []
    for name in PARTS[part]:
        one = DEVICES[name]
        lines += [name, *(f"  {found.device}: {found.text}" for found in check_device(one))]
        told = telling([one])
        lines += [f"  {'remark ' * found.remark}{found.text}" for found in untold(told)]
        lines += [f"  {shares(told.lines.values())}"]
    file = str(Path(__file__).parents[2])
    text_ = re.sub(r"line \d+ \(", "line … (", "\n".join(lines).replace(file, "…"))
    approved(f"checking/devices_{part}", text_)


def test_refused() -> None:
    """Which limits a refused number shows: one that it is beyond, and no other."""
    one = DEVICES["commands with limits"]
    lines = []
    for value in (2, 3, 4, 8, 9, 10, "x", None):
        told = telling([one])
        reader = told.reader(one, "one")
        told.refuse(reader, {"one": value, "low": value, "high": value, "x": value})
        met = {line.label: sorted(need[1] for need in line.met if need[0] == "beyond") for line in told.lines.values()}
        lines.append(f"{value}: {[(label, ends) for label, ends in met.items() if ends]}")
    approved("checking/refused", "\n".join(lines))


TABLE = """from redi_codecs.kinds import temperature
from redi_codecs.layout import V, attribute, bit, choice, i8, let, optional, reserved, bits, tags, u8, word

FLAGS = word(u8, let(flags=bits(0, 3)), reserved(bits(4, 7)))
def when(number, part):
    return optional(V.flags.bit(number), part)
OWN = FLAGS, when(1, attribute(again=u8))
TABLE = tags(u8, {1: temperature(i8), 2: attribute(mode=choice(u8, {0: "a", 1: "b"}))})
TWICE = {1: 2, 3: 4, "x": 5, 1: 6, **{3: 4}, "x": 7, (1, 2): 3, (1, 2): 4, print: 1, print: 2}
"""
USER = """from redi_codecs.layout import attribute, device, u8, vector
import acme_table
from acme_table import OWN, TABLE, when

ONE = device("acme/{0}", name="{0}", source="manual", f_port=1, uplink=(
    OWN, attribute(own=u8), when(0, attribute(first=u8)), TABLE,
), vectors=[
    vector("00 00 01{1}", f_port=1, temperature={2}, source="m"),
])
"""


def test_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that share a table: what one does not tell apart another one may, and what is lost is cited where it is."""
    monkeypatch.syspath_prepend(str(tmp_path))
    lines = []
    for twice in (True, False):
        text_ = TABLE if twice else "".join(TABLE.splitlines(keepends=True)[:-1])
        (tmp_path / "acme_table.py").write_text(text_, encoding="utf-8")
        (tmp_path / "one.py").write_text(USER.format("one", "15", 21), encoding="utf-8")
        (tmp_path / "two.py").write_text(USER.format("two", "FB", -5), encoding="utf-8")
        (tmp_path / "below").mkdir(exist_ok=True)
        below = USER.format("three", "15 0200 0201", 21).replace("temperature=21", 'temperature=21, mode="a", own=0')
        (tmp_path / "below" / "three.py").write_text(below, encoding="utf-8")
        plain = USER.format("plain", "15", 21).replace("OWN, attribute(own=u8), when(0, attribute(first=u8)), ", "")
        (tmp_path / "plain.py").write_text(plain.replace("00 00 01", "01"), encoding="utf-8")
        (tmp_path / "broken.py").write_text("x = (", encoding="utf-8")
        (tmp_path / "_private.py").write_text("x = device()", encoding="utf-8")
        (tmp_path / "other.py").write_text("x = 1", encoding="utf-8")
        for name in ("one", "two", "plain", "other", "broken"):
            made = checked(tmp_path / f"{name}.py")
            lines += [
                name,
                *(f"  {'remark ' * one.remark}{one}" for one in made.problems),
                f"  {shares(made.lines.values())}",
            ]
        found = [*tables(tmp_path / "one.py"), *tables(tmp_path / "broken.py")]
        lines.append(f"tables {[one.name for one in found]}")
        lines.append(f"declare {[one.name for one in declaration_files(tmp_path)]}")
        lines += [
            f"{number}: {words}"
            for name in ("acme_table", "one", "broken")
            for number, words in dropped(tmp_path / f"{name}.py")
        ]
    monkeypatch.chdir(tmp_path)  # a table is cited as the file is that was named
    named = [str(one) for name in ("plain.py", "two.py") for one in checked(name).problems]
    lines += [one.replace(str(tmp_path), "/here") for one in named]
    del sys.modules["acme_table"]
    em300 = registry.find("milesight-iot/em300-th")
    file = Path(em300.where.file)
    lines.append(
        f"of the library: {list(foreign_ids([em300], file))} {em300.id in {one.id for one in neighbours(file)}}"
    )
    approved("checking/folders", "\n".join(lines).replace(f"{tmp_path}/", ""))
