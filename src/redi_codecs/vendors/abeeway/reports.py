"""What Asset Tracker 2 reports besides positions: its health, alarms, contacts, scans, and what went wrong.

Source: the vendor's published decoder.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.abeeway.frames import AXES, DEGREES, REST, acknowledged

HEALTH = (
    attribute(consumption=battery_charge_used(u16)),
    temperature(DEGREES, statistic="max"),
    temperature(DEGREES, statistic="min"),
    attribute(consumption_lora=battery_charge_used(u16), consumption_bluetooth=battery_charge_used(u16)),
    attribute(consumption_gps=battery_charge_used(u16), consumption_wifi=battery_charge_used(u16)),
    battery_voltage(u16 / 1000),
)
MISCELLANEOUS = {
    1: message("activity", motion_count(u32, statistic="total")),
    2: message("settings", repeat(let(parameter=u8), attribute(channel=V.parameter, setting=u32))),
    3: message(
        "shock",
        vibration_count(u8),
        AXES,
        optional(remaining >= 4, attribute(shock_index=u32)),
    ),
    4: message(
        "activity_report",
        repeat(attribute(channel=index + 1, activity=u16), count=6),
        motion_count(u32, statistic="total"),
    ),
    5: message("bluetooth_address", attribute(mac=mac_address(raw(6)))),
}
TEMPERATURE_ALERT = (
    attribute(temperature_state=choice(u8, {0: "normal", 1: "high", 2: "low", 3: "not_activated"})),
    temperature(DEGREES, statistic="max"),
    temperature(DEGREES, statistic="min"),
    attribute(high_temperature_count=u16, low_temperature_count=u16),
)
_TRANSITIONS = {
    0: "learning_to_normal", 1: "normal_to_learning", 2: "normal_to_critical", 3: "critical_to_normal",
    4: "critical_to_learning",
}  # fmt: skip
ANGLE = (
    word(
        u8,
        attribute(notification=bits(0, 2)),
        attribute(trigger=choice(bits(3, 4), {0: "critical_angle", 1: "angle_deviation", 2: "shock"})),
        attribute(transition=choice(bits(5, 7), _TRANSITIONS)),
    ),
    attribute(event_age=duration(u16)),
    attribute(reference_x=acceleration_x(i16 / 1000), reference_y=acceleration_y(i16 / 1000)),
    attribute(reference_z=acceleration_z(i16 / 1000)),
    AXES,
    tilt(u8),
)
FENCES = {0: "safe_area", 1: "entry", 2: "exit", 3: "hazard"}
_CONTACT = (
    attribute(peer=tag_id(hexadecimal(16)), closest=distance(u16 * 100), mean_distance=distance(u16 * 100)),
    attribute(exposure=u16, metadata=hexadecimal(4), contact_duration=u16, exposure_today=u32),
)
_LISTED = (
    attribute(peer=tag_id(hexadecimal(16))),
    word(
        u8,
        attribute(list=choice(bits(0, 2), {0: "peers", 1: "warnings", 2: "alerts"}), listed=bit(3)),
        reserved(bits(4, 7)),
    ),
)
_CONTACTS = {
    0: "warning", 1: "alert", 2: "record", 3: "report", 4: "listed", 5: "listed_on_request", 6: "response",
}  # fmt: skip
_PROXIMITY: dict[Any, Body] = {
    ("warning", "alert", "record"): _CONTACT,
    "report": repeat(
        attribute(channel=index, daily_alert=u32),
        attribute(channel=index, daily_warning=u32),
        attribute(channel=index, daily_exposure=u32),
        count=3,
    ),
    ("listed", "listed_on_request"): _LISTED,
    "response": attribute(day=u8, alert_of_day=u32, warning_of_day=u32, exposure_of_day=u32),
}
DEBUG: dict[Any, Body] = {
    0: attribute(debug_error=u8, crash=text()),
    1: attribute(transmission_power_index=u8),
    2: attribute(length_errors=u16),
    3: attribute(position_error=choice(u8, {0: "invalid_position_sensor", 1: "invalid_position_settings"})),
    4: attribute(parameter_0=hexadecimal(4), parameter_1=hexadecimal(4), parameter_2=hexadecimal(4)),
}
SCAN = message(
    "scan",
    acknowledged(attribute(scan=choice(bits(0, 3), {0: "bluetooth", 1: "wifi", 2: "bluetooth_collection"}))),
    word(
        u8,
        attribute(fragment=bits(0, 4)),
        reserved(bit(5)),
        attribute(addresses=bit(6), again=bit(7)),
    ),
    attribute(collection=u8, hash=u8),
    optional(remaining >= 1, bluetooth_beacons(raw())),
)
CONTACT = message(
    "proximity",
    acknowledged(REST),
    word(
        u8,
        attribute(proximity=choice(bits(0, 2), _CONTACTS)),
        attribute(contact_rollovers=bits(3, 4), record_action=bits(5, 6), encrypted=bit(7)),
    ),
    switch(V.proximity, _PROXIMITY),
)
