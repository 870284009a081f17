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

from redi_codecs.cli.streams import for_programs
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
from redi_codecs.files import put_aside, whole
from redi_codecs.safe_text import safe_line

if TYPE_CHECKING:
    from redi_codecs.archive import DecodedMessage
    from redi_codecs.archive.bulk import Part
    from redi_codecs.readings import Attribute, Decoded, Reading

__all__ = ["FORMATS", "ByColumns", "Output", "format_of", "has_anything", "opened", "print_one"]

FORMATS: Final = ("table", "jsonl", "csv", "parquet")
_BY_SUFFIX: Final = {
    **dict.fromkeys((".jsonl", ".ndjson", ".json"), "jsonl"),
    **dict.fromkeys(("", ".txt", ".log"), "table"),
    ".csv": "csv",
    ".parquet": "parquet",
}
_SHEET: Final = "spreadsheets are not written: say a name that ends in .csv, which all of them open"
_PACKED: Final = "compressed files are not written: say a name without this ending (Parquet is compressed in itself)"
_OTHERS: Final = {
    **dict.fromkeys((".xlsx", ".xls", ".xlsm", ".xlsb", ".ods"), _SHEET),
    **dict.fromkeys((".gz", ".zst", ".bz2", ".xz", ".zip"), _PACKED),
}

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
    """The format that was asked for, else the one that the file's name says, else a table.

    A name that says another one is refused: what is in the file would not be what it says.
    """
    suffix = Path(file).suffix.lower() if file else ""
    if suffix in _OTHERS:
        raise UsageError(f"{file}: {_OTHERS[suffix]}")
    known = _BY_SUFFIX.get(suffix)
    if name is None and known is None:
        names = ", ".join(filter(None, _BY_SUFFIX))
        raise UsageError(f"{file}: the name says no format that is written here ({names}): say --format")
    return name or known or "table"


def opened(format: str, file: str | None, *, sensitive: bool, stack: ExitStack, live: bool = False) -> Output:
    """The output in a format, to a file or else to standard output; the stack closes it.

    What goes to a file has its name from the beginning only if it comes in ``live``: then it goes out line by line, for
    others to read while it grows.
    """
    output: Output
    if format == "parquet":
        from redi_codecs.archive.tidy import ParquetFile

        if file is None:
            raise UsageError("Parquet goes to a file: say --output FILE")
        output = ParquetFile(stack.enter_context(whole(file)), sensitive=sensitive)
    else:
        text = sys.stdout if format == "table" else for_programs(sys.stdout)
        if file is not None:
            text = stack.enter_context(_growing(file) if live else _written(stack.enter_context(whole(file))))
        output = _text_output(format, text, sensitive)
    stack.callback(output.close)
    return output


def _text_output(format: str, text: TextIO, sensitive: bool) -> Output:
    if format == "csv":
        from redi_codecs.archive.tidy import CsvFile

        return CsvFile(text, sensitive=sensitive)
    return (JsonLines if format == "jsonl" else Table)(text, sensitive=sensitive)


@contextmanager
def _growing(file: str) -> Iterator[TextIO]:
    """A file that others read while it grows; what an earlier run wrote there gets another name."""
    if (aside := put_aside(file)) is not None:
        print(f"{file}: what an earlier run wrote is {aside.name} now", file=sys.stderr)
    with _written(Path(file), buffering=1) as text:
        try:
            yield text
        except BaseException as error:
            error.add_note(f"{file} ends with what had come in until then")
            raise


def _written(file: Path, buffering: int = -1) -> TextIO:
    # A name in a message may have half a character in it, which no file can hold.
    return file.open("w", buffering=buffering, encoding="utf-8", errors="replace", newline="")


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
        if uplink.simulated:
            words.insert(0, "simulated")
        self._row(clock(message.time), printable(uplink.device_name or uplink.dev_eui), cells, words)

    def close(self) -> None:
        """Nothing is left to write."""

    def _row(self, time: str, name: str, cells: list[str], words: list[str]) -> None:
        columns = (cell.rjust(len(heading)) for cell, (_, heading, _) in zip(cells, self.COLUMNS, strict=True))
        head = "  ".join([time.ljust(self.TIME), name.ljust(self.DEVICE), *columns])
        row = f"{head}  {', '.join(words)}".rstrip()
        if not self._width or len(row) <= self._width:
            print(safe_line(row), file=self._stream)
            return
        # Words that find no room beside the columns go below them.
        beside = self._width - len(head) - 2 >= 30
        indent = " " * (len(head) + 2 if beside else self.TIME + 2)
        whole = (word.replace(" ", _JOINED) if len(word) < 40 else word for word in words)
        lines = textwrap.wrap(", ".join(whole), self._width - len(indent), break_on_hyphens=False)
        first = f"{head}  {lines.pop(0)}" if beside else head.rstrip()
        for line in (first, *(f"{indent}{line}" for line in lines)):
            print(safe_line(line.replace(_JOINED, " ")), file=self._stream)


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


def has_anything(decoded: Decoded) -> bool:
    """Whether a payload says anything; of a broken one, what was complete before the fault."""
    return bool(decoded.readings or decoded.attributes or decoded.records)


def print_one(decoded: Decoded, stream: TextIO, *, sensitive: bool = False) -> None:
    """One decoded payload, a reading a line."""
    message = f"  {decoded.message}" if decoded.message else ""
    time = f"  {clock(decoded.time)} UTC" if decoded.time else ""
    print(f"{decoded.device}  f_port {decoded.f_port}{time}{message}", file=stream)
    everything: list[Reading | Attribute] = [*decoded.readings, *decoded.attributes.values()]
    current = shown(everything, sensitive)
    _print_lines(columns((one.name, result_text(one)) for one in current), stream)
    if everything and not current:
        names = ", ".join(one.name for one in everything)
        print(f"  all that it says is sensitive and hidden ({names}): --sensitive shows it", file=stream)
    for record in decoded.records:
        words = ", ".join(map(named_text, shown(record.readings, sensitive)))
        hidden = "" if words or not record.readings else "hidden, for it is sensitive: --sensitive shows it"
        print(f"  {record.name}  {clock(record.time)}  {words or hidden}", file=stream)
    _print_lines(warning_lines(decoded), stream)


def _print_lines(lines: Iterable[str], stream: TextIO) -> None:
    for line in lines:
        print(safe_line(f"  {line}"), file=stream)
