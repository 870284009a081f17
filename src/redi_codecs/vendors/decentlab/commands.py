"""What Decentlab's sensors take: a number, a parameter and a check of both; what is set is kept over a restart.

Source: the vendor's command encoder (decentlab-decoders, downlink-command-encoder.html). It names no port, as the
sensors take commands on any; the examples are what it makes.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_MADE = "the vendor's command encoder"


def _checked(*body: Body) -> Body:
    return checksum(CRC16_MODBUS, u16, *body)


COMMANDS = {
    "report_interval": command(
        1, _checked(expect(u16, 0x0002), report_interval(u16, limits=(1, 65535))),
        examples=[example("0002 0258 7EA1", f_port=1, report_interval=600, source=_MADE)],
    ),
    "samples_per_report": command(
        1, _checked(expect(u16, 0x0012), attribute(samples_per_report=u16)),
        examples=[example("0012 0004 E2A1", f_port=1, samples_per_report=4, source=_MADE)],
    ),
    "parameter": command(
        1,
        _checked(
            word(u16, expect(bits(4, 15), 0x003), attribute(parameter=bits(0, 3))),
            attribute(value=u16, limits=(0, 65534)),
        ),
        examples=[example("0031 000C EE51", f_port=1, parameter=1, value=12, source=_MADE)],
    ),
    "rejoin_interval": command(
        1, _checked(expect(u16, 0x0014), attribute(rejoin_interval=duration(u16 * 3600), limits=(0, 3_600_000))),
        disruptive="at 0 it never joins again by itself",
        examples=[example("0014 0018 2A40", f_port=1, rejoin_interval=86400, source=_MADE)],
    ),
    "reboot": command(
        1, _checked(expect(u32, 0xFEFE0000)), examples=[example("FEFE 0000 3C50", f_port=1, source=_MADE)]
    ),
    "factory_reset": command(
        1, _checked(expect(u32, 0xFEF00000)), disruptive="all settings are erased",
        examples=[example("FEF0 0000 FF31", f_port=1, source=_MADE)],
    ),
    "power_off": command(
        1, _checked(expect(u32, 0xFEF10000)), disruptive="it sleeps until somebody goes there",
        examples=[example("FEF1 0000 3F60", f_port=1, source=_MADE)],
    ),
}  # fmt: skip
