"""SCD18 tracker: three bytes that begin most of the frames, then what the port says; big-endian.

Source: the vendor's published decoder. The temperature is that of the tracker itself.
Dates are UTC, with the time zone that the tracker is set to.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_MODES = {0: "standby", 1: "period", 2: "timing", 3: "motion"}
_FLAGS = (
    operating_mode(choice(bits(0, 1), _MODES)),
    low_battery(bit(2)),
    tamper(bit(3)),
    attribute(idle=bit(4)),
    moving(bit(5)),
    attribute(fix_type=choice(bit(6), {0: "by mode", 1: "by downlink"})),
    reserved(bit(7)),
)
_DOWNLINKS = attribute(downlinks=bits(0, 3))
_HEADER = (
    word(u8, *_FLAGS),
    temperature(i8),
    word(u8, _DOWNLINKS, battery_voltage((bits(4, 7) + 22) / 10)),
)
_DATE = calendar(year=u16, month=u8, day=u8, hour=u8, minute=u8, second=u8)
_ZONE = attribute(time_zone=i8)
_PLACE = (latitude(i32 / 10_000_000), longitude(i32 / 10_000_000), pdop(u8 / 10))
_FAILURES = {
    0: "wifi_time_over", 1: "wifi_timeout", 2: "wifi_module_missing", 3: "bluetooth_time_over",
    4: "bluetooth_timeout", 5: "bluetooth_advertising", 6: "gps_no_budget", 7: "gps_coarse_accuracy",
    8: "gps_fine_accuracy", 9: "gps_timeout", 10: "gps_assistance", 11: "gps_cold_start", 12: "downlink_interrupted",
    13: "motion_start_interrupted", 14: "motion_end_interrupted",
}  # fmt: skip

SCD18 = device(
    "restotracker/scd18",
    name="Tracker SCD18",
    source="The vendor's published decoder",
    f_port=1,
    uplink=switch(
        f_port,
        {
            1: message(
                "heartbeat",
                _HEADER,
                reset_cause(choice(u8, {0: "power_on", 1: "bluetooth", 2: "downlink", 3: "switched_off_mode"})),
                word(u8, firmware_version(version(bits(6, 7), bits(4, 5), bits(0, 3)))),
                motion_count(u32, statistic="total"),
            ),
            2: message(
                "position",
                _HEADER,
                attribute(fix_by=choice(u8, {0: "wifi", 1: "bluetooth", 2: "gps"})),
                time(_DATE),
                _ZONE,
                let(size=u8),
                switch(
                    V.fix_by,
                    {
                        "wifi": wifi_access_points(raw(V.size)),
                        "bluetooth": bluetooth_beacons(raw(V.size)),
                        "gps": _PLACE,
                    },
                ),
            ),
            3: message(
                "no_position",
                _HEADER,
                attribute(fix_failure=choice(u8, _FAILURES)),
                let(size=u8),
                attribute(fix_data=hexadecimal(V.size)),
            ),
            4: message(
                "switched_off",
                _HEADER,
                attribute(switched_off_by=choice(u8, {0: "bluetooth", 1: "downlink", 2: "magnet"})),
            ),
            5: message("shaken", _HEADER, vibration_count(u16)),
            6: message("idle", _HEADER, attribute(idle_time=u16)),
            7: message("tamper_alarm", _HEADER, time(_DATE), _ZONE),
            8: message(
                "event",
                _HEADER,
                event(choice(u8, {0: "motion_start", 1: "fix_in_motion", 2: "motion_end", 3: "downlink"})),
            ),
            9: message(
                "battery_use",
                _HEADER,
                attribute(gps_time=duration(u32), wifi_time=duration(u32), bluetooth_scan_time=duration(u32)),
                attribute(bluetooth_advertising_time=duration(u32), lorawan_time=duration(u32)),
            ),
            10: message("settings", _HEADER, attribute(settings=hexadecimal())),
            11: message("stored", attribute(stored=hexadecimal())),
            12: message(
                "position_short",
                word(u8, *_FLAGS),
                word(u8, _DOWNLINKS, battery_voltage((bits(4, 7) + 22) / 10)),
                _PLACE,
            ),
        },
    ),
    vectors=[
        vector(
            "211953005200000005", f_port=1, message="heartbeat", operating_mode="period", low_battery=False,
            tamper=False, moving=True, temperature=25, battery_voltage=2.7, motion_count_total=5, idle=False,
            fix_type="by mode", downlinks=3, reset_cause="power_on", firmware_version="1.1.2",
            source="the vendor's decoder, run",
        ),
        vector(
            "2119530207EA06160E1E0F08091683FE08B70848300F", f_port=2, message="position", time=1782138615,
            operating_mode="period", low_battery=False, tamper=False, moving=True, temperature=25,
            battery_voltage=2.7, latitude=37.7749, longitude=-122.4194, pdop=1.5, idle=False, fix_type="by mode",
            downlinks=3, fix_by="gps", time_zone=8, source="the vendor's decoder, run",
        ),
        vector(
            "2119530007EA06160E1E0F0807AABBCCDDEEFFC8", f_port=2, message="position", time=1782138615,
            operating_mode="period", low_battery=False, tamper=False, moving=True, temperature=25,
            battery_voltage=2.7, wifi_access_points="aabbccddeeffc8", idle=False, fix_type="by mode", downlinks=3,
            fix_by="wifi", time_zone=8, source="the vendor's decoder, run",
        ),
        vector(
            "2119530107EA06160E1E0FFB07AABBCCDDEEFFC8", f_port=2, message="position", time=1782138615,
            operating_mode="period", low_battery=False, tamper=False, moving=True, temperature=25,
            battery_voltage=2.7, bluetooth_beacons="aabbccddeeffc8", idle=False, fix_type="by mode", downlinks=3,
            fix_by="bluetooth", time_zone=-5, source="the vendor's decoder, run",
        ),
        vector(
            "1CE7530905FF0A0B0C0D", f_port=3, message="no_position", operating_mode="standby", low_battery=True,
            tamper=True, moving=False, temperature=-25, battery_voltage=2.7, idle=True, fix_type="by mode",
            downlinks=3, fix_failure="gps_timeout", fix_data="ff0a0b0c0d", source="the vendor's decoder, run",
        ),
        vector(
            "21195301", f_port=4, message="switched_off", operating_mode="period", low_battery=False, tamper=False,
            moving=True, temperature=25, battery_voltage=2.7, idle=False, fix_type="by mode", downlinks=3,
            switched_off_by="downlink", source="the vendor's decoder, run",
        ),
        vector(
            "2119530102", f_port=5, message="shaken", operating_mode="period", low_battery=False, tamper=False,
            moving=True, temperature=25, battery_voltage=2.7, vibration_count=258, idle=False,
            fix_type="by mode", downlinks=3, source="the vendor's decoder, run",
        ),
    ],
    quirks=[
        quirk("21031683fe08b70848300f", f_port=12, keys="battery",
              reason="The battery shares byte 1 with the downlinks; the decoder takes byte 2, of the latitude."),
    ],
)  # fmt: skip
