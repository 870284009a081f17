"""Tektelic: the registers that a device tells on port 100 when they are read, those that several families share.

A period of reporting is a number of ticks; 0 switches it off.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *

REGION = {
    0: "EU868", 1: "US915", 2: "AS923", 3: "AU915", 4: "IN865", 5: "CN470", 6: "KR920", 7: "RU864", 8: "DN915",
}  # fmt: skip
LORAWAN_CLASS = {0: "A", 12: "C"}
SAMPLE_RATE = {1: 1, 2: 10, 3: 25, 4: 50, 5: 100, 6: 200, 7: 400}
MEASUREMENT_RANGE = {0: 2, 1: 4, 2: 8, 3: 16}

COMMON: dict[int, Body] = {
    0x00: serial_number(hexadecimal(8)),
    0x01: attribute(app_eui=hexadecimal(8)),
    0x02: attribute(app_key=configuration(hexadecimal(16))),
    0x03: attribute(device_address=hexadecimal(4)),
    0x04: attribute(network_session_key=configuration(hexadecimal(16))),
    0x05: attribute(app_session_key=configuration(hexadecimal(16))),
    0x10: word(u16, reserved(bits(0, 14)), attribute(otaa=bit(15))),
    0x11: word(
        u16,
        attribute(confirmed_messages=bit(0), public_network=bit(1), duty_cycle_enabled=bit(2), adr_enabled=bit(3)),
        reserved(bits(4, 11)),
        attribute(lorawan_class=choice(bits(12, 15), LORAWAN_CLASS)),
    ),
    0x12: word(
        u16,
        attribute(tx_power_number=bits(0, 3)),
        reserved(bits(4, 7)),
        attribute(data_rate_number=bits(8, 11)),
        reserved(bits(12, 15)),
    ),
    0x13: attribute(rx2_frequency=frequency(u32), rx2_data_rate_number=u8),
    0x19: attribute(net_id_msb=hexadecimal(2)),
    0x1A: attribute(net_id_lsb=hexadecimal(2)),
    #: The tick that all periods of reporting are counted in; temperature, humidity … come every ``ticks_per_…`` of it.
    0x20: report_interval(u32),
    0x21: attribute(ticks_per_battery=u16),
    0x6F: word(u8, attribute(crc_in_responses=bit(0)), reserved(bits(1, 7))),
    0x71: (
        firmware_version(version(u8, u8, u8)),
        attribute(lorawan_version=version(u8, u8, u8), region=choice(u8, REGION)),
    ),
}


def enabled(**names: Any) -> Body:
    """A register of flags, bit by bit from 0: the names of the attributes to their bits; the others are reserved."""
    used = set(names.values())
    flags: list[Body] = []
    for name, number in names.items():
        named: dict[str, Any] = {name: bit(number)}
        flags.append(attribute(**named))
    return word(u8, *flags, *(reserved(bit(number)) for number in range(8) if number not in used))


#: Air temperature and humidity: how often they are sampled, and between which limits.
CLIMATE: dict[int, Body] = {
    0x22: attribute(ticks_per_temperature=u16),
    0x23: attribute(ticks_per_humidity=u16),
    0x39: attribute(climate_sample_interval_idle=duration(u32)),
    0x3A: attribute(climate_sample_interval_active=duration(u32)),
    0x3B: attribute(high_temperature=temperature(i8), low_temperature=temperature(i8)),
    0x3C: enabled(temperature_limits_enabled=0),
    0x3D: attribute(high_humidity=humidity(u8), low_humidity=humidity(u8)),
    0x3E: enabled(humidity_limits_enabled=0),
}
BOARD_TEMPERATURE: dict[int, Body] = {
    0x27: attribute(ticks_per_board_temperature=u16),
    0x40: attribute(board_sample_interval_idle=duration(u32)),
    0x41: attribute(board_sample_interval_active=duration(u32)),
    0x42: attribute(high_board_temperature=temperature(i8), low_board_temperature=temperature(i8)),
    0x43: enabled(board_temperature_limits_enabled=0),
}
#: The external connector: contact with a counter, or a voltage.
CONNECTOR: dict[int, Body] = {
    0x29: attribute(ticks_per_connector=u16),
    0x2D: enabled(connector_rising_edge=0, connector_falling_edge=1, connector_analog=7),
    0x2E: attribute(connector_count_threshold=u16),
    0x2F: enabled(report_connector_state=0, report_connector_count=1),
    0x44: attribute(analog_sample_interval_idle=duration(u32)),
    0x45: attribute(analog_sample_interval_active=duration(u32)),
    0x46: attribute(high_analog=voltage(u16 / 1000), low_analog=voltage(u16 / 1000)),
    0x4A: enabled(analog_limits_enabled=0),
}
PIR: dict[int, Body] = {
    0x28: attribute(ticks_per_motion=u16),
    0x50: attribute(motion_grace_period=duration(u16)),
    0x51: attribute(motion_count_threshold=u16),
    0x52: attribute(motion_count_period=duration(u16)),
    0x53: enabled(report_motion_count=0, report_motion_state=1, motion_events_enabled=6, motion_sensor_enabled=7),
    0x54: attribute(hold_off_after_turn_on=duration(u8), hold_off_after_disturbance=duration(u8)),
}
SENSITIVITY = word(
    u8,
    attribute(acceleration_sample_rate=frequency(lookup(bits(0, 2), SAMPLE_RATE))),
    reserved(bit(3)),
    attribute(acceleration_range=acceleration(lookup(bits(4, 5), MEASUREMENT_RANGE))),
    reserved(bits(6, 7)),
)

#: What a device answers to a downlink that writes registers: those that it refused.
WRITE_RESPONSE = message(
    "write_response",
    repeat(
        attribute(downlink_frame=u8, channel=index + 1),
        let(refused=u8),
        attribute(refused_registers=hexadecimal(V.refused), channel=index + 1),
    ),
)


def ports(data: Body, registers: dict[int, Body], **more: Body) -> Body:
    """The messages by port: data on 10, registers that were read on 100, answers on 101, and more of one family."""
    others = {int(port[1:]): body for port, body in more.items()}
    return switch(f_port, {10: data, **others, 100: message("settings", tags(u8, registers)), 101: WRITE_RESPONSE})
