"""Temperature in one or two channels, and liquid level from below.

Source: Netvox's decoders of these models, with examples.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.netvox.frames import (
    BATTERY_CHANGE,
    CALIBRATION_COMMANDS,
    INTERVALS,
    RESULT,
    SOURCE,
    TEMPERATURE_CHANGE,
    downlink,
    report,
    uplink,
)

_HUNDREDTHS = {0x9C: "R718AD", 0xBC: "R711A", 0x9D: "R720D"}
_HUNDREDTHS_SETTINGS = (INTERVALS, BATTERY_CHANGE, TEMPERATURE_CHANGE, reserved(2))
R718AD = device(
    "netvox/r718ad",
    name="R718AD temperature sensor",
    source=SOURCE,
    f_port=6,
    uplink=uplink(
        _HUNDREDTHS,
        reports={0x01: report("temperature", temperature(i16 / 100), reserved(5))},
        settings=_HUNDREDTHS_SETTINGS,
    ),
    downlink=downlink(_HUNDREDTHS, settings=_HUNDREDTHS_SETTINGS),
    also={"netvox/r711a": "R711A temperature sensor"},
    vectors=[
        vector("01 9C 01 24 09EA 0000000000", f_port=6, message="temperature", battery_voltage=3.6, low_battery=False,
               temperature=25.38, model="R718AD", source="Netvox's example"),
        vector("82 BC 0384 0708 01 0032 0000", f_port=7, message="configuration", min_interval=900,
               report_interval=1800, battery_change=0.1, temperature_change=0.5, source="Netvox's example"),
    ],
)  # fmt: skip

_TENTHS_SETTINGS = (
    INTERVALS, BATTERY_CHANGE, attribute(temperature_change=temperature_difference(u16 / 10)), reserved(2),
)  # fmt: skip
_PROBE = {
    0x90: "R718CJ", 0x91: "R718CK", 0x92: "R718CT", 0x93: "R718CN", 0x94: "R718CE", 0x95: "R718B",
}  # fmt: skip
R718B = device(
    "netvox/r718b",
    name="R718B resistance thermometer",
    source=SOURCE,
    f_port=6,
    uplink=uplink(
        _PROBE,
        reports={0x01: report("temperature", temperature(i16 / 10, place="probe"), reserved(5))},
        settings=_TENTHS_SETTINGS,
        calibrated=True,
    ),
    downlink=downlink(_PROBE, settings=_TENTHS_SETTINGS) | CALIBRATION_COMMANDS,
    also={f"netvox/r718c{kind}": f"R718C{kind.upper()} thermocouple sensor" for kind in "knt"},
    vectors=[
        vector("01 91 01 24 FF97 0000000000", f_port=6, message="temperature", battery_voltage=3.6, low_battery=False,
               temperature_probe=-10.5, model="R718CK", source="Netvox's example"),
        vector("82 91 0384 0708 01 0005 0000", f_port=7, message="configuration", min_interval=900,
               report_interval=1800, battery_change=0.1, temperature_change=0.5, source="Netvox's example"),
    ],
)  # fmt: skip

_PROBES = {
    0x14: "R718B2", 0x15: "R718CJ2", 0x16: "R718CK2", 0x17: "R718CT2", 0x18: "R718CN2", 0x79: "R730CK2",
    0x7A: "R730CT2",
}  # fmt: skip
R718B2 = device(
    "netvox/r718b2",
    name="R718B2 resistance thermometer with two channels",
    source=SOURCE,
    f_port=6,
    uplink=uplink(
        _PROBES,
        reports={0x01: report(
            "temperature", temperature(i16 / 10, place="probe", channel=1),
            temperature(i16 / 10, place="probe", channel=2), reserved(3),
        )},
        settings=_TENTHS_SETTINGS,
        calibrated=True,
    ),
    downlink=downlink(_PROBES, settings=_TENTHS_SETTINGS) | CALIBRATION_COMMANDS,
    also={
        f"netvox/{name}": f"{name.upper()} thermocouple sensor with two channels"
        for name in ("r718ck2", "r718cn2", "r718ct2", "r730ck2", "r730ct2")
    },
    vectors=[
        vector("01 14 01 24 00FD 016D 000000", f_port=6, message="temperature", battery_voltage=3.6, low_battery=False,
               temperature_probe_1=25.3, temperature_probe_2=36.5, model="R718B2", source="Netvox's example"),
        vector("82 79 0384 0708 01 0005 0000", f_port=7, message="configuration", min_interval=900,
               report_interval=1800, battery_change=0.1, temperature_change=0.5, source="Netvox's example"),
    ],
)  # fmt: skip

_LEVEL = {0x9B: "R718PA22"}
_LEVEL_SETTINGS = (
    INTERVALS, BATTERY_CHANGE, attribute(level_change=water_level(u16)),
    attribute(temperature_change=temperature_difference(u8)), reserved(1),
)  # fmt: skip
_LIQUID = (attribute(liquid=choice(u8, {1: "water", 2: "gasoline", 3: "diesel oil"})), reserved(8))
R718PA22 = device(
    "netvox/r718pa22",
    name="R718PA22 ultrasonic liquid level sensor, mounted below",
    source=SOURCE,
    f_port=6,
    uplink=uplink(
        _LEVEL,
        reports={0x01: report(
            "level", water_level(u16), temperature(i16), attribute(well_installed=u8 == 0), reserved(2)
        )},
        settings=_LEVEL_SETTINGS,
        answers={0x83: message("liquid_set", RESULT), 0x84: message("liquid", _LIQUID)},
    ),
    downlink=downlink(
        _LEVEL,
        settings=_LEVEL_SETTINGS,
        others={
            "liquid": (0x03, _LIQUID, "liquid_set"),
            "request_liquid": (0x04, reserved(9), "liquid"),
        },
    ),
    vectors=[
        vector("01 9B 01 77 09C1 0019 00 0000", f_port=6, message="level", battery_voltage=11.9, low_battery=False,
               water_level=2497, temperature=25, well_installed=True, source="Netvox's example"),
        vector("84 9B 01 0000000000000000", f_port=7, message="liquid", liquid="water", source="Netvox's example"),
        vector("82 9B 0384 0708 01 0014 01 00", f_port=7, message="configuration", min_interval=900,
               report_interval=1800, battery_change=0.1, level_change=20, temperature_change=1,
               source="Netvox's example"),
    ],
)  # fmt: skip
