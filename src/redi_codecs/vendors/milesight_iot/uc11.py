"""UC11-T1, which has channels of its own."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot.ipso import BASIC, CHANNEL

UC11_T1 = device(
    "milesight-iot/uc11-t1",
    name="Temperature and humidity sensor UC11-T1",
    source="The vendor's published decoder",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC | {(0x03, 0x75): battery(u8), (0x01, 0x67): temperature(i16le / 10), (0x02, 0x68): humidity(u8 / 2)},
    ),
    vectors=[
        vector(
            "03755C 01670001 02685B", f_port=85, battery=92, temperature=25.6, humidity=45.5, source="payload table"
        ),
        vector("0167F6FF 0268C8", temperature=-1, humidity=100, source="the vendor's decoder, run"),
    ],
)  # fmt: skip
