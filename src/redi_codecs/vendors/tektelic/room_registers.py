"""Tektelic room sensors: the registers of the smart room sensors, of COMFORT and VIVID 4.3, and of BREEZE."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.tektelic.registers import (
    BOARD_TEMPERATURE,
    CLIMATE,
    COMMON,
    CONNECTOR,
    PIR,
    SENSITIVITY,
    enabled,
)

SHARED = COMMON | CLIMATE | BOARD_TEMPERATURE | CONNECTOR | PIR | {
    0x24: attribute(ticks_per_contact=u16),
    0x25: attribute(ticks_per_light=u16),
    0x26: attribute(ticks_per_acceleration=u16),
    0x2A: enabled(contact_rising_edge=0, contact_falling_edge=1),
    0x2B: attribute(contact_count_threshold=u16),
    0x2C: enabled(report_contact_state=0, report_contact_count=1),
    0x30: attribute(impact_threshold=acceleration(u16 / 1000)),
    0x31: attribute(acceleration_threshold=acceleration(u16 / 1000)),
    0x32: enabled(
        report_impact_alarm=0, report_magnitude=1, report_vector=2, report_event_magnitude=4, report_event_vector=5
    ),
    0x33: attribute(acceleration_debounce=duration(u16)),
    0x34: word(
        u8,
        attribute(impact_threshold_enabled=bit(0), acceleration_threshold_enabled=bit(1)),
        attribute(acceleration_power_mode=choice(bits(2, 3), {0: "low power", 1: "normal", 2: "high resolution"})),
        attribute(x_enabled=bit(4), y_enabled=bit(5), z_enabled=bit(6), accelerometer_on=bit(7)),
    ),
    0x35: SENSITIVITY,
    0x36: attribute(impact_grace_period=duration(u16)),
    0x37: attribute(impact_count_threshold=u16),
    0x38: attribute(impact_count_period=duration(u16)),
    0x47: attribute(light_sample_interval=duration(u32)),
    0x48: word(u8, attribute(light_threshold=bits(0, 5)), reserved(bit(6)), attribute(light_threshold_enabled=bit(7))),
    0x49: enabled(report_light_state=0, report_light_level=1),
}  # fmt: skip

ROOM = SHARED | {
    0x5A: word(
        u8,
        attribute(leak_sample_interval=duration(lookup(bits(0, 2), {0: 0, 1: 16, 2: 32, 3: 64, 4: 128}))),
        reserved(bits(3, 7)),
    ),
    0x5B: attribute(leak_threshold=u8, limits=(50, None)),
    0x5C: enabled(leak_sensor_enabled=0),
    0x5D: attribute(leak_dry_calibration=u8),
}  # fmt: skip

#: Limits of acceleration events of two levels: which are enabled, then four thresholds.
VIVID = SHARED | {
    0x2F: enabled(report_connector_state=0, report_connector_count=1, connector_count_is_total=4),
    #: Half percents, of VIVID and COMFORT alone.
    0x3D: attribute(high_humidity=humidity(u8 / 2), low_humidity=humidity(u8 / 2)),
    0x3F: attribute(report_object_temperature=u8 != 0),
    0x4C: (
        word(u8, reserved(bits(0, 6)), attribute(object_temperature_limits_enabled=bit(7))),
        attribute(high_object_temperature=temperature(i8), low_object_temperature=temperature(i8)),
    ),
    0x4D: enabled(connector_a_rising_edge=0, connector_a_falling_edge=1),
    0x4E: attribute(motion_sensitivity_threshold=u16, motion_sensitivity_hysteresis=u8),
    0x4F: enabled(report_connector_a_state=0, report_connector_a_count=1, connector_a_count_is_total=4),
    0x53: enabled(
        report_motion_count=0, report_motion_state=1, report_motion_value=2, motion_short_range=4,
        detects_motion_only=5, motion_events_enabled=6, motion_sensor_enabled=7,
    ),
    0x55: attribute(ticks_per_connector_a=u16),
    0x56: attribute(connector_a_count_threshold=u16),
    0x57: enabled(output_enabled=0),
    0x58: enabled(output_on=0),
    0x59: attribute(output_on_time=u8),
    0x5C: enabled(report_battery_voltage=0, report_battery_capacity=1),
    0x60: word(
        u8, attribute(iir_recall_factor=bits(0, 3)), reserved(bits(4, 6)), attribute(sample_analysis_enabled=bit(7))
    ),
    0x61: word(
        u8,
        attribute(high_pass_on_outputs=bit(0), high_pass_on_interrupts=bit(1), high_pass_on_analysis=bit(2)),
        reserved(bit(3)),
        attribute(high_pass_cutoff=bits(4, 5)),
        reserved(bits(6, 7)),
    ),
    0x62: attribute(event_stop_threshold=acceleration(u16 / 1000), event_report_duration=u16),
    0x63: attribute(
        magnitude_levels=u8, magnitude_upper=acceleration(u16 / 1000), magnitude_lower=acceleration(u16 / 1000),
        magnitude_step=acceleration(u16 / 1000),
    ),
    0x64: attribute(level_1_durations=u8, level_1_duration=u16, level_1_duration_step=u16),
    0x65: attribute(level_2_durations=u8, level_2_duration=u16, level_2_duration_step=u16),
    0x66: attribute(
        level_1_enabled=u8, level_1_threshold_0=u16, level_1_threshold_1=u16, level_1_threshold_2=u16,
        level_1_threshold_3=u16,
    ),
    0x67: attribute(
        level_2_enabled=u8, level_2_threshold_0=u16, level_2_threshold_1=u16, level_2_threshold_2=u16,
        level_2_threshold_3=u16,
    ),
    0x68: enabled(
        report_duration_total=0, report_duration_min=1, report_duration_max=2, report_duration_deviation=3,
        report_event_count=4,
    ),
    0x6A: attribute(motion_initialization_retries=u8),
    0x6C: enabled(critical_data_on_own_port=0),
    0x6D: attribute(critical_event_options=hexadecimal(2)),
    0x6E: attribute(critical_data_retransmission=hexadecimal(3)),
}  # fmt: skip

CALIBRATION = {0: "automatic", 1: "target", 2: "background", 3: "zero", 255: "none"}
BREEZE = COMMON | CLIMATE | PIR | {
    0x26: attribute(ticks_per_co2=u16),
    0x27: attribute(ticks_per_pressure=u16),
    0x2A: enabled(display_whitelist_enabled=0),
    0x2B: attribute(display_language=choice(u8, {0: "English", 1: "French"})),
    0x30: attribute(co2_sample_interval=duration(u16), co2_subsamples=u8),
    0x31: attribute(co2_threshold=co2(u16)),
    0x32: word(
        u8, attribute(co2_filter_recall_factor=bits(0, 3), co2_filter_dynamic=bit(4)), reserved(bits(5, 7))
    ),
    0x33: attribute(
        co2_calibration=choice(u8, CALIBRATION), co2_calibration_period=u8, co2_calibration_target=co2(u16)
    ),
    0x34: enabled(report_uncompensated_co2=0, report_compensated_co2=1),
    0x38: word(u8, attribute(pressure_filter_recall_factor=bits(0, 4)), reserved(bits(5, 7))),
    0x40: enabled(report_battery_voltage=0, report_battery_capacity=1, report_display_battery=2),
    0x66: enabled(dynamic_reporting_enabled=0),
    0x67: word(u8, reserved(bits(0, 3)), attribute(time_request_period=bits(4, 7))),
    0x68: (
        attribute(active_from_hour=u8, active_until_hour=u8),
        enabled(
            active_on_sunday=0, active_on_monday=1, active_on_tuesday=2, active_on_wednesday=3, active_on_thursday=4,
            active_on_friday=5, active_on_saturday=6,
        ),
    ),
    0x69: attribute(report_interval_inactive=duration(u32)),
    0x6A: attribute(co2_sample_interval_inactive=duration(u16), co2_subsamples_inactive=u8),
}  # fmt: skip
