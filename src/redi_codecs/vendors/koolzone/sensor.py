"""KoolZone sensor: a type, a time, and bits that say what follows, big-endian.

Source: Alliot's decoder, which reads the temperature of the probe without its sign.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_READINGS = (
    time(u32),
    word(
        u8,
        let(battery_sent=bit(0)),
        reserved(bit(1)),
        let(light_sent=bit(2)),
        attribute(input_2_sent=bit(3), input_1_sent=bit(4)),
        let(analog_sent=bit(5), probe_sent=bit(6), inside_sent=bit(7)),
    ),
    optional(V.inside_sent == 1, temperature(i16 / 10)),
    optional(V.probe_sent == 1, temperature(i16 / 10, place="probe")),
    optional(V.analog_sent == 1, analog_input(u16)),
    optional(
        (V.input_1_sent == 1) | (V.input_2_sent == 1),
        word(
            u8,
            digital_input(bit(0), channel=1, valid=V.input_1_sent == 1),
            digital_input(bit(1), channel=2, valid=V.input_2_sent == 1),
            reserved(bits(2, 7)),
        ),
    ),
    optional(V.light_sent == 1, light_level(u8)),
    optional(V.battery_sent == 1, battery_voltage(u16 / 1000)),
)

KOOLZONE = device(
    "koolzone/koolzone",
    name="KoolZone temperature sensor",
    source="Alliot's decoder, Koolzone",
    f_port=1,
    uplink=switch(
        u8,
        {
            0x01: message("live", _READINGS),
            0x02: message("history", _READINGS),
            0x04: message("extract", _READINGS),
            0x0E: message("settings_refused", optional(remaining >= 1, attribute(answer=hexadecimal()))),
            0x0F: message("settings_done", optional(remaining >= 1, attribute(answer=hexadecimal()))),
        },
    ),
    vectors=[
        vector(
            "016553F100FD00D7FFF6123401550E10", f_port=1, message="live", time=1700000000, temperature=21.5,
            temperature_probe=-1, analog_input=4660, digital_input_1=True, digital_input_2=False, light_level=85,
            battery_voltage=3.6, input_2_sent=True, input_1_sent=True,
            source="computed from Alliot's decoder, with signs",
        ),
    ],
)  # fmt: skip
