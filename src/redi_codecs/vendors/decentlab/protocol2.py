"""Decentlab's protocol version 2: device number, a mask of sensors, and big-endian words of each sensor present.

Source: the data sheets' chapter "LoRaWAN payload" and the vendor's published decoders (decentlab-decoders).
"""

from collections.abc import Mapping

from redi_codecs.kinds import *
from redi_codecs.layout import *

BATTERY = battery_voltage(u16 / 1000)
SHT35 = (temperature(u16 * 175 / 65535 - 45), humidity(u16 * 100 / 65535))
SHT21 = (temperature((u16 * 17572 / 65536 - 4685) / 100), humidity(u16 * 125 / 65536 - 6))
BAROMETER = pressure(u16 * 2 / 100)


def sensors(groups: Mapping[int, Body]) -> Body:
    """The uplink of a model with these sensors."""
    return expect(u8, 2), *attribute(device_id=identifier(u16)), presence(u16, groups)
