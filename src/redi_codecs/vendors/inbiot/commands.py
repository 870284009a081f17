"""What MICA take: a setting, its length, which is 1, and its value; several go together.

Source: the vendor's encoder as akenza's and Actility's libraries have it, with limits and what the numbers mean.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_MADE = "akenza's device types, run"
_RADIO = "with a data rate, a power or repetitions that do not suit the network it may not be heard"


def _setting(number: int, *body: Body, value: int, answer: bool = True, disruptive: str = "", **said: float) -> Command:
    return command(
        1, expect(u16, number << 8 | 1), body, answer=answer, joins=True, disruptive=disruptive,
        examples=[example(f"{number:02X} 01 {value:02X}", f_port=1, source=_MADE, **said)],
    )  # fmt: skip


COMMANDS = {
    "report_interval": _setting(0x02, report_interval(u8 * 60, limits=(300, 3600)), value=10, report_interval=600),
    "led_on": _setting(0x01, attribute(led_on=u8 == 1), value=1, led_on=True),
    # every 48 or 24 hours, 7 or 15 days, or never
    "ventilation_type": _setting(0x03, attribute(ventilation_type=u8, limits=(1, 5)), value=5, ventilation_type=5),
    "led_configuration": _setting(0x04, attribute(led_configuration=u8, limits=(0, 16)), value=4, led_configuration=4),
    "touch_enabled": _setting(0x05, attribute(touch_enabled=u8 == 1), value=1, touch_enabled=True),
    "adr_enabled": _setting(
        0x09, attribute(adr_enabled=u8 == 1), value=1, answer=False, disruptive=_RADIO, adr_enabled=True
    ),
    "radio_data_rate": _setting(
        0x0A, attribute(radio_data_rate=u8, limits=(0, 7)), value=5, answer=False, disruptive=_RADIO, radio_data_rate=5
    ),
    "retries": _setting(
        0x0B, attribute(retries=u8, limits=(0, 15)), value=3, answer=False, disruptive=_RADIO, retries=3
    ),
    "radio_power_level": _setting(
        0x0C, attribute(radio_power_level=u8, limits=(0, 15)), value=2, answer=False, disruptive=_RADIO,
        radio_power_level=2,
    ),
    "confirmed_messages": _setting(
        0x0D, attribute(confirmed_messages=u8 == 1), value=1, answer=False, confirmed_messages=True
    ),
    "reboot": command(
        1, expect(u24, 0x0F0101), joins=True, examples=[example("0F 01 01", f_port=1, source=_MADE)]
    ),
}  # fmt: skip
