"""Milesight's one-byte commands: one byte that says what follows, little-endian, in the newer devices.

Each has a table of its own; what every device says of itself is here. Source: the vendor's published decoders (GS601,
WT303, WT304, WT401). Plans, device-to-device commands and the rules of summer time are given as their bytes.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *

_RESULTS = (
    "success", "parsing error", "order error", "password error", "read parameters error", "write parameters error",
    "read execution error", "write execution error", "read apply error", "write apply error", "association error",
)  # fmt: skip
#: The first three name an error of the sensor; where there is one, no value follows.
ERRORS = {0: "collection error", 1: "below the range", 2: "above the range", 3: "no data"}


def named(**sources: Any) -> Body:
    """Attributes with names that are put together."""
    return attribute(**sources)


#: The last two bytes of the interval are in the unit that the first one says.
INTERVAL = switch(u8, {0: report_interval(u16le), 1: report_interval(u16le * 60)})
COLLECTION_INTERVAL = switch(
    u8,
    {0: attribute(collection_interval=duration(u16le)), 1: attribute(collection_interval=duration(u16le * 60))},
)

BASIC: dict[Any, Body] = {
    0xC6: attribute(summer_time=hexadecimal(10)),
    0xC7: attribute(utc_offset=duration(i16le * 60)),
    0xC8: attribute(device_on=u8 == 1),
    0xCF: (reserved(1), attribute(lorawan_class=choice(u8, {0: "A", 1: "B", 2: "C", 3: "C to B"}))),
    0xD8: attribute(frequency_band=text(16)),
    0xD9: attribute(oem=hexadecimal(2)),
    0xDA: (
        hardware_version(version(u8, u8)),
        firmware_version(version(u8, u8, u8)),
        attribute(firmware_alpha=u8, firmware_unit_test=u8, firmware_test=u8),
    ),
    0xDB: serial_number(hexadecimal(8)),
    0xDD: attribute(part_number=text(32)),
    0xDE: model(text(32)),
    0xDF: protocol_version(version(u8, u8)),
    0xEF: (
        word(
            u8,
            attribute(command_result=choice(bits(4, 7), dict(enumerate(_RESULTS))), channel=occurrence),
            let(command_size=bits(0, 3)),
        ),
        attribute(command=hexadecimal(V.command_size), channel=occurrence),
    ),
    0xFE: attribute(frame=u8),
    # What was asked for or done at once: the number says all.
    (0xB6, 0xB8, 0xB9, 0xBE, 0xEE): (),
}
