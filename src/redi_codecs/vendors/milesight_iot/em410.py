"""EM410-RDL: distance by radar, with temperature, and whether it is tilted."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.downlinks import MINUTES, STORED, SYNC_TIME, commands_of
from redi_codecs.vendors.milesight_iot.em400 import ALARM, POSITION
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL, TEMPERATURE

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
        "report_interval", "collection_interval", "reboot", *STORED, "threshold", "utc_offset", "distance_range",
        "alarm_repetitions", "distance_calibration", "place_of_use", "blind_spot_detection_enabled", "recollection",
        "signal_quality", "threshold_sensitivity", "peak", "distance_only_upright",
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
