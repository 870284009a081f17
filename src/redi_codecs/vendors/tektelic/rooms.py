"""Tektelic room sensors: a channel and a type before each value, big-endian, on port 10.

Source: the vendor's published decoders (smart room base and PIR; COMFORT and VIVID 4.3).
Light is told in steps of the sensor's own, 0 dark to 64 bright, and is no illuminance.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.tektelic.commands import PORT, told
from redi_codecs.vendors.tektelic.registers import ports
from redi_codecs.vendors.tektelic.room_registers import ROOM as ROOM_REGISTERS
from redi_codecs.vendors.tektelic.room_registers import VIVID as VIVID_REGISTERS

CHANNEL = (u8, u8)
STEPS_ARE_NO_LUX = "the light is a step of the sensor between 0 (dark) and 64 (bright), no illuminance in lux"

CLIMATE: dict[Any, Body] = {(0x03, 0x67): temperature(i16 / 10), (0x04, 0x68): humidity(u8 / 2)}
MOTION: dict[Any, Body] = {(0x0A, 0x00): motion(u8), (0x0D, 0x04): motion_count(u16)}
BATTERY: dict[Any, Body] = {
    (0x00, 0xBA): battery_voltage(u16 / 1000),
    (0x00, 0xFF): battery_voltage(i16 / 100),
    (0x00, 0xD3): battery(u8),
    (0x00, 0xBD): attribute(battery_lifetime=duration(u16 * 86400)),
}
ROOM: dict[Any, Body] = BATTERY | CLIMATE | MOTION | {
    (0x01, 0x00): contact(u8),
    (0x02, 0x00): light_detected(u8),
    (0x05, 0x02): acceleration(u16 / 1000),
    (0x07, 0x71): (acceleration_x(i16 / 1000), acceleration_y(i16 / 1000), acceleration_z(i16 / 1000)),
    (0x08, 0x04): contact_count(u16),
    (0x09, 0x00): leak(u8),
    (0x0B, 0x67): temperature(i16 / 10, place="board"),
    (0x0C, 0x00): vibration(u8),
    (0x0E, 0x00): digital_input(u8),
    (0x0F, 0x04): pulse_count(u16),
    (0x10, 0x02): light_level(u8),
    (0x11, 0x02): input_voltage(u16 / 1000),
}  # fmt: skip
ACCELERATION = (acceleration, acceleration_x, acceleration_y, acceleration_z, vibration)
INSIDE = (battery_voltage, temperature, humidity, light_detected, light_level, contact, contact_count, ACCELERATION)

BASE = device(
    "tektelic/t000489x-smart-room-base",
    name="Smart room sensor: temperature, humidity, light, door and leak",
    source="The vendor's published decoder (smart room sensor base, PIR)",
    f_port=10,
    downlink=told(ROOM_REGISTERS),
    uplink=ports(tags(CHANNEL, ROOM), ROOM_REGISTERS),
    measures=(INSIDE, leak, digital_input, pulse_count, input_voltage),
    also={
        "tektelic/t00048xx-smart-room-pir": variant(
            "Smart room sensor with motion detector", measures=(INSIDE, motion, motion_count)
        ),
        "tektelic/kona-home-sensor": variant(
            "KONA home sensor",
            measures=(INSIDE, motion, motion_count, leak, digital_input, pulse_count, input_voltage),
        ),
    },
    vectors=[
        vector("0367000A 046828", f_port=10, temperature=1, humidity=20, source="device repository"),
        vector(
            "010000 020000 090000 0E0000", contact=False, light_detected=False, leak=False, digital_input=False,
            source="the vendor's decoder, run",
        ),
    ],
    quirks=[
        quirk(
            "00ff0162010000020001036700eb04686109002a0a00010d040007100237", f_port=10,
            keys=("air.lightIntensity", "soil.moisture"),
            reason=f"{STEPS_ARE_NO_LUX}; moisture is a leak's contact (0 dry, else wet), not the moisture of a soil",
        ),
        quirk(
            "00ff012c036700d704685a1002800a00010d040007", f_port=10, keys="air.lightIntensity", reason=STEPS_ARE_NO_LUX
        ),
    ],
)  # fmt: skip

COMFORT = device(
    "tektelic/t00061xx-comfort",
    name="Room sensor COMFORT: temperature, humidity, light, door and inputs",
    source="The vendor's published decoder (COMFORT and VIVID 4.3; the older one for the battery in hundredths)",
    f_port=10,
    downlink=told(VIVID_REGISTERS, 0x19, 0x1A) | {
        "pulse_count_2_total": command(
            PORT, expect(u8, 0xDA), attribute(pulse_count_2_total=u32), answer=False, joins=True
        ),
        "pulse_count_1_total": command(
            PORT, expect(u8, 0xDB), attribute(pulse_count_1_total=u32), answer=False, joins=True
        ),
    },
    uplink=ports(
        tags(CHANNEL, ROOM | {
            (0x06, 0x67): temperature(i16 / 10, place="surface"),
            (0x09, 0x03): raw_value(i16),
            (0x0D, 0x00): relay(u8),
            (0x0E, 0x00): digital_input(u8, channel=2),
            (0x0F, 0x04): pulse_count(u16, channel=2),
            (0x11, 0x02): input_voltage(i16 / 1000, channel=2),
            (0x12, 0x04): pulse_count(u32, channel=2, statistic="total"),
            (0x1E, 0x00): digital_input(u8, channel=1),
            (0x1F, 0x04): pulse_count(u16, channel=1),
            (0x22, 0x04): pulse_count(u32, channel=1, statistic="total"),
            (0x2A, 0x00): sensor_fault(u8),
        }),
        VIVID_REGISTERS,
        _5=message("diagnostics", tags(CHANNEL, {
            (0x40, 0x06): (
                reset_cause(choice(u8, {
                    1: "push-button", 2: "software", 4: "watchdog", 16: "power loss", 128: "other",
                })),
                attribute(power_loss_resets=u8, watchdog_resets=u8, software_resets=u8, button_resets=u8),
            ),
            (0x40, 0x07): (reserved(3), attribute(barometer_failures=u8, i2c_failures=u8)),
            (0x40, 0x08): attribute(failure_link=hexadecimal(4), failure_address=hexadecimal(4)),
        })),
    ),
    measures=(INSIDE, leak, digital_input, pulse_count, input_voltage, relay),
    also={
        "tektelic/t00061xx-vivid": variant("Room sensor VIVID with motion", measures=(INSIDE, motion, motion_count)),
        "tektelic/vivid-plus": variant(
            "Room sensor VIVID+ with presence", measures=(INSIDE, motion, motion_count, raw_value)
        ),
    },
    aliases=("tektelic/comfort", "tektelic/vivid"),
    vectors=[
        vector("020001", f_port=10, light_detected=True, source="device repository"),
        vector(
            "03670126 046833 00BA0BD1", temperature=29.4, humidity=25.5, battery_voltage=3.025,
            source="device repository",
        ),
        vector("0A00FF", motion=True, source="device repository"),
        vector(
            "0D0000 0E0000 1E0000", relay=False, digital_input_2=False, digital_input_1=False,
            source="the vendor's decoder, run",
        ),
    ],
    quirks=[quirk("100278", f_port=10, keys="air.lightIntensity", reason=STEPS_ARE_NO_LUX)],
)  # fmt: skip
