"""VS121, people counter by camera, for workplaces.

Lines and regions are channels; a flow from area A to B is passage_count_12 (A, B, C, D are 1 to 4).
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.counting import PASSED, PASSED_IN_TOTAL, VERSIONS, regions
from redi_codecs.vendors.milesight_iot.downlinks import commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, CHANNEL

CROSSED = (people_in(u16le, channel=1), people_out(u16le, channel=1))
PRESENT = (
    people_count(u8, primary=True),
    attribute(regions=u8),
    word(u16, *(occupancy(bit(n), channel=n + 1, valid=V.regions > n) for n in range(16))),
    occupancy(derived(V.people_count > 0), primary=True),
)
DWELL = (
    let(region=u8),
    time_occupied(u16le, channel=V.region, statistic="mean"),
    time_occupied(u16le, channel=V.region, statistic="max"),
)


def went(origin: int, *targets: int) -> Body:
    """How many people went from one area to others."""
    return tuple(passage_count(u16le, channel=10 * origin + target) for target in targets)


#: Half a frame each, as what is sent late is written in smaller pieces.
VS121_PAST: dict[Any, Body] = {
    0x01: PRESENT,
    0x02: PASSED,
    0x03: people_count(u8, statistic="max"),
    0x04: regions(1, 4),
    0x05: regions(5, 4),
    0x06: regions(9, 4),
    0x07: regions(13, 4),
    **{0x08 + 2 * area + half: went(area + 1, 2 * half + 1, 2 * half + 2) for area in range(4) for half in range(2)},
    0x10: PASSED_IN_TOTAL,
    0x11: DWELL,
    0x12: CROSSED,
}
REPORTS = {0: "change from or to nobody", 1: "any change"}
REGULAR = {
    0: "5 min", 1: "10 min", 2: "15 min", 3: "30 min", 4: "1 h", 5: "4 h", 6: "6 h", 7: "8 h", 8: "12 h",
}  # fmt: skip
PLAN_OF = {0: "count of a region", 1: "crossings of a line", 2: "flow"}
VS121_SETTINGS = settings.answers(
    settings.NEWER
    | {
        0x44: attribute(change_report_enabled=u8 == 1),
        0x45: attribute(change_report_of=choice(u8, REPORTS)),
        0x46: attribute(jitter_enabled=u8 == 1, jitter_time=u16le),
        0x48: attribute(line_enabled=u8 == 1),
        0x50: attribute(region_count_enabled=u8 == 1),
    }
) | settings.extended(
    settings.RADIO_2
    | {
        0x10: attribute(report_scheme=choice(u8, {0: "on the dot", 1: "from now on"})),
        0x11: attribute(report_on_the_dot=choice(u8, REGULAR)),
        0x3D: attribute(line_report_enabled=u8 == 1),
        0x88: attribute(log_level=choice(u8, {2: "error", 4: "debug"})),
        0x8E: attribute(d2d_occupied=hexadecimal(4)),
        0x90: attribute(d2d_vacant=hexadecimal(6)),
        0x91: attribute(time_source=choice(u8, {0: "gateway", 1: "manual"}), clock=event_time(u32le)),
        0x92: attribute(dwell_enabled=u8 == 1, dwell_minimum=u16le),
        0x93: attribute(report_with_time=u8 == 1),
        0x94: attribute(timed_reset_enabled=u8 == 1),
        0x95: attribute(timed_reset=hexadecimal(6)),
        0x96: attribute(
            detection_enabled=u8 == 1,
            detection_of=choice(u8, {0: "mapped region", 1: "unmapped region"}),
            detection_report=choice(u8, {0: "occupancy", 1: "count of a region"}),
        ),
        0x97: attribute(plan_enabled=u8 == 1, plan_of=choice(u8, PLAN_OF)),
        0x98: attribute(u_turns_filtered=u8 == 1),
        0x99: attribute(plan=hexadecimal(7)),
    }
)

VS121 = device(
    "milesight-iot/vs121",
    name="AI workplace occupancy sensor, counts people by camera",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC
        | VERSIONS
        | VS121_SETTINGS
        | {
            (0xFF, 0x01): protocol_version(version(u8)),
            (0x04, 0xC9): PRESENT,
            (0x05, 0xCC): PASSED,
            (0x06, 0xCD): people_count(u8, statistic="max"),
            (0x07, 0xD5): regions(1, 8),
            (0x08, 0xD5): regions(9, 8),
            **{(0x09 + area, 0xDA): went(area + 1, 1, 2, 3, 4) for area in range(4)},
            (0x0D, 0xCC): PASSED_IN_TOTAL,
            (0x0E, 0xE4): DWELL,
            (0x0F, 0x85): time(u32le),
            (0x10, 0xF7): CROSSED,
            (0x20, 0xCE): record(time(u32le), switch(u8, VS121_PAST)),
        },
    ),
    downlink=commands_of(
        VS121_SETTINGS,
        "report_interval", "reboot", "confirmed_messages", "adr_enabled", "rejoin", "radio_data_rate",
        "radio_power_level", "lorawan_version", "rx2_data_rate", "rx2_frequency", "region_count_enabled",
        "dwell_detection", "periodic_report_enabled", "report_scheme", "report_on_the_dot", "change_report_of",
        "change_report_enabled", "report_with_time", "line_enabled", "line_report_enabled", "clear_total",
        "timed_reset_enabled", "detection", "u_turns_filtered", "jitter", "timed_reset", "time_source",
        "plan_enabled", "plan", "d2d_enabled", "d2d_occupied", "d2d_vacant",
        called_here={(0xFF, 0x46): "jitter", (0xF9, 0x97): "plan_enabled"},
    ),
    vectors=[
        vector(
            "04C903030002", f_port=85, people_count=3, regions=3, occupancy=True, occupancy_1=False, occupancy_2=True,
            occupancy_3=False, source="device repository",
        ),
        vector(
            "04C900000001", people_count=0, regions=0, occupancy=False,
            source="the vendor's decoder, run: of no region it reads a bit",
        ),
    ],
)  # fmt: skip
