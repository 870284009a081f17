"""MClimate's AQI sensor and multisensor; framed as the others, big-endian."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.mclimate.keepalive import BASIC
from redi_codecs.vendors.mclimate.lite import BATTERY, COMMON, RUN, sensor

AQI_SENSOR = device(
    "mclimate/aqi-sensor",
    name="Air quality sensor with pressure, temperature and humidity",
    source="The vendor's published decoder",
    f_port=2,
    uplink=sensor(
        (0x01,),
        10,
        BASIC,
        word(
            u32,
            air_quality_index(bits(23, 31) * 16),
            iaq(bits(18, 22) * 16),
            co2(bits(8, 17) * 32),
            tvoc(bits(0, 7) * 4),
        ),
        humidity(u8 * 4 / 10),
        word(
            u24,
            pressure((bits(13, 23) * 40 + 30000) / 100),
            reserved(bit(12)),
            temperature((bits(2, 11) - 400) / 10),
            iaq_accuracy(bits(0, 1)),
        ),
        battery_voltage((u8 * 8 + 1600) / 1000),
    ),
    downlink=COMMON,
    vectors=[
        vector(
            "01 07A04D 03 4B C8AA2B D6", f_port=2, message="keep_alive", air_quality_index=240, iaq=128, co2=2464,
            tvoc=12, humidity=30, pressure=942, temperature=25, iaq_accuracy=3, battery_voltage=3.312, source=RUN,
        ),
        vector(
            "01 82A24D 83 BB C8A52A D6", message="keep_alive", air_quality_index=(4176, "implausible"),
            iaq=128, co2=18848, tvoc=524, humidity=74.8, pressure=942, temperature=-7, iaq_accuracy=2,
            battery_voltage=3.312,
            source="computed from the published decoder",
        ),
    ],
)  # fmt: skip

MULTISENSOR = device(
    "mclimate/multisensor",
    name="Multisensor: climate, air quality, light, noise and motion",
    source="Computed from the published decoder's test: its layout of later firmware is not published",
    f_port=2,
    uplink=sensor(
        (0x82,),
        15,
        BASIC,
        word(
            u24,
            attribute(
                below_mean=temperature_difference(bits(16, 23) / 10),
                above_mean=temperature_difference(bits(9, 15) / 10),
            ),
            temperature(bits(0, 8) / 10, statistic="mean"),
        ),
        humidity(u8),
        pressure(u8 * 390 / 255 + 700),
        iaq(u8 * 500 / 255),
        co2(u8 * 4600 / 255 + 400),
        tvoc(u16),
        illuminance(u8 * 1000 / 255),
        sound_level(u8),
        motion_count(u8),
        BATTERY,
        word(u8, power_source(choice(bit(0), {0: "battery", 1: "usb"})), attribute(state=bits(1, 7))),
    ),
    downlink=COMMON,
    vectors=[
        vector(
            "82 0F17CB 2D A8 0D 06 0004 0A 3A 01 DD 03", f_port=2, message="keep_alive", below_mean=(1.5, "K"),
            above_mean=(1.1, "K"), temperature_mean=45.9, humidity=45, pressure=168 * 390 / 255 + 700,
            iaq=13 * 500 / 255, co2=6 * 4600 / 255 + 400, tvoc=4, illuminance=10000 / 255, sound_level=58,
            motion_count=1, battery_voltage=(221 * 2200 / 255 + 1600) / 1000, power_source="usb",
            source="the vendor's published test",
        ),
    ],
)  # fmt: skip
