"""What the LoRain takes on port 10: a setting with its number and two bytes, as it repeats it, and requests.

Source: the vendor's published encoder.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_MADE = "the vendor's encoder, run"
SETTINGS: dict[int, Body] = {
    1: attribute(system_setting=u16),
    2: attribute(heartbeat_reports=u16),
    3: attribute(heavy_rain_threshold=duration(u16)),
    4: report_interval(u16),
}

COMMANDS = commands(
    10, (u8, u8), {(0x04, number): body for number, body in SETTINGS.items()}, answer=True,
    examples={
        "system_setting": [example("04 01 8003", f_port=10, system_setting=0x8003, source=_MADE)],
        "heartbeat_reports": [example("04 02 800C", f_port=10, heartbeat_reports=0x800C, source=_MADE)],
        "heavy_rain_threshold": [example("04 03 803C", f_port=10, heavy_rain_threshold=0x803C, source=_MADE)],
        "report_interval": [
            example("04 04 0384", f_port=10, report_interval=900, source=_MADE),
            example("04 04 8384", report_interval=0x8384, source=_MADE),
        ],
    },
) | {
    "request_hardware": command(
        10, expect(u8, 0x03), answer="hardware_version", examples=[example("03", f_port=10, source=_MADE)]
    ),
    "request_firmware": command(10, expect(u8, 0x1A), examples=[example("1A", f_port=10, source=_MADE)]),
    "request_setting": command(
        10, expect(u8, 0x14), attribute(setting=u8, limits=(1, 16)),
        examples=[example("14 04", f_port=10, setting=4, source=_MADE)],
    ),
}  # fmt: skip
