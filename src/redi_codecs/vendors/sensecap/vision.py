"""SenseCAP A1101: what a model in a camera sees, in the records of the first generation.

Source: SenseCAP's decoder with its samples.
"""

from typing import Any, Final

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.sensecap.records import COMMANDS, DESCRIPTION, SYSTEM

#: The numbers 4175 to 4184: the class of what is seen, and behind the point how sure that is.
_OF_A_MODEL: Final[dict[Any, Body]] = {
    (1, 0x0009): word(
        u32le,
        attribute(detection_type=bits(24, 31), vision_model=bits(16, 23), vision_model_version=bits(8, 15)),
        reserved(bits(0, 7)),
    ),
}
VISION: Final[dict[Any, Body]] = _OF_A_MODEL | {
    (1, 0x104F + seen): number(i32le / 1000, channel=seen + 1) for seen in range(10)
}

A1101 = device(
    "sensecap/a1101",
    name="Vision sensor A1101",
    source="The vendor's published decoder and SenseCAP's list of measurement IDs (AI detection)",
    f_port=2,
    downlink=COMMANDS,
    uplink=checksum(CRC16_KERMIT, u16le, tags((u8, u16le), SYSTEM | VISION)),
    vectors=[
        *DESCRIPTION,
    ],
)  # fmt: skip
