"""``redi-codecs devices --inventory``: which devices of a list are known, a city's own or a census of the market."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from redi_codecs.cli.usage import UsageError

__all__ = ["inventory"]

_COLUMNS = ("id", "device", "model")


class _Line(NamedTuple):
    wanted: str
    known: str | None


def inventory(path: str, where: Sequence[str], *, as_json: bool) -> int:
    """Print which ids of a file are known, and as what; 1 where some are not."""
    lines = [_Line(id, _known(id)) for id in dict.fromkeys(_ids(Path(path), [_condition(one) for one in where]))]
    if not lines:
        raise UsageError(f"{path} names no device" + (" of which that is so" if where else ""))
    missing = [line.wanted for line in lines if line.known is None]
    if as_json:
        for line in lines:
            print(json.dumps({"id": line.wanted, "known": line.known}, ensure_ascii=False))
    else:
        print(f"{len(lines) - len(missing)} of {len(lines)} are known")
        for id in missing:
            print(f"missing: {id}")
    return 1 if missing else 0


def _known(id: str) -> str | None:
    from redi_codecs.errors import UnknownDevice
    from redi_codecs.registry import find

    try:
        return find(id).id
    except UnknownDevice:
        return None


def _condition(text: str) -> tuple[str, str]:
    column, equals, value = text.partition("=")
    if not equals or not column:
        raise UsageError(f"--where takes COLUMN=VALUE, not {text!r}")
    return column.strip(), value.strip()


def _ids(file: Path, conditions: Sequence[tuple[str, str]]) -> Iterator[str]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not UTF-8: byte {error.start}") from None
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}") from None
    lines = text.splitlines()
    if file.suffix.lower() != ".csv":
        if conditions:
            raise UsageError(f"--where needs columns, as a .csv has; {file} is a list of ids")
        yield from (id for line in lines if (id := line.partition("#")[0].strip()))
        return
    separator = ";" if lines and lines[0].count(";") > lines[0].count(",") else ","
    rows = csv.DictReader(lines, delimiter=separator)
    there = list(rows.fieldnames or ())
    for named, _ in conditions:
        if named not in there:
            raise UsageError(f"{file} has no column {named!r}; there are {', '.join(there)}")
    column = next((one for one in _COLUMNS if one in there), None)
    if column is None:
        raise UsageError(f"{file} needs a column {' or '.join(_COLUMNS)}; there are {', '.join(there)}")
    for row in rows:
        id = (row[column] or "").strip()
        if id and all((row[name] or "").strip() == value for name, value in conditions):
            yield id
