"""Tektelic trackers: the registers of PELICAN, SPARROW, ROBIN, FINCH and STORK."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.tektelic.registers import CLIMATE, COMMON, SENSITIVITY, enabled


def addresses(number: int) -> Body:
    """A range of Bluetooth addresses that are reported: three bytes of the maker, from and to the other three."""
    return attribute(filter_oui=hexadecimal(3), filter_from=hexadecimal(3), filter_to=hexadecimal(3), channel=number)


ACCELEROMETER: dict[int, Body] = {
    0x24: attribute(ticks_per_acceleration=u16),
    0x40: enabled(x_enabled=0, y_enabled=1, z_enabled=2, accelerometer_on=7),
    0x41: SENSITIVITY,
    0x42: attribute(acceleration_count_threshold=u16),
    0x43: attribute(acceleration_count_period=duration(u16)),
    0x44: attribute(acceleration_threshold=acceleration(u16 / 1000)),
    0x45: attribute(acceleration_grace_period=duration(u16)),
    0x46: enabled(report_acceleration_alarm=0, acceleration_starts_scan=1),
}  # fmt: skip
BLUETOOTH: dict[int, Body] = {
    0x50: word(u8, attribute(beacons_reported=bits(0, 6), beacons_averaged=bit(7))),
    0x51: attribute(event_scan_duration=duration(u8), periodic_scan_duration=duration(u8)),
    0x52: attribute(scan_interval=duration(u16 / 1000)),
    0x53: attribute(scan_window=duration(u16 / 1000)),
    0x54: addresses(1),
    0x55: addresses(2),
    0x56: addresses(3),
    0x57: addresses(4),
    0x58: enabled(advertising_enabled=0),
    0x59: attribute(advertising_interval=u16),
    0x5B: attribute(advertising_power=u8),
    0x5C: enabled(ibeacon=0, eddystone_uid=1, eddystone_tlm=2),
    0x5F: attribute(bluetooth_address=mac_address(raw(6))),
}
BATTERY: dict[int, Body] = {
    0x4A: enabled(report_battery_capacity=1, report_battery_lifetime=2),
    0x4B: attribute(energy_trend_window=u8),
}
TEMPERATURE: dict[int, Body] = {
    0x28: attribute(ticks_per_temperature=u16),
    0x60: attribute(temperature_sample_interval_idle=duration(u32)),
    0x61: attribute(temperature_sample_interval_active=duration(u32)),
    0x62: attribute(high_temperature=temperature(i8), low_temperature=temperature(i8)),
    0x63: enabled(temperature_limits_enabled=0),
}

PELICAN = COMMON | ACCELEROMETER | BLUETOOTH | BATTERY | TEMPERATURE | {
    0x0A: attribute(beacon_mode=u8 != 0),
    0x25: attribute(ticks_per_scan=u16),
    0x2A: word(
        u16,
        attribute(event_reports_battery=bit(0), event_reports_acceleration=bit(1), event_reports_temperature=bit(2)),
        attribute(event_reports_beacons=bit(3)),
        reserved(bits(4, 14)),
        attribute(event_type=bit(15)),
    ),
    0x2B: word(u8, attribute(event_m=bits(0, 3), event_n=bits(4, 7))),
    0x2C: word(u8, attribute(event_t=bits(0, 3)), reserved(bits(4, 7))),
    0x4A: enabled(report_battery_voltage=0, report_battery_capacity=1, report_battery_lifetime=2),
}  # fmt: skip

ROBIN = PELICAN | {
    0x23: attribute(ticks_per_emergency_scan=u16),
    0x2A: word(
        u16,
        attribute(press_reports_battery=bit(0), press_reports_acceleration=bit(1), press_reports_temperature=bit(2)),
        attribute(press_reports_beacons=bit(3), press_reports_status=bit(4)),
        reserved(bits(5, 15)),
    ),
    0x2C: attribute(panic_hold=u8),
    0x46: enabled(
        report_acceleration_alarm=0, acceleration_starts_scan=1, acceleration_temperature=4, acceleration_battery=5
    ),
    0x4A: BATTERY[0x4A],
    0x60: enabled(button_triggers=0, emergency_response_triggers=3, acceleration_triggers=5),
}  # fmt: skip


SCAN = {0: "none", 1: "Bluetooth", 2: "Wi-Fi", 3: "satellites"}
STORK = COMMON | CLIMATE | ACCELEROMETER | BLUETOOTH | BATTERY | {
    0x0A: attribute(beacon_mode=u8 != 0),
    0x22: attribute(ticks_per_position_still=u16),
    0x23: attribute(ticks_per_position_moving=u16),
    0x25: attribute(ticks_per_temperature=u16),
    0x26: attribute(ticks_per_humidity=u16),
    0x30: word(
        u8,
        attribute(first_scan=choice(bits(0, 1), SCAN), second_scan=choice(bits(2, 3), SCAN)),
        attribute(third_scan=choice(bits(4, 5), SCAN), scan_logic=choice(bits(6, 7), {0: "A", 1: "B", 2: "C", 3: "D"})),
    ),
    0x32: enabled(report_satellites=0, report_signal_to_noise=1, report_signal_to_noise_limits=6),
    0x33: word(
        u8, attribute(clock_sync_interval=bits(0, 3), clock_sync_delay_factor=bits(4, 6), clock_sync_by_cloud=bit(7))
    ),
    0x34: attribute(almanac_request_period=u16),
    0x35: attribute(almanac_check_period=u8),
    0x36: (
        enabled(assist_position_enabled=0),
        attribute(assist_longitude=hexadecimal(4), assist_latitude=hexadecimal(4)),
    ),
    0x37: attribute(constellation=choice(u8, {0: "GPS", 1: "BeiDou", 2: "GPS and BeiDou"})),
    0x38: attribute(scan_mode=choice(u8, {0: "static", 1: "mobile"})),
    0x73: (reserved(3), attribute(bluetooth_version=version(u8, u8, u8))),
}  # fmt: skip
