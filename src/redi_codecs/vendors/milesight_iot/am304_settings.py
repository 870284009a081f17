"""AM304L and AM305L: what they answer to a setting, and what they are told. Source: the vendor's published decoders."""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.commands import COLLECTION_INTERVAL, INTERVAL
from redi_codecs.vendors.milesight_iot.downlinks import PORT, STORED

SETTINGS: settings.Settings = {
    0x06: (
        word(
            u8,
            attribute(temperature_alarm_if=choice(bits(0, 2), settings.CONDITION)),
            attribute(temperature_alarm_number=bits(3, 5), default=1),
            attribute(temperature_alarm_enabled=bit(6)),
            reserved(bit(7)),
        ),
        attribute(
            temperature_threshold_max=temperature(i16le / 10),
            temperature_threshold_min=temperature(i16le / 10),
            limits=(-20, 60),
        ),
        attribute(alarm_lock_time=u16le, alarm_continue_time=u16le, default=0),
    ),
    0x18: switch(
        u8,
        {
            3: word(u8, attribute(motion_enabled=bit(2)), reserved(bits(0, 1)), reserved(bits(3, 7))),
            4: word(u8, attribute(light_enabled=bit(3)), reserved(bits(0, 2)), reserved(bits(4, 7))),
            5: word(u8, attribute(co2_enabled=bit(4)), reserved(bits(0, 3)), reserved(bits(5, 7))),
        },
    ),
    0x25: word(u8, attribute(power_off_locked=bit(0), power_on_locked=bit(1)), reserved(bits(2, 7))),
    #: On is 2 here.
    (0x2F, 0x2E): attribute(led_enabled=u8 == 2),
    0x95: attribute(motion_idle_interval=u16le, limits=(60, 3600)),
    0x96: attribute(d2d_settings=hexadecimal(8)),
    0xEA: (
        word(u8, let(calibrated=bits(0, 6)), attribute(calibration_enabled=bit(7))),
        switch(
            V.calibrated,
            {
                0: attribute(temperature_calibration=i16le / 10, limits=(-80, 80)),
                1: attribute(humidity_calibration=i16le / 2, limits=(-100, 100)),
                2: attribute(co2_calibration=i16le, limits=(-4600, 4600)),
            },
        ),
    ),
    0xF2: attribute(alarm_repetitions=u16le, limits=(1, 1000)),
    0xF5: attribute(alarm_release_enabled=u8 == 1),
    0x6A: switch(
        u8,
        {
            0: attribute(retransmit_interval=duration(u16le), limits=(30, 1200)),
            1: attribute(resend_interval=duration(u16le), limits=(30, 1200)),
        },
    ),
    0x4A: attribute(synchronise_time=u8 != 0),
    0x39: attribute(co2_abc_enabled=u8 == 1, co2_abc_target=co2(u16le), co2_abc_period=u16le),
    0x87: (attribute(altitude_calibration_enabled=u8 == 1), attribute(altitude_setting=u16le, limits=(0, 5000))),
    0x1A: attribute(co2_calibration_command=choice(u8, {0: "factory", 3: "background"})),
}
_LIGHT_INTERVAL = switch(
    u8,
    {
        0: attribute(light_collection_interval=duration(u16le), limits=(10, 64800)),
        1: attribute(light_collection_interval=duration(u16le * 60), limits=(60, 86400)),
    },
)
MORE: dict[Any, Body] = {
    (0xF9, 0xBD): INTERVAL,
    (0xF9, 0xBE): switch(u8, {0: COLLECTION_INTERVAL, 1: _LIGHT_INTERVAL}),
    (0xF9, 0xC0): switch(
        u8,
        {
            0: attribute(temperature_unit=choice(u8, {0: "celsius", 1: "fahrenheit"})),
            1: attribute(light_mode=choice(u8, {0: "level", 1: "lux"})),
        },
    ),
    (0xF9, 0xBC): switch(u8, {0: attribute(motion_reported=u8 == 1), 1: attribute(vacancy_reported=u8 == 1)}),
    (0xF9, 0xBF): (
        attribute(light_alarm_enabled=u8 == 1),
        attribute(dim_below=illuminance(u16le), bright_above=illuminance(u16le), limits=(0, 60000)),
    ),
    (0xF9, 0xC4): (
        attribute(co2_alarm_enabled=u8 == 1, co2_alarm_mode=choice(u8, {0: "bad", 1: "polluted", 2: "both"})),
        attribute(co2_bad=co2(u16le), co2_polluted=co2(u16le), limits=(400, 5000)),
    ),
    (0xF9, 0x63): attribute(d2d_data=hexadecimal(4)),
    (0xF9, 0x66): attribute(d2d_enabled=u8 == 1),
    (0xFD, 0x6B): attribute(history_from=event_time(u32le)),
    (0xFD, 0x6C): attribute(history_from=event_time(u32le), history_to=event_time(u32le)),
    (0xFD, 0x6D): attribute(stop_history=u8 != 0),
}
ANSWERS = settings.answers(settings.COMMON | SETTINGS) | MORE

#: What the encoders write in one way only: intervals in minutes, and a light that is on as 2.
OWN = {
    "report_interval": command(
        PORT, expect(u24, 0xF9BD01), report_interval(u16le * 60, limits=(60, 86400)), answer=True, joins=True
    ),
    "collection_interval": command(
        PORT, expect(u32, 0xF9BE0001), attribute(collection_interval=duration(u16le * 60), limits=(60, 86400)),
        answer=True, joins=True,
    ),
    "led_enabled": command(PORT, expect(u16, 0xFF2E), attribute(led_enabled=u8 == 2), answer=True, joins=True),
}  # fmt: skip
CALLED: dict[tuple[int, ...], str] = {
    (0xFF, 0x06): "temperature_threshold", (0xFF, 0x25): "buttons_locked", (0xF9, 0xBF): "light_threshold",
    (0xF9, 0xC4): "co2_threshold", (0xFF, 0x87): "altitude_setting",
}  # fmt: skip
COMMANDS = (
    "reboot", *STORED, "sync_time", "temperature_threshold", "light_threshold", "calibration", "alarm_repetitions",
    "alarm_release_enabled", "buttons_locked", "motion_enabled", "light_enabled", "motion_idle_interval",
    "motion_reported", "vacancy_reported", "temperature_unit", "light_mode",
)  # fmt: skip
