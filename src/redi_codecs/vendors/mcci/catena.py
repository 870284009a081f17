"""What MCCI's formats share: voltages in 4096ths, and 16-bit floats without hidden bit."""

from typing import Final

from redi_codecs.kinds import *
from redi_codecs.layout import *

BATTERY: Final = battery_voltage(i16 / 4096)
SUPPLY: Final = supply_voltage(i16 / 4096)
USB: Final = input_voltage(i16 / 4096)
BOOT: Final = restart_count(u8)
TEMPERATURE: Final = temperature(i16 / 256)
PRESSURE: Final = pressure(u16 * 4 / 100)
HUMIDITY: Final = humidity(u16 * 100 / 65535)
COARSE_HUMIDITY: Final = humidity(u8 * 100 / 256)
#: 0 to 1 with 12 bits of mantissa and 4 of exponent; and -1 to 1 with a sign.
UFLT16: Final = minifloat(u16, exponent=4, mantissa=12)
SFLT16: Final = minifloat(u16, exponent=4, mantissa=11, signed=True)
