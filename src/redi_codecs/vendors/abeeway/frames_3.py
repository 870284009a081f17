"""What notifications and positions of Asset Tracker 3 say.

Source: the vendor's published decoder. The altitude is signed, which the decoder does not heed.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *

_RESETS = {
    0: "none", 1: "nmi", 2: "hard_fault", 3: "mpu", 4: "bus", 5: "usage", 6: "irq", 7: "watchdog", 8: "brownout",
    9: "hal", 10: "assert", 11: "task_overflow", 12: "bluetooth", 13: "clock", 14: "lora", 15: "debug", 16: "start",
}  # fmt: skip
EVENTS = {
    0x00: "status", 0x01: "low_battery", 0x02: "bluetooth", 0x03: "tamper", 0x04: "heartbeat", 0x10: "sos_on",
    0x11: "sos_off", 0x20: "temperature_high", 0x21: "temperature_low", 0x22: "temperature_normal",
    0x30: "motion_start", 0x31: "motion_end", 0x32: "shock", 0x40: "main_network", 0x41: "backup_network",
    0x50: "zone_entry", 0x51: "zone_exit", 0x52: "in_hazard", 0x53: "out_of_hazard", 0x54: "meeting_point",
    0x60: "telemetry", 0x61: "telemetry_batch",
}  # fmt: skip
_NETWORKS = {0: "none", 1: "lora", 2: "cellular_low_power", 3: "cellular"}
SOURCES = {
    0: "lr_assisted_gnss", 1: "lr_gnss_1", 2: "lr_gnss_2", 3: "wifi", 4: "bluetooth_1", 5: "bluetooth_1_short",
    6: "bluetooth_1_long", 7: "bluetooth_2", 8: "bluetooth_2_short", 9: "bluetooth_2_long", 10: "gnss",
    11: "assisted_gnss",
}  # fmt: skip
AXES = (acceleration_x(i16 / 1000), acceleration_y(i16 / 1000), acceleration_z(i16 / 1000))
_CHECK = attribute(settings_check=hexadecimal(4))


def _almanac(receiver: str) -> Body:
    """How old the almanacs of a receiver are, which satellites are out of date, and how many are good."""
    fields: dict[str, Any] = {}
    for name, size in (("gps", 4), ("beidou", 5)):
        fields |= {f"{receiver}_{name}_date": u16, f"{receiver}_{name}_outdated": hexadecimal(size)}
        fields[f"{receiver}_{name}_good"] = u8
    return attribute(**fields)


_PAGES: dict[Any, Body] = {
    0: (
        firmware_version(version(u8, u8, u8)),
        attribute(settings_version=version(u8, u8, u8, u8)),
        attribute(lr_hardware=u8, lr_type=u8, lr_firmware=u8, batch=u16, bill_of_materials=u16),
        temperature(i8, statistic="max"),
        temperature(i8, statistic="min"),
        attribute(motion_share=percentage(u8)),
        battery_voltage(u16 / 1000),
        attribute(consumption=battery_charge_used(u16), consumption_cellular=battery_charge_used(u16)),
        attribute(consumption_gnss=battery_charge_used(u16), consumption_wifi=battery_charge_used(u16)),
        attribute(consumption_lr=battery_charge_used(u16), consumption_bluetooth=battery_charge_used(u16)),
        attribute(consumption_processor=battery_charge_used(u16)),
        _CHECK,
    ),
    1: (_almanac("lr"), _almanac("gnss")),
    2: (
        attribute(modem=version(u8, u8, u8, u8)),
        attribute(modem_release=u16, iccid=serial_number(text(20)), imsi=serial_number(text())),
    ),
    3: attribute(eid=serial_number(text(33)), imei=serial_number(text())),
}
NOTIFICATIONS: dict[Any, Body] = {
    "status": (
        temperature(i8),
        word(u8, let(page=bits(0, 2)), reset_cause(choice(bits(3, 7), _RESETS))),
        switch(V.page, _PAGES),
    ),
    "low_battery": (attribute(consumption=battery_charge_used(u16)), battery_voltage(u16 / 1000)),
    "bluetooth": word(u8, attribute(bluetooth_connected=bit(0)), reserved(bits(1, 7))),
    "tamper": word(u8, case_open(bit(0)), reserved(bits(1, 7))),
    "heartbeat": (
        temperature(i8),
        word(u8, reserved(bits(0, 2)), reset_cause(choice(bits(3, 7), _RESETS))),
        _CHECK,
    ),
    ("temperature_high", "temperature_low", "temperature_normal"): temperature(i8),
    ("motion_start", "motion_end"): (
        moving(derived(V.event == "motion_start")),
        optional(V.event == "motion_end", AXES, attribute(motion_share=percentage(u8))),
    ),
    "shock": (AXES, attribute(shock_index=u8), vibration_count(u8)),
    ("main_network", "backup_network"): attribute(
        network=choice(u8, _NETWORKS), main_network=choice(u8, _NETWORKS), backup_network=choice(u8, _NETWORKS)
    ),
    "telemetry": tags(
        u8,
        {
            0x01: resistance(i16, channel=occurrence),
            0x82: temperature(f32, channel=occurrence),
            0x03: humidity(i16 / 10, channel=occurrence),
        },
    ),
}
_FIX = (
    latitude(i32 / 10_000_000),
    longitude(i32 / 10_000_000),
    altitude(i16),
    heading(u16 / 100),
    speed(u16 / 100),
    position_accuracy(u8, invalid={range(251, 256): "overflow"}),
    word(
        u8,
        satellites(bits(0, 3)),
        reserved(bit(4)),
        attribute(fix=choice(bits(5, 7), {0: "invalid", 1: "valid", 2: "2d", 3: "3d"})),
    ),
)
FOUND: dict[Any, Body] = {
    "lr_assisted_gnss": (
        attribute(scan_time=duration(u16 * 16)),
        repeat(
            word(
                u32,
                attribute(channel=index + 1, satellite_range=bits(0, 18)),
                reserved(bits(19, 21)),
                attribute(channel=index + 1, satellite_strength=bits(22, 23), satellite=bits(24, 29)),
                attribute(channel=index + 1, constellation=bits(30, 31)),
            )
        ),
    ),
    ("lr_gnss_1", "lr_gnss_2"): attribute(scan=hexadecimal()),
    "wifi": wifi_access_points(raw()),
    tuple(name for name in SOURCES.values() if name.startswith("bluetooth")): bluetooth_beacons(raw()),
    "gnss": _FIX,
}
_SATELLITES = repeat(
    attribute(channel=index + 1, satellite=u8),
    word(u8, attribute(channel=index + 1, satellite_signal=snr(bits(0, 5)), constellation=bits(6, 7))),
    count=V.seen,
)
NOT_FOUND = (
    word(
        u8,
        let(seen=bits(0, 3)),
        reserved(bit(4)),
        attribute(timeout=choice(bits(5, 7), {0: "first_satellite", 1: "fix", 2: "acquisition"})),
    ),
    _SATELLITES,
)
