"""What the AM100 and AM300 series answer to a setting. Source: the vendor's published decoders."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot.settings import ALARM, CO2, COMMON, answers

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
