"""Rejeee SL: type and value, big-endian, again and again; 0x00 is the device itself.

Source: the user manuals of the SL711 (4, wireless data format) and of the SL311 (6, sensor data definition). In the
manuals the battery counts from 0 to 31, the highest.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

TYPES: dict[int, Body] = {
    0x00: (word(u8, battery_level(bits(0, 4)), protocol_version(version(bits(5, 7)))), attribute(reserve=u8)),
    0x03: voltage(u16 / 1000),
    0x04: temperature(i16 / 10),
    0x05: humidity(u8),
    0x30: sized(u8, switch(u8, {0x04: co2(u32 / 100)})),
}
CLIMATE = (temperature, humidity, battery_level)

SL311 = device(
    "rejeee/sl311us",
    name="CO2 sensor SL311",
    source="SL311 user manual, 6 (sensor data definition)",
    f_port=1,
    uplink=tags(u8, TYPES),
    measures=(CLIMATE, co2),
    also={
        "rejeee/sl101us": variant("Temperature and humidity sensor SL101", measures=CLIMATE),
        "rejeee/sl110us": variant("Temperature and humidity sensor SL110", measures=CLIMATE),
        "rejeee/sl711us": variant("Water level sensor SL711", measures=(voltage, battery_level)),
    },
    vectors=[
        vector(
            "003F2430050400010BF80400C90537", f_port=1, battery_level=31, co2=686, temperature=20.1, humidity=55,
            protocol_version="1", reserve=36, source="computed from the manuals of the SL311 and SL711",
        ),
        vector(
            "00522430050480010BF804FFCE0591", battery_level=18, co2=(21475522.48, 'implausible'), temperature=-5,
            humidity=(145.0, 'implausible'), protocol_version="2", reserve=36,
            source="computed from the manuals of the SL311 and SL711",
        ),
        vector("030190", voltage=0.4, source="computed from the manuals of the SL311 and SL711"),
        vector("03F190", voltage=61.84, source="computed from the manuals of the SL311 and SL711"),
        vector(
            "005F710400DC0537", battery_level=31, temperature=22, humidity=55, protocol_version="2", reserve=113,
            source="computed from the manuals of the SL311 and SL711",
        ),
    ],
)  # fmt: skip
