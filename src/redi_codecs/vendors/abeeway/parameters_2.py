"""What Asset Tracker 2 can be set to, by the number of the parameter, four bytes each.

Source: the vendor's published encoder, with its names, and with the limits of its newest firmware.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.abeeway.parameters_2_more import ALL, FILTERS, MORE, OFF, named

_NO_LIMIT: dict[int | range, str] = {0xFF: "disabled"}
_CURVES = {0: "random", 1: "bell curve", 2: "ring"}
_FIRST: dict[int, Body] = {
    0: report_interval(u32, limits=(15, 86400)),
    1: attribute(heartbeat_interval=duration(u32), limits=(300, 86400)),
    2: attribute(energy_status_interval=duration(u32, invalid=OFF), limits=(300, 604_800)),
    3: attribute(position_interval=duration(u32, invalid=OFF), limits=(900, 604_800)),
    4: attribute(gps_scan_mode=u32, limits=(0, 0)),
    5: attribute(
        position_profile=named(
            "wifi", "gps", "xgps", "wifi fallback xgps", "self governing history", "self governing timeout", "wgps",
            "wxgps", "wgps wxgps failure", "wgps wxgps timeout", "ble", "bgps", "bxgps",
        )
    ),
    6: attribute(one_shot_method=named("wifi", "gps", "xgps", "wgps", "wxgps", "ble", "bgps", "bxgps")),
    7: attribute(antenna=named("printed", "ceramic", "dynamic")),
    8: attribute(motion_messages=u32, limits=(1, 60)),
    9: attribute(gps_timeout=duration(u32), limits=(30, 300)),
    10: attribute(xgps_timeout=duration(u32), limits=(15, 250)),
    11: attribute(gps_error=u32, limits=(0, 100)),
    12: attribute(gps_convergence=duration(u32), limits=(0, 300)),
    13: word(
        u32,
        attribute(
            frame_pending=bit(0), off_by_button=bit(1), sos_by_double_click=bit(2), settings_confirmed=bit(3),
            wifi_uncyphered=bit(4), bluetooth_at_start=bit(5), no_start_message=bit(6), led_at_fix=bit(7),
            motion_start_event=bit(8), motion_end_event=bit(9), join_after_off=bit(10), pairing_rejected=bit(11),
            long_wifi_payload=bit(12), long_collection=bit(13), auto_start=bit(14), off_forbidden=bit(15),
            sos_sound=bit(16), data_rate_selected=bit(17), extended_position=bit(18), bluetooth_console=bit(20),
            bluetooth_passkey=bit(21), wifi_database=bit(22), active_wifi_scan=bit(23), gnss_hold_on=bit(24),
        ),
        reserved(bit(19)), reserved(bits(25, 31)),
    ),
    14: attribute(
        transmission=named(
            "single fixed", "single random", "double random", "double fixed", "network ADR", "custom"
        )
    ),
    15: attribute(beacons_reported=u32, limits=(0, 4)),
    16: attribute(beacon_timeout=duration(u32), limits=(1, 21)),
    17: attribute(gps_standby_timeout=duration(u32), limits=(0, 0x7FFFFFFF)),
    18: attribute(confirmed_kinds=u32, limits=(0, 0xFFFF)),
    19: attribute(confirmed_retries=u32, limits=(0, 8)),
    20: (
        reserved(1),
        attribute(full_scale=choice(u8, {0: "2 g", 1: "4 g", 2: "8 g", 3: "16 g"})),
        attribute(acceleration_rate=choice(u8, {0: "12.5 Hz", 1: "25 Hz", 2: "50 Hz", 3: "100 Hz", 4: "200 Hz"})),
        attribute(sensitivity=u8, limits=(1, 200)),
    ),
    21: attribute(shock_detection=u32, limits=(0, 255)),
    22: attribute(activity_report_interval=duration(u32, invalid=OFF), limits=(1800, 86400)),
    23: attribute(motion_duration=duration(u32), limits=(20, 3600)),
    24: attribute(fence_scan_interval=duration(u32), limits=(0, 300)),
    25: attribute(fence_report_interval=duration(u32, invalid=OFF), limits=(15, 3600)),
    26: attribute(beacon_rssi_filter=rssi(i32), limits=(-100, -40)),
    27: attribute(high_temperature_threshold=temperature(i32, invalid=_NO_LIMIT), limits=(-44, 85)),
    28: attribute(low_temperature_threshold=temperature(i32, invalid=_NO_LIMIT), limits=(-44, 85)),
    29: attribute(temperature_action=named("none", "high", "low", "high and low")),
    30: (
        reserved(1),
        attribute(second_data_rates=u8),
        attribute(first_data_rates=u8),
        word(
            u8,
            attribute(
                fixed_data_rate=bit(0), sent_twice=bit(1), first_choice=choice(bits(2, 4), _CURVES),
                second_choice=choice(bits(5, 7), _CURVES),
            ),
        ),
    ),
    31: attribute(network_check_timeout=duration(u32, invalid=OFF), limits=(86400, 5_184_000)),
    32: attribute(network_reset_timeout=duration(u32, invalid=OFF), limits=(21600, 2_592_000)),
    33: attribute(collection_scan=named("none", "ble beacons", "wifi")),
    34: attribute(collection_entries=u32, limits=(1, 20)),
    35: attribute(collection_filter=named(*FILTERS)),
    36: attribute(collection_filter_1=u32, limits=ALL),
    37: attribute(collection_filter_2=u32, limits=ALL),
    38: attribute(collection_second_value=u32, limits=ALL),
    39: attribute(collection_second_mask=u32, limits=ALL),
    40: attribute(battery_capacity=i32, limits=(-1, 65535)),
    41: attribute(reed_switch=named("disabled", "normal", "button", "bluetooth advertisement")),
    42: attribute(
        constellation=named(
            "gps", "glonass", "gps glonass", "gps galileo", "gps glonass galileo", "beidou", "gps beidou"
        )
    ),
    43: attribute(proximity_rssi_filter=rssi(i32), limits=(-90, 10)),
    44: attribute(proximity_coefficient=u32, limits=(1, 256)),
    45: attribute(proximity_scans_per_hour=u32, limits=(2, 3600)),
    46: attribute(proximity_age=u32, limits=(1, 256)),
    47: attribute(proximity_window=u32, limits=(1, 256)),
    48: attribute(exposure_50_cm=u32, limits=(0, 256)),
    49: attribute(exposure_100_cm=u32, limits=(0, 256)),
    50: attribute(exposure_150_cm=u32, limits=(0, 256)),
    51: attribute(exposure_200_cm=u32, limits=(0, 256)),
    52: attribute(exposure_250_cm=u32, limits=(0, 256)),
    53: attribute(exposure_300_cm=u32, limits=(0, 256)),
    54: attribute(exposure_400_cm=u32, limits=(0, 256)),
}  # fmt: skip
#: By the number of the parameter.
PARAMETERS = _FIRST | MORE
NAMES = {13: "flags", 20: "motion_sensitivity", 30: "custom_transmission", 91: "angle_events", 119: "button_mapping"}
