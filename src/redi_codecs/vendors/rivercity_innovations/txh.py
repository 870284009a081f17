"""TXH: temperature and humidity, big-endian; the port says which frame it is.

Source: the vendor's published decoder.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

TXH = device(
    "rivercity-innovations/txh",
    name="Temperature and humidity sensor TXH",
    source="The vendor's published decoder",
    f_port=2,
    uplink=switch(
        f_port,
        {
            2: (
                temperature(i16 / 10),
                humidity(i16 / 10),
                word(u8, attribute(humidity_alarm=bit(0), temperature_alarm=bit(1)), reserved(bits(2, 7))),
                optional(remaining >= 2, battery_voltage(u16 / 1000)),
            ),
            3: message(
                "versions",
                attribute(lorawan_version=version(u8, u8, u8, u8)),
                firmware_version(version(u8, u8, u8, u8)),
            ),
            5: message(
                "limits",
                attribute(temperature_max=temperature(i16 / 10), temperature_min=temperature(i16 / 10)),
                attribute(humidity_max=humidity(i16 / 10), humidity_min=humidity(i16 / 10)),
                attribute(samples_averaged=u8, alarm_settings=u8),
            ),
            6: message(
                "reporting",
                attribute(check_interval=duration(u32)),
                attribute(checks_per_report=u16, checks_per_report_in_alarm=u16),
            ),
        },
    ),
    vectors=[
        vector(
            "FFE802FB020BA2", f_port=2, temperature=-2.4, humidity=76.3, battery_voltage=2.978, humidity_alarm=False,
            temperature_alarm=True, source="device repository",
        ),
        vector(
            "012C0000038400640317", f_port=5, message="limits", temperature_max=30, temperature_min=0, humidity_max=90,
            humidity_min=10, samples_averaged=3, alarm_settings=23, source="device repository",
        ),
    ],
)  # fmt: skip
