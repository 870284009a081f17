"""What Sentrius RS1xx are configured with, as they take it and repeat it in answer.

Source: the vendor's published encoder; the limits are its own.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_BATTERY_TYPE = choice(u8, {1: "alkaline", 2: "lithium"})
CONFIGURATION = (
    attribute(battery_type=_BATTERY_TYPE),
    attribute(read_period=duration(u16), limits=(30, 65535)),
    attribute(readings_per_message=u8, limits=(0, 10)),
    attribute(temperature_alarm_enabled=u8 != 0),
)
_LEDS = attribute(ble_led=u16, lora_led=u16)
CLIMATE_CONFIGURATION = (CONFIGURATION, attribute(humidity_alarm_enabled=u8 != 0))
ADVANCED_CONFIGURATION = (
    CLIMATE_CONFIGURATION,
    attribute(low_temperature_limit=temperature(i8 / 1), limits=(-40, 85)),
    attribute(high_temperature_limit=temperature(i8 / 1), limits=(-40, 85)),
    attribute(low_humidity_limit=humidity(u8), high_humidity_limit=humidity(u8), limits=(0, 100)),
    _LEDS,
)
PROBE_CONFIGURATION = (
    CONFIGURATION,
    attribute(low_temperature_limit=temperature(i16 / 1), limits=(-200, 850)),
    attribute(high_temperature_limit=temperature(i16 / 1), limits=(-250, 850)),
    _LEDS,
)
CONTACT_CONFIGURATION = (
    attribute(contact_mode=choice(u8, {0: "door", 1: "push_button"})),
    word(
        u8,
        attribute(notify_open=bit(0) == 1, notify_closed=bit(1) == 1),
        attribute(notify_again=bit(2) == 1, notify_cancelled=bit(3) == 1),
        reserved(bits(4, 7)),
    ),
    attribute(open_dwell_time=u16, closed_dwell_time=u16, limits=(5, 1023)),
    attribute(resend_interval=u8, limits=(1, 255)),
    attribute(debounce_adjust=u8),
)
