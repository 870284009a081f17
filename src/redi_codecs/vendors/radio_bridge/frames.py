"""Radio Bridge RBS: a byte with protocol version and counter, the type of the event, and what it says, big-endian.

What every sensor says of itself, and at regular intervals. Source: the vendor's published decoder, 1.4. A firmware
version of three parts shares its bits as 1, 5, 5, 5; the decoder adds the halves of the middle one instead of joining
them.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

SOURCE = "Radio Bridge packet decoder 1.4, the vendor's"
TYPES = {
    0x01: "door or window sensor", 0x02: "high-security door or window sensor", 0x03: "contact sensor",
    0x04: "temperature sensor without probe", 0x05: "temperature sensor with external probe", 0x06: "push button",
    0x07: "two push buttons", 0x08: "movement sensor", 0x09: "tilt sensor", 0x0A: "water sensor",
    0x0B: "tank level float sensor", 0x0C: "glass break sensor", 0x0D: "ambient light sensor",
    0x0E: "air temperature and humidity sensor", 0x0F: "high-precision tilt sensor", 0x10: "ultrasonic level sensor",
    0x11: "4-20 mA current loop sensor", 0x12: "air temperature and humidity sensor with external probe",
    0x13: "thermocouple temperature sensor", 0x14: "voltage sensor", 0x19: "temperature sensor with internal probe",
    0x1A: "vibration sensor",
}  # fmt: skip
FIRMWARE = switch(peek(4, u8), {
    range(0x80): firmware_version(version(u8, u8)),
    range(0x80, 0x100): word(u16, expect(bit(15), 1), firmware_version(version(bits(10, 14), bits(5, 9), bits(0, 4)))),
})  # fmt: skip
RESET = message(
    "reset",
    model(choice(u8, TYPES)),
    word(u8, hardware_version(version(bits(4, 7), bits(0, 3)))),
    FIRMWARE,
    optional(remaining >= 1, attribute(reset_details=hexadecimal())),
)


def supervision(count: Body) -> Body:
    """The regular message of every sensor."""
    return message(
        "supervision",
        word(
            u8,
            attribute(radio_error=bit(0)),
            low_battery(bit(1)),
            attribute(downlink_error=bit(2)),
            tamper(bit(3)),
            attribute(tampered_since_reset=bit(4)),
            reserved(bits(5, 7)),
        ),
        attribute(sensor_state=u8),
        battery_voltage(bcd(u8) / 10),
        optional(remaining >= 6, attribute(further_state=hexadecimal(4)), count),
    )


HEAD = (word(u8, protocol_version(version(bits(4, 7))), frame_count(bits(0, 3))), let(type=u8))
ALL = (battery_voltage, low_battery, tamper, rssi, snr)
