"""What the OY1210 takes on port 1: set, query or action, an index, and what is set; it answers with the index.

Source: user manual of the OY1210 (1.0), 9.4 and 9.5, with its ranges.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_MANUAL = "computed from the OY1210 user manual 1.0, 9.4"
SETTINGS: dict[int, Body] = {
    0x30: attribute(collection_interval=duration(u16), limits=(15, 7200)),
    0x31: attribute(measurements_per_report=u16, limits=(1, 2000)),
    0x32: attribute(co2_threshold_change=co2(u16)),
    0x33: attribute(co2_threshold=co2(u16)),
}


def _setting(index: int, value: int, **said: int) -> Command:
    return command(
        1, expect(u16, 0x0100 | index), SETTINGS[index], answer=True,
        examples=[example(f"01 {index:02X} {value:04X}", f_port=1, source=_MANUAL, **said)],
    )  # fmt: skip


def _query(index: int) -> Command:
    return command(
        1, expect(u16, 0x0200 | index), answer="answer",
        examples=[example(f"02 {index:02X}", f_port=1, source=_MANUAL)],
    )  # fmt: skip


COMMANDS = {
    "collection_interval": _setting(0x30, 600, collection_interval=600),
    "measurements_per_report": _setting(0x31, 20, measurements_per_report=20),
    "co2_threshold_change": _setting(0x32, 0x8064, co2_threshold_change=0x8064),
    "co2_threshold": _setting(0x33, 0x82EE, co2_threshold=0x82EE),
    "request_status": _query(0x20),
    "request_firmware": _query(0x03),
    "request_voltage": _query(0x06),
    "request_board_temperature": _query(0x0A),
    "request_collection_interval": _query(0x30),
    "request_measurements_per_report": _query(0x31),
    "request_co2_threshold_change": _query(0x32),
    "request_co2_threshold": _query(0x33),
    "reboot": command(1, expect(u16, 0x0305), examples=[example("03 05", f_port=1, source=_MANUAL)]),
}
