"""Readings as words and columns for a person."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final, TextIO

from redi_codecs.symbols import symbol

if TYPE_CHECKING:
    from redi_codecs.readings import Attribute, Decoded, Reading

__all__ = [
    "clock",
    "colored",
    "column_text",
    "columns",
    "counted",
    "fitted",
    "folded",
    "named_text",
    "printable",
    "result_text",
    "shown",
    "value_text",
    "warning_lines",
    "words_of",
]

#: What stands for the signs of drawings where the output has none of them.
_PLAIN: Final = str.maketrans("─│┌┐└┘├┤┬┴┼⋮…–·✗", "-|+++++++++:--.x")
_SUPPLY = frozenset({"battery", "battery_level", "battery_voltage", "low_battery", "supply_voltage"})


def value_text(value: object, unit: str = "") -> str:
    """A value with its unit, floats to three decimals at most, long times in hours and minutes.

    >>> value_text(30.8, "Cel"), value_text(27.678339, "Cel"), value_text(True), value_text(412.0, "[ppm]")
    ('30.8 °C', '27.678 °C', 'yes', '412 ppm')
    >>> value_text(45.0, "s"), value_text(300.0, "s"), value_text(12840.0, "s"), value_text(97200, "s")
    ('45 s', '5 min', '3 h 34 min', '1 d 3 h')
    """
    if unit == "s" and isinstance(value, int | float) and value >= 120 and value == int(value):
        return _long(int(value))
    shown = symbol(unit)
    return f"{_bare(value)} {shown}" if shown else _bare(value)


def _bare(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case float() if value == 0 or 0.001 <= abs(value) < 1e15:
            return f"{value:.3f}".rstrip("0").rstrip(".")
        case float():
            return f"{value:.4g}"
        case bytes():
            return value.hex() or "empty"
        case datetime():
            return clock(value)
        case list() | tuple():
            return " ".join(map(_bare, value))
        case _:
            return str(value)


def _long(seconds: int) -> str:
    """A time in days, hours, minutes and seconds."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = ((days, "d"), (hours, "h"), (minutes, "min"), (seconds, "s"))
    return " ".join(f"{count} {unit}" for count, unit in parts if count)


def column_text(one: Reading | None, decimals: int) -> str:
    """A value for a column: as many decimals in every row, a dash for a reading without a value."""
    if one is None:
        return ""
    if not isinstance(one.value, int | float):
        return "–"
    return f"{one.value:.{decimals}f} {symbol(one.unit)}"


def shown(values: Iterable[Reading | Attribute], sensitive: bool) -> list[Reading | Attribute]:
    """Those readings or attributes that may be shown."""
    return [value for value in values if sensitive or not value.field.sensitive]


def result_text(one: Reading | Attribute) -> str:
    """``30.8 °C``, or ``– (not_connected)`` where there is no value."""
    value = "–" if one.value is None else value_text(one.value, one.unit)
    return f"{value} ({one.status})" if one.status else value


def named_text(one: Reading | Attribute) -> str:
    """``temperature 30.8 °C``."""
    return f"{one.name} {result_text(one)}"


def words_of(decoded: Decoded, told: Container[str], sensitive: bool) -> list[str]:
    """What a payload says, in a few words each, apart from the values that are told already; the battery comes last.

    Its readings, else its attributes; how much history it has, which message it is, and what was odd.
    """
    readings = sorted(shown(decoded.readings, sensitive), key=lambda one: one.quantity in _SUPPLY)
    words = [f"{one.name} {one.status}" for one in readings if one.name in told and one.status]
    words += [named_text(one) for one in readings if one.name not in told]
    if not readings and not decoded.records:
        words = [named_text(attribute) for attribute in shown(decoded.attributes.values(), sensitive)]
    if decoded.records:
        words.append(f"history {len(decoded.records)}")
    if decoded.message:
        words.append(f"message {decoded.message}")
    return words + warning_lines(decoded)


def warning_lines(decoded: Decoded) -> list[str]:
    return [f"! {warning.code}, byte {warning.offset}: {warning.text}" for warning in decoded.warnings]


def clock(time: datetime | None) -> str:
    return f"{time:%Y-%m-%d %H:%M:%S}" if time else "–"


def columns(rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows as lines with aligned columns."""
    table = [tuple(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in table]


def folded(rows: Iterable[Sequence[str]], column: int, width: int) -> Iterator[Sequence[str]]:
    """Rows whose cells in one column are at most so wide: what does not fit goes on in rows of its own.

    >>> columns(folded([("a", "one two three", "x"), ("b", "four", "y")], 1, 9))
    ['a  one two  x', '   three', 'b  four     y']
    """
    for row in rows:
        first, *rest = textwrap.wrap(row[column], width, break_on_hyphens=False) or [""]
        yield *row[:column], first, *row[column + 1 :]
        for line in rest:
            yield *("" for _ in row[:column]), line, *("" for _ in row[column + 1 :])


def colored(when: str, stream: TextIO) -> bool:
    """Whether to write in colour: ``always``, ``never``, or ``auto``.

    The latter is where somebody looks at it, unless NO_COLOR (no-color.org) or FORCE_COLOR (force-color.org) is set.
    """
    if when != "auto":
        return when == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def fitted(text: str, stream: TextIO) -> str:
    """A drawing in the signs that the stream has: its lines as hyphens and bars where there are no others."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        "┌│⋮✗".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return text.translate(_PLAIN)
    return text


def printable(text: str) -> str:
    """Text out of a message, which cannot reach the terminal as control codes.

    >>> printable("Rathaus 2"), printable("\\x1b[31mred")
    ('Rathaus 2', "'\\\\x1b[31mred'")
    """
    return text if text.isprintable() else repr(text)


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "device"), counted(1200, "message")
    ('1 device', '1200 messages')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
