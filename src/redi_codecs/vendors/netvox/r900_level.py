"""R900PB03: distance and fill level, with shock detection.

Source: Netvox's decoder of the model, with examples.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.netvox.frames import INTERVALS
from redi_codecs.vendors.netvox.r900 import RESULT, SOURCE, downlink, output, output_commands, uplink
from redi_codecs.vendors.netvox.r900_meters import SHOCK, output_on

_LEVEL_ALARMS = word(
    u8,
    attribute(low_distance_alarm=bit(0), high_distance_alarm=bit(1)),
    attribute(low_fill_level_alarm=bit(2), high_fill_level_alarm=bit(3)),
    reserved(bits(4, 7)),
)

_LEVEL = {0x0108: "R900PB03", 0x0110: "R900PB03O1"}
_LEVEL_SETTINGS = (INTERVALS, attribute(distance_change=distance(u16)))
R900PB03 = device(
    "netvox/r900pb03",
    name="R900PB03 distance and fill level sensor with shock detection",
    source=SOURCE,
    f_port=22,
    uplink=uplink(
        _LEVEL,
        report=(
            object_presence(u8), distance(u16), fill_level(u8), _LEVEL_ALARMS, SHOCK,
        ),
        settings=_LEVEL_SETTINGS,
        name="level",
        further={
            0x85: message("on_distance_set", RESULT),
            0x86: message("on_distance", attribute(on_distance=distance(u16))),
            0x87: message("fill_max_distance_set", RESULT),
            0x88: message("fill_max_distance", attribute(fill_max_distance=distance(u16))),
            0x89: message("dead_zone_set", RESULT),
            0x8A: message("dead_zone", attribute(dead_zone=distance(u16))),
            **output(0x8B, output_on(_LEVEL_ALARMS)),
        },
    ),
    downlink=downlink(
        _LEVEL,
        settings=_LEVEL_SETTINGS,
        padding=(),
        others={
            "on_distance": (0x05, attribute(on_distance=distance(u16)), "on_distance_set"),
            "request_on_distance": (0x06, (), "on_distance"),
            "fill_max_distance": (0x07, attribute(fill_max_distance=distance(u16)), "fill_max_distance_set"),
            "request_fill_max_distance": (0x08, (), "fill_max_distance"),
            "dead_zone": (0x09, attribute(dead_zone=distance(u16)), "dead_zone_set"),
            "request_dead_zone": (0x0A, (), "dead_zone"),
            **output_commands(0x0B, output_on(_LEVEL_ALARMS)),
        },
    ),
    also={"netvox/r900pb03o1": "R900PB03O1 distance and fill level sensor with digital output"},
    vectors=[
        vector("03 0108 01 FB 01 04D2 37 05 01", f_port=22, message="level", battery_voltage=12.3, low_battery=True,
               object_presence=True, distance=1234, fill_level=55, vibration=True, low_distance_alarm=True,
               source="the vendor's decoder, run"),
        vector("8C 0110 00 0A 01 01", f_port=23, message="digital_output", output_normally="low", pulse_time=10,
               low_distance_alarm=True, output_channel=2, source="Netvox's example"),
    ],
    quirks=[
        quirk(payload, f_port=22, keys="action.contactState",
              reason="The status says that something is nearer than the set distance; that is no contact.")
        for payload in (
            "0301080101000303000101", "03010801FB0104D2370501", "030108011E00012C000000", "0301100101000303000101",
            "03011001240005DC320000", "03011001A40103204B0F01",
        )
    ],
)  # fmt: skip
