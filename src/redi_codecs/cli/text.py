"""Readings as words and columns for a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redi_codecs.readings import Attribute, Decoded, Reading

__all__ = [
    "clock",
    "columns",
    "named_text",
    "result_text",
    "shown",
    "unit_text",
    "value_text",
    "warning_lines",
    "words_of",
]
SYMBOLS = {
    "1": "",
    "/cm3": "/cm³",
    "Bq/m3": "Bq/m³",
    "Cel": "°C",
    "Ohm": "Ω",
    "V.A": "VA",
    "V.A{reactive}": "var",
    "W/m2": "W/m²",
    "[NTU]": "NTU",
    "[g]": "g",
    "[ppb]": "ppb",
    "[ppm]": "ppm",
    "dB[SPL]": "dB",
    "dB{mW}": "dBm",
    "deg": "°",
    "g/m3": "g/m³",
    "kV.A.h{reactive}": "kvarh",
    "kW.h": "kWh",
    "m3": "m³",
    "m3/h": "m³/h",
    "mA.h": "mAh",
    "uS/cm": "µS/cm",
    "uSv/h": "µSv/h",
    "uT": "µT",
    "ug/m3": "µg/m³",
    "um": "µm",
    "umol/(m2.s)": "µmol/m²/s",
}
"""UCUM codes that a person writes in another way; all others are shown as they are."""


def unit_text(unit: str) -> str:
    """The symbol that a person writes for a UCUM code.

    >>> unit_text("Cel"), unit_text("hPa"), unit_text("[ppm]"), unit_text("")
    ('°C', 'hPa', 'ppm', '')
    """
    return SYMBOLS.get(unit, unit)


def value_text(value: object, unit: str = "") -> str:
    """A value with its unit, floats to three decimals.

    >>> value_text(30.8, "Cel"), value_text(27.678339, "Cel"), value_text(True), value_text(412, "[ppm]")
    ('30.8 °C', '27.678 °C', 'yes', '412 ppm')
    """
    symbol = unit_text(unit)
    return f"{_bare(value)} {symbol}" if symbol else _bare(value)


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
