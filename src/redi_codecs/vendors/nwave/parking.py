"""Nwave parking sensors: the port is the type of the message; how long the last state lasted is compressed to 7 bits.

Source: the vendor's published decoders. What they make of the thresholds of the battery is left out: the payload has
the voltage. A tag that is registered without a vehicle tells nothing of the place.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

OCCUPIED = word(u8, vehicle_presence(bit(0)), reserved(bits(1, 7)))
DEBUG = message("debug", raw_data(raw()))


def seconds(raw: int) -> int:
    """Minutes up to 90, then steps of 5 minutes, then of an hour."""
    return 60 * (raw if raw < 90 else 90 + (raw - 90) * 5 if raw < 120 else 240 + (raw - 120) * 60)


def startup(causes: dict[int, str]) -> Body:
    """What a sensor says when it starts."""
    return message("startup", firmware_version(version(u8, u8, u8)), reset_cause(choice(u8, causes)), OCCUPIED)


NPS310 = device(
    "nwave/nps310sm",
    name="Parking sensor, surface mounted",
    source="The vendor's published decoder",
    f_port=1,
    uplink=switch(
        f_port,
        {
            1: message("parking_status", OCCUPIED),
            2: message("heartbeat", OCCUPIED),
            3: startup({1: "watchdog", 2: "power on", 3: "user request", 4: "brownout", 5: "other"}),
            6: DEBUG,
        },
    ),
    vectors=[
        vector("01", f_port=1, message="parking_status", vehicle_presence=True, source="the vendor's decoder, run"),
        vector("FE", message="parking_status", vehicle_presence=False, source="the vendor's decoder, run"),
        vector("00", f_port=2, message="heartbeat", vehicle_presence=False, source="the vendor's decoder, run"),
        vector("FF", f_port=2, message="heartbeat", vehicle_presence=True, source="the vendor's decoder, run"),
        vector(
            "010D000201", f_port=3, message="startup", vehicle_presence=True, firmware_version="1.13.0",
            reset_cause="power on", source="the vendor's decoder, run",
        ),
        vector("AABBCC", f_port=6, message="debug", raw_data="aabbcc", source="the vendor's decoder, run"),
    ],
)  # fmt: skip

NPS405 = device(
    "nwave/nps405fm",
    name="Parking sensor, flush mounted",
    source="The vendor's published decoder",
    f_port=1,
    uplink=switch(
        f_port,
        {
            1: message(
                "parking_status",
                word(u8, vehicle_presence(bit(0)), duration(curve(bits(1, 7), seconds), invalid={127: "overflow"})),
            ),
            2: message(
                "heartbeat",
                word(u8, vehicle_presence(bit(0)), attribute(health=bits(1, 7))),
                battery_voltage((u8 * 4 + 2500) / 1000),
                temperature((i8 + 20) / 2),
                attribute(more=hexadecimal()),
            ),
            3: startup(
                {0: "rejoining", 1: "watchdog", 2: "power on", 3: "user request", 6: "brownout", 7: "other"}
            ),
            6: DEBUG,
            10: message(
                "tag_registration",
                word(
                    u8,
                    attribute(parked=bit(0)),
                    duration(
                        curve(bits(1, 7), seconds), invalid={127: "overflow"}, valid=V.parked == 1
                    ),
                ),
                tag_id(hexadecimal(4)),
            ),
        },
    ),
    also={"nwave/nps405sm": "Parking sensor, surface mounted"},
    vectors=[
        vector(
            "95", f_port=1, message="parking_status", vehicle_presence=True, duration=4440,
            source="the vendor's decoder, run",
        ),
        vector(
            "FE", message="parking_status", vehicle_presence=False, duration="overflow",
            source="the vendor's decoder, run",
        ),
        vector(
            "D1", message="parking_status", vehicle_presence=True, duration=9600, source="the vendor's decoder, run",
        ),
        vector(
            "F5", message="parking_status", vehicle_presence=True, duration=21600, source="the vendor's decoder, run",
        ),
        vector(
            "D11F345678", f_port=10, message="tag_registration", duration=9600, parked=True, tag_id="1f345678",
            source="the vendor's decoder, run",
        ),
        vector(
            "071F345678", f_port=10, message="tag_registration", duration=180, parked=True, tag_id="1f345678",
            source="the vendor's decoder, run",
        ),
        vector(
            "0000000001", f_port=10, message="tag_registration", parked=False, tag_id="00000001",
            source="the vendor's decoder, run",
        ),
        vector(
            "FF12345678", f_port=10, message="tag_registration", duration="overflow", parked=True, tag_id="12345678",
            source="the vendor's decoder, run",
        ),
        vector(
            "00D3D800590B", f_port=2, message="heartbeat", vehicle_presence=False, battery_voltage=3.344,
            temperature=-10, health=0, more="00590b", source="the vendor's decoder, run",
        ),
        vector(
            "F1FAC8", f_port=2, message="heartbeat", vehicle_presence=True, battery_voltage=3.5, temperature=-18,
            health=120, more="", source="the vendor's decoder, run",
        ),
        vector(
            "0107280004090200", f_port=2, message="heartbeat", vehicle_presence=True, battery_voltage=2.528,
            temperature=30, health=0, more="0004090200", source="the vendor's decoder, run",
        ),
        vector(
            "0204090200", f_port=3, message="startup", vehicle_presence=False, firmware_version="2.4.9",
            reset_cause="power on", source="the vendor's decoder, run",
        ),
        vector(
            "0204098101", f_port=3, message="startup", vehicle_presence=True, firmware_version="2.4.9",
            reset_cause="unknown_129", source="the vendor's decoder, run",
        ),
        vector("AABBCC", f_port=6, message="debug", raw_data="aabbcc", source="the vendor's decoder, run"),
    ],
)  # fmt: skip
