"""What ATIM's ACW take: the code of a parameter and its value; code 1 is a command, by its number.

Sources: user guides ACW-TCR V1.0 and ACW-TMxP V1.0, "Downlink"; the commands, which are the same for all products, as
ACW-DINRSM V2.8 prints them. The port is that of the vendor's encoder. What a guide says of a frame's period differs:
high byte first with the TCR, and low byte first with the TMxP, where the other order is beyond its own limits.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

__all__ = ["AIR", "COMMANDS", "PROBES", "TCR"]

_COMMANDS, _TCR, _PROBES = "ACW-DINRSM user guide V2.8", "ACW-TCR user guide V1.0", "ACW-TMxP user guide V1.0"
_MINUTES = (60, 15_300 * 60)
_FRAME = word(
    u8,
    attribute(samples=bits(0, 2) + 1, default=1),
    reserved(bit(3)),
    attribute(history_depth=bits(4, 5) + 1, default=1),
    reserved(bits(6, 7)),
)

COMMANDS = {
    "reboot": command(2, expect(u16, 0x0101), examples=[example("0101", f_port=2, source=_COMMANDS)]),
    "request_version": command(
        2, expect(u16, 0x0102), answer="command_response", examples=[example("0102", f_port=2, source=_COMMANDS)]
    ),
    "request_configuration": command(
        2, expect(u16, 0x0104), answer="command_response", examples=[example("0104", f_port=2, source=_COMMANDS)]
    ),
    "factory_reset": command(
        2, expect(u16, 0x0103), disruptive="all settings are erased",
        examples=[example("0103", f_port=2, source=_COMMANDS)],
    ),
}  # fmt: skip

TCR = COMMANDS | {
    "report_interval": command(
        2, expect(u8, 0x94), _FRAME, report_interval(u16 * 60, limits=_MINUTES), answer=False,
        examples=[
            example("94 13 0254", f_port=2, report_interval=35760, samples=4, history_depth=2, source=_TCR),
        ],
    ),
    "virtual_probe_samples": command(
        2, expect(u8, 0x1B), attribute(virtual_probe_samples=u8, limits=(2, 10)),
        examples=[example("1B 05", f_port=2, virtual_probe_samples=5, source=_TCR)],
    ),
    "probes": command(
        2, expect(u8, 0x17), attribute(probes=choice(u8, {0x00: "none", 0x01: "physical", 0x11: "both"})),
        examples=[example("17 11", f_port=2, probes="both", source=_TCR)],
    ),
}  # fmt: skip

PROBES = COMMANDS | {
    "report_interval": command(
        2, expect(u24, 0xD40400), _FRAME, report_interval(u16le * 60, limits=_MINUTES), answer=False,
        examples=[
            example("D4 04 00 13 3C00", f_port=2, report_interval=3600, samples=4, history_depth=2, source=_PROBES),
        ],
    ),
    "probes": command(
        2, expect(u8, 0x17),
        attribute(probes=choice(u8, {0x00: "none", 0x01: "first", 0x10: "second", 0x11: "both"})),
        examples=[example("17 11", f_port=2, probes="both", source=_PROBES)],
    ),
}  # fmt: skip

_AIR = "ACW-THAQ user guide V1.7"
AIR = COMMANDS | {
    "temperature_calibration": command(
        2, expect(u8, 0x58), attribute(temperature_calibration=temperature(i16le / 100), limits=(-100, 100)),
        examples=[
            example("58 C800", f_port=2, temperature_calibration=2, source=_AIR),
            example("58 38FF", temperature_calibration=-2, source=f"computed from the {_AIR}"),
        ],
    ),
    "led_thresholds": command(
        2, expect(u8, 0x9F), attribute(yellow_from=co2(u8 * 10), orange_from=co2(u8 * 10), red_from=co2(u8 * 10)),
        reserved(1),
        examples=[example("9F 32 50 C8 00", f_port=2, yellow_from=500, orange_from=800, red_from=2000, source=_AIR)],
    ),
}  # fmt: skip
