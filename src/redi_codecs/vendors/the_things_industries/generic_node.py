"""Generic Node, sensor edition: six bytes, big-endian. Source: the vendor's published decoder."""

from redi_codecs.kinds import *
from redi_codecs.layout import *

GENERIC_NODE = device(
    "the-things-industries/generic-node-sensor-edition",
    name="Generic Node, sensor edition",
    source="The vendor's published decoder",
    f_port=1,
    uplink=(battery_voltage(u8 / 10), temperature((u16 - 500) / 10), humidity(u16 / 10), button(u8)),
    vectors=[
        vector(
            "2302D800FA01", f_port=1, battery_voltage=3.5, temperature=22.8, humidity=25, button=True,
            source="device repository",
        ),
        vector(
            "1E0190019000", battery_voltage=3, temperature=-10, humidity=40, button=False, source="device repository",
        ),
    ],
)  # fmt: skip
