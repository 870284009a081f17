"""Enless Wireless TX 600-05x and 600-06x: messages of 30 bytes; big-endian.

Source: Akenza's decoders of these models.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.enless_wireless.tx import FIRMWARE, LIMITS, QUARTERS

NEW_HEAD = (attribute(device_id=identifier(u24), device_type=u8), frame_count(u8), FIRMWARE)

NEW_STATE = word(
    u16, alarm(bit(0)), reserved(bit(1)), battery(QUARTERS), reserved(bits(4, 8)),
    attribute(report_by_exception=bit(9)), reserved(bits(10, 15)),
)  # fmt: skip
NEW_ALARMS = word(u16, LIMITS, reserved(bits(4, 7)), attribute(motion_guard=bit(8)), reserved(bits(9, 15)))
NEW_CLIMATE = (temperature(i16 / 10), reserved(2), humidity(u16 / 10))

AMBIENT = device(
    "enless-wireless/600-050",
    name="Ambient temperature and humidity sensor TX 600-050",
    source="Akenza's decoder of TX 600-050, -051 and -052",
    f_port=1,
    uplink=(NEW_HEAD, switch(length, {
        30: (NEW_CLIMATE, reserved(14), NEW_ALARMS, NEW_STATE),
        34: message("history", history(temperature(u8), humidity(u8), count=12), NEW_ALARMS, NEW_STATE),
    })),
    measures=(temperature, humidity, battery),
    also={
        "enless-wireless/600-051": "Ambient temperature and humidity sensor TX 600-051",
        "enless-wireless/600-052": "Ambient temperature and humidity sensor with e-paper TX 600-052",
    },
    vectors=[
        vector(
            "002004 20 00 12 00FE 0000 0208 0000000000000000000000000000 0000 0000", f_port=1, temperature=25.4,
            humidity=52, alarm=False, battery=100, source="Akenza's decoder, run",
        ),
    ],
)  # fmt: skip

AMBIENT_CO2 = device(
    "enless-wireless/600-053",
    name="Ambient CO2, temperature and humidity sensor TX 600-053",
    source="Akenza's decoder of TX 600-053",
    f_port=1,
    uplink=(
        NEW_HEAD,
        NEW_CLIMATE,
        co2(u16),
        reserved(12),
        word(
            u16,
            LIMITS,
            attribute(co2_high=bit(4), co2_low=bit(5)),
            reserved(bits(6, 7)),
            attribute(motion_guard=bit(8)),
            reserved(bits(9, 15)),
        ),
        word(
            u16,
            alarm(bit(0)),
            reserved(bit(1)),
            battery(QUARTERS),
            reserved(bits(4, 5)),
            attribute(co2_sampled=bit(6)),
            reserved(bits(7, 8)),
            attribute(light_on=bit(9)),
            reserved(bits(10, 15)),
        ),
    ),
    measures=(temperature, humidity, co2, battery),
    vectors=[
        vector(
            "0000EA 25 36 11 FF70 0000 0032 03E8 000000000000000000000000 0000 0000", f_port=1, temperature=-14.4,
            humidity=5, co2=1000, battery=100, source="Akenza's decoder, run",
        ),
    ],
)  # fmt: skip

EVENT_STATE = (alarm(bit(0)), reserved(bit(1)), battery(QUARTERS), reserved(bit(4)))
TAIL = (reserved(bits(6, 8)), attribute(report_by_exception=bit(9)), reserved(bits(10, 15)))

MOTION = device(
    "enless-wireless/600-062",
    name="Light, motion, temperature and humidity sensor TX 600-062",
    source="Akenza's decoder of TX 600-062",
    f_port=2,
    uplink=(
        NEW_HEAD,
        NEW_CLIMATE,
        reserved(4),
        motion_count(u16),
        reserved(4),
        illuminance(u32),
        NEW_ALARMS,
        word(u16, EVENT_STATE, motion(bit(5)), TAIL),
    ),
    measures=(temperature, humidity, motion, motion_count, illuminance, battery),
    vectors=[
        vector(
            "0144BF 22 87 0C 00D7 0000 01DD 00000000 0001 00000000 00000000 0000 0000", f_port=2, temperature=21.5,
            humidity=47.7, motion=False, motion_count=1, illuminance=0, battery=100, source="Akenza's decoder, run",
        ),
    ],
)  # fmt: skip

WINDOW = device(
    "enless-wireless/600-065",
    name="Window contact TX 600-065",
    source="Akenza's decoder of TX 600-065",
    f_port=1,
    uplink=(NEW_HEAD, reserved(10), open_count(u16), reserved(10), word(u16, EVENT_STATE, contact(bit(5)), TAIL)),
    measures=(open_count, contact, battery),
    vectors=[
        vector(
            "000001 26 07 01 00000000000000000000 0005 00000000000000000000 0020", f_port=1, open_count=5, contact=True,
            battery=100, source="computed from Akenza's decoder",
        ),
    ],
)  # fmt: skip
