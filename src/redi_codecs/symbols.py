"""How a person writes a unit: UCUM codes and their usual symbols."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["SYMBOLS", "symbol"]

SYMBOLS: Final[Mapping[str, str]] = {
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


def symbol(unit: str) -> str:
    """The symbol that a person writes for a UCUM code.

    >>> symbol("Cel"), symbol("hPa"), symbol("[ppm]"), symbol("")
    ('°C', 'hPa', 'ppm', '')
    """
    return SYMBOLS.get(unit, unit)
