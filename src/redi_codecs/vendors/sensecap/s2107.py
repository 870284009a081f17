"""SenseCAP S2107: temperature of three probes, in the frames of the second generation.

Source: the vendor's published decoder.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.sensecap.frames import FRAMES, INTERVAL, VERSIONS

PT1000 = (
    temperature(i16 / 100, place="probe", channel=1, invalid={0x8000: "not_connected"}),
    temperature(i16 / 100, place="probe", channel=2, invalid={0x8000: "not_connected"}),
    temperature(i16 / 100, place="probe", channel=3, invalid={0x8000: "not_connected"}),
)
STATE = {0: "idle", 1: "normal", 2: "abnormal", 255: "not there"}

S2107 = device(
    "sensecap/s2107",
    name="S2107 temperature logger with three PT1000 probes",
    source="The vendor's published decoder",
    f_port=2,
    uplink=tags(
        u8,
        FRAMES
        | {
            0x46: record(time(u32), PT1000),
            0x47: PT1000,
            0x48: tuple(attribute(probe_state=choice(u8, STATE), channel=n) for n in range(1, 11)),
            0x49: (VERSIONS, INTERVAL),
            0x7F: reserved(1),
        },
    ),
    measures=(battery, temperature),
    vectors=[
        vector(
            "47 09C4 FF9C 8000", f_port=2, temperature_probe_1=25, temperature_probe_2=-1,
            temperature_probe_3="not_connected",
            source="computed as the vendor's decoder reads these values, without the counter behind them",
        ),
    ],
)  # fmt: skip
