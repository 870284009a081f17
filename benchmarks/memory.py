"""Peak memory of a batch, measured in a process of its own (Linux)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from sections import Section, Settings, at_most, table

#: The mixes that are measured: without and with history, and with many columns of which few are touched.
MEASURED: Final = ("em300-th, three shapes", "am102, history", "ers, six shapes")

_SIDE: Final = """
import gc, sys
sys.path.insert(0, {here!r})
from memory import measure
print(*measure({mix!r}, {rows}))
"""


def memory(settings: Settings) -> Section:
    """What a batch needs beyond its input and its output."""
    if not Path("/proc/self/clear_refs").exists():
        return Section("Memory", "Measured on Linux only.")
    rows = 10 * settings.rows
    cells, peaks, kept = [], {}, {}
    for mix in MEASURED:
        script = _SIDE.format(here=str(Path(__file__).parent), mix=mix, rows=rows)
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"measuring the memory of {mix} failed:\n{done.stderr}")
        given, made, grown = map(int, done.stdout.split())
        peaks[mix] = (given + grown) / (given + made)
        kept[mix] = given, made, grown
        per_row = [f"{number / rows:.1f}" for number in (given, made, grown)]
        cells.append([mix, *per_row, f"{peaks[mix]:.2f}"])
    head = ["mix", "input, bytes a row", "output", "peak beyond input", "(input + peak) ÷ (input + output)"]
    return Section(
        "Memory",
        f"{rows:,} rows.\n\n{table(head, cells)}",
        [at_most("peak ÷ (input + output)", peaks, 1.1)],
        {"bytes": kept},
    )


def measure(mix: str, rows: int) -> tuple[int, int, int]:
    """Bytes of a batch's input, of its output, and by how much the process grew at the peak of decoding."""
    from mixes import MIXES, rows_of
    from ours import column

    from redi_codecs import codec

    one = codec(MIXES[mix].device)
    small = rows_of(mix, 2000)
    one.decode_batch(column(small), f_port=small.port)
    packed = small.repeated(rows // small.rows)
    payloads = column(packed)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = _status("VmRSS")
    batch = one.decode_batch(payloads, f_port=packed.port)
    return packed.nbytes, _nbytes(batch), _status("VmHWM") - before


def _status(name: str) -> int:
    text = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith(f"{name}:"))


def _nbytes(batch: Any) -> int:
    """The memory of all columns of a batch."""
    held = [batch.errors, batch.warnings, batch.message.values, batch.time.values, batch.time.validity]
    for frame in (batch, *batch.records.values()):
        for name in frame:
            one = frame[name]
            held += [one.values, one.validity, one.offsets, one.status.values]
    return sum(memoryview(each).nbytes for each in {id(each): each for each in held if each is not None}.values())
