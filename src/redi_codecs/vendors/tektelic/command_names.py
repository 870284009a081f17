"""Tektelic: what a register is called as a command where it says several things, by the first of them."""

NAMES = {
    # of the radio
    "confirmed_messages": "lorawan_options", "tx_power_number": "transmission", "rx2_frequency": "rx2",
    # limits beyond which it reports
    "high_temperature": "temperature_threshold", "low_temperature": "temperature_threshold",
    "high_humidity": "humidity_threshold", "low_humidity": "humidity_threshold",
    "high_board_temperature": "board_temperature_threshold", "low_board_temperature": "board_temperature_threshold",
    "high_analog": "analog_threshold", "high_pressure": "pressure_threshold",
    "low_thermometer": "thermometer_threshold",
    "object_temperature_limits_enabled": "object_temperature_threshold",
    "high_input_1": "input_1_threshold", "high_input_2": "input_2_threshold", "high_input_3": "input_3_threshold",
    "high_input_4": "input_4_threshold", "low_input_2": "input_2_threshold", "low_input_3": "input_3_threshold",
    "high_watermark_1": "watermark_1_threshold", "high_watermark_2": "watermark_2_threshold",
    "high_temperature_3": "temperature_3_threshold", "high_temperature_4": "temperature_4_threshold",
    "input_1_limits_enabled": "input_limits_enabled", "input_2_limits_enabled": "input_limits_enabled",
    # inputs and contacts
    "connector_rising_edge": "connector_mode", "report_connector_state": "connector_reports",
    "connector_a_rising_edge": "connector_a_mode", "report_connector_a_state": "connector_a_reports",
    "contact_rising_edge": "contact_mode", "report_contact_state": "contact_reports",
    "input_1_rising_edge": "input_1_mode", "report_input_1_state": "input_1_reports",
    # motion
    "report_motion_count": "motion_mode", "hold_off_after_turn_on": "motion_hold_off",
    "motion_sensitivity_threshold": "motion_sensitivity",
    # acceleration
    "report_impact_alarm": "acceleration_reports", "impact_threshold_enabled": "accelerometer_mode",
    "x_enabled": "accelerometer_mode", "acceleration_sample_rate": "acceleration_sensitivity",
    "report_acceleration_alarm": "acceleration_reports", "report_orientation_alarm": "orientation_reports",
    "orientation_alarm_enabled": "accelerometer_mode",
    "iir_recall_factor": "sample_analysis", "high_pass_on_outputs": "high_pass_filter",
    "event_stop_threshold": "event_thresholds", "magnitude_levels": "magnitude_limits",
    "level_1_durations": "level_1_duration_limits", "level_2_durations": "level_2_duration_limits",
    "level_1_enabled": "level_1_thresholds", "level_2_enabled": "level_2_thresholds",
    "report_duration_total": "analysis_reports",
    # light, air
    "report_light_state": "light_reports", "report_light_alarm": "light_reports",
    "co2_sample_interval": "co2_sampling", "co2_sample_interval_inactive": "co2_sampling_inactive",
    "co2_filter_recall_factor": "co2_filter", "report_uncompensated_co2": "co2_reports",
    "active_from_hour": "active_hours", "probe_tagged": "tagged",
    # batteries and buttons
    "report_battery_voltage": "battery_reports", "report_battery_capacity": "battery_reports",
    "press_reports_battery": "press_reports", "event_reports_battery": "event_reports",
    "event_m": "event_pattern", "button_triggers": "emergency_triggers",
    # positions and zones
    "report_time": "position_reports", "report_position": "position_reports", "report_satellites": "receiver_reports",
    "speed_moving": "speed_threshold", "fence_latitude": "fence", "zone_latitude": "zone",
    "zone_beacon": "beacon_zone", "zone_is_emergency": "emergency_zones",
    "first_scan": "scan_order", "clock_sync_interval": "clock_sync", "assist_position_enabled": "assist_position",
    # Bluetooth
    "beacons_reported": "beacon_reports", "event_scan_duration": "scan_duration", "filter_oui": "beacon_filter",
    "ibeacon": "advertised",
    # alarms of what is worn
    "alarm_buzz_on": "alarm_buzzer", "clear_buzz_on": "clear_buzzer", "harness_buzzes_when": "harness_buzzer",
    "emergency_light_on": "emergency_light", "battery_light_on": "battery_light",
    "free_fall_threshold": "free_fall",
}  # fmt: skip
