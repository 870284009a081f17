"""EM500 with a probe: PT100, and light (LGT)."""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.downlinks import SAMPLED, SYNC_TIME, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL, TEMPERATURE

ALARM = {0: "threshold", 1: "threshold, over", 2: "mutation"}
CONDITION = settings.CONDITION | {5: "mutation"}
RATE = {0: "0.01", 1: "0.1", 2: "1", 3: "10", 4: "100", 5: "1000"}


def answers(of: dict[int, str], calibrated: Body) -> dict[Any, Body]:
    """The settings of the series, with the alarms and the calibration of this model."""
    return settings.answers(
        settings.NEWER
        | {
            0x06: (
                word(
                    u8,
                    attribute(alarm_if=choice(bits(0, 2), CONDITION), alarm_of=choice(bits(3, 5), of)),
                    attribute(alarm_enabled=bit(6), alarm_release_enabled=bit(7)),
                ),
                attribute(threshold_min=i16le, threshold_max=i16le),
                reserved(4),
            ),
            0xF1: calibrated,
            0xF2: attribute(alarm_repetitions=u16le),
            0xF5: attribute(alarm_release_enabled=u8 == 1),
        }
    )


PT100_SETTINGS = answers(
    {1: "temperature", 2: "change of temperature"},
    (reserved(1), attribute(temperature_calibration_enabled=u8 == 1, temperature_calibration=i16le / 10)),
)

EM500_PT100 = device(
    "milesight-iot/em500-pt100",
    name="Industrial temperature sensor with PT100 probe",
    source="The vendor's published decoder and its payload table (EM500 series)",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC
        | BATTERY
        | TEMPERATURE
        | PT100_SETTINGS
        | {
            (0x83, 0xD7): (
                temperature(i16le / 10),
                attribute(temperature_change=i16le / 10, temperature_alarm=choice(u8, ALARM)),
            ),
            (0xFF, 0x1B): (
                word(u8, attribute(measuring_rate=choice(bits(0, 2), RATE)), reserved(bits(3, 7))),
                attribute(range_maximum=i16le, range_minimum=i16le),
            ),
            (0x20, 0xCE): record(time(u32le), temperature(i16le / 10)),
        },
    ),
    downlink=commands_of(
        PT100_SETTINGS,
        *SAMPLED, "set_time", "sync_time", "threshold", "recollection", "time_zone", "alarm_release_enabled",
        "alarm_repetitions", "temperature_calibration", "time_synchronised", "d2d_enabled", "d2d_settings",
    ),
    vectors=[
        vector("017564 03672C01", f_port=85, battery=100, temperature=30, source="payload table"),
        vector("0367F6FF", temperature=-1, source="the vendor's decoder, run"),
        vector(
            "83D7F6FF320002", temperature=-1, temperature_change=5, temperature_alarm="mutation",
            source="the vendor's decoder, run",
        ),
        vector(
            "20CE 9E7446E3 F6FF", records=[{"time": 0xE346749E, "temperature": -1}], source="the vendor's decoder, run"
        ),
    ],
)  # fmt: skip

LGT_SETTINGS = answers(
    {1: "illuminance"},
    (reserved(1), attribute(light_calibration_enabled=u8 == 1, light_calibration=i16le)),
)

#: As it is told: that it is of the light.
_TOLD = settings.answers({0xF1: (expect(u8, 8), attribute(light_calibration_enabled=u8 == 1, light_calibration=i16le))})

EM500_LGT = device(
    "milesight-iot/em500-lgt",
    name="Light sensor",
    source="The vendor's published decoder and its payload table (EM500 series)",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC
        | BATTERY
        | LGT_SETTINGS
        | {(0x03, 0x94): illuminance(u32le), (0x20, 0xCE): record(time(u32le), illuminance(u32le))},
    ),
    downlink=SYNC_TIME
    | commands_of(
        LGT_SETTINGS | _TOLD,
        *SAMPLED, "set_time", "recollection", "time_zone", "alarm_release_enabled", "alarm_repetitions",
        "time_synchronised", "threshold", "light_calibration", "d2d_enabled", "d2d_settings",
    ),
    vectors=[
        vector("01755C 039450000000", f_port=85, battery=92, illuminance=80, source="payload table"),
        vector(
            "039440420F80", illuminance=(2148483648, "implausible"),
            source="the vendor's decoder, run, which overflows: 2^32 added",
        ),
        vector(
            "20CE 9E7446E3 40420F00 20CE 9F7446E3 50C30080",
            records=[
                {"time": 0xE346749E, "illuminance": (1000000, "implausible")},
                {"time": 0xE346749F, "illuminance": (2147533648, "implausible")},
            ], source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
