"""Gas detectors: carbon monoxide, LPG and combustible gas.

Source: Netvox's decoders of these models, with examples.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.netvox.frames import (
    BATTERY_SETTINGS,
    INTERVALS,
    RESULT,
    SOURCE,
    downlink,
    report,
    uplink,
)

_CO = {0x11: "RA02C"}
_THRESHOLD = (attribute(alarm_threshold=u8), reserved(8))
RA02C = device(
    "netvox/ra02c",
    name="RA02C carbon monoxide detector",
    source=SOURCE,
    f_port=6,
    uplink=uplink(
        _CO,
        reports={0x01: report(
            "detector", gas_detected(u8), attribute(high_temperature_alarm=u8 != 0), reserved(5)
        )},
        settings=BATTERY_SETTINGS,
        answers={0x83: message("alarm_threshold_set", RESULT), 0x84: message("alarm_threshold", _THRESHOLD)},
    ),
    downlink=downlink(
        _CO, settings=BATTERY_SETTINGS,
        others={
            "alarm_threshold": (0x03, _THRESHOLD, "alarm_threshold_set"),
            "request_alarm_threshold": (0x04, reserved(9), "alarm_threshold"),
        },
    ),
    vectors=[
        vector("01 11 01 1E 00 01 0000000000", f_port=6, message="detector", battery_voltage=3, low_battery=False,
               gas_detected=False, high_temperature_alarm=True, source="Netvox's example"),
        vector("84 11 64 0000000000000000", f_port=7, message="alarm_threshold", alarm_threshold=100,
               source="Netvox's example"),
    ],
)  # fmt: skip

_LPG = {0xD6: "RA02D1"}
_LPG_SETTINGS = (INTERVALS, reserved(5))
RA02D1 = device(
    "netvox/ra02d1",
    name="RA02D1 LPG and combustible gas detector",
    source=SOURCE,
    f_port=6,
    uplink=uplink(
        _LPG,
        reports={0x01: report(
            "detector", gas_detected(u8), attribute(high_temperature_alarm=u8 != 0), temperature(i16 / 10), reserved(3)
        )},
        settings=_LPG_SETTINGS,
    ),
    downlink=downlink(_LPG, settings=_LPG_SETTINGS),
    vectors=[
        vector("01 D6 01 1E 01 00 00FA 000000", f_port=6, message="detector", battery_voltage=3, low_battery=False,
               gas_detected=True, high_temperature_alarm=False, temperature=25, source="the vendor's decoder, run"),
    ],
)  # fmt: skip
