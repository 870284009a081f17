"""Measure decoding and starting: ``python benchmarks/run.py``, under a minute; ``--json FILE`` keeps every round."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from agreement import Disagreement
from by_hand import BY_HAND
from formats import CONTENDERS, Measured, measure
from start import IMPORTS, PHASES, first_decodes, imports
from timing import Times

from redi_codecs import codec

#: What the ratios should at least (or at most) be.
AT_LEAST = {"reference": 8.0, "by_hand": 1.0}
AT_MOST = {"import": 1 / 3}
#: The devices whose first payload is timed.
FIRST = ("milesight-iot/em300-th", "elsys/ers", "dragino/lht65")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every round's times there as well")
    parser.add_argument(
        "--only", nargs="+", metavar="DEVICE", default=list(BY_HAND), choices=list(BY_HAND), help="formats"
    )
    parser.add_argument("--rounds", type=int, default=101, help="rounds of decoding (default: %(default)s)")
    parser.add_argument(
        "--block", type=float, default=1.5, metavar="MS", help="length of a block (default: %(default)s)"
    )
    parser.add_argument("--no-start", action="store_true", help="measure decoding only")
    given = parser.parse_args(arguments)
    try:
        measured = [measure(device, rounds=given.rounds, block_ms=given.block) for device in given.only]
    except Disagreement as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}\n")
    print(_decoding(measured))
    kept: dict[str, Any] = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "decoding": {one.device: one.times.rounds for one in measured},
    }
    if not given.no_start:
        importing = imports(rounds=15)
        firsts = first_decodes({device: _sample(device) for device in FIRST}, rounds=9)
        print(_starting(importing, firsts))
        kept["importing"] = importing.rounds
        kept["first_decodes"] = {device: times.rounds for device, times in firsts.items()}
    if given.json:
        given.json.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    return 0


def _sample(device: str) -> tuple[bytes, int]:
    one = codec(device).device
    vector = one.vectors[0]
    f_port = vector.f_port
    assert f_port is not None
    return vector.payload, f_port


def _decoding(measured: Sequence[Measured]) -> str:
    head = [
        "format", "payloads", "generated", "decode", "readings", "by hand", "parse", "reference",
        "by hand ÷ generated", "parse ÷ generated", "reference ÷ generated",
    ]  # fmt: skip
    rows = []
    for device, payloads, times in measured:
        ratios = [times.ratio(name, "generated") for name in ("by_hand", "parse", "reference")]
        shown = [f"{times.typical(name):,.0f}" for name in CONTENDERS]
        rows.append([device, str(payloads), *shown, *(f"{ratio:.2f}" for ratio in ratios)])
    legend = "\n".join(f"- {name.replace('_', ' ')}: {text}" for name, text in CONTENDERS.items())
    targets = [
        f"- {name.replace('_', ' ')} ÷ generated ≥ {least:g}: "
        + _verdict({one.device: one.times.ratio(name, "generated") for one in measured}, least)
        for name, least in AT_LEAST.items()
    ]
    title = "## Decoding one payload, nanoseconds\n"
    return "\n".join([title, _table(head, rows), "", legend, "", "Targets:", *targets, ""])


def _verdict(ratios: dict[str, float], least: float) -> str:
    low = {device: ratio for device, ratio in ratios.items() if ratio < least}
    if not low:
        return f"met by all (lowest {min(ratios.values()):.2f})"
    return "missed by " + ", ".join(f"{device} ({ratio:.2f})" for device, ratio in low.items())


def _starting(importing: Times, firsts: dict[str, Times]) -> str:
    rows = [
        [f"`{statement}`", f"{importing.typical(name) / 1e6:.2f}", f"{importing.ratio(name, 'pydantic'):.3f}"]
        for name, statement in IMPORTS.items()
    ]
    most = AT_MOST["import"]
    ratio = importing.ratio("redi_codecs", "pydantic")
    verdict = "met" if ratio <= most else "missed"
    parts = [
        "## Importing, milliseconds in a fresh interpreter\n",
        _table(["statement", "ms", "÷ `import pydantic`"], rows),
        f"\nTarget: `import redi_codecs` ≤ ⅓ of `import pydantic`: {verdict} ({ratio:.3f})\n",
        "## The first payload of a device, milliseconds in a fresh interpreter\n",
        _table(
            ["device", *PHASES, "all"],
            [
                [device, *(f"{times.typical(name) / 1e6:.2f}" for name in (*PHASES, "all"))]
                for device, times in firsts.items()
            ],
        ),
    ]
    return "\n".join(parts)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    ruled = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ruled, *rows])


if __name__ == "__main__":
    sys.exit(main())
