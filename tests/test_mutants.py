"""Mistakes made on purpose: that they are made where they should be, and that what notices them is told."""

from __future__ import annotations

import ast
import gc
import shutil
import signal
import subprocess
import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from mutants import declarations, engine, marks
from mutants.__main__ import wanted
from mutants.context import Library
from mutants.forked import Verdict, each
from mutants.marks import Reached, mark, marked
from mutants.patched import Functions
from mutants.report import Tried, equivalents, keep, report, room
from mutants.source import ROOT, Edit, Mutant, Source, edited
from mutants.suite import FEW, FILES, GRANTED, Trial, files, kept
from mutants.switched import C_CODE, switched

DECLARATION = '''"""A sensor."""

from __future__ import annotations

from redi_codecs.kinds import battery_voltage, humidity, motion, report_interval, temperature
from redi_codecs.layout import attribute, bit, bits, choice, command, device, expect, f_port, i16, message
from redi_codecs.layout import reserved, switch, u8, u16, vector, word

STATE = {0: "off", 1: "on"}
MADE = device(
    "mutants/made", name="Sensor", source="manual",
    uplink=switch(f_port, {
        1: message(
            "data", temperature(i16 / 10, invalid=0x7FFF), humidity(u8 / 2),
            word(u8, motion(bit(0)), reserved(bits(1, 3)), battery_voltage((bits(4, 7) + 25) / 10)),
        ),
        2: attribute(state=choice(u8, STATE), level=u8),
    }),
    vectors=[
        vector(
            "FF9C 64 01", f_port=1, message="data", temperature=-10, humidity=50, motion=True, battery_voltage=2.5,
            source="manual",
        ),
        vector("7FFFC781", temperature="fault", humidity=99.5, motion=True, battery_voltage=3.3, f_port=1, source="m"),
        vector("00D7 37 AE", temperature=21.5, humidity=27.5, motion=False, battery_voltage=3.5, source="m", f_port=1),
        vector("01 01", f_port=2, state="on", level=1, source="manual"),
    ],
)
'''

DOWNLINK = """    downlink={
        "set": command(
            3, expect(u8, 1), report_interval(u16 * 60, limits=(60, 600)), attribute(level=u8, default=3),
            joins=True, answer=False, disruptive="why",
        ),
    },
"""


@pytest.fixture(scope="module")
def library() -> Library:
    path = ROOT / "src" / "redi_codecs" / "vendors" / "mutants" / "made.py"
    return Library([Source(path, "redi_codecs.vendors.mutants_made", DECLARATION.encode())])


@pytest.fixture(scope="module")
def made(library: Library) -> dict[tuple[str, str], Mutant]:
    (module,) = library.modules.values()
    return {(one.kind, one.new): one for one in declarations.mutants(library, module)}


def judged(library: Library, *todo: Mutant) -> list[Verdict]:
    found = {at: verdict for at, _, verdict in each(todo, declarations.Trial(library), jobs=2, limit=20)}
    return [found[at] for at in sorted(found)]


@pytest.mark.parametrize(
    ("kind", "new", "role"),
    [
        ("sign", "temperature(u16 / 10, invalid=0x7FFF)", "readings"),
        ("byte order", "temperature(i16le / 10, invalid=0x7FFF)", "readings"),
        ("width", "humidity(u16 / 2)", "readings"),
        ("scale", "humidity(u8 / 20)", "readings"),
        ("scale", "humidity(u8)", "readings"),
        ("offset", "battery_voltage((bits(4, 7) + 26) / 10)", "readings"),
        ("bit range", "reserved(bits(1, 4)), battery_voltage", "readings"),
        ("bit number", "motion(bit(1))", "readings"),
        ("sentinel", "temperature(i16 / 10, invalid=0x7FFE)", "readings"),
        ("sentinel", "temperature(i16 / 10)", "readings"),
        ("enum label", '{0: "on", 1: "off"}', "attributes"),
        ("enum label", '{0: "off", 2: "on"}', "attributes"),
        ("order", "attribute(level=u8, state=choice(u8, STATE))", "attributes"),
        ("kind", "dew_point(i16 / 10, invalid=0x7FFF)", "readings"),
    ],
)
def test_mistakes_are_made(made: dict[tuple[str, str], Mutant], kind: str, new: str, role: str) -> None:
    found = [one for (other, _), one in made.items() if other == kind]
    assert any(new in one.text(DECLARATION.encode()).decode() and one.role == role for one in found), found


@pytest.mark.parametrize(
    ("kind", "new"),
    [
        ("limit", "report_interval(u16 * 60, limits=(120, 600))"),
        ("limit", "report_interval(u16 * 60, limits=(60, 540))"),
        ("limit", "report_interval(u16 * 60)"),
        ("default", "attribute(level=u8, default=4)"),
        ("default", "attribute(level=u8)"),
        ("joins", 'answer=False, disruptive="why"'),
        ("answer", 'joins=True, disruptive="why"'),
        ("disruptive", "joins=True, answer=False,"),
    ],
)
def test_mistakes_are_made_in_commands(kind: str, new: str) -> None:
    text = DECLARATION.replace("    vectors=[", f"{DOWNLINK}    vectors=[", 1).encode()
    library = Library([Source(Path("made.py"), "redi_codecs.vendors.mutants_made", text)])
    (module,) = library.modules.values()
    found = [one for one in declarations.mutants(library, module) if one.kind == kind]
    assert any(new in one.text(text).decode() and one.role == "downlinks" for one in found), found


def test_no_sign_is_changed_that_limits_leave_out() -> None:
    def signs(body: str) -> list[str]:
        text = f"{DECLARATION}OTHER = {body}\n".encode()
        module = Source(Path("made.py"), "redi_codecs.vendors.mutants_made", text)
        library = Library([module])
        return [one.text(text).decode().splitlines()[-1] for one in declarations.mutants(library, module)
                if one.kind == "sign" and one.line == text.count(b"\n")]  # fmt: skip

    assert signs("attribute(x=duration(u8 * 60), limits=(0, 7620))") == []
    assert signs("attribute(x=duration(u8 * 60), limits=(0, 7680))") == [
        "OTHER = attribute(x=duration(i8 * 60), limits=(0, 7680))"
    ]
    assert signs("attribute(x=i16 / 10, limits=(0, 100))") == []
    assert signs("attribute(x=i16 / 10, limits=(-1, 100))") == ["OTHER = attribute(x=u16 / 10, limits=(-1, 100))"]
    assert signs("word(u8, attribute(x=bits(0, 3), limits=(1, 7)), reserved(bits(4, 7)))") == []
    assert len(signs("word(u8, attribute(x=bits(0, 3), limits=(1, 8)), reserved(bits(4, 7)))")) == 1
    assert len(signs("attribute(x=duration(u8 * 60))")) == len(signs("attribute(x=u8, limits=SOME)")) == 1


def test_what_is_around_a_mistake_stays_as_it_is(made: dict[tuple[str, str], Mutant]) -> None:
    source = DECLARATION.encode()
    for one in made.values():
        text = one.text(source)
        assert text != source
        assert (
            text.count(b"\n") == source.count(b"\n") or "\n" in source[one.edits[0].start : one.edits[0].end].decode()
        )
        assert b"vectors=[\n        vector(" in text
    assert edited(b"0123456789", [], 2, 4) == b"23"


def test_mistakes_are_judged(library: Library, made: dict[tuple[str, str], Mutant], tmp_path: Path) -> None:
    """Vectors notice a wrong scale, but not the sign of a level whose top bit none has; what raises is stillborn."""
    by_kind = {(one.kind, one.new): one for one in made.values()}
    caught = by_kind["scale", "humidity(u8 / 20)"]
    survived = next(one for one in made.values() if one.kind == "sign" and "level=i8" in one.new)
    dead = next(one for one in made.values() if one.kind == "kind" and one.new.startswith("dew_point"))
    twice = Mutant("kind", dead.file, 1, "", "", "", dead.module, (*dead.edits, *_raising(library)))
    verdicts = judged(library, caught, survived, twice)
    assert [one.outcome for one in verdicts] == ["caught", "survived", "stillborn"]
    assert verdicts[0].by.startswith("vectors_decode_to_their_values")
    tried = [Tried(one, verdict) for one, verdict in zip((caught, survived, twice), verdicts, strict=True)]
    lines = report(tried)
    assert "1 survived:" in lines
    assert str(survived) in lines
    assert next(line for line in lines if line.startswith("all")).split()[1:6] == ["3", "1", "1", "0", "1"]
    keep(tried, tmp_path / "all.json")
    assert '"outcome": "stillborn"' in (tmp_path / "all.json").read_text()


def test_what_is_no_longer_told_apart_is_noticed() -> None:
    """A sentinel that no vector has passes the checks of the device, and not that of its lines."""
    text = DECLARATION.replace('"7FFFC781", temperature="fault"', '"FFFFC781", temperature=-0.1').encode()
    path = ROOT / "src" / "redi_codecs" / "vendors" / "mutants" / "made.py"
    library = Library([Source(path, "redi_codecs.vendors.mutants_made", text)])
    (module,) = library.modules.values()
    wrong = "temperature(i16 / 10, invalid=0x7FFE)"
    (one,) = (one for one in declarations.mutants(library, module) if one.new == wrong)
    (verdict,) = judged(library, one)
    assert verdict.outcome == "caught"
    assert verdict.by.startswith("untold: ")
    assert "temperature: no vector is 0x7ffe, which is fault" in verdict.by


def _raising(library: Library) -> list[Edit]:
    (module,) = library.modules.values()
    at = module.bytes.index(b"STATE =")
    return [Edit(at, at, "raise ValueError\n")]


def test_what_hangs_is_ended() -> None:
    def forever(_: int) -> Verdict:
        while True:
            pass

    (found,) = each([1], forever, jobs=1, limit=0.3)
    assert found[2].outcome == "timeout"


def test_what_crashes_is_told() -> None:
    def crash(_: int) -> Verdict:
        import os
        import signal

        os.kill(os.getpid(), signal.SIGKILL)
        return Verdict("survived")

    (found,) = each([1], crash, jobs=1, limit=20)
    assert (found[2].outcome, found[2].by) == ("crashed", "signal SIGKILL")


def test_equivalents_are_read(tmp_path: Path) -> None:
    line = tmp_path / "line.txt"
    line.write_text("a.h | a = b | c; -> a = b & c; | why, not\n")
    assert equivalents(line) == {("a.h", "a = b | c;", "a = b & c;"): "why, not"}
    for file, old, new in equivalents():
        assert any((ROOT / "src").rglob(file)), f"{file} is gone"
        assert old != new


def test_a_mistake_has_a_room(chosen: tuple[Source, ModuleType]) -> None:
    one, *_ = engine.mutants(chosen[0])
    places = {"runtimes/core/alu.py": "runtimes/core", "plan/bits.py": "plan", "tables.py": "the rest"}
    for file, expected in places.items():
        moved = replace(one, file=f"src/redi_codecs/{file}")
        assert room(moved) == expected
        for asked in ("runtimes", *places.values()):
            given = Namespace(kind=None, role=None, vendor=None, only=None, room=[asked])
            assert wanted(moved, given) is expected.startswith(asked)
    rows = report([Tried(one, Verdict("survived"))], roles=False)
    assert any(row.startswith("the rest") for row in rows)


def test_of_devices_a_few_stand_for_all_and_other_texts_are_kept() -> None:
    class Item:
        callspec = SimpleNamespace(params={})

    for given, stays in ((FEW[0], True), ("acme/one", False), ("divided by 10: u32ws / 100", True), (3, True)):
        Item.callspec.params = {"given": given}
        assert kept(Item()) is stays
    assert kept(object())


@pytest.mark.thorough
def test_it_is_a_command() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.mutants", "--only", "talkpool/oy.py", "--kind", "newest", "--list"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "newest" in ran.stdout.splitlines()[1]


def test_a_table_without_a_gap_has_a_key_beyond_it() -> None:
    """As long as it may be: the next number that no row has is the mistake."""
    rows = ", ".join(f"{key}: temperature(i16)" for key in range(150))
    head = "from redi_codecs.kinds import temperature\nfrom redi_codecs.layout import i16, tags, u8\n"
    text = f"{head}T = tags(u8, {{{rows}}})\n"
    path = ROOT / "src" / "redi_codecs" / "vendors" / "mutants" / "long.py"
    known = Library([Source(path, "redi_codecs.vendors.mutants_long", text.encode())])
    (module,) = known.modules.values()
    keys = [one for one in declarations.mutants(known, module) if one.kind == "tag number"]
    assert len(keys) == 150
    assert all(one.edits[0].text == "150" for one in keys)


def test_a_table_under_another_name_concerns_who_imports_it(tmp_path: Path) -> None:
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "tables.py").write_text("ROWS = {}\n", encoding="utf-8")
    (tmp_path / "acme" / "made.py").write_text("from some.acme import tables as rows\n", encoding="utf-8")
    known = declarations.library(tmp_path, "some")
    assert known.users("some.acme.tables") == {"some.acme.tables", "some.acme.made"}


ENGINE = """def chosen(given, most=3):
    if given > most:
        return given - most
    return [each + 1 for each in range(given)]
"""


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> tuple[Source, ModuleType]:
    """A module of an engine, as text and imported."""
    source = Source(Path("chosen.py"), "mutants_chosen", ENGINE.encode())
    module = ModuleType("mutants_chosen")
    exec(compile(source.bytes, "chosen.py", "exec", dont_inherit=True), module.__dict__)
    monkeypatch.setitem(sys.modules, "mutants_chosen", module)
    return source, module


def test_a_mistake_is_made_in_a_function_that_is_there(chosen: tuple[Source, ModuleType]) -> None:
    source, module = chosen
    before = module.chosen
    gc.freeze()  # as once all tests are collected
    functions = Functions([source])
    for one in engine.mutants(source):
        assert functions.patch(source, one) is ("most=" not in one.old), one  # a default is worked out on import
        if one.new == "return given + most":
            assert before(4) == 7
        if one.new == "return [each + 2 for each in range(given)]":
            assert before(2) == [2, 3]


def test_marks_are_come_past(chosen: tuple[Source, ModuleType], monkeypatch: pytest.MonkeyPatch) -> None:
    source, _ = chosen
    found: set[str] = set()
    monkeypatch.setattr("builtins.__mark__", found.add, raising=False)
    scope: dict[str, Any] = {}
    exec(compile(marked(source), "chosen.py", "exec"), scope)
    assert not found
    assert scope["chosen"](4) == 1
    assert found == {
        "mutants_chosen",
        "mutants_chosen: if given > most: #1",
        "mutants_chosen: return given - most #1",
    }
    known = {one.old: mark(one, source) for one in engine.mutants(source)}
    assert known["def chosen(given, most=3):"] == "mutants_chosen"
    assert known["return given - most"] == "mutants_chosen: return given - most #1"


def test_what_was_found_before_a_line_was_written_is_found_anew(
    chosen: tuple[Source, ModuleType], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A mistake in a line that was not there would be held against no test, and survive."""
    source, _ = chosen
    runs: list[str] = []

    def trace(file: str, *_: object) -> Reached:
        runs.append(file)
        return Reached(file, "", 0.0, ((f"{file}::test", 0.1),), {})

    monkeypatch.setattr("builtins.__mark__", None, raising=False)
    monkeypatch.setattr(marks, "KEPT", tmp_path)
    monkeypatch.setattr(marks, "overlay", lambda *_: None)
    monkeypatch.setattr(marks, "trace", trace)
    known = "mutants_chosen: return given - most #1"
    for asked, times in (({known}, 1), ({known, "mutants_chosen"}, 1), (set(), 1), ({known.replace("#1", "#2")}, 2)):
        assert marks.reached([source], asked, "tests/test_mutants.py").tests
        assert len(runs) == times, asked


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.pyx", "return a + 1  # b", "if REDI_MISTAKE(7): return a - 1\nelse: return a + 1"),
        ("a.pyx", "if a + 1: return 2", "if ((a - 1) if REDI_MISTAKE(7) else (a + 1)): return 2"),
        ("a.pyx", "if a: b = 1 + 1", "if a:\nif REDI_MISTAKE(7): b = 1 - 1\nelse: b = 1 + 1"),
        ("a.pyx", "for i in range(2, a + 1):", "for i in range(2, ((a - 1) if REDI_MISTAKE(7) else (a + 1))):"),
        ("a.pyx", "cdef int a = b + 1", "cdef int a = ((b - 1) if REDI_MISTAKE(7) else (b + 1))"),
        ("a.pyx", "g(a,\n        a + 1)", None),
        ("a.h", "if (a + 1) b = 2;", "if ((REDI_MISTAKE(7) ? (a - 1) : (a + 1))) b = 2;"),
        ("a.h", "if (a) b = 1 + 1;", "if (a) { if (REDI_MISTAKE(7)) { b = 1 - 1; } else { b = 1 + 1; } }"),
        ("a.h", "int a = 1 + 1;", "int a = (REDI_MISTAKE(7) ? (1 - 1) : (1 + 1));"),
        ("a.h", "int a = b\n        + 1;", None),
    ],
)
def test_mistakes_are_built_in_with_a_switch(name: str, text: str, expected: str | None) -> None:
    whole = ("void f() {\n    " if name == "a.h" else "def f():\n    ") + text + "\n"
    at = whole.index("+")
    one = Mutant("", name, whole[:at].count("\n") + 1, "", "", "core", name, (Edit(at, at + 1, "-"),))
    made, left = switched(whole.encode(), [(7, one)])
    if expected is None:
        assert (made.decode(), left) == (whole, [7])
    else:
        assert not left
        assert [line.strip() for line in made.decode().splitlines()][1:] == expected.splitlines()


def test_what_is_no_statement_has_no_switch() -> None:
    text = "cdef enum:\n    A = 1 + 1\n"
    one = Mutant("", "a.pyx", 2, "", "", "core", "a.pyx", (Edit(text.index("+"), text.index("+") + 1, "-"),))
    assert switched(text.encode(), [(7, one)]) == (text.encode(), [7])


WRITES = """
#include <stdint.h>
int main(int count, char **given) {
    int how = atoi(given[1]), size = atoi(given[2]), over = atoi(given[3]);
    char *at = NULL;
    if (how == 0) at = malloc(size);
    if (how == 1) at = calloc(size, 1);
    if (how == 2) at = realloc(malloc(8), size);
    if (how == 3 && posix_memalign((void **)&at, 4096, size)) return 1;
    for (int k = 0; k < size + over; k++) at[k] = 7;
    free(at);
    free(NULL);
    return 0;
}
"""


def test_memory_that_is_too_small_is_noticed(tmp_path: Path) -> None:
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("memory is fenced in where there is a compiler, and glibc")
    made = tmp_path / "writes"
    (tmp_path / "writes.c").write_text(C_CODE + WRITES)
    subprocess.run([compiler, "-O0", "-w", "-o", str(made), str(tmp_path / "writes.c")], check=True)
    for how in "0123":
        for size in ("0", "1", "23", "24", "25", "9000"):
            ended = [subprocess.run([made, how, size, over], check=False).returncode for over in "01"]
            assert ended == [0, -signal.SIGABRT], (how, size)


def test_the_examples_in_a_module_are_tests_of_it() -> None:
    path = ROOT / "src" / "redi_codecs" / "encoding" / "supplies.py"
    module = Source(path, "redi_codecs.encoding.supplies")
    assert files(module.name) == (*FILES, "src/redi_codecs/encoding/supplies.py")
    (said,) = (one for one in ast.walk(marked(module)) if getattr(one, "name", "") == "channel_of")
    assert isinstance(said, ast.FunctionDef)
    assert ">>> channel_of(" in (ast.get_docstring(said) or ""), "the marks stand behind it"


def test_what_a_room_makes_is_asked_first() -> None:
    """What else comes past a mistake may take longer than anybody waits."""
    path = ROOT / "src" / "redi_codecs" / "plan" / "bits.py"
    module = Source(path, "redi_codecs.plan.bits")
    (mutant, *_) = engine.mutants(module)
    assert {"tests/approved/test_plan.py", "tests/approved/test_core.py"} < {*FILES} == {*files(module.name)}
    found = [
        Reached(file, "", 0.0, ((f"{file}::test", seconds),), {mark(mutant, module): (1, False)})
        for file, seconds in (
            ("tests/test_api.py", 0.1),
            ("tests/approved/test_core.py", 0.2),
            ("tests/approved/test_plan.py", 9.0),
        )
    ]
    asked = Trial([module], [mutant], found).tests(0)
    assert asked == [
        "tests/approved/test_plan.py::test",
        "tests/test_api.py::test",
        "tests/approved/test_core.py::test",
    ]


def test_what_is_taken_for_granted_is_asked_first_of_what_is_known_on_import() -> None:
    path = ROOT / "src" / "redi_codecs" / "layout" / "nodes.py"
    module = Source(path, "redi_codecs.layout.nodes")
    mutant = next(one for one in engine.mutants(module) if one.old.startswith("MOST_UNKNOWN"))
    found = [
        Reached(GRANTED, "", 9.0, ((f"{GRANTED}::test", 1.0),), {}),
        Reached("tests/approved/test_layout.py", "", 0.0, (("test", 0.1),), {module.name: (0, True)}),
        Reached("tests/test_api.py", "", 0.0, (("test", 0.1),), {}),
    ]
    trial = Trial([module], [mutant], found)
    assert not trial.settled(0)
    assert trial.chosen(0) == [(GRANTED, [f"{GRANTED}::test"]), ("tests/approved/test_layout.py", ["test"])]


def test_what_a_protocol_has_is_never_run() -> None:
    text = b"class Rows:\n    def pieces(self, start: int = 0) -> int: ...\n    def more(self, start=0): return 1\n"
    assert {one.line for one in engine.mutants(Source(Path("made.py"), "made", text))} == {3}
