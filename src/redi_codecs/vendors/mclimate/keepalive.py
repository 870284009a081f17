"""MClimate room sensors: a keep-alive frame, or answers to commands with the keep-alive in the last bytes; big-endian.

Source: MClimate's device communication protocols (HT Sensor, CO2 Sensor, CO2 Display, CO2 Display Lite; chapters
"Keep-alive" and "Commands") and the vendor's published decoders.
"""

from collections.abc import Mapping

from redi_codecs.kinds import *
from redi_codecs.layout import *

TEMPERATURE = temperature((u16 - 400) / 10)
HUMIDITY = humidity(u8 * 100 / 256)

BASIC: dict[int, Body] = {
    0x04: (
        word(u8, hardware_version(version(bits(4, 7), bits(0, 3)))),
        word(u8, firmware_version(version(bits(4, 7), bits(0, 3)))),
    ),
    0x12: report_interval(u8 * 60),
    0x19: attribute(join_retry_period=duration(u8 * 5)),
    0x1B: attribute(uplink_type=choice(u8, {0: "unconfirmed", 1: "confirmed"})),
    0x1D: attribute(watchdog_confirmed=u8, watchdog_unconfirmed=u8),
}
CO2: dict[int, Body] = {
    0x1F: attribute(co2_boundary_medium=co2(u16), co2_boundary_bad=co2(u16)),
    0x21: attribute(auto_zero_value=co2(u16)),
    0x25: attribute(measurement_period_good=u8, measurement_period_medium=u8, measurement_period_bad=u8),
    0x2B: attribute(auto_zero_period=u8),
}
BUZZER_AND_LED: dict[int, Body] = {
    0x23: attribute(notify_period_good=u8, notify_period_medium=u8, notify_period_bad=u8),
    0x27: attribute(
        buzzer_good=duration(u8), buzzer_good_loud=duration(u8 / 100), buzzer_good_silent=duration(u8 / 100),
        buzzer_medium=duration(u8), buzzer_medium_loud=duration(u8 / 100), buzzer_medium_silent=duration(u8 / 100),
        buzzer_bad=duration(u8), buzzer_bad_loud=duration(u8 / 100), buzzer_bad_silent=duration(u8 / 100),
    ),
    0x29: attribute(
        led_good_red=u8, led_good_green=u8, led_good_blue=u8, led_good=duration(u16 / 100),
        led_medium_red=u8, led_medium_green=u8, led_medium_blue=u8, led_medium=duration(u16 / 100),
        led_bad_red=u8, led_bad_green=u8, led_bad_blue=u8, led_bad=duration(u16 / 100),
    ),
}  # fmt: skip
DISPLAY: dict[int, Body] = {
    0x14: attribute(child_lock=u8 == 1),
    0x34: attribute(display_refresh_period=u8),
    0x41: attribute(temperature_visible=u8 != 0),
    0x43: attribute(humidity_visible=u8 != 0),
    0x45: attribute(light_indicator=u8 != 0),
    0x80: attribute(measurement_blind_time=u8),
}
PIR: dict[int, Body] = {
    0x3D: attribute(pir_enabled=u8 != 0),
    0x3F: attribute(pir_sensitivity=u8),
    0x47: attribute(pir_init_period=u8),
    0x49: attribute(pir_measurement_period=u8),
    0x4B: attribute(pir_check_period=u8),
    0x4D: attribute(pir_blind_period=u8),
    0x83: word(
        u8,
        attribute(emoji_visible=bit(0) == 1, value_visible=bit(1) == 1, chart_visible=bit(2) == 1),
        reserved(bits(3, 7)),
    ),
    0xA0: attribute(fuota_address=u32),
}


def room_sensor(commands: Mapping[int, Body], *keep_alive: Body) -> Body:
    """The uplink of a model: its keep-alive, alone or behind answers to these commands."""
    frame = (expect(u8, 0x01), *keep_alive)
    return switch(
        peek(0, u8), {0x01: message("keep_alive", *frame)}, otherwise=message("response", tags(u8, commands), *frame)
    )


HT_SENSOR = device(
    "mclimate/ht-sensor",
    name="Temperature and humidity sensor",
    source="HT Sensor LoRaWAN device communication protocol, keep-alive",
    f_port=2,
    uplink=room_sensor(
        BASIC,
        TEMPERATURE,
        HUMIDITY,
        word(u8, reserved(bits(0, 3)), battery_voltage((bits(4, 7) + 20) / 10)),
        word(
            u16,
            reserved(bits(11, 15)),
            temperature(bits(0, 10) / 10, place="probe", invalid={range(0x400, 0x800): "not_connected"}),
        ),
    ),
    vectors=[
        vector(
            "01 0274 73 F1 0400", message="keep_alive", temperature=22.8, humidity=44.921875, battery_voltage=3.5,
            temperature_probe=None, source="vendor's example",
        ),
        vector(
            "01 0280 80 C5 20B4", message="keep_alive", temperature=24, humidity=50, battery_voltage=3.2,
            temperature_probe=18,
        ),
        vector("01 015E C0 A0 0101", temperature=-5, humidity=75, battery_voltage=3, temperature_probe=25.7),
        vector(
            "04 1310 12 0A 1903 1B01 1D0203 01 0274 73 F1 0400", message="response", hardware_version="1.3",
            firmware_version="1.0", report_interval=600, join_retry_period=15, uplink_type="confirmed",
            watchdog_confirmed=2, watchdog_unconfirmed=3, temperature=22.8, humidity=44.921875, battery_voltage=3.5,
            temperature_probe=None,
        ),
    ],
)  # fmt: skip

CO2_SENSOR = device(
    "mclimate/co2-sensor",
    name="CO₂ sensor and notifier",
    source="CO2 Sensor LoRaWAN device communication protocol, keep-alive",
    f_port=2,
    uplink=room_sensor(
        BASIC | CO2 | BUZZER_AND_LED, co2(u16), TEMPERATURE, HUMIDITY, battery_voltage((u8 * 8 + 1600) / 1000)
    ),
    vectors=[
        vector(
            "01 0271 0273 84 ED", message="keep_alive", co2=625, temperature=22.7, humidity=51.5625,
            battery_voltage=3.496, source="vendor's example",
        ),
        vector(
            "01 01A4 017C 5A C8", message="keep_alive", co2=420, temperature=-2, humidity=35.15625, battery_voltage=3.2,
        ),
        vector(
            "1F 0384 05DC 21 0190 23 010203 25 0A0805 2B 18 01 0271 0273 84 ED", message="response",
            co2_boundary_medium=900, co2_boundary_bad=1500, auto_zero_value=400, notify_period_good=1,
            notify_period_medium=2, notify_period_bad=3, measurement_period_good=10, measurement_period_medium=8,
            measurement_period_bad=5, auto_zero_period=24, co2=625, temperature=22.7, humidity=51.5625,
            battery_voltage=3.496,
        ),
        vector(
            "27 00 0000 02 1432 05 3214 29 00FF00 0032 FFFF00 0064 FF0000 00C8 01 0271 0273 84 ED", message="response",
            buzzer_good=0, buzzer_medium=2, buzzer_medium_loud=0.2, buzzer_medium_silent=0.5, buzzer_bad=5,
            buzzer_bad_loud=0.5, buzzer_bad_silent=0.2, led_good_green=255, led_good=0.5, led_medium_red=255,
            led_medium=1, led_bad_red=255, led_bad_blue=0, led_bad=2, co2=625, temperature=22.7, humidity=51.5625,
            battery_voltage=3.496,
        ),
    ],
)  # fmt: skip

_ON_A_DISPLAY = (
    TEMPERATURE,
    HUMIDITY,
    battery_voltage(u16 / 1000),
    word(u16, co2(concat(bits(3, 7), bits(8, 15))), attribute(power_source_status=bits(0, 2))),
    illuminance(u16),
)

CO2_DISPLAY = device(
    "mclimate/co2-display",
    name="CO₂ display with temperature, humidity, light and motion",
    source="CO2 Display LoRaWAN device communication protocol, keep-alive",
    f_port=2,
    uplink=room_sensor(BASIC | CO2 | DISPLAY | PIR, *_ON_A_DISPLAY, motion(u8)),
    vectors=[
        vector(
            "01 0267 82 0B7C 9320 0037 00", message="keep_alive", temperature=21.5, humidity=50.78125,
            battery_voltage=2.94, co2=1171, power_source_status=0, illuminance=55, motion=False,
            source="vendor's example",
        ),
        vector(
            "01 0172 80 0BB8 C821 012C 01", message="keep_alive", temperature=-3, humidity=50, battery_voltage=3,
            co2=1224, power_source_status=1, illuminance=300, motion=True,
        ),
        vector(
            "01 0205 82 0B05 9320 0005 00", temperature=11.7, humidity=50.78125, battery_voltage=2.821, co2=1171,
            illuminance=5, motion=False,
        ),
        vector(
            "14 01 34 05 3D 01 3F 02 41 01 43 00 45 01 47 0A 49 03 4B 04 4D 05 80 0A 83 05 A0 00012000"
            "01 0267 82 0B7C 9320 0037 00",
            message="response", child_lock=True, display_refresh_period=5, pir_enabled=True, pir_sensitivity=2,
            temperature_visible=True, humidity_visible=False, light_indicator=True, pir_init_period=10,
            pir_measurement_period=3, pir_check_period=4, pir_blind_period=5, measurement_blind_time=10,
            emoji_visible=True, value_visible=False, chart_visible=True, fuota_address=73728, temperature=21.5,
            humidity=50.78125, battery_voltage=2.94, co2=1171, illuminance=55, motion=False,
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
    uplink=room_sensor(BASIC | CO2 | DISPLAY, *_ON_A_DISPLAY),
    vectors=[
        vector(
            "01 0263 87 0AAC 3910 0117", message="keep_alive", temperature=21.1, humidity=52.734375,
            battery_voltage=2.732, co2=569, power_source_status=0, illuminance=279, source="vendor's example",
        ),
        vector(
            "01 0186 40 0C1C E002 0000", message="keep_alive", temperature=-1, humidity=25, battery_voltage=3.1,
            co2=224, power_source_status=2, illuminance=0,
        ),
        vector(
            "12 0A 25 0A0805 01 0263 87 0AAC 3910 0117", message="response", report_interval=600,
            measurement_period_good=10, measurement_period_medium=8, measurement_period_bad=5, temperature=21.1,
            humidity=52.734375, battery_voltage=2.732, co2=569, illuminance=279,
        ),
    ],
)  # fmt: skip
