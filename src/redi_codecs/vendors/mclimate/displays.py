"""MClimate's displays of CO2: keep-alive frames as those of its sensors; big-endian.

Source: MClimate's device communication protocols (CO2 Display, CO2 Display Lite; chapters "Keep-alive" and those of the
commands) and the vendor's published decoders.
"""

from collections.abc import Mapping

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.mclimate import downlinks
from redi_codecs.vendors.mclimate.downlinks import commands_of
from redi_codecs.vendors.mclimate.keepalive import BASIC, CO2, DISPLAY, HUMIDITY, PIR, TEMPERATURE, room_sensor

BLIND_TIME = {"measurement_blind_time": (0x81, 0x80)}
IMAGES = attribute(emoji_visible=bit(0) == 1, value_visible=bit(1) == 1)


def _on_a_display(sources: Mapping[int, str]) -> Body:
    """What both displays measure; the protocols' example of CO₂, 1B00 as 864 ppm, contradicts their tables."""
    return (
        TEMPERATURE,
        HUMIDITY,
        battery_voltage(u16 / 1000),
        word(u16, co2(concat(bits(3, 7), bits(8, 15))), power_source(choice(bits(0, 2), sources))),
        illuminance(u16),
    )


CO2_DISPLAY = device(
    "mclimate/co2-display",
    name="CO₂ display with temperature, humidity, light and motion",
    source="CO2 Display LoRaWAN device communication protocol, keep-alive",
    f_port=2,
    uplink=room_sensor(
        11,
        BASIC | CO2 | DISPLAY | PIR | {
            0x83: word(u8, IMAGES, attribute(chart_visible=bit(2) == 1), reserved(bits(3, 7))),
        },
        _on_a_display({0: "solar", 1: "batteries", 2: "usb"}),
        motion(u8 == 1, invalid={range(2, 256): "unknown"}),
    ),
    downlink=commands_of(
        BASIC | CO2 | DISPLAY | PIR, downlinks.COMMON, downlinks.CO2, downlinks.SHOWN, downlinks.PIR, BLIND_TIME
    ),
    vectors=[
        vector(
            "01 0267 82 0B7C 9320 0037 00", f_port=2, message="keep_alive", temperature=21.5, humidity=50.78125,
            battery_voltage=2.94, co2=1171, power_source="solar", illuminance=55, motion=False,
            source="device repository",
        ),
        vector(
            "3D 01 3F 1E 47 03 49 04 4B 0006 4D 0258 83 04 A4 00 01 0267 82 0B7C 9320 0037 01",
            message="response", pir_enabled=True, pir_sensitivity=30, pir_init_period=3, pir_measurement_period=4,
            pir_check_period=6, pir_blind_period=(600, "s"), emoji_visible=False, value_visible=False,
            chart_visible=True, lorawan_region="EU868", temperature=21.5, humidity=50.78125, battery_voltage=2.94,
            co2=1171, illuminance=55, motion=True,
            source="CO2 Display protocol, examples and defaults of the PIR's commands and of 83 and A4",
        ),
    ],
    quirks=[
        quirk(
            "01 0205 82 0B05 9320 0005 00", f_port=2, keys=("air.temperature", "battery"),
            reason="the vendor joins hex digits without leading zeros: 02 05 becomes 0x025 instead of 0x0205",
        ),
    ],
)  # fmt: skip

CO2_DISPLAY_LITE = device(
    "mclimate/co2-display-lite",
    name="CO₂ display with temperature, humidity and light",
    source="CO2 Display Lite device communication protocol, keep-alive",
    f_port=2,
    uplink=room_sensor(
        10,
        BASIC | CO2 | DISPLAY | {0x83: word(u8, IMAGES, reserved(bits(2, 7)))},
        _on_a_display({0: "solar", 2: "usb"}),
    ),
    downlink=commands_of(BASIC | CO2 | DISPLAY, downlinks.COMMON, downlinks.CO2, downlinks.SHOWN, BLIND_TIME),
    vectors=[
        vector(
            "01 0263 87 0AAC 3910 0117", f_port=2, message="keep_alive", temperature=21.1, humidity=52.734375,
            battery_voltage=2.732, co2=569, power_source="solar", illuminance=279, source="device repository",
        ),
    ],
)  # fmt: skip
