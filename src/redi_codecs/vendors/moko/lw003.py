"""MOKO LW003-B: what it is on port 1, the Bluetooth beacons that it has seen on port 2, big-endian.

Source: the data sheet's example and the vendor's published decoder. It takes 45 °C off a temperature which the data
sheet reads as it is, 26.03 °C.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

REGIONS = {0: "AS923", 1: "AU915", 5: "EU868", 6: "KR920", 7: "IN865", 8: "US915", 9: "RU864"}

ADVERTISED, ANSWERED = (
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e",
    "28292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f40414243444546",
)

LW003_B = device(
    "moko/lw003-b",
    name="Bluetooth probe with temperature and humidity",
    source="LW003-B data sheet (device information), the vendor's published decoder (beacons)",
    f_port=1,
    uplink=switch(
        f_port,
        {
            1: message(
                "device_information",
                battery(u8),
                battery_voltage(u16 / 1000),
                word(u8, firmware_version(version(bits(6, 7), bits(4, 5), bits(0, 3)))),
                attribute(accelerometer_sensitivity=u8),
                tamper(u8),
                temperature(i16 / 100),
                humidity(u16 / 100),
                attribute(region=choice(u8, REGIONS)),
            ),
            2: message(
                "beacons",
                frame_count(u8),
                let(beacons=u8),
                history(
                    time(calendar(year=u16, month=u8, day=u8, hour=u8, minute=u8, second=u8)),
                    attribute(data_length=u8),
                    mac_address(raw(6)),
                    rssi(i8),
                    attribute(advertised=hexadecimal(31), response=hexadecimal(31)),
                    count=V.beacons,
                    name="beacons",
                ),
            ),
        },
    ),
    vectors=[
        vector(
            "4D0F428664000A2B117E05", f_port=1, message="device_information", battery=77, battery_voltage=3.906,
            tamper=False, temperature=26.03, humidity=44.78, firmware_version="2.0.6", accelerometer_sensitivity=100,
            region="EU868", source="data sheet",
        ),
        vector(
            "CDFF42C96401FA2BD17E00", message="device_information", battery=(205.0, 'implausible'),
            battery_voltage=(65.346, 'implausible'), tamper=True, temperature=-14.93, humidity=(536.3, 'implausible'),
            firmware_version="3.0.9", accelerometer_sensitivity=100, region="AS923",
            source="computed from the data sheet's fields",
        ),
        vector(
            f"0502 07E60B1C0C2233 3D A1B2C3D4E5F6 C8 {ADVERTISED} {ANSWERED} 07E70C1D0D2334 3E A1B2C3D4E5F7 B8"
            f"{ANSWERED} {ADVERTISED}",
            f_port=2, message="beacons", frame_count=5,
            records=[
                {"time": 1669638891, "mac_address": bytes.fromhex("A1B2C3D4E5F6"), "rssi": -56, "data_length": 61,
                 "advertised": ADVERTISED, "response": ANSWERED},
                {"time": 1703856952, "mac_address": bytes.fromhex("A1B2C3D4E5F7"), "rssi": -72, "data_length": 62,
                 "advertised": ANSWERED, "response": ADVERTISED},
            ], source="computed from the vendor's decoder",
        ),
    ],
    quirks=[
        quirk("4d0f428664000a2b117e05", f_port=1, keys="air.temperature",
              reason="the data sheet's example is 26.03 °C; the published decoder takes 45 °C off"),
    ],
)  # fmt: skip
