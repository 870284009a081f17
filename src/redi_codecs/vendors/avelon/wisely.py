"""Wisely CarbonSense: the battery, then measurements every ten minutes, the newest first, and one byte more.

Source: akenza's device types. Battery 254 is full, as in LoRaWAN's own status, where 255 is not known.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

CARBONSENSE = device(
    "avelon/wiselycarbonsense",
    name="Wisely CarbonSense carbon dioxide sensor",
    source="akenza's device types, avelon/wiselyCarbonSense",
    f_port=1,
    uplink=(
        battery(u8 * 100 / 254, invalid={255: "unknown"}),
        history(
            pressure(u16 / 10),
            temperature(i16 / 10),
            humidity(u8 / 2),
            co2(u16),
            time=received_at - index * 600,
            newest="first",
        ),
        reserved(1),
    ),
    vectors=[
        vector(
            "FE265300E54202E0265200E54202E7265100E64202F1265000E64202F3265000E64202F7265000E64202F900", f_port=1,
            battery=100, pressure=981.1, temperature=22.9, humidity=33, co2=736,
            records=[
                {"pressure": 981, "temperature": 22.9, "humidity": 33, "co2": 743},
                {"pressure": 980.9, "temperature": 23, "humidity": 33, "co2": 753},
                {"pressure": 980.8, "temperature": 23, "humidity": 33, "co2": 755},
                {"pressure": 980.8, "temperature": 23, "humidity": 33, "co2": 759},
                {"pressure": 980.8, "temperature": 23, "humidity": 33, "co2": 761},
            ],
            source="akenza's device types, run",
        ),
        vector(
            "7F2653FFEC8202E000", battery=50, pressure=981.1, temperature=-2, humidity=65, co2=736,
            source="akenza's device types, run",
        ),
        vector(
            "FF965300E54282E000", battery="unknown", pressure=(3848.3, 'implausible'), temperature=22.9, humidity=33,
            co2=33504, source="akenza's device types, run",
        ),
    ],
)  # fmt: skip
