"""Radio Bridge RBS: a byte with protocol version and counter, the type of the event, and what it says, big-endian.

Every sensor speaks from one table: events of its own beside those that all have (reset, supervision, tamper, link).
Source: the vendor's published decoder, 1.4, and for the vibration sensor RBS306-VSHB the vendor's packet decoder. A
firmware version of three parts shares its bits as 1, 5, 5, 5; the decoder adds the halves of the middle one instead of
joining them.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.radio_bridge.commands import (
    CLIMATE,
    COMMANDS,
    CONTACT,
    DOOR,
    LEVEL,
    PROBE,
    VOLTAGE,
    WATER,
)

SIGNED_TENTHS = mixed(bits(4, 15), fraction=4, per=10, signed=True)
TENTHS = mixed(bits(4, 15), fraction=4, per=10)
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


def reported(quantity: str = "value") -> Body:
    """Why a measurement is reported."""
    return event(choice(u8, {
        0: "periodic report", 1: f"{quantity} above the upper threshold", 2: f"{quantity} below the lower threshold",
        3: f"{quantity} increased", 4: f"{quantity} decreased",
    }))  # fmt: skip


FIRMWARE = switch(peek(4, u8), {
    range(0x80): firmware_version(version(u8, u8)),
    range(0x80, 0x100): word(u16, expect(bit(15), 1), firmware_version(version(bits(10, 14), bits(5, 9), bits(0, 4)))),
})  # fmt: skip


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
    0x00: message(
        "reset",
        model(choice(u8, TYPES)),
        word(u8, hardware_version(version(bits(4, 7), bits(0, 3)))),
        FIRMWARE,
        optional(remaining >= 1, attribute(reset_details=hexadecimal())),
    ),
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

HEAD = (word(u8, protocol_version(version(bits(4, 7))), frame_count(bits(0, 3))), let(type=u8))
ALL = (battery_voltage, low_battery, tamper, rssi, snr)
ATH = (ALL, temperature, humidity)
THERMOMETER = (ALL, temperature)
MOVEMENT = (ALL, moving, motion_count)

#: What only a probe of temperature is told.
_OF_PROBE = "threshold", "change_threshold"

RBS301_TEMP = device(
    "radio-bridge/rbs301-temp-ext",
    name="Indoor temperature sensor RBS301 with external probe",
    source="Radio Bridge packet decoder 1.4, the vendor's",
    f_port=2,
    downlink=PROBE,
    uplink=(HEAD, switch(V.type, EVENTS)),
    measures=THERMOMETER,
    also={
        "radio-bridge/rbs301-temp-int": variant(
            "Indoor temperature sensor RBS301", measures=THERMOMETER, lacks=_OF_PROBE,
        ),
        "radio-bridge/rbs306-temp-ext": variant("Outdoor temperature sensor RBS306 with probe", measures=THERMOMETER),
        "radio-bridge/rbs306-temp-tc": variant(
            "Thermocouple temperature sensor RBS306", measures=THERMOMETER, lacks=_OF_PROBE,
        ),
        "radio-bridge/rbs301-tilt": variant("Tilt sensor RBS301", measures=(ALL, tilt, event_count), lacks=_OF_PROBE),
        "radio-bridge/rbs306-tilt-hp": variant(
            "High-precision tilt sensor RBS306", measures=(THERMOMETER, tilt), lacks=_OF_PROBE,
        ),
        "radio-bridge/rbs306-mbhr": variant(
            "Maxbotix ultrasonic distance sensor RBS306", measures=(ALL, distance), lacks=_OF_PROBE,
        ),
        "radio-bridge/rbs306-vshb": variant(
            "Vibration sensor RBS306", measures=(THERMOMETER, vibration_velocity, acceleration, voltage),
            lacks=_OF_PROBE,
        ),
    },
    vectors=[
        vector(
            "1009001616", f_port=2, message="probe_temperature", temperature_probe=22, protocol_version="1",
            frame_count=0, event="periodic report", relative_temperature=22, source="the vendor's decoder, run",
        ),
        vector(
            "1019001616", message="temperature", temperature=22.1, protocol_version="1", frame_count=0,
            event="periodic report", source="the vendor's decoder, run",
        ),
        vector(
            "1101000036000000000105", message="supervision", low_battery=False, tamper=False, battery_voltage=3.6,
            event_count=261, protocol_version="1", frame_count=1, radio_error=False, downlink_error=False,
            tampered_since_reset=False, sensor_state=0, further_state="00000000", source="the vendor's decoder, run",
        ),
        vector(
            "11011A0029000000000000", message="supervision", low_battery=True, tamper=True, battery_voltage=2.9,
            event_count=0, protocol_version="1", frame_count=1, radio_error=False, downlink_error=False,
            tampered_since_reset=True, sensor_state=0, further_state="00000000", source="the vendor's decoder, run",
        ),
        vector(
            "100200", message="tamper", tamper=True, protocol_version="1", frame_count=0,
            source="the vendor's decoder, run",
        ),
        vector(
            "10FB02C807", message="link_quality", rssi=-56, snr=7, protocol_version="1", frame_count=0, sub_band=2,
            source="the vendor's decoder, run",
        ),
        vector(
            "101300012C", message="thermocouple", temperature_probe=18.75, protocol_version="1", frame_count=0,
            event="periodic report", source="the vendor's decoder, run",
        ),
        vector(
            "1F1C001C2C1BA8", message="vibration", vibration_velocity_1_max=7.112, acceleration_1_max=11,
            temperature_probe_1=27, voltage_1=1.68, protocol_version="1", frame_count=15, event_number=0,
            source="example of the vendor's packet decoder",
        ),
    ],
)  # fmt: skip
RBS_ABM = device(
    "radio-bridge/rbs301-abm",
    name="Indoor movement sensor RBS301",
    source="Radio Bridge packet decoder 1.4, the vendor's",
    f_port=2,
    downlink=COMMANDS,
    uplink=(HEAD, switch(V.type, EVENTS | {0x01: supervision(motion_count(u16))})),
    measures=MOVEMENT,
    also={"radio-bridge/rbs306-abm": variant("Outdoor movement sensor RBS306", measures=MOVEMENT)},
    vectors=[
        vector(
            "110E00", f_port=2, message="movement", moving=True, protocol_version="1", frame_count=1,
            source="the vendor's decoder, run",
        ),
        vector(
            "110E01", message="movement", moving=False, protocol_version="1", frame_count=1,
            source="the vendor's decoder, run",
        ),
        vector(
            "110100003600000000002A", message="supervision", low_battery=False, tamper=False, battery_voltage=3.6,
            motion_count=42, protocol_version="1", frame_count=1, radio_error=False, downlink_error=False,
            tampered_since_reset=False, sensor_state=0, further_state="00000000", source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
RBS_DOOR = device(
    "radio-bridge/rbs301-dws",
    name="Door and window sensor RBS301",
    source="Radio Bridge packet decoder 1.4, the vendor's",
    f_port=2,
    downlink=DOOR,
    uplink=(HEAD, switch(V.type, EVENTS)),
    measures=(ALL, contact, event_count),
    vectors=[
        vector(
            "110300", f_port=2, message="door", contact=False, protocol_version="1", frame_count=1,
            source="the vendor's decoder, run",
        ),
        vector(
            "110301", message="door", contact=True, protocol_version="1", frame_count=1,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
RBS_CONTACT = device(
    "radio-bridge/rbs101-con",
    name="Contact sensor RBS101",
    source="Radio Bridge packet decoder 1.4, the vendor's",
    f_port=2,
    downlink=CONTACT,
    uplink=(HEAD, switch(V.type, EVENTS)),
    measures=(ALL, contact, event_count),
    also={
        "radio-bridge/rbs306-con": variant("Contact sensor RBS306", measures=(ALL, contact, event_count)),
    },
    vectors=[
        vector(
            "110700", f_port=2, message="contact", contact=False, protocol_version="1", frame_count=1,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
RBS_WATER = device(
    "radio-bridge/rbs301-wat",
    name="Water sensor RBS301",
    source="Radio Bridge packet decoder 1.4, the vendor's",
    f_port=2,
    downlink=WATER,
    uplink=(HEAD, switch(V.type, EVENTS)),
    measures=(ALL, leak, event_count),
    also={
        "radio-bridge/rbs301-wr1m": variant("Water rope sensor RBS301, 1 m", measures=(ALL, leak, event_count)),
        "radio-bridge/rbs306-wr1m": variant("Water rope sensor RBS306, 1 m", measures=(ALL, leak, event_count)),
    },
    vectors=[
        vector(
            "10080012", f_port=2, message="water", leak=True, protocol_version="1", frame_count=0,
            relative_resistance=18, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
RBS_CLIMATE = device(
    "radio-bridge/rbs305-ath",
    name="Indoor temperature and humidity sensor RBS305",
    source="Radio Bridge packet decoder 1.4, the vendor's",
    f_port=2,
    downlink=CLIMATE,
    uplink=(HEAD, switch(V.type, EVENTS)),
    measures=ATH,
    also={
        "radio-bridge/rbs306-ath-ext": variant("Outdoor temperature and humidity sensor RBS306", measures=ATH),
    },
    vectors=[
        vector(
            "120D0016503730", f_port=2, message="climate", temperature=22.5, humidity=55.3, protocol_version="1",
            frame_count=2, event="periodic report", source="the vendor's decoder, run",
        ),
        vector(
            "120D0482502800", message="climate", temperature=-2.5, humidity=40, protocol_version="1", frame_count=2,
            event="temperature decreased", source="the vendor's decoder, run",
        ),
        vector(
            "210D0312703C30", message="climate", temperature=18.7, humidity=60.3, protocol_version="2", frame_count=1,
            event="temperature increased", source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
RBS_LEVEL = device(
    "radio-bridge/rbs306-us10m",
    name="Ultrasonic level sensor RBS306, 10 m",
    source="Radio Bridge packet decoder 1.4, the vendor's",
    f_port=2,
    downlink=LEVEL,
    uplink=(HEAD, switch(V.type, EVENTS)),
    measures=(ALL, distance),
    vectors=[
        vector(
            "1210000BB8", f_port=2, message="distance", distance=3000, protocol_version="1", frame_count=2,
            event="periodic report", source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
RBS_VOLTAGE = device(
    "radio-bridge/rbs306-vm30",
    name="Voltage sensor RBS306, 30 V",
    source="Radio Bridge packet decoder 1.4, the vendor's",
    f_port=2,
    downlink=VOLTAGE,
    uplink=(HEAD, switch(V.type, EVENTS)),
    measures=(ALL, input_voltage),
    vectors=[
        vector(
            "1214000A0D", f_port=2, message="voltage", input_voltage=25.73, protocol_version="1", frame_count=2,
            event="periodic report", source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
