"""MClimate room sensors: a keep-alive frame, or answers to commands with the keep-alive in the last bytes; big-endian.

Where both do not fit into a message, the answers are alone. Source: MClimate's device communication protocols (HT
Sensor, CO2 Sensor; chapters "Keep-alive" and those of the commands) and the vendor's published decoders.
"""

from collections.abc import Mapping

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.mclimate import downlinks
from redi_codecs.vendors.mclimate.downlinks import commands_of

TEMPERATURE = temperature((u16 - 400) / 10)
HUMIDITY = humidity(u8 * 100 / 256)
BATTERY = battery_voltage((u8 * 8 + 1600) / 1000)

BASIC: dict[int, Body] = {
    0x04: (
        word(u8, hardware_version(version(bits(4, 7), bits(0, 3)))),
        word(u8, firmware_version(version(bits(4, 7), bits(0, 3)))),
    ),
    0x12: report_interval(u8 * 60, limits=(60, 15_300)),
    0x19: attribute(join_retry_period=duration(u8 * 5)),
    0x1B: attribute(uplink_type=choice(u8, {0: "unconfirmed", 1: "confirmed"})),
    0x1D: attribute(watchdog_confirmed=u8, watchdog_unconfirmed=duration(u8 * 3600)),
    0xA4: attribute(lorawan_region=choice(u8, {0: "EU868", 1: "AS923", 2: "AU915", 3: "US915"})),
}
CO2: dict[int, Body] = {
    0x1F: attribute(co2_boundary_medium=co2(u16), co2_boundary_bad=co2(u16)),
    0x21: attribute(auto_zero_value=co2(u16)),
    0x25: attribute(
        measurement_period_good=duration(u8 * 60), measurement_period_medium=duration(u8 * 60),
        measurement_period_bad=duration(u8 * 60),
    ),
    0x2B: attribute(auto_zero_period=duration(u8 * 3600)),
}  # fmt: skip
_LED = choice(u8, {0: "off", 1: "on", 2: "blink_fast", 3: "blink_slow"})
BUZZER_AND_LED: dict[int, Body] = {
    0x23: attribute(
        notify_period_good=duration(u8 * 60), notify_period_medium=duration(u8 * 60),
        notify_period_bad=duration(u8 * 60),
    ),
    0x27: attribute(
        buzzer_good=duration(u8), buzzer_good_loud=duration(u8 / 100), buzzer_good_silent=duration(u8 / 100),
        buzzer_medium=duration(u8), buzzer_medium_loud=duration(u8 / 100), buzzer_medium_silent=duration(u8 / 100),
        buzzer_bad=duration(u8), buzzer_bad_loud=duration(u8 / 100), buzzer_bad_silent=duration(u8 / 100),
    ),
    0x29: attribute(
        led_good_red=_LED, led_good_green=_LED, led_good_blue=_LED, led_good=duration(u16 / 100),
        led_medium_red=_LED, led_medium_green=_LED, led_medium_blue=_LED, led_medium=duration(u16 / 100),
        led_bad_red=_LED, led_bad_green=_LED, led_bad_blue=_LED, led_bad=duration(u16 / 100),
    ),
}  # fmt: skip
DISPLAY: dict[int, Body] = {
    0x14: attribute(child_lock=u8 == 1),
    0x34: attribute(display_refresh_period=duration(u8 * 3600)),
    0x41: attribute(temperature_visible=u8 != 0),
    0x43: attribute(humidity_visible=u8 != 0),
    0x45: attribute(light_indicator=u8 != 0),
    0x80: attribute(measurement_blind_time=duration(u8 * 60)),
}
# The vendor's decoder reads one byte of the periods of two, and loses its way behind them.
PIR: dict[int, Body] = {
    0x3D: attribute(pir_enabled=u8 != 0),
    0x3F: attribute(pir_sensitivity=u8),
    0x47: attribute(pir_init_period=duration(u8)),
    0x49: attribute(pir_measurement_period=duration(u8)),
    0x4B: attribute(pir_check_period=duration(u16)),
    0x4D: attribute(pir_blind_period=duration(u16)),
    0xA0: attribute(fuota_address=u32),
}


def room_sensor(size: int, commands: Mapping[int, Body], *keep_alive: Body) -> Body:
    """The uplink of a model: its keep-alive of so many bytes, alone or behind answers to these commands, or they."""
    frame = (expect(u8, 0x01), *keep_alive)
    answers = tags(u8, commands)
    return switch(
        peek(0, u8),
        {0x01: message("keep_alive", *frame)},
        otherwise=message("response", switch(peek(-size, u8), {0x01: (answers, *frame)}, otherwise=answers)),
    )


HT_SENSOR = device(
    "mclimate/ht-sensor",
    name="Temperature and humidity sensor",
    source="HT Sensor LoRaWAN device communication protocol, keep-alive",
    f_port=2,
    uplink=room_sensor(
        7,
        BASIC,
        TEMPERATURE,
        HUMIDITY,
        BATTERY,
        word(
            u16,
            reserved(bits(11, 15)),
            temperature(bits(0, 10) / 10, place="probe", invalid={range(0x400, 0x800): "not_connected"}),
        ),
    ),
    downlink=commands_of(BASIC, downlinks.COMMON),
    vectors=[
        vector(
            "01 0288 80 AB 029C", f_port=2, message="keep_alive", temperature=24.8, humidity=50, battery_voltage=2.968,
            temperature_probe=66.8, source="HT Sensor protocol, keep-alive, table 4",
        ),
        vector(
            "12 04 1B 00 19 3C 1D 0000 01 0275 49 CD 0180", message="response", report_interval=240,
            uplink_type="unconfirmed", join_retry_period=(300, "s"), watchdog_confirmed=0, watchdog_unconfirmed=0,
            temperature=22.9, humidity=28.515625, battery_voltage=3.24, temperature_probe=38.4,
            source="HT Sensor protocol, appendix, command example 2",
        ),
    ],
    quirks=[
        quirk(
            payload, f_port=2, keys="battery",
            reason="the protocol has steps of 8 mV from 1.6 V; the vendor's decoder takes the first digit for 2–3.5 V",
        )
        for payload in ("01 0274 73 F1 0400", "01 01C8 28 99 0000")
    ],
)  # fmt: skip

CO2_SENSOR = device(
    "mclimate/co2-sensor",
    name="CO₂ sensor and notifier",
    source="CO2 Sensor LoRaWAN device communication protocol, keep-alive",
    f_port=2,
    uplink=room_sensor(7, BASIC | CO2 | BUZZER_AND_LED, co2(u16), TEMPERATURE, HUMIDITY, BATTERY),
    downlink=commands_of(
        BASIC | CO2 | BUZZER_AND_LED, downlinks.COMMON, downlinks.CO2, {"notify_periods": (0x22, 0x23)}
    ),
    vectors=[
        vector(
            "01 065C 028C 8B DF", f_port=2, message="keep_alive", co2=1628, temperature=25.2, humidity=54.296875,
            battery_voltage=3.384, source="CO2 Sensor protocol, keep-alive, table 4",
        ),
        vector(
            "1F 0384 05DC 21 0221 23 000A0A 25 0A0A0A 27 000000 026550 046550 29 000200 0015 030300 0192 030000 0192"
            "2B 48 01 065C 028C 8B DF",
            message="response", co2_boundary_medium=900, co2_boundary_bad=1500, auto_zero_value=545,
            notify_period_good=0, notify_period_bad=600, measurement_period_good=600, auto_zero_period=(259200, "s"),
            buzzer_good=0, buzzer_medium=2, buzzer_medium_loud=1.01, buzzer_medium_silent=0.8, buzzer_bad=4,
            led_good_green="blink_fast", led_good=0.21, led_medium_red="blink_slow", led_medium=4.02,
            led_bad_blue="off", co2=1628, temperature=25.2, humidity=54.296875, battery_voltage=3.384,
            source="CO2 Sensor protocol, examples of the commands (tables 16 to 28) and keep-alive (table 4)",
        ),
    ],
)  # fmt: skip
