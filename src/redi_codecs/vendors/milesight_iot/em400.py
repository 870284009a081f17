"""EM400: distance by ultrasound or time of flight, with temperature, and whether it is tilted."""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.downlinks import commands_of
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
        "recollection", "installation_height", "threshold",
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
