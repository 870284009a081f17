"""SN50v3: sensor nodes with terminals, in the working modes of the LSN50; big-endian.

Source: SN50v3-LB user manual (working modes) and the vendor's published decoder (dragino-end-node-decoder).
"""

from fractions import Fraction
from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.dragino.commands import COMMANDS
from redi_codecs.vendors.dragino.frames import BATTERY, status_frame
from redi_codecs.vendors.dragino.lsn50 import CLIMATE, MODE, PROBE_1, TERMINALS, flags, modes


def _frequency(ticks: int) -> Any:
    """Hz of a period counted `ticks` times a second."""
    return lambda period: Fraction(ticks, period) if period else None


_SN50V3 = modes((1, 2, 3), reserved(bit(1)))
_SN50V3_HEAD = (BATTERY, PROBE_1, input_voltage(u16 / 1000, channel=1))

SN50V3 = device(
    "dragino/sn50v3-lb",
    name="Sensor node with terminals, SN50v3-LB",
    source="SN50v3-LB user manual, 2.3.2 (working modes); the vendor's published decoder",
    f_port=2,
    uplink=switch(f_port, {
        2: switch(MODE, _SN50V3 | {
            9: message("pwm", *_SN50V3_HEAD, flags(9, let(milliseconds=bit(1))), switch(V.milliseconds, {
                0: (frequency(curve(u16, _frequency(1_000_000))), attribute(high_time=duration(u16 / 1_000_000))),
                1: (frequency(curve(u16, _frequency(1000))), attribute(high_time=duration(u16 / 1000))),
            })),
            10: message(
                "tmp117", *_SN50V3_HEAD, flags(10), temperature(i16 / 100, invalid={0x7FFF: "not_connected"}),
                reserved(2),
            ),
            11: message("count_sht31", BATTERY, *CLIMATE, flags(11), pulse_count(u32, statistic="total")),
        }),
        5: status_frame({0x1C: "SN50v3-LB"}),
    }),
    downlink=COMMANDS,
    measures=(TERMINALS, frequency),
    vectors=[
        vector(
            "0CE4 00C8 0000 00 00DC 0226", f_port=2, message="i2c", battery_voltage=3.3, temperature_probe_1=20,
            input_voltage_1=0, digital_input=False, contact=True, temperature=22, humidity=55, interrupt=False,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
