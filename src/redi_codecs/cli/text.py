"""Readings as words and columns for a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from redi_codecs.symbols import symbol

if TYPE_CHECKING:
    from redi_codecs.readings import Attribute, Decoded, Reading

__all__ = [
    "clock",
    "columns",
    "named_text",
    "result_text",
    "shown",
    "value_text",
    "warning_lines",
    "words_of",
]


def value_text(value: object, unit: str = "") -> str:
    """A value with its unit, floats to three decimals.

    >>> value_text(30.8, "Cel"), value_text(27.678339, "Cel"), value_text(True), value_text(412, "[ppm]")
    ('30.8 °C', '27.678 °C', 'yes', '412 ppm')
    """
    shown = symbol(unit)
    return f"{_bare(value)} {shown}" if shown else _bare(value)


def _bare(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case float() if value == 0 or 0.001 <= abs(value) < 1e15:
            text = f"{value:.3f}".rstrip("0")
            return text + "0" if text.endswith(".") else text
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


def words_of(decoded: Decoded, sensitive: bool) -> list[str]:
    """What a payload says, in a few words each: its readings, else its attributes, and how much history it has."""
    words = [named_text(reading) for reading in shown(decoded.readings, sensitive)]
    if not words and not decoded.records:
        words = [named_text(attribute) for attribute in shown(decoded.attributes.values(), sensitive)]
    if decoded.records:
        words.append(f"history {len(decoded.records)}")
    return words


def warning_lines(decoded: Decoded) -> list[str]:
    return [f"! {warning.code}, byte {warning.offset}: {warning.text}" for warning in decoded.warnings]


def clock(time: datetime | None) -> str:
    return f"{time:%Y-%m-%d %H:%M:%S}" if time else "–"


def columns(rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows as lines with aligned columns."""
    table = [tuple(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in table]
