"""``completion``: what real shells offer when the Tab key is pressed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commandline import DEVICE, Run
from redi_codecs.vendors._index import INDEX

pytest.importorskip("argcomplete", reason="completion is an extra")

SHELLS = {
    "bash": """
        eval "$(redi-codecs completion bash)"
        COMP_LINE=$LINE COMP_POINT=${#LINE} COMP_TYPE=9
        read -ra COMP_WORDS <<< "$LINE"
        [[ $LINE == *' ' ]] && COMP_WORDS+=('')
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        offer=$(complete -p redi-codecs | sed 's/.*-F \\([^ ]*\\).*/\\1/')
        "$offer" redi-codecs "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
        printf '%s\\n' "${COMPREPLY[@]}"
    """,
    # zsh completes at a terminal only, so that the function that describes what there is is put in place of its own.
    "zsh": """
        compdef() { :; }
        _describe() { printf '%s\\n' "${completions[@]}"; }
        _files() { :; }
        eval "$(redi-codecs completion zsh)"
        COMP_LINE=$LINE; BUFFER=$LINE; CURSOR=${#LINE}; words=(${(z)LINE}); service=redi-codecs
        _python_argcomplete redi-codecs
    """,
    "fish": """
        redi-codecs completion fish | source
        complete -C "$LINE"
    """,
}


def start(shell: str, line: str, home: Path) -> list[str]:
    """What a shell offers at the end of a line."""
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"there is no {shell} here")
    home.mkdir(exist_ok=True)
    command = home / "redi-codecs"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m redi_codecs "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    path = os.pathsep.join([str(home), *filter(None, [os.environ.get("PATH")])])
    source = os.pathsep.join([str(Path(__file__).parents[1] / "src"), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PATH": path, "PYTHONPATH": source, "LINE": line, "HOME": str(home), "TERM": "dumb"}
    quiet = {"bash": ["--norc", "--noprofile"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]
    done = subprocess.run(
        [program, *quiet, "-c", SHELLS[shell]], env=environment, capture_output=True, timeout=60, check=False, text=True
    )
    assert "Traceback" not in done.stderr, done.stderr
    return [line.split("\t")[0].split(":")[0].strip() for line in done.stdout.splitlines() if line.strip()]


@pytest.mark.parametrize("shell", SHELLS)
class TestShells:
    def test_commands(self, shell: str, tmp_path: Path) -> None:
        assert {"decode", "devices"} <= set(start(shell, "redi-codecs de", tmp_path / "home"))

    def test_ids_of_devices(self, shell: str, tmp_path: Path) -> None:
        offered = start(shell, "redi-codecs explain --device browan/tb", tmp_path / "home")
        assert set(offered) == {id for id in INDEX if id.startswith("browan/tb")}

    def test_options(self, shell: str, tmp_path: Path) -> None:
        assert {"--device", "--devices"} <= set(start(shell, "redi-codecs decode --dev", tmp_path / "home"))


class TestWords:
    """What is offered where; in bash, which every machine has."""

    @pytest.mark.parametrize(
        ("line", "wanted"),
        [
            ("redi-codecs devices --quantity temperature_d", {"temperature_difference"}),
            ("redi-codecs devices --vendor bro", {"browan"}),
            ("redi-codecs devices --place so", {"soil"}),
            ("redi-codecs devices --show milesight-iot/em300-th", {"milesight-iot/em300-th"}),
            ("redi-codecs completion ", {"bash", "zsh", "fish"}),
            (f"redi-codecs encode --device {DEVICE} tem", {"temperature="}),
            ("redi-codecs encode --device makerfabs/ath20 --downlink ", {"report_interval"}),
            ("redi-codecs encode --device makerfabs/ath20 --downlink report_interval ", {"report_interval="}),
            ("redi-codecs explain --color ", {"auto", "always", "never"}),
            ("redi-codecs encode --device nobody/knows tem", set()),
            ("redi-codecs encode --device makerfabs/ath20 --downlink nothing rep", set()),
        ],
    )
    def test_words(self, tmp_path: Path, line: str, wanted: set[str]) -> None:
        offered = set(start("bash", line, tmp_path / "home"))
        assert {word.strip() for word in offered} >= wanted
        assert offered or not wanted
        assert len(wanted) == 0 or all("=" in word for word in offered) or offered == wanted

    def test_files(self, tmp_path: Path) -> None:
        """Where a file is meant, nothing stands in the way of the shell's own completion of files."""
        assert start("bash", "redi-codecs decode exampl", tmp_path / "home") in ([], ["examples/"])


class TestCommand:
    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_prints_a_script(self, run: Run, shell: str) -> None:
        code, out, err = run("completion", shell)
        assert (code, err) == (0, "")
        assert "redi-codecs" in out

    def test_mistakes(self, run: Run) -> None:
        code, _, err = run("completion", "cmd.exe")
        assert code == 2
        assert "choose from" in err
        assert run("completion")[0] == 2

    def test_without_the_extra(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        for module in ("argcomplete", "argcomplete.shell_integration"):
            monkeypatch.setitem(sys.modules, module, None)
        code, out, err = run("completion", "bash")
        assert (code, out) == (2, "")
        assert "pip install 'redi-codecs[cli]'" in err
        monkeypatch.setenv("_ARGCOMPLETE", "1")
        assert run("devices")[:2] == (1, "")
