"""One or two states, or a count: vibration and activity."""

from datetime import UTC, datetime

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.netvox.frames import (
    BATTERY_SETTINGS,
    RESULT,
    SOURCE,
    downlink,
    report,
    uplink,
)

_STATE_IS_NO_COUNT = (
    "The byte is a state (0x00 off, 0x01 on); the collection's normalization takes it for a number of movements."
)

_VIBRATION = {0x01: report("state", vibration(u8 != 0), reserved(6))}
_BALL = {0x1A: "R718DA", 0x1B: "R718DB", 0x89: "R730DA", 0x8B: "R730DB", 0xA8: "R311DA", 0xA9: "R311DB"}
_RESTORE = (attribute(restore_report=u8 == 1), reserved(8))
R718DA = device(
    "netvox/r718da",
    name="R718DA vibration sensor, rolling ball type",
    source=SOURCE,
    f_port=6,
    uplink=uplink(
        _BALL,
        reports=_VIBRATION,
        settings=BATTERY_SETTINGS,
        answers={0x83: message("restore_report_set", RESULT), 0x84: message("restore_report", _RESTORE)},
    ),
    downlink=downlink(
        _BALL,
        settings=BATTERY_SETTINGS,
        others={
            "restore_report": (0x03, _RESTORE, "restore_report_set"),
            "request_restore_report": (0x04, reserved(9), "restore_report"),
        },
    ),
    also={
        "netvox/r718db": "R718DB vibration sensor, spring type",
        "netvox/r311da": "R311DA vibration sensor, rolling ball type",
        "netvox/r311db": "R311DB vibration sensor, spring type",
        "netvox/r730da": "R730DA vibration sensor, rolling ball type",
        "netvox/r730db": "R730DB vibration sensor, spring type",
    },
    vectors=[
        vector("01 1A 00 64 0B 20200424 0000", f_port=6, message="version", model="R718DA", software_version=10,
               hardware_version="11", manufacturing_date=datetime(2020, 4, 24, tzinfo=UTC), source="Netvox's example"),
        vector("01 1A 01 1E 01 000000000000", message="state", battery_voltage=3, low_battery=False, vibration=True,
               source="Netvox's example"),
        vector("01 A9 01 9D 00 000000000000", model="R311DB", battery_voltage=2.9, low_battery=True, vibration=False,
               source="the vendor's decoder, run"),
        vector("84 1A 01 0000000000000000", f_port=7, message="restore_report", model="R718DA", restore_report=True,
               source="R718DA manual, restore configuration"),
    ],
    quirks=[
        quirk(payload, f_port=6, keys="action.motion.count", reason=_STATE_IS_NO_COUNT)
        for payload in (
            "011A011E01000000000000", "011A011E00000000000000", "011A019E01000000000000", "0189011E01000000000000",
            "0189011E00000000000000", "0189019E01000000000000",
        )
    ],
)  # fmt: skip

_ACTIVITY = {0x4F: "R311FA", 0x27: "R718MBA", 0x82: "R730MBA"}
R311FA = device(
    "netvox/r311fa",
    name="R311FA activity detection sensor",
    source=SOURCE,
    f_port=6,
    uplink=uplink(_ACTIVITY, reports=_VIBRATION, settings=BATTERY_SETTINGS),
    downlink=downlink(_ACTIVITY, settings=BATTERY_SETTINGS),
    also={
        "netvox/r718mba": "R718MBA activity vibration sensor",
        "netvox/r730mba": "R730MBA activity vibration sensor",
    },
    vectors=[
        vector("01 4F 01 1E 01 000000000000", message="state", model="R311FA", battery_voltage=3, low_battery=False,
               vibration=True, source="Netvox's example"),
        vector("82 4F 0384 0708 01 00000000", f_port=7, min_interval=900, report_interval=1800, battery_change=0.1,
               source="Netvox's example"),
    ],
    quirks=[
        quirk(payload, f_port=6, keys="action.motion.count", reason=_STATE_IS_NO_COUNT)
        for payload in (
            "0127011E01000000000000", "0127011E00000000000000", "0127019E01000000000000", "0182011E01000000000000",
            "0182011E00000000000000", "0182019E05000000000000",
        )
    ],
)  # fmt: skip

_TWO = {0x2F: "R718DA2", 0x3D: "R718DB2"}
R718DA2 = device(
    "netvox/r718da2",
    name="R718DA2 vibration sensor, rolling ball type, two inputs",
    source=SOURCE,
    f_port=6,
    uplink=uplink(
        _TWO,
        reports={0x01: report("state", vibration(u8 != 0, channel=1), vibration(u8 != 0, channel=2), reserved(5))},
        settings=BATTERY_SETTINGS,
    ),
    downlink=downlink(_TWO, settings=BATTERY_SETTINGS),
    also={"netvox/r718db2": "R718DB2 vibration sensor, spring type, two inputs"},
    vectors=[
        vector("01 2F 01 1E 01 00 0000000000", battery_voltage=3, low_battery=False, vibration_1=True,
               vibration_2=False, source="Netvox's example"),
        vector("01 3D 01 9C 01 01 0000000000", model="R718DB2", battery_voltage=2.8, low_battery=True, vibration_1=True,
               vibration_2=True, source="the vendor's decoder, run"),
        vector("01 2F 00 64 0B 20200424 0000", message="version", hardware_version="11", source="Netvox's example"),
        vector("82 3D 0384 0708 01 00000000", f_port=7, battery_change=0.1, source="Netvox's example"),
    ],
    quirks=[
        quirk(payload, f_port=6, keys="action.motion.count", reason=_STATE_IS_NO_COUNT)
        for payload in (
            "012F011E01000000000000", "012F019C01010000000000", "012F011E00000000000000", "013D011E01000000000000",
            "013D011E00000000000000", "013D019E01010000000000",
        )
    ],
)  # fmt: skip

_COUNT = {0x2B: "R718MBB", 0x50: "R311FB"}
R311FB = device(
    "netvox/r311fb",
    name="R311FB activity counter",
    source=SOURCE,
    f_port=6,
    uplink=uplink(_COUNT, reports={0x01: report("count", vibration_count(u32), reserved(3))},
    settings=BATTERY_SETTINGS), downlink=downlink(_COUNT, settings=BATTERY_SETTINGS),
    also={"netvox/r718mbb": "R718MBB activity vibration counter"},
    vectors=[
        vector("01 50 01 1E 011A2115 000000", battery_voltage=3, low_battery=False, vibration_count=18489621,
               source="Netvox's example"),
        vector("01 2B 01 9E 00000007 000000", model="R718MBB", battery_voltage=3, low_battery=True, vibration_count=7,
               source="the vendor's decoder, run"),
        vector("01 50 00 64 0B 20200424 0000", message="version", software_version=10, source="Netvox's example"),
        vector("82 2B 0384 0708 01 00000000", f_port=7, report_interval=1800, source="Netvox's example"),
    ],
    quirks=[
        quirk("0150011E80000007000000", f_port=6, keys="action.motion.count",
              reason="The decoder takes the highest bit of the count for a sign; a count is not negative."),
    ],
)  # fmt: skip
