"""Trackers and input nodes: the battery, then frames, each with its own time, little-endian.

Source: the vendor's published decoder. The four highest bits of a frame's type say why it was sent.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.iot_factory.frames import FRAMES

TRACKERS = device(
    "iot-factory/personal-tracker",
    name="Personal tracker",
    source="The vendor's published decoder",
    f_port=10,
    also={"iot-factory/asset-tracker": "Asset tracker"},
    uplink=(
        word(u8, power_source(choice(bit(0), {0: "battery", 1: "external"})), battery(bits(1, 7))),
        word(
            u8,
            let(serial_sent=bit(0)),
            protocol_version(version(bits(1, 3))),
            let(size_sent=bit(4)),
            reserved(bits(5, 7)),
        ),
        optional(V.serial_sent == 1, attribute(device_number=identifier(u32le))),
        optional(V.size_sent == 1, attribute(payload_size=u16le)),
        history(
            word(u16le, let(kind=bits(0, 11)), attribute(reason=bits(12, 15))),
            switch(V.kind, FRAMES),
        ),
    ),
    vectors=[
        vector(
            "C2E21300580B7365000400590B736553E408091FACC9806B0CBF99F0C10000000000000000", f_port=10, battery=97,
            power_source="battery", protocol_version="1",
            records=[
                {"time": 1702038360, "moving": False, "reason": 0},
                {"time": 1702038361, "wifi_access_points": "53e408091facc9806b0cbf99f0c100000000000000",
                 "moving": False, "reason": 0, "mode_changed": False, "requested": False, "home_1": False,
                 "home_2": False, "home_3": False},
            ],
            source="device repository",
        ),
        vector(
            "00E3B48AF7010C0000EC71650100000000030D0000EC7165013C3800000B0000EC716503010D0058EE7165013C380000",
            battery=0, power_source="battery", protocol_version="1", device_number=33000116,
            records=[
                {"time": 1701964800, "voltage_1": 0, "reason": 0, "alarm": False, "input_status": "input_error"},
                {"time": 1701964800, "pulse_count_1_total": 14396, "reason": 0},
                {"time": 1701964800, "digital_input_3": True, "reason": 0, "alarm": False},
                {"time": 1701965400, "pulse_count_1_total": 14396, "reason": 0},
            ],
            source="device repository",
        ),
        vector(
            "650340E20100030000EC7165B256CCFFC1BBE6003A00000009070F0000EC716501ED00", battery=50,
            power_source="external", protocol_version="1", device_number=123456,
            records=[
                {"time": 1701964800, "latitude": -33.85678, "longitude": 151.21345, "altitude": 58, "speed": 0,
                 "hdop": 0.9, "satellites": 7, "moving": False, "reason": 0, "mode_changed": False,
                 "requested": False, "inside_geofence_1": False, "inside_geofence_2": False},
                {"time": 1701964800, "temperature_1": 23.7, "reason": 0, "alarm": False},
            ],
            source="device repository",
        ),
    ],
)  # fmt: skip
