"""EM500 with a probe: PT100, soil (SMT, SMTC), light (LGT); and the UC11-T1, which has channels of its own."""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.downlinks import SYNC_TIME, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL, TEMPERATURE

ALARM = {0: "threshold", 1: "threshold, over", 2: "mutation"}
CONDITION = settings.CONDITION | {5: "mutation"}
RATE = {0: "0.01", 1: "0.1", 2: "1", 3: "10", 4: "100", 5: "1000"}
NO_VALUE: dict[int | range, str] = {0xFFFD: "out_of_range", 0xFFFF: "fault"}


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
        "report_interval", "collection_interval", "reboot", "request_status", "history_enabled", "retransmit_enabled",
        "retransmit_interval", "resend_interval", "clear_history", "request_history", "stop_transmission", "set_time",
        "sync_time", "threshold", "recollection", "time_zone", "alarm_release_enabled", "alarm_repetitions",
        "temperature_calibration", "time_synchronised",
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

SOIL_TEMPERATURE = temperature(i16le / 10, place="soil", invalid=NO_VALUE)
MOISTURE = soil_moisture(u16le / 100, invalid=NO_VALUE)
CONDUCTIVITY = soil_ec(u16le / 1000, invalid=NO_VALUE)

SMTC_SETTINGS = answers(
    {1: "conductivity", 2: "temperature", 3: "change of temperature", 4: "moisture"},
    attribute(calibration_of=u8, calibration_enabled=u8 == 1, calibration=i16le),
)

EM500_SMTC = device(
    "milesight-iot/em500-smtc",
    name="Soil moisture, temperature and conductivity sensor",
    source="The vendor's published decoder and its payload table (EM500 series)",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC
        | BATTERY
        | SMTC_SETTINGS
        | {
            (0x03, 0x67): SOIL_TEMPERATURE,
            (0x04, 0xCA): MOISTURE,
            (0x04, 0x68): soil_moisture(u8 / 2),
            (0x05, 0x7F): CONDUCTIVITY,
            (0x83, 0xD7): (
                temperature(i16le / 10, place="soil"),
                attribute(
                    temperature_change=i16le / 10,
                    temperature_alarm=choice(u8, {0: "threshold, over", 1: "threshold", 2: "mutation"}),
                ),
            ),
            (0x20, 0xCE): record(time(u32le), CONDUCTIVITY, SOIL_TEMPERATURE, MOISTURE),
        },
    ),
    downlink=commands_of(
        SMTC_SETTINGS,
        "report_interval", "collection_interval", "reboot", "request_status", "history_enabled", "retransmit_enabled",
        "retransmit_interval", "resend_interval", "clear_history", "request_history", "stop_transmission", "set_time",
        "sync_time", "threshold", "calibration", "recollection", "time_zone", "alarm_release_enabled",
        "alarm_repetitions", "time_synchronised",
    ),
    also={"milesight-iot/em500-smt": "Soil moisture, temperature and conductivity sensor, first name of the SMTC"},
    vectors=[
        vector(
            "01755C 03673401 046865 057FF000", f_port=85, battery=92, temperature_soil=30.8, soil_moisture=50.5,
            soil_ec=0.24, source="device repository",
        ),
        vector(
            "0367F6FF 04CA8913 057F30F2", temperature_soil=-1, soil_moisture=50.01, soil_ec=62,
            source="the vendor's decoder, run",
        ),
        vector(
            "0367FDFF 04CAFDFF 057FFDFF", temperature_soil="out_of_range", soil_moisture="out_of_range",
            soil_ec="out_of_range", source="the vendor's decoder, but for the sign of the temperature",
        ),
        vector(
            "0367FFFF 04CAFFFF 057FFFFF", temperature_soil="fault", soil_moisture="fault", soil_ec="fault",
            source="the vendor's decoder, but for the sign of the temperature",
        ),
        vector(
            "83D7F6FF320002", temperature_soil=-1, temperature_change=5, temperature_alarm="mutation",
            source="the vendor's decoder, run",
        ),
        vector(
            "20CE 9E7446E3 F001 F6FF 8913 20CE 9F7446E3 FDFF FFFF FDFF 20CE A07446E3 FFFF FDFF FFFF",
            records=[
                {"time": 0xE346749E, "soil_ec": 0.496, "temperature_soil": -1, "soil_moisture": 50.01},
                {
                    "time": 0xE346749F, "soil_ec": "out_of_range", "temperature_soil": "fault",
                    "soil_moisture": "out_of_range",
                },
                {
                    "time": 0xE34674A0, "soil_ec": "fault", "temperature_soil": "out_of_range",
                    "soil_moisture": "fault",
                },
            ], source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

LGT_SETTINGS = answers(
    {1: "illuminance"},
    (reserved(1), attribute(light_calibration_enabled=u8 == 1, light_calibration=i16le)),
)

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
        LGT_SETTINGS,
        "report_interval", "collection_interval", "reboot", "request_status", "history_enabled", "retransmit_enabled",
        "retransmit_interval", "resend_interval", "clear_history", "request_history", "stop_transmission", "set_time",
        "recollection", "time_zone", "alarm_release_enabled", "alarm_repetitions", "time_synchronised",
        "threshold",
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

WEIGHT = {0: "Z", 1: "A", 2: "C"}
SPEED = {0: "impulse", 1: "fast", 2: "slow"}

WS302_SETTINGS = settings.answers(
    settings.COMMON | {0x1D: attribute(frequency_weighting=choice(u8, WEIGHT), time_weighting=choice(u8, SPEED))}
)

WS302 = device(
    "milesight-iot/ws302",
    name="Sound level sensor",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC
        | BATTERY
        | WS302_SETTINGS
        | {
            (0x05, 0x5B): (
                word(
                    u8,
                    attribute(weighting=choice(bits(0, 1), WEIGHT), response=choice(bits(2, 3), SPEED)),
                    reserved(bits(4, 7)),
                ),
                sound_level(u16le / 10),
                sound_level(u16le / 10, statistic="mean"),
                sound_level(u16le / 10, statistic="max"),
            )
        },
    ),
    downlink=commands_of(
        WS302_SETTINGS, "reboot", "set_time", "time_zone", "screen_enabled", "time_synchronised", "weighting",
        called_here={(0xFF, 0x1D): "weighting"},
    ),
    vectors=[
        vector(
            "01755C 055B05 3402 4002 7C03", f_port=85, battery=92, weighting="A", response="fast", sound_level=56.4,
            sound_level_mean=57.6, sound_level_max=89.2, source="payload table",
        ),
        vector(
            "055B00 3482 4082 7C83", weighting="Z", response="impulse", sound_level=(3333.2, "implausible"),
            sound_level_mean=(3334.4, "implausible"), sound_level_max=(3366, "implausible"),
            source="the vendor's decoder, run",
        ),
        vector(
            "055B0A 3402 4002 7C03", weighting="C", response="slow", sound_level=56.4, sound_level_mean=57.6,
            sound_level_max=89.2, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
