"""Frames that Dragino's sensor nodes share: the answer on port 5, and what was logged on port 3."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.dragino.lht65 import BANDS, STATUS

FIRMWARE = word(u16, firmware_version(version(bits(8, 11), bits(4, 7), bits(0, 3))), reserved(bits(12, 15)))
BATTERY = battery_voltage(u16 / 1000)
#: Byte 6 of an entry of the log: whether it was asked for, or is sent again because nobody acknowledged it.
LOG_REPLY = word(u8, reserved(bits(0, 5)), attribute(polled=bit(6), sent_again=bit(7)))

#: The same with the interrupt and the level of its pin.
LOG_FLAGS = word(
    u8, attribute(interrupt=bit(0)), digital_input(bit(1)), reserved(bits(2, 5)),
    attribute(polled=bit(6), sent_again=bit(7)),
)  # fmt: skip


def status_frame(models: dict[int, str]) -> Body:
    """The answer on port 5: model, firmware, frequency band, battery."""
    named = [model_id(u8, number) for number in models] if len(models) == 1 else [model(choice(u8, models))]
    return message("status", *named, FIRMWARE, STATUS)


def old_status_frame() -> Body:
    """The answer on port 5 of nodes without a model number, with the interval at its end."""
    return message("status", attribute(frequency_band=choice(u8, BANDS), sub_band=u8), FIRMWARE, report_interval(u24))
