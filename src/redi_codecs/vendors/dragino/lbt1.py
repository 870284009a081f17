"""LBT1: a tracker that finds Bluetooth beacons and counts steps; big-endian.

Source: user manual (uplink payload) and the vendor's published decoder.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.dragino.commands import BASIC
from redi_codecs.vendors.dragino.frames import BATTERY

_STEPS = "The steps of whoever wears it are steps; that some were made is no motion detected."

LBT1 = device(
    "dragino/lbt1",
    name="Bluetooth indoor tracker with step counter LBT1",
    source="LBT1 user manual, 2.4 (uplink payload); the vendor's decoder in the device repository",
    f_port=2,
    downlink=BASIC,
    uplink=switch(f_port, {2: (
        BATTERY, word(u24, step_count(bits(0, 19), statistic="total"), attribute(alarm_code=bits(20, 23))),
        switch(u8, {
            1: message("short", attribute(beacon_uuid=tag_id(text(5)))),
            2: message("uuid", attribute(beacon_uuid=tag_id(text(32)), beacon_mac=tag_id(text(12)))),
            3: message(
                "ibeacon", attribute(beacon_uuid=tag_id(text(12))),
                attribute(beacon_major=text(4), beacon_minor=text(4)), reserved(2), attribute(beacon_rssi=text(4)),
            ),
        }),
    )}),
    vectors=[
        vector(
            "0FC7 000000 01 4545464630", f_port=2, message="short", battery_voltage=4.039, step_count_total=0,
            alarm_code=0, beacon_uuid="EEFF0", source="device repository",
        ),
        vector(
            "1000 210005 01 4142434445", f_port=2, message="short", battery_voltage=4.096, step_count_total=65541,
            alarm_code=2, beacon_uuid="ABCDE", source="the vendor's decoder, run",
        ),
    ],
    quirks=[
        quirk(payload, f_port=2, keys=("action.motion.detected", "action.motion.count"), reason=_STEPS)
        for payload in ("0FC7000000014545464630", "1000210005014142434445")
    ],
)  # fmt: skip
