"""People counters by time of flight: VS132; and what all of Milesight's people counters share.

A count of the interval has no statistic, one that grows until it is cleared is a total.
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


def regions(first: int, count: int) -> Body:
    """How many people are in each region."""
    return tuple(people_count(u8, channel=first + n) for n in range(count))


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
