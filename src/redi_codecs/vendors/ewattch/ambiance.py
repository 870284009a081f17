"""Ewattch: the kind of the frame, its length, then type and value, little-endian, again and again.

Bit 7 of a type says that there is an error instead of the value, bit 0 that a byte tells where it is measured.
Source: the vendor's published decoder, 1.1.8; here what the Ambiance measures.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

#: Ten seconds a step since the last motion; 0 is motion now.
MOTION = (time_since_motion(u16le * 10), motion(derived(V.time_since_motion == 0)))
OBJECTS: dict[int, Body] = {
    0x00: temperature(i16le / 100),
    0x04: humidity(u8 / 2),
    0x08: co2(u16le),
    0x0C: event_count(u16le),
    0x0E: duration(u24le),
    0x10: illuminance(u16le),
    0x14: MOTION,
    0x74: attribute(battery_byte=u8),
}
ERRORS: dict[int, Body] = {
    0x80: attribute(temperature_error=u8),
    0x84: attribute(humidity_error=u8),
    0x88: attribute(co2_error=u8),
    0x8C: attribute(count_error=u8),
    0x8E: attribute(duration_error=u8),
    0x90: attribute(illuminance_error=u8),
    0x94: attribute(motion_error=u8),
}
NODES = {0: "environment", 1: "presence", 2: "ambiance", 8: "squid", 0x10: "impulse", 0x20: "tyness", 0x28: "tynode"}

AMBIANCE = device(
    "ewattch/ambiance",
    name="Ambience sensor with climate, CO2, light and motion",
    source="The vendor's published decoder, 1.1.8",
    f_port=2,
    uplink=switch(u8, {
        0: message("measurement", sized(u8, tags(u8, OBJECTS | ERRORS))),
        range(1, 256): message("status", sized(u8, tags(u8, {
            0x00: model(choice(u8, NODES)),
            0x02: word(u16le, firmware_version(version(bits(8, 15), bits(0, 7)))),
            0x04: battery_level(u8),
            0x08: report_interval(u16le * 10),
        }))),
    }),
    vectors=[
        vector(
            "0010007D08045B08E602109C011403007458", f_port=2, message="measurement", temperature=21.73, humidity=45.5,
            co2=742, illuminance=412, time_since_motion=30, motion=False, battery_byte=88,
            source="the vendor's decoder, run",
        ),
        vector(
            "000800C8FE0482100500", message="measurement", temperature=-3.12, humidity=65, illuminance=5,
            source="the vendor's decoder, run",
        ),
        vector(
            "000610204E140000", message="measurement", illuminance=20000, time_since_motion=0, motion=True,
            source="the vendor's decoder, run",
        ),
        vector(
            "001404F008E6C210F1C31403800CC3120E1234837458", message="measurement", humidity=(120.0, 'implausible'),
            co2=49894, illuminance=50161, time_since_motion=327710, motion=False, event_count=4803, duration=8598546,
            battery_byte=88, source="the vendor's decoder, run",
        ),
        vector(
            "00108001840288038C048E05900694077401", message="measurement", temperature_error=1, humidity_error=2,
            co2_error=3, count_error=4, duration_error=5, illuminance_error=6, motion_error=7, battery_byte=1,
            source="the vendor's decoder, run",
        ),
        vector(
            "010A00020201030485081283", message="status", battery_level=133, model="ambiance", firmware_version="3.1",
            report_interval=335540, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
