"""Elsys' settings: one byte that says which, and its value. A sensor sends them as it starts, and takes them on port 6.

Source: "Sensor downlink payload" v2.1 and "NFC settings specification" (elsys.se); what came later as published
decoders of settings have it (akenza's device types; Didier Donsez'; Configured Things', which encodes too). Periods
count in steps of the time base, ``collection_interval``. What nobody says the values of (modes, channel plans, locks)
is read but is no command. Keys and addresses are sensitive.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *

INPUTS = {
    0: "off", 1: "analog", 2: "pulse pull-down", 3: "pulse pull-up", 4: "total pulse pull-down",
    5: "total pulse pull-up", 6: "DS18B20", 7: "switch normally open", 8: "switch normally closed", 9: "digital",
    10: "SRF-01", 11: "Decagon", 12: "leak", 13: "Maxbotix", 14: "GPS", 15: "DS18B20 and switch", 16: "analog 0-3 V",
    17: "ADC module",
}  # fmt: skip

#: What may be set.
SETTINGS: dict[int, Body] = {
    0x08: attribute(uplink_port=u8, limits=(1, 254)),
    0x0A: attribute(confirmed_messages=u8 != 0),
    0x0B: attribute(data_rate_default=u8),
    0x0C: attribute(data_rate_max=u8),
    0x0D: attribute(data_rate_min=u8),
    0x10: attribute(external_mode=choice(u8, INPUTS)),
    0x11: attribute(motion_mode=choice(u8, {0: "off", 1: "trigger", 2: "count"})),
    0x12: attribute(co2_mode=choice(u8, {0: "normal", 1: "calibrate"})),
    0x13: attribute(acceleration_settings=hexadecimal(4)),
    0x14: attribute(collection_interval=duration(u32), limits=(1, None)),
    0x15: attribute(temperature_period=u32),
    0x16: attribute(humidity_period=u32),
    0x17: attribute(light_period=u32),
    0x18: attribute(motion_period=u32),
    0x19: attribute(co2_period=u32),
    0x1A: attribute(external_period=u32),
    0x1B: attribute(external_power_time=duration(u32 / 1000)),
    0x1C: attribute(trigger_time=duration(u32)),
    0x1D: attribute(acceleration_period=u32),
    0x1E: attribute(battery_period=u32),
    0x1F: attribute(send_period=u32),
    0x23: attribute(pressure_period=u32),
    0x24: attribute(sound_period=u32),
    0x26: attribute(sub_band=u8, limits=(0, 7)),
    0x27: attribute(listen_before_talk=u8 != 0),
    0x28: attribute(led_mode=u8),
    0x2A: attribute(leak_period=u32),
    0x2B: attribute(reed_period=u32),
    0x2C: attribute(reed_mode=u32),
    0x2E: attribute(queue_size=u8, limits=(0, 10)),
    0x2F: attribute(queue_offset=u8 != 0),
    0x30: attribute(queue_purge=u8 != 0),
    0x31: attribute(co2_reference=co2(u16)),
    0x33: attribute(co2_abc=u16),
    0x35: attribute(occupancy_sensitivity=u16),
    0x37: attribute(display_period=u32),
    0x39: attribute(display_unit=u8),
    0x3A: attribute(display_inverted=u8 != 0),
    0x3E: attribute(display_language=u8),
    0x3F: attribute(light_compensation=u32),
    0x40: attribute(tvoc_period=u32),
    0xF4: attribute(nfc_disabled=u8 != 0),
}
#: What a sensor says as well.
TOLD: dict[Any, Body] = SETTINGS | {
    0x01: attribute(app_session_key=configuration(hexadecimal(16))),
    0x02: attribute(network_session_key=configuration(hexadecimal(16))),
    0x03: attribute(dev_eui=configuration(hexadecimal(8))),
    0x04: attribute(app_eui=configuration(hexadecimal(8))),
    0x05: attribute(app_key=configuration(hexadecimal(16))),
    0x06: attribute(dev_addr=configuration(hexadecimal(4))),
    0x07: attribute(over_the_air=u8 != 0),
    0x09: attribute(mode=u8),
    0x0E: attribute(lorawan_class_number=u8),
    0x0F: attribute(power_number=u8),
    0x20: attribute(lock=configuration(hexadecimal(4))),
    0x21: attribute(key_watchdog=u32),
    0x22: attribute(link=hexadecimal(4)),
    0x25: attribute(channel_plan=u8),
    0x29: attribute(co2_action=u8),
    0x2D: attribute(motion_sensitivity=u8),
    0x32: attribute(co2_calibration_mode=u8),
    0x34: attribute(motion_sensitivity_2=u8),
    0x36: attribute(sound_power=u8),
    0x38: attribute(display_action=u8),
    0x3B: attribute(asr=u8 != 0),
    0x3C: attribute(display_full=u8),
    0x3D: attribute(display_logo=u8),
    0x42: attribute(button_period=u8),
    0x43: attribute(button_settings=hexadecimal(51)),
    0xF0: attribute(custom_1=u32),
    0xF1: attribute(custom_2=u32),
    0xF2: attribute(custom_3=u32),
    0xF3: attribute(custom_4=u32),
    0xF5: attribute(sensor_type=u8),
    0xFA: attribute(external=hexadecimal(1)),
    0xFB: attribute(settings_version=u16),
    0xFC: attribute(sleep=hexadecimal(4)),
    # It has received something, what follows are settings, it starts anew: the number says all.
    (0xEF, 0xF9, 0xFE): (),
}
