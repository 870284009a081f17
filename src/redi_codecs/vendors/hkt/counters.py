"""HKT's people counter and door sensor: a header, then types with their values, big-endian.

Source: akenza's device types. Type 5 is that of the reporting interval, whose unit it does not say; of type 0x86 only
the size is known.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_PATTERNS = {1: "time", 2: "count", 3: "time_and_count", 4: "event", 5: "time_and_event"}

PEOPLE_COUNTER = device(
    "hkt/peoplecounter",
    name="LoRa people counter",
    source="akenza's device types, hkt/peopleCounter and hkt/doorSensor",
    f_port=1,
    measures=(battery, passage_count),
    also={"hkt/doorsensor": variant("LoRa door sensor", measures=(battery, contact, open_count, close_count))},
    uplink=(
        expect(u24, 0x686B74),
        attribute(header=hexadecimal(2)),
        tags(
            u8,
            {
                0x01: (hardware_version(version(u8)), firmware_version(version(u8))),
                0x03: battery(u8),
                0x04: attribute(reporting_pattern=choice(u8, _PATTERNS)),
                0x05: attribute(reporting_interval=u16),
                0x06: attribute(count_threshold=u16),
                0x07: (
                    passage_count(u16, channel=1),
                    passage_count(u16, channel=2),
                    passage_count(u32, channel=1, statistic="total"),
                    passage_count(u32, channel=2, statistic="total"),
                ),
                0x08: contact(u8),
                0x22: attribute(counting_mode=u8),
                0x23: (
                    attribute(counting_from_hour=u8, counting_from_minute=u8),
                    attribute(counting_to_hour=u8, counting_to_minute=u8),
                ),
                0x24: attribute(counting_interval=u16),
                0x25: attribute(heartbeat_interval=duration(lookup(u8, {0: 86400, 1: 43200, 2: 28800}))),
                0x26: (
                    open_count(u16),
                    close_count(u16),
                    open_count(u32, statistic="total"),
                    close_count(u32, statistic="total"),
                ),
                0x83: attribute(infrared_fault=u8 != 0),
                0x84: attribute(installed=u8 != 0),
                0x86: attribute(type_86=hexadecimal(2)),
            },
        ),
    ),
    vectors=[
        vector(
            "686B74000001010203648601E1040105001E0600648300", f_port=1, battery=100, header="0000",
            hardware_version="1", firmware_version="2", type_86="01e1", reporting_pattern="time",
            reporting_interval=30, count_threshold=100, infrared_fault=False, source="akenza's device types, run",
        ),
        vector(
            "686B7400070700780096000000C8000000C8", passage_count_1=120, passage_count_2=150,
            passage_count_1_total=200, passage_count_2_total=200, header="0007", source="akenza's device types, run",
        ),
        vector("686B7400098400", header="0009", installed=False, source="akenza's device types, run"),
        vector(
            "686B74000908018401 22012308001400240010 2501 2600010002800000030000FF04", contact=True, open_count=1,
            close_count=2, open_count_total=2147483651, close_count_total=65284, header="0009", installed=True,
            counting_mode=1, counting_from_hour=8, counting_from_minute=0, counting_to_hour=20, counting_to_minute=0,
            counting_interval=16, heartbeat_interval=(43200.0, 's'), source="akenza's device types, run",
        ),
    ],
)  # fmt: skip
