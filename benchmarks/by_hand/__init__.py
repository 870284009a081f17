"""Ten formats written by hand, as a good programmer of each language writes them: in Python, C, JavaScript, construct.

A format has one name and three files: ``ers.py``, ``ers.c``, ``ers.js``; the construct declaration stands in the Python
file. All of them know the same fields by the same names, have nothing of the library, and check as much as it does.
Left out (:class:`NotCovered`): the many settings of Milesight and Elsys, calibration and foreign models of Netvox.

In Python and JavaScript a payload becomes a dict: the values by name, ``message`` for the frame's name, ``records`` for
a history, ``status`` for the values that are None, and ``rest`` for what was not understood. What is short or unknown
raises. C fills columns (``common.h``), one row a payload.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from by_hand import air_th, ers, ht_sensor, lht65, milesight, oy1210, r711, sht35, tbms100
from by_hand._common import ByHand, NotCovered, Values, values_of

__all__ = ["BY_HAND", "FORMATS", "ByHand", "Format", "NotCovered", "Values", "values_of"]

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True)
class Format:
    """A format in every language.

    ``cases`` are what follows tags in construct, where there are tags; ``constants`` are what C and JavaScript are told
    before they are compiled.
    """

    name: str
    python: ByHand
    construct: Any
    cases: Mapping[int, Any] = field(default_factory=dict)
    constants: Mapping[str, int] = field(default_factory=dict)

    @property
    def c(self) -> Path:
        return _HERE / f"{self.name}.c"

    @property
    def javascript(self) -> str:
        """The source; it defines ``decode(bytes, fPort)``."""
        told = "".join(f"const {name} = {value};\n" for name, value in self.constants.items())
        return told + (_HERE / f"{self.name}.js").read_text(encoding="utf-8")


#: The formats that are measured, by the id of a device that has them.
FORMATS: Final[dict[str, Format]] = {
    "milesight-iot/em300-th": Format(
        "milesight", milesight.em300_th, milesight.frame(8), milesight.cases(8), {"LOGGED": 8}
    ),
    "milesight-iot/am102": Format("milesight", milesight.am102, milesight.frame(7), milesight.cases(7), {"LOGGED": 7}),
    "browan/tbms100": Format("tbms100", tbms100.decode, tbms100.FRAME, tbms100.CASES),
    "elsys/ers": Format("ers", ers.decode, ers.FRAME, ers.CASES),
    "dragino/lht65": Format("lht65", lht65.decode, lht65.FRAME),
    "decentlab/dl-sht35-001": Format("sht35", sht35.decode, sht35.FRAME),
    "netvox/r711": Format("r711", r711.decode, r711.FRAME),
    "mclimate/ht-sensor": Format("ht_sensor", ht_sensor.decode, ht_sensor.FRAME, ht_sensor.CASES),
    "talkpool/oy1210": Format("oy1210", oy1210.decode, oy1210.FRAME),
    "sensecap/sensecap-air-th": Format("air_th", air_th.decode, air_th.FRAME, air_th.CASES),
}

#: The decoders in Python.
BY_HAND: Final[dict[str, ByHand]] = {device: one.python for device, one in FORMATS.items()}
