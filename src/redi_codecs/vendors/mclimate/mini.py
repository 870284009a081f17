"""MClimate's Mini room sensors; framed as the others, big-endian.

Source: MClimate's published decoders and the payloads of their tests.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.mclimate.keepalive import BASIC, HUMIDITY
from redi_codecs.vendors.mclimate.lite import BATTERY, COMMON, RUN, sensor

MINI_TEMPERATURE = word(u16, temperature((bits(0, 9) - 400) / 10), reserved(bits(10, 15)))

HT_MINI = device(
    "mclimate/ht-mini",
    name="Temperature and humidity sensor, small",
    source="The vendor's published decoder and the payloads of its tests",
    f_port=2,
    uplink=sensor(
        (0x01,), 5, BASIC | {0x22: attribute(led_brightness=u8)}, MINI_TEMPERATURE, HUMIDITY, BATTERY
    ),
    downlink=COMMON,
    vectors=[
        vector(
            "01 0280 99 E1", f_port=2, message="keep_alive", temperature=24, humidity=59.765625,
            battery_voltage=(225 * 2200 / 255 + 1600) / 1000, source="the vendor's published test",
        ),
        vector(
            "22 2F 01 0088 80 C8", message="response", led_brightness=47, temperature=-26.4, humidity=50,
            battery_voltage=(200 * 2200 / 255 + 1600) / 1000, source="computed from the vendor's published decoder",
        ),
    ],
)  # fmt: skip

PIR_MINI = device(
    "mclimate/pir-mini",
    name="Motion, light, temperature and humidity sensor, small",
    source="The vendor's published decoder and the payloads of its tests",
    f_port=2,
    uplink=sensor(
        (0x01,),
        10,
        BASIC
        | {
            0x22: attribute(led_brightness=u8),
            0x39: attribute(occupancy_timeout=duration(u16)),
            0x3F: attribute(pir_mode=u8),
            0x42: attribute(pir_blind_period=duration(u16)),
        },
        MINI_TEMPERATURE,
        HUMIDITY,
        illuminance(u16, invalid={range(0xFFFB, 0xFFFF): "fault", 0xFFFF: "disabled"}),
        BATTERY,
        word(u8, occupancy(bit(0)), reserved(bits(1, 7))),
        motion_count(u16),
    ),
    downlink=COMMON,
    vectors=[
        vector(
            "01 0280 99 03E1 CC 01 0012", f_port=2, message="keep_alive", temperature=24, humidity=59.765625,
            illuminance=993, battery_voltage=(204 * 2200 / 255 + 1600) / 1000, occupancy=True, motion_count=18,
            source=RUN,
        ),
        vector(
            "01 0288 80 FFFC C8 00 81AF", message="keep_alive", temperature=24.8, humidity=50, illuminance="fault",
            battery_voltage=(200 * 2200 / 255 + 1600) / 1000, occupancy=False, motion_count=33199, source=RUN,
        ),
        vector(
            "3A 01 0288 80 FFFF C8 01 01AF", message="event", event="occupied", temperature=24.8, humidity=50,
            illuminance="disabled", battery_voltage=(200 * 2200 / 255 + 1600) / 1000, occupancy=True,
            motion_count=431, source=RUN,
        ),
        vector(
            "42 00B4 01 0280 99 C3E1 CC 01 0012", message="response", pir_blind_period=(180, "s"), temperature=24,
            humidity=59.765625, illuminance=50145, battery_voltage=(204 * 2200 / 255 + 1600) / 1000, occupancy=True,
            motion_count=18, source=RUN,
        ),
        vector(
            "01 0288 80 FFFB C8 00 0000", message="keep_alive", temperature=24.8, humidity=50, illuminance="fault",
            battery_voltage=(200 * 2200 / 255 + 1600) / 1000, occupancy=False, motion_count=0, source=RUN,
        ),
        vector(
            "01 0288 80 FFFA C8 00 0000", message="keep_alive", temperature=24.8, humidity=50, illuminance=65530,
            battery_voltage=(200 * 2200 / 255 + 1600) / 1000, occupancy=False, motion_count=0, source=RUN,
        ),
    ],
)  # fmt: skip
