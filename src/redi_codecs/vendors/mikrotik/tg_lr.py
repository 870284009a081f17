"""TG-LR82 and TG-LR92: the port says which frame comes first, and each frame how far on in the table the next one is.

Source: the vendor's published decoder, 2.0.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.mikrotik.frames import Frames
from redi_codecs.vendors.mikrotik.numbers import TYPES

TG_LR = device(
    "mikrotik/tg-lr82",
    name="TG-LR82",
    source="The vendor's published decoder, 2.0",
    f_port=129,
    also={"mikrotik/tg-lr92": "TG-LR92"},
    uplink=switch(f_port, {0x80 + type: Frames(type).node for type in TYPES}),
    vectors=[
        vector(
            "8016370352", f_port=129, temperature=22.5, humidity=55, orientation="y_high", moving=True,
            free_fall=False, vibration=True, contact_count_low=3, activity="high", pending_event=False,
            source="the vendor's decoder, run",
        ),
        vector("8016823C", f_port=138, temperature=22.5, humidity=60, source="the vendor's decoder, run"),
        vector("80FA", f_port=138, temperature=-5.5, source="the vendor's decoder, run"),
        vector(
            "0500000002000000", f_port=135, vibration_count_total=5, free_fall_count_total=2,
            source="the vendor's decoder, run",
        ),
        vector("880B", f_port=149, battery_voltage=2.952, source="the vendor's decoder, run"),
    ],
)  # fmt: skip
