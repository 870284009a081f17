"""Milesight's dictionary of channel and type: two bytes that say what follows, little-endian.

A model takes what it sends: ``tags(CHANNEL, BASIC | BATTERY | CLIMATE)``. Source: the series' user guides, chapter
"Uplink packet", and the vendor's published decoders. Answers to settings are in
:mod:`~redi_codecs.vendors.milesight_iot.settings`.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *

CHANNEL = (u8, u8)

#: What every model says of itself when it joins. The digits of the firmware are hexadecimal: 0110 is version 1.10.
#: Of power_on, the AM300 has 0 too; reset is always 0xFF, as what is done at once (reboot, clear_history …).
BASIC: dict[Any, Body] = {
    (0xFF, 0x01): word(u8, protocol_version(version(bits(4, 7), bits(0, 3)))),
    (0xFF, 0x08): serial_number(hexadecimal(6)),
    (0xFF, 0x09): word(u16, hardware_version(version(bits(8, 15), bits(4, 7))), reserved(bits(0, 3))),
    (0xFF, 0x0A): firmware_version(hexadecimal(2)),
    (0xFF, 0x0B): attribute(power_on=u8 != 0),
    (0xFF, 0x0F): attribute(lorawan_class=choice(u8, {0: "A", 1: "B", 2: "C", 3: "C to B"})),
    (0xFF, 0x16): serial_number(hexadecimal(8)),
    (0xFF, 0xFE): attribute(reset=u8 == 0xFF),
    (0xFF, 0xFF): attribute(tsl_version=version(u8, u8)),
}
BATTERY: dict[Any, Body] = {(0x01, 0x75): battery(u8)}
TEMPERATURE: dict[Any, Body] = {(0x03, 0x67): temperature(i16le / 10)}
HUMIDITY: dict[Any, Body] = {(0x04, 0x68): humidity(u8 / 2)}
CLIMATE: dict[Any, Body] = TEMPERATURE | HUMIDITY
CLIMATE_HISTORY: dict[Any, Body] = {(0x20, 0xCE): record(time(u32le), temperature(i16le / 10), humidity(u8 / 2))}
