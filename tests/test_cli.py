"""The command line as a whole: text for people, what every command shares, declarations of one's own."""

from __future__ import annotations

import gc
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from commandline import DEVICE, PAYLOAD, Run, Terminal
from redi_codecs import cli
from redi_codecs.cli.text import colored, fitted, folded, printable, value_text
from redi_codecs.quantities import QUANTITIES
from redi_codecs.symbols import symbol


class TestText:
    def test_every_unit_is_shown_without_ucum_brackets(self) -> None:
        shown = {symbol(quantity.unit) for quantity in QUANTITIES.values()}
        assert {"°C", "%", "ppm", "µg/m³"} <= shown
        assert not [unit for unit in shown if set(unit) & set("[]{}")]

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (27.678339, "27.678"),
            (21.0, "21"),
            (1013.25, "1013.25"),
            (0.0, "0"),
            (0.00012345, "0.0001234"),
            (412, "412"),
            (True, "yes"),
            (False, "no"),
            ("open", "open"),
            (b"\x01\xff", "01ff"),
            ([1, 2.5], "1 2.5"),
        ],
    )
    def test_values(self, value: object, text: str) -> None:
        assert value_text(value) == text

    def test_folded_cells_lose_no_word(self) -> None:
        rows = list(folded([("id", "one two three four five", "end")], 1, 9))
        assert [row[0] for row in rows] == ["id", "", ""]
        assert " ".join(row[1] for row in rows) == "one two three four five"
        assert max(len(row[1]) for row in rows) <= 9
        assert list(folded([("id", "", "end")], 1, 9)) == [("id", "", "end")]

    @pytest.mark.parametrize("text", ["\x1b[2J", "a\nb", "\x07", "\u202e"])
    def test_control_codes_do_not_reach_the_terminal(self, text: str) -> None:
        assert printable(text) == repr(text)
        assert printable("Café 2") == "Café 2"

    def test_drawings_are_made_of_what_the_output_has(self) -> None:
        drawing = "┌─┬┐ ✗ 0…1 ⋮"
        assert fitted(drawing, io.TextIOWrapper(io.BytesIO(), encoding="utf-8")) == drawing
        plain = fitted(drawing, io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
        assert plain == "+-++ x 0-1 :"
        assert len(plain) == len(drawing)


class TestColor:
    @pytest.mark.parametrize(
        ("environment", "terminal", "wanted"),
        [
            ({}, True, True),
            ({}, False, False),
            ({"TERM": "dumb"}, True, False),
            ({"NO_COLOR": "1"}, True, False),
            ({"NO_COLOR": ""}, True, True),
            ({"FORCE_COLOR": "1"}, False, True),
            ({"FORCE_COLOR": "1", "TERM": "dumb"}, False, True),
            ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ],
    )
    def test_of_its_own_accord(
        self, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], terminal: bool, wanted: bool
    ) -> None:
        for name in ("NO_COLOR", "FORCE_COLOR"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("TERM", "xterm")
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        assert colored("auto", Terminal() if terminal else io.StringIO()) is wanted

    def test_as_it_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NO_COLOR", "1")
        assert colored("always", io.StringIO())
        monkeypatch.setenv("FORCE_COLOR", "1")
        assert not colored("never", Terminal())


class TestEveryCommand:
    def names(self) -> list[str]:
        (commands,) = [action for action in cli._parser()._actions if action.dest == "command"]
        assert commands.choices is not None
        return list(commands.choices)

    def test_there_are_these(self) -> None:
        assert set(self.names()) == {
            "decode", "explain", "encode", "command", "export", "devices", "bench", "check", "new", "compare",
            "completion",
        }  # fmt: skip

    def test_each_is_where_it_is_looked_for(self) -> None:
        for name in self.names():
            (commands,) = [action for action in cli._parser([name])._actions if action.dest == "command"]
            assert name in (commands.choices or ())
        assert set(cli.COMMANDS) == set(self.names())

    def test_help_says_what_it_does_and_gives_an_example(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "100")
        for name in self.names():
            code, out, err = run(name, "--help")
            assert (code, err) == (0, "")
            assert f"redi-codecs {name} " in out.split("\nexample:\n")[-1], name
            assert max(map(len, out.splitlines())) <= 120, name
        _, out, _ = run("--help")
        for name in self.names():
            assert re.search(rf"^ +{name}$|^ +{name} ", out, re.MULTILINE), name

    def test_version_and_no_command(self, run: Run) -> None:
        assert run("--version")[1].startswith("redi-codecs ")
        assert run()[0] == 2


class TestDeclarations:
    def test_declarations_of_ones_own(self, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr("redi_codecs.registry._added", {})
        monkeypatch.chdir(tmp_path)
        run("new", "acme", "thermo-1")
        load, device = ("--load", "acme/thermo_1.py"), ("--device", "acme/thermo-1")
        assert "temperature      21.5 °C" in run("decode", *load, *device, "a000d7")[1]
        assert "21.5 °C" in run("explain", *load, *device, "a000d7")[1]
        assert "a000d7" in run("encode", *load, *device, "battery_voltage=3.6", "temperature=21.5")[1]
        assert "acme/thermo-1" in run("devices", *load, "--vendor", "acme")[1]
        Path("broken.py").write_text("1 / 0", encoding="utf-8")
        for file, words in (
            ("nowhere.py", "there is no file nowhere.py"),
            (
                "broken.py",
                "broken.py cannot be loaded, redi-codecs check broken.py says why: "
                "broken.py:1: the file breaks off: ZeroDivisionError: division by zero",
            ),
        ):
            code, _, err = run("explain", "--load", file, *device, "2400d7")
            assert (code, err) == (2, f"redi-codecs explain: {words}\n")

    def test_a_new_declaration_passes_to_check(self, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.chdir(tmp_path)
        code, out, err = run("new", "acme", "thermo-1")
        assert (code, err) == (0, "")
        (file,) = tmp_path.rglob("*.py")
        assert str(file.relative_to(tmp_path)) in out
        assert run("new", "acme", "thermo-1")[0] == 2
        assert run("new", "acme", "thermo-1", "--stdout")[1] == file.read_text(encoding="utf-8")
        code, out, _ = run("check", file)
        assert code == 1
        assert [line.split("= is to be filled in")[0].split(": ")[-1] for line in out.splitlines()] == [
            "name",
            "source",
            "source",
            "source",
            "source",
        ]
        done = re.sub(r"TODO: \w+", "Filled", file.read_text(encoding="utf-8"))
        file.write_text(done, encoding="utf-8")
        assert run("check", file) == (0, f"{file}: good\n", "")

    def test_new_refuses_what_is_no_id(self, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.chdir(tmp_path)
        assert run("new", "Acme", "thermo-1")[0] == 2
        assert run("new", "browan", "tbms100")[0] == 2
        assert not list(tmp_path.iterdir())

    def test_check_without_a_file(self, run: Run) -> None:
        code, _, err = run("check", "nowhere.py")
        assert (code, err) == (2, "redi-codecs check: there is no file nowhere.py\n")


class TestStarting:
    def loaded(self, *args: str) -> set[str]:
        """The modules that a command has loaded at its end."""
        script = "import sys; from redi_codecs import cli; cli.main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
        done = subprocess.run([sys.executable, "-c", script, *args], capture_output=True, text=True, check=True)
        return set(done.stderr.split())

    @pytest.mark.parametrize("more", [(), ("--json",), ("--format", "csv")])
    def test_a_payload_takes_no_network_servers(self, more: tuple[str, ...]) -> None:
        loaded = self.loaded("decode", "--device", DEVICE, PAYLOAD, *more)
        assert "redi_codecs.vendors.milesight_iot.em300" in loaded
        assert not {"pydantic", "redi_codecs.networks.recognition", "importlib.metadata"} & loaded

    def test_cycles_are_looked_for_seldom_while_a_command_runs(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        before, seen = gc.get_threshold(), []
        monkeypatch.setattr(cli, "load", lambda file: seen.append(gc.get_threshold()[0]))
        run("decode", "--load", "x.py", "--device", DEVICE, PAYLOAD)
        assert seen == [1 << 16]
        assert gc.get_threshold() == before

    def test_nor_when_the_process_ends(self) -> None:
        script = (
            "import atexit, gc, sys; atexit.register(lambda: print(gc.get_freeze_count() > 1000, file=sys.stderr));"
            "from redi_codecs import cli; cli.main(sys.argv[1:]); assert not gc.get_freeze_count()"
        )
        done = subprocess.run([sys.executable, "-c", script, "devices"], capture_output=True, text=True, check=True)
        assert done.stderr == "True\n"

    def test_a_payload_for_a_person_takes_no_archive(self) -> None:
        assert not {"redi_codecs.networks", "redi_codecs.archive"} & self.loaded("decode", "--device", DEVICE, PAYLOAD)

    def test_a_list_of_devices_takes_no_declarations(self) -> None:
        loaded = self.loaded("devices", "co2", "--vendor", "elsys", "--downlink")
        assert not {one for one in loaded if one.startswith(("redi_codecs.vendors.elsys", "redi_codecs.layout."))}
