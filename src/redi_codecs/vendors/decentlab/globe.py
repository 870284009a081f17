"""DL-BLG: a black globe thermometer, which tells the heat that people feel in the sun.

Source: the data sheet and the published decoder (decentlab-decoders).
"""

import math
from collections.abc import Sequence

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.nodes import Item
from redi_codecs.vendors.decentlab.protocol2 import BATTERY, sensors

_HALF, _OHMS, _BEFORE = 1 << 23, 1000, 41_000


def _read(payload: bytes, start: int, end: int, received_at: float | None) -> tuple[Sequence[Item], int]:
    """A thermistor behind 41 kΩ: how much of the voltage falls on 1 kΩ, low word first; Steinhart and Hart."""
    if end - start < 4:
        raise Corrupt("4 bytes are needed", offset=start, field="resistance", truncated=True)
    low, high = (int.from_bytes(payload[start + at : start + at + 2], "big") for at in (0, 2))
    ratio = ((low + (high << 16)) / _HALF - 1) / 2
    ohms = _OHMS / ratio - _BEFORE if ratio > 0 else 0.0
    if ohms <= 0:
        return [(0, None, None), (1, None, None)], start + 4
    log = math.log(ohms)
    celsius = 1 / (0.0008271111 + 0.000208802 * log + 0.000000080592 * log**3) - 273.15
    return [(0, ohms, None), (1, celsius, None)], start + 4


def _write(items: Sequence[Item]) -> bytes:
    """The resistance alone decides; no probe is the bridge in balance."""
    ohms = next((value for field, value, _ in items if field == 0), None)
    raw = round((2 * _OHMS / (ohms + _BEFORE) + 1) * _HALF) if ohms is not None else _HALF
    return (raw & 0xFFFF).to_bytes(2, "big") + (raw >> 16).to_bytes(2, "big")


BLG = device(
    "decentlab/dl-blg",
    name="Black globe thermometer",
    source="DL-BLG data sheet, LoRaWAN payload",
    f_port=1,
    uplink=sensors({0: Custom("thermistor", (resistance(u32), temperature(u32)), _read, _write), 1: BATTERY}),
    vectors=[
        vector(
            "0230C50003A40C00810C60",
            f_port=1,
            resistance=115020.68221552655,
            temperature=22.028848392450755,
            battery_voltage=3.168,
            device_id=12485,
            source="vendor's example",
        ),
    ],
)
