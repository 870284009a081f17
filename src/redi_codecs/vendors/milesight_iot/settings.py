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
#: As it is told: that it is of the temperature.
ALARM_TOLD = answers(
    {
        0x06: (
            word(u8, attribute(temperature_alarm_if=choice(bits(0, 2), CONDITION)), expect(bits(3, 7), 1)),
            TEMPERATURE_ALARM,
            reserved(4),
        )
    }
)
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
