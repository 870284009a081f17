"""What dnt's devices answer alike."""

from typing import Final

from redi_codecs.kinds import *
from redi_codecs.layout import *

BATTERY: Final = battery_voltage((u8 + 150) / 100)
VERSIONS: Final = (firmware_version(version(u8, u8, u8)), attribute(bootloader_version=version(u8, u8, u8)))
DEVICE_INFO: Final = (
    attribute(device_type=hexadecimal(3)),
    VERSIONS,
    hardware_version(version(u8)),
)
REJOIN: Final = word(u16, attribute(rejoin_cycle=bits(0, 14), rejoins_once=bit(15)))
#: Answers that all of them may give.
ANSWERS: Final[dict[int, Body]] = {
    245: attribute(reset_locked=u8),
    247: attribute(time_to_rejoin=u24),
    248: attribute(data_rate_setting=u8),
    250: REJOIN,
    255: DEVICE_INFO,
}
