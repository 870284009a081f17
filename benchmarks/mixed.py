"""One table of all devices, as a region's archive is one."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from itertools import starmap
from random import Random
from typing import Any

from agreement import vectors
from ours import decode_table, has_arrow
from sections import Section, Settings, nanoseconds, table, times_as_long
from timing import Runner, interleaved, timed

import redi_codecs


def mixed(settings: Settings) -> Section:
    """``decode_table`` against calling ``decode`` row by row."""
    tabled = decode_table()
    if tabled is None:
        return Section("A mixed table", "`decode_table` is not part of this version.")
    columns = archive(settings.rows)
    few = {name: column[: settings.rows // 50] for name, column in columns.items()}
    given = _given(columns)

    def at_once(**options: Any) -> Any:
        return tabled(given, device="device", payload="payload", f_port="f_port", **options)

    def one_by_one() -> None:
        deque(starmap(_decoded, zip(few["device"], few["payload"], few["f_port"], strict=True)), maxlen=0)

    runners = {
        "`decode_table`, long": Runner(timed(at_once), settings.rows),
        "`decode_table`, wide": Runner(timed(lambda: at_once(wide=True)), settings.rows),
        "`decode(…).readings`, row by row": Runner(timed(one_by_one), len(few["device"])),
    }
    times = interleaved(runners, rounds=max(3, settings.rounds // 3))
    first = next(iter(runners))
    cells = [[name, nanoseconds(times.typical(name)), times_as_long(times.ratio(name, first))] for name in runners]
    kinds = len(set(columns["device"]))
    return Section(
        "A mixed table",
        f"{settings.rows:,} rows of all {kinds} devices in random order, the payloads of their vectors.\n\n"
        + table(["", "ns a row", "times as long"], cells),
        figures={"rounds": times.rounds},
    )


def _decoded(device: str, payload: bytes, f_port: int) -> object:
    try:
        return redi_codecs.decode(device, payload, f_port).readings
    except redi_codecs.DecodeError as error:
        return error


def archive(rows: int) -> dict[str, list[Any]]:
    uplinks = [(one.id, *uplink) for one in redi_codecs.devices() for uplink in vectors(one.id)]
    drawn = Random(1).choices(uplinks, k=rows)
    return {name: [uplink[at] for uplink in drawn] for at, name in enumerate(("device", "payload", "f_port"))}


def _given(columns: Mapping[str, Any]) -> Any:
    if not has_arrow():
        return columns
    import pyarrow

    return pyarrow.table(dict(columns))
