"""STMicroelectronics' evaluation boards: the example applications of their software packages, big-endian.

Source: the vendor's decoders. The STEVAL-ASTRA1B speaks Cayenne LPP with the places of the values as channels.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

NUCLEO = device(
    "stmicroelectronics/nucleo-wl55jc1",
    name="Evaluation board NUCLEO-WL55JC1 with its example of an end node",
    source="The vendor's published decoder: port 2; a battery byte counts from 1.8 V (0) to 3 V (254)",
    f_port=2,
    downlink={
        "red_led": command(
            2, attribute(red_led=u8 == 1), answer=True,
            examples=[
                example("01", f_port=2, red_led=True, source="the vendor's encoder, run"),
                example("00", red_led=False, source="the vendor's encoder, run"),
            ],
        ),
    },
    uplink=switch(f_port, {2: (
        word(u8, attribute(red_led=bit(0)), reserved(bits(1, 7))),
        pressure(u16 / 10),
        temperature(i8),
        humidity(u16 / 10),
        battery_voltage((u8 * 1200 / 254 + 1800) / 1000),
        optional(remaining >= 1, attribute(position=hexadecimal())),
    )}),
    also={"stmicroelectronics/nucleo-wl55jc2": "Evaluation board NUCLEO-WL55JC2 with its example of an end node"},
    vectors=[
        vector(
            "0127101901F4FE0000000000000000", f_port=2, pressure=1000, temperature=25, humidity=50, battery_voltage=3,
            red_led=True, position="0000000000000000", source="the vendor's decoder, run",
        ),
        vector(
            "002792FB016EC80000000000000000", pressure=1013, temperature=-5, humidity=36.6,
            battery_voltage=2.7448818897637794, red_led=False, position="0000000000000000",
            source="the vendor's decoder, run",
        ),
        vector(
            "FE9012FB9012FE", pressure=(3688.2, 'implausible'), temperature=-5, humidity=(3688.2, 'implausible'),
            battery_voltage=3, red_led=False, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
TYPES: dict[int, Body] = {
    0x00: tamper(u8),
    0x01: word(u8, attribute(led=bit(0)), reserved(bits(1, 7))),
    0x02: battery_voltage(u16 / 1000),
    0x67: temperature(i16 / 10),
    0x68: humidity(u8 / 2),
    0x71: (acceleration_x(i16 / 1000), acceleration_y(i16 / 1000), acceleration_z(i16 / 1000)),
    0x73: pressure(u16 / 10),
    0x88: (latitude(i24 / 10000), longitude(i24 / 10000), altitude(i24 / 100)),
}
ASTRA1B = device(
    "stmicroelectronics/steval-astra1b",
    name="Evaluation board STEVAL-ASTRA1B with sensors and GNSS",
    source="The vendor's published decoder: port 99",
    f_port=99,
    uplink=switch(f_port, {99: tags(u8, {number: switch(u8, TYPES) for number in (range(256),)})}),
    quirks=[
        quirk(
            "00732732016700B902686E038806E2E2F4C64200274204020E7405", f_port=99, keys="raised",
            reason="the payload breaks off behind the channel 5, whose type and value are missing",
        ),
    ],
    vectors=[
        vector(
            "00732788016701220268440371FFE8FFDAFC3D048805B68F024C4400130905020FD7060100070000", f_port=99,
            pressure=1012, temperature=29, humidity=34, acceleration_x=-0.024, acceleration_y=-0.038,
            acceleration_z=-0.963, latitude=37.4415, longitude=15.0596, altitude=48.73, battery_voltage=4.055,
            tamper=False, led=False, source="the vendor's decoder, run",
        ),
        vector(
            "00739012 0167FFCE 0268F0 0371FC18FC17FC16 0488F00000F24C44FF1309 05029012 060101 070001",
            pressure=(3688.2, 'implausible'), temperature=-5, humidity=(120.0, 'implausible'), acceleration_x=-1,
            acceleration_y=-1.001, acceleration_z=-1.002, latitude=(-104.8576, 'implausible'), longitude=-89.798,
            altitude=-606.63, battery_voltage=36.882, tamper=True, led=True, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
