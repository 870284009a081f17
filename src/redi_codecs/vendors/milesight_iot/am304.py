"""AM304L and AM305L, indoor air without a screen: climate, motion and light, and in the AM305L CO2.

Source: the vendor's published decoders. What a record holds has a state before it: where that is not valid, it is no
value.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.commands import COLLECTION_INTERVAL, INTERVAL
from redi_codecs.vendors.milesight_iot.downlinks import PORT, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL, CLIMATE

TEMPERATURE, CO2, LIGHT = temperature(i16le / 10), co2(u16le), illuminance(u16le)
ANOMALY = {0: "read error", 1: "out of range"}
ALARM = {
    16: "below, released", 17: "below", 18: "above, released", 19: "above", 20: "within, released", 21: "within",
    22: "outside, released", 23: "outside",
}  # fmt: skip
STATE = {0: "invalid", 1: "valid", 2: "out of range", 3: "read error"}


def _told(name: str, value: Body) -> Body:
    """A value of a record behind its state."""
    named: dict[str, Any] = {name: choice(u8, STATE)}
    return (attribute(**named), value)


def _record(*more: Body) -> Body:
    return record(
        time(u32le),
        _told("temperature_state", temperature(i16le / 10, invalid=V.temperature_state != "valid")),
        _told("humidity_state", humidity(u8 / 2, invalid=V.humidity_state != "valid")),
        word(
            u8,
            attribute(motion_valid=bit(6)),
            motion(bits(0, 5) == 1, invalid=V.motion_valid == 0),
            reserved(bit(7)),
        ),
        motion_count(u16le),
        *more,
    )


LEVEL = _told("light_state", light_level(u16le, invalid=V.light_state != "valid"))
LUX = _told("light_state", illuminance(u16le, invalid=V.light_state != "valid"))
CO2_TOLD = _told("co2_state", co2(u16le, invalid=V.co2_state != "valid"))

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
AM304: dict[Any, Body] = (
    BASIC
    | BATTERY
    | CLIMATE
    | ANSWERS
    | {
        (0x05, 0x9F): word(u16le, motion_count(bits(0, 14)), motion(bit(15))),
        (0x05, 0x00): motion(u8),
        (0x06, 0xCB): light_level(u8),
        (0x06, 0x9D): LIGHT,
        (0x83, 0x67): (TEMPERATURE, attribute(temperature_alarm=choice(u8, ALARM))),
        (0x86, 0x9D): (LIGHT, attribute(light_alarm=choice(u8, {16: "dim", 17: "bright"}))),
        (0xB3, 0x67): attribute(temperature_anomaly=choice(u8, ANOMALY)),
        (0xB4, 0x68): attribute(humidity_anomaly=choice(u8, ANOMALY)),
        (0xB6, 0xCB): attribute(light_level_anomaly=choice(u8, ANOMALY)),
        (0xB6, 0x9D): attribute(light_anomaly=choice(u8, ANOMALY)),
    }
)

#: What the encoders write in one way only: intervals in minutes, and a light that is on as 2.
_OWN = {
    "report_interval": command(
        PORT, expect(u24, 0xF9BD01), report_interval(u16le * 60, limits=(60, 86400)), answer=True, joins=True
    ),
    "collection_interval": command(
        PORT, expect(u32, 0xF9BE0001), attribute(collection_interval=duration(u16le * 60), limits=(60, 86400)),
        answer=True, joins=True,
    ),
    "led_enabled": command(PORT, expect(u16, 0xFF2E), attribute(led_enabled=u8 == 2), answer=True, joins=True),
}  # fmt: skip
_CALLED: dict[tuple[int, ...], str] = {
    (0xFF, 0x06): "temperature_threshold", (0xFF, 0x25): "buttons_locked", (0xF9, 0xBF): "light_threshold",
    (0xF9, 0xC4): "co2_threshold", (0xFF, 0x87): "altitude_setting",
}  # fmt: skip
_COMMANDS = (
    "reboot", "history_enabled", "retransmit_enabled", "retransmit_interval", "resend_interval", "clear_history",
    "request_history", "stop_transmission", "sync_time", "temperature_threshold", "light_threshold", "calibration",
    "alarm_repetitions",
    "alarm_release_enabled", "buttons_locked", "motion_enabled", "light_enabled",
    "motion_idle_interval", "motion_reported", "vacancy_reported", "temperature_unit", "light_mode",
)  # fmt: skip

AM304L = device(
    "milesight-iot/am304l",
    name="Indoor air sensor with motion and light",
    source="The vendor's published decoder",
    f_port=85,
    uplink=tags(CHANNEL, AM304 | {(0x20, 0xCE): _record(LEVEL), (0x21, 0xCE): _record(LUX)}),
    downlink=_OWN | commands_of(ANSWERS, *_COMMANDS, called_here=_CALLED),
    vectors=[
        vector(
            "01756403671801046864059F238006CB03", f_port=85, battery=100, temperature=28, humidity=50, motion_count=35,
            motion=True, light_level=3, source="the vendor's decoder, run",
        ),
        vector(
            "0367D4FF05000006CB81069D10A7", temperature=-4.4, motion=False, light_level=129, illuminance=42768,
            source="the vendor's decoder, run",
        ),
        vector(
            "FF0BFFFF0101FF166136B40962250001FF090200FF0A0110FF0F00", power_on=True, protocol_version="0.1",
            serial_number="6136b40962250001", hardware_version="2.0", firmware_version="0110", lorawan_class="A",
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

_POLLUTION = {16: "polluted, released", 17: "polluted", 18: "bad, released", 19: "bad"}
AM305L = device(
    "milesight-iot/am305l",
    name="Indoor air sensor with CO2, motion and light",
    source="The vendor's published decoder",
    f_port=85,
    uplink=tags(
        CHANNEL,
        AM304
        | {
            (0x07, 0x7D): CO2,
            (0x87, 0x7D): (CO2, attribute(co2_alarm=choice(u8, _POLLUTION))),
            (0xB7, 0x7D): attribute(co2_anomaly=choice(u8, ANOMALY)),
            (0x20, 0xCE): _record(LEVEL, CO2_TOLD),
            (0x21, 0xCE): _record(LUX, CO2_TOLD),
        },
    ),
    downlink=_OWN
    | commands_of(
        ANSWERS, *_COMMANDS, "co2_enabled", "co2_calibration_command", "co2_abc", "altitude_setting", "co2_threshold",
        called_here=_CALLED,
    ),
    vectors=[
        vector(
            "01756403671801046864059F238006CB03077DA803", f_port=85, battery=100, temperature=28, humidity=50,
            motion_count=35, motion=True, light_level=3, co2=936, source="the vendor's decoder, run",
        ),
        vector("877DA0C311", co2=50080, co2_alarm="polluted", source="the vendor's decoder, run"),
    ],
)  # fmt: skip
