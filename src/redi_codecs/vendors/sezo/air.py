"""Sezo: Cayenne LPP with types of its own from 200 on, big-endian.

A channel is the place in the message and has no meaning: names go without it.
Source: the vendor's published decoder. It reads a position without its sign.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

TYPES: dict[int, Body] = {
    0: digital_input(u8),
    1: digital_output(u8),
    2: analog_input(i16 / 100),
    3: analog_output(i16 / 100),
    4: counter(u16),
    101: illuminance(u16),
    102: occupancy(u8),
    103: temperature(i16 / 10),
    104: humidity(u8 / 2),
    113: (acceleration_x(i16 / 1000), acceleration_y(i16 / 1000), acceleration_z(i16 / 1000)),
    114: attribute(magnetometer_x=i16 / 1000, magnetometer_y=i16 / 1000, magnetometer_z=i16 / 1000),
    115: pressure(u16 / 10),
    134: (angular_velocity_x(i16 / 100), angular_velocity_y(i16 / 100), angular_velocity_z(i16 / 100)),
    136: (latitude(i24 / 10000), longitude(i24 / 10000), altitude(i24 / 100)),
    200: battery_voltage(u16 / 100),
    201: sound_level(i16 / 100),
    202: pm1(u8),
    203: pm2_5(u8),
    204: pm4(u8),
    205: pm10(u8),
    206: iaq(u16),
    207: uv_index(u16),
    208: temperature(i16 / 10, place="probe"),
    209: humidity(u8 / 2, place="probe"),
    210: pressure(u16 / 10, place="probe"),
    211: iaq_accuracy(u8),
}
CLIMATE = (temperature, humidity, pressure, illuminance, iaq, battery_voltage)
MOVED = (acceleration_x, acceleration_y, acceleration_z)

AL = device(
    "sezo/sezoal",
    name="Air quality sensor Sezo AL",
    source="The vendor's published decoder",
    f_port=2,
    uplink=tags(u8, {channel: switch(u8, TYPES) for channel in (range(256),)}),
    measures=(CLIMATE, occupancy, sound_level, pm1, pm2_5, pm4, pm10),
    also={
        "sezo/sezocl": variant("Air quality sensor Sezo CL", measures=CLIMATE),
        "sezo/sezoel": variant("Air quality sensor Sezo EL", measures=(CLIMATE, occupancy, sound_level, MOVED)),
        "sezo/sezosl": variant("Air quality sensor Sezo SL", measures=(CLIMATE, occupancy)),
    },
    vectors=[
        vector(
            "016700EB026882037327940465021F05660106CE0057", f_port=2, temperature=23.5, humidity=65, pressure=1013.2,
            illuminance=543, occupancy=True, iaq=87, source="the vendor's decoder, run",
        ),
        vector(
            "0167FFCE0268A0037326AC05660007C8013D08C909C409CA0C0ACB120BCC160CCD1E", temperature=-5, humidity=80,
            pressure=990, occupancy=False, battery_voltage=3.17, sound_level=25, pm1=12, pm2_5=18, pm4=22, pm10=30,
            source="the vendor's decoder, run",
        ),
        vector(
            "016700EB026882037327940465021F05660106CE005707C909C40871000CFFCE03E60972006400C8012C0AC8013D",
            temperature=23.5, humidity=65, pressure=1013.2, illuminance=543, occupancy=True, iaq=87, sound_level=25,
            acceleration_x=0.012, acceleration_y=-0.05, acceleration_z=0.998, battery_voltage=3.17, magnetometer_x=0.1,
            magnetometer_y=0.2, magnetometer_z=0.3, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
