"""What Asset Tracker 2 can be set to from parameter 77 on: beacons, angles, beaconing, buttons, profiles.

Source: the vendor's published encoder, with its names, and with the limits of its newest firmware.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.wire import Source
from redi_codecs.vendors.abeeway.frames import MODES

OFF: dict[int | range, str] = {0: "disabled"}
ALL = (0, 0xFFFFFFFF)
FILTERS = ("none", "eddystone uid", "eddystone url", "eddystone", "ibeacon", "altbeacon")
_UNSET: dict[int | range, str] = {0xFFFF: "none"}
_BUTTONS = dict(
    enumerate(("none", "battery level", "start or stop sos", "alert", "whitelist proximity", "angle detection"))
)


def named(*names: str) -> Source:
    """A state by the place of its name."""
    return choice(u32, dict(enumerate(names)))


MORE: dict[int, Body] = {
    77: attribute(beacon_filter=named(*FILTERS)),
    78: attribute(beacon_filter_1=u32, limits=ALL),
    79: attribute(beacon_filter_2=u32, limits=ALL),
    80: attribute(beacon_second_value=u32, limits=ALL),
    81: attribute(beacon_second_mask=u32, limits=ALL),
    82: attribute(beacon_report=named("mac address", "short id", "long id", "short id, major and minor")),
    83: attribute(buzzer_volume=u32, limits=(0, 100)),
    84: attribute(angle_detection=named("disabled", "critical angle", "angle deviation", "shock")),
    85: attribute(angle_reference=named("manual", "configured", "automatic", "assisted")),
    86: attribute(angle_reference_x=acceleration(i32 / 1000, invalid=_UNSET), limits=(-1, 1)),
    87: attribute(angle_reference_y=acceleration(i32 / 1000, invalid=_UNSET), limits=(-1, 1)),
    88: attribute(angle_reference_z=acceleration(i32 / 1000, invalid=_UNSET), limits=(-1, 1)),
    89: attribute(critical_angle=u32, limits=(5, 175)),
    90: attribute(critical_angle_hysteresis=u32, limits=(0, 180)),
    91: word(
        u32,
        attribute(
            normal_to_critical=bit(0), critical_to_normal=bit(1), learning_to_normal=bit(2),
            normal_to_learning=bit(3), critical_to_learning=bit(4),
        ),
        reserved(bits(5, 31)),
    ),
    92: attribute(angle_report_interval=duration(u32, invalid=OFF), limits=(30, 3600)),
    93: attribute(angle_repetitions=u32, limits=(0, 7)),
    94: attribute(angle_rising_time=duration(u32), limits=(0, 3600)),
    95: attribute(angle_falling_time=duration(u32), limits=(0, 3600)),
    96: attribute(angle_learning_time=duration(u32), limits=(0, 3600)),
    97: attribute(angle_accuracy=u32, limits=(0, 1000)),
    98: attribute(angle_deviation=u32, limits=(0, 175)),
    99: attribute(angle_deviation_interval_min=duration(u32), limits=(0, 1800)),
    100: attribute(angle_deviation_interval_max=duration(u32), limits=(0, 86400)),
    101: attribute(default_profile=named("unknown", "sleep", "eco", "intensive")),
    102: attribute(console_password=u32, limits=(100, 999_999)),
    103: attribute(gps_search_timeout=duration(u32), limits=(0, 300)),
    104: attribute(gps_fix_timeout=duration(u32), limits=(0, 300)),
    105: attribute(fence_scan_time=duration(u32 / 1000), limits=(0.37, 3)),
    106: attribute(beaconing=named("disabled", "proximity", "quuppa", "eddystone uid", "ibeacon", "altbeacon")),
    107: attribute(
        beaconing_power=named(
            "4 dBm", "3 dBm", "0 dBm", "-4 dBm", "-8 dBm", "-12 dBm", "-16 dBm", "-20 dBm", "-40 dBm"
        )
    ),
    108: attribute(beaconing_static_interval=duration(u32 / 1000, invalid=OFF), limits=(0.1, 10)),
    109: attribute(beaconing_motion_interval=duration(u32 / 1000, invalid=OFF), limits=(0.1, 10)),
    110: attribute(beaconing_motion_time=duration(u32), limits=(4, 255)),
    111: attribute(advertising_time=duration(u32), limits=(30, 18000)),
    112: attribute(beacon_id_0=u32, limits=ALL),
    113: attribute(beacon_id_1=u32, limits=ALL),
    114: attribute(beacon_id_2=u32, limits=ALL),
    115: attribute(beacon_id_3=u32, limits=ALL),
    116: attribute(beacon_id_4=u32, limits=ALL),
    117: attribute(sos_interval=duration(u32), limits=(15, 300)),
    118: attribute(motion_debounce=u32, limits=(0, 255)),
    119: (
        reserved(1),
        word(u8, attribute(button_press_time=duration(bits(0, 3)), limits=(1, 8)), reserved(bits(4, 7))),
        word(u16, attribute(
            button_press=choice(bits(0, 3), _BUTTONS), one_click=choice(bits(4, 7), _BUTTONS),
            two_clicks=choice(bits(8, 11), _BUTTONS), three_clicks=choice(bits(12, 15), _BUTTONS),
        )),
    ),
    120: attribute(default_data_rate=i32, limits=(-1, 7)),
    121: attribute(gps_error_in_motion=u32, limits=(0, 100)),
    122: attribute(gps_convergence_in_motion=duration(u32), limits=(0, 300)),
    123: attribute(gps_search_timeout_in_motion=duration(u32), limits=(0, 300)),
    245: attribute(console_over_bluetooth=u32, limits=(0, 1)),
    246: attribute(dynamic_profile=named("unknown", "sleep", "eco", "intensive")),
    247: attribute(power_consumption=u32, limits=ALL),
    248: attribute(bluetooth_bond=named("not bonded", "bonded", "unknown")),
    249: attribute(mode=choice(u32, dict(MODES))),
}  # fmt: skip
