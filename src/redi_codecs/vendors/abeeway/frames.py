"""What the messages of Asset Tracker 2 say behind their type.

Source: the vendor's published decoder for port 18; on port 17 trackers of before state the voltage of the battery.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *

MODES = {
    0: "standby", 1: "motion_tracking", 2: "permanent_tracking", 3: "motion_start_end_tracking",
    4: "activity_tracking", 5: "off",
}  # fmt: skip
EVENTS = {
    0: "position_start", 1: "motion_start", 2: "motion_end", 3: "bluetooth_connected", 4: "bluetooth_disconnected",
    5: "temperature_alert", 6: "bluetooth_bond_deleted", 7: "sos_start", 8: "sos_end", 9: "angle_detection",
    10: "geofencing",
}  # fmt: skip
_SOURCES = {
    0: "gps", 1: "gps_timeout", 2: "wifi_encrypted", 3: "wifi_timeout", 4: "wifi_failure", 5: "xgps",
    6: "xgps_with_time", 7: "bluetooth", 8: "bluetooth_failure", 9: "wifi", 10: "bluetooth_short_names",
    11: "bluetooth_long_names",
}  # fmt: skip
_VOLTAGE = battery_voltage((u8 * 14 + 7070) / 2530)
DEGREES = (u8 * 129 - 11220) / 255
HEAD = (
    word(
        u8,
        attribute(on_demand=bit(0), periodic=bit(1)),
        moving(bit(2)),
        attribute(application_state=bit(3)),
        sos(bit(4)),
        operating_mode(choice(bits(5, 7), MODES)),
    ),
    switch(
        f_port,
        {17: attribute(condensed_voltage=_VOLTAGE)},
        otherwise=(
            let(level=u8),
            battery(derived(V.level * 100 / 254), invalid=V.level == 255, valid=V.level > 0),
            charging(derived(V.level == 0)),
        ),
    ),
    temperature(DEGREES),
)


def acknowledged(rest: Body) -> Body:
    """The byte behind the temperature: the last downlink heard, and four bits of the message's own."""
    return HEAD, word(u8, rest, attribute(downlink_token=bits(4, 7)))


REST = reserved(bits(0, 3))
AXES = (acceleration_x(i16 / 1000), acceleration_y(i16 / 1000), acceleration_z(i16 / 1000))
_POINTS = optional(remaining >= 1, wifi_access_points(raw()))
_BEACONS = optional(remaining >= 1, bluetooth_beacons(raw()))
_SEARCHED = (
    attribute(timeout=choice(u8, {0: "user", 1: "first_satellite", 2: "fix"})),
    repeat(attribute(channel=index + 1, satellite=snr(u8 * 10 / 51)), count=4),
)
_VOLTAGES = repeat(attribute(channel=index + 1, scan=_VOLTAGE), count=6)
_BLUETOOTH_FAILURES = {
    0: "no_answer", 1: "internal", 2: "antenna_in_use", 3: "already_scanning", 4: "no_beacon",
    5: "incompatible_hardware", 6: "incompatible_hardware_before_2.3", 7: "unknown_firmware",
}  # fmt: skip


def found(age: Body, gps: Body, *, timeout: Body) -> dict[Any, Body]:
    """What each source of a position says; a failure says its age in the long form alone."""
    return {
        "gps": gps,
        "gps_timeout": (timeout, _SEARCHED),
        ("wifi_encrypted", "xgps", "xgps_with_time"): optional(remaining >= 1, attribute(fix_data=hexadecimal())),
        "wifi_timeout": (timeout, _VOLTAGES),
        "wifi_failure": (timeout, _VOLTAGES, attribute(wifi_error=u8)),
        "wifi": (age, _POINTS),
        ("bluetooth", "bluetooth_short_names", "bluetooth_long_names"): (age, _BEACONS),
        "bluetooth_failure": (timeout, attribute(bluetooth_failure=choice(u8, _BLUETOOTH_FAILURES))),
    }


SOURCE = acknowledged(attribute(position_source=choice(bits(0, 3), _SOURCES)))
SHORT_AGE = position_age(u8 * 8)
LONG_AGE = position_age(u16)
ACCURACY = position_accuracy(u8 * 200 / 51)
LONG_GPS = (
    LONG_AGE,
    word(u8, attribute(fix_3d=bit(0), altitude_in_meters=bit(1)), reserved(bits(2, 7))),
    latitude(i32 / 10_000_000),
    longitude(i32 / 10_000_000),
    switch(
        V.altitude_in_meters,
        {
            0: (altitude(i16 / 100), ACCURACY),
            1: (altitude(i16), position_accuracy(u8, invalid={range(251, 256): "overflow"})),
        },
    ),
    heading(u16 / 100),
    speed(u16 / 100),
    optional(
        remaining >= 3,
        attribute(previous_age=position_age(u8 * 8)),
        word(
            u16,
            attribute(previous_longitude_steps=bits(0, 5) - 32, previous_latitude_steps=bits(6, 11) - 32),
            attribute(previous_step_exponent=bits(12, 14), previous_moving=bit(15)),
        ),
    ),
)
