"""People counters by camera and by time of flight: VS121, VS132, VS133, VS135.

Lines and regions are channels. Of the VS121, a flow from area A to B is passage_count_12 (A, B, C, D are 1 to 4). The
VS133 and VS135 tell children apart: what is counted of them has channels from 11 on, line 1 being 11. A count of
the interval has no statistic, one that grows until it is cleared is a total.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.downlinks import commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, CHANNEL

#: These write their versions in whole bytes.
VERSIONS: dict[Any, Body] = {
    (0xFF, 0x09): hardware_version(version(u8, u8)),
    (0xFF, 0x1F): firmware_version(version(u8, u8, u8, u8)),
}
PASSED = (people_in(u16le), people_out(u16le))
PASSED_IN_TOTAL = (people_in(u16le, statistic="total"), people_out(u16le, statistic="total"))
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


def regions(first: int, count: int) -> Body:
    """How many people are in each region."""
    return tuple(people_count(u8, channel=first + n) for n in range(count))


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
        "timed_reset_enabled", "detection", "u_turns_filtered",
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

VS132_SETTINGS = settings.answers(settings.NEWER)

VS132 = device(
    "milesight-iot/vs132",
    name="3D time-of-flight people counting sensor",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC
        | VERSIONS
        | VS132_SETTINGS
        | {
            (0xFF, 0x01): protocol_version(version(u8)),
            (0x03, 0xD2): people_in(u32le, statistic="total"),
            (0x04, 0xD2): people_out(u32le, statistic="total"),
            (0x05, 0xCC): PASSED,
        },
    ),
    downlink=commands_of(
        VS132_SETTINGS,
        "reboot", "confirmed_messages", "adr_enabled", "wifi_enabled", "periodic_report_enabled", "clear_total",
        "report_interval",
    ),
    vectors=[
        vector(
            "FF0101 FF166614C39694870000 FF090102 FF1F84010001 03D2BE000000 04D231010000 05CC00000000", f_port=85,
            protocol_version="1", serial_number="6614c39694870000", hardware_version="1.2",
            firmware_version="132.1.0.1", people_in_total=190, people_out_total=305, people_in=0, people_out=0,
            source="payload table",
        ),
    ],
)  # fmt: skip


def counted_in(channel: int) -> Body:
    """People who entered over a line, since it was cleared."""
    return people_in(u32le, channel=channel, statistic="total")


def counted_out(channel: int) -> Body:
    """People who left over a line, since it was cleared."""
    return people_out(u32le, channel=channel, statistic="total")


def passed(channel: int) -> Body:
    """People who crossed a line in the interval."""
    return (people_in(u16le, channel=channel), people_out(u16le, channel=channel))


def dwell(first: int) -> Body:
    """How long people stayed in a region, which is sent with it."""
    return (
        let(region=u8),
        time_occupied(u16le, channel=V.region + first, statistic="mean"),
        time_occupied(u16le, channel=V.region + first, statistic="max"),
    )


#: The channels of lines 1 to 4 begin with these; three each: in, out, in the interval.
LINES = {3: 1, 0x11: 11}
VS133_DATA: dict[Any, Body] = {}
VS133_PAST: dict[Any, Body] = {
    0x0F: regions(1, 4),
    0x1D: regions(11, 4),
    0x10: (let(region=u8), time_occupied(u16le, channel=V.region, statistic="mean")),
    0x20: (let(region=u8), time_occupied(u16le, channel=V.region, statistic="max")),
    0x1E: (let(region=u8), time_occupied(u16le, channel=V.region + 10, statistic="mean")),
    0x3C: (let(region=u8), time_occupied(u16le, channel=V.region + 10, statistic="max")),
}
for _start, _first in LINES.items():
    for _line in range(4):
        _number, _channel = _start + 3 * _line, _first + _line
        VS133_PAST |= {
            _number: counted_in(_channel),
            _number + 1: counted_out(_channel),
            _number + 2: passed(_channel),
        }
        VS133_DATA |= {
            (_number, 0xD2): counted_in(_channel),
            (_number + 1, 0xD2): counted_out(_channel),
            (_number + 2, 0xCC): passed(_channel),
        }
LOG = {1: "fatal", 2: "error", 3: "warning", 4: "debug", 5: "trace"}

VS133_SETTINGS = settings.answers(settings.NEWER) | settings.extended(
    settings.RADIO_2 | {0x88: attribute(console_log_level=choice(u8, LOG), file_log_level=choice(u8, LOG))}
)

VS133 = device(
    "milesight-iot/vs133",
    name="AI time-of-flight people counting sensor",
    source="The vendor's published decoder and its payload table (VS133, VS135)",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC
        | VS133_DATA
        | VS133_SETTINGS
        | {
            (0xFF, 0x1F): firmware_version(version(u8, u8, u8, u8)),
            (0x0F, 0xE3): regions(1, 4),
            (0x1D, 0xE3): regions(11, 4),
            (0x10, 0xE4): dwell(0),
            (0x1E, 0xE4): dwell(10),
            (0x50, 0xFC): (
                reserved(1),
                let(node=u8),
                attribute(occlusion=choice(u8, {0: "released", 1: "triggered"}), channel=V.node),
            ),
            (0x20, 0xCE): record(time(u32le), switch(u8, VS133_PAST)),
        },
    ),
    downlink=commands_of(
        VS133_SETTINGS,
        "report_interval", "reboot", "history_enabled", "retransmit_enabled", "retransmit_interval",
        "resend_interval", "clear_history", "request_history", "stop_transmission", "set_time", "confirmed_messages",
        "adr_enabled", "wifi_enabled", "periodic_report_enabled", "trigger_report_enabled", "clear_total",
        "time_from_gateway", "rejoin", "radio_data_rate", "radio_power_level", "log_level",
    ),
    also={"milesight-iot/vs135": "AI time-of-flight people counting sensor for high ceilings"},
    vectors=[
        vector(
            "03D248000000 04D2C8000000 06D200000000 07D200000000 05CC00000000 08CC00000000", f_port=85,
            people_in_1_total=72, people_out_1_total=200, people_in_2_total=0, people_out_2_total=0, people_in_1=0,
            people_out_1=0, people_in_2=0, people_out_2=0, source="device repository",
        ),
    ],
)  # fmt: skip
