"""What the receivers of Asset Tracker 3 can be set to: satellites, Wi-Fi, Bluetooth, motion.

Source: the vendor's published list of parameters, with its names and limits. The filters of what is near are given as
their bytes.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.abeeway.parameters_3 import (
    CONSTELLATIONS,
    Parameters,
    called,
    named,
    numbers,
    sized_bytes,
)  # fmt: skip

_SATELLITES = numbers(
    3,
    {
        0x00: attribute(constellation=choice(u32, CONSTELLATIONS)),
        0x01: attribute(gnss_timeout=duration(u32), limits=(30, 300)),
        0x02: attribute(static_satellite_timeout=duration(u32), limits=(0, 300)),
        0x03: attribute(static_position_error=u32, limits=(0, 100)),
        0x04: attribute(static_convergence=duration(u32), limits=(0, 300)),
        0x05: attribute(motion_satellite_timeout=duration(u32), limits=(0, 300)),
        0x06: attribute(motion_position_error=u32, limits=(0, 100)),
        0x07: attribute(motion_convergence=duration(u32), limits=(0, 300)),
        0x08: attribute(gnss_standby=duration(u32)),
        0x09: attribute(assisted_gnss_timeout=duration(u32), limits=(15, 240)),
        0x0A: attribute(assisted_fix_timeout=duration(u32), limits=(0, 300)),
    },
) | numbers(
    4,
    {
        0x00: attribute(lr_constellation=choice(u32, {0: "gps", 5: "beidou", 6: "gps beidou"})),
        0x01: attribute(lr_scan=choice(u32, {1: "nav1", 2: "nav2"})),
        0x02: attribute(lr_scans=u32, limits=(1, 4)),
        0x03: attribute(lr_scan_pause=duration(u32), limits=(0, 15)),
        0x04: attribute(wifi_reported=u32, limits=(1, 32)),
        0x05: attribute(wifi_needed=u32, limits=(1, 10)),
        0x06: attribute(wifi_rssi_min=rssi(i32), limits=(-100, 0)),
        0x07: attribute(wifi_address_type=u32, limits=(0, 2)),
        0x08: attribute(recovery_beacon=choice(u32, {1: "short id", 2: "long id"})),
        0x09: attribute(recovery_sos_interval=duration(u32), limits=(0, 63)),
        0x0A: attribute(recovery_motion_interval=duration(u32), limits=(0, 63)),
        0x0B: attribute(recovery_static_interval=duration(u32), limits=(0, 63)),
        0x0C: attribute(recovery_ranging_timeout=duration(u32), limits=(120, 300)),
    },
)  # fmt: skip


def _bluetooth(scan: int) -> Parameters:
    """One of the two scans."""
    table: dict[int, Body] = {
        0x00: called(f"scan_{scan}_time", duration(u32 / 1000), 0.05, 61.44),
        0x01: called(f"scan_{scan}_window", duration(u32 / 1000), 0.003, 10.24),
        0x02: called(f"scan_{scan}_interval", duration(u32 / 1000), 0.001, 10.24),
        0x03: called(
            f"scan_{scan}_beacons",
            named("all", "eddystone uid", "eddystone url", "eddystone", "ibeacon", "altbeacon", "custom", "exposure"),
        ),
        0x04: called(f"scan_{scan}_rssi_min", rssi(i32), -120, 0),
        0x05: called(f"scan_{scan}_needed", u32, 1, 20),
        0x08: called(f"scan_{scan}_filter_1_offset", u32, 0, 256),
        0x0B: called(f"scan_{scan}_filter_2_offset", u32, 0, 256),
        0x0C: called(f"scan_{scan}_reported", u32, 1, 20),
        0x0D: called(f"scan_{scan}_report", named("mac address", "short id", "long id")),
        0x0E: called(f"scan_{scan}_id_offset", u32, 0, 256),
    }
    filters = {"filter_1_mask": 0x06, "filter_1": 0x07, "filter_2_mask": 0x09, "filter_2": 0x0A}
    return numbers(4 + scan, table) | sized_bytes(
        4 + scan, 10, **{f"scan_{scan}_{name}": place for name, place in filters.items()}
    )


_MOTION = numbers(
    7,
    {
        0x00: attribute(motion_sensitivity=acceleration(u32 * 31 / 1000), limits=(0.031, 2.976)),
        0x01: attribute(motion_duration=duration(u32), limits=(10, 3600)),
        0x02: attribute(full_scale=named("2 g", "4 g", "8 g", "16 g")),
        0x03: attribute(acceleration_rate=named("12.5 Hz", "25 Hz", "50 Hz", "100 Hz", "200 Hz")),
        0x04: attribute(shock_threshold=acceleration(u32 * 63 / 1000), limits=(0, 8.064)),
    },
)
_BEACON = numbers(
    11,
    {
        0x00: attribute(bluetooth_power=u32, limits=(0, 31)),
        0x01: attribute(advertising_time=duration(u32), limits=(30, None)),
        0x02: attribute(
            bluetooth=named("off", "open", "passkey", "open, never slow", "passkey, never slow"),
        ),
        0x03: attribute(beacon_power=u32, limits=(0, 31)),
        0x04: attribute(beacon=named("off", "eddystone uid", "ibeacon", "altbeacon", "quuppa", "exposure")),
        0x06: attribute(beacon_fast_interval=duration(u32 / 1000), limits=(0.02, 10.24)),
        0x07: attribute(beacon_slow_interval=duration(u32 / 1000), limits=(0.02, 10.24)),
    },
)  # fmt: skip
#: By group and number.
RADIO = _SATELLITES | _bluetooth(1) | _bluetooth(2) | _MOTION | _BEACON
