"""Files: what is read is never harmed, and what is written looks complete only when it is."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

import kills
import redi_codecs
from commandline import DEVICE, EUI, Run, lines, shell, tts
from redi_codecs import FileError, RejectsFile
from redi_codecs.archive import Rejected
from redi_codecs.files import put_aside, whole, write_whole

SOURCES = Path(__file__).parents[1] / "src" / "redi_codecs"
MANY = lines(*[tts(), tts("0367")] * 40_000)


def test_there_is_one_way_to_write_a_file() -> None:
    """Whoever opens a file for writing elsewhere either appends to it or lets others read it while it grows."""
    writes = re.compile(r"write_text|write_bytes|\bos\.replace|\.open\(\"[wxa]|open\([^)]*\"[wxa]b?\"")
    found = {
        str(file.relative_to(SOURCES)): len(writes.findall(file.read_text(encoding="utf-8")))
        for file in SOURCES.rglob("*.py")
        if writes.search(file.read_text(encoding="utf-8"))
    }
    assert found == {"files.py": 2, "archive/rejects.py": 1, "cli/output.py": 1}


class TestWhole:
    def test_it_has_its_name_once_it_is_whole(self, tmp_path: Path) -> None:
        file = tmp_path / "a.txt"
        with whole(file) as part:
            part.write_text("new")
            assert not file.exists()
            assert part.name == "a.txt.part"
        assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]

    @pytest.mark.parametrize("before", [None, "old"])
    def test_an_error_says_what_is_there(self, tmp_path: Path, before: str | None) -> None:
        file = tmp_path / "a.txt"
        if before:
            file.write_text(before)
        with pytest.raises(KeyboardInterrupt) as caught:
            self.interrupted(file)
        state = "what it held before is still there" if before else "there is no such file"
        assert caught.value.__notes__ == [f"{file} was not written: {state}"]
        assert [one.read_text() for one in tmp_path.iterdir()] == ([before] if before else [])

    @staticmethod
    def interrupted(file: Path) -> None:
        with whole(file) as part:
            part.write_text("half")
            raise KeyboardInterrupt

    def test_what_is_beside_it_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt.part").write_text("somebody's")
        write_whole(tmp_path / "a.txt", "mine")
        assert (tmp_path / "a.txt.part").read_text() == "somebody's"

    def test_a_link_stays_one_and_permissions_stay(self, tmp_path: Path) -> None:
        (tmp_path / "far").mkdir()
        target, link = tmp_path / "far" / "a.txt", tmp_path / "a.txt"
        target.write_text("old")
        target.chmod(0o640)
        link.symlink_to(target)
        write_whole(link, "new")
        assert link.is_symlink()
        assert (target.read_text(), target.stat().st_mode & 0o777) == ("new", 0o640)

    def test_new_is_new(self, tmp_path: Path) -> None:
        file = tmp_path / "a.txt"
        file.write_text("old")
        with pytest.raises(FileError, match="is there already and was left as it is"):
            write_whole(file, "new", new=True)
        file.unlink()
        with ExitStack() as stack:
            stack.enter_context(pytest.raises(FileError))
            stack.enter_context(whole(file, new=True)).write_text("new")
            file.write_text("somebody's, meanwhile")
        assert file.read_text() == "somebody's, meanwhile"

    def test_what_is_no_file_is_written_at_once(self) -> None:
        write_whole(os.devnull, "x")

    def test_put_aside(self, tmp_path: Path) -> None:
        file = tmp_path / "live.csv"
        assert put_aside(file) is None
        for number in (1, 2):
            file.write_text(str(number))
            assert put_aside(file) == tmp_path / f"live.csv.{number}"
        assert (tmp_path / "live.csv.1").read_text() == "1"


class TestRejects:
    REJECTED = Rejected("a.jsonl", 1, "noise", "not JSON")

    def test_a_file_of_something_else_is_refused(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "uplinks.jsonl"
        file.write_text(lines(tts()))
        with pytest.raises(FileError, match="something else in it than rejected messages"):
            RejectsFile(file)
        code, out, err = run("decode", "--rejects", file, stdin=lines(tts()))
        assert (code, out) == (2, "")
        assert "something else in it than rejected messages" in err
        assert file.read_text() == lines(tts())

    def test_each_is_in_the_file_at_once(self, tmp_path: Path) -> None:
        with RejectsFile(tmp_path / "r.jsonl") as rejects:
            rejects(self.REJECTED)
            assert json.loads(rejects.path.read_text())["message"] == "noise"

    def test_what_a_killed_run_broke_off_costs_no_other(self, tmp_path: Path) -> None:
        file = tmp_path / "r.jsonl"
        for torn in ('{"rea', '{"reason": "not JSON", "er'):
            file.write_text(torn)
            with RejectsFile(file) as rejects:
                rejects(self.REJECTED)
            first, second = file.read_text().splitlines()
            assert (first, json.loads(second)["message"]) == (torn, "noise")

    def test_there_is_a_limit_and_counting_goes_on(self, run: Run, tmp_path: Path) -> None:
        packed, rejects = tmp_path / "bomb.jsonl.gz", tmp_path / "r.jsonl"
        packed.write_bytes(gzip.compress((b"x" * 199 + b"\n") * 20_000))
        code, _, err = run("decode", packed, "--device", DEVICE, "--rejects", rejects, "--rejects-limit", 1)
        kept = len(rejects.read_text().splitlines())
        assert rejects.stat().st_size <= 1_000_000
        assert code == 1, "what is not kept is lost"
        assert err.endswith(
            f"20000 uplinks, 0 decoded, 20000 rejected and kept in {rejects}, but for {20000 - kept} beyond 1 MB "
            "(--rejects-limit)\n"
        )

    def test_what_looks_like_utf_16_gives_lines_of_json(self, run: Run, tmp_path: Path) -> None:
        file, rejects = tmp_path / "u.jsonl", tmp_path / "r.jsonl"
        file.write_bytes((json.dumps(tts()) + "\n").encode("utf-16-le") * 2)
        run("decode", file, "--rejects", rejects)
        kept = [json.loads(line) for line in rejects.read_text(encoding="utf-8").splitlines()]
        assert len(kept) == 3


class TestApart:
    """Whatever is read is not what is written, however either is called."""

    @pytest.fixture
    def needed(self, tmp_path: Path) -> dict[str, Path]:
        found = {name: tmp_path / name for name in ("in.jsonl", "devices.csv", "pseudonyms.key", "mine.py")}
        found["in.jsonl"].write_text(lines(tts()))
        found["devices.csv"].write_text(f"dev_eui,device\n{EUI},{DEVICE}\n")
        found["pseudonyms.key"].write_text("17c1aa52b0f04f6e9c1b6d2f0e7ab345")
        found["mine.py"].write_text(
            "from redi_codecs.kinds import temperature\nfrom redi_codecs.layout import device, i16\n\n"
            'ONE = device("a/b", name="B", source="notes", uplink=temperature(i16 / 10))\n'
        )
        return found

    @pytest.mark.parametrize("name", ["in.jsonl", "devices.csv", "pseudonyms.key", "mine.py"])
    @pytest.mark.parametrize("option", ["--output", "--rejects"])
    @pytest.mark.parametrize("through", ["itself", "symlink", "hardlink", "folder"])
    def test_nothing_that_is_read(
        self, run: Run, tmp_path: Path, needed: dict[str, Path], name: str, option: str, through: str
    ) -> None:
        target = tmp_path / "link.jsonl"
        if through == "symlink":
            target.symlink_to(needed[name])
        elif through == "hardlink":
            target.hardlink_to(needed[name])
        elif through == "folder":
            (tmp_path / "folder").symlink_to(tmp_path)
            target = tmp_path / "folder" / name
        else:
            target = needed[name]
        before = {file: file.read_bytes() for file in needed.values()}
        source, devices, key, mine = needed.values()
        args = (source, "--devices", devices, "--pseudonyms", key, "--load", mine, "--format", "csv", option, target)
        code, _, err = run("decode", *args)
        assert (code, {file: file.read_bytes() for file in needed.values()}) == (2, before)
        assert err == f"redi-codecs decode: {needed[name]} would be read and overwritten: give {option} another file\n"

    @pytest.mark.parametrize("option", ["--output", "--rejects"])
    def test_nor_what_comes_in_as_standard_input(self, needed: dict[str, Path], option: str) -> None:
        file = needed["in.jsonl"]
        with file.open("rb") as source:
            done = shell("decode", "-", option, str(file), stdin=source)
        assert (done.returncode, file.read_text()) == (2, lines(tts()))
        assert b"standard input would be read and overwritten" in done.stderr

    def test_nor_does_standard_output_go_where_all_comes_from(self, needed: dict[str, Path]) -> None:
        file = needed["in.jsonl"]
        with file.open("ab") as sink:
            command = [sys.executable, "-m", "redi_codecs", "decode", str(file), "--json"]
            done = subprocess.run(command, stdout=sink, stderr=subprocess.PIPE, check=False, timeout=60)
        assert (done.returncode, file.read_text()) == (2, lines(tts()))
        assert b"would be read and overwritten: give standard output another file" in done.stderr

    @pytest.mark.parametrize("there", [False, True])
    def test_nor_one_output_over_the_other(self, run: Run, tmp_path: Path, there: bool) -> None:
        (tmp_path / "folder").symlink_to(tmp_path)
        one = tmp_path / "out.jsonl"
        if there:
            one.write_text("")
        other = tmp_path / "folder" / "out.jsonl"
        code, _, err = run("decode", "--output", one, "--rejects", other, stdin=lines(tts()))
        assert (code, err) == (2, "redi-codecs decode: --output and --rejects are the same file\n")

    @pytest.mark.parametrize("through", ["", "symlink", "hardlink"])
    def test_nor_what_an_earlier_run_has_rejected(self, run: Run, tmp_path: Path, through: str) -> None:
        rejects, target = tmp_path / "rejects.jsonl", tmp_path / "link.csv"
        run("decode", "--rejects", rejects, stdin=lines(tts("0367")))
        before = rejects.read_text()
        assert before
        if through:
            target.symlink_to(rejects) if through == "symlink" else target.hardlink_to(rejects)
        for stdin in (lines(tts()), ""):
            code, _, err = run("decode", "--output", target if through else rejects, "--format", "csv", stdin=stdin)
            assert (code, rejects.read_text()) == (2, before)
            assert "has rejected messages in it, to try again: give --output another file\n" in err
        code, _, err = run("decode", "--device", DEVICE, "--format", "csv", "--output", rejects, "0367D700")
        assert (code, rejects.read_text()) == (2, before)

    def test_what_is_no_file_of_rejects_is_written_over_as_ever(self, run: Run, tmp_path: Path) -> None:
        out = tmp_path / "out.jsonl"
        for before in ("", '{"reason": 1}\n', '{"network": "x"}\n'):
            source = tmp_path / "in.jsonl"
            source.write_text(lines(tts()))
            out.write_text(before)
            assert run("decode", source, "--output", out)[0] == 0
            assert '"temperature"' in out.read_text()

    @pytest.mark.parametrize("option", ["--output", "--rejects"])
    def test_nor_what_is_said_of_it(self, tmp_path: Path, needed: dict[str, Path], option: str) -> None:
        file = tmp_path / "out.csv"
        command = [sys.executable, "-m", "redi_codecs", "decode", str(needed["in.jsonl"]), "--format", "csv"]
        with file.open("wb") as sink:
            args = [*command, option, str(file)]
            done = subprocess.run(args, stdout=subprocess.DEVNULL, stderr=sink, check=False, timeout=60)
        assert done.returncode == 2
        assert file.read_text() == f"redi-codecs decode: {option} and standard error are the same file\n"
        with file.open("wb") as sink:  # with &> it is somebody's wish, and loses nothing
            done = subprocess.run(command, stdout=sink, stderr=sink, check=False, timeout=60)
        assert done.returncode == 0
        assert file.read_text().endswith("1 uplink, 1 decoded, 0 rejected\n")

    def test_nor_is_a_file_read_that_grows_by_what_is_rejected_of_it(self, tmp_path: Path) -> None:
        file = tmp_path / "rejects.jsonl"
        with RejectsFile(file) as rejects:
            list(redi_codecs.decode_stream([tts("0367")], rejects=rejects))
        before = file.read_text()
        (tmp_path / "folder").mkdir()
        (tmp_path / "folder" / "link.jsonl").symlink_to(file)
        with RejectsFile(file) as rejects:
            for source in (file, tmp_path / "folder"):
                with pytest.raises(
                    FileError, match="would be read and written: give the rejected messages another file"
                ):
                    redi_codecs.decode_stream(source, rejects=rejects)
        assert file.read_text() == before

    def test_nor_by_a_single_payload(self, run: Run, needed: dict[str, Path]) -> None:
        mine = needed["mine.py"]
        args = ("--device", "a/b", "--f-port", 1, "--load", mine, "--format", "csv", "--output", mine, "01")
        code, _, err = run("decode", *args)
        assert (code, "would be read and overwritten" in err) == (2, True)

    def test_where_nothing_can_be_lost_nothing_is_refused(self, run: Run) -> None:
        null = os.devnull
        assert run("decode", "--output", null, "--rejects", null, "--format", "csv", stdin=lines(tts()))[0] == 0

    def test_what_came_in_live_before_is_put_aside(self, run: Run, tmp_path: Path) -> None:
        out = tmp_path / "live.csv"
        run("decode", "--output", out, stdin=lines(tts()))
        before = out.read_text()
        code, _, err = run("decode", "--output", out, stdin=lines(tts(), tts()))
        assert code == 0
        assert f"{out}: what an earlier run wrote is live.csv.1 now\n" in err
        assert (tmp_path / "live.csv.1").read_text() == before


@pytest.mark.skipif(os.name == "nt", reason="signals are others there")
class TestInterrupted:
    @pytest.mark.thorough
    @pytest.mark.parametrize(
        ("name", "number", "jobs"),
        [
            ("out.parquet", signal.SIGINT, 1),
            ("out.csv", signal.SIGTERM, 1),
            ("out.jsonl", signal.SIGHUP, 1),
            ("out.csv", signal.SIGINT, 2),
            ("out.parquet", signal.SIGTERM, 2),
        ],
    )
    def test_a_run_says_what_it_left(self, tmp_path: Path, name: str, number: signal.Signals, jobs: int) -> None:
        if name == "out.parquet":
            pytest.importorskip("pyarrow")
        file, out, rejects = tmp_path / "in.jsonl", tmp_path / name, tmp_path / "r.jsonl"
        file.write_text(MANY)
        out.write_bytes(b"of before")
        args = ["decode", str(file), "--output", str(out), "--rejects", str(rejects), "--jobs", str(jobs)]
        command = [sys.executable, "-m", "redi_codecs", *args]
        before = signal.signal(number, signal.SIG_DFL)  # under nohup a child would be born deaf to it
        try:
            process = subprocess.Popen(command, stderr=subprocess.PIPE)
        finally:
            signal.signal(number, before)
        with process:
            assert process.stderr
            while not rejects.exists() or not rejects.stat().st_size:
                assert process.poll() is None
                time.sleep(0.01)
            process.send_signal(number)
            err = process.stderr.read().decode()
        # Python ends itself by SIGINT where that came in the middle of generated code; to a shell it is the same.
        assert process.returncode in (128 + number, -number if number == signal.SIGINT else None)
        assert "Traceback" not in err
        said = {line.split(": ", 1)[1].split(" has ")[0] for line in err.splitlines() if ": " in line}
        assert {f"{out} was not written: what it held before is still there", str(rejects)} <= said, err
        assert "redi-codecs decode: interrupted" in err
        assert out.read_bytes() == b"of before"
        assert {one.name for one in tmp_path.iterdir()} == {"in.jsonl", name, "r.jsonl"}
        assert all(map(json.loads, rejects.read_text().splitlines()))
        assert file.read_text() == MANY

    def test_a_run_that_fails_says_so_too(self, run: Run, tmp_path: Path) -> None:
        out = tmp_path / "out.csv"
        code, _, err = run("decode", "--output", out, "--rejects", "/dev/full", stdin="noise\n")
        assert code == 2
        assert "No space left on device" in err
        assert f"{out} ends with what had come in until then" in err

    def test_what_grows_is_kept(self, tmp_path: Path) -> None:
        out = tmp_path / "live.jsonl"
        command = [sys.executable, "-m", "redi_codecs", "decode", "-", "--output", str(out)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdin
            assert process.stderr
            process.stdin.write(lines(tts()).encode())
            process.stdin.flush()
            while not out.exists() or not out.stat().st_size:
                time.sleep(0.01)
            process.terminate()
            err = process.stderr.read().decode()
        assert process.returncode == 143
        assert err.splitlines()[-1] == f"redi-codecs decode: {out} ends with what had come in until then"
        assert json.loads(out.read_text())["device"] == DEVICE


@pytest.mark.skipif(os.name == "nt", reason="signals are others there")
@pytest.mark.thorough
@pytest.mark.parametrize("jobs", [1, 2])
def test_runs_that_are_killed_at_random_moments(capsys: pytest.CaptureFixture[str], jobs: int) -> None:
    pytest.importorskip("pyarrow")
    kills.main(times=8, seed=7, jobs=jobs)
    assert "8 runs killed" in capsys.readouterr().out


def test_files_that_are_passed_over_for_their_names_are_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(lines(tts()))
    (tmp_path / "b.txt").write_text(lines(tts()))
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "c.log").write_text(lines(tts()))
    devices = tmp_path / "devices.yml"
    devices.write_text(f"{EUI}: {DEVICE}\n")
    code, _, err = run("decode", str(tmp_path), "--devices", str(devices))
    assert code == 0
    assert "passed over 2 files whose name ends in none of .json, .jsonl" in err
    assert f"the first {tmp_path / 'b.txt'}" in err
    _, _, err = run("decode", str(tmp_path / "a.jsonl"))
    assert "passed over" not in err
