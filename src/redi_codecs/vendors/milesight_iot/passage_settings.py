"""VS350, VS351, VS360: what the people counters at a door answer to a setting."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings


def _alarm(*rest: Body) -> Body:
    return (
        word(
            u8,
            attribute(alarm_if=choice(bits(0, 2), settings.CONDITION), alarm_of=choice(bits(3, 5), OF)),
            *rest,
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
    )


OF = {1: "passages of the interval", 2: "passages in total", 3: "temperature"}
WEEKDAY = {0: "every day", **dict(enumerate(["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"], 1))}
SETTINGS: settings.Settings = settings.NEWER | {
    0x06: _alarm(reserved(bits(6, 7))),
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
#: As it is told: an alarm is switched on.
TOLD = ANSWERS | settings.answers({0x06: _alarm(expect(bit(6), 1), reserved(bit(7)))})
