"""The frames of IoT Factory's trackers and input nodes, each with its own time, little-endian.

Source: the vendor's published decoder. The four highest bits of a frame's type say why it was sent.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.iot_factory.models import MODELS

_CLOCK = time(u32le)
#: What the reasons 1, 2 and 3 mean in some frames; 0 is the regular one.
_ALARM = alarm(derived(V.reason == 1))
_ASKED = attribute(mode_changed=derived(V.reason == 1), requested=derived(V.reason == 3))
_PIN = let(pin=u8)


def _beacon(channel: int) -> Body:
    """Major and minor number, and how strong it was."""
    return bluetooth_beacons(raw(4), channel=channel), attribute(channel=channel, beacon_rssi=rssi(i8))


FRAMES: dict[Any, Body] = {
    0x00: (
        _CLOCK,
        attribute(requested=derived(V.reason == 1)),
        model(choice(u16le, MODELS)),
        word(u8, firmware_version(version(bits(0, 3), bits(4, 7)))),
    ),
    0x03: (
        _CLOCK,
        _ASKED,
        latitude(i32le / 100_000),
        longitude(i32le / 100_000),
        altitude(u16le),
        speed(u16le * 10 / 36),
        hdop(u8 / 10),
        word(
            u8,
            satellites(bits(0, 4)),
            attribute(inside_geofence_1=bit(5), inside_geofence_2=bit(6)),
            moving(bit(7)),
        ),
    ),
    0x04: (
        _CLOCK,
        _ASKED,
        wifi_access_points(raw(21)),
        word(u8, reserved(bits(0, 3)), moving(bit(4)), attribute(home_1=bit(5), home_2=bit(6), home_3=bit(7))),
    ),
    0x05: (
        _CLOCK,
        attribute(shock=derived(V.reason == 1), stopped=derived(V.reason == 2), started=derived(V.reason == 3)),
        attribute(period=duration(u8 * 60)),
        activity_level(u8),
    ),
    0x06: (_CLOCK, vibration(derived(V.reason == 1))),
    0x07: (
        _CLOCK,
        attribute(
            emptied=derived(V.reason == 1), temperature_alarm=derived(V.reason == 2), open_alarm=derived(V.reason == 3)
        ),
        orientation(choice(u8, {0: "horizontal", 1: "vertical"})),
        distance(u16le * 10, channel=1, invalid={range(301, 0x10000): "unknown"}),
        distance(u16le * 10, channel=2, invalid={range(301, 0x10000): "unknown"}),
        temperature(i8),
        fill_level(u8),
    ),
    0x08: (
        _CLOCK,
        _ALARM,
        attribute(variable=text(8), modbus_address=u8, modbus_register=u16le),
        attribute(
            modbus_function=choice(u8, {0: "coils", 1: "discrete inputs", 2: "holding registers", 3: "input registers"})
        ),
        attribute(register_count=u8, signed=u8 == 1, register_value=hexadecimal(8)),
    ),
    0x09: (_CLOCK, _beacon(1), _beacon(2), _beacon(3), word(u8, reserved(bits(0, 6)), moving(bit(7)))),
    0x0A: (
        _ALARM,
        _PIN,
        _CLOCK,
        current(u32le / 1000, channel=V.pin),
    ),
    0x0B: (_CLOCK, _ALARM, _PIN, digital_input(u8, channel=V.pin)),
    0x0C: (
        _CLOCK,
        _ALARM,
        _PIN,
        voltage(u32le / 1000, channel=V.pin),
        attribute(input_status=choice(u8, {0: "ok", 1: "overvoltage", 2: "no_sensor", 3: "input_error"})),
    ),
    0x0D: (_CLOCK, _PIN, pulse_count(u32le, channel=V.pin, statistic="total")),
    0x0E: (_CLOCK, attribute(cells=location(hexadecimal(36)))),
    0x0F: (_CLOCK, _ALARM, _PIN, temperature(i16le / 10, channel=V.pin)),
    0x10: (
        _CLOCK,
        attribute(measurement_row=u8, command=u8),
        let(size=u8),
        attribute(answer=hexadecimal(V.size)),
    ),
    0x11: (_CLOCK, sos(derived(V.reason > 0))),
    0x12: (_CLOCK, tilted(derived(V.reason == 1))),
    0x13: (_CLOCK, moving(u8)),
    0x14: (_CLOCK, roll(i16le), pitch(i16le), attribute(yaw=angle(i16le))),
    0x15: (
        _CLOCK,
        _ALARM,
        _PIN,
        attribute(
            line_state=choice(
                u8, dict(enumerate((*(f"normal_{n}" for n in range(1, 6)), "wet", "broken", "wet_and_broken", "none")))
            )
        ),
        resistance(u32le, channel=V.pin),
        resistance(u32le, channel=V.pin, statistic="min"),
        resistance(u32le, channel=V.pin, statistic="max"),
        resistance(u32le, channel=V.pin, statistic="mean"),
        attribute(conductor=resistance(u32le)),
    ),
    0x17: (_CLOCK, attribute(iccid=serial_number(text(20))), rssi(i16le), attribute(imei=serial_number(text(15)))),
    0x18: (_CLOCK, humidity(u16le / 10, invalid={range(1001, 0x10000): "unknown"})),
    0x19: (_CLOCK, illuminance(u16le)),
    0x20: (_CLOCK, acceleration_x(i16le / 1000), acceleration_y(i16le / 1000), acceleration_z(i16le / 1000)),
    0x21: (_CLOCK, _ALARM, _PIN, contact(u8, channel=V.pin)),
    0x22: (_CLOCK, _ALARM, tilt_x(u16le / 10), tilt_y(u16le / 10), tilt_z(u16le / 10)),
}
