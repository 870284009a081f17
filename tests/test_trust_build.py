"""Builds: what goes into a wheel, and flags that would change values."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from built import outdated

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(not (ROOT / "setup.py").is_file(), reason="the source tree is not here")


def setup(*commands: str, **environment: str) -> subprocess.CompletedProcess[str]:
    pytest.importorskip("setuptools", minversion="77", reason="a build takes setuptools 77, as pyproject.toml says")
    told = os.environ | environment
    return subprocess.run(
        [sys.executable, "setup.py", "-q", *commands], cwd=ROOT, env=told, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("flags", ["-ffast-math", "-O2 -Ofast", "-funsafe-math-optimizations -g"])
def test_flags_that_change_values_are_refused(flags: str) -> None:
    done = setup("--version", CFLAGS=flags, REDI_CODECS_NATIVE="")
    assert done.returncode != 0
    assert "is refused: the core would read other values than Python does" in done.stderr


@pytest.mark.parametrize(
    "other", ["sys.implementation.name = 'pypy'", "sysconfig.get_config_vars()['Py_GIL_DISABLED'] = 1"]
)
def test_pythons_that_are_none_for_the_core(other: str) -> None:
    printed = "import sys, sysconfig, setuptools; setuptools.setup = lambda ext_modules: print(*ext_modules)"
    text = f"{printed}; {other}; sys.argv = ['setup.py']"
    ask = f"{text}; exec(open('setup.py').read())"
    told = {name: value for name, value in os.environ.items() if not name.startswith("REDI_CODECS")}
    done = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, env=told, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_wheel_has_no_sources_of_the_core(tmp_path: Path) -> None:
    build = ["build_py", "--build-lib", str(tmp_path / "lib")]
    done = setup("egg_info", "--egg-base", str(tmp_path), *build, REDI_CODECS_NATIVE="skip")
    assert done.returncode == 0, done.stderr
    kinds = {file.suffix for file in (tmp_path / "lib").rglob("*") if file.is_file()}
    assert ".py" in kinds
    assert (tmp_path / "lib" / "redi_codecs" / "py.typed").is_file()
    assert (tmp_path / "lib" / "redi_codecs" / "vendors" / "watteco" / "batch.js").is_file()
    assert not kinds & {".c", ".h", ".pxd", ".pxi", ".pyx"}


def test_who_builds_a_wheel_leaves_no_trace_in_it(tmp_path: Path) -> None:
    """What a builder's umask takes from others would stand in the wheel."""
    before = os.umask(0o077)
    try:
        done = setup("build_py", "--build-lib", str(tmp_path / "lib"), REDI_CODECS_NATIVE="skip")
    finally:
        os.umask(before)
    assert done.returncode == 0, done.stderr
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "lib").rglob("*.py")} == {0o644}


def test_a_core_that_is_older_than_its_sources_is_named(tmp_path: Path) -> None:
    room = tmp_path / "package" / "room"
    room.mkdir(parents=True)
    for name, moment in (("_vm.cpython-311-x86_64-linux-gnu.so", 2000), ("_vm.pyx", 1000), ("_part.pxi", 1000)):
        (room / name).touch()
        os.utime(room / name, (moment, moment))
    assert outdated(tmp_path) == []
    os.utime(room / "_part.pxi", (3000, 3000))
    assert outdated(tmp_path) == ["package/room/_vm"]
