"""Units that a decoder may use instead of ours, and factors that may as well be a mistake of scale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final

from redi_codecs.comparing.pairing import Pair

__all__ = ["in_doubt", "question"]

#: Of each unit of ours, the powers of ten that lead to another unit which is in use for the same.
_KNOWN: Final[Mapping[str, frozenset[Fraction]]] = {
    unit: frozenset(Fraction(one) for one in factors.split())
    for unit, factors in {
        "V": "1000",  # mV
        "mV": "1/1000",
        "A": "1000 1000000",
        "mA": "1000 1/1000",
        "mA.h": "1/1000",
        "W": "1000 1/1000",
        "V.A": "1/1000",
        "V.A{reactive}": "1/1000",
        "kW.h": "1000 1/1000",
        "kV.A.h{reactive}": "1000",
        "Ohm": "1000 1/1000",
        "Hz": "1000 1/1000",
        "Pa": "1/100 1/1000",
        "hPa": "100 1/10 1/1000",  # Pa, kPa, bar
        "kPa": "1000 10 1/100",  # Pa, hPa, bar
        "km": "1000",
        "m": "1000 100 1/1000",
        "cm": "10 1/100",
        "mm": "1000 1/10 1/1000",
        "um": "1/1000",
        "mm/s": "1/10 1/1000",
        "m/s": "1000 100",
        "kg": "1000",
        "L": "1000 1/1000",
        "m3": "1000",
        "m3/h": "1000",
        "g/L": "1000",
        "mg/L": "1/1000",
        "g/m3": "1000",
        "ug/m3": "1/1000",
        "[ppm]": "1000 1/10000",  # ppb, %
        "[ppb]": "1/1000",
        "%": "1/100",  # a share
        "[g]": "1000",
        "uT": "1000 1/1000 1/100 10",  # nT, mT, G, mG
        "dS/m": "1000 100",  # uS/cm, mS/m
        "uS/cm": "1/1000 1/10",
        "uSv/h": "1000 1/1000",
        "s": "1000 1000000",  # ms, us
    }.items()
}


def in_doubt(pairs: Iterable[Pair], units: Mapping[str, str]) -> list[Pair]:
    """The pairs that nobody has confirmed and whose factor, a power of ten, is that of no unit in use for the same."""
    return [
        pair
        for pair in pairs
        if not (pair.confirmed or pair.how.offset)
        and pair.how.factor != 1
        and _power_of_ten(pair.how.factor)
        and pair.how.factor not in _KNOWN.get(units.get(pair.ours, ""), ())
    ]


def question(pair: Pair) -> str:
    """What has to be asked of such a pair."""
    factor = pair.how.factor
    more = f"theirs is {factor} times ours" if factor > 1 else f"ours is {1 / factor} times theirs"
    return f"{more}: a unit, or a mistake of scale?"


def _power_of_ten(factor: Fraction) -> bool:
    return set(str(max(factor, 1 / factor))) <= {"1", "0"}
