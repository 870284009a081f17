"""Tektelic trackers: the registers of ORCA and SEAL."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.tektelic.registers import COMMON, SENSITIVITY, enabled
from redi_codecs.vendors.tektelic.tracker_registers import ACCELEROMETER, BLUETOOTH, TEMPERATURE


def fence(number: int) -> Body:
    """A circle in which the tracker is inside or outside."""
    return attribute(
        fence_latitude=latitude(i24 / 80000), fence_longitude=longitude(i24 / 40000), fence_radius=u16 * 10,
        channel=number,
    )  # fmt: skip


ORCA = COMMON | ACCELEROMETER | BLUETOOTH | TEMPERATURE | {
    0x22: attribute(ticks_per_position_still=u16),
    0x23: attribute(ticks_per_position_moving=u16),
    0x25: attribute(ticks_per_scan=u16),
    0x26: attribute(ticks_per_scan_still=u16),
    0x27: attribute(ticks_per_scan_moving=u16),
    0x29: attribute(ticks_per_state=u16),
    0x2A: word(
        u16,
        attribute(press_reports_battery=bit(0), press_reports_acceleration=bit(1), press_reports_temperature=bit(2)),
        attribute(press_reports_beacons=bit(3), press_reports_positions=bit(4), press_reports_state=bit(5)),
        reserved(bits(6, 15)),
    ),
    0x30: enabled(receiver_enabled=7),
    0x31: attribute(speed_moving=u8 / 10, speed_still=u8 / 10),
    0x33: enabled(
        report_time=0, report_position=1, report_speed=2, report_fences=3, report_satellites=4,
        report_signal_to_noise=5, report_fix_type=6, report_log_number=7,
    ),
    0x34: fence(0),
    0x35: fence(1),
    0x36: fence(2),
    0x37: fence(3),
    0x40: enabled(x_enabled=0, y_enabled=1, z_enabled=2, acceleration_assist=6, accelerometer_on=7),
    0x46: enabled(report_acceleration_alarm=0),
}  # fmt: skip


def danger_zone(number: int) -> Body:
    """A circle whose inside is dangerous."""
    return attribute(
        zone_latitude=latitude(i24 * 180 / 16777216), zone_longitude=longitude(i24 * 360 / 16777216),
        zone_radius=u16 * 10, channel=number,
    )  # fmt: skip


def danger_beacon(number: int) -> Body:
    """A beacon whose neighbourhood is dangerous, and how near that is."""
    return attribute(zone_beacon=mac_address(raw(6)), zone_beacon_rssi=rssi(i8), channel=number)


SEAL = COMMON | BLUETOOTH | {
    0x22: attribute(ticks_per_position=u16),
    0x23: attribute(ticks_per_emergency_position=u16),
    0x24: attribute(ticks_per_acceleration=u16),
    0x25: attribute(ticks_per_temperature=u16),
    0x26: attribute(ticks_per_safety_status=u16),
    0x27: attribute(ticks_per_pressure=u16),
    0x28: attribute(alarm_buzz_on=duration(u8 / 10), alarm_buzz_off=duration(u8 / 10), alarm_buzzes=u8),
    0x29: attribute(clear_buzz_on=duration(u8 / 10), clear_buzz_off=duration(u8 / 10), clear_buzzes=u8),
    0x2C: attribute(harness_debounce=u8),
    0x2D: (
        word(u8, attribute(harness_buzzes_when=bits(0, 1)), reserved(bits(2, 7))),
        attribute(harness_buzz_on=duration(u8 / 10), harness_buzz_off=duration(u8 / 10), harness_buzzes=u8),
        attribute(harness_buzz_period=duration(u8 / 10)),
    ),
    0x30: enabled(receiver_enabled=7),
    0x31: enabled(report_position=0, report_speed=1, report_zones=2),
    0x32: danger_zone(0),
    0x33: danger_zone(1),
    0x34: danger_zone(2),
    0x35: danger_zone(3),
    0x36: enabled(
        report_satellites=0, report_signal_to_noise=1, report_fix_type=2, report_time_to_fix=3, report_log_number=4,
        report_accuracy=5,
    ),
    0x38: enabled(zone_is_emergency=0, beacon_zone_is_emergency=1),
    0x39: (
        attribute(emergency_light_on=duration(u8 / 100), emergency_light_off=duration(u8 / 100), emergency_lights=u8),
        attribute(emergency_light_period=duration(u8 / 10)),
    ),
    0x3B: word(u8, attribute(pressure_sample_interval=duration(bits(0, 5))), reserved(bits(6, 7))),
    0x3C: attribute(pressure_calibration=u16),
    0x3D: attribute(high_pressure=u16, low_pressure=u16),
    0x41: SENSITIVITY,
    0x42: attribute(sleep_threshold=acceleration(u16 / 1000)),
    0x43: attribute(time_to_sleep=u8),
    0x48: attribute(free_fall_threshold=acceleration(u16 / 1000), free_fall_time=duration(u16 / 1000)),
    0x49: attribute(impact_threshold=acceleration(u16 / 1000), impact_blackout=duration(u16 / 1000)),
    0x4A: attribute(stillness_threshold=acceleration(u16 / 1000), stillness_time=u8),
    0x50: word(u8, attribute(beacons_reported=bits(0, 5), report_beacon_zones=bit(6), beacons_averaged=bit(7))),
    0x51: attribute(periodic_scan_duration=duration(u8)),
    0x58: danger_beacon(0),
    0x59: danger_beacon(1),
    0x5A: danger_beacon(2),
    0x5B: danger_beacon(3),
    0x68: enabled(report_battery_capacity=1, report_battery_lifetime=2),
    0x69: word(
        u16,
        attribute(low_battery_threshold=bits(0, 13)),
        attribute(low_battery_by=choice(bits(14, 15), {1: "percent", 2: "days"})),
    ),
    0x6A: (
        attribute(battery_light_on=duration(u8 / 100), battery_light_off=duration(u8 / 100), battery_lights=u8),
        attribute(battery_light_period=u8),
    ),
    0x6B: attribute(energy_trend_window=u8),
    0x6C: attribute(buzzer_disabled_for=u8),
}  # fmt: skip
