"""VS373: falls, persons in bed and in regions, and breathing, by radar. Regions are channels.

Older firmware (tags 0x03 to 0x05) writes 0 for an occupied region, newer firmware (0x07 to 0x0C) 1.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.downlinks import MINUTES, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, CHANNEL

DETECTION = {0: "normal", 1: "vacant", 2: "in bed", 3: "out of bed", 4: "fall"}
TARGET = {0: "normal", 1: "motionless", 2: "abnormal", 3: "lying down"}
ALARM = {
    0: "fall", 1: "motionless", 2: "dwell", 3: "out of bed", 4: "occupied", 5: "vacant", 6: "slow breathing",
    7: "fast breathing", 8: "lying down",
}  # fmt: skip
STATE = {1: "triggered", 2: "deactivated", 3: "ignored", 4: "breathing"}
BREATHING = {1: "no data", 2: "normal", 3: "fast", 4: "slow", 5: "undetectable"}
REGION = {0: "custom", 1: "bed", 2: "door", 3: "ignore", 255: "unset"}
STATES = (
    attribute(detection=choice(u8, DETECTION), target=choice(u8, TARGET)),
    occupancy(derived(V.detection != "vacant")),
    fall(derived(V.detection == "fall")),
)
#: The place is only told of what happens in a region.
EVENT = (
    attribute(alarm_number=u16le, alarm_of=choice(u8, ALARM), alarm_state=choice(u8, STATE)),
    attribute(alarm_region=u8, valid=V.alarm_of.is_in("out of bed", "slow breathing", "fast breathing")),
)
DATA: dict[Any, Body] = {
    (0x07, 0xB0): (STATES, attribute(use_now=duration(u24le), use_today=duration(u24le))),
    (0x03, 0xF8): (STATES, attribute(use_now=duration(u16le), use_today=duration(u16le))),
    (0x0A, 0xB3): (
        attribute(regions=u8),
        word(
            u32le,
            *(occupancy(bit(n), channel=n + 1, valid=V.regions > n) for n in range(6)),
            reserved(bits(6, 31)),
        ),
    ),
    (0x04, 0xF9): tuple(occupancy(u8 == 0, channel=n) for n in range(1, 5)),
    (0x09, 0xB2): tuple(attribute(region_type=choice(u8, REGION), channel=n) for n in range(1, 7)),
    (0x05, 0xFA): tuple(attribute(time_out_of_bed=duration(u16le), channel=n) for n in range(1, 5)),
    (0x0B, 0xB4): tuple(attribute(time_out_of_bed=duration(u24le), channel=n) for n in range(1, 4)),
    (0x0C, 0xB4): tuple(attribute(time_out_of_bed=duration(u24le), channel=n) for n in range(4, 7)),
    (0x06, 0xFB): EVENT,
    (0x08, 0xB1): attribute(breathing=choice(u8, BREATHING), breaths_per_minute=u16le / 100),
    (0x20, 0xCE): record(time(u32le), EVENT),
}
ANSWERS = settings.answers(
    settings.NEWER
    | {
        0x3E: attribute(buzzer_enabled=u8 == 1),
        0x64: attribute(release_alarm=u8 == 0xFF),
    }
) | settings.extended(
    settings.RADIO_2
    | {
        0x48: attribute(region_deleted=u8 + 1),
        0x49: attribute(region_area=hexadecimal(9)),
        0x4A: attribute(region_detection=hexadecimal(5)),
        0x4B: attribute(bed_detection=hexadecimal(9)),
        0x4C: attribute(d2d_control=hexadecimal(5)),
        0x4D: attribute(wifi_hidden=u8 == 1),
        0x4E: attribute(output=choice(u8, {0: "low", 1: "high"})),
        0x4F: attribute(detection_area=hexadecimal(12)),
        0x50: attribute(
            detection_mode=choice(u8, {0: "default", 1: "bedroom", 2: "bathroom", 3: "public"}),
            sensitivity=choice(u8, {0: "low", 1: "high", 2: "medium", 3: "custom"}),
        ),
        0x51: attribute(fall_confirmation=u16le, fall_report_delay=u16le, fall_alarm=u16le),
        0x52: attribute(dwell_enabled=u8 == 1, dwell_time=u16le),
        0x53: (attribute(motionless_enabled=u8 == 1), reserved(1), attribute(motionless_time=u8)),
        0x56: attribute(presence_confirmation=u8, absence_confirmation=u8),
        0x91: attribute(time_source=choice(u8, {0: "gateway", 1: "manual"}), time_set=event_time(u32le)),
        0xB1: attribute(sleep_detection=hexadecimal(7)),
        0xB2: attribute(breathing_enabled=u8 == 1, breathing_minimum=u8, breathing_maximum=u8),
        0xB3: attribute(ai_fall_detection_enabled=u8 == 1),
        0xB4: attribute(fall_alarm_number=u16le, fall_alarm_was=choice(u8, {2: "dismissed", 3: "ignored"})),
        0xB5: attribute(output_triggers=hexadecimal(6)),
    }
)

VS373 = device(
    "milesight-iot/vs373",
    name="Radar fall detection and occupancy sensor",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(CHANNEL, BASIC | ANSWERS | DATA),
    downlink=commands_of(
        ANSWERS,
        "report_interval", "reboot", "request_status", "retransmit_interval", "request_history", "stop_transmission",
        "set_time", "output", "detection", "fall_detection", "dwell_detection", "breathing_detection",
        "confirm_fall_alarm", "presence_detection", "confirmed_messages", "adr_enabled", "wifi_enabled",
        "wifi_hidden", "rejoin", "radio_data_rate", "radio_power_level", "retransmit_enabled", "led_mode",
        "buzzer_enabled", "release_alarm", "region_deleted", "region_area", "region_detection", "bed_detection",
        "detection_area", "motionless", "sleep_detection", "ai_fall_detection_enabled", "output_triggers",
        "time_source", "d2d_enabled", "d2d_settings", "d2d_control",
        at=MINUTES,
        called_here={(0xF9, 0x53): "motionless"},
    ),
    vectors=[
        vector(
            "03F801001000 2000 04F901000100", f_port=85, detection="vacant", target="normal", occupancy=False,
            fall=False, use_now=(16, "s"), use_today=(32, "s"), occupancy_1=False, occupancy_2=True, occupancy_3=False,
            occupancy_4=True, source="device repository",
        ),
        vector(
            "03F8040000000000", detection="fall", target="normal", occupancy=True, fall=True,
            source="the vendor's decoder, run",
        ),
        vector(
            "04F900010001", occupancy_1=True, occupancy_2=False, occupancy_3=True, occupancy_4=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "07B00201100000200000", detection="in bed", target="motionless", occupancy=True, fall=False,
            use_now=(16, "s"), use_today=(32, "s"), source="the vendor's decoder, run",
        ),
        vector(
            "06FB01020301 02", alarm_number=513, alarm_of="out of bed", alarm_state="triggered", alarm_region=2,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
