"""Elsys: one byte that says what follows, big-endian, again and again; every model speaks from the same table.

Source: "Elsys payload" (elsys.se, sensor payload document). Which tags a sensor sends depends on its model and on its
settings, so each model here knows all of them; what it measures is that of its data sheet.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.elsys.commands import COMMANDS, further, taken
from redi_codecs.vendors.elsys.settings import TOLD

OCCUPANCY = {0: "unoccupied", 1: "pending", 2: "occupied"}

PAYLOAD: dict[int, Body] = {
    0x01: temperature(i16 / 10),
    0x02: humidity(u8),
    0x03: (acceleration_x(i8 / 63), acceleration_y(i8 / 63), acceleration_z(i8 / 63)),
    0x04: illuminance(u16),
    0x05: motion_count(u8),
    0x06: co2(u16),
    0x07: battery_voltage(u16 / 1000),
    0x08: input_voltage(u16 / 1000, channel=1),
    0x09: (latitude(i24le / 10000), longitude(i24le / 10000)),
    0x0A: pulse_count(u16, channel=1, statistic="delta"),
    0x0B: pulse_count(u32, channel=1, statistic="total"),
    0x0C: temperature(i16 / 10, place="probe", channel=1),
    0x0D: digital_input(u8, channel=1),
    0x0E: distance(u16),
    0x0F: vibration_count(u8),
    0x10: (temperature(i16 / 10, place="board"), temperature(i16 / 10, place="surface")),
    0x11: (
        attribute(occupancy_state=choice(u8, OCCUPANCY)),
        occupancy(derived(V.occupancy_state != "unoccupied"), invalid=~V.occupancy_state.is_in(*OCCUPANCY.values())),
    ),
    0x12: (attribute(leak_level=u8), leak(derived(V.leak_level > 0))),
    0x13: (
        attribute(grid_reference=temperature(u8)),
        repeat(temperature_difference(u8 / 10, place="surface", channel=index + 1), count=64),
    ),
    0x14: pressure(u32 / 1000),
    0x15: (sound_level(u8, statistic="max"), sound_level(u8, statistic="mean")),
    0x16: pulse_count(u16, channel=2, statistic="delta"),
    0x17: pulse_count(u32, channel=2, statistic="total"),
    0x18: input_voltage(u16 / 1000, channel=2),
    0x19: temperature(i16 / 10, place="probe", channel=occurrence + 1),
    0x1A: digital_input(u8, channel=2),
    0x1B: input_voltage(i32 / 1000000, channel=3),
    0x1C: tvoc(u16),
    0x1D: iaq(u8),
    0x1E: attribute(generic_bool=u8 != 0),
    0x1F: attribute(generic_int8=i8),
    # A frame may end with this tag and nothing behind it, which no manual has: a tag that says nothing.
    0x20: switch(remaining, {range(1, 256): attribute(generic_int16=i16)}),
    0x21: attribute(display_view=u8),
    0x22: target_temperature(i16 / 10),
    0x23: fan_speed(u8),
    0x24: humidity(u8, place="probe"),
    0x3B: (let(size=u8), attribute(bytes=hexadecimal(V.size))),
    0x3C: attribute(crc=u32),
    0x3D: attribute(debug=hexadecimal(4)),
    0x3E: sized(u8, tags(u8, TOLD)),
}
CLIMATE = (temperature, humidity, battery_voltage)
INPUTS = (pressure, input_voltage, pulse_count, digital_input, leak)
ROOM = (CLIMATE, illuminance, motion_count)
MOVED = (acceleration_x, acceleration_y, acceleration_z, vibration_count)

_ELT = taken(CLIMATE, MOVED, INPUTS)
#: 62 of the 64 pixels of the grid, as warm as the reference.
COLD: dict[str, Any] = {f"temperature_difference_surface_{pixel}": 0 for pixel in range(1, 63)}
ERS = device(
    "elsys/ers",
    name="Room sensor ERS",
    source="Elsys payload; the vendor's published decoder",
    f_port=5,
    downlink=COMMANDS,
    uplink=tags(u8, PAYLOAD),
    measures=ROOM,
    also={
        "elsys/ers-lite": further("Room sensor ERS Lite", CLIMATE),
        "elsys/ers-co2": further("Room sensor ERS CO2", ROOM, co2),
        "elsys/ers-co2-lite": further("Room sensor ERS CO2 Lite", CLIMATE, co2),
        "elsys/ers-eye": further("Room sensor ERS Eye", ROOM, occupancy, temperature_difference),
        "elsys/ers-sound": further("Room sensor ERS Sound", ROOM, sound_level),
        "elsys/ers-voc": further("Room sensor ERS VOC", ROOM, tvoc, iaq),
        "elsys/ers-desk": further("Desk and room sensor ERS Desk", ROOM, occupancy),
        "elsys/ers-eco": further("Room sensor ERS Eco Lite", CLIMATE, illuminance),
        "elsys/ers-eco-co2": further("Room sensor ERS Eco CO2 Lite", CLIMATE, illuminance, co2),
        "elsys/ers-eye-lna": further("Room sensor ERS Eye LNA", ROOM, occupancy, temperature_difference),
        "elsys/ers-interact-lite": further("Room control ERS Interact Lite Comfort", CLIMATE, fan_speed),
        "elsys/ersd": further("Room sensor with a display ERS Display", ROOM, display=True),
        "elsys/ersdco2": further("Room sensor with a display ERS Display CO2", ROOM, co2, display=True),
        "elsys/ethd10": further("Room sensor with a display ERS Display Lite", CLIMATE, display=True),
        "elsys/eiaqd10": further("Room sensor with a display ERS Display CO2 Lite", CLIMATE, co2, display=True),
        "elsys/emk5": further("Room sensor EMK5", ROOM, co2, occupancy),
    },
    vectors=[
        vector(
            "0100E2 0229 040027 0506 060308", f_port=5, temperature=22.6, humidity=41, illuminance=39, motion_count=6,
            co2=776, source="device repository",
        ),
        vector(
            "01FF9C 0214 060280 04012C 0500 070D82", temperature=-10, humidity=20, co2=640, illuminance=300,
            motion_count=0, battery_voltage=3.458, source="the vendor's decoder, run",
        ),
        vector(
            "0100D7 0237 040078 0500 070E10 15542F", temperature=21.5, humidity=55, illuminance=120, motion_count=0,
            battery_voltage=3.6, sound_level_max=84, sound_level_mean=47, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

ELT = device(
    "elsys/elt-2",
    name="Universal sensor with external inputs ELT-2",
    source="Elsys payload; the vendor's published decoder",
    f_port=5,
    downlink=_ELT,
    uplink=tags(u8, PAYLOAD),
    measures=(CLIMATE, MOVED, INPUTS, distance),
    also={
        "elsys/elt-2-hp": further("Universal sensor ELT-2 HP", CLIMATE, MOVED, INPUTS, distance, of=_ELT),
        "elsys/elt-2i": further("Universal sensor ELT-2, antenna inside", CLIMATE, MOVED, INPUTS, distance, of=_ELT),
        "elsys/elt-lite": further("Universal sensor ELT Lite", CLIMATE, INPUTS, of=_ELT),
        "elsys/elt-ultrasonic": further("Distance sensor ELT", CLIMATE, MOVED, pressure, distance, of=_ELT),
        "elsys/elt-2-ultrasonic-snow": further("Snow depth sensor ELT", CLIMATE, MOVED, pressure, distance, of=_ELT),
    },
    vectors=[
        vector(
            "0100EA 0237 14000F7602 0E2311 070E10", f_port=5, temperature=23.4, humidity=55, pressure=1013.25,
            distance=8977, battery_voltage=3.6, source="the vendor's decoder, run",
        ),
        vector(
            "0C00BB 0809C4 0D01 0E0352 0302FD3F", temperature_probe_1=18.7, input_voltage_1=2.5, digital_input_1=True,
            distance=850, acceleration_x=2 / 63, acceleration_y=-3 / 63, acceleration_z=1,
            source="the vendor's decoder, run",
        ),
        vector(
            "0A0003 0B00010000 160004 1700000005 1803E8 19FFF6 1A00", pulse_count_1_delta=3, pulse_count_1_total=65536,
            pulse_count_2_delta=4, pulse_count_2_total=5, input_voltage_2=1, temperature_probe_2=-1,
            digital_input_2=False,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
