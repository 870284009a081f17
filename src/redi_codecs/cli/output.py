"""Where decoded uplinks go: a table for a person, JSON Lines for a program."""

from __future__ import annotations

import json
import shutil
import textwrap
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TextIO

from redi_codecs.cli.text import clock, column_text, columns, named_text, result_text, shown, warning_lines, words_of

if TYPE_CHECKING:
    from redi_codecs.networks import Uplink
    from redi_codecs.readings import Attribute, Decoded, Reading

__all__ = ["JsonLines", "Table", "print_one"]

_JOINED: Final = "\N{NO-BREAK SPACE}"


class Table:
    """A row an uplink, written as it comes: what nearly every device measures in columns, the rest in words.

    A reading without a value is a dash in its column, and its status is among the words.
    """

    TIME, DEVICE = 19, 28
    #: Name, heading and decimals.
    COLUMNS: Final = (("temperature", "TEMPERATURE", 1), ("humidity", "HUMIDITY", 1), ("co2", "     CO2", 0))

    def __init__(self, stream: TextIO, *, sensitive: bool = False) -> None:
        self._stream = stream
        self._sensitive = sensitive
        self._begun = False
        # Folding is for eyes: what goes into a file or a pipe keeps a row a line.
        self._width = max(shutil.get_terminal_size().columns, 60) if stream.isatty() else 0

    def write(self, uplink: Uplink, decoded: Decoded) -> None:
        if not self._begun:
            self._row("TIME (UTC)", "DEVICE", [heading for _, heading, _ in self.COLUMNS], ["OTHER READINGS"])
            self._begun = True
        time = decoded.time or uplink.received_at
        found = {one.name: one for one in decoded.readings}
        cells = [column_text(found.get(name), decimals) for name, _, decimals in self.COLUMNS]
        words = words_of(decoded, {name for name, _, _ in self.COLUMNS}, self._sensitive)
        self._row(clock(time), uplink.device_name or uplink.dev_eui, cells, words)

    def _row(self, time: str, name: str, cells: list[str], words: list[str]) -> None:
        columns = (cell.rjust(len(heading)) for cell, (_, heading, _) in zip(cells, self.COLUMNS, strict=True))
        head = "  ".join([time.ljust(self.TIME), name.ljust(self.DEVICE), *columns])
        row = f"{head}  {', '.join(words)}".rstrip()
        if not self._width or len(row) <= self._width:
            print(row, file=self._stream)
            return
        # Words that find no room beside the columns go below them.
        beside = self._width - len(head) - 2 >= 30
        indent = " " * (len(head) + 2 if beside else self.TIME + 2)
        whole = (word.replace(" ", _JOINED) if len(word) < 40 else word for word in words)
        lines = textwrap.wrap(", ".join(whole), self._width - len(indent), break_on_hyphens=False)
        first = f"{head}  {lines.pop(0)}" if beside else head.rstrip()
        for line in (first, *(f"{indent}{line}" for line in lines)):
            print(line.replace(_JOINED, " "), file=self._stream)


class JsonLines:
    """A JSON object a line."""

    def __init__(self, stream: TextIO, *, sensitive: bool = False) -> None:
        self._stream = stream
        self._sensitive = sensitive

    def write(self, uplink: Uplink | None, decoded: Decoded) -> None:
        row = _row(uplink, decoded, self._sensitive)
        print(json.dumps(row, ensure_ascii=False, default=_plain), file=self._stream)


def print_one(decoded: Decoded, stream: TextIO, *, sensitive: bool = False) -> None:
    """One decoded payload, a reading a line."""
    message = f"  {decoded.message}" if decoded.message else ""
    print(f"{decoded.device}  f_port {decoded.f_port}{message}", file=stream)
    current = shown((*decoded.readings, *decoded.attributes.values()), sensitive)
    _print_lines(columns((one.name, result_text(one)) for one in current), stream)
    for record in decoded.records:
        words = ", ".join(map(named_text, shown(record.readings, sensitive)))
        print(f"  {record.name}  {clock(record.time)}  {words}", file=stream)
    _print_lines(warning_lines(decoded), stream)


def _print_lines(lines: Iterable[str], stream: TextIO) -> None:
    for line in lines:
        print(f"  {line}", file=stream)


def _row(uplink: Uplink | None, decoded: Decoded, sensitive: bool) -> dict[str, Any]:
    return {
        "network": uplink.network if uplink else None,
        "dev_eui": uplink.dev_eui if uplink else None,
        "device_name": uplink.device_name if uplink else None,
        "device": decoded.device,
        "f_port": decoded.f_port,
        "f_cnt": uplink.f_cnt if uplink else None,
        "time": decoded.time or (uplink.received_at if uplink else None),
        "message": decoded.message,
        "readings": _values(decoded.readings, sensitive),
        "records": [
            {
                "name": record.name,
                "time": record.time,
                "readings": _values(record.readings, sensitive),
                "attributes": _values(record.attributes.values(), sensitive),
            }
            for record in decoded.records
        ],
        "attributes": _values(decoded.attributes.values(), sensitive),
        "warnings": [{"code": w.code, "offset": w.offset, "text": w.text} for w in decoded.warnings],
        "rest": decoded.rest,
    }


def _values(ones: Iterable[Reading | Attribute], sensitive: bool) -> list[dict[str, Any]]:
    return [
        {"name": one.name, "value": one.value, "unit": one.unit, "time": one.time, "status": one.status}
        for one in shown(ones, sensitive)
    ]


def _plain(value: object) -> str:
    match value:
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case bytes():
            return value.hex()
        case _:
            return str(value)
