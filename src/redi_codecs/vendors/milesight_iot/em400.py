"""EM400: distance by ultrasound or time of flight, EM410-RDL: by radar; with temperature, and whether it is tilted."""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.downlinks import MINUTES, SYNC_TIME, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL, TEMPERATURE

ALARM = {0: "released", 1: "threshold", 2: "mutation"}
POSITION: dict[Any, Body] = {(0x05, 0x00): tilted(u8 != 0)}
MODE = {0: "standard", 1: "bin", 2: "parking"}
OF = {1: "standard mode", 2: "bin mode"}
EM400_SETTINGS = settings.answers(
    settings.NEWER
    | {
        0x06: (
            word(
                u8,
                attribute(alarm_if=choice(bits(0, 2), settings.CONDITION), alarm_of=choice(bits(3, 5), OF)),
                reserved(bit(6)),
                attribute(alarm_release_enabled=bit(7) == 1),
            ),
            attribute(distance_threshold_min=distance(u16le), distance_threshold_max=distance(u16le)),
            reserved(4),
        ),
        0x13: attribute(installation_height_enabled=u8 == 1),
        0x3E: attribute(distance_only_upright=u8 == 1),
        0x56: attribute(time_of_flight_enabled=u8 == 1),
        0x70: attribute(presence_height=distance(u16le)),
        0x71: attribute(working_mode=choice(u8, MODE)),
        0x77: attribute(installation_height=distance(u16le), limits=(30, 4500)),
    }
)

EM400 = device(
    "milesight-iot/em400-mud",
    name="Ultrasonic distance and level sensor, multifunctional",
    source="The vendor's published decoder and its payload table (EM400 series)",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC
        | BATTERY
        | TEMPERATURE
        | POSITION
        | EM400_SETTINGS
        | {
            (0x04, 0x82): distance(u16le),
            (0x83, 0x67): (temperature(i16le / 10), attribute(temperature_alarm=choice(u8, ALARM))),
            (0x84, 0x82): (distance(u16le), attribute(distance_alarm=choice(u8, ALARM))),
        },
    ),
    downlink=commands_of(
        EM400_SETTINGS,
        "report_interval", "collection_interval", "reboot", "request_status", "sync_time", "presence_height",
        "installation_height_enabled", "working_mode", "distance_only_upright", "time_of_flight_enabled",
        "recollection", "installation_height",
    ),
    also={
        "milesight-iot/em400-tld": "Time-of-flight distance and level sensor",
        "milesight-iot/em400-udl": "Ultrasonic distance and level sensor",
    },
    vectors=[
        vector(
            "01755C 03670101 04824408 050001", f_port=85, battery=92, temperature=25.7, distance=2116, tilted=True,
            source="device repository",
        ),
        vector(
            "8367F6FF01 8482640001 050000", temperature=-1, temperature_alarm="threshold", distance=100,
            distance_alarm="threshold", tilted=False, source="the vendor's decoder, run",
        ),
        vector("0367F6FF", temperature=-1, source="the vendor's decoder, run"),
    ],
)  # fmt: skip

EXCEPTION = {0: "blind spot, over", 1: "blind spot", 2: "no target", 3: "sensor fault"}
NO_DISTANCE: dict[int | range, str] = {0xFFFD: "none", 0xFFFE: "disabled", 0xFFFF: "fault"}
RDL_OF = {1: "distance", 2: "change of distance", 3: "distance in tank mode", 4: "change of distance in tank mode"}
PLACE = {0: "general", 1: "rainwater", 2: "wastewater", 3: "tank"}
RDL_SETTINGS = settings.answers(
    settings.NEWER
    | {
        0x06: (
            word(
                u8,
                attribute(alarm_if=choice(bits(0, 2), settings.CONDITION | {5: "mutation"})),
                attribute(alarm_of=choice(bits(3, 5), RDL_OF)),
                reserved(bit(6)),
                attribute(alarm_release_enabled=bit(7) == 1),
            ),
            attribute(distance_threshold_min=distance(i16le), distance_threshold_max=distance(i16le)),
            reserved(4),
        ),
        0x1B: (attribute(distance_mode=choice(u8, PLACE)), reserved(2), attribute(distance_maximum=distance(u16le))),
        0x2A: attribute(calibrated_now=choice(u8, {0: "radar", 1: "blind spot of the radar"})),
        0x3E: attribute(distance_only_upright=u8 == 1),
        0xAB: attribute(distance_calibration_enabled=u8 == 1, distance_calibration=distance(i16le)),
        0xF2: attribute(alarm_repetitions=u16le),
    }
) | settings.extended(
    {
        0x0D: attribute(retransmit_enabled=u8 == 1, retransmit_interval=duration(u16le)),
        0x12: attribute(place_of_use=choice(u8, PLACE)),
        0x13: attribute(blind_spot_detection_enabled=u8 == 1),
        0x14: attribute(signal_quality=i16le),
        0x15: attribute(threshold_sensitivity=i16le / 10),
        0x16: attribute(peak=choice(u8, {0: "closest", 1: "strongest"})),
        0x39: attribute(collection_interval=duration(u16le * 60, limits=(60, 86400))),
    }
)

EM410_RDL = device(
    "milesight-iot/em410-rdl",
    name="Radar distance and level sensor",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC
        | BATTERY
        | TEMPERATURE
        | POSITION
        | RDL_SETTINGS
        | {
            (0x04, 0x82): distance(i16le),
            (0x06, 0xC7): rssi(i16le / 100),
            (0x84, 0x82): (distance(i16le), attribute(distance_alarm=choice(u8, ALARM))),
            (0x94, 0x82): (
                distance(i16le),
                attribute(distance_change=distance(i16le), distance_alarm=choice(u8, ALARM)),
            ),
            (0xB4, 0x82): (
                distance(i16le, invalid={0xFFFD: "none", 0xFFFF: "fault"}),
                attribute(distance_exception=choice(u8, EXCEPTION)),
            ),
            (0x20, 0xCE): record(
                time(u32le),
                distance(i16le, invalid=NO_DISTANCE),
                temperature(i16le / 10, invalid={0xFFFE: "disabled", 0xFFFF: "fault"}),
                attribute(distance_change=distance(i16le)),
                word(
                    u8,
                    attribute(
                        threshold_alarm=bit(0),
                        threshold_alarm_over=bit(1),
                        blind_spot_alarm=bit(2),
                        blind_spot_alarm_over=bit(3),
                        change_alarm=bit(4),
                        tilt_alarm=bit(5),
                    ),
                    reserved(bits(6, 7)),
                ),
            ),
        },
    ),
    downlink=SYNC_TIME
    | commands_of(
        RDL_SETTINGS,
        "report_interval", "collection_interval", "reboot", "history_enabled", "retransmit_enabled",
        "retransmit_interval", "resend_interval", "clear_history", "request_history", "stop_transmission",
        "threshold", "utc_offset", "distance_range", "alarm_repetitions", "distance_calibration", "place_of_use",
        "blind_spot_detection_enabled", "recollection", "signal_quality", "threshold_sensitivity", "peak",
        "distance_only_upright",
        at=MINUTES | {"collection_interval": (0xF9, 0x39)},
    ),
    vectors=[
        vector(
            "B482FDFF02", f_port=85, distance="none", distance_exception="no target", source="the vendor's decoder, run"
        ),
        vector(
            "B482FFFF03", distance="fault", distance_exception="sensor fault", source="the vendor's decoder, run"
        ),
    ],
)  # fmt: skip
