"""What the commands of Milesight's devices are called, by the channel and the setting that they write."""

from typing import NamedTuple

#: What a command is called where it is neither by its only field nor by a field and whether it is in use: by channel,
#: setting and the type behind it.
NAMES: dict[tuple[int, ...], str] = {
    (0xFF, 0x06): "threshold",
    (0xFF, 0x13): "motion_report",
    (0xFF, 0x1A): "co2_calibration",
    (0xFF, 0x1B): "distance_range",
    (0xFF, 0x1C): "recollection",
    (0xFF, 0x2D): "wifi_positioning",
    (0xFF, 0x39): "co2_abc",
    (0xFF, 0x54): "co2_threshold",
    (0xFF, 0x58, 0): "motion_detection",
    (0xFF, 0x58, 1): "rest_detection",
    (0xFF, 0x7A): "back_test",
    (0xFF, 0x7E): "geofence_alarm",
    (0xFF, 0x87): "altitude",
    (0xFF, 0x88): "geofence",
    (0xFF, 0x8A): "timed_report",
    (0xFF, 0x99): "thermopile",
    (0xFF, 0xAC): "installation",
    (0xFF, 0xEA): "calibration",
    (0xFF, 0xED): "reset_total_at",
    (0xFF, 0xF1): "calibration",
    (0xFF, 0xF1, 4): "co2_offset",
    (0xF9, 0x0B): "threshold",
    (0xF9, 0x0B, 1): "temperature_threshold",
    (0xF9, 0x0B, 3): "humidity_threshold",
    (0xF9, 0x0C): "change_threshold",
    (0xF9, 0x0D): "retransmission",
    (0xF9, 0x41): "light_threshold",
    (0xF9, 0x50): "detection",
    (0xF9, 0x51): "fall_detection",
    (0xF9, 0x52): "dwell_detection",
    (0xF9, 0x56): "presence_detection",
    (0xF9, 0x69): "buttons_locked",
    (0xF9, 0x84): "time_from_gateway",
    (0xF9, 0x85): "rejoin",
    (0xF9, 0x88): "log_level",
    (0xF9, 0x91): "time_source",
    (0xF9, 0x92): "dwell_detection",
    (0xF9, 0x96): "detection",
    (0xF9, 0xB2): "breathing_detection",
    (0xF9, 0xB4): "confirm_fall_alarm",
}


class AtOnce(NamedTuple):
    """What a device does at once: a setting that has one value."""

    name: str
    value: int


AT_ONCE: dict[tuple[int, ...], AtOnce] = {
    (0xFF, 0x10): AtOnce("reboot", 0xFF),
    (0xFF, 0x27): AtOnce("clear_history", 1),
    (0xFF, 0x28): AtOnce("request_status", 0xFF),
    (0xFF, 0x2C): AtOnce("request_status", 0),
    (0xFF, 0x3D): AtOnce("stop_buzzer", 0),
    (0xFF, 0x4A): AtOnce("sync_time", 0),
    (0xFF, 0x51): AtOnce("clear_total", 0xFF),
    (0xFF, 0x57): AtOnce("clear_report_plan", 0xFF),
    (0xFF, 0x59): AtOnce("reset_battery", 0xFF),
    (0xFF, 0x7D): AtOnce("query_lifetime", 0xFF),
    (0xF9, 0x6E): AtOnce("reset_now", 0xFF),
}
