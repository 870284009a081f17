"""Tektelic BREEZE and TUNDRA: the air of a room, and that of a cold store or a lorry.

Source: the vendor's published decoders (BREEZE 1.0; TUNDRA 1.4 and 2.1).
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.tektelic import registers
from redi_codecs.vendors.tektelic.commands import told
from redi_codecs.vendors.tektelic.registers import enabled, ports
from redi_codecs.vendors.tektelic.room_registers import BREEZE as BREEZE_REGISTERS
from redi_codecs.vendors.tektelic.rooms import BATTERY, CHANNEL, CLIMATE, MOTION

#: What asks for the time of day, and tells it: local, of a zone that the payload does not say.
CLOCK = message(
    "clock",
    tags(u8, {
        0x85: attribute(local_timestamp=u32),
        0xD7: switch(remaining, {
            2: switch(u8, {
                0x00: attribute(first_time_request=u8), 0x01: attribute(time_request=u8),
            }),
        }, otherwise=attribute(answered_time_request=u8, answered_timestamp=u32)),
    }),
)  # fmt: skip
#: Its clock is read, and set as it asks for the time, with the number that it gave its request.
SET_CLOCK = {
    "request_time": command(20, expect(u8, 0x85), answer="local_timestamp"),
    "set_time": command(20, expect(u8, 0xD7), attribute(time_request=u8, local_timestamp=u32), answer=False),
}

BREEZE = device(
    "tektelic/t00078xx-smart-room-sensor-co2",
    name="Air quality sensor BREEZE: CO2, pressure, temperature, humidity, motion",
    source="The vendor's published decoder (BREEZE 1.0)",
    f_port=10,
    downlink=told(BREEZE_REGISTERS) | SET_CLOCK,
    uplink=ports(
        tags(CHANNEL, BATTERY | CLIMATE | MOTION | {
            (0x11, 0xD3): attribute(display_battery=battery(u8)),
            (0x0B, 0xE4): co2(u16),
            (0x0E, 0xE4): attribute(co2_uncompensated=co2(u16)),
            (0x0C, 0x73): pressure(u16 / 10),
        }),
        BREEZE_REGISTERS,
        _20=CLOCK,
    ),
    measures=(battery_voltage, battery, temperature, humidity, co2, pressure, motion, motion_count),
    also={
        "tektelic/t0007806-breeze-v": "Air quality sensor BREEZE-V",
        "tektelic/breeze-d": "Air quality sensor BREEZE-D with display",
    },
    aliases=("tektelic/breeze",),
    vectors=[
        vector("0367FFCC 0D040002", f_port=10, temperature=-5.2, motion_count=2, source="device repository"),
        vector(
            "036700E0 046853 0BE402A4 0C732317 00D362", temperature=22.4, humidity=41.5, co2=676, pressure=898.3,
            battery=98, source="device repository",
        ),
    ],
    quirks=[
        quirk(
            "036700e00468530be402a40c73231700d362", f_port=10, keys="air.pressure",
            reason="898.3 hPa, true of a place in the hills; the vocabulary admits 900 to 1100",
        )
    ],
)  # fmt: skip

TUNDRA_DATA: dict[Any, Body] = BATTERY | CLIMATE | {
    (0x00, 0x00): moving(u8),
    (0x00, 0x71): (acceleration_x(i16 / 1000), acceleration_y(i16 / 1000), acceleration_z(i16 / 1000)),
    (0x02, 0x02): input_voltage(i16 / 1000, place="probe"),
    (0x02, 0x67): temperature(i16 / 10, place="probe"),
    (0x0B, 0x67): temperature(i16 / 10, place="board"),
    (0x0E, 0x00): digital_input(u8),
    (0x0F, 0x04): pulse_count(u16),
    (0x11, 0x02): input_voltage(i16 / 1000),
}  # fmt: skip
TAG = attribute(tag_number=u16)
TUNDRA_REGISTERS = registers.COMMON | registers.CLIMATE | registers.BOARD_TEMPERATURE | registers.CONNECTOR | {
    0x0F: word(
        u16,
        reserved(bit(0)),
        attribute(probe_tagged=bit(1)),
        reserved(bit(2)),
        attribute(temperature_tagged=bit(3), humidity_tagged=bit(4)),
        reserved(bits(5, 15)),
    ),
    0x24: attribute(ticks_per_acceleration=u16),
    0x28: attribute(ticks_per_probe=u16),
    0x2F: enabled(report_connector_state=0, report_connector_count=1, report_probe=4),
}  # fmt: skip

TUNDRA = device(
    "tektelic/t00067xx-tundra-sensor",
    name="Cold chain sensor TUNDRA: temperature and humidity, external probe",
    source="The vendor's published decoders (TUNDRA 1.4 and 2.1)",
    f_port=10,
    downlink=told(TUNDRA_REGISTERS, 0x29, 0x6F),
    uplink=ports(
        tags(CHANNEL, TUNDRA_DATA),
        TUNDRA_REGISTERS,
        _14=message("empty_tags", repeat(attribute(tag_number=u16, channel=index + 1))),
        _32=message("tagged", TAG, tags(CHANNEL, TUNDRA_DATA)),
    ),
    measures=(
        battery_voltage, battery, temperature, humidity, digital_input, pulse_count, input_voltage, moving,
        acceleration_x, acceleration_y, acceleration_z,
    ),
    also={
        "tektelic/t00073xx-tundra-sensor": "Cold chain sensor TUNDRA (T00073xx)",
        "tektelic/cold-room": variant("Cold room sensor", measures=(battery_voltage, temperature, humidity)),
    },
    aliases=("tektelic/tundra",),
    vectors=[
        vector("0B67008B", f_port=10, temperature_board=13.9, source="device repository"),
        vector("036700F7 04681D", temperature=24.7, humidity=14.5, source="the vendor's decoder, run"),
    ],
)  # fmt: skip
