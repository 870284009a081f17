"""What stands at the top of the package: texts and times, arguments, values, what is kept, files."""

# ruff: noqa: E501 - what is asked is a line here

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from approved import approved, outcome
from layouts import made
from redi_codecs import files, instants, kinds, layout, needed, payload_text, results, safe_text
from redi_codecs.device_codec import codec
from redi_codecs.errors import RediCodecsError
from redi_codecs.frozen import Frozen, frozen, part_of
from redi_codecs.keeping import Changes, Kept, Made, kept
from redi_codecs.quantities import QUANTITIES
from redi_codecs.readings import Decoded

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
EM300, TBMS = "milesight-iot/em300-th", "browan/tbms100"
HEX = (
    "", " ", "03", "0367", "036", "0 3", "03 67", "03:67-f6_00,01;02", "0x0367", "0X03 0x67", "0x3", "0x3, 0x67", "0x036",
    r"\x03\x67", r"\x0367", r"\X03", r"\x3", r"03\x67", "{ 0x03, 0x67 };", "[03,67]", "(03)", '"0367"', "'03'", "{{03}}",
    "{03", "03}", "{", '"', "{}", "()", '""', ";", "03;;", "03 ;", ",03,", "03,,67", "0367zz", "zz", "0x", "DEADbeef", "٣٤",
)  # fmt: skip
BASE64 = ("A2f2AA==", "A2f2AA", "A2f2AB", "-_8", "+/8=", "A", "AA", "AA=", "AA==", "AAA", "AAA=", "AAAA", "AAAA=", "", " AA== ",
          "A=A=", "A2f2AA===", "????", "A2f2AA==\n")  # fmt: skip
DIGITS = ("1773036001", "1773036001,25", "1773036001.1234567", "1773036001.", "1773036001250", "1773036001250.9",
          "1773036001250001", "1773036001250001999", "177303600", "20260309", "", "x", "1773036001x", "0000000000",
          "-1773036001", "9999999999", "99999999999", "1773036001 ")  # fmt: skip


class Lost(datetime):
    """A time whose zone fails."""

    def utcoffset(self) -> Any:
        raise NotImplementedError


@frozen
class Named(Frozen):
    name: str
    floor: int = 3

    def to_dict(self) -> dict[str, Any]:
        return {"name": self.name, "floor": self.floor}


def of_texts() -> Iterator[str]:
    for text in HEX:
        yield f"{text!r}: hex {outcome(lambda: payload_text.hex_bytes(text))}, {payload_text.prefixed(text)}"  # noqa: B023
    for text in ("  0x", "{0x", "[ 0x", "('0x", r'"\x', "{03", "x0x", "<0x"):
        yield f"{text!r}: {payload_text.prefixed(text)}"
    for text in BASE64:
        yield f"{text!r}: base64 {outcome(lambda: payload_text.base64_bytes(text))}"  # noqa: B023
    for text in DIGITS:
        yield f"{text!r}: {instants.of_digits(text)}"
    berlin = timezone(timedelta(hours=1))
    for time in (None, 3, NOON, NOON.replace(tzinfo=None), NOON.astimezone(berlin), Lost(2026, 1, 1),
                 datetime.min.replace(tzinfo=berlin), datetime.max.replace(tzinfo=timezone(timedelta(hours=-1)))):  # fmt: skip
        yield f"{time!r}: {instants.utc(time)}"
    for one in (NOON, NOON.replace(microsecond=7), NOON.astimezone(berlin), instants.EPOCH - timedelta(microseconds=1)):
        yield f"{one}: {instants.iso(one)} {instants.microseconds(one)} {instants.of_microseconds(instants.microseconds(one))}"
    for code in (
        0,
        8,
        9,
        10,
        11,
        31,
        32,
        0x7E,
        0x7F,
        0x9F,
        0xA0,
        0x200D,
        0x200E,
        0x2028,
        0x202A,
        0x2066,
        0xFEFF,
        0xD800,
    ):
        both = safe_text.safe(chr(code)), safe_text.safe_line(chr(code))
        yield f"{code:#x}: {' '.join('stays' if one == chr(code) else one for one in both)}"


def of_arguments() -> Iterator[str]:
    for row in (0, 2, 3, -1, -3, -4, True, np.int64(1), 1.0, "1", None, 1 << 63, 1 << 64, -(1 << 64), 1 << 70):
        yield f"row {str(row)[:30]} of 3: {outcome(lambda: needed.row_of(row, 3, 'humidity'))}"  # noqa: B023
    yield outcome(lambda: needed.row_of(0, 0, "humidity"))
    for given, kinds_ in ((3, str), ("x", str), ("x", int | str), (None, int | str)):
        yield f"{given!r}: {outcome(lambda: needed.of_type(given, kinds_, 'a name'))}"  # noqa: B023
    for path in ("a/b", Path("a"), b"a", 3, None):
        yield f"{path!r}: {outcome(lambda: needed.path_of(path, 'a path'))}"  # type: ignore[arg-type] # noqa: B023
    yield outcome(lambda: needed.library("json", "x", "reading"))
    yield outcome(lambda: needed.library("no_such_library", "x", "reading"))
    for name in ("name", "x", 3, None):
        yield f"{name!r}: {outcome(lambda: part_of({'name': 1, 'floor': 2}, name))}"  # noqa: B023


def of_values() -> Iterator[str]:
    one = Named("foyer")
    yield f"{one} {one.replace(floor=4)} {one.replace()} {dict(one)} {one.keys()} {one['floor']}"  # type: ignore[call-overload]
    yield f"{pickle.loads(pickle.dumps(one)) == one} {one == Named('hall')} {hash(one) == hash(Named('foyer'))}"
    yield outcome(lambda: one["x"])
    yield outcome(lambda: one.replace(x=3))
    yield outcome(lambda: setattr(one, "name", "hall"))
    yield outcome(lambda: Frozen().to_dict())
    nothing = results.no_value("fault")
    yield f"{nothing} {nothing is results.no_value('fault')} {pickle.loads(pickle.dumps(nothing)) is nothing}"
    faulty = codec(made(kinds.temperature(layout.i8, invalid=7))).decode("07")
    yield f"{faulty} {pickle.loads(pickle.dumps(faulty.state)) == faulty.state}"
    yield f"{[results.value_of(given) for given in (None, 3, 0, nothing, results.no_value('x'))]}"
    for type_ in ("int", "bool", "float", "text"):
        yield f"{type_}: {[results.held(type_, given) for given in (2.0, 2.5, float('inf'), 0, 0.0, 3, 0.5, 'x', None, b'a')]}"
    fields = [results.Field("battery"), results.Field("humidity_{}", QUANTITIES["humidity"])]
    shape = results.Shape("acme/one", fields, [True, False], ["log"])
    yield f"{shape.of(0)} {shape.of((1, 7))} {shape.of((1, 7)) is shape.of((1, 7))} {shape.sensitive} {shape.records}"
    first = shape.of((1, 1))
    for channel in range(5000):
        shape.of((1, channel))
    yield f"{len(shape._known)} known, {shape.of((1, 1)) is first}, {shape.of((1, 4999)) is shape.of((1, 4999))}"
    places = [results.Field("a"), results.Field("b", QUANTITIES["latitude"])]
    yield f"{[(each.quantity, each.unit, each.sensitive) for each in (*places, fields[1])]}"
    yield f"{results.Shape('a', places, [True, True], []).sensitive}"
    yield outcome(lambda: results.Shape("a", places, [True], []))
    yield type(Decoded.records).__name__  # of the class: what computes it
    for seconds in (None, 0, 0.25, -1, 253402300799, 253402300800, -62135596800, -62135596801, 1e300, float("nan")):
        yield f"{seconds}: {results.moment(seconds)}"
    yield f"{results.mac_commands(b'')} {results.mac_commands(bytes(2))} {results.SETTLED!r}"


def of_keeping() -> Iterator[str]:
    asked: list[Any] = []
    few: Kept[str] = Kept(lambda key: str(asked.append(key) or len(asked)), most=2)
    yield f"{[few[key] for key in ('a', 'a', 'b', 'a', 'c', 'a', 'c', 'b')]} {asked} {sorted(few)}"
    few.cache_clear()
    yield f"{few['c']} {sorted(few)}"
    many: Kept[str] = Kept(str)
    yield f"{[many[key] for key in range(9)]} {len(many)}"

    def clearing(key: Any) -> str:
        if key == "cleared":
            emptied.cache_clear()
        return f"made of {key}"

    emptied: Kept[str] = Kept(clearing)
    yield f"{emptied['cleared']} {emptied['kept']} {sorted(emptied)}"

    def again(key: Any) -> str:
        twice.setdefault(key, "the first")
        return "the second"

    twice: Kept[str] = Kept(again, most=1)
    yield f"{twice['a']} {twice['b']} {sorted(twice)}"

    @kept
    def pair(*given: int) -> list[int]:
        """Numbers."""
        return [*given]

    yield f"{pair(1, 2) is pair(1, 2)} {pair(2, 1)} {pair.__doc__} {pair.__name__}"
    before = pair(1, 2)
    pair.cache_clear()
    yield f"{pair(1, 2) is before}"
    changes = Changes()
    changes.tell(many.cache_clear)
    gone: Kept[str] = Kept(str)
    changes.tell(gone.cache_clear)
    yield f"{len([*changes])}"
    del gone
    yield f"{len([*changes])}, {len(changes._told)}"
    changes.tell(few.cache_clear)
    yield f"{len([*changes])}, {len(changes._told)}"
    for tell in changes:
        tell()
    yield f"{len(many)} {len(few)} {pickle.loads(pickle.dumps(Made(a=1)))}"


def of_files(folder: Path) -> Iterator[str]:
    def listed() -> str:
        found = sorted(folder.rglob("*"))
        return " ".join(f"{one.name}={one.read_text()}" for one in found if one.is_file()) or "nothing"

    file = folder / "one.txt"
    files.write_whole(file, "one")
    files.write_whole(file, "two")
    yield listed()
    yield f"{outcome(lambda: files.write_whole(file, 'three', new=True))}; {listed()}"
    file.chmod(0o600)
    (folder / "one.txt.part").write_text("somebody's")
    (folder / "one.txt.2.part").write_text("somebody's")
    with files.whole(file) as part:
        yield f"{part.name} {oct(part.stat().st_mode)[-3:]}"
        part.write_text("four")
    yield f"{listed()} {oct(file.stat().st_mode)[-3:]}"
    for text, target in (("", file), ("begun", file), ("begun", folder / "new.txt")):
        try:
            with files.whole(target) as part:
                part.write_text(text)
                raise ValueError("ended")
        except ValueError as error:
            yield f"{getattr(error, '__notes__', [])}; {listed()}"
    try:
        with files.whole(folder / "meanwhile.txt", new=True) as part:
            part.write_text("mine")
            (folder / "meanwhile.txt").write_text("another's")
    except RediCodecsError as error:
        yield f"{error} {getattr(error, '__notes__', [])}; {listed()}"
    link = folder / "link"
    link.symlink_to("one.txt")
    files.write_whole(link, "by the link")
    yield f"{link.is_symlink()} {listed()}"
    with files.whole("/dev/null") as part:
        yield f"{part}"
    aside = [files.put_aside(one) for one in (file, folder / "none", folder, folder / "one.txt", link)]
    yield f"{[one and one.name for one in aside]} {listed()}"
    file.write_text("again")
    (folder / "empty").touch()
    yield f"{files.put_aside(file)} {files.put_aside(folder / 'empty')} {listed()}"
    here = folder / "here"
    here.write_text("x")
    (folder / "there").hardlink_to(here)
    opened = os.open(here, os.O_RDONLY)
    others: list[Any] = [folder / "empty", folder / "there", here]
    yield f"{[files.same_file(one, others) for one in (here, opened, str(here), folder / 'empty', folder / 'none')]}"
    yield f"{files.same_file(folder / 'none', [folder / 'x', folder / '.' / 'none'])} {files.same_file('/dev/null', ['/dev/null'])}"
    os.close(opened)
    yield f"{files.same_file(opened, others)} {files.same_file(chr(0), [chr(0)])}"


@pytest.mark.parametrize(
    "of",
    [of_texts, of_arguments, of_values, of_keeping],
    ids=lambda of: of.__name__,
)
def test_top(of: Callable[[], Iterator[str]]) -> None:
    approved(f"top/{of.__name__.removeprefix('of_')}", "\n".join(of()))


def test_files(tmp_path: Path) -> None:
    text = "\n".join(of_files(tmp_path)).replace(f"{tmp_path}/", "")
    approved("top/files", text.replace("PosixPath", "Path"))
