"""How Dingtek's sensors are told something: digits of ASCII, "80029999", the number of the setting, its value and "81".

What is set is in the settings that they send. Source: the vendor's published encoders, with their limits.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

MADE = "the vendor's encoder, run"


def framed(setting: int, *body: Body) -> Body:
    """A setting, or what is done at once, with what stands around it."""
    number, end = expect(u16, number_of(f"{setting:02X}")), expect(u16, number_of("81"))
    return expect(u64, number_of("80029999")), number, body, end


def number_of(digits: str) -> int:
    """What digits are as a number, read all at once."""
    return int.from_bytes(digits.encode(), "big")


def setting_of(
    setting: int, body: Body, digits: str, source: str = MADE, *, answer: bool = True, **said: float | str
) -> Command:
    """A command that writes a setting, with its example: the digits of the value, and what they say."""
    return command(
        3, framed(setting, body), answer=answer,
        examples=[example(shown(setting, digits), f_port=3, source=source, **said)],
    )  # fmt: skip


def shown(setting: int, digits: str) -> str:
    """The payload of an example."""
    return f"80029999{setting:02X}{digits}81".encode().hex()


def done(number: int) -> Command:
    """What is done at once, by a number where settings have their value."""
    digits = f"{number:02X}"
    return command(
        3, framed(0x09, expect(u16, number_of(digits))), examples=[example(shown(0x09, digits), f_port=3, source=MADE)]
    )


def interval(most: int, source: str = MADE) -> Command:
    """How often it sends, in hours up to ``most``."""
    body = report_interval(hex_digits(u16) * 3600, limits=(3600, most * 3600))
    return setting_of(0x01, body, "0A", source, report_interval=36000)


def detection(most: int) -> Command:
    """How often it measures, in minutes up to ``most``."""
    body = attribute(detection_interval=duration(hex_digits(u16) * 60), limits=(60, most * 60))
    return setting_of(0x08, body, "0A", detection_interval=600)


def battery_alarm(least: int, source: str = MADE) -> Command:
    """From which charge on it warns, in percent from ``least`` on."""
    body = attribute(battery_threshold=battery(hex_digits(u16)), limits=(least, 99))
    return setting_of(0x05, body, "1E", source, battery_threshold=30)


def work_mode() -> Command:
    """The mode that it works in, by its number."""
    return command(
        3, framed(0x09, attribute(work_mode=lookup(u16, {number_of("05"): 0, number_of("06"): 1}))), answer=True,
        examples=[
            example(shown(0x09, "05"), f_port=3, work_mode=0, source=MADE),
            example(shown(0x09, "06"), work_mode=1, source=MADE),
        ],
    )  # fmt: skip
