"""DL-BLG: a black globe thermometer, which tells the heat that people feel in the sun.

Source: the data sheet and the published decoder (decentlab-decoders).
"""

import math

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.decentlab.commands import COMMANDS
from redi_codecs.vendors.decentlab.protocol2 import BATTERY, sensors

#: A thermistor behind 41 kΩ: how much of the voltage falls on 1 kΩ, of which nothing is left if no probe is there.
_HALF, _OHMS, _BEFORE = 1 << 23, 1000, 41_000
_THERE = (V.ratio > _HALF) & (V.ratio <= _HALF + 2 * _HALF * _OHMS // _BEFORE)


def steinhart_hart(ohms: float) -> float:
    """The temperature of the thermistor, in thousandths, to which it is not accurate by far."""
    log = math.log(ohms)
    kelvin = 1 / (0.0008271111 + 0.000208802 * log + 0.000000080592 * log * log * log)
    return round((kelvin - 273.15) * 1000) / 1000


BLG = device(
    "decentlab/dl-blg",
    name="Black globe thermometer",
    source="DL-BLG data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({
        0: (
            let(ratio=u32ws),
            resistance(derived(2 * _HALF * _OHMS / (V.ratio - _HALF) - _BEFORE), invalid=~_THERE),
            temperature(curve(derived(V.resistance), steinhart_hart, javascript="steinhart_hart.js")),
        ),
        1: BATTERY,
    }),
    vectors=[
        vector(
            "0230C50003A40C00810C60",
            f_port=1,
            resistance=115020.68221552655,
            temperature=22.029,
            battery_voltage=3.168,
            device_id=12485,
            source="vendor's example",
        ),
        vector(
            "0230C50003000000800C60", resistance=None, temperature=None, battery_voltage=3.168, device_id=12485,
            source="computed: nothing falls on the 1 kΩ, as without a probe",
        ),
    ],
)  # fmt: skip
