"""Uplinks out of a table in CSV, a row each."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, NamedTuple

from redi_codecs.archive.columns import Columns, Evidence
from redi_codecs.archive.directions import told_under
from redi_codecs.archive.item import Item, Items, undecodable
from redi_codecs.archive.whole_lines import Line, whole_lines
from redi_codecs.errors import UplinkError

if TYPE_CHECKING:
    from redi_codecs.archive.item import Numbered

__all__ = ["is_table", "table_items"]

DELIMITERS: Final = ",;\t|"
LOOK_AHEAD: Final = 1000
"""Rows that are looked at to tell how payloads are written."""
_CELL_LINES: Final = 400
"""Lines that a quoted cell may have, a whole message for instance; a quote not closed within them is broken."""
_QUOTED: Final = re.compile(r'"[^"]*"')


class _Row(NamedTuple):
    line: int
    text: str
    cells: list[str]
    problem: str = ""


def is_table(line: str, columns: Columns) -> bool:
    """Whether this first line is the header of a table with a payload."""
    return columns.is_header(_header(line)[1])


def table_items(numbered: Numbered, source: str, columns: Columns) -> Items:
    """The rows of a table, as mappings that :mod:`redi_codecs.archive.columns` reads."""
    from redi_codecs.networks.wrappers import holds_message

    texts = whole_lines(numbered)
    header = next(texts)
    delimiter, cells = _header(header.text)
    try:
        if header.problem:
            raise UplinkError(header.problem)
        places = columns.places(cells)
    except UplinkError as error:
        yield Item(source, header.number, None, header.text.strip(), str(error))
        return
    rows = _rows(texts, delimiter, len(cells))
    ahead: list[_Row] = []
    payload = places["payload"]
    encoding, problem = columns.told_encoding(cells[payload]), ""
    if encoding is None:
        evidence = Evidence()
        for row in islice(rows, LOOK_AHEAD):
            ahead.append(row)
            if not row.problem:
                evidence.add(row.cells[payload])
                if evidence.plenty:
                    break
        encoding = evidence.verdict
        problem = "" if encoding else evidence.problem
    told = {"encoding": encoding, "time_zone": columns.time_zone}
    same = {key: value for key, value in told.items() if value}
    where = tuple(places.items())
    ways = {"direction": [places["direction"]] if "direction" in places else [], "type": columns.types(cells)}
    ways = {key: at for key, at in ways.items() if at}
    for row in chain(ahead, rows):
        if row.problem:
            yield Item(source, row.line, None, row.text, row.problem)
            continue
        message = {key: row.cells[at] for key, at in where} | same
        for key, those in ways.items():
            message[key] = "\n".join(filter(None, (told_under(cells[at], row.cells[at]) for at in those)))
        yield Item(
            source, row.line, message, None, problem if problem and not holds_message(row.cells[payload]) else ""
        )


def _header(line: str) -> tuple[str, list[str]]:
    delimiter = max(DELIMITERS, key=_QUOTED.sub("", line).count)
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        cells = []
    return delimiter, [cell.strip() for cell in cells]


def _rows(lines: Iterator[Line], delimiter: str, width: int) -> Iterator[_Row]:
    """Rows of as many cells as the header has, and what is none."""
    waiting: deque[Line] = deque()
    while line := waiting.popleft() if waiting else next(lines, None):
        number, text, problem, _ = line
        if problem:
            yield _Row(number, text.strip(), [], problem)
            continue
        if text.isspace() or not text:
            continue
        if '"' not in text:
            yield _row(number, text, text.rstrip("\r\n").split(delimiter), width)
            continue
        more: list[Line] = []
        parts = [text]
        quotes = text.count('"')
        while quotes % 2 and len(more) < _CELL_LINES:
            follows = waiting.popleft() if waiting else next(lines, None)
            if follows is None:
                break
            if follows.problem:
                waiting.appendleft(follows)
                break
            more.append(follows)
            quotes += follows.text.count('"')
            parts += (follows.text,) if parts[-1].endswith("\n") else ("\n", follows.text)
        whole = "".join(parts)
        row = _parsed(number, whole, delimiter, width)
        if row.problem and more:
            # Only its first line is broken, and those after it are rows of their own.
            waiting.extendleft(reversed(more))
            row = _parsed(number, text, delimiter, width)
        yield row


def _parsed(number: int, text: str, delimiter: str, width: int) -> _Row:
    try:
        cells = next(csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        return _Row(number, text.strip(), [], f"not CSV: {error}")
    return _row(number, text, cells, width)


def _row(number: int, text: str, cells: list[str], width: int) -> _Row:
    if len(cells) != width:
        return _Row(number, text.strip(), [], f"expected {width} cells as in the header, saw {len(cells)}")
    if undecodable(text):
        return _Row(number, text.strip(), [], "not UTF-8")
    return _Row(number, "", cells)
