"""TS201: what it answers to a setting. Source: the vendor's published decoders."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings

SETTINGS: settings.Settings = {
    0x4A: attribute(synchronise_time=u8 != 0),
    0x8E: (reserved(1), report_interval(u16le * 60, limits=(60, 86400))),
    0xEA: (
        word(u8, let(calibrated=bit(0)), reserved(bits(1, 6)), attribute(calibration_enabled=bit(7))),
        switch(
            V.calibrated,
            {0: attribute(temperature_calibration=i16le / 10), 1: attribute(humidity_calibration=i16le / 2)},
        ),
    ),
    0xF2: attribute(alarm_repetitions=u16le),
    0xF5: attribute(alarm_release_enabled=u8 == 1),
}
_CONDITION = choice(u8, settings.CONDITION)
EXTENDED: settings.Settings = {
    0x0B: switch(
        u8,
        {
            1: attribute(
                temperature_alarm_if=_CONDITION,
                temperature_threshold_max=temperature(i16le / 10),
                temperature_threshold_min=temperature(i16le / 10),
                temperature_alarm_enabled=u8 == 1,
            ),
            3: attribute(
                humidity_alarm_if=_CONDITION,
                humidity_threshold_max=humidity(u16le / 2),
                humidity_threshold_min=humidity(u16le / 2),
                humidity_alarm_enabled=u8 == 1,
            ),
        },
        otherwise=reserved(6),
    ),
    0x0C: switch(
        u8,
        {
            2: attribute(temperature_mutation=u16le / 10, temperature_mutation_enabled=u8 == 1),
            4: attribute(humidity_mutation=u16le / 2, humidity_mutation_enabled=u8 == 1),
        },
        otherwise=reserved(3),
    ),
    0x0D: attribute(retransmit_enabled=u8 == 1, retransmit_interval=duration(u16le)),
    0x0E: attribute(resend_interval=duration(u16le)),
    0x31: attribute(asked_probe=u8),
    0x32: (reserved(2), attribute(retries=u8)),
    0x63: attribute(d2d_uplink=hexadecimal(4)),
    0x66: attribute(d2d_enabled=u8 == 1),
    0x69: word(u8, attribute(power_button_locked=bit(0), report_button_locked=bit(1)), reserved(bits(2, 7))),
    0x6A: attribute(led_enabled=u8 == 1),
    0x6F: attribute(asked_setting=u8),
}
