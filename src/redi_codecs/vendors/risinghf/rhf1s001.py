"""RHF1S001: temperature and humidity, little-endian.

Source: tago.io's decoder, which leaves out the bytes of the last downlink's strength.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

RHF1S001 = device(
    "risinghf/rhf1s001",
    name="RHF1S001 temperature and humidity sensor",
    source="tago.io's decoder, risinghf/rhf1s001",
    f_port=8,
    uplink=(
        attribute(frame_type=u8),
        temperature((u16le * 17572 - 4685 * 65536) / 6553600),
        humidity((u8 * 125 - 1536) / 256),
        report_interval(u16le * 2),
        attribute(downlink=hexadecimal(2)),
        battery_voltage((u8 + 150) / 100),
    ),
    vectors=[
        vector(
            "010961139502011EB4", f_port=8, temperature=19.75553771972656, humidity=3.27734375, battery_voltage=3.3,
            frame_type=1, report_interval=1322, downlink="011e", source="computed from tago.io's decoder",
        ),
        vector(
            "01A820F10281F128F1", temperature=-24.4345458984375, humidity=(111.67578125, 'implausible'),
            battery_voltage=3.91, frame_type=1, report_interval=66052, downlink="f128",
            source="computed from tago.io's decoder",
        ),
        vector(
            "01A89A5502811E2801", temperature=59.3070166015625, humidity=35.50390625, battery_voltage=1.51,
            frame_type=1, report_interval=66052, downlink="1e28", source="computed from tago.io's decoder",
        ),
    ],
)  # fmt: skip
