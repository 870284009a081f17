"""Where decoded uplinks go: a table for a person, JSON Lines for a program."""

from __future__ import annotations

import json
import shutil
import textwrap
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TextIO

from redi_codecs.cli.text import clock, columns, named_text, result_text, shown, warning_lines, words_of

if TYPE_CHECKING:
    from redi_codecs.networks import Uplink
    from redi_codecs.readings import Attribute, Decoded, Reading

__all__ = ["JsonLines", "Table", "print_one"]


class Table:
    """A row an uplink, written as it comes; long rows are folded at the width of the terminal."""

    WIDTHS = (19, 26, 10)

    def __init__(self, stream: TextIO, *, sensitive: bool = False) -> None:
        self._stream = stream
        self._sensitive = sensitive
        self._begun = False
        self._indent = sum(self.WIDTHS) + 2 * len(self.WIDTHS)
        # Folding is for eyes: what goes into a file or a pipe keeps a row a line.
        self._width = max(shutil.get_terminal_size().columns, self._indent + 30) if stream.isatty() else 0

    def write(self, uplink: Uplink, decoded: Decoded) -> None:
        if not self._begun:
            self._row("TIME (UTC)", "DEVICE", "MESSAGE", ["READINGS"])
            self._begun = True
        name = uplink.device_name or uplink.dev_eui
        time = decoded.time or uplink.received_at
        words = words_of(decoded, self._sensitive) + warning_lines(decoded)
        self._row(clock(time), name, decoded.message or "", words)

    def _row(self, time: str, name: str, message: str, words: list[str]) -> None:
        head = "  ".join(text.ljust(width) for text, width in zip((time, name, message), self.WIDTHS, strict=True))
        text = f"{head}  {', '.join(words)}".rstrip()
        if self._width:
            indent = " " * self._indent
            text = textwrap.fill(text, self._width, subsequent_indent=indent, break_on_hyphens=False)
        print(text, file=self._stream)


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
