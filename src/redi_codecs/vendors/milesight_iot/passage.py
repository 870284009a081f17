"""People counters at a door: VS350, VS351 (thermopile), VS360 (light barrier of two parts)."""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot.counting import PASSED, PASSED_IN_TOTAL
from redi_codecs.vendors.milesight_iot.downlinks import MINUTES, STORED, SYNC_TIME, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL, TEMPERATURE
from redi_codecs.vendors.milesight_iot.passage_settings import ANSWERS, TOLD

ALARM = {0: "released", 1: "threshold", 3: "high temperature", 4: "high temperature, over"}
PASSAGE: dict[Any, Body] = {
    (0x04, 0xCC): PASSED_IN_TOTAL,
    (0x05, 0xCC): PASSED,
    (0x0A, 0xEF): time(u32le),
    (0x84, 0xCC): (PASSED_IN_TOTAL, attribute(total_alarm=choice(u8, ALARM))),
    (0x85, 0xCC): (PASSED, attribute(interval_alarm=choice(u8, ALARM))),
    (0x20, 0xCE): record(time(u32le), switch(u8, {0: PASSED, 1: (PASSED, PASSED_IN_TOTAL)})),
}
WARM: dict[Any, Body] = TEMPERATURE | {
    (0x83, 0x67): (temperature(i16le / 10), attribute(temperature_alarm=choice(u8, ALARM)))
}

VS350 = device(
    "milesight-iot/vs350",
    name="Passage people counter with temperature",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC | BATTERY | ANSWERS | WARM | PASSAGE | {(0x81, 0xEE): attribute(sensitivity=u8)},
    ),
    downlink=SYNC_TIME
    | commands_of(
        TOLD,
        "report_interval", "reboot", "request_status", "history_enabled", "retransmit_enabled", "retransmit_interval",
        "resend_interval", "stop_transmission", "report_type", "utc_offset", "reset_total_enabled",
        "reset_total_interval", "reset_total_of", "report_total_enabled", "report_temperature_enabled",
        "temperature_calibration", "installation", "threshold", "threshold_trigger", "request_history", "d2d_enabled",
        "d2d_settings",
        at=MINUTES,
    ),
    vectors=[
        vector(
            "84CC0111081101 85CCE803E90301", f_port=85, people_in_total=4353, people_out_total=4360, people_in=1000,
            people_out=1001, total_alarm="threshold", interval_alarm="threshold", source="device repository",
        ),
        vector("03679CFF", temperature=-10, source="the vendor's decoder, run"),
        vector(
            "8367F6FF04", temperature=-1, temperature_alarm="high temperature, over",
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

POWER = {0: "battery", 1: "external power", 2: "charging"}

VS351 = device(
    "milesight-iot/vs351",
    name="Mini AI thermopile people counter",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(CHANNEL, BASIC | BATTERY | ANSWERS | WARM | PASSAGE | {(0xFF, 0xCC): power_source(choice(u8, POWER))}),
    downlink=commands_of(
        TOLD,
        "report_interval", "reboot", "request_status", *STORED, "installation_height", "reset_total_enabled",
        "reset_total_at", "reset_total_of", "report_total_enabled", "report_temperature_enabled",
        "temperature_calibration", "direction", "confirmed_messages", "adr_enabled", "lorawan_port", "rejoin",
        "radio_data_rate", "radio_power_level", "lorawan_version", "rx2_data_rate", "rx2_frequency", "lorawan_join",
        "report_type", "installation_scene", "threshold", "hibernation", "d2d_enabled", "d2d_settings",
        at=MINUTES,
    ),
    vectors=[
        vector(
            "04CC12001600 05CC13001400", f_port=85, people_in_total=18, people_out_total=22, people_in=19,
            people_out=20, source="device repository",
        ),
        vector("83675E0103", temperature=35, temperature_alarm="high temperature", source="the vendor's decoder, run"),
        vector("036797FF", temperature=-10.5, source="the vendor's decoder, run"),
    ],
)  # fmt: skip

EVENT = {0: "counting anomaly", 1: "other part without response", 2: "misaligned"}

VS360 = device(
    "milesight-iot/vs360",
    name="Infrared light barrier people counter",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC
        | ANSWERS
        | PASSAGE
        | {
            (0x01, 0x75): battery(u8, channel=1),
            (0x02, 0x75): battery(u8, channel=2),
            (0x03, 0xF4): attribute(trouble=choice(u8, EVENT), trouble_state=choice(u8, {0: "over", 1: "alarm"})),
        },
    ),
    downlink=SYNC_TIME
    | commands_of(
        TOLD,
        "report_interval", "reboot", "request_status", "history_enabled", "retransmit_enabled", "retransmit_interval",
        "resend_interval", "stop_transmission", "report_type", "utc_offset", "report_total_enabled",
        "reset_total_enabled", "reset_total_at", "reset_total_of", "counting_mode", "led_enabled", "request_history",
        "threshold", "hibernation", "d2d_enabled", "d2d_settings",
        at=MINUTES,
    ),
    vectors=[
        vector(
            "017564 027564 04CC12001600 05CC13001400", f_port=85, battery_1=100, battery_2=100, people_in_total=18,
            people_out_total=22, people_in=19, people_out=20, source="device repository",
        ),
        vector("03F40001", trouble="counting anomaly", trouble_state="alarm", source="the vendor's decoder, run"),
    ],
)  # fmt: skip
