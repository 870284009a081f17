"""VS133 and VS135, people counters by time of flight.

Lines and regions are channels. Children are told apart: what is counted of them has channels from 11 on, line 1 being
11.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.counting import regions
from redi_codecs.vendors.milesight_iot.downlinks import STORED, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, CHANNEL


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
        "report_interval", "reboot", *STORED, "set_time", "confirmed_messages", "adr_enabled", "wifi_enabled",
        "periodic_report_enabled", "trigger_report_enabled", "clear_total", "time_from_gateway", "rejoin",
        "radio_data_rate", "radio_power_level", "log_level",
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
