"""LPN MS-3: climate, light, movement and position in one fixed frame, big-endian.

Source: akenza's device types, MS-3.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_NO_POSITION: dict[int | range, str] = {0x7FFFFFFF: "disabled"}

MS3 = device(
    "comtac/ms-3",
    name="Multi-sensor LPN MS-3",
    source="akenza's device types, MS-3",
    f_port=3,
    uplink=(
        word(
            u8,
            attribute(climate_on=bit(0), light_on=bit(1), microphone_on=bit(2), magnetometer_on=bit(3)),
            attribute(accelerometer_on=bit(4), gps_on=bit(5), rs485_on=bit(6)),
            reserved(bit(7)),
        ),
        word(
            u8,
            attribute(switch_1=bit(0), switch_2=bit(1), switch_3=bit(2)),
            external_power(bit(3)),
            attribute(booster=bit(4)),
            contact(bit(5)),
            magnet_detected(bit(6)),
            attribute(sent_by_event=bit(7)),
        ),
        battery_voltage((u8 + 100) / 100),
        light_level(u8),
        humidity(u8),
        temperature(i16 / 10),
        (acceleration_x(i16 / 1000), acceleration_y(i16 / 1000), acceleration_z(i16 / 1000)),
        (angular_velocity_x(i16 / 10), angular_velocity_y(i16 / 10), angular_velocity_z(i16 / 10)),
        (magnetic_field_x(i16 / 10), magnetic_field_y(i16 / 10), magnetic_field_z(i16 / 10)),  # mG
        latitude(i32 / 1_000_000, invalid=_NO_POSITION),
        longitude(i32 / 1_000_000, invalid=_NO_POSITION),
        altitude(i16 / 100),
    ),
    vectors=[
        vector(
            "1300BC001F0100FF5FFECC03B10024FFF2000DFFC3016300177FFFFFFF7FFFFFFF0000", f_port=3, external_power=False,
            contact=False, magnet_detected=False, battery_voltage=2.88, light_level=0, humidity=31, temperature=25.6,
            acceleration_x=-0.161, acceleration_y=-0.308, acceleration_z=0.945, angular_velocity_x=3.6,
            angular_velocity_y=-1.4, angular_velocity_z=1.3, magnetic_field_x=-6.1, magnetic_field_y=35.5,
            magnetic_field_z=2.3, latitude="disabled", longitude="disabled", altitude=0, climate_on=True,
            light_on=True, microphone_on=False, magnetometer_on=False, accelerometer_on=True, gps_on=False,
            rs485_on=False, switch_1=False, switch_2=False, switch_3=False, booster=False, sent_by_event=False,
            source="akenza's device types, test",
        ),
    ],
)  # fmt: skip
