"""ioTracker: bits that say what is there, then what they say, big-endian.

Source: the vendor's published decoder. A button pressed once sets the bit in the header, a long press the one among the
sensors' bits, a double press both.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.iothings.parts import POSITION, SENSORS

IOTRACKER = device(
    "iothings/iotracker3",
    name="ioTracker 3",
    source="The vendor's published decoder",
    f_port=1,
    also={"iothings/iobutton": "ioButton"},
    uplink=(
        word(
            u8,
            attribute(pressed=bit(0)),
            moving(bit(1)),
            attribute(input_event=bit(2)),
            let(position_sent=bit(3), sensors_sent=bit(4)),
            attribute(special_sent=bit(5)),
            reserved(bits(6, 7)),
        ),
        attribute(downlink_check=hexadecimal(1)),
        battery(u8 * 100 / 254, invalid={255: "unknown"}),
        optional(V.sensors_sent == 1, SENSORS),
        button(derived((V.pressed == 1) | (V.pressed_long == 1))),
        optional(V.position_sent == 1, POSITION),
    ),
    vectors=[
        vector(
            "1BDD641F075F44A000000400002000600C8000031EAB10B0039C7275031F1315000400002705", f_port=1, moving=True,
            battery=39.37007874015748, temperature=18.87, illuminance=189.44, acceleration_x=0, acceleration_y=1.024,
            acceleration_z=0.032, acceleration_max=0.096, wifi_access_points="", button=True, latitude=51.4527408,
            longitude=6.0584565, altitude=79.9, position_accuracy=19, speed=0.1111111111111111, heading=0, hdop=3.9,
            satellites=5, pressed=True, input_event=False, special_sent=False, downlink_check="dd", pressed_long=False,
            acceleration_max_before=3.2, wifi_status="success", wifi_strengths=False, navigation_status=3,
            vertical_accuracy=(21.0, 'm'), source="device repository",
        ),
        vector(
            "18ABC88312086705DC157C11AB80177040031F33511502F90E3F04D20508009803840C09", moving=False,
            battery=78.74015748031496, temperature=21.51, illuminance=15, humidity=55, tilt=45.23, tilt_max=60,
            button=False, latitude=52.3456789, longitude=4.9876543, altitude=123.4, position_accuracy=5,
            speed=4.222222222222222, heading=90, hdop=1.2, satellites=9, pressed=False, input_event=False,
            special_sent=False, downlink_check="ab", pressed_long=False, tilt_direction=(180.7058823529412, 'deg'),
            tilt_max_direction=(90.3529411764706, 'deg'), navigation_status=3, vertical_accuracy=(8.0, 'm'),
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
