"""People counters at a door: VS350, VS351 (thermopile), VS360 (light barrier of two parts)."""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.counting import PASSED, PASSED_IN_TOTAL
from redi_codecs.vendors.milesight_iot.downlinks import MINUTES, SYNC_TIME, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL, TEMPERATURE

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
OF = {1: "passages of the interval", 2: "passages in total", 3: "temperature"}
WEEKDAY = {0: "every day", **dict(enumerate(["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"], 1))}
SETTINGS: settings.Settings = settings.NEWER | {
    0x06: (
        word(
            u8,
            attribute(alarm_if=choice(bits(0, 2), settings.CONDITION), alarm_of=choice(bits(3, 5), OF)),
            reserved(bits(6, 7)),
        ),
        switch(
            V.alarm_of,
            {
                (OF[1], OF[2]): attribute(threshold_out=u16le, threshold_in=u16le),
                OF[3]: settings.TEMPERATURE_ALARM,
            },
            otherwise=attribute(alarm_settings=hexadecimal(4)),
        ),
        reserved(4),
    ),
    0x05: attribute(lorawan_channels=u8, lorawan_channel_mask=u16le),
    0x75: attribute(hibernation=hexadecimal(6)),
    0x77: attribute(installation_height=distance(u16le)),
    0xA6: attribute(reset_total_enabled=u8 == 1),
    0xA7: attribute(reset_total_interval=u16le),
    0xA8: attribute(reset_total_of=choice(u8, {1: "in", 2: "out"})),
    0xA9: attribute(report_total_enabled=u8 == 1),
    0xAA: attribute(report_temperature_enabled=u8 == 1),
    0xAB: attribute(temperature_calibration_enabled=u8 == 1, temperature_calibration=i16le / 10),
    0xAC: attribute(
        installed_at=choice(u8, {0: "side", 1: "top"}),
        installation_height=distance(u8 * 100),
        sensitivity_compensation=i8,
        sensitivity_report_enabled=u8 == 1,
        manual_gain=u8,
    ),
    0xAD: attribute(threshold_trigger=choice(u8, {0: "once", 1: "every multiple"})),
    0xEC: attribute(direction=choice(u8, {0: "forward", 1: "reverse"})),
    0xED: attribute(reset_total_on=choice(u8, WEEKDAY), reset_total_hour=u8, reset_total_minute=u8),
    0xEF: attribute(reset_total_enabled=u8 == 1, reset_total_hour=u8, reset_total_minute=u8),
    0xFC: attribute(counting_mode=choice(u8, {2: "high", 3: "low"})),
    0xFD: attribute(led_enabled=u8 == 1),
}
ANSWERS = settings.answers(SETTINGS) | settings.extended(
    settings.RADIO_2
    | {
        0x10: attribute(report_type=choice(u8, {0: "regular", 1: "at once"})),
        0xA2: attribute(installation_scene=choice(u8, {0: "no door", 1: "door with access control"})),
        0xA3: attribute(lorawan_join=choice(u8, {0: "ABP", 1: "OTAA"})),
    }
)

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
        ANSWERS,
        "report_interval", "reboot", "request_status", "history_enabled", "retransmit_enabled", "retransmit_interval",
        "resend_interval", "stop_transmission", "report_type", "utc_offset", "reset_total_enabled",
        "reset_total_interval", "reset_total_of", "report_total_enabled", "report_temperature_enabled",
        "temperature_calibration", "installation", "threshold_trigger", "request_history",
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
        ANSWERS,
        "report_interval", "reboot", "request_status", "history_enabled", "retransmit_enabled", "retransmit_interval",
        "resend_interval", "clear_history", "request_history", "stop_transmission", "installation_height",
        "reset_total_enabled", "reset_total_at", "reset_total_of", "report_total_enabled",
        "report_temperature_enabled", "temperature_calibration", "direction", "confirmed_messages", "adr_enabled",
        "lorawan_port", "rejoin", "radio_data_rate", "radio_power_level", "lorawan_version", "rx2_data_rate",
        "rx2_frequency", "lorawan_join", "report_type", "installation_scene",
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
        ANSWERS,
        "report_interval", "reboot", "request_status", "history_enabled", "retransmit_enabled", "retransmit_interval",
        "resend_interval", "stop_transmission", "report_type", "utc_offset", "report_total_enabled",
        "reset_total_enabled", "reset_total_at", "reset_total_of", "counting_mode", "led_enabled", "request_history",
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
