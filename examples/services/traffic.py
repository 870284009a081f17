"""A day of an imagined region, to try a service with before the first sensor hangs: the same lines in every run.

    pip install .
    python traffic.py devices.csv > messages.jsonl
    python traffic.py devices.csv | nc localhost 9000

Ten devices of three models send through three servers; one frame in twenty is broken on purpose, some are late, lost
or there twice. ``devices.csv`` is written: it says which device sends what.
"""

from __future__ import annotations

import sys
from pathlib import Path

from redi_codecs.testing import Region

REGION = Region(
    ["milesight-iot/em300-th", "elsys/ers", "browan/tbms100"],
    count=10, days=1, every=1200, seed=1, networks=["the-things-stack", "chirpstack", "loriot"],
    faults=0.05, doubles=0.01, lost=0.02, late=0.01,
)  # fmt: skip


def main(devices: Path) -> None:
    """Write the map of devices, and then line by line what the servers would send."""
    rows = "".join(f"{eui},{device}\n" for eui, device in REGION.device_map().items())
    devices.write_text(f"dev_eui,device\n{rows}", encoding="utf-8")
    for line in REGION.lines():
        print(line)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
