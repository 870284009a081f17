"""EM320-TH, second version: finer humidity, sentinels, other records and its own settings."""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.downlinks import MINUTES, SAMPLED, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL

TEMPERATURE_FAULT: dict[int | range, str] = {0x8001: "fault", 0x8002: "underflow", 0x8003: "overflow"}
ALARM = {
    1: "below", 2: "above", 3: "between", 4: "outside",
    6: "below, over", 7: "above, over", 8: "between, over", 9: "outside, over",
}  # fmt: skip
FAULT = {1: "fault", 2: "underflow", 3: "overflow"}
#: Why a record was written.
REASON = {
    1: "interval", 2: "button",
    3: "temperature below", 4: "temperature above", 5: "temperature between", 6: "temperature outside",
    7: "temperature change", 8: "temperature below, over", 9: "temperature above, over",
    10: "temperature between, over", 11: "temperature outside, over",
    12: "temperature overflow", 13: "temperature underflow", 14: "temperature fault",
    15: "humidity below", 16: "humidity above", 17: "humidity between", 18: "humidity outside",
    19: "humidity change", 20: "humidity below, over", 21: "humidity above, over",
    22: "humidity between, over", 23: "humidity outside, over", 24: "humidity fault",
}  # fmt: skip

EM320_TH_2_DATA: dict[Any, Body] = {
    (0x03, 0x67): temperature(i16le / 10, invalid=TEMPERATURE_FAULT),
    (0x04, 0x68): humidity(u8 / 2, invalid=0xFF),
    (0x04, 0x9A): humidity(u16le / 10, invalid=0xFFFF),
    (0x05, 0x6B): attribute(trigger=choice(u8, {1: "external"})),
    (0x05, 0x9C): attribute(storage=choice(u8, {1: "enough", 2: "below 10 %", 3: "full", 4: "overwritten"})),
    (0x83, 0x67): (temperature(i16le / 10), attribute(temperature_alarm=choice(u8, ALARM))),
    (0x93, 0x67): (temperature(i16le / 10), attribute(temperature_change=i16le / 10), reserved(1)),
    (0x84, 0x68): (humidity(u8 / 2), attribute(humidity_alarm=choice(u8, ALARM))),
    (0x94, 0x68): (humidity(u8 / 2), attribute(humidity_change=u8 / 2), reserved(1)),
    (0x84, 0x9A): (humidity(i16le / 10), attribute(humidity_alarm=choice(u8, ALARM))),
    (0x94, 0x9A): (humidity(i16le / 10), attribute(humidity_change=i16le / 10), reserved(1)),
    (0xB3, 0x67): (attribute(temperature_fault=choice(u8, FAULT)), reserved(1)),
    (0xB4, (0x68, 0x9A)): (attribute(humidity_fault=choice(u8, {1: "fault"})), reserved(1)),
    # The vendor's decoder reads a fault as -3276.7 °C here, as nowhere else.
    (0x20, 0xCE): record(
        time(u32le),
        temperature(i16le / 10, invalid=TEMPERATURE_FAULT),
        humidity(u16le / 10, invalid=0xFFFF),
        attribute(reason=choice(u8, REASON)),
    ),
}
OF = {1: "temperature", 2: "humidity"}
STORAGE_ALARM = attribute(storage_alarm_enabled=u8 == 1)
#: What the second version answers to a setting.
_INTERVAL = report_interval(u16le * 60, limits=(60, 86400))
SETTINGS = settings.answers(
    settings.COMMON
    | {
        0x8E: switch(u8, {1: _INTERVAL}, otherwise=_INTERVAL),
        0xC9: STORAGE_ALARM,
        0xEA: (
            word(u8, let(target=bits(0, 6)), attribute(calibration_enabled=bit(7) == 1)),
            switch(
                V.target,
                {
                    0: attribute(temperature_calibration=i16le / 10),
                    1: attribute(humidity_calibration=i16le / 10),
                    range(2, 128): attribute(calibration_settings=hexadecimal(2)),
                },
            ),
        ),
        0xF2: attribute(alarm_repetitions=u16le),
        0xF5: attribute(alarm_release_enabled=u8 == 1),
    }
)
SETTINGS_2: dict[Any, Body] = {
    (0xF8, 0xC9): (STORAGE_ALARM, attribute(result=choice(u8, settings.RESULT))),
    (0xF9, 0x0B): (
        attribute(alarm_of=choice(u8, OF), alarm_if=choice(u8, settings.CONDITION)),
        attribute(alarm_threshold_min=i16le / 10, alarm_threshold_max=i16le / 10, alarm_enabled=u8 == 1),
    ),
    (0xF9, 0x0C): attribute(
        change_alarm_of=choice(u8, OF),
        change_alarm_threshold=i16le / 10,
        change_alarm_enabled=u8 == 1,
    ),
    (0xF9, 0x39): attribute(collection_interval=duration(u16le * 60, limits=(60, 86400))),
    (0xF9, 0x63): attribute(d2d_settings=hexadecimal(4)),
    (0xF9, 0x66): attribute(d2d_enabled=u8 == 1),
    (0xF9, 0x69): word(u8, attribute(power_button_locked=bit(0), report_button_locked=bit(1)), reserved(bits(2, 7))),
    (0xF9, 0xC9): STORAGE_ALARM,
    (0xF9, 0xD9): attribute(humidity_resolution=choice(u8, {0: "0.5 %", 1: "0.1 %"})),
}

EM320_TH_2 = device(
    "milesight-iot/em320-th@2",
    name="Temperature and humidity sensor, second version",
    source="The vendor's published decoder of the EM320-TH v2",
    f_port=85,
    uplink=tags(CHANNEL, BASIC | BATTERY | SETTINGS | SETTINGS_2 | EM320_TH_2_DATA),
    downlink=commands_of(
        SETTINGS | SETTINGS_2,
        *SAMPLED, "threshold", "calibration", "change_threshold", "alarm_release_enabled", "humidity_resolution",
        "buttons_locked", "storage_alarm_enabled", "alarm_repetitions", "d2d_enabled", "d2d_settings",
        at=MINUTES
        | {"collection_interval": (0xF9, 0x39), "buttons_locked": (0xF9, 0x69), "storage_alarm_enabled": (0xF9, 0xC9)}
        | {"d2d_settings": (0xF9, 0x63)},
    ),
    vectors=[
        vector(
            "017564 0367F6FF 049AC701", f_port=85, battery=100, temperature=-1, humidity=45.5,
            source="the vendor's decoder, run",
        ),
        vector("03670180 0468FF", temperature="fault", humidity="fault", source="the vendor's decoder, run"),
        vector(
            "83672C0102 849A200309", temperature=30, temperature_alarm="above", humidity=80,
            humidity_alarm="outside, over", source="the vendor's decoder, run",
        ),
        vector(
            "20CE 9E744663 1001 FFFF 18",
            records=[{"time": 1665561758, "temperature": 27.2, "humidity": "fault", "reason": "humidity fault"}],
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
