"""Browan TABS indoor sensors: a status byte, the battery in a nibble, then one byte or little-endian word a value."""

from __future__ import annotations

from redi_codecs.kinds import battery_voltage, motion, motion_count, temperature, time_since_motion
from redi_codecs.layout import bit, bits, device, f_port, reserved, switch, u8, u16le, u24le, vector, word

BATTERY = word(u8, battery_voltage((bits(0, 3) + 25) / 10), reserved(bits(4, 7)))
BOARD_TEMPERATURE = word(u8, temperature(bits(0, 6) - 32), reserved(bit(7)))

TBMS100 = device(
    "browan/tbms100",
    name="PIR motion sensor",
    source="TBMS100 reference manual, payload format on port 102",
    f_port=102,
    uplink=switch(
        f_port,
        {
            102: (
                word(u8, motion(bit(0)), reserved(bits(1, 7))),
                BATTERY,
                BOARD_TEMPERATURE,
                time_since_motion(u16le * 60),
                motion_count(u24le, statistic="total"),
            )
        },
    ),
    vectors=[
        vector(
            "01 0B 3A 0500 C50000", f_port=102, motion=True, battery_voltage=3.6, temperature=26, time_since_motion=300,
            motion_count_total=197,
        ),
    ],
)  # fmt: skip
