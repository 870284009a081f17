"""TS201, a temperature probe or, since its second version, one of temperature and humidity.

Source: the vendor's published decoders. The second version has a longer record.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.downlinks import MINUTES, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL, CLIMATE, TEMPERATURE
from redi_codecs.vendors.milesight_iot.ts201_settings import EXTENDED, SETTINGS

ALARM = {0: "threshold, over", 1: "threshold", 2: "mutation"}
ANOMALY = {0: "read error", 1: "out of range"}
PROBE = {1: "DS18B20", 2: "SHT4X"}
STATE = {0: "normal", 1: "read error", 2: "out of range"}
EVENT = {1: "periodic", 2: "temperature alarm", 3: "temperature alarm, over"}
EVENT_2 = EVENT | {4: "humidity alarm", 5: "humidity alarm, over", 6: "immediate"}
_HEAT, _MOIST = temperature(i16le / 10), humidity(u8 / 2)

COMMON: dict[Any, Body] = (
    BASIC
    | BATTERY
    | TEMPERATURE
    | settings.answers(settings.COMMON | SETTINGS)
    | settings.extended(EXTENDED)
    | {
        (0x83, 0x67): (_HEAT, attribute(temperature_alarm=choice(u8, ALARM))),
        (0x93, 0x67): (_HEAT, attribute(temperature_change=i16le / 10, temperature_alarm=choice(u8, ALARM))),
        (0xB3, 0x67): attribute(temperature_anomaly=choice(u8, ANOMALY)),
        (0xFF, 0xA0): (
            word(u8, attribute(probe_type=choice(bits(0, 3), PROBE)), let(probe=bits(4, 7))),
            attribute(probe_serial_number=serial_number(hexadecimal(8))),
        ),
    }
)

TS201 = device(
    "milesight-iot/ts201",
    name="Temperature probe",
    source="The vendor's published decoder, TS201",
    f_port=85,
    uplink=tags(
        CHANNEL,
        COMMON
        | {
            (0x20, 0xCE): record(
                time(u32le),
                word(u8, attribute(event_type=choice(bits(0, 3), EVENT), temperature_state=choice(bits(4, 7), STATE))),
                temperature(i16le / 10, invalid=V.temperature_state != "normal"),
            )
        },
    ),
    downlink=commands_of(
        COMMON,
        "report_interval", "collection_interval", "reboot", "request_status", "history_enabled", "resend_interval",
        "clear_history", "request_history", "stop_transmission", "sync_time", "alarm_repetitions",
        "temperature_threshold", "temperature_mutation", "alarm_release_enabled", "retransmission", "asked_probe",
        "retries", "calibration",
        at=MINUTES | {"resend_interval": (0xF9, 0x0E)},
    ),
    vectors=[
        vector("017564036718FF", f_port=85, battery=100, temperature=-23.2, source="the vendor's decoder, run"),
    ],
)  # fmt: skip

SETTINGS_2: dict[Any, Body] = COMMON | {
    (0xFF, 0xEB): attribute(temperature_unit=choice(u8, {0: "celsius", 1: "fahrenheit"})),
    ((0xFE, 0xFF), 0x96): attribute(d2d_settings=hexadecimal(8)),
}

TS201_2 = device(
    "milesight-iot/ts201@2",
    name="Temperature and humidity probe, version 2",
    source="The vendor's published decoder, TS201 v2",
    f_port=85,
    uplink=tags(
        CHANNEL,
        SETTINGS_2
        | CLIMATE
        | {
            (0x84, 0x68): (_MOIST, attribute(humidity_alarm=choice(u8, ALARM))),
            (0x94, 0x68): (_MOIST, attribute(humidity_change=u8 / 2, humidity_alarm=choice(u8, ALARM))),
            (0xB4, 0x68): attribute(humidity_anomaly=choice(u8, ANOMALY)),
            (0x20, 0xCE): record(
                time(u32le),
                attribute(probe_sent=choice(u8, PROBE)),
                temperature(i16le / 10),
                humidity(u8 / 2, valid=V.probe_sent == "SHT4X"),
                word(
                    u8,
                    attribute(
                        event_type=choice(bits(0, 3), EVENT_2),
                        humidity_state=choice(bits(4, 5), STATE),
                        temperature_state=choice(bits(6, 7), STATE),
                    ),
                ),
            ),
        },
    ),
    downlink=commands_of(
        SETTINGS_2,
        "report_interval", "collection_interval", "reboot", "request_status", "history_enabled", "resend_interval",
        "clear_history", "request_history", "stop_transmission", "sync_time", "alarm_repetitions",
        "temperature_threshold", "humidity_threshold", "temperature_mutation", "humidity_mutation",
        "alarm_release_enabled", "retransmission", "asked_probe", "retries", "buttons_locked", "led_enabled",
        "calibration", "temperature_unit", "d2d_enabled", "d2d_settings", "d2d_uplink",
        at=MINUTES | {"resend_interval": (0xF9, 0x0E), "buttons_locked": (0xF9, 0x69), "d2d_enabled": (0xF9, 0x66)},
    ),
    vectors=[
        vector(
            "01756403671801046865", f_port=85, battery=100, temperature=28, humidity=50.5,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
