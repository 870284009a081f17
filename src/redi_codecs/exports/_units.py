"""Units as platforms of cities want them: spelled out, and as a common code of UN/CEFACT Recommendation 20.

Names and codes are those that QUDT (https://qudt.org) states for the unit of the same UCUM code.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from redi_codecs.symbols import symbol

__all__ = ["UNITS", "Unit", "unit"]


class Unit(NamedTuple):
    """What a unit is called, and its common code if it has one."""

    name: str
    code: str | None = None


UNITS: Final[Mapping[str, Unit]] = {
    "%": Unit("percent", "P1"),
    "/cm3": Unit("per cubic centimetre", "H50"),
    "/min": Unit("per minute", "C94"),
    "1": Unit("one", "C62"),
    "A": Unit("ampere", "AMP"),
    "Bq/m3": Unit("becquerel per cubic metre", "A19"),
    "Cel": Unit("degree Celsius", "CEL"),
    "Hz": Unit("hertz", "HTZ"),
    "K": Unit("kelvin", "KEL"),
    "L": Unit("litre", "LTR"),
    "L/min": Unit("litre per minute", "L2"),
    "Ohm": Unit("ohm", "OHM"),
    "Pa": Unit("pascal", "PAL"),
    "S/m": Unit("siemens per metre", "D10"),
    "V": Unit("volt", "VLT"),
    "V.A": Unit("volt ampere", "D46"),
    "V.A{reactive}": Unit("volt ampere reactive", "D44"),
    "W": Unit("watt", "WTT"),
    "W/m2": Unit("watt per square metre", "D54"),
    "[NTU]": Unit("nephelometric turbidity unit"),
    "[g]": Unit("standard gravity", "K40"),
    "[ppb]": Unit("parts per billion", "61"),
    "[ppm]": Unit("parts per million", "59"),
    "cm": Unit("centimetre", "CMT"),
    "d": Unit("day", "DAY"),
    "dB": Unit("decibel", "2N"),
    "dB[SPL]": Unit("decibel, sound pressure level", "2N"),
    "dB{mW}": Unit("decibel milliwatt", "DBM"),
    "dS/m": Unit("decisiemens per metre"),
    "deg": Unit("degree", "DD"),
    "deg/s": Unit("degree per second", "E96"),
    "g/L": Unit("gram per litre", "GL"),
    "g/m3": Unit("gram per cubic metre", "A93"),
    "hPa": Unit("hectopascal", "A97"),
    "kPa": Unit("kilopascal", "KPA"),
    "kV.A.h{reactive}": Unit("kilovolt ampere reactive hour", "K3"),
    "kW.h": Unit("kilowatt hour", "KWH"),
    "kg": Unit("kilogram", "KGM"),
    "km": Unit("kilometre", "KMT"),
    "lx": Unit("lux", "LUX"),
    "m": Unit("metre", "MTR"),
    "m/s": Unit("metre per second", "MTS"),
    "m3": Unit("cubic metre", "MTQ"),
    "m3/h": Unit("cubic metre per hour", "MQH"),
    "mA": Unit("milliampere", "4K"),
    "mA.h": Unit("milliampere hour", "E09"),
    "mV": Unit("millivolt", "2Z"),
    "mg/L": Unit("milligram per litre", "M1"),
    "mm": Unit("millimetre", "MMT"),
    "mm/h": Unit("millimetre per hour", "H67"),
    "mm/s": Unit("millimetre per second", "C16"),
    "s": Unit("second", "SEC"),
    "uS/cm": Unit("microsiemens per centimetre", "G42"),
    "uSv/h": Unit("microsievert per hour", "P72"),
    "uT": Unit("microtesla", "D81"),
    "ug/m3": Unit("microgram per cubic metre", "GQ"),
    "um": Unit("micrometre", "4H"),
    "umol/(m2.s)": Unit("micromole per square metre second"),
}
"""By UCUM code."""


def unit(ucum: str) -> Unit:
    """The unit of a UCUM code; one that is not in the table is called by its symbol.

    >>> unit("hPa"), unit("mol/m3")
    (Unit(name='hectopascal', code='A97'), Unit(name='mol/m3', code=None))
    """
    return UNITS.get(ucum) or Unit(symbol(ucum))
