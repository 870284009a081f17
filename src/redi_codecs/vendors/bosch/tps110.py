"""TPS110: whether a vehicle stands on a parking space; the port says which frame it is, little-endian.

Source: the vendor's published decoder.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_OCCUPIED = word(u8, vehicle_presence(bit(0)), reserved(bits(1, 7)))
_CAUSES = {1: "watchdog", 2: "power on", 3: "system request", 4: "other"}
_DEBUG_CODES = tuple(
    word(u32le, attribute(debug_code=bits(0, 11), channel=number), reserved(bits(12, 31))) for number in (1, 2, 3)
)

TPS110 = device(
    "bosch/tps110",
    name="Parking lot sensor TPS110",
    source="The vendor's published decoder",
    f_port=1,
    uplink=switch(
        f_port,
        {
            1: message("parking", _OCCUPIED),
            2: message("heartbeat", _OCCUPIED, optional(remaining >= 1, temperature(i8))),
            3: message(
                "startup",
                _DEBUG_CODES,
                firmware_version(version(u8, u8, u8)),
                reset_cause(choice(u8, _CAUSES)),
                _OCCUPIED,
            ),
            4: message("device_information", attribute(information=hexadecimal())),
            5: message("device_usage", attribute(usage=hexadecimal())),
            6: message(
                "debug",
                attribute(device_clock=u32le),
                word(u16le, attribute(debug_code=bits(0, 11)), reserved(bits(12, 15))),
                reserved(2),
                attribute(sequence=u16le),
            ),
        },
    ),
    vectors=[
        vector("01", f_port=1, message="parking", vehicle_presence=True, source="device repository"),
        vector(
            "01FF", f_port=2, message="heartbeat", vehicle_presence=True, temperature=-1, source="device repository",
        ),
        vector(
            "240300007503000000000000001D020301", f_port=3, message="startup", vehicle_presence=True, debug_code_1=804,
            debug_code_2=885, debug_code_3=0, firmware_version="0.29.2", reset_cause="system request",
            source="device repository",
        ),
    ],
)  # fmt: skip
