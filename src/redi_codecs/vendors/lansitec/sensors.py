"""Lansitec sensors: the upper half of the first byte is the type of the message, big-endian, with a check at its end.

Source: the vendor's published decoders. Of how the check is computed they say nothing.
"""

from fractions import Fraction

from redi_codecs.kinds import *
from redi_codecs.layout import *

REGIONS = {1: "AU915", 2: "CLAA", 3: "CN470", 4: "AS923", 5: "EU433", 6: "EU868", 7: "US915"}
SUPPORTED = {1 << bit: name for bit, name in enumerate(REGIONS.values())}
CHECK = attribute(crc=u16)

REGISTER = message(
    "register",
    word(u8, attribute(region=choice(bits(0, 2), REGIONS), adr_enabled=bit(3)), expect(bits(4, 7), 1)),
    attribute(supported_region=choice(u8, SUPPORTED)),
    word(u8, attribute(sweep_mode=bits(0, 2)), tx_power(bits(3, 7))),
    word(u8, reserved(bits(0, 2)), attribute(repeated=bit(3), data_rate_number=bits(4, 7))),
    report_interval(u16 * 10),
    CHECK,
)
ACKNOWLEDGE = message(
    "acknowledge", word(u8, attribute(result=bits(0, 3)), expect(bits(4, 7), 15)), attribute(message_number=u8)
)


def whole_and_hundredths(raw: int) -> Fraction | None:
    """A sign, whole degrees and, in the second byte, hundredths."""
    whole, hundredths = raw >> 8 & 0x7F, raw & 0xFF
    value = Fraction(whole * 100 + hundredths, 100)
    return None if hundredths > 99 else -value if raw & 0x8000 else value


CLIMATE = device(
    "lansitec/temperature-humidity-sensor",
    name="Temperature and humidity sensor",
    source="The vendor's published decoder",
    f_port=2,
    uplink=switch(
        peek(0, u8).bits(4, 7),
        {
            1: REGISTER,
            2: message(
                "heartbeat",
                word(u8, protocol_version(version(bits(0, 3))), expect(bits(4, 7), 2)),
                battery(u8),
                rssi(0 - u8),
                snr(i16 / 100),
                temperature(curve(u16, whole_and_hundredths)),
                humidity(u8),
                CHECK,
            ),
            15: ACKNOWLEDGE,
        },
    ),
    vectors=[
        vector(
            "213E5500781635371234", f_port=2, message="heartbeat", battery=62, rssi=-85, snr=1.2, temperature=22.53,
            humidity=55, protocol_version="1", crc=4660, source="the vendor's decoder, run",
        ),
        vector(
            "211ED5FF8885 4BB80009", message="heartbeat", battery=30, rssi=(-213.0, 'implausible'), snr=-1.2,
            temperature=-5.75, humidity=(184.0, 'implausible'), protocol_version="1", crc=9,
            source="the vendor's decoder, run, its signs put right",
        ),
        vector(
            "1E20401800061234", message="register", tx_power=8, region="EU868", adr_enabled=True,
            supported_region="EU868", sweep_mode=0, repeated=True, data_rate_number=1, report_interval=60, crc=4660,
            source="the vendor's decoder, run",
        ),
        vector(
            "1B80B870811681F3", message="register", tx_power=23, region="CN470", adr_enabled=True,
            supported_region="unknown_128", sweep_mode=0, repeated=False, data_rate_number=7, report_interval=330460,
            crc=33267, source="the vendor's decoder, run",
        ),
        vector("F307", message="acknowledge", result=3, message_number=7, source="the vendor's decoder, run"),
    ],
)  # fmt: skip

PLATINUM = device(
    "lansitec/precision-platinum-sensor",
    name="Thermometer with platinum probes",
    source="The vendor's published decoder, and tago.io's, which does not take the check for a temperature",
    f_port=2,
    uplink=switch(
        peek(0, u8).bits(4, 7),
        {
            1: REGISTER,
            3: message(
                "temperatures",
                word(u8, let(probes=bits(0, 3)), expect(bits(4, 7), 3)),
                battery(u8),
                rssi(0 - u8),
                repeat(temperature(i16 / 100, place="probe", channel=index + 1), count=V.probes),
                CHECK,
            ),
            15: ACKNOWLEDGE,
        },
    ),
    vectors=[
        vector(
            "31645007D00000", f_port=2, message="temperatures", battery=100, rssi=-80, temperature_probe_1=20, crc=0,
            source="the vendor's decoder, run",
        ),
        vector(
            "32D5C6 0A28 FE0C 8123", message="temperatures", battery=(213.0, 'implausible'), rssi=-198,
            temperature_probe_1=26, temperature_probe_2=-5, crc=33059, source="the vendor's decoder, run",
        ),
        vector(
            "1E20401800061234", message="register", tx_power=8, region="EU868", adr_enabled=True,
            supported_region="EU868", sweep_mode=0, repeated=True, data_rate_number=1, report_interval=60, crc=4660,
            source="the vendor's decoder, run",
        ),
        vector("F307", message="acknowledge", result=3, message_number=7, source="the vendor's decoder, run"),
    ],
)  # fmt: skip
