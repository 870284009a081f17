"""What commands take before they have said anything, and what memory an archive takes, however long it is."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import messages
from sections import Section, Settings, at_most, table
from timing import Runner, interleaved

import redi_codecs

_PAYLOAD: Final = "milesight-iot/em300-th", "01755C03673401046865"
#: Each in an interpreter of its own; ``first`` is what somebody does in Python instead of ``decode HEX``.
_COMMANDS: Final = {
    "first": ("-c", f"from redi_codecs import decode; print(decode({_PAYLOAD[0]!r}, {_PAYLOAD[1]!r}, 85).readings)"),
    "`redi-codecs decode HEX`": ("-m", "redi_codecs", "decode", "--device", *_PAYLOAD),
    "`redi-codecs --help`": ("-m", "redi_codecs", "--help"),
    "`redi-codecs devices`": ("-m", "redi_codecs", "devices"),
}
_FIRST: Final = "`decode(…).readings` in Python"


def commands(settings: Settings) -> Section:
    """Processor time of whole commands: what else the machine does is not in it."""
    runners = {_FIRST if name == "first" else name: Runner(_ran(one), 1) for name, one in _COMMANDS.items()}
    times = interleaved(runners, rounds=settings.rounds)
    _, hexed, helped, listed = runners
    return Section(
        "Commands",
        "Processor time, from the start of the interpreter to its end.\n\n"
        + table(["", "ms"], [[name, f"{times.typical(name) / 1e6:.0f}"] for name in runners]),
        [
            at_most("`decode HEX` ÷ a first `decode` in Python", {"": times.ratio(hexed, _FIRST)}, 1.5),
            at_most("`devices` ÷ `--help`", {"": times.ratio(listed, helped)}, 2),
        ],
        {"rounds": times.rounds},
    )


def archive_memory(settings: Settings) -> Section:
    """Most memory of the command while it makes Parquet of ever longer files."""
    devices, part = settings.folder / "devices.csv", settings.folder / "part.jsonl"
    messages.write_devices(devices)
    least = settings.rows // 10
    messages.write(part, least)
    data, peaks, cells = part.read_bytes(), {}, []
    for times in (1, 10, 100):
        file = settings.folder / "kept.jsonl"
        with file.open("wb") as out:
            out.writelines(data for _ in range(times))
        peaks[f"{times * least:,}"] = _peak(file, devices)
    packed = settings.folder / "kept.jsonl.gz"
    with gzip.open(packed, "wb", compresslevel=1) as out:
        out.writelines(data for _ in range(10))
    peaks[f"{10 * least:,}, gzip"] = _peak(packed, devices)
    first = next(iter(peaks.values()))
    cells = [[name, f"{size / 2**20:.0f}", f"{size / first:.2f}"] for name, size in peaks.items()]
    return Section(
        "Memory of an archive",
        "Most memory of `redi-codecs decode … --output out.parquet`, the interpreter and its libraries included. "
        "Rows are written in groups, and the shortest file does not fill one.\n\n"
        + table(["messages", "MiB", f"÷ {least:,}"], cells),
        [
            at_most(
                "ten times as long, once a group of rows is full",
                {"": peaks[f"{100 * least:,}"] / peaks[f"{10 * least:,}"]},
                1.2,
            )
        ],
        {"bytes": peaks},
    )


def _environment() -> dict[str, str]:
    package = str(Path(redi_codecs.__file__).parents[1])
    found = os.environ | {"PYTHONPATH": os.pathsep.join([package, *filter(None, sys.path)])}
    found.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled
    return found


def _ran(arguments: Sequence[str]) -> Callable[[], int]:
    def run() -> int:
        used = _used(arguments)
        return int((used.ru_utime + used.ru_stime) * 1e9)

    return run


#: A process is charged with the memory of the one that began it, which is much here: one in between has little.
_WATCHED: Final = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def _peak(file: Path, devices: Path) -> int:
    out = str(file.with_name("kept.parquet"))
    command = (sys.executable, "-m", "redi_codecs", "decode", str(file), "--devices", str(devices), "--output", out)
    told = subprocess.run(
        [sys.executable, "-c", _WATCHED, *command], check=True, capture_output=True, text=True, env=_environment()
    )
    return int(told.stdout) * 1024


def _used(arguments: Sequence[str]) -> Any:
    """What a command took of the machine."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}")
    return used
