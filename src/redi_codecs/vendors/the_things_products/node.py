"""The Things Node: battery, light and temperature, big-endian; the port says why it was sent.

Source: the vendor's published decoder.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_BODY = (battery_voltage(u16 / 1000), illuminance(u16), temperature(i16 / 100))

NODE = device(
    "the-things-products/the-things-node",
    name="The Things Node",
    source="The vendor's published decoder",
    f_port=2,
    uplink=switch(
        f_port,
        {
            1: message("setup", _BODY),
            2: message("interval", _BODY),
            3: message("motion", _BODY, moving(derived(V.illuminance >= 0))),
            4: message("button", _BODY, button(derived(V.illuminance >= 0))),
        },
    ),
    vectors=[
        vector(
            "0CE4012C0898", f_port=2, message="interval", battery_voltage=3.3, illuminance=300, temperature=22,
            source="device repository",
        ),
        vector(
            "0C1C0000FF9C", f_port=3, message="motion", battery_voltage=3.1, illuminance=0, temperature=-1,
            moving=True, source="device repository",
        ),
        vector(
            "0BB827100BB8", f_port=4, message="button", battery_voltage=3, illuminance=10000, temperature=30,
            button=True, source="device repository",
        ),
        vector(
            "0D0500640640", f_port=1, message="setup", battery_voltage=3.333, illuminance=100, temperature=16,
            source="device repository",
        ),
    ],
)  # fmt: skip
