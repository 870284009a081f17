"""Cayenne Low Power Payload: channel, type and value, big-endian, again and again.

``LPP`` is the table for any vendor's device that speaks it. Source: the format's documentation by myDevices (types up
to 0x88) and its extended table in the CayenneLPP library (generic sensor to switch).
"""

from datetime import UTC, datetime
from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *

CHANNEL = (u8, u8)

BASIC: dict[Any, Body] = {
    (any_channel, 0x00): digital_input(u8),
    (any_channel, 0x01): digital_output(u8),
    (any_channel, 0x02): analog_input(i16 / 100),
    (any_channel, 0x03): analog_output(i16 / 100),
    (any_channel, 0x65): illuminance(u16),
    (any_channel, 0x66): occupancy(u8),
    (any_channel, 0x67): temperature(i16 / 10),
    (any_channel, 0x68): humidity(u8 / 2),
    (any_channel, 0x71): (acceleration_x(i16 / 1000), acceleration_y(i16 / 1000), acceleration_z(i16 / 1000)),
    (any_channel, 0x73): pressure(u16 / 10),
    (any_channel, 0x86): (angular_velocity_x(i16 / 100), angular_velocity_y(i16 / 100), angular_velocity_z(i16 / 100)),
    (any_channel, 0x88): (latitude(i24 / 10000), longitude(i24 / 10000), altitude(i24 / 100)),
}
EXTENDED: dict[Any, Body] = {
    (any_channel, 0x64): number(u32),
    (any_channel, 0x74): voltage(u16 / 100),
    (any_channel, 0x75): current(u16 / 1000),
    (any_channel, 0x76): frequency(u32),
    (any_channel, 0x78): percentage(u8),
    (any_channel, 0x79): altitude(i16),
    (any_channel, 0x7D): gas_concentration(u16),
    (any_channel, 0x80): power(u16),
    (any_channel, 0x82): distance(u32),
    (any_channel, 0x83): energy(u32 / 1000),
    (any_channel, 0x84): angle(u16),
    (any_channel, 0x85): event_time(u32),
    (any_channel, 0x87): (light_red(u8), light_green(u8), light_blue(u8)),
    (any_channel, 0x8E): relay(u8),
}
LPP = BASIC | EXTENDED

CAYENNE_LPP = device(
    "cayenne/lpp",
    name="Any device that sends Cayenne LPP",
    source="Cayenne documentation, LoRa, Cayenne Low Power Payload; extended types by the CayenneLPP library",
    f_port=1,
    uplink=tags(CHANNEL, LPP),
    vectors=[
        vector("03670110 056700FF", f_port=1, temperature_3=27.2, temperature_5=25.5, source="Cayenne documentation"),
        vector(
            "0167FFD7 067104D2FB2E0000", temperature_1=-4.1, acceleration_x_6=1.234, acceleration_y_6=-1.234,
            acceleration_z_6=0, source="Cayenne documentation",
        ),
        vector(
            "018806765FF2960A0003E8", latitude_1=42.3519, longitude_1=-87.9094, altitude_1=10,
            source="Cayenne documentation",
        ),
        vector(
            "000001 010101 0202FF38 030304D2", digital_input_0=True, digital_output_1=True, analog_input_2=-2,
            analog_output_3=12.34, source="the CayenneLPP library's decoder, run",
        ),
        vector(
            "0165015E 026600 036882 04732794 05860001FF380064", illuminance_1=350, occupancy_2=False, humidity_3=65,
            pressure_4=1013.2, angular_velocity_x_5=0.01, angular_velocity_y_5=-2, angular_velocity_z_5=1,
            source="the CayenneLPP library's decoder, run",
        ),
        vector(
            "018000E6 0282000004D2 038300000BB8 0484010E 058565538A00 0687FF8000 078E01", power_1=230, distance_2=1234,
            energy_3=3, angle_4=270, event_time_5=datetime(2023, 11, 14, 14, 53, 52, tzinfo=UTC), light_red_6=255,
            light_green_6=128, light_blue_6=0, relay_7=True, source="the CayenneLPP library's decoder, run",
        ),
    ],
)  # fmt: skip
