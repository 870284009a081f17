"""Whatever somebody types, there is a sentence and an exit code, and never a traceback."""

from __future__ import annotations

import gzip
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commandline import DEVICE, EUI, Run, lines, shell, tts

HERE = {
    "empty": b"",
    "blank": b"\n \n\n",
    "binary": bytes(range(256)) * 40,
    "zeros": bytes(5000),
    "latin1.jsonl": b'{"name": "caf\xe9"}\n',
    "utf16.jsonl": '{"a": 1}\n'.encode("utf-16"),
    "deep.json": b"[" * 200_000,
    "number.json": b"9" * 6000,
    "cut.jsonl.gz": gzip.compress(b'{"a": 1}\n' * 5000)[:60],
    "uplinks.jsonl": lines(tts()).encode(),
    "unknown.jsonl": lines(tts(device=None)).encode(),
    "devices.csv": f"dev_eui,device\n{EUI},{DEVICE}\n".encode(),
    "foreign.csv": b"a,b\n1,2\n",
    "misspelt.csv": f"dev_eui,device\n{EUI},milesight-iot/em300-ht\n".encode(),
    "devices.yaml": b"{a: [",
    "fails.py": b"1 / 0",
    "stops.py": b"raise SystemExit('no more')",
    "grammar.py": b"def (",
    "nothing.py": b"x = 1\n",
    "recursive.py": b"def f(): f()\nf()",
    "several.py": b"""
from redi_codecs.kinds import temperature
from redi_codecs.layout import device, f_port, i16, switch
ports = switch(f_port, {1: temperature(i16 / 10), 2: temperature(i16 / 100)})
DEVICE = device("acme/several", name="Thermometer", source="test", uplink=ports)
""",
    "folder/note.txt": b"nothing to see",
}

SOURCE = str(Path(__file__).parents[1] / "src")
#: Commands run in a folder of their own, and find the library all the same.
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [SOURCE, os.environ.get("PYTHONPATH")]))}

#: A command line, its exit code, and words that say what is wrong.
MISTAKES = [
    # sources of messages
    ("decode nowhere.jsonl", 2, "'nowhere.jsonl' is neither a file nor a payload in hex"),
    ("decode folder", 2, "no messages in the folder folder"),
    ("decode binary", 1, "binary:1: not"),
    ("decode zeros", 1, "zeros:1: not JSON"),
    ("decode latin1.jsonl", 1, "latin1.jsonl:1: not UTF-8"),
    ("decode utf16.jsonl", 1, "UTF-16"),
    ("decode deep.json", 1, "deep.json"),
    ("decode number.json", 1, "number.json:1"),
    ("decode cut.jsonl.gz", 1, "breaks off here"),
    ("decode unknown.jsonl", 1, f"nothing says which device {EUI} is"),
    ("explain nowhere.jsonl", 2, "'nowhere.jsonl' is neither a file nor a payload in hex"),
    ("explain {device} 01755C", 2, f"(a device is said by --device {DEVICE})"),
    ("decode EM300-TH 01755C", 2, "in hex (a device is said by --device EM300-TH)"),
    ("explain uplinks.jsonl:7", 1, "uplinks.jsonl:7: there is no message here"),
    ("explain uplinks.jsonl:x", 2, "'uplinks.jsonl:x' is neither a file nor a payload in hex"),
    ("explain folder", 2, "no messages in the folder folder"),
    ("explain empty", 1, "empty: there is no message here"),
    ("explain blank", 1, "blank: there is no message here"),
    ("explain binary", 1, "binary:1: not"),
    ("explain deep.json", 1, "deep.json"),
    ("explain cut.jsonl.gz", 1, "breaks off here"),
    ("explain unknown.jsonl", 1, f"nothing says which device {EUI} is"),
    ("explain foreign.csv", 1, "foreign.csv:1"),
    ("bench nowhere.jsonl", 2, "there is no file nowhere.jsonl"),
    ("bench empty", 2, "there is nothing to measure: no messages were found"),
    ("bench binary", 2, "there is nothing to measure"),
    ("bench folder", 2, "no messages in the folder folder"),
    ("bench", 2, "the following arguments are required: FILE"),
    ("check nowhere.py", 2, "there is no file nowhere.py"),
    ("check folder", 2, "no file in folder declares a device"),
    ("check empty", 1, "no device is declared here"),
    ("check binary", 1, "Python cannot read this"),
    ("check zeros", 1, "Python cannot read this"),
    ("check fails.py", 1, "fails.py:1: ZeroDivisionError: division by zero"),
    ("check stops.py", 2, "stops.py ends Python when it is run: no more"),
    ("check grammar.py", 1, "grammar.py:1: Python cannot read this"),
    # payloads
    ("decode --device {device} 01755", 2, "'01755' is neither a file nor a payload in hex"),
    ("decode --device {device} 01755C0367", 1, "field temperature, byte 5: 2 bytes needed, none left"),
    ("decode 01755C", 2, "this is a payload: say --device"),
    ("explain 01755C", 2, "this is a payload: say --device"),
    ("explain --device {device} 0175 zz", 2, "'0175' is neither a file nor a payload in hex"),
    ("explain --device {device} 01755", 2, "'01755' is neither a file nor a payload in hex"),
    # devices and ports
    ("decode --device milesight-iot/em300-ht 0175", 2, "did you mean milesight-iot/em300-th"),
    ("explain --device milesight-iot/em300-ht 0175", 2, "did you mean milesight-iot/em300-th"),
    ("explain --device '' 0175", 2, "this is a payload: say --device"),
    ("encode --device em300-thx temperature=1", 2, "no device has the id 'em300-thx'"),
    ("bench uplinks.jsonl --device rs1xx-temp-rh-sensor", 2, "ezurio/rs1xx-temp-rh-sensor or laird/rs1xx-temp"),
    ("devices --show em300-thx", 2, "no device has the id 'em300-thx'"),
    ("explain --device {device} --f-port 256 0175", 2, "expected a port from 0 to 255, saw '256'"),
    ("explain --device {device} --f-port -1 0175", 2, "--f-port"),
    ("decode --device {device} --f-port x 0175", 2, "expected a port from 0 to 255, saw 'x'"),
    ("encode --device {device} --f-port ² temperature=1", 2, "expected a port from 0 to 255, saw '²'"),
    ("explain --load several.py --device acme/several 0175", 2, "acme/several sends on several ports: say --f-port"),
    ("explain --device browan/tbms100 --f-port 9 0175", 1, ""),
    ("explain --device {device} --received-at noon 0175", 2, "expected a time with its offset"),
    ("decode --device {device} --received-at 9999-12-31T23:59:59-23:59 0175", 2, "expected a time with its offset"),
    # the map of devices
    ("decode --devices nowhere.csv uplinks.jsonl", 2, "nowhere.csv"),
    ("decode --devices folder uplinks.jsonl", 2, "folder"),
    ("decode --devices binary uplinks.jsonl", 2, "binary"),
    ("decode --devices empty uplinks.jsonl", 2, "empty"),
    ("explain --devices nowhere.csv uplinks.jsonl", 2, "nowhere.csv"),
    ("explain --devices folder uplinks.jsonl", 2, "folder"),
    ("explain --devices foreign.csv uplinks.jsonl", 2, "foreign.csv:1"),
    ("explain --devices misspelt.csv uplinks.jsonl", 2, "misspelt.csv:2"),
    ("bench --devices misspelt.csv uplinks.jsonl", 2, "did you mean milesight-iot/em300-th"),
    ("explain --devices devices.yaml uplinks.jsonl", 2, "devices.yaml"),
    # declarations of one's own
    ("explain --load nowhere.py --device a/b 01", 2, "there is no file nowhere.py"),
    ("explain --load folder --device a/b 01", 2, "there is no file folder"),
    ("decode --load fails.py --device a/b 01", 2, "fails.py cannot be loaded"),
    ("encode --load stops.py --device a/b x=1", 2, "says why: stops.py:1: the file breaks off: SystemExit: no more"),
    ("devices --load grammar.py", 2, "grammar.py cannot be loaded"),
    ("bench --load nothing.py uplinks.jsonl", 2, "no device is declared here"),
    ("explain --load binary --device a/b 01", 2, "binary"),
    ("devices --load recursive.py", 2, "recursive.py cannot be loaded"),
    # outputs
    ("decode uplinks.jsonl --rejects nowhere/rejects.jsonl", 2, "nowhere/rejects.jsonl: No such file or directory"),
    ("decode uplinks.jsonl --rejects folder", 2, "folder: Is a directory"),
    ("decode uplinks.jsonl --output nowhere/out.jsonl", 2, "nowhere/out.jsonl"),
    ("decode uplinks.jsonl --output folder", 2, "folder"),
    ("decode uplinks.jsonl --output uplinks.jsonl", 2, "would be read and overwritten"),
    ("decode uplinks.jsonl --format xml", 2, "invalid choice: 'xml'"),
    # values
    ("encode", 2, "give it values"),
    ("encode temperature=1", 2, "say --device"),
    ("encode --device {device}", 2, "give it values"),
    ("encode --device {device} temperature", 2, "expected NAME=VALUE"),
    ("encode --device {device} temperature=9{nines}", 1, "a finite number is needed"),
    ("encode --device {device} temperature=--5", 1, "a number is needed, not '--5'"),
    ("encode --device {device} '{{\"temperature\": [1]}}'", 1, "a number is needed"),
    ("encode --device {device} '{{\"records\": 3}}'", 1, "records"),
    ("encode --device {device} '{{\"records\": {{\"a\": 1}}}}'", 1, "records"),
    ("encode --device {device} '{{\"readings\": {{\"temperature\": 1}}, \"attributes\": 3}}'", 1, "attributes"),
    ("encode --device {device} '{{\"readings\": {{\"temperature\": 1}}, \"status\": 3}}'", 1, "status"),
    ("encode --device {device} '{{\"readings\": {{\"temperature\": 1}}, \"f_port\": \"x\"}}'", 1, "f_port"),
    ("encode --device {device} '{{\"temperature\": 1, \"message\": []}}'", 1, "message"),
    ("encode --device {device} '{{\"temperature\": 1, \"time\": \"noon\"}}'", 1, "time"),
    ("encode --device {device} --message nonsense temperature=1", 2, "sends no message 'nonsense'"),
    ("encode --device {device} --downlink nonsense", 1, "there is no command 'nonsense'"),
    ("encode --commands", 2, "say --device"),
    # lists
    ("devices --vendor nobody", 2, "no vendor is called 'nobody'"),
    ("devices --quantity ''", 2, "no quantity is called ''"),
    ("devices perpetuum mobile", 1, "no device matches 'perpetuum'"),
    ("devices --show {device} --vendor browan", 2, "--show is about one device"),
    # new declarations
    ("new Acme thermo", 2, "'Acme' is no vendor"),
    ("new acme ../../etc", 2, "is no model"),
    ("new browan tbms100", 2, "declared already"),
    ("new acme", 2, "the following arguments are required: MODEL"),
    # the command itself
    ("", 2, "required: COMMAND"),
    ("decod", 2, "invalid choice: 'decod'"),
    ("decode --jsn", 2, "unrecognized arguments: --jsn"),
    ("completion csh", 2, "invalid choice: 'csh'"),
    ("bench uplinks.jsonl --seconds -1", 2, "--seconds"),
    ("bench uplinks.jsonl --messages 0", 2, "expected a number of messages"),
    ("explain --color sometimes 01", 2, "invalid choice: 'sometimes'"),
]  # fmt: skip


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, content in HERE.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("redi_codecs.registry._added", {})
    return tmp_path


@pytest.mark.parametrize(("command", "code", "words"), MISTAKES, ids=[one[0][:60] for one in MISTAKES])
def test_a_sentence_for_every_mistake(run: Run, here: Path, command: str, code: int, words: str) -> None:
    before = {file: file.read_bytes() for file in here.rglob("*") if file.is_file()}
    got, out, err = run(*shlex.split(command.format(device=DEVICE, nines="9" * 5000)))
    assert got == code, out + err
    assert words in (err or out)  # explain and check say what is wrong where they say what is right
    assert err or out
    assert "Traceback" not in out + err
    assert not re.search(r"<\w+[. ].* at 0x", err), "an object's address tells nobody anything"
    assert {file: file.read_bytes() for file in here.rglob("*") if file.is_file()} == before


RUNS = [
    ["decode", "uplinks.jsonl"],
    ["decode", "--device", DEVICE, "01755C"],
    ["explain", "uplinks.jsonl"],
    ["explain", "--device", DEVICE, "--bits", "01755C"],
    ["encode", "--device", DEVICE, "temperature=1"],
    ["encode", "--device", "makerfabs/ath20", "--commands"],
    ["devices", "browan"],
    ["devices", "--show", DEVICE],
    ["check", "nothing.py"],
    ["new", "acme", "thermo-1", "--stdout"],
    ["bench", "uplinks.jsonl", "--seconds", "0.01"],
]
EACH = pytest.mark.parametrize("args", RUNS, ids=lambda args: " ".join(args)[:40])
SOME = pytest.mark.parametrize(
    "args",
    [pytest.param(args, marks=pytest.mark.thorough if at % 3 else ()) for at, args in enumerate(RUNS)],
    ids=lambda args: " ".join(args)[:40],
)


@SOME
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk(here: Path, args: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "redi_codecs", *args]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False, env=ENVIRONMENT)
    assert done.returncode == 2, done.stderr
    assert b"No space left on device" in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@pytest.mark.thorough
@EACH
@pytest.mark.skipif(os.name == "nt", reason="other pipes there")
def test_nobody_listens(here: Path, args: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "redi_codecs", *args]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, timeout=60, check=False, env=ENVIRONMENT)
    os.close(writer)
    assert done.returncode == 141, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="there is no sh there")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("args", [["decode", "-"], ["encode", "--device", DEVICE, "-"]])
def test_closed_streams(here: Path, args: list[str], closed: str) -> None:
    command = f"{shlex.join([sys.executable, '-m', 'redi_codecs', *args])} {closed}"
    done = subprocess.run(
        ["sh", "-c", command], input=b"", capture_output=True, timeout=60, check=False, env=ENVIRONMENT
    )
    assert done.returncode in (0, 2)
    assert b"Traceback" not in done.stdout + done.stderr
    assert b"Exception ignored" not in done.stderr


@pytest.mark.parametrize("args", [["decode"], ["explain"], ["devices"], ["devices", "--vendor"], ["bench"], ["check"],
                                  ["explain", "--device"], ["encode", "--device", DEVICE]])  # fmt: skip
def test_arguments_that_are_no_text(here: Path, args: list[str]) -> None:
    if sys.platform != "linux":
        pytest.skip("file names are text here")
    done = subprocess.run(
        [sys.executable, "-m", "redi_codecs", *args, b"caf\xe9\xff"],
        capture_output=True,
        timeout=60,
        check=False,
        env=ENVIRONMENT,
    )
    assert done.returncode in (1, 2)
    assert done.stderr.strip()
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("mode", ["noread", "nowrite"])
def test_no_permission(run: Run, here: Path, mode: str) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() == 0:
        pytest.skip("who is root may read and write everything")
    if mode == "noread":
        (here / "uplinks.jsonl").chmod(0)
        for command in ("decode", "explain", "bench"):
            code, _, err = run(command, "uplinks.jsonl")
            assert code in (1, 2)
            assert "Permission denied" in err or "nothing to measure" in err
    else:
        (here / "folder").chmod(0o500)
        code, _, err = run("decode", "uplinks.jsonl", "--rejects", "folder/rejects.jsonl")
        assert (code, err) == (2, "redi-codecs decode: folder/rejects.jsonl: Permission denied\n")


def test_where_there_are_no_lines_to_draw_with(here: Path) -> None:
    environment = {**ENVIRONMENT, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = shell("explain", "--device", DEVICE, "--bits", "01755C0367", env=environment)
    assert b"+---------------+" in done.stdout
    assert b"x byte 5: temperature: 2 bytes needed, none left" in done.stdout
    assert done.stdout.isascii()


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is another signal there")
def test_ctrl_c_leaves_quietly(here: Path) -> None:
    command = [sys.executable, "-m", "redi_codecs", "bench", "uplinks.jsonl", "--seconds", "60"]
    for wait in (1.5, 5, 20):  # on a busy machine Python itself has not begun after the first
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT) as process:
            time.sleep(wait)
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=30)
        if process.returncode == 130:
            break
    assert process.returncode == 130, err
    assert (out, err) == (b"", b"")
