"""What Milesight's devices repeat of a setting that a downlink has changed: 0xFE or 0xFF, the setting, its value.

Source: the vendor's published decoders. Keys for device-to-device radio are left out; plans of the week, display
elements and device-to-device commands are given as their bytes.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *

CONDITION = {0: "disabled", 1: "below", 2: "above", 3: "between", 4: "outside"}
CALIBRATION = {0: "factory", 1: "abc", 2: "manual", 3: "background", 4: "zero"}
LED = {0: "off", 1: "on", 2: "blink"}
#: What became of a setting; the answers on channel 0xF8 end with it.
RESULT = {0: "success", 1: "forbidden", 2: "invalid parameter"}


Settings = dict[Any, Body]


def answers(settings: Settings) -> dict[Any, Body]:
    """Settings by their number, as keys of channel and type."""
    return {((0xFE, 0xFF), number): body for number, body in settings.items()}


def extended(settings: Settings) -> dict[Any, Body]:
    """The second set of settings, on channels of its own: 0xF9, or 0xF8 where the answer ends with a result."""
    return {(0xF9, number): body for number, body in settings.items()} | {
        (0xF8, number): (body, attribute(result=choice(u8, RESULT))) for number, body in settings.items()
    }


CO2_ALARM = attribute(co2_threshold_min=co2(u16le), co2_threshold_max=co2(u16le))
TEMPERATURE_ALARM = attribute(
    temperature_threshold_min=temperature(i16le / 10), temperature_threshold_max=temperature(i16le / 10)
)
#: The alarm of the models that have one: of the temperature.
ALARM: Settings = {
    0x06: (
        word(u8, attribute(temperature_alarm_if=choice(bits(0, 2), CONDITION)), reserved(bits(3, 7))),
        TEMPERATURE_ALARM,
        reserved(4),
    )
}
#: The alarm of the EM300-TH and EM320-TH: 1 is that of the temperature.
EM300_TH_ALARM: Settings = {
    0x06: (
        word(u8, attribute(alarm_if=choice(bits(0, 2), CONDITION)), let(target=bits(3, 5)), reserved(bits(6, 7))),
        switch(
            V.target,
            {1: (TEMPERATURE_ALARM, reserved(4)), (0, range(2, 8)): attribute(alarm_settings=hexadecimal(8))},
        ),
    )
}
#: The alarms of the rest of the EM300 series: of the temperature, or of the contact or leak.
OF_TEMPERATURE = "disabled", "below", "above", "between", "outside"
OF_SWITCH = "contact or leak, disabled", "contact or leak"
EM300_ALARM: Settings = {
    0x06: (
        word(
            u8,
            attribute(alarm_if=choice(bits(0, 5), dict(enumerate(OF_TEMPERATURE, 8)) | dict(enumerate(OF_SWITCH, 16)))),
            reserved(bits(6, 7)),
        ),
        switch(
            V.alarm_if,
            {
                OF_TEMPERATURE: (TEMPERATURE_ALARM, reserved(4)),
                OF_SWITCH: (reserved(4), attribute(alarm_interval=duration(u16le), alarm_repetitions=u16le)),
            },
            otherwise=attribute(alarm_settings=hexadecimal(8)),
        ),
    )
}
#: The alarms of the EM500 series: 1 CO2, 2 the temperature, 3 its sudden change.
EM500_ALARM: Settings = {
    0x06: (
        word(
            u8,
            attribute(alarm_if=choice(bits(0, 2), CONDITION | {5: "mutation"})),
            let(target=bits(3, 5)),
            attribute(alarm_enabled=bit(6) == 1),
            reserved(bit(7)),
        ),
        switch(
            V.target,
            {
                1: (CO2_ALARM, reserved(4)),
                2: (TEMPERATURE_ALARM, reserved(4)),
                3: (reserved(2), attribute(temperature_change_threshold=i16le / 10), reserved(4)),
            },
            otherwise=attribute(alarm_settings=hexadecimal(8)),
        ),
    )
}
LIGHT_ALARM: Settings = {
    0x06: (
        reserved(1),
        attribute(illuminance_threshold_min=illuminance(u16le), illuminance_threshold_max=illuminance(u16le)),
        reserved(4),
    )
}

#: Times, storage and what is done at once; the same for every series.
COMMON: Settings = {
    0x02: attribute(collection_interval=duration(u16le)),
    0x03: report_interval(u16le, limits=(1, 64800)),
    0x10: attribute(reboot=u8 == 0xFF),
    0x11: attribute(clock=event_time(u32le)),
    0x17: attribute(time_zone=i16le / 10),  # 5.7 and 12.7 are a quarter to
    0x18: attribute(sensors_enabled=hexadecimal(2)),
    0x1C: attribute(recollection_count=u8, recollection_interval=duration(u8)),
    0x25: attribute(buttons_locked=u8),
    0x27: attribute(clear_history=u8 == 0xFF),
    0x28: attribute(report_status=u8 == 0xFF),
    0x2C: attribute(query_status=u8 == 0xFF),
    0x2D: attribute(screen_enabled=u8 == 1),
    (0x2F, 0x2E): attribute(led_mode=choice(u8, LED)),
    0x35: reserved(8),
    0x3B: attribute(time_synchronised=u8 != 0),  # on is 1 in some models, 2 in others
    0x68: attribute(history_enabled=u8 == 1),
    0x69: attribute(retransmit_enabled=u8 == 1),
    0x6A: switch(
        u8,
        {
            0: attribute(retransmit_interval=duration(u16le, limits=(1, 64800))),
            1: attribute(resend_interval=duration(u16le, limits=(1, 64800))),
        },
        otherwise=reserved(2),
    ),
    0x6D: attribute(stop_transmission=u8 == 0xFF),
}
CO2: Settings = {
    0x1A: (
        attribute(co2_calibration=choice(u8, CALIBRATION)),
        optional(V.co2_calibration == "manual", attribute(co2_calibration_target=co2(u16le))),
    ),
    0x39: attribute(co2_abc_enabled=u8 == 1, co2_abc_period=u16le, co2_abc_target=co2(u16le)),
}
#: What the membrane leak sensor answers, which has no thermometer.
EM300_MLD: Settings = COMMON | EM300_ALARM | {0x79: attribute(d2d_settings=hexadecimal(6))}
EM300: Settings = EM300_MLD | (
    {
        0xEA: (
            word(u8, let(target=bits(0, 1)), reserved(bits(2, 6)), attribute(calibration_enabled=bit(7) == 1)),
            switch(
                V.target,
                {
                    0: attribute(temperature_calibration=i16le / 10),
                    1: attribute(humidity_calibration=i16le / 2),
                    (2, 3): attribute(calibration_settings=hexadecimal(2)),
                },
            ),
        ),
    }
)
EM300_TH: Settings = EM300 | EM300_TH_ALARM
EM500 = answers(
    COMMON
    | EM500_ALARM
    | CO2
    | {
        0x84: attribute(d2d_enabled=u8 == 1),
        0x87: attribute(altitude_calibration=choice(u8, {0: "off", 1: "auto", 2: "manual"}), altitude_setting=i16le),
        0x96: attribute(d2d_settings=hexadecimal(8)),
        0xF1: switch(
            u8,
            {
                0x00: attribute(temperature_calibration_enabled=u8 == 1, temperature_calibration=i16le / 10),
                0x04: attribute(co2_calibration_enabled=u8 == 1, co2_offset=i16le),
                0x05: attribute(pressure_calibration_enabled=u8 == 1, pressure_calibration=i16le / 10),
                0x09: attribute(humidity_calibration_enabled=u8 == 1, humidity_calibration=i16le / 2),
            },
            otherwise=reserved(3),
        ),
        0xF2: attribute(alarm_repetitions=u16le),
        0xF5: attribute(alarm_release_enabled=u8 == 1),
    }
)
AM100 = answers(
    COMMON
    | ALARM
    | CO2
    | {
        0x3A: (let(plans=u8), attribute(report_plan=hexadecimal(6 * V.plans))),
        0x54: attribute(co2_alarm_enabled=u8 == 1, co2_threshold_1=co2(u16le), co2_threshold_2=co2(u16le)),
        0x56: attribute(screen_adaptive=u8 == 1),
        0x57: attribute(clear_report_plan=u8 == 0xFF),
        0x59: attribute(reset_battery=u8 == 0xFF),
        0x5A: attribute(screen_refresh_interval=u16le),
        0x75: attribute(hibernation=hexadecimal(7)),
        0x85: attribute(screen_time_enabled=u8 == 1),
        0x86: attribute(screen_last_refresh_interval=u8),
        0x87: attribute(altitude_calibration_enabled=u8 == 1, altitude_setting=u16le),
        0xF0: attribute(screen_elements=hexadecimal(4)),
    }
)
AM300_SETTINGS = (
    COMMON
    | CO2
    | {
        0x39: (attribute(co2_abc_enabled=u8 == 1), reserved(4)),
        0x3A: report_interval(u16le),
        0x3C: attribute(screen_pattern=u8),
        0x3D: attribute(stop_buzzer=u8 == 0xFF),
        0x3E: attribute(buzzer_enabled=u8 == 1),
        0x65: attribute(pm_collection_interval=duration(u16le)),
        0x66: attribute(screen_alarm_enabled=u8 == 1),
        0xEB: attribute(tvoc_unit=choice(u8, {0: "index", 1: "ug/m3"})),
        0xF0: attribute(screen_elements=hexadecimal(4)),
        0xF4: attribute(co2_calibration_enabled=u8 == 1),
    }
)
AM300 = answers(AM300_SETTINGS)
#: The AM319 says less of the automatic calibration. With the better formaldehyde sensor, it can clean that of the dust.
AM319 = answers(
    AM300_SETTINGS
    | {
        0x39: attribute(co2_abc_enabled=u8 == 1),
        0xAC: attribute(pm_cleaning_enabled=u8 == 1, pm_cleaning_interval=duration(u8 * 86400)),
        0xAD: attribute(pm_cleaning=u8 == 0xFF),
    }
)
WS202 = answers(COMMON | LIGHT_ALARM)
VS330 = answers(
    COMMON
    | {
        0x70: attribute(presence_height=distance(u16le)),
        0x71: attribute(test_enabled=u8 == 1),
        0x72: attribute(test_duration=duration(u16le * 60, limits=(60, 1800))),
        0x7A: attribute(back_test_enabled=u8 == 1, back_test_distance=distance(u16le)),
    }
)
#: Of the radio, and of the newer devices in general.
RADIO: Settings = {
    0x04: attribute(confirmed_messages=u8 == 1),
    0x40: attribute(adr_enabled=u8 == 1),
    0x41: attribute(lorawan_port=u8),
    0x42: attribute(wifi_enabled=u8 == 1),
    0x43: attribute(periodic_report_enabled=u8 == 1),
    0x44: attribute(trigger_report_enabled=u8 == 1),
    0x4A: attribute(synchronise_time=u8 == 0xFF),
    0x51: attribute(clear_total=u8 == 0xFF),
    0x65: attribute(lorawan_port=u8),
    0x6B: attribute(stop_transmission=u8 == 0xFF),
    0x84: attribute(d2d_enabled=u8 == 1),
    0x8E: (reserved(1), report_interval(u16le * 60, limits=(60, 86400))),
    0x8F: report_interval(u16le),
    0x96: attribute(d2d_settings=hexadecimal(8)),
    0x97: attribute(history_enabled=u8 == 1),
    0xBA: attribute(summer_time=hexadecimal(10)),
    0xBD: attribute(utc_offset=duration(i16le * 60)),
}
LORAWAN_VERSION = {1: "1.0.2", 2: "1.0.3"}
#: The second set, of the radio.
RADIO_2: Settings = {
    0x84: attribute(time_from_gateway=u8 == 1, time_from_gateway_interval=u16le),
    0x85: attribute(rejoin_enabled=u8 == 1, rejoin_tries=u8),
    0x86: attribute(radio_data_rate=u8),
    0x87: attribute(radio_power_level=u8),
    0x8B: attribute(lorawan_version=choice(u8, LORAWAN_VERSION)),
    0x8C: attribute(rx2_data_rate=u8),
    0x8D: attribute(rx2_frequency=frequency(u32le)),
}
NEWER = COMMON | RADIO
