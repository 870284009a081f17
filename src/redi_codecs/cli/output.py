"""Where decoded messages go: a table for a person, JSON Lines for a program, CSV and Parquet for analysts."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, TextIO, runtime_checkable

from redi_codecs.cli.text import (
    clock,
    column_text,
    columns,
    named_text,
    printable,
    result_text,
    shown,
    warning_lines,
    words_of,
)
from redi_codecs.cli.usage import UsageError

if TYPE_CHECKING:
    from redi_codecs.archive import DecodedMessage
    from redi_codecs.archive.bulk import Part
    from redi_codecs.readings import Decoded

__all__ = ["FORMATS", "ByColumns", "Output", "format_of", "opened", "print_one"]

FORMATS: Final = ("table", "jsonl", "csv", "parquet")
_BY_SUFFIX: Final = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".csv": "csv", ".parquet": "parquet"}

_JOINED: Final = "\N{NO-BREAK SPACE}"


class Output(Protocol):
    """Something that decoded messages are written to."""

    def write(self, message: DecodedMessage) -> None: ...

    def close(self) -> None: ...


@runtime_checkable
class ByColumns(Output, Protocol):
    """One that also takes many readings at once."""

    def prepared(self, part: Part) -> Any: ...

    def write_prepared(self, ready: Any) -> None: ...


def format_of(name: str | None, file: str | None) -> str:
    """The format that was asked for, else the one that the file's name says, else a table."""
    return name or _BY_SUFFIX.get(Path(file).suffix.lower() if file else "", "table")


def opened(format: str, file: str | None, *, sensitive: bool, stack: ExitStack, live: bool = False) -> Output:
    """The output in a format, to a file or else to standard output; the stack closes it.

    What goes to a file has its name from the beginning only if it is ``live``, for others to read while it grows.
    """
    output: Output
    if format == "parquet":
        from redi_codecs.archive.tidy import ParquetFile

        if file is None:
            raise UsageError("Parquet goes to a file: say --output FILE")
        output = ParquetFile(stack.enter_context(_beside(file)), sensitive=sensitive)
    else:
        text = sys.stdout
        if file is not None:
            text = stack.enter_context(_written(Path(file) if live else stack.enter_context(_beside(file))))
        output = _text_output(format, text, sensitive)
    stack.callback(output.close)
    return output


def _text_output(format: str, text: TextIO, sensitive: bool) -> Output:
    if format == "csv":
        from redi_codecs.archive.tidy import CsvFile

        return CsvFile(text, sensitive=sensitive)
    return (JsonLines if format == "jsonl" else Table)(text, sensitive=sensitive)


@contextmanager
def _beside(file: str) -> Iterator[Path]:
    """Where a file is written that takes its name once it is whole: what a killed run leaves looks like what it is."""
    whole = Path(file)
    if whole.exists() and not whole.is_file():  # a device, a pipe
        yield whole
        return
    part = whole.with_name(f"{whole.name}.part")
    yield part
    part.replace(whole)


def _written(file: Path) -> TextIO:
    # A name in a message may have half a character in it, which no file can hold.
    return file.open("w", encoding="utf-8", errors="replace", newline="")


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

    def write(self, message: DecodedMessage) -> None:
        uplink, decoded = message.uplink, message.decoded
        if decoded is None:
            return
        if not self._begun:
            self._row("TIME (UTC)", "DEVICE", [heading for _, heading, _ in self.COLUMNS], ["OTHER READINGS"])
            self._begun = True
        found = {one.name: one for one in decoded.readings}
        cells = [column_text(found.get(name), decimals) for name, _, decimals in self.COLUMNS]
        told = {name for name, _, _ in self.COLUMNS}
        words = [printable(word) for word in words_of(decoded, told, self._sensitive)]
        self._row(clock(message.time), printable(uplink.device_name or uplink.dev_eui), cells, words)

    def close(self) -> None:
        """Nothing is left to write."""

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
        self._encode = json.JSONEncoder(ensure_ascii=False, default=str).encode

    def write(self, message: DecodedMessage) -> None:
        self._stream.write(f"{self._encode(message.to_dict(sensitive=self._sensitive))}\n")

    def close(self) -> None:
        """Nothing is left to write."""


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
