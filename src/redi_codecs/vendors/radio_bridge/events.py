"""The events of Radio Bridge's sensors: all speak from one table, with events of their own beside those that all have.

Source: the vendor's published decoder, 1.4, and for the vibration sensor RBS306-VSHB the vendor's packet decoder.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.radio_bridge.frames import HEAD, RESET, supervision

SIGNED_TENTHS = mixed(bits(4, 15), fraction=4, per=10, signed=True)
TENTHS = mixed(bits(4, 15), fraction=4, per=10)


def reported(quantity: str = "value") -> Body:
    """Why a measurement is reported."""
    return event(choice(u8, {
        0: "periodic report", 1: f"{quantity} above the upper threshold", 2: f"{quantity} below the lower threshold",
        3: f"{quantity} increased", 4: f"{quantity} decreased",
    }))  # fmt: skip


def vibrating(channel: int) -> Body:
    """What one of up to four accelerometers says: velocity in hundredths of an inch a second."""
    return message(
        "vibration",
        word(u8, attribute(event_number=bits(0, 3)), reserved(bits(4, 7))),
        vibration_velocity(u8 * 254 / 1000, channel=channel, statistic="max"),
        acceleration(u8 / 4, channel=channel, statistic="max"),
        temperature(i8, place="probe", channel=channel),
        voltage(u8 / 100, channel=channel),
    )


EVENTS: dict[int, Body] = {
    0x00: RESET,
    0x01: supervision(event_count(u16)),
    0x02: message("tamper", tamper(u8 == 0)),
    0x03: message("door", contact(u8)),
    0x06: message(
        "button",
        attribute(button_number=choice(u8, {1: "button 1", 2: "button 2", 3: "the only button", 0x12: "both buttons"})),
        attribute(button_action=choice(u8, {0: "pressed", 1: "released", 2: "held"})),
        button(derived(V.button_action != "released")),
    ),
    0x07: message("contact", contact(u8)),
    0x08: message("water", leak(u8 == 0), attribute(relative_resistance=u8)),
    0x09: message(
        "probe_temperature",
        reported("temperature"),
        temperature(i8, place="probe"),
        attribute(relative_temperature=i8),
    ),
    0x0A: message(
        "tilt",
        event(choice(u8, {
            0: "became vertical", 1: "became horizontal", 2: "towards vertical", 3: "towards horizontal",
        })),
        tilt(u8),
    ),
    0x0D: message(
        "climate",
        event(choice(u8, {
            0: "periodic report", 1: "temperature above the upper threshold",
            2: "temperature below the lower threshold", 3: "temperature increased", 4: "temperature decreased",
            5: "humidity above the upper threshold",
            6: "humidity below the lower threshold", 7: "humidity increased", 8: "humidity decreased",
        })),
        word(u16, temperature(SIGNED_TENTHS), reserved(bits(0, 3))),
        word(u16, humidity(TENTHS), reserved(bits(0, 3))),
    ),
    0x0E: message("movement", moving(u8 == 0)),
    0x0F: message(
        "precise_tilt",
        event(choice(u8, {
            0: "periodic report", 1: "became vertical", 2: "left the vertical", 3: "towards vertical",
            4: "away from vertical",
        })),
        word(u16, tilt(TENTHS), reserved(bits(0, 3))),
        temperature(sign_magnitude(u8), place="board"),
    ),
    0x10: message("distance", reported("distance"), distance(u16)),
    0x11: message("current", reported("current"), input_current(u16 / 100)),
    0x13: message(
        "thermocouple",
        reported("temperature"),
        temperature(i16 / 16, place="probe"),
        optional(
            remaining >= 1,
            word(
                u8,
                attribute(open_circuit=bit(0), voltage_outside_range=bit(1), thermocouple_too_low=bit(2)),
                attribute(thermocouple_too_high=bit(3), cold_junction_below_threshold=bit(4)),
                attribute(cold_junction_above_threshold=bit(5), hot_junction_outside_range=bit(6)),
                attribute(cold_junction_outside_range=bit(7)),
            ),
        ),
    ),
    0x14: message("voltage", reported("voltage"), input_voltage(u16 / 100)),
    0x19: message(
        "temperature", reported("temperature"), word(u16, temperature(SIGNED_TENTHS), reserved(bits(0, 3)))
    ),
    **{0x1B + channel: vibrating(channel) for channel in range(1, 5)},
    0xFA: message(
        "settings",
        word(u8, attribute(parts=bits(0, 3), part=bits(4, 7))),
        attribute(stored_downlink=configuration(hexadecimal())),
    ),
    0xFB: message("link_quality", attribute(sub_band=u8), rssi(u8 - 256), snr(i8)),
    0xFF: message("downlink_answer", attribute(downlink=choice(u8, {1: "invalid", 2: "valid"}))),
}  # fmt: skip
UPLINK = (HEAD, switch(V.type, EVENTS))
