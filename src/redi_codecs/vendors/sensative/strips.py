"""Strips: a channel that says what follows, big-endian; on port 2 the same with an age, as a history.

Source: the vendor's published translator (strips-lora-translator-open-source), reports and settings.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.sensative.settings import COMMANDS, SETTINGS

_TEMPERATURE, _HUMIDITY = temperature(i16 / 10), humidity(u8 / 2)
_MEAN = temperature(i16 / 10, statistic="mean")
_DOOR = contact(u8 == 0)

_REPORTS: dict[int, Body] = {
    0: (),
    1: battery(u8),
    2: _TEMPERATURE,
    3: word(u8, attribute(high_temperature_alarm=bit(0), low_temperature_alarm=bit(1)), reserved(bits(2, 7))),
    4: _MEAN,
    5: word(u8, attribute(high_mean_alarm=bit(0), low_mean_alarm=bit(1)), reserved(bits(2, 7))),
    6: _HUMIDITY,
    7: illuminance(u16),
    8: illuminance(u16, channel=2),
    9: _DOOR,
    10: attribute(door_alarm=u8 != 0),
    11: tamper(u8),
    12: attribute(tamper_alarm=u8 != 0),
    13: attribute(wetness=percentage(u8)),
    14: leak(u8),
    15: attribute(oil_alarm=u8),
    16: button(u8),
    17: open_count(u16, statistic="total"),
    18: occupancy(u8),
    19: attribute(proximity=u16),
    20: attribute(close_proximity=u16),
    21: attribute(close_proximity_alarm=u8 != 0),
    22: attribute(disinfection=choice(u8, {0: "dirty", 1: "occupied", 2: "cleaning", 3: "clean"})),
    80: (_HUMIDITY, _TEMPERATURE),
    81: (_HUMIDITY, _MEAN),
    82: (_DOOR, _TEMPERATURE),
    110: (attribute(firmware_build=hexadecimal(4)), attribute(device_data=hexadecimal(4))),
    112: attribute(capacitance_flood=u16),
    113: attribute(capacitance_pad=u16),
    114: attribute(capacitance_end=u16),
}
#: With the highest bit the report is kept in the history too.
_KEPT = {(channel, channel | 0x80): body for channel, body in _REPORTS.items()}
_UNKNOWN = (attribute(setting=derived(V.number)), attribute(setting_value=u32))
_RESULT = {0: "ok", 1: "bad setting", 2: "bad payload length", 3: "value not accepted", 4: "unknown command"}

STRIPS = device(
    "sensative/strips",
    name="Strips multi-sensor",
    source="The vendor's published translator, strips-lora-translator-open-source",
    f_port=1,
    uplink=switch(
        f_port,
        {
            1: (attribute(history_sequence=u16), tags(u8, _KEPT)),
            2: message(
                "history",
                attribute(first_sequence=u16),
                history(attribute(age=duration(u32)), switch(u8, _KEPT), time=received_at - V.age),
            ),
            11: message(
                "settings",
                tags(
                    u8,
                    {
                        2: (let(number=u8), switch(V.number, SETTINGS, otherwise=_UNKNOWN)),
                        3: attribute(result=choice(u8, _RESULT)),
                    },
                ),
            ),
        },
    ),
    measures=(battery, temperature, humidity, illuminance, contact, open_count, tamper, leak, button, occupancy),
    also={
        "sensative/presence": variant("Strips Presence", measures=(battery, temperature, occupancy)),
    },
    downlink=COMMANDS,
    vectors=[
        vector(
            "FFFF01500200EA03000D000E001000", f_port=1, battery=80, temperature=23.4, leak=False, button=False,
            history_sequence=65535, high_temperature_alarm=False, low_temperature_alarm=False, wetness=(0.0, '%'),
            source="device repository",
        ),
        vector("00000200D7066E", temperature=21.5, humidity=55, history_sequence=0, source="device repository"),
        vector("00000900014D", contact=True, battery=77, history_sequence=0, source="device repository"),
        vector("00001201013C", occupancy=True, battery=60, history_sequence=0, source="device repository"),
        vector("000502FFCE8704D2", temperature=-5, illuminance=1234, history_sequence=5, source="device repository"),
    ],
)  # fmt: skip
